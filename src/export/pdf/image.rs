//! Pictures: a JPEG goes into the file as it is but for its notes, a PNG is decoded, transparency laid on white.

use std::io::Cursor;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use rayon::prelude::*;

use super::write;
use crate::diag::Diagnostic;
use crate::layout::picture::{self, Head, Kind, Turn};
use crate::layout::{Image, Item, Pages};
use crate::words;

/// A decoded picture may take this much memory; 8000 × 4000 pixels in colour fit.
const MAX_BYTES: usize = 96 << 20;

/// The pictures of one file, each once.
pub(super) struct Images {
    images: Vec<(Arc<[u8]>, Turn, Stream)>,
}

impl Images {
    /// Reads all pictures of the pages.
    pub fn of(pages: &Pages) -> Result<Self, Diagnostic> {
        let mut found: Vec<(usize, &Image)> = Vec::new();
        for (number, page) in pages.pages.iter().enumerate() {
            for image in page.items.iter().filter_map(|i| if let Item::Image(image) = i { Some(image) } else { None }) {
                if !found.iter().any(|(_, known)| same(&known.data, &image.data)) {
                    found.push((number, image));
                }
            }
        }
        let read = |(number, image): &(usize, &Image)| {
            let (turn, stream) = read(&image.data).ok_or_else(|| words::export::image_damaged(number + 1))?;
            Ok((image.data.clone(), turn, stream))
        };
        Ok(Self { images: found.par_iter().map(read).collect::<Result<_, Diagnostic>>()? })
    }

    /// The number of a picture, and how it is turned.
    pub fn place(&self, image: &Image) -> Option<(usize, Turn)> {
        let at = self.images.iter().position(|(data, ..)| same(data, &image.data))?;
        self.images.get(at).map(|(_, turn, _)| (at, *turn))
    }

    /// Adds the pictures to the file; gives them by their resource names.
    pub fn add_to(self, doc: &mut Document) -> Dictionary {
        let mut named = Dictionary::new();
        for (n, (.., stream)) in self.images.into_iter().enumerate() {
            named.set(name(n), doc.add_object(stream));
        }
        named
    }
}

/// The resource name of a picture.
pub(super) fn name(image: usize) -> String {
    format!("I{image}")
}

fn same(a: &Arc<[u8]>, b: &Arc<[u8]>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

fn read(data: &[u8]) -> Option<(Turn, Stream)> {
    let head = picture::head(data).ok()?;
    let stream = match head.kind {
        Kind::Jpeg(components) => {
            let mut dict = image(head.width, head.height, components);
            dict.set("Filter", "DCTDecode");
            Stream::new(dict, jpeg(data)?)
        }
        Kind::Png => png(data, &head)?,
    };
    Some((head.turn, stream))
}

fn image(width: u32, height: u32, components: u8) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => Object::Integer(width.into()),
        "Height" => Object::Integer(height.into()),
        "BitsPerComponent" => 8,
        "ColorSpace" => if components == 1 { "DeviceGray" } else { "DeviceRGB" },
    }
}

/// A JPEG file without what is not picture: where and when it was taken, with what, thumbnails, whatever a phone hangs on behind it. `None` if it
/// was cut short.
fn jpeg(data: &[u8]) -> Option<Vec<u8>> {
    let (segments, start) = picture::jpeg_segments(data)?;
    let mut out = Vec::with_capacity(data.len());
    out.extend([0xFF, 0xD8]);
    for (marker, content) in segments {
        // The Adobe segment says how colours are coded; other application segments and comments are notes.
        if matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) {
            continue;
        }
        out.extend([0xFF, marker]);
        out.extend((content.len() as u16 + 2).to_be_bytes());
        out.extend(content);
    }
    out.extend(data.get(start..end_of_jpeg(data, start)?)?);
    Some(out)
}

/// Where the picture that begins its first scan at `at` ends.
fn end_of_jpeg(data: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += data.get(at..)?.iter().position(|b| *b == 0xFF)?;
        match *data.get(at + 1)? {
            0xD9 => return Some(at + 2),
            // Fill bytes; in coded data a stuffed zero or a restart mark follows.
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            // The next scan's head or tables: their content is no coded data.
            _ => at += 2 + usize::from(u16::from_be_bytes(*data.get(at + 2..)?.first_chunk()?)),
        }
    }
}

fn png(data: &[u8], head: &Head) -> Option<Stream> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(data), png::Limits { bytes: MAX_BYTES });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    // A picture of one pixel as often as you like: it is not unpacked for being small when packed.
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
    Some(write::stream(image(head.width, head.height, components), pixels))
}

/// A pixel with alpha as it looks on paper.
fn on_white(pixel: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let (alpha, colors) = pixel.split_last().map_or((255, pixel), |(a, c)| (u32::from(*a), c));
    colors.iter().map(move |c| ((u32::from(*c) * alpha + 255 * (255 - alpha) + 127) / 255) as u8)
}
