//! One font of a file: its glyphs for characters, and what they measure.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

use memmap2::Mmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::tables::cmap::{CmapIterLimits, CmapSubtable, PlatformId};
use skrifa::raw::{TableProvider, TableRecord};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::ink::InkPen;
use super::names;
use super::outline::{Step, StepPen};

/// Height of the em box above the baseline where the face does not say it credibly (GB/T 33476.2 measures from em boxes).
const EM_ASCENT: f64 = 0.88;

/// The ink of a glyph in em: x min, y min, x max, y max.
pub(super) type Ink = (f64, f64, f64, f64);

/// One font, parsed once; its bytes are mapped or static, never copied.
pub(super) struct FontFile {
    data: Bytes,
    index: u32,
    file: Option<String>,
    name: String,
    postscript: String,
    upem: f64,
    em_ascent: f64,
    glyphs: u16,
    weight: f32,
    upright: bool,
    chars: OnceLock<CharTable>,
    advances: OnceLock<Vec<f32>>,
    inks: OnceLock<Vec<OnceLock<Option<[f32; 4]>>>>,
}

enum Bytes {
    Static(&'static [u8]),
    Mapped(Mmap),
}

impl Bytes {
    fn get(&self) -> &[u8] {
        match self {
            Self::Static(b) => b,
            Self::Mapped(m) => m,
        }
    }
}

/// Why a file cannot serve as a face.
#[derive(Debug, thiserror::Error)]
pub(super) enum FaceError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("damaged font: {0}")]
    Damaged(&'static str),
    /// Sound, but of a kind that cannot go into a PDF as it is: variable, or bitmaps only.
    #[error("a font of a kind that cannot be embedded")]
    Unsupported,
}

impl FontFile {
    /// Maps a member of a font file.
    pub fn open(path: &Path, index: u32) -> Result<Self, FaceError> {
        let file = File::open(path)?;
        // SAFETY: the map is read-only and private to this process. Were a font file cut short in place while we run, reading it would fail
        // like any failing disk; installers replace font files, and Windows refuses to cut a mapped one.
        #[allow(unsafe_code)]
        let map = unsafe { Mmap::map(&file)? };
        let shown = path.to_string_lossy().replace('\\', "/");
        Self::new(Bytes::Mapped(map), index, Some(shown))
    }

    /// A font inside the program.
    pub fn from_static(data: &'static [u8]) -> Result<Self, FaceError> {
        Self::new(Bytes::Static(data), 0, None)
    }

    fn new(data: Bytes, index: u32, file: Option<String>) -> Result<Self, FaceError> {
        use FaceError::Damaged;
        let font = FontRef::from_index(data.get(), index).map_err(|_| Damaged("no font"))?;
        // A file that was cut short on its way still has its names; its glyphs are gone.
        let whole = |t: &TableRecord| (t.offset() as usize).checked_add(t.length() as usize).is_some_and(|end| end <= data.get().len());
        if !font.table_directory().table_records().iter().all(whole) {
            return Err(Damaged("cut short"));
        }
        let upem = f64::from(font.head().map_err(|_| Damaged("no head table"))?.units_per_em());
        let glyphs = font.maxp().map_err(|_| Damaged("no maxp table"))?.num_glyphs();
        if upem < 16.0 || glyphs < 2 || font.hmtx().is_err() {
            return Err(Damaged("no metrics"));
        }
        // What can be subset and embedded: TrueType or CFF outlines, one weight.
        let static_outlines = font.cff().is_ok() || (font.glyf().is_ok() && font.loca(None).is_ok());
        if !static_outlines || !font.axes().is_empty() {
            return Err(FaceError::Unsupported);
        }
        let name = font.name().map_err(|_| Damaged("no name table"))?;
        let postscript = names::postscript(&name).ok_or(Damaged("no name"))?;
        let attributes = font.attributes();
        let em_ascent = em_ascent(&font, upem);
        let name = names::display(&name).unwrap_or_else(|| postscript.clone());
        Ok(Self {
            index,
            file,
            name,
            postscript,
            upem,
            em_ascent,
            glyphs,
            weight: attributes.weight.value(),
            upright: attributes.style == skrifa::attribute::Style::Normal,
            chars: OnceLock::new(),
            advances: OnceLock::new(),
            inks: OnceLock::new(),
            data,
        })
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.data.get(), self.index).ok()
    }

    /// The bytes of the file that it is a member of.
    pub fn data(&self) -> &[u8] {
        self.data.get()
    }

    /// Index in a collection (TTC, OTC), otherwise 0.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Path of the file, as it was given, `/` as separator; `None` for a font inside the program.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The full name, in Chinese if it has one.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// PostScript name.
    pub fn postscript_name(&self) -> &str {
        &self.postscript
    }

    /// Bounds of all glyphs in em as the head table has them: x min, y min, x max, y max.
    pub fn bounds(&self) -> Ink {
        let bounds = self.font().and_then(|f| f.head().ok()).map(|h| [h.x_min(), h.y_min(), h.x_max(), h.y_max()]);
        let [x0, y0, x1, y1] = bounds.unwrap_or_default().map(|v| f64::from(v) / self.upem);
        (x0, y0, x1, y1)
    }

    /// Number of glyphs.
    pub fn glyph_count(&self) -> u16 {
        self.glyphs
    }

    /// How far from an upright face of the regular weight.
    pub fn oddity(&self) -> (bool, u32) {
        (!self.upright, (self.weight - 400.0).abs() as u32)
    }

    /// Height of the em box above the baseline, in em: 0.88 unless the font says otherwise and can be trusted.
    pub fn em_ascent(&self) -> f64 {
        self.em_ascent
    }

    /// The glyph for a character; `None` if there is none (or only `.notdef`).
    pub fn glyph(&self, c: char) -> Option<u16> {
        self.chars.get_or_init(|| self.font().map_or_else(CharTable::default, |f| CharTable::new(&f, self.glyphs))).get(c)
    }

    /// The advance of a glyph in em; 0 for a glyph that it does not have.
    pub fn advance(&self, id: u16) -> f64 {
        let advances = self.advances.get_or_init(|| {
            let Some(metrics) = self.font().map(|f| f.glyph_metrics(Size::unscaled(), LocationRef::default())) else { return Vec::new() };
            (0..self.glyphs).map(|id| metrics.advance_width(GlyphId::from(id)).unwrap_or(0.0)).collect()
        });
        advances.get(usize::from(id)).map_or(0.0, |a| f64::from(*a) / self.upem)
    }

    /// The ink of a glyph in em, relative to its origin on the baseline, y up. `None` for an empty glyph. Each is measured once.
    pub fn ink(&self, id: u16) -> Option<Ink> {
        let inks = self.inks.get_or_init(|| (0..self.glyphs).map(|_| OnceLock::new()).collect());
        let [x0, y0, x1, y1] = (*inks.get(usize::from(id))?.get_or_init(|| self.measure(id)))?.map(|v| f64::from(v) / self.upem);
        Some((x0, y0, x1, y1))
    }

    /// The outline of a glyph, em.
    pub fn outline(&self, id: u16) -> Vec<Step> {
        let mut pen = StepPen::new(self.upem);
        self.draw(id, &mut pen);
        pen.steps
    }

    fn measure(&self, id: u16) -> Option<[f32; 4]> {
        let mut pen = InkPen::default();
        self.draw(id, &mut pen);
        pen.bounds()
    }

    fn draw(&self, id: u16, pen: &mut impl OutlinePen) {
        let Some(font) = self.font() else { return };
        let Some(glyph) = font.outline_glyphs().get(GlyphId::from(id)) else { return };
        // A glyph whose outline is broken counts as drawn as far as it goes.
        let _ = glyph.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), pen);
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontFile").field("postscript", &self.postscript).field("file", &self.file).field("index", &self.index).finish_non_exhaustive()
    }
}

