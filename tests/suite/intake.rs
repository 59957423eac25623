//! Files of every kind: what is read, what is refused with which sentence, and that none ends the process.

use super::program::patched;
use std::io::{Cursor, Write};

use hongtou::diag::Severity;
use hongtou::intake::{Cell, Packaging, Raw, Workbook, read_bytes};
use hongtou::origin::CellRef;
use jiff::civil::date;
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::sheets::{Book, C, april, t};

fn book() -> Book {
    let mut book = Book(Vec::new());
    book.sheet("表一", &["", "||起点|1.5|=1+1→2"]);
    book.sheet("_form", &["form|1"]);
    book.with("表一", "D4", C::D(44_972.0)).with("表一", "D5", C::P(0.855)).with("表一", "D6", C::D(60.0)).with("表一", "D7", C::F("A1", ""))
}

fn read(bytes: &[u8]) -> Workbook {
    read_bytes(bytes, "inputs/x.xlsx").unwrap()
}

fn code(bytes: &[u8]) -> &'static str {
    match read_bytes(bytes, "inputs/x.xlsx") {
        Ok(_) => "read",
        Err(d) => {
            assert!(d.severity == Severity::Error && d.origin.path() == Some("inputs/x.xlsx") && d.hints.len() == 1, "{d:?}");
            d.code
        }
    }
}

fn at<'b>(book: &'b Workbook, sheet: usize, cell: &str) -> Option<&'b Cell> {
    book.sheets[sheet].cells.get(&cell.parse::<CellRef>().unwrap())
}

