//! Rows against each other: a part is not above its whole.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::note;
use crate::campaign::{Campaign, Indicator};
use crate::diag::Diagnostics;
use crate::model::{Entry, Figure, Month, Row};
use crate::words::validate::{self as words, Told};

/// Judges all pairs of part and whole.
pub(super) fn judge(rows: &mut BTreeMap<String, Row>, campaign: &Campaign, period: Month, out: &mut Diagnostics) {
    // Every pair is looked at before anything is taken out, so that one bad pair does not hide another.
    let mut contradictions: Vec<(String, String, Month)> = Vec::new();
    for part in &campaign.indicators {
        for whole in part.part_of.iter().filter_map(|id| campaign.indicator(id)) {
            for (month, a, b) in pairs(rows, part, whole) {
                if a.value > b.value
                    && let Some(at) = a.sources.first()
                {
                    out.push(words::part_above_whole(at.clone(), month.month, (&part.name, a.value), (&whole.name, told(b)), &part.unit));
                    contradictions.push((part.id.clone(), whole.id.clone(), month));
                }
            }
        }
        for whole in part.usually_part_of.iter().filter_map(|id| campaign.indicator(id)) {
            usually(rows, part, whole, (campaign, period), out);
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
fn usually(rows: &BTreeMap<String, Row>, part: &Indicator, whole: &Indicator, form: (&Campaign, Month), out: &mut Diagnostics) {
    let (Some(row), Some(other)) = (rows.get(&part.id), rows.get(&whole.id)) else { return };
    let (Some(a), Some(b)) = (sum(row), sum(other)) else { return };
    // Either row may say why.
    if a.value <= b.value || [row, other].into_iter().any(|r| note::explains(&r.note, form.0, form.1)) {
        return;
    }
    if let Some(at) = a.sources.last() {
        out.push(words::part_usually_below(at.clone(), (&part.name, told(&a)), (&whole.name, told(&b)), &part.unit, &form.0.form.columns.note));
    }
}

/// A figure for a message.
pub(super) fn told(figure: &Figure) -> Told<'_> {
    Told { value: figure.value, cells: &figure.sources }
}

/// The sum of a row's months with their cells, where all that are asked are there.
pub(super) fn sum(row: &Row) -> Option<Figure> {
    let due: Vec<&Entry> = row.months.iter().map(|(_, e)| e).filter(|e| !matches!(e, Entry::NotAsked)).collect();
    if due.is_empty() {
        return None;
    }
    let value = due.iter().try_fold(Decimal::ZERO, |sum, e| sum.checked_add(e.value()?))?;
    Some(Figure { value, sources: due.iter().filter_map(|e| e.figure()).flat_map(|f| f.sources.clone()).collect() })
}
