//! Figures as JSON for programs, as CSV for spreadsheet programs, and as a table for people.
//!
//! In: a [`crate::model::Summary`]. Out: complete text; the JSON is the `figures` array that contracts fix.

mod csv;
mod json;
mod text;

pub use csv::csv;
pub use json::json;
pub use text::text;

use rust_decimal::Decimal;

use crate::campaign::Basis;
use crate::model::Span;

/// A decimal as programs read it: no grouping, no exponent, no idle zeros, no negative zero.
fn decimal(value: Decimal) -> String {
    if value.is_zero() { "0".to_owned() } else { value.normalize().to_string() }
}

fn basis_key(basis: Basis) -> &'static str {
    match basis {
        Basis::Period => "period",
        Basis::Ytd => "ytd",
        Basis::End => "end",
    }
}

fn span_key(span: Span) -> &'static str {
    match span {
        Span::Period => "period",
        Span::Ytd => "ytd",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_plain() {
        for (typed, printed) in [("12.50", "12.5"), ("-0.00", "0"), ("1200", "1200"), ("-3", "-3"), ("0.0000000001", "0.0000000001")] {
            assert_eq!(decimal(typed.parse().unwrap()), printed);
        }
    }
}
