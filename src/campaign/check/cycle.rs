//! The cycle: forms that follow each other without a gap, longer periods that are over when they are due.

use super::super::view::{Findings, Node};
use crate::words::campaign as words;

pub(super) fn check(root: Node<'_>, out: &mut Findings) {
    if let Some(start) = root.one("campaign").and_then(|c| c.text("start"))
        && !is_month(start.value)
    {
        out.add(start.at, words::not_a_month(start.value));
    }
    let Some(cycle) = root.one("cycle") else { return };
    let ends = cycle.wholes("ends");
    if let Some(months) = cycle.whole("months")
        && !ends.is_empty()
    {
        let expected = 12 / months.value.max(1);
        let steps = ends.iter().zip(ends.iter().skip(1)).all(|(a, b)| b.value - a.value == months.value);
        let round = ends.first().zip(ends.last()).is_some_and(|(a, b)| a.value + 12 - b.value == months.value);
        if 12 % months.value.max(1) != 0 || i64::try_from(ends.len()) != Ok(expected) || !steps || !round {
            out.add(cycle.key_at("ends"), words::ends_do_not_step(months.value));
        }
    }
    if let (Some(due), Some(meeting)) = (cycle.whole("due_day"), cycle.whole("meeting_before_day"))
        && meeting.value <= due.value
    {
        out.add(meeting.at, words::meeting_before_forms(due.value, meeting.value));
    }
    let mut named = Vec::new();
    for also in cycle.many("also") {
        let (Some(month), Some(period)) = (also.whole("month"), also.text("period")) else { continue };
        if !ends.iter().any(|e| e.value == month.value) {
            out.add(month.at, words::no_form_ends_in(month.value));
        } else if longer_period_end(period.value).is_some_and(|last| i64::from(last) > month.value) {
            out.add(period.at, words::longer_period_not_over(period.value, month.value));
        }
        if named.contains(&period.value) {
            out.add(period.at, words::duplicate("较长周期", "period", period.value));
        }
        named.push(period.value);
    }
}

/// Whether a text is a month such as `2022-11`.
fn is_month(text: &str) -> bool {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-').is_some_and(|(y, m)| digits(y, 4) && digits(m, 2) && m.parse().is_ok_and(|m: u8| (1..=12).contains(&m)))
}

/// Last month of a longer period.
fn longer_period_end(period: &str) -> Option<u8> {
    match period {
        "Q1" => Some(3),
        "Q2" | "H1" => Some(6),
        "Q3" => Some(9),
        "Q4" | "H2" | "Y" => Some(12),
        _ => None,
    }
}
