//! Rows behind the last one: what people made stays byte for byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use hongtou::model::{Assignment, RaisedAt};
use hongtou::register::{append, draw};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, FormatBorder, Note, Table, TableColumn, Workbook};
use zip::ZipArchive;

use super::{HEADS, campaign, rules, understood, workbook};

fn item(number: &str, matter: &str) -> Assignment {
    Assignment {
        number: number.to_owned(),
        raised_in: Some("2023-02".parse().unwrap()),
        matter: matter.to_owned(),
        units: vec!["甲县".into()],
        task: Some("a".into()),
        lead: "组织部".into(),
        deadline: Some("2023-04-23".parse().unwrap()),
        state: "待办".into(),
        sources: vec![RaisedAt {
            file: "inputs/2023-02/甲县.xlsx".into(),
            sheet: "问题建议".into(),
            cell: "C5".parse().unwrap(),
            fingerprint: "00ff00ff".into(),
        }],
        ..Assignment::default()
    }
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().to_string(), bytes)
        })
        .collect()
}

/// A workbook as an office keeps it: a table with borders, notes, widths, a filter, drop-down lists, colours, a second sheet.
fn kept(as_table: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("交办清单").unwrap();
    sheet.merge_range(0, 0, 0, 12, "某市清单", &Format::new().set_bold()).unwrap();
    let boxed = Format::new().set_border(FormatBorder::Thin);
    let day = boxed.clone().set_num_format("yyyy-mm-dd");
    for (col, head) in (0..).zip(HEADS) {
        sheet.write_string_with_format(1, col, head, &boxed).unwrap();
        sheet.write_blank(2, col, &boxed).unwrap();
    }
    for (col, text) in [(0, "〔2023〕1号"), (1, "2023-02"), (2, "没有场所。"), (3, "甲县"), (5, "组织部"), (8, "办理中")] {
        sheet.write_string_with_format(2, col, text, &boxed).unwrap();
    }
    sheet.write_datetime_with_format(2, 7, rust_xlsxwriter::ExcelDateTime::from_ymd(2023, 4, 23).unwrap(), &day).unwrap();
    // Blank rows that somebody has drawn ahead.
    for row in 3..5 {
        for col in 0..13 {
            sheet.write_blank(row, col, &boxed).unwrap();
        }
    }
    sheet.insert_note(2, 2, &Note::new("请尽快")).unwrap();
    sheet.set_column_width(2, 60).unwrap();
    let states = rust_xlsxwriter::DataValidation::new().allow_list_strings(&["待办", "办理中", "已办结"]).unwrap();
    sheet.add_data_validation(2, 8, 3, 8, &states).unwrap();
    let red = rust_xlsxwriter::ConditionalFormatBlank::new().set_format(Format::new().set_background_color("FF0000"));
    sheet.add_conditional_format(2, 10, 2, 10, &red).unwrap();
    if as_table {
        let columns: Vec<TableColumn> = HEADS.iter().map(|h| TableColumn::new().set_header(*h)).collect();
        sheet.add_table(1, 0, 2, 12, &Table::new().set_columns(&columns)).unwrap();
    } else {
        sheet.autofilter(1, 0, 2, 12).unwrap();
    }
    book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "内部使用").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn only_the_sheet_grows_and_what_people_made_stays_as_it_was() {
    let c = campaign();
    for as_table in [false, true] {
        let before = kept(as_table);
        let book = understood(&before, &c);
        let new = [item("〔2023〕2号", "经费不足。"), item("〔2023〕3号", "=1+1 & <b>"), item("〔2023〕4号", "人手不够。")];
        let after = append(&before, book.place.as_ref().unwrap(), &new, &c).unwrap();
        let (old, grown) = (parts(&before), parts(&after));
        assert_eq!(old.keys().collect::<Vec<_>>(), grown.keys().collect::<Vec<_>>());
        let changed: Vec<&str> = old.iter().filter(|(name, bytes)| grown[*name] != **bytes).map(|(name, _)| name.as_str()).collect();
        let wanted: &[&str] = if as_table { &["xl/tables/table1.xml", "xl/worksheets/sheet1.xml"] } else { &["xl/worksheets/sheet1.xml"] };
        assert_eq!(changed, wanted);
        let text = |name: &str| String::from_utf8(grown[name].clone()).unwrap();
        let sheet = text("xl/worksheets/sheet1.xml");
        let was = String::from_utf8(old["xl/worksheets/sheet1.xml"].clone()).unwrap();
        // Everything before the first new row is there as it was, but for the range in the head.
        let head = |t: &str| t.split("<row r=\"4\"").next().unwrap().split("<sheetData>").nth(1).unwrap().to_owned();
        assert_eq!(head(&sheet), head(&was));
        assert!(sheet.contains("<dimension ref=\"A1:M6\"/>"), "{sheet}");
        assert!(sheet.contains("sqref=\"I3:I6\""), "the drop-down list reaches the new rows: {sheet}");
        assert!(sheet.contains("<conditionalFormatting sqref=\"K3:K6\">"), "{sheet}");
        if as_table {
            let table = text("xl/tables/table1.xml");
            assert_eq!(table.matches("ref=\"A2:M6\"").count(), 2, "{table}");
        } else {
            assert!(sheet.contains("<autoFilter ref=\"A2:M6\""), "{sheet}");
        }
        // The two rows that were drawn ahead are filled, not doubled.
        assert_eq!([4, 5, 6].map(|r| sheet.matches(&format!("<row r=\"{r}\"")).count()), [1, 1, 1]);
        let read = understood(&after, &c).register.items;
        assert_eq!(read[0], book.register.items[0]);
        let seen: Vec<(&str, &str, Option<String>)> =
            read.iter().map(|i| (i.number.as_str(), i.matter.as_str(), i.deadline.map(|d| d.to_string()))).collect();
        let day = Some("2023-04-23".to_owned());
        assert_eq!(
            seen[1..],
            [("〔2023〕2号", "经费不足。", day.clone()), ("〔2023〕3号", "=1+1 & <b>", day.clone()), ("〔2023〕4号", "人手不够。", day)]
        );
        // The day is a day of the sheet, in the look of the one above.
        let look = |cell: &str| sheet.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).and_then(|t| t.split('"').next()).unwrap().to_owned();
        assert_eq!(look("H6"), look("H3"));
        assert_eq!(look("G6"), look("G3"), "a cell that stays blank keeps the border");
    }
}

