//! Layer 3. Submissions in, one summary a period out: all arithmetic done, all comparisons made.
//!
//! [`ledger`] finds what a unit said of a month, [`column`] and [`count`] make one value a unit of it, [`rows`] sums over the units and compares,
//! [`compare`], [`rank`], [`targets`] and [`standing`] name the cases that papers are worded by, [`lists`] arranges what is not figures. Nothing here fails: what
//! is not there is missing, and says so.

mod column;
mod compare;
mod count;
mod earlier;
mod ledger;
mod lists;
mod rank;
mod rows;
mod standing;
mod targets;
mod trend;

use std::collections::BTreeMap;

use crate::campaign::{Campaign, Kind};
use crate::model::{Choice, Earlier, FormState, Item, Month, Period, RegisterStanding, Submission, Summary, cutoff_date, previous_form};
use ledger::{Ledger, Time};

/// Everything about `period`, from all forms there are, of whatever period and in whatever order.
///
/// Forms of units that the campaign does not know are left out. Forms after the one that the period is made with change nothing: a summary made
/// again later is the same.
pub fn aggregate(period: Period, campaign: &Campaign, submissions: &[Submission]) -> Summary {
    aggregate_with(period, campaign, submissions, None)
}

/// The same with figures from before the campaign to compare with, where the campaign has none of its own.
pub fn aggregate_with(period: Period, campaign: &Campaign, submissions: &[Submission], earlier: Option<&Earlier>) -> Summary {
    let ledger = Ledger::new(campaign, submissions);
    let times = Times::new(&ledger, period, earlier);
    let mut figures = Vec::new();
    let mut index = BTreeMap::new();
    for indicator in &campaign.indicators {
        let from = figures.len();
        rows::indicator_rows(&ledger, &times, indicator, &mut figures);
        index.insert(indicator.id.clone(), from..figures.len());
    }
    let forms: Vec<Month> = ledger.forms_of(&times.now.period.asked);
    let absent = |form: Month| -> Vec<String> {
        ledger.units().filter(|(u, _)| ledger.owed(form) && ledger.form(*u, form).is_none()).map(|(_, unit)| unit.name.clone()).collect()
    };
    let form = ledger.form_of(period.last());
    let mut summary = Summary {
        period,
        months: period.months(campaign.cycle.months),
        cutoff: cutoff_date(&campaign.cycle, period.last()),
        figures,
        index,
        reported: ledger.units().filter(|(u, _)| ledger.form(*u, form).is_some()).map(|(_, unit)| unit.name.clone()).collect(),
        not_reported: absent(form),
        forms: forms.iter().map(|&form| FormState { form, not_reported: absent(form) }).collect(),
        flows_comparable: times.last_year.as_ref().is_some_and(|t| t.period.whole),
        rankings: Vec::new(),
        targets: Vec::new(),
        items: lists::items(&ledger, &forms),
        problems: lists::problems(&ledger, &forms),
        corrections: lists::corrections(&ledger, &forms),
        records: lists::records(&ledger, period),
        info: ledger.units().filter_map(|(u, unit)| Some((unit.name.clone(), ledger.form(u, form)?.info.clone()))).collect(),
        movers: Vec::new(),
        standings: Vec::new(),
        register: RegisterStanding::default(),
        choice: Choice::default(),
    };
    // Figures from before the campaign make flows comparable too.
    summary.flows_comparable |= summary.figures.iter().any(|r| r.kind == Kind::Flow && r.base.is_some());
    summary.rankings = rank::rankings(&ledger, &summary);
    summary.targets = targets::boards(&ledger, &summary);
    summary.movers = standing::movers(campaign, &summary);
    summary.standings = standing::standings(campaign, &summary);
    summary
}

/// The items (工作动态) that came with some forms, by unit in order, recommended ones first; all that choosing for an earlier issue needs.
pub fn items(campaign: &Campaign, submissions: &[Submission], forms: &[Month]) -> Vec<Item> {
    lists::items(&Ledger::new(campaign, submissions), forms)
}

/// The times that a period's figures are taken at and compared with.
struct Times<'a> {
    /// The period itself.
    now: Time,
    /// The same period of last year, for flows.
    last_year: Option<Time>,
    /// The end of last year, for stocks.
    year_end: Option<Time>,
    /// The end of the form before, for stocks in a form's period.
    before: Option<Time>,
    /// Figures from before the campaign.
    earlier: Option<&'a Earlier>,
    /// The last forms up to the period's end, the earliest first, as they are known now: for trends.
    so_far: Vec<Time>,
}

impl<'a> Times<'a> {
    fn new(ledger: &Ledger<'_>, period: Period, earlier: Option<&'a Earlier>) -> Self {
        let within = |p: Period| ledger.owed(p.last()).then(|| Time::new(ledger, p));
        let december = period.last().january().plus(-1);
        let before = match period {
            Period::Form(last) => previous_form(ledger.campaign, last).map(|form| Time::new(ledger, Period::Form(form))),
            _ => None,
        };
        let now = Time::new(ledger, period);
        let so_far = trend::times(ledger, &now);
        Self { now, so_far, last_year: within(period.year_before()), year_end: within(Period::Form(december)), before, earlier }
    }
}
