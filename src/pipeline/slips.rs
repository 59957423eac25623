//! What goes out to the units and back: the blank forms of a period, and the slips of those that owe their forms or must mend them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Reading, carried, known, layout_options, parsed, read, sources};
use crate::campaign::Unit;
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Manuscript;
use crate::export;
use crate::font::FontBook;
use crate::intake;
use crate::layout;
use crate::merge::audience_name;
use crate::model::{Facts, Month, Period, Received, Submission};
use crate::slips::{self, Book, Office, Sent, Slip};
use crate::store::{Artifact, DocumentEntry, Draft, FileEntry, Manifest, Outbox, ProgramEntry};
use crate::understand;
use crate::words;
use crate::workspace::Workspace;

/// Folder of the slips in that of the period.
const FOLDER: &str = "slips";
/// Folder of the blank forms in that of the period.
const FORMS: &str = "forms";

/// What became of one slip.
#[derive(Debug)]
pub struct SlipReport {
    /// The unit.
    pub unit: String,
    /// How many matters it names.
    pub matters: usize,
    /// How many cells are marked in the workbook.
    pub marked: usize,
    /// What the workbook is.
    pub book: Book,
    /// Pages of the paper.
    pub pages: usize,
    /// The message to paste.
    pub message: String,
    /// Files written, relative to the workspace.
    pub files: Vec<String>,
    /// What was found.
    pub diagnostics: Diagnostics,
}

/// What became of `slips`.
#[derive(Debug, Default)]
pub struct Slips {
    /// The slips, in the order of the units.
    pub made: Vec<SlipReport>,
    /// Units that were asked for and have nothing to mend.
    pub clean: Vec<String>,
    /// Where they lie, relative to the workspace.
    pub folder: String,
}

/// Makes the slips of a period, for the named units or for all that owe or must mend. Everything is made before anything is written.
///
/// # Errors
/// What keeps the slips from being made or written.
pub fn slips(ws: &Workspace, fonts: &FontBook, period: Month, units: &[&Unit]) -> Result<Slips, Diagnostics> {
    let stop = |d| Diagnostics::from_iter([d]);
    known(ws, Period::Form(period)).map_err(stop)?;
    let reminder = ws.campaign.reminder.as_ref().ok_or_else(|| stop(words::slips::no_reminder()))?;
    let office = Office { campaign: &ws.campaign, reminder, templates: &ws.templates, period };
    let reading = read(ws, period);
    let Some(judged) = reading.of(period) else { return Ok(Slips::default()) };
    let all = units.is_empty();
    let wanted: Vec<&Unit> = ws.campaign.units.iter().filter(|u| all || units.iter().any(|w| w.name == u.name)).collect();
    let (due, clean): (Vec<&Unit>, Vec<&Unit>) = wanted.into_iter().partition(|u| slips::is_due(judged, &u.name));
    let previous = if due.is_empty() { BTreeMap::new() } else { carried(ws, period) };
    let sent = sent(ws, period, &due, judged);

    let made: Vec<Made> =
        due.par_iter().map(|unit| make(&office, unit, judged, sent.get(&unit.name), previous.get(&unit.name))).collect::<Result<_, _>>()?;
    let out = Outbox::open(&ws.root, &period.to_string()).map_err(stop)?;
    let set: Vec<Set> = made.into_par_iter().map(|m| set(ws, fonts, &out, m)).collect::<Result<_, _>>()?;

    let mut reports = Vec::new();
    let mut entries = Vec::new();
    for one in set {
        let (entry, beside, report) = write(&out, one).map_err(stop)?;
        entries.push((entry, beside));
        reports.push(report);
    }
    let manifest = manifest(ws, fonts, &out, &reading, entries, all, period);
    out.finish(&manifest).map_err(stop)?;
    let clean = if all { Vec::new() } else { clean.into_iter().map(|u| u.name.clone()).collect() };
    Ok(Slips { made: reports, clean, folder: out.path(FOLDER) })
}

