//! A paragraph: characters and a measure in, set lines out (cost-models A).
//!
//! All widths are in **u**, hundredths of a cell (字); all arithmetic of breaking is in integers, so that every machine sets the same lines.

use std::ops::Range;

use crate::font::{FontBook, GlyphRef};
use crate::layout::boxes::{Boxes, boxes};
use crate::layout::breaks::{Breaks, Names, breaks, ordinal_mark};
use crate::layout::fit::{Fit, Setup};
use crate::layout::kinsoku::{Fate, Kind, fate};
use crate::layout::place::place;
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
    /// Names that are never broken: the campaign's own list.
    pub whole: &'a [String],
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
    /// How it is narrowed to fit its cell, 1.0 for not at all: the % and + of many faces are wider than the half cell that they take (A1, K9).
    pub scale: f64,
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
    let parts = parts(text, setting, fonts)?;
    let setups: Vec<Setup> = parts.iter().map(|p| p.fit(setting).best()).collect();
    Ok(assemble(text, &parts, &setups, setting, fonts))
}

/// The best settings in one line less, as many, and one line more, as far as there are any (A11), by number of lines.
///
/// # Errors
/// The characters that no face has.
pub fn alternatives(text: &[StyledChar], setting: &Setting<'_>, fonts: &FontBook) -> Result<Vec<Paragraph>, MissingGlyphs> {
    let parts = parts(text, setting, fonts)?;
    let variants: Vec<Vec<Setup>> = parts.iter().map(|p| p.fit(setting).variants()).collect();
    let best: Vec<Setup> = variants.iter().map(|v| v.first().cloned().unwrap_or_default()).collect();
    // One stretch of the text gives the line or takes it: the one that loses least by it.
    let other = |less: bool| {
        let choices = variants.iter().enumerate().flat_map(|(k, v)| v.iter().map(move |s| (k, s)));
        let (at, setup) = choices
            .filter(|(k, s)| best.get(*k).is_some_and(|b| if less { s.rows.len() + 1 == b.rows.len() } else { s.rows.len() == b.rows.len() + 1 }))
            .min_by_key(|(k, s)| s.demerits - best.get(*k).map_or(0, |b| b.demerits))?;
        let mut setups = best.clone();
        *setups.get_mut(at)? = setup.clone();
        Some(setups)
    };
    let all = [other(true), Some(best.clone()), other(false)];
    Ok(all.into_iter().flatten().map(|setups| assemble(text, &parts, &setups, setting, fonts)).collect())
}

/// The widest piece that is not broken without need (a word, a number, a date, a name), and the whole text on one line (its longest forced
/// line), u: for widths of columns.
///
/// # Errors
/// The characters that no face has.
pub fn widths(text: &[StyledChar], setting: &Setting<'_>, fonts: &FontBook) -> Result<(i32, i32), MissingGlyphs> {
    let (mut narrow, mut wide) = (0, 0);
    for part in parts(text, setting, fonts)? {
        let pieces = &part.boxes.pieces;
        let (mut run, mut line, mut space) = (0, 0, 0);
        for (k, p) in pieces.iter().enumerate() {
            run = if part.breaks.costs.get(k).is_some_and(|c| *c < 300) { 0 } else { run + space };
            run += p.width;
            line += space + p.width;
            space = p.space;
            narrow = narrow.max(run);
        }
        wide = wide.max(line);
    }
    Ok((narrow, wide))
}

/// A stretch of the text between forced breaks.
struct Part {
    range: Range<usize>,
    boxes: Boxes,
    breaks: Breaks,
    /// Width of its first line, u.
    first: i32,
}

impl Part {
    fn fit<'a>(&'a self, setting: &Setting<'_>) -> Fit<'a> {
        let measure = Measure { first: self.first, rest: setting.measure.rest };
        Fit::new(&self.boxes.pieces, &self.breaks, measure, setting.justify)
    }
}

fn parts(text: &[StyledChar], setting: &Setting<'_>, fonts: &FontBook) -> Result<Vec<Part>, MissingGlyphs> {
    let Measure { first, rest } = setting.measure;
    let mut missing = Vec::new();
    let mut out = Vec::new();
    for range in stretches(text) {
        let opens = out.is_empty();
        let mut boxes = boxes(text, range.clone(), setting, fonts);
        missing.append(&mut boxes.missing);
        // No space behind an ordinal (BD-08).
        if opens && let Some(mark) = ordinal_mark(&boxes.pieces).and_then(|k| boxes.pieces.get_mut(k)) {
            (mark.space, mark.sticky) = (0, false);
        }
        let breaks = breaks(&boxes.pieces, opens, first.min(rest), Names { dear: setting.no_break, whole: setting.whole });
        out.push(Part { range, boxes, breaks, first: if opens { first } else { rest } });
    }
    missing.sort_unstable();
    missing.dedup();
    if missing.is_empty() { Ok(out) } else { Err(MissingGlyphs(missing)) }
}

/// Cuts at forced breaks, and around …………, which has a line of its own (K3).
fn stretches(text: &[StyledChar]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if text.is_empty() {
        return out;
    }
    let mut start = 0;
    let mut k = 0;
    while let Some(s) = text.get(k) {
        let rest = text.get(k..).unwrap_or_default();
        if fate(s.c) == Fate::Newline {
            out.push(start..k);
            (start, k) = (k + 1, k + 1);
        } else if rest.len() >= 4 && rest.iter().take(4).all(|s| s.c == '…') {
            let behind = |n: &usize| rest.get(*n).is_some_and(|s| matches!(fate(s.c), Fate::Keep(kind) if kind.no_start()) || s.c == '…');
            let end = k + 4 + (4..).take_while(behind).count();
            // An opening mark stays with it.
            let opening = text.get(start..k).unwrap_or_default().iter().rev().take_while(|s| matches!(fate(s.c), Fate::Keep(Kind::Open))).count();
            if start < k - opening {
                out.push(start..k - opening);
                start = k - opening;
            }
            if text.get(end).is_some_and(|s| fate(s.c) != Fate::Newline) {
                out.push(start..end);
                start = end;
            }
            k = end;
        } else {
            k += 1;
        }
    }
    out.push(start..text.len());
    out
}

fn assemble(text: &[StyledChar], parts: &[Part], setups: &[Setup], setting: &Setting<'_>, fonts: &FontBook) -> Paragraph {
    let mut out = Paragraph::default();
    for (part, setup) in parts.iter().zip(setups) {
        let fit = part.fit(setting);
        out.demerits += setup.demerits;
        out.pass = out.pass.max(setup.pass);
        for row in &setup.rows {
            if setting.justify && !row.last && row.slack > 300 {
                out.strained.push(out.lines.len());
            }
            let measure = if row.start == 0 { part.first } else { setting.measure.rest };
            out.lines.push(place(text, &part.boxes.pieces, &fit.gaps, row, measure, setting, fonts));
        }
        if setup.rows.is_empty() {
            // An empty line was asked for.
            out.lines.push(Line { glyphs: Vec::new(), width: 0.0, last: true, slack: part.first, range: part.range.clone() });
        }
    }
    out
}
