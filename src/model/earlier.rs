//! Figures from before the campaign, given once as a base for comparison (`inputs/base.xlsx`).

use std::collections::BTreeMap;

use super::{CellFact, Entry, Month, TextFact, UnitReading};
use crate::campaign::{Campaign, Indicator, Kind};

/// The one file name without extension that such a workbook has, in `inputs`.
pub const BASE_FILE: &str = "base";

/// Of what time an earlier figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EarlierTime {
    /// A flow from January to that month: what offices keep as 1—N月累计.
    Until(Month),
    /// A stock at the end of December of that year.
    YearEnd(i16),
}

/// What the workbook says, row by row; nothing judged.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EarlierFacts {
    /// Its rows in order.
    pub rows: Vec<EarlierRow>,
}

/// One unit and one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierRow {
    /// The unit as typed.
    pub unit: TextFact,
    /// Which unit that is.
    pub reading: UnitReading,
    /// The indicator as typed.
    pub name: TextFact,
    /// Its id.
    pub indicator: Option<String>,
    /// Its cells with their heads.
    pub cells: BTreeMap<EarlierTime, (String, CellFact)>,
}

/// What can be compared with, by indicator, unit and time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Earlier(pub BTreeMap<(String, String, EarlierTime), Entry>);

impl Earlier {
    /// What was given for a unit.
    pub fn entry(&self, indicator: &str, unit: &str, time: EarlierTime) -> Option<&Entry> {
        self.0.get(&(indicator.to_owned(), unit.to_owned(), time))
    }

    /// Whether anything was given of that time.
    pub fn has(&self, time: EarlierTime) -> bool {
        self.0.keys().any(|(_, _, t)| *t == time)
    }
}

/// Whether the workbook asks for an indicator: flows and stocks; ratios are computed, plans and statuses not compared.
pub fn has_base(indicator: &Indicator) -> bool {
    matches!(indicator.kind, Kind::Flow | Kind::Stock)
}

/// Last months of the year's running totals that the periods of the campaign need, in order: where forms, quarters, half-years end.
pub fn base_months(campaign: &Campaign) -> Vec<u8> {
    let longer = campaign.cycle.also.iter().filter_map(|a| match a.period.as_bytes() {
        [b'Q', q @ b'1'..=b'4'] => Some((q - b'0') * 3),
        [b'H', h @ b'1'..=b'2'] => Some((h - b'0') * 6),
        _ => None,
    });
    let mut months: Vec<u8> = campaign.cycle.ends.iter().copied().chain(longer).chain([12]).filter(|m| (1..=12).contains(m)).collect();
    months.sort_unstable();
    months.dedup();
    months
}
