//! The notes of a worksheet: ours are added, those of others stay as they are, ours of an earlier time go.

use std::collections::{BTreeMap, BTreeSet};

use crate::origin::CellRef;
use crate::patch::Unpatchable;
use crate::patch::xml::{self, Edits, Kind, escape};

/// A file of notes with none in it.
pub(super) fn empty(strict: bool) -> String {
    let namespace =
        if strict { "http://purl.oclc.org/ooxml/spreadsheetml/main" } else { "http://schemas.openxmlformats.org/spreadsheetml/2006/main" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{namespace}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// What became of a file of notes.
#[derive(Debug)]
pub(super) struct Noted {
    pub text: String,
    /// Cells that have a note now and had none.
    pub added: Vec<CellRef>,
    /// Cells that had a note of ours and nothing else, and have none now.
    pub removed: BTreeSet<CellRef>,
}

/// One note that is there.
struct Old {
    at: Option<CellRef>,
    /// The whole element.
    start: usize,
    end: usize,
    /// Where the content of its `text` ends.
    content_end: Option<usize>,
    /// The `t` that stands in `text` without a run.
    bare: Option<(usize, usize)>,
    /// Our runs, and whether there are others.
    ours: Vec<(usize, usize)>,
    others: bool,
}

/// Puts `notes` in. Each of our texts begins with `head`, by which it is known again.
pub(super) fn put(text: &str, notes: &BTreeMap<CellRef, String>, author: &str, head: &str) -> Result<Noted, Unpatchable> {
    let (olds, authors) = read(text, head)?;
    let prefix = xml::root(text)?.prefix().to_owned();
    let p = prefix.as_str();
    let run = |note: &str, first: bool| {
        let gap = if first { "" } else { "\n" };
        format!(
            "<{p}r><{p}rPr><{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"宋体\"/><{p}charset val=\"134\"/></{p}rPr><{p}t xml:space=\"preserve\">{gap}{head}{}</{p}t></{p}r>",
            escape(note)
        )
    };
    let mut edits = Edits::default();
    let mut waiting = notes.clone();
    let mut removed = BTreeSet::new();
    for old in olds {
        let note = old.at.and_then(|at| waiting.remove(&at));
        if note.is_none() && !old.ours.is_empty() && !old.others {
            edits.replace(old.start..old.end, "");
            removed.extend(old.at);
            continue;
        }
        for (start, end) in &old.ours {
            edits.replace(*start..*end, "");
        }
        let Some(note) = note else { continue };
        let Some(end) = old.content_end else { return Err(Unpatchable::Xml) };
        if let Some((start, stop)) = old.bare {
            // A text beside runs would be shown by some programs only.
            edits.insert(start, format!("<{p}r>"));
            edits.insert(stop, format!("</{p}r>"));
        }
        edits.insert(end, run(&note, !old.others));
    }
    let number = authors.iter().position(|a| a == author).unwrap_or(authors.len());
    let is_new = number == authors.len();
    let list: String = waiting
        .iter()
        .map(|(at, note)| format!("<{p}comment ref=\"{at}\" authorId=\"{number}\"><{p}text>{}</{p}text></{p}comment>", run(note, true)))
        .collect();
    let who = if is_new && !waiting.is_empty() { format!("<{p}author>{}</{p}author>", escape(author)) } else { String::new() };
    let mut missing = vec![("authors", who), ("commentList", list)];
    xml::each(text, |tag| {
        if tag.depth != 1 {
            return Ok(());
        }
        if let Some(i) = missing.iter().position(|(name, _)| *name == tag.local() && tag.kind != Kind::Open) {
            let (_, content) = missing.remove(i);
            if tag.kind == Kind::Close {
                edits.insert(tag.at.start, content);
            } else if !content.is_empty() {
                let open = tag.text.trim_end_matches("/>").trim_end();
                edits.replace(tag.at.clone(), format!("{open}>{content}</{}>", tag.name()));
            }
        }
        Ok(())
    })?;
    if missing.iter().any(|(_, content)| !content.is_empty()) {
        return Err(Unpatchable::Xml);
    }
    Ok(Noted { text: edits.apply(text)?, added: waiting.into_keys().collect(), removed })
}

fn read(text: &str, head: &str) -> Result<(Vec<Old>, Vec<String>), Unpatchable> {
    let mut olds: Vec<Old> = Vec::new();
    let mut authors = Vec::new();
    let (mut author, mut run, mut plain) = (None, None, None);
    xml::each(text, |tag| {
        match (tag.local(), tag.kind, tag.depth) {
            ("author", Kind::Open, 2) => author = Some(tag.at.end),
            ("author", Kind::Empty, 2) => authors.push(String::new()),
            ("author", Kind::Close, 2) => {
                let raw = author.and_then(|start| text.get(start..tag.at.start)).unwrap_or_default();
                authors.push(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned));
            }
            ("comment", Kind::Open, 2) => {
                let at = tag.attribute("ref").and_then(|r| r.parse().ok());
                olds.push(Old { at, start: tag.at.start, end: tag.at.end, content_end: None, bare: None, ours: Vec::new(), others: false });
            }
            _ => {
                let Some(old) = olds.last_mut() else { return Ok(()) };
                match (tag.local(), tag.kind, tag.depth) {
                    ("comment", Kind::Close, 2) => old.end = tag.at.end,
                    ("text", Kind::Close, 3) => old.content_end = Some(tag.at.start),
                    ("t", Kind::Open, 4) => plain = Some(tag.at.start),
                    ("t", Kind::Close, 4) => {
                        old.bare = plain.map(|start| (start, tag.at.end));
                        old.others = true;
                    }
                    ("r", Kind::Open, 4) => run = Some(tag.at.start),
                    ("r", Kind::Close, 4) => {
                        let Some(start) = run else { return Ok(()) };
                        let content = text.get(start..tag.at.start).unwrap_or_default();
                        if typed(content).trim_start().starts_with(head) {
                            old.ours.push((start, tag.at.end));
                        } else {
                            old.others = true;
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    })?;
    Ok((olds, authors))
}

/// The text in a piece of XML, without its tags.
fn typed(piece: &str) -> String {
    let mut out = String::new();
    let mut rest = piece;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        rest = behind.split_once('>').map_or("", |(_, r)| r);
    }
    out.push_str(rest);
    out
}
