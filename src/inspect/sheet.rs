//! What a page is read into: its 版心, lines of glyphs, rules, pictures; all in millimetres and in reading direction.

use crate::layout::{Color, Element};

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// The 版心 of a page in reading direction, mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// Full-width characters of a line.
    pub cells: f64,
    /// Lines of a page.
    pub lines: f64,
}

impl Frame {
    pub const UPRIGHT: Self = Self { left: 28.0, right: 184.0, top: 37.0, bottom: 262.0, cells: 28.0, lines: 22.0 };
    /// The sheet turned to be read.
    pub const TURNED: Self = Self { left: 35.0, right: 260.0, top: 28.0, bottom: 184.0, cells: 40.0, lines: 15.0 };

    /// The frame before pages were re-spaced: what stands fixed at the head of a page keeps to it.
    pub fn usual(&self) -> Self {
        if self.bottom - self.top < 200.0 { Self::TURNED } else { Self::UPRIGHT }
    }

    /// Width of a 字, mm.
    pub fn cell(&self) -> f64 {
        (self.right - self.left) / self.cells
    }

    /// Pitch of the grid, mm.
    pub fn pitch(&self) -> f64 {
        (self.bottom - self.top - 16.0 / MM) / (self.lines - 1.0)
    }

    /// The vertical middle line.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// Which kind of thing a line is, headings and text taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Mark,
    Number,
    Head,
    Title,
    Table,
    Label,
    Foot,
    Folio,
    Addressee,
    Names,
    Sign,
    Note,
    Roll,
    Text,
}

impl Class {
    pub fn of(e: Element) -> Self {
        match e {
            Element::OrganMark => Self::Mark,
            Element::Number => Self::Number,
            Element::Head | Element::RedRule => Self::Head,
            Element::Title => Self::Title,
            Element::Table => Self::Table,
            Element::AttachmentLabel => Self::Label,
            Element::Imprint => Self::Foot,
            Element::Folio => Self::Folio,
            Element::Addressee => Self::Addressee,
            Element::AttachmentNote => Self::Names,
            Element::Signature => Self::Sign,
            Element::Note => Self::Note,
            Element::Attendance => Self::Roll,
            _ => Self::Text,
        }
    }

    /// Whether it is set on the grid of the text.
    pub fn on_grid(self) -> bool {
        matches!(self, Self::Addressee | Self::Names | Self::Sign | Self::Note | Self::Roll | Self::Text)
    }
}

/// A glyph measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub c: char,
    pub id: u16,
    /// Index of its face.
    pub face: usize,
    /// Size, pt.
    pub size: f64,
    pub scale: f64,
    pub color: Color,
    pub element: Element,
    /// Its origin on the line.
    pub x: f64,
    /// Left edge of its cell.
    pub left: f64,
    /// Natural width of its cell.
    pub width: f64,
    pub baseline: f64,
}

/// A line of glyphs.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Index of its page.
    pub page: usize,
    /// Number among the lines of its page, from 1; 0 for 页码.
    pub number: usize,
    pub class: Class,
    pub glyphs: Vec<Mark>,
    pub text: String,
    /// Edges of its cells.
    pub left: f64,
    pub right: f64,
    /// Em box of its first glyph.
    pub top: f64,
    pub bottom: f64,
    pub baseline: f64,
    /// Size of its first glyph, pt.
    pub size: f64,
}

impl Line {
    /// Its beginning, for people.
    pub fn excerpt(&self) -> String {
        let mut out: String = self.text.chars().take(16).collect();
        if self.text.chars().count() > 16 {
            out.push('…');
        }
        out
    }

    /// Its middle.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub fn first(&self) -> char {
        self.glyphs.iter().map(|g| g.c).find(|c| !c.is_whitespace()).unwrap_or(' ')
    }

    pub fn last(&self) -> char {
        self.glyphs.iter().rev().map(|g| g.c).find(|c| !c.is_whitespace()).unwrap_or(' ')
    }

    /// Its text without blanks.
    pub fn bare(&self) -> String {
        self.text.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// A rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bar {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub color: Color,
    pub element: Element,
}

impl Bar {
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    pub fn flat(&self) -> bool {
        self.width >= self.height
    }
}

/// A page read.
#[derive(Debug)]
pub(super) struct Sheet {
    pub frame: Frame,
    pub turned: bool,
    /// From top to bottom as they come on the page, 页码 last.
    pub lines: Vec<Line>,
    pub bars: Vec<Bar>,
    /// Boxes of pictures: left, top, right, bottom.
    pub pictures: Vec<(f64, f64, f64, f64)>,
}

impl Sheet {
    /// The lines of a class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |l| l.class == class)
    }
}
