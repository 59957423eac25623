//! 数据出处: every figure of the sample papers has its cells, the cells give its value, and it is the same wherever it stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use hongtou::document::{Manuscript, parse};
use hongtou::origin::CellSource;
use hongtou::pipeline::{Remade, remake};
use hongtou::provenance::answer;
use hongtou::workspace::Workspace;
use rust_decimal::Decimal;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The paper of a period of the shipped workspace, made in memory.
fn paper(period: &str, id: &str) -> Remade {
    let (ws, _) = Workspace::load(root()).unwrap();
    let source = format!("[source]\ncampaign = \"{}\"\nperiod = \"{period}\"\ndocument = \"{id}\"\n", ws.campaign.campaign.name);
    let text = format!("+++\nformat = \"plain\"\ntitle = \"甲\"\n\n{source}+++\n\n文。\n");
    let document = parse(&Manuscript::from_text("x.md", &text)).0.unwrap();
    remake(&ws, &document, "x.md").unwrap()
}

/// The numbers of workbooks, as another reader has them.
#[derive(Default)]
struct Cells(BTreeMap<String, BTreeMap<(String, u32, u32), Decimal>>);

impl Cells {
    fn number(&mut self, s: &CellSource) -> Option<Decimal> {
        let book = self.0.entry(s.file.to_string()).or_insert_with(|| {
            let mut book = open_workbook_auto(root().join(&*s.file)).unwrap();
            let mut all = BTreeMap::new();
            for (name, range) in book.worksheets() {
                let (top, left) = range.start().unwrap_or_default();
                for (r, c, value) in range.used_cells() {
                    let text = match value {
                        Data::Float(f) => format!("{f}"),
                        Data::Int(i) => i.to_string(),
                        Data::String(s) => s.trim().replace(',', ""),
                        _ => continue,
                    };
                    if let Ok(n) = text.parse() {
                        all.insert((name.clone(), top + r as u32, left + c as u32), n);
                    }
                }
            }
            all
        });
        book.get(&(s.sheet.to_string(), s.cell.row, s.cell.col)).copied()
    }
}

#[test]
fn every_figure_of_the_sample_papers_has_cells_that_give_its_value() {
    let mut cells = Cells::default();
    for (period, id, least) in [("2023-02", "bulletin", 100), ("2023H1", "half-year", 150)] {
        let remade = paper(period, id);
        let sheet = &remade.provenance;
        assert!(sheet.entries.len() >= least, "{id}: {}", sheet.entries.len());
        assert_eq!(sheet.faults().count(), 0);
        let mut added = 0;
        for e in &sheet.entries {
            assert!(!e.sources.is_empty() && !e.what.is_empty() && !e.how.is_empty() && e.agrees, "{e:#?}");
            // A sum is what another program gets from the same cells; corrections and running totals apart, which are no plain sums.
            let plain = (e.how.ends_with("相加") || e.how.ends_with("的数")) && !e.what.contains("对比") && !e.how.contains('；');
            if plain {
                let sum: Option<Decimal> = e.sources.iter().map(|s| cells.number(s)).sum();
                if let Some(sum) = sum {
                    added += 1;
                    assert_eq!(Some(sum.normalize()), e.exact.map(|v| v.normalize()), "{}…{}: {}", e.mention.before, e.mention.printed, e.what);
                }
            }
        }
        assert!(added * 3 > sheet.entries.len(), "{id}: {added} of {}", sheet.entries.len());
        // The same figure in text, table and annex.
        let mut shared = 0;
        for e in &sheet.entries {
            for n in &e.same {
                shared += 1;
                let other = &sheet.entries[n - 1];
                let digits =
                    |s: &str| s.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>().parse::<Decimal>().unwrap().normalize();
                assert_eq!(digits(&e.mention.printed), digits(&other.mention.printed), "{e:#?}");
                assert_eq!(e.sources, other.sources);
            }
        }
        assert!(shared > 0 || id == "bulletin", "{id}");
    }
}

#[test]
fn words_find_their_figures_and_never_half_a_number() {
    let remade = paper("2023-02", "bulletin");
    let first = &remade.provenance.entries[0];
    let printed = &first.mention.printed;
    let words = format!("{}{printed}", first.mention.before.chars().rev().take(3).collect::<String>().chars().rev().collect::<String>());
    let found = answer::trace(&remade.provenance, &words);
    assert!(found.iter().any(|e| e.number == first.number), "{words}");
    // Part of a number is none; blanks do not matter.
    let digits: String = printed.chars().take_while(char::is_ascii_digit).collect();
    assert!(digits.len() >= 2, "{printed}");
    assert!(answer::trace(&remade.provenance, &digits[..digits.len() - 1]).iter().all(|e| e.number != first.number));
    assert!(answer::trace(&remade.provenance, &words.replace(&digits, &format!(" {digits} "))).iter().any(|e| e.number == first.number));
    assert!(answer::trace(&remade.provenance, "  ").is_empty());
    assert!(answer::trace(&remade.provenance, "没有这样的文字").is_empty());
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().filter_map(Result::ok) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let ran = super::program::run(folder, args);
    (ran.code, ran.out, ran.err)
}

