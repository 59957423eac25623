//! Layer 5. What goes back to a unit that owes its form or must mend it: 数据核实反馈单, the message to paste, its own workbook with the cells marked.
//!
//! In: what came of a period's files, and of each workbook the bytes and the facts. Out: a [`Slip`] a unit: the text of the paper by the office's template, the
//! message, and the bytes of the workbook. Nothing is written here.

mod mark;
mod matter;
mod refill;
#[cfg(test)]
mod tests;

use tera::{Context, Value};

use crate::campaign::{Campaign, Reminder, Unit};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::document::Manuscript;
use crate::forms;
use crate::merge::Templates;
use crate::model::{Facts, Month, Period, Submission, due_date, period_name};
use crate::origin::{CellSource, Origin};
use crate::validate::{Intake, Status};
use crate::words::slips as words;

pub use mark::{ASK, MUST, Mark, mark};
pub use matter::{Matter, matters, must_be_told};
pub use refill::{Moved, refill};

/// How a unit stands, which decides what its slip says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 没有报送
    Missing,
    /// Something came that does not count: unreadable, another period's, two different forms.
    Refused,
    /// Its form counts, with cells to mend or to confirm.
    Mend,
}

/// The workbook that goes with a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// Its own, with marks.
    Marked,
    /// Our form with its values and marks.
    Refilled,
    /// A blank form, prefilled.
    Blank,
    /// None: nothing in it could be marked.
    None,
}

/// A workbook that a unit sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// Its bytes, where the file itself can be had.
    pub bytes: Option<&'a [u8]>,
    /// What it says.
    pub facts: &'a Facts,
}

/// What goes to one unit.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Canonical name of the unit.
    pub unit: String,
    /// Id in the manifest.
    pub id: String,
    /// Title with the unit, also the stem of file names.
    pub title: String,
    /// The paper.
    pub manuscript: Manuscript,
    /// The message to paste, at most 100 characters.
    pub message: String,
    /// The workbook, and what it is.
    pub book: (Book, Vec<u8>),
    /// How many cells are marked in it.
    pub marked: usize,
    /// How many matters there are.
    pub matters: usize,
}

/// What slips are made from.
#[derive(Debug, Clone, Copy)]
pub struct Office<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What the campaign says of slips.
    pub reminder: &'a Reminder,
    /// The templates.
    pub templates: &'a Templates,
    /// The form's period.
    pub period: Month,
}

/// What must be said to a unit; empty where its form is in order.
pub fn findings<'i>(intake: &'i Intake, unit: &str) -> Vec<&'i Diagnostic> {
    intake.diagnostics.iter().filter(|d| d.unit.as_deref() == Some(unit)).collect()
}

/// Whether a unit owes something or must mend it.
pub fn is_due(intake: &Intake, unit: &str) -> bool {
    findings(intake, unit).into_iter().any(must_be_told)
}

