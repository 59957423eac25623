//! Sheet, 版心 and grid (section 1): PG-01, PG-02, PG-04 to PG-06, LP-01, CP-01, and that no character is lost (TX-01).

use super::cell::{closes, is_letter};
use super::gauge::{At, Gauge};
use super::read::{Class, Frame, Line, MM, Mark, Paper, Sheet};
use super::text::Flow;
use crate::document::Format;
use crate::layout::{Color, Element};
use crate::words::inspect as words;

/// 三号, pt, as software has it, and as older tables have it.
const SIZES: [f64; 2] = [16.0, 15.75];

/// Whether a size is 三号.
pub(super) fn three(size: f64) -> bool {
    SIZES.iter().any(|s| (size - s).abs() <= 0.25)
}

/// PG-01, PG-02, PG-05 (colour), PG-06.
pub(super) fn sheets(paper: &Paper<'_>, g: &mut Gauge) {
    for (i, page) in paper.pages.pages.iter().enumerate() {
        let (w, h) = (page.width / MM, page.height / MM);
        g.rule("PG-01").hold((w - 210.0).abs() <= 0.18 && (h - 297.0).abs() <= 0.18, words::by(w, h), At::Page(i));
    }
    let mut reach: [Option<Reach>; 2] = [None; 2];
    for (i, sheet) in paper.sheets.iter().enumerate() {
        let own = edges(paper, i, sheet, g);
        if let Some(all) = reach.get_mut(usize::from(sheet.turned)) {
            *all = Some(all.map_or(own, |a| (a.0.min(own.0), a.1.max(own.1), a.2.min(own.2), a.3.max(own.3))));
        }
        for l in sheet.lines.iter().filter(|l| !matches!(l.class, Class::Mark | Class::Title)) {
            g.rule("PG-05").check(l.glyphs.iter().all(|m| m.color == Color::Black), || words::COLOURED.to_owned(), l);
        }
    }
    for (rule, reach) in ["PG-02", "TB-03"].into_iter().zip(reach) {
        if let Some((left, right, top, bottom)) = reach.filter(|r| r.0 <= r.1) {
            g.rule(rule).hold(true, words::edges(left, right, top, bottom), At::Page(0));
        }
    }
    let least = |parity: usize| {
        let pages = paper.sheets.iter().enumerate().filter(|(i, s)| i % 2 == parity && !s.turned);
        let wrapped =
            |s: &Sheet| s.lines.iter().filter(|l| l.class.on_grid() && !is_letter(l.first())).map(|l| l.left).reduce(f64::min).filter(|x| *x < 33.0);
        pages.filter_map(|(i, s)| Some((i, wrapped(s)?))).reduce(|a, b| if b.1 < a.1 { b } else { a })
    };
    if let (Some((_, odd)), Some((page, even))) = (least(0), least(1)) {
        g.rule("PG-06").hold((odd - even).abs() <= 0.5, words::odd_even(odd, even), At::Page(page));
    }
}

/// Whether something may stand outside the 版心: the folio, and the mark and rules of a 信函.
fn outside(paper: &Paper<'_>, class: Class) -> bool {
    class == Class::Folio || (class == Class::Mark && matches!(paper.doc.head.format, Format::Letter))
}

/// How far the things on a page reach: left, right, top, bottom.
type Reach = (f64, f64, f64, f64);

