//! 信函, 命令（令） and 纪要 (section 7): LE-01 to LE-05, OD-01 to OD-03, MI-01 to MI-03.

use super::gauge::{At, Gauge};
use super::head::{TWO, mark, red_rules};
use super::page::three;
use super::read::{Bar, Class, Line, Paper};
use super::sign::is_date;
use super::text::{Flow, moved_to_foot};
use crate::font::Role;
use crate::layout::Color;
use crate::words::inspect as words;

/// 信函: mark 30 mm from the edge of the sheet, two pairs of red rules, what stands below the first, no rules in its 版记.
pub(super) fn letter(paper: &Paper<'_>, g: &mut Gauge) {
    let Some(sheet) = paper.sheets.first() else { return };
    let bottom = mark(paper, sheet, "LE-01", 30.0, g);
    let bars = red_rules(sheet);
    for b in &bars {
        let red = b.color == Color::Red;
        g.rule("HD-16").hold(red, if red { words::RED } else { words::RULE_BLACK }, At::Page(0));
        let ok = (b.width - 170.0).abs() <= 0.5 && (f64::midpoint(b.left, b.right()) - 105.0).abs() <= 0.5;
        g.rule("LE-02").hold(ok, words::length_at(b.width, b.left), At::Page(0));
    }
    if bars.len() != 4 {
        g.rule("LE-02").absent(words::double_rules(bars.len()), 0);
        return;
    }
    let (upper, lower) = bars.split_at(2);
    let weights = |pair: &[&Bar]| pair.iter().map(|b| b.height).collect::<Vec<_>>();
    // Thick above thin at the head, thin above thick at the foot.
    let (head, foot) = (weights(upper), weights(lower));
    g.rule("LE-02").hold(matches!(head.as_slice(), [a, b] if a > b), words::pair(&head), At::Page(0));
    g.rule("LE-02").hold(matches!(foot.as_slice(), [a, b] if a < b), words::pair(&foot), At::Page(0));
    if let (Some(bottom), Some(first), Some(last)) = (bottom, upper.first(), lower.last()) {
        let gap = first.top - bottom;
        g.rule("LE-02").hold((gap - 4.0).abs() <= 0.5, words::rule_gap(gap), At::Page(0));
        g.rule("LE-02").hold((last.bottom() - 277.0).abs() <= 0.7, words::last_rule(last.bottom()), At::Page(0));
    }
    let f = sheet.frame.usual();
    let under = upper.last().map_or(0.0, |b| b.bottom());
    if let Some(l) = sheet.of(Class::Number).next() {
        g.rule("LE-03").hold((l.right - f.right).abs() <= 1.0, words::right(l.right), l);
        super::head::number_form(l, paper.doc.head.number.as_deref().unwrap_or_default(), g);
    }
    let first = sheet.lines.iter().filter(|l| matches!(l.class, Class::Number | Class::Head)).min_by(|a, b| a.top.total_cmp(&b.top));
    if let Some(l) = first {
        g.rule("LE-03").hold((l.top - under - 4.84).abs() <= 0.7, words::gap(l.top - under), l);
    }
    let limit = lower.first().map_or(f.bottom, |b| (b.top - 4.84).min(f.bottom));
    for l in sheet.lines.iter().filter(|l| l.class.on_grid()) {
        let ok = l.bottom <= limit + 0.3;
        g.rule("LE-04").check(ok, || words::bottom(l.bottom), l);
    }
    let more = paper.sheets.iter().enumerate().skip(1).find(|(_, s)| !red_rules(s).is_empty());
    g.rule("LE-02").check(more.is_none(), || words::RULES_AGAIN.to_owned(), At::Page(more.map_or(0, |(i, _)| i)));
}

/// The 版记 of a 信函: names alone, at the very foot of the last page.
pub(super) fn letter_foot(paper: &Paper<'_>, g: &mut Gauge) {
    let given = paper.doc.head.imprint.as_ref().is_some_and(|i| i.copy_to.is_some());
    let moved = moved_to_foot(paper);
    if !given && !moved {
        return;
    }
    let ruled = paper.sheets.iter().enumerate().find(|(_, s)| !super::foot::rules(s).is_empty());
    g.rule("LE-05").check(ruled.is_none(), || words::FOOT_HAS_RULES.to_owned(), At::Page(ruled.map_or(0, |(i, _)| i)));
    let Some(sheet) = paper.sheets.last() else { return };
    let Some(l) = sheet.of(Class::Foot).max_by(|a, b| a.bottom.total_cmp(&b.bottom)) else {
        g.rule("LE-05").absent(words::FOOT_ABSENT.to_owned(), paper.sheets.len().saturating_sub(1));
        return;
    };
    g.rule("LE-05").hold((l.bottom - sheet.frame.bottom).abs() <= 1.0, words::bottom(l.bottom), l);
    super::foot::rows(paper, sheet, "EN-03", g);
    super::foot::copies(paper, sheet, (given, moved), g);
}