/// Writes the blank forms of a period, prefilled, and names them in the manifest; gives their number and their folder.
///
/// # Errors
/// What keeps them from being drawn or written.
pub fn forms(ws: &Workspace, period: Month) -> Result<(usize, String), Diagnostic> {
    let drawn = crate::forms::all(&ws.campaign, period, &carried(ws, period))?;
    let out = Outbox::open(&ws.root, &period.to_string())?;
    let mut manifest = out.last().cloned().unwrap_or_default();
    for (unit, (name, bytes)) in ws.campaign.units.iter().zip(&drawn) {
        let file = out.write(&Artifact { format: "xlsx", name: format!("{FORMS}/{name}"), bytes: bytes.clone() })?;
        let id = words::forms::id(&unit.name);
        manifest.reports.retain(|e| e.id != id);
        let audience = audience_name(crate::campaign::PaperAudience::Counties).to_owned();
        manifest.reports.push(DocumentEntry { id, title: words::forms::entry_title(&unit.name), audience, files: vec![file] });
    }
    manifest.inputs.retain(|old| !ws.inputs.iter().any(|new| new.path == old.path));
    manifest.inputs.extend(ws.inputs.iter().cloned());
    manifest.inputs.sort();
    manifest.period = period.to_string();
    manifest.program = ProgramEntry { version: env!("CARGO_PKG_VERSION").to_owned() };
    out.finish(&manifest)?;
    Ok((drawn.len(), out.path(FORMS)))
}

/// The workbooks of the units whose forms count: their bytes, where the file can be had, and what they say.
fn sent(ws: &Workspace, period: Month, due: &[&Unit], judged: &crate::validate::Intake) -> BTreeMap<String, (Option<Vec<u8>>, Facts)> {
    let (found, _) = intake::discover(&ws.root, &ws.root.join(format!("inputs/{period}")));
    let mut out = BTreeMap::new();
    for unit in due {
        let Some(submission) = judged.submissions.iter().find(|s| s.unit == unit.name) else { continue };
        let Some(file) = found.iter().find(|f| *f.shown == *submission.file) else { continue };
        let book = intake::read_all(std::slice::from_ref(file)).pop().into_iter().collect();
        if let Some(Received::Read(facts)) = understand::understand_all(book, &ws.campaign, &ws.readings.of_period(&period.to_string())).pop() {
            out.insert(unit.name.clone(), (intake::bytes_of(file).ok(), *facts));
        }
    }
    out
}

/// A slip before it is set.
struct Made {
    slip: Slip,
    generated: String,
    diagnostics: Diagnostics,
}

fn make(
    office: &Office<'_>,
    unit: &Unit,
    judged: &crate::validate::Intake,
    sent: Option<&(Option<Vec<u8>>, Facts)>,
    previous: Option<&Submission>,
) -> Result<Made, Diagnostics> {
    let sent = sent.map(|(bytes, facts)| Sent { bytes: bytes.as_deref(), facts });
    let slip = office.slip(unit, judged, sent, previous)?;
    let mut diagnostics = Diagnostics::new();
    let document = parsed(&slip.manuscript, &mut diagnostics)?;
    Ok(Made { generated: export::markdown::to_markdown(&document), slip, diagnostics })
}

/// A slip with its pages.
struct Set {
    made: Made,
    pdf: Vec<u8>,
    pages: usize,
    edited: bool,
}

/// Sets the text that stands in the folder, which a person may have edited.
fn set(ws: &Workspace, fonts: &FontBook, out: &Outbox, mut made: Made) -> Result<Set, Diagnostics> {
    let name = format!("{FOLDER}/{}.md", made.slip.title);
    let (source, edited) = match out.draft(&name, &made.generated) {
        Draft::Ours => (Manuscript::from_text(out.path(&name), &made.generated), false),
        Draft::Edited { path, text } => (Manuscript::from_text(path, &text), true),
    };
    let document = parsed(&source, &mut made.diagnostics)?;
    let (pages, found) = layout::layout(&document, &layout_options(ws, &source), fonts)?;
    made.diagnostics.append(found);
    let pdf = export::pdf::to_pdf(&pages).map_err(|d| Diagnostics::from_iter([d]))?;
    Ok(Set { pages: pages.pages.len(), made, pdf, edited })
}

/// The paper, and what goes with it: the workbook and the message, which are reports, since documents come in the fixed formats only.
type Written = (DocumentEntry, Vec<DocumentEntry>, SlipReport);

