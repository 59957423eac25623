//! A sheet as a person sees it: without hidden rows and columns, without blank ones, merged areas as one cell; as it is or turned over its diagonal.

use std::collections::BTreeMap;

use crate::intake::{Cell, Raw, Sheet};
use crate::origin::CellRef;
use crate::understand::{cells, number, text};

/// Most places that merged areas may cover; what goes beyond stays unmerged.
const MOST_COVERED: usize = 400_000;

/// What stands in a place, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, as such or as text, also one that is doubtful; a date; a dash; an error: anything that a table of figures has in its body.
    Value,
    /// Any other text.
    Text,
}

/// One filled place.
#[derive(Debug, Clone)]
pub(super) struct Place<'s> {
    /// Its address on the sheet.
    pub(super) at: CellRef,
    /// Its cell.
    pub(super) cell: &'s Cell,
    /// What a person sees in it.
    pub(super) shown: String,
    /// Its text made comparable.
    pub(super) key: String,
    /// What it is.
    pub(super) kind: Kind,
    /// How many lines of the grid it spans downwards and to the right.
    pub(super) span: (u32, u32),
}

/// A sheet made ready for reading tables; positions count only lines that hold something.
#[derive(Debug)]
pub(super) struct Grid<'s> {
    /// The sheet.
    pub(super) sheet: &'s Sheet,
    /// Whether rows and columns are exchanged.
    pub(super) turned: bool,
    /// The number on the sheet of every line from the top (from the left, where turned).
    pub(super) rows: Vec<u32>,
    /// The number on the sheet of every line from the left (from the top, where turned).
    pub(super) cols: Vec<u32>,
    places: BTreeMap<(u32, u32), Place<'s>>,
    covered: BTreeMap<(u32, u32), (u32, u32)>,
    by_col: BTreeMap<u32, Vec<u32>>,
}

