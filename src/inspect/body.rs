//! 正文 (3.2, 1.5, 1.6): BD-01 to BD-08, straight right edges and spread lines (JL-01 to JL-03), headings at the foot of a page (PB-01).

use super::cell::{closes, is_letter};
use super::gauge::Gauge;
use super::page::{is_han, natural, three};
use super::read::{Class, Line, Mark, Paper};
use super::text::{Flow, Kind, Para};
use crate::document::Block;
use crate::font::Role;
use crate::words::inspect as words;

/// From this much on a line is spread too far, 字 (A8).
const SPREAD: f64 = 3.0;
/// Least width of a paragraph's last line, 字 (1.5).
const ORPHAN: f64 = 2.0;

/// All paragraphs.
pub(super) fn body(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    for (k, p) in flow.paras.iter().enumerate() {
        indents(paper, p, g);
        looks(paper, p, g);
        for (i, l) in p.lines.iter().enumerate() {
            right_edge(paper, p, i, l, g);
        }
        orphan(p, paper, g);
        // A heading that is the last thing written has nothing to stand with.
        let more = flow.paras.get(k + 1).is_some_and(|n| n.section == p.section);
        let blocks = paper.doc.sections.get(p.section).map_or(&[][..], |s| s.blocks.as_slice());
        heading(paper, p, more || !matches!(blocks.last(), Some(Block::Heading { .. })), g);
    }
    for lines in flow.names.iter().flatten().map(|(_, l)| l).chain([&flow.addressee, &flow.note]) {
        for l in lines.iter().take(lines.len().saturating_sub(1)) {
            edge(paper, l, paper.frame(l).right, g);
        }
    }
}

/// BD-01, and BL-07 for the source of an article, BL-08 for 按语.
fn indents(paper: &Paper<'_>, p: &Para<'_>, g: &mut Gauge) {
    for (i, l) in p.lines.iter().enumerate() {
        let f = paper.frame(l);
        if p.kind == Kind::Source {
            g.rule("BL-07").hold((l.right - f.right).abs() <= 0.7, words::right(l.right), *l);
            continue;
        }
        let want = f.left + f.cell() * (p.left + if i == 0 { 2.0 } else { 0.0 });
        let rule = if p.kind == Kind::Quote { "BL-08" } else { "BD-01" };
        let ok = (l.left - want).abs() <= 0.5 || (is_letter(l.first()) && (0.0..=f.cell() / 2.0).contains(&(l.left - want)));
        g.rule(rule).hold(ok, if ok { words::indent(if i == 0 { 2 } else { 0 }, l.left - f.left) } else { words::left_should(l.left, want) }, *l);
    }
}

/// The role that a character of a paragraph stands in.
fn role(p: &Para<'_>, at: usize) -> Role {
    match p.kind {
        Kind::Heading(1) if at < p.head => Role::Hei,
        Kind::Heading(2) if at < p.head => Role::Kai,
        Kind::Quote | Kind::Source => Role::Kai,
        Kind::Heading(_) | Kind::Body => Role::FangSong,
    }
}

/// BD-02, BD-05 and PG-05: sizes and faces.
fn looks(paper: &Paper<'_>, p: &Para<'_>, g: &mut Gauge) {
    let mut at = 0;
    // 编者按： is in 黑体.
    let text: String = p.lines.iter().take(1).map(|l| l.bare()).collect();
    let label = if p.kind == Kind::Quote && text.split_once('：').is_some_and(|(a, _)| a.ends_with('按') || a.ends_with("按语")) {
        text.chars().position(|c| c == '：').map_or(0, |i| i + 1)
    } else {
        0
    };
    for l in &p.lines {
        let mut wrong: [Option<&Mark>; 2] = [None; 2];
        for m in l.glyphs.iter().filter(|m| !m.c.is_whitespace()) {
            let head = matches!(p.kind, Kind::Heading(_)) && at < p.head;
            let own = paper.in_role(m, role(p, at)) || ((p.strong || at < label) && paper.in_role(m, Role::Hei));
            if (!own || !three(m.size))
                && let Some(slot) = wrong.get_mut(usize::from(head))
            {
                slot.get_or_insert(m);
            }
            at += 1;
        }
        let said = |m: Option<&Mark>| m.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size));
        let plain = match p.kind {
            Kind::Heading(_) if p.runs_on => "BD-05",
            Kind::Source => "BL-07",
            Kind::Quote => "BL-08",
            _ => "PG-05",
        };
        let [text, head] = wrong;
        g.rule(plain).hold(text.is_none(), said(text), *l);
        if matches!(p.kind, Kind::Heading(_)) {
            g.rule("BD-02").hold(head.is_none(), said(head), *l);
        }
    }
    if let (Kind::Heading(level), Some(l)) = (p.kind, p.lines.first()) {
        let is = level_of(&l.bare());
        g.rule("BD-02").check(is.is_none_or(|is| is == level), || words::level_differs(level, is.unwrap_or(level)), *l);
    }
}

