//! New cells and rows, in the looks of those above them.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::{Content, contents};
use crate::campaign::{Campaign, RegisterColumn};
use crate::model::Assignment;
use crate::origin::CellRef;
use crate::patch::Unpatchable;
use crate::patch::xml::{self, Kind};
use crate::register::Place;

/// A cell to be written.
#[derive(Debug, Clone)]
pub(super) struct New {
    /// What follows `<c r="A1"`: type and content.
    pub body: Body,
    /// Its look, if it is that of the cell above and no better one stands there.
    pub look: Option<u32>,
    /// Whether that look must be taken, since the number is shown as a day by it.
    pub fixed: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Body {
    Text(String),
    Number(i64),
    /// Nothing: only the look of the cell above.
    Blank,
}

impl New {
    pub fn cell(&self, at: CellRef, prefix: &str, own: Option<u32>) -> String {
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
pub(super) struct Looks {
    /// By column.
    row: BTreeMap<u32, u32>,
    /// Of days, by column of the register.
    days: BTreeMap<RegisterColumn, u32>,
    /// First and last column, from 1, and the look of columns.
    columns: Vec<(u32, u32, u32)>,
    /// First and last column, from 1, and their width in digits; of hidden ones 0.
    widths: Vec<(u32, u32, f64)>,
}

impl Looks {
    pub fn of(text: &str, place: &Place) -> Result<Self, Unpatchable> {
        let mut out = Self::default();
        let (mut in_data, mut row, mut next_row, mut next_col) = (false, 0, 0, 0);
        xml::each(text, |tag| {
            match (tag.local(), tag.kind, tag.depth) {
                ("col", Kind::Open | Kind::Empty, 2) => {
                    if let (Some(first), Some(last)) = (tag.number("min"), tag.number("max")) {
                        out.columns.extend(tag.number("style").map(|look| (first, last, look)));
                        let hidden = tag.attribute("hidden").is_some_and(|h| matches!(h.trim(), "1" | "true"));
                        let width = tag.attribute("width").and_then(|w| w.trim().parse().ok()).filter(|_| !hidden);
                        out.widths.push((first, last, width.unwrap_or(if hidden { 0.0 } else { WIDTH })));
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
    pub fn row(&self, item: &Assignment, place: &Place, campaign: &Campaign) -> BTreeMap<u32, New> {
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

impl Looks {
    /// Height in points of a row with these cells: its longest text decides.
    pub fn height(&self, cells: &BTreeMap<u32, New>) -> f64 {
        let lines = cells.iter().map(|(col, new)| {
            let width = self.widths.iter().find(|(first, last, _)| (*first..=*last).contains(&(col + 1))).map_or(WIDTH, |(.., width)| *width);
            match &new.body {
                Body::Text(text) if width > 0.0 => lines(text, width),
                _ => 1,
            }
        });
        row_height(lines.max().unwrap_or(1))
    }
}

/// Width of a column that says none, in digits.
const WIDTH: f64 = 8.43;

/// Lines that a text takes in a column of a width in digits: some two digits' width to a full character.
pub(in crate::register) fn lines(text: &str, width: f64) -> usize {
    let full = |c: char| if c.is_ascii() { 1.05 } else { 2.1 };
    let room = (width - 1.0).max(2.1);
    text.lines().map(|l| ((l.chars().map(full).sum::<f64>() / room).ceil() as usize).max(1)).sum::<usize>().max(1)
}

/// Height in points of a row of so many lines; a spreadsheet's rows are at most 409 points high.
pub(in crate::register) fn row_height(lines: usize) -> f64 {
    (lines as f64 * 15.0 + 8.0).min(400.0)
}

/// The day's serial number in the 1900 system.
fn serial(day: Date) -> i64 {
    i64::from(day.since(date(1899, 12, 30)).map_or(0, |span| span.get_days()))
}
