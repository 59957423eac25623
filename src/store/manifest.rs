//! `manifest.json` of a period: what was written from what.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What a run wrote for a period, and from what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The period.
    pub period: String,
    /// The papers.
    pub documents: Vec<DocumentEntry>,
    /// Other products: forms, marked workbooks, inspection sheets.
    pub reports: Vec<DocumentEntry>,
    /// The workbooks and TOML files read.
    pub inputs: Vec<InputEntry>,
    /// The templates used.
    pub templates: Vec<InputEntry>,
    /// The faces used.
    pub fonts: Vec<FontEntry>,
    /// The program.
    pub program: ProgramEntry,
}

/// One paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// Id of the paper, with the person or unit where there is one for each.
    pub id: String,
    /// Title.
    pub title: String,
    /// Audience: `internal`, `counties`, `public`.
    pub audience: String,
    /// Its files.
    pub files: Vec<FileEntry>,
}

/// One file: for a text, as the program last wrote it, which tells an edited one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// `md`, `pdf`, `docx`, `xlsx` or, for the charts of a text, `svg`.
    pub format: String,
    /// Path relative to the workspace, `/` as separator.
    pub path: String,
    /// Length.
    pub bytes: u64,
    /// SHA-256.
    pub sha256: String,
}

/// One file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputEntry {
    /// Path relative to the workspace, `/` as separator.
    pub path: String,
    /// SHA-256.
    pub sha256: String,
}

/// One face.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FontEntry {
    /// Role.
    pub role: String,
    /// PostScript name of the face.
    pub name: String,
    /// Its file; `embedded` for the built-in ones.
    pub file: String,
    /// Whether it stands in for a standard face.
    pub substituted: bool,
}

/// The program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramEntry {
    /// Its version.
    pub version: String,
}

impl Manifest {
    /// What it says of the file at `path`.
    pub fn file(&self, path: &str) -> Option<&FileEntry> {
        self.documents.iter().chain(&self.reports).flat_map(|d| &d.files).find(|f| f.path == path)
    }
}
