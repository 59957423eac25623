//! The form that the units fill in, as `campaign.toml` has it.

use serde::Deserialize;

use super::UnitRole;

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
