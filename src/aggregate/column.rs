//! One value a unit: what a unit gives for an indicator over a time.
//!
//! In: the ledger, an indicator, a time. Out: a [`Column`] with one [`Part`] a unit, which sums only with its like.

use rust_decimal::Decimal;

use super::count;
use super::ledger::{Frame, Ledger, MonthEntry, Time, in_order, sum};
use crate::campaign::{Basis, Indicator, Kind};
use crate::model::{AppliedCorrection, Entry, Figure, Span, percent};
use crate::origin::CellSource;

/// What one unit gives.
#[derive(Clone)]
pub(super) enum Part {
    /// It gives a value.
    Value(Reading),
    /// It owes one and gives none.
    Missing,
    /// It owes none: not its indicator, 不适用, or before the campaign.
    NotOwed,
}

impl Part {
    pub(super) fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Value(r) => Some(r),
            _ => None,
        }
    }
}

/// A value with everything that it rests on.
#[derive(Clone, Default)]
pub(super) struct Reading {
    /// The value, or the numerator of a ratio.
    pub(super) sum: Decimal,
    /// The denominator of a ratio.
    pub(super) over: Option<Decimal>,
    /// The value of a status.
    pub(super) status: Option<String>,
    /// Its cells, in order.
    pub(super) sources: Vec<CellSource>,
    /// Corrections in it.
    pub(super) corrections: Vec<AppliedCorrection>,
    /// Whether it stands on 年度累计 in place of months.
    pub(super) repaired: bool,
}

impl Reading {
    fn of(figure: &Figure) -> Self {
        Self { sum: figure.value, sources: in_order(figure.sources.clone()), ..Self::default() }
    }

    /// The value that is shown: of a ratio in percent, none over zero; none of a status.
    pub(super) fn value(&self) -> Option<Decimal> {
        match (&self.status, self.over) {
            (Some(_), _) => None,
            (None, Some(over)) => percent(self.sum, over),
            (None, None) => Some(plain(self.sum)),
        }
    }

    /// Σ over units; of ratios both parts. `None` where there is none to add, or the sum leaves the range of decimals.
    pub(super) fn total<'a>(readings: impl Iterator<Item = &'a Self> + Clone) -> Option<Self> {
        let first = readings.clone().next()?;
        let over = match first.over {
            Some(_) => Some(sum(readings.clone().filter_map(|r| r.over))?),
            None => None,
        };
        Some(Self {
            sum: sum(readings.clone().map(|r| r.sum))?,
            over,
            status: first.status.clone(),
            sources: readings.clone().flat_map(|r| r.sources.iter().cloned()).collect(),
            corrections: readings.clone().flat_map(|r| r.corrections.iter().cloned()).collect(),
            repaired: readings.clone().any(|r| r.repaired),
        })
    }
}

/// Without idle zeros, and zero without a sign.
pub(super) fn plain(value: Decimal) -> Decimal {
    if value.is_zero() { Decimal::ZERO } else { value.normalize() }
}

/// One part a unit, by its place in the official order.
pub(super) struct Column {
    /// By the unit that reports.
    pub(super) parts: Vec<Part>,
    /// By the unit that it belongs to, where that is another.
    pub(super) shown: Option<Vec<Part>>,
}

/// The parts of all units for an indicator at a time; a flow over `span`.
pub(super) fn column(ledger: &Ledger<'_>, indicator: &Indicator, time: &Time, span: Span) -> Column {
    let frame = match span {
        Span::Period => &time.period,
        Span::Ytd => &time.ytd,
    };
    if let Some(counted) = &indicator.count {
        return count::column(ledger, indicator, counted, frame);
    }
    if indicator.kind == Kind::Ratio {
        return ratio(ledger, indicator, time);
    }
    let parts = ledger.units().map(|(u, unit)| {
        if !ledger.campaign.owes(indicator, unit) || frame.months.is_empty() {
            return Part::NotOwed;
        }
        match indicator.kind {
            Kind::Flow => flow(ledger, indicator, u, frame),
            Kind::Stock => stock(ledger, indicator, u, frame),
            Kind::Plan => plan(ledger, indicator, u, frame),
            Kind::Status => status(ledger, indicator, u, frame),
            Kind::Ratio => Part::Missing,
        }
    });
    Column { parts: parts.collect(), shown: None }
}

