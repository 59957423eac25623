//! 版头 of circulars and upward papers (section 2): HD-01 to HD-16.

use super::gauge::{At, Gauge};
use super::page::{is_han, three};
use super::read::{Bar, Class, Line, Paper, Sheet};
use crate::document::Format;
use crate::font::Role;
use crate::layout::{Color, Element};
use crate::words::inspect as words;

/// "二行" as people set it: from the distance of GB/T 33476.2 to that of two empty paragraphs, mm.
pub(super) const TWO: (f64, f64) = (20.3, 26.2);
/// "一行" likewise, mm.
pub(super) const ONE: (f64, f64) = (9.9, 15.8);

/// All of the head.
pub(super) fn head(paper: &Paper<'_>, g: &mut Gauge) {
    let Some(sheet) = paper.sheets.first() else { return };
    corner(paper, sheet, g);
    let bottom = mark(paper, sheet, "HD-05", 72.0, g);
    let upward = paper.doc.head.format == Format::Upward;
    number(paper, sheet, bottom, upward, g);
    if upward {
        signers(paper, sheet, bottom, g);
    }
    red_rule(sheet, ("HD-14", "HD-15"), (0.35, 0.75), g);
}

/// HD-01 to HD-04: 份号, 密级, 紧急程度.
pub(super) fn corner(paper: &Paper<'_>, sheet: &Sheet, g: &mut Gauge) {
    let head = &paper.doc.head;
    let f = sheet.frame.usual();
    let mut order: Vec<&Line> = Vec::new();
    let mut line = 1.0;
    // Six digits, whatever number was given.
    let copy = head.copy_number.as_ref().map(|n| if n.chars().all(|c| c.is_ascii_digit()) { format!("{n:0>6}") } else { n.clone() });
    let given = [("HD-01", copy, Role::FangSong), ("HD-02", head.security.clone(), Role::Hei), ("HD-03", head.urgency.clone(), Role::Hei)];
    for (rule, text, role) in given {
        let Some(text) = text.as_deref() else { continue };
        let Some(l) = find(sheet, Class::Head, text) else {
            g.rule(rule).absent(words::not_found(text), 0);
            continue;
        };
        if rule == "HD-02" {
            line = f64::max(line, 2.0);
        }
        let top = f.top + (line - 1.0) * f.pitch();
        line += 1.0;
        order.push(l);
        let probe = g.rule(rule);
        probe.hold((l.left - f.left).abs() <= 1.0 && (l.top - top).abs() <= 1.0, words::at(l.left, l.top), l);
        probe.hold(three(l.size) && paper.stranger(l, role).is_none(), words::set_in(&paper.face_name(role_glyph(paper, l, role)), l.size), l);
        if rule == "HD-01" {
            let bare = l.bare();
            probe.hold(bare.chars().count() == 6 && bare.chars().all(|c| c.is_ascii_digit()), words::reads(&bare), l);
        }
    }
    for pair in order.windows(2) {
        if let [a, b] = pair {
            g.rule("HD-04").hold(b.top > a.top + 3.0, words::below(&a.excerpt(), &b.excerpt(), b.top - a.top), *b);
        }
    }
}

/// The glyph whose face is named: one that is not in its role, or the first.
fn role_glyph<'l>(paper: &Paper<'_>, l: &'l Line, role: Role) -> &'l super::read::Mark {
    // A line has a glyph, or it were none.
    #[allow(clippy::indexing_slicing)]
    paper.stranger(l, role).unwrap_or(&l.glyphs[0])
}

/// The line of a class whose text is `text`, blanks aside.
pub(super) fn find<'s>(sheet: &'s Sheet, class: Class, text: &str) -> Option<&'s Line> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    sheet.of(class).find(|l| l.bare() == bare)
}

/// HD-05 to HD-08: the red mark, its ink `top` mm from the upper edge of the sheet. Gives the lower edge of its ink.
pub(super) fn mark(paper: &Paper<'_>, sheet: &Sheet, rule: &'static str, top: f64, g: &mut Gauge) -> Option<f64> {
    let lines: Vec<&Line> = sheet.of(Class::Mark).collect();
    let Some(first) = lines.first().copied() else {
        g.rule(rule).absent(words::MARK_ABSENT.to_owned(), 0);
        return None;
    };
    let ink = paper.ink_of(lines.iter().flat_map(|l| &l.glyphs))?;
    let middle = f64::midpoint(ink.0, ink.2);
    let probe = g.rule(rule);
    probe.hold((ink.1 - top).abs() <= 1.0 && (middle - 106.0).abs() <= 1.0, words::ink_at(ink.1, middle), first);
    for l in &lines {
        g.rule("HD-16").hold(l.glyphs.iter().all(|m| m.color == Color::Red), words::RED, *l);
        let stranger = paper.stranger(l, Role::TitleSong);
        let name = paper.face_name(role_glyph(paper, l, Role::TitleSong));
        g.rule("HD-06").hold(stranger.is_none(), words::set_in(&name, l.size), *l);
    }
    // The name of a 简报 may be larger (BL-01).
    if paper.doc.head.format != Format::Bulletin {
        character_sizes(paper, &lines, ink.2 - ink.0, g);
    }
    joint(paper, &lines, g);
    Some(ink.3)
}

