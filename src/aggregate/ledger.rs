//! All forms by unit and period, and what each says of a month.
//!
//! In: the submissions in any order. Out: entries by unit and month, told apart by why there is none.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::campaign::{Campaign, Unit, UnitRole};
use crate::model::{AppliedCorrection, Entry, Figure, Month, Period, Row, Submission, due_with, form_of, start_month};
use crate::origin::CellSource;

/// All forms, found by unit (its place in the official order) and last month.
pub(super) struct Ledger<'a> {
    pub(super) campaign: &'a Campaign,
    start: Month,
    places: BTreeMap<&'a str, usize>,
    forms: Vec<BTreeMap<Month, &'a Submission>>,
}

/// What the forms say of one unit, indicator and month.
pub(super) enum MonthEntry<'a> {
    Value(&'a Figure),
    NotApplicable,
    /// The form was received and the cell gives nothing.
    Missing,
    /// The form that the month stands in was not received.
    NoForm,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(campaign: &'a Campaign, submissions: &'a [Submission]) -> Self {
        // A campaign without a readable start has its first month before all others.
        let start = start_month(campaign).unwrap_or(Month { year: i16::MIN, month: 1 });
        let places: BTreeMap<&str, usize> = campaign.units.iter().enumerate().map(|(i, u)| (u.name.as_str(), i)).collect();
        let mut forms: Vec<BTreeMap<Month, &Submission>> = vec![BTreeMap::new(); campaign.units.len()];
        for s in submissions {
            if let Some(of_unit) = places.get(s.unit.as_str()).and_then(|&u| forms.get_mut(u)) {
                // Two forms of one unit and period are refused before; should they come, the choice must not depend on their order.
                let kept = of_unit.entry(s.period).or_insert(s);
                if s.file < kept.file {
                    *kept = s;
                }
            }
        }
        Self { campaign, start, places, forms }
    }

    /// The units in their official order, with their places.
    pub(super) fn units(&self) -> impl Iterator<Item = (usize, &'a Unit)> {
        self.campaign.units.iter().enumerate()
    }

    /// Name of the unit at a place.
    pub(super) fn name(&self, unit: usize) -> &'a str {
        self.campaign.units.get(unit).map_or("", |u| &u.name)
    }

    /// The place of a unit of that name.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Whether the unit at a place is a county.
    pub(super) fn is_county(&self, unit: usize) -> bool {
        self.campaign.units.get(unit).is_some_and(|u| u.role == UnitRole::County)
    }

    /// Whether anybody owes that month: it does not lie before the campaign.
    pub(super) fn owed(&self, month: Month) -> bool {
        month >= self.start
    }

    /// A unit's form by its last month.
    pub(super) fn form(&self, unit: usize, last: Month) -> Option<&'a Submission> {
        self.forms.get(unit)?.get(&last).copied()
    }

    /// A unit's forms, the earliest first, up to and with the one that ends in `last`.
    pub(super) fn forms_until(&self, unit: usize, last: Month) -> impl DoubleEndedIterator<Item = &'a Submission> {
        self.forms.get(unit).into_iter().flat_map(move |f| f.range(..=last).map(|(_, s)| *s))
    }

    /// The last month of the form that `month` stands in.
    pub(super) fn form_of(&self, month: Month) -> Month {
        form_of(&self.campaign.cycle, month)
    }

    /// The forms that the months stand in, in order, each once.
    pub(super) fn forms_of(&self, months: &[Month]) -> Vec<Month> {
        let mut forms: Vec<Month> = months.iter().map(|&m| self.form_of(m)).collect();
        forms.dedup();
        forms
    }

    /// A unit's row for an indicator in the form of `month`; `None` where that form was not received.
    pub(super) fn row(&self, unit: usize, indicator: &str, month: Month) -> Option<Option<&'a Row>> {
        self.form(unit, self.form_of(month)).map(|s| s.rows.get(indicator))
    }

    /// What a unit reported for a month.
    pub(super) fn month(&self, unit: usize, indicator: &str, month: Month) -> MonthEntry<'a> {
        let Some(row) = self.row(unit, indicator, month) else { return MonthEntry::NoForm };
        match row.and_then(|r| r.months.iter().find(|(m, _)| *m == month)).map(|(_, e)| e) {
            Some(Entry::Value(figure)) => MonthEntry::Value(figure),
            Some(Entry::NotApplicable(_)) => MonthEntry::NotApplicable,
            Some(Entry::Missing | Entry::NotAsked) | None => MonthEntry::Missing,
        }
    }

    /// The corrections that a unit made of an indicator in forms up to `made`, for months that `counts` lets through; the earliest form first.
    pub(super) fn corrections(&self, unit: usize, indicator: &str, made: Month, counts: impl Fn(Month) -> bool) -> Vec<AppliedCorrection> {
        let mut found: Vec<AppliedCorrection> = Vec::new();
        for form in self.forms_until(unit, made) {
            let Some(c) = form.rows.get(indicator).and_then(|r| r.correction.as_ref()) else { continue };
            let Some(source) = c.figure.sources.first() else { continue };
            if !counts(c.month) {
                continue;
            }
            let reported = match self.month(unit, indicator, c.month) {
                MonthEntry::Value(f) => Some(f.value),
                _ => None,
            };
            let earlier = sum(found.iter().filter(|e| e.month == c.month).map(|e| e.value));
            let before = reported.zip(earlier).and_then(|(a, b)| a.checked_add(b));
            found.push(AppliedCorrection {
                indicator: indicator.to_owned(),
                unit: self.name(unit).to_owned(),
                form: form.period,
                month: c.month,
                value: c.figure.value,
                before,
                after: before.and_then(|b| b.checked_add(c.figure.value)),
                reason: c.reason.clone(),
                source: source.clone(),
            });
        }
        found
    }

    /// Whether the indicator is asked for the first time in this period: there are earlier forms, and none of them has it.
    pub(super) fn first_asked(&self, indicator: &crate::campaign::Indicator, first: Month) -> bool {
        let list = indicator.count.as_ref().and_then(|c| self.campaign.list_of(c)).map(|l| l.id.as_str());
        let mut earlier = self.forms.iter().flat_map(|f| f.range(..first).map(|(_, s)| *s)).peekable();
        earlier.peek().is_some()
            && earlier.all(|s| match list {
                Some(list) => !s.lists.contains_key(list),
                None => !s.rows.contains_key(&indicator.id),
            })
    }
}

