//! 署名, 成文日期, 附注 (3.4, 3.5): SG-01 to SG-08, NT-01.

use super::attach::{above, blanks};
use super::gauge::Gauge;
use super::page::three;
use super::read::{Class, Line, Paper};
use super::text::Flow;
use crate::document::Format;
use crate::font::Role;
use crate::words::inspect as words;

/// Signature, date and note.
pub(super) fn signature(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    let head = &paper.doc.head;
    // A 令 is signed by a person (SG-07), a 纪要 not at all.
    match head.format {
        Format::Order => return order(paper, g),
        Format::Minutes | Format::Bulletin => return,
        _ => {}
    }
    for (name, lines) in head.signature.iter().zip(&flow.organs) {
        if lines.is_empty() {
            g.rule(if head.sealed { "SG-01" } else { "SG-03" }).absent(words::not_found(name), paper.sheets.len().saturating_sub(1));
        }
    }
    for l in paper.all(Class::Sign) {
        let stranger = paper.stranger(l, Role::FangSong).or_else(|| l.glyphs.iter().find(|m| !three(m.size)));
        g.rule("SG-08").hold(stranger.is_none(), stranger.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size)), l);
    }
    let organs: Vec<&Line> = flow.organs.iter().flatten().copied().collect();
    let date = date_line(paper, flow, g);
    match (head.sealed, flow.organs.len()) {
        (true, 2..) => joint_sealed(flow, date, g),
        (true, _) => sealed(paper, &organs, date, g),
        (false, _) => open(paper, flow, &organs, date, g),
    }
    if let Some(first) = organs.first().copied().or(date) {
        space_above(paper, first, head.sealed, g);
    }
    company(paper, flow, date.or(organs.last().copied()), g);
    note(paper, flow, date.or(organs.last().copied()), g);
}

/// SG-08: the form of the date.
fn date_line<'p>(paper: &Paper<'_>, flow: &Flow<'p>, g: &mut Gauge) -> Option<&'p Line> {
    let head = &paper.doc.head;
    if head.date.is_none() && head.draft.is_none() {
        return None;
    }
    let Some(l) = flow.date.first().copied() else {
        g.rule("SG-08").absent(words::DATE_ABSENT.to_owned(), paper.sheets.len().saturating_sub(1));
        return None;
    };
    let bare = l.bare();
    // A draft's date may be open.
    g.rule("SG-08").hold(is_date(&bare) || head.date.is_none(), words::reads(&bare), l);
    Some(l)
}

/// YYYY年M月D日, unpadded.
pub(super) fn is_date(text: &str) -> bool {
    let Some((year, rest)) = text.split_once('年') else { return false };
    let Some((month, rest)) = rest.split_once('月') else { return false };
    let Some(day) = rest.strip_suffix('日') else { return false };
    let number =
        |s: &str, most: u32| !s.starts_with('0') && s.chars().all(|c| c.is_ascii_digit()) && s.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    year.len() == 4 && number(year, 9999) && number(month, 12) && number(day, 31)
}

/// SG-01: with a seal the date ends four 字 from the edge, the name stands on the date's middle.
fn sealed(paper: &Paper<'_>, organs: &[&Line], date: Option<&Line>, g: &mut Gauge) {
    let Some(d) = date else { return };
    let f = paper.frame(d);
    let want = f.right - 4.0 * f.cell();
    let organ = organs.iter().copied().max_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left)));
    // A name too long for that place pushes the date back just enough.
    let room = organ.map_or(want, |o| f.right - (o.right - o.left) / 2.0 + (d.right - d.left) / 2.0).min(want);
    let ok = (d.right - room).abs() <= 1.0;
    g.rule("SG-01").hold(ok, words::right(d.right), d);
    for o in organs {
        let off = o.middle() - d.middle();
        g.rule("SG-01").hold(off.abs() <= 0.7 && o.baseline < d.baseline, words::off_date(off), *o);
    }
}

