//! What a workbook is once it is read: cells under their addresses, and what a person sees of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::origin::CellRef;

/// One file as it was sent: every used cell with its absolute address; nothing judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// The name that messages and sources use: relative to the workspace, `/` as separator; a member of an archive stands below the archive's name.
    pub file: Arc<str>,
    /// Hash of its bytes, in hexadecimal.
    pub sha256: String,
    /// What the file is, told from its content.
    pub packaging: Packaging,
    /// Its worksheets in their order.
    pub sheets: Vec<Sheet>,
}

/// What a file turned out to be, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packaging {
    /// .xlsx and .xlsm, and .et saved by newer versions of WPS.
    Xlsx,
    /// .xlsb.
    Xlsb,
    /// .xls and .et: BIFF5 or BIFF8 in a compound file.
    Xls,
    /// .ods.
    Ods,
    /// A web page called .xls.
    Html,
    /// XML 表格 2003 (SpreadsheetML).
    XmlTable,
    /// Text with commas, tabs or semicolons between the cells.
    Text,
}

/// One worksheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name, as written.
    pub name: Arc<str>,
    /// Whether it is hidden from the user.
    pub hidden: bool,
    /// Its used cells; of a merged area only the first cell is kept, as that is all a person sees.
    pub cells: BTreeMap<CellRef, Cell>,
    /// Damaged cells whose address could not be told.
    pub lost: usize,
    /// Merged areas of at least two cells, by their first cells.
    pub merges: Vec<Area>,
    /// Rows that a person does not see.
    pub hidden_rows: Spans,
    /// Columns that a person does not see.
    pub hidden_cols: Spans,
    /// Cells with content below a merged area, left out of `cells`.
    pub covered: Vec<CellRef>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: &str, hidden: bool) -> Self {
        Self { name: name.into(), hidden, ..Self::default() }
    }

    /// The cell at `row`, `col`, both from 0, if it is used.
    pub fn at(&self, row: u32, col: u32) -> Option<&Cell> {
        self.cells.get(&CellRef::new(row, col))
    }

    /// The used cells of a row, from the left.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.range(CellRef::new(row, 0)..=CellRef::new(row, u32::MAX)).map(|(at, cell)| (at.col, cell))
    }

    /// The numbers of the rows that have a used cell, in order.
    pub fn used_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|at| at.row).collect();
        rows.dedup();
        rows
    }

    /// The merged area that `at` belongs to, if any.
    pub fn area(&self, at: CellRef) -> Option<Area> {
        // Areas do not overlap, and one that holds `at` begins at or before it.
        let end = self.merges.partition_point(|m| m.first <= at);
        self.merges.get(..end)?.iter().rev().find(|m| m.holds(at)).copied()
    }

    /// What a person sees at a place: the cell itself, or the content of the merged area that it lies in.
    pub fn seen(&self, at: CellRef) -> Option<&Cell> {
        self.cells.get(&self.area(at).map_or(at, |a| a.first))
    }

    /// Whether a person sees the place at all, as far as rows and columns go.
    pub fn is_visible(&self, at: CellRef) -> bool {
        !self.hidden_rows.holds(at.row) && !self.hidden_cols.holds(at.col)
    }
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Area {
    /// Top left.
    pub first: CellRef,
    /// Bottom right.
    pub last: CellRef,
}

impl Area {
    /// Whether `at` lies in it.
    pub const fn holds(&self, at: CellRef) -> bool {
        self.first.row <= at.row && at.row <= self.last.row && self.first.col <= at.col && at.col <= self.last.col
    }

    /// How many rows it spans.
    pub const fn rows(&self) -> u32 {
        self.last.row.saturating_sub(self.first.row).saturating_add(1)
    }

    /// How many columns it spans.
    pub const fn cols(&self) -> u32 {
        self.last.col.saturating_sub(self.first.col).saturating_add(1)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

/// A set of row or column numbers, kept as runs: a file hides a million rows with one word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spans(Vec<(u32, u32)>);

impl Spans {
    /// The set of these runs, both ends included.
    pub fn new(mut runs: Vec<(u32, u32)>) -> Self {
        runs.retain(|(first, last)| first <= last);
        runs.sort_unstable();
        let mut out: Vec<(u32, u32)> = Vec::new();
        for (first, last) in runs {
            match out.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => out.push((first, last)),
            }
        }
        Self(out)
    }

    /// Whether `n` is in it.
    pub fn holds(&self, n: u32) -> bool {
        let end = self.0.partition_point(|(first, _)| *first <= n);
        end.checked_sub(1).and_then(|i| self.0.get(i)).is_some_and(|(_, last)| n <= *last)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its runs in order, both ends included.
    pub fn runs(&self) -> &[(u32, u32)] {
        &self.0
    }
}

/// One used cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it, or the cached result of its formula.
    pub value: Raw,
    /// Its formula without the `=`, where the format gives it; a reference to another file shows as `[1]` or a file name in brackets.
    pub formula: Option<Box<str>>,
    /// What its number format makes of a number.
    pub format: Format,
    /// The number format as the file spells it, such as `0.00"万元"`; `None` for the general one.
    pub code: Option<Arc<str>>,
    /// The note (批注) that hangs on it.
    pub comment: Option<Box<str>>,
}

impl Cell {
    /// A cell that holds just this.
    pub const fn new(value: Raw) -> Self {
        Self { value, formula: None, format: Format::Unknown, code: None, comment: None }
    }

