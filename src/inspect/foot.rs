//! 版记 (section 4): EN-01 to EN-09. The 报尾 of a 简报 is built the same way.

use super::gauge::{At, Gauge};
use super::read::{Bar, Class, Line, Paper, Sheet};
use super::sign::is_date;
use super::text::moved_to_foot;
use crate::document::Format;
use crate::font::Role;
use crate::layout::Element;
use crate::words::inspect as words;

/// 四号, pt.
const SIZE: f64 = 14.0;
/// 一字 of 四号, mm.
const CELL: f64 = 14.0 * 25.4 / 72.0;

/// The rules of the foot on a page, from top to bottom.
pub(super) fn rules(sheet: &Sheet) -> Vec<&Bar> {
    let mut out: Vec<&Bar> = sheet.bars.iter().filter(|b| b.element == Element::Imprint).collect();
    out.sort_by(|a, b| a.top.total_cmp(&b.top));
    out
}

/// Whether a left edge is one 字 in: a 四号 cell, or one of the grid.
fn one_in(left: f64, edge: f64) -> bool {
    (left - edge - CELL).abs() <= 1.0
}

/// All of the 版记.
pub(super) fn imprint(paper: &Paper<'_>, g: &mut Gauge) {
    let head = &paper.doc.head;
    let given = head.imprint.clone().unwrap_or_default();
    let moved = moved_to_foot(paper);
    if given.copy_to.is_none() && given.printer.is_none() && given.printed.is_none() && !moved {
        return;
    }
    let last = paper.sheets.len().saturating_sub(1);
    let Some(sheet) = paper.sheets.last() else { return };
    if sheet.of(Class::Foot).next().is_none() {
        g.rule("EN-01").absent(words::FOOT_ABSENT.to_owned(), last);
        return;
    }
    frame(sheet, last, ("EN-01", "EN-02"), g);
    rows(paper, sheet, "EN-03", g);
    copies(paper, sheet, (given.copy_to.is_some(), moved), g);
    printed(sheet, given.printer.is_some(), given.printed.is_some(), last, g);
    let inner = rules(sheet).len().saturating_sub(2);
    let both = (moved || given.copy_to.is_some()) && (given.printer.is_some() || given.printed.is_some());
    g.rule("EN-07").hold(inner == usize::from(both), words::inner_rules(inner), At::Page(last));
    if head.format == Format::Minutes {
        return;
    }
    g.rule("EN-08").hold(last % 2 == 1, words::page_no(last + 1), At::Page(last));
    logic(paper, sheet, last, g);
}

/// EN-01, EN-02: the last rule coincides with the lower edge of the 版心; weights and lengths.
pub(super) fn frame(sheet: &Sheet, page: usize, (place, weight): (&'static str, &'static str), g: &mut Gauge) {
    let f = sheet.frame;
    let bars = rules(sheet);
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
        g.rule(place).absent(words::FOOT_RULES_ABSENT.to_owned(), page);
        return;
    };
    g.rule(place).hold((last.bottom() - f.bottom).abs() <= 1.0, words::last_rule(last.bottom()), At::Page(page));
    for b in &bars {
        let outer = std::ptr::eq(*b, *first) || std::ptr::eq(*b, *last);
        let want = if outer { 0.35 } else { 0.25 };
        let ok = (b.height - want).abs() <= 0.06 && (b.width - 156.0).abs() <= 0.5 && (b.left - f.left).abs() <= 0.5;
        g.rule(weight).hold(ok, words::foot_rule(b.height, b.width), At::Page(page));
    }
    if bars.len() < 2 {
        g.rule(weight).absent(words::FOOT_RULES_ABSENT.to_owned(), page);
    }
}

/// EN-03: 四号仿宋, 28 pt from row to row.
pub(super) fn rows(paper: &Paper<'_>, sheet: &Sheet, rule: &'static str, g: &mut Gauge) {
    let lines: Vec<&Line> = sheet.of(Class::Foot).collect();
    for l in &lines {
        let wrong = paper.stranger(l, Role::FangSong).or_else(|| l.glyphs.iter().find(|m| (m.size - SIZE).abs() > 0.25));
        g.rule(rule).hold(
            wrong.is_none(),
            wrong.map_or_else(|| words::set_in(&paper.face_name_of(l), l.size), |m| words::set_in(&paper.face_name(m), m.size)),
            *l,
        );
    }
    let mut at: Vec<&Line> = lines;
    at.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    for pair in at.windows(2) {
        if let [a, b] = pair {
            let step = (b.baseline - a.baseline) * 72.0 / 25.4;
            if step > 1.0 {
                g.rule(rule).within(step, (26.0, 30.0), words::PT, *b);
            }
        }
    }
}

