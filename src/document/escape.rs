//! Data as text: what makes arbitrary text come out of [`parse`](super::parse) as itself, wherever a template puts it.

use super::chars::{is_caption_line, is_note_line, is_source_line, is_unit_line, ordinal_len};
use super::spaces::plain_chars;

/// The text as one line of a paper: control characters and marks of direction gone, line breaks and runs of spaces one space or, beside Han, none;
/// no space between Han and digits or Latin (the contract's rule), none at the ends. This is what `parse` gives back for [`escape_text`].
pub fn plain_line(text: &str) -> String {
    plain_chars(text).iter().map(|ch| ch.c).collect()
}

/// Escapes data so that, placed at any position (start of a paragraph, inside one, a heading, a table cell), it comes out of `parse` as exactly
/// [`plain_line`] of it and never makes structure: every ASCII mark that Markdown could read is escaped, and where the first character would make the
/// line a 单位：, 注：, 表N or 供稿 line it is written as a numeric reference, since a Han character cannot take a backslash.
pub fn escape_text(text: &str) -> String {
    let line = plain_line(text);
    let structural = is_unit_line(&line) || is_note_line(&line) || is_caption_line(&line) || is_source_line(&line);
    // 表 alone counts too: the number may follow from the template.
    let structural = structural || line.starts_with("表") && line.chars().nth(1).is_none_or(|c| c.is_ascii_digit());
    let chars: Vec<char> = line.chars().collect();
    // A space behind an ordinal that opens the line would be dropped.
    let ordinal = Some(ordinal_len(chars.iter().copied())).filter(|n| *n > 0 && chars.get(*n) == Some(&' '));
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let mut out = String::with_capacity(line.len() + 8);
    for (i, &c) in chars.iter().enumerate() {
        let escaped = match c {
            _ if i == 0 && structural => {
                out.push_str(&reference(c));
                continue;
            }
            ' ' if ordinal == Some(i) => {
                out.push_str(&reference(c));
                continue;
            }
            // As a reference: two backslashes before a template's own `|` would take that mark along.
            '\\' => {
                out.push_str(&reference(c));
                continue;
            }
            // These make structure at the start of a line alone.
            '-' | '+' | '=' | '>' | ':' => i == 0,
            // A list's number.
            '.' | ')' => i == 0 || (i == digits && chars.get(i + 1).is_none_or(|c| !c.is_ascii_digit())),
            ',' | '%' | ';' | '\'' | '"' | '?' | '@' | '$' | '^' | '(' => false,
            c => c.is_ascii_punctuation(),
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A numeric character reference.
pub(crate) fn reference(c: char) -> String {
    format!("&#{};", c as u32)
}

/// A TOML basic string, quotes included, that holds the text; line breaks stay (`\n`), other control characters go.
pub fn toml_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
