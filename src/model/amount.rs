//! Exact decimals and how they are rounded in print.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::origin::CellSource;

/// The one rule by which figures are rounded: half away from zero, once, at printing.
pub const ROUNDING: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

/// Rounds to `places` behind the point, half away from zero.
pub fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, ROUNDING)
}

/// `part` ÷ `whole` in percent to ten places, or nothing where the whole is zero.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let hundred = Decimal::ONE_HUNDRED;
    part.checked_mul(hundred)?.checked_div(whole).map(|q| round(q, 10).normalize())
}

/// A value and the cells that it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Exact value in the indicator's unit.
    pub value: Decimal,
    /// Where it stands; at least one cell.
    pub sources: Vec<CellSource>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        s.parse().unwrap()
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (value, places, expected) in [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("86.25", 1, "86.3"), ("86.24999", 1, "86.2"), ("0.05", 1, "0.1")] {
            assert_eq!(round(d(value), places), d(expected), "{value}");
        }
    }

    #[test]
    fn percentages_are_exact_to_ten_places_and_nothing_over_zero() {
        assert_eq!(percent(d("355"), d("412")), Some(d("86.1650485437")));
        assert_eq!(percent(d("1"), d("4")).map(|p| p.to_string()), Some("25".to_owned()));
        assert_eq!(percent(d("1"), d("0")), None);
    }
}