/// PG-02: nothing stands outside the 版心, and what begins a page begins at its top. Gives how far its things reach.
fn edges(paper: &Paper<'_>, i: usize, sheet: &Sheet, g: &mut Gauge) -> Reach {
    let f = sheet.frame;
    let rule = if sheet.turned { "TB-03" } else { "PG-02" };
    let mut all: Reach = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
    let mut within = |r: Reach, at: At<'_>, g: &mut Gauge| {
        all = (all.0.min(r.0), all.1.max(r.1), all.2.min(r.2), all.3.max(r.3));
        let ok = r.0 >= f.left - 1.0 && r.1 <= f.right + 0.3 && r.2 >= f.top - 1.0 && r.3 <= f.bottom + 0.3;
        g.rule(rule).check(ok, || words::edges(r.0, r.1, r.2, r.3), at);
    };
    for l in sheet.lines.iter().filter(|l| !outside(paper, l.class)) {
        // A mark at the line end may lose its blank: its cell passes the edge by half a 字, its ink does not (K6).
        let trimmed = l.glyphs.iter().rev().find(|m| !m.c.is_whitespace()).filter(|m| closes(m.c) && l.right > f.right + 0.3);
        let right = trimmed.and_then(|m| paper.ink(m)).filter(|_| l.right <= f.right + 2.85).map_or(l.right, |ink| ink.2);
        // The mark is placed by its ink; what its em box shows says nothing.
        let reach = if l.class == Class::Mark { paper.ink_of(l.glyphs.iter()) } else { None };
        within(reach.map_or((l.left, right, l.top, l.bottom), |k| (k.0, k.2, k.1, k.3)), At::Line(l), g);
    }
    for b in sheet.bars.iter().filter(|b| b.element == Element::Table) {
        within((b.left, b.right(), b.top, b.bottom()), At::Page(i), g);
    }
    for p in &sheet.pictures {
        within((p.0, p.2, p.1, p.3), At::Page(i), g);
    }
    begins_at_top(sheet, g, rule);
    all
}

/// A page that begins with text or a table begins at the top of the 版心.
fn begins_at_top(sheet: &Sheet, g: &mut Gauge, rule: &'static str) {
    let f = sheet.frame;
    let Some(first) = sheet.lines.iter().filter(|l| l.class != Class::Folio).min_by(|a, b| a.top.total_cmp(&b.top)) else { return };
    let bar = sheet.bars.iter().map(|b| b.top).fold(f64::MAX, f64::min);
    let picture = sheet.pictures.iter().map(|p| p.1).fold(f64::MAX, f64::min);
    let top = first.top.min(bar);
    // A picture stands in the middle of its lines.
    if picture < top || !(first.class.on_grid() || (first.class == Class::Table && bar < first.top)) {
        return;
    }
    let ok = (top - f.top).abs() <= 1.0;
    g.rule(rule).check(ok, || words::first_line(top), first);
}

/// PG-04, LP-01, CP-01, TX-01.
pub(super) fn grid(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    for (i, sheet) in paper.sheets.iter().enumerate() {
        pitch(i, sheet, g);
    }
    advances(paper, flow, g);
    g.rule("TX-01").hold(true, words::text_whole(flow.paras.len()), At::Page(0));
    for m in &flow.misses {
        let line = Line {
            page: m.page,
            number: m.number,
            class: Class::Text,
            glyphs: Vec::new(),
            text: m.found.clone(),
            left: 0.0,
            right: 0.0,
            top: 0.0,
            bottom: 0.0,
            baseline: 0.0,
            size: 0.0,
        };
        g.rule("TX-01").hold(false, words::text_differs(&m.wanted, &m.found), &line);
    }
}

/// Neighbouring lines of the text with nothing between them.
fn neighbours(sheet: &Sheet) -> Vec<(&Line, &Line)> {
    let mut lines: Vec<&Line> = sheet.lines.iter().filter(|l| l.class != Class::Folio && l.class != Class::Foot).collect();
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut out = Vec::new();
    for w in lines.windows(2) {
        if let [a, b] = w
            && a.class.on_grid()
            && b.class.on_grid()
            && b.baseline - a.baseline > 0.05
            && !sheet.pictures.iter().any(|p| p.1 > a.top && p.3 < b.bottom)
        {
            out.push((*a, *b));
        }
    }
    out
}

/// The pitch of a page: the most frequent one between neighbouring lines, mm.
fn pitch_of(sheet: &Sheet) -> Option<f64> {
    let mut all: Vec<f64> = neighbours(sheet).iter().map(|(a, b)| b.baseline - a.baseline).filter(|d| (9.0..=11.5).contains(d)).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied()
}

