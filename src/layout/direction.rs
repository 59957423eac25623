//! Scripts that run from right to left. The setter has no way with them: printed from left to right they would say something else, so they are told.

use super::desk::Desk;
use crate::origin::Origin;
use crate::words::layout as words;

/// Reports each line of the manuscript that holds such letters, once.
pub fn check(desk: &mut Desk<'_>) {
    let options = desk.options;
    let mut at = 0;
    for line in options.text.split_inclusive('\n') {
        if let Some((i, _)) = line.char_indices().find(|(_, c)| is_right_to_left(*c)) {
            let letters: String = line.get(i..).unwrap_or_default().chars().take_while(|c| is_right_to_left(*c)).take(10).collect();
            desk.report(words::right_to_left(&letters, Origin::in_text(options.file.clone(), &options.text, at + i)));
        }
        at += line.len();
    }
}

/// A letter of a script that runs from right to left: Hebrew, Arabic, Syriac, Thaana, N’Ko and the like, their presentation forms too.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
