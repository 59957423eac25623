//! Markdown events become raw blocks: headings and paragraphs still as flat lines, so that the next step can tell what was escaped.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::inline::{Ch, Collector, Flat, Ranged};
use super::manuscript::Manuscript;
use super::mask::mask;
use super::sections::assemble;
use super::tree::{Block, Span, Table};
use crate::diag::{Diagnostic, Diagnostics};
use crate::origin::Origin;
use crate::words::document as words;

/// Lists may nest this deep.
const LIST_DEPTH: usize = 3;

/// A block before headings are sorted into sections and lines around tables are given to them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw {
    /// `#` to `######`, 1 to 6.
    Heading {
        hashes: u8,
        flat: Flat,
        span: Span,
    },
    Paragraph {
        flat: Flat,
        span: Span,
    },
    Table(Table),
    Other(Block),
}

/// Reads the body of one manuscript.
pub(super) struct Reader<'m> {
    pub manuscript: &'m Manuscript,
    masked: &'m str,
    events: Vec<Ranged<'m>>,
    at: usize,
    pub out: Diagnostics,
    list_depth: usize,
    in_quote: bool,
}

/// All blocks of the manuscript from byte `start` on, and what was wrong.
pub(super) fn read(manuscript: &Manuscript, start: usize) -> (Vec<Raw>, Diagnostics) {
    let masked = mask(&manuscript.text);
    let mut reader = Reader::new(manuscript, &masked, start);
    let raws = reader.blocks();
    (raws, reader.out)
}

fn events(masked: &str, range: Range<usize>) -> Vec<Ranged<'_>> {
    let base = range.start;
    let text = masked.get(range).unwrap_or_default();
    Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().map(|(e, r)| (e, r.start + base..r.end + base)).collect()
}

impl<'m> Reader<'m> {
    /// A reader of the body that begins at byte `start`; `masked` is the manuscript's text, masked.
    pub fn new(manuscript: &'m Manuscript, masked: &'m str, start: usize) -> Self {
        let events = events(masked, start..masked.len());
        Self { manuscript, masked, events, at: 0, out: Diagnostics::new(), list_depth: 0, in_quote: false }
    }

    /// A finding at a byte of the manuscript.
    pub fn origin(&self, at: usize) -> Origin {
        Origin::in_text(self.manuscript.name.clone(), &self.manuscript.text, at)
    }

    pub fn report(&mut self, at: usize, say: impl FnOnce(Origin) -> Diagnostic) {
        let origin = self.origin(at);
        self.out.push(say(origin));
    }

