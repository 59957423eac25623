//! What each format must have and cannot have (the table of the manuscript contract), and what contradicts itself.

use super::manuscript::Manuscript;
use super::tree::{Audience, Folio, Format, Head, Section, SectionKind};
use crate::diag::Diagnostics;
use crate::origin::Origin;
use crate::words::document as words;

/// Which keys the front matter has, and where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    /// Full name (`imprint.printer`) and byte of the key.
    pub keys: Vec<(String, usize)>,
    /// Where the front matter begins.
    pub start: usize,
}

impl Given {
    fn at(&self, key: &str) -> Option<usize> {
        self.keys.iter().find(|(k, _)| k == key).map(|(_, at)| *at)
    }

    fn place(&self, key: &str) -> usize {
        self.at(key).unwrap_or(self.start)
    }
}

impl Format {
    /// The names in `format = "…"`.
    pub(crate) const NAMES: &[(&str, Self)] = &[
        ("circular", Self::Circular),
        ("upward", Self::Upward),
        ("letter", Self::Letter),
        ("order", Self::Order),
        ("minutes", Self::Minutes),
        ("bulletin", Self::Bulletin),
        ("plain", Self::Plain),
    ];

    /// Its name in the front matter.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, f)| *f == self).map_or("plain", |(name, _)| name)
    }

    fn needs(self) -> &'static [&'static str] {
        match self {
            Self::Circular => &["organ_mark", "number", "title", "to", "signature", "date"],
            Self::Upward => &["organ_mark", "number", "signers", "title", "to", "signature", "date"],
            Self::Letter => &["organ_mark", "title", "to", "signature", "date"],
            Self::Order => &["organ_mark", "number", "signature"],
            Self::Minutes => &["organ_mark", "number", "title", "date", "attendees"],
            Self::Bulletin => &["bulletin"],
            Self::Plain => &["title"],
        }
    }

    fn bars(self) -> &'static [&'static str] {
        match self {
            Self::Circular => &["signers", "bulletin", "attendees", "absent", "observers"],
            Self::Upward => &["bulletin", "attendees", "absent", "observers"],
            Self::Letter => &["signers", "bulletin", "attendees", "absent", "observers", "imprint.printer", "imprint.printed"],
            Self::Order => &["to", "signers", "bulletin", "attendees", "absent", "observers"],
            Self::Minutes => &["to", "signature", "signers", "bulletin"],
            Self::Bulletin => &["number", "to", "signature", "date", "imprint", "organ_mark", "signers", "attendees", "absent", "observers"],
            Self::Plain => &["organ_mark", "mark_word", "number", "imprint", "signers", "bulletin", "attendees", "absent", "observers"],
        }
    }
}

impl Audience {
    /// The names in `audience = "…"`.
    pub(crate) const NAMES: &[(&str, Self)] = &[("internal", Self::Internal), ("counties", Self::Counties), ("public", Self::Public)];

    /// Its name in the front matter and the campaign file.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, a)| *a == self).map_or("public", |(name, _)| name)
    }
}

impl Folio {
    /// The names in `folio = "…"`.
    pub(crate) const NAMES: &[(&str, Self)] = &[("outer", Self::Outer), ("centre", Self::Centre)];
}

/// Holds the front matter against the table of its format.
pub(super) fn check(manuscript: &Manuscript, head: &Head, given: &Given, out: &mut Diagnostics) {
    let at = |offset: usize| Origin::in_text(manuscript.name.clone(), &manuscript.text, offset);
    for key in head.format.needs() {
        // A key with a value of the wrong type has its own finding already.
        let missing = match *key {
            "date" => given.at(key).is_none(),
            "bulletin" => given.at("bulletin").is_none(),
            _ => !has(head, key) && (given.at(key).is_none() || out.iter().all(|d| d.origin != at(given.place(key)))),
        };
        if missing {
            out.push(words::missing_for_format(at(given.place(key)), key, head.format.name(), given.at(key).is_some(), head.draft.is_some()));
        }
    }
    for key in head.format.bars() {
        if let Some(place) = given.at(key) {
            let others: Vec<&str> = Format::NAMES.iter().filter(|(_, f)| !f.bars().contains(key)).map(|(name, _)| *name).collect();
            out.push(words::barred_for_format(at(place), key, head.format.name(), &others));
        }
    }
    if let Some(number) = head.number.as_deref().filter(|n| is_blank_number(n))
        && head.draft.is_none()
        && !head.format.bars().contains(&"number")
    {
        out.push(words::blank_number_without_draft(at(given.place("number")), number));
    }
    // What closes the mark tells the formats apart (7): 信函 has the name alone, 纪要 and 命令 name themselves.
    let (closes, wanted) = match head.format {
        Format::Letter => ("文件", false),
        Format::Minutes => ("纪要", true),
        Format::Order => ("令", true),
        _ => ("", true),
    };
    if let Some(mark) = head.organ_mark.iter().find(|m| m.ends_with(closes) != wanted) {
        out.push(words::mark_of_format(at(given.place("organ_mark")), mark, head.format.name(), closes, wanted));
    }
    if head.sealed && head.signature.is_empty() && !head.format.needs().contains(&"signature") {
        out.push(words::sealed_without_signature(at(given.place("sealed"))));
    }
}

/// Holds the body against the front matter.
pub(super) fn check_body(manuscript: &Manuscript, head: &Head, given: &Given, sections: &[Section], out: &mut Diagnostics) {
    let at = |offset: usize| Origin::in_text(manuscript.name.clone(), &manuscript.text, offset);
    let count = |kind: SectionKind| sections.iter().filter(|s| s.kind == kind).count();
    let articles = count(SectionKind::Article) > 0;
    if head.format == Format::Bulletin {
        match (&head.title, articles) {
            (Some(_), true) => out.push(words::title_and_articles(at(given.place("title")))),
            (None, false) => out.push(words::bulletin_without_title(at(given.place("bulletin")))),
            _ => {}
        }
    }
    let listed = head.attachments.as_ref().map_or(0, Vec::len);
    let following = count(SectionKind::Attachment);
    if listed > 0 && following > 0 && listed != following {
        out.push(words::attachments_differ(at(given.place("attachments")), listed, following));
    }
    if sections.iter().all(|s| s.blocks.is_empty()) {
        out.push(words::empty_body(at(manuscript.text.len())));
    }
}

fn has(head: &Head, key: &str) -> bool {
    match key {
        "organ_mark" => !head.organ_mark.is_empty(),
        "number" => head.number.is_some(),
        "signers" => !head.signers.is_empty(),
        "title" => head.title.is_some(),
        "to" => head.to.is_some(),
        "signature" => !head.signature.is_empty(),
        "attendees" => !head.attendees.is_empty(),
        _ => true,
    }
}

/// Whether a 发文字号 has its year but no number yet: 〔2023〕　号.
fn is_blank_number(number: &str) -> bool {
    number.split_once('〕').and_then(|(_, rest)| rest.strip_suffix('号')).is_some_and(|gap| gap.chars().all(char::is_whitespace))
}
