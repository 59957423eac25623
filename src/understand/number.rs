//! Numbers as spreadsheets hold them and as people type them. A text that is not a number never becomes one, and nothing becomes zero but a zero.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::{chinese, text, units};
use crate::model::Doubt;
use crate::words::value as words;

/// Most digits before the point: beyond them spreadsheets lose digits themselves.
const MAX_WHOLE: usize = 14;
/// Most digits behind the point.
const MAX_FRACTION: usize = 10;
/// Words that make a number inexact.
const INEXACT: [&str; 16] = ["约", "余", "多", "左右", "上下", "近", "几", "超", "不足", "大概", "大约", "将近", "上百", "若干", "数十", "数百"];
/// Words in front of or behind a number that make it a bound, and whether it is a lower one.
const BOUNDS: [(&str, bool, bool); 17] = [
    ("不少于", true, true),
    ("不低于", true, true),
    ("不小于", true, true),
    ("至少", true, true),
    (">=", true, true),
    ("≥", true, true),
    ("≧", true, true),
    ("不超过", true, false),
    ("不高于", true, false),
    ("不大于", true, false),
    ("至多", true, false),
    ("<=", true, false),
    ("≤", true, false),
    ("≦", true, false),
    ("及以上", false, true),
    ("以上", false, true),
    ("以内", false, false),
];

/// What a text is as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TextNumber {
    /// A number and the unit typed behind it (may be empty).
    Exact { value: Decimal, unit: String, doubt: Option<Doubt> },
    /// From one number to another.
    Range { low: Decimal, high: Decimal, unit: String },
    /// At least (`lower`) or at most so much.
    Bound { value: Decimal, lower: bool, unit: String },
    /// It may mean one thing or another.
    Ask(Vec<String>),
    /// About so much.
    Inexact,
    /// A number out of bounds.
    TooLarge,
    /// Not a number.
    No,
}

/// The number that a spreadsheet shows for `value`: fifteen digits count, what is behind them is noise of binary arithmetic.
///
/// `None` for what no figure can be: infinite, or of more than 14 digits before the point.
pub(super) fn exact(value: f64) -> Option<Decimal> {
    if !value.is_finite() || value.abs() >= 1e14 {
        return None;
    }
    if value == 0.0 || value.abs() < 1e-10 {
        return (value == 0.0).then_some(Decimal::ZERO);
    }
    let shown = format!("{value:.14e}");
    Decimal::from_scientific(&shown).ok().map(|d| d.normalize())
}

/// Reads a text where a number is due.
pub(super) fn read(typed: &str) -> TextNumber {
    let typed = text::half(typed);
    let typed = typed.trim_end_matches(['。', '；', ';', '，']).trim();
    if typed.is_empty() || typed.chars().count() > 60 {
        return TextNumber::No;
    }
    if let Some(found) = bound(typed) {
        return found;
    }
    if let Some(found) = chinese::read(typed) {
        return found;
    }
    if !typed.chars().any(|c| c.is_ascii_digit()) {
        return if INEXACT.iter().any(|w| typed.contains(w)) && typed.chars().count() <= 8 && typed.chars().any(chinese::is_numeral) {
            TextNumber::Inexact
        } else {
            TextNumber::No
        };
    }
    let (head, remark) = brackets(typed);
    if INEXACT.iter().any(|w| head.contains(w)) || head.ends_with('+') || head.contains(['>', '<']) {
        return TextNumber::Inexact;
    }
    if let Some(remark) = remark {
        return with_brackets(head, remark);
    }
    for mark in ['△', '▲', '▽', '▼', '↑', '↓', '∆', 'Δ'] {
        if let Some(rest) = typed.strip_prefix(mark)
            && let TextNumber::Exact { value, unit, .. } = plain(rest.trim())
        {
            return TextNumber::Ask(vec![format!("-{value}{unit}"), format!("{value}{unit}")]);
        }
    }
    if let Some((a, b)) = typed.split_once('/')
        && [a, b].iter().all(|p| !p.trim().is_empty() && p.trim().len() <= 6 && p.trim().bytes().all(|b| b.is_ascii_digit()))
    {
        return TextNumber::Ask(vec![words::fraction(b.trim(), a.trim()), words::month_day(a.trim(), b.trim())]);
    }
    match range(typed) {
        Some(found) => found,
        None => plain(typed),
    }
}

/// 不少于30, 3%以上.
fn bound(typed: &str) -> Option<TextNumber> {
    BOUNDS.iter().find_map(|(word, front, lower)| {
        let rest = if *front { typed.strip_prefix(word) } else { typed.strip_suffix(word) }?;
        match plain(rest.trim()) {
            TextNumber::Exact { value, unit, .. } => Some(TextNumber::Bound { value, lower: *lower, unit }),
            _ => Some(TextNumber::Inexact),
        }
    })
}

/// The text in front of brackets at its end, and what stands in them.
fn brackets(typed: &str) -> (&str, Option<&str>) {
    match typed.strip_suffix(')').and_then(|t| t.split_once('(')) {
        Some((head, inner)) => (head.trim(), Some(inner.trim())),
        None => (typed, None),
    }
}

