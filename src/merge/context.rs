//! Everything that templates can refer to, built once a period and audience and shared by its papers.

use tera::{Context, Value};

use super::addressees::{self, Addressees};
use super::audience::{Reach, owed_elsewhere};
use super::figure::{Fields, FigureUse, Part, Views, template_name};
use crate::campaign::{Campaign, Group, Indicator, Meeting, PaperAudience, PaperPer, Phrases, Task, UnitRole};
use crate::model::{FieldValue, Item, Matter, Pick, Scope, Span, Summary, due_date, due_with, period_name};

/// The context of one period for papers that go at least to one audience, with the figures that its marks point into.
#[derive(Debug)]
pub struct PeriodContext {
    /// What the templates see.
    pub context: Context,
    /// The figures by the number in their marks.
    pub figures: Vec<FigureUse>,
    /// What the copy of one leader, department or unit sees of its own.
    pub(super) addressees: Addressees,
}

/// `1—6月`: the months of a span in running text.
fn months_text(first: u8, last: u8) -> String {
    if first == last { format!("{last}月") } else { format!("{first}—{last}月") }
}

/// So many figures tell how a task stands.
const MAIN: usize = 2;

/// Builds the context. What an audience may not have is not in it at all: the rules are in [`super::audience`].
pub fn build(campaign: &Campaign, phrases: &Phrases, meeting: &Meeting, summary: &Summary, audience: PaperAudience) -> PeriodContext {
    let reach = Reach(audience);
    let wide = reach.wide();
    let mut views = Views::new(campaign, summary, reach);
    let mut context = Context::new();
    context.insert_value("campaign", about(campaign));
    context.insert_value("period", period(campaign, summary));
    context.insert_value("f", scope(&mut views, &Scope::Total, Span::Period));
    context.insert_value("y", scope(&mut views, &Scope::Total, Span::Ytd));
    let units = units(&mut views);
    let groups = groups(&mut views);
    if let Some(city) = city(&mut views) {
        context.insert_value("city", city);
    }
    let addressees = Addressees::new(campaign, summary, &units, &groups, reach);
    if !reach.public() {
        context.insert_value("leaders", addressees.list(PaperPer::Leader));
        context.insert_value("departments", addressees.list(PaperPer::Department));
        let corrections = corrections(&mut views);
        context.insert_value("corrections", Value::from(corrections));
    }
    if !wide {
        context.insert_value("attention", addressees::attention(campaign, summary, &units));
        context.insert_value("problems", problems(campaign, summary, reach));
        context.insert_value("matters", matters(campaign, summary, reach));
        context.insert_value("records", addressees::records(campaign, summary, reach));
        context.insert_value("register", super::register::register(campaign, summary));
    }
    context.insert_value("units", Value::from(units));
    context.insert_value("groups", Value::from(groups));
    let movers: Vec<Value> = movers(&mut views);
    context.insert_value("movers", Value::from(movers));
    context.insert("reported", &summary.reported);
    context.insert("not_reported", &counties(campaign, &summary.not_reported));
    context.insert("flows_comparable", &summary.flows_comparable);
    let items: Vec<Value> = summary.items.iter().filter(|i| reach.item(campaign, i)).map(|i| item(campaign, i, reach)).collect();
    context.insert_value("items", Value::from(items));
    context.insert_value("picks", Value::from(summary.choice.picks.iter().map(|p| pick(campaign, p, reach)).collect::<Vec<_>>()));
    context.insert_value(
        "phrase",
        Value::from(phrases.phrases.iter().map(|p| (template_name(&p.id), Value::from(p.text.as_str()))).collect::<Fields>()),
    );
    context.insert_value("meeting", meeting_fields(meeting, reach));
    PeriodContext { context, figures: views.uses, addressees }
}

fn counties(campaign: &Campaign, names: &[String]) -> Vec<String> {
    names.iter().filter(|n| campaign.unit(n).is_some_and(|u| u.role == UnitRole::County)).cloned().collect()
}

