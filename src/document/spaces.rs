//! Spaces of running text: line ends of the source, runs, Han against digits, ordinals, captions.

use super::chars::{drops_space, is_caption_line, is_dropped, is_newline, is_space, is_wide, ordinal_len};
use super::inline::{Ch, Kind};

/// Puts spaces in order: line ends of the source become a space or nothing, runs become one, none at the ends, none between Han and digits or Latin,
/// none after an ordinal that opens the line. Escaped spaces stay.
pub(super) fn normalise(chars: Vec<Ch>, ordinal: bool) -> Vec<Ch> {
    let mut out: Vec<Ch> = Vec::with_capacity(chars.len());
    let ordinal_end = if ordinal { ordinal_length(&chars) } else { 0 };
    // A space that waits for what follows it.
    let mut waiting: Option<Ch> = None;
    for ch in chars.into_iter().filter(|ch| ch.kind != Kind::Char || !is_dropped(ch.c)) {
        let space = ch.kind == Kind::Char && !ch.literal && is_space(ch.c);
        if space || ch.kind == Kind::Soft {
            let soft = ch.kind == Kind::Soft && waiting.is_none();
            match &mut waiting {
                // Beside a line end the spaces are part of it.
                Some(w) if ch.kind == Kind::Soft => w.kind = Kind::Soft,
                Some(_) => {}
                None => waiting = Some(Ch { c: ' ', kind: if soft { Kind::Soft } else { Kind::Char }, ..ch }),
            }
            continue;
        }
        if let Some(w) = waiting.take()
            && let Some(before) = out.last()
            && before.kind == Kind::Char
            && ch.kind == Kind::Char
        {
            let joined = w.kind == Kind::Soft && (is_wide(before.c) || is_wide(ch.c));
            let after_ordinal = ordinal_end > 0 && out.len() == ordinal_end;
            if !joined && !after_ordinal && !drops_space(before.c, ch.c) {
                // A space between bold and bold is bold too, one at an edge is not.
                let strong = before.strong && ch.strong;
                let link = if before.link == ch.link { before.link } else { 0 };
                out.push(Ch { kind: Kind::Char, strong, link, ..w });
            }
        }
        out.push(ch);
    }
    // A forced break at either end breaks nothing.
    while out.last().is_some_and(|ch| ch.kind == Kind::Hard) {
        out.pop();
    }
    let lead = out.iter().take_while(|ch| ch.kind == Kind::Hard).count();
    out.drain(..lead);
    out
}

/// The space behind 表N in a caption is kept as a full-width one: number and name are set apart.
pub(super) fn keep_caption_space(chars: &mut [Ch]) {
    let plain = |ch: &Ch| ch.kind == Kind::Char && !ch.literal;
    let number = 1 + chars.iter().skip(1).take_while(|ch| ch.c.is_ascii_digit()).count();
    let line: String = chars.iter().map(|ch| ch.c).collect();
    if is_caption_line(line.trim_end())
        && chars.iter().take(number).all(plain)
        && let Some(space) = chars.get_mut(number).filter(|ch| plain(ch) && is_space(ch.c))
    {
        space.c = '\u{3000}';
        for ch in chars.iter_mut().skip(number + 1).take_while(|ch| plain(ch) && is_space(ch.c)) {
            ch.c = '\u{200B}';
        }
    }
}

/// Length of the ordinal at the start if none of its characters is escaped.
fn ordinal_length(chars: &[Ch]) -> usize {
    let n = ordinal_len(chars.iter().map(|ch| ch.c));
    if chars.iter().take(n).any(|ch| ch.literal || ch.kind != Kind::Char) { 0 } else { n }
}

/// The characters of a plain text by the same rules; nothing in it is markup.
pub(super) fn plain_chars(text: &str) -> Vec<Ch> {
    let chars = text
        .replace("\r\n", "\n")
        .char_indices()
        .filter(|(_, c)| is_newline(*c) || !is_dropped(*c))
        .map(|(i, c)| {
            let kind = if is_newline(c) { Kind::Soft } else { Kind::Char };
            Ch { c, kind, literal: false, strong: false, link: 0, span: i..i + c.len_utf8() }
        })
        .collect();
    let mut out = normalise(chars, false);
    // Indentation typed with full-width spaces is no part of what was said.
    while out.last().is_some_and(|ch| ch.c == '\u{3000}' || is_space(ch.c)) {
        out.pop();
    }
    let lead = out.iter().take_while(|ch| ch.c == '\u{3000}' || is_space(ch.c)).count();
    out.drain(..lead);
    out
}
