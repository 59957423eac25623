//! 信函 (7): the sponsor's name without 文件 high on the sheet, a red double rule below it and one at the foot of page 1, the number flush right.

use super::desk::Desk;
use super::geometry::{Area, MM, SHEET, TWO_LINES, X0, Y0};
use super::imprint::{Foot, bare_foot};
use super::mark::{TALLEST, organ_mark};
use super::opening::Opening;
use super::pages::{Color, Element, Item, Rule};
use super::redhead::{addressees, corner_rows};
use crate::document::Head;
use crate::font::Role;

/// Top of the mark's ink on the sheet, mm.
const MARK_TOP: f64 = 30.0;
/// From the mark to the first double rule, mm.
const RULE_GAP: f64 = 4.0;
/// Lower edge of the second double rule above the lower edge of the sheet, mm.
const FOOT: f64 = 20.0;
/// Length of both double rules, pt.
const LENGTH: f64 = 170.0 * MM;
/// Thick rule, gap and thin rule of a pair, pt.
const PAIR: (f64, f64, f64) = (1.5, 1.0, 0.75);
/// From the first double rule to the first element below it: 7/8 of a 三号 character, mm.
const BELOW_RULE: f64 = 4.84;

/// The head of the first page, and the double rule at its foot.
pub fn opening(desk: &mut Desk<'_>, head: &Head, area: &Area) -> Opening {
    let mut out = Opening::default();
    // A joint letter carries the mark of its sponsor alone.
    let sponsor = head.organ_mark.get(..1).unwrap_or_default();
    let (items, bottom) = organ_mark(desk, sponsor, None, MARK_TOP * MM - Y0, TALLEST, area);
    out.items.extend(items);
    let rule = bottom + RULE_GAP * MM;
    pair(&mut out, rule, (PAIR.0, PAIR.2));
    out.bottom = rule + PAIR.0 + PAIR.1 + PAIR.2;
    let first = out.bottom + BELOW_RULE * MM;
    if let Some(number) = &head.number {
        let (width, _) = desk.text_line(number, Role::FangSong, Element::Number, (0.0, 0.0));
        out.line(desk, number, Role::FangSong, Element::Number, (area.width - width, first));
    }
    for (k, (text, role, _)) in corner_rows(head).into_iter().enumerate() {
        out.line(desk, &text, role, Element::Head, (0.0, first + k as f64 * area.pitch()));
    }
    // The text keeps clear of the second pair by itself: it ends with the 版心, 13.8 mm above.
    pair(&mut out, SHEET.1 - FOOT * MM - Y0 - PAIR.0 - PAIR.1 - PAIR.2, (PAIR.2, PAIR.0));
    out.gap = TWO_LINES;
    out
}

/// A red double rule with its upper edge at `y`, in the middle of the sheet.
fn pair(out: &mut Opening, y: f64, (upper, lower): (f64, f64)) {
    let x = (SHEET.0 - LENGTH) / 2.0 - X0;
    for (y, height) in [(y, upper), (y + upper + PAIR.1, lower)] {
        out.items.push(Item::Rule(Rule { x, y, width: LENGTH, height, color: Color::Red, element: Element::RedRule }));
    }
}

/// 版记: who gets it, without rules, office and date, at the very foot of the last page.
pub fn closing(desk: &mut Desk<'_>, head: &Head, to: Option<&str>, area: &Area) -> Option<Foot> {
    bare_foot(desk, &addressees(head, to), area)
}

/// Where the text of page 1 ends at the latest lies above the foot rule by more than the gap of the standard.
const _: () = assert!(SHEET.1 - FOOT * MM - PAIR.0 - PAIR.1 - PAIR.2 - BELOW_RULE * MM > super::geometry::Y1);
