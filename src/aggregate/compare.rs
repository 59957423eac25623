//! How a value stands to its base: the named cases that sentences are chosen by (prose rules on growth, 百分点, small bases).
//!
//! In: two exact values. Out: a [`Comparison`], its figures without signs.

use rust_decimal::Decimal;

use super::column::plain;
use crate::campaign::{Indicator, Kind};
use crate::model::{Comparison, Situation, percent, round};

/// Growth is given in percent only where both sides are at least this much.
const SMALL: Decimal = Decimal::TEN;

/// Places behind the point of a printed growth.
const GROWTH_PLACES: u32 = 1;

/// How `value` stands to `base`.
pub(super) fn compare(value: Decimal, base: Decimal, indicator: &Indicator) -> Comparison {
    if value == base {
        return Comparison::bare(Situation::Same);
    }
    let Some(by) = value.checked_sub(base).map(|d| plain(d.abs())) else { return Comparison::bare(Situation::NoBase) };
    if round(by, indicator.decimals()).is_zero() {
        return Comparison::bare(Situation::NearlySame);
    }
    let ratio = indicator.kind == Kind::Ratio;
    let situation = match (value > base, ratio) {
        (_, false) if base.is_zero() => Situation::BaseZero,
        (true, false) if value < SMALL || base < SMALL => Situation::SmallRise,
        (false, false) if value < SMALL || base < SMALL => Situation::SmallFall,
        (true, _) => Situation::Rise,
        (false, _) => Situation::Fall,
    };
    let grows = !ratio && matches!(situation, Situation::Rise | Situation::Fall);
    let growth = if grows { percent(by, base).filter(|p| !round(*p, GROWTH_PLACES).is_zero()) } else { None };
    Comparison { situation, by: Some(by), percent: growth }
}
