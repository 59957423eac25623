//! Pictures: a JPEG goes into the file as it is, a PNG is decoded, transparency laid on white.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObjectId};

use crate::diag::Diagnostic;
use crate::layout::{Image, Item, Pages};
use crate::words;

/// A decoded picture may take this much memory; 6000 × 4000 pixels fit.
const MAX_BYTES: usize = 96 << 20;

/// The pictures of one file, each once.
pub(super) struct Images {
    images: Vec<(Arc<[u8]>, ExternalXObject)>,
}

impl Images {
    /// Reads all pictures of the pages.
    pub fn of(pages: &Pages) -> Result<Self, Diagnostic> {
        let mut this = Self { images: Vec::new() };
        for (number, page) in pages.pages.iter().enumerate() {
            for image in page.items.iter().filter_map(|i| if let Item::Image(image) = i { Some(image) } else { None }) {
                if this.id(image).is_none() {
                    let object = read(&image.data).ok_or_else(|| words::export::image_damaged(number + 1))?;
                    this.images.push((image.data.clone(), object));
                }
            }
        }
        Ok(this)
    }

    /// The resource name of a picture.
    pub fn id(&self, image: &Image) -> Option<XObjectId> {
        let same = |data: &Arc<[u8]>| Arc::ptr_eq(data, &image.data) || **data == *image.data;
        self.images.iter().position(|(data, _)| same(data)).map(name)
    }

    /// The objects with their names.
    pub fn into_objects(self) -> impl Iterator<Item = (XObjectId, ExternalXObject)> {
        self.images.into_iter().enumerate().map(|(i, (_, object))| (name(i), object))
    }
}

fn name(index: usize) -> XObjectId {
    XObjectId(format!("I{index}"))
}

fn read(data: &[u8]) -> Option<ExternalXObject> {
    if data.starts_with(&[0xFF, 0xD8]) { jpeg(data) } else { png(data) }
}

fn object(width: u32, height: u32, components: u8, more: &[(&str, DictItem)], content: Vec<u8>) -> ExternalXObject {
    let name = |s: &str| DictItem::Name(s.as_bytes().to_vec());
    let space = match components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    };
    let fixed = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(i64::from(width))),
        ("Height", DictItem::Int(i64::from(height))),
        ("BitsPerComponent", DictItem::Int(8)),
        ("ColorSpace", name(space)),
    ];
    let dict: BTreeMap<String, DictItem> = fixed.iter().chain(more).map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    let compress = !dict.contains_key("Filter");
    ExternalXObject { stream: ExternalStream { dict, content, compress }, width: None, height: None, dpi: None }
}

/// Size and components stand in the start-of-frame segment; the picture data is passed on unread.
fn jpeg(data: &[u8]) -> Option<ExternalXObject> {
    if !data.ends_with(&[0xFF, 0xD9]) && !data.windows(2).rev().take(64).any(|w| w == [0xFF, 0xD9]) {
        return None; // cut short
    }
    let mut at = 2;
    loop {
        let (0xFF, marker) = (*data.get(at)?, *data.get(at + 1)?) else { return None };
        if marker == 0xFF {
            at += 1; // fill byte
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*data.get(at + 2)?, *data.get(at + 3)?]));
        match marker {
            // Baseline, extended and progressive Huffman coding: what a PDF viewer must read.
            0xC0..=0xC2 => {
                let frame = data.get(at + 4..at + 2 + length)?;
                let &[8, h1, h0, w1, w0, components, ..] = frame else { return None };
                let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                if width == 0 || height == 0 || !matches!(components, 1 | 3) {
                    return None;
                }
                let filter = [("Filter", DictItem::Name(b"DCTDecode".to_vec()))];
                return Some(object(width.into(), height.into(), components, &filter, data.to_vec()));
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xD9 | 0xDA => return None,
            _ => at += 2 + length.max(2),
        }
    }
}

fn png(data: &[u8]) -> Option<ExternalXObject> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(data), png::Limits { bytes: MAX_BYTES });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let size = reader.output_buffer_size().filter(|s| *s <= MAX_BYTES)?;
    let mut pixels = vec![0; size];
    let info = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(info.buffer_size());
    let (components, alpha) = match info.color_type {
        png::ColorType::Grayscale => (1, false),
        png::ColorType::GrayscaleAlpha => (1, true),
        png::ColorType::Rgb => (3, false),
        png::ColorType::Rgba => (3, true),
        png::ColorType::Indexed => return None, // expanded by the decoder
    };
    if alpha {
        pixels = pixels.chunks_exact(usize::from(components) + 1).flat_map(on_white).collect();
    }
    Some(object(info.width, info.height, components, &[], pixels))
}

/// A pixel with alpha as it looks on paper.
fn on_white(pixel: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let (alpha, colors) = pixel.split_last().map_or((255, pixel), |(a, c)| (u32::from(*a), c));
    colors.iter().map(move |c| ((u32::from(*c) * alpha + 255 * (255 - alpha) + 127) / 255) as u8)
}