/// A run of months that a value is taken over.
pub(super) struct Frame {
    /// All its months.
    pub(super) asked: Vec<Month>,
    /// Those of them that are owed: none before the campaign.
    pub(super) months: Vec<Month>,
    /// Its last month.
    pub(super) last: Month,
    /// The form that it is made with: later ones change nothing in it.
    pub(super) made: Month,
    /// Whether a form ends with it.
    ends_form: bool,
    /// Whether no month of it lies before the campaign.
    pub(super) whole: bool,
}

impl Frame {
    fn new(ledger: &Ledger<'_>, first: Month, last: Month, made: Month) -> Self {
        let asked = first.up_to(last);
        let months: Vec<Month> = asked.iter().copied().filter(|&m| ledger.owed(m)).collect();
        Self { whole: months.len() == asked.len(), asked, months, last, ends_form: ledger.form_of(last) == last, made }
    }

    /// Whether 年度累计 of the last form covers just these months: from January to the end of a form.
    pub(super) fn is_year_to_form(&self) -> bool {
        self.asked.first() == Some(&self.last.january()) && self.ends_form
    }

    /// Whether a month is one of those owed.
    pub(super) fn has(&self, month: Month) -> bool {
        self.months.contains(&month)
    }
}

/// A period with its year so far.
pub(super) struct Time {
    pub(super) label: Period,
    pub(super) period: Frame,
    pub(super) ytd: Frame,
}

impl Time {
    pub(super) fn new(ledger: &Ledger<'_>, label: Period) -> Self {
        let last = label.last();
        let made = due_with(&ledger.campaign.cycle, label).max(ledger.form_of(last));
        Self::made(ledger, label, made)
    }

    /// One month as it is known with the form of `made`; its year to date ends with it.
    pub(super) fn month(ledger: &Ledger<'_>, month: Month, made: Month) -> Self {
        let frame = |first| Frame::new(ledger, first, month, made);
        Self { label: Period::Form(month), period: frame(month), ytd: frame(month.january()) }
    }

    /// The same as it is known with the form of `made`: what was corrected up to then counts.
    pub(super) fn made(ledger: &Ledger<'_>, label: Period, made: Month) -> Self {
        let last = label.last();
        let first = label.months(ledger.campaign.cycle.months).first().copied().unwrap_or(last);
        Self { label, period: Frame::new(ledger, first, last, made), ytd: Frame::new(ledger, last.january(), last, made) }
    }
}

/// An exact sum; `None` where it leaves the range of decimals.
pub(super) fn sum(values: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    values.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// Cells in order of file, sheet and address, each once.
pub(super) fn in_order(mut sources: Vec<CellSource>) -> Vec<CellSource> {
    sources.sort();
    sources.dedup();
    sources
}
