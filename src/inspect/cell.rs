//! The cell of a glyph: its left edge and natural width, from its origin, its face and its character.

use super::read::{MM, Mark};
use crate::layout::{Element, Pages};

/// A letter with a width of its own.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{AA}' | '\u{B5}' | '\u{BA}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{10FF}')
}

/// A character that takes half a cell.
fn is_half(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '·' | '‧' | '・' | '°' | '′' | '″' | '¥' | '‐' | '‑' | '–' | '\u{A0}' | '\u{FF61}'..='\u{FFDC}' | '\u{FFE8}'..='\u{FFEE}')
}

/// A mark whose body is in the left half of its cell.
pub(super) fn closes(c: char) -> bool {
    "，。、；：．”’）》〉〕】］」』〗｝".contains(c)
}

/// A mark whose body is in the right half of its cell.
pub(super) fn opens(c: char) -> bool {
    "“‘（《〈〔【［「『〖｛".contains(c)
}

/// Left edge and natural width of a glyph's cell, from its origin, its face and its character.
pub(super) fn cell(g: &Mark, grid: f64, pages: &Pages) -> (f64, f64) {
    let em = g.size * g.scale / MM;
    let own = g.size / MM;
    // 三号 stands on the grid of 28 cells, everything else in cells of its size.
    let full = if (g.size - 16.0).abs() < 0.3 { grid } else { own };
    let Some(face) = pages.faces.get(g.face) else { return (g.x, full) };
    let advance = face.advance(g.id) * em;
    // In an address every sign has its own width, as its letters have.
    let western = g.c.is_ascii() && face.glyph('一').is_none();
    if is_letter(g.c) || western || g.element == Element::OrganMark {
        return (g.x, advance);
    }
    let width = if is_half(g.c) { full / 2.0 } else { full };
    if g.c.is_whitespace() {
        return (g.x, width);
    }
    let ink = || face.ink(g.id).map_or((0.0, advance), |(a, _, b, _)| (a * em, b * em));
    let sign = |from: f64, to: f64| {
        let (a, b) = ink();
        // A mark whose ink lies in the wrong half of its cell was moved by its ink.
        if a < from - 0.04 * em || b > to + 0.06 * em { g.x + f64::midpoint(a, b) - f64::midpoint(from, to) } else { g.x }
    };
    let left = if opens(g.c) {
        sign(full / 2.0, full)
    } else if closes(g.c) {
        sign(0.0, full / 2.0)
    } else if g.c == '·' || g.scale < 0.999 || advance > 1.3 * width {
        let (a, b) = ink();
        g.x + f64::midpoint(a, b) - width / 2.0
    } else if width == full && (advance - full).abs() <= 0.06 * em {
        g.x
    } else {
        g.x + (advance - width) / 2.0
    };
    (left, width)
}
