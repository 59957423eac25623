//! Cuts every font down to the glyphs that the pages use.
//!
//! A PDF font gives one text for each glyph id, but faces share glyphs between characters (· and •, … and ⋯): a second text of a glyph goes into
//! a second, tiny font of the same face, so that copied text is exact.
//!
//! Of a font that helps out another with single characters, a fitted font is made of their outlines.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::{cff, write};
use crate::diag::Diagnostic;
use crate::font::Face;
use crate::layout::{Glyph, Item, Pages};
use crate::words;

/// The fonts of one file and where each glyph of the pages went.
pub(super) struct Fonts {
    fonts: Vec<Font>,
    /// By face of the pages: its font among `sources`.
    source_of: Vec<usize>,
    sources: Vec<Source>,
}

/// A face that the pages use. Faces of one font that are not fitted are one.
struct Source {
    face: Arc<Face>,
    /// By glyph id: its first text, and its number in the first font made of it. Empty if no glyph is used.
    slots: Vec<Option<(char, u16)>>,
    /// Further texts of glyphs, each layer a font of its own: (glyph id, text, its number).
    layers: Vec<Vec<(u16, char, u16)>>,
    /// The font of the file that has `slots`; those of `layers` follow it.
    first: usize,
}

/// The glyphs of one font to be, by rising id: glyph id of the face and the text for it.
type Wanted = Vec<(u16, char)>;

/// A font of the file.
struct Font {
    base_name: String,
    is_cff: bool,
    program: lopdf::Stream,
    to_unicode: lopdf::Stream,
    /// By glyph id, thousandths of an em as the file says them.
    widths: Vec<f64>,
    bounds: [f64; 4],
}

impl Fonts {
    /// Collects the glyphs of all pages and subsets each font once, side by side.
    pub fn of(pages: &Pages) -> Result<Self, Diagnostic> {
        let mut this = Self { fonts: Vec::new(), source_of: Vec::with_capacity(pages.faces.len()), sources: Vec::new() };
        let mut used = vec![false; pages.faces.len()];
        for run in pages.pages.iter().flat_map(|p| &p.items).filter_map(|i| if let Item::Run(run) = i { Some(run) } else { None }) {
            used.get_mut(run.face).into_iter().for_each(|used| *used = true);
        }
        for (face, used) in pages.faces.iter().zip(used) {
            if !used {
                this.source_of.push(usize::MAX);
                continue;
            }
            let known = this.sources.iter().position(|s| s.face.same_glyphs(face));
            this.source_of.push(known.unwrap_or_else(|| {
                this.sources.push(Source { face: face.clone(), slots: Vec::new(), layers: Vec::new(), first: 0 });
                this.sources.len() - 1
            }));
        }
        this.collect(pages)?;
        let mut jobs: Vec<(Arc<Face>, Wanted)> = Vec::new();
        for source in &mut this.sources {
            source.first = jobs.len();
            jobs.extend(source.number().into_iter().map(|glyphs| (source.face.clone(), glyphs)));
        }
        this.fonts = jobs.par_iter().map(|(face, glyphs)| Font::of(face, glyphs)).collect::<Result<_, _>>()?;
        Ok(this)
    }

    fn collect(&mut self, pages: &Pages) -> Result<(), Diagnostic> {
        for (number, page) in pages.pages.iter().enumerate() {
            for run in page.items.iter().filter_map(|i| if let Item::Run(run) = i { Some(run) } else { None }) {
                let source = self.source_of.get(run.face).and_then(|s| self.sources.get_mut(*s));
                for glyph in &run.glyphs {
                    if source.as_ref().is_none_or(|s| glyph.id == 0 || glyph.id >= s.face.glyph_count()) {
                        return Err(words::export::missing_glyph(glyph.text, number + 1));
                    }
                }
                if let Some(source) = source {
                    run.glyphs.iter().for_each(|g| source.take(g));
                }
            }
        }
        Ok(())
    }

    /// The font that prints a glyph with its text, and the glyph's id there.
    pub fn place(&self, face: usize, glyph: &Glyph) -> Option<(usize, u16)> {
        let source = self.sources.get(*self.source_of.get(face)?)?;
        let (text, number) = (*source.slots.get(usize::from(glyph.id))?)?;
        if text == glyph.text {
            return Some((source.first, number));
        }
        let in_layer = |l: &Vec<(u16, char, u16)>| l.iter().find(|(id, text, _)| *id == glyph.id && *text == glyph.text).map(|(.., number)| *number);
        source.layers.iter().enumerate().find_map(|(n, l)| Some((source.first + 1 + n, in_layer(l)?)))
    }