    /// Whether its number is shown as a percentage.
    pub const fn percent(&self) -> bool {
        matches!(self.format, Format::Percent)
    }
}

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The file's kind does not tell.
    #[default]
    Unknown,
    /// As it is (常规).
    General,
    /// A text (文本), also where digits stand in it.
    Text,
    /// With a fixed number of decimals, separators, or letters before or after.
    Number,
    /// A hundredth (百分比).
    Percent,
    /// A day, a time or a duration.
    Date,
}

impl Format {
    /// What the format code makes of a number; `id` is its number where the file gives one.
    pub fn of_code(code: &str, id: Option<u32>) -> Self {
        if matches!(id, Some(9 | 10)) {
            return Self::Percent;
        }
        // What stands in quotes or behind a backslash is only a letter.
        let mut bare = String::new();
        let mut chars = code.chars();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' | '_' | '*' | '!' if !quoted => _ = chars.next(),
                _ if quoted => {}
                _ => bare.push(c.to_ascii_lowercase()),
            }
        }
        let first = bare.split(';').next().unwrap_or_default();
        if first.contains('%') {
            Self::Percent
        } else if first.trim() == "@" {
            Self::Text
        } else if matches!(first.trim(), "" | "general" | "g/通用格式" | "standard") {
            Self::General
        } else {
            Self::Number
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Raw {
    /// Nothing: a formula without a result, or a note on an empty cell.
    Blank,
    /// A number.
    Number(f64),
    /// Text, as written.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// A number shown as a date; `None` where there is no such day.
    Date(Option<Date>),
    /// A number shown as a time or a duration.
    Time,
    /// An error value such as `#REF!`.
    Error(String),
    /// Damaged: the file does not say what it is.
    Damaged,
}

/// Brings the merged areas of a sheet into order and takes the cells under them out; an area that overlaps one before it is no area.
pub(super) fn merge(sheet: &mut Sheet, mut areas: Vec<Area>) {
    /// More areas than any form has; what goes beyond is left unmerged.
    const MOST: usize = 20_000;
    /// Cells looked at for all areas together, so that a file of overlapping areas costs no time.
    const WORK: usize = 4_000_000;
    areas.retain(|a| a.first.row <= a.last.row && a.first.col <= a.last.col && a.first != a.last);
    areas.sort_unstable();
    areas.truncate(MOST);
    let mut work = 0;
    for area in areas {
        // Only the cells in its rows are looked at. Those that an earlier area took are gone; its first cell would show an overlap.
        if sheet.merges.iter().rev().take(64).any(|m| m.holds(area.first)) {
            continue;
        }
        let mut under = Vec::new();
        for (at, cell) in sheet.cells.range(area.first..=area.last) {
            work += 1;
            if area.holds(*at) && *at != area.first {
                under.push((*at, cell.value != Raw::Blank || cell.formula.is_some()));
            }
        }
        if work > WORK {
            return;
        }
        for (at, filled) in under {
            sheet.cells.remove(&at);
            if filled {
                sheet.covered.push(at);
            }
        }
        sheet.merges.push(area);
    }
    sheet.covered.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> Area {
        let (a, b) = text.split_once(':').unwrap();
        Area { first: a.parse().unwrap(), last: b.parse().unwrap() }
    }

    #[test]
    fn runs_are_joined_and_found() {
        let s = Spans::new(vec![(7, 9), (3, 4), (5, 5), (20, 10), (8, 12)]);
        assert_eq!(s.runs(), [(3, 5), (7, 12)]);
        assert_eq!([2, 3, 5, 6, 7, 12, 13].map(|n| s.holds(n)), [false, true, true, false, true, true, false]);
    }

    #[test]
    fn of_a_merged_area_its_first_cell_is_seen_everywhere_in_it() {
        let mut sheet = Sheet::new("表", false);
        for (at, text) in [("A1", "甲县"), ("A2", "旧"), ("B1", "1"), ("B2", "2"), ("C3", "3")] {
            sheet.cells.insert(at.parse().unwrap(), Cell::new(Raw::Text(text.to_owned())));
        }
        merge(&mut sheet, vec![area("C3:C3"), area("A1:A3"), area("A2:B2"), area("D9:C1")]);
        assert_eq!(sheet.merges, [area("A1:A3")]);
        assert_eq!(sheet.covered, ["A2".parse::<CellRef>().unwrap()]);
        assert_eq!(sheet.seen(CellRef::new(2, 0)).map(|c| &c.value), Some(&Raw::Text("甲县".to_owned())));
        assert_eq!(sheet.seen(CellRef::new(1, 1)).map(|c| &c.value), Some(&Raw::Text("2".to_owned())));
        assert!(sheet.at(1, 0).is_none() && sheet.area(CellRef::new(3, 0)).is_none());
    }

    #[test]
    fn a_format_code_tells_percentages_texts_and_letters_apart() {
        for (code, format) in [
            ("0.00%", Format::Percent),
            ("0\"%\"", Format::Number),
            ("0\\%", Format::Number),
            ("@", Format::Text),
            ("General", Format::General),
            ("0.00\"万元\"", Format::Number),
            ("G/通用格式\"人\"", Format::General),
            ("#,##0;[Red]-0%", Format::Number),
        ] {
            assert_eq!(Format::of_code(code, None), format, "{code}");
        }
        assert_eq!(Format::of_code("", Some(10)), Format::Percent);
    }
}
