//! Where each page begins: the cheapest division of a stack of atoms (cost-models B).
//!
//! In: one [`Flow`]. Out: for each page which atoms stand on it and where. A page depends only on the atom that it begins with, so the search
//! is a plain dynamic programme; each start looks ahead one page, which keeps a table of a thousand pages linear. The last page or two may be
//! tried with other line counts (B9, rung 3).

use super::flow::{Atom, Content, Flow, NEVER, Place};
use super::geometry::{Area, SLACK};

/// 报尾 or 版记 on a page of its own, where it needs no even one.
const FOOT_ALONE: u64 = 20_000;
/// 报尾 or 版记 under a single line of text.
const FOOT_UNDER_ONE: u64 = 4_000;
/// Lines carried over to keep the signature company, the page before left short (B9, rung 6).
const CARRIED: u64 = 3_000;
/// So few lines above a signature have been carried over for its sake where the page before is short.
const FEW: usize = 2;
/// From this price on a break is a reason to leave a page short by a line.
const REASON: u64 = 500;

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
    /// Lines of its grid, where they are other than the area's.
    pub lines: Option<u32>,
}

/// A division of a flow and what it costs.
#[derive(Debug, Clone, Default)]
pub struct Division {
    /// The pages.
    pub pages: Vec<PagePlan>,
    /// Its price.
    pub cost: u64,
    /// The part of the price that re-spacing may save: a signature that lacks company, lines carried for its sake.
    pub trouble: u64,
    /// The foot has no room on the last page.
    pub foot_alone: bool,
}

/// The last pages of a division on another grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail {
    /// 1 or 2 pages.
    pub pages: u32,
    /// Lines to a page.
    pub lines: u32,
}

/// The edge that the next atom is measured from.
#[derive(Clone, Copy)]
struct Cursor {
    bottom: Option<f64>,
    below: f64,
}

/// The cheapest way to somewhere: its price, its pages, the atom that its last page begins with.
#[derive(Clone, Copy, PartialEq)]
struct Way {
    cost: u64,
    trouble: u64,
    pages: u32,
    from: usize,
}

impl Way {
    fn plus(self, step: Step, from: usize) -> Self {
        Self {
            cost: self.cost.saturating_add(step.cost).saturating_add(step.trouble),
            trouble: self.trouble.saturating_add(step.trouble),
            pages: self.pages + 1,
            from,
        }
    }

    /// B12: the least cost, then the fewest pages, then the later break.
    fn better(self, other: Option<Self>) -> bool {
        other.is_none_or(|o| (self.cost, self.pages, std::cmp::Reverse(self.from)) < (o.cost, o.pages, std::cmp::Reverse(o.from)))
    }
}

/// From one page to where the next begins.
#[derive(Clone, Copy)]
struct Step {
    next: usize,
    cost: u64,
    trouble: u64,
    foot_alone: bool,
}

/// An end of a division: its last page, and the one before if both are on another grid.
#[derive(Clone, Copy)]
struct End {
    way: Way,
    before: Option<usize>,
    foot_alone: bool,
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

