//! The templates of a workspace, compiled once and shared by all papers.

use std::collections::BTreeMap;
use std::io::Write;

use tera::{Context, Tera};

use super::{errors, filters};
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::escape_text;

/// Text of a template with the name that users see (`templates/x.md`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateSource {
    /// Path relative to the workspace.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A piece of a template that others can use by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// Its arguments as they are written: name and kind, and what it is without one.
    pub arguments: Vec<(String, String)>,
    /// The comment above it.
    pub told: String,
    /// Where it is defined.
    pub file: String,
    /// In which line.
    pub line: u32,
}

/// All templates that could be compiled, and what is wrong with the others.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, TemplateSource>,
    broken: BTreeMap<String, Vec<Diagnostic>>,
}

/// Folder of the templates; their names in `include` and in the campaign file are relative to it.
const FOLDER: &str = "templates/";

/// What is escaped when a template prints it: everything that is not marked as finished text.
fn escape(input: &str, out: &mut dyn Write) -> std::io::Result<()> {
    out.write_all(escape_text(input).as_bytes())
}

fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape);
    filters::register(&mut tera);
    tera
}

impl Templates {
    /// Compiles the templates. A broken one harms only the papers that use it.
    pub fn compile(sources: Vec<TemplateSource>) -> Self {
        let sources: BTreeMap<String, TemplateSource> =
            sources.into_iter().map(|s| (s.path.strip_prefix(FOLDER).unwrap_or(&s.path).to_owned(), s)).collect();
        let mut good: BTreeMap<&str, &str> = sources.iter().map(|(name, s)| (name.as_str(), s.text.as_str())).collect();
        let mut broken: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        // Tera takes all templates or none: those that it complains of are set aside until the rest holds together.
        loop {
            let mut tera = engine();
            let Err(error) = tera.add_raw_templates(good.iter().map(|(n, t)| (*n, *t))) else {
                return Self { tera, sources, broken };
            };
            let found = errors::diagnostics(&error, &sources, None);
            let before = good.len();
            for (name, diagnostic) in found {
                good.remove(name.as_str());
                broken.entry(name).or_default().push(diagnostic);
            }
            if good.len() == before {
                // The engine named none of ours: no template can be trusted.
                for name in std::mem::take(&mut good).into_keys() {
                    broken.entry(name.to_owned()).or_default().push(errors::unplaced(name, &sources));
                }
            }
        }
    }

    /// Names of the templates, broken ones too, as the campaign file gives them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// The texts of the templates by name.
    pub fn sources(&self) -> impl Iterator<Item = &TemplateSource> {
        self.sources.values()
    }

    /// Fills a template in.
    ///
    /// # Errors
    /// What is wrong with the template or with what it asks for, with its place.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, Diagnostics> {
        if let Some(found) = self.broken.get(name) {
            return Err(found.iter().cloned().collect());
        }
        if !self.sources.contains_key(name) {
            return Err(Diagnostics::from_iter([crate::words::merge::no_template(&format!("{FOLDER}{name}"))]));
        }
        let rendered = self.tera.render(name, context).map_err(|error| {
            // A paper fails with its parts: what is wrong with a part that it includes is said as well.
            let mut found: Vec<Diagnostic> = errors::diagnostics(&error, &self.sources, Some(context)).into_iter().map(|(_, d)| d).collect();
            if found.is_empty() {
                found.push(errors::unplaced(name, &self.sources));
            }
            found.into_iter().collect::<Diagnostics>()
        })?;
        // The engine prints a list or a set of fields as a program would write it; nobody means that.
        match self.reached(name).into_iter().find_map(|s| errors::unprintable(s, context)) {
            Some(found) => Err(Diagnostics::from_iter([found])),
            None => Ok(rendered),
        }
    }

    /// What is wrong with a template that cannot be used; nothing for a good one.
    pub fn faults(&self, name: &str) -> &[Diagnostic] {
        self.broken.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// A template and those that it includes, each once.
    pub fn reached(&self, name: &str) -> Vec<&TemplateSource> {
        let mut names = vec![name.to_owned()];
        let mut n = 0;
        while let Some(source) = names.get(n).cloned().map(|name| self.sources.get(&name)) {
            let more = source.map(|s| super::scope::included(&s.text)).unwrap_or_default();
            names.extend(more.into_iter().filter(|m| self.sources.contains_key(m)));
            let mut seen = std::collections::BTreeSet::new();
            names.retain(|name| seen.insert(name.clone()));
            n += 1;
        }
        names.iter().filter_map(|n| self.sources.get(n)).collect()
    }

    /// The components that templates can use, by name: where each is defined, its arguments as they are written, the comment above it.
    pub fn components(&self) -> Vec<Component> {
        let mut all: Vec<Component> =
            self.sources.values().flat_map(|s| super::scope::defined(&s.text).into_iter().map(|c| Component { file: s.path.clone(), ..c })).collect();
        all.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        all
    }
}
