//! `trace`: the figures in some words of a text.

use std::fmt::Write;

use serde::Serialize;

use super::{Entry, Provenance};
use crate::origin::CellSource;
use crate::words::{provenance as words, rollup};

/// The entries whose figure stands, at least in part, in the words `at`: those words with their figures, or the part of a passage around one.
/// Spaces and line breaks in `at` do not matter.
pub fn trace<'p>(provenance: &'p Provenance, at: &str) -> Vec<&'p Entry> {
    let wanted: String = at.chars().filter(|c| !c.is_whitespace()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    provenance.entries.iter().filter(|e| holds(e, &wanted)).collect()
}

fn holds(entry: &Entry, wanted: &str) -> bool {
    // The passage without spaces, and where the figure stands in that.
    let text = &entry.mention.passage.text;
    let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let start = bare(text.get(..entry.mention.range.start).unwrap_or_default()).len();
    let end = start + bare(&entry.mention.printed).len();
    let text = bare(text);
    let mut from = 0;
    while let Some(i) = text.get(from..).and_then(|t| t.find(wanted)) {
        let found = from + i..from + i + wanted.len();
        if found.start < end && start < found.end && whole(&text, &found, wanted) {
            return true;
        }
        from = found.start + text.get(found.start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
    }
    false
}

/// Whether the words do not cut a number in two: 41 is not in 412.
fn whole(text: &str, found: &std::ops::Range<usize>, wanted: &str) -> bool {
    let part = |c: char| c.is_ascii_digit() || c == '.';
    let before = text.get(..found.start).and_then(|t| t.chars().next_back()).is_some_and(part);
    let after = text.get(found.end..).and_then(|t| t.chars().next()).is_some_and(|c| c.is_ascii_digit());
    !(before && wanted.starts_with(part) || after && wanted.ends_with(part))
}

/// The cells below source cells, where those stand in a return that was rolled up.
pub type Below = std::collections::BTreeMap<CellSource, Vec<CellSource>>;

/// For people; `below` tells the cells below a source cell.
pub fn text(entries: &[&Entry], below: &Below) -> String {
    let mut out = String::new();
    for e in entries {
        let _ = writeln!(out, "…{}【{}】{}…　{}", e.mention.before, e.mention.printed, e.mention.after, e.mention.place);
        let exact = e.exact.map(|v| v.normalize().to_string()).unwrap_or_default();
        for (label, value) in [(words::WHAT, &e.what), (words::EXACT, &exact), (words::HOW, &e.how), (words::COVERAGE, &e.coverage)] {
            if !value.is_empty() {
                let _ = writeln!(out, "  {label}{value}");
            }
        }
        let _ = writeln!(out, "  {}", words::SOURCES);
        for group in words::sources(&e.sources).split('；') {
            let _ = writeln!(out, "    {group}");
        }
        for cell in &e.sources {
            let Some(cells) = below.get(cell) else { continue };
            let _ = writeln!(out, "    {}", rollup::below(&format!("{}“{}”{}", cell.file, cell.sheet, cell.cell)));
            for group in words::sources(cells).split('；') {
                let _ = writeln!(out, "      {group}");
            }
        }
    }
    out
}

#[derive(Serialize)]
struct Told<'a> {
    printed: &'a str,
    before: &'a str,
    after: &'a str,
    place: &'a str,
    exact: Option<String>,
    what: &'a str,
    how: &'a str,
    coverage: &'a str,
    agrees: bool,
    sources: &'a [CellSource],
    /// Only where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    below: Vec<Under<'a>>,
}

#[derive(Serialize)]
struct Under<'a> {
    of: &'a CellSource,
    sources: &'a [CellSource],
}

/// For programs; `below` as for people.
pub fn json(entries: &[&Entry], below: &Below) -> String {
    let told: Vec<Told<'_>> = entries
        .iter()
        .map(|e| Told {
            printed: &e.mention.printed,
            before: &e.mention.before,
            after: &e.mention.after,
            place: &e.mention.place,
            exact: e.exact.map(|v| v.normalize().to_string()),
            what: &e.what,
            how: &e.how,
            coverage: &e.coverage,
            agrees: e.agrees,
            sources: &e.sources,
            below: e.sources.iter().filter_map(|of| below.get(of).map(|sources| Under { of, sources })).collect(),
        })
        .collect();
    serde_json::to_string_pretty(&told).unwrap_or_default() + "\n"
}
