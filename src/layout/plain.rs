//! 材料 without a red head: 内部资料 on line 1, the title on grid line 3, subtitle and draft line under it.

use super::desk::Desk;
use super::geometry::Area;
use super::headline::under_title;
use super::opening::Opening;
use super::pages::Element;
use super::redhead::copy_number;
use crate::document::{Audience, Head};
use crate::font::Role;
use crate::words::layout as words;

/// The head of the first page.
pub fn opening(desk: &mut Desk<'_>, head: &Head, area: &Area) -> Opening {
    let mut out = Opening::default();
    line_one(desk, head, area, &mut out);
    if let Some(title) = &head.title {
        out.title_on_line_3(desk, title, &under_title(head), area);
    }
    out
}

/// What stands above a title on grid line 3 or a name at 57 mm, where two lines are free: 密级 or that the paper is internal on line 1, its 份号 (编号)
/// at the right of that line, 紧急程度 on line 2.
pub fn line_one(desk: &mut Desk<'_>, head: &Head, area: &Area, out: &mut Opening) {
    let internal = (head.audience == Some(Audience::Internal)).then_some(words::INTERNAL);
    let left = head.security.as_deref().or(internal);
    for (k, text) in (1..).zip([left, head.urgency.as_deref()].into_iter().flatten()) {
        out.flush_left(desk, text, Role::Hei, Element::Head, k, area);
    }
    if let Some(copy) = &head.copy_number {
        let copy = copy_number(copy);
        let (width, _) = desk.text_line(&copy, Role::FangSong, Element::Head, (0.0, 0.0));
        out.line(desk, &copy, Role::FangSong, Element::Head, (area.width - width, area.line(1)));
    }
}
