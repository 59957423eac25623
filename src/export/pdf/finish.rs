//! From printpdf's document to the file: page boxes and turns, links, outline, properties, identity, compression.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{icc, metadata};
use crate::diag::Diagnostic;
use crate::layout::{Item, Link, OutlineEntry, Page, Pages};
use crate::words;

/// Finishes and writes the file.
pub(super) fn finish(mut doc: Document, pages: &Pages) -> Result<Vec<u8>, Diagnostic> {
    let unwritable = |_| words::export::pdf_not_written();
    doc.version = "1.7".to_owned();
    let ids: Vec<ObjectId> = doc.get_pages().into_values().collect();
    for (id, page) in ids.iter().zip(&pages.pages) {
        set_up_page(&mut doc, *id, page).map_err(unwritable)?;
    }
    mend_descriptors(&mut doc);
    let outline = add_outline(&mut doc, pages, &ids);
    let root = doc.trailer.get(b"Root").and_then(Object::as_reference).map_err(unwritable)?;
    let xmp = doc.add_object(metadata::xmp(pages));
    let profile = doc.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let catalog = doc.get_dictionary_mut(root).map_err(unwritable)?;
    catalog.set("PageLayout", "SinglePage");
    catalog.set("PageMode", if outline.is_some() { "UseOutlines" } else { "UseNone" });
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", xmp);
    catalog.set(
        "OutputIntents",
        vec![Object::Dictionary(dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
            "Info" => Object::string_literal("sRGB IEC61966-2.1"),
            "DestOutputProfile" => profile,
        })],
    );
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    let info = doc.trailer.get(b"Info").and_then(Object::as_reference).map_err(unwritable)?;
    doc.set_object(info, metadata::information(pages));
    // printpdf numbers its identities from a counter of the process: ours is the content's.
    let id = Object::String(identity(&doc, pages), StringFormat::Hexadecimal);
    doc.trailer.set("ID", vec![id.clone(), id]);
    doc.renumber_objects();
    compress(&mut doc);
    let mut out = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    doc.save_with_options(&mut out, options).map_err(|_| words::export::pdf_not_written())?;
    Ok(out)
}

/// Size, turn and links of a page (PG-01, TB-02).
fn set_up_page(doc: &mut Document, id: ObjectId, page: &Page) -> lopdf::Result<()> {
    let links = page.items.iter().filter_map(|i| if let Item::Link(link) = i { Some(link) } else { None });
    let links: Vec<Object> = links.map(|link| Object::Reference(doc.add_object(annotation(link, page.height)))).collect();
    let dict = doc.get_dictionary_mut(id)?;
    let round = |v: f64| Object::Real(((v * 1000.0).round() / 1000.0) as f32);
    dict.set("MediaBox", vec![0.into(), 0.into(), round(page.width), round(page.height)]);
    for key in [&b"CropBox"[..], b"TrimBox", b"Annots"] {
        dict.remove(key);
    }
    if page.rotate != 0 {
        dict.set("Rotate", i64::from(page.rotate));
    }
    if !links.is_empty() {
        dict.set("Annots", links);
    }
    Ok(())
}

fn annotation(link: &Link, height: f64) -> Dictionary {
    let rect = [link.x, height - link.y - link.height, link.x + link.width, height - link.y];
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => rect.map(|v| Object::Real(v as f32)).to_vec(),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4, // printed, as PDF/A wants every annotation to be
        "A" => dictionary! { "Type" => "Action", "S" => "URI", "URI" => Object::string_literal(ascii_url(&link.url)) },
    }
}

