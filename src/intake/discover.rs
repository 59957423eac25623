//! Which files of a period's folder are workbooks.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diag::Diagnostics;
use crate::words::intake as words;

/// Folders below the period's folder that are looked into: an unpacked archive often brings one or two.
const DEPTH: usize = 4;

/// A file that may be a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name in messages: relative to the workspace, `/` as separator.
    pub shown: String,
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
    for entry in walk.into_iter().filter_entry(|e| e.depth() == 0 || !is_passed_over(e)) {
        match entry {
            Ok(e) if e.file_type().is_file() => {
                let name = shown(root, e.path());
                if is_workbook(e.path()) {
                    found.push(Found { path: e.into_path(), shown: name });
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

fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let lower = name.to_lowercase();
    // `~$` may have lost its dollar on the way through a mail program, `.~lock` its point never.
    name.starts_with('~') || name.starts_with('.') || lower.ends_with(".toml") || lower == "thumbs.db" || lower == "desktop.ini"
}

fn is_workbook(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    matches!(extension.as_str(), "xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlt" | "et" | "ett" | "xlsb" | "ods" | "ots" | "csv" | "tsv")
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
