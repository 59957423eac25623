//! What reaches whom: the whole context of each audience and the finished papers are walked for everything that must stay in the office.

use std::collections::BTreeSet;
use std::path::Path;

use hongtou::campaign::{Campaign, ListKind, PaperAudience, PaperCopy};
use hongtou::document::{Manuscript, parse};
use hongtou::layout::{Element, LayoutOptions, layout};
use hongtou::merge::{self, TemplateSource, Templates};
use hongtou::model::{Month, Period, Summary, due_with, papers_due};
use hongtou::origin::Origin;
use hongtou::pipeline::{self, Reading};
use hongtou::workspace::Workspace;
use serde_json::Value;

const PERIODS: [&str; 6] = ["2022-12", "2023-02", "2023-04", "2023Q1", "2023-06", "2023H1"];
const WIDE: [PaperAudience; 2] = [PaperAudience::Counties, PaperAudience::Public];

fn shipped() -> Workspace {
    Workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().0
}

fn context(ws: &Workspace, summary: &Summary, form: Month, audience: PaperAudience) -> Value {
    let meeting = ws.meeting(form).unwrap();
    let context = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, summary, audience);
    let keys: Vec<&str> = KEYS.iter().copied().filter(|k| context.context.contains_key(k)).collect();
    keys.into_iter().map(|k| (k.to_owned(), serde_json::to_value(context.context.get(k).unwrap()).unwrap())).collect::<serde_json::Map<_, _>>().into()
}

/// Everything that a context has in any audience: the test below finds out if one is added.
const KEYS: &[&str] = &[
    "campaign",
    "period",
    "f",
    "y",
    "attention",
    "city",
    "leaders",
    "departments",
    "units",
    "groups",
    "movers",
    "reported",
    "not_reported",
    "flows_comparable",
    "items",
    "picks",
    "problems",
    "matters",
    "records",
    "register",
    "corrections",
    "phrase",
    "meeting",
];

#[test]
fn the_walk_sees_every_variable() {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/merge/context.rs")).unwrap();
    let inserted: BTreeSet<&str> = source
        .split("context.insert")
        .skip(1)
        .filter_map(|rest| rest.split('"').nth(1).filter(|_| rest.trim_start_matches("_value").trim_start().starts_with('(')))
        .collect();
    assert_eq!(inserted, KEYS.iter().copied().collect::<BTreeSet<_>>());
}

/// All texts and all keys of a value, each with the way to it.
fn walk(value: &Value, path: &str, texts: &mut Vec<(String, String)>, keys: &mut Vec<(String, String)>) {
    match value {
        Value::String(s) => texts.push((path.to_owned(), s.clone())),
        Value::Array(list) => list.iter().enumerate().for_each(|(n, v)| walk(v, &format!("{path}.{n}"), texts, keys)),
        Value::Object(map) => {
            for (k, v) in map {
                keys.push((path.to_owned(), k.clone()));
                walk(v, &format!("{path}.{k}"), texts, keys);
            }
        }
        _ => {}
    }
}

