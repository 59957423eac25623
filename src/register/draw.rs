//! The register as a new workbook: print-ready, with drop-down lists, for people to go on with.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::append::{Content, contents, lines, row_height};
use crate::campaign::{Campaign, RegisterColumn, RegisterRules};
use crate::diag::Diagnostic;
use crate::model::{Assignment, cutoff_date};
use crate::origin::CellRef;
use crate::patch::xml::{self, Edits};
use crate::patch::{self, Package, Unpatchable};
use crate::words::register as words;

/// Rows below the last one that drop-down lists reach.
const SPARE: u32 = 500;
/// Longest drop-down list that a rule holds itself, in UTF-16 units.
const INLINE_LIST: usize = 255;
/// The sheet of longer ones.
const LISTS: &str = "_lists";

/// The bytes of a workbook with these matters; the same input gives the same bytes.
///
/// # Errors
/// A text that no spreadsheet can hold.
pub fn draw(campaign: &Campaign, rules: &RegisterRules, items: &[Assignment]) -> Result<Vec<u8>, Diagnostic> {
    let bytes = workbook(campaign, rules, items).map_err(|e| words::not_drawn(&rules.path(), &e.to_string()))?;
    // What was just drawn can be patched; should it not, its rows only keep their heights.
    Ok(growing(&bytes, &rules.sheet).unwrap_or(bytes))
}

/// The workbook with rows that grow with what is typed into them: their heights are a proposal.
fn growing(bytes: &[u8], sheet: &str) -> Result<Vec<u8>, Unpatchable> {
    let mut package = Package::open(bytes)?;
    let workbook = patch::workbook(&mut package)?;
    let part =
        patch::sheets(&mut package, &workbook)?.into_iter().find(|(name, _)| name == sheet).map(|(_, part)| part).ok_or(Unpatchable::NoPart)?;
    let text = package.text(&part)?;
    let mut edits = Edits::default();
    xml::each(&text, |tag| {
        if tag.local() == "row" && tag.depth == 2 && tag.attribute("customHeight").is_some() {
            edits.replace(tag.at.clone(), xml::without(tag.text, "customHeight"));
        }
        Ok(())
    })?;
    let grown = edits.apply(&text)?;
    package.set(&part, grown);
    package.finish()
}

fn workbook(campaign: &Campaign, rules: &RegisterRules, items: &[Assignment]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(campaign, rules, items)?);
    let sheet = book.add_worksheet();
    sheet.set_name(&rules.sheet)?;
    let right = RegisterColumn::ALL.len() as u16 - 1;
    // 来源 is for the program: hidden, and no part of the headings.
    let shown = right - 1;
    let about = &campaign.campaign;
    let mut top = vec![(words::title(&about.name, &rules.title), heading(16.0), 30.0), (words::HOW.to_owned(), note(), 30.0)];
    if !about.sample_notice.is_empty() {
        top.push((words::sample(&about.sample_notice), heading(12.0).set_font_color(Color::RGB(0xC0_00_00)), 20.0));
    }
    for (row, (text, format, height)) in (0..).zip(&top) {
        sheet.merge_range(row, 0, row, shown, text, format)?;
        sheet.set_row_height(row, *height)?;
    }
    let head = top.len() as u32;
    for (col, column) in (0..).zip(RegisterColumn::ALL) {
        sheet.write_string_with_format(head, col, rules.head(column), &look_of_head())?;
        sheet.set_column_width(col, width(column))?;
        sheet.set_column_format(col, &plain(column))?;
    }
    sheet.set_row_height(head, 24)?;
    for (row, item) in (head + 1..).zip(items) {
        let texts = contents(item, campaign);
        let tallest = texts.iter().map(|(column, content)| match content {
            Content::Text(text) if *column != RegisterColumn::Source => lines(text, width(*column)),
            _ => 1,
        });
        sheet.set_row_height(row, row_height(tallest.max().unwrap_or(1)))?;
        for (col, column) in (0..).zip(RegisterColumn::ALL) {
            sheet.write_blank(row, col, &boxed(column))?;
        }
        for (column, content) in texts {
            write(sheet, row, column, &content)?;
        }
    }
    let last = head + items.len() as u32;
    let mut long = Vec::new();
    let departments: Vec<String> = campaign.departments.iter().map(|d| d.name.clone()).collect();
    for (column, options, open) in
        [(RegisterColumn::State, &rules.states, false), (RegisterColumn::Lead, &departments, true), (RegisterColumn::Helpers, &departments, true)]
    {
        if let Some(rule) = choice(options, open, rules.head(column), &mut long)? {
            let col = position(column);
            sheet.add_data_validation(head + 1, col, last + SPARE, col, &rule)?;
        }
    }
    sheet.autofilter(head, 0, last.max(head + 1), right)?;
    sheet.set_column_hidden(right)?;
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_repeat_rows(head, head)?;
    sheet.set_selection(head + 1, 0, head + 1, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.35).set_footer(words::footer(&rules.title.replace('&', "&&")));
    if !long.is_empty() {
        let lists = book.add_worksheet();
        lists.set_name(LISTS)?.set_hidden(true);
        for (col, options) in (0..).zip(&long) {
            for (row, option) in (0..).zip(options) {
                lists.write_string(row, col, option)?;
            }
        }
    }
    book.save_to_buffer()
}

