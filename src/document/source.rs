//! The text as it was typed, line by line, each character with its place in the file: what lint reads and mends.
//!
//! [`parse`](super::parse) puts spaces in order and takes parts to their places; here nothing is put in order, so that a slip can be shown and mended where
//! it was made. A line is one paragraph, heading, cell or value of the front matter.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use toml::de::{DeTable, DeValue};

use super::blocks::{Reader, is_inline};
use super::chars::{is_caption_line, is_note_line, is_space, is_unit_line, is_wide};
use super::classes::take_classes;
use super::front;
use super::inline::{Ch, Collector, Flat, Kind};
use super::manuscript::Manuscript;
use super::mask::mask;

/// What a line is in the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 标题 of the front matter.
    Title,
    /// 主送机关.
    To,
    /// Names of people, 署名 and 发文机关标志: spaces in them are typed on purpose.
    Names,
    /// A name of the 附件说明 of the front matter.
    AttachmentName,
    /// Any other text of the front matter.
    Value,
    /// The title of an attachment, an issued document or an article.
    SectionTitle,
    /// A heading of level 1 (一、) to 4.
    Heading(u8),
    /// A paragraph of the main text.
    Paragraph,
    /// A paragraph of a list.
    Item,
    /// A paragraph of a block quote.
    Quote,
    /// 附件： and the numbered names under it, typed as paragraphs.
    AttachmentNote,
    /// 表N ….
    Caption,
    /// 单位：….
    Unit,
    /// 注：… or 数据来源：….
    Note,
    /// A head cell: number of the table in the text, column.
    HeadCell {
        /// Which table, from 0.
        table: u32,
        /// Which column, from 0.
        col: u32,
    },
    /// A cell of a row.
    Cell {
        /// Which table, from 0.
        table: u32,
        /// Which row, from 0.
        row: u32,
        /// Which column, from 0.
        col: u32,
    },
}

/// One character of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceChar {
    /// What is read.
    pub c: char,
    /// What writes it in the manuscript's text, an escape included.
    pub span: Range<usize>,
    /// Not to be changed: part of a link, of code, of something that is not written character by character.
    pub fixed: bool,
    /// Code, which is no prose.
    pub code: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// What it is.
    pub role: Role,
    /// Its characters.
    pub chars: Vec<SourceChar>,
}

impl SourceLine {
    /// The characters as a string.
    pub fn text(&self) -> String {
        self.chars.iter().map(|ch| ch.c).collect()
    }
}

/// A plain text, not Markdown: each line that is not blank is a paragraph. `text` is the manuscript's own.
pub fn plain_lines(text: &str) -> Vec<SourceLine> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let chars: Vec<SourceChar> = line
            .char_indices()
            .filter(|(_, c)| !super::chars::is_newline(*c))
            .map(|(i, c)| SourceChar { c, span: at + i..at + i + c.len_utf8(), fixed: false, code: false })
            .collect();
        if chars.iter().any(|ch| !ch.c.is_whitespace()) {
            out.push(SourceLine { role: Role::Paragraph, chars });
        }
        at += line.len();
    }
    out
}

/// The lines of a manuscript in the order they stand: the values of the front matter, then the body. A text without front matter is all body.
pub fn source_lines(manuscript: &Manuscript) -> Vec<SourceLine> {
    let mut out = Vec::new();
    let body = match front::split(manuscript) {
        Ok(split) => {
            values(manuscript, split.toml.clone(), &mut out);
            split.body
        }
        Err(_) => 0,
    };
    let masked = mask(&manuscript.text);
    let mut walk = Walk { reader: Reader::new(manuscript, &masked, body), manuscript, out, list: 0, quote: 0, tables: 0, notes: false };
    walk.run();
    walk.out
}