/// Words that must not leave the office: each with what it is.
fn secrets(campaign: &Campaign, summary: &Summary, reading: &Reading) -> Vec<(String, &'static str)> {
    let mut out: Vec<(String, &'static str)> = Vec::new();
    for i in campaign.indicators.iter().filter(|i| campaign.is_internal(i)) {
        out.extend([(i.name.clone(), "indicator"), (i.text_name().to_owned(), "indicator")]);
    }
    for item in summary.items.iter().filter(|i| i.internal) {
        out.extend(["title", "practice", "result"].map(|c| (item.text(c).to_owned(), "item")));
    }
    let problems = summary.problems.iter().flat_map(|g| &g.matters).flat_map(|m| &m.problems);
    out.extend(problems.flat_map(|p| ["problem", "measures", "request"].map(|c| (p.text(c).to_owned(), "problem"))));
    for submission in reading.forms.values().flat_map(|i| &i.submissions) {
        out.extend(["phone", "filler", "checker"].iter().filter_map(|id| submission.info.get(*id)).map(|t| (t.clone(), "person")));
        for (id, list) in &submission.lists {
            let kind = campaign.list(id).unwrap().kind;
            let columns: &[&str] = match kind {
                ListKind::Items => &["contributor", "reviewer"],
                ListKind::Records => &["name", "content"],
                ListKind::Problems => &[],
            };
            out.extend(list.records.iter().flat_map(|r| columns.iter().filter_map(|c| r.fields.get(*c))).map(|f| (f.text.clone(), "person")));
        }
    }
    out.retain(|(t, _)| t.chars().count() >= 2);
    out.sort();
    out.dedup();
    out
}

#[track_caller]
fn clean(place: &str, text: &str, secrets: &[(String, &'static str)]) {
    for (secret, what) in secrets {
        assert!(!text.contains(secret.as_str()), "{place}: {what} “{secret}” in “{text}”");
    }
}

fn check(ws: &Workspace, summary: &Summary, reading: &Reading, form: Month, audience: PaperAudience) -> usize {
    let value = context(ws, summary, form, audience);
    let (mut texts, mut keys) = (Vec::new(), Vec::new());
    walk(&value, "", &mut texts, &mut keys);
    let secrets = secrets(&ws.campaign, summary, reading);
    for (path, text) in &texts {
        clean(&format!("{audience:?} {path}"), text, &secrets);
        // The group's heading and the phrases are a document's own words, which the units have.
        let verbatim = path.ends_with(".heading") || path.starts_with(".phrase.");
        let internal = ws.campaign.tasks.iter().find(|t| t.internal && (text.contains(&t.name) || text.contains(&t.id)));
        assert!(
            verbatim && (audience == PaperAudience::Counties || path.starts_with(".phrase.")) || internal.is_none(),
            "{audience:?} {path}: {text}"
        );
    }
    let internal: Vec<String> = ws.campaign.indicators.iter().filter(|i| ws.campaign.is_internal(i)).map(|i| i.id.replace('-', "_")).collect();
    for (path, key) in &keys {
        let mut never = vec!["problems", "has_problems", "matters", "records", "info", "register", "attention", "contributor", "reviewer"];
        if audience == PaperAudience::Public {
            never.extend(["lead", "top", "order", "unranked", "rank", "target", "behind", "behind_figures", "reached_n", "state", "corrections"]);
            never.extend(["leaders", "departments", "leader", "contact", "department", "said", "editor_note", "next_steps"]);
        }
        assert!(!never.contains(&key.as_str()) && (path == ".phrase" || !internal.contains(key)), "{audience:?} {path}.{key}");
        // What the office owes the units.
        assert!(!(key == "visits" && path.contains("units.")), "{audience:?} {path}.{key}");
    }
    for total in ["f", "y"] {
        for key in ["target", "top", "order", "lead"] {
            assert!(value[total]["visits"].get(key).is_none(), "{audience:?} {total}.visits.{key}");
        }
    }
    texts.len()
}

#[test]
fn the_context_of_a_wider_audience_holds_nothing_that_stays_in_the_office() {
    let ws = shipped();
    for period in PERIODS {
        let period: Period = period.parse().unwrap();
        let form = due_with(&ws.campaign.cycle, period);
        let reading = pipeline::read(&ws, form);
        let summary = pipeline::summarise(&ws, &reading, period);
        assert!(secrets(&ws.campaign, &summary, &reading).len() > 60);
        for audience in WIDE {
            assert!(check(&ws, &summary, &reading, form, audience) > 2000);
        }
    }
}

/// The finished papers: Markdown with its front matter, the characters on the pages, pictures, and what the manifest says of them.
#[test]
fn the_papers_of_a_wider_audience_hold_nothing_that_stays_in_the_office() {
    let folder = super::program::workspace(&["2022-12", "2023-02", "2023-04", "2023-06"]);
    let ran = super::program::run(folder.path(), &["build", "2023-06", "--formats", "md"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let ws = Workspace::load(folder.path()).unwrap().0;
    let mut seen = 0;
    for period in ["2023-06", "2023H1"] {
        let form = due_with(&ws.campaign.cycle, period.parse().unwrap());
        let reading = pipeline::read(&ws, form);
        let summary = pipeline::summarise(&ws, &reading, period.parse().unwrap());
        let secrets = secrets(&ws.campaign, &summary, &reading);
        let manifest: Value =
            serde_json::from_str(&std::fs::read_to_string(folder.path().join(format!("out/{period}/manifest.json"))).unwrap()).unwrap();
        for kind in ["documents", "reports"] {
            for entry in manifest[kind].as_array().unwrap().iter().filter(|e| e["audience"] != "internal") {
                clean("manifest", entry["title"].as_str().unwrap(), &secrets);
                for file in entry["files"].as_array().unwrap() {
                    let path = file["path"].as_str().unwrap();
                    let Ok(text) = std::fs::read_to_string(folder.path().join(path)) else { continue };
                    clean(path, &text, &secrets);
                    seen += 1;
                    if path.ends_with(".md") && kind == "documents" {
                        let m = Manuscript::from_text(path, &text);
                        let document = parse(&m).0.unwrap();
                        let options = LayoutOptions { file: path.into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
                        let Ok((pages, _)) = layout(&document, &options, &super::measure::fonts()) else { continue };
                        let runs = pages.pages.iter().flat_map(super::measure::runs).filter(|r| r.element != Element::Folio);
                        let drawn: String = runs.flat_map(|r| r.glyphs.iter().map(|g| g.text)).collect();
                        assert!(drawn.chars().count() > 100 || path.contains("通知"), "{path}");
                        clean(&format!("pages of {path}"), &drawn, &secrets);
                    }
                }
            }
        }
        // 汇总表, the sheets of provenance and whatever else holds everything is marked as the office's own.
        for paper in papers_due(&ws.campaign, period.parse().unwrap()).filter(|p| p.workbook.is_some()) {
            assert_eq!(paper.audience, PaperAudience::Internal);
        }
    }
    assert!(seen >= 5, "{seen}");
}

/// A county writes a telephone number, or the number of a card, into an item: nothing of that item leaves the office, whoever pins it.
#[test]
fn an_item_with_the_number_of_a_person_stays_in_the_office() {
    let ws = shipped();
    let form: Month = "2023-02".parse().unwrap();
    let mut reading = pipeline::read(&ws, form);
    let plain = pipeline::summarise(&ws, &reading, Period::Form(form));
    let unit = plain.choice.picks[0].item.clone();
    let plant = |reading: &mut Reading, text: &str| {
        let intake = reading.forms.get_mut(&form).unwrap();
        let own = intake.submissions.iter_mut().find(|s| s.unit == unit.unit).unwrap();
        for record in own.lists.get_mut("items").unwrap().records.iter_mut().filter(|r| r.source == unit.record.source) {
            record.fields.get_mut("result").unwrap().text = text.to_owned();
        }
    };
    for number in ["13970200001", "0792-8123456", "360402199001011234"] {
        plant(&mut reading, &format!("有事请找{number}。"));
        let summary = pipeline::summarise(&ws, &reading, Period::Form(form));
        assert!(!summary.choice.picks.iter().any(|p| p.item.record.source == unit.record.source), "{number}");
        let told = summary.choice.found.iter().find(|d| d.code == "item-private-number").unwrap();
        assert!(matches!(&told.origin, Origin::Cell(c) if c == &unit.record.fields["result"].source), "{told:?}");
        for audience in WIDE {
            let text = context(&ws, &summary, form, audience).to_string();
            assert!(!text.contains(number), "{number} {audience:?}");
            check(&ws, &summary, &reading, form, audience);
        }
        assert!(context(&ws, &summary, form, PaperAudience::Internal).to_string().contains(number));
    }
    plant(&mut reading, "有事请打12351。");
    let summary = pipeline::summarise(&ws, &reading, Period::Form(form));
    assert!(summary.choice.picks[0].text.ends_with("有事请打12351。") && summary.choice.found.is_empty(), "{:?}", summary.choice);
}

/// Who is still owed a visit stands on the sheet of the leader concerned and nowhere else.
#[test]
fn what_the_office_owes_a_unit_is_told_to_its_leader_alone() {
    let ws = shipped();
    let form: Month = "2023-02".parse().unwrap();
    let reading = pipeline::read(&ws, form);
    let mut summary = pipeline::summarise(&ws, &reading, Period::Form(form));
    let all: Vec<String> = summary.standings.iter().map(|s| s.unit.clone()).collect();
    for standing in &mut summary.standings {
        standing.behind.push("visits".into());
    }
    for board in summary.targets.iter_mut().filter(|b| b.indicator == "visits") {
        board.behind = all.clone();
        board.not_reached = all.clone();
    }
    let visits = ws.campaign.indicator("visits").unwrap().text_name().to_owned();
    let internal = context(&ws, &summary, form, PaperAudience::Internal);
    let names = |v: &Value| v["behind"].as_array().unwrap().iter().any(|n| n == visits.as_str());
    for list in ["units", "attention"] {
        assert!(!internal[list].as_array().unwrap().iter().any(names), "{list}");
    }
    assert!(internal["leaders"].as_array().unwrap().iter().flat_map(|l| l["units"].as_array().unwrap()).all(names));
    assert_eq!(internal["f"]["visits"]["target"]["behind"], Value::Array(Vec::new()));
    assert_eq!(internal["f"]["visits"]["target"]["units"], Value::Array(Vec::new()));
    for audience in WIDE {
        let text = context(&ws, &summary, form, audience);
        assert!(!text["units"].as_array().unwrap().iter().any(|u| u.get("behind").is_some_and(|_| names(u))), "{audience:?}");
    }
}

#[test]
fn a_template_that_asks_for_more_than_its_audience_has_is_refused_at_its_place() {
    let ws = shipped();
    let form: Month = "2023-02".parse().unwrap();
    let reading = pipeline::read(&ws, form);
    let summary = pipeline::summarise(&ws, &reading, Period::Form(form));
    let meeting = ws.meeting(form).unwrap();
    let refused = |asked: &str, audience: PaperAudience| -> Option<(String, Option<(u32, u32)>)> {
        let text = format!("+++\nformat = \"plain\"\ntitle = \"甲\"\n+++\n\n文。\n\n　{asked}\n");
        let templates = Templates::compile(vec![TemplateSource { path: "templates/x.md".into(), text }]);
        let mut paper = ws.campaign.papers.iter().find(|p| p.id == "news").unwrap().clone();
        (paper.template, paper.audience) = (Some("x.md".into()), audience);
        let period = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, audience);
        let copy = PaperCopy { paper: &paper, of: None };
        let found = merge::merge(&ws.campaign, copy, &period, (&meeting.meeting, &meeting.path), &templates).err()?;
        let d = found.iter().next().unwrap();
        let place = if let Origin::Text { line, column, .. } = d.origin { Some((line, column)) } else { None };
        Some((d.code.to_owned(), place))
    };
    for asked in [
        "{% for r in records.stationed %}{{ r.name }}{% endfor %}",
        "{{ register.open_n }}",
        "{% for u in attention %}{{ u.name }}{% endfor %}",
        "{% for m in matters %}{{ m.category }}{% endfor %}",
        "{% for g in problems %}{{ g.category }}{% endfor %}",
        "{% for u in units %}{{ u.info.phone }}{% endfor %}",
        "{% for u in leaders %}{{ u.units[0].info.phone }}{% endfor %}",
        "{% for d in departments %}{% for p in d.problems %}{{ p.problem }}{% endfor %}{% endfor %}",
        "{% for i in items %}{{ i.contributor }}{% endfor %}",
        "{% for u in units %}{{ u.f.visits.text }}{% endfor %}",
        "{{ f.risks_found.text }}",
    ] {
        for audience in WIDE {
            // The public has no leaders and departments at all: refused as well.
            let (code, place) = refused(asked, audience).unwrap_or_else(|| panic!("{asked} {audience:?}"));
            assert_eq!((code.as_str(), place.map(|p| p.0)), ("internal-figure", Some(8)), "{asked} {audience:?}");
            assert!(place.unwrap().1 > 1, "{asked} {audience:?}");
        }
    }
    for asked in [
        "{{ f.stations.lead }}",
        "{% for r in f.stations.order %}{{ r.unit }}{% endfor %}",
        "{% for u in units %}{{ u.f.stations.rank }}{% endfor %}",
        "{% for u in units %}{{ u.behind | names }}{% endfor %}",
        "{{ f.dues_plan_completion.target.value }}",
        "{% for s in meeting.next_steps %}{{ s.text }}{% endfor %}",
        "{% for c in corrections %}{{ c.unit }}{% endfor %}",
    ] {
        let (code, place) = refused(asked, PaperAudience::Public).unwrap_or_else(|| panic!("{asked}"));
        assert_eq!((code.as_str(), place.map(|p| p.0)), ("internal-figure", Some(8)), "{asked}");
        assert!(refused(asked, PaperAudience::Counties).is_none() || asked.contains(".rank"), "{asked}");
    }
}

/// `pin` and `skip` in `meeting.toml` order the bulletin, what was changed is listed in its sheet, and the closing summary counts it.
#[test]
fn people_order_the_issue_and_read_what_was_changed() {
    let folder = super::program::workspace(&["2022-12", "2023-02"]);
    let path = folder.path().join("inputs/2023-02/meeting.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let with = |wishes: &str| std::fs::write(&path, format!("{wishes}\n{text}")).unwrap();
    let rules = folder.path().join("inputs/campaign.toml");
    let campaign = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, campaign.replace("longest = 300", "longest = 160\nper_issue = 5")).unwrap();
    with("pin = [\"德安县\", \"修水\"]\nskip = [\"武宁县\"]");
    let build = || super::program::run(folder.path(), &["build", "2023-02", "--only", "bulletin", "--formats", "md,xlsx"]);
    let ran = build();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("各地动态：选用5个单位") && ran.out.contains("篇按整句截取"), "{}", ran.out);
    let out = folder.path().join("out/2023-02");
    let find = |folder: &Path, ext: &str| {
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some_and(|e| e == ext)).unwrap()
    };
    let markdown = std::fs::read_to_string(find(&out, "md")).unwrap();
    let heads: Vec<&str> =
        markdown.lines().filter(|l| l.starts_with("### （") && l.contains('：')).filter_map(|l| l.split(['）', '：']).nth(1)).collect();
    // Two that were asked for, then the first three of the others that are not left out: nobody was printed in this year yet.
    assert_eq!(heads, ["德安县", "修水县", "庐山市", "柴桑区", "都昌县"]);
    let sheet = std::fs::read_to_string(find(&out.join("数据出处"), "md")).unwrap();
    let (document, found) = parse(&Manuscript::from_text("x.md", &sheet));
    assert!(document.is_some() && !found.has_errors(), "{found:?}");
    assert!(sheet.contains("## 来稿改动") && sheet.contains("按整句截取到160字以内"), "{sheet}");
    let bytes = std::fs::read(find(&out.join("数据出处"), "xlsx")).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, "来稿改动").unwrap();
    let cut = range.rows().find(|r| r[3].to_string().starts_with("按整句截取")).unwrap();
    assert!(cut[6].to_string().starts_with("inputs/2023-02/") && cut[7] == *"工作动态" && cut[8].to_string().len() >= 2, "{cut:?}");
    // A name that is no unit stops the run, with its line and column.
    with("pin = [\"德安\", \"某某县\"]");
    let ran = build();
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("第1行第14列") && ran.err.contains("某某县"), "{}", ran.err);
}
