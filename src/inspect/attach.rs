//! 附件说明 (AN-01 to AN-04) and 附件 (AT-01, AT-03, AT-05).

use super::gauge::{At, Gauge};
use super::page::three;
use super::read::{Class, Line, Paper};
use super::text::Flow;
use crate::document::SectionKind;
use crate::font::Role;
use crate::words::inspect as words;

/// Blank lines of the grid between two lines (section 0).
pub(super) fn blanks(above: &Line, below: &Line) -> f64 {
    ((below.top - above.bottom - 4.80) / 10.4455).round()
}

/// The line of the text that stands right above another on its page.
pub(super) fn above<'p>(paper: &'p Paper<'_>, line: &Line, classes: &[Class]) -> Option<&'p Line> {
    let sheet = paper.sheets.get(line.page)?;
    let over = sheet.lines.iter().filter(|l| classes.contains(&l.class) && l.baseline < line.baseline - 0.5);
    over.max_by(|a, b| a.baseline.total_cmp(&b.baseline))
}

/// AN-01 to AN-04.
pub(super) fn note(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    for names in &flow.names {
        let numbered = names.len() > 1;
        if let Some(first) = names.first().and_then(|(_, l)| l.first()).copied() {
            match above(paper, first, &[Class::Text, Class::Addressee]) {
                Some(text) => {
                    let n = blanks(text, first);
                    g.rule("AN-01").hold((n - 1.0).abs() < 0.1 || (first.top - text.bottom - 10.39).abs() <= 0.7, words::blank_lines(n), first);
                }
                None => {
                    g.rule("AN-01").hold(true, "", first);
                }
            }
        }
        for (k, (name, lines)) in names.iter().enumerate() {
            entry(paper, (k, numbered), name, lines, g);
        }
    }
}

/// One name: where its lines stand, its number, its end.
fn entry(paper: &Paper<'_>, (k, numbered): (usize, bool), name: &str, lines: &[&Line], g: &mut Gauge) {
    let Some(first) = lines.first().copied() else {
        g.rule("AN-04").absent(words::not_found(name), 0);
        return;
    };
    let f = paper.frame(first);
    let at = |cells: f64| f.left + cells * f.cell();
    let digits = if numbered { (k + 1).to_string().chars().count() as f64 } else { 0.0 };
    for (i, l) in lines.iter().enumerate() {
        let (rule, want) = match (i, k) {
            (0, 0) => ("AN-01", at(2.0)),
            (0, _) => ("AN-03", at(5.0)),
            _ if numbered => ("AN-03", at(5.5 + digits / 2.0)),
            _ => ("AN-03", at(5.0)),
        };
        let ok = (l.left - want).abs() <= 0.5;
        g.rule(rule).hold(ok, if ok { words::left(l.left) } else { words::left_should(l.left, want) }, *l);
        let stranger = paper.stranger(l, Role::FangSong).or_else(|| l.glyphs.iter().find(|m| !three(m.size)));
        g.rule("AN-01").hold(stranger.is_none(), stranger.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size)), *l);
    }
    let bare = first.bare();
    let after = bare.strip_prefix(words::ATTACHED).unwrap_or(&bare);
    let number: String = after.chars().take_while(char::is_ascii_digit).collect();
    let has = !number.is_empty() && after.get(number.len()..).is_some_and(|r| r.starts_with('.'));
    let right = if numbered { has && number == (k + 1).to_string() } else { !has };
    g.rule("AN-02").check(right, || words::reads(&first.excerpt()), first);
    let last = lines.last().copied().unwrap_or(first);
    let end = last.last();
    g.rule("AN-04").hold(!"。；;，,、".contains(end), words::ends_in(&last.bare()), last);
}

