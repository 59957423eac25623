//! Flows add over months and units; corrections; 年度累计 as a repair.

use super::world::*;

/// Three bimonths of three counties, 1 in every month of the first, 2 of the second, 3 of the third.
fn half_year() -> Vec<Form> {
    [all("2023-02", 1), all("2023-04", 2), all("2023-06", 3)].concat()
}

#[test]
fn flows_add_over_months_and_units_in_both_spans() {
    let s = summary("2023-04", &half_year());
    // 3 counties × 2 months × 2; the year to date has 3 × 2 × 1 more.
    assert_eq!((value(total(&s, "events")), value(year(&s, "events"))), ("12".into(), "18".into()));
    assert_eq!(value(unit(&s, "events", "乙县")), "4");
    // 3 × (1+1+2+2+3+3)
    assert_eq!(value(total(&summary("2023H1", &half_year()), "events")), "36");
    // March is the first month of the April form: 3 × (1+1+2).
    assert_eq!(value(total(&summary("2023Q1", &half_year()), "events")), "12");
    // One source a month and unit.
    assert_eq!(total(&s, "events").sources.len(), 6);
    assert_eq!(total(&s, "events").sources[0].file.as_ref(), "inputs/2023-04/甲县.xlsx");
}

#[test]
fn a_unit_whose_months_are_not_all_there_is_left_out_by_name() {
    let forms = with(half_year(), Form::full("乙县", "2023-04", 2).blank("events", "2023-03"));
    let s = summary("2023-04", &forms);
    let row = total(&s, "events");
    assert_eq!((value(row), row.covers.len(), row.of.len(), row.missing.clone()), ("8".into(), 2, 3, vec!["乙县".to_owned()]));
    assert_eq!(value(unit(&s, "events", "乙县")), "无");
    assert_eq!(year(&s, "events").missing, ["乙县"]);
    // A form that was received and has a bad cell is not repaired by a later 年度累计.
    let forms = with(forms, Form::full("乙县", "2023-06", 3).carried("events", "6"));
    assert_eq!(total(&summary("2023H1", &forms), "events").missing, ["乙县"]);
}

#[test]
fn the_year_to_date_of_the_last_form_stands_in_for_forms_not_received() {
    // 乙县 sent nothing for 2023-02; in June it gives 上期累计 7, which with 3 + 3 makes 13. The others: 2 × 12.
    let late = Form::full("乙县", "2023-06", 3).carried("events", "7");
    let forms = with(without(half_year(), "乙县", "2023-02"), late.clone());
    let s = summary("2023H1", &forms);
    let row = total(&s, "events");
    assert_eq!((value(row), row.covers.len(), row.repaired.clone()), ("37".into(), 3, vec!["乙县".to_owned()]));
    // 年度累计 was computed from three cells of the June form.
    assert_eq!(unit(&s, "events", "乙县").sources.len(), 3);
    assert!(unit(&s, "events", "乙县").sources.iter().all(|c| c.file.contains("2023-06")));

    // Not for the year to date of 2023-04, whose form gives no 上期累计; not for Q1, which ends within a form.
    assert_eq!(year(&summary("2023-04", &forms), "events").missing, ["乙县"]);
    let april = with(forms.clone(), Form::full("乙县", "2023-04", 2).carried("events", "3"));
    assert_eq!(value(year(&summary("2023-04", &april), "events")), (7 + 12).to_string());
    assert_eq!(total(&summary("2023Q1", &april), "events").missing, ["乙县"]);
    // Not where the row of the last form has an error.
    assert_eq!(total(&summary("2023H1", &with(forms.clone(), late.faulty("events"))), "events").missing, ["乙县"]);
    // Not where the period does not begin in January.
    let autumn = [all("2023-08", 1), all("2023-10", 1), all("2023-12", 1)].concat();
    let autumn = with(without(autumn, "乙县", "2023-08"), Form::full("乙县", "2023-12", 1).carried("events", "20"));
    assert_eq!(total(&summary("2023H2", &autumn), "events").missing, ["乙县"]);
}

