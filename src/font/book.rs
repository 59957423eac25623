//! All roles with their faces: the choice among what was found, and the glyph for a character in a role.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::discover::{self, Folder};
use super::face::Face;
use super::role::{Class, Role};
use super::shelf::{Shelf, is_droid};
use super::signs;
use crate::words;

/// A glyph that prints a character in a role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlyphRef {
    /// Index into [`FontBook::faces`].
    pub face: usize,
    /// Glyph id.
    pub id: u16,
    /// The face's own advance in em.
    pub advance: f64,
}

/// What a role is set in, for the manifest and `hongtou fonts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleReport {
    /// The role.
    pub role: Role,
    /// Key of the role, such as `xiaobiaosong`.
    pub key: &'static str,
    /// The role in Chinese, such as 小标宋.
    pub chinese: &'static str,
    /// Full name of the face.
    pub name: String,
    /// PostScript name of the face.
    pub postscript: String,
    /// Path of the file as it was given, or 程序内置.
    pub file: String,
    /// How close it is to what the standard names.
    pub class: Class,
    /// Whether it stands in for a face that the standard names.
    pub substituted: bool,
}

/// All roles with their faces.
#[derive(Debug)]
pub struct FontBook {
    faces: Vec<Arc<Face>>,
    roles: [Chain; Role::ALL.len()],
    damaged: Vec<PathBuf>,
}

/// The faces of one role in the order in which they are asked for a character; the first is the role's own, the others are fitted to it.
#[derive(Debug, Clone)]
struct Chain {
    class: Class,
    faces: Vec<usize>,
}

impl FontBook {
    /// The faces of this machine: the workspace's `fonts/` first, then `extra` folders, the system's and the user's, then what is inside the
    /// program. Among faces of one class (standard, near, open) the order of `roles.toml` decides, then the order of the folders.
    pub fn load(workspace_fonts: Option<&Path>, extra: &[PathBuf]) -> Self {
        let own = workspace_fonts.map(Path::to_path_buf).into_iter().chain(extra.iter().cloned()).map(|path| Folder { path, own: true });
        let system = discover::system_folders().into_iter().map(|path| Folder { path, own: false });
        Self::from_folders(&own.chain(system).collect::<Vec<_>>())
    }

    /// The faces of one folder and of the program: independent of the machine.
    pub fn from_folder(folder: &Path) -> Self {
        Self::from_folders(&[Folder { path: folder.to_path_buf(), own: true }])
    }

    /// The faces inside the program alone: the same on every machine.
    pub fn embedded() -> Self {
        Self::from_folders(&[])
    }

    fn from_folders(folders: &[Folder]) -> Self {
        let (found, damaged) = discover::search(folders);
        let mut shelf = Shelf::new(&found, damaged);
        let latin = shelf.choose(Role::Latin);
        let mut binder = Binder::default();
        let mut chain = |role| {
            let (class, files) = shelf.chain(role);
            Chain { class, faces: binder.bind(&shelf, &files) }
        };
        let [title, fang, kai, hei, song] = [Role::TitleSong, Role::FangSong, Role::Kai, Role::Hei, Role::Song].map(&mut chain);
        // Without a Times-like face, letters and figures are those of the 仿宋 face, which is also what the standard's own examples show.
        let mut letters = fang.clone();
        if let Some((class, file)) = latin {
            let own = binder.bind(&shelf, &[file]);
            letters = Chain { class, faces: own.into_iter().chain(letters.faces).collect() };
        }
        let book = Self { faces: binder.faces, roles: [title, fang, kai, hei, song, letters], damaged: shelf.damaged() };
        // The tables of the faces in use are wanted at once by all threads: build them side by side now.
        Role::ALL.into_par_iter().map(|r| book.face(r)).for_each(|face| {
            face.glyph(' ');
            face.advance(0);
        });
        book
    }

    /// The faces in use; a [`GlyphRef`] points into this list.
    pub fn faces(&self) -> &[Arc<Face>] {
        &self.faces
    }

