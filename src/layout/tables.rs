//! A table in running text or in an attachment: caption, unit line, head, rows and notes as atoms (TB-06, TB-08, TB-10).

use super::compose::{AFTER_TABLE, Composer};
use super::desk::ink;
use super::flow::{Atom, Content, NEVER, Place};
use super::geometry::{FOUR, MM};
use super::pages::{Color, Element};
use super::paragraph::Measure;
use super::shape::{Style, links, styled};
use super::table::{SIZE, set_table};
use crate::document::{Inline, Table};
use crate::font::Role;

/// Between the table and the lines that stand at it, pt.
const NEAR: f64 = 1.5 * MM;

/// Pushes all atoms of a table; nothing of it is parted from a heading above.
pub fn table(c: &mut Composer<'_, '_>, table: &Table, after_heading: bool) {
    let area = c.area;
    let Some(set) = set_table(c.desk, table, &area) else { return };
    let first = c.atoms.len();
    let mut above = 0.0;
    if let Some(caption) = &table.caption {
        lines(c, caption, Role::Hei, FOUR, Stand::Middle, Place::Grid, table);
        above = NEAR;
    }
    if let Some(unit) = &table.unit {
        let place = if table.caption.is_some() { Place::Free } else { Place::Grid };
        lines(c, unit, Role::FangSong, SIZE, Stand::Right, place, table);
        above = NEAR;
    }
    let index = c.tables.len();
    let place = if c.atoms.len() > first { Place::Free } else { Place::Grid };
    if set.head_height() > 0.0 {
        let atom = Atom { height: set.head_height(), above, place, content: Content::TableHead { table: index }, ..Atom::line(0.0, Vec::new()) };
        c.push(atom);
    }
    for (strip, s) in set.strips.iter().enumerate() {
        let lone = c.atoms.len() == first;
        let (above, place) = if strip == 0 && set.head_height() <= 0.0 { (above, place) } else { (0.0, Place::Free) };
        let penalty = if lone { 0 } else { s.penalty };
        c.push(Atom { height: s.height, above, place, penalty, content: Content::Strip { table: index, strip }, ..Atom::line(0.0, Vec::new()) });
    }
    c.tables.push(set);
    for note in &table.notes {
        lines(c, note, Role::FangSong, SIZE, Stand::Left, Place::Free, table);
    }
    // Caption, unit line, head and first row stay together, and so do the last row and its notes.
    for (k, atom) in c.atoms.iter_mut().enumerate().skip(first) {
        if k == first {
            atom.penalty = if after_heading { NEVER } else { 0 };
        } else if !matches!(atom.content, Content::Strip { .. }) {
            atom.penalty = NEVER;
        }
    }
    if let Some(last) = c.atoms.last_mut() {
        last.below = AFTER_TABLE;
    }
}

/// How a line beside a table stands.
#[derive(Clone, Copy)]
enum Stand {
    Left,
    Middle,
    Right,
}

fn lines(c: &mut Composer<'_, '_>, text: &[Inline], role: Role, size: f64, stand: Stand, place: Place, table: &Table) {
    let chars = styled(text, Style { role, element: Element::Table }, Role::Hei);
    let u = (c.area.width / size * 100.0) as i32;
    let ascent = c.desk.ascent(role, size);
    let set = c.desk.set(&chars, size, size, Measure { first: u, rest: u }, matches!(stand, Stand::Left), Some(&table.span));
    for (i, line) in set.iter().enumerate() {
        let x = match stand {
            Stand::Left => 0.0,
            Stand::Middle => (c.area.width - line.width) / 2.0,
            Stand::Right => c.area.width - line.width,
        };
        let place = if i == 0 { place } else { Place::Free };
        let above = if i == 0 { NEAR } else { size * 0.3 };
        c.push(Atom { above, place, ..Atom::line(size, ink(line, x, ascent, size, Color::Black, &links(text))) });
    }
}
