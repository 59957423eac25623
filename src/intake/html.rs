//! Web pages called .xls, as business systems export them and as Excel saves them.
//!
//! A spreadsheet shows such a page as one sheet: texts outside tables one a row, tables one below the other. So the addresses here are near those that a
//! person sees.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::refusal::Refusal;
use super::text::{decode, is_error};
use super::{Area, Budget, Cell, Format, Raw, Sheet, Spans, workbook};
use crate::origin::CellRef;

/// Most rows or columns that one cell may span.
const MOST_SPAN: u32 = 1000;
/// Columns of a spreadsheet.
const MOST_COLUMNS: u32 = 16_384;
/// Most tables in tables.
const DEEPEST: usize = 40;

/// Reads the tables of a page.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let text = decode(bytes, charset(bytes).as_deref())?;
    let mut page = Page { sheet: Sheet::new("", false), ..Page::default() };
    let mut emitter = DefaultEmitter::<()>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text.as_str(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.open(&tag, budget)?,
            Token::EndTag(tag) => page.close(&String::from_utf8_lossy(&tag.name), budget)?,
            Token::String(s) if page.silent.is_none() => page.say(&String::from_utf8_lossy(&s)),
            _ => {}
        }
    }
    // What was never closed ends with the page, an unseen element first.
    page.silent = None;
    page.flush(budget)?;
    while !page.tables.is_empty() {
        page.close("table", budget)?;
    }
    if page.found == 0 {
        return Err(Refusal::Page);
    }
    let mut sheet = page.sheet;
    sheet.hidden_rows = Spans::new(page.hidden_rows);
    workbook::merge(&mut sheet, page.areas);
    Ok(vec![sheet])
}

/// The encoding that the page claims in its head.
fn charset(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(4096).map(|b| char::from(*b).to_ascii_lowercase()).collect();
    let (_, after) = head.split_once("charset")?;
    let name: String =
        after.trim_start_matches([' ', '=', '"', '\'']).chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    Some(name)
}

#[derive(Default)]
struct Page {
    sheet: Sheet,
    areas: Vec<Area>,
    hidden_rows: Vec<(u32, u32)>,
    /// The next free row of the sheet.
    next: u32,
    /// Text outside tables that is not yet put down.
    outside: String,
    tables: Vec<Table>,
    /// How many tables there were.
    found: usize,
    /// The element whose content nobody sees, such as `style`.
    silent: Option<String>,
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    /// Row that is being filled, from the top of the sheet; `None` before the first.
    row: Option<u32>,
    col: u32,
    /// Columns that a cell above reaches down into, and the last row it does.
    reach: BTreeMap<u32, u32>,
    cell: Option<Open>,
}

/// A cell that is being read.
struct Open {
    at: CellRef,
    text: String,
    number: Option<f64>,
    is_text: bool,
    formula: Option<String>,
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|v| String::from_utf8_lossy(v).into_owned())
}

