//! The list sheets: what each row needs, dates under the cut-off, stays, ranks.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::campaign::{Campaign, ColumnKind, Count, ListColumn, ListKind, ListSheet, Unit};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{
    Facts, Field, FieldFact, FieldReading, FieldValue, List, ListFacts, Month, Record, RecordFacts, UnitReading, cutoff_date, form_lists,
    form_months, reporting_month,
};
use crate::words::received as words;

/// Months behind the cut-off from which a day is a slip of the pen.
const FAR: i32 = 6;

/// The list sheets of the submission.
pub(super) fn judge(facts: &Facts, unit: &Unit, campaign: &Campaign, period: Month, out: &mut Diagnostics) -> BTreeMap<String, List> {
    let mut lists = BTreeMap::new();
    for list in form_lists(campaign, unit.role) {
        match facts.lists.get(&list.id) {
            Some(found) => {
                lists.insert(list.id.clone(), ListJudge { list, found, campaign, period, out: &mut *out }.list());
            }
            None => out.push(words::list_missing(&facts.file, &list.name, list.kind == ListKind::Records)),
        }
    }
    for list in campaign.form.lists.iter().filter(|l| !l.reported_by.contains(&unit.role)) {
        if let Some(found) = facts.lists.get(&list.id).filter(|l| !l.records.is_empty()) {
            out.push(words::list_not_owed(found.head.clone(), &list.name, &unit.name));
        }
    }
    lists
}

struct ListJudge<'a> {
    list: &'a ListSheet,
    found: &'a ListFacts,
    campaign: &'a Campaign,
    period: Month,
    out: &'a mut Diagnostics,
}

