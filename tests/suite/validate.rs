//! Every check of a form: what is bent, which cell is named, and what still counts.

use std::collections::BTreeMap;

use hongtou::diag::Severity::{self, Error, Question, Warning};
use hongtou::model::{Entry, FieldValue, Submission};
use hongtou::validate::Status;
use rust_decimal::Decimal;

use crate::sheets::{Book, C, after_february, april, february, month, one, run, short, t};

fn d(s: &str) -> Decimal {
    s.parse().unwrap()
}

/// The value of a month of a row.
fn value(s: &Submission, id: &str, m: &str) -> Option<Decimal> {
    s.rows[id].months.iter().find(|(x, _)| *x == month(m)).and_then(|(_, e)| e.value())
}

fn april_with(cell: &str, c: C) -> Book {
    april("甲山县").with("指标数据", cell, c)
}

#[test]
fn a_good_form_says_nothing_and_gives_every_figure_with_its_cells() {
    let (s, found) = one(&april("甲山县"));
    let s = s.unwrap();
    assert_eq!(short(&found), []);
    // By hand: dues 0.1 + 0.2 = 0.3; 30.3 carried in + 0.3 = 30.6.
    assert_eq!(
        (value(&s, "dues", "2023-03"), value(&s, "dues", "2023-04"), s.rows["dues"].ytd.value()),
        (Some(d("0.1")), Some(d("0.2")), Some(d("30.6")))
    );
    assert_eq!(s.rows["served"].months[0].1.value(), Some(d("0")), "a typed zero is a zero");
    assert_eq!(s.rows["plan"].plan.value(), Some(d("300.5")));
    assert_eq!(s.rows["state"].status.as_ref().map(|(v, c)| (v.as_str(), c.cell.to_string())), Some(("已建成", "F9".to_owned())));
    // March ends a quarter, so a stock has two values; in February it has one.
    assert_eq!((value(&s, "staff", "2023-03"), value(&s, "staff", "2023-04")), (Some(d("12")), Some(d("13"))));
    let f = after_february().remove("甲山县").unwrap();
    assert_eq!(f.rows["staff"].months[0], (month("2023-01"), Entry::NotAsked));
    let cells: Vec<String> = s.rows["meetings"].ytd.figure().unwrap().sources.iter().map(|c| c.cell.to_string()).collect();
    assert_eq!(cells, ["I4", "E4", "F4"]);
    assert_eq!(s.info["date"], "2023-04-21");
    assert_eq!(s.lists["items"].records.len(), 2);
    assert_eq!(s.lists["items"].records[1].fields["task"].value, Some(FieldValue::Task("b".to_owned())));
    assert!(s.lists["stays"].records[0].source.cell.to_string() == "A3" && s.lists["stays"].head.cell.to_string() == "A2");
}

