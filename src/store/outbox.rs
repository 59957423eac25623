//! The folder of one period in `out`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{FileEntry, Manifest, sha256};
use crate::diag::Diagnostic;
use crate::words;

/// Complete bytes of one file; the same input gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// `md`, `pdf`, `docx`, `xlsx` or, for the charts of a text, `svg`.
    pub format: &'static str,
    /// File name in the period's folder, with extension; may contain folders with `/`.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// What became of a generated text beside what stands in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Draft {
    /// Nobody touched it: the generated text is the text.
    Ours,
    /// A person edited the file: this is their text, which the other formats are made from.
    Edited {
        /// Path relative to the workspace.
        path: Arc<str>,
        /// Their text.
        text: String,
    },
}

/// The folder of one period in `out`, opened for a run.
#[derive(Debug)]
pub struct Outbox {
    root: PathBuf,
    folder: String,
    last: Option<Manifest>,
}

impl Outbox {
    /// Opens `out/<period>` of the workspace at `root`, makes it where it is missing, and makes sure that it can be written to.
    ///
    /// # Errors
    /// A diagnostic when the folder cannot be made or written to; nothing was written then.
    pub fn open(root: &Path, period: &str) -> Result<Self, Diagnostic> {
        let folder = format!("out/{period}");
        let path = root.join(&folder);
        let made = fs::create_dir_all(&path).and_then(|()| tempfile::Builder::new().prefix(".hongtou-").tempfile_in(&path).map(drop));
        made.map_err(|e| words::run::out_not_writable(&folder, &e))?;
        let last = fs::read(path.join("manifest.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(Self { root: root.to_owned(), folder, last })
    }

    /// Path of a file of this folder, relative to the workspace.
    pub fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    /// What the last run wrote, if its manifest is there and whole.
    pub fn last(&self) -> Option<&Manifest> {
        self.last.as_ref()
    }

    /// Tells whether the text at `name` was edited by a person since the last run. Without a manifest every text that is there counts as
    /// edited, unless it is what is generated now.
    pub fn draft(&self, name: &str, generated: &str) -> Draft {
        let path = self.path(name);
        match fs::read(self.root.join(&path)) {
            Ok(bytes) if !self.is_ours(&path, &bytes, generated.as_bytes()) => {
                Draft::Edited { text: String::from_utf8_lossy(&bytes).into_owned(), path: path.into() }
            }
            _ => Draft::Ours,
        }
    }

    fn is_ours(&self, path: &str, there: &[u8], generated: &[u8]) -> bool {
        there == generated || self.last.as_ref().and_then(|m| m.file(path)).is_some_and(|f| f.sha256 == sha256(there))
    }

    /// Writes a generated text at `name`, or beside it as `….new.md` where a person edited what stands there. Gives the entries for the
    /// manifest and the name under which the new text now stands.
    ///
    /// # Errors
    /// A diagnostic when the file cannot be written.
    pub fn write_text(&self, name: &str, generated: &str) -> Result<(Vec<FileEntry>, String), Diagnostic> {
        self.write_beside(Artifact { format: "md", name: name.to_owned(), bytes: generated.as_bytes().to_vec() })
    }

    /// Writes any file that people may go on working in (a text, a workbook) at its name, or beside it as `….new.md`, `….new.xlsx` where a person
    /// edited what stands there. Gives the entries for the manifest and the name under which the new one now stands.
    ///
    /// # Errors
    /// A diagnostic when the file cannot be written.
    pub fn write_beside(&self, artifact: Artifact) -> Result<(Vec<FileEntry>, String), Diagnostic> {
        let mut entries = Vec::new();
        let mut artifact = artifact;
        loop {
            let path = self.path(&artifact.name);
            match fs::read(self.root.join(&path)) {
                Ok(bytes) if !self.is_ours(&path, &bytes, &artifact.bytes) => {
                    // What the program last wrote there stays on record, so that the edit is still told from our text next time.
                    entries.extend(self.last.as_ref().and_then(|m| m.file(&path)).cloned());
                    artifact.name = beside(&artifact.name);
                }
                _ => break,
            }
        }
        entries.push(self.write(&artifact)?);
        Ok((entries, artifact.name))
    }

    /// Takes away a `….new.md` (`….new.xlsx`) of an earlier run that nobody touched, once the file itself is ours again.
    pub fn drop_stale_copy(&self, name: &str) {
        let path = self.path(&beside(name));
        let full = self.root.join(&path);
        let ours = fs::read(&full).is_ok_and(|bytes| self.last.as_ref().and_then(|m| m.file(&path)).is_some_and(|f| f.sha256 == sha256(&bytes)));
        if ours {
            // A copy that cannot be removed (open in another program) does no harm: it is still known as ours.
            let _ = fs::remove_file(full);
        }
    }

    /// Takes away a file of an earlier run that is no longer due, unless somebody has changed it since.
    pub fn withdraw(&self, file: &FileEntry) {
        let full = self.root.join(&file.path);
        if fs::read(&full).is_ok_and(|bytes| sha256(&bytes) == file.sha256) {
            // One that cannot be removed is open in another program; it is named nowhere any more.
            let _ = fs::remove_file(full);
        }
    }

    /// Writes a file whole or not at all.
    ///
    /// # Errors
    /// A diagnostic that names the file and what to do (it may be open in another program).
    pub fn write(&self, artifact: &Artifact) -> Result<FileEntry, Diagnostic> {
        let path = self.path(&artifact.name);
        write_whole(&self.root.join(&path), &artifact.bytes).map_err(|e| words::run::file_not_writable(&path, &e))?;
        Ok(FileEntry { format: artifact.format.to_owned(), path, bytes: artifact.bytes.len() as u64, sha256: sha256(&artifact.bytes) })
    }

    /// Writes the manifest, the last thing of a run.
    ///
    /// # Errors
    /// As [`Outbox::write`].
    pub fn finish(&self, manifest: &Manifest) -> Result<(), Diagnostic> {
        let path = self.path("manifest.json");
        let mut json = serde_json::to_vec_pretty(manifest).unwrap_or_default();
        json.push(b'\n');
        write_whole(&self.root.join(&path), &json).map_err(|e| words::run::file_not_writable(&path, &e))
    }
}

/// `甲.md` → `甲.new.md`.
fn beside(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => format!("{stem}.new.{extension}"),
        _ => format!("{name}.new"),
    }
}

/// Writes `bytes` to `path` by way of a temporary file beside it, so that a reader never sees half a file.
///
/// # Errors
/// Those of the file system.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hongtou-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // tempfile makes files for their owner alone; papers are for the office.
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_data()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

#[cfg(test)]
mod tests;
