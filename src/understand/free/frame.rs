//! Where a table stands: the line of its units (or of its indicators, where all is of one unit), and in which direction it runs.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Kind, Place};
use super::labels::{self, Head};
use crate::campaign::UnitRole;
use crate::origin::CellRef;
use crate::understand::names::Names;

/// What stands in the column that the rows of a table are named by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Units: one or more rows each.
    Counties,
    /// Indicators of one unit.
    Indicators,
}

/// Where a table stands on a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// What its rows are.
    pub(super) mode: Mode,
    /// Whether it was found on the turned grid.
    pub(super) turned: bool,
    /// The column that names the rows.
    pub(super) anchor: u32,
    /// The first row that is named.
    pub(super) first: u32,
    /// Its first and last column.
    pub(super) columns: (u32, u32),
}

/// Cells that belong to a table already.
pub(super) type Used = BTreeSet<CellRef>;

/// The units that stand in the cells of a grid.
#[derive(Debug, Default)]
pub(super) struct Counties(BTreeMap<(u32, u32), String>);

impl Counties {
    /// Finds them; where none is spelled as the campaign spells it, other characters are looked through too.
    pub(super) fn find(grid: &Grid<'_>, names: &Names<'_>) -> Self {
        let look = |loose: bool| -> BTreeMap<(u32, u32), String> {
            grid.places()
                .filter(|(_, p)| p.kind == Kind::Text && p.key.chars().count() <= 40)
                .filter_map(|(at, p)| {
                    let named = if loose { names.read(&p.shown).known().map(str::to_owned) } else { names.spelled_as_usual(&p.key) };
                    named.filter(|n| names.role(n) == Some(UnitRole::County)).map(|n| (at, n))
                })
                .filter(|(at, _)| !is_field(grid, names, *at))
                .collect()
        };
        let found = look(false);
        Self(if found.is_empty() { look(true) } else { found })
    }

    fn is(&self, at: (u32, u32)) -> bool {
        self.0.contains_key(&at)
    }

    /// Whether values stand to the right of the unit before the next unit does, and it is no field of a form.
    fn leads(&self, grid: &Grid<'_>, (r, c): (u32, u32)) -> bool {
        let Some(place) = grid.get(r, c) else { return false };
        (r..r + place.span.0)
            .any(|row| grid.within(row, c + place.span.1, u32::MAX).take_while(|(col, _)| !self.is((row, *col))).any(|(_, p)| p.kind == Kind::Value))
    }
}

/// Whether a unit is what was filled in beside 填报单位, and no other unit follows it.
fn is_field(grid: &Grid<'_>, names: &Names<'_>, (r, c): (u32, u32)) -> bool {
    let Some(place) = grid.get(r, c) else { return false };
    let sheet = grid.sheet;
    let text = |cell: &crate::intake::Cell| crate::understand::cells::shown(cell);
    let left = sheet.cells.range(CellRef::new(place.at.row, 0)..place.at).next_back().map(|(_, cell)| text(cell));
    let next = CellRef::new(place.at.row, place.at.col.saturating_add(1));
    let right = sheet.cells.range(next..=CellRef::new(place.at.row, u32::MAX)).next().map(|(_, cell)| text(cell));
    left.is_some_and(|l| labels::reporting_unit(&l).is_some())
        && right.is_none_or(|r| names.spelled_as_usual(&crate::understand::text::key(&r)).is_none())
}

