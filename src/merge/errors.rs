//! What the template engine finds wrong, as diagnostics with file, line and column.
//!
//! The engine speaks English, and for some findings its text is the only place where line and column stand; both are turned here.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind};

use super::templates::TemplateSource;
use crate::diag::Diagnostic;
use crate::origin::Origin;
use crate::words::merge as words;

/// One finding as the engine reports it.
struct Finding {
    message: String,
    template: String,
    line: u32,
    column: u32,
}

/// All findings of an error, each with the name of the template concerned.
pub(super) fn diagnostics(error: &Error, sources: &BTreeMap<String, TemplateSource>) -> Vec<(String, Diagnostic)> {
    findings(error)
        .into_iter()
        .filter_map(|f| {
            let source = sources.get(&f.template)?;
            let origin = Origin::Text { file: source.path.as_str().into(), line: f.line, column: f.column };
            let near = source.text.lines().nth(f.line.saturating_sub(1) as usize).unwrap_or("").trim();
            Some((f.template, words::template_error(origin, &f.message, near)))
        })
        .collect()
}

/// A template that cannot be used although the engine did not say where the trouble is.
pub(super) fn unplaced(name: &str, sources: &BTreeMap<String, TemplateSource>) -> Diagnostic {
    let path = sources.get(name).map_or(name, |s| s.path.as_str());
    words::template_error(Origin::file(path), "", "")
}

fn findings(error: &Error) -> Vec<Finding> {
    match error.kind() {
        ErrorKind::SyntaxError(r) | ErrorKind::RenderingError(r) => vec![Finding {
            message: r.message().to_owned(),
            template: r.filename().to_owned(),
            line: r.span().start_line as u32,
            column: r.span().start_col as u32 + 1,
        }],
        ErrorKind::Msg(text) => reports(text),
        ErrorKind::MissingParent { current, .. }
        | ErrorKind::CircularExtend { tpl: current, .. }
        | ErrorKind::CircularInclude { tpl: current, .. } => {
            vec![Finding { message: error.to_string(), template: current.clone(), line: 1, column: 1 }]
        }
        _ => Vec::new(),
    }
}

/// Takes `error: MESSAGE` and ` --> FILE:LINE:COLUMN` out of the engine's printed reports.
fn reports(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(m) = line.strip_prefix("error: ") {
            message = Some(m.to_owned());
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(message) = message.take()
        {
            let mut parts = place.rsplitn(3, ':');
            if let (Some(column), Some(line), Some(template)) = (parts.next(), parts.next(), parts.next())
                && let (Ok(column), Ok(line)) = (column.parse(), line.parse())
            {
                found.push(Finding { message, template: template.to_owned(), line, column });
            }
        }
    }
    found
}
