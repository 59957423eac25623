//! What the library does not tell of an .xls: number formats, hidden rows and columns, merged areas; and claims that would cost memory.

use std::collections::BTreeMap;

use crate::intake::{Area, Format};
use crate::origin::CellRef;

/// Most cells and areas of which the looks are kept.
const MOST: usize = 1_000_000;

/// What the records say.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// What each cell style (XF) makes of a number.
    pub(super) formats: Vec<Format>,
    /// In the order of the tabs, charts and macros included.
    pub(super) sheets: Vec<SheetScan>,
    /// The code page to read with, where it is not the one that the file names.
    pub(super) force: Option<u16>,
    /// Whether the texts were stored in an encoding that the file does not name or names as Western.
    pub(super) may_be_mojibake: bool,
}

/// What the records of one sheet say.
#[derive(Debug, Default)]
pub(super) struct SheetScan {
    pub(super) rows: Vec<(u32, u32)>,
    pub(super) cols: Vec<(u32, u32)>,
    pub(super) areas: Vec<Area>,
    /// The style of each cell that has one.
    pub(super) styles: BTreeMap<CellRef, u16>,
    /// Cells in the rectangle around all used ones.
    pub(super) extent: u64,
}

/// One record: its number, and where its content lies.
pub(super) struct Record {
    pub(super) id: u16,
    pub(super) at: usize,
    pub(super) len: usize,
}

/// The records from `at` on; ends where the stream does.
pub(super) fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = Record> {
    std::iter::from_fn(move || {
        let (id, len) = (word(stream, at)?, usize::from(word(stream, at + 2)?));
        let record = Record { id, at: at + 4, len };
        at += 4 + len;
        (at <= stream.len()).then_some(record)
    })
}

pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Looks through the records.
pub(super) fn scan(stream: &[u8]) -> Scan {
    let mut out = Scan::default();
    let mut codes: BTreeMap<u16, Format> = BTreeMap::new();
    let mut styles: Vec<u16> = Vec::new();
    let mut tabs: Vec<usize> = Vec::new();
    let (mut is_eight, mut page) = (false, None);
    for record in records(stream, 0) {
        let body = stream.get(record.at..record.at + record.len).unwrap_or_default();
        match record.id {
            0x0809 => is_eight = word(body, 0) == Some(0x0600),
            0x0042 => page = word(body, 0),
            0x0085 => tabs.extend(long(body, 0).and_then(|n| usize::try_from(n).ok())),
            0x041E => {
                if let Some(id) = word(body, 0) {
                    codes.insert(id, Format::of_code(&code(body, is_eight), None));
                }
            }
            0x00E0 => styles.push(word(body, 2).unwrap_or(0)),
            0x000A => break,
            _ => {}
        }
    }
    out.force = code_page(is_eight, page);
    out.may_be_mojibake = !is_eight && matches!(out.force.or(page), None | Some(1252));
    out.formats = styles.iter().map(|id| codes.get(id).copied().unwrap_or_else(|| built_in(*id))).collect();
    let mut left = MOST;
    out.sheets = tabs.into_iter().take(1000).map(|at| sheet(stream, at, &mut left)).collect();
    out
}

/// The code page to read with where the file names none or one that the library does not know, or must not be believed.
const fn code_page(is_eight: bool, page: Option<u16>) -> Option<u16> {
    match page {
        Some(874 | 932 | 936 | 949 | 950 | 1250..=1258 | 65_001) => None,
        // BIFF8 holds UTF-16 whatever it says.
        _ if is_eight => Some(1200),
        // Simplified Chinese of the Macintosh and under newer numbers; traditional Chinese of the Macintosh.
        Some(10_008 | 20_936 | 51_936 | 54_936) => Some(936),
        Some(10_002) => Some(950),
        // None, "Latin", Macintosh: whatever the bytes are, they survive and can be looked at afterwards.
        _ => Some(1252),
    }
}

/// The text of a FORMAT record.
fn code(body: &[u8], is_eight: bool) -> String {
    if is_eight {
        let (count, wide) = (usize::from(word(body, 2).unwrap_or(0)), body.get(4).is_some_and(|f| f & 1 == 1));
        let text = body.get(5..).unwrap_or_default();
        if wide {
            let units: Vec<u16> = text.chunks_exact(2).take(count).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
            String::from_utf16_lossy(&units)
        } else {
            text.iter().take(count).map(|b| char::from(*b)).collect()
        }
    } else {
        // Only signs matter here, and those are ASCII in every code page.
        let count = usize::from(body.get(2).copied().unwrap_or(0));
        body.iter().skip(3).take(count).map(|b| char::from(*b)).collect()
    }
}