/// (12.5), 15（含女职工6）, -0.4（百分点）.
fn with_brackets(head: &str, inner: &str) -> TextNumber {
    if head.is_empty() {
        return match plain(inner) {
            TextNumber::Exact { value, unit, .. } if unit.is_empty() || unit == "%" => {
                if value.is_sign_negative() {
                    return TextNumber::No;
                }
                // A note's number looks just like a small negative one.
                if unit.is_empty() && value.is_integer() && value < Decimal::ONE_HUNDRED {
                    return TextNumber::Ask(vec![format!("-{value}"), words::note_mark(inner)]);
                }
                TextNumber::Exact { value: -value, unit, doubt: Some(Doubt::Bracketed) }
            }
            _ => TextNumber::No,
        };
    }
    match plain(head) {
        TextNumber::Exact { value, unit, doubt } => {
            if unit.is_empty() && units::is_measure(inner) {
                TextNumber::Exact { value, unit: inner.to_owned(), doubt }
            } else if inner.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
                TextNumber::Ask(vec![head.to_owned(), inner.to_owned()])
            } else {
                TextNumber::Exact { value, unit, doubt: Some(Doubt::Remark(inner.to_owned())) }
            }
        }
        other => other,
    }
}

/// 5%-8%, 3至5.
fn range(typed: &str) -> Option<TextNumber> {
    let at = typed.char_indices().skip(1).find(|(_, c)| matches!(c, '-' | '~' | '～' | '—' | '–' | '至' | '到'))?.0;
    let (low, rest) = typed.split_at(at);
    let high = rest.trim_start_matches(['-', '~', '～', '—', '–', '至', '到']);
    match (plain(low.trim()), plain(high.trim())) {
        (TextNumber::Exact { value: low, unit: a, .. }, TextNumber::Exact { value: high, unit: b, .. }) if a.is_empty() || a == b => {
            Some(if low < high { TextNumber::Range { low, high, unit: b } } else { TextNumber::Inexact })
        }
        _ => None,
    }
}

/// A number with its unit and nothing else.
fn plain(typed: &str) -> TextNumber {
    let typed = ["共计", "合计", "总计", "共", "计"].iter().find_map(|w| typed.strip_prefix(w)).unwrap_or(typed).trim();
    let (negative, rest) = sign(typed);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || is_separator(c) || c == '.')).unwrap_or(rest.len());
    let (numeral, unit) = rest.split_at(end);
    let unit = unit.trim();
    if unit.chars().any(|c| c.is_ascii_digit()) || !is_unit(unit) {
        return TextNumber::No;
    }
    match digits(numeral) {
        Some(Ok(value)) => TextNumber::Exact { value: if negative { -value } else { value }, unit: unit.to_owned(), doubt: None },
        Some(Err(())) => TextNumber::TooLarge,
        None => TextNumber::No,
    }
}

/// Takes off a sign; a dash of any width before a digit is a minus.
fn sign(typed: &str) -> (bool, &str) {
    for minus in ['-', '−', '—', '–'] {
        if let Some(rest) = typed.strip_prefix(minus) {
            return (true, rest.trim_start());
        }
    }
    (false, typed.strip_prefix('+').unwrap_or(typed))
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '’' | '\'')
}

/// What may stand behind a number as its unit: nothing, a percent sign, a few Chinese characters.
fn is_unit(unit: &str) -> bool {
    unit.is_empty() || matches!(unit, "%" | "‰" | "㎡") || (unit.chars().count() <= 5 && unit.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
}

/// Digits with a point and with separators of thousands that stand right; `Err` where there are too many.
fn digits(numeral: &str) -> Option<Result<Decimal, ()>> {
    let (whole, fraction) = match numeral.split_once('.') {
        Some((w, f)) => (w, Some(f)),
        None => (numeral, None),
    };
    if fraction.is_some_and(|f| f.is_empty() || !f.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let (first, others) = groups.split_first()?;
    if first.is_empty() || (!others.is_empty() && (first.len() > 3 || others.iter().any(|g| g.len() != 3))) {
        return None;
    }
    let whole: String = groups.concat();
    // A code or a telephone number, not an amount.
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let fraction = fraction.unwrap_or_default();
    if whole.len() > MAX_WHOLE || fraction.len() > MAX_FRACTION {
        return Some(Err(()));
    }
    let plain = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    Decimal::from_str(&plain).ok().map(|d| Ok(d.normalize()))
}

/// Whether the text says that there is nothing, without saying zero.
pub(super) fn is_dash(typed: &str) -> bool {
    let key = text::key(typed);
    !key.is_empty()
        && (key.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '−' | '/' | '\\' | '…' | '.' | '_' | '~' | '·' | '─' | '一' | '*'))
            && key != "一"
            || matches!(key.as_str(), "无" | "没有" | "暂无" | "未开展" | "尚未开展" | "暂未开展" | "没有开展" | "未发生" | "未建" | "空" | "无此项"))
}

/// Whether the text says that nothing was counted or reported yet, besides the campaign's own word for it.
pub(super) fn is_not_counted(typed: &str) -> bool {
    let key = text::key(typed);
    let key = key.trim_matches(['(', ')']);
    matches!(
        key,
        "未统计"
            | "未上报"
            | "未报"
            | "待统计"
            | "统计中"
            | "待报"
            | "待补"
            | "待定"
            | "暂缺"
            | "缺"
            | "缺报"
            | "暂无数据"
            | "无数据"
            | "没有数据"
            | "暂无统计"
            | "未填"
            | "待核实"
    )
}

/// Whether the text says that the row does not concern the unit, besides the campaign's own word for it.
pub(super) fn is_not_applicable(typed: &str) -> bool {
    matches!(text::key(typed).trim_matches(['(', ')']), "不适用" | "不涉及" | "未涉及" | "不需要" | "无需填报" | "不填报")
}

#[cfg(test)]
mod tests;
