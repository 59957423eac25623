//! Which confirmed reading of a table is for a workbook: the one of the unit that the workbook names, and of a sheet that it has.

use super::cells::shown;
use super::free::labels::reporting_unit;
use super::names::Names;
use super::{info, text};
use crate::campaign::{ConfirmedTable, Readings};
use crate::intake::Workbook;
use crate::model::UnitReading;

/// Rows from the top in which a unit is named.
const ROWS: u32 = 12;

/// The reading that a person has confirmed for the workbook, if there is one.
pub(super) fn of<'r>(book: &Workbook, names: &Names<'_>, readings: &'r Readings) -> Option<&'r ConfirmedTable> {
    if readings.tables.is_empty() {
        return None;
    }
    let units = units(book, names);
    readings.tables.iter().find(|t| units.contains(&t.unit) && book.sheets.iter().any(|s| text::key(&s.name) == text::key(&t.sheet)))
}

/// The units that the workbook says it is of: in a field, in a title, by its name.
fn units(book: &Workbook, names: &Names<'_>) -> Vec<String> {
    let mut units = Vec::new();
    let known = |reading| match reading {
        Some(UnitReading::Known { name, .. }) => Some(name),
        _ => None,
    };
    for sheet in book.sheets.iter().filter(|s| !s.hidden) {
        for (at, cell) in sheet.cells.iter().take_while(|(at, _)| at.row < ROWS) {
            let typed = shown(cell);
            if let Some(rest) = reporting_unit(&typed) {
                let next = sheet.row(at.row).find(|(col, _)| *col > at.col).map(|(_, c)| shown(c)).unwrap_or_default();
                units.extend(names.read(if rest.is_empty() { &next } else { rest }).known().map(str::to_owned));
            } else if at.row < 3 {
                units.extend(known(names.within(&typed)));
            }
        }
        units.extend(known(names.within(&sheet.name)));
    }
    units.extend(known(names.within(info::stem(&book.file))));
    units
}
