//! Finished pages: every glyph and rule with its place, nothing left to decide. Any back end that draws pages draws these.
//!
//! All lengths are points (1/72 inch); the origin is the top left corner of the portrait page, y grows downwards, a glyph's place is its
//! origin on the baseline.

use std::sync::Arc;

use crate::chart::Outline;
use crate::font::Face;

/// A whole document, laid out.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The faces that runs point into.
    pub faces: Vec<Arc<Face>>,
    /// Headings for the outline, in order.
    pub outline: Vec<OutlineEntry>,
    /// Title, for the file's properties.
    pub title: String,
    /// Author (发文机关 or 编发机关), for the file's properties.
    pub author: String,
    /// Subject, for the file's properties.
    pub subject: String,
    /// Keywords, for the file's properties.
    pub keywords: Vec<String>,
    /// What was done so that 署名 keeps company and 版记 finds room, if anything had to be (B9, B12).
    pub respacing: Option<Respacing>,
}

/// How the last pages of a text differ from the grid of 22 lines and 28 cells (7.3.5.5 of the standard; B9).
#[derive(Debug, Clone, PartialEq)]
pub struct Respacing {
    /// The pages concerned, from 0.
    pub pages: std::ops::Range<usize>,
    /// Lines to a page: 22 if the pitch was left alone.
    pub lines: u32,
    /// Cells (字) to a line: 28 if they were left alone.
    pub cells: f64,
    /// Lines that paragraphs gave up (negative) or took more.
    pub paragraphs: i32,
}

/// One sheet side.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Width in pt, before turning.
    pub width: f64,
    /// Height in pt, before turning.
    pub height: f64,
    /// How a viewer turns it to be read: 0 or 90 (TB-02).
    pub rotate: u16,
    /// The number that it carries, if it carries one.
    pub number: Option<u32>,
    /// Lines of its grid: 22, or 15 where it is turned, unless it was re-spaced (B9).
    pub lines: u32,
    /// What is on it, in reading order.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Debug, Clone)]
pub enum Item {
    /// Glyphs of one face and size on one line.
    Run(Run),
    /// A straight line.
    Rule(Rule),
    /// A picture.
    Image(Image),
    /// A line or an area of a chart.
    Path(Path),
    /// A place that can be clicked.
    Link(Link),
}

/// Which element of the paper something belongs to; the self-inspection goes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// 发文机关标志 or the name of a 简报.
    OrganMark,
    /// 发文字号 or 期号.
    Number,
    /// Other parts of the head: 份号, 密级, 签发人, 编发机关, date of a 简报.
    Head,
    /// 红色分隔线.
    RedRule,
    /// Title, subtitle.
    Title,
    /// 主送机关.
    Addressee,
    /// Heading of level 1 to 4.
    Heading(u8),
    /// 正文.
    Body,
    /// Table text and rules.
    Table,
    /// A chart with its caption.
    Chart,
    /// 附件说明.
    AttachmentNote,
    /// 附件 label.
    AttachmentLabel,
    /// 署名, 成文日期.
    Signature,
    /// 附注.
    Note,
    /// 出席, 请假, 列席 of a 纪要.
    Attendance,
    /// 版记, 报尾.
    Imprint,
    /// 页码.
    Folio,
}

/// Glyphs of one face, size and colour that stand on one baseline.
#[derive(Debug, Clone)]
pub struct Run {
    /// Index into [`Pages::faces`].
    pub face: usize,
    /// Size in pt.
    pub size: f64,
    /// Horizontal scale, 1.0 for none (the 发文机关标志 may be narrowed).
    pub scale_x: f64,
    /// Colour.
    pub color: Color,
    /// The line's baseline direction: `false` left to right, `true` up the page (turned 90° counter-clockwise, 横排).
    pub turned: bool,
    /// What it belongs to.
    pub element: Element,
    /// The glyphs in reading order.
    pub glyphs: Vec<Glyph>,
}

/// One glyph.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Glyph id in the face.
    pub id: u16,
    /// x of its origin, pt.
    pub x: f64,
    /// y of its origin (the baseline), pt.
    pub y: f64,
    /// Advance as set, pt: how far the next glyph's cell begins; the cell, not the face's own width.
    pub advance: f64,
    /// The characters that text extraction must give for it.
    pub text: char,
    /// The figure that it prints a part of, by number in the paper's list.
    pub figure: Option<u32>,
}

/// A straight line of a given thickness: its box.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Left, pt.
    pub x: f64,
    /// Top, pt.
    pub y: f64,
    /// Width, pt.
    pub width: f64,
    /// Height, pt.
    pub height: f64,
    /// Colour.
    pub color: Color,
    /// What it belongs to.
    pub element: Element,
}

/// A picture in its box.
#[derive(Debug, Clone)]
pub struct Image {
    /// The file's bytes (PNG or JPEG).
    pub data: Arc<[u8]>,
    /// Left, pt.
    pub x: f64,
    /// Top, pt.
    pub y: f64,
    /// Width, pt.
    pub width: f64,
    /// Height, pt.
    pub height: f64,
}

/// A line or an area of a chart: straight from corner to corner, in black, grey and white.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its corners, pt.
    pub points: Vec<(f64, f64)>,
    /// Whether the last is joined to the first.
    pub closed: bool,
    /// Grey value of the area, 0 black to 255 white.
    pub fill: Option<u8>,
    /// Its outline.
    pub outline: Option<Outline>,
}

/// A clickable box.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Left, pt.
    pub x: f64,
    /// Top, pt.
    pub y: f64,
    /// Width, pt.
    pub width: f64,
    /// Height, pt.
    pub height: f64,
    /// Where it leads.
    pub url: String,
}

/// A colour of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Color {
    /// Black.
    Black,
    /// The red of the head, RGB 255, 0, 0 (HD-16).
    Red,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// Depth, from 1.
    pub level: u8,
    /// What is read.
    pub text: String,
    /// Page, from 0.
    pub page: usize,
    /// Top of the line, pt.
    pub y: f64,
}