/// SG-07: two blank lines above; the name four 字 from the edge, its title two 字 to the left, the date's end under the name's.
fn order(paper: &Paper<'_>, g: &mut Gauge) {
    let lines = paper.all(Class::Sign);
    let (dates, signed): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|l| is_date(&l.bare()));
    let Some(first) = lines.first().copied() else {
        g.rule("SG-07").absent(words::not_found(paper.doc.head.signature.first().map_or("", String::as_str)), paper.sheets.len().saturating_sub(1));
        return;
    };
    let f = paper.frame(first);
    let want = f.right - 4.0 * f.cell();
    // A name is the last thing on its line; a title stands two 字 before the longest name.
    let last_on_line = |l: &Line| !signed.iter().any(|o| o.page == l.page && (o.baseline - l.baseline).abs() < 0.5 && o.left > l.left);
    let names: Vec<&Line> = signed.iter().copied().filter(|l| last_on_line(l) && l.right > want - 25.0).collect();
    let (left, right) = (names.iter().map(|l| l.left).fold(f64::MAX, f64::min), names.iter().map(|l| l.right).fold(f64::MIN, f64::max));
    for l in &signed {
        let probe = g.rule("SG-07");
        if names.iter().any(|n| std::ptr::eq(*n, *l)) {
            probe.hold((right - want).abs() <= 1.0, words::right(right), *l);
            let wrong = paper.stranger(l, Role::Kai).or_else(|| l.glyphs.iter().find(|m| !three(m.size)));
            probe.check(wrong.is_none(), || wrong.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size)), *l);
        } else {
            let gap = left - l.right;
            probe.hold((gap - 2.0 * f.cell()).abs() <= 1.0, words::before_name(gap), *l);
        }
    }
    for d in dates {
        g.rule("SG-07").hold((d.right - want).abs() <= 1.0, words::right(d.right), d);
    }
    if let Some(text) = above(paper, first, &[Class::Text]) {
        let n = blanks(text, first);
        g.rule("SG-07").hold((n - 2.0).abs() < 0.1, words::blank_lines(n), first);
        g.rule("SG-08").hold(true, words::text_above(1), first);
    }
}

/// SG-03, SG-04, SG-06: without a seal.
fn open(paper: &Paper<'_>, flow: &Flow<'_>, organs: &[&Line], date: Option<&Line>, g: &mut Gauge) {
    let Some(last) = organs.last().copied() else {
        if let Some(d) = date {
            let f = paper.frame(d);
            g.rule("SG-04").hold((d.right - (f.right - 2.0 * f.cell())).abs() <= 1.0, words::right(d.right), d);
        }
        return;
    };
    let f = paper.frame(last);
    let edge = f.right - 2.0 * f.cell();
    let widest = organs.iter().map(|l| l.right - l.left).fold(0.0, f64::max);
    let longer = date.is_some_and(|d| d.right - d.left > widest + 0.3);
    let rule = if longer { "SG-04" } else { "SG-03" };
    if let (Some(d), true) = (date, longer) {
        g.rule(rule).hold((d.right - edge).abs() <= 1.0, words::right(d.right), d);
    } else {
        let right = organs.iter().map(|l| l.right).fold(f64::MIN, f64::max);
        g.rule(rule).hold((right - edge).abs() <= 1.0, words::right(right), last);
    }
    if let Some(d) = date {
        let step = d.left - last.left;
        g.rule(rule).hold((step - 2.0 * f.cell()).abs() <= 0.7, words::date_in(step), d);
        g.rule(rule).hold(
            d.page == last.page && (d.baseline - last.baseline - f.pitch()).abs() <= 1.2,
            words::next_line(d.baseline - last.baseline),
            d,
        );
    }
    if flow.organs.len() > 1 {
        for pair in flow.organs.windows(2) {
            if let [a, b] = pair
                && let (Some(a), Some(b)) = (a.last(), b.first())
            {
                g.rule("SG-06").hold(b.baseline > a.baseline, words::below(&a.excerpt(), &b.excerpt(), b.top - a.top), *b);
            }
        }
    }
}

