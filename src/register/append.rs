//! New rows behind those that are there: the sheet's part grows, every other byte of the workbook stays as people left it.

mod looks;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::read::Place;
use super::source;
use crate::campaign::{Campaign, RegisterColumn};
use crate::model::{Assignment, Period, period_name};
use crate::origin::CellRef;
use crate::patch::xml::{self, Edits, Kind, Tag};
use crate::patch::{self, Package, Unpatchable};
use looks::{Body, Looks, New};
pub(super) use looks::{lines, row_height};

/// Rows of a sheet (a limit of the file format).
const MOST_ROWS: u32 = 1_048_576;

/// What goes into one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Text(String),
    Day(Date),
}

/// The cells of a matter's row, blank ones left out.
pub(super) fn contents(item: &Assignment, campaign: &Campaign) -> Vec<(RegisterColumn, Content)> {
    use RegisterColumn as C;
    let text = |t: &str| Content::Text(t.to_owned());
    let period = item.raised_in.map(|m| period_name(&campaign.cycle, Period::Form(m))).unwrap_or_default();
    let task = item.task.as_deref().and_then(|id| campaign.task(id)).map_or("", |t| t.name.as_str());
    let deadline = item.deadline.map_or_else(|| text(&item.deadline_text), Content::Day);
    let closed_on = item.closed_on.map_or_else(|| text(""), Content::Day);
    let all = [
        (C::Number, text(&item.number)),
        (C::Period, text(&period)),
        (C::Matter, text(&item.matter)),
        (C::Units, text(&item.units.join("、"))),
        (C::Task, text(task)),
        (C::Lead, text(&item.lead)),
        (C::Helpers, text(&item.helpers.join("、"))),
        (C::Deadline, deadline),
        (C::State, text(&item.state)),
        (C::Progress, text(&item.progress)),
        (C::ClosedOn, closed_on),
        (C::Note, text(&item.note)),
        (C::Source, text(&source::print(&item.sources))),
    ];
    all.into_iter().filter(|(_, c)| *c != Content::Text(String::new())).collect()
}

/// The workbook with a row for each of `items` behind its last one. Ranges of filters, tables, drop-down lists and colours that reach the last row reach
/// the new ones too.
///
/// # Errors
/// Why the workbook cannot be changed in place.
pub fn append(bytes: &[u8], place: &Place, items: &[Assignment], campaign: &Campaign) -> Result<Vec<u8>, Unpatchable> {
    let mut package = Package::open(bytes)?;
    let workbook = patch::workbook(&mut package)?;
    let sheets = patch::sheets(&mut package, &workbook)?;
    let part = sheets.into_iter().find(|(name, _)| *name == place.sheet).map(|(_, part)| part).ok_or(Unpatchable::NoPart)?;
    let first = place.last_used.saturating_add(1);
    let last = place.last_used.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX));
    if items.is_empty() || last >= MOST_ROWS {
        return Err(Unpatchable::TooLarge);
    }
    let text = package.text(&part)?;
    let looks = Looks::of(&text, place)?;
    let rows: BTreeMap<u32, BTreeMap<u32, New>> = (first..).zip(items).map(|(row, item)| (row, looks.row(item, place, campaign))).collect();
    let heights = rows.iter().map(|(row, cells)| (*row, looks.height(cells))).collect();
    let right = rows.values().flat_map(|r| r.keys().copied()).max().unwrap_or_default();
    let work = Work { text: &text, place, last, right, rows, heights, edits: Edits::default(), row: None, next: 0, done: false, sqref: None };
    let grown = work.run()?;
    package.set(&part, grown);
    let tables: Vec<String> = package.relations(&part)?.into_iter().filter(|r| r.kind == "table").map(|r| r.target).collect();
    for table in tables {
        let before = package.text(&table)?;
        let after = table_text(&before, place, last)?;
        if after != before {
            package.set(&table, after);
        }
    }
    package.finish()
}

struct Work<'a, 'x> {
    text: &'x str,
    place: &'a Place,
    last: u32,
    right: u32,
    /// New rows; those that were written are taken out.
    rows: BTreeMap<u32, BTreeMap<u32, New>>,
    /// Heights of the new rows, in points.
    heights: BTreeMap<u32, f64>,
    edits: Edits,
    row: Option<Row>,
    next: u32,
    done: bool,
    /// Where the text of an `sqref` element begins.
    sqref: Option<usize>,
}

/// A row that is there and gets cells.
struct Row {
    number: u32,
    tag: Range<usize>,
    wanted: BTreeMap<u32, New>,
    next_col: u32,
    /// The cell at hand that is replaced: where it begins and by what.
    open: Option<(usize, String)>,
}

