//! What a line break costs at each place (A2, A3): forbidden between boxes that belong together, dear inside names, dates and words.

use crate::layout::boxes::Piece;
use crate::layout::kinsoku::{Kind, is_digit, is_han, is_measure, is_numeral};
use crate::layout::segment;

/// No line may end here.
pub(super) const NEVER: i32 = i32::MAX;
/// From here on a break is open in pass 3 only.
pub(super) const LATE: i32 = 500;
/// Torn addresses, pass 3; torn numbers and words of more than a line, pass 4.
pub(super) const TORN: i32 = 2000;
/// Between year and month, behind 一字线 in a range, inside a name.
const DEAR: i32 = 300;
/// Inside a name or phrase of more than four characters.
const LONG: i32 = 60;

/// Costs of a line break before each box, one more than there are boxes; and before which boxes nothing may be stretched (A6).
#[derive(Debug)]
pub(super) struct Breaks {
    /// Cost before box k.
    pub costs: Vec<i32>,
    /// Whether the gap before box k is rigid: behind an ordinal mark.
    pub rigid: Vec<bool>,
}

/// Names that the caller knows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'a> {
    /// Rather not broken (A3).
    pub dear: &'a [String],
    /// Never broken.
    pub whole: &'a [String],
}

/// The costs for a stretch of text; `opens` says whether it opens a paragraph, so that ordinals are known as such.
pub(super) fn breaks(pieces: &[Piece], opens: bool, widest: i32, names: Names<'_>) -> Breaks {
    let n = pieces.len();
    let mut b = Breaks { costs: vec![0; n + 1], rigid: vec![false; n + 1] };
    for (k, pair) in pieces.windows(2).enumerate() {
        if let [a, c] = pair {
            b.raise(k + 1, between(a, c));
        }
    }
    words(pieces, &mut b);
    phrases(pieces, names.dear, |length| if length <= 4 { DEAR } else { LONG }, &mut b);
    phrases(pieces, names.whole, |_| NEVER, &mut b);
    titles(pieces, &mut b);
    numbers(pieces, &mut b);
    addresses(pieces, widest, &mut b);
    spaced_names(pieces, &mut b);
    if opens && let Some(mark) = ordinal_mark(pieces) {
        b.bind(0, mark + 2);
        if let Some(r) = b.rigid.get_mut(mark + 1) {
            *r = true;
        }
    }
    b
}

impl Breaks {
    fn raise(&mut self, k: usize, cost: i32) {
        if let Some(c) = self.costs.get_mut(k) {
            *c = (*c).max(cost);
        }
    }

    /// Forbids every break inside the boxes `from..to`.
    fn bind(&mut self, from: usize, to: usize) {
        for k in from + 1..to {
            self.raise(k, NEVER);
        }
    }
}

/// What two neighbours alone say.
fn between(a: &Piece, b: &Piece) -> i32 {
    use Kind::{Address, Dash, Digit, Ellipsis, HalfOther, Hyphen, Joiner, Letter};
    if a.sticky || b.kind.no_start() || a.kind.no_end() {
        return NEVER;
    }
    let western = |k: Kind| matches!(k, Digit | Letter | Address | HalfOther);
    if !a.touches() {
        // `GB/T 9704`: rather on one line.
        return if matches!((a.kind, b.kind), (Letter, Digit) | (Digit, Letter)) { 100 } else { 0 };
    }
    match (a.kind, b.kind) {
        (Hyphen, Letter) => 150,
        (Hyphen, _) => NEVER,
        (x, y) if western(x) && western(y) => NEVER,
        (Kind::HalfClose, y) if western(y) => NEVER,
        (x, Kind::HalfOpen) if western(x) => NEVER,
        (HalfOther, _) | (_, HalfOther) => 100,
        (Joiner, _) if is_digit(b.c) || is_numeral(b.c) => DEAR,
        (Joiner, _) => 100,
        (_, Dash | Ellipsis) => 200,
        _ if matches!(b.c, '的' | '了' | '着' | '等') => 40,
        _ => 0,
    }
}

/// Numbers with their signs and units (K7), 第N, 附件N, 〔2022〕18号, dates, Han numbers with their measure words.
fn numbers(pieces: &[Piece], b: &mut Breaks) {
    let at = |k: usize| pieces.get(k);
    let ch = |k: usize| at(k).map_or('\0', |p| p.c);
    let joined = |k: usize| at(k).is_some_and(Piece::touches);
    let mut k = 0;
    while k < pieces.len() {
        if is_digit(ch(k)) {
            let start = k;
            let mut end = k + 1;
            loop {
                if joined(end - 1) && is_digit(ch(end)) {
                    end += 1;
                } else if joined(end - 1) && joined(end) && matches!(ch(end), '.' | ',' | ':' | '-' | '/' | '．') && is_digit(ch(end + 1)) {
                    end += 2;
                } else {
                    break;
                }
            }
            number(pieces, start, end, b);
            k = end;
        } else if is_numeral(ch(k)) {
            let start = k;
            while joined(k) && is_numeral(ch(k + 1)) {
                k += 1;
            }
            k += 1;
            han_number(pieces, start, k, b);
        } else {
            k += 1;
        }
    }
}