impl ListJudge<'_> {
    fn list(mut self) -> List {
        for column in self.list.columns.iter().filter(|c| !self.found.columns.contains_key(&c.id)) {
            self.out.push(words::list_column_missing(self.found.head.clone(), &self.list.name, &column.name, column.required));
        }
        let mut records: Vec<Record> = self.found.records.iter().map(|r| self.record(r)).collect();
        self.ranks(&mut records);
        self.repeated(&records);
        List { head: self.found.head.clone(), records }
    }

    fn record(&mut self, facts: &RecordFacts) -> Record {
        let mut fields = BTreeMap::new();
        for column in &self.list.columns {
            match facts.fields.get(&column.id) {
                Some(field) => {
                    let value = self.value(column, field);
                    fields.insert(column.id.clone(), Field { source: field.source.clone(), text: field.text.clone(), value });
                }
                None if column.required => {
                    if let Some(head) = self.found.columns.get(&column.id) {
                        let mut at = head.clone();
                        at.cell.row = facts.source.cell.row;
                        self.out.push(words::field_blank(at, &self.list.name, &column.name));
                    }
                }
                None => {}
            }
        }
        self.stays(&mut fields);
        Record { source: facts.source.clone(), fields }
    }

    /// What a filled cell means, or nothing and an error.
    fn value(&mut self, column: &ListColumn, field: &FieldFact) -> Option<FieldValue> {
        let at = || field.source.clone();
        let (d, value) = match (&field.reading, column.kind) {
            (FieldReading::Text(text), _) => {
                if !column.must_contain.is_empty() && !column.must_contain.iter().any(|w| text.contains(w.as_str())) {
                    self.out.push(words::must_contain(at(), &column.name, text, &column.must_contain));
                }
                if column.kind == ColumnKind::Owner && !self.is_owner(text) {
                    self.out.push(words::owner_unknown(at(), &column.name, text));
                }
                return Some(FieldValue::Text(text.clone()));
            }
            (FieldReading::Number(n), ColumnKind::Rank) if *n == Decimal::ONE || *n == Decimal::TWO => return Some(FieldValue::Number(*n)),
            (FieldReading::Number(_), ColumnKind::Rank) => (words::bad_rank(at(), &column.name, &field.text), None),
            (FieldReading::Number(n), _) if n.is_integer() && *n >= Decimal::ZERO => return Some(FieldValue::Number(*n)),
            (FieldReading::Number(_), _) => (words::list_not_whole(at(), &column.name, &field.text), None),
            (FieldReading::Date(day), _) => return self.date(column, field, *day).map(FieldValue::Date),
            (FieldReading::MonthDay(month, day), _) => match self.with_year(*month, *day) {
                Some(day) => {
                    self.out.push(words::year_added(at(), &column.name, &field.text, day));
                    return self.date(column, field, day).map(FieldValue::Date);
                }
                None => (words::bad_date(at(), &column.name, &field.text), None),
            },
            (FieldReading::Task(id), _) => return Some(FieldValue::Task(id.clone())),
            (FieldReading::Unit(UnitReading::Known { name, former }), _) => {
                if *former {
                    self.out.push(words::former_name(crate::origin::Origin::Cell(at()), &field.text, name));
                }
                return Some(FieldValue::Unit(name.clone()));
            }
            (FieldReading::Unit(UnitReading::Ambiguous(names)), _) => {
                (words::unit_ambiguous(crate::origin::Origin::Cell(at()), &field.text, names), None)
            }
            (FieldReading::Unit(UnitReading::Unknown | UnitReading::Close(_)), _) => {
                (words::list_unit_unknown(at(), &column.name, &field.text), None)
            }
            (FieldReading::Unread, ColumnKind::Date) => (words::bad_date(at(), &column.name, &field.text), None),
            (FieldReading::Unread, ColumnKind::Task) => {
                (words::unknown_task(at(), &column.name, &field.text, self.campaign.tasks.len(), &self.campaign.form.indicator_sheet), None)
            }
            (FieldReading::Unread, ColumnKind::Choice) => (words::not_a_choice(at(), &column.name, &field.text, &column.options), None),
            (FieldReading::Unread, ColumnKind::Rank) => (words::bad_rank(at(), &column.name, &field.text), None),
            (FieldReading::Unread, _) => (words::list_not_whole(at(), &column.name, &field.text), None),
        };
        self.out.push(d);
        value
    }

    /// The day of that name that is nearest before the cut-off, or at most two months behind it.
    fn with_year(&self, month: u8, day: u8) -> Option<Date> {
        let limit = cutoff_date(&self.campaign.cycle, self.period).checked_add(2.months()).ok()?;
        [self.period.year, self.period.year - 1, self.period.year - 2, self.period.year - 3]
            .into_iter()
            .filter_map(|y| Date::new(y, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())
            .find(|d| *d <= limit)
    }

    /// A day against the period of the form.
    fn date(&mut self, column: &ListColumn, field: &FieldFact, day: Date) -> Option<Date> {
        let cycle = &self.campaign.cycle;
        let cutoff = cutoff_date(cycle, self.period);
        let month = reporting_month(cycle, day);
        let first = form_months(self.campaign, self.period).first().copied().unwrap_or(self.period);
        let is_end = self.counts().any(|c| c.until.as_deref() == Some(column.id.as_str()));
        if is_end {
            return Some(day);
        }
        if month > self.period.plus(FAR) {
            self.out.push(words::far_date(field.source.clone(), &column.name, day, cutoff));
            return None;
        }
        let counted = self.counts().any(|c| c.date == column.id);
        // Who goes on staying is listed again with the day on which the stay began.
        let lasts = self.counts().any(|c| c.date == column.id && c.until.is_some());
        if day > cutoff {
            self.out.push(words::after_cutoff(field.source.clone(), &column.name, day, cutoff, (month.year, month.month), counted));
        } else if month < first && !lasts {
            self.out.push(words::before_period(field.source.clone(), &column.name, day, (month.year, month.month), counted));
        }
        Some(day)
    }

    /// Whether a text names a person or a department of the campaign, with a title or alone.
    fn is_owner(&self, text: &str) -> bool {
        let text: String = text.split_whitespace().collect();
        let c = self.campaign;
        let departments = c.departments.iter().map(|d| d.name.as_str());
        c.people.iter().map(|p| p.name.as_str()).chain(departments).any(|name| text.contains(name))
    }

    /// How indicators are counted from this sheet.
    fn counts(&self) -> impl Iterator<Item = &Count> {
        self.campaign.indicators.iter().filter_map(|i| i.count.as_ref()).filter(|c| c.sheet == self.list.name)
    }

    /// A stay ends after it began, and not too soon.
    fn stays(&mut self, fields: &mut BTreeMap<String, Field>) {
        let longest = self.counts().filter(|c| c.until.is_some()).max_by_key(|c| c.after_months).cloned();
        let Some(count) = longest else { return };
        let date = |id: &str| match fields.get(id).map(|f| (&f.value, &f.source)) {
            Some((Some(FieldValue::Date(d)), source)) => Some((*d, source.clone())),
            _ => None,
        };
        let Some(until) = &count.until else { return };
        let (Some(start), Some((end, at))) = (date(&count.date), date(until)) else { return };
        if end < start.0 {
            self.out.push(words::ends_before_start(at, start, end));
            if let Some(field) = fields.get_mut(until) {
                field.value = None;
            }
        } else if start.0.checked_add(i32::from(count.after_months).months()).is_ok_and(|full| end < full) {
            self.out.push(words::short_stay(at, start, end, count.after_months));
        }
    }

    /// Each rank once.
    fn ranks(&mut self, records: &mut [Record]) {
        for column in self.list.columns.iter().filter(|c| c.kind == ColumnKind::Rank) {
            let given: Vec<(usize, Decimal)> = records
                .iter()
                .enumerate()
                .filter_map(|(i, r)| match r.fields.get(&column.id).and_then(|f| f.value.as_ref()) {
                    Some(FieldValue::Number(n)) => Some((i, *n)),
                    _ => None,
                })
                .collect();
            for (k, (i, rank)) in given.iter().enumerate() {
                let Some((first, _)) = given.iter().take(k).find(|(_, r)| r == rank) else { continue };
                let cells: Vec<_> = [*first, *i].iter().filter_map(|i| Some(records.get(*i)?.fields.get(&column.id)?.source.clone())).collect();
                if let [first, second] = cells.as_slice() {
                    self.out.push(words::rank_twice(second.clone(), &column.name, *rank, first));
                }
            }
            // Of two with the same rank neither is preferred.
            for (i, rank) in &given {
                if given.iter().filter(|(_, r)| r == rank).count() > 1
                    && let Some(field) = records.get_mut(*i).and_then(|r| r.fields.get_mut(&column.id))
                {
                    field.value = None;
                }
            }
        }
    }

    /// Rows that stand twice: those that count as one thing, and those with the same text throughout; people who stay in two places at once.
    fn repeated(&mut self, records: &[Record]) {
        let counted = self.counts().filter(|c| !c.distinct.is_empty()).max_by_key(|c| c.distinct.len()).cloned();
        let name = |id: &String| self.list.columns.iter().find(|c| c.id == *id).map_or("", |c| c.name.as_str());
        let mut found = Vec::new();
        for (n, record) in records.iter().enumerate() {
            let before = || records.iter().take(n);
            let texts = |r: &Record| r.fields.iter().map(|(id, f)| (id.clone(), f.text.clone())).collect::<Vec<_>>();
            match &counted {
                Some(count) => {
                    let mine = key(record, &count.distinct);
                    if let Some(first) = mine.as_ref().and_then(|k| before().find(|r| key(r, &count.distinct).as_ref() == Some(k))) {
                        let columns: Vec<&str> = count.distinct.iter().map(name).collect();
                        found.push(words::counted_once(record.source.clone(), &self.list.name, &columns, &first.source));
                    } else if let Some(d) = overlap(record, before(), count) {
                        found.push(d);
                    } else if let Some(first) = mine.as_ref().and_then(|k| before().find(|r| self.may_be_same(k, r, count))) {
                        found.push(words::maybe_same(record.source.clone(), &self.list.name, &first.source));
                    }
                }
                None => {
                    if let Some(first) = before().find(|r| texts(r) == texts(record)) {
                        found.push(words::same_row(record.source.clone(), &self.list.name, &first.source));
                    }
                }
            }
        }
        found.into_iter().for_each(|d| self.out.push(d));
    }

    /// Whether a row is perhaps what `key` says in other words: all the same but for who came, and that is one name in the other (王某 and 王某副主席).
    fn may_be_same(&self, key: &[String], other: &Record, count: &Count) -> bool {
        let owner = |id: &String| self.list.columns.iter().any(|c| c.id == *id && c.kind == ColumnKind::Owner);
        let Some(theirs) = self::key(other, &count.distinct) else { return false };
        count.distinct.iter().any(owner)
            && count
                .distinct
                .iter()
                .zip(key)
                .zip(&theirs)
                .all(|((id, a), b)| a == b || (owner(id) && (a.contains(b.as_str()) || b.contains(a.as_str()))))
    }
}

