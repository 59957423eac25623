//! A parsed TOML text with the place of every key and value, for checks that go on past the first fault.
//!
//! A value that is absent or of another type than asked is `None` here: `fit` has reported it, and no check reports it twice.

use std::ops::Deref;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Diagnostics};
use crate::origin::Origin;
use crate::words::toml as words;

/// More findings than this in one file help nobody.
const MOST: usize = 200;

/// Findings by byte offset, until the file has been read through.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<(usize, Diagnostic)>);

impl Findings {
    /// Adds a finding at a byte of the text.
    pub fn add(&mut self, offset: usize, finding: Diagnostic) {
        self.0.push((offset, finding));
    }

    /// In the order of the text, with file, line and column.
    pub fn finish(mut self, file: &str, text: &str) -> Diagnostics {
        self.0.sort_by_key(|(offset, _)| *offset);
        let left_out = self.0.len().saturating_sub(MOST);
        let mut out: Diagnostics = self
            .0
            .into_iter()
            .take(MOST)
            .map(|(offset, mut d)| {
                d.origin = Origin::in_text(file, text, offset);
                d
            })
            .collect();
        if left_out > 0 {
            let mut more = words::left_out(left_out);
            more.origin = Origin::file(file);
            out.push(more);
        }
        out
    }
}

/// A value and the byte where it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub at: usize,
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A table and the byte where it begins (its header).
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    /// The table.
    pub table: &'a DeTable<'a>,
    /// Its place.
    pub at: usize,
}

impl<'a> Node<'a> {
    /// The value behind a key, with its place.
    pub fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v)
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Where the key stands, or else the table.
    pub fn key_at(&self, key: &str) -> usize {
        self.table.iter().find(|(k, _)| k.get_ref() == key).map_or(self.at, |(k, _)| k.span().start)
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<At<&'a str>> {
        self.value(key).and_then(text_of)
    }

    /// The texts of a list.
    pub fn texts(&self, key: &str) -> Vec<At<&'a str>> {
        self.array(key).iter().filter_map(text_of).collect()
    }

    /// A whole number.
    pub fn whole(&self, key: &str) -> Option<At<i64>> {
        self.value(key).and_then(whole_of)
    }

    /// The whole numbers of a list.
    pub fn wholes(&self, key: &str) -> Vec<At<i64>> {
        self.array(key).iter().filter_map(whole_of).collect()
    }

    /// A number as it is written.
    pub fn number(&self, key: &str) -> Option<At<f64>> {
        let v = self.value(key)?;
        number_of(v.get_ref()).map(|value| At { value, at: v.span().start })
    }

    /// Whether the key is true, or is something that `fit` has reported.
    pub fn is_or_is_unclear(&self, key: &str) -> bool {
        self.value(key).is_some_and(|v| !matches!(v.get_ref(), DeValue::Boolean(false)))
    }

    /// Whether the key is there and true.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.value(key).map(Spanned::get_ref), Some(DeValue::Boolean(true)))
    }

    /// The table behind a key.
    pub fn one(&self, key: &str) -> Option<Node<'a>> {
        self.value(key).and_then(table_of)
    }

    /// The tables behind a key; a single one counts, though its header lacks brackets.
    pub fn many(&self, key: &str) -> Vec<Node<'a>> {
        self.one(key).into_iter().chain(self.array(key).iter().filter_map(table_of)).collect()
    }

    fn array(&self, key: &str) -> &'a [Spanned<DeValue<'a>>] {
        match self.value(key).map(Spanned::get_ref) {
            Some(DeValue::Array(list)) => list,
            _ => &[],
        }
    }
}

fn text_of<'a>(v: &'a Spanned<DeValue<'a>>) -> Option<At<&'a str>> {
    match v.get_ref() {
        DeValue::String(s) => Some(At { value: s, at: v.span().start }),
        _ => None,
    }
}

fn whole_of(v: &Spanned<DeValue<'_>>) -> Option<At<i64>> {
    match v.get_ref() {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(|value| At { value, at: v.span().start }),
        _ => None,
    }
}

/// A finite number, for comparing bounds; the exact value is read by the types.
pub(super) fn number_of(v: &DeValue<'_>) -> Option<f64> {
    match v {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(|n| n as f64),
        DeValue::Float(n) => n.as_str().parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}

fn table_of<'a>(v: &'a Spanned<DeValue<'a>>) -> Option<Node<'a>> {
    match v.get_ref() {
        DeValue::Table(table) => Some(Node { table, at: v.span().start }),
        _ => None,
    }
}
