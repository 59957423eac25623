//! The 交办清单 as templates see it: finished words, lists already sorted out, counts as printed words.

use tera::Value;

use super::figure::Fields;
use crate::campaign::Campaign;
use crate::model::{Followed, Period, Summary, period_name};

/// The variable `register`; for internal papers only.
pub(super) fn register(campaign: &Campaign, summary: &Summary) -> Value {
    let standing = &summary.register;
    let (before, new): (Vec<&Followed>, Vec<&Followed>) = (standing.before.iter().collect(), standing.new.iter().collect());
    let all: Vec<&Followed> = before.iter().chain(&new).copied().collect();
    let (closed, open, overdue) = (of(&before, |f| f.closed), of(&before, |f| !f.closed), of(&before, |f| f.overdue));
    let all_open = of(&all, |f| !f.closed);
    let mut out = Fields::new();
    for (name, list) in
        [("before", &before), ("closed", &closed), ("open", &open), ("overdue", &overdue), ("new", &new), ("all_open", &all_open), ("items", &all)]
    {
        out.insert(name.to_owned(), items(campaign, summary, list));
        out.insert(format!("{name}_n"), Value::from(list.len().to_string()));
    }
    out.insert("by_department".to_owned(), by_department(campaign, summary, &all));
    out.insert("has".to_owned(), Value::from(campaign.register.is_some()));
    out.insert("title".to_owned(), Value::from(campaign.register.as_ref().map_or("", |r| r.title.as_str())));
    Value::from(out)
}

fn of<'a>(list: &[&'a Followed], wanted: fn(&Followed) -> bool) -> Vec<&'a Followed> {
    list.iter().copied().filter(|f| wanted(f)).collect()
}

fn items(campaign: &Campaign, summary: &Summary, list: &[&Followed]) -> Value {
    Value::from(list.iter().map(|f| item(campaign, summary, f)).collect::<Vec<_>>())
}

/// Matters by 牵头部门: departments in the order of the campaign file, others behind them as they come, matters without one last.
fn by_department(campaign: &Campaign, summary: &Summary, all: &[&Followed]) -> Value {
    let mut names: Vec<&str> = campaign.departments.iter().map(|d| d.name.as_str()).collect();
    for lead in all.iter().map(|f| f.item.lead.as_str()).filter(|l| !l.is_empty()) {
        if !names.contains(&lead) {
            names.push(lead);
        }
    }
    names.push("");
    let groups = names.into_iter().filter_map(|name| {
        let own: Vec<&Followed> = all.iter().copied().filter(|f| f.item.lead == name).collect();
        if own.is_empty() {
            return None;
        }
        let mut group = Fields::new();
        group.insert("department".to_owned(), Value::from(name));
        group.insert("n".to_owned(), Value::from(own.len().to_string()));
        group.insert("items".to_owned(), items(campaign, summary, &own));
        Some(Value::from(group))
    });
    Value::from(groups.collect::<Vec<_>>())
}

fn item(campaign: &Campaign, summary: &Summary, followed: &Followed) -> Value {
    let item = &followed.item;
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let period = item.raised_in.map(|m| period_name(&campaign.cycle, Period::Form(m))).unwrap_or_default();
    let task = item.task.as_deref().and_then(|id| campaign.task(id)).map_or("", |t| t.name.as_str());
    let year = summary.period.last().year;
    let shown = |d: jiff::civil::Date| crate::words::register::day(d, d.year() == year);
    let mut f = Fields::new();
    for (name, text) in [
        ("number", item.number.clone()),
        ("period_name", period),
        ("matter", item.matter.clone()),
        ("task_name", task.to_owned()),
        ("lead", item.lead.clone()),
        ("deadline", day(item.deadline)),
        ("deadline_text", item.deadline_text.clone()),
        ("deadline_shown", item.deadline.map_or_else(|| item.deadline_text.clone(), shown)),
        ("closed_shown", item.closed_on.map(shown).unwrap_or_default()),
        ("state", item.state.clone()),
        ("progress", item.progress.clone()),
        ("closed_on", day(item.closed_on)),
        ("note", item.note.clone()),
    ] {
        f.insert(name.to_owned(), Value::from(text));
    }
    for (name, list) in [("units", &item.units), ("helpers", &item.helpers)] {
        f.insert(name.to_owned(), Value::from(list.clone()));
    }
    for (name, flag) in [("closed", followed.closed), ("overdue", followed.overdue), ("proposed", followed.proposed)] {
        f.insert(name.to_owned(), Value::from(flag));
    }
    Value::from(f)
}
