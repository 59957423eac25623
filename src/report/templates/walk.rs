//! Goes through everything that a context holds, by the table of kinds.

use std::collections::BTreeMap;

use tera::{Context, Value};

use crate::document::Manuscript;
use crate::merge::names;
use crate::words::templates::{self as words, Kind};

/// Longest example, characters.
const EXAMPLE: usize = 24;

/// So many places where a kind is found are told.
const PLACES: usize = 4;

/// What was found under one name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How often.
    pub count: usize,
    /// The first value that says something.
    pub example: String,
}

/// What a context holds.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Names by kind.
    pub fields: BTreeMap<(&'static str, String), Found>,
    /// How many values of a kind there were.
    pub instances: BTreeMap<&'static str, usize>,
    /// Paths of what the table does not know.
    pub unknown: Vec<String>,
    places: BTreeMap<&'static str, Vec<String>>,
}

impl Seen {
    /// Names that the workspace gave to values under a kind, in order.
    pub fn named(&self, kind: &str) -> impl Iterator<Item = (&str, &Found)> {
        let known = words::kind_of(kind);
        let own = move |key: &str| known.is_some_and(|k| k.all().any(|f| f.key == key));
        self.fields.iter().filter(move |((k, key), _)| *k == kind && !own(key)).map(|((_, key), found)| (key.as_str(), found))
    }

    /// Where values of a kind are found, as a template writes it.
    pub fn from(&self, kind: &str) -> Vec<String> {
        self.places.get(kind).cloned().unwrap_or_default()
    }

    fn place(&mut self, kind: &'static str, path: String) {
        let places = self.places.entry(kind).or_default();
        if places.len() < PLACES && !places.contains(&path) {
            places.push(path);
        }
    }

    fn map(&mut self, kind: &'static Kind, path: &str, fields: impl Iterator<Item = (String, Value)>) {
        *self.instances.entry(kind.id).or_default() += 1;
        for (key, value) in fields {
            let Some(field) = kind.field(&key) else {
                self.unknown.push(format!("{path}.{key}"));
                continue;
            };
            let found = self.fields.entry((kind.id, key.clone())).or_default();
            found.count += 1;
            if found.example.is_empty() {
                found.example = example(&value);
            }
            let shown = if kind.letter.is_empty() { key.clone() } else { format!("{}.{}", kind.letter, if field.key == "*" { "…" } else { &key }) };
            self.value(field.of, &shown, &value);
        }
    }

    fn value(&mut self, kind: &'static str, path: &str, value: &Value) {
        if let Some(list) = value.as_array() {
            let each = format!("{path}[…]");
            list.iter().for_each(|v| self.value(kind, &each, v));
            return;
        }
        let Some(map) = value.as_map() else { return };
        let Some(known) = words::kind_of(kind) else {
            self.unknown.push(path.to_owned());
            return;
        };
        self.place(known.id, path.to_owned());
        self.map(known, path, map.iter().filter_map(|(k, v)| Some((k.as_str()?.to_owned(), v.clone()))));
    }
}

/// Everything under the names of a context, which is a value of kind `root`.
pub fn walk(root: &'static str, context: &Context) -> Seen {
    let mut seen = Seen::default();
    if let Some(kind) = words::kind_of(root) {
        // In the order of the table, so that examples are those of the totals.
        let mut there = names(context);
        there.sort_by_key(|n| kind.fields.iter().position(|f| f.key == n).unwrap_or(usize::MAX));
        seen.map(kind, "", there.into_iter().filter_map(|n| Some((n.clone(), context.get(&n)?.clone()))));
    }
    seen.unknown.sort();
    seen.unknown.dedup();
    seen
}

/// A value in a few characters; of a figure its words.
fn example(value: &Value) -> String {
    if let Some(yes) = value.as_bool() {
        return words::flag(yes).to_owned();
    }
    if let Some(list) = value.as_array() {
        let texts: Vec<String> = list.iter().filter_map(Value::as_str).map(plain).collect();
        return if list.is_empty() {
            String::new()
        } else if texts.len() == list.len() {
            short(&texts.join("、"))
        } else {
            words::things(list.len())
        };
    }
    if value.is_map() {
        return value.get_from_path("text").map(example).unwrap_or_default();
    }
    short(&plain(value.to_string()))
}

/// Text without the marks of its figures and without escapes.
fn plain(text: impl AsRef<str>) -> String {
    Manuscript::from_merged("", text.as_ref()).text.replace('\\', "")
}

fn short(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut chars = line.chars();
    let short: String = chars.by_ref().take(EXAMPLE).collect();
    if chars.next().is_some() { format!("{short}…") } else { short }
}
