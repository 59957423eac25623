//! What the words of heads mean: general words of Chinese tables, nothing of any campaign.

use super::vocabulary::{COUNTY, CURRENT, DATE, GROUP, INDICATOR, NUMBER, OWN, TARGET, TEXT, UNIT};
use crate::model::Aspect;
use crate::understand::periods::{self, Fit, Span};
use crate::understand::{text, units};
use crate::words::value;

/// What a head says about its line by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Head {
    /// 序号
    Number,
    /// 县（市、区）
    County,
    /// 指标
    Indicator,
    /// 计量单位; 单位 may also be the units that report.
    Unit,
    /// 任务、类别
    Group,
    /// 备注、责任人
    Text,
    /// 本期, 累计, 目标, 日期, 完成率
    Aspect(Aspect),
    /// Any other name.
    Name,
}

/// What a head says, without its unit. `period` is the one asked for.
pub(super) fn head(label: &str, asked: Option<Span>) -> Head {
    let key = text::key(label);
    let bare = key.trim_end_matches(['*', ':', '※']).trim_matches(['\\', '/']);
    let is = |words: &[&str]| words.contains(&bare);
    if is(&NUMBER) {
        Head::Number
    } else if is(&UNIT) {
        Head::Unit
    } else if is(&COUNTY) {
        Head::County
    } else if is(&INDICATOR) {
        Head::Indicator
    } else if is(&GROUP) {
        Head::Group
    } else if is(&TEXT) || ["数据截至", "统计截至", "数据时间"].iter().any(|w| bare.starts_with(w)) {
        Head::Text
    } else if is_corner(bare) {
        Head::County
    } else {
        field(bare, asked).map_or(Head::Name, Head::Aspect)
    }
}

/// 指标\县区: the corner of a table names both of its sides.
fn is_corner(key: &str) -> bool {
    let halves = key.split_once(['\\', '/']).or_else(|| key.split_once("指标"));
    halves.is_some_and(|(a, b)| {
        let known = |h: &str| COUNTY.contains(&h) || INDICATOR.contains(&h) || h.is_empty();
        known(a) && known(b) && !(a.is_empty() && b.is_empty()) && (COUNTY.contains(&a) || COUNTY.contains(&b))
    })
}

/// What of an indicator a head names.
pub(super) fn field(label: &str, asked: Option<Span>) -> Option<Aspect> {
    let key = text::key(label);
    let key = key.as_str();
    if CURRENT.contains(&key) {
        return Some(Aspect::Current);
    }
    if TARGET.contains(&key) {
        return Some(Aspect::Target);
    }
    if DATE.contains(&key) {
        return Some(Aspect::Date);
    }
    if OWN.contains(&key) || crate::understand::names::month_head(key).is_some() {
        return Some(Aspect::Own(text::tight(label)));
    }
    if is_cumulative(key) {
        return Some(if key.starts_with("上") || key.starts_with("去年") { Aspect::Own(text::tight(label)) } else { Aspect::Cumulative });
    }
    // 一季度, 上半年 without a year: of the year that was asked for.
    if is_season(key) {
        let same = asked.is_some_and(|a| periods::span(&format!("{}年{key}", a.last.year)).is_some_and(|s| s.against(a) == Fit::Same));
        return Some(if same { Aspect::Current } else { Aspect::Own(text::tight(label)) });
    }
    // 2023年上半年 over a column: the period asked for is this one, any other keeps its head.
    if key.chars().count() <= 14
        && let Some(span) = periods::span(key)
        && only_period(key)
    {
        let same = asked.is_some_and(|a| span.against(a) == Fit::Same);
        return Some(if same { Aspect::Current } else { Aspect::Own(text::tight(label)) });
    }
    None
}

fn is_season(key: &str) -> bool {
    let quarter = key.strip_prefix('第').unwrap_or(key).strip_suffix("季度");
    matches!(key, "上半年" | "下半年" | "全年" | "前三季度")
        || quarter.is_some_and(|q| matches!(q, "一" | "二" | "三" | "四" | "1" | "2" | "3" | "4"))
}

