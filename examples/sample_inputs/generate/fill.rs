//! From the invented data to what is typed into one form, and to what the next form takes over from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use hongtou::campaign::{Campaign, Indicator, Kind, Unit};
use hongtou::forms::{Entries, RowEntries, Typed};
use hongtou::model::{Entry, Figure, Month, Row, Submission, asked, cutoff_date, form_months, form_rows, reporting_month};
use hongtou::origin::{CellRef, CellSource};
use rust_decimal::Decimal;

use super::Outcome;
use super::data::{Sample, Series, Value, date};

/// What `unit` types into its form of `period`.
pub fn entries(campaign: &Campaign, sample: &Sample, unit: &Unit, period: Month, previous: Option<&Submission>) -> Outcome<Entries> {
    let mut entries = Entries::default();
    let staff = sample.staff.get(&unit.name).ok_or_else(|| format!("units.toml: no {}", unit.name))?;
    // A day or two after the cut-off, as it falls out.
    let day = cutoff_date(&campaign.cycle, period).saturating_add(jiff::Span::new().days(1 + campaign.unit_order(&unit.name) as i64 % 3));
    for (id, text) in [("filler", &staff.filler), ("checker", &staff.checker), ("phone", &staff.phone), ("date", &day.to_string())] {
        entries.info.insert(id.to_owned(), text.clone());
    }
    for indicator in form_rows(campaign, unit.role) {
        let row = row(campaign, sample, unit, period, indicator, previous)?;
        entries.rows.insert(indicator.id.clone(), row);
    }
    entries.lists = lists(campaign, sample, unit, period)?;
    Ok(entries)
}

fn row(
    campaign: &Campaign,
    sample: &Sample,
    unit: &Unit,
    period: Month,
    indicator: &Indicator,
    previous: Option<&Submission>,
) -> Outcome<RowEntries> {
    let name = &unit.name;
    let asked = asked(campaign, indicator, period);
    let value = |month: Month| value(sample, name, &indicator.id, month);
    let mut row = RowEntries::default();
    for (month, wanted) in &asked.months {
        let typed = match sample.bad_cell(period, name, &indicator.id, *month) {
            Some(bad) if bad.text.starts_with('#') => Some(Typed::Error(bad.text.clone())),
            Some(bad) => Some(Typed::Text(bad.text.clone())),
            None if *wanted => Some(value(*month)?),
            None => None,
        };
        row.months.push(typed);
    }
    row.correction = sample.correction(period, name, &indicator.id).map(|c| Typed::Number(c.value.into()));
    row.note = sample.note(period, name, &indicator.id).map(|n| n.text.clone()).unwrap_or_default();
    if asked.plan {
        row.plan = Some(value(period)?);
    }
    let carried = previous.and_then(|p| p.rows.get(&indicator.id)).and_then(|r| r.ytd.value());
    if asked.ytd && !asked.first_of_year && carried.is_none() {
        // The last form is missing or bad: the unit fills in itself what it has so far this year.
        let first = asked.months.first().map_or(period, |(m, _)| *m);
        let so_far = first.january().up_to(first.plus(-1)).into_iter().map(|m| value(m).map(|t| t.number().unwrap_or_default()));
        row.carried = Some(Typed::Number(so_far.sum::<Outcome<Decimal>>()?));
    }
    Ok(row)
}

/// The invented value of one month.
fn value(sample: &Sample, unit: &str, indicator: &str, month: Month) -> Outcome<Typed> {
    let absent = || format!("figures.toml: no {indicator} of {unit} for {month}");
    let series = sample.figures.get(unit).and_then(|f| f.get(indicator)).ok_or_else(absent)?;
    let value = match series {
        Series::Months(values) => sample.months.iter().position(|m| *m == month).and_then(|i| values.get(i)),
        Series::Years(values) => values.get(&month.year.to_string()),
    };
    Ok(match value.ok_or_else(absent)? {
        Value::Whole(n) => Typed::Number((*n).into()),
        // The shortest text of the float is what stands in the file.
        Value::Decimal(n) => Typed::Number(n.to_string().parse()?),
        Value::Word(word) => Typed::Text(word.clone()),
    })
}

type ListRow = BTreeMap<String, Typed>;

