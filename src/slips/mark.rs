//! A workbook of the xlsx kind with some of its cells marked: a fill, and a note that says what to mend.
//!
//! In: the bytes of the workbook and the marks. Out: the same package; changed are only the stylesheet, the marked sheets, their notes with the drawing of these, and
//! the relationships and content types that these need. Every other part is copied as it is packed, and in the changed parts every byte stays that is no
//! part of the change. Marks of an earlier time are taken away.

mod comments;
mod drawing;
mod sheet;
mod styles;

use std::collections::BTreeMap;

use crate::origin::CellRef;
use crate::patch::{self, Package, Unpatchable, xml};
use crate::words::slips as words;
use styles::Styles;

/// Fill of a cell that must be mended.
pub const MUST: &str = "FFFF9B8F";
/// Fill of a cell that must be confirmed.
pub const ASK: &str = "FFFFC34D";
/// The kinds of content of new parts.
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const VML: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Full characters in a line of a note's box.
const LINE: usize = 20;

/// A cell to mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// Whether it must be mended; otherwise it is to be confirmed.
    pub must: bool,
    /// What the note says.
    pub note: String,
}

/// Marks the cells. A mark on a sheet that the workbook does not have is left out; several marks on one cell make one note.
///
/// # Errors
/// Why the workbook cannot be marked in place.
pub fn mark(bytes: &[u8], marks: &[Mark], author: &str) -> Result<Vec<u8>, Unpatchable> {
    let mut package = Package::open(bytes)?;
    let workbook = patch::workbook(&mut package)?;
    let sheets = patch::sheets(&mut package, &workbook)?;
    let (style_part, stylesheet) = stylesheet(&mut package, &workbook)?;
    let mut styles = Styles::read(stylesheet, &[MUST, ASK])?;
    for (name, part) in sheets {
        let mut notes: BTreeMap<CellRef, String> = BTreeMap::new();
        let mut fills: BTreeMap<CellRef, &'static str> = BTreeMap::new();
        for m in marks.iter().filter(|m| m.sheet == name) {
            let note = notes.entry(m.cell).or_default();
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&m.note);
            let fill = fills.entry(m.cell).or_insert(ASK);
            if m.must {
                *fill = MUST;
            }
        }
        if !notes.is_empty() || styles.has_marks() {
            one_sheet(&mut package, &part, &notes, &fills, &mut styles, author)?;
        }
    }
    if let Some(text) = styles.finish()? {
        package.set(&style_part, text);
    }
    package.finish()
}

/// The part of the stylesheet and its text; a workbook without one gets one.
fn stylesheet(package: &mut Package<'_>, workbook: &str) -> Result<(String, String), Unpatchable> {
    let found = package.relations(workbook)?.into_iter().find(|r| r.kind == "styles").map(|r| r.target).filter(|part| package.has(part));
    if let Some(part) = found {
        let text = package.text(&part)?;
        return Ok((part, text));
    }
    let part = package.free_name("xl/styles", ".xml");
    let root = package.text(workbook)?;
    let strict = patch::package::is_strict(&xml::root(&root)?);
    package.set(&part, styles::PLAIN.to_owned());
    package.relate(workbook, "styles", &part, strict)?;
    package.declare(&part, STYLES, None)?;
    Ok((part, styles::PLAIN.to_owned()))
}

fn one_sheet(
    package: &mut Package<'_>,
    part: &str,
    notes: &BTreeMap<CellRef, String>,
    fills: &BTreeMap<CellRef, &'static str>,
    styles: &mut Styles,
    author: &str,
) -> Result<(), Unpatchable> {
    let before = package.text(part)?;
    let frame = sheet::frame(&before)?;
    let mut text = sheet::colour(&before, fills, styles)?;
    let relations = package.relations(part)?;
    let comments_part = relations.iter().find(|r| r.kind == "comments").map(|r| r.target.clone()).filter(|p| package.has(p));
    let drawn = frame.drawing.as_ref().and_then(|id| relations.iter().find(|r| r.id == *id)).map(|r| r.target.clone()).filter(|p| package.has(p));
    if frame.drawing.is_some() && drawn.is_none() {
        return Err(Unpatchable::NoPart);
    }
    if !notes.is_empty() || comments_part.is_some() {
        let old = match &comments_part {
            Some(part) => package.text(part)?,
            None => comments::empty(frame.strict),
        };
        let noted = comments::put(&old, notes, author, words::note_head())?;
        if noted.text != old {
            let number = package.count(".vml") + 1;
            let boxes: Vec<drawing::Box> = noted.added.iter().map(|at| drawing::Box { at: *at, lines: lines(notes.get(at)) }).collect();
            match &drawn {
                Some(vml) => {
                    let old = package.text(vml)?;
                    let new = drawing::draw(&old, &boxes, &noted.removed, number)?;
                    package.set(vml, new);
                }
                None => {
                    let vml = package.free_name("xl/drawings/vmlDrawing", ".vml");
                    package.set(&vml, drawing::draw(&drawing::empty(number), &boxes, &noted.removed, number)?);
                    package.declare(&vml, VML, Some("vml"))?;
                    let id = package.relate(part, "vmlDrawing", &vml, frame.strict)?;
                    text = sheet::link_drawing(&text, &id, frame.strict)?;
                }
            }
            match comments_part {
                Some(part) => package.set(&part, noted.text),
                None => {
                    let new = package.free_name("xl/comments", ".xml");
                    package.set(&new, noted.text);
                    package.declare(&new, COMMENTS, None)?;
                    package.relate(part, "comments", &new, frame.strict)?;
                }
            }
        }
    }
    if text != before {
        package.set(part, text);
    }
    Ok(())
}

fn lines(note: Option<&String>) -> u32 {
    let text = note.map_or("", String::as_str);
    text.lines().map(|l| u32::try_from(l.chars().count().div_ceil(LINE).max(1)).unwrap_or(1)).fold(0, u32::saturating_add)
}
