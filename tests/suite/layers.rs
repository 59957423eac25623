//! The layers of the architecture: `use crate::` points only downwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::sources;

/// The layer of each module; a module uses only those of lower layers, and of its own only what is listed in `WITHIN`.
const LAYERS: &[(u8, &[&str])] = &[
    (0, &["origin"]),
    (1, &["diag", "words"]),
    (2, &["campaign", "chart", "model", "intake", "document", "font", "patch"]),
    (3, &["understand", "validate", "aggregate", "choice", "lint", "layout", "register"]),
    (4, &["merge", "export", "forms", "inspect"]),
    (5, &["audit", "provenance", "report", "rollup", "slips", "store", "workspace"]),
    (6, &["pipeline"]),
    (7, &["cli"]),
];

/// What may be used inside a layer, and why: sentences are built from findings; periods and figures from the campaign's kinds; judging
/// begins with what was understood, and the register reads days and units as forms do; a workspace hashes as the store does.
const WITHIN: &[(&str, &str)] = &[
    ("words", "diag"),
    ("model", "campaign"),
    ("validate", "understand"),
    ("validate", "lint"),
    ("validate", "choice"),
    ("register", "understand"),
    ("audit", "provenance"),
    ("workspace", "store"),
];

#[test]
fn modules_use_only_lower_layers() {
    let layer: BTreeMap<&str, u8> = LAYERS.iter().flat_map(|(n, names)| names.iter().map(|m| (*m, *n))).collect();
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let Some(module) = path.strip_prefix("src/").and_then(|p| p.split(['/', '.']).next()) else { continue };
        if module == "lib" || module == "main" {
            continue;
        }
        let own = *layer.get(module).unwrap_or_else(|| panic!("{path}: no layer for `{module}`"));
        for used in text.match_indices("crate::").filter_map(|(i, m)| text[i + m.len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next()) {
            // Tests of a module may look further.
            if path.contains("tests") || used == module || used.is_empty() {
                continue;
            }
            let Some(other) = layer.get(used) else { continue };
            if *other >= own && !WITHIN.contains(&(module, used)) {
                wrong.push(format!("{path} (layer {own}) uses {used} (layer {other})"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_of_the_crate_has_a_layer() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let known: Vec<&str> = LAYERS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    for module in lib.lines().filter_map(|l| l.strip_prefix("pub mod ")).map(|m| m.trim_end_matches(';')) {
        assert!(known.contains(&module), "{module}");
    }
}

/// Nothing of one campaign is code: no name of a unit, person, task, indicator or paper stands in `src`.
#[test]
fn no_name_of_the_shipped_campaign_stands_in_the_code() {
    let file = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs/campaign.toml")).unwrap();
    let (campaign, _) = hongtou::campaign::Campaign::parse("campaign.toml", &file);
    let campaign = campaign.unwrap();
    let mut names: Vec<&str> = Vec::new();
    names.extend(campaign.units.iter().map(|u| u.name.as_str()));
    names.extend(campaign.people.iter().map(|p| p.name.as_str()));
    names.extend(campaign.tasks.iter().flat_map(|t| [t.name.as_str(), t.title.as_str()]));
    names.extend(campaign.indicators.iter().flat_map(|i| [i.id.as_str(), i.name.as_str()]).filter(|n| n.contains('-') || n.chars().count() > 4));
    names.extend(campaign.papers.iter().map(|p| p.title.as_str()));
    names.extend([campaign.campaign.name.as_str(), campaign.campaign.office.as_str()]);
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        for (n, line) in text.lines().enumerate() {
            for name in names.iter().filter(|name| line.contains(**name)) {
                wrong.push(format!("{path}:{}: {name}", n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
