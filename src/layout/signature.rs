//! 署名, 成文日期 and 附注 (SG-01 to SG-08, NT-01).

use super::desk::{Desk, ink};
use super::flow::{Atom, NEVER};
use super::geometry::{Area, SIZE};
use super::pages::{Color, Element, Item};
use super::paragraph::{Line, Measure};
use super::shape::{Style, plain};
use crate::document::Head;
use crate::font::Role;
use crate::words::layout as words;

/// Blank cells at the right of a date under a seal (SG-01).
const SEALED_RIGHT: f64 = 4.0;
/// Blank cells at the right of a name or date without a seal (SG-03).
const OPEN_RIGHT: f64 = 2.0;
/// Blank lines above a name with room for a seal of 42 mm (SG-02), and between two rows of seals.
const SEAL_BLANKS: (usize, usize) = (2, 4);
/// Names that stand side by side under their seals (SG-05).
const SEALS_IN_ROW: usize = 3;

/// Pushes signature, date and note.
pub fn signature(desk: &mut Desk<'_>, head: &Head, area: &Area, atoms: &mut Vec<Atom>) {
    if head.signature.is_empty() && head.date.is_none() && head.note.is_none() {
        return;
    }
    let date = head.date.map(|d| {
        let text = words::date(d);
        desk.single(&text, Role::FangSong, Element::Signature, SIZE, area.cell())
    });
    let organs: Vec<Line> = head.signature.iter().flat_map(|name| organ(desk, name, area)).collect();
    if !organs.is_empty() || date.is_some() {
        let blanks = if head.sealed { SEAL_BLANKS.0 } else { 1 };
        atoms.extend((0..blanks).map(|_| Atom::blank(SIZE)));
        match (head.sealed, organs.len()) {
            (true, 2..) => joint_sealed(desk, &organs, date.as_ref(), area, atoms),
            (true, _) => sealed(desk, organs.first(), date.as_ref(), area, atoms),
            (false, _) => open(desk, &organs, date.as_ref(), area, atoms),
        }
    }
    if let Some(note) = &head.note {
        self::note(desk, note, area, atoms);
    }
}

/// A name; one longer than 24 cells is wrapped.
fn organ(desk: &mut Desk<'_>, name: &str, area: &Area) -> Vec<Line> {
    let text = plain(name, Style { role: Role::FangSong, element: Element::Signature });
    desk.set(&text, SIZE, area.cell(), Measure { first: 2_400, rest: 2_400 }, false, None)
}

fn push(desk: &Desk<'_>, placed: &[(&Line, f64)], atoms: &mut Vec<Atom>) {
    let y = desk.text_ascent();
    let items: Vec<Item> = placed.iter().flat_map(|(line, x)| ink(line, x.max(0.0), y, SIZE, Color::Black, &[])).collect();
    atoms.push(Atom { penalty: NEVER, ..Atom::line(SIZE, items) });
}

/// SG-03, SG-04, SG-06: names one below the other, the date two 字 further in than the last; the wider of both two 字 from the edge.
fn open(desk: &Desk<'_>, organs: &[Line], date: Option<&Line>, area: &Area, atoms: &mut Vec<Atom>) {
    let (cell, right) = (area.cell(), area.width - OPEN_RIGHT * area.cell());
    let widest = organs.iter().map(|l| l.width).fold(0.0, f64::max);
    let date_width = date.map_or(0.0, |d| d.width);
    let left = right - if date_width > widest { date_width + 2.0 * cell } else { widest };
    for o in organs {
        push(desk, &[(o, left)], atoms);
    }
    if let Some(d) = date {
        push(desk, &[(d, left + 2.0 * cell)], atoms);
    }
}

/// SG-01: the date four 字 from the edge, the name above it on the same middle; the date gives way where the name would pass the edge.
fn sealed(desk: &Desk<'_>, organ: Option<&Line>, date: Option<&Line>, area: &Area, atoms: &mut Vec<Atom>) {
    let organ_width = organ.map_or(0.0, |o| o.width);
    let date_width = date.map_or(0.0, |d| d.width);
    let middle = (area.width - SEALED_RIGHT * area.cell() - date_width / 2.0).min(area.width - organ_width / 2.0);
    for line in [organ, date].into_iter().flatten() {
        push(desk, &[(line, middle - line.width / 2.0)], atoms);
    }
}

/// SG-05: names in rows of three, each under its own seal, the last with the date below it.
fn joint_sealed(desk: &Desk<'_>, organs: &[Line], date: Option<&Line>, area: &Area, atoms: &mut Vec<Atom>) {
    let rows: Vec<&[Line]> = organs.chunks(SEALS_IN_ROW).collect();
    let mut middle = area.width / 2.0;
    for (k, row) in rows.iter().enumerate() {
        if k > 0 {
            atoms.extend((0..SEAL_BLANKS.1).map(|_| Atom { penalty: NEVER, ..Atom::blank(SIZE) }));
        }
        let slot = area.width / row.len() as f64;
        let placed: Vec<(&Line, f64)> = row.iter().enumerate().map(|(i, l)| (l, (i as f64 + 0.5) * slot - l.width / 2.0)).collect();
        middle = (row.len() as f64 - 0.5) * slot;
        // Names too long to stand side by side stand one below the other.
        if row.iter().any(|l| l.width + area.cell() > slot) {
            for l in *row {
                push(desk, &[(l, middle.min(area.width - l.width / 2.0) - l.width / 2.0)], atoms);
            }
        } else {
            push(desk, &placed, atoms);
        }
    }
    if let Some(d) = date {
        push(desk, &[(d, middle.min(area.width - d.width / 2.0) - d.width / 2.0)], atoms);
    }
}

/// NT-01: 附注 on the line below, two 字 in.
fn note(desk: &mut Desk<'_>, note: &str, area: &Area, atoms: &mut Vec<Atom>) {
    let text = plain(note, Style { role: Role::FangSong, element: Element::Note });
    let u = i32::try_from(area.cells).unwrap_or(28) * 100;
    let lines = desk.set(&text, SIZE, area.cell(), Measure { first: u - 200, rest: u }, true, None);
    for (i, line) in lines.iter().enumerate() {
        push(desk, &[(line, if i == 0 { 2.0 * area.cell() } else { 0.0 })], atoms);
    }
}