/// HD-07: 22 mm high, 15 mm wide a character at most.
fn character_sizes(paper: &Paper<'_>, lines: &[&Line], whole: f64, g: &mut Gauge) {
    let mut largest: f64 = 0.0;
    for l in lines {
        for k in l.glyphs.iter().filter_map(|m| paper.ink(m)) {
            let (w, h) = (k.2 - k.0, k.3 - k.1);
            largest = largest.max(h);
            g.rule("HD-07").check(w <= 15.0 + 1e-6 && h <= 22.0 + 1e-6 && whole <= 156.0, || words::mark_char(h, w, whole), *l);
        }
    }
    if let Some(first) = lines.first() {
        let fits = whole <= 156.0 && largest <= 22.0;
        g.rule("HD-07").hold(fits, words::mark_size(first.size, largest, whole), *first);
    }
}

/// HD-08: names of a joint issue have one width, the word stands at their right in the middle of the block.
fn joint(paper: &Paper<'_>, lines: &[&Line], g: &mut Gauge) {
    let head = &paper.doc.head;
    // A 信函 carries the mark of its sponsor alone.
    if head.organ_mark.len() < 2 || head.format == Format::Letter {
        return;
    }
    let names: Vec<&Line> = head.organ_mark.iter().filter_map(|n| lines.iter().copied().find(|l| l.bare() == *n)).collect();
    let probe = g.rule("HD-08");
    if names.len() < head.organ_mark.len() {
        probe.absent(words::NAMES_ABSENT.to_owned(), 0);
        return;
    }
    let edges = |l: &Line| l.glyphs.first().zip(l.glyphs.last()).map(|(a, b)| (a.left, b.left + b.width)).unwrap_or_default();
    let (left, right) = names.first().map(|l| edges(l)).unwrap_or_default();
    for pair in names.windows(2) {
        if let [a, b] = pair {
            let e = edges(b);
            probe.hold(b.baseline > a.baseline && (e.0 - left).abs() <= 1.0 && (e.1 - right).abs() <= 1.0, words::left_right(e.0, e.1), *b);
        }
    }
    let word = head.mark_word.as_ref().and_then(|w| lines.iter().copied().find(|l| l.bare() == *w));
    if let (Some(word), Some(block), Some(own)) =
        (word, paper.ink_of(names.iter().flat_map(|l| &l.glyphs)), word.and_then(|w| paper.ink_of(w.glyphs.iter())))
    {
        let off = f64::midpoint(own.1, own.3) - f64::midpoint(block.1, block.3);
        probe.hold(off.abs() <= 1.0 && word.left >= right - 0.5, words::off_middle(off), word);
    }
}

/// HD-09 to HD-11: 发文字号.
fn number(paper: &Paper<'_>, sheet: &Sheet, mark_bottom: Option<f64>, upward: bool, g: &mut Gauge) {
    let Some(given) = paper.doc.head.number.as_deref() else { return };
    let Some(l) = sheet.of(Class::Number).next() else {
        g.rule("HD-09").absent(words::not_found(given), 0);
        return;
    };
    number_form(l, given, g);
    let f = sheet.frame.usual();
    let stranger = paper.stranger(l, Role::FangSong).is_none() && three(l.size);
    let face = words::set_in(&paper.face_name(role_glyph(paper, l, Role::FangSong)), l.size);
    if upward {
        let probe = g.rule("HD-11");
        probe.hold((l.left - f.left - f.cell()).abs() <= 1.0, words::left(l.left), l);
        let last = sheet.of(Class::Head).filter(|h| h.top > 72.0).map(|h| h.baseline).fold(f64::MIN, f64::max);
        if last > 0.0 {
            probe.hold((last - l.baseline).abs() <= 0.3, words::baselines(l.baseline - last), l);
        }
        probe.hold(stranger, face, l);
        return;
    }
    let probe = g.rule("HD-09");
    if let Some(bottom) = mark_bottom {
        probe.within(l.top - bottom, TWO, words::MM, l);
    }
    probe.hold((l.middle() - f.middle()).abs() <= 0.7, words::middle(l.middle()), l);
    probe.hold(stranger, face, l);
}

/// HD-10: 机关代字〔YYYY〕N号. A number that is not given yet is left open (〔2023〕　号).
pub(super) fn number_form(l: &Line, given: &str, g: &mut Gauge) {
    let open = given.split_once('〕').is_some_and(|(_, rest)| !rest.contains(|c: char| c.is_ascii_digit()));
    let bare = l.bare();
    g.rule("HD-10").hold(is_number(&bare, open), words::reads(&bare), l);
}

/// Whether a text is a 发文字号.
fn is_number(text: &str, open: bool) -> bool {
    let Some((code, rest)) = text.split_once('〔') else { return false };
    let Some((year, serial)) = rest.split_once('〕') else { return false };
    let Some(serial) = serial.strip_suffix('号') else { return false };
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let serial_ok = if open { serial.is_empty() } else { digits(serial) && !serial.starts_with('0') };
    !code.is_empty() && code.chars().all(is_han) && year.len() == 4 && digits(year) && serial_ok
}