fn position(column: RegisterColumn) -> u16 {
    RegisterColumn::ALL.iter().position(|c| *c == column).unwrap_or_default() as u16
}

fn write(sheet: &mut Worksheet, row: u32, column: RegisterColumn, content: &Content) -> Result<(), XlsxError> {
    let (col, format) = (position(column), boxed(column));
    match content {
        Content::Text(text) if text.starts_with(['=', '+', '-', '@', '\'', '＝']) => {
            // Text stays text, also when somebody edits it later.
            sheet.write_string_with_format(row, col, text, &format.set_quote_prefix())?;
        }
        Content::Text(text) => {
            sheet.write_string_with_format(row, col, text, &format)?;
        }
        Content::Day(day) => {
            let day = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), day.month().unsigned_abs(), day.day().unsigned_abs())?;
            sheet.write_datetime_with_format(row, col, day, &format)?;
        }
    }
    Ok(())
}

/// A drop-down list; `open` asks once more before it takes something else, and refuses nothing.
fn choice(options: &[String], open: bool, head: &str, long: &mut Vec<Vec<String>>) -> Result<Option<DataValidation>, XlsxError> {
    if options.is_empty() {
        return Ok(None);
    }
    let length = options.iter().map(|o| o.encode_utf16().count() + 1).sum::<usize>();
    let new = DataValidation::new();
    let rule = if length <= INLINE_LIST && options.iter().all(|o| !o.contains([',', '"']) && o.trim() == o) {
        new.allow_list_strings(options)?
    } else {
        long.push(options.to_vec());
        let column = CellRef::new(0, long.len() as u32 - 1).to_string();
        let letters = column.trim_end_matches(|c: char| c.is_ascii_digit());
        new.allow_list_formula(Formula::new(format!("='{LISTS}'!${letters}$1:${letters}${}", options.len())))
    };
    let style = if open { DataValidationErrorStyle::Warning } else { DataValidationErrorStyle::Stop };
    Ok(Some(rule.set_error_style(style).set_error_title(words::RULE)?.set_error_message(words::choose(head))?))
}

/// Width in digits: one A4 page lying takes all shown columns.
const fn width(column: RegisterColumn) -> f64 {
    match column {
        RegisterColumn::Number => 11.5,
        RegisterColumn::Period | RegisterColumn::Units => 10.0,
        RegisterColumn::Matter => 34.0,
        RegisterColumn::Task | RegisterColumn::Lead | RegisterColumn::Helpers => 12.0,
        RegisterColumn::Deadline | RegisterColumn::ClosedOn => 11.5,
        RegisterColumn::State => 8.5,
        RegisterColumn::Progress => 26.0,
        RegisterColumn::Note => 20.0,
        RegisterColumn::Source => 10.0,
    }
}

fn body() -> Format {
    Format::new().set_font_name("宋体").set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

fn heading(size: f64) -> Format {
    body().set_font_name("黑体").set_font_size(size).set_align(FormatAlign::Center)
}

fn note() -> Format {
    body().set_font_size(10).set_align(FormatAlign::Center).set_text_wrap()
}

fn look_of_head() -> Format {
    let line = Color::RGB(0x8C_8C_8C);
    heading(11.0).set_border(FormatBorder::Thin).set_border_color(line).set_background_color(Color::RGB(0xD9_E5_F3)).set_text_wrap()
}

/// A cell of a column below the table: text stays text, a day is shown as one.
fn plain(column: RegisterColumn) -> Format {
    let format = body().set_text_wrap();
    match column {
        RegisterColumn::Deadline | RegisterColumn::ClosedOn => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        RegisterColumn::Matter | RegisterColumn::Progress | RegisterColumn::Note | RegisterColumn::Source => format.set_num_format("@"),
        _ => format.set_num_format("@").set_align(FormatAlign::Center),
    }
}

fn boxed(column: RegisterColumn) -> Format {
    plain(column).set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x8C_8C_8C))
}

/// As date of creation the cut-off of the last matter's period, since the same matters have the same bytes whenever they are drawn.
fn properties(campaign: &Campaign, rules: &RegisterRules, items: &[Assignment]) -> Result<DocProperties, XlsxError> {
    let about = &campaign.campaign;
    let last = items.iter().filter_map(|i| i.raised_in).max().or_else(|| about.start.parse().ok());
    let new = DocProperties::new().set_title(words::title(&about.name, &rules.title)).set_author(&about.office_short);
    let Some(day) = last.map(|m| cutoff_date(&campaign.cycle, m)) else { return Ok(new) };
    let date = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), day.month().unsigned_abs(), day.day().unsigned_abs())?;
    Ok(new.set_creation_datetime(&date))
}
