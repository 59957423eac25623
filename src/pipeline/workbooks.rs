//! Papers that are workbooks: no manuscript, no pages.

use super::PaperReport;
use super::papers::Desk;
use crate::campaign::{PaperCopy, PaperWorkbook};
use crate::diag::Diagnostic;
use crate::export;
use crate::model::paper_file_name;
use crate::store::{Artifact, DocumentEntry};
use crate::words;

impl Desk<'_> {
    /// Makes a paper that is a workbook; one that a person has edited is kept, and the new one written beside it.
    pub(super) fn workbook(
        &self,
        copy: PaperCopy<'_>,
        kind: PaperWorkbook,
        (entry, report): (&mut DocumentEntry, &mut PaperReport),
    ) -> Result<(), Diagnostic> {
        let bytes = match kind {
            PaperWorkbook::Totals => export::totals::totals(&self.ws.campaign, self.summary, copy.paper.audience)?,
        };
        let name = format!("{}.xlsx", paper_file_name(&self.ws.campaign, copy, self.summary.period, Some(&self.meeting.meeting)));
        let (files, written) = self.out.write_beside(Artifact { format: "xlsx", name: name.clone(), bytes })?;
        if written == name {
            self.out.drop_stale_copy(&name);
        } else {
            report.diagnostics.push(words::totals::edited(&self.out.path(&name), &self.out.path(&written)));
            report.beside = Some(self.out.path(&written));
        }
        report.files.push(self.out.path(&written));
        entry.files.extend(files);
        Ok(())
    }
}
