//! The parts put together: fonts, pictures, pages with their links, outline, properties, identity.

use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::fonts::Fonts;
use super::image::Images;
use super::{icc, metadata, outline, write};
use crate::diag::Diagnostic;
use crate::layout::{Item, Link, Page, Pages};
use crate::words;

/// The compressed profile: the same in every file.
static PROFILE: LazyLock<Stream> = LazyLock::new(|| write::stream(dictionary! { "N" => 3 }, icc::srgb()));

/// Finishes and writes what printpdf drew.
pub(super) fn finish(mut doc: Document, pages: &Pages, fonts: Fonts, images: Images) -> Result<Vec<u8>, Diagnostic> {
    let unwritable = |_| words::export::pdf_not_written();
    doc.version = "1.7".to_owned();
    let resources = dictionary! { "Font" => fonts.add_to(&mut doc), "XObject" => images.add_to(&mut doc) };
    let resources = doc.add_object(resources);
    let ids: Vec<ObjectId> = doc.get_pages().into_values().collect();
    for (id, page) in ids.iter().zip(&pages.pages) {
        set_up_page(&mut doc, *id, page, resources).map_err(unwritable)?;
    }
    let outline = outline::add_to(&mut doc, pages, &ids);
    let root = doc.trailer.get(b"Root").and_then(Object::as_reference).map_err(unwritable)?;
    let xmp = doc.add_object(metadata::xmp(pages));
    let profile = doc.add_object(PROFILE.clone());
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
    // What printpdf gives every page and ours do not use.
    doc.prune_objects();
    compress(&mut doc);
    // printpdf numbers its identities from a counter of the process: ours is the content's.
    let id = Object::String(identity(&doc, pages), StringFormat::Hexadecimal);
    doc.trailer.set("ID", vec![id.clone(), id]);
    doc.renumber_objects();
    let mut out = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    doc.save_with_options(&mut out, options).map_err(|_| words::export::pdf_not_written())?;
    Ok(out)
}

/// Compresses what the pages draw; everything else is compressed when it is made.
fn compress(doc: &mut Document) {
    let pages: Vec<ObjectId> = doc.get_pages().into_values().flat_map(|id| doc.get_page_contents(id)).collect();
    let streams: Vec<(ObjectId, Vec<u8>)> =
        pages.into_iter().filter_map(|id| Some((id, std::mem::take(&mut doc.get_object_mut(id).ok()?.as_stream_mut().ok()?.content)))).collect();
    let made: Vec<(ObjectId, Stream)> = streams.into_par_iter().map(|(id, content)| (id, write::stream(Dictionary::new(), content))).collect();
    for (id, stream) in made {
        doc.set_object(id, stream);
    }
}

/// Size, turn and links of a page (PG-01, TB-02). Its resources are named outright, as PDF/A wants it, not inherited.
fn set_up_page(doc: &mut Document, id: ObjectId, page: &Page, resources: ObjectId) -> lopdf::Result<()> {
    let links = page.items.iter().filter_map(|i| if let Item::Link(link) = i { Some(link) } else { None });
    let links: Vec<Object> = links.map(|link| Object::Reference(doc.add_object(annotation(link, page.height)))).collect();
    let dict = doc.get_dictionary_mut(id)?;
    let round = |v: f64| Object::Real(((v * 1000.0).round() / 1000.0) as f32);
    dict.set("MediaBox", vec![0.into(), 0.into(), round(page.width), round(page.height)]);
    dict.set("Resources", resources);
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
