//! The sheet with the indicators: one row each, formulas with their results.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatBorder, Formula, Worksheet};

use super::asked::{self, Blanks};
use super::guard::{self, Choices};
use super::rows::{Cell, FormRow};
use super::sheet::{self, Job, Written};
use super::style::{self, Numbers};
use crate::campaign::Kind;
use crate::model::month_head;
use crate::origin::CellRef;
use crate::words::forms as words;

/// Columns of the sheet, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    months: u16,
}

impl Columns {
    const NUMBER: u16 = 0;
    const TASK: u16 = 1;
    pub(super) const INDICATOR: u16 = 2;
    const UNIT: u16 = 3;
    pub(super) const FIRST_MONTH: u16 = 4;

    pub(super) const fn current(self) -> u16 {
        Self::FIRST_MONTH + self.months
    }
    pub(super) const fn correction(self) -> u16 {
        self.current() + 1
    }
    pub(super) const fn carried(self) -> u16 {
        self.current() + 2
    }
    pub(super) const fn ytd(self) -> u16 {
        self.current() + 3
    }
    pub(super) const fn plan(self) -> u16 {
        self.current() + 4
    }
    pub(super) const fn note(self) -> u16 {
        self.current() + 5
    }
    pub(super) const fn last_month(self) -> u16 {
        self.current() - 1
    }
}

/// Where the sign page finds the rows.
pub(super) struct Placed {
    pub columns: Columns,
    /// Sheet row of the first indicator.
    pub first: u32,
    /// The cells that must be filled in.
    pub blanks: Blanks,
}

/// Widths in characters of the columns around the months.
const WIDTHS_BEFORE: [f64; 4] = [5.5, 17.0, 31.0, 6.5];
const WIDTHS_AFTER: [f64; 6] = [11.0, 9.5, 11.0, 11.5, 11.0, 27.0];
const MONTH_WIDTH: f64 = 10.5;
const ROW_HEIGHT: f64 = 19.5;
const TALL_ROW_HEIGHT: f64 = 30.0;

/// Draws the sheet.
pub(super) fn write(job: &Job<'_>, rows: &[FormRow<'_>], choices: &mut Choices, sheet: &mut Worksheet) -> Written<Placed> {
    let months: Vec<_> = crate::model::form_months(job.campaign, job.period);
    let columns = Columns { months: months.len() as u16 };
    let progress = sheet::heading(job, sheet, &job.campaign.form.indicator_sheet, columns.note(), "")?;
    let top = progress + 1;
    let names = &job.campaign.form.columns;
    let mut heads: Vec<String> = [&names.number, &names.task, &names.indicator, &names.unit].into_iter().cloned().collect();
    heads.extend(months.iter().map(|m| month_head(*m)));
    heads.extend([&names.current, &names.correction, &names.carried, &names.ytd, &names.plan, &names.note].into_iter().cloned());
    let head = style::head();
    for (col, text) in heads.iter().enumerate() {
        sheet.write_string_with_format(top, col as u16, text, &head)?;
    }
    sheet.set_row_height(top, 24)?;
    let widths = WIDTHS_BEFORE.into_iter().chain(months.iter().map(|_| MONTH_WIDTH)).chain(WIDTHS_AFTER);
    for (col, width) in widths.enumerate() {
        sheet.set_column_width(col as u16, width)?;
    }
    let first = top + 1;
    for (i, row) in rows.iter().enumerate() {
        let starts = i.checked_sub(1).and_then(|j| rows.get(j)).is_none_or(|before| before.section != row.section);
        write_row(row, i, first + i as u32, starts, columns, sheet)?;
    }
    write_tasks(rows, first, sheet)?;
    let blanks = Blanks::new(rows, first, columns);
    sheet::line(sheet, progress, columns.note(), "", &style::progress(), 18.0)?;
    let formula = Formula::new(words::progress_formula(blanks.asked, &blanks.formula(""))).set_result(words::progress(blanks.asked, blanks.blank));
    sheet.write_formula_with_format(progress, 0, formula, &style::progress())?;
    asked::notes(job, rows, (first, top), columns, sheet)?;
    asked::rules(job, rows, first, columns, choices, sheet)?;
    guard::lock(sheet, false);
    let start = blanks.first.unwrap_or(CellRef::new(first, u32::from(Columns::FIRST_MONTH)));
    guard::start_at(sheet, start.row, start.col as u16)?;
    sheet.set_freeze_panes(first, Columns::FIRST_MONTH)?;
    sheet.set_repeat_rows(0, top)?;
    style::page(sheet, true, &sheet::footer(job, &job.campaign.form.indicator_sheet));
    Ok(Placed { columns, first, blanks })
}

