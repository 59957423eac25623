//! Which unit a text means. Only spellings of the campaign file count; likeness is never more than a question.

use std::collections::BTreeMap;

use super::text::{fold, key};
use crate::campaign::{Campaign, UnitRole};
use crate::model::UnitReading;

/// Which unit a text names, and what somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The unit.
    pub(super) reading: UnitReading,
    /// What stands behind the name in brackets: （含开发区）.
    pub(super) scope: Option<String>,
    /// Whether it is written with other characters: traditional ones, look-alikes.
    pub(super) folded: bool,
}

impl Named {
    /// The canonical name, where it is known.
    pub(super) fn known(&self) -> Option<&str> {
        match &self.reading {
            UnitReading::Known { name, .. } => Some(name),
            _ => None,
        }
    }

    fn plain(reading: UnitReading) -> Self {
        Self { reading, scope: None, folded: false }
    }
}

/// The spellings of a campaign's units, made ready once.
#[derive(Debug)]
pub(super) struct Names<'c> {
    campaign: &'c Campaign,
    exact: BTreeMap<String, Vec<(usize, bool)>>,
    folded: BTreeMap<String, Vec<(usize, bool)>>,
    longest: usize,
}

impl<'c> Names<'c> {
    pub(super) fn new(campaign: &'c Campaign) -> Self {
        let mut names = Self { campaign, exact: BTreeMap::new(), folded: BTreeMap::new(), longest: 0 };
        for (i, u) in campaign.units.iter().enumerate() {
            let current = std::iter::once(&u.name).chain([&u.body]).chain(&u.variants).map(|n| (n, false));
            for (name, former) in current.chain(u.former.iter().map(|n| (n, true))) {
                for (map, key) in [(&mut names.exact, key(name)), (&mut names.folded, fold(name))] {
                    names.longest = names.longest.max(key.chars().count());
                    let units = map.entry(key).or_default();
                    if !units.contains(&(i, former)) {
                        units.push((i, former));
                    }
                }
            }
        }
        names
    }

    /// The role of a unit that was named.
    pub(super) fn role(&self, name: &str) -> Option<UnitRole> {
        self.campaign.unit(name).map(|u| u.role)
    }

    /// The unit that a key names in a spelling of the campaign, a note of scope behind it or not.
    pub(super) fn spelled_as_usual(&self, key: &str) -> Option<String> {
        let wanted = without_seal(key);
        let (name, _) = split_scope(&wanted);
        match self.spelled(&self.exact, &wanted).or_else(|| self.spelled(&self.exact, name))? {
            UnitReading::Known { name, .. } => Some(name),
            _ => None,
        }
    }

    fn lookup(&self, map: &BTreeMap<String, Vec<(usize, bool)>>, key: &str) -> Option<UnitReading> {
        let found = map.get(key)?;
        let name = |i: usize| self.campaign.units.get(i).map(|u| u.name.clone());
        match found.as_slice() {
            [(i, former)] => Some(UnitReading::Known { name: name(*i)?, former: *former }),
            several => Some(UnitReading::Ambiguous(several.iter().filter_map(|(i, _)| name(*i)).collect())),
        }
    }

    /// By a spelling of the campaign, with the seal's word, a running number or the place that it lies in taken off.
    fn spelled(&self, map: &BTreeMap<String, Vec<(usize, bool)>>, wanted: &str) -> Option<UnitReading> {
        if let Some(found) = self.lookup(map, wanted) {
            return Some(found);
        }
        // 1.甲县, （一）甲县
        let bare = without_number(wanted);
        if bare != wanted
            && let Some(found) = self.lookup(map, bare)
        {
            return Some(found);
        }
        // 某市甲县: in front of the name stands the place of the office itself.
        let office = key(&self.campaign.campaign.office);
        bare.char_indices().skip(2).find_map(|(at, _)| {
            let (place, name) = bare.split_at(at);
            let city = place.rsplit_once('省').map_or(place, |(_, city)| city);
            let own = city.is_empty() || (city.ends_with('市') && office.starts_with(city));
            if own && place.ends_with(['省', '市']) { self.lookup(map, name) } else { None }
        })
    }

