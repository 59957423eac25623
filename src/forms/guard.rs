//! What keeps a wrong entry out of a form: drop-down lists, checked numbers and dates, a red cell where something wrong was pasted in, locked cells.
//!
//! In: what a cell asks for. Out: rules of the spreadsheet, whose messages say in Chinese what to type. Pasting passes by every rule, so each rule also colours
//! its cells. 不适用 and 未统计 stay possible wherever they are possible on reading.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, ProtectionOptions, Worksheet,
};

use super::sheet::{Job, Written, quoted};
use super::style;
use crate::model::HIDDEN_SHEET;
use crate::origin::CellRef;
use crate::words::forms as words;

/// Longest list that a rule holds itself, in UTF-16 units with its commas; a longer one stands on the hidden sheet.
const INLINE_LIST: usize = 255;
/// First column of the hidden sheet, from 0, that holds a long list.
const LIST_COLUMN: u16 = 3;

/// A rectangle of cells: first and last row, first and last column, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub first: CellRef,
    pub last: CellRef,
}

impl Block {
    pub(super) const fn cell(row: u32, col: u16) -> Self {
        Self::new(row, col, row, col)
    }

    pub(super) const fn new(first_row: u32, first_col: u16, last_row: u32, last_col: u16) -> Self {
        Self { first: CellRef::new(first_row, first_col as u32), last: CellRef::new(last_row, last_col as u32) }
    }

    fn columns(self) -> (u16, u16) {
        let narrow = |col: u32| u16::try_from(col).unwrap_or(u16::MAX);
        (narrow(self.first.col), narrow(self.last.col))
    }
}

/// A rule for some cells.
pub(super) struct Rule {
    validation: DataValidation,
    /// Formula that is true for a filled first cell which the rule accepts; nothing where the rule only warns.
    good: Option<String>,
}

impl Rule {
    /// Puts the rule on its cells: what is typed is refused, what is pasted turns red.
    pub(super) fn put(self, sheet: &mut Worksheet, at: Block) -> Written<()> {
        let (left, right) = at.columns();
        sheet.add_data_validation(at.first.row, left, at.last.row, right, &self.validation)?;
        if let Some(good) = self.good {
            redden(sheet, at, &format!("AND({}<>\"\",NOT({good}))", at.first))?;
        }
        Ok(())
    }
}

/// Colours the cells where `wrong`, written for the first of them, is true.
pub(super) fn redden(sheet: &mut Worksheet, at: Block, wrong: &str) -> Written<()> {
    let (left, right) = at.columns();
    let format = ConditionalFormatFormula::new().set_rule(Formula::new(format!("={wrong}"))).set_format(style::wrong());
    sheet.add_conditional_format(at.first.row, left, at.last.row, right, &format)?;
    Ok(())
}

/// The texts of one rule.
pub(super) struct Says<'a> {
    /// What is said when something else was typed.
    pub error: &'a str,
    /// What is said when the cell is entered; empty for nothing.
    pub prompt: &'a str,
}

fn saying(validation: DataValidation, says: &Says<'_>) -> Written<DataValidation> {
    let validation = validation.set_error_title(words::rule_title())?.set_error_message(words::clipped(says.error))?;
    if says.prompt.is_empty() {
        return Ok(validation);
    }
    validation.set_input_title(words::prompt_title())?.set_input_message(words::clipped(says.prompt))
}

/// A number, whole or not, negative or not, or one of `words`.
pub(super) fn number(first: CellRef, whole: bool, negative: bool, others: &[&str], says: &Says<'_>) -> Written<Rule> {
    let mut wanted = Vec::new();
    if !negative {
        wanted.push(format!("{first}>=0"));
    }
    if whole {
        wanted.push(format!("{first}=INT({first})"));
    }
    let wanted = if wanted.is_empty() { "TRUE".to_owned() } else { format!("AND({})", wanted.join(",")) };
    let other = if others.is_empty() {
        "FALSE".to_owned()
    } else {
        let equal: Vec<String> = others.iter().map(|w| format!("TRIM({first})={}", text(w))).collect();
        format!("OR({})", equal.join(","))
    };
    // IF does not look at the branch that is not taken: INT of a text would be an error.
    let good = format!("IF(ISNUMBER({first}),{wanted},{other})");
    let validation = saying(DataValidation::new().allow_custom(Formula::new(format!("={good}"))), says)?;
    Ok(Rule { validation, good: Some(good) })
}

