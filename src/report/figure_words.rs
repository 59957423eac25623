//! What is said about figures.

use crate::campaign::{Basis, Campaign, Kind};
use crate::model::{AppliedCorrection, Month, Period, Span, Summary};
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

/// Name of a kind of figure.
pub fn kind(kind: Kind, derived: bool) -> &'static str {
    match kind {
        Kind::Flow if derived => "发生数（由清单统计）",
        Kind::Flow => "发生数",
        Kind::Stock => "期末数",
        Kind::Plan => "年度任务",
        Kind::Ratio => "比率",
        Kind::Status => "状态",
    }
}

/// What time a figure is of: of a ratio its basis, of what stands at an end the end.
pub fn span(kind: Kind, basis: Option<Basis>, span: Span) -> &'static str {
    match (kind, basis, span) {
        (Kind::Ratio, Some(Basis::Ytd), _) | (Kind::Flow, _, Span::Ytd) => "年初至期末",
        (Kind::Ratio, Some(Basis::End) | None, _) | (Kind::Stock | Kind::Status, ..) => "期末",
        (Kind::Plan, ..) => "全年",
        (Kind::Ratio, Some(Basis::Period), _) | (Kind::Flow, ..) => "本期",
    }
}

/// A period as papers name it: 2023年1—2月, 2022年11月—2023年1月. It holds its months, so that no spreadsheet program takes it for a date.
pub fn period(period: Period, form_months: u8) -> String {
    let months = period.months(form_months);
    let last = period.last();
    let first = months.first().copied().unwrap_or(last);
    match period {
        Period::Year(year) => format!("{year}年"),
        _ if first == last => format!("{}年{}月", last.year, last.month),
        _ if first.year == last.year => format!("{}年{}—{}月", last.year, first.month, last.month),
        _ => format!("{}年{}月—{}年{}月", first.year, first.month, last.year, last.month),
    }
}

/// A month: 2023年1月.
pub fn month(month: Month) -> String {
    format!("{}年{}月", month.year, month.month)
}

/// How many units have each value of a status: 已建成投用9个、在建2个.
pub fn counts(counts: &[(String, Vec<String>)]) -> String {
    counts.iter().map(|(value, units)| format!("{value}{}个", units.len())).collect::<Vec<_>>().join("、")
}

/// A correction in full: 甲县更正2023年1月（12→10）：重复登记.
pub fn correction(c: &AppliedCorrection) -> String {
    let change = match c.before.zip(c.after) {
        Some((before, after)) => format!("（{}→{}）", before.normalize(), after.normalize()),
        None => format!("（{}{}）", if c.value.is_sign_negative() { "" } else { "+" }, c.value.normalize()),
    };
    let reason = if c.reason.is_empty() { String::new() } else { format!("：{}", c.reason.trim_end_matches('。')) };
    format!("{}更正{}{change}{reason}", c.unit, month(c.month))
}

/// A correction in a cell of the CSV.
pub fn correction_short(c: &AppliedCorrection) -> String {
    let sign = if c.value.is_sign_negative() { "" } else { "+" };
    format!("{}{}{sign}{}", c.unit, month(c.month), c.value.normalize())
}

/// A source cell: inputs/2023-02/甲县.xlsx“指标数据”F7.
pub fn source(s: &CellSource) -> String {
    format!("{}“{}”{}", s.file, s.sheet, s.cell)
}

/// Head of the table: the period, its cut-off, who has reported.
pub fn head(summary: &Summary, campaign: &Campaign) -> String {
    let title = format!("“{}”{}汇总", campaign.campaign.name, period(summary.period, campaign.cycle.months));
    let cutoff = summary.cutoff;
    let all = summary.reported.len() + summary.not_reported.len();
    let mut lines = vec![title, format!("数据截至{}年{}月{}日", cutoff.year(), cutoff.month(), cutoff.day())];
    lines.push(match summary.not_reported.as_slice() {
        [] => format!("本期{all}个填报单位均已报送"),
        missing => format!("本期应报{all}个单位，已报{}个；未报：{}", summary.reported.len(), missing.join("、")),
    });
    for form in summary.forms.iter().take(summary.forms.len().saturating_sub(1)).filter(|f| !f.not_reported.is_empty()) {
        lines.push(format!("其中{}的填报表未报：{}", period(Period::Form(form.form), campaign.cycle.months), form.not_reported.join("、")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Heads of the table for people.
pub fn heads(campaign: &Campaign, of: Period) -> [String; 6] {
    let now = match of {
        Period::Form(_) => "本期".to_owned(),
        _ => period(of, campaign.cycle.months),
    };
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
