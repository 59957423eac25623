//! 交办清单: the matters raised, and what became of them as of a day.

use jiff::civil::Date;

use super::Month;
use crate::origin::{CellRef, CellSource};

/// The matters of the register, in the order of its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    /// The matters.
    pub items: Vec<Assignment>,
}

/// One numbered matter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assignment {
    /// 编号; empty where it has none yet.
    pub number: String,
    /// The form that it was raised with, by its last month; none where nobody can tell.
    pub raised_in: Option<Month>,
    /// 问题事项.
    pub matter: String,
    /// 提出单位: canonical names, others as typed.
    pub units: Vec<String>,
    /// Id of its task.
    pub task: Option<String>,
    /// 牵头部门.
    pub lead: String,
    /// 配合部门.
    pub helpers: Vec<String>,
    /// 办理时限.
    pub deadline: Option<Date>,
    /// 办理时限 as it was typed, where it is no day (长期).
    pub deadline_text: String,
    /// 办理状态.
    pub state: String,
    /// Whether that state closes it.
    pub closed: bool,
    /// 办理情况.
    pub progress: String,
    /// 销号日期.
    pub closed_on: Option<Date>,
    /// 备注.
    pub note: String,
    /// 来源: where it was raised.
    pub sources: Vec<RaisedAt>,
    /// Its row in the register.
    pub place: Option<CellSource>,
}

/// Where a matter was raised, and a fingerprint of what stood there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RaisedAt {
    /// The unit's workbook, relative to the workspace.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// Of the unit and its words; empty where the register does not say.
    pub fingerprint: String,
}

/// How the register stands as of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RegisterStanding {
    /// Matters of earlier periods that were open at the last meeting, with what became of them.
    pub before: Vec<Followed>,
    /// Matters of the period itself.
    pub new: Vec<Followed>,
}

/// One matter as of that day.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// The matter; what happened to it later is not in it.
    pub item: Assignment,
    /// Whether it was closed by then.
    pub closed: bool,
    /// Whether it was open beyond its deadline.
    pub overdue: bool,
    /// Whether it is not in the register yet.
    pub proposed: bool,
}
