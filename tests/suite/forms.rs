//! The forms of the shipped campaign: sheets and heads as the units know them.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx};
use hongtou::campaign::{Campaign, Kind, UnitRole};
use hongtou::forms;
use hongtou::origin::CellRef;

fn campaign() -> Campaign {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs/campaign.toml")).unwrap();
    Campaign::parse("inputs/campaign.toml", &text).0.unwrap()
}

#[test]
fn each_unit_gets_the_sheets_and_rows_of_its_role() {
    let c = campaign();
    let all = forms::all(&c, "2023-02".parse().unwrap(), &BTreeMap::new()).unwrap();
    assert_eq!(all.len(), 14);
    for ((name, bytes), unit) in all.into_iter().zip(&c.units) {
        assert_eq!(name, format!("{}.xlsx", unit.name));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let mut sheets = vec!["填报信息", "指标数据", "工作动态", "问题建议", "蹲点干部", "审签页", "_form"];
        if unit.role == UnitRole::City {
            sheets.insert(5, "对口联系调研");
        }
        assert_eq!(book.sheet_names(), sheets, "{name}");
        let range = book.worksheet_range("指标数据").unwrap();
        let rows: Vec<Vec<String>> = range.rows().map(|r| r.iter().map(ToString::to_string).collect()).collect();
        let head = rows.iter().position(|r| r[0] == "序号").unwrap();
        assert_eq!(rows[head], ["序号", "任务", "指标", "单位", "1月", "2月", "本期数", "前期更正", "上期累计", "年度累计", "年度任务", "备注"]);
        // Ratios and what is counted from lists are never typed.
        let wanted: Vec<&str> = c
            .indicators
            .iter()
            .filter(|i| i.kind != Kind::Ratio && i.count.is_none() && i.reported_by.contains(&unit.role))
            .map(|i| i.name.as_str())
            .collect();
        assert_eq!(rows[head + 1..].iter().map(|r| r[2].as_str()).collect::<Vec<_>>(), wanted, "{name}");
    }
}

