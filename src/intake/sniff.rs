//! What a file is, told from its content, and whether it is safe to open.
//!
//! Files that would end the process rather than give an error (an archive that unpacks to gigabytes, a count of shared strings beyond any sense) are
//! refused here, before a reader sees them. Sizes that a file states of itself are never believed.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;

use super::refusal::Refusal;
use super::{MAX_HERE, Packaging, text};

/// Most bytes that all parts of a package may unpack to.
pub(super) const MAX_UNPACKED: u64 = 120 << 20;
/// Most bytes of a text or page that is read in this process.
const MAX_PLAIN: usize = 1 << 20;
/// Bytes of a text that are looked at.
const HEAD: usize = 8192;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// .xlsx, .xlsb or .ods; `apart` where it is too large or its reader not safe enough for this process.
    Package {
        packaging: Packaging,
        apart: bool,
    },
    /// A compound file: .xls, .et, or anything that a password protects.
    Compound,
    /// A .zip of other files.
    Archive,
    Html,
    XmlTable,
    Text,
}

impl Kind {
    /// Whether a file of this kind and size is read in a process of its own: where the reader may abort, or the file may become much more than it is.
    pub(super) const fn is_read_apart(self, size: usize) -> bool {
        match self {
            Self::Package { apart, .. } => apart,
            Self::Compound => true,
            Self::Html | Self::XmlTable | Self::Text => size > MAX_PLAIN,
            Self::Archive => false,
        }
    }
}

/// Tells what a file is.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Refusal> {
    match bytes {
        [] => Err(Refusal::Empty),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => package(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Ok(Kind::Compound),
        // A bare stream of BIFF records: Excel 2 to 4, and 5 without its wrapping.
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, 4..=16, 0, ..] => Err(Refusal::TooOld),
        [b'%', b'P', b'D', b'F', ..] => Err(Refusal::Pdf),
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [0x1F, 0x8B, 8, ..] => Err(Refusal::Archive),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => Err(Refusal::Image),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] | [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Err(Refusal::Image),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Err(Refusal::Image),
        _ if is_owner_file(bytes) => Err(Refusal::OwnerFile),
        _ => plain(bytes),
    }
}

/// Whether it is what Excel (165 bytes) or WPS leaves beside an open file: the length of a user's name, then the name, padded with blanks.
fn is_owner_file(bytes: &[u8]) -> bool {
    let (Some(&length), 54 | 162 | 165) = (bytes.first(), bytes.len()) else { return false };
    let padding = bytes.get(usize::from(length) + 1..54).unwrap_or_default();
    (1..=54).contains(&length) && padding.iter().all(|b| matches!(b, 0 | b' '))
}

/// What a file without a binary signature is.
fn plain(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.iter().all(|b| *b == 0) {
        return Err(Refusal::Damaged);
    }
    let head: Vec<u8> = bytes.iter().take(HEAD).copied().filter(|b| *b != 0).collect();
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let start = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    if start.starts_with("{\\rtf") {
        Err(Refusal::Document)
    } else if start.starts_with("mime-version:") || (start.starts_with("from:") && head.contains("multipart/related")) {
        Err(Refusal::WebArchive)
    } else if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.contains("workbook") && !start.starts_with("<html") {
        Ok(Kind::XmlTable)
    } else if head.contains("schemas.microsoft.com/office/word/2003") || head.contains("schemas.microsoft.com/office/2006/xmlpackage") {
        Err(Refusal::Document)
    } else if start.starts_with("<!doctype html") || ["<html", "<table", "<meta", "<frameset"].iter().any(|tag| head.contains(tag)) {
        Ok(Kind::Html)
    } else if start.starts_with("id;p") {
        // SYLK.
        Err(Refusal::TooOld)
    } else {
        text::is_table(bytes).map(|()| Kind::Text)
    }
}

fn package(bytes: &[u8]) -> Result<Kind, Refusal> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Truncated)?;
    let packaging = match package_of(&mut zip)? {
        Some(packaging) => packaging,
        None => return Ok(Kind::Archive),
    };
    let unpacked = unpacked(&mut zip)?;
    Ok(Kind::Package { packaging, apart: unpacked > MAX_HERE || packaging == Packaging::Xlsb })
}