/// The next table of units: on the grid as it is or turned, whichever line names more of them.
pub(super) fn of_counties(grids: [(&Grid<'_>, &Counties); 2], used: &Used) -> Option<Frame> {
    let mut best: Option<(usize, Frame)> = None;
    for (grid, counties) in grids {
        let mut lines: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
        for (at, name) in &counties.0 {
            if counties.leads(grid, *at) {
                lines.entry(at.1).or_default().push((at.0, name));
            }
        }
        let is_free = |r: u32, c: u32| grid.get(r, c).is_some_and(|p| !used.contains(&p.at));
        for (anchor, all) in &lines {
            let rows: Vec<(u32, &str)> = all.iter().copied().filter(|(r, _)| is_free(*r, *anchor)).collect();
            let distinct: BTreeSet<&str> = rows.iter().map(|(_, n)| *n).collect();
            if distinct.is_empty() || best.as_ref().is_some_and(|(most, _)| *most >= distinct.len()) {
                continue;
            }
            let mut first = rows.iter().map(|(r, _)| *r).min().unwrap_or(0);
            // A unit right above whose figures are all texts (1203*) is a row of the table and no head.
            while first > 0 && counties.is((first - 1, *anchor)) && is_free(first - 1, *anchor) {
                first -= 1;
            }
            let last = rows.iter().map(|(r, _)| *r).max().unwrap_or(0);
            let beside = |range: &dyn Fn(u32) -> bool| {
                lines
                    .iter()
                    .filter(|(c, rows)| range(**c) && rows.iter().any(|(r, _)| (first..=last).contains(r)))
                    .map(|(c, _)| *c)
                    .collect::<Vec<u32>>()
            };
            let before = beside(&|c| c < *anchor).into_iter().max();
            let after = beside(&|c| c > *anchor).into_iter().min();
            let left = before.map_or(0, |b| border(grid, b, *anchor, first));
            let right = after.map_or(grid.width().saturating_sub(1), |a| border(grid, *anchor, a, first).saturating_sub(1));
            best = Some((distinct.len(), Frame { mode: Mode::Counties, turned: grid.turned, anchor: *anchor, first, columns: (left, right) }));
        }
    }
    best.map(|(_, frame)| frame)
}

/// Where the second of two tables side by side begins, whose naming columns are `a` and `b`.
fn border(grid: &Grid<'_>, a: u32, b: u32, first: u32) -> u32 {
    if let Some(gap) = (a + 1..=b).rev().find(|c| grid.gap_before(*c)) {
        return gap;
    }
    let number = |c: u32| (first.saturating_sub(6)..first).filter_map(|r| grid.get(r, c)).any(|p| labels::head(&p.shown, None) == Head::Number);
    if b > a + 1 && number(b - 1) { b - 1 } else { b }
}

/// The next table of indicators of one unit.
pub(super) fn of_indicators(grids: [&Grid<'_>; 2], used: &Used) -> Option<Frame> {
    let mut best: Option<(usize, Frame)> = None;
    for grid in grids {
        let free = |p: &Place<'_>| !used.contains(&p.at);
        for head in 0..grid.height() {
            let row: Vec<(u32, &Place<'_>)> = grid.row(head).filter(|(_, p)| free(p)).collect();
            // 填报单位 | 甲县 | 填报期 | 2023年上半年 are fields, no heads.
            if row.iter().any(|(_, p)| labels::is_field_label(&p.shown)) {
                continue;
            }
            let heads: Vec<(u32, Head)> = row.iter().map(|(c, p)| (*c, labels::head(&labels::split_unit(&p.shown).0, None))).collect();
            let fields = heads.iter().filter(|(_, h)| matches!(h, Head::Aspect(_))).count();
            let named = heads.iter().filter(|(_, h)| *h == Head::Indicator).map(|(c, _)| *c).next_back();
            let words = heads.iter().filter(|(_, h)| *h != Head::Name).count();
            if words < 2 || (fields == 0 && named.is_none()) {
                continue;
            }
            // The column that names the rows: the one headed so, else the first of texts with values to the right.
            let below = |c: u32| grid.filled_in(c).iter().copied().filter(move |r| *r > head).take(400);
            let names_rows = |c: u32| {
                below(c).any(|r| {
                    grid.get(r, c).is_some_and(|p| free(p) && p.kind == Kind::Text)
                        && grid.within(r, c + 1, u32::MAX).any(|(_, p)| p.kind == Kind::Value && free(p))
                })
            };
            let left = row.first().map_or(0, |(c, _)| *c);
            let is_other = |c: u32| heads.iter().any(|(col, h)| *col == c && !matches!(h, Head::Name | Head::Indicator | Head::Group));
            let anchor =
                named.filter(|c| names_rows(*c)).or_else(|| (0..grid.width()).take(left as usize + 4).find(|c| !is_other(*c) && names_rows(*c)));
            let Some(anchor) = anchor else { continue };
            let Some(first) = below(anchor).find(|r| {
                grid.get(*r, anchor).is_some_and(|p| free(p) && p.kind == Kind::Text)
                    && grid.within(*r, anchor + 1, u32::MAX).any(|(_, p)| p.kind == Kind::Value && free(p))
            }) else {
                continue;
            };
            let score = words * 2 + usize::from(named.is_some());
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                let columns = (0, grid.width().saturating_sub(1));
                best = Some((score, Frame { mode: Mode::Indicators, turned: grid.turned, anchor, first, columns }));
            }
        }
    }
    best.map(|(_, frame)| frame)
}
