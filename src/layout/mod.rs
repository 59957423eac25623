//! Layer 3. Document in, [`Pages`] out.
//!
//! A section becomes a stack of atoms (`compose`, `tables`, `signature`, …) under what stands fixed at the head of its first page
//! (`opening` and one file for each format); `flow` divides the stack into pages at the least cost; `render` puts them on sheets.

mod attachment;
mod boxes;
mod breaks;
mod bulletin;
mod chart;
mod circular;
mod compose;
mod desk;
mod direction;
mod divide;
mod fit;
mod flow;
mod folio;
mod geometry;
mod headline;
mod image;
mod imprint;
mod kinsoku;
mod letter;
mod mark;
mod minutes;
mod missing;
mod names;
mod opening;
mod order;
mod pages;
mod para;
pub mod paragraph;
pub mod picture;
mod place;
mod plain;
mod redhead;
mod render;
mod sections;
mod segment;
mod settle;
pub mod shape;
mod signature;
mod snapshot;
mod table;
mod tables;
pub mod title;
mod upward;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use pages::*;
pub use snapshot::snapshot;

use crate::diag::Diagnostics;
use crate::document::Document;
use crate::font::FontBook;
use desk::Desk;

/// What setting needs beside the document and the faces. All of it may be empty.
#[derive(Debug, Clone, Default)]
pub struct LayoutOptions {
    /// Name of the manuscript, for findings.
    pub file: Arc<str>,
    /// Its text, for the lines of findings.
    pub text: Arc<str>,
    /// Names of persons and places that are rather not broken (A3).
    pub no_break: Vec<String>,
    /// Names that are never broken: the campaign's own list.
    pub whole: Vec<String>,
    /// Phrases that a title does not break (TI-02).
    pub lexicon: Vec<String>,
    /// The pictures of the document by their paths as written.
    pub images: BTreeMap<String, Arc<[u8]>>,
}

/// Sets a document: finished pages and what was found on the way.
///
/// # Errors
/// All findings, at least one of them an error: a character that no face has, a table that fits nowhere, a missing picture.
pub fn layout(doc: &Document, options: &LayoutOptions, fonts: &FontBook) -> Result<(Pages, Diagnostics), Diagnostics> {
    let mut desk = Desk { fonts, options, found: Diagnostics::new() };
    direction::check(&mut desk);
    if desk.found.has_errors() {
        return Err(desk.found);
    }
    let flows = sections::flows(&mut desk, doc);
    let pages = render::pages(&mut desk, doc, flows);
    if desk.found.has_errors() { Err(desk.found) } else { Ok((pages, desk.found)) }
}
