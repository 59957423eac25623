//! What may stand at the ends of lines (10.1): K1 to K5, K7 to K9, on every line that goes on from another.

use super::cell::is_letter;
use super::gauge::Gauge;
use super::read::{Class, Line, Paper};
use super::table::cell_pairs;
use super::text::Flow;
use crate::words::inspect as words;

/// K1: marks that never begin a line. 一字线 and …… are K3's and K4's.
const NO_START: &str = "。，、；：？！”’）》〉〕】］」』〗｝·-～％%‰℃,.;:?!)]";
/// K2: marks that never end one.
const NO_END: &str = "“‘（《〈〔【［「『〖｛([￥";

/// All rules of line ends.
pub(super) fn lines(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    let mut pairs = flow.pairs();
    pairs.extend(paper.sheets.iter().flat_map(cell_pairs));
    pairs.extend(foot_pairs(paper));
    for (a, b) in pairs {
        let (end, start) = (a.last(), b.first());
        let seen = || words::ends_and_starts(end, start);
        // A break inside an address or a Latin word is the addresses' own matter.
        let address = in_address(a, b);
        g.rule("K1").check(address || !NO_START.contains(start), seen, b);
        g.rule("K2").check(address || !NO_END.contains(end), seen, a);
        let torn = matches!((end, start), ('—', '—') | ('…', '…')) && !whole_pair(a, end);
        g.rule("K3").check(!torn, seen, b);
        if matches!(start, '—' | '…') && !torn {
            let single = b.glyphs.get(1).is_none_or(|m| m.c != start);
            let rule = if start == '—' && single { "K1" } else { "K4" };
            g.rule(rule).check(false, seen, b);
        }
        g.rule("K5").check(address || (end != '/' && start != '/'), seen, if start == '/' { b } else { a });
        g.rule("K7").check(!splits_number(a, b), || words::splits(&tail(a), &head(b)), b);
    }
    for l in paper.sheets.iter().flat_map(|s| &s.lines).filter(|l| l.class.on_grid()) {
        widths(paper, l, g);
    }
}

/// Lines of 版记 that go on: wrapped ones stand further in than the row's label.
fn foot_pairs<'p>(paper: &'p Paper<'_>) -> Vec<(&'p Line, &'p Line)> {
    let lines = paper.all(Class::Foot);
    let begins = |l: &Line| l.bare().chars().take(3).any(|c| c == '：');
    let goes_on = |a: &Line, b: &Line| a.page == b.page && b.baseline > a.baseline + 1.0 && b.left > a.left + 5.0 && b.left < 80.0 && !begins(b);
    lines.windows(2).filter_map(|w| if let [a, b] = w { (begins(a) && goes_on(a, b)).then_some((*a, *b)) } else { None }).collect()
}

/// Whether a line ends in whole pairs of a mark (—— ——).
fn whole_pair(l: &Line, c: char) -> bool {
    l.bare().chars().rev().take_while(|x| *x == c).count() % 2 == 0
}

fn ascii(c: char) -> bool {
    c.is_ascii_graphic()
}

/// Whether a break lies inside an address: ASCII on both sides that holds `://`, `www.` or `@`.
fn in_address(a: &Line, b: &Line) -> bool {
    let before: String = a.bare().chars().rev().take_while(|c| ascii(*c)).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = b.bare().chars().take_while(|c| ascii(*c)).collect();
    let all = format!("{before}{after}");
    !before.is_empty() && !after.is_empty() && (all.contains("://") || all.contains("www.") || all.contains('@') || all.chars().count() > 56)
}

/// The number that a line ends in.
fn tail(l: &Line) -> String {
    l.bare().chars().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect::<Vec<_>>().into_iter().rev().collect()
}

/// The number that a line begins with.
fn head(l: &Line) -> String {
    l.bare().chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '‰')).collect()
}

/// K7: a digit at the line end goes on with a digit, a point or a per cent sign.
fn splits_number(a: &Line, b: &Line) -> bool {
    let (tail, head) = (tail(a), head(b));
    // A number that is longer than any line must be torn; one whose line is nothing but the number is.
    let longer = tail.chars().count() == a.bare().chars().count() && tail.chars().count() >= 20;
    !longer && tail.chars().any(|c| c.is_ascii_digit()) && !head.is_empty() && !in_address(a, b)
}

/// K8, K9: ？！ in pairs share a cell; · and - have half a cell.
fn widths(paper: &Paper<'_>, l: &Line, g: &mut Gauge) {
    let cell = paper.frame(l).cell();
    for (i, m) in l.glyphs.iter().enumerate() {
        let Some(next) = l.glyphs.get(i + 1) else { continue };
        // Beside letters and at room for a blank the neighbours' own cells say nothing.
        if is_letter(next.c) || next.c.is_whitespace() {
            continue;
        }
        match m.c {
            '·' => {
                let before = i.checked_sub(1).and_then(|k| l.glyphs.get(k)).filter(|p| !is_letter(p.c) && !p.c.is_whitespace());
                if let Some(p) = before {
                    // From the end of the cell before to the begin of the one behind.
                    let room = next.left - p.left - p.width;
                    g.rule("K9").hold((0.4..=0.75).contains(&(room / cell)), words::cells(room / cell), l);
                }
            }
            '？' | '！' if matches!(next.c, '？' | '！') => {
                let alone = i.checked_sub(1).and_then(|k| l.glyphs.get(k)).is_none_or(|p| !matches!(p.c, '？' | '！'));
                // Both are placed by their ink, from middle to middle half a cell.
                let middle = |m| paper.ink(m).map(|k| f64::midpoint(k.0, k.2));
                if let (true, Some(a), Some(b)) = (alone, middle(m), middle(next)) {
                    g.rule("K8").hold((b - a) <= 0.65 * cell, words::cells((b - a) / cell), l);
                }
            }
            _ => {}
        }
    }
}
