//! The form as issued, value by value: the same facts that are judged, in the shape that any spreadsheet's have.

use std::sync::Arc;

use super::cells::{self, Measured};
use super::free::value::{of_reading, year_for};
use super::periods::{Fit, Span};
use super::{HEAD_ROWS, table, text};
use crate::campaign::{Campaign, ColumnKind, Readings};
use crate::intake::Workbook;
use crate::model::{
    Aspect, BookReading, Column, Fact, Facts, FieldReading, HIDDEN_SHEET, LineReading, Reading, Role, RowFacts, TableReading, UnitReading, Value,
    asked,
};
use crate::origin::{CellRef, Origin};
use crate::words::{read as words, received, validate};

/// Whether a workbook is the form as issued, also one that was bent: by its hidden sheet, or by the head of its indicators.
pub(super) fn is_form(book: &Workbook, campaign: &Campaign) -> bool {
    book.sheets.iter().any(|s| text::key(&s.name) == HIDDEN_SHEET)
        || book.sheets.iter().filter(|s| !s.hidden).any(|s| {
            // A table of many units may have the same heads.
            let units = || s.cells.iter().filter(|(at, c)| at.row < HEAD_ROWS + 20 && campaign.unit_named(&cells::shown(c)).is_some()).count();
            table::head_of(s, table::Heads { campaign, confirmed: None }).is_some() && units() < 2
        })
}

/// Reads the form.
pub(super) fn read(book: &Workbook, campaign: &Campaign, readings: &Readings, asked_for: Option<Span>) -> BookReading {
    let facts = super::understand(book, campaign, readings);
    let mut reading =
        BookReading { file: book.file.clone(), form: true, tables: Vec::new(), facts: Vec::new(), diagnostics: facts.diagnostics.clone() };
    let months = i32::from(campaign.cycle.months.max(1));
    if let (Some(asked_for), Some(claim)) = (asked_for, facts.periods.first()) {
        let own = Span { first: claim.last.plus(1 - months), last: claim.last, until: false };
        if own.against(asked_for) == Fit::Other {
            reading.diagnostics.push(words::other_period(claim.origin.clone(), &claim.text));
            return reading;
        }
    }
    let known = facts.units.iter().find_map(|c| match &c.reading {
        UnitReading::Known { name, former } => Some((name.clone(), *former, c)),
        _ => None,
    });
    if let Some((name, true, claim)) = &known
        && let Origin::Cell(at) = &claim.origin
    {
        reading.diagnostics.push(words::former_name(at.clone(), &claim.text, name));
    }
    let county = known.map(|(name, ..)| name);
    if let Some(table) = &facts.table {
        for row in &table.rows {
            indicator_row(row, &facts, campaign, county.as_deref(), &mut reading);
        }
        shape(&facts, campaign, county.as_deref(), &mut reading);
    }
    for list in &campaign.form.lists {
        let Some(found) = facts.lists.get(&list.id) else { continue };
        let days = list.columns.iter().filter(|c| c.kind == ColumnKind::Date).count();
        for field in found.records.iter().flat_map(|r| &r.fields) {
            let Some(column) = list.columns.iter().find(|c| c.id == *field.0) else { continue };
            let place = field.1.source.clone();
            let value = match &field.1.reading {
                FieldReading::Date(day) => Value::Date(*day),
                FieldReading::MonthDay(m, d) => match asked_for.and_then(|p| year_for(p, *m, *d)) {
                    Some(day) => {
                        reading.diagnostics.push(words::year_added(place.clone(), &column.name, &field.1.text, day));
                        Value::Date(day)
                    }
                    None => {
                        reading.diagnostics.push(words::year_missing(place, &column.name, &field.1.text));
                        continue;
                    }
                },
                FieldReading::Number(n) if column.kind == ColumnKind::Number => Value::Number(*n),
                FieldReading::Unread if column.kind == ColumnKind::Date => {
                    reading.diagnostics.push(received::bad_date(place, &column.name, &field.1.text));
                    continue;
                }
                _ => continue,
            };
            let aspect = if column.kind == ColumnKind::Date && days == 1 { Aspect::Date } else { Aspect::Own(column.name.clone()) };
            reading.facts.push(Fact {
                source: place,
                county: county.clone(),
                indicator: list.name.clone(),
                field: aspect,
                value: Some(value),
                unit: None,
            });
        }
    }
    reading
}

fn aspect(column: Column, head: &str) -> Option<Aspect> {
    Some(match column {
        Column::Month(_) | Column::Correction | Column::Carried => Aspect::Own(text::tight(head)),
        Column::Current => Aspect::Current,
        Column::Ytd => Aspect::Cumulative,
        Column::Plan => Aspect::Target,
        Column::Number | Column::Task | Column::Indicator | Column::Unit | Column::Note => return None,
    })
}