#[test]
fn numbers_that_can_be_told_are_taken_and_all_others_are_missing_and_named() {
    // (what stands in the cell of 会议 4月, finding, value)
    type Case = (C, Option<(Severity, &'static str)>, Option<&'static str>);
    let cases: Vec<Case> = vec![
        (t("4"), None, Some("4")),
        (t(" ４ "), None, Some("4")),
        (t("4场"), None, Some("4")),
        (t("4次"), Some((Warning, "number-unit-word")), Some("4")),
        (C::B, Some((Error, "cell-blank")), None),
        (t(" "), Some((Error, "cell-blank")), None),
        (C::F("\"\"", ""), Some((Error, "cell-blank")), None),
        (t("未统计"), Some((Warning, "not-counted")), None),
        (t("—"), Some((Warning, "dash-for-number")), None),
        (t("/"), Some((Warning, "dash-for-number")), None),
        (t("无"), Some((Warning, "dash-for-number")), None),
        (t("见附件"), Some((Error, "not-a-number")), None),
        (t("四"), None, Some("4")),
        (t("四场"), None, Some("4")),
        (t("4（含补报1）"), Some((Warning, "number-with-remark")), Some("4")),
        (C::F("[1]表!A1", "4"), Some((Warning, "formula-external")), Some("4")),
        (t("（4）"), Some((Question, "number-ambiguous")), None),
        (t("11/13"), Some((Question, "number-ambiguous")), None),
        (t("不少于4"), Some((Error, "number-inexact")), None),
        (t("N/A"), Some((Error, "cell-error")), None),
        (t("暂无数据"), Some((Warning, "not-counted")), None),
        (t("1 7"), Some((Error, "not-a-number")), None),
        (t("4人左右"), Some((Error, "number-inexact")), None),
        (t("约4"), Some((Error, "number-inexact")), None),
        (t("3-5"), Some((Error, "number-inexact")), None),
        (t("4家"), Some((Error, "number-other-unit")), None),
        (t("4%"), Some((Error, "number-percent")), None),
        (C::P(0.04), Some((Error, "number-percent")), None),
        (C::D(44_990.0), Some((Error, "number-is-date")), None),
        (t("#REF!"), Some((Error, "cell-error")), None),
        (C::F("#REF!+1", "#REF!"), Some((Error, "cell-error")), None),
        (C::N(4.5), Some((Error, "number-not-whole")), None),
        (C::N(-4.0), Some((Error, "number-negative")), None),
        (C::N(1e18), Some((Error, "number-too-large")), None),
    ];
    for (cell, finding, wanted) in cases {
        // The total is left without a result, so that it says nothing of its own.
        let book = april_with("F4", cell.clone()).with("指标数据", "G4", C::F("SUM(E4:F4)", "")).with("指标数据", "J4", C::F("G4+H4+I4", ""));
        let (s, found) = one(&book);
        let s = s.unwrap();
        let expected: Vec<_> = finding.into_iter().map(|(severity, code)| (severity, code, "指标数据!F4".to_owned())).collect();
        assert_eq!(short(&found), expected, "{cell:?}");
        assert_eq!(value(&s, "meetings", "2023-04"), wanted.map(d), "{cell:?}");
        assert_eq!(s.rows["meetings"].ytd.value(), wanted.map(|_| d("10")), "{cell:?}");
        assert_eq!(s.rows["meetings"].faulty, expected.iter().any(|(s, ..)| *s == Error), "{cell:?}");
        for d in &found {
            assert!(!d.message.is_empty() && !d.hints.is_empty() && d.unit.as_deref() == Some("甲山县"), "{d:?}");
        }
    }
}

#[test]
fn not_applicable_is_neither_missing_nor_zero() {
    let book = april_with("E4", t("不适用")).with("指标数据", "F4", t("不适用")).with("指标数据", "G4", C::B).with("指标数据", "J4", C::B);
    let (s, found) = one(&book);
    assert_eq!(short(&found), []);
    let row = &s.unwrap().rows["meetings"];
    assert!(row.months.iter().all(|(_, e)| matches!(e, Entry::NotApplicable(_))) && matches!(row.ytd, Entry::NotApplicable(_)));
    let (s, found) = one(&april_with("E4", t("不适用")).with("指标数据", "G4", C::B).with("指标数据", "J4", C::B));
    assert_eq!(short(&found), [(Warning, "partly-not-applicable", "指标数据!E4".to_owned())]);
    assert_eq!(s.unwrap().rows["meetings"].ytd, Entry::Missing);
}

#[test]
fn amounts_are_converted_where_the_unit_says_so() {
    for (typed, wanted) in [("2000元", "0.2"), ("0.2万", "0.2"), ("0.2万元", "0.2")] {
        let (s, found) = one(&april_with("F5", t(typed)));
        assert_eq!(value(&s.unwrap(), "dues", "2023-04"), Some(d(wanted)), "{typed}");
        assert!(found.iter().all(|f| f.severity == Warning && f.code == "number-converted"), "{typed}: {found:?}");
    }
    let (s, _) = one(&april_with("F12", t("0.025万")).with("指标数据", "J12", C::B));
    assert_eq!(value(&s.unwrap(), "served", "2023-04"), Some(d("250")));
    let (s, found) = one(&april_with("D5", t("元")));
    assert_eq!(short(&found), [(Error, "unit-changed", "指标数据!D5".to_owned())]);
    assert_eq!(value(&s.unwrap(), "dues", "2023-04"), None);
}

#[test]
fn computed_cells_are_computed_again() {
    // No cached result: no finding.
    let (s, found) = one(&april_with("G4", C::F("SUM(E4:F4)", "")).with("指标数据", "J4", C::B));
    assert_eq!((short(&found), s.unwrap().rows["meetings"].ytd.value()), (vec![], Some(d("10"))));
    // Typed over, stale, broken: an error; the months still count.
    for cell in [C::N(6.0), C::F("SUM(E4:F4)", "6"), C::F("#REF!", "#REF!"), t("无")] {
        let (s, found) = one(&april_with("G4", cell));
        assert_eq!(short(&found), [(Error, "formula-differs", "指标数据!G4".to_owned())]);
        let row = &s.unwrap().rows["meetings"];
        assert!(row.faulty && row.ytd.value() == Some(d("10")));
    }
    let (_, found) = one(&april_with("J4", C::N(11.0)));
    assert_eq!(short(&found), [(Error, "formula-differs", "指标数据!J4".to_owned())]);
    // A stock's is its last month.
    let (_, found) = one(&april_with("G7", C::N(12.0)));
    assert_eq!(short(&found), [(Error, "formula-differs", "指标数据!G7".to_owned())]);
    // A total without its months is not used.
    let (s, found) = one(&april_with("E4", t("未统计")).with("指标数据", "G4", C::N(5.0)).with("指标数据", "J4", C::B));
    assert_eq!(short(&found), [(Warning, "not-counted", "指标数据!E4".to_owned()), (Warning, "total-not-used", "指标数据!G4".to_owned())]);
    assert_eq!(s.unwrap().rows["meetings"].ytd, Entry::Missing);
}

#[test]
fn what_is_carried_in_is_what_we_have() {
    let (s, found) = one(&april_with("I4", C::N(6.0)).with("指标数据", "J4", C::F("G4+H4+I4", "11")));
    assert_eq!(short(&found), [(Error, "carried-differs", "指标数据!I4".to_owned())]);
    let row = &s.unwrap().rows["meetings"];
    assert!(row.faulty && row.ytd == Entry::Missing);
    let (s, found) = one(&april_with("I4", C::B));
    assert_eq!(short(&found), [(Warning, "carried-blank", "指标数据!I4".to_owned())]);
    assert_eq!(s.unwrap().rows["meetings"].ytd.value(), Some(d("10")));

    // Without a form before, it is open: taken as typed, missing where blank.
    let no_february = |book: Book| run(&[("甲山县.xlsx", book.bytes())], "2023-04", &BTreeMap::new());
    let intake = no_february(april_with("I4", C::N(7.0)).with("指标数据", "J4", C::B));
    assert_eq!(intake.submissions[0].rows["meetings"].ytd.value(), Some(d("12")));
    let intake = no_february(april_with("I4", C::B).with("指标数据", "J4", C::B));
    assert_eq!(short(&intake.diagnostics.into_iter().collect::<Vec<_>>())[0], (Error, "carried-missing", "指标数据!I4".to_owned()));
    assert_eq!(intake.submissions[0].rows["meetings"].ytd, Entry::Missing);

    // In a year's first form nothing is carried in.
    let intake = run(&[("甲山县.xlsx", february("甲山县").with("指标数据", "I4", C::N(3.0)).bytes())], "2023-02", &BTreeMap::new());
    let found: Vec<_> = intake.diagnostics.into_iter().filter(|d| d.unit.as_deref() == Some("甲山县")).collect();
    assert_eq!(short(&found), [(Error, "carried-differs", "指标数据!I4".to_owned())]);
}

#[test]
fn a_correction_names_its_month() {
    let correct = |note: &str| april_with("H4", C::N(-2.0)).with("指标数据", "L4", t(note)).with("指标数据", "J4", C::F("G4+H4+I4", "8"));
    let (s, found) = one(&correct("1月：多报2场"));
    assert_eq!(short(&found), []);
    let row = &s.unwrap().rows["meetings"];
    let c = row.correction.as_ref().unwrap();
    assert_eq!((c.month, c.figure.value, c.reason.as_str()), (month("2023-01"), d("-2"), "多报2场"));
    assert_eq!(row.ytd.value(), Some(d("8")));
    for (note, code) in [
        ("多报2场", "correction-without-month"),
        ("", "correction-without-month"),
        ("3月：多报", "correction-wrong-month"),
        ("12月：多报", "correction-wrong-month"),
    ] {
        let (s, found) = one(&correct(note));
        assert_eq!(short(&found), [(Error, code, "指标数据!H4".to_owned())], "{note}");
        let row = &s.unwrap().rows["meetings"];
        assert!(row.correction.is_none() && row.ytd == Entry::Missing && row.faulty);
    }
    let (_, found) = one(&april_with("H4", C::N(-20.0)).with("指标数据", "L4", t("1月：多报")).with("指标数据", "J4", C::B));
    assert_eq!(short(&found), [(Error, "correction-too-large", "指标数据!H4".to_owned())]);
    let book = february("甲山县").with("指标数据", "H4", C::N(1.0)).with("指标数据", "L4", t("1月：漏报"));
    let intake = run(&[("甲山县.xlsx", book.bytes())], "2023-02", &BTreeMap::new());
    assert!(intake.diagnostics.iter().any(|d| d.code == "correction-closed"));
    // A stock has nothing to correct.
    let (_, found) = one(&april_with("H7", C::N(1.0)));
    assert_eq!(short(&found), [(Warning, "not-asked", "指标数据!H7".to_owned())]);
}

#[test]
fn statuses_plans_and_cells_that_ask_for_nothing() {
    let (s, found) = one(&april_with("F9", t("快建好了")));
    assert_eq!(short(&found), [(Error, "status-unknown", "指标数据!F9".to_owned())]);
    assert_eq!((s.as_ref().unwrap().rows["state"].status.clone(), &s.as_ref().unwrap().rows["state"].months[1].1), (None, &Entry::Missing));
    assert_eq!(short(&one(&april_with("F9", C::B)).1), [(Error, "status-blank", "指标数据!F9".to_owned())]);
    // Brackets and blanks make no difference.
    assert_eq!(
        one(&april_with("F9", t(" 在建(有计划) "))).0.unwrap().rows["state"].status.as_ref().map(|s| s.0.clone()),
        Some("在建（有计划）".to_owned())
    );
    let (s, found) = one(&april_with("F9", t("不适用")));
    assert!(found.is_empty() && matches!(s.unwrap().rows["state"].months[1].1, Entry::NotApplicable(_)));
    let (s, found) = one(&april_with("K6", C::B));
    assert_eq!((short(&found), &s.unwrap().rows["plan"].plan), (vec![(Error, "cell-blank", "指标数据!K6".to_owned())], &Entry::Missing));
    assert_eq!(short(&one(&april_with("F6", C::N(1.0))).1), [(Warning, "not-asked", "指标数据!F6".to_owned())]);
    let book = february("甲山县").with("指标数据", "E7", C::N(11.0));
    let intake = run(&[("甲山县.xlsx", book.bytes())], "2023-02", &BTreeMap::new());
    assert_eq!(short(&intake.diagnostics.iter().take(1).cloned().collect::<Vec<_>>()), [(Warning, "not-asked", "指标数据!E7".to_owned())]);
}

#[test]
fn parts_are_not_above_wholes() {
    let (s, found) = one(&april_with("F8", C::N(14.0)).with("指标数据", "G8", C::B));
    assert_eq!(short(&found), [(Error, "part-above-whole", "指标数据!F8".to_owned())]);
    let s = s.unwrap();
    assert_eq!((value(&s, "young", "2023-04"), value(&s, "staff", "2023-04"), value(&s, "staff", "2023-03")), (None, None, Some(d("12"))));
    // Cases solved may come over from last year.
    let (s, found) = one(&april_with("F11", C::N(8.0)).with("指标数据", "G11", C::B).with("指标数据", "J11", C::B));
    assert_eq!(short(&found), [(Question, "part-above-usual", "指标数据!F11".to_owned())]);
    assert_eq!(value(&s.unwrap(), "solved", "2023-04"), Some(d("8")));
}

#[test]
fn what_is_unlikely_beside_last_time_is_a_question() {
    for (cell, n, code) in
        [("F7", 11.0, "stock-falls"), ("F12", 3000.0, "flow-tenfold"), ("K6", 3_005_000.0, "maybe-yuan"), ("F5", 40_000.0, "maybe-yuan")]
    {
        let row = &cell[1..];
        let (_, found) = one(&april_with(cell, C::N(n)).with("指标数据", &format!("G{row}"), C::B).with("指标数据", &format!("J{row}"), C::B));
        assert_eq!(short(&found), [(Question, code, format!("指标数据!{cell}"))]);
    }
    // February's months once more.
    let mut book = april("甲山县");
    for (cell, n) in [("E4", 2.0), ("F4", 3.0), ("E5", 10.1), ("F5", 20.2), ("F10", 6.0), ("F11", 5.0), ("E12", 100.0), ("F12", 200.0)] {
        book = book.with("指标数据", cell, C::N(n));
    }
    for row in [4, 5, 10, 11, 12] {
        book = book.with("指标数据", &format!("G{row}"), C::B).with("指标数据", &format!("J{row}"), C::B);
    }
    assert_eq!(short(&one(&book).1), [(Question, "same-as-last-time", "指标数据!C3".to_owned())]);
}

#[test]
fn rows_and_columns_are_found_by_their_names_and_missed_by_name() {
    // Columns moved, a column added, the head lower, blanks and line breaks in names.
    let mut book = april("甲山县").without("指标数据");
    book.sheet(
        "指标 数据",
        &[
            "某标题",
            "单位：万元",
            "",
            "",
            "指  标|备注|4月|3 月|说明|本期数|单位|年度累计|上期累计|前期更正|年度任务",
            "会 议||4|1|好",
            "受理|||",
            "经费（万元）||0.2|0.1||||30.6|30.3",
            "年度计划||||||||||300.5",
            "干部||13|12",
            "\"年轻\"干部||5|4",
            "建设状态||已建成",
            "办结||6|5||||21|10",
            "服务||250|0|||||300",
            "注：以上数据由甲山县填报",
        ],
    );
    let book = book.with("指标 数据", "C7", C::N(7.0)).with("指标 数据", "D7", C::N(5.0)).with("指标 数据", "I6", C::N(5.0)).with(
        "指标 数据",
        "I7",
        C::N(11.0),
    );
    let (s, found) = one(&book);
    assert_eq!(short(&found), [(Warning, "column-not-read", "指标 数据!E5".to_owned())]);
    let s = s.unwrap();
    assert_eq!(
        (value(&s, "meetings", "2023-04"), value(&s, "dues", "2023-03"), s.rows["meetings"].ytd.value()),
        (Some(d("4")), Some(d("0.1")), Some(d("10")))
    );

    let (s, found) = one(&april_with("C4", t("大会")));
    assert_eq!(short(&found), [(Error, "row-missing", "指标数据!C3".to_owned()), (Error, "row-unknown", "指标数据!C4".to_owned())]);
    assert!(!s.unwrap().rows.contains_key("meetings"));
    let (s, found) = one(&april_with("C5", t("会议")));
    assert_eq!(short(&found), [(Error, "row-missing", "指标数据!C3".to_owned()), (Error, "row-twice", "指标数据!C5".to_owned())]);
    assert_eq!(value(&s.unwrap(), "meetings", "2023-04"), None);
    let (s, found) = one(&april_with("F3", t("四月")));
    assert!(short(&found).contains(&(Error, "column-missing", "指标数据!C3".to_owned())));
    assert_eq!((value(s.as_ref().unwrap(), "meetings", "2023-04"), value(&s.unwrap(), "meetings", "2023-03")), (None, Some(d("1"))));
    let (_, found) = one(&april_with("C13", t("办结率")).with("指标数据", "F13", C::N(90.0)));
    assert_eq!(short(&found), [(Warning, "row-not-owed", "指标数据!C13".to_owned())]);
    let (_, found) = one(&april_with("F13", C::N(90.0)));
    assert_eq!(short(&found), [(Error, "row-without-name", "指标数据!F13".to_owned())]);
    let (_, found) = one(&april("甲山县").without("指标数据"));
    assert_eq!(short(&found), [(Error, "table-missing", String::new())]);
}

#[test]
fn a_row_that_was_renamed_a_little_is_read_with_a_warning() {
    let (s, found) = one(&april_with("C6", t("年度计划数")));
    assert_eq!(short(&found), [(Warning, "row-renamed", "指标数据!C6".to_owned())]);
    assert_eq!(s.unwrap().rows["plan"].plan.value(), Some(d("300.5")));
    // Too far away, or another unit beside it: not read.
    for (name, unit) in [("收入计划表", "万元"), ("年度计划数", "人")] {
        let (s, found) = one(&april_with("C6", t(name)).with("指标数据", "D6", t(unit)));
        assert!(short(&found).contains(&(Error, "row-unknown", "指标数据!C6".to_owned())), "{name} {found:?}");
        assert!(!s.unwrap().rows.contains_key("plan"));
    }
}

#[test]
fn two_units_in_one_file_are_told() {
    let mut book = april("甲山县");
    book.sheet("填报信息 (2)", &["演练填报表", "填报单位|乙水市", "填报期|2023年3—4月", "填报日期|2023-04-21"]);
    let i = run(&[("甲山县.xlsx", book.bytes())], "2023-04", &after_february());
    let found: Vec<_> = i.diagnostics.iter().filter(|d| d.code == "two-units").collect();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].unit.as_deref(), i.units[0].status, i.units[1].status), (Some("甲山县"), Status::Errors, Status::Missing));
}