fn about(campaign: &Campaign) -> Value {
    let c = &campaign.campaign;
    let mut f = Fields::new();
    for (name, text) in [
        ("name", &c.name),
        ("office", &c.office),
        ("office_short", &c.office_short),
        ("total_name", &c.total_name),
        ("units_name", &c.units_name),
        ("basis", &c.basis),
        ("sample_notice", &c.sample_notice),
    ] {
        f.insert(name.into(), Value::from(text.as_str()));
    }
    if let Ok(start) = c.start.parse::<crate::model::Month>() {
        f.insert("start".into(), Value::from(format!("{}年{}月", start.year, start.month)));
    }
    f.insert("counties".into(), Value::from(campaign.units_of(UnitRole::County).count()));
    Value::from(f)
}

fn period(campaign: &Campaign, summary: &Summary) -> Value {
    let p = summary.period;
    let last = p.last();
    let mut f = Fields::new();
    f.insert("id".into(), Value::from(p.to_string()));
    f.insert("name".into(), Value::from(period_name(&campaign.cycle, p)));
    f.insert("year".into(), Value::from(last.year));
    f.insert("month".into(), Value::from(last.month));
    // Of a longer period, the forms that it is made with.
    f.insert("due".into(), Value::from(due_date(&campaign.cycle, due_with(&campaign.cycle, p)).to_string()));
    f.insert("due_hour".into(), Value::from(campaign.cycle.due_hour));
    f.insert("cutoff".into(), Value::from(summary.cutoff.to_string()));
    // What lies before the campaign's first month is no part of any sum.
    let begun = campaign.campaign.start.parse().unwrap_or(last);
    let first = summary.months.iter().copied().find(|m| *m >= begun).unwrap_or(last);
    if first.year == last.year {
        f.insert("months".into(), Value::from(months_text(first.month, last.month)));
    } else {
        f.insert("months".into(), Value::from(period_name(&campaign.cycle, p)));
    }
    // The campaign's first year begins with its first month.
    let start = campaign.campaign.start.parse().unwrap_or(last.january()).max(last.january());
    f.insert("ytd_months".into(), Value::from(months_text(start.month, last.month)));
    Value::from(f)
}

fn scope(views: &mut Views<'_>, scope: &Scope, span: Span) -> Value {
    let (campaign, reach) = (views.campaign, views.reach);
    let mut f = Fields::new();
    let of_unit = |i: &Indicator| matches!(scope, Scope::Total) || reach.by_unit(campaign, i);
    for indicator in campaign.indicators.iter().filter(|i| reach.indicator(campaign, i) && of_unit(i)) {
        // Only flows have a value of their own for the year to date.
        let row = views.row(&indicator.id, scope, span).or_else(|| views.row(&indicator.id, scope, Span::Period));
        if let Some(index) = row {
            f.insert(template_name(&indicator.id), views.view(indicator, index));
        }
    }
    Value::from(f)
}

fn units(views: &mut Views<'_>) -> Vec<Value> {
    let campaign = views.campaign;
    let summary = views.summary;
    campaign
        .units_of(UnitRole::County)
        .map(|unit| {
            let mut u = Fields::new();
            u.insert("name".into(), Value::from(unit.name.as_str()));
            u.insert("body".into(), Value::from(unit.body.as_str()));
            u.insert("reported".into(), Value::from(summary.reported.contains(&unit.name)));
            let of = Scope::Unit(unit.name.clone());
            let f = scope(views, &of, Span::Period);
            if !views.reach.public() {
                addressees::standing(campaign, summary, &unit.name, (views.reach, false), &mut u);
                let behind = summary.standings.iter().filter(|s| s.unit == unit.name).flat_map(|s| &s.behind);
                let told = behind.filter(|id| campaign.indicator(id).is_some_and(|i| !owed_elsewhere(campaign, i)));
                let figures: Vec<Value> = told.filter_map(|id| addressees::field(&f, &template_name(id)).cloned()).collect();
                u.insert("behind_figures".into(), Value::from(figures));
            }
            u.insert("f".into(), f);
            u.insert("y".into(), scope(views, &of, Span::Ytd));
            Value::from(u)
        })
        .collect()
}

