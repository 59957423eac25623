//! Derived counts: how many records of a list sheet fall into a time.
//!
//! In: the list sheets of all forms that were in when the time was made. Out: a [`Column`] of counts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::column::{Column, Part, Reading};
use super::ledger::{Frame, Ledger, in_order};
use crate::campaign::{Count, Indicator};
use crate::model::{FieldValue, Month, Record, reporting_month};
use crate::origin::CellSource;

/// A record that counts once, however many forms repeat it.
struct Counted<'a> {
    /// The unit that first reported it.
    unit: usize,
    form: Month,
    source: &'a CellSource,
    date: Date,
    /// When it ended, as the latest form that says so has it; `Some(None)` could not be read.
    until: Option<Option<Date>>,
    belongs: Option<usize>,
}

/// All records that were in, each once, and the months that are spoilt by what could not be read.
struct Tally<'a> {
    records: Vec<(Month, Counted<'a>)>,
    spoilt: BTreeSet<(usize, Month)>,
}

/// Counts by the month of their date under the cut-off. A month is there where its form is, the sheet can be read, and no record of it is in doubt.
pub(super) fn column(ledger: &Ledger<'_>, indicator: &Indicator, count: &Count, frame: &Frame) -> Column {
    let list = ledger.campaign.list_of(count);
    let reports = |u: usize| {
        let unit = ledger.campaign.units.get(u);
        unit.is_some_and(|unit| ledger.campaign.owes(indicator, unit) && list.is_some_and(|l| l.reported_by.contains(&unit.role)))
    };
    let nobody = || vec![Part::NotOwed; ledger.campaign.units.len()];
    let Some(list) = list.map(|l| l.id.as_str()).filter(|_| !frame.months.is_empty()) else {
        return Column { parts: nobody(), shown: count.belongs_to.as_ref().map(|_| nobody()) };
    };
    let reporters: Vec<usize> = ledger.units().map(|(u, _)| u).filter(|&u| reports(u)).collect();
    let tally = tally(ledger, count, list, &reporters, frame.made);

    let mut parts = nobody();
    for &u in &reporters {
        if let Some(part) = parts.get_mut(u) {
            *part = match heads(ledger, list, u, frame, &tally) {
                Some(heads) => counted(frame, &tally, heads, |c| c.unit == u),
                None => Part::Missing,
            };
        }
    }
    let shown = count.belongs_to.as_ref().map(|_| {
        let heads: Option<Vec<_>> = reporters.iter().map(|&u| heads(ledger, list, u, frame, &tally)).collect();
        let heads: Option<Vec<_>> = heads.map(|h| h.into_iter().flatten().collect());
        let part = |u: usize| match &heads {
            _ if reporters.is_empty() || reports(u) || !ledger.is_county(u) => Part::NotOwed,
            Some(heads) => counted(frame, &tally, heads.clone(), |c| c.belongs == Some(u)),
            None => Part::Missing,
        };
        ledger.units().map(|(u, _)| part(u)).collect()
    });
    Column { parts, shown }
}

/// The head cells of the sheets that a unit's months stand in, by form; `None` where one of them is not there or a month is spoilt.
fn heads<'a>(ledger: &Ledger<'a>, list: &str, unit: usize, frame: &Frame, tally: &Tally<'_>) -> Option<Vec<(usize, Month, &'a CellSource)>> {
    if frame.months.iter().any(|&m| tally.spoilt.contains(&(unit, m))) {
        return None;
    }
    let forms = ledger.forms_of(&frame.months);
    forms.into_iter().map(|form| ledger.form(unit, form)?.lists.get(list).map(|l| (unit, form, &l.head))).collect()
}

