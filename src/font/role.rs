//! The roles of the standard and the candidate faces for each, from `roles.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A typographic role of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 小标宋: titles, the 发文机关标志.
    TitleSong,
    /// 仿宋: the text.
    FangSong,
    /// 楷体: headings of level 2, names of 签发人.
    Kai,
    /// 黑体: headings of level 1, labels.
    Hei,
    /// 宋体: page numbers.
    Song,
    /// Latin letters.
    Latin,
}

impl Role {
    /// All roles, in the order of the standard.
    pub const ALL: [Self; 6] = [Self::TitleSong, Self::FangSong, Self::Kai, Self::Hei, Self::Song, Self::Latin];

    /// The role's key in `roles.toml`, for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::TitleSong => "xiaobiaosong",
            Self::FangSong => "fangsong",
            Self::Kai => "kaiti",
            Self::Hei => "heiti",
            Self::Song => "songti",
            Self::Latin => "latin",
        }
    }

    /// The role of a key.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }

    /// The role's name as users know it.
    pub fn chinese(self) -> &'static str {
        crate::words::font::role(self.key())
    }
}

/// How close a face is to what the standard names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// One of the faces that offices use as the standard's.
    Standard,
    /// A proprietary face of the same style.
    Near,
    /// An open face of the same style.
    Open,
    /// The face inside the program, taken when nothing of the style was found.
    Embedded,
}

/// The names to look for, each made comparable by [`fold`], best first.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Candidates {
    pub standard: Vec<String>,
    #[serde(default)]
    pub near: Vec<String>,
    pub open: Vec<String>,
    /// Keys of the roles whose faces help out next, nearest in style first.
    #[serde(default)]
    pub siblings: Vec<String>,
    /// Faces for single characters that the role's face lacks.
    #[serde(default)]
    pub glyph_fallback: Vec<String>,
}

impl Candidates {
    /// The names with their class, best first.
    pub fn ranked(&self) -> impl Iterator<Item = (Class, &str)> {
        let classes = [(Class::Standard, &self.standard), (Class::Near, &self.near), (Class::Open, &self.open)];
        classes.into_iter().flat_map(|(class, names)| names.iter().map(move |n| (class, n.as_str())))
    }
}

static CANDIDATES: LazyLock<BTreeMap<String, Candidates>> = LazyLock::new(|| {
    // The file is part of the program and a test reads it: only we can break it.
    #[allow(clippy::expect_used)]
    let mut roles: BTreeMap<String, Candidates> = toml::from_str(include_str!("roles.toml")).expect("src/font/roles.toml is well formed");
    for c in roles.values_mut() {
        for names in [&mut c.standard, &mut c.near, &mut c.open, &mut c.glyph_fallback] {
            names.iter_mut().for_each(|n| *n = fold(n));
        }
    }
    roles
});

/// The candidates of a role.
pub(super) fn candidates(role: Role) -> &'static Candidates {
    static NONE: Candidates =
        Candidates { standard: Vec::new(), near: Vec::new(), open: Vec::new(), siblings: Vec::new(), glyph_fallback: Vec::new() };
    CANDIDATES.get(role.key()).unwrap_or(&NONE)
}

/// Whether any role asks for the (folded) name.
pub(super) fn is_wanted(name: &str) -> bool {
    static WANTED: LazyLock<std::collections::HashSet<&'static str>> = LazyLock::new(|| {
        let lists = |c: &'static Candidates| [&c.standard, &c.near, &c.open, &c.glyph_fallback].into_iter().flatten().map(String::as_str);
        CANDIDATES.values().flat_map(lists).collect()
    });
    WANTED.contains(name)
}

/// A font name without case and spaces: names differ in these between systems and versions of one face.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && *c != '\0').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_candidates() {
        for role in Role::ALL {
            assert!(!candidates(role).standard.is_empty(), "{}", role.key());
            assert!(!candidates(role).open.is_empty(), "{}", role.key());
            assert!(candidates(role).siblings.iter().all(|key| Role::of_key(key).is_some_and(|r| r != role)), "{}", role.key());
        }
        assert_eq!(CANDIDATES.len(), Role::ALL.len(), "a role of roles.toml is not in the program");
    }

    #[test]
    fn names_are_compared_without_case_and_spaces() {
        assert_eq!(fold("Droid Sans  Fallback\u{3000}Full"), "droidsansfallbackfull");
        assert!(is_wanted(&fold("SIM HEI")));
        assert!(!is_wanted(&fold("Comic Sans MS")));
    }
}
