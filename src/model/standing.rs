//! How units stand: to each other by an indicator, and to its target.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Scope, Span};
use crate::campaign::Level;

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
    /// All values are the same, or only one unit has one: nobody leads.
    AllEqual,
    /// One unit alone, others follow.
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

/// How a task stands, from the targets of its indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// None of its indicators has a target.
    NoTarget,
    /// It has, and nothing was reported to hold against it.
    NoData,
    /// All its targets are reached: 完成.
    Reached,
    /// Judged by the year, and nothing is behind: 序时.
    OnSchedule,
    /// A unit, or the total, is behind: 滞后.
    Behind,
    /// Not yet to be judged.
    Open,
}

/// One unit against all targets that are set for units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStanding {
    /// The unit.
    pub unit: String,
    /// Whether its form for the period's last month counts.
    pub reported: bool,
    /// Ids of the indicators whose target it has reached, in catalogue order.
    pub reached: Vec<String>,
    /// On schedule.
    pub on_schedule: Vec<String>,
    /// Behind.
    pub behind: Vec<String>,
    /// Not yet to be judged.
    pub open: Vec<String>,
    /// Owed and not there.
    pub no_data: Vec<String>,
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
