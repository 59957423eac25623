//! Charts of papers: numbered in a text, drawn as pictures beside its Markdown, in which stands a plain reference to each.

use super::PaperReport;
use super::papers::Desk;
use crate::chart::{Chart, svg};
use crate::diag::Diagnostic;
use crate::document::{Block, Document};
use crate::merge;
use crate::store::{Artifact, DocumentEntry, FileEntry};
use crate::words::chart as words;

/// The pictures of one paper by their file names.
pub(super) type Pictures = Vec<(String, Vec<u8>)>;

/// Does something with every chart and picture of blocks, in reading order.
fn walk(blocks: &mut [Block], act: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        match block {
            Block::Chart { .. } | Block::Image { .. } => act(block),
            Block::Quote { blocks, .. } => walk(blocks, act),
            Block::List { items, .. } => items.iter_mut().for_each(|item| walk(item, act)),
            _ => {}
        }
    }
}

/// The document with its charts numbered 图1, 图2, …; pictures of charts that stand between them count. A chart that has a number keeps it, and one
/// that cannot be read is left for the setter to complain of.
pub(super) fn numbered(mut document: Document) -> Document {
    let mut n = 0;
    for section in &mut document.sections {
        walk(&mut section.blocks, &mut |block| match block {
            Block::Chart { source, .. } => {
                n += 1;
                if let Ok(mut chart) = Chart::from_toml(source)
                    && chart.number.is_none()
                {
                    chart.number = Some(n);
                    *source = chart.to_toml();
                }
            }
            Block::Image { path, .. } if path.ends_with(".svg") => n += 1,
            _ => {}
        });
    }
    document
}

/// The document as it is written down: every chart a picture beside the text. And the pictures.
pub(super) fn pictured(document: &Document, stem: &str) -> (Document, Pictures) {
    let mut document = document.clone();
    let mut pictures = Vec::new();
    for section in &mut document.sections {
        walk(&mut section.blocks, &mut |block| {
            let Block::Chart { source, span } = block else { return };
            let Ok(chart) = Chart::from_toml(source) else { return };
            let path = words::file(stem, pictures.len() + 1);
            pictures.push((path.clone(), svg::write(&chart)));
            *block = Block::Image { path, alt: chart.caption(), span: span.clone() };
        });
    }
    (document, pictures)
}

/// Whether a text has a picture that may be a chart of ours.
pub fn has_chart(document: &Document) -> bool {
    let mut paths = Vec::new();
    document.sections.iter().for_each(|s| super::image_paths(&s.blocks, &mut paths));
    paths.iter().any(|p| p.ends_with(".svg"))
}

/// One of the pictures that are just being made.
pub(super) fn picture(pictures: &Pictures, path: &str) -> Option<Vec<u8>> {
    pictures.iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.clone())
}

impl Desk<'_> {
    /// Writes the pictures of a paper into its `folder` (empty, or with a stroke at its end) and puts their entry into the report. Those of an earlier run that are no longer in the text are taken away,
    /// unless a person has edited it and may still refer to them.
    pub(super) fn pictures(
        &self,
        folder: &str,
        pictures: Pictures,
        report: &mut PaperReport,
        audience: crate::campaign::PaperAudience,
    ) -> Result<(), Diagnostic> {
        let id = format!("charts:{}", report.id);
        let last = self.out.last().and_then(|m| m.reports.iter().find(|r| r.id == id));
        if pictures.is_empty() && last.is_none() {
            return Ok(());
        }
        let mut files = Vec::new();
        for (name, bytes) in pictures {
            files.push(self.out.write(&Artifact { format: "svg", name: format!("{folder}{name}"), bytes })?);
        }
        for old in last.map(|r| r.files.as_slice()).unwrap_or_default() {
            if files.iter().any(|f: &FileEntry| f.path == old.path) {
                continue;
            }
            if report.beside.is_some() {
                files.push(old.clone());
            } else {
                self.out.withdraw(old);
            }
        }
        report.files.extend(files.iter().map(|f| f.path.clone()));
        report.charts = Some(DocumentEntry { id, title: words::files_of(&report.title), audience: merge::audience_name(audience).to_owned(), files });
        Ok(())
    }
}
