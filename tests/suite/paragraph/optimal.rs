//! The breaks that are found against all breaks that there are, on paragraphs short enough to try them all. What a line costs is worked out here
//! again from the cost model (A4 to A10, A12), character by character and with fractions, not with the setter's sums.

use super::{FONTS, STYLE, body, read};
use hongtou::layout::paragraph::{Measure, Setting, set};
use hongtou::layout::shape::plain;
use proptest::prelude::*;

/// A box: one character, or a whole number or ——.
#[derive(Clone)]
struct Box {
    text: String,
    width: i64,
    kind: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Han,
    Number,
    Dash,
    Open,
    /// Class and how much its blank gives up.
    Close(usize, i64),
}

fn boxes(text: &str) -> Vec<Box> {
    let mut out: Vec<Box> = Vec::new();
    for c in text.chars() {
        let kind = match c {
            '0'..='9' => What::Number,
            '—' => What::Dash,
            '“' | '（' | '《' => What::Open,
            '、' => What::Close(1, 50),
            '，' | '：' | '”' | '）' | '》' => What::Close(2, 50),
            '。' | '；' => What::Close(4, 25),
            _ => What::Han,
        };
        let width = if kind == What::Number { 50 } else { 100 };
        match out.last_mut().filter(|b| b.kind == kind && (kind == What::Number || kind == What::Dash && b.width == 100)) {
            Some(b) => {
                b.text.push(c);
                b.width += width;
            }
            None => out.push(Box { text: c.to_string(), width, kind }),
        }
    }
    out
}

/// What a break before box `k` costs (A2, A3); `None`: it is forbidden.
fn price(all: &[Box], k: usize) -> Option<i64> {
    let (a, b) = (&all[k - 1], &all[k]);
    if matches!(b.kind, What::Close(..)) || a.kind == What::Open {
        return None;
    }
    let near = |range: std::ops::Range<usize>, mark: &str| range.filter_map(|i| all.get(i)).any(|b| b.text == mark);
    let mut cost = 0;
    if near(k.saturating_sub(3)..k, "《") || near(k..k + 3, "》") {
        cost = 80;
    }
    if b.kind == What::Dash {
        cost = 200;
    }
    if b.text == "的" {
        cost = cost.max(40);
    }
    Some(cost)
}

struct Pass {
    stretch: i64,
    /// What a gap between Han gives up, u.
    tight: i64,
}

#[derive(Clone, Copy)]
struct Look {
    badness: i64,
    marks: i64,
    /// −1 squeezed by more than half, 1 stretched by more than a cell.
    tension: i8,
}

fn ceil_cube(factor: f64, ratio: f64) -> i64 {
    // A hair less, so that a whole number stays one.
    (factor * ratio.powi(3) - 1e-9).ceil() as i64
}

