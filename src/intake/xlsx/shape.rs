//! What calamine does not tell of a sheet: hidden rows and columns, merged areas, notes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::xml::{attr, is_set, lenient, number, text_of};
use crate::intake::Area;
use crate::origin::CellRef;

/// Most bytes read of one part; the parts of a file together are held to a bound before.
const MAX_PART: u64 = 128 << 20;
/// Most notes, merged areas and hidden runs that are kept of one sheet.
const MOST: usize = 50_000;

/// The parts of a file, found under any spelling of their paths.
pub(super) struct Parts<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    names: BTreeMap<String, usize>,
    /// Paths of the worksheets by the names of the sheets.
    sheets: BTreeMap<String, String>,
}

/// What one sheet looks like.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) rows: Vec<(u32, u32)>,
    pub(super) cols: Vec<(u32, u32)>,
    pub(super) areas: Vec<Area>,
    pub(super) comments: Vec<(CellRef, String)>,
    /// Whether there is any formula.
    pub(super) formulas: bool,
}

impl<'b> Parts<'b> {
    /// Opens the package and finds the sheets; `None` where it has no workbook part.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let names = (0..zip.len()).filter_map(|i| Some((normal(&zip.name_for_index(i)?.ok()?), i))).collect();
        let mut parts = Self { zip, names, sheets: BTreeMap::new() };
        let book = parts.related("", "/officeDocument").into_iter().next().unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let relations: BTreeMap<String, String> = parts.relations(&book).into_iter().map(|(id, _, target)| (id, target)).collect();
        let mut sheets = BTreeMap::new();
        parts.each(&book, |e| {
            if e.local_name().as_ref() == "sheet"
                && let (Some(name), Some(id)) = (attr(e, "name"), attr(e, "id"))
                && let Some(path) = relations.get(&id)
            {
                sheets.insert(name, path.clone());
            }
        });
        parts.sheets = sheets;
        Some(parts)
    }

    /// The shape of the sheet with this name.
    pub(super) fn shape(&mut self, sheet: &str) -> Shape {
        let Some(path) = self.sheets.get(sheet).cloned() else { return Shape { formulas: true, ..Shape::default() } };
        let mut shape = Shape::default();
        let mut row = 0u32;
        let is_nought = |e: &BytesStart<'_>, name| attr(e, name).is_some_and(|v| v.trim().parse::<f64>() == Ok(0.0));
        self.each(&path, |e| match e.local_name().as_ref() {
            "row" => {
                row = number(e, "r").unwrap_or(row.saturating_add(1));
                if let Some(at) = row.checked_sub(1)
                    && (is_set(e, "hidden") || is_nought(e, "ht"))
                {
                    shape.rows.push((at, at));
                }
            }
            "col" if is_set(e, "hidden") || is_nought(e, "width") => {
                if let (Some(min), Some(max)) = (number(e, "min"), number(e, "max"))
                    && min > 0
                    && shape.cols.len() < MOST
                {
                    shape.cols.push((min - 1, max.saturating_sub(1)));
                }
            }
            "mergeCell" if shape.areas.len() < MOST => shape.areas.extend(attr(e, "ref").and_then(|r| area(&r))),
            "f" => shape.formulas = true,
            _ => {}
        });
        if let Some(path) = self.related(&path, "/comments").into_iter().next() {
            shape.comments = self.comments(&path);
        }
        shape
    }

    fn comments(&mut self, path: &str) -> Vec<(CellRef, String)> {
        let mut out: Vec<(CellRef, String)> = Vec::new();
        let Some(mut xml) = self.reader(path) else { return out };
        let mut buf = Vec::new();
        let mut open = false;
        loop {
            buf.clear();
            match xml.read_event_into(&mut buf) {
                Ok(Event::Start(e)) => match e.local_name().as_ref() {
                    "comment" => {
                        if out.len() >= MOST {
                            break;
                        }
                        out.extend(attr(&e, "ref").and_then(|r| r.parse().ok()).map(|at| (at, String::new())));
                    }
                    "t" => open = true,
                    _ => {}
                },
                Ok(Event::End(e)) if e.local_name().as_ref() == "t" => open = false,
                Ok(Event::Eof) | Err(_) => break,
                Ok(event) if open => {
                    if let Some((_, text)) = out.last_mut() {
                        text_of(&event, text);
                    }
                }
                Ok(_) => {}
            }
        }
        out
    }

    /// Targets of the relations of a part whose kind ends like this.
    fn related(&mut self, part: &str, kind: &str) -> Vec<String> {
        self.relations(part).into_iter().filter(|(_, k, _)| k.ends_with(kind)).map(|(.., target)| target).collect()
    }

    /// Relations of a part: id, kind, path of the target.
    fn relations(&mut self, part: &str) -> Vec<(String, String, String)> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let mut out = Vec::new();
        self.each(&path, |e| {
            if e.local_name().as_ref() == "Relationship"
                && out.len() < MOST
                && let (Some(id), Some(kind), Some(target)) = (attr(e, "Id"), attr(e, "Type"), attr(e, "Target"))
            {
                out.push((id, kind, join(folder, &target)));
            }
        });
        out
    }

    /// Calls `f` for every element of a part; ends where the part is damaged.
    fn each(&mut self, path: &str, mut f: impl FnMut(&BytesStart<'_>)) {
        let Some(mut xml) = self.reader(path) else { return };
        let mut buf = Vec::new();
        loop {
            buf.clear();
            match xml.read_event_into(&mut buf) {
                Ok(Event::Start(e) | Event::Empty(e)) => f(&e),
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn reader(&mut self, path: &str) -> Option<Reader<impl BufRead>> {
        let index = *self.names.get(&normal(path))?;
        let part = self.zip.by_index(index).ok()?;
        let mut xml = Reader::from_reader(BufReader::with_capacity(32 << 10, part.take(MAX_PART)));
        lenient(&mut xml);
        Some(xml)
    }
}

/// A path as it is compared: some writers use backslashes, or other capitals than they refer by.
fn normal(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The path of a target that a part in `folder` names.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => _ = path.pop(),
            "." | "" => {}
            _ => path.push(step),
        }
    }
    path.join("/")
}

/// An area such as `A1:B3`.
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    Some(Area { first: first.trim().replace('$', "").parse().ok()?, last: last.trim().replace('$', "").parse().ok()? })
}
