//! Questions that every later stage asks of a campaign.
//!
//! Names of units are matched exactly here; what people type instead of them is `understand`'s matter.

use super::{Campaign, Count, Form, Indicator, Kind, Letterhead, Level, Liaison, ListSheet, Paper, Person, Task, Unit, UnitRole};

/// How a text names a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitName {
    /// By its canonical name.
    Canonical,
    /// By its body or another usual spelling.
    Variant,
    /// By a former name: taken with a warning.
    Former,
}

impl Campaign {
    /// The unit of that canonical name.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.name == name)
    }

    /// The unit that `text` names, and by which of its names: canonical, body or variant, former. Exact match; the loader has checked that
    /// no two units share a spelling.
    pub fn unit_named(&self, text: &str) -> Option<(&Unit, UnitName)> {
        self.units.iter().find_map(|u| {
            if u.name == text {
                Some((u, UnitName::Canonical))
            } else if u.body == text || u.variants.iter().any(|v| v == text) {
                Some((u, UnitName::Variant))
            } else if u.former.iter().any(|v| v == text) {
                Some((u, UnitName::Former))
            } else {
                None
            }
        })
    }

    /// The units of a role, in order.
    pub fn units_of(&self, role: UnitRole) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |u| u.role == role)
    }

    /// Place of a unit in the official order; unknown names come last.
    pub fn unit_order(&self, name: &str) -> usize {
        self.units.iter().position(|u| u.name == name).unwrap_or(usize::MAX)
    }

    /// The indicator of that id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.id == id)
    }

    /// The indicator of that full name.
    pub fn indicator_by_name(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.name == name)
    }

    /// The indicators of a task, in order.
    pub fn indicators_of<'a>(&'a self, task: &'a str) -> impl Iterator<Item = &'a Indicator> {
        self.indicators.iter().filter(move |i| i.task == task)
    }

    /// The task of that id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|t| t.id == id)
    }

    /// The tasks of a group, in order.
    pub fn tasks_in<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Task> {
        self.tasks.iter().filter(move |t| t.group == group)
    }

    /// Whether the indicator may appear in internal papers only, by itself or because its task is internal.
    pub fn is_internal(&self, indicator: &Indicator) -> bool {
        indicator.internal || self.task(&indicator.task).is_some_and(|t| t.internal)
    }

    /// Whether the unit has to report the indicator: typed or counted by its role, a ratio where both its parts are owed.
    ///
    /// What is counted for another unit than the reporting one ([`Count::belongs_to`]) is owed by the one that reports it.
    pub fn owes(&self, indicator: &Indicator, unit: &Unit) -> bool {
        match indicator.kind {
            Kind::Ratio => [&indicator.numerator, &indicator.denominator].into_iter().all(|id| {
                id.as_deref().and_then(|id| self.indicator(id)).is_some_and(|part| part.kind != Kind::Ratio && part.reported_by.contains(&unit.role))
            }),
            _ => indicator.reported_by.contains(&unit.role),
        }
    }

    /// Whether the unit's form has a row for the indicator: it is owed, and neither a ratio nor counted from a list sheet.
    pub fn asked_on_form(&self, indicator: &Indicator, unit: &Unit) -> bool {
        indicator.kind != Kind::Ratio && indicator.count.is_none() && self.owes(indicator, unit)
    }

    /// The list sheet of that id.
    pub fn list(&self, id: &str) -> Option<&ListSheet> {
        self.form.lists.iter().find(|l| l.id == id)
    }

    /// The list sheet that an indicator is counted from.
    pub fn list_of(&self, count: &Count) -> Option<&ListSheet> {
        self.form.lists.iter().find(|l| l.name == count.sheet)
    }

    /// The liaison of a unit.
    pub fn liaison_of(&self, unit: &str) -> Option<&Liaison> {
        self.liaisons.iter().find(|l| l.unit == unit)
    }

    /// The units that a leader looks after, in order.
    pub fn liaisons_of<'a>(&'a self, leader: &'a str) -> impl Iterator<Item = &'a Liaison> {
        self.liaisons.iter().filter(move |l| l.leader == leader)
    }

    /// The leaders who look after units, in the order of the annex.
    pub fn leaders(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|p| p.leader)
    }

    /// The person of that name.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.name == name)
    }

    /// The letterhead of that id.
    pub fn letterhead(&self, id: &str) -> Option<&Letterhead> {
        self.letterheads.iter().find(|l| l.id == id)
    }

    /// The paper of that id, a text or a workbook.
    pub fn paper(&self, id: &str) -> Option<&Paper> {
        self.papers.iter().find(|p| p.id == id)
    }
}

impl Form {
    /// The label of a field of the information sheet; empty where the form has none of that id.
    pub fn label(&self, id: &str) -> &str {
        self.fields.iter().find(|f| f.id == id).map_or("", |f| f.label.as_str())
    }
}

impl Indicator {
    /// Places behind the point in print: as set, else 1 for a ratio and 0 for the rest.
    pub fn decimals(&self) -> u32 {
        self.decimals.unwrap_or(if self.kind == Kind::Ratio { 1 } else { 0 })
    }

    /// Whether it is given for each unit and not for the total alone.
    pub fn gives_unit_level(&self) -> bool {
        self.levels.is_empty() || self.levels.contains(&Level::Unit)
    }

    /// Name in running text.
    pub fn text_name(&self) -> &str {
        self.text_name.as_deref().unwrap_or(&self.name)
    }

    /// Whether its rows are counted for another unit than the one that reports them.
    pub fn belongs_elsewhere(&self) -> bool {
        self.count.as_ref().is_some_and(|c| c.belongs_to.is_some())
    }
}
