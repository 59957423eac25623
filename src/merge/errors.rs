//! What the template engine finds wrong, as diagnostics with file, line and column, the line itself and what was probably meant.
//!
//! The engine speaks English, and for some findings its text is the only place where line and column stand; both are turned here. What is really
//! there at a place comes from the engine where it tells it, else from the context.

use std::collections::BTreeMap;

use tera::{Context, Error, ErrorKind};

use super::scope::{self, Missing};
use super::templates::TemplateSource;
use crate::diag::Diagnostic;
use crate::origin::Origin;
use crate::words::merge::{self as words, Fault};
use crate::words::templates::{BUILTIN, FILTERS, FUNCTIONS};

/// Behind it the engine lists the names that are there.
pub(super) const VARIABLES: &str = "Available variables: ";
const FIELDS: &str = "Available fields: ";

/// One finding as the engine reports it.
#[derive(Debug, Default)]
struct Finding {
    message: String,
    template: String,
    line: u32,
    column: u32,
    /// Places that the component at fault was used from: template, line, the innermost first.
    from: Vec<(String, u32)>,
}

/// All findings of an error, each with the name of the template concerned. `context` is there where the error came up in filling in.
pub(super) fn diagnostics(error: &Error, sources: &BTreeMap<String, TemplateSource>, context: Option<&Context>) -> Vec<(String, Diagnostic)> {
    findings(error)
        .into_iter()
        .filter_map(|mut f| {
            let source = sources.get(&f.template)?;
            let fault = fault(&mut f, source, sources, context);
            let origin = Origin::Text { file: source.path.as_str().into(), line: f.line, column: f.column };
            let near = scope::line(&source.text, f.line).trim().to_owned();
            let from = f.from.iter().filter_map(|(t, line)| Some((sources.get(t)?.path.clone(), *line))).collect::<Vec<_>>();
            Some((f.template, words::template_error(origin, &fault, &near, &from)))
        })
        .collect()
}

/// A template that cannot be used although the engine did not say where the trouble is.
pub(super) fn unplaced(name: &str, sources: &BTreeMap<String, TemplateSource>) -> Diagnostic {
    let path = sources.get(name).map_or(name, |s| s.path.as_str());
    words::template_error(Origin::file(path), &Fault::Other, "", &[])
}

/// Places where a template prints a list or a whole set of fields instead of one of its texts.
pub(super) fn unprintable(source: &TemplateSource, context: &Context) -> Option<Diagnostic> {
    let (at, path, list) = scope::printed(&source.text).find_map(|(at, path)| {
        let value = scope::value(&source.text, at, context, path).ok()?;
        (value.is_map() || value.is_array()).then(|| (at, path, value.is_array()))
    })?;
    let (line, column) = scope::place(&source.text, at);
    let origin = Origin::Text { file: source.path.as_str().into(), line, column };
    let near = scope::line(&source.text, line).trim().to_owned();
    Some(words::template_error(origin, &Fault::NotText { path: path.to_owned(), list }, &near, &[]))
}

