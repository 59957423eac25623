//! What the head of a picture file says: kind, size, how it lies. In: bytes. Out: [`Head`], or what is wrong with the file.

/// A page cannot show more pixels than this on one side.
const LONGEST: u32 = 60_000;
/// Most pixels of a picture that has to be decoded here.
const MOST_DECODED: u64 = 24_000_000;
/// Most pixels of one that is passed on to the viewer.
const MOST: u64 = 100_000_000;

/// A picture file that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Of which format it is.
    pub kind: Kind,
    /// Pixels in a row as stored.
    pub width: u32,
    /// Rows as stored.
    pub height: u32,
    /// How it is turned to be seen.
    pub turn: Turn,
}

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG of 1 (grey) or 3 (colour) components.
    Jpeg(u8),
}

/// Why a picture cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Neither PNG nor JPEG, or damaged.
    Unreadable,
    /// Far more pixels than a page can show: width and height.
    TooLarge(u32, u32),
    /// A JPEG in printing inks (CMYK), which a file for keeping (PDF/A) may not have beside its RGB.
    Inks,
    /// A JPEG of a rare coding (lossless, arithmetic, 12 bit) that viewers need not read.
    RareCoding,
}

impl Head {
    /// Width and height in pixels as it is seen.
    pub fn size(&self) -> (u32, u32) {
        if self.turn.is_sideways() { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// How a stored picture is turned or mirrored to be seen: the orientation that cameras note (EXIF, 1 to 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn(u8);

impl Turn {
    /// As stored.
    pub const NONE: Self = Self(1);

    /// Whether rows are seen as columns.
    pub fn is_sideways(self) -> bool {
        self.0 >= 5
    }

    /// The transformation that puts the unit square with the stored picture into the box x, y, width, height, y upwards.
    pub fn matrix(self, [x, y, w, h]: [f64; 4]) -> [f64; 6] {
        let (right, top) = (x + w, y + h);
        match self.0 {
            2 => [-w, 0.0, 0.0, h, right, y],
            3 => [-w, 0.0, 0.0, -h, right, top],
            4 => [w, 0.0, 0.0, -h, x, top],
            5 => [0.0, -h, -w, 0.0, right, top],
            6 => [0.0, -h, w, 0.0, x, top],
            7 => [0.0, h, w, 0.0, x, y],
            8 => [0.0, h, -w, 0.0, right, y],
            _ => [w, 0.0, 0.0, h, x, y],
        }
    }
}

/// Reads the head of a picture file.
///
/// # Errors
/// It cannot be printed.
pub fn head(data: &[u8]) -> Result<Head, Fault> {
    let head = if data.starts_with(&[0xFF, 0xD8]) { jpeg(data)? } else { png(data).ok_or(Fault::Unreadable)? };
    let (w, h) = (head.width, head.height);
    if w == 0 || h == 0 {
        return Err(Fault::Unreadable);
    }
    let most = if head.kind == Kind::Png { MOST_DECODED } else { MOST };
    if w > LONGEST || h > LONGEST || u64::from(w) * u64::from(h) > most {
        return Err(Fault::TooLarge(w, h));
    }
    Ok(head)
}

fn be32(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*data.get(at..)?.first_chunk()?))
}

fn png(data: &[u8]) -> Option<Head> {
    (data.get(..8)? == b"\x89PNG\r\n\x1a\n" && data.get(12..16)? == b"IHDR").then_some(())?;
    Some(Head { kind: Kind::Png, width: be32(data, 16)?, height: be32(data, 20)?, turn: Turn::NONE })
}

/// A piece of a JPEG file between its start and its first scan: marker and content.
type Segment<'a> = (u8, &'a [u8]);

/// The segments before the picture's data, and where the data begin.
pub fn jpeg_segments(data: &[u8]) -> Option<(Vec<Segment<'_>>, usize)> {
    let mut out = Vec::new();
    let mut at = 2;
    loop {
        match (*data.get(at)?, *data.get(at + 1)?) {
            (0xFF, 0xFF) => at += 1, // fill byte
            (0xFF, 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, 0xDA) => return Some((out, at)),
            (0xFF, 0xD9) => return None,
            (0xFF, marker) => {
                let length = usize::from(u16::from_be_bytes(*data.get(at + 2..)?.first_chunk()?));
                out.push((marker, data.get(at + 4..at + 2 + length)?));
                at += 2 + length;
            }
            _ => return None,
        }
    }
}

