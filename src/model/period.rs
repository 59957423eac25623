//! Months and periods, and how papers name them.

use std::fmt;
use std::str::FromStr;

/// A calendar month; as a reporting month it ends at the campaign's cut-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
}

impl Month {
    /// A month; `None` where `month` is not 1 to 12.
    pub fn new(year: i16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, month })
    }

    /// The month `n` months later (earlier for a negative `n`).
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        let index = i32::from(self.year) * 12 + i32::from(self.month) - 1 + n;
        Self { year: index.div_euclid(12) as i16, month: index.rem_euclid(12) as u8 + 1 }
    }

    /// January of its year.
    #[must_use]
    pub fn january(self) -> Self {
        Self { year: self.year, month: 1 }
    }

    /// All months from `self` to `last`, both included; none if `last` is earlier.
    pub fn up_to(self, last: Self) -> Vec<Self> {
        let mut months = Vec::new();
        let mut m = self;
        while m <= last {
            months.push(m);
            m = m.plus(1);
        }
        months
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A text that names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a period: {0}")]
pub struct PeriodError(String);

impl FromStr for Month {
    type Err = PeriodError;

    fn from_str(s: &str) -> Result<Self, PeriodError> {
        let bad = || PeriodError(s.to_owned());
        let (year, month) = s.split_once('-').ok_or_else(bad)?;
        if year.len() != 4 || month.len() != 2 || !s.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(bad());
        }
        Self::new(year.parse().map_err(|_| bad())?, month.parse().map_err(|_| bad())?).ok_or_else(bad)
    }
}

/// What a paper or a figure is about: a form's period, a quarter, a half-year, a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// The period of one form, by its last month: `2023-02`.
    Form(Month),
    /// `2023Q1`
    Quarter(i16, u8),
    /// `2023H1`
    Half(i16, u8),
    /// `2023`
    Year(i16),
}

impl Period {
    /// Its last month.
    pub fn last(self) -> Month {
        match self {
            Self::Form(m) => m,
            Self::Quarter(year, q) => Month { year, month: q * 3 },
            Self::Half(year, h) => Month { year, month: h * 6 },
            Self::Year(year) => Month { year, month: 12 },
        }
    }

    /// Its months, where a form covers `form_months` of them.
    pub fn months(self, form_months: u8) -> Vec<Month> {
        let n = match self {
            Self::Form(_) => form_months.max(1),
            Self::Quarter(..) => 3,
            Self::Half(..) => 6,
            Self::Year(_) => 12,
        };
        let last = self.last();
        last.plus(1 - i32::from(n)).up_to(last)
    }

    /// The same period one year earlier.
    #[must_use]
    pub fn year_before(self) -> Self {
        match self {
            Self::Form(m) => Self::Form(m.plus(-12)),
            Self::Quarter(y, q) => Self::Quarter(y - 1, q),
            Self::Half(y, h) => Self::Half(y - 1, h),
            Self::Year(y) => Self::Year(y - 1),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(m) => m.fmt(f),
            Self::Quarter(y, q) => write!(f, "{y:04}Q{q}"),
            Self::Half(y, h) => write!(f, "{y:04}H{h}"),
            Self::Year(y) => write!(f, "{y:04}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(s: &str) -> Result<Self, PeriodError> {
        let bad = || PeriodError(s.to_owned());
        if s.contains('-') {
            return s.parse().map(Self::Form);
        }
        let (year, rest) = s.split_at_checked(4).ok_or_else(bad)?;
        if !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        let year: i16 = year.parse().map_err(|_| bad())?;
        match rest.to_ascii_uppercase().as_bytes() {
            [] => Ok(Self::Year(year)),
            [b'Q', q @ b'1'..=b'4'] => Ok(Self::Quarter(year, q - b'0')),
            [b'H', h @ b'1'..=b'2'] => Ok(Self::Half(year, h - b'0')),
            _ => Err(bad()),
        }
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl serde::Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(s: &str) -> Month {
        s.parse().unwrap()
    }

    #[test]
    fn periods_print_and_parse_and_know_their_months() {
        for (name, first, last) in [
            ("2023-02", "2023-01", "2023-02"),
            ("2023-01", "2022-12", "2023-01"),
            ("2023Q3", "2023-07", "2023-09"),
            ("2023H1", "2023-01", "2023-06"),
            ("2023", "2023-01", "2023-12"),
        ] {
            let p: Period = name.parse().unwrap();
            assert_eq!(p.to_string(), name);
            assert_eq!(p.months(2), month(first).up_to(month(last)), "{name}");
        }
        for bad in ["", "2023-13", "2023-2", "23-02", "2023Q5", "2023H3", "2023H", "二〇二三", "2023-02-01", "-023-02"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn months_step_over_years() {
        assert_eq!(month("2022-12").plus(1), month("2023-01"));
        assert_eq!(month("2023-01").plus(-13), month("2021-12"));
        assert_eq!(month("2022-11").up_to(month("2023-02")).len(), 4);
    }
}