/// 命令（令）: mark 20 mm below the 版心's upper edge, the number centred two 行 below, the text two 行 below that.
pub(super) fn order(paper: &Paper<'_>, g: &mut Gauge) {
    let Some(sheet) = paper.sheets.first() else { return };
    let bottom = mark(paper, sheet, "OD-01", 57.0, g);
    let number = centred_number(paper, "OD-02", bottom, g);
    let text = sheet.lines.iter().filter(|l| matches!(l.class, Class::Text | Class::Title)).min_by(|a, b| a.top.total_cmp(&b.top));
    if let (Some(n), Some(t)) = (number, text) {
        // On the grid of the text, at most a line further down.
        let gap = t.top - n.bottom;
        g.rule("OD-02").hold((TWO.0..=20.78 + 10.45 + 0.5).contains(&gap), words::gap(gap), t);
    }
}

/// The number in the middle, two 行 below the mark.
fn centred_number<'p>(paper: &'p Paper<'_>, rule: &'static str, bottom: Option<f64>, g: &mut Gauge) -> Option<&'p Line> {
    let sheet = paper.sheets.first()?;
    let Some(l) = sheet.of(Class::Number).next() else {
        if let Some(given) = &paper.doc.head.number {
            g.rule(rule).absent(words::not_found(given), 0);
        }
        return None;
    };
    let probe = g.rule(rule);
    if let Some(bottom) = bottom {
        probe.within(l.top - bottom, TWO, words::MM, l);
    }
    probe.hold((l.middle() - sheet.frame.middle()).abs() <= 0.7, words::middle(l.middle()), l);
    probe.hold(paper.stranger(l, Role::FangSong).is_none() && three(l.size), words::set_in(&paper.face_name_of(l), l.size), l);
    Some(l)
}

/// MI-04: the number one 字 from the left, the date one 字 from the right, two 行 below the mark.
fn number_and_date(paper: &Paper<'_>, g: &mut Gauge) {
    let Some(sheet) = paper.sheets.first() else { return };
    let f = sheet.frame.usual();
    let bottom = paper.ink_of(sheet.of(Class::Mark).flat_map(|l| &l.glyphs)).map(|k| k.3);
    let number = sheet.of(Class::Number).next();
    if let Some(l) = number {
        g.rule("MI-04").hold((l.left - f.left - f.cell()).abs() <= 1.0, words::left(l.left), l);
    }
    let date = sheet.of(Class::Head).find(|l| is_date(&l.bare()));
    match date {
        Some(l) => {
            g.rule("MI-04").hold((l.right - f.right + f.cell()).abs() <= 1.0, words::right(l.right), l);
        }
        None if paper.doc.head.date.is_some() => g.rule("MI-04").absent(words::DATE_ABSENT.to_owned(), 0),
        None => {}
    }
    if let (Some(bottom), Some(l)) = (bottom, number.or(date)) {
        g.rule("MI-04").within(l.top - bottom, TWO, words::MM, l);
    }
    if let (Some(n), Some(d)) = (number, date) {
        g.rule("MI-04").hold((n.baseline - d.baseline).abs() <= 0.3, words::baselines(n.baseline - d.baseline), d);
    }
}

/// 纪要: mark 35 mm below the 版心's upper edge; 出席, 请假, 列席 below the text, their labels in 黑体.
pub(super) fn minutes(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    let Some(sheet) = paper.sheets.first() else { return };
    mark(paper, sheet, "MI-01", 72.0, g);
    super::head::corner(paper, sheet, g);
    number_and_date(paper, g);
    super::head::red_rule(sheet, ("HD-14", "HD-15"), (0.35, 0.75), g);
    let head = &paper.doc.head;
    let lists = [("出席", &head.attendees), ("请假", &head.absent), ("列席", &head.observers)];
    let all: Vec<&Line> = paper.all(Class::Roll);
    let mut first = true;
    for (label, names) in lists.into_iter().filter(|(_, n)| !n.is_empty()) {
        let Some(l) = all.iter().copied().find(|l| l.bare().starts_with(label) && l.bare().chars().nth(2) == Some('：')) else {
            g.rule("MI-02").absent(words::not_found(label), paper.sheets.len().saturating_sub(1));
            continue;
        };
        let f = paper.frame(l);
        let probe = g.rule("MI-02");
        probe.hold((l.left - f.left - 2.0 * f.cell()).abs() <= 0.5, words::left(l.left), l);
        let colon = l.glyphs.iter().position(|m| m.c == '：').unwrap_or(0);
        for (i, m) in l.glyphs.iter().enumerate() {
            let ok = paper.in_role(m, if i < colon { Role::Hei } else { Role::FangSong }) || i == colon;
            probe.check(ok, || words::set_in(&paper.face_name(m), m.size), l);
        }
        let text: String = all.iter().skip_while(|o| !std::ptr::eq(**o, l)).map(|o| o.bare()).collect();
        for name in names {
            let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
            probe.check(text.contains(&bare), || words::not_found(name), l);
        }
        if std::mem::take(&mut first)
            && let Some(above) = flow.paras.iter().flat_map(|p| &p.lines).rfind(|p| p.page == l.page && p.baseline < l.baseline - 0.5)
        {
            let n = super::attach::blanks(above, l);
            g.rule("MI-03").hold((n - 1.0).abs() < 0.1, words::blank_lines(n), l);
        }
    }
}