fn jpeg(data: &[u8]) -> Result<Head, Fault> {
    let (segments, _) = jpeg_segments(data).ok_or(Fault::Unreadable)?;
    let frame = segments.iter().find(|(m, _)| matches!(m, 0xC0..=0xCF) && !matches!(m, 0xC4 | 0xC8 | 0xCC)).ok_or(Fault::Unreadable)?;
    let &(marker, &[bits, h1, h0, w1, w0, components, ..]) = frame else { return Err(Fault::Unreadable) };
    if !matches!(marker, 0xC0..=0xC2) || bits != 8 {
        return Err(Fault::RareCoding);
    }
    if components == 4 {
        return Err(Fault::Inks);
    }
    if !matches!(components, 1 | 3) {
        return Err(Fault::RareCoding);
    }
    let turn = segments.iter().find_map(|(m, s)| if *m == 0xE1 { orientation(s) } else { None });
    let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
    Ok(Head { kind: Kind::Jpeg(components), width: width.into(), height: height.into(), turn: turn.unwrap_or(Turn::NONE) })
}

/// The orientation in an EXIF segment: a small TIFF file with entry 0x0112 in its first directory.
fn orientation(segment: &[u8]) -> Option<Turn> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let b = *tiff.get(at..)?.first_chunk()?;
        Some(if little { u16::from_le_bytes(b) } else { u16::from_be_bytes(b) })
    };
    let u32_at = |at: usize| {
        let b = *tiff.get(at..)?.first_chunk()?;
        Some(if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) })
    };
    let directory = u32_at(4)? as usize;
    let entries = usize::from(u16_at(directory)?);
    let entry = (0..entries).map(|i| directory.saturating_add(2 + 12 * i)).find(|at| u16_at(*at) == Some(0x0112))?;
    // A short stands at the beginning of the entry's four bytes of value.
    u16_at(entry.checked_add(8)?).filter(|v| (1..=8).contains(v)).map(|v| Turn(v as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg_of(marker: u8, bits: u8, components: u8, exif: Option<u8>) -> Vec<u8> {
        let mut out = vec![0xFF, 0xD8];
        if let Some(orientation) = exif {
            let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
            tiff.extend([0x01, 0x0F, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0]); // another entry first
            tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
            out.extend([0xFF, 0xE1, 0, (2 + 6 + tiff.len()) as u8]);
            out.extend(b"Exif\0\0");
            out.extend(tiff);
        }
        out.extend([0xFF, marker, 0, 8 + 3 * components, bits, 0, 30, 0, 40, components]);
        (1..=components).for_each(|c| out.extend([c, 0x11, 0]));
        out.extend([0xFF, 0xDA, 0, 2, 0, 0xFF, 0xD9]);
        out
    }

    #[test]
    fn the_size_is_read_from_the_head_of_the_file() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 0x80]);
        assert_eq!(head(&png).map(|h| h.size()), Ok((256, 128)));
        assert_eq!(head(&jpeg_of(0xC0, 8, 1, None)).map(|h| h.size()), Ok((40, 30)));
        for bad in [&b""[..], b"\xFF\xD8", b"\xFF\xD8\xFF", b"GIF89a", &png[..20], b"\xFF\xD8\xFF\xE1\0\0"] {
            assert_eq!(head(bad), Err(Fault::Unreadable));
        }
    }

    #[test]
    fn what_cannot_be_printed_is_told_apart() {
        assert_eq!(head(&jpeg_of(0xC0, 8, 4, None)), Err(Fault::Inks));
        assert_eq!(head(&jpeg_of(0xC3, 8, 3, None)), Err(Fault::RareCoding));
        assert_eq!(head(&jpeg_of(0xC9, 8, 3, None)), Err(Fault::RareCoding));
        assert_eq!(head(&jpeg_of(0xC1, 12, 3, None)), Err(Fault::RareCoding));
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bomb.extend([0, 0, 0x80, 0, 0, 0, 0x80, 0]);
        assert_eq!(head(&bomb), Err(Fault::TooLarge(32_768, 32_768)));
    }

    #[test]
    fn a_camera_held_upright_is_seen_upright() {
        for orientation in 1..=8 {
            let h = head(&jpeg_of(0xC2, 8, 3, Some(orientation))).unwrap();
            assert_eq!(h.turn, Turn(orientation));
            assert_eq!(h.size(), if orientation >= 5 { (30, 40) } else { (40, 30) });
            // Where the first stored pixel (upper left of the square) and the last one (lower right) are seen in the unit box, by the EXIF
            // standard's own table: row 0 and column 0 lie at top and left, top and right, bottom and right, bottom and left, and so on.
            let m = h.turn.matrix([0.0, 0.0, 1.0, 1.0]);
            let at = |u: f64, v: f64| (m[0] * u + m[2] * v + m[4], m[1] * u + m[3] * v + m[5]);
            let first = [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)];
            assert_eq!(at(0.0, 1.0), first[usize::from(orientation) - 1], "{orientation}");
            // Along the first row: to the right for 1 and 4, to the left for 2 and 3, downwards for 5 and 6, upwards for 7 and 8.
            let row = [(1.0, 0.0), (-1.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, -1.0), (0.0, 1.0), (0.0, 1.0)];
            let ((x0, y0), (x1, y1)) = (at(0.0, 1.0), at(1.0, 1.0));
            assert_eq!((x1 - x0, y1 - y0), row[usize::from(orientation) - 1], "{orientation}");
        }
    }
}
