//! The command and the sheets of a build, as a user sees them.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use super::case;

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("hongtou").unwrap().current_dir(folder).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The shipped workspace with the forms of one period.
fn workspace(period: &str) -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().unwrap();
    let files = ["templates".to_owned(), format!("inputs/{period}"), "inputs/campaign.toml".to_owned(), "inputs/phrases.toml".to_owned()];
    for entry in files.iter().flat_map(|f| walkdir::WalkDir::new(root.join(f))).map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let to = dir.path().join(entry.path().strip_prefix(root).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(entry.path(), to).unwrap();
    }
    dir
}

#[test]
fn a_manuscript_is_inspected_anywhere_and_the_exit_code_tells_whether_it_passes() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("好.md"), case("inspect/circular.md")).unwrap();
    let wrong = case("inspect/circular.md").replace("title = \"", "title = \"关于进一步加强全市工会系统\\\\n规范化建设\\\\n");
    fs::write(dir.path().join("差.md"), wrong.replace("\\\\n", "\\n")).unwrap();

    let good = run(dir.path(), &["inspect", "好.md"]);
    let out = text(&good.stdout);
    assert_eq!(good.status.code(), Some(0), "{out}");
    assert!(out.contains("结论：合格。") && out.contains("HD-05") && out.contains("上边缘 72.00 毫米"), "{out}");

    // A waist in the title: an E rule.
    let bad = run(dir.path(), &["inspect", "好.md", "差.md", "--format", "json"]);
    assert_eq!(bad.status.code(), Some(1), "{}", text(&bad.stderr));
    let answer: Value = serde_json::from_slice(&bad.stdout).unwrap();
    let documents = answer["documents"].as_array().unwrap();
    assert_eq!((&documents[0]["file"], &documents[0]["passed"], &documents[1]["passed"]), (&"好.md".into(), &true.into(), &false.into()));
    let check = documents[1]["checks"].as_array().unwrap().iter().find(|c| c["rule"] == "TI-02").unwrap();
    assert_eq!((&check["severity"], &check["verdict"], &check["places"][0]["page"]), (&"E".into(), &"fail".into(), &1.into()));
    assert!(check["required"].as_str().unwrap().contains("梯形") && check["remedy"].as_str().unwrap().contains("title"));
    let shown = text(&run(dir.path(), &["inspect", "差.md"]).stdout);
    let (broken, table) = shown.split_once("\n结论    条款").expect("what is broken stands before the table");
    assert!(broken.contains("[不合格] TI-02") && broken.contains("第1页第") && table.contains("PG-01"), "{shown}");
}

#[test]
fn what_cannot_be_inspected_is_said_plainly() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("缺.md"), "+++\nformat = \"circular\"\n+++\n\n正文。\n").unwrap();
    for (args, code, said) in [
        (vec!["inspect", "没有.md"], 2, "没有.md"),
        (vec!["inspect", "二月"], 2, "二月"),
        (vec!["inspect", "2023-02"], 2, "inputs/campaign.toml"),
        (vec!["inspect", "缺.md"], 1, "organ_mark"),
    ] {
        let ran = run(dir.path(), &args);
        let all = text(&ran.stdout) + &text(&ran.stderr);
        assert_eq!(ran.status.code(), Some(code), "{args:?}: {all}");
        assert!(all.contains(said), "{args:?}: {all}");
    }
}

#[test]
fn a_build_writes_a_sheet_for_each_paper_and_a_period_is_inspected_as_it_stands_in_out() {
    let ws = workspace("2023-02");
    // Nothing built yet: what a build would make is inspected, and nothing is written.
    let before = run(ws.path(), &["inspect", "2023-02", "--format", "json"]);
    assert_eq!(before.status.code(), Some(0), "{}", text(&before.stdout));
    assert!(!ws.path().join("out").exists());

    let built = run(ws.path(), &["build", "2023-02"]);
    let out = text(&built.stdout);
    assert_eq!(built.status.code(), Some(0), "{out}");
    assert!(out.lines().any(|l| l.starts_with("版式自检") && l.contains("全部合格") && l.contains("out/2023-02/版式自检")), "{out}");
    let manifest: Value = serde_json::from_slice(&fs::read(ws.path().join("out/2023-02/manifest.json")).unwrap()).unwrap();
    let report = manifest["reports"].as_array().unwrap().iter().find(|r| r["id"] == "inspection:bulletin").unwrap();
    assert_eq!((&report["id"], &report["files"][0]["format"]), (&"inspection:bulletin".into(), &"md".into()));
    let sheet = fs::read_to_string(ws.path().join(report["files"][0]["path"].as_str().unwrap())).unwrap();
    assert!(
        sheet.starts_with("# 《") && sheet.contains("| 合格 | PG-01 | 纸张 | GB/T 9704—2012 5.1 | A4，210×297 毫米，每页相同 | 210.0×297.0 毫米 |"),
        "{sheet}"
    );

    // What a person edited counts: a heading out of sequence is told.
    let bulletin = manifest["documents"].as_array().unwrap().iter().find(|d| d["id"] == "bulletin").unwrap();
    let md = bulletin["files"].as_array().unwrap().iter().find(|f| f["format"] == "md").unwrap()["path"].as_str().unwrap().to_owned();
    let edited = fs::read_to_string(ws.path().join(&md)).unwrap().replacen("## 二、", "## 四、", 1);
    fs::write(ws.path().join(&md), edited).unwrap();
    let after = run(ws.path(), &["inspect", "2023-02", "--format", "json"]);
    let answer: Value = serde_json::from_slice(&after.stdout).unwrap();
    let inspected = answer["documents"].as_array().unwrap().iter().find(|d| d["file"].as_str() == Some(md.as_str())).unwrap();
    let check = inspected["checks"].as_array().unwrap().iter().find(|c| c["rule"] == "BD-03").unwrap().clone();
    assert_eq!(check["verdict"], "remind");
    assert!(check["places"][0]["text"].as_str().unwrap().starts_with("四、"), "{check}");
}