impl Office<'_> {
    /// Makes the slip of a unit. `previous` is what its form carries on from.
    ///
    /// # Errors
    /// What is wrong with the template, or keeps its form from being drawn.
    pub fn slip(&self, unit: &Unit, intake: &Intake, sent: Option<Sent<'_>>, previous: Option<&Submission>) -> Result<Slip, Diagnostics> {
        let found = findings(intake, &unit.name);
        let status = intake.units.iter().find(|u| u.unit == unit.name);
        let counts = intake.submissions.iter().any(|s| s.unit == unit.name);
        let state = match status.map(|s| s.status) {
            Some(Status::Missing) | None => State::Missing,
            Some(_) if counts => State::Mend,
            Some(_) => State::Refused,
        };
        let (book, bytes, moved, marked) = self.book(unit, state, &found, sent, previous).map_err(|d| Diagnostics::from_iter([d]))?;
        let matters = if state == State::Missing { Vec::new() } else { matters(&found, &moved, &self.sheets()) };
        let manuscript = self.paper(unit, state, book, &matters, status.and_then(|s| s.file.as_deref()))?;
        let title = words::file_stem(&self.reminder.title, &unit.name);
        Ok(Slip {
            unit: unit.name.clone(),
            id: words::id(&unit.name),
            title,
            manuscript,
            message: self.message(unit, state, &matters),
            book: (book, bytes),
            marked,
            matters: matters.iter().map(|m| m.count).sum(),
        })
    }

    /// The workbook that goes back, where each cell stands in it, and how many of its cells are marked.
    fn book(
        &self,
        unit: &Unit,
        state: State,
        found: &[&Diagnostic],
        sent: Option<Sent<'_>>,
        previous: Option<&Submission>,
    ) -> Result<(Book, Vec<u8>, Moved, usize), Diagnostic> {
        let blank = || forms::blank(self.campaign, unit, self.period, previous).map(|bytes| (Book::Blank, bytes, Moved::new(), 0));
        let Some(sent) = sent.filter(|_| state == State::Mend) else {
            return if state == State::Mend { Ok((Book::None, Vec::new(), Moved::new(), 0)) } else { blank() };
        };
        let author = &self.campaign.campaign.office_short;
        let count = |marks: &[Mark]| marks.iter().map(|m| (m.sheet.as_str(), m.cell)).collect::<std::collections::BTreeSet<_>>().len();
        let here = marks(found, &sent.facts.file, None);
        if here.is_empty() {
            return Ok((Book::None, Vec::new(), Moved::new(), 0));
        }
        if let Some(bytes) = sent.bytes
            && let Ok(bytes) = mark(bytes, &here, author)
        {
            return Ok((Book::Marked, bytes, Moved::new(), count(&here)));
        }
        let (entries, moved) = refill(self.campaign, unit, self.period, sent.facts);
        let bytes = forms::filled(self.campaign, unit, self.period, previous, &entries)?;
        let there = marks(found, &sent.facts.file, Some(&moved));
        // Our own form can always be marked; should it not, it still goes back with its values.
        let bytes = mark(&bytes, &there, author).unwrap_or(bytes);
        Ok((Book::Refilled, bytes, moved, count(&there)))
    }

    fn paper(&self, unit: &Unit, state: State, book: Book, matters: &[Matter], file: Option<&str>) -> Result<Manuscript, Diagnostics> {
        let r = self.reminder;
        let text = self.templates.render(&r.template, &self.context(unit, state, book, matters, file))?;
        Ok(Manuscript::from_merged(format!("templates/{}", r.template), &text))
    }

    /// What the template can name for a unit, without making its workbook.
    pub fn context_of(&self, unit: &Unit, intake: &Intake) -> Context {
        let found = findings(intake, &unit.name);
        let status = intake.units.iter().find(|u| u.unit == unit.name);
        let matters = matters(&found, &Moved::new(), &self.sheets());
        self.context(unit, State::Mend, Book::Marked, &matters, status.and_then(|s| s.file.as_deref()))
    }

    fn context(&self, unit: &Unit, state: State, book: Book, matters: &[Matter], file: Option<&str>) -> Context {
        let about = &self.campaign.campaign;
        let rows = |severity: Severity| -> Vec<Value> {
            let chosen = matters.iter().filter(|m| m.severity == severity);
            chosen.map(|m| fields([("place", m.place()), ("text", m.text.clone()), ("remedy", m.remedy.clone())])).collect()
        };
        let count = |severity: Severity| matters.iter().filter(|m| m.severity == severity).map(|m| m.count).sum::<usize>();
        let mut context = Context::new();
        let period = Period::Form(self.period);
        context.insert_value(
            "campaign",
            fields([("name", about.name.clone()), ("office", about.office.clone()), ("office_short", about.office_short.clone())]),
        );
        context.insert_value("period", fields([("id", self.period.to_string()), ("name", period_name(&self.campaign.cycle, period))]));
        context.insert_value("unit", fields([("name", unit.name.clone()), ("body", unit.body.clone())]));
        let r = self.reminder;
        context.insert_value(
            "reminder",
            fields([
                ("id", words::id(&unit.name)),
                ("title", r.title.clone()),
                ("contact", r.contact.clone()),
                ("phone", r.phone.clone()),
                ("signature", r.signature.clone()),
                ("deadline", self.deadline()),
            ]),
        );
        context.insert("state", state_name(state));
        context.insert("book", book_name(book));
        context.insert("file", file.and_then(|f| f.rsplit('/').next()).unwrap_or_default());
        context.insert_value("must", Value::from(rows(Severity::Error)));
        context.insert_value("ask", Value::from(rows(Severity::Question)));
        context.insert_value("note", Value::from(rows(Severity::Warning)));
        context.insert("must_count", &count(Severity::Error));
        context.insert("ask_count", &count(Severity::Question));
        context
    }

    /// The sheets of the form in their order.
    fn sheets(&self) -> Vec<&str> {
        let form = &self.campaign.form;
        [&form.info_sheet, &form.indicator_sheet].into_iter().chain(form.lists.iter().map(|l| &l.name)).map(String::as_str).collect()
    }

    /// 2月24日17时
    fn deadline(&self) -> String {
        let due = due_date(&self.campaign.cycle, self.period);
        let day = due.checked_add(jiff::Span::new().days(i64::from(self.reminder.days))).unwrap_or(due);
        words::deadline(day, self.reminder.hour)
    }

    fn message(&self, unit: &Unit, state: State, matters: &[Matter]) -> String {
        let months = period_name(&self.campaign.cycle, Period::Form(self.period));
        let count = |s: Severity| matters.iter().filter(|m| m.severity == s).map(|m| m.count).sum::<usize>();
        let mut places: Vec<(&str, Vec<String>)> = Vec::new();
        for m in matters.iter().filter(|m| m.severity != Severity::Warning) {
            let Some(sheet) = m.sheet.as_deref() else { continue };
            let cells = m.cells.iter().map(ToString::to_string);
            match places.iter_mut().find(|(on, _)| *on == sheet) {
                Some((_, known)) => known.extend(cells),
                None => places.push((sheet, cells.collect())),
            }
        }
        let places: Vec<String> = places.iter().map(|(sheet, cells)| words::place(Some(sheet), cells)).collect();
        let about = words::About { body: &unit.body, campaign: &self.campaign.campaign.name, months: &months, deadline: &self.deadline() };
        let call = (self.reminder.contact.as_str(), self.reminder.phone.as_str());
        match state {
            State::Missing => words::message_missing(&about, call),
            State::Refused => words::message_refused(&about, matters.first().map_or("", |m| m.text.as_str()), call),
            State::Mend => words::message_mend(&about, (count(Severity::Error), count(Severity::Question)), &places, call),
        }
    }
}

