//! The rules that a pattern can tell: data of `rules.toml`, compiled once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::Level;
use crate::document::Role;

/// What a pattern's group can be mended to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// Name of the group.
    pub group: String,
    /// The whole group becomes this.
    pub to: Option<String>,
    /// Each character becomes another; those not listed stay.
    #[serde(default)]
    pub map: BTreeMap<char, String>,
}

/// One pattern of a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// In the syntax of the crate `regex`; group `at` is what is shown, otherwise the whole match.
    pub regex: String,
    /// What is mended mechanically; empty where only a person can.
    #[serde(default)]
    pub fix: Vec<Fix>,
    /// Only these lines; empty for the rule's own.
    #[serde(default, rename = "where")]
    pub only: Vec<String>,
}

/// One rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id in the specification, such as `P01`.
    pub id: String,
    /// How grave.
    pub level: Level,
    /// What is wrong, in Chinese.
    pub wrong: String,
    /// The right form, in Chinese.
    pub right: String,
    /// Where it is laid down.
    pub source: String,
    /// Only these lines; empty for all.
    #[serde(default, rename = "where")]
    pub only: Vec<String>,
    /// Not these lines.
    #[serde(default)]
    pub except: Vec<String>,
    /// Rules whose findings at the same place stand instead.
    #[serde(default)]
    pub yields: Vec<String>,
    /// Reported once a text.
    #[serde(default)]
    pub once: bool,
    /// Only in texts of this kind: `report` (报告、汇报).
    #[serde(default, rename = "only")]
    pub kind: Option<String>,
    /// Not in lines that are lists of names.
    #[serde(default)]
    pub skip_name_lists: bool,
    /// Mended by pairing straight quotes.
    #[serde(default)]
    pub pair_quotes: bool,
    /// Texts in which it must find nothing.
    pub good: Vec<String>,
    /// Texts in which it must find something.
    pub bad: Vec<String>,
    /// Before and after mending.
    #[serde(default)]
    pub fixed: Vec<[String; 2]>,
    /// Its patterns; what an earlier one found a later one does not report again.
    pub patterns: Vec<Pattern>,
    /// The patterns, compiled; in the same order.
    #[serde(skip)]
    pub compiled: Vec<Regex>,
}

#[derive(Deserialize)]
struct File {
    rule: Vec<Rule>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| match load() {
    Ok(rules) => rules,
    // Only we can mend our own file; a test reads it.
    Err(e) => panic!("src/lint/rules.toml: {e}"),
});

fn load() -> Result<Vec<Rule>, String> {
    let mut rules = toml::from_str::<File>(include_str!("rules.toml")).map_err(|e| e.to_string())?.rule;
    for rule in &mut rules {
        rule.compiled = rule.patterns.iter().map(|p| Regex::new(&p.regex)).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    }
    Ok(rules)
}

/// All rules, in the order in which they are run: spaces first, then what the deleted spaces would hide.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The name of a line's part in `where` and `except`.
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::To => "to",
        Role::Names => "names",
        Role::AttachmentName => "attachment-name",
        Role::Value => "value",
        Role::SectionTitle => "section-title",
        Role::Heading(1) => "heading1",
        Role::Heading(_) => "heading",
        Role::Paragraph => "paragraph",
        Role::Item => "item",
        Role::Quote => "quote",
        Role::AttachmentNote => "attachment-note",
        Role::Caption => "caption",
        Role::Unit => "unit",
        Role::Note => "note",
        Role::HeadCell { .. } => "head",
        Role::Cell { .. } => "cell",
    }
}

/// Whether a list of parts holds a line's; `heading` stands for all levels.
fn names(list: &[String], role: Role) -> bool {
    list.iter().any(|n| n == role_name(role) || (n == "heading" && matches!(role, Role::Heading(_))))
}

impl Rule {
    /// Whether a pattern of this rule looks at lines of this kind.
    pub(super) fn looks_at(&self, pattern: &Pattern, role: Role) -> bool {
        let only = if pattern.only.is_empty() { &self.only } else { &pattern.only };
        (only.is_empty() || names(only, role)) && !names(&self.except, role)
    }

    /// Whether any of it can be mended mechanically.
    pub fn mends(&self) -> bool {
        self.pair_quotes || self.patterns.iter().any(|p| !p.fix.is_empty())
    }
}
