//! Compound files (.xls, .et and protected workbooks) and .xlsb. All this runs in a process of its own: the reader may abort on damaged files.

mod biff;
mod crypto;
mod mojibake;
mod xlsb;

use std::io::{Cursor, Read, Write};

use calamine::{Data, Range, Reader, Sheet as Meta, SheetType, SheetVisible, Xls, XlsError, XlsOptions};
use cfb::CompoundFile;

pub(super) use xlsb::read as xlsb;

use super::apart::Contents;
use super::refusal::Refusal;
use super::text::is_error;
use super::{Budget, Cell, Format, MAX_FILE, MAX_SHEETS, Packaging, Raw, Sheet, Spans, dates, workbook};
use crate::origin::CellRef;

/// Cells of a rectangle around all used cells of a sheet: the reader sets aside room for every one.
const MAX_RANGE: u64 = 3_500_000;

/// Reads what a compound file holds.
pub(super) fn read(bytes: Vec<u8>) -> Result<Contents, Refusal> {
    let Ok(mut file) = CompoundFile::open(Cursor::new(bytes.as_slice())) else { return damaged(&bytes) };
    if file.is_stream("/EncryptedPackage") {
        let (info, package) = (stream(&mut file, "/EncryptionInfo")?, stream(&mut file, "/EncryptedPackage")?);
        drop(file);
        drop(bytes);
        let opened = crypto::package(&info, package).ok_or(Refusal::Password)?;
        return super::read_here(opened);
    }
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|n| file.is_stream(n)) else {
        return Err(if file.is_stream("/WordDocument") {
            Refusal::Document
        } else if file.is_stream("/PowerPoint Document") {
            Refusal::Slides
        } else {
            Refusal::Unknown
        });
    };
    let mut records = stream(&mut file, name)?;
    drop(file);
    let changed = crypto::records(&mut records)?;
    let scan = biff::scan(&records);
    if scan.sheets.iter().any(|s| s.extent > MAX_RANGE) {
        return Err(Refusal::TooManyCells);
    }
    // A protected file is opened, and a false claim of its size taken out, before the reader sees it.
    let bytes = if biff::deflate_claims(&mut records) || changed { wrapped(&records, name)? } else { bytes };
    drop(records);
    let mut sheets = xls(&bytes, scan.force, &mut Budget::new())?;
    for (sheet, seen) in sheets.iter_mut().zip(scan.sheets) {
        dress(sheet, seen, &scan.formats);
    }
    let mut sheets: Vec<Sheet> = sheets.into_iter().flatten().collect();
    if sheets.is_empty() {
        return Err(Refusal::Damaged);
    }
    if scan.may_be_mojibake {
        mojibake::repair(&mut sheets);
    }
    Ok(Contents { packaging: Packaging::Xls, sheets })
}

/// A compound file whose directory is damaged: the other reader may still make something of it.
fn damaged(bytes: &[u8]) -> Result<Contents, Refusal> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        return Err(Refusal::Password);
    }
    if !has("Workbook") && !has("Book") {
        return Err(if has("WordDocument") { Refusal::Document } else { Refusal::Truncated });
    }
    let sheets: Vec<Sheet> = xls(bytes, None, &mut Budget::new())?.into_iter().flatten().collect();
    if sheets.is_empty() { Err(Refusal::Damaged) } else { Ok(Contents { packaging: Packaging::Xls, sheets }) }
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let stream = file.open_stream(name).map_err(|_| Refusal::Truncated)?;
    // What can be read of a file that was cut is read; its records tell where they end.
    _ = stream.take(MAX_FILE).read_to_end(&mut bytes);
    Ok(bytes)
}

/// The records in a compound file of their own.
fn wrapped(records: &[u8], name: &str) -> Result<Vec<u8>, Refusal> {
    let write = || {
        let mut file = CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
        file.create_stream(name)?.write_all(records)?;
        file.flush()?;
        Ok::<_, std::io::Error>(file.into_inner().into_inner())
    };
    write().map_err(|_| Refusal::Damaged)
}

