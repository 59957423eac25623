//! Tables (section 6): TB-01, TB-02, TB-04 to TB-06, TB-08, TB-10.

use super::gauge::{At, Gauge};
use super::read::{Class, Line, Paper, Sheet};
use super::table::{Grid, grids};
use super::text::shown;
use crate::document::{Block, Document, Table, plain_text};
use crate::font::Role;
use crate::layout::Item;
use crate::words::inspect as words;

/// Rules of a table, mm: outer, inner, and how much either may be off.
const OUTER: f64 = 0.35;
const INNER: f64 = 0.18;
const WEIGHT: f64 = 0.06;

/// All tables.
pub(super) fn tables(paper: &Paper<'_>, g: &mut Gauge) {
    turned(paper, g);
    let tables = all_tables(paper.doc);
    contents(paper, &tables, g);
    let heads: Vec<Vec<char>> = tables.iter().map(|t| head_text(t)).collect();
    let mut at = 0;
    for (i, sheet) in paper.sheets.iter().enumerate() {
        for t in grids(sheet) {
            frame(i, sheet, &t, g);
            cells(paper, i, &t, g);
            head(paper, i, &t, &heads, &mut at, g);
            columns(&t, g);
        }
        around(paper, sheet, g);
    }
}

/// TB-02: on a turned page everything but the number runs up the sheet, and viewers turn it by 90°.
fn turned(paper: &Paper<'_>, g: &mut Gauge) {
    let landscape = paper.doc.sections.iter().any(|s| s.landscape);
    for (i, (page, sheet)) in paper.pages.pages.iter().zip(&paper.sheets).enumerate() {
        let ok = page.rotate == if sheet.turned { 90 } else { 0 };
        let said = words::turned(page.rotate, sheet.turned);
        if sheet.turned || landscape || !ok {
            g.rule("TB-02").hold(ok, if sheet.turned || !ok { said } else { String::new() }, At::Page(i));
        }
        if sheet.turned {
            let runs = page.items.iter().filter_map(|it| if let Item::Run(r) = it { Some(r) } else { None });
            let wrong = runs.filter(|r| r.turned == (r.element == crate::layout::Element::Folio)).count();
            g.rule("TB-02").check(wrong == 0, || words::not_turned(wrong), At::Page(i));
        }
    }
}

/// TB-04: as wide as the 版心, closed on all four sides, 0.35 mm outside and 0.18 mm inside.
fn frame(i: usize, sheet: &Sheet, t: &Grid<'_>, g: &mut Gauge) {
    let f = sheet.frame;
    let (width, probe) = (t.right - t.left, g.rule("TB-04"));
    let whole = f.right - f.left;
    probe.hold((width - whole).abs() <= 0.5 && (t.left - f.left).abs() <= 0.5, words::table_width(width), At::Page(i));
    let height = t.bottom - t.top;
    let thick = |w: f64| (w - OUTER).abs() <= WEIGHT;
    let flat = |y: f64| t.bars.iter().any(|b| b.flat() && (b.top - y).abs() < 0.5 && b.width > width - 0.5 && thick(b.height));
    let upright = |x: f64| t.bars.iter().any(|b| !b.flat() && (b.left - x).abs() < 0.5 && b.height > height - 0.5 && thick(b.width));
    let closed = flat(t.top) && flat(t.bottom - OUTER) && upright(t.left) && upright(t.right - OUTER);
    probe.check(closed, || words::NOT_CLOSED.to_owned(), At::Page(i));
    for b in &t.bars {
        let weight = b.width.min(b.height);
        let ok = thick(weight) || (weight - INNER).abs() <= WEIGHT;
        g.rule("TB-04").check(ok, || words::rule_weight(weight), At::Page(i));
    }
}

