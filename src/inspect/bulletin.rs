//! 简报 (section 8): BL-01 to BL-06; its titles, sources and remarks are measured with the text.

use super::foot::{frame, listed, rows};
use super::gauge::{At, Gauge};
use super::head::{ONE, find, mark, red_rule};
use super::page::three;
use super::read::{Class, Line, Paper};
use super::sign::is_date;
use crate::font::Role;
use crate::words::inspect as words;

/// The head of page 1.
pub(super) fn head(paper: &Paper<'_>, g: &mut Gauge) {
    let (Some(sheet), Some(b)) = (paper.sheets.first(), &paper.doc.head.bulletin) else { return };
    let f = sheet.frame.usual();
    let bottom = mark(paper, sheet, "BL-01", 57.0, g);
    let largest = sheet.lines.iter().filter(|l| l.class != Class::Mark).map(|l| l.size).fold(0.0, f64::max);
    if let Some(l) = sheet.of(Class::Mark).next() {
        g.rule("BL-01").hold(l.size >= largest, words::reads_size(l.size), l);
    }
    let issues: Vec<&Line> = sheet.lines.iter().filter(|l| is_issue(&l.bare())).collect();
    match issues.as_slice() {
        [] => g.rule("BL-02").absent(words::ISSUE_ABSENT.to_owned(), 0),
        [l, more @ ..] => {
            let probe = g.rule("BL-02");
            probe.hold(more.is_empty() && l.bare().contains(&format!("第{}期", b.issue)), words::reads(&l.bare()), *l);
            probe.hold((l.middle() - f.middle()).abs() <= 0.7, words::middle(l.middle()), *l);
            if let Some(bottom) = bottom {
                probe.hold((ONE.0..=ONE.1).contains(&(l.top - bottom)), words::gap(l.top - bottom), *l);
            }
            let ok = paper.stranger(l, Role::FangSong).is_none() || paper.stranger(l, Role::Kai).is_none();
            probe.hold(ok && three(l.size), words::set_in(&paper.face_name_of(l), l.size), *l);
        }
    }
    issuer(paper, g);
    red_rule(sheet, ("BL-04", "BL-09"), (0.5, 1.0), g);
}

/// Whether a line is 期号.
fn is_issue(text: &str) -> bool {
    let Some((_, rest)) = text.split_once('第') else { return false };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && rest.chars().nth(digits) == Some('期') && text.chars().count() <= 20
}

/// BL-03: 编发机关 one 字 from the left, the date one 字 from the right, on one line.
fn issuer(paper: &Paper<'_>, g: &mut Gauge) {
    let (Some(sheet), Some(b)) = (paper.sheets.first(), &paper.doc.head.bulletin) else { return };
    let f = sheet.frame.usual();
    let date = sheet.of(Class::Head).find(|l| is_date(&l.bare()));
    let Some(d) = date else {
        g.rule("BL-03").absent(words::DATE_ABSENT.to_owned(), 0);
        return;
    };
    let probe = g.rule("BL-03");
    probe.hold((d.right - (f.right - f.cell())).abs() <= 1.0, words::right(d.right), d);
    if let Some(o) = find(sheet, Class::Head, &b.issuer) {
        probe.hold((o.left - f.left - f.cell()).abs() <= 1.0, words::left(o.left), o);
        probe.hold((o.baseline - d.baseline).abs() <= 0.3, words::baselines(d.baseline - o.baseline), d);
        for l in [o, d] {
            let wrong = paper.stranger(l, Role::FangSong);
            probe.hold(wrong.is_none() && l.size >= 13.7, words::set_in(&paper.face_name_of(l), l.size), l);
        }
    }
}

/// BL-06: 报, 送, 发 and the number of copies, built like 版记.
pub(super) fn foot(paper: &Paper<'_>, g: &mut Gauge) {
    let Some(b) = &paper.doc.head.bulletin else { return };
    let given: Vec<&str> =
        [("报：", &b.report_to), ("送：", &b.send_to), ("发：", &b.distribute_to)].into_iter().filter(|(_, t)| t.is_some()).map(|(l, _)| l).collect();
    if given.is_empty() && b.copies.is_none() {
        return;
    }
    let last = paper.sheets.len().saturating_sub(1);
    let Some(sheet) = paper.sheets.last() else { return };
    frame(sheet, last, ("BL-06", "BL-06"), g);
    rows(paper, sheet, "BL-06", g);
    let lines: Vec<&Line> = sheet.of(Class::Foot).collect();
    let begins = |l: &Line| ["报：", "送：", "发："].into_iter().find(|p| l.bare().starts_with(p));
    let found: Vec<&str> = lines.iter().filter_map(|l| begins(l)).collect();
    g.rule("BL-06").hold(found == given, words::foot_order(&found), At::Page(last));
    let starts: Vec<usize> = lines.iter().enumerate().filter(|(_, l)| begins(l).is_some()).map(|(i, _)| i).collect();
    let copies = |l: &Line| l.bare().starts_with("（共印");
    for (k, start) in starts.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(lines.len());
        let row: Vec<&Line> = lines.get(*start..end).unwrap_or_default().iter().copied().filter(|l| !copies(l)).collect();
        listed(&row, 2.0, "BL-06", sheet, g);
    }
    if b.copies.is_some() {
        match lines.iter().find(|l| copies(l)) {
            Some(l) => {
                let want = sheet.frame.right - 14.0 * 25.4 / 72.0;
                g.rule("BL-06").hold((l.right - want).abs() <= 1.0, words::right(l.right), *l);
            }
            None => g.rule("BL-06").absent(words::COPIES_ABSENT.to_owned(), last),
        }
    }
}
