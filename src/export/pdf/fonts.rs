//! Cuts every face down to the glyphs that the pages use.
//!
//! A PDF font gives one text for each glyph id, but faces share glyphs between characters (· and •, … and ⋯): a second text of a glyph goes into
//! a second, tiny font of the same face, so that copied text is exact.

use std::collections::{BTreeMap, HashMap};
use std::panic::{self, AssertUnwindSafe};

use printpdf::{FontId, ParsedFont, PdfFont};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::diag::Diagnostic;
use crate::font::Face;
use crate::layout::{Glyph, Item, Pages};
use crate::words;

/// The fonts of one file and where each glyph of the pages went.
pub(super) struct Fonts {
    fonts: Vec<Subset>,
    /// By face, glyph id and text: the font and the glyph id in it.
    places: HashMap<(usize, u16, char), (usize, u16)>,
}

struct Subset {
    id: FontId,
    font: ParsedFont,
}

/// The glyphs of one font to be: glyph id of the face and the text for it.
type Wanted = BTreeMap<u16, char>;

impl Fonts {
    /// Collects the glyphs of all pages and subsets each face once, the faces side by side.
    pub fn of(pages: &Pages) -> Result<Self, Diagnostic> {
        let mut jobs: Vec<(usize, usize, Wanted)> = Vec::new();
        for (face, layers) in collect(pages)? {
            jobs.extend(layers.into_iter().enumerate().map(|(layer, glyphs)| (face, layer, glyphs)));
        }
        let subset = |(face, layer, glyphs): &(usize, usize, Wanted)| -> Result<(Subset, GlyphRemapper), Diagnostic> {
            let source = pages.faces.get(*face).ok_or_else(|| words::export::font_unusable("", None))?;
            subset(source, FontId(format!("G{face}x{layer}")), glyphs)
        };
        let subsets: Vec<_> = jobs.par_iter().map(subset).collect::<Result<_, _>>()?;
        let mut places = HashMap::new();
        let mut fonts = Vec::with_capacity(jobs.len());
        for ((face, _, glyphs), (subset, remapper)) in jobs.into_iter().zip(subsets) {
            for (id, text) in glyphs {
                places.insert((face, id, text), (fonts.len(), remapper.get(id).unwrap_or(0)));
            }
            fonts.push(subset);
        }
        Ok(Self { fonts, places })
    }

    /// The font that prints a glyph with its text, and the glyph's id there.
    pub fn place(&self, face: usize, glyph: &Glyph) -> Option<(usize, u16)> {
        self.places.get(&(face, glyph.id, glyph.text)).copied()
    }

    /// The resource name of a font.
    pub fn id(&self, font: usize) -> Option<FontId> {
        self.fonts.get(font).map(|f| f.id.clone())
    }

    /// How far a glyph moves the pen, in thousandths of an em, as printpdf writes it into the file.
    pub fn width(&self, font: usize, id: u16) -> f64 {
        let Some(font) = self.fonts.get(font).map(|f| &f.font) else { return 0.0 };
        let units = f32::from(font.pdf_font_metrics.units_per_em);
        let width = font.get_glyph_width(id).map_or(0, |w| (f32::from(w) * 1000.0 / units) as i64);
        width as f64
    }

    /// For printpdf's resources.
    pub fn into_map(self) -> BTreeMap<FontId, PdfFont> {
        self.fonts.into_iter().map(|f| (f.id, PdfFont::new(f.font))).collect()
    }
}

/// By face: the glyphs in layers, so that in each layer a glyph has one text. Nearly always there is one layer.
fn collect(pages: &Pages) -> Result<BTreeMap<usize, Vec<Wanted>>, Diagnostic> {
    let mut faces: BTreeMap<usize, Vec<Wanted>> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for run in page.items.iter().filter_map(|i| if let Item::Run(run) = i { Some(run) } else { None }) {
            let layers = faces.entry(run.face).or_default();
            for glyph in &run.glyphs {
                let count = pages.faces.get(run.face).map_or(0, |f| f.glyph_count());
                if glyph.id == 0 || glyph.id >= count {
                    return Err(words::export::missing_glyph(glyph.text, number + 1));
                }
                let free = layers.iter_mut().find(|l| l.get(&glyph.id).is_none_or(|text| *text == glyph.text));
                match free {
                    Some(layer) => _ = layer.insert(glyph.id, glyph.text),
                    None => layers.push(Wanted::from([(glyph.id, glyph.text)])),
                }
            }
        }
    }
    faces.retain(|_, layers| !layers.is_empty());
    Ok(faces)
}

fn subset(face: &Face, id: FontId, glyphs: &Wanted) -> Result<(Subset, GlyphRemapper), Diagnostic> {
    let unusable = || words::export::font_unusable(face.name(), face.file());
    let mut remapper = GlyphRemapper::new();
    for glyph in glyphs.keys() {
        remapper.remap(*glyph);
    }
    // The file is the user's and may be damaged in any way; the subsetter's arithmetic is known to overflow on such in a debug build.
    let cut = || subsetter::subset(face.data(), face.index(), &remapper);
    let bytes = panic::catch_unwind(AssertUnwindSafe(cut)).ok().and_then(Result::ok).ok_or_else(unusable)?;
    // It complains of the missing character map, which a subset does not need.
    let mut font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or_else(unusable)?;
    font.font_name = Some(format!("{}+{}", tag(glyphs), face.postscript_name()));
    Ok((Subset { id, font }, remapper))
}

/// Six capitals for the set of glyphs, as ISO 32000-1, 9.6.4 asks of a subset.
fn tag(glyphs: &Wanted) -> String {
    let mut hash = Sha256::new();
    for (id, text) in glyphs {
        hash.update(id.to_be_bytes());
        hash.update(u32::from(*text).to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|b| char::from(b'A' + b % 26)).collect()
}
