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
    let (factor, rest) = scale(&typed)?;
    if rest.is_empty() || conform(rest, &wanted).is_some_and(|c| c.factor == Decimal::ONE) {
        return converted(factor);
    }
    None
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
    [("万", 10_000), ("亿", 100_000_000)].into_iter().find_map(|(word, factor)| Some((Decimal::from(factor), unit.strip_prefix(word)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for (typed, wanted) in [("家", "人"), ("月", "场"), ("人", "万元"), ("%", "人"), ("万元", "人"), ("元", "个")] {
            assert_eq!(factor(typed, wanted), None, "{typed} {wanted}");
        }
    }
}
