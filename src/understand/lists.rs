//! List sheets: their head wherever it stands, their columns in any order, every row that is not blank.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{is_blank, shown, source};
use super::text::key;
use super::{HEAD_ROWS, cells, dates, names};
use crate::campaign::{Campaign, ColumnKind, ListColumn, ListSheet};
use crate::diag::Diagnostics;
use crate::intake::{Cell, Raw, Sheet, serial_date};
use crate::model::{FieldFact, FieldReading, ListFacts, Reading, RecordFacts};
use crate::origin::CellRef;
use crate::words::intake as words;

fn column<'l>(head: &str, list: &'l ListSheet) -> Option<&'l ListColumn> {
    let wanted = key(head);
    let bare = wanted.trim_end_matches(['*', ':']);
    list.columns.iter().find(|c| key(&c.name) == wanted || key(&c.name) == bare)
}

/// The row of the head, and how many of the list's columns it has.
fn head_of(sheet: &Sheet, list: &ListSheet) -> Option<(u32, usize)> {
    let mut best: Option<(u32, usize)> = None;
    for row in sheet.used_rows().into_iter().filter(|r| *r < HEAD_ROWS) {
        let count = sheet.row(row).filter(|(_, c)| column(&shown(c), list).is_some()).count();
        if count > best.map_or(0, |(_, most)| most) {
            best = Some((row, count));
        }
    }
    let enough = list.columns.len().min(2);
    best.filter(|(_, count)| *count >= enough)
}

/// Whether most of the list's heads stand in one row of the sheet.
pub(super) fn looks_like(sheet: &Sheet, list: &ListSheet) -> bool {
    head_of(sheet, list).is_some_and(|(_, count)| count >= 3 && count * 3 >= list.columns.len() * 2)
}

/// Reads the sheet; `None` where it has no head.
pub(super) fn read(file: &Arc<str>, sheet: &Sheet, list: &ListSheet, campaign: &Campaign, diagnostics: &mut Diagnostics) -> Option<ListFacts> {
    let Some((head_row, _)) = head_of(sheet, list) else {
        let first = list.columns.first().map_or("", |c| c.name.as_str());
        diagnostics.push(words::no_head(file, &sheet.name, first, HEAD_ROWS));
        return None;
    };
    let mut columns: BTreeMap<u32, &ListColumn> = BTreeMap::new();
    for (col, cell) in sheet.row(head_row) {
        let place = || source(file, sheet, CellRef::new(head_row, col));
        match column(&shown(cell), list) {
            Some(c) if columns.values().any(|known| known.id == c.id) => diagnostics.push(words::column_twice(place(), &shown(cell))),
            Some(c) => {
                columns.insert(col, c);
            }
            None if is_blank(cell) || key(&shown(cell)) == key(&campaign.form.columns.number) => {}
            None => {
                if sheet.cells.iter().any(|(at, c)| at.col == col && at.row > head_row && !is_blank(c)) {
                    diagnostics.push(words::column_not_read(place(), &shown(cell), &campaign.form.columns.note));
                }
            }
        }
    }
    let mut records = Vec::new();
    for row in sheet.used_rows().into_iter().filter(|r| *r > head_row) {
        let mut fields = BTreeMap::new();
        let mut first = None;
        for (col, cell) in sheet.row(row).filter(|(_, c)| !is_blank(c)) {
            let Some(c) = columns.get(&col) else { continue };
            let place = source(file, sheet, CellRef::new(row, col));
            first.get_or_insert_with(|| place.clone());
            fields.insert(c.id.clone(), FieldFact { source: place, text: shown(cell), reading: reading(cell, c, campaign) });
        }
        let is_note = fields.len() == 1 && fields.values().all(|f| is_note(&f.text, campaign));
        let mut filled = sheet.row(row).filter(|(_, c)| !is_blank(c));
        let is_head = fields.len() > 1 && filled.all(|(_, c)| column(&shown(c), list).is_some());
        if let Some(source) = first.filter(|_| !is_note && !is_head) {
            records.push(RecordFacts { source, fields });
        }
    }
    let heads: BTreeMap<String, _> = columns.iter().map(|(col, c)| (c.id.clone(), source(file, sheet, CellRef::new(head_row, *col)))).collect();
    let head = source(file, sheet, CellRef::new(head_row, columns.keys().next().copied().unwrap_or(0)));
    Some(ListFacts { head, columns: heads, records })
}

