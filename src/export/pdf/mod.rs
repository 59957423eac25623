//! [`Pages`] in, the bytes of a PDF file out.
//!
//! Step by step: `fonts` cuts every face down to the glyphs in use, `content` draws each page as printpdf operations, and `finish` turns printpdf's
//! document into the file that we want: outline, properties, archival marks (PDF/A-2u), a content hash for identity. The same pages give the same
//! bytes, on any thread.

mod content;
mod finish;
mod fonts;
mod groups;
mod icc;
mod image;
mod metadata;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, XObject};

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
    doc.pages = pages.pages.iter().map(|page| PdfPage::new(Mm(0.0), Mm(0.0), content::operations(page, &fonts, &images))).collect();
    for (id, image) in images.into_objects() {
        doc.resources.xobjects.map.insert(id, XObject::External(image));
    }
    doc.resources.fonts.map = fonts.into_map();
    let options = PdfSaveOptions { image_optimization: None, subset_fonts: false, ..PdfSaveOptions::default() };
    // Its warnings are about things that are taken care of here: glyphs, colours and fonts are checked before.
    let drawn = doc.to_lopdf_document(&options, &mut Vec::new());
    finish::finish(drawn, pages)
}
