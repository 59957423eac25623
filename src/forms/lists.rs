//! The list sheets: a head, and rows to fill in.

use std::collections::BTreeMap;

use rust_xlsxwriter::{FormatAlign, Worksheet};

use super::guard::{self, Block, Choices, Rule, Says};
use super::sheet::{self, Job, Written};
use super::style::{self, Numbers};
use super::{Entries, Typed};
use crate::campaign::{ColumnKind, ListColumn, ListSheet, UnitRole};
use crate::origin::CellRef;
use crate::words::forms as words;

/// More blank rows than anybody prints; a slip in the campaign file shall not make a form of a million rows.
const MOST_ROWS: u32 = 2_000;
const DEFAULT_WIDTH: u32 = 14;

/// Where the sign page counts the rows of a list.
pub(super) struct Counted {
    pub name: String,
    /// Column that every row has filled.
    pub column: u16,
    pub first: u32,
    pub last: u32,
    /// How many rows have it.
    pub rows: usize,
}

/// Draws one list sheet.
pub(super) fn write(job: &Job<'_>, list: &ListSheet, entries: &Entries, choices: &mut Choices, sheet: &mut Worksheet) -> Written<Counted> {
    let last = (list.columns.len() as u16).saturating_sub(1);
    let top = sheet::heading(job, sheet, &list.name, last, &list.instruction)?;
    let head = style::head();
    for (col, column) in list.columns.iter().enumerate() {
        sheet.write_string_with_format(top, col as u16, &column.name, &head)?;
        sheet.set_column_width(col as u16, column_width(column))?;
        // Cells below the printed rows can be filled in too.
        sheet.set_column_format(col as u16, &style::spare())?;
    }
    sheet.set_row_height(top, 24)?;
    let nothing = Vec::new();
    let typed = entries.lists.get(&list.id).unwrap_or(&nothing);
    let rows = (typed.len() as u32).max(list.rows.min(MOST_ROWS)).max(1);
    for i in 0..rows {
        let at = top + 1 + i;
        let values = typed.get(i as usize);
        for (col, column) in list.columns.iter().enumerate() {
            sheet::typed(sheet, at, col as u16, values.and_then(|v| v.get(&column.id)), &format(column))?;
        }
        // A blank row keeps no height of its own, so that it grows with what is typed into it.
        if let Some(values) = values {
            sheet.set_row_height(at, height(list, values))?;
        }
    }
    for (col, column) in list.columns.iter().enumerate() {
        let at = Block::new(top + 1, col as u16, top + rows.max(MOST_ROWS), col as u16);
        if let Some(rule) = rule(job, column, at.first, choices)? {
            rule.put(sheet, at)?;
        }
        if column.kind == ColumnKind::Rank {
            let range = format!("{}:{}", fixed_row(at.first), fixed_row(at.last));
            guard::redden(sheet, at, &format!("AND({0}<>\"\",COUNTIF({range},{0})>1)", at.first))?;
        }
    }
    guard::lock(sheet, true);
    guard::start_at(sheet, top + 1, 0)?;
    sheet.set_freeze_panes(top + 1, 0)?;
    sheet.set_repeat_rows(0, top)?;
    style::page(sheet, true, &sheet::footer(job, &list.name));
    let key = list.columns.iter().position(|c| c.required && c.kind == ColumnKind::Text).or_else(|| list.columns.iter().position(|c| c.required));
    let key = key.unwrap_or_default();
    let id = list.columns.get(key).map_or("", |c| c.id.as_str());
    let count = typed.iter().filter(|v| v.get(id).is_some_and(|t| !matches!(t, Typed::Text(text) if text.is_empty()))).count();
    Ok(Counted { name: list.name.clone(), column: key as u16, first: top + 1, last: top + rows, rows: count })
}

/// What a column takes; nothing for free text.
fn rule(job: &Job<'_>, column: &ListColumn, first: CellRef, choices: &mut Choices) -> Written<Option<Rule>> {
    let campaign = job.campaign;
    let name = &column.name;
    Ok(Some(match column.kind {
        ColumnKind::Text => return Ok(None),
        ColumnKind::Number => guard::number(first, true, false, &[], &Says { error: &words::list_number_rule(name), prompt: "" })?,
        ColumnKind::Date => {
            let (from, to) = guard::days(job);
            guard::date(first, from, to, &Says { error: &words::date_rule(name), prompt: "" })?
        }
        ColumnKind::Rank => choices.rule(&["1".into(), "2".into()], false, &Says { error: &words::rank_rule(name), prompt: "" })?,
        ColumnKind::Task => {
            let tasks: Vec<String> = campaign.tasks.iter().map(|t| t.name.clone()).collect();
            choices.rule(&tasks, false, &Says { error: &words::choice_rule(name), prompt: "" })?
        }
        ColumnKind::Unit => {
            let units: Vec<String> = campaign.units.iter().filter(|u| u.role == UnitRole::County).map(|u| u.name.clone()).collect();
            choices.rule(&units, false, &Says { error: &words::choice_rule(name), prompt: "" })?
        }
        ColumnKind::Choice => choices.rule(&column.options, false, &Says { error: &words::choice_rule(name), prompt: "" })?,
        ColumnKind::Owner => {
            let leaders = campaign.people.iter().filter(|p| p.leader).map(|p| p.name.clone());
            let owners: Vec<String> = campaign.departments.iter().map(|d| d.name.clone()).chain(leaders).collect();
            if owners.is_empty() {
                return Ok(None);
            }
            choices.rule(&owners, true, &Says { error: &words::owner_rule(name), prompt: "" })?
        }
    }))
}

/// A cell whose row does not move with the rule: `A$5`.
fn fixed_row(at: CellRef) -> String {
    let name = at.to_string();
    let split = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let (letters, digits) = name.split_at(split);
    format!("{letters}${digits}")
}

/// Width in digits of a column whose width is given in characters: long texts are set narrower and wrap.
fn column_width(column: &ListColumn) -> f64 {
    let characters = column.width.unwrap_or(DEFAULT_WIDTH).clamp(4, 120);
    (f64::from(characters) * 0.85 + 3.0).max(10.0)
}

fn format(column: &ListColumn) -> rust_xlsxwriter::Format {
    match column.kind {
        ColumnKind::Date => style::centred(style::open(Numbers::Date)),
        ColumnKind::Number | ColumnKind::Rank => style::centred(style::open(Numbers::General)),
        ColumnKind::Text | ColumnKind::Task | ColumnKind::Unit | ColumnKind::Owner | ColumnKind::Choice => {
            style::open_text().set_align(FormatAlign::Left)
        }
    }
}

/// Height in points of a filled row: its longest cell decides.
fn height(list: &ListSheet, values: &BTreeMap<String, Typed>) -> f64 {
    let lines = list.columns.iter().filter_map(|c| {
        let Some(Typed::Text(text)) = values.get(&c.id) else { return None };
        // Some two digits' width to a full character.
        let width = ((column_width(c) - 1.0) / 2.1).max(1.0) as usize;
        Some(text.lines().map(|l| l.chars().count().div_ceil(width).max(1)).sum::<usize>())
    });
    // A spreadsheet's rows are at most 409 points high.
    (lines.max().unwrap_or(1) as f64 * 15.0 + 8.0).min(400.0)
}