/// Whether it is the package of one document, of whatever kind, and no archive of files.
pub(super) fn is_package<R: Read + Seek>(zip: &mut ZipArchive<R>) -> bool {
    !matches!(package_of(zip), Ok(None))
}

/// Which kind of workbook the package is; `None` for an archive of files.
fn package_of<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Option<Packaging>, Refusal> {
    let names: Vec<String> = zip.file_names().flatten().map(|n| n.replace('\\', "/").to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let starts = |prefix: &str| names.iter().any(|n| n.starts_with(prefix));
    let is_ooxml = has("[content_types].xml");
    if has("xl/workbook.bin") {
        Ok(Some(Packaging::Xlsb))
    } else if has("xl/workbook.xml") || is_ooxml && starts("xl/") {
        Ok(Some(Packaging::Xlsx))
    } else if has("word/document.xml") || is_ooxml && starts("word/") || has("ofd.xml") {
        Err(Refusal::Document)
    } else if is_ooxml && starts("ppt/") {
        Err(Refusal::Slides)
    } else if has("mimetype") && (has("content.xml") || has("encrypted-package")) {
        let mut mime = String::new();
        let _ = zip.by_name("mimetype").map(|f| f.take(100).read_to_string(&mut mime));
        if has("encrypted-package") {
            Err(Refusal::Password)
        } else if mime.contains("opendocument.spreadsheet") {
            Ok(Some(Packaging::Ods))
        } else {
            Err(Refusal::Document)
        }
    } else if is_ooxml {
        Err(Refusal::Unknown)
    } else {
        Ok(None)
    }
}

/// How much a package unpacks to; refuses what exceeds [`MAX_UNPACKED`] and what claims a count of strings beyond any sense.
fn unpacked(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<u64, Refusal> {
    let mut left = MAX_UNPACKED;
    let mut buf = vec![0; 64 << 10];
    for i in 0..zip.len() {
        let Ok(mut part) = zip.by_index(i) else { continue };
        let mut claims = Claims::default();
        let mut size = 0;
        loop {
            // A part whose packing is damaged ends here; its reader will say so.
            let read = part.read(&mut buf).unwrap_or(0);
            if read == 0 {
                break;
            }
            size += read as u64;
            left = left.checked_sub(read as u64).ok_or(Refusal::UnpacksTooLarge)?;
            claims.look(buf.get(..read).unwrap_or_default());
        }
        // An entry takes at least `<si/>`, five bytes; a million of them do no harm.
        if claims.most > (size / 5).max(1_000_000) {
            return Err(Refusal::Damaged);
        }
    }
    Ok(MAX_UNPACKED - left)
}

/// Looks for the greatest `uniqueCount` in a part: the reader sets aside room for as many strings, wherever and in whatever encoding it stands.
#[derive(Default)]
struct Claims {
    most: u64,
    tail: Vec<u8>,
}

impl Claims {
    fn look(&mut self, piece: &[u8]) {
        const WORD: &[u8] = b"uniqueCount";
        const MARGIN: usize = 96;
        let mut text = std::mem::take(&mut self.tail);
        // Without its zeros, UTF-16 looks like ASCII.
        if memchr::memchr(0, piece).is_none() {
            text.extend_from_slice(piece);
        } else {
            text.extend(piece.iter().filter(|b| **b != 0));
        }
        let mut rest = text.as_slice();
        while let Some(at) = memchr::memmem::find(rest, WORD) {
            rest = rest.get(at + WORD.len()..).unwrap_or_default();
            let digits: Vec<u8> = rest
                .iter()
                .copied()
                .skip_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\'' | b'\t' | b'\r' | b'\n' | b'+' | b'0'))
                .take_while(u8::is_ascii_digit)
                .take(20)
                .collect();
            let claimed = std::str::from_utf8(&digits).ok().filter(|d| !d.is_empty()).map_or(0, |d| d.parse().unwrap_or(u64::MAX));
            self.most = self.most.max(claimed);
        }
        self.tail = text.split_off(text.len().saturating_sub(MARGIN));
    }
}