/// What a number format that every workbook has makes of a number.
pub(super) const fn built_in(id: u16) -> Format {
    match id {
        0 => Format::General,
        9 | 10 => Format::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Format::Date,
        49 => Format::Text,
        _ => Format::Number,
    }
}

fn sheet(stream: &[u8], at: usize, left: &mut usize) -> SheetScan {
    let mut out = SheetScan::default();
    let (mut top, mut bottom, mut start, mut end) = (u32::MAX, 0, u32::MAX, 0);
    let mut depth = 0usize;
    for record in records(stream, at) {
        if *left == 0 {
            break;
        }
        let body = stream.get(record.at..record.at + record.len).unwrap_or_default();
        let field = |at| word(body, at).map(u32::from);
        match record.id {
            0x0809 => depth += 1,
            0x000A => {
                // Charts on the sheet are files within it.
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ if depth > 1 => {}
            0x0208 => {
                // ROW: the height in its low 15 bits, and the bit that hides it.
                if let (Some(row), Some(height), Some(flags)) = (field(0), field(6), field(12))
                    && (flags & 0x20 != 0 || height & 0x7FFF == 0)
                {
                    *left -= 1;
                    out.rows.push((row, row));
                }
            }
            0x007D => {
                if let (Some(first), Some(last), Some(width), Some(flags)) = (field(0), field(2), field(4), field(8))
                    && (flags & 1 != 0 || width == 0)
                {
                    *left -= 1;
                    out.cols.push((first, last));
                }
            }
            0x00E5 => {
                let count = usize::from(word(body, 0).unwrap_or(0));
                for entry in body.get(2..).unwrap_or_default().chunks_exact(8).take(count.min(*left)) {
                    if let (Some(a), Some(b), Some(c), Some(d)) = (word(entry, 0), word(entry, 2), word(entry, 4), word(entry, 6)) {
                        let (first, last) = (CellRef::new(a.into(), c.into()), CellRef::new(b.into(), d.into()));
                        *left -= 1;
                        out.areas.push(Area { first, last });
                    }
                }
            }
            // NUMBER, RK, LABELSST, LABEL, RSTRING, FORMULA (both numbers of it), BOOLERR; MULRK holds several.
            0x0203 | 0x027E | 0x00FD | 0x0204 | 0x00D6 | 0x0006 | 0x0206 | 0x0406 | 0x0205 | 0x00BD => {
                let (Some(row), Some(col)) = (field(0), field(2)) else { continue };
                let count = if record.id == 0x00BD { (record.len.saturating_sub(6) / 6) as u32 } else { 1 };
                (top, bottom, start, end) = (top.min(row), bottom.max(row), start.min(col), end.max(col.saturating_add(count.max(1) - 1)));
                for n in 0..count.min(256) {
                    if let Some(style) = word(body, 4 + 6 * n as usize) {
                        *left = left.saturating_sub(1);
                        out.styles.insert(CellRef::new(row, col.saturating_add(n)), style);
                    }
                }
            }
            _ => {}
        }
    }
    if top <= bottom && start <= end {
        out.extent = u64::from(bottom - top + 1) * u64::from(end - start + 1);
    }
    out
}

/// Takes claims of a sheet's size (DIMENSIONS) out that the reader would set aside too much room for. Says whether there were any.
pub(super) fn deflate_claims(stream: &mut [u8]) -> bool {
    const MOST_CLAIMED: u64 = 1_000_000;
    let claims: Vec<Record> = records(stream, 0).filter(|r| r.id == 0x0200).collect();
    let mut changed = false;
    for r in claims {
        let Some(body) = stream.get_mut(r.at..r.at + r.len) else { continue };
        let (rows, cols, last) = match body.len() {
            14 => (long(body, 4).unwrap_or(0).saturating_sub(long(body, 0).unwrap_or(0)), (word(body, 8), word(body, 10)), 14),
            _ => (u32::from(word(body, 2).unwrap_or(0).saturating_sub(word(body, 0).unwrap_or(0))), (word(body, 4), word(body, 6)), body.len()),
        };
        let cols = u64::from(cols.1.unwrap_or(0).saturating_sub(cols.0.unwrap_or(0)));
        if u64::from(rows) * cols > MOST_CLAIMED {
            if let Some(body) = body.get_mut(..last) {
                body.fill(0);
            }
            changed = true;
        }
    }
    changed
}
