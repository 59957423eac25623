//! Every packaging that counties use, told by content and read to the same cells; files written by other programs where there are any.

use std::io::{Cursor, Write};

use encoding_rs::{GBK, UTF_16LE};
use hongtou::diag::Severity;
use hongtou::intake::{Format, Found, Packaging, Raw, Workbook, discover, given, read_all, read_bytes};
use hongtou::origin::CellRef;
use jiff::civil::date;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::sheets::april;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/intake").join(name)).unwrap()
}

fn read(bytes: &[u8]) -> Workbook {
    read_bytes(bytes, "inputs/x").unwrap()
}

fn refused(bytes: &[u8]) -> &'static str {
    let d = read_bytes(bytes, "inputs/甲.xlsx").unwrap_err();
    assert!(d.severity == Severity::Error && d.origin.path() == Some("inputs/甲.xlsx") && d.hints.len() == 1, "{d:?}");
    d.code
}

fn raw(book: &Workbook, sheet: usize, cell: &str) -> Option<Raw> {
    book.sheets[sheet].cells.get(&cell.parse().unwrap()).map(|c| c.value.clone())
}

fn text(t: &str) -> Option<Raw> {
    Some(Raw::Text(t.to_owned()))
}

/// What `make.py` wrote stands in every copy that another program made of it.
fn is_the_base(book: &Workbook, packaging: Packaging) {
    assert_eq!(book.packaging, packaging);
    assert_eq!(book.sheets.iter().map(|s| (&*s.name, s.hidden)).collect::<Vec<_>>(), [("填报表", false), ("字典", true)]);
    assert_eq!(raw(book, 0, "A1"), text("统计表"));
    assert_eq!(raw(book, 0, "B3"), Some(Raw::Number(1203.0)));
    assert_eq!(raw(book, 0, "D3"), Some(Raw::Date(Some(date(2023, 2, 15)))));
    assert_eq!(raw(book, 0, "B5"), Some(Raw::Number(877.5)));
    assert_eq!(raw(book, 0, "B6"), text("877人"));
    assert!(book.sheets[0].cells[&"D5".parse::<CellRef>().unwrap()].formula.as_deref().is_some_and(|f| f.contains("B3")));
    let sheet = &book.sheets[0];
    let format = |cell: &str| sheet.cells[&cell.parse::<CellRef>().unwrap()].format;
    // 85.5% is told from 0.9 shown with two decimals.
    assert_eq!([format("C3"), format("C5"), format("D3"), format("B3")], [Format::Percent, Format::Number, Format::Date, Format::General]);
    assert_eq!(raw(book, 0, "C3"), Some(Raw::Number(0.855)));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:D1", "A5:A6"]);
    assert!(sheet.hidden_rows.holds(3) && !sheet.hidden_rows.holds(4) && sheet.hidden_cols.holds(4) && !sheet.hidden_cols.holds(3));
    assert_eq!(sheet.lost, 0);
}

#[test]
fn one_workbook_is_the_same_in_every_packaging() {
    let original = read(&file("base.xlsx"));
    // Nobody has calculated this one: its formulas have no results.
    assert_eq!(original.sheets[0].cells[&"F3".parse::<CellRef>().unwrap()].value, Raw::Blank);
    is_the_base(&original, Packaging::Xlsx);
    assert_eq!(raw(&original, 0, "F5"), Some(Raw::Bool(true)));
    let all = [
        ("base.xls", Packaging::Xls),
        ("base.ods", Packaging::Ods),
        ("velvet.xlsx", Packaging::Xlsx),
        ("velvet.xls", Packaging::Xls),
        ("velvet-capi40.xls", Packaging::Xls),
        ("velvet-capi128.xls", Packaging::Xls),
        ("velvet-xor.xls", Packaging::Xls),
        ("base5.xls", Packaging::Xls),
        ("velvet5-xor.xls", Packaging::Xls),
        ("base.xlsb", Packaging::Xlsb),
    ];
    for (name, packaging) in all {
        let book = read(&file(name));
        is_the_base(&book, packaging);
        assert_eq!(raw(&book, 0, "D5"), Some(Raw::Number(2080.5)), "{name}");
        assert_eq!(raw(&book, 0, "F3"), Some(Raw::Error("#DIV/0!".to_owned())), "{name}");
    }
    // A workbook that may hold macros, and workbooks under the name of the other program: .et is one of these inside.
    is_the_base(&read(&file("base.xlsm")), Packaging::Xlsx);
    for name in ["base.xls", "base5.xls", "base.xlsx", "velvet.xls"] {
        let (renamed, own) = (read_bytes(&file(name), "inputs/甲县.et").unwrap(), read(&file(name)));
        assert_eq!((renamed.packaging, renamed.sheets), (own.packaging, own.sheets), "{name}");
    }
    for name in ["base.xlsx", "base.ods"] {
        let book = read(&file(name));
        assert!(book.sheets[0].cells[&"B3".parse::<CellRef>().unwrap()].comment.as_deref().is_some_and(|c| c.contains("请核实")), "{name}");
        assert_eq!(raw(&book, 0, "B3"), Some(Raw::Number(1203.0)), "{name}");
    }
    let page = read(&file("base.html"));
    assert_eq!(page.packaging, Packaging::Html);
    let said = |t: &str| page.sheets[0].cells.values().any(|c| c.value == Raw::Text(t.to_owned()));
    assert!(said("统计表") && said("甲县") && said("877人"));
}

