//! One cell of a table's body: what it gives and what is said about it. What is not certain is never taken without a word.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::campaign::{Campaign, Cycle};
use crate::diag::Diagnostic;
use crate::intake::{Cell, Raw, serial_date};
use crate::model::{Aspect, Doubt, Reading, Value};
use crate::origin::CellSource;
use crate::understand::cells::{self, Measured, Wanted};
use crate::understand::dates::{self, Written};
use crate::understand::periods::Span;
use crate::words::read as words;

/// What a cell gives.
#[derive(Debug, Default)]
pub(in crate::understand) struct Given {
    /// Its values: none where it cannot be read, several where it says several. With each, what to add to the field's name.
    pub(in crate::understand) values: Vec<(Option<&'static str>, Option<Value>)>,
    /// The unit of the number.
    pub(in crate::understand) unit: Option<String>,
    /// What is said about it.
    pub(in crate::understand) found: Vec<Diagnostic>,
}

impl Given {
    fn one(value: Option<Value>) -> Self {
        Self { values: vec![(None, value)], ..Self::default() }
    }

    fn none(found: Diagnostic) -> Self {
        Self { found: vec![found], ..Self::default() }
    }

    fn with(mut self, found: Diagnostic) -> Self {
        self.found.push(found);
        self
    }
}

/// What a cell is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// How it is called in messages: the indicator and its field.
    pub(super) what: &'a str,
    /// The field.
    pub(super) field: &'a Aspect,
    /// The unit as headed.
    pub(super) unit: Option<&'a str>,
    /// Whether it is a rate by its name.
    pub(super) rate: bool,
    /// Whether its column asks for 是 or 否.
    pub(super) yes_or_no: bool,
    /// Whether a day may lie outside the period: a plan, a beginning.
    pub(super) any_day: bool,
    /// The period that was asked for.
    pub(super) period: Option<Span>,
    /// The campaign.
    pub(super) campaign: &'a Campaign,
}

/// Reads a cell.
pub(super) fn read(cell: Option<&Cell>, at: CellSource, asked: Asked<'_>) -> Given {
    let headed = asked.unit.map(str::to_owned);
    let Some(cell) = cell else { return Given { unit: headed, ..Given::one(None) } };
    if *asked.field == Aspect::Date || is_date_column(asked) {
        return day(cell, at, asked);
    }
    if asked.yes_or_no {
        let word = match &cell.value {
            Raw::Bool(b) => Some(if *b { "是" } else { "否" }),
            _ => super::labels::yes_or_no(&crate::understand::text::key(&cells::shown(cell))),
        };
        if let Some(word) = word {
            return Given::one(Some(Value::Word(word.to_owned())));
        }
    }
    number(cell, at, asked)
}

/// Whether a column of its own name asks for days: 开工日期, 完成时间.
fn is_date_column(asked: Asked<'_>) -> bool {
    matches!(asked.field, Aspect::Own(head) if is_date_head(head))
}

/// Whether a head asks for days.
pub(super) fn is_date_head(head: &str) -> bool {
    let key = crate::understand::text::key(head);
    (key.ends_with("日期") || key.ends_with("时间") || key.ends_with("年月日") || key.ends_with("日期(年月日)")) && !key.ends_with("工作时间")
}

fn number(cell: &Cell, at: CellSource, asked: Asked<'_>) -> Given {
    let measured = cells::measured(cell, Wanted { unit: asked.unit, rate: asked.rate, form: &asked.campaign.form });
    let target = *asked.field == Aspect::Target;
    of_reading(measured, at, asked.what, &cells::shown(cell), (target, asked.unit.unwrap_or_default(), cell.formula.as_deref().unwrap_or_default()))
}

/// What a reading gives and what is said about it; with it whether it is a target, the unit as headed, and the formula.
pub(in crate::understand) fn of_reading(
    measured: Measured,
    at: CellSource,
    what: &str,
    shown: &str,
    (target, headed, formula): (bool, &str, &str),
) -> Given {
    let Measured { reading, unit } = measured;
    let mut given = match reading {
        Reading::Blank => Given::one(None),
        Reading::Number { value, doubt } => {
            let given = Given::one(Some(Value::Number(value)));
            let unit = unit.as_deref().unwrap_or_default();
            match doubt {
                None => given,
                Some(Doubt::UnitWord(word)) => given.with(words::other_word(at, what, shown, &word, value, unit)),
                Some(Doubt::Converted(_)) => given.with(words::converted(at, what, shown, value, unit)),
                Some(Doubt::Bracketed) => given.with(words::bracketed(at, what, shown, value)),
                Some(Doubt::Remark(remark)) => given.with(words::remark(at, what, shown, value, &remark)),
                Some(Doubt::External) => given.with(words::external(at, what, value)),
            }
        }
        Reading::Range(low, high) if target => {
            let number = |v: Decimal| Some(Value::Number(v));
            Given { values: vec![(Some(words::LOWEST), number(low)), (Some(words::HIGHEST), number(high))], ..Given::default() }
        }
        Reading::Bound(value, lower) if target => Given::one(Some(Value::Number(value))).with(words::bound(at, what, shown, value, lower)),
        Reading::NotApplicable => Given::one(None).with(words::not_applicable(at, what, shown)),
        Reading::NotCounted => Given::one(None).with(words::not_counted(at, what, shown)),
        Reading::Dash => Given::one(None).with(words::dash(at, what, shown)),
        Reading::Range(..) => Given::none(words::range(at, what, shown)),
        Reading::Inexact | Reading::Bound(..) => Given::none(words::inexact(at, what, shown)),
        Reading::Ask(ways) => Given::none(words::ask(at, what, shown, &ways)),
        Reading::OtherUnit(typed) => Given::none(words::other_unit(at, what, shown, &typed, headed)),
        Reading::Percent => Given::none(words::percent(at, what, shown, headed)),
        Reading::Date => Given::none(words::date_for_number(at, what, shown)),
        Reading::Error => Given::none(words::error_value(at, what, shown)),
        Reading::NoResult => Given::none(words::no_result(at, what, formula)),
        Reading::Picture => Given::none(words::picture(at, what)),
        Reading::Damaged => Given::none(words::damaged(at, what)),
        Reading::TooLarge => Given::none(words::too_large(at, what, shown)),
        Reading::Choice(word) => Given::one(Some(Value::Word(word))),
        Reading::Text => Given::none(words::not_a_number(at, what, shown)),
    };
    given.unit = unit;
    given
}

