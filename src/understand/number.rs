//! Numbers as spreadsheets hold them and as people type them. A text that is not a number never becomes one, and nothing becomes zero but a zero.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::text;

/// Most digits before the point: beyond them spreadsheets lose digits themselves.
const MAX_WHOLE: usize = 14;
/// Most digits behind the point.
const MAX_FRACTION: usize = 10;
/// Words that make a number inexact.
const INEXACT: [&str; 20] = [
    "约",
    "余",
    "多",
    "左右",
    "上下",
    "近",
    "几",
    "超",
    "不足",
    "以上",
    "以下",
    "以内",
    "大概",
    "大约",
    "至少",
    "不少于",
    "不低于",
    "将近",
    "≥",
    "≤",
];

/// What a text is as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TextNumber {
    /// A number and the unit typed behind it (may be empty).
    Exact { value: Decimal, unit: String },
    /// About so much, or a range.
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
    let has_digit = typed.chars().any(|c| c.is_ascii_digit());
    if !has_digit {
        return TextNumber::No;
    }
    if INEXACT.iter().any(|w| typed.contains(w)) || typed.ends_with('+') || typed.contains(['>', '<']) {
        return TextNumber::Inexact;
    }
    let (negative, rest) = sign(&typed);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || is_separator(c) || c == '.')).unwrap_or(rest.len());
    let (numeral, unit) = rest.split_at(end);
    let unit = unit.trim();
    if unit.chars().any(|c| c.is_ascii_digit()) {
        let ranges = ['-', '~', '～', '—', '–', '至', '到'];
        return if unit.contains(ranges) { TextNumber::Inexact } else { TextNumber::No };
    }
    if !is_unit(unit) {
        return TextNumber::No;
    }
    match digits(numeral) {
        Some(Ok(value)) => TextNumber::Exact { value: if negative { -value } else { value }, unit: unit.to_owned() },
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
    unit.is_empty() || unit == "%" || (unit.chars().count() <= 4 && unit.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
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
        && (key.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '−' | '/' | '\\' | '…' | '.' | '_' | '~' | '·'))
            || matches!(key.as_str(), "无" | "没有" | "暂无" | "未开展" | "未发生" | "空"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(s: &str) -> Decimal {
        s.parse().unwrap()
    }

    fn taken(s: &str) -> (Decimal, String) {
        match read(s) {
            TextNumber::Exact { value, unit } => (value, unit),
            other => panic!("{s}: {other:?}"),
        }
    }

    #[test]
    fn floats_are_what_the_spreadsheet_shows() {
        for (float, shown) in [
            (0.1 + 0.2, "0.3"),
            (1.1 * 3.0, "3.3"),
            (312.5, "312.5"),
            (905.75, "905.75"),
            (48_210.0, "48210"),
            (-0.000_1, "-0.0001"),
            (12_345_678_901_234.0, "12345678901234"),
            (0.0, "0"),
            (-0.0, "0"),
        ] {
            assert_eq!(exact(float), Some(d(shown)), "{float}");
        }
        for bad in [f64::NAN, f64::INFINITY, 1e300, 1e14, 1e-300] {
            assert_eq!(exact(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_people_type_for_a_number() {
        for (typed, value, unit) in [
            ("1203", "1203", ""),
            (" 1,203 ", "1203", ""),
            ("21，300", "21300", ""),
            ("1’234.50", "1234.5", ""),
            ("１２０３", "1203", ""),
            ("\u{200b}18,200 ", "18200", ""),
            ("877人", "877", "人"),
            ("25 家", "25", "家"),
            ("12.5万元", "12.5", "万元"),
            ("３％", "3", "%"),
            ("－5.5", "-5.5", ""),
            ("—5", "-5", ""),
            ("０", "0", ""),
        ] {
            assert_eq!(taken(typed), (d(value), unit.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_stays_none() {
        for typed in ["约120", "120余", "12人左右", "近百1", "不少于30", "≥2", "2-3", "3至5", "5%-8%", "30+"] {
            assert_eq!(read(typed), TextNumber::Inexact, "{typed}");
        }
        for typed in [
            "见附件",
            "见附件1",
            "",
            "1 7",
            "9931 57",
            "1,2,05",
            "1,2034",
            "十二",
            "15（含女职工6）",
            "11/13",
            "③",
            "(12.5)",
            "1.2.3",
            "1e5",
            "0x1f",
            "1.",
            ".5",
            "007",
            "第3季度",
            "#REF!",
            "△4.1",
        ] {
            assert_eq!(read(typed), TextNumber::No, "{typed}");
        }
        assert_eq!(read("123456789012345678"), TextNumber::TooLarge);
    }

    #[test]
    fn dashes_and_words_for_nothing() {
        for typed in ["—", "-", "－", "/", "／", "……", "无", " 暂 无 ", "未开展", "——"] {
            assert!(is_dash(typed), "{typed}");
        }
        for typed in ["", " ", "0", "—5", "无数", "未统计", "不适用"] {
            assert!(!is_dash(typed), "{typed}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Any text: no panic; a text without a digit is no number; a number's digits all come from the text.
        #[test]
        fn any_text_is_read_without_a_guess(s in "\\PC{0,12}|[0-9０-９,，.．人余约万元% -]{0,12}") {
            if let TextNumber::Exact { value, unit } = read(&s) {
                let half = text::half(&s);
                prop_assert!(half.chars().any(|c| c.is_ascii_digit()));
                prop_assert!(half.ends_with(&unit));
                let typed: String = half.chars().filter(char::is_ascii_digit).collect();
                let mantissa = value.abs().to_string().replace('.', "");
                let trim = |s: &str| s.trim_matches('0').to_owned();
                prop_assert_eq!(trim(&typed), trim(&mantissa));
                if value.is_zero() {
                    prop_assert!(typed.chars().all(|c| c == '0'));
                }
            }
        }

        /// A number in any of the usual dresses is that number.
        #[test]
        fn dressed_numbers_come_back(n in 0u64..1_000_000_000, cents in 0u32..100) {
            let value = Decimal::new((n * 100 + u64::from(cents)) as i64, 2).normalize();
            let plain = value.to_string();
            let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), String::new()), |(w, f)| (w, format!(".{f}")));
            let mut grouped = String::new();
            for (i, c) in whole.chars().enumerate() {
                if i > 0 && (whole.len() - i) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(c);
            }
            grouped.push_str(&fraction);
            let wide: String = plain.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap_or(c)).collect();
            for dress in [plain.clone(), grouped, wide, format!(" {plain}\u{200b}")] {
                prop_assert_eq!(read(&dress), TextNumber::Exact { value, unit: String::new() });
            }
            let float: f64 = plain.parse().unwrap_or_default();
            prop_assert_eq!(exact(float), Some(value));
        }

        /// Any float: no panic, and never zero unless it is zero.
        #[test]
        fn any_float_is_read_without_a_guess(f in proptest::num::f64::ANY) {
            if let Some(v) = exact(f) {
                prop_assert_eq!(v.is_zero(), f == 0.0);
            }
        }
    }
}