/// A URI in a PDF is seven-bit: everything else is percent-encoded.
fn ascii_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for b in url.bytes() {
        if b.is_ascii_graphic() {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

/// Viewers select text by these heights, and a face is about whose own are broken (a positive descender): the em box serves for all.
fn mend_descriptors(doc: &mut Document) {
    for object in doc.objects.values_mut() {
        if let Ok(dict) = object.as_dict_mut()
            && dict.has_type(b"FontDescriptor")
        {
            dict.set("Ascent", 880);
            dict.set("Descent", -120);
            dict.set("CapHeight", 700);
        }
    }
}

/// The outline, nested by level and all of it open; `None` if there are no headings.
fn add_outline(doc: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let entries: Vec<(&OutlineEntry, ObjectId)> = pages.outline.iter().filter_map(|e| Some((e, *page_ids.get(e.page)?))).collect();
    if entries.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| doc.new_object_id()).collect();
    let mut nodes = vec![Node { id: root, ..Node::default() }];
    nodes.extend(ids.iter().map(|id| Node { id: *id, ..Node::default() }));
    // The open ancestors of the entry at hand: (level, node).
    let mut path: Vec<(u8, usize)> = Vec::new();
    for (i, (entry, _)) in entries.iter().enumerate() {
        path.retain(|(level, _)| *level < entry.level);
        let parent = path.last().map_or(0, |(_, node)| *node);
        path.push((entry.level, i + 1));
        if let Some(node) = nodes.get_mut(i + 1) {
            node.parent = parent;
        }
        if let Some(node) = nodes.get_mut(parent) {
            node.children.push(i + 1);
        }
    }
    let id = |n: usize| nodes.get(n).map(|n| n.id).unwrap_or_default();
    for (n, node) in nodes.iter().enumerate() {
        let mut dict = match n.checked_sub(1).and_then(|i| entries.get(i)) {
            None => dictionary! { "Type" => "Outlines" },
            Some((entry, page)) => {
                let height = pages.pages.get(entry.page).map_or(0.0, |p| p.height);
                let top = Object::Real((height - entry.y) as f32);
                dictionary! {
                    "Title" => metadata::text(&entry.text),
                    "Parent" => id(node.parent),
                    "Dest" => vec![(*page).into(), "XYZ".into(), Object::Null, top, Object::Null],
                }
            }
        };
        if let (Some(first), Some(last)) = (node.children.first(), node.children.last()) {
            dict.set("First", id(*first));
            dict.set("Last", id(*last));
            dict.set("Count", descendants(&nodes, n) as i64);
        }
        let siblings = nodes.get(node.parent).map(|p| p.children.as_slice()).unwrap_or_default();
        if let Some(at) = siblings.iter().position(|s| *s == n) {
            if let Some(before) = at.checked_sub(1).and_then(|b| siblings.get(b)) {
                dict.set("Prev", id(*before));
            }
            if let Some(after) = siblings.get(at + 1) {
                dict.set("Next", id(*after));
            }
        }
        doc.set_object(node.id, dict);
    }
    Some(root)
}

/// An outline entry while the tree is put together; the first is the root.
#[derive(Default)]
struct Node {
    id: ObjectId,
    parent: usize,
    children: Vec<usize>,
}

fn descendants(nodes: &[Node], n: usize) -> usize {
    // Entries come in reading order, so everything below a node follows it until its parent's next child.
    let mut open = vec![n];
    let mut count = 0;
    while let Some(node) = open.pop().and_then(|n| nodes.get(n)) {
        count += node.children.len();
        open.extend(&node.children);
    }
    count
}

/// 16 bytes that depend on everything that can be seen in the file.
fn identity(doc: &Document, pages: &Pages) -> Vec<u8> {
    let mut hash = Sha256::new();
    for object in doc.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update((stream.content.len() as u64).to_be_bytes());
            hash.update(&stream.content);
        }
    }
    for page in &pages.pages {
        hash.update(format!("{} {} {}\n", page.width, page.height, page.rotate));
    }
    for entry in &pages.outline {
        hash.update(format!("{} {} {} {}\n", entry.level, entry.text, entry.page, entry.y));
    }
    hash.finalize().iter().copied().take(16).collect()
}

/// How hard streams are compressed. Outlines of glyphs hardly shrink whatever the effort: the highest level takes nearly twice as long for 1 %.
const EFFORT: Compression = Compression::new(5);

/// Compresses all streams side by side.
fn compress(doc: &mut Document) {
    let streams: Vec<&mut Object> = doc.objects.values_mut().collect();
    streams.into_par_iter().for_each(|object| {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && !stream.dict.has(b"Filter")
            && let Some(shorter) = deflated(&stream.content).filter(|c| c.len() < stream.content.len())
        {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(shorter);
        }
    });
}

fn deflated(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len()), EFFORT);
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}
