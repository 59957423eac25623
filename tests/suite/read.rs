//! Free tables by example: each folder of `tests/cases/read` holds `sheet.txt` (workbooks as a person would draw them) and `expected.txt` (every value that
//! is to be read, and every place that something is to be said about). What is expected was written by hand from the drawing.
//!
//! `sheet.txt`: `## name` begins a sheet (`## name 隐藏` a hidden one); `# 合并 A1:B2`, `# 隐藏行 3`, `# 隐藏列 B`, `# 文件 name.xlsx`, `# 期次 2023H1`; every other line
//! is a row of cells divided by `|`. Numbers are numbers; `'12` is text, `12%%` a number shown as a percentage, `@44972` a number shown as a date, `=A1→5` a formula
//! with its result, `=A1→` one that gave an empty text, `⏎` a line break.
//!
//! `expected.txt`: `C5 甲山县 会员数 current 12 人`, with `—` for what is missing; `! B7 error code` for what is said. Sheets are named where there are several.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hongtou::campaign::{Campaign, Readings};
use hongtou::diag::{Diagnostic, Severity};
use hongtou::intake::read_bytes;
use hongtou::model::{Aspect, BookReading, Value};
use hongtou::origin::{CellRef, Origin};
use hongtou::understand::read;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::sheets::campaign;

/// A drawn workbook.
#[derive(Debug, Clone, Default)]
struct Drawn {
    file: String,
    period: Option<String>,
    sheets: Vec<Sheet>,
}

#[derive(Debug, Clone, Default)]
struct Sheet {
    name: String,
    hidden: bool,
    cells: BTreeMap<(u32, u16), String>,
    merges: Vec<(u32, u16, u32, u16)>,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u16>,
}

fn cell(text: &str) -> (u32, u16) {
    let at: CellRef = text.parse().unwrap();
    (at.row, at.col as u16)
}

fn draw(text: &str) -> Drawn {
    let mut drawn = Drawn { file: "报表.xlsx".to_owned(), ..Drawn::default() };
    let mut row = 0;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            let (name, hidden) = name.strip_suffix(" 隐藏").map_or((name, false), |n| (n, true));
            drawn.sheets.push(Sheet { name: name.to_owned(), hidden, ..Sheet::default() });
            row = 0;
            continue;
        }
        if let Some(order) = line.strip_prefix("# ") {
            let (word, rest) = order.split_once(' ').unwrap();
            if drawn.sheets.is_empty() && !matches!(word, "文件" | "期次") {
                drawn.sheets.push(Sheet { name: "Sheet1".to_owned(), ..Sheet::default() });
            }
            match word {
                "文件" => drawn.file = rest.to_owned(),
                "期次" => drawn.period = Some(rest.to_owned()),
                "合并" => {
                    let (a, b) = rest.split_once(':').unwrap();
                    let ((r1, c1), (r2, c2)) = (cell(a), cell(b));
                    drawn.sheets.last_mut().unwrap().merges.push((r1, c1, r2, c2));
                }
                "隐藏行" => drawn.sheets.last_mut().unwrap().hidden_rows.push(rest.parse::<u32>().unwrap() - 1),
                "隐藏列" => drawn.sheets.last_mut().unwrap().hidden_cols.push(cell(&format!("{rest}1")).1),
                other => panic!("{other}"),
            }
            continue;
        }
        if drawn.sheets.is_empty() {
            drawn.sheets.push(Sheet { name: "Sheet1".to_owned(), ..Sheet::default() });
        }
        let sheet = drawn.sheets.last_mut().unwrap();
        for (c, text) in line.split('|').enumerate().filter(|(_, t)| !t.is_empty()) {
            sheet.cells.insert((row, c as u16), text.replace('⏎', "\n"));
        }
        row += 1;
    }
    drawn
}

