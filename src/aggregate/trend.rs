//! Totals over time: what a total was with each of the last forms, or months.
//!
//! In: columns of the forms up to the period's end. Out: [`TrendPoint`]s, which say whom each of them leaves out.

use super::Times;
use super::column::{Part, Reading, column};
use super::ledger::{Ledger, Time};
use super::rows::stands_at_end;
use crate::campaign::{Basis, Indicator, Kind};
use crate::model::{Figure, Period, Span, TrendPoint, previous_form};

/// How many points a trend has: a year of bimonths, half a year of months.
const POINTS: usize = 6;

/// The last forms that end with the period or before it, the earliest first; of a quarter, which ends within a form, the last months. What was
/// corrected up to the period counts in all of them, so that the points add up to its year.
pub(super) fn times(ledger: &Ledger<'_>, now: &Time) -> Vec<Time> {
    let last = now.label.last();
    let made = now.period.made;
    let months = |n: i32| Some(last.plus(-n)).filter(|m| ledger.owed(*m));
    let mut out: Vec<Time> = if let Period::Quarter(..) = now.label {
        (0..POINTS as i32).map_while(months).map(|m| Time::month(ledger, m, made)).collect()
    } else {
        let own = ledger.form_of(last);
        let newest = if own > last { previous_form(ledger.campaign, own) } else { Some(own) };
        std::iter::successors(newest, |m| previous_form(ledger.campaign, *m))
            .take(POINTS)
            .filter(|m| ledger.owed(*m))
            .map(|form| Time::made(ledger, Period::Form(form), made))
            .collect()
    };
    out.reverse();
    out
}

/// The total of an indicator with each of the forms; a status and a year's plan have no course.
pub(super) fn points(ledger: &Ledger<'_>, times: &Times, indicator: &Indicator, span: Span) -> Vec<TrendPoint> {
    if matches!(indicator.kind, Kind::Status | Kind::Plan) {
        return Vec::new();
    }
    times.so_far.iter().map(|time| point(ledger, time, indicator, span)).collect()
}

fn point(ledger: &Ledger<'_>, time: &Time, indicator: &Indicator, span: Span) -> TrendPoint {
    let column = column(ledger, indicator, time, span);
    let owing = || column.parts.iter().enumerate().filter(|(_, p)| !matches!(p, Part::NotOwed));
    let readings = || column.parts.iter().filter_map(Part::reading);
    let figure = Reading::total(readings()).and_then(|r| Some(Figure { value: r.value()?, sources: r.sources }));
    let last = time.label.last();
    let frame = match (span, indicator.basis) {
        (Span::Ytd, _) | (_, Some(Basis::Ytd)) => &time.ytd,
        _ => &time.period,
    };
    let first = if stands_at_end(ledger, indicator) { last } else { frame.months.first().copied().unwrap_or(last) };
    TrendPoint {
        first,
        last,
        figure,
        of: owing().count(),
        missing: owing().filter(|(_, p)| p.reading().is_none()).map(|(u, _)| ledger.name(u).to_owned()).collect(),
    }
}
