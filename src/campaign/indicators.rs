//! The catalogue of indicators, as `campaign.toml` has it.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::UnitRole;

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

impl Kind {
    /// Its word in the campaign file, in JSON and in templates.
    pub fn key(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
            Self::Plan => "plan",
            Self::Ratio => "ratio",
            Self::Status => "status",
        }
    }
}
