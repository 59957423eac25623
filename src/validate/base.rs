//! Earlier figures, cell by cell: as a form's, but nothing is owed. What is blank is not compared.

use std::collections::BTreeMap;

use super::rows::Judge;
use crate::campaign::Campaign;
use crate::diag::Diagnostics;
use crate::model::{Earlier, EarlierFacts, EarlierTime, Entry, Month, Reading, RowFacts, UnitReading, has_base, start_month};
use crate::words::base as words;

/// Judges the workbook of earlier figures; what cannot be used is said and left out.
pub fn earlier(facts: &EarlierFacts, campaign: &Campaign) -> (Earlier, Diagnostics) {
    let (mut out, mut found) = (Earlier::default(), Diagnostics::new());
    let mut first: BTreeMap<(&str, &str, i16), String> = BTreeMap::new();
    let start = start_month(campaign);
    let mut told = false;
    for row in &facts.rows {
        let given = |r: &Reading| !matches!(r, Reading::Blank | Reading::NotCounted);
        let Some(year) = row.cells.keys().next().map(|t| match t {
            EarlierTime::Until(m) => m.year,
            EarlierTime::YearEnd(y) => *y,
        }) else {
            continue;
        };
        // A blank row says nothing, whatever it is called.
        if !row.cells.values().any(|(_, c)| given(&c.reading)) {
            continue;
        }
        if start.is_some_and(|s| Month { year, month: 1 } >= s) {
            if !std::mem::replace(&mut told, true) {
                found.push(words::own_figures(row.name.source.clone(), year));
            }
            continue;
        }
        let UnitReading::Known { name: unit, .. } = &row.reading else {
            found.push(words::unknown_unit(row.unit.source.clone(), &row.unit.text));
            continue;
        };
        let (Some(indicator), Some(unit)) =
            (row.indicator.as_deref().and_then(|id| campaign.indicator(id)).filter(|i| has_base(i)), campaign.unit(unit))
        else {
            found.push(words::unknown_indicator(row.name.source.clone(), &row.name.text));
            continue;
        };
        if !campaign.owes(indicator, unit) {
            found.push(words::not_owed(row.name.source.clone(), &unit.name, &indicator.name));
            continue;
        }
        match first.entry((&unit.name, &indicator.id, year)) {
            std::collections::btree_map::Entry::Occupied(first) => {
                found.push(words::twice(row.name.source.clone(), &unit.name, &indicator.name, first.get()));
                continue;
            }
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(row.name.source.cell.to_string());
            }
        }
        let blank = RowFacts { name: row.name.clone(), indicator: None, other_unit: None, cells: BTreeMap::new() };
        let period = Month { year, month: 12 };
        let mut judge = Judge { campaign, indicator, period, before: None, blank_form: true, facts: &blank, faulty: false, out: &mut found };
        let mut entries = Vec::new();
        for (time, (head, cell)) in row.cells.iter().filter(|(_, (_, c))| given(&c.reading)) {
            let stock = matches!(time, EarlierTime::YearEnd(_));
            if stock != (indicator.kind == crate::campaign::Kind::Stock) {
                judge.find(crate::words::validate::not_asked(cell.source.clone(), &indicator.name, head, &cell.shown));
                continue;
            }
            entries.push((*time, head, cell, judge.number(cell, head, false)));
        }
        let mut before: Option<&Entry> = None;
        for (_, head, cell, entry) in &entries {
            if let (Some(now), Some(then)) = (entry.value(), before.and_then(Entry::value))
                && now < then
            {
                let text = |d: rust_decimal::Decimal| d.normalize().to_string();
                found.push(words::falls(cell.source.clone(), &unit.name, &indicator.name, head, &text(now), &text(then)));
            }
            before = Some(entry);
        }
        for (time, _, _, entry) in entries.into_iter().filter(|(_, _, _, e)| *e != Entry::Missing) {
            out.0.insert((indicator.id.clone(), unit.name.clone(), time), entry);
        }
    }
    (out, found)
}
