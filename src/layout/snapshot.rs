//! Finished pages as readable text: what stands where, in millimetres. Tests compare it and people read it.

use std::fmt::Write as _;

use super::geometry::MM;
use super::pages::{Color, Item, Page, Pages, Run};

/// Every page, every line of runs in reading order: baseline y, x of the first glyph, size and face, element, text; every rule with its box.
pub fn snapshot(pages: &Pages) -> String {
    let mut out = String::new();
    for (i, page) in pages.pages.iter().enumerate() {
        let number = page.number.map_or_else(|| "-".to_owned(), |n| n.to_string());
        let _ = writeln!(out, "== page {} number {number} rotate {}", i + 1, page.rotate);
        write_page(page, pages, &mut out);
    }
    for o in &pages.outline {
        let _ = writeln!(out, "outline {} p{} {}", o.level, o.page + 1, o.text);
    }
    out
}

fn write_page(page: &Page, pages: &Pages, out: &mut String) {
    for item in &page.items {
        let _ = match item {
            Item::Run(run) => writeln!(out, "{}", run_line(run, pages)),
            Item::Rule(r) => {
                let color = if r.color == Color::Red { " red" } else { "" };
                writeln!(out, "{:8.2} {:8.2}  rule {:.2} x {:.2}{color}", r.y / MM, r.x / MM, r.width / MM, r.height / MM)
            }
            Item::Image(i) => writeln!(out, "{:8.2} {:8.2}  image {:.2} x {:.2}", i.y / MM, i.x / MM, i.width / MM, i.height / MM),
            Item::Path(p) => {
                let (x, y) = p.points.first().copied().unwrap_or_default();
                let fill = p.fill.map(|g| format!(" grey {g}")).unwrap_or_default();
                writeln!(out, "{:8.2} {:8.2}  path of {}{fill}", y / MM, x / MM, p.points.len())
            }
            Item::Link(l) => writeln!(out, "{:8.2} {:8.2}  link {}", l.y / MM, l.x / MM, l.url),
        };
    }
}

fn run_line(run: &Run, pages: &Pages) -> String {
    let (x, y) = run.glyphs.first().map_or((0.0, 0.0), |g| (g.x / MM, g.y / MM));
    let face = pages.faces.get(run.face).map_or("?", |f| f.postscript_name());
    let text: String = run.glyphs.iter().map(|g| g.text).collect();
    let color = if run.color == Color::Red { " red" } else { "" };
    let turned = if run.turned { " turned" } else { "" };
    format!("{y:8.2} {x:8.2}  {face} {:.2}{color}{turned} {:?}  {text}", run.size, run.element)
}