    /// Which unit `typed` names as a whole: 甲县, 甲县总工会（盖章）, 甲县（含开发区）.
    pub(super) fn read(&self, typed: &str) -> Named {
        let wanted = without_seal(&key(typed));
        if wanted.is_empty() {
            return Named::plain(UnitReading::Unknown);
        }
        // No name is that long: a sentence is none.
        if wanted.chars().count() > self.longest + 24 {
            return Named::plain(UnitReading::Unknown);
        }
        if let Some(found) = self.spelled(&self.exact, &wanted) {
            return Named::plain(found);
        }
        let (name, scope) = split_scope(&wanted);
        if let Some(scope) = scope
            && let Some(found) = self.spelled(&self.exact, name)
        {
            return Named { reading: found, scope: Some(scope.to_owned()), folded: false };
        }
        let folded = fold(&wanted);
        let (name, scope) = split_scope(&folded);
        if let Some(reading) = self.spelled(&self.folded, name) {
            return Named { reading, scope: scope.map(str::to_owned), folded: true };
        }
        Named::plain(self.alike(name))
    }

    /// A name that is the beginning of several units' names (one as today, one as it was called) means none of them; one that differs from a
    /// single unit's name by one character is close to it; everything else is unknown.
    fn alike(&self, wanted: &str) -> UnitReading {
        let length = wanted.chars().count();
        if length < 2 || length > self.longest {
            return UnitReading::Unknown;
        }
        let begins = |u: &&crate::campaign::Unit| std::iter::once(&u.name).chain(&u.former).any(|n| fold(n).starts_with(wanted));
        let names: Vec<String> = self.campaign.units.iter().filter(begins).map(|u| u.name.clone()).collect();
        if names.len() > 1 {
            return UnitReading::Ambiguous(names);
        }
        if length < 3 {
            return UnitReading::Unknown;
        }
        let mut close: Vec<usize> = Vec::new();
        for (spelling, units) in &self.folded {
            let same = spelling.chars().count().abs_diff(length) <= 1 && spelling.chars().count() >= 3;
            if same && strsim::levenshtein(spelling, wanted) == 1 {
                close.extend(units.iter().map(|(i, _)| *i));
            }
        }
        close.sort_unstable();
        close.dedup();
        match close.as_slice() {
            [one] => self.campaign.units.get(*one).map_or(UnitReading::Unknown, |u| UnitReading::Close(u.name.clone())),
            _ => UnitReading::Unknown,
        }
    }

    /// The unit that a label begins with, and the rest of the label: 甲县会员数.
    pub(super) fn leading(&self, typed: &str) -> Option<(String, String)> {
        let label = super::text::tight(typed);
        let whole = key(&label);
        let begins = |(spelling, units): (&String, &Vec<(usize, bool)>)| match units.as_slice() {
            [(i, _)] if whole.starts_with(spelling.as_str()) => Some((spelling.chars().count(), *i)),
            _ => None,
        };
        let (length, i) = self.exact.iter().filter_map(begins).max()?;
        let rest: String = label.chars().skip(length).collect();
        let rest = rest.trim_start_matches(['的', '-', '—', '：', ':', '、']);
        (rest.chars().count() >= 2).then(|| Some((self.campaign.units.get(i)?.name.clone(), rest.to_owned()))).flatten()
    }

    /// The one unit that is named somewhere in `typed` (a title, the name of a file); `None` where it names none or several.
    pub(super) fn within(&self, typed: &str) -> Option<UnitReading> {
        match self.all_within(typed).as_slice() {
            [(name, former)] => Some(UnitReading::Known { name: name.clone(), former: *former }),
            _ => None,
        }
    }

