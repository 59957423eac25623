//! What any spreadsheet says, table by table, before it is compared with anything: the answer of `read`.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diag::Diagnostics;
use crate::origin::{CellRef, CellSource};

/// One workbook as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct BookReading {
    /// The workbook.
    pub file: Arc<str>,
    /// Whether it is the form that was issued.
    pub form: bool,
    /// Its tables in order, and what their rows and columns are.
    pub tables: Vec<TableReading>,
    /// What they say, in the order of the cells.
    pub facts: Vec<Fact>,
    /// What was found on the way.
    pub diagnostics: Diagnostics,
}

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Where it stands.
    pub source: CellSource,
    /// Canonical name of the unit that it is of, where that is known.
    pub county: Option<String>,
    /// The indicator as printed, without blanks and without its unit.
    pub indicator: String,
    /// What of the indicator it is.
    pub field: Aspect,
    /// The value; `None` where nothing was reported.
    pub value: Option<Value>,
    /// The unit as headed.
    pub unit: Option<String>,
}

/// What of an indicator a value is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// 本期
    Current,
    /// 累计
    Cumulative,
    /// 目标、任务
    Target,
    /// 日期
    Date,
    /// Another column, by its own head.
    Own(String),
}

impl Aspect {
    /// How it is called in the answer for programs.
    pub fn name(&self) -> &str {
        match self {
            Self::Current => "current",
            Self::Cumulative => "cumulative",
            Self::Target => "target",
            Self::Date => "date",
            Self::Own(head) => head,
        }
    }

    /// How it is called in Chinese.
    pub fn chinese(&self) -> &str {
        match self {
            Self::Current => "本期",
            Self::Cumulative => "累计",
            Self::Target => "目标",
            Self::Date => "日期",
            Self::Own(head) => head,
        }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An exact number.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// One of a few words: 是, 否, a status.
    Word(String),
}

/// How one table was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct TableReading {
    /// Name of the sheet.
    pub sheet: Arc<str>,
    /// First and last cell.
    pub area: (CellRef, CellRef),
    /// Whether the units stand side by side in the head and the indicators below each other.
    pub across: bool,
    /// The rows (or, where units stand side by side, columns) of the head, counted from 0 on the sheet.
    pub head: Vec<u32>,
    /// What each row or column is, with its position on the sheet and its head.
    pub lines: Vec<LineReading>,
    /// The unit that the whole table is of, where none stands in its rows.
    pub county: Option<String>,
}

/// What a column is (or a row, where units stand side by side).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReading {
    /// Its position on the sheet, from 0.
    pub at: u32,
    /// Its head as printed.
    pub head: String,
    /// What it was taken for.
    pub role: Role,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// 序号
    Number,
    /// Units.
    County,
    /// Names of indicators.
    Indicator,
    /// Units of measure.
    Unit,
    /// Groups of indicators: 任务, 类别.
    Group,
    /// 本期, 累计 row by row.
    Aspect,
    /// Values: of which indicator (empty where it stands in the rows), which field, in which unit.
    Values(String, Aspect, Option<String>),
    /// Texts that are no figures: 备注, 责任人.
    Text,
}