/// The texts of the front matter.
fn values(manuscript: &Manuscript, range: Range<usize>, out: &mut Vec<SourceLine>) {
    let Some(source) = manuscript.text.get(range.clone()) else { return };
    let (table, errors) = DeTable::parse_recoverable(source);
    if !errors.is_empty() {
        return;
    }
    let mut found: Vec<(usize, SourceLine)> = Vec::new();
    let mut push = |role, span: Range<usize>, text: &str| {
        let start = range.start + span.start;
        found.push((start, SourceLine { role, chars: toml_chars(&manuscript.text, start..range.start + span.end, text) }));
    };
    for (key, value) in table.get_ref() {
        let role = match key.get_ref().as_ref() {
            "format" | "audience" | "folio" | "source" => continue,
            "title" => Role::Title,
            "to" => Role::To,
            "signers" | "attendees" | "absent" | "observers" | "signature" | "organ_mark" => Role::Names,
            "attachments" => Role::AttachmentName,
            _ => Role::Value,
        };
        match value.get_ref() {
            DeValue::String(text) => push(role, value.span(), text),
            DeValue::Array(items) => {
                items.iter().filter_map(|i| Some((i.span(), i.get_ref().as_str()?))).for_each(|(span, text)| push(role, span, text))
            }
            DeValue::Table(inner) => {
                inner.values().filter_map(|v| Some((v.span(), v.get_ref().as_str()?))).for_each(|(span, text)| push(Role::Value, span, text));
            }
            _ => {}
        }
    }
    found.sort_by_key(|(start, _)| *start);
    out.extend(found.into_iter().map(|(_, line)| line));
}

/// The characters of a TOML string with their places; where it cannot be followed (a text in three quotes) all of them stand at the whole.
fn toml_chars(source: &str, span: Range<usize>, text: &str) -> Vec<SourceChar> {
    let whole = || text.chars().map(|c| SourceChar { c, span: span.clone(), fixed: true, code: false }).collect::<Vec<_>>();
    let Some(raw) = source.get(span.clone()) else { return whole() };
    let quote = raw.chars().next().unwrap_or_default();
    if raw.len() < 2 || !matches!(quote, '"' | '\'') || raw.starts_with("\"\"\"") || raw.starts_with("'''") || !raw.ends_with(quote) {
        return whole();
    }
    let inner = raw.get(1..raw.len() - 1).unwrap_or_default();
    let mut out = Vec::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let mut read = c;
        let mut fixed = false;
        if c == '\\' && quote == '"' {
            let Some((_, escape)) = chars.next() else { return whole() };
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            // A number in an escape is no text, and is not taken for one.
            fixed = digits > 0 || escape == 'n';
            let code: String = (0..digits).filter_map(|_| chars.next()).map(|(_, c)| c).collect();
            read = match escape {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'e' => '\u{1b}',
                'x' | 'u' | 'U' => match u32::from_str_radix(&code, 16).ok().and_then(char::from_u32) {
                    Some(c) => c,
                    None => return whole(),
                },
                c => c,
            };
        }
        let end = chars.peek().map_or(inner.len(), |(i, _)| *i);
        let at = span.start + 1;
        out.push(SourceChar { c: read, span: at + i..at + end, fixed, code: false });
    }
    if out.iter().map(|ch| ch.c).eq(text.chars()) { out } else { whole() }
}

/// The body, event by event.
struct Walk<'m> {
    reader: Reader<'m>,
    manuscript: &'m Manuscript,
    out: Vec<SourceLine>,
    list: usize,
    quote: usize,
    tables: u32,
    /// Whether the last paragraph belonged to a typed 附件说明.
    notes: bool,
}

