//! A unit's words as a paper prints them: spaces and punctuation put in order, cut at the end of a sentence. No word and no digit is ever changed.

use crate::document::plain_line;

/// What a text is, for how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// A heading: no full stop.
    Title,
    /// Whole sentences.
    Sentences,
}

/// Passes after which no text is still changing.
const PASSES: usize = 8;

/// The text in order. What cannot be put in order without touching a word stays as [`plain_line`] gives it.
pub(super) fn clean(raw: &str, what: As) -> String {
    let mut text = plain_line(&unbroken(raw));
    // One rule may make work for another.
    for _ in 0..PASSES {
        let marks = single(&full_width(&closed_up(&text)));
        let next = plain_line(&ended(marks.into_iter().collect::<String>().trim(), what));
        if next == text {
            break;
        }
        text = next;
    }
    if words(&text) == words(raw) { text } else { plain_line(raw) }
}

/// Whether a character may be changed, added or left out: punctuation that half-width forms have, spaces, what is not seen.
pub(super) fn is_soft(c: char) -> bool {
    c.is_whitespace() || ",.;:!?()\"，。；：！？、（）“”…".contains(c) || unseen(c)
}

/// Characters that leave no mark on paper.
pub(super) fn unseen(c: char) -> bool {
    // What the manuscript drops from data by itself.
    !c.is_whitespace() && !c.is_ascii_alphanumeric() && !('\u{4E00}'..='\u{9FFF}').contains(&c) && plain_line(&format!("a{c}a")) == "aa"
}

/// All that is not soft, in order.
pub(super) fn words(text: &str) -> Vec<char> {
    text.chars().filter(|c| !is_soft(*c)).collect()
}

/// Line breaks between points of a list become a semicolon; the others are left to the rules of spaces.
fn unbroken(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for line in raw.lines() {
        if begins_point(line) && out.trim_end().chars().next_back().is_some_and(|c| !is_soft(c)) {
            out.push('；');
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// `1.` `1、` `（1）` `①` `一是` `一、` at the beginning.
fn begins_point(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['（', '(']);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let han = line.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    let point = |rest: &str| rest.len() < line.len() && rest.starts_with(['.', '．', '、', ')', '）']);
    point(rest) || point(han) || (han.len() < line.len() && han.starts_with('是')) || line.starts_with(|c: char| ('①'..='⑳').contains(&c))
}

/// Han characters and the marks that go with them.
fn wide(c: char) -> bool {
    c >= '\u{2E80}' && !matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') || "“”‘’…—".contains(c)
}

/// No space between Han and Han or their marks.
fn closed_up(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    let wide_at = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| wide(*c));
    let stray = |i: usize, c: char| c.is_whitespace() && wide_at(i.checked_sub(1)) && wide_at(Some(i + 1));
    chars.iter().enumerate().filter(|(i, c)| !stray(*i, **c)).map(|(_, c)| *c).collect()
}

/// Half-width marks beside Han become full-width ones; those between Latin letters or digits stay.
fn full_width(chars: &[char]) -> Vec<char> {
    let mut out = chars.to_vec();
    let beside = |i: usize| -> (Option<char>, Option<char>) {
        let before = chars.get(..i).unwrap_or_default().iter().rev().copied().find(|c| *c != ' ');
        (before, chars.get(i + 1..).unwrap_or_default().iter().copied().find(|c| *c != ' '))
    };
    let mut open: Vec<usize> = Vec::new();
    let mut quotes: Vec<usize> = Vec::new();
    for (i, &c) in chars.iter().enumerate() {
        let (before, after) = beside(i);
        let near = before.is_some_and(wide) || after.is_some_and(wide);
        // `8:30` and `1,234` are one thing; a mark at the end follows what is before it.
        let between = before.is_some_and(|c| c.is_ascii_alphanumeric()) && after.is_some_and(|c| c.is_ascii_alphanumeric());
        let new = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '!' => '！',
            '?' => '？',
            '.' if before.is_some_and(wide) => '。',
            '(' => {
                open.push(i);
                continue;
            }
            ')' => {
                if let Some(start) = open.pop() {
                    let inside = chars.get(start..i).unwrap_or_default();
                    if inside.iter().any(|c| wide(*c)) || beside(start).0.is_some_and(wide) {
                        for (at, mark) in [(start, '（'), (i, '）')] {
                            if let Some(c) = out.get_mut(at) {
                                *c = mark;
                            }
                        }
                    }
                }
                continue;
            }
            '"' => {
                quotes.push(i);
                continue;
            }
            _ => continue,
        };
        if near
            && !between
            && let Some(c) = out.get_mut(i)
        {
            *c = new;
        }
    }
    // Straight quotes are turned where they come in pairs.
    if quotes.len().is_multiple_of(2) && chars.iter().any(|c| wide(*c)) {
        for (n, at) in quotes.into_iter().enumerate() {
            if let Some(c) = out.get_mut(at) {
                *c = if n.is_multiple_of(2) { '“' } else { '”' };
            }
        }
    }
    out
}