    /// The face that a role is set in.
    pub fn face(&self, role: Role) -> &Arc<Face> {
        let index = self.chain(role).faces.first().copied().unwrap_or(0);
        // Every chain ends in an embedded face.
        #[allow(clippy::indexing_slicing)]
        &self.faces[index]
    }

    fn chain(&self, role: Role) -> &Chain {
        #[allow(clippy::indexing_slicing)] // one chain a role
        &self.roles[role as usize]
    }

    /// The glyph for a character in a role: the role's face, then its fallbacks, then the embedded one. `None`: no face has it.
    ///
    /// In the Latin role only letters, figures and ASCII signs come from a Latin face; quotation marks, dashes and ellipses are Chinese ones.
    pub fn glyph(&self, role: Role, c: char) -> Option<GlyphRef> {
        let chain = self.chain(if role == Role::Latin && !is_latin(c) { Role::FangSong } else { role });
        let sign = signs::is_sign(c);
        let mut misplaced = None;
        for &face in &chain.faces {
            // The embedded 黑体 was drawn for other countries' punctuation: an ellipsis on the baseline, a comma in the middle of its cell.
            let Some(f) = self.faces.get(face).filter(|f| !sign || !is_droid(f)) else { continue };
            let Some(own) = f.glyph(c) else { continue };
            let of = |id: u16| GlyphRef { face, id, advance: f.advance(id) };
            if let Some(id) = signs::well_placed(f, c, own) {
                return Some(of(id));
            }
            misplaced = misplaced.or(Some(of(own)));
        }
        misplaced
    }

    /// What every role is set in.
    pub fn report(&self) -> Vec<RoleReport> {
        let one = |role: Role| {
            let (face, class) = (self.face(role), self.chain(role).class);
            RoleReport {
                role,
                key: role.key(),
                chinese: role.chinese(),
                name: face.name().to_owned(),
                postscript: face.postscript_name().to_owned(),
                file: face.file().map_or_else(|| words::font::inside_the_program().to_owned(), str::to_owned),
                class,
                substituted: class != Class::Standard,
            }
        };
        Role::ALL.into_iter().map(one).collect()
    }

    /// One line for the user when the text is not set in the faces of the standard, which prescribes Chinese faces only.
    pub fn substitution_notice(&self) -> Option<String> {
        let report = self.report();
        let pairs: Vec<(&str, &str)> =
            report.iter().filter(|r| r.substituted && r.role != Role::Latin).map(|r| (r.chinese, r.name.as_str())).collect();
        (!pairs.is_empty()).then(|| words::font::substituted(&pairs))
    }

    /// One line for the user when font files of the workspace could not be used.
    pub fn damage_notice(&self) -> Option<String> {
        let files: Vec<String> = self.damaged.iter().map(|f| f.to_string_lossy().replace('\\', "/")).collect();
        (!files.is_empty()).then(|| words::font::damaged(&files))
    }

    /// Font files of the workspace that could not be used and were passed over.
    pub fn damaged_files(&self) -> &[PathBuf] {
        &self.damaged
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{24F}' | '\u{370}'..='\u{3FF}') && !matches!(c, '·' | '§' | '¨' | '°' | '±' | '×' | '÷')
}

/// Faces of the book while its roles are put together, each pair of font and host once.
#[derive(Default)]
struct Binder {
    faces: Vec<Arc<Face>>,
    places: BTreeMap<(usize, usize), usize>,
}

impl Binder {
    /// The faces of a chain of fonts: the first as it is, the others fitted to it.
    fn bind(&mut self, shelf: &Shelf<'_>, files: &[usize]) -> Vec<usize> {
        let Some(&host) = files.first() else { return Vec::new() };
        let mut out = Vec::with_capacity(files.len());
        for &file in files {
            let Some(font) = shelf.file(file) else { continue };
            let place = *self.places.entry((file, host)).or_insert_with(|| {
                self.faces.push(Arc::new(Face::new(font.clone(), shelf.file(host).cloned())));
                self.faces.len() - 1
            });
            out.push(place);
        }
        out
    }
}
