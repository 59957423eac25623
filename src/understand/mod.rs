//! Layer 3. Workbook in, facts out: which sheet, header and column is what, and what a person meant.
//!
//! Sheets, heads and rows are found by what stands in them, not by where they stand; nothing is compared with what was asked: that is `validate`'s part.

mod cells;
mod chinese;
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

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::campaign::Campaign;
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{Sheet, Workbook};
use crate::model::{BookReading, Facts, FieldReading, HIDDEN_SHEET, Period, Received};
use crate::words::intake as words;

/// Rows of a sheet in which its head is looked for.
const HEAD_ROWS: u32 = 20;

/// Which unit a text names, by the spellings of the campaign: in full, by body, variant or former name.
pub fn unit_named(text: &str, campaign: &Campaign) -> crate::model::UnitReading {
    names::unit(text, campaign)
}

/// The unit that the name of a file contains, if it contains just one.
pub fn unit_of_file_name(file: &str, campaign: &Campaign) -> Option<String> {
    match names::Names::new(campaign).within(info::stem(file)) {
        Some(crate::model::UnitReading::Known { name, .. }) => Some(name),
        _ => None,
    }
}

/// Reads the facts out of all workbooks, in parallel; the results stand in their order.
pub fn understand_all(books: Vec<Result<Workbook, Diagnostic>>, campaign: &Campaign) -> Vec<Received> {
    books
        .into_par_iter()
        .map(|book| match book {
            Ok(book) => Received::Read(Box::new(understand(&book, campaign))),
            Err(why) => Received::Unreadable { unit: why.origin.path().and_then(|f| unit_of_file_name(f, campaign)), why: Box::new(why) },
        })
        .collect()
}

/// Reads the facts out of one workbook.
pub fn understand(book: &Workbook, campaign: &Campaign) -> Facts {
    let mut diagnostics = Diagnostics::new();
    let names = names::Names::new(campaign);
    let form = &campaign.form;
    let named = |name: &str| book.sheets.iter().find(|s| text::key(&s.name) == text::key(name));
    let mut used: Vec<&str> = vec![HIDDEN_SHEET, form.sign_sheet.as_str()];

    let table_sheet = named(&form.indicator_sheet)
        .filter(|s| table::head_of(s, campaign).is_some())
        .or_else(|| book.sheets.iter().find(|s| !s.hidden && table::head_of(s, campaign).is_some()))
        .or_else(|| named(&form.indicator_sheet));
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

    let table = table_sheet.and_then(|s| table::read(&book.file, s, campaign, &mut diagnostics));
    let (info, sheets) = (info_sheet.map(|s| info::fields(&book.file, s, campaign)).unwrap_or_default(), [info_sheet, table_sheet]);
    let tag = book.sheets.iter().find(|s| text::key(&s.name) == HIDDEN_SHEET).map(|s| info::tag(&book.file, s));
    let units = info::unit_claims(book, &names, &info, tag.as_ref(), &sheets);
    let periods = info::period_claims(&info, tag.as_ref());

    note_strangers(book, &used, &mut diagnostics);
    let filled_on = info.get("date").and_then(|f| match dates::read(&f.text) {
        FieldReading::Date(day) => Some(day),
        _ => None,
    });
    let (file, sha256, tag) = (book.file.clone(), book.sha256.clone(), tag.map(|t| t.tag));
    Facts { file, sha256, tag, units, periods, info, filled_on, table, lists, diagnostics }
}

/// Reads any workbook, the form or free tables, value by value; `period` is the one that is asked for.
pub fn read(book: &Workbook, campaign: &Campaign, period: Option<Period>) -> BookReading {
    let names = names::Names::new(campaign);
    let asked = period.map(|p| periods::Span::asked(p, campaign.cycle.months));
    if form::is_form(book, campaign) { form::read(book, campaign, asked) } else { free::read(book, campaign, &names, asked) }
}

/// Names what was not read: sheets of other names that hold something, hidden sheets that were read, damaged cells without an address.
fn note_strangers(book: &Workbook, used: &[&str], diagnostics: &mut Diagnostics) {
    let filled = |s: &&Sheet| s.cells.values().any(|c| !cells::is_blank(c));
    for sheet in book.sheets.iter().filter(filled) {
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