/// A day between two days.
pub(super) fn date(first: CellRef, from: jiff::civil::Date, to: jiff::civil::Date, says: &Says<'_>) -> Written<Rule> {
    let day =
        |d: jiff::civil::Date| ExcelDateTime::from_ymd(u16::try_from(d.year()).unwrap_or(1900), d.month().unsigned_abs(), d.day().unsigned_abs());
    let validation = DataValidation::new().allow_date(DataValidationRule::Between(day(from)?, day(to)?));
    let written = |d: jiff::civil::Date| format!("DATE({},{},{})", d.year(), d.month(), d.day());
    let good = format!("IF(ISNUMBER({first}),AND({first}>={},{first}<={}),FALSE)", written(from), written(to));
    Ok(Rule { validation: saying(validation, says)?, good: Some(good) })
}

/// A text as a formula writes it.
pub(super) fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The drop-down lists of a form.
#[derive(Default)]
pub(super) struct Choices {
    /// Lists that stand on the hidden sheet, a column each.
    long: Vec<Vec<String>>,
}

impl Choices {
    /// One of `options`; `open` asks once more before it takes something else, and refuses nothing.
    pub(super) fn rule(&mut self, options: &[String], open: bool, says: &Says<'_>) -> Written<Rule> {
        let new = DataValidation::new();
        let length = options.iter().map(|o| o.encode_utf16().count() + 1).sum::<usize>();
        let plain = options.iter().all(|o| !o.contains([',', '"']) && o.trim() == o);
        let validation =
            if length <= INLINE_LIST && plain { new.allow_list_strings(options)? } else { new.allow_list_formula(Formula::new(self.range(options))) };
        let style = if open { DataValidationErrorStyle::Warning } else { DataValidationErrorStyle::Stop };
        Ok(Rule { validation: saying(validation, says)?.set_error_style(style), good: None })
    }

    fn range(&mut self, options: &[String]) -> String {
        let index = self.long.iter().position(|list| list == options).unwrap_or_else(|| {
            self.long.push(options.to_vec());
            self.long.len() - 1
        });
        let column = u32::from(LIST_COLUMN) + index as u32;
        let last = CellRef::new(options.len().saturating_sub(1) as u32, column);
        let fixed = |at: CellRef| {
            let name = at.to_string();
            let split = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
            let (letters, digits) = name.split_at(split);
            format!("${letters}${digits}")
        };
        format!("={}!{}:{}", quoted(HIDDEN_SHEET), fixed(CellRef::new(0, column)), fixed(last))
    }

    /// Writes the long lists on the hidden sheet.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Written<()> {
        for (column, list) in (LIST_COLUMN..).zip(&self.long) {
            for (row, option) in (0..).zip(list) {
                sheet.write_string(row, column, option)?;
            }
        }
        Ok(())
    }
}

/// Locks what is not for filling in, without a password: a slip of the hand is kept out, a person who must change something can. Rows and columns may
/// be made wider; a list takes more rows and may be sorted.
pub(super) fn lock(sheet: &mut Worksheet, list: bool) {
    let options = ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: list,
        sort: list,
        use_autofilter: list,
        edit_objects: true,
        ..ProtectionOptions::new()
    };
    sheet.protect_with_options(&options);
}

/// The cursor stands on the first cell to fill in.
pub(super) fn start_at(sheet: &mut Worksheet, row: u32, col: u16) -> Written<()> {
    sheet.set_selection(row, col, row, col)?;
    Ok(())
}

/// The days that a form may name: twenty years back from its end, since a stay may have begun long ago, and five on.
pub(super) fn days(job: &Job<'_>) -> (jiff::civil::Date, jiff::civil::Date) {
    let end = crate::model::cutoff_date(&job.campaign.cycle, job.period);
    let around = |years: i16| jiff::civil::Date::new(end.year().saturating_add(years), 1, 1).unwrap_or(end);
    (around(-20), around(5))
}
