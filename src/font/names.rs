//! What a font file calls itself. In: a path. Out: the names of its members; only the header and the name tables are read, a few kilobytes of
//! files that may have twenty megabytes.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use skrifa::raw::tables::name::Name;
use skrifa::raw::{FontData, FontRead};

use super::role::fold;

/// Read at once from the start of a file or member: the table directory of any real font fits.
const HEADER: usize = 1100;
/// More members or a longer name table than any real font has: such a file is damaged.
const MAX_MEMBERS: u32 = 256;
const MAX_NAME_TABLE: usize = 1 << 20;

/// The names of one member of a font file, made comparable by [`fold`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Index in a collection, otherwise 0.
    pub index: u32,
    /// Family names, in all languages.
    pub family: Vec<String>,
    /// Full and PostScript names: they mean this face and no other.
    pub exact: Vec<String>,
}

/// The names of every member of a file.
///
/// # Errors
/// The file cannot be read or is no font.
pub(super) fn read(path: &Path) -> io::Result<Vec<Names>> {
    let mut file = File::open(path)?;
    let start = read_up_to(&mut file, 0, HEADER)?;
    if start.get(..4) != Some(b"ttcf") {
        return Ok(vec![member(&mut file, &start, 0)?]);
    }
    let count = be32(&start, 8)?;
    if count > MAX_MEMBERS {
        return Err(damaged());
    }
    // A broken member does not take its siblings with it.
    let mut one = |i: u32| {
        let at = be32(&start, 12 + i as usize * 4).ok()?;
        let start = read_up_to(&mut file, u64::from(at), HEADER).ok()?;
        member(&mut file, &start, i).ok()
    };
    Ok((0..count).filter_map(&mut one).collect())
}

/// The names of the member whose header and table directory `start` begins with.
fn member(file: &mut File, start: &[u8], index: u32) -> io::Result<Names> {
    if !matches!(be32(start, 0)?, 0x0001_0000 | 0x4F54_544F | 0x7472_7565) {
        return Err(damaged());
    }
    let tables = usize::from(be16(start, 4)?);
    let mut directory = start.get(12..).unwrap_or_default().chunks_exact(16).take(tables);
    let record = directory.find(|r| r.starts_with(b"name")).ok_or_else(damaged)?;
    let (offset, length) = (be32(record, 8)?, be32(record, 12)? as usize);
    if length > MAX_NAME_TABLE {
        return Err(damaged());
    }
    let table = read_up_to(file, u64::from(offset), length)?;
    let name = Name::read(FontData::new(&table)).map_err(|_| damaged())?;
    let mut names = Names { index, ..Names::default() };
    for (id, text) in texts(&name) {
        let list = match id {
            1 | 16 => &mut names.family,
            4 | 6 => &mut names.exact,
            _ => continue,
        };
        let text = fold(&text);
        if !text.is_empty() && !list.contains(&text) {
            list.push(text);
        }
    }
    Ok(names)
}

/// The readable texts of a name table with their name ids; Unicode records first.
fn texts<'a>(name: &'a Name<'a>) -> impl Iterator<Item = (u16, String)> + 'a {
    let data = name.string_data();
    let pick = move |unicode: bool| {
        name.name_record().iter().filter(move |r| r.is_unicode() == unicode && (unicode || (r.platform_id() == 1 && r.encoding_id() == 0)))
    };
    pick(true).chain(pick(false)).filter_map(move |r| Some((r.name_id().to_u16(), r.string(data).ok()?.to_string())))
}

/// The name to show to a user: the full name in Chinese, in English, or else the PostScript name.
pub(super) fn display(name: &Name<'_>) -> Option<String> {
    let data = name.string_data();
    let text = |id: u16, language: Option<u16>| {
        let fits = |r: &&skrifa::raw::tables::name::NameRecord| {
            r.is_unicode() && r.name_id().to_u16() == id && language.is_none_or(|l| r.platform_id() == 3 && r.language_id() == l)
        };
        let text = name.name_record().iter().find(fits)?.string(data).ok()?.to_string();
        (!text.trim().is_empty()).then_some(text)
    };
    const CHINESE: u16 = 0x0804;
    const ENGLISH: u16 = 0x0409;
    text(4, Some(CHINESE)).or_else(|| text(4, Some(ENGLISH))).or_else(|| text(4, None)).or_else(|| text(1, None)).or_else(|| postscript(name))
}

/// The PostScript name, of the characters that such a name may have; faces without one get it from their full or family name.
pub(super) fn postscript(name: &Name<'_>) -> Option<String> {
    let clean = |text: String| text.chars().filter(|c| c.is_ascii_graphic() && !"[](){}<>/%#".contains(*c)).take(63).collect::<String>();
    let of = |wanted: u16| texts(name).filter(|(id, _)| *id == wanted).map(|(_, t)| clean(t)).find(|t| !t.is_empty());
    of(6).or_else(|| of(4)).or_else(|| of(1))
}

/// What the file has from `at` on, at most `length` bytes.
fn read_up_to(file: &mut File, at: u64, length: usize) -> io::Result<Vec<u8>> {
    if at != 0 {
        file.seek(SeekFrom::Start(at))?;
    }
    let mut bytes = Vec::with_capacity(length.min(HEADER));
    file.take(length as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn be16(bytes: &[u8], at: usize) -> io::Result<u16> {
    bytes.get(at..).and_then(|b| b.first_chunk()).map(|b| u16::from_be_bytes(*b)).ok_or_else(damaged)
}

fn be32(bytes: &[u8], at: usize) -> io::Result<u32> {
    bytes.get(at..).and_then(|b| b.first_chunk()).map(|b| u32::from_be_bytes(*b)).ok_or_else(damaged)
}

fn damaged() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}