    /// How far a glyph moves the pen, in thousandths of an em, as the file says it.
    pub fn width(&self, font: usize, id: u16) -> f64 {
        self.fonts.get(font).and_then(|f| f.widths.get(usize::from(id))).copied().unwrap_or(0.0)
    }

    /// Adds the fonts to the file; gives them by their resource names.
    pub fn add_to(self, doc: &mut Document) -> Dictionary {
        let mut named = Dictionary::new();
        for (n, font) in self.fonts.into_iter().enumerate() {
            named.set(name(n), font.add_to(doc));
        }
        named
    }
}

impl Source {
    fn take(&mut self, glyph: &Glyph) {
        if self.slots.is_empty() {
            self.slots = vec![None; usize::from(self.face.glyph_count())];
        }
        let Some(slot) = self.slots.get_mut(usize::from(glyph.id)) else { return };
        match slot {
            None => *slot = Some((glyph.text, 0)),
            Some((text, _)) if *text == glyph.text => {}
            Some(_) => {
                if self.layers.iter().flatten().any(|(id, text, _)| *id == glyph.id && *text == glyph.text) {
                    return;
                }
                match self.layers.iter_mut().find(|l| l.iter().all(|(id, ..)| *id != glyph.id)) {
                    Some(layer) => layer.push((glyph.id, glyph.text, 0)),
                    None => self.layers.push(vec![(glyph.id, glyph.text, 0)]),
                }
            }
        }
    }

    /// Numbers the glyphs of each font to be, in the order of their ids: `.notdef` is 0.
    fn number(&mut self) -> Vec<Wanted> {
        let mut out = Vec::new();
        let used = self.slots.iter_mut().enumerate().filter_map(|(id, slot)| Some((id as u16, slot.as_mut()?)));
        let first: Wanted = (1..).zip(used).map(|(number, (id, slot)): (u16, _)| (id, (slot.1 = number, slot.0).1)).collect();
        if !first.is_empty() {
            out.push(first);
        }
        for layer in &mut self.layers {
            layer.sort_unstable();
            (1..).zip(layer.iter_mut()).for_each(|(number, entry)| entry.2 = number);
            out.push(layer.iter().map(|(id, text, _)| (*id, *text)).collect());
        }
        out
    }
}

impl Font {
    /// `glyphs` by rising id.
    fn of(face: &Face, glyphs: &[(u16, char)]) -> Result<Self, Diagnostic> {
        let unusable = || words::export::font_unusable(face.name(), face.file());
        let base_name = format!("{}+{}", tag(glyphs, face), face.postscript_name());
        let (is_cff, program) = if face.is_fitted() {
            (true, cff::program(face, &base_name, glyphs.iter().map(|(id, _)| *id)))
        } else {
            subset(face, glyphs).ok_or_else(unusable)?
        };
        let dict = if is_cff {
            dictionary! { "Subtype" => "CIDFontType0C" }
        } else {
            dictionary! { "Length1" => program.len() as i64 }
        };
        // To thousandths of a unit, as they are written; fitted ones are drawn to whole units.
        let places = if face.is_fitted() { 1e3 } else { 1e6 };
        let width = |id: u16| (face.advance(id) * places).round() / (places / 1e3);
        let (x0, y0, x1, y1) = face.bounds();
        Ok(Self {
            base_name,
            is_cff,
            program: write::stream(dict, program),
            to_unicode: write::stream(Dictionary::new(), to_unicode(glyphs)),
            widths: std::iter::once(0).chain(glyphs.iter().map(|(id, _)| *id)).map(width).collect(),
            bounds: [x0, y0, x1, y1].map(|v| (v * 1000.0).round()),
        })
    }