fn raw(book: &Workbook, cell: &str) -> Option<Raw> {
    at(book, 0, cell).map(|c| c.value.clone())
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn cells_stand_under_their_own_addresses_with_what_they_are() {
    let bytes = book().bytes();
    let b = read(&bytes);
    assert_eq!(b.sheets.iter().map(|s| (&*s.name, s.hidden)).collect::<Vec<_>>(), [("表一", false), ("_form", true)]);
    assert_eq!(raw(&b, "C2"), Some(Raw::Text("起点".to_owned())));
    assert_eq!(raw(&b, "D2"), Some(Raw::Number(1.5)));
    assert_eq!(at(&b, 0, "E2").map(|c| (c.value.clone(), c.formula.clone())), Some((Raw::Number(2.0), Some("1+1".into()))));
    assert_eq!(raw(&b, "D4"), Some(Raw::Date(Some(date(2023, 2, 15)))));
    assert_eq!(at(&b, 0, "D5").map(|c| (c.value.clone(), c.percent())), Some((Raw::Number(0.855), true)));
    assert_eq!(raw(&b, "D6"), Some(Raw::Date(None)), "29 February 1900 never was");
    assert!(at(&b, 0, "D7").is_some_and(|c| c.formula.as_deref() == Some("A1")));
    assert_eq!(b.sheets[0].lost, 0);
    assert_eq!(b.sha256.len(), 64);
}

#[test]
fn what_a_person_sees_besides_the_values_is_kept() {
    use rust_xlsxwriter::{Format, Note, Workbook as Writer};
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.set_name("表一").unwrap();
    sheet.merge_range(0, 0, 0, 3, "标题", &Format::new()).unwrap();
    sheet.merge_range(2, 0, 4, 0, "甲县", &Format::new()).unwrap();
    sheet.write(3, 0, "旧名").unwrap();
    for (row, (value, code)) in [(1.5, "0.00\"万元\""), (0.855, "0.0%"), (12.0, "@"), (44_972.0, "yyyy\"年\"m\"月\"")].into_iter().enumerate() {
        sheet.write_with_format(row as u32 + 2, 1, value, &Format::new().set_num_format(code)).unwrap();
    }
    sheet.set_row_hidden(3).unwrap().set_column_hidden(2).unwrap();
    sheet.insert_note(5, 5, &Note::new("去年&今年").add_author_prefix(false)).unwrap();
    let b = read(&writer.save_to_buffer().unwrap());
    let s = &b.sheets[0];
    assert_eq!(b.packaging, Packaging::Xlsx);
    assert_eq!(s.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:D1", "A3:A5"]);
    assert_eq!((raw(&b, "A4"), s.covered.iter().map(ToString::to_string).collect::<Vec<_>>()), (None, vec!["A4".to_owned()]));
    assert_eq!(s.seen(CellRef::new(4, 0)).map(|c| &c.value), Some(&Raw::Text("甲县".to_owned())));
    assert!(s.is_visible(CellRef::new(2, 1)) && !s.is_visible(CellRef::new(3, 1)) && !s.is_visible(CellRef::new(2, 2)));
    use hongtou::intake::Format as F;
    assert_eq!(["B3", "B4", "B5", "B6"].map(|c| at(&b, 0, c).map(|c| c.format)), [F::Number, F::Percent, F::Text, F::Date].map(Some));
    assert_eq!(at(&b, 0, "B3").and_then(|c| c.code.as_deref()), Some("0.00\"万元\""));
    assert_eq!(at(&b, 0, "F6").map(|c| (c.value.clone(), c.comment.as_deref())), Some((Raw::Blank, Some("去年&今年"))));
}

#[test]
fn a_bad_cell_costs_itself_only() {
    let good = {
        let mut b = Book(Vec::new());
        b.sheet("表一", &["1|2|3", "4|5|6"]);
        b.bytes()
    };
    for bad in [
        r#"<c r="B1" t="e"><v>#名称?</v></c>"#,
        r#"<c r="B1" t="s"><v>999</v></c>"#,
        r#"<c r="B1" t="b"><v>对</v></c>"#,
        r#"<c r="B1" t="n"><v>1,234</v></c>"#,
        r#"<c r="B1" t="zz"><v>1</v></c>"#,
    ] {
        let b = read(&patched(&good, SHEET, |x| x.replace(r#"<c r="B1"><v>2</v></c>"#, bad)));
        assert_eq!(raw(&b, "B1"), Some(Raw::Damaged), "{bad}");
        assert_eq!(["A1", "C1", "A2", "B2", "C2"].map(|c| raw(&b, c)), [1.0, 3.0, 4.0, 5.0, 6.0].map(|n| Some(Raw::Number(n))), "{bad}");
        assert_eq!(b.sheets[0].lost, 0, "{bad}");
    }
    // What stands in the cell cannot even be named: it is counted, and the rest is there.
    let b = read(&patched(&good, SHEET, |x| x.replace(r#"<c r="B1"><v>2</v></c>"#, r#"<c r="B1"><v>2</v><extLst><ext/></extLst></c>"#)));
    assert_eq!(["A1", "C1", "C2"].map(|c| raw(&b, c)), [1.0, 3.0, 6.0].map(|n| Some(Raw::Number(n))));
    assert!(b.sheets[0].lost > 0 || raw(&b, "B1").is_some());
    // The sheet ends in the middle: what came before is there, and the loss is told.
    let b = read(&patched(&good, SHEET, |x| x.split(r#"<c r="B2">"#).next().unwrap().to_owned()));
    assert_eq!((raw(&b, "A2"), b.sheets[0].lost > 0), (Some(Raw::Number(4.0)), true));
}

#[test]
fn far_cells_and_false_claims_cost_no_memory() {
    let far = book().with("表一", "XFD1048576", t(" ")).bytes();
    assert_eq!(raw(&read(&far), "D2"), Some(Raw::Number(1.5)));
    let claims = patched(&book().bytes(), "xl/sharedStrings.xml", |x| x.replacen("uniqueCount=\"", "uniqueCount=\"9999999999", 1));
    assert_eq!(code(&claims), "file-damaged");
    let claims = patched(&book().bytes(), SHEET, |x| x.replace("<dimension ref=\"", "<dimension ref=\"A1:XFD1048576\" x=\""));
    assert_eq!(code(&claims), "read");
    // A part that unpacks to far more than any form.
    let bomb = patched(&book().bytes(), "docProps/app.xml", |x| x + &" ".repeat(130 << 20));
    assert_eq!(code(&bomb), "file-too-large");
}

#[test]
fn the_content_decides_and_every_other_kind_has_its_sentence() {
    let compound = |names: &[&str], tail: &[u8]| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        for name in names {
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        }
        bytes.extend(tail);
        bytes.resize(8192, 0);
        bytes
    };
    let archive = |names: &[&str]| {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            out.start_file(*name, SimpleFileOptions::default()).unwrap();
            out.write_all(b"x").unwrap();
        }
        out.finish().unwrap().into_inner()
    };
    let good = book().bytes();
    // An .xls that says 65536 rows of 256 columns in its DIMENSIONS record, which its reader would set aside at once.
    let huge =
        [&[0x00, 0x02, 0x0E, 0x00][..], &0u32.to_le_bytes(), &65_536u32.to_le_bytes(), &0u16.to_le_bytes(), &256u16.to_le_bytes(), &[0, 0]].concat();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (good.clone(), "read"),
        (Vec::new(), "file-empty"),
        (good[..good.len() / 2].to_vec(), "file-truncated"),
        (compound(&["EncryptedPackage"], &[]), "file-password"),
        (compound(&["WordDocument"], &[]), "file-is-document"),
        (compound(&["Workbook"], &huge), "file-truncated"),
        (compound(&["别的"], &[]), "file-truncated"),
        (compound(&["Workbook"], &[]), "file-truncated"),
        (archive(&["word/document.xml"]), "file-is-document"),
        (archive(&["a/甲.xlsx"]), "file-is-archive"),
        (archive(&["readme"]), "file-is-archive"),
        (archive(&["xl/workbook.xml"]), "file-damaged"),
        (b"%PDF-1.4".to_vec(), "file-is-pdf"),
        (b"{\\rtf1".to_vec(), "file-is-document"),
        (b"\xEF\xBB\xBF<html><table><tr><td>1</td></tr></table></html>".to_vec(), "read"),
        (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".to_vec(), "file-damaged"),
        ("单位,人数\r\n甲县,3".as_bytes().to_vec(), "read"),
        (vec![0; 100], "file-damaged"),
        (vec![1, 2, 3, 4], "file-unknown"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(code(&bytes), expected, "{:?}", &bytes[..bytes.len().min(40)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Cut or damaged anywhere, a file is read or refused; it never panics.
    #[test]
    fn damage_is_survived(cut in 0.0f64..1.0, places in proptest::collection::vec((0.0f64..1.0, any::<u8>()), 0..6)) {
        let good = april("甲山县").bytes();
        let cut_off = &good[..(good.len() as f64 * cut) as usize];
        let _ = read_bytes(cut_off, "x");
        let mut bytes = good.clone();
        for (at, byte) in places {
            let i = (bytes.len() as f64 * at) as usize;
            bytes[i] = byte;
        }
        let _ = read_bytes(&bytes, "x");
        // The same damage inside the sheet's text.
        let text = patched(&good, SHEET, |x| x.chars().enumerate().filter(|(i, _)| (*i as f64) < x.len() as f64 * cut || i % 7 != 0).map(|(_, c)| c).collect());
        let _ = read_bytes(&text, "x");
    }
}
