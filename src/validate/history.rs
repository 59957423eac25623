//! This form against the last one: nothing is wrong for sure, but a person should look.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cross::sum;
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

/// Asks about falling stocks, tenfold flows, amounts typed in 元, and the same figures as last time.
pub(super) fn judge(facts: &Facts, rows: &BTreeMap<String, Row>, campaign: &Campaign, previous: Option<&Submission>, out: &mut Diagnostics) {
    for i in &campaign.indicators {
        let Some(row) = rows.get(&i.id) else { continue };
        let before = previous.and_then(|p| p.rows.get(&i.id));
        let Some((value, at)) = value(i, row) else { continue };
        let Some(source) = at.sources.first().cloned() else { continue };
        let old = before.and_then(|b| value_only(i, b));
        let tenfold =
            |factor: i64| old.is_some_and(|o| o > Decimal::ZERO && o.checked_mul(Decimal::from(factor)).is_some_and(|limit| value >= limit));
        if i.unit == words::TEN_THOUSAND_YUAN && (tenfold(1000) || value >= Decimal::from(HUGE)) {
            out.push(words::maybe_yuan(source, &i.name, value, old));
        } else if i.kind == Kind::Stock && i.better != Better::Down && old.is_some_and(|o| value < o) {
            out.push(words::stock_falls(source, &i.name, old.unwrap_or_default(), value, &i.unit));
        } else if i.kind == Kind::Flow && value >= Decimal::from(SMALL) && tenfold(10) {
            out.push(words::flow_tenfold(source, &i.name, old.unwrap_or_default(), value, &i.unit));
        }
    }
    if let (Some(previous), Some(table)) = (previous, &facts.table)
        && same_as_last_time(rows, previous, campaign)
    {
        out.push(words::same_as_last_time(table.head.clone()));
    }
}

/// What is compared between two forms, and the cell to point at.
fn value<'r>(i: &Indicator, row: &'r Row) -> Option<(Decimal, &'r Figure)> {
    let last = row.months.iter().rev().find_map(|(_, e)| e.figure());
    match i.kind {
        Kind::Flow => Some((sum(row)?, last?)),
        Kind::Stock => last.map(|f| (f.value, f)),
        Kind::Plan => row.plan.figure().map(|f| (f.value, f)),
        Kind::Ratio | Kind::Status => None,
    }
}

fn value_only(i: &Indicator, row: &Row) -> Option<Decimal> {
    value(i, row).map(|(v, _)| v)
}

fn same_as_last_time(rows: &BTreeMap<String, Row>, previous: &Submission, campaign: &Campaign) -> bool {
    let values = |row: &Row| -> Vec<Option<Decimal>> { row.months.iter().map(|(_, e): &(Month, Entry)| e.value()).collect() };
    let mut filled = 0;
    for i in campaign.indicators.iter().filter(|i| i.kind == Kind::Flow) {
        let (Some(now), Some(then)) = (rows.get(&i.id), previous.rows.get(&i.id)) else { continue };
        let (now, then) = (values(now), values(then));
        if now != then {
            return false;
        }
        filled += now.iter().flatten().filter(|v| !v.is_zero()).count();
    }
    filled >= ENOUGH
}
