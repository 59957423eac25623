//! Layer 2. The faces that a paper is set in: roles, where they are found, and what a glyph measures.
//!
//! In: folders and the embedded fallback. Out: one [`FontBook`], built once and shared by all threads.

use std::sync::Arc;

/// A typographic role of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 小标宋: titles, the 发文机关标志.
    TitleSong,
    /// 仿宋: the text.
    FangSong,
    /// 楷体: headings of level 2, names of 签发人.
    Kai,
    /// 黑体: headings of level 1, labels.
    Hei,
    /// 宋体: page numbers.
    Song,
    /// Latin letters.
    Latin,
}

/// A glyph that prints a character in a role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlyphRef {
    /// Index into [`FontBook::faces`].
    pub face: usize,
    /// Glyph id.
    pub id: u16,
    /// The face's own advance in em.
    pub advance: f64,
}

/// One face, parsed once; its bytes are mapped or static, never copied.
#[derive(Debug)]
pub struct Face {}

impl Face {
    /// Height of the em box above the baseline, in em: 0.88 unless the face says otherwise and can be trusted.
    pub fn em_ascent(&self) -> f64 {
        todo!()
    }

    /// The ink of a glyph in em, relative to its origin on the baseline, y up: (x min, y min, x max, y max). `None` for an empty glyph.
    pub fn ink(&self, id: u16) -> Option<(f64, f64, f64, f64)> {
        let _ = id;
        todo!()
    }

    /// The face's own advance of a glyph in em.
    pub fn advance(&self, id: u16) -> f64 {
        let _ = id;
        todo!()
    }

    /// PostScript name.
    pub fn postscript_name(&self) -> &str {
        todo!()
    }
}

/// All roles with their faces.
#[derive(Debug)]
pub struct FontBook {}

impl FontBook {
    /// The faces in use; a [`GlyphRef`] points into this list.
    pub fn faces(&self) -> &[Arc<Face>] {
        todo!()
    }

    /// The face that a role is set in.
    pub fn face(&self, role: Role) -> &Arc<Face> {
        let _ = role;
        todo!()
    }

    /// The glyph for a character in a role: the role's face, then its fallbacks, then the embedded one. `None`: no face has it.
    pub fn glyph(&self, role: Role, c: char) -> Option<GlyphRef> {
        let _ = (role, c);
        todo!()
    }
}
