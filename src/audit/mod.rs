//! Layer 5. Numbers of a text that people have edited, against the figures of its period.
//!
//! In: the edited document and the same paper made again with its provenance. Out: a verdict for each number that could be a figure. A number is held
//! against what stood in its place in the generated text; one in words of the editor's own against all figures of the period.

mod align;
mod answer;
mod tokens;

use rust_decimal::Decimal;

pub use answer::{json, text};
pub use tokens::{Token, tokens};

use crate::campaign::{Campaign, Indicator};
use crate::document::Document;
use crate::model::{FigureRow, Scope, Summary, round};
use crate::origin::CellSource;
use crate::provenance::{Entry, Passage, Provenance, passages};
use crate::words::audit as words;
use align::Numbered;

/// What can be said of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 相符.
    Agrees,
    /// 取整: the figure, with fewer places.
    Rounded,
    /// 不符: another number stood there.
    Differs,
    /// 无出处.
    NoSource,
}

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The verdict.
    pub verdict: Verdict,
    /// The number as it stands, with its unit.
    pub printed: String,
    /// A few words before it.
    pub before: String,
    /// A few words after it.
    pub after: String,
    /// Where it stands, as people say it.
    pub place: String,
    /// Byte of its passage in the manuscript.
    pub at: usize,
    /// What should stand there.
    pub expected: Option<String>,
    /// What that is.
    pub what: Option<String>,
    /// The cells that it comes from.
    pub sources: Vec<CellSource>,
}

/// What an edited text is held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The period's figures.
    pub summary: &'a Summary,
    /// The paper as it would be generated now.
    pub document: &'a Document,
    /// The provenance of its figures.
    pub provenance: &'a Provenance,
}

/// Characters of context on either side.
const CONTEXT: usize = 12;

/// A passage of fewer characters is a cell.
const CELL: usize = 12;

/// Checks every number of an edited text, in reading order.
pub fn audit(edited: &Document, against: Against<'_>) -> Vec<Checked> {
    let (ours, theirs) = (passages(against.document), passages(edited));
    let generated: Vec<Numbered<'_>> = ours.iter().map(Numbered::new).collect();
    let mut out = Vec::new();
    for passage in &theirs {
        let edited = Numbered::new(passage);
        if edited.tokens.is_empty() {
            continue;
        }
        let partner = align::partner(&edited, &generated);
        let pairs = partner.map(|p| align::pairs(&edited, p)).unwrap_or_default();
        for (n, token) in edited.tokens.iter().enumerate() {
            let stood = partner.zip(pairs.get(n).copied().flatten()).and_then(|(p, m)| Some((p, p.tokens.get(m)?)));
            out.push(match stood {
                Some((p, own)) => against.replaced(passage, token, p.passage, own),
                None => against.added(passage, token),
            });
        }
    }
    out
}

/// Whether a number is an exact value written with fewer places: within half of its last place, and coarser than the value needs.
fn rounds(token: &Token, exact: Decimal) -> bool {
    let Some(scaled) = exact.checked_div(token.step) else { return false };
    token.value != exact && round(scaled, 0).checked_mul(token.step).is_some_and(|v| v == token.value)
}

