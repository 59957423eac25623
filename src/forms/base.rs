//! The blank workbook for the figures of a year before the campaign: one row an indicator and unit, running totals and the year's end across.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::sheet::{Written, fault, line};
use super::style::{self, Numbers};
use crate::campaign::{Campaign, Indicator, Kind, Unit};
use crate::diag::Diagnostic;
use crate::model::{Month, base_months, has_base, start_month};
use crate::words::{base as words, forms as form_words};

/// Columns before the figures.
const BEFORE: u16 = 4;

/// The blank workbook for `year`, and its number of rows. What the campaign has itself of that year is not asked.
///
/// # Errors
/// A name of the campaign that no spreadsheet can hold.
pub fn base(campaign: &Campaign, year: i16) -> Result<(Vec<u8>, usize), Diagnostic> {
    let rows: Vec<(&Indicator, &Unit)> = campaign
        .indicators
        .iter()
        .filter(|i| has_base(i))
        .flat_map(|i| campaign.units.iter().filter(move |u| campaign.owes(i, u)).map(move |u| (i, u)))
        .collect();
    let draw = || -> Written<Vec<u8>> {
        let mut book = Workbook::new();
        let about = &campaign.campaign;
        let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), 12, 31)?;
        book.set_properties(
            &DocProperties::new().set_title(words::title(&about.name, year)).set_author(&about.office).set_creation_datetime(&created),
        );
        sheet(campaign, year, &rows, book.add_worksheet())?;
        book.save_to_buffer()
    };
    let bytes = draw().map_err(|e| form_words::not_written(&words::sheet(year), &fault(&e)))?;
    Ok((bytes, rows.len()))
}

fn sheet(campaign: &Campaign, year: i16, rows: &[(&Indicator, &Unit)], page: &mut Worksheet) -> Written<()> {
    // The campaign's own forms give the end of a year that they reach.
    let own_end = start_month(campaign).is_some_and(|s| s <= Month { year, month: 12 });
    let months = base_months(campaign);
    let end = BEFORE + u16::try_from(months.len()).unwrap_or_default();
    page.set_name(words::sheet(year))?;
    line(page, 0, end + 1, &words::title(&campaign.campaign.name, year), &style::title(), 30.0)?;
    line(page, 1, end + 1, &words::how_to(year, &campaign.form.not_applicable), &style::subtitle(), 34.0)?;
    let heads = [words::UNIT.to_owned(), words::TASK.to_owned(), words::INDICATOR.to_owned(), words::MEASURE.to_owned()];
    let heads = heads.into_iter().chain(months.iter().map(|m| words::until(*m))).chain([words::YEAR_END.to_owned(), words::NOTE.to_owned()]);
    for (col, head) in (0..).zip(heads) {
        page.write_string_with_format(2, col, head, &style::head())?;
        let width = match col {
            0 => 12.0,
            1 => 20.0,
            2 => 34.0,
            3 => 9.0,
            c if c == end + 1 => 20.0,
            _ => 13.0,
        };
        page.set_column_width(col, width)?;
    }
    page.set_row_height(2, 22.0)?;
    let mut section = 0;
    for (n, (indicator, unit)) in rows.iter().enumerate() {
        let row = 3 + u32::try_from(n).unwrap_or_default();
        if n > 0 && rows.get(n - 1).is_some_and(|(before, _)| before.id != indicator.id) {
            section += 1;
        }
        let task = campaign.task(&indicator.task).map_or("", |t| t.name.as_str());
        for (col, text) in (0..).zip([unit.name.as_str(), task, &indicator.name, &indicator.unit]) {
            page.write_string_with_format(row, col, text, &style::label(section))?;
        }
        let numbers = indicator.decimals.filter(|d| *d > 0).map_or(Numbers::General, Numbers::Places);
        for col in BEFORE..=end {
            let asked = (col == end) == (indicator.kind == Kind::Stock) && !(col == end && own_end);
            page.write_blank(row, col, &if asked { style::open(numbers) } else { style::grey() })?;
        }
        page.write_blank(row, end + 1, &style::open_text())?;
    }
    page.set_freeze_panes(3, 3)?;
    page.set_repeat_rows(2, 2)?;
    let last = 3 + u32::try_from(rows.len()).unwrap_or_default();
    page.autofilter(2, 0, last.saturating_sub(1).max(2), end + 1)?;
    style::page(page, true, &form_words::footer(&words::sheet(year), ""));
    Ok(())
}
