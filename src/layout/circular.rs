//! 下行文: the number centred under the mark (HD-09).

use super::desk::Desk;
use super::geometry::Area;
use super::opening::Opening;
use super::redhead;
use crate::document::Head;

/// The head of the first page; a joint mark is no taller than `tallest`, pt.
pub fn opening(desk: &mut Desk<'_>, head: &Head, tallest: f64, area: &Area) -> Opening {
    redhead::opening(desk, head, false, tallest, area)
}
