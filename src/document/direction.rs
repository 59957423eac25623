//! Scripts that run from right to left. The setter has no way with them: printed from left to right they would say something else, so they are told.

use super::chars::is_right_to_left;
use super::manuscript::Manuscript;
use crate::diag::Diagnostics;
use crate::origin::Origin;
use crate::words::document as words;

/// Reports each line that holds such letters, once.
pub(super) fn check(manuscript: &Manuscript, out: &mut Diagnostics) {
    let mut at = 0;
    for line in manuscript.text.split_inclusive('\n') {
        if let Some((i, _)) = line.char_indices().find(|(_, c)| is_right_to_left(*c)) {
            let letters: String = line.get(i..).unwrap_or_default().chars().take_while(|c| is_right_to_left(*c)).take(10).collect();
            out.push(words::right_to_left(Origin::in_text(manuscript.name.clone(), &manuscript.text, at + i), &letters));
        }
        at += line.len();
    }
}