/// Adds what a person sees besides the values.
fn dress(sheet: &mut Option<Sheet>, seen: biff::SheetScan, formats: &[Format]) {
    let Some(sheet) = sheet else { return };
    for (at, cell) in &mut sheet.cells {
        cell.format = match cell.value {
            Raw::Date(_) | Raw::Time => Format::Date,
            _ => seen.styles.get(at).and_then(|x| formats.get(usize::from(*x))).copied().unwrap_or_default(),
        };
    }
    sheet.hidden_rows = Spans::new(seen.rows);
    sheet.hidden_cols = Spans::new(seen.cols);
    workbook::merge(sheet, seen.areas);
}

/// Reads the sheets of an .xls in their order; `None` for a chart or a macro.
fn xls(bytes: &[u8], code_page: Option<u16>, budget: &mut Budget) -> Result<Vec<Option<Sheet>>, Refusal> {
    let mut options = XlsOptions::default();
    options.force_codepage = code_page;
    let book = Xls::new_with_options(Cursor::new(bytes), options).map_err(|e| match e {
        XlsError::Password => Refusal::Password,
        XlsError::Cfb(_) | XlsError::EoStream(_) | XlsError::Io(_) => Refusal::Truncated,
        _ => Refusal::Damaged,
    })?;
    ranges(book, budget)
}

fn worksheets<'b, R: Reader<Cursor<&'b [u8]>>>(book: &R) -> Vec<Meta> {
    book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).take(MAX_SHEETS).cloned().collect()
}

fn blank_sheet(meta: &Meta) -> Sheet {
    Sheet::new(&meta.name, meta.visible != SheetVisible::Visible)
}

fn ranges<'b, R: Reader<Cursor<&'b [u8]>>>(mut book: R, budget: &mut Budget) -> Result<Vec<Option<Sheet>>, Refusal> {
    let mut out = Vec::new();
    let all: Vec<Meta> = book.sheets_metadata().iter().take(MAX_SHEETS).cloned().collect();
    for meta in all {
        if meta.typ != SheetType::WorkSheet {
            out.push(None);
            continue;
        }
        let mut sheet = blank_sheet(&meta);
        match book.worksheet_range(&meta.name) {
            // A range begins at the first used cell, not at A1.
            Ok(range) => each(&range, |at, value| keep(&mut sheet, at, value, budget))?,
            Err(_) => sheet.lost += 1,
        }
        if let Ok(range) = book.worksheet_formula(&meta.name) {
            each(&range, |(row, col), formula| {
                if !formula.is_empty() {
                    budget.take_text(formula)?;
                    let cell = sheet.cells.entry(CellRef::new(row, col)).or_insert_with(|| Cell::new(Raw::Blank));
                    cell.formula = Some(formula.trim_start_matches('=').into());
                }
                Ok(())
            })?;
        }
        out.push(Some(sheet));
    }
    Ok(out)
}

/// Calls `f` with the absolute address of every cell of a range.
fn each<T: Default + Clone + calamine::CellType>(range: &Range<T>, mut f: impl FnMut((u32, u32), &T) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, col, value) in range.used_cells() {
        f((top.saturating_add(row as u32), left.saturating_add(col as u32)), value)?;
    }
    Ok(())
}

fn keep(sheet: &mut Sheet, (row, col): (u32, u32), data: &Data, budget: &mut Budget) -> Result<(), Refusal> {
    let value = raw(data);
    if value != Raw::Blank {
        budget.take_text(if let Data::String(s) = data { s } else { "" })?;
        sheet.cells.insert(CellRef::new(row, col), Cell::new(value));
    }
    Ok(())
}

fn raw(value: &Data) -> Raw {
    match value {
        Data::Int(i) => Raw::Number(*i as f64),
        Data::Float(f) => Raw::Number(*f),
        Data::String(s) if is_error(s) => Raw::Error(s.trim().to_owned()),
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
