//! What units gave at a time before the campaign, from the workbook of earlier figures.
//!
//! In: the figures as judged, an indicator, a period. Out: a [`Column`] like those of forms, so that coverage is ruled as everywhere.

use rust_decimal::Decimal;

use super::column::{Column, Part, Reading, ratio_of};
use super::ledger::{Ledger, in_order, sum};
use crate::campaign::{Basis, Indicator, Kind};
use crate::model::{Earlier, EarlierTime, Entry, Figure, Month, Period, Span};

/// The parts of all units over the months that a period and a span mean; for stocks at the end of the period's year.
pub(super) fn column(ledger: &Ledger<'_>, earlier: &Earlier, indicator: &Indicator, period: Period, span: Span) -> Column {
    if indicator.kind == Kind::Ratio {
        let span = if indicator.basis == Some(Basis::Period) { Span::Period } else { Span::Ytd };
        let part = |id: &Option<String>| {
            let part = id.as_deref().and_then(|id| ledger.campaign.indicator(id)).filter(|p| matches!(p.kind, Kind::Flow | Kind::Stock))?;
            Some(column(ledger, earlier, part, period, span))
        };
        return match (part(&indicator.numerator), part(&indicator.denominator)) {
            (Some(above), Some(below)) => ratio_of(above, below),
            _ => Column { parts: vec![Part::Missing; ledger.campaign.units.len()], shown: None },
        };
    }
    let parts = ledger.units().map(|(_, unit)| {
        if !ledger.campaign.owes(indicator, unit) {
            return Part::NotOwed;
        }
        let at = |time: EarlierTime| earlier.entry(&indicator.id, &unit.name, time);
        match indicator.kind {
            // Stocks of other months were not collected.
            Kind::Stock if period.last().month < 12 => Part::Missing,
            Kind::Stock => given(at(EarlierTime::YearEnd(period.last().year))),
            Kind::Flow => {
                let last = period.last();
                let first = match span {
                    Span::Ytd => last.january(),
                    Span::Period => period.months(ledger.campaign.cycle.months).first().copied().unwrap_or(last),
                };
                flow(first, last, &at)
            }
            Kind::Plan | Kind::Ratio | Kind::Status => Part::Missing,
        }
    });
    Column { parts: parts.collect(), shown: None }
}

fn given(entry: Option<&Entry>) -> Part {
    match entry {
        Some(Entry::Value(f)) => part(vec![(f, false)]),
        Some(Entry::NotApplicable(_)) => Part::NotOwed,
        _ => Part::Missing,
    }
}

/// Running totals added and taken off.
fn part(figures: Vec<(&Figure, bool)>) -> Part {
    let sources = in_order(figures.iter().flat_map(|(f, _)| f.sources.iter().cloned()).collect());
    match sum(figures.iter().map(|(f, off)| if *off { -f.value } else { f.value })) {
        Some(sum) if sum >= Decimal::ZERO => Part::Value(Reading { sum, sources, ..Reading::default() }),
        _ => Part::Missing,
    }
}

/// Months out of running totals: up to the last one, less what was before the first; of each year that they lie in.
fn flow<'e>(first: Month, last: Month, at: &dyn Fn(EarlierTime) -> Option<&'e Entry>) -> Part {
    let mut figures = Vec::new();
    for year in first.year..=last.year {
        let until = if year == last.year { last } else { Month { year, month: 12 } };
        match at(EarlierTime::Until(until)) {
            Some(Entry::Value(f)) => figures.push((f, false)),
            Some(Entry::NotApplicable(_)) => return Part::NotOwed,
            _ => return Part::Missing,
        }
        if year == first.year && first.month > 1 {
            match at(EarlierTime::Until(first.plus(-1))) {
                Some(Entry::Value(f)) => figures.push((f, true)),
                _ => return Part::Missing,
            }
        }
    }
    part(figures)
}
