//! Which font files there are. In: folders in order of preference. Out: the members whose names some role asks for.

use std::env;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::names::{self, Names};
use super::role::{Class, Role, candidates, is_wanted};

/// A member of a font file that some role asks for.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub path: PathBuf,
    pub names: Names,
    /// Whether it is the user's: put into a folder of the workspace.
    pub own: bool,
}

/// A folder to search.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub path: PathBuf,
    /// Whether what is in it is the user's.
    pub own: bool,
}

/// Searches folder by folder and stops after the first one with which every role has a standard face.
///
/// The result is in the order of the folders, then of the paths; the second value lists font files of the user's that cannot be read.
pub(super) fn search(folders: &[Folder]) -> (Vec<Found>, Vec<PathBuf>) {
    let (mut found, mut damaged) = (Vec::new(), Vec::new());
    for folder in folders {
        let own = folder.own;
        let mut files: Vec<PathBuf> = font_files(&folder.path).collect();
        // Walks come in the order of the file system; the same fonts must give the same choice everywhere.
        files.sort();
        let read: Vec<_> = files.into_par_iter().map(|path| (names::read(&path), path)).collect();
        for (names, path) in read {
            match names {
                Ok(members) => found.extend(members.into_iter().filter(wanted).map(|names| Found { path: path.clone(), names, own })),
                Err(_) if own => damaged.push(path),
                Err(_) => {}
            }
        }
        if Role::ALL.into_iter().all(|role| has_standard(role, &found)) {
            break;
        }
    }
    (found, damaged)
}

fn font_files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let is_font = |p: &Path| p.extension().is_some_and(|e| ["ttf", "otf", "ttc", "otc"].iter().any(|x| e.eq_ignore_ascii_case(x)));
    let files = WalkDir::new(folder).max_depth(8).follow_links(true).into_iter();
    // A folder or a pipe may be named like a font.
    files.filter_map(Result::ok).filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path).filter(move |p| is_font(p))
}

fn wanted(names: &Names) -> bool {
    names.exact.iter().chain(&names.family).any(|n| is_wanted(n))
}

fn has_standard(role: Role, found: &[Found]) -> bool {
    let named = |name: &str| found.iter().any(|f| f.names.exact.iter().chain(&f.names.family).any(|n| n == name));
    candidates(role).ranked().take_while(|(class, _)| *class == Class::Standard).any(|(_, name)| named(name))
}

/// The font folders of this system and of this user, that exist.
pub(super) fn system_folders() -> Vec<PathBuf> {
    let from = |variable: &str, rest: &str| env::var_os(variable).map(|base| PathBuf::from(base).join(rest));
    let home = |rest: &str| env::home_dir().map(|base| base.join(rest));
    let fixed = |path: &str| Some(PathBuf::from(path));
    let folders = if cfg!(windows) {
        vec![from("WINDIR", "Fonts"), from("LOCALAPPDATA", "Microsoft\\Windows\\Fonts")]
    } else if cfg!(target_os = "macos") {
        vec![fixed("/System/Library/Fonts"), fixed("/Library/Fonts"), home("Library/Fonts"), fixed("/System/Library/AssetsV2")]
    } else {
        vec![
            fixed("/usr/share/fonts"),
            fixed("/usr/local/share/fonts"),
            home(".fonts"),
            from("XDG_DATA_HOME", "fonts").or_else(|| home(".local/share/fonts")),
        ]
    };
    folders.into_iter().flatten().filter(|f| f.is_dir()).collect()
}
