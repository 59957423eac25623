//! Where figures stand: in the text, with the words around them, and on the pages.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::chart::Chart;
use crate::document::{Block, Document, Inline, SectionKind, Table, plain_text};
use crate::layout::{Element, Item, Page, Pages};
use crate::words::provenance as words;

/// A run of text with the figures in it: a paragraph, a heading, a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// Where it stands, as people say it.
    pub place: String,
    /// Its characters as they are printed.
    pub text: String,
    /// The figures in it: bytes of `text`, number in the paper's list.
    pub figures: Vec<(Range<usize>, u32)>,
    /// Byte of its first character in the manuscript.
    pub at: usize,
    /// Whether it is drawn in a chart: in the text that people have, it stands in a picture.
    pub drawn: bool,
}

/// One figure where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its number in the paper's list.
    pub figure: u32,
    /// What is printed.
    pub printed: String,
    /// A few words before it.
    pub before: String,
    /// A few words after it.
    pub after: String,
    /// Part, heading, table, row and column.
    pub place: String,
    /// The passage that it stands in.
    pub passage: Passage,
    /// Its bytes in the passage's text.
    pub range: Range<usize>,
}

/// Characters of context on either side.
const CONTEXT: usize = 12;
/// Characters of a heading that are told.
const HEADING: usize = 18;

/// All passages of a document in reading order.
pub fn passages(document: &Document) -> Vec<Passage> {
    let mut walk = Walk::default();
    let numbers = document.attachment_numbers();
    for (section, number) in document.sections.iter().zip(numbers) {
        walk.part = match section.kind {
            SectionKind::Main => words::BODY.to_owned(),
            SectionKind::Article | SectionKind::Issued => short(&plain_text(&section.title)),
            SectionKind::Attachment => words::attachment(number),
        };
        walk.heading.clear();
        walk.push(&section.title, String::new());
        walk.blocks(&section.blocks);
    }
    walk.out
}

/// All figures of a document in reading order.
pub fn mentions(document: &Document) -> Vec<Mention> {
    let mut out = Vec::new();
    for passage in passages(document) {
        for (range, figure) in &passage.figures {
            let (before, rest) = passage.text.split_at(range.start);
            let (printed, after) = rest.split_at(range.len());
            let skip = before.chars().count().saturating_sub(CONTEXT);
            out.push(Mention {
                figure: *figure,
                printed: printed.to_owned(),
                before: before.chars().skip(skip).collect(),
                after: after.chars().take(CONTEXT).collect(),
                place: passage.place.clone(),
                range: range.clone(),
                passage: passage.clone(),
            });
        }
    }
    out
}

#[derive(Default)]
struct Walk {
    out: Vec<Passage>,
    part: String,
    heading: String,
    tables: usize,
}

fn short(text: &str) -> String {
    let line = text.replace('\n', "");
    let head = line.split('。').next().unwrap_or_default();
    if head.chars().count() > HEADING { format!("{}…", head.chars().take(HEADING).collect::<String>()) } else { head.to_owned() }
}

impl Walk {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { text, .. } => {
                    self.heading = short(&plain_text(text));
                    self.push(text, String::new());
                }
                Block::Paragraph { text, .. } => self.push(text, String::new()),
                Block::Table(table) => self.table(table),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Quote { blocks, .. } => self.blocks(blocks),
                Block::Chart { source, span } => self.chart(source, span.start),
                Block::Image { .. } => {}
            }
        }
    }

    /// The values of a chart, each with whose it is.
    fn chart(&mut self, source: &str, at: usize) {
        let Ok(chart) = Chart::from_toml(source) else { return };
        let place = self.place(&chart.caption());
        for (label, point) in chart.points().filter(|(_, p)| p.value.is_some()) {
            let printed = point.printed();
            // With its title, for the same unit may stand in several charts.
            let text = format!("{}：{label} ", chart.title);
            let begin = text.len();
            let figures = point.figure.map(|figure| (begin..begin + printed.len(), figure)).into_iter().collect();
            self.out.push(Passage { place: place.clone(), text: text + &printed, figures, at, drawn: true });
        }
    }

    /// Part, heading and what stands within them.
    fn place(&self, at: &str) -> String {
        [self.part.as_str(), self.heading.as_str(), at].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join("　")
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let name = words::table(self.tables);
        for text in table.caption.iter().chain(&table.unit) {
            self.push(text, name.clone());
        }
        let heads: Vec<String> = table.columns.iter().map(|c| c.head.iter().map(|h| plain_text(h)).collect::<Vec<_>>().join("/")).collect();
        for column in &table.columns {
            for head in &column.head {
                self.push(head, name.clone());
            }
        }
        for row in &table.rows {
            // A row is called by its first cell with words in it; where the first two have some, by both.
            let named = row.iter().take(2).map(|c| plain_text(c)).filter(|t| t.chars().any(char::is_alphabetic));
            let label = named.collect::<Vec<_>>().join(" ");
            for (cell, head) in row.iter().zip(&heads) {
                self.push(cell, words::cell(&name, &label, head));
            }
        }
        for note in &table.notes {
            self.push(note, words::note(&name));
        }
    }

    fn push(&mut self, inlines: &[Inline], at: String) {
        let mut passage = Passage::default();
        collect(inlines, &mut passage);
        if passage.text.is_empty() {
            return;
        }
        passage.place = self.place(&at);
        self.out.push(passage);
    }
}

fn collect(inlines: &[Inline], out: &mut Passage) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                let at = out.text.len();
                if at == 0 {
                    out.at = text.span.start;
                }
                out.text.push_str(&text.text);
                out.figures.extend(text.marks.iter().map(|m| (m.range.start + at..m.range.end + at, m.figure)));
            }
            Inline::Strong(inner) | Inline::Link { text: inner, .. } => collect(inner, out),
            Inline::Break => out.text.push('\n'),
        }
    }
}

/// Page and line, from 1, of every mention of each figure, in the order of the pages.
pub(super) fn spots(pages: &Pages) -> BTreeMap<u32, Vec<(usize, usize)>> {
    let mut out: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    for (n, page) in pages.pages.iter().enumerate() {
        let lines = baselines(page);
        let mut last = None;
        for item in &page.items {
            let Item::Run(run) = item else { continue };
            for glyph in &run.glyphs {
                let Some(figure) = glyph.figure else {
                    last = None;
                    continue;
                };
                // Glyphs of one mention follow each other.
                if last != Some(figure) {
                    let at = if run.turned { glyph.x } else { glyph.y };
                    let line = lines.partition_point(|b| *b < at - TOLERANCE) + 1;
                    out.entry(figure).or_default().push((n + 1, line));
                }
                last = Some(figure);
            }
            // The next run may be the next cell, with the same figure.
            if matches!(run.element, Element::Table | Element::Chart) {
                last = None;
            }
        }
    }
    out
}

/// Baselines this close are one line, pt.
const TOLERANCE: f64 = 3.0;

/// The lines of a page from its top: their baselines in order; the page number is none of them.
fn baselines(page: &Page) -> Vec<f64> {
    let mut all: Vec<f64> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Run(run) if run.element != Element::Folio => run.glyphs.first().map(|g| if run.turned { g.x } else { g.y }),
            _ => None,
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|b, a| (*b - *a).abs() <= TOLERANCE);
    all
}
