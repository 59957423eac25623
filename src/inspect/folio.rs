//! 页码 (section 5): PN-01 to PN-05, on turned pages too (TB-01).

use super::gauge::{At, Gauge};
use super::read::{Class, Line, Paper, Sheet};
use crate::document::{Folio, Format};
use crate::font::Role;
use crate::words::inspect as words;

/// 四号, pt, and its 一字, mm.
const SIZE: f64 = 14.0;
const CELL: f64 = 14.0 * 25.4 / 72.0;

/// All page numbers.
pub(super) fn folio(paper: &Paper<'_>, g: &mut Gauge) {
    let last = paper.sheets.len().saturating_sub(1);
    for (i, sheet) in paper.sheets.iter().enumerate() {
        let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
        let lines: Vec<&Line> = sheet.of(Class::Folio).collect();
        let wanted = wants(paper, i, last);
        match (lines.as_slice(), wanted) {
            ([], true) => g.rule("PN-04").absent(words::folio_absent(number), i),
            ([], false) => {
                g.rule("PN-04").hold(true, words::UNNUMBERED, At::Page(i));
            }
            ([l, ..], false) => {
                g.rule("PN-04").hold(false, words::reads(&l.text), *l);
            }
            ([l, ..], true) => {
                let read = number_of(&l.text);
                g.rule("PN-04").hold(read == Some(number) && lines.len() == 1, words::reads(&l.text), *l);
                one(paper, sheet, l, number, g);
            }
        }
    }
}

/// Whether a page carries its number.
fn wants(paper: &Paper<'_>, i: usize, last: usize) -> bool {
    let head = &paper.doc.head;
    if head.format == Format::Letter && i == 0 {
        return false;
    }
    // The blank page before the 版记 and the page of the 版记 behind it.
    let empty = |s: &Sheet| s.lines.iter().all(|l| l.class == Class::Folio) && s.bars.is_empty() && s.pictures.is_empty();
    let blank = last.checked_sub(1).filter(|b| *b > 0 && head.imprint.is_some() && paper.sheets.get(*b).is_some_and(empty));
    blank.is_none_or(|b| i < b)
}

/// The number in — N —.
fn number_of(text: &str) -> Option<u32> {
    let inner = text.strip_prefix('—')?.strip_suffix('—')?;
    inner.trim().parse().ok()
}

/// One number: form, face, place.
fn one(paper: &Paper<'_>, sheet: &Sheet, l: &Line, number: u32, g: &mut Gauge) {
    let wrong = paper.stranger(l, Role::Song).or_else(|| l.glyphs.iter().find(|m| (m.size - SIZE).abs() > 0.25));
    let form = number_of(&l.text).is_some();
    let said = wrong.map_or_else(|| words::folio_form(&l.text, l.size), |m| words::set_in(&paper.face_name(m), m.size));
    g.rule("PN-01").hold(form && wrong.is_none(), said, l);
    let (place, side) = if sheet.turned { ("TB-01", "TB-01") } else { ("PN-02", "PN-03") };
    let dash = l.glyphs.iter().find(|m| m.c == '—').and_then(|m| paper.ink(m));
    if let Some(k) = dash {
        let y = f64::midpoint(k.1, k.3);
        g.rule(place).hold((y - 269.0).abs() <= 0.7, words::dash_at(y), l);
    }
    let (left, right) = (28.0, 184.0);
    if paper.doc.head.folio == Folio::Centre {
        let middle = l.middle();
        g.rule("PN-05").hold((middle - 105.0).abs() <= 1.0 || (middle - 106.0).abs() <= 1.0, words::middle(middle), l);
    } else if number % 2 == 1 {
        let want = right - CELL;
        g.rule(side).hold((l.right - want).abs() <= 1.0, words::odd_right(l.right), l);
    } else {
        g.rule(side).hold((l.left - left - CELL).abs() <= 1.0, words::even_left(l.left), l);
    }
}
