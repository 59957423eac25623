//! 版头 of circulars and upward papers: 份号, 密级 and 紧急程度, the red 发文机关标志, 发文字号 and 签发人, red rule (HD-01 to HD-16); and their
//! 版记. `circular` and `upward` differ in one line of it.

use super::desk::Desk;
use super::geometry::{Area, MM, SIZE, TWO_LINES, Y0};
use super::imprint::{Foot, Row, foot};
use super::mark::{MarkSize, mark_cells, mark_line, mark_width};
use super::opening::Opening;
use super::pages::{Element, Item};
use crate::document::Head;
use crate::font::Role;
use crate::words::layout as words;

/// Top of the mark's ink on the sheet, mm (HD-05).
const MARK_TOP: f64 = 72.0;
/// Greatest height and width of a character of the mark, mm (HD-07).
const MARK_MAX: (f64, f64) = (20.0, 15.0);
/// Width that the mark fills, pt (HD-07).
const MARK_WIDTH: f64 = 150.0 * MM;
/// Horizontal scale of the mark (HD-07).
const SCALE: f64 = 0.8;
/// Height that the block of a joint mark may take, so that page 1 still shows text (HD-08), pt.
const JOINT_HEIGHT: f64 = 72.0 * MM;
/// Weight of the red rule, pt (HD-15).
const RULE: f64 = 0.5 * MM;

/// Everything above the title; `signers` asks for the upward form of the line above the rule.
pub fn opening(desk: &mut Desk<'_>, head: &Head, signers: bool, area: &Area) -> Opening {
    let mut out = Opening::default();
    corner(desk, head, area, &mut out);
    let (items, bottom) = mark(desk, head, area);
    out.items.extend(items);
    let y = bottom + TWO_LINES;
    let number = head.number.as_deref().unwrap_or_default();
    if signers {
        let last = signer_lines(desk, &head.signers, y, area, &mut out);
        // HD-11: on the baseline of the last line of 签发人.
        let (_, items) = desk.text_line(number, Role::FangSong, Element::Number, (area.cell(), last));
        out.items.extend(items);
        out.bottom = last + SIZE;
    } else {
        let (width, _) = desk.text_line(number, Role::FangSong, Element::Number, (0.0, 0.0));
        let (_, items) = desk.text_line(number, Role::FangSong, Element::Number, ((area.width - width) / 2.0, y));
        out.items.extend(items);
        out.bottom = y + SIZE;
    }
    out.red_rule(RULE, area);
    out.gap = TWO_LINES;
    out
}

/// HD-01 to HD-04: 份号, 密级, 紧急程度 from line 1 down; a lone 密级 stands on line 2.
fn corner(desk: &mut Desk<'_>, head: &Head, area: &Area, out: &mut Opening) {
    let mut line = 1;
    if let Some(copy) = &head.copy_number {
        out.flush_left(desk, copy, Role::FangSong, Element::Head, line, area);
        line += 1;
    }
    if let Some(security) = &head.security {
        line = line.max(2);
        out.flush_left(desk, security, Role::Hei, Element::Head, line, area);
        line += 1;
    }
    if let Some(urgency) = &head.urgency {
        out.flush_left(desk, urgency, Role::Hei, Element::Head, line, area);
    }
}

/// The mark; gives its lower edge too. Names of a joint issue are spread to one width, the sponsor first, 文件 at their right (HD-08).
fn mark(desk: &mut Desk<'_>, head: &Head, area: &Area) -> (Vec<Item>, f64) {
    let top = MARK_TOP * MM - Y0;
    let rows = head.organ_mark.len();
    let word = head.mark_word.as_deref().filter(|_| rows > 1);
    let cells = head.organ_mark.iter().map(|n| mark_cells(n)).fold(1.0, f64::max);
    let all = cells + word.map_or(0.0, |w| mark_cells(w) + 0.4);
    let mut size = (MARK_MAX.0 * MM).min(MARK_MAX.1 * MM / SCALE).min(MARK_WIDTH / (all * SCALE));
    if rows > 1 {
        size = size.min(JOINT_HEIGHT / (rows as f64 * 1.25));
    }
    // HD-07: short names are spread toward the full width, by a character at most.
    let natural = all * size * SCALE;
    let most = head.organ_mark.iter().map(|n| n.chars().count()).max().unwrap_or(1);
    let spread = if rows == 1 && most > 1 { ((MARK_WIDTH - natural) / (most - 1) as f64).clamp(0.0, size * SCALE) } else { 0.0 };
    let how = MarkSize { size, scale: SCALE, spacing: spread };
    let width = head.organ_mark.iter().map(|n| mark_width(n, how)).fold(0.0, f64::max);
    let word_width = word.map_or(0.0, |w| mark_width(w, how) + 0.4 * size * SCALE);
    let left = (area.width - width - word_width) / 2.0;
    let (mut items, mut y, mut bottom) = (Vec::new(), top, top);
    for name in &head.organ_mark {
        let gaps = name.chars().count().saturating_sub(1);
        let spacing = if gaps > 0 { (width - mark_width(name, MarkSize { spacing: 0.0, ..how })) / gaps as f64 } else { 0.0 };
        let (line, end) = mark_line(desk, name, MarkSize { spacing, ..how }, left, y);
        items.extend(line);
        bottom = end;
        y = end + size * 0.25;
    }
    if let Some(word) = word {
        let (_, end) = mark_line(desk, word, how, 0.0, 0.0);
        let (line, _) = mark_line(desk, word, how, left + width + 0.4 * size * SCALE, (top + bottom - end) / 2.0);
        items.extend(line);
    }
    (items, bottom)
}

/// HD-12, HD-13: 签发人：in 仿宋, names in 楷体, two a line, the last one 字 from the edge. Gives the top of the last line.
fn signer_lines(desk: &mut Desk<'_>, signers: &[String], y: f64, area: &Area, out: &mut Opening) -> f64 {
    let label = words::SIGNER_LABEL;
    let (label_width, _) = desk.text_line(label, Role::FangSong, Element::Head, (0.0, 0.0));
    let width = signers.iter().map(|n| desk.text_line(n, Role::Kai, Element::Head, (0.0, 0.0)).0).fold(0.0, f64::max);
    let columns = signers.len().clamp(1, 2);
    let pitch = width + area.cell();
    let left = area.width - area.cell() - pitch * (columns - 1) as f64 - width;
    let (_, items) = desk.text_line(label, Role::FangSong, Element::Head, (left - label_width, y));
    out.items.extend(items);
    let mut top = y;
    for (k, name) in signers.iter().enumerate() {
        top = y + (k / columns) as f64 * area.pitch();
        let (_, items) = desk.text_line(name, Role::Kai, Element::Head, (left + (k % columns) as f64 * pitch, top));
        out.items.extend(items);
    }
    top
}

/// 版记: 抄送, then 印发机关 and 印发日期 (EN-01 to EN-07).
pub fn closing(desk: &mut Desk<'_>, head: &Head, area: &Area) -> Option<Foot> {
    let imprint = head.imprint.as_ref()?;
    let copy = imprint.copy_to.as_ref().map(|t| Row::Listed { label: words::COPY_LABEL.to_owned(), text: words::with_full_stop(t) });
    let printed = imprint.printed.map(words::printed);
    let issued = match (&imprint.printer, printed) {
        (None, None) => None,
        (printer, printed) => Some(Row::Pair(printer.clone().unwrap_or_default(), printed.unwrap_or_default())),
    };
    let groups: Vec<Vec<Row>> = [copy, issued].into_iter().flatten().map(|row| vec![row]).collect();
    foot(desk, &groups, area)
}
