//! Which figure stands where: one sheet a task, one row a unit, one or two columns an indicator.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::campaign::{Basis, Campaign, Indicator, Kind, PaperAudience, Task};
use crate::model::{Coverage, FigureRow, Scope, Span, Summary};
use crate::words::totals as words;

/// First row with a head; the title, the line under it and the marks stand above.
pub(super) const HEAD: u32 = 3;
/// First row of a unit.
pub(super) const FIRST: u32 = HEAD + 2;

/// The whole workbook.
pub(super) struct Plan<'a> {
    pub campaign: &'a Campaign,
    pub summary: &'a Summary,
    pub audience: PaperAudience,
    pub sheets: Vec<Sheet<'a>>,
    /// Where each figure stands: sheet and column, by indicator and what it is of.
    pub places: BTreeMap<(&'a str, What), (usize, usize)>,
}

/// One task.
pub(super) struct Sheet<'a> {
    pub task: &'a Task,
    pub name: String,
    pub columns: Vec<Column<'a>>,
}

/// What a column holds of its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Period,
    Ytd,
    End,
    Plan,
    Ratio,
    Status,
}

/// What stands in a unit's cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    Number(Decimal),
    Text(String),
    /// Not given for units.
    Blank,
}

impl Shown {
    pub(super) fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }
}

/// One column.
pub(super) struct Column<'a> {
    pub indicator: &'a Indicator,
    pub what: What,
    /// One a unit, in order. Of a ratio only what stands where it cannot be computed.
    pub cells: Vec<Shown>,
    /// The total's row of the summary.
    pub total: Option<&'a FigureRow>,
}

impl Plan<'_> {
    /// Row behind the last unit.
    pub(super) fn total_row(&self) -> u32 {
        FIRST + u32::try_from(self.campaign.units.len()).unwrap_or_default()
    }

    /// The column of a figure.
    pub(super) fn column(&self, (sheet, column): (usize, usize)) -> Option<&Column<'_>> {
        self.sheets.get(sheet)?.columns.get(column)
    }
}

/// Lays out all figures that an audience may see.
pub(super) fn plan<'a>(campaign: &'a Campaign, summary: &'a Summary, audience: PaperAudience) -> Plan<'a> {
    let open = |i: &Indicator| audience == PaperAudience::Internal || !campaign.is_internal(i);
    let part = |id: &Option<String>| id.as_deref().and_then(|id| campaign.indicator(id)).is_some_and(open);
    // A ratio of what may not be shown may not be shown: it would have to be computed from it.
    let seen = |i: &&Indicator| open(i) && (i.kind != Kind::Ratio || (part(&i.numerator) && part(&i.denominator)));
    let mut sheets: Vec<Sheet<'a>> = Vec::new();
    for task in &campaign.tasks {
        let columns: Vec<Column<'a>> =
            campaign.indicators_of(&task.id).filter(seen).flat_map(|i| whats(i).iter().map(move |w| column(campaign, summary, i, *w))).collect();
        if !columns.is_empty() {
            sheets.push(Sheet { task, name: sheet_name(task), columns });
        }
    }
    let mut places = BTreeMap::new();
    for (s, sheet) in sheets.iter().enumerate() {
        for (c, column) in sheet.columns.iter().enumerate() {
            places.insert((column.indicator.id.as_str(), column.what), (s, c));
        }
    }
    Plan { campaign, summary, audience, sheets, places }
}

fn whats(indicator: &Indicator) -> &'static [What] {
    match indicator.kind {
        Kind::Flow => &[What::Period, What::Ytd],
        Kind::Stock => &[What::End],
        Kind::Plan => &[What::Plan],
        Kind::Ratio => &[What::Ratio],
        Kind::Status => &[What::Status],
    }
}

/// Which column of a part a ratio is computed from.
pub(super) fn part_of(part: &Indicator, basis: Option<Basis>) -> What {
    match (part.kind, basis) {
        (Kind::Flow, Some(Basis::Period)) => What::Period,
        (Kind::Flow, _) => What::Ytd,
        (Kind::Plan, _) => What::Plan,
        _ => What::End,
    }
}

fn column<'a>(campaign: &'a Campaign, summary: &'a Summary, indicator: &'a Indicator, what: What) -> Column<'a> {
    let span = if what == What::Ytd { Span::Ytd } else { Span::Period };
    let late = |unit: &str| summary.forms.iter().any(|f| f.not_reported.iter().any(|u| u == unit));
    let cell = |unit: &str| {
        if !indicator.gives_unit_level() {
            return Shown::Blank;
        }
        let Some(row) = summary.of_unit(&indicator.id, unit, span) else { return Shown::Text(words::NONE.to_owned()) };
        match (row.value, &row.status) {
            (Some(value), _) => Shown::Number(value),
            (None, Some(status)) => Shown::Text(status.clone()),
            // A ratio over zero is none, and yet reported.
            _ if row.coverage == Coverage::NotOwed || row.part_values.is_some() => Shown::Text(words::NONE.to_owned()),
            // What is counted for a unit is owed by those that report it.
            _ if row.missing.iter().any(|u| late(u)) => Shown::Text(words::NOT_REPORTED.to_owned()),
            _ => Shown::Text(words::NO_FIGURE.to_owned()),
        }
    };
    let cells = campaign.units.iter().map(|u| cell(&u.name)).collect();
    Column { indicator, what, cells, total: summary.figure(&indicator.id, &Scope::Total, span) }
}

/// A name that a sheet can have: its number makes it the only one.
fn sheet_name(task: &Task) -> String {
    let number = format!("{}.", task.number);
    let mut name = number;
    for c in task.name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()) {
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    name
}
