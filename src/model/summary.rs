//! What the papers are written from: all arithmetic done, all comparisons made, each figure with its source cells and its coverage.
//!
//! Templates compare no numbers: every situation that wording depends on is a named case here, in `figure` or in `standing`.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::{
    AppliedCorrection, Choice, FigureRow, Month, Period, Ranking, Record, RegisterStanding, Scope, Span, TargetBoard, TargetState, TaskState,
    UnitStanding,
};
use crate::campaign::Indicator;

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
    /// Whether the same period of last year lies wholly within the campaign, or figures from before it give a base to some flow; if not, the paper says once that there is no base, and no flow is compared.
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
    /// What the other list sheets record, by the sheet's id: the year's rows by the forms so far, those with a date by date.
    pub records: BTreeMap<String, Vec<Item>>,
    /// The fields of the information sheet of each unit's form for the period's last month, by the unit's name and the field's id.
    pub info: BTreeMap<String, BTreeMap<String, String>>,
    /// Ids of the indicators whose totals moved most, one a task, the most first: a rise or fall against the base, or where there is none to compare with the
    /// form before.
    pub movers: Vec<String>,
    /// How each county unit stands to the targets set for units, in order.
    pub standings: Vec<UnitStanding>,
    /// How the 交办清单 stands; empty where the campaign has none. Internal.
    pub register: RegisterStanding,
    /// The items that a bulletin or a press release prints; never an internal one.
    pub choice: Choice,
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

    /// How a task stands, from the targets of its `indicators`.
    pub fn task_state<'a>(&self, indicators: impl Iterator<Item = &'a Indicator>) -> TaskState {
        let boards: Vec<&TargetBoard> = indicators.filter_map(|i| self.target(&i.id)).collect();
        let is = |b: &&TargetBoard, states: &[TargetState]| states.contains(&b.state);
        let reached = [TargetState::AllReached, TargetState::Reached, TargetState::InRange];
        let known: Vec<&&TargetBoard> = boards.iter().filter(|b| !is(b, &[TargetState::NoData])).collect();
        if boards.is_empty() {
            TaskState::NoTarget
        } else if known.is_empty() {
            TaskState::NoData
        } else if known.iter().any(|b| !b.behind.is_empty() || is(b, &[TargetState::Behind, TargetState::AboveRange])) {
            TaskState::Behind
        } else if known.len() == boards.len() && known.iter().all(|b| is(b, &reached)) {
            TaskState::Reached
        } else if known.iter().any(|b| b.schedule.is_some()) {
            TaskState::OnSchedule
        } else {
            TaskState::Open
        }
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
