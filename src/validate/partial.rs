//! Figures whose 备注 says whom they leave out, as a return that was rolled up does: taken, and never in silence.

use crate::campaign::Campaign;
use crate::diag::Diagnostics;
use crate::model::{Column, Facts};
use crate::origin::CellSource;
use crate::words::rollup as words;

/// One warning a remark, at the first row that has it.
pub(super) fn judge(facts: &Facts, campaign: &Campaign, out: &mut Diagnostics) {
    let mut found: Vec<(String, CellSource, Vec<&str>)> = Vec::new();
    for row in facts.table.iter().flat_map(|t| &t.rows) {
        let Some(indicator) = row.indicator.as_deref().and_then(|id| campaign.indicator(id)) else { continue };
        let Some(note) = row.cells.get(&Column::Note) else { continue };
        for remark in note.shown.split(['；', ';']).map(str::trim).filter(|r| r.starts_with(words::WITHOUT)) {
            match found.iter_mut().find(|(r, _, _)| r == remark) {
                Some((_, _, names)) => names.push(&indicator.name),
                None => found.push((remark.to_owned(), note.source.clone(), vec![&indicator.name])),
            }
        }
    }
    for (remark, source, names) in found {
        out.push(words::partial_return(source, &names, &remark));
    }
}
