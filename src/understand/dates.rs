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
