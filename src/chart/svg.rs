//! A chart as an SVG file: the drawing for people, its data for the program that sets the text again.
//!
//! In: a chart. Out: well-formed bytes, the same for the same chart. [`read`] takes the data out again, if nobody has changed the drawing since.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use sha2::{Digest, Sha256};

use super::data::Chart;
use super::drawing::{Anchor, Drawing, Mark, draw};

/// Width of the field of text that pictures fill, pt: 156 mm.
pub const WIDTH: f64 = 156.0 * 72.0 / 25.4;
/// Most height of a picture, pt.
pub const DEPTH: f64 = 560.0;
/// Free edge around the drawing, pt.
const EDGE: f64 = 6.0;
/// Size of the caption, 四号, pt.
const CAPTION: f64 = 14.0;
/// The element that holds the data.
const DATA: &str = "hongtou:chart";
/// Faces of the office first, then what others have in their place.
const FACES: &str = "FangSong, 仿宋, 仿宋_GB2312, STFangsong, FandolFang, serif";
/// The same for captions.
const CAPTION_FACES: &str = "SimHei, 黑体, STHeiti, FandolHei, sans-serif";
/// No picture of ours is longer than this, bytes.
const LONGEST: usize = 1 << 20;

/// The chart as a file. Numbers of figures are left out: they mean nothing outside of a run.
pub fn write(chart: &Chart) -> Vec<u8> {
    let chart = chart.clone().without_figures();
    let drawing = draw(&chart, WIDTH, DEPTH);
    let body = body(&chart, &drawing);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (w, h) = size(&drawing);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:hongtou=\"urn:hongtou:chart:1\" width=\"{}pt\" height=\"{}pt\" viewBox=\"0 0 {0} {1}\" role=\"img\">",
        short(w),
        short(h)
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(&chart.caption()));
    let _ = writeln!(out, "<metadata><{DATA} sum=\"{}\">\n{}</{DATA}></metadata>", sum(&body), escaped(&chart.to_toml()));
    out.push_str(&body);
    out.into_bytes()
}

/// Whether bytes are an SVG file of whatever origin.
pub fn is_svg(data: &[u8]) -> bool {
    let head = String::from_utf8_lossy(data.get(..data.len().min(1024)).unwrap_or_default());
    head.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && head.contains("<svg")
}

/// The chart of a picture of ours; `None` for any other, and for one whose drawing was changed.
pub fn read(data: &[u8]) -> Option<Chart> {
    if data.len() > LONGEST {
        return None;
    }
    let text = std::str::from_utf8(data).ok()?.replace("\r\n", "\n");
    let (_, body) = text.split_once("</metadata>\n")?;
    let mut reader = Reader::from_str(&text);
    let mut inside = false;
    let mut toml = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) if e.name().as_ref() == DATA => {
                let same = e.attributes().flatten().any(|a| a.key.as_ref() == "sum" && *a.value == *sum(body));
                if !same {
                    return None;
                }
                inside = true;
            }
            Event::Text(t) if inside => toml.push_str(&t.xml10_content()),
            Event::GeneralRef(r) if inside => match r.resolve_char_ref().ok()? {
                Some(c) => toml.push(c),
                None => toml.push_str(resolve_xml_entity(&r)?),
            },
            Event::End(e) if e.name().as_ref() == DATA => return Chart::from_toml(toml.trim_start()).ok(),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What tells that a drawing is still the one that was made from the data.
fn sum(body: &str) -> String {
    Sha256::digest(body.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn size(drawing: &Drawing) -> (f64, f64) {
    (drawing.width + 2.0 * EDGE, drawing.height + 2.0 * EDGE + CAPTION * 1.8)
}

fn body(chart: &Chart, drawing: &Drawing) -> String {
    let (w, h) = size(drawing);
    let mut out = String::new();
    let _ = writeln!(out, "<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>", short(w), short(h));
    let _ = writeln!(out, "<g transform=\"translate({EDGE} {EDGE})\" font-family=\"{FACES}\">");
    for mark in &drawing.marks {
        match mark {
            Mark::Text { x, y, anchor, size, text, .. } => self::text((*x, *y), *anchor, *size, text, &mut out),
            Mark::Path { points, closed, fill, outline } => {
                out.push_str("<path d=\"");
                for (n, (x, y)) in points.iter().enumerate() {
                    let _ = write!(out, "{}{} {}", if n == 0 { "M" } else { "L" }, short(*x), short(*y));
                }
                out.push_str(if *closed { "Z\"" } else { "\"" });
                let _ = write!(out, " fill=\"{}\"", fill.map_or_else(|| "none".to_owned(), grey));
                if let Some(o) = outline {
                    let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", grey(o.grey), short(o.width));
                    if !o.dash.is_empty() {
                        let _ = write!(out, " stroke-dasharray=\"{}\"", o.dash.iter().map(|d| short(*d)).collect::<Vec<_>>().join(" "));
                    }
                }
                out.push_str("/>\n");
            }
        }
    }
    out.push_str("</g>\n");
    let caption = chart.caption();
    if !caption.is_empty() {
        let _ = writeln!(out, "<g font-family=\"{CAPTION_FACES}\">");
        // A long caption is narrowed by size here; on the page it runs over lines.
        let size = (w / super::drawing::ems(&caption)).min(CAPTION);
        text((w / 2.0, h - EDGE - 0.12 * CAPTION), Anchor::Middle, size, &caption, &mut out);
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

fn text((x, y): (f64, f64), anchor: Anchor, size: f64, text: &str, out: &mut String) {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let _ =
        writeln!(out, "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\">{}</text>", short(x), short(y), short(size), escaped(text));
}

fn grey(value: u8) -> String {
    format!("#{value:02x}{value:02x}{value:02x}")
}

/// A length with two places at most.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text as XML has it; what no XML may hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
