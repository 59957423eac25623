//! `inputs/base.xlsx`: last year's figures from before the campaign, as a base for comparison. All values by hand.

use std::fs;
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};
use hongtou::model::{FigureRow, Period, Scope, Situation, Span, Summary, due_with};
use hongtou::pipeline;
use hongtou::workspace::Workspace;
use rust_decimal::Decimal;
use rust_xlsxwriter::Workbook;

use super::program::{run, workspace};

const COUNTIES: [&str; 13] =
    ["修水县", "武宁县", "庐山市", "柴桑区", "都昌县", "永修县", "德安县", "共青城市", "瑞昌市", "湖口县", "浔阳区", "濂溪区", "彭泽县"];

/// A table of an office's own: a title, heads in its own order; texts that are numbers become numbers.
fn write(folder: &Path, sheet: &str, heads: &[&str], rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).unwrap();
    page.write_string(0, 0, "去年的数").unwrap();
    for (c, head) in heads.iter().enumerate() {
        page.write_string(2, c as u16, *head).unwrap();
    }
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            match text.parse::<f64>() {
                Ok(n) => page.write_number(3 + r as u32, c as u16, n).unwrap(),
                Err(_) => page.write_string(3 + r as u32, c as u16, text).unwrap(),
            };
        }
    }
    book.save(folder.join("inputs/base.xlsx")).unwrap();
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

fn summary(folder: &Path, period: &str) -> Summary {
    let (ws, _) = Workspace::load(folder).unwrap();
    let period: Period = period.parse().unwrap();
    pipeline::summarise(&ws, &pipeline::read(&ws, due_with(&ws.campaign.cycle, period)), period)
}

fn total<'a>(s: &'a Summary, id: &str, span: Span) -> &'a FigureRow {
    s.figure(id, &Scope::Total, span).unwrap()
}