    /// Every unit that is named somewhere in `typed`.
    pub(super) fn all_within(&self, typed: &str) -> Vec<(String, bool)> {
        let mut rest = key(typed);
        let mut spellings: Vec<(&String, &Vec<(usize, bool)>)> = self.exact.iter().collect();
        // The longest spelling first, each taken out as it is found: a short one inside it is not another unit.
        spellings.sort_by_key(|(s, _)| std::cmp::Reverse(s.chars().count()));
        let mut found: Vec<(usize, bool)> = Vec::new();
        for (spelling, units) in spellings {
            if !spelling.is_empty() && rest.contains(spelling.as_str()) {
                rest = rest.replace(spelling.as_str(), "\u{0}");
                for (i, former) in units {
                    if !found.iter().any(|(known, _)| known == i) {
                        found.push((*i, *former));
                    }
                }
            }
        }
        found.into_iter().filter_map(|(i, former)| Some((self.campaign.units.get(i)?.name.clone(), former))).collect()
    }
}

/// Which unit `typed` names; for one question at a time.
pub(super) fn unit(typed: &str, campaign: &Campaign) -> UnitReading {
    Names::new(campaign).read(typed).reading
}

/// Without （盖章） and the like, and without marks at the end.
fn without_seal(key: &str) -> String {
    let mut rest = key;
    loop {
        let before = rest;
        // The marks of footnotes among them.
        let mark = |c: char| matches!(c, ':' | ',' | '.' | ';' | '。' | '、' | '*' | '※' | '#' | '①'..='⑳' | '¹' | '²' | '³' | '⁰'..='⁹');
        rest = rest.trim_end_matches(mark);
        for seal in ["(盖章)", "(公章)", "(章)", "(签章)", "(盖公章)", "(加盖公章)", "(签字盖章)"] {
            rest = rest.strip_suffix(seal).unwrap_or(rest);
        }
        if rest == before {
            return rest.to_owned();
        }
    }
}

/// Without a running number in front.
fn without_number(key: &str) -> &str {
    let inner = key.strip_prefix('(').and_then(|r| r.split_once(')')).filter(|(n, _)| is_ordinal(n)).map(|(_, rest)| rest);
    if let Some(rest) = inner {
        return rest;
    }
    let end = key.find(|c: char| !is_ordinal_char(c)).unwrap_or(0);
    let (number, rest) = key.split_at(end);
    if number.is_empty() {
        return key;
    }
    match rest.strip_prefix(['.', '、', ')', '．']) {
        Some(after) => after,
        None if number.bytes().all(|b| b.is_ascii_digit()) => rest,
        None => key,
    }
}

fn is_ordinal_char(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

fn is_ordinal(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 3 && text.chars().all(is_ordinal_char)
}

/// The name and what follows it in brackets.
fn split_scope(key: &str) -> (&str, Option<&str>) {
    match key.strip_suffix(')').and_then(|k| k.split_once('(')) {
        Some((name, scope)) if !name.is_empty() && !scope.is_empty() => (name, Some(scope)),
        _ => (key, None),
    }
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
    fn heads_of_months() {
        assert_eq!(["1月", " 2 月", "12月份", "２月", "2023年4月", "01月"].map(month_head), [Some(1), Some(2), Some(12), Some(2), Some(4), Some(1)]);
        assert_eq!(["本月", "13月", "月", "1月2", "0月"].map(month_head), [None; 5]);
    }

    #[test]
    fn numbers_and_seals_are_no_part_of_a_name() {
        for (typed, bare) in
            [("1.甲县", "甲县"), ("12、甲县", "甲县"), ("(三)甲县", "甲县"), ("一、甲县", "甲县"), ("一水县", "一水县"), ("甲县", "甲县")]
        {
            assert_eq!(without_number(typed), bare, "{typed}");
        }
        assert_eq!(without_seal("甲县总工会(盖章):"), "甲县总工会");
        assert_eq!(split_scope("甲县(含开发区)"), ("甲县", Some("含开发区")));
    }
}