impl<'x> Work<'_, 'x> {
    fn run(mut self) -> Result<String, Unpatchable> {
        let mut in_data = false;
        let mut fault = false;
        xml::each(self.text, |tag| {
            match (tag.local(), tag.kind, tag.depth) {
                ("dimension", Kind::Open | Kind::Empty, 1) => self.dimension(tag),
                ("autoFilter", Kind::Open | Kind::Empty, 1) => self.filter(tag),
                ("conditionalFormatting", Kind::Open | Kind::Empty, 1) | ("dataValidation", Kind::Open | Kind::Empty, 2) => {
                    if let Some(grown) = tag.attribute("sqref").and_then(|s| self.grown(&s)) {
                        self.edits.replace(tag.at.clone(), tag.with("sqref", &grown));
                    }
                }
                ("sqref", Kind::Open, _) => self.sqref = Some(tag.at.end),
                ("sqref", Kind::Close, _) => self.sqref_text(tag),
                ("sheetData", Kind::Open, 1) => in_data = true,
                ("sheetData", Kind::Empty, 1) => {
                    let open = tag.text.trim_end_matches("/>").trim_end();
                    let rows = self.rest(u32::MAX, tag.prefix());
                    self.edits.replace(tag.at.clone(), format!("{open}>{rows}</{}>", tag.name()));
                    self.done = true;
                }
                ("sheetData", Kind::Close, 1) => {
                    let rows = self.rest(u32::MAX, tag.prefix());
                    self.edits.insert(tag.at.start, rows);
                    (in_data, self.done) = (false, true);
                }
                ("row", Kind::Open | Kind::Empty, 2) if in_data => fault |= !self.row_begins(tag),
                ("row", Kind::Close, 2) if in_data => self.row_ends(tag),
                ("c", _, 3) if in_data => fault |= !self.cell(tag),
                _ => {}
            }
            Ok(())
        })?;
        // Rows and cells out of order are read, but nobody can tell where a new one belongs.
        if fault || !self.done {
            return Err(Unpatchable::Xml);
        }
        self.edits.apply(self.text)
    }

    fn row_begins(&mut self, tag: &Tag<'x>) -> bool {
        let number = tag.number("r").map_or(self.next, |r| r.saturating_sub(1));
        let in_order = number >= self.next;
        let before = self.rest(number, tag.prefix());
        self.edits.insert(tag.at.start, before);
        self.next = number.saturating_add(1);
        if let Some(wanted) = self.rows.remove(&number) {
            if tag.kind == Kind::Empty {
                let bare = self.high_enough(tag.text, number);
                let open = bare.trim_end_matches("/>").trim_end();
                let cells = cells(number, &wanted, tag.prefix());
                self.edits.replace(tag.at.clone(), format!("{open}>{cells}</{}>", tag.name()));
            } else {
                self.row = Some(Row { number, tag: tag.at.clone(), wanted, next_col: 0, open: None });
            }
        }
        in_order
    }

    fn cell(&mut self, tag: &Tag<'x>) -> bool {
        let Some(row) = self.row.as_mut() else { return true };
        if tag.kind == Kind::Close {
            if let Some((start, new)) = row.open.take() {
                self.edits.replace(start..tag.at.end, new);
            }
            return true;
        }
        let at = tag.attribute("r").and_then(|r| r.parse::<CellRef>().ok()).unwrap_or(CellRef::new(row.number, row.next_col));
        let in_order = at.col >= row.next_col && at.row == row.number;
        row.next_col = at.col.saturating_add(1);
        let later = row.wanted.split_off(&at.col);
        let ahead = std::mem::replace(&mut row.wanted, later);
        self.edits.insert(tag.at.start, cells(row.number, &ahead, tag.prefix()));
        if let Some(new) = row.wanted.remove(&at.col).filter(|new| !matches!(new.body, Body::Blank)) {
            let new = new.cell(at, tag.prefix(), tag.number("s"));
            if tag.kind == Kind::Empty {
                self.edits.replace(tag.at.clone(), new);
            } else {
                row.open = Some((tag.at.start, new));
            }
        }
        in_order
    }

    fn row_ends(&mut self, tag: &Tag<'x>) {
        let Some(row) = self.row.take() else { return };
        self.edits.insert(tag.at.start, cells(row.number, &row.wanted, tag.prefix()));
        let open = self.text.get(row.tag.clone()).unwrap_or_default();
        let bare = self.high_enough(open, row.number);
        if bare != open {
            self.edits.replace(row.tag, bare);
        }
    }

    /// The tag of a row that gets cells: as high as its new text needs, and without the hint of the columns in use, which no longer holds.
    fn high_enough(&self, tag: &str, row: u32) -> String {
        let bare = xml::without(tag, "spans");
        let whole = Tag { kind: Kind::Open, text: &bare, at: 0..0, depth: 2 };
        let has = whole.attribute("ht").and_then(|h| h.trim().parse::<f64>().ok()).unwrap_or_default();
        match self.heights.get(&row) {
            Some(height) if *height > has => whole.with("ht", &height.to_string()),
            _ => bare,
        }
    }

    /// The new rows before `limit`.
    fn rest(&mut self, limit: u32, prefix: &str) -> String {
        let later = self.rows.split_off(&limit);
        let rows = std::mem::replace(&mut self.rows, later);
        let heights = &self.heights;
        let one = |(row, new): (u32, BTreeMap<u32, New>)| {
            let height = heights.get(&row).map(|h| format!(" ht=\"{h}\"")).unwrap_or_default();
            format!("<{prefix}row r=\"{}\"{height}>{}</{prefix}row>", row.saturating_add(1), cells(row, &new, prefix))
        };
        rows.into_iter().map(one).collect()
    }

    fn dimension(&mut self, tag: &Tag<'x>) {
        let Some((first, last)) = tag.attribute("ref").and_then(|r| area(&r)) else { return };
        let grown = CellRef::new(last.row.max(self.last), last.col.max(self.right));
        if grown != last {
            self.edits.replace(tag.at.clone(), tag.with("ref", &format!("{first}:{grown}")));
        }
    }

    fn filter(&mut self, tag: &Tag<'x>) {
        if let Some(grown) = tag.attribute("ref").and_then(|r| table_ref(&r, self.place, self.last)) {
            self.edits.replace(tag.at.clone(), tag.with("ref", &grown));
        }
    }

    fn sqref_text(&mut self, tag: &Tag<'x>) {
        let Some(start) = self.sqref.take() else { return };
        let at = start..tag.at.start;
        if let Some(grown) = self.text.get(at.clone()).and_then(|s| self.grown(s)) {
            self.edits.replace(at, grown);
        }
    }

    /// Ranges that reach from a row of the table to its last one, or beyond, down to the new last row; nothing where there is none.
    fn grown(&self, ranges: &str) -> Option<String> {
        let last_item = self.place.last_item.max(self.place.head.saturating_add(1));
        let mut changed = false;
        let grow = |range: &str| match area(range) {
            Some((first, last))
                if first.row > self.place.head && first.row <= last_item && last.row >= self.place.last_item && last.row < self.last =>
            {
                changed = true;
                format!("{first}:{}", CellRef::new(self.last, last.col))
            }
            _ => range.to_owned(),
        };
        let grown: Vec<String> = ranges.split_whitespace().map(grow).collect();
        changed.then(|| grown.join(" "))
    }
}

