//! A chart on the page: its drawing with the paper's own faces, the caption under it, in whole lines of the grid; never parted.

use super::compose::picture_atom;
use super::desk::{Desk, ink};
use super::flow::Atom;
use super::geometry::{Area, FOUR, SIZE};
use super::pages::{Color, Element, Item, Path};
use super::paragraph::Measure;
use super::shape::{Style, StyledChar, plain};
use crate::chart::{Anchor, Chart, Drawing, Fault, Mark, draw};
use crate::document::Span;
use crate::font::Role;
use crate::words::chart as words;

/// From the drawing to its caption, pt.
const ABOVE_CAPTION: f64 = 6.0;
/// Pitch of a caption's lines in sizes.
const PITCH: f64 = 1.3;

/// The atom of a chart; one that cannot be drawn is reported. `caption` is what stands under it.
pub fn atom(desk: &mut Desk<'_>, chart: &Chart, caption: &str, span: &Span, area: &Area) -> Option<Atom> {
    let style = Style { role: Role::Hei, element: Element::Chart };
    let measure = (area.width / FOUR * 100.0) as i32;
    let lines = desk.set(&plain(caption, style), FOUR, FOUR, Measure { first: measure, rest: measure }, false, Some(span));
    let below = if lines.is_empty() { 0.0 } else { ABOVE_CAPTION + (lines.len() as f64 - 1.0) * PITCH * FOUR + FOUR };
    let most = f64::from(area.lines - 2) * area.pitch() + SIZE;
    let drawing = draw(chart, area.width, most - below);
    let height = drawing.height + below;
    if height > most + 1.0 {
        let origin = desk.origin(span);
        desk.report(words::faulty(&words::too_high(), origin));
        return None;
    }
    let taken = ((height - SIZE) / area.pitch()).ceil().max(0.0) as u32 + 1;
    let room = f64::from(taken - 1) * area.pitch() + SIZE;
    let top = (room - height) / 2.0;
    let mut items = marks(desk, &drawing, top);
    let ascent = desk.ascent(Role::Hei, FOUR);
    for (n, line) in lines.iter().enumerate() {
        let y = top + drawing.height + ABOVE_CAPTION + n as f64 * PITCH * FOUR + ascent;
        items.extend(ink(line, (area.width - line.width) / 2.0, y, FOUR, Color::Black, &[]));
    }
    Some(picture_atom(taken, area, items))
}

/// Reports why a chart cannot be drawn, at its line.
pub fn report(desk: &mut Desk<'_>, fault: &Fault, span: &Span) {
    // Its text begins below the line that opens the block.
    let block = desk.options.text.get(span.start..).unwrap_or_default();
    let before: usize = block.split_inclusive('\n').take(fault.line().unwrap_or_default()).map(str::len).sum();
    let origin = desk.origin(&(span.start + before..span.end));
    desk.report(words::faulty(&fault.told(), origin));
}

fn marks(desk: &mut Desk<'_>, drawing: &Drawing, top: f64) -> Vec<Item> {
    let mut items = Vec::new();
    for mark in &drawing.marks {
        match mark {
            Mark::Text { x, y, anchor, size, text, figure } => {
                let style = Style { role: Role::FangSong, element: Element::Chart };
                let chars: Vec<StyledChar> = plain(text, style).into_iter().map(|c| StyledChar { figure: *figure, ..c }).collect();
                let line = desk.single_styled(&chars, *size, *size);
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - line.width / 2.0,
                    Anchor::End => x - line.width,
                };
                items.extend(ink(&line, left, top + y, *size, Color::Black, &[]));
            }
            Mark::Path { points, closed, fill, outline } => items.push(Item::Path(Path {
                points: points.iter().map(|(x, y)| (*x, top + y)).collect(),
                closed: *closed,
                fill: *fill,
                outline: outline.clone(),
            })),
        }
    }
    items
}
