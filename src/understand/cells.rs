//! One cell: what a person sees in it, and what it means where a number is due.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{number, text, units};
use crate::campaign::Form;
use crate::intake::{Cell, Raw, Sheet};
use crate::model::{Doubt, Reading};
use crate::origin::{CellRef, CellSource};
use crate::words::value as words;

/// The place of a cell.
pub(super) fn source(file: &Arc<str>, sheet: &Sheet, at: CellRef) -> CellSource {
    CellSource { file: file.clone(), sheet: sheet.name.clone(), cell: at }
}

/// Whether a person sees nothing in it.
pub(super) fn is_blank(cell: &Cell) -> bool {
    match &cell.value {
        Raw::Blank => true,
        Raw::Text(t) => text::clean(t).is_empty(),
        _ => false,
    }
}

/// What a person sees in it, more or less as the spreadsheet shows it.
pub(super) fn shown(cell: &Cell) -> String {
    match &cell.value {
        Raw::Blank | Raw::Damaged => String::new(),
        Raw::Number(f) => {
            let value = number::exact(*f).map(|v| if cell.percent() { v.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(v).normalize() } else { v });
            let digits = value.map_or_else(|| f.to_string(), |v| v.to_string());
            if cell.percent() { digits + "%" } else { digits }
        }
        Raw::Text(t) => text::clean(t),
        Raw::Bool(true) => "TRUE".to_owned(),
        Raw::Bool(false) => "FALSE".to_owned(),
        Raw::Date(Some(d)) => d.to_string(),
        Raw::Date(None) | Raw::Time => "（时间）".to_owned(),
        Raw::Error(e) => e.clone(),
    }
}

/// What a cell gives where a number is due, and in which unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    /// What it means.
    pub(super) reading: Reading,
    /// The unit of the number: as headed, else as typed.
    pub(super) unit: Option<String>,
}

/// What is asked of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The unit that its row or column is headed with.
    pub(super) unit: Option<&'a str>,
    /// Whether it is a rate by its name, though no unit is headed.
    pub(super) rate: bool,
    /// The campaign's words for 不适用 and 未统计.
    pub(super) form: &'a Form,
}

/// What it means where a number in `unit` is due; `unit` is empty where there is none to compare with.
pub(super) fn number(cell: Option<&Cell>, unit: &str, form: &Form) -> Reading {
    let Some(cell) = cell else { return Reading::Blank };
    let wanted = Wanted { unit: (!unit.is_empty()).then_some(unit), rate: false, form };
    let Measured { reading, unit: typed } = measured(cell, wanted);
    match (&reading, typed) {
        (Reading::Number { .. }, Some(typed)) if typed == "%" && unit != "%" => Reading::Percent,
        (Reading::Number { .. }, Some(typed)) if unit.is_empty() => Reading::OtherUnit(typed),
        (Reading::Number { .. }, Some(typed)) if typed != unit => Reading::OtherUnit(typed),
        _ => reading,
    }
}

/// What a cell means where a number is due.
pub(super) fn measured(cell: &Cell, wanted: Wanted<'_>) -> Measured {
    let none = |reading| Measured { reading, unit: wanted.unit.map(str::to_owned) };
    let formula = cell.formula.as_deref().unwrap_or_default();
    if formula.contains("DISPIMG") || formula.contains("_xlfn.IMAGE") {
        return none(Reading::Picture);
    }
    let mut measured = match &cell.value {
        Raw::Blank => none(if formula.is_empty() { Reading::Blank } else { Reading::NoResult }),
        Raw::Number(f) => match number::exact(*f) {
            None => none(Reading::TooLarge),
            Some(value) => of_number(value, cell, wanted),
        },
        Raw::Text(t) => of_text(t, wanted),
        Raw::Bool(_) => none(Reading::Text),
        Raw::Date(_) | Raw::Time => none(Reading::Date),
        Raw::Error(_) => none(Reading::Error),
        Raw::Damaged => none(Reading::Damaged),
    };
    if let Reading::Number { doubt, .. } = &mut measured.reading
        && doubt.is_none()
        && is_external(formula)
    {
        *doubt = Some(Doubt::External);
    }
    measured
}

/// Whether a formula fetches from another workbook: `[1]Sheet1!B3`, `'C:\\[甲.xlsx]表'!B3`.
fn is_external(formula: &str) -> bool {
    formula.match_indices('[').any(|(at, _)| {
        let inner = formula.get(at + 1..).and_then(|r| r.split_once(']')).map_or("", |(inner, _)| inner);
        let lower = inner.to_lowercase();
        (!inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit())) || [".xls", ".et", ".ods", ".csv"].iter().any(|e| lower.contains(e))
    })
}

