//! Layer 5. The office's own return to the office above: one filled form of the same kind, with the cells of the units behind every cell.
//!
//! In: the campaign and all submissions. Out: [`Return`]. A figure is the sum over the units that gave it whole; whom it leaves out stands in 备注.
//! What only people can settle (a status that differs, corrections of several months) stays blank and is asked.

mod lists;
mod sheets;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use sheets::{check_sheet, sources_below};

use crate::campaign::{Campaign, Indicator, Kind, Unit, UnitRole, Upward};
use crate::diag::{Diagnostic, Diagnostics};
use crate::forms::{self, Entries, Field, RowEntries, Typed};
use crate::model::{Column, Entry, Figure, Month, Row, Span, Submission, Summary, asked, form_rows, previous_form};
use crate::origin::{CellRef, CellSource};
use crate::words::rollup as words;

/// One filled cell of a return.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// Sheet of the return.
    pub sheet: String,
    /// Its cell.
    pub cell: CellRef,
    /// What stands there.
    pub shown: String,
    /// The cells of the units that it came from.
    pub sources: Vec<CellSource>,
}

/// A return, ready to be written.
#[derive(Debug)]
pub struct Return {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// Its filled cells with their sources, in order.
    pub filled: Vec<Filled>,
    /// What people have to settle or to know.
    pub questions: Diagnostics,
}

/// The campaign as the office above has it: its id, our office as one of its units, its names of the indicators.
fn above(campaign: &Campaign, upward: &Upward) -> (Campaign, Unit) {
    let unit =
        Unit { name: upward.unit.clone(), role: UnitRole::County, body: campaign.campaign.office.clone(), variants: Vec::new(), former: Vec::new() };
    let mut theirs = campaign.clone();
    if let Some(id) = &upward.campaign {
        theirs.campaign.id.clone_from(id);
    }
    for indicator in &mut theirs.indicators {
        if let Some(name) = upward.indicators.get(&indicator.id) {
            indicator.name.clone_from(name);
        }
    }
    (theirs, unit)
}

/// The return of a period. `summary` is that of the same period.
///
/// # Errors
/// A name that no spreadsheet can hold.
pub fn roll_up(campaign: &Campaign, upward: &Upward, period: Month, all: &[Submission], summary: &Summary) -> Result<Return, Diagnostic> {
    let (theirs, unit) = above(campaign, upward);
    let previous = previous_form(campaign, period).map(|form| sums(campaign, &unit.name, form, all));
    let mut work =
        Work { campaign, theirs: &theirs, unit: &unit, period, all, entries: Entries::default(), filled: Vec::new(), questions: Diagnostics::new() };
    let own = work.rows(previous.as_ref());
    let differs: Vec<&str> = form_rows(campaign, UnitRole::County)
        .filter(|i| i.kind == Kind::Flow)
        .filter(|i| own.rows.get(&i.id).and_then(|r| r.ytd.value()) != summary.total(&i.id, Span::Ytd).and_then(|t| t.value))
        .map(|i| i.name.as_str())
        .collect();
    if !differs.is_empty() {
        work.questions.push(words::ytd_differs(&differs, &theirs.form.columns.ytd, &theirs.form.columns.correction, &theirs.form.columns.note));
    }
    work.lists(upward, summary);
    let rows: Vec<[String; 5]> = work
        .filled
        .iter()
        .flat_map(|f| f.sources.iter().map(|s| [f.sheet.clone(), f.cell.to_string(), s.file.to_string(), s.sheet.to_string(), s.cell.to_string()]))
        .collect();
    let bytes = forms::returned(&theirs, &unit, period, previous.as_ref(), &work.entries, &rows)?;
    Ok(Return { bytes, filled: work.filled, questions: work.questions })
}

/// What one indicator comes to in one form of the return.
struct Sum<'a> {
    /// The asked months.
    months: Vec<(Month, Option<Figure>)>,
    /// The year's plan.
    plan: Option<Figure>,
    /// Units that owe it and are not in it.
    missing: Vec<&'a str>,
    /// Whether any unit owes it.
    owed: bool,
    /// The units' values of a status with their cells.
    statuses: Vec<(&'a str, String, CellSource)>,
    /// The units' corrections.
    corrections: Vec<(&'a str, &'a crate::model::Correction)>,
}

fn add(figures: &[&Figure]) -> Option<Figure> {
    let value = figures.iter().try_fold(Decimal::ZERO, |a, f| a.checked_add(f.value)).filter(|_| !figures.is_empty())?;
    Some(Figure { value: value.normalize(), sources: figures.iter().flat_map(|f| f.sources.iter().cloned()).collect() })
}

