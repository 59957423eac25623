//! Total fit: boxes and costs in, the breaks with the fewest demerits out (A9 to A12), in integers throughout. `gaps` says what each gap can do,
//! `line` how a line between two breaks would look.

mod gaps;
mod line;

use crate::layout::boxes::Piece;
use crate::layout::breaks::{Breaks, NEVER, emergency};
use crate::layout::paragraph::Measure;
pub(super) use gaps::{CLASSES, Gap};
use gaps::{Sum, gaps, sums};
use line::{PASSES, Pass, Set, Tension};

/// What follows can hardly make up for being worse by more than this at the same place: the prices of A9 that look back, and something over.
const MARGIN: i64 = 5_000;

/// A line as it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// First box.
    pub start: usize,
    /// End of its boxes.
    pub end: usize,
    /// The measure less the natural width, a trimmed mark counted as half, u.
    pub slack: i32,
    /// Whether the mark at its end counts as half (A5).
    pub trimmed: bool,
    /// Whether it ends the stretch of text.
    pub last: bool,
}

/// A whole setting.
#[derive(Debug, Clone, Default)]
pub(super) struct Setup {
    /// Its lines.
    pub rows: Vec<Row>,
    /// Their demerits.
    pub demerits: i64,
    /// The pass that found it.
    pub pass: u8,
}

/// A stretch of text, ready to be broken.
pub(super) struct Fit<'a> {
    pieces: &'a [Piece],
    breaks: &'a Breaks,
    /// The gap before each box.
    pub gaps: Vec<Gap>,
    sums: Vec<Sum>,
    measure: Measure,
    justify: bool,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    at: usize,
    line: i32,
    tension: Tension,
    demerits: i64,
    marks: i32,
    slack: i32,
    trimmed: bool,
    previous: usize,
}

impl<'a> Fit<'a> {
    pub(super) fn new(pieces: &'a [Piece], breaks: &'a Breaks, measure: Measure, justify: bool) -> Self {
        let gaps = gaps(pieces, breaks);
        let sums = sums(pieces, &gaps);
        Self { pieces, breaks, gaps, sums, measure, justify }
    }

    /// The best setting (A12).
    pub(super) fn best(&self) -> Setup {
        self.search(false).into_iter().next().unwrap_or_default()
    }

    /// The best settings with one line less, as many, and one line more (A11).
    pub(super) fn variants(&self) -> Vec<Setup> {
        self.search(true)
    }

    fn search(&self, variants: bool) -> Vec<Setup> {
        if self.pieces.is_empty() {
            return Vec::new();
        }
        let [strict, wide, late, torn] = PASSES;
        for pass in [strict, wide, late] {
            if pass.number == 2 && !self.justify {
                continue;
            }
            let found = self.run(pass, &self.breaks.costs, variants);
            let orphan = found.first().is_some_and(|s| s.rows.len() > 1 && s.rows.last().is_some_and(|r| self.han(r.start, r.end) < 200));
            if !found.is_empty() && (!orphan || !self.justify || pass.number == 3) {
                return found;
            }
        }
        let costs = emergency(self.pieces, &self.breaks.costs, self.measure.first.min(self.measure.rest));
        self.run(torn, &costs, variants)
    }

    fn run(&self, pass: Pass, costs: &[i32], variants: bool) -> Vec<Setup> {
        let n = self.pieces.len();
        let first = Node { at: 0, line: 0, tension: Tension::Even, demerits: 0, marks: 0, slack: 0, trimmed: false, previous: usize::MAX };
        let mut nodes = vec![first];
        let mut active = 0;
        let mut found: Vec<Node> = Vec::new();
        for end in 1..=n {
            let cost = if end == n { 0 } else { costs.get(end).copied().unwrap_or(NEVER) };
            if cost > pass.cost {
                continue;
            }
            // Lines from here on are too long for the nodes in front, whatever follows; a box wider than the line stands alone.
            while nodes.get(active).is_some_and(|a| a.at + 1 < end && self.narrowest(a.at, end, pass) > self.width_of_line(a.at)) {
                active += 1;
            }
            found.clear();
            let least = nodes.iter().skip(active).map(|a| a.demerits).min().unwrap_or(0);
            let mut best = i64::MAX;
            // The lines from nodes at one place are the same line.
            let mut same: Option<(usize, Option<Set>)> = None;
            for (index, from) in nodes.iter().enumerate().skip(active) {
                let set = match same {
                    Some((at, set)) if at == from.at => set,
                    _ => self.set(from.at, end, pass),
                };
                same = Some((from.at, set));
                let Some(set) = set else {
                    if self.width_of_line(from.at) - self.natural(from.at, end) > pass.stretch.saturating_add(50) && end < n {
                        break;
                    }
                    continue;
                };
                // From here on lines are shorter still.
                if set.slack > 0 && !variants && least + set.alone(cost) > best.saturating_add(MARGIN) {
                    break;
                }
                let node = Node {
                    at: end,
                    line: from.line + 1,
                    tension: set.tension,
                    demerits: from.demerits + self.demerits(&nodes, from, &set, end, cost, costs),
                    marks: from.marks + set.marks,
                    slack: set.slack,
                    trimmed: set.trimmed,
                    previous: index,
                };
                best = best.min(node.demerits);
                keep(&mut found, node, variants);
            }
            if variants {
                trim_variants(&mut found);
            } else {
                found.retain(|f| f.demerits <= best.saturating_add(MARGIN));
            }
            if end == n {
                return self.collect(&nodes, &found, pass);
            }
            found.sort_by_key(|f| (f.line, f.tension as u8));
            nodes.append(&mut found);
        }
        Vec::new()
    }

    fn collect(&self, nodes: &[Node], found: &[Node], pass: Pass) -> Vec<Setup> {
        let mut best: Vec<&Node> = Vec::new();
        for node in found {
            match best.iter_mut().find(|b| b.line == node.line) {
                Some(b) if better(node, b) => *b = node,
                Some(_) => {}
                None => best.push(node),
            }
        }
        // The best of all first, the other numbers of lines behind it.
        best.sort_by_key(|b| (b.demerits, b.marks, b.line));
        best.into_iter()
            .map(|node| {
                let mut rows = Vec::new();
                let demerits = node.demerits;
                let mut node = *node;
                while let Some(previous) = nodes.get(node.previous) {
                    rows.push(Row { start: previous.at, end: node.at, slack: node.slack, trimmed: node.trimmed, last: node.at == self.pieces.len() });
                    node = *previous;
                }
                rows.reverse();
                Setup { rows, demerits, pass: pass.number }
            })
            .collect()
    }
}

fn better(a: &Node, b: &Node) -> bool {
    (a.demerits, a.marks) < (b.demerits, b.marks)
}

/// Keeps the best way to a place for each tension, and number of lines if these are wanted; of equals the one with the earlier break, which
/// comes first.
fn keep(found: &mut Vec<Node>, node: Node, variants: bool) {
    match found.iter_mut().find(|f| f.tension == node.tension && (!variants || f.line == node.line)) {
        Some(f) if better(&node, f) => *f = node,
        Some(_) => {}
        None => found.push(node),
    }
}

/// Numbers of lines far from the best can no longer matter.
fn trim_variants(found: &mut Vec<Node>) {
    if let Some(best) = found.iter().min_by_key(|f| (f.demerits, f.marks, f.line)).map(|f| f.line) {
        found.retain(|f| (f.line - best).abs() <= 2);
    }
}
