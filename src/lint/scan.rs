//! Runs the patterns over the lines: hits with their place and what would mend them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::rules::{Fix, Rule, rules};
use super::{Level, Rule as PublicRule};
use crate::document::{Document, Format, Role, SourceLine};

/// One finding before it is told: places are indices of characters of a line.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub rule: &'static str,
    pub level: Level,
    /// Index of the line.
    pub line: usize,
    /// What is shown.
    pub place: Range<usize>,
    /// What is at fault: by it findings are told apart.
    pub core: Range<usize>,
    /// What would mend it: characters and what stands in their place. Empty where only a person can.
    pub edits: Vec<(Range<usize>, String)>,
    pub wrong: String,
    pub right: String,
    pub source: &'static str,
}

/// A line as text with the character that each byte begins.
pub(super) struct Flat<'l> {
    pub line: &'l SourceLine,
    pub text: String,
    /// Byte at which each character begins, and the end.
    starts: Vec<usize>,
    /// Addresses and code, by characters: no prose.
    foreign: Vec<Range<usize>>,
}

static FOREIGN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let host = r"[A-Za-z0-9](?:[A-Za-z0-9\-]*\.)+[A-Za-z]{2,}";
    Regex::new(&format!(r"(?:https?|ftp)://[!-~]+|www\.[!-~]+|[A-Za-z0-9._%+\-]+@{host}|{host}/[!-~]*")).ok()
});

impl<'l> Flat<'l> {
    pub fn new(line: &'l SourceLine) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(line.chars.len() + 1);
        for ch in &line.chars {
            starts.push(text.len());
            text.push(ch.c);
        }
        starts.push(text.len());
        let mut flat = Self { line, text, starts, foreign: Vec::new() };
        flat.foreign = FOREIGN.iter().flat_map(|r| r.find_iter(&flat.text)).map(|m| flat.chars(m.range())).collect();
        let code = line.chars.iter().enumerate().filter(|(_, ch)| ch.code).map(|(i, _)| i..i + 1);
        flat.foreign.extend(code);
        flat
    }

    /// Bytes as characters.
    pub fn chars(&self, bytes: Range<usize>) -> Range<usize> {
        let at = |b: usize| self.starts.partition_point(|s| *s < b);
        at(bytes.start)..at(bytes.end)
    }

    /// Whether characters lie in an address or in code.
    pub fn is_foreign(&self, chars: &Range<usize>) -> bool {
        self.foreign.iter().any(|f| f.start < chars.end && chars.start < f.end)
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    (a.start < b.end && b.start < a.end) || a == b
}

/// All hits of the pattern rules. `report`: the text is a 报告 or 汇报.
pub(super) fn scan(lines: &[SourceLine], report: bool) -> Vec<Hit> {
    let mut out = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let flat = Flat::new(line);
        let names = is_name_list(&flat.text);
        for rule in rules() {
            if (rule.kind.is_some() && !report) || (rule.skip_name_lists && names) || (rule.once && out.iter().any(|h: &Hit| h.rule == rule.id)) {
                continue;
            }
            let from = out.len();
            for (pattern, regex) in rule.patterns.iter().zip(&rule.compiled).filter(|(p, _)| rule.looks_at(p, line.role)) {
                search(&flat, n, rule, regex, &pattern.fix, from, &mut out);
            }
            if rule.once {
                out.truncate(from + 1);
            }
            if rule.pair_quotes {
                pair_quotes(&flat, out.get_mut(from..).unwrap_or_default());
            }
        }
    }
    out
}

