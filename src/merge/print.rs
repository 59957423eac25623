//! How a figure is printed: the one place where values are rounded (half away from zero) and given their unit.

use rust_decimal::Decimal;

use crate::campaign::{Indicator, Kind};
use crate::model::round;

/// In running text: rounded, without idle zeros (`12%`, `1234.5`).
pub fn prose(value: Decimal, places: u32) -> String {
    let rounded = round(value, places).normalize();
    // A negative zero is a zero.
    if rounded.is_zero() { "0".to_owned() } else { rounded.to_string() }
}

/// In a table: rounded, every value of the column with the same places.
pub fn cell(value: Decimal, places: u32) -> String {
    let rounded = round(value, places);
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    format!("{rounded:.*}", places as usize)
}

/// A value with its unit, as running text has it: `412个`, `86.2%`.
pub fn with_unit(value: Decimal, indicator: &Indicator) -> String {
    format!("{}{}", prose(value, indicator.decimals()), indicator.unit)
}

/// A difference with its unit: ratios differ by 百分点.
pub fn difference(value: Decimal, indicator: &Indicator) -> String {
    let unit = if indicator.kind == Kind::Ratio { "个百分点" } else { indicator.unit.as_str() };
    format!("{}{unit}", prose(value, indicator.decimals()))
}

/// Growth and fall have one place.
pub fn growth(value: Decimal) -> String {
    format!("{}%", prose(value, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        s.parse().unwrap()
    }

    #[test]
    fn running_text_has_no_idle_zeros_and_tables_have_equal_places() {
        for (value, places, text, column) in [
            ("12.04", 1, "12", "12.0"),
            ("1234.50", 2, "1234.5", "1234.50"),
            ("86.1650485437", 1, "86.2", "86.2"),
            ("-0.04", 1, "0", "0.0"),
            ("2.5", 0, "3", "3"),
            ("100", 0, "100", "100"),
        ] {
            assert_eq!(prose(d(value), places), text);
            assert_eq!(cell(d(value), places), column);
        }
        assert_eq!(growth(d("9.5744680851")), "9.6%");
    }
}
