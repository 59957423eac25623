//! 审签页: the period's figures on one A4 page, by live formulas, over the lines for the signatures.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Worksheet};

use super::guard;
use super::indicators::Placed;
use super::lists::Counted;
use super::rows::{Cell, FormRow};
use super::sheet::{self, Job, Written, quoted};
use super::style::{self, Numbers};
use super::{Entries, Typed};
use crate::campaign::Kind;
use crate::origin::CellRef;
use crate::words::forms as words;

/// Columns of one of the two blocks: 指标, 单位, 本期数, 年度累计.
const BLOCK: u16 = 4;
const WIDTHS: [f64; 4] = [26.0, 6.0, 10.5, 10.5];
/// Where the second block begins: a narrow column lies between the two.
const SECOND: u16 = BLOCK + 1;
const ROW_HEIGHT: f64 = 17.0;

/// One line of a block.
enum Line<'a> {
    /// The name of a task over its indicators.
    Task(String, usize),
    Figure(&'a FormRow<'a>, u32),
    Count(&'a Counted),
}

/// Draws the page. `fields` are the rows of the information sheet's fields.
pub(super) fn write(
    job: &Job<'_>,
    rows: &[FormRow<'_>],
    placed: &Placed,
    lists: &[Counted],
    fields: &[(&str, u32)],
    entries: &Entries,
    sheet: &mut Worksheet,
) -> Written<()> {
    let form = &job.campaign.form;
    let last = SECOND + BLOCK - 1;
    for (col, width) in WIDTHS.into_iter().chain([1.2]).chain(WIDTHS).enumerate() {
        sheet.set_column_width(col as u16, width)?;
    }
    let top = sheet::heading(job, sheet, &form.sign_sheet, last, "")?;
    let lines = lines(rows, placed, lists);
    let half = split(&lines);
    let depth = half.max(lines.len() - half) as u32;
    for block in [0, SECOND] {
        let heads = [&form.columns.indicator, &form.columns.unit, &form.columns.current, &form.columns.ytd];
        for (col, text) in heads.into_iter().enumerate() {
            sheet.write_string_with_format(top, block + col as u16, text, &style::head())?;
        }
    }
    sheet.set_row_height(top, 20)?;
    for i in 0..depth {
        let at = top + 1 + i;
        sheet.set_row_height(at, ROW_HEIGHT)?;
        let left = lines.get(i as usize).filter(|_| (i as usize) < half);
        for (block, line) in [(0, left), (SECOND, lines.get(half + i as usize))] {
            write_line(job, line, at, block, placed, sheet)?;
        }
    }
    let mut row = top + depth + 2;
    let declared = style::body().set_align(FormatAlign::Left);
    sheet::line(sheet, row, last, "", &declared, 20.0)?;
    let blank = placed.blanks.formula(&format!("{}!", quoted(&form.indicator_sheet)));
    let formula = Formula::new(words::declaration_formula(&form.indicator_sheet, &blank));
    sheet.write_formula_with_format(row, 0, formula.set_result(words::declared(&form.indicator_sheet, placed.blanks.blank)), &declared)?;
    row += 1;
    for (col, id) in [(0, "filler"), (SECOND, "checker")] {
        if let Some((_, at)) = fields.iter().find(|(field, _)| *field == id) {
            let label = form.fields.iter().find(|f| f.id == id).map_or("", |f| f.label.as_str());
            sheet.write_string_with_format(row, col, words::labelled(label), &style::body().set_align(FormatAlign::Right))?;
            let cell = format!("{}!{}", quoted(&form.info_sheet), CellRef::new(*at, 1));
            let name = entries.info.get(id).cloned().unwrap_or_default();
            let line = style::body().set_border_bottom(FormatBorder::Thin);
            let formula = Formula::new(format!("=IF({cell}=\"\",\"\",{cell})")).set_result(name);
            sheet.write_formula_with_format(row, col + 1, formula, &line)?;
            for more in 2..BLOCK {
                sheet.write_blank(row, col + more, &line)?;
            }
        }
    }
    sheet.set_row_height(row, 30)?;
    row += 2;
    sheet::line(sheet, row, last, words::principal(), &style::body().set_align(FormatAlign::Left).set_indent(9), 34.0)?;
    sheet::line(sheet, row + 1, last, words::date_line(), &style::body().set_align(FormatAlign::Right).set_indent(4), 24.0)?;
    style::page(sheet, false, &sheet::footer(job, &form.sign_sheet));
    guard::lock(sheet, false);
    sheet.set_print_fit_to_pages(1, 1).set_print_area(0, 0, row + 1, last)?;
    Ok(())
}

fn lines<'a>(rows: &'a [FormRow<'a>], placed: &Placed, lists: &'a [Counted]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut section = None;
    for (row, at) in rows.iter().zip(placed.first..) {
        if section != Some(row.section) {
            section = Some(row.section);
            let name = row.task.map_or_else(String::new, |t| words::numbered_task(t.number, &t.name));
            lines.push(Line::Task(name, row.section));
        }
        lines.push(Line::Figure(row, at));
    }
    if !lists.is_empty() {
        lines.push(Line::Task(words::lists_heading().to_owned(), section.map_or(0, |s| s + 1)));
        lines.extend(lists.iter().map(Line::Count));
    }
    lines
}

/// Where the right block begins: at the task nearest to the middle.
fn split(lines: &[Line<'_>]) -> usize {
    let middle = lines.len().div_ceil(2);
    let starts = lines.iter().enumerate().filter(|(_, l)| matches!(l, Line::Task(..))).map(|(i, _)| i);
    starts.filter(|i| *i > 0).min_by_key(|i| i.abs_diff(middle)).unwrap_or(lines.len())
}

fn write_line(job: &Job<'_>, line: Option<&Line<'_>>, at: u32, block: u16, placed: &Placed, sheet: &mut Worksheet) -> Written<()> {
    match line {
        None => {}
        Some(Line::Task(name, section)) => {
            let format = style::label(*section).set_font_name("黑体").set_font_size(10);
            sheet.merge_range(at, block, at, block + BLOCK - 1, name, &format)?;
        }
        Some(Line::Count(list)) => {
            let cells = |col: u16| CellRef::new(list.first, u32::from(col)).to_string();
            let range = format!("{}!{}:{}", quoted(&list.name), cells(list.column), CellRef::new(list.last, u32::from(list.column)));
            let small = style::boxed().set_font_size(10);
            sheet.write_string_with_format(at, block, &list.name, &small)?;
            sheet.write_string_with_format(at, block + 1, words::list_unit(), &style::centred(small.clone()))?;
            let formula = Formula::new(format!("=COUNTA({range})")).set_result(list.rows.to_string());
            sheet.write_formula_with_format(at, block + 2, formula, &small)?;
            sheet.write_blank(at, block + 3, &small)?;
        }
        Some(Line::Figure(row, source)) => {
            let small = style::boxed().set_font_size(10).set_shrink();
            sheet.write_string_with_format(at, block, &row.indicator.name, &small)?;
            sheet.write_string_with_format(at, block + 1, &row.indicator.unit, &style::centred(small))?;
            let columns = placed.columns;
            let (current, column) = match row.indicator.kind {
                Kind::Status => (row.months.last().unwrap_or(&Cell::Grey), columns.last_month()),
                _ => (&row.current, columns.current()),
            };
            let (year, year_column) = if row.asked.plan { (&row.plan, columns.plan()) } else { (&row.ytd, columns.ytd()) };
            mirror(job, row, current, at, block + 2, CellRef::new(*source, u32::from(column)), sheet)?;
            mirror(job, row, year, at, block + 3, CellRef::new(*source, u32::from(year_column)), sheet)?;
        }
    }
    Ok(())
}

/// A cell that shows what another shows, and is blank where that is blank.
fn mirror(job: &Job<'_>, row: &FormRow<'_>, cell: &Cell, at: u32, col: u16, source: CellRef, sheet: &mut Worksheet) -> Written<()> {
    let places = row.indicator.decimals.filter(|d| *d > 0 && !row.indicator.whole);
    let format: Format = style::computed_plain(places.map_or(Numbers::General, Numbers::Places)).set_font_size(10).set_shrink();
    if matches!(cell, Cell::Grey) {
        sheet.write_blank(at, col, &style::boxed())?;
        return Ok(());
    }
    let result = match cell {
        Cell::Open(Some(Typed::Text(text) | Typed::Error(text))) => text.clone(),
        other => other.number().map_or_else(String::new, |n| n.normalize().to_string()),
    };
    let source = format!("{}!{source}", quoted(&job.campaign.form.indicator_sheet));
    sheet.write_formula_with_format(at, col, Formula::new(format!("=IF({source}=\"\",\"\",{source})")).set_result(result), &format)?;
    Ok(())
}
