//! `check`: what is wrong by unit, then the board of all units.

use std::fmt::Write;

use serde::Serialize;

use super::findings;
use crate::campaign::Campaign;
use crate::diag::{Diagnostics, Severity};
use crate::model::{Month, Period, due_date, period_name};
use crate::validate::{Intake, Status};
use crate::words::run as words;

#[derive(Serialize)]
struct Board<'a> {
    period: String,
    units: Vec<Unit<'a>>,
    diagnostics: &'a Diagnostics,
}

#[derive(Serialize)]
struct Unit<'a> {
    unit: &'a str,
    status: Status,
    file: Option<&'a str>,
}

/// For programs.
pub fn json(period: Month, intake: &Intake) -> String {
    let units = intake.units.iter().map(|u| Unit { unit: &u.unit, status: u.status, file: u.file.as_deref() }).collect();
    let board = Board { period: period.to_string(), units, diagnostics: &intake.diagnostics };
    serde_json::to_string_pretty(&board).unwrap_or_default() + "\n"
}

/// For people.
pub fn text(campaign: &Campaign, period: Month, intake: &Intake) -> String {
    let mut out = String::new();
    if intake.diagnostics.is_empty() {
        let _ = writeln!(out, "{}\n", words::ALL_CLEAN);
    } else {
        let title = |name: &str| {
            let contact = intake.units.iter().find(|u| u.unit == name).and_then(|u| u.contact.as_ref());
            words::unit_title(name, (campaign.form.label("filler"), contact.map_or("", |c| &c.name)), contact.map_or("", |c| &c.phone))
        };
        out.push_str(&findings::by_unit(campaign, &intake.diagnostics, title));
    }
    let cycle = &campaign.cycle;
    let due = due_date(cycle, period);
    let due = format!("{}月{}日{}时", due.month(), due.day(), cycle.due_hour);
    let _ = writeln!(out, "{}", words::board_title(&period_name(cycle, Period::Form(period)), &due));
    let widest = intake.units.iter().map(|u| u.unit.chars().count()).max().unwrap_or(0);
    let (mut clean, mut errors, mut missing) = (0, 0, 0);
    for u in &intake.units {
        match u.status {
            Status::Clean => clean += 1,
            Status::Errors => errors += 1,
            Status::Missing => missing += 1,
        }
        let of = |s| intake.diagnostics.iter().filter(|d| d.unit.as_deref() == Some(&u.unit) && d.severity == s).count();
        let state = words::unit_state(of(Severity::Error), of(Severity::Question) + of(Severity::Warning), u.status == Status::Missing);
        // Full-width blanks keep the column straight in any terminal.
        let pad = "　".repeat(widest - u.unit.chars().count());
        let _ = writeln!(out, "  {}{pad}　{state}", u.unit);
    }
    let _ = writeln!(out, "{}", words::board_sum(clean, errors, missing));
    out
}
