//! Q2: the ordinals of headings and paragraphs count 1, 2, 3 …, and no level is left out; 一是、二是 too.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Level;
use super::super::scan::{Flat, Hit};
use super::{han_number, hit};
use crate::document::{Role, SourceLine};
use crate::words::lint as words;

static RUN_IN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|[。；，：])(?<n>[一二三四五六七八九十]{1,3})是").ok());

/// Levels of ordinals: 一、 （一） 1. （1）.
const LEVELS: usize = 4;

/// The level, number and length in characters of the ordinal that a line begins with.
fn ordinal(line: &SourceLine) -> Option<(usize, u32, usize)> {
    let text: Vec<char> = line.chars.iter().take(9).map(|ch| ch.c).collect();
    let n = crate::document::chars::ordinal_len(text.iter().copied());
    let body: String = text.get(..n)?.iter().filter(|c| !"（）()、.．".contains(**c)).collect();
    let brackets = matches!(text.first(), Some('（' | '('));
    let arabic = body.chars().all(|c| c.is_ascii_digit());
    let number = if arabic { body.parse().ok()? } else { han_number(&body) };
    // 1.5万人 is a figure.
    if n == 0 || number == 0 || (arabic && !brackets && text.get(n).is_some_and(char::is_ascii_digit)) {
        return None;
    }
    let level = match (brackets, arabic) {
        (false, false) => 1,
        (true, false) => 2,
        (false, true) => 3,
        (true, true) => 4,
    };
    Some((level, number, n))
}

#[derive(Default)]
struct State {
    /// Last number of each level under its parent; 0 where none has come yet.
    count: [u32; LEVELS],
    /// Last number of each level in the whole part: a series may run on over parents.
    running: [u32; LEVELS],
    /// Whether a heading or ordinal of the level stands above.
    seen: [bool; LEVELS],
}

pub(super) fn check(lines: &[SourceLine], out: &mut Vec<Hit>) {
    let mut state = State::default();
    let mut skipped = false;
    for (n, line) in lines.iter().enumerate() {
        let heading = match line.role {
            Role::SectionTitle => {
                state = State::default();
                continue;
            }
            Role::Heading(level) => Some(usize::from(level)),
            Role::Paragraph => None,
            _ => continue,
        };
        if heading.is_none() {
            run_in(line, n, out);
        }
        let Some((level, number, len)) = ordinal(line) else {
            if let Some(level) = heading {
                // A heading without a number begins its level anew.
                state.enter(level, None);
            }
            continue;
        };
        if let Some(wanted) = heading.filter(|h| *h != level) {
            out.push(hit("Q2", Level::W, n, 0..len, words::ordinal_of_other_level(wanted)));
        }
        let at = |list: &[u32; LEVELS]| list.get(level - 1).copied().unwrap_or_default();
        let (here, running) = (at(&state.count), at(&state.running));
        let goes_on = number == here + 1 || (here == 0 && number == running + 1);
        // A level whose parent is not there: told once a text.
        let orphan = level > 1 && state.seen.get(level - 2) == Some(&false);
        if orphan && !skipped {
            skipped = true;
            out.push(hit("Q2", Level::W, n, 0..len, words::level_left_out(level)));
        }
        if !(goes_on || orphan && number == 1) {
            out.push(hit("Q2", Level::W, n, 0..len, words::out_of_sequence(level, here + 1)));
        }
        state.enter(level, Some(number));
    }
}

impl State {
    fn enter(&mut self, level: usize, number: Option<u32>) {
        for k in 0..LEVELS {
            let deeper = k + 1 > level;
            if deeper {
                set(&mut self.count, k, 0);
                set(&mut self.seen, k, false);
            }
        }
        set(&mut self.seen, level - 1, true);
        if let Some(number) = number {
            set(&mut self.count, level - 1, number);
            set(&mut self.running, level - 1, number);
        }
    }
}

fn set<T>(list: &mut [T; LEVELS], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

/// 一是…；二是… inside a paragraph.
fn run_in(line: &SourceLine, n: usize, out: &mut Vec<Hit>) {
    let flat = Flat::new(line);
    let mut last = 0;
    for found in RUN_IN.iter().flat_map(|r| r.captures_iter(&flat.text)) {
        let Some(group) = found.name("n") else { continue };
        let number = han_number(group.as_str());
        if last > 0 && number != last + 1 && number != 1 {
            out.push(hit("Q2", Level::W, n, flat.chars(group.range()), words::run_in_sequence(last + 1)));
        }
        last = number;
    }
}
