//! Which glyphs are read as one piece.
//!
//! A squeezed mark (15834 5.1.10) gives up half of its cell, but the face's own width of its glyph stays a whole em: the next glyph begins inside it.
//! Programs that read PDF files take such an overlap for text printed twice and break the line there. The overlapping glyphs are therefore
//! bracketed and their text is given outright (`/ActualText`).
//!
//! So are glyphs of a line that is stretched so far that the gaps between its characters would be taken for blanks.

use std::collections::{BTreeMap, BTreeSet};

use super::fonts::Fonts;
use super::shown::{Shown, ShownRun};

/// An overlap or a gap that readers tolerate, em; Poppler's limit is 0.1 for both.
const TOLERATED: f64 = 0.08;
/// A gap that is wider than this was meant as one, em: between the cells of a table, between the letters of a mark.
const MEANT: f64 = 0.3;

/// Item of the page and glyph of the run.
type Place = (usize, usize);

/// The groups of a page.
pub(super) struct Groups {
    begins: BTreeMap<Place, String>,
    ends: BTreeSet<Place>,
}

impl Groups {
    /// Finds the overlaps and gaps within runs and between runs that follow each other.
    pub fn of(runs: &[Option<ShownRun>], fonts: &Fonts) -> Self {
        let mut this = Self { begins: BTreeMap::new(), ends: BTreeSet::new() };
        // The group that is open: where it began, its text, its last glyph.
        let mut open: Option<(Place, String, Place)> = None;
        let mut last: Option<(Place, &ShownRun, &Shown)> = None;
        for (index, run) in runs.iter().enumerate() {
            let Some(run) = run else {
                // Text is interrupted here, and a group may not reach over it.
                this.close(open.take());
                last = None;
                continue;
            };
            for (number, glyph) in run.glyphs.iter().enumerate() {
                let place = (index, number);
                if let Some((before, _, previous)) = last.filter(|(_, of, previous)| is_one_piece(fonts, (of, previous), (run, glyph))) {
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

/// Whether a glyph begins inside the one before it on the same line, or so far behind it that a reader would see a blank where there is none.
fn is_one_piece(fonts: &Fonts, (of, previous): (&ShownRun, &Shown), (run, glyph): (&ShownRun, &Shown)) -> bool {
    if of.turned != run.turned
        || of.size <= 0.0
        || run.size <= 0.0
        || (previous.across - glyph.across).abs() >= 0.001
        || glyph.along <= previous.along
    {
        return false;
    }
    let em = of.size * of.scale_x;
    let gap = (glyph.along - previous.along) / em - fonts.width(previous.font, previous.id) / 1000.0;
    let is_blank = previous.text.is_whitespace() || glyph.text.is_whitespace();
    gap < -TOLERATED || gap > TOLERATED && gap < MEANT && !is_blank && of.size == run.size
}
