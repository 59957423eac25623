//! 附件 and issued documents: which belong to which text, their labels and heads (AT-01 to AT-05), and the 附件说明 (AN-01 to AN-04).

use super::desk::{Desk, ink};
use super::flow::{Atom, NEVER};
use super::geometry::{Area, SIZE};
use super::opening::Opening;
use super::pages::{Color, Element};
use super::paragraph::Measure;
use super::shape::{Style, plain};
use crate::document::{Document, Section, SectionKind, plain_text};
use crate::font::Role;
use crate::words::layout as words;

/// An 附件说明 up to this long is kept whole (B7).
const NOTE_WHOLE: usize = 4;

/// The labels of all sections; only attachments have one.
pub fn labels(doc: &Document) -> Vec<Option<String>> {
    let label = |(section, number): (&Section, Option<usize>)| (section.kind == SectionKind::Attachment).then(|| words::attachment_label(number));
    doc.sections.iter().zip(doc.attachment_numbers()).map(label).collect()
}

/// The head of a section on a new page: its label on line 1, its title on grid line 3 (AT-01, AT-02, AT-05).
pub fn opening(desk: &mut Desk<'_>, section: &Section, label: Option<&str>, area: &Area) -> Opening {
    let mut out = Opening::default();
    if let Some(label) = label {
        out.flush_left(desk, label, Role::Hei, Element::AttachmentLabel, 1, area);
        out.gap = super::geometry::ONE_LINE;
    }
    out.title_on_line_3(desk, &plain_text(&section.title), &[], area);
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
    atoms.push(Atom::blank(SIZE));
    let style = Style { role: Role::FangSong, element: Element::AttachmentNote };
    let (cell, y) = (area.cell(), desk.text_ascent());
    let numbered = names.len() > 1;
    let mut set = Vec::new();
    for (k, name) in names.iter().enumerate() {
        // AN-04: no mark ends a name.
        let name = name.trim_end_matches(['。', '；', '，', '、', '：', ';', ',', '.']);
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
