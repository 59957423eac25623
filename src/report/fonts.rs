//! `fonts`: what each role is set in.

use std::fmt::Write;

use serde::Serialize;

use crate::font::FontBook;
use crate::words::font as words;

#[derive(Serialize)]
struct Face {
    role: &'static str,
    name: String,
    file: String,
    substituted: bool,
}

/// For programs.
pub fn json(book: &FontBook) -> String {
    let faces: Vec<Face> =
        book.report().into_iter().map(|r| Face { role: r.key, name: r.postscript, file: r.file, substituted: r.substituted }).collect();
    serde_json::to_string_pretty(&faces).unwrap_or_default() + "\n"
}

/// For people.
pub fn text(book: &FontBook) -> String {
    let mut out = String::new();
    for r in book.report() {
        let pad = "　".repeat(3usize.saturating_sub(r.chinese.chars().count()));
        let _ = writeln!(out, "{}{pad}　{}　{}　{}", r.chinese, words::kind(r.substituted), r.name, r.file);
    }
    for file in book.damaged_files() {
        let _ = writeln!(out, "{}", words::damaged(&file.display().to_string()));
    }
    if let Some(notice) = book.substitution_notice() {
        let _ = writeln!(out, "{notice}");
    }
    out
}
