//! What is said about the office's own return to the office above.

use rust_decimal::Decimal;

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// Folder of the return in a period's folder.
pub const FOLDER: &str = "上报";
/// Heads of the hidden sheet, and of the sheet beside the return.
pub const HEADS: [&str; 5] = ["工作表", "单元格", "来源文件", "来源工作表", "来源单元格"];
/// Heads of the sheet beside the return.
pub const CHECK_HEADS: [&str; 6] = ["工作表", "单元格", "填的内容", "来源文件", "来源工作表", "来源单元格"];
/// What a note begins with that says whom a figure leaves out.
pub const WITHOUT: &str = "不含";
/// Between two remarks.
pub const REMARK_BREAK: &str = "；";

/// Name of the return.
pub fn file(body: &str) -> String {
    format!("{FOLDER}/{body}.xlsx")
}

/// Name of the sheet beside it.
pub fn check_file(body: &str) -> String {
    format!("{FOLDER}/{}.xlsx", check_title(body))
}

/// Title of the sheet beside it.
pub fn check_title(body: &str) -> String {
    format!("{body}上报表数据出处核对表")
}

/// Title of the return, for the manifest.
pub fn title(body: &str) -> String {
    format!("{body}上报表")
}

/// Whom a figure leaves out.
pub fn without(units: &[&str]) -> String {
    format!("{WITHOUT}{}", units.join("、"))
}

/// A correction's remark: the month, and what each unit says.
pub fn corrected(month: u8, parts: &[(&str, Decimal, &str)]) -> String {
    let parts: Vec<String> =
        parts.iter().map(|(unit, value, reason)| format!("{unit}{}（{}）", value.normalize(), reason.trim_end_matches('。'))).collect();
    format!("{month}月：{}", parts.join("、"))
}

/// Whose an item is.
pub fn of_unit(unit: &str, text: &str) -> String {
    format!("{unit}：{text}")
}

/// There is no section for it.
pub fn no_section() -> Diagnostic {
    Diagnostic::error(
        "no-upward",
        Origin::file("inputs/campaign.toml"),
        "inputs/campaign.toml 里没有 [upward] 一节，不知道上报给谁、用什么单位名称。",
    )
    .hint("加上 [upward] 一节，至少写 unit（上级的单位名单里本单位的名称），例如 unit = \"某市\"；说明见 docs/rollup.md。")
}

fn question(code: &'static str, message: String) -> Diagnostic {
    Diagnostic::question(code, Origin::Run, message)
}

/// Units give different values of a status.
pub fn status_differs(indicator: &str, counts: &[(String, usize)], missing: &[&str]) -> Diagnostic {
    let mut list: Vec<String> = counts.iter().map(|(option, n)| format!("{option}{n}个")).collect();
    if !missing.is_empty() {
        list.push(format!("{}没有报", missing.join("、")));
    }
    // A name that begins with a quotation mark is quoted enough.
    let name = if indicator.starts_with('“') { indicator.to_owned() } else { format!("“{indicator}”") };
    question("roll-up-status", format!("{name}各单位不一致或不全（{}），上报表里留空。", list.join("，")))
        .hint("请在上报表里选定一项，需要时加以说明。")
}

/// Corrections of more than one month in one row.
pub fn corrections_differ(indicator: &str, months: &[u8], correction: &str, note: &str) -> Diagnostic {
    let months: Vec<String> = months.iter().map(|m| format!("{m}月")).collect();
    question("roll-up-correction", format!("“{indicator}”有对{}的更正，一行只能写一个月，上报表里没有填。", months.join("、")))
        .hint(format!("请在上报表的“{correction}”和“{note}”里人工填写。"))
}

/// A figure that leaves units out.
pub fn partial(n: usize, units: &[&str]) -> Diagnostic {
    question("roll-up-partial", format!("有{n}项数不含{}（上报表里写明了）。", units.join("、"))).hint("请催报，报齐后重新运行。")
}

/// The year to date differs from that of the totals.
pub fn ytd_differs(names: &[&str], ytd: &str, correction: &str, note: &str) -> Diagnostic {
    let shown: Vec<String> = names.iter().take(5).map(|n| format!("“{n}”")).collect();
    let more = if names.len() > 5 { format!("等{}项", names.len()) } else { String::new() };
    question("roll-up-ytd", format!("{}{more}的{ytd}与本级汇总数不同：有单位补报或更正了以前月份的数，而以前的上报表没有这些数。", shown.concat()))
        .hint(format!("请在上报表的“{correction}”里补上差额，并在“{note}”写明“N月：原因”。"))
}

/// A list without the records of some units.
pub fn list_without(list: &str, units: &[&str]) -> Diagnostic {
    question("roll-up-list", format!("“{list}”没有{}的记录：没有收到这些单位的表。", units.join("、")))
        .hint("报齐后重新运行；先报送的，请在报送时说明。")
}

/// More items than the list has rows.
pub fn items_left_out(list: &str, left: usize) -> Diagnostic {
    question("roll-up-items", format!("“{list}”还有{left}条没有放进上报表（推荐的优先）。")).hint("请在上报表里增减；推荐次序由本级填写。")
}

/// What a person still has to fill in.
pub fn to_fill(fields: &[&str], sign_sheet: &str) -> String {
    format!("请填写{}，核对后打印{sign_sheet}签字盖章，再报送。", fields.join("、"))
}

/// The return was made.
pub fn written(path: &str, check: &str, cells: usize) -> String {
    format!("上报表已生成：{path}（{cells} 格有出处）\n出处核对表：{check}")
}

/// Figures that say whom they leave out.
pub fn partial_return(at: crate::origin::CellSource, indicators: &[&str], remark: &str) -> Diagnostic {
    let first = indicators.first().copied().unwrap_or_default();
    let rows = if indicators.len() > 1 { format!("“{first}”等{}项", indicators.len()) } else { format!("“{first}”") };
    Diagnostic::warning("partial-return", Origin::Cell(at), format!("{rows}备注写明“{remark}”：这些数不是全部下级单位的数。"))
        .hint("汇总和引用时请注明；报齐后请该单位重新报送。")
}

/// Heading of the cells below a cell.
pub fn below(cell: &str) -> String {
    format!("{cell} 出自下级报表：")
}
