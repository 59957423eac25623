//! Days as people write them.

use jiff::civil::Date;

use super::text;
use crate::model::FieldReading;

/// Reads a text where a day is due.
///
/// A year of two digits, a month without a day and two days in one cell are not read: a person must say which day is meant.
pub(super) fn read(typed: &str) -> FieldReading {
    let typed = text::half(typed);
    let day = typed.split(['T', ' ']).next().filter(|d| d.chars().any(|c| c.is_ascii_digit()) && d.len() >= 4);
    // A time of day may follow; anything else that follows is part of the date (2023 年 2 月 15 日).
    let has_time = typed.contains(':');
    let compact: String = if has_time { day.unwrap_or_default().to_owned() } else { typed.chars().filter(|c| !c.is_whitespace()).collect() };
    if compact.len() == 8 && compact.bytes().all(|b| b.is_ascii_digit()) {
        return full(&compact[..4], &compact[4..6], &compact[6..]);
    }
    let end = compact.strip_suffix(['日', '号']).unwrap_or(&compact);
    let parts: Vec<&str> = end.split(['年', '月', '-', '.', '/']).collect();
    let numeric = |p: &&str| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(numeric) || !marks_agree(&compact) {
        return FieldReading::Unread;
    }
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => full(year, month, day),
        [month, day] if month.len() <= 2 && day.len() <= 2 && compact.contains('月') => {
            let (month, day): (u8, u8) = (month.parse().unwrap_or(0), day.parse().unwrap_or(0));
            // Any leap year: the year will be known later.
            if Date::new(2024, month.cast_signed(), day.cast_signed()).is_ok() { FieldReading::MonthDay(month, day) } else { FieldReading::Unread }
        }
        _ => FieldReading::Unread,
    }
}

/// Whether 年 and 月 stand in their order where they stand at all.
fn marks_agree(compact: &str) -> bool {
    let marks: String = compact.chars().filter(|c| !c.is_ascii_digit()).collect();
    matches!(marks.as_str(), "年月日" | "年月号" | "年月" | "--" | ".." | "//" | "月日" | "月号" | "月")
}

fn full(year: &str, month: &str, day: &str) -> FieldReading {
    let date = (|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())();
    date.map_or(FieldReading::Unread, FieldReading::Date)
}

/// What a text means where a day is due, with what can only be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// One day.
    Day(Date),
    /// Several days, in their order.
    Days(Vec<Date>),
    /// A day without its year.
    MonthDay(u8, u8),
    /// A year of two digits, and the day that it would be in this century.
    ShortYear(Date),
    /// A year and a month, no day.
    Month(i16, u8),
    /// A day that the calendar does not have.
    NoSuchDay,
    /// From one day to another.
    Stretch(Date, Date),
    /// Nothing that looks like a day.
    Other,
}

/// Reads a text where a day is due, as far as it goes.
pub(super) fn written(typed: &str) -> Written {
    match read(typed) {
        FieldReading::Date(day) => return if is_plausible(day) { Written::Day(day) } else { Written::NoSuchDay },
        FieldReading::MonthDay(m, d) => return Written::MonthDay(m, d),
        _ => {}
    }
    let compact: String = text::half(typed).chars().filter(|c| !c.is_whitespace()).collect();
    let several: Vec<&str> = compact.split(['、', ';', ',', '和', '及']).filter(|p| !p.is_empty()).collect();
    if several.len() > 1 && several.len() <= 12 {
        return days(&several);
    }
    if let Some((a, b)) = compact.split_once(['至', '~', '～', '—']).or_else(|| compact.split_once("--"))
        && let (Written::Day(from), Some(to)) = (written(a), following(b, a))
    {
        return Written::Stretch(from, to);
    }
    let bare = compact.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = bare.split(['年', '月', '-', '.', '/']).filter(|p| !p.is_empty()).collect();
    if !parts.iter().all(|p| p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit())) || compact.bytes().all(|b| b.is_ascii_digit()) {
        return if compact.len() == 8 && compact.bytes().all(|b| b.is_ascii_digit()) { Written::NoSuchDay } else { Written::Other };
    }
    let n = |p: &str| p.parse::<i16>().unwrap_or(0);
    match parts.as_slice() {
        [year, month] if year.len() == 4 && (1..=12).contains(&n(month)) => Written::Month(n(year), n(month) as u8),
        [year, _, _] if year.len() == 4 => Written::NoSuchDay,
        [year, month, day] if year.len() == 2 => {
            Date::new(2000 + n(year), n(month) as i8, n(day) as i8).map_or(Written::NoSuchDay, Written::ShortYear)
        }
        [month, day] if month.len() <= 2 && day.len() <= 2 => {
            if Date::new(2024, n(month) as i8, n(day) as i8).is_ok() {
                Written::MonthDay(n(month) as u8, n(day) as u8)
            } else {
                Written::NoSuchDay
            }
        }
        _ => Written::Other,
    }
}

