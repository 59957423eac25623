//! One figure of a summary: its value, whom it covers, what it is compared with, where it came from.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Figure, Month, Period};
use crate::campaign::{Basis, Kind};
use crate::origin::CellSource;

/// For whom a figure is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All units that owe it.
    Total,
    /// One unit, by its canonical name.
    Unit(String),
}

/// What time a figure covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// The period.
    Period,
    /// January to the period's last month.
    Ytd,
}

/// How much of what is owed a figure covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Every unit that owes it.
    Full,
    /// Some of them: the paper names the missing.
    Partial,
    /// None of them.
    Nobody,
    /// Nobody owes it (不适用 everywhere, or before the campaign began).
    NotOwed,
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
    /// Exact value; a ratio in percent to ten places; `None` is missing, never zero, or a ratio over zero (then `part_values` is there).
    pub value: Option<Decimal>,
    /// The value of a unit's status.
    pub status: Option<String>,
    /// Statuses: the units of each value that occurs, in the order of the options.
    pub counts: Vec<(String, Vec<String>)>,
    /// Units that the value covers, in order.
    pub covers: Vec<String>,
    /// Units that owe it, in order.
    pub of: Vec<String>,
    /// Units that owe it and are not covered, in order.
    pub missing: Vec<String>,
    /// The same in one word.
    pub coverage: Coverage,
    /// A flow that stands on the 年度累计 of the last form for at least one unit: those units.
    pub repaired: Vec<String>,
    /// What is to be reached in the year, in the value's unit; where the target is set for this level.
    pub target: Option<Decimal>,
    /// Year to date in percent of the target.
    pub progress: Option<Decimal>,
    /// The value that it is compared with: end of last year for stocks, same period of last year for flows. Only where it covers every unit of the value.
    pub base: Option<Base>,
    /// How the value stands to its base.
    pub comparison: Comparison,
    /// Stocks in a form's period: the value at the end of the form before (较上期), of the same units.
    pub previous: Option<Base>,
    /// How the value stands to it.
    pub since_previous: Comparison,
    /// Of a total: what it was with each of the last forms (of a quarter, months), the earliest first; flows in its months, or from January on.
    pub trend: Vec<TrendPoint>,
    /// Corrections that count in it.
    pub corrections: Vec<AppliedCorrection>,
    /// The cells that it was computed from: by unit in order, then by file, sheet and cell, each once.
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

/// A total as it was with one form or month, corrections made since included.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    /// The first month that it covers; of what stands at an end, the last.
    pub first: Month,
    /// The last month.
    pub last: Month,
    /// The value and its cells; none where nobody gives one.
    pub figure: Option<Figure>,
    /// How many units owe it.
    pub of: usize,
    /// Units that owe it and are not in it, in order.
    pub missing: Vec<String>,
}

impl TrendPoint {
    /// Whether every unit that owes it is in the value.
    pub fn is_whole(&self) -> bool {
        self.figure.is_some() && self.missing.is_empty()
    }
}

/// How a value stands to another: the sentence pattern that fits, and its figures without signs.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The case.
    pub situation: Situation,
    /// By how much, never negative: in the indicator's unit, for ratios in 百分点. Only for the cases with a direction.
    pub by: Option<Decimal>,
    /// Growth or fall in percent of the base, never negative, to ten places. Only for [`Situation::Rise`] and [`Situation::Fall`] of what is no ratio,
    /// and not where it would print as 0.0%.
    pub percent: Option<Decimal>,
}

impl Comparison {
    /// A case without figures.
    pub const fn bare(situation: Situation) -> Self {
        Self { situation, by: None, percent: None }
    }
}

/// What can be said about a value and its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// No value: 未报送该项数据.
    NoData,
    /// Counted since this period for the first time, while other indicators were before: 本期起统计.
    FirstReport,
    /// The time to compare with lies before the campaign, or this kind of figure is not compared.
    NoBase,
    /// The time to compare with is there, but not every unit of the value: nothing is compared.
    BaseIncomplete,
    /// More than the base, both sides 10 or more; any rise of a ratio.
    Rise,
    /// Less than the base, both sides 10 or more; any fall of a ratio.
    Fall,
    /// Equal: 持平.
    Same,
    /// Not equal, but the difference would print as nothing: 基本持平.
    NearlySame,
    /// More, and one side is under 10: 由…增加到….
    SmallRise,
    /// Less, and one side is under 10: 由…减少到….
    SmallFall,
    /// The base is zero and the value is not: 不计算增幅.
    BaseZero,
}

/// A correction that counts in a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct AppliedCorrection {
    /// Id of the indicator.
    pub indicator: String,
    /// Who made it.
    pub unit: String,
    /// In which form.
    pub form: Month,
    /// The month that it belongs to.
    pub month: Month,
    /// What it adds.
    pub value: Decimal,
    /// The month's value before it, where the month was reported.
    pub before: Option<Decimal>,
    /// And after it.
    pub after: Option<Decimal>,
    /// The reason given.
    pub reason: String,
    /// Its cell.
    pub source: CellSource,
}
