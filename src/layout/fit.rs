//! Total fit: boxes and costs in, the breaks with the fewest demerits out (A5 to A12), in integers throughout.

use crate::layout::boxes::Piece;
use crate::layout::breaks::{Breaks, LATE, NEVER, TORN, emergency};
use crate::layout::kinsoku::{Blank, Kind, is_han};
use crate::layout::paragraph::Measure;

/// Shrinkable blanks by class: 0 blank facing blank, 1 、, 2 ， ： and closing, 3 opening, 4 。 ；, 5 the gaps between Han (pass 3).
pub(super) const CLASSES: usize = 6;

/// What the gap before a box can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Whether it may be widened (A6).
    pub stretch: bool,
    /// What it can give up, by class, u.
    pub shrink: [i32; CLASSES],
}

/// Sums over the boxes and gaps before a place.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    width: i32,
    gaps: i32,
    han: i32,
    shrink: [i32; CLASSES],
    marks: [i32; CLASSES],
}

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

/// How close the line before was set; neighbours should not differ much (A9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tension {
    Squeezed,
    Even,
    Stretched,
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

#[derive(Debug, Clone, Copy)]
struct Pass {
    number: u8,
    /// The widest stretch, u.
    stretch: i32,
    /// Dearest break that is open.
    cost: i32,
}

const PASSES: [Pass; 4] = [
    Pass { number: 1, stretch: 150, cost: LATE - 1 },
    Pass { number: 2, stretch: 300, cost: LATE - 1 },
    Pass { number: 3, stretch: i32::MAX, cost: TORN },
    Pass { number: 4, stretch: i32::MAX, cost: NEVER - 1 },
];

/// Badness of a line, and how many marks are squeezed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Set {
    badness: i64,
    marks: i32,
    tension: Tension,
    slack: i32,
    trimmed: bool,
}

impl<'a> Fit<'a> {
    pub(super) fn new(pieces: &'a [Piece], breaks: &'a Breaks, measure: Measure, justify: bool) -> Self {
        let mut gaps = vec![Gap::default(); pieces.len() + 1];
        for (k, pair) in pieces.windows(2).enumerate() {
            if let ([a, b], Some(g)) = (pair, gaps.get_mut(k + 1)) {
                *g = gap(a, b, breaks.rigid.get(k + 1).copied().unwrap_or(false));
            }
        }
        let mut sums = Vec::with_capacity(pieces.len() + 1);
        let mut sum = Sum::default();
        sums.push(sum);
        for (p, g) in pieces.iter().zip(&gaps) {
            // sums[k] holds the gaps up to the one before box k - 1: those inside a line i..j are sums[j] - sums[i + 1].
            sum.width = sum.width.saturating_add(p.width).saturating_add(p.space);
            sum.gaps += i32::from(g.stretch);
            if is_han(p.c) || matches!(p.kind, Kind::Digit | Kind::Letter | Kind::Address) {
                sum.han = sum.han.saturating_add(p.width);
            }
            for ((s, m), add) in sum.shrink.iter_mut().zip(&mut sum.marks).zip(g.shrink) {
                *s = s.saturating_add(add);
                *m += i32::from(add > 0);
            }
            sums.push(sum);
        }
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

    fn sum(&self, k: usize) -> Sum {
        self.sums.get(k).copied().unwrap_or_default()
    }

    /// Han and figures of a line, u (A10).
    fn han(&self, start: usize, end: usize) -> i32 {
        self.sum(end).han - self.sum(start).han
    }

    fn width_of_line(&self, start: usize) -> i32 {
        if start == 0 { self.measure.first } else { self.measure.rest }
    }

    /// Natural width of a line, u.
    fn natural(&self, start: usize, end: usize) -> i32 {
        let space = end.checked_sub(1).and_then(|k| self.pieces.get(k)).map_or(0, |p| p.space);
        self.sum(end).width - self.sum(start).width - space
    }

    fn trims(&self, end: usize) -> bool {
        end.checked_sub(1).and_then(|k| self.pieces.get(k)).is_some_and(|p| p.kind.trims())
    }

    /// The narrowest that a line can be, u.
    fn narrowest(&self, start: usize, end: usize, pass: Pass) -> i32 {
        let mut width = self.natural(start, end) - if self.trims(end) { 50 } else { 0 };
        if self.justify {
            let (a, b) = (self.sum(start + 1), self.sum(end));
            width -= a.shrink.iter().zip(b.shrink).take(classes(pass)).map(|(a, b)| b - a).sum::<i32>();
        }
        width
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
            for (index, from) in nodes.iter().enumerate().skip(active) {
                let Some(set) = self.set(from.at, end, pass) else {
                    if self.width_of_line(from.at) - self.natural(from.at, end) > pass.stretch.saturating_add(50) && end < n {
                        break;
                    }
                    continue;
                };
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
                keep(&mut found, node, variants);
            }
            if variants {
                trim_variants(&mut found);
            }
            if end == n {
                return self.collect(&nodes, &found, pass);
            }
            found.sort_by_key(|f| (f.line, f.tension as u8));
            nodes.append(&mut found);
        }
        Vec::new()
    }

