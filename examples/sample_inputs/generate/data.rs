//! The invented data as they stand in the TOML files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hongtou::model::Month;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Outcome;

/// Everything that is invented.
pub struct Sample {
    /// Last months of the forms, in order.
    pub periods: Vec<Month>,
    /// Months that the figures are given for.
    pub months: Vec<Month>,
    /// By unit and indicator: one value a month.
    pub figures: BTreeMap<String, BTreeMap<String, Series>>,
    /// Who fills in, by unit.
    pub staff: BTreeMap<String, Filler>,
    pub items: Vec<Item>,
    pub problems: Vec<Problem>,
    pub stationed: Vec<Stationed>,
    pub visits: Vec<Visit>,
    events: Events,
}

/// The values of one indicator of one unit.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Series {
    /// One value a month.
    Months(Vec<Value>),
    /// One value a year.
    Years(BTreeMap<String, Value>),
}

/// A number or a word.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Whole(i64),
    Decimal(f64),
    Word(String),
}

/// Who fills in a unit's forms.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filler {
    pub filler: String,
    pub checker: String,
    pub phone: String,
}

/// 工作动态
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub unit: String,
    pub form: String,
    #[serde(default)]
    pub rank: Option<u8>,
    pub task: String,
    pub date: String,
    pub title: String,
    pub practice: String,
    pub result: String,
    pub contributor: String,
    pub reviewer: String,
}

/// 问题建议
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    pub unit: String,
    pub form: String,
    pub task: String,
    pub category: String,
    pub problem: String,
    #[serde(default)]
    pub measures: String,
    pub request: String,
    pub solver: String,
    #[serde(default)]
    pub department: String,
}

/// 蹲点干部
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stationed {
    pub unit: String,
    pub name: String,
    pub origin: String,
    pub park: String,
    pub start: String,
    #[serde(default)]
    pub end: Option<String>,
}

/// 对口联系调研
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    pub date: String,
    pub visitor: String,
    pub unit: String,
    pub content: String,
    pub found: u32,
    pub solved: u32,
}

/// What goes wrong, as it does in life.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    #[serde(default)]
    missing: Vec<Place>,
    #[serde(default)]
    named: Vec<Named>,
    #[serde(default)]
    converted: Vec<Named>,
    #[serde(default, rename = "cell")]
    cells: Vec<Bad>,
    #[serde(default, rename = "correction")]
    corrections: Vec<Correction>,
    #[serde(default, rename = "note")]
    notes: Vec<Note>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    form: String,
    unit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    form: String,
    unit: String,
    file: String,
}

/// A cell that holds something else than its number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bad {
    form: String,
    unit: String,
    pub indicator: String,
    pub month: String,
    pub text: String,
}

/// 前期更正
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    form: String,
    unit: String,
    pub indicator: String,
    pub value: i64,
}

/// 备注
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    form: String,
    unit: String,
    pub indicator: String,
    pub text: String,
}

/// How a unit's workbook arrives.
#[derive(PartialEq, Eq)]
pub enum Arrival {
    Usual,
    Missing,
    Named(String),
    Converted(String),
}

#[derive(Deserialize)]
struct Figures {
    first: String,
    last: String,
    unit: BTreeMap<String, BTreeMap<String, Series>>,
}

#[derive(Deserialize)]
struct Units {
    forms: Vec<String>,
    unit: BTreeMap<String, Filler>,
}

#[derive(Deserialize)]
struct Texts {
    #[serde(default, rename = "item")]
    items: Vec<Item>,
    #[serde(default, rename = "problem")]
    problems: Vec<Problem>,
    #[serde(default)]
    stationed: Vec<Stationed>,
    #[serde(default, rename = "visit")]
    visits: Vec<Visit>,
}

impl Sample {
    /// Reads the TOML files of `folder`.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let units: Units = file(folder, "units.toml")?;
        let figures: Figures = file(folder, "figures.toml")?;
        let items: Texts = file(folder, "items.toml")?;
        let problems: Texts = file(folder, "problems.toml")?;
        let lists: Texts = file(folder, "lists.toml")?;
        let first: Month = figures.first.parse()?;
        Ok(Self {
            periods: units.forms.iter().map(|f| f.parse()).collect::<Result<_, _>>()?,
            months: first.up_to(figures.last.parse()?),
            figures: figures.unit,
            staff: units.unit,
            items: items.items,
            problems: problems.problems,
            stationed: lists.stationed,
            visits: lists.visits,
            events: file(folder, "events.toml")?,
        })
    }

    /// How the workbook of `unit` arrives.
    pub fn arrival(&self, period: Month, unit: &str) -> Arrival {
        let period = period.to_string();
        if self.events.missing.iter().any(|m| m.form == period && m.unit == unit) {
            return Arrival::Missing;
        }
        let named = |list: &[Named]| list.iter().find(|n| n.form == period && n.unit == unit).map(|n| n.file.clone());
        let converted = named(&self.events.converted).map(Arrival::Converted);
        converted.or_else(|| named(&self.events.named).map(Arrival::Named)).unwrap_or(Arrival::Usual)
    }

    pub fn bad_cell(&self, period: Month, unit: &str, indicator: &str, month: Month) -> Option<&Bad> {
        let (period, month) = (period.to_string(), month.to_string());
        self.events.cells.iter().find(|b| b.form == period && b.unit == unit && b.indicator == indicator && b.month == month)
    }

    pub fn correction(&self, period: Month, unit: &str, indicator: &str) -> Option<&Correction> {
        let period = period.to_string();
        self.events.corrections.iter().find(|c| c.form == period && c.unit == unit && c.indicator == indicator)
    }

    pub fn note(&self, period: Month, unit: &str, indicator: &str) -> Option<&Note> {
        let period = period.to_string();
        self.events.notes.iter().find(|n| n.form == period && n.unit == unit && n.indicator == indicator)
    }
}

/// A date of the data files.
pub fn date(text: &str) -> Outcome<Date> {
    text.parse().map_err(|_| format!("not a date: {text}").into())
}

fn file<T: DeserializeOwned>(folder: &Path, name: &str) -> Outcome<T> {
    let text = fs::read_to_string(folder.join(name))?;
    toml::from_str(&text).map_err(|e| format!("{name}: {e}").into())
}
