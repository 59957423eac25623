//! XML 表格 2003 (SpreadsheetML), mostly called .xls.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::refusal::Refusal;
use super::text::decode;
use super::xml::{attr, is_set, lenient, number, text_of};
use super::{Area, Budget, Cell, Format, MAX_SHEETS, Raw, Sheet, Spans, dates, workbook};
use crate::origin::CellRef;

/// The greatest row or column number that is believed.
const FARTHEST: u32 = 1 << 20;

/// Most columns whose styles are kept: they are gone through for every cell.
const MOST_COLUMNS: usize = 1000;

/// Reads all worksheets.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let text = decode(bytes, declared(bytes).as_deref())?;
    let mut xml = Reader::from_str(&text);
    lenient(&mut xml);
    let mut book = Book::default();
    loop {
        match xml.read_event() {
            Ok(Event::Start(e)) => book.open(&e, budget)?,
            Ok(Event::Empty(e)) => {
                book.open(&e, budget)?;
                book.close(e.local_name().as_ref(), budget)?;
            }
            Ok(Event::End(e)) => book.close(e.local_name().as_ref(), budget)?,
            Ok(Event::Eof) => break,
            Ok(event) => {
                if let Some(into) = book.listening() {
                    text_of(&event, into);
                }
            }
            Err(_) => {
                // The rest cannot be read; what stands before it is kept, and the loss is told.
                if let Some(sheet) = book.sheets.last_mut() {
                    sheet.sheet.lost += 1;
                }
                break;
            }
        }
    }
    if book.sheets.is_empty() {
        return Err(Refusal::Damaged);
    }
    Ok(book.sheets.into_iter().map(Draft::finish).collect())
}

fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(200).map(|b| char::from(*b)).collect();
    let (_, after) = head.split_once("encoding=")?;
    Some(after.trim_start_matches(['"', '\'']).chars().take_while(|c| !matches!(c, '"' | '\'')).collect())
}

#[derive(Default)]
struct Book {
    formats: BTreeMap<String, (Format, Option<Arc<str>>)>,
    style: Option<String>,
    sheets: Vec<Draft>,
    row_style: Option<String>,
    cell: Option<Open>,
    heard: Option<Heard>,
}

/// What the text that is being read belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heard {
    Value,
    Comment,
    Visible,
}

/// A sheet that is being read.
#[derive(Default)]
struct Draft {
    sheet: Sheet,
    row: u32,
    col: u32,
    column: u32,
    column_styles: Vec<(u32, u32, String)>,
    rows: Vec<(u32, u32)>,
    cols: Vec<(u32, u32)>,
    areas: Vec<Area>,
    visible: String,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    style: Option<String>,
    formula: Option<String>,
    kind: String,
    value: String,
    comment: String,
}

impl Draft {
    fn finish(mut self) -> Sheet {
        self.sheet.hidden = matches!(self.visible.trim(), "SheetHidden" | "SheetVeryHidden");
        self.sheet.hidden_rows = Spans::new(self.rows);
        self.sheet.hidden_cols = Spans::new(self.cols);
        workbook::merge(&mut self.sheet, self.areas);
        self.sheet
    }
}

impl Book {
    fn listening(&mut self) -> Option<&mut String> {
        match self.heard? {
            Heard::Value => self.cell.as_mut().map(|c| &mut c.value),
            Heard::Comment => self.cell.as_mut().map(|c| &mut c.comment),
            Heard::Visible => self.sheets.last_mut().map(|s| &mut s.visible),
        }
    }

