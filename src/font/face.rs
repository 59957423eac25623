//! A face as a role uses it: a font, and how it is fitted where it only helps out.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::file::{FontFile, Ink};
use super::fit::Fit;
use super::outline::Step;
use super::weight;

/// A full-width glyph is at least this wide, em: made for a cell of its own.
const FULL: f64 = 0.9;

/// A face. One that helps out another with single characters is fitted to it: all that it says of itself is then as it is printed.
pub struct Face {
    file: Arc<FontFile>,
    /// The face that it helps out.
    host: Option<Arc<FontFile>>,
    fit: OnceLock<Fit>,
}

impl Face {
    pub(super) fn new(file: Arc<FontFile>, host: Option<Arc<FontFile>>) -> Self {
        let host = host.filter(|h| !Arc::ptr_eq(h, &file));
        Self { file, host, fit: OnceLock::new() }
    }

    pub(super) fn file_of(&self) -> &Arc<FontFile> {
        &self.file
    }

    /// How its glyphs are changed to sit beside those of the face that it helps out.
    pub fn fit(&self) -> Fit {
        *self.fit.get_or_init(|| self.host.as_ref().map_or(Fit::NONE, |host| Fit::between(host, &self.file)))
    }

    /// Where a glyph is drawn from the origin of its cell, em: right and up.
    fn offset(&self, id: u16) -> (f64, f64) {
        let fit = self.fit();
        // A smaller glyph in a whole cell stays in the middle of it.
        let aside = if fit.scale != 1.0 && self.file.advance(id) >= FULL { self.file.advance(id) * (1.0 - fit.scale) / 2.0 } else { 0.0 };
        (aside, fit.rise)
    }

    /// Whether its glyphs are changed at all.
    pub fn is_fitted(&self) -> bool {
        self.fit() != Fit::NONE
    }

    /// Whether both print the same glyphs: of one font, fitted the same way.
    pub fn same_glyphs(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.file, &other.file) && self.fit() == other.fit()
    }

    /// The bytes of the file that it is a member of.
    pub fn data(&self) -> &[u8] {
        self.file.data()
    }

    /// Index in a collection (TTC, OTC), otherwise 0.
    pub fn index(&self) -> u32 {
        self.file.index()
    }

    /// Path of the file, as it was given, `/` as separator; `None` for a face inside the program.
    pub fn file(&self) -> Option<&str> {
        self.file.file()
    }

    /// The full name, in Chinese if it has one.
    pub fn name(&self) -> &str {
        self.file.name()
    }

    /// PostScript name.
    pub fn postscript_name(&self) -> &str {
        self.file.postscript_name()
    }

    /// Bounds of all glyphs in em, not fitted: x min, y min, x max, y max.
    pub fn bounds(&self) -> Ink {
        self.file.bounds()
    }

    /// Number of glyphs.
    pub fn glyph_count(&self) -> u16 {
        self.file.glyph_count()
    }

    /// Height of the em box above the baseline, in em: 0.88 unless the face that the text is set in says otherwise and can be trusted.
    pub fn em_ascent(&self) -> f64 {
        self.host.as_ref().unwrap_or(&self.file).em_ascent()
    }

    /// The glyph for a character; `None` if the face has none, only `.notdef`, or only an empty one.
    pub fn glyph(&self, c: char) -> Option<u16> {
        self.file.glyph(c).filter(|id| may_be_empty(c) || self.file.ink(*id).is_some())
    }

    /// The advance of a glyph, em; 0 for a glyph that it does not have. A full-width glyph keeps its cell.
    pub fn advance(&self, id: u16) -> f64 {
        let own = self.file.advance(id);
        if own >= FULL { own } else { own * self.fit().scale }
    }

    /// The outline of a glyph, em, relative to its origin on the baseline, y up.
    pub fn outline(&self, id: u16) -> Vec<Step> {
        let (scale, (dx, dy)) = (self.fit().scale, self.offset(id));
        let fitted = |(x, y): (f64, f64)| (x * scale + dx, y * scale + dy);
        let step = |step| match step {
            Step::Move(p) => Step::Move(fitted(p)),
            Step::Line(p) => Step::Line(fitted(p)),
            Step::Curve(a, b, p) => Step::Curve(fitted(a), fitted(b), fitted(p)),
        };
        let steps = self.file.outline(id).into_iter().map(step).collect();
        match self.fit().thin {
            0.0 => steps,
            thin => weight::thinned(steps, thin),
        }
    }

    /// The ink of a glyph in em, relative to its origin on the baseline, y up: (x min, y min, x max, y max). `None` for an empty glyph.
    pub fn ink(&self, id: u16) -> Option<Ink> {
        let (x0, y0, x1, y1) = self.file.ink(id)?;
        let (Fit { scale, thin, .. }, (dx, dy)) = (self.fit(), self.offset(id));
        let within = |lo: f64, hi: f64, by: f64| {
            let (lo, hi) = (lo * scale + by, hi * scale + by);
            // A hairline stays one.
            let thin = thin.min((hi - lo) / 4.0);
            (lo + thin, hi - thin)
        };
        let ((x0, x1), (y0, y1)) = (within(x0, x1, dx), within(y0, y1, dy));
        Some((x0, y0, x1, y1))
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("file", &self.file).field("fit", &self.fit.get()).finish_non_exhaustive()
    }
}

/// Blanks of all kinds and characters that only steer others have no ink. Everything else with an empty glyph is a gap in the face: some give
/// blank glyphs to characters that nobody drew.
fn may_be_empty(c: char) -> bool {
    // ASCII is what every face has; not asking saves most of the time.
    c.is_ascii()
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}')
}