#[test]
fn what_is_no_package_is_refused() {
    let c = campaign();
    let place = understood(&kept(false), &c).place.unwrap();
    assert!(append(b"PK\x03\x04", &place, &[item("1", "甲")], &c).is_err());
    assert!(append(b"text", &place, &[item("1", "甲")], &c).is_err());
}

#[test]
fn a_new_workbook_is_ready_for_people() {
    let c = campaign();
    let bytes = draw(&c, rules(&c), &[item("〔2023〕1号", "没有场所。")]).unwrap();
    assert!(bytes == draw(&c, rules(&c), &[item("〔2023〕1号", "没有场所。")]).unwrap(), "same matters, same bytes");
    let sheet = String::from_utf8(parts(&bytes)["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(
        sheet.contains("orientation=\"landscape\"") && sheet.contains("paperSize=\"9\"") && sheet.contains("fitToWidth")
            || sheet.contains("fitToHeight=\"0\""),
        "{sheet}"
    );
    assert!(sheet.contains("<formula1>\"待办,办理中,已办结\"</formula1>") && sheet.contains("<formula1>\"组织部"), "{sheet}");
    let book = understood(&bytes, &c);
    assert!(book.found.is_empty(), "{:#?}", book.found);
    assert_eq!(book.register.items[0].sources, item("", "").sources);
    // And it grows like any other.
    let after = append(&bytes, book.place.as_ref().unwrap(), &[item("〔2023〕2号", "经费不足。")], &c).unwrap();
    assert_eq!(understood(&after, &c).register.items.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Text stays text: what was raised is read back as it was, whatever is in it.
    #[test]
    fn hostile_text_stays_text(matter in "[ -~“”、。<>&'\"=+|#*{}%甲乙\u{3000}]{1,80}") {
        prop_assume!(!matter.trim().is_empty());
        let c = campaign();
        let before = workbook(&[&HEADS, &["〔2023〕1号", "2023-02", "甲", "甲县"]]);
        let place = understood(&before, &c).place.unwrap();
        let after = append(&before, &place, &[item("〔2023〕2号", &matter)], &c).unwrap();
        let read = understood(&after, &c).register.items;
        prop_assert_eq!(read.len(), 2);
        prop_assert_eq!(read[1].matter.trim(), matter.trim());
    }
}
