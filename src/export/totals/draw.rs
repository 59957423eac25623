//! One task's sheet.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::formula::{Content, Formulas, formula};
use super::plan::{Column, FIRST, HEAD, Plan, Sheet, Shown, What};
use super::style::{LINE, Styles, lines, page};
use crate::campaign::{Basis, PaperAudience};
use crate::model::period_name;
use crate::words::totals as words;

/// Half-width characters across a lying A4 page.
const ACROSS: f64 = 128.0;
/// Of the units' names.
const UNIT: f64 = 12.0;

/// Puts what stands in a cell there.
pub(super) fn put(sheet: &mut Worksheet, (row, col): (u32, u16), content: &Content, (number, text): (&Format, &Format)) -> Result<(), XlsxError> {
    match content {
        Content::Live(f, result) => {
            let format = if result.number().is_some() { number } else { text };
            sheet.write_formula_with_format(row, col, formula(f, result), format)?;
        }
        Content::Fixed(Shown::Number(n)) => {
            sheet.write_number_with_format(row, col, n.to_f64().unwrap_or_default(), number)?;
        }
        Content::Fixed(Shown::Text(t)) => {
            sheet.write_string_with_format(row, col, t, text)?;
        }
        Content::Fixed(Shown::Blank) => {
            sheet.write_blank(row, col, text)?;
        }
    }
    Ok(())
}

/// A text over columns.
pub(super) fn across(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, format)?;
    }
    Ok(())
}

/// Title, line under it, marks: the first three rows.
pub(super) fn heading(sheet: &mut Worksheet, plan: &Plan<'_>, title: &str, last: u16, style: &Styles) -> Result<(), XlsxError> {
    let summary = plan.summary;
    across(sheet, 0, last, title, &style.title)?;
    sheet.set_row_height(0, 28.0)?;
    across(sheet, 1, last, &words::subtitle(&period_name(&plan.campaign.cycle, summary.period), summary.cutoff), &style.subtitle)?;
    let marks = words::marks(plan.audience == PaperAudience::Internal, &plan.campaign.campaign.sample_notice);
    across(sheet, 2, last, &marks, &style.marks)?;
    Ok(())
}

/// Draws the sheet of a task.
pub(super) fn task(page_: &mut Worksheet, plan: &Plan<'_>, sheet: &Sheet<'_>, style: &Styles) -> Result<(), XlsxError> {
    page_.set_name(&sheet.name)?;
    let formulas = Formulas { plan };
    let Some(at) = plan.sheets.iter().position(|s| s.name == sheet.name) else { return Ok(()) };
    let widths = widths(sheet);
    let last = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
    heading(page_, plan, &words::task_title(sheet.task.number, &sheet.task.name), last, style)?;
    heads(page_, sheet, &widths, style)?;

    for (u, unit) in plan.campaign.units.iter().enumerate() {
        let row = FIRST + u as u32;
        page_.write_string_with_format(row, 0, &unit.name, &style.unit)?;
        let mut most: f64 = 1.0;
        for (c, column) in sheet.columns.iter().enumerate() {
            let content = formulas.unit((at, column), u);
            if let Shown::Text(t) = content.shown() {
                most = most.max(lines(t, widths.get(c).copied().unwrap_or(8.0)));
            }
            put(page_, (row, 1 + c as u16), &content, (&style.number(column, false), &style.text))?;
        }
        page_.set_row_height(row, (LINE * most + 5.0).max(19.0))?;
    }
    let total = plan.total_row();
    page_.write_string_with_format(total, 0, &plan.campaign.campaign.total_name, &style.total_unit)?;
    page_.write_string_with_format(total + 1, 0, words::COVERED, &style.unit)?;
    page_.write_string_with_format(total + 2, 0, words::OWED, &style.unit)?;
    let mut most: f64 = 1.0;
    for (c, column) in sheet.columns.iter().enumerate() {
        let col = 1 + c as u16;
        let content = formulas.total(at, c, column);
        if let Shown::Text(t) = content.shown() {
            most = most.max(lines(t, widths.get(c).copied().unwrap_or(8.0)));
        }
        put(page_, (total, col), &content, (&style.number(column, true), &style.total_text))?;
        for (n, content) in (1..).zip(formulas.coverage(at, c, column)) {
            put(page_, (total + n, col), &content, (&style.unit, &style.unit))?;
        }
    }
    page_.set_row_height(total, (LINE * most + 6.0).max(21.0))?;

    let across_all = UNIT + widths.iter().sum::<f64>();
    let notes = notes(&formulas, at, sheet);
    for (n, text) in notes.iter().enumerate() {
        let row = total + 3 + n as u32;
        let text = words::note(n + 1, notes.len(), text);
        across(page_, row, last, &text, &style.note)?;
        page_.set_row_height(row, LINE * lines(&text, across_all))?;
    }
    page_.set_freeze_panes(FIRST, 1)?;
    page_.set_repeat_rows(HEAD, HEAD + 1)?;
    page_.set_repeat_columns(0, 0)?;
    page(page_, &words::footer(&sheet.name));
    Ok(())
}

/// Widths of the columns behind the units: they share the page, statuses with more room.
fn widths(sheet: &Sheet<'_>) -> Vec<f64> {
    let shares: Vec<f64> = sheet.columns.iter().map(|c| if c.what == What::Status { 2.0 } else { 1.0 }).collect();
    let one = ((ACROSS - UNIT) / shares.iter().sum::<f64>().max(1.0)).clamp(7.0, 18.0);
    shares.iter().map(|s| (s * one).min(30.0)).collect()
}