/// JL-01, JL-02 for a line of a paragraph.
fn right_edge(paper: &Paper<'_>, p: &Para<'_>, i: usize, l: &Line, g: &mut Gauge) {
    if p.ends(i) || p.kind == Kind::Source {
        return;
    }
    let f = paper.frame(l);
    let limit = f.right - p.right * f.cell();
    if edge(paper, l, limit, g) {
        let trimmed = if closes(l.last()) && l.right > limit + 0.7 { f.cell() / 2.0 } else { 0.0 };
        let spread = (l.right - trimmed - l.left - (natural(l, &f) - trimmed)) / f.cell();
        g.rule("JL-02").within(spread.max(0.0), (0.0, SPREAD + 0.05), words::CELLS, l);
    }
}

/// JL-01, K6: a line that goes on ends at the edge; the blank of a mark at its end may be trimmed.
fn edge(paper: &Paper<'_>, l: &Line, limit: f64, g: &mut Gauge) -> bool {
    let over = l.right - limit;
    let half = paper.frame(l).cell() / 2.0;
    let full = over.abs() <= 0.7;
    if closes(l.last()) {
        let ink = l.glyphs.iter().rev().find(|m| !m.c.is_whitespace()).and_then(|m| paper.ink(m)).map_or(limit, |k| k.2);
        let trimmed = (over - half).abs() <= 0.7 && ink <= limit + 0.3;
        g.rule("K6").hold(full || trimmed || over < 0.0, words::mark_end(over), l);
        return g.rule("JL-01").check(full || trimmed || over > 0.0, || words::edge(l.right, limit), l);
    }
    // A run of letters is padded to whole half cells, half on either side.
    let padded = is_letter(l.last()) && (-half..=0.7).contains(&over);
    g.rule("JL-01").check(full || padded, || words::edge(l.right, limit), l)
}

/// JL-03: the last line of a paragraph is not left with a character.
fn orphan(p: &Para<'_>, paper: &Paper<'_>, g: &mut Gauge) {
    let (Some(last), true) = (p.lines.last(), p.lines.len() > 1) else { return };
    if p.kind == Kind::Source {
        return;
    }
    let cell = paper.frame(last).cell();
    let width: f64 = last.glyphs.iter().filter(|m| is_han(m.c) || m.c.is_alphanumeric()).map(|m| m.width / cell).sum();
    g.rule("JL-03").check(width >= ORPHAN - 0.1, || words::cells(width), *last);
}

/// BD-06, BD-08, PB-01.
fn heading(paper: &Paper<'_>, p: &Para<'_>, followed: bool, g: &mut Gauge) {
    let (Kind::Heading(_), Some(first), Some(last)) = (p.kind, p.lines.first(), p.lines.last()) else { return };
    if !p.runs_on {
        let end = last.last();
        // A heading of level 2 and below may be a sentence.
        let ok = !"，、；：,;:.".contains(end) && (end != '。' || level_of(&first.bare()) != Some(1));
        g.rule("BD-06").check(ok, || words::ends_in(&last.bare()), *last);
        let Some(sheet) = paper.sheets.get(last.page) else { return };
        let below = sheet.lines.iter().any(|l| !matches!(l.class, Class::Folio | Class::Foot) && l.baseline > last.baseline + 1.0);
        let shown = sheet.pictures.iter().any(|b| b.1 > last.top);
        g.rule("PB-01").check(below || shown || !followed, || words::LAST_ON_PAGE.to_owned(), *last);
    }
    let digits = first.glyphs.iter().take_while(|m| m.c.is_ascii_digit()).count();
    if let (Some(a), Some(dot), Some(b)) = (first.glyphs.first(), first.glyphs.get(digits), first.glyphs.get(digits + 1))
        && digits > 0
        && matches!(dot.c, '.' | '．' | '、' | '，')
    {
        let cell = paper.frame(first).cell();
        let want = cell / 2.0 * (digits as f64 + if dot.c == '．' { 2.0 } else { 1.0 });
        // Brackets and the like that open a text begin in the right half of their cell; their cell is meant.
        let is = b.left - a.left;
        let ok = matches!(dot.c, '.' | '．') && (is - want).abs() <= 0.5 && b.c != ' ';
        g.rule("BD-08").hold(ok, words::ordinal(dot.c, is), *first);
    }
}

