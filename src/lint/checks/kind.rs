//! Q7: two colons in one sentence. Q8: 文种 against the direction in which the paper goes.

use super::super::Level;
use super::super::scan::Hit;
use super::hit;
use crate::document::{Document, Format, Role, SourceLine};
use crate::words::lint as words;

/// Q7.
pub(super) fn colons(lines: &[SourceLine], out: &mut Vec<Hit>) {
    for (n, line) in lines.iter().enumerate() {
        if !matches!(line.role, Role::Paragraph | Role::Item | Role::Quote | Role::Heading(_)) {
            continue;
        }
        let (mut depth, mut colons, mut start) = (0usize, 0, 0);
        for (i, ch) in line.chars.iter().enumerate() {
            let digit = |at: Option<usize>| at.and_then(|a| line.chars.get(a)).is_some_and(|c| c.c.is_ascii_digit());
            match ch.c {
                '“' | '（' | '《' | '‘' => depth += 1,
                '”' | '）' | '》' | '’' => depth = depth.saturating_sub(1),
                '。' | '！' | '？' if depth == 0 => (colons, start) = (0, i + 1),
                '：' if depth == 0 && !(digit(i.checked_sub(1)) && digit(Some(i + 1))) => {
                    colons += 1;
                    if colons == 2 {
                        out.push(hit("Q7", Level::I, n, start..i + 1, words::two_colons()));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The statutory kinds, longer ones first where one ends like another.
const KINDS: [&str; 15] = ["决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"];

/// Q8.
pub(super) fn check(lines: &[SourceLine], document: &Document, out: &mut Vec<Hit>) {
    let Some((n, line)) = lines.iter().enumerate().find(|(_, l)| l.role == Role::Title) else { return };
    let text = line.text();
    let mut title = text.trim_end();
    // （试行） and the like behind it.
    while let Some(cut) = title.strip_suffix('）').and_then(|t| t.rfind('（').map(|i| t.get(..i).unwrap_or_default())) {
        title = cut.trim_end();
    }
    let kind = KINDS.iter().find(|k| title.ends_with(**k)).copied();
    let wrong: &[&str] = match document.head.format {
        Format::Circular => &["报告", "请示", "函"],
        Format::Upward => &["通知", "通报", "批复", "决定", "命令", "公告", "通告", "函"],
        Format::Letter => &["报告", "决议", "命令", "公报", "公告"],
        _ => return,
    };
    let place = 0..line.chars.len();
    match kind {
        Some(kind) if wrong.contains(&kind) => {
            out.push(hit("Q8", Level::W, n, place, words::kind_against_direction(kind, document.head.format.name())))
        }
        None if matches!(document.head.format, Format::Circular | Format::Upward) => out.push(hit("Q8", Level::W, n, place, words::no_kind())),
        _ => {}
    }
}