fn head(column: Column, campaign: &Campaign) -> String {
    let c = &campaign.form.columns;
    match column {
        Column::Month(m) => format!("{m}月"),
        Column::Current => c.current.clone(),
        Column::Correction => c.correction.clone(),
        Column::Carried => c.carried.clone(),
        Column::Ytd => c.ytd.clone(),
        Column::Plan => c.plan.clone(),
        Column::Number => c.number.clone(),
        Column::Task => c.task.clone(),
        Column::Indicator => c.indicator.clone(),
        Column::Unit => c.unit.clone(),
        Column::Note => c.note.clone(),
    }
}

fn indicator_row(row: &RowFacts, facts: &Facts, campaign: &Campaign, county: Option<&str>, out: &mut BookReading) {
    let indicator = row.indicator.as_deref().and_then(|id| campaign.indicator(id));
    if let (Some(typed), Some(i)) = (&row.other_unit, indicator) {
        out.diagnostics.push(validate::unit_changed(typed.source.clone(), &typed.text, &i.name, &i.unit));
        return;
    }
    let typed = row.cells.get(&Column::Unit).map(|c| text::key(&c.shown)).filter(|u| !u.is_empty());
    let unit = indicator.map(|i| i.unit.clone()).filter(|u| !u.is_empty()).or(typed);
    let due = indicator.zip(facts.periods.first()).map(|(i, claim)| asked(campaign, i, claim.last));
    for (column, cell) in &row.cells {
        let Some(field) = aspect(*column, &head(*column, campaign)) else { continue };
        let computed = matches!(column, Column::Current | Column::Ytd);
        match cell.reading {
            // What the form does not ask for is blank in it, and its own formulas need no result.
            Reading::Blank | Reading::NoResult if computed || matches!(column, Column::Correction | Column::Carried) => continue,
            Reading::Blank => {
                // A row that the form does not know has whatever its months have.
                let asked = due.as_ref().map_or(*column != Column::Plan, |due| match column {
                    Column::Month(m) => due.months.iter().any(|(month, asked)| month.month == *m && *asked),
                    _ => due.plan,
                });
                if !asked {
                    continue;
                }
            }
            _ => {}
        }
        let what = format!("{}”的“{}", row.name.text, head(*column, campaign));
        let measured = Measured { reading: cell.reading.clone(), unit: unit.clone() };
        let given = of_reading(measured, cell.source.clone(), &what, &cell.shown, (*column == Column::Plan, unit.as_deref().unwrap_or_default(), ""));
        given.found.into_iter().for_each(|d| out.diagnostics.push(d));
        for (suffix, value) in given.values {
            let field = suffix.map_or_else(|| field.clone(), |s| Aspect::Own(format!("{}{s}", field.chinese())));
            let name = text::tight(&row.name.text);
            out.facts.push(Fact {
                source: cell.source.clone(),
                county: county.map(str::to_owned),
                indicator: name,
                field,
                value,
                unit: given.unit.clone(),
            });
        }
    }
}

/// How the indicator sheet was understood, for people.
fn shape(facts: &Facts, campaign: &Campaign, county: Option<&str>, out: &mut BookReading) {
    let Some(table) = &facts.table else { return };
    let heads = table.columns.values();
    let (first, last) = (heads.clone().min_by_key(|h| h.cell.col), heads.max_by_key(|h| h.cell.col));
    let (Some(first), Some(last)) = (first, last) else { return };
    let bottom = table.rows.last().map_or(table.head.cell.row, |r| r.name.source.cell.row);
    let mut lines: Vec<LineReading> = table
        .columns
        .iter()
        .map(|(column, place)| {
            let head = head(*column, campaign);
            let role = match column {
                Column::Number => Role::Number,
                Column::Task => Role::Group,
                Column::Indicator => Role::Indicator,
                Column::Unit => Role::Unit,
                Column::Note => Role::Text,
                Column::Month(_) | Column::Current | Column::Correction | Column::Carried | Column::Ytd | Column::Plan => {
                    Role::Values(String::new(), aspect(*column, &head).unwrap_or(Aspect::Current), None)
                }
            };
            LineReading { at: place.cell.col, head, role }
        })
        .collect();
    lines.sort_by_key(|l| l.at);
    let sheet: Arc<str> = table.head.sheet.clone();
    let area = (CellRef::new(first.cell.row, first.cell.col), CellRef::new(bottom, last.cell.col));
    out.tables.push(TableReading { sheet, area, across: false, head: vec![table.head.cell.row], lines, county: county.map(str::to_owned) });
}
