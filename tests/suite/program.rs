//! The program run as a user runs it, on a copy of the shipped workspace; packages with a changed part.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What a command gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn run(folder: &Path, args: &[&str]) -> Ran {
    let done = Command::cargo_bin("hongtou").unwrap().current_dir(folder).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: done.status.code().unwrap(), out: text(&done.stdout), err: text(&done.stderr) }
}

/// A copy of the shipped workspace with the forms of some periods.
pub fn workspace(periods: &[&str]) -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().unwrap();
    copy(&root.join("templates"), &dir.path().join("templates"));
    fs::create_dir_all(dir.path().join("inputs")).unwrap();
    for file in ["campaign.toml", "phrases.toml"] {
        fs::copy(root.join("inputs").join(file), dir.path().join("inputs").join(file)).unwrap();
    }
    for period in periods {
        copy(&root.join("inputs").join(period), &dir.path().join("inputs").join(period));
    }
    dir
}

/// A copy of the whole shipped workspace.
pub fn everything() -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().unwrap();
    for folder in ["inputs", "templates"] {
        copy(&root.join(folder), &dir.path().join(folder));
    }
    dir
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The package with the text of one part changed.
pub fn patched(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut f = zip.by_index(i).unwrap();
        let name = f.name().unwrap().to_string();
        let mut text = Vec::new();
        f.read_to_end(&mut text).unwrap();
        if name == part {
            text = change(String::from_utf8(text).unwrap()).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}
