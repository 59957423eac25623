//! Layer 3. Facts in, one submission a unit out: typed figures, each with its cell, or recorded as missing.
//!
//! Everything that can be wrong with a form is found here (domain: “Checks”), one file a step: whose form it is (`identity`), each row (`rows`), rows
//! against each other and against the last form (`cross`, `history`), the lists (`lists`), the words in them (`texts`), and all files together (`collate`). A bad cell counts as
//! missing and is listed; it never stops anything else.

mod base;
mod collate;
mod cross;
mod history;
mod identity;
mod lists;
mod note;
mod partial;
mod rows;
mod table;
mod texts;

use std::sync::Arc;

use crate::campaign::{Campaign, IndicatorColumns, Unit};
use crate::diag::Diagnostics;
use crate::model::{Column, Facts, Month, Submission, previous_form};
use crate::words::validate as words;

pub use base::earlier;
pub use collate::judge;

/// What came of a period's files.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// One a unit whose form counts, in the order of the units.
    pub submissions: Vec<Submission>,
    /// The board: every unit of the campaign, in order.
    pub units: Vec<UnitStatus>,
    /// All findings: by unit in order, then by file, sheet and cell; those about no unit come last.
    pub diagnostics: Diagnostics,
    /// The files that were read, with the hashes of their bytes, in order.
    pub inputs: Vec<InputFile>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Relative to the workspace.
    pub path: Arc<str>,
    /// Hash of its bytes, in hexadecimal.
    pub sha256: String,
}

/// How a unit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStatus {
    /// Canonical name of the unit.
    pub unit: String,
    /// Its state.
    pub status: Status,
    /// Its file: the one that counts, or else one that was received.
    pub file: Option<Arc<str>>,
    /// Whom to call: who filled in the form, and the number given there; the last form's where there is none.
    pub contact: Option<Contact>,
}

/// Whom to call about a unit's form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// 填报人.
    pub name: String,
    /// 联系电话.
    pub phone: String,
}

/// State of a unit's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// 无错误: there may be warnings and questions.
    Clean,
    /// 有错误
    Errors,
    /// 未报
    Missing,
}

/// Judges the form of `unit` for `period`; `previous` is what it sent for the form before.
pub fn validate(facts: &Facts, unit: &Unit, campaign: &Campaign, period: Month, previous: Option<&Submission>) -> (Submission, Diagnostics) {
    // Only the form just before can be compared with.
    let previous = previous.filter(|p| Some(p.period) == previous_form(campaign, period));
    let mut out = Diagnostics::new();
    let mut rows = table::judge(facts, unit, campaign, period, previous, &mut out);
    partial::judge(facts, campaign, &mut out);
    cross::judge(&mut rows, campaign, period, &mut out);
    history::judge(facts, &rows, campaign, period, previous, &mut out);
    let lists = lists::judge(facts, unit, campaign, period, &mut out);
    texts::judge(&lists, campaign, &mut out);
    let info = facts.info.iter().map(|(id, f)| (id.clone(), f.text.clone())).collect();
    let submission = Submission { unit: unit.name.clone(), period, file: facts.file.clone(), info, rows, lists };
    (submission, out.into_iter().map(|d| d.about(&unit.name)).collect())
}

/// The literal that heads a column.
fn column_name(column: Column, names: &IndicatorColumns) -> String {
    match column {
        Column::Number => names.number.clone(),
        Column::Task => names.task.clone(),
        Column::Indicator => names.indicator.clone(),
        Column::Unit => names.unit.clone(),
        Column::Month(m) => words::month_name(m),
        Column::Current => names.current.clone(),
        Column::Correction => names.correction.clone(),
        Column::Carried => names.carried.clone(),
        Column::Ytd => names.ytd.clone(),
        Column::Plan => names.plan.clone(),
        Column::Note => names.note.clone(),
    }
}
