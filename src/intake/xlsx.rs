//! .xlsx and .xlsm: streamed cell by cell, so that a bad cell costs itself only and a far cell costs no memory.

mod shape;

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use shape::{Parts, Shape};

use super::refusal::Refusal;
use super::{Budget, Cell, Format, MAX_SHEETS, Raw, Sheet, Spans, dates, workbook};
use crate::origin::CellRef;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads all worksheets.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| refusal(&e))?;
    let sheets: Vec<_> = book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).take(MAX_SHEETS).cloned().collect();
    let mut parts = Parts::open(bytes);
    let mut out = Vec::with_capacity(sheets.len());
    for meta in sheets {
        let mut sheet = Sheet::new(&meta.name, meta.visible != SheetVisible::Visible);
        let shape = parts.as_mut().map(|p| p.shape(&meta.name)).unwrap_or_default();
        let failures = values(&mut book, &mut sheet, budget)?;
        if shape.formulas || failures > 0 {
            formulas(&mut book, &mut sheet, failures, budget)?;
        }
        dress(&mut sheet, shape, budget)?;
        out.push(sheet);
    }
    Ok(out)
}

fn refusal(e: &XlsxError) -> Refusal {
    match e {
        XlsxError::Password => Refusal::Password,
        XlsxError::Zip(_) | XlsxError::Io(_) => Refusal::Truncated,
        _ => Refusal::Damaged,
    }
}

/// Whether the stream itself is broken, so that nothing more can be read from it; any other error concerns one cell.
fn is_fatal(e: &XlsxError) -> bool {
    matches!(e, XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_) | XlsxError::Zip(_))
}

/// First pass: values with their number formats. Gives the number of cells that could not be read.
fn values(book: &mut Book<'_>, sheet: &mut Sheet, budget: &mut Budget) -> Result<usize, Refusal> {
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else {
        return Ok(1);
    };
    let formats: Vec<(Format, Option<Arc<str>>)> = reader
        .styles()
        .iter()
        .map(|s| s.number_format.as_ref().map_or((Format::General, None), |f| of_format(&f.format_code, f.format_id)))
        .collect();
    let mut failures = 0;
    loop {
        match reader.next_cell_with_style_id() {
            Ok(Some((cell, style))) => {
                let (row, col) = cell.get_position();
                let value = raw(cell.get_value());
                if value != Raw::Blank {
                    budget.take_text(if let Raw::Text(t) = &value { t } else { "" })?;
                    let (format, code) = formats.get(style).cloned().unwrap_or((Format::General, None));
                    let format = if matches!(value, Raw::Date(_) | Raw::Time) { Format::Date } else { format };
                    sheet.cells.insert(CellRef::new(row, col), Cell { format, code, ..Cell::new(value) });
                }
            }
            Ok(None) => return Ok(failures),
            Err(e) => {
                failures += 1;
                budget.take()?;
                if is_fatal(&e) {
                    return Ok(failures);
                }
            }
        }
    }
}

/// Second pass: formulas, and the addresses of the cells that the first pass could not read.
fn formulas(book: &mut Book<'_>, sheet: &mut Sheet, failures: usize, budget: &mut Budget) -> Result<(), Refusal> {
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
                    budget.take_text(formula)?;
                    known.formula = Some(formula.as_str().into());
                } else {
                    budget.take_text(formula)?;
                    sheet.cells.insert(at, Cell { formula: Some(formula.as_str().into()), ..Cell::new(Raw::Blank) });
                }
            }
            Ok(None) => break,
            Err(e) => {
                budget.take()?;
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
    let mut blank = BTreeSet::new();
    if let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) {
        loop {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    let (row, col) = cell.get_position();
                    blank.insert(CellRef::new(row, col));
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
        sheet.cells.insert(at, Cell::new(Raw::Damaged));
    }
}

fn of_format(code: &str, id: Option<u32>) -> (Format, Option<Arc<str>>) {
    let format = Format::of_code(code, id);
    (format, (!code.is_empty() && !code.eq_ignore_ascii_case("general")).then(|| code.into()))
}

/// Adds what a person sees besides the values: what is merged, hidden, noted.
fn dress(sheet: &mut Sheet, shape: Shape, budget: &mut Budget) -> Result<(), Refusal> {
    for (at, text) in shape.comments {
        budget.take_text(&text)?;
        sheet.cells.entry(at).or_insert_with(|| Cell::new(Raw::Blank)).comment = Some(text.into());
    }
    sheet.hidden_rows = Spans::new(shape.rows);
    sheet.hidden_cols = Spans::new(shape.cols);
    workbook::merge(sheet, shape.areas);
    Ok(())
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
