//! All files of a period together: copies, two forms of one unit, units that sent none.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::identity::{Identity, identify, origin};
use super::{Contact, InputFile, Intake, Status, UnitStatus, validate};
use crate::campaign::Campaign;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::{Facts, Month, Received, Submission};
use crate::origin::{CellRef, Origin};
use crate::words::received as words;

/// One file: what it says, whose it is, and what came of judging it alone.
struct Judged {
    facts: Facts,
    identity: Identity,
    submission: Option<(Submission, Diagnostics)>,
}

/// Judges all files that were received for `period`; `previous` holds what the units sent for the form before, `last` all files that were received for it.
pub fn judge(received: Vec<Received>, campaign: &Campaign, period: Month, previous: &BTreeMap<String, Submission>, last: &[InputFile]) -> Intake {
    let mut diagnostics = Diagnostics::new();
    let mut board: BTreeMap<String, UnitStatus> = BTreeMap::new();
    let mut files = Vec::new();
    for one in received {
        match one {
            Received::Read(facts) => files.push(*facts),
            Received::Unreadable { unit, why } => {
                let mut why = *why;
                if let Some(unit) = unit {
                    note(&mut board, &unit, Status::Errors, why.origin.path());
                    why = why.about(unit);
                }
                diagnostics.push(why);
            }
        }
    }
    let inputs = files.iter().map(|f| InputFile { path: f.file.clone(), sha256: f.sha256.clone() }).collect();
    let files = without_copies(files, campaign, &mut diagnostics);
    let judged: Vec<Judged> = files.into_par_iter().map(|facts| judge_one(facts, campaign, period, (previous, last))).collect();
    let contacts = contacts(&judged, previous);
    let submissions = choose(judged, campaign, &mut board, &mut diagnostics);

    for unit in &campaign.units {
        if !board.contains_key(&unit.name) {
            diagnostics.push(words::unit_missing(&unit.name, &unit.body).about(&unit.name));
            board.insert(unit.name.clone(), UnitStatus { unit: unit.name.clone(), status: Status::Missing, file: None, contact: None });
        }
    }
    let diagnostics = in_order(diagnostics, campaign);
    // Whatever was said about a unit by any stage decides its state.
    for d in diagnostics.iter().filter(|d| d.severity == Severity::Error) {
        if let Some(status) = d.unit.as_deref().and_then(|u| board.get_mut(u))
            && status.status == Status::Clean
        {
            status.status = Status::Errors;
        }
    }
    for status in board.values_mut() {
        status.contact = contacts.get(&status.unit).cloned();
    }
    let units = campaign.units.iter().filter_map(|u| board.remove(&u.name)).collect();
    Intake { submissions, units, diagnostics, inputs }
}

fn judge_one(facts: Facts, campaign: &Campaign, period: Month, (previous, last): (&BTreeMap<String, Submission>, &[InputFile])) -> Judged {
    let identity = identify(&facts, campaign, period, last);
    let unit = identity.unit.as_deref().and_then(|u| campaign.unit(u)).filter(|_| identity.accepted);
    let submission = unit.map(|u| validate(&facts, u, campaign, period, previous.get(&u.name)));
    Judged { facts, identity, submission }
}

/// Whom to call about each unit: by its form of this period, else by its last one.
fn contacts(judged: &[Judged], previous: &BTreeMap<String, Submission>) -> BTreeMap<String, Contact> {
    let contact = |name: Option<String>, phone: Option<String>| {
        let (name, phone) = (name.unwrap_or_default(), phone.unwrap_or_default());
        (!name.is_empty() || !phone.is_empty()).then_some(Contact { name, phone })
    };
    let before = previous.iter().filter_map(|(unit, s)| Some((unit.clone(), contact(s.info.get("filler").cloned(), s.info.get("phone").cloned())?)));
    let mut out: BTreeMap<String, Contact> = before.collect();
    for one in judged {
        let text = |id: &str| one.facts.info.get(id).map(|f| f.text.clone());
        if let (Some(unit), Some(found)) = (&one.identity.unit, contact(text("filler"), text("phone"))) {
            out.insert(unit.clone(), found);
        }
    }
    out
}

