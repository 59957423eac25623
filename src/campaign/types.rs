//! The shape of `campaign.toml`, `phrases.toml` and `meeting.toml`, as they are written by people.
//!
//! Every struct refuses unknown keys; cross-references are checked by the loader, so that later stages may rely on them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

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
    /// The papers that are sent out.
    #[serde(rename = "paper")]
    pub papers: Vec<Paper>,
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
    pub group: String,
    /// Short name, as forms print it.
    pub name: String,
    /// The circular's wording of the task, as it opens a paragraph.
    pub title: String,
    /// Department that owns its figures; confirmed by the office.
    pub department: String,
    /// Whether the whole task is internal.
    #[serde(default)]
    pub internal: bool,
}

/// What kind of figure an indicator is: how it adds up follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Adds over months and units.
    Flow,
    /// The value at the period's last month; adds over units only.
    Stock,
    /// One value a year, from the latest form; adds over units.
    Plan,
    /// Σ ÷ Σ of two indicators; never typed, never averaged.
    Ratio,
    /// One of a fixed list.
    Status,
}

/// What time a ratio's flows are taken over; stocks are taken at the period's end, plans for the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The period's own months.
    Period,
    /// January to the period's last month.
    Ytd,
    /// The period's end.
    End,
}

/// Which direction is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
    /// Neither: never ranked or judged.
    Neither,
}

/// One indicator of the catalogue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable id.
    pub id: String,
    /// Id of its task.
    pub task: String,
    /// Unique name, as forms and annexes print it.
    pub name: String,
    /// Name in running text where it differs.
    #[serde(default)]
    pub text_name: Option<String>,
    /// Unit of its values (场, 人次, 万元, %); empty for a status.
    #[serde(default)]
    pub unit: String,
    /// How it adds up.
    pub kind: Kind,
    /// Roles of the units that owe it.
    #[serde(default)]
    pub reported_by: Vec<UnitRole>,
    /// Whether it may appear in internal papers only; a task that is internal makes all its indicators so.
    #[serde(default)]
    pub internal: bool,
    /// Numerator of a ratio: an indicator's id.
    #[serde(default)]
    pub numerator: Option<String>,
    /// Denominator of a ratio: an indicator's id.
    #[serde(default)]
    pub denominator: Option<String>,
    /// Basis of a ratio.
    #[serde(default)]
    pub basis: Option<Basis>,
    /// `["total"]` confines it to the total; otherwise it is given for each unit too.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Values of a status, the most wanted first.
    #[serde(default)]
    pub options: Vec<String>,
    /// How it is counted from a list sheet, if it is.
    #[serde(default)]
    pub count: Option<Count>,
    /// What is to be reached.
    #[serde(default)]
    pub target: Option<Target>,
    /// Which direction is better.
    #[serde(default)]
    pub better: Better,
    /// Places behind the point in print; default 0, and 1 for ratios.
    #[serde(default)]
    pub decimals: Option<u32>,
    /// Whether values must be whole numbers (people and things).
    #[serde(default)]
    pub whole: bool,
    /// Ids of indicators that it can never exceed.
    #[serde(default)]
    pub part_of: Vec<String>,
    /// Ids of indicators that it exceeds only with a reason: above is a question.
    #[serde(default)]
    pub usually_part_of: Vec<String>,
    /// What a clerk should know when filling it in.
    #[serde(default)]
    pub note: String,
}

/// For whom an indicator is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The total over all units.
    Total,
    /// Each unit.
    Unit,
}

/// How an indicator is counted from a list sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Name of the list sheet.
    pub sheet: String,
    /// Id of the column whose date decides the month.
    pub date: String,
    /// Months after that date in which it counts: 3 for 满3个月 (then the row must not have ended earlier).
    #[serde(default)]
    pub after_months: u8,
    /// Id of the column with the date at which it ended; blank while it goes on.
    #[serde(default)]
    pub until: Option<String>,
    /// Ids of the columns that tell two rows apart: one that stands in several forms counts once.
    #[serde(default)]
    pub distinct: Vec<String>,
    /// Id of the column that names the unit it belongs to; without one it belongs to the unit that reports it.
    #[serde(default)]
    pub belongs_to: Option<String>,
}

/// What is to be reached in a year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// At least this much (for a ratio in percent).
    pub value: Decimal,
    /// And at most this much.
    #[serde(default)]
    pub at_most: Option<Decimal>,
    /// For each unit or for the total.
    pub level: Level,
    /// Whether it is spread evenly over the year (judged 序时); otherwise judged from the fourth quarter on.
    #[serde(default)]
    pub spread: bool,
    /// Whether it is a target without a yearly date (3 to 5 years): never judged as late.
    #[serde(default)]
    pub long_term: bool,
    /// Where it comes from.
    #[serde(default)]
    pub source: String,
}

/// The form that the units fill in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Version, stands in the hidden sheet.
    pub version: u32,
    /// Name of the sheet with the indicators.
    pub indicator_sheet: String,
    /// Literals of its fixed columns.
    pub columns: IndicatorColumns,
    /// Name of the sheet with the unit and who filled it in.
    pub info_sheet: String,
    /// Its fields.
    #[serde(rename = "field")]
    pub fields: Vec<InfoField>,
    /// How to fill in, line by line, printed on that sheet.
    pub instructions: Vec<String>,
    /// Words for 没有 that are not zero: 不适用.
    pub not_applicable: String,
    /// 未统计.
    pub not_counted: String,
    /// Name of the page for signatures.
    pub sign_sheet: String,
    /// The list sheets.
    #[serde(rename = "list", default)]
    pub lists: Vec<ListSheet>,
}

