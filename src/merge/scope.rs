//! Reads a template's text as far as faults need it: tags that are open, the path that stands at a place, and what it leads to in a context.

use tera::{Context, Value};

use super::addressees::field;
use super::templates::Component;

/// Tags that templates of papers use.
pub(super) const TAGS: [&str; 12] =
    ["if", "elif", "else", "endif", "for", "endfor", "set", "set_global", "include", "component", "endcomponent", "raw"];

/// Tags that are closed by `end…`.
const PAIRED: [&str; 7] = ["if", "for", "component", "block", "filter", "raw", "set"];

/// So many names lead one to another before a search gives up (`set a = b`, `set b = a`).
const DEEPEST: usize = 8;

/// A name that is not there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Missing {
    /// The name.
    pub name: String,
    /// What stands before it, with its dot.
    pub parent: String,
    /// What there is instead.
    pub known: Vec<String>,
    /// Whether what stands before it is a list, which has no names.
    pub list: bool,
}

/// A line, counted from 1.
pub(super) fn line(text: &str, line: u32) -> &str {
    text.lines().nth(line.saturating_sub(1) as usize).unwrap_or("")
}

/// The byte at a line and a column, both counted from 1; columns are characters.
pub(super) fn offset(text: &str, line: u32, column: u32) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    start + rest.char_indices().nth(column.saturating_sub(1) as usize).map_or(rest.len(), |(i, _)| i)
}

/// Line and column of a byte.
pub(super) fn place(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line as u32, column as u32)
}

fn in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The word that begins at a byte.
pub(super) fn word_at(text: &str, at: usize) -> String {
    text.get(at..).unwrap_or("").chars().take_while(|c| in_name(*c)).collect()
}

/// The dotted path that begins before a byte and ends there: `f.` in front of `f.x`.
pub(super) fn path_before(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or("");
    let mut within = 0;
    let in_path = |c: char| match c {
        ']' => {
            within += 1;
            true
        }
        // A bracket that is open belongs to the path around this one.
        '[' => {
            within -= 1;
            within >= 0
        }
        c => in_name(c) || c == '.',
    };
    before.get(before.trim_end_matches(in_path).len()..).unwrap_or("").to_owned()
}

/// The whole dotted path around a byte, or behind `{{`, a bracket or `=` that stands there.
pub(super) fn path_at(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or("");
    let skipped = rest.len() - rest.trim_start_matches(['{', '%', '-', ' ', '(', '=']).len();
    let at = at + skipped;
    let mut within = 0;
    let in_path = |c: &char| match c {
        '[' => {
            within += 1;
            true
        }
        ']' => {
            within -= 1;
            within >= 0
        }
        c => in_name(*c) || *c == '.',
    };
    let behind: String = text.get(at..).unwrap_or("").chars().take_while(in_path).collect();
    format!("{}{behind}", path_before(text, at))
}

/// The component that is called at a byte.
pub(super) fn called(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or("").trim_start_matches(['{', '%', '-', ' ', '<']);
    rest.chars().take_while(|c| in_name(*c) || *c == '.').collect()
}

/// Where the expression of an argument `name={…}` begins, in the component call at a byte.
pub(super) fn argument(text: &str, at: usize, name: &str) -> Option<usize> {
    let call = text.get(at..)?;
    let call = call.get(..call.find("/>").unwrap_or(call.len()))?;
    let begin = call.find(&format!(" {name}={{"))? + name.len() + 3;
    Some(at + begin)
}

/// Where the expression of an argument `name=…` begins, in the function call at a byte.
pub(super) fn given(text: &str, at: usize, name: &str) -> Option<usize> {
    let call = text.get(at..)?;
    let call = call.get(..call.find("}}")?)?;
    Some(at + call.find(&format!("{name}="))? + name.len() + 1)
}

/// The templates that a text includes.
pub(super) fn included(text: &str) -> Vec<String> {
    let names = tags(text).filter(|t| t.word == "include").filter_map(|t| t.rest.split(['"', '\'']).nth(1));
    names.map(str::to_owned).collect()
}

/// The components that a text defines, each with the comment that stands directly above it.
pub(super) fn defined(text: &str) -> Vec<Component> {
    let of = |t: Tag<'_>| {
        let (name, arguments) = t.rest.trim().split_once('(')?;
        let arguments = arguments.trim_end().trim_end_matches(')');
        let parted = arguments.split(',').filter(|a| !a.trim().is_empty());
        let argument =
            |a: &str| a.split_once(':').map_or_else(|| (a.trim().to_owned(), String::new()), |(n, k)| (n.trim().to_owned(), k.trim().to_owned()));
        let above = text.get(..t.at)?.trim_end();
        let comment = above.strip_suffix("#}").and_then(|c| c.rsplit_once("{#")).map_or("", |(_, c)| c.trim_matches(['-', ' ', '\n']));
        Some(Component {
            name: name.trim().to_owned(),
            arguments: parted.map(argument).collect(),
            told: comment.to_owned(),
            file: String::new(),
            line: place(text, t.at).0,
        })
    };
    tags(text).filter(|t| t.word == "component").filter_map(of).collect()
}