/// EN-04, EN-05: 抄送, and above it 主送 where it was moved here.
pub(super) fn copies(paper: &Paper<'_>, sheet: &Sheet, (copies, to): (bool, bool), g: &mut Gauge) {
    let lines: Vec<&Line> = sheet.of(Class::Foot).collect();
    let labels = [(to, crate::words::layout::TO_LABEL, "EN-05"), (copies, crate::words::layout::COPY_LABEL, "EN-04")];
    let mut above = 0.0;
    for (_, label, rule) in labels.into_iter().filter(|l| l.0) {
        let Some(at) = lines.iter().position(|l| l.bare().starts_with(label)) else {
            g.rule(rule).absent(words::not_found(label), paper.sheets.len().saturating_sub(1));
            continue;
        };
        // Wrapped lines stand further in than a label, and end where the next row begins.
        let wrapped = |l: &&Line| l.left > sheet.frame.left + 10.0 && l.left < sheet.frame.left + 30.0 && !l.bare().ends_with("印发");
        let row: Vec<&Line> = lines.iter().skip(at).take(1).copied().chain(lines.iter().skip(at + 1).copied().take_while(wrapped)).collect();
        listed(&row, 3.0, rule, sheet, g);
        if let Some(first) = row.first() {
            g.rule(rule).check(first.top > above, || words::reads(&first.excerpt()), *first);
            above = first.top;
        }
    }
}

/// A row of names: its label one 字 in, wrapped lines under the first name, one 字 kept free at the right, ending in 。
pub(super) fn listed(row: &[&Line], label: f64, rule: &'static str, sheet: &Sheet, g: &mut Gauge) {
    let f = sheet.frame;
    for (i, l) in row.iter().enumerate() {
        let want = f.left + CELL * (1.0 + if i > 0 { label } else { 0.0 });
        let ok = (l.left - want).abs() <= 1.0;
        g.rule(rule).hold(ok, if ok { words::left(l.left) } else { words::left_should(l.left, want) }, *l);
        let most = f.right - CELL + CELL / 2.0 + 0.7;
        g.rule(rule).check(l.right <= most, || words::right(l.right), *l);
    }
    if let Some(l) = row.last() {
        g.rule(rule).hold("。！？".contains(l.last()), words::ends_in(&l.bare()), *l);
    }
}

/// EN-06: 印发机关 and 印发日期.
fn printed(sheet: &Sheet, printer: bool, date: bool, page: usize, g: &mut Gauge) {
    let f = sheet.frame;
    let lines: Vec<&Line> = sheet.of(Class::Foot).collect();
    if date {
        match lines.iter().find(|l| l.bare().ends_with("印发")) {
            Some(l) => {
                let bare = l.bare();
                let form = bare.strip_suffix("印发").is_some_and(is_date);
                g.rule("EN-06").hold(form, words::reads(&bare), *l);
                g.rule("EN-06").hold((l.right - (f.right - CELL)).abs() <= 1.0, words::right(l.right), *l);
            }
            None => g.rule("EN-06").absent(words::PRINTED_ABSENT.to_owned(), page),
        }
    }
    if printer {
        // The row below the inner rule.
        let bars = rules(sheet);
        let inner = bars.iter().rev().nth(1).map_or(0.0, |b| b.top);
        if let Some(l) = lines.iter().filter(|l| l.top > inner - 0.5).min_by(|a, b| a.left.total_cmp(&b.left)) {
            g.rule("EN-06").hold(one_in(l.left, f.left), words::left(l.left), *l);
        }
    }
}

/// EN-09: which pages carry numbers where the 版记 stands on a page of its own.
fn logic(paper: &Paper<'_>, sheet: &Sheet, last: usize, g: &mut Gauge) {
    let bare = |s: &Sheet| s.lines.iter().all(|l| matches!(l.class, Class::Foot | Class::Folio)) && s.pictures.is_empty();
    let empty = |s: &Sheet| s.lines.iter().all(|l| l.class == Class::Folio) && s.bars.is_empty() && s.pictures.is_empty();
    let numbered = |s: &Sheet| s.of(Class::Folio).next().is_some();
    let blank = last.checked_sub(1).and_then(|i| paper.sheets.get(i)).filter(|s| empty(s));
    let ok = match (bare(sheet), blank) {
        (true, Some(b)) => !numbered(b) && !numbered(sheet),
        // Right behind an odd page: numbered, no blank page between.
        _ => numbered(sheet),
    };
    g.rule("EN-09").hold(ok, words::foot_page(bare(sheet), blank.is_some(), numbered(sheet)), At::Page(last));
    let text = sheet.lines.iter().filter(|l| !matches!(l.class, Class::Foot | Class::Folio)).map(|l| l.bottom).reduce(f64::max);
    if let (Some(bottom), Some(first)) = (text, rules(sheet).first()) {
        g.rule("EN-09").hold(first.top - bottom >= 9.9, words::above_foot(first.top - bottom), At::Page(last));
    }
}
