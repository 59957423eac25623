//! .xlsx and .xlsm: streamed cell by cell, so that a bad cell costs itself only and a far cell costs no memory.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Budget, Cell, MAX_SHEETS, Raw, Sheet, dates};
use crate::diag::Diagnostic;
use crate::origin::CellRef;
use crate::words::intake as words;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads all worksheets.
pub(super) fn read(bytes: &[u8], shown: &str) -> Result<Vec<Sheet>, Diagnostic> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| refusal(&e, shown))?;
    let sheets: Vec<_> = book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).take(MAX_SHEETS).cloned().collect();
    let mut budget = Budget::new();
    let mut out = Vec::with_capacity(sheets.len());
    for meta in sheets {
        let mut sheet = Sheet { name: meta.name.as_str().into(), hidden: meta.visible != SheetVisible::Visible, cells: BTreeMap::new(), lost: 0 };
        let failures = values(&mut book, &mut sheet, &mut budget, shown)?;
        formulas(&mut book, &mut sheet, failures, &mut budget, shown)?;
        out.push(sheet);
    }
    Ok(out)
}

fn refusal(e: &XlsxError, shown: &str) -> Diagnostic {
    match e {
        XlsxError::Password => words::password(shown),
        XlsxError::Zip(_) | XlsxError::Io(_) => words::truncated(shown),
        _ => words::damaged(shown),
    }
}

/// Whether the stream itself is broken, so that nothing more can be read from it; any other error concerns one cell.
fn is_fatal(e: &XlsxError) -> bool {
    matches!(e, XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_) | XlsxError::Zip(_))
}

/// First pass: values with their number formats. Gives the number of cells that could not be read.
fn values(book: &mut Book<'_>, sheet: &mut Sheet, budget: &mut Budget, shown: &str) -> Result<usize, Diagnostic> {
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else {
        return Ok(1);
    };
    let percent: Vec<bool> =
        reader.styles().iter().map(|s| s.number_format.as_ref().is_some_and(|f| shows_percent(&f.format_code, f.format_id))).collect();
    let mut failures = 0;
    loop {
        match reader.next_cell_with_style_id() {
            Ok(Some((cell, style))) => {
                let (row, col) = cell.get_position();
                let value = raw(cell.get_value());
                if value != Raw::Blank {
                    budget.take(shown)?;
                    let percent = percent.get(style).copied().unwrap_or(false);
                    sheet.cells.insert(CellRef::new(row, col), Cell { value, formula: None, percent });
                }
            }
            Ok(None) => return Ok(failures),
            Err(e) => {
                failures += 1;
                budget.take(shown)?;
                if is_fatal(&e) {
                    return Ok(failures);
                }
            }
        }
    }
}

/// Second pass: formulas, and the addresses of the cells that the first pass could not read.
fn formulas(book: &mut Book<'_>, sheet: &mut Sheet, failures: usize, budget: &mut Budget, shown: &str) -> Result<(), Diagnostic> {
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else {
        sheet.lost = failures;
        return Ok(());
    };
    let mut unseen = Vec::new();
    loop {
        match reader.next_formula() {
            Ok(Some(cell)) => {
                let (row, col) = cell.get_position();
                let at = CellRef::new(row, col);
                let formula = cell.get_value();
                if formula.is_empty() {
                    if failures > 0 && !sheet.cells.contains_key(&at) {
                        unseen.push(at);
                    }
                } else if let Some(known) = sheet.cells.get_mut(&at) {
                    known.formula = Some(formula.clone());
                } else {
                    budget.take(shown)?;
                    sheet.cells.insert(at, Cell { value: Raw::Blank, formula: Some(formula.clone()), percent: false });
                }
            }
            Ok(None) => break,
            Err(e) => {
                budget.take(shown)?;
                if is_fatal(&e) {
                    break;
                }
            }
        }
    }
    drop(reader);
    if failures > 0 {
        locate_failures(book, sheet, failures, &unseen);
    }
    Ok(())
}

/// Tells damaged cells from cells that are only blank: reads the sheet a third time and notes between which cells each error comes.
fn locate_failures(book: &mut Book<'_>, sheet: &mut Sheet, failures: usize, unseen: &[CellRef]) {
    let mut blank = Vec::new();
    if let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) {
        loop {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    let (row, col) = cell.get_position();
                    blank.push(CellRef::new(row, col));
                }
                Ok(None) => break,
                Err(e) if is_fatal(&e) => break,
                Err(_) => {}
            }
        }
    }
    let damaged: Vec<CellRef> = unseen.iter().copied().filter(|at| !blank.contains(at)).collect();
    sheet.lost = failures.saturating_sub(damaged.len());
    for at in damaged {
        sheet.cells.insert(at, Cell { value: Raw::Damaged, formula: None, percent: false });
    }
}

fn shows_percent(code: &str, id: Option<u32>) -> bool {
    // 9 and 10 are the built-in percentages; a % inside quotes is only a letter.
    matches!(id, Some(9 | 10)) || code.split('"').step_by(2).any(|outside| outside.contains('%'))
}

fn raw(value: &DataRef<'_>) -> Raw {
    match value {
        DataRef::Int(i) => Raw::Number(*i as f64),
        DataRef::Float(f) => Raw::Number(*f),
        DataRef::String(s) => Raw::Text(s.clone()),
        DataRef::SharedString(s) => Raw::Text((*s).to_owned()),
        DataRef::Bool(b) => Raw::Bool(*b),
        DataRef::DateTime(d) if d.is_duration() || d.as_f64() < 1.0 => Raw::Time,
        DataRef::DateTime(d) => Raw::Date(dates::of(d)),
        DataRef::DateTimeIso(s) => Raw::Date(dates::iso(s)),
        DataRef::DurationIso(_) => Raw::Time,
        DataRef::Error(e) => Raw::Error(e.to_string()),
        DataRef::Empty => Raw::Blank,
    }
}
