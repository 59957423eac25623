//! From the text of a file to a checked value: syntax, then form, then what refers to what; all findings of the last two in one pass.

use serde::de::DeserializeOwned;
use toml::de::DeTable;

use super::shape::{self, Shape};
use super::view::{Findings, Node};
use super::{Campaign, Meeting, Phrases, check, fit};
use crate::diag::Diagnostics;
use crate::words::toml as words;

impl Campaign {
    /// Reads `campaign.toml`: `file` is its path for findings, `text` its contents. Nothing is returned where there is an error; a campaign that
    /// is returned has only references that lead somewhere.
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Diagnostics) {
        read(file, text, &shape::CAMPAIGN, check::campaign)
    }
}

impl Phrases {
    /// Reads `phrases.toml`, as [`Campaign::parse`] does its file.
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Diagnostics) {
        read(file, text, &shape::PHRASES, check::phrases)
    }
}

impl Meeting {
    /// Reads `meeting.toml`, as [`Campaign::parse`] does its file. What a paper needs is not known here: [`Campaign::check_needs`].
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Diagnostics) {
        read(file, text, &shape::MEETING, check::meeting)
    }
}

/// From a text to a value of a shape, or what is wrong with it.
pub(super) fn read<T: DeserializeOwned>(file: &str, text: &str, shape: &Shape, check: fn(Node<'_>, &mut Findings)) -> (Option<T>, Diagnostics) {
    let mut findings = Findings::default();
    look(text, &mut findings, |root, findings| {
        fit::fit(root, shape, findings);
        check(root, findings);
    });
    let found = findings.finish(file, text);
    if found.has_errors() {
        return (None, found);
    }
    match toml::from_str(text) {
        Ok(value) => (Some(value), found),
        Err(e) => {
            let mut refused = Findings::default();
            refused.add(e.span().map_or(0, |s| s.start), words::refused());
            (None, refused.finish(file, text))
        }
    }
}

/// Parses `text` and has `check` look at it; where its syntax is broken, that is reported instead, one finding a line.
pub(super) fn look(text: &str, findings: &mut Findings, check: impl FnOnce(Node<'_>, &mut Findings)) {
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        check(Node { table: root.get_ref(), at: 0 }, findings);
        return;
    }
    let mut places: Vec<(usize, &str)> = errors.iter().map(|e| (e.span().map_or(0, |s| s.start), e.message())).collect();
    places.sort_by_key(|(at, _)| *at);
    let mut last_line = None;
    for (at, said) in places {
        let before = text.get(..at).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        // What follows the first fault of a line is mostly its echo.
        if last_line.replace(start) != Some(start) {
            let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
            findings.add(at, words::syntax(said, text.get(at..).unwrap_or_default(), line));
        }
    }
}