fn lists(campaign: &Campaign, sample: &Sample, unit: &Unit, period: Month) -> Outcome<BTreeMap<String, Vec<ListRow>>> {
    let form = period.to_string();
    let months = form_months(campaign, period);
    let falls_in = |text: &str| date(text).map(|d| months.contains(&reporting_month(&campaign.cycle, d)));
    let task = |id: &str| campaign.task(id).map(|t| text(&t.name)).ok_or_else(|| format!("no task {id}"));
    let mut items = Vec::new();
    for item in sample.items.iter().filter(|i| i.form == form && i.unit == unit.name) {
        let mut row = record([
            ("task", task(&item.task)?),
            ("date", Typed::Date(date(&item.date)?)),
            ("title", text(&item.title)),
            ("practice", text(&item.practice)),
            ("result", text(&item.result)),
            ("contributor", text(&item.contributor)),
            ("reviewer", text(&item.reviewer)),
        ]);
        row.extend(item.rank.map(|n| ("rank".to_owned(), Typed::Number(n.into()))));
        items.push(row);
    }
    let mut problems = Vec::new();
    for problem in sample.problems.iter().filter(|p| p.form == form && p.unit == unit.name) {
        problems.push(record([
            ("task", task(&problem.task)?),
            ("category", text(&problem.category)),
            ("problem", text(&problem.problem)),
            ("measures", text(&problem.measures)),
            ("request", text(&problem.request)),
            ("solver", text(&problem.solver)),
            ("department", text(&problem.department)),
        ]));
    }
    let mut stationed = Vec::new();
    for person in sample.stationed.iter().filter(|p| p.unit == unit.name) {
        // Reported when the stay begins, and once more, with its end, when it has ended.
        let ended = person.end.as_deref().map(falls_in).transpose()?.unwrap_or(false);
        if !ended && !falls_in(&person.start)? {
            continue;
        }
        let mut row = record([
            ("name", text(&person.name)),
            ("origin", text(&person.origin)),
            ("park", text(&person.park)),
            ("start", Typed::Date(date(&person.start)?)),
        ]);
        if let Some(end) = person.end.as_ref().filter(|_| ended) {
            row.insert("end".to_owned(), Typed::Date(date(end)?));
        }
        stationed.push(row);
    }
    let mut visits = Vec::new();
    if campaign.list("visits").is_some_and(|l| l.reported_by.contains(&unit.role)) {
        for visit in &sample.visits {
            if falls_in(&visit.date)? {
                visits.push(record([
                    ("date", Typed::Date(date(&visit.date)?)),
                    ("visitor", text(&visit.visitor)),
                    ("unit", text(&visit.unit)),
                    ("content", text(&visit.content)),
                    ("found", Typed::Number(visit.found.into())),
                    ("solved", Typed::Number(visit.solved.into())),
                ]));
            }
        }
    }
    Ok([("items", items), ("problems", problems), ("stationed", stationed), ("visits", visits)].map(|(id, rows)| (id.to_owned(), rows)).into())
}

fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

fn record<const N: usize>(cells: [(&str, Typed); N]) -> ListRow {
    cells.into_iter().filter(|(_, v)| !matches!(v, Typed::Text(t) if t.is_empty())).map(|(id, v)| (id.to_owned(), v)).collect()
}

/// What the office knows from the form: as far as the next one takes it over.
pub fn submission(campaign: &Campaign, unit: &Unit, period: Month, previous: Option<&Submission>, entries: &Entries) -> Submission {
    let file: Arc<str> = format!("{}.xlsx", unit.name).into();
    let source = CellSource { file: file.clone(), sheet: "".into(), cell: CellRef::new(0, 0) };
    let entry = |typed: Option<&Typed>| match typed {
        Some(Typed::Number(n)) => Entry::Value(Figure { value: *n, sources: vec![source.clone()] }),
        Some(Typed::Text(t)) if *t == campaign.form.not_applicable => Entry::NotApplicable(source.clone()),
        _ => Entry::Missing,
    };
    let mut rows = BTreeMap::new();
    for indicator in form_rows(campaign, unit.role) {
        let Some(typed) = entries.rows.get(&indicator.id) else { continue };
        let asked = asked(campaign, indicator, period);
        let months: Vec<(Month, Entry)> = asked
            .months
            .iter()
            .zip(&typed.months)
            .map(|((m, wanted), typed)| (*m, if *wanted { entry(typed.as_ref()) } else { Entry::NotAsked }))
            .collect();
        let before = previous.and_then(|p| p.rows.get(&indicator.id)).and_then(|r| r.ytd.value());
        let carried = if asked.first_of_year { Some(Decimal::ZERO) } else { before.or_else(|| typed.carried.as_ref().and_then(Typed::number)) };
        let sum: Option<Decimal> = months.iter().map(|(_, e)| e.value()).sum();
        let correction = typed.correction.as_ref().and_then(Typed::number).unwrap_or_default();
        let ytd = carried.zip(sum).filter(|_| asked.ytd).map(|(a, b)| Typed::Number(a + b + correction));
        let status = match typed.months.last() {
            Some(Some(Typed::Text(value))) if indicator.kind == Kind::Status => Some((value.clone(), source.clone())),
            _ => None,
        };
        let row = Row {
            months,
            correction: None,
            carried: entry(carried.map(Typed::Number).as_ref()),
            ytd: entry(ytd.as_ref()),
            plan: entry(typed.plan.as_ref()),
            status,
            note: typed.note.clone(),
            faulty: false,
        };
        rows.insert(indicator.id.clone(), row);
    }
    Submission { unit: unit.name.clone(), period, file, info: entries.info.clone(), rows, lists: BTreeMap::new() }
}
