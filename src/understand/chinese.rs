//! Numbers written in Chinese characters: 十二, 两次, 百分之五, 二〇二三.

use rust_decimal::Decimal;

use super::number::TextNumber;
use super::units;

/// Whether a character is part of a number in words.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || place(c).is_some()
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn place(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// Reads a number in words with its unit; `None` where the text is none, which says nothing about digits in it.
pub(super) fn read(typed: &str) -> Option<TextNumber> {
    let (percent, rest) = match typed.strip_prefix("百分之") {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    let exact = |value: Decimal, unit: &str| TextNumber::Exact { value, unit: unit.to_owned(), doubt: None };
    if percent && let Ok(value) = rest.trim().parse::<Decimal>() {
        return Some(exact(value.normalize(), "%"));
    }
    let end = rest.find(|c: char| !is_numeral(c) && c != '点').unwrap_or(rest.len());
    let (numeral, unit) = rest.split_at(end);
    let unit = unit.trim();
    let value = value(numeral)?;
    if percent {
        return unit.is_empty().then(|| exact(value, "%"));
    }
    // 一般, 三大行动: only a measure word makes the characters a number.
    (unit.is_empty() || units::is_measure(unit)).then(|| exact(value, unit))
}

fn value(numeral: &str) -> Option<Decimal> {
    if numeral.is_empty() || numeral.chars().count() > 14 {
        return None;
    }
    let (whole, fraction) = numeral.split_once('点').map_or((numeral, None), |(w, f)| (w, Some(f)));
    let mut value = Decimal::from(integer(whole)?);
    if let Some(fraction) = fraction {
        let digits: Option<String> = fraction.chars().map(|c| digit(c).map(|d| d.to_string())).collect();
        let digits = digits.filter(|d| !d.is_empty())?;
        value = value.checked_add(format!("0.{digits}").parse().ok()?)?;
    }
    Some(value.normalize())
}

fn integer(text: &str) -> Option<u64> {
    let chars: Vec<char> = text.chars().collect();
    if chars.is_empty() {
        return None;
    }
    // 二〇二三: digit by digit.
    if chars.len() > 1 && chars.iter().all(|c| digit(*c).is_some()) {
        let digits: String = chars.iter().filter_map(|c| digit(*c)).map(|d| d.to_string()).collect();
        return if digits.starts_with('0') { None } else { digits.parse().ok() };
    }
    // 三万二千一百零五: sections of 亿 and 万.
    let (mut total, mut section, mut current) = (0u64, 0u64, None::<u64>);
    let mut last = u64::MAX;
    for c in chars {
        if let Some(d) = digit(c) {
            if current.is_some_and(|n| n != 0) {
                return None;
            }
            current = Some(u64::from(d));
        } else {
            let p = place(c)?;
            if p >= 10_000 {
                let sum = section.checked_add(current.unwrap_or(0))?;
                if sum == 0 {
                    return None;
                }
                total = if p > 10_000 { total.checked_add(sum)?.checked_mul(p)? } else { total.checked_add(sum.checked_mul(p)?)? };
                (section, last) = (0, u64::MAX);
            } else {
                // 十二 leaves out the 一.
                let times = match current {
                    Some(0) | None if p == 10 && section == 0 => 1,
                    Some(n) if n > 0 => n,
                    _ => return None,
                };
                if p >= last {
                    return None;
                }
                last = p;
                section = section.checked_add(times.checked_mul(p)?)?;
            }
            current = None;
        }
    }
    total.checked_add(section)?.checked_add(current.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        for (typed, n) in [
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("一百零三", 103),
            ("一百二十", 120),
            ("三千二百", 3200),
            ("三万二千", 32_000),
            ("一亿二千万", 120_000_000),
            ("二〇二三", 2023),
            ("零", 0),
            ("两", 2),
        ] {
            assert_eq!(integer(typed), Some(n), "{typed}");
        }
        for bad in ["", "百", "万", "十百", "〇一", "百十", "一般", "二十十"] {
            assert_eq!(integer(bad), None, "{bad}");
        }
    }
}
