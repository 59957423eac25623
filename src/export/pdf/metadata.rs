//! The file's properties, twice as PDF has it: the information dictionary and the XMP packet, which must agree (ISO 19005-2, 6.6.3).

use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};

use crate::layout::Pages;

/// Name and version of the program: what made the file.
const PRODUCER: &str = concat!("hongtou ", env!("CARGO_PKG_VERSION"));

/// A text string; UTF-16 unless it is plain ASCII.
pub(super) fn text(s: &str) -> Object {
    if s.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Object::string_literal(s);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(s.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// The information dictionary. It has no dates: the clock is not read here, and a file made twice is the same file.
pub(super) fn information(pages: &Pages) -> Dictionary {
    let mut info = dictionary! { "Creator" => text(PRODUCER), "Producer" => text(PRODUCER) };
    for (key, value) in [("Title", &pages.title), ("Author", &pages.author), ("Subject", &pages.subject), ("Keywords", &keywords(pages))] {
        if !value.is_empty() {
            info.set(key, text(&cleaned(value)));
        }
    }
    info
}

fn keywords(pages: &Pages) -> String {
    pages.keywords.join("，")
}

/// The XMP packet. It says PDF/A-2u; the tests hold the clauses that matter for files like ours, no outside validator has seen them.
pub(super) fn xmp(pages: &Pages) -> Stream {
    let alternative = |tag: &str, value: &str| wrap(tag, value, "<rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li></rdf:Alt>");
    let sequence = |tag: &str, value: &str| wrap(tag, value, "<rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>");
    let packet = [
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\"\n",
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n",
        " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n",
        &alternative("dc:title", &pages.title),
        &sequence("dc:creator", &pages.author),
        &alternative("dc:description", &pages.subject),
        "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n",
        &wrap("xmp:CreatorTool", PRODUCER, "", ""),
        &wrap("pdf:Producer", PRODUCER, "", ""),
        &wrap("pdf:Keywords", &keywords(pages), "", ""),
        "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n",
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>",
    ];
    // Left readable for programs that look for the packet without reading PDF.
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.concat().into_bytes()).with_compression(false)
}

fn wrap(tag: &str, value: &str, before: &str, after: &str) -> String {
    if value.is_empty() { String::new() } else { format!("<{tag}>{before}{}{after}</{tag}>\n", escape(value)) }
}

/// What both tell: without characters that XML 1.0 forbids.
fn cleaned(s: &str) -> String {
    s.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

/// Text of an XML element.
fn escape(s: &str) -> String {
    cleaned(s).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
