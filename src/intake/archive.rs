//! Attachments that come as one .zip: its members are files like any other, named below the archive.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;

use encoding_rs::GB18030;
use zip::ZipArchive;
use zip::result::ZipError;

use super::refusal::Refusal;
use super::sniff::{self, Kind};
use super::{MAX_FILE, discover};

/// Archives in archives that are looked into.
const DEEPEST: usize = 3;
/// Most members of one archive that are looked at, those of archives in it included.
pub(super) const MOST_MEMBERS: usize = 400;
/// Most bytes that are unpacked to find out what members are.
const MOST_UNPACKED: u64 = 192 << 20;

/// What an archive holds.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Members that may be workbooks: the way to each through the archives, and its name.
    pub(super) books: Vec<(Vec<usize>, String)>,
    /// Names of other members.
    pub(super) others: Vec<String>,
    /// Whether some were not looked at.
    pub(super) cut: bool,
}

/// Lists the archive at `path`; `None` where the file is none.
pub(super) fn list(path: &Path) -> Option<Listing> {
    super::quietly(|| opened(path)).flatten()
}

fn opened(path: &Path) -> Option<Listing> {
    let mut file = BufReader::new(File::open(path).ok()?);
    let mut mark = [0; 4];
    file.read_exact(&mut mark).ok()?;
    if !matches!(mark, [b'P', b'K', 3 | 5, 4 | 6]) {
        return None;
    }
    file.rewind().ok()?;
    let mut zip = ZipArchive::new(file).ok()?;
    if sniff::is_package(&mut zip) {
        return None;
    }
    let mut listing = Listing::default();
    let mut left = MOST_UNPACKED;
    walk(&mut zip, &mut Vec::new(), "", &mut listing, &mut left);
    Some(listing)
}

fn walk<R: Read + Seek>(zip: &mut ZipArchive<R>, way: &mut Vec<usize>, above: &str, out: &mut Listing, left: &mut u64) {
    for i in 0..zip.len() {
        if out.books.len() + out.others.len() >= MOST_MEMBERS {
            out.cut = true;
            return;
        }
        let Ok(raw) = zip.by_index_raw(i) else { continue };
        let name = clean(&decoded(raw.name_raw()));
        let is_locked = raw.encrypted();
        let is_folder = raw.is_dir() || raw.name_raw().ends_with(b"\\");
        drop(raw);
        if is_folder || name.is_empty() || name.split('/').any(|n| n == "__MACOSX" || discover::is_passed_over(n)) {
            continue;
        }
        let shown = if above.is_empty() { name.clone() } else { format!("{above}/{name}") };
        way.push(i);
        match discover::by_name(&name) {
            discover::Guess::Workbook => out.books.push((way.clone(), shown)),
            discover::Guess::Other => out.others.push(shown),
            // Only the content tells; a locked one is named, and refused when it is read.
            discover::Guess::Unsure if is_locked => out.books.push((way.clone(), shown)),
            discover::Guess::Unsure => {
                let bytes = member(zip, i).unwrap_or_default();
                match left.checked_sub(bytes.len() as u64) {
                    Some(rest) => *left = rest,
                    None => {
                        out.cut = true;
                        return;
                    }
                }
                match sniff::kind(&bytes) {
                    Ok(Kind::Archive) if way.len() < DEEPEST => {
                        if let Ok(mut inner) = ZipArchive::new(Cursor::new(bytes)) {
                            walk(&mut inner, way, &shown, out, left);
                        }
                    }
                    Ok(kind) if discover::is_book(kind, &name) => out.books.push((way.clone(), shown)),
                    Err(Refusal::Archive) | Ok(Kind::Archive) => out.books.push((way.clone(), shown)),
                    _ => out.others.push(shown),
                }
            }
        }
        way.pop();
    }
}

/// The bytes of the member that `way` leads to.
pub(super) fn open(path: &Path, way: &[usize]) -> Result<Vec<u8>, Refusal> {
    let Some((first, rest)) = way.split_first() else { return Err(Refusal::Damaged) };
    let file = BufReader::new(File::open(path).map_err(|_| Refusal::Truncated)?);
    let mut bytes = member(&mut ZipArchive::new(file).map_err(|_| Refusal::Truncated)?, *first)?;
    for i in rest {
        bytes = member(&mut ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Truncated)?, *i)?;
    }
    Ok(bytes)
}

/// One member, unpacked up to the greatest size of a file; what the archive says of its size is not believed.
fn member<R: Read + Seek>(zip: &mut ZipArchive<R>, index: usize) -> Result<Vec<u8>, Refusal> {
    if zip.by_index_raw(index).map_err(|_| Refusal::Truncated)?.encrypted() {
        return Err(Refusal::ArchivePassword);
    }
    let member = zip.by_index(index).map_err(|e| match e {
        // Packed by a method that only its own program knows.
        ZipError::UnsupportedArchive(_) => Refusal::Archive,
        _ => Refusal::Truncated,
    })?;
    let mut bytes = Vec::new();
    member.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Truncated)?;
    if bytes.len() as u64 > MAX_FILE { Err(Refusal::UnpacksTooLarge) } else { Ok(bytes) }
}

/// The name of a member: Chinese Windows writes GBK without a word.
fn decoded(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

/// A name without what no path should have.
fn clean(name: &str) -> String {
    let steps: Vec<String> = name
        .replace('\\', "/")
        .split('/')
        .map(|s| s.chars().filter(|c| !c.is_control()).collect::<String>())
        .filter(|s| !s.is_empty() && s != "." && s != "..")
        .collect();
    steps.join("/")
}
