//! Front matter: the `+++` block, its TOML, and every key of the contract with its type.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::chars::is_dropped;
use super::contract::{Given, check};
use super::escape::plain_line;
use super::manuscript::Manuscript;
use super::tree::{Audience, Bulletin, Folio, Format, Head, Imprint, PaperSource};
use crate::diag::{Diagnostic, Diagnostics};
use crate::origin::Origin;
use crate::words::document as words;

/// Keys that stand at the top, in the order of the contract.
pub(crate) const TOP_KEYS: &[&str] = &[
    "format",
    "organ_mark",
    "mark_word",
    "number",
    "signers",
    "copy_number",
    "security",
    "urgency",
    "title",
    "subtitle",
    "to",
    "attachments",
    "signature",
    "date",
    "sealed",
    "note",
    "attendees",
    "absent",
    "observers",
    "draft",
    "audience",
    "folio",
    "source",
    "imprint",
    "bulletin",
];
const SOURCE_KEYS: &[&str] = &["campaign", "period", "document"];
const IMPRINT_KEYS: &[&str] = &["copy_to", "printer", "printed"];
const BULLETIN_KEYS: &[&str] = &["name", "issue", "total_issue", "issuer", "date", "report_to", "send_to", "distribute_to", "copies"];

/// The two parts of a manuscript.
pub(super) struct Split {
    /// Bytes of the TOML.
    pub toml: Range<usize>,
    /// Where the body begins.
    pub body: usize,
}

/// Finds the front matter; a file without it, or without its end, is a finding.
pub(super) fn split(manuscript: &Manuscript) -> Result<Split, Box<Diagnostic>> {
    let text = &manuscript.text;
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == "+++";
        match start {
            None if fence => start = Some(at + line.len()),
            None if line.trim().is_empty() => {}
            None => return Err(Box::new(words::no_front_matter(Origin::in_text(manuscript.name.clone(), text, at), line.trim()))),
            Some(begin) if fence => return Ok(Split { toml: begin..at, body: at + line.len() }),
            Some(_) => {}
        }
        at += line.len();
    }
    let place = start.map_or(0, |begin| begin.saturating_sub(1));
    let origin = Origin::in_text(manuscript.name.clone(), text, place);
    Err(Box::new(if start.is_some() { words::front_matter_open(origin) } else { words::no_front_matter(origin, "") }))
}

