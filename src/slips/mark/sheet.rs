//! A worksheet: the looks of some cells, cells that are not there yet, the link to the drawing of the notes.

use std::collections::BTreeMap;
use std::ops::Range;

use super::styles::Styles;
use crate::origin::CellRef;
use crate::patch::Unpatchable;
use crate::patch::package::{is_strict, relationship_prefix, relationships};
use crate::patch::xml::{self, Edits, Kind, Tag};

/// What stands behind the link to the drawing in a worksheet.
const AFTER_DRAWING: [&str; 9] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent"];

/// What a worksheet says besides its cells.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub strict: bool,
    /// Id of the relationship to the drawing of the notes, if there is one.
    pub drawing: Option<String>,
}

/// Reads what is asked before cells are changed.
pub(super) fn frame(text: &str) -> Result<Frame, Unpatchable> {
    let mut drawing = None;
    xml::each(text, |tag| {
        if tag.begins("legacyDrawing") && tag.depth == 1 {
            drawing = tag.attribute("id");
        }
        Ok(())
    })?;
    let root = xml::root(text)?;
    if root.local() != "worksheet" {
        return Err(Unpatchable::NoPart);
    }
    Ok(Frame { strict: is_strict(&root), drawing })
}

/// The worksheet with a link to the drawing of the notes.
pub(super) fn link_drawing(text: &str, id: &str, strict: bool) -> Result<String, Unpatchable> {
    let root = xml::root(text)?;
    let (namespace, prefix) = match relationship_prefix(&root) {
        Some(prefix) => (String::new(), prefix),
        None => (format!(" xmlns:r=\"{}\"", relationships(strict)), "r:".to_owned()),
    };
    let element = format!("<{}legacyDrawing{namespace} {prefix}id=\"{id}\"/>", root.prefix());
    let mut at = None;
    xml::each(text, |tag| {
        let behind = tag.depth == 1 && tag.kind != Kind::Close && AFTER_DRAWING.contains(&tag.local());
        let end = tag.depth == 0 && tag.kind == Kind::Close;
        if (behind || end) && at.is_none() {
            at = Some(tag.at.start);
        }
        Ok(())
    })?;
    let mut edits = Edits::default();
    edits.insert(at.ok_or(Unpatchable::Xml)?, element);
    edits.apply(text)
}

/// The worksheet with the cells of `marks` in their colours; cells that a mark of an earlier time colours lose it.
pub(super) fn colour(text: &str, marks: &BTreeMap<CellRef, &'static str>, styles: &mut Styles) -> Result<String, Unpatchable> {
    let mut work = Work {
        text,
        edits: Edits::default(),
        rows: marks.keys().fold(BTreeMap::new(), |mut rows, at| {
            rows.entry(at.row).or_insert_with(Vec::new).push(*at);
            rows
        }),
        marks,
        columns: Vec::new(),
        clean: styles.has_marks(),
        styles,
        row: None,
        next_row: 0,
        found: false,
        disorder: false,
    };
    let mut in_data = false;
    xml::each(text, |tag| {
        match (tag.local(), tag.kind, tag.depth) {
            ("col", Kind::Open | Kind::Empty, 2) => {
                if let (Some(first), Some(last), Some(look)) = (tag.number("min"), tag.number("max"), tag.number("style")) {
                    work.columns.push((first, last, look));
                }
            }
            ("sheetData", Kind::Open, 1) => in_data = true,
            ("sheetData", Kind::Empty, 1) => {
                let open = tag.text.trim_end_matches("/>").trim_end();
                let rows = work.rest(u32::MAX, tag.prefix());
                work.edits.replace(tag.at.clone(), format!("{open}>{rows}</{}>", tag.name()));
                work.found = true;
            }
            ("sheetData", Kind::Close, 1) => {
                let rows = work.rest(u32::MAX, tag.prefix());
                work.edits.insert(tag.at.start, rows);
                work.found = true;
                in_data = false;
            }
            ("row", Kind::Open | Kind::Empty, 2) if in_data => work.row_begins(tag),
            ("row", Kind::Close, 2) if in_data => work.row_ends(tag.at.start, tag.prefix()),
            ("c", Kind::Open | Kind::Empty, 3) if in_data => work.cell(tag),
            _ => {}
        }
        Ok(())
    })?;
    // Rows and cells out of order are read, but nobody can tell where a new one belongs.
    if !work.found || work.disorder {
        return Err(Unpatchable::Xml);
    }
    work.edits.apply(text)
}

