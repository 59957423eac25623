//! 页码 (PN-01 to PN-05): — 1 — in 四号宋, its dashes 7 mm below the 版心, where the sheet has it also on turned pages (TB-01).

use super::desk::{Desk, ink};
use super::geometry::{FOUR, MM, SHEET, X0, X1};
use super::pages::{Color, Element, Item};
use crate::document::Folio;
use crate::font::Role;

/// Where the middle of the dashes lies on the sheet, pt (PN-02).
const Y: f64 = 269.0 * MM;

/// The number of a page, placed on the sheet.
pub fn folio(desk: &mut Desk<'_>, number: u32, place: Folio) -> Vec<Item> {
    let line = desk.single(&format!("— {number} —"), Role::Song, Element::Folio, FOUR, FOUR);
    let dash = line.glyphs.first().and_then(|g| desk.fonts.faces().get(g.glyph.face)?.ink(g.glyph.id));
    let middle = dash.map_or(0.38, |(_, low, _, high)| (low + high) / 2.0) * FOUR;
    let x = match place {
        Folio::Centre => (SHEET.0 - line.width) / 2.0,
        // PN-03: one 字 from the outer edge of the 版心.
        Folio::Outer if number % 2 == 1 => X1 - FOUR - line.width,
        Folio::Outer => X0 + FOUR,
    };
    ink(&line, x, Y + middle, FOUR, Color::Black, &[])
}
