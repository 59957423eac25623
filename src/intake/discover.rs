//! Which files of a period's folder are workbooks: by content where the name does not tell, archives opened.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::archive;
use super::sniff::{self, Kind};
use super::{MAX_FILE, Packaging};
use crate::diag::Diagnostics;
use crate::words::intake as words;

/// Folders below the period's folder that are looked into: an unpacked archive often brings one or two.
const DEPTH: usize = 4;

/// A file that may be a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it lies; for a member of an archive, where the archive lies.
    pub path: PathBuf,
    /// Its name in messages: relative to the workspace, `/` as separator; a member stands below its archive.
    pub shown: String,
    /// The way to a member through the archives; empty for a plain file.
    pub(super) inside: Vec<usize>,
}

impl Found {
    /// A plain file under the name that messages use.
    pub fn file(path: PathBuf, shown: String) -> Self {
        Self { path, shown, inside: Vec::new() }
    }

    /// Whether it is a member of an archive.
    pub const fn is_member(&self) -> bool {
        !self.inside.is_empty()
    }
}

/// The workbooks in `period_dir`, sorted by name; `root` is the workspace.
///
/// Owner files (`~$…`, `.~lock…`), hidden files and the workspace's own TOML are passed over without a word; any other file is named in a warning.
pub fn discover(root: &Path, period_dir: &Path) -> (Vec<Found>, Diagnostics) {
    let mut found = Vec::new();
    let mut diagnostics = Diagnostics::new();
    if !period_dir.is_dir() {
        diagnostics.push(words::no_period_folder(&shown(root, period_dir)));
        return (found, diagnostics);
    }
    let mut strangers = Vec::new();
    let walk = WalkDir::new(period_dir).follow_links(true).max_depth(DEPTH).sort_by_file_name();
    let passed = |e: &walkdir::DirEntry| e.depth() > 0 && is_passed_over(&e.file_name().to_string_lossy());
    for entry in walk.into_iter().filter_entry(|e| !passed(e)) {
        match entry {
            Ok(e) if e.file_type().is_file() => {
                let name = shown(root, e.path());
                if let Some(listing) = archive::list(e.path()) {
                    unpack(e.path(), &name, listing, &mut found, &mut diagnostics);
                } else if is_workbook(e.path()) {
                    found.push(Found::file(e.into_path(), name));
                } else {
                    strangers.push(name);
                }
            }
            Ok(_) => {}
            Err(e) => {
                let name = e.path().map_or_else(|| shown(root, period_dir), |p| shown(root, p));
                diagnostics.push(words::cannot_list(&name));
            }
        }
    }
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    strangers.sort();
    for name in &strangers {
        diagnostics.push(words::not_a_workbook(name));
    }
    if found.is_empty() {
        diagnostics.push(words::empty_period_folder(&shown(root, period_dir)));
    }
    (found, diagnostics)
}

/// The workbooks among files that a person named: each of them, whatever its name, archives opened; only owner files are passed over, with a word.
pub fn given(files: &[PathBuf]) -> (Vec<Found>, Diagnostics) {
    let mut found = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for path in files {
        let name = path.to_string_lossy().replace('\\', "/");
        let own = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
        if own.starts_with('~') || own.starts_with(".~") {
            diagnostics.push(words::owner_file_skipped(&name));
        } else if let Some(listing) = archive::list(path) {
            unpack(path, &name, listing, &mut found, &mut diagnostics);
        } else {
            found.push(Found::file(path.clone(), name));
        }
    }
    (found, diagnostics)
}

/// Adds the members of an archive.
fn unpack(path: &Path, name: &str, listing: archive::Listing, found: &mut Vec<Found>, diagnostics: &mut Diagnostics) {
    if listing.books.is_empty() {
        diagnostics.push(words::archive_without_workbook(name));
    } else if !listing.others.is_empty() {
        diagnostics.push(words::archive_others(name, &listing.others));
    }
    if listing.cut {
        diagnostics.push(words::archive_too_large(name, archive::MOST_MEMBERS));
    }
    let mut members = listing.books;
    members.sort_by(|a, b| a.1.cmp(&b.1));
    found.extend(members.into_iter().map(|(inside, member)| Found { path: path.to_owned(), shown: format!("{name}/{member}"), inside }));
}

