//! The red name at the head of a paper: 发文机关标志 of an official document, 名称 of a 简报. Placed by its ink, glyph by glyph.

use super::desk::Desk;
use super::geometry::Area;
use super::pages::{Color, Element, Glyph, Item, Run};
use super::paragraph::Line;
use crate::font::Role;

/// How a line of the mark is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkSize {
    /// Size, pt.
    pub size: f64,
    /// Horizontal scale.
    pub scale: f64,
    /// Space between characters, pt.
    pub spacing: f64,
}

/// Half-width in a mark: brackets and quotation marks are display type there, their blank halves would only push the name off its middle.
fn cells(c: char) -> f64 {
    if matches!(c, '“' | '”' | '‘' | '’' | '《' | '》' | '（' | '）' | '〈' | '〉') || c.is_ascii() { 0.5 } else { 1.0 }
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '《' | '（' | '〈')
}

/// Width of a text in characters of the mark.
pub fn mark_cells(text: &str) -> f64 {
    text.chars().map(cells).sum()
}

/// Width of a text so set, pt.
pub fn mark_width(text: &str, how: MarkSize) -> f64 {
    mark_cells(text) * how.size * how.scale + how.spacing * text.chars().count().saturating_sub(1) as f64
}

/// Sets one line of a mark in red with its left edge at `x` and the top of its ink at `y`. Gives the lower edge of its ink too.
pub fn mark_line(desk: &mut Desk<'_>, text: &str, how: MarkSize, x: f64, y: f64) -> (Vec<Item>, f64) {
    let line = desk.single(text, Role::TitleSong, Element::OrganMark, how.size, how.size);
    let (above, below) = ink_height(desk, &line);
    let baseline = y + above * how.size;
    let mut runs: Vec<Run> = Vec::new();
    let mut at = x;
    for g in &line.glyphs {
        let width = cells(g.c) * how.size * how.scale;
        // The ink of an opening mark lies in the right half of a full-width cell, of any other at the left of its cell.
        let own = g.glyph.advance * how.size * how.scale;
        let shift = if opens(g.c) { width - own } else { (width - own).max(0.0) / 2.0 };
        let glyph = Glyph { id: g.glyph.id, x: at + shift, y: baseline, advance: width, text: g.c, figure: g.figure };
        match runs.last_mut() {
            Some(run) if run.face == g.glyph.face => run.glyphs.push(glyph),
            _ => runs.push(Run {
                face: g.glyph.face,
                size: how.size,
                scale_x: how.scale,
                color: Color::Red,
                turned: false,
                element: Element::OrganMark,
                glyphs: vec![glyph],
            }),
        }
        at += width + how.spacing;
    }
    (runs.into_iter().map(Item::Run).collect(), baseline + below * how.size)
}

/// How far the ink of a line reaches above and below its baseline, em.
fn ink_height(desk: &Desk<'_>, line: &Line) -> (f64, f64) {
    let boxes = line.glyphs.iter().filter_map(|g| desk.fonts.faces().get(g.glyph.face)?.ink(g.glyph.id));
    let (top, bottom) = boxes.fold((f64::MIN, f64::MAX), |(t, b), (_, y0, _, y1)| (t.max(y1), b.min(y0)));
    if top > bottom { (top, -bottom) } else { (0.88, 0.12) }
}

/// Sets lines of a mark one below the other, each centred, the ink of the first at `y`, `gap` between them. Gives the lower edge of the last.
pub fn mark_block(desk: &mut Desk<'_>, lines: &[(String, MarkSize)], y: f64, gap: f64, area: &Area) -> (Vec<Item>, f64) {
    let mut items = Vec::new();
    let mut top = y;
    let mut bottom = y;
    for (text, how) in lines {
        let x = (area.width - mark_width(text, *how)) / 2.0;
        let (line, end) = mark_line(desk, text, *how, x, top);
        items.extend(line);
        bottom = end;
        top = end + gap;
    }
    (items, bottom)
}