/// How a line of these boxes looks (A4 to A8), if it can be set.
fn look(line: &[Box], measure: i64, last: bool, pass: &Pass) -> Option<Look> {
    let natural: i64 = line.iter().map(|b| b.width).sum();
    let mut shrink = [(0_i64, 0_i64); 6];
    let mut gaps = 0;
    for pair in line.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let stretches = matches!((a.kind, b.kind), (What::Han | What::Close(..) | What::Number, What::Han) | (What::Han, What::Open | What::Number));
        let mut give = |class: usize, u: i64| {
            shrink[class].0 += u;
            shrink[class].1 += 1;
        };
        if stretches {
            gaps += 1;
            if pass.tight > 0 {
                give(5, pass.tight);
            }
        }
        match (a.kind, b.kind) {
            (What::Close(..), What::Close(..)) | (What::Open, What::Open) => give(0, 50),
            // Half a cell goes first; of what is left the setter keeps a quarter.
            (What::Close(class, u), What::Open) => {
                give(0, 50);
                give(class, u.min(25));
            }
            (What::Close(class, u), _) => give(class, u),
            (What::Number, What::Open) => give(3, 25),
            (_, What::Open) => give(3, 50),
            _ => {}
        }
    }
    let set = |d: i64| -> Option<Look> {
        if d == 0 || last && d > 0 {
            return Some(Look { badness: 0, marks: 0, tension: 0 });
        }
        if d < 0 {
            let room: i64 = shrink.iter().map(|s| s.0).sum();
            let (mut need, mut marks, mut extra) = (-d, 0, 0);
            for (class, (give, count)) in shrink.iter().enumerate() {
                if need > 0 && class < 5 {
                    marks += count;
                    extra += count * [0, 0, 0, 10, 25][class];
                }
                need -= give;
            }
            let ratio = -d as f64 / room as f64;
            let tension = if ratio > 0.5 { -1 } else { 0 };
            return (need <= 0).then(|| Look { badness: ceil_cube(60.0, ratio) + 2 * marks + extra, marks, tension });
        }
        if d > pass.stretch || gaps == 0 {
            return None;
        }
        let ratio = d as f64 / (25 * gaps) as f64;
        let badness = ceil_cube(100.0, ratio).min(90_000) + 4 * d / 100;
        Some(Look { badness, marks: 0, tension: if d > 100 { 1 } else { 0 } })
    };
    let whole = set(measure - natural);
    // A5: a closing mark at the line end counts as half, if that is better.
    let trimmed = if matches!(line.last()?.kind, What::Close(..)) { set(measure - natural + 50) } else { None };
    match (whole, trimmed) {
        (Some(a), Some(b)) => Some(if (b.badness, b.marks) < (a.badness, a.marks) { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn weight(line: &[Box]) -> i64 {
    line.iter().filter(|b| matches!(b.kind, What::Han | What::Number)).map(|b| b.width).sum()
}

/// All ways from box `from` on: the least demerits and where the last line of the best begins.
fn every(all: &[Box], from: usize, tension: i8, measure: (i64, i64), pass: &Pass) -> Option<(i64, usize)> {
    let mut best: Option<(i64, usize)> = None;
    let width = if from == 0 { measure.0 } else { measure.1 };
    for to in from + 1..=all.len() {
        let last = to == all.len();
        let cost = if last { Some(0) } else { price(all, to) };
        let Some((look, cost)) = look(&all[from..to], width, last, pass).zip(cost) else { continue };
        let mut sum = (10 + look.badness).pow(2) + cost * cost;
        if look.tension * tension == -1 {
            sum += 3_000;
        }
        let rest = if last {
            if from > 0 {
                sum += match weight(&all[from..to]) {
                    ..200 => 200_000,
                    200..300 => 400,
                    _ => 0,
                };
            }
            Some((0, from))
        } else {
            every(all, to, look.tension, measure, pass)
        };
        if let Some((more, line)) = rest
            && best.is_none_or(|b| sum + more < b.0)
        {
            best = Some((sum + more, line));
        }
    }
    best
}

/// The passes of A12: the demerits and the number of the pass, if the first three find anything.
fn best(text: &str, first: i64, rest: i64) -> Option<(i64, u8)> {
    let all = boxes(text);
    for (number, pass) in [(1, Pass { stretch: 150, tight: 0 }), (2, Pass { stretch: 300, tight: 0 }), (3, Pass { stretch: i64::MAX, tight: 2 })] {
        if let Some((sum, line)) = every(&all, 0, 0, (first, rest), &pass)
            && (number == 3 || line == 0 || weight(&all[line..]) >= 200)
        {
            return Some((sum, number));
        }
    }
    None
}

/// Short texts of characters that form no words, each pair of them once.
fn short() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        7 => Just("H"), 2 => Just("HH"), 1 => Just("的"), 1 => Just("2023"), 1 => Just("5"), 3 => Just("，"), 2 => Just("、"), 2 => Just("。"), 1 => Just("；"),
        1 => Just("“HH”"), 1 => Just("（H）"), 1 => Just("《HHHH》"), 1 => Just("”，"), 1 => Just("——"), 1 => Just("：“"),
    ];
    prop::collection::vec(piece, 1..11).prop_map(|v| {
        let mut han = "鑫淼焱垚犇骉毳羴猋矗磊晶".chars().cycle();
        let text: String = format!("H{}H", v.concat()).chars().map(|c| if c == 'H' { han.next().unwrap_or('鑫') } else { c }).take(18).collect();
        // Half of a —— is another mark: 一字线, which begins no line.
        if text.chars().rev().take_while(|c| *c == '—').count() % 2 == 1 { text.trim_end_matches('—').to_owned() } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_other_breaks_are_better(text in short(), cells in 4..9_i32, indent: bool) {
        let first = if indent { cells * 100 - 200 } else { cells * 100 };
        let setting = Setting { measure: Measure { first, rest: cells * 100 }, ..body() };
        let p = set(&plain(&text, STYLE), &setting, &FONTS).unwrap();
        let lines: Vec<String> = p.lines.iter().map(read).collect();
        match best(&text, i64::from(first), i64::from(cells) * 100) {
            Some((demerits, pass)) => prop_assert_eq!((p.demerits, p.pass), (demerits, pass), "{:?}", lines),
            None => prop_assert!(p.pass >= 3, "{:?}", lines),
        }
    }
}

/// The worked examples of the evaluator itself: what it thinks of lines by hand.
#[test]
fn the_evaluator_counts_as_the_model_says() {
    let strict = Pass { stretch: 150, tight: 0 };
    let look = |text: &str, measure: i64| look(&boxes(text), measure, false, &strict).map(|l| l.badness);
    assert_eq!(look("鑫淼焱垚", 400), Some(0));
    // One cell over three gaps of 25: ⌈100·(100/75)³⌉ + 4.
    assert_eq!(look("鑫淼焱垚", 500), Some(238 + 4));
    // Half a cell from a pause that has just that: ⌈60·1³⌉ + 2.
    assert_eq!(look("鑫、淼", 250), Some(62));
    // The same from a full stop is not to be had.
    assert_eq!(look("鑫。淼", 250), None);
    // A mark at the end is trimmed for nothing.
    assert_eq!(look("鑫淼，", 250), Some(0));
    // Of the ordinary gaps nothing shrinks before pass 3.
    assert_eq!(look("鑫淼焱", 299), None);
}
