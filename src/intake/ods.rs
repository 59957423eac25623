//! .ods: read from its content.xml, as the library gives neither merged areas nor what is hidden, and refuses indented XML.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::refusal::Refusal;
use super::sniff::MAX_UNPACKED;
use super::text::is_error;
use super::xml::{attr, lenient, number, text_of};
use super::{Area, Budget, Cell, Format, MAX_SHEETS, Raw, Sheet, Spans, dates, workbook};
use crate::origin::CellRef;

/// The greatest row or column number that is believed.
const FARTHEST: u32 = 1 << 20;

/// Reads all worksheets.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Truncated)?;
    let mut manifest = String::new();
    if let Ok(part) = zip.by_name("META-INF/manifest.xml") {
        _ = part.take(4 << 20).read_to_string(&mut manifest);
    }
    if manifest.contains("encryption-data") {
        return Err(Refusal::Password);
    }
    let part = zip.by_name("content.xml").map_err(|_| Refusal::Damaged)?;
    let mut xml = Reader::from_reader(BufReader::with_capacity(32 << 10, part.take(MAX_UNPACKED)));
    lenient(&mut xml);
    let mut book = Book::default();
    let mut buf = Vec::new();
    loop {
        buf.clear();
        match xml.read_event_into(&mut buf) {
            Ok(Event::Start(e)) => book.open(&e)?,
            Ok(Event::Empty(e)) => {
                book.open(&e)?;
                book.close(e.local_name().as_ref(), budget)?;
            }
            Ok(Event::End(e)) => book.close(e.local_name().as_ref(), budget)?,
            Ok(Event::Eof) => break,
            Ok(event) => book.say(&event),
            Err(_) => {
                // The rest cannot be read; what stands before it is kept, and the loss is told.
                if let Some(draft) = book.sheets.last_mut() {
                    draft.sheet.lost += 1;
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

#[derive(Default)]
struct Book {
    /// Styles of sheets that are not shown.
    unseen: BTreeSet<String>,
    style: Option<String>,
    /// Styles of cells that show percentages or texts, by way of the number formats they name.
    data_styles: BTreeMap<String, Format>,
    cell_styles: BTreeMap<String, Format>,
    sheets: Vec<Draft>,
    /// Whether a table is open: drawings and tracked changes stand outside.
    in_table: bool,
    row: Row,
    cell: Option<Open>,
    /// Depth of elements whose text is none of the cell's: pronunciations, drawings.
    aside: usize,
    note: bool,
    paragraph: bool,
}

/// A sheet that is being read.
#[derive(Default)]
struct Draft {
    sheet: Sheet,
    row: u32,
    column: u32,
    rows: Vec<(u32, u32)>,
    cols: Vec<(u32, u32)>,
    areas: Vec<Area>,
}

/// The row that is being read: its cells wait, as it may stand for many.
#[derive(Default)]
struct Row {
    repeat: u32,
    col: u32,
    cells: Vec<(u32, u32, Cell)>,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    repeat: u32,
    kind: String,
    said: String,
    formula: Option<String>,
    style: Option<String>,
    is_error: bool,
    text: String,
    comment: String,
}

impl Draft {
    fn finish(mut self) -> Sheet {
        self.sheet.hidden_rows = Spans::new(self.rows);
        self.sheet.hidden_cols = Spans::new(self.cols);
        workbook::merge(&mut self.sheet, self.areas);
        self.sheet
    }
}

fn is_aside(name: &str) -> bool {
    matches!(name, "ruby-text" | "shapes" | "frame" | "custom-shape" | "g" | "rect" | "line" | "control" | "tracked-changes" | "caption-point")
}

impl Book {
    fn open(&mut self, e: &BytesStart<'_>) -> Result<(), Refusal> {
        let name = e.local_name();
        let name = name.as_ref();
        if self.aside > 0 || is_aside(name) {
            self.aside += 1;
            return Ok(());
        }
        let many = |name| number(e, name).unwrap_or(1).clamp(1, FARTHEST);
        let is_hidden = || attr(e, "visibility").is_some_and(|v| matches!(v.as_str(), "collapse" | "filter"));
        match name {
            "style" => {
                self.style = attr(e, "name");
                if let (Some(own), Some(data)) = (&self.style, attr(e, "data-style-name"))
                    && let Some(format) = self.data_styles.get(&data)
                {
                    self.cell_styles.insert(own.clone(), *format);
                }
            }
            "percentage-style" | "text-style" | "number-style" | "currency-style" => {
                let format = match name {
                    "percentage-style" => Format::Percent,
                    "text-style" => Format::Text,
                    _ => Format::Number,
                };
                self.data_styles.extend(attr(e, "name").map(|n| (n, format)));
            }
            "table-properties" if attr(e, "display").as_deref() == Some("false") => self.unseen.extend(self.style.clone()),
            "table" if self.cell.is_none() => {
                if self.sheets.len() >= MAX_SHEETS {
                    return Err(Refusal::TooManyCells);
                }
                let hidden = attr(e, "style-name").is_some_and(|s| self.unseen.contains(&s));
                let sheet = Sheet::new(&attr(e, "name").unwrap_or_default(), hidden);
                self.sheets.push(Draft { sheet, ..Draft::default() });
                self.in_table = true;
            }
            "table-column" if self.in_table => {
                if let Some(draft) = self.sheets.last_mut() {
                    let last = draft.column.saturating_add(many("number-columns-repeated") - 1).min(FARTHEST);
                    if is_hidden() {
                        draft.cols.push((draft.column, last));
                    }
                    draft.column = last.saturating_add(1);
                }
            }
            "table-row" if self.in_table => {
                self.row = Row { repeat: many("number-rows-repeated"), ..Row::default() };
                if let Some(draft) = self.sheets.last_mut().filter(|_| is_hidden()) {
                    draft.rows.push((draft.row, draft.row.saturating_add(self.row.repeat - 1)));
                }
            }
            "table-cell" | "covered-table-cell" if self.in_table => self.begin(e),
            "annotation" => self.note = self.cell.is_some(),
            "p" | "h" => {
                self.paragraph = true;
                if let Some(text) = self.listening().filter(|t| !t.is_empty()) {
                    text.push('\n');
                }
            }
            "s" => {
                let count = number(e, "c").unwrap_or(1).min(1000) as usize;
                // Blanks of this element are meant, so they must survive the joining of the others.
                self.listening().into_iter().for_each(|t| t.extend(std::iter::repeat_n('\u{1}', count)));
            }
            "tab" => self.listening().into_iter().for_each(|t| t.push('\t')),
            "line-break" => self.listening().into_iter().for_each(|t| t.push('\n')),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, e: &BytesStart<'_>) {
        let span = |name| number(e, name).unwrap_or(1).clamp(1, FARTHEST);
        let (rows, cols) = (span("number-rows-spanned"), span("number-columns-spanned"));
        if let Some(draft) = self.sheets.last_mut()
            && (rows > 1 || cols > 1)
        {
            let first = CellRef::new(draft.row, self.row.col);
            draft.areas.push(Area { first, last: CellRef::new(first.row.saturating_add(rows - 1), first.col.saturating_add(cols - 1)) });
        }
        let said = ["value", "date-value", "time-value", "boolean-value", "string-value"].into_iter().find_map(|a| attr(e, a));
        self.cell = Some(Open {
            repeat: span("number-columns-repeated"),
            // The extension's own `value-type` says "error" where the standard one says "string".
            kind: kind_of(e),
            is_error: attributes_say_error(e),
            said: said.unwrap_or_default(),
            formula: attr(e, "formula"),
            style: attr(e, "style-name"),
            ..Open::default()
        });
    }

    fn listening(&mut self) -> Option<&mut String> {
        let note = self.note;
        self.cell.as_mut().filter(|_| self.aside == 0 && self.paragraph).map(|c| if note { &mut c.comment } else { &mut c.text })
    }

    fn say(&mut self, event: &Event<'_>) {
        if let Some(into) = self.listening() {
            let mut text = String::new();
            text_of(event, &mut text);
            // Runs of blanks and line ends in the source are one blank, none at a line's beginning.
            for c in text.chars() {
                if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                    into.push(c);
                } else if !into.is_empty() && !into.ends_with([' ', '\n']) {
                    into.push(' ');
                }
            }
        }
    }

    fn close(&mut self, name: &str, budget: &mut Budget) -> Result<(), Refusal> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "style" => self.style = None,
            "p" | "h" => {
                if let Some(text) = self.listening() {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                self.paragraph = false;
            }
            "annotation" => self.note = false,
            "table" if self.cell.is_none() => self.in_table = false,
            "table-cell" | "covered-table-cell" => self.end(),
            "table-row" => {
                let row = std::mem::take(&mut self.row);
                let Some(draft) = self.sheets.last_mut() else { return Ok(()) };
                for n in 0..if row.cells.is_empty() { 0 } else { row.repeat } {
                    for (col, repeat, cell) in &row.cells {
                        for c in 0..*repeat {
                            let text = match &cell.value {
                                Raw::Text(t) => t.as_str(),
                                _ => "",
                            };
                            budget.take_text(text)?;
                            draft.sheet.cells.insert(CellRef::new(draft.row.saturating_add(n), col.saturating_add(c)), cell.clone());
                        }
                    }
                }
                draft.row = draft.row.saturating_add(row.repeat).min(FARTHEST);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) {
        let Some(open) = self.cell.take() else { return };
        (self.note, self.paragraph) = (false, false);
        let col = self.row.col;
        self.row.col = col.saturating_add(open.repeat).min(FARTHEST);
        let text = open.text.replace('\u{1}', " ");
        let value = value(&open, &text);
        let comment = Some(open.comment.replace('\u{1}', " ")).filter(|c| !c.is_empty()).map(Into::into);
        let formula = open.formula.map(|f| f.trim_start_matches("of:").trim_start_matches("oooc:").trim_start_matches('=').into());
        if value == Raw::Blank && formula.is_none() && comment.is_none() {
            return;
        }
        let format = match (&value, open.kind.as_str()) {
            (Raw::Date(_) | Raw::Time, _) => Format::Date,
            (_, "percentage") => Format::Percent,
            (Raw::Number(_), "currency") => Format::Number,
            _ => open.style.and_then(|s| self.cell_styles.get(&s).copied()).unwrap_or(Format::General),
        };
        self.row.cells.push((col, open.repeat, Cell { value, formula, format, code: None, comment }));
    }
}

/// The type of the value by the standard's own attribute.
fn kind_of(e: &BytesStart<'_>) -> String {
    let mut attributes = e.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().filter(|a| a.key.local_name().as_ref() == "value-type");
    found.map(|a| a.value.into_owned()).find(|v| v != "error").unwrap_or_default()
}

fn attributes_say_error(e: &BytesStart<'_>) -> bool {
    let mut attributes = e.attributes();
    attributes.with_checks(false);
    attributes.flatten().any(|a| a.key.local_name().as_ref() == "value-type" && &*a.value == "error")
}

fn value(open: &Open, text: &str) -> Raw {
    if open.is_error || is_error(text) {
        return Raw::Error(text.trim().to_owned());
    }
    match open.kind.as_str() {
        "float" | "percentage" | "currency" => open.said.trim().parse().ok().filter(|f: &f64| f.is_finite()).map_or(Raw::Damaged, Raw::Number),
        "date" => Raw::Date(dates::iso(&open.said)),
        "time" => Raw::Time,
        "boolean" => Raw::Bool(open.said.trim() == "true"),
        "string" if text.is_empty() && !open.said.is_empty() => Raw::Text(open.said.clone()),
        _ if text.is_empty() => Raw::Blank,
        _ => Raw::Text(text.to_owned()),
    }
}
