//! The papers of one period: for each manuscript → document → pages → files, all in parallel, and the manifest of what was made.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::prelude::*;

use super::charts::{self, Pictures};
use super::{PaperReport, Progress, Reading, Request, images, inspection, layout_options, parsed, sources};
use crate::campaign::{PaperAudience, PaperCopy};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::document::{Document, Manuscript};
use crate::export;
use crate::font::{FontBook, Role};
use crate::inspect;
use crate::layout::{self, LayoutOptions};
use crate::lint::{self, Knowledge, Level};
use crate::merge::{self, PeriodContext};
use crate::model::{Summary, paper_file_name};
use crate::store::{Artifact, DocumentEntry, Draft, FileEntry, Manifest, Outbox, ProgramEntry};
use crate::words;
use crate::workspace::{self, MeetingFile, Workspace};

/// Findings about its text that the closing summary tells of one paper.
const LINT_TOLD: usize = 5;

/// What the papers of one period are made from.
pub(super) struct Desk<'a> {
    pub ws: &'a Workspace,
    pub fonts: &'a FontBook,
    pub summary: &'a Summary,
    pub meeting: &'a MeetingFile,
    pub out: &'a Outbox,
    pub request: &'a Request,
    pub reading: &'a Reading,
}

impl Desk<'_> {
    /// Makes all papers of the period, in parallel.
    pub fn papers(&self, papers: &[PaperCopy<'_>], progress: &dyn Progress) -> Vec<(DocumentEntry, PaperReport)> {
        let audiences: BTreeMap<PaperAudience, PeriodContext> = papers
            .iter()
            .map(|p| p.paper.audience)
            .collect::<std::collections::BTreeSet<_>>()
            .into_par_iter()
            .map(|a| (a, merge::context(&self.ws.campaign, &self.ws.phrases, &self.meeting.meeting, self.summary, a)))
            .collect();
        papers
            .par_iter()
            .with_max_len(1)
            .filter_map(|&copy| {
                let made = self.paper(copy, audiences.get(&copy.paper.audience)?);
                progress.step(&words::run::paper_done(&made.1.title, made.1.written));
                Some(made)
            })
            .collect()
    }

    /// Makes one paper: what fails in it fails in it alone.
    fn paper(&self, copy: PaperCopy<'_>, context: &PeriodContext) -> (DocumentEntry, PaperReport) {
        let entry =
            DocumentEntry { id: copy.id(), title: copy.title(), audience: merge::audience_name(copy.paper.audience).to_owned(), files: Vec::new() };
        let report = PaperReport {
            id: copy.id(),
            title: copy.title(),
            period: self.summary.period,
            pages: 0,
            inspection: None,
            sheet: None,
            provenance: None,
            charts: None,
            picks: Vec::new(),
            files: Vec::new(),
            beside: None,
            diagnostics: Diagnostics::new(),
            written: false,
        };
        let mut made = (entry, report);
        match self.make(copy, context, &mut made) {
            Ok(()) => made.1.written = true,
            Err(found) => made.1.diagnostics.append(found),
        }
        made
    }

    fn make(&self, copy: PaperCopy<'_>, context: &PeriodContext, (entry, report): &mut (DocumentEntry, PaperReport)) -> Result<(), Diagnostics> {
        if let Some(kind) = copy.paper.workbook {
            return self.workbook(copy, kind, (entry, report)).map_err(|d| Diagnostics::from_iter([d]));
        }
        let manuscript = merge::merge(&self.ws.campaign, copy, context, (&self.meeting.meeting, &self.meeting.path), &self.ws.templates)?;
        let document = parsed(&manuscript, &mut report.diagnostics)?;
        let path = paper_file_name(&self.ws.campaign, copy, self.summary.period, Some(&self.meeting.meeting));
        // Sheets about a paper lie together, whatever folder the paper is in.
        let stem = path.rsplit('/').next().unwrap_or(&path);
        let (pictured, pictures) = charts::pictured(&document, stem);
        let generated = export::markdown::to_markdown(&pictured);
        let name = format!("{path}.md");

        // The other formats are made from the text that stands in the folder, which a person may have edited.
        let (source, edited) = match self.out.draft(&name, &generated) {
            Draft::Ours => (Manuscript::from_text(self.out.path(&name), &generated), None),
            Draft::Edited { path, text } => {
                let edited = Manuscript::from_text(path, &text);
                let document = parsed(&edited, &mut report.diagnostics)?;
                report.beside = Some(String::new());
                (edited, Some(document))
            }
        };
        let text = edited.as_ref().unwrap_or(&document);
        report.diagnostics.append(self.lint(&source, text));
        let set = if self.request.wants("pdf") && copy.comes_as("pdf") { Some(self.pdf(&source, (text, &pictures), report)?) } else { None };
        // In an edited text the figures are no longer marked: its places are told of the generated one, without pages.
        let pages = set.as_ref().map(|(pages, _)| pages).filter(|_| edited.is_none());
        self.provenance((stem, &document, pages), context, report).map_err(|d| Diagnostics::from_iter([d]))?;

        let stop = |d| Diagnostics::from_iter([d]);
        if self.request.wants("md") && copy.comes_as("md") {
            let (files, written) = self.out.write_text(&name, &generated).map_err(stop)?;
            if report.beside.is_some() {
                report.diagnostics.push(words::run::edited(&self.out.path(&name), &self.out.path(&written)));
                report.beside = Some(self.out.path(&written));
            } else {
                self.out.drop_stale_copy(&name);
            }
            report.files.push(self.out.path(&written));
            entry.files.extend(files);
            self.pictures(path.strip_suffix(stem).unwrap_or_default(), pictures, report, copy.paper.audience).map_err(stop)?;
        } else {
            report.beside = None;
        }
        if let Some((_, bytes)) = set {
            let file = self.out.write(&Artifact { format: "pdf", name: format!("{path}.pdf"), bytes }).map_err(stop)?;
            report.files.push(file.path.clone());
            entry.files.push(file);
            inspection::sheet(self.out, (stem, &source.name), report).map_err(stop)?;
        }
        Ok(())
    }

    /// What the text rules say of the text that goes out: reported, never a reason to stop.
    fn lint(&self, source: &Manuscript, document: &Document) -> Diagnostics {
        let known = Knowledge { document: Some(document), campaign: Some(&self.ws.campaign) };
        let found: Vec<_> = lint::lint(source, known).into_iter().filter(|f| f.level != Level::I).collect();
        let told = found.iter().take(LINT_TOLD).map(|f| Diagnostic { severity: Severity::Warning, ..f.diagnostic(&source.name) });
        let more = found.len().checked_sub(LINT_TOLD).filter(|n| *n > 0).map(|n| words::lint::more(&source.name, n));
        told.chain(more).collect()
    }

    fn pdf(
        &self,
        source: &Manuscript,
        (document, pictures): (&Document, &Pictures),
        report: &mut PaperReport,
    ) -> Result<(layout::Pages, Vec<u8>), Diagnostics> {
        let folder = self.ws.root.join(&*source.name).parent().map_or_else(PathBuf::new, |p| p.to_owned());
        let picture = |path: &str| charts::picture(pictures, path).or_else(|| workspace::picture(&self.ws.root, &folder, path));
        let options = LayoutOptions { images: images(document, &picture), ..layout_options(self.ws, source) };
        let (pages, found) = layout::layout(document, &options, self.fonts).map_err(|found| self.with_cells(found))?;
        report.diagnostics.append(found);
        report.pages = pages.pages.len();
        report.inspection = Some(inspect::inspect(document, &pages, self.fonts));
        let bytes = export::pdf::to_pdf(&pages).map_err(|d| Diagnostics::from_iter([d]))?;
        Ok((pages, bytes))
    }

    /// A character that no face has may have come in with a county's workbook: then the cell is told too.
    fn with_cells(&self, found: Diagnostics) -> Diagnostics {
        let missing = |c: &char| self.fonts.glyph(Role::FangSong, *c).is_none();
        let told = |d: Diagnostic| {
            if d.code != "glyph-missing" {
                return d;
            }
            let lists = self.reading.forms.values().flat_map(|i| &i.submissions).flat_map(|s| s.lists.values());
            let mut fields = lists.flat_map(|l| &l.records).flat_map(|r| r.fields.values());
            match fields.find(|f| f.text.chars().any(|c| d.message.contains(c) && missing(&c))) {
                Some(field) => d.hint(words::run::came_from_cell(&field.source)),
                None => d,
            }
        };
        found.into_iter().map(told).collect()
    }

    /// The manifest: what was made now, and of what was not asked for this time what the last run made.
    pub fn manifest(&self, reading: &Reading, mut documents: Vec<DocumentEntry>, mut reports: Vec<DocumentEntry>) -> Manifest {
        let last = self.out.last();
        let kept = last.map(|m| m.reports.as_slice()).unwrap_or_default().iter().filter(|old| !reports.iter().any(|r| r.id == old.id));
        reports.extend(kept.cloned().collect::<Vec<_>>());
        reports.retain(|r| !r.files.is_empty());
        for old in last.map(|m| m.documents.as_slice()).unwrap_or_default() {
            match documents.iter_mut().find(|d| d.id == old.id) {
                Some(new) => {
                    let kept: Vec<FileEntry> = old.files.iter().filter(|f| !new.files.iter().any(|n| n.path == f.path)).cloned().collect();
                    new.files.extend(kept);
                }
                None => documents.push(old.clone()),
            }
        }
        let (inputs, templates, fonts) = sources(self.ws, self.fonts, reading, self.meeting.entry.as_ref());
        Manifest {
            period: self.summary.period.to_string(),
            documents,
            reports,
            inputs,
            templates,
            fonts,
            program: ProgramEntry { version: env!("CARGO_PKG_VERSION").to_owned() },
        }
    }
}
