//! A paragraph of a paper's text on its way to lines of the grid. It is kept after it is set, so that the page builder can ask for it again
//! in a line less, a line more (A11), or on other cells (B9).

use super::desk::{Desk, ink};
use super::flow::{Atom, Bookmark, NEVER};
use super::geometry::{Area, SIZE};
use super::pages::Color;
use super::paragraph::{Line, Measure, Paragraph};
use super::shape::StyledChar;
use crate::document::Span;
use crate::font::Role;

/// Cells of the grid line, u: 28 cells.
const GRID: i32 = 2_800;
/// Cells that are left to write in however deep lists and quotes are nested.
const LEAST: i32 = 1_000;

/// What stood before a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing that asks for anything.
    Other,
    /// A heading, or another thing that must not be parted from what follows.
    Heading,
    /// A paragraph that ends in ： and so leads into what follows.
    LeadIn,
}

/// How a paragraph stands in its section.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Cells that are kept free at the left.
    pub left: u32,
    /// Cells that are kept free at the right.
    pub right: u32,
    /// First line's indent beyond `left`, cells.
    pub indent: u32,
    /// Its face.
    pub role: Role,
    /// Level of the list that it stands in, 0 for none.
    pub list: u32,
}

impl Shape {
    /// 正文: two 字 in, wrapped lines flush left (BD-01).
    pub const BODY: Self = Self { left: 0, right: 0, indent: 2, role: Role::FangSong, list: 0 };
}

/// What a paragraph is, which prices the breaks between its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Body text.
    Text,
    /// A heading that runs on into its paragraph.
    RunIn,
    /// A heading or 主送机关: never divided.
    Whole,
}

/// A paragraph ready to be set.
#[derive(Debug, Clone)]
pub struct Para {
    /// Its characters.
    pub text: Vec<StyledChar>,
    /// The addresses of its links.
    pub links: Vec<String>,
    /// How it stands.
    pub shape: Shape,
    /// What it is.
    pub kind: Kind,
    /// What stood before it.
    pub before: Before,
    /// Its entry in the outline.
    pub bookmark: Option<Bookmark>,
    /// What it costs at least to begin a page with its second line (B3).
    pub second_line: u64,
    /// Where it stands in the manuscript.
    pub span: Option<Span>,
}

impl Para {
    /// Its lines on the grid of the area.
    pub fn atoms(&self, desk: &mut Desk<'_>, area: &Area) -> Vec<Atom> {
        self.atoms_on(desk, area, grid(area))
    }

    /// Its lines on other cells: `cells` u to the line (B9, rung 4).
    pub fn atoms_on(&self, desk: &mut Desk<'_>, area: &Area, cells: i32) -> Vec<Atom> {
        let (cell, measure) = self.measure(area, cells);
        let lines = desk.set(&self.text, SIZE, cell, measure, true, self.span.as_ref());
        self.priced(desk, area, cells, &lines)
    }

    /// The other numbers of lines that it can be set in, each with what that costs beyond its best setting (A11).
    pub fn alternatives(&self, desk: &Desk<'_>, area: &Area) -> Vec<(Vec<Atom>, u64)> {
        let cells = grid(area);
        let (cell, measure) = self.measure(area, cells);
        let all: Vec<Paragraph> = desk.alternatives(&self.text, SIZE, cell, measure);
        let best = all.iter().map(|p| p.demerits).min().unwrap_or(0);
        let sane = |p: &&Paragraph| p.strained.is_empty();
        let priced = |p: &Paragraph| (self.priced(desk, area, cells, &p.lines), u64::try_from((p.demerits - best).max(0) / 100).unwrap_or(0));
        all.iter().filter(sane).map(priced).collect()
    }

    fn measure(&self, area: &Area, cells: i32) -> (f64, Measure) {
        let u = |n: u32| i32::try_from(n).unwrap_or(28) * 100;
        let left = self.left(cells);
        let rest = (cells - left - u(self.shape.right)).max(LEAST);
        let cell = area.width * 100.0 / f64::from(cells);
        (cell, Measure { first: (rest - u(self.shape.indent)).max(LEAST), rest })
    }

    /// Cells kept free at the left, u.
    fn left(&self, cells: i32) -> i32 {
        let u = |n: u32| i32::try_from(n).unwrap_or(28) * 100;
        u(self.shape.left).min((cells - u(self.shape.right) - LEAST).max(0))
    }

    fn priced(&self, desk: &Desk<'_>, area: &Area, cells: i32, lines: &[Line]) -> Vec<Atom> {
        let cell = area.width * 100.0 / f64::from(cells);
        let left = f64::from(self.left(cells)) / 100.0;
        let n = lines.len();
        let atom = |(i, line): (usize, &Line)| {
            let x = (left + if i == 0 { f64::from(self.shape.indent) } else { 0.0 }) * cell;
            let penalty = match i {
                0 => self.opening_price(),
                _ if self.kind == Kind::Whole => NEVER,
                1 => self.line_price(i, n, line).max(self.second_line),
                _ => self.line_price(i, n, line),
            };
            let bookmark = if i == 0 { self.bookmark.clone() } else { None };
            Atom { penalty, bookmark, ..Atom::line(SIZE, ink(line, x, desk.text_ascent(), SIZE, Color::Black, &self.links)) }
        };
        lines.iter().enumerate().map(atom).collect()
    }

    /// B5: what it costs to begin a page with it.
    fn opening_price(&self) -> u64 {
        match self.before {
            Before::Heading => NEVER,
            Before::LeadIn => 800,
            Before::Other => 0,
        }
    }

    /// B5, B6: what it costs to begin a page with line `i` (not the first) of `n`.
    fn line_price(&self, i: usize, n: usize, line: &Line) -> u64 {
        let mut price = 0;
        if i + 1 == n {
            let han = line.glyphs.iter().filter(|g| super::kinsoku::is_han(g.c)).count();
            price += if han < 5 { 3_000 } else { 500 };
        }
        if i == 1 {
            price += match (n, self.kind) {
                (_, Kind::RunIn) => 600,
                (2, _) => 300,
                _ => 150,
            };
            if self.before == Before::Heading && n > 1 {
                price += 400;
            }
        }
        price
    }
}

fn grid(area: &Area) -> i32 {
    i32::try_from(area.cells).map_or(GRID, |c| c * 100)
}
