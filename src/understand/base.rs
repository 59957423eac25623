//! Last year's figures (`inputs/base.xlsx`): one row a unit and indicator, running totals and the year's end across, read as any form is.
//!
//! In: a workbook. Out: [`EarlierFacts`], nothing judged but what kept a sheet from being read.

use std::collections::BTreeMap;

use super::cells::{self, is_blank, shown, source};
use super::text::key;
use super::{HEAD_ROWS, names};
use crate::campaign::Campaign;
use crate::diag::Diagnostics;
use crate::intake::{Sheet, Workbook};
use crate::model::{CellFact, EarlierFacts, EarlierRow, EarlierTime, Month, TextFact};
use crate::origin::CellRef;
use crate::words::base as words;

/// Reads the workbook of earlier figures.
pub fn earlier(book: &Workbook, campaign: &Campaign) -> (EarlierFacts, Diagnostics) {
    let (mut facts, mut found, mut any) = (EarlierFacts::default(), Diagnostics::new(), false);
    for sheet in book.sheets.iter().filter(|s| !s.hidden) {
        let Some(head) = head(sheet, campaign) else { continue };
        any = true;
        match year(sheet, head.row) {
            Some(year) => rows(book, sheet, campaign, &head, year, &mut facts),
            None => found.push(words::no_year(&book.file, &sheet.name)),
        }
    }
    if !any {
        found.push(words::no_table(&book.file));
    }
    (facts, found)
}

/// The head of a sheet: its row and columns; figures by month, the year's end by 0.
struct Head {
    row: u32,
    unit: u32,
    indicator: u32,
    figures: BTreeMap<u8, (u32, String)>,
}

fn head(sheet: &Sheet, campaign: &Campaign) -> Option<Head> {
    sheet.used_rows().into_iter().filter(|r| *r < HEAD_ROWS).find_map(|row| {
        let (mut unit, mut indicator, mut figures) = (None, None, BTreeMap::new());
        for (col, cell) in sheet.row(row) {
            let text = shown(cell);
            let head = key(&text);
            if head == key(words::UNIT) || head == key(&campaign.campaign.units_name) || words::UNIT_TOO.iter().any(|w| head == key(w)) {
                unit.get_or_insert(col);
            } else if head == key(words::INDICATOR) {
                indicator.get_or_insert(col);
            } else if let Some(time) = time(&head) {
                figures.entry(time).or_insert((col, text));
            }
        }
        if figures.is_empty() { None } else { Some(Head { row, unit: unit?, indicator: indicator?, figures }) }
    })
}

/// The month that a running total goes to, or 0 for the year's end.
fn time(head: &str) -> Option<u8> {
    if ["年底数", "年末数", "年底", "年末", "期末数"].iter().any(|w| head == key(w)) {
        return Some(0);
    }
    if ["全年", "全年累计", "全年数"].iter().any(|w| head == key(w)) {
        return Some(12);
    }
    if ["上半年", "上半年累计"].iter().any(|w| head == key(w)) {
        return Some(6);
    }
    let head = head.strip_suffix("累计").unwrap_or(head);
    let span = head.strip_suffix('月')?;
    let digits: String = span.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let before = span.strip_suffix(digits.as_str())?;
    let from_january =
        before.is_empty() || before.strip_prefix('1').is_some_and(|dash| dash.chars().count() <= 2 && !dash.contains(|c: char| c.is_ascii_digit()));
    // A bare month that is not January's would be a month's own figure.
    let total = !before.is_empty() || digits == "1";
    digits.parse().ok().filter(|m| (1..=12).contains(m) && from_january && total)
}

/// The year in the sheet's name, else in what stands above the head.
fn year(sheet: &Sheet, head: u32) -> Option<i16> {
    let above = sheet.used_rows().into_iter().take_while(|r| *r < head).flat_map(|r| sheet.row(r).map(|(_, c)| shown(c)).collect::<Vec<_>>());
    std::iter::once(sheet.name.to_string()).chain(above).find_map(|text| {
        let text = key(&text);
        let before = text.match_indices('年').find_map(|(at, _)| text.get(at.checked_sub(4)?..at)?.parse().ok());
        before.or_else(|| text.parse().ok()).filter(|y: &i16| (1900..=2999).contains(y))
    })
}

fn rows(book: &Workbook, sheet: &Sheet, campaign: &Campaign, head: &Head, year: i16, facts: &mut EarlierFacts) {
    for row in sheet.used_rows().into_iter().filter(|r| *r > head.row) {
        let text = |col: u32| {
            let at = CellRef::new(row, col);
            let cell = sheet.seen(at)?;
            (!is_blank(cell)).then(|| TextFact { text: shown(cell), source: source(&book.file, sheet, at) })
        };
        let (Some(unit), Some(name)) = (text(head.unit), text(head.indicator)) else { continue };
        let indicator = campaign.indicators.iter().find(|i| key(&i.name) == key(&name.text));
        let cells = head.figures.iter().map(|(month, (col, head))| {
            let at = CellRef::new(row, *col);
            let cell = sheet.at(row, *col);
            let measure = indicator.map_or("", |i| i.unit.as_str());
            let fact = CellFact {
                source: source(&book.file, sheet, at),
                shown: cell.map(shown).unwrap_or_default(),
                formula: cell.is_some_and(|c| c.formula.is_some()),
                reading: cells::number(cell, measure, &campaign.form),
            };
            let time = Month::new(year, *month).map_or(EarlierTime::YearEnd(year), EarlierTime::Until);
            (time, (head.clone(), fact))
        });
        facts.rows.push(EarlierRow {
            reading: names::unit(&unit.text, campaign),
            unit,
            indicator: indicator.map(|i| i.id.clone()),
            name,
            cells: cells.collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_until_when() {
        let heads = ["1—2月累计", "1-6月", "1至10月累计", "1月累计", "全年", "年底数", "上半年", "1～12月累计"];
        assert_eq!(heads.map(|h| time(&key(h))), [Some(2), Some(6), Some(10), Some(1), Some(12), Some(0), Some(6), Some(12)]);
        // A month or a bimonth of its own is no running total.
        assert_eq!(["2月", "3—4月", "指标", "11月", "1—13月", "备注"].map(|h| time(&key(h))), [None; 6]);
    }
}
