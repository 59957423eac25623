//! The small change of PDF syntax: numbers, glyph strings, compressed streams.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Stream};

/// How hard streams are compressed. Outlines of glyphs hardly shrink whatever the effort: the highest level takes nearly twice as long for 1 %.
const EFFORT: Compression = Compression::new(5);

/// Writes a number with at most `places` decimals, none of them idle.
pub(super) fn number(out: &mut Vec<u8>, value: f64, places: u32) {
    let unit = 10_i64.pow(places);
    let whole = (value * unit as f64).round() as i64;
    if whole < 0 {
        out.push(b'-');
    }
    let whole = whole.unsigned_abs();
    let (before, mut after) = (whole / unit as u64, whole % unit as u64);
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = before;
    while rest > 0 || at == digits.len() {
        at -= 1;
        if let Some(d) = digits.get_mut(at) {
            *d = b'0' + (rest % 10) as u8;
        }
        rest /= 10;
    }
    out.extend(digits.get(at..).unwrap_or_default());
    if after == 0 {
        return;
    }
    let mut width = places as usize;
    while after % 10 == 0 {
        after /= 10;
        width -= 1;
    }
    out.push(b'.');
    let mut step = 10_u64.pow(width as u32 - 1);
    while step > 0 {
        out.push(b'0' + (after / step % 10) as u8);
        step /= 10;
    }
}

/// Writes two bytes as four hexadecimal digits.
pub(super) fn hex(out: &mut Vec<u8>, v: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.extend(DIGITS.get(usize::from(v >> shift & 15)));
    }
}

/// A stream, compressed where that makes it shorter.
pub(super) fn stream(mut dict: Dictionary, content: Vec<u8>) -> Stream {
    match deflated(&content).filter(|c| c.len() < content.len()) {
        Some(shorter) => {
            dict.set("Filter", "FlateDecode");
            Stream::new(dict, shorter)
        }
        None => Stream::new(dict, content),
    }
}

fn deflated(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len()), EFFORT);
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_idle_digits() {
        let text = |v: f64, places| {
            let mut out = Vec::new();
            number(&mut out, v, places);
            String::from_utf8(out).unwrap()
        };
        for (v, places, wanted) in [
            (0.0, 3, "0"),
            (1.0, 3, "1"),
            (-0.0004, 3, "0"),
            (595.276, 3, "595.276"),
            (15.793, 2, "15.79"),
            (-12.05, 2, "-12.05"),
            (0.5, 4, "0.5"),
            (100.0, 0, "100"),
            (0.9999, 3, "1"),
            (1_000_000.001, 3, "1000000.001"),
        ] {
            assert_eq!(text(v, places), wanted, "{v}");
        }
    }
}
