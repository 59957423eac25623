//! First step: finished pages in, lines of measured glyphs and rules out, in millimetres and in reading direction.

use std::sync::Arc;

use super::cell::{cell, is_letter};
pub(super) use super::sheet::{Bar, Class, Frame, Line, MM, Mark, Sheet};
use crate::document::Document;
use crate::font::{Face, FontBook, Role};
use crate::layout::{Element, Item, Page, Pages, Run};

/// Baselines that lie closer are one line, mm.
const SAME: f64 = 0.3;

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
        // One font may be there several times, each time fitted to another face.
        let alike = |b: &Arc<Face>, f: &Arc<Face>| b.postscript_name() == f.postscript_name() && b.fit() == f.fit();
        let same = |f: &Arc<Face>| fonts.faces().iter().position(|b| Arc::ptr_eq(b, f)).or_else(|| fonts.faces().iter().position(|b| alike(b, f)));
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
        g.c.is_whitespace()
            || own(role)
            || ((is_letter(g.c) || g.c.is_ascii_graphic()) && matches!(role, Role::FangSong | Role::Kai | Role::Song) && own(Role::Latin))
    }

    /// The first glyph of a line that is not in a role.
    pub fn stranger<'l>(&self, line: &'l Line, role: Role) -> Option<&'l Mark> {
        line.glyphs.iter().find(|g| !self.in_role(g, role))
    }
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
            Item::Path(_) | Item::Run(_) | Item::Link(_) => {}
        }
    }
    pictures.extend(charts(page).into_iter().map(|(x, y, w, h)| {
        let (left, top, w, h) = turn(x, y, w, h);
        (left, top, left + w, top + h)
    }));
    let upright: Vec<&Bar> = bars.iter().filter(|b| !b.flat() && b.element == Element::Table).collect();
    let mut lines: Vec<Line> = Vec::new();
    for item in &page.items {
        // What stands in a chart is part of a picture.
        if let Item::Run(run) = item
            && run.element != Element::Chart
        {
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

/// The boxes of the charts of a page, pt: left, top, width, height.
fn charts(page: &Page) -> Vec<(f64, f64, f64, f64)> {
    let corners = |item: &Item| -> Vec<(f64, f64)> {
        match item {
            Item::Path(p) => p.points.clone(),
            Item::Run(run) if run.element == Element::Chart => run.glyphs.iter().flat_map(|g| chart_glyph(run, g)).collect(),
            _ => Vec::new(),
        }
    };
    let all: Vec<Vec<(f64, f64)>> = page.items.iter().map(corners).collect();
    // What follows each other is one chart.
    let boxed = |group: &[Vec<(f64, f64)>]| {
        let points = || group.iter().flatten();
        let (left, right) = points().fold((f64::MAX, f64::MIN), |(a, b), (x, _)| (a.min(*x), b.max(*x)));
        let (top, bottom) = points().fold((f64::MAX, f64::MIN), |(a, b), (_, y)| (a.min(*y), b.max(*y)));
        (left, top, right - left, bottom - top)
    };
    all.split(Vec::is_empty).filter(|g| !g.is_empty()).map(boxed).collect()
}

/// Two corners of the em box of a glyph.
fn chart_glyph(run: &Run, g: &crate::layout::Glyph) -> [(f64, f64); 2] {
    let (up, down) = (0.88 * run.size, 0.12 * run.size);
    if run.turned { [(g.x - up, g.y), (g.x + down, g.y - g.advance)] } else { [(g.x, g.y - up), (g.x + g.advance, g.y + down)] }
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
