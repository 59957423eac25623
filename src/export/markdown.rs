//! The canonical Markdown of a document: what people read and edit, and what `parse` reads back as the same document.
//!
//! In: a [`Document`]. Out: Markdown with front matter, keys in the order of the contract, and where each figure stands in it.

mod front;
mod inline;

use crate::document::chars::{is_caption_line, is_note_line, is_source_line, is_unit_line};
use crate::document::{Align, Block, Column, Document, Inline, Mark, Section, SectionKind, Table, plain_text};

use inline::{Place, address, render};

/// Markdown with the figures in it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Piece {
    text: String,
    marks: Vec<Mark>,
}

impl Piece {
    fn push(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|m| Mark { range: m.range.start + shift..m.range.end + shift, figure: m.figure }));
    }

    /// Every line behind a prefix: `first` before the first, `rest` before the others; blank lines get it without its trailing spaces.
    fn prefixed(&self, first: &str, rest: &str) -> Self {
        let mut out = Self::default();
        let mut marks = self.marks.iter().peekable();
        let mut at = 0;
        for (i, line) in self.text.split_inclusive('\n').enumerate() {
            let prefix = if i == 0 { first } else { rest };
            out.text.push_str(if line == "\n" { prefix.trim_end() } else { prefix });
            // No figure runs over a line end.
            while let Some(m) = marks.next_if(|m| m.range.start < at + line.len()) {
                let place = |n: usize| (n + out.text.len()).saturating_sub(at);
                out.marks.push(Mark { range: place(m.range.start)..place(m.range.end), figure: m.figure });
            }
            out.text.push_str(line);
            at += line.len();
        }
        out
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self { text, marks: Vec::new() }
    }
}

/// The document as canonical Markdown.
pub fn to_markdown(document: &Document) -> String {
    to_markdown_with_marks(document).0
}

/// The document as canonical Markdown, and which of its bytes print a figure.
pub fn to_markdown_with_marks(document: &Document) -> (String, Vec<Mark>) {
    let mut out = Piece::from(front::front_matter(&document.head));
    for section in &document.sections {
        if section.kind != SectionKind::Main {
            out.text.push('\n');
            out.push(&title(section));
            out.text.push('\n');
        }
        if !section.blocks.is_empty() {
            out.text.push('\n');
            out.push(&blocks(&section.blocks, true));
        }
    }
    (out.text, out.marks)
}

fn title(section: &Section) -> Piece {
    let mut out = Piece::from("# ".to_owned());
    out.push(&render(&section.title, Place::Heading));
    let class = match section.kind {
        SectionKind::Attachment => ".attachment",
        SectionKind::Issued => ".issued",
        SectionKind::Main | SectionKind::Article => return out,
    };
    out.text.push_str(&format!(" {{{class}{}}}", if section.landscape { " .landscape" } else { "" }));
    out
}

/// Blocks with a blank line between them, each ending its line.
fn blocks(list: &[Block], top: bool) -> Piece {
    let mut out = Piece::default();
    let mut marker = Marker::default();
    for (i, b) in list.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| list.get(i));
        if before.is_some() {
            out.text.push('\n');
        }
        out.push(&block(b, before, list.get(i + 1), top, &mut marker));
    }
    out
}

fn block(b: &Block, before: Option<&Block>, next: Option<&Block>, top: bool, marker: &mut Marker) -> Piece {
    let mut out = Piece::default();
    match b {
        Block::Heading { level, text, .. } => {
            out.text = format!("{} ", "#".repeat(usize::from(*level) + 1));
            out.push(&render(text, Place::Heading));
            out.text.push('\n');
        }
        Block::Paragraph { text, source_line, .. } => {
            out.push(&render(text, Place::Paragraph(!source_line && reads_as_structure(text, before, next, top))));
            out.text.push('\n');
        }
        Block::Table(table) => out = table_piece(table),
        Block::List { start, items, .. } => out = list(*start, items, marker.next(matches!(before, Some(Block::List { .. })), start.is_some())),
        Block::Quote { blocks: inner, .. } => out = blocks(inner, false).prefixed("> ", "> "),
        Block::Image { path, alt, .. } => {
            let words = render(&[Inline::Text(crate::document::Text { text: alt.clone(), ..Default::default() })], Place::Alt);
            out.text = format!("![{}]({})\n", words.text, address(path, false));
        }
        Block::Chart { source, .. } => {
            let longest = source.lines().map(|l| l.trim_start().chars().take_while(|c| *c == '`').count()).max().unwrap_or(0);
            let fence = "`".repeat((longest + 1).max(3));
            let end = if source.is_empty() || source.ends_with('\n') { "" } else { "\n" };
            out.text = format!("{fence}chart\n{source}{end}{fence}\n");
        }
    }
    out
}

