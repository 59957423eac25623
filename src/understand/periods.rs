//! Which months a text means: 2023年上半年, 一季度, 2023年1—2月（数据截至2月20日）, 2023-02, 2023H1.

use super::text::half;
use crate::model::{Month, Period};

/// A stretch of months that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    /// First month.
    pub(super) first: Month,
    /// Last month.
    pub(super) last: Month,
    /// Whether the text only says up to when: 截至2023年6月底.
    pub(super) until: bool,
}

impl Span {
    fn of(year: i16, first: u8, last: u8, until: bool) -> Option<Self> {
        let span = Self { first: Month::new(year, first)?, last: Month::new(year, last)?, until };
        (span.first <= span.last).then_some(span)
    }

    /// The months of a period that was asked for.
    pub(super) fn asked(period: Period, form_months: u8) -> Self {
        let months = period.months(form_months);
        let last = period.last();
        Self { first: months.first().copied().unwrap_or(last), last, until: false }
    }

    /// How it stands to the one that was asked for.
    pub(super) fn against(self, asked: Self) -> Fit {
        if self.until && self.last == asked.last {
            return Fit::Same;
        }
        let year = self.first.month == 1 && self.last.month == 12 && self.first.year == self.last.year;
        if (self.first, self.last) == (asked.first, asked.last) || (year && self.first <= asked.first && asked.last <= self.last) {
            Fit::Same
        } else if self.last < asked.first || asked.last < self.first || self.last.year != asked.last.year {
            Fit::Other
        } else {
            Fit::Overlaps
        }
    }
}

/// How a named period stands to the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is that one, or a whole year that holds it.
    Same,
    /// It shares some months with it.
    Overlaps,
    /// It is another one.
    Other,
}

/// The stretch of months that `typed` names, if it names one with its year.
pub(super) fn span(typed: &str) -> Option<Span> {
    let compact: String = arabic(&half(typed).chars().filter(|c| !c.is_whitespace()).collect::<String>());
    let until = compact.contains("截至") || compact.contains("截止") || compact.contains("底") || compact.contains("末");
    let (at, year) = year_of(&compact)?;
    let rest = compact.get(at..)?;
    // 2022年12月—2023年1月: from the first year to the last.
    if let Some(rest) = rest.strip_prefix('年')
        && let Some((before, after)) = rest.split_once(['-', '—', '至', '到', '~', '～', '–'])
        && let Some(from) = before.strip_suffix('月').and_then(|m| m.parse().ok())
        && let Some((at, second)) = year_of(after)
        && let Some(to) = after.get(at..).and_then(|r| r.strip_prefix('年')).and_then(leading_month)
    {
        return Some(Span { first: Month::new(year, from)?, last: Month::new(second, to)?, until: false }).filter(|s| s.first <= s.last);
    }
    let rest = rest.strip_prefix('年').or_else(|| rest.strip_prefix('度')).unwrap_or(rest);
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    let upper = rest.to_ascii_uppercase();
    for (words, first, last) in [
        (&["上半年", "H1"][..], 1, 6),
        (&["下半年", "H2"], 7, 12),
        (&["1季度", "Q1", "首季"], 1, 3),
        (&["2季度", "Q2"], 4, 6),
        (&["3季度", "Q3"], 7, 9),
        (&["4季度", "Q4"], 10, 12),
        (&["前3季度", "前三季度"], 1, 9),
        (&["全年"], 1, 12),
    ] {
        if words.iter().any(|w| upper.starts_with(w)) {
            return Span::of(year, first, last, false);
        }
    }
    months(rest, year, until).or_else(|| {
        let whole = rest.is_empty() || !rest.starts_with(|c: char| c.is_ascii_digit() || "-./".contains(c));
        // 截至2023年底 is the year's end.
        whole.then(|| Span::of(year, 1, 12, until)).flatten()
    })
}

/// The months behind a year: 1—2月, 1、2月, 6月30日, -02, .6.
fn months(rest: &str, year: i16, until: bool) -> Option<Span> {
    let stretch = rest.split(['(', ',', '，', '。']).next().unwrap_or_default();
    if let Some((before, after)) = stretch.split_once('月') {
        let day = after.starts_with(|c: char| c.is_ascii_digit()) && after.contains(['日', '号']);
        // 1月—2月, 1月1日至6月30日
        if let Some((_, to)) = after.split_once(['-', '—', '至', '到', '~', '～', '–', '、'])
            && let Some(to) = leading_month(to)
        {
            return Span::of(year, before.parse().ok()?, to, false);
        }
        let (from, to) = before.rsplit_once(['-', '—', '至', '到', '~', '～', '–', '、', ',']).unwrap_or((before, before));
        let single = from == to;
        let from = from.split(['、', ',']).next().unwrap_or(from);
        return Span::of(year, from.parse().ok()?, to.parse().ok()?, (single && day) || until);
    }
    let digits = stretch.strip_prefix(['-', '.', '/'])?;
    let month: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let month = month.parse().ok()?;
    Span::of(year, month, month, until)
}

