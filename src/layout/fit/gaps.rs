//! What the gaps between boxes can give or take (A4, A6), and sums over them, so that any line is judged without walking along it.

use crate::layout::boxes::Piece;
use crate::layout::breaks::Breaks;
use crate::layout::kinsoku::{Blank, Kind, is_han};

/// Shrinkable blanks by class: 0 blank facing blank, 1 、, 2 ， ： and closing, 3 opening, 4 。 ；, 5 the gaps between Han (pass 3).
pub(in crate::layout) const CLASSES: usize = 6;

/// What the gap before a box can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::layout) struct Gap {
    /// Whether it may be widened (A6).
    pub stretch: bool,
    /// What it can give up, by class, u.
    pub shrink: [i32; CLASSES],
}

/// Sums over the boxes and gaps before a place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    /// Boxes and the blanks behind them.
    pub width: i32,
    /// Gaps that can be widened.
    pub gaps: i32,
    /// Han and figures, the measure of A10.
    pub han: i32,
    /// What blanks can give up, by class.
    pub shrink: [i32; CLASSES],
    /// How many blanks can give something up, by class.
    pub marks: [i32; CLASSES],
}

/// The gap before each box, one more than there are boxes.
pub(super) fn gaps(pieces: &[Piece], breaks: &Breaks) -> Vec<Gap> {
    let mut gaps = vec![Gap::default(); pieces.len() + 1];
    for (k, pair) in pieces.windows(2).enumerate() {
        if let ([a, b], Some(g)) = (pair, gaps.get_mut(k + 1)) {
            *g = gap(a, b, breaks.rigid.get(k + 1).copied().unwrap_or(false));
        }
    }
    gaps
}

/// The sums before each box, and over all.
pub(super) fn sums(pieces: &[Piece], gaps: &[Gap]) -> Vec<Sum> {
    let mut sums = Vec::with_capacity(pieces.len() + 1);
    let mut sum = Sum::default();
    sums.push(sum);
    for (p, g) in pieces.iter().zip(gaps) {
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
    sums
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
