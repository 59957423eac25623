//! New rows behind those that are there: the sheet's part grows, every other byte of the workbook stays as people left it.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::{Date, date};

use super::read::Place;
use super::source;
use crate::campaign::{Campaign, RegisterColumn};
use crate::model::{Assignment, Period, period_name};
use crate::origin::CellRef;
use crate::patch::xml::{self, Edits, Kind, Tag};
use crate::patch::{self, Package, Unpatchable};

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
    let right = rows.values().flat_map(|r| r.keys().copied()).max().unwrap_or_default();
    let work = Work { text: &text, place, last, right, rows, edits: Edits::default(), row: None, next: 0, done: false, sqref: None };
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

/// A cell to be written.
#[derive(Debug, Clone)]
struct New {
    /// What follows `<c r="A1"`: type and content.
    body: Body,
    /// Its look, if it is that of the cell above and no better one stands there.
    look: Option<u32>,
    /// Whether that look must be taken, since the number is shown as a day by it.
    fixed: bool,
}

#[derive(Debug, Clone)]
enum Body {
    Text(String),
    Number(i64),
    /// Nothing: only the look of the cell above.
    Blank,
}

impl New {
    fn cell(&self, at: CellRef, prefix: &str, own: Option<u32>) -> String {
        let look = if self.fixed { self.look.or(own) } else { own.or(self.look) };
        let look = look.map(|s| format!(" s=\"{s}\"")).unwrap_or_default();
        match &self.body {
            Body::Text(text) => format!(
                "<{prefix}c r=\"{at}\"{look} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}is></{prefix}c>",
                xml::escape(text)
            ),
            Body::Blank => format!("<{prefix}c r=\"{at}\"{look}/>"),
            Body::Number(n) => format!("<{prefix}c r=\"{at}\"{look}><{prefix}v>{n}</{prefix}v></{prefix}c>"),
        }
    }
}

/// The looks that new rows take over from the last one.
#[derive(Debug, Default)]
struct Looks {
    /// By column.
    row: BTreeMap<u32, u32>,
    /// Of days, by column of the register.
    days: BTreeMap<RegisterColumn, u32>,
    /// First and last column, from 1, and the look of columns.
    columns: Vec<(u32, u32, u32)>,
}

impl Looks {
    fn of(text: &str, place: &Place) -> Result<Self, Unpatchable> {
        let mut out = Self::default();
        let (mut in_data, mut row, mut next_row, mut next_col) = (false, 0, 0, 0);
        xml::each(text, |tag| {
            match (tag.local(), tag.kind, tag.depth) {
                ("col", Kind::Open | Kind::Empty, 2) => {
                    if let (Some(first), Some(last), Some(look)) = (tag.number("min"), tag.number("max"), tag.number("style")) {
                        out.columns.push((first, last, look));
                    }
                }
                ("sheetData", kind, 1) => in_data = kind == Kind::Open,
                ("row", Kind::Open | Kind::Empty, 2) if in_data => {
                    row = tag.number("r").map_or(next_row, |r| r.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    next_col = 0;
                }
                ("c", Kind::Open | Kind::Empty, 3) if in_data => {
                    let at = tag.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(CellRef::new(row, next_col));
                    next_col = at.col.saturating_add(1);
                    let look = tag.number("s").unwrap_or_default();
                    if at.row == place.last_item && place.last_item > place.head {
                        out.row.insert(at.col, look);
                    }
                    out.days.extend(place.days.iter().filter(|(_, day)| **day == at).map(|(column, _)| (*column, look)));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(out)
    }

    /// The cells of a new row. Columns that get nothing take the look of the cell above, so that borders go on.
    fn row(&self, item: &Assignment, place: &Place, campaign: &Campaign) -> BTreeMap<u32, New> {
        let mut cells = BTreeMap::new();
        for (column, content) in contents(item, campaign) {
            let Some(col) = place.columns.get(&column).copied() else { continue };
            let of_column = || self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&(col + 1))).map(|(_, _, look)| *look);
            let look = self.row.get(&col).copied().or_else(of_column);
            let as_day = self.days.get(&column).copied();
            let new = match (content, as_day) {
                (Content::Day(day), Some(look)) => New { body: Body::Number(serial(day)), look: Some(look), fixed: true },
                // Where no cell shows a day, a number would show as one.
                (Content::Day(day), None) => New { body: Body::Text(day.to_string()), look, fixed: false },
                (Content::Text(text), _) => New { body: Body::Text(text), look, fixed: false },
            };
            cells.insert(col, new);
        }
        for (col, look) in &self.row {
            cells.entry(*col).or_insert(New { body: Body::Blank, look: Some(*look), fixed: false });
        }
        cells
    }
}

/// The day's serial number in the 1900 system.
fn serial(day: Date) -> i64 {
    i64::from(day.since(date(1899, 12, 30)).map_or(0, |span| span.get_days()))
}

struct Work<'a, 'x> {
    text: &'x str,
    place: &'a Place,
    last: u32,
    right: u32,
    /// New rows; those that were written are taken out.
    rows: BTreeMap<u32, BTreeMap<u32, New>>,
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
                let bare = xml::without(tag.text, "spans");
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
        let bare = xml::without(open, "spans");
        if bare != open {
            self.edits.replace(row.tag, bare);
        }
    }

    /// The new rows before `limit`.
    fn rest(&mut self, limit: u32, prefix: &str) -> String {
        let later = self.rows.split_off(&limit);
        let rows = std::mem::replace(&mut self.rows, later);
        let one = |(row, new): (u32, BTreeMap<u32, New>)| {
            format!("<{prefix}row r=\"{}\">{}</{prefix}row>", row.saturating_add(1), cells(row, &new, prefix))
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
