//! Layer 2. Files in, cells with addresses out; judges nothing.
//!
//! In: the workbooks of a period's folder. Out: one [`Workbook`] each, with every used cell under its absolute address, or one sentence why a file cannot
//! be read. A bad cell never costs a sheet, a bad file never costs another file.

mod dates;
mod discover;
mod other;
mod sniff;
mod workbook;
mod xlsx;
mod xml;

use std::cell::Cell as Flag;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::Diagnostic;
use crate::words::intake as words;

pub use dates::serial_date;
pub use discover::{Found, discover};
pub use workbook::{Area, Cell, Format, Packaging, Raw, Sheet, Spans, Workbook};

/// Largest file that is opened, in bytes: a county form has about 60 kB.
const MAX_FILE: u64 = 32 << 20;
/// Most cells that are kept of one workbook.
const MAX_CELLS: usize = 500_000;
/// Most sheets that are read of one workbook.
const MAX_SHEETS: usize = 200;

/// Reads one workbook; `shown` is its name in messages.
///
/// The format is told from the content, never from the extension.
///
/// # Errors
/// One sentence, and what to do, where the file as a whole cannot be read.
pub fn read(path: &Path, shown: &str) -> Result<Workbook, Diagnostic> {
    let size = std::fs::metadata(path).map_err(|e| words::cannot_open(shown, &e))?.len();
    if size > MAX_FILE {
        return Err(words::too_large(shown, size >> 20, MAX_FILE >> 20));
    }
    let bytes = std::fs::read(path).map_err(|e| words::cannot_open(shown, &e))?;
    read_bytes(&bytes, shown)
}

/// Reads one workbook from its bytes.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(bytes: &[u8], shown: &str) -> Result<Workbook, Diagnostic> {
    let packaging = sniff::kind(bytes, shown)?;
    let sheets = quietly(|| match packaging {
        Packaging::Xlsb => other::xlsb(bytes, shown),
        Packaging::Xls => other::xls(bytes, shown),
        Packaging::Ods => other::ods(bytes, shown),
        _ => xlsx::read(bytes, shown),
    });
    // A panic of a reader is caught here so that one damaged file never stops the others.
    let sheets = sheets.unwrap_or_else(|| Err(words::damaged(shown)))?;
    let sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    Ok(Workbook { file: shown.into(), sha256, packaging, sheets })
}

/// Reads all of them, in parallel; the results stand in the order of `found`.
pub fn read_all(found: &[Found]) -> Vec<Result<Workbook, Diagnostic>> {
    found.par_iter().map(|f| read(&f.path, &f.shown)).collect()
}

/// Keeps count of cells against the cap of a workbook.
struct Budget(usize);

impl Budget {
    fn new() -> Self {
        Self(MAX_CELLS)
    }

    /// Takes one cell, or says that there are too many.
    fn take(&mut self, shown: &str) -> Result<(), Diagnostic> {
        self.0 = self.0.checked_sub(1).ok_or_else(|| words::too_many_cells(shown, MAX_CELLS))?;
        Ok(())
    }
}

thread_local! {
    /// Set while a reader runs whose panics are caught: then nothing is printed about them.
    static QUIET: Flag<bool> = const { Flag::new(false) };
}

/// Runs `f`; `None` if it panicked. The panic's text is kept from the user's terminal.
fn quietly<T>(f: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(f)).ok();
    QUIET.set(false);
    result
}