/// The number of boxes `start..end`.
fn number(pieces: &[Piece], start: usize, end: usize, b: &mut Breaks) {
    let ch = |k: usize| pieces.get(k).map_or('\0', |p| p.c);
    let before = |back: usize| start.checked_sub(back).map_or('\0', ch);
    b.bind(start, end);
    let sign = matches!(before(1), '+' | '-' | '−' | '±' | '＋' | '－');
    if sign && start >= 1 && !pieces.get(start.wrapping_sub(2)).is_some_and(|p| matches!(p.kind, Kind::Digit | Kind::Letter)) {
        b.raise(start, NEVER);
    }
    let attachment = before(2) == '附' && before(1) == '件';
    let ordinal = attachment || matches!(before(1), '第' | '表' | '图');
    if attachment {
        b.raise(start - 1, NEVER);
    }
    if ordinal {
        b.raise(start, NEVER);
    }
    // 〔2022〕18号 with the last character of the organ's code.
    let bracketed = before(1) == '〔' && ch(end) == '〕';
    if bracketed {
        b.bind(start.saturating_sub(2), end + 1);
        if is_digit(ch(end + 1)) || ch(end + 1) == '第' {
            b.raise(end + 1, NEVER);
        }
    }
    let numbered = before(1) == '〕' || ordinal;
    let next = ch(end);
    if is_measure(next) {
        b.raise(end, if numbered && matches!(next, '号' | '期') { NEVER } else { LATE });
        if matches!(next, '万' | '亿' | '千' | '百') && is_measure(ch(end + 1)) {
            b.raise(end + 1, LATE);
        }
        if matches!(next, '年' | '月' | '时' | '分') && is_digit(ch(end + 1)) {
            b.raise(end + 1, DEAR);
        }
    }
    // `1.` and the first character behind it.
    if next == '.' && pieces.get(end).is_some_and(Piece::touches) {
        b.raise(end + 1, NEVER);
    }
}

/// The Han number of boxes `start..end`. One that is part of a word (统一, 一些) is none: the words have been priced before.
fn han_number(pieces: &[Piece], start: usize, end: usize, b: &mut Breaks) {
    let ch = |k: usize| pieces.get(k).map_or('\0', |p| p.c);
    let whole = |k: usize| b.costs.get(k).is_none_or(|c| !(1..=30).contains(c));
    if start > 0 && !whole(start) && ch(start - 1) != '第' {
        return;
    }
    if start > 0 && ch(start - 1) == '第' {
        b.raise(start, NEVER);
    }
    for k in start + 1..end {
        b.raise(k, LATE);
    }
    if is_measure(ch(end)) {
        b.raise(end, LATE);
    }
}

/// Words of the dictionary: 30 inside one of two characters, 15 inside a longer one, but 30 where that parts a word of two in it.
fn words(pieces: &[Piece], b: &mut Breaks) {
    let mut k = 0;
    while k < pieces.len() {
        let start = k;
        let mut run = Vec::new();
        // A stretch of Han characters with nothing between them.
        while let Some(p) = pieces.get(k).filter(|p| is_han(p.c)) {
            run.push(p.c);
            k += 1;
            if !p.touches() {
                break;
            }
        }
        let mut at = start;
        for length in segment::words(&run) {
            let cost = if length <= 2 { 30 } else { 15 };
            for inside in at + 1..at + length {
                b.raise(inside, cost);
            }
            if length > 2 {
                let mut part = at;
                for own in segment::parts(run.get(at - start..at - start + length).unwrap_or_default()) {
                    if own == 2 {
                        b.raise(part + 1, 30);
                    }
                    part += own;
                }
            }
            at += length;
        }
        k = k.max(start + 1);
    }
}

/// The caller's names and phrases: what a break inside one costs, by its length.
fn phrases(pieces: &[Piece], phrases: &[String], cost: impl Fn(usize) -> i32, b: &mut Breaks) {
    let mut list: Vec<&str> = phrases.iter().map(String::as_str).filter(|w| w.chars().nth(1).is_some()).collect();
    list.sort_unstable();
    list.dedup();
    for k in 0..pieces.len() {
        let Some(p) = pieces.get(k) else { break };
        let from = list.partition_point(|w| w.chars().next() < Some(p.c));
        for word in list.iter().skip(from).take_while(|w| w.starts_with(p.c)) {
            let mut rest = pieces.iter().skip(k);
            let mut length = 0;
            if word.chars().all(|c| rest.next().is_some_and(|p| (p.c, length += 1).0 == c)) {
                for inside in k + 1..k + length {
                    b.raise(inside, cost(length));
                }
            }
        }
    }
}

