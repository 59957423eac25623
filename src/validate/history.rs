//! This form against the last one: nothing is wrong for sure, but a person should look.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cross::{sum, told};
use super::note;
use crate::campaign::{Better, Campaign, Indicator, Kind};
use crate::diag::Diagnostics;
use crate::model::{Entry, Facts, Figure, Month, Row, Submission};
use crate::words::validate as words;

/// A flow below this is not questioned for having grown tenfold: 1 and 10 meetings are both likely.
const SMALL: i64 = 30;
/// Amounts in 万元 from here on were probably typed in 元, whatever came before: ten billions of 元 in a county.
const HUGE: i64 = 1_000_000;
/// Filled flows that make two equal forms suspicious.
const ENOUGH: usize = 5;

/// Asks about falling stocks, tenfold figures, amounts typed in 元, and the same figures as last time. What a unit has explained in 备注 is not asked.
pub(super) fn judge(
    facts: &Facts,
    rows: &BTreeMap<String, Row>,
    campaign: &Campaign,
    period: Month,
    previous: Option<&Submission>,
    out: &mut Diagnostics,
) {
    let note = &campaign.form.columns.note;
    for i in &campaign.indicators {
        let Some(row) = rows.get(&i.id).filter(|r| !note::explains(&r.note, campaign, period)) else { continue };
        let Some(now) = value(i, row) else { continue };
        let Some(at) = now.sources.last().cloned() else { continue };
        let old = previous.and_then(|p| p.rows.get(&i.id)).and_then(|b| value(i, b));
        let tenfold = |factor: i64| {
            old.as_ref().filter(|o| o.value > Decimal::ZERO && o.value.checked_mul(Decimal::from(factor)).is_some_and(|limit| now.value >= limit))
        };
        let large = now.value >= Decimal::from(SMALL);
        if i.unit == words::TEN_THOUSAND_YUAN && (tenfold(1000).is_some() || now.value >= Decimal::from(HUGE)) {
            out.push(words::maybe_yuan(at, &i.name, told(&now), old.as_ref().map(told), note));
        } else if let Some(old) = old.as_ref().filter(|o| i.kind == Kind::Stock && i.better != Better::Down && now.value < o.value) {
            out.push(words::stock_falls(at, &i.name, told(old), now.value, &i.unit, note));
        } else if let Some(old) = tenfold(10).filter(|_| large) {
            out.push(match i.kind {
                Kind::Flow => words::flow_tenfold(at, &i.name, told(old), told(&now), &i.unit, note),
                _ => words::stock_tenfold(at, &i.name, told(old), now.value, &i.unit, note),
            });
        }
    }
    if let (Some(previous), Some(table)) = (previous, &facts.table)
        && let Some((i, now, then)) = same_as_last_time(rows, previous, campaign)
    {
        out.push(words::same_as_last_time(table.head.clone(), (&i.name, told(&now), told(&then))));
    }
}

/// What is compared between two forms, with its cells: of a flow the sum of the form, of a stock the last value.
fn value(i: &Indicator, row: &Row) -> Option<Figure> {
    match i.kind {
        Kind::Flow => sum(row),
        Kind::Stock => row.months.iter().rev().find_map(|(_, e)| e.figure()).cloned(),
        Kind::Plan => row.plan.figure().cloned(),
        Kind::Ratio | Kind::Status => None,
    }
}

/// Whether every flow is what it was last time, month by month; the first that is not zero, now and then.
fn same_as_last_time<'c>(rows: &BTreeMap<String, Row>, previous: &Submission, campaign: &'c Campaign) -> Option<(&'c Indicator, Figure, Figure)> {
    let values = |row: &Row| -> Vec<Option<Decimal>> { row.months.iter().map(|(_, e): &(Month, Entry)| e.value()).collect() };
    let mut filled = 0;
    let mut example = None;
    for i in campaign.indicators.iter().filter(|i| i.kind == Kind::Flow) {
        let (Some(now), Some(then)) = (rows.get(&i.id), previous.rows.get(&i.id)) else { continue };
        let (a, b) = (values(now), values(then));
        if a != b {
            return None;
        }
        filled += a.iter().flatten().filter(|v| !v.is_zero()).count();
        example = example.or_else(|| {
            let figure = |row: &Row| row.months.iter().filter_map(|(_, e)| e.figure()).find(|f| !f.value.is_zero()).cloned();
            Some((i, figure(now)?, figure(then)?))
        });
    }
    example.filter(|_| filled >= ENOUGH)
}