struct Work<'a, 'x> {
    text: &'x str,
    edits: Edits,
    /// Cells to be marked by row; those that were met are taken out.
    rows: BTreeMap<u32, Vec<CellRef>>,
    marks: &'a BTreeMap<CellRef, &'static str>,
    /// Looks of columns: first and last column, from 1, and the look.
    columns: Vec<(u32, u32, u32)>,
    /// Whether marks of an earlier time are to be taken away.
    clean: bool,
    styles: &'a mut Styles,
    row: Option<Row>,
    next_row: u32,
    found: bool,
    disorder: bool,
}

/// The row at hand.
struct Row {
    number: u32,
    tag: Range<usize>,
    look: Option<u32>,
    /// Cells of it that are still to be met, in order.
    wanted: Vec<CellRef>,
    next_col: u32,
    /// Whether a cell was added: then the hint of the columns in use no longer holds.
    grown: bool,
}

impl<'x> Work<'_, 'x> {
    fn row_begins(&mut self, tag: &Tag<'x>) {
        let number = tag.number("r").map_or(self.next_row, |r| r.saturating_sub(1));
        self.disorder |= number < self.next_row;
        // Rows that are not there yet and come before this one.
        let before = self.rest(number, tag.prefix());
        self.edits.insert(tag.at.start, before);
        let look = tag.number("s").filter(|_| tag.attribute("customFormat").is_some_and(|c| matches!(c.trim(), "1" | "true")));
        let wanted = self.rows.remove(&number).unwrap_or_default();
        self.next_row = number.saturating_add(1);
        let row = Row { number, tag: tag.at.clone(), look, wanted, next_col: 0, grown: false };
        if tag.kind == Kind::Empty {
            if !row.wanted.is_empty() {
                let cells = self.cells(&row.wanted, row.look, tag.prefix());
                let bare = xml::without(tag.text, "spans");
                let open = bare.trim_end_matches("/>").trim_end();
                self.edits.replace(tag.at.clone(), format!("{open}>{cells}</{}>", tag.name()));
            }
        } else {
            self.row = Some(row);
        }
    }

    fn cell(&mut self, tag: &Tag<'x>) {
        let Some(mut row) = self.row.take() else { return };
        let at = tag.attribute("r").and_then(|r| r.parse::<CellRef>().ok()).unwrap_or(CellRef::new(row.number, row.next_col));
        self.disorder |= at.col < row.next_col || at.row != row.number;
        row.next_col = at.col.saturating_add(1);
        let ahead = row.wanted.iter().take_while(|w| w.col < at.col).count();
        if ahead > 0 {
            let missing: Vec<CellRef> = row.wanted.drain(..ahead).collect();
            let cells = self.cells(&missing, row.look, tag.prefix());
            self.edits.insert(tag.at.start, cells);
            row.grown = true;
        }
        let look = tag.number("s");
        if row.wanted.first().is_some_and(|w| w.col == at.col) {
            let here = row.wanted.remove(0);
            if let Some(colour) = self.marks.get(&here) {
                // A cell without a look has the first one, whatever its row and column say.
                let marked = self.styles.marked(look.unwrap_or(0), colour);
                self.edits.replace(tag.at.clone(), tag.with("s", &marked.to_string()));
            }
        } else if let Some(look) = look.filter(|_| self.clean) {
            let bare = self.styles.unmarked(look);
            if bare != look {
                self.edits.replace(tag.at.clone(), tag.with("s", &bare.to_string()));
            }
        }
        self.row = Some(row);
    }

    fn row_ends(&mut self, at: usize, prefix: &str) {
        let Some(row) = self.row.take() else { return };
        if !row.wanted.is_empty() {
            let cells = self.cells(&row.wanted, row.look, prefix);
            self.edits.insert(at, cells);
        }
        if row.grown || !row.wanted.is_empty() {
            let tag = self.text.get(row.tag.clone()).unwrap_or_default();
            let bare = xml::without(tag, "spans");
            if bare != tag {
                self.edits.replace(row.tag, bare);
            }
        }
    }

    /// The rows before `limit` that are not in the sheet.
    fn rest(&mut self, limit: u32, prefix: &str) -> String {
        let later = self.rows.split_off(&limit);
        let missing = std::mem::replace(&mut self.rows, later);
        let mut out = String::new();
        for (row, cells) in missing {
            out.push_str(&format!("<{prefix}row r=\"{}\">{}</{prefix}row>", row.saturating_add(1), self.cells(&cells, None, prefix)));
        }
        out
    }

    /// Cells with nothing in them but a mark.
    fn cells(&mut self, cells: &[CellRef], row: Option<u32>, prefix: &str) -> String {
        let mut out = String::new();
        for at in cells {
            let Some(colour) = self.marks.get(at) else { continue };
            let column = self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&(at.col + 1))).map(|(_, _, look)| *look);
            let look = self.styles.marked(row.or(column).unwrap_or(0), colour);
            out.push_str(&format!("<{prefix}c r=\"{at}\" s=\"{look}\"/>"));
        }
        out
    }
}
