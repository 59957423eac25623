//! Inspections for people (terminal, sheet) and for programs (JSON).

use std::fmt::Write;

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

use crate::diag::Diagnostics;
use crate::inspect::{Check, Inspection, Severity, Verdict};
use crate::words::inspect as words;

/// One paper and what came of its inspection.
#[derive(Debug, Clone)]
pub struct Inspected {
    /// File of its text, as given or relative to the workspace.
    pub file: String,
    /// Its title.
    pub title: String,
    /// The inspection, or why there are no pages to inspect.
    pub outcome: Result<Inspection, Diagnostics>,
}

impl Inspected {
    /// Whether it was set and every E rule holds.
    pub fn passed(&self) -> bool {
        self.outcome.as_ref().is_ok_and(Inspection::passed)
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    documents: Vec<Paper<'a>>,
}

#[derive(Serialize)]
struct Paper<'a> {
    file: &'a str,
    title: &'a str,
    passed: bool,
    pages: usize,
    checks: &'a [Check],
    diagnostics: Option<&'a Diagnostics>,
}

/// For programs.
pub fn json(papers: &[Inspected]) -> String {
    let documents = papers
        .iter()
        .map(|p| {
            let (pages, checks) = p.outcome.as_ref().map_or((0, &[][..]), |i| (i.pages, i.checks.as_slice()));
            Paper { file: &p.file, title: &p.title, passed: p.passed(), pages, checks, diagnostics: p.outcome.as_ref().err() }
        })
        .collect();
    serde_json::to_string_pretty(&Answer { documents }).unwrap_or_default() + "\n"
}

/// For people: what is broken first, with its places and what to do, then every rule in a table.
pub fn text(papers: &[Inspected]) -> String {
    let mut out = String::new();
    for (n, p) in papers.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        match &p.outcome {
            Ok(i) => {
                let _ = writeln!(out, "{}\n{}\n{}", words::sheet_title(&p.title), p.file, sum(i));
                broken(i, &mut out);
                out.push('\n');
                table(i, &mut out);
            }
            Err(found) => {
                let _ = writeln!(out, "{}", words::not_set(&p.title));
                out.push_str(&super::findings::list(found));
            }
        }
    }
    out
}

fn sum(i: &Inspection) -> String {
    words::sum(i.pages, i.count(Verdict::Fail), i.count(Verdict::Remind), i.count(Verdict::Pass))
}

fn verdict(c: &Check) -> &'static str {
    match c.verdict {
        Verdict::Fail => words::FAIL,
        Verdict::Remind => words::REMIND,
        Verdict::Pass => words::PASS,
    }
}

/// The gravest first, then in the order of the rules.
fn by_gravity(i: &Inspection) -> Vec<&Check> {
    let mut all: Vec<&Check> = i.checks.iter().collect();
    all.sort_by_key(|c| c.verdict);
    all
}

/// Most places of one rule that are listed.
const PLACES: usize = 12;

fn broken(i: &Inspection, out: &mut String) {
    for c in by_gravity(i).into_iter().filter(|c| c.verdict != Verdict::Pass) {
        let _ = writeln!(out, "\n[{}] {} {}（{}）", verdict(c), c.rule, c.subject, c.clause);
        let _ = writeln!(out, "    {}{}", words::REQUIRED, c.required);
        for p in c.places.iter().take(PLACES) {
            let _ = writeln!(out, "    {}", place(p));
        }
        if c.places.len() > PLACES {
            let _ = writeln!(out, "    {}", words::more_places(c.places.len() - PLACES));
        }
        let _ = writeln!(out, "    {}{}", crate::words::run::REMEDY, c.remedy);
    }
}

fn place(p: &crate::inspect::Place) -> String {
    let at = words::place(p.page, p.line);
    if p.text.is_empty() { format!("{at}　{}", p.measured) } else { format!("{at}“{}”　{}", p.text, p.measured) }
}

/// Widths of the columns on the terminal, in half-width characters; longer cells are wrapped.
const WIDTHS: [usize; 5] = [6, 5, 24, 46, 46];