fn is_cumulative(key: &str) -> bool {
    let Some((before, after)) = key.split_once("累计") else { return false };
    let fits = |part: &str, words: &[&str]| part.is_empty() || words.contains(&part);
    fits(
        before,
        &[
            "本年",
            "年度",
            "年",
            "全年",
            "自年初",
            "年初至今",
            "今年",
            "当年",
            "本期末",
            "至本期",
            "历年",
            "上期",
            "上年",
            "去年",
            "截至本期",
            "1-6月",
            "截至目前",
            "总",
        ],
    ) && fits(after, &["数", "值", "完成", "完成数", "完成情况", "实绩", "数量"])
}

/// Whether a text is a period and nothing else.
fn only_period(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_digit() || "年月日上下半季度第一二三四底末至-—~截止全前h1q.(实际)".contains(c))
}

/// A label without its unit, and the unit: 会员数（人）, 经费（单位：万元）, 覆盖率%.
pub(in crate::understand) fn split_unit(label: &str) -> (String, Option<String>) {
    let tight = text::tight(label);
    for (open, close) in [('（', '）'), ('(', ')'), ('［', '］'), ('[', ']'), ('【', '】')] {
        if let Some((name, inner)) = tight.strip_suffix(close).and_then(|t| t.rsplit_once(open))
            && units::is_measure(inner)
        {
            let inner = text::key(inner);
            let unit = inner.strip_prefix("单位:").unwrap_or(&inner).to_owned();
            return (name.to_owned(), Some(unit));
        }
    }
    // 会员数/人, 会员数：人, 覆盖率%
    if let Some(name) = tight.strip_suffix(['%', '％']).filter(|n| !n.is_empty()) {
        return (name.to_owned(), Some("%".to_owned()));
    }
    if let Some((name, unit)) = tight.rsplit_once(['/', '／', ':', '：', ',', '，'])
        && !name.is_empty()
        && units::is_measure(unit)
    {
        return (name.to_owned(), Some(text::key(unit)));
    }
    (tight, None)
}

/// A name without the field that is written with it: 会员数（本期）, 会员数-累计, 本期会员数 beside 累计会员数 is not taken apart.
pub(super) fn split_field(name: &str, asked: Option<Span>) -> (String, Option<Aspect>) {
    let tight = text::tight(name);
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some((head, inner)) = tight.strip_suffix(close).and_then(|t| t.rsplit_once(open))
            && !head.is_empty()
            && let Some(field) = field(inner, asked)
        {
            return (head.to_owned(), Some(field));
        }
    }
    if let Some((head, tail)) = tight.rsplit_once(['-', '—', '_', '·', '.', ':', '：'])
        && !head.is_empty()
        && let Some(field) = field(tail, asked)
    {
        return (head.to_owned(), Some(field));
    }
    for (word, field) in [("本期数", Aspect::Current), ("本期", Aspect::Current), ("累计数", Aspect::Cumulative), ("累计", Aspect::Cumulative)]
    {
        if let Some(head) = tight.strip_suffix(word).filter(|h| h.chars().count() >= 2 && !h.ends_with(['年', '上', '同'])) {
            return (head.to_owned(), Some(field));
        }
    }
    (tight, None)
}

/// A row or column of sums.
pub(super) fn is_total(label: &str) -> bool {
    let key = text::key(label);
    let key = key.trim_matches(['(', ')', ':']);
    value::is_total(key)
        || ["小计", "共计", "平均", "平均值", "县级合计", "各县合计", "汇总", "合计数"].contains(&key)
        || key.strip_suffix("平均").is_some_and(value::is_total)
        || (key.chars().count() <= 10 && (key.ends_with("合计") || key.ends_with("小计") || key.ends_with("总计")) && !key.starts_with("其中"))
}

/// 其中：女会员
pub(super) fn is_part(label: &str) -> bool {
    let key = text::key(label);
    key.starts_with("其中") || key.starts_with("#") || key.starts_with("--")
}

