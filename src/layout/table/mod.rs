//! Tables (TB-04 to TB-10): a table of the document in, one set to the last line out, which knows the heights of its strips and draws any
//! run of them with the head repeated.

mod columns;
mod draw;
mod kinds;
mod set;
mod widths;

pub use set::set_table;

use super::geometry::MM;
use super::paragraph::Line;
use kinds::Stand;

/// 小四, pt: the size of tables and of what stands around them (TB-05).
pub const SIZE: f64 = 12.0;
/// The smallest size of a table, 五号, pt (TB-05).
pub const SMALL: f64 = 10.5;
/// Weight of the outer rules, pt (TB-04).
pub const OUTER: f64 = 0.35 * MM;
/// Weight of the inner rules, pt (TB-04).
pub const INNER: f64 = 0.18 * MM;
/// From the middle of a rule to the text beside it, pt: a clear millimetre is left (TB-05).
pub const PAD: f64 = 1.25 * MM;
/// The least height of a row from rule to rule, pt (TB-05).
pub const ROW: f64 = 8.4 * MM;

/// Lines of one cell, set.
#[derive(Debug, Clone)]
pub struct CellSet {
    lines: Vec<Line>,
    links: Vec<String>,
    stand: Stand,
    /// For an amount: from the column's right edge to the cell's, pt.
    inset: f64,
}

/// A cell of the head.
#[derive(Debug, Clone)]
pub struct HeadCell {
    columns: std::ops::Range<usize>,
    /// Levels that it covers: 0..1, 1..2 or 0..2.
    levels: std::ops::Range<usize>,
    cell: CellSet,
}

/// A row, or a slice of one that is taller than a page.
#[derive(Debug, Clone)]
pub struct Strip {
    row: usize,
    /// Which lines of its cells it shows.
    lines: std::ops::Range<usize>,
    /// Height, pt.
    pub height: f64,
    /// What it costs to begin a page with it (B10).
    pub penalty: u64,
}

/// A table, set.
#[derive(Debug, Clone)]
pub struct TableSet {
    size: f64,
    /// Left edges of the columns and the right edge of the last, pt.
    edges: Vec<f64>,
    head: Vec<HeadCell>,
    /// Heights of the head's levels, pt.
    levels: Vec<f64>,
    rows: Vec<Vec<CellSet>>,
    /// For each row and column the number of the merged cell that it belongs to; neighbours with the same number are one.
    merged: Vec<Vec<Option<usize>>>,
    /// Its strips from top to bottom.
    pub strips: Vec<Strip>,
}

impl TableSet {
    /// Height of the head, which is drawn again on every page (TB-06), pt.
    pub fn head_height(&self) -> f64 {
        self.levels.iter().sum()
    }

    /// Distance from baseline to baseline in a cell, pt.
    fn pitch(&self) -> f64 {
        pitch(self.size)
    }
}

/// Distance from baseline to baseline in a cell of type of `size`, pt.
fn pitch(size: f64) -> f64 {
    size * 1.3
}

/// Height of a block of `n` lines with its padding, pt, never below a row's.
fn block(n: usize, size: f64) -> f64 {
    (pitch(size) * n.max(1) as f64 - (pitch(size) - size) + 2.0 * PAD + 2.0).max(ROW)
}
