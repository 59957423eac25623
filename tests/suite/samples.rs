//! The workbooks of `inputs/`: they are what the example makes, they hang together, and the program finds in them exactly what was put there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use hongtou::campaign::Campaign;
use hongtou::diag::Severity;
use hongtou::model::{Entry, FieldValue, Submission};
use hongtou::origin::{CellRef, Origin};
use hongtou::{intake, understand, validate};

#[path = "../../examples/sample_inputs/generate/mod.rs"]
#[allow(dead_code)]
mod generate;

const PERIODS: [&str; 4] = ["2022-12", "2023-02", "2023-04", "2023-06"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn campaign() -> Campaign {
    let text = std::fs::read_to_string(root().join("inputs/campaign.toml")).unwrap();
    Campaign::parse("inputs/campaign.toml", &text).0.unwrap()
}

fn made() -> &'static [generate::Workbook] {
    static MADE: OnceLock<Vec<generate::Workbook>> = OnceLock::new();
    MADE.get_or_init(|| generate::workbooks(root()).unwrap())
}

fn committed() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for period in PERIODS {
        for entry in std::fs::read_dir(root().join("inputs").join(period)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e != "toml") {
                files.insert(path.strip_prefix(root().join("inputs")).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Every text and number of every sheet of a workbook, sheet by sheet; dates are left out, since each format has its own way with them.
fn cells(bytes: &[u8]) -> Vec<(String, Vec<String>)> {
    let mut book = open_workbook_auto_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheets = book.worksheets();
    let text = |d: &Data| (!matches!(d, Data::Empty | Data::DateTime(_) | Data::DateTimeIso(_))).then(|| d.to_string());
    sheets.into_iter().map(|(name, range)| (name, range.rows().flatten().filter_map(text).collect())).collect()
}

/// What the program makes of the four periods, each judged with the forms before it.
fn judged() -> &'static BTreeMap<&'static str, validate::Intake> {
    static JUDGED: OnceLock<BTreeMap<&'static str, validate::Intake>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let campaign = campaign();
        let mut before: BTreeMap<String, Submission> = BTreeMap::new();
        let mut all = BTreeMap::new();
        for period in PERIODS {
            let (found, _) = intake::discover(root(), &root().join("inputs").join(period));
            let received = understand::understand_all(intake::read_all(&found), &campaign, &Default::default());
            let judged = validate::judge(received, &campaign, period.parse().unwrap(), &before, &[]);
            before = judged.submissions.iter().map(|s| (s.unit.clone(), s.clone())).collect();
            all.insert(period, judged);
        }
        all
    })
}

#[test]
fn the_example_makes_the_committed_files_byte_for_byte() {
    let made: BTreeMap<PathBuf, Vec<u8>> = made().iter().map(|w| (w.path.clone(), w.bytes.clone())).collect();
    let committed = committed();
    assert_eq!(made.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
    for (path, bytes) in &made {
        assert!(*bytes == committed[path], "{} differs: cargo run --example sample_inputs -- inputs", path.display());
    }
    // 14 units in four periods, less one that did not report.
    assert_eq!(made.len(), 55);
}

#[test]
fn the_example_makes_the_committed_register_byte_for_byte() {
    let (path, bytes) = generate::register(root(), made()).unwrap();
    assert_eq!(path.to_str(), Some("交办清单.xlsx"));
    assert!(bytes == std::fs::read(root().join("inputs").join(path)).unwrap(), "the register differs: cargo run --example sample_inputs -- inputs");
    assert!(cells(&bytes).iter().all(|(_, texts)| texts.iter().any(|t| t.contains("示例数据"))));
}

#[test]
fn the_converted_workbooks_say_what_their_originals_say() {
    let converted: Vec<_> = made().iter().filter(|w| w.original.is_some()).collect();
    let kinds: Vec<_> = converted.iter().map(|w| w.path.extension().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["xls", "ods"]);
    for book in &converted {
        let words = |bytes: &[u8]| -> BTreeSet<String> {
            let numbers = |s: String| s.parse::<f64>().map_or(s, |n| n.to_string());
            cells(bytes).into_iter().flat_map(|(_, c)| c).filter(|c| !c.is_empty()).map(numbers).collect()
        };
        let (now, before) = (words(&book.bytes), words(&book.original.as_ref().unwrap().1));
        // What a formula says in words is computed again by whoever opens the file.
        let computed = |t: &&String| t.starts_with("填报进度：") || t.starts_with("以上数据和清单");
        let missing: Vec<_> = before.difference(&now).filter(|t| !computed(t)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", book.path.display());
    }
}

#[test]
fn every_sheet_that_people_see_says_that_the_data_are_invented() {
    for (path, bytes) in committed() {
        for (sheet, texts) in cells(&bytes) {
            assert!(sheet == "_form" || texts.iter().any(|t| t.contains("示例数据")), "{} {sheet}", path.display());
        }
    }
}

#[test]
fn there_are_stories_and_problems_enough_and_all_differ() {
    let (mut titles, mut stories, mut problems, mut tasks) = (Vec::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for judged in judged().values() {
        for s in &judged.submissions {
            let text = |r: &hongtou::model::Record, id: &str| r.fields.get(id).map(|f| f.text.clone()).unwrap_or_default();
            for record in &s.lists["items"].records {
                titles.push(text(record, "title"));
                let story = text(record, "practice") + &text(record, "result");
                let length = story.chars().count();
                assert!((150..=320).contains(&length), "{} {}: {length}", s.unit, text(record, "title"));
                stories.insert(story);
                if let Some(FieldValue::Task(task)) = &record.fields["task"].value {
                    tasks.insert(task.clone());
                }
            }
            problems.extend(s.lists["problems"].records.iter().map(|r| text(r, "problem")));
        }
    }
    assert_eq!(titles.iter().collect::<BTreeSet<_>>().len(), titles.len());
    assert!(titles.len() >= 40 && stories.len() == titles.len(), "{}", titles.len());
    assert!(problems.len() >= 25, "{}", problems.len());
    // Every task has a story, but for a few.
    assert!(tasks.len() >= 13, "{tasks:?}");
}

#[test]
fn nobody_in_them_has_a_name_but_the_people_of_the_circular() {
    let campaign = campaign();
    let invented = |name: &str| matches!(name.chars().skip(1).collect::<String>().as_str(), "某" | "某某") && name.chars().count() <= 3;
    let known = |name: &str| campaign.person(name).is_some() || campaign.departments.iter().any(|d| d.name == name);
    for judged in judged().values() {
        for s in &judged.submissions {
            for id in ["filler", "checker"] {
                assert!(invented(&s.info[id]), "{} {}", s.unit, s.info[id]);
            }
            let named = [("items", "contributor"), ("items", "reviewer"), ("stationed", "name")];
            for (list, column) in named {
                for record in &s.lists[list].records {
                    assert!(invented(&record.fields[column].text), "{} {list} {}", s.unit, record.fields[column].text);
                }
            }
            for record in s.lists.get("visits").iter().flat_map(|l| &l.records) {
                assert!(known(&record.fields["visitor"].text), "{}", record.fields["visitor"].text);
            }
        }
    }
}

#[test]
fn the_program_finds_the_errors_that_were_put_there_and_no_others() {
    // domain.md §3: each stays missing, and is listed with its cell.
    let expected: BTreeMap<&str, Vec<(&str, Option<&str>)>> = BTreeMap::from([
        ("2022-12", vec![]),
        ("2023-02", vec![("湖口县", None), ("都昌县", Some("12人左右")), ("都昌县", Some("#REF!")), ("都昌县", Some("见附件"))]),
    ]);
    for (period, judged) in judged() {
        let errors: Vec<_> = judged.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        let planted = expected.get(period).cloned().unwrap_or_default();
        assert_eq!(errors.len(), planted.len(), "{period}: {errors:#?}");
        for (unit, text) in planted {
            let hit = errors
                .iter()
                .any(|d| d.unit.as_deref() == Some(unit) && text.is_none_or(|t| d.message.contains(t) && matches!(d.origin, Origin::Cell(_))));
            assert!(hit, "{period} {unit} {text:?}: {errors:#?}");
        }
    }
}

#[test]
fn a_year_so_far_hangs_together_over_a_form_that_did_not_come() {
    let submissions = |period: &str, unit: &str| judged()[period].submissions.iter().find(|s| s.unit == unit).cloned();
    let figures: toml::Table = std::fs::read_to_string(root().join("examples/sample_inputs/figures.toml")).unwrap().parse().unwrap();
    let events =
        |unit: &str| -> Vec<i64> { figures["unit"][unit]["education-events"].as_array().unwrap().iter().map(|v| v.as_integer().unwrap()).collect() };
    assert!(submissions("2023-02", "湖口县").is_none());
    for (unit, correction) in [("湖口县", 0), ("都昌县", 0), ("德安县", -2), ("修水县", 0)] {
        let june = submissions("2023-06", unit).unwrap();
        // Months 2 to 7 of the series are January to June.
        let sum: i64 = events(unit)[2..8].iter().sum();
        assert_eq!(june.rows["education-events"].ytd.value(), Some((sum + correction).into()), "{unit}");
    }
    let april = submissions("2023-04", "德安县").unwrap();
    let correction = april.rows["education-events"].correction.clone().unwrap();
    assert_eq!((correction.month.to_string().as_str(), correction.figure.value), ("2023-01", (-2).into()));
    let february = submissions("2023-02", "都昌县").unwrap();
    assert!(matches!(february.rows["union-assistants"].months.last(), Some((_, Entry::Missing))));
}

#[test]
fn the_share_of_stationed_cadres_is_within_the_circular_s_three_to_five_percent() {
    let june = &judged()["2023-06"];
    let staff: rust_decimal::Decimal = june.submissions.iter().filter_map(|s| s.rows["staff"].months.last()?.1.value()).sum();
    let mut people = BTreeSet::new();
    for period in ["2023-02", "2023-04", "2023-06"] {
        for record in judged()[period].submissions.iter().flat_map(|s| &s.lists["stationed"].records) {
            let text = |id: &str| record.fields[id].text.clone();
            if let Some(FieldValue::Date(start)) = record.fields["start"].value
                && start.to_string().as_str() >= "2022-12-21"
            {
                people.insert((text("name"), text("origin"), start));
            }
        }
    }
    let share = rust_decimal::Decimal::from(people.len()) * rust_decimal::Decimal::ONE_HUNDRED / staff;
    assert!(share >= 3.into() && share <= 5.into(), "{} of {staff}", people.len());
}

#[test]
fn formulas_come_with_what_they_compute() {
    let campaign = campaign();
    let columns = &campaign.form.columns;
    for (path, bytes) in committed().into_iter().filter(|(p, _)| p.extension().is_some_and(|e| e == "xlsx")) {
        let mut book = open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range(&campaign.form.indicator_sheet).unwrap();
        let formulas = book.worksheet_formula(&campaign.form.indicator_sheet).unwrap();
        let head = (0..9).find(|r| range.get_value((*r, 0)).is_some_and(|d| *d == *columns.number)).unwrap();
        let width = range.end().unwrap().1;
        let find = |name: &str| (0..=width).find(|c| range.get_value((head, *c)).is_some_and(|d| *d == *name)).unwrap();
        let (unit, current, correction, carried, ytd) =
            (find(&columns.unit), find(&columns.current), find(&columns.correction), find(&columns.carried), find(&columns.ytd));
        let number = |r: u32, c: u32| match range.get_value((r, c)) {
            Some(Data::Float(n)) => Some(*n),
            Some(Data::Int(n)) => Some(*n as f64),
            _ => None,
        };
        let is_formula = |r: u32, c: u32| formulas.get_value((r, c)).is_some_and(|f| !f.is_empty());
        let mut checked = 0;
        for row in head + 1..=range.end().unwrap().0 {
            let name = range.get_value((row, unit - 1)).map(ToString::to_string).unwrap_or_default();
            let Some(indicator) = campaign.indicator_by_name(&name) else { continue };
            let months: Vec<_> = (unit + 1..current).map(|c| number(row, c)).collect();
            let flow = indicator.kind == hongtou::campaign::Kind::Flow;
            if is_formula(row, current) {
                let sum = if flow { months.iter().copied().sum::<Option<f64>>() } else { *months.last().unwrap() };
                let (have, want) = (number(row, current), sum);
                assert!(
                    have.zip(want).map_or(have == want, |(a, b)| (a - b).abs() < 1e-6),
                    "{} {}: {have:?} {want:?}",
                    path.display(),
                    CellRef::new(row, current)
                );
                checked += 1;
            }
            if is_formula(row, ytd) {
                let want = number(row, current).zip(number(row, carried)).map(|(a, b)| a + b + number(row, correction).unwrap_or(0.0));
                let have = number(row, ytd);
                assert!(
                    have.zip(want).map_or(have == want, |(a, b)| (a - b).abs() < 1e-6),
                    "{} {}: {have:?} {want:?}",
                    path.display(),
                    CellRef::new(row, ytd)
                );
                checked += 1;
            }
        }
        assert!(checked > 2, "{}", path.display());
    }
}