#[test]
fn a_form_prints_on_a4_with_its_head_on_each_page() {
    let c = campaign();
    let bytes = forms::blank(&c, &c.units[0], "2023-02".parse().unwrap(), None).unwrap();
    let part = |name: &str| {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("form.xlsx");
        std::fs::write(&file, &bytes).unwrap();
        let mut zip = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
        std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
    };
    // paperSize 9 is A4.
    for (sheet, orientation) in [(1, "portrait"), (2, "landscape"), (3, "landscape"), (6, "portrait")] {
        let xml = part(&format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains(r#"paperSize="9""#) && xml.contains(&format!(r#"orientation="{orientation}""#)), "{sheet}");
        assert!(xml.contains("第 &amp;P 页　共 &amp;N 页"), "{sheet}");
    }
    assert!(part("xl/workbook.xml").contains("指标数据'!$1:$5") || part("xl/workbook.xml").contains("指标数据!$1:$5"));
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

/// The rules of a sheet: cells, type, first formula, message.
fn rules(xml: &str) -> Vec<(String, String, String, String)> {
    let attribute = |tag: &str, name: &str| {
        tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(v, _)| v.to_owned()).unwrap_or_default()
    };
    xml.split("<dataValidation ")
        .skip(1)
        .map(|rule| {
            let tag = format!(" {}", rule.split_once('>').unwrap().0);
            let formula = rule.split_once("<formula1>").and_then(|(_, r)| r.split_once("</formula1>")).map(|(f, _)| f.to_owned());
            (attribute(&tag, "sqref"), attribute(&tag, "type"), formula.unwrap_or_default(), attribute(&tag, "error"))
        })
        .collect()
}

#[test]
fn every_open_cell_has_a_rule_in_chinese_that_leaves_the_two_words_possible() {
    let c = campaign();
    let bytes = forms::blank(&c, &c.units[0], "2023-04".parse().unwrap(), None).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let rules = rules(&sheet);
    // 教育活动 is the first row: whole numbers in both months, corrections below zero, 上期累计 open since no form is before.
    let of = |cells: &str| rules.iter().find(|r| r.0 == cells).unwrap_or_else(|| panic!("{cells}"));
    let months = of("E6:F6");
    assert_eq!(months.1, "custom");
    assert_eq!(months.2, "IF(ISNUMBER(E6),AND(E6&gt;=0,E6=INT(E6)),OR(TRIM(E6)=\"不适用\",TRIM(E6)=\"未统计\"))");
    assert!(months.3.contains("不小于0的整数（场）"), "{}", months.3);
    assert_eq!(of("H6").2, "IF(ISNUMBER(H6),AND(H6=INT(H6)),FALSE)");
    assert!(of("I6").2.contains("不适用"));
    // 支持基层经费: decimals.
    assert_eq!(of("E15:F15").2, "IF(ISNUMBER(E15),AND(E15&gt;=0),OR(TRIM(E15)=\"不适用\",TRIM(E15)=\"未统计\"))");
    // A status: its options and the two words.
    let status = of("F19");
    assert_eq!((status.1.as_str(), status.2.as_str()), ("list", "\"是,否,不适用,未统计\""));
    for (cells, _, _, error) in &rules {
        assert!(!error.is_empty() && error.chars().count() <= 255, "{cells}");
    }
    // Every cell that is not locked has a rule, save 备注: as many as the line above the heads says, and the corrections.
    let asked = sheet.split("应填 ").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
    let cells = |range: &str| -> usize {
        let ends: Vec<CellRef> = range.split(':').map(|c| c.parse().unwrap()).collect();
        let (a, b) = (ends[0], *ends.last().unwrap());
        ((b.row - a.row + 1) * (b.col - a.col + 1)) as usize
    };
    let ruled: usize = rules.iter().filter(|r| !r.0.starts_with('H')).map(|r| cells(&r.0)).sum();
    assert_eq!(ruled, asked);
}

#[test]
fn lists_offer_tasks_departments_leaders_and_units() {
    let c = campaign();
    let city = c.units.iter().find(|u| u.role == UnitRole::City).unwrap();
    let bytes = forms::blank(&c, city, "2023-04".parse().unwrap(), None).unwrap();
    let of = |sheet: u32, column: &str| {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        rules(&xml).into_iter().find(|r| r.0.starts_with(column)).unwrap()
    };
    let list = |names: Vec<&str>| format!("\"{}\"", names.join(","));
    assert_eq!(of(3, "A").2, "\"1,2\"");
    assert_eq!(of(3, "B").2, list(c.tasks.iter().map(|t| t.name.as_str()).collect()));
    assert_eq!(of(3, "C").1, "date");
    assert_eq!(of(4, "B").2, "\"编制人员,经费,阵地,机制,其他\"");
    let leaders = c.people.iter().filter(|p| p.leader).map(|p| p.name.as_str());
    assert_eq!(of(6, "B").2, list(c.departments.iter().map(|d| d.name.as_str()).chain(leaders).collect()));
    assert_eq!(of(6, "C").2, list(c.units.iter().filter(|u| u.role == UnitRole::County).map(|u| u.name.as_str()).collect()));
}

#[test]
fn a_list_too_long_for_a_rule_stands_on_the_hidden_sheet() {
    let mut c = campaign();
    let list = c.form.lists.iter_mut().find(|l| l.name == "问题建议").unwrap();
    list.columns[1].options = (0..60).map(|n| format!("第{n}类情形，共几种")).collect();
    let bytes = forms::blank(&c, &c.units[0], "2023-04".parse().unwrap(), None).unwrap();
    let rule = rules(&part(&bytes, "xl/worksheets/sheet4.xml")).into_iter().find(|r| r.0.starts_with('B')).unwrap();
    assert_eq!(rule.2, "'_form'!$D$1:$D$60");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let hidden = book.worksheet_range("_form").unwrap();
    assert_eq!(hidden.get_value((59, 3)).unwrap().to_string(), "第59类情形，共几种");
    assert_eq!(hidden.get_value((3, 1)).unwrap().to_string(), "2023-04");
}

#[test]
fn what_is_printed_or_computed_is_locked_without_a_password() {
    let c = campaign();
    let bytes = forms::blank(&c, &c.units[0], "2023-04".parse().unwrap(), None).unwrap();
    for sheet in 1..=6 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        let tag = xml.split_once("<sheetProtection").unwrap().1.split_once("/>").unwrap().0;
        assert!(tag.contains("sheet=\"1\"") && !tag.contains("password") && !tag.contains("hashValue"), "{sheet}: {tag}");
    }
    // The style of an open cell is unlocked, that of a formula is not.
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let style = |cell: &str| sheet.split_once(&format!("<c r=\"{cell}\" s=\"")).unwrap().1.split_once('"').unwrap().0.parse::<usize>().unwrap();
    let styles = part(&bytes, "xl/styles.xml");
    let xfs: Vec<&str> = styles.split_once("<cellXfs").unwrap().1.split_once("</cellXfs>").unwrap().0.split("<xf ").skip(1).collect();
    assert!(xfs[style("E6")].contains("locked=\"0\"") && xfs[style("I6")].contains("locked=\"0\""));
    assert!(!xfs[style("G6")].contains("locked=\"0\"") && !xfs[style("J6")].contains("locked=\"0\""));
}

#[test]
fn each_indicator_has_a_note_on_what_it_counts() {
    let c = campaign();
    let bytes = forms::blank(&c, &c.units[0], "2023-04".parse().unwrap(), None).unwrap();
    let xml = part(&bytes, "xl/comments1.xml");
    let note = |cell: &str| xml.split_once(&format!("ref=\"{cell}\"")).unwrap().1.split_once("</comment>").unwrap().0.to_owned();
    let first = note("C6");
    for words in ["指集中教育、红色走读、党日活动等，一次活动算一场。", "（场）", "没有填0", "不适用", "未统计"]
    {
        assert!(first.contains(words), "{words}");
    }
    assert!(note("C10").contains("不能大于“在岗干部”"));
    assert!(note("C19").contains("是、否"));
}

/// A unit that sent nothing last time: its stocks come from the form before that one, and 上期累计 is for it to fill in.
#[test]
fn a_unit_that_missed_a_form_gets_its_older_stocks_and_an_open_上期累计() {
    let ws = hongtou::workspace::Workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().0;
    let period = "2023-04".parse().unwrap();
    let carried = hongtou::pipeline::carried(&ws, period);
    let form = |unit: &str| {
        let unit = ws.campaign.unit(unit).unwrap();
        let bytes = forms::blank(&ws.campaign, unit, period, carried.get(&unit.name)).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("指标数据").unwrap();
        let at = |r, c| range.get_value((r, c)).map(ToString::to_string).unwrap_or_default();
        // 教育活动: 上期累计; 在岗干部: 4月.
        (at(5, 8), at(8, 5))
    };
    let december = carried.get("湖口县").unwrap();
    assert_eq!(december.period, "2022-12".parse().unwrap());
    let staff = december.rows["staff"].months.last().unwrap().1.value().unwrap().to_string();
    assert_eq!(form("湖口县"), (String::new(), staff));
    let whole = form("修水县");
    assert!(!whole.0.is_empty() && !whole.1.is_empty());
}