impl Walk<'_> {
    fn run(&mut self) {
        let (mut table, mut row, mut col, mut in_head) = (0, 0, 0, false);
        while let Some((event, span)) = self.reader.peek().cloned() {
            if is_inline(&event) {
                let (chars, code) = self.tight(span.start);
                self.paragraphs(chars, &code);
                continue;
            }
            self.reader.next();
            match event {
                Event::Start(Tag::Paragraph | Tag::HtmlBlock) => {
                    let (chars, code) = self.inside(span.start, |end| matches!(end, TagEnd::Paragraph | TagEnd::HtmlBlock));
                    self.paragraphs(chars, &code);
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let (chars, code) = self.inside(span.start, |end| matches!(end, TagEnd::Heading(_)));
                    let mut flat = Flat { chars, ..Flat::default() };
                    take_classes(&mut flat);
                    let level = level as u8;
                    let role = if level == 1 { Role::SectionTitle } else { Role::Heading((level - 1).min(4)) };
                    self.push(role, &flat.chars, &code);
                    self.notes = false;
                }
                Event::Start(Tag::BlockQuote(_)) => self.quote += 1,
                Event::End(TagEnd::BlockQuote(_)) => self.quote = self.quote.saturating_sub(1),
                Event::Start(Tag::List(_)) => self.list += 1,
                Event::End(TagEnd::List(_)) => self.list = self.list.saturating_sub(1),
                Event::Start(Tag::Table(_)) => {
                    table = self.tables;
                    self.tables += 1;
                    (row, self.notes) = (0, false);
                }
                Event::Start(Tag::TableHead) => (col, in_head) = (0, true),
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => col = 0,
                Event::End(TagEnd::TableRow) => row += 1,
                Event::Start(Tag::TableCell) => {
                    let (chars, code) = self.inside(span.start, |end| *end == TagEnd::TableCell);
                    let mut flat = Flat { chars, ..Flat::default() };
                    if in_head {
                        take_classes(&mut flat);
                    }
                    self.push(if in_head { Role::HeadCell { table, col } } else { Role::Cell { table, row, col } }, &flat.chars, &code);
                    col += 1;
                }
                Event::Start(Tag::CodeBlock(kind)) => self.code(&kind),
                _ => {}
            }
        }
    }

    /// The text inside a container, and which bytes of it are code.
    fn inside(&mut self, start: usize, is_end: impl Fn(&TagEnd) -> bool) -> (Vec<Ch>, Vec<Range<usize>>) {
        let mut collector = Collector::new(&self.manuscript.text, start);
        let mut code = Vec::new();
        while let Some((event, range)) = self.reader.next() {
            if matches!(&event, Event::End(end) if is_end(end)) {
                break;
            }
            if matches!(event, Event::Code(_)) {
                code.push(range.clone());
            }
            collector.take(&event, &range);
        }
        (collector.raw(), code)
    }

    fn tight(&mut self, start: usize) -> (Vec<Ch>, Vec<Range<usize>>) {
        let (collector, end) = self.reader.collect_tight(start);
        // Code spans in a list item: between backquotes, which stand in no character's place otherwise.
        let chars = collector.raw();
        let source = self.manuscript.text.get(start..end).unwrap_or_default();
        let ticks: Vec<usize> = source.match_indices('`').map(|(i, _)| start + i).collect();
        let typed = |at: usize| chars.iter().any(|ch| ch.span.start == at);
        let marks: Vec<usize> = ticks.into_iter().filter(|at| !typed(*at)).collect();
        let code = marks.chunks_exact(2).filter_map(|w| Some(*w.first()?..*w.last()?)).collect();
        (chars, code)
    }

    /// Code blocks are no prose; what is only indented is a paragraph.
    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        let mut lines = Vec::new();
        while let Some((event, range)) = self.reader.next() {
            match event {
                Event::End(TagEnd::CodeBlock) => break,
                Event::Text(_) => lines.push(range),
                _ => {}
            }
        }
        if matches!(kind, CodeBlockKind::Indented) {
            for range in lines {
                let chars = self.reader.indented(&range).raw();
                self.paragraphs(chars, &[]);
            }
        }
    }

    /// Pushes the paragraphs of a run of characters: a source line indented by two full-width spaces begins a new one, and so does a forced break.
    fn paragraphs(&mut self, chars: Vec<Ch>, code: &[Range<usize>]) {
        let full = |i: usize| chars.get(i).is_some_and(|ch| ch.c == '\u{3000}' && !ch.literal);
        let mut start = 0;
        for i in 0..=chars.len() {
            let ends = match chars.get(i).map(|ch| ch.kind) {
                None | Some(Kind::Hard) => true,
                Some(Kind::Soft) => full(i + 1) && full(i + 2),
                Some(Kind::Char) => false,
            };
            if !ends {
                continue;
            }
            let part = chars.get(start..i).unwrap_or_default();
            start = i + 1;
            let lead = part.iter().take_while(|ch| !ch.literal && (ch.c == '\u{3000}' || is_space(ch.c) || ch.kind != Kind::Char)).count();
            let part = part.get(lead..).unwrap_or_default();
            if !part.is_empty() {
                let role = self.role(part);
                self.push(role, part, code);
            }
        }
    }

    fn role(&mut self, part: &[Ch]) -> Role {
        let line: String = part.iter().map(|ch| ch.c).collect();
        let literal = part.first().is_some_and(|ch| ch.literal);
        let numbered = line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        self.notes = line.starts_with("附件：") || line.starts_with("附件:") || (self.notes && numbered);
        match () {
            () if self.quote > 0 => Role::Quote,
            () if self.notes => Role::AttachmentNote,
            () if self.list > 0 => Role::Item,
            () if !literal && is_unit_line(&line) => Role::Unit,
            () if !literal && is_note_line(&line) => Role::Note,
            () if !literal && is_caption_line(line.trim_end()) => Role::Caption,
            () => Role::Paragraph,
        }
    }

    /// Adds a line: source line ends inside it are nothing beside Chinese and a space elsewhere, as on paper.
    fn push(&mut self, role: Role, chars: &[Ch], code: &[Range<usize>]) {
        let source = self.manuscript.text.as_str();
        let mut line: Vec<SourceChar> = Vec::with_capacity(chars.len());
        for (i, ch) in chars.iter().enumerate() {
            if ch.kind != Kind::Char {
                let wide = |c: Option<&Ch>| c.is_none_or(|c| is_wide(c.c));
                let before = chars.get(..i).and_then(|c| c.iter().rev().find(|c| !is_space(c.c)));
                let after = chars.get(i + 1..).and_then(|c| c.iter().find(|c| !is_space(c.c) && c.kind == Kind::Char));
                if !wide(before) && !wide(after) {
                    line.push(SourceChar { c: ' ', span: ch.span.clone(), fixed: true, code: false });
                }
                continue;
            }
            let in_code = code.iter().any(|r| r.start <= ch.span.start && ch.span.end <= r.end);
            let (span, exact) = written(source, ch);
            line.push(SourceChar { c: ch.c, span, fixed: in_code || ch.link > 0 || !exact, code: in_code });
        }
        let blank = |ch: &SourceChar| is_space(ch.c);
        while line.last().is_some_and(blank) {
            line.pop();
        }
        let lead = line.iter().take_while(|ch| blank(ch)).count();
        line.drain(..lead);
        if !line.is_empty() {
            self.out.push(SourceLine { role, chars: line });
        }
    }
}

/// What writes a character: itself or with a backslash; and whether it can be replaced as a whole (a reference such as `&#42;` is left alone).
fn written(source: &str, ch: &Ch) -> (Range<usize>, bool) {
    let span = ch.span.clone();
    let exact = source.get(span.clone()).is_some_and(|text| text.chars().eq([ch.c]));
    let slashes = source.get(..span.start).map_or(0, |before| before.len() - before.trim_end_matches('\\').len());
    if exact && ch.literal && slashes % 2 == 1 { (span.start - 1..span.end, true) } else { (span, exact) }
}
