//! Classes of characters and the small patterns that give a line its part in the text (单位：, 注：, 表N, 供稿, ordinals).

/// First of the private-use characters that only the merge stage writes.
const SENTINEL_FIRST: char = '\u{F0000}';
/// Last of them.
const SENTINEL_LAST: char = '\u{F001F}';

/// A sentinel of the merge stage, which is never text.
pub(crate) fn is_sentinel(c: char) -> bool {
    (SENTINEL_FIRST..=SENTINEL_LAST).contains(&c)
}

/// A character that no text may hold: control characters, marks of direction and zero-width spaces (invisible, and they make equal names differ), and the sentinels.
pub(crate) fn is_dropped(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || is_sentinel(c)
}

/// A line break of any kind.
pub(crate) fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// A space that has no width of its own in Chinese text. U+3000 is none: it is typed on purpose.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}')
}

/// A Han character (the ideographs, 〇 and 々).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '\u{F900}'..='\u{FAFF}' | '\u{2E80}'..='\u{2FDF}' | '〇' | '々')
}

/// A Han character or a mark as wide as one.
pub(crate) fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{30FF}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// A letter, digit or percent sign, which stands against Han without a space.
pub(crate) fn is_narrow_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '%'
}

/// Whether a space between these two is dropped: one is Han, the other a digit or Latin letter; or one is a full-width mark, which brings its own
/// blank.
pub(crate) fn drops_space(before: char, after: char) -> bool {
    (is_han(before) && is_narrow_word(after)) || (is_narrow_word(before) && is_han(after)) || closes(before) || opens(after)
}

/// A full-width mark with its blank behind it.
fn closes(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '”' | '’' | '）' | '》' | '〉' | '〕' | '】')
}

/// A full-width mark with its blank before it.
fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '〔' | '【')
}

/// Whether the line is a unit line of a table (单位：).
pub(crate) fn is_unit_line(line: &str) -> bool {
    line.starts_with("单位：")
}

/// Whether the line is a note below a table (注： or 数据来源：).
pub(crate) fn is_note_line(line: &str) -> bool {
    line.starts_with("注：") || line.starts_with("数据来源：")
}

/// Whether the line is a table's caption: 表, a number, and no sentence.
pub(crate) fn is_caption_line(line: &str) -> bool {
    line.strip_prefix('表').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        && !line.ends_with(['。', '！', '？', '；', '：', '，'])
}

/// Whether the line is wholly （…供稿）.
pub(crate) fn is_source_line(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('（').and_then(|l| l.strip_suffix("供稿）")) else { return false };
    // The first bracket must be the partner of the last.
    let mut depth = 0i32;
    for c in inner.chars() {
        match c {
            '（' => depth += 1,
            '）' if depth == 0 => return false,
            '）' => depth -= 1,
            '。' if depth == 0 => return false,
            _ => {}
        }
    }
    depth == 0
}

/// Length in characters of the ordinal that a heading or paragraph begins with (一、 （一） 1. （1）), zero if there is none.
pub(crate) fn ordinal_len(text: impl Iterator<Item = char>) -> usize {
    let head: Vec<char> = text.take(8).collect();
    let number = |from: usize| {
        let digits = head.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 { digits } else { head.iter().skip(from).take_while(|c| "一二三四五六七八九十百".contains(**c)).count() }
    };
    let at = |i: usize| head.get(i).copied().unwrap_or('\0');
    if matches!(at(0), '（' | '(') {
        let n = number(1);
        return if n > 0 && matches!(at(n + 1), '）' | ')') { n + 2 } else { 0 };
    }
    let n = number(0);
    let ends = if at(0).is_ascii_digit() { matches!(at(n), '.' | '．') } else { at(n) == '、' };
    if n > 0 && ends { n + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_line_is_one_pair_of_brackets() {
        assert!(is_source_line("（某县总工会供稿）"));
        assert!(is_source_line("（某县总工会（筹）供稿）"));
        assert!(!is_source_line("（一）办好阵地（某县供稿）"));
        assert!(!is_source_line("（某县供稿）。"));
    }

    #[test]
    fn captions_are_no_sentences() {
        assert!(is_caption_line("表1　各县进度"));
        assert!(!is_caption_line("表1列出了各县进度。"));
        assert!(!is_caption_line("表彰名单"));
    }

    #[test]
    fn ordinals_of_the_four_levels() {
        for (text, n) in [
            ("一、总体", 2),
            ("十二、总体", 3),
            ("（一）抓实", 3),
            ("(1) x", 3),
            ("1. 加强", 2),
            ("15.切实", 3),
            ("2023年", 0),
            ("一是", 0),
            ("（注）", 0),
        ] {
            assert_eq!(ordinal_len(text.chars()), n, "{text}");
        }
    }
}
