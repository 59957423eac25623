//! Texts found again in lines, character by character.

use super::read::Line;

/// Something that is not as the document has it.
#[derive(Debug)]
pub(super) struct Miss {
    pub page: usize,
    pub number: usize,
    pub wanted: String,
    pub found: String,
}

/// The characters of a text that leave ink.
pub(super) fn shown(text: &str) -> impl Iterator<Item = char> {
    let blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
    };
    text.chars().filter(move |c| !blank(*c))
}

/// How many characters of a text tell where it begins.
const KEY: usize = 8;
/// Characters of a line that may be others for it still to count as the line.
const SLIPS: usize = 2;

/// How far ahead a lost text is looked for, lines and texts.
const AHEAD: usize = 300;
/// Most characters that may be lost from a line, or be too many on it, for the next to be looked for at once.
const SLIDE: usize = 8;

/// Finds texts, each of which begins on a new line, in lines. What does not agree is noted, and the search goes on where a later text begins.
pub(super) fn align<'p>(lines: &[&'p Line], wanted: &[Vec<char>], misses: &mut Vec<Miss>) -> Vec<Vec<&'p Line>> {
    let lines: Vec<&'p Line> = lines.iter().copied().filter(|l| shown(&l.text).next().is_some()).collect();
    let read: Vec<Vec<char>> = lines.iter().map(|l| shown(&l.text).collect()).collect();
    let search = Search { read: &read, wanted };
    let mut out: Vec<Vec<&Line>> = wanted.iter().map(|_| Vec::new()).collect();
    let (mut pos, mut next) = (0, 0);
    while let Some(want) = wanted.get(next) {
        let mut at = 0;
        while let Some(rest) = want.get(at..).filter(|r| !r.is_empty()) {
            let (Some(line), Some(have)) = (lines.get(pos), read.get(pos)) else {
                let (page, number) = lines.last().map_or((0, 0), |l| (l.page, l.number));
                misses.push(Miss { page, number, wanted: excerpt(rest), found: String::new() });
                return out;
            };
            let step = if rest.starts_with(have) { Some(have.len()) } else { search.step(pos, next, at) };
            if !rest.starts_with(have) {
                misses.push(Miss { page: line.page, number: line.number, wanted: excerpt(rest), found: excerpt(have) });
            }
            let Some(step) = step else { break };
            if let Some(of) = out.get_mut(next) {
                of.push(line);
            }
            at += step;
            pos += 1;
        }
        if at >= want.len() {
            next += 1;
            continue;
        }
        // Lost: on with the first line from here that begins a later text.
        let found = (pos..lines.len().min(pos + AHEAD))
            .find_map(|line| (next + 1..wanted.len().min(next + AHEAD)).find(|t| search.begins(line, *t, 0)).map(|t| (line, t)));
        let (line, text) = found.unwrap_or((lines.len(), wanted.len()));
        if let Some(of) = out.get_mut(next) {
            of.extend(lines.get(pos..line).unwrap_or_default());
        }
        (pos, next) = (line, text);
    }
    if let (Some(line), Some(have)) = (lines.get(pos), read.get(pos)) {
        misses.push(Miss { page: line.page, number: line.number, wanted: String::new(), found: excerpt(have) });
    }
    out
}

struct Search<'s> {
    read: &'s [Vec<char>],
    wanted: &'s [Vec<char>],
}

impl Search<'_> {
    /// Whether a line begins as a text goes on at `at`.
    fn begins(&self, line: usize, text: usize, at: usize) -> bool {
        let (Some(have), Some(want)) = (self.read.get(line), self.wanted.get(text).and_then(|w| w.get(at..))) else { return false };
        let key = KEY.min(want.len()).min(have.len());
        key > 0 && have.get(..key) == want.get(..key)
    }

    /// How many characters of a text a line stands for that does not agree with it: as many as it has if a few are others, else so many that
    /// the next line goes on behind them.
    fn step(&self, line: usize, text: usize, at: usize) -> Option<usize> {
        let (have, want) = (self.read.get(line)?, self.wanted.get(text)?);
        let rest = want.get(at..)?;
        let slips = rest.iter().zip(have).filter(|(a, b)| a != b).count();
        if have.len() <= rest.len() && slips <= SLIPS && slips * 3 <= have.len() {
            return Some(have.len());
        }
        let agree = have.iter().zip(rest).take_while(|(a, b)| a == b).count();
        (1..=SLIDE).flat_map(|d| [have.len().checked_add(d), have.len().checked_sub(d)]).flatten().filter(|step| *step > 0 && agree > 0).find(
            |step| {
                let after = at + step;
                if after == want.len() {
                    line + 1 == self.read.len() || self.begins(line + 1, text + 1, 0)
                } else {
                    self.begins(line + 1, text, after)
                }
            },
        )
    }
}

fn excerpt(chars: &[char]) -> String {
    let mut out: String = chars.iter().take(14).collect();
    if chars.len() > 14 {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::read::Class;
    use super::*;

    fn line(text: &str, number: usize) -> Line {
        Line {
            page: 0,
            number,
            class: Class::Text,
            glyphs: Vec::new(),
            text: text.to_owned(),
            left: 0.0,
            right: 0.0,
            top: 0.0,
            bottom: 0.0,
            baseline: 0.0,
            size: 16.0,
        }
    }

    fn found(lines: &[&str], wanted: &[&str]) -> (Vec<usize>, Vec<(usize, String, String)>) {
        let lines: Vec<Line> = lines.iter().enumerate().map(|(i, t)| line(t, i + 1)).collect();
        let mut misses = Vec::new();
        let wanted: Vec<Vec<char>> = wanted.iter().map(|t| shown(t).collect()).collect();
        let out = align(&lines.iter().collect::<Vec<_>>(), &wanted, &mut misses);
        (out.iter().map(Vec::len).collect(), misses.into_iter().map(|m| (m.number, m.wanted, m.found)).collect())
    }

    #[test]
    fn texts_are_found_line_by_line_and_blanks_do_not_count() {
        assert_eq!(found(&["甲乙　丙", "丁", "戊己"], &["甲乙丙丁", "戊 己"]), (vec![2, 1], vec![]));
    }

    #[test]
    fn a_changed_a_lost_and_an_added_line_are_told_and_the_rest_is_still_found() {
        let changed = found(&["甲乙丙", "丁X己", "庚辛"], &["甲乙丙丁戊己", "庚辛"]);
        assert_eq!(changed, (vec![2, 1], vec![(2, "丁戊己".into(), "丁X己".into())]));
        let torn = found(&["甲乙丙丁戊己", "庚壬癸子丑", "寅卯"], &["甲乙丙丁戊己庚辛壬癸子丑寅卯"]);
        assert_eq!(torn, (vec![3], vec![(2, "庚辛壬癸子丑寅卯".into(), "庚壬癸子丑".into())]));
        let lost = found(&["甲乙丙", "庚辛"], &["甲乙丙丁戊己", "庚辛"]);
        assert_eq!(lost, (vec![1, 1], vec![(2, "丁戊己".into(), "庚辛".into())]));
        let added = found(&["甲乙丙", "多出一行在这里", "庚辛"], &["甲乙丙", "庚辛"]);
        assert_eq!(added.1, vec![(2, "庚辛".into(), "多出一行在这里".into())]);
        let end = found(&["甲乙丙"], &["甲乙丙", "庚辛"]);
        assert_eq!(end.1, vec![(1, "庚辛".into(), String::new())]);
    }
}
