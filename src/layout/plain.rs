//! 材料 without a red head: 内部资料 on line 1, the title on grid line 3, subtitle and draft line under it.

use super::desk::Desk;
use super::geometry::Area;
use super::headline::under_title;
use super::opening::Opening;
use super::pages::Element;
use crate::document::{Audience, Head};
use crate::font::Role;
use crate::words::layout as words;

/// The head of the first page.
pub fn opening(desk: &mut Desk<'_>, head: &Head, area: &Area) -> Opening {
    let mut out = Opening::default();
    if let Some(security) = &head.security {
        out.flush_left(desk, security, Role::Hei, Element::Head, 1, area);
    } else if head.audience == Some(Audience::Internal) {
        out.flush_left(desk, words::INTERNAL, Role::Hei, Element::Head, 1, area);
    }
    if let Some(title) = &head.title {
        out.title_on_line_3(desk, title, &under_title(head), area);
    }
    out
}
