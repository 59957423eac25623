//! All papers of the sample periods: each is written, passes its own inspection, and says what the office sends it for.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::program::{run, workspace};

const PERIODS: [&str; 4] = ["2022-12", "2023-02", "2023-04", "2023-06"];

/// The papers of a period's folder by id: their Markdown.
fn markdown(ws: &Path, period: &str) -> BTreeMap<String, String> {
    let manifest: Value = serde_json::from_slice(&fs::read(ws.join(format!("out/{period}/manifest.json"))).unwrap()).unwrap();
    let documents = manifest["documents"].as_array().unwrap().iter();
    let file = |d: &Value| d["files"].as_array().unwrap().iter().find(|f| f["format"] == "md").map(|f| f["path"].as_str().unwrap().to_owned());
    documents.filter_map(|d| Some((d["id"].as_str().unwrap().to_owned(), fs::read_to_string(ws.join(file(d)?)).unwrap()))).collect()
}

/// The answer of `inspect` by the title of a paper: pages and failures.
fn inspected(ws: &Path, period: &str) -> Vec<Value> {
    let ran = run(ws, &["inspect", period, "--format", "json"]);
    assert_eq!(ran.code, 0, "{period}: {}", ran.out);
    serde_json::from_str::<Value>(&ran.out).unwrap()["documents"].as_array().unwrap().clone()
}

#[test]
fn every_paper_that_the_office_sends_is_made_in_one_run() {
    let ws = workspace(&PERIODS);
    let register = "inputs/交办清单.xlsx";
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(register), ws.path().join(register)).unwrap();
    for period in PERIODS {
        let ran = run(ws.path(), &["build", period]);
        assert_eq!(ran.code, 0, "{period}: {}", ran.out);
        assert!(ran.out.lines().any(|l| l.starts_with("版式自检") && l.contains("全部合格")), "{period}: {}", ran.out);
        let papers = markdown(ws.path(), period);
        for id in ["dispatch", "bulletin", "notice", "minutes", "news", "assignments", "liaison:王金初", "check:保障服务部"] {
            assert!(papers.contains_key(id), "{period}: {id} of {:?}", papers.keys());
        }
        assert_eq!(papers.keys().filter(|id| id.starts_with("liaison:")).count(), 7, "{period}");

        // Read in the car: one page each.
        for d in inspected(ws.path(), period).iter().filter(|d| d["file"].as_str().unwrap().contains("情况简表")) {
            assert_eq!(d["pages"], 1, "{period}: {}", d["file"]);
        }
        // For the press there is text alone.
        let press = format!("out/{period}/新闻稿");
        let files: Vec<String> = walkdir::WalkDir::new(ws.path().join("out").join(period))
            .into_iter()
            .map(|e| e.unwrap().path().strip_prefix(ws.path()).unwrap().to_string_lossy().into_owned())
            .filter(|p| p.starts_with(&press))
            .collect();
        assert!(files.len() == 1 && files[0].ends_with(".md"), "{files:?}");

        // The first lines of the meeting papers are three paragraphs for the leader: figures, counties, matters.
        let dispatch = &papers["dispatch"];
        let firsts: Vec<usize> =
            ["**三项数据。**", "**三个县", "**三项请领导协调的事项。**", "## "].iter().map(|s| dispatch.find(s).unwrap()).collect();
        assert!(firsts.is_sorted(), "{firsts:?}");
        let opens = dispatch.contains("## 一、上次议定事项落实情况");
        assert_eq!(opens, period != "2022-12", "{period}: the register opens every meeting but the first");

        // Each check sheet has a row for each county, the sum, and a line to sign.
        for (id, text) in papers.iter().filter(|(id, _)| id.starts_with("check:")) {
            assert!(text.contains("本口数据无误（签字）") && text.contains("| 修水县 |") && text.contains("| 合计 |"), "{id}");
        }
    }
    let half = markdown(ws.path(), "2023H1");
    assert!(half["half-year"].contains("以上汇报，请审议。") && half["report-up"].contains("特此报告。"));
    assert!(half["report-up"].contains("signers = ["));
    // The body of the half-year's report stays near 3,500 characters.
    let body = half["half-year"].splitn(3, "+++").nth(2).unwrap().split("\n# ").next().unwrap().to_owned();
    let length = body.chars().filter(|c| !c.is_whitespace() && !matches!(c, '#' | '*')).count();
    assert!((3000..=3800).contains(&length), "{length}");
    // The sums of a half-year begin with the campaign: it has no months before November.
    let first = markdown(ws.path(), "2022H2");
    assert!(first["circular"].contains("11—12月，新建") && !first["circular"].contains("7—12月"));
    assert!(markdown(ws.path(), "2023Q1")["quarter"].contains("## 二、对照目标的差距"));
}

#[test]
fn one_copy_is_made_by_its_own_id_and_all_by_that_of_the_paper() {
    let ws = workspace(&["2023-02"]);
    assert_eq!(run(ws.path(), &["build", "2023-02", "--only", "liaison:李虎", "--formats", "md"]).code, 0);
    assert_eq!(markdown(ws.path(), "2023-02").into_keys().collect::<Vec<_>>(), ["liaison:李虎"]);
    assert_eq!(run(ws.path(), &["build", "2023-02", "--only", "liaison", "--formats", "md"]).code, 0);
    let papers = markdown(ws.path(), "2023-02");
    assert_eq!(papers.len(), 7);
    // 湖口县 has not sent its form; the sheet of the leader who looks after it says so, and no other speaks of it but for what a total leaves out.
    let row = |id: &str| papers[id].lines().filter(|l| l.starts_with("| 变化和差距")).collect::<String>();
    assert!(row("liaison:李虎").contains("未报送本期数据"), "{}", papers["liaison:李虎"]);
    assert!(!row("liaison:徐胜").contains("未报送"));
    let refused = run(ws.path(), &["build", "2023-02", "--only", "liaison:某某"]);
    assert_eq!(refused.code, 2);
}

#[test]
fn a_circular_can_be_a_notice_with_the_issued_document() {
    let ws = workspace(&["2022-12", "2023-02", "2023-04", "2023-06"]);
    let file = ws.path().join("inputs/campaign.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("template = \"circular.md\"", "template = \"circular-notice.md\"")).unwrap();
    let ran = run(ws.path(), &["build", "2023-06", "--only", "circular"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let paper = &markdown(ws.path(), "2023H1")["circular"];
    assert!(paper.contains("title = \"关于印发《关于“县级工会加强年”专项工作2023年上半年进展情况的通报》的通知\""), "{paper}");
    assert!(paper.contains("{.issued}") && paper.contains("现将《关于“县级工会加强年”专项工作2023年上半年进展情况的通报》印发给你们"));
}