#[test]
fn a_table_that_a_person_has_confirmed_is_read_as_the_form() {
    const FILE: &str = "[[table]]\nunit = \"甲山县\"\nsheet = \"情况表\"\nconfirmed = \"某人，4月22日电话\"\nperiod = \"2023-04\"\n[table.columns]\n\"工作\" = \"指标\"\n\"三月份\" = \"3月\"\n\"四月份\" = \"4月\"\n[table.names]\n\"开会\" = \"会议\"\n";
    let campaign = crate::sheets::campaign();
    let (readings, found) = hongtou::campaign::Readings::parse("inputs/读法.toml", FILE);
    assert!(found.is_empty() && campaign.check_readings("inputs/读法.toml", FILE).is_empty(), "{found:?}");
    let readings = readings.unwrap();
    assert_eq!((readings.of_period("2023-04").tables.len(), readings.of_period("2023-02").tables.len()), (1, 0));
    let mut book = Book(Vec::new());
    book.sheet("情况表", &["甲山县工作情况", "", "工作|三月份|四月份|说明", "开会|1|4|", "受理|5|7|"]);
    let received = |book: &Book, readings: &hongtou::campaign::Readings| {
        let bytes = book.bytes();
        let read = hongtou::intake::read_bytes(&bytes, "inputs/2023-04/甲山县.xlsx").unwrap();
        hongtou::understand::understand(&read, &campaign, readings)
    };
    let facts = received(&book, &readings);
    let table = facts.table.as_ref().unwrap();
    let rows: Vec<_> = table.rows.iter().map(|r| (r.indicator.as_deref(), r.cells[&hongtou::model::Column::Month(4)].shown.as_str())).collect();
    assert_eq!(rows, [(Some("meetings"), "4"), (Some("received"), "7")]);
    // Unconfirmed, it is no form; with other heads than the confirmed ones, it is not read.
    assert!(received(&book, &hongtou::campaign::Readings::default()).table.is_none());
    let mut other = Book(Vec::new());
    other.sheet("情况表", &["甲山县工作情况", "", "工作|四月份|五月份", "开会|1|4"]);
    let facts = received(&other, &readings);
    assert!(facts.table.is_none() && facts.diagnostics.iter().any(|d| d.code == "reading-not-fitting"));
}

