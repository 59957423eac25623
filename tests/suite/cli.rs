//! The program as a user runs it: exit codes of the contract, one plain Chinese message for each thing that cannot work, nothing half written.

use std::fs;
use std::path::{Path, PathBuf};

use super::program::{run, workspace};

fn written(workspace: &Path) -> Vec<PathBuf> {
    let out = workspace.join("out");
    let files = walkdir::WalkDir::new(&out).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    files.map(|e| e.path().strip_prefix(&out).unwrap().to_owned()).collect()
}

/// No English sentence and no name of a Rust type reaches a user: what Latin letters there are belong to names, paths and options.
fn is_plain_chinese(text: &str) -> bool {
    !text.is_empty()
        && text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !["error:", "Error", "expected", "panicked", "None", "Some("].iter().any(|w| text.contains(w))
}

#[test]
fn what_cannot_work_is_refused_in_one_plain_message_and_nothing_is_written() {
    let empty = tempfile::tempdir().unwrap();
    let ws = workspace(&["2023-02"]);
    fs::create_dir_all(ws.path().join("inputs/2023-04")).unwrap();
    let broken = workspace(&["2023-02"]);
    fs::write(broken.path().join("inputs/campaign.toml"), "[campaign]\nname = 1\n").unwrap();
    let cases: [(&Path, &[&str], &str); 12] = [
        (empty.path(), &["build", "2023-02"], "inputs/campaign.toml"),
        (ws.path(), &["build", "2023-03"], "2023-03"),
        (ws.path(), &["build", "2023-13"], "2023-13"),
        (ws.path(), &["build", "二月"], "二月"),
        (ws.path(), &["build", "2023-06"], "inputs/2023-06"),
        (ws.path(), &["build", "2023-04"], "inputs/2023-04"),
        (ws.path(), &["check", "2023H1"], "2023H1"),
        (ws.path(), &["build", "2023-02", "--only", "nothing"], "nothing"),
        (ws.path(), &["build", "2023-02", "--formats", "doc"], "doc"),
        (ws.path(), &["figures", "2023-02", "--format", "xml"], "xml"),
        (ws.path(), &["bild", "2023-02"], "bild"),
        (broken.path(), &["check", "2023-02"], "inputs/campaign.toml"),
    ];
    for (folder, args, names) in cases {
        let ran = run(folder, args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(names), "{args:?}: {}", ran.err);
        assert!(is_plain_chinese(&ran.err), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
        assert_eq!(written(folder), Vec::<PathBuf>::new(), "{args:?}");
    }
}

#[test]
fn an_out_folder_that_cannot_be_written_is_refused() {
    let ws = workspace(&["2023-02"]);
    fs::write(ws.path().join("out"), "a file").unwrap();
    let ran = run(ws.path(), &["build", "2023-02"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("out/2023-02") && is_plain_chinese(&ran.err), "{}", ran.err);
    assert_eq!(fs::read_to_string(ws.path().join("out")).unwrap(), "a file");
}

/// Whether a file of `out` is of the bulletin.
fn is_bulletin(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.to_string_lossy().contains("工作简报"))
}

#[test]
fn a_broken_template_fails_its_paper_alone_with_file_line_and_column() {
    let ws = workspace(&["2022-12", "2023-02", "2023-04", "2023-06"]);
    let template = ws.path().join("templates/bulletin.md");
    let text = fs::read_to_string(&template).unwrap();
    let line = text.lines().count() + 1;
    fs::write(&template, format!("{text}{{{{ f.stations | nosuchfilter }}}}\n")).unwrap();
    let ran = run(ws.path(), &["build", "2023-06"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains(&format!("templates/bulletin.md 第{line}行第17列")), "{}", ran.out);
    assert!(ran.out.contains("nosuchfilter") && is_plain_chinese(&ran.out), "{}", ran.out);
    let files = written(ws.path());
    assert!(files.iter().any(|f| f.starts_with("2023H1") && f.extension().is_some_and(|e| e == "pdf")), "{files:?}");
    let of = |name: &str| {
        files.iter().any(|f| f.starts_with("2023-06") && f.to_string_lossy().contains(name) && f.extension().is_some_and(|e| e == "pdf"))
    };
    assert!(of("调度会材料") && !of("工作简报"), "{files:?}");
}

#[test]
fn an_internal_figure_stops_a_paper_of_a_wider_audience() {
    let ws = workspace(&["2023-02"]);
    let template = ws.path().join("templates/bulletin.md");
    let text = fs::read_to_string(&template).unwrap();
    for asked in ["{{ f.risks_found.text }}", "{% for g in problems %}{{ g.category }}{% endfor %}", "{{ register.open_n }}"] {
        fs::write(&template, format!("{text}\n{asked}\n")).unwrap();
        let ran = run(ws.path(), &["build", "2023-02"]);
        assert_eq!(ran.code, 1, "{}", ran.out);
        assert!(ran.out.contains("内部内容"), "{}", ran.out);
        assert!(!written(ws.path()).iter().any(|f| f.to_string_lossy().contains("工作简报")));
    }
}

#[test]
fn what_a_paper_needs_of_the_meeting_file_and_does_not_find_is_said() {
    let ws = workspace(&["2023-02"]);
    let file = ws.path().join("inputs/2023-02/meeting.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.lines().filter(|l| !l.starts_with("place")).collect::<Vec<_>>().join("\n")).unwrap();
    let ran = run(ws.path(), &["build", "2023-02"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("place") && ran.out.contains("inputs/2023-02/meeting.toml"), "{}", ran.out);
}

#[test]
fn a_run_writes_the_same_bytes_again_and_keeps_what_a_person_edited() {
    let ws = workspace(&["2023-02"]);
    let bytes = |ws: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        let mut all: Vec<_> = written(ws).into_iter().map(|f| (f.clone(), fs::read(ws.join("out").join(f)).unwrap())).collect();
        all.sort();
        all
    };
    assert_eq!(run(ws.path(), &["build", "2023-02", "--only", "bulletin"]).code, 0);
    let first = bytes(ws.path());
    assert_eq!(first.len(), 7, "Markdown, its chart, PDF, the sheet of its inspection, that of its figures twice, manifest");
    // All papers twice, on one thread and on several.
    assert_eq!(run(ws.path(), &["build", "2023-02"]).code, 0);
    let all = bytes(ws.path());
    assert!(all.len() > 60, "{}", all.len());
    assert_eq!(run(ws.path(), &["build", "2023-02", "--jobs", "1"]).code, 0);
    assert!(bytes(ws.path()) == all, "the same inputs give the same bytes on any number of threads");
    assert!(first.iter().filter(|(f, _)| !f.ends_with("manifest.json")).all(|f| all.contains(f)), "a paper alone is the same paper");

    let md = ws.path().join("out").join(&first.iter().find(|(f, _)| is_bulletin(f) && f.extension().is_some_and(|e| e == "md")).unwrap().0);
    let edited = fs::read_to_string(&md).unwrap().replacen("总体进展", "总的进展", 1);
    fs::write(&md, &edited).unwrap();
    let ran = run(ws.path(), &["build", "2023-02", "--only", "bulletin"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains(".new.md"), "{}", ran.out);
    assert_eq!(fs::read_to_string(&md).unwrap(), edited);
    let pdf = |all: &[(PathBuf, Vec<u8>)]| {
        all.iter().find(|(f, _)| f.to_string_lossy().contains("工作简报") && f.extension().is_some_and(|e| e == "pdf")).unwrap().1.clone()
    };
    assert!(pdf(&bytes(ws.path())) != pdf(&first), "the PDF is made from the edited text");
}

/// A bad cell, a late county, a county alone: what is missing is said, and no paper fails for it.
#[test]
fn papers_are_made_from_whatever_there_is() {
    let keep = |ws: &Path, period: &str, names: &[&str]| {
        for entry in fs::read_dir(ws.join("inputs").join(period)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.ends_with(".toml") && !names.iter().any(|n| name.starts_with(n)) {
                fs::remove_file(path).unwrap();
            }
        }
    };
    let all = ["2022-12", "2023-02", "2023-04", "2023-06"];
    let campaign = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs/campaign.toml")).unwrap();
    let (campaign, _) = hongtou::campaign::Campaign::parse("campaign.toml", &campaign);
    let units: Vec<String> = campaign.unwrap().units.into_iter().map(|u| u.name).collect();
    let (first, city) = (units.first().unwrap().as_str(), units.last().unwrap().as_str());
    for (what, periods, kept) in [
        ("one county alone", &all[..], vec![first]),
        ("the city alone", &all[..], vec![city]),
        ("the last form alone", &all[3..], vec![first, city]),
        ("nobody with a form that can be read", &all[3..], vec!["坏表"]),
    ] {
        let ws = workspace(periods);
        for period in periods {
            keep(ws.path(), period, &kept);
        }
        if kept == ["坏表"] {
            fs::write(ws.path().join("inputs/2023-06/坏表.xlsx"), "not a workbook").unwrap();
        }
        let ran = run(ws.path(), &["build", "2023-06"]);
        assert_eq!(ran.code, 0, "{what}: {}{}", ran.out, ran.err);
        for file in written(ws.path()).into_iter().filter(|f| f.extension().is_some_and(|e| e == "md")) {
            let text = fs::read_to_string(ws.path().join("out").join(&file)).unwrap();
            for wrong in ["undefined", "{{", "。。", "，。", "；。", "，；", "、。", "为。"] {
                assert!(!text.contains(wrong), "{what}: {file:?}: {wrong}\n{text}");
            }
        }
    }
}

#[test]
fn strict_writes_nothing_while_there_are_errors() {
    let ws = workspace(&["2023-02"]);
    let ran = run(ws.path(), &["build", "2023-02", "--strict"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("--strict"), "{}", ran.out);
    assert_eq!(written(ws.path()), Vec::<PathBuf>::new());
}

#[test]
fn check_gives_the_board_of_the_contract() {
    let ws = workspace(&["2022-12", "2023-02"]);
    let ran = run(ws.path(), &["check", "2023-02", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let states: Vec<&str> = json["units"].as_array().unwrap().iter().map(|u| u["status"].as_str().unwrap()).collect();
    assert_eq!(states.len(), 14);
    assert_eq!(states.iter().filter(|s| **s == "missing").count(), 1);
    assert_eq!(states.iter().filter(|s| **s == "errors").count(), 1);
    for d in json["diagnostics"].as_array().unwrap() {
        let keys: Vec<&str> = d.as_object().unwrap().keys().map(String::as_str).collect();
        for key in ["severity", "code", "message", "unit", "file", "sheet", "cell", "line", "hints"] {
            assert!(keys.contains(&key), "{d}");
        }
    }
    let cells: Vec<&str> =
        json["diagnostics"].as_array().unwrap().iter().filter(|d| d["severity"] == "error").filter_map(|d| d["cell"].as_str()).collect();
    assert_eq!(cells.len(), 3, "{cells:?}");
}

#[test]
fn a_workbook_of_another_campaign_is_named_and_changes_nothing_else() {
    let ws = workspace(&["2022-12", "2023-02"]);
    let campaign = ws.path().join("inputs/campaign.toml");
    let text = fs::read_to_string(&campaign).unwrap();
    let foreign = workspace(&[]);
    let id = text.lines().find(|l| l.starts_with("id = ")).unwrap();
    fs::write(foreign.path().join("inputs/campaign.toml"), text.replacen(id, "id = \"another\"", 1)).unwrap();
    assert_eq!(run(foreign.path(), &["forms", "2023-02"]).code, 0);
    let before = run(ws.path(), &["figures", "2023-02", "--format", "json"]).out;
    let form = written(foreign.path()).into_iter().find(|f| f.extension().is_some_and(|e| e == "xlsx")).unwrap();
    fs::copy(foreign.path().join("out").join(form), ws.path().join("inputs/2023-02/别的.xlsx")).unwrap();
    let ran = run(ws.path(), &["check", "2023-02", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let named = json["diagnostics"].as_array().unwrap().iter().any(|d| d["file"].as_str().is_some_and(|f| f.ends_with("别的.xlsx")));
    assert!(named, "{}", ran.out);
    assert_eq!(run(ws.path(), &["figures", "2023-02", "--format", "json"]).out, before);
}

#[test]
fn every_command_explains_itself_in_chinese() {
    let ws = tempfile::tempdir().unwrap();
    for args in [vec!["--help"], vec!["build", "--help"], vec!["check", "-h"], vec!["fonts", "--help"], vec!["render", "--help"]] {
        let ran = run(ws.path(), &args);
        assert_eq!(ran.code, 0, "{args:?}");
        for english in ["Usage", "Options", "Arguments", "Commands", "Print", "possible values"] {
            assert!(!ran.out.contains(english), "{args:?}: {}", ran.out);
        }
    }
    assert_eq!(run(ws.path(), &[]).code, 2);
}
