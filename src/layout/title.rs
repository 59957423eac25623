//! Lines of a title (TI-02 to TI-05): whole phrases, in the shape of a trapezium (梯形) or a rhombus (菱形).

use std::ops::Range;

use crate::layout::boxes::{Piece, rough_boxes};
use crate::layout::breaks::{Names, breaks};
use crate::layout::kinsoku::{is_digit, is_han};

/// A break that would tear a word: only if there is no other way.
const TEAR: i64 = 1_000;

/// Words of one character that close the word before them.
const SUFFIXES: [char; 22] =
    ['级', '化', '性', '率', '型', '式', '者', '员', '制', '们', '法', '会', '组', '局', '力', '度', '感', '表', '奖', '号', '站', '点'];

/// Set phrases of official titles in general, one a line, several words each: a break inside one costs what it costs in a domain phrase.
const PHRASES: &str = include_str!("phrases.txt");

/// A line narrower than this looks lost, u.
const SHORT: i32 = 500;

/// Nouns that close a compound: 进展情况, 队伍建设, 领导小组.
const HEADS: [&str; 28] = [
    "工作", "情况", "意见", "方案", "办法", "措施", "机制", "制度", "建设", "改革", "活动", "行动", "会议", "材料", "安排", "专班", "小组", "汇报",
    "通报", "报告", "通知", "计划", "规划", "要点", "总结", "任务", "目标", "服务",
];

/// The lines of a title of at most `max_cells` cells (19 for 22 pt) each, `max_lines` of them unless it cannot be held in so few. `\n` forces
/// a break; a title that fits stays on one line. `lexicon` holds names and phrases that are rather not broken.
pub fn break_title(title: &str, max_cells: i32, max_lines: usize, lexicon: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let parts = title.split(['\n', '\u{2028}', '\u{2029}']).filter(|p| !p.trim().is_empty());
    for part in parts {
        let chars: Vec<char> = part.chars().collect();
        let pieces = rough_boxes(&chars);
        if !pieces.is_empty() {
            let lines = Title::new(&pieces, max_cells.max(1), lexicon).lines(max_lines.max(1));
            out.extend(lines.into_iter().map(|l| text(&chars, pieces.get(l).unwrap_or_default())));
        }
    }
    out
}

/// The characters of a line, blanks at its ends left out.
fn text(chars: &[char], pieces: &[Piece]) -> String {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return String::new() };
    chars.get(first.first..last.end).unwrap_or_default().iter().collect()
}

/// Whether lines of these widths (u) stand well: 梯形 or 菱形 (TI-02). Two equal lines pass for want of better.
pub fn well_shaped(widths: &[i32]) -> bool {
    shape(widths) < 200
}

/// What the shape of a title costs.
fn shape(widths: &[i32]) -> i64 {
    let (Some(first), Some(last)) = (widths.first(), widths.last()) else { return 0 };
    let steps: Vec<i32> = widths.windows(2).map(|w| if let [a, b] = w { b - a } else { 0 }).collect();
    // The longer line above is liked a little better.
    let top_heavy = i64::from(first < last);
    let uneven = i64::from((first - last).abs() / 100);
    match steps.as_slice() {
        [] => 0,
        [step] => i64::from(step.abs() < 100) * 30 + uneven + top_heavy,
        _ => {
            let hourglass = steps.windows(2).any(|s| matches!(s, [a, b] if *a < 0 && *b > 0));
            let flat = steps.iter().any(|s| s.abs() < 100);
            if hourglass { 200 } else { i64::from(flat) * 60 + uneven + top_heavy }
        }
    }
}

struct Title<'a> {
    pieces: &'a [Piece],
    /// Widest line, u.
    widest: i32,
    /// Cost of a break before each box, `None` where there is none.
    costs: Vec<Option<i64>>,
    /// Width before each box, u.
    before: Vec<i32>,
}

impl<'a> Title<'a> {
    fn new(pieces: &'a [Piece], max_cells: i32, lexicon: &[String]) -> Self {
        let widest = max_cells.saturating_mul(100);
        let mut before = vec![0];
        let mut sum = 0_i32;
        for p in pieces {
            sum = sum.saturating_add(p.width).saturating_add(p.space);
            before.push(sum);
        }
        let mut title = Self { pieces, widest, costs: Vec::new(), before };
        title.costs = title.costs(lexicon);
        title
    }

