//! First step: finished pages in, lines of measured glyphs and rules out, in millimetres and in reading direction.

use std::sync::Arc;

use crate::document::Document;
use crate::font::{Face, FontBook, Role};
use crate::layout::{Color, Element, Item, Page, Pages, Run};

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// Baselines that lie closer are one line, mm.
const SAME: f64 = 0.3;

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
    const UPRIGHT: Self = Self { left: 28.0, right: 184.0, top: 37.0, bottom: 262.0, cells: 28.0, lines: 22.0 };
    /// The sheet turned to be read.
    const TURNED: Self = Self { left: 35.0, right: 260.0, top: 28.0, bottom: 184.0, cells: 40.0, lines: 15.0 };

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
    fn of(e: Element) -> Self {
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

/// A paper read.
pub(super) struct Paper<'a> {
    pub doc: &'a Document,
    pub pages: &'a Pages,
    pub fonts: &'a FontBook,
    pub sheets: Vec<Sheet>,
    /// For each face of the pages its index in the book.
    book: Vec<Option<usize>>,
}

impl<'a> Paper<'a> {
    pub fn read(doc: &'a Document, pages: &'a Pages, fonts: &'a FontBook) -> Self {
        let same = |f: &Arc<Face>| fonts.faces().iter().position(|b| Arc::ptr_eq(b, f) || b.postscript_name() == f.postscript_name());
        let book = pages.faces.iter().map(same).collect();
        let sheets = pages.pages.iter().enumerate().map(|(i, p)| sheet(i, p, pages)).collect();
        Self { doc, pages, fonts, sheets, book }
    }

    /// All lines of a class, page by page.
    pub fn all(&self, class: Class) -> Vec<&Line> {
        self.sheets.iter().flat_map(|s| s.of(class)).collect()
    }

    pub fn frame(&self, line: &Line) -> Frame {
        self.sheets.get(line.page).map_or(Frame::UPRIGHT, |s| s.frame)
    }

    fn face(&self, g: &Mark) -> Option<&Arc<Face>> {
        self.pages.faces.get(g.face)
    }

    /// The ink of a glyph: left, top, right, bottom.
    pub fn ink(&self, g: &Mark) -> Option<(f64, f64, f64, f64)> {
        let (x0, y0, x1, y1) = self.face(g)?.ink(g.id)?;
        let (h, v) = (g.size * g.scale / MM, g.size / MM);
        Some((g.x + x0 * h, g.baseline - y1 * v, g.x + x1 * h, g.baseline - y0 * v))
    }

    /// The ink of many glyphs together.
    pub fn ink_of<'g>(&self, glyphs: impl Iterator<Item = &'g Mark>) -> Option<(f64, f64, f64, f64)> {
        glyphs.filter_map(|g| self.ink(g)).reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))
    }

    /// Name of a glyph's face, for people.
    pub fn face_name(&self, g: &Mark) -> String {
        self.face(g).map_or_else(String::new, |f| f.name().to_owned())
    }

    /// Name of the face of a line's first glyph, for people.
    pub fn face_name_of(&self, l: &Line) -> String {
        l.glyphs.iter().find(|m| !m.c.is_whitespace()).map_or_else(String::new, |m| self.face_name(m))
    }

    /// Whether a glyph stands in the face of a role, or in the one that the role has for a character that its own face lacks.
    pub fn in_role(&self, g: &Mark, role: Role) -> bool {
        let Some(Some(face)) = self.book.get(g.face) else { return false };
        let own = |r: Role| {
            self.fonts.faces().get(*face).is_some_and(|f| Arc::ptr_eq(f, self.fonts.face(r)))
                || self.fonts.glyph(r, g.c).is_some_and(|c| c.face == *face)
        };
        g.c.is_whitespace() || own(role) || (is_letter(g.c) && matches!(role, Role::FangSong | Role::Kai | Role::Song) && own(Role::Latin))
    }

    /// The first glyph of a line that is not in a role.
    pub fn stranger<'l>(&self, line: &'l Line, role: Role) -> Option<&'l Mark> {
        line.glyphs.iter().find(|g| !self.in_role(g, role))
    }
}

/// A letter with a width of its own.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{AA}' | '\u{B5}' | '\u{BA}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{10FF}')
}

/// A character that takes half a cell.
fn is_half(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '·' | '‧' | '・' | '°' | '′' | '″' | '¥' | '‐' | '‑' | '–' | '\u{A0}' | '\u{FF61}'..='\u{FFDC}' | '\u{FFE8}'..='\u{FFEE}')
}

