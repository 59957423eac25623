//! A picture on its own: its size from the head of the file, scaled into the measure and onto whole lines of the grid.

use std::sync::Arc;

use super::compose::picture_atom;
use super::desk::Desk;
use super::flow::Atom;
use super::geometry::{Area, SIZE};
use super::pages::{Image, Item};
use crate::document::Span;
use crate::words::layout as words;

/// Points of a pixel where nothing better is known: 96 to the inch, as office programs take it.
const PIXEL: f64 = 0.75;
/// Most pixels of a picture that has to be decoded.
const MOST_PIXELS: u64 = 24_000_000;

/// The atom of the picture at `path`; one that is missing or no picture is reported.
pub fn atom(desk: &mut Desk<'_>, path: &str, span: &Span, area: &Area) -> Option<Atom> {
    let Some(data) = desk.options.images.get(path).cloned() else {
        let origin = desk.origin(span);
        desk.report(words::image_not_found(path, origin));
        return None;
    };
    let Some((w, h)) = size(&data) else {
        let origin = desk.origin(span);
        desk.report(words::image_not_readable(path, origin));
        return None;
    };
    if png(&data).is_some() && u64::from(w) * u64::from(h) > MOST_PIXELS {
        let origin = desk.origin(span);
        desk.report(words::image_too_large(path, w, h, origin));
        return None;
    }
    Some(place(data, (f64::from(w) * PIXEL, f64::from(h) * PIXEL), area))
}

/// Scales the picture down to the measure and the page, and centres it in the lines that it takes.
fn place(data: Arc<[u8]>, (w, h): (f64, f64), area: &Area) -> Atom {
    let most = f64::from(area.lines - 2) * area.pitch() + SIZE;
    let scale = (area.width / w).min(most / h).min(1.0);
    let (w, h) = (w * scale, h * scale);
    let lines = ((h - SIZE) / area.pitch()).ceil().max(0.0) as u32 + 1;
    let room = f64::from(lines - 1) * area.pitch() + SIZE;
    let image = Image { data, x: (area.width - w) / 2.0, y: (room - h) / 2.0, width: w, height: h };
    picture_atom(lines, area, vec![Item::Image(image)])
}

/// Width and height in pixels of a PNG or JPEG file.
pub fn size(data: &[u8]) -> Option<(u32, u32)> {
    let (w, h) = png(data).or_else(|| jpeg(data))?;
    // What is longer than this on one side is no picture for a page.
    (w > 0 && h > 0 && w <= 100_000 && h <= 100_000).then_some((w, h))
}

fn be32(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

fn be16(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?)))
}

fn png(data: &[u8]) -> Option<(u32, u32)> {
    (data.get(..8)? == b"\x89PNG\r\n\x1a\n" && data.get(12..16)? == b"IHDR").then_some(())?;
    Some((be32(data, 16)?, be32(data, 20)?))
}

fn jpeg(data: &[u8]) -> Option<(u32, u32)> {
    (data.get(..2)? == [0xFF, 0xD8]).then_some(())?;
    let mut at = 2;
    loop {
        let marker = *data.get(at + 1)?;
        match (*data.get(at)?, marker) {
            (0xFF, 0xFF) => at += 1,
            // A start of frame, of whatever coding; C4, C8 and CC are other segments.
            (0xFF, 0xC0..=0xCF) if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => return Some((be16(data, at + 7)?, be16(data, at + 5)?)),
            (0xFF, 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, 0xD9 | 0xDA) => return None,
            (0xFF, _) => at += 2 + be16(data, at + 2)?.max(2) as usize,
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_from_the_head_of_the_file() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 0x80]);
        assert_eq!(size(&png), Some((256, 128)));
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1];
        assert_eq!(size(&jpeg), Some((40, 30)));
        for bad in [&b""[..], b"\xFF\xD8", b"\xFF\xD8\xFF", b"GIF89a", &png[..20]] {
            assert_eq!(size(bad), None);
        }
    }

    #[test]
    fn a_large_picture_is_scaled_into_the_measure_and_takes_whole_lines() {
        let a = place(Arc::from(&b""[..]), (884.4, 200.0), &Area::PORTRAIT);
        let lines = (a.height - SIZE) / Area::PORTRAIT.pitch();
        assert!((lines - lines.round()).abs() < 1e-9 && lines.round() == 3.0, "100 pt high: four lines");
    }
}