/// SG-05: names of a joint issue in rows from left to right, the date under the last.
fn joint_sealed(flow: &Flow<'_>, date: Option<&Line>, g: &mut Gauge) {
    // A name of several lines ends where its neighbours stand.
    let names: Vec<&Line> = flow.organs.iter().filter_map(|l| l.last().copied()).collect();
    for pair in names.windows(2) {
        if let [a, b] = pair {
            let same = (a.baseline - b.baseline).abs() < 1.0;
            let ok = if same { b.left > a.right } else { b.baseline > a.baseline };
            // Seals of 42 mm neither touch nor cross.
            let apart = !same || b.middle() - a.middle() >= 42.0;
            g.rule("SG-05").hold(ok && apart, words::apart(b.middle() - a.middle()), *b);
        }
    }
    if let (Some(last), Some(d)) = (flow.organs.last().and_then(|l| l.last()), date) {
        let off = last.middle() - d.middle();
        g.rule("SG-05").hold(off.abs() <= 0.7 && d.baseline > last.baseline, words::off_date(off), d);
    }
}

/// SG-02, SG-03: blank lines above the signature.
fn space_above(paper: &Paper<'_>, first: &Line, sealed: bool, g: &mut Gauge) {
    let Some(text) = above(paper, first, &[Class::Text, Class::Names, Class::Addressee, Class::Table]) else { return };
    if text.class == Class::Table {
        return;
    }
    let n = blanks(text, first);
    if sealed {
        g.rule("SG-02").hold((n - 2.0).abs() < 0.1, words::blank_lines(n), first);
    } else {
        g.rule("SG-03").hold((n - 1.0).abs() < 0.1, words::blank_lines(n), first);
    }
}

/// SG-08: a signature never stands alone on a page.
fn company(paper: &Paper<'_>, flow: &Flow<'_>, last: Option<&Line>, g: &mut Gauge) {
    let Some(l) = last else { return };
    let Some(sheet) = paper.sheets.get(l.page) else { return };
    let text = sheet
        .lines
        .iter()
        .filter(|t| matches!(t.class, Class::Text | Class::Names | Class::Table | Class::Addressee) && t.baseline < l.baseline)
        .count();
    if flow.paras.iter().any(|p| !p.lines.is_empty()) {
        g.rule("SG-08").hold(text >= 1, words::text_above(text), l);
    }
}

/// NT-01: 附注 on the line below, two 字 in, in brackets.
fn note(paper: &Paper<'_>, flow: &Flow<'_>, date: Option<&Line>, g: &mut Gauge) {
    let Some(given) = paper.doc.head.note.as_deref() else { return };
    let Some(first) = flow.note.first().copied() else {
        g.rule("NT-01").absent(words::not_found(given), paper.sheets.len().saturating_sub(1));
        return;
    };
    let f = paper.frame(first);
    let probe = g.rule("NT-01");
    probe.hold((first.left - f.left - 2.0 * f.cell()).abs() <= 0.5, words::left(first.left), first);
    let text: String = flow.note.iter().map(|l| l.bare()).collect();
    probe.hold(text.starts_with('（') && text.ends_with('）'), words::reads(&first.excerpt()), first);
    if let Some(d) = date.filter(|d| d.page == first.page) {
        // On the next line, or one blank line further down (GB/T 33476.2).
        let n = blanks(d, first);
        probe.hold((n - 0.0).abs() < 0.1 || (n - 1.0).abs() < 0.1, words::blank_lines(n), first);
    }
    for l in &flow.note {
        let stranger = paper.stranger(l, Role::FangSong).or_else(|| l.glyphs.iter().find(|m| !three(m.size)));
        probe.hold(stranger.is_none(), stranger.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size)), *l);
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_date_is_unpadded_and_arabic() {
        assert!(is_date("2022年11月15日") && is_date("2023年2月8日"));
        for wrong in ["2023年02月8日", "2023年2月", "二〇二三年二月八日", "23年2月8日", "2023年13月1日", "2023-2-8"] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