impl<'s> Grid<'s> {
    /// The sheet as it is, or turned.
    pub(super) fn new(sheet: &'s Sheet, turned: bool) -> Self {
        let seen = |at: &CellRef, c: &Cell| sheet.is_visible(*at) && !(cells::is_blank(c) && c.formula.is_none());
        let used: Vec<(CellRef, &Cell)> = sheet.cells.iter().filter(|(at, c)| seen(at, c)).map(|(at, c)| (*at, c)).collect();
        let turn = |at: CellRef| if turned { (at.col, at.row) } else { (at.row, at.col) };
        let lines = |pick: fn((u32, u32)) -> u32| {
            let mut all: Vec<u32> = used.iter().map(|(at, _)| pick(turn(*at))).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (rows, cols) = (lines(|p| p.0), lines(|p| p.1));
        let index = |lines: &[u32], n: u32| lines.partition_point(|l| *l < n) as u32;
        let mut grid =
            Grid { sheet, turned, places: BTreeMap::new(), covered: BTreeMap::new(), by_col: BTreeMap::new(), rows: Vec::new(), cols: Vec::new() };
        let areas: BTreeMap<CellRef, CellRef> = sheet.merges.iter().map(|a| (a.first, a.last)).collect();
        for (at, cell) in used {
            let (r, c) = turn(at);
            let (r, c) = (index(&rows, r), index(&cols, c));
            let mut span = (1, 1);
            if let Some(last) = areas.get(&at) {
                let (lr, lc) = turn(*last);
                span = (index(&rows, lr.saturating_add(1)).saturating_sub(r).max(1), index(&cols, lc.saturating_add(1)).saturating_sub(c).max(1));
                let size = u64::from(span.0) * u64::from(span.1);
                if grid.covered.len() as u64 + size <= MOST_COVERED as u64 {
                    for dr in 0..span.0 {
                        for dc in 0..span.1 {
                            grid.covered.insert((r + dr, c + dc), (r, c));
                        }
                    }
                } else {
                    span = (1, 1);
                }
            }
            let shown = cells::shown(cell);
            let kind = kind(cell, &shown);
            let key = text::key(&shown);
            grid.by_col.entry(c).or_default().push(r);
            grid.places.insert((r, c), Place { at, cell, shown, key, kind, span });
        }
        (grid.rows, grid.cols) = (rows, cols);
        for lines in grid.by_col.values_mut() {
            lines.sort_unstable();
        }
        grid
    }

    /// How many lines there are from the top.
    pub(super) fn height(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many lines there are from the left.
    pub(super) fn width(&self) -> u32 {
        self.cols.len() as u32
    }

    /// What stands just there.
    pub(super) fn get(&self, r: u32, c: u32) -> Option<&Place<'s>> {
        self.places.get(&(r, c))
    }

    /// What a person sees there: what stands there, or the merged area around it. With the position that it stands at.
    pub(super) fn seen(&self, r: u32, c: u32) -> Option<((u32, u32), &Place<'s>)> {
        let at = self.covered.get(&(r, c)).copied().unwrap_or((r, c));
        self.places.get(&at).map(|p| (at, p))
    }

    /// The filled places of a line, from the left.
    pub(super) fn row(&self, r: u32) -> impl Iterator<Item = (u32, &Place<'s>)> {
        self.places.range((r, 0)..=(r, u32::MAX)).map(|((_, c), p)| (*c, p))
    }

    /// The filled places of a line within columns, from the left.
    pub(super) fn within(&self, r: u32, left: u32, right: u32) -> impl Iterator<Item = (u32, &Place<'s>)> {
        self.places.range((r, left)..=(r, right.max(left))).map(|((_, c), p)| (*c, p))
    }

    /// The positions from the top that are filled in a column.
    pub(super) fn filled_in(&self, c: u32) -> &[u32] {
        self.by_col.get(&c).map_or(&[], Vec::as_slice)
    }

    /// All filled places in order.
    pub(super) fn places(&self) -> impl Iterator<Item = ((u32, u32), &Place<'s>)> {
        self.places.iter().map(|(at, p)| (*at, p))
    }

    /// The address on the sheet of a place, filled or not.
    pub(super) fn address(&self, r: u32, c: u32) -> CellRef {
        let (r, c) = (self.rows.get(r as usize).copied().unwrap_or(0), self.cols.get(c as usize).copied().unwrap_or(0));
        if self.turned { CellRef::new(c, r) } else { CellRef::new(r, c) }
    }

    /// Whether blank lines of the sheet lie above a line.
    pub(super) fn gap_above(&self, r: u32) -> bool {
        let at = |r: u32| self.rows.get(r as usize).copied();
        match (r.checked_sub(1).and_then(at), at(r)) {
            (Some(a), Some(b)) => b - a > 1,
            _ => false,
        }
    }

    /// Whether blank lines of the sheet lie between two neighbouring columns.
    pub(super) fn gap_before(&self, c: u32) -> bool {
        let at = |c: u32| self.cols.get(c as usize).copied();
        match (c.checked_sub(1).and_then(at), at(c)) {
            (Some(a), Some(b)) => b - a > 1,
            _ => false,
        }
    }
}

fn kind(cell: &Cell, shown: &str) -> Kind {
    match &cell.value {
        Raw::Text(t) => {
            if number::is_dash(t) || number::is_not_counted(t) || number::is_not_applicable(t) {
                return Kind::Value;
            }
            match number::read(t) {
                // 一月 and the like are names.
                number::TextNumber::No => {
                    let key = text::key(t);
                    if key.starts_with('#') || key == "n/a" || crate::understand::dates::looks_like(shown) { Kind::Value } else { Kind::Text }
                }
                number::TextNumber::Exact { .. } if !t.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) && t.chars().count() < 2 => {
                    Kind::Text
                }
                // 2023年 is a year, 6月 a month.
                number::TextNumber::Exact { unit, .. } if unit.starts_with(['年', '月', '季']) => Kind::Text,
                number::TextNumber::Range { unit, .. } if unit.starts_with(['年', '月', '季']) => Kind::Text,
                _ => Kind::Value,
            }
        }
        _ => Kind::Value,
    }
}
