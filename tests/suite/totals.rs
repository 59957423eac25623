//! 汇总表: the cached results are what the formulas give, and what `figures` says.

mod eval;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use eval::{Book, Cell, Eval, V};

use super::program::{run, workspace};

/// A workbook with its formulas, its cached results by sheet, row and column, and the names of its sheets.
type ReadBook = (Book, BTreeMap<(String, u32, u32), V>, Vec<String>);

/// The cells of a workbook by sheet, and the cached results of its formulas.
fn read(path: &Path) -> ReadBook {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let (mut cells, mut cached) = (Book::new(), BTreeMap::new());
    let names = book.sheet_names();
    for name in &names {
        let values = book.worksheet_range(name).unwrap();
        let (top, left) = values.start().unwrap();
        for (r, c, value) in values.used_cells() {
            let v = match value {
                Data::Float(f) => V::N(*f),
                Data::Int(i) => V::N(*i as f64),
                Data::String(s) => V::T(s.clone()),
                other => panic!("{other:?}"),
            };
            cells.insert((name.clone(), top + r as u32, left + c as u32), Cell::Value(v));
        }
        let formulas = book.worksheet_formula(name).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        for (r, c, f) in formulas.used_cells().filter(|(_, _, f)| !f.is_empty()) {
            let at = (name.clone(), top + r as u32, left + c as u32);
            let Some(Cell::Value(v)) = cells.insert(at.clone(), Cell::Formula(f.clone())) else { panic!("{at:?} has no result") };
            cached.insert(at, v);
        }
    }
    (cells, cached, names)
}