/// The names of the components that a text defines.
pub(super) fn components(text: &str) -> Vec<String> {
    tags(text).filter(|t| t.word == "component").map(|t| word_at(t.rest.trim_start(), 0)).collect()
}

/// A tag `{% word rest %}`.
#[derive(Debug, Clone, Copy)]
struct Tag<'t> {
    at: usize,
    word: &'t str,
    rest: &'t str,
}

/// The tags of a text; what stands in comments is none.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let next = rest.find("{%").or_else(|| rest.find("{#"))?;
            if let Some(comment) = rest.find("{#").filter(|c| *c < rest.find("{%").unwrap_or(usize::MAX)) {
                at += comment + rest.get(comment..)?.find("#}").map_or(rest.len() - comment, |e| e + 2);
                continue;
            }
            let begin = at + next;
            let inner = text.get(begin + 2..)?;
            let end = inner.find("%}").unwrap_or(inner.len());
            at = (begin + 2 + end + 2).min(text.len());
            let inner = inner.get(..end)?.trim_start_matches('-').trim_end_matches('-').trim();
            let word = inner.split(|c: char| !in_name(c)).next()?;
            return Some(Tag { at: begin, word, rest: inner.get(word.len()..)? });
        }
    })
}

/// The tags that are open before a byte, the outermost first.
fn open(text: &str, before: usize) -> Vec<Tag<'_>> {
    let mut stack: Vec<Tag<'_>> = Vec::new();
    for tag in tags(text).take_while(|t| t.at < before) {
        if let Some(closed) = tag.word.strip_prefix("end") {
            if stack.last().is_some_and(|t| t.word == closed) {
                stack.pop();
            }
        } else if PAIRED.contains(&tag.word) && !(tag.word == "set" && tag.rest.contains('=')) {
            stack.push(tag);
        }
    }
    stack
}

/// What is opened in a text and never closed: a tag, or `{{`, `{%` themselves.
pub(super) fn unclosed(text: &str) -> Option<(usize, String)> {
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        if let Some(at) = text.rfind(open).filter(|at| !text.get(*at..).is_some_and(|t| t.contains(close))) {
            return Some((at, open.to_owned()));
        }
    }
    open(text, text.len()).last().map(|t| (t.at, t.word.to_owned()))
}

/// The innermost tag that is open before a byte, with its line.
pub(super) fn open_before(text: &str, at: usize) -> Option<(u32, String)> {
    // The place of a tag is that of its word; the tag itself begins before it.
    let begin = text.get(..at)?.rfind("{%")?;
    open(text, begin).last().map(|t| (place(text, t.at).0, t.word.to_owned()))
}

/// The paths that a text prints as they are, without filter: `{{ a.b }}`, with their places.
pub(super) fn printed(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("{{").filter_map(|(at, _)| {
        let inner = text.get(at + 2..)?;
        let inner = inner.get(..inner.find("}}")?)?;
        let path = inner.trim_matches(['-', ' ']);
        let is_path = path.starts_with(|c: char| c.is_ascii_alphabetic()) && path.chars().all(|c| in_name(c) || c == '.');
        let begin = at + 2 + inner.find(path)?;
        is_path.then_some((begin, path))
    })
}

/// What a path at a byte leads to in a context, through the loops and `set` around it.
///
/// # Errors
/// The first of its names that is not there. Where what stands before it cannot be told from the text, its names are not known.
pub(super) fn value(text: &str, at: usize, context: &Context, path: &str) -> Result<Value, Missing> {
    follow(text, at, context, path, DEEPEST)
}

fn follow(text: &str, at: usize, context: &Context, path: &str, deepest: usize) -> Result<Value, Missing> {
    let mut names = path.split('.');
    let first = names.next().unwrap_or("");
    let plain = word_at(first, 0);
    let root = match bound(text, at, &plain) {
        Some(Bound::Unknown) => None,
        Some(Bound::Each { of, at, tasks }) if deepest > 0 => follow(text, at, context, &of, deepest - 1).ok().and_then(|v| element(&v, tasks)),
        Some(Bound::Is { of, at }) if deepest > 0 => follow(text, at, context, &of, deepest - 1).ok(),
        Some(_) => None,
        None => match context.get(&plain) {
            Some(v) => Some(v.clone()),
            None => return Err(Missing { name: plain, parent: String::new(), known: super::names(context), list: false }),
        },
    };
    let unknown = |name: &str, parent: &str| Missing { name: name.to_owned(), parent: parent.to_owned(), known: Vec::new(), list: false };
    let Some(mut value) = root.filter(|_| first == plain) else {
        let (parent, name) = path.rsplit_once('.').map_or(("", path), |(p, n)| (p, n));
        return Err(unknown(name, &if parent.is_empty() { String::new() } else { format!("{parent}.") }));
    };
    let mut parent = format!("{first}.");
    for name in names {
        let plain = word_at(name, 0);
        let Some(next) = field(&value, &plain).cloned() else {
            let known = value.as_map().map(|m| m.keys().filter_map(|k| k.as_str()).map(str::to_owned).collect()).unwrap_or_default();
            return Err(Missing { name: plain, parent, known, list: value.is_array() });
        };
        if plain != name {
            // `x[…]` can be anything.
            return Err(unknown(name, &parent));
        }
        value = next;
        parent = format!("{parent}{name}.");
    }
    Ok(value)
}