/// Takes one of files with the same bytes: the one with the shortest name, since copies get longer ones.
fn without_copies(mut files: Vec<Facts>, campaign: &Campaign, diagnostics: &mut Diagnostics) -> Vec<Facts> {
    let order = |f: &Facts| (f.file.chars().count(), f.file.clone());
    let mut first: BTreeMap<String, std::sync::Arc<str>> = BTreeMap::new();
    let mut by_name: Vec<&Facts> = files.iter().collect();
    by_name.sort_by_key(|f| order(f));
    for f in by_name {
        first.entry(f.sha256.clone()).or_insert_with(|| f.file.clone());
    }
    files.retain(|f| {
        let kept = first.get(&f.sha256);
        let keep = kept.is_none_or(|k| *k == f.file);
        if !keep {
            let d = words::same_bytes(&f.file, kept.map_or("", |k| k));
            let unit = f.units.iter().find_map(|c| match &c.reading {
                crate::model::UnitReading::Known { name, .. } => campaign.unit(name),
                _ => None,
            });
            diagnostics.push(match unit {
                Some(u) => d.about(&u.name),
                None => d,
            });
        }
        keep
    });
    files
}

/// One submission a unit: of two different forms neither counts.
fn choose(judged: Vec<Judged>, campaign: &Campaign, board: &mut BTreeMap<String, UnitStatus>, diagnostics: &mut Diagnostics) -> Vec<Submission> {
    let mut by_unit: BTreeMap<String, Vec<(Facts, Submission, Diagnostics)>> = BTreeMap::new();
    for Judged { facts, identity, submission } in judged {
        let Identity { unit, diagnostics: said, .. } = identity;
        let about = |d: Diagnostic| if let Some(u) = &unit { d.about(u) } else { d };
        diagnostics.append(said.into_iter().chain(facts.diagnostics.clone()).map(about).collect());
        match (unit, submission) {
            (Some(unit), Some((submission, found))) => by_unit.entry(unit).or_default().push((facts, submission, found)),
            (Some(unit), None) => note(board, &unit, Status::Errors, Some(&facts.file)),
            (None, _) => {}
        }
    }
    let mut submissions = Vec::new();
    for unit in &campaign.units {
        let Some(forms) = by_unit.remove(&unit.name) else { continue };
        if forms.len() == 1 {
            for (facts, submission, found) in forms {
                diagnostics.append(found);
                // A file of the same unit that could not be read or was refused does not take the place of the one that counts.
                let status = UnitStatus { unit: unit.name.clone(), status: Status::Clean, file: Some(facts.file.clone()), contact: None };
                board.insert(unit.name.clone(), status);
                submissions.push(submission);
            }
            continue;
        }
        let names: Vec<&str> = forms.iter().map(|(f, ..)| &*f.file).collect();
        let latest = forms.iter().filter_map(|(f, ..)| Some((f.filled_on?, f))).max_by_key(|(day, _)| *day);
        let only = latest.filter(|(day, _)| forms.iter().filter(|(f, ..)| f.filled_on == Some(*day)).count() == 1).map(|(day, f)| (day, &*f.file));
        for (facts, ..) in &forms {
            diagnostics.push(words::two_forms(origin(facts), &names, only).about(&unit.name));
        }
        let file = only.map(|(_, f)| f).or_else(|| names.first().copied());
        note(board, &unit.name, Status::Errors, file);
        if let Some(status) = board.get_mut(&unit.name) {
            status.file = file.map(Into::into);
        }
    }
    submissions
}

fn note(board: &mut BTreeMap<String, UnitStatus>, unit: &str, status: Status, file: Option<&str>) {
    board.entry(unit.to_owned()).or_insert_with(|| UnitStatus { unit: unit.to_owned(), status, file: file.map(Into::into), contact: None });
}

/// By unit, file, sheet of the form, cell; what belongs to no unit comes last.
fn in_order(diagnostics: Diagnostics, campaign: &Campaign) -> Diagnostics {
    let form = &campaign.form;
    let sheets: Vec<&str> =
        [&form.info_sheet, &form.indicator_sheet].into_iter().chain(form.lists.iter().map(|l| &l.name)).map(String::as_str).collect();
    let place = |o: &Origin| match o {
        Origin::Cell(c) => (1 + sheets.iter().position(|s| *s == &*c.sheet).unwrap_or(sheets.len()), c.sheet.to_string(), c.cell),
        Origin::Sheet { sheet, .. } => {
            (1 + sheets.iter().position(|s| *s == &**sheet).unwrap_or(sheets.len()), sheet.to_string(), CellRef::new(0, 0))
        }
        _ => (0, String::new(), CellRef::new(0, 0)),
    };
    let key = |d: &Diagnostic| {
        let unit = d.unit.as_deref().map_or(usize::MAX, |u| campaign.unit_order(u));
        (unit, d.origin.path().map(str::to_owned), place(&d.origin))
    };
    let mut all: Vec<Diagnostic> = diagnostics.into_iter().collect();
    all.sort_by_cached_key(key);
    all.into_iter().collect()
}
