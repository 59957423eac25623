//! Mends what can be mended mechanically, at exact places of the file: everything else stays byte for byte.

use std::ops::Range;

use serde::Serialize;

use super::scan::{self, Hit};
use super::{Level, checks};
use crate::document::{Block, Document, Inline, Manuscript, SourceLine, parse, source_lines};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Line of the file, from 1.
    pub line: u32,
    /// Id of the rule.
    pub rule: &'static str,
    /// The words before the change.
    pub before: String,
    /// The same words after it.
    pub after: String,
}

/// A mended text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The whole file.
    pub text: String,
    /// What was changed, in the order in which it was done.
    pub changes: Vec<Change>,
}

/// Passes after which no text is still changing: each mends at least one place and no rule's right form is another's wrong one.
const PASSES: usize = 64;
/// Characters shown on either side of a change.
const CONTEXT: usize = 5;

/// Mends the text of a file: line ends, byte order mark and everything that no rule is about stay as they are. `all`: rules of level I too.
/// What is not written character by character (links, code, texts in three quotes) is not touched, no digit is changed, and nothing is done that would
/// change the structure of the paper.
pub fn fix(name: &str, raw: &str, all: bool) -> Fixed {
    let mut out = Fixed { text: raw.to_owned(), changes: Vec::new() };
    for _ in 0..PASSES {
        let Some(next) = pass(name, &out.text, all) else { break };
        out.text = next.text;
        out.changes.extend(next.changes);
    }
    out.changes.sort_by_key(|c| c.line);
    out
}

/// One edit in the file.
struct Edit {
    range: Range<usize>,
    to: String,
    line: usize,
    /// Which change it belongs to.
    change: usize,
}

fn pass(name: &str, raw: &str, all: bool) -> Option<Fixed> {
    let manuscript = Manuscript::from_text(name, raw);
    let lines = source_lines(&manuscript);
    let (document, found) = parse(&manuscript);
    let mut hits = scan::scan(&lines, false);
    checks::mendable(&lines, &mut hits);
    scan::settle(&lines, &mut hits);
    hits.retain(|h| !h.edits.is_empty() && (all || h.level != Level::I));
    let (edits, changes) = edits(raw, &manuscript, &lines, &hits);
    if edits.is_empty() {
        return None;
    }
    let errors = found.has_errors();
    let before = document.as_ref().map(shape);
    let keeps = |text: &str| {
        let (after, found) = parse(&Manuscript::from_text(name, text));
        after.as_ref().map(shape) == before && (errors || !found.has_errors())
    };
    let chosen: Vec<&Edit> = edits.iter().collect();
    let text = apply(raw, &chosen);
    if keeps(&text) {
        return Some(Fixed { text, changes });
    }
    // Something in it would become structure: line by line, what does is left to a person.
    let mut kept: Vec<&Edit> = Vec::new();
    for group in edits.chunk_by(|a, b| a.line == b.line) {
        let tried: Vec<&Edit> = kept.iter().copied().chain(group).collect();
        if keeps(&apply(raw, &tried)) {
            kept = tried;
        }
    }
    if kept.is_empty() {
        return None;
    }
    let made = |n: &usize| kept.iter().any(|e| e.change == *n);
    let changes = changes.into_iter().enumerate().filter(|(n, _)| made(n)).map(|(_, c)| c).collect();
    Some(Fixed { text: apply(raw, &kept), changes })
}

/// The edits of the hits at their places in the file, in order, and what they do; the first of two at one place is taken.
fn edits(raw: &str, manuscript: &Manuscript, lines: &[SourceLine], hits: &[Hit]) -> (Vec<Edit>, Vec<Change>) {
    let places = places(raw, &manuscript.text);
    let mut out: Vec<Edit> = Vec::new();
    let mut changes = Vec::new();
    let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
    for hit in hits {
        if hit.edits.iter().any(|(r, _)| taken.iter().any(|(line, t)| *line == hit.line && t.start < r.end && r.start < t.end)) {
            continue;
        }
        let Some(line) = lines.get(hit.line) else { continue };
        taken.extend(hit.edits.iter().map(|(r, _)| (hit.line, r.clone())));
        changes.push(change(&manuscript.text, line, hit));
        for (range, to) in &hit.edits {
            for (k, ch) in line.chars.get(range.clone()).unwrap_or_default().iter().enumerate() {
                // The first character takes what stands for all of them.
                let to = if k == 0 { to.clone() } else { String::new() };
                let (Some(start), Some(end)) = (places.get(ch.span.start), ch.span.end.checked_sub(1).and_then(|e| places.get(e))) else { continue };
                out.push(Edit { range: *start..*end + 1, to, line: hit.line, change: changes.len() - 1 });
            }
        }
    }
    out.sort_by_key(|e| (e.range.start, e.range.end));
    (out, changes)
}

