//! Q4: a paragraph that ends in the middle of a sentence and goes on in the next one.

use super::super::Level;
use super::super::scan::Hit;
use super::hit;
use crate::document::chars::{is_han, ordinal_len};
use crate::document::{Role, SourceLine};
use crate::words::lint as words;

/// A line of this many characters that ends without a mark is no heading and no name.
const LONG: usize = 25;

/// What titles end with.
const TITLES: [&str; 8] = ["意见", "通知", "通报", "报告", "办法", "方案", "名单", "安排"];

pub(super) fn check(lines: &[SourceLine], out: &mut Vec<Hit>) {
    for (n, pair) in lines.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        // An item or a heading that runs on is text too.
        let text = match first.role {
            Role::Paragraph | Role::Item => true,
            Role::Heading(_) => first.chars.iter().any(|ch| ch.c == '。'),
            _ => false,
        };
        if !text || second.role != Role::Paragraph {
            continue;
        }
        let (Some(end), Some(begin)) = (first.chars.last().map(|ch| ch.c), second.chars.first().map(|ch| ch.c)) else { continue };
        let continued = matches!(end, '，' | '、' | '“' | '（' | '《' | '‘');
        let whole = matches!(end, '。' | '！' | '？' | '：' | '；' | '…' | '”' | '）' | '》' | '.' | ':' | ';' | '!' | '?' | '—');
        let starts = is_han(begin) && ordinal_len(second.chars.iter().map(|ch| ch.c)) == 0;
        // A title typed as a paragraph.
        let line = first.text();
        let whole = whole || TITLES.iter().any(|t| line.ends_with(t));
        if continued || (!whole && starts && first.chars.len() >= LONG) {
            let len = first.chars.len();
            out.push(hit("Q4", Level::W, n, len.saturating_sub(1)..len, words::broken_sentence(&second.text())));
        }
    }
}
