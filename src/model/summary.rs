//! What the papers are written from: all arithmetic done, all comparisons made, each figure with its source cells and its coverage.
//!
//! Templates compare no numbers: every situation that wording depends on is a named case here.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Figure, Month, Period, Record};
use crate::campaign::{Basis, Kind, Level};
use crate::origin::CellSource;

/// Everything about one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The period.
    pub period: Period,
    /// Its months.
    pub months: Vec<Month>,
    /// Last day that its figures count: 数据截至.
    pub cutoff: Date,
    /// All figures: by indicator in catalogue order, span period before span year to date, the total first, then the units in order.
    pub figures: Vec<FigureRow>,
    /// Where the rows of each indicator stand in `figures`.
    pub index: BTreeMap<String, Range<usize>>,
    /// Units that have sent the form of the period's last form, in order.
    pub reported: Vec<String>,
    /// Units that owe it and have sent none, in order.
    pub not_reported: Vec<String>,
    /// Every form that the period's months stand in, and the units that have not sent it.
    pub forms: Vec<FormState>,
    /// Whether the same period of last year lies wholly within the campaign; if not, the paper says once that there is no base, and no flow is compared.
    pub flows_comparable: bool,
    /// Units in order of an indicator: one a rankable indicator and span, in catalogue order.
    pub rankings: Vec<Ranking>,
    /// What has become of each target, in catalogue order.
    pub targets: Vec<TargetBoard>,
    /// 工作动态: by unit in order, recommended ones first.
    pub items: Vec<Item>,
    /// 问题建议, in groups by category; all of them are internal.
    pub problems: Vec<ProblemGroup>,
    /// 更正 made in the period's forms, by unit in order.
    pub corrections: Vec<AppliedCorrection>,
}

impl Summary {
    /// The figure of an indicator for a scope and a span.
    pub fn figure(&self, indicator: &str, scope: &Scope, span: Span) -> Option<&FigureRow> {
        self.rows(indicator).iter().find(|r| r.span == span && r.scope == *scope)
    }

    /// The total of an indicator.
    pub fn total(&self, indicator: &str, span: Span) -> Option<&FigureRow> {
        self.figure(indicator, &Scope::Total, span)
    }

    /// The figure of one unit.
    pub fn of_unit(&self, indicator: &str, unit: &str, span: Span) -> Option<&FigureRow> {
        self.rows(indicator).iter().find(|r| r.span == span && matches!(&r.scope, Scope::Unit(u) if u == unit))
    }

    /// All rows of an indicator.
    pub fn rows(&self, indicator: &str) -> &[FigureRow] {
        self.index.get(indicator).and_then(|range| self.figures.get(range.clone())).unwrap_or_default()
    }

    /// The order of the units by an indicator.
    pub fn ranking(&self, indicator: &str, span: Span) -> Option<&Ranking> {
        self.rankings.iter().find(|r| r.span == span && r.indicator == indicator)
    }

    /// What has become of an indicator's target.
    pub fn target(&self, indicator: &str) -> Option<&TargetBoard> {
        self.targets.iter().find(|t| t.indicator == indicator)
    }
}

/// One form of the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormState {
    /// Its last month.
    pub form: Month,
    /// Units that owe it and have sent none, in order.
    pub not_reported: Vec<String>,
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

/// The units (of role county) in order of an indicator, the best first. Equal values share a rank: 1, 2, 2, 4.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Id of the indicator.
    pub indicator: String,
    /// Of what time.
    pub span: Span,
    /// What can be said about the head of it.
    pub lead: Lead,
    /// Groups of units with the same value.
    pub places: Vec<Place>,
    /// The units of the first three ranks, as many whole groups as make at most three units; may be empty where more are tied for the first.
    pub top: Vec<Ranked>,
    /// Units that owe it and have no value, in order.
    pub unranked: Vec<String>,
}

/// Units that share a rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The rank, from 1.
    pub rank: usize,
    /// The value, or for targets the progress in percent.
    pub value: Decimal,
    /// The units, in their official order.
    pub units: Vec<String>,
}

/// One unit with its rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The unit.
    pub unit: String,
    /// Its rank, from 1.
    pub rank: usize,
    /// Its value.
    pub value: Decimal,
    /// Whether it shares the rank.
    pub tied: bool,
}

impl Ranking {
    /// A unit's place.
    pub fn of(&self, unit: &str) -> Option<Ranked> {
        let place = self.places.iter().find(|p| p.units.iter().any(|u| u == unit))?;
        Some(Ranked { unit: unit.to_owned(), rank: place.rank, value: place.value, tied: place.units.len() > 1 })
    }
}