#[test]
fn a_correction_belongs_to_its_month_and_counts_from_its_form_on() {
    let forms = with(half_year(), Form::full("甲县", "2023-04", 2).correct("events", "2023-01", "-1"));
    // January and February again: the correction came later.
    assert_eq!(value(total(&summary("2023-02", &forms), "events")), "6");
    // March and April do not contain January; the year to date does.
    let april = summary("2023-04", &forms);
    assert_eq!((value(total(&april, "events")), value(year(&april, "events"))), ("12".into(), "17".into()));
    assert!(total(&april, "events").corrections.is_empty());
    // The first quarter is made with the April form.
    let q1 = summary("2023Q1", &forms);
    assert_eq!(value(total(&q1, "events")), "11");
    let c = &total(&q1, "events").corrections[0];
    assert_eq!((c.unit.as_str(), c.month, c.value, c.before, c.after), ("甲县", month("2023-01"), d("-1"), Some(d("1")), Some(d("0"))));
    assert!(total(&q1, "events").sources.contains(&c.source));
    assert_eq!(value(total(&summary("2023H1", &forms), "events")), "35");
    // It is news in the paper of the form that makes it, once.
    assert_eq!((april.corrections.len(), summary("2023-06", &forms).corrections.len()), (1, 0));
}

#[test]
fn a_correction_within_a_repair_counts_once() {
    // 上期累计 7 + 3 + 3 − 1 in the June form of a county that sent nothing before.
    let june = Form::full("乙县", "2023-06", 3).carried("events", "7").correct("events", "2023-04", "-1");
    let forms = with(without(without(half_year(), "乙县", "2023-02"), "乙县", "2023-04"), june);
    let s = summary("2023H1", &forms);
    assert_eq!((value(unit(&s, "events", "乙县")), unit(&s, "events", "乙县").corrections.len()), ("12".into(), 1));
    assert_eq!(unit(&s, "events", "乙县").corrections[0].before, None);
}

#[test]
fn nobody_owes_months_before_the_campaign() {
    let forms = all("2022-12", 1);
    let s = summary("2022-12", &forms);
    assert_eq!((value(total(&s, "events")), value(year(&s, "events"))), ("6".into(), "6".into()));
    assert!(total(&s, "events").missing.is_empty() && year(&s, "events").missing.is_empty());
    let before = summary("2022-10", &forms);
    let row = total(&before, "events");
    assert_eq!((value(row), row.of.len(), row.missing.len()), ("无".into(), 0, 0));
    assert!(before.not_reported.is_empty());
}

#[test]
fn not_applicable_takes_the_unit_out_of_what_is_owed() {
    let out =
        Form::full("乙县", "2023-04", 2).not_applicable("events", "2023-03").not_applicable("events", "2023-04").not_applicable("sites", "2023-04");
    let s = summary("2023-04", &with(half_year(), out));
    for id in ["events", "sites", "rate"] {
        let row = total(&s, id);
        assert_eq!((row.covers.len(), row.of.len(), row.missing.len()), (2, 2, 0), "{id}");
    }
    assert_eq!(value(total(&s, "events")), "8");
    // Of the year it owed January and February.
    assert_eq!(value(year(&s, "events")), (8 + 4 + 2).to_string());
}

#[test]
fn a_flow_is_compared_with_the_same_period_of_last_year_and_the_same_units() {
    let last = [all("2023-02", 1), all("2023-04", 5)].concat();
    let now = [all("2024-02", 1), all("2024-04", 6)].concat();
    let s = summary("2024-04", &[last.clone(), now.clone()].concat());
    let base = total(&s, "events").base.clone().unwrap();
    assert_eq!((base.period.to_string(), base.figure.value), ("2023-04".into(), d("30")));
    assert!(s.flows_comparable);
    // A unit that had none then: no base, and it says why. One that has none now: the base leaves it out too.
    let s = summary("2024-04", &[without(last.clone(), "乙县", "2023-04"), now.clone()].concat());
    assert_eq!((total(&s, "events").base.clone(), total(&s, "events").comparison.situation), (None, hongtou::model::Situation::BaseIncomplete));
    let s = summary("2024-04", &[last, without(now, "乙县", "2024-04")].concat());
    assert_eq!(total(&s, "events").base.clone().unwrap().figure.value, d("20"));
    // The year 2022 began in November: its two months are no base for twelve.
    let s = summary("2023-12", &[all("2022-12", 1), all("2023-12", 1)].concat());
    assert_eq!((total(&s, "events").base.is_some(), year(&s, "events").base.is_some()), (true, false));
}
