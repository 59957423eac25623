//! The body: blocks of a section in, atoms out, each with what it costs to begin a page with it (cost-models B4 to B7).

use super::chart;
use super::desk::{Desk, ink};
use super::flow::{Atom, Bookmark, Content, Flow, NEVER, Place, SIGNATURE_ALONE, SIGNATURE_TORN};
use super::geometry::{Area, MM, SIZE};
use super::image;
use super::pages::{Color, Element};
use super::para::{Before, Kind, Para, Shape};
use super::paragraph::{Line, Measure};
use super::shape::{Style, StyledChar, links, plain, styled};
use super::table::TableSet;
use super::tables;
use std::ops::Range;

use crate::chart::Chart;
use crate::document::{Block, Inline, Span, plain_text};
use crate::font::Role;

/// From the last edge of a table or picture to the text below it, pt.
pub const AFTER_TABLE: f64 = 3.0 * MM;

/// Labels of an 按语, set in 黑体.
const REMARK_LABELS: [&str; 4] = ["编者按：", "编者按:", "按语：", "按："];

/// What it costs to begin a page with a lone line of text above the signature (B8).
const LONE_LINE: u64 = 4_000;
/// What it costs to leave a single line of text on the first page (B3).
const ONE_LINE_ON_PAGE_1: u64 = 2_000;

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
    /// Paragraphs that can be set again.
    paragraphs: Vec<(Range<usize>, Para)>,
    /// Blocks that want text above them on their page.
    companions: Vec<(usize, u64)>,
    signature: Option<usize>,
    before: Before,
}

impl<'d, 'a> Composer<'d, 'a> {
    /// Nothing set yet.
    pub fn new(desk: &'d mut Desk<'a>, area: Area) -> Self {
        Self {
            desk,
            area,
            atoms: Vec::new(),
            tables: Vec::new(),
            paragraphs: Vec::new(),
            companions: Vec::new(),
            signature: None,
            before: Before::Other,
        }
    }

    /// Everything that was set.
    pub fn flow(self) -> Flow {
        let Self { area, atoms, tables, paragraphs, companions, signature, .. } = self;
        Flow { atoms, tables, paragraphs, companions, signature, ..Flow::new(area) }
    }

    /// Says that what was added from atom `from` on is the signature (B8).
    pub fn sign(&mut self, from: usize) {
        if from < self.atoms.len() {
            self.companions.push((from, LONE_LINE));
            self.signature = Some(from);
            let bound = self.atoms.iter_mut().skip(from).filter(|a| !a.is_blank() && a.penalty >= NEVER);
            for (k, atom) in bound.enumerate() {
                atom.penalty = if k == 0 { SIGNATURE_ALONE } else { SIGNATURE_TORN };
            }
        }
    }

    /// Says that what was added from atom `from` on wants text above it: `price` is what it costs to begin a page with a lone line above it
    /// (B7, B8).
    pub fn wants_company(&mut self, from: usize, price: u64) {
        if from < self.atoms.len() {
            self.companions.push((from, price));
        }
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
                self.paragraph(Para { text: chars, links: links(text), ..para(shape, before, span) });
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
            Block::Image { path, alt, span } => {
                if let Some(atom) = image::atom(self.desk, (path, alt), span, &self.area) {
                    self.push(Atom { penalty: if before == Before::Heading { NEVER } else { 0 }, ..atom });
                }
            }
            Block::Chart { source, span } => match Chart::from_toml(source) {
                Ok(chart) => {
                    if let Some(atom) = chart::atom(self.desk, &chart, &chart.caption(), span, &self.area) {
                        self.push(Atom { penalty: if before == Before::Heading { NEVER } else { 0 }, ..atom });
                    }
                }
                Err(fault) => chart::report(self.desk, &fault, span),
            },
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
        let shape = Shape { indent: 0, ..Shape::BODY };
        self.paragraph(Para {
            text,
            links: Vec::new(),
            shape,
            kind: Kind::Whole,
            before: Before::Heading,
            bookmark: None,
            second_line: 0,
            span: span.cloned(),
        });
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
        let bookmark = (level <= 3).then(|| {
            let title: String = chars.iter().take(stop).map(|s| s.c).filter(|c| *c != '\n').collect();
            Bookmark { level: level + 1, text: title.trim_end_matches('。').to_owned() }
        });
        let kind = if runs_on { Kind::RunIn } else { Kind::Whole };
        self.paragraph(Para { text: chars, links: links(text), kind, bookmark, ..para(Shape::BODY, before, span) });
        if !runs_on {
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
                        self.paragraph(Para { text: chars, links: links(text), ..para(inner, before, span) });
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
        self.paragraph(Para { text, ..para(shape, before, span) });
        self.before = Before::Heading;
    }

    /// A count of cells in u.
    fn cells(&self, n: u32) -> i32 {
        i32::try_from(n).unwrap_or(28) * 100
    }

    fn line_atom(&self, line: &Line, x: f64, links: &[String]) -> Atom {
        Atom::line(SIZE, ink(line, x, self.desk.text_ascent(), SIZE, Color::Black, links))
    }

    /// Sets a paragraph and keeps it for the page builder. The first text of a section must not stand alone on its first page (B3).
    fn paragraph(&mut self, mut para: Para) {
        let at = self.atoms.len();
        if para.kind == Kind::Text && self.paragraphs.iter().all(|(_, p)| p.kind == Kind::Whole) {
            para.second_line = ONE_LINE_ON_PAGE_1;
        }
        let atoms = para.atoms(self.desk, &self.area);
        self.atoms.extend(atoms);
        self.paragraphs.push((at..self.atoms.len(), para));
    }
}

/// A paragraph of text without its text.
fn para(shape: Shape, before: Before, span: &Span) -> Para {
    Para { text: Vec::new(), links: Vec::new(), shape, kind: Kind::Text, before, bookmark: None, second_line: 0, span: Some(span.clone()) }
}

/// The mark before item `k` of a list.
pub fn marker(start: Option<u64>, k: usize, level: u32) -> String {
    match start {
        Some(first) => format!("{}.", first.saturating_add(k as u64)),
        None if level == 1 => "——".to_owned(),
        None => "·".to_owned(),
    }
}

/// A block of lines that occupies the grid from the top of one line to the foot of another, pt.
pub fn grid_block(lines: u32, area: &Area) -> f64 {
    f64::from(lines.max(1) - 1) * area.pitch() + SIZE
}

/// An atom of several lines of the grid with nothing to part it.
pub fn picture_atom(lines: u32, area: &Area, items: Vec<super::pages::Item>) -> Atom {
    Atom {
        height: grid_block(lines, area),
        above: 0.0,
        below: 0.0,
        place: Place::Grid,
        penalty: 0,
        content: Content::Items(items.into()),
        bookmark: None,
    }
}
