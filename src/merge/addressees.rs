//! What the copy of one leader, one department or one unit sees of its own, and how each unit stands.
//!
//! Everything is put together from the views that all papers share, so that a figure has one mark wherever it stands.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tera::Value;

use super::audience::{Reach, owed_elsewhere};
use super::context::item;
use super::figure::{Fields, template_name};
use crate::campaign::{Campaign, ColumnKind, Indicator, Liaison, PaperPer, UnitRole};
use crate::model::{FieldValue, Item, Scope, Summary};

/// The values of all addressees by kind, in order, each with its name.
#[derive(Debug)]
pub(super) struct Addressees(BTreeMap<PaperPer, Vec<(String, Value)>>);

/// What stands under a key of a map.
pub(super) fn field<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.as_map()?.iter().find(|(k, _)| k.as_str() == Some(key)).map(|(_, v)| v)
}

/// A map with more keys.
pub(super) fn with(value: &Value, more: Fields) -> Value {
    let mut fields: Fields =
        value.as_map().map(|m| m.iter().filter_map(|(k, v)| Some((k.as_str()?.to_owned(), v.clone()))).collect()).unwrap_or_default();
    fields.extend(more);
    Value::from(fields)
}

impl Addressees {
    /// From the views of units and groups of tasks that the context holds.
    pub fn new(campaign: &Campaign, summary: &Summary, units: &[Value], groups: &[Value], reach: Reach) -> Self {
        let wide = reach.wide();
        let unit = |name: &str| units.iter().find(|u| field(u, "name").and_then(Value::as_str) == Some(name));
        let own = |name: &str| unit(name).map(|u| with(u, of_unit(campaign, summary, name, reach)));
        let leaders = campaign.leaders().map(|person| {
            let mut f = Fields::new();
            for (key, text) in [("name", &person.name), ("title", &person.title), ("part", &person.part)] {
                f.insert(key.into(), Value::from(text.as_str()));
            }
            // Only here does it stand whom the office still owes what it promised.
            let mine = |l: &Liaison| {
                let mut more = Fields::new();
                standing(campaign, summary, &l.unit, (reach, !wide), &mut more);
                Some(with(&own(&l.unit)?, more))
            };
            f.insert("units".into(), Value::from(campaign.liaisons_of(&person.name).filter_map(mine).collect::<Vec<_>>()));
            (person.name.clone(), Value::from(f))
        });
        let tasks: Vec<&Value> = groups.iter().filter_map(|g| field(g, "tasks")?.as_array()).flatten().collect();
        let departments = campaign.departments.iter().map(|department| {
            let mut f = Fields::new();
            f.insert("name".into(), Value::from(department.name.as_str()));
            f.insert("part".into(), Value::from(department.part.as_str()));
            let mine = |t: &&&Value| field(t, "department").and_then(Value::as_str) == Some(department.name.as_str());
            f.insert("tasks".into(), Value::from(tasks.iter().filter(mine).map(|t| (*t).clone()).collect::<Vec<_>>()));
            if !wide {
                let all = summary.problems.iter().flat_map(|g| &g.matters).flat_map(|m| &m.problems);
                let own = all.filter(|p| owner(campaign, p) == department.name);
                let own: Vec<Value> = own.map(|p| item(campaign, p, reach)).collect();
                f.insert("has_problems".into(), Value::from(!own.is_empty()));
                f.insert("problems".into(), Value::from(own));
            }
            (department.name.clone(), Value::from(f))
        });
        let units = campaign.units_of(UnitRole::County).filter_map(|u| Some((u.name.clone(), own(&u.name)?)));
        if reach.public() {
            return Self([(PaperPer::Unit, units.collect())].into());
        }
        Self([(PaperPer::Leader, leaders.collect()), (PaperPer::Department, departments.collect()), (PaperPer::Unit, units.collect())].into())
    }

    /// All of a kind, in order.
    pub fn list(&self, kind: PaperPer) -> Value {
        Value::from(self.0.get(&kind).into_iter().flatten().map(|(_, v)| v.clone()).collect::<Vec<_>>())
    }

    /// One of them.
    pub fn one(&self, kind: PaperPer, name: &str) -> Option<&Value> {
        self.0.get(&kind)?.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }
}

/// What there is of a unit besides its figures: who looks after it, its items, and in papers of the office itself its problems, who filled in its form,
/// and the records that name it.
fn of_unit(campaign: &Campaign, summary: &Summary, name: &str, reach: Reach) -> Fields {
    let mut f = Fields::new();
    if let Some(liaison) = campaign.liaison_of(name).filter(|_| !reach.public()) {
        liaison_fields(campaign, liaison, &mut f);
    }
    let items = summary.items.iter().filter(|i| i.unit == name && reach.item(campaign, i));
    f.insert("items".into(), Value::from(items.map(|i| item(campaign, i, reach)).collect::<Vec<_>>()));
    if reach.wide() {
        return f;
    }
    let problems = summary.problems.iter().flat_map(|g| &g.matters).flat_map(|m| &m.problems).filter(|p| p.unit == name);
    f.insert("problems".into(), Value::from(problems.map(|p| item(campaign, p, reach)).collect::<Vec<_>>()));
    let info = summary.info.get(name).into_iter().flatten().map(|(k, v)| (template_name(k), Value::from(v.as_str())));
    f.insert("info".into(), Value::from(info.collect::<Fields>()));
    let about = |list: &str| -> Vec<Value> {
        let all = summary.records.get(list).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|i| belongs(i) == name).map(|i| item(campaign, i, reach)).collect()
    };
    let records = summary.records.keys().map(|list| (template_name(list), Value::from(about(list))));
    f.insert("records".into(), Value::from(records.collect::<Fields>()));
    f
}

