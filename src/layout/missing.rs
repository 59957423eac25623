//! A character that no face has: a box in place of a name is never acceptable, so the paper stops and says which name it is.

use super::shape::StyledChar;
use crate::diag::Diagnostic;
use crate::origin::Origin;
use crate::words::layout as words;

/// How many characters of the text are shown on either side.
const CONTEXT: usize = 8;

/// The finding for `c` in `text`.
pub fn glyph(c: char, text: &[StyledChar], origin: Origin) -> Diagnostic {
    let at = text.iter().position(|s| s.c == c).unwrap_or(0);
    let around: String = text.iter().skip(at.saturating_sub(CONTEXT)).take(CONTEXT * 2 + 1).map(|s| s.c).filter(|c| *c != '\n').collect();
    words::missing_glyph(c, &around, origin)
}
