//! All roles with their faces: the choice among what was found, and the glyph for a character in a role.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use super::discover::{self, Found};
use super::face::Face;
use super::role::{Class, Role, candidates};
use crate::words;

/// LXGW WenKai 1.330 Regular (OFL 1.1), joined by build.rs: all of the 8,105 通用规范汉字 and of GBK.
static WENKAI: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fallback.ttf"));

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

/// The faces of one role in the order in which they are asked for a character; the first is the role's own.
#[derive(Debug, Clone)]
struct Chain {
    class: Class,
    faces: Vec<usize>,
}

impl FontBook {
    /// The faces of this machine: the workspace's `fonts/` first, then `extra` folders, the system's and the user's, then what is inside the
    /// program. Among faces of one class (standard, near, open) the order of `roles.toml` decides, then the order of the folders.
    pub fn load(workspace_fonts: Option<&Path>, extra: &[PathBuf]) -> Self {
        let mut folders: Vec<PathBuf> = workspace_fonts.map(Path::to_path_buf).into_iter().chain(extra.iter().cloned()).collect();
        folders.extend(discover::system_folders());
        Self::from_folders(&folders)
    }

    /// The faces of one folder and of the program: independent of the machine.
    pub fn from_folder(folder: &Path) -> Self {
        Self::from_folders(&[folder.to_path_buf()])
    }

    /// The faces inside the program alone: the same on every machine.
    pub fn embedded() -> Self {
        Self::from_folders(&[])
    }

    fn from_folders(folders: &[PathBuf]) -> Self {
        let (found, damaged) = discover::search(folders);
        let mut shelf = Shelf { found: &found, faces: Vec::new(), opened: BTreeMap::new() };
        let latin = shelf.choose(Role::Latin);
        let mut chain = |role| shelf.chain(role);
        let [title, fang, kai, hei, song] = [Role::TitleSong, Role::FangSong, Role::Kai, Role::Hei, Role::Song].map(&mut chain);
        // Without a Times-like face, letters and figures are those of the 仿宋 face, which is also what the standard's own examples show.
        let mut letters = fang.clone();
        if let Some((class, face)) = latin {
            letters = Chain { class, faces: std::iter::once(face).chain(letters.faces).collect() };
        }
        let mut book = Self { faces: shelf.faces, roles: [title, fang, kai, hei, song, letters], damaged };
        book.drop_unused_faces();
        // The tables of the faces in use are wanted at once by all threads: build them side by side now.
        book.used().into_par_iter().for_each(|face| {
            face.glyph(' ');
            face.advance(0);
        });
        book
    }

    fn used(&self) -> Vec<&Arc<Face>> {
        Role::ALL.into_iter().map(|r| self.face(r)).collect()
    }

    /// Faces that were only looked at go; the order stays.
    fn drop_unused_faces(&mut self) {
        let in_use: std::collections::BTreeSet<usize> = self.roles.iter().flat_map(|c| c.faces.iter().copied()).collect();
        for chain in &mut self.roles {
            chain.faces.iter_mut().for_each(|f| *f = in_use.range(..*f).count());
        }
        self.faces = in_use.iter().filter_map(|i| self.faces.get(*i).cloned()).collect();
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
        let sign = is_sign(c);
        chain.faces.iter().find_map(|&face| {
            // The embedded 黑体 was drawn for other countries' punctuation: an ellipsis on the baseline, a comma in the middle of its cell.
            let f = self.faces.get(face).filter(|f| !sign || !is_droid(f))?;
            let id = f.glyph(c)?;
            Some(GlyphRef { face, id, advance: f.advance(id) })
        })
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

    /// Font files that could not be read and were passed over.
    pub fn damaged_files(&self) -> &[PathBuf] {
        &self.damaged
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{24F}' | '\u{370}'..='\u{3FF}') && !matches!(c, '·' | '§' | '¨' | '°' | '±' | '×' | '÷')
}

/// Punctuation of Chinese text.
fn is_sign(c: char) -> bool {
    matches!(c, '·' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF3D}' | '\u{FF5B}'..='\u{FF5E}')
}

fn is_droid(face: &Arc<Face>) -> bool {
    DROID.as_ref().is_some_and(|droid| Arc::ptr_eq(droid, face))
}

/// Faces opened so far, each once.
struct Shelf<'a> {
    found: &'a [Found],
    faces: Vec<Arc<Face>>,
    opened: BTreeMap<(PathBuf, u32), Option<usize>>,
}

impl Shelf<'_> {
    /// The chain of a Chinese role.
    fn chain(&mut self, role: Role) -> Chain {
        let own = self.choose(role);
        let mut faces: Vec<usize> = own.iter().map(|(_, face)| *face).collect();
        for name in &candidates(role).glyph_fallback {
            faces.extend(self.named(name, None));
        }
        // Serif and script roles end in the one embedded text face, 黑体 in the embedded sans.
        if role == Role::Hei {
            faces.extend(self.embedded(&DROID));
        }
        faces.extend(self.embedded(&WENKAI_FACE));
        let mut seen = Vec::with_capacity(faces.len());
        faces.retain(|f| {
            !seen.contains(f) && {
                seen.push(*f);
                true
            }
        });
        Chain { class: own.map_or(Class::Embedded, |(class, _)| class), faces }
    }

    /// The best face found for a role, if any. A face without the commonest character of its script is damaged or a mere supplement.
    fn choose(&mut self, role: Role) -> Option<(Class, usize)> {
        let common = if role == Role::Latin { 'A' } else { '国' };
        candidates(role).ranked().find_map(|(class, name)| Some((class, self.named(name, Some(common))?)))
    }

    /// The face of a (folded) name: one whose full or PostScript name it is, otherwise the most regular one of the family.
    fn named(&mut self, name: &str, must_have: Option<char>) -> Option<usize> {
        let found = self.found;
        let mut exact = found.iter().filter(|f| f.names.exact.iter().any(|n| n == name));
        if let Some(face) = exact.find_map(|f| self.open(f, must_have)) {
            return Some(face);
        }
        let family = found.iter().filter(|f| f.names.family.iter().any(|n| n == name));
        let family: Vec<usize> = family.filter_map(|f| self.open(f, must_have)).collect();
        family.into_iter().min_by_key(|i| self.faces.get(*i).map(|f| f.oddity()))
    }

    fn open(&mut self, found: &Found, must_have: Option<char>) -> Option<usize> {
        let key = (found.path.clone(), found.names.index);
        let face = match self.opened.get(&key) {
            Some(known) => *known,
            None => {
                let face = Face::open(&found.path, found.names.index).ok().map(|face| self.put(Arc::new(face)));
                self.opened.insert(key, face);
                face
            }
        }?;
        let has = |c| self.faces.get(face).is_some_and(|f| f.glyph(c).is_some());
        must_have.is_none_or(has).then_some(face)
    }

    fn embedded(&mut self, face: &LazyLock<Option<Arc<Face>>>) -> Option<usize> {
        let face = face.as_ref()?;
        Some(self.faces.iter().position(|f| Arc::ptr_eq(f, face)).unwrap_or_else(|| self.put(face.clone())))
    }

    fn put(&mut self, face: Arc<Face>) -> usize {
        self.faces.push(face);
        self.faces.len() - 1
    }
}

static WENKAI_FACE: LazyLock<Option<Arc<Face>>> = LazyLock::new(|| Face::from_static(WENKAI).ok().map(Arc::new));
static DROID: LazyLock<Option<Arc<Face>>> =
    LazyLock::new(|| mupdf_fonts_droid::cjk_font(0, false).and_then(|f| Face::from_static(f.data).ok()).map(Arc::new));
