//! The head of a table: which rows it has, what each column says, and what every column is.

use std::collections::BTreeMap;

use super::frame::{Frame, Mode};
use super::grid::{Grid, Kind, Place};
use super::labels::{self, Head};
use crate::model::Aspect;
use crate::understand::{periods::Span, units};

/// Most rows of a head.
const MOST_ROWS: usize = 6;

/// What a column of a table is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Names the rows.
    Anchor,
    /// 序号
    Number,
    /// Indicators.
    Indicator,
    /// Groups of indicators.
    Group,
    /// Units of measure.
    Unit,
    /// 本期, 累计 row by row.
    Aspect,
    /// Values.
    Values,
    /// Anything else.
    Text,
    /// Nothing is in it.
    Blank,
}

/// One column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its position on the grid.
    pub(super) c: u32,
    /// Its labels from the top, without their units.
    pub(super) labels: Vec<String>,
    /// The unit that stands in its labels.
    pub(super) unit: Option<String>,
    /// What it is.
    pub(super) part: Part,
}

/// The head of a table.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Its rows on the grid, from the top.
    pub(super) rows: Vec<u32>,
    /// The first row below it.
    pub(super) body: u32,
    /// The first row of the lines above it that belong to it: titles, units, who reports.
    pub(super) top: u32,
    /// Its columns.
    pub(super) columns: Vec<Column>,
}

/// Reads the head of a table; `floor` is the first row that belongs to no earlier table, `bottom` the last of its body.
pub(super) fn read(grid: &Grid<'_>, frame: &Frame, floor: u32, bottom: u32, asked: Option<Span>) -> Header {
    let body = body_top(grid, frame, floor);
    let (rows, top) = rows(grid, frame, floor, body);
    let merged = rows.iter().any(|r| grid.within(*r, frame.columns.0, frame.columns.1).any(|(_, p)| p.span.1 > 1));
    let mut columns: Vec<Column> = (frame.columns.0..=frame.columns.1).map(|c| column(grid, frame, &rows, c, merged)).collect();
    let body_rows: Vec<u32> = (body..=bottom).collect();
    for column in &mut columns {
        column.part = part(grid, frame, column, &body_rows, asked);
    }
    settle(&mut columns, frame);
    Header { rows, body, top, columns }
}

/// The first row of the body: sums and others may stand above the first unit.
fn body_top(grid: &Grid<'_>, frame: &Frame, floor: u32) -> u32 {
    let mut top = frame.first;
    while top > floor {
        let r = top - 1;
        let Some((_, label)) = grid.seen(r, frame.anchor) else { break };
        let head = labels::head(&labels::split_unit(&label.shown).0, None);
        let named = matches!(head, Head::Name | Head::Aspect(_)) && label.kind == Kind::Text;
        let valued = grid.within(r, frame.anchor + 1, frame.columns.1).any(|(_, p)| p.kind == Kind::Value);
        if !named || !valued || is_numbering(grid, r, frame.columns) || (years_only(grid, r, frame) && !headed_above(grid, r, floor, frame)) {
            break;
        }
        top = r;
    }
    top
}

/// Whether a head stands above a row already: texts over the column of names and over a value of the row.
fn headed_above(grid: &Grid<'_>, r: u32, floor: u32, frame: &Frame) -> bool {
    let text = |row: u32, c: u32| grid.get(row, c).is_some_and(|p| p.kind == Kind::Text);
    let values = || grid.within(r, frame.anchor + 1, frame.columns.1).filter(|(_, p)| p.kind == Kind::Value);
    (floor..r).rev().take(MOST_ROWS).any(|row| text(row, frame.anchor) && values().any(|(c, _)| text(row, c)))
}

/// Whether a row holds nothing but a name over the column of names.
fn is_heading(grid: &Grid<'_>, frame: &Frame, r: u32) -> bool {
    let mut places = grid.within(r, frame.columns.0, frame.columns.1);
    let alone = places.next().is_some_and(|(c, p)| c <= frame.anchor && p.kind == Kind::Text && labels::head(&p.shown, None) == Head::Name);
    // Not what is merged downwards from a row of the head.
    alone
        && places.next().is_none()
        && (frame.anchor + 1..=frame.columns.1.min(frame.anchor + 40)).all(|c| grid.seen(r, c).is_none_or(|((row, _), _)| row == r))
}

