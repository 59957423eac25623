//! The course of totals: values by hand, who is left out, what was corrected since.

use hongtou::model::{FigureRow, TrendPoint};

use super::world::*;

/// `2023-03..2023-04 12` for each point, `无` for none, with who is left out.
fn told(row: &FigureRow) -> Vec<String> {
    let one = |p: &TrendPoint| {
        let value = p.figure.as_ref().map_or("无".to_owned(), |f| f.value.to_string());
        format!("{}..{} {value}{}", p.first, p.last, p.missing.iter().map(|m| format!(" 缺{m}")).collect::<String>())
    };
    row.trend.iter().map(one).collect()
}

fn forms() -> Vec<Form> {
    [all("2022-12", 5), all("2023-02", 1), all("2023-04", 2), all("2023-06", 3)].concat()
}

#[test]
fn flows_have_a_point_a_form_and_one_of_the_year_so_far() {
    // Three counties with two months each.
    let s = summary("2023-06", &forms());
    assert_eq!(told(total(&s, "events")), ["2022-11..2022-12 30", "2023-01..2023-02 6", "2023-03..2023-04 12", "2023-05..2023-06 18"]);
    // The campaign began in November.
    assert_eq!(told(year(&s, "events")), ["2022-11..2022-12 30", "2023-01..2023-02 6", "2023-01..2023-04 18", "2023-01..2023-06 36"]);
    // Each has the cells of its own months; units have none.
    let first = total(&s, "events").trend[1].figure.clone().unwrap();
    assert!(first.sources.len() == 6 && first.sources.iter().all(|c| c.file.contains("2023-02")));
    assert!(unit(&s, "events", "甲县").trend.is_empty());
    // Nothing of what comes after the period.
    assert_eq!(told(total(&summary("2023-02", &forms()), "events")).len(), 2);
    // A half-year goes by forms, a quarter by months: 3 a month of the first bimonth, 6 of the second.
    assert_eq!(told(total(&summary("2023H1", &forms()), "events")), told(total(&s, "events")));
    assert_eq!(
        told(total(&summary("2023Q1", &forms()), "events")),
        ["2022-11..2022-11 15", "2022-12..2022-12 15", "2023-01..2023-01 3", "2023-02..2023-02 3", "2023-03..2023-03 6"]
    );
}

#[test]
fn a_point_says_whom_it_leaves_out_and_is_missing_where_nobody_is_in_it() {
    let holes = with(without(without(forms(), "乙县", "2023-02"), "丙县", "2023-02"), Form::full("甲县", "2023-04", 2).blank("events", "2023-03"));
    let s = summary("2023-06", &holes);
    assert_eq!(told(total(&s, "events"))[1..3], ["2023-01..2023-02 2 缺乙县 缺丙县", "2023-03..2023-04 8 缺甲县"]);
    let none = ["甲县", "乙县", "丙县"].into_iter().fold(forms(), |f, u| without(f, u, "2023-02"));
    let s = summary("2023-06", &none);
    assert_eq!(told(total(&s, "events"))[1], "2023-01..2023-02 无 缺甲县 缺乙县 缺丙县");
}

#[test]
fn corrections_up_to_the_period_count_in_their_own_point_so_that_the_points_add_up_to_the_year() {
    let forms = with(forms(), Form::full("甲县", "2023-04", 2).correct("events", "2023-01", "-1"));
    let s = summary("2023-04", &forms);
    assert_eq!(told(total(&s, "events"))[1..], ["2023-01..2023-02 5", "2023-03..2023-04 12"]);
    assert_eq!(value(year(&s, "events")), "17");
    assert_eq!(told(total(&summary("2023-02", &forms), "events"))[1], "2023-01..2023-02 6");
}

#[test]
fn stocks_stand_at_ends_and_plans_and_statuses_have_no_course() {
    let s = summary("2023-04", &forms());
    assert_eq!(told(total(&s, "sites")), ["2022-12..2022-12 15", "2023-02..2023-02 3", "2023-04..2023-04 6"]);
    for indicator in &campaign().indicators {
        let row = total(&s, &indicator.id);
        let none = matches!(indicator.kind, hongtou::campaign::Kind::Plan | hongtou::campaign::Kind::Status);
        assert_eq!(row.trend.is_empty(), none, "{}", indicator.id);
        // The last point is the value.
        if let Some(last) = row.trend.last() {
            assert_eq!((last.figure.as_ref().map(|f| f.value), &last.missing), (row.value, &row.missing), "{}", indicator.id);
        }
    }
}
