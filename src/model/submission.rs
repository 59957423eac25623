//! What one unit reported for one form's period: every figure that was due is there or is recorded as missing, each with its cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Figure, Month};
use crate::origin::CellSource;

/// One unit, one form.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Canonical name of the unit.
    pub unit: String,
    /// Last month of the form's period.
    pub period: Month,
    /// The workbook, relative to the workspace.
    pub file: Arc<str>,
    /// The fields of the information sheet by their ids, as typed.
    pub info: BTreeMap<String, String>,
    /// The rows of the indicator sheet by indicator id; a row that the form should have and has not is absent.
    pub rows: BTreeMap<String, Row>,
    /// The list sheets by their ids; a sheet that is missing or unreadable is absent.
    pub lists: BTreeMap<String, List>,
}

/// One row of the indicator sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The months of the form in order; for a stock, a plan or a status what is not asked for is [`Entry::NotAsked`].
    pub months: Vec<(Month, Entry)>,
    /// 前期更正: what it adds and the month that it belongs to.
    pub correction: Option<Correction>,
    /// 上期累计 as the form carries it.
    pub carried: Entry,
    /// 年度累计, computed again from 上期累计, the months and the correction.
    pub ytd: Entry,
    /// 年度任务.
    pub plan: Entry,
    /// The value of a status, which stands in the last month.
    pub status: Option<(String, CellSource)>,
    /// 备注.
    pub note: String,
    /// Whether any cell of the row was found to be in error: then 年度累计 repairs nothing.
    pub faulty: bool,
}

/// What a cell that asks for a number gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A number with its cell (a computed one: the cells it was computed from).
    Value(Figure),
    /// 不适用: the unit does not owe it.
    NotApplicable(CellSource),
    /// 未统计 or blank, or an error: missing, never zero.
    Missing,
    /// The form does not ask for it.
    NotAsked,
}

impl Entry {
    /// The figure, if there is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Value(f) => Some(f),
            _ => None,
        }
    }

    /// The exact value, if there is one.
    pub fn value(&self) -> Option<Decimal> {
        self.figure().map(|f| f.value)
    }
}

/// A correction of an earlier month of the same year.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The month that it belongs to.
    pub month: Month,
    /// What it adds (may be negative).
    pub figure: Figure,
    /// The reason given in 备注.
    pub reason: String,
}

/// A readable list sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The cell of its head: the source of a count of zero.
    pub head: CellSource,
    /// Its rows that are not blank.
    pub records: Vec<Record>,
}

/// One row of a list sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its first filled cell.
    pub source: CellSource,
    /// Its fields by column id; blank ones are absent.
    pub fields: BTreeMap<String, Field>,
}

/// One filled cell of a list sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where it stands.
    pub source: CellSource,
    /// What was typed, trimmed.
    pub text: String,
    /// What it means, as its column asks; `None` where it could not be read as that.
    pub value: Option<FieldValue>,
}

/// What a cell of a list sheet means.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// Free text, a choice, a department.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A date.
    Date(Date),
    /// A task, by its id.
    Task(String),
    /// A unit, by its canonical name.
    Unit(String),
}
