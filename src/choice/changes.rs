//! What was changed between a cell and what is printed of it, found by laying the two side by side: their words are the same.

use super::text::{is_soft, unseen};
use crate::model::{ChangeKind, TextChange};
use crate::origin::CellSource;
use crate::words::choice as words;

/// Characters of context on either side.
const CONTEXT: usize = 6;

/// A text as words with gaps between them: `gaps[n]` stands before `words[n]`, the last behind all.
struct Laid {
    words: Vec<char>,
    gaps: Vec<String>,
}

fn lay(text: &str) -> Laid {
    let mut laid = Laid { words: Vec::new(), gaps: vec![String::new()] };
    for c in text.chars() {
        if is_soft(c) {
            if let Some(gap) = laid.gaps.last_mut() {
                gap.push(c);
            }
        } else {
            laid.words.push(c);
            laid.gaps.push(String::new());
        }
    }
    laid
}

/// The changes between what a cell holds and what is printed of it, those behind the cut left out.
pub(super) fn between(raw: &str, printed: &str, source: &CellSource, in_title: bool) -> Vec<TextChange> {
    let (old, new) = (lay(raw), lay(printed));
    let kept = new.words.len();
    let cut = kept < old.words.len();
    let mut out = Vec::new();
    for (n, (a, b)) in old.gaps.iter().zip(&new.gaps).enumerate() {
        // At the cut the gap goes on into what is not printed.
        let a: String = if cut && n == kept { a.trim_start().chars().take(b.chars().count()).collect() } else { a.clone() };
        if a == *b {
            continue;
        }
        let marks = |s: &str| s.chars().filter(|c| !c.is_whitespace() && !unseen(*c)).collect::<String>();
        let kind = if marks(&a) == marks(b) { ChangeKind::Space } else { ChangeKind::Mark };
        let before: String = old.words.get(n.saturating_sub(CONTEXT)..n).unwrap_or_default().iter().collect();
        let after: String = new.words.get(n..(n + CONTEXT).min(kept)).unwrap_or_default().iter().collect();
        let around = |gap: &str| format!("{before}{}{after}", shown(gap));
        out.push(TextChange { kind, in_title, before: around(&a), after: around(b), source: source.clone() });
    }
    out
}

/// What is not seen is named.
fn shown(gap: &str) -> String {
    let mut out = String::new();
    for c in gap.chars() {
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