/// Whether a head stands above a row: a word for the units over the column of names, and texts at its right.
fn head_over(grid: &Grid<'_>, r: u32, floor: u32, frame: &Frame) -> bool {
    (floor..r).rev().take(MOST_ROWS).any(|row| {
        let corner = grid.seen(row, frame.anchor).map(|(_, p)| labels::head(&labels::split_unit(&p.shown).0, None));
        matches!(corner, Some(Head::County | Head::Unit | Head::Indicator))
            && grid.within(row, frame.anchor + 1, frame.columns.1).any(|(_, p)| p.kind == Kind::Text)
    })
}

/// Whether the values of a row are years, as heads have them.
fn years_only(grid: &Grid<'_>, r: u32, frame: &Frame) -> bool {
    grid.within(r, frame.anchor + 1, frame.columns.1).filter(|(_, p)| p.kind == Kind::Value).all(|(_, p)| is_year(p))
}

fn is_year(place: &Place<'_>) -> bool {
    place.key.len() == 4 && place.key.parse::<u16>().is_ok_and(|y| (2000..=2100).contains(&y))
}

/// Whether a row numbers the columns: 甲 | 1 | 2 | 3.
pub(super) fn is_numbering(grid: &Grid<'_>, r: u32, columns: (u32, u32)) -> bool {
    let places: Vec<&Place<'_>> = grid.within(r, columns.0, columns.1).map(|(_, p)| p).collect();
    let numbers: Vec<u32> = places.iter().filter_map(|p| p.key.trim_matches(['(', ')']).parse().ok()).collect();
    let others = places.iter().filter(|p| p.key.trim_matches(['(', ')']).parse::<u32>().is_err());
    let harmless = |p: &&&Place<'_>| matches!(p.key.as_str(), "甲" | "乙" | "丙" | "丁" | "栏次" | "序号" | "行次" | "列次" | "—" | "-");
    let others: Vec<_> = others.collect();
    numbers.len() >= 2
        && numbers.first().is_some_and(|n| *n <= 4)
        && numbers.windows(2).all(|w| matches!(w, [a, b] if *b == a + 1))
        && others.iter().all(harmless)
        && (numbers.len() > 2 || !others.is_empty())
}

/// The rows of the head, and the first of the lines above it.
fn rows(grid: &Grid<'_>, frame: &Frame, floor: u32, body: u32) -> (Vec<u32>, u32) {
    let mut rows = Vec::new();
    let mut r = body;
    while r > floor && rows.len() < MOST_ROWS {
        r -= 1;
        // 东片 over the first units, below the head: a heading within the body.
        if rows.is_empty() && is_heading(grid, frame, r) && head_over(grid, r, floor, frame) {
            continue;
        }
        match is_head_row(grid, frame, r, !rows.is_empty()) {
            Some(true) => rows.push(r),
            Some(false) => {}
            None => {
                r += 1;
                break;
            }
        }
    }
    rows.reverse();
    // Titles and the like reach up to the table above, or to the sheet's first row.
    let mut top = r;
    while top > floor && !grid.within(top - 1, frame.columns.0, frame.columns.1).any(|(_, p)| p.kind == Kind::Value && !is_year(p)) {
        top -= 1;
    }
    (rows, top)
}

