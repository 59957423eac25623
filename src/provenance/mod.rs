//! Layer 5. 数据出处: where each figure of a paper stands, what it is, how it was computed, from which cells; and that it is the same wherever it stands.
//!
//! In: the document with its marks, the list that they point into, the summary, and the pages if the paper was set. Out: [`Provenance`], as a workbook
//! and as Markdown, and the answer to “where does this figure come from”. The paper itself stays clean prose.

pub mod answer;
mod edits;
mod markdown;
mod places;
mod rows;
mod workbook;

use rust_decimal::Decimal;

pub use edits::{TextEdit, printed};
pub use markdown::markdown;
pub use places::{Mention, Passage, mentions, passages};
pub use rows::exact;
pub use workbook::workbook;

use crate::campaign::Campaign;
use crate::document::Document;
use crate::layout::Pages;
use crate::merge::FigureUse;
use crate::model::Summary;
use crate::origin::CellSource;

/// What the figures of one paper are told from.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The figures.
    pub summary: &'a Summary,
    /// What the marks point into.
    pub uses: &'a [FigureUse],
}

/// One figure at one place of a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number in the sheet, from 1.
    pub number: usize,
    /// Where it stands.
    pub mention: Mention,
    /// Page and line on it, from 1, where the paper was set.
    pub spot: Option<(usize, usize)>,
    /// The value before rounding.
    pub exact: Option<Decimal>,
    /// What it is.
    pub what: String,
    /// How it was computed.
    pub how: String,
    /// Whom it covers.
    pub coverage: String,
    /// The other places of the same figure, by their numbers.
    pub same: Vec<usize>,
    /// Whether what is printed is the value, rounded as it is to be.
    pub agrees: bool,
    /// The cells that it was computed from.
    pub sources: Vec<CellSource>,
}

/// All figures of one paper, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// Title of the paper.
    pub title: String,
    /// Its period as people say it.
    pub period: String,
    /// Whether a person has edited the text since: then the places are those of the generated text.
    pub edited: bool,
    /// The figures.
    pub entries: Vec<Entry>,
    /// What was changed in the units' texts that it prints.
    pub edits: Vec<TextEdit>,
}

impl Provenance {
    /// Figures whose printed form is not their value: there must be none.
    pub fn faults(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| !e.agrees)
    }
}

/// Tells the provenance of every figure of a paper.
pub fn provenance(material: Material<'_>, title: &str, document: &Document, pages: Option<&Pages>) -> Provenance {
    let mentions = mentions(document);
    let spots = pages.map(places::spots).unwrap_or_default();
    // The k-th mention of a figure in the text is its k-th on the pages.
    let mut seen: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for mention in mentions {
        let nth = seen.entry(mention.figure).or_default();
        let spot = spots.get(&mention.figure).and_then(|list| list.get(*nth)).copied();
        *nth += 1;
        if let Some(mut entry) = rows::entry(material, mention) {
            entry.spot = spot;
            entry.number = entries.len() + 1;
            entries.push(entry);
        }
    }
    let key = |e: &Entry| material.uses.get(e.mention.figure as usize).map(|u| (u.row, u.part));
    let keys: Vec<_> = entries.iter().map(key).collect();
    let mut by_key: std::collections::BTreeMap<_, Vec<usize>> = std::collections::BTreeMap::new();
    for (n, k) in keys.iter().enumerate() {
        by_key.entry(*k).or_default().push(n + 1);
    }
    for (entry, k) in entries.iter_mut().zip(&keys) {
        entry.same = by_key.get(k).into_iter().flatten().copied().filter(|n| *n != entry.number).collect();
    }
    let period = crate::model::period_name(&material.campaign.cycle, material.summary.period);
    Provenance { title: title.to_owned(), period, edited: false, entries, edits: edits::edits(material, document) }
}
