//! Tables read from their rules: which stand on a page, in which column and row a line of text is.

use super::read::{Bar, Class, Line, Sheet};
use crate::layout::Element;

/// A table on a page, or the part of one.
#[derive(Debug)]
pub(super) struct Grid<'s> {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub bars: Vec<&'s Bar>,
    /// Its lines of text in the order of the page.
    pub lines: Vec<&'s Line>,
}

/// The tables of a page from top to bottom: rules whose heights overlap or touch are one table's.
pub(super) fn grids(sheet: &Sheet) -> Vec<Grid<'_>> {
    let mut bars: Vec<&Bar> = sheet.bars.iter().filter(|b| b.element == Element::Table).collect();
    bars.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut out: Vec<Grid<'_>> = Vec::new();
    for b in bars {
        match out.last_mut().filter(|t| b.top <= t.bottom + 0.5) {
            Some(t) => {
                (t.left, t.right, t.bottom) = (t.left.min(b.left), t.right.max(b.right()), t.bottom.max(b.bottom()));
                t.bars.push(b);
            }
            None => out.push(Grid { left: b.left, right: b.right(), top: b.top, bottom: b.bottom(), bars: vec![b], lines: Vec::new() }),
        }
    }
    for t in &mut out {
        t.lines = sheet.of(Class::Table).filter(|l| l.baseline > t.top && l.baseline < t.bottom).collect();
    }
    out
}

impl Grid<'_> {
    /// The rules beside a line: right edge of the one at its left, left edge of the one at its right.
    pub fn beside(&self, l: &Line) -> (f64, f64) {
        let (mut left, mut right) = (self.left, self.right);
        let middle = l.baseline - l.size * 25.4 / 72.0 / 2.0;
        for b in self.bars.iter().filter(|b| !b.flat() && b.top < middle && b.bottom() > middle) {
            // Measured from the middle of the text: a text that lies on a rule must not change sides.
            if b.left < l.middle() {
                left = left.max(b.right());
            } else {
                right = right.min(b.left);
            }
        }
        (left, right)
    }

    /// Whether two lines stand in one cell: in the same column, no rule between them.
    fn one_cell(&self, a: &Line, b: &Line) -> bool {
        let between = |r: &Bar| r.flat() && r.top > a.baseline - 0.3 && r.top < b.baseline && r.left < b.middle() && r.right() > b.middle();
        let (x, y) = (self.beside(a), self.beside(b));
        (x.0 - y.0).abs() < 0.5 && (x.1 - y.1).abs() < 0.5 && !self.bars.iter().any(|r| between(r))
    }

    /// Edges of its rows from top to bottom: the middles of its level rules.
    pub fn row_edges(&self) -> Vec<f64> {
        let mut all: Vec<f64> = self.bars.iter().filter(|b| b.flat()).map(|b| f64::midpoint(b.top, b.bottom())).collect();
        all.sort_by(f64::total_cmp);
        all.dedup_by(|a, b| (*a - *b).abs() < 0.5);
        all
    }
}

/// Lines of cells that go on from the line before.
pub(super) fn cell_pairs(sheet: &Sheet) -> Vec<(&Line, &Line)> {
    let mut out = Vec::new();
    for t in grids(sheet) {
        for w in t.lines.windows(2) {
            if let [a, b] = w {
                let step = b.baseline - a.baseline;
                if step > 0.5 && step < 2.0 * b.size * 25.4 / 72.0 && t.one_cell(a, b) {
                    out.push((*a, *b));
                }
            }
        }
    }
    out
}
