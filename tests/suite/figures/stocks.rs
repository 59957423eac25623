//! Stocks, plans, ratios, statuses.

use hongtou::model::Situation;

use super::world::*;

fn sites(unit: &str, period: &str, sites: &str, good: &str) -> Form {
    Form::full(unit, period, 1).end("sites", sites).end("good", good)
}

#[test]
fn a_stock_is_the_value_at_the_last_month_or_missing() {
    let forms = [
        with(with(all("2022-12", 1), sites("甲县", "2022-12", "10", "4")), sites("乙县", "2022-12", "20", "10")),
        with(with(all("2023-02", 1), sites("甲县", "2023-02", "12", "6")), sites("乙县", "2023-02", "24", "12")),
    ]
    .concat();
    let s = summary("2023-02", &forms);
    let row = total(&s, "sites");
    assert_eq!(value(row), "37");
    // End of last year: 10 + 20 + 1.
    let base = row.base.clone().unwrap();
    assert_eq!((base.period.to_string(), base.figure.value, base.figure.sources.len()), ("2022-12".into(), d("31"), 3));
    assert_eq!(row.previous.clone().unwrap().figure.value, d("31"));
    // Not the value of an earlier form.
    let s = summary("2023-02", &without(forms.clone(), "乙县", "2023-02"));
    let row = total(&s, "sites");
    assert_eq!((value(row), row.missing.clone()), ("13".into(), vec!["乙县".to_owned()]));
    // The base is of the units in the value: 10 + 1.
    assert_eq!(row.base.clone().unwrap().figure.value, d("11"));
    assert_eq!(s.not_reported, ["乙县"]);
    // A half-year has no 较上期.
    assert!(total(&summary("2023H1", &forms), "sites").previous.is_none());
}

#[test]
fn at_a_quarters_end_a_stock_is_that_of_its_third_month() {
    let april = Form::full("甲县", "2023-04", 1).set("sites", "2023-03", "8").set("sites", "2023-04", "9");
    let forms = with([all("2023-02", 1), all("2023-04", 1)].concat(), april);
    assert_eq!(value(unit(&summary("2023Q1", &forms), "sites", "甲县")), "8");
    assert_eq!(value(unit(&summary("2023-04", &forms), "sites", "甲县")), "9");
}

#[test]
fn a_plan_is_the_latest_of_its_year() {
    let forms = [
        with(all("2022-12", 1), Form::full("甲县", "2022-12", 1).plan("plan", "90")),
        with(all("2023-02", 1), Form::full("甲县", "2023-02", 1).plan("plan", "100.5")),
        with(all("2023-04", 1), Form::full("甲县", "2023-04", 1).plan("plan", "120")),
    ]
    .concat();
    let of = |period: &str, forms: &[Form]| value(unit(&summary(period, forms), "plan", "甲县"));
    assert_eq!((of("2022-12", &forms), of("2023-02", &forms), of("2023-04", &forms)), ("90".into(), "100.5".into(), "120".into()));
    // Made with the April form.
    assert_eq!(of("2023Q1", &forms), "120");
    // A form that is late leaves the plan of the year; last year's is none.
    assert_eq!(of("2023-04", &without(forms.clone(), "甲县", "2023-04")), "100.5");
    let neither = without(without(forms, "甲县", "2023-04"), "甲县", "2023-02");
    assert_eq!(of("2023-04", &neither), "无");
}

#[test]
fn ratios_are_sums_over_sums_of_the_units_with_both_parts() {
    // 4/5 = 80 % and 1/20 = 5 %: together 5/25 = 20 %, whose mean would be 42.5 %. 丙县 has no denominator.
    let forms = [
        sites("甲县", "2023-02", "5", "4"),
        sites("乙县", "2023-02", "20", "1"),
        Form::full("丙县", "2023-02", 1).end("good", "7").blank("sites", "2023-02"),
    ];
    let s = summary("2023-02", &forms);
    let row = total(&s, "rate");
    assert_eq!((value(row), row.part_values, row.missing.clone()), ("20".into(), Some([d("5"), d("25")]), vec!["丙县".to_owned()]));
    assert_eq!(row.sources.len(), 4);
    assert_eq!(value(unit(&s, "rate", "甲县")), "80");
    // Nothing below the line: covered, and no value.
    let s = summary("2023-02", &[sites("甲县", "2023-02", "0", "0")]);
    let row = unit(&s, "rate", "甲县");
    assert_eq!((value(row), row.covers.len(), row.missing.len(), row.part_values), ("无".into(), 1, 0, Some([d("0"), d("0")])));
    // Ten places, half away from zero: 2 ÷ 3.
    assert_eq!(value(unit(&summary("2023-02", &[sites("甲县", "2023-02", "3", "2")]), "rate", "甲县")), "66.6666666667");
}

#[test]
fn a_ratio_takes_flows_on_its_basis_and_plans_of_the_year() {
    // 3 × (1 + 1 + 2 + 2) over 3 × 24: the plan of the latest form.
    let s = summary("2023-04", &[all("2023-02", 1), all("2023-04", 2)].concat());
    assert_eq!((value(total(&s, "done")), value(total(&s, "money"))), ("25".into(), "12".into()));
    assert_eq!(total(&s, "done").comparison.situation, Situation::NoBase);
}

#[test]
fn a_ratio_of_stocks_is_compared_in_points_with_the_end_of_last_year() {
    let forms = [sites("甲县", "2022-12", "50", "41"), sites("甲县", "2023-02", "50", "43")];
    let row_of = summary("2023-02", &forms);
    let row = unit(&row_of, "rate", "甲县");
    assert_eq!(
        (row.base.clone().unwrap().figure.value, row.comparison.situation, row.comparison.by, row.comparison.percent),
        (d("82"), Situation::Rise, Some(d("4")), None)
    );
}

#[test]
fn statuses_count_each_value_and_name_its_units() {
    let forms = with(with(all("2023-02", 1), Form::full("甲县", "2023-02", 1).status("state", "已建成")), Form::new("丙县", "2023-02"));
    let s = summary("2023-02", &forms);
    let row = total(&s, "state");
    assert_eq!(row.counts, [("已建成".to_owned(), vec!["甲县".to_owned()]), ("在建".to_owned(), vec!["乙县".to_owned()])]);
    assert_eq!((row.value, row.covers.len(), row.of.len(), row.missing.clone(), row.sources.len()), (None, 2, 3, vec!["丙县".to_owned()], 2));
    assert_eq!(unit(&s, "state", "甲县").status.as_deref(), Some("已建成"));
}

#[test]
fn the_city_owes_what_is_its_own_and_is_no_county() {
    let s = summary("2023-02", &all("2023-02", 5));
    assert_eq!((total(&s, "staff").of.len(), total(&s, "events").of.len(), value(total(&s, "staff"))), (4, 3, "20".into()));
    assert!(s.figure("events", &hongtou::model::Scope::Unit("本级".into()), hongtou::model::Span::Period).is_none());
}
