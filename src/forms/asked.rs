//! What the indicator sheet asks of a clerk: the cells still blank, what an indicator counts, which entries its cells take.

use rust_xlsxwriter::{Note, Worksheet};

use super::guard::{self, Block, Choices, Says};
use super::indicators::Columns;
use super::rows::{Cell, FormRow};
use super::sheet::{Job, Written};
use crate::campaign::Kind;
use crate::origin::CellRef;
use crate::words::forms as words;

/// The cells that must be filled in.
pub(super) struct Blanks {
    /// Rectangles of them: neighbours in a row, and rows below each other that ask the same.
    runs: Vec<Block>,
    /// How many there are.
    pub asked: usize,
    /// How many of them are blank.
    pub blank: usize,
    /// The first of those, or of all.
    pub first: Option<CellRef>,
}

impl Blanks {
    /// The cells of `rows`, of which the first stands in sheet row `first`. 前期更正 and 备注 may stay blank.
    pub(super) fn new(rows: &[FormRow<'_>], first: u32, columns: Columns) -> Self {
        let mut out = Self { runs: Vec::new(), asked: 0, blank: 0, first: None };
        let mut first_open = None;
        for (at, row) in (first..).zip(rows) {
            let months = (Columns::FIRST_MONTH..).zip(&row.months);
            for (col, cell) in months.chain([(columns.carried(), &row.carried), (columns.plan(), &row.plan)]) {
                let Cell::Open(typed) = cell else { continue };
                let place = CellRef::new(at, u32::from(col));
                first_open.get_or_insert(place);
                out.asked += 1;
                if typed.as_ref().is_none_or(|t| matches!(t, super::Typed::Text(text) if text.is_empty())) {
                    out.blank += 1;
                    out.first.get_or_insert(place);
                }
                out.take(at, col);
            }
        }
        out.first = out.first.or(first_open);
        out.join();
        out
    }

    fn take(&mut self, row: u32, col: u16) {
        match self.runs.last_mut() {
            Some(run) if run.first.row == row && run.last.col + 1 == u32::from(col) => run.last.col += 1,
            _ => self.runs.push(Block::cell(row, col)),
        }
    }

    fn join(&mut self) {
        let mut joined: Vec<Block> = Vec::new();
        for run in std::mem::take(&mut self.runs) {
            let same = |b: &&mut Block| b.last.row + 1 == run.first.row && b.first.col == run.first.col && b.last.col == run.last.col;
            match joined.iter_mut().rev().find(same) {
                Some(block) => block.last.row = run.last.row,
                None => joined.push(run),
            }
        }
        self.runs = joined;
    }

    /// A formula's term that counts the blank ones; `sheet` stands before each range.
    pub(super) fn formula(&self, sheet: &str) -> String {
        let terms: Vec<String> = self.runs.iter().map(|b| format!("COUNTBLANK({sheet}{}:{})", b.first, b.last)).collect();
        if terms.is_empty() { "0".to_owned() } else { terms.join("+") }
    }
}

/// Notes on the indicators and on the heads: what is counted, in which unit, how to answer where there is nothing to count. `top` is the row of the heads.
pub(super) fn notes(job: &Job<'_>, rows: &[FormRow<'_>], (first, top): (u32, u32), columns: Columns, sheet: &mut Worksheet) -> Written<()> {
    let form = &job.campaign.form;
    for (at, row) in (first..).zip(rows) {
        let i = row.indicator;
        let mut lines = vec![i.note.clone()];
        lines.push(match i.kind {
            Kind::Flow => words::flow_note(&i.unit),
            Kind::Stock => words::stock_note(&i.unit),
            Kind::Plan => words::plan_note(&i.unit, &form.columns.plan),
            Kind::Status => words::status_note(&i.options),
            Kind::Ratio => String::new(),
        });
        let wholes: Vec<&str> =
            i.part_of.iter().filter_map(|id| rows.iter().find(|r| r.indicator.id == *id)).map(|r| r.indicator.name.as_str()).collect();
        if !wholes.is_empty() {
            lines.push(words::part_note(&wholes));
        }
        lines.push(words::blanks_note(&form.not_applicable, &form.not_counted));
        lines.retain(|l| !l.is_empty());
        note(job, &lines.join("\n"), at, Columns::INDICATOR, sheet)?;
    }
    note(job, words::computed_note(), top, columns.current(), sheet)?;
    note(job, &words::correction_prompt(&form.columns.note), top, columns.correction(), sheet)?;
    note(job, words::carried_note(), top, columns.carried(), sheet)?;
    note(job, words::computed_note(), top, columns.ytd(), sheet)
}