impl Drawn {
    fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for s in &self.sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(&s.name).unwrap();
            sheet.set_hidden(s.hidden);
            sheet.set_formula_result_default("");
            for (r1, c1, r2, c2) in &s.merges {
                sheet.merge_range(*r1, *c1, *r2, *c2, "", &Format::new()).unwrap();
            }
            for ((r, c), text) in &s.cells {
                let percent = text.strip_suffix("%%").and_then(|t| t.parse::<f64>().ok());
                let date = text.strip_prefix('@').and_then(|t| t.parse::<f64>().ok());
                if let Some(n) = percent {
                    sheet.write_number_with_format(*r, *c, n, &Format::new().set_num_format("0.0%")).unwrap();
                } else if let Some(n) = date {
                    sheet.write_number_with_format(*r, *c, n, &Format::new().set_num_format("yyyy/m/d")).unwrap();
                } else if let Some(f) = text.strip_prefix('=') {
                    let (formula, result) = f.split_once('→').unwrap();
                    sheet.write_formula(*r, *c, Formula::new(formula).set_result(result)).unwrap();
                } else if let Some(t) = text.strip_prefix('\'') {
                    sheet.write_string(*r, *c, t).unwrap();
                } else if let Ok(n) = text.parse::<f64>() {
                    sheet.write_number(*r, *c, n).unwrap();
                } else {
                    sheet.write_string(*r, *c, text).unwrap();
                }
            }
            for r in &s.hidden_rows {
                sheet.set_row_hidden(*r).unwrap();
            }
            for c in &s.hidden_cols {
                sheet.set_column_hidden(*c).unwrap();
            }
        }
        if self.sheets.iter().all(|s| s.hidden) {
            panic!("one sheet must be seen");
        }
        book.save_to_buffer().unwrap()
    }

    fn read(&self, campaign: &Campaign) -> BookReading {
        let book = read_bytes(&self.bytes(), &self.file).unwrap();
        read(&book, campaign, &Readings::default(), self.period.as_ref().map(|p| p.parse().unwrap()))
    }
}

fn value(v: Option<&Value>) -> String {
    match v {
        None => "—".to_owned(),
        Some(Value::Number(n)) => n.normalize().to_string(),
        Some(Value::Date(d)) => d.to_string(),
        Some(Value::Word(w)) => w.clone(),
    }
}

/// Values and findings as `expected.txt` has them.
fn listed(book: &BookReading, several: bool) -> String {
    let at = |sheet: &str, cell: CellRef| if several { format!("{sheet}!{cell}") } else { cell.to_string() };
    let mut out = String::new();
    for f in &book.facts {
        let county = f.county.as_deref().unwrap_or("—");
        let unit = f.unit.as_deref().unwrap_or("—");
        out += &format!("{} {county} {} {} {} {unit}\n", at(&f.source.sheet, f.source.cell), f.indicator, f.field.name(), value(f.value.as_ref()));
    }
    let place = |d: &Diagnostic| match &d.origin {
        Origin::Cell(c) => at(&c.sheet, c.cell),
        Origin::Sheet { sheet, .. } => format!("{sheet}!"),
        _ => "文件".to_owned(),
    };
    let severity = |s| match s {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Question => "question",
    };
    let mut found: Vec<String> = book.diagnostics.iter().map(|d| format!("! {} {} {}\n", place(d), severity(d.severity), d.code)).collect();
    found.sort();
    out + &found.concat()
}

#[test]
fn every_case_reads_as_it_was_drawn() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/read");
    let campaign = campaign();
    let mut seen = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&root).unwrap() {
        let dir = entry.unwrap().path();
        let mut names: Vec<String> = fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["expected.txt", "sheet.txt"], "{}", dir.display());
        let drawn = draw(&fs::read_to_string(dir.join("sheet.txt")).unwrap().replace("\r\n", "\n"));
        let expected = fs::read_to_string(dir.join("expected.txt")).unwrap().replace("\r\n", "\n");
        let got = listed(&drawn.read(&campaign), drawn.sheets.len() > 1);
        if got != expected {
            let missing: Vec<&str> = expected.lines().filter(|l| !got.lines().any(|g| g == *l)).collect();
            let extra: Vec<&str> = got.lines().filter(|l| !expected.lines().any(|e| e == *l)).collect();
            wrong.push(format!("{}\n  expected: {missing:#?}\n  got: {extra:#?}", dir.file_name().unwrap().to_string_lossy()));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(seen > 20, "{seen}");
}

/// A table drawn in rows: what it says must not depend on where it stands and which way it runs.
fn grid(rows: &[&str], top: u32, left: u16, gaps: &[(bool, u32)], turned: bool) -> Drawn {
    let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.split('|').enumerate().filter(|(_, t)| !t.is_empty()) {
            let shift = |n: usize, rows: bool| n as u32 + gaps.iter().filter(|(of_rows, at)| *of_rows == rows && *at <= n as u32).count() as u32;
            let (r, c) = (shift(r, true), shift(c, false));
            let (r, c) = if turned { (c, r) } else { (r, c) };
            sheet.cells.insert((top + r, left + c as u16), text.to_owned());
        }
    }
    Drawn { file: "报表.xlsx".to_owned(), period: None, sheets: vec![sheet] }
}

