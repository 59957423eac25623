//! Layer 3. Workbook in, facts out: which sheet, header and column is what, and what a person meant.
//!
//! Sheets, heads and rows are found by what stands in them, not by where they stand; nothing is compared with what was asked: that is `validate`'s part.

mod base;
mod cells;
mod chinese;
mod confirmed;
mod dates;
mod form;
mod free;
mod info;
mod lists;
mod names;
mod number;
mod periods;
mod table;
mod text;
mod units;

pub use base::earlier;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::campaign::{Campaign, Readings};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{Sheet, Workbook};
use crate::model::{BookReading, Facts, FieldReading, HIDDEN_SHEET, Period, Received, SOURCES_SHEET};
use crate::words::intake as words;

/// Rows of a sheet in which its head is looked for.
const HEAD_ROWS: u32 = 20;

/// Which unit a text names, by the spellings of the campaign: in full, by body, variant or former name.
pub fn unit_named(text: &str, campaign: &Campaign) -> crate::model::UnitReading {
    names::unit(text, campaign)
}

/// What stands in a cell, as a person sees it, trimmed.
pub fn shown(cell: &crate::intake::Cell) -> String {
    cells::shown(cell)
}

/// The day that a cell names, however it is written.
pub fn day(cell: &crate::intake::Cell) -> Option<jiff::civil::Date> {
    match lists::date(cell) {
        FieldReading::Date(day) => Some(day),
        _ => None,
    }
}

/// Id of the task that a text names by number, name or title.
pub fn task(text: &str, campaign: &Campaign) -> Option<String> {
    lists::task(text, campaign)
}

/// What two texts have in common that mean the same: no blanks, half width, one kind of quotation marks, small letters.
pub fn key(text: &str) -> String {
    text::key(text)
}

/// The unit that the name of a file contains, if it contains just one.
pub fn unit_of_file_name(file: &str, campaign: &Campaign) -> Option<String> {
    match names::Names::new(campaign).within(info::stem(file)) {
        Some(crate::model::UnitReading::Known { name, .. }) => Some(name),
        _ => None,
    }
}

/// Reads the facts out of all workbooks, in parallel; the results stand in their order. Tables whose reading a person has confirmed are read so.
pub fn understand_all(books: Vec<Result<Workbook, Diagnostic>>, campaign: &Campaign, readings: &Readings) -> Vec<Received> {
    books
        .into_par_iter()
        .map(|book| match book {
            Ok(book) => Received::Read(Box::new(understand(&book, campaign, readings))),
            Err(why) => Received::Unreadable { unit: why.origin.path().and_then(|f| unit_of_file_name(f, campaign)), why: Box::new(why) },
        })
        .collect()
}

/// Reads the facts out of one workbook.
pub fn understand(book: &Workbook, campaign: &Campaign, readings: &Readings) -> Facts {
    let mut diagnostics = Diagnostics::new();
    let names = names::Names::new(campaign);
    let form = &campaign.form;
    let named = |name: &str| book.sheets.iter().find(|s| text::key(&s.name) == text::key(name));
    let mut used: Vec<&str> = vec![HIDDEN_SHEET, form.sign_sheet.as_str()];

    let confirmed = confirmed::of(book, &names, readings);
    let plain = table::Heads { campaign, confirmed: None };
    let table_sheet = confirmed
        .and_then(|c| named(&c.sheet))
        .or_else(|| named(&form.indicator_sheet).filter(|s| table::head_of(s, plain).is_some()))
        .or_else(|| book.sheets.iter().find(|s| !s.hidden && table::head_of(s, plain).is_some()))
        .or_else(|| named(&form.indicator_sheet));
    let heads = table::Heads { campaign, confirmed: confirmed.filter(|c| table_sheet.is_some_and(|s| text::key(&s.name) == text::key(&c.sheet))) };
    let info_sheet = named(&form.info_sheet).or_else(|| book.sheets.iter().find(|s| !s.hidden && info::is_info(s, campaign)));
    used.extend(table_sheet.map(|s| &*s.name));
    used.extend(info_sheet.map(|s| &*s.name));

    let mut lists = BTreeMap::new();
    for list in &campaign.form.lists {
        let sheet = named(&list.name).or_else(|| book.sheets.iter().find(|s| !s.hidden && !used.contains(&&*s.name) && lists::looks_like(s, list)));
        if let Some(sheet) = sheet {
            used.push(&sheet.name);
            if let Some(facts) = lists::read(&book.file, sheet, list, campaign, &mut diagnostics) {
                lists.insert(list.id.clone(), facts);
            }
        }
    }

    let table = table_sheet.and_then(|s| table::read(&book.file, s, heads, &mut diagnostics));
    let (info, sheets) = (info_sheet.map(|s| info::fields(&book.file, s, campaign)).unwrap_or_default(), [info_sheet, table_sheet]);
    let tag = book.sheets.iter().find(|s| text::key(&s.name) == HIDDEN_SHEET).map(|s| info::tag(&book.file, s));
    let units = info::unit_claims(book, &names, &info, tag.as_ref(), &sheets);
    let periods = info::period_claims(&info, tag.as_ref());

    second_unit(book, campaign, &names, info_sheet, &mut diagnostics);
    hidden_rows(book, table_sheet, &mut diagnostics);
    note_strangers(book, &used, &mut diagnostics);
    let filled_on = info.get("date").and_then(|f| match dates::read(&f.text) {
        FieldReading::Date(day) => Some(day),
        _ => None,
    });
    let (file, sha256, tag) = (book.file.clone(), book.sha256.clone(), tag.map(|t| t.tag));
    Facts { file, sha256, tag, units, periods, info, filled_on, table, lists, diagnostics }
}

