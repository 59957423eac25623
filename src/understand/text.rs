//! Texts as people type them, made comparable.

use unicode_normalization::UnicodeNormalization;

/// Characters that nobody sees: zero-width, byte order marks, soft hyphens, directional marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
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

/// [`clean`] without any blanks or line breaks: how a name is printed.
pub(super) fn tight(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c) && !c.is_whitespace()).collect()
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

/// Characters that look like another one: what stands there, what was meant.
const LOOK_ALIKE: [(char, char); 14] = [
    ('囗', '口'),
    ('ロ', '口'),
    ('巿', '市'),
    ('県', '县'),
    ('曰', '日'),
    ('エ', '工'),
    ('カ', '力'),
    ('ニ', '二'),
    ('ハ', '八'),
    ('タ', '夕'),
    ('ト', '卜'),
    ('區', '区'),
    ('亙', '亘'),
    ('戸', '户'),
];

/// [`key`] in simplified characters, with look-alikes, radicals and compatibility forms as the characters that they stand for.
pub(super) fn fold(text: &str) -> String {
    let plain: String = key(text).nfkc().map(|c| LOOK_ALIKE.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect();
    fast2s::convert(&plain)
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
        assert_eq!(tight(" 会 员\n数 "), "会员数");
    }

    #[test]
    fn traditional_and_look_alike_characters_fold_into_the_usual_ones() {
        // 囗 U+56D7 and the radical ⼝ for 口, 巿 (four strokes) for 市.
        for (typed, meant) in [("甲囗縣", "甲口县"), ("甲⼝县", "甲口县"), ("乙水巿", "乙水市"), ("丙灣區", "丙湾区"), ("甲県", "甲县")]
        {
            assert_eq!(fold(typed), meant, "{typed}");
        }
    }
}
