//! The parts of a workbook package: what belongs to what, and a copy in which only changed parts are packed anew.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Unpatchable;
use super::xml::{self, Edits, Kind};

/// Largest part that is changed, in bytes: the sheet of a form has about 100 kB.
const MAX_PART: u64 = 64 << 20;
/// Namespace of relationships in part contents; strict packages have the second.
const RELATIONSHIPS: [&str; 2] =
    ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"];

/// A relationship of a part.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub id: String,
    /// Last piece of its type: `comments`, `vmlDrawing`.
    pub kind: String,
    /// The part it leads to; for a link to elsewhere the address as written.
    pub target: String,
}

/// A package and the changes to it.
pub(crate) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Parts by their names in lower case: the place in the archive.
    places: BTreeMap<String, usize>,
    changed: BTreeMap<String, String>,
    /// New parts in the order they were made.
    added: Vec<String>,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Unpatchable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unpatchable::Package)?;
        let mut places = BTreeMap::new();
        for (i, name) in zip.file_names().enumerate() {
            places.insert(normal(&name.map_err(|_| Unpatchable::Package)?), i);
        }
        Ok(Self { zip, places, changed: BTreeMap::new(), added: Vec::new() })
    }

    /// Whether there is such a part.
    pub(crate) fn has(&self, part: &str) -> bool {
        let part = normal(part);
        self.places.contains_key(&part) || self.changed.contains_key(&part)
    }

    /// The text of a part as it now stands.
    pub(crate) fn text(&mut self, part: &str) -> Result<String, Unpatchable> {
        let part = normal(part);
        if let Some(text) = self.changed.get(&part) {
            return Ok(text.clone());
        }
        let at = *self.places.get(&part).ok_or(Unpatchable::NoPart)?;
        let file = self.zip.by_index(at).map_err(|_| Unpatchable::Package)?;
        let mut bytes = Vec::new();
        file.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|_| Unpatchable::Package)?;
        if bytes.len() as u64 > MAX_PART {
            return Err(Unpatchable::TooLarge);
        }
        // Any other encoding would have to be written back in itself.
        String::from_utf8(bytes).map_err(|_| Unpatchable::Xml)
    }

    /// Gives a part another text, or makes it.
    pub(crate) fn set(&mut self, part: &str, text: String) {
        let key = normal(part);
        if !self.has(part) {
            self.added.push(part.trim_start_matches('/').to_owned());
        }
        self.changed.insert(key, text);
    }

    /// The relationships of a part; none where it has no file of them.
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unpatchable> {
        let file = relations_file(part);
        if !self.has(&file) {
            return Ok(Vec::new());
        }
        let text = self.text(&file)?;
        let mut out = Vec::new();
        xml::each(&text, |tag| {
            if tag.begins("Relationship")
                && let (Some(id), Some(kind), Some(target)) = (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
            {
                let outside = tag.attribute("TargetMode").is_some_and(|m| m.eq_ignore_ascii_case("external"));
                let target = if outside { target } else { resolve(part, &target) };
                out.push(Relation { id, kind: kind.rsplit('/').next().unwrap_or_default().to_owned(), target });
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// Adds a relationship of a part to another; gives its id.
    pub(crate) fn relate(&mut self, part: &str, kind: &str, target: &str, strict: bool) -> Result<String, Unpatchable> {
        let file = relations_file(part);
        let taken: Vec<String> = self.relations(part)?.into_iter().map(|r| r.id).collect();
        let id = (1..).map(|n| format!("rId{n}")).find(|id| !taken.contains(id)).unwrap_or_default();
        let kind = format!("{}/{kind}", if strict { RELATIONSHIPS[1] } else { RELATIONSHIPS[0] });
        let target = format!("/{}", target.trim_start_matches('/'));
        let entry = |prefix: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{}\"/>", xml::escape(&target));
        let text = if self.has(&file) {
            let text = self.text(&file)?;
            append(&text, "Relationships", entry)?
        } else {
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
            format!("{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>", entry(""))
        };
        self.set(&file, text);
        Ok(id)
    }

    /// Says in the content types what a new part is. A part whose extension says it takes `extension`.
    pub(crate) fn declare(&mut self, part: &str, kind: &str, extension: Option<&str>) -> Result<(), Unpatchable> {
        const TYPES: &str = "[Content_Types].xml";
        let text = self.text(TYPES)?;
        let mut known = false;
        xml::each(&text, |tag| {
            known |= extension.is_some_and(|e| tag.begins("Default") && tag.attribute("Extension").is_some_and(|x| x.eq_ignore_ascii_case(e)));
            Ok(())
        })?;
        if known {
            return Ok(());
        }
        let text = append(&text, "Types", |prefix| match extension {
            Some(e) => format!("<{prefix}Default Extension=\"{e}\" ContentType=\"{kind}\"/>"),
            None => format!("<{prefix}Override PartName=\"/{part}\" ContentType=\"{kind}\"/>"),
        })?;
        self.set(TYPES, text);
        Ok(())
    }

    /// A name for a new part that no part has: `xl/comments`, `.xml` → `xl/comments3.xml`.
    pub(crate) fn free_name(&self, stem: &str, extension: &str) -> String {
        (1..).map(|n| format!("{stem}{n}{extension}")).find(|name| !self.has(name)).unwrap_or_default()
    }

    /// How many parts have that extension.
    pub(crate) fn count(&self, extension: &str) -> usize {
        let names = self.places.keys().map(String::as_str).chain(self.added.iter().map(String::as_str));
        names.filter(|n| n.ends_with(extension)).count()
    }

    /// The package with its changes: untouched parts are copied as they are packed, in their order; new ones come last.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, Unpatchable> {
        let fault = |_| Unpatchable::Package;
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for i in 0..self.zip.len() {
            let file = self.zip.by_index_raw(i).map_err(fault)?;
            let name = file.name().map_err(fault)?.into_owned();
            let key = normal(&name);
            match self.changed.get(&key).filter(|_| self.places.get(&key) == Some(&i)) {
                Some(text) => {
                    let options = packed().last_modified_time(file.last_modified().unwrap_or_default());
                    out.start_file(name, options).map_err(fault)?;
                    out.write_all(text.as_bytes()).map_err(|_| Unpatchable::Package)?;
                }
                None => out.raw_copy_file(file).map_err(fault)?,
            }
        }
        for name in &self.added {
            let text = self.changed.get(&normal(name)).ok_or(Unpatchable::NoPart)?;
            out.start_file(name.as_str(), packed().last_modified_time(DateTime::default())).map_err(fault)?;
            out.write_all(text.as_bytes()).map_err(|_| Unpatchable::Package)?;
        }
        Ok(out.finish().map_err(fault)?.into_inner())
    }
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

/// A part's text with one more child, last in the root element.
pub(crate) fn append(text: &str, root: &str, child: impl Fn(&str) -> String) -> Result<String, Unpatchable> {
    let mut edits = Edits::default();
    xml::each(text, |tag| {
        if tag.depth != 0 || tag.local() != root {
            return Ok(());
        }
        match tag.kind {
            Kind::Close => edits.insert(tag.at.start, child(tag.prefix())),
            Kind::Empty => {
                let open = tag.text.trim_end_matches("/>").trim_end();
                edits.replace(tag.at.clone(), format!("{open}>{}</{}>", child(tag.prefix()), tag.name()));
            }
            Kind::Open => {}
        }
        Ok(())
    })?;
    edits.apply(text)
}

/// The key of a part: names do not differ by case, some writers use backslashes.
fn normal(part: &str) -> String {
    part.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The file of a part's relationships.
fn relations_file(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// The part that a target leads to from `part`.
fn resolve(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folder: Vec<&str> = part.split('/').collect();
    folder.pop();
    for piece in target.split('/') {
        match piece {
            "." | "" => {}
            ".." => {
                folder.pop();
            }
            other => folder.push(other),
        }
    }
    folder.join("/")
}

/// Whether a namespace is the strict one of relationships, the usual one, or another.
pub(crate) fn relationship_prefix(root: &xml::Tag<'_>) -> Option<String> {
    // xmlns:r="…": the name behind the colon is the prefix.
    let text = root.text;
    RELATIONSHIPS.iter().find_map(|ns| {
        let at = text.find(&format!("\"{ns}\"")).or_else(|| text.find(&format!("'{ns}'")))?;
        let before = text.get(..at)?.trim_end().strip_suffix('=')?.trim_end();
        let name = before.rsplit(char::is_whitespace).next()?;
        name.strip_prefix("xmlns:").map(|p| format!("{p}:"))
    })
}

/// Whether a part is of a strict package.
pub(crate) fn is_strict(root: &xml::Tag<'_>) -> bool {
    root.text.contains("http://purl.oclc.org/ooxml/spreadsheetml/main")
}

/// The usual namespace of relationships.
pub(crate) const fn relationships(strict: bool) -> &'static str {
    if strict { RELATIONSHIPS[1] } else { RELATIONSHIPS[0] }
}
