//! Q1: quotes and brackets in pairs, and none inside one of its own kind.

use super::super::Level;
use super::super::scan::{Flat, Hit};
use super::hit;
use crate::document::{Role, SourceLine};
use crate::words::lint as words;

/// The kinds: opening, closing, and what stands inside one of the same kind instead.
const KINDS: [(char, char, &str); 7] = [
    ('“', '”', "‘ ’"),
    ('‘', '’', "“ ”"),
    ('（', '）', "〔 〕"),
    ('《', '》', "〈 〉"),
    ('〈', '〉', "《 》"),
    ('〔', '〕', "（ ）"),
    ('【', '】', "（ ）"),
];
/// Index of the round brackets, which are also typed in half width.
const ROUND: usize = 2;

fn kind(c: char) -> Option<(usize, bool)> {
    let wide = match c {
        '(' => '（',
        ')' => '）',
        c => c,
    };
    KINDS.iter().enumerate().find_map(|(k, (open, close, _))| match wide {
        c if c == *open => Some((k, true)),
        c if c == *close => Some((k, false)),
        _ => None,
    })
}

pub(super) fn check(lines: &[SourceLine], out: &mut Vec<Hit>) {
    for (n, line) in lines.iter().enumerate() {
        let flat = Flat::new(line);
        // Open marks: kind and place.
        let mut open: Vec<(usize, usize)> = Vec::new();
        for (i, ch) in line.chars.iter().enumerate() {
            let Some((k, opens)) = kind(ch.c).filter(|_| !flat.is_foreign(&(i..i + 1))) else { continue };
            let before = i.checked_sub(1).and_then(|b| line.chars.get(b)).map(|c| c.c);
            let latin = before.is_some_and(|c| c.is_ascii_alphanumeric());
            if opens {
                if open.iter().any(|(other, _)| *other == k) {
                    let (level, inner) = (if k == ROUND { Level::I } else { Level::E }, KINDS.get(k).map_or("", |(_, _, inner)| *inner));
                    out.push(hit("Q1", level, n, i..i + 1, words::nested(ch.c, inner)));
                }
                open.push((k, i));
                continue;
            }
            match open.iter().rposition(|(other, _)| *other == k) {
                Some(at) => {
                    // What was opened inside and not closed.
                    for (other, place) in open.drain(at..).skip(1) {
                        out.push(unclosed(line, n, other, place));
                    }
                    let partner = open.len();
                    debug_assert_eq!(partner, at);
                }
                // An apostrophe, and the bracket of a typed ordinal such as 1).
                None if latin && matches!(ch.c, '’' | ')') => {}
                None => {
                    let wanted = KINDS.get(k).map_or(' ', |(open, _, _)| *open);
                    out.push(hit("Q1", Level::E, n, i..i + 1, words::unopened(ch.c, wanted)));
                }
            }
        }
        // Each paragraph of a long quotation opens with a quote and only the last one closes.
        let next = lines.get(n + 1).filter(|l| l.role == line.role && matches!(l.role, Role::Paragraph | Role::Quote | Role::Item));
        let goes_on = next.and_then(|l| l.chars.first()).is_some_and(|ch| ch.c == '“');
        for (k, place) in open {
            if !(k == 0 && goes_on) {
                out.push(unclosed(line, n, k, place));
            }
        }
        mixed(line, n, &flat, out);
    }
}

fn unclosed(line: &SourceLine, n: usize, k: usize, place: usize) -> Hit {
    let found = line.chars.get(place).map_or(' ', |ch| ch.c);
    hit("Q1", Level::E, n, place..place + 1, words::unclosed(found, KINDS.get(k).map_or(' ', |(_, close, _)| *close)))
}

/// A half-width round bracket whose partner is full-width: both are to be full-width.
fn mixed(line: &SourceLine, n: usize, flat: &Flat<'_>, out: &mut Vec<Hit>) {
    let mut open: Vec<(char, usize)> = Vec::new();
    for (i, ch) in line.chars.iter().enumerate().filter(|(i, _)| !flat.is_foreign(&(*i..*i + 1))) {
        match ch.c {
            '(' | '（' => open.push((ch.c, i)),
            ')' | '）' => {
                let Some((first, at)) = open.pop() else { continue };
                let narrow = match (first, ch.c) {
                    ('(', '）') => at,
                    ('（', ')') => i,
                    _ => continue,
                };
                let mut found = hit("Q1", Level::E, n, narrow..narrow + 1, words::mixed_brackets());
                if line.chars.get(narrow).is_some_and(|ch| !ch.fixed) {
                    found.edits = vec![(narrow..narrow + 1, if narrow == at { "（" } else { "）" }.to_owned())];
                }
                out.push(found);
            }
            _ => {}
        }
    }
}
