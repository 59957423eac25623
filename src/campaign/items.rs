//! Which of the units' items a paper prints, and how much of each.

use std::sync::Arc;

use serde::Deserialize;

use super::load::look;
use super::view::{At, Findings};
use super::{Campaign, ColumnKind, ListSheet, Meeting, Unit};
use crate::diag::Diagnostics;
use crate::origin::Origin;
use crate::words::choice as words;

/// The `[items]` part of `campaign.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRules {
    /// At most so many units an issue; all of them where it is left out.
    #[serde(default)]
    pub per_issue: Option<usize>,
    /// A text of fewer characters is told as thin.
    #[serde(default = "shortest")]
    pub shortest: usize,
    /// A text is cut at the end of a sentence to so many characters at most.
    #[serde(default = "longest")]
    pub longest: usize,
    /// Id of the column that holds the title; the first text column where it is left out.
    #[serde(default)]
    pub title: Option<String>,
    /// Ids of the columns whose sentences are the text, in order; where it is left out, the wide text columns behind the title.
    #[serde(default)]
    pub text: Vec<String>,
}

const fn shortest() -> usize {
    150
}

const fn longest() -> usize {
    300
}

impl Default for ItemRules {
    fn default() -> Self {
        Self { per_issue: None, shortest: shortest(), longest: longest(), title: None, text: Vec::new() }
    }
}

/// A text column of so many characters holds sentences, a narrower one names.
const WIDE: u32 = 20;

impl ItemRules {
    /// Id of the column of `list` that holds the title.
    pub fn title_column<'a>(&self, list: &'a ListSheet) -> Option<&'a str> {
        let mut texts = list.columns.iter().filter(|c| c.kind == ColumnKind::Text);
        let named = self.title.as_deref().and_then(|id| list.columns.iter().find(|c| c.id == id));
        named.or_else(|| texts.next()).map(|c| c.id.as_str())
    }

    /// Ids of the columns of `list` whose sentences are the text, in order.
    pub fn text_columns<'a>(&self, list: &'a ListSheet) -> Vec<&'a str> {
        let named: Vec<&str> = self.text.iter().filter_map(|id| list.columns.iter().find(|c| c.id == *id)).map(|c| c.id.as_str()).collect();
        if !named.is_empty() {
            return named;
        }
        let title = self.title_column(list);
        let behind = || list.columns.iter().filter(|c| c.kind == ColumnKind::Text && Some(c.id.as_str()) != title);
        let wide: Vec<&str> = behind().filter(|c| c.width.is_some_and(|w| w >= WIDE)).map(|c| c.id.as_str()).collect();
        if wide.is_empty() { behind().take(1).map(|c| c.id.as_str()).collect() } else { wide }
    }
}

/// What people want of an issue, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What comes first, in this order.
    pub pins: Vec<Wish>,
    /// What is left out.
    pub skips: Vec<Wish>,
}

/// A unit, or one of its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// As it was written.
    pub said: String,
    /// Canonical name of the unit.
    pub unit: String,
    /// How the item's title begins; any item of the unit where it is left out.
    pub title: Option<String>,
    /// Where it was written.
    pub origin: Origin,
}

/// `甲县` or `甲县：标题开头`.
fn parts(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['：', ':']) {
        Some((unit, title)) => (unit.trim(), Some(title.trim()).filter(|t| !t.is_empty())),
        None => (text.trim(), None),
    }
}

impl Campaign {
    /// The rules for items: those of the file, or the usual ones.
    pub fn item_rules(&self) -> ItemRules {
        self.items.clone().unwrap_or_default()
    }

    /// What `pin` and `skip` of a meeting (`text`, the contents of `file`) ask for, and what is wrong with them as such: no unit of that name, a unit
    /// pinned twice, the same pinned and skipped.
    pub fn wishes(&self, meeting: &Meeting, file: &str, text: &str) -> (Wishes, Diagnostics) {
        let mut out = Wishes::default();
        let mut findings = Findings::default();
        if meeting.pin.is_empty() && meeting.skip.is_empty() {
            return (out, Diagnostics::new());
        }
        let file_name: Arc<str> = file.into();
        let place = |at: usize| Origin::in_text(Arc::clone(&file_name), text, at);
        look(text, &mut findings, |root, found| {
            let read = |said: At<&str>, found: &mut Findings| -> Option<(Wish, usize)> {
                let (name, title) = parts(said.value);
                match self.unit_named(name) {
                    Some((Unit { name: unit, .. }, _)) => {
                        let wish =
                            Wish { said: said.value.trim().to_owned(), unit: unit.clone(), title: title.map(str::to_owned), origin: place(said.at) };
                        Some((wish, said.at))
                    }
                    None => {
                        let known: Vec<&str> = self.units.iter().map(|u| u.name.as_str()).collect();
                        found.add(said.at, words::no_such_unit(name, &known));
                        None
                    }
                }
            };
            for said in root.texts("pin") {
                let Some((wish, at)) = read(said, found) else { continue };
                if out.pins.iter().any(|p| p.unit == wish.unit) {
                    found.add(at, words::pinned_twice(&wish.unit));
                } else {
                    out.pins.push(wish);
                }
            }
            for said in root.texts("skip") {
                let Some((wish, at)) = read(said, found) else { continue };
                if out.pins.iter().any(|p| p.unit == wish.unit && (wish.title.is_none() || p.title == wish.title)) {
                    found.add(at, words::pinned_and_skipped(&wish.said));
                } else {
                    out.skips.push(wish);
                }
            }
        });
        (out, findings.finish(file, text))
    }
}