/// Where each byte of the manuscript's text stands in the file.
fn places(raw: &str, clean: &str) -> Vec<usize> {
    let mut out = Vec::with_capacity(clean.len());
    let mut wanted = clean.chars();
    let mut next = wanted.next();
    let mut chars = raw.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let line_end = c == '\r' && next == Some('\n') && chars.peek().is_none_or(|(_, c)| *c != '\n');
        if next == Some(c) || line_end {
            out.extend(at..at + next.map_or(0, char::len_utf8));
            next = wanted.next();
        }
    }
    out
}

/// The words around a hit before and after it is mended.
fn change(text: &str, line: &SourceLine, hit: &Hit) -> Change {
    let start = hit.core.start.saturating_sub(CONTEXT);
    let end = (hit.core.end + CONTEXT).min(line.chars.len());
    let before: String = line.chars.get(start..end).unwrap_or_default().iter().map(|ch| ch.c).collect();
    let after = mended(line, hit, start, end);
    let at = line.chars.get(hit.core.start).map_or(0, |ch| ch.span.start);
    let row = text.get(..at).unwrap_or_default().matches('\n').count();
    Change { line: row as u32 + 1, rule: hit.rule, before, after }
}

/// The characters from `start` to `end` of a line as a hit's edits leave them.
pub(super) fn mended(line: &SourceLine, hit: &Hit, start: usize, end: usize) -> String {
    let mut out = String::new();
    for i in start..end {
        match hit.edits.iter().find(|(r, _)| r.contains(&i)) {
            Some((r, to)) if r.start == i => out.push_str(to),
            Some(_) => {}
            None => out.extend(line.chars.get(i).map(|ch| ch.c)),
        }
    }
    out
}

fn apply(raw: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(raw.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.to);
        at = edit.range.end;
    }
    out.push_str(raw.get(at..).unwrap_or_default());
    out
}

/// The structure of a paper without its words: what mending must not change.
fn shape(document: &Document) -> String {
    let mut out = format!("{:?}", document.head.format);
    let head = &document.head;
    for n in [head.organ_mark.len(), head.signers.len(), head.signature.len(), head.attachments.as_ref().map_or(99, Vec::len), head.attendees.len()] {
        out.push_str(&format!(" {n}"));
    }
    for section in &document.sections {
        out.push_str(&format!("\n{:?}{}", section.kind, section.landscape));
        blocks(&section.blocks, &mut out);
    }
    out
}

fn blocks(list: &[Block], out: &mut String) {
    for block in list {
        match block {
            Block::Heading { level, text, .. } => {
                out.push_str(&format!(" h{level}"));
                inlines(text, out);
            }
            Block::Paragraph { text, source_line, .. } => {
                out.push_str(if *source_line { " s" } else { " p" });
                inlines(text, out);
            }
            Block::Table(table) => {
                out.push_str(&format!(" t{}x{}:{}{}", table.columns.len(), table.rows.len(), table.caption.is_some(), table.unit.is_some()));
                table.columns.iter().for_each(|c| out.push_str(&format!("{}{:?}{}", c.head.len(), c.align, c.group)));
                table.rows.iter().flatten().for_each(|cell| inlines(cell, out));
                out.push_str(&format!("n{}", table.notes.len()));
            }
            Block::List { start, items, .. } => {
                out.push_str(&format!(" l{start:?}["));
                for item in items {
                    blocks(item, out);
                    out.push(',');
                }
                out.push(']');
            }
            Block::Quote { blocks: inner, .. } => {
                out.push_str(" q[");
                blocks(inner, out);
                out.push(']');
            }
            Block::Image { path, .. } => out.push_str(&format!(" i{path}")),
            Block::Chart { source, .. } => out.push_str(&format!(" c{source}")),
        }
    }
}

fn inlines(list: &[Inline], out: &mut String) {
    for inline in list {
        match inline {
            Inline::Text(_) => {}
            Inline::Strong(inner) => {
                out.push('<');
                inlines(inner, out);
                out.push('>');
            }
            Inline::Link { url, text } => {
                out.push_str(&format!("[{url}"));
                inlines(text, out);
                out.push(']');
            }
            Inline::Break => out.push('/'),
        }
    }
}