#[test]
fn what_is_wrong_with_confirmed_readings_is_said_with_its_line() {
    let campaign = crate::sheets::campaign();
    let text = "[[table]]\nunit = \"甲县\"\nsheet = \"表\"\nconfirmed = \"某人\"\nperiod = \"2023-03\"\n[table.columns]\n\"甲\" = \"三月\"\n[table.names]\n\"乙\" = \"大会\"\n";
    let line = |d: &hongtou::diag::Diagnostic| if let hongtou::origin::Origin::Text { line, .. } = d.origin { line } else { 0 };
    let found = campaign.check_readings("inputs/读法.toml", text);
    let lines: Vec<u32> = found.iter().map(line).collect();
    assert_eq!(lines, [2, 5, 6, 7, 9], "{found:?}");
    let (none, found) = hongtou::campaign::Readings::parse("inputs/读法.toml", "[[table]]\nunit = \"甲山县\"\nsheets = 3\n");
    assert!(none.is_none() && found.iter().all(|d| d.severity == Error && line(d) > 0 && !d.message.is_empty()) && found.len() >= 2, "{found:?}");
}

#[test]
fn an_untouched_form_is_said_once() {
    let mut book = april("甲山县");
    for row in [4, 5, 9, 10, 11, 12] {
        for col in ["E", "F", "G", "J"] {
            book = book.with("指标数据", &format!("{col}{row}"), C::B);
        }
    }
    let (s, found) = one(&book);
    assert_eq!(short(&found), [(Error, "form-blank", "指标数据!C3".to_owned())]);
    let s = s.unwrap();
    assert!(["meetings", "dues", "served"].iter().all(|id| s.rows[*id].months.iter().all(|(_, e)| *e == Entry::Missing)));
}

