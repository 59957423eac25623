//! Layer 4. The workbooks for the units: nearly filled in, so that a clerk needs an hour.
//!
//! In: the campaign, a unit, the period, its last [`Submission`], and what is already known of its entries. Out: the bytes of one xlsx; the
//! same input gives the same bytes. One writer draws the blank form and the filled one.

mod asked;
mod base;
mod entry;
mod guard;
mod indicators;
mod info;
mod lists;
mod place;
mod rows;
mod sheet;
mod sign;
mod style;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

pub use base::base;
pub use entry::{Entries, RowEntries, Typed};
pub use place::{Field, place};

use crate::campaign::{Campaign, Unit};
use crate::diag::Diagnostic;
use crate::model::{Month, SOURCES_SHEET, Submission, cutoff_date, form_lists};
use crate::words::forms as words;
use sheet::{Job, Written};

/// The blank form of `unit` for `period`, prefilled from its form before, if there is one.
///
/// # Errors
/// A name or a text of the campaign that no spreadsheet can hold.
pub fn blank(campaign: &Campaign, unit: &Unit, period: Month, previous: Option<&Submission>) -> Result<Vec<u8>, Diagnostic> {
    filled(campaign, unit, period, previous, &Entries::default())
}

/// The same form with `entries` typed into its open cells.
///
/// # Errors
/// A name or a text that no spreadsheet can hold.
pub fn filled(campaign: &Campaign, unit: &Unit, period: Month, previous: Option<&Submission>, entries: &Entries) -> Result<Vec<u8>, Diagnostic> {
    let job = Job { campaign, unit, period };
    draw(&job, previous, entries).map_err(|e| words::not_written(&unit.name, &sheet::fault(&e)))
}

/// The same form for a return that was rolled up: with a hidden sheet that says of each cell which cells it came from (sheet, cell, file, sheet,
/// cell).
///
/// # Errors
/// A name or a text that no spreadsheet can hold.
pub fn returned(
    campaign: &Campaign,
    unit: &Unit,
    period: Month,
    previous: Option<&Submission>,
    entries: &Entries,
    sources: &[[String; 5]],
) -> Result<Vec<u8>, Diagnostic> {
    let job = Job { campaign, unit, period };
    draw_with(&job, previous, entries, sources).map_err(|e| words::not_written(&unit.name, &sheet::fault(&e)))
}

/// The blank forms of all units, with their file names, in the order of the campaign; `previous` is by the units' names.
///
/// # Errors
/// As [`blank`].
pub fn all(campaign: &Campaign, period: Month, previous: &BTreeMap<String, Submission>) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let one = |unit: &Unit| blank(campaign, unit, period, previous.get(&unit.name)).map(|bytes| (words::file_name(&unit.name), bytes));
    campaign.units.par_iter().map(one).collect()
}

fn draw(job: &Job<'_>, previous: Option<&Submission>, entries: &Entries) -> Written<Vec<u8>> {
    draw_with(job, previous, entries, &[])
}

fn draw_with(job: &Job<'_>, previous: Option<&Submission>, entries: &Entries, sources: &[[String; 5]]) -> Written<Vec<u8>> {
    let form = &job.campaign.form;
    let rows = rows::rows(job.campaign, job.unit, job.period, previous, entries);
    let mut book = Workbook::new();
    book.set_properties(&properties(job)?);

    let mut choices = guard::Choices::default();
    let fields = info::write(job, entries, add(&mut book, &form.info_sheet)?)?;
    let placed = indicators::write(job, &rows, &mut choices, add(&mut book, &form.indicator_sheet)?)?;
    let mut counted = Vec::new();
    for list in form_lists(job.campaign, job.unit.role) {
        counted.push(lists::write(job, list, entries, &mut choices, add(&mut book, &list.name)?)?);
    }
    sign::write(job, &rows, &placed, &counted, &fields, entries, add(&mut book, &form.sign_sheet)?)?;
    info::write_hidden(job, &choices, book.add_worksheet())?;
    if !sources.is_empty() {
        let sheet = book.add_worksheet();
        sheet.set_name(SOURCES_SHEET)?.set_hidden(true);
        for (row, texts) in (0..).zip(std::iter::once(&crate::words::rollup::HEADS.map(str::to_owned)).chain(sources)) {
            for (col, text) in (0..).zip(texts) {
                sheet.write_string(row, col, text)?;
            }
        }
    }
    book.save_to_buffer()
}

fn add<'a>(book: &'a mut Workbook, name: &str) -> Written<&'a mut Worksheet> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    // An empty result would else be written as 0.
    sheet.set_formula_result_default("");
    Ok(sheet)
}

/// Title and author; as date of creation the period's cut-off, since the same form has the same bytes whenever it is made.
fn properties(job: &Job<'_>) -> Written<DocProperties> {
    let date = cutoff_date(&job.campaign.cycle, job.period);
    let date = ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), date.month().unsigned_abs(), date.day().unsigned_abs())?;
    let about = &job.campaign.campaign;
    Ok(DocProperties::new()
        .set_title(words::document_title(&about.name, &job.unit.body, &sheet::covers(job)))
        .set_author(&about.office)
        .set_company(&about.office)
        .set_comment(&about.sample_notice)
        .set_creation_datetime(&date))
}
