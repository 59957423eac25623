//! The red name at the head of a paper: 发文机关标志 of an official document (HD-05 to HD-08), 名称 of a 简报. Placed by its ink, glyph by glyph.

use super::desk::Desk;
use super::geometry::{Area, MM, moved};
use super::pages::{Color, Element, Glyph, Item, Run};
use super::paragraph::Line;
use super::title::break_title;
use crate::font::Role;

/// Greatest height and width of a character of the mark, mm (HD-07).
const CHAR_MAX: (f64, f64) = (20.0, 15.0);
/// Width that the mark fills, pt (HD-07).
const WIDTH: f64 = 150.0 * MM;
/// Horizontal scale of the mark (HD-07).
const SCALE: f64 = 0.8;
/// A name whose characters would be smaller than 一号 stands on several lines, pt.
const LEAST: f64 = 26.0;
/// From the top of one line of a mark to the top of the next, in sizes.
const PITCH: f64 = 1.25;
/// Between the names of a joint mark and 文件, in characters (HD-08).
const WORD_GAP: f64 = 0.4;
/// Height that a mark of several lines may take, so that page 1 still shows text (HD-08), pt.
pub const TALLEST: f64 = 72.0 * MM;
/// Its characters are never smaller than the text, however many names there are, pt.
const JOINT_LEAST: f64 = 16.0;

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
        items.extend(centred(desk, line, area));
        bottom = end;
        top = end + gap;
    }
    (items, bottom)
}

/// Sets the 发文机关标志 with the top of its ink at `y`, within a height of `tallest` where it has several lines; gives its lower edge too. One name
/// is centred; those of a joint issue are justified to one width, the sponsor first, `word` (文件) at their right in the middle (HD-08).
pub fn organ_mark(desk: &mut Desk<'_>, names: &[String], word: Option<&str>, y: f64, tallest: f64, area: &Area) -> (Vec<Item>, f64) {
    let joint = names.len() > 1;
    // 文件 that was given apart belongs to a single name, and stands but once beside several.
    let names = &names.iter().map(|n| with_word(n, word, joint)).collect::<Vec<_>>();
    let word = word.filter(|_| joint);
    let most = WIDTH / (LEAST * SCALE) - word.map_or(0.0, |w| mark_cells(w) + WORD_GAP);
    let rows: Vec<String> = names.iter().flat_map(|n| rows_of(n, most, &desk.options.lexicon)).collect();
    let widest = rows.iter().map(|r| mark_cells(r)).fold(1.0, f64::max);
    let all = widest + word.map_or(0.0, |w| mark_cells(w) + WORD_GAP);
    let mut size = (CHAR_MAX.0 * MM).min(CHAR_MAX.1 * MM / SCALE).min(WIDTH / (all * SCALE));
    if rows.len() > 1 {
        size = size.min((tallest / (rows.len() as f64 * PITCH)).max(JOINT_LEAST));
    }
    // What is kept low by the number of names need not be narrow as well.
    let widest_scale = if joint { (CHAR_MAX.1 * MM / size).clamp(SCALE, 1.0) } else { SCALE };
    let scale = (WIDTH / (all * size)).clamp(SCALE, widest_scale);
    // HD-07: short names are spread toward the full width, by a character at most.
    let gaps = rows.iter().map(|r| r.chars().count().saturating_sub(1)).max().unwrap_or(0);
    let spread = if gaps > 0 && (joint || rows.len() == 1) {
        ((WIDTH - all * size * scale) / gaps as f64).clamp(0.0, size * scale * if joint { 0.5 } else { 1.0 })
    } else {
        0.0
    };
    let how = MarkSize { size, scale, spacing: spread };
    let width = rows.iter().map(|r| mark_width(r, how)).fold(0.0, f64::max);
    let word_width = word.map_or(0.0, |w| mark_width(w, MarkSize { spacing: 0.0, ..how }) + WORD_GAP * size * scale);
    let left = (area.width - width - word_width) / 2.0;
    let (mut items, mut top, mut bottom) = (Vec::new(), y, y);
    for row in &rows {
        let own = mark_width(row, MarkSize { spacing: 0.0, ..how });
        let gaps = row.chars().count().saturating_sub(1);
        let spacing = if joint && gaps > 0 { (width - own) / gaps as f64 } else { spread };
        let how = MarkSize { spacing, ..how };
        let x = if joint { left } else { (area.width - mark_width(row, how)) / 2.0 };
        let (line, end) = mark_line(desk, row, how, x, top);
        items.extend(if joint { line } else { centred(desk, line, area) });
        bottom = end;
        top = end + size * (PITCH - 1.0);
    }
    if let Some(word) = word {
        let how = MarkSize { spacing: 0.0, ..how };
        let (_, height) = mark_line(desk, word, how, 0.0, 0.0);
        let (line, _) = mark_line(desk, word, how, left + width + WORD_GAP * size * scale, (y + bottom - height) / 2.0);
        items.extend(line);
    }
    (if joint { centred(desk, items, area) } else { items }, bottom)
}

/// Moved so that the ink stands in the middle (HD-05): the first and the last character of a mark leave unlike blanks at their sides, at this size
/// up to 2 mm.
fn centred(desk: &Desk<'_>, items: Vec<Item>, area: &Area) -> Vec<Item> {
    let ink = |run: &Run, g: &Glyph| {
        let (left, _, right, _) = desk.fonts.faces().get(run.face)?.ink(g.id)?;
        Some((g.x + left * run.size * run.scale_x, g.x + right * run.size * run.scale_x))
    };
    let runs = items.iter().filter_map(|i| if let Item::Run(r) = i { Some(r) } else { None });
    let edges = runs.flat_map(|r| r.glyphs.iter().filter_map(move |g| ink(r, g))).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let off = edges.map_or(0.0, |(left, right)| area.width / 2.0 - f64::midpoint(left, right));
    items.into_iter().map(|i| moved(i, off, 0.0)).collect()
}

fn with_word(name: &str, word: Option<&str>, joint: bool) -> String {
    match word {
        Some(word) if joint => name.strip_suffix(word).filter(|n| !n.is_empty()).unwrap_or(name).to_owned(),
        Some(word) if !name.ends_with(word) => format!("{name}{word}"),
        _ => name.to_owned(),
    }
}

/// The lines of a name of the mark, none wider than `most` characters: whole phrases, about equally long.
fn rows_of(name: &str, most: f64, lexicon: &[String]) -> Vec<String> {
    let cells = mark_cells(name);
    if cells <= most {
        return vec![name.to_owned()];
    }
    let n = (cells / most.max(1.0)).ceil();
    let widest = (cells / n).ceil() + 2.0;
    break_title(name, widest.min(most.floor().max(1.0)) as i32, n as usize + 1, lexicon)
}
