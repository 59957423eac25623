//! The body: blocks of a section in, atoms out, each with what it costs to begin a page with it (cost-models B4 to B7).

use super::desk::{Desk, ink};
use super::flow::{Atom, Bookmark, Content, NEVER, Place};
use super::geometry::{Area, MM, SIZE};
use super::image;
use super::pages::{Color, Element};
use super::paragraph::{Line, Measure};
use super::shape::{Style, StyledChar, links, plain, styled};
use super::table::TableSet;
use super::tables;
use crate::document::{Block, Inline, Span, plain_text};
use crate::font::Role;
use crate::words::layout as words;

/// From the last edge of a table or picture to the text below it, pt.
pub const AFTER_TABLE: f64 = 3.0 * MM;

/// Labels of an 按语, set in 黑体.
const REMARK_LABELS: [&str; 4] = ["编者按：", "编者按:", "按语：", "按："];

/// What stood before the block that is being set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    Heading,
    /// A paragraph that ends in ： and so leads into what follows.
    LeadIn,
}

/// How a paragraph stands in its section.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Cells that are kept free at the left.
    left: u32,
    /// Cells that are kept free at the right.
    right: u32,
    /// First line's indent beyond `left`, cells.
    indent: u32,
    role: Role,
    /// Level of the list that it stands in, 0 for none.
    list: u32,
}

impl Shape {
    const BODY: Self = Self { left: 0, right: 0, indent: 2, role: Role::FangSong, list: 0 };
}

/// Sets blocks one after the other.
pub struct Composer<'d, 'a> {
    /// The desk.
    pub desk: &'d mut Desk<'a>,
    /// The area that is filled.
    pub area: Area,
    /// The atoms so far.
    pub atoms: Vec<Atom>,
    /// The tables so far.
    pub tables: Vec<TableSet>,
    before: Before,
}

/// A paragraph ready to be set.
struct Para<'t> {
    text: Vec<StyledChar>,
    links: Vec<String>,
    shape: Shape,
    span: &'t Span,
}

impl<'d, 'a> Composer<'d, 'a> {
    /// Nothing set yet.
    pub fn new(desk: &'d mut Desk<'a>, area: Area) -> Self {
        Self { desk, area, atoms: Vec::new(), tables: Vec::new(), before: Before::Other }
    }

