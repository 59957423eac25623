//! Layer 2. Files in, cells with addresses out; judges nothing.
//!
//! In: the workbooks of a period's folder. Out: one [`Workbook`] each, with every used cell under its absolute address, or one sentence why a file cannot
//! be read. A bad cell never costs a sheet, a bad file never costs another file.

pub mod apart;
mod archive;
mod dates;
mod discover;
mod html;
mod legacy;
mod ods;
mod refusal;
mod sniff;
mod text;
mod workbook;
mod xlsx;
mod xml;
mod xml_table;

use std::cell::Cell as Flag;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::Diagnostic;
use crate::words::intake as words;

use apart::Contents;
pub use dates::serial_date;
pub use discover::{Found, discover, given};
use refusal::Refusal;
use sniff::Kind;

pub use workbook::{Area, Cell, Format, Packaging, Raw, Sheet, Spans, Workbook};

/// Largest file that is opened, in bytes: a county form has about 60 kB.
const MAX_FILE: u64 = 32 << 20;
/// Most cells that are kept of one workbook.
const MAX_CELLS: usize = 500_000;
/// Most bytes of text that are kept of one workbook, formulas included.
const MAX_TEXT: usize = 24 << 20;
/// Most bytes that the parts of a package may unpack to and still be read in this process.
const MAX_HERE: u64 = 12 << 20;
/// Most sheets that are read of one workbook.
const MAX_SHEETS: usize = 200;

/// Reads one workbook; `shown` is its name in messages.
///
/// The format is told from the content, never from the extension.
///
/// # Errors
/// One sentence, and what to do, where the file as a whole cannot be read.
pub fn read(path: &Path, shown: &str) -> Result<Workbook, Diagnostic> {
    read_bytes(&file_bytes(path, shown)?, shown)
}

/// The bytes of a workbook; `shown` is its name in messages.
///
/// # Errors
/// One sentence, and what to do, where it cannot be opened or is too large.
pub fn file_bytes(path: &Path, shown: &str) -> Result<Vec<u8>, Diagnostic> {
    let size = std::fs::metadata(path).map_err(|e| words::cannot_open(shown, &e))?.len();
    if size > MAX_FILE {
        return Err(words::too_large(shown, size >> 20, MAX_FILE >> 20));
    }
    std::fs::read(path).map_err(|e| words::cannot_open(shown, &e))
}

/// The bytes of a workbook as it lies in its folder or in an archive there.
///
/// # Errors
/// As [`read`].
pub fn bytes_of(found: &Found) -> Result<Vec<u8>, Diagnostic> {
    if found.is_member() {
        quietly(|| archive::open(&found.path, &found.inside)).unwrap_or(Err(Refusal::Damaged)).map_err(|why| why.says(&found.shown))
    } else {
        file_bytes(&found.path, &found.shown)
    }
}

/// Reads one workbook from its bytes.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(bytes: &[u8], shown: &str) -> Result<Workbook, Diagnostic> {
    let mut contents = contents(bytes).map_err(|why| why.says(shown))?;
    for sheet in contents.sheets.iter_mut().filter(|s| s.name.is_empty()) {
        // A spreadsheet calls the sheet of a text or a page after the file.
        sheet.name = stem(shown).into();
    }
    let sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    Ok(Workbook { file: shown.into(), sha256, packaging: contents.packaging, sheets: contents.sheets })
}

/// The name of a file without folders and extension, as long as the name of a sheet may be.
fn stem(shown: &str) -> String {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).chars().take(31).collect()
}

fn contents(bytes: &[u8]) -> Result<Contents, Refusal> {
    match sniff::kind(bytes)? {
        kind if kind.is_read_apart(bytes.len()) => apart::read(bytes),
        kind => quietly(|| read_kind(kind, bytes)).unwrap_or(Err(Refusal::Damaged)),
    }
}

/// Reads a file of any kind in this process: the part of the process that is kept apart.
fn read_here(bytes: Vec<u8>) -> Result<Contents, Refusal> {
    match sniff::kind(&bytes)? {
        Kind::Compound => legacy::read(bytes),
        kind => read_kind(kind, &bytes),
    }
}

fn read_kind(kind: Kind, bytes: &[u8]) -> Result<Contents, Refusal> {
    let mut budget = Budget::new();
    let budget = &mut budget;
    let (packaging, sheets) = match kind {
        Kind::Package { packaging: Packaging::Xlsb, .. } => (Packaging::Xlsb, legacy::xlsb(bytes, budget)),
        Kind::Package { packaging: Packaging::Ods, .. } => (Packaging::Ods, ods::read(bytes, budget)),
        Kind::Package { .. } => (Packaging::Xlsx, xlsx::read(bytes, budget)),
        Kind::Html => (Packaging::Html, html::read(bytes, budget)),
        Kind::XmlTable => (Packaging::XmlTable, xml_table::read(bytes, budget)),
        Kind::Text => (Packaging::Text, text::read(bytes, budget)),
        // Only the process apart may open these.
        Kind::Compound => return Err(Refusal::Crashed),
        Kind::Archive => return Err(Refusal::ArchiveTooDeep),
    };
    let sheets = sheets?;
    if sheets.is_empty() { Err(Refusal::Damaged) } else { Ok(Contents { packaging, sheets }) }
}

/// Reads all of them, in parallel; the results stand in the order of `found`.
pub fn read_all(found: &[Found]) -> Vec<Result<Workbook, Diagnostic>> {
    found.par_iter().map(|f| read_bytes(&bytes_of(f)?, &f.shown)).collect()
}

/// Keeps count of cells and text against the caps of a workbook.
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    const fn new() -> Self {
        Self { cells: MAX_CELLS, text: MAX_TEXT }
    }

    /// Takes one cell, or says that there are too many.
    fn take(&mut self) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or(Refusal::TooManyCells)?;
        Ok(())
    }

    /// Takes one cell with this text in it.
    fn take_text(&mut self, text: &str) -> Result<(), Refusal> {
        self.text = self.text.checked_sub(text.len()).ok_or(Refusal::TooManyCells)?;
        self.take()
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