/// LP-01: one pitch a page. PG-04: 22 lines where the page is full of text.
fn pitch(i: usize, sheet: &Sheet, g: &mut Gauge) {
    let Some(pitch) = pitch_of(sheet) else { return };
    let usual = sheet.frame.pitch() * MM;
    // 1.6: the last pages may be set closer or wider so that the signature gets onto them; their frame has that pitch.
    let pt = pitch * MM;
    let range = if sheet.turned { (usual - 0.3, usual + 0.3) } else { ((usual - 0.3).max(26.9), (usual + 0.3).min(31.1)) };
    for (a, b) in neighbours(sheet) {
        let step = b.baseline - a.baseline;
        let n = (step / pitch).round().max(1.0);
        let off = (step - n * pitch) * MM;
        let ok = off.abs() <= 0.3 * n.min(3.0) && pt >= range.0 && pt <= range.1;
        let probe = g.rule("LP-01");
        if ok {
            probe.within(pt, range, words::PT, b);
        } else {
            probe.hold(false, words::step(step * MM, n, pt), b);
        }
    }
    let lines: Vec<&Line> = sheet.lines.iter().filter(|l| l.class != Class::Folio).collect();
    let (first, last) = (lines.iter().map(|l| l.top).fold(f64::MAX, f64::min), lines.iter().map(|l| l.bottom).fold(f64::MIN, f64::max));
    let full = !sheet.turned && (first - sheet.frame.top).abs() <= 1.0 && last >= sheet.frame.bottom - pitch / 2.0;
    if full && lines.iter().all(|l| l.class.on_grid()) && sheet.pictures.is_empty() {
        let baselines = || lines.iter().map(|l| l.baseline);
        let n = ((baselines().fold(f64::MIN, f64::max) - baselines().fold(f64::MAX, f64::min)) / pitch).round() as usize + 1;
        g.rule("PG-04").hold((n as f64 - sheet.frame.lines).abs() < 0.5 && (21..=24).contains(&n), words::lines_a_page(n), At::Page(i));
    }
}

/// CP-01: the cell of lines that are neither spread nor squeezed.
fn advances(paper: &Paper<'_>, flow: &Flow<'_>, g: &mut Gauge) {
    for para in &flow.paras {
        for (i, l) in para.lines.iter().enumerate() {
            let f = paper.frame(l);
            // A line that is spread or squeezed says nothing of the grid: only last lines and lines that fill their measure exactly do.
            let measure = f.right - f.left - f.cell() * (para.left + para.right + if i == 0 { 2.0 } else { 0.0 });
            let letters = l.glyphs.iter().any(|m| is_letter(m.c));
            let over = natural(l, &f) - measure;
            if over > 0.02 * f.cell() || (!para.ends(i) && (letters || over < -0.02 * f.cell())) {
                continue;
            }
            if let Some(advance) = han_advance(l) {
                // A paragraph that comes over from an ordinary page keeps that page's cell.
                let near = |cell: f64| (advance - cell).abs() * MM <= 0.1;
                let want = if near(f.usual().cell()) { f.usual().cell() } else { f.cell() } * MM;
                g.rule("CP-01").within(advance * MM, (want - 0.1, want + 0.1), words::PT, *l);
            }
        }
    }
}

/// Usual advance (the median) between neighbouring Han characters of a line with at least five of them, mm.
fn han_advance(l: &Line) -> Option<f64> {
    let step = |w: &[Mark]| if let [a, b] = w { (is_han(a.c) && is_han(b.c)).then_some(b.x - a.x) } else { None };
    let mut steps: Vec<f64> = l.glyphs.windows(2).filter_map(step).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().filter(|_| steps.len() >= 4)
}

/// A Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '〇')
}

/// The width that a line has by itself, unspread, mm: letters in runs of whole half cells.
pub(super) fn natural(l: &Line, f: &Frame) -> f64 {
    let half = f.cell() / 2.0;
    let (mut sum, mut run) = (0.0, 0.0);
    let mut exclaimed = 0_usize;
    for m in &l.glyphs {
        if is_letter(m.c) {
            run += m.width;
            continue;
        }
        sum += (run / half - 0.01_f64).ceil().max(0.0) * half;
        run = 0.0;
        if matches!(m.c, '？' | '！') {
            // Two marks share a cell (K8).
            exclaimed += 1;
            sum += if exclaimed % 2 == 1 { m.width } else { 0.0 };
            continue;
        }
        exclaimed = 0;
        // A digit of a face that is wider than half a cell still has half a cell.
        sum += (m.width / half).round() * half;
    }
    sum + (run / half - 0.01_f64).ceil().max(0.0) * half
}
