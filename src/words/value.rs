//! The ways in which a cell can be meant, as they are put to a person.

/// A part out of a whole.
pub fn fraction(whole: &str, part: &str) -> String {
    format!("{whole}个中的{part}个")
}

/// A day.
pub fn month_day(month: &str, day: &str) -> String {
    format!("{month}月{day}日")
}

/// The number of a note.
pub fn note_mark(n: &str) -> String {
    format!("注释的序号{n}")
}

/// A percentage.
pub fn percent(value: impl std::fmt::Display) -> String {
    format!("{value}%")
}