#[test]
fn list_sheets() {
    let with = |sheet: &str, cell: &str, c: C| one(&april("甲山县").with(sheet, cell, c));
    let cases: Vec<(&str, &str, C, (_, &str))> = vec![
        ("工作动态", "A3", C::N(3.0), (Error, "rank-unknown")),
        ("工作动态", "A4", C::N(1.0), (Error, "rank-twice")),
        ("工作动态", "B3", t("第9项"), (Error, "task-unknown")),
        ("工作动态", "B3", C::B, (Error, "field-blank")),
        ("工作动态", "C3", t("2023/2/30"), (Error, "date-unreadable")),
        ("工作动态", "C3", t("4月10日"), (Warning, "date-without-year")),
        ("工作动态", "C3", t("2023-04-25"), (Warning, "date-after-cutoff")),
        ("工作动态", "C3", t("2023-02-20"), (Warning, "date-before-period")),
        ("工作动态", "C3", t("2032-04-10"), (Error, "date-far")),
        ("工作动态", "E3", t("机制"), (Error, "choice-unknown")),
        ("驻点", "B3", t("县政府"), (Question, "place-unlikely")),
        ("驻点", "D3", t("2023-04-15"), (Question, "stay-short")),
        ("驻点", "D3", t("2023-04-01"), (Error, "end-before-start")),
    ];
    for (sheet, cell, c, (severity, code)) in cases {
        let (s, found) = with(sheet, cell, c.clone());
        assert_eq!(short(&found), [(severity, code, format!("{sheet}!{cell}"))], "{c:?}");
        assert!(s.is_some());
    }
    // 21 February already belongs to March; dates in any dress; a stay that goes on may have begun long ago.
    for (sheet, cell, c) in [
        ("工作动态", "C3", t("2023年2月21日")),
        ("工作动态", "C3", C::D(44_990.0)),
        ("工作动态", "C3", C::N(44_990.0)),
        ("工作动态", "C3", t("20230305")),
        ("工作动态", "B3", t("1. 活动")),
        ("工作动态", "B3", t("建设阵地")),
        ("驻点", "C3", t("2022-11-25")),
        ("驻点", "D3", t("2023-07-10")),
    ] {
        assert_eq!(short(&with(sheet, cell, c.clone()).1), [], "{c:?}");
    }
    let (s, found) = one(&april("甲山县").without("驻点"));
    assert_eq!(short(&found), [(Error, "list-missing", String::new())]);
    assert!(!s.unwrap().lists.contains_key("stays"));
    let (s, _) = with("驻点", "A3", C::B);
    assert_eq!(s.unwrap().lists["stays"].records.len(), 1);
    let empty = april("甲山县").with("驻点", "A3", C::B).with("驻点", "B3", C::B).with("驻点", "C3", t("  "));
    assert_eq!(one(&empty).0.unwrap().lists["stays"].records.len(), 0, "a readable empty sheet is none, not missing");
}