/// How many records are `ours` in the frame. Their cells are the sources, and of every sheet that gave none the head: it was read and has none.
fn counted(frame: &Frame, tally: &Tally<'_>, heads: Vec<(usize, Month, &CellSource)>, ours: impl Fn(&Counted<'_>) -> bool) -> Part {
    let mut number = Decimal::ZERO;
    let mut sources = Vec::new();
    let mut forms = BTreeSet::new();
    for (_, c) in tally.records.iter().filter(|(month, c)| frame.has(*month) && ours(c)) {
        number += Decimal::ONE;
        sources.push(c.source.clone());
        forms.insert((c.unit, c.form));
    }
    sources.extend(heads.into_iter().filter(|(u, form, _)| !forms.contains(&(*u, *form))).map(|(_, _, head)| head.clone()));
    Part::Value(Reading { sum: number, sources: in_order(sources), ..Reading::default() })
}

/// Reads the sheets of all forms up to `made`: the earliest form first, within it by unit in order, so that who counts a record is settled.
fn tally<'a>(ledger: &Ledger<'a>, count: &Count, list: &str, reporters: &[usize], made: Month) -> Tally<'a> {
    let mut sheets: Vec<_> =
        reporters.iter().flat_map(|&u| ledger.forms_until(u, made).filter_map(move |s| Some((s.period, u, s.lists.get(list)?)))).collect();
    sheets.sort_by_key(|(form, unit, _)| (*form, *unit));

    let mut spoilt = BTreeSet::new();
    let mut seen: BTreeMap<Vec<String>, Counted<'a>> = BTreeMap::new();
    for (form, unit, sheet) in sheets {
        for record in &sheet.records {
            let Some(date) = date(record, &count.date).flatten() else {
                // Nobody knows its month: it may be any of its form, and for what is counted later any of those months later.
                for month in form.plus(1 - i32::from(ledger.campaign.cycle.months.max(1))).up_to(form) {
                    spoilt.insert((unit, month));
                    spoilt.insert((unit, month.plus(i32::from(count.after_months))));
                }
                continue;
            };
            let belongs = count.belongs_to.as_ref().map(|column| match record.fields.get(column).and_then(|f| f.value.as_ref()) {
                Some(FieldValue::Unit(name)) => ledger.place(name),
                _ => None,
            });
            let until = count.until.as_ref().and_then(|column| self::date(record, column));
            if belongs == Some(None) {
                if let Some(reached) = reached(date, count.after_months) {
                    spoilt.insert((unit, reporting_month(&ledger.campaign.cycle, reached)));
                }
                continue;
            }
            let this = Counted { unit, form, source: &record.source, date, until, belongs: belongs.flatten() };
            match seen.entry(key(record, count)) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(this);
                }
                std::collections::btree_map::Entry::Occupied(mut place) => {
                    if until.is_some() {
                        place.get_mut().until = until;
                    }
                }
            }
        }
    }

    let mut records = Vec::new();
    for c in seen.into_values() {
        let Some(reached) = reached(c.date, count.after_months) else { continue };
        let month = reporting_month(&ledger.campaign.cycle, reached);
        match c.until {
            Some(None) if count.after_months > 0 => {
                spoilt.insert((c.unit, month));
            }
            Some(Some(end)) if count.after_months > 0 && end < reached => {}
            _ => records.push((month, c)),
        }
    }
    Tally { records, spoilt }
}

/// The day on which something that began on `date` has lasted so many months.
fn reached(date: Date, months: u8) -> Option<Date> {
    date.checked_add(i32::from(months).months()).ok()
}

/// The date in a column: `None` where the cell is blank, `Some(None)` where it is no date.
fn date(record: &Record, column: &str) -> Option<Option<Date>> {
    record.fields.get(column).map(|f| match f.value {
        Some(FieldValue::Date(d)) => Some(d),
        _ => None,
    })
}

/// What tells two records apart: spaces inside a name do not.
fn key(record: &Record, count: &Count) -> Vec<String> {
    if count.distinct.is_empty() {
        return vec![record.source.file.to_string(), record.source.sheet.to_string(), record.source.cell.to_string()];
    }
    let text = |column: &String| match record.fields.get(column).map(|f| (&f.value, &f.text)) {
        Some((Some(FieldValue::Date(d)), _)) => d.to_string(),
        Some((Some(FieldValue::Unit(name)), _)) => name.clone(),
        Some((_, text)) => text.split_whitespace().collect(),
        None => String::new(),
    };
    count.distinct.iter().map(text).collect()
}