/// TB-05: size, room beside the text, height of rows.
fn cells(paper: &Paper<'_>, i: usize, t: &Grid<'_>, g: &mut Gauge) {
    let size = t.lines.iter().map(|l| l.size).fold(0.0, f64::max);
    for l in &t.lines {
        let least = l.glyphs.iter().map(|m| m.size).fold(f64::MAX, f64::min);
        g.rule("TB-05").hold(least >= 10.5 - 0.05 && (least - size).abs() <= 0.25, words::set_in(&paper.face_name_of(l), least), *l);
        let (left, right) = t.beside(l);
        if let Some(k) = paper.ink_of(l.glyphs.iter().filter(|m| !m.c.is_whitespace())) {
            let room = (k.0 - left).min(right - k.2);
            // A trimmed mark's ink and a wide figure may use a hair of the millimetre.
            g.rule("TB-05").check(room >= 0.8, || words::padding(room), *l);
        }
    }
    for row in t.row_edges().windows(2) {
        if let [a, b] = row {
            let ok = b - a >= 8.0 - 0.1;
            g.rule("TB-05").check(ok, || words::row_height(b - a), At::Page(i));
        }
    }
}

/// A head as it reads, cell after cell.
fn head_text(table: &Table) -> Vec<char> {
    let part = |j: usize, k: usize| table.columns.get(j).and_then(|c| c.head.get(k)).map_or_else(String::new, |h| plain_text(h));
    let mut out = String::new();
    for span in table.head_spans() {
        let single = table.columns.get(span.start).is_none_or(|c| c.head.len() < 2);
        out.push_str(&part(span.start, 0));
        for j in span.filter(|_| !single) {
            out.push_str(&part(j, 1));
        }
    }
    shown(&out).collect()
}

/// The tables of the document, in order.
fn all_tables(doc: &Document) -> Vec<&Table> {
    let mut out = Vec::new();
    doc.sections.iter().for_each(|s| gather(&s.blocks, &mut out));
    out
}

fn gather<'d>(blocks: &'d [Block], out: &mut Vec<&'d Table>) {
    for b in blocks {
        match b {
            Block::Table(t) => out.push(t),
            Block::Quote { blocks, .. } => gather(blocks, out),
            Block::List { items, .. } => items.iter().for_each(|i| gather(i, out)),
            _ => {}
        }
    }
}

/// A text that is longer may be parted by a page; it is not looked for.
const PARTED: usize = 120;

/// TX-01: every cell, caption, unit line and note stands on the pages as the document has it, one after the other. A merged cell is written once
/// on each page, so more may stand there than the document has.
fn contents(paper: &Paper<'_>, tables: &[&Table], g: &mut Gauge) {
    let stream: Vec<(char, &Line)> = paper.all(Class::Table).into_iter().flat_map(|l| shown(&l.text).map(move |c| (c, l))).collect();
    let mut pos = 0;
    for t in tables {
        let above = t.caption.iter().chain(&t.unit).map(Vec::as_slice);
        let starts: Vec<Vec<usize>> = (0..t.columns.len()).map(|j| t.group_spans(j).iter().map(|r| r.start).collect()).collect();
        let own = |i: usize, j: usize| starts.get(j).is_none_or(|s| s.binary_search(&i).is_ok());
        let cells = t.rows.iter().enumerate().flat_map(|(i, r)| r.iter().enumerate().filter(move |(j, _)| own(i, *j)).map(|(_, c)| c.as_slice()));
        for text in above.chain(cells.collect::<Vec<_>>()).chain(t.notes.iter().map(Vec::as_slice)) {
            let want: Vec<char> = shown(&plain_text(text)).collect();
            if want.is_empty() || want.len() > PARTED {
                continue;
            }
            let rest = stream.get(pos..).unwrap_or_default();
            match rest.windows(want.len()).position(|w| w.iter().zip(&want).all(|(a, b)| a.0 == *b)) {
                Some(at) => pos += at + want.len(),
                None => {
                    let at = rest.first().or(stream.last()).map_or(At::Page(0), |(_, l)| At::Line(l));
                    g.rule("TX-01").hold(false, words::text_differs(&want.iter().collect::<String>(), ""), at);
                }
            }
        }
    }
}

