//! Tags of an XML part with their places, and edits that leave every byte between them as it was.

use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::Unpatchable;

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `<a>`
    Open,
    /// `<a/>`
    Empty,
    /// `</a>`
    Close,
}

/// A tag and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Tag<'x> {
    pub kind: Kind,
    /// The whole tag, brackets included.
    pub text: &'x str,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// How many elements it stands in: the root's tags have 0.
    pub depth: usize,
}

impl<'x> Tag<'x> {
    /// Its name as written, prefix included.
    pub(crate) fn name(&self) -> &'x str {
        let inner = self.text.trim_start_matches('<').trim_start_matches('/');
        let end = inner.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(inner.len());
        inner.get(..end).unwrap_or_default()
    }

    /// Its name without prefix.
    pub(crate) fn local(&self) -> &'x str {
        local(self.name())
    }

    /// Its prefix with the colon, or nothing.
    pub(crate) fn prefix(&self) -> &'x str {
        let name = self.name();
        name.get(..name.len() - local(name).len()).unwrap_or_default()
    }

    /// Whether it begins an element of that local name.
    pub(crate) fn begins(&self, name: &str) -> bool {
        self.kind != Kind::Close && self.local() == name
    }

    /// The value of an attribute, by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.text).into_iter().find(|(key, _)| local(self.text.get(key.clone()).unwrap_or_default()) == name).map(|(_, value)| {
            let raw = self.text.get(value).unwrap_or_default();
            quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
        })
    }

    /// The value of an attribute as a number.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The tag with an attribute set; `name` is written as given where it is new.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        with(self.text, name, value)
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, l)| l)
}

/// The tag `text` with an attribute set.
pub(crate) fn with(text: &str, name: &str, value: &str) -> String {
    let value = escape(value);
    for (key, range) in attributes(text) {
        if text.get(key).is_some_and(|k| k == name) {
            let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
            return format!("{before}{value}{after}");
        }
    }
    let end = if text.ends_with("/>") { text.len() - 2 } else { text.len().saturating_sub(1) };
    let (before, after) = text.split_at(end);
    format!("{} {name}=\"{value}\"{after}", before.trim_end())
}

/// The tag `text` without an attribute.
pub(crate) fn without(text: &str, name: &str) -> String {
    for (key, range) in attributes(text) {
        if text.get(key.clone()).is_some_and(|k| k == name) {
            let before = text.get(..key.start).unwrap_or_default().trim_end();
            // One more for the closing quotation mark.
            return format!("{before}{}", text.get(range.end + 1..).unwrap_or_default());
        }
    }
    text.to_owned()
}

/// Names and values of the attributes of a tag, as ranges in it.
fn attributes(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let bytes = text.as_bytes();
    let byte = |i: usize| bytes.get(i).copied().unwrap_or(b'>');
    let mut out = Vec::new();
    let mut i = 1;
    while i < bytes.len() && !byte(i).is_ascii_whitespace() && byte(i) != b'>' {
        i += 1;
    }
    while i < bytes.len() {
        while byte(i).is_ascii_whitespace() && i < bytes.len() {
            i += 1;
        }
        let key = i;
        while i < bytes.len() && !matches!(byte(i), b'=' | b'>' | b'/') && !byte(i).is_ascii_whitespace() {
            i += 1;
        }
        let key = key..i;
        while i < bytes.len() && (byte(i).is_ascii_whitespace() || byte(i) == b'=') {
            i += 1;
        }
        let quote = byte(i);
        if key.is_empty() || !matches!(quote, b'"' | b'\'') {
            break;
        }
        let value = i + 1;
        i = value;
        while i < bytes.len() && byte(i) != quote {
            i += 1;
        }
        out.push((key, value..i));
        i += 1;
    }
    out
}

/// Calls `f` for each tag of a part.
pub(crate) fn each<'x>(xml: &'x str, mut f: impl FnMut(&Tag<'x>) -> Result<(), Unpatchable>) -> Result<(), Unpatchable> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(|_| Unpatchable::Xml)?;
        let kind = match event {
            Event::Start(_) => Kind::Open,
            Event::Empty(_) => Kind::Empty,
            Event::End(_) => Kind::Close,
            Event::Eof => return Ok(()),
            _ => continue,
        };
        let at = before..position(&reader);
        if kind == Kind::Close {
            depth -= 1;
        }
        f(&Tag { kind, text: xml.get(at.clone()).ok_or(Unpatchable::Xml)?, at, depth })?;
        if kind == Kind::Open {
            depth += 1;
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The root's tag.
pub(crate) fn root(xml: &str) -> Result<Tag<'_>, Unpatchable> {
    let mut root = None;
    each(xml, |tag| {
        root.get_or_insert_with(|| tag.clone());
        Ok(())
    })?;
    root.ok_or(Unpatchable::Xml)
}

/// Text as XML holds it, in an element or an attribute; characters that XML cannot hold are left out.
pub(crate) fn escape(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let clean: String = text.chars().filter(allowed).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    quick_xml::escape::escape(clean).into_owned()
}

/// Changes to a text: what stands in a range is replaced, an empty range takes an insertion.
#[derive(Debug, Default)]
pub(crate) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(crate) fn replace(&mut self, at: Range<usize>, by: impl Into<String>) {
        self.0.push((at, by.into()));
    }

    pub(crate) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.0.push((at..at, text.into()));
    }

    /// The changed text; changes at one place come in the order in which they were made.
    pub(crate) fn apply(mut self, text: &str) -> Result<String, Unpatchable> {
        self.0.sort_by_key(|(at, _)| (at.start, at.end));
        let mut out = String::with_capacity(text.len() + self.0.iter().map(|(_, t)| t.len()).sum::<usize>());
        let mut done = 0;
        for (at, by) in &self.0 {
            out.push_str(text.get(done..at.start).ok_or(Unpatchable::Xml)?);
            out.push_str(by);
            done = at.end;
        }
        out.push_str(text.get(done..).ok_or(Unpatchable::Xml)?);
        Ok(out)
    }
}
