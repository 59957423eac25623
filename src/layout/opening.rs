//! What stands fixed at the head of a section's first page, before its text flows.

use super::desk::Desk;
use super::flow::{Atom, Bookmark, Content, Place};
use super::geometry::{Area, MM, ONE_LINE, SIZE};
use super::headline::{Headline, centred_on_line, headline};
use super::pages::{Color, Element, Item, Rule};
use crate::font::Role;

/// Fixed things with their places in the area, and what must be kept free below them.
#[derive(Debug, Default)]
pub struct Opening {
    /// What is drawn.
    pub items: Vec<Item>,
    /// The lower edge of the last, pt.
    pub bottom: f64,
    /// Least distance from there to the text, pt.
    pub gap: f64,
    /// The title that it holds, for the outline.
    pub title: Option<String>,
}

impl Opening {
    /// The first atom of a flow.
    pub fn atom(self) -> Atom {
        Atom {
            height: self.bottom,
            above: 0.0,
            below: self.gap,
            place: Place::Free,
            penalty: 0,
            content: Content::Items(self.items.into()),
            bookmark: self.title.map(|text| Bookmark { level: 1, text }),
        }
    }

    /// Adds a title whose first line is centred on grid line 3 (AT-02), one 行 kept free below it.
    pub fn title_on_line_3(&mut self, desk: &mut Desk<'_>, title: &str, under: &[String], area: &Area) {
        let set = headline(desk, title, under, area);
        if set.height <= 0.0 {
            return;
        }
        let top = centred_on_line(3, area);
        self.items.extend(set.items.into_iter().map(|i| super::geometry::moved(i, 0.0, top)));
        self.bottom = top + set.height;
        self.gap = ONE_LINE;
        self.title = Some(set.text);
    }

    /// Adds a line of 三号 flush left on grid line `k`: 密级, 附件 labels and the like.
    pub fn flush_left(&mut self, desk: &mut Desk<'_>, text: &str, role: Role, element: Element, k: u32, area: &Area) {
        self.line(desk, text, role, element, (0.0, area.line(k)));
    }

    /// Adds a line of 三号 with its left edge and its top at `at`.
    pub fn line(&mut self, desk: &mut Desk<'_>, text: &str, role: Role, element: Element, at: (f64, f64)) {
        let (_, items) = desk.text_line(text, role, element, at);
        self.items.extend(items);
        self.bottom = self.bottom.max(at.1 + SIZE);
    }

    /// Adds the red rule 4 mm below what stands above it (HD-14), `weight` pt thick.
    pub fn red_rule(&mut self, weight: f64, area: &Area) {
        let y = self.bottom + 4.0 * MM;
        self.items.push(Item::Rule(Rule { x: 0.0, y, width: area.width, height: weight, color: Color::Red, element: Element::RedRule }));
        self.bottom = y + weight;
    }
}

/// A title that stands in the flow, one 行 or two below what is above it (8, TI-01), the text below it on the grid again.
pub fn title_atom(set: Headline, above: f64) -> Atom {
    Atom {
        height: set.height,
        above,
        below: ONE_LINE,
        place: Place::Elastic,
        penalty: 0,
        content: Content::Items(set.items.into()),
        bookmark: Some(Bookmark { level: 1, text: set.text }),
    }
}