/// Whether a row is part of the head; `Some(false)` where it is passed over, `None` where the head ends below it.
fn is_head_row(grid: &Grid<'_>, frame: &Frame, r: u32, has_below: bool) -> Option<bool> {
    let (left, right) = frame.columns;
    let corner = grid.seen(r, frame.anchor).map(|(_, p)| labels::head(&p.shown, None));
    if is_numbering(grid, r, frame.columns) || corner == Some(Head::Number) {
        return Some(false);
    }
    let mut seen: BTreeMap<(u32, u32), &Place<'_>> = BTreeMap::new();
    for c in left..=right.min(left + 400) {
        if let Some((at, p)) = grid.seen(r, c) {
            seen.insert(at, p);
        }
    }
    if seen.is_empty() {
        return Some(false);
    }
    let is_line = |p: &&Place<'_>| labels::is_note(&p.shown) || labels::unit_line(&p.shown).is_some() || is_reporting_line(&p.shown);
    // 填报单位 | 甲县 | 填报日期 | 6月21日: fields over several cells. Over a table of many units 填报单位 heads the column of their names.
    let is_field = |p: &Place<'_>| labels::is_field_label(&p.shown) || (frame.mode == Mode::Indicators && labels::reporting_unit(&p.shown).is_some());
    if seen.values().any(is_line) || seen.values().next().is_some_and(|p| is_field(p)) {
        return None;
    }
    if seen.values().any(|p| p.kind == Kind::Value && !is_year(p)) {
        return None;
    }
    if seen.len() == 1
        && let Some((at, p)) = seen.iter().next()
    {
        let wide = p.span.1 * 5 >= (right - left + 1) * 3 && p.span.1 > 1;
        // Where one merged cell heads all values, the column of names has its head in the row below.
        let group = at.1 > frame.anchor && p.span.1 > 1;
        let single_value_column = has_below && at.1 > frame.anchor;
        let header_only = !has_below && labels::head(&p.shown, None) != Head::Name;
        return if (wide && !group) || !(group || single_value_column || header_only) { None } else { Some(true) };
    }
    Some(true)
}

fn is_reporting_line(label: &str) -> bool {
    labels::reporting_unit(label).is_some_and(|rest| !rest.is_empty())
}

fn column(grid: &Grid<'_>, frame: &Frame, rows: &[u32], c: u32, merged: bool) -> Column {
    let mut labels_of = Vec::new();
    let mut unit = None;
    let mut last = None;
    for (i, r) in rows.iter().enumerate() {
        let mut found = grid.seen(*r, c);
        if found.is_none() && !merged && c > frame.anchor && rows.get(i + 1).is_some_and(|below| grid.get(*below, c).is_some()) {
            // Without merged cells a group's head stands over its first column only.
            found = grid.within(*r, frame.anchor + 1, c).last().map(|(col, p)| ((*r, col), p));
        }
        let Some((at, p)) = found else { continue };
        if last.replace(at) == Some(at) {
            continue;
        }
        // 单位 at the corner heads a row of units of measure, or the column of the units that report.
        let of_units = (c != frame.anchor
            && grid.seen(*r, frame.anchor).is_some_and(|(_, p)| labels::head(&p.shown, None) == Head::Unit)
            && grid.within(*r, frame.anchor + 1, frame.columns.1).any(|(_, p)| units::is_measure(p.key.trim_matches(['(', ')']))))
            || (i > 0 && units::is_measure(p.key.trim_matches(['(', ')'])) && c > frame.anchor);
        if of_units {
            let key = p.key.trim_matches(['(', ')']);
            if units::is_measure(key) {
                unit = Some(key.to_owned());
            }
            continue;
        }
        let (name, own) = labels::split_unit(&p.shown);
        if own.is_some() {
            unit = own;
        }
        if !name.is_empty() {
            labels_of.push(name);
        }
    }
    Column { c, labels: labels_of, unit, part: Part::Values }
}