fn write(out: &Outbox, set: Set) -> Result<Written, Diagnostic> {
    let Set { made: Made { slip, generated, mut diagnostics }, pdf, pages, edited } = set;
    let audience = audience_name(crate::campaign::PaperAudience::Counties).to_owned();
    let stem = format!("{FOLDER}/{}", slip.title);
    let name = format!("{stem}.md");
    let (mut files, written) = out.write_text(&name, &generated)?;
    if edited {
        diagnostics.push(words::run::edited(&out.path(&name), &out.path(&written)));
    } else {
        out.drop_stale_copy(&name);
    }
    files.push(out.write(&Artifact { format: "pdf", name: format!("{stem}.pdf"), bytes: pdf })?);
    let mut shown: Vec<String> = vec![out.path(&written), out.path(&format!("{stem}.pdf"))];
    let message = out.write(&Artifact { format: "txt", name: format!("{stem}.txt"), bytes: format!("{}\n", slip.message).into_bytes() })?;
    shown.push(message.path.clone());
    let entry = DocumentEntry { id: slip.id.clone(), title: slip.title.clone(), audience: audience.clone(), files };
    let title = words::slips::message_title(&slip.title);
    let mut beside = vec![DocumentEntry { id: words::slips::message_id(&slip.unit), title, audience: audience.clone(), files: vec![message] }];
    if slip.book.0 != Book::None {
        let name = format!("{FOLDER}/{}", words::slips::book_name(&slip.unit));
        let file = out.write(&Artifact { format: "xlsx", name, bytes: slip.book.1 })?;
        shown.push(file.path.clone());
        beside.insert(0, DocumentEntry { id: slip.id.clone(), title: slip.title, audience, files: vec![file] });
    }
    let report = SlipReport {
        unit: slip.unit,
        matters: slip.matters,
        marked: slip.marked,
        book: slip.book.0,
        pages,
        message: slip.message,
        files: shown,
        diagnostics,
    };
    Ok((entry, beside, report))
}

/// The manifest: the slips made now beside what other runs made. Where all units were looked at, slips of units that have mended are withdrawn.
fn manifest(
    ws: &Workspace,
    fonts: &FontBook,
    out: &Outbox,
    reading: &Reading,
    entries: Vec<(DocumentEntry, Vec<DocumentEntry>)>,
    all: bool,
    period: Month,
) -> Manifest {
    let mut manifest = out.last().cloned().unwrap_or_default();
    let new: BTreeSet<&str> = entries.iter().flat_map(|(e, beside)| std::iter::once(e).chain(beside)).map(|e| e.id.as_str()).collect();
    let ids = |unit: &Unit| [words::slips::id(&unit.name), words::slips::message_id(&unit.name)];
    let known: BTreeSet<String> = ws.campaign.units.iter().flat_map(ids).collect();
    let stale = |e: &DocumentEntry| known.contains(&e.id) && (all || new.contains(e.id.as_str()));
    let current: BTreeSet<&str> =
        entries.iter().flat_map(|(e, beside)| std::iter::once(e).chain(beside)).flat_map(|e| &e.files).map(|f| f.path.as_str()).collect();
    let gone: Vec<FileEntry> = manifest
        .documents
        .iter()
        .chain(&manifest.reports)
        .filter(|e| stale(e))
        .flat_map(|e| e.files.iter().filter(|f| !current.contains(f.path.as_str())).cloned())
        .collect();
    for file in &gone {
        out.withdraw(file);
    }
    manifest.documents.retain(|e| !stale(e));
    manifest.reports.retain(|e| !stale(e));
    for (entry, beside) in entries {
        manifest.documents.push(entry);
        manifest.reports.extend(beside);
    }
    let (inputs, templates, faces) = sources(ws, fonts, reading, None);
    manifest.inputs.retain(|old| !inputs.iter().any(|new| new.path == old.path));
    manifest.inputs.extend(inputs);
    manifest.inputs.sort();
    (manifest.templates, manifest.fonts) = (templates, faces);
    manifest.period = period.to_string();
    manifest.program = ProgramEntry { version: env!("CARGO_PKG_VERSION").to_owned() };
    manifest
}