/// HD-12, HD-13: 签发人.
fn signers(paper: &Paper<'_>, sheet: &Sheet, mark_bottom: Option<f64>, g: &mut Gauge) {
    let head = &paper.doc.head;
    let f = sheet.frame.usual();
    let lines: Vec<&Line> = sheet.of(Class::Head).filter(|h| h.top > 72.0).collect();
    let all: String = lines.iter().map(|l| l.bare()).collect();
    let Some(first) = lines.first().copied() else {
        g.rule("HD-12").absent(words::SIGNER_ABSENT.to_owned(), 0);
        return;
    };
    let wanted: String = std::iter::once(crate::words::layout::SIGNER_LABEL.to_owned()).chain(head.signers.iter().cloned()).collect();
    let wanted: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
    let probe = g.rule("HD-12");
    probe.hold(all == wanted, words::reads(&all), first);
    if let Some(bottom) = mark_bottom {
        probe.within(first.top - bottom, TWO, words::MM, first);
    }
    let right = lines.iter().map(|l| l.right).fold(f64::MIN, f64::max);
    let last = lines.iter().copied().max_by(|a, b| a.right.total_cmp(&b.right)).unwrap_or(first);
    probe.hold((right - (f.right - f.cell())).abs() <= 1.0, words::right(right), last);
    let mut label = true;
    for l in &lines {
        for m in &l.glyphs {
            let role = if label { Role::FangSong } else { Role::Kai };
            let ok = paper.in_role(m, role) && three(m.size);
            probe.check(ok, || words::set_in(&paper.face_name(m), m.size), *l);
            label &= m.c != '：';
        }
    }
    if head.signers.len() > 1 {
        let names: Vec<(f64, &Line)> = lines.iter().flat_map(|l| name_starts(l).into_iter().map(move |x| (x, *l))).collect();
        for (k, (x, l)) in names.iter().enumerate() {
            let above = names.get(k % 2).map_or(*x, |n| n.0);
            g.rule("HD-13").hold((x - above).abs() <= 0.5, words::left(*x), *l);
        }
    }
}

/// Where names begin on a line of 签发人: after the label, and after room that is wider than inside a name.
fn name_starts(l: &Line) -> Vec<f64> {
    let mut out = Vec::new();
    let mut last: Option<&super::read::Mark> = None;
    for m in &l.glyphs {
        let gap = last.map_or(f64::MAX, |p| m.left - p.left - p.width);
        if (last.is_some_and(|p| p.c == '：') || gap > m.width * 0.7) && !crate::words::layout::SIGNER_LABEL.contains(m.c) && !m.c.is_whitespace() {
            out.push(m.left);
        }
        last = Some(m);
    }
    out
}

/// The red rules of a page from top to bottom.
pub(super) fn red_rules(sheet: &Sheet) -> Vec<&Bar> {
    let mut out: Vec<&Bar> = sheet.bars.iter().filter(|b| b.element == Element::RedRule).collect();
    out.sort_by(|a, b| a.top.total_cmp(&b.top));
    out
}

/// HD-14 to HD-16: the rule 4 mm below what stands above it.
pub(super) fn red_rule(sheet: &Sheet, (rule, weight): (&'static str, &'static str), range: (f64, f64), g: &mut Gauge) {
    let Some(bar) = red_rules(sheet).first().copied() else {
        g.rule(rule).absent(words::RULE_ABSENT.to_owned(), 0);
        return;
    };
    let f = sheet.frame.usual();
    let above = sheet.lines.iter().filter(|l| matches!(l.class, Class::Number | Class::Head) && l.bottom < bar.top + 1.0 && l.top > 40.0);
    let lowest = above.max_by(|a, b| a.bottom.total_cmp(&b.bottom));
    let probe = g.rule(rule);
    probe.hold((bar.width - (f.right - f.left)).abs() <= 0.5 && (bar.left - f.left).abs() <= 0.5, words::length_at(bar.width, bar.left), At::Page(0));
    if let Some(l) = lowest {
        let gap = bar.top - l.bottom;
        probe.hold((gap - 4.0).abs() <= 0.5, words::rule_gap(gap), At::Page(0));
    }
    g.rule(weight).within(bar.height, range, words::MM, At::Page(0));
    g.rule("HD-16").hold(bar.color == Color::Red, if bar.color == Color::Red { words::RED } else { words::RULE_BLACK }, At::Page(0));
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn a_number_has_the_form_of_the_standard() {
        assert!(is_number("甲工办发〔2022〕18号", false));
        for wrong in
            ["甲工办发[2022]18号", "甲工办发〔22〕18号", "甲工办发〔2022〕第18号", "甲工办发〔2022〕018号", "〔2022〕18号", "甲工办发〔2022〕18"]
        {
            assert!(!is_number(wrong, false), "{wrong}");
        }
        assert!(is_number("甲工办发〔2023〕号", true) && !is_number("甲工办发〔2023〕号", false));
    }
}
