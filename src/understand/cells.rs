//! One cell: what a person sees in it, and what it means where a number is due.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{number, text, units};
use crate::campaign::Form;
use crate::intake::{Cell, Raw, Sheet};
use crate::model::Reading;
use crate::origin::{CellRef, CellSource};

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

/// What it means where a number in `unit` is due; `unit` is empty where there is none to compare with.
pub(super) fn number(cell: Option<&Cell>, unit: &str, form: &Form) -> Reading {
    let Some(cell) = cell else { return Reading::Blank };
    match &cell.value {
        Raw::Blank => Reading::Blank,
        Raw::Number(f) => match number::exact(*f) {
            None => Reading::TooLarge,
            Some(_) if cell.percent() && unit != "%" => Reading::Percent,
            Some(value) if cell.percent() => value.checked_mul(Decimal::ONE_HUNDRED).map_or(Reading::TooLarge, |v| plain(v.normalize())),
            Some(value) => plain(value),
        },
        Raw::Text(t) => of_text(t, unit, form),
        Raw::Bool(_) => Reading::Text,
        Raw::Date(_) | Raw::Time => Reading::Date,
        Raw::Error(_) => Reading::Error,
        Raw::Damaged => Reading::Damaged,
    }
}

fn plain(value: Decimal) -> Reading {
    Reading::Number { value, doubt: None }
}

fn of_text(typed: &str, unit: &str, form: &Form) -> Reading {
    let key = text::key(typed);
    if key.is_empty() {
        return Reading::Blank;
    }
    if key == text::key(&form.not_applicable) {
        return Reading::NotApplicable;
    }
    if key == text::key(&form.not_counted) {
        return Reading::NotCounted;
    }
    if number::is_dash(typed) {
        return Reading::Dash;
    }
    if key.starts_with('#') {
        return Reading::Error;
    }
    match number::read(typed) {
        number::TextNumber::Exact { value, unit: typed_unit } => match units::conform(&typed_unit, unit) {
            Some(fit) => match value.checked_mul(fit.factor) {
                Some(value) if value.abs() < Decimal::from(100_000_000_000_000_i64) => Reading::Number { value: value.normalize(), doubt: fit.doubt },
                _ => Reading::TooLarge,
            },
            None if typed_unit == "%" => Reading::Percent,
            None => Reading::OtherUnit(typed_unit),
        },
        number::TextNumber::Inexact => Reading::Inexact,
        number::TextNumber::TooLarge => Reading::TooLarge,
        number::TextNumber::No => Reading::Text,
    }
}