/// The task beside its rows: one cell over all of them.
fn write_tasks(rows: &[FormRow<'_>], first: u32, sheet: &mut Worksheet) -> Written<()> {
    let mut at = 0;
    for section in rows.chunk_by(|a, b| a.section == b.section) {
        let format = style::label(at_section(section)).set_border_top(FormatBorder::Medium);
        let name = section.first().and_then(|r| r.task).map_or_else(String::new, |t| words::numbered_task(t.number, &t.name));
        let (from, to) = (first + at, first + at + section.len() as u32 - 1);
        if from == to {
            sheet.write_string_with_format(from, Columns::TASK, &name, &format)?;
        } else {
            sheet.merge_range(from, Columns::TASK, to, Columns::TASK, &name, &format)?;
        }
        at += section.len() as u32;
    }
    Ok(())
}

fn at_section(rows: &[FormRow<'_>]) -> usize {
    rows.first().map_or(0, |r| r.section)
}

fn write_row(row: &FormRow<'_>, index: usize, at: u32, starts: bool, columns: Columns, sheet: &mut Worksheet) -> Written<()> {
    // A heavier line where a task begins.
    let edge = |f: Format| if starts { f.set_border_top(FormatBorder::Medium) } else { f };
    let label = style::label(row.section);
    sheet.write_number_with_format(at, Columns::NUMBER, index as f64 + 1.0, &edge(style::centred(label.clone())))?;
    sheet.write_string_with_format(at, Columns::INDICATOR, &row.indicator.name, &edge(label.clone()))?;
    sheet.write_string_with_format(at, Columns::UNIT, &row.indicator.unit, &edge(style::centred(label)))?;
    // Some 15 full characters stand in a line of the column.
    let long = row.indicator.name.chars().count() > 15 || row.note.chars().count() > 13;
    sheet.set_row_height(at, if long { TALL_ROW_HEIGHT } else { ROW_HEIGHT })?;

    let numbers = row.indicator.decimals.filter(|d| *d > 0 && !row.indicator.whole).map_or(Numbers::General, Numbers::Places);
    let formulas = Formulas { row, at, columns };
    let cells = row.months.iter().enumerate().map(|(i, c)| (Columns::FIRST_MONTH + i as u16, c)).chain([
        (columns.current(), &row.current),
        (columns.correction(), &row.correction),
        (columns.carried(), &row.carried),
        (columns.ytd(), &row.ytd),
        (columns.plan(), &row.plan),
    ]);
    for (col, cell) in cells {
        match cell {
            Cell::Grey => {
                sheet.write_blank(at, col, &edge(style::grey()))?;
            }
            Cell::Open(typed) => {
                let format = edge(style::open(numbers));
                let format =
                    if row.indicator.kind == Kind::Status { format.set_align(rust_xlsxwriter::FormatAlign::Center).set_shrink() } else { format };
                sheet::typed(sheet, at, col, typed.as_ref(), &format)?;
            }
            Cell::Fixed(n) => {
                sheet.write_number_with_format(at, col, n.to_f64().unwrap_or_default(), &edge(style::computed(numbers)))?;
            }
            Cell::Computed(n) => {
                let text = if col == columns.ytd() { formulas.ytd() } else { formulas.current() };
                let result = n.map_or_else(String::new, |n| n.normalize().to_string());
                sheet.write_formula_with_format(at, col, Formula::new(text).set_result(result), &edge(style::computed(numbers)))?;
            }
        }
    }
    let note = (!row.note.is_empty()).then(|| super::Typed::Text(row.note.clone()));
    sheet::typed(sheet, at, columns.note(), note.as_ref(), &edge(style::open_text().set_font_size(10)))?;
    Ok(())
}

/// The formulas of one row. They stay blank, rather than show 0, while a cell that they need is blank or not a number.
struct Formulas<'a> {
    row: &'a FormRow<'a>,
    at: u32,
    columns: Columns,
}

impl Formulas<'_> {
    fn name(&self, col: u16) -> CellRef {
        CellRef::new(self.at, u32::from(col))
    }

    /// 本期数
    fn current(&self) -> String {
        let last = self.name(self.columns.last_month());
        if self.row.indicator.kind == Kind::Stock {
            return format!("=IF(COUNT({last})=0,\"\",{last})");
        }
        // Months before the campaign's first are not asked; they can only stand at the left.
        let skipped = self.row.months.iter().take_while(|c| matches!(c, Cell::Grey)).count() as u16;
        let first = self.name(Columns::FIRST_MONTH + skipped.min(self.columns.last_month() - Columns::FIRST_MONTH));
        let wanted = (self.row.months.len() as u16).saturating_sub(skipped).max(1);
        format!("=IF(COUNT({first}:{last})<{wanted},\"\",SUM({first}:{last}))")
    }

    /// 年度累计 = 上期累计 + 本期数 + 前期更正
    fn ytd(&self) -> String {
        let (current, carried) = (self.name(self.columns.current()), self.name(self.columns.carried()));
        format!("=IF(COUNT({current},{carried})<2,\"\",SUM({current}:{carried}))")
    }
}