fn leading_month(text: &str) -> Option<u8> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text.get(digits.len()..)?;
    if rest.starts_with('月') { digits.parse().ok().filter(|m| (1..=12).contains(m)) } else { None }
}

/// The first year in a text, and where it ends.
fn year_of(text: &str) -> Option<(usize, i16)> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(3)).find_map(|i| {
        let four = bytes.get(i..i + 4)?;
        let alone = (i == 0 || !bytes.get(i - 1)?.is_ascii_digit()) && !bytes.get(i + 4).is_some_and(u8::is_ascii_digit);
        if !alone || !four.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let year: i16 = std::str::from_utf8(four).ok()?.parse().ok()?;
        (2000..=2100).contains(&year).then_some((i + 4, year))
    })
}

/// 二〇二三 as 2023, 一季度 as 1季度; other Chinese numerals of months as digits.
fn arabic(text: &str) -> String {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c).or((c == '○' || c == '零').then_some(0));
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, c) in chars.iter().enumerate() {
        let next = chars.get(i + 1).copied().unwrap_or(' ');
        let run = |j: usize| chars.get(j).is_some_and(|c| digit(*c).is_some());
        let in_run = (i > 0 && run(i - 1)) || run(i + 1);
        match digit(*c) {
            Some(d) if in_run || "季月".contains(next) => out.push_str(&d.to_string()),
            _ => out.push(*c),
        }
    }
    out
}

/// The last month of the period that `typed` names: 2023年1—2月（数据截至2月20日）, 2023-02. A year, a half or a quarter is no form's period.
pub(super) fn last_month(typed: &str) -> Option<Month> {
    let span = span(typed)?;
    let compact = half(typed);
    let names_month = compact.contains('月') || compact.contains('-') || compact.contains('.') || compact.contains('/');
    let longer = ["半年", "季", "全年"].iter().any(|w| compact.contains(w));
    (names_month && !longer && !(span.first.month == 1 && span.last.month == 12)).then_some(span.last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(s: &str) -> Option<String> {
        span(s).map(|s| format!("{}~{}", s.first, s.last))
    }

    #[test]
    fn stretches_of_months_in_words() {
        for (typed, wanted) in [
            ("2023年上半年县级工作统计表", "2023-01~2023-06"),
            ("2022下半年", "2022-07~2022-12"),
            ("2023H1", "2023-01~2023-06"),
            ("二〇二三年一季度", "2023-01~2023-03"),
            ("2023年第二季度", "2023-04~2023-06"),
            ("2023年1-6月", "2023-01~2023-06"),
            ("2023年1—2月（数据截至2023年2月20日）", "2023-01~2023-02"),
            ("2023年1月—2月", "2023-01~2023-02"),
            ("数据期：2023年1、2月", "2023-01~2023-02"),
            ("2023年1月1日至6月30日", "2023-01~2023-06"),
            ("截至2023年6月30日", "2023-06~2023-06"),
            ("2023-02", "2023-02~2023-02"),
            ("2022年12月—2023年2月", "2022-12~2023-02"),
            ("2023年度", "2023-01~2023-12"),
            ("２０２３年2月", "2023-02~2023-02"),
        ] {
            assert_eq!(shown(typed).as_deref(), Some(wanted), "{typed}");
        }
        for bad in ["", "2月", "上半年", "12023年", "2023年13月", "见附件", "3625"] {
            assert_eq!(shown(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_last_month_of_a_form() {
        let last = |s| last_month(s).map(|m| m.to_string());
        for typed in [
            "2023-02",
            "2023年1—2月（数据截至2023年2月20日）",
            "2023年1月—2月",
            "2023年1-2月",
            "２０２３年2月",
            "数据期：2023年1、2月",
            "2023 年 1—2 月",
            "2022年12月—2023年2月",
        ] {
            assert_eq!(last(typed).as_deref(), Some("2023-02"), "{typed}");
        }
        for bad in ["", "2月", "2023年", "2023年上半年", "年月", "2023年13月", "见附件"] {
            assert_eq!(last(bad), None, "{bad}");
        }
    }

    #[test]
    fn against_the_period_that_is_asked_for() {
        let asked = Span::asked("2023H1".parse().unwrap(), 2);
        for (typed, fit) in [
            ("2023年上半年", Fit::Same),
            ("2023年度", Fit::Same),
            ("截至2023年6月底", Fit::Same),
            ("2023年1—5月", Fit::Overlaps),
            ("2023年一季度", Fit::Overlaps),
            ("2022年下半年", Fit::Other),
            ("2022年上半年", Fit::Other),
        ] {
            assert_eq!(span(typed).map(|s| s.against(asked)), Some(fit), "{typed}");
        }
    }
}