/// Reads any workbook, the form or free tables, value by value; `period` is the one that is asked for.
pub fn read(book: &Workbook, campaign: &Campaign, readings: &Readings, period: Option<Period>) -> BookReading {
    let names = names::Names::new(campaign);
    let asked = period.map(|p| periods::Span::asked(p, campaign.cycle.months));
    if form::is_form(book, campaign) || confirmed::of(book, &names, readings).is_some() {
        form::read(book, campaign, readings, asked)
    } else {
        free::read(book, campaign, &names, asked)
    }
}

/// Says so where a second information sheet names another unit: two units' forms in one file.
fn second_unit(book: &Workbook, campaign: &Campaign, names: &names::Names<'_>, first: Option<&Sheet>, diagnostics: &mut Diagnostics) {
    let unit = |s: &Sheet| info::fields(&book.file, s, campaign).remove("unit").map(|f| (names.read(&f.text), f));
    let Some((first_unit, _)) = first.and_then(unit) else { return };
    for sheet in book.sheets.iter().filter(|s| first.is_none_or(|f| f.name != s.name) && !s.hidden && info::is_info(s, campaign)) {
        if let Some((other, fact)) = unit(sheet)
            && let (Some(a), Some(b)) = (first_unit.known(), other.known())
            && a != b
        {
            diagnostics.push(crate::words::received::two_units(fact.source, a, b));
        }
    }
}

/// Says which hidden rows of the indicator sheet hold numbers: the form's rows are known by their names, so they are read.
fn hidden_rows(book: &Workbook, table: Option<&Sheet>, diagnostics: &mut Diagnostics) {
    let Some(sheet) = table.filter(|s| !s.hidden_rows.is_empty()) else { return };
    let mut last = None;
    for (at, cell) in &sheet.cells {
        if sheet.hidden_rows.holds(at.row)
            && matches!(cell.value, crate::intake::Raw::Number(_))
            && cell.formula.is_none()
            && last != Some(at.row)
            && at.col > 0
        {
            last = Some(at.row);
            let at = cells::source(&book.file, sheet, *at);
            diagnostics.push(crate::words::read::hidden_row_taken(at.clone(), at.cell.row.saturating_add(1)));
        }
    }
}

/// Names what was not read: sheets of other names that hold something, hidden sheets that were read, damaged cells without an address.
fn note_strangers(book: &Workbook, used: &[&str], diagnostics: &mut Diagnostics) {
    let filled = |s: &&Sheet| s.cells.values().any(|c| !cells::is_blank(c));
    // A return that was rolled up brings its own sources along.
    for sheet in book.sheets.iter().filter(filled).filter(|s| !(s.hidden && &*s.name == SOURCES_SHEET)) {
        let known = used.iter().any(|u| text::key(u) == text::key(&sheet.name));
        if !known {
            diagnostics.push(words::sheet_not_read(&book.file, &sheet.name, sheet.hidden));
        } else if sheet.hidden && text::key(&sheet.name) != HIDDEN_SHEET {
            diagnostics.push(words::hidden_sheet_read(&book.file, &sheet.name));
        }
        if sheet.lost > 0 {
            diagnostics.push(words::cells_lost(&book.file, &sheet.name, sheet.lost));
        }
    }
}
