//! The register as people left it: found by its heads, read row by row, every doubtful cell told.

use std::collections::BTreeMap;

use super::source;
use crate::campaign::{Campaign, RegisterColumn, RegisterRules};
use crate::diag::Diagnostics;
use crate::intake::{Cell, Format, Packaging, Raw, Sheet, Workbook};
use crate::model::{Assignment, Month, Register, UnitReading, form_of};
use crate::origin::{CellRef, CellSource};
use crate::understand::{day, key, shown, task, unit_named};
use crate::words::register as words;

/// Rows in which the heads are looked for.
const HEAD_ROWS: u32 = 20;
/// Heads without which a row is no head row.
const HEADS: usize = 4;

/// What a workbook says, and where in it new rows belong.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    /// The matters.
    pub register: Register,
    /// Where they stand; none where no sheet of the workbook is a register.
    pub place: Option<Place>,
    /// What was found.
    pub found: Diagnostics,
}

/// Where the rows of a register stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The sheet.
    pub sheet: String,
    /// Its head row, from 0.
    pub head: u32,
    /// The columns that were found, by their places from 0.
    pub columns: BTreeMap<RegisterColumn, u32>,
    /// The last row that holds a matter, or the head row.
    pub last_item: u32,
    /// The last row in which anything stands below the heads.
    pub last_used: u32,
    /// A cell of each column of days that is shown as a day.
    pub days: BTreeMap<RegisterColumn, CellRef>,
    /// Whether rows can be added to the file as it is.
    pub can_grow: bool,
}

/// Reads a workbook.
pub fn read(book: &Workbook, campaign: &Campaign, rules: &RegisterRules) -> Book {
    let named = book.sheets.iter().find(|s| key(&s.name) == key(&rules.sheet));
    let found = named.into_iter().chain(book.sheets.iter().filter(|s| !s.hidden)).find_map(|s| Some((s, heads(s, rules)?)));
    let Some((sheet, (head, columns))) = found else {
        return Book { found: Diagnostics::from_iter([words::no_table(&book.file, rules.head(RegisterColumn::Matter))]), ..Book::default() };
    };
    let mut out = Book::default();
    for column in RegisterColumn::ALL.into_iter().filter(|c| !columns.contains_key(c)) {
        if !matches!(column, RegisterColumn::Helpers | RegisterColumn::Note | RegisterColumn::Task) {
            out.found.push(words::no_column(&book.file, &sheet.name, rules.head(column)));
        }
    }
    let mut place = Place {
        sheet: sheet.name.to_string(),
        head,
        last_item: head,
        last_used: head,
        days: BTreeMap::new(),
        can_grow: book.packaging == Packaging::Xlsx,
        columns,
    };
    let mut reader = Reader { book, sheet, campaign, rules, columns: &place.columns, found: &mut out.found };
    for row in sheet.used_rows().into_iter().filter(|r| *r > head) {
        if place.columns.values().any(|col| sheet.at(row, *col).is_some_and(|c| !shown(c).is_empty())) {
            place.last_used = row;
        }
        let Some(item) = reader.row(row) else { continue };
        place.last_item = row;
        for column in [RegisterColumn::Deadline, RegisterColumn::ClosedOn] {
            if let Some(col) = place.columns.get(&column)
                && sheet.at(row, *col).is_some_and(|c| c.format == Format::Date || matches!(c.value, Raw::Date(_)))
            {
                place.days.insert(column, CellRef::new(row, *col));
            }
        }
        out.register.items.push(item);
    }
    // A merged line below the table reaches down to its last row.
    let under = sheet.merges.iter().filter(|m| m.first.row > head && m.first.row <= place.last_used).map(|m| m.last.row);
    place.last_used = under.fold(place.last_used, u32::max);
    twice(&out.register, &mut out.found);
    out.place = Some(place);
    out
}

/// The row of heads, and the columns below it.
fn heads(sheet: &Sheet, rules: &RegisterRules) -> Option<(u32, BTreeMap<RegisterColumn, u32>)> {
    sheet.used_rows().into_iter().take_while(|r| *r < HEAD_ROWS).find_map(|row| {
        let mut columns = BTreeMap::new();
        for (col, cell) in sheet.row(row) {
            let typed = key(&shown(cell));
            if let Some(column) = RegisterColumn::ALL.into_iter().find(|c| key(rules.head(*c)) == typed) {
                columns.entry(column).or_insert(col);
            }
        }
        (columns.len() >= HEADS && columns.contains_key(&RegisterColumn::Matter)).then_some((row, columns))
    })
}