fn cells(row: u32, new: &BTreeMap<u32, New>, prefix: &str) -> String {
    new.iter().map(|(col, cell)| cell.cell(CellRef::new(row, *col), prefix, None)).collect()
}

/// The corners of a range.
fn area(text: &str) -> Option<(CellRef, CellRef)> {
    let plain = text.replace('$', "");
    let (first, last) = plain.split_once(':').unwrap_or((&plain, &plain));
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// The range of a table or a filter that begins with the heads and reaches the last row, down to the new last row.
fn table_ref(text: &str, place: &Place, last: u32) -> Option<String> {
    let (first, end) = area(text)?;
    (first.row == place.head && end.row >= place.last_used && end.row < last).then(|| format!("{first}:{}", CellRef::new(last, end.col)))
}

/// The part of a table with its range grown; one with a line of totals stays as it is.
fn table_text(text: &str, place: &Place, last: u32) -> Result<String, Unpatchable> {
    let mut edits = Edits::default();
    let mut totals = false;
    xml::each(text, |tag| {
        let of_table = tag.local() == "table" && tag.depth == 0;
        if of_table && tag.kind != Kind::Close {
            totals = tag.number("totalsRowCount").is_some_and(|n| n > 0);
        }
        if (of_table || tag.local() == "autoFilter" && tag.depth == 1)
            && tag.kind != Kind::Close
            && !totals
            && let Some(grown) = tag.attribute("ref").and_then(|r| table_ref(&r, place, last))
        {
            edits.replace(tag.at.clone(), tag.with("ref", &grown));
        }
        Ok(())
    })?;
    edits.apply(text)
}