#[test]
fn a_password_of_its_own_is_one_sentence() {
    for name in ["secret.xlsx", "secret-agile.xlsx", "secret.xls", "secret.ods"] {
        assert_eq!(refused(&file(name)), "file-password", "{name}");
    }
}

#[test]
fn a_page_called_xls_is_read_in_the_encoding_it_claims_or_has() {
    let page = |charset: &str| {
        format!(
            "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=Content-Type content=\"text/html; charset={charset}\">\
             <style>td {{mso-number-format:General}}</style><title>不读</title></head><body><p>统计表</p><table border=1>\
             <tr><th rowspan=2>单位</th><th colspan=2>会员数（人）</th></tr><tr><th>本期</th><th>累计</th></tr>\
             <tr><td>甲县</td><td x:num=\"1203.4\">1,203</td><td x:num=\"0.855\">85.5%</td></tr>\
             <tr style='display:none'><td>乙县<td>&nbsp;<td>#REF!</tr><tr><td>丙<br>县</td><td>&lt;5&gt;</td></tr></table></body></html>"
        )
    };
    for bytes in [
        page("gb2312").into_bytes(),
        page("utf-8").into_bytes(),
        GBK.encode(&page("gb2312")).0.into_owned(),
        GBK.encode(&page("utf-8")).0.into_owned(),
        [vec![0xFF, 0xFE], page("utf-16").encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
    ] {
        let b = read_bytes(&bytes, "inputs/附件 一.xls").unwrap();
        assert_eq!((b.packaging, &*b.sheets[0].name), (Packaging::Html, "附件 一"));
        assert_eq!(["A1", "A2", "B2", "B3", "C3", "A4"].map(|c| raw(&b, 0, c)), ["统计表", "单位", "会员数（人）", "本期", "累计", "甲县"].map(text));
        assert_eq!(b.sheets[0].merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A2:A3", "B2:C2"]);
        assert_eq!(raw(&b, 0, "B4"), Some(Raw::Number(1203.4)));
        assert_eq!(b.sheets[0].at(3, 2).map(|c| (c.value.clone(), c.format)), Some((Raw::Number(0.855), Format::Percent)));
        assert_eq!([raw(&b, 0, "B5"), raw(&b, 0, "C5")], [None, Some(Raw::Error("#REF!".to_owned()))]);
        assert!(b.sheets[0].hidden_rows.holds(4));
        assert_eq!([raw(&b, 0, "A6"), raw(&b, 0, "B6")], ["丙\n县", "<5>"].map(text));
    }
    // Frames, whose tables lie in other files.
    assert_eq!(refused(b"<html><frameset><frame src=\"sheet001.htm\"></frameset></html>"), "file-is-html");
}

#[test]
fn an_xml_table_of_2003_is_read() {
    let xml = r#"<?xml version="1.0" encoding="ENC"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="0.0%"/></Style></Styles>
 <Worksheet ss:Name="填报表"><Table><Column ss:Width="50"/><Column ss:Index="4" ss:Hidden="1" ss:Span="1"/>
  <Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">甲&amp;乙<html:B>县</html:B></Data></Cell><Cell><Data ss:Type="Number">3.5</Data></Cell></Row>
  <Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s1" ss:Formula="=RC[-1]*2"><Data ss:Type="Number">0.855</Data><Comment><ss:Data>核实</ss:Data></Comment></Cell>
   <Cell><Data ss:Type="DateTime">2023-02-15T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
  <Row><Cell><Data ss:Type="Number">许多</Data></Cell></Row></Table>
 </Worksheet><Worksheet ss:Name="旧"><Table/><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"#;
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(xml.replace("ENC", UTF_16LE.name()).encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [xml.replace("ENC", "UTF-8").into_bytes(), GBK.encode(&xml.replace("ENC", "gb2312")).0.into_owned(), wide] {
        let b = read(&bytes);
        assert_eq!(b.packaging, Packaging::XmlTable);
        assert_eq!(b.sheets.iter().map(|s| (&*s.name, s.hidden)).collect::<Vec<_>>(), [("填报表", false), ("旧", true)]);
        assert_eq!([raw(&b, 0, "A1"), raw(&b, 0, "C1")], [text("甲&乙县"), Some(Raw::Number(3.5))]);
        assert_eq!(b.sheets[0].merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:B2"]);
        let cell = b.sheets[0].at(3, 1).unwrap();
        assert_eq!(
            (&cell.value, cell.format, cell.formula.as_deref(), cell.comment.as_deref()),
            (&Raw::Number(0.855), Format::Percent, Some("RC[-1]*2"), Some("核实"))
        );
        assert_eq!(
            ["C4", "D4", "E4", "A5"].map(|c| raw(&b, 0, c)),
            [Raw::Date(Some(date(2023, 2, 15))), Raw::Bool(true), Raw::Error("#REF!".to_owned()), Raw::Damaged].map(Some)
        );
        assert!(
            b.sheets[0].hidden_rows.holds(3)
                && b.sheets[0].hidden_cols.holds(3)
                && b.sheets[0].hidden_cols.holds(4)
                && !b.sheets[0].hidden_cols.holds(5)
        );
    }
}

/// An .ods around this table.
fn ods(table: &str) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("mimetype", SimpleFileOptions::default()).unwrap();
    out.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    out.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<office:document-content>\n <office:body>\n  <office:spreadsheet>\n{table}\n</office:spreadsheet></office:body></office:document-content>"
    );
    out.write_all(xml.as_bytes()).unwrap();
    out.finish().unwrap().into_inner()
}

#[test]
fn an_ods_gives_what_a_person_sees() {
    let b = read(&ods("<table:table table:name=\"表\">
      <table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>
      <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\">
         <text:p>7</text:p></table:table-cell></table:table-row>
      <table:table-row table:visibility=\"filter\">
        <table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\">
          <text:p><text:ruby><text:ruby-base>甲县</text:ruby-base><text:ruby-text>jia xian</text:ruby-text></text:ruby>
             <text:span>城区</text:span></text:p><text:p>第<text:s text:c=\"2\"/>二行</text:p>
        </table:table-cell>
        <table:covered-table-cell office:value-type=\"string\"><text:p>旧</text:p></table:covered-table-cell>
        <table:table-cell calcext:value-type=\"error\" office:value-type=\"string\" table:formula=\"of:=[.A1]/0\"><text:p>#DIV/0!</text:p></table:table-cell>
        <table:table-cell office:value-type=\"percentage\" office:value=\"0.05\"><office:annotation><text:p>批注</text:p></office:annotation><text:p>5%</text:p></table:table-cell>
      </table:table-row>
      <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>
      <table:table table:name=\"表\"><table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2023-02-15T08:00:00\"/></table:table-row></table:table>"));
    assert_eq!(b.sheets.iter().map(|s| &*s.name).collect::<Vec<_>>(), ["表", "表"], "two sheets of one name are two sheets");
    assert_eq!(["A1", "B1", "A2", "B2"].map(|c| raw(&b, 0, c)), [7.0; 4].map(|n| Some(Raw::Number(n))));
    assert_eq!([raw(&b, 0, "A3"), raw(&b, 0, "B3"), raw(&b, 0, "C3")], [text("甲县 城区\n第  二行"), None, Some(Raw::Error("#DIV/0!".to_owned()))]);
    assert_eq!(b.sheets[0].covered, ["B3".parse::<CellRef>().unwrap()]);
    assert_eq!(b.sheets[0].at(2, 3).map(|c| (c.value.clone(), c.percent(), c.comment.as_deref())), Some((Raw::Number(0.05), true, Some("批注"))));
    assert!(b.sheets[0].hidden_rows.holds(2) && b.sheets[0].hidden_cols.holds(2));
    assert_eq!(raw(&b, 1, "A1"), Some(Raw::Date(Some(date(2023, 2, 15)))));
}

/// A BIFF5 workbook whose texts are GBK, under this code page.
fn biff5(code_page: Option<u16>) -> Vec<u8> {
    let record = |id: u16, body: &[u8]| [&id.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat();
    let gbk = |t: &str| GBK.encode(t).0.into_owned();
    let label = |row: u16, col: u16, t: &str| {
        let t = gbk(t);
        record(0x0204, &[&row.to_le_bytes()[..], &col.to_le_bytes(), &0u16.to_le_bytes(), &(t.len() as u16).to_le_bytes(), &t].concat())
    };
    let bof = |kind: u16| record(0x0809, &[0, 5, kind as u8, 0, 0, 0, 0, 0]);
    let name = gbk("填报表");
    let mut globals = bof(5);
    globals.extend(code_page.map(|p| record(0x0042, &p.to_le_bytes())).unwrap_or_default());
    globals.extend(record(0x00E0, &[0; 16]));
    let sheet = [
        bof(0x10),
        record(0x0200, &[0, 0, 2, 0, 0, 0, 2, 0, 0, 0]),
        label(0, 0, "甲山县（合计）"),
        label(1, 0, "乙水县"),
        record(0x0203, &[&[1, 0, 1, 0, 0, 0][..], &12.5f64.to_le_bytes()].concat()),
        record(0x000A, &[]),
    ]
    .concat();
    let start = globals.len() + 4 + 4 + 2 + 1 + name.len() + 4;
    globals.extend(record(0x0085, &[&(start as u32).to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat()));
    globals.extend(record(0x000A, &[]));
    assert_eq!(globals.len(), start);
    compound("Book", &[globals, sheet].concat())
}

fn compound(stream: &str, content: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(content).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn chinese_of_a_biff5_file_is_right_under_every_code_page() {
    for page in [Some(936), None, Some(1252), Some(32_769), Some(10_008), Some(1200)] {
        let b = read(&biff5(page));
        assert_eq!((b.packaging, &*b.sheets[0].name), (Packaging::Xls, "填报表"), "{page:?}");
        assert_eq!(["A1", "A2", "B2"].map(|c| raw(&b, 0, c)), [text("甲山县（合计）"), text("乙水县"), Some(Raw::Number(12.5))], "{page:?}");
    }
}

#[test]
fn what_is_no_workbook_gets_one_sentence() {
    let mut owner = vec![0u8; 165];
    owner[0] = 4;
    owner[1..5].copy_from_slice(b"user");
    owner[5..54].fill(b' ');
    for (bytes, code) in [
        (compound("WordDocument", &[1; 5000]), "file-is-document"),
        (compound("PowerPoint Document", &[1; 5000]), "file-is-document"),
        (compound("Contents", &[1; 5000]), "file-unknown"),
        (owner, "file-is-temporary"),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), "file-is-image"),
        (b"\xFF\xD8\xFF\xE0....".to_vec(), "file-is-image"),
        (b"Rar!\x1a\x07\x00".to_vec(), "file-is-archive"),
        (b"7z\xBC\xAF\x27\x1C".to_vec(), "file-is-archive"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), "file-is-html"),
        ("各位同事：请报送。".as_bytes().to_vec(), "file-is-text"),
        (vec![0xFF; 300], "file-encoding"),
        (file("base.xls")[..3000].to_vec(), "file-truncated"),
    ] {
        let found = refused(&bytes);
        assert!(found == code || code == "file-truncated" && found == "file-damaged", "{found} {code}");
    }
}

/// An archive with these members, their names in GBK or UTF-8.
fn zip(members: &[(&str, Vec<u8>)], gbk: bool) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, bytes)) in members.iter().enumerate() {
        // The writer takes names as text; they are put in their places below.
        out.start_file(
            if gbk { "#".repeat(GBK.encode(name).0.len() - 2) + &format!("{i:02}") } else { (*name).to_owned() },
            SimpleFileOptions::default(),
        )
        .unwrap();
        out.write_all(bytes).unwrap();
    }
    let mut bytes = out.finish().unwrap().into_inner();
    for (i, (name, _)) in members.iter().enumerate().filter(|_| gbk) {
        let name = GBK.encode(name).0.into_owned();
        let placeholder = ("#".repeat(name.len() - 2) + &format!("{i:02}")).into_bytes();
        for at in 0..bytes.len() - name.len() {
            if bytes[at..].starts_with(&placeholder) && (at == 0 || bytes[at - 1] != b'#') {
                bytes[at..at + name.len()].copy_from_slice(&name);
            }
        }
    }
    bytes
}

