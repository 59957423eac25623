//! A paragraph: characters and a measure in, set lines out (cost-models A).
//!
//! All widths are in **u**, hundredths of a cell (字); all arithmetic of breaking is in integers, so that every machine sets the same lines.

use std::ops::Range;

use crate::font::{FontBook, GlyphRef};
use crate::layout::shape::{Style, StyledChar};

/// Widths of the lines, u: 2600 and 2800 for the text of a paper (BD-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// The first line.
    pub first: i32,
    /// All others.
    pub rest: i32,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Size of the type, pt.
    pub size: f64,
    /// Width of a cell (100 u), pt: 15.793 for the text of a paper, the size itself for tables.
    pub cell: f64,
    /// Widths of the lines.
    pub measure: Measure,
    /// Both edges straight (text), or ragged (cells, centred lines).
    pub justify: bool,
    /// Names and set phrases that are rather not broken (A3).
    pub no_break: &'a [String],
}

/// A glyph in its cell on a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Face and glyph.
    pub glyph: GlyphRef,
    /// The character that it prints.
    pub c: char,
    /// How it is set.
    pub style: Style,
    /// The figure that it prints a part of.
    pub figure: Option<u32>,
    /// The link that it belongs to.
    pub link: Option<u16>,
    /// Its origin, pt from the line's left edge.
    pub x: f64,
    /// Left edge of its cell, pt from the line's left edge.
    pub cell: f64,
    /// Width of its cell as set, pt.
    pub advance: f64,
}

/// A set line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its glyphs from left to right; blanks at its ends are gone.
    pub glyphs: Vec<Placed>,
    /// Right edge of the last cell, pt from the line's left edge, a trimmed mark counted as half (K6).
    pub width: f64,
    /// Whether it ends the paragraph or a forced line: such a line is never stretched (A10).
    pub last: bool,
    /// What it lacked to its measure before it was stretched (positive) or squeezed (negative), u. 0: every cell is on the grid.
    pub slack: i32,
    /// Which characters of the text stand on it.
    pub range: Range<usize>,
}

/// A set paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// Its lines.
    pub lines: Vec<Line>,
    /// How far it is from ideal (A9, A10).
    pub demerits: i64,
    /// The pass that set it, 1 (strict) to 4 (a run longer than the measure was torn, A12).
    pub pass: u8,
    /// Lines that are stretched by more than three cells.
    pub strained: Vec<usize>,
}

/// Characters that no face has, each once, in order of code points.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no face has {0:?}")]
pub struct MissingGlyphs(pub Vec<char>);

/// Sets a paragraph in the fewest demerits.
///
/// # Errors
/// The characters that no face has.
pub fn set(text: &[StyledChar], setting: &Setting<'_>, fonts: &FontBook) -> Result<Paragraph, MissingGlyphs> {
    let _ = (text, setting, fonts);
    todo!()
}

/// The best settings in one line less, as many, and one line more, as far as there are any (A11), by number of lines.
///
/// # Errors
/// The characters that no face has.
pub fn alternatives(text: &[StyledChar], setting: &Setting<'_>, fonts: &FontBook) -> Result<Vec<Paragraph>, MissingGlyphs> {
    let _ = (text, setting, fonts);
    todo!()
}

/// The widest piece that is not broken without need, and the whole text on one line (the longest forced line), u: for widths of columns.
///
/// # Errors
/// The characters that no face has.
pub fn widths(text: &[StyledChar], setting: &Setting<'_>, fonts: &FontBook) -> Result<(i32, i32), MissingGlyphs> {
    let _ = (text, setting, fonts);
    todo!()
}