/// Marks that stand twice stand once; of two different ones the stronger stays. Three full stops are an ellipsis.
fn single(chars: &[char]) -> Vec<char> {
    let strength = |c: char| "，、；：。！？".chars().position(|m| m == c);
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if strength(c).is_none() {
            out.push(c);
            i += 1;
            continue;
        }
        let run: Vec<char> = chars.get(i..).unwrap_or_default().iter().copied().take_while(|c| strength(*c).is_some()).collect();
        i += run.len();
        if run.len() >= 3 && run.iter().all(|c| *c == '。') {
            out.extend("……".chars());
        } else if run.len() > 1 && run.contains(&'？') && run.contains(&'！') {
            out.extend("？！".chars());
        } else {
            out.extend(run.iter().copied().max_by_key(|c| strength(*c)));
        }
    }
    out
}

/// A title without a full stop, sentences with one.
fn ended(text: &str, what: As) -> String {
    const WEAK: [char; 9] = ['；', '，', '、', '：', ';', ',', ':', ' ', '.'];
    // A mark at the beginning ends nothing.
    let text = text.trim_start_matches(['，', '。', '；', '：', '、', ',', ';', ' ']);
    match what {
        As::Title => text.trim_end_matches(WEAK).trim_end_matches('。').trim_end_matches(WEAK).to_owned(),
        As::Sentences => {
            let text = text.trim_end_matches(WEAK);
            let last = text.trim_end_matches(['”', '’', '）', '》', '"', ')']).chars().next_back();
            let inner = text.ends_with(['”', '’']);
            match (text.chars().next_back(), last) {
                (None, _) => String::new(),
                (Some('。' | '！' | '？' | '…' | '!' | '?'), _) => text.to_owned(),
                // 他说：“好。” ends inside the quotation; what is in brackets does not end the sentence around them.
                (_, Some('。' | '！' | '？' | '…')) if inner => text.to_owned(),
                _ => format!("{text}。"),
            }
        }
    }
}

/// Bytes of `text` behind each of its sentences; one inside brackets or quotation marks is no end unless there are no others.
fn ends(text: &str) -> Vec<usize> {
    let (mut outer, mut all) = (Vec::new(), Vec::new());
    let mut depth = 0usize;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        match c {
            '（' | '“' | '‘' | '《' | '「' => depth += 1,
            '）' | '”' | '’' | '》' | '」' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' => {
                while let Some((_, next)) = chars.peek().copied() {
                    match next {
                        '。' | '！' | '？' => {}
                        '）' | '”' | '’' | '》' | '」' => depth = depth.saturating_sub(1),
                        _ => break,
                    }
                    chars.next();
                }
                let end = chars.peek().map_or(text.len(), |(at, _)| *at);
                all.push(end);
                if depth == 0 {
                    outer.push(end);
                }
            }
            _ => {}
        }
    }
    let mut out = if outer.is_empty() { all } else { outer };
    if out.last() != Some(&text.len()) {
        out.push(text.len());
    }
    out
}

/// How many bytes of `text` are printed: whole sentences of at most `longest` characters together, but one at least; and whether that one is longer.
pub(super) fn cut(text: &str, longest: usize) -> (usize, bool) {
    let length = |end: usize| text.get(..end).map_or(0, |t| t.chars().count());
    if length(text.len()) <= longest {
        return (text.len(), false);
    }
    let ends = ends(text);
    match ends.iter().rev().copied().find(|end| length(*end) <= longest) {
        Some(end) if end > 0 => (end, false),
        _ => (ends.first().copied().unwrap_or(text.len()), true),
    }
}