/// A mark whose body is in the left half of its cell.
pub(super) fn closes(c: char) -> bool {
    "，。、；：．”’）》〉〕】］」』〗｝".contains(c)
}

/// A mark whose body is in the right half of its cell.
pub(super) fn opens(c: char) -> bool {
    "“‘（《〈〔【［「『〖｛".contains(c)
}

/// Whether a page is turned, by how its text runs, not by what it says of itself.
fn runs_upward(page: &Page) -> bool {
    let (mut up, mut along) = (0_usize, 0_usize);
    for item in &page.items {
        if let Item::Run(run) = item {
            for pair in run.glyphs.windows(2) {
                if let [a, b] = pair {
                    if (b.y - a.y).abs() > (b.x - a.x).abs() { up += 1 } else { along += 1 }
                }
            }
        }
    }
    up > along
}

/// The 版心 of a page. Pages that were re-spaced so that the signature keeps company (7.3.5.5) have the grid that was recorded for them.
fn frame(index: usize, turned: bool, pages: &Pages) -> Frame {
    if turned {
        return Frame::TURNED;
    }
    match pages.respacing.as_ref().filter(|r| r.pages.contains(&index)) {
        Some(r) => Frame { lines: f64::from(r.lines), cells: r.cells, ..Frame::UPRIGHT },
        None => Frame::UPRIGHT,
    }
}

fn sheet(index: usize, page: &Page, pages: &Pages) -> Sheet {
    let turned = runs_upward(page);
    let frame = frame(index, turned, pages);
    let (height, mut bars, mut pictures) = (page.height / MM, Vec::new(), Vec::new());
    let turn = |x: f64, y: f64, w: f64, h: f64| {
        let (x, y, w, h) = (x / MM, y / MM, w / MM, h / MM);
        if turned { (height - y - h, x, h, w) } else { (x, y, w, h) }
    };
    for item in &page.items {
        match item {
            Item::Rule(r) => {
                let (left, top, width, height) = turn(r.x, r.y, r.width, r.height);
                bars.push(Bar { left, top, width, height, color: r.color, element: r.element });
            }
            Item::Image(i) => {
                let (left, top, w, h) = turn(i.x, i.y, i.width, i.height);
                pictures.push((left, top, left + w, top + h));
            }
            Item::Run(_) | Item::Link(_) => {}
        }
    }
    let upright: Vec<&Bar> = bars.iter().filter(|b| !b.flat() && b.element == Element::Table).collect();
    let mut lines: Vec<Line> = Vec::new();
    for item in &page.items {
        if let Item::Run(run) = item {
            let sideways = turned && run.element != Element::Folio;
            gather(run, &Place { page: index, height: sideways.then_some(height), full: frame.cell() }, &upright, pages, &mut lines);
        }
    }
    for line in &mut lines {
        finish(line, pages);
    }
    number(&mut lines);
    Sheet { frame, turned, lines, bars, pictures }
}

/// Where glyphs stand.
struct Place {
    page: usize,
    /// Height of the sheet where it is turned.
    height: Option<f64>,
    /// Width of a 字 of the text, mm.
    full: f64,
}

/// Adds the glyphs of a run to the line that it continues, or to new ones.
fn gather(run: &Run, at: &Place, upright: &[&Bar], pages: &Pages, lines: &mut Vec<Line>) {
    let class = Class::of(run.element);
    for g in &run.glyphs {
        let (x, baseline) = at.height.map_or((g.x / MM, g.y / MM), |h| (h - g.y / MM, g.x / MM));
        let mut mark = Mark {
            c: g.text,
            id: g.id,
            face: run.face,
            size: run.size,
            scale: run.scale_x,
            color: run.color,
            element: run.element,
            x,
            left: x,
            width: 0.0,
            baseline,
        };
        (mark.left, mark.width) = cell(&mark, at.full, pages);
        let continues = lines.last().is_some_and(|l| {
            let Some(last) = l.glyphs.last() else { return false };
            l.class == class && (l.baseline - baseline).abs() <= SAME && x > last.x - 0.5 && !parted(class, last, &mark, upright)
        });
        match lines.last_mut().filter(|_| continues) {
            Some(line) => line.glyphs.push(mark),
            None => lines.push(Line {
                page: at.page,
                number: 0,
                class,
                glyphs: vec![mark],
                text: String::new(),
                left: 0.0,
                right: 0.0,
                top: 0.0,
                bottom: 0.0,
                baseline,
                size: run.size,
            }),
        }
    }
}

