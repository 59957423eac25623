//! Q3: 附件说明 and the attachments agree in number, order and names; 附件N in the text is there.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Level;
use super::super::scan::{Flat, Hit};
use super::hit;
use crate::document::{Document, Role, SectionKind, SourceLine, plain_text};
use crate::words::lint as words;

static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|[^》）])(?<at>附件(?<n>[0-9]{1,2}))").ok());
static TYPED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:附件[：:])?\s*(?:[0-9]{1,2}[.．、])?\s*(?<name>.*?)[。；;，,、\s]*$").ok());

fn bare(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

pub(super) fn check(lines: &[SourceLine], document: &Document, out: &mut Vec<Hit>) {
    let titles: Vec<String> = document.attachments().map(|s| bare(&plain_text(&s.title))).collect();
    let issued = document.sections.iter().any(|s| s.kind == SectionKind::Issued);
    let given: Vec<(usize, &SourceLine)> = lines.iter().enumerate().filter(|(_, l)| l.role == Role::AttachmentName).collect();
    let typed: Vec<(usize, &SourceLine)> = lines.iter().enumerate().filter(|(_, l)| l.role == Role::AttachmentNote).collect();
    let given: Vec<(usize, usize, String)> = given.iter().map(|(n, l)| (*n, l.chars.len(), bare(&l.text()))).collect();
    let typed: Vec<(usize, usize, String)> = typed
        .iter()
        .filter_map(|(n, l)| {
            let text = l.text();
            let name = TYPED.as_ref()?.captures(&text)?.name("name").map(|m| bare(m.as_str()))?;
            Some((*n, l.chars.len(), name)).filter(|(_, _, name)| !name.is_empty())
        })
        .collect();
    for list in [&given, &typed] {
        compare(list, &titles, out);
    }
    if let Some((n, len, _)) = typed.first().filter(|_| document.head.attachments.as_ref().is_none_or(|a| !a.is_empty()) && !titles.is_empty()) {
        out.push(hit("Q3", Level::W, *n, 0..*len, words::attachments_twice()));
    }
    if issued {
        return;
    }
    // What the front matter or the typed lines announce is there as well.
    let count = titles.len().max(given.len()).max(typed.len());
    let body = lines.iter().enumerate().take_while(|(_, l)| l.role != Role::SectionTitle);
    for (n, line) in body.filter(|(_, l)| matches!(l.role, Role::Paragraph | Role::Heading(_) | Role::Item)) {
        let flat = Flat::new(line);
        for found in REFERENCE.iter().flat_map(|r| r.captures_iter(&flat.text)) {
            let (Some(at), Some(number)) = (found.name("at"), found.name("n").and_then(|m| m.as_str().parse::<usize>().ok())) else { continue };
            if number > count {
                let level = if count > 0 { Level::E } else { Level::W };
                out.push(hit("Q3", level, n, flat.chars(at.range()), words::no_such_attachment(number, count)));
            }
        }
    }
}

/// A list of names (line, length, name) against the titles of the attachments that follow.
fn compare(list: &[(usize, usize, String)], titles: &[String], out: &mut Vec<Hit>) {
    let Some((first, len, _)) = list.first() else { return };
    if titles.is_empty() {
        return;
    }
    if list.len() != titles.len() {
        out.push(hit("Q3", Level::E, *first, 0..*len, words::attachment_count(list.len(), titles.len())));
        return;
    }
    for ((line, len, name), title) in list.iter().zip(titles) {
        if name != title {
            let moved = titles.contains(name);
            out.push(hit("Q3", Level::E, *line, 0..*len, words::attachment_name(title, moved)));
        }
    }
}
