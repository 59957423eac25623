//! What templates may use, as text: an overview of all, or everything that one can name, with examples of a real period.

mod walk;

use std::fmt::Write;

use tera::Context;

use crate::campaign::Campaign;
use crate::merge::{Component, Templates};
use crate::words::templates::{self as words, Filter, Kind};

pub use walk::{Seen, walk};

/// Widest column of names.
const WIDEST: usize = 30;

/// A template and what stands in its context.
#[derive(Debug)]
pub struct Subject {
    /// Id of the paper.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Name of its template.
    pub template: String,
    /// `internal`, `counties`, `public`.
    pub audience: &'static str,
    /// The kind of value that its context is.
    pub root: &'static str,
    /// Name of the period that the examples are of; empty where there are no forms.
    pub period: String,
    /// Whose copy they are of.
    pub of: String,
    /// What it can name.
    pub context: Context,
    /// What the same paper could name if it were internal, where it is not.
    pub internal: Option<Context>,
}

/// All templates: which papers use each, what the others are for, which are broken.
pub fn overview(campaign: &Campaign, templates: &Templates) -> String {
    let mut out = format!("{}\n", words::OVERVIEW);
    let mut papers: Vec<(String, Vec<String>)> = Vec::new();
    let uses = campaign.papers.iter().filter_map(|p| Some((p.template.clone()?, p.id.clone(), p.title.clone())));
    let slip = campaign.reminder.iter().map(|r| (r.template.clone(), words::SLIPS.to_owned(), r.title.clone()));
    for (template, id, title) in uses.chain(slip) {
        let said = format!("{id}《{title}》");
        match papers.iter_mut().find(|(t, _)| *t == template) {
            Some((_, of)) => of.push(said),
            None => papers.push((template, vec![said])),
        }
    }
    let row = |t: &String, of: &[String]| (t.clone(), words::used_by(of));
    section(&mut out, words::PAPERS, papers.iter().map(|(t, of)| row(t, of)));

    let names: Vec<String> = templates.names().map(str::to_owned).collect();
    let other: Vec<&String> = names.iter().filter(|n| !papers.iter().any(|(t, _)| t == *n)).collect();
    let includers = |name: &str| -> Vec<String> {
        let of = names.iter().filter(|n| *n != name && templates.reached(n).iter().any(|s| s.path.ends_with(&format!("/{name}"))));
        of.filter(|n| papers.iter().any(|(t, _)| t == *n)).cloned().collect()
    };
    let components = templates.components();
    let held = |name: &str| -> Vec<String> { components.iter().filter(|c| c.file.ends_with(&format!("/{name}"))).map(|c| c.name.clone()).collect() };
    let included: Vec<(String, String)> = other.iter().filter_map(|n| Some(row(n, &Some(includers(n)).filter(|i| !i.is_empty())?))).collect();
    let parts: Vec<(String, String)> =
        other.iter().filter_map(|n| Some(((*n).clone(), words::holds(&Some(held(n)).filter(|h| !h.is_empty())?)))).collect();
    let unused = other.iter().filter(|n| includers(n).is_empty() && held(n).is_empty()).map(|n| ((*n).clone(), String::new()));
    section(&mut out, words::INCLUDED, included.into_iter());
    section(&mut out, words::PARTS, parts.into_iter());
    section(&mut out, words::UNUSED, unused);
    section(&mut out, words::BROKEN, names.iter().filter(|n| !templates.faults(n).is_empty()).map(|n| (n.clone(), String::new())));
    if let Some(first) = campaign.papers.iter().find(|p| p.template.is_some()) {
        let _ = writeln!(out, "\n{} hongtou templates {}", words::MORE, first.id);
    }
    out
}