    fn ch(&self, k: usize) -> char {
        self.pieces.get(k).map_or('\0', |p| p.c)
    }

    fn starts(&self, k: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.ch(k + n) == c)
    }

    fn costs(&self, lexicon: &[String]) -> Vec<Option<i64>> {
        let n = self.pieces.len();
        let general = breaks(self.pieces, true, self.widest, Names::default()).costs;
        let word_inside = |k: usize| general.get(k).is_some_and(|c| matches!(c, 15 | 30));
        let mut costs: Vec<Option<i64>> = (0..n)
            .map(|k| {
                let cost = general.get(k).copied().unwrap_or_default();
                match cost {
                    _ if k == 0 => None,
                    15 | 30 => Some(TEAR),
                    300.. => None,
                    _ => Some(i64::from(cost) + self.phrase(k, &word_inside)),
                }
            })
            .collect();
        for (cost, inside) in costs.iter_mut().zip(self.inside_marks()) {
            if let Some(cost) = cost {
                *cost += if inside { 60 } else { 0 };
            }
        }
        for (word, price) in lexicon.iter().map(|w| (w.as_str(), 100)).chain(PHRASES.lines().map(|w| (w, 60))) {
            let length = word.chars().count();
            for k in (0..n).filter(|k| length > 1 && self.starts(*k, word)) {
                for cost in costs.iter_mut().skip(k + 1).take(length - 1).flatten() {
                    *cost += price;
                }
            }
        }
        costs
    }

    /// What the words on both sides of a break say.
    fn phrase(&self, k: usize, word_inside: &dyn Fn(usize) -> bool) -> i64 {
        let (last, next) = (self.ch(k - 1), self.ch(k));
        let single = !word_inside(k + 1);
        let kind_alone =
            self.starts(k, "的") && ["通知", "通报", "报告", "意见", "函", "决定", "请示", "批复", "汇报"].iter().any(|w| self.starts(k + 1, w));
        let mut cost = 0;
        if matches!(next, '的' | '和' | '与' | '及' | '等' | '暨') && single {
            cost += 40;
        }
        // 县|级, 制度|化: what closes a word never opens a line.
        if is_han(last) && single && SUFFIXES.contains(&next) {
            cost += 200;
        }
        // 推动新|就业形态: a word of one character leans on the one behind it.
        let lone = k >= 2 && is_han(last) && is_han(self.ch(k - 2)) && !word_inside(k - 1);
        if lone && is_han(next) && !SUFFIXES.contains(&last) && !matches!(last, '的' | '和' | '与' | '及' | '等' | '暨') {
            cost += 40;
        }
        if kind_alone {
            cost += 30;
        }
        if k >= 2 && self.ch(k - 2) == '关' && last == '于' {
            cost += 10;
        }
        // 2023年|上半年
        if last == '年' && k >= 2 && is_digit(self.ch(k - 2)) && matches!(next, '上' | '下' | '第' | '度') {
            cost += 60;
        }
        let phrase_ends = matches!(last, '的' | '》' | '）' | '、') || self.starts(k, "关于") || matches!(next, '《' | '“' | '（') || is_digit(next);
        if last == '级' && is_han(next) {
            // 县级|工会
            cost += 40;
        } else if last == '”' && is_han(next) {
            // What is quoted mostly belongs to the noun behind it.
            cost += 10;
        } else if !phrase_ends && is_han(last) {
            // An ordinary word boundary is not the end of a phrase, least of all before the noun that closes a compound.
            cost += if HEADS.iter().any(|h| self.starts(k, h)) { 35 } else { 15 };
        }
        cost
    }

    /// Before which boxes a break is inside “ ” or 《 》 of fewer than twelve cells.
    fn inside_marks(&self) -> Vec<bool> {
        let mut inside = vec![false; self.pieces.len()];
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.pieces.len() {
            match self.ch(at) {
                '“' | '《' | '‘' | '〈' | '（' => open.push(at),
                '”' | '》' | '’' | '〉' | '）' => {
                    if let Some(from) = open.pop()
                        && self.width(from + 1..at) < 1_200
                    {
                        inside.iter_mut().take(at + 1).skip(from + 1).for_each(|x| *x = true);
                    }
                }
                _ => {}
            }
        }
        inside
    }

    /// Width of a line, u.
    fn width(&self, line: Range<usize>) -> i32 {
        let at = |k: usize| self.before.get(k).copied().unwrap_or_default();
        let space = line.end.checked_sub(1).and_then(|k| self.pieces.get(k)).map_or(0, |p| p.space);
        at(line.end) - at(line.start) - space
    }

    fn lines(&self, max_lines: usize) -> Vec<Range<usize>> {
        let n = self.pieces.len();
        if self.width(0..n) <= self.widest {
            return std::iter::once(0..n).collect();
        }
        // Every way of cutting is looked at as long as these are few, as they are for any title that fits.
        let least = (self.width(0..n) - 1).max(0).div_euclid(self.widest) as usize + 1;
        if max_lines <= 4 && least <= 4 && n <= 100 {
            let mut best: Option<(i64, Vec<usize>)> = None;
            // Too long for so few lines, it gets one more.
            for lines in least.max(2)..=max_lines.max(least) {
                self.cut(&mut vec![0], 0, lines, &mut best);
            }
            if let Some((_, cuts)) = best {
                return cuts.windows(2).map(|w| if let [a, b] = w { *a..*b } else { 0..0 }).collect();
            }
        }
        self.fill()
    }

    /// Tries every cut into `left` more lines.
    fn cut(&self, cuts: &mut Vec<usize>, cost: i64, left: usize, best: &mut Option<(i64, Vec<usize>)>) {
        let n = self.pieces.len();
        let from = cuts.last().copied().unwrap_or_default();
        if best.as_ref().is_some_and(|b| b.0 <= cost) {
            return;
        }
        if left == 1 {
            if self.width(from..n) > self.widest {
                return;
            }
            cuts.push(n);
            let widths: Vec<i32> = cuts.windows(2).map(|w| if let [a, b] = w { self.width(*a..*b) } else { 0 }).collect();
            let short = widths.iter().filter(|w| **w < SHORT).count() as i64;
            let total = cost + shape(&widths) + 50 * short + 25 * (widths.len() as i64 - 2);
            if best.as_ref().is_none_or(|b| total < b.0) {
                *best = Some((total, cuts.clone()));
            }
            cuts.pop();
            return;
        }
        for k in from + 1..n {
            if self.width(from..k) > self.widest {
                break;
            }
            // What is left must fit into the lines that are left.
            if i64::from(self.width(k..n)) > i64::from(self.widest) * (left as i64 - 1) {
                continue;
            }
            if let Some(Some(c)) = self.costs.get(k) {
                cuts.push(k);
                self.cut(cuts, cost + c, left - 1, best);
                cuts.pop();
            }
        }
    }

    /// Lines for a title that is too long for any shape: as even as may be, and over the edge rather than never.
    fn fill(&self) -> Vec<Range<usize>> {
        let n = self.pieces.len();
        // best[k]: least cost of the lines before box k, and where the last of them starts.
        let mut best: Vec<Option<(i64, usize)>> = vec![None; n + 1];
        if let Some(b) = best.first_mut() {
            *b = Some((0, 0));
        }
        for end in 1..=n {
            let cost = if end == n { 0 } else { self.costs.get(end).copied().flatten().unwrap_or(20 * TEAR) };
            let mut choice: Option<(i64, usize)> = None;
            for start in (0..end).rev() {
                let width = self.width(start..end);
                if width > self.widest && start + 1 < end {
                    break;
                }
                let Some(Some((so_far, _))) = best.get(start) else { continue };
                let slack = i64::from((self.widest - width).max(0)) / 100;
                let total = so_far + cost + 30 + slack * slack / 2;
                if choice.is_none_or(|c| total < c.0) {
                    choice = Some((total, start));
                }
            }
            if let Some(b) = best.get_mut(end) {
                *b = choice;
            }
        }
        let mut lines = Vec::new();
        let mut end = n;
        while end > 0 {
            let Some(Some((_, start))) = best.get(end) else { break };
            lines.push(*start..end);
            end = *start;
        }
        lines.reverse();
        lines
    }
}
