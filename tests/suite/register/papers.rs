//! What papers see of the register, by hand.

use std::path::Path;

use hongtou::audit::{Against, Verdict, audit};
use hongtou::campaign::PaperAudience;
use hongtou::document::{self, Manuscript};
use hongtou::export::markdown::to_markdown;
use hongtou::merge;
use hongtou::model::{Assignment, Month, Register};
use hongtou::pipeline::{self, remake};
use hongtou::register::{Times, standing};
use hongtou::workspace::Workspace;
use serde_json::Value;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn item(number: &str, form: &str, deadline: &str, closed_on: &str) -> Assignment {
    Assignment {
        number: number.into(),
        raised_in: form.parse().ok(),
        matter: "甲".into(),
        deadline: deadline.parse().ok(),
        state: if closed_on.is_empty() { "办理中" } else { "已办结" }.into(),
        closed: !closed_on.is_empty(),
        closed_on: closed_on.parse().ok(),
        progress: "办了。".into(),
        ..Assignment::default()
    }
}

#[test]
fn a_standing_is_what_was_known_on_the_day() {
    let register = Register {
        items: vec![
            item("1", "2022-12", "2023-02-23", "2023-02-10"), // told at the February meeting
            item("2", "2022-12", "2023-02-23", "2023-03-10"), // closed since
            item("3", "2022-12", "2023-04-26", "2023-05-10"), // closed later: open, due on the day itself
            item("4", "2023-02", "2023-04-23", ""),           // overdue
            item("5", "", "", ""),                            // of unknown time
            item("6", "2023-04", "2023-06-23", ""),           // new
            item("7", "2023-06", "2023-08-23", ""),           // raised later
        ],
    };
    let times = Times { first: month("2023-04"), last: month("2023-04"), on: "2023-04-26".parse().unwrap(), before: "2023-02-27".parse().ok() };
    let now = standing(&register, vec![item("8", "2023-04", "2023-06-23", "")], times);
    let seen = |list: &[hongtou::model::Followed]| -> Vec<(String, bool, bool, bool)> {
        list.iter().map(|f| (f.item.number.clone(), f.closed, f.overdue, f.proposed)).collect()
    };
    let row = |n: &str, closed, overdue, proposed| (n.to_owned(), closed, overdue, proposed);
    assert_eq!(
        seen(&now.before),
        [row("2", true, false, false), row("3", false, false, false), row("4", false, true, false), row("5", false, false, false)]
    );
    assert_eq!(seen(&now.new), [row("6", false, false, false), row("", false, false, true)]);
    let later = &now.before[1].item;
    assert_eq!((later.state.as_str(), later.closed_on, later.progress.as_str()), ("未办结", None, ""));
}

fn shipped() -> Workspace {
    Workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().0
}

fn context(ws: &Workspace, period: &str, audience: PaperAudience) -> Value {
    let form = month(period);
    let reading = pipeline::read(ws, form);
    let summary = pipeline::summarise(ws, &reading, period.parse().unwrap());
    let meeting = ws.meeting(form).unwrap();
    let context = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, audience);
    context.context.get("register").map_or(Value::Null, |v| serde_json::to_value(v).unwrap())
}

#[test]
fn templates_see_the_sample_register_as_it_stood_at_each_meeting() {
    let ws = shipped();
    // Counted by hand in examples/sample_inputs/register.toml: at the meeting of 27 February two of the seven of 2022-12 were closed and one was overdue.
    let february = context(&ws, "2023-02", PaperAudience::Internal);
    let counts = |v: &Value| ["before_n", "closed_n", "open_n", "overdue_n", "new_n"].map(|k| v[k].as_str().unwrap().to_owned());
    assert_eq!(counts(&february), ["7", "2", "5", "1", "7"]);
    assert_eq!(february["overdue"][0]["number"], "〔2022〕7号");
    // 26 April: of 5 + 7 four were closed on 12 April, 15, 18, 28 March and 20 April (five); 〔2022〕7号 was still overdue.
    assert_eq!(counts(&context(&ws, "2023-04", PaperAudience::Internal)), ["12", "5", "7", "1", "5"]);
    let june = context(&ws, "2023-06", PaperAudience::Internal);
    assert_eq!(counts(&june), ["12", "4", "8", "1", "8"]);
    assert!(june["new"].as_array().unwrap().iter().all(|i| i["proposed"] == true && i["number"] == "" && i["deadline"] == "2023-08-23"));
    let first = &june["closed"][0];
    assert_eq!(
        (&first["number"], &first["closed_on"], &first["units"][0], &first["period_name"]),
        (&"〔2022〕7号".into(), &"2023-05-30".into(), &"濂溪区".into(), &"2022年11—12月".into())
    );
    let departments: Vec<&str> = june["by_department"].as_array().unwrap().iter().map(|g| g["department"].as_str().unwrap()).collect();
    let order = |name: &str| ws.campaign.departments.iter().position(|d| d.name == name).unwrap();
    assert!(departments.windows(2).all(|w| order(w[0]) < order(w[1])), "{departments:?}");
    assert_eq!(june["items"].as_array().unwrap().len(), 20);
}