/// The office's own unit, which reports and is none of `units`.
fn city(views: &mut Views<'_>) -> Option<Value> {
    let unit = views.campaign.units_of(UnitRole::City).next()?;
    let of = Scope::Unit(unit.name.clone());
    let mut u = Fields::new();
    u.insert("name".into(), Value::from(unit.name.as_str()));
    u.insert("reported".into(), Value::from(views.summary.reported.contains(&unit.name)));
    u.insert("f".into(), scope(views, &of, Span::Period));
    u.insert("y".into(), scope(views, &of, Span::Ytd));
    Some(Value::from(u))
}

/// The totals that moved most, the most first.
fn movers(views: &mut Views<'_>) -> Vec<Value> {
    let (campaign, summary, reach) = (views.campaign, views.summary, views.reach);
    let indicators = summary.movers.iter().filter_map(|id| campaign.indicator(id)).filter(|i| reach.indicator(campaign, i));
    indicators.filter_map(|i| views.row(&i.id, &Scope::Total, Span::Period).map(|row| views.view(i, row))).collect()
}

fn groups(views: &mut Views<'_>) -> Vec<Value> {
    let (campaign, reach) = (views.campaign, views.reach);
    // Tasks that stand in no group come last, under no heading.
    let loose = Group { id: String::new(), heading: String::new() };
    let last = campaign.tasks_in("").next().is_some().then_some(&loose);
    campaign
        .groups
        .iter()
        .chain(last)
        .map(|group: &Group| {
            let mut g = Fields::new();
            g.insert("id".into(), Value::from(group.id.as_str()));
            // The heading is a document's own; to anybody it is not told where it names an internal task.
            if !(reach.public() && campaign.tasks.iter().any(|t| t.internal && group.heading.contains(&t.name))) {
                g.insert("heading".into(), Value::from(group.heading.as_str()));
            }
            let tasks: Vec<Value> = campaign.tasks_in(&group.id).filter(|t| reach.task(t)).map(|t| task(views, t)).collect();
            g.insert("tasks".into(), Value::from(tasks));
            Value::from(g)
        })
        .collect()
}

fn task(views: &mut Views<'_>, task: &Task) -> Value {
    let (campaign, reach) = (views.campaign, views.reach);
    let summary = views.summary;
    let mut t = Fields::new();
    for (name, text) in [("id", &task.id), ("name", &task.name), ("title", &task.title)] {
        t.insert(name.into(), Value::from(text.as_str()));
    }
    t.insert("number".into(), Value::from(task.number));
    let mut has_data = false;
    let mut figures = Vec::new();
    for indicator in campaign.indicators_of(&task.id).filter(|i| reach.indicator(campaign, i)) {
        if let Some(index) = views.row(&indicator.id, &Scope::Total, Span::Period) {
            has_data |= summary.figures.get(index).is_some_and(|r| r.value.is_some() || !r.counts.is_empty());
            figures.push(views.view(indicator, index));
        }
    }
    t.insert("has_data".into(), Value::from(has_data));
    if !reach.public() {
        t.insert("department".into(), Value::from(task.department.as_str()));
        // What the office owes the units is no state of theirs in a paper that they read.
        let judged = campaign.indicators_of(&task.id).filter(|i| reach.indicator(campaign, i) && reach.by_unit(campaign, i));
        t.insert("state".into(), Value::from_serializable(&summary.task_state(judged)));
    }
    // What is said of a task in one line: what has a target, then ratios, then what comes first; a plan says least.
    let mut told: Vec<&Value> = figures.iter().collect();
    told.sort_by_key(|f| match addressees::field(f, "kind").and_then(Value::as_str) {
        _ if addressees::field(f, "target").is_some() => 0,
        Some("ratio") => 1,
        Some("plan") => 3,
        _ => 2,
    });
    t.insert("main".into(), Value::from(told.into_iter().take(MAIN).cloned().collect::<Vec<_>>()));
    let city = campaign.indicators_of(&task.id).any(|i| i.reported_by.contains(&UnitRole::City));
    t.insert("city".into(), Value::from(city));
    t.insert("figures".into(), Value::from(figures));
    let items: Vec<Value> =
        summary.items.iter().filter(|i| i.task.as_deref() == Some(&task.id) && reach.item(campaign, i)).map(|i| item(campaign, i, reach)).collect();
    t.insert("items".into(), Value::from(items));
    t.insert("examples".into(), Value::from(examples(campaign, summary, task, reach)));
    Value::from(t)
}

