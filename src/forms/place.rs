//! Where something stands on a form, without drawing it.

use crate::campaign::{Campaign, Unit};
use crate::model::{Column, Month, form_lists, form_months, form_rows};
use crate::origin::CellRef;

/// Something that a unit fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field<'a> {
    /// A field of the information sheet, by its id.
    Info(&'a str),
    /// A cell in the row of an indicator, by its id.
    Indicator(&'a str, Column),
    /// The head of a column of the indicator sheet.
    Head(Column),
    /// A cell of a list sheet.
    List {
        /// Id of the list.
        list: &'a str,
        /// Which of its rows, from 0.
        row: usize,
        /// Id of the column.
        column: &'a str,
    },
}

/// Rows that a heading takes.
pub(super) fn heading_rows(campaign: &Campaign, instruction: &str) -> u32 {
    2 + u32::from(!instruction.is_empty()) + u32::from(!campaign.campaign.sample_notice.is_empty())
}

/// The sheet and the cell of `field` on the form of `unit` for `period`; none where the form has no such field.
pub fn place(campaign: &Campaign, unit: &Unit, period: Month, field: Field<'_>) -> Option<(String, CellRef)> {
    let form = &campaign.form;
    match field {
        Field::Info(id) => {
            let row = form.fields.iter().position(|f| f.id == id)?;
            Some((form.info_sheet.clone(), CellRef::new(heading_rows(campaign, "") + 1 + row as u32, 1)))
        }
        Field::Indicator(id, column) => {
            let row = form_rows(campaign, unit.role).position(|i| i.id == id)?;
            // The line of progress and the heads stand between.
            Some((form.indicator_sheet.clone(), CellRef::new(heading_rows(campaign, "") + 2 + row as u32, column_of(campaign, period, column)?)))
        }
        Field::Head(column) => {
            Some((form.indicator_sheet.clone(), CellRef::new(heading_rows(campaign, "") + 1, column_of(campaign, period, column)?)))
        }
        Field::List { list, row, column } => {
            let list = form_lists(campaign, unit.role).find(|l| l.id == list)?;
            let col = list.columns.iter().position(|c| c.id == column)?;
            let row = heading_rows(campaign, &list.instruction) + 1 + u32::try_from(row).ok()?;
            Some((list.name.clone(), CellRef::new(row, col as u32)))
        }
    }
}

fn column_of(campaign: &Campaign, period: Month, column: Column) -> Option<u32> {
    let months = form_months(campaign, period);
    let behind = 4 + months.len() as u32;
    Some(match column {
        Column::Number => 0,
        Column::Task => 1,
        Column::Indicator => 2,
        Column::Unit => 3,
        Column::Month(m) => 4 + months.iter().position(|x| x.month == m)? as u32,
        Column::Current => behind,
        Column::Correction => behind + 1,
        Column::Carried => behind + 2,
        Column::Ytd => behind + 3,
        Column::Plan => behind + 4,
        Column::Note => behind + 5,
    })
}
