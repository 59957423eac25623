//! A workbook that cannot be marked in place (xls, et, ods, csv …): its values once more in our own form, and where each of its cells stands there.

use std::collections::BTreeMap;

use crate::campaign::{Campaign, Unit};
use crate::forms::{Entries, Field, RowEntries, Typed, place};
use crate::model::{CellFact, Column, Facts, FieldFact, FieldReading, Month, Reading, form_lists, form_months};
use crate::origin::{CellRef, CellSource};

/// Cells of the workbook that was sent, and where they stand in ours.
pub type Moved = BTreeMap<CellSource, (String, CellRef)>;

/// What `unit` typed, and where it stands on our form for `period`.
pub fn refill(campaign: &Campaign, unit: &Unit, period: Month, facts: &Facts) -> (Entries, Moved) {
    let mut entries = Entries::default();
    let mut moved = Moved::new();
    let mut keep = |from: &CellSource, field: Field<'_>| {
        if let Some(to) = place(campaign, unit, period, field) {
            moved.entry(from.clone()).or_insert(to);
        }
    };
    for (id, fact) in &facts.info {
        keep(&fact.source, Field::Info(id));
        if id != "unit" && id != "period" {
            entries.info.insert(id.clone(), fact.text.clone());
        }
    }
    if let Some(table) = &facts.table {
        keep(&table.head, Field::Head(Column::Indicator));
        for (column, source) in &table.columns {
            keep(source, Field::Head(*column));
        }
        for row in &table.rows {
            let Some(id) = row.indicator.as_deref() else { continue };
            keep(&row.name.source, Field::Indicator(id, Column::Indicator));
            for (column, cell) in &row.cells {
                keep(&cell.source, Field::Indicator(id, *column));
            }
            // Of two rows of one indicator the first is filled in: the finding names the other.
            let cell = |column| row.cells.get(&column).map(typed);
            entries.rows.entry(id.to_owned()).or_insert_with(|| RowEntries {
                months: form_months(campaign, period).iter().map(|m| cell(Column::Month(m.month))).collect(),
                correction: cell(Column::Correction),
                carried: cell(Column::Carried),
                plan: cell(Column::Plan),
                note: row.cells.get(&Column::Note).map(|c| c.shown.clone()).unwrap_or_default(),
            });
        }
    }
    for list in form_lists(campaign, unit.role) {
        let Some(found) = facts.lists.get(&list.id) else { continue };
        let mut rows = Vec::new();
        for (n, record) in found.records.iter().enumerate() {
            for (column, head) in &found.columns {
                let mut from = head.clone();
                from.cell.row = record.source.cell.row;
                keep(&from, Field::List { list: &list.id, row: n, column });
            }
            rows.push(record.fields.iter().map(|(id, f)| (id.clone(), field(f))).collect());
        }
        entries.lists.insert(list.id.clone(), rows);
    }
    (entries, moved)
}

/// What stands in a cell, blank ones included: nothing of what a form is prefilled with takes the place of what was sent.
fn typed(cell: &CellFact) -> Typed {
    match &cell.reading {
        Reading::Number { value, doubt: None } => Typed::Number(*value),
        _ => Typed::Text(cell.shown.clone()),
    }
}

fn field(fact: &FieldFact) -> Typed {
    match &fact.reading {
        FieldReading::Date(day) => Typed::Date(*day),
        FieldReading::Number(n) => Typed::Number(*n),
        _ => Typed::Text(fact.text.clone()),
    }
}
