//! The first two sheets: how to read the workbook and what is in it; the totals of all indicators.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::draw::{across, heading, put};
use super::formula::{Content, Formulas, quoted};
use super::plan::{Column, HEAD, Plan, Shown, What};
use super::style::{LINE, Styles, lines, number_format, page};
use crate::campaign::{Indicator, Kind, Level};
use crate::words::totals as words;

/// Widths of the list of sheets.
const LIST: [f64; 3] = [34.0, 64.0, 26.0];
/// Widths of the sheet of totals.
const WIDTHS: [f64; 12] = [5.0, 21.0, 34.0, 6.0, 10.0, 10.0, 12.0, 6.0, 6.0, 18.0, 15.0, 17.0];

/// 说明: who has reported, how to read the figures, which sheets there are.
pub(super) fn cover(sheet: &mut Worksheet, plan: &Plan<'_>, title: &str, style: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(words::COVER)?;
    heading(sheet, plan, title, 2, style)?;
    for (col, width) in (0..).zip(LIST) {
        sheet.set_column_width(col, width)?;
    }
    let summary = plan.summary;
    let mut text = vec![words::reported(summary.reported.len(), plan.campaign.units.len(), &summary.not_reported)];
    text.extend(words::how_to_read(&plan.campaign.campaign.total_name));
    let mut row = HEAD;
    for line in &text {
        across(sheet, row, 2, line, &style.plain)?;
        sheet.set_row_height(row, (LINE + 1.0) * lines(line, LIST.iter().sum()) + 3.0)?;
        row += 1;
    }
    for (col, head) in (0..).zip(words::LIST_HEADS) {
        sheet.write_string_with_format(row, col, head, &style.head)?;
    }
    let mut entry = |name: &str, about: &str, department: &str| -> Result<(), XlsxError> {
        row += 1;
        sheet.write_url_with_format(row, 0, Url::new(format!("internal:'{name}'!A1")).set_text(name), &style.link)?;
        sheet.write_string_with_format(row, 1, about, &style.left)?;
        sheet.write_string_with_format(row, 2, department, &style.text)?;
        sheet.set_row_height(row, LINE * lines(about, LIST[1]) + 4.0)?;
        Ok(())
    };
    entry(words::OVERVIEW, words::OVERVIEW_ABOUT, "")?;
    for s in &plan.sheets {
        let mut names: Vec<&str> = s.columns.iter().map(|c| c.indicator.name.as_str()).collect();
        names.dedup();
        entry(&s.name, &names.join("、"), &s.task.department)?;
    }
    page(sheet, &words::footer(words::COVER));
    sheet.set_print_fit_to_pages(1, 1);
    Ok(())
}

/// 合计: one row an indicator.
pub(super) fn totals(sheet: &mut Worksheet, plan: &Plan<'_>, title: &str, style: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(words::OVERVIEW)?;
    let last = WIDTHS.len() as u16 - 1;
    heading(sheet, plan, title, last, style)?;
    for (col, (head, width)) in (0..).zip(words::OVERVIEW_HEADS.iter().zip(WIDTHS)) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(HEAD, col, *head, &style.head)?;
    }
    sheet.set_row_height(HEAD, LINE * 2.0 + 4.0)?;
    let mut table = Table { formulas: Formulas { plan }, style, row: HEAD + 1, number: 0 };
    for (s, task) in plan.sheets.iter().enumerate() {
        for same in task.columns.chunk_by(|a, b| a.indicator.id == b.indicator.id) {
            let Some(first) = task.columns.iter().position(|c| same.first().is_some_and(|f| std::ptr::eq(c, f))) else { continue };
            table.indicator(sheet, (s, first), same)?;
        }
    }
    sheet.set_freeze_panes(HEAD + 1, 3)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.autofilter(HEAD, 0, table.row.saturating_sub(1), last)?;
    page(sheet, &words::footer(words::OVERVIEW));
    Ok(())
}