#[test]
fn whose_form_it_is() {
    let named = |typed: &str, file: &str| run(&[(file, april("甲山县").with("填报信息", "B2", t(typed)).bytes())], "2023-04", &after_february());
    let about = |i: &hongtou::validate::Intake| short(&i.diagnostics.iter().filter(|d| d.code != "unit-missing").cloned().collect::<Vec<_>>());
    for typed in ["甲山县总工会", "甲山", " 甲 山\u{200b}县 ", "甲山县总工会（盖章）"] {
        let i = named(typed, "报表(1) - 副本.xlsx");
        assert_eq!((i.submissions.len(), about(&i)), (1, vec![]), "{typed}");
    }
    let i = named("甲山县", "乙水市.xlsx");
    assert_eq!((i.submissions[0].unit.as_str(), about(&i)), ("甲山县", vec![(Warning, "unit-file-name", String::new())]));
    // Another unit's form, filled in by 乙水市: its prefilled figures would be 甲山县's.
    let i = named("乙水市", "乙水市.xlsx");
    assert_eq!((i.submissions.len(), about(&i)), (0, vec![(Error, "form-of-other-unit", "填报信息!B2".to_owned())]));
    assert_eq!(i.units[1].status, Status::Errors);
    let i = named("某局", "x.xlsx");
    assert_eq!((i.submissions[0].unit.as_str(), about(&i)), ("甲山县", vec![(Warning, "unit-field-unclear", "填报信息!B2".to_owned())]));

    let untagged = |typed: &str, file: &str| {
        let book = april("甲山县").without("_form").with("填报信息", "B2", t(typed));
        run(&[(file, book.bytes())], "2023-04", &after_february())
    };
    let i = untagged("老乙县", "x.xlsx");
    assert_eq!((i.submissions[0].unit.as_str(), about(&i).first().map(|f| f.1)), ("乙水市", Some("unit-former-name")));
    // 乙水 begins both 乙水市 and the former name of 丙湖区.
    let i = untagged("乙水", "x.xlsx");
    assert_eq!((i.submissions.len(), about(&i)), (0, vec![(Error, "unit-ambiguous", "填报信息!B2".to_owned())]));
    let i = untagged("", "甲山县4月.xlsx");
    assert_eq!((i.submissions[0].unit.as_str(), about(&i)), ("甲山县", vec![(Warning, "unit-field-missing", String::new())]));
    let i = untagged("", "报表.xlsx");
    assert_eq!((i.submissions.len(), about(&i)), (0, vec![(Error, "unit-unknown", String::new())]));
}

