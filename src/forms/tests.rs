//! Forms of a small neutral campaign, read back by another reader.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Range, Reader, SheetVisible, Xlsx};
use rust_decimal::Decimal;

use super::{Entries, RowEntries, Typed, all, blank, filled};
use crate::campaign::Campaign;
use crate::model::{Entry, Figure, Month, Row, Submission};
use crate::origin::{CellRef, CellSource};

fn campaign() -> Campaign {
    toml::from_str(include_str!("../../tests/data/two-units.toml")).unwrap()
}

fn month(s: &str) -> Month {
    s.parse().unwrap()
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The rows of a sheet from A1 on, as text.
fn texts(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    grid(&book.worksheet_range(sheet).unwrap())
}

fn grid(range: &Range<Data>) -> Vec<Vec<String>> {
    let (rows, cols) = range.end().unwrap();
    let cell = |r, c| range.get_value((r, c)).map(ToString::to_string).unwrap_or_default();
    (0..=rows).map(|r| (0..=cols).map(|c| cell(r, c)).collect()).collect()
}

/// The row of an indicator, from its unit on.
fn row(rows: &[Vec<String>], name: &str) -> Vec<String> {
    rows.iter().find(|r| r[2] == name).unwrap()[3..].to_vec()
}

fn number(s: &str) -> Option<Typed> {
    Some(Typed::Number(s.parse().unwrap()))
}

fn source() -> CellSource {
    CellSource { file: "f".into(), sheet: "s".into(), cell: CellRef::new(0, 0) }
}

/// A form before, of which only what the next one takes over matters.
fn submission(period: &str, rows: &[(&str, &str, Option<&str>)]) -> Submission {
    let value = |s: &str| Entry::Value(Figure { value: s.parse().unwrap(), sources: vec![source()] });
    let rows = rows.iter().map(|(id, last, ytd)| {
        let row = Row {
            months: vec![(month(period).plus(-1), Entry::NotAsked), (month(period), value(last))],
            correction: None,
            carried: Entry::NotAsked,
            ytd: ytd.map_or(Entry::Missing, value),
            plan: Entry::NotAsked,
            status: None,
            note: String::new(),
            faulty: false,
        };
        ((*id).to_owned(), row)
    });
    Submission { unit: "甲县".into(), period: month(period), file: "f".into(), info: BTreeMap::new(), rows: rows.collect(), lists: BTreeMap::new() }
}

#[test]
fn a_form_has_the_sheets_and_heads_that_are_agreed() {
    let c = campaign();
    let mut book = open(blank(&c, &c.units[0], month("2023-04"), None).unwrap());
    assert_eq!(book.sheet_names(), ["填报信息", "指标数据", "人员清单", "审签页", "_form"]);
    let hidden: Vec<_> = book.sheets_metadata().iter().filter(|s| s.visible != SheetVisible::Visible).map(|s| s.name.clone()).collect();
    assert_eq!(hidden, ["_form"]);
    let heads = ["序号", "任务", "指标", "单位", "3月", "4月", "本期数", "前期更正", "上期累计", "年度累计", "年度任务", "备注"];
    let rows = texts(&mut book, "指标数据");
    assert_eq!(rows.iter().filter(|r| r.as_slice() == heads.as_slice()).count(), 1);
    // A ratio and a counted indicator have no row.
    let names: Vec<_> = rows.iter().skip_while(|r| r[0] != "序号").skip(1).map(|r| r[2].as_str()).collect();
    assert_eq!(names, ["活动场次", "经费", "年度计划", "阵地总数", "落实情况"]);
    assert_eq!(texts(&mut book, "_form"), [["form", "1"], ["campaign", "small"], ["unit", "甲县"], ["period", "2023-04"]]);
    let info = texts(&mut book, "填报信息");
    assert!(info.contains(&vec!["填报单位".to_owned(), "甲县".to_owned()]));
    assert!(info.contains(&vec!["填报期".to_owned(), "2023年3—4月（数据截至2023年4月20日）".to_owned()]));
    assert!(info.iter().any(|r| r[0] == "3月：2023年2月21日—2023年3月20日"));
    for sheet in ["填报信息", "指标数据", "人员清单", "审签页"] {
        assert!(texts(&mut book, sheet).iter().flatten().any(|t| t.contains("示例数据")), "{sheet}");
    }
}

#[test]
fn the_city_has_only_what_it_reports() {
    let c = campaign();
    let mut book = open(blank(&c, &c.units[1], month("2023-04"), None).unwrap());
    assert_eq!(book.sheet_names(), ["填报信息", "指标数据", "审签页", "_form"]);
    assert_eq!(row(&texts(&mut book, "指标数据"), "经费")[0], "万元");
    assert!(!texts(&mut book, "指标数据").iter().flatten().any(|t| t == "活动场次"));
}

#[test]
fn a_blank_form_shows_no_zero_that_nobody_counted() {
    let c = campaign();
    let mut book = open(blank(&c, &c.units[0], month("2023-02"), None).unwrap());
    let rows = texts(&mut book, "指标数据");
    // unit, 1月, 2月, 本期数, 前期更正, 上期累计, 年度累计, 年度任务, 备注: a year's first form carries 0 in.
    assert_eq!(row(&rows, "活动场次"), ["场", "", "", "", "", "0", "", "", ""]);
    assert_eq!(row(&rows, "阵地总数"), ["个", "", "", "", "", "", "", "", ""]);
    let mut book = open(blank(&c, &c.units[0], month("2023-04"), None).unwrap());
    assert_eq!(row(&texts(&mut book, "指标数据"), "活动场次"), ["场", "", "", "", "", "", "", "", ""]);
    // The campaign began in November: nothing is owed before its first form.
    let mut book = open(blank(&c, &c.units[0], month("2022-12"), None).unwrap());
    assert_eq!(row(&texts(&mut book, "指标数据"), "活动场次")[5], "0");
}

#[test]
fn the_last_form_is_carried_over() {
    let c = campaign();
    let before = submission("2023-02", &[("events", "3", Some("7")), ("places", "12", None), ("money", "1.5", None)]);
    let mut book = open(blank(&c, &c.units[0], month("2023-04"), Some(&before)).unwrap());
    let rows = texts(&mut book, "指标数据");
    assert_eq!(row(&rows, "活动场次"), ["场", "", "", "", "", "7", "", "", ""]);
    // March ends a quarter: a stock is asked for it too.
    assert_eq!(row(&rows, "阵地总数"), ["个", "12", "12", "12", "", "", "", "", ""]);
    // Where the last form has no 年度累计, 上期累计 is open.
    assert_eq!(row(&rows, "经费")[5], "");
    // Two forms back there is a gap: what was so far this year is unknown, the last stock is not.
    let mut book = open(blank(&c, &c.units[0], month("2023-06"), Some(&before)).unwrap());
    let rows = texts(&mut book, "指标数据");
    assert_eq!(row(&rows, "活动场次")[5], "");
    assert_eq!(row(&rows, "阵地总数"), ["个", "", "12", "12", "", "", "", "", ""]);
    // A new year begins with 0.
    let december = submission("2022-12", &[("events", "3", Some("7"))]);
    let mut book = open(blank(&c, &c.units[0], month("2023-02"), Some(&december)).unwrap());
    assert_eq!(row(&texts(&mut book, "指标数据"), "活动场次")[5], "0");
}

#[test]
fn formulas_come_with_what_they_compute() {
    let c = campaign();
    let before = submission("2023-02", &[("events", "3", Some("7")), ("money", "1.5", Some("20.05"))]);
    let mut entries = Entries::default();
    let events =
        RowEntries { months: vec![number("4"), number("6")], correction: number("-2"), note: "1月：多报".into(), ..RowEntries::default() };
    entries.rows.insert("events".into(), events);
    // One month of two is no total.
    let money = RowEntries { months: vec![number("1.25"), Some(Typed::Text("未统计".into()))], ..RowEntries::default() };
    entries.rows.insert("money".into(), money);
    let state = RowEntries { months: vec![number("9"), Some(Typed::Text("是".into()))], ..RowEntries::default() };
    entries.rows.insert("state".into(), state);
    let mut book = open(filled(&c, &c.units[0], month("2023-04"), Some(&before), &entries).unwrap());
    let rows = texts(&mut book, "指标数据");
    assert_eq!(row(&rows, "活动场次"), ["场", "4", "6", "10", "-2", "7", "15", "", "1月：多报"]);
    assert_eq!(row(&rows, "经费"), ["万元", "1.25", "未统计", "", "", "20.05", "", "", ""]);
    // What is not asked is not written.
    assert_eq!(row(&rows, "落实情况"), ["", "", "是", "", "", "", "", "", ""]);
    let sign = texts(&mut book, "审签页");
    let line = |name: &str| sign.iter().find_map(|r| r.iter().position(|t| t == name).map(|i| r[i..i + 4].to_vec())).unwrap();
    assert_eq!(line("活动场次"), ["活动场次", "场", "10", "15"]);
    assert_eq!(line("经费"), ["经费", "万元", "", ""]);
    assert_eq!(line("落实情况"), ["落实情况", "", "是", ""]);
    assert_eq!(line("人员清单"), ["人员清单", "条", "0", ""]);
}

#[test]
fn what_a_unit_types_stays_text() {
    let c = campaign();
    let mut entries = Entries::default();
    let hostile = ["=1+1", "+2", "-3", "@SUM(A1)", "'引", "<b>&\"", "{{ x }}"];
    let rows = hostile.iter().map(|t| BTreeMap::from([("name".to_owned(), Typed::Text((*t).to_owned()))])).collect();
    entries.lists.insert("people".into(), rows);
    entries.info.insert("filler".into(), "=1".into());
    let mut book = open(filled(&c, &c.units[0], month("2023-04"), None, &entries).unwrap());
    let names: Vec<_> = texts(&mut book, "人员清单").into_iter().skip_while(|r| r[0] != "姓名").skip(1).map(|r| r[0].clone()).collect();
    assert_eq!(names, hostile);
    assert!(book.worksheet_formula("人员清单").unwrap().used_cells().next().is_none());
    assert!(book.worksheet_formula("填报信息").unwrap().used_cells().next().is_none());
}

#[test]
fn an_error_value_stands_as_an_error() {
    let c = campaign();
    let mut entries = Entries::default();
    entries.rows.insert("events".into(), RowEntries { months: vec![Some(Typed::Error("#REF!".into())), number("1")], ..RowEntries::default() });
    let mut book = open(filled(&c, &c.units[0], month("2023-02"), None, &entries).unwrap());
    assert_eq!(row(&texts(&mut book, "指标数据"), "活动场次")[..4], ["场", "#REF!", "1", ""]);
}

#[test]
fn the_same_form_has_the_same_bytes() {
    let c = campaign();
    let forms = || all(&c, month("2023-04"), &BTreeMap::new()).unwrap();
    let once = forms();
    assert_eq!(once.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["甲县.xlsx", "本级.xlsx"]);
    assert!(once == forms());
}

#[test]
fn a_sheet_that_no_spreadsheet_can_name_is_said_plainly() {
    let mut c = campaign();
    c.form.sign_sheet = "审签/页".into();
    let finding = blank(&c, &c.units[0], month("2023-04"), None).unwrap_err();
    assert!(finding.message.contains("审签/页"), "{}", finding.message);
    c.form.sign_sheet = c.form.info_sheet.clone();
    assert!(blank(&c, &c.units[0], month("2023-04"), None).is_err());
}

#[test]
fn decimals_sum_exactly() {
    let c = campaign();
    let mut entries = Entries::default();
    entries.rows.insert("money".into(), RowEntries { months: vec![number("0.1"), number("0.2")], ..RowEntries::default() });
    let mut book = open(filled(&c, &c.units[0], month("2023-02"), None, &entries).unwrap());
    assert_eq!(row(&texts(&mut book, "指标数据"), "经费")[3].parse::<Decimal>().unwrap(), "0.3".parse().unwrap());
}
