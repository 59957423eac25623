//! A section as a stack of atoms: what `compose` and its neighbours build and `divide` cuts into pages.

use std::ops::Range;
use std::sync::Arc;

use super::geometry::Area;
use super::pages::Item;
use super::para::Para;
use super::table::TableSet;

/// A price that is never paid while there is another way.
pub const NEVER: u64 = 1_000_000_000_000;
/// A signature without any text above it: where something forbidden has to be done, almost anything else is better (B8).
pub const SIGNATURE_ALONE: u64 = 100 * NEVER;
/// Name, date and note parted from each other: worst of all (SG-08).
pub const SIGNATURE_TORN: u64 = 100 * SIGNATURE_ALONE;

/// How the top of an atom is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the next grid line.
    Grid,
    /// Right below what stands above.
    Free,
    /// So that what follows comes to stand on a grid line; the slack goes half above, half below (elastic snap of 3.1).
    Elastic,
}

/// What an atom shows.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing: a blank line, dropped at the top and foot of a page (B7).
    Blank,
    /// Things placed relative to its top left corner.
    Items(Arc<[Item]>),
    /// The head of a table, drawn by the table itself.
    TableHead {
        /// Index into [`Flow::tables`].
        table: usize,
    },
    /// One strip of a table (a row, or a slice of a row that is taller than a page).
    Strip {
        /// Index into [`Flow::tables`].
        table: usize,
        /// Index of the strip.
        strip: usize,
    },
}

/// An entry of the outline.
#[derive(Debug, Clone)]
pub struct Bookmark {
    /// Depth, from 1.
    pub level: u8,
    /// What is read.
    pub text: String,
}

/// The smallest thing that a page break cannot divide.
#[derive(Debug, Clone)]
pub struct Atom {
    /// From its top edge to its bottom edge, pt.
    pub height: f64,
    /// Least distance from the edge above, pt; void at the top of a page.
    pub above: f64,
    /// Least distance to the edge below, pt.
    pub below: f64,
    /// How its top is found.
    pub place: Place,
    /// What it costs to begin a page with it.
    pub penalty: u64,
    /// What it shows.
    pub content: Content,
    /// Its entry in the outline.
    pub bookmark: Option<Bookmark>,
}

impl Atom {
    /// A line of the grid.
    pub fn line(height: f64, items: Vec<Item>) -> Self {
        Self { height, above: 0.0, below: 0.0, place: Place::Grid, penalty: 0, content: Content::Items(items.into()), bookmark: None }
    }

    /// A blank line of the grid.
    pub fn blank(height: f64) -> Self {
        Self { content: Content::Blank, ..Self::line(height, Vec::new()) }
    }

    /// Whether nothing is seen of it.
    pub fn is_blank(&self) -> bool {
        matches!(self.content, Content::Blank)
    }
}

/// A section before it is divided.
#[derive(Debug)]
pub struct Flow {
    /// Its 版心.
    pub area: Area,
    /// The atoms in order; what stands fixed at the head of the first page is the first of them.
    pub atoms: Vec<Atom>,
    /// The tables that atoms point into.
    pub tables: Vec<TableSet>,
    /// Room that the last page keeps free at its foot, pt.
    pub foot: f64,
    /// Which atoms are the lines of a paragraph that can be set again, in order.
    pub paragraphs: Vec<(Range<usize>, Para)>,
    /// First atoms of blocks that want two lines of text above them on their page, each with the price of a lone one (B7, B8), in order.
    pub companions: Vec<(usize, u64)>,
    /// First atom of 署名 and 成文日期, for whose sake pages are re-spaced (B9).
    pub signature: Option<usize>,
    /// How far a seal reaches below the last atom, pt.
    pub seal: f64,
}

impl Flow {
    /// An empty one.
    pub fn new(area: Area) -> Self {
        Self { area, atoms: Vec::new(), tables: Vec::new(), foot: 0.0, paragraphs: Vec::new(), companions: Vec::new(), signature: None, seal: 0.0 }
    }

    /// The same with other lines for some paragraphs, each given by its index. The tables move over; give them back with [`Flow::take_tables`].
    pub fn with(&mut self, changes: &[(usize, Vec<Atom>)]) -> Self {
        let mut out = Self {
            atoms: self.atoms.clone(),
            tables: std::mem::take(&mut self.tables),
            companions: self.companions.clone(),
            paragraphs: Vec::new(),
            ..*self
        };
        let mut changes: Vec<(&Range<usize>, &Vec<Atom>)> =
            changes.iter().filter_map(|(i, lines)| Some((&self.paragraphs.get(*i)?.0, lines))).collect();
        // From the last to the first, so that the places of the others stay true.
        changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, lines) in changes {
            out.atoms.splice(range.clone(), lines.iter().cloned());
            let shift = |at: &mut usize| {
                if *at >= range.end {
                    *at = *at + lines.len() - range.len();
                }
            };
            out.companions.iter_mut().for_each(|(at, _)| shift(at));
            out.signature.iter_mut().for_each(shift);
        }
        out
    }

    /// Takes the tables back from a variant that is not used.
    pub fn take_tables(&mut self, variant: Self) {
        self.tables = variant.tables;
    }
}