    /// Sets all blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for b in blocks {
            self.block(b, Shape::BODY);
        }
    }

    fn block(&mut self, block: &Block, shape: Shape) {
        let before = std::mem::replace(&mut self.before, Before::Other);
        match block {
            Block::Heading { level, text, span } => self.heading(*level, text, span, before),
            Block::Paragraph { text, source_line: true, span } => self.source_line(text, span),
            Block::Paragraph { text, span, .. } => {
                let style = Style { role: shape.role, element: Element::Body };
                let chars = self.remark_label(styled(text, style, Role::Hei), shape);
                self.paragraph(&Para { text: chars, links: links(text), shape, span }, before, false);
                if plain_text(text).trim_end().ends_with(['：', ':']) {
                    self.before = Before::LeadIn;
                }
            }
            Block::List { start, items, span } => self.list(*start, items, span, shape, before),
            Block::Quote { blocks, .. } => {
                // 按语: 楷体, two 字 kept free on both sides.
                let inner = Shape { left: shape.left + 2, right: shape.right + 2, role: Role::Kai, ..shape };
                self.before = before;
                for b in blocks {
                    self.block(b, inner);
                }
            }
            Block::Table(table) => tables::table(self, table, before == Before::Heading),
            Block::Image { path, span, .. } => {
                if let Some(atom) = image::atom(self.desk, path, span, &self.area) {
                    self.push(Atom { penalty: if before == Before::Heading { NEVER } else { 0 }, ..atom });
                }
            }
            Block::Chart { span, .. } => {
                let origin = self.desk.origin(span);
                self.desk.report(words::chart_not_drawn(origin));
                self.before = before;
            }
        }
    }

    /// Keeps what follows with what was added last, as with a heading.
    pub fn bind_next(&mut self) {
        self.before = Before::Heading;
    }

    /// Adds an atom.
    pub fn push(&mut self, atom: Atom) {
        self.atoms.push(atom);
    }

    /// 主送机关: flush left, wrapped lines too (TO-01).
    pub fn addressee(&mut self, text: &str, span: Option<&Span>) {
        let text = plain(text, Style { role: Role::FangSong, element: Element::Addressee });
        let width = self.cells(self.area.cells);
        let lines = self.desk.set(&text, SIZE, self.area.cell(), Measure { first: width, rest: width }, true, span);
        for line in &lines {
            let atom = self.line_atom(line, 0.0, &[]);
            self.push(Atom { penalty: NEVER, ..atom });
        }
        self.before = Before::Heading;
    }

    /// A heading: 黑, 楷, 仿宋, 仿宋 (BD-02). One that runs on keeps its face up to the first 。 (BD-05).
    fn heading(&mut self, level: u8, text: &[Inline], span: &Span, before: Before) {
        let role = match level {
            1 => Role::Hei,
            2 => Role::Kai,
            _ => Role::FangSong,
        };
        let element = Element::Heading(level);
        let mut chars = styled(text, Style { role, element }, if level > 2 { Role::Hei } else { role });
        let stop = chars.iter().position(|s| s.c == '。').map_or(chars.len(), |i| i + 1);
        let runs_on = chars.iter().skip(stop).any(|s| !s.c.is_whitespace());
        if runs_on {
            let body = styled(text, Style { role: Role::FangSong, element: Element::Body }, Role::Hei);
            chars.truncate(stop);
            chars.extend(body.into_iter().skip(stop));
        }
        let at = self.atoms.len();
        self.paragraph(&Para { text: chars.clone(), links: links(text), shape: Shape::BODY, span }, before, runs_on);
        if level <= 3
            && let Some(first) = self.atoms.get_mut(at)
        {
            let title: String = chars.iter().take(stop).map(|s| s.c).filter(|c| *c != '\n').collect();
            first.bookmark = Some(Bookmark { level: level + 1, text: title.trim_end_matches('。').to_owned() });
        }
        if !runs_on {
            self.atoms.iter_mut().skip(at + 1).for_each(|a| a.penalty = NEVER);
            self.before = Before::Heading;
        }
    }

    fn remark_label(&self, mut chars: Vec<StyledChar>, shape: Shape) -> Vec<StyledChar> {
        if shape.role == Role::Kai {
            let head: String = chars.iter().take(4).map(|s| s.c).collect();
            if let Some(label) = REMARK_LABELS.iter().find(|l| head.starts_with(**l)) {
                chars.iter_mut().take(label.chars().count()).for_each(|s| s.style.role = Role::Hei);
            }
        }
        chars
    }

    /// The source of an article (…供稿): 楷体, at the right edge (8).
    fn source_line(&mut self, text: &[Inline], span: &Span) {
        let chars = styled(text, Style { role: Role::Kai, element: Element::Body }, Role::Kai);
        let width = self.cells(self.area.cells);
        for line in self.desk.set(&chars, SIZE, self.area.cell(), Measure { first: width, rest: width }, false, Some(span)) {
            let atom = self.line_atom(&line, self.area.width - line.width, &links(text));
            self.push(Atom { penalty: NEVER, ..atom });
        }
    }

    /// A list: numbered items as 1. 2., plain ones as official texts write them, —— before each; nested ones two 字 further in.
    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], span: &Span, shape: Shape, before: Before) {
        let level = shape.list + 1;
        let left = if level > 1 { shape.left + 2 } else { shape.left };
        let inner = Shape { left, list: level, indent: 2, ..shape };
        for (k, item) in items.iter().enumerate() {
            self.before = if k == 0 { before } else { Before::Other };
            let marker = marker(start, k, level);
            let mut marked = false;
            for b in item {
                match b {
                    Block::Paragraph { text, source_line: false, span } if !marked => {
                        let style = Style { role: inner.role, element: Element::Body };
                        let mut chars = plain(&marker, style);
                        chars.extend(styled(text, style, Role::Hei));
                        let before = std::mem::replace(&mut self.before, Before::Other);
                        self.paragraph(&Para { text: chars, links: links(text), shape: inner, span }, before, false);
                    }
                    _ => {
                        if !marked && !matches!(b, Block::Paragraph { .. }) {
                            self.marker_alone(&marker, inner, span);
                        }
                        self.block(b, inner);
                    }
                }
                marked = true;
            }
        }
    }

    /// The marker of an item that begins with something other than text.
    fn marker_alone(&mut self, marker: &str, shape: Shape, span: &Span) {
        let text = plain(marker, Style { role: shape.role, element: Element::Body });
        let before = std::mem::replace(&mut self.before, Before::Heading);
        self.paragraph(&Para { text, links: Vec::new(), shape, span }, before, false);
        self.before = Before::Heading;
    }

    /// A count of cells in u.
    fn cells(&self, n: u32) -> i32 {
        i32::try_from(n).unwrap_or(28) * 100
    }

    fn line_atom(&self, line: &Line, x: f64, links: &[String]) -> Atom {
        Atom::line(SIZE, ink(line, x, self.desk.text_ascent(), SIZE, Color::Black, links))
    }

    /// Sets a paragraph and prices its breaks.
    fn paragraph(&mut self, para: &Para<'_>, before: Before, runs_on: bool) {
        let (shape, cell) = (para.shape, self.area.cell());
        // However deep lists and quotes are nested, eight cells are left to write in.
        let left = shape.left.min(self.area.cells.saturating_sub(shape.right + 10));
        let rest = self.area.cells.saturating_sub(left + shape.right);
        let measure = Measure { first: self.cells(rest.saturating_sub(shape.indent)), rest: self.cells(rest) };
        let lines = self.desk.set(&para.text, SIZE, cell, measure, true, Some(para.span));
        let n = lines.len();
        for (i, line) in lines.iter().enumerate() {
            let indent = left + if i == 0 { shape.indent } else { 0 };
            let atom = self.line_atom(line, f64::from(indent) * cell, &para.links);
            let penalty = if i == 0 { opening_price(before) } else { line_price(i, n, line, before, runs_on) };
            self.push(Atom { penalty, ..atom });
        }
    }
}

