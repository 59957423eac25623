//! The sheet as a workbook: one row a figure, and a second sheet with one row a source cell, to be filtered and ticked off.

use jiff::civil::Date;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use unicode_width::UnicodeWidthStr;

use super::Provenance;
use crate::diag::Diagnostic;
use crate::words::{choice, provenance as words};

const WIDTHS: [f64; 11] = [5.0, 4.0, 4.0, 20.0, 26.0, 10.0, 12.0, 24.0, 28.0, 17.0, 13.0];
const EDIT_WIDTHS: [f64; 9] = [5.0, 10.0, 24.0, 18.0, 38.0, 32.0, 30.0, 12.0, 8.0];
const CELL_WIDTHS: [f64; 5] = [6.0, 14.0, 44.0, 18.0, 10.0];
/// Excel keeps this many digits of a number; longer ones are written as text.
const EXACT_DIGITS: usize = 15;

/// Height of a line in pt: nobody measures rows that are written by a program.
const LINE: f64 = 12.5;

/// Lines that a text takes in a column of so many half-width characters, a little room at the sides left.
fn lines(text: &str, width: f64) -> f64 {
    (text.width_cjk() as f64 / (width - 1.5).max(1.0)).ceil().max(1.0)
}

/// Draws the workbook. `date` is its date of creation, so that the same figures give the same bytes.
///
/// # Errors
/// What the writer cannot do.
pub fn workbook(sheet: &Provenance, date: Date) -> Result<Vec<u8>, Diagnostic> {
    draw(sheet, date).map_err(|e| words::not_written(&words::title(&sheet.title), &e.to_string()))
}

struct Styles {
    title: Format,
    note: Format,
    head: Format,
    text: Format,
    centre: Format,
    fault: Format,
}

fn styles() -> Styles {
    let body = Format::new().set_font_name("宋体").set_font_size(9).set_align(FormatAlign::VerticalCenter);
    let cell = body.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x8C_8C_8C)).set_text_wrap();
    Styles {
        title: body.clone().set_font_name("黑体").set_font_size(16),
        note: body,
        head: cell.clone().set_font_name("黑体").set_align(FormatAlign::Center).set_background_color(Color::RGB(0xD9_E5_F3)),
        centre: cell.clone().set_align(FormatAlign::Center),
        fault: cell.clone().set_background_color(Color::RGB(0xFF_C7_CE)),
        text: cell,
    }
}

fn draw(sheet: &Provenance, date: Date) -> Result<Vec<u8>, XlsxError> {
    let style = styles();
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), date.month().unsigned_abs(), date.day().unsigned_abs())?;
    book.set_properties(&DocProperties::new().set_title(words::title(&sheet.title)).set_creation_datetime(&created));
    figures(book.add_worksheet(), sheet, &style)?;
    cells(book.add_worksheet(), sheet, &style)?;
    if !sheet.edits.is_empty() {
        edits(book.add_worksheet(), sheet, &style)?;
    }
    book.save_to_buffer()
}

/// Title, line under it, heads; gives the first row below them.
fn top(page: &mut Worksheet, name: &str, sheet: &Provenance, heads: &[&str], widths: &[f64], style: &Styles) -> Result<u32, XlsxError> {
    page.set_name(name)?;
    page.write_string_with_format(0, 0, words::title(&sheet.title), &style.title)?;
    page.set_row_height(0, 26.0)?;
    page.write_string_with_format(1, 0, words::subtitle(&sheet.period, sheet.entries.len(), sheet.edited), &style.note)?;
    for (col, (head, width)) in heads.iter().zip(widths).enumerate() {
        let col = u16::try_from(col).unwrap_or_default();
        page.write_string_with_format(2, col, *head, &style.head)?;
        page.set_column_width(col, *width)?;
    }
    page.set_freeze_panes(3, 0)?;
    page.set_repeat_rows(2, 2)?;
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(3)
}

