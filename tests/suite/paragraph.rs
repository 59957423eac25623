//! The paragraph setter against the punctuation standard and arithmetic by hand. All widths in u, hundredths of a cell.

use std::sync::LazyLock;

use hongtou::font::{FontBook, Role};
use hongtou::layout::Element;
use hongtou::layout::paragraph::{Line, Measure, MissingGlyphs, Paragraph, Setting, alternatives, set, widths};
use hongtou::layout::shape::{Style, StyledChar, plain};
use proptest::prelude::*;

static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::embedded);
const CELL: f64 = 15.793;
const STYLE: Style = Style { role: Role::FangSong, element: Element::Body };

fn body() -> Setting<'static> {
    Setting { size: 16.0, cell: CELL, measure: Measure { first: 2600, rest: 2800 }, justify: true, no_break: &[] }
}

/// Lines of `cells` cells, the first one too.
fn measure(cells: i32) -> Setting<'static> {
    Setting { measure: Measure { first: cells * 100, rest: cells * 100 }, ..body() }
}

fn set_text(text: &str, setting: &Setting<'_>) -> Paragraph {
    set(&plain(text, STYLE), setting, &FONTS).unwrap()
}

fn read(line: &Line) -> String {
    line.glyphs.iter().map(|g| g.c).collect()
}

fn lines(text: &str, setting: &Setting<'_>) -> Vec<String> {
    set_text(text, setting).lines.iter().map(read).collect()
}

fn han(n: usize) -> String {
    // Characters that form no word with each other, so that only what a test says decides.
    "鑫淼焱垚犇".chars().cycle().take(n).collect()
}

/// Where a character's cell begins, in cells.
fn cell_of(line: &Line, c: char) -> f64 {
    line.glyphs.iter().find(|g| g.c == c).unwrap().cell / CELL
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.002
}

#[test]
fn full_lines_are_26_and_28_cells_on_the_grid() {
    let p = set_text(&han(70), &body());
    let counts: Vec<usize> = p.lines.iter().map(|l| l.glyphs.len()).collect();
    assert_eq!(counts, [26, 28, 16]);
    for line in &p.lines {
        for (k, g) in line.glyphs.iter().enumerate() {
            assert!(near(g.x, k as f64 * CELL), "{k}: {}", g.x);
        }
    }
    assert_eq!(p.lines.iter().map(|l| l.slack).collect::<Vec<_>>(), [0, 0, 1200]);
    assert!(near(p.lines[0].width, 26.0 * CELL) && near(p.lines[1].width, 28.0 * CELL) && near(p.lines[2].width, 16.0 * CELL));
    assert_eq!((p.pass, p.strained.len(), p.lines[2].last), (1, 0, true));
}
