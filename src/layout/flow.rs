//! From a stack of atoms to pages: where each page begins, found as the cheapest division of the whole stack (cost-models B).
//!
//! In: one [`Flow`], the atoms of a section with what it costs to part them. Out: for each page which atoms stand on it and where.
//! A page depends only on the atom that it begins with, so the search is a plain dynamic programme; each start looks ahead one page, which
//! keeps a table of a thousand pages linear.

use super::geometry::{Area, SLACK};
use super::pages::Item;
use super::table::TableSet;

/// A price that is never paid while there is another way.
pub const NEVER: u64 = 1_000_000_000_000;
/// 报尾 or 版记 on a page of its own.
const FOOT_ALONE: u64 = 20_000;
/// 报尾 or 版记 under a single line of text.
const FOOT_UNDER_ONE: u64 = 4_000;

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
    Items(Vec<Item>),
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
        Self { height, above: 0.0, below: 0.0, place: Place::Grid, penalty: 0, content: Content::Items(items), bookmark: None }
    }

    /// A blank line of the grid.
    pub fn blank(height: f64) -> Self {
        Self { content: Content::Blank, ..Self::line(height, Vec::new()) }
    }

    fn is_blank(&self) -> bool {
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
}

/// An atom on its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Index into [`Flow::atoms`].
    pub atom: usize,
    /// Top, pt from the top of the area.
    pub top: f64,
}

/// One page of a flow.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PagePlan {
    /// A table whose head is drawn again at the top.
    pub head: Option<usize>,
    /// What stands on it.
    pub placed: Vec<Placed>,
}

/// The edge that the next atom is measured from.
#[derive(Clone, Copy)]
struct Cursor {
    bottom: Option<f64>,
    below: f64,
}

/// The cheapest way to somewhere: its cost, its pages, the atom that its last page begins with.
#[derive(Clone, Copy)]
struct Way {
    cost: u64,
    pages: u32,
    from: usize,
}

impl Way {
    /// B12: the least cost, then the fewest pages, then the later break.
    fn better(self, other: Option<Self>) -> bool {
        other.is_none_or(|o| (self.cost, self.pages, std::cmp::Reverse(self.from)) < (o.cost, o.pages, std::cmp::Reverse(o.from)))
    }
}

impl Flow {
    fn begin(&self, first: usize) -> (Cursor, Option<usize>) {
        if let Some(Content::Strip { table, .. }) = self.atoms.get(first).map(|a| &a.content)
            && let Some(t) = self.tables.get(*table)
        {
            return (Cursor { bottom: Some(t.head_height()), below: 0.0 }, Some(*table));
        }
        (Cursor { bottom: None, below: 0.0 }, None)
    }

    fn top(&self, cursor: Cursor, atom: &Atom) -> f64 {
        let Some(bottom) = cursor.bottom else { return 0.0 };
        let least = bottom + cursor.below.max(atom.above);
        match atom.place {
            Place::Free => least,
            Place::Grid => self.area.next_line(least - SLACK),
            Place::Elastic => {
                let need = least + atom.height + atom.below;
                least + (self.area.next_line(need - SLACK) - need) / 2.0
            }
        }
    }

    /// Places atoms from `first` on until the page is full; calls `end(next, bottom, plan)` after each.
    fn fill(&self, first: usize, mut end: impl FnMut(usize, f64, &PagePlan)) {
        let (mut cursor, head) = self.begin(first);
        let mut plan = PagePlan { head, placed: Vec::new() };
        for (i, atom) in self.atoms.iter().enumerate().skip(first) {
            let (top, used) = (self.top(cursor, atom), cursor.bottom.unwrap_or(0.0));
            let full = top + atom.height > self.area.depth + 0.05;
            if atom.is_blank() && (full || plan.placed.is_empty()) {
                end(i + 1, used, &plan);
                continue;
            }
            // Something taller than a page stands alone on one: the search must get past it.
            if full && !plan.placed.is_empty() {
                return;
            }
            plan.placed.push(Placed { atom: i, top });
            cursor = Cursor { bottom: Some(top + atom.height), below: atom.below };
            end(i + 1, if atom.is_blank() { used } else { top + atom.height }, &plan);
        }
    }

    /// B4: what a page costs that ends at `bottom` though more was to come.
    fn shortfall(&self, bottom: f64) -> u64 {
        let e = u64::from(self.area.lines_below(bottom + 1.0));
        e * e * 60 + if e >= 4 { 2_000 } else { 0 }
    }

    /// What the last page costs, and whether its foot must go to a page of its own.
    fn last_page(&self, bottom: f64, plan: &PagePlan) -> (u64, bool) {
        if self.foot <= 0.0 {
            return (0, false);
        }
        if bottom > self.area.depth - self.foot + 0.05 {
            return (FOOT_ALONE, true);
        }
        (if plan.placed.len() < 2 { FOOT_UNDER_ONE } else { 0 }, false)
    }

