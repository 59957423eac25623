//! A chart as lines, areas and texts with their places: the same for every back end.
//!
//! Lengths are points; the origin is the top left corner, y grows downwards, a text's y is its baseline.

use super::data::{Chart, Kind};
use super::{bars, lines};

/// How a text stands to its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Begins there.
    Start,
    /// Has its middle there.
    Middle,
    /// Ends there.
    End,
}

/// How an outline is drawn: black, of a width in pt, in dashes (on, off, …) or whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Width, pt.
    pub width: f64,
    /// Grey value, 0 black to 255 white.
    pub grey: u8,
    /// Lengths of dashes and gaps, pt; empty for a whole line.
    pub dash: Vec<f64>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A text on one line.
    Text {
        /// Where it stands, pt.
        x: f64,
        /// Its baseline, pt.
        y: f64,
        /// How it stands to `x`.
        anchor: Anchor,
        /// Size, pt.
        size: f64,
        /// Its characters.
        text: String,
        /// The figure that it prints.
        figure: Option<u32>,
    },
    /// A line or an area.
    Path {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Whether the last is joined to the first.
        closed: bool,
        /// Grey value of the area, 0 black to 255 white; none for a mere line.
        fill: Option<u8>,
        /// Its outline.
        outline: Option<Outline>,
    },
}

/// A chart drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Width, pt.
    pub width: f64,
    /// Height, pt.
    pub height: f64,
    /// What is drawn, from the bottom up.
    pub marks: Vec<Mark>,
}

/// Size of labels and values, 小四, pt.
pub(super) const LABEL: f64 = 12.0;
/// Size of notes, 五号, pt.
pub(super) const NOTE: f64 = 10.5;
/// From the drawing to its notes, pt.
const ABOVE_NOTES: f64 = 5.0;
/// Thin line, pt.
pub(super) const HAIR: f64 = 0.4;

/// Draws a chart in a measure of `width` that is at most `depth` high; what a short measure cannot hold is drawn smaller, but a chart with many
/// notes may be higher.
pub fn draw(chart: &Chart, width: f64, depth: f64) -> Drawing {
    let notes: Vec<String> = chart.notes.iter().flat_map(|n| wrapped(n, width / NOTE)).collect();
    let below = if notes.is_empty() { 0.0 } else { ABOVE_NOTES + notes.len() as f64 * NOTE * 1.3 };
    let mut out = Drawing { width, ..Drawing::default() };
    match chart.kind {
        Kind::Bars | Kind::Progress => bars::draw(chart, depth - below, &mut out),
        Kind::Lines => lines::draw(chart, depth - below, &mut out),
    }
    for (n, note) in notes.into_iter().enumerate() {
        let y = out.height + ABOVE_NOTES + (n as f64 * 1.3 + 0.88) * NOTE;
        out.text((0.0, y), Anchor::Start, NOTE, &note, None);
    }
    out.height += below;
    out
}

impl Drawing {
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, size: f64, text: &str, figure: Option<u32>) {
        if !text.is_empty() {
            self.marks.push(Mark::Text { x, y, anchor, size, text: text.to_owned(), figure });
        }
    }

    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, width: f64, grey: u8, dash: &[f64]) {
        self.marks.push(Mark::Path { points, closed: false, fill: None, outline: Some(Outline { width, grey, dash: dash.to_vec() }) });
    }

    pub(super) fn area(&mut self, points: Vec<(f64, f64)>, fill: Option<u8>, outline: Option<(f64, u8)>) {
        let outline = outline.map(|(width, grey)| Outline { width, grey, dash: Vec::new() });
        self.marks.push(Mark::Path { points, closed: true, fill, outline });
    }

    pub(super) fn rect(&mut self, (x, y, w, h): (f64, f64, f64, f64), fill: Option<u8>, outline: Option<(f64, u8)>) {
        self.area(vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)], fill, outline);
    }
}

/// How wide a text is in ems: Latin letters and figures half, all else a whole one, as the grid of the text has it.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

fn em(c: char) -> f64 {
    match c {
        // Wide letters and signs of proportional faces.
        '%' | '@' | 'M' | 'W' | 'm' => 1.0,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '~' => 0.8,
        c if c.is_ascii() => 0.56,
        _ => 1.0,
    }
}

/// The baseline of a text of `size` whose em boxes have their middle at `y`.
pub(super) fn middle(y: f64, size: f64) -> f64 {
    y + 0.38 * size
}

/// The beginning of a text that fits `most` ems, with … where it was cut.
pub(super) fn cut(text: &str, most: f64) -> String {
    if ems(text) <= most {
        return text.to_owned();
    }
    let mut room = most - 1.0;
    let head: String = text
        .chars()
        .take_while(|c| {
            room -= em(*c);
            room >= 0.0
        })
        .collect();
    format!("{head}…")
}

/// A text in lines of at most `most` ems; no line begins with a closing mark, numbers and words are not parted.
pub(super) fn wrapped(text: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut word = String::new();
    let mut chars = text.chars().filter(|c| !c.is_control()).peekable();
    while let Some(c) = chars.next() {
        word.push(c);
        let closes = |c: &char| "。，、；：！？）》”’%".contains(*c);
        let glued = chars.peek().is_some_and(|n| closes(n) || (c.is_ascii_alphanumeric() || c == '.') && (n.is_ascii_alphanumeric() || *n == '.'));
        if glued && ems(&word) < most / 2.0 {
            continue;
        }
        let piece = std::mem::take(&mut word);
        match lines.last_mut() {
            Some(line) if line.is_empty() || ems(line) + ems(&piece) <= most => line.push_str(&piece),
            _ => lines.push(piece),
        }
    }
    if !word.is_empty() {
        lines.push(word);
    }
    lines.retain(|l| !l.is_empty());
    lines
}

/// A number for drawing: no arithmetic of figures happens in it.
pub(super) fn plain(value: rust_decimal::Decimal) -> f64 {
    use std::str::FromStr;
    f64::from_str(&value.to_string()).unwrap_or(0.0)
}
