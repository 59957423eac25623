//! What all sheets of a form share: the job at hand, headings, typed cells, failures.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Worksheet, XlsxError};

use super::{Typed, style};
use crate::campaign::{Campaign, Unit};
use crate::model::{Month, Period, cutoff_date, period_name};
use crate::words::forms as words;

/// What every step of drawing may fail with.
pub(super) type Written<T> = Result<T, XlsxError>;

/// The form at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Job<'a> {
    pub campaign: &'a Campaign,
    pub unit: &'a Unit,
    pub period: Month,
}

/// Title, whose form it is, what it covers, an instruction if there is one, and the notice of invented data, over the columns up to `last`.
/// Gives the first row under them.
pub(super) fn heading(job: &Job<'_>, sheet: &mut Worksheet, name: &str, last: u16, instruction: &str) -> Written<u32> {
    let campaign = job.campaign;
    let mut row = 0;
    line(sheet, row, last, &words::title(&campaign.campaign.name, name), &style::title(), 30.0)?;
    row += 1;
    line(sheet, row, last, &words::subtitle(&job.unit.body, &covers(job)), &style::subtitle(), 18.0)?;
    row += 1;
    if !instruction.is_empty() {
        line(sheet, row, last, instruction, &style::subtitle(), 30.0)?;
        row += 1;
    }
    if !campaign.campaign.sample_notice.is_empty() {
        line(sheet, row, last, &words::notice(&campaign.campaign.sample_notice), &style::notice(), 20.0)?;
        row += 1;
    }
    Ok(row)
}

/// A text over the columns up to `last`.
pub(super) fn line(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format, height: f64) -> Written<()> {
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, format)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// What stands in the foot of each page: whose sheet it is, and the page.
pub(super) fn footer(job: &Job<'_>, name: &str) -> String {
    // `&` begins a code in a footer.
    words::footer(&job.unit.name.replace('&', "&&"), &name.replace('&', "&&"))
}

/// A cell as it was typed. Text stays text, also when somebody edits it later, though it begin like a formula.
pub(super) fn typed(sheet: &mut Worksheet, row: u32, col: u16, typed: Option<&Typed>, format: &Format) -> Written<()> {
    match typed {
        None => {
            sheet.write_blank(row, col, format)?;
        }
        Some(Typed::Number(n)) => {
            sheet.write_number_with_format(row, col, n.to_f64().unwrap_or_default(), format)?;
        }
        Some(Typed::Text(text)) if text.starts_with(['=', '+', '-', '@', '\'', '＝']) => {
            sheet.write_string_with_format(row, col, text, &format.clone().set_quote_prefix())?;
        }
        Some(Typed::Text(text)) => {
            sheet.write_string_with_format(row, col, text, format)?;
        }
        Some(Typed::Date(date)) => {
            let year = u16::try_from(date.year()).unwrap_or_default();
            let date = ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())?;
            sheet.write_datetime_with_format(row, col, date, format)?;
        }
        Some(Typed::Error(error)) => {
            sheet.write_formula_with_format(row, col, Formula::new(format!("={error}")).set_result(error), format)?;
        }
    }
    Ok(())
}

/// The name of a sheet as formulas write it.
pub(super) fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// What the form covers: the period's name and its cut-off.
pub(super) fn covers(job: &Job<'_>) -> String {
    let cycle = &job.campaign.cycle;
    words::covers(&period_name(cycle, Period::Form(job.period)), cutoff_date(cycle, job.period))
}

/// The first and the last day of a reporting month.
pub(super) fn span(job: &Job<'_>, month: Month) -> (Date, Date) {
    let cycle = &job.campaign.cycle;
    let before = cutoff_date(cycle, month.plus(-1));
    (before.tomorrow().unwrap_or(before), cutoff_date(cycle, month))
}

/// Which name or text of the campaign or of a unit no spreadsheet can hold.
pub(super) fn fault(error: &XlsxError) -> String {
    match error {
        XlsxError::SheetnameCannotBeBlank(_) => words::sheet_name_blank(),
        XlsxError::SheetnameLengthExceeded(name) => words::sheet_name_long(name),
        XlsxError::SheetnameReused(name) => words::sheet_name_twice(name),
        XlsxError::SheetnameContainsInvalidCharacter(name) | XlsxError::SheetnameStartsOrEndsWithApostrophe(name) => words::sheet_name_signs(name),
        XlsxError::MaxStringLengthExceeded => words::text_long(),
        other => words::other(&other.to_string()),
    }
}
