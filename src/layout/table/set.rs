//! First steps of a table: what its columns hold, how wide they are, its cells set to lines, its rows cut to strips.

use std::ops::Range;

use super::columns::choose;
use super::kinds::{Kind, Stand, is_number, kind, stand};
use super::{CellSet, HeadCell, PAD, SIZE, Strip, TableSet, block, pitch};
use crate::document::{Align, Inline, Table, plain_text};
use crate::font::Role;
use crate::layout::desk::Desk;
use crate::layout::flow::NEVER;
use crate::layout::geometry::Area;
use crate::layout::pages::Element;
use crate::layout::paragraph::{Line, Measure};
use crate::layout::shape::{Style, StyledChar, links, styled};
use crate::words::layout as words;
use crate::words::value::is_total;

/// From this width on the lines of a cell have straight edges, u; in narrower ones the few gaps would gape.
const JUSTIFIED: i32 = 2_000;
/// Longest unit in brackets that gets a line of its own in a head, characters.
const UNIT: usize = 3;
/// Lines of a slice of a row that is taller than a page.
const SLICE: usize = 6;
/// A break in a table that would fit on one page: a little more than six lines of shortfall cost (B10, B4).
const BROKEN: u64 = 4_200;
/// A cell before it is set.
pub(super) struct Raw {
    pub text: String,
    pub chars: Vec<StyledChar>,
    pub links: Vec<String>,
    /// Widest unbreakable piece and whole text, in characters of the table's size.
    pub min: f64,
    pub full: f64,
    /// Of an amount: what stands before its decimal point, in characters.
    pub front: Option<f64>,
    /// Of a text that ends in brackets: the character that opens them, and the wider of both parts in characters.
    pub bracket: Option<(usize, f64)>,
}

/// A column before it is set.
pub(super) struct Col {
    pub kind: Kind,
    pub align: Align,
    pub min: f64,
    pub full: f64,
    /// The most that stands before and from the decimal point of its amounts on, characters.
    pub front: f64,
    pub tail: f64,
}

/// Sets a table for an area. A table that cannot be set is reported.
pub fn set_table(desk: &mut Desk<'_>, table: &Table, area: &Area) -> Option<TableSet> {
    let n = table.columns.len();
    if n == 0 {
        return None;
    }
    let heads = head_cells(desk, table);
    let rows: Vec<Vec<Raw>> = table.rows.iter().map(|r| r.iter().take(n).map(|c| raw(desk, c, Role::FangSong, table)).collect()).collect();
    let cols: Vec<Col> = (0..n).map(|j| column(table, &rows, j)).collect();
    let Some((size, widths)) = choose(&heads, &rows, &cols, area.width) else {
        let origin = desk.origin(&table.span);
        desk.report(words::table_too_wide(n, area.turned, origin));
        return None;
    };
    let mut edges = vec![0.0];
    let mut at = 0.0;
    for w in &widths {
        at += w;
        edges.push(at);
    }
    let has_head = heads.iter().any(|(_, _, r)| !r.text.trim().is_empty());
    let mut head: Vec<HeadCell> = Vec::new();
    for (columns, levels, r) in heads.into_iter().filter(|_| has_head) {
        let width: f64 = widths.get(columns.clone()).map_or(0.0, |w| w.iter().sum());
        let lines = head_lines(desk, &r, size, width - 2.0 * PAD, table);
        head.push(HeadCell { columns, levels, cell: CellSet { lines, links: r.links, stand: Stand::Centre, inset: 0.0 } });
    }
    let levels = level_heights(&head, size);
    let mut cells: Vec<Vec<CellSet>> = Vec::with_capacity(rows.len());
    for row in &rows {
        let set = row.iter().enumerate().map(|(j, r)| {
            let (align, kind) = cols.get(j).map_or((Align::Auto, Kind::Text), |c| (c.align, c.kind));
            let room = widths.get(j).map_or(0.0, |w| w - 2.0 * PAD);
            let lines = lines(desk, r, size, room, table);
            CellSet { lines, links: r.links.clone(), stand: stand(align, kind, &r.text), inset: 0.0 }
        });
        cells.push(set.collect());
    }
    for (j, col) in cols.iter().enumerate() {
        align_figures(&mut cells, &rows, j, col, widths.get(j).copied().unwrap_or(0.0), size);
    }
    let head_height: f64 = levels.iter().sum();
    if head_height > area.depth / 2.0 {
        let origin = desk.origin(&table.span);
        desk.report(words::table_head_too_tall(origin));
        return None;
    }
    let room = area.depth - head_height - 3.0 * pitch(SIZE);
    let mut out = TableSet { size, edges, head, levels, rows: cells, merged: groups(table), strips: Vec::new() };
    out.strips = strips(&mut out.merged, &out.rows, &rows, size, room, area.depth - head_height);
    Some(out)
}