impl Against<'_> {
    /// A number in the place of one of ours.
    fn replaced(&self, passage: &Passage, token: &Token, ours: &Passage, own: &Token) -> Checked {
        let entry = self.entry(ours, own);
        let shown = own.value;
        let verdict = match entry.and_then(|e| e.exact) {
            _ if token.value == shown => Verdict::Agrees,
            Some(exact) if rounds(token, exact) => Verdict::Rounded,
            _ => Verdict::Differs,
        };
        let expected = ours.text.get(own.range.clone()).map(|n| format!("{n}{}", own.unit));
        let told = |e: &Entry| (Some(e.what.clone()), e.sources.clone());
        let (what, sources) = entry.map_or_else(|| (Some(words::OUR_TEXT.to_owned()), Vec::new()), told);
        Checked { expected, what, sources, ..checked(verdict, passage, token) }
    }

    /// The figure that one of our numbers prints.
    fn entry(&self, ours: &Passage, own: &Token) -> Option<&Entry> {
        let (_, figure) = ours.figures.iter().find(|(range, _)| range.start < own.range.end && own.range.start < range.end)?;
        self.provenance.entries.iter().find(|e| e.mention.figure == *figure)
    }

    /// A number in words of the editor's own: the figure that its sentence names, or one of the paper's with the same number and unit.
    fn added(&self, passage: &Passage, token: &Token) -> Checked {
        let own = sentence(&passage.text, token.range.start);
        // A cell says nothing by itself: its row and column do.
        let words = if own.chars().count() < CELL { format!("{own}{}", passage.place) } else { own.to_owned() };
        let sentence = words.as_str();
        let named = self.named(sentence);
        if let Some((row, indicator, value)) =
            named.iter().find_map(|(row, i)| row.value.map(|v| (*row, *i, v)).filter(|(_, i, v)| round(*v, i.decimals()) == token.value))
        {
            return self.told(Verdict::Agrees, passage, token, row, indicator, value);
        }
        let moved = self.provenance.entries.iter().find(|e| {
            let own = tokens(&e.mention.printed);
            let unit = |t: &Token| t.unit.is_empty() || token.unit.starts_with(&t.unit) || t.unit.starts_with(&token.unit);
            own.first().is_some_and(|t| t.value == token.value && !token.unit.is_empty() && unit(t)) && sentence_names(sentence, &e.what)
        });
        if let Some(e) = moved {
            return Checked { what: Some(e.what.clone()), sources: e.sources.clone(), ..checked(Verdict::Agrees, passage, token) };
        }
        if let Some((row, indicator, value)) =
            named.iter().find_map(|(row, i)| row.value.map(|v| (*row, *i, v)).filter(|(_, _, v)| rounds(token, *v)))
        {
            return self.told(Verdict::Rounded, passage, token, row, indicator, value);
        }
        checked(Verdict::NoSource, passage, token)
    }

    fn told(&self, verdict: Verdict, passage: &Passage, token: &Token, row: &FigureRow, indicator: &Indicator, value: Decimal) -> Checked {
        let scope = match &row.scope {
            Scope::Total => self.campaign.campaign.total_name.as_str(),
            Scope::Unit(unit) => unit,
        };
        let expected = Some(format!("{}{}", round(value, indicator.decimals()).normalize(), indicator.unit));
        let what = Some(words::named(scope, &indicator.name));
        Checked { expected, what, sources: row.sources.clone(), ..checked(verdict, passage, token) }
    }

    /// The figures of the period that a sentence names: by indicator, and for the unit that it names or else the total.
    fn named(&self, sentence: &str) -> Vec<(&FigureRow, &Indicator)> {
        let units: Vec<&str> = self.campaign.units.iter().map(|u| u.name.as_str()).filter(|u| sentence.contains(u)).collect();
        let mut out = Vec::new();
        for indicator in self.campaign.indicators.iter().filter(|i| sentence.contains(&i.name) || sentence.contains(i.text_name())) {
            for row in self.summary.rows(&indicator.id) {
                let meant = match &row.scope {
                    Scope::Total => units.is_empty(),
                    Scope::Unit(unit) => units.contains(&unit.as_str()),
                };
                if meant {
                    out.push((row, indicator));
                }
            }
        }
        out
    }
}

/// The sentence around a byte.
fn sentence(text: &str, at: usize) -> &str {
    let ends = ['。', '；', '！', '？', '\n'];
    let start = text.get(..at).and_then(|t| t.rfind(ends)).map_or(0, |i| i + text.get(i..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
    let end = text.get(at..).and_then(|t| t.find(ends)).map_or(text.len(), |i| at + i);
    text.get(start..end).unwrap_or_default()
}

/// Whether a sentence has something of what a figure is: half of the pairs of characters of the name between its quotation marks.
fn sentence_names(sentence: &str, what: &str) -> bool {
    let name: Vec<char> = what.split('“').nth(1).and_then(|t| t.split('”').next()).unwrap_or_default().chars().collect();
    let pairs: Vec<String> = name.windows(2).map(|w| w.iter().collect()).collect();
    let found = pairs.iter().filter(|p| sentence.contains(p.as_str())).count();
    !pairs.is_empty() && found * 2 >= pairs.len()
}

fn checked(verdict: Verdict, passage: &Passage, token: &Token) -> Checked {
    let (before, rest) = passage.text.split_at(token.range.start);
    let (digits, after) = rest.split_at(token.range.len());
    let skip = before.chars().count().saturating_sub(CONTEXT);
    Checked {
        verdict,
        printed: digits.to_owned(),
        before: before.chars().skip(skip).collect(),
        after: after.chars().take(CONTEXT).collect(),
        place: passage.place.clone(),
        at: passage.at,
        expected: None,
        what: None,
        sources: Vec::new(),
    }
}
