//! The unit typed behind a number against the unit that its row asks for. General Chinese measure words, nothing of any campaign.

use rust_decimal::Decimal;

use super::text;
use crate::model::Doubt;

/// Words that count the same things.
const SAME: [&[&str]; 5] =
    [&["人", "名", "位", "人次"], &["家", "个", "所", "处", "座"], &["场", "次", "场次", "期", "回"], &["件", "起", "例", "宗"], &["项", "个"]];

/// What a number typed with a unit is in the unit that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conformed {
    /// By what to multiply it.
    pub(super) factor: Decimal,
    /// Why somebody should look.
    pub(super) doubt: Option<Doubt>,
}

/// How `typed` fits `wanted`; `None` where it is the unit of something else.
pub(super) fn conform(typed: &str, wanted: &str) -> Option<Conformed> {
    let (typed, wanted) = (text::key(typed), text::key(wanted));
    if typed.is_empty() || typed == wanted {
        return Some(Conformed { factor: Decimal::ONE, doubt: None });
    }
    if SAME.iter().any(|group| group.contains(&typed.as_str()) && group.contains(&wanted.as_str())) {
        return Some(Conformed { factor: Decimal::ONE, doubt: Some(Doubt::UnitWord(typed)) });
    }
    let converted = |factor| Some(Conformed { factor, doubt: Some(Doubt::Converted(typed.clone())) });
    if let Some(wanted) = money(&wanted) {
        // 12.5万 among amounts of 万元 leaves out the 元.
        let given = money(&typed).or_else(|| money(&format!("{typed}元")))?;
        return converted(given.checked_div(wanted)?);
    }
    let (given, rest) = scale(&typed).unwrap_or((Decimal::ONE, typed.as_str()));
    let (asked, base) = scale(&wanted).unwrap_or((Decimal::ONE, wanted.as_str()));
    if given == asked || (rest.is_empty() && given == Decimal::ONE) {
        // 3.2万 among amounts of 万人 leaves out the 人.
        return if rest.is_empty() && given == asked && given != Decimal::ONE { converted(Decimal::ONE) } else { None };
    }
    if rest.is_empty() || conform(rest, base).is_some_and(|c| c.factor == Decimal::ONE) {
        return converted(given.checked_div(asked)?);
    }
    None
}

/// What a number typed with a unit is where no unit is asked for: 万 and 亿 are multiplied out, amounts of money stay as they are.
pub(super) fn unheaded(typed: &str) -> (Decimal, Option<String>) {
    let key = text::key(typed);
    if key.is_empty() {
        return (Decimal::ONE, None);
    }
    if money(&key).is_none()
        && let Some((factor, rest)) = scale(&key)
    {
        return (factor, (!rest.is_empty()).then(|| rest.to_owned()));
    }
    (Decimal::ONE, Some(key))
}

/// General measure words; a campaign's own units count too.
const MEASURES: [&str; 78] = [
    "人",
    "名",
    "位",
    "人次",
    "人数",
    "家",
    "个",
    "所",
    "处",
    "座",
    "场",
    "次",
    "场次",
    "期",
    "回",
    "件",
    "起",
    "例",
    "宗",
    "项",
    "元",
    "千元",
    "万元",
    "百万元",
    "亿元",
    "%",
    "‰",
    "百分点",
    "个百分点",
    "平方米",
    "㎡",
    "m2",
    "公里",
    "天",
    "日",
    "小时",
    "户",
    "户次",
    "台",
    "辆",
    "份",
    "本",
    "条",
    "篇",
    "支",
    "队",
    "对",
    "张",
    "亩",
    "吨",
    "课时",
    "学时",
    "岁",
    "册",
    "套",
    "间",
    "批",
    "组",
    "类",
    "种",
    "只",
    "块",
    "幅",
    "首",
    "部",
    "门",
    "班",
    "班次",
    "件次",
    "家次",
    "个次",
    "批次",
    "是/否",
    "人/次",
    "公顷",
    "平方公里",
    "千瓦时",
    "分",
];

/// Whether a text is a unit of measure: 人, 万元, 万人次, 单位：个.
pub(super) fn is_measure(text: &str) -> bool {
    let key = text::key(text);
    let key = key.strip_prefix("单位:").unwrap_or(&key);
    let bare = scale(key).map_or(key, |(_, rest)| rest);
    MEASURES.contains(&key) || (!bare.is_empty() && MEASURES.contains(&bare))
}

/// Whether things are counted in it one by one, so that a fraction of one cannot be.
pub(super) fn counts_things(unit: &str) -> bool {
    let key = text::key(unit);
    SAME.iter().any(|group| group.contains(&key.as_str())) || matches!(key.as_str(), "户" | "辆" | "台" | "份" | "对" | "户次" | "班")
}

/// How much money a unit is, in 元.
fn money(unit: &str) -> Option<Decimal> {
    Some(match unit {
        "元" => Decimal::ONE,
        "千元" => Decimal::ONE_THOUSAND,
        "万元" => Decimal::from(10_000),
        "百万元" => Decimal::from(1_000_000),
        "亿元" => Decimal::from(100_000_000),
        _ => return None,
    })
}

fn scale(unit: &str) -> Option<(Decimal, &str)> {
    [("百万", 1_000_000), ("千万", 10_000_000), ("万", 10_000), ("亿", 100_000_000), ("千", 1000), ("百", 100)]
        .into_iter()
        .find_map(|(word, factor)| Some((Decimal::from(factor), unit.strip_prefix(word)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_and_numbers_without_a_head() {
        for unit in ["人", "万人", "单位：个", " 万 元 ", "％", "人次", "亿元"] {
            assert!(is_measure(unit), "{unit}");
        }
        for other in ["会员", "含女性", "", "万", "本期", "市总工会"] {
            assert!(!is_measure(other), "{other}");
        }
        let of = |t| unheaded(t);
        assert_eq!(of("万人"), (Decimal::from(10_000), Some("人".to_owned())));
        assert_eq!(of("万元"), (Decimal::ONE, Some("万元".to_owned())));
        assert_eq!(of("亿"), (Decimal::from(100_000_000), None));
    }

    #[test]
    fn units_that_fit_and_units_that_do_not() {
        let factor = |t, w| conform(t, w).map(|c| (c.factor.normalize().to_string(), c.doubt.is_some()));
        let some = |f: &str, doubt| Some((f.to_owned(), doubt));
        assert_eq!(factor("", "人"), some("1", false));
        assert_eq!(factor("万元", "万元"), some("1", false));
        assert_eq!(factor("人", "名"), some("1", true));
        assert_eq!(factor("万", "人"), some("10000", true));
        assert_eq!(factor("万人", "名"), some("10000", true));
        assert_eq!(factor("元", "万元"), some("0.0001", true));
        assert_eq!(factor("亿元", "万元"), some("10000", true));
        assert_eq!(factor("万", "万元"), some("1", true));
        assert_eq!(factor("人", "万人"), some("0.0001", true));
        assert_eq!(factor("万", "万人"), some("1", true));
        assert_eq!(factor("千", "人"), some("1000", true));
        for (typed, wanted) in
            [("家", "人"), ("月", "场"), ("人", "万元"), ("%", "人"), ("万元", "人"), ("元", "个"), ("家", "万人"), ("百分点", "%")]
        {
            assert_eq!(factor(typed, wanted), None, "{typed} {wanted}");
        }
    }
}