/// The em box above the baseline, in em. Vertical metrics are believed only if they form an em box as Chinese faces have it (SimSun and its
/// relatives: 0.859); line-spacing values and broken ones (a positive descender occurs) are not.
fn em_ascent(font: &FontRef<'_>, upem: f64) -> f64 {
    let typo = font.os2().ok().map(|t| (f64::from(t.s_typo_ascender()), f64::from(t.s_typo_descender())));
    let hhea = font.hhea().ok().map(|t| (f64::from(t.ascender().to_i16()), f64::from(t.descender().to_i16())));
    let credible = |&(up, down): &(f64, f64)| up - down == upem && (0.84..=0.90).contains(&(up / upem));
    typo.filter(credible).or_else(|| hhea.filter(credible)).map_or(EM_ASCENT, |(up, _)| up / upem)
}

/// Glyph ids by character in blocks of 256.
#[derive(Default)]
struct CharTable(Vec<Option<Box<[u16; 256]>>>);

impl CharTable {
    /// From the best Unicode subtable: format 12 (all of Unicode) where there is one, because a face is known whose format 4 beside it is malformed.
    fn new(font: &FontRef<'_>, glyphs: u16) -> Self {
        let mut table = Self(Vec::new());
        let Ok(cmap) = font.cmap() else { return table };
        let unicode = cmap.encoding_records().iter().filter(|r| match r.platform_id() {
            PlatformId::Unicode => r.encoding_id() != 5,
            PlatformId::Windows => matches!(r.encoding_id(), 1 | 10),
            _ => false,
        });
        let subtables: Vec<_> = unicode.filter_map(|r| r.subtable(cmap.offset_data()).ok()).collect();
        let full = subtables.iter().find_map(|s| if let CmapSubtable::Format12(t) = s { Some(t) } else { None });
        let basic = subtables.iter().find_map(|s| if let CmapSubtable::Format4(t) = s { Some(t) } else { None });
        if let Some(full) = full {
            full.iter_with_limits(CmapIterLimits::default_for_font(font)).for_each(|(c, id)| table.set(c, id, glyphs));
        } else if let Some(basic) = basic {
            basic.iter().for_each(|(c, id)| table.set(c, id, glyphs));
        }
        table
    }

    fn set(&mut self, c: u32, id: GlyphId, glyphs: u16) {
        let Ok(id) = u16::try_from(id.to_u32()) else { return };
        if id == 0 || id >= glyphs || char::from_u32(c).is_none() {
            return;
        }
        let block = (c >> 8) as usize;
        if self.0.len() <= block {
            self.0.resize_with(block + 1, || None);
        }
        if let Some(slot) = self.0.get_mut(block).and_then(|b| b.get_or_insert_with(|| Box::new([0; 256])).get_mut((c & 0xFF) as usize)) {
            *slot = id;
        }
    }

    fn get(&self, c: char) -> Option<u16> {
        let c = u32::from(c);
        let id = *self.0.get((c >> 8) as usize)?.as_ref()?.get((c & 0xFF) as usize)?;
        (id != 0).then_some(id)
    }
}