fn element(list: &Value, tasks: bool) -> Option<Value> {
    let first = list.as_array()?.first()?;
    if tasks { element(field(first, "tasks")?, false) } else { Some(first.clone()) }
}

/// What a name stands for at a place.
enum Bound {
    /// One after another of what a path leads to; `tasks` of it where it went through that filter.
    Each { of: String, at: usize, tasks: bool },
    /// What a path leads to.
    Is { of: String, at: usize },
    /// Something that the text does not tell, such as the argument of a component.
    Unknown,
}

/// The loop, `set` or component around a place that gives a name its meaning: the nearest before it.
fn bound(text: &str, at: usize, name: &str) -> Option<Bound> {
    let around = open(text, at);
    let within = |t: &Tag<'_>| around.iter().any(|o| o.at == t.at);
    let mut found = None;
    for tag in tags(text).take_while(|t| t.at < at) {
        let rest = tag.rest.trim_start();
        match tag.word {
            "for" if within(&tag) => {
                let Some((names, of)) = rest.split_once(" in ") else { continue };
                if !names.split(',').any(|n| n.trim() == name) {
                    continue;
                }
                found = Some(path_of(of).filter(|_| !names.contains(',')).map_or(Bound::Unknown, |of_path| Bound::Each {
                    tasks: of.split('|').skip(1).any(|f| f.trim() == "tasks" || f.trim().starts_with("tasks ")),
                    of: of_path,
                    at: tag.at,
                }));
            }
            "set" | "set_global" => {
                let Some((set, of)) = rest.split_once('=').filter(|(n, _)| n.trim() == name) else { continue };
                let _ = set;
                let plain = path_of(of).filter(|p| p.len() == of.trim().len());
                found = Some(plain.map_or(Bound::Unknown, |of| Bound::Is { of, at: tag.at }));
            }
            "component" if within(&tag) => {
                let arguments = rest.split_once('(').map_or("", |(_, a)| a);
                if arguments.split(',').any(|a| word_at(a.trim(), 0) == name) {
                    found = Some(Bound::Unknown);
                }
            }
            _ => {}
        }
    }
    found.or_else(|| (name == "loop").then_some(Bound::Unknown))
}

/// The path that an expression begins with.
fn path_of(expression: &str) -> Option<String> {
    let path: String = expression.trim().chars().take_while(|c| in_name(*c) || *c == '.').collect();
    path.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_come_back() {
        let text = "第一行\n甲{{ x }}乙\n";
        assert_eq!(offset(text, 2, 5), text.find('x').unwrap());
        assert_eq!(place(text, text.find('x').unwrap()), (2, 5));
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(offset(text, 99, 99), text.len());
    }

    #[test]
    fn what_is_open_is_told_by_the_tags_alone() {
        assert_eq!(unclosed("{% if a %}{% for x in y %}{% endfor %}"), Some((0, "if".into())));
        assert_eq!(unclosed("{# {% if a %} #}{% set a = 1 %}x"), None);
        assert_eq!(unclosed("甲{{ x"), Some((3, "{{".into())));
        assert_eq!(unclosed("{{ x }}{% if a"), Some((7, "{%".into())));
        let text = "{% for x in y %}\n{% if a %}{% endfor %}";
        assert_eq!(open_before(text, text.find("endfor").unwrap()), Some((2, "if".into())));
    }

    #[test]
    fn a_path_is_followed_through_loops() {
        let mut context = Context::new();
        context.insert("groups", &serde_json::json!([{"tasks": [{"name": "甲", "figures": [{"text": "3个"}]}]}]));
        let text = "{% for t in groups | tasks | take(n=1) %}{% set s = t.figures %}{% for x in s %}{{ x.txt }}{% endfor %}{% endfor %}{{ t.name }}";
        let at = text.find("x.txt").unwrap();
        assert_eq!(value(text, at, &context, "x.text").unwrap().as_str(), Some("3个"));
        assert_eq!(value(text, at, &context, "x.txt").unwrap_err().known, ["text"]);
        assert_eq!(value(text, at, &context, "t.name").unwrap().as_str(), Some("甲"));
        // Behind the loop there is no `t`.
        assert_eq!(value(text, text.rfind("t.name").unwrap(), &context, "t.name").unwrap_err().known, ["groups"]);
        // Names that lead round in circles end.
        let text = "{% set a = b %}{% set b = a %}{{ a.x }}";
        assert!(value(text, text.len(), &context, "a.x").is_err());
    }
}
