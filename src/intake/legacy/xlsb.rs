//! .xlsb: the cells as the library streams them, and what it does not tell: number formats, hidden rows and columns, merged areas ([MS-XLSB] 2.4).

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader, Xlsb, XlsbError};
use quick_xml::Reader as XmlReader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::super::refusal::Refusal;
use super::super::xml::attr;
use super::super::{Area, Budget, Cell, Format, Raw, Sheet, Spans, workbook};
use super::biff::{built_in, long, word};
use super::{blank_sheet, keep, worksheets};
use crate::origin::CellRef;

/// Most bytes of one part that are looked at; all parts together were measured before.
const MAX_PART: u64 = 64 << 20;
/// Most rows, columns, areas and cells of which the looks are kept.
const MOST: usize = 1_000_000;

/// Reads all worksheets.
pub(in crate::intake) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsbError::Password => Refusal::Password,
        _ => Refusal::Damaged,
    })?;
    let mut looks = looks(bytes);
    let mut out = Vec::new();
    for meta in worksheets(&book) {
        let mut sheet = blank_sheet(&meta);
        values(&mut book, &mut sheet, budget)?;
        // The library's reading of formulas may panic where they are damaged; the values are there already.
        catch_unwind(AssertUnwindSafe(|| formulas(&mut book, &mut sheet, budget))).unwrap_or(Ok(()))?;
        if let Some(look) = looks.remove(&meta.name) {
            dress(&mut sheet, look);
        }
        out.push(sheet);
    }
    Ok(out)
}

type Book<'b> = Xlsb<Cursor<&'b [u8]>>;

fn values(book: &mut Book<'_>, sheet: &mut Sheet, budget: &mut Budget) -> Result<(), Refusal> {
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else {
        sheet.lost += 1;
        return Ok(());
    };
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let value = Data::from(cell.get_value().clone() as DataRef<'_>);
                keep(sheet, cell.get_position(), &value, budget)?;
            }
            Ok(None) => return Ok(()),
            Err(e) => {
                budget.take()?;
                sheet.lost += 1;
                // Any other error concerns one cell.
                if matches!(e, XlsbError::Io(_) | XlsbError::Zip(_)) {
                    return Ok(());
                }
            }
        }
    }
}

fn formulas(book: &mut Book<'_>, sheet: &mut Sheet, budget: &mut Budget) -> Result<(), Refusal> {
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else { return Ok(()) };
    loop {
        match reader.next_formula() {
            Ok(Some(cell)) => {
                let ((row, col), formula) = (cell.get_position(), cell.get_value());
                if !formula.is_empty() {
                    budget.take_text(formula)?;
                    sheet.cells.entry(CellRef::new(row, col)).or_insert_with(|| Cell::new(Raw::Blank)).formula = Some(formula.as_str().into());
                }
            }
            Ok(None) => return Ok(()),
            Err(e) => {
                budget.take()?;
                if matches!(e, XlsbError::Io(_) | XlsbError::Zip(_)) {
                    return Ok(());
                }
            }
        }
    }
}

/// What a person sees of a sheet besides the values.
#[derive(Default)]
struct Look {
    rows: Vec<(u32, u32)>,
    cols: Vec<(u32, u32)>,
    areas: Vec<Area>,
    formats: BTreeMap<CellRef, Format>,
    /// Formulas that came to an error: the library leaves them out.
    errors: BTreeMap<CellRef, &'static str>,
}

fn dress(sheet: &mut Sheet, look: Look) {
    for (at, error) in look.errors {
        let cell = sheet.cells.entry(at).or_insert_with(|| Cell::new(Raw::Blank));
        if cell.value == Raw::Blank {
            cell.value = Raw::Error(error.to_owned());
        }
    }
    for (at, cell) in &mut sheet.cells {
        cell.format = match cell.value {
            Raw::Date(_) | Raw::Time => Format::Date,
            _ => look.formats.get(at).copied().unwrap_or_default(),
        };
    }
    sheet.hidden_rows = Spans::new(look.rows);
    sheet.hidden_cols = Spans::new(look.cols);
    workbook::merge(sheet, look.areas);
}

/// The looks of the sheets by their names. What cannot be found is left out: the values count without it.
fn looks(bytes: &[u8]) -> BTreeMap<String, Look> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return BTreeMap::new() };
    let names: Vec<String> = zip.file_names().flatten().map(|n| n.into_owned()).collect();
    let mut part = |name: &str| -> Vec<u8> {
        let wanted = name.replace('\\', "/");
        let Some(real) = names.iter().find(|n| n.replace('\\', "/").eq_ignore_ascii_case(&wanted)) else { return Vec::new() };
        let mut out = Vec::new();
        _ = zip.by_name(real).map(|f| f.take(MAX_PART).read_to_end(&mut out));
        out
    };
    let targets = targets(&part("xl/_rels/workbook.bin.rels"));
    let formats = formats(&part("xl/styles.bin"));
    let mut left = MOST;
    let mut out = BTreeMap::new();
    // BrtBundleSh
    for (_, body) in records(&part("xl/workbook.bin")).filter(|(id, _)| *id == 156) {
        let (id, next) = wide(body, 8);
        let (name, _) = wide(body, next);
        let Some(target) = targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        out.insert(name, sheet(&part(&path), &formats, &mut left));
    }
    out
}

