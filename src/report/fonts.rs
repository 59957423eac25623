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
    for notice in [book.damage_notice(), book.substitution_notice()].into_iter().flatten() {
        let _ = writeln!(out, "{notice}");
    }
    out
}
