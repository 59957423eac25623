//! What the papers are written from: all arithmetic done, each figure with its source cells and its coverage.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Figure, Month, Period, Record};
use crate::campaign::{Basis, Kind};
use crate::origin::CellSource;

/// Everything about one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The period.
    pub period: Period,
    /// Its months.
    pub months: Vec<Month>,
    /// Last day that its figures count: 数据截至.
    pub cutoff: jiff::civil::Date,
    /// All figures: by indicator in catalogue order, span period before span year to date, the total first, then the units in order.
    pub figures: Vec<FigureRow>,
    /// Units that owe a form of the period's last form and have sent none, in order.
    pub not_reported: Vec<String>,
    /// Of each list sheet of kind items, by list id: the records with the unit that sent them, in order of units.
    pub items: BTreeMap<String, Vec<(String, Record)>>,
    /// Of each list sheet of kind problems, by list id.
    pub problems: BTreeMap<String, Vec<(String, Record)>>,
}

/// For whom a figure is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All units that owe it.
    Total,
    /// One unit, by its canonical name.
    Unit(String),
}

/// What time a figure covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// The period.
    Period,
    /// January to the period's last month.
    Ytd,
}

/// One figure: what it is, its value, whom it covers, and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// Id of the indicator.
    pub indicator: String,
    /// How it adds up.
    pub kind: Kind,
    /// Counted from a list sheet.
    pub derived: bool,
    /// Basis of a ratio.
    pub basis: Option<Basis>,
    /// Numerator and denominator of a ratio.
    pub parts: Option<[String; 2]>,
    /// The sums of numerator and denominator over the units that have both.
    pub part_values: Option<[Decimal; 2]>,
    /// For whom.
    pub scope: Scope,
    /// Of what time.
    pub span: Span,
    /// The period of the summary.
    pub period: Period,
    /// Exact value; a ratio in percent to ten places; `None` is missing, never zero.
    pub value: Option<Decimal>,
    /// The value of a unit's status.
    pub status: Option<String>,
    /// A total of statuses: the units of each value, in the order of the options.
    pub counts: Vec<(String, Vec<String>)>,
    /// Units that the value covers.
    pub covers: Vec<String>,
    /// Units that owe it.
    pub of: Vec<String>,
    /// Units that owe it and are not covered.
    pub missing: Vec<String>,
    /// What is to be reached by the period's end in full for the year, in the value's unit.
    pub target: Option<Decimal>,
    /// Year to date in percent of the target.
    pub progress: Option<Decimal>,
    /// The value that it is compared with: end of last year for stocks, same period of last year for flows. Only where it covers every unit of the value.
    pub base: Option<Base>,
    /// Stocks: the value at the end of the form before.
    pub previous: Option<Base>,
    /// Corrections that count in it.
    pub corrections: Vec<AppliedCorrection>,
    /// The cells that it was computed from, in order.
    pub sources: Vec<CellSource>,
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Of which period.
    pub period: Period,
    /// The value and its cells.
    pub figure: Figure,
}

/// A correction that counts in a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct AppliedCorrection {
    /// Who made it.
    pub unit: String,
    /// The month that it belongs to.
    pub month: Month,
    /// What it adds.
    pub value: Decimal,
    /// The reason given.
    pub reason: String,
    /// Its cell.
    pub source: CellSource,
}
