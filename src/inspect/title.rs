//! Titles and 主送机关 (3.1): TI-01 to TI-06, TO-01, TO-02, and the titles of attachments (AT-02), articles (BL-05) and plain papers (PL-01).

use super::gauge::{At, Gauge};
use super::head::{ONE, TWO, red_rules};
use super::page::three;
use super::read::{Class, Line, Paper};
use super::text::{Flow, Headline, moved_to_foot};
use crate::document::{Format, SectionKind};
use crate::font::Role;
use crate::layout::Color;
use crate::words::inspect as words;

/// 二号, pt.
const SIZE: f64 = 22.0;
const MM: f64 = 72.0 / 25.4;

/// All titles.
pub(super) fn titles(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    for (k, title) in flow.titles.iter().enumerate() {
        let kind = paper.doc.sections.get(title.section).map_or(SectionKind::Main, |s| s.kind);
        let Some(first) = title.lines.first().copied() else { continue };
        let rule = match kind {
            SectionKind::Attachment | SectionKind::Issued => "AT-02",
            SectionKind::Article => "BL-05",
            SectionKind::Main => "TI-01",
        };
        look(paper, title, rule, g);
        match (kind, paper.doc.head.format) {
            (SectionKind::Attachment | SectionKind::Issued, _) => on_line_3(paper, first, "AT-02", 1.5, g),
            (_, Format::Plain) => on_line_3(paper, first, "PL-01", 1.5, g),
            (_, Format::Bulletin) => in_bulletin(paper, first, k == 0, g),
            (SectionKind::Main, _) => below_head(paper, first, g),
            (SectionKind::Article, _) => {}
        }
        below(paper, title, rule, g);
        shape(paper, title, g);
        wording(paper, title, kind, g);
    }
}

/// 二号小标宋, black, every line centred; under it 三号楷.
fn look(paper: &Paper<'_>, title: &Headline<'_>, rule: &'static str, g: &mut Gauge) {
    for l in &title.lines {
        let f = paper.frame(l);
        let stranger = paper.stranger(l, Role::TitleSong).or_else(|| l.glyphs.iter().find(|m| (m.size - SIZE).abs() > 0.25));
        let probe = g.rule(rule);
        match stranger {
            Some(m) => probe.hold(false, words::set_in(&paper.face_name(m), m.size), *l),
            None => probe.check(l.glyphs.iter().all(|m| m.color == Color::Black), || words::COLOURED.to_owned(), *l),
        };
        let off = l.middle() - f.middle();
        probe.hold(off.abs() <= 0.7, words::off_centre(off), *l);
    }
    for l in &title.under {
        let f = paper.frame(l);
        let stranger = paper.stranger(l, Role::Kai).or_else(|| l.glyphs.iter().find(|m| !three(m.size)));
        let off = l.middle() - f.middle();
        let measured = stranger.map_or_else(|| words::off_centre(off), |m| words::set_in(&paper.face_name(m), m.size));
        g.rule("TI-06").hold(stranger.is_none() && off.abs() <= 0.7, measured, *l);
    }
}

/// AT-02: the em box of the first line is centred on grid line 3.
fn on_line_3(paper: &Paper<'_>, first: &Line, rule: &'static str, by: f64, g: &mut Gauge) {
    let f = paper.frame(first).usual();
    let want = f.top + 2.0 * f.pitch() + 16.0 / MM / 2.0;
    let is = f64::midpoint(first.top, first.bottom);
    g.rule(rule).hold((is - want).abs() <= by, words::line_3(is - f.top, want - f.top), first);
}

/// TI-01: two 行 below the red rule, or below what stands lowest in the head.
fn below_head(paper: &Paper<'_>, first: &Line, g: &mut Gauge) {
    let Some(sheet) = paper.sheets.get(first.page) else { return };
    let rule = red_rules(sheet).into_iter().filter(|b| b.top < first.top).map(|b| b.bottom()).reduce(f64::max);
    let line = sheet.lines.iter().filter(|l| matches!(l.class, Class::Number | Class::Head | Class::Mark) && l.baseline < first.baseline);
    let line = line.map(|l| l.bottom).reduce(f64::max);
    // Below a rule the mark and the number stand above it; in a 信函 they stand below it.
    let from = match (rule, line) {
        (Some(r), Some(l)) => r.max(l),
        (r, l) => r.or(l).unwrap_or(first.top),
    };
    g.rule("TI-01").within(first.top - from, TWO, words::MM, first);
}

/// BL-05: two 行 below the red rule, one 行 below text.
fn in_bulletin(paper: &Paper<'_>, first: &Line, is_first: bool, g: &mut Gauge) {
    let Some(sheet) = paper.sheets.get(first.page) else { return };
    let above = sheet.lines.iter().filter(|l| l.class != Class::Folio && l.baseline < first.baseline - 0.5);
    let above = above.max_by(|a, b| a.bottom.total_cmp(&b.bottom));
    let rule = red_rules(sheet).first().map(|b| b.bottom()).filter(|b| above.is_none_or(|l| l.bottom < *b));
    match (rule, above) {
        (Some(bottom), _) if is_first => g.rule("BL-05").within(first.top - bottom, TWO, words::MM, first),
        (_, Some(l)) if l.class.on_grid() => g.rule("BL-05").hold(first.top - l.bottom >= ONE.0, words::gap(first.top - l.bottom), first),
        _ => true,
    };
}