fn day(cell: &Cell, at: CellSource, asked: Asked<'_>) -> Given {
    let shown = cells::shown(cell);
    let shown = shown.as_str();
    let what = asked.what;
    let written = match &cell.value {
        Raw::Blank if cell.formula.is_some() => return Given::none(words::no_result(at, what, cell.formula.as_deref().unwrap_or_default())),
        Raw::Blank => return Given::one(None),
        Raw::Date(Some(day)) => Written::Day(*day),
        Raw::Text(t) => {
            if crate::understand::number::is_dash(t) || crate::understand::number::is_not_counted(t) {
                return Given::one(None).with(words::dash(at, what, shown));
            }
            if crate::understand::text::clean(t).is_empty() {
                return Given::one(None);
            }
            dates::written(t)
        }
        Raw::Number(f) if f.fract() == 0.0 && (19_000_101.0..=21_001_231.0).contains(f) => dates::written(&format!("{f:.0}")),
        Raw::Number(f) if f.fract() == 0.0 => serial_date(*f).filter(|d| dates::is_plausible(*d)).map_or(Written::Other, Written::Day),
        // 5.8 typed as a number.
        Raw::Number(_) => dates::written(shown),
        Raw::Error(_) => return Given::none(words::error_value(at, what, shown)),
        Raw::Damaged => return Given::none(words::damaged(at, what)),
        Raw::Date(None) | Raw::Time | Raw::Bool(_) => Written::Other,
    };
    let value = |day: Date| Some(Value::Date(day));
    match written {
        Written::Day(day) => within(day, at, asked, Given::one(value(day))),
        Written::Days(days) => {
            let given = Given { values: days.iter().map(|d| (None, value(*d))).collect(), ..Given::default() };
            given.with(words::several_days(at, what, shown, &days))
        }
        Written::Stretch(from, to) => Given::none(words::stretch(at, what, shown, from, to)),
        Written::MonthDay(month, day) => match asked.period.and_then(|p| year_for(p, month, day)) {
            Some(day) => Given::one(value(day)).with(words::year_added(at, what, shown, day)),
            None => Given::none(words::year_missing(at, what, shown)),
        },
        Written::ShortYear(day) => Given::none(words::short_year(at, what, shown, day)),
        Written::Month(..) => Given::none(words::day_missing(at, what, shown)),
        Written::NoSuchDay => Given::none(words::no_such_day(at, what, shown)),
        Written::Other => Given::none(words::not_a_day(at, what, shown)),
    }
}

/// A day that has to lie in the period and does not is no value.
fn within(day: Date, at: CellSource, asked: Asked<'_>, given: Given) -> Given {
    match asked.period {
        Some(period) if !asked.any_day && *asked.field == Aspect::Date && !holds(period, day, &asked.campaign.cycle) => {
            Given::none(words::outside(at, asked.what, day))
        }
        _ => given,
    }
}

/// Whether a day lies in a period, whose months may begin at a cut-off.
fn holds(period: Span, day: Date, cycle: &Cycle) -> bool {
    let first = match cycle.cutoff_day {
        crate::campaign::CutoffDay::Day(d) => {
            let before = period.first.plus(-1);
            Date::new(before.year, before.month.cast_signed(), d.cast_signed()).and_then(|d| d.tomorrow())
        }
        crate::campaign::CutoffDay::End => Date::new(period.first.year, period.first.month.cast_signed(), 1),
    };
    let last = Date::new(period.last.year, period.last.month.cast_signed(), 1).map(|d| d.last_of_month());
    match (first, last) {
        (Ok(first), Ok(last)) => first <= day && day <= last,
        _ => true,
    }
}

/// The year that puts a day into the period, where only one does.
pub(in crate::understand) fn year_for(period: Span, month: u8, day: u8) -> Option<Date> {
    let mut found = (period.first.year..=period.last.year).filter_map(|y| {
        let m = crate::model::Month::new(y, month)?;
        (period.first <= m && m <= period.last).then(|| Date::new(y, month.cast_signed(), day.cast_signed()).ok()).flatten()
    });
    let one = found.next()?;
    found.next().is_none().then_some(one)
}
