//! `read`: what a spreadsheet says, for people and for programs.

use std::fmt::Write;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::findings;
use crate::campaign::Campaign;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Aspect, BookReading, Fact, LineReading, Role, Value};
use crate::origin::CellRef;
use crate::words::run as words;

#[derive(Serialize)]
struct Answer<'a> {
    facts: Vec<Row<'a>>,
    diagnostics: Vec<&'a Diagnostic>,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    sheet: &'a str,
    cell: CellRef,
    county: Option<&'a str>,
    indicator: &'a str,
    field: &'a str,
    value: Option<String>,
    unit: Option<&'a str>,
}

/// A value as the contract has it: a decimal without grouping, a day in ISO 8601, a word.
fn printed(value: &Value) -> String {
    match value {
        Value::Number(n) => n.normalize().to_string(),
        Value::Date(d) => d.to_string(),
        Value::Word(w) => w.clone(),
    }
}

/// For programs.
pub fn json(readings: &[Result<BookReading, Diagnostic>]) -> String {
    let row = |f| -> Row<'_> {
        let f: &Fact = f;
        Row {
            file: &f.source.file,
            sheet: &f.source.sheet,
            cell: f.source.cell,
            county: f.county.as_deref(),
            indicator: &f.indicator,
            field: f.field.name(),
            value: f.value.as_ref().map(printed),
            unit: f.unit.as_deref(),
        }
    };
    let facts = readings.iter().flatten().flat_map(|b| b.facts.iter().map(row)).collect();
    let diagnostics = readings
        .iter()
        .flat_map(|r| match r {
            Ok(book) => book.diagnostics.iter().collect::<Vec<_>>(),
            Err(d) => vec![d],
        })
        .collect();
    serde_json::to_string_pretty(&Answer { facts, diagnostics }).unwrap_or_default() + "\n"
}

/// For people: how each table was understood, its values, what to look at.
pub fn text(readings: &[Result<BookReading, Diagnostic>], campaign: &Campaign) -> String {
    let mut out = String::new();
    for reading in readings {
        match reading {
            Err(d) => out.push_str(&findings::finding(d, "", true)),
            Ok(book) => {
                one(&mut out, book);
                out.push_str(&proposal(book, campaign));
            }
        }
        out.push('\n');
    }
    out
}

fn one(out: &mut String, book: &BookReading) {
    let _ = writeln!(out, "{}", book.file);
    if book.form {
        let _ = writeln!(out, "  {}", words::READ_AS_FORM);
    }
    for table in &book.tables {
        let _ = writeln!(out, "  {}", words::read_table(&table.sheet, &format!("{}:{}", table.area.0, table.area.1), table.across));
        if !table.head.is_empty() {
            let lines: Vec<String> = table.head.iter().map(|n| position(*n, table.across)).collect();
            let _ = writeln!(out, "    {}", words::read_head(&lines, table.across));
        }
        if let Some(county) = &table.county {
            let _ = writeln!(out, "    {}", words::read_unit(county));
        }
        for line in &table.lines {
            // Where labels stand beside their values, each value has its own line below.
            if !table.head.is_empty() {
                let head = line.head.replace('\n', "");
                let _ = writeln!(out, "    {}　{}", position(line.at, !table.across), words::read_line(&head, &role(&line.role)));
            }
        }
    }
    let mut table = Vec::new();
    for f in &book.facts {
        let county = f.county.clone().unwrap_or_else(|| "—".to_owned());
        let value = f.value.as_ref().map_or_else(|| words::NOT_REPORTED.to_owned(), printed);
        let unit = f.unit.clone().unwrap_or_default();
        table.push([format!("{}!{}", f.source.sheet, f.source.cell), county, f.indicator.clone(), f.field.chinese().to_owned(), value, unit]);
    }
    columns(out, &table);
    let mut found: Vec<&Diagnostic> = book.diagnostics.iter().collect();
    found.sort_by_key(|d| d.severity);
    for d in &found {
        out.push_str(&findings::finding(d, "  ", false));
    }
    let of = |s: Severity| found.iter().filter(|d| d.severity == s).count();
    let _ = writeln!(out, "  {}", words::read_sum(book.facts.len(), of(Severity::Error), of(Severity::Question), of(Severity::Warning)));
}