/// Several days in one cell; those behind the first may leave out year and month.
fn days(parts: &[&str]) -> Written {
    let mut out = Vec::new();
    let mut before = String::new();
    for part in parts {
        let day = match following(part, &before) {
            Some(day) => day,
            None => return Written::Other,
        };
        before = format!("{}年{}月{}日", day.year(), day.month(), day.day());
        out.push(day);
    }
    Written::Days(out)
}

/// A day that may leave out the year, or year and month, of the one before it.
fn following(part: &str, before: &str) -> Option<Date> {
    let first = match read(before) {
        FieldReading::Date(day) => Some(day),
        _ => None,
    };
    match (read(part), first) {
        (FieldReading::Date(day), _) => Some(day),
        (FieldReading::MonthDay(m, d), Some(first)) => Date::new(first.year(), m.cast_signed(), d.cast_signed()).ok(),
        (_, Some(first)) => {
            let day: i8 = part.trim_end_matches(['日', '号']).parse().ok()?;
            Date::new(first.year(), first.month(), day).ok()
        }
        _ => None,
    }
}

/// Whether a text is a day or a part of one and no number.
pub(super) fn looks_like(typed: &str) -> bool {
    typed.chars().count() <= 40
        && typed.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
        && (typed.chars().any(|c| "日号月.-/．／－".contains(c)))
        && !matches!(written(typed), Written::Other | Written::Month(..))
        || matches!(written(typed), Written::Month(..)) && typed.chars().count() <= 10 && typed.contains(['.', '-', '/'])
}

/// Whether a day is one that a form of these years can mean.
pub(super) fn is_plausible(date: Date) -> bool {
    (2000..=2100).contains(&date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_day_in_many_spellings() {
        for typed in [
            "2023.2.15",
            "2023年2月15日",
            "2023 年 2 月 15 日",
            "2023/2/15",
            "2023-02-15",
            "20230215",
            "２０２３．２．１５",
            "2023-02-15 17:20",
            "2023-02-15T00:00:00",
            "2023年2月15号",
        ] {
            assert_eq!(read(typed), FieldReading::Date(date(2023, 2, 15)), "{typed}");
        }
        assert_eq!(read("2月15日"), FieldReading::MonthDay(2, 15));
    }

    #[test]
    fn what_can_only_be_asked_about() {
        for (typed, wanted) in [
            ("2023年2月15日", Written::Day(date(2023, 2, 15))),
            ("2023年7月3日 17:20", Written::Day(date(2023, 7, 3))),
            ("5.8", Written::MonthDay(5, 8)),
            ("2月15日", Written::MonthDay(2, 15)),
            ("23.5.8", Written::ShortYear(date(2023, 5, 8))),
            ("2023/2/30", Written::NoSuchDay),
            ("20230230", Written::NoSuchDay),
            ("2023年2月", Written::Month(2023, 2)),
            ("2023.2", Written::Month(2023, 2)),
            ("2023年5月8日、6月20日", Written::Days(vec![date(2023, 5, 8), date(2023, 6, 20)])),
            ("2023年5月8日、9日", Written::Days(vec![date(2023, 5, 8), date(2023, 5, 9)])),
            ("2023年2月15日至18日", Written::Stretch(date(2023, 2, 15), date(2023, 2, 18))),
            ("见附件", Written::Other),
            ("1203", Written::Other),
            ("", Written::Other),
        ] {
            assert_eq!(written(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn what_is_not_one_day() {
        for typed in [
            "",
            "2023/2/30",
            "2023年2月",
            "23.5.8",
            "2023年5月8日、6月20日",
            "5.8",
            "2月",
            "见附件",
            "2023年2月15日至18日",
            "13月1日",
            "2023.2/15",
            "44972",
            "2-15",
        ] {
            assert_eq!(read(typed), FieldReading::Unread, "{typed}");
        }
    }
}
