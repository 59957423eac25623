//! Figures from before the campaign: `inputs/base.xlsx` read with every run, and the blank workbook for it.

use super::Reading;
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake;
use crate::model::{BASE_FILE, Month};
use crate::store::{InputEntry, write_whole};
use crate::understand;
use crate::validate;
use crate::words;
use crate::workspace::Workspace;

/// Extensions that such a workbook may have, the first that is there counts.
const EXTENSIONS: [&str; 4] = ["xlsx", "et", "xls", "ods"];

/// Reads the workbook, if there is one; what was found in it is told with the form of `last`.
pub(super) fn read(ws: &Workspace, last: Month, reading: &mut Reading) {
    let paths = EXTENSIONS.iter().map(|e| format!("inputs/{BASE_FILE}.{e}"));
    let Some(path) = paths.into_iter().find(|p| ws.root.join(p).is_file()) else { return };
    let mut found = Diagnostics::new();
    match intake::read(&ws.root.join(&path), &path) {
        Err(d) => found.push(d),
        Ok(book) => {
            reading.inputs.push(InputEntry { path, sha256: book.sha256.clone() });
            let (facts, understood) = understand::earlier(&book, &ws.campaign);
            found.append(understood);
            let (earlier, judged) = validate::earlier(&facts, &ws.campaign);
            found.append(judged);
            reading.earlier = Some(earlier);
        }
    }
    if let Some(form) = reading.forms.get_mut(&last) {
        form.diagnostics.append(found);
    }
}

/// Writes the blank workbook for the figures of `year` into `out`; gives its path and its rows.
///
/// # Errors
/// A text of the campaign that no spreadsheet can hold; a folder that cannot be written to.
pub fn base_form(ws: &Workspace, year: i16) -> Result<(String, usize), Diagnostic> {
    let (bytes, rows) = crate::forms::base(&ws.campaign, year)?;
    let path = format!("out/{BASE_FILE}-{year}.xlsx");
    write_whole(&ws.root.join(&path), &bytes).map_err(|e| words::run::file_not_writable(&path, &e))?;
    Ok((path, rows))
}
