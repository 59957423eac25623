//! Where each glyph of a page is drawn, in the file's own terms: fonts by number, glyph ids of the subsets, y upwards.

use super::fonts::Fonts;
use crate::layout::{Item, Page, Run};

/// One glyph as it is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    /// The font of the file.
    pub font: usize,
    /// Its glyph.
    pub id: u16,
    /// How far along the baseline, pt.
    pub along: f64,
    /// How far across it, pt: glyphs of one baseline have the same.
    pub across: f64,
    /// What is read.
    pub text: char,
}

/// The glyphs of one run.
#[derive(Debug, Default)]
pub(super) struct ShownRun {
    /// Size, pt.
    pub size: f64,
    /// Horizontal scale.
    pub scale_x: f64,
    /// Whether the baseline runs up the page.
    pub turned: bool,
    /// In the order of the run.
    pub glyphs: Vec<Shown>,
}

impl ShownRun {
    fn of(run: &Run, page: &Page, fonts: &Fonts) -> Self {
        if run.size <= 0.0 || run.scale_x <= 0.0 {
            return Self::default();
        }
        let glyphs = run.glyphs.iter().filter_map(|g| {
            let (font, id) = fonts.place(run.face, g)?;
            let (x, y) = (g.x, page.height - g.y);
            let (along, across) = if run.turned { (y, x) } else { (x, y) };
            Some(Shown { font, id, along, across, text: g.text })
        });
        Self { size: run.size, scale_x: run.scale_x, turned: run.turned, glyphs: glyphs.collect() }
    }

    /// Thousandths of an em of the text, pt along the baseline.
    pub fn unit(&self) -> f64 {
        self.size * self.scale_x / 1000.0
    }
}

/// The runs of a page, `None` for its other items.
pub(super) fn of(page: &Page, fonts: &Fonts) -> Vec<Option<ShownRun>> {
    page.items.iter().map(|item| if let Item::Run(run) = item { Some(ShownRun::of(run, page, fonts)) } else { None }).collect()
}