fn of_number(value: Decimal, cell: &Cell, wanted: Wanted<'_>) -> Measured {
    let percent = || Some("%".to_owned());
    if cell.percent() {
        let Some(points) = value.checked_mul(Decimal::ONE_HUNDRED).map(|v| v.normalize()) else {
            return Measured { reading: Reading::TooLarge, unit: None };
        };
        return match wanted.unit {
            None | Some("%") => Measured { reading: plain(points), unit: percent() },
            Some(unit) if unit.ends_with("百分点") => Measured { reading: plain(points), unit: Some(unit.to_owned()) },
            Some(unit) => Measured { reading: Reading::Percent, unit: Some(unit.to_owned()) },
        };
    }
    // 0.00"万元": the number format writes the unit.
    let written = cell.code.as_deref().and_then(|c| c.split('"').nth(1)).map(str::trim).filter(|u| units::is_measure(u));
    typed_in(value, written.unwrap_or_default(), None, wanted)
}

/// A number with the unit typed behind it against what is asked.
fn typed_in(value: Decimal, typed: &str, doubt: Option<Doubt>, wanted: Wanted<'_>) -> Measured {
    let number = |value: Decimal, doubt| Reading::Number { value: value.normalize(), doubt };
    let scaled = |factor: Decimal, doubt: Option<Doubt>, unit: Option<String>| match value.checked_mul(factor) {
        Some(v) if v.abs() < Decimal::from(100_000_000_000_000_i64) => Measured { reading: number(v, doubt), unit },
        _ => Measured { reading: Reading::TooLarge, unit },
    };
    let rate = wanted.unit == Some("%") || (wanted.unit.is_none() && wanted.rate);
    if typed.is_empty() {
        if !rate {
            return Measured { reading: number(value, doubt), unit: wanted.unit.map(str::to_owned) };
        }
        let unit = Some("%".to_owned());
        // 0.9 where percent is meant: nine tenths or nine thousandths.
        return match value.checked_mul(Decimal::ONE_HUNDRED) {
            Some(points) if !value.is_zero() && value.abs() <= Decimal::ONE => {
                Measured { reading: Reading::Ask(vec![words::percent(points.normalize()), words::percent(value.normalize())]), unit }
            }
            _ => Measured { reading: number(value, doubt), unit },
        };
    }
    let key = text::key(typed);
    let Some(unit) = wanted.unit else {
        let (factor, unit) = units::unheaded(typed);
        let doubt = if factor == Decimal::ONE { doubt } else { Some(Doubt::Converted(key)) };
        return scaled(factor, doubt, unit);
    };
    if key.ends_with("百分点") && (unit == "%" || unit.ends_with("百分点")) {
        let doubt = if unit == "%" { Some(Doubt::UnitWord(key.clone())) } else { doubt };
        return Measured { reading: number(value, doubt), unit: Some(key) };
    }
    let unit_out = Some(unit.to_owned());
    if key == "%" && unit.ends_with("百分点") {
        return Measured { reading: number(value, Some(Doubt::UnitWord(key))), unit: unit_out };
    }
    match units::conform(typed, unit) {
        Some(fit) => scaled(fit.factor, fit.doubt.or(doubt), unit_out),
        None if key == "%" => Measured { reading: Reading::Percent, unit: unit_out },
        None => Measured { reading: Reading::OtherUnit(typed.to_owned()), unit: unit_out },
    }
}

fn plain(value: Decimal) -> Reading {
    Reading::Number { value, doubt: None }
}

fn of_text(typed: &str, wanted: Wanted<'_>) -> Measured {
    let none = |reading| Measured { reading, unit: wanted.unit.map(str::to_owned) };
    let key = text::key(typed);
    if key.is_empty() {
        return none(Reading::Blank);
    }
    if key == text::key(&wanted.form.not_applicable) || number::is_not_applicable(typed) {
        return none(Reading::NotApplicable);
    }
    if key == text::key(&wanted.form.not_counted) || number::is_not_counted(typed) {
        return none(Reading::NotCounted);
    }
    if number::is_dash(typed) {
        return none(Reading::Dash);
    }
    if key.starts_with('#') || matches!(key.as_str(), "n/a" | "na" | "nan" | "null") {
        return none(Reading::Error);
    }
    // A range or a bound in the unit that is asked for.
    let fitted = |value: Decimal, typed: &str| match typed_in(value, typed, None, wanted) {
        Measured { reading: Reading::Number { value, .. }, unit } => Some((value, unit)),
        // 1% in words is no doubt where a range says percent.
        Measured { reading: Reading::Ask(_), unit } => Some((value, unit)),
        _ => None,
    };
    match number::read(typed) {
        number::TextNumber::Exact { value, unit, doubt } => typed_in(value, &unit, doubt, wanted),
        number::TextNumber::Range { low, high, unit } => match (fitted(low, &unit), fitted(high, &unit)) {
            (Some((low, unit)), Some((high, _))) => Measured { reading: Reading::Range(low, high), unit },
            _ => none(Reading::Inexact),
        },
        number::TextNumber::Bound { value, lower, unit } => match fitted(value, &unit) {
            Some((value, unit)) => Measured { reading: Reading::Bound(value, lower), unit },
            None => none(Reading::Inexact),
        },
        number::TextNumber::Ask(ways) => none(Reading::Ask(ways)),
        number::TextNumber::Inexact => none(Reading::Inexact),
        number::TextNumber::TooLarge => none(Reading::TooLarge),
        number::TextNumber::No => none(Reading::Text),
    }
}