/// Two rows of heads: the indicator over its columns, and what each holds.
fn heads(page: &mut Worksheet, sheet: &Sheet<'_>, widths: &[f64], style: &Styles) -> Result<(), XlsxError> {
    page.set_column_width(0, UNIT)?;
    page.merge_range(HEAD, 0, HEAD + 1, 0, words::UNIT, &style.head)?;
    let mut most: f64 = 1.0;
    let mut col = 0usize;
    for same in sheet.columns.chunk_by(|a, b| a.indicator.id == b.indicator.id) {
        let Some(first) = same.first() else { continue };
        let width: f64 = widths.iter().skip(col).take(same.len()).sum();
        let text = words::head(&first.indicator.name, &first.indicator.unit, false);
        // Brackets are not broken.
        let text = if lines(&text, width) > 1.0 { words::head(&first.indicator.name, &first.indicator.unit, true) } else { text };
        most = most.max(lines(&text, width));
        let (from, to) = (1 + col as u16, (col + same.len()) as u16);
        if from == to {
            page.write_string_with_format(HEAD, from, &text, &style.head)?;
        } else {
            page.merge_range(HEAD, from, HEAD, to, &text, &style.head)?;
        }
        for (c, column) in (col..).zip(same) {
            page.set_column_width(1 + c as u16, widths.get(c).copied().unwrap_or(8.0))?;
            page.write_string_with_format(HEAD + 1, 1 + c as u16, what(column), &style.head)?;
        }
        col += same.len();
    }
    page.set_row_height(HEAD, LINE * most + 4.0)?;
    let second = sheet.columns.iter().zip(widths).map(|(c, w)| lines(what(c), *w)).fold(1.0, f64::max);
    page.set_row_height(HEAD + 1, LINE * second + 4.0)?;
    Ok(())
}

/// What a column holds, in words.
pub(super) fn what(column: &Column<'_>) -> &'static str {
    match column.what {
        What::Period => words::PERIOD,
        What::Ytd => words::YTD,
        What::End => words::END,
        What::Plan => words::PLAN,
        What::Status => words::STATUS,
        What::Ratio => match column.indicator.basis {
            Some(Basis::Period) => words::BASIS[0],
            Some(Basis::Ytd) => words::BASIS[1],
            Some(Basis::End) | None => words::BASIS[2],
        },
    }
}

/// Whom totals leave out, what rests on a repair or holds a correction, what is no plain sum.
fn notes(formulas: &Formulas<'_>, at: usize, sheet: &Sheet<'_>) -> Vec<String> {
    let name = |c: &Column<'_>| match c.what {
        What::Period | What::Ytd => format!("{}（{}）", c.indicator.name, what(c)),
        _ => c.indicator.name.clone(),
    };
    let mut notes = Vec::new();
    let mut groups: Vec<(&[String], Vec<&Column<'_>>)> = Vec::new();
    let owed = sheet.columns.iter().filter(|c| c.total.is_some_and(|t| !t.of.is_empty()));
    let all = owed.clone().count();
    for column in owed {
        let missing = column.total.map(|t| t.missing.as_slice()).unwrap_or_default();
        match groups.iter_mut().find(|(m, _)| *m == missing) {
            Some((_, columns)) => columns.push(column),
            None => groups.push((missing, vec![column])),
        }
    }
    for (missing, columns) in groups.iter().filter(|(m, _)| !m.is_empty()) {
        if columns.len() == all {
            notes.push(words::leaves_out(None, missing));
            continue;
        }
        // Both columns of an indicator are called by its name alone.
        let mut by_name: BTreeMap<usize, Vec<&Column<'_>>> = BTreeMap::new();
        for c in columns {
            let first = sheet.columns.iter().position(|x| x.indicator.id == c.indicator.id).unwrap_or_default();
            by_name.entry(first).or_default().push(c);
        }
        let both = |c: &Column<'_>, n: usize| n == sheet.columns.iter().filter(|x| x.indicator.id == c.indicator.id).count();
        let names: Vec<String> = by_name
            .into_values()
            .flat_map(|cs| {
                if cs.first().is_some_and(|c| both(c, cs.len())) {
                    cs.first().map(|c| vec![c.indicator.name.clone()]).unwrap_or_default()
                } else {
                    cs.into_iter().map(name).collect()
                }
            })
            .collect();
        notes.push(words::leaves_out(Some(&names), missing));
    }
    for (c, column) in sheet.columns.iter().enumerate() {
        if !column.indicator.gives_unit_level() {
            notes.push(words::total_only(&column.indicator.name));
        } else if matches!(formulas.total(at, c, column), Content::Fixed(Shown::Number(_))) {
            notes.push(words::counted_elsewhere(&name(column)));
        }
        let Some(total) = column.total else { continue };
        if column.what != What::Ratio && !total.repaired.is_empty() {
            notes.push(words::repaired(&name(column), &total.repaired));
        }
        // A correction of this year's months is in the year to date too; it is told once.
        let told = |c: &&crate::model::AppliedCorrection| column.what == What::Ytd || !formulas.summary().months.contains(&c.month);
        if matches!(column.what, What::Period | What::Ytd) {
            for c in total.corrections.iter().filter(told) {
                notes.push(words::corrected(&column.indicator.name, &c.unit, c.month.month, &c.value.normalize().to_string(), &c.reason));
            }
        }
    }
    notes
}