fn raw(desk: &mut Desk<'_>, inlines: &[Inline], role: Role, table: &Table) -> Raw {
    let chars = styled(inlines, Style { role, element: Element::Table }, Role::Hei);
    // A unit of size gives widths in characters.
    let (min, full) = if chars.is_empty() { (0.0, 0.0) } else { desk.widths(&chars, 1.0, Some(&table.span)) };
    let text = plain_text(inlines);
    let front = is_number(&text).then(|| match chars.iter().position(|s| matches!(s.c, '.' | '%' | '％' | '‰')) {
        Some(at) => desk.widths(chars.get(..at).unwrap_or_default(), 1.0, Some(&table.span)).1,
        None => full,
    });
    let bracket = bracket(&chars).filter(|_| role == Role::Hei).map(|at| {
        let (a, b) = chars.split_at(at);
        (at, desk.widths(a, 1.0, Some(&table.span)).1.max(desk.widths(b, 1.0, Some(&table.span)).1))
    });
    Raw { text, links: links(inlines), chars, min, full, front, bracket }
}

/// Where the brackets open that a text ends in.
fn bracket(chars: &[StyledChar]) -> Option<usize> {
    let closed = chars.iter().rev().find(|s| !s.c.is_whitespace()).is_some_and(|s| matches!(s.c, '）' | ')'));
    chars.iter().rposition(|s| matches!(s.c, '（' | '(')).filter(|at| closed && *at > 0)
}

/// A cell of the head before it is set: its columns, its levels, its text.
pub(super) type RawHead = (Range<usize>, Range<usize>, Raw);

/// The cells of the head.
fn head_cells(desk: &mut Desk<'_>, table: &Table) -> Vec<RawHead> {
    let levels = table.head_levels();
    let mut out = Vec::new();
    let part = |j: usize, k: usize| table.columns.get(j).and_then(|c| c.head.get(k)).map_or(&[][..], Vec::as_slice);
    for span in table.head_spans() {
        let single = table.columns.get(span.start).is_none_or(|c| c.head.len() < 2);
        out.push((span.clone(), 0..if single { levels } else { 1 }, raw(desk, part(span.start, 0), Role::Hei, table)));
        for j in span.filter(|_| !single) {
            out.push((j..j + 1, 1..2, raw(desk, part(j, 1), Role::Hei, table)));
        }
    }
    out
}

fn column(table: &Table, rows: &[Vec<Raw>], j: usize) -> Col {
    let cells = || rows.iter().filter_map(|r| r.get(j));
    let texts: Vec<&str> = cells().map(|r| r.text.as_str()).collect();
    let head = table.columns.get(j).and_then(|c| c.head.last()).map(|h| plain_text(h)).unwrap_or_default();
    let most = |of: &dyn Fn(&Raw) -> f64| cells().map(of).fold(0.0, f64::max);
    let kind = kind(&head, &texts);
    // Amounts on one decimal point need room for the longest on either side of it.
    let (front, tail) = (most(&|r| r.front.unwrap_or(0.0)), most(&|r| r.front.map_or(0.0, |f| r.full - f)));
    let figures = if kind == Kind::Number { front + tail } else { 0.0 };
    Col {
        kind,
        align: table.columns.get(j).map_or(Align::Auto, |c| c.align),
        min: most(&|r| r.min).max(1.0),
        full: most(&|r| r.full).max(figures).max(1.0),
        front,
        tail,
    }
}

