//! What stands on the forms and is said about making them.

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// Name of a unit's form.
pub fn file_name(unit: &str) -> String {
    format!("{unit}.xlsx")
}

/// Id of a unit's form in the manifest.
pub fn id(unit: &str) -> String {
    format!("form:{unit}")
}

/// Its title there.
pub fn entry_title(unit: &str) -> String {
    format!("填报表（{unit}）")
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

// ── what keeps wrong entries out ──

/// Most UTF-16 units that the message of a rule can have.
const LONGEST_MESSAGE: usize = 255;

/// Title of the box that refuses an entry.
pub fn rule_title() -> &'static str {
    "填写有误"
}

/// Title of the box that explains a cell.
pub fn prompt_title() -> &'static str {
    "填写提示"
}

/// A message as long as the box of a rule can hold.
pub fn clipped(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_MESSAGE {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.encode_utf16().count() + c.len_utf16() >= LONGEST_MESSAGE {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// What a cell for a number takes.
pub fn number_rule(indicator: &str, unit: &str, whole: bool, not_applicable: &str, not_counted: &str) -> String {
    let kind = if whole { "不小于0的整数" } else { "不小于0的数" };
    format!(
        "“{indicator}”应填{kind}（{unit}）：只填数字，不写单位，不写“约”“左右”。\n没有填0；不适用填“{not_applicable}”；还没统计出来填“{not_counted}”。"
    )
}

/// What 前期更正 takes.
pub fn correction_rule(indicator: &str, unit: &str, whole: bool) -> String {
    let kind = if whole { "整数" } else { "数" };
    format!("“{indicator}”的更正应填{kind}（{unit}），多报了填负数，漏报了填正数；没有更正就留空。")
}

/// What to know before 前期更正 is filled in.
pub fn correction_prompt(note: &str) -> String {
    format!("只在以前月份报错时才填：填增减的数（多报填负数），并在“{note}”写“N月：原因”。没有更正就留空。")
}

/// What to know before an open 上期累计 is filled in.
pub fn carried_prompt() -> &'static str {
    "上期的表没有收到或有错，请填截至上期末的本年累计数；没有填0。"
}

/// What a cell for a status takes.
pub fn status_rule(indicator: &str) -> String {
    format!("“{indicator}”请点单元格右边的小箭头，从列出的选项中选一项。")
}

/// What a cell with a list takes.
pub fn choice_rule(column: &str) -> String {
    format!("“{column}”请点单元格右边的小箭头，从列出的选项中选一项。")
}

/// What is asked where a name is not in the list.
pub fn owner_rule(column: &str) -> String {
    format!("“{column}”填的不在部门、领导名单里。确实如此请选“是”，填错了请选“否”改正。")
}

/// What a cell for a day takes.
pub fn date_rule(column: &str) -> String {
    format!("“{column}”应填一个日期，年月日写全，例如 2023-2-15。")
}

/// What a cell for a whole number in a list takes.
pub fn list_number_rule(column: &str) -> String {
    format!("“{column}”应填不小于0的整数，只填数字；没有填0。")
}

/// What 推荐次序 takes.
pub fn rank_rule(column: &str) -> String {
    format!("“{column}”只能填1或2，各用一次；不推荐的留空。")
}

/// Note on an indicator of which a number is asked each month.
pub fn flow_note(unit: &str) -> String {
    format!("各月填当月发生数（{unit}），不是累计数。")
}

/// Note on an indicator of which the number at the end is asked.
pub fn stock_note(unit: &str) -> String {
    format!("填截至当月截止日的总数（{unit}）。上次报过的已经填好，有变化再改。")
}

/// Note on an indicator of which a number a year is asked.
pub fn plan_note(unit: &str, column: &str) -> String {
    format!("填全年的数（{unit}），填在“{column}”一栏。")
}

/// Note on an indicator of which a state is asked.
pub fn status_note(options: &[String]) -> String {
    format!("填在本期最后一个月，从中选一项：{}。", options.join("、"))
}

/// Note on an indicator that is a part of others.
pub fn part_note(wholes: &[&str]) -> String {
    format!("不能大于{}。", wholes.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join(""))
}

/// How to answer where there is no number.
pub fn blanks_note(not_applicable: &str, not_counted: &str) -> String {
    format!("没有填0；不适用填“{not_applicable}”；还没统计出来填“{not_counted}”。")
}

/// Note on the head of 上期累计.
pub fn carried_note() -> &'static str {
    "由上期的表带出，已锁定。黄色的格子是上期的表没有收到或有错，请补填截至上期末的本年累计数。"
}

/// Note on the head of 本期数 and of 年度累计.
pub fn computed_note() -> &'static str {
    "由公式自动计算，不用填。数填全以后才会出现。"
}

/// How far the sheet is filled in, while it is: how many cells are asked, and the formula that counts the blank ones.
pub fn progress_formula(asked: usize, blank: &str) -> String {
    format!("=IF({blank}=0,\"填报进度：应填 {asked} 格，已全部填好。\",\"填报进度：应填 {asked} 格，还有 \"&({blank})&\" 格没有填。\")")
}

/// What that formula shows.
pub fn progress(asked: usize, blank: usize) -> String {
    if blank == 0 {
        format!("填报进度：应填 {asked} 格，已全部填好。")
    } else {
        format!("填报进度：应填 {asked} 格，还有 {blank} 格没有填。")
    }
}

/// The formula of the declaration: it stands only when nothing is blank; `blank` counts the blank cells of the sheet `sheet`.
pub fn declaration_formula(sheet: &str, blank: &str) -> String {
    format!("=IF({blank}=0,\"{}\",\"“{}”还有 \"&({blank})&\" 格没有填，请填完再打印、签字。\")", declaration(), sheet.replace('"', "\"\""))
}

/// What that formula shows.
pub fn declared(sheet: &str, blank: usize) -> String {
    if blank == 0 { declaration().to_owned() } else { format!("“{sheet}”还有 {blank} 格没有填，请填完再打印、签字。") }
}
