//! Numbers that reach or name one person: they have no place in a paper that leaves the office.

use crate::words::choice as words;

/// What kind of number stands in a text, with its middle hidden.
pub(super) fn find(text: &str) -> Option<(&'static str, String)> {
    let chars: Vec<char> = text.chars().filter(|c| !super::text::unseen(*c)).map(narrow).collect();
    let groups = groups(&chars);
    for (n, first) in groups.iter().enumerate() {
        if let Some(found) = alone(&chars, first) {
            return Some(found);
        }
        // Groups with one separator between them read on: 138 1234 5678, 0792-8123456.
        let mut run = vec![first];
        for next in groups.get(n + 1..).unwrap_or_default().iter().take(3) {
            let gap = chars.get(run.last().map_or(0, |g| g.end)..next.start).unwrap_or_default();
            if gap.is_empty() || gap.len() > 2 || !gap.iter().all(|c| " -)(+·".contains(*c)) {
                break;
            }
            run.push(next);
            if let Some(found) = together(&run) {
                return Some(found);
            }
        }
    }
    han(&chars)
}

/// A run of digits.
struct Group {
    start: usize,
    end: usize,
    digits: String,
}

/// Full-width digits and dashes as half-width ones.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '－' | '—' | '–' | '‐' | '‑' | '−' | '―' => '-',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '　' | '\t' | '\u{a0}' | '\n' => ' ',
        'Ｘ' | 'ｘ' => 'X',
        c => c,
    }
}

fn groups(chars: &[char]) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for (i, c) in chars.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()) {
        match out.last_mut().filter(|g| g.end == i) {
            Some(g) => {
                g.end = i + 1;
                g.digits.push(*c);
            }
            None => out.push(Group { start: i, end: i + 1, digits: c.to_string() }),
        }
    }
    out
}

/// The first and the last digits, the others hidden.
fn masked(digits: &str) -> String {
    let n = digits.chars().count();
    let keep = if n >= 10 { 3 } else { 2 };
    let head: String = digits.chars().take(keep).collect();
    let tail: String = digits.chars().skip(n.saturating_sub(2)).collect();
    format!("{head}{}{tail}", "*".repeat(n.saturating_sub(keep + 2)))
}

fn mobile(digits: &str) -> bool {
    let digits = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|d| d.len() == 11)).unwrap_or(digits);
    digits.len() == 11 && digits.starts_with('1') && digits.chars().nth(1).is_some_and(|c| ('3'..='9').contains(&c))
}

/// Area code and number.
fn telephone(digits: &str) -> bool {
    digits.starts_with('0') && !digits.starts_with("00") && (10..=12).contains(&digits.len())
}

/// What one run of digits is by itself or by the words before it.
fn alone(chars: &[char], group: &Group) -> Option<(&'static str, String)> {
    let digits = group.digits.as_str();
    let before: String = chars.get(group.start.saturating_sub(12)..group.start).unwrap_or_default().iter().collect();
    // Places behind a point, and a number of a document or a year, are no numbers of people.
    if before.ends_with('.') {
        return None;
    }
    let after = chars.get(group.end).copied().unwrap_or(' ');
    if digits.len() >= 15 || (digits.len() == 17 && matches!(after, 'X' | 'x')) {
        return Some((words::CARD, masked(digits)));
    }
    if mobile(digits) {
        return Some((words::MOBILE, masked(digits)));
    }
    if telephone(digits) {
        return Some((words::TELEPHONE, masked(digits)));
    }
    // 400 and 800 are lines of the public.
    let public = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    let counted = "次个人名件家场元万亿户条起封份台套户%％．.".contains(after);
    let said = |names: &[&str]| names.iter().any(|n| before.contains(n));
    if (7..=8).contains(&digits.len()) && !public && !counted && said(&["电话", "手机", "联系", "座机", "致电", "拨打", "传真"]) {
        return Some((words::TELEPHONE, masked(digits)));
    }
    let upper = before.to_uppercase();
    if (5..=11).contains(&digits.len()) && !counted && ["QQ", "微信号", "微信："].iter().any(|n| upper.contains(n)) {
        return Some((words::ACCOUNT, masked(digits)));
    }
    None
}

/// What groups with one separator between them are.
fn together(run: &[&Group]) -> Option<(&'static str, String)> {
    let digits: String = run.iter().map(|g| g.digits.as_str()).collect();
    let lengths: Vec<usize> = run.iter().map(|g| g.digits.len()).collect();
    // The country's number may stand before it.
    let (bare, lengths) = match run.first().map(|g| g.digits.as_str()) {
        Some("86" | "0086") => (run.iter().skip(1).map(|g| g.digits.as_str()).collect::<String>(), lengths.get(1..).unwrap_or_default().to_vec()),
        _ => (digits, lengths),
    };
    let grouped = matches!(lengths.as_slice(), [11] | [3, 4, 4] | [4, 3, 4] | [3, 8] | [7, 4] | [3, 3, 5]);
    if grouped && mobile(&bare) {
        return Some((words::MOBILE, masked(&bare)));
    }
    let local = matches!(lengths.as_slice(), [3 | 4, 7 | 8] | [3 | 4, 3 | 4, 4]);
    if local && telephone(&bare) {
        return Some((words::TELEPHONE, masked(&bare)));
    }
    // 360402 19900101 123X, and cards in fours.
    let card = matches!(lengths.as_slice(), [6, 8, 3 | 4] | [4, 4, 4, 3..=7]) && bare.len() >= 15;
    card.then(|| (words::CARD, masked(&bare)))
}

/// A telephone number in Han numerals.
fn han(chars: &[char]) -> Option<(&'static str, String)> {
    const DIGITS: &str = "零一二三四五六七八九";
    let digit = |c: char| if matches!(c, '〇' | '○') { Some(0) } else { DIGITS.chars().position(|d| d == c) };
    let mut run = String::new();
    for c in chars.iter().copied().chain([' ']) {
        match digit(c).and_then(|d| char::from_digit(d as u32, 10)) {
            Some(d) => run.push(d),
            None if mobile(&run) => return Some((words::MOBILE, masked(&run))),
            None => run.clear(),
        }
    }
    None
}