fn figures(page: &mut Worksheet, sheet: &Provenance, style: &Styles) -> Result<(), XlsxError> {
    let first = top(page, words::SHEET, sheet, &words::HEADS, &WIDTHS, style)?;
    for (row, e) in (first..).zip(&sheet.entries) {
        page.write_number_with_format(row, 0, e.number as f64, &style.centre)?;
        for (col, part) in [(1, e.spot.map(|s| s.0)), (2, e.spot.map(|s| s.1))] {
            match part {
                Some(n) => page.write_number_with_format(row, col, n as f64, &style.centre)?,
                None => page.write_blank(row, col, &style.centre)?,
            };
        }
        let around = format!("…{}【{}】{}…", e.mention.before, e.mention.printed, e.mention.after);
        page.write_string_with_format(row, 3, &e.mention.place, &style.text)?;
        page.write_string_with_format(row, 4, &around, &style.text)?;
        page.write_string_with_format(row, 5, &e.mention.printed, &style.centre)?;
        let exact = e.exact.map(|v| v.normalize().to_string()).unwrap_or_default();
        match exact.parse::<f64>() {
            Ok(number) if exact.chars().filter(char::is_ascii_digit).count() <= EXACT_DIGITS => {
                page.write_number_with_format(row, 6, number, &style.centre)?
            }
            _ => page.write_string_with_format(row, 6, &exact, &style.centre)?,
        };
        page.write_string_with_format(row, 7, &e.what, &style.text)?;
        page.write_string_with_format(row, 8, &e.how, &style.text)?;
        page.write_string_with_format(row, 9, &e.coverage, &style.text)?;
        let check_words = words::check(e.agrees, &e.same);
        let cells = [(3, e.mention.place.as_str()), (4, &around), (7, &e.what), (8, &e.how), (9, &e.coverage), (10, &check_words)];
        page.set_row_height(row, LINE * cells.iter().map(|(col, text)| lines(text, WIDTHS.get(*col).copied().unwrap_or(10.0))).fold(1.0, f64::max))?;
        let check = if e.agrees { &style.text } else { &style.fault };
        page.write_string_with_format(row, 10, &check_words, check)?;
    }
    let last = first + u32::try_from(sheet.entries.len()).unwrap_or_default();
    page.autofilter(2, 0, last.saturating_sub(1).max(2), 10)?;
    Ok(())
}

fn cells(page: &mut Worksheet, sheet: &Provenance, style: &Styles) -> Result<(), XlsxError> {
    let mut row = top(page, words::CELLS, sheet, &words::CELL_HEADS, &CELL_WIDTHS, style)?;
    for e in &sheet.entries {
        for source in &e.sources {
            page.write_number_with_format(row, 0, e.number as f64, &style.centre)?;
            page.write_string_with_format(row, 1, &e.mention.printed, &style.centre)?;
            page.write_string_with_format(row, 2, &*source.file, &style.text)?;
            page.write_string_with_format(row, 3, &*source.sheet, &style.text)?;
            page.write_string_with_format(row, 4, source.cell.to_string(), &style.centre)?;
            row += 1;
        }
    }
    page.autofilter(2, 0, row.saturating_sub(1).max(2), 4)?;
    Ok(())
}

/// One row a change in a unit's text, so that it can be held against the cell.
fn edits(page: &mut Worksheet, sheet: &Provenance, style: &Styles) -> Result<(), XlsxError> {
    let first = top(page, choice::SHEET, sheet, &choice::HEADS, &EDIT_WIDTHS, style)?;
    for (n, (row, e)) in (first..).zip(&sheet.edits).enumerate() {
        page.write_number_with_format(row, 0, (n + 1) as f64, &style.centre)?;
        let cell = e.source.cell.to_string();
        let cells = [e.unit.as_str(), &e.title, &e.what, &e.before, &e.after, &*e.source.file, &*e.source.sheet, &cell];
        for (col, text) in (1u16..).zip(cells) {
            page.write_string_with_format(row, col, text, &style.text)?;
        }
        let tallest = (1usize..).zip(cells).map(|(col, text)| lines(text, EDIT_WIDTHS.get(col).copied().unwrap_or(10.0))).fold(1.0, f64::max);
        page.set_row_height(row, LINE * tallest)?;
    }
    let last = first + u32::try_from(sheet.edits.len()).unwrap_or_default();
    page.autofilter(2, 0, last.saturating_sub(1).max(2), 8)?;
    Ok(())
}