    /// Places atoms from `first` on until the page is full; calls `end(next, bottom, plan)` after each.
    fn fill(&self, first: usize, area: &Area, mut end: impl FnMut(usize, f64, &PagePlan)) {
        let (mut cursor, head) = self.begin(first);
        let mut plan = PagePlan { head, placed: Vec::new(), lines: (area.lines != self.area.lines).then_some(area.lines) };
        for (i, atom) in self.atoms.iter().enumerate().skip(first) {
            let (top, used) = (top(area, cursor, atom), cursor.bottom.unwrap_or(0.0));
            let full = top + atom.height > area.depth + 0.05;
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

    /// Where a page that begins with atom `i` can end.
    fn steps(&self, i: usize, area: &Area) -> Vec<Step> {
        let n = self.atoms.len();
        let mut steps = Vec::new();
        self.fill(i, area, |next, bottom, plan| {
            let next = self.skip_blanks(next);
            match self.atoms.get(next) {
                Some(a) => {
                    let short = shortfall(area, bottom);
                    let (lone, carried) = self.company(next);
                    let trouble = lone.1 + if carried && short > 0 { CARRIED } else { 0 };
                    steps.push(Step { next, cost: short + a.penalty + lone.0, trouble, foot_alone: false });
                }
                None => {
                    let (cost, foot_alone) = self.last_page(bottom, plan);
                    steps.push(Step { next: n, cost, trouble: 0, foot_alone });
                }
            }
        });
        steps
    }

    /// What it costs to begin a page so close above a block that wants company: at other blocks, at the signature; and whether lines are
    /// carried over for the signature's sake if the page before is short: because few stand above it, or because one more could have stood
    /// there with no reason against it.
    fn company(&self, next: usize) -> ((u64, u64), bool) {
        let (mut cost, mut trouble, mut carried) = (0, 0, false);
        for &(at, price) in self.companions.iter().filter(|c| c.0 > next) {
            let is_signature = self.signature == Some(at);
            let near = at <= next + 2 * FEW + 2;
            let lines = if near { self.atoms.get(next..at).map_or(0, |a| a.iter().filter(|a| !a.is_blank()).count()) } else { usize::MAX };
            if lines == 1 {
                *if is_signature { &mut trouble } else { &mut cost } += price;
            }
            let free = self.atoms.get(next + 1).is_some_and(|a| a.penalty < REASON);
            carried |= is_signature && (lines <= FEW || free);
        }
        ((cost, trouble), carried)
    }

    /// What the last page costs, and whether its foot must go to a page of its own.
    fn last_page(&self, bottom: f64, plan: &PagePlan) -> (u64, bool) {
        if self.foot <= 0.0 {
            return (0, false);
        }
        if bottom + self.seal > self.area.depth - self.foot + 0.05 {
            return (FOOT_ALONE, true);
        }
        (if plan.placed.len() < 2 { FOOT_UNDER_ONE } else { 0 }, false)
    }

    /// Divides the flow into pages at the least cost, the last of them on another grid if one is given; an empty one into none. `None` where
    /// no page or two can end it so.
    pub fn divide(&self, tail: Option<Tail>) -> Option<Division> {
        let n = self.atoms.len();
        if n == 0 {
            return Some(Division::default());
        }
        // For each atom that can begin a page.
        let mut best: Vec<Option<Way>> = vec![None; n + 1];
        let mut end: Option<End> = None;
        if let Some(first) = best.first_mut() {
            *first = Some(Way { cost: 0, trouble: 0, pages: 0, from: 0 });
        }
        for i in 0..n {
            let Some(way) = best.get(i).copied().flatten() else { continue };
            for step in self.steps(i, &self.area) {
                let to = way.plus(step, i);
                if step.next == n {
                    if tail.is_none() && to.better(end.map(|e| e.way)) {
                        end = Some(End { way: to, before: None, foot_alone: step.foot_alone });
                    }
                } else if let Some(slot) = best.get_mut(step.next)
                    && to.better(*slot)
                {
                    *slot = Some(to);
                }
            }
        }
        if let Some(tail) = tail {
            end = self.ends_on(tail, &best);
        }
        let end = end.filter(|e| e.way.cost < NEVER || tail.is_none())?;
        let pages = self.trace(&best, end, tail);
        Some(Division { pages, cost: end.way.cost, trouble: end.way.trouble, foot_alone: end.foot_alone })
    }

    /// The cheapest end with its last pages on another grid.
    fn ends_on(&self, tail: Tail, best: &[Option<Way>]) -> Option<End> {
        let n = self.atoms.len();
        let area = Area { lines: tail.lines, ..self.area };
        let from = n.saturating_sub(tail.pages as usize * 3 * tail.lines as usize);
        let mut end: Option<End> = None;
        for (i, way) in best.iter().enumerate().take(n).skip(from) {
            let Some(way) = *way else { continue };
            for step in self.steps(i, &area) {
                let to = way.plus(step, i);
                if tail.pages == 1 && step.next == n {
                    if to.better(end.map(|e| e.way)) {
                        end = Some(End { way: to, before: None, foot_alone: step.foot_alone });
                    }
                } else if tail.pages == 2 && step.next < n {
                    for last in self.steps(step.next, &area).into_iter().filter(|s| s.next == n) {
                        let to = to.plus(last, step.next);
                        if to.better(end.map(|e| e.way)) {
                            end = Some(End { way: to, before: Some(i), foot_alone: last.foot_alone });
                        }
                    }
                }
            }
        }
        end
    }

    fn skip_blanks(&self, mut i: usize) -> usize {
        while self.atoms.get(i).is_some_and(Atom::is_blank) {
            i += 1;
        }
        i
    }

    /// The pages along the cheapest way.
    fn trace(&self, best: &[Option<Way>], end: End, tail: Option<Tail>) -> Vec<PagePlan> {
        let n = self.atoms.len();
        let other = tail.map_or(self.area, |t| Area { lines: t.lines, ..self.area });
        let mut spans = vec![(end.way.from, n, other)];
        let mut at = end.way.from;
        if let Some(before) = end.before {
            spans.push((before, at, other));
            at = before;
        }
        while at > 0 {
            let Some(way) = best.get(at).copied().flatten() else { break };
            spans.push((way.from, at, self.area));
            at = way.from;
        }
        let mut pages = Vec::with_capacity(spans.len());
        for (from, until, area) in spans.into_iter().rev() {
            let mut page = PagePlan::default();
            self.fill(from, &area, |next, _, plan| {
                if next <= until {
                    page.clone_from(plan);
                }
            });
            pages.push(page);
        }
        pages
    }
}

fn top(area: &Area, cursor: Cursor, atom: &Atom) -> f64 {
    let Some(bottom) = cursor.bottom else { return 0.0 };
    let least = bottom + cursor.below.max(atom.above);
    match atom.place {
        Place::Free => least,
        Place::Grid => area.next_line(least - SLACK),
        Place::Elastic => {
            let need = least + atom.height + atom.below;
            least + (area.next_line(need - SLACK) - need) / 2.0
        }
    }
}

/// B4: what a page costs that ends at `bottom` though more was to come.
fn shortfall(area: &Area, bottom: f64) -> u64 {
    let e = u64::from(area.lines_below(bottom + 1.0));
    e * e * 60 + if e >= 4 { 2_000 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::SIZE;
    use super::*;

    fn flow(atoms: Vec<Atom>, foot: f64) -> Flow {
        Flow { atoms, foot, ..Flow::new(Area::PORTRAIT) }
    }

    fn line() -> Atom {
        Atom::line(SIZE, Vec::new())
    }

    fn pages(flow: &Flow) -> Vec<PagePlan> {
        flow.divide(None).map(|d| d.pages).unwrap_or_default()
    }

    /// How many atoms stand on each page.
    fn counts(flow: &Flow) -> Vec<usize> {
        pages(flow).iter().map(|p| p.placed.len()).collect()
    }

    #[test]
    fn pages_are_filled_and_their_tops_are_grid_lines() {
        let f = flow(vec![line(); 50], 0.0);
        assert_eq!(counts(&f), [22, 22, 6]);
        for page in pages(&f) {
            for (k, p) in (1..).zip(&page.placed) {
                assert!((p.top - f.area.line(k)).abs() < 1e-9);
            }
        }
        assert!(pages(&flow(Vec::new(), 0.0)).iter().all(|p| p.placed.is_empty()));
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
        let pages = pages(&flow(atoms, 0.0));
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