/// The lines of a cell in a column with `room` for its text.
fn lines(desk: &mut Desk<'_>, r: &Raw, size: f64, room: f64, table: &Table) -> Vec<Line> {
    if r.chars.is_empty() {
        return Vec::new();
    }
    let u = ((room + 0.005) / size * 100.0).floor().max(100.0) as i32;
    // Narrow columns have too few gaps to stretch.
    desk.set(&r.chars, size, size, Measure { first: u, rest: u }, u >= JUSTIFIED, Some(&table.span))
}

/// The lines of a head cell: as even as they can be without a line more; what stands in brackets at the end goes to a line of its own.
fn head_lines(desk: &mut Desk<'_>, r: &Raw, size: f64, room: f64, table: &Table) -> Vec<Line> {
    let mut chars = r.chars.clone();
    if let Some((at, part)) = r.bracket
        && r.full * size > room
        && (part * size <= room || chars.len() - at - 2 <= UNIT)
        && let Some(style) = chars.get(at).map(|s| s.style)
    {
        chars.insert(at, StyledChar { c: '\n', style, figure: None, link: None });
    }
    let set = |desk: &mut Desk<'_>, u: i32| desk.set(&chars, size, size, Measure { first: u, rest: u }, false, Some(&table.span));
    if chars.is_empty() {
        return Vec::new();
    }
    let most = ((room + 0.005) / size * 100.0).floor().max(100.0) as i32;
    let mut best = set(desk, most);
    let mut u = most - 50;
    while best.len() > 1 && u >= 200 && f64::from(u) >= r.full * 100.0 / best.len() as f64 {
        let next = set(desk, u);
        if next.len() > best.len() {
            break;
        }
        best = next;
        u -= 50;
    }
    best
}

fn level_heights(head: &[HeadCell], size: f64) -> Vec<f64> {
    let mut out = vec![0.0_f64; head.iter().map(|h| h.levels.end).max().unwrap_or(0)];
    for h in head.iter().filter(|h| h.levels.len() == 1) {
        if let Some(level) = out.get_mut(h.levels.start) {
            *level = level.max(block(h.cell.lines.len(), size));
        }
    }
    // A cell over both levels may ask for more than they have.
    let both = head.iter().filter(|h| h.levels.len() > 1).map(|h| block(h.cell.lines.len(), size)).fold(0.0, f64::max);
    let more = (both - out.iter().sum::<f64>()).max(0.0) / out.len().max(1) as f64;
    out.iter().map(|l| l + more).collect()
}

/// Puts the amounts of a column on one right edge, or on one decimal point where their decimals differ; the block stands in the middle of
/// the column, with `-:` near its right edge.
fn align_figures(cells: &mut [Vec<CellSet>], rows: &[Vec<Raw>], j: usize, col: &Col, width: f64, size: f64) {
    let middle = ((width - (col.front + col.tail) * size) / 2.0).max(PAD);
    let right = if col.align == Align::Right { middle.min(PAD + size / 2.0) } else { middle };
    for (row, raw) in cells.iter_mut().zip(rows) {
        let (Some(cell), Some(r)) = (row.get_mut(j), raw.get(j)) else { continue };
        cell.inset = match (cell.stand, r.front) {
            (Stand::Figure, Some(front)) => right + (col.tail - (r.full - front)) * size,
            _ => right,
        };
    }
}

/// For each row and `{.group}` column the number of the merged cell.
fn groups(table: &Table) -> Vec<Vec<Option<usize>>> {
    let n = table.columns.len();
    let mut out: Vec<Vec<Option<usize>>> = vec![vec![None; n]; table.rows.len()];
    for j in (0..n).filter(|&j| table.columns.get(j).is_some_and(|c| c.group)) {
        for (number, run) in table.group_spans(j).into_iter().enumerate() {
            for i in run {
                if let Some(slot) = out.get_mut(i).and_then(|r| r.get_mut(j)) {
                    *slot = Some(number);
                }
            }
        }
    }
    out
}