/// AT-01, AT-03, AT-05.
pub(super) fn attachments(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    let doc = paper.doc;
    let numbers = doc.attachment_numbers();
    let labels = paper.all(Class::Label);
    let mut next = labels.iter().copied();
    let titles = |section: usize| flow.titles.iter().find(|t| t.section == section);
    for (i, section) in doc.sections.iter().enumerate() {
        let title = titles(i);
        match section.kind {
            SectionKind::Attachment => {
                let number = numbers.get(i).copied().flatten();
                let want = crate::words::layout::attachment_label(number);
                let Some(l) = next.next() else {
                    g.rule("AT-01").absent(words::not_found(&want), paper.sheets.len().saturating_sub(1));
                    continue;
                };
                label(paper, l, &want, g);
                if let Some(t) = title.and_then(|t| t.lines.first()) {
                    g.rule("AT-03").hold(t.page == l.page, words::same_page(t.page == l.page), *t);
                }
            }
            SectionKind::Issued => {
                if let Some(t) = title.and_then(|t| t.lines.first()) {
                    let alone = begins(paper, t);
                    g.rule("AT-05").hold(alone, words::new_page(alone), *t);
                }
            }
            SectionKind::Main | SectionKind::Article => {}
        }
    }
    names_match(paper, flow, g);
    let title: String = flow.titles.iter().filter(|t| t.section == 0).flat_map(|t| &t.lines).map(|l| l.bare()).collect();
    let issues = ["印发", "转发", "批转"].iter().any(|w| title.contains(w));
    if issues
        && let Some(issued) = doc.sections.iter().position(|s| s.kind == SectionKind::Issued)
        && let Some(page) = titles(issued).and_then(|t| t.lines.first()).map(|l| l.page)
    {
        let before_any = doc.sections.iter().take(issued).all(|s| s.kind != SectionKind::Attachment);
        let wrong = paper.all(Class::Names).into_iter().find(|l| l.page < page).filter(|_| before_any);
        g.rule("AT-05").check(wrong.is_none(), || words::NO_NOTE.to_owned(), wrong.map_or(At::Page(0), At::Line));
    }
}

/// AT-01: the label alone at the head of a page.
fn label(paper: &Paper<'_>, l: &Line, want: &str, g: &mut Gauge) {
    let f = paper.frame(l);
    let probe = g.rule("AT-01");
    probe.hold((l.top - f.top).abs() <= 1.0 && (l.left - f.left).abs() <= 1.0, words::at(l.left, l.top), l);
    let stranger = paper.stranger(l, Role::Hei).or_else(|| l.glyphs.iter().find(|m| !three(m.size)));
    probe.hold(stranger.is_none(), stranger.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size)), l);
    probe.hold(l.text == want, words::reads(&l.text), l);
    let alone = begins(paper, l);
    probe.hold(alone, words::new_page(alone), l);
}

/// Whether a line is the first of its page.
fn begins(paper: &Paper<'_>, line: &Line) -> bool {
    paper.sheets.get(line.page).is_some_and(|s| s.lines.iter().all(|l| l.class == Class::Folio || l.baseline > line.baseline - 1.5))
}

/// AT-03: the names of the 附件说明 are the titles of the attachments as they stand on their pages.
fn names_match(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    let listed: Vec<(&str, Option<&Line>)> = flow.names.iter().flatten().map(|(n, l)| (n.as_str(), l.first().copied())).collect();
    let sections = paper.doc.sections.iter().enumerate().filter(|(_, s)| s.kind == SectionKind::Attachment).map(|(i, _)| i);
    let titles: Vec<String> =
        sections.map(|i| flow.titles.iter().filter(|t| t.section == i).flat_map(|t| &t.lines).map(|l| l.bare()).collect()).collect();
    if listed.is_empty() || titles.is_empty() {
        return;
    }
    let at = listed.first().and_then(|(_, l)| *l).map_or(At::Page(0), At::Line);
    g.rule("AT-03").hold(listed.len() == titles.len(), words::counts(listed.len(), titles.len()), at);
    for ((name, line), title) in listed.iter().zip(&titles) {
        let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        g.rule("AT-03").hold(bare == *title, words::name_and_title(&bare, title), line.map_or(At::Page(0), At::Line));
    }
}