/// What can be said about who leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// No unit has a value.
    NoData,
    /// All values are zero: nobody leads.
    AllZero,
    /// More than one unit, all with the same value.
    AllEqual,
    /// One unit alone.
    One,
    /// Two or more share the first rank, others follow.
    Tied,
}

/// What has become of one target.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetBoard {
    /// Id of the indicator.
    pub indicator: String,
    /// At least this much in the year.
    pub target: Decimal,
    /// And at most this much.
    pub at_most: Option<Decimal>,
    /// Set for each unit or for the total.
    pub level: Level,
    /// 序时进度: the share of the year that has passed, in percent; only where the target is spread evenly and the whole year lies in the campaign.
    pub schedule: Option<Decimal>,
    /// What can be said in one sentence.
    pub state: TargetState,
    /// The total against the target, where the target makes sense for it (set for the total, or a ratio).
    pub total: Option<UnitTarget>,
    /// Each unit that owes it, in order; empty where the target is set for the total.
    pub units: Vec<UnitTarget>,
    /// Units that have reached it, in order.
    pub reached: Vec<String>,
    /// Units with a value that have not, in order.
    pub not_reached: Vec<String>,
    /// Of those, the ones that are behind (滞后); the others are on schedule or not yet judged.
    pub behind: Vec<String>,
    /// Units without a value, in order.
    pub no_data: Vec<String>,
    /// Every unit of `not_reached` has at least this progress in percent: a multiple of 5, and more than 0 (其他…完成率在85%以上).
    pub others_at_least: Option<Decimal>,
    /// The furthest of `not_reached`, with their progress in percent above 0 (完成率最高的是…).
    pub foremost: Option<Place>,
}

/// One unit (or the total) against a target.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitTarget {
    /// For whom.
    pub scope: Scope,
    /// Year to date.
    pub value: Option<Decimal>,
    /// In percent of the target; none for a range.
    pub progress: Option<Decimal>,
    /// The judgement.
    pub standing: Standing,
}

/// How a value stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// No value.
    NoData,
    /// At least the target, and for a range not above it: 完成.
    Reached,
    /// Spread evenly over the year, and as far as the year: 序时.
    OnSchedule,
    /// Behind the year, or in the fourth quarter not reached: 滞后.
    Behind,
    /// Not judged yet: a yearly target before the fourth quarter, or one without a yearly date.
    Open,
    /// Above the upper end of a range.
    Above,
}

/// What can be said about a target in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetState {
    /// No unit has a value, or the total has none.
    NoData,
    /// For units: all that owe it have reported and reached it (均已完成).
    AllReached,
    /// For units: all that have reported have reached it, others have not reported.
    ReportedReached,
    /// For units: some have reached it.
    SomeReached,
    /// For units: none has yet.
    NoneReached,
    /// For the total: reached.
    Reached,
    /// For the total: within its range.
    InRange,
    /// For the total: above its range.
    AboveRange,
    /// For the total: not reached, and on schedule.
    OnSchedule,
    /// For the total: behind.
    Behind,
    /// For the total: not reached and not judged yet.
    NotJudgedYet,
}

/// One record of a list of items or problems, with what the program knows about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Id of the list sheet.
    pub list: String,
    /// The unit that sent it.
    pub unit: String,
    /// The form that it stands in, by its last month.
    pub form: Month,
    /// Id of its task.
    pub task: Option<String>,
    /// 推荐次序.
    pub rank: Option<u32>,
    /// Its date, if the list has a column for one.
    pub date: Option<Date>,
    /// Whether its task is internal, or unknown; a problem always is.
    pub internal: bool,
    /// All its fields.
    pub record: Record,
}

impl Item {
    /// What was typed in a column; empty where nothing was.
    pub fn text(&self, column: &str) -> &str {
        self.record.fields.get(column).map_or("", |f| f.text.as_str())
    }
}

/// Problems of one category.
#[derive(Debug, Clone, PartialEq)]
pub struct ProblemGroup {
    /// The category as the form words it; empty where none was given.
    pub category: String,
    /// Units that raised one, in order.
    pub units: Vec<String>,
    /// Whether three or more units did: proposed as 普遍性.
    pub common: bool,
    /// The same by task, in the order of tasks.
    pub matters: Vec<Matter>,
}

/// Problems of one category and one task.
#[derive(Debug, Clone, PartialEq)]
pub struct Matter {
    /// Id of the task; none where it could not be read.
    pub task: Option<String>,
    /// Units that raised it, in order.
    pub units: Vec<String>,
    /// Whether three or more units did: proposed as 普遍性.
    pub common: bool,
    /// The problems, by unit in order.
    pub problems: Vec<Item>,
}
