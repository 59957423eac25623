//! Which glyphs are read as one piece.
//!
//! A squeezed mark (15834 5.1.10) gives up half of its cell, but the face's own width of its glyph stays a whole em: the next glyph begins inside it.
//! Programs that read PDF files take such an overlap for text printed twice and break the line there. The overlapping glyphs are therefore
//! bracketed and their text is given outright (`/ActualText`).

use std::collections::{BTreeMap, BTreeSet};

use super::fonts::Fonts;
use crate::layout::{Glyph, Item, Page, Run};

/// An overlap that readers tolerate, em; Poppler's limit is 0.1.
const TOLERATED: f64 = 0.08;

/// Item of the page and glyph of the run.
type Place = (usize, usize);

/// The groups of a page.
pub(super) struct Groups {
    begins: BTreeMap<Place, String>,
    ends: BTreeSet<Place>,
}

impl Groups {
    /// Finds the overlaps within runs and between runs that follow each other.
    pub fn of(page: &Page, fonts: &Fonts) -> Self {
        let mut this = Self { begins: BTreeMap::new(), ends: BTreeSet::new() };
        // The group that is open: where it began, its text, its last glyph.
        let mut open: Option<(Place, String, Place)> = None;
        let mut last: Option<(Place, &Run, &Glyph)> = None;
        for (index, item) in page.items.iter().enumerate() {
            let Item::Run(run) = item else {
                // Text is interrupted here, and a group may not reach over it.
                this.close(open.take());
                last = None;
                continue;
            };
            for (number, glyph) in run.glyphs.iter().enumerate() {
                let place = (index, number);
                if let Some((before, _, previous)) = last.filter(|(_, of, previous)| overlaps(fonts, (of, previous), (run, glyph))) {
                    let (_, text, end) = open.get_or_insert_with(|| (before, previous.text.to_string(), before));
                    text.push(glyph.text);
                    *end = place;
                } else {
                    this.close(open.take());
                }
                last = Some((place, run, glyph));
            }
        }
        this.close(open);
        this
    }

    fn close(&mut self, group: Option<(Place, String, Place)>) {
        if let Some((begin, text, end)) = group {
            self.begins.insert(begin, text);
            self.ends.insert(end);
        }
    }

    /// The text of the group that begins with a glyph.
    pub fn begins(&self, place: Place) -> Option<&str> {
        self.begins.get(&place).map(String::as_str)
    }

    /// Whether a group ends with a glyph.
    pub fn ends(&self, place: Place) -> bool {
        self.ends.contains(&place)
    }
}

/// Whether a glyph begins inside the one before it on the same line.
fn overlaps(fonts: &Fonts, (of, previous): (&Run, &Glyph), (run, glyph): (&Run, &Glyph)) -> bool {
    if of.turned != run.turned || of.size <= 0.0 || run.size <= 0.0 || run.scale_x <= 0.0 {
        return false;
    }
    let place = |g: &Glyph| if run.turned { (-g.y, g.x) } else { (g.x, g.y) };
    let ((x0, y0), (x1, y1)) = (place(previous), place(glyph));
    let Some((font, id)) = fonts.place(of.face, previous) else { return false };
    let width = fonts.width(font, id) / 1000.0 * of.size * of.scale_x;
    (y0 - y1).abs() < 0.001 && x1 > x0 && x0 + width - x1 > TOLERATED * of.size * of.scale_x
}
