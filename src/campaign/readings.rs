//! `inputs/读法.toml`: how the tables of a unit that did not keep to the form are read, once a person has confirmed it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::load::look;
use super::view::{Findings, Node};
use super::{Campaign, shape};
use crate::diag::Diagnostics;
use crate::words::campaign as words;

/// All confirmed readings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Readings {
    /// One a table.
    #[serde(rename = "table", default)]
    pub tables: Vec<ConfirmedTable>,
}

/// How one unit's table is read: by what stands in its heads, so that a table of another shape is never read with it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmedTable {
    /// Canonical name of the unit.
    pub unit: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Who confirmed it, and when.
    pub confirmed: String,
    /// The form's period that it is for (`2023-02`); every period where it is left out.
    #[serde(default)]
    pub period: Option<String>,
    /// What stands in a head → the head of the form that it means.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// What an indicator is called in the table → its name on the form.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

impl Readings {
    /// Reads `读法.toml`: `file` is its path for findings, `text` its contents. Nothing is returned where there is an error.
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Diagnostics) {
        super::load::read(file, text, &shape::READINGS, |_, _| {})
    }

    /// Those that are for a form's period (`2023-02`), or for every one.
    #[must_use]
    pub fn of_period(&self, period: &str) -> Self {
        Self { tables: self.tables.iter().filter(|t| t.period.as_deref().is_none_or(|p| p == period)).cloned().collect() }
    }
}

impl Campaign {
    /// Checks that a `读法.toml` speaks of units, columns and indicators of this campaign.
    pub fn check_readings(&self, file: &str, text: &str) -> Diagnostics {
        let mut findings = Findings::default();
        let c = &self.form.columns;
        let mut heads: Vec<&str> = vec![&c.number, &c.task, &c.indicator, &c.unit, &c.current, &c.correction, &c.carried, &c.ytd, &c.plan, &c.note];
        let months: Vec<String> = (1..=12).map(|m| format!("{m}月")).collect();
        heads.extend(months.iter().map(String::as_str));
        let units: Vec<&str> = self.units.iter().map(|u| u.name.as_str()).collect();
        let names: Vec<&str> = self.indicators.iter().map(|i| i.name.as_str()).collect();
        look(text, &mut findings, |root, out| {
            for table in root.many("table") {
                if let Some(unit) = table.text("unit").filter(|u| !units.contains(&u.value)) {
                    out.add(unit.at, words::leads_nowhere("填报单位", unit.value, &units));
                }
                if let Some(period) = table.text("period").filter(|p| !self.is_form_period(p.value)) {
                    out.add(period.at, words::reading_no_period(period.value));
                }
                let columns = table.one("columns");
                refer(columns, &heads, "填报表的列", out);
                refer(table.one("names"), &names, "指标", out);
                let indicator = |n: Node<'_>| n.table.iter().any(|(_, v)| v.get_ref().as_str() == Some(c.indicator.as_str()));
                if !columns.is_some_and(indicator) {
                    out.add(columns.map_or(table.at, |n| n.at), words::reading_without_indicator(&c.indicator));
                }
            }
        });
        findings.finish(file, text)
    }

    fn is_form_period(&self, text: &str) -> bool {
        let month = text.split_once('-').filter(|(y, m)| y.len() == 4 && m.len() == 2).and_then(|(_, m)| m.parse::<u8>().ok());
        month.is_some_and(|m| self.cycle.ends.contains(&m))
    }
}

fn refer(table: Option<Node<'_>>, known: &[&str], what: &str, out: &mut Findings) {
    let Some(table) = table else { return };
    for (_, value) in table.table {
        if let Some(text) = value.get_ref().as_str()
            && !known.contains(&text)
        {
            out.add(value.span().start, words::leads_nowhere(what, text, known));
        }
    }
}
