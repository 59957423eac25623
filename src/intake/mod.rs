//! Layer 2. Files in, cells with addresses out; judges nothing.
//!
//! In: the workbooks of a period's folder. Out: one [`Workbook`] each, with every used cell under its absolute address, or one sentence why a file cannot
//! be read. A bad cell never costs a sheet, a bad file never costs another file.

mod dates;
mod discover;
mod other;
mod sniff;
mod xlsx;

use std::cell::Cell as Flag;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Once};

use jiff::civil::Date;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diag::Diagnostic;
use crate::origin::CellRef;
use crate::words::intake as words;

pub use dates::serial_date;
pub use discover::{Found, discover};

/// Largest file that is opened, in bytes: a county form has about 60 kB.
const MAX_FILE: u64 = 32 << 20;
/// Most cells that are kept of one workbook.
const MAX_CELLS: usize = 500_000;
/// Most sheets that are read of one workbook.
const MAX_SHEETS: usize = 200;

/// One file as it was sent: every used cell with its absolute address; nothing judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// The name that messages and sources use: relative to the workspace, `/` as separator.
    pub file: Arc<str>,
    /// Hash of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its worksheets in their order.
    pub sheets: Vec<Sheet>,
}

/// One worksheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name, as written.
    pub name: Arc<str>,
    /// Whether it is hidden from the user.
    pub hidden: bool,
    /// Its used cells.
    pub cells: BTreeMap<CellRef, Cell>,
    /// Damaged cells whose address could not be told.
    pub lost: usize,
}

impl Sheet {
    /// The cell at `row`, `col`, both from 0, if it is used.
    pub fn at(&self, row: u32, col: u32) -> Option<&Cell> {
        self.cells.get(&CellRef::new(row, col))
    }

    /// The used cells of a row, from the left.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.range(CellRef::new(row, 0)..=CellRef::new(row, u32::MAX)).map(|(at, cell)| (at.col, cell))
    }

    /// The numbers of the rows that have a used cell, in order.
    pub fn used_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|at| at.row).collect();
        rows.dedup();
        rows
    }
}

/// One used cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What stands in it, or the cached result of its formula.
    pub value: Raw,
    /// Its formula without the `=`, where the format gives it.
    pub formula: Option<String>,
    /// Whether its number format shows a percentage; only .xlsx tells.
    pub percent: bool,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Raw {
    /// Nothing: a formula without a result.
    Blank,
    /// A number.
    Number(f64),
    /// Text, as written.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// A number shown as a date; `None` where there is no such day.
    Date(Option<Date>),
    /// A number shown as a time or a duration.
    Time,
    /// An error value such as `#REF!`.
    Error(String),
    /// Damaged: the file does not say what it is.
    Damaged,
}

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
    let sheets = match sniff::kind(bytes, shown)? {
        sniff::Kind::Xlsx => quietly(|| xlsx::read(bytes, shown)),
        sniff::Kind::Xlsb => quietly(|| other::xlsb(bytes, shown)),
        sniff::Kind::Xls => quietly(|| other::xls(bytes, shown)),
        sniff::Kind::Ods => quietly(|| other::ods(bytes, shown)),
    };
    // A panic of a reader is caught here so that one damaged file never stops the others.
    let sheets = sheets.unwrap_or_else(|| Err(words::damaged(shown)))?;
    let sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    Ok(Workbook { file: shown.into(), sha256, sheets })
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
