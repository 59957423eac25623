//! The office's own return, written into `out/<period>/上报`.

use super::{read, summarise};
use crate::campaign::PaperAudience;
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake;
use crate::merge::audience_name;
use crate::model::{Month, Period};
use crate::origin::CellSource;
use crate::provenance::Entry;
use crate::rollup;
use crate::store::{Artifact, DocumentEntry, Outbox, ProgramEntry};
use crate::words;
use crate::workspace::Workspace;

/// What became of a return.
#[derive(Debug)]
pub struct RolledUp {
    /// Path of the return, relative to the workspace.
    pub path: String,
    /// Path of its 数据出处核对表.
    pub check: String,
    /// Cells with sources.
    pub cells: usize,
    /// What people have to settle or to know.
    pub questions: Diagnostics,
}

/// Makes the return of a period. One that a person has worked on is kept, and the new one written beside it.
///
/// # Errors
/// No section for it in the campaign file; nothing to read; a folder that cannot be written to.
pub fn roll_up(ws: &Workspace, period: Month) -> Result<RolledUp, Diagnostic> {
    let upward = ws.campaign.upward.as_ref().ok_or_else(words::rollup::no_section)?;
    super::known(ws, Period::Form(period))?;
    let reading = read(ws, period);
    let summary = summarise(ws, &reading, Period::Form(period));
    let made = rollup::roll_up(&ws.campaign, upward, period, &reading.submissions(), &summary)?;
    let body = ws.campaign.campaign.office.as_str();
    let check = rollup::check_sheet(body, &made.filled, summary.cutoff)?;

    let out = Outbox::open(&ws.root, &period.to_string())?;
    let name = words::rollup::file(body);
    let mut questions = made.questions;
    let (mut files, written) = out.write_beside(Artifact { format: "xlsx", name: name.clone(), bytes: made.bytes })?;
    if written == name {
        out.drop_stale_copy(&name);
    } else {
        questions.push(words::totals::edited(&out.path(&name), &out.path(&written)));
    }
    let check = out.write(&Artifact { format: "xlsx", name: words::rollup::check_file(body), bytes: check })?;
    let check_path = check.path.clone();
    files.push(check);
    let mut manifest = out.last().cloned().unwrap_or_default();
    manifest.reports.retain(|e| e.id != "roll-up");
    let audience = audience_name(PaperAudience::Internal).to_owned();
    manifest.reports.push(DocumentEntry { id: "roll-up".to_owned(), title: words::rollup::title(body), audience, files });
    for input in ws.inputs.iter().chain(&reading.inputs) {
        manifest.inputs.retain(|old| old.path != input.path);
        manifest.inputs.push(input.clone());
    }
    manifest.inputs.sort();
    manifest.period = period.to_string();
    manifest.program = ProgramEntry { version: env!("CARGO_PKG_VERSION").to_owned() };
    out.finish(&manifest)?;
    Ok(RolledUp { path: out.path(&written), check: check_path, cells: made.filled.len(), questions })
}

/// The cells below those that figures came from, where their workbooks are returns that were rolled up.
pub fn below(ws: &Workspace, entries: &[&Entry]) -> std::collections::BTreeMap<CellSource, Vec<CellSource>> {
    let mut cells: Vec<CellSource> = entries.iter().flat_map(|e| e.sources.iter().cloned()).collect();
    cells.sort();
    cells.dedup();
    rollup::sources_below(&cells, |file| intake::read(&ws.root.join(file), file).ok())
}
