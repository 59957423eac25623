//! `{.class}` at the end of a heading or column head.

use super::inline::{Ch, Flat, Kind};

/// Takes the classes off the end of a line: `甲 {.attachment .landscape}` or `甲 {.attachment}{.landscape}`. Escaped braces are text.
pub(super) fn take_classes(flat: &mut Flat) -> Vec<String> {
    let mut classes = Vec::new();
    while let Some((start, found)) = last_group(&flat.chars) {
        flat.chars.truncate(start);
        classes.splice(0..0, found);
        *flat = std::mem::take(flat).trimmed();
    }
    classes
}

/// Where the last `{.…}` begins if the line ends with one, and its classes.
fn last_group(chars: &[Ch]) -> Option<(usize, Vec<String>)> {
    let plain = |ch: &Ch, c: char| ch.c == c && !ch.literal;
    let (last, before) = chars.split_last()?;
    if !plain(last, '}') {
        return None;
    }
    let start = before.iter().rposition(|ch| plain(ch, '{'))?;
    let inner = before.get(start + 1..)?;
    if !inner.first().is_some_and(|ch| plain(ch, '.')) || inner.iter().any(|ch| ch.literal) {
        return None;
    }
    let text: String = inner.iter().map(|ch| ch.c).collect();
    let classes: Vec<String> = text.split_whitespace().map(|word| word.trim_start_matches('.').to_owned()).collect();
    Some((start, classes))
}

impl Flat {
    /// Without spaces at the ends.
    pub(super) fn trimmed(mut self) -> Self {
        let blank = |ch: &Ch| ch.kind == Kind::Char && ch.c == ' ' && !ch.literal;
        while self.chars.last().is_some_and(blank) {
            self.chars.pop();
        }
        let lead = self.chars.iter().take_while(|ch| blank(ch)).count();
        self.chars.drain(..lead);
        self
    }
}
