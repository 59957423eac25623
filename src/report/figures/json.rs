//! The `figures` array: keys and their order are fixed, every key is there, one that does not apply is null.

use serde::{Serialize, Serializer};

use super::{basis_key, decimal, span_key};
use crate::campaign::{Campaign, Kind};
use crate::model::{Base, FigureRow, Month, Period, Scope, Summary};
use crate::origin::CellSource;

#[derive(Serialize)]
struct Row<'a> {
    indicator: &'a str,
    name: &'a str,
    unit: &'a str,
    kind: &'static str,
    derived: bool,
    basis: Option<&'static str>,
    parts: Option<&'a [String; 2]>,
    scope: &'a str,
    period: Period,
    value: Option<String>,
    counts: Option<Counts<'a>>,
    covers: usize,
    of: usize,
    missing: &'a [String],
    span: &'static str,
    target: Option<String>,
    progress: Option<String>,
    base: Option<Compared>,
    previous: Option<Compared>,
    corrections: Vec<Correction<'a>>,
    sources: &'a [CellSource],
}

/// How many units have each value of a status, in the order of its options.
struct Counts<'a>(&'a [(String, Vec<String>)]);

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.0.iter().map(|(value, units)| (value, units.len())))
    }
}

#[derive(Serialize)]
struct Compared {
    period: Period,
    value: String,
}

#[derive(Serialize)]
struct Correction<'a> {
    month: Month,
    value: String,
    source: &'a CellSource,
}

/// All figures as a JSON array, one row a line, ending in a line break.
pub fn json(summary: &Summary, campaign: &Campaign) -> String {
    let mut out = String::from("[");
    let mut between = "\n";
    for figure in &summary.figures {
        // What is serialised here has string keys and no numbers that JSON lacks: it cannot fail.
        let Ok(line) = serde_json::to_string(&row(figure, campaign)) else { continue };
        out.push_str(between);
        out.push_str(&line);
        between = ",\n";
    }
    out.push_str("\n]\n");
    out
}

fn row<'a>(figure: &'a FigureRow, campaign: &'a Campaign) -> Row<'a> {
    let indicator = campaign.indicator(&figure.indicator);
    let compared = |base: &Option<Base>| base.as_ref().map(|b| Compared { period: b.period, value: decimal(b.figure.value) });
    Row {
        indicator: &figure.indicator,
        name: indicator.map_or("", |i| &i.name),
        unit: indicator.map_or("", |i| &i.unit),
        kind: figure.kind.key(),
        derived: figure.derived,
        basis: figure.basis.map(basis_key),
        parts: figure.parts.as_ref(),
        scope: match &figure.scope {
            Scope::Total => "total",
            Scope::Unit(name) => name,
        },
        period: figure.period,
        value: figure.value.map(decimal),
        counts: (figure.kind == Kind::Status).then_some(Counts(&figure.counts)),
        covers: figure.covers.len(),
        of: figure.of.len(),
        missing: &figure.missing,
        span: span_key(figure.span),
        target: figure.target.map(decimal),
        progress: figure.progress.map(decimal),
        base: compared(&figure.base),
        previous: compared(&figure.previous),
        corrections: figure.corrections.iter().map(|c| Correction { month: c.month, value: decimal(c.value), source: &c.source }).collect(),
        sources: &figure.sources,
    }
}
