//! `inputs/campaign.toml` and its companions.

use std::path::Path;

use hongtou::campaign::{Campaign, UnitRole};

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
