//! What a file is, told from its content, and whether it is safe to open.
//!
//! Three kinds of file would end the process rather than give an error (out of memory inside the reader): an archive that unpacks to gigabytes, a count of
//! shared strings beyond any sense, an .xls that claims a huge range. They are refused here, before the reader sees them.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Packaging;
use crate::diag::Diagnostic;
use crate::words::intake as words;

/// Most bytes that all parts of an archive may unpack to.
const MAX_UNPACKED: u64 = 120 << 20;
/// Most cells that an .xls sheet may claim: its reader sets aside room for all of them.
const MAX_XLS_RANGE: u64 = 3_000_000;

/// Tells the format of a file that may be opened.
pub(super) fn kind(bytes: &[u8], shown: &str) -> Result<Packaging, Diagnostic> {
    match bytes {
        [] => Err(words::empty_file(shown)),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => archive(bytes, shown),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => compound(bytes, shown),
        // A bare stream of BIFF records: Excel 2 to 4.
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..] => Err(words::unknown_format(shown)),
        [b'%', b'P', b'D', b'F', ..] => Err(words::is_pdf(shown)),
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => Err(words::is_archive(shown)),
        _ => Err(plain(bytes, shown)),
    }
}

/// What a file without a binary signature is; none of these is a workbook yet.
fn plain(bytes: &[u8], shown: &str) -> Diagnostic {
    let head: Vec<u8> = bytes.iter().take(4096).copied().filter(|b| *b != 0).collect();
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let start = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    if start.starts_with("{\\rtf") {
        words::is_document(shown)
    } else if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        words::is_xml_table(shown)
    } else if start.starts_with("<!doctype html") || head.contains("<html") || head.contains("<table") {
        words::is_html(shown)
    } else if bytes.iter().all(|b| *b == 0) {
        words::damaged(shown)
    } else if (head.contains(',') || head.contains('\t')) && !bytes.iter().take(4096).any(|b| *b < 9 && *b != 0) {
        words::is_text_table(shown)
    } else {
        words::unknown_format(shown)
    }
}

fn archive(bytes: &[u8], shown: &str) -> Result<Packaging, Diagnostic> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| words::truncated(shown))?;
    let names: Vec<String> = zip.file_names().flatten().map(|n| n.replace('\\', "/").to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let starts = |prefix: &str| names.iter().any(|n| n.starts_with(prefix));
    let kind = if has("xl/workbook.bin") {
        Packaging::Xlsb
    } else if starts("xl/") {
        Packaging::Xlsx
    } else if starts("word/") {
        return Err(words::is_document(shown));
    } else if starts("ppt/") {
        return Err(words::is_slides(shown));
    } else if has("content.xml") && has("mimetype") {
        let mut mime = String::new();
        let _ = zip.by_name("mimetype").map(|f| f.take(100).read_to_string(&mut mime));
        if !mime.contains("opendocument.spreadsheet") {
            return Err(words::is_document(shown));
        }
        Packaging::Ods
    } else if names.iter().any(|n| n.ends_with(".xlsx") || n.ends_with(".xls") || n.ends_with(".et")) {
        return Err(words::is_archive(shown));
    } else {
        return Err(words::unknown_format(shown));
    };
    unpacks_within_bounds(&mut zip, bytes.len() as u64, shown)?;
    Ok(kind)
}

/// Refuses an archive that unpacks to more than [`MAX_UNPACKED`]; the sizes that it states of itself are not believed.
fn unpacks_within_bounds(zip: &mut ZipArchive<Cursor<&[u8]>>, packed: u64, shown: &str) -> Result<(), Diagnostic> {
    // Deflate never packs better than 1032 to 1, so a small file cannot be a bomb and need not be unpacked twice.
    let may_be_bomb = packed.saturating_mul(1032) > MAX_UNPACKED;
    let mut left = MAX_UNPACKED;
    for i in 0..zip.len() {
        let Ok(mut part) = zip.by_index(i) else { continue };
        let is_strings = part.name().is_ok_and(|n| n.to_lowercase().ends_with("sharedstrings.xml"));
        if may_be_bomb {
            let mut counted = (&mut part).take(left + 1);
            let read = std::io::copy(&mut counted, &mut std::io::sink()).unwrap_or(0);
            left = left.checked_sub(read).ok_or_else(|| words::unpacks_too_large(shown))?;
        }
        if is_strings {
            drop(part);
            let Ok(part) = zip.by_index(i) else { continue };
            string_count(part, shown)?;
        }
    }
    Ok(())
}

/// Refuses a table of shared strings that claims more entries than a workbook of this size can hold.
fn string_count(part: impl Read, shown: &str) -> Result<(), Diagnostic> {
    let mut head = Vec::new();
    let _ = part.take(64 << 10).read_to_end(&mut head);
    let head = String::from_utf8_lossy(&head);
    for piece in head.split("uniqueCount").skip(1) {
        let digits: String = piece.chars().skip_while(|c| !c.is_ascii_digit() && *c != '>').take_while(char::is_ascii_digit).collect();
        // An entry takes at least `<si/>`, five bytes.
        if !digits.is_empty() && digits.parse::<u64>().map_or(true, |n| n > MAX_UNPACKED / 5 / 8) {
            return Err(words::damaged(shown));
        }
    }
    Ok(())
}

/// Tells the content of a compound file by the names in its directory, which stand in UTF-16.
fn compound(bytes: &[u8], shown: &str) -> Result<Packaging, Diagnostic> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        return Err(words::password(shown));
    }
    if has("WordDocument") {
        return Err(words::is_document(shown));
    }
    if has("PowerPoint Document") {
        return Err(words::is_slides(shown));
    }
    if !has("Workbook") && !has("Book") {
        return Err(if bytes.len() < 4096 { words::truncated(shown) } else { words::unknown_format(shown) });
    }
    if claims_huge_range(bytes) {
        return Err(words::damaged(shown));
    }
    Ok(Packaging::Xls)
}

/// Whether a DIMENSIONS record (0x0200, 14 bytes, last two zero) spans more cells than any form has.
fn claims_huge_range(bytes: &[u8]) -> bool {
    bytes.windows(18).any(|w| match *w {
        [0x00, 0x02, 0x0E, 0x00, a, b, c, d, e, f, g, h, i, j, k, l, 0, 0] => {
            let rows = u64::from(u32::from_le_bytes([e, f, g, h])).saturating_sub(u64::from(u32::from_le_bytes([a, b, c, d])));
            let cols = u64::from(u16::from_le_bytes([k, l])).saturating_sub(u64::from(u16::from_le_bytes([i, j])));
            rows.saturating_mul(cols) > MAX_XLS_RANGE
        }
        _ => false,
    })
}
