//! The rows of the indicator sheet as values: what is greyed, open, printed or computed, before anything is drawn.
//!
//! In: the campaign, a unit, a period, its last form, what was typed. Out: [`FormRow`]s whose formulas have their results.

use rust_decimal::Decimal;

use super::{Entries, Typed};
use crate::campaign::{Campaign, Indicator, Kind, Task, Unit};
use crate::model::{Asked, Entry, Month, Submission, asked, form_rows};

/// One cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Not asked: greyed.
    Grey,
    /// For the unit to fill in, with what stands there already.
    Open(Option<Typed>),
    /// Printed by us.
    Fixed(Decimal),
    /// A formula of ours and its result; nothing while a cell that it needs is blank.
    Computed(Option<Decimal>),
}

impl Cell {
    pub(super) fn number(&self) -> Option<Decimal> {
        match self {
            Self::Open(typed) => typed.as_ref().and_then(Typed::number),
            Self::Fixed(n) => Some(*n),
            Self::Computed(n) => *n,
            Self::Grey => None,
        }
    }
}

/// One row of the indicator sheet.
#[derive(Debug, Clone)]
pub(super) struct FormRow<'a> {
    pub indicator: &'a Indicator,
    pub task: Option<&'a Task>,
    /// Position of the task among the tasks of the form, for bands of shading.
    pub section: usize,
    pub asked: Asked,
    pub months: Vec<Cell>,
    pub current: Cell,
    pub correction: Cell,
    pub carried: Cell,
    pub ytd: Cell,
    pub plan: Cell,
    pub note: String,
}

/// The rows of the form of `unit` for `period`, prefilled from `previous`, with `entries` typed in.
pub(super) fn rows<'a>(campaign: &'a Campaign, unit: &Unit, period: Month, previous: Option<&Submission>, entries: &Entries) -> Vec<FormRow<'a>> {
    let mut section = 0;
    let mut last_task: Option<&str> = None;
    form_rows(campaign, unit.role)
        .map(|indicator| {
            if last_task.is_some_and(|t| t != indicator.task) {
                section += 1;
            }
            last_task = Some(&indicator.task);
            let task = campaign.tasks.iter().find(|t| t.id == indicator.task);
            let mut row = issued(campaign, indicator, task, section, period, previous);
            type_in(&mut row, entries);
            compute(&mut row);
            row
        })
        .collect()
}

/// The row as it is issued: stocks with their last value, 上期累计 from the last form.
fn issued<'a>(
    campaign: &Campaign,
    indicator: &'a Indicator,
    task: Option<&'a Task>,
    section: usize,
    period: Month,
    previous: Option<&Submission>,
) -> FormRow<'a> {
    let asked = asked(campaign, indicator, period);
    let before = previous.and_then(|p| p.rows.get(&indicator.id));
    // A declaration of an internal task is made anew each time; what a thing is seldom changes.
    let declared = indicator.kind == Kind::Status && (indicator.internal || task.is_some_and(|t| t.internal));
    let last = before.and_then(|row| match indicator.kind {
        Kind::Status => row.status.as_ref().map(|(value, _)| Typed::Text(value.clone())),
        Kind::Stock => row.months.last().and_then(|(_, entry)| match entry {
            Entry::Value(f) => Some(Typed::Number(f.value)),
            Entry::NotApplicable(_) => Some(Typed::Text(campaign.form.not_applicable.clone())),
            Entry::Missing | Entry::NotAsked => None,
        }),
        Kind::Flow | Kind::Plan | Kind::Ratio => None,
    });
    let last = last.filter(|_| !declared);
    // 上期累计 may only come from the form directly before; an older one would leave a gap.
    let follows = previous.is_some_and(|p| asked.months.first().is_some_and(|(m, _)| p.period == m.plus(-1)));
    let carried = match before {
        _ if !asked.ytd => Cell::Grey,
        _ if asked.first_of_year => Cell::Fixed(Decimal::ZERO),
        Some(row) if follows && !row.faulty => match &row.ytd {
            Entry::Value(f) => Cell::Fixed(f.value),
            Entry::NotApplicable(_) => Cell::Open(Some(Typed::Text(campaign.form.not_applicable.clone()))),
            Entry::Missing | Entry::NotAsked => Cell::Open(None),
        },
        _ => Cell::Open(None),
    };
    let same_year = previous.is_some_and(|p| p.period.year == period.year);
    let plan = before.filter(|_| same_year).and_then(|row| row.plan.value()).map(Typed::Number);
    FormRow {
        indicator,
        task,
        section,
        months: asked.months.iter().map(|(_, wanted)| if *wanted { Cell::Open(last.clone()) } else { Cell::Grey }).collect(),
        current: if matches!(indicator.kind, Kind::Flow | Kind::Stock) { Cell::Computed(None) } else { Cell::Grey },
        correction: if asked.correction { Cell::Open(None) } else { Cell::Grey },
        carried,
        ytd: if asked.ytd { Cell::Computed(None) } else { Cell::Grey },
        plan: if asked.plan { Cell::Open(plan) } else { Cell::Grey },
        note: String::new(),
        asked,
    }
}

/// Puts what was typed into the open cells. What is typed into a cell that is not open is not taken.
fn type_in(row: &mut FormRow<'_>, entries: &Entries) {
    let Some(typed) = entries.rows.get(&row.indicator.id) else { return };
    let put = |cell: &mut Cell, value: &Option<Typed>| {
        if let (Cell::Open(content), Some(value)) = (cell, value) {
            *content = Some(value.clone());
        }
    };
    for (cell, value) in row.months.iter_mut().zip(&typed.months) {
        put(cell, value);
    }
    put(&mut row.correction, &typed.correction);
    put(&mut row.carried, &typed.carried);
    put(&mut row.plan, &typed.plan);
    row.note.clone_from(&typed.note);
}

/// The results of the row's formulas, as a spreadsheet computes them.
fn compute(row: &mut FormRow<'_>) {
    if matches!(row.current, Cell::Computed(_)) {
        row.current = Cell::Computed(current(row));
    }
    if matches!(row.ytd, Cell::Computed(_)) {
        let total = row.current.number().zip(row.carried.number()).and_then(|(now, before)| now.checked_add(before));
        row.ytd = Cell::Computed(total.and_then(|t| t.checked_add(row.correction.number().unwrap_or_default())));
    }
}

/// 本期数: a flow's sum once all its months are there (a part of them is no total), a stock's last month.
fn current(row: &FormRow<'_>) -> Option<Decimal> {
    if row.indicator.kind == Kind::Stock {
        return row.months.last().and_then(Cell::number);
    }
    let wanted = row.months.iter().filter(|c| !matches!(c, Cell::Grey));
    let numbers: Option<Vec<Decimal>> = wanted.map(Cell::number).collect();
    numbers.filter(|n| !n.is_empty()).and_then(|n| n.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add))
}
