//! Papers and letterheads: letterheads that are there, file names that every system takes, needs that `meeting.toml` can meet.

use super::super::papers::PLACEHOLDERS;
use super::super::shape::MEETING;
use super::super::view::{Findings, Node};
use super::{refer, unique, values};
use crate::words::campaign as words;

/// Longest name of a file without extension, in characters: Windows allows 255 units for a name, and a few are added.
const FILE_NAME: usize = 100;

pub(super) fn check(root: Node<'_>, out: &mut Findings) {
    if let Some(names) = root.one("upward").and_then(|u| u.one("indicators")) {
        let ids = root.many("indicator");
        let ids = values(&ids, "id");
        for key in names.table.keys().filter(|k| !ids.contains(&&**k.get_ref())) {
            out.add(key.span().start, words::leads_nowhere("指标（id）", key.get_ref(), &ids));
        }
    }
    let letterheads = root.many("letterhead");
    unique(&letterheads, "id", "版头版尾", out);
    let heads = values(&letterheads, "id");
    let papers = root.many("paper");
    for key in ["id", "file_name"] {
        unique(&papers, key, "文稿", out);
    }
    let longer: Vec<&str> =
        root.one("cycle").map(|c| c.many("also")).unwrap_or_default().iter().filter_map(|a| a.text("period")).map(|p| kind_of(p.value)).collect();
    for paper in &papers {
        refer(paper.text("letterhead"), &heads, "版头版尾（letterhead）", out);
        if let Some(template) = paper.text("template")
            && (!template.ends_with(".md") || forbidden(template.value).is_some())
        {
            out.add(template.at, words::not_a_template(template.value));
        }
        match (paper.has("template"), paper.has("workbook")) {
            (false, false) => out.add(paper.at, words::nothing_to_make(paper.text("title").map_or("", |t| t.value))),
            (true, true) => out.add(paper.key_at("workbook"), words::template_and_workbook(paper.text("title").map_or("", |t| t.value))),
            _ => {}
        }
        if paper.has("workbook") {
            for key in ["per", "formats"].into_iter().filter(|k| paper.has(k)) {
                out.add(paper.key_at(key), words::not_with_workbook(key));
            }
        }
        file_name(*paper, out);
        needs(*paper, out);
        per(*paper, root, out);
        if let Some(due) = paper.text("due")
            && matches!(due.value, "quarter" | "half" | "year")
            && !longer.contains(&due.value)
        {
            out.add(due.at, words::never_due(due.value));
        }
    }
}

fn file_name(paper: Node<'_>, out: &mut Findings) {
    let Some(name) = paper.text("file_name") else { return };
    if let Some(c) = forbidden(name.value) {
        out.add(name.at, words::forbidden_in_file_name(c));
    }
    match placeholders(name.value) {
        Ok(used) => {
            for p in used.iter().filter(|p| !PLACEHOLDERS.contains(p)) {
                out.add(name.at, words::unknown_placeholder(p, PLACEHOLDERS));
            }
        }
        Err(()) => out.add(name.at, words::braces()),
    }
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let numbered = |prefix: &str| stem.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    let reserved = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT");
    if reserved || name.ends_with(['.', ' ']) || name.starts_with(['.', ' ', '~']) || name.chars().count() > FILE_NAME {
        out.add(name.at, words::awkward_file_name(name.value));
    }
}

/// A paper with a copy for each leader, department or unit needs somebody to be made for, and files of different names.
fn per(paper: Node<'_>, root: Node<'_>, out: &mut Findings) {
    let placeholder = paper.text("file_name").map(|n| (n, n.value.contains("{for}")));
    match (paper.text("per"), placeholder) {
        (Some(per), name) => {
            if let Some((name, false)) = name {
                out.add(name.at, words::copies_of_one_name());
            }
            let somebody = match per.value {
                "leader" => !root.many("liaison").is_empty(),
                "department" => !root.many("department").is_empty(),
                _ => true,
            };
            if !somebody {
                out.add(per.at, words::copies_for_nobody(per.value));
            }
        }
        (None, Some((name, true))) => out.add(name.at, words::for_without_per()),
        (None, _) => {}
    }
}

fn needs(paper: Node<'_>, out: &mut Findings) {
    let known: Vec<&str> = MEETING.keys.iter().map(|k| k.name).filter(|k| *k != "extra").collect();
    for need in paper.texts("needs") {
        let extra = need.strip_prefix("extra.").is_some_and(|k| !k.is_empty());
        if !extra && !known.contains(&need.value) {
            out.add(need.at, words::unknown_need(need.value, &known));
        }
    }
}

/// The first character that no file name may hold on Windows, or a control character.
pub(in crate::campaign) fn forbidden(name: &str) -> Option<char> {
    name.chars().find(|c| "<>:\"/\\|?*".contains(*c) || c.is_control())
}

/// The names in braces, or nothing where the braces do not match.
fn placeholders(name: &str) -> Result<Vec<&str>, ()> {
    let mut found = Vec::new();
    let mut rest = name;
    while let Some(open) = rest.find(['{', '}']) {
        let after = rest.get(open..).and_then(|r| r.strip_prefix('{')).ok_or(())?;
        let close = after.find(['{', '}']).filter(|i| after.get(*i..).is_some_and(|r| r.starts_with('}'))).ok_or(())?;
        found.push(after.get(..close).ok_or(())?);
        rest = after.get(close + 1..).ok_or(())?;
    }
    Ok(found)
}

/// How a paper's `due` calls a longer period.
fn kind_of(period: &str) -> &'static str {
    match period.as_bytes().first() {
        Some(b'Q') => "quarter",
        Some(b'H') => "half",
        _ => "year",
    }
}
