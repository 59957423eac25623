//! Findings as a list that can be read out on the telephone: by unit, by file, by cell.

use std::fmt::Write;

use crate::campaign::Campaign;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::origin::Origin;
use crate::words::run as words;

/// Where a finding stands, as people say it: `指标数据!E12`, `第3行第5列`; nothing for a whole file.
pub fn place(origin: &Origin) -> String {
    match origin {
        Origin::Cell(c) => format!("{}!{}", c.sheet, c.cell),
        Origin::Sheet { sheet, .. } => sheet.to_string(),
        Origin::Text { line, column, .. } => format!("第{line}行第{column}列"),
        Origin::File { .. } | Origin::Run => String::new(),
    }
}

/// One finding with its remedies, indented.
pub fn finding(d: &Diagnostic, indent: &str, with_file: bool) -> String {
    let mut out = String::new();
    let mut head = Vec::new();
    if with_file && let Some(path) = d.origin.path() {
        head.push(path.to_owned());
    }
    let place = place(&d.origin);
    if !place.is_empty() {
        head.push(place);
    }
    let head = if head.is_empty() { String::new() } else { format!("{}　", head.join(" ")) };
    let _ = writeln!(out, "{indent}[{}] {head}{}", words::severity(d.severity), d.message.replace('\n', "\n    "));
    for hint in &d.hints {
        let _ = writeln!(out, "{indent}    {}{hint}", words::REMEDY);
    }
    out
}

/// Findings that concern no unit, one after another.
pub fn list(found: &Diagnostics) -> String {
    found.iter().map(|d| finding(d, "", true)).collect()
}

/// Findings by unit, so that one can telephone down the list: first the units that owe or must mend something, then those with questions, then the
/// others, each in the campaign's order; within a unit by gravity, then by file. Those about no unit come last.
pub fn by_unit(campaign: &Campaign, found: &Diagnostics, title: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let gravest = |name: &str| found.iter().filter(|d| d.unit.as_deref() == Some(name)).map(|d| call(d.severity)).min();
    let mut units: Vec<(u8, &str)> = campaign.units.iter().filter_map(|u| Some((gravest(&u.name)?, u.name.as_str()))).collect();
    units.sort_by_key(|(gravity, _)| *gravity);
    for (_, name) in units {
        section(&mut out, &title(name), found.iter().filter(|d| d.unit.as_deref() == Some(name)));
    }
    section(&mut out, words::GENERAL, found.iter().filter(|d| d.unit.as_deref().is_none_or(|u| campaign.unit(u).is_none())));
    out
}

/// What is asked first on the telephone: errors, questions, the rest.
fn call(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Question => 1,
        Severity::Warning => 2,
    }
}

fn section<'a>(out: &mut String, title: &str, found: impl Iterator<Item = &'a Diagnostic>) {
    let mut found: Vec<&Diagnostic> = found.collect();
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|d| call(d.severity));
    let _ = writeln!(out, "{title}");
    let mut file = None;
    for d in found {
        if file != Some(d.origin.path()) {
            file = Some(d.origin.path());
            if let Some(path) = d.origin.path() {
                let _ = writeln!(out, "  {path}");
            }
        }
        out.push_str(&finding(d, "    ", false));
    }
    out.push('\n');
}
