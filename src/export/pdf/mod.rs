//! [`Pages`] in, the bytes of a PDF file out.
//!
//! Step by step: `fonts` cuts every font down to the glyphs in use (`cff` draws those that are fitted to another face), `shown` says where each glyph of a page is drawn, `content` writes the page's
//! drawing operators, `finish` puts the file together: fonts, pages, links, outline, properties, archival marks (PDF/A-2u), a content hash for
//! identity. The same pages give the same bytes, on any number of threads.

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
    let contents: Vec<Vec<u8>> = pages.pages.par_iter().map(|page| content::of(page, &fonts, &images)).collect();
    finish::finish(pages, fonts, images, contents)
}