#[test]
fn archives_are_opened_and_their_members_named_below_them() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("inputs/2023-04");
    std::fs::create_dir_all(&dir).unwrap();
    let inner = zip(&[("丙谷县.xlsx", april("丙谷县").bytes()), ("扫描件.jpg", vec![1; 50])], true);
    let members: Vec<(&str, Vec<u8>)> = vec![
        ("报表/甲山县.xlsx", april("甲山县").bytes()),
        ("报表/乙水县.csv", GBK.encode("单位,人数\n乙水县,3\n").0.into_owned()),
        ("__MACOSX/报表/._甲山县.xlsx", vec![0; 20]),
        ("报表/~$甲山县.xlsx", vec![0; 20]),
        (".DS_Store", vec![0; 20]),
        ("报表/无扩展名", april("丁江县").bytes()),
        ("内层.zip", inner),
        ("说明.docx", vec![0; 20]),
    ];
    std::fs::write(dir.join("附件.zip"), zip(&members, true)).unwrap();
    std::fs::write(dir.join("附件2.zip"), zip(&[("甲山县.xlsx", april("甲山县").bytes()), ("坏.xlsx", vec![b'P', b'K', 3, 4, 0])], false)).unwrap();
    std::fs::write(dir.join("空.zip"), zip(&[("图.jpg", vec![1; 50])], false)).unwrap();
    let (found, said) = discover(root.path(), &dir);
    let names: Vec<&str> = found.iter().map(|f| f.shown.as_str()).collect();
    assert_eq!(
        names,
        [
            "inputs/2023-04/附件.zip/内层.zip/丙谷县.xlsx",
            "inputs/2023-04/附件.zip/报表/乙水县.csv",
            "inputs/2023-04/附件.zip/报表/无扩展名",
            "inputs/2023-04/附件.zip/报表/甲山县.xlsx",
            "inputs/2023-04/附件2.zip/坏.xlsx",
            "inputs/2023-04/附件2.zip/甲山县.xlsx",
        ]
    );
    let said: Vec<_> = said.iter().map(|d| (d.severity, d.origin.path().unwrap().to_owned())).collect();
    assert_eq!(said, [(Severity::Warning, "inputs/2023-04/空.zip".to_owned()), (Severity::Warning, "inputs/2023-04/附件.zip".to_owned())]);
    let books = read_all(&found);
    assert_eq!(books.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, true, true, false, true]);
    assert_eq!(books[3].as_ref().unwrap().sha256, read(&april("甲山县").bytes()).sha256, "the hash is that of the member");
    assert_eq!(&*books[3].as_ref().unwrap().file, names[3]);
    // Named on the command line, an archive is opened too, and an owner file is passed over with a word.
    let owner = dir.join("~$甲山县.xlsx");
    std::fs::write(&owner, [0; 165]).unwrap();
    let (found, said) = given(&[dir.join("附件2.zip"), owner]);
    assert_eq!((found.len(), said.iter().map(|d| d.code).collect::<Vec<_>>()), (2, vec!["file-is-temporary"]));
}

