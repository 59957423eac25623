//! One line judged: how it would be set between two breaks, how bad that looks (A5, A7, A8), and what it costs in its paragraph (A9, A10).

use super::gaps::{CLASSES, Sum};
use super::{Fit, Node};
use crate::layout::breaks::{LATE, NEVER, TORN};
use crate::layout::kinsoku::is_han;

/// How close the line before was set; neighbours should not differ much (A9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tension {
    Squeezed,
    Even,
    Stretched,
}

/// What is open in a pass (A12).
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    /// 1 to 4.
    pub number: u8,
    /// The widest stretch, u.
    pub stretch: i32,
    /// Dearest break that is open.
    pub cost: i32,
}

pub(super) const PASSES: [Pass; 4] = [
    Pass { number: 1, stretch: 150, cost: LATE - 1 },
    Pass { number: 2, stretch: 300, cost: LATE - 1 },
    Pass { number: 3, stretch: i32::MAX, cost: TORN },
    Pass { number: 4, stretch: i32::MAX, cost: NEVER - 1 },
];

/// Badness of a line, and how many marks are squeezed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Set {
    pub badness: i64,
    pub marks: i32,
    pub tension: Tension,
    /// The measure less the natural width, u.
    pub slack: i32,
    /// The mark at its end counts as half (A5).
    pub trimmed: bool,
}

impl Set {
    /// What the line costs whatever its neighbours are (A9).
    pub(super) fn alone(&self, cost: i32) -> i64 {
        (10 + self.badness).pow(2) + i64::from(cost).pow(2)
    }
}

impl Fit<'_> {
    fn sum(&self, k: usize) -> Sum {
        self.sums.get(k).copied().unwrap_or_default()
    }

    /// Han and figures of a line, u (A10).
    pub(super) fn han(&self, start: usize, end: usize) -> i32 {
        self.sum(end).han - self.sum(start).han
    }

    pub(super) fn width_of_line(&self, start: usize) -> i32 {
        if start == 0 { self.measure.first } else { self.measure.rest }
    }

    /// Natural width of a line, u.
    pub(super) fn natural(&self, start: usize, end: usize) -> i32 {
        let space = end.checked_sub(1).and_then(|k| self.pieces.get(k)).map_or(0, |p| p.space);
        self.sum(end).width - self.sum(start).width - space
    }

    fn trims(&self, end: usize) -> bool {
        end.checked_sub(1).and_then(|k| self.pieces.get(k)).is_some_and(|p| p.kind.trims())
    }

    /// The narrowest that a line can be, u.
    pub(super) fn narrowest(&self, start: usize, end: usize, pass: Pass) -> i32 {
        let mut width = self.natural(start, end) - if self.trims(end) { 50 } else { 0 };
        if self.justify {
            let (a, b) = (self.sum(start + 1), self.sum(end));
            width -= a.shrink.iter().zip(b.shrink).take(classes(pass)).map(|(a, b)| b - a).sum::<i32>();
        }
        width
    }

    /// How a line would be set; `None` if it cannot be.
    pub(super) fn set(&self, start: usize, end: usize, pass: Pass) -> Option<Set> {
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

    pub(super) fn demerits(&self, nodes: &[Node], from: &Node, set: &Set, end: usize, cost: i32, costs: &[i32]) -> i64 {
        let last = end == self.pieces.len();
        let mut sum = set.alone(cost);
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
        let same = |a: Option<(char, char)>, b: usize| a.is_some() && a == pair(b);
        let start = pair(from.at);
        if same(start, before.at) && same(start, earlier.at) {
            return true;
        }
        let (Some(a), Some(b), Some(c)) = (end.checked_sub(2), from.at.checked_sub(2), before.at.checked_sub(2)) else { return false };
        same(pair(a), b) && same(pair(a), c)
    }
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
