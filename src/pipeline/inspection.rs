//! Inspections of papers: of any text, of a period's, and the sheets that a build writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::{PaperReport, Request, due, known, read, set, summarise};
use crate::campaign::PaperCopy;
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::{Document, Manuscript};
use crate::export;
use crate::font::FontBook;
use crate::inspect;
use crate::merge;
use crate::model::{Period, due_with, is_period, paper_file_name};
use crate::report::inspection::{self as report, Inspected};
use crate::store::{Artifact, DocumentEntry, Outbox};
use crate::words;
use crate::workspace::{MeetingFile, Workspace};

/// Sets any manuscript and inspects its pages. The workspace, if there is one, gives names and phrases; `picture` gives the bytes of a picture.
pub fn inspect_text(ws: Option<&Workspace>, fonts: &FontBook, source: &Manuscript, picture: &dyn Fn(&str) -> Option<Vec<u8>>) -> Inspected {
    let name = source.name.to_string();
    let stem = Path::new(&name).file_stem().map_or_else(|| name.clone(), |s| s.to_string_lossy().into_owned());
    match set(ws, fonts, source, picture) {
        Ok((document, pages, _)) => {
            let title = if document.head.bulletin.is_some() { stem } else { title(&document).unwrap_or(stem) };
            Inspected { file: name, title, outcome: Ok(inspect::inspect(&document, &pages, fonts)) }
        }
        Err(found) => Inspected { file: name, title: stem, outcome: Err(found) },
    }
}

fn title(document: &Document) -> Option<String> {
    document.head.title.as_ref().map(|t| t.replace('\n', ""))
}

/// Inspects every paper that `build` makes of a period: the text that stands in `out`, which a person may have edited, otherwise the text that
/// a build would write there now. Papers of the longer periods that are due with it are among them.
///
/// # Errors
/// A period that the campaign does not have or that there is nothing of; a faulty meeting file.
pub fn inspect_period(ws: &Workspace, fonts: &FontBook, period: Period) -> Result<Vec<Inspected>, Diagnostics> {
    let stop = |d: Diagnostic| Diagnostics::from_iter([d]);
    if !is_period(&ws.campaign, period) {
        return Err(stop(words::run::no_such_period(&period.to_string(), &ws.campaign.cycle.ends)));
    }
    let form = due_with(&ws.campaign.cycle, period);
    let meeting = ws.meeting(form)?;
    if meeting.found.has_errors() {
        return Err(meeting.found);
    }
    // Workbooks have no pages to inspect.
    let texts = Request { formats: vec!["md".to_owned()], ..Request::default() };
    let all: Vec<(Period, PaperCopy<'_>, String)> = due(ws, period, &texts)
        .into_iter()
        .flat_map(|(p, papers)| papers.into_iter().map(move |paper| (p, paper)))
        .map(|(p, paper)| (p, paper, format!("out/{p}/{}.md", paper_file_name(&ws.campaign, paper, p, Some(&meeting.meeting)))))
        .collect();
    let there: BTreeMap<&str, String> = all
        .iter()
        .filter_map(|(_, _, path)| Some((path.as_str(), String::from_utf8_lossy(&fs::read(ws.root.join(path)).ok()?).into_owned())))
        .collect();
    let missing = all.iter().any(|(_, _, path)| !there.contains_key(path.as_str()));
    let made = match known(ws, period) {
        Ok(()) if missing => generated(ws, &meeting, &all, |path| !there.contains_key(path)),
        Err(d) if there.is_empty() => return Err(stop(d)),
        _ => BTreeMap::new(),
    };
    Ok(all
        .par_iter()
        .filter_map(|(_, paper, path)| {
            let picture = |name: &str| fs::read(ws.root.join(path).with_file_name(name)).ok();
            let text = there.get(path.as_str()).cloned().map(Ok).or_else(|| made.get(path).cloned())?;
            let inspected = text.map(|t| inspect_text(Some(ws), fonts, &Manuscript::from_text(path.as_str(), &t), &picture));
            let failed = |found| Inspected { file: path.clone(), title: paper.title(), outcome: Err(found) };
            Some(Inspected { title: paper.title(), ..inspected.unwrap_or_else(failed) })
        })
        .collect())
}

/// The texts that a build would write, of the papers whose path is wanted.
fn generated(
    ws: &Workspace,
    meeting: &MeetingFile,
    all: &[(Period, PaperCopy<'_>, String)],
    wanted: impl Fn(&str) -> bool,
) -> BTreeMap<String, Result<String, Diagnostics>> {
    let Some((first, ..)) = all.first() else { return BTreeMap::new() };
    let reading = read(ws, due_with(&ws.campaign.cycle, *first));
    let mut out = BTreeMap::new();
    for (period, paper, path) in all.iter().filter(|(_, _, path)| wanted(path)) {
        let summary = summarise(ws, &reading, *period);
        let context = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, paper.paper.audience);
        let text = merge::merge(&ws.campaign, *paper, &context, (&meeting.meeting, &meeting.path), &ws.templates)
            .and_then(|m| super::parsed(&m, &mut Diagnostics::new()))
            .map(|document| export::markdown::to_markdown(&document));
        out.insert(path.clone(), text);
    }
    out
}

/// Writes the sheet of a paper that was inspected, `版式自检/<file>.md`, and puts its entry into the report.
pub(super) fn sheet(out: &Outbox, (stem, file): (&str, &str), paper: &mut PaperReport) -> Result<(), Diagnostic> {
    let Some(inspection) = &paper.inspection else { return Ok(()) };
    let text = report::sheet(&paper.title, file, inspection);
    let name = format!("{}/{stem}.md", words::inspect::FOLDER);
    let written = out.write(&Artifact { format: "md", name, bytes: text.into_bytes() })?;
    paper.sheet = Some(DocumentEntry {
        id: format!("inspection:{}", paper.id),
        title: words::inspect::sheet_title(&paper.title),
        audience: "internal".to_owned(),
        files: vec![written],
    });
    Ok(())
}