/// What is wrong, in terms of what the clerk wrote.
fn fault(f: &mut Finding, source: &TemplateSource, sources: &BTreeMap<String, TemplateSource>, context: Option<&Context>) -> Fault {
    let text = source.text.as_str();
    let at = scope::offset(text, f.line, f.column);
    let name = quoted(&f.message).to_owned();
    let among = |known: Vec<String>| nearest(&name, &known);
    let message = f.message.clone();
    match message.as_str() {
        m if m.starts_with("Unknown filter") => {
            Fault::Filter { near: among(FILTERS.iter().chain(BUILTIN).map(|x| x.name.to_owned()).collect()), name }
        }
        m if m.starts_with("Unknown function") => Fault::Function { near: among(FUNCTIONS.iter().map(|x| x.name.to_owned()).collect()), name },
        m if m.starts_with("Unknown test") => Fault::Test { name },
        m if m.starts_with("Unknown component") || m.starts_with("Component '") => {
            Fault::Component { near: among(sources.values().flat_map(|s| scope::components(&s.text)).collect()), name }
        }
        m if m.starts_with("Unknown template") || m.starts_with("Template '") => {
            Fault::Include { near: among(sources.keys().cloned().collect()), name }
        }
        m if m.starts_with("Variable") || (m.starts_with("Field") && m.contains(FIELDS)) => {
            let there = m.split_once(VARIABLES).or_else(|| m.split_once(FIELDS)).map_or("", |(_, names)| names);
            let known: Vec<String> = there.split(", ").filter(|n| !n.is_empty()).map(str::to_owned).collect();
            let parent = scope::path_before(text, at);
            Fault::Name { near: nearest(&name, &known), written: format!("{parent}{name}"), parent, of_a_list: false }
        }
        // What a function is given: the expression behind `of=`.
        m if m.starts_with("Field `of` is undefined") => match scope::given(text, at, "of") {
            Some(at) => undefined(text, at, context),
            None => Fault::FilterArgument { name, filter: scope::word_at(text, at) },
        },
        m if m.starts_with("Component argument `") => {
            let types: Vec<&str> = m.split('`').skip(3).step_by(2).collect();
            let (got, wanted) = (types.first().copied().unwrap_or_default(), types.get(1).copied().unwrap_or_default());
            let given = scope::argument(text, at, &name);
            let near = given.and_then(|at| match undefined(text, at, context) {
                Fault::Name { near: Some(near), parent, .. } => Some(format!("{parent}{near}")),
                _ => None,
            });
            Fault::ComponentType { name, component: scope::called(text, at), got: got.to_owned(), wanted: wanted.to_owned(), near }
        }
        m if m.starts_with("Field") || m.contains("undefined") || m.starts_with("Cannot index") => undefined(text, at, context),
        m if m.starts_with("Argument `") || m.starts_with("Implicit argument") => {
            Fault::ComponentArgument { name, component: scope::called(text, at) }
        }
        m if m.starts_with("Missing keyword argument") => Fault::FilterArgument { name, filter: scope::word_at(text, at) },
        m if m.starts_with("Unknown argument") => {
            let known: Vec<String> = m.split_once("are: ").map_or("", |(_, k)| k).split(", ").map(|k| k.trim_matches('`').to_owned()).collect();
            Fault::UnknownArgument { near: nearest(&name, &known), name, component: scope::called(text, at), known }
        }
        m if m.starts_with("Iteration not possible") => Fault::NotAList { path: scope::path_at(text, at), got: name },
        m if m.starts_with("Invalid type") || m.contains("has no length") => Fault::Type { path: scope::path_at(text, at) },
        m if m.starts_with("Cannot compare") || m.starts_with("Math operations") || m.starts_with("`+` requires") => Fault::Arithmetic,
        m if m.starts_with("Unexpected end of input") => match scope::unclosed(text) {
            Some((at, opened)) => {
                (f.line, f.column) = scope::place(text, at);
                Fault::Unclosed { opened }
            }
            None => Fault::Other,
        },
        m if m.starts_with("Unknown tag") => {
            let word = scope::word_at(text, at);
            match scope::open_before(text, at) {
                Some((line, open)) if word.starts_with("end") && word != format!("end{open}") => Fault::Crossed { found: word, open, line },
                None if word.starts_with("end") => Fault::NothingOpen { found: word },
                _ => Fault::Tag { near: nearest(&word, &scope::TAGS.map(str::to_owned)), found: word },
            }
        }
        m if m.starts_with("String opened") => Fault::Quote,
        m if m.starts_with("Closing comment tag") => Fault::Comment,
        m if m.starts_with("Unexpected character") => Fault::Character { found: text.get(at..).and_then(|t| t.chars().next()).unwrap_or(' ') },
        m if m.starts_with("Found `=`") => Fault::SingleEquals,
        m if m.starts_with("Found `|`") => Fault::DoubleBar,
        m if m.starts_with("Found `}`") => Fault::Character { found: '}' },
        m if m.starts_with("Found ") => {
            Fault::Found { found: name, wanted: m.rsplit_once("expected ").map_or("", |(_, w)| w.trim_matches(['.', '`'])).to_owned() }
        }
        m if m.contains("Circular") => Fault::Circular,
        m if m.starts_with("Chart: ") => Fault::Chart { what: m.trim_start_matches("Chart: ").to_owned() },
        m if m.starts_with("Not printable: ") => Fault::Said { what: m.trim_start_matches("Not printable: ").to_owned() },
        _ => Fault::Other,
    }
}

/// Something is used that is not there: which name of its path is the first that is missing, and what there is.
fn undefined(text: &str, at: usize, context: Option<&Context>) -> Fault {
    let path = scope::path_at(text, at);
    match context.map(|c| scope::value(text, at, c, &path)) {
        Some(Err(Missing { name, parent, known, list })) => {
            Fault::Name { near: nearest(&name, &known), written: format!("{parent}{name}"), parent, of_a_list: list }
        }
        _ => Fault::Name { near: None, written: path, parent: String::new(), of_a_list: false },
    }
}

/// The known name that was probably meant.
fn nearest(written: &str, known: &[String]) -> Option<String> {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    crate::words::toml::meant(written, &known)
        .or_else(|| known.iter().copied().find(|k| written.len() > 2 && k.starts_with(written)))
        .map(str::to_owned)
}

/// The first name between backquotes or single quotes.
fn quoted(message: &str) -> &str {
    let quoted = |q: char| message.split(q).nth(1);
    quoted('`').or_else(|| quoted('\'')).unwrap_or("")
}

fn findings(error: &Error) -> Vec<Finding> {
    match error.kind() {
        ErrorKind::SyntaxError(r) | ErrorKind::RenderingError(r) => {
            // The places that a component was used from stand in the printed report only.
            let from = reports(&error.to_string()).into_iter().next().map(|f| f.from).unwrap_or_default();
            vec![Finding {
                message: r.message().to_owned(),
                template: r.filename().to_owned(),
                line: r.span().start_line as u32,
                column: r.span().start_col as u32 + 1,
                from,
            }]
        }
        ErrorKind::Msg(text) => reports(text),
        ErrorKind::MissingParent { current, .. }
        | ErrorKind::CircularExtend { tpl: current, .. }
        | ErrorKind::CircularInclude { tpl: current, .. } => {
            vec![Finding { message: error.to_string(), template: current.clone(), line: 1, column: 1, from: Vec::new() }]
        }
        _ => Vec::new(),
    }
}

/// Takes `error: MESSAGE` and ` --> FILE:LINE:COLUMN` out of the engine's printed reports, and `note: called from FILE:LINE:COLUMN`.
fn reports(text: &str) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(m) = line.strip_prefix("error: ") {
            message = Some(m.to_owned());
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(message) = message.take()
        {
            if let Some((template, line, column)) = place_of(place) {
                found.push(Finding { message, template, line, column, from: Vec::new() });
            }
        } else if let Some((template, line, _)) = line.strip_prefix("note: called from ").and_then(place_of)
            && let Some(last) = found.last_mut()
        {
            last.from.push((template, line));
        }
    }
    found
}

/// `FILE:LINE:COLUMN`
fn place_of(text: &str) -> Option<(String, u32, u32)> {
    let mut parts = text.rsplitn(3, ':');
    let (column, line, template) = (parts.next()?, parts.next()?, parts.next()?);
    Some((template.to_owned(), line.parse().ok()?, column.parse().ok()?))
}