/// Whether what stands between two glyphs on one baseline parts them: a column's rule, or more room than inside such a line.
fn parted(class: Class, a: &Mark, b: &Mark, upright: &[&Bar]) -> bool {
    let gap = b.left - a.left - a.width;
    let em = b.size / MM;
    match class {
        Class::Table => upright.iter().any(|r| r.left > a.left && r.left < b.left + 0.2 && r.top < a.baseline && r.bottom() > a.baseline - em / 2.0),
        Class::Number | Class::Title | Class::Sign | Class::Foot => gap > 0.9 * em,
        Class::Head => gap > 1.5 * em,
        _ => false,
    }
}

/// Left edge and natural width of a glyph's cell, from its origin, its face and its character.
fn cell(g: &Mark, grid: f64, pages: &Pages) -> (f64, f64) {
    let em = g.size * g.scale / MM;
    let own = g.size / MM;
    // 三号 stands on the grid of 28 cells, everything else in cells of its size.
    let full = if (g.size - 16.0).abs() < 0.3 { grid } else { own };
    let Some(face) = pages.faces.get(g.face) else { return (g.x, full) };
    let advance = face.advance(g.id) * em;
    if is_letter(g.c) || g.element == Element::OrganMark {
        return (g.x, advance);
    }
    let width = if is_half(g.c) { full / 2.0 } else { full };
    if g.c.is_whitespace() {
        return (g.x, width);
    }
    let ink = || face.ink(g.id).map_or((0.0, advance), |(a, _, b, _)| (a * em, b * em));
    let sign = |from: f64, to: f64| {
        let (a, b) = ink();
        // A mark whose ink lies in the wrong half of its cell was moved by its ink.
        if a < from - 0.04 * em || b > to + 0.06 * em { g.x + f64::midpoint(a, b) - f64::midpoint(from, to) } else { g.x }
    };
    let left = if opens(g.c) {
        sign(full / 2.0, full)
    } else if closes(g.c) {
        sign(0.0, full / 2.0)
    } else if g.c == '·' || g.scale < 0.999 || advance > 1.3 * width {
        let (a, b) = ink();
        g.x + f64::midpoint(a, b) - width / 2.0
    } else if width == full && (advance - full).abs() <= 0.06 * em {
        g.x
    } else {
        g.x + (advance - width) / 2.0
    };
    (left, width)
}

/// Edges and text of a line whose glyphs are all there.
fn finish(line: &mut Line, pages: &Pages) {
    // The two halves of —— and …… are drawn together in the middle of their cells.
    for i in 1..line.glyphs.len() {
        let (before, rest) = line.glyphs.split_at_mut(i);
        if let (Some(a), Some(b)) = (before.last_mut(), rest.first_mut())
            && a.c == b.c
            && a.c == '—'
            && let Some((left, _, right, _)) = pages.faces.get(b.face).and_then(|f| f.ink(b.id))
        {
            let em = b.size * b.scale / MM;
            let joint = f64::midpoint(a.x + right * em, b.x + left * em);
            (a.left, b.left) = (joint - a.width, joint);
        }
    }
    line.text = line.glyphs.iter().map(|g| g.c).collect();
    let shown = || line.glyphs.iter().filter(|g| !g.c.is_whitespace());
    line.left = shown().next().map_or(0.0, |g| g.left);
    line.right = shown().next_back().map_or(0.0, |g| g.left + g.width);
    if let Some(g) = shown().next() {
        let ascent = pages.faces.get(g.face).map_or(0.88, |f| f.em_ascent());
        line.top = g.baseline - ascent * g.size / MM;
        line.bottom = line.top + g.size / MM;
        line.size = g.size;
    }
}

/// Numbers the lines of a page from top to bottom; cells of a table that stand side by side share a number.
fn number(lines: &mut [Line]) {
    let mut order: Vec<usize> = (0..lines.len()).filter(|i| lines.get(*i).is_some_and(|l| l.class != Class::Folio)).collect();
    let baseline = |i: usize, lines: &[Line]| lines.get(i).map_or(0.0, |l| l.baseline);
    order.sort_by(|a, b| baseline(*a, lines).total_cmp(&baseline(*b, lines)));
    let (mut number, mut last) = (0, f64::MIN);
    for i in order {
        let at = baseline(i, lines);
        if at - last > 1.5 {
            number += 1;
            last = at;
        }
        if let Some(l) = lines.get_mut(i) {
            l.number = number;
        }
    }
}
