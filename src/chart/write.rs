//! A chart as TOML.

use std::fmt::Write;

use super::data::{Chart, Kind, Point};

/// The chart as TOML, one key a line.
pub(super) fn toml(chart: &Chart) -> String {
    let kind = match chart.kind {
        Kind::Bars => "bars",
        Kind::Progress => "progress",
        Kind::Lines => "lines",
    };
    let mut out = format!("kind = \"{kind}\"\n");
    let mut put = |key: &str, value: String| {
        let _ = writeln!(out, "{key} = {value}");
    };
    put("title", quoted(&chart.title));
    if let Some(number) = chart.number {
        put("number", number.to_string());
    }
    if !chart.unit.is_empty() {
        put("unit", quoted(&chart.unit));
    }
    for (key, list) in [("notes", &chart.notes), ("ticks", &chart.ticks)] {
        if !list.is_empty() {
            put(key, array(list.iter().map(|t| quoted(t))));
        }
    }
    if let Some(r) = &chart.reference {
        put("reference", format!("{{ label = {}, value = \"{}\" }}", quoted(&r.label), r.value.normalize()));
    }
    for row in &chart.rows {
        let _ = writeln!(out, "\n[[rows]]\nlabel = {}", quoted(&row.label));
        if let Some(rank) = row.rank {
            let _ = writeln!(out, "rank = {rank}");
        }
        for (key, value) in keys(&row.point) {
            let _ = writeln!(out, "{key} = {value}");
        }
    }
    for series in &chart.series {
        let _ = writeln!(out, "\n[[series]]\nlabel = {}\npoints = [", quoted(&series.label));
        for point in &series.points {
            let keys: Vec<String> = keys(point).into_iter().map(|(k, v)| format!("{k} = {v}")).collect();
            let _ = writeln!(out, "  {{ {} }},", keys.join(", "));
        }
        out.push_str("]\n");
    }
    out
}

fn keys(point: &Point) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if let Some(value) = point.value {
        out.push(("value", format!("\"{}\"", value.normalize())));
    }
    if !point.text.is_empty() {
        out.push(("text", quoted(&point.text)));
    }
    if point.open {
        out.push(("open", "true".to_owned()));
    }
    if point.anew {
        out.push(("anew", "true".to_owned()));
    }
    if let Some(figure) = point.figure {
        out.push(("figure", figure.to_string()));
    }
    out
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A text in quotes on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