#[test]
fn the_content_of_a_folder_counts_and_not_its_names() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("inputs/2023-04");
    std::fs::create_dir_all(&dir).unwrap();
    for (name, bytes) in [
        ("甲山县.XLSX", april("甲山县").bytes()),
        ("乙水县.doc", april("乙水县").bytes()),
        ("丙谷县", april("丙谷县").bytes()),
        ("数.txt", "单位\t人数\n甲\t1\n".as_bytes().to_vec()),
        ("说明.txt", "请查收。".as_bytes().to_vec()),
        ("坏.xls", b"<html><table><tr><td>1</td></tr></table>".to_vec()),
        ("~$甲山县.xlsx", vec![0; 165]),
    ] {
        std::fs::write(dir.join(name), bytes).unwrap();
    }
    let (found, said) = discover(root.path(), &dir);
    let mut names: Vec<&str> = found.iter().map(|f| f.shown.rsplit('/').next().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["丙谷县", "乙水县.doc", "坏.xls", "数.txt", "甲山县.XLSX"]);
    assert_eq!(said.iter().map(|d| d.origin.path().unwrap()).collect::<Vec<_>>(), ["inputs/2023-04/说明.txt"]);
    assert!(read_all(&found).iter().all(Result::is_ok));
    assert!(!Found::file(dir, String::new()).is_member());
}