/// Two rows of one number.
fn twice(register: &Register, found: &mut Diagnostics) {
    let mut seen: BTreeMap<String, &CellSource> = BTreeMap::new();
    for item in register.items.iter().filter(|i| !i.number.is_empty()) {
        let Some(place) = &item.place else { continue };
        if let Some(first) = seen.insert(key(&item.number), place) {
            found.push(words::number_twice(place.clone(), &item.number, first.cell));
        }
    }
}

struct Reader<'a> {
    book: &'a Workbook,
    sheet: &'a Sheet,
    campaign: &'a Campaign,
    rules: &'a RegisterRules,
    columns: &'a BTreeMap<RegisterColumn, u32>,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn source(&self, row: u32, column: RegisterColumn) -> CellSource {
        let col = self.columns.get(&column).copied().unwrap_or_default();
        CellSource { file: self.book.file.clone(), sheet: self.sheet.name.clone(), cell: CellRef::new(row, col) }
    }

    fn cell(&self, row: u32, column: RegisterColumn) -> Option<&Cell> {
        let at = CellRef::new(row, *self.columns.get(&column)?);
        match column {
            // A number or a matter over several rows is one matter.
            RegisterColumn::Number | RegisterColumn::Matter | RegisterColumn::Source => self.sheet.cells.get(&at),
            _ => self.sheet.seen(at),
        }
    }

    /// What stands in a cell; an error value is told and is nothing.
    fn text(&mut self, row: u32, column: RegisterColumn) -> String {
        let Some(cell) = self.cell(row, column) else { return String::new() };
        if matches!(cell.value, Raw::Error(_) | Raw::Damaged) {
            let shown = shown(cell);
            let told = words::error_value(self.source(row, column), self.rules.head(column), &shown);
            self.found.push(told);
            return String::new();
        }
        shown(cell)
    }

    /// A row that has a matter; the number alone, or a note below the table, is none.
    fn row(&mut self, row: u32) -> Option<Assignment> {
        use RegisterColumn as C;
        let matter = self.text(row, C::Matter);
        if matter.is_empty() {
            let filled = [C::Units, C::Lead, C::Deadline, C::State, C::ClosedOn].into_iter().any(|c| {
                let col = self.columns.get(&c).copied();
                col.and_then(|col| self.sheet.at(row, col)).is_some_and(|cell| !shown(cell).is_empty())
            });
            if filled {
                self.found.push(words::no_matter(self.source(row, C::Matter), self.rules.head(C::Matter)));
            }
            return None;
        }
        let number = self.text(row, C::Number);
        let period = self.text(row, C::Period);
        let raised_in = self.period(row, &period);
        let units = split(&self.text(row, C::Units)).into_iter().map(|typed| self.unit(row, typed)).collect();
        let task = self.task(row);
        let lead = self.department(row, C::Lead).join("、");
        let helpers = self.department(row, C::Helpers);
        let (deadline, deadline_text) = self.day(row, C::Deadline);
        let (closed_on, _) = self.day(row, C::ClosedOn);
        let state = self.state(row);
        let closed = self.rules.is_closed(&state);
        if closed && closed_on.is_none() && self.cell(row, C::ClosedOn).is_none_or(|c| shown(c).is_empty()) {
            self.found.push(words::closed_without_day(self.source(row, C::ClosedOn), self.rules.head(C::ClosedOn), &state));
        }
        if let (false, Some(day)) = (closed, closed_on) {
            let told =
                words::day_without_closing(self.source(row, C::State), self.rules.head(C::ClosedOn), &day.to_string(), &state, &self.rules.closed);
            self.found.push(told);
        }
        let (progress, note, sources) = (self.text(row, C::Progress), self.text(row, C::Note), source::parse(&self.source_text(row)));
        let place = Some(self.source(row, C::Matter));
        let closed_on = closed_on.filter(|_| closed);
        Some(Assignment {
            number,
            raised_in,
            matter,
            units,
            task,
            lead,
            helpers,
            deadline,
            deadline_text,
            state,
            closed,
            progress,
            closed_on,
            note,
            sources,
            place,
        })
    }

    /// 来源 as it stands, line ends included.
    fn source_text(&self, row: u32) -> String {
        match self.cell(row, RegisterColumn::Source).map(|c| &c.value) {
            Some(Raw::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// The form that a text names by its last month: `2023-02`, 2023年1—2月, 2023年2月, a day.
    fn period(&mut self, row: u32, typed: &str) -> Option<Month> {
        let month = last_month(typed).map(|m| form_of(&self.campaign.cycle, m));
        if month.is_none() {
            self.found.push(words::no_period(self.source(row, RegisterColumn::Period), self.rules.head(RegisterColumn::Period), typed));
        }
        month
    }

    fn unit(&mut self, row: u32, typed: String) -> String {
        match unit_named(&typed, self.campaign) {
            UnitReading::Known { name, .. } => name,
            UnitReading::Close(name) => {
                self.found.push(words::near_unit(self.source(row, RegisterColumn::Units), &typed, &name));
                typed
            }
            UnitReading::Ambiguous(_) | UnitReading::Unknown => typed,
        }
    }

    fn task(&mut self, row: u32) -> Option<String> {
        let typed = self.text(row, RegisterColumn::Task);
        let found = task(&typed, self.campaign);
        if found.is_none() && !typed.is_empty() {
            self.found.push(words::no_task(self.source(row, RegisterColumn::Task), &typed));
        }
        found
    }

    /// Departments, leaders or units, by their names as the campaign writes them.
    fn department(&mut self, row: u32, column: RegisterColumn) -> Vec<String> {
        let campaign = self.campaign;
        let mut out = Vec::new();
        for typed in split(&self.text(row, column)) {
            let wanted = key(&typed);
            let people = campaign.people.iter().map(|p| &p.name);
            match campaign.departments.iter().map(|d| &d.name).chain(people).find(|n| key(n) == wanted) {
                Some(name) => out.push(name.clone()),
                None => {
                    if !matches!(unit_named(&typed, campaign), UnitReading::Known { .. }) {
                        let known: Vec<&str> = campaign.departments.iter().map(|d| d.name.as_str()).collect();
                        self.found.push(words::no_department(self.source(row, column), self.rules.head(column), &typed, &known));
                    }
                    out.push(typed);
                }
            }
        }
        out
    }

    fn state(&mut self, row: u32) -> String {
        let typed = self.text(row, RegisterColumn::State);
        if typed.is_empty() {
            return self.rules.first_state().to_owned();
        }
        let known = self.rules.states.iter().find(|s| key(s) == key(&typed)).cloned();
        known.unwrap_or_else(|| {
            self.found.push(words::no_state(
                self.source(row, RegisterColumn::State),
                self.rules.head(RegisterColumn::State),
                &typed,
                &self.rules.states,
            ));
            typed
        })
    }

    /// A day, or what stands there instead of one.
    fn day(&mut self, row: u32, column: RegisterColumn) -> (Option<jiff::civil::Date>, String) {
        let found = self.cell(row, column).and_then(day);
        let typed = if found.is_some() { String::new() } else { self.text(row, column) };
        if !typed.is_empty() {
            self.found.push(words::no_day(self.source(row, column), self.rules.head(column), &typed));
        }
        (found, typed)
    }
}

/// The names in a cell.
fn split(text: &str) -> Vec<String> {
    text.split(['、', '，', ',', '；', ';', '\n', '/']).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// The last month that a text names, by the year named last before it.
fn last_month(text: &str) -> Option<Month> {
    let typed = key(text);
    let numbers: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let year = numbers.iter().rev().find(|n| n.len() == 4)?;
    let spelled = typed.contains('月');
    let month = if spelled {
        let before = typed.rsplit_once('月').map_or("", |(before, _)| before);
        let digits = before.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.rsplit(|c: char| !c.is_ascii_digit()).next()?
    } else {
        // 2023-02, or the day that a spreadsheet makes of it: 2023-02-01.
        let after = numbers.iter().position(|n| n == year)? + 1;
        if numbers.len() > after + 2 {
            return None;
        }
        numbers.get(after)?
    };
    Month::new(year.parse().ok()?, month.parse().ok().filter(|_| month.len() <= 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_known_by_its_last_month() {
        for (typed, month) in [
            ("2023-02", Some("2023-02")),
            ("2023年1—2月", Some("2023-02")),
            ("2023年2月", Some("2023-02")),
            ("2022年12月—2023年1月", Some("2023-01")),
            ("2023-02-01", Some("2023-02")),
            ("２０２３年１－２月", Some("2023-02")),
            ("2023/4", Some("2023-04")),
            ("2023年", None),
            ("第一期", None),
            ("2023-13", None),
            ("", None),
        ] {
            assert_eq!(last_month(typed).map(|m| m.to_string()).as_deref(), month, "{typed}");
        }
    }
}
