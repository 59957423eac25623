//! Q5: the same kind of date, time, share or number in two forms in one text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::super::Level;
use super::super::scan::{Flat, Hit};
use super::hit;
use crate::document::{Role, SourceLine};
use crate::words::lint as words;

/// Two forms of one thing; the first is the one that is kept.
static PAIRS: LazyLock<Vec<(Regex, Regex, &str)>> = LazyLock::new(|| {
    [
        (r"[0-9]{4}年(?:[0-9]{1,2}月)?", r"[一二][〇○零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?", "日期"),
        (r"[0-9]{1,2}时(?:[0-9]{1,2}分)?", r"(?:^|[^0-9：:])(?<at>[0-9]{1,2}[:：][0-9]{2})(?:[^0-9：:]|$)", "时间"),
        (r"[0-9.]+%", r"百分之[一二三四五六七八九十百点零〇]+", "百分数"),
        (r"[0-9.]+%", r"[0-9.]+％", "百分号"),
    ]
    .into_iter()
    .filter_map(|(a, b, what)| Some((Regex::new(a).ok()?, Regex::new(b).ok()?, what)))
    .collect()
});

static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?<n>[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?)(?<w>[万亿]?)(?<u>元|人次|人|名|家|个|户|件|场|所)").ok());

/// Lines of running text: a table may hold the exact number of what the text rounds.
fn is_prose(role: Role) -> bool {
    matches!(role, Role::Paragraph | Role::Item | Role::Quote | Role::Heading(_))
}

pub(super) fn check(lines: &[SourceLine], out: &mut Vec<Hit>) {
    let flats: Vec<(usize, Flat<'_>)> = lines.iter().enumerate().filter(|(_, l)| is_prose(l.role)).map(|(n, l)| (n, Flat::new(l))).collect();
    for (first, second, what) in PAIRS.iter() {
        let Some(kept) = flats.iter().find_map(|(_, f)| first.find(&f.text).map(|m| m.as_str().to_owned())) else { continue };
        let other = flats.iter().find_map(|(n, f)| {
            let found = second.captures(&f.text)?;
            let place = f.chars(found.name("at").or(found.get(0))?.range());
            (!f.is_foreign(&place)).then_some((*n, place))
        });
        if let Some((n, place)) = other {
            out.push(hit("Q5", Level::W, n, place, words::two_forms(what, &kept)));
        }
    }
    numbers(&flats, out);
}

/// The same number of the same unit, once in full and once in 万, or grouped and not.
fn numbers(flats: &[(usize, Flat<'_>)], out: &mut Vec<Hit>) {
    let mut seen: BTreeMap<(Decimal, String), String> = BTreeMap::new();
    for (n, flat) in flats {
        for found in NUMBER.iter().flat_map(|r| r.captures_iter(&flat.text)) {
            let (Some(whole), Some(digits), Some(unit)) = (found.get(0), found.name("n"), found.name("u")) else { continue };
            let factor = match found.name("w").map(|m| m.as_str()) {
                Some("万") => Decimal::from(10_000),
                Some("亿") => Decimal::from(100_000_000),
                _ => Decimal::ONE,
            };
            let Ok(value) = digits.as_str().replace([',', '，'], "").parse::<Decimal>() else { continue };
            let Some(value) = value.checked_mul(factor).map(|v| v.normalize()) else { continue };
            let key = (value, unit.as_str().to_owned());
            match seen.get(&key) {
                Some(before) if before != whole.as_str() => {
                    out.push(hit("Q5", Level::W, *n, flat.chars(whole.range()), words::two_forms("数", before)));
                }
                Some(_) => {}
                None => {
                    seen.insert(key, whole.as_str().to_owned());
                }
            }
        }
    }
}