/// Sums an indicator over the units that gave all that the form asks of it.
fn sum<'a>(campaign: &'a Campaign, indicator: &Indicator, period: Month, all: &'a [Submission]) -> Sum<'a> {
    let asked = asked(campaign, indicator, period);
    let wanted: Vec<Month> = asked.months.iter().filter(|(_, is)| *is).map(|(m, _)| *m).collect();
    let mut out = Sum { months: Vec::new(), plan: None, missing: Vec::new(), owed: false, statuses: Vec::new(), corrections: Vec::new() };
    let mut covered: Vec<&Row> = Vec::new();
    for unit in campaign.units.iter().filter(|u| campaign.owes(indicator, u)) {
        let row = all.iter().find(|s| s.unit == unit.name && s.period == period).and_then(|s| s.rows.get(&indicator.id));
        if let Some(c) = row.and_then(|r| r.correction.as_ref()) {
            out.corrections.push((&unit.name, c));
        }
        let entries: Vec<&Entry> = match (row, indicator.kind) {
            (None, _) => vec![&Entry::Missing],
            (Some(row), Kind::Plan) => vec![&row.plan],
            (Some(row), _) => row.months.iter().filter(|(m, _)| wanted.contains(m)).map(|(_, e)| e).collect(),
        };
        let applies = |e: &&&Entry| !matches!(e, Entry::NotApplicable(_));
        if let (Kind::Status, Some((value, source))) = (indicator.kind, row.and_then(|r| r.status.as_ref())) {
            out.owed = true;
            out.statuses.push((&unit.name, value.clone(), source.clone()));
        } else if entries.iter().filter(applies).count() == 0 {
            continue;
        } else if entries.iter().filter(applies).all(|e| e.figure().is_some()) && indicator.kind != Kind::Status {
            out.owed = true;
            covered.extend(row);
        } else {
            out.owed = true;
            out.missing.push(&unit.name);
        }
    }
    let month = |m: Month| add(&covered.iter().filter_map(|r| r.months.iter().find(|(x, _)| *x == m)?.1.figure()).collect::<Vec<_>>());
    if indicator.kind == Kind::Plan {
        out.plan = add(&covered.iter().filter_map(|r| r.plan.figure()).collect::<Vec<_>>());
    } else if indicator.kind != Kind::Status {
        out.months = asked.months.iter().map(|(m, is)| (*m, if *is { month(*m) } else { None })).collect();
    }
    out
}

/// A correction for the return: that of all units, where all are of one month.
fn correction(sum: &Sum<'_>) -> Result<Option<(u8, Figure, String)>, Vec<u8>> {
    let mut months: Vec<u8> = sum.corrections.iter().map(|(_, c)| c.month.month).collect();
    months.sort_unstable();
    months.dedup();
    match months[..] {
        [] => Ok(None),
        [month] => {
            let parts: Vec<(&str, Decimal, &str)> = sum.corrections.iter().map(|(u, c)| (*u, c.figure.value, c.reason.as_str())).collect();
            let figure = add(&sum.corrections.iter().map(|(_, c)| &c.figure).collect::<Vec<_>>());
            Ok(figure.map(|f| (month, f, words::corrected(month, &parts))))
        }
        _ => Err(months),
    }
}

/// The return of an earlier form as a submission: what the next one carries on from.
fn sums(campaign: &Campaign, unit: &str, period: Month, all: &[Submission]) -> Submission {
    let before = previous_form(campaign, period).filter(|p| p.year == period.year).map(|p| sums(campaign, unit, p, all));
    submission(campaign, unit, period, all, before.as_ref())
}

fn submission(campaign: &Campaign, unit: &str, period: Month, all: &[Submission], before: Option<&Submission>) -> Submission {
    let rows = form_rows(campaign, UnitRole::County).map(|indicator| {
        let sum = sum(campaign, indicator, period, all);
        let asked = asked(campaign, indicator, period);
        let entry = |figure: Option<Figure>| match figure {
            Some(f) => Entry::Value(f),
            None if !sum.owed => Entry::NotApplicable(CellSource { file: "".into(), sheet: "".into(), cell: CellRef::new(0, 0) }),
            None => Entry::Missing,
        };
        let months: Vec<(Month, Entry)> = sum.months.iter().map(|(m, f)| (*m, entry(f.clone()))).collect();
        let carried = match before.and_then(|b| b.rows.get(&indicator.id)).map(|r| &r.ytd) {
            _ if asked.first_of_year => Entry::Value(Figure { value: Decimal::ZERO, sources: Vec::new() }),
            Some(e) => e.clone(),
            None => Entry::Missing,
        };
        let flows: Option<Vec<&Figure>> =
            sum.months.iter().zip(&asked.months).filter(|(_, (_, is))| *is).map(|((_, f), _)| f.as_ref()).chain([carried.figure()]).collect();
        let fixed = correction(&sum).ok().flatten().map(|(_, f, _)| f);
        let ytd = flows.filter(|_| indicator.kind == Kind::Flow).and_then(|f| add(&f.into_iter().chain(fixed.as_ref()).collect::<Vec<_>>()));
        let same = sum.statuses.windows(2).all(|w| w.first().map(|s| &s.1) == w.last().map(|s| &s.1)) && sum.missing.is_empty();
        let row = Row {
            months,
            correction: None,
            carried,
            ytd: entry(ytd),
            plan: sum.plan.clone().map_or(Entry::Missing, Entry::Value),
            status: sum.statuses.first().filter(|_| same).map(|(_, v, s)| (v.clone(), s.clone())),
            note: String::new(),
            faulty: false,
        };
        (indicator.id.clone(), row)
    });
    Submission { unit: unit.to_owned(), period, file: "".into(), info: BTreeMap::new(), rows: rows.collect(), lists: BTreeMap::new() }
}

