//! .xls (also .et), .xlsb and .ods, through calamine's ranges.

use std::io::Cursor;

use calamine::{Data, DataRef, Ods, OdsError, Range, Reader, Sheet as Meta, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError};

use super::{Budget, Cell, MAX_SHEETS, Raw, Sheet, dates};
use crate::diag::Diagnostic;
use crate::origin::CellRef;
use crate::words::intake as words;

/// Reads an .xls or .et workbook.
pub(super) fn xls(bytes: &[u8], shown: &str) -> Result<Vec<Sheet>, Diagnostic> {
    let book = Xls::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsError::Password => words::password(shown),
        XlsError::Cfb(_) | XlsError::EoStream(_) | XlsError::Io(_) => words::truncated(shown),
        _ => words::damaged(shown),
    })?;
    ranges(book, shown)
}

/// Reads an .ods workbook.
pub(super) fn ods(bytes: &[u8], shown: &str) -> Result<Vec<Sheet>, Diagnostic> {
    let book = Ods::new(Cursor::new(bytes)).map_err(|e| match e {
        OdsError::Password => words::password(shown),
        OdsError::CellLimitExceeded { .. } => words::too_many_cells(shown, super::MAX_CELLS),
        _ => words::damaged(shown),
    })?;
    ranges(book, shown)
}

/// Reads an .xlsb workbook; its cells can be streamed.
pub(super) fn xlsb(bytes: &[u8], shown: &str) -> Result<Vec<Sheet>, Diagnostic> {
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsbError::Password => words::password(shown),
        _ => words::damaged(shown),
    })?;
    let mut budget = Budget::new();
    let mut out = Vec::new();
    for meta in worksheets(&book) {
        let mut sheet = blank_sheet(&meta);
        if let Ok(mut reader) = book.worksheet_cells_reader(&meta.name) {
            loop {
                match reader.next_cell() {
                    Ok(Some(cell)) => {
                        let value = Data::from(cell.get_value().clone() as DataRef<'_>);
                        keep(&mut sheet, cell.get_position(), &value, &mut budget, shown)?;
                    }
                    Ok(None) => break,
                    Err(_) => {
                        sheet.lost += 1;
                        break;
                    }
                }
            }
        } else {
            sheet.lost += 1;
        }
        out.push(sheet);
    }
    Ok(out)
}

fn worksheets<'b, R: Reader<Cursor<&'b [u8]>>>(book: &R) -> Vec<Meta> {
    book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).take(MAX_SHEETS).cloned().collect()
}

fn blank_sheet(meta: &Meta) -> Sheet {
    Sheet::new(&meta.name, meta.visible != SheetVisible::Visible)
}

fn ranges<'b, R: Reader<Cursor<&'b [u8]>>>(mut book: R, shown: &str) -> Result<Vec<Sheet>, Diagnostic> {
    let mut budget = Budget::new();
    let mut out = Vec::new();
    for meta in worksheets(&book) {
        let mut sheet = blank_sheet(&meta);
        match book.worksheet_range(&meta.name) {
            Ok(range) => {
                // A range begins at the first used cell, not at A1.
                each(&range, |at, value| keep(&mut sheet, at, value, &mut budget, shown))?;
            }
            Err(_) => sheet.lost += 1,
        }
        if let Ok(range) = book.worksheet_formula(&meta.name) {
            each(&range, |(row, col), formula| {
                if !formula.is_empty() {
                    let cell = sheet.cells.entry(CellRef::new(row, col)).or_insert_with(|| {
                        // Not counted against the cap: the file had to spell the formula out.
                        Cell::new(Raw::Blank)
                    });
                    cell.formula = Some(formula.trim_start_matches("of:").trim_start_matches('=').into());
                }
                Ok(())
            })?;
        }
        out.push(sheet);
    }
    Ok(out)
}

/// Calls `f` with the absolute address of every cell of a range.
fn each<T: Default + Clone + calamine::CellType>(
    range: &Range<T>,
    mut f: impl FnMut((u32, u32), &T) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, col, value) in range.used_cells() {
        f((top.saturating_add(row as u32), left.saturating_add(col as u32)), value)?;
    }
    Ok(())
}

fn keep(sheet: &mut Sheet, (row, col): (u32, u32), value: &Data, budget: &mut Budget, shown: &str) -> Result<(), Diagnostic> {
    let value = raw(value);
    if value != Raw::Blank {
        budget.take(shown)?;
        sheet.cells.insert(CellRef::new(row, col), Cell::new(value));
    }
    Ok(())
}

fn raw(value: &Data) -> Raw {
    match value {
        Data::Int(i) => Raw::Number(*i as f64),
        Data::Float(f) => Raw::Number(*f),
        // The .ods reader gives error values as text.
        Data::String(s) if is_error_text(s) => Raw::Error(s.trim().to_owned()),
        Data::String(s) => Raw::Text(s.clone()),
        Data::Bool(b) => Raw::Bool(*b),
        Data::DateTime(d) if d.is_duration() || d.as_f64() < 1.0 => Raw::Time,
        Data::DateTime(d) => Raw::Date(dates::of(d)),
        Data::DateTimeIso(s) => Raw::Date(dates::iso(s)),
        Data::DurationIso(_) => Raw::Time,
        Data::Error(e) => Raw::Error(e.to_string()),
        Data::Empty => Raw::Blank,
    }
}

fn is_error_text(s: &str) -> bool {
    let s = s.trim();
    s.starts_with("Err:") || (s.starts_with('#') && (s.ends_with('!') || s.ends_with('?') || s == "#N/A"))
}