/// Cuts rows to strips, gives merged cells the height that they need, and sets the price of breaks (B10).
fn strips(merged: &mut [Vec<Option<usize>>], cells: &[Vec<CellSet>], rows: &[Vec<Raw>], size: f64, room: f64, page: f64) -> Vec<Strip> {
    let n = cells.len();
    let count = |i: usize, j: usize| cells.get(i).and_then(|r| r.get(j)).map_or(0, |c| c.lines.len());
    let columns = merged.first().map_or(0, Vec::len);
    let id = |m: &[Vec<Option<usize>>], i: usize, j: usize| m.get(i).and_then(|r| r.get(j)).copied().flatten();
    // A merged cell that is itself taller than a page is set as a cell of its first row.
    for j in 0..columns {
        if (0..n).any(|i| id(merged, i, j).is_some() && block(count(i, j), size) > room) {
            merged.iter_mut().filter_map(|r| r.get_mut(j)).for_each(|s| *s = None);
        }
    }
    let own = |i: usize, m: &[Vec<Option<usize>>]| (0..columns).filter(|&j| id(m, i, j).is_none()).map(|j| count(i, j)).max().unwrap_or(1).max(1);
    let lines: Vec<usize> = (0..n).map(|i| own(i, merged)).collect();
    let mut heights: Vec<f64> = lines.iter().map(|&l| block(l, size)).collect();
    let mut penalties = vec![0_u64; n];
    for j in 0..columns {
        let mut i = 0;
        while i < n {
            let Some(group) = id(merged, i, j) else { break };
            let end = (i..n).find(|&k| id(merged, k, j) != Some(group)).unwrap_or(n);
            let need = block(count(i, j), size);
            let has: f64 = heights.get(i..end).map_or(0.0, |h| h.iter().sum());
            let more = (need - has).max(0.0) / (end - i) as f64;
            heights.iter_mut().take(end).skip(i).for_each(|h| *h += more);
            for k in i + 1..end {
                let above: f64 = heights.get(i..k).map_or(0.0, |h| h.iter().sum());
                let below: f64 = heights.get(k..end).map_or(0.0, |h| h.iter().sum());
                if let Some(p) = penalties.get_mut(k) {
                    *p += 200 + if end - i >= 3 && (k == i + 1 || k + 1 == end) { 400 } else { 0 };
                    if above < need || below < need {
                        *p += NEVER;
                    }
                }
            }
            i = end;
        }
    }
    let whole = heights.iter().sum::<f64>() <= page;
    let last_is_total = rows.last().and_then(|r| r.iter().find(|c| !c.text.trim().is_empty())).is_some_and(|c| is_total(c.text.trim()));
    let mut out = Vec::with_capacity(n);
    for (i, (&count, &height)) in lines.iter().zip(&heights).enumerate() {
        let mut penalty = penalties.get(i).copied().unwrap_or(0) + if whole && i > 0 { BROKEN } else { 0 };
        penalty += match i {
            0 => NEVER,
            _ if i + 1 == n && last_is_total => NEVER,
            _ if i + 1 == n => 800,
            1 => 1_200,
            _ => 0,
        };
        if height <= room || count <= SLICE {
            out.push(Strip { row: i, lines: 0..usize::MAX, height, penalty });
            continue;
        }
        let mut from = 0;
        while from < count {
            let to = (from + SLICE).min(count);
            let ends = if from == 0 { PAD + 1.0 } else { 0.0 } + if to == count { PAD + 1.0 } else { 0.0 };
            let lines = from..if to == count { usize::MAX } else { to };
            out.push(Strip { row: i, lines, height: pitch(size) * (to - from) as f64 + ends, penalty: if from == 0 { penalty } else { 1_000 } });
            from = to;
        }
    }
    out
}