fn base(row: &FigureRow) -> Option<(String, Decimal)> {
    row.base.as_ref().map(|b| (b.period.to_string(), b.figure.value))
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

const HEADS: [&str; 7] = ["指标", "单位", "1—2月累计", "1-4月", "1—6月累计", "全年", "年底数"];

#[test]
fn flows_of_last_year_are_compared_where_every_unit_of_the_value_has_one() {
    let ws = workspace(&["2022-12", "2023-02", "2023-04", "2023-06"]);
    let folder = ws.path();
    assert!(!summary(folder, "2023-02").flows_comparable);
    let mut rows = Vec::new();
    for unit in COUNTIES {
        // 湖口县 has not sent its form of 2023-02: its last year does not count then.
        let events = if unit == "湖口县" { ["100", "200", "300", "500"] } else { ["5", "9", "20", "40"] };
        rows.push(row(&["事业心责任感教育活动", unit, events[0], events[1], events[2], events[3]]));
        // One unit has nothing to show for 1—2月.
        let first = if unit == "武宁县" { "" } else { "70" };
        rows.push(row(&["参加教育活动干部", unit, first, "100", "150"]));
        rows.push(row(&["网上受理职工需求", unit, "20"]));
        rows.push(row(&["网上办结职工需求", unit, "15"]));
    }
    write(folder, "2022年", &HEADS, &rows);

    let s = summary(folder, "2023-02");
    assert!(s.flows_comparable);
    // Twelve units with 5 each; their cells and no others.
    let events = total(&s, "education-events", Span::Period);
    assert_eq!((events.covers.len(), base(events)), (12, Some(("2022-02".into(), d("60")))));
    let sources = &events.base.as_ref().unwrap().figure.sources;
    assert_eq!(sources.len(), 12);
    assert!(sources.iter().all(|c| &*c.file == "inputs/base.xlsx" && &*c.sheet == "2022年" && c.cell.col == 2 && (c.cell.row - 3) % 4 == 0));
    // 61 against 60.
    assert_eq!((events.value, events.comparison.situation, events.comparison.by), (Some(d("61")), Situation::Rise, Some(d("1"))));
    assert_eq!(base(s.of_unit("education-events", "修水县", Span::Period).unwrap()), Some(("2022-02".into(), d("5"))));
    // One unit of the value without a base: nothing is compared. Its own row neither, another's is.
    let people = total(&s, "education-participants", Span::Period);
    assert_eq!((base(people), people.comparison.situation), (None, Situation::BaseIncomplete));
    assert_eq!(base(s.of_unit("education-participants", "武宁县", Span::Period).unwrap()), None);
    assert_eq!(base(s.of_unit("education-participants", "修水县", Span::Period).unwrap()), Some(("2022-02".into(), d("70"))));
    // Σ ÷ Σ: 12 × 15 of 12 × 20.
    assert_eq!(base(total(&s, "online-resolution-rate", Span::Period)), Some(("2022-02".into(), d("75"))));
    // Not in the workbook; stocks have the campaign's own end of 2022.
    assert_eq!(base(total(&s, "audits", Span::Period)), None);
    let unions = total(&s, "grassroots-unions", Span::Period);
    assert!(unions.base.as_ref().is_none_or(|b| b.figure.sources.iter().all(|c| c.file.starts_with("inputs/2022-12/"))));

    // 3—4月: 12 × (9 − 5) + 湖口县 (200 − 100); the year to date 12 × 9 + 200.
    let s = summary(folder, "2023-04");
    assert_eq!(base(total(&s, "education-events", Span::Period)), Some(("2022-04".into(), d("148"))));
    assert_eq!(base(total(&s, "education-events", Span::Ytd)), Some(("2022-04".into(), d("308"))));
    assert_eq!(total(&s, "education-events", Span::Period).base.as_ref().unwrap().figure.sources.len(), 26);
    // Half a year: 12 × 20 + 300.
    let s = summary(folder, "2023H1");
    assert_eq!(base(total(&s, "education-events", Span::Period)), Some(("2022H1".into(), d("540"))));

    // It is on record, and its figures reach a paper and its 出处.
    assert_eq!(run(folder, &["build", "2023-06", "--formats", "md,xlsx"]).code, 0);
    let manifest = fs::read_to_string(folder.join("out/2023H1/manifest.json")).unwrap();
    assert!(manifest.contains("\"inputs/base.xlsx\""));
}

#[test]
fn stocks_of_last_december_are_the_base_where_the_campaign_begins_later() {
    let ws = workspace(&["2023-02"]);
    let folder = ws.path();
    let path = folder.join("inputs/campaign.toml");
    let text = fs::read_to_string(&path).unwrap().replace("start = \"2022-11\"", "start = \"2023-01\"");
    fs::write(&path, text).unwrap();
    let rows: Vec<_> = COUNTIES.iter().map(|u| row(&["工会协理员", u, "", "", "", "", "10"])).collect();
    write(folder, "2022年", &HEADS, &rows);
    let s = summary(folder, "2023-02");
    let row = total(&s, "union-assistants", Span::Period);
    assert!(row.covers.len() > 5);
    assert_eq!(base(row), Some(("2022-12".into(), Decimal::from(10 * row.covers.len()))));
    assert!(!s.flows_comparable, "no flow has a base");
}

#[test]
fn what_cannot_be_used_is_said_with_its_cell_and_the_rest_counts() {
    let ws = workspace(&["2022-12", "2023-02"]);
    let folder = ws.path();
    let name = "事业心责任感教育活动";
    let rows = [
        row(&[name, "修水县", "约30", "40"]),
        row(&[name, "武宁", "7", "3"]),
        row(&[name, "无此县", "7"]),
        row(&["无此指标", "庐山市", "7"]),
        row(&["年轻干部占比", "庐山市", "7"]),
        row(&[name, "市本级", "7"]),
        row(&[name, "武宁县", "8"]),
        row(&[name, "柴桑区", "-1"]),
        row(&[name, "都昌县", "1.5"]),
        row(&[name, "永修县", "", "", "", "", "6"]),
        row(&[name, "德安县", "未统计"]),
        row(&["无此指标也空着", "彭泽县"]),
    ];
    write(folder, "2022年", &HEADS, &rows);
    let ran = run(folder, &["check", "2023-02", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let mut found: Vec<(String, String)> = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["file"] == "inputs/base.xlsx")
        .map(|d| {
            assert_eq!(d["sheet"], "2022年");
            (d["cell"].as_str().unwrap().to_owned(), d["code"].as_str().unwrap().to_owned())
        })
        .collect();
    found.sort();
    let at = |cell: &str, code: &str| (cell.to_owned(), code.to_owned());
    let codes: Vec<_> = found.iter().map(|(c, _)| c.as_str()).collect();
    assert_eq!(codes, ["A10", "A7", "A8", "A9", "B6", "C11", "C12", "C4", "D5", "G13"], "{found:?}");
    for (cell, code) in [
        ("A10", "base-twice"),
        ("A8", "base-unknown-indicator"),
        ("A9", "base-not-owed"),
        ("B6", "base-unknown-unit"),
        ("C4", "number-inexact"),
        ("D5", "base-falls"),
    ] {
        assert!(found.contains(&at(cell, code)), "{cell} {code}: {found:?}");
    }
    // What is right beside it counts: by its usual name, and only once.
    let s = summary(folder, "2023-02");
    assert_eq!(base(s.of_unit("education-events", "武宁县", Span::Period).unwrap()), Some(("2022-02".into(), d("7"))));
    for unit in ["修水县", "柴桑区", "都昌县", "德安县"] {
        assert_eq!(base(s.of_unit("education-events", unit, Span::Period).unwrap()), None, "{unit}");
    }

    // A sheet without a year, no table at all, no workbook at all, a year that the campaign has itself.
    for (sheet, heads, code) in
        [("去年", &HEADS[..], "base-no-year"), ("2022年", &["甲", "乙"][..], "base-no-table"), ("2023年", &HEADS[..], "base-own-figures")]
    {
        write(folder, sheet, heads, &[row(&[name, "修水县", "3"])]);
        let ran = run(folder, &["check", "2023-02", "--format", "json"]);
        assert!(ran.out.contains(code), "{code}");
        assert!(!summary(folder, "2023-02").flows_comparable);
    }
    fs::write(folder.join("inputs/base.xlsx"), "no workbook").unwrap();
    assert!(run(folder, &["check", "2023-02"]).out.contains("base.xlsx"));
    assert!(!summary(folder, "2023-02").flows_comparable);
}

#[test]
fn the_blank_one_asks_what_periods_need_and_says_nothing_while_it_is_blank() {
    let ws = workspace(&["2022-12", "2023-02"]);
    let folder = ws.path();
    let before = run(folder, &["check", "2023-02", "--format", "json"]).out;
    let ran = run(folder, &["base"]);
    assert!(ran.code == 0 && ran.out.contains("out/base-2022.xlsx"), "{}{}", ran.out, ran.err);
    let blank = fs::read(folder.join("out/base-2022.xlsx")).unwrap();
    let mut book: Xlsx<_> = open_workbook(folder.join("out/base-2022.xlsx")).unwrap();
    let range = book.worksheet_range("2022年").unwrap();
    let heads: Vec<String> = range.rows().nth(2).unwrap().iter().map(ToString::to_string).collect();
    // The forms' ends and those of the quarters that the campaign reports.
    let months = ["1—2月累计", "1—3月累计", "1—4月累计", "1—6月累计", "1—8月累计", "1—9月累计", "1—10月累计", "1—12月累计"];
    assert_eq!(heads[..4], ["填报单位", "任务", "指标", "计量单位"]);
    assert_eq!(heads[4..12], months);
    assert_eq!(heads[12..], ["年底数", "备注"]);
    // 13 counties for an indicator of theirs.
    let rows: Vec<Vec<String>> = range.rows().skip(3).map(|r| r.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.iter().filter(|r| r[2] == "审计项目").count(), 13);
    assert!(rows.iter().all(|r| !["年轻干部占比", "年度经费收缴计划", "工人文化宫建设状态"].contains(&r[2].as_str())));

    fs::copy(folder.join("out/base-2022.xlsx"), folder.join("inputs/base.xlsx")).unwrap();
    assert_eq!(run(folder, &["check", "2023-02", "--format", "json"]).out, before);
    assert!(!summary(folder, "2023-02").flows_comparable);
    // Same campaign, same bytes; a year that the campaign has itself is refused.
    assert_eq!(run(folder, &["base", "2022"]).code, 0);
    assert_eq!(fs::read(folder.join("out/base-2022.xlsx")).unwrap(), blank);
    assert_eq!(run(folder, &["base", "2023"]).code, 2);
}
