//! How far down a table reaches, and where its head comes again.

use super::frame::Frame;
use super::grid::{Grid, Kind, Place};
use super::labels::{self, Head};

/// The last row of the body: where notes, another head or the sheet's end comes.
pub(super) fn bottom(grid: &Grid<'_>, frame: &Frame) -> u32 {
    let (left, right) = frame.columns;
    let mut last = frame.first;
    for r in frame.first..grid.height() {
        let mut places = grid.within(r, left, right).peekable();
        let Some((_, first)) = places.peek() else { continue };
        if r > frame.first && labels::is_note(&first.shown) {
            break;
        }
        let all: Vec<&Place<'_>> = places.map(|(_, p)| p).collect();
        let valued = all.iter().any(|p| p.kind == Kind::Value);
        if !valued && r > frame.first {
            let heads = all.iter().filter(|p| !matches!(labels::head(&labels::split_unit(&p.shown).0, None), Head::Name)).count();
            let corner = grid.get(r, frame.anchor).map(|p| labels::head(&p.shown, None));
            let label_is_head = matches!(corner, Some(Head::County | Head::Indicator));
            // Another table's head; a head that is repeated at a page break is passed over below.
            if (heads >= 2 || label_is_head) && !repeats(grid, frame, r) {
                break;
            }
        }
        // Numbers alone below a gap are no rows of this table.
        if r > frame.first && grid.gap_above(r) && all.iter().all(|p| p.kind == Kind::Value) && grid.seen(r, frame.anchor).is_none() {
            break;
        }
        last = r;
    }
    last
}

/// Whether a row says what the head of the table says.
pub(super) fn repeats(grid: &Grid<'_>, frame: &Frame, r: u32) -> bool {
    let (left, right) = frame.columns;
    let here: Vec<(u32, &Place<'_>)> = grid.within(r, left, right).filter(|(_, p)| p.kind == Kind::Text).collect();
    if here.is_empty() {
        return false;
    }
    (frame.first.saturating_sub(8)..frame.first).any(|h| {
        let same = here.iter().filter(|(c, p)| grid.get(h, *c).is_some_and(|q| q.key == p.key)).count();
        same * 3 >= here.len() * 2
    })
}
