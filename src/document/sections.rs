//! Raw blocks become sections: titles with their classes, levels watched, lines around tables given to them, source lines told.

use super::blocks::Raw;
use super::chars::{is_caption_line, is_note_line, is_source_line, is_unit_line};
use super::classes::take_classes;
use super::inline::Flat;
use super::manuscript::Manuscript;
use super::tree::{Block, Format, Inline, Mark, Section, SectionKind, Span, Table};
use crate::diag::Diagnostics;
use crate::origin::Origin;
use crate::words::document as words;

/// A section that is still being filled.
struct Open {
    kind: SectionKind,
    title: Vec<Inline>,
    landscape: bool,
    raws: Vec<Raw>,
    span: Span,
    /// Level of the last heading; nothing yet in a part that may begin at any level.
    level: Option<u8>,
}

/// Sorts raw blocks into the main text and what follows it.
pub(super) fn sort(manuscript: &Manuscript, raws: Vec<Raw>, format: Format, out: &mut Diagnostics) -> Vec<Section> {
    let at = |offset: usize| Origin::in_text(manuscript.name.clone(), &manuscript.text, offset);
    let begin = raws.first().map_or(manuscript.text.len(), |raw| span_of(raw).start);
    let mut open = Open { kind: SectionKind::Main, title: Vec::new(), landscape: false, raws: Vec::new(), span: begin..begin, level: Some(0) };
    let mut done = Vec::new();
    for raw in raws {
        let span = span_of(&raw);
        let raw = match raw {
            Raw::Heading { hashes, mut flat, span } => {
                let classes = take_classes(&mut flat);
                if hashes == 1 {
                    match title_kind(&classes, format, &flat, &at(span.start), out) {
                        Some((kind, landscape)) => {
                            let next =
                                Open { kind, title: flat.inlines(&manuscript.marks), landscape, raws: Vec::new(), span: span.clone(), level: None };
                            done.push(std::mem::replace(&mut open, next));
                            if kind == SectionKind::Issued {
                                open.level = Some(0);
                            }
                            continue;
                        }
                        None => Raw::Heading { hashes: 2, flat, span },
                    }
                } else {
                    if let Some(class) = classes.first() {
                        out.push(words::class_on_heading(at(span.start), class));
                    }
                    let level = (hashes - 1).min(4);
                    if hashes == 6 {
                        out.push(words::heading_too_deep(at(span.start)));
                    }
                    if let Some(before) = open.level.filter(|before| level > before + 1) {
                        out.push(words::level_skipped(at(span.start), &flat.plain(), before, level));
                    }
                    open.level = Some(level);
                    Raw::Heading { hashes: level + 1, flat, span }
                }
            }
            other => other,
        };
        open.span.end = span.end;
        open.raws.push(raw);
    }
    done.push(open);
    done.into_iter()
        .map(|s| Section { kind: s.kind, title: s.title, landscape: s.landscape, blocks: assemble(s.raws, &manuscript.marks, true), span: s.span })
        .collect()
}

/// What a `# ` line begins, by its classes; nothing if it cannot stand there.
fn title_kind(classes: &[String], format: Format, flat: &Flat, origin: &Origin, out: &mut Diagnostics) -> Option<(SectionKind, bool)> {
    let has = |name: &str| classes.iter().any(|c| c == name);
    for class in classes.iter().filter(|c| !["attachment", "issued", "landscape"].contains(&c.as_str())) {
        out.push(words::unknown_class(origin.clone(), class, "{.attachment}、{.issued}、{.landscape}"));
    }
    let kind = match (has("attachment"), has("issued")) {
        (true, true) => {
            out.push(words::attachment_and_issued(origin.clone()));
            SectionKind::Attachment
        }
        (true, false) => SectionKind::Attachment,
        (false, true) => SectionKind::Issued,
        (false, false) if has("landscape") => {
            out.push(words::landscape_alone(origin.clone()));
            SectionKind::Attachment
        }
        (false, false) if format == Format::Bulletin => SectionKind::Article,
        (false, false) => {
            out.push(words::title_without_class(origin.clone(), &flat.plain()));
            return None;
        }
    };
    Some((kind, has("landscape")))
}

fn span_of(raw: &Raw) -> Span {
    match raw {
        Raw::Heading { span, .. } | Raw::Paragraph { span, .. } => span.clone(),
        Raw::Table(table) => table.span.clone(),
        Raw::Other(block) => block.span().clone(),
    }
}

/// Raw blocks become blocks: 单位： and 表N lines before a table and 注： lines after it go to the table; at the top level a closing （…供稿） is a source line.
pub(super) fn assemble(raws: Vec<Raw>, marks: &[Mark], top: bool) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    // Whether the block at the same place is a paragraph that may be structure, by its plain text.
    let mut lines: Vec<Option<String>> = Vec::new();
    let mut raws = raws.into_iter().peekable();
    while let Some(raw) = raws.next() {
        let (block, line) = match raw {
            Raw::Heading { hashes, flat, span } => (Block::Heading { level: hashes.saturating_sub(1).max(1), text: flat.inlines(marks), span }, None),
            Raw::Paragraph { flat, span } => {
                let line = Some(flat.plain()).filter(|_| !flat.literal_start());
                if let (Some(line), Some(Block::Table(table))) = (&line, out.last_mut())
                    && is_note_line(line)
                {
                    table.notes.push(flat.inlines(marks));
                    table.span.end = span.end;
                    continue;
                }
                let closing = raws.peek().is_none_or(|next| matches!(next, Raw::Heading { .. }));
                let source_line = top && closing && line.as_deref().is_some_and(is_source_line);
                (Block::Paragraph { text: flat.inlines(marks), source_line, span }, line)
            }
            Raw::Table(mut table) => {
                adopt(&mut table, &mut out, &mut lines);
                (Block::Table(table), None)
            }
            Raw::Other(block) => (block, None),
        };
        out.push(block);
        lines.push(line);
    }
    out
}

/// Gives the caption and the unit line right before a table to it, in whichever order they stand.
fn adopt(table: &mut Table, blocks: &mut Vec<Block>, lines: &mut Vec<Option<String>>) {
    while let (Some(Block::Paragraph { text, span, .. }), Some(Some(line))) = (blocks.last(), lines.last()) {
        let slot = if table.unit.is_none() && is_unit_line(line) {
            &mut table.unit
        } else if table.caption.is_none() && is_caption_line(line) {
            &mut table.caption
        } else {
            return;
        };
        *slot = Some(text.clone());
        table.span.start = span.start;
        blocks.pop();
        lines.pop();
    }
}