/// Literals of the columns of the indicator sheet; between `unit` and `current` stand the months (`1月`, `2月`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorColumns {
    /// 序号
    pub number: String,
    /// 任务
    pub task: String,
    /// 指标
    pub indicator: String,
    /// 单位
    pub unit: String,
    /// 本期数
    pub current: String,
    /// 前期更正
    pub correction: String,
    /// 上期累计
    pub carried: String,
    /// 年度累计
    pub ytd: String,
    /// 年度任务
    pub plan: String,
    /// 备注
    pub note: String,
}

/// A field of the information sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InfoField {
    /// Stable id: `unit`, `period`, `filler`, `checker`, `phone`, `date` are known to the program.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// A list sheet of the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSheet {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its rows are.
    pub kind: ListKind,
    /// Roles of the units that have it.
    pub reported_by: Vec<UnitRole>,
    /// Blank rows printed.
    pub rows: u32,
    /// How to fill in.
    #[serde(default)]
    pub instruction: String,
    /// Its columns.
    #[serde(rename = "column")]
    pub columns: Vec<ListColumn>,
}

/// What the rows of a list sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListKind {
    /// 工作动态: material for papers.
    Items,
    /// 问题建议: matters raised; internal.
    Problems,
    /// Records that indicators are counted from.
    Records,
}

/// A column of a list sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListColumn {
    /// Stable id; templates see it.
    pub id: String,
    /// Its head.
    pub name: String,
    /// What stands in it.
    #[serde(rename = "type")]
    pub kind: ColumnKind,
    /// Allowed values of a `choice`.
    #[serde(default)]
    pub options: Vec<String>,
    /// Whether a row needs it.
    #[serde(default)]
    pub required: bool,
    /// Words of which one must stand in a filled cell: a place that is no such place is questioned.
    #[serde(default)]
    pub must_contain: Vec<String>,
    /// Width in characters of the form.
    #[serde(default)]
    pub width: Option<u32>,
}

/// What stands in a column of a list sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// Free text.
    Text,
    /// A whole number.
    Number,
    /// A date.
    Date,
    /// A task, by number or name.
    Task,
    /// A unit's name.
    Unit,
    /// A department or leader of the office.
    Owner,
    /// One of `options`.
    Choice,
    /// 推荐次序: 1 or 2, each once, or blank.
    Rank,
}

/// What stands in a head and a foot.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// Stable id.
    pub id: String,
    /// 编发机关 or 发文机关.
    pub issuer: String,
    /// Name of the 简报, or the 发文机关标志.
    pub name: String,
    /// 报.
    #[serde(default)]
    pub report_to: String,
    /// 送.
    #[serde(default)]
    pub send_to: String,
    /// 发.
    #[serde(default)]
    pub distribute_to: String,
}

/// How widely a paper may go; later ones are wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperAudience {
    /// 内部资料.
    Internal,
    /// The county units.
    Counties,
    /// Anybody.
    Public,
}

/// How long the period of a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperPeriod {
    /// Every form's period.
    Form,
    /// Quarters that the cycle names.
    Quarter,
    /// Half-years.
    Half,
    /// Years.
    Year,
}

/// A paper that is sent out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Stable id.
    pub id: String,
    /// Its title, for lists.
    pub title: String,
    /// File name in `templates/`.
    pub template: String,
    /// Who may read it.
    pub audience: PaperAudience,
    /// Which periods it is made for.
    pub due: PaperPeriod,
    /// Id of its letterhead.
    #[serde(default)]
    pub letterhead: Option<String>,
    /// Name of its files without extension; `{period}` `{issue}` and the like are filled in.
    pub file_name: String,
    /// Keys of `meeting.toml` that it needs.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// `inputs/phrases.toml`: standard formulations, verbatim with their place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// The document they are taken from.
    pub source: String,
    /// The formulations.
    #[serde(rename = "phrase", default)]
    pub phrases: Vec<Phrase>,
    /// Names and words that are never broken across lines (习近平).
    #[serde(default)]
    pub no_break: Vec<String>,
    /// Words that a title is never broken in.
    #[serde(default)]
    pub title_words: Vec<String>,
}

/// One formulation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Stable id that templates use.
    pub id: String,
    /// The words, verbatim.
    pub text: String,
    /// Where in the source they stand.
    pub place: String,
}

/// `inputs/<period>/meeting.toml`: what changes each time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Day of the meeting.
    #[serde(default, deserialize_with = "super::dates::optional")]
    pub date: Option<Date>,
    /// Place.
    #[serde(default)]
    pub place: Option<String>,
    /// Who was in the chair, with full title.
    #[serde(default)]
    pub chair: Option<String>,
    /// Who took part, in words.
    #[serde(default)]
    pub attendees: Option<String>,
    /// What the meeting said, a sentence each, once it has been held.
    #[serde(default)]
    pub said: Vec<String>,
    /// Number of the bulletin in its year.
    #[serde(default)]
    pub issue: Option<u32>,
    /// Its number since the start.
    #[serde(default)]
    pub total_issue: Option<u32>,
    /// Date of the bulletin.
    #[serde(default, deserialize_with = "super::dates::optional")]
    pub bulletin_date: Option<Date>,
    /// Copies printed.
    #[serde(default)]
    pub copies: Option<u32>,
    /// 按语.
    #[serde(default)]
    pub editor_note: Option<String>,
    /// Next steps: who does what by when.
    #[serde(rename = "next_step", default)]
    pub next_steps: Vec<NextStep>,
    /// Anything else that a template of this campaign wants.
    #[serde(default)]
    pub extra: BTreeMap<String, String>,
}

/// One next step.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextStep {
    /// What it is about, a few words.
    pub title: String,
    /// The sentences.
    pub text: String,
}
