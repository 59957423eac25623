//! `inputs/campaign.toml` and its companions.

use std::path::Path;

use hongtou::campaign::{Campaign, Meeting, Phrases, UnitRole};
use hongtou::model::{self, Month, Period};

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
    assert_eq!(due("2023-06"), ["bulletin"]);
    assert_eq!(due("2023H1"), ["half-year"]);
    assert!(due("2023Q1").is_empty());
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
