//! Counts from list sheets.

use super::world::*;

#[test]
fn records_count_in_the_month_of_their_date_under_the_cut_off() {
    // 21 December is January; 20 February is February; 21 February is March.
    let form = Form::full("甲县", "2023-02", 1).person("王某", "2022-12-21", "").person("李某", "2023-02-20", "").person("赵某", "2023-02-21", "");
    let forms = [form, Form::full("甲县", "2023-04", 1)];
    assert_eq!(value(unit(&summary("2023-02", &forms), "sent", "甲县")), "2");
    assert_eq!(value(unit(&summary("2023-04", &forms), "sent", "甲县")), "1");
    assert_eq!(unit(&summary("2023-02", &forms), "sent", "甲县").sources.iter().map(|s| s.cell.to_string()).collect::<Vec<_>>(), ["A3", "A4"]);
}

#[test]
fn a_person_counts_once_over_all_forms_and_units() {
    let forms = [
        Form::full("甲县", "2023-02", 1).person("王某", "2023-01-10", "").person("王 某", "2023-01-10", ""),
        Form::full("甲县", "2023-04", 1).person("王某", "2023-01-10", "2023-04-01").person("李某", "2023-03-01", ""),
        Form::full("本级", "2023-02", 1).person("王某", "2023-01-10", ""),
        Form::full("本级", "2023-04", 1),
    ];
    let s = summary("2023Q1", &forms);
    assert_eq!((value(total(&s, "sent")), value(unit(&s, "sent", "甲县")), value(unit(&s, "sent", "本级"))), ("2".into(), "2".into(), "0".into()));
    // The same name from another day is another stay.
    let again = [forms[0].clone().person("王某", "2023-02-10", "")];
    assert_eq!(value(unit(&summary("2023-02", &again), "sent", "甲县")), "2");
}

#[test]
fn three_months_count_in_the_month_they_are_reached_and_only_if_reached() {
    let february =
        Form::full("甲县", "2023-02", 1).person("王某", "2023-01-10", "").person("李某", "2023-01-15", "").person("赵某", "2023-01-25", "");
    // 王某 and 李某 reach three months on 10 and 15 April; 李某 ended the day before. 赵某 reaches them on 25 April, which is May.
    let april = Form::full("甲县", "2023-04", 1).person("李某", "2023-01-15", "2023-04-14");
    let june = Form::full("甲县", "2023-06", 1);
    let forms = [february, april.clone(), june];
    assert_eq!(value(unit(&summary("2023-02", &forms), "stayed", "甲县")), "0");
    assert_eq!(value(unit(&summary("2023-04", &forms), "stayed", "甲县")), "1");
    assert_eq!(value(unit(&summary("2023-06", &forms), "stayed", "甲县")), "1");
    assert_eq!(value(unit(&summary("2023H1", &forms), "stayed", "甲县")), "2");
    // Ended on the very day: reached.
    let reached = Form::full("甲县", "2023-04", 1).person("李某", "2023-01-15", "2023-04-15");
    assert_eq!(value(unit(&summary("2023-04", &with(forms.to_vec(), reached)), "stayed", "甲县")), "2");
    // An end that cannot be read puts the month in doubt.
    let doubt = Form::full("甲县", "2023-04", 1).person("李某", "2023-01-15", "四月中旬");
    assert_eq!(value(unit(&summary("2023-04", &with(forms.to_vec(), doubt)), "stayed", "甲县")), "无");
}

#[test]
fn an_empty_sheet_is_zero_with_its_head_as_source_and_no_sheet_is_missing() {
    let forms = with(all("2023-02", 1), Form::full("乙县", "2023-02", 1).without_list("people"));
    let s = summary("2023-02", &forms);
    let row = unit(&s, "sent", "甲县");
    assert_eq!((value(row), row.sources.len(), row.sources[0].sheet.as_ref(), row.sources[0].cell.to_string()), ("0".into(), 1, "人员", "A2".into()));
    let row = total(&s, "sent");
    assert_eq!((value(row), row.covers.len(), row.of.len(), row.missing.clone()), ("0".into(), 3, 4, vec!["乙县".to_owned()]));
}

#[test]
fn a_bad_date_makes_the_month_missing_for_that_unit() {
    let bad = Form::full("乙县", "2023-02", 1).person("王某", "一月", "");
    let forms = [with(all("2023-02", 1), bad), all("2023-04", 1), all("2023-06", 1)].concat();
    let s = summary("2023-02", &forms);
    assert_eq!((value(unit(&s, "sent", "乙县")), total(&s, "sent").missing.clone()), ("无".into(), vec!["乙县".to_owned()]));
    // The other months stand; what it would have reached in three months does not.
    assert_eq!(value(unit(&summary("2023-04", &forms), "sent", "乙县")), "0");
    assert_eq!(value(unit(&summary("2023-04", &forms), "stayed", "乙县")), "无");
    // 年度累计 never repairs a count.
    assert_eq!(total(&summary("2023H1", &forms), "sent").missing, ["乙县"]);
}

#[test]
fn a_visit_belongs_to_the_county_visited_and_is_owed_by_the_city() {
    let city = Form::full("本级", "2023-02", 1).visit("2023-01-11", "乙县").visit("2023-02-12", "乙县").visit("2023-02-13", "丙县");
    let s = summary("2023-02", &with(all("2023-02", 1), city));
    let row = total(&s, "visits");
    assert_eq!((value(row), row.covers.clone(), row.of.clone()), ("3".into(), vec!["本级".to_owned()], vec!["本级".to_owned()]));
    assert_eq!(["甲县", "乙县", "丙县"].map(|u| value(unit(&s, "visits", u))), ["0", "2", "1"]);
    assert_eq!(unit(&s, "visits", "甲县").sources[0].cell.to_string(), "A2");
    // Without the city's form nobody knows of any county.
    let s = summary("2023-02", &without(all("2023-02", 1), "本级", "2023-02"));
    let row = unit(&s, "visits", "甲县");
    assert_eq!((value(row), row.missing.clone()), ("无".into(), vec!["本级".to_owned()]));
    // A county that cannot be read: the month is in doubt for all.
    let city = Form::full("本级", "2023-02", 1).visit("2023-01-11", "某新区");
    assert_eq!(value(unit(&summary("2023-02", &with(all("2023-02", 1), city)), "visits", "甲县")), "无");
}

#[test]
fn the_share_is_of_all_that_were_sent_this_year_in_counties_and_city() {
    let february = with(
        with(all("2023-02", 20), Form::full("甲县", "2023-02", 20).person("王某", "2023-01-10", "")),
        Form::full("本级", "2023-02", 20).person("李某", "2023-01-12", ""),
    );
    let april = with(all("2023-04", 20), Form::full("乙县", "2023-04", 20).person("赵某", "2023-03-10", ""));
    let s = summary("2023-04", &[february, april].concat());
    // 3 of 4 × 20.
    assert_eq!((value(total(&s, "share")), s.rows("share").len()), ("3.75".into(), 1));
    assert_eq!(s.target("share").unwrap().state, hongtou::model::TargetState::InRange);
    assert_eq!((total(&s, "share").target, total(&s, "share").progress), (Some(d("3")), None));
}
