//! What is reported in lists: items for papers, problems in groups, and the corrections made in a period's forms.
//!
//! In: the ledger and the period's forms. Out: [`Item`]s and [`ProblemGroup`]s in the order that papers print them in.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Ledger;
use crate::campaign::{ColumnKind, ListKind, ListSheet};
use crate::model::{AppliedCorrection, FieldValue, Item, Matter, Month, Period, ProblemGroup, Record, cutoff_date};

/// So many units that raise the same make it a common matter (普遍性), for people to confirm.
const COMMON: usize = 3;

/// All items, by unit in order, recommended ones first, then by form and row.
pub(super) fn items(ledger: &Ledger<'_>, forms: &[Month]) -> Vec<Item> {
    of_kind(ledger, forms, ListKind::Items)
}

/// What the sheets of records say, by the sheet's id: the rows of the year's forms up to the period's last, those with a date in order of it. Rows dated
/// outside the year or after the cut-off are left out.
pub(super) fn records(ledger: &Ledger<'_>, period: Period) -> BTreeMap<String, Vec<Item>> {
    let last = period.last();
    let forms = ledger.forms_of(&last.january().up_to(last));
    let cutoff = cutoff_date(&ledger.campaign.cycle, last);
    let begin = cutoff_date(&ledger.campaign.cycle, last.january().plus(-1));
    let mut out: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in of_kind(ledger, &forms, ListKind::Records) {
        if item.date.is_none_or(|d| d > begin && d <= cutoff) {
            out.entry(item.list.clone()).or_default().push(item);
        }
    }
    out.values_mut().for_each(|items| items.sort_by_key(|i| i.date));
    out
}

/// All problems by category in the order of the form's options, what has none of them last; in a category by task.
pub(super) fn problems(ledger: &Ledger<'_>, forms: &[Month]) -> Vec<ProblemGroup> {
    let all = of_kind(ledger, forms, ListKind::Problems);
    let mut groups: Vec<(String, Vec<Item>)> = Vec::new();
    for list in ledger.campaign.form.lists.iter().filter(|l| l.kind == ListKind::Problems) {
        for option in category(list).into_iter().flat_map(|c| &c.options) {
            if !groups.iter().any(|(name, _)| name == option) {
                groups.push((option.clone(), Vec::new()));
            }
        }
    }
    for item in all {
        let column = ledger.campaign.list(&item.list).and_then(category).map(|c| c.id.as_str());
        let name = column.map_or("", |c| item.text(c)).to_owned();
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, items)) => items.push(item),
            None => groups.push((name, vec![item])),
        }
    }
    groups.into_iter().filter(|(_, items)| !items.is_empty()).map(|(category, items)| group(ledger, category, items)).collect()
}

/// The column that problems are grouped by: the first with a choice.
fn category(list: &ListSheet) -> Option<&crate::campaign::ListColumn> {
    column(list, ColumnKind::Choice)
}

fn column(list: &ListSheet, kind: ColumnKind) -> Option<&crate::campaign::ListColumn> {
    list.columns.iter().find(|c| c.kind == kind)
}

fn group(ledger: &Ledger<'_>, category: String, items: Vec<Item>) -> ProblemGroup {
    let units = units(&items);
    let common = units.len() >= COMMON;
    let mut matters: Vec<Matter> = Vec::new();
    let order = |task: &Option<String>| task.as_ref().and_then(|id| ledger.campaign.tasks.iter().position(|t| t.id == *id)).unwrap_or(usize::MAX);
    let mut by_task = items;
    by_task.sort_by_key(|i| order(&i.task));
    for item in by_task {
        match matters.last_mut() {
            Some(matter) if matter.task == item.task => matter.problems.push(item),
            _ => matters.push(Matter { task: item.task.clone(), units: Vec::new(), common: false, problems: vec![item] }),
        }
    }
    for matter in &mut matters {
        matter.units = self::units(&matter.problems);
        matter.common = matter.units.len() >= COMMON;
    }
    ProblemGroup { category, units, common, matters }
}

/// The units of items that stand in order of units, each once.
fn units(items: &[Item]) -> Vec<String> {
    let mut units: Vec<String> = items.iter().map(|i| i.unit.clone()).collect();
    units.dedup();
    units
}

/// The records of all list sheets of a kind; one that a later form repeats word for word stands once.
fn of_kind(ledger: &Ledger<'_>, forms: &[Month], kind: ListKind) -> Vec<Item> {
    let lists: Vec<&ListSheet> = ledger.campaign.form.lists.iter().filter(|l| l.kind == kind).collect();
    let mut out = Vec::new();
    for (u, unit) in ledger.units() {
        let mut of_unit: Vec<Item> = Vec::new();
        let mut seen = BTreeSet::new();
        for submission in forms.iter().filter_map(|&f| ledger.form(u, f)) {
            for list in &lists {
                let records = submission.lists.get(&list.id).map(|l| l.records.as_slice()).unwrap_or_default();
                for record in records {
                    if seen.insert((list.id.as_str(), words(record))) {
                        of_unit.push(item(ledger, list, &unit.name, submission.period, record));
                    }
                }
            }
        }
        of_unit.sort_by_key(|i| (i.rank.unwrap_or(u32::MAX), i.form));
        out.extend(of_unit);
    }
    out
}

/// All that is typed in a record.
fn words(record: &Record) -> Vec<(&str, &str)> {
    record.fields.iter().map(|(column, f)| (column.as_str(), f.text.as_str())).collect()
}

fn item(ledger: &Ledger<'_>, list: &ListSheet, unit: &str, form: Month, record: &Record) -> Item {
    let field = |kind: ColumnKind| column(list, kind).and_then(|c| record.fields.get(&c.id)).and_then(|f| f.value.as_ref());
    let task = match field(ColumnKind::Task) {
        Some(FieldValue::Task(id)) => Some(id.clone()),
        _ => None,
    };
    let rank = match field(ColumnKind::Rank) {
        Some(FieldValue::Number(n)) => u32::try_from(*n).ok(),
        Some(FieldValue::Text(t)) => t.parse().ok(),
        _ => None,
    };
    let date = match field(ColumnKind::Date) {
        Some(FieldValue::Date(d)) => Some(*d),
        _ => None,
    };
    let open_task = task.as_deref().and_then(|id| ledger.campaign.task(id)).is_some_and(|t| !t.internal);
    let internal = list.kind == ListKind::Problems || !open_task;
    Item { list: list.id.clone(), unit: unit.to_owned(), form, task, rank, date, internal, record: record.clone() }
}

/// The corrections that were made in these forms, by unit, form and catalogue order.
pub(super) fn corrections(ledger: &Ledger<'_>, forms: &[Month]) -> Vec<AppliedCorrection> {
    let Some(&made) = forms.last() else { return Vec::new() };
    let mut out = Vec::new();
    for (u, _) in ledger.units() {
        let mut of_unit: Vec<AppliedCorrection> = ledger
            .campaign
            .indicators
            .iter()
            .flat_map(|i| ledger.corrections(u, &i.id, made, |_| true))
            .filter(|c| forms.contains(&c.form))
            .collect();
        of_unit.sort_by_key(|c| c.form);
        out.extend(of_unit);
    }
    out
}