fn table(i: &Inspection, out: &mut String) {
    let [rule, subject, required, measured, result] = words::COLUMNS;
    row([result, rule, subject, required, measured].map(str::to_owned), out);
    let _ = writeln!(out, "{}", "─".repeat(WIDTHS.iter().sum::<usize>() / 2 + WIDTHS.len() - 1));
    for c in by_gravity(i) {
        row([verdict(c).to_owned(), c.rule.to_owned(), c.subject.to_owned(), c.required.clone(), c.measured.clone()], out);
    }
}

fn row(cells: [String; 5], out: &mut String) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(WIDTHS).map(|(c, w)| wrap(c, w)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for k in 0..height {
        let mut line = String::new();
        for (cell, width) in wrapped.iter().zip(WIDTHS) {
            let part = cell.get(k).map_or("", String::as_str);
            let pad = width.saturating_sub(part.chars().map(columns).sum());
            line.push_str(part);
            line.push_str(&" ".repeat(pad + 2));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn columns(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// A text in lines of at most `width` columns; closing marks stay with what is before them.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let own = columns(c);
        let closes = "，。；：、）”》".contains(c);
        if used + own > width && !closes {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
        used += own;
    }
    lines
}

/// The sheet of a paper, as Markdown.
pub fn sheet(title: &str, file: &str, i: &Inspection) -> String {
    let mut out = format!("# {}\n\n{}\n\n{}{}\n\n{}\n", words::sheet_title(title), sum(i), words::FILE, cell(file), words::EXPLAINED);
    if i.checks.iter().any(|c| c.verdict != Verdict::Pass) {
        let _ = writeln!(out, "\n## {}", words::TO_MEND);
        for c in by_gravity(i).into_iter().filter(|c| c.verdict != Verdict::Pass) {
            let _ = writeln!(out, "\n**{}　{} {}**（{}）\n", verdict(c), c.rule, c.subject, c.clause);
            let _ = writeln!(out, "- {}{}", words::REQUIRED, c.required);
            for p in c.places.iter().take(PLACES) {
                let _ = writeln!(out, "- {}", cell(&place(p)));
            }
            if c.places.len() > PLACES {
                let _ = writeln!(out, "- {}", words::more_places(c.places.len() - PLACES));
            }
            let _ = writeln!(out, "- {}{}", words::TO_DO, c.remedy);
        }
    }
    let [rule, subject, required, measured, result] = words::COLUMNS;
    let _ = writeln!(out, "\n## {}\n\n| {result} | {rule} | {subject} | {} | {required} | {measured} |", words::ALL_RULES, words::CLAUSE);
    let _ = writeln!(out, "| --- | --- | --- | --- | --- | --- |");
    for c in by_gravity(i) {
        let cells = [verdict(c), c.rule, c.subject, c.clause, &c.required, &c.measured].map(cell);
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// Text in a cell: what Markdown would read is escaped.
fn cell(text: &str) -> String {
    text.chars().flat_map(|c| matches!(c, '|' | '*' | '_' | '`' | '\\' | '<').then_some('\\').into_iter().chain([c])).collect()
}

/// The line of `build`: how many papers, which failed in what, how many reminders besides substituted faces.
pub fn build_line(papers: &[(&str, &Inspection)], folders: &[String]) -> String {
    let names = |i: &Inspection| i.with(Verdict::Fail).map(|c| format!("{} {}", c.rule, c.subject)).collect();
    let failed: Vec<(String, Vec<String>)> = papers.iter().filter(|(_, i)| !i.passed()).map(|(t, i)| ((*t).to_owned(), names(i))).collect();
    // Substituted faces have a line of their own.
    let reminded = papers.iter().flat_map(|(_, i)| i.with(Verdict::Remind)).filter(|c| c.severity == Severity::W && c.rule != "FT-01").count();
    words::build_line(papers.len(), &failed, reminded, &folders.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_wrapped_by_columns_and_never_begin_with_a_closing_mark() {
        assert_eq!(wrap("甲乙丙丁", 4), ["甲乙", "丙丁"]);
        assert_eq!(wrap("甲乙，丙", 4), ["甲乙，", "丙"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn markdown_marks_in_measured_texts_stay_text() {
        assert_eq!(cell("a|b*c"), "a\\|b\\*c");
    }
}