    /// Divides the flow into pages at the least cost.
    pub fn divide(&self) -> Vec<PagePlan> {
        let n = self.atoms.len();
        // For each atom that can begin a page, and for the end.
        let mut best: Vec<Option<Way>> = vec![None; n + 1];
        let mut alone = n == 0;
        if let Some(first) = best.first_mut() {
            *first = Some(Way { cost: 0, pages: 0, from: 0 });
        }
        for i in 0..n {
            let Some(way) = best.get(i).copied().flatten() else { continue };
            let mut steps: Vec<(usize, u64, bool)> = Vec::new();
            self.fill(i, |next, bottom, plan| {
                let next = self.skip_blanks(next);
                match self.atoms.get(next) {
                    Some(a) => steps.push((next, self.shortfall(bottom) + a.penalty, false)),
                    None => {
                        let (price, alone) = self.last_page(bottom, plan);
                        steps.push((n, price, alone));
                    }
                }
            });
            for (next, extra, foot_alone) in steps {
                let step = Way { cost: way.cost.saturating_add(extra), pages: way.pages + 1, from: i };
                if let Some(slot) = best.get_mut(next)
                    && step.better(*slot)
                {
                    *slot = Some(step);
                    if next == n {
                        alone = foot_alone;
                    }
                }
            }
        }
        self.trace(&best, alone)
    }

    fn skip_blanks(&self, mut i: usize) -> usize {
        while self.atoms.get(i).is_some_and(Atom::is_blank) {
            i += 1;
        }
        i
    }

    /// The pages along the cheapest way.
    fn trace(&self, best: &[Option<Way>], alone: bool) -> Vec<PagePlan> {
        let mut starts = Vec::new();
        let mut at = self.atoms.len();
        while at > 0 {
            let Some(way) = best.get(at).copied().flatten() else { break };
            starts.push((way.from, at));
            at = way.from;
        }
        let mut pages = Vec::with_capacity(starts.len() + 1);
        for &(from, until) in starts.iter().rev() {
            let mut page = PagePlan::default();
            self.fill(from, |next, _, plan| {
                if next <= until {
                    page.clone_from(plan);
                }
            });
            pages.push(page);
        }
        if alone {
            pages.push(PagePlan::default());
        }
        pages
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::SIZE;
    use super::*;

    fn flow(atoms: Vec<Atom>, foot: f64) -> Flow {
        Flow { area: Area::PORTRAIT, atoms, tables: Vec::new(), foot }
    }

    fn line() -> Atom {
        Atom::line(SIZE, Vec::new())
    }

    /// How many atoms stand on each page.
    fn counts(flow: &Flow) -> Vec<usize> {
        flow.divide().iter().map(|p| p.placed.len()).collect()
    }

    #[test]
    fn pages_are_filled_and_their_tops_are_grid_lines() {
        let f = flow(vec![line(); 50], 0.0);
        assert_eq!(counts(&f), [22, 22, 6]);
        for page in f.divide() {
            for (k, p) in (1..).zip(&page.placed) {
                assert!((p.top - f.area.line(k)).abs() < 1e-9);
            }
        }
        assert!(flow(Vec::new(), 0.0).divide().iter().all(|p| p.placed.is_empty()));
    }

    #[test]
    fn what_must_stay_together_stays_together_unless_there_is_no_way() {
        let mut atoms = vec![line(); 30];
        // A heading on line 22 whose text would begin the next page.
        if let Some(a) = atoms.get_mut(22) {
            a.penalty = NEVER;
        }
        assert_eq!(counts(&flow(atoms, 0.0)), [21, 9]);
        let chained = vec![Atom { penalty: NEVER, ..line() }; 50];
        assert_eq!(counts(&flow(chained, 0.0)).iter().sum::<usize>(), 50);
    }

    #[test]
    fn a_blank_line_is_dropped_at_the_top_and_the_foot_of_a_page() {
        let mut atoms = vec![line(); 22];
        atoms.push(Atom::blank(SIZE));
        atoms.extend(vec![line(); 3]);
        let pages = flow(atoms, 0.0).divide();
        assert_eq!(pages.iter().map(|p| p.placed.len()).collect::<Vec<_>>(), [22, 3]);
        assert_eq!(pages.last().and_then(|p| p.placed.first()).map(|p| p.top), Some(0.0));
    }

    #[test]
    fn the_foot_gets_its_room_and_company() {
        let foot = 100.0;
        // The area is 637.8 pt deep: 18 lines end at 519.4 pt, 19 at 549.0 pt.
        let room = |n: usize| n as f64 * Area::PORTRAIT.pitch() - Area::PORTRAIT.pitch() + SIZE + foot <= Area::PORTRAIT.depth;
        assert!(room(18) && !room(19));
        assert_eq!(counts(&flow(vec![line(); 18], foot)), [18]);
        assert_eq!(counts(&flow(vec![line(); 19], foot)), [17, 2]);
        assert_eq!(counts(&flow(vec![line(); 23], foot)), [21, 2]);
    }

    #[test]
    fn something_taller_than_a_page_is_got_past() {
        assert_eq!(counts(&flow(vec![line(), Atom::line(900.0, Vec::new()), line()], 0.0)), [1, 1, 1]);
    }
}
