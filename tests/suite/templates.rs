//! What templates may use: the table of names against what is really there, the guide against the program, what is said of each kind of error.

use std::collections::BTreeSet;
use std::path::Path;

use hongtou::campaign::{Campaign, PaperAudience, PaperCopy};
use hongtou::merge::{self, TemplateSource, Templates};
use hongtou::model::{Period, due_with};
use hongtou::pipeline;
use hongtou::report::templates::walk;
use hongtou::words::templates as words;
use hongtou::workspace::Workspace;
use tera::Context;

mod errors;
mod guide;

/// Periods of the samples: the first of all, one with units missing, one that is whole, a half-year, a quarter.
const PERIODS: [&str; 6] = ["2022-12", "2023-02", "2023-04", "2023-06", "2023H1", "2023Q1"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shipped() -> Workspace {
    Workspace::load(root()).unwrap().0
}

/// The contexts of all papers of a period that differ: each audience, each kind of addressee.
fn contexts(ws: &Workspace, period: &str) -> Vec<(String, Context)> {
    let period: Period = period.parse().unwrap();
    let form = due_with(&ws.campaign.cycle, period);
    let reading = pipeline::read(ws, form);
    let summary = pipeline::summarise(ws, &reading, period);
    let meeting = ws.meeting(form).unwrap();
    let mut out = Vec::new();
    for audience in [PaperAudience::Internal, PaperAudience::Counties, PaperAudience::Public] {
        let of = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, audience);
        // One of each kind of addressee, once.
        let each = period.to_string() == "2023-02";
        for per in
            [None, Some(hongtou::campaign::PaperPer::Leader), Some(hongtou::campaign::PaperPer::Department), Some(hongtou::campaign::PaperPer::Unit)]
                .into_iter()
                .take(if each { 4 } else { 1 })
        {
            let mut paper = ws.campaign.papers.iter().find(|p| p.letterhead.is_some()).unwrap().clone();
            paper.audience = audience;
            paper.per = per;
            for copy in ws.campaign.copies(&paper).into_iter().take(1) {
                out.push((
                    format!("{period} {audience:?} {per:?} {:?}", copy.of),
                    merge::paper_context(&ws.campaign, PaperCopy { paper: &paper, ..copy }, &of),
                ));
            }
        }
    }
    out
}

/// The context of every slip of a period.
fn slips(ws: &Workspace, period: &str) -> Vec<(String, Context)> {
    let form = period.parse().unwrap();
    let reminder = ws.campaign.reminder.as_ref().unwrap();
    let office = hongtou::slips::Office { campaign: &ws.campaign, reminder, templates: &ws.templates, period: form };
    let reading = pipeline::read(ws, form);
    let intake = reading.of(form).unwrap();
    ws.campaign.units.iter().map(|u| (u.name.clone(), office.context_of(u, intake))).collect()
}

#[test]
fn every_name_in_a_context_is_described_and_every_description_is_of_something() {
    let ws = shipped();
    let mut reached = BTreeSet::new();
    let mut note = |root, whose: &str, context: &Context| {
        let seen = walk(root, context);
        assert!(seen.unknown.is_empty(), "{whose}: without a line in src/words/templates.rs: {:?}", seen.unknown);
        for (kind, key) in seen.fields.into_keys() {
            let field = words::kind_of(kind).unwrap().field(&key).unwrap();
            reached.insert((kind, field.key));
        }
    };
    for period in PERIODS {
        for (whose, context) in contexts(&ws, period) {
            note(words::PAPER, &whose, &context);
        }
    }
    for (whose, context) in ["2023-02", "2023-04"].into_iter().flat_map(|p| slips(&ws, p)) {
        note(words::SLIP, &whose, &context);
    }
    // What `meeting.extra` holds is up to the office; the samples have nothing there.
    reached.insert(("extra", "*"));
    let idle: Vec<String> = words::KINDS
        .iter()
        .flat_map(|k| k.all().map(move |f| (k, f)))
        .filter(|(k, f)| !reached.contains(&(k.id, f.key)))
        .map(|(k, f)| format!("{}.{}", k.id, f.key))
        .collect();
    assert!(idle.is_empty(), "described, but in no context: {idle:?}");
}