/// A line below or above a table that is no row of it: 注：…, 审核人：…, 填报单位：…
pub(super) fn is_note(label: &str) -> bool {
    let key = text::key(label);
    const BEGINS: [&str; 12] = ["注:", "注1", "备注:", "说明:", "附注", "填表说明", "填报说明", "数据来源", "资料来源", "注意", "备注1", "1.本"];
    const SIGNS: [&str; 20] = [
        "审核人",
        "填报人",
        "填表人",
        "制表人",
        "制表",
        "负责人",
        "单位负责人",
        "分管领导",
        "主要领导",
        "联系电话",
        "联系人",
        "统计人",
        "经办人",
        "报送时间",
        "填报时间",
        "填报日期",
        "填表日期",
        "制表日期",
        "审核",
        "签字",
    ];
    let before = key.split(':').next().unwrap_or_default();
    BEGINS.iter().any(|b| key.starts_with(b))
        || (key.contains(':') && SIGNS.contains(&before))
        || SIGNS.iter().any(|s| key.starts_with(&format!("{s}(")))
        || (key.chars().count() > 40 && key.contains(['。', ';', '；']))
}

/// 单位：万元 above a table: the units that it names.
pub(super) fn unit_line(label: &str) -> Option<Vec<String>> {
    let key = text::key(label);
    // In brackets behind a title, or a line of its own.
    let start = ["计量单位:", "金额单位:", "数据单位:", "单位:"].iter().find_map(|w| key.find(w).map(|at| at + w.len()))?;
    let rest = key.get(start..)?.split([')', '。', ';', '(']).next()?;
    let named: Vec<String> = rest.split(['、', ',', '，', '/', '和']).map(str::to_owned).collect();
    (!named.is_empty() && named.iter().all(|u| units::is_measure(u))).then_some(named)
}

/// 填报单位：某县 above a table, also with the name in the next cell: what follows the label.
pub(in crate::understand) fn reporting_unit(label: &str) -> Option<&str> {
    const LABELS: [&str; 8] = ["填报单位", "报送单位", "上报单位", "填表单位", "单位名称", "填报地区", "填报单位名称", "报表单位"];
    let (head, rest) = match label.find([':', '：']) {
        Some(at) => (label.get(..at)?, label.get(at..)?.trim_start_matches([':', '：'])),
        None => (label, ""),
    };
    let head = text::key(head);
    let head = head.split('(').next().unwrap_or_default();
    LABELS.contains(&head).then(|| rest.trim())
}

/// Whether a label asks for who or when, so that what stands beside it is neither a head nor a figure.
pub(super) fn is_field_label(label: &str) -> bool {
    const LABELS: [&str; 17] = [
        "填报期",
        "数据截至",
        "填报日期",
        "填表日期",
        "报送日期",
        "填报时间",
        "电话",
        "联系电话",
        "手机",
        "传真",
        "邮编",
        "年度",
        "期次",
        "版本",
        "表号",
        "文号",
        "统计期",
    ];
    let key = text::key(label);
    let bare = key.split(['(', ':']).next().unwrap_or_default();
    LABELS.contains(&bare) || (reporting_unit(label).is_some() && !COUNTY.contains(&key.as_str()))
}

/// Whether a name is that of a rate, which is in percent where no unit stands.
pub(super) fn is_rate(name: &str) -> bool {
    let key = text::key(name);
    ["率", "占比", "比例", "比重", "百分比", "同比", "环比", "同比增长", "增幅", "增速"].iter().any(|w| key.ends_with(w))
        && !key.ends_with("频率")
        && !key.ends_with("效率")
}

/// 是, 否, √, × in a column that asks for it.
pub(super) fn yes_or_no(key: &str) -> Option<&'static str> {
    match key {
        "是" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "有" | "已" => Some("是"),
        "否" | "×" | "✗" | "✘" | "x" | "n" | "no" | "false" | "没有" | "未" => Some("否"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
