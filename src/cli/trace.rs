//! `trace`: where a figure of a text comes from.

use super::args::{TextOrJson, TraceArgs};
use super::text::text_of_a_paper;
use super::{Exit, print, say, say_one};
use crate::document::{self, Manuscript};
use crate::pipeline;
use crate::provenance::{answer, passages};
use crate::words::provenance as words;

pub(super) fn trace(args: &TraceArgs) -> Exit {
    let (shown, text, ws) = match text_of_a_paper(&args.file) {
        Ok(there) => there,
        Err(d) => {
            say_one(d);
            return Exit::Refused;
        }
    };
    let (Some(document), found) = document::parse(&Manuscript::from_text(shown.as_str(), &text)) else {
        say_one(words::no_paper(&shown));
        return Exit::Refused;
    };
    if found.has_errors() {
        say(&found);
    }
    let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let there = bare(&args.at);
    let written = passages(&document).iter().any(|p| bare(&p.text).contains(&there));
    // What is not in the words may be in a picture of a chart.
    if there.is_empty() || !(written || pipeline::has_chart(&document)) {
        say_one(words::not_in_text(&shown, &args.at));
        return Exit::Findings;
    }
    match pipeline::remake(&ws, &document, &shown) {
        Err(found) => {
            say(&found);
            Exit::Refused
        }
        Ok(remade) => {
            let mut entries = answer::trace(&remade.provenance, &args.at);
            entries.retain(|e| written || e.mention.passage.drawn);
            if entries.is_empty() && !written {
                say_one(words::not_in_text(&shown, &args.at));
                return Exit::Findings;
            }
            if entries.is_empty() {
                let edited = !passages(&remade.document).iter().any(|p| bare(&p.text).contains(&there));
                say_one(words::no_figure(&shown, &args.at, edited));
                return Exit::Findings;
            }
            let below = pipeline::below(&ws, &entries);
            print(&match args.format {
                TextOrJson::Text => answer::text(&entries, &below),
                TextOrJson::Json => answer::json(&entries, &below),
            });
            Exit::Done
        }
    }
}
