//! `inputs/campaign.toml` and its companions.

use std::path::Path;

use hongtou::campaign::{Campaign, Kind, Meeting, Phrases, UnitName, UnitRole};
use hongtou::diag::Diagnostics;
use hongtou::model::{self, Month, Period};
use hongtou::origin::Origin;

fn shipped(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs").join(name)).unwrap()
}

#[test]
fn the_shipped_campaign_loads_without_a_finding_and_counts_as_the_circular_does() {
    let (campaign, findings) = Campaign::parse("inputs/campaign.toml", &shipped("campaign.toml"));
    assert!(findings.is_empty(), "{findings:#?}");
    let c = campaign.unwrap();
    assert_eq!(c.units_of(UnitRole::County).count(), 13);
    assert_eq!(c.units_of(UnitRole::City).count(), 1);
    assert_eq!(c.people.len(), 20);
    assert_eq!(c.leaders().count(), 7);
    assert_eq!(c.liaisons.len(), 13);
    assert_eq!(c.groups.iter().map(|g| c.tasks_in(&g.id).count()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
}

#[test]
fn forms_and_papers_are_due_as_the_shipped_cycle_says() {
    let c = Campaign::parse("inputs/campaign.toml", &shipped("campaign.toml")).0.unwrap();
    let period = |s: &str| s.parse::<Period>().unwrap();
    let month = |s: &str| s.parse::<Month>().unwrap();
    assert_eq!(model::forms_of(&c, period("2023H1")), ["2023-02", "2023-04", "2023-06"].map(month));
    assert_eq!(model::forms_of(&c, period("2023Q1")), ["2023-02", "2023-04"].map(month));
    assert_eq!(model::forms_of(&c, period("2022H2")), [month("2022-12")]);
    assert_eq!(model::previous_form(&c, month("2023-02")), Some(month("2022-12")));
    assert_eq!(model::previous_form(&c, month("2022-12")), None);
    for (p, there) in
        [("2022-12", true), ("2023-02", true), ("2022-10", false), ("2023-03", false), ("2023H1", true), ("2022H1", false), ("2022", true)]
    {
        assert_eq!(model::is_period(&c, period(p)), there, "{p}");
    }
    let due = |p: &str| model::papers_due(&c, period(p)).map(|p| p.id.as_str()).collect::<Vec<_>>();
    assert!(due("2023-06").starts_with(&["dispatch", "bulletin", "notice"]), "{:?}", due("2023-06"));
    assert!(due("2023H1").starts_with(&["half-year", "report-up", "circular"]), "{:?}", due("2023H1"));
    assert!(due("2023Q1").starts_with(&["quarter"]), "{:?}", due("2023Q1"));
    // One copy for each of the seven leaders of annex 2; one for each department that answers for a task, none for the others.
    let copies = |id: &str| c.copies(c.paper(id).unwrap()).iter().map(|copy| copy.id()).collect::<Vec<_>>();
    assert_eq!(copies("liaison").len(), 7);
    assert_eq!(copies("liaison")[0], "liaison:王金初");
    assert!(copies("check").contains(&"check:保障服务部".to_owned()) && !copies("check").contains(&"check:女职工部".to_owned()));
    assert_eq!(copies("bulletin"), ["bulletin"]);
}

/// Without white space and bold marks: the copy of the circular has page breaks and spaces of its typesetting in the middle of sentences.
fn plain(text: &str) -> String {
    text.replace("**", "").chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn formulations_headings_tasks_and_people_stand_verbatim_in_the_circular() {
    let circular = plain(&std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/circular-2022-18.txt")).unwrap());
    let c = Campaign::parse("inputs/campaign.toml", &shipped("campaign.toml")).0.unwrap();
    let (phrases, findings) = Phrases::parse("inputs/phrases.toml", &shipped("phrases.toml"));
    assert!(findings.is_empty(), "{findings:#?}");
    let phrases = phrases.unwrap().phrases;
    assert!(phrases.len() >= 50);
    let mut said: Vec<String> = phrases.into_iter().map(|p| p.text).collect();
    said.extend(c.groups.iter().map(|g| g.heading.clone()));
    said.extend(c.tasks.iter().map(|t| format!("{}.{}", t.number, t.title)));
    said.extend(c.people.iter().map(|p| format!("{}{}", p.name, p.title)));
    said.extend(c.liaisons.iter().map(|l| format!("{}{}", l.unit, l.contact)));
    for text in said {
        assert!(circular.contains(&plain(&text)), "not in the circular: {text}");
    }
    // The counties stand in annex 2 in our order, and the liaisons are theirs.
    let annex = circular.split("市总工会领导县级工会联系人").nth(1).unwrap();
    let places: Vec<_> = c.units_of(UnitRole::County).map(|u| annex.find(&u.name).unwrap()).collect();
    assert!(places.is_sorted());
    assert_eq!(c.units_of(UnitRole::County).map(|u| &u.name).collect::<Vec<_>>(), c.liaisons.iter().map(|l| &l.unit).collect::<Vec<_>>());
}

#[test]
fn every_shipped_meeting_is_held_in_time_and_its_bulletin_within_five_days() {
    let c = Campaign::parse("inputs/campaign.toml", &shipped("campaign.toml")).0.unwrap();
    let mut total = 0;
    for p in ["2022-12", "2023-02", "2023-04", "2023-06"] {
        let (meeting, findings) = Meeting::parse("meeting.toml", &shipped(&format!("{p}/meeting.toml")));
        assert!(findings.is_empty(), "{findings:#?}");
        let m = meeting.unwrap();
        let month: Month = p.parse().unwrap();
        let (date, bulletin) = (m.date.unwrap(), m.bulletin_date.unwrap());
        assert_eq!((date.year(), date.month()), (month.year, month.month as i8), "{p}");
        assert!(date > model::due_date(&c.cycle, month) && date.day() < 28, "{p}");
        assert!((1..=5).contains(&(bulletin - date).get_days()), "{p}");
        total += 1;
        assert_eq!(m.total_issue, Some(total), "{p}");
        assert!(m.next_steps.len() >= 3 && m.said.len() >= 3);
        for step in &m.next_steps {
            assert!(step.text.contains('月') && step.text.contains('日') && step.text.contains('前') && step.text.ends_with('。'), "{}", step.text);
        }
    }
}

/// `line:column severity code message`, and the remedies under it.
fn listing(findings: &Diagnostics) -> String {
    let mut out = String::new();
    for d in findings {
        let place = match &d.origin {
            Origin::Text { line, column, .. } => format!("{line}:{column}"),
            _ => "-".to_owned(),
        };
        let severity = serde_json::to_value(d.severity).unwrap();
        out.push_str(&format!("{place} {} {} {}\n", severity.as_str().unwrap(), d.code, d.message));
        for hint in &d.hints {
            out.push_str(&format!("    {hint}\n"));
        }
    }
    out
}

#[test]
fn each_case_has_the_findings_that_stand_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/campaign");
    let mut cases: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 20);
    let mut wrong = Vec::new();
    for case in cases {
        let file = ["campaign.toml", "phrases.toml", "meeting.toml"].into_iter().find(|f| case.join(f).exists()).unwrap();
        let text = std::fs::read_to_string(case.join(file)).unwrap();
        let (there, findings) = match file {
            "campaign.toml" => (Campaign::parse(file, &text).0.is_some(), Campaign::parse(file, &text).1),
            "phrases.toml" => (Phrases::parse(file, &text).0.is_some(), Phrases::parse(file, &text).1),
            _ => (Meeting::parse(file, &text).0.is_some(), Meeting::parse(file, &text).1),
        };
        assert_eq!(there, !findings.has_errors(), "{}", case.display());
        let found = listing(&findings);
        // Nothing of Rust or of the parser's English reaches a clerk.
        for word in ["invalid", "expected", "struct ", "Option", "unknown", "missing "] {
            assert!(!findings.iter().any(|d| d.message.contains(word) || d.hints.iter().any(|h| h.contains(word))), "{found}");
        }
        // `ACCEPT=1 cargo test campaign` writes them anew, to be read before they are committed.
        if std::env::var_os("ACCEPT").is_some() {
            std::fs::write(case.join("expected.txt"), &found).unwrap();
        }
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\n--- found\n{found}--- expected\n{expected}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_owes_what_and_what_is_internal_follows_the_shipped_catalogue() {
    let c = Campaign::parse("inputs/campaign.toml", &shipped("campaign.toml")).0.unwrap();
    let city = c.units_of(UnitRole::City).next().unwrap();
    let county = c.units_of(UnitRole::County).next().unwrap();
    let owed = |unit| c.indicators.iter().filter(|i| i.kind != Kind::Ratio && c.owes(i, unit)).map(|i| i.id.as_str()).collect::<Vec<_>>();
    assert_eq!(owed(city), ["staff", "visits", "stationed-cadres", "stationed-three-months", "problems-solved"]);
    assert_eq!(c.indicators.iter().filter(|i| c.asked_on_form(i, city)).count(), 2);
    // Everything but the visits is owed by the counties.
    assert_eq!(owed(county).len() + 1, c.indicators.iter().filter(|i| i.kind != Kind::Ratio).count());
    let rate = c.indicator("stationing-rate").unwrap();
    assert!(c.owes(rate, city) && c.owes(rate, county) && !rate.gives_unit_level() && rate.decimals() == 1);
    assert!(!c.owes(c.indicator("venue-coverage").unwrap(), city));
    // Internal is the whole of the last task and nothing else.
    let last = c.tasks.last().unwrap();
    for i in &c.indicators {
        assert_eq!(c.is_internal(i), i.task == last.id, "{}", i.id);
    }
    assert_eq!(c.indicators_of(&last.id).count(), 7);
}

#[test]
fn the_catalogue_has_every_row_of_the_table_of_reports() {
    let c = Campaign::parse("inputs/campaign.toml", &shipped("campaign.toml")).0.unwrap();
    assert_eq!(c.tasks.iter().map(|t| t.number).collect::<Vec<_>>(), (1..=15).collect::<Vec<_>>());
    let per_task: Vec<_> = c.tasks.iter().map(|t| c.indicators_of(&t.id).count()).collect();
    assert_eq!(per_task, [2, 5, 5, 4, 5, 5, 3, 5, 5, 4, 10, 3, 3, 6, 7]);
    let of_kind = |kind| c.indicators.iter().filter(|i| i.kind == kind).count();
    // Ratios: young staff, full-time, stationing, dues, two of venues, stations, online, two of unions, two of safety.
    assert_eq!([Kind::Ratio, Kind::Status, Kind::Plan].map(of_kind), [12, 4, 1]);
    let counted: Vec<_> = c.indicators.iter().filter(|i| i.count.is_some()).map(|i| i.id.as_str()).collect();
    assert_eq!(counted, ["visits", "stationed-cadres", "stationed-three-months"]);
    let targets: Vec<_> = c
        .indicators
        .iter()
        .filter_map(|i| i.target.as_ref().map(|t| (i.id.as_str(), t.value.to_string(), t.at_most.map(|v| v.to_string()), t.spread, t.long_term)))
        .collect();
    let five = Some("5".to_owned());
    let expected = [
        ("full-time-coverage", "100", None, false, false),
        ("joint-meetings", "1", None, false, false),
        ("briefings-to-government", "1", None, false, false),
        ("visits", "2", None, false, false),
        ("stationing-rate", "3", five, false, false),
        ("dues-plan-completion", "100", None, true, false),
        ("venue-coverage", "100", None, false, true),
    ];
    assert_eq!(targets, expected.map(|(id, value, most, spread, long)| (id, value.to_owned(), most, spread, long)));
}

#[test]
fn usual_and_former_names_lead_to_one_unit_and_an_ambiguous_one_to_none() {
    let c = Campaign::parse("inputs/campaign.toml", &shipped("campaign.toml")).0.unwrap();
    for (text, unit, by) in [
        ("修水县", "修水县", UnitName::Canonical),
        ("修水县总工会", "修水县", UnitName::Variant),
        ("共青城", "共青城市", UnitName::Variant),
        ("共青城市总工会", "共青城市", UnitName::Variant),
        ("星子县", "庐山市", UnitName::Former),
        ("庐山区", "濂溪区", UnitName::Former),
        ("九江县", "柴桑区", UnitName::Former),
        ("九江市本级", "市本级", UnitName::Variant),
        ("市总工会本级", "市本级", UnitName::Variant),
    ] {
        assert_eq!(c.unit_named(text).map(|(u, by)| (u.name.as_str(), by)), Some((unit, by)), "{text}");
    }
    assert!(c.unit_named("庐山").is_none());
    assert_eq!(c.liaison_of("湖口县").map(|l| (l.leader.as_str(), l.contact.as_str())), Some(("李虎", "丁晔斌")));
    assert!(c.liaison_of("市本级").is_none());
}

#[test]
fn names_of_files_and_what_papers_need() {
    let text = shipped("campaign.toml");
    let c = Campaign::parse("inputs/campaign.toml", &text).0.unwrap();
    let bulletin = c.paper("bulletin").unwrap();
    let meeting_text = shipped("2023-02/meeting.toml");
    let meeting = Meeting::parse("inputs/2023-02/meeting.toml", &meeting_text).0.unwrap();
    let name = |paper: &str, period: &str| model::paper_file_name(&c, c.copies(c.paper(paper).unwrap())[0], period.parse().unwrap(), Some(&meeting));
    assert_eq!(name("bulletin", "2023-02"), "“县级工会加强年”专项工作简报（2023年第1期）");
    assert_eq!(name("half-year", "2023H1"), "“县级工会加强年”专项工作2023年上半年情况汇报");

    assert!(c.check_needs(bulletin, Some(&meeting), "m").is_empty());
    let bare = Meeting::parse("m", "issue = 1\n").0.unwrap();
    let missing = listing(&c.check_needs(bulletin, Some(&bare), "m"));
    assert!(missing.contains("会议日期（date）") && missing.contains("按语（editor_note）") && !missing.contains("（issue）"), "{missing}");
    assert!(listing(&c.check_needs(bulletin, None, "m")).contains("没有找到会议信息文件"));

    assert!(c.check_meeting(&meeting, "m", &meeting_text, 2023, 2).is_empty());
    let date = meeting_text.lines().position(|l| l.starts_with("date")).unwrap() + 1;
    let copied = listing(&c.check_meeting(&meeting, "m", &meeting_text, 2023, 4));
    assert!(copied.starts_with(&format!("{date}:8 warning meeting-date 会议日期是 2023-02-27，本期的会应在2023年4月开。")), "{copied}");

    let line = text.lines().position(|l| l.starts_with("template = \"half-year.md\"")).unwrap() + 1;
    let absent = listing(&Campaign::check_templates("inputs/campaign.toml", &text, &["bulletin.md", "halfyear.md"]));
    assert!(absent.contains(&format!("{line}:12 error campaign-template ")) && absent.contains("是不是想写 halfyear.md？"), "{absent}");
    let mut templates: Vec<&str> = c.papers.iter().filter_map(|p| p.template.as_deref()).collect();
    templates.push("reminder.md");
    assert!(Campaign::check_templates("inputs/campaign.toml", &text, &templates).is_empty());
}

#[test]
fn files_of_windows_editors_are_read() {
    let text = format!("\u{feff}{}", shipped("campaign.toml").replace('\n', "\r\n"));
    let (campaign, findings) = Campaign::parse("campaign.toml", &text);
    assert!(campaign.is_some() && findings.is_empty(), "{findings:#?}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// A file damaged anywhere gives findings with places or is still good; it never panics, and is never returned with an error.
    #[test]
    fn damage_is_reported_and_never_panics(at in 0usize..4000, cut in 0usize..30, put in "[\\[\\]{}\"=#\\\\,a-z0-9一“\n]{0,6}") {
        let base = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/campaign/good/campaign.toml")).unwrap();
        let chars: Vec<char> = base.chars().collect();
        let at = at % chars.len();
        let text: String = chars[..at].iter().copied().chain(put.chars()).chain(chars[(at + cut).min(chars.len())..].iter().copied()).collect();
        let (campaign, findings) = Campaign::parse("campaign.toml", &text);
        proptest::prop_assert_eq!(campaign.is_some(), !findings.has_errors());
        for d in &findings {
            let placed = matches!(d.origin, Origin::Text { .. });
            proptest::prop_assert!(placed, "{:?}", d);
            proptest::prop_assert!(d.code != "toml-wrong-value" || d.message != "这里的内容程序不能接受。");
        }
    }
}
