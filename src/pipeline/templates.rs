//! What a template can use, with the latest forms of the workspace as examples, and what is wrong with it when it is filled in with them.

use super::{Reading, read, summarise};
use crate::campaign::{Paper, PaperAudience, PaperCopy};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake;
use crate::merge::{self, audience_name};
use crate::model::{Month, Period, forms_of, is_period, longer_periods, papers_due, period_name};
use crate::report::templates::Subject;
use crate::slips::Office;
use crate::words::templates as words;
use crate::workspace::{MeetingFile, Workspace};

/// The latest period of which forms have come in; the campaign's first where there is none.
pub fn latest(ws: &Workspace) -> Option<(Month, bool)> {
    let mut periods: Vec<Month> = std::fs::read_dir(ws.root.join("inputs"))
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok()?.file_name().to_str()?.parse().ok())
        .filter(|m| is_period(&ws.campaign, Period::Form(*m)))
        .collect();
    periods.sort();
    let filled = |m: &Month| !intake::discover(&ws.root, &ws.root.join(format!("inputs/{m}"))).0.is_empty();
    let first = || {
        let start = crate::model::start_month(&ws.campaign)?;
        let form = crate::model::form_of(&ws.campaign.cycle, start);
        is_period(&ws.campaign, Period::Form(form)).then_some((form, false))
    };
    periods.iter().rev().find(|m| filled(m)).map(|m| (*m, true)).or_else(first)
}

/// What the template of a paper, named by the paper's id or by its own file name, can use; and what is wrong with it.
///
/// # Errors
/// Nothing of that name; a meeting file that cannot be used; no period at all.
pub fn template_of(ws: &Workspace, name: &str) -> Result<(Subject, Diagnostics), Diagnostics> {
    let stop = |d: Diagnostic| Diagnostics::from_iter([d]);
    let bare = name.trim_start_matches("./").trim_start_matches("templates/");
    let unknown = || {
        let papers = ws.campaign.papers.iter().filter(|p| p.template.is_some()).map(|p| p.id.clone());
        let known: Vec<String> = papers.chain(ws.campaign.reminder.iter().map(|_| words::SLIPS.to_owned())).collect();
        stop(words::no_such_template(name, &known))
    };
    let Some((form, filled)) = latest(ws) else { return Err(unknown()) };
    if let Some(r) = ws.campaign.reminder.as_ref().filter(|r| bare == words::SLIPS || bare == r.template) {
        return Ok(slip(ws, r, form, filled));
    }
    // A part that papers include is looked at with the first of them.
    let uses = |p: &&Paper| p.template.as_deref().is_some_and(|t| ws.templates.reached(t).iter().any(|s| s.path == format!("templates/{bare}")));
    let own = |p: &&Paper| p.template.is_some() && (p.id == bare || p.template.as_deref() == Some(bare));
    let papers = &ws.campaign.papers;
    let Some(paper) = papers.iter().find(own).or_else(|| papers.iter().find(uses)) else { return Err(unknown()) };
    let reading = read(ws, form);
    let meeting = ws.meeting(form)?;
    let period = period_of(ws, paper, form, &reading);
    Ok(subject(ws, paper, &reading, (period, filled), &meeting))
}

/// What is wrong with all templates: those that are broken, and the papers whose template cannot be filled in.
///
/// # Errors
/// A meeting file that cannot be used.
pub fn template_faults(ws: &Workspace) -> Result<Diagnostics, Diagnostics> {
    let mut out = Diagnostics::new();
    let names: Vec<String> = ws.templates.names().map(str::to_owned).collect();
    for d in names.iter().flat_map(|n| ws.templates.faults(n)) {
        out.push(d.clone());
    }
    let Some((form, _)) = latest(ws) else { return Ok(out) };
    let reading = read(ws, form);
    let meeting = ws.meeting(form)?;
    for paper in ws.campaign.papers.iter().filter(|p| p.template.is_some()) {
        let period = period_of(ws, paper, form, &reading);
        let (_, found) = subject(ws, paper, &reading, (period, true), &meeting);
        for d in found {
            if !out.iter().any(|old| *old == d) {
                out.push(d);
            }
        }
    }
    Ok(out)
}

/// The latest period that a paper is due at and whose forms are there; the latest form's where there is none.
fn period_of(ws: &Workspace, paper: &Paper, form: Month, reading: &Reading) -> Period {
    let is_due = |p: &Period| papers_due(&ws.campaign, *p).any(|d| d.id == paper.id);
    let of = |m: &Month| std::iter::once(Period::Form(*m)).chain(longer_periods(&ws.campaign.cycle, *m)).find(is_due);
    let there = |m: &&Month| reading.forms.get(m).is_some_and(|i| !i.submissions.is_empty());
    reading.forms.keys().rev().filter(there).find_map(of).filter(|p| !forms_of(&ws.campaign, *p).is_empty()).unwrap_or(Period::Form(form))
}

fn subject(ws: &Workspace, paper: &Paper, reading: &Reading, (period, filled): (Period, bool), meeting: &MeetingFile) -> (Subject, Diagnostics) {
    let summary = summarise(ws, reading, period);
    let context = |audience| merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, audience);
    let copy = ws.campaign.copies(paper).into_iter().next().unwrap_or(PaperCopy { paper, of: None });
    let own = context(paper.audience);
    // What the meeting file lacks is no fault of the template.
    let asked = Paper { needs: Vec::new(), ..paper.clone() };
    let asked = PaperCopy { paper: &asked, of: copy.of };
    let found = merge::merge(&ws.campaign, asked, &own, (&meeting.meeting, &meeting.path), &ws.templates).err().unwrap_or_default();
    let internal = (paper.audience > PaperAudience::Internal).then(|| merge::paper_context(&ws.campaign, copy, &context(PaperAudience::Internal)));
    let subject = Subject {
        id: paper.id.clone(),
        title: paper.title.clone(),
        template: paper.template.clone().unwrap_or_default(),
        audience: audience_name(paper.audience),
        root: words::PAPER,
        period: if filled { period_name(&ws.campaign.cycle, period) } else { String::new() },
        of: copy.of.unwrap_or_default().to_owned(),
        context: merge::paper_context(&ws.campaign, copy, &own),
        internal,
    };
    (subject, found)
}

fn slip(ws: &Workspace, reminder: &crate::campaign::Reminder, form: Month, filled: bool) -> (Subject, Diagnostics) {
    let office = Office { campaign: &ws.campaign, reminder, templates: &ws.templates, period: form };
    let reading = read(ws, form);
    let intake = reading.of(form);
    // The one with most to say shows most.
    let say = |unit: &str| intake.map_or(0, |i| crate::slips::findings(i, unit).len());
    let unit = ws.campaign.units.iter().rev().max_by_key(|u| say(&u.name));
    let context = unit.zip(intake).map(|(u, i)| office.context_of(u, i)).unwrap_or_default();
    let found = ws.templates.render(&reminder.template, &context).err().unwrap_or_default();
    let subject = Subject {
        id: words::SLIPS.to_owned(),
        title: reminder.title.clone(),
        template: reminder.template.clone(),
        audience: audience_name(PaperAudience::Counties),
        root: words::SLIP,
        period: if filled { period_name(&ws.campaign.cycle, Period::Form(form)) } else { String::new() },
        of: unit.map(|u| u.name.clone()).unwrap_or_default(),
        context,
        internal: None,
    };
    (subject, found)
}
