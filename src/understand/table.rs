//! The indicator sheet: its head wherever it stands, its columns in any order, its rows by the names of the indicators.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{self, is_blank, shown, source};
use super::text::key;
use super::{HEAD_ROWS, names, units};
use crate::campaign::{Campaign, Indicator};
use crate::diag::Diagnostics;
use crate::intake::Sheet;
use crate::model::{CellFact, Column, IndicatorTable, Reading, RowFacts, TextFact};
use crate::origin::CellRef;
use crate::words::intake as words;

/// Literals that make a row the head.
const ENOUGH: usize = 4;

/// What a head is the head of.
fn column(head: &str, campaign: &Campaign) -> Option<Column> {
    let c = &campaign.form.columns;
    let wanted = key(head);
    let fixed = [
        (&c.number, Column::Number),
        (&c.task, Column::Task),
        (&c.indicator, Column::Indicator),
        (&c.unit, Column::Unit),
        (&c.current, Column::Current),
        (&c.correction, Column::Correction),
        (&c.carried, Column::Carried),
        (&c.ytd, Column::Ytd),
        (&c.plan, Column::Plan),
        (&c.note, Column::Note),
    ];
    fixed.into_iter().find(|(name, _)| key(name) == wanted).map(|(_, column)| column).or_else(|| names::month_head(head).map(Column::Month))
}

/// The row of the head: the one near the top with the most literals, the indicators' among them.
pub(super) fn head_of(sheet: &Sheet, campaign: &Campaign) -> Option<u32> {
    let mut best: Option<(usize, u32)> = None;
    for row in sheet.used_rows().into_iter().filter(|r| *r < HEAD_ROWS) {
        let columns: Vec<Column> = sheet.row(row).filter_map(|(_, c)| column(&shown(c), campaign)).collect();
        let count = columns.len();
        // 指标 | 单位 | 甲县 | 乙县 is another table: the form has columns for its months or sums.
        let values = columns.iter().any(|c| matches!(c, Column::Month(_) | Column::Current | Column::Ytd));
        if count >= ENOUGH && values && columns.contains(&Column::Indicator) && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, row));
        }
    }
    best.map(|(_, row)| row)
}

