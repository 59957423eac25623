//! What stands beside a return, and what its hidden sheet says when it is read again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

use super::Filled;
use crate::diag::Diagnostic;
use crate::intake::{self, Raw};
use crate::model::SOURCES_SHEET;
use crate::origin::{CellRef, CellSource};
use crate::words::{provenance, rollup as words};

/// 数据出处核对表 of a return: one row a source cell. `date` is its date of creation.
///
/// # Errors
/// What the writer cannot do.
pub fn check_sheet(body: &str, filled: &[Filled], date: Date) -> Result<Vec<u8>, Diagnostic> {
    let title = words::check_title(body);
    let draw = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let created = ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), date.month().unsigned_abs(), date.day().unsigned_abs())?;
        book.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&created));
        let page = book.add_worksheet();
        page.set_name(provenance::CELLS)?;
        let cell = Format::new().set_font_name("宋体").set_font_size(10).set_border(FormatBorder::Thin).set_text_wrap();
        let head = cell.clone().set_font_name("黑体");
        page.write_string_with_format(0, 0, &title, &Format::new().set_font_name("黑体").set_font_size(16))?;
        for (col, (name, width)) in (0..).zip(words::CHECK_HEADS.iter().zip([14.0, 9.0, 34.0, 40.0, 14.0, 11.0])) {
            page.write_string_with_format(1, col, *name, &head)?;
            page.set_column_width(col, width)?;
        }
        let mut row = 2;
        for f in filled {
            for s in &f.sources {
                let texts = [f.sheet.clone(), f.cell.to_string(), f.shown.clone(), s.file.to_string(), s.sheet.to_string(), s.cell.to_string()];
                for (col, text) in (0..).zip(&texts) {
                    page.write_string_with_format(row, col, text, &cell)?;
                }
                row += 1;
            }
        }
        page.set_freeze_panes(2, 0)?.set_repeat_rows(1, 1)?;
        page.autofilter(1, 0, row.saturating_sub(1).max(1), 5)?;
        page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        book.save_to_buffer()
    };
    draw().map_err(|e| provenance::not_written(&title, &e.to_string()))
}

/// Of cells of returns, the cells below them as the returns' hidden sheets have them; files are opened by `open`.
pub fn sources_below(cells: &[CellSource], open: impl Fn(&str) -> Option<intake::Workbook>) -> BTreeMap<CellSource, Vec<CellSource>> {
    let mut files: BTreeMap<&str, BTreeMap<(String, String), Vec<CellSource>>> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for cell in cells {
        let known = files.entry(&cell.file).or_insert_with(|| open(&cell.file).map(|book| listed(&book)).unwrap_or_default());
        if let Some(below) = known.get(&(cell.sheet.to_string(), cell.cell.to_string())) {
            out.insert(cell.clone(), below.clone());
        }
    }
    out
}

/// The rows of a hidden sheet of sources.
fn listed(book: &intake::Workbook) -> BTreeMap<(String, String), Vec<CellSource>> {
    let mut out: BTreeMap<(String, String), Vec<CellSource>> = BTreeMap::new();
    let Some(sheet) = book.sheets.iter().find(|s| &*s.name == SOURCES_SHEET) else { return out };
    for row in sheet.used_rows() {
        let text = |col: u32| match sheet.at(row, col).map(|c| &c.value) {
            Some(Raw::Text(t)) => Some(t.trim().to_owned()),
            _ => None,
        };
        let (Some(own), Some(at), Some(file), Some(name), Some(cell)) = (text(0), text(1), text(2), text(3), text(4)) else { continue };
        let Ok(cell) = cell.parse::<CellRef>() else { continue };
        out.entry((own, at)).or_default().push(CellSource { file: file.into(), sheet: name.into(), cell });
    }
    out
}
