//! The campaign's calendar: which months a form covers, where a reporting month ends, what is due when.
//!
//! In: the cycle of the campaign file. Out: months, dates and periods. Relies on a cycle that the loader has checked.

use jiff::civil::Date;

use super::{Month, Period};
use crate::campaign::{Campaign, CutoffDay, Cycle, Meeting, Paper, PaperCopy, PaperPeriod, due_in_next_month};

/// First month that is owed at all.
pub fn start_month(campaign: &Campaign) -> Option<Month> {
    campaign.campaign.start.parse().ok()
}

/// Whether a form's period ends with `month`.
pub fn is_form_end(cycle: &Cycle, month: Month) -> bool {
    cycle.ends.contains(&month.month)
}

/// Last month of the form that reports `month`.
pub fn form_of(cycle: &Cycle, month: Month) -> Month {
    (0..12).map(|n| month.plus(n)).find(|m| is_form_end(cycle, *m)).unwrap_or(month)
}

/// The form before the one that ends with `period`; none before the campaign began.
pub fn previous_form(campaign: &Campaign, period: Month) -> Option<Month> {
    let previous = (1..=12).map(|n| period.plus(-n)).find(|m| is_form_end(&campaign.cycle, *m))?;
    (start_month(campaign)? <= previous).then_some(previous)
}

/// Last months of the forms that report the months of `period`, in order; those before the campaign began are left out.
pub fn forms_of(campaign: &Campaign, period: Period) -> Vec<Month> {
    let start = start_month(campaign);
    let mut forms: Vec<Month> =
        period.months(campaign.cycle.months).into_iter().filter(|m| start.is_none_or(|s| *m >= s)).map(|m| form_of(&campaign.cycle, m)).collect();
    forms.dedup();
    forms
}

/// Whether the campaign has such a period: a form's must end in a month that the cycle names, and none may end before the campaign began.
pub fn is_period(campaign: &Campaign, period: Period) -> bool {
    let in_cycle = match period {
        Period::Form(m) => is_form_end(&campaign.cycle, m),
        _ => true,
    };
    in_cycle && start_month(campaign).is_none_or(|s| period.last() >= s)
}

/// Last day that counts in the reporting month: 2月 with a cut-off of 20 ends on 20 February.
pub fn cutoff_date(cycle: &Cycle, month: Month) -> Date {
    let first = first_of(month);
    match cycle.cutoff_day {
        CutoffDay::Day(d) => Date::new(first.year(), first.month(), i8::try_from(d).unwrap_or(28)).unwrap_or_else(|_| first.last_of_month()),
        CutoffDay::End => first.last_of_month(),
    }
}

/// The reporting month that a day counts in: 21 January is 2月 where the cut-off is the 20th.
pub fn reporting_month(cycle: &Cycle, day: Date) -> Month {
    let month = Month { year: day.year(), month: day.month().unsigned_abs() };
    if day > cutoff_date(cycle, month) { month.plus(1) } else { month }
}

/// Day by which the form that ends with `period` is due; the hour is [`Cycle::due_hour`]. It is in the next month where the period's last month
/// is not over by then.
pub fn due_date(cycle: &Cycle, period: Month) -> Date {
    let first = first_of(if due_in_next_month(cycle) { period.plus(1) } else { period });
    Date::new(first.year(), first.month(), i8::try_from(cycle.due_day).unwrap_or(28)).unwrap_or_else(|_| first.last_of_month())
}

/// Longer periods that are due together with the form that ends with `period`, as the cycle lists them.
pub fn longer_periods(cycle: &Cycle, period: Month) -> Vec<Period> {
    cycle
        .also
        .iter()
        .filter(|a| a.month == period.month)
        .filter_map(|a| format!("{:04}{}", period.year, year_suffix(&a.period)).parse().ok())
        .collect()
}

/// The form with which a period is due: itself for a form's, for a longer one the month that the cycle names, or else the form that reports its
/// last month.
pub fn due_with(cycle: &Cycle, period: Period) -> Month {
    if let Period::Form(m) = period {
        return m;
    }
    let last = period.last();
    cycle
        .also
        .iter()
        .filter_map(|a| Month::new(last.year, a.month))
        .find(|m| longer_periods(cycle, *m).contains(&period))
        .unwrap_or_else(|| form_of(cycle, last))
}

/// Papers that are made for `period`, in the order of the campaign file.
pub fn papers_due(campaign: &Campaign, period: Period) -> impl Iterator<Item = &Paper> {
    let due = match period {
        Period::Form(_) => PaperPeriod::Form,
        Period::Quarter(..) => PaperPeriod::Quarter,
        Period::Half(..) => PaperPeriod::Half,
        Period::Year(_) => PaperPeriod::Year,
    };
    campaign.papers.iter().filter(move |p| p.due == due)
}

