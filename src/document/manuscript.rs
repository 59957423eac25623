//! What the merge stage or a person gives: Markdown with `+++` front matter, under a name, the figures in it marked.
//!
//! In: raw template output or a file's text. Out: a [`Manuscript`] without byte order mark, carriage returns and sentinels.

use std::sync::Arc;

use super::chars::{is_dropped, is_sentinel};
use super::tree::Mark;

const OPEN: char = '\u{F0000}';
const NUMBER_END: char = '\u{F0001}';
const CLOSE: char = '\u{F0002}';
const DIGIT_ZERO: u32 = 0xF0010;

/// What stands after a printed figure in raw template output.
pub const FIGURE_CLOSE: &str = "\u{F0002}";

/// What stands before a printed figure in raw template output: private-use characters that hold the figure's number. The printed text follows, then [`FIGURE_CLOSE`].
pub fn figure_open(n: u32) -> String {
    let digits = n.to_string().bytes().filter_map(|b| char::from_u32(DIGIT_ZERO + u32::from(b - b'0'))).collect::<String>();
    format!("{OPEN}{digits}{NUMBER_END}")
}

/// One text before it is read: Markdown with front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Manuscript {
    /// The path shown to users.
    pub name: Arc<str>,
    /// The text as people see it; line ends are `\n`.
    pub text: String,
    /// Which bytes of `text` print a figure, in order, not overlapping.
    pub marks: Vec<Mark>,
}

impl Manuscript {
    /// Takes the sentinels out of template output and keeps where each figure stands. Stray and unbalanced sentinels vanish; a figure never runs over a line end.
    pub fn from_merged(name: impl Into<Arc<str>>, raw: &str) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut marks = Vec::new();
        // A figure that was opened: its number and where its text begins.
        let mut open: Option<(u32, usize)> = None;
        let mut chars = raw.strip_prefix('\u{FEFF}').unwrap_or(raw).chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                OPEN => {
                    let mut number: Option<u32> = None;
                    while let Some(digit) = chars.peek().and_then(|d| (*d as u32).checked_sub(DIGIT_ZERO)).filter(|d| *d < 10) {
                        chars.next();
                        number = number.map_or(Some(digit), |n| n.checked_mul(10)?.checked_add(digit)).or(Some(u32::MAX));
                    }
                    let ended = chars.next_if_eq(&NUMBER_END).is_some();
                    open = number.filter(|n| ended && *n != u32::MAX).map(|n| (n, text.len()));
                }
                CLOSE => {
                    if let Some((figure, start)) = open.take().filter(|(_, start)| *start < text.len()) {
                        marks.push(Mark { range: start..text.len(), figure });
                    }
                }
                '\n' => {
                    open = None;
                    text.push('\n');
                }
                c if is_sentinel(c) => {}
                c => push_clean(&mut text, c, chars.peek().copied()),
            }
        }
        Self { name: name.into(), text, marks }
    }

    /// A text that a person wrote: a byte order mark and carriage returns are tolerated.
    pub fn from_text(name: impl Into<Arc<str>>, text: &str) -> Self {
        let mut clean = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            push_clean(&mut clean, c, chars.peek().copied());
        }
        Self { name: name.into(), text: clean, marks: Vec::new() }
    }
}

/// Adds a character unless no text may hold it; `\r\n` and a lone `\r` are one line end.
fn push_clean(text: &mut String, c: char, next: Option<char>) {
    match c {
        '\r' if next == Some('\n') => {}
        '\r' => text.push('\n'),
        c if is_dropped(c) => {}
        c => text.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_become_marks() {
        let raw = format!("共{}412{}个，{}1—6{}月\r\n", figure_open(7), FIGURE_CLOSE, figure_open(120), FIGURE_CLOSE);
        let m = Manuscript::from_merged("x.md", &raw);
        assert_eq!(m.text, "共412个，1—6月\n");
        let seen: Vec<_> = m.marks.iter().map(|k| (k.figure, m.text.get(k.range.clone()).unwrap())).collect();
        assert_eq!(seen, [(7, "412"), (120, "1—6")]);
    }

    #[test]
    fn stray_sentinels_vanish() {
        for raw in
            ["a\u{F0002}b", "a\u{F0000}b", "a\u{F0000}\u{F0011}b", "a\u{F0011}\u{F0001}b", "\u{F0000}\u{F0001}ab\u{F0002}", "a\u{F0005}b\u{F001F}"]
        {
            let m = Manuscript::from_merged("x", raw);
            assert_eq!((m.text.as_str(), m.marks.len()), ("ab", 0), "{raw:?}");
        }
        // An opened figure without an end does not swallow the next one.
        let m = Manuscript::from_merged("x", &format!("{}1\n{}2{}", figure_open(1), figure_open(2), FIGURE_CLOSE));
        assert_eq!(m.marks, [Mark { range: 2..3, figure: 2 }]);
        let huge = format!("\u{F0000}{}\u{F0001}9\u{F0002}", "\u{F0019}".repeat(30));
        assert_eq!(Manuscript::from_merged("x", &huge).marks, []);
    }

    #[test]
    fn hand_written_files_may_come_from_windows() {
        assert_eq!(Manuscript::from_text("x", "\u{FEFF}+++\r\na\u{0}\r\n").text, "+++\na\n");
    }
}
