//! The forms of the shipped campaign: sheets and heads as the units know them.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx};
use hongtou::campaign::{Campaign, Kind, UnitRole};
use hongtou::forms;

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
    assert!(part("xl/workbook.xml").contains("指标数据'!$1:$4") || part("xl/workbook.xml").contains("指标数据!$1:$4"));
}