/// The item of a task that is recommended first: material for a sentence that names a unit, an act and a result.
fn examples(campaign: &Campaign, summary: &Summary, task: &Task, reach: Reach) -> Vec<Value> {
    let mut own: Vec<&Item> = summary
        .items
        .iter()
        .filter(|i| i.task.as_deref() == Some(&task.id) && reach.item(campaign, i))
        .filter(|i| campaign.unit(&i.unit).is_some_and(|u| u.role == UnitRole::County))
        .collect();
    own.sort_by_key(|i| i.rank.unwrap_or(u32::MAX));
    let mut units = Vec::new();
    own.retain(|i| {
        let new = units.is_empty();
        if new {
            units.push(i.unit.clone());
        }
        new
    });
    own.into_iter().map(|i| item(campaign, i, reach)).collect()
}

/// An item as a bulletin prints it: title and sentences put in order, and who sent it.
fn pick(campaign: &Campaign, pick: &Pick, reach: Reach) -> Value {
    let body = campaign.unit(&pick.item.unit).map_or(pick.item.unit.as_str(), |u| u.body.as_str());
    let more = [
        ("title", Value::from(pick.title.as_str())),
        ("text", Value::from(pick.text.as_str())),
        ("source_line", Value::from(crate::words::choice::source_line(body))),
        ("pinned", Value::from(pick.pinned)),
    ];
    addressees::with(&item(campaign, &pick.item, reach), more.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
}

/// 更正 made in the period's forms.
fn corrections(views: &mut Views<'_>) -> Vec<Value> {
    let (campaign, summary, reach) = (views.campaign, views.summary, views.reach);
    let mut out = Vec::new();
    for (n, c) in summary.corrections.iter().enumerate() {
        let Some(indicator) = campaign.indicator(&c.indicator).filter(|i| reach.indicator(campaign, i) && reach.by_unit(campaign, i)) else {
            continue;
        };
        let Some(row) = views.row(&c.indicator, &Scope::Unit(c.unit.clone()), Span::Ytd) else { continue };
        let mut f = Fields::new();
        f.insert("unit".into(), Value::from(c.unit.as_str()));
        f.insert("month".into(), Value::from(format!("{}月", c.month.month)));
        f.insert("name".into(), Value::from(indicator.text_name()));
        f.insert("reason".into(), Value::from(c.reason.as_str()));
        for (name, value, part) in [("before", c.before, Part::Uncorrected(n as u16)), ("after", c.after, Part::Corrected(n as u16))] {
            if let Some(value) = value {
                f.insert(name.into(), views.mark(row, part, &super::print::with_unit(value, indicator)));
            }
        }
        out.push(Value::from(f));
    }
    out
}

pub(super) fn item(campaign: &Campaign, item: &Item, reach: Reach) -> Value {
    let mut f = Fields::new();
    let allowed = |column: &str| campaign.list(&item.list).is_none_or(|l| reach.column(campaign, l, column));
    for (column, field) in item.record.fields.iter().filter(|(c, _)| allowed(c)) {
        // A date in one form, however it was typed.
        let text = match &field.value {
            Some(FieldValue::Date(d)) => d.to_string(),
            _ => field.text.clone(),
        };
        f.insert(template_name(column), Value::from(text));
    }
    // Columns that were left blank are there as empty text, so that a template need not ask for each.
    for column in campaign.form.lists.iter().filter(|l| l.id == item.list).flat_map(|l| &l.columns).filter(|c| allowed(&c.id)) {
        f.entry(template_name(&column.id)).or_insert_with(|| Value::from(""));
    }
    f.insert("unit".into(), Value::from(item.unit.as_str()));
    f.insert("body".into(), Value::from(campaign.unit(&item.unit).map_or(item.unit.as_str(), |u| u.body.as_str())));
    if let Some(task) = item.task.as_deref().and_then(|id| campaign.task(id)) {
        f.insert("task_id".into(), Value::from(task.id.as_str()));
        f.insert("task_number".into(), Value::from(task.number));
        f.insert("task_name".into(), Value::from(task.name.as_str()));
    }
    Value::from(f)
}

fn problems(campaign: &Campaign, summary: &Summary, reach: Reach) -> Value {
    let groups: Vec<Value> = summary
        .problems
        .iter()
        .map(|group| {
            let mut g = Fields::new();
            g.insert("category".into(), Value::from(group.category.as_str()));
            g.insert("units".into(), Value::from(group.units.clone()));
            g.insert("common".into(), Value::from(group.common));
            g.insert("matters".into(), Value::from(group.matters.iter().map(|m| matter(campaign, &group.category, m, reach)).collect::<Vec<_>>()));
            Value::from(g)
        })
        .collect();
    Value::from(groups)
}

fn matter(campaign: &Campaign, category: &str, matter: &Matter, reach: Reach) -> Value {
    let mut m = Fields::new();
    let task = matter.task.as_deref().and_then(|id| campaign.task(id));
    m.insert("category".into(), Value::from(category));
    m.insert("task_name".into(), Value::from(task.map_or("", |t| t.name.as_str())));
    m.insert("department".into(), Value::from(task.map_or("", |t| t.department.as_str())));
    m.insert("units".into(), Value::from(matter.units.clone()));
    m.insert("common".into(), Value::from(matter.common));
    m.insert("problems".into(), Value::from(matter.problems.iter().map(|p| item(campaign, p, reach)).collect::<Vec<_>>()));
    Value::from(m)
}

/// All matters in one list, those that most units raise first.
fn matters(campaign: &Campaign, summary: &Summary, reach: Reach) -> Value {
    let mut all: Vec<(&str, &Matter)> = summary.problems.iter().flat_map(|g| g.matters.iter().map(|m| (g.category.as_str(), m))).collect();
    all.sort_by_key(|(_, m)| std::cmp::Reverse(m.units.len()));
    Value::from(all.into_iter().map(|(category, m)| matter(campaign, category, m, reach)).collect::<Vec<_>>())
}

fn meeting_fields(meeting: &Meeting, reach: Reach) -> Value {
    let mut f = Fields::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            f.insert(name.to_owned(), value);
        }
    };
    put("date", meeting.date.map(|d| Value::from(d.to_string())));
    put("bulletin_date", meeting.bulletin_date.map(|d| Value::from(d.to_string())));
    for (name, text) in [("place", &meeting.place), ("chair", &meeting.chair), ("attendees", &meeting.attendees)] {
        put(name, text.as_deref().map(Value::from));
    }
    for (name, n) in [("issue", meeting.issue), ("total_issue", meeting.total_issue), ("copies", meeting.copies)] {
        put(name, n.map(Value::from));
    }
    put("extra", Some(Value::from(meeting.extra.iter().map(|(k, v)| (k.clone(), Value::from(v.as_str()))).collect::<Fields>())));
    if reach.public() {
        return f.into();
    }
    let mut put = |name: &str, value: Value| f.insert(name.to_owned(), value);
    if let Some(note) = &meeting.editor_note {
        put("editor_note", Value::from(note.as_str()));
    }
    put("said", Value::from(meeting.said.clone()));
    let steps = meeting.next_steps.iter().map(|s| {
        let step: Fields = [("title".to_owned(), Value::from(s.title.as_str())), ("text".to_owned(), Value::from(s.text.as_str()))].into();
        Value::from(step)
    });
    put("next_steps", Value::from(steps.collect::<Vec<_>>()));
    f.into()
}