/// TB-06, TB-05: on every page a table begins with its head, in 黑体.
fn head(paper: &Paper<'_>, i: usize, t: &Grid<'_>, heads: &[Vec<char>], at: &mut usize, g: &mut Gauge) {
    let text: Vec<char> = t.lines.iter().flat_map(|l| shown(&l.text)).collect();
    let found = heads.iter().enumerate().skip(*at).find(|(_, h)| text.starts_with(h)).map(|(k, _)| k);
    let Some(k) = found else {
        let first = t.lines.first().copied();
        g.rule("TB-06").hold(false, words::HEAD_ABSENT, first.map_or(At::Page(i), At::Line));
        return;
    };
    *at = k;
    let Some(head) = heads.get(k).filter(|h| !h.is_empty()) else { return };
    g.rule("TB-06").hold(true, words::HEAD_REPEATED, At::Page(i));
    let mut count = 0;
    for l in &t.lines {
        if count >= head.len() {
            break;
        }
        count += shown(&l.text).count();
        let wrong = paper.stranger(l, Role::Hei);
        g.rule("TB-05").hold(wrong.is_none(), wrong.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size)), *l);
    }
}

/// TB-08: the amounts of a column stand on one right edge as far as they have the same decimals, or all in the middle.
fn columns(t: &Grid<'_>, g: &mut Gauge) {
    let mut columns: Vec<((f64, f64), Vec<&Line>)> = Vec::new();
    for l in t.lines.iter().filter(|l| is_amount(&l.bare())) {
        let edges = t.beside(l);
        match columns.iter_mut().find(|(e, _)| (e.0 - edges.0).abs() < 0.5 && (e.1 - edges.1).abs() < 0.5) {
            Some((_, lines)) => lines.push(l),
            None => columns.push((edges, vec![l])),
        }
    }
    for (edges, lines) in columns {
        let middle = f64::midpoint(edges.0, edges.1);
        let centred = lines.iter().all(|l| (l.middle() - middle).abs() <= 0.5);
        for l in &lines {
            let same = lines.iter().find(|o| decimals(&o.bare()) == decimals(&l.bare()));
            let off = same.map_or(0.0, |o| l.right - o.right);
            let ok = centred || off.abs() <= 0.5;
            g.rule("TB-08").check(ok, || words::off_column(off), *l);
        }
    }
}

fn is_amount(text: &str) -> bool {
    let body = text.trim_start_matches(['+', '-', '−', '－']).trim_end_matches(['%', '％', '‰']);
    !body.is_empty() && body.chars().any(|c| c.is_ascii_digit()) && body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// What stands from the decimal point on, in characters.
fn decimals(text: &str) -> usize {
    text.find(['.', '%', '％', '‰']).map_or(0, |i| text.get(i..).map_or(0, |t| t.chars().count()))
}

/// TB-08, TB-10: unit line and caption beside tables.
fn around(paper: &Paper<'_>, sheet: &Sheet, g: &mut Gauge) {
    let tables = grids(sheet);
    let f = sheet.frame;
    for l in sheet.of(Class::Table).filter(|l| !tables.iter().any(|t| l.baseline > t.top && l.baseline < t.bottom)) {
        let text = l.bare();
        if text.starts_with("单位：") {
            g.rule("TB-08").hold((l.right - f.right).abs() <= 1.0, words::right(l.right), l);
        } else if text.starts_with('表') && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) {
            let off = l.middle() - f.middle();
            let wrong = paper.stranger(l, Role::Hei);
            let said = wrong.map_or_else(|| words::off_centre(off), |m| words::set_in(&paper.face_name(m), m.size));
            g.rule("TB-10").hold(off.abs() <= 0.7 && wrong.is_none(), said, l);
        } else if text.starts_with("注：") || text.starts_with("数据来源：") {
            g.rule("TB-08").hold((l.left - f.left).abs() <= 1.0, words::left(l.left), l);
        }
    }
}
