//! What was changed between a cell and what is printed of it, found by laying the two side by side: their words are the same.

use super::text::{is_soft, unseen};
use crate::model::{ChangeKind, TextChange};
use crate::origin::CellSource;
use crate::words::choice as words;

/// Characters of context on either side.
const CONTEXT: usize = 6;

/// A text as words with gaps between them: gap `n` stands before word `n`, the last behind all. Places are characters of the text.
struct Laid {
    chars: Vec<char>,
    words: Vec<usize>,
}

impl Laid {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let words = chars.iter().enumerate().filter(|(_, c)| !is_soft(**c)).map(|(i, _)| i).collect();
        Self { chars, words }
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.chars.get(from.min(to)..to).unwrap_or_default().iter().collect()
    }

    /// Where gap `n` begins and ends.
    fn gap(&self, n: usize) -> (usize, usize) {
        let begin = n.checked_sub(1).and_then(|n| self.words.get(n)).map_or(0, |i| i + 1);
        (begin, self.words.get(n).copied().unwrap_or(self.chars.len()))
    }
}

/// The changes between what a cell holds and what is printed of it, those behind the cut left out.
pub(super) fn between(raw: &str, printed: &str, source: &CellSource, in_title: bool) -> Vec<TextChange> {
    let (old, new) = (Laid::of(raw), Laid::of(printed));
    let kept = new.words.len();
    let mut out = Vec::new();
    for n in 0..=kept {
        let ((from, mut to), (begin, end)) = (old.gap(n), new.gap(n));
        // At the cut the gap goes on into what is not printed.
        if n == kept && kept < old.words.len() {
            let blank = old.chars.get(from..to).unwrap_or_default().iter().take_while(|c| c.is_whitespace() || unseen(**c)).count();
            to = to.min(from + blank + (end - begin));
        }
        let (a, b) = (old.text(from, to), new.text(begin, end));
        if a == b {
            continue;
        }
        let marks = |s: &str| s.chars().filter(|c| !c.is_whitespace() && !unseen(*c)).collect::<String>();
        let kind = if marks(&a) == marks(&b) { ChangeKind::Space } else { ChangeKind::Mark };
        let last = if n == kept { to } else { (to + CONTEXT).min(old.chars.len()) };
        out.push(TextChange {
            kind,
            in_title,
            before: shown(&old.text(from.saturating_sub(CONTEXT), last)),
            after: shown(&new.text(begin.saturating_sub(CONTEXT), (end + CONTEXT).min(new.chars.len()))),
            source: source.clone(),
        });
    }
    out
}

/// What is not seen is named.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out.push_str(words::BREAK),
            '\r' => {}
            c if unseen(c) => out.push_str(words::UNSEEN),
            c => out.push(c),
        }
    }
    out
}

/// The cut itself: how the last sentence that is printed ends and what follows it in the cell.
pub(super) fn cut(longest: usize, kept: &str, left: &str, source: &CellSource) -> TextChange {
    let tail: String = kept.chars().skip(kept.chars().count().saturating_sub(2 * CONTEXT)).collect();
    let begins: String = left.chars().take(2 * CONTEXT).collect();
    let more = left.chars().count();
    let shown = if more > 2 * CONTEXT { format!("{tail}{begins}…") } else { format!("{tail}{begins}") };
    let after = if tail.is_empty() { words::NOT_PRINTED.to_owned() } else { tail };
    TextChange { kind: ChangeKind::Cut(longest), in_title: false, before: words::left_out(&shown, more), after, source: source.clone() }
}