/// Reads and checks the front matter. Nothing comes back where the format is not known or the TOML cannot be read.
pub(super) fn read(manuscript: &Manuscript, split: &Split, out: &mut Diagnostics) -> Option<(Head, Given)> {
    let source = manuscript.text.get(split.toml.clone()).unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(source);
    for error in &errors {
        let at = split.toml.start + error.span().map_or(0, |s| s.start);
        let line = manuscript.text.get(..at).map_or(0, |before| before.rfind('\n').map_or(0, |i| i + 1));
        let shown = manuscript.text.get(line..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let found = words::toml_error(Origin::in_text(manuscript.name.clone(), &manuscript.text, line), shown.trim(), error.message());
        // One mistake in a line is told once.
        if out.iter().all(|d| d.origin != found.origin) {
            out.push(found);
        }
    }
    if !errors.is_empty() {
        return None;
    }
    let mut top = Reader { manuscript, base: split.toml.start, prefix: "", table: table.get_ref(), place: split.toml.start, out };
    top.head(split)
}

/// Reads the keys of one TOML table.
struct Reader<'a> {
    manuscript: &'a Manuscript,
    base: usize,
    /// `imprint.` inside that table.
    prefix: &'static str,
    table: &'a DeTable<'a>,
    /// Where the table itself stands.
    place: usize,
    out: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn origin(&self, at: usize) -> Origin {
        Origin::in_text(self.manuscript.name.clone(), &self.manuscript.text, at)
    }

    fn value(&self, key: &str) -> Option<(usize, &'a DeValue<'a>)> {
        self.table.iter().find(|(k, _)| k.get_ref() == key).map(|(k, v)| (self.base + k.span().start, v.get_ref()))
    }

    fn wrong_type(&mut self, key: &str, at: usize, value: &DeValue<'_>, example: &str) {
        let shown = shown(value);
        let origin = self.origin(at);
        self.out.push(words::wrong_type(origin, &format!("{}{key}", self.prefix), &shown, example));
    }

    fn unknown_keys(&mut self, known: &[&str]) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let origin = self.origin(self.base + key.span().start);
                self.out.push(words::unknown_key(origin, &format!("{}{name}", self.prefix), nearest(name, known)));
            }
        }
    }

    /// Text of one line; `None` also where it is blank.
    fn string(&mut self, key: &str) -> Option<String> {
        self.lines(key).map(|text| plain_line(&text)).filter(|text| !text.is_empty())
    }

    /// Text whose line breaks count.
    fn lines(&mut self, key: &str) -> Option<String> {
        let (at, value) = self.value(key)?;
        match value {
            DeValue::String(s) => {
                let text = s.split('\n').map(plain_line).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
                Some(text).filter(|t| !t.is_empty())
            }
            other => {
                self.wrong_type(key, at, other, "\"文字\"");
                None
            }
        }
    }

    /// A name that programs go by: kept as it is.
    fn exact(&mut self, key: &str) -> Option<String> {
        let (at, value) = self.value(key)?;
        match value {
            DeValue::String(s) => Some(s.chars().filter(|c| !is_dropped(*c) && *c != '\n').collect()),
            other => {
                self.wrong_type(key, at, other, "\"文字\"");
                None
            }
        }
    }

    /// One text or several; `None` where the key is absent.
    fn strings(&mut self, key: &str) -> Option<Vec<String>> {
        let (at, value) = self.value(key)?;
        let items: Vec<&DeValue<'_>> = match value {
            DeValue::String(_) => vec![value],
            DeValue::Array(items) => items.iter().map(Spanned::get_ref).collect(),
            _ => Vec::new(),
        };
        let whole = matches!(value, DeValue::String(_) | DeValue::Array(_));
        if let Some(bad) = items.iter().find(|i| !matches!(i, DeValue::String(_))).copied().or((!whole).then_some(value)) {
            self.wrong_type(key, at, bad, "[\"名称一\", \"名称二\"]");
            return None;
        }
        Some(items.iter().filter_map(|i| i.as_str()).map(plain_line).filter(|s| !s.is_empty()).collect())
    }

    fn bool(&mut self, key: &str) -> Option<bool> {
        let (at, value) = self.value(key)?;
        match value {
            DeValue::Boolean(b) => Some(*b),
            other => {
                self.wrong_type(key, at, other, "true");
                None
            }
        }
    }

    fn number(&mut self, key: &str) -> Option<u32> {
        let (at, value) = self.value(key)?;
        let number = match value {
            DeValue::Integer(i) => u32::from_str_radix(i.as_str(), i.radix()).ok().filter(|n| *n > 0),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, at, value, "3");
        }
        number
    }

    /// A date; a blank one (`""`) only in a draft.
    fn date(&mut self, key: &str, draft: bool) -> Option<Date> {
        let (at, value) = self.value(key)?;
        match value {
            DeValue::Datetime(d) if d.time.is_none() && d.offset.is_none() => {
                let date = d.date.and_then(|d| Date::new(i16::try_from(d.year).ok()?, i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?).ok());
                if date.is_none() {
                    self.wrong_type(key, at, value, "2022-11-15");
                }
                date
            }
            DeValue::String(s) if s.trim().is_empty() => {
                if !draft {
                    let origin = self.origin(at);
                    self.out.push(words::blank_without_draft(origin, &format!("{}{key}", self.prefix)));
                }
                None
            }
            other => {
                self.wrong_type(key, at, other, "2022-11-15");
                None
            }
        }
    }

    /// One of a fixed list.
    fn choice<T: Copy>(&mut self, key: &str, list: &[(&str, T)]) -> Option<T> {
        let (at, value) = self.value(key)?;
        let found = value.as_str().and_then(|s| list.iter().find(|(name, _)| *name == s.trim()));
        if found.is_none() {
            let names: Vec<&str> = list.iter().map(|(name, _)| *name).collect();
            let origin = self.origin(at);
            self.out.push(words::not_in_list(origin, &format!("{}{key}", self.prefix), &shown(value), &names));
        }
        found.map(|(_, value)| *value)
    }

    /// A table inside this one.
    fn inner(&mut self, key: &'static str, prefix: &'static str, known: &[&str]) -> Option<Reader<'_>> {
        let (at, value) = self.value(key)?;
        let DeValue::Table(table) = value else {
            self.wrong_type(key, at, value, &format!("[{key}]"));
            return None;
        };
        let mut inner = Reader { manuscript: self.manuscript, base: self.base, prefix, table, place: at, out: self.out };
        inner.unknown_keys(known);
        Some(inner)
    }

    /// A text that the table cannot do without.
    fn needed(&mut self, key: &'static str, example: &str) -> String {
        let value = self.string(key);
        if value.is_none() {
            let origin = self.origin(self.value(key).map_or(self.place, |(at, _)| at));
            self.out.push(words::missing_key(origin, &format!("{}{key}", self.prefix), example));
        }
        value.unwrap_or_default()
    }

    fn head(&mut self, split: &Split) -> Option<(Head, Given)> {
        self.unknown_keys(TOP_KEYS);
        let format = self.choice("format", Format::NAMES);
        if self.value("format").is_none() {
            let origin = self.origin(split.toml.start);
            self.out.push(words::missing_key(origin, "format", "\"plain\""));
        }
        let format = format?;
        let draft = self.string("draft");
        let is_draft = draft.is_some();
        let source = self.inner("source", "source.", SOURCE_KEYS).map(|mut t| {
            t.needed("campaign", "\"……\"");
            t.needed("period", "\"2023-02\"");
            t.needed("document", "\"bulletin\"");
            let mut exact = |key| t.exact(key).unwrap_or_default();
            PaperSource { campaign: exact("campaign"), period: exact("period"), document: exact("document") }
        });
        let imprint = self.inner("imprint", "imprint.", IMPRINT_KEYS).map(|mut t| Imprint {
            copy_to: t.string("copy_to"),
            printer: t.string("printer"),
            printed: t.date("printed", is_draft),
        });
        let bulletin = self.inner("bulletin", "bulletin.", BULLETIN_KEYS).and_then(|mut t| {
            let name = t.needed("name", "\"……工作简报\"");
            let issuer = t.needed("issuer", "\"……工作专班\"");
            for (key, example) in [("issue", "3"), ("date", "2023-02-27")] {
                if t.value(key).is_none() {
                    let origin = t.origin(t.place);
                    t.out.push(words::missing_key(origin, &format!("bulletin.{key}"), example));
                }
            }
            Some(Bulletin {
                name,
                issuer,
                issue: t.number("issue")?,
                total_issue: t.number("total_issue"),
                date: t.date("date", false)?,
                report_to: t.string("report_to"),
                send_to: t.string("send_to"),
                distribute_to: t.string("distribute_to"),
                copies: t.number("copies"),
            })
        });
        let head = Head {
            format,
            organ_mark: self.strings("organ_mark").unwrap_or_default(),
            mark_word: self.string("mark_word"),
            number: self.string("number"),
            signers: self.strings("signers").unwrap_or_default(),
            copy_number: self.string("copy_number"),
            security: self.string("security"),
            urgency: self.string("urgency"),
            title: self.lines("title"),
            subtitle: self.string("subtitle"),
            to: self.string("to"),
            attachments: self.strings("attachments"),
            signature: self.strings("signature").unwrap_or_default(),
            date: self.date("date", is_draft),
            sealed: self.bool("sealed").unwrap_or_default(),
            note: self.string("note"),
            attendees: self.strings("attendees").unwrap_or_default(),
            absent: self.strings("absent").unwrap_or_default(),
            observers: self.strings("observers").unwrap_or_default(),
            draft,
            audience: self.choice("audience", Audience::NAMES),
            folio: self.choice("folio", Folio::NAMES).unwrap_or_default(),
            source,
            imprint,
            bulletin,
        };
        let mut keys: Vec<(String, usize)> = Vec::new();
        for (key, value) in self.table {
            keys.push((key.get_ref().to_string(), self.base + key.span().start));
            if let DeValue::Table(inner) = value.get_ref() {
                keys.extend(inner.keys().map(|k| (format!("{}.{}", key.get_ref(), k.get_ref()), self.base + k.span().start)));
            }
        }
        let given = Given { keys, start: split.toml.start.saturating_sub(1) };
        check(self.manuscript, &head, &given, self.out);
        Some((head, given))
    }
}

/// A value as the user wrote it, shortened.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(s) => format!("\"{}\"", s.chars().take(30).collect::<String>()),
        DeValue::Integer(i) => i.to_string(),
        DeValue::Float(f) => f.to_string(),
        DeValue::Boolean(b) => b.to_string(),
        DeValue::Datetime(d) => d.to_string(),
        DeValue::Array(_) => "[…]".into(),
        DeValue::Table(_) => "{…}".into(),
    }
}

/// The known key that is at most two letters away.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.len() > 40 {
        return None;
    }
    known.iter().map(|k| (distance(name, k), *k)).filter(|(d, k)| *d <= 2 && *d < k.len() / 2 + 1).min_by_key(|(d, _)| *d).map(|(_, k)| k)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |v: &[usize], k: usize| v.get(k).copied().unwrap_or(usize::MAX / 2);
            next.push((get(&row, j) + usize::from(x != *y)).min(get(&row, j + 1) + 1).min(get(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