/// The table knows exactly the cases that the program can give.
#[test]
fn the_named_cases_are_those_of_the_program() {
    use hongtou::model::{Coverage, Lead, Situation, TargetState, TaskState};
    fn word(v: impl serde::Serialize) -> String {
        serde_json::to_value(v).unwrap().as_str().unwrap().to_owned()
    }
    let cases = |of: &str| -> BTreeSet<String> {
        words::CASES.iter().filter(|c| c.of.starts_with(of)).flat_map(|c| c.cases.iter().map(|(case, _)| (*case).to_owned())).collect()
    };
    use Situation as S;
    // A new variant does not compile here until it is listed.
    let all = |s: S| match s {
        S::NoData
        | S::FirstReport
        | S::NoBase
        | S::BaseIncomplete
        | S::Rise
        | S::Fall
        | S::Same
        | S::NearlySame
        | S::SmallRise
        | S::SmallFall
        | S::BaseZero => word(s),
    };
    let situations =
        [S::NoData, S::FirstReport, S::NoBase, S::BaseIncomplete, S::Rise, S::Fall, S::Same, S::NearlySame, S::SmallRise, S::SmallFall, S::BaseZero];
    assert_eq!(cases("x.situation"), situations.map(all).into());
    use TargetState as T;
    let all = |t: T| match t {
        T::NoData
        | T::AllReached
        | T::ReportedReached
        | T::SomeReached
        | T::NoneReached
        | T::Reached
        | T::InRange
        | T::AboveRange
        | T::OnSchedule
        | T::Behind
        | T::NotJudgedYet => word(t),
    };
    let states = [
        T::NoData,
        T::AllReached,
        T::ReportedReached,
        T::SomeReached,
        T::NoneReached,
        T::Reached,
        T::InRange,
        T::AboveRange,
        T::OnSchedule,
        T::Behind,
        T::NotJudgedYet,
    ];
    assert_eq!(cases("x.target.state"), states.map(all).into());
    use Coverage as C;
    let all = |c: C| match c {
        C::Full | C::Partial | C::Nobody | C::NotOwed => word(c),
    };
    assert_eq!(cases("x.coverage"), [C::Full, C::Partial, C::Nobody, C::NotOwed].map(all).into());
    let all = |l: Lead| match l {
        Lead::NoData | Lead::AllZero | Lead::AllEqual | Lead::One | Lead::Tied => word(l),
    };
    assert_eq!(cases("x.lead"), [Lead::NoData, Lead::AllZero, Lead::AllEqual, Lead::One, Lead::Tied].map(all).into());
    use TaskState as K;
    let all = |k: K| match k {
        K::NoTarget | K::NoData | K::Reached | K::OnSchedule | K::Behind | K::Open => word(k),
    };
    assert_eq!(cases("t.state"), [K::NoTarget, K::NoData, K::Reached, K::OnSchedule, K::Behind, K::Open].map(all).into());
    use hongtou::campaign::Kind;
    assert_eq!(cases("x.kind"), [Kind::Flow, Kind::Stock, Kind::Plan, Kind::Ratio, Kind::Status].map(|k| k.key().to_owned()).into());
}

/// One template, filled in with a context.
fn fill(text: &str, context: &Context) -> Result<String, String> {
    let source = TemplateSource { path: "templates/t.md".into(), text: text.into() };
    let templates = Templates::compile(vec![source]);
    templates.render("t.md", context).map_err(|d| format!("{d:?}"))
}

#[test]
fn every_filter_and_function_is_described_by_an_example_that_comes_out_as_told() {
    let mut context = Context::new();
    context.insert("meeting", &serde_json::json!({"place": "甲"}));
    for f in words::FILTERS.iter().chain(words::BUILTIN).chain(words::FUNCTIONS.iter().filter(|f| f.name == "range")) {
        assert!(f.example.contains(f.name), "{}", f.name);
        assert_eq!(fill(f.example, &context).as_deref(), Ok(f.gives), "{}", f.name);
    }
    // Those that the program registers are those of the table.
    let code = std::fs::read_to_string(root().join("src/merge/filters.rs")).unwrap();
    let registered = |what: &str| -> BTreeSet<String> { code.split(what).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect() };
    let told = |list: &[words::Filter]| -> BTreeSet<String> { list.iter().map(|f| f.name.to_owned()).collect() };
    assert_eq!(registered("register_filter(\""), told(words::FILTERS));
    let mut functions = registered("register_function(\"");
    functions.insert("range".into());
    assert_eq!(functions, told(words::FUNCTIONS));
}