    fn add_to(self, doc: &mut Document) -> ObjectId {
        let program = doc.add_object(self.program);
        let to_unicode = doc.add_object(self.to_unicode);
        let widths = widths(&self.widths);
        let name = Object::Name(self.base_name.into_bytes());
        // Viewers select text by these heights, and a face is about whose own are broken (a positive descender): the em box serves for all.
        let mut descriptor = dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name.clone(),
            "Flags" => 4,
            "FontBBox" => self.bounds.map(|v| Object::Integer(v as i64)).to_vec(),
            "ItalicAngle" => 0,
            "Ascent" => 880,
            "Descent" => -120,
            "CapHeight" => 700,
            "StemV" => 80,
        };
        descriptor.set(if self.is_cff { "FontFile3" } else { "FontFile2" }, program);
        let descriptor = doc.add_object(descriptor);
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => if self.is_cff { "CIDFontType0" } else { "CIDFontType2" },
            "BaseFont" => name.clone(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "DW" => 1000,
            "W" => widths,
        };
        if !self.is_cff {
            descendant.set("CIDToGIDMap", "Identity");
        }
        let descendant = doc.add_object(descendant);
        doc.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name,
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => to_unicode,
        })
    }
}

/// The resource name of a font.
pub(super) fn name(font: usize) -> String {
    format!("F{font}")
}

/// The program of the glyphs in use, and whether it is CFF; `None` if the font is damaged.
fn subset(face: &Face, glyphs: &[(u16, char)]) -> Option<(bool, Vec<u8>)> {
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    // The file is the user's and may be damaged in any way; the subsetter's arithmetic is known to overflow on such in a debug build.
    let cut = || subsetter::subset(face.data(), face.index(), &remapper);
    let sfnt = panic::catch_unwind(AssertUnwindSafe(cut)).ok()?.ok()?;
    Some(match cff_table(&sfnt) {
        Some(bare) => (true, bare.to_vec()),
        None => (false, sfnt),
    })
}

/// `W`: the widths that are not a whole em, neighbours together.
fn widths(all: &[f64]) -> Vec<Object> {
    let mut out: Vec<Object> = Vec::new();
    let mut open: Option<(usize, Vec<Object>)> = None;
    let mut close = |open: &mut Option<(usize, Vec<Object>)>| {
        if let Some((first, list)) = open.take() {
            out.extend([Object::Integer(first as i64), Object::Array(list)]);
        }
    };
    for (id, width) in all.iter().enumerate() {
        if *width == 1000.0 {
            close(&mut open);
        } else {
            let number = if width.fract() == 0.0 { Object::Integer(*width as i64) } else { Object::Real(*width as f32) };
            open.get_or_insert_with(|| (id, Vec::new())).1.push(number);
        }
    }
    close(&mut open);
    out
}

/// The bare CFF program of an OpenType font; `None` if its outlines are TrueType.
fn cff_table(sfnt: &[u8]) -> Option<&[u8]> {
    let be32 = |at: usize| Some(u32::from_be_bytes(*sfnt.get(at..)?.first_chunk()?) as usize);
    let tables = usize::from(u16::from_be_bytes(*sfnt.get(4..)?.first_chunk()?));
    let record = (0..tables).map(|i| 12 + 16 * i).find(|at| sfnt.get(*at..*at + 4) == Some(b"CFF "))?;
    let (offset, length) = (be32(record + 8)?, be32(record + 12)?);
    sfnt.get(offset..offset.checked_add(length)?)
}

/// The map from glyphs to texts.
fn to_unicode(glyphs: &[(u16, char)]) -> Vec<u8> {
    let mut out = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
        1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        .to_vec();
    // A block may have a hundred entries.
    for (n, block) in glyphs.chunks(100).enumerate() {
        write::number(&mut out, block.len() as f64, 0);
        out.extend(b" beginbfchar\n");
        for (i, (_, text)) in block.iter().enumerate() {
            out.push(b'<');
            write::hex(&mut out, (n * 100 + i + 1) as u16);
            out.extend(b"> <");
            text.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write::hex(&mut out, *unit));
            out.extend(b">\n");
        }
        out.extend(b"endbfchar\n");
    }
    out.extend(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

/// Six capitals for the set of glyphs, as ISO 32000-1, 9.6.4 asks of a subset.
fn tag(glyphs: &[(u16, char)], face: &Face) -> String {
    let mut hash = Sha256::new();
    if face.is_fitted() {
        hash.update(format!("{:?}", face.fit()));
    }
    for (id, text) in glyphs {
        hash.update(id.to_be_bytes());
        hash.update(u32::from(*text).to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|b| char::from(b'A' + b % 26)).collect()
}