#[test]
fn a_wider_audience_has_no_register_at_all() {
    let ws = shipped();
    for audience in [PaperAudience::Counties, PaperAudience::Public] {
        assert_eq!(context(&ws, "2023-02", audience), Value::Null);
    }
}

#[test]
fn our_own_paper_has_nothing_to_audit() {
    let ws = shipped();
    for period in ["2022-12", "2023-02", "2023-04", "2023-06"] {
        let source = format!("[source]\ncampaign = \"{}\"\nperiod = \"{period}\"\ndocument = \"assignments\"\n", ws.campaign.campaign.name);
        let text = format!("+++\nformat = \"plain\"\ntitle = \"甲\"\n\n{source}+++\n\n文。\n");
        let read = |text: &str| document::parse(&Manuscript::from_text("x.md", text)).0.unwrap();
        let made = remake(&ws, &read(&text), "x.md").unwrap();
        let own = audit(
            &read(&to_markdown(&made.document)),
            Against { campaign: &ws.campaign, summary: &made.summary, document: &made.document, provenance: &made.provenance },
        );
        assert!(own.len() > 3 && own.iter().all(|c| c.verdict == Verdict::Agrees), "{period}: {own:#?}");
    }
}

/// What people and units write is data: markup of Markdown, templates and HTML in a matter stays text in its cell.
#[test]
fn hostile_text_in_the_register_stays_text_in_the_paper() {
    let hostile = "A|B *x* **y** {{ f.stations.text }} {% if 1 %} <b>粗</b> # 题 [链](http://x) `c` {.attachment}";
    let heads = super::HEADS;
    let rows: [&[&str]; 3] = [
        &heads,
        &["〔2022〕1号|", "2022-12", hostile, "武宁县", "", "办公室", "", "@2023-03-23", "办理中", "注：|第一行\n# 第二行"],
        &["〔2022〕2号", "2022-12", "第二件", "武宁县", "", "办公室", "", "", "办理中"],
    ];
    let dir = super::super::program::workspace(&["2022-12", "2023-02"]);
    std::fs::write(dir.path().join("inputs/交办清单.xlsx"), super::workbook(&rows)).unwrap();
    let ran = super::super::program::run(dir.path(), &["build", "2023-02", "--only", "assignments", "--formats", "md"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let path =
        std::fs::read_dir(dir.path().join("out/2023-02")).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some_and(|e| e == "md"));
    let text = std::fs::read_to_string(path.unwrap()).unwrap();
    let (document, found) = document::parse(&Manuscript::from_text("x.md", &text));
    assert!(found.is_empty(), "{found:?}");
    let tables: Vec<_> = document.unwrap().sections[0]
        .blocks
        .iter()
        .filter_map(|b| match b {
            document::Block::Table(t) => Some(t.rows.iter().map(|r| r.iter().map(|c| super::super::show(c)).collect::<Vec<_>>()).collect::<Vec<_>>()),
            _ => None,
        })
        .collect();
    // The second matter keeps its own row, and the first all of its words in its cell.
    assert_eq!(tables[0].len(), 2, "{text}");
    let plain = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert!(plain(&tables[0][0][1]).starts_with(&plain(hostile)), "{:?}", tables[0][0]);
    assert!(tables[0][0][0].contains("〔2022〕1号|") && tables[0][1][1].starts_with("第二件"), "{:?}", tables[0]);
}
