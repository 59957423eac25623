//! Which passage of the generated text an edited one was, and which number each of its numbers was.

use std::collections::BTreeMap;

use super::tokens::Token;
use crate::provenance::Passage;

/// A passage with its numbers.
#[derive(Debug)]
pub(super) struct Numbered<'p> {
    pub passage: &'p Passage,
    pub tokens: Vec<Token>,
    /// The text with each number as one sign.
    masked: Vec<Sign>,
    /// Pairs of neighbouring signs, for likeness.
    pairs: BTreeMap<(char, char), u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Char(char),
    /// Index of a number.
    Number(usize),
}

impl<'p> Numbered<'p> {
    pub fn new(passage: &'p Passage) -> Self {
        let tokens = super::tokens::tokens(&passage.text);
        let mut masked = Vec::new();
        let mut at = tokens.iter().enumerate().peekable();
        for (i, c) in passage.text.char_indices() {
            while at.peek().is_some_and(|(_, t)| t.range.end <= i) {
                at.next();
            }
            match at.peek() {
                Some((n, t)) if t.range.contains(&i) => {
                    if t.range.start == i {
                        masked.push(Sign::Number(*n));
                    }
                }
                _ if c.is_whitespace() => {}
                _ => masked.push(Sign::Char(c)),
            }
        }
        let plain = |s: &Sign| match s {
            Sign::Char(c) => *c,
            Sign::Number(_) => '#',
        };
        let mut pairs = BTreeMap::new();
        for w in masked.windows(2) {
            if let [a, b] = w {
                *pairs.entry((plain(a), plain(b))).or_insert(0) += 1;
            }
        }
        Self { passage, tokens, masked, pairs }
    }

    /// 0 to 1: how much of the words is the same.
    fn likeness(&self, other: &Self) -> f64 {
        let total = self.pairs.values().sum::<u32>() + other.pairs.values().sum::<u32>();
        if total == 0 {
            return 0.0;
        }
        let common: u32 = self.pairs.iter().filter_map(|(k, n)| other.pairs.get(k).map(|m| n.min(m))).sum();
        2.0 * f64::from(common) / f64::from(total)
    }

    fn is_cell(&self) -> bool {
        self.pairs.len() < 3
    }
}

/// Passages less alike than this have nothing to do with each other.
const ALIKE: f64 = 0.3;

/// The generated passage that an edited one was made from: the same text, the same cell, or the most alike.
pub(super) fn partner<'a, 'p>(edited: &Numbered<'_>, generated: &'a [Numbered<'p>]) -> Option<&'a Numbered<'p>> {
    let same_place = |g: &&Numbered<'_>| g.passage.place == edited.passage.place;
    let same_text = |g: &&Numbered<'_>| g.passage.text == edited.passage.text;
    let exact = generated.iter().find(|g| same_text(g) && same_place(g)).or_else(|| generated.iter().find(|g| same_text(g) && !g.is_cell()));
    if exact.is_some() {
        return exact;
    }
    // A cell has hardly any words of its own: its row and column tell which it is.
    if edited.is_cell() {
        return generated.iter().filter(same_place).find(|g| g.is_cell());
    }
    let best = generated.iter().map(|g| (edited.likeness(g), g)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness >= ALIKE).map(|(_, g)| g)
}

/// Texts longer than this together are compared number by number in order.
const LARGEST: usize = 16_000_000;

/// For each number of the edited passage the number of the generated one that stands in its place.
pub(super) fn pairs(edited: &Numbered<'_>, generated: &Numbered<'_>) -> Vec<Option<usize>> {
    let mut out = vec![None; edited.tokens.len()];
    let (a, b) = (&edited.masked, &generated.masked);
    if a.len().saturating_mul(b.len()) > LARGEST {
        if edited.tokens.len() == generated.tokens.len() {
            out = (0..edited.tokens.len()).map(Some).collect();
        }
        return out;
    }
    // Longest common subsequence; equal numbers hold together more than words do.
    let weight = |x: Sign, y: Sign| -> u32 {
        match (x, y) {
            (Sign::Char(x), Sign::Char(y)) if x == y => 2,
            (Sign::Number(x), Sign::Number(y)) => match (edited.tokens.get(x), generated.tokens.get(y)) {
                (Some(x), Some(y)) if x.value == y.value => 5,
                _ => 1,
            },
            _ => 0,
        }
    };
    let width = b.len() + 1;
    let mut table = vec![0u32; (a.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or_default();
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let joined = match weight(*x, *y) {
                0 => 0,
                w => w + at(&table, i + 1, j + 1),
            };
            let best = joined.max(at(&table, i + 1, j)).max(at(&table, i, j + 1));
            if let Some(slot) = table.get_mut(i * width + j) {
                *slot = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let w = weight(*x, *y);
        if w > 0 && at(&table, i, j) == w + at(&table, i + 1, j + 1) {
            if let (Sign::Number(x), Sign::Number(y)) = (x, y)
                && let Some(slot) = out.get_mut(*x)
            {
                *slot = Some(*y);
            }
            (i, j) = (i + 1, j + 1);
        } else if at(&table, i + 1, j) >= at(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}