    /// How a line would be set; `None` if it cannot be.
    fn set(&self, start: usize, end: usize, pass: Pass) -> Option<Set> {
        let natural = self.natural(start, end);
        let slack = self.width_of_line(start) - natural;
        let whole = self.judge(start, end, slack, false, pass);
        let trimmed = if self.trims(end) { self.judge(start, end, slack + 50, true, pass) } else { None };
        match (whole, trimmed) {
            (Some(a), Some(b)) => Some(if (b.badness, b.marks) < (a.badness, a.marks) { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    fn judge(&self, start: usize, end: usize, slack: i32, trimmed: bool, pass: Pass) -> Option<Set> {
        let last = end == self.pieces.len();
        let even = |badness| Some(Set { badness, marks: 0, tension: Tension::Even, slack, trimmed });
        if slack == 0 || last && slack > 0 {
            return even(0);
        }
        let (a, b) = (self.sum(start + 1), self.sum(end));
        if slack < 0 {
            if end == start + 1 {
                // Wider than the line by itself: nothing can be done.
                return even(100_000);
            }
            return if self.justify { squeeze(slack, trimmed, &a, &b, classes(pass)) } else { None };
        }
        if !self.justify {
            let (d, w) = (i64::from(slack), i64::from(self.width_of_line(start)).max(1));
            return even(60 * d * d / (w * w));
        }
        if slack > pass.stretch {
            return None;
        }
        let (gaps, d) = (i64::from(b.gaps - a.gaps), i64::from(slack));
        let room = 25 * gaps;
        // ⌈100·(d/room)³⌉; nothing to stretch at all leaves a ragged line, for want of better.
        let badness = match gaps {
            0 if pass.number < 3 => return None,
            0 => 100_000,
            _ => cubed(100, d, room).min(90_000) + 4 * d / 100,
        };
        Some(Set { badness, marks: 0, tension: if slack > 100 { Tension::Stretched } else { Tension::Even }, slack, trimmed })
    }

    fn demerits(&self, nodes: &[Node], from: &Node, set: &Set, end: usize, cost: i32, costs: &[i32]) -> i64 {
        let last = end == self.pieces.len();
        let mut sum = (10 + set.badness).pow(2) + i64::from(cost).pow(2);
        if matches!((from.tension, set.tension), (Tension::Squeezed, Tension::Stretched) | (Tension::Stretched, Tension::Squeezed)) {
            sum += 3_000;
        }
        if from.at > 0 && cost >= 300 && costs.get(from.at).is_some_and(|c| *c >= 300) {
            sum += 5_000;
        }
        if from.line >= 2 && self.repeats(nodes, from, end) {
            sum += 500;
        }
        if last && from.line > 0 {
            let han = self.han(from.at, end);
            sum += match han {
                ..200 => {
                    if self.justify {
                        200_000
                    } else {
                        5_000
                    }
                }
                200..300 if self.justify => 400,
                _ => 0,
            };
        }
        sum
    }

    /// Whether three lines in a row begin, or end, with the same two characters.
    fn repeats(&self, nodes: &[Node], from: &Node, end: usize) -> bool {
        let Some(before) = nodes.get(from.previous) else { return false };
        let Some(earlier) = nodes.get(before.previous) else { return false };
        let pair = |k: usize| Some((self.pieces.get(k)?.c, self.pieces.get(k + 1)?.c)).filter(|(a, b)| is_han(*a) && is_han(*b));
        let starts = [earlier.at, before.at, from.at].map(pair);
        let ends = [before.at, from.at, end].map(|k| k.checked_sub(2).and_then(pair));
        [starts, ends].iter().any(|[a, b, c]| a.is_some() && a == b && b == c)
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

/// What the gap between two boxes can do (A4, A6).
fn gap(a: &Piece, b: &Piece, rigid: bool) -> Gap {
    use Kind::{Address, Close, Digit, Exclaim, Full, Letter, Open, Percent};
    let mut g = Gap::default();
    if rigid {
        return g;
    }
    let western = |k: Kind| matches!(k, Digit | Letter | Address);
    g.stretch = match (a.kind, b.kind) {
        // Between two words of Latin text; the wide space inside a name stays as it is.
        _ if a.space > 0 => a.space == 50 && !a.sticky,
        (Full | Close(_) | Exclaim, Full) | (Full, Open) => true,
        (Full, y) => western(y),
        (Percent, Full) => true,
        (x, Full) => western(x),
        _ => false,
    };
    if g.stretch {
        g.shrink[5] = 2;
    }
    let behind = match a.kind {
        Close(Blank::Pause) => Some((1, 50)),
        Close(Blank::Comma) => Some((2, 50)),
        Close(Blank::Stop) => Some((4, 25)),
        _ => None,
    };
    // The blank between two marks goes first, whichever of them owns it.
    match (behind, b.kind) {
        (Some(_), Close(_)) => g.shrink[0] = 50,
        (Some((class, give)), Open) => {
            g.shrink[0] = 50;
            // Their cells must not come to begin at one place: text is read out of a file from left to right.
            g.shrink[class] = give.min(25);
        }
        (Some((class, give)), _) => g.shrink[class] = give,
        (None, Open) if a.kind == Open => g.shrink[0] = 50,
        // The same behind half a cell.
        (None, Open) => g.shrink[3] = if a.width < 100 { 25 } else { 50 },
        (None, _) => {}
    }
    g
}

fn classes(pass: Pass) -> usize {
    if pass.number < 3 { CLASSES - 1 } else { CLASSES }
}

/// ⌈factor·(part/whole)³⌉.
fn cubed(factor: i64, part: i64, whole: i64) -> i64 {
    let (part, whole) = (part.clamp(0, 100_000), whole.clamp(1, 1_000_000));
    let (top, bottom) = (factor * part * part * part, whole * whole * whole);
    top / bottom + i64::from(top % bottom > 0)
}

/// A line that is too long by `-slack`: class by class, each exhausted before the next (A7, A8).
fn squeeze(slack: i32, trimmed: bool, a: &Sum, b: &Sum, classes: usize) -> Option<Set> {
    let mut need = -slack;
    let (mut room, mut marks, mut extra) = (0, 0, 0);
    for (class, (from, to)) in a.shrink.iter().zip(b.shrink).enumerate().take(classes) {
        let give = to - from;
        room += give;
        if need > 0 && give > 0 && class < 5 {
            let touched = b.marks.get(class).zip(a.marks.get(class)).map_or(0, |(b, a)| b - a);
            marks += touched;
            extra += i64::from(touched)
                * match class {
                    3 => 10,
                    4 => 25,
                    _ => 0,
                };
        }
        need -= give;
    }
    if need > 0 {
        return None;
    }
    let (need, room) = (i64::from(-slack), i64::from(room));
    let badness = cubed(60, need, room) + 2 * i64::from(marks) + extra;
    let tension = if 2 * need > room { Tension::Squeezed } else { Tension::Even };
    Some(Set { badness, marks, tension, slack, trimmed })
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
