//! Finished pages measured as another program would measure them: em boxes from baseline, size and face, in millimetres.

use hongtou::document::{Manuscript, parse};
use hongtou::font::FontBook;
use hongtou::layout::{Element, Item, LayoutOptions, Page, Pages, Rule, Run, layout};

pub const MM: f64 = 72.0 / 25.4;

/// A stretch of one line: neighbouring runs on one baseline.
#[derive(Debug, Clone)]
pub struct Line {
    /// Index of the page.
    pub page: usize,
    pub text: String,
    /// Left edge of the first glyph's cell and right edge of the last's, mm.
    pub left: f64,
    pub right: f64,
    /// Em box, mm.
    pub top: f64,
    pub bottom: f64,
    pub size: f64,
    pub element: Element,
    /// Face of the first run.
    pub face: usize,
}

pub fn fonts() -> FontBook {
    FontBook::embedded()
}

/// Parses and sets a manuscript that has nothing wrong with it.
pub fn set(text: &str) -> Pages {
    let m = Manuscript::from_text("test.md", text);
    let (doc, found) = parse(&m);
    assert!(!found.has_errors(), "{found:?}");
    let options = LayoutOptions { file: "test.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
    layout(&doc.expect("a document"), &options, &fonts()).expect("pages").0
}

pub fn em_top(run: &Run, pages: &Pages) -> f64 {
    (run.glyphs.first().map_or(0.0, |g| g.y) - pages.faces[run.face].em_ascent() * run.size) / MM
}

pub fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|i| if let Item::Run(r) = i { Some(r) } else { None })
}

pub fn rules(page: &Page) -> impl Iterator<Item = &Rule> {
    page.items.iter().filter_map(|i| if let Item::Rule(r) = i { Some(r) } else { None })
}

/// All lines of all upright pages: runs that follow each other on one baseline and do not leave a gap of more than a cell.
pub fn lines(pages: &Pages) -> Vec<Line> {
    let mut out: Vec<(f64, Line)> = Vec::new();
    for (page, p) in pages.pages.iter().enumerate() {
        for run in runs(p).filter(|r| !r.turned) {
            let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else { continue };
            let (left, right) = (first.x / MM, (last.x + last.advance) / MM);
            let text: String = run.glyphs.iter().map(|g| g.text).collect();
            match out.last_mut() {
                Some((y, line)) if line.page == page && (*y - first.y).abs() < 0.01 && left > line.left && left - line.right < 3.0 => {
                    line.text.push_str(&text);
                    line.right = right;
                }
                _ => {
                    let top = em_top(run, pages);
                    let bottom = top + run.size / MM;
                    out.push((first.y, Line { page, text, left, right, top, bottom, size: run.size, element: run.element, face: run.face }));
                }
            }
        }
    }
    out.into_iter().map(|(_, l)| l).collect()
}

/// The line that begins with `start`.
pub fn find<'a>(lines: &'a [Line], start: &str) -> &'a Line {
    lines
        .iter()
        .find(|l| l.text.starts_with(start))
        .unwrap_or_else(|| panic!("no line {start}: {:?}", lines.iter().map(|l| &l.text).collect::<Vec<_>>()))
}

/// Asserts that a length in mm is what it should be.
#[track_caller]
pub fn near(is: f64, should: f64, within: f64) {
    assert!((is - should).abs() <= within, "is {is:.3} mm, should be {should:.3} ± {within}");
}

/// Text that fills `lines` lines of the grid, the first with its indent of two cells. There are no words in it that a line would rather not
/// divide.
pub fn filler(lines: usize) -> String {
    "戊壬丙庚己癸甲辛乙丁".chars().cycle().take(lines * 28 - 3).collect::<String>() + "。"
}

/// Top, bottom, left and right of the ink of an element on a page, of those characters that are asked for, mm.
pub fn ink(pages: &Pages, page: usize, element: Element, of: impl Fn(char) -> bool) -> (f64, f64, f64, f64) {
    let mut out = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
    for run in runs(&pages.pages[page]).filter(|r| r.element == element) {
        for g in run.glyphs.iter().filter(|g| of(g.text)) {
            let Some((x0, y0, x1, y1)) = pages.faces[run.face].ink(g.id) else { continue };
            let across = run.size * run.scale_x;
            out.0 = out.0.min((g.y - y1 * run.size) / MM);
            out.1 = out.1.max((g.y - y0 * run.size) / MM);
            out.2 = out.2.min((g.x + x0 * across) / MM);
            out.3 = out.3.max((g.x + x1 * across) / MM);
        }
    }
    out
}
