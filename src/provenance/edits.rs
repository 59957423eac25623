//! 来稿改动: what was changed in the units' texts that a paper prints, cell by cell.

use std::fmt::Write;

use super::{Material, passages};
use crate::document::{Document, escape_text, plain_line};
use crate::model::{ChangeKind, Pick};
use crate::origin::CellSource;
use crate::words::{choice as words, provenance as sheet_words};

/// One change in a text that a paper prints; an item without changes has one line that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The unit.
    pub unit: String,
    /// The title as it is printed.
    pub title: String,
    /// What was changed: punctuation, spaces, length.
    pub what: String,
    /// What stood there.
    pub before: String,
    /// What is printed.
    pub after: String,
    /// The cell.
    pub source: CellSource,
}

/// Which of the period's items a paper prints, by their place in the choice: those whose sentences stand in it.
pub fn printed(material: Material<'_>, document: &Document) -> Vec<usize> {
    let texts: Vec<String> = passages(document).into_iter().map(|p| p.text).collect();
    let stands = |pick: &Pick| {
        let text = plain_line(&pick.text);
        !text.is_empty() && texts.iter().any(|t| t.contains(&text))
    };
    material.summary.choice.picks.iter().enumerate().filter(|(_, p)| stands(p)).map(|(n, _)| n).collect()
}

/// The changes in the items that a paper prints, in its order.
pub(super) fn edits(material: Material<'_>, document: &Document) -> Vec<TextEdit> {
    let passages = passages(document);
    let mut out = Vec::new();
    for pick in printed(material, document).into_iter().filter_map(|n| material.summary.choice.picks.get(n)) {
        let title = plain_line(&pick.title);
        let titled = passages.iter().any(|p| p.text.contains(&title));
        let edit = |what: String, before: &str, after: &str, source: &CellSource| TextEdit {
            unit: pick.item.unit.clone(),
            title: pick.title.clone(),
            what,
            before: before.to_owned(),
            after: after.to_owned(),
            source: source.clone(),
        };
        let told = pick.changes.iter().filter(|c| titled || !c.in_title);
        let before = out.len();
        out.extend(told.map(|c| edit(what(c.kind), &c.before, &c.after, &c.source)));
        if out.len() == before {
            out.push(edit(words::NO_CHANGE.to_owned(), "", "", &pick.item.record.source));
        }
    }
    out
}

fn what(kind: ChangeKind) -> String {
    match kind {
        ChangeKind::Mark => words::MARK.to_owned(),
        ChangeKind::Space => words::SPACE.to_owned(),
        ChangeKind::Cut(longest) => words::cut(longest),
    }
}

/// The list as a part of the sheet in Markdown; nothing where the paper prints no items.
pub(super) fn markdown(edits: &[TextEdit]) -> String {
    let mut out = String::new();
    if edits.is_empty() {
        return out;
    }
    let _ = write!(out, "\n## {}\n\n", words::SHEET);
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    out.push_str(&row(&words::MARKDOWN_HEADS.map(str::to_owned)));
    out.push_str("|:-:|:-|:-|:-|:-|:-|\n");
    for (n, e) in edits.iter().enumerate() {
        let cells = [
            (n + 1).to_string(),
            escape_text(&format!("{}：{}", e.unit, e.title)),
            escape_text(&e.what),
            escape_text(&e.before),
            escape_text(&e.after),
            escape_text(&sheet_words::sources(std::slice::from_ref(&e.source))),
        ];
        out.push_str(&row(&cells));
    }
    out
}