/// The level that an ordinal at the head of a text is of: 一、 （一） 1. （1）.
pub(super) fn level_of(text: &str) -> Option<u8> {
    ordinal(text).map(|(level, _)| level)
}

/// Level and value of an ordinal at the head of a text.
pub(super) fn ordinal(text: &str) -> Option<(u8, u32)> {
    let (inner, bracketed) = match text.strip_prefix(['（', '(']) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let number: String = inner.chars().take_while(|c| "〇一二三四五六七八九十".contains(*c)).collect();
    let digits: String = inner.chars().take_while(char::is_ascii_digit).collect();
    let after = |s: &str| inner.get(s.len()..).and_then(|r| r.chars().next());
    match (bracketed, number.is_empty(), digits.is_empty()) {
        (false, false, _) if after(&number) == Some('、') => Some((1, han(&number)?)),
        (true, false, _) if matches!(after(&number), Some('）' | ')')) => Some((2, han(&number)?)),
        (false, true, false) if matches!(after(&digits), Some('.' | '．' | '、')) => Some((3, digits.parse().ok()?)),
        (true, true, false) if matches!(after(&digits), Some('）' | ')')) => Some((4, digits.parse().ok()?)),
        _ => None,
    }
}

/// A Han number up to 99.
fn han(text: &str) -> Option<u32> {
    let digit = |s: &str| {
        if s.is_empty() {
            Some(None)
        } else {
            "〇一二三四五六七八九".chars().position(|c| s.chars().eq([c])).map(|n| u32::try_from(n).ok())
        }
    };
    match text.split_once('十') {
        Some((tens, ones)) => Some(digit(tens)?.unwrap_or(1) * 10 + digit(ones)?.unwrap_or(0)),
        None => digit(text)?,
    }
}

/// BD-03: each level counts without gaps and none is skipped; Arabic series may run on across their parents (BD-07).
pub(super) fn ordinals(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    for section in 0..paper.doc.sections.len() {
        let mut last = [0_u32; 5];
        let mut running = [0_u32; 5];
        let mut deepest = 0_usize;
        for p in flow.of(section) {
            let (Kind::Heading(_), Some(first)) = (p.kind, p.lines.first()) else { continue };
            let Some((level, value)) = ordinal(&first.bare()) else { continue };
            let at = usize::from(level);
            let (Some(before), Some(run)) = (last.get(at).copied(), running.get(at).copied()) else { continue };
            let opens = deepest == 0;
            // Two levels may be 一、 and 1.
            let skips = !opens && at > deepest + 1 && !(deepest == 1 && at == 3);
            let follows = value == before + 1 || (before == 0 && level >= 3 && run > 0 && value == run + 1) || (opens && value == 1);
            let expected = if before == 0 { None } else { Some(before + 1) };
            g.rule("BD-03").check(follows && !skips, || words::sequence(&first.excerpt(), expected), *first);
            deepest = at;
            if let (Some(l), Some(r)) = (last.get_mut(at), running.get_mut(at)) {
                (*l, *r) = (value, value);
            }
            last.iter_mut().skip(at + 1).for_each(|n| *n = 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_read_with_their_level() {
        let cases = [
            ("一、总体", (1, 1)),
            ("十二、其他", (1, 12)),
            ("（二）健全", (2, 2)),
            ("15.推进", (3, 15)),
            ("（3）小项", (4, 3)),
            ("二十一、", (1, 21)),
        ];
        for (text, want) in cases {
            assert_eq!(ordinal(text), Some(want), "{text}");
        }
        for text in ["一是抓教育", "2023年以来", "（见附件）", "十分重要", "总体"] {
            assert_eq!(ordinal(text), None, "{text}");
        }
    }
}