    fn open(&mut self, e: &BytesStart<'_>, budget: &mut Budget) -> Result<(), Refusal> {
        let name = e.local_name();
        match name.as_ref() {
            "Style" => self.style = attr(e, "ID"),
            "NumberFormat" => {
                if let (Some(id), Some(code)) = (&self.style, attr(e, "Format")) {
                    let format = if code == "Percent" { Format::Percent } else { Format::of_code(&code, None) };
                    self.formats.insert(id.clone(), (format, Some(code.into())));
                }
            }
            "Worksheet" => {
                if self.sheets.len() >= MAX_SHEETS {
                    return Err(Refusal::TooManyCells);
                }
                let sheet = Sheet::new(&attr(e, "Name").unwrap_or_default(), false);
                self.sheets.push(Draft { sheet, ..Draft::default() });
            }
            "Visible" => self.heard = Some(Heard::Visible),
            _ => {}
        }
        let Some(draft) = self.sheets.last_mut() else { return Ok(()) };
        let index = number(e, "Index").filter(|n| (1..=FARTHEST).contains(n)).map(|n| n - 1);
        match name.as_ref() {
            "Column" => {
                let first = index.unwrap_or(draft.column);
                let last = first.saturating_add(number(e, "Span").unwrap_or(0)).min(FARTHEST);
                draft.column = last.saturating_add(1);
                if is_set(e, "Hidden") || attr(e, "Width").is_some_and(|w| w.trim() == "0") {
                    draft.cols.push((first, last));
                }
                if draft.column_styles.len() < MOST_COLUMNS {
                    draft.column_styles.extend(attr(e, "StyleID").map(|s| (first, last, s)));
                }
            }
            "Row" => {
                draft.row = index.unwrap_or(draft.row);
                draft.col = 0;
                self.row_style = attr(e, "StyleID");
                let last = draft.row.saturating_add(number(e, "Span").unwrap_or(0)).min(FARTHEST);
                if is_set(e, "Hidden") || attr(e, "Height").is_some_and(|h| h.trim() == "0") {
                    draft.rows.push((draft.row, last));
                }
            }
            "Cell" => {
                draft.col = index.unwrap_or(draft.col);
                let at = CellRef::new(draft.row, draft.col);
                let span = |name| number(e, name).unwrap_or(0).min(FARTHEST);
                let last = CellRef::new(at.row.saturating_add(span("MergeDown")), at.col.saturating_add(span("MergeAcross")));
                if last != at {
                    budget.take()?;
                    draft.areas.push(Area { first: at, last });
                }
                let style = attr(e, "StyleID").or_else(|| self.row_style.clone()).or_else(|| {
                    draft.column_styles.iter().rev().find(|(first, last, _)| (*first..=*last).contains(&at.col)).map(|(.., s)| s.clone())
                });
                self.cell = Some(Open { style, formula: attr(e, "Formula"), ..Open::default() });
            }
            "Data" => {
                if let Some(cell) = self.cell.as_mut().filter(|_| self.heard != Some(Heard::Comment)) {
                    cell.kind = attr(e, "Type").unwrap_or_default();
                    self.heard = Some(Heard::Value);
                }
            }
            "Comment" => self.heard = Some(Heard::Comment),
            "PhoneticText" => self.heard = None,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, budget: &mut Budget) -> Result<(), Refusal> {
        match name {
            "Style" => self.style = None,
            "Comment" | "Visible" => self.heard = None,
            "Data" if self.heard == Some(Heard::Value) => self.heard = None,
            "Row" => {
                if let Some(draft) = self.sheets.last_mut() {
                    draft.row = draft.row.saturating_add(1);
                }
            }
            "Cell" => {
                self.heard = None;
                let (Some(open), Some(draft)) = (self.cell.take(), self.sheets.last_mut()) else { return Ok(()) };
                let at = CellRef::new(draft.row, draft.col);
                // What is merged to the right of it takes up its columns.
                let last = draft.areas.last().filter(|a| a.first == at).map_or(at.col, |a| a.last.col);
                draft.col = last.saturating_add(1);
                let (format, code) =
                    open.style.as_ref().or(Some(&"Default".to_owned())).and_then(|s| self.formats.get(s).cloned()).unwrap_or((Format::General, None));
                let value = value(&open.kind, &open.value);
                if value == Raw::Blank && open.formula.is_none() && open.comment.trim().is_empty() {
                    return Ok(());
                }
                budget.take_text(&open.value)?;
                let format = if matches!(value, Raw::Date(_) | Raw::Time) { Format::Date } else { format };
                let formula = open.formula.map(|f| f.trim_start_matches('=').into());
                let comment = Some(open.comment.trim()).filter(|c| !c.is_empty()).map(Into::into);
                draft.sheet.cells.insert(at, Cell { value, formula, format, code, comment });
            }
            _ => {}
        }
        Ok(())
    }
}

fn value(kind: &str, text: &str) -> Raw {
    match kind {
        _ if text.is_empty() => Raw::Blank,
        "Number" => text.trim().parse().ok().filter(|f: &f64| f.is_finite()).map_or(Raw::Damaged, Raw::Number),
        // A time of day carries the day that serial numbers begin with.
        "DateTime" if text.starts_with("1899-12-31") => Raw::Time,
        "DateTime" => Raw::Date(dates::iso(text)),
        "Boolean" => Raw::Bool(matches!(text.trim(), "1" | "true")),
        "Error" => Raw::Error(text.to_owned()),
        _ => Raw::Text(text.to_owned()),
    }
}
