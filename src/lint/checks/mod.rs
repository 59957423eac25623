//! The rules that need more than a pattern: Q1 to Q9 of layout-spec §10.3.

mod attachments;
mod brackets;
mod breaks;
mod forms;
mod kind;
mod names;
mod ordinals;
mod tables;

use std::ops::Range;

use super::scan::Hit;
use super::{Knowledge, Level};
use crate::document::SourceLine;
use crate::words::lint::Said;

/// All of them over a manuscript.
pub(super) fn all(lines: &[SourceLine], known: Knowledge<'_>, out: &mut Vec<Hit>) {
    brackets::check(lines, out);
    ordinals::check(lines, out);
    breaks::check(lines, out);
    forms::check(lines, out);
    kind::colons(lines, out);
    tables::check(lines, known.campaign, out);
    if let Some(document) = known.document {
        attachments::check(lines, document, out);
        kind::check(lines, document, out);
    }
    if let Some(campaign) = known.campaign {
        names::check(lines, campaign, out);
    }
}

/// Those that make sense of a few lines without structure.
pub(super) fn plain(lines: &[SourceLine], out: &mut Vec<Hit>) {
    brackets::check(lines, out);
    forms::check(lines, out);
}

/// Those that can mend something.
pub(super) fn mendable(lines: &[SourceLine], out: &mut Vec<Hit>) {
    brackets::check(lines, out);
}

/// A hit that only a person can mend.
fn hit(rule: &'static str, level: Level, line: usize, place: Range<usize>, said: Said) -> Hit {
    Hit { rule, level, line, core: place.clone(), place, edits: Vec::new(), wrong: said.wrong, right: said.right, source: said.source }
}

/// A number in Han numerals up to 99; zero for what is none.
fn han_number(text: &str) -> u32 {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32);
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        ['十'] => 10,
        ['十', u] => 10 + digit(*u).unwrap_or_default(),
        [t, '十'] => 10 * digit(*t).unwrap_or_default(),
        [t, '十', u] => 10 * digit(*t).unwrap_or_default() + digit(*u).unwrap_or_default(),
        [u] => digit(*u).unwrap_or_default(),
        _ => 0,
    }
}
