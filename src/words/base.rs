//! What is said about last year's figures (`inputs/base.xlsx`): on the sheet itself, and about what is typed there.

use crate::diag::Diagnostic;
use crate::origin::{CellSource, Origin};

/// Head of the column of units.
pub const UNIT: &str = "填报单位";
/// Head of the column of tasks.
pub const TASK: &str = "任务";
/// Head of the column of indicators.
pub const INDICATOR: &str = "指标";
/// Head of the column of measures.
pub const MEASURE: &str = "计量单位";
/// Head of the column of stocks.
pub const YEAR_END: &str = "年底数";
/// Head of the last column.
pub const NOTE: &str = "备注";
/// Other words for the head of the column of units.
pub const UNIT_TOO: &[&str] = &["单位", "县（市、区）", "单位名称"];

/// Head of a year's running total.
pub fn until(month: u8) -> String {
    if month == 1 { "1月累计".to_owned() } else { format!("1—{month}月累计") }
}

/// Name of the sheet.
pub fn sheet(year: i16) -> String {
    format!("{year}年")
}

/// Title of the sheet.
pub fn title(campaign: &str, year: i16) -> String {
    format!("“{campaign}”专项工作{year}年同期数据（对比用）")
}

/// How to fill it in.
pub fn how_to(year: i16, not_applicable: &str) -> String {
    format!(
        "填{year}年的实际数，用来计算同比和比上年末增减。发生数填从1月到该月的累计数，期末数填在“{YEAR_END}”。没有发生填0；不适用填“{not_applicable}”；没有资料的留空（留空的不比较，不按0计）。填好后存为 inputs/base.xlsx。"
    )
}

/// The blank one was written.
pub fn written(path: &str, rows: usize) -> String {
    format!("上年同期数据空表已生成：{path}（{rows} 行）。填好后存为 inputs/base.xlsx，同比和比上年末就会出现在各种材料里。")
}

/// A year of which the campaign has all figures itself.
pub fn year_in_campaign(year: &str, start: &str) -> String {
    format!("{year}年不能作为专项工作之前的对比年份：这项工作从{start}起报数，那以后的数以填报表为准。例如：hongtou base 2022。")
}

fn error(code: &'static str, at: CellSource, message: String) -> Diagnostic {
    Diagnostic::error(code, Origin::Cell(at), message)
}

/// There is no table in it.
pub fn no_table(file: &str) -> Diagnostic {
    Diagnostic::error(
        "base-no-table",
        Origin::file(file),
        format!("没有找到上年同期数据：应有一行表头，包括“{UNIT}”“{INDICATOR}”和“1—N月累计”“{YEAR_END}”。"),
    )
    .hint("用 hongtou base 生成一张空表，把数填进去。")
}

/// A sheet that does not say its year.
pub fn no_year(file: &str, sheet: &str) -> Diagnostic {
    Diagnostic::error("base-no-year", Origin::sheet(file, sheet), format!("工作表“{sheet}”看不出是哪一年的数。"))
        .hint("把工作表改名为年份，例如“2022年”。")
}

/// A unit that the campaign does not know.
pub fn unknown_unit(at: CellSource, typed: &str) -> Diagnostic {
    error("base-unknown-unit", at, format!("“{typed}”不是本项工作的填报单位，这一行没有采用。")).hint("请照 inputs/campaign.toml 里的名称写。")
}

/// An indicator that the campaign does not know, or that is not compared.
pub fn unknown_indicator(at: CellSource, typed: &str) -> Diagnostic {
    error("base-unknown-indicator", at, format!("“{typed}”不是可以对比的指标，这一行没有采用。"))
        .hint("请照填报表里的名称写；比率由程序计算，状态和年度任务不比较，都不用填。")
}

/// A unit that does not report the indicator.
pub fn not_owed(at: CellSource, unit: &str, indicator: &str) -> Diagnostic {
    error("base-not-owed", at, format!("“{indicator}”不由{unit}填报，这一行没有采用。"))
}

/// The same once more.
pub fn twice(at: CellSource, unit: &str, indicator: &str, first: &str) -> Diagnostic {
    error("base-twice", at, format!("{unit}的“{indicator}”前面已经有一行（{first}），这一行没有采用。")).hint("只留一行。")
}

/// A running total that falls.
pub fn falls(at: CellSource, unit: &str, indicator: &str, head: &str, now: &str, before: &str) -> Diagnostic {
    Diagnostic::question(
        "base-falls",
        Origin::Cell(at),
        format!("{unit}的“{indicator}”{head}是{now}，比前面的累计{before}还少，请核实是不是填成了当期数。"),
    )
}

/// The campaign has figures of its own of that time.
pub fn own_figures(at: CellSource, year: i16) -> Diagnostic {
    Diagnostic::warning("base-own-figures", Origin::Cell(at), format!("{year}年全年都有填报表，以填报表为准，这张表没有采用。"))
}
