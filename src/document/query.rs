//! What the later stages ask of a document: its parts, the names of its attachments, plain text, spans of table heads and groups.

use std::ops::Range;

use super::tree::{Block, Document, Inline, Section, SectionKind, Span, Table, Text};

/// A heading met in a document, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadingRef<'d> {
    /// Index of its section.
    pub section: usize,
    /// 1 to 4.
    pub level: u8,
    /// Its text.
    pub text: &'d [Inline],
    /// Where it stands.
    pub span: &'d Span,
}

/// Where the list of attachment names (附件说明) is printed and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttachmentNotes {
    /// Names that the main text lists before its signature; empty prints none.
    pub main: Vec<String>,
    /// Names that close each issued document, by the index of its section.
    pub issued: Vec<(usize, Vec<String>)>,
}

impl Document {
    /// The main text.
    pub fn main(&self) -> Option<&Section> {
        self.sections.first()
    }

    /// The attachments in order.
    pub fn attachments(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|s| s.kind == SectionKind::Attachment)
    }

    /// The issued documents in order.
    pub fn issued(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|s| s.kind == SectionKind::Issued)
    }

    /// The articles of a bulletin in order.
    pub fn articles(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|s| s.kind == SectionKind::Article)
    }

    /// The attachment names as they are to be printed. Attachments before an issued document belong to the main text, those after it to that document;
    /// `attachments` of the front matter stands in place of the main text's titles, or, if only an issued document has attachments, of that document's; an
    /// empty list prints none anywhere. A break in a title is no part of the name.
    pub fn attachment_notes(&self) -> AttachmentNotes {
        let mut notes = AttachmentNotes::default();
        if self.head.attachments.as_ref().is_some_and(Vec::is_empty) {
            return notes;
        }
        for (i, section) in self.sections.iter().enumerate() {
            match section.kind {
                SectionKind::Issued => notes.issued.push((i, Vec::new())),
                SectionKind::Attachment => {
                    let name = plain_text(&section.title).replace('\n', "");
                    notes.issued.last_mut().map_or(&mut notes.main, |(_, names)| names).push(name);
                }
                SectionKind::Main | SectionKind::Article => {}
            }
        }
        if let Some(given) = &self.head.attachments {
            let only_issued = notes.main.is_empty() && notes.issued.iter().filter(|(_, names)| !names.is_empty()).count() == 1;
            match notes.issued.iter_mut().find(|(_, names)| !names.is_empty()).filter(|_| only_issued) {
                Some((_, names)) => names.clone_from(given),
                None => notes.main.clone_from(given),
            }
        }
        notes.issued.retain(|(_, names)| !names.is_empty());
        notes
    }

    /// The number that stands on each section's label 附件N: counted anew in the main text and in each issued document, `None` where a part has one
    /// attachment only (附件 alone) and for sections that are none.
    pub fn attachment_numbers(&self) -> Vec<Option<usize>> {
        let mut out = vec![None; self.sections.len()];
        let parts = self.sections.iter().enumerate().collect::<Vec<_>>();
        for part in parts.split(|(_, s)| s.kind == SectionKind::Issued) {
            let own: Vec<usize> = part.iter().filter(|(_, s)| s.kind == SectionKind::Attachment).map(|(i, _)| *i).collect();
            if own.len() > 1 {
                for (n, i) in own.iter().enumerate() {
                    if let Some(slot) = out.get_mut(*i) {
                        *slot = Some(n + 1);
                    }
                }
            }
        }
        out
    }

    /// All headings in reading order.
    pub fn headings(&self) -> Vec<HeadingRef<'_>> {
        self.sections
            .iter()
            .enumerate()
            .flat_map(|(section, s)| {
                s.blocks.iter().filter_map(move |b| match b {
                    Block::Heading { level, text, span } => Some(HeadingRef { section, level: *level, text, span }),
                    _ => None,
                })
            })
            .collect()
    }
}

impl Block {
    /// Where it stands.
    pub fn span(&self) -> &Span {
        match self {
            Self::Heading { span, .. }
            | Self::Paragraph { span, .. }
            | Self::List { span, .. }
            | Self::Quote { span, .. }
            | Self::Image { span, .. }
            | Self::Chart { span, .. } => span,
            Self::Table(table) => &table.span,
        }
    }
}