/// A line below the table that is no row of it.
fn is_note(text: &str, campaign: &Campaign) -> bool {
    let k = key(text);
    ["注:", "备注:", "说明:", "填表说明", "填报说明"].iter().any(|n| k.starts_with(n))
        || (!campaign.campaign.sample_notice.is_empty() && k.contains(&key(&campaign.campaign.sample_notice)) && k.chars().count() < 30)
}

fn reading(cell: &Cell, column: &ListColumn, campaign: &Campaign) -> FieldReading {
    if matches!(cell.value, Raw::Error(_) | Raw::Damaged) {
        return FieldReading::Unread;
    }
    match column.kind {
        ColumnKind::Text | ColumnKind::Owner => FieldReading::Text(shown(cell)),
        ColumnKind::Number | ColumnKind::Rank => match cells::number(Some(cell), "", &campaign.form) {
            Reading::Number { value, .. } => FieldReading::Number(value),
            _ => FieldReading::Unread,
        },
        ColumnKind::Date => date(cell),
        ColumnKind::Task => task(&shown(cell), campaign).map_or(FieldReading::Unread, FieldReading::Task),
        ColumnKind::Unit => FieldReading::Unit(names::unit(&shown(cell), campaign)),
        ColumnKind::Choice => {
            let typed = key(&shown(cell));
            column.options.iter().find(|o| key(o) == typed).map_or(FieldReading::Unread, |o| FieldReading::Text(o.clone()))
        }
    }
}

pub(super) fn date(cell: &Cell) -> FieldReading {
    let read = match &cell.value {
        Raw::Date(Some(day)) => FieldReading::Date(*day),
        Raw::Text(t) => dates::read(t),
        // A day whose number format was lost, or one typed as 20230215.
        Raw::Number(f) if f.fract() == 0.0 && (20_000_101.0..=21_001_231.0).contains(f) => dates::read(&format!("{f:.0}")),
        Raw::Number(f) => serial_date(*f).filter(|_| f.fract() == 0.0).map_or(FieldReading::Unread, FieldReading::Date),
        _ => FieldReading::Unread,
    };
    match read {
        FieldReading::Date(day) if !dates::is_plausible(day) => FieldReading::Unread,
        other => other,
    }
}

/// A task by its number, its short name or its title, or by number and name (`4. 党工共建`), which must then agree.
pub(super) fn task(typed: &str, campaign: &Campaign) -> Option<String> {
    let k = key(typed);
    // A task may be called 第一项: as it stands its name comes first.
    if let Some(task) = campaign.tasks.iter().find(|t| key(&t.name) == k || key(&t.title) == k) {
        return Some(task.id.clone());
    }
    let k = k.strip_prefix('第').unwrap_or(&k);
    let digits: String = k.chars().take_while(char::is_ascii_digit).collect();
    let rest = k.get(digits.len()..).unwrap_or_default();
    let rest = rest.strip_prefix('项').unwrap_or(rest).trim_start_matches(['.', '、', ')', '-', ':', '．']);
    let named = |t: &&crate::campaign::Task| key(&t.name) == rest || key(&t.title) == rest.trim_end_matches('。') || key(&t.title) == rest;
    let number: Option<u32> = digits.parse().ok();
    let found = match (number, rest.is_empty()) {
        (Some(n), true) => campaign.tasks.iter().find(|t| t.number == n),
        (Some(n), false) => campaign.tasks.iter().filter(named).find(|t| t.number == n),
        (None, _) => campaign.tasks.iter().find(named),
    };
    found.map(|t| t.id.clone())
}
