//! Layer 4. Finished [`Pages`] in, a clause-by-clause [`Inspection`] out.
//!
//! What is measured is the laid-out result: places and sizes of glyphs, their em boxes and ink, rules, colours, faces. Tags of elements only
//! tell which thing is which, the [`Document`] only what should be there. Steps: [`read`] makes lines of glyphs, [`text`] finds each
//! paragraph of the document in them, then one file a chapter of the standard puts every rule to them through a [`Gauge`].

mod align;
mod attach;
mod body;
mod breaks;
mod bulletin;
mod cell;
mod faces;
mod folio;
mod foot;
mod gauge;
mod head;
mod page;
mod read;
mod rules;
mod sheet;
mod sign;
mod special;
mod table;
mod tables;
mod text;
mod title;

pub use rules::{Check, Inspection, Place, Severity, Verdict};

use crate::document::{Document, Format};
use crate::font::FontBook;
use crate::layout::Pages;
use gauge::Gauge;
use read::Paper;
use text::Flow;

/// Measures finished pages against the rules of GB/T 9704—2012 and its companions as far as they apply to the paper.
///
/// `fonts` must be the faces that the pages were set with: it says which face serves which role.
pub fn inspect(doc: &Document, pages: &Pages, fonts: &FontBook) -> Inspection {
    let paper = Paper::read(doc, pages, fonts);
    let flow = Flow::find(&paper);
    let mut gauge = Gauge::new();
    let g = &mut gauge;
    page::sheets(&paper, g);
    page::grid(&paper, &flow, g);
    faces::faces(&paper, g);
    match doc.head.format {
        Format::Circular | Format::Upward => head::head(&paper, g),
        Format::Bulletin => bulletin::head(&paper, g),
        Format::Letter => special::letter(&paper, g),
        Format::Order => special::order(&paper, g),
        Format::Minutes => special::minutes(&paper, &flow, g),
        Format::Plain => {}
    }
    title::titles(&paper, &flow, g);
    title::addressee(&paper, &flow, g);
    body::body(&paper, &flow, g);
    body::ordinals(&paper, &flow, g);
    breaks::lines(&paper, &flow, g);
    attach::note(&paper, &flow, g);
    sign::signature(&paper, &flow, g);
    attach::attachments(&paper, &flow, g);
    tables::tables(&paper, g);
    match doc.head.format {
        Format::Circular | Format::Upward | Format::Order | Format::Minutes => foot::imprint(&paper, g),
        Format::Bulletin => bulletin::foot(&paper, g),
        Format::Letter => special::letter_foot(&paper, g),
        Format::Plain => {}
    }
    folio::folio(&paper, g);
    Inspection { pages: pages.pages.len(), checks: gauge.finish() }
}
