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

/// Puts the file together and writes it.
pub(super) fn finish(pages: &Pages, fonts: Fonts, images: Images, contents: Vec<Vec<u8>>) -> Result<Vec<u8>, Diagnostic> {
    let mut doc = Document::with_version("1.7");
    let resources = dictionary! { "Font" => fonts.add_to(&mut doc), "XObject" => images.add_to(&mut doc) };
    let resources = doc.add_object(resources);
    let contents: Vec<Stream> = contents.into_par_iter().map(|content| write::stream(Dictionary::new(), content)).collect();
    let tree = doc.new_object_id();
    let ids: Vec<ObjectId> =
        contents.into_iter().zip(&pages.pages).map(|(content, page)| add_page(&mut doc, page, content, tree, resources)).collect();
    let kids: Vec<Object> = ids.iter().map(|id| Object::Reference(*id)).collect();
    doc.set_object(tree, dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids });
    let outline = outline::add_to(&mut doc, pages, &ids);
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "PageLayout" => "SinglePage",
        "PageMode" => if outline.is_some() { "UseOutlines" } else { "UseNone" },
        "Lang" => Object::string_literal("zh-CN"),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => doc.add_object(metadata::xmp(pages)),
        "OutputIntents" => vec![Object::Dictionary(dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
            "Info" => Object::string_literal("sRGB IEC61966-2.1"),
            "DestOutputProfile" => doc.add_object(PROFILE.clone()),
        })],
    };
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    let root = doc.add_object(catalog);
    let info = doc.add_object(metadata::information(pages));
    let id = Object::String(identity(&doc, pages), StringFormat::Hexadecimal);
    doc.trailer.set("Root", root);
    doc.trailer.set("Info", info);
    doc.trailer.set("ID", vec![id.clone(), id]);
    let mut out = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    doc.save_with_options(&mut out, options).map_err(|_| words::export::pdf_not_written())?;
    Ok(out)
}

/// A page with its size, turn and links (PG-01, TB-02). Its resources are named outright, as PDF/A wants it, not inherited.
fn add_page(doc: &mut Document, page: &Page, content: Stream, tree: ObjectId, resources: ObjectId) -> ObjectId {
    let links = page.items.iter().filter_map(|i| if let Item::Link(link) = i { Some(link) } else { None });
    let links: Vec<Object> = links.map(|link| Object::Reference(doc.add_object(annotation(link, page.height)))).collect();
    let round = |v: f64| Object::Real(((v * 1000.0).round() / 1000.0) as f32);
    let mut dict = dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => vec![0.into(), 0.into(), round(page.width), round(page.height)],
        "Resources" => resources,
        "Contents" => doc.add_object(content),
    };
    if page.rotate != 0 {
        dict.set("Rotate", i64::from(page.rotate));
    }
    if !links.is_empty() {
        dict.set("Annots", links);
    }
    doc.add_object(dict)
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