/// Everything that a paper's template can use.
pub fn detail(campaign: &Campaign, templates: &Templates, subject: &Subject) -> String {
    let path = format!("templates/{}", subject.template);
    let mut out = format!("{}\n", words::paper(&subject.title, &subject.id, &path, &words::audience(subject.audience)));
    let head = if subject.period.is_empty() { words::NO_PERIOD.to_owned() } else { words::examples_of(&subject.period, &subject.of) };
    let _ = writeln!(out, "{head}");
    let seen = walk(subject.root, &subject.context);
    let whole = subject.internal.as_ref().map(|c| walk(subject.root, c));
    for kind in words::KINDS.iter().filter(|k| seen.instances.contains_key(k.id)) {
        let rows = rows(campaign, kind, &seen, whole.as_ref());
        section(&mut out, &words::heading(kind.name, kind.letter, &seen.from(kind.id)), rows.into_iter());
    }
    for cases in words::CASES.iter().take(if subject.root == words::PAPER { usize::MAX } else { 0 }) {
        let head = words::cases(cases.of, cases.cases.first().map_or("", |(case, _)| case));
        section(&mut out, &head, cases.cases.iter().map(|(case, told)| ((*case).to_owned(), (*told).to_owned())));
    }
    for (head, list) in [(words::FILTERS_HEAD, words::FILTERS), (words::BUILTIN_HEAD, words::BUILTIN), (words::FUNCTIONS_HEAD, words::FUNCTIONS)] {
        section(&mut out, head, list.iter().map(filter));
    }
    section(&mut out, words::COMPONENTS_HEAD, templates.components().iter().map(component));
    if let Some(whole) = &whole {
        let _ = writeln!(out, "\n〔{}〕", words::KEPT_HEAD);
        for line in kept(campaign, &seen, whole) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// The fields of a kind with what they are and an example.
fn rows(campaign: &Campaign, kind: &Kind, seen: &Seen, whole: Option<&Seen>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    // What it shares with another kind is told there.
    let known = words::kind_of(kind.also).filter(|k| seen.instances.contains_key(k.id));
    let own = kind.all().skip(known.map_or(0, |k| k.fields.len()));
    let instances = seen.instances.get(kind.id).copied().unwrap_or_default();
    for field in own.filter(|f| f.key != "*") {
        let here = seen.fields.get(&(kind.id, field.key.to_owned()));
        // What only internal papers have is told at the end.
        if here.is_none() && whole.is_some_and(|w| w.fields.contains_key(&(kind.id, field.key.to_owned()))) {
            continue;
        }
        let mut told = field.told.to_owned();
        match here {
            Some(found) => {
                if found.count < instances {
                    told.push_str(&format!("（{}）", words::SOMETIMES));
                }
                if !found.example.is_empty() {
                    told.push_str(&format!("　{}", words::example(&found.example)));
                }
            }
            None => told.push_str(&format!("（{}）", words::NOT_NOW)),
        }
        out.push((field.key.to_owned(), told));
    }
    for (key, found) in seen.named(kind.id) {
        let told = named(campaign, kind.id, key).unwrap_or_else(|| kind.field(key).map_or(String::new(), |f| f.told.to_owned()));
        let example = if found.example.is_empty() { String::new() } else { format!("　{}", words::example(&found.example)) };
        out.push((key.to_owned(), format!("{told}{example}").trim_start_matches('　').to_owned()));
    }
    out
}

/// What the campaign file says of a name that it gave.
fn named(campaign: &Campaign, kind: &str, key: &str) -> Option<String> {
    let called = |id: &str| id.replace('-', "_") == key;
    match kind {
        "figures" => campaign.indicators.iter().find(|i| called(&i.id)).map(|i| i.name.clone()),
        // The words themselves say what they are.
        "phrases" => Some(String::new()),
        "lists" => campaign.form.lists.iter().find(|l| called(&l.id)).map(|l| l.name.clone()),
        "info" => campaign.form.fields.iter().find(|f| called(&f.id)).map(|f| f.label.clone()),
        "item" | "problem" | "record" => {
            let mut names: Vec<&str> =
                campaign.form.lists.iter().flat_map(|l| &l.columns).filter(|c| called(&c.id)).map(|c| c.name.as_str()).collect();
            names.dedup();
            names.first().map(|n| (*n).to_owned())
        }
        _ => None,
    }
}

/// What internal papers have and this one has not.
fn kept(campaign: &Campaign, seen: &Seen, whole: &Seen) -> Vec<String> {
    let mut out = Vec::new();
    for kind in words::KINDS.iter().filter(|k| seen.instances.contains_key(k.id)) {
        for field in kind.all().filter(|f| f.key != "*") {
            let at = (kind.id, field.key.to_owned());
            if whole.fields.contains_key(&at) && !seen.fields.contains_key(&at) {
                out.push(words::kept(kind.letter, field.key, field.told));
            }
        }
    }
    let indicators: Vec<String> = whole
        .named("figures")
        .filter(|(key, _)| !seen.fields.contains_key(&("figures", (*key).to_owned())))
        .map(|(key, _)| format!("f.{key}（{}）", named(campaign, "figures", key).unwrap_or_default()))
        .collect();
    if !indicators.is_empty() {
        out.push(words::internal_indicators(&indicators));
    }
    let tasks: Vec<String> = campaign.tasks.iter().filter(|t| t.internal).map(|t| t.name.clone()).collect();
    if !tasks.is_empty() {
        out.push(words::internal_tasks(&tasks));
    }
    out
}

fn filter(f: &Filter) -> (String, String) {
    (f.name.to_owned(), format!("{}　{} → {}", f.told, f.example, f.gives))
}

fn component(c: &Component) -> (String, String) {
    let arguments: Vec<String> = c
        .arguments
        .iter()
        .map(|(name, kind)| {
            let optional = kind.split_once('=').map_or(String::new(), |(_, d)| words::may_be_left_out(d.trim()));
            format!("{name}：{}{optional}", words::argument(kind))
        })
        .collect();
    let told = if c.told.is_empty() { words::NO_COMMENT } else { c.told.as_str() };
    (c.name.clone(), format!("{told}　{}（{} 第{}行）", arguments.join("，"), c.file, c.line))
}

fn section(out: &mut String, head: &str, rows: impl Iterator<Item = (String, String)>) {
    let rows: Vec<(String, String)> = rows.collect();
    if rows.is_empty() {
        return;
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default().min(WIDEST);
    let _ = writeln!(out, "\n〔{head}〕");
    for (name, told) in rows {
        let _ = writeln!(out, "{}", format!("  {name:width$}  {told}").trim_end());
    }
}