#[test]
fn of_which_period_and_campaign() {
    let after = after_february();
    let i = run(&[("甲山县.xlsx", february("甲山县").bytes())], "2023-04", &after);
    let said: Vec<_> = i.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!((i.submissions.len(), said[0], i.units[0].status), (0, "wrong-period", Status::Errors));
    let i = run(&[("甲山县.xlsx", april("甲山县").with("填报信息", "B3", t("2023年1—2月")).bytes())], "2023-04", &after);
    assert_eq!((i.submissions.len(), i.diagnostics.iter().next().map(|d| d.code), i.units[0].status), (1, Some("period-differs"), Status::Clean));
    let i = run(&[("甲山县.xlsx", february("甲山县").without("_form").with("填报信息", "B3", C::B).bytes())], "2023-04", &after);
    assert_eq!((i.submissions.len(), i.diagnostics.iter().next().map(|d| d.code)), (0, Some("wrong-period")));
    let i = run(&[("甲山县.xlsx", april("甲山县").with("_form", "B2", t("other")).bytes())], "2023-04", &after);
    assert_eq!((i.submissions.len(), i.diagnostics.iter().next().map(|d| d.code)), (0, Some("wrong-campaign")));
    let mut free = Book(Vec::new());
    free.sheet("Sheet1", &["单位|人数", "甲山县|3"]);
    let i = run(&[("甲山县.xlsx", free.bytes())], "2023-04", &after);
    assert_eq!(
        (i.submissions.len(), i.diagnostics.iter().next().map(|d| (d.code, d.unit.clone()))),
        (0, Some(("not-our-form", Some("甲山县".to_owned()))))
    );
}

#[test]
fn the_board_copies_and_two_forms_of_one_unit() {
    let (a, b) = (april("甲山县"), april("乙水市"));
    let later = april("甲山县").with("指标数据", "F12", C::N(251.0)).with("填报信息", "B4", t("2023年4月22日"));
    let after = after_february();
    // A copy byte for byte: one is taken.
    let i = run(&[("甲山县(1) - 副本.xlsx", a.bytes()), ("甲山县.xlsx", a.bytes()), ("乙水市.xlsx", b.bytes())], "2023-04", &after);
    assert_eq!(
        i.submissions.iter().map(|s| (s.unit.as_str(), &*s.file)).collect::<Vec<_>>(),
        [("甲山县", "inputs/2023-04/甲山县.xlsx"), ("乙水市", "inputs/2023-04/乙水市.xlsx")]
    );
    let board: Vec<_> = i.units.iter().map(|u| (u.unit.as_str(), u.status, u.file.is_some())).collect();
    assert_eq!(
        board,
        [("甲山县", Status::Clean, true), ("乙水市", Status::Clean, true), ("丙湖区", Status::Missing, false), ("本级", Status::Missing, false)]
    );
    let said: Vec<_> = i.diagnostics.iter().map(|d| (d.severity, d.code, d.unit.clone().unwrap_or_default())).collect();
    assert_eq!(
        said,
        [(Warning, "duplicate-copy", "甲山县".to_owned()), (Error, "unit-missing", "丙湖区".to_owned()), (Error, "unit-missing", "本级".to_owned())]
    );
    // Two different forms: neither counts, the later one is proposed.
    let i = run(&[("a.xlsx", a.bytes()), ("b.xlsx", later.bytes()), ("乙水市.xlsx", b.bytes())], "2023-04", &after);
    assert_eq!(i.submissions.iter().map(|s| s.unit.as_str()).collect::<Vec<_>>(), ["乙水市"]);
    assert_eq!((i.units[0].status, i.units[0].file.as_deref()), (Status::Errors, Some("inputs/2023-04/b.xlsx")));
    let two: Vec<_> = i.diagnostics.iter().filter(|d| d.code == "two-forms").collect();
    assert!(two.len() == 2 && two.iter().all(|d| d.severity == Error && d.hints[0].starts_with("inputs/2023-04/b.xlsx 的填报日期较晚")));
    // A file that cannot be read changes nobody else's result.
    let i = run(&[("甲山县.xlsx", b"PK\x03\x04 cut off".to_vec()), ("乙水市.xlsx", b.bytes())], "2023-04", &after);
    assert_eq!((i.submissions.len(), i.units[0].status, i.units[1].status), (1, Status::Errors, Status::Clean));
    assert!(i.diagnostics.iter().any(|d| d.code == "file-truncated" && d.unit.as_deref() == Some("甲山县")));
    assert_eq!(i.inputs.len(), 1);
}

#[test]
fn the_city_reports_its_own_lists() {
    let mut book = Book(Vec::new());
    book.sheet("填报信息", &["填报单位|本级", "填报期|2023年3—4月"]);
    book.sheet("指标数据", &["序号|任务|指标|单位|3月|4月|本期数|前期更正|上期累计|年度累计|年度任务|备注", "1|活动|经费|万元|1|2|||0"]);
    book.sheet("走访", &["日期|单位|问题数", "2023-03-05|甲山县总工会|2", "2023-03-06|老乙县|无", "2023-02-01|某县|"]);
    let i = run(&[("本级.xlsx", book.bytes())], "2023-04", &BTreeMap::new());
    let found: Vec<_> = i.diagnostics.into_iter().filter(|d| d.unit.as_deref() == Some("本级")).collect();
    assert_eq!(
        short(&found),
        [
            (Warning, "unit-former-name", "走访!B3".to_owned()),
            (Error, "field-not-a-number", "走访!C3".to_owned()),
            (Warning, "date-before-period", "走访!A4".to_owned()),
            (Error, "list-unit-unknown", "走访!B4".to_owned()),
        ]
    );
    let units: Vec<_> = i.submissions[0].lists["visits"].records.iter().map(|r| r.fields["unit"].value.clone()).collect();
    assert_eq!(units, [Some(FieldValue::Unit("甲山县".to_owned())), Some(FieldValue::Unit("乙水市".to_owned())), None]);
}

