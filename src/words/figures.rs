//! What is said about figures.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::origin::CellSource;

/// Heads of the CSV, one a column.
pub fn csv_heads() -> [&'static str; 22] {
    [
        "任务序号",
        "任务",
        "指标代码",
        "指标",
        "单位",
        "性质",
        "范围",
        "时段",
        "期间",
        "数值",
        "各状态个数",
        "已含单位数",
        "应报单位数",
        "未含单位",
        "目标",
        "完成目标（%）",
        "对比期",
        "对比期数值",
        "上一期",
        "上一期数值",
        "更正",
        "数据出处",
    ]
}

/// Name of a kind of figure (`flow`, `stock`, `plan`, `ratio`, `status`).
pub fn kind(kind: &str, derived: bool) -> &'static str {
    match kind {
        "flow" if derived => "发生数（由清单统计）",
        "flow" => "发生数",
        "stock" => "期末数",
        "plan" => "年度任务",
        "ratio" => "比率",
        _ => "状态",
    }
}

/// What time a figure is of: of a ratio by its basis (`period`, `ytd`, `end`), of a flow by its span, of what stands at an end the end.
pub fn span(kind: &str, basis: Option<&str>, span: &str) -> &'static str {
    match (kind, basis, span) {
        ("ratio", Some("ytd"), _) | ("flow", _, "ytd") => "年初至期末",
        ("ratio", Some("period"), _) | ("flow", ..) => "本期",
        ("plan", ..) => "全年",
        _ => "期末",
    }
}

/// How many units have each value of a status: 已建成投用9个、在建2个.
pub fn counts(counts: &[(String, Vec<String>)]) -> String {
    counts.iter().map(|(value, units)| format!("{value}{}个", units.len())).collect::<Vec<_>>().join("、")
}

/// A correction in full: 甲县更正2023年1月（12→10）：重复登记.
pub fn correction(unit: &str, (year, month): (i16, u8), value: Decimal, change: Option<(Decimal, Decimal)>, reason: &str) -> String {
    let change = match change {
        Some((before, after)) => format!("（{}→{}）", before.normalize(), after.normalize()),
        None => format!("（{}）", signed(value)),
    };
    let reason = reason.trim_end_matches('。');
    let reason = if reason.is_empty() { String::new() } else { format!("：{reason}") };
    format!("{unit}更正{year}年{month}月{change}{reason}")
}

/// A correction in a cell of the CSV: 甲县2023年1月-2.
pub fn correction_short(unit: &str, (year, month): (i16, u8), value: Decimal) -> String {
    format!("{unit}{year}年{month}月{}", signed(value))
}

fn signed(value: Decimal) -> String {
    format!("{}{}", if value.is_sign_negative() { "" } else { "+" }, value.normalize())
}

/// A source cell: inputs/2023-02/甲县.xlsx“指标数据”F7.
pub fn source(s: &CellSource) -> String {
    format!("{}“{}”{}", s.file, s.sheet, s.cell)
}

/// Head of the table: the period, its cut-off, who has reported; `earlier` are forms of the period before its last that some have not sent.
pub fn head(campaign: &str, period: &str, cutoff: Date, reported: usize, not_reported: &[String], earlier: &[(String, &[String])]) -> String {
    let mut text = format!("“{campaign}”{period}汇总\n数据截至{}年{}月{}日\n", cutoff.year(), cutoff.month(), cutoff.day());
    text += &match not_reported {
        [] => format!("本期{reported}个填报单位均已报送\n"),
        missing => format!("本期应报{}个单位，已报{reported}个；未报：{}\n", reported + missing.len(), missing.join("、")),
    };
    for (form, units) in earlier {
        text += &format!("其中{form}的填报表未报：{}\n", units.join("、"));
    }
    text
}

/// Heads of the table for people; a form's period is 本期, a longer one goes by its name.
pub fn heads(longer: Option<String>) -> [String; 6] {
    let now = longer.unwrap_or_else(|| "本期".to_owned());
    ["指标（单位）".to_owned(), now, "年初至期末".to_owned(), "上年底（同期）".to_owned(), "已含/应报".to_owned(), "说明".to_owned()]
}

/// Heading of a task.
pub fn task(number: u32, name: &str, internal: bool) -> String {
    format!("{number}. {name}{}", if internal { "（仅供内部材料）" } else { "" })
}

/// Name of an indicator with its unit.
pub fn indicator(name: &str, unit: &str, internal: bool) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
    format!("{name}{unit}{}", if internal { "※仅供内部" } else { "" })
}

/// Coverage: 12/13.
pub fn covers(covers: usize, of: usize) -> String {
    format!("{covers}/{of}")
}

/// A target: from so much, at most so much, in its unit.
pub fn target(target: &str, at_most: Option<&str>, unit: &str, progress: Option<&str>) -> String {
    let range = at_most.map(|most| format!("—{most}")).unwrap_or_default();
    let progress = progress.map(|p| format!("，已完成{p}%")).unwrap_or_default();
    format!("目标{target}{range}{unit}{progress}")
}

/// Who is missing of those that owe it; where all are, they are not named.
pub fn missing(units: &[String], of: usize) -> String {
    if units.len() == of { "均未报送".to_owned() } else { format!("缺{}", units.join("、")) }
}

/// Who is missing in the year to date.
pub fn missing_in_year(units: &[String], of: usize) -> String {
    if units.len() == of { "年初至期末数不全".to_owned() } else { format!("年初至期末缺{}", units.join("、")) }
}

/// Whose figure stands on 年度累计.
pub fn repaired(units: &[String]) -> String {
    format!("{}以年度累计补足缺报月份", units.join("、"))
}