/// The mark before item `k` of a list.
pub fn marker(start: Option<u64>, k: usize, level: u32) -> String {
    match start {
        Some(first) => format!("{}.", first.saturating_add(k as u64)),
        None if level == 1 => "——".to_owned(),
        None => "·".to_owned(),
    }
}

/// B5: what it costs to begin a page with a paragraph.
fn opening_price(before: Before) -> u64 {
    match before {
        Before::Heading => NEVER,
        Before::LeadIn => 800,
        Before::Other => 0,
    }
}

/// B5, B6: what it costs to begin a page with line `i` (not the first) of `n`.
fn line_price(i: usize, n: usize, line: &Line, before: Before, runs_on: bool) -> u64 {
    let mut price = 0;
    if i + 1 == n {
        let han = line.glyphs.iter().filter(|g| super::kinsoku::is_han(g.c)).count();
        price += if han < 5 { 3_000 } else { 500 };
    }
    if i == 1 {
        price += match (n, runs_on) {
            (_, true) => 600,
            (2, false) => 300,
            _ => 150,
        };
        if before == Before::Heading && n > 1 {
            price += 400;
        }
    }
    price
}

/// A block of lines that occupies the grid from the top of one line to the foot of another, pt.
pub fn grid_block(lines: u32, area: &Area) -> f64 {
    f64::from(lines.max(1) - 1) * area.pitch() + SIZE
}

/// An atom of several lines of the grid with nothing to part it.
pub fn picture_atom(lines: u32, area: &Area, items: Vec<super::pages::Item>) -> Atom {
    Atom { height: grid_block(lines, area), above: 0.0, below: 0.0, place: Place::Grid, penalty: 0, content: Content::Items(items), bookmark: None }
}
