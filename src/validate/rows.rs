//! One row of the indicator sheet: which cells are due, what each gives, and whether the computed ones agree with the months.

use rust_decimal::Decimal;

use super::cross::told;
use super::{column_name, note};
use crate::campaign::{Campaign, Indicator, Kind};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::{Asked, CellFact, Column, Correction, Doubt, Entry, Figure, Month, Reading, Row, RowFacts, asked, start_month};
use crate::words::{read, validate as words};

/// What a row is judged with.
pub(super) struct Judge<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) indicator: &'a Indicator,
    pub(super) period: Month,
    /// The unit's row in the form before.
    pub(super) before: Option<&'a Row>,
    /// Whether blank cells of flows are said once for the whole form rather than one by one.
    pub(super) blank_form: bool,
    pub(super) facts: &'a RowFacts,
    pub(super) faulty: bool,
    pub(super) out: &'a mut Diagnostics,
}

impl Judge<'_> {
    /// Judges the row.
    pub(super) fn row(mut self) -> Row {
        let asked = asked(self.campaign, self.indicator, self.period);
        let note = self.facts.cells.get(&Column::Note).map(|c| c.shown.clone()).unwrap_or_default();
        let status = (self.indicator.kind == Kind::Status).then(|| self.status());
        let months: Vec<(Month, Entry)> = asked.months.iter().map(|(m, due)| (*m, self.month(*m, *due, status.as_ref()))).collect();
        let plan = self.plan(&asked);
        let mut row = Row {
            months,
            correction: None,
            carried: Entry::NotAsked,
            ytd: Entry::NotAsked,
            plan,
            status: status.and_then(|(value, _)| value),
            note,
            faulty: false,
        };
        let current = self.current(&row, &asked);
        if asked.ytd {
            row.carried = self.carried(&asked, current.is_some());
            let correction = self.correction(&asked, &row.note);
            row.ytd = self.ytd(&row, current.as_ref(), correction.as_ref());
            row.correction = correction.ok().flatten();
        } else {
            self.not_asked(&[Column::Correction, Column::Carried, Column::Ytd]);
        }
        if let Some(typed) = &self.facts.other_unit {
            self.out.push(words::unit_changed(typed.source.clone(), &typed.text, &self.indicator.name, &self.indicator.unit));
            self.faulty = true;
            spoil(&mut row);
        }
        row.faulty = self.faulty;
        row
    }

    fn cell(&self, column: Column) -> Option<&CellFact> {
        self.facts.cells.get(&column)
    }

    pub(super) fn find(&mut self, d: Diagnostic) {
        self.faulty |= d.severity == Severity::Error;
        self.out.push(d);
    }

    /// What a cell that asks for a number gives; `what` names it in messages.
    pub(super) fn number(&mut self, cell: &CellFact, what: &str, negative: bool) -> Entry {
        let i = self.indicator;
        let columns = &self.campaign.form.columns;
        let source = || cell.source.clone();
        // Inside the quotation marks of the sentence: “会议”的“2月”.
        let named = format!("{}”的“{what}", i.name);
        let d = match &cell.reading {
            Reading::Number { value, doubt } => {
                if value.is_sign_negative() && !value.is_zero() && !negative {
                    self.find(words::negative(source(), &i.name, what, *value, &columns.correction));
                    return Entry::Missing;
                }
                if i.whole && !value.is_integer() {
                    self.find(words::not_whole(source(), &i.name, what, *value, &i.unit));
                    return Entry::Missing;
                }
                match doubt {
                    Some(Doubt::UnitWord(word)) => self.find(words::other_word(source(), &i.name, &cell.shown, word, *value, &i.unit)),
                    Some(Doubt::Converted(_)) => self.find(words::converted(source(), &i.name, &cell.shown, *value, &i.unit)),
                    Some(Doubt::Bracketed) => self.find(read::bracketed(source(), &named, &cell.shown, *value)),
                    Some(Doubt::Remark(remark)) => self.find(read::remark(source(), &named, &cell.shown, *value, remark)),
                    Some(Doubt::External) => self.find(read::external(source(), &named, *value)),
                    None => {}
                }
                return Entry::Value(Figure { value: *value, sources: vec![source()] });
            }
            Reading::NotApplicable => return Entry::NotApplicable(source()),
            Reading::Blank if self.blank_form => return Entry::Missing,
            Reading::Blank => words::blank(source(), &i.name, what, &self.campaign.form.not_applicable, &self.campaign.form.not_counted),
            Reading::NotCounted => words::not_counted(source(), &i.name, what, &cell.shown),
            Reading::Dash => words::dash(source(), &i.name, what, &cell.shown, &self.campaign.form.not_counted),
            Reading::Inexact | Reading::Range(..) | Reading::Bound(..) => words::inexact(source(), &i.name, what, &cell.shown),
            Reading::Ask(ways) => read::ask(source(), &named, &cell.shown, ways),
            Reading::NoResult => read::no_result(source(), &named, ""),
            Reading::Picture => read::picture(source(), &named),
            Reading::OtherUnit(typed) => words::other_unit(source(), &i.name, what, &cell.shown, typed, &i.unit),
            Reading::Percent => words::percent(source(), &i.name, what, &cell.shown, &i.unit),
            Reading::Date => words::date_for_number(source(), &i.name, what, &cell.shown),
            Reading::Error => words::error_value(source(), &i.name, what, &cell.shown),
            Reading::Damaged => words::damaged_cell(source(), &i.name, what),
            Reading::TooLarge => words::number_too_large(source(), &i.name, what, &cell.shown),
            Reading::Text | Reading::Choice(_) => words::not_a_number(source(), &i.name, what, &cell.shown, &i.unit, &columns.note),
        };
        self.find(d);
        Entry::Missing
    }

    fn month(&mut self, month: Month, due: bool, status: Option<&StatusCell>) -> Entry {
        let what = words::month_name(month.month);
        let Some(cell) = self.cell(Column::Month(month.month)).cloned() else {
            return if due { Entry::Missing } else { Entry::NotAsked };
        };
        if !due {
            self.not_asked(&[Column::Month(month.month)]);
            return Entry::NotAsked;
        }
        match status {
            Some((_, entry)) => entry.clone(),
            None => self.number(&cell, &what, false),
        }
    }

    /// The status in the last month's cell.
    fn status(&mut self) -> StatusCell {
        let Some(cell) = self.cell(Column::Month(self.period.month)).cloned() else {
            return (None, Entry::Missing);
        };
        let i = self.indicator;
        match &cell.reading {
            Reading::Choice(option) => (Some((option.clone(), cell.source.clone())), Entry::NotAsked),
            Reading::NotApplicable => (None, Entry::NotApplicable(cell.source.clone())),
            Reading::Blank if self.blank_form => (None, Entry::Missing),
            Reading::Blank => {
                self.find(words::status_blank(cell.source.clone(), &i.name, &i.options));
                (None, Entry::Missing)
            }
            Reading::NotCounted => {
                self.find(words::not_counted(cell.source.clone(), &i.name, &words::month_name(self.period.month), &cell.shown));
                (None, Entry::Missing)
            }
            _ => {
                self.find(words::not_an_option(cell.source.clone(), &i.name, &cell.shown, &i.options));
                (None, Entry::Missing)
            }
        }
    }

    fn plan(&mut self, asked: &Asked) -> Entry {
        let what = self.campaign.form.columns.plan.clone();
        match self.cell(Column::Plan).cloned() {
            Some(cell) if asked.plan => self.number(&cell, &what, false),
            None if asked.plan => Entry::Missing,
            Some(_) => {
                self.not_asked(&[Column::Plan]);
                Entry::NotAsked
            }
            None => Entry::NotAsked,
        }
    }

    /// Says that something stands in cells that ask for nothing.
    fn not_asked(&mut self, columns: &[Column]) {
        for column in columns {
            let Some(cell) = self.cell(*column).cloned() else { continue };
            let harmless = match &cell.reading {
                Reading::Blank | Reading::NoResult | Reading::NotApplicable | Reading::NotCounted | Reading::Dash => true,
                Reading::Number { value, .. } => value.is_zero(),
                _ => false,
            };
            if !harmless && !cell.formula {
                self.find(words::not_asked(
                    cell.source.clone(),
                    &self.indicator.name,
                    &column_name(*column, &self.campaign.form.columns),
                    &cell.shown,
                ));
            }
        }
    }

    /// 本期数 as the months give it, compared with what stands there.
    fn current(&mut self, row: &Row, asked: &Asked) -> Option<Decimal> {
        let values: Vec<Option<Decimal>> = row.months.iter().zip(&asked.months).filter(|(_, (_, due))| *due).map(|((_, e), _)| e.value()).collect();
        let due = row.months.iter().zip(&asked.months).filter(|(_, (_, due))| *due).filter_map(|((_, e), _)| e.figure());
        let cells: Vec<_> = due.flat_map(|f| f.sources.clone()).collect();
        let expected = match self.indicator.kind {
            Kind::Flow => values.iter().copied().try_fold(Decimal::ZERO, |sum, v| sum.checked_add(v?)),
            Kind::Stock => values.last().copied().flatten(),
            Kind::Plan | Kind::Ratio | Kind::Status => {
                self.not_asked(&[Column::Current]);
                return None;
            }
        };
        let expected = expected.filter(|_| !values.is_empty());
        // Of a stock the last month alone counts.
        let cells = if self.indicator.kind == Kind::Stock { cells.last().cloned().into_iter().collect() } else { cells };
        self.compare(Column::Current, expected.map(|value| Figure { value, sources: cells }));
        expected
    }

    /// A computed cell against its value: a missing result is no error, another one is.
    fn compare(&mut self, column: Column, expected: Option<Figure>) {
        let Some(cell) = self.cell(column).cloned() else { return };
        let name = column_name(column, &self.campaign.form.columns);
        let indicator = self.indicator.name.clone();
        let d = match (&cell.reading, &expected) {
            (Reading::Blank | Reading::NoResult, _) => return,
            (Reading::Number { value, .. }, Some(expected)) if *value == expected.value => return,
            (_, Some(expected)) => words::formula_differs(cell.source.clone(), &indicator, &name, &cell.shown, told(expected), cell.formula),
            // Nothing to compare with: a formula's result says no more than the months do, a typed number is named.
            (Reading::Number { .. }, None) if !cell.formula => words::total_not_used(cell.source.clone(), &indicator, &name, &cell.shown),
            (_, None) => return,
        };
        self.find(d);
    }

    /// 上期累计; where this form's months give no number either (`counted`), a blank one keeps nothing from being computed and is not asked for again.
    fn carried(&mut self, asked: &Asked, counted: bool) -> Entry {
        let columns = &self.campaign.form.columns;
        let (what, ytd) = (columns.carried.clone(), columns.ytd.as_str());
        let Some(cell) = self.cell(Column::Carried).cloned() else { return Entry::Missing };
        let known = if asked.first_of_year {
            Some(Figure { value: Decimal::ZERO, sources: vec![cell.source.clone()] })
        } else {
            self.before.and_then(|b| b.ytd.figure()).cloned()
        };
        let indicator = self.indicator.name.clone();
        match (&cell.reading, known) {
            (Reading::Blank, Some(known)) if asked.first_of_year => Entry::Value(known),
            (Reading::Blank, Some(known)) => {
                self.find(words::carried_blank(cell.source.clone(), &indicator, &what, told(&known), ytd));
                Entry::Value(known)
            }
            (Reading::Blank, None) => {
                if !self.blank_form && counted {
                    self.find(words::carried_missing(cell.source.clone(), &indicator, &what, ytd, &self.campaign.form.not_counted));
                }
                Entry::Missing
            }
            (Reading::Number { value, .. }, Some(known)) if *value == known.value => {
                Entry::Value(Figure { value: *value, sources: vec![cell.source.clone()] })
            }
            (Reading::NotApplicable, _) => Entry::NotApplicable(cell.source.clone()),
            (_, Some(known)) => {
                let names = [what.as_str(), ytd, &columns.correction, &columns.note];
                self.find(words::carried_differs(cell.source.clone(), &indicator, &cell.shown, told(&known), asked.first_of_year, names));
                Entry::Missing
            }
            (_, None) => self.number(&cell, &what, false),
        }
    }

    /// 前期更正; `Err` where there is one that cannot be used.
    fn correction(&mut self, asked: &Asked, typed_note: &str) -> Result<Option<Correction>, ()> {
        let columns = self.campaign.form.columns.clone();
        let Some(cell) = self.cell(Column::Correction).cloned() else { return Ok(None) };
        let indicator = self.indicator.name.clone();
        match &cell.reading {
            Reading::Blank | Reading::Dash | Reading::NotApplicable | Reading::NotCounted => return Ok(None),
            Reading::Number { value, .. } if value.is_zero() => return Ok(None),
            _ => {}
        }
        if !asked.correction {
            self.find(words::correction_closed(cell.source.clone(), &indicator, &columns.correction, &cell.shown));
            return Err(());
        }
        let Entry::Value(figure) = self.number(&cell, &columns.correction, true) else { return Err(()) };
        let first = asked.months.first().map_or(self.period, |(m, _)| *m);
        let note_cell = self.cell(Column::Note).map(|c| c.source.clone());
        let named = (columns.note.as_str(), note_cell.as_ref());
        let Some((number, reason)) = note::parse(typed_note) else {
            self.find(words::correction_without_month(cell.source.clone(), &indicator, &columns.correction, named, &cell.shown, typed_note));
            return Err(());
        };
        let month = Month::new(first.year, number).filter(|m| *m < first && start_month(self.campaign).is_none_or(|s| *m >= s));
        match month {
            Some(month) => Ok(Some(Correction { month, figure, reason })),
            None => {
                let open: Vec<u8> = (1..first.month)
                    .filter(|m| start_month(self.campaign).is_none_or(|s| Month::new(first.year, *m).is_some_and(|x| x >= s)))
                    .collect();
                self.find(words::correction_wrong_month(cell.source.clone(), &indicator, named, number, &open));
                Err(())
            }
        }
    }

    /// 年度累计 = 上期累计 + 本期数 + 前期更正
    fn ytd(&mut self, row: &Row, current: Option<&Decimal>, correction: Result<&Option<Correction>, &()>) -> Entry {
        let due = || row.months.iter().map(|(_, e)| e).filter(|e| !matches!(e, Entry::NotAsked));
        if let Some(first) = due().next()
            && due().all(|e| matches!(e, Entry::NotApplicable(_)))
        {
            return first.clone();
        }
        if due().any(|e| matches!(e, Entry::NotApplicable(_)))
            && let Some(Entry::NotApplicable(source)) = due().find(|e| matches!(e, Entry::NotApplicable(_)))
        {
            let other = due().find_map(Entry::figure).and_then(|f| f.sources.first());
            let form = &self.campaign.form;
            let d = words::partly_not_applicable(source.clone(), &self.indicator.name, &form.not_applicable, &form.columns.ytd, other);
            self.find(d);
        }
        let figure = match (row.carried.figure(), current, correction) {
            (Some(carried), Some(current), Ok(correction)) => {
                let added = correction.as_ref().map_or(Decimal::ZERO, |c| c.figure.value);
                let before = carried.value.checked_add(added);
                if before.is_some_and(|b| b < Decimal::ZERO)
                    && let Some(c) = correction
                    && let Some(source) = c.figure.sources.first()
                {
                    let columns = &self.campaign.form.columns;
                    let names = [columns.carried.as_str(), &columns.ytd];
                    let d = words::correction_too_large(source.clone(), &self.indicator.name, c.figure.value, told(carried), names);
                    self.find(d);
                }
                let mut sources = carried.sources.clone();
                sources.extend(due().filter_map(Entry::figure).flat_map(|f| f.sources.clone()));
                sources.extend(correction.iter().flat_map(|c| c.figure.sources.clone()));
                before.and_then(|b| b.checked_add(*current)).filter(|v| *v >= Decimal::ZERO).map(|value| Figure { value, sources })
            }
            _ => None,
        };
        self.compare(Column::Ytd, figure.clone());
        figure.map_or(Entry::Missing, Entry::Value)
    }
}

/// A status with its cell, and what its month's entry is then.
type StatusCell = (Option<(String, crate::origin::CellSource)>, Entry);

/// Takes every number of a row out: its cells cannot be believed.
pub(super) fn spoil(row: &mut Row) {
    let clear = |e: &mut Entry| {
        if matches!(e, Entry::Value(_)) {
            *e = Entry::Missing;
        }
    };
    row.months.iter_mut().for_each(|(_, e)| clear(e));
    clear(&mut row.carried);
    clear(&mut row.ytd);
    clear(&mut row.plan);
    row.correction = None;
    row.faulty = true;
}