/// Σ of the months and of the corrections made of them, if every month is there; else 年度累计 of the last form, where only forms are missing.
fn flow(ledger: &Ledger<'_>, indicator: &Indicator, unit: usize, frame: &Frame) -> Part {
    let mut values = Vec::new();
    let mut sources = Vec::new();
    let (mut not_applicable, mut no_form) = (0, false);
    for &month in &frame.months {
        match ledger.month(unit, &indicator.id, month) {
            MonthEntry::Value(f) => {
                values.push(f.value);
                sources.extend(f.sources.iter().cloned());
            }
            // A month in which it does not apply owes nothing.
            MonthEntry::NotApplicable => not_applicable += 1,
            MonthEntry::NoForm => no_form = true,
            MonthEntry::Missing => return Part::Missing,
        }
    }
    if not_applicable == frame.months.len() {
        return Part::NotOwed;
    }
    let corrections = ledger.corrections(unit, &indicator.id, frame.made, |m| frame.has(m));
    if no_form {
        return match repair(ledger, indicator, unit, frame) {
            Some(figure) => Part::Value(Reading { corrections, repaired: true, ..Reading::of(figure) }),
            None => Part::Missing,
        };
    }
    sources.extend(corrections.iter().map(|c| c.source.clone()));
    match sum(values.into_iter().chain(corrections.iter().map(|c| c.value))) {
        Some(sum) => Part::Value(Reading { sum, sources: in_order(sources), corrections, ..Reading::default() }),
        None => Part::Missing,
    }
}

/// 年度累计 of the form that ends the period, if it may stand in for months whose forms were not received.
fn repair<'a>(ledger: &Ledger<'a>, indicator: &Indicator, unit: usize, frame: &Frame) -> Option<&'a Figure> {
    if !frame.is_year_to_form() {
        return None;
    }
    let row = ledger.row(unit, &indicator.id, frame.last)??;
    if row.faulty { None } else { row.ytd.figure() }
}

/// The value at the last month.
fn stock(ledger: &Ledger<'_>, indicator: &Indicator, unit: usize, frame: &Frame) -> Part {
    match ledger.month(unit, &indicator.id, frame.last) {
        MonthEntry::Value(f) => Part::Value(Reading::of(f)),
        MonthEntry::NotApplicable => Part::NotOwed,
        MonthEntry::Missing | MonthEntry::NoForm => Part::Missing,
    }
}

/// The year's value, from the latest form that gives it; a cell in error is not passed over.
fn plan(ledger: &Ledger<'_>, indicator: &Indicator, unit: usize, frame: &Frame) -> Part {
    for form in ledger.forms_until(unit, frame.made).rev().take_while(|s| s.period.year == frame.last.year) {
        let Some(row) = form.rows.get(&indicator.id) else { continue };
        match &row.plan {
            Entry::Value(f) => return Part::Value(Reading::of(f)),
            Entry::NotApplicable(_) => return Part::NotOwed,
            Entry::Missing if row.faulty => return Part::Missing,
            Entry::Missing | Entry::NotAsked => {}
        }
    }
    Part::Missing
}

/// The status in the form that the last month stands in.
fn status(ledger: &Ledger<'_>, indicator: &Indicator, unit: usize, frame: &Frame) -> Part {
    let Some(Some(row)) = ledger.row(unit, &indicator.id, frame.last) else { return Part::Missing };
    match (&row.status, row.months.last()) {
        (Some((status, source)), _) => Part::Value(Reading { status: Some(status.clone()), sources: vec![source.clone()], ..Reading::default() }),
        (None, Some((_, Entry::NotApplicable(_)))) => Part::NotOwed,
        (None, _) => Part::Missing,
    }
}

/// Both parts of a ratio, of the units that have both: flows on its basis, stocks at the end, plans of the year.
fn ratio(ledger: &Ledger<'_>, indicator: &Indicator, time: &Time) -> Column {
    let span = match indicator.basis {
        Some(Basis::Period) => Span::Period,
        Some(Basis::Ytd | Basis::End) | None => Span::Ytd,
    };
    let part = |id: &Option<String>| {
        let part = id.as_deref().and_then(|id| ledger.campaign.indicator(id)).filter(|p| p.kind != Kind::Ratio && p.kind != Kind::Status)?;
        Some(column(ledger, part, time, span))
    };
    let none = || Column { parts: vec![Part::NotOwed; ledger.campaign.units.len()], shown: None };
    let (Some(above), Some(below)) = (part(&indicator.numerator), part(&indicator.denominator)) else { return none() };
    ratio_of(above, below)
}

/// Numerators over denominators, of the units that have both.
pub(super) fn ratio_of(above: Column, below: Column) -> Column {
    let above = above.shown.unwrap_or(above.parts);
    let below = below.shown.unwrap_or(below.parts);
    let parts = above.into_iter().zip(below).map(|(a, b)| match (a, b) {
        (Part::NotOwed, _) | (_, Part::NotOwed) => Part::NotOwed,
        (Part::Value(a), Part::Value(b)) => Part::Value(Reading {
            sum: a.sum,
            over: Some(b.sum),
            status: None,
            sources: in_order(a.sources.into_iter().chain(b.sources).collect()),
            corrections: a.corrections.into_iter().chain(b.corrections).collect(),
            repaired: a.repaired || b.repaired,
        }),
        _ => Part::Missing,
    });
    Column { parts: parts.collect(), shown: None }
}