/// Whether a paragraph in this place would be taken for a line of a table or a source line.
fn reads_as_structure(text: &[Inline], before: Option<&Block>, next: Option<&Block>, top: bool) -> bool {
    let line = plain_text(text);
    let takes = match next {
        Some(Block::Table(t)) => (t.unit.is_none() && is_unit_line(&line)) || (t.caption.is_none() && is_caption_line(&line)),
        _ => false,
    };
    let closing = top && matches!(next, None | Some(Block::Heading { .. }));
    takes || (matches!(before, Some(Block::Table(_))) && is_note_line(&line)) || (closing && is_source_line(&line))
}

/// Which list marker is next: neighbours differ, or they would be one list.
#[derive(Default)]
struct Marker {
    other: bool,
}

impl Marker {
    fn next(&mut self, after_list: bool, ordered: bool) -> char {
        self.other = after_list && !self.other;
        match (ordered, self.other) {
            (true, false) => '.',
            (true, true) => ')',
            (false, false) => '-',
            (false, true) => '+',
        }
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>], marker: char) -> Piece {
    // A list that only nests short items stands without blank lines.
    let sublist = |b: &Block| matches!(b, Block::List { start, .. } if start.is_none_or(|n| n == 1));
    let short = |item: &Vec<Block>| {
        let mut rest = item.iter().skip_while(|b| matches!(b, Block::Paragraph { .. }));
        item.iter().filter(|b| matches!(b, Block::Paragraph { .. })).count() <= 1
            && rest.all(sublist)
            && item.iter().filter(|b| sublist(b)).count() <= 1
    };
    let tight = items.iter().all(short);
    let mut out = Piece::default();
    for (i, item) in items.iter().enumerate() {
        let lead = match start {
            Some(n) => format!("{}{marker} ", n.saturating_add(i as u64).min(999_999_999)),
            None => format!("{marker} "),
        };
        let mut inner = Piece::default();
        let mut nested = Marker::default();
        for (k, b) in item.iter().enumerate() {
            let before = k.checked_sub(1).and_then(|k| item.get(k));
            if before.is_some() && !tight {
                inner.text.push('\n');
            }
            inner.push(&block(b, before, item.get(k + 1), false, &mut nested));
        }
        if i > 0 && !tight {
            out.text.push('\n');
        }
        out.push(&inner.prefixed(&lead, &" ".repeat(lead.len())));
    }
    out
}

fn table_piece(table: &Table) -> Piece {
    let mut out = Piece::default();
    for line in [&table.caption, &table.unit].into_iter().flatten() {
        out.push(&render(line, Place::Paragraph(false)));
        out.text.push_str("\n\n");
    }
    let heads: Vec<Piece> = table.columns.iter().map(column).collect();
    row(&heads, &mut out);
    for c in &table.columns {
        out.text.push_str(match c.align {
            Align::Auto => "| --- ",
            Align::Left => "| :-- ",
            Align::Centre => "| :-: ",
            Align::Right => "| --: ",
        });
    }
    out.text.push_str("|\n");
    for cells in &table.rows {
        let cells: Vec<Piece> = cells.iter().map(|cell| render(cell, Place::Cell)).collect();
        row(&cells, &mut out);
    }
    for note in &table.notes {
        out.text.push('\n');
        out.push(&render(note, Place::Paragraph(false)));
        out.text.push('\n');
    }
    out
}

fn column(c: &Column) -> Piece {
    let mut out = Piece::default();
    for (i, part) in c.head.iter().enumerate() {
        if i > 0 {
            out.text.push('/');
        }
        out.push(&render(part, if i == 0 { Place::Head } else { Place::HeadEnd }));
    }
    if c.group {
        out.text.push_str(if out.text.is_empty() { "{.group}" } else { " {.group}" });
    }
    out
}

fn row(cells: &[Piece], out: &mut Piece) {
    for cell in cells {
        out.text.push_str("| ");
        out.push(cell);
        out.text.push_str(if cell.text.is_empty() { "" } else { " " });
    }
    out.text.push_str("|\n");
}
