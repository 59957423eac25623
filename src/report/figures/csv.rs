//! Figures as CSV (RFC 4180) for spreadsheet programs: UTF-8 with a byte order mark, so that WPS and Excel read the Chinese; text never runs as a formula.

use super::{basis_key, decimal, span_key};
use crate::campaign::Campaign;
use crate::model::{Base, FigureRow, Scope, Summary, period_name};
use crate::words::figures as words;

/// All figures, one a line under a line of heads, lines ending in CR LF.
pub fn csv(summary: &Summary, campaign: &Campaign) -> String {
    let mut out = String::from("\u{feff}");
    line(&mut out, words::csv_heads().iter().map(|h| text(h)));
    for figure in &summary.figures {
        line(&mut out, fields(figure, campaign).into_iter());
    }
    out
}

fn fields(f: &FigureRow, campaign: &Campaign) -> Vec<String> {
    let indicator = campaign.indicator(&f.indicator);
    let task = indicator.and_then(|i| campaign.task(&i.task));
    let number = |value: Option<rust_decimal::Decimal>| value.map(decimal).unwrap_or_default();
    let cycle = &campaign.cycle;
    let compared = |base: &Option<Base>| match base {
        Some(b) => [text(&period_name(cycle, b.period)), decimal(b.figure.value)],
        None => [String::new(), String::new()],
    };
    let [base_period, base] = compared(&f.base);
    let [previous_period, previous] = compared(&f.previous);
    vec![
        task.map_or_else(String::new, |t| t.number.to_string()),
        text(task.map_or("", |t| &t.name)),
        text(&f.indicator),
        text(indicator.map_or("", |i| &i.name)),
        text(indicator.map_or("", |i| &i.unit)),
        text(words::kind(f.kind.key(), f.derived)),
        text(match &f.scope {
            Scope::Total => &campaign.campaign.total_name,
            Scope::Unit(name) => name,
        }),
        text(words::span(f.kind.key(), f.basis.map(basis_key), span_key(f.span))),
        text(&period_name(cycle, f.period)),
        number(f.value),
        text(&words::counts(&f.counts)),
        f.covers.len().to_string(),
        f.of.len().to_string(),
        text(&f.missing.join("、")),
        number(f.target),
        number(f.progress),
        base_period,
        base,
        previous_period,
        previous,
        text(&f.corrections.iter().map(|c| words::correction_short(&c.unit, (c.month.year, c.month.month), c.value)).collect::<Vec<_>>().join("；")),
        text(&f.sources.iter().map(words::source).collect::<Vec<_>>().join("；")),
    ]
}

fn line(out: &mut String, fields: impl Iterator<Item = String>) {
    for (n, field) in fields.enumerate() {
        if n > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

/// Text that no spreadsheet program takes for a formula: where it begins like one, an apostrophe goes before it, as a person would type it.
fn text(s: &str) -> String {
    let risky = s.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky { format!("'{s}") } else { s.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_formulas_stay_text() {
        let mut out = String::new();
        line(&mut out, ["=1+1", "@x", "甲,乙", "他说\"好\"", "-5", "a\nb"].into_iter().map(text));
        assert_eq!(out, "'=1+1,'@x,\"甲,乙\",\"他说\"\"好\"\"\",'-5,\"a\nb\"\r\n");
    }
}
