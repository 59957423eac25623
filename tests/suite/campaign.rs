//! `inputs/campaign.toml` and its companions.

use std::path::Path;

use hongtou::campaign::{Campaign, UnitRole};
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
