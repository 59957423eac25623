//! What one workbook says: each value with its cell, how it was read and what is doubtful; not yet compared with what was asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Month;
use crate::diag::{Diagnostic, Diagnostics};
use crate::origin::{CellSource, Origin};

/// A file that was received.
#[derive(Debug, Clone, PartialEq)]
pub enum Received {
    /// It was read.
    Read(Box<Facts>),
    /// It could not be read.
    Unreadable {
        /// The unit that the name of the file names, if it names one.
        unit: Option<String>,
        /// Why, with the file.
        why: Box<Diagnostic>,
    },
}

/// What one workbook says.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The workbook, relative to the workspace.
    pub file: Arc<str>,
    /// Hash of its bytes.
    pub sha256: String,
    /// What the hidden sheet of our form says, if it is there.
    pub tag: Option<FormTag>,
    /// Every place that names the reporting unit, the most trusted first.
    pub units: Vec<UnitClaim>,
    /// Every place that names the period, the most trusted first.
    pub periods: Vec<PeriodClaim>,
    /// The filled fields of the information sheet by their ids.
    pub info: BTreeMap<String, TextFact>,
    /// The day on which it was filled in, where that can be read.
    pub filled_on: Option<Date>,
    /// The indicator sheet.
    pub table: Option<IndicatorTable>,
    /// The list sheets that were found, by their ids.
    pub lists: BTreeMap<String, ListFacts>,
    /// What the reading itself found: sheets and columns that mean nothing to us, damaged cells.
    pub diagnostics: Diagnostics,
}

/// What the hidden sheet of a form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormTag {
    /// Version of the form.
    pub version: String,
    /// Id of the campaign.
    pub campaign: String,
    /// The sheet's first cell.
    pub source: CellSource,
}

/// Text and its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFact {
    /// As typed, trimmed.
    pub text: String,
    /// Where it stands.
    pub source: CellSource,
}

/// Where a workbook says whose it is, or of which period; earlier ones are trusted more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The information sheet: typed by a person.
    Info,
    /// The hidden sheet: put there when the form was made.
    Tag,
    /// A title.
    Title,
    /// The name of the file.
    FileName,
}

/// A place that names a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitClaim {
    /// Which.
    pub place: Spot,
    /// What stands there.
    pub text: String,
    /// Where.
    pub origin: Origin,
    /// Which unit it means.
    pub reading: UnitReading,
}

/// Which unit a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitReading {
    /// A unit, by its canonical name; `former` where the text is a former name.
    Known {
        /// Canonical name.
        name: String,
        /// The former name that stands there.
        former: bool,
    },
    /// It may mean any of these.
    Ambiguous(Vec<String>),
    /// No unit's name, but this one's is written almost like it: only to be asked about, never taken.
    Close(String),
    /// No unit of the campaign.
    Unknown,
}

/// A place that names a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodClaim {
    /// Which.
    pub place: Spot,
    /// What stands there.
    pub text: String,
    /// Where.
    pub origin: Origin,
    /// Last month of the period.
    pub last: Month,
}

/// The indicator sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorTable {
    /// Head of the column of indicators.
    pub head: CellSource,
    /// The head of every column that was recognised.
    pub columns: BTreeMap<Column, CellSource>,
    /// Its rows in order.
    pub rows: Vec<RowFacts>,
}

/// A column of the indicator sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 序号
    Number,
    /// 任务
    Task,
    /// 指标
    Indicator,
    /// 单位
    Unit,
    /// A month, by its number.
    Month(u8),
    /// 本期数
    Current,
    /// 前期更正
    Correction,
    /// 上期累计
    Carried,
    /// 年度累计
    Ytd,
    /// 年度任务
    Plan,
    /// 备注
    Note,
}

/// One row of the indicator sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct RowFacts {
    /// The name of the indicator as typed, and its cell.
    pub name: TextFact,
    /// Id of the indicator that the name is of.
    pub indicator: Option<String>,
    /// What stands under 单位 where it is another unit than the indicator's.
    pub other_unit: Option<TextFact>,
    /// The cell of every column, blank ones included.
    pub cells: BTreeMap<Column, CellFact>,
}

/// One cell of the indicator sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct CellFact {
    /// Where it stands.
    pub source: CellSource,
    /// What stands there, as a person sees it.
    pub shown: String,
    /// Whether it is a formula.
    pub formula: bool,
    /// What it means where a number is due.
    pub reading: Reading,
}

/// What a cell means where a number is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Nothing stands there.
    Blank,
    /// A number, in the unit of its row.
    Number {
        /// Its exact value.
        value: Decimal,
        /// Why somebody should look at it.
        doubt: Option<Doubt>,
    },
    /// One of the options of a status, as it is spelled.
    Choice(String),
    /// 不适用
    NotApplicable,
    /// 未统计
    NotCounted,
    /// —, /, 无: zero or not reported, who can say.
    Dash,
    /// Not an exact number: 约120, 不少于30.
    Inexact,
    /// From one number to another: a target may be one, a figure not.
    Range(Decimal, Decimal),
    /// A bound: at least (`true`) or at most so much. A target may be one, a figure not.
    Bound(Decimal, bool),
    /// It can mean one thing or another; each in words. Only a person can know.
    Ask(Vec<String>),
    /// A formula that has never been computed.
    NoResult,
    /// A picture in the cell.
    Picture,
    /// A number of something else than the row asks for: the unit typed behind it.
    OtherUnit(String),
    /// A percentage where no percentage is due.
    Percent,
    /// A date.
    Date,
    /// An error value.
    Error,
    /// The file is damaged at this cell.
    Damaged,
    /// A number that no figure can have.
    TooLarge,
    /// Any other text.
    Text,
}

/// Why a number that was taken should be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Another word for the unit stands behind it.
    UnitWord(String),
    /// It was converted from the unit that stands behind it.
    Converted(String),
    /// A number in brackets was read as a negative one.
    Bracketed,
    /// More words stand beside it: 15（含女职工6）.
    Remark(String),
    /// It was fetched from another workbook and may be old.
    External,
}

/// A list sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct ListFacts {
    /// First cell of its head.
    pub head: CellSource,
    /// The head of every column that was recognised, by column id.
    pub columns: BTreeMap<String, CellSource>,
    /// Its rows that are not blank.
    pub records: Vec<RecordFacts>,
}

/// One row of a list sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordFacts {
    /// Its first filled cell.
    pub source: CellSource,
    /// Its filled cells by column id.
    pub fields: BTreeMap<String, FieldFact>,
}

/// One filled cell of a list sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldFact {
    /// Where it stands.
    pub source: CellSource,
    /// What stands there, trimmed.
    pub text: String,
    /// What it means, as its column asks.
    pub reading: FieldReading,
}

/// What a cell of a list sheet means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldReading {
    /// Free text, or one of the options as they are spelled.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// A day without its year.
    MonthDay(u8, u8),
    /// A task, by its id.
    Task(String),
    /// A unit.
    Unit(UnitReading),
    /// It is not what its column asks for.
    Unread,
}
