//! What stands on the forms and is said about making them.

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// Name of a unit's form.
pub fn file_name(unit: &str) -> String {
    format!("{unit}.xlsx")
}

/// Title of a sheet.
pub fn title(campaign: &str, sheet: &str) -> String {
    format!("“{campaign}”专项工作填报表（{sheet}）")
}

/// Title among the properties of the file.
pub fn document_title(campaign: &str, body: &str, covers: &str) -> String {
    format!("{body}“{campaign}”专项工作填报表（{covers}）")
}

/// Line under a title.
pub fn subtitle(body: &str, covers: &str) -> String {
    format!("{body}　　{covers}")
}

/// What a form covers, such as 2023年1—2月（数据截至2023年2月20日）.
pub fn covers(period: &str, cutoff: Date) -> String {
    format!("{period}（数据截至{}）", day(cutoff))
}

/// The notice that the data are invented.
pub fn notice(notice: &str) -> String {
    format!("※ {notice} ※")
}

/// Heading over the spans of the months.
pub fn months_heading() -> &'static str {
    "各月统计时段"
}

/// 1月：2022年12月21日—2023年1月20日
pub fn month_span(month: u8, from: Date, to: Date) -> String {
    format!("{month}月：{}—{}", day(from), day(to))
}

fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// Heading over the instructions.
pub fn instructions_heading() -> &'static str {
    "填表说明"
}

/// One instruction.
pub fn numbered(number: usize, text: &str) -> String {
    format!("{number}. {text}")
}

/// A task with its number.
pub fn numbered_task(number: u32, name: &str) -> String {
    format!("{number}. {name}")
}

/// Foot of a printed sheet, in the codes of spreadsheets.
pub fn footer(unit: &str, sheet: &str) -> String {
    format!("&L&9{unit}　{sheet}&R&9第 &P 页　共 &N 页")
}

/// Heading over the counts of list rows on the page for signatures.
pub fn lists_heading() -> &'static str {
    "清单"
}

/// Unit of list rows.
pub fn list_unit() -> &'static str {
    "条"
}

/// What the signatures stand for.
pub fn declaration() -> &'static str {
    "以上数据和清单已核对无误。"
}

/// A label before a line to write on.
pub fn labelled(label: &str) -> String {
    format!("{label}：")
}

/// Where the unit's principal signs.
pub fn principal() -> &'static str {
    "主要负责人签字（盖章）："
}

/// Where the date is written.
pub fn date_line() -> &'static str {
    "年　　　月　　　日"
}

/// A form that cannot be made: `fault` says why.
pub fn not_written(unit: &str, fault: &str) -> Diagnostic {
    Diagnostic::error("form-not-written", Origin::Run, format!("{unit}的填报表没有做成：{fault}"))
        .about(unit)
        .hint("工作表、栏目和指标的名称在 inputs/campaign.toml 的“填报表”“指标”两部分，改好后重新运行。")
}

/// A sheet without a name.
pub fn sheet_name_blank() -> String {
    "有一张工作表没有名称。".to_owned()
}

/// A sheet's name that is too long.
pub fn sheet_name_long(name: &str) -> String {
    format!("工作表名称“{name}”超过31个字，电子表格软件不允许。")
}

/// A sheet's name that stands twice.
pub fn sheet_name_twice(name: &str) -> String {
    format!("有两张工作表都叫“{name}”。")
}

/// A sheet's name with signs that spreadsheets do not allow.
pub fn sheet_name_signs(name: &str) -> String {
    format!("工作表名称“{name}”里有电子表格软件不允许的符号（[ ] : * ? / \\，或首尾的单引号）。")
}

/// A text that no cell holds.
pub fn text_long() -> String {
    "有一段文字超过单元格能容纳的32767个字。".to_owned()
}

/// Anything else that the writer of spreadsheets refuses.
pub fn other(detail: &str) -> String {
    format!("写电子表格时出错（{detail}）。")
}