/// What a column is, by its head first and by what stands in it second.
fn part(grid: &Grid<'_>, frame: &Frame, column: &Column, body: &[u32], asked: Option<Span>) -> Part {
    if column.c == frame.anchor {
        return Part::Anchor;
    }
    let inside: Vec<&Place<'_>> = grid
        .filled_in(column.c)
        .iter()
        .filter(|r| body.first().is_some_and(|f| *r >= f) && body.last().is_some_and(|l| *r <= l))
        .filter_map(|r| grid.get(*r, column.c))
        .collect();
    let texts: Vec<&&Place<'_>> = inside.iter().filter(|p| p.kind == Kind::Text).collect();
    let values = inside.len() - texts.len();
    let all = |test: &dyn Fn(&Place<'_>) -> bool| !texts.is_empty() && texts.iter().all(|p| test(p));
    let head = column.labels.last().map(|l| labels::head(l, asked));
    let measures = all(&|p| units::is_measure(&p.key));
    // What stands beside the table, or a title over all of it, is no column of it.
    let title = rows_of(grid, frame, column, body);
    if title || (inside.is_empty() && column.c < frame.anchor) {
        return Part::Blank;
    }
    // 本期 and 累计 row by row, whatever the head says.
    let is_field = |p: &Place<'_>| labels::field(&p.shown, asked).is_some();
    if values == 0 && head != Some(Head::Number) && all(&|p| is_field(p) || labels::is_total(&p.shown)) && texts.iter().any(|p| is_field(p)) {
        return Part::Aspect;
    }
    if inside.len() == values && column.labels.len() == 1 && column.labels.iter().all(|l| labels::is_total(l)) {
        return Part::Text;
    }
    match head {
        Some(Head::Number) => return Part::Number,
        Some(Head::Unit) => return if texts.is_empty() || texts.iter().any(|p| units::is_measure(&p.key)) { Part::Unit } else { Part::Text },
        Some(Head::Text | Head::County) => return Part::Text,
        Some(Head::Group) => return Part::Group,
        Some(Head::Indicator) => return if values > texts.len() { Part::Values } else { Part::Indicator },
        // A rank before the names numbers the rows.
        Some(Head::Aspect(Aspect::Own(h))) if column.c < frame.anchor && matches!(h.as_str(), "排名" | "名次" | "位次") => return Part::Number,
        Some(Head::Aspect(_)) => return Part::Values,
        Some(Head::Name) | None => {}
    }
    if inside.is_empty() {
        return if column.labels.is_empty() { Part::Blank } else { Part::Values };
    }
    if column.unit.is_some() {
        return Part::Values;
    }
    if measures && values == 0 {
        return Part::Unit;
    }
    let yes = texts.iter().filter(|p| labels::yes_or_no(&p.key).is_some()).count();
    if values >= texts.len() || yes * 2 > texts.len() { Part::Values } else { Part::Text }
}

/// Whether what stands above a column reaches down into its body: a title that is merged over the table's whole side.
fn rows_of(grid: &Grid<'_>, frame: &Frame, column: &Column, body: &[u32]) -> bool {
    let Some(first) = body.first() else { return false };
    column.c < frame.anchor && grid.seen(*first, column.c).is_some_and(|((r, _), _)| r < *first)
}

/// One column names the indicators at most; a group or a text may have to.
fn settle(columns: &mut [Column], frame: &Frame) {
    let of = |columns: &[Column], part: Part| columns.iter().rposition(|c| c.part == part);
    if frame.mode == Mode::Indicators {
        // The naming column is the indicators' own; another one headed so groups them.
        for c in columns.iter_mut().filter(|c| c.part == Part::Indicator) {
            c.part = if c.c < frame.anchor { Part::Group } else { Part::Text };
        }
        return;
    }
    if let Some(last) = of(columns, Part::Indicator) {
        for c in columns.iter_mut().take(last).filter(|c| c.part == Part::Indicator) {
            c.part = Part::Group;
        }
    } else if let Some(group) = of(columns, Part::Group) {
        if let Some(c) = columns.get_mut(group) {
            c.part = Part::Indicator;
        }
    } else if columns
        .iter()
        .filter(|c| c.part == Part::Values)
        .all(|c| c.labels.len() <= 1 && c.labels.iter().all(|l| labels::field(l, None).is_some()))
        && let Some(c) = columns.iter_mut().find(|c| c.part == Part::Text && c.c > frame.anchor)
    {
        // Only 本期, 累计 and the like are headed, or nothing is: the text beside the unit says of what.
        if c.labels.last().is_none_or(|l| labels::head(l, None) == Head::Name) {
            c.part = Part::Indicator;
        }
    }
}