/// Unit, indicator, field, value, unit of measure.
type Said = (Option<String>, String, Aspect, String, Option<String>);

/// What a reading says, without its places.
fn said(book: &BookReading) -> Vec<Said> {
    let mut all: Vec<Said> =
        book.facts.iter().map(|f| (f.county.clone(), f.indicator.clone(), f.field.clone(), value(f.value.as_ref()), f.unit.clone())).collect();
    all.sort();
    all
}

const LONG: [&str; 6] = [
    "序号|县（市、区）|指标|单位|本期|累计|目标|备注",
    "1|甲山县|会员数|人|1203|48210|50000|好",
    "2|甲山县|建会数|家|12|101||",
    "3|乙水市|会员数|人|877|30115||见附件",
    "4|乙水市|建会数|家|25|99|30|",
    "5|丙湖区|会员数|人|0|1|2|",
];

const WIDE: [&str; 4] = ["县（市、区）|会员数（人）|建会数（家）|覆盖率（%）", "甲山县|1203|12|85.5", "乙水市|877|25|90", "丙湖区|5|3|77.7"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Where a table stands, blank lines within it, and whether it is turned over its diagonal change nothing of what it says.
    #[test]
    fn a_table_says_the_same_wherever_it_stands(
        wide in any::<bool>(), top in 0u32..40, left in 0u16..30, gaps in proptest::collection::vec((any::<bool>(), 0u32..6), 0..4), turned in any::<bool>(),
    ) {
        let rows: &[&str] = if wide { &WIDE } else { &LONG };
        let campaign = campaign();
        let plain = grid(rows, 0, 0, &[], false).read(&campaign);
        prop_assert!(plain.diagnostics.is_empty());
        prop_assert_eq!(plain.facts.len(), if wide { 9 } else { 15 });
        let other = grid(rows, top, left, &gaps, turned).read(&campaign);
        prop_assert!(other.diagnostics.is_empty(), "{:?}", other.diagnostics);
        prop_assert_eq!(said(&plain), said(&other));
    }

    /// Any text in any cell: nothing panics, and what is taken stands in the cell that it is said to be from.
    #[test]
    fn any_cells_are_survived(cells in proptest::collection::btree_map((0u32..9, 0u16..7), "[甲山县乙水市总工会本期累计人%0-9.，/—·()（）年月日约 ]{0,8}|\\PC{0,6}|[0-9]{1,6}", 0..50)) {
        let sheet = Sheet { name: "Sheet1".to_owned(), cells: cells.into_iter().filter(|(_, t)| !t.starts_with(['=', '@'])).collect(), ..Sheet::default() };
        let drawn = Drawn { file: "x.xlsx".to_owned(), period: Some("2023H1".to_owned()), sheets: vec![sheet] };
        let book = drawn.read(&campaign());
        for f in &book.facts {
            let at = (f.source.cell.row, f.source.cell.col as u16);
            if let Some(Value::Number(_)) = f.value {
                prop_assert!(drawn.sheets[0].cells.contains_key(&at));
            }
        }
    }
}

/// Runs the program in a folder of its own, outside any workspace.
fn hongtou(files: &[(&str, &[u8])], args: &[&str]) -> (Option<i32>, String) {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    let out = assert_cmd::Command::cargo_bin("hongtou").unwrap().current_dir(dir.path()).arg("read").args(args).output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap())
}

#[test]
fn the_command_answers_without_a_workspace() {
    let good = draw("县区|会员数（人）\n某地|1\n").bytes();
    let (code, text) = hongtou(&[("a.xlsx", &good)], &["a.xlsx"]);
    assert_eq!(code, Some(0));
    assert!(text.contains("a.xlsx") && text.contains("Sheet1"), "{text}");
    let (code, json) = hongtou(&[("a.xlsx", &good), ("b.xlsx", b""), ("~$a.xlsx", b"x")], &["--format", "json", "a.xlsx", "b.xlsx", "~$a.xlsx"]);
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(code, Some(1));
    let files: Vec<_> = answer["diagnostics"].as_array().unwrap().iter().map(|d| d["file"].as_str().unwrap_or_default()).collect();
    assert!(files.contains(&"b.xlsx") && !files.iter().any(|f| f.starts_with('~')), "{json}");
    assert!(answer["facts"].as_array().is_some());
    for args in [&["--period", "上半年", "a.xlsx"][..], &[], &["--format", "xml", "a.xlsx"]] {
        assert_eq!(hongtou(&[("a.xlsx", &good)], args).0, Some(2), "{args:?}");
    }
}
