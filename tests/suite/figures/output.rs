//! JSON, CSV and the table for people.

use hongtou::report::figures::{csv, json, text};
use serde_json::Value;

use super::world::*;

fn forms() -> Vec<Form> {
    let corrected = Form::full("甲县", "2023-04", 2).correct("events", "2023-01", "-1").set("money", "2023-04", "-0.50");
    without(with([all("2022-12", 1), all("2023-02", 1), all("2023-04", 2)].concat(), corrected), "丙县", "2023-04")
}

const KEYS: [&str; 21] = [
    "indicator",
    "name",
    "unit",
    "kind",
    "derived",
    "basis",
    "parts",
    "scope",
    "period",
    "value",
    "counts",
    "covers",
    "of",
    "missing",
    "span",
    "target",
    "progress",
    "base",
    "previous",
    "corrections",
    "sources",
];

#[test]
fn json_has_the_keys_of_the_contract_in_its_order() {
    let out = json(&summary("2023-04", &forms()), campaign());
    let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
    for row in &rows {
        let row = row.as_object().unwrap();
        assert_eq!(row.len(), KEYS.len());
        assert!(KEYS.iter().all(|k| row.contains_key(*k)));
        assert!(row["value"].is_null() || row["value"].is_string() && !row["sources"].as_array().unwrap().is_empty(), "{row:?}");
        assert_eq!(row["counts"].is_null(), row["kind"] != "status");
        assert_eq!(row["basis"].is_null(), row["kind"] != "ratio");
    }
    // The text itself: a parser may sort keys.
    let line = out.lines().nth(1).unwrap();
    let places: Vec<usize> = KEYS.iter().map(|k| line.find(&format!("\"{k}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{line}");
    let find = |id: &str, scope: &str, span: &str| rows.iter().find(|r| r["indicator"] == id && r["scope"] == scope && r["span"] == span).unwrap();
    // 甲县 −1 of January: (1+1+2+2−1) + (1+1+2+2).
    let row = find("events", "total", "ytd");
    assert_eq!((row["value"].as_str(), row["covers"].as_u64(), row["of"].as_u64()), (Some("11"), Some(2), Some(3)));
    assert_eq!(row["missing"], serde_json::json!(["丙县"]));
    assert_eq!(row["corrections"][0]["month"], "2023-01");
    assert_eq!(row["corrections"][0]["value"], "-1");
    assert_eq!(row["corrections"][0]["source"], serde_json::json!({"file": "inputs/2023-04/甲县.xlsx", "sheet": "数据", "cell": "H4"}));
    // 2 − 0.50
    assert_eq!(find("money", "甲县", "period")["value"], "1.5");
    let row = find("sites", "total", "period");
    assert_eq!(row["base"], serde_json::json!({"period": "2022-12", "value": "2"}));
    assert_eq!(row["previous"], serde_json::json!({"period": "2023-02", "value": "2"}));
    assert_eq!(find("state", "total", "period")["counts"], serde_json::json!({"在建": 2}));
    assert!(rows.iter().filter(|r| r["indicator"] == "sites").all(|r| r["span"] == "period"));
    assert_eq!(rows.iter().filter(|r| r["indicator"] == "events").count(), 8);
}

#[test]
fn csv_opens_as_a_rectangle() {
    let out = csv(&summary("2023-04", &forms()), campaign());
    assert!(out.starts_with('\u{feff}') && out.ends_with("\r\n"));
    let first = out.trim_start_matches('\u{feff}').lines().next().unwrap();
    // No field of this campaign needs quotes, so commas tell the columns.
    assert!(out.lines().all(|l| l.matches(',').count() == first.matches(',').count()));
    assert!(out.contains(",1.5,"));
    // What a spreadsheet program would take for a date is written out.
    assert!(out.contains(",2023年3—4月,"));
}

#[test]
fn the_table_names_who_is_missing_and_what_was_corrected() {
    let out = text(&summary("2023-04", &forms()), campaign());
    assert!(out.contains("数据截至2023年4月20日"));
    assert!(out.contains("已报3个；未报：丙县"));
    let line = out.lines().find(|l| l.trim_start().starts_with("活动")).unwrap();
    assert!(line.contains("2/3") && line.contains("缺丙县"), "{line}");
    assert!(out.contains("在建2个"));
}
