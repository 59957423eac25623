//! 版头 of circulars and upward papers: 份号, 密级 and 紧急程度, the red 发文机关标志, 发文字号 and 签发人, red rule (HD-01 to HD-16); and their
//! 版记. `circular` and `upward` differ in one line of it.

use super::desk::Desk;
use super::geometry::{Area, MM, TWO_LINES, Y0};
use super::imprint::{Foot, Row, foot};
use super::mark::organ_mark;
use super::names::padded;
use super::opening::Opening;
use super::pages::Element;
use crate::document::{Audience, Head};
use crate::font::Role;
use crate::words::layout as words;

/// Top of the mark's ink on the sheet, mm (HD-05).
pub const MARK_TOP: f64 = 72.0;
/// Digits of a 份号 (HD-01).
const COPY_DIGITS: usize = 6;
/// Signers that stand on one line (HD-13).
const SIGNERS_IN_LINE: usize = 2;
/// Weight of the red rule, pt (HD-15).
pub const RULE: f64 = 0.5 * MM;

/// Everything above the title; `signers` asks for the upward form of the line above the rule, `tallest` is what a mark of several lines may take.
pub fn opening(desk: &mut Desk<'_>, head: &Head, signers: bool, tallest: f64, area: &Area) -> Opening {
    let mut out = Opening::default();
    corner(desk, head, area, &mut out);
    let (items, bottom) = organ_mark(desk, &head.organ_mark, head.mark_word.as_deref(), MARK_TOP * MM - Y0, tallest, area);
    out.items.extend(items);
    let y = bottom + TWO_LINES;
    let number = head.number.as_deref().unwrap_or_default();
    let (width, _) = desk.text_line(number, Role::FangSong, Element::Number, (0.0, 0.0));
    let (x, top) = if signers && !head.signers.is_empty() {
        // HD-11: on the baseline of the last line of 签发人.
        (area.cell(), signer_lines(desk, &head.signers, y, area.cell() + width, area, &mut out))
    } else {
        ((area.width - width) / 2.0, y)
    };
    out.line(desk, number, Role::FangSong, Element::Number, (x, top));
    out.red_rule(RULE, area);
    out.gap = TWO_LINES;
    out
}

/// HD-01 to HD-04: 份号, 密级, 紧急程度 from line 1 down, a lone 密级 on line 2; below them that a paper is internal.
pub fn corner(desk: &mut Desk<'_>, head: &Head, area: &Area, out: &mut Opening) {
    let mut line = 1;
    for (text, role, secret) in corner_rows(head) {
        // HD-04: the standard has 密级 on the second line, whether there is a 份号 above it or not.
        line = if secret { line.max(2) } else { line };
        out.flush_left(desk, &text, role, Element::Head, line, area);
        line += 1;
    }
}

/// What stands flush left at the head, from above: text, face and whether it is the 密级.
pub fn corner_rows(head: &Head) -> Vec<(String, Role, bool)> {
    let copy = head.copy_number.as_ref().map(|n| (copy_number(n), Role::FangSong, false));
    let security = head.security.clone().map(|t| (t, Role::Hei, true));
    let urgency = head.urgency.clone().map(|t| (t, Role::Hei, false));
    // A paper with a 密级 need not be called internal as well.
    let internal = (head.audience == Some(Audience::Internal) && head.security.is_none()).then(|| (words::INTERNAL.to_owned(), Role::Hei, false));
    [copy, security, urgency, internal].into_iter().flatten().collect()
}

/// HD-01: six digits.
pub fn copy_number(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_digit()) { format!("{text:0>COPY_DIGITS$}") } else { text.to_owned() }
}

/// HD-12, HD-13: 签发人：in 仿宋, names in 楷体, two a line, the last one 字 from the edge; one a line where two would run into what ends at
/// `taken` (the number). Gives the top of the last line.
fn signer_lines(desk: &mut Desk<'_>, signers: &[String], y: f64, taken: f64, area: &Area, out: &mut Opening) -> f64 {
    let (label, signers) = (words::SIGNER_LABEL, padded(signers));
    let (label_width, _) = desk.text_line(label, Role::FangSong, Element::Head, (0.0, 0.0));
    let width = signers.iter().map(|n| desk.text_line(n, Role::Kai, Element::Head, (0.0, 0.0)).0).fold(0.0, f64::max);
    let pitch = width + area.cell();
    let left_of = |columns: usize| area.width - area.cell() - pitch * (columns - 1) as f64 - width;
    let two = signers.len() >= SIGNERS_IN_LINE && left_of(SIGNERS_IN_LINE) - label_width >= taken + area.cell();
    let columns = if two { SIGNERS_IN_LINE } else { 1 };
    let left = left_of(columns);
    out.line(desk, label, Role::FangSong, Element::Head, (left - label_width, y));
    let mut top = y;
    for (k, name) in signers.iter().enumerate() {
        top = y + (k / columns) as f64 * area.pitch();
        out.line(desk, name, Role::Kai, Element::Head, (left + (k % columns) as f64 * pitch, top));
    }
    top
}

/// 版记: 主送 where page 1 has no room for it (EN-05), 抄送, then 印发机关 and 印发日期 (EN-01 to EN-07).
pub fn closing(desk: &mut Desk<'_>, head: &Head, to: Option<&str>, area: &Area) -> Option<Foot> {
    let imprint = head.imprint.as_ref();
    let printed = imprint.and_then(|i| i.printed).map(words::printed);
    let issued = match (imprint.and_then(|i| i.printer.clone()), printed) {
        (None, None) => None,
        (printer, printed) => Some(Row::Pair(printer.unwrap_or_default(), printed.unwrap_or_default())),
    };
    let groups: Vec<Vec<Row>> = [addressees(head, to), issued.into_iter().collect()].into_iter().filter(|g: &Vec<Row>| !g.is_empty()).collect();
    foot(desk, &groups, area)
}

/// The rows of 版记 that name who gets the paper: 主送 above 抄送, no rule between them (EN-04, EN-05).
pub fn addressees(head: &Head, to: Option<&str>) -> Vec<Row> {
    let listed = |label: &str, text: &str| Row::Listed { label: label.to_owned(), text: words::with_full_stop(text) };
    let to = to.map(|t| listed(words::TO_LABEL, t.trim_end_matches(['：', ':'])));
    let copy = head.imprint.as_ref().and_then(|i| i.copy_to.as_deref()).map(|t| listed(words::COPY_LABEL, t));
    to.into_iter().chain(copy).collect()
}