#[test]
fn what_is_not_read_is_named() {
    let first = |book: &Book| short(&one(book).1);
    let mut extra = april("甲山县");
    extra.sheet("Sheet1", &["补充|3"]);
    assert_eq!(first(&extra), [(Warning, "sheet-not-read", "Sheet1!A1".to_owned())]);
    assert_eq!(first(&april_with("M3", t("说明")).with("指标数据", "M4", t("好"))), [(Warning, "column-not-read", "指标数据!M3".to_owned())]);
    assert_eq!(first(&april_with("M3", t("4月")).with("指标数据", "M4", C::N(9.0))), [(Error, "column-twice", "指标数据!M3".to_owned())]);
    assert_eq!(first(&april_with("M3", t("5月")).with("指标数据", "M4", C::N(9.0))), [(Warning, "month-not-of-period", "指标数据!M3".to_owned())]);
    assert_eq!(first(&april("甲山县").with("_form", "B1", C::N(2.0))), [(Warning, "form-version", "_form!A1".to_owned())]);
    assert_eq!(
        first(&april("甲山县").with("工作动态", "D2", t("题目"))),
        [(Error, "list-column-missing", "工作动态!A2".to_owned()), (Warning, "column-not-read", "工作动态!D2".to_owned())]
    );
    let mut headless = april("甲山县").without("驻点");
    headless.sheet("驻点", &["王某某|某园区|2023-04-01"]);
    assert_eq!(first(&headless), [(Error, "list-missing", String::new()), (Error, "no-head", "驻点!A1".to_owned())]);
    let mut city = april("甲山县");
    city.sheet("走访", &["日期|单位|问题数", "2023-04-01|甲山县|1"]);
    assert_eq!(first(&city), [(Warning, "list-not-owed", "走访!A1".to_owned())]);
    // A list is told by its head where its sheet was renamed.
    let mut renamed = april("甲山县").without("驻点");
    renamed.sheet("Sheet2", &["", "开始日期|姓名|结束日期|园区", "2023-04-01|王某某||某园区", "注：没有的留空"]);
    let (s, found) = one(&renamed);
    assert_eq!((short(&found), s.unwrap().lists["stays"].records.len()), (vec![], 1));
}

/// The workspace's own sample: three complete periods, and one as real life is.
#[test]
fn the_sample_inputs() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("inputs/campaign.toml")).unwrap();
    let campaign = hongtou::campaign::Campaign::parse("inputs/campaign.toml", &text).0.unwrap();
    let mut previous = BTreeMap::new();
    for (period, missing, bad) in [("2022-12", 0, 0), ("2023-02", 1, 3), ("2023-04", 0, 0), ("2023-06", 0, 0)] {
        let (found, said) = hongtou::intake::discover(root, &root.join("inputs").join(period));
        assert!(said.is_empty(), "{said:?}");
        let received = hongtou::understand::understand_all(hongtou::intake::read_all(&found), &campaign, &Default::default());
        let intake = hongtou::validate::judge(received, &campaign, month(period), &previous, &[]);
        let count = |s| intake.units.iter().filter(|u| u.status == s).count();
        assert_eq!((intake.units.len(), count(Status::Missing)), (14, missing), "{period}");
        let errors: Vec<_> = intake.diagnostics.iter().filter(|d| d.severity == Error && d.code != "unit-missing").collect();
        assert_eq!(errors.len(), bad, "{period}: {errors:?}");
        for s in &intake.submissions {
            let role = campaign.unit(&s.unit).unwrap().role;
            assert_eq!(s.rows.len(), hongtou::model::form_rows(&campaign, role).count(), "{period} {}", s.unit);
            assert_eq!(s.lists.len(), hongtou::model::form_lists(&campaign, role).count(), "{period} {}", s.unit);
            // What is not in error is there: nothing of a good form is missing.
            let lost = s
                .rows
                .values()
                .flat_map(|r| r.months.iter().map(|(_, e)| e).chain([&r.carried, &r.ytd, &r.plan]))
                .filter(|e| **e == Entry::Missing)
                .count();
            let faulty = s.rows.values().filter(|r| r.faulty).count();
            assert!(lost == 0 || faulty > 0, "{period} {}: {lost} missing", s.unit);
        }
        if period == "2023-02" {
            for end in [".xls", ".ods", " - 副本.xlsx"] {
                let unit = intake.units.iter().find(|u| u.file.as_deref().is_some_and(|f| f.ends_with(end)));
                assert_eq!(unit.map(|u| u.status), Some(Status::Clean), "{end}");
            }
            let codes: Vec<_> = errors.iter().map(|d| d.code).collect();
            assert_eq!(codes, ["number-inexact", "cell-error", "not-a-number"]);
        }
        previous = intake.submissions.into_iter().map(|s| (s.unit.clone(), s)).collect();
    }
}
