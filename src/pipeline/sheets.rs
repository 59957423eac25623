//! The 数据出处核对表 of papers, and the text of a paper made again to ask where its figures come from.

use super::papers::Desk;
use super::{PaperReport, read, summarise};
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::{Document, Manuscript};
use crate::layout::Pages;
use crate::merge::{self, PeriodContext};
use crate::model::{Period, Summary, due_with, is_period};
use crate::provenance::{self, Material, Provenance};
use crate::store::{Artifact, DocumentEntry};
use crate::words;
use crate::workspace::Workspace;

impl Desk<'_> {
    /// Writes the sheet of a paper, as workbook and as Markdown, and puts its entry into the report. `pages` are those of the generated text; a figure that
    /// is not printed as its value is an error of ours, and is told.
    pub(super) fn provenance(
        &self,
        (stem, document, pages): (&str, &Document, Option<&Pages>),
        context: &PeriodContext,
        report: &mut PaperReport,
    ) -> Result<(), Diagnostic> {
        let material = Material { campaign: &self.ws.campaign, summary: self.summary, uses: &context.figures };
        let mut sheet = provenance::provenance(material, &report.title, document, pages);
        sheet.edited = report.beside.is_some();
        report.picks = provenance::printed(material, document);
        for fault in sheet.faults() {
            let exact = fault.exact.map(|v| v.normalize().to_string()).unwrap_or_default();
            report.diagnostics.push(words::provenance::fault(
                &self.out.path(&format!("{stem}.md")),
                &fault.mention.printed,
                &fault.mention.before,
                &exact,
            ));
        }
        let name = |ext: &str| format!("{}/{}.{ext}", words::provenance::FOLDER, words::provenance::title(stem));
        let mut files = Vec::new();
        if self.request.wants("xlsx") {
            let bytes = provenance::workbook(&sheet, self.summary.cutoff)?;
            files.push(self.out.write(&Artifact { format: "xlsx", name: name("xlsx"), bytes })?);
        }
        if self.request.wants("md") {
            let bytes = provenance::markdown(&sheet).into_bytes();
            files.push(self.out.write(&Artifact { format: "md", name: name("md"), bytes })?);
        }
        if files.is_empty() {
            return Ok(());
        }
        report.provenance = Some(DocumentEntry {
            id: format!("provenance:{}", report.id),
            title: words::provenance::title(&report.title),
            audience: "internal".to_owned(),
            files,
        });
        Ok(())
    }
}

/// A paper made again in memory.
#[derive(Debug)]
pub struct Remade {
    /// Where its figures come from.
    pub provenance: Provenance,
    /// Its text, figures marked.
    pub document: Document,
    /// The figures of its period.
    pub summary: Summary,
}

/// Makes the paper again that a text says it is (`[source]`), without writing anything.
///
/// # Errors
/// A text that is none of this workspace's papers; what keeps the paper from being made.
pub fn remake(ws: &Workspace, text: &Document, path: &str) -> Result<Remade, Diagnostics> {
    let stop = |d: Diagnostic| Diagnostics::from_iter([d]);
    let lost = || stop(words::provenance::no_paper(path));
    let source = text.head.source.as_ref().filter(|s| s.campaign == ws.campaign.campaign.name).ok_or_else(lost)?;
    let period: Period = source.period.parse().map_err(|_| lost())?;
    let copies = ws.campaign.papers.iter().flat_map(|p| ws.campaign.copies(p));
    let copy = copies
        .into_iter()
        .find(|c| c.paper.workbook.is_none() && c.id() == source.document)
        .filter(|_| is_period(&ws.campaign, period))
        .ok_or_else(lost)?;
    super::known(ws, period).map_err(stop)?;
    let form = due_with(&ws.campaign.cycle, period);
    let meeting = ws.meeting(form)?;
    let summary = summarise(ws, &read(ws, form), period);
    let context = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, copy.paper.audience);
    let manuscript: Manuscript = merge::merge(&ws.campaign, copy, &context, (&meeting.meeting, &meeting.path), &ws.templates)?;
    let document = super::parsed(&manuscript, &mut Diagnostics::new())?;
    let material = Material { campaign: &ws.campaign, summary: &summary, uses: &context.figures };
    let provenance = provenance::provenance(material, &copy.title(), &document, None);
    Ok(Remade { provenance, document, summary })
}
