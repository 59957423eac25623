//! 附件 and issued documents: which belong to which text, their labels and heads (AT-01 to AT-05), and the 附件说明 (AN-01 to AN-04).

use super::desk::{Desk, ink};
use super::flow::{Atom, NEVER};
use super::geometry::{Area, SIZE};
use super::headline::title_text;
use super::opening::Opening;
use super::pages::{Color, Element};
use super::paragraph::Measure;
use super::shape::{Style, plain};
use crate::document::{Document, Section, SectionKind};
use crate::font::Role;
use crate::words::layout as words;

/// What it costs to begin a page with the line above an 附件说明 (B7): it wants a line of text above it.
const NOTE_ALONE: u64 = 1_000;
/// An 附件说明 up to this long is kept whole (B7).
const NOTE_WHOLE: usize = 4;

/// The labels of all sections; only attachments have one. They are counted anew for each issued document.
pub fn labels(doc: &Document) -> Vec<Option<String>> {
    let owner = owners(doc);
    let mut out = vec![None; doc.sections.len()];
    for (i, section) in doc.sections.iter().enumerate() {
        if section.kind == SectionKind::Attachment {
            let same = |j: &usize| doc.sections.get(*j).is_some_and(|s| s.kind == SectionKind::Attachment) && owner.get(*j) == owner.get(i);
            let count = (0..doc.sections.len()).filter(same).count();
            let before = (0..i).filter(same).count();
            if let Some(slot) = out.get_mut(i) {
                *slot = Some(words::attachment_label((count > 1).then_some(before + 1)));
            }
        }
    }
    out
}

/// For each section the text that it belongs to: 0 for the main text, otherwise the position of the issued document.
fn owners(doc: &Document) -> Vec<usize> {
    let mut at = 0;
    let mut out = Vec::with_capacity(doc.sections.len());
    for (i, s) in doc.sections.iter().enumerate() {
        if s.kind == SectionKind::Issued {
            at = i;
        }
        out.push(at);
    }
    out
}

/// The names that the 附件说明 of a text gives: those of the front matter, or of the attachments that follow. `text` is 0 for the main text.
pub fn names(doc: &Document, text: usize) -> Vec<String> {
    if let (0, Some(given)) = (text, &doc.head.attachments) {
        return given.clone();
    }
    let owner = owners(doc);
    let name = |s: &Section| title_text(&s.title).replace('\n', "");
    doc.sections
        .iter()
        .enumerate()
        .filter(|(i, s)| s.kind == SectionKind::Attachment && owner.get(*i) == Some(&text))
        .map(|(_, s)| name(s))
        .filter(|n| !n.trim().is_empty())
        .collect()
}

/// The head of a section on a new page: its label on line 1, its title on grid line 3 (AT-01, AT-02, AT-05).
pub fn opening(desk: &mut Desk<'_>, section: &Section, label: Option<&str>, area: &Area) -> Opening {
    let mut out = Opening::default();
    if let Some(label) = label {
        out.flush_left(desk, label, Role::Hei, Element::AttachmentLabel, 1, area);
        out.gap = super::geometry::ONE_LINE;
    }
    out.title_on_line_3(desk, &title_text(&section.title), &[], area);
    if let Some(label) = label {
        out.title = Some(match &out.title {
            Some(title) => format!("{label}　{title}"),
            None => label.to_owned(),
        });
    }
    out
}

/// Pushes the 附件说明: one blank line, then the names, wrapped ones aligned under the first character of the name above (AN-01 to AN-03).
pub fn note(desk: &mut Desk<'_>, names: &[String], area: &Area, atoms: &mut Vec<Atom>) {
    if names.is_empty() {
        return;
    }
    if let Some(last) = atoms.last_mut() {
        last.penalty = last.penalty.max(NOTE_ALONE);
    }
    atoms.push(Atom::blank(SIZE));
    let style = Style { role: Role::FangSong, element: Element::AttachmentNote };
    let (cell, y) = (area.cell(), desk.text_ascent());
    let numbered = names.len() > 1;
    let mut set = Vec::new();
    for (k, name) in names.iter().enumerate() {
        let label = if k == 0 { "附件：" } else { "" };
        let number = if numbered { format!("{}.", k + 1) } else { String::new() };
        // Cells: 附件： begins at 2, numbers and a lone name at 5, names behind a number at 6 (a number of two digits takes half a cell more).
        let (first, rest) = (if k == 0 { 2.0 } else { 5.0 }, if numbered { 5.0 + number.chars().count() as f64 / 2.0 } else { 5.0 });
        let u = |from: f64| ((f64::from(area.cells) - from) * 100.0) as i32;
        let text = plain(&format!("{label}{number}{name}"), style);
        let lines = desk.set(&text, SIZE, cell, Measure { first: u(first), rest: u(rest) }, true, None);
        for (i, line) in lines.iter().enumerate() {
            let x = if i == 0 { first } else { rest } * cell;
            set.push(Atom::line(SIZE, ink(line, x, y, SIZE, Color::Black, &[])));
        }
    }
    let whole = set.len() <= NOTE_WHOLE;
    for (i, mut atom) in set.into_iter().enumerate() {
        atom.penalty = if i == 0 || whole { NEVER } else { 0 };
        atoms.push(atom);
    }
}
