//! The sheet as Markdown: a manuscript of its own, on turned pages.

use std::fmt::Write;

use super::Provenance;
use crate::document::{escape_text, toml_string};
use crate::words::provenance as words;

/// The sheet as a manuscript that can be set like any other.
pub fn markdown(sheet: &Provenance) -> String {
    let mut out = String::from("+++\nformat = \"plain\"\n");
    let _ = writeln!(out, "title = {}", toml_string(&words::title(&sheet.title)));
    let _ = writeln!(out, "subtitle = {}", toml_string(&words::subtitle(&sheet.period, sheet.entries.len(), sheet.edited)));
    out.push_str("audience = \"internal\"\nfolio = \"centre\"\n+++\n\n");
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    out.push_str(&row(&words::MARKDOWN_HEADS.map(str::to_owned)));
    out.push_str("|:-:|:-|:-|:-|:-|:-|:-|\n");
    for e in &sheet.entries {
        let spot = e.spot.map(|(page, line)| words::spot(page, line)).unwrap_or_default();
        let around = format!(
            "{}\n…{}**{}**{}…",
            escape_text(&e.mention.place),
            escape_text(&e.mention.before),
            escape_text(&e.mention.printed),
            escape_text(&e.mention.after)
        );
        let how = [e.how.as_str(), e.coverage.as_str()].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join("；");
        let cells = [
            e.number.to_string(),
            spot,
            // A cell is one line.
            around.replace('\n', "　"),
            escape_text(&e.what),
            escape_text(&how),
            escape_text(&words::check(e.agrees, &e.same)),
            escape_text(&words::sources(&e.sources)),
        ];
        out.push_str(&row(&cells));
    }
    out + &super::edits::markdown(&sheet.edits)
}
