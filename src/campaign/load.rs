//! From the text of a file to a checked value.

use serde::de::DeserializeOwned;

use super::{Campaign, Meeting, Phrases};
use crate::diag::{Diagnostic, Diagnostics};
use crate::origin::Origin;
use crate::words::campaign as words;

impl Campaign {
    /// Reads `campaign.toml`: `file` is its path for findings, `text` its contents. A campaign with errors is not returned.
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Diagnostics) {
        read(file, text)
    }
}

impl Phrases {
    /// Reads `phrases.toml`.
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Diagnostics) {
        read(file, text)
    }
}

impl Meeting {
    /// Reads `meeting.toml`.
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Diagnostics) {
        read(file, text)
    }
}

fn read<T: DeserializeOwned>(file: &str, text: &str) -> (Option<T>, Diagnostics) {
    match toml::from_str(text) {
        Ok(value) => (Some(value), Diagnostics::new()),
        Err(e) => {
            let offset = e.span().map_or(0, |s| s.start);
            let d = Diagnostic::error("toml-invalid", Origin::in_text(file, text, offset), words::invalid(e.message()));
            (None, [d].into_iter().collect())
        }
    }
}
