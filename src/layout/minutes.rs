//! 纪要 (7): ×××纪要 in red, the number and the date on one line above the red rule, at the end of the text who was there.

use super::desk::{Desk, ink};
use super::flow::{Atom, NEVER};
use super::geometry::{Area, MM, SIZE, TWO_LINES, Y0};
use super::mark::{TALLEST, organ_mark};
use super::names::padded;
use super::opening::Opening;
use super::pages::{Color, Element, Item};
use super::paragraph::{Line, Measure};
use super::redhead::{MARK_TOP, RULE, corner};
use super::shape::{Style, plain};
use super::signature::date_text;
use crate::document::Head;
use crate::font::Role;
use crate::words::layout as words;

/// Cells before a label, and before the names behind it (出席：has three).
const CELLS: (u32, u32) = (2, 5);
/// Cells of a column of names: three for the name, one between; four where there are names of four.
const COLUMNS: (f64, f64) = (4.0, 5.0);
/// What it costs to begin a page with the second or the last line of a list.
const FEW_NAMES: u64 = 500;

/// The head of the first page.
pub fn opening(desk: &mut Desk<'_>, head: &Head, area: &Area) -> Opening {
    let mut out = Opening::default();
    corner(desk, head, area, &mut out);
    let (items, bottom) = organ_mark(desk, &head.organ_mark, head.mark_word.as_deref(), MARK_TOP * MM - Y0, TALLEST, area);
    out.items.extend(items);
    // One 字 from either edge, as number and 签发人 stand (HD-11, HD-12).
    let (y, number) = (bottom + TWO_LINES, head.number.as_deref().unwrap_or_default());
    out.line(desk, number, Role::FangSong, Element::Number, (area.cell(), y));
    if let Some(date) = date_text(head) {
        let (width, _) = desk.text_line(&date, Role::FangSong, Element::Head, (0.0, 0.0));
        out.line(desk, &date, Role::FangSong, Element::Head, (area.width - area.cell() - width, y));
    }
    out.red_rule(RULE, area);
    out.gap = TWO_LINES;
    out
}

/// Pushes 出席, 请假 and 列席: one blank line, then each list on a line of its own, wrapped names under the first name.
pub fn attendance(desk: &mut Desk<'_>, head: &Head, area: &Area, atoms: &mut Vec<Atom>) {
    let lists = [(words::ATTENDEES_LABEL, &head.attendees), (words::ABSENT_LABEL, &head.absent), (words::OBSERVERS_LABEL, &head.observers)];
    let mut first = true;
    for (label, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
        if std::mem::take(&mut first) {
            atoms.push(Atom::blank(SIZE));
        }
        let mut rows = name_rows(desk, names, area);
        let label = desk.single(label, Role::Hei, Element::Attendance, SIZE, area.cell());
        if let Some(row) = rows.first_mut() {
            row.insert(0, (label, f64::from(CELLS.0) * area.cell()));
        }
        let n = rows.len();
        for (i, row) in rows.into_iter().enumerate() {
            let items: Vec<Item> = row.iter().flat_map(|(line, x)| ink(line, *x, desk.text_ascent(), SIZE, Color::Black, &[])).collect();
            let penalty = match i {
                0 => 0,
                _ if n == 2 => NEVER,
                _ if i == 1 || i + 1 == n => FEW_NAMES,
                _ => 0,
            };
            atoms.push(Atom { penalty, ..Atom::line(SIZE, items) });
        }
    }
}

/// Names in columns; a longer one takes as many columns as it needs, one longer than a line is wrapped.
fn name_rows(desk: &mut Desk<'_>, names: &[String], area: &Area) -> Vec<Vec<(Line, f64)>> {
    let style = Style { role: Role::FangSong, element: Element::Attendance };
    let (cell, room) = (area.cell(), area.cells.saturating_sub(CELLS.1));
    let left = f64::from(CELLS.1) * cell;
    let u = i32::try_from(room).unwrap_or(23) * 100;
    let (mut rows, mut at): (Vec<Vec<(Line, f64)>>, f64) = (vec![Vec::new()], 0.0);
    let column = if names.iter().any(|n| n.chars().count() == 4) { COLUMNS.1 } else { COLUMNS.0 };
    for name in padded(names) {
        for line in desk.set(&plain(&name, style), SIZE, cell, Measure { first: u, rest: u }, false, None) {
            let width = line.width / cell;
            if at > 0.0 && at + width > f64::from(room) + 0.01 {
                rows.push(Vec::new());
                at = 0.0;
            }
            let x = left + at * cell;
            at += ((width + 1.0 - 0.01) / column).ceil() * column;
            if let Some(row) = rows.last_mut() {
                row.push((line, x));
            }
        }
    }
    rows
}