/// Name of a paper's files without extension, for a period and its meeting; copies for several lie in a folder of their own (`folder/name`).
pub fn paper_file_name(campaign: &Campaign, copy: PaperCopy<'_>, period: Period, meeting: Option<&Meeting>) -> String {
    let last = period.last();
    let stem = copy.paper.file_stem(|placeholder| match placeholder {
        "period" => Some(period.to_string()),
        "period_name" => Some(period_name(&campaign.cycle, period)),
        "year" => Some(last.year.to_string()),
        "month" => Some(last.month.to_string()),
        "for" => copy.of.map(str::to_owned),
        "issue" => meeting?.issue.map(|n| n.to_string()),
        "total_issue" => meeting?.total_issue.map(|n| n.to_string()),
        _ => None,
    });
    copy.paper.folder().map_or_else(|| stem.clone(), |folder| format!("{folder}/{stem}"))
}

/// How papers name a period: 2023年1—2月, 2023年第一季度, 2023年上半年, 2023年; over a new year 2022年12月—2023年1月.
pub fn period_name(cycle: &Cycle, period: Period) -> String {
    match period {
        Period::Form(last) => {
            let first = last.plus(1 - i32::from(cycle.months.max(1)));
            if first == last {
                format!("{}年{}月", last.year, last.month)
            } else if first.year == last.year {
                format!("{}年{}—{}月", last.year, first.month, last.month)
            } else {
                format!("{}年{}月—{}年{}月", first.year, first.month, last.year, last.month)
            }
        }
        Period::Quarter(year, q) => {
            let ordinal = match q {
                1 => "一",
                2 => "二",
                3 => "三",
                _ => "四",
            };
            format!("{year}年第{ordinal}季度")
        }
        Period::Half(year, 1) => format!("{year}年上半年"),
        Period::Half(year, _) => format!("{year}年下半年"),
        Period::Year(year) => format!("{year}年"),
    }
}

/// A whole year is named `Y` in the campaign file and has no suffix in the name of a period.
fn year_suffix(period: &str) -> &str {
    if period == "Y" { "" } else { period }
}

fn first_of(month: Month) -> Date {
    Date::new(month.year, i8::try_from(month.month).unwrap_or(1), 1).unwrap_or(Date::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Also;

    fn cycle() -> Cycle {
        let also = [(4, "Q1"), (6, "H1"), (10, "Q3"), (12, "H2"), (12, "Y")];
        Cycle {
            months: 2,
            ends: vec![2, 4, 6, 8, 10, 12],
            cutoff_day: CutoffDay::Day(20),
            due_day: 23,
            due_hour: 17,
            meeting_before_day: 28,
            also: also.map(|(month, period)| Also { month, period: period.to_owned() }).to_vec(),
        }
    }

    fn month(s: &str) -> Month {
        s.parse().unwrap()
    }

    fn period(s: &str) -> Period {
        s.parse().unwrap()
    }

    fn date(s: &str) -> Date {
        s.parse().unwrap()
    }

    #[test]
    fn a_reporting_month_ends_at_the_cutoff() {
        let mut c = cycle();
        for (day, expected) in [("2023-01-20", "2023-01"), ("2023-01-21", "2023-02"), ("2022-12-21", "2023-01"), ("2023-02-20", "2023-02")] {
            assert_eq!(reporting_month(&c, date(day)), month(expected), "{day}");
        }
        assert_eq!(cutoff_date(&c, month("2023-02")), date("2023-02-20"));
        assert_eq!(due_date(&c, month("2023-02")), date("2023-02-23"));
        c.cutoff_day = CutoffDay::End;
        assert_eq!(cutoff_date(&c, month("2024-02")), date("2024-02-29"));
        assert_eq!(due_date(&c, month("2023-12")), date("2024-01-23"));
        assert_eq!(reporting_month(&c, date("2023-01-31")), month("2023-01"));
    }

    #[test]
    fn longer_periods_come_with_the_form_that_the_cycle_names() {
        let c = cycle();
        assert_eq!(longer_periods(&c, month("2023-02")), []);
        assert_eq!(longer_periods(&c, month("2023-04")), [Period::Quarter(2023, 1)]);
        assert_eq!(longer_periods(&c, month("2023-12")), [Period::Half(2023, 2), Period::Year(2023)]);
        for (p, expected) in [("2023Q1", "2023-04"), ("2023Q2", "2023-06"), ("2023H1", "2023-06"), ("2023", "2023-12"), ("2023-08", "2023-08")] {
            assert_eq!(due_with(&c, period(p)), month(expected), "{p}");
        }
        assert_eq!(form_of(&c, month("2023-03")), month("2023-04"));
        assert_eq!(form_of(&c, month("2023-04")), month("2023-04"));
    }

    #[test]
    fn periods_are_named_as_papers_name_them() {
        let mut c = cycle();
        for (p, name) in
            [("2023-02", "2023年1—2月"), ("2023Q3", "2023年第三季度"), ("2023H1", "2023年上半年"), ("2023H2", "2023年下半年"), ("2023", "2023年")]
        {
            assert_eq!(period_name(&c, period(p)), name);
        }
        assert_eq!(period_name(&c, period("2023-01")), "2022年12月—2023年1月");
        c.months = 1;
        assert_eq!(period_name(&c, period("2023-02")), "2023年2月");
    }
}
