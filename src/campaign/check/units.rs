//! Units, people, liaisons: every spelling names one unit, every liaison leads to people and a unit.

use std::collections::BTreeMap;

use super::super::view::{Findings, Node};
use super::{refer, unique, values};
use crate::words::campaign as words;

pub(super) fn check(root: Node<'_>, out: &mut Findings) {
    let units = root.many("unit");
    unique(&units, "name", "填报单位", out);
    spellings(&units, out);
    let of_role = |role: &str| units.iter().filter(|u| u.text("role").is_some_and(|r| r.value == role)).copied().collect::<Vec<_>>();
    let (counties, cities) = (of_role("county"), of_role("city"));
    if !units.is_empty() && counties.is_empty() {
        out.add(root.key_at("unit"), words::no_county());
    }
    for city in cities.iter().skip(1) {
        out.add(city.key_at("role"), words::second_city());
    }
    people(root, &units, &counties, out);
}

/// No spelling may name two units; one that a unit has twice is superfluous.
fn spellings(units: &[Node<'_>], out: &mut Findings) {
    let mut owner: BTreeMap<&str, usize> = BTreeMap::new();
    let name = |i: usize| units.get(i).and_then(|u| u.text("name")).map_or("", |t| t.value);
    // Canonical names first, so that a clash is reported at the spelling and not at the name.
    for (i, unit) in units.iter().enumerate() {
        if let Some(n) = unit.text("name") {
            owner.entry(n.value).or_insert(i);
        }
    }
    for (i, unit) in units.iter().enumerate() {
        let others = unit.text("body").into_iter().chain(unit.texts("variants")).chain(unit.texts("former"));
        for text in others {
            match owner.get(text.value) {
                None => drop(owner.insert(text.value, i)),
                Some(&first) if first != i => out.add(text.at, words::spelling_of_two(text.value, name(first), name(i))),
                Some(_) => out.add(text.at, words::spelling_twice(text.value, name(i))),
            }
        }
    }
}

fn people(root: Node<'_>, units: &[Node<'_>], counties: &[Node<'_>], out: &mut Findings) {
    let people = root.many("person");
    unique(&people, "name", "人员", out);
    let leaders: Vec<&str> = values(&people.iter().filter(|p| p.is_or_is_unclear("leader")).copied().collect::<Vec<_>>(), "name");
    let everybody = values(&people, "name");
    let (unit_names, county_names) = (values(units, "name"), values(counties, "name"));
    let liaisons = root.many("liaison");
    for liaison in &liaisons {
        if let Some(leader) = liaison.text("leader")
            && everybody.contains(&leader.value)
            && !leaders.contains(&leader.value)
        {
            out.add(leader.at, words::not_a_leader(leader.value));
        } else {
            refer(liaison.text("leader"), &leaders, "领导（leader）", out);
        }
        refer(liaison.text("contact"), &everybody, "联系人（contact）", out);
        if let Some(unit) = liaison.text("unit")
            && unit_names.contains(&unit.value)
            && !county_names.contains(&unit.value)
        {
            out.add(unit.at, words::liaison_to_city(unit.value));
        } else {
            refer(liaison.text("unit"), &county_names, "填报单位（unit）", out);
        }
    }
    unique(&liaisons, "unit", "对口联系", out);
    if !liaisons.is_empty() {
        let looked_after = values(&liaisons, "unit");
        for county in counties {
            if let Some(name) = county.text("name").filter(|n| !looked_after.contains(&n.value)) {
                out.add(name.at, words::nobody_looks_after(name.value));
            }
        }
    }
}
