//! The setter's desk: what every step of composing needs at hand, and the way from a set line to glyphs on the page.

use super::geometry::{FOUR, SIZE};
use super::pages::{Color, Element, Glyph, Item, Link, Run};
use super::paragraph::{Line, Measure, Paragraph, Setting, alternatives, set, widths};
use super::shape::{Style, StyledChar, plain};
use super::{LayoutOptions, missing};
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Span;
use crate::font::{FontBook, Role};
use crate::origin::Origin;

/// What composing reads and what it finds.
pub struct Desk<'a> {
    /// The faces.
    pub fonts: &'a FontBook,
    /// The manuscript and what is known about its words.
    pub options: &'a LayoutOptions,
    /// What was found so far.
    pub found: Diagnostics,
}

impl Desk<'_> {
    /// Where a span of the manuscript stands.
    pub fn origin(&self, span: &Span) -> Origin {
        Origin::in_text(self.options.file.clone(), &self.options.text, span.start)
    }

    /// Where the front matter stands.
    pub fn head_origin(&self) -> Origin {
        Origin::file(self.options.file.clone())
    }

    /// Reports a finding.
    pub fn report(&mut self, d: Diagnostic) {
        self.found.push(d);
    }

    /// Sets a paragraph. Characters that no face has are reported and nothing is set.
    pub fn set(&mut self, text: &[StyledChar], size: f64, cell: f64, measure: Measure, justify: bool, span: Option<&Span>) -> Vec<Line> {
        let setting = Setting { size, cell, measure, justify, no_break: &self.options.no_break, whole: &self.options.whole };
        match set(text, &setting, self.fonts) {
            Ok(p) => p.lines,
            Err(e) => {
                self.report_missing(&e.0, text, span);
                Vec::new()
            }
        }
    }

    /// A paragraph in a line less, as many, and a line more (A11); nothing where a character is missing, which `set` has reported.
    pub fn alternatives(&self, text: &[StyledChar], size: f64, cell: f64, measure: Measure) -> Vec<Paragraph> {
        let setting = Setting { size, cell, measure, justify: true, no_break: &self.options.no_break, whole: &self.options.whole };
        alternatives(text, &setting, self.fonts).unwrap_or_default()
    }

    /// The widest unbreakable piece and the whole text on one line, pt.
    pub fn widths(&mut self, text: &[StyledChar], size: f64, span: Option<&Span>) -> (f64, f64) {
        let setting = Setting { size, cell: size, measure: Measure { first: 0, rest: 0 }, justify: false, no_break: &[], whole: &self.options.whole };
        match widths(text, &setting, self.fonts) {
            Ok((min, max)) => (f64::from(min) * size / 100.0, f64::from(max) * size / 100.0),
            Err(e) => {
                self.report_missing(&e.0, text, span);
                (0.0, 0.0)
            }
        }
    }

    fn report_missing(&mut self, chars: &[char], text: &[StyledChar], span: Option<&Span>) {
        let manuscript = &self.options.text;
        for &c in chars {
            // Its own place in the manuscript, from the beginning of the block on or, for the elements of the head, from the top.
            let from = span.map_or(0, |s| s.start);
            let at = manuscript.get(from..).and_then(|rest| rest.find(c)).map(|at| from + at);
            let origin = match (at, span) {
                (Some(at), _) => Origin::in_text(self.options.file.clone(), manuscript, at),
                (None, Some(span)) => self.origin(span),
                (None, None) => self.head_origin(),
            };
            let d = missing::glyph(c, text, origin);
            if !self.found.iter().any(|o| *o == d) {
                self.found.push(d);
            }
        }
    }

    /// Plain text on one line.
    pub fn single(&mut self, text: &str, role: Role, element: Element, size: f64, cell: f64) -> Line {
        self.single_styled(&plain(text, Style { role, element }), size, cell)
    }

    /// Styled text on one line.
    pub fn single_styled(&mut self, text: &[StyledChar], size: f64, cell: f64) -> Line {
        let endless = Measure { first: 100_000, rest: 100_000 };
        let text: Vec<StyledChar> = text.iter().filter(|s| s.c != '\n').copied().collect();
        self.set(&text, size, cell, endless, false, None).into_iter().next().unwrap_or(Line {
            glyphs: Vec::new(),
            width: 0.0,
            last: true,
            slack: 0,
            range: 0..0,
        })
    }

    /// Where the baseline lies under the top of the em box of a line in `role`, pt.
    pub fn ascent(&self, role: Role, size: f64) -> f64 {
        self.fonts.face(role).em_ascent() * size
    }

    /// The baseline of a line of text under the top of its em box, pt: one for all faces of the line.
    pub fn text_ascent(&self) -> f64 {
        self.ascent(Role::FangSong, SIZE)
    }

    /// 三号 text on one line with its left edge at `x` and its top at `y`; one that is longer than a line is set smaller. Gives its width too.
    pub fn text_line(&mut self, text: &str, role: Role, element: Element, at: (f64, f64)) -> (f64, Vec<Item>) {
        let area = super::geometry::Area::PORTRAIT;
        let mut size = SIZE;
        let mut line = self.single(text, role, element, size, area.cell());
        let room = area.width - 2.0 * area.cell();
        if line.width > room {
            size *= room / line.width;
            line = self.single(text, role, element, size, size);
        }
        let items = ink(&line, at.0, at.1 + self.ascent(Role::FangSong, SIZE), size, Color::Black, &[]);
        (line.width, items)
    }

    /// 四号 text on one line, not yet placed.
    pub fn four(&mut self, text: &str, role: Role, element: Element) -> Line {
        self.single(text, role, element, FOUR, FOUR)
    }
}

/// The glyphs of a set line with its left edge at `x` and its baseline at `y`: one run for each face and element, and the boxes of its links.
pub fn ink(line: &Line, x: f64, y: f64, size: f64, color: Color, links: &[String]) -> Vec<Item> {
    let mut runs: Vec<Run> = Vec::new();
    let mut boxes: Vec<(u16, f64, f64)> = Vec::new();
    for g in &line.glyphs {
        let glyph = Glyph { id: g.glyph.id, x: x + g.x, y, advance: g.advance, text: g.c, figure: g.figure };
        match runs.last_mut() {
            Some(run) if run.face == g.glyph.face && run.element == g.style.element && run.scale_x == g.scale => run.glyphs.push(glyph),
            _ => runs.push(Run { face: g.glyph.face, size, scale_x: g.scale, color, turned: false, element: g.style.element, glyphs: vec![glyph] }),
        }
        if let Some(link) = g.link {
            let (from, to) = (x + g.cell, x + g.cell + g.advance);
            match boxes.last_mut() {
                Some((l, _, end)) if *l == link => *end = to,
                _ => boxes.push((link, from, to)),
            }
        }
    }
    let link = |(index, from, to): (u16, f64, f64)| {
        let url = links.get(usize::from(index))?.clone();
        Some(Item::Link(Link { x: from, y: y - 0.88 * size, width: to - from, height: size, url }))
    };
    runs.into_iter().map(Item::Run).chain(boxes.into_iter().filter_map(link)).collect()
}
