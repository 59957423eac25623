//! The choice among the fonts that were found: which one a role is set in, and which ones help it out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use super::discover::Found;
use super::face::Face;
use super::file::{FaceError, FontFile};
use super::role::{Class, Role, candidates};

/// LXGW WenKai 1.330 Regular (OFL 1.1), joined by build.rs: all of the 8,105 通用规范汉字 and of GBK.
static WENKAI: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fallback.ttf"));

static WENKAI_FONT: LazyLock<Option<Arc<FontFile>>> = LazyLock::new(|| FontFile::from_static(WENKAI).ok().map(Arc::new));
static DROID: LazyLock<Option<Arc<FontFile>>> =
    LazyLock::new(|| mupdf_fonts_droid::cjk_font(0, false).and_then(|f| FontFile::from_static(f.data).ok()).map(Arc::new));

/// Whether a face is the embedded 黑体.
pub(super) fn is_droid(face: &Face) -> bool {
    DROID.as_ref().is_some_and(|droid| Arc::ptr_eq(droid, face.file_of()))
}

/// Fonts opened so far, each once.
pub(super) struct Shelf<'a> {
    found: &'a [Found],
    files: Vec<Arc<FontFile>>,
    opened: BTreeMap<(PathBuf, u32), Option<usize>>,
    damaged: BTreeSet<PathBuf>,
}

impl<'a> Shelf<'a> {
    /// Nothing opened yet; `damaged` are files that are known to be so.
    pub fn new(found: &'a [Found], damaged: Vec<PathBuf>) -> Self {
        Self { found, files: Vec::new(), opened: BTreeMap::new(), damaged: damaged.into_iter().collect() }
    }

    /// A font by its number.
    pub fn file(&self, index: usize) -> Option<&Arc<FontFile>> {
        self.files.get(index)
    }

    /// The user's files that turned out to be damaged, in order.
    pub fn damaged(self) -> Vec<PathBuf> {
        self.damaged.into_iter().collect()
    }

    /// The fonts of a Chinese role: its own, then those that help out, nearest in style first.
    pub fn chain(&mut self, role: Role) -> (Class, Vec<usize>) {
        let own = self.choose(role);
        let mut files: Vec<usize> = own.iter().map(|(_, file)| *file).collect();
        let siblings = candidates(role).siblings.iter().filter_map(|key| Role::of_key(key));
        for role in std::iter::once(role).chain(siblings) {
            for (_, name) in candidates(role).ranked() {
                files.extend(self.named(name, None));
            }
        }
        for name in &candidates(role).glyph_fallback {
            files.extend(self.named(name, None));
        }
        // Text roles end in the one embedded text face. 黑体 and the heavy 小标宋 have the embedded sans before it: of the two it is nearer in weight.
        if role == Role::Hei || role == Role::TitleSong && own.is_some() {
            files.extend(self.embedded(&DROID));
        }
        files.extend(self.embedded(&WENKAI_FONT));
        let mut seen = BTreeSet::new();
        files.retain(|f| seen.insert(*f));
        (own.map_or(Class::Embedded, |(class, _)| class), files)
    }

    /// The best font found for a role, if any. One without the commonest character of its script is damaged or a mere supplement.
    pub fn choose(&mut self, role: Role) -> Option<(Class, usize)> {
        let common = if role == Role::Latin { 'A' } else { '国' };
        candidates(role).ranked().find_map(|(class, name)| Some((class, self.named(name, Some(common))?)))
    }

    /// The font of a (folded) name: one whose full or PostScript name it is, otherwise the most regular one of the family.
    fn named(&mut self, name: &str, must_have: Option<char>) -> Option<usize> {
        let found = self.found;
        let mut exact = found.iter().filter(|f| f.names.exact.iter().any(|n| n == name));
        if let Some(file) = exact.find_map(|f| self.open(f, must_have)) {
            return Some(file);
        }
        let family = found.iter().filter(|f| f.names.family.iter().any(|n| n == name));
        let family: Vec<usize> = family.filter_map(|f| self.open(f, must_have)).collect();
        family.into_iter().min_by_key(|i| self.files.get(*i).map(|f| f.oddity()))
    }

    fn open(&mut self, found: &Found, must_have: Option<char>) -> Option<usize> {
        let key = (found.path.clone(), found.names.index);
        let file = match self.opened.get(&key) {
            Some(known) => *known,
            None => {
                let file = match FontFile::open(&found.path, found.names.index) {
                    Ok(file) => Some(self.put(Arc::new(file))),
                    Err(FaceError::Unsupported) => None,
                    Err(_) => {
                        // The system's fonts are not the user's to mend.
                        if found.own {
                            self.damaged.insert(found.path.clone());
                        }
                        None
                    }
                };
                self.opened.insert(key, file);
                file
            }
        }?;
        let has = |c| self.files.get(file).is_some_and(|f| f.glyph(c).and_then(|id| f.ink(id)).is_some());
        must_have.is_none_or(has).then_some(file)
    }

    fn embedded(&mut self, font: &LazyLock<Option<Arc<FontFile>>>) -> Option<usize> {
        let font = font.as_ref()?;
        Some(self.files.iter().position(|f| Arc::ptr_eq(f, font)).unwrap_or_else(|| self.put(font.clone())))
    }

    fn put(&mut self, file: Arc<FontFile>) -> usize {
        self.files.push(file);
        self.files.len() - 1
    }
}