fn sheet(part: &[u8], formats: &[Format], left: &mut usize) -> Look {
    let mut out = Look::default();
    let mut row = 0;
    for (id, body) in records(part) {
        if *left == 0 {
            break;
        }
        match id {
            // BrtRowHdr: the row, and whether its height is zero.
            0 => {
                row = long(body, 0).unwrap_or(row);
                if body.get(11).is_some_and(|flags| flags & 0x10 != 0) || word(body, 8) == Some(0) {
                    *left = left.saturating_sub(1);
                    out.rows.push((row, row));
                }
            }
            // Cells with their styles: blank, RK, error, bool, real, text, shared text, and formulas of these kinds.
            1..=11 => {
                let (Some(col), Some(style)) = (long(body, 0), long(body, 4)) else { continue };
                let format = usize::try_from(style & 0x00FF_FFFF).ok().and_then(|s| formats.get(s)).copied();
                // BrtFmlaError
                if id == 11 {
                    out.errors.insert(CellRef::new(row, col), error(body.get(8).copied().unwrap_or(0)));
                }
                if let Some(format) = format {
                    *left = left.saturating_sub(1);
                    out.formats.insert(CellRef::new(row, col), format);
                }
            }
            // BrtColInfo
            60 => {
                if let (Some(first), Some(last), Some(flags)) = (long(body, 0), long(body, 4), word(body, 16))
                    && (flags & 1 != 0 || long(body, 8) == Some(0))
                {
                    *left = left.saturating_sub(1);
                    out.cols.push((first, last));
                }
            }
            // BrtMergeCell
            176 => {
                if let (Some(a), Some(b), Some(c), Some(d)) = (long(body, 0), long(body, 4), long(body, 8), long(body, 12)) {
                    *left = left.saturating_sub(1);
                    out.areas.push(Area { first: CellRef::new(a, c), last: CellRef::new(b, d) });
                }
            }
            _ => {}
        }
    }
    out
}

/// [MS-XLSB] 2.5.97.2, `BErr`.
const fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#VALUE!",
    }
}

/// What each cell style makes of a number.
fn formats(styles: &[u8]) -> Vec<Format> {
    let mut codes: BTreeMap<u16, Format> = BTreeMap::new();
    let mut out = Vec::new();
    let mut of_cells = false;
    for (id, body) in records(styles) {
        match id {
            // BrtFmt
            44 => {
                if let Some(number) = word(body, 0) {
                    codes.insert(number, Format::of_code(&wide(body, 2).0, None));
                }
            }
            // BrtBeginCellXFs, BrtEndCellXFs, BrtXF
            617 => of_cells = true,
            618 => break,
            47 if of_cells && out.len() < MOST => out.push(word(body, 2).unwrap_or(0)),
            _ => {}
        }
    }
    out.iter().map(|id| codes.get(id).copied().unwrap_or_else(|| built_in(*id))).collect()
}

/// Ids of relationships and the parts that they lead to.
fn targets(rels: &[u8]) -> BTreeMap<String, String> {
    let mut xml = XmlReader::from_reader(rels);
    let (mut out, mut buf) = (BTreeMap::new(), Vec::new());
    loop {
        buf.clear();
        match xml.read_event_into(&mut buf) {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                if let (Some(id), Some(target)) = (attr(&e, "Id"), attr(&e, "Target")) {
                    out.insert(id, target);
                }
            }
            Ok(Event::Eof) | Err(_) => return out,
            Ok(_) => {}
        }
    }
}

/// The records of a part: number and content; ends where the part does.
fn records(part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0usize;
    std::iter::from_fn(move || {
        let mut byte = || {
            let b = part.get(at).copied()?;
            at += 1;
            Some(b)
        };
        let mut id = u16::from(byte()?);
        if id & 0x80 != 0 {
            id = id & 0x7F | u16::from(byte()? & 0x7F) << 7;
        }
        let mut len = 0usize;
        for shift in [0, 7, 14, 21] {
            let b = byte()?;
            len |= usize::from(b & 0x7F) << shift;
            if b & 0x80 == 0 {
                break;
            }
        }
        let body = part.get(at..at.checked_add(len)?)?;
        at += len;
        Some((id, body))
    })
}

/// A text with its length before it, and where the next field begins.
fn wide(body: &[u8], at: usize) -> (String, usize) {
    let count = long(body, at).and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(body.len());
    let start = at.saturating_add(4);
    let end = start.saturating_add(count * 2).min(body.len());
    let units: Vec<u16> = body.get(start..end).unwrap_or_default().chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
    (String::from_utf16_lossy(&units), end)
}
