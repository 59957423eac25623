//! Which items of the units an issue prints, and what was changed in their texts.

use super::Item;
use crate::diag::Diagnostics;
use crate::origin::CellSource;

/// The items of one issue, in the order in which they are printed: one a unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// The items.
    pub picks: Vec<Pick>,
    /// What people should look at: wishes that cannot be met, texts that cannot be printed.
    pub found: Diagnostics,
}

/// One item as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// As the unit sent it.
    pub item: Item,
    /// Its title.
    pub title: String,
    /// Its sentences, cut at the end of one.
    pub text: String,
    /// Whether `meeting.toml` asks for it.
    pub pinned: bool,
    /// Whether the text is shorter than the campaign wants it.
    pub thin: bool,
    /// Every difference between what was sent and what is printed.
    pub changes: Vec<TextChange>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// Of what kind.
    pub kind: ChangeKind,
    /// Whether it is in the title.
    pub in_title: bool,
    /// What stood there, with a few characters around it.
    pub before: String,
    /// What is printed, with the same around it.
    pub after: String,
    /// The cell.
    pub source: CellSource,
}

/// Kinds of differences: a word or a digit never is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// 标点.
    Mark,
    /// 空格、换行.
    Space,
    /// Cut at the end of a sentence, to so many characters at most.
    Cut(usize),
}
