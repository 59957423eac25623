//! `slips`: what goes back to the units, and that it comes back as any other form.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use hongtou::campaign::Campaign;
use hongtou::intake::{self, Raw};
use hongtou::origin::CellRef;
use hongtou::slips::{Book, Mark, Office, Sent, mark};
use hongtou::workspace::Workspace;
use hongtou::{understand, validate};
use serde_json::Value;
use tempfile::TempDir;

use super::program::{self, run};

/// 都昌县 has three bad cells, 德安县 one to confirm, 湖口县 sent nothing.
fn workspace() -> TempDir {
    program::workspace(&["2022-12", "2023-02"])
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn manifest(dir: &Path) -> Value {
    serde_json::from_slice(&fs::read(dir.join("out/2023-02/manifest.json")).unwrap()).unwrap()
}

fn ids(manifest: &Value, key: &str) -> Vec<String> {
    manifest[key].as_array().unwrap().iter().map(|d| d["id"].as_str().unwrap().to_owned()).collect()
}

fn check(dir: &Path, unit: &str) -> (i32, Vec<Value>) {
    let ran = run(dir, &["check", "2023-02", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let found = json["diagnostics"].as_array().unwrap().iter().filter(|d| d["unit"] == unit && d["severity"] == "error").cloned().collect();
    (ran.code, found)
}

#[test]
fn each_unit_that_owes_or_must_mend_gets_paper_message_and_workbook() {
    let ws = workspace();
    let ran = run(ws.path(), &["slips", "2023-02"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let folder = ws.path().join("out/2023-02/slips");
    let mut names: Vec<String> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut expected: Vec<String> = ["都昌县", "德安县", "湖口县"]
        .iter()
        .flat_map(|u| ["md", "pdf", "txt"].map(|x| format!("数据核实反馈单（{u}）.{x}")).into_iter().chain([format!("{u}.xlsx")]))
        .collect();
    expected.sort();
    assert_eq!(names, expected);
    let json = manifest(ws.path());
    assert_eq!(ids(&json, "documents"), ["reminder:都昌县", "reminder:德安县", "reminder:湖口县"]);
    let units = ["都昌县", "德安县", "湖口县"];
    assert_eq!(ids(&json, "reports"), units.map(|u| [format!("reminder:{u}"), format!("message:{u}")]).concat());
    for (key, kind, formats) in
        [("documents", "reminder:", vec!["md", "pdf"]), ("reports", "reminder:", vec!["xlsx"]), ("reports", "message:", vec!["txt"])]
    {
        for entry in json[key].as_array().unwrap().iter().filter(|e| e["id"].as_str().unwrap().starts_with(kind)) {
            let files = entry["files"].as_array().unwrap();
            assert_eq!(files.iter().map(|f| f["format"].as_str().unwrap()).collect::<Vec<_>>(), formats);
            for f in files {
                assert_eq!(fs::read(ws.path().join(f["path"].as_str().unwrap())).unwrap().len() as u64, f["bytes"].as_u64().unwrap());
            }
        }
    }
    // What is wrong cell by cell, by when, whom to call.
    let text = fs::read_to_string(folder.join("数据核实反馈单（都昌县）.md")).unwrap();
    for words in
        ["format = \"plain\"", "都昌县总工会：", "F12", "12人左右", "E22", "REF", "F47", "见附件", "2月24日17时", "0792-0000000", "有3处要改"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("number ="));
    let text = fs::read_to_string(folder.join("数据核实反馈单（湖口县）.md")).unwrap();
    assert!(text.contains("还没有收到") && text.contains("2月24日17时"), "{text}");
    for unit in ["都昌县", "德安县", "湖口县"] {
        let message = fs::read_to_string(folder.join(format!("数据核实反馈单（{unit}）.txt"))).unwrap();
        let message = message.trim_end();
        assert!(message.chars().count() <= 100 && message.starts_with(&format!("{unit}总工会：")), "{message}");
        assert!(message.contains("2月24日17时前") && message.contains("0792-0000000"), "{message}");
        assert!(ran.out.contains(message));
        // One page.
        let pdf = fs::read(folder.join(format!("数据核实反馈单（{unit}）.pdf"))).unwrap();
        assert_eq!(lopdf::Document::load_mem(&pdf).unwrap().get_pages().len(), 1, "{unit}");
    }
    assert!(fs::read_to_string(folder.join("数据核实反馈单（都昌县）.txt")).unwrap().contains("指标数据 F12、E22、F47"));
}

/// Parts of a package by name, unpacked.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut raw = Vec::new();
            file.read_to_end(&mut raw).unwrap();
            (file.name().unwrap().into_owned(), raw)
        })
        .collect()
}

/// The workbook with numbers typed into cells of a sheet's part, as a program that saves it would have them.
fn typed(bytes: &[u8], part: &str, cells: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, raw) in parts(bytes) {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if name != part {
            out.write_all(&raw).unwrap();
            continue;
        }
        let mut text = String::from_utf8(raw).unwrap();
        for (cell, value) in cells {
            let at = text.find(&format!("<c r=\"{cell}\"")).unwrap();
            let end = at + text[at..].find("</c>").unwrap() + 4;
            let look = text[at..end].split(" s=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            text.replace_range(at..end, &format!("<c r=\"{cell}\" s=\"{look}\"><v>{value}</v></c>"));
        }
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn the_marked_workbook_corrected_and_dropped_in_reads_like_any_other() {
    let ws = workspace();
    let form = ws.path().join("inputs/2023-02/都昌县.xlsx");
    let before = fs::read(&form).unwrap();
    assert_eq!(check(ws.path(), "都昌县").1.len(), 3);
    assert_eq!(run(ws.path(), &["slips", "2023-02", "都昌"]).code, 0);
    let marked = fs::read(ws.path().join("out/2023-02/slips/都昌县.xlsx")).unwrap();
    // Only what marks need differs.
    let (a, b) = (parts(&before), parts(&marked));
    let differ: Vec<&String> = b.iter().filter(|(n, raw)| a.get(*n) != Some(raw)).map(|(n, _)| n).collect();
    assert_eq!(differ, ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/worksheets/sheet2.xml"]);
    assert_eq!(a.len(), b.len());
    // The notes say what stands there and what is accepted; the note of the form on its indicator is still there.
    let book = intake::read_bytes(&marked, "都昌县.xlsx").unwrap();
    let sheet = book.sheets.iter().find(|s| &*s.name == "指标数据").unwrap();
    let note = |cell: &str| sheet.cells[&cell.parse::<CellRef>().unwrap()].comment.clone().unwrap().to_string();
    assert!(note("F12").contains("12人左右") && note("F12").contains("准确的数"), "{}", note("F12"));
    assert!(note("C12").contains("没有填0") && !note("C12").contains("数据核实"));
    // As it is, it says what it said.
    fs::write(&form, &marked).unwrap();
    assert_eq!(check(ws.path(), "都昌县").1.len(), 3);
    // Corrected, it is clean.
    fs::write(&form, typed(&marked, "xl/worksheets/sheet2.xml", &[("F12", "13"), ("E22", "3.5"), ("F47", "20")])).unwrap();
    assert_eq!(check(ws.path(), "都昌县").1, Vec::<Value>::new());
    // The next run withdraws its slip, and leaves those of the others.
    assert_eq!(run(ws.path(), &["slips", "2023-02"]).code, 0);
    assert!(!ws.path().join("out/2023-02/slips/数据核实反馈单（都昌县）.md").exists());
    assert!(!ws.path().join("out/2023-02/slips/都昌县.xlsx").exists());
    assert!(!ws.path().join("out/2023-02/slips/数据核实反馈单（都昌县）.txt").exists());
    assert_eq!(ids(&manifest(ws.path()), "documents"), ["reminder:德安县", "reminder:湖口县"]);
}

#[test]
fn an_edited_slip_is_kept_and_the_pdf_follows_it() {
    let ws = workspace();
    assert_eq!(run(ws.path(), &["slips", "2023-02", "湖口县"]).code, 0);
    let path = ws.path().join("out/2023-02/slips/数据核实反馈单（湖口县）.md");
    let text = fs::read_to_string(&path).unwrap().replace("还没有收到", "尚未收到");
    fs::write(&path, &text).unwrap();
    let first = fs::read(path.with_extension("pdf")).unwrap();
    let ran = run(ws.path(), &["slips", "2023-02", "湖口县", "修水"]);
    assert_eq!(ran.code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert!(path.with_extension("new.md").exists());
    assert!(first != fs::read(path.with_extension("pdf")).unwrap());
    assert!(ran.out.contains("修水县：已报送，没有要改或核实的"), "{}", ran.out);
    // Not all were looked at: nothing of others is withdrawn, and nothing is made for them.
    assert_eq!(ids(&manifest(ws.path()), "documents"), ["reminder:湖口县"]);
    // build keeps the slips in its manifest.
    run(ws.path(), &["build", "2023-02", "--formats", "md", "--only", "bulletin"]);
    assert_eq!(ids(&manifest(ws.path()), "documents"), ["bulletin", "reminder:湖口县"]);
}

#[test]
fn slips_are_the_same_bytes_each_time() {
    let (a, b) = (workspace(), workspace());
    let files = |dir: &Path| -> BTreeMap<String, Vec<u8>> {
        assert_eq!(run(dir, &["slips", "2023-02"]).code, 0);
        let walk = walkdir::WalkDir::new(dir.join("out")).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
        walk.map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read(e.path()).unwrap())).collect()
    };
    let once = files(a.path());
    assert!(once == files(b.path()));
    assert!(once == files(a.path()));
}

#[test]
fn what_cannot_work_is_refused_and_nothing_is_written() {
    let ws = workspace();
    fs::create_dir_all(ws.path().join("inputs/2023-04")).unwrap();
    let bare = workspace();
    let campaign = bare.path().join("inputs/campaign.toml");
    let text = fs::read_to_string(&campaign).unwrap();
    fs::write(&campaign, text.split("[reminder]").next().unwrap()).unwrap();
    let broken = workspace();
    fs::write(broken.path().join("templates/reminder.md"), "{{ x | nosuchfilter }}").unwrap();
    let cases: [(&Path, &[&str], &str); 7] = [
        (ws.path(), &["slips", "2023-03"], "2023-03"),
        (ws.path(), &["slips", "2023H1"], "2023H1"),
        (ws.path(), &["slips", "2023-04"], "inputs/2023-04"),
        (ws.path(), &["slips", "2023-02", "某某县"], "某某县"),
        (ws.path(), &["slips"], "期次"),
        (bare.path(), &["slips", "2023-02"], "[reminder]"),
        (broken.path(), &["slips", "2023-02"], "templates/reminder.md"),
    ];
    for (folder, args, names) in cases {
        let ran = run(folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(names), "{args:?}: {}", ran.err);
        assert!(!folder.join("out/2023-02").exists(), "{args:?}");
    }
}

fn shipped() -> Workspace {
    Workspace::load(root()).unwrap().0
}

/// What a unit sent, as any other program keeps it: the values come back in our form, each wrong cell where it now stands.
#[test]
fn a_workbook_of_another_format_comes_back_as_our_form_with_its_values_and_marks() {
    let ws = shipped();
    let c: &Campaign = &ws.campaign;
    let period = "2023-02".parse().unwrap();
    let (found, _) = intake::discover(root(), &root().join("inputs/2023-02"));
    let books = intake::read_all(&found);
    let previous = hongtou::pipeline::carried(&ws, period);
    let judged = validate::judge(understand::understand_all(books, c, &Default::default()), c, period, &previous, &[]);
    let file = found.iter().find(|f| f.shown.contains("都昌")).unwrap();
    let facts = understand::understand(&intake::read(&file.path, &file.shown).unwrap(), c, &Default::default());
    let office = Office { campaign: c, reminder: c.reminder.as_ref().unwrap(), templates: &ws.templates, period };
    let unit = c.unit("都昌县").unwrap();
    let slip = office.slip(unit, &judged, Some(Sent { bytes: Some(b"\xD0\xCF\x11\xE0 an .xls"), facts: &facts }), previous.get("都昌县")).unwrap();
    assert_eq!((slip.book.0, slip.marked), (Book::Refilled, 3));
    let text = &slip.manuscript.text;
    assert!(text.contains("转到随本单附上的表里") && text.contains("F12"), "{text}");
    // Read again, it says the same of every cell as what was sent.
    let again = understand::understand(&intake::read_bytes(&slip.book.1, "都昌县.xlsx").unwrap(), c, &Default::default());
    let said = |facts: &hongtou::model::Facts| -> BTreeMap<String, Vec<(hongtou::model::Column, String)>> {
        let rows = facts.table.as_ref().unwrap().rows.iter();
        rows.filter_map(|r| Some((r.indicator.clone()?, r.cells.iter().map(|(c, f)| (*c, f.shown.clone())).collect()))).collect()
    };
    assert_eq!(said(&again), said(&facts));
    let fields = |facts: &hongtou::model::Facts| -> Vec<Vec<String>> {
        facts.lists.values().flat_map(|l| &l.records).map(|r| r.fields.values().map(|f| f.text.clone()).collect()).collect()
    };
    assert_eq!(fields(&again), fields(&facts));
    let book = intake::read_bytes(&slip.book.1, "都昌县.xlsx").unwrap();
    let sheet = book.sheets.iter().find(|s| &*s.name == "指标数据").unwrap();
    let cell = &sheet.cells[&"F12".parse::<CellRef>().unwrap()];
    assert_eq!(cell.value, Raw::Text("12人左右".into()));
    assert!(cell.comment.as_deref().unwrap().contains("不是准确数"));
}

/// Files that other programs saved (an .ods, an .xls) go the same way, from the command line.
#[test]
fn an_ods_with_a_bad_cell_comes_back_as_xlsx() {
    let ws = workspace();
    let path = ws.path().join("inputs/2023-02/彭泽县.ods");
    let bytes = fs::read(&path).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, raw) in parts(&bytes) {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if name == "content.xml" {
            // 负数: the first number of the sheet with the indicators becomes negative.
            let text = String::from_utf8(raw).unwrap();
            let (head, tail) = text.split_once("table:name=\"指标数据\"").unwrap();
            let (row, rest) = tail.split_once("事业心责任感教育活动").unwrap();
            let rest = rest.replacen("office:value=\"", "office:value=\"-", 1);
            out.write_all(format!("{head}table:name=\"指标数据\"{row}事业心责任感教育活动{rest}").as_bytes()).unwrap();
        } else {
            out.write_all(&raw).unwrap();
        }
    }
    fs::write(&path, out.finish().unwrap().into_inner()).unwrap();
    let found = check(ws.path(), "彭泽县").1;
    assert!(found.iter().any(|d| d["code"] == "number-negative"), "{found:?}");
    let ran = run(ws.path(), &["slips", "2023-02", "彭泽县"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("按原数重新生成的表"), "{}", ran.out);
    let back = fs::read(ws.path().join("out/2023-02/slips/彭泽县.xlsx")).unwrap();
    // Dropped in instead of the .ods it says the same.
    fs::remove_file(&path).unwrap();
    fs::write(path.with_extension("xlsx"), &back).unwrap();
    let codes = |found: &[Value]| found.iter().map(|d| (d["code"].clone(), d["cell"].clone())).collect::<Vec<_>>();
    assert_eq!(codes(&check(ws.path(), "彭泽县").1), codes(&found));
}

/// All forms of the shipped periods can be marked, and say the same afterwards.
#[test]
fn every_shipped_workbook_says_the_same_with_marks() {
    let c = shipped().campaign;
    for period in ["2022-12", "2023-06"] {
        let (found, _) = intake::discover(root(), &root().join("inputs").join(period));
        for file in found.iter().filter(|f| f.shown.ends_with("xlsx")).take(5) {
            let bytes = fs::read(&file.path).unwrap();
            let marks: Vec<Mark> = ["C9", "F8", "Z99"]
                .map(|cell| Mark { sheet: "指标数据".into(), cell: cell.parse().unwrap(), must: true, note: "请核对。".into() })
                .into();
            let after = mark(&bytes, &marks, "某市总工会").unwrap();
            let facts = |bytes: &[u8]| understand::understand(&intake::read_bytes(bytes, &file.shown).unwrap(), &c, &Default::default());
            let (a, b) = (facts(&bytes), facts(&after));
            assert_eq!((a.table, a.lists, a.info), (b.table, b.lists, b.info), "{}", file.shown);
        }
    }
}

/// A form that came in an archive is marked in place as well.
#[test]
fn a_workbook_in_an_archive_is_marked_in_place() {
    let ws = workspace();
    let path = ws.path().join("inputs/2023-02/都昌县.xlsx");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("报送/都昌县.xlsx", zip::write::SimpleFileOptions::default()).unwrap();
    out.write_all(&fs::read(&path).unwrap()).unwrap();
    fs::write(path.with_extension("zip"), out.finish().unwrap().into_inner()).unwrap();
    fs::remove_file(&path).unwrap();
    let ran = run(ws.path(), &["slips", "2023-02", "都昌县"]);
    assert!(ran.code == 0 && ran.out.contains("原表标色 3 格"), "{} {}", ran.out, ran.err);
}

#[test]
fn many_findings_of_a_kind_are_one_entry_that_names_every_cell() {
    use hongtou::diag::Diagnostic;
    use hongtou::origin::Origin;
    use hongtou::slips::matters;
    let at = |sheet: &str, cell: &str| Origin::cell("f", sheet, cell.parse().unwrap());
    let mut found: Vec<Diagnostic> =
        (1..=9).map(|n| Diagnostic::error("blank", at("乙", &format!("E{n}")), format!("第{n}格没有填。")).hint("请填。")).collect();
    found.push(Diagnostic::question("fall", at("甲", "F3"), "减少了。"));
    found.push(Diagnostic::error("odd", at("甲", "F2"), "不是数。"));
    found.push(Diagnostic::error("file", Origin::file("f"), "少一张表。"));
    let found: Vec<&Diagnostic> = found.iter().collect();
    let got = matters(&found, &BTreeMap::new(), &["甲", "乙"]);
    let shown: Vec<(String, String, usize)> = got.iter().map(|m| (m.place(), m.text.clone(), m.count)).collect();
    let entry = |place: &str, text: &str, n| (place.to_owned(), text.to_owned(), n);
    let expected = [
        entry("整份表", "少一张表。", 1),
        entry("甲 F2", "不是数。", 1),
        entry("乙 E1、E2、E3、E4、E5、E6、E7、E8、E9", "第1格没有填。同类问题共9处。", 9),
        entry("甲 F3", "减少了。", 1),
    ];
    assert_eq!(shown, expected);
    // A few are named one by one.
    assert_eq!(matters(&found[..3], &BTreeMap::new(), &[]).len(), 3);
}

#[test]
fn forms_stand_in_the_manifest() {
    let ws = workspace();
    assert_eq!(run(ws.path(), &["slips", "2023-02", "湖口县"]).code, 0);
    assert_eq!(run(ws.path(), &["forms", "2023-02"]).code, 0);
    let json = manifest(ws.path());
    assert_eq!(ids(&json, "documents"), ["reminder:湖口县"]);
    let reports = ids(&json, "reports");
    assert_eq!(reports.len(), 16);
    assert!(reports.contains(&"form:修水县".to_owned()) && reports.contains(&"reminder:湖口县".to_owned()));
}

/// Of two figures that contradict each other both cells are marked: the one that the finding is about, and the one that it is compared with.
#[test]
fn both_cells_of_a_comparison_are_marked() {
    let ws = workspace();
    let form = ws.path().join("inputs/2023-02/德安县.xlsx");
    // 14 below 35 years of 10 in all. The total beside it keeps the result of before: a third matter.
    fs::write(&form, typed(&fs::read(&form).unwrap(), "xl/worksheets/sheet2.xml", &[("F10", "14")])).unwrap();
    let ran = run(ws.path(), &["slips", "2023-02", "德安县"]);
    assert!(ran.code == 0 && ran.out.contains("德安县：3 处，原表标色 4 格"), "{} {}", ran.out, ran.err);
    let book = intake::read_bytes(&fs::read(ws.path().join("out/2023-02/slips/德安县.xlsx")).unwrap(), "德安县.xlsx").unwrap();
    let sheet = book.sheets.iter().find(|s| &*s.name == "指标数据").unwrap();
    let note = |cell: &str| sheet.cells[&cell.parse::<CellRef>().unwrap()].comment.clone().unwrap_or_default().to_string();
    assert!(note("F10").contains("大于“在岗干部”10 名（F9）"), "{}", note("F10"));
    assert!(note("F9").contains("与 F10 对照") && note("F9").contains("14 名"), "{}", note("F9"));
    // The cell of the last form is named with its file.
    assert!(note("F31").contains("2022-12/德安县.xlsx“指标数据”F31"), "{}", note("F31"));
    let text = fs::read_to_string(ws.path().join("out/2023-02/slips/数据核实反馈单（德安县）.md")).unwrap();
    assert!(text.contains("（F9）") && text.contains("2022-12/德安县.xlsx"), "{text}");
}

/// Where a workbook comes back as our form, the other cell of a comparison is named where it stands there.
#[test]
fn the_other_cell_is_named_where_it_stands_in_the_workbook_that_goes_back() {
    use hongtou::origin::CellSource;
    use hongtou::slips::matters;
    use hongtou::words::validate::{Told, part_above_whole};
    let at = |cell: &str| CellSource { file: "f.xls".into(), sheet: "表".into(), cell: cell.parse().unwrap() };
    let whole = [at("E4"), at("F4")];
    let d = part_above_whole(at("F5"), 2, ("甲", 9.into()), ("乙", Told { value: 5.into(), cells: &whole }), "名");
    assert!(d.message.contains("（E4、F4）"), "{}", d.message);
    let moved: BTreeMap<_, _> =
        [("F5", "G15"), ("E4", "F14"), ("F4", "G14")].map(|(from, to)| (at(from), ("指标数据".to_owned(), to.parse::<CellRef>().unwrap()))).into();
    let got = matters(&[&d], &moved, &["指标数据"]);
    assert_eq!(got[0].place(), "指标数据 G15");
    assert!(got[0].text.contains("“乙”5 名（F14、G14）"), "{}", got[0].text);
}
