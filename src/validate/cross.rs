//! Rows against each other: a part is not above its whole.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::campaign::{Campaign, Indicator};
use crate::diag::Diagnostics;
use crate::model::{Entry, Figure, Month, Row};
use crate::words::validate as words;

/// Judges all pairs of part and whole.
pub(super) fn judge(rows: &mut BTreeMap<String, Row>, campaign: &Campaign, out: &mut Diagnostics) {
    // Every pair is looked at before anything is taken out, so that one bad pair does not hide another.
    let mut contradictions: Vec<(String, String, Month)> = Vec::new();
    for part in &campaign.indicators {
        for whole in part.part_of.iter().filter_map(|id| campaign.indicator(id)) {
            for (month, a, b) in pairs(rows, part, whole) {
                if a.value > b.value
                    && let (Some(at), Some(other)) = (a.sources.first(), b.sources.first())
                {
                    out.push(words::part_above_whole(at.clone(), month.month, (&part.name, a.value), (&whole.name, b.value, other.cell), &part.unit));
                    contradictions.push((part.id.clone(), whole.id.clone(), month));
                }
            }
        }
        for whole in part.usually_part_of.iter().filter_map(|id| campaign.indicator(id)) {
            usually(rows, part, whole, out);
        }
    }
    for (part, whole, month) in contradictions {
        // Which of the two is wrong, only the unit can say: neither counts.
        for id in [part, whole] {
            if let Some(row) = rows.get_mut(&id) {
                row.months.iter_mut().filter(|(m, _)| *m == month).for_each(|(_, e)| *e = Entry::Missing);
                if matches!(row.ytd, Entry::Value(_)) {
                    row.ytd = Entry::Missing;
                }
                row.faulty = true;
            }
        }
    }
}

/// The months in which both rows have a value.
fn pairs<'r>(rows: &'r BTreeMap<String, Row>, part: &Indicator, whole: &Indicator) -> Vec<(Month, &'r Figure, &'r Figure)> {
    let (Some(a), Some(b)) = (rows.get(&part.id), rows.get(&whole.id)) else { return Vec::new() };
    a.months
        .iter()
        .filter_map(|(month, e)| {
            let other = b.months.iter().find(|(m, _)| m == month)?;
            Some((*month, e.figure()?, other.1.figure()?))
        })
        .collect()
}

/// A part that is above its whole for a reason (carried over from last year): a question, on the sums of the form.
fn usually(rows: &BTreeMap<String, Row>, part: &Indicator, whole: &Indicator, out: &mut Diagnostics) {
    let (Some(a), Some(b)) = (rows.get(&part.id).and_then(sum), rows.get(&whole.id).and_then(sum)) else { return };
    if a <= b {
        return;
    }
    let last = rows.get(&part.id).and_then(|r| r.months.iter().rev().find_map(|(_, e)| e.figure())).and_then(|f| f.sources.first());
    if let Some(at) = last {
        out.push(words::part_usually_below(at.clone(), (&part.name, a), (&whole.name, b), &part.unit));
    }
}

/// The sum of a row's months, where all that are asked are there.
pub(super) fn sum(row: &Row) -> Option<Decimal> {
    let due: Vec<&Entry> = row.months.iter().map(|(_, e)| e).filter(|e| !matches!(e, Entry::NotAsked)).collect();
    if due.is_empty() {
        return None;
    }
    due.into_iter().try_fold(Decimal::ZERO, |sum, e| sum.checked_add(e.value()?))
}
