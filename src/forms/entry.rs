//! What a unit types into its form.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

/// What one cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Typed {
    /// A number.
    Number(Decimal),
    /// A text; it stays text whatever it begins with.
    Text(String),
    /// A date.
    Date(Date),
    /// An error as a spreadsheet shows it, such as `#REF!`: a formula that lost what it pointed to.
    Error(String),
}

impl Typed {
    /// The number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }
}

/// What stands in one row of the indicator sheet; a `None` leaves the cell as it was issued, prefilled or blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowEntries {
    /// One cell a month of the form.
    pub months: Vec<Option<Typed>>,
    /// 前期更正
    pub correction: Option<Typed>,
    /// 上期累计, where it is open.
    pub carried: Option<Typed>,
    /// 年度任务
    pub plan: Option<Typed>,
    /// 备注
    pub note: String,
}

/// Everything that a unit fills in; the default is a blank form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entries {
    /// Fields of the information sheet by their ids; the unit and the period are printed anyway.
    pub info: BTreeMap<String, String>,
    /// Rows of the indicator sheet by indicator id.
    pub rows: BTreeMap<String, RowEntries>,
    /// Rows of the list sheets by their ids, each row by column id.
    pub lists: BTreeMap<String, Vec<BTreeMap<String, Typed>>>,
}