#[test]
fn a_build_writes_the_sheets_and_trace_answers() {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["inputs", "templates"] {
        copy(&root().join(folder), &dir.path().join(folder));
    }
    assert_eq!(run(dir.path(), &["build", "2023-02"]).0, 0);
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(dir.path().join("out/2023-02/manifest.json")).unwrap()).unwrap();
    let report = manifest["reports"].as_array().unwrap().iter().find(|r| r["id"] == "provenance:bulletin").unwrap();
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.iter().map(|f| f["format"].as_str().unwrap()).collect::<Vec<_>>(), ["xlsx", "md"]);
    assert_eq!(report["audience"], "internal");
    let file = |n: usize| dir.path().join(files[n]["path"].as_str().unwrap());

    // The workbook: a page and a line for every figure, in reading order, all checked.
    let mut book = open_workbook_auto(file(0)).unwrap();
    let sheets = book.worksheets();
    let (_, figures) = &sheets[0];
    let rows: Vec<_> = figures.rows().skip(3).collect();
    assert!(rows.len() >= 100);
    let number = |d: &Data| match d {
        Data::Float(f) => *f,
        Data::Int(i) => *i as f64,
        other => panic!("{other:?}"),
    };
    let spots: Vec<(f64, f64)> = rows.iter().map(|r| (number(&r[1]), number(&r[2]))).collect();
    assert!(spots.is_sorted(), "{spots:?}");
    assert!(spots.iter().all(|(page, line)| *page >= 1.0 && *line >= 1.0 && *line <= 50.0));
    assert!(rows.iter().all(|r| r[10].to_string().starts_with("相符")));
    // One row a source cell in the second sheet.
    assert!(sheets[1].1.rows().skip(3).count() > rows.len());

    // The sheet as Markdown is a manuscript with a row a figure; the paper itself is clean.
    let sheet = fs::read_to_string(file(1)).unwrap();
    let (document, found) = parse(&Manuscript::from_text("x.md", &sheet));
    assert!(!found.has_errors(), "{found:?}");
    let table = document.unwrap().sections[0].blocks.iter().find_map(|b| match b {
        hongtou::document::Block::Table(t) => Some(t.rows.len()),
        _ => None,
    });
    assert_eq!(table, Some(rows.len()));
    let paper = fs::read_dir(dir.path().join("out/2023-02"))
        .unwrap()
        .filter_map(Result::ok)
        .map(|e| e.path())
        .find(|p| p.extension().is_some_and(|e| e == "md") && p.to_string_lossy().contains("工作简报"))
        .unwrap();
    let text = fs::read_to_string(&paper).unwrap();
    assert!(text.chars().all(|c| (c as u32) < 0xF0000));

    // trace: found, in the text but no figure, not in the text, no paper of this workspace.
    let path = paper.strip_prefix(dir.path()).unwrap().to_str().unwrap().to_owned();
    let at = format!("{}{}", rows[0][4].to_string().split('【').next().unwrap().trim_start_matches('…'), rows[0][5]);
    let (code, out, err) = run(dir.path(), &["trace", &path, "--at", &at]);
    assert!(code == 0 && out.contains("是什么：") && out.contains("来源：") && out.contains("inputs/2023-02"), "{code} {at}\n{out}{err}");
    let (code, out, _) = run(dir.path(), &["trace", &path, "--at", &at, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(code == 0 && json[0]["sources"][0]["cell"].is_string() && json[0]["agrees"] == true, "{out}");
    assert_eq!(run(dir.path(), &["trace", &path, "--at", "总体进展"]).0, 1);
    assert_eq!(run(dir.path(), &["trace", &path, "--at", "没有这样的文字"]).0, 1);
    fs::write(dir.path().join("x.md"), "+++\nformat = \"plain\"\ntitle = \"甲\"\n+++\n\n共412个。\n").unwrap();
    assert_eq!(run(dir.path(), &["trace", "x.md", "--at", "412个"]).0, 2);
    assert_eq!(run(dir.path(), &["trace", "y.md", "--at", "412个"]).0, 2);
}