/// Whether a file of this name is no concern of anybody.
pub(super) fn is_passed_over(name: &str) -> bool {
    let lower = name.to_lowercase();
    // `~$` may have lost its dollar on the way through a mail program, `.~lock` its point never.
    name.starts_with('~') || name.starts_with('.') || lower.ends_with(".toml") || matches!(lower.as_str(), "thumbs.db" | "desktop.ini" | "__macosx")
}

/// What a name says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    /// A spreadsheet by name: it is read, whatever it is, and named if it cannot be.
    Workbook,
    /// Surely something else.
    Other,
    /// The content must tell.
    Unsure,
}

pub(super) fn by_name(name: &str) -> Guess {
    let file = name.rsplit('/').next().unwrap_or(name);
    let extension = file.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlt" | "et" | "ett" | "xlsb" | "ods" | "ots" | "csv" | "tsv" => Guess::Workbook,
        "doc" | "docx" | "docm" | "wps" | "wpt" | "rtf" | "odt" | "ofd" | "pdf" | "ppt" | "pptx" | "dps" | "md" | "jpg" | "jpeg" | "png" | "gif"
        | "bmp" | "tif" | "tiff" | "heic" | "webp" | "mp3" | "mp4" | "mov" | "avi" | "wav" | "exe" | "dll" | "lnk" | "url" | "eml" | "msg" | "db"
        | "log" | "ttf" | "otf" => Guess::Other,
        _ => Guess::Unsure,
    }
}

/// Whether what the content tells is read as a workbook under this name.
pub(super) fn is_book(kind: Kind, name: &str) -> bool {
    let lower = name.to_lowercase();
    match kind {
        Kind::Package { .. } | Kind::Compound | Kind::Html | Kind::XmlTable => true,
        // A text with a few commas may be anything; only a name that promises a table makes it one.
        Kind::Text => [".txt", ".tab", ".prn"].iter().any(|e| lower.ends_with(e)),
        Kind::Archive => false,
    }
}

fn is_workbook(path: &Path) -> bool {
    let name = path.to_string_lossy();
    match by_name(&name.replace('\\', "/")) {
        Guess::Workbook => true,
        Guess::Other => is_package(path),
        Guess::Unsure => {
            let small = std::fs::metadata(path).is_ok_and(|m| m.len() <= MAX_FILE);
            small && std::fs::read(path).is_ok_and(|bytes| sniff::kind(&bytes).is_ok_and(|kind| is_book(kind, &name)))
        }
    }
}

/// Whether a file with another program's name is a workbook all the same: only where its content leaves no doubt.
fn is_package(path: &Path) -> bool {
    let Ok(bytes) = std::fs::metadata(path).and_then(|m| if m.len() <= MAX_FILE { std::fs::read(path) } else { Ok(Vec::new()) }) else {
        return false;
    };
    matches!(sniff::kind(&bytes), Ok(Kind::Package { packaging: Packaging::Xlsx | Packaging::Xlsb | Packaging::Ods, .. }))
}

fn shown(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;

    #[test]
    fn workbooks_are_found_sorted_and_other_files_are_named() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("inputs/2023-02");
        std::fs::create_dir_all(dir.join("补报")).unwrap();
        for name in
            ["乙县.xlsx", "甲县.XLS", "~$甲县.xlsx", ".~lock.甲县.xlsx#", ".hidden.xlsx", "meeting.toml", "说明.docx", "补报/丙县.et", "材料.zip"]
        {
            std::fs::write(dir.join(name), "x").unwrap();
        }
        let (found, diagnostics) = discover(root.path(), &dir);
        let names: Vec<&str> = found.iter().map(|f| f.shown.as_str()).collect();
        assert_eq!(names, ["inputs/2023-02/乙县.xlsx", "inputs/2023-02/甲县.XLS", "inputs/2023-02/补报/丙县.et"]);
        let said: Vec<_> = diagnostics.iter().map(|d| (d.severity, d.origin.path().unwrap_or_default())).collect();
        assert_eq!(said, [(Severity::Warning, "inputs/2023-02/材料.zip"), (Severity::Warning, "inputs/2023-02/说明.docx")]);
    }

    #[test]
    fn a_missing_and_an_empty_folder_are_errors() {
        let root = tempfile::tempdir().unwrap();
        let (_, none) = discover(root.path(), &root.path().join("inputs/2023-02"));
        assert_eq!(none.iter().map(|d| d.code).collect::<Vec<_>>(), ["period-folder-missing"]);
        let (_, empty) = discover(root.path(), root.path());
        assert_eq!(empty.iter().map(|d| d.code).collect::<Vec<_>>(), ["period-folder-empty"]);
    }
}