fn near(a: &V, b: &V) -> bool {
    match (a, b) {
        (V::N(a), V::N(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        _ => a == b,
    }
}

fn find(folder: &Path, word: &str) -> std::path::PathBuf {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| p.file_name().unwrap().to_str().unwrap().contains(word))
        .collect();
    found.sort();
    found.remove(0)
}

#[test]
fn what_is_cached_is_what_the_formulas_give_and_what_figures_say() {
    let ws = workspace(&["2022-12", "2023-02", "2023-04", "2023-06"]);
    for (build, period) in [("2023-02", "2023-02"), ("2023-04", "2023Q1"), ("2023-06", "2023H1")] {
        let ran = run(ws.path(), &["build", build, "--formats", "xlsx"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let (cells, cached, sheets) = read(&find(&ws.path().join("out").join(period), "汇总表"));
        assert!(sheets.len() == 17 && cached.len() > 500, "{sheets:?} {}", cached.len());
        let eval = Eval { book: &cells };
        for (at, v) in &cached {
            let again = eval.cell(&at.0, at.1, at.2);
            assert!(near(v, &again), "{period} {at:?}: {v:?} {again:?}");
        }

        let figures: Vec<Value> = serde_json::from_str(&run(ws.path(), &["figures", period, "--format", "json"]).out).unwrap();
        let text = |at: (&str, u32, u32)| match eval.cell(at.0, at.1, at.2) {
            V::T(t) => t,
            _ => String::new(),
        };
        let mut compared = 0;
        for sheet in sheets.iter().filter(|s| s.starts_with(|c: char| c.is_ascii_digit())) {
            let mut name = String::new();
            for col in 1.. {
                let what = text((sheet, 4, col));
                if what.is_empty() {
                    break;
                }
                let head = text((sheet, 3, col));
                if !head.is_empty() {
                    name = head;
                }
                let (span, scale) = (if what == "年度累计" { "ytd" } else { "period" }, if name.ends_with("（%）") { 100.0 } else { 1.0 });
                // The unit stands in brackets behind the name.
                let is = |f: &&Value| {
                    let (n, unit) = (f["name"].as_str().unwrap(), f["unit"].as_str().unwrap_or_default());
                    name.replace('\n', "") == if unit.is_empty() { n.to_owned() } else { format!("{n}（{unit}）") } && f["span"] == span
                };
                let rows: Vec<&Value> = figures.iter().filter(is).collect();
                assert!(!rows.is_empty(), "{sheet} {name} {what}");
                for f in rows {
                    let scope = if f["scope"] == "total" { "全市" } else { f["scope"].as_str().unwrap() };
                    let row = (5..30).find(|r| text((sheet, *r, 0)) == scope).unwrap();
                    let v = eval.cell(sheet, row, col);
                    compared += 1;
                    match f["value"].as_str() {
                        Some(n) => assert!(near(&V::N(n.parse::<f64>().unwrap() / scale), &v), "{period} {sheet} {name} {scope}: {n} {v:?}"),
                        // Missing is a word, and never zero.
                        None => assert!(matches!(v, V::T(_)), "{period} {sheet} {name} {scope}: {v:?}"),
                    }
                    if scope == "全市" {
                        for (below, key) in [(1, "covers"), (2, "of")] {
                            assert_eq!(eval.cell(sheet, row + below, col), V::N(f[key].as_f64().unwrap()), "{period} {sheet} {name} {key}");
                        }
                        // Whom a total leaves out stands in a note.
                        let notes: String = (row + 3..row + 40).map(|r| text((sheet, r, 0))).collect();
                        for unit in f["missing"].as_array().unwrap() {
                            assert!(notes.contains(unit.as_str().unwrap()), "{period} {sheet} {name}: {unit} {notes}");
                        }
                    }
                }
            }
        }
        assert!(compared > 900, "{period}: {compared}");
    }
}

#[test]
fn a_figure_that_changes_changes_the_totals_and_a_status_is_counted() {
    let ws = workspace(&["2022-12", "2023-02"]);
    assert_eq!(run(ws.path(), &["build", "2023-02", "--only", "rollup"]).code, 0);
    let (mut cells, _, sheets) = read(&find(&ws.path().join("out/2023-02"), "汇总表"));
    let sheet = sheets.iter().find(|s| s.starts_with("3.")).unwrap().clone();
    let row = |cells: &Book, name: &str| (5..30).find(|r| Eval { book: cells }.cell(&sheet, *r, 0) == V::T(name.to_owned())).unwrap();
    let (hukou, total) = (row(&cells, "湖口县"), row(&cells, "全市"));
    let at = |cells: &Book, r: u32, c: u32| Eval { book: cells }.cell(&sheet, r, c);
    assert_eq!(at(&cells, hukou, 2), V::T("未报".into()));
    let (V::N(unions), V::N(staffed)) = (at(&cells, total, 2), at(&cells, total, 3)) else { panic!() };
    // The missing unit comes in with 10 of 20: sum, coverage and Σ÷Σ follow.
    for (col, n) in [(2, 20.0), (3, 10.0)] {
        cells.insert((sheet.clone(), hukou, col), Cell::Value(V::N(n)));
    }
    assert_eq!(at(&cells, total, 2), V::N(unions + 20.0));
    assert_eq!(at(&cells, total + 1, 2), V::N(13.0));
    assert_eq!(at(&cells, hukou, 6), V::N(0.5));
    assert!(near(&at(&cells, total, 6), &V::N((staffed + 10.0) / (unions + 20.0))));
    // Over nothing there is no ratio.
    cells.insert((sheet.clone(), hukou, 2), Cell::Value(V::N(0.0)));
    assert_eq!(at(&cells, hukou, 6), V::T("—".into()));
    // Every status that the units give is counted in the total's row.
    let palaces = sheets.iter().find(|s| s.starts_with("7.")).unwrap().clone();
    let eval = Eval { book: &cells };
    let built = (5..19).filter(|r| eval.cell(&palaces, *r, 1) == V::T("已建成投用".into())).count();
    let V::T(counts) = eval.cell(&palaces, total, 1) else { panic!() };
    assert!(built > 0 && counts.starts_with(&format!("已建成投用 {built}；")), "{counts}");
}

#[test]
fn an_edited_workbook_is_kept_and_the_same_figures_have_the_same_bytes() {
    let ws = workspace(&["2022-12", "2023-02"]);
    let build = || run(ws.path(), &["build", "2023-02", "--only", "rollup"]);
    assert_eq!(build().code, 0);
    let folder = ws.path().join("out/2023-02");
    let path = find(&folder, "汇总表");
    let first = fs::read(&path).unwrap();
    assert_eq!(build().code, 0);
    assert_eq!(fs::read(&path).unwrap(), first);
    let manifest = || -> Value { serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap() };
    let entry = manifest()["documents"].as_array().unwrap().iter().find(|d| d["id"] == "rollup").unwrap().clone();
    assert_eq!((entry["audience"].as_str(), entry["files"][0]["format"].as_str()), (Some("internal"), Some("xlsx")));

    // A person works in it: theirs stays, ours goes beside it, every time.
    let edited = super::program::patched(&first, "docProps/app.xml", |t| t + " ");
    fs::write(&path, &edited).unwrap();
    for _ in 0..2 {
        let ran = build();
        assert!(ran.code == 0 && ran.out.contains(".new.xlsx"), "{}", ran.out);
        assert_eq!(fs::read(&path).unwrap(), edited);
        assert_eq!(fs::read(find(&folder, ".new.xlsx")).unwrap(), first);
    }
    // Once theirs is gone the new one takes its place, and the copy goes.
    fs::remove_file(&path).unwrap();
    assert_eq!(build().code, 0);
    assert_eq!(fs::read(&path).unwrap(), first);
    assert!(!fs::read_dir(&folder).unwrap().filter_map(Result::ok).any(|e| e.file_name().to_str().unwrap().contains(".new.")));

    // Not asked for, not made.
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(run(ws.path(), &["build", "2023-02", "--formats", "md"]).code, 0);
    assert!(fs::read_dir(&folder).unwrap().filter_map(Result::ok).all(|e| !e.file_name().to_str().unwrap().contains("汇总表")));
}

#[test]
fn a_paper_is_a_text_or_a_workbook_and_a_wider_one_has_nothing_internal() {
    let ws = workspace(&["2022-12", "2023-02"]);
    let path = ws.path().join("inputs/campaign.toml");
    let text = fs::read_to_string(&path).unwrap();
    let rollup = text.find("id = \"rollup\"").unwrap();
    let with = |from: &str, to: &str| format!("{}{}", &text[..rollup], text[rollup..].replacen(from, to, 1));
    for (from, to, said) in [
        ("workbook = \"totals\"\n", "", "没有写 template，也没有写 workbook"),
        ("workbook = \"totals\"\n", "workbook = \"totals\"\ntemplate = \"bulletin.md\"\n", "只能写一个"),
        ("workbook = \"totals\"", "workbook = \"total\"", "totals"),
    ] {
        fs::write(&path, with(from, to)).unwrap();
        let ran = run(ws.path(), &["build", "2023-02"]);
        assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
    }
    fs::write(&path, with("audience = \"internal\"", "audience = \"counties\"")).unwrap();
    assert_eq!(run(ws.path(), &["build", "2023-02", "--only", "rollup"]).code, 0);
    let (cells, _, sheets) = read(&find(&ws.path().join("out/2023-02"), "汇总表"));
    assert_eq!(sheets.len(), 16);
    for cell in cells.values() {
        let (Cell::Value(V::T(t)) | Cell::Formula(t)) = cell else { continue };
        assert!(!["风险隐患", "诉调对接", "五个不发生", "政治安全", "内部资料"].iter().any(|w| t.contains(w)), "{t}");
    }
}
