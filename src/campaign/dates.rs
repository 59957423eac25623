//! Dates of TOML as calendar dates.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error};

/// A local date of TOML (`2023-02-27`).
pub(super) fn optional<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Date>, D::Error> {
    let raw = toml::value::Datetime::deserialize(d)?;
    raw.to_string().parse().map(Some).map_err(|_| D::Error::custom("date"))
}

impl<'de> Deserialize<'de> for super::CutoffDay {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Day(u8),
            Word(String),
        }
        match Raw::deserialize(d)? {
            Raw::Day(n) if (1..=28).contains(&n) => Ok(Self::Day(n)),
            Raw::Word(w) if w == "end" => Ok(Self::End),
            _ => Err(D::Error::custom("cutoff_day")),
        }
    }
}
