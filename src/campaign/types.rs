//! The shape of `campaign.toml`, `phrases.toml` and `meeting.toml`, as they are written by people.
//!
//! Every struct refuses unknown keys; cross-references are checked by the loader, so that later stages may rely on them.

use serde::Deserialize;

use super::{Form, Indicator, ItemRules, Letterhead, Paper, RegisterRules, Reminder, Upward};

/// Everything that one office and one drive are made of (`inputs/campaign.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Name, office, first month.
    pub campaign: About,
    /// When forms cover what, and when they are due.
    pub cycle: Cycle,
    /// The reporting units in their official order.
    #[serde(rename = "unit")]
    pub units: Vec<Unit>,
    /// Leaders and contact persons, in the order of the annex.
    #[serde(rename = "person", default)]
    pub people: Vec<Person>,
    /// Which leader looks after which unit, through which contact person.
    #[serde(rename = "liaison", default)]
    pub liaisons: Vec<Liaison>,
    /// The office's departments.
    #[serde(rename = "department", default)]
    pub departments: Vec<Department>,
    /// The groups that the tasks stand in (一二三四五).
    #[serde(rename = "group", default)]
    pub groups: Vec<Group>,
    /// The tasks in order.
    #[serde(rename = "task")]
    pub tasks: Vec<Task>,
    /// The catalogue of indicators, in the order of the form.
    #[serde(rename = "indicator")]
    pub indicators: Vec<Indicator>,
    /// The form that the units fill in.
    pub form: Form,
    /// 发文机关 faces: what stands in heads and feet.
    #[serde(rename = "letterhead", default)]
    pub letterheads: Vec<Letterhead>,
    /// The papers that are sent out; none where the office only collects.
    #[serde(default, rename = "paper")]
    pub papers: Vec<Paper>,
    /// What goes to a unit that owes its form or must mend it.
    #[serde(default)]
    pub reminder: Option<Reminder>,
    /// 交办清单; none where the campaign keeps none.
    #[serde(default)]
    pub register: Option<RegisterRules>,
    /// How the office reports to the office above.
    #[serde(default)]
    pub upward: Option<Upward>,
    /// Which of the units' items are printed, and how much of each.
    #[serde(default)]
    pub items: Option<ItemRules>,
}

/// Name, office, first month.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Stable id of the campaign; stands in every form.
    pub id: String,
    /// Name as papers print it, without quotation marks.
    pub name: String,
    /// Full name of the office.
    pub office: String,
    /// Its short name in running text.
    pub office_short: String,
    /// What a total over all units is called: 全市.
    pub total_name: String,
    /// What the units of role `county` are called together: 县（市、区）.
    pub units_name: String,
    /// The document that the campaign rests on, with its number.
    pub basis: String,
    /// First month that is owed, `2022-11`.
    pub start: String,
    /// Said on every form where the data are invented; empty for a real campaign.
    #[serde(default)]
    pub sample_notice: String,
}

/// When forms cover what, and when they are due.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Months that one form covers.
    pub months: u8,
    /// Months of the year in which a form's period ends.
    pub ends: Vec<u8>,
    /// Last day of a reporting month, or its last calendar day.
    pub cutoff_day: CutoffDay,
    /// Day by which forms are in: of the period's last month, or of the next one where that month is not over by then.
    pub due_day: u8,
    /// Hour of that day, 0 to 24.
    pub due_hour: u8,
    /// The meeting is held before this day.
    pub meeting_before_day: u8,
    /// What else is due with a form's period: `month = 6, period = "H1"`.
    #[serde(default)]
    pub also: Vec<Also>,
}

/// A longer period that is due together with a form's period.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// Last month of the form's period.
    pub month: u8,
    /// `Q1` … `Q4`, `H1`, `H2` or `Y`, of the same year.
    pub period: String,
}

/// Last day of a reporting month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutoffDay {
    /// A day of the month, 1 to 28.
    Day(u8),
    /// The last calendar day (`"end"`).
    End,
}

/// A reporting unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its canonical name.
    pub name: String,
    /// Who it is: decides which indicators it owes.
    pub role: UnitRole,
    /// Full name of the body that reports (××总工会).
    pub body: String,
    /// Usual other spellings of the name.
    #[serde(default)]
    pub variants: Vec<String>,
    /// Former names of the same place: taken with a warning.
    #[serde(default)]
    pub former: Vec<String>,
}

/// Who a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitRole {
    /// A unit below: a county.
    County,
    /// The office's own departments (本级): reports, but is never a county.
    City,
}

/// A person of the annexes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name as printed.
    pub name: String,
    /// Full title of the annex.
    pub title: String,
    /// Part in the leading group: 组长, 副组长, 成员.
    pub part: String,
    /// Whether the person is one of the leaders who look after units.
    #[serde(default)]
    pub leader: bool,
}

/// A leader's unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Liaison {
    /// Name of the leader.
    pub leader: String,
    /// Name of the unit.
    pub unit: String,
    /// Name of the contact person.
    pub contact: String,
}

/// A department of the office.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// Its part in the campaign (牵头, 综合组 …), for people to read.
    #[serde(default)]
    pub part: String,
}

/// A group of tasks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable id.
    pub id: String,
    /// Heading of the group in papers, without its ordinal.
    pub heading: String,
}

/// One task.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Stable id.
    pub id: String,
    /// Its number in the running series.
    pub number: u32,
    /// Id of its group.
    #[serde(default)]
    pub group: String,
    /// Short name, as forms print it.
    pub name: String,
    /// The circular's wording of the task, as it opens a paragraph.
    pub title: String,
    /// Department that owns its figures; confirmed by the office.
    #[serde(default)]
    pub department: String,
    /// Whether the whole task is internal.
    #[serde(default)]
    pub internal: bool,
}