/// The text that is read, without dress; a forced break is `\n`.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Strong(inner) | Inline::Link { text: inner, .. } => push_plain(inner, out),
            Inline::Break => out.push('\n'),
        }
    }
}

/// Splits a heading that runs on: the head part up to the first 。 (included), and the rest, which is body. The rest is empty where the heading stands alone.
pub fn run_in(inlines: &[Inline]) -> (Vec<Inline>, Vec<Inline>) {
    let mut head = Vec::new();
    let mut rest = Vec::new();
    for inline in inlines {
        if !rest.is_empty() || ends_head(&head) {
            rest.push(inline.clone());
            continue;
        }
        match inline {
            Inline::Text(text) => {
                let (before, after) = split_text(text);
                push_text(&mut head, before);
                push_text(&mut rest, after);
            }
            Inline::Strong(inner) => {
                let (a, b) = run_in(inner);
                if !a.is_empty() {
                    head.push(Inline::Strong(a));
                }
                if !b.is_empty() {
                    rest.push(Inline::Strong(b));
                }
            }
            Inline::Link { url, text } => {
                let (a, b) = run_in(text);
                if !a.is_empty() {
                    head.push(Inline::Link { url: url.clone(), text: a });
                }
                if !b.is_empty() {
                    rest.push(Inline::Link { url: url.clone(), text: b });
                }
            }
            Inline::Break => head.push(Inline::Break),
        }
    }
    (head, rest)
}

fn ends_head(head: &[Inline]) -> bool {
    plain_text(head).ends_with('。')
}

fn push_text(out: &mut Vec<Inline>, text: Text) {
    if !text.text.is_empty() {
        out.push(Inline::Text(text));
    }
}

/// Splits a text after its first 。, marks with it. The spans of both are the whole's: an escape may stand between.
fn split_text(text: &Text) -> (Text, Text) {
    let at = text.text.find('。').map_or(text.text.len(), |i| i + '。'.len_utf8());
    let (a, b) = text.text.split_at(at);
    let cut = |range: &Range<usize>, from: usize, to: usize| range.start.max(from)..range.end.min(to);
    let part = |s: &str, from: usize, to: usize| Text {
        text: s.to_owned(),
        marks: text
            .marks
            .iter()
            .map(|m| super::Mark { range: cut(&m.range, from, to), figure: m.figure })
            .filter(|m| m.range.start < m.range.end)
            .map(|m| super::Mark { range: m.range.start - from..m.range.end - from, ..m })
            .collect(),
        span: text.span.clone(),
    };
    (part(a, 0, at), part(b, at, text.text.len()))
}

impl Table {
    /// Runs of rows in a column: in a `{.group}` column equal neighbours that are not blank are one run, elsewhere each row is its own. A run never
    /// crosses the end of a run of a grouped column further left.
    pub fn group_spans(&self, col: usize) -> Vec<Range<usize>> {
        let grouped = |c: usize| self.columns.get(c).is_some_and(|column| column.group);
        let cell = |row: usize, c: usize| self.rows.get(row).and_then(|r| r.get(c)).map(|inlines| plain_text(inlines)).unwrap_or_default();
        let mut out: Vec<Range<usize>> = Vec::new();
        for row in 0..self.rows.len() {
            let joins =
                grouped(col) && row > 0 && (0..=col).filter(|c| grouped(*c)).all(|c| cell(row - 1, c) == cell(row, c)) && !cell(row, col).is_empty();
            match out.last_mut() {
                Some(run) if joins => run.end = row + 1,
                _ => out.push(row..row + 1),
            }
        }
        out
    }

    /// How many levels the head has: 1 or 2.
    pub fn head_levels(&self) -> usize {
        self.columns.iter().map(|c| c.head.len()).max().unwrap_or(1).clamp(1, 2)
    }

    /// The cells of the head's first level, as runs of columns: neighbours of two levels with equal first parts are one cell.
    pub fn head_spans(&self) -> Vec<Range<usize>> {
        let first =
            |c: usize| self.columns.get(c).filter(|column| column.head.len() == 2).and_then(|column| column.head.first()).map(|h| plain_text(h));
        let mut out: Vec<Range<usize>> = Vec::new();
        for col in 0..self.columns.len() {
            let joins = col > 0 && first(col).is_some() && first(col) == first(col - 1);
            match out.last_mut() {
                Some(run) if joins => run.end = col + 1,
                _ => out.push(col..col + 1),
            }
        }
        out
    }
}