/// What tells a row from others, as it is counted: spaces within a name do not. `None` where a field is blank or could not be read.
fn key(record: &Record, columns: &[String]) -> Option<Vec<String>> {
    let told = |f: &Field| {
        Some(match f.value.as_ref()? {
            FieldValue::Date(d) => d.to_string(),
            FieldValue::Unit(name) => name.clone(),
            _ => f.text.split_whitespace().collect(),
        })
    };
    columns.iter().map(|id| record.fields.get(id).and_then(told)).collect()
}

/// A person whose stay begins before another of the same person has ended.
fn overlap<'r>(record: &Record, mut before: impl Iterator<Item = &'r Record>, count: &Count) -> Option<Diagnostic> {
    let until = count.until.as_ref()?;
    let who: Vec<String> = count.distinct.iter().filter(|id| **id != count.date).cloned().collect();
    let date = |r: &Record, id: &str| match r.fields.get(id)?.value {
        Some(FieldValue::Date(d)) => Some(d),
        _ => None,
    };
    let (start, end) = (date(record, &count.date)?, date(record, until));
    let mine = key(record, &who).filter(|k| !k.is_empty())?;
    let other = before.find(|r| {
        let Some(other) = date(r, &count.date) else { return false };
        key(r, &who).as_ref() == Some(&mine) && end.is_none_or(|e| other <= e) && date(r, until).is_none_or(|e| start <= e)
    })?;
    let field = |r: &Record, id: &str| r.fields.get(id).map(|f| f.source.clone());
    let named = record.fields.get(who.first()?)?.text.clone();
    let from = field(other, &count.date)?;
    Some(words::stays_overlap(field(record, &count.date)?, &named, start, (date(other, &count.date)?, &from)))
}
