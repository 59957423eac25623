//! The indicator sheet: its head wherever it stands, its columns in any order, its rows by the names of the indicators.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{self, is_blank, shown, source};
use super::text::key;
use super::{HEAD_ROWS, names, text, units};
use crate::campaign::{Campaign, ConfirmedTable, Indicator};
use crate::diag::Diagnostics;
use crate::intake::Sheet;
use crate::model::{CellFact, Column, IndicatorTable, Reading, RowFacts, TextFact};
use crate::origin::CellRef;
use crate::words::intake as words;
use crate::words::read as words_read;

/// Literals that make a row the head.
const ENOUGH: usize = 4;

/// What heads are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heads<'c> {
    /// The campaign, whose form has the heads.
    pub(super) campaign: &'c Campaign,
    /// What a person has confirmed about this table.
    pub(super) confirmed: Option<&'c ConfirmedTable>,
}

/// What a head is the head of.
fn column(head: &str, heads: Heads<'_>) -> Option<Column> {
    let wanted = key(head);
    if let Some(confirmed) = heads.confirmed {
        let meant = confirmed.columns.iter().find(|(h, _)| key(h) == wanted).map(|(_, meant)| meant);
        // What is not confirmed is not read.
        return meant.and_then(|m| of_form(m, heads.campaign));
    }
    of_form(head, heads.campaign).or_else(|| {
        // 年度累计（自动）, 本期: an explanation in brackets, 数 left out or added.
        let bare = wanted.split('(').next().unwrap_or_default();
        let near = [bare.to_owned(), format!("{bare}数"), bare.trim_end_matches('数').to_owned()];
        near.iter()
            .filter(|n| n.chars().count() > 1)
            .find_map(|n| of_form(n, heads.campaign))
            .filter(|c| !matches!(c, Column::Number | Column::Task | Column::Unit | Column::Month(_)))
    })
}

