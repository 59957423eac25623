//! `lint`: findings by line with place, words around, right form and source; what `--fix` changed.

use std::fmt::Write;

use serde::Serialize;

use crate::diag::Diagnostics;
use crate::lint::{Change, Finding, Level};
use crate::words::lint as words;

#[derive(Serialize)]
struct Answer<'a> {
    file: &'a str,
    findings: &'a [Finding],
    changes: &'a [Change],
    diagnostics: &'a Diagnostics,
}

/// For programs.
pub fn json(file: &str, findings: &[Finding], changes: &[Change], diagnostics: &Diagnostics) -> String {
    serde_json::to_string_pretty(&Answer { file, findings, changes, diagnostics }).unwrap_or_default() + "\n"
}

/// For people. `changes`: of a run with `--fix`; `all`: whether notes were asked for.
pub fn text(file: &str, findings: &[Finding], changes: Option<&[Change]>, all: bool) -> String {
    let mut out = String::new();
    match changes {
        Some([]) => {
            let _ = writeln!(out, "{}", words::NOTHING_TO_FIX);
        }
        Some(changes) => {
            let _ = writeln!(out, "{}", words::changed(file, changes.len()));
            for c in changes {
                let _ = writeln!(out, "  {}", words::change(c.line, c.rule, &c.before, &c.after));
            }
        }
        None => {}
    }
    if findings.is_empty() {
        let _ = writeln!(out, "{}", words::CLEAN);
        return out;
    }
    for f in findings {
        let mark = match f.level {
            Level::E => 'E',
            Level::W => 'W',
            Level::I => 'I',
        };
        let _ = writeln!(out, "{}　[{}] {}　{}", words::place(f.line, f.column), words::level(mark), f.rule, f.wrong);
        let _ = writeln!(out, "    {}【{}】{}", f.before, f.found, f.after);
        let right = words::right(&f.right, f.mended.as_deref());
        let _ = writeln!(out, "    {}{right}　{}{}", words::RIGHT, words::SOURCE, f.source);
    }
    let count = |level| findings.iter().filter(|f| f.level == level).count();
    let fixable = findings.iter().filter(|f| f.fixable).count();
    let _ = writeln!(out, "{}", words::counts(count(Level::E), count(Level::W), count(Level::I), fixable, all));
    out
}
