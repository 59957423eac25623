//! The register in a run: read once, told to every paper, and appended to by its own command only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jiff::civil::Date;

use super::{Reading, read, summarise};
use crate::campaign::RegisterRules;
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake;
use crate::model::{Assignment, Month, Period, RegisterStanding, Summary, cutoff_date, due_with, forms_of, previous_form};
use crate::register::{self, Book, Raised, Times};
use crate::store::{InputEntry, write_whole};
use crate::words::register as words;
use crate::workspace::Workspace;

/// Reads the register, if the campaign keeps one and it is there; what cannot be read is said, and the run goes on without it.
pub(super) fn load(ws: &Workspace) -> (Book, Option<InputEntry>) {
    let Some(rules) = &ws.campaign.register else { return Default::default() };
    let shown = rules.path();
    let path = ws.root.join(&shown);
    if !path.exists() {
        return Default::default();
    }
    match intake::read(&path, &shown) {
        Ok(book) => (register::read(&book, &ws.campaign, rules), Some(InputEntry { path: shown, sha256: book.sha256 })),
        Err(why) => (Book { found: Diagnostics::from_iter([words::not_read(why)]), ..Book::default() }, None),
    }
}

/// The day of a form's meeting, or its cut-off where none is given.
fn day_of(ws: &Workspace, form: Month) -> Date {
    ws.meeting(form).ok().and_then(|m| m.meeting.date).unwrap_or_else(|| cutoff_date(&ws.campaign.cycle, form))
}

/// The matters of a period that are not in the register.
fn raised(ws: &Workspace, rules: &RegisterRules, book: &Book, summary: &Summary) -> Raised {
    // Only deadlines of so many days count from the meeting.
    let from = |form| if rules.days.is_some() { day_of(ws, form) } else { cutoff_date(&ws.campaign.cycle, form) };
    register::raise(summary, &ws.campaign, rules, &book.register, &from)
}

/// How the register stands for a period, its matters that are not entered yet among them.
pub(super) fn standing(ws: &Workspace, reading: &Reading, summary: &Summary) -> RegisterStanding {
    let Some(rules) = &ws.campaign.register else { return RegisterStanding::default() };
    let forms = forms_of(&ws.campaign, summary.period);
    let due = due_with(&ws.campaign.cycle, summary.period);
    let (first, last) = (forms.first().copied().unwrap_or(due), forms.last().copied().unwrap_or(due));
    let before = previous_form(&ws.campaign, first).map(|form| day_of(ws, form));
    let proposed = raised(ws, rules, &reading.register, summary).items;
    register::standing(&reading.register.register, proposed, Times { first, last, on: day_of(ws, due), before })
}

/// How many matters of each form's period are not entered yet; a form that is told of already is left out.
pub(super) fn not_entered(ws: &Workspace, summary: &Summary, told: &mut BTreeSet<Month>) -> Diagnostics {
    let Some(rules) = &ws.campaign.register else { return Diagnostics::new() };
    let mut counts: BTreeMap<Month, usize> = BTreeMap::new();
    for form in summary.register.new.iter().filter(|f| f.proposed).filter_map(|f| f.item.raised_in) {
        *counts.entry(form).or_default() += 1;
    }
    let new = counts.into_iter().filter(|(form, _)| told.insert(*form));
    new.map(|(form, n)| words::not_entered(&rules.path(), &form.to_string(), n)).collect()
}

/// What `register` did or would do.
#[derive(Debug)]
pub struct Entered {
    /// The new matters, numbered.
    pub items: Vec<Assignment>,
    /// The workbook, relative to the workspace.
    pub path: String,
    /// Whether there was none before.
    pub new_file: bool,
    /// What people should look at.
    pub found: Diagnostics,
}

/// Enters the matters of a form's period that are not in the register yet: behind its last row, everything else in it as it was. `list` only tells them.
///
/// # Errors
/// What keeps it from being done; then nothing was written.
pub fn enter(ws: &Workspace, form: Month, list: bool) -> Result<Entered, Diagnostics> {
    let stop = |d: Diagnostic| Diagnostics::from_iter([d]);
    let rules = ws.campaign.register.as_ref().ok_or_else(|| stop(words::no_register()))?;
    super::known(ws, Period::Form(form)).map_err(stop)?;
    let shown = rules.path();
    let path = ws.root.join(&shown);
    let bytes = match path.exists() {
        true => Some(intake::file_bytes(&path, &shown).map_err(|why| stop(words::cannot_read(why)))?),
        false => None,
    };
    let book = match &bytes {
        Some(bytes) => register::read(&intake::read_bytes(bytes, &shown).map_err(|why| stop(words::cannot_read(why)))?, &ws.campaign, rules),
        None => Book::default(),
    };
    let reading = read(ws, form);
    let summary = summarise(ws, &reading, Period::Form(form));
    let Raised { items, found: more } = raised(ws, rules, &book, &summary);
    let mut found = book.found.clone();
    if bytes.is_some() && book.place.is_none() {
        return Err(found.into_iter().map(words::cannot_read).collect());
    }
    found.append(more);
    let entered = Entered { items, path: shown.clone(), new_file: bytes.is_none(), found };
    if list || entered.items.is_empty() {
        return Ok(entered);
    }
    let grown = match (&bytes, &book.place) {
        (Some(bytes), Some(place)) => {
            let cannot = || stop(words::cannot_append(&shown));
            if !place.can_grow {
                return Err(cannot());
            }
            let grown = register::append(bytes, place, &entered.items, &ws.campaign).map_err(|_| cannot())?;
            // What was written is read again before it takes the place of what people have.
            let after = intake::read_bytes(&grown, &shown).map(|b| register::read(&b, &ws.campaign, rules).register).map_err(|_| cannot())?;
            let (kept, new) = after.items.split_at(book.register.items.len().min(after.items.len()));
            let same =
                new.len() == entered.items.len() && new.iter().zip(&entered.items).all(|(a, b)| a.number == b.number && a.sources == b.sources);
            if kept != book.register.items || (!same && has_all(place)) {
                return Err(cannot());
            }
            grown
        }
        _ => register::draw(&ws.campaign, rules, &entered.items).map_err(stop)?,
    };
    writable(&path, &shown).map_err(stop)?;
    write_whole(&path, &grown).map_err(|e| stop(crate::words::run::file_not_writable(&shown, &e)))?;
    Ok(entered)
}

/// Whether the columns by which new rows are known again are there.
fn has_all(place: &register::Place) -> bool {
    use crate::campaign::RegisterColumn as C;
    [C::Number, C::Source].iter().all(|c| place.columns.contains_key(c))
}

/// Spreadsheet programs leave a file of these names beside one that they have open.
fn writable(path: &Path, shown: &str) -> Result<(), Diagnostic> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    // Excel and WPS leave the first two characters out where the name is long enough.
    let shortened: String = if name.chars().count() > 13 { name.chars().skip(2).collect() } else { name.clone() };
    for lock in [format!("~${name}"), format!("~${shortened}"), format!(".~lock.{name}#"), format!(".~{name}")] {
        if path.with_file_name(&lock).exists() {
            return Err(words::is_open(shown, &lock));
        }
    }
    match fs::metadata(path) {
        Ok(about) if about.permissions().readonly() => Err(words::read_only(shown)),
        _ => Ok(()),
    }
}
