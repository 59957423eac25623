//! The sheet that says whose form it is and how to fill it in, and the hidden one that says so to programs.

use rust_xlsxwriter::{FormatAlign, Worksheet};

use super::guard::{self, Block, Choices, Says};
use super::sheet::{self, Job, Written};
use super::{Entries, Typed, style};
use crate::campaign::InfoField;
use crate::model::{HIDDEN_SHEET, KEY_CAMPAIGN, KEY_PERIOD, KEY_UNIT, KEY_VERSION, form_months};
use crate::origin::CellRef;
use crate::words::forms as words;

/// Draws the information sheet. Gives the sheet row of each field.
pub(super) fn write<'a>(job: &Job<'a>, entries: &Entries, sheet: &mut Worksheet) -> Written<Vec<(&'a str, u32)>> {
    let form = &job.campaign.form;
    sheet.set_column_width(0, 16)?.set_column_width(1, 66)?;
    let mut row = sheet::heading(job, sheet, &form.info_sheet, 1, "")? + 1;
    let label = style::label(0).set_font_name("黑体").set_align(FormatAlign::Center);
    let mut places = Vec::new();
    let mut start = None;
    for field in &form.fields {
        sheet.write_string_with_format(row, 0, &field.label, &label)?;
        match printed(job, field) {
            Some(text) => {
                sheet.write_string_with_format(row, 1, &text, &style::boxed())?;
            }
            None => {
                let value = entries.info.get(&field.id).map(|v| Typed::Text(v.clone()));
                let format = style::open_text().set_align(FormatAlign::Left);
                // A telephone number keeps its zeros, a day is shown as one.
                let format = format.set_num_format(if field.id == "date" { "yyyy-mm-dd" } else { "@" });
                sheet::typed(sheet, row, 1, value.as_ref(), &format)?;
                if field.id == "date" {
                    let (from, to) = guard::days(job);
                    let says = Says { error: &words::date_rule(&field.label), prompt: "" };
                    guard::date(CellRef::new(row, 1), from, to, &says)?.put(sheet, Block::cell(row, 1))?;
                }
                start.get_or_insert(row);
            }
        }
        sheet.set_row_height(row, 24)?;
        places.push((field.id.as_str(), row));
        row += 1;
    }
    row += 1;
    let bold = style::body().set_font_name("黑体");
    sheet.write_string_with_format(row, 0, words::months_heading(), &bold)?;
    row += 1;
    for month in form_months(job.campaign, job.period) {
        let (from, to) = sheet::span(job, month);
        let line = words::month_span(month.month, from, to);
        sheet.write_string_with_format(row, 0, &line, &style::body())?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, words::instructions_heading(), &bold)?;
    row += 1;
    for (i, text) in form.instructions.iter().enumerate() {
        let text = words::numbered(i + 1, text);
        // Some 40 full characters stand in a line of the two columns.
        let lines = text.chars().count().div_ceil(40);
        sheet::line(sheet, row, 1, &text, &style::body().set_text_wrap(), 17.0 * lines as f64 + 3.0)?;
        row += 1;
    }
    style::page(sheet, false, &sheet::footer(job, &form.info_sheet));
    guard::lock(sheet, false);
    guard::start_at(sheet, start.unwrap_or_default(), 1)?;
    Ok(places)
}

/// What the office prints in a field; nothing where the unit fills it in.
fn printed(job: &Job<'_>, field: &InfoField) -> Option<String> {
    match field.id.as_str() {
        "unit" => Some(job.unit.name.clone()),
        "period" => Some(sheet::covers(job)),
        _ => None,
    }
}

/// Fills the hidden sheet.
pub(super) fn write_hidden(job: &Job<'_>, choices: &Choices, sheet: &mut Worksheet) -> Written<()> {
    sheet.set_name(HIDDEN_SHEET)?.set_hidden(true);
    let version = job.campaign.form.version.to_string();
    let period = job.period.to_string();
    let pairs = [(KEY_VERSION, &version), (KEY_CAMPAIGN, &job.campaign.campaign.id), (KEY_UNIT, &job.unit.name), (KEY_PERIOD, &period)];
    for (row, (key, value)) in pairs.into_iter().enumerate() {
        sheet.write_string(row as u32, 0, key)?.write_string(row as u32, 1, value)?;
    }
    choices.write(sheet)
}
