//! `hongtou lint` as a user runs it, and our own papers.

use std::fs;
use std::path::Path;

use super::{found, paper};
use hongtou::lint::Level;

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let ran = super::super::program::run(folder, args);
    (ran.code, ran.out, ran.err)
}

#[test]
fn exit_codes_and_json_and_fix() {
    let dir = tempfile::tempdir().unwrap();
    let write = |text: &str| fs::write(dir.path().join("x.md"), text).unwrap();
    write(&paper("没有问题。今年以来进展顺利。"));
    let (code, out, _) = run(dir.path(), &["lint", "x.md"]);
    assert_eq!((code, out.as_str()), (0, "没有发现问题。\n"));
    // Notes on request, and they are no errors.
    let (code, out, _) = run(dir.path(), &["lint", "x.md", "--all"]);
    assert!(code == 0 && out.contains("N18"), "{out}");
    write(&paper("《甲》、《乙》。"));
    assert_eq!(run(dir.path(), &["lint", "x.md"]).0, 0);
    let bad = paper("各地工作,推进1-2个,占3～5%。");
    write(&bad);
    let (code, out, _) = run(dir.path(), &["lint", "x.md", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert_eq!(json["file"], "x.md");
    let first = &json["findings"][0];
    assert_eq!(
        (first["rule"].as_str(), first["level"].as_str(), first["line"].as_u64(), first["fixable"].as_bool()),
        (Some("P01"), Some("E"), Some(6), Some(true))
    );
    assert_eq!(fs::read_to_string(dir.path().join("x.md")).unwrap(), bad, "without --fix nothing is written");
    // What is left after mending still counts.
    let (code, out, _) = run(dir.path(), &["lint", "x.md", "--fix"]);
    assert!(code == 1 && out.contains("已改 3 处") && out.contains("第6行") && out.contains("N06"), "{out}");
    assert_eq!(fs::read_to_string(dir.path().join("x.md")).unwrap(), paper("各地工作，推进1～2个，占3～5%。"));
    let (_, out, _) = run(dir.path(), &["lint", "x.md", "--fix"]);
    assert!(out.contains("没有可以直接改正的地方"), "{out}");
    // Nothing to read.
    assert_eq!(run(dir.path(), &["lint", "y.md"]).0, 2);
    fs::write(dir.path().join("z.md"), [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(run(dir.path(), &["lint", "z.md"]).0, 2);
    // A text without front matter is a text.
    write("各地工作，推进有力。\n");
    assert_eq!(run(dir.path(), &["lint", "x.md"]).0, 0);
}

#[test]
fn our_own_papers_have_neither_errors_nor_warnings_of_our_making() {
    let dir = crate::program::everything();
    for period in ["2023-02", "2023-06"] {
        let (code, out, err) = run(dir.path(), &["build", period, "--formats", "md"]);
        assert_eq!(code, 0, "{out}{err}");
        // County text that is not in order is told in the closing summary; the papers' own words are.
        assert!(!out.contains("[错误]"), "{out}");
    }
    let mut papers = 0;
    for entry in walkdir::WalkDir::new(dir.path().join("out"))
        .max_depth(2)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.path().extension().is_some_and(|x| x == "md"))
    {
        papers += 1;
        let text = fs::read_to_string(entry.path()).unwrap();
        // What a county wrote is the county's: the unit is told, nothing is changed in silence.
        let own: Vec<_> = found(&text).into_iter().filter(|f| f.level != Level::I && !(f.rule == "Q6" && f.level == Level::W)).collect();
        assert!(own.is_empty(), "{}\n{own:#?}", entry.path().display());
    }
    assert!(papers >= 3, "{papers}");
}

#[test]
fn what_a_unit_wrote_is_told_to_the_unit_cell_by_cell_and_stays_as_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, out, _) = run(root, &["check", "2023-04", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let texts: Vec<&serde_json::Value> = json["diagnostics"].as_array().unwrap().iter().filter(|d| d["code"] == "text-form").collect();
    // The sample forms of that period hold two texts with Markdown in them.
    assert_eq!(texts.len(), 2, "{texts:#?}");
    for d in texts {
        assert_eq!(d["severity"], "question");
        assert!(
            d["cell"].is_string() && d["sheet"].is_string() && d["unit"].is_string() && d["message"].as_str().unwrap().contains("Markdown"),
            "{d}"
        );
        // A question makes no form faulty by itself.
        let unit = json["units"].as_array().unwrap().iter().find(|u| u["unit"] == d["unit"]).unwrap();
        let errors = json["diagnostics"].as_array().unwrap().iter().any(|x| x["unit"] == d["unit"] && x["severity"] == "error");
        assert_eq!(unit["status"] == "errors", errors);
    }
}
