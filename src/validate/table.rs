//! The indicator sheet as a whole: its columns, every indicator once, nothing that is not asked for.

use std::collections::BTreeMap;

use super::column_name;
use super::rows::{Judge, spoil};
use crate::campaign::{Campaign, Indicator, Kind, Unit};
use crate::diag::Diagnostics;
use crate::model::{Column, Facts, IndicatorTable, Month, Reading, Row, RowFacts, Submission, asked, form_months, form_rows};
use crate::origin::Origin;
use crate::words::validate as words;

/// The rows of the submission.
pub(super) fn judge(
    facts: &Facts,
    unit: &Unit,
    campaign: &Campaign,
    period: Month,
    previous: Option<&Submission>,
    out: &mut Diagnostics,
) -> BTreeMap<String, Row> {
    let Some(table) = &facts.table else {
        out.push(words::no_table(&facts.file, &campaign.form.indicator_sheet));
        return BTreeMap::new();
    };
    columns(table, campaign, period, out);
    let wanted: Vec<&Indicator> = form_rows(campaign, unit.role).collect();
    let blank_form = is_blank(table, &wanted, campaign, period);
    if blank_form {
        out.push(words::blank_form(table.head.clone()));
    }

    let mut rows = BTreeMap::new();
    let mut absent = Vec::new();
    for indicator in &wanted {
        let mut found = table.rows.iter().filter(|r| r.indicator.as_ref() == Some(&indicator.id));
        let Some(first) = found.next() else {
            absent.push(indicator.name.as_str());
            continue;
        };
        let before = previous.and_then(|p| p.rows.get(&indicator.id));
        let mut row = Judge { campaign, indicator, period, before, blank_form, facts: first, faulty: false, out: &mut *out }.row();
        for second in found {
            out.push(words::twice(second.name.source.clone(), &indicator.name, &first.name.source));
            // Which of the two is meant, only the unit can say.
            spoil(&mut row);
            row.status = None;
        }
        rows.insert(indicator.id.clone(), row);
    }
    if !absent.is_empty() {
        out.push(words::rows_absent(table.head.clone(), &absent));
    }
    for row in &table.rows {
        stranger(row, unit, campaign, &wanted, out);
    }
    rows
}

fn months_of(campaign: &Campaign, period: Month) -> Vec<u8> {
    form_months(campaign, period).into_iter().map(|m| m.month).collect()
}

/// Columns that are due and are not there.
fn columns(table: &IndicatorTable, campaign: &Campaign, period: Month, out: &mut Diagnostics) {
    let months = form_months(campaign, period).into_iter().map(|m| Column::Month(m.month));
    let needed = months.chain([Column::Correction, Column::Carried, Column::Plan, Column::Note]);
    for column in needed.filter(|c| !table.columns.contains_key(c)) {
        out.push(words::column_missing(table.head.clone(), &column_name(column, &campaign.form.columns)));
    }
    for (column, head) in &table.columns {
        if let Column::Month(m) = column
            && !form_months(campaign, period).iter().any(|x| x.month == *m)
        {
            let filled = table.rows.iter().any(|r| r.cells.get(column).is_some_and(|c| c.reading != Reading::Blank));
            if filled {
                out.push(words::month_not_of_period(head.clone(), *m, &months_of(campaign, period)));
            }
        }
    }
}

/// Whether no flow and no status was filled in at all: a form sent back as it was received.
fn is_blank(table: &IndicatorTable, wanted: &[&Indicator], campaign: &Campaign, period: Month) -> bool {
    let typed = |i: &&&Indicator| matches!(i.kind, Kind::Flow | Kind::Status);
    let mut due = wanted.iter().filter(typed).peekable();
    let blank = |i: &Indicator| {
        let rows = table.rows.iter().filter(|r| r.indicator.as_deref() == Some(i.id.as_str()));
        let months = asked(campaign, i, period).months;
        rows.flat_map(|r| months.iter().filter(|(_, due)| *due).filter_map(|(m, _)| r.cells.get(&Column::Month(m.month))))
            .all(|c| c.reading == Reading::Blank)
    };
    due.peek().is_some() && !table.rows.is_empty() && due.all(|i| blank(i))
}

/// A row that the unit's form does not have.
fn stranger(row: &RowFacts, unit: &Unit, campaign: &Campaign, wanted: &[&Indicator], out: &mut Diagnostics) {
    let source = row.name.source.clone();
    match row.indicator.as_deref().and_then(|id| campaign.indicator(id)) {
        None => out.push(words::unknown_indicator(source, &row.name.text, &campaign.form.columns.note)),
        Some(i) if wanted.iter().any(|w| w.id == i.id) => {}
        Some(i) => {
            let filled =
                row.cells.iter().any(|(c, cell)| matches!(c, Column::Month(_) | Column::Plan) && cell.reading != Reading::Blank && !cell.formula);
            if filled {
                out.push(words::row_not_owed(Origin::Cell(source), &i.name, &unit.name, i.kind == Kind::Ratio || i.count.is_some()));
            }
        }
    }
}
