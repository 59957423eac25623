//! Texts as people type them, made comparable.

/// Characters that nobody sees: zero-width, byte order marks, soft hyphens, directional marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// A full-width letter, digit or sign as its half-width twin.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// The text without invisible characters and without blanks around it; otherwise as typed.
pub(super) fn clean(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
    visible.trim().to_owned()
}

/// [`clean`] with half-width letters, digits and signs.
pub(super) fn half(text: &str) -> String {
    clean(text).chars().map(half_width).collect()
}

/// What two texts have in common that mean the same: no blanks, no line breaks, half width, one kind of quotation marks, small letters.
pub(super) fn key(text: &str) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c) && !c.is_whitespace())
        .map(half_width)
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' | '「' | '」' | '‘' | '’' => '"',
            '〔' | '【' | '〈' => '(',
            '〕' | '】' | '〉' => ')',
            c => c,
        })
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_text_have_one_key() {
        for spelling in ["上期累计", " 上 期\n累计 ", "上期\u{200b}累计", "\u{feff}上\u{3000}期累计"] {
            assert_eq!(key(spelling), "上期累计");
        }
        assert_eq!(key("“六有”达标（个）"), key("\"六有\"达标(个)"));
        assert_eq!(half("１２，３００．５％"), "12,300.5%");
        assert_eq!(clean("\u{a0}甲县 \u{200b}"), "甲县");
    }
}
