//! Which unit and which period a text means. Only spellings of the campaign file count; nothing is guessed from likeness.

use super::text::{clean, half, key};
use crate::campaign::{Campaign, Unit};
use crate::model::{Month, UnitReading};

/// Which unit `typed` names as a whole: 甲县, 甲县总工会（盖章）.
pub(super) fn unit(typed: &str, campaign: &Campaign) -> UnitReading {
    let wanted = without_seal(&key(typed));
    let is = |name: &str| key(name) == wanted;
    let current: Vec<&Unit> = campaign.units.iter().filter(|u| is(&u.name) || is(&u.body) || u.variants.iter().any(|v| is(v))).collect();
    let former: Vec<&Unit> = campaign.units.iter().filter(|u| u.former.iter().any(|v| is(v))).collect();
    match (current.as_slice(), former.as_slice()) {
        ([one], []) => UnitReading::Known { name: one.name.clone(), former: false },
        ([], [one]) => UnitReading::Known { name: one.name.clone(), former: true },
        ([], []) => alike(&wanted, campaign),
        _ => UnitReading::Ambiguous(current.iter().chain(&former).map(|u| u.name.clone()).collect()),
    }
}

/// A name that is the beginning of several units' names (one as today, one as it was called) means none of them; everything else is unknown.
fn alike(wanted: &str, campaign: &Campaign) -> UnitReading {
    if wanted.chars().count() < 2 {
        return UnitReading::Unknown;
    }
    let begins = |u: &&Unit| std::iter::once(&u.name).chain(&u.former).any(|n| key(n).starts_with(wanted));
    let names: Vec<String> = campaign.units.iter().filter(begins).map(|u| u.name.clone()).collect();
    if names.len() > 1 { UnitReading::Ambiguous(names) } else { UnitReading::Unknown }
}

/// Without （盖章） and the like, and without marks at the end.
fn without_seal(key: &str) -> String {
    let mut rest = key;
    loop {
        let before = rest;
        rest = rest.trim_end_matches([':', ',', '.', ';', '。', '、']);
        for seal in ["(盖章)", "(公章)", "(章)", "(签章)", "(盖公章)", "(加盖公章)"] {
            rest = rest.strip_suffix(seal).unwrap_or(rest);
        }
        if rest == before {
            return rest.to_owned();
        }
    }
}

/// The one unit that is named somewhere in `typed` (a title, the name of a file); `None` where it names none or several.
pub(super) fn unit_within(typed: &str, campaign: &Campaign) -> Option<UnitReading> {
    let mut rest = key(typed);
    let mut spellings: Vec<(String, &str, bool)> = Vec::new();
    for u in &campaign.units {
        for name in std::iter::once(&u.name).chain([&u.body]).chain(&u.variants) {
            spellings.push((key(name), &u.name, false));
        }
        spellings.extend(u.former.iter().map(|f| (key(f), u.name.as_str(), true)));
    }
    // The longest spelling first, each taken out as it is found: a short one inside it is not another unit.
    spellings.sort_by_key(|(s, ..)| std::cmp::Reverse(s.chars().count()));
    let mut found: Vec<(&str, bool)> = Vec::new();
    for (spelling, name, former) in &spellings {
        if !spelling.is_empty() && rest.contains(spelling.as_str()) {
            rest = rest.replace(spelling.as_str(), "\u{0}");
            found.push((name, *former));
        }
    }
    let (name, former) = *found.first()?;
    found.iter().all(|(n, _)| *n == name).then(|| UnitReading::Known { name: name.to_owned(), former })
}

/// The last month of the period that `typed` names: 2023年1—2月（数据截至2月20日）, 2023-02.
pub(super) fn period(typed: &str) -> Option<Month> {
    let typed = half(typed);
    let compact: String = clean(&typed).chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(month) = compact.get(..7).and_then(|m| m.replace(['.', '/'], "-").parse().ok()) {
        return Some(month);
    }
    // The first stretch up to a 月 that follows a year; what stands in brackets behind it is the cut-off.
    let (year, rest) = compact.split_once('年')?;
    let year: String = year.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    let year: i16 = year.parse().ok().filter(|y| (2000..=2100).contains(y))?;
    let months = rest.split(['(', '，', ',', '。']).next().unwrap_or_default();
    let (before, _) = months.rsplit_once('月')?;
    // 2022年12月—2023年1月: the last year counts.
    let (year, before) = match before.rsplit_once('年') {
        Some((y, m)) => (y.get(y.len().checked_sub(4)?..).and_then(|y| y.parse().ok()).unwrap_or(year), m),
        None => (year, before),
    };
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    Month::new(year, digits.parse().ok()?)
}

/// The month that heads a column: 1月, 01月份, 2023年1月.
pub(super) fn month_head(head: &str) -> Option<u8> {
    let key = key(head);
    let key = key.strip_suffix('份').unwrap_or(&key).strip_suffix('月')?;
    let digits = key.rsplit_once('年').map_or(key, |(_, m)| m);
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|m| (1..=12).contains(m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_words() {
        let last = |s| period(s).map(|m| m.to_string());
        for typed in [
            "2023-02",
            "2023年1—2月（数据截至2023年2月20日）",
            "2023年1月—2月",
            "2023年1-2月",
            "２０２３年2月",
            "数据期：2023年1、2月",
            "2023 年 1—2 月",
            "2022年12月—2023年2月",
        ] {
            assert_eq!(last(typed).as_deref(), Some("2023-02"), "{typed}");
        }
        for bad in ["", "2月", "2023年", "2023年上半年", "年月", "2023年13月", "见附件"] {
            assert_eq!(last(bad), None, "{bad}");
        }
    }

    #[test]
    fn heads_of_months() {
        assert_eq!(["1月", " 2 月", "12月份", "２月", "2023年4月", "01月"].map(month_head), [Some(1), Some(2), Some(12), Some(2), Some(4), Some(1)]);
        assert_eq!(["本月", "13月", "月", "1月2", "0月"].map(month_head), [None; 5]);
    }
}