    pub fn source(&self, range: &Range<usize>) -> &'m str {
        self.manuscript.text.get(range.clone()).unwrap_or_default()
    }

    pub fn next(&mut self) -> Option<Ranged<'m>> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    pub fn peek(&self) -> Option<&Ranged<'m>> {
        self.events.get(self.at)
    }

    /// The blocks up to the end of the container that is open.
    fn blocks(&mut self) -> Vec<Raw> {
        let mut out = Vec::new();
        // Containers that are nested too deep and are passed over: their contents stay.
        let mut passed = 0usize;
        while let Some((event, span)) = self.peek().cloned() {
            if is_inline(&event) {
                self.tight_paragraph(span.start, &mut out);
                continue;
            }
            self.at += 1;
            match event {
                Event::Start(Tag::Paragraph | Tag::HtmlBlock) => self.paragraph(span, &mut out),
                Event::Start(Tag::Heading { level, .. }) => self.heading(level, span, &mut out),
                Event::Start(Tag::BlockQuote(_)) if self.in_quote => passed += 1,
                Event::Start(Tag::BlockQuote(_)) => {
                    self.in_quote = true;
                    let blocks = self.nested();
                    self.in_quote = false;
                    if !blocks.is_empty() {
                        out.push(Raw::Other(Block::Quote { blocks, span }));
                    }
                }
                Event::Start(Tag::List(_)) if self.list_depth == LIST_DEPTH => {
                    self.report(span.start, words::list_too_deep);
                    passed += 1;
                }
                Event::Start(Tag::Item) => passed += 1,
                Event::Start(Tag::List(start)) => self.list(start, span, &mut out),
                Event::Start(Tag::CodeBlock(kind)) => self.code(&kind, span, &mut out),
                Event::Start(Tag::Table(aligns)) => self.table(&aligns, span, &mut out),
                Event::Rule => self.report(span.start, words::rule_not_printed),
                Event::End(_) if passed > 0 => passed -= 1,
                Event::End(_) => break,
                _ => {}
            }
        }
        out
    }

    /// The blocks of a quote or list item.
    fn nested(&mut self) -> Vec<Block> {
        let raws = self.blocks();
        assemble(raws, &self.manuscript.marks, false)
    }

    fn list(&mut self, start: Option<u64>, span: Span, out: &mut Vec<Raw>) {
        self.list_depth += 1;
        let mut items = Vec::new();
        while let Some((event, item)) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let blocks = self.nested();
                    if blocks.is_empty() {
                        self.report(item.start, words::empty_item);
                    } else {
                        items.push(blocks);
                    }
                }
                _ => break,
            }
        }
        self.list_depth -= 1;
        if !items.is_empty() {
            out.push(Raw::Other(Block::List { start, items, span }));
        }
    }

    /// Collects what is inside an inline container up to its end.
    pub fn collect(&mut self, start: usize, is_end: impl Fn(&TagEnd) -> bool) -> Collector<'m> {
        let mut collector = Collector::new(&self.manuscript.text, start);
        while let Some((event, range)) = self.next() {
            if matches!(&event, Event::End(end) if is_end(end)) {
                break;
            }
            collector.take(&event, &range);
        }
        collector
    }

    fn paragraph(&mut self, span: Span, out: &mut Vec<Raw>) {
        let collector = self.collect(span.start, |end| matches!(end, TagEnd::Paragraph | TagEnd::HtmlBlock));
        self.paragraphs(collector, &span, out);
    }

    /// The text of a list item that is not set off by blank lines comes without a paragraph around it.
    fn tight_paragraph(&mut self, start: usize, out: &mut Vec<Raw>) {
        let (collector, end) = self.collect_tight(start);
        self.paragraphs(collector, &(start..end), out);
    }

    /// Collects inline events up to the next block event, and where they end.
    pub fn collect_tight(&mut self, start: usize) -> (Collector<'m>, usize) {
        // An escape before the first character is not in its range.
        let escape = start.checked_sub(1).filter(|i| self.manuscript.text.as_bytes().get(*i) == Some(&b'\\'));
        let mut collector = Collector::new(&self.manuscript.text, escape.unwrap_or(start));
        let mut end = start;
        while let Some((event, range)) = self.peek().cloned().filter(|(e, _)| is_inline(e)) {
            self.at += 1;
            end = end.max(range.end);
            collector.take(&event, &range);
        }
        (collector, end)
    }

    fn paragraphs(&mut self, collector: Collector<'m>, span: &Span, out: &mut Vec<Raw>) {
        for mut flat in collector.finish_paragraphs() {
            let pictures = std::mem::take(&mut flat.pictures);
            if let Some(first) = flat.chars.first().cloned() {
                if !first.literal && matches!(first.c, '#' | '＃') {
                    self.report(span.start, words::hash_without_space);
                }
                if let Some(picture) = pictures.first() {
                    self.report(picture.span.start, words::picture_in_text);
                }
                let plain = |ch: Option<&Ch>, c: char| ch.is_some_and(|ch| ch.c == c && !ch.literal);
                if plain(Some(&first), '!') && plain(flat.chars.get(1), '[') && flat.plain().contains("](") {
                    self.report(span.start, words::picture_path);
                }
                self.watch_tags(&flat);
                let end = flat.chars.last().map_or(span.end, |ch| ch.span.end);
                out.push(Raw::Paragraph { flat, span: first.span.start..end });
            }
            out.extend(pictures.into_iter().map(|p| Raw::Other(Block::Image { path: p.path, alt: p.alt, span: p.span })));
        }
    }

    /// Tells where an HTML tag was typed, which is printed as it stands.
    pub fn watch_tags(&mut self, flat: &Flat) {
        let tag = flat.chars.windows(3).find(|w| {
            let letter = |ch: &Ch| ch.c.is_ascii_alphabetic();
            matches!(w, [open, a, b] if open.c == '<' && !open.literal && (letter(a) || (a.c == '/' && letter(b)) || (a.c == '!' && b.c == '-')))
        });
        if let Some(open) = tag.and_then(|w| w.first()) {
            self.report(open.span.start, words::tag_as_text);
        }
    }

    fn heading(&mut self, level: HeadingLevel, span: Span, out: &mut Vec<Raw>) {
        let collector = self.collect(span.start, |end| matches!(end, TagEnd::Heading(_)));
        if !self.source(&span).trim_start().starts_with('#') {
            self.report(span.end.saturating_sub(1), words::underlined_heading);
            return self.paragraphs(collector, &span, out);
        }
        let flat = collector.finish(true);
        self.watch_tags(&flat);
        if let Some(picture) = flat.pictures.first() {
            self.report(picture.span.start, words::picture_in_text);
        }
        if flat.chars.is_empty() {
            return self.report(span.start, words::empty_heading);
        }
        if self.in_quote || self.list_depth > 0 {
            self.report(span.start, words::nested_heading);
            out.push(Raw::Paragraph { flat, span });
        } else {
            out.push(Raw::Heading { hashes: level as u8, flat, span });
        }
    }

    /// The text of a line that is indented by four spaces.
    pub fn indented(&self, range: &Range<usize>) -> Collector<'m> {
        let mut collector = Collector::new(&self.manuscript.text, range.start);
        for (event, r) in events(self.masked, range.clone()) {
            collector.take(&event, &r);
        }
        collector
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, span: Span, out: &mut Vec<Raw>) {
        let mut lines: Vec<Span> = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(TagEnd::CodeBlock) => break,
                Event::Text(_) => lines.push(range),
                _ => {}
            }
        }
        match kind {
            // Four spaces before a paragraph are a typist's indentation here, never code.
            CodeBlockKind::Indented => {
                for range in lines {
                    let collector = self.indented(&range);
                    self.paragraphs(collector, &range, out);
                }
            }
            CodeBlockKind::Fenced(info) => {
                let chart = info.split_whitespace().next() == Some("chart");
                if !is_closed(self.source(&span)) {
                    self.report(span.start, words::fence_open);
                }
                if chart {
                    let source = lines.iter().map(|r| self.source(r)).collect();
                    out.push(Raw::Other(Block::Chart { source, span }));
                    return;
                }
                self.report(span.start, words::code_as_text);
                for range in lines {
                    let mut collector = Collector::new(&self.manuscript.text, range.start);
                    collector.literal(self.source(&range).trim_end(), &range);
                    self.paragraphs(collector, &range, out);
                }
            }
        }
    }
}

/// Whether a fenced block ends with its fence.
fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let Some(first) = lines.next().map(str::trim_start) else { return false };
    let fence: String = first.chars().take_while(|c| matches!(c, '`' | '~')).collect();
    lines.next_back().is_some_and(|last| last.trim_start_matches(['>', ' ', '\t']).starts_with(&fence))
}

pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }),
        Event::End(tag) => matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image),
        Event::Rule => false,
        _ => true,
    }
}