struct Work<'a> {
    campaign: &'a Campaign,
    theirs: &'a Campaign,
    unit: &'a Unit,
    period: Month,
    all: &'a [Submission],
    entries: Entries,
    filled: Vec<Filled>,
    questions: Diagnostics,
}

impl Work<'_> {
    /// Notes where a filled cell came from.
    fn note(&mut self, field: Field<'_>, shown: String, sources: &[CellSource]) {
        if let Some((sheet, cell)) = forms::place(self.theirs, self.unit, self.period, field) {
            self.filled.push(Filled { sheet, cell, shown, sources: sources.to_vec() });
        }
    }

    /// The indicator sheet; gives what it comes to.
    fn rows(&mut self, previous: Option<&Submission>) -> Submission {
        let own = submission(self.campaign, &self.unit.name, self.period, self.all, previous.filter(|p| p.period.year == self.period.year));
        let mut partial: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        let (campaign, all) = (self.campaign, self.all);
        for indicator in form_rows(campaign, UnitRole::County) {
            let sum = sum(campaign, indicator, self.period, all);
            let asked = asked(campaign, indicator, self.period);
            let id = indicator.id.as_str();
            let mut row = RowEntries::default();
            let mut remarks = Vec::new();
            let blank = || Typed::Text(if sum.owed { campaign.form.not_counted.clone() } else { campaign.form.not_applicable.clone() });
            if indicator.kind == Kind::Status {
                self.status(indicator, &sum, &mut row);
            }
            for ((month, figure), (_, is)) in sum.months.iter().zip(&asked.months) {
                row.months.push(is.then(|| figure.as_ref().map_or_else(blank, |f| Typed::Number(f.value))));
                if let Some(f) = figure {
                    self.note(Field::Indicator(id, Column::Month(month.month)), f.value.to_string(), &f.sources);
                }
            }
            match correction(&sum) {
                Ok(None) => {}
                Ok(Some((_, figure, remark))) => {
                    remarks.push(remark);
                    row.correction = Some(Typed::Number(figure.value));
                    self.note(Field::Indicator(id, Column::Correction), figure.value.to_string(), &figure.sources);
                }
                Err(months) => self.questions.push(words::corrections_differ(
                    &indicator.name,
                    &months,
                    &self.theirs.form.columns.correction,
                    &self.theirs.form.columns.note,
                )),
            }
            if let Some(carried) = own.rows.get(id).and_then(|r| r.carried.figure()).filter(|f| asked.ytd && !f.sources.is_empty()) {
                self.note(Field::Indicator(id, Column::Carried), carried.value.normalize().to_string(), &carried.sources);
            }
            if indicator.kind == Kind::Plan {
                row.plan = Some(sum.plan.as_ref().map_or_else(blank, |f| Typed::Number(f.value)));
                if let Some(f) = &sum.plan {
                    self.note(Field::Indicator(id, Column::Plan), f.value.to_string(), &f.sources);
                }
            }
            if !sum.missing.is_empty() && (sum.plan.is_some() || sum.months.iter().any(|(_, f)| f.is_some())) {
                remarks.push(words::without(&sum.missing));
                *partial.entry(sum.missing.clone()).or_default() += 1;
            }
            row.note = remarks.join(words::REMARK_BREAK);
            self.entries.rows.insert(indicator.id.clone(), row);
        }
        for (missing, n) in partial {
            self.questions.push(words::partial(n, &missing));
        }
        own
    }

    /// A status goes up where all units have the same.
    fn status(&mut self, indicator: &Indicator, sum: &Sum<'_>, row: &mut RowEntries) {
        let months = asked(self.campaign, indicator, self.period).months.len();
        let at_end = |typed: Typed| (0..months).map(|m| (m + 1 == months).then(|| typed.clone())).collect();
        let mut counts: Vec<(String, usize)> = Vec::new();
        for (_, value, _) in &sum.statuses {
            match counts.iter_mut().find(|(v, _)| v == value) {
                Some((_, n)) => *n += 1,
                None => counts.push((value.clone(), 1)),
            }
        }
        match &counts[..] {
            [] if !sum.owed => row.months = at_end(Typed::Text(self.campaign.form.not_applicable.clone())),
            [(value, _)] if sum.missing.is_empty() => {
                row.months = at_end(Typed::Text(value.clone()));
                let sources: Vec<CellSource> = sum.statuses.iter().map(|(_, _, s)| s.clone()).collect();
                self.note(Field::Indicator(&indicator.id, Column::Month(self.period.month)), value.clone(), &sources);
            }
            _ => {
                // What was said last time is not said again by itself.
                row.months = at_end(Typed::Text(String::new()));
                self.questions.push(words::status_differs(&indicator.name, &counts, &sum.missing));
            }
        }
    }
}