/// Reads the sheet; `None` where it has no head.
pub(super) fn read(file: &Arc<str>, sheet: &Sheet, campaign: &Campaign, diagnostics: &mut Diagnostics) -> Option<IndicatorTable> {
    let Some(head_row) = head_of(sheet, campaign) else {
        diagnostics.push(words::no_head(file, &sheet.name, &campaign.form.columns.indicator, HEAD_ROWS));
        return None;
    };
    let mut columns: BTreeMap<Column, u32> = BTreeMap::new();
    for (col, cell) in sheet.row(head_row) {
        let place = || source(file, sheet, CellRef::new(head_row, col));
        match column(&shown(cell), campaign) {
            Some(column) if columns.contains_key(&column) => diagnostics.push(words::column_twice(place(), &shown(cell))),
            Some(column) => {
                columns.insert(column, col);
            }
            None if is_blank(cell) => {}
            None => {
                let filled = sheet.cells.iter().any(|(at, c)| at.col == col && at.row > head_row && !is_blank(c));
                if filled {
                    diagnostics.push(words::column_not_read(place(), &shown(cell)));
                }
            }
        }
    }
    let name_col = *columns.get(&Column::Indicator)?;
    let index = Index::new(campaign);
    let mut rows = Vec::new();
    for row in sheet.used_rows().into_iter().filter(|r| *r > head_row) {
        let at = |col| CellRef::new(row, col);
        let name = sheet.at(row, name_col).map(shown).unwrap_or_default();
        if key(&name) == key(&campaign.form.columns.indicator) {
            // The head once more, at a page break.
            continue;
        }
        let numbers = |(col, c): (u32, &crate::intake::Cell)| {
            let wanted =
                columns.iter().any(|(k, v)| *v == col && matches!(k, Column::Month(_) | Column::Plan | Column::Correction | Column::Carried));
            wanted && !is_blank(c) && c.formula.is_none()
        };
        if name.is_empty() {
            if let Some((col, cell)) = sheet.row(row).find(|x| numbers(*x)) {
                diagnostics.push(words::row_without_name(source(file, sheet, at(col)), &shown(cell), &campaign.form.columns.indicator));
            }
            continue;
        }
        let indicator = index.find(&name).and_then(|id| campaign.indicator(id));
        if indicator.is_none() && !sheet.row(row).any(numbers) {
            // A note or a signature below the table.
            continue;
        }
        let unit = indicator.map_or("", |i| i.unit.as_str());
        let cells = columns
            .iter()
            .map(|(column, col)| {
                let cell = sheet.at(row, *col);
                let chosen = indicator.filter(|_| matches!(column, Column::Month(_))).zip(cell).and_then(|(i, c)| option(&shown(c), i));
                let reading = if let Some(chosen) = chosen {
                    Reading::Choice(chosen)
                } else if matches!(column, Column::Note | Column::Task | Column::Unit | Column::Indicator) {
                    if cell.is_none_or(is_blank) { Reading::Blank } else { Reading::Text }
                } else {
                    cells::number(cell, unit, &campaign.form)
                };
                let formula = cell.is_some_and(|c| c.formula.is_some());
                (*column, CellFact { source: source(file, sheet, at(*col)), shown: cell.map(shown).unwrap_or_default(), formula, reading })
            })
            .collect();
        let other_unit = columns
            .get(&Column::Unit)
            .and_then(|col| other_unit(sheet, at(*col), unit, indicator.is_some()))
            .map(|text| TextFact { text, source: source(file, sheet, at(*columns.get(&Column::Unit).unwrap_or(&0))) });
        let name = TextFact { text: name, source: source(file, sheet, at(name_col)) };
        rows.push(RowFacts { name, indicator: indicator.map(|i| i.id.clone()), other_unit, cells });
    }
    let heads = columns.iter().map(|(column, col)| (*column, source(file, sheet, CellRef::new(head_row, *col)))).collect();
    Some(IndicatorTable { head: source(file, sheet, CellRef::new(head_row, name_col)), columns: heads, rows })
}

/// The option of a status that was typed.
fn option(typed: &str, indicator: &Indicator) -> Option<String> {
    let typed = key(typed);
    indicator.options.iter().find(|o| key(o) == typed).cloned()
}

/// The unit that stands in the row, where it is not the indicator's or another word for it.
fn other_unit(sheet: &Sheet, at: CellRef, wanted: &str, known: bool) -> Option<String> {
    let typed = sheet.cells.get(&at).map(shown).unwrap_or_default();
    let typed = typed.trim_matches(['（', '）', '(', ')']);
    if !known || wanted.is_empty() || typed.is_empty() {
        return None;
    }
    let same = units::conform(typed, wanted)
        .is_some_and(|c| c.factor == rust_decimal::Decimal::ONE && !matches!(c.doubt, Some(crate::model::Doubt::Converted(_))));
    (!same).then(|| typed.to_owned())
}

/// Indicators by the keys of their names, with and without the unit in brackets that people like to add.
struct Index<'c>(BTreeMap<String, &'c str>);

impl<'c> Index<'c> {
    fn new(campaign: &'c Campaign) -> Self {
        let mut map = BTreeMap::new();
        for i in &campaign.indicators {
            if !i.unit.is_empty() {
                map.insert(format!("{}({})", key(&i.name), key(&i.unit)), i.id.as_str());
            }
        }
        // The names themselves last: they win.
        for i in &campaign.indicators {
            map.insert(key(&i.name), i.id.as_str());
        }
        Self(map)
    }

    fn find(&self, name: &str) -> Option<&'c str> {
        let key = key(name);
        let bare = key.trim_start_matches("其中:").trim_start_matches("其中").trim_end_matches(['*', '※', ':']);
        self.0.get(&key).or_else(|| self.0.get(bare)).copied()
    }
}
