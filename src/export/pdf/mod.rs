//! [`Pages`] in, the bytes of a PDF file out.
//!
//! Step by step: `fonts` cuts every font down to the glyphs in use (`cff` draws those that are fitted to another face), `shown` says where each
//! glyph of a page is drawn, `content` gives the page's operations, printpdf writes them, `finish` adds what printpdf leaves out or does at the
//! cost of parsing every font anew: fonts, links, outline, properties, archival marks (PDF/A-2u), a content hash for identity. The same pages
//! give the same bytes, on any number of threads.

mod cff;
mod content;
mod finish;
mod fonts;
mod groups;
mod icc;
mod image;
mod metadata;
mod outline;
mod shown;
mod write;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::layout::Pages;

/// The PDF file of finished pages: every face subset and embedded, every glyph where the pages say, text that can be copied exactly.
///
/// # Errors
/// A glyph that no face has (`.notdef` is never printed), a face that cannot be embedded, a damaged picture: what to do stands in the diagnostic.
pub fn to_pdf(pages: &Pages) -> Result<Vec<u8>, Diagnostic> {
    let fonts = fonts::Fonts::of(pages)?;
    let images = image::Images::of(pages)?;
    let mut doc = PdfDocument::new(&pages.title);
    doc.pages = pages.pages.par_iter().map(|page| PdfPage::new(Mm(0.0), Mm(0.0), content::of(page, &fonts, &images))).collect();
    let options = PdfSaveOptions { image_optimization: None, subset_fonts: false, ..PdfSaveOptions::default() };
    // Its warnings are about things that are taken care of here: glyphs, colours and fonts are checked before.
    let drawn = doc.to_lopdf_document(&PdfSaveOptions { secure: false, ..options }, &mut Vec::new());
    finish::finish(drawn, pages, fonts, images)
}