/// The column of the form that a head names as the form has it.
fn of_form(head: &str, campaign: &Campaign) -> Option<Column> {
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
pub(super) fn head_of(sheet: &Sheet, heads: Heads<'_>) -> Option<u32> {
    let mut best: Option<(usize, u32)> = None;
    for row in sheet.used_rows().into_iter().filter(|r| *r < HEAD_ROWS) {
        let columns: Vec<Column> = sheet
            .row(row)
            .filter_map(|(_, c)| if heads.confirmed.is_some() { column(&shown(c), heads) } else { of_form(&shown(c), heads.campaign) })
            .collect();
        let enough = heads.confirmed.map_or(ENOUGH, |c| c.columns.len());
        let count = columns.len();
        // 指标 | 单位 | 甲县 | 乙县 is another table: the form has columns for its months or sums.
        // 本期 alone is in many people's tables, so only the form's own words count.
        let own = |c: &str| of_form(c, heads.campaign).is_some_and(|c| matches!(c, Column::Month(_) | Column::Current | Column::Ytd));
        let values = sheet.row(row).any(|(_, c)| own(&shown(c)));
        if count >= enough
            && (values || heads.confirmed.is_some())
            && columns.contains(&Column::Indicator)
            && best.is_none_or(|(most, _)| count > most)
        {
            best = Some((count, row));
        }
    }
    best.map(|(_, row)| row)
}

/// Reads the sheet; `None` where it has no head.
pub(super) fn read(file: &Arc<str>, sheet: &Sheet, heads: Heads<'_>, diagnostics: &mut Diagnostics) -> Option<IndicatorTable> {
    let campaign = heads.campaign;
    let Some(head_row) = head_of(sheet, heads) else {
        if let Some(confirmed) = heads.confirmed {
            let wanted: Vec<String> = confirmed.columns.keys().cloned().collect();
            diagnostics.push(words_read::confirmed_heads_missing(file, &sheet.name, &confirmed.unit, &wanted));
            return None;
        }
        diagnostics.push(words::no_head(file, &sheet.name, &campaign.form.columns.indicator, HEAD_ROWS));
        return None;
    };
    let mut columns: BTreeMap<Column, u32> = BTreeMap::new();
    for (col, cell) in sheet.row(head_row) {
        let place = || source(file, sheet, CellRef::new(head_row, col));
        match column(&shown(cell), heads) {
            Some(column) if columns.contains_key(&column) => diagnostics.push(words::column_twice(place(), &shown(cell))),
            Some(column) => {
                columns.insert(column, col);
            }
            None if is_blank(cell) => {}
            None => {
                let filled = sheet.cells.iter().any(|(at, c)| at.col == col && at.row > head_row && !is_blank(c));
                if filled {
                    diagnostics.push(words::column_not_read(place(), &shown(cell), &heads.campaign.form.columns.note));
                }
            }
        }
    }
    let name_col = *columns.get(&Column::Indicator)?;
    let index = Index::new(campaign, heads.confirmed);
    let renamed = index.renamed(sheet, head_row, name_col, columns.get(&Column::Unit).copied());
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
        let mut indicator = index.find(&name).and_then(|id| campaign.indicator(id));
        if let Some(i) = renamed.get(&row).and_then(|id| campaign.indicator(id)).filter(|_| sheet.row(row).any(numbers)) {
            diagnostics.push(words_read::row_renamed(source(file, sheet, at(name_col)), &name, &i.name));
            indicator = Some(i);
        }
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
struct Index<'c> {
    campaign: &'c Campaign,
    names: BTreeMap<String, &'c str>,
}

impl<'c> Index<'c> {
    fn new(campaign: &'c Campaign, confirmed: Option<&ConfirmedTable>) -> Self {
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
        for (typed, meant) in confirmed.iter().flat_map(|c| &c.names) {
            if let Some(i) = campaign.indicator_by_name(meant) {
                map.insert(key(typed), i.id.as_str());
            }
        }
        Self { campaign, names: map }
    }

    fn find(&self, name: &str) -> Option<&'c str> {
        let key = key(name);
        let bare = key.trim_start_matches("其中:").trim_start_matches("其中").trim_end_matches(['*', '※', ':']);
        self.names.get(&key).or_else(|| self.names.get(bare)).copied()
    }

    /// Rows whose names are no indicator's but almost one's that has no row: one in four characters may differ, and only one indicator may be as near.
    fn renamed(&self, sheet: &Sheet, head_row: u32, col: u32, unit: Option<u32>) -> BTreeMap<u32, &'c str> {
        let rows: Vec<(u32, String)> = sheet
            .cells
            .iter()
            .filter(|(at, c)| at.col == col && at.row > head_row && !is_blank(c))
            .map(|(at, c)| (at.row, shown(c)))
            .take(2000)
            .collect();
        let present: Vec<&str> = rows.iter().filter_map(|(_, n)| self.find(n)).collect();
        let absent: Vec<&Indicator> = self
            .campaign
            .indicators
            .iter()
            .filter(|i| !present.contains(&i.id.as_str()) && i.count.is_none() && i.kind != crate::campaign::Kind::Ratio)
            .collect();
        let mut out: BTreeMap<u32, &'c str> = BTreeMap::new();
        for (row, name) in rows.iter().filter(|(_, n)| self.find(n).is_none()) {
            let typed = text::fold(&super::free::labels::split_unit(name).0);
            let length = typed.chars().count();
            if !(4..=40).contains(&length) {
                continue;
            }
            let away = |i: &&&Indicator| strsim::levenshtein(&text::fold(&i.name), &typed);
            let mut near: Vec<(usize, &Indicator)> =
                absent.iter().map(|i| (away(&i), *i)).filter(|(d, i)| *d * 4 <= length.max(i.name.chars().count())).collect();
            near.sort_by_key(|(d, _)| *d);
            let Some((least, best)) = near.first().copied() else { continue };
            let alone = near.get(1).is_none_or(|(d, _)| *d > least);
            let fits = unit.is_none_or(|u| other_unit(sheet, CellRef::new(*row, u), &best.unit, true).is_none());
            if alone && fits && !out.values().any(|id| *id == best.id) {
                out.insert(*row, best.id.as_str());
            }
        }
        out
    }
}