struct Table<'a> {
    formulas: Formulas<'a>,
    style: &'a Styles,
    row: u32,
    number: u32,
}

impl Table<'_> {
    /// The rows of an indicator: one, or for a status one an option.
    fn indicator(&mut self, sheet: &mut Worksheet, (s, c): (usize, usize), same: &[Column<'_>]) -> Result<(), XlsxError> {
        let Some(first) = same.first() else { return Ok(()) };
        if first.what != What::Status {
            let cols = same.iter().zip(c..).map(|(column, c)| {
                (
                    match column.what {
                        What::Period => 4,
                        What::Ytd => 5,
                        _ => 6,
                    },
                    column,
                    self.total((s, c), column),
                )
            });
            let cells: Vec<_> = cols.collect();
            self.head(sheet, (s, c), first, &first.indicator.name)?;
            for (col, column, content) in &cells {
                let number = self.style.text.clone().set_num_format(number_format(column));
                put(sheet, (self.row, *col), content, (&number, &self.style.text))?;
            }
            // The year to date is what a target is held against.
            let ytd = same.iter().zip(c..).last().map(|(column, c)| (column, (s, c)));
            if let Some((column, place)) = ytd {
                self.target(sheet, column, place)?;
            }
            self.row += 1;
            return Ok(());
        }
        for option in &first.indicator.options {
            self.head(sheet, (s, c), first, &format!("{}：{option}", first.indicator.name))?;
            let count = self.formulas.option((s, c), first, option);
            put(sheet, (self.row, 6), &count, (&self.style.text, &self.style.text))?;
            for col in [10, 11] {
                sheet.write_blank(self.row, col, &self.style.text)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    /// What the total is on its own sheet.
    fn total(&self, place: (usize, usize), column: &Column<'_>) -> Content {
        let result = self.formulas.total(place.0, place.1, column).shown().clone();
        Content::Live(format!("={}", self.formulas.cell(place, self.formulas.plan.total_row(), None)), result)
    }

    /// Number, task, indicator, unit, who is in the total.
    fn head(&mut self, sheet: &mut Worksheet, place: (usize, usize), column: &Column<'_>, name: &str) -> Result<(), XlsxError> {
        let (row, style) = (self.row, self.style);
        self.number += 1;
        let plan = self.formulas.plan;
        let task = plan.sheets.get(place.0).map_or("", |s| s.task.name.as_str());
        let unit = if column.what == What::Status { "家" } else { &column.indicator.unit };
        sheet.write_number_with_format(row, 0, f64::from(self.number), &style.text)?;
        sheet.write_string_with_format(row, 1, task, &style.left)?;
        sheet.write_string_with_format(row, 2, name, &style.left)?;
        sheet.write_string_with_format(row, 3, unit, &style.text)?;
        for col in [4, 5, 6] {
            sheet.write_blank(row, col, &style.text)?;
        }
        let coverage = self.formulas.coverage(place.0, place.1, column);
        for (col, content) in (7..).zip(&coverage) {
            let n = u32::from(col - 6);
            let reference = format!("={}", self.formulas.cell(place, plan.total_row() + n, None));
            put(sheet, (row, col), &Content::Live(reference, content.shown().clone()), (&style.text, &style.text))?;
        }
        let missing = column.total.map(|t| t.missing.clone()).unwrap_or_default();
        let ytd = plan.summary.figure(&column.indicator.id, &crate::model::Scope::Total, crate::model::Span::Ytd).map(|t| t.missing.clone());
        // Who is left out of the year to date is told apart where it is another than of the period.
        let mut words_ = missing.join("、");
        if let Some(ytd) = ytd.filter(|y| column.what == What::Period && *y != missing) {
            words_ = [format!("{}：{}", words::PERIOD, none(&missing)), format!("{}：{}", words::YTD, none(&ytd))].join("；");
        }
        sheet.write_string_with_format(row, 9, &words_, &style.left)?;
        let most = lines(task, WIDTHS[1]).max(lines(name, WIDTHS[2])).max(lines(&words_, WIDTHS[9]));
        sheet.set_row_height(row, LINE * most + 3.0)?;
        Ok(())
    }

    /// 年度目标, and what has become of it.
    fn target(&self, sheet: &mut Worksheet, column: &Column<'_>, place: (usize, usize)) -> Result<(), XlsxError> {
        let (row, style) = (self.row, self.style);
        let indicator = column.indicator;
        let Some(target) = &indicator.target else {
            sheet.write_blank(row, 10, &style.text)?;
            sheet.write_blank(row, 11, &style.text)?;
            return Ok(());
        };
        let value = |v: Decimal| v.normalize().to_string();
        let most = target.at_most.map(value);
        let words_ = match target.level {
            Level::Total => words::target_total(&value(target.value), most.as_deref(), &indicator.unit),
            Level::Unit => words::target_unit(&value(target.value), most.as_deref(), &indicator.unit),
        };
        sheet.write_string_with_format(row, 10, &words_, &style.text)?;
        let (content, number) = self.progress(column, place, indicator);
        put(sheet, (row, 11), &content, (&number, &style.text))?;
        Ok(())
    }

    fn progress(&self, column: &Column<'_>, place: (usize, usize), indicator: &Indicator) -> (Content, Format) {
        let style = self.style;
        let blank = || (Content::Fixed(Shown::Blank), style.text.clone());
        let Some(target) = &indicator.target else { return blank() };
        // In a cell a ratio of 100% is 1.
        let scaled = |v: Decimal| if indicator.kind == Kind::Ratio { v / Decimal::ONE_HUNDRED } else { v };
        let (least, most) = (scaled(target.value), target.at_most.map(scaled));
        let total = self.formulas.cell(place, self.formulas.plan.total_row(), None);
        let value = column.total.and_then(|t| t.value).map(scaled);
        match (target.level, most) {
            (Level::Unit, most) => {
                let range = self.formulas.range(place, None);
                let numbers = (0..column.cells.len()).filter_map(|u| self.formulas.unit((place.0, column), u).shown().number());
                let reached = numbers.filter(|n| *n >= least && most.is_none_or(|m| *n <= m)).count();
                let upper = most.map(|m| format!("-COUNTIF({range},\">{}\")", m.normalize())).unwrap_or_default();
                let text = format!("=COUNTIF({range},\">={}\"){upper}", least.normalize());
                (Content::Live(text, Shown::Number(reached.into())), style.text.clone().set_num_format(words::REACHED_FORMAT))
            }
            (Level::Total, Some(most)) => {
                let [below, within, above] = words::RANGE;
                let result = value.map_or(words::NONE, |v| {
                    if v < least {
                        below
                    } else if v > most {
                        above
                    } else {
                        within
                    }
                });
                let (l, m) = (least.normalize(), most.normalize());
                let [b, w, a, none] = [below, within, above, words::NONE].map(quoted);
                (
                    Content::Live(
                        format!("=IF(ISNUMBER({total}),IF({total}<{l},{b},IF({total}>{m},{a},{w})),{none})"),
                        Shown::Text(result.to_owned()),
                    ),
                    style.text.clone(),
                )
            }
            (Level::Total, None) if least.is_zero() => blank(),
            (Level::Total, None) => {
                let result = value.and_then(|v| v.checked_div(least)).map_or_else(|| Shown::Text(words::NONE.to_owned()), Shown::Number);
                let text = format!("=IF(ISNUMBER({total}),{total}/{},{})", least.normalize(), quoted(words::NONE));
                (Content::Live(text, result), style.text.clone().set_num_format("0.0%"))
            }
        }
    }
}

fn none(units: &[String]) -> String {
    if units.is_empty() { words::NONE.to_owned() } else { units.join("、") }
}