/// One 行 below a title, what follows stands on the grid again.
fn below(paper: &Paper<'_>, title: &Headline<'_>, rule: &'static str, g: &mut Gauge) {
    let Some(last) = title.under.last().or(title.lines.last()).copied() else { return };
    let Some(sheet) = paper.sheets.get(last.page) else { return };
    let next = sheet.lines.iter().filter(|l| l.class.on_grid() && l.baseline > last.baseline).min_by(|a, b| a.baseline.total_cmp(&b.baseline));
    // 主送机关 has a rule of its own; above a table there is what its rules ask.
    let between = |n: &Line| sheet.lines.iter().any(|l| l.class == Class::Table && l.baseline > last.baseline && l.baseline < n.baseline);
    if let Some(n) = next.filter(|n| n.class == Class::Text && !between(n) && sheet.pictures.is_empty()) {
        let fixed = matches!(rule, "AT-02") || paper.doc.head.format == Format::Plain;
        let most = if fixed { ONE.0 + paper.frame(n).pitch() + 1.0 } else { ONE.1 };
        let rule = if paper.doc.head.format == Format::Plain && rule == "TI-01" { "PL-01" } else { rule };
        g.rule(rule).hold((ONE.0..=most).contains(&(n.top - last.bottom)), words::gap_below(n.top - last.bottom), n);
    }
}

/// TI-02, TI-03.
fn shape(paper: &Paper<'_>, title: &Headline<'_>, g: &mut Gauge) {
    let Some(first) = title.lines.first().copied() else { return };
    let f = paper.frame(first);
    let widths: Vec<f64> = title.lines.iter().map(|l| cells(l)).collect();
    if widths.len() > 1 {
        let waist = widths.windows(3).position(|w| matches!(w, [a, b, c] if b < a && b < c));
        let at = waist.and_then(|i| title.lines.get(i + 1)).copied().unwrap_or(first);
        g.rule("TI-02").hold(waist.is_none(), words::widths(&widths), at);
    }
    let text: String = title.lines.iter().map(|l| l.bare()).collect();
    let most = if ["印发", "转发", "批转"].iter().any(|w| text.contains(w)) { 4 } else { 3 };
    let probe = g.rule("TI-03");
    probe.hold(widths.len() <= most, words::title_lines(widths.len()), first);
    let widest = ((f.right - f.left) / (SIZE / MM)).floor() - 1.0;
    for (l, w) in title.lines.iter().zip(&widths) {
        g.rule("TI-03").hold(*w <= widest + 0.05, words::title_cells(*w), *l);
    }
    for pair in title.lines.windows(2) {
        if let [a, b] = pair {
            g.rule("TI-03").within((b.baseline - a.baseline) * MM, (32.0, 38.0), words::PT, *b);
        }
    }
}

/// Width of a line of a title in its own cells.
fn cells(l: &Line) -> f64 {
    ((l.right - l.left) / (l.size / MM) * 2.0).round() / 2.0
}

/// The kinds of papers that a title may end in.
const KINDS: [&str; 15] = ["决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"];

/// TI-04, TI-05.
fn wording(paper: &Paper<'_>, title: &Headline<'_>, kind: SectionKind, g: &mut Gauge) {
    let Some(last) = title.lines.last().copied() else { return };
    let text: String = title.lines.iter().map(|l| l.bare()).collect();
    let end = text.chars().last().unwrap_or(' ');
    let inside = text.chars().find(|c| "。；：？！，,;:?!".contains(*c));
    g.rule("TI-05").hold(inside.is_none() && !"、".contains(end), inside.map_or_else(String::new, words::has_mark), last);
    if kind == SectionKind::Main && matches!(paper.doc.head.format, Format::Circular | Format::Upward | Format::Letter) {
        // （试行） and the like may follow.
        let bare = text.strip_suffix('）').and_then(|n| n.rsplit_once('（')).map_or(text.as_str(), |(n, _)| n);
        g.rule("TI-04").hold(KINDS.iter().any(|k| bare.ends_with(k)), words::ends_in(bare), last);
    }
}

/// TO-01, TO-02.
pub(super) fn addressee(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    if let Some(sheet) = paper.sheets.first()
        && !flow.paras.is_empty()
    {
        let lines = sheet.lines.iter().filter(|l| matches!(l.class, Class::Text | Class::Table)).count();
        g.rule("TO-02").hold(lines >= 1, words::body_lines(lines), At::Page(0));
    }
    let Some(to) = paper.doc.head.to.as_deref().filter(|_| !moved_to_foot(paper)) else { return };
    let (Some(first), Some(last)) = (flow.addressee.first().copied(), flow.addressee.last().copied()) else {
        g.rule("TO-01").absent(words::not_found(to), 0);
        return;
    };
    let f = paper.frame(first);
    let probe = g.rule("TO-01");
    let title = flow.titles.iter().find(|t| t.lines.last().is_some_and(|l| l.page == first.page));
    if let Some(above) = title.and_then(|t| t.under.last().or(t.lines.last())).filter(|l| l.baseline < first.baseline) {
        let gap = first.top - above.bottom;
        let most = if paper.doc.head.format == Format::Plain { ONE.0 + f.pitch() + 1.0 } else { ONE.1 };
        probe.within(gap, (ONE.0, most), words::MM, first);
    }
    for l in &flow.addressee {
        probe.check((l.left - f.left).abs() <= 0.5, || words::left(l.left), *l);
        let stranger = paper.stranger(l, Role::FangSong).or_else(|| l.glyphs.iter().find(|m| !three(m.size)));
        probe.hold(stranger.is_none(), stranger.map_or_else(String::new, |m| words::set_in(&paper.face_name(m), m.size)), *l);
    }
    probe.hold(last.last() == '：', words::ends_in(&last.bare()), last);
}
