//! 汇总表.xlsx: unit × indicator, one sheet a task, totals and ratios as live formulas whose cached results are ours.
//!
//! In: a summary. Out: the bytes of one xlsx. [`plan`] settles which figure stands in which cell, [`formula`] what is computed there and what it gives,
//! the others draw. What is missing is a word and never a number: `SUM` passes over it as we do.

mod draw;
mod formula;
mod overview;
mod plan;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::campaign::{Campaign, PaperAudience};
use crate::diag::Diagnostic;
use crate::model::{Summary, period_name};
use crate::words::totals as words;

/// Draws the workbook of a period. A wider audience than internal does not get the internal indicators.
///
/// # Errors
/// A name of the campaign that no spreadsheet can hold.
pub fn totals(campaign: &Campaign, summary: &Summary, audience: PaperAudience) -> Result<Vec<u8>, Diagnostic> {
    let title = words::title(&campaign.campaign.name, &period_name(&campaign.cycle, summary.period));
    let plan = plan::plan(campaign, summary, audience);
    draw(&plan, &title).map_err(|e| words::not_written(&title, &e.to_string()))
}

fn draw(plan: &plan::Plan<'_>, title: &str) -> Result<Vec<u8>, XlsxError> {
    let (campaign, cutoff) = (plan.campaign, plan.summary.cutoff);
    let style = style::Styles::new();
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(u16::try_from(cutoff.year()).unwrap_or(1900), cutoff.month().unsigned_abs(), cutoff.day().unsigned_abs())?;
    let about = &campaign.campaign;
    // The date of creation is the cut-off, since the same figures have the same bytes whenever they are written.
    book.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_author(&about.office)
            .set_company(&about.office)
            .set_comment(&about.sample_notice)
            .set_creation_datetime(&created),
    );
    overview::cover(book.add_worksheet(), plan, title, &style)?;
    overview::totals(book.add_worksheet(), plan, title, &style)?;
    for sheet in &plan.sheets {
        draw::task(book.add_worksheet(), plan, sheet, &style)?;
    }
    book.save_to_buffer()
}
