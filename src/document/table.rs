//! Pipe tables: heads of one or two levels, alignment, groups, rows made rectangular.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::blocks::{Raw, Reader};
use super::classes::take_classes;
use super::inline::{Ch, Flat};
use super::tree::{Align, Column, Inline, Span, Table};
use crate::words::document as words;

impl Reader<'_> {
    /// Reads a table after its start event.
    pub(super) fn table(&mut self, aligns: &[Alignment], span: Span, out: &mut Vec<Raw>) {
        let mut table = Table { caption: None, unit: None, columns: Vec::new(), rows: Vec::new(), notes: Vec::new(), span: span.clone() };
        let mut after = Vec::new();
        while let Some((event, row)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => {
                    let cells = self.cells();
                    table.columns = cells.into_iter().zip(aligns).map(|(cell, align)| self.column(cell, *align, &row)).collect();
                }
                Event::Start(Tag::TableRow) => {
                    let cells = self.cells();
                    self.row(&cells, row, &mut table, &mut after);
                }
                _ => break,
            }
        }
        out.push(Raw::Table(table));
        out.append(&mut after);
    }

    /// The cells up to the end of the row.
    fn cells(&mut self) -> Vec<Flat> {
        let mut cells = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let flat = self.collect(range.start, |end| matches!(end, TagEnd::TableCell)).finish(false);
                    if let Some(picture) = flat.pictures.first() {
                        self.report(picture.span.start, words::picture_in_text);
                    }
                    self.watch_tags(&flat);
                    cells.push(flat);
                }
                _ => break,
            }
        }
        cells
    }

    fn row(&mut self, cells: &[Flat], span: Span, table: &mut Table, after: &mut Vec<Raw>) {
        let source = self.source(&span).trim();
        let pieces = split_row(source);
        // The reader takes a line right below a table for a row. Without a single `|` it is the note or the next paragraph.
        if pieces.len() == 1 && !source.starts_with('|') {
            if let Some(flat) = cells.first().filter(|flat| !flat.chars.is_empty()) {
                after.push(Raw::Paragraph { flat: flat.clone(), span });
            }
            return;
        }
        let columns = table.columns.len();
        if pieces.len() > columns {
            let lost = pieces.iter().skip(columns).map(|p| p.trim()).collect::<Vec<_>>().join(" | ");
            self.report(span.start, |o| words::row_too_long(o, pieces.len(), columns, &lost));
        } else if pieces.len() < columns {
            self.report(span.start, |o| words::row_too_short(o, pieces.len(), columns));
        }
        let marks = &self.manuscript.marks;
        let mut row: Vec<Vec<Inline>> = cells.iter().map(|flat| flat.inlines(marks)).collect();
        row.resize_with(columns, Vec::new);
        table.rows.push(row);
    }

    fn column(&mut self, mut head: Flat, align: Alignment, row: &Span) -> Column {
        let classes = take_classes(&mut head);
        let mut group = false;
        for class in classes {
            if class == "group" {
                group = true;
            } else {
                self.report(row.start, |o| words::unknown_class(o, &class, "{.group}"));
            }
        }
        let align = match align {
            Alignment::None => Align::Auto,
            Alignment::Left => Align::Left,
            Alignment::Center => Align::Centre,
            Alignment::Right => Align::Right,
        };
        let slash = head.chars.iter().position(|ch| ch.c == '/' && !ch.literal).filter(|i| *i > 0 && i + 1 < head.chars.len());
        let marks = &self.manuscript.marks;
        let levels = match slash {
            Some(i) => {
                let part = |chars: &[Ch]| Flat { chars: chars.to_vec(), links: head.links.clone(), pictures: Vec::new() }.trimmed();
                let (first, second) = head.chars.split_at(i);
                vec![part(first).inlines(marks), part(second.get(1..).unwrap_or_default()).inlines(marks)]
            }
            None => vec![head.inlines(marks)],
        };
        Column { head: levels, align, group }
    }
}

/// The cells of a row as they are written; a `|` behind a backslash is text.
fn split_row(row: &str) -> Vec<&str> {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut start = 0;
    let bytes = inner.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        if *b == b'|' && (i == 0 || bytes.get(i - 1) != Some(&b'\\')) {
            cells.push(inner.get(start..i).unwrap_or_default());
            start = i + 1;
        }
    }
    if start < inner.len() || cells.is_empty() {
        cells.push(inner.get(start..).unwrap_or_default());
    }
    cells
}