/// The unit that a record is about: the one that it names, else the one that sent it.
fn belongs(item: &Item) -> &str {
    let named = item.record.fields.values().find_map(|f| match &f.value {
        Some(FieldValue::Unit(unit)) => Some(unit.as_str()),
        _ => None,
    });
    named.unwrap_or(&item.unit)
}

fn liaison_fields(campaign: &Campaign, liaison: &Liaison, f: &mut Fields) {
    let title = |name: &str| campaign.person(name).map_or("", |p| p.title.as_str()).to_owned();
    for (key, text) in [
        ("leader", liaison.leader.clone()),
        ("leader_title", title(&liaison.leader)),
        ("contact", liaison.contact.clone()),
        ("contact_title", title(&liaison.contact)),
    ] {
        f.insert(key.into(), Value::from(text));
    }
}

/// The department that a problem is put to: the one that the unit proposes where the campaign has it, else the one that answers for its task.
pub(super) fn owner<'a>(campaign: &'a Campaign, problem: &'a Item) -> &'a str {
    let columns = campaign.list(&problem.list).map(|l| l.columns.as_slice()).unwrap_or_default();
    let proposed = columns.iter().filter(|c| c.kind == ColumnKind::Owner).map(|c| problem.text(&c.id));
    let known = |name: &&str| campaign.departments.iter().any(|d| d.name == **name);
    let of_task = || problem.task.as_deref().and_then(|id| campaign.task(id)).map_or("", |t| t.department.as_str());
    proposed.into_iter().find(known).unwrap_or_else(of_task)
}

/// The units to look at first: those that have not reported, then those that are behind, the ones behind with most first, and of these the ones that
/// are furthest behind the year.
pub(super) fn attention(campaign: &Campaign, summary: &Summary, units: &[Value]) -> Value {
    let count = |v: &Value, key: &str| field(v, key).and_then(Value::as_u64).unwrap_or(0);
    let reported = |v: &Value| summary.reported.iter().any(|r| field(v, "name").and_then(Value::as_str) == Some(r));
    let mut named: Vec<&Value> = units.iter().filter(|u| !reported(u) || count(u, "behind_n") > 0).collect();
    let gap = |v: &Value| field(v, "name").and_then(Value::as_str).map(|name| shortfall(campaign, summary, name)).unwrap_or_default();
    named.sort_by_key(|u| (reported(u), std::cmp::Reverse(count(u, "behind_n")), std::cmp::Reverse(gap(u))));
    Value::from(named.into_iter().cloned().collect::<Vec<_>>())
}

/// How far a unit is behind the year where it is furthest, in 百分点.
fn shortfall(campaign: &Campaign, summary: &Summary, unit: &str) -> Decimal {
    let its_own = |id: &str| campaign.indicator(id).is_some_and(|i| !owed_elsewhere(campaign, i));
    let boards = summary.targets.iter().filter(|b| its_own(&b.indicator) && b.behind.iter().any(|u| u == unit));
    let gaps = boards.filter_map(|b| {
        let own = b.units.iter().find(|u| matches!(&u.scope, Scope::Unit(name) if name == unit))?;
        b.schedule?.checked_sub(own.progress?)
    });
    gaps.max().unwrap_or_default()
}

/// All records of the year by list.
pub(super) fn records(campaign: &Campaign, summary: &Summary, reach: Reach) -> Value {
    let lists = campaign.form.lists.iter().filter_map(|l| Some((template_name(&l.id), summary.records.get(&l.id)?)));
    Value::from(lists.map(|(id, items)| (id, Value::from(items.iter().map(|i| item(campaign, i, reach)).collect::<Vec<_>>()))).collect::<Fields>())
}

/// How a unit stands to the targets of the indicators that a paper may speak of; to those that the office owes it only where `all` is asked for.
pub(super) fn standing(campaign: &Campaign, summary: &Summary, unit: &str, (reach, all): (Reach, bool), f: &mut Fields) {
    let Some(standing) = summary.standings.iter().find(|s| s.unit == unit) else { return };
    for (key, ids) in [
        ("reached", &standing.reached),
        ("on_schedule", &standing.on_schedule),
        ("behind", &standing.behind),
        ("open", &standing.open),
        ("no_data", &standing.no_data),
    ] {
        let told = |i: &&Indicator| reach.indicator(campaign, i) && (all || !owed_elsewhere(campaign, i));
        let names: Vec<&str> = ids.iter().filter_map(|id| campaign.indicator(id)).filter(told).map(|i| i.text_name()).collect();
        f.insert(format!("{key}_n"), Value::from(names.len()));
        f.insert(key.into(), Value::from(names));
    }
}
