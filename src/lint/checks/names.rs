//! Q6: units by their names, the office by its full or its short name; nothing in between.

use std::ops::Range;

use super::super::Level;
use super::super::scan::{Flat, Hit};
use super::hit;
use crate::campaign::{Campaign, Unit, UnitRole};
use crate::document::{Role, SourceLine};
use crate::words::lint as words;

/// The last characters of names of counties.
const SUFFIXES: [char; 3] = ['县', '市', '区'];

pub(super) fn check(lines: &[SourceLine], campaign: &Campaign, out: &mut Vec<Hit>) {
    // Each wrong spelling is told once a text, at its first place.
    let mut told: Vec<String> = Vec::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| l.role != Role::Names) {
        let flat = Flat::new(line);
        // Where right names stand: what is inside one is no slip.
        let right: Vec<Range<usize>> =
            campaign.units.iter().flat_map(|u| [u.name.as_str(), u.body.as_str()]).flat_map(|name| places(&flat.text, name)).collect();
        let free = |r: &Range<usize>| right.iter().all(|k| r.end <= k.start || k.end <= r.start);
        let mut tell = |place: Range<usize>, found: &str, said: words::Said, out: &mut Vec<Hit>| {
            if !told.iter().any(|t| t == found) {
                told.push(found.to_owned());
                out.push(hit("Q6", Level::W, n, flat.chars(place), said));
            }
        };
        for unit in campaign.units.iter().filter(|u| u.role == UnitRole::County) {
            // Longer ones first: one may begin with another.
            let mut former: Vec<&String> = unit.former.iter().collect();
            former.sort_by_key(|name| std::cmp::Reverse(name.len()));
            let mut seen: Vec<Range<usize>> = Vec::new();
            for former in former {
                for place in places(&flat.text, former).filter(|p| free(p)) {
                    if seen.iter().all(|s| place.end <= s.start || s.end <= place.start) {
                        seen.push(place.clone());
                        tell(place, former, words::former_unit(former, &unit.name), out);
                    }
                }
            }
            for (place, found) in slips(&flat.text, unit).filter(|(p, _)| free(p)) {
                let said = words::unit_name(&found, &unit.name);
                tell(place, &found, said, out);
            }
        }
        office(&flat, campaign, &mut tell, out);
    }
}

fn places<'t>(text: &'t str, name: &str) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let len = name.len();
    let found: Vec<usize> = if name.is_empty() { Vec::new() } else { text.match_indices(name).map(|(i, _)| i).collect() };
    let _ = text;
    found.into_iter().map(move |i| i..i + len)
}

/// Where a unit is named by its name without 县, 市 or 区, in a list, or with the wrong one of them.
fn slips(text: &str, unit: &Unit) -> impl Iterator<Item = (Range<usize>, String)> {
    let stem = unit.name.trim_end_matches(SUFFIXES);
    let own = unit.name.get(stem.len()..).unwrap_or_default();
    let stem = if stem.chars().count() < 2 || own.is_empty() { "" } else { stem };
    places(text, stem)
        .filter_map(|place| {
            let before = text.get(..place.start).and_then(|t| t.chars().next_back());
            let after = text.get(place.end..).and_then(|t| t.chars().next());
            match after {
                Some(c) if own.starts_with(c) => None,
                // 甲区 where the place is 甲市; 甲县城, 甲市场 and the like begin another word.
                Some(c) if SUFFIXES.contains(&c) => {
                    let end = place.end + c.len_utf8();
                    let next = text.get(end..).and_then(|t| t.chars().next());
                    let word = next.is_some_and(|n| "城场域内里外委政民街".contains(n));
                    (!word).then(|| (place.start..end, text.get(place.start..end).unwrap_or_default().to_owned()))
                }
                _ => {
                    let listed = before == Some('、') || after.is_some_and(|c| matches!(c, '、' | '等'));
                    listed.then(|| (place.clone(), text.get(place).unwrap_or_default().to_owned()))
                }
            }
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// The short name cut shorter still (市总 for 市总工会): its first half, not followed by the rest of it.
fn office(flat: &Flat<'_>, campaign: &Campaign, tell: &mut impl FnMut(Range<usize>, &str, words::Said, &mut Vec<Hit>), out: &mut Vec<Hit>) {
    let short = campaign.campaign.office_short.as_str();
    let chars: Vec<(usize, char)> = short.char_indices().collect();
    let Some((cut, next)) = chars.get(chars.len() / 2).copied().filter(|_| chars.len() >= 4) else { return };
    let Some(part) = short.get(..cut) else { return };
    for place in places(&flat.text, part) {
        let before = flat.text.get(..place.start).and_then(|t| t.chars().next_back());
        let after = flat.text.get(place.end..).and_then(|t| t.chars().next());
        // 全市总量 is another word.
        let other = before.is_some_and(|c| "全各该本我外城县".contains(c)) || after.is_some_and(|c| "体量数面产值结计额人共部".contains(c));
        if after != Some(next) && !other {
            tell(place, part, words::office_name(part, short, &campaign.campaign.office), out);
        }
    }
}
