//! All integration tests in one binary (the embedded font is linked once), one module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod audience;
mod audit;
mod bad_input;
mod base;
mod campaign;
mod canonical;
mod charts;
mod circular;
mod cli;

mod cross;
mod document;
mod document_cases;
mod elements;
mod elements_end;
mod elements_odd;
mod figures;
mod font;
mod formats;
mod forms;
mod inspect;
mod intake;
mod intake_damage;
mod intake_kinds;
mod layers;
mod layout;
mod layout_properties;
mod layout_tables;
mod lint;
mod measure;
mod merge;
mod papers;
mod paragraph;
mod pdf;
mod program;
mod provenance;
mod read;
mod register;
mod respacing;
mod rollup;
mod rules;
mod samples;
mod second;
mod sheets;
mod slips;
mod templates;
mod title;
mod totals;
mod validate;

/// The Rust sources below a folder of the repository, by path with `/`.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    walkdir::WalkDir::new(root.join(folder))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.path().extension().is_some_and(|x| x == "rs"))
        .map(|e| {
            let path = e.path().strip_prefix(root).unwrap().iter().map(|p| p.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
            (path, std::fs::read_to_string(e.path()).unwrap())
        })
        .collect()
}

/// Inlines in one line: bold in `<>`, links `[text→url]`, breaks `⏎`.
fn show(inlines: &[hongtou::document::Inline]) -> String {
    inlines
        .iter()
        .map(|i| match i {
            hongtou::document::Inline::Text(t) => t.text.clone(),
            hongtou::document::Inline::Strong(inner) => format!("<{}>", show(inner)),
            hongtou::document::Inline::Link { url, text } => format!("[{}→{url}]", show(text)),
            hongtou::document::Inline::Break => "⏎".into(),
        })
        .collect()
}
