//! The register as of a day: what became of earlier matters, what is new.
//!
//! A paper that is made again later says the same: matters raised later are left out, and one that was closed later is still open.

use jiff::civil::Date;

use crate::model::{Assignment, Followed, Month, Register, RegisterStanding};
use crate::words::register as words;

/// The times of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Its first form, by the last month.
    pub first: Month,
    /// Its last form.
    pub last: Month,
    /// The day of its meeting, or else its cut-off.
    pub on: Date,
    /// The same of the form before its first; what was closed by then has been told.
    pub before: Option<Date>,
}

/// How the matters stand; `proposed` are those of the period that are not in the register yet.
pub fn standing(register: &Register, proposed: Vec<Assignment>, times: Times) -> RegisterStanding {
    let mut out = RegisterStanding::default();
    for item in &register.items {
        match item.raised_in {
            Some(form) if form > times.last => {}
            Some(form) if form >= times.first => out.new.push(as_of(item.clone(), times.on, false)),
            // What nobody can date is never lost.
            _ => {
                let told = item.closed && item.closed_on.zip(times.before).is_some_and(|(day, before)| day <= before);
                if !told {
                    out.before.push(as_of(item.clone(), times.on, false));
                }
            }
        }
    }
    out.new.extend(proposed.into_iter().map(|item| as_of(item, times.on, true)));
    out
}

fn as_of(mut item: Assignment, on: Date, proposed: bool) -> Followed {
    if item.closed && item.closed_on.is_some_and(|day| day > on) {
        // What the register says now was not so then.
        item.state = words::OPEN.to_owned();
        item.closed = false;
        item.closed_on = None;
        item.progress = String::new();
    }
    let closed = item.closed;
    let overdue = !closed && item.deadline.is_some_and(|day| day < on);
    if proposed {
        item.number = String::new();
    }
    Followed { item, closed, overdue, proposed }
}