/// Lines for `读法.toml` that would read a unit's own table as the form, where it has columns of the form.
fn proposal(book: &BookReading, campaign: &Campaign) -> String {
    let c = &campaign.form.columns;
    let mut out = String::new();
    for table in book.tables.iter().filter(|t| !book.form && !t.across && !t.head.is_empty()) {
        let Some(unit) = &table.county else { continue };
        let meant = |l: &LineReading| match &l.role {
            Role::Indicator => Some(c.indicator.clone()),
            Role::Unit => Some(c.unit.clone()),
            Role::Values(_, Aspect::Own(head), _) if head.ends_with('月') => Some(head.clone()),
            Role::Values(_, Aspect::Current, _) => Some(c.current.clone()),
            Role::Values(_, Aspect::Cumulative, _) => Some(c.ytd.clone()),
            Role::Values(_, Aspect::Target, _) => Some(c.plan.clone()),
            _ => None,
        };
        let columns: Vec<(String, String)> = table.lines.iter().filter_map(|l| Some((l.head.replace(['\n', '"', '\\'], ""), meant(l)?))).collect();
        if columns.iter().any(|(_, m)| *m == c.indicator) && columns.len() > 1 {
            let _ = writeln!(out, "  {}", words::READ_PROPOSAL);
            let _ = writeln!(out, "    [[table]]\n    unit = \"{unit}\"\n    sheet = \"{}\"\n    confirmed = \"\"\n    [table.columns]", table.sheet);
            for (head, meant) in columns {
                let _ = writeln!(out, "    \"{head}\" = \"{meant}\"");
            }
        }
    }
    out
}

/// `第3行`, `B列`.
fn position(n: u32, column: bool) -> String {
    if column {
        let name = CellRef::new(0, n).to_string();
        format!("{}列", name.trim_end_matches(|c: char| c.is_ascii_digit()))
    } else {
        format!("第{}行", n.saturating_add(1))
    }
}

fn role(role: &Role) -> String {
    match role {
        Role::Number => words::ROLE_NUMBER.to_owned(),
        Role::County => words::ROLE_COUNTY.to_owned(),
        Role::Indicator => words::ROLE_INDICATOR.to_owned(),
        Role::Unit => words::ROLE_UNIT.to_owned(),
        Role::Group => words::ROLE_GROUP.to_owned(),
        Role::Aspect => words::ROLE_FIELD.to_owned(),
        Role::Text => words::ROLE_TEXT.to_owned(),
        Role::Values(indicator, field, unit) => {
            let of = match (indicator.is_empty(), field) {
                (true, field) => field.chinese().to_owned(),
                (false, Aspect::Own(head)) if head == indicator => indicator.clone(),
                (false, field) => format!("{indicator}·{}", field.chinese()),
            };
            unit.as_ref().map_or(of.clone(), |u| format!("{of}（{u}）"))
        }
    }
}

/// Columns that stand straight also with Chinese in them.
fn columns(out: &mut String, rows: &[[String; 6]]) {
    let mut widths = [0usize; 6];
    for row in rows {
        for (w, cell) in widths.iter_mut().zip(row) {
            *w = (*w).max(cell.width());
        }
    }
    for row in rows {
        let mut line = String::from("   ");
        for (i, (w, cell)) in widths.iter().zip(row).enumerate() {
            let pad = " ".repeat(w.saturating_sub(cell.width()));
            // Values stand on the right of their column.
            let _ = if i == 4 { write!(line, " {pad}{cell}") } else { write!(line, " {cell}{pad}") };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