#[test]
fn every_shared_component_has_a_comment_and_its_arguments_are_those_of_the_engine() {
    let ws = shipped();
    let all = ws.templates.components();
    assert!(all.len() > 10, "{}", all.len());
    let mut tera = tera::Tera::new();
    for c in &all {
        let text = std::fs::read_to_string(root().join(&c.file)).unwrap();
        // Alone in a file with empty bodies, so that the engine only reads the heads.
        let head = text.lines().nth(c.line as usize - 1).unwrap();
        assert!(head.contains(&format!("component {}(", c.name)), "{} line {}", c.file, c.line);
        tera.add_raw_template(&c.name, &format!("{head}{{% endcomponent {} %}}", c.name)).unwrap();
        let known = tera.get_component_definition(&c.name).unwrap();
        let names = |list: Vec<String>| list.into_iter().collect::<BTreeSet<_>>();
        assert_eq!(
            names(known.args().iter().map(|a| a.name().to_owned()).collect()),
            names(c.arguments.iter().map(|(n, _)| n.clone()).collect()),
            "{}",
            c.name
        );
        if c.file.starts_with("templates/parts/") {
            assert!(c.told.chars().count() > 5 && !c.told.contains("{#"), "{} has no comment above it: {:?}", c.name, c.told);
        }
    }
}

#[test]
fn the_command_lists_what_a_paper_may_use_with_examples_of_the_latest_forms() {
    use super::program::{run, workspace};
    let ws = workspace(&["2022-12", "2023-02"]);
    let all = run(ws.path(), &["templates"]);
    assert_eq!(all.code, 0, "{}", all.err);
    for name in ["bulletin.md", "parts/figures.md", "half-year/next.md", "reminder.md"] {
        assert!(all.out.contains(name), "{name}: {}", all.out);
    }
    let one = run(ws.path(), &["templates", "bulletin"]);
    assert_eq!(one.code, 0, "{}", one.err);
    let campaign = Campaign::parse("c", &std::fs::read_to_string(ws.path().join("inputs/campaign.toml")).unwrap()).0.unwrap();
    let (kept, listed) = one.out.split_once("只有发送范围是 internal 的材料才有").map(|(a, b)| (b, a)).unwrap();
    let figures = listed.split_once("〔指标：f").unwrap().1.split('〔').next().unwrap();
    for indicator in &campaign.indicators {
        let name = indicator.id.replace('-', "_");
        let line = figures.lines().find(|l| l.split_whitespace().next() == Some(&name));
        assert_eq!(line.is_some(), !campaign.is_internal(indicator), "{name}");
        assert!(line.is_none_or(|l| l.contains(&indicator.name)), "{name}");
        assert_eq!(kept.contains(&format!("f.{name}（")), campaign.is_internal(indicator), "{name}");
    }
    for name in ["problems", "register", "matters", "records"] {
        assert!(kept.contains(&format!("\n  {name}　")), "{name}: {kept}");
    }
    assert!(one.out.lines().count() < 600, "{}", one.out.lines().count());
    // By the file's name it is the same; a unit that is left out of totals is told in the examples.
    assert_eq!(run(ws.path(), &["templates", "bulletin.md"]).out, one.out);
    assert!(one.out.contains("2023年1—2月"));
    assert_eq!(run(ws.path(), &["templates", "slips"]).code, 0);
    let wrong = run(ws.path(), &["templates", "bulletn"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("是不是想写 bulletin？"), "{}", wrong.err);
    // A broken one is listed with its fault, and the exit status tells.
    let path = ws.path().join("templates/news.md");
    let whole = std::fs::read_to_string(&path).unwrap();
    let line = whole.lines().position(|l| l.starts_with("{% for")).unwrap() + 1;
    std::fs::write(&path, whole.replace("{% endfor %}", "")).unwrap();
    for args in [&["templates"] as &[&str], &["templates", "news"]] {
        let ran = run(ws.path(), args);
        assert_eq!(ran.code, 1, "{args:?}");
        assert!(ran.err.contains(&format!("templates/news.md 第{line}行第1列")) && ran.err.contains("{% endfor %}"), "{}", ran.err);
    }
}
