//! Layer 0. Where something came from: a file, a cell of a workbook, a place in a text.
//!
//! In: names and numbers from the readers. Out: an [`Origin`] that a diagnostic or a figure carries to the end of the run.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The address of one cell, counted from zero; prints and parses as A1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u32,
}

impl CellRef {
    /// The cell at `row`, `col`, both counted from zero.
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut n = u64::from(self.col) + 1;
        while n > 0 {
            n -= 1;
            letters.push(char::from(b'A' + (n % 26) as u8));
            n /= 26;
        }
        let name: String = letters.into_iter().rev().collect();
        write!(f, "{name}{}", u64::from(self.row) + 1)
    }
}

/// A text that is no cell address such as `B7`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a cell address: {0}")]
pub struct CellRefError(String);

impl FromStr for CellRef {
    type Err = CellRefError;

    fn from_str(s: &str) -> Result<Self, CellRefError> {
        let bad = || CellRefError(s.to_owned());
        let split = s.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
        let (letters, digits) = s.split_at(split);
        // Three letters reach XFD, seven digits reach row 1 048 576: nothing longer can be a cell.
        if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
            return Err(bad());
        }
        let mut col = 0u32;
        for b in letters.bytes() {
            if !b.is_ascii_alphabetic() {
                return Err(bad());
            }
            col = col * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1;
        }
        let row: u32 = digits.parse().map_err(|_| bad())?;
        if row == 0 {
            return Err(bad());
        }
        Ok(Self { row: row - 1, col: col - 1 })
    }
}

impl Serialize for CellRef {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One cell of one workbook: the source of a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CellSource {
    /// Path relative to the workspace, `/` as separator.
    pub file: Arc<str>,
    /// Name of the sheet.
    pub sheet: Arc<str>,
    /// Address of the cell.
    pub cell: CellRef,
}

/// Where something stands. Paths are relative to the workspace with `/` as separator, or as they were given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Nowhere in particular: the run as a whole.
    Run,
    /// A whole file or folder.
    File {
        /// The path.
        file: Arc<str>,
    },
    /// A whole sheet of a workbook.
    Sheet {
        /// The path.
        file: Arc<str>,
        /// Name of the sheet.
        sheet: Arc<str>,
    },
    /// A cell of a workbook.
    Cell(CellSource),
    /// A place in a text file (TOML, template, Markdown).
    Text {
        /// The path.
        file: Arc<str>,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
    },
}

impl Origin {
    /// The whole file at `file`.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self::File { file: file.into() }
    }

    /// A whole sheet of a file.
    pub fn sheet(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>) -> Self {
        Self::Sheet { file: file.into(), sheet: sheet.into() }
    }

    /// A cell of a sheet of a file.
    pub fn cell(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>, cell: CellRef) -> Self {
        Self::Cell(CellSource { file: file.into(), sheet: sheet.into(), cell })
    }

    /// The place of byte `offset` in `text`, the contents of `file`.
    pub fn in_text(file: impl Into<Arc<str>>, text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line = before.matches('\n').count() as u32 + 1;
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let column = before[start..].chars().count() as u32 + 1;
        Self::Text { file: file.into(), line, column }
    }

    /// The file that the place is in, if any.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Run => None,
            Self::File { file } | Self::Sheet { file, .. } | Self::Text { file, .. } => Some(file),
            Self::Cell(c) => Some(&c.file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_and_parse_as_spreadsheets_write_them() {
        for (row, col, name) in
            [(0, 0, "A1"), (6, 1, "B7"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 701, "ZZ1"), (0, 702, "AAA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellRef::new(row, col).to_string(), name);
            assert_eq!(name.parse::<CellRef>().ok(), Some(CellRef::new(row, col)));
        }
        for bad in ["", "7", "B", "B0", "ABCD1", "B-1", "好1", "A99999999"] {
            assert!(bad.parse::<CellRef>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_byte_offset_becomes_line_and_column_in_characters() {
        assert_eq!(Origin::in_text("f", "一二\n三四五", 7 + 3), Origin::Text { file: "f".into(), line: 2, column: 2 });
    }
}
