//! Whose turn it is: one item a unit and issue, and where an issue takes only so many units, those that were printed least often, of these those that have
//! waited longest, of these those that stand first in the official order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Issue, has_private_number, named, printable};
use crate::campaign::{Campaign, ItemRules, UnitRole, Wish};
use crate::diag::Diagnostics;
use crate::model::Item;
use crate::words::choice as words;

/// What the year's issues have printed so far.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// Issues so far.
    issues: usize,
    /// How often a unit was printed, and in which issue last (from 1).
    units: BTreeMap<String, (usize, usize)>,
    /// What was printed of each unit.
    items: BTreeSet<(String, Vec<(String, String)>)>,
}

/// One item of an issue, by its place among the issue's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    pub index: usize,
    pub pinned: bool,
}

fn key(item: &Item) -> (String, Vec<(String, String)>) {
    (item.unit.clone(), item.record.fields.iter().map(|(id, f)| (id.clone(), named(&f.text))).collect())
}

impl Past {
    /// Takes an issue in.
    pub fn printed(&mut self, issue: &Issue, chosen: &[Chosen]) {
        self.issues += 1;
        for item in chosen.iter().filter_map(|c| issue.items.get(c.index)) {
            let of = self.units.entry(item.unit.clone()).or_default();
            *of = (of.0 + 1, self.issues);
            self.items.insert(key(item));
        }
    }

    fn turn(&self, unit: &str) -> (usize, usize) {
        self.units.get(unit).copied().unwrap_or_default()
    }
}

/// One issue being chosen.
struct Desk<'a> {
    campaign: &'a Campaign,
    rules: &'a ItemRules,
    issue: &'a Issue,
    past: &'a Past,
}

impl Desk<'_> {
    fn title(&self, item: &Item) -> String {
        printable(self.campaign, self.rules, item).0.map(|f| f.text.clone()).unwrap_or_default()
    }

    fn begins(&self, item: &Item, title: &str) -> bool {
        let wanted = named(title);
        !wanted.is_empty() && named(&self.title(item)).starts_with(&wanted)
    }

    fn is(&self, wish: &Wish, item: &Item) -> bool {
        wish.unit == item.unit && wish.title.as_deref().is_none_or(|t| self.begins(item, t))
    }

    /// Whether a paper that leaves the office can print it at all.
    fn fit(&self, item: &Item) -> bool {
        let (title, text) = printable(self.campaign, self.rules, item);
        let says = |t: &str| t.chars().any(char::is_alphanumeric);
        let words = title.is_some_and(|f| says(&f.text)) && text.iter().any(|f| says(&f.text));
        !item.internal && words && !has_private_number(self.campaign, item)
    }

    /// The first item of a unit, by 推荐次序, that was not printed before and that nobody wants left out.
    fn first(&self, unit: &str, title: Option<&str>) -> Option<usize> {
        let fits = |item: &Item| {
            item.unit == unit
                && title.is_none_or(|t| self.begins(item, t))
                && self.fit(item)
                && !self.issue.wishes.skips.iter().any(|s| self.is(s, item))
        };
        let mut all = self.issue.items.iter().enumerate().filter(|(_, i)| fits(i));
        // Asked for by its title, it may be printed again.
        if title.is_some() {
            return all.next().map(|(n, _)| n);
        }
        let new = all.filter(|(_, i)| !self.past.items.contains(&key(i)));
        new.min_by_key(|(_, i)| i.rank.unwrap_or(u32::MAX)).map(|(n, _)| n)
    }

    /// What keeps a wish from being met.
    fn unmet(&self, wish: &Wish, found: &mut Diagnostics) {
        let own: Vec<&Item> = self.issue.items.iter().filter(|i| i.unit == wish.unit).collect();
        let origin = || wish.origin.clone();
        let Some(title) = &wish.title else {
            found.push(words::nothing_of(origin(), &wish.unit, !own.is_empty()));
            return;
        };
        match own.iter().find(|i| self.begins(i, title)) {
            None => {
                let titles: Vec<String> = own.iter().filter(|i| self.fit(i)).map(|i| self.title(i)).collect();
                found.push(words::no_such_title(origin(), &wish.unit, title, &titles.iter().map(String::as_str).collect::<Vec<_>>()));
            }
            Some(item) if item.internal => found.push(words::pinned_internal(origin(), &wish.unit, &self.title(item))),
            Some(item) if has_private_number(self.campaign, item) => found.push(words::pinned_private(origin(), &wish.unit, &self.title(item))),
            Some(_) => found.push(words::nothing_of(origin(), &wish.unit, true)),
        }
    }
}

/// The items of one issue in the order in which they are printed: what people want first, then the others in the official order of their units.
pub(super) fn issue(campaign: &Campaign, rules: &ItemRules, issue: &Issue, past: &Past, found: &mut Diagnostics) -> Vec<Chosen> {
    let desk = Desk { campaign, rules, issue, past };
    let mut out = Vec::new();
    for wish in &issue.wishes.pins {
        match desk.first(&wish.unit, wish.title.as_deref()) {
            Some(index) => out.push(Chosen { index, pinned: true }),
            None => desk.unmet(wish, found),
        }
    }
    for wish in &issue.wishes.skips {
        if let Some(title) = &wish.title
            && !issue.items.iter().any(|i| desk.is(wish, i))
        {
            let titles: Vec<String> = issue.items.iter().filter(|i| i.unit == wish.unit).map(|i| desk.title(i)).collect();
            found.push(words::no_such_title(wish.origin.clone(), &wish.unit, title, &titles.iter().map(String::as_str).collect::<Vec<_>>()));
        }
    }
    let limit = rules.per_issue.unwrap_or(usize::MAX);
    if out.len() > limit
        && let Some(wish) = issue.wishes.pins.get(limit)
    {
        found.push(words::many_pinned(wish.origin.clone(), out.len(), limit));
    }
    let pinned: Vec<&str> = out.iter().filter_map(|c| issue.items.get(c.index)).map(|i| i.unit.as_str()).collect();
    let mut others: Vec<(usize, usize)> = campaign
        .units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.role == UnitRole::County && !pinned.contains(&u.name.as_str()))
        .filter_map(|(order, u)| Some((order, desk.first(&u.name, None)?)))
        .collect();
    others.sort_by_key(|(order, _)| (campaign.units.get(*order).map(|u| past.turn(&u.name)), *order));
    others.truncate(limit.saturating_sub(out.len()));
    others.sort_by_key(|(order, _)| *order);
    out.extend(others.into_iter().map(|(_, index)| Chosen { index, pinned: false }));
    out
}