fn is_hidden(tag: &StartTag<()>) -> bool {
    tag.attributes.contains_key(b"hidden".as_slice())
        || attribute(tag, "style").is_some_and(|s| s.to_lowercase().split_whitespace().collect::<String>().contains("display:none"))
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>, budget: &mut Budget) -> Result<(), Refusal> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.silent.is_some() {
            return Ok(());
        }
        match name.as_str() {
            "style" | "script" | "title" | "xml" | "noscript" | "select" | "textarea" if !tag.self_closing => self.silent = Some(name),
            "table" if self.tables.len() < DEEPEST => {
                self.flush(budget)?;
                if self.found > 0 && self.tables.is_empty() {
                    // A row between two tables shows that they are two.
                    self.next = self.next.saturating_add(1);
                }
                self.found += 1;
                self.tables.push(Table::default());
            }
            "tr" => {
                self.end_cell(budget)?;
                self.flush(budget)?;
                let row = self.next;
                if let Some(table) = self.tables.last_mut() {
                    (table.row, table.col) = (Some(row), 0);
                    self.next = row.saturating_add(1);
                    if is_hidden(tag) {
                        self.hidden_rows.push((row, row));
                    }
                }
            }
            "td" | "th" => {
                self.end_cell(budget)?;
                self.begin_cell(tag, budget)?;
            }
            "br" | "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "caption" => self.new_line(budget)?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, budget: &mut Budget) -> Result<(), Refusal> {
        if let Some(silent) = &self.silent {
            if silent == name {
                self.silent = None;
            }
            return Ok(());
        }
        match name {
            "td" | "th" => self.end_cell(budget)?,
            "tr" => {
                self.end_cell(budget)?;
                if let Some(table) = self.tables.last_mut() {
                    table.row = None;
                }
            }
            "table" => {
                self.end_cell(budget)?;
                if let Some(table) = self.tables.pop() {
                    let lowest = table.reach.values().max().map_or(0, |last| last.saturating_add(1));
                    // Cells that reach below the last row do not push the next table down further than a form is long.
                    self.next = self.next.max(lowest.min(self.next.saturating_add(MOST_SPAN)));
                }
            }
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "caption" => self.new_line(budget)?,
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, tag: &StartTag<()>, budget: &mut Budget) -> Result<(), Refusal> {
        let next = self.next;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let row = match table.row {
            Some(row) => row,
            None => {
                // A cell without a row begins one.
                (table.row, table.col) = (Some(next), 0);
                self.next = next.saturating_add(1);
                next
            }
        };
        if table.col == 0 {
            table.reach.retain(|_, last| *last >= row);
        }
        while table.reach.contains_key(&table.col) {
            table.col = table.col.saturating_add(1);
        }
        let span = |name| attribute(tag, name).and_then(|v| v.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, MOST_SPAN);
        let (cols, rows) = (span("colspan"), span("rowspan"));
        let at = CellRef::new(row, table.col);
        let last = CellRef::new(row.saturating_add(rows - 1), table.col.saturating_add(cols - 1));
        if last.col >= MOST_COLUMNS {
            return Err(Refusal::TooManyCells);
        }
        if rows > 1 {
            table.reach.extend((at.col..=last.col).map(|col| (col, last.row)));
        }
        if at != last {
            budget.take()?;
            self.areas.push(Area { first: at, last });
        }
        table.col = last.col.saturating_add(1);
        let number = attribute(tag, "x:num").and_then(|v| v.trim().parse::<f64>().ok()).filter(|f| f.is_finite());
        let is_text = tag.attributes.contains_key(b"x:str".as_slice());
        table.cell = Some(Open { at, text: String::new(), number, is_text, formula: attribute(tag, "x:fmla") });
        Ok(())
    }

    fn end_cell(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        let Some(open) = self.tables.last_mut().and_then(|t| t.cell.take()) else { return Ok(()) };
        let text = tidy(&open.text);
        let formula: Option<Box<str>> = open.formula.map(|f| f.trim_start_matches('=').into());
        let percent = text.ends_with(['%', '％']);
        let value = match open.number {
            Some(number) => Raw::Number(number),
            None if text.is_empty() => Raw::Blank,
            None if is_error(&text) => Raw::Error(text.clone()),
            None => Raw::Text(text.clone()),
        };
        if value != Raw::Blank || formula.is_some() {
            budget.take_text(&text)?;
            let format = match value {
                Raw::Number(_) if percent => Format::Percent,
                Raw::Number(_) => Format::Number,
                _ if open.is_text => Format::Text,
                _ => Format::General,
            };
            self.sheet.cells.insert(open.at, Cell { formula, format, ..Cell::new(value) });
        }
        Ok(())
    }

    /// A line ends: inside a cell as a break, outside as a row.
    fn new_line(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        match self.tables.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.push('\n');
                }
                Ok(())
            }
            None => self.flush(budget),
        }
    }

    fn say(&mut self, text: &str) {
        // Line ends in the source are no more than blanks.
        let text = text.replace(['\n', '\r', '\t'], " ");
        match self.tables.last_mut() {
            Some(Table { cell: Some(cell), .. }) => cell.text.push_str(&text),
            // Between the cells of a table nothing is to be seen.
            Some(_) => {}
            None => self.outside.push_str(&text),
        }
    }

    /// Puts down the text outside tables as a row of its own.
    fn flush(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        if !self.tables.is_empty() {
            return Ok(());
        }
        let text = tidy(&std::mem::take(&mut self.outside));
        if !text.is_empty() {
            budget.take_text(&text)?;
            self.sheet.cells.insert(CellRef::new(self.next, 0), Cell { format: Format::General, ..Cell::new(Raw::Text(text)) });
            self.next = self.next.saturating_add(1);
        }
        Ok(())
    }
}

/// Text as a browser shows it: runs of blanks are one, lines are trimmed.
fn tidy(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|l| l.split([' ', '\u{a0}']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}