/// All matches of one pattern, also those that share characters with the one before.
fn search(flat: &Flat<'_>, line: usize, rule: &'static PublicRule, regex: &Regex, fixes: &[Fix], from: usize, out: &mut Vec<Hit>) {
    let mut at = 0;
    while let Some(found) = regex.captures_at(&flat.text, at) {
        let Some(whole) = found.get(0) else { break };
        let place = flat.chars(found.name("at").unwrap_or(whole).range());
        let edits = edits(flat, &found, fixes);
        let core = match (edits.first(), edits.last()) {
            (Some((a, _)), Some((b, _))) => a.start..b.end,
            _ => place.clone(),
        };
        let step = flat.text.get(whole.start()..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        let last = fixes.iter().filter_map(|f| found.name(&f.group)).map(|m| m.end()).max();
        at = last.unwrap_or_else(|| whole.end()).max(whole.start() + step);
        let seen = out.get(from..).unwrap_or_default().iter().any(|h| overlaps(&h.core, &core));
        if !seen && !flat.is_foreign(&place) {
            out.push(Hit {
                rule: &rule.id,
                level: rule.level,
                line,
                place,
                core,
                edits: if mendable(flat, &edits) { edits } else { Vec::new() },
                wrong: rule.wrong.clone(),
                right: rule.right.clone(),
                source: &rule.source,
            });
        }
        if at > flat.text.len() {
            break;
        }
    }
}

/// What the groups of a match become.
fn edits(flat: &Flat<'_>, found: &Captures<'_>, fixes: &[Fix]) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    for fix in fixes {
        let Some(group) = found.name(&fix.group) else { continue };
        let chars = flat.chars(group.range());
        match &fix.to {
            Some(to) => out.push((chars, to.clone())),
            None => {
                for (i, c) in chars.zip(group.as_str().chars()) {
                    if let Some(to) = fix.map.get(&c) {
                        out.push((i..i + 1, to.clone()));
                    }
                }
            }
        }
    }
    out.sort_by_key(|(r, _)| r.start);
    out
}

/// Whether every character concerned may be replaced.
fn mendable(flat: &Flat<'_>, edits: &[(Range<usize>, String)]) -> bool {
    edits.iter().all(|(range, _)| flat.line.chars.get(range.clone()).is_some_and(|chars| chars.iter().all(|ch| !ch.fixed)))
}

/// Straight quotes become pairs where there is an even number of them in the line.
fn pair_quotes(flat: &Flat<'_>, hits: &mut [Hit]) {
    for (straight, open, close) in [('"', "“", "”"), ('\'', "‘", "’")] {
        let all: Vec<usize> =
            flat.line.chars.iter().enumerate().filter(|(i, ch)| ch.c == straight && !flat.is_foreign(&(*i..*i + 1))).map(|(i, _)| i).collect();
        if all.len() % 2 == 1 {
            continue;
        }
        // A pair is mended together or not at all.
        for pair in all.chunks_exact(2) {
            let Some((a, b)) = pair.first().zip(pair.last()) else { continue };
            let edits = vec![(*a..*a + 1, open.to_owned()), (*b..*b + 1, close.to_owned())];
            if b - a < 2 || !mendable(flat, &edits) {
                continue;
            }
            for hit in hits.iter_mut().filter(|h| h.core.start == *a || h.core.start == *b) {
                hit.edits.clone_from(&edits);
            }
        }
    }
}

/// Whether a line is a list of names: at least three words of at most four Han each and nothing else, or a first word of one character (李 明).
fn is_name_list(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '\t', '\u{3000}', '、']).filter(|w| !w.is_empty()).collect();
    let han = |w: &&str| w.chars().all(crate::document::chars::is_han) && w.chars().count() <= 4;
    let single = words.iter().take(2).filter(|w| han(w) && w.chars().count() == 1).count();
    words.iter().all(han) && (words.len() >= 3 || (words.len() == 2 && single > 0)) || single == 2
}

/// Whether the text is a 报告 or 汇报, by its title.
pub(super) fn is_report(lines: &[SourceLine], document: Option<&Document>) -> bool {
    let title = lines.iter().find(|l| l.role == Role::Title).map(SourceLine::text).unwrap_or_default();
    let title = title.trim_end_matches(['）', ')', '。', ' ']);
    ["报告", "汇报"].iter().any(|w| title.ends_with(w)) || (document.is_some_and(|d| d.head.format == Format::Upward) && !title.ends_with("请示"))
}

/// Puts hits into the order of the text and leaves out what another rule says better.
pub(super) fn settle(lines: &[SourceLine], hits: &mut Vec<Hit>) {
    let all = hits.clone();
    hits.retain(|hit| {
        let rule: Option<&Rule> = rules().iter().find(|r| r.id == hit.rule);
        !rule.is_some_and(|r| {
            all.iter().any(|other| {
                other.line == hit.line
                    && r.yields.iter().any(|y| y == other.rule)
                    && (overlaps(&other.core, &hit.core) || overlaps(&other.place, &hit.core))
            })
        })
    });
    let at = |h: &Hit| lines.get(h.line).and_then(|l| l.chars.get(h.place.start)).map_or(usize::MAX, |ch| ch.span.start);
    hits.sort_by_key(|h| (h.line, at(h), h.core.start, h.rule));
}
