//! What a unit's form asks for: the one rule that the writer of forms and their readers share.
//!
//! In: the campaign, a unit's role, the form's period. Out: which rows a form has and which cells of a row are asked for.

use crate::campaign::{Campaign, Indicator, Kind, ListSheet, UnitRole};

use super::{Month, Period, start_month};

/// Name of the hidden sheet that says whose form it is; in it, keys stand in the first column and values in the second.
pub const HIDDEN_SHEET: &str = "_form";
/// Name of the hidden sheet of a return that was rolled up: which cells each of its cells came from.
pub const SOURCES_SHEET: &str = "_sources";
/// Key of the form's version on the hidden sheet.
pub const KEY_VERSION: &str = "form";
/// Key of the campaign's id on the hidden sheet.
pub const KEY_CAMPAIGN: &str = "campaign";
/// Key of the unit's canonical name on the hidden sheet.
pub const KEY_UNIT: &str = "unit";
/// Key of the last month of the form's period (`2023-02`) on the hidden sheet.
pub const KEY_PERIOD: &str = "period";

/// Head of a month's column: `1月`.
pub fn month_head(month: Month) -> String {
    format!("{}月", month.month)
}

/// Months that the form of `period` covers, in order.
pub fn form_months(campaign: &Campaign, period: Month) -> Vec<Month> {
    Period::Form(period).months(campaign.cycle.months)
}

/// Indicators that have a row on the form of a unit of `role`: those it reports that are typed, not computed or counted.
pub fn form_rows(campaign: &Campaign, role: UnitRole) -> impl Iterator<Item = &Indicator> {
    campaign.indicators.iter().filter(move |i| i.kind != Kind::Ratio && i.count.is_none() && i.reported_by.contains(&role))
}

/// List sheets on the form of a unit of `role`.
pub fn form_lists(campaign: &Campaign, role: UnitRole) -> impl Iterator<Item = &ListSheet> {
    campaign.form.lists.iter().filter(move |l| l.reported_by.contains(&role))
}

/// Which cells of an indicator's row the form of one period asks for; the others are greyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The form's months, and whether each is asked.
    pub months: Vec<(Month, bool)>,
    /// Whether there are 上期累计 and 年度累计 (flows only).
    pub ytd: bool,
    /// Whether nothing is owed before this form in its year: then 上期累计 is 0 and 前期更正 is closed.
    pub first_of_year: bool,
    /// Whether 前期更正 is open.
    pub correction: bool,
    /// Whether 年度任务 is asked (plans only).
    pub plan: bool,
}

/// What the form of `period` asks for in the row of `indicator`.
///
/// Flows are owed month by month; a stock at the form's end and at a quarter's end; a plan for the year; a status at the form's end.
pub fn asked(campaign: &Campaign, indicator: &Indicator, period: Month) -> Asked {
    let months = form_months(campaign, period);
    let start = start_month(campaign);
    let owed = |m: Month| start.is_none_or(|s| m >= s);
    let first = months.first().copied().unwrap_or(period);
    let first_of_year = first <= period.january() || !owed(first.plus(-1));
    let flow = indicator.kind == Kind::Flow;
    let wants = |m: Month| match indicator.kind {
        Kind::Flow => owed(m),
        Kind::Stock => owed(m) && (m == period || m.month.is_multiple_of(3)),
        Kind::Status => m == period,
        Kind::Plan | Kind::Ratio => false,
    };
    Asked {
        months: months.into_iter().map(|m| (m, wants(m))).collect(),
        ytd: flow,
        first_of_year,
        correction: flow && !first_of_year,
        plan: indicator.kind == Kind::Plan,
    }
}