fn note(job: &Job<'_>, text: &str, row: u32, col: u16, sheet: &mut Worksheet) -> Written<()> {
    // Some 19 full characters of this size stand in a line of 260 pixels.
    let lines: usize = text.lines().map(|l| l.chars().count().div_ceil(19).max(1)).sum();
    let height = 14 + 17 * u32::try_from(lines).unwrap_or(1).min(30);
    let note = Note::new(text)
        .set_author(&job.campaign.campaign.office)
        .add_author_prefix(false)
        .set_font_name("宋体")
        .set_font_size(9)
        .set_width(260)
        .set_height(height);
    sheet.insert_note(row, col, &note)?;
    Ok(())
}

/// The rules of the open cells.
pub(super) fn rules(job: &Job<'_>, rows: &[FormRow<'_>], first: u32, columns: Columns, choices: &mut Choices, sheet: &mut Worksheet) -> Written<()> {
    let form = &job.campaign.form;
    let others = [form.not_applicable.as_str(), form.not_counted.as_str()];
    for (at, row) in (first..).zip(rows) {
        let i = row.indicator;
        let error = words::number_rule(&i.name, &i.unit, i.whole, others[0], others[1]);
        for block in open_months(row, at) {
            if i.kind == Kind::Status {
                let options: Vec<String> = i.options.iter().cloned().chain(others.map(str::to_owned)).collect();
                choices.rule(&options, false, &Says { error: &words::status_rule(&i.name), prompt: "" })?.put(sheet, block)?;
            } else {
                guard::number(block.first, i.whole, false, &others, &Says { error: &error, prompt: "" })?.put(sheet, block)?;
            }
        }
        for (col, cell, prompt) in [(columns.carried(), &row.carried, words::carried_prompt()), (columns.plan(), &row.plan, "")] {
            if matches!(cell, Cell::Open(_)) {
                let block = Block::cell(at, col);
                guard::number(block.first, i.whole, false, &others, &Says { error: &error, prompt })?.put(sheet, block)?;
            }
        }
        if matches!(row.correction, Cell::Open(_)) {
            let block = Block::cell(at, columns.correction());
            let (error, prompt) = (words::correction_rule(&i.name, &i.unit, i.whole), words::correction_prompt(&form.columns.note));
            guard::number(block.first, i.whole, true, &[], &Says { error: &error, prompt: &prompt })?.put(sheet, block)?;
        }
        for whole in &i.part_of {
            let Some(other) = rows.iter().position(|r| r.indicator.id == *whole) else { continue };
            for block in open_months(row, at) {
                let (part, whole) = (block.first, CellRef::new(first + other as u32, block.first.col));
                // A flow is a part over the whole period, a stock in each month.
                if i.kind == Kind::Stock {
                    guard::redden(sheet, block, &format!("AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})"))?;
                }
            }
        }
    }
    Ok(())
}

/// Neighbouring open months of a row.
fn open_months(row: &FormRow<'_>, at: u32) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (col, _) in (Columns::FIRST_MONTH..).zip(&row.months).filter(|(_, c)| matches!(c, Cell::Open(_))) {
        match blocks.last_mut() {
            Some(block) if block.last.col + 1 == u32::from(col) => block.last.col += 1,
            _ => blocks.push(Block::cell(at, col)),
        }
    }
    blocks
}