/// The marks that the findings about a file make, in it or in the form that stands for it.
fn marks(found: &[&Diagnostic], file: &str, moved: Option<&Moved>) -> Vec<Mark> {
    let at = |source: &CellSource, must: bool, note: String| {
        if *source.file != *file {
            return None;
        }
        let (sheet, cell) = match moved {
            Some(moved) => moved.get(source)?.clone(),
            None => (source.sheet.to_string(), source.cell),
        };
        Some(Mark { sheet, cell, must, note })
    };
    let of = |d: &&Diagnostic| {
        let Origin::Cell(first) = &d.origin else { return Vec::new() };
        let message = match moved {
            Some(moved) => matter::as_moved(d, first, moved),
            None => d.message.clone(),
        };
        // The cells that it is compared with are to be looked at too: any of them may be the wrong one.
        let cells = d.also.iter().filter(|b| b.doubtful).flat_map(|b| &b.cells).filter(|c| *c != first);
        let first_now = moved.and_then(|m| m.get(first)).map_or(first.cell, |(_, cell)| *cell).to_string();
        let others = cells.map(|c| at(c, false, words::note_beside(&first_now, &message)));
        std::iter::once(at(first, d.severity == Severity::Error, words::note(&message, &d.hints))).chain(others).flatten().collect()
    };
    found.iter().flat_map(of).collect()
}

fn fields<const N: usize>(pairs: [(&str, String); N]) -> Value {
    Value::from(pairs.into_iter().map(|(k, v)| (k.to_owned(), Value::from(v))).collect::<std::collections::BTreeMap<String, Value>>())
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Missing => "missing",
        State::Refused => "refused",
        State::Mend => "mend",
    }
}

fn book_name(book: Book) -> &'static str {
    match book {
        Book::Marked => "marked",
        Book::Refilled => "refilled",
        Book::Blank => "blank",
        Book::None => "none",
    }
}