/// Not within two characters behind 《 or before 》.
fn titles(pieces: &[Piece], b: &mut Breaks) {
    for (k, p) in pieces.iter().enumerate() {
        match p.c {
            '《' => (k + 2..=k + 3).for_each(|at| b.raise(at, 80)),
            '》' => (k.saturating_sub(2)..k).for_each(|at| b.raise(at, 80)),
            _ => {}
        }
    }
    // The ends of the text are no breaks.
    let n = pieces.len();
    for end in [0, n] {
        if let Some(c) = b.costs.get_mut(end) {
            *c = 0;
        }
    }
}

/// Addresses break behind / . @ - _ ?; one of more than a line anywhere.
fn addresses(pieces: &[Piece], widest: i32, b: &mut Breaks) {
    let mut k = 0;
    while k < pieces.len() {
        let run = pieces.iter().skip(k).take_while(|p| p.kind == Kind::Address).count();
        let run = pieces.iter().skip(k).take(run).position(|p| !p.touches()).map_or(run, |at| at + 1);
        let width: i32 = pieces.iter().skip(k).take(run).map(|p| p.width).sum();
        for inside in k + 1..k + run {
            let (before, here) = (pieces.get(inside - 1).map_or('\0', |p| p.c), pieces.get(inside).map_or('\0', |p| p.c));
            let cost = match before {
                '/' if here == '/' => NEVER,
                '/' | '.' | '@' | '-' | '_' | '?' => 150,
                _ if width > widest && here.is_ascii_alphanumeric() => TORN,
                _ => NEVER,
            };
            if let Some(c) = b.costs.get_mut(inside) {
                *c = cost;
            }
        }
        k += run.max(1);
    }
}

/// 徐　胜: a name of two characters with a full-width space in it stays whole.
fn spaced_names(pieces: &[Piece], b: &mut Breaks) {
    let alone = |k: usize, after: bool| {
        let Some(p) = pieces.get(k) else { return false };
        let neighbour = if after {
            p.touches().then(|| pieces.get(k + 1)).flatten()
        } else {
            k.checked_sub(1).and_then(|i| pieces.get(i)).filter(|q| q.touches())
        };
        is_han(p.c) && neighbour.is_none_or(|q| !is_han(q.c))
    };
    let mut k = 0;
    while k + 1 < pieces.len() {
        let spaced = pieces.get(k).is_some_and(|p| p.space == 100);
        if spaced && alone(k, false) && alone(k + 1, true) {
            b.raise(k + 1, NEVER);
            // The space behind the name parts it from the next one.
            k += 1;
        }
        k += 1;
    }
}

/// The mark that closes the ordinal at the head of a paragraph: 一、 （一） 1. （1）, by its index.
pub(super) fn ordinal_mark(pieces: &[Piece]) -> Option<usize> {
    let ch = |k: usize| pieces.get(k).map_or('\0', |p| p.c);
    let bracket = matches!(ch(0), '（' | '(');
    let start = usize::from(bracket);
    let digits = (start..).take_while(|k| is_digit(ch(*k))).count();
    let numerals = (start..).take_while(|k| is_numeral(ch(*k))).count();
    let mark = start + digits.max(numerals);
    let closed = match ch(mark) {
        '）' | ')' => bracket,
        '、' => !bracket,
        // `1.` but not the number 1.5.
        '.' | '．' => !bracket && digits > 0 && !is_digit(ch(mark + 1)),
        _ => false,
    };
    (closed && mark > start).then_some(mark)
}

/// Pass 4: opens what is wider than `widest` and has no place to break, numbers at a comma if that is enough, otherwise everywhere, against
/// kinsoku only at the last.
pub(super) fn emergency(pieces: &[Piece], costs: &[i32], widest: i32) -> Vec<i32> {
    let mut out = costs.to_vec();
    for (want, cost) in [(Tear::Comma, TORN), (Tear::Inside, 2 * TORN), (Tear::Anywhere, 8 * TORN)] {
        let mut from = 0;
        let mut width = 0;
        for k in 0..=pieces.len() {
            if k > 0 && (k == pieces.len() || out.get(k).is_some_and(|c| *c != NEVER)) {
                if width > widest {
                    open(pieces, &mut out, from, k, want, cost);
                }
                (from, width) = (k, 0);
            }
            if let Some(p) = pieces.get(k) {
                width += p.width + p.space;
            }
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Tear {
    Comma,
    Inside,
    Anywhere,
}

fn open(pieces: &[Piece], costs: &mut [i32], from: usize, to: usize, tear: Tear, cost: i32) {
    for k in from + 1..to {
        let (Some(a), Some(b), Some(c)) = (pieces.get(k - 1), pieces.get(k), costs.get_mut(k)) else { continue };
        let yes = match tear {
            Tear::Comma => a.c == ',',
            Tear::Inside => !b.kind.no_start() && !a.kind.no_end(),
            Tear::Anywhere => true,
        };
        if yes {
            *c = (*c).min(cost);
        }
    }
}
