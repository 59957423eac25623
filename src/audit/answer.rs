//! Verdicts for people and for programs.

use std::fmt::Write;

use serde::Serialize;

use super::{Checked, Verdict};
use crate::origin::{CellSource, Origin};
use crate::words::{audit as words, provenance};

fn line(text: &str, at: usize) -> u32 {
    match Origin::in_text("", text, at) {
        Origin::Text { line, .. } => line,
        _ => 1,
    }
}

/// For people: what does not agree, one by one, then the counts. `source`: the manuscript's text.
pub fn text(checked: &[Checked], source: &str) -> String {
    let mut out = String::new();
    for c in checked.iter().filter(|c| c.verdict != Verdict::Agrees) {
        let _ = writeln!(out, "{}　{}", words::place(line(source, c.at), &c.place), words::verdict(c.verdict as u8));
        let _ = writeln!(out, "    …{}【{}】{}…", c.before, c.printed, c.after);
        if let Some(expected) = &c.expected {
            let _ = writeln!(out, "    {}", words::expected(expected, c.what.as_deref().unwrap_or_default()));
        }
        if !c.sources.is_empty() {
            let _ = writeln!(out, "    {}{}", provenance::SOURCES, provenance::sources(&c.sources));
        }
    }
    let count = |v| checked.iter().filter(|c| c.verdict == v).count();
    let _ = writeln!(out, "{}", words::counts(count(Verdict::Agrees), count(Verdict::Rounded), count(Verdict::Differs), count(Verdict::NoSource)));
    out
}

#[derive(Serialize)]
struct Answer<'a> {
    file: &'a str,
    numbers: Vec<Number<'a>>,
}

#[derive(Serialize)]
struct Number<'a> {
    verdict: Verdict,
    line: u32,
    place: &'a str,
    before: &'a str,
    printed: &'a str,
    after: &'a str,
    expected: Option<&'a str>,
    what: Option<&'a str>,
    sources: &'a [CellSource],
}

/// For programs: every number with its verdict.
pub fn json(file: &str, checked: &[Checked], source: &str) -> String {
    let numbers = checked
        .iter()
        .map(|c| Number {
            verdict: c.verdict,
            line: line(source, c.at),
            place: &c.place,
            before: &c.before,
            printed: &c.printed,
            after: &c.after,
            expected: c.expected.as_deref(),
            what: c.what.as_deref(),
            sources: &c.sources,
        })
        .collect();
    serde_json::to_string_pretty(&Answer { file, numbers }).unwrap_or_default() + "\n"
}
