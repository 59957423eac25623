//! The list sheets of a return: items (recommended ones first), problems that are for the office above, all records.

use std::collections::BTreeMap;

use super::Work;
use crate::campaign::{ColumnKind, ListKind, ListSheet, UnitRole, Upward};
use crate::forms::{Field, Typed};
use crate::model::{FieldValue, Record, Summary, form_lists};
use crate::words::rollup as words;

impl Work<'_> {
    pub(super) fn lists(&mut self, upward: &Upward, summary: &Summary) {
        let campaign = self.campaign;
        for list in form_lists(campaign, UnitRole::County) {
            let of_list = |r: &&crate::model::Item| r.list == list.id;
            let records: Vec<(String, Record)> = match list.kind {
                ListKind::Items => {
                    let mut items: Vec<_> = summary.items.iter().filter(of_list).collect();
                    items.sort_by_key(|i| i.rank.unwrap_or(u32::MAX));
                    items.into_iter().map(|i| (i.unit.clone(), i.record.clone())).collect()
                }
                ListKind::Problems => {
                    let all = summary.problems.iter().flat_map(|g| &g.matters).flat_map(|m| &m.problems).filter(of_list);
                    let wanted = |r: &Record| upward.problems.is_empty() || r.fields.values().any(|f| upward.problems.contains(&f.text));
                    all.filter(|i| wanted(&i.record)).map(|i| (i.unit.clone(), i.record.clone())).collect()
                }
                ListKind::Records => {
                    let forms = campaign.units.iter().filter_map(|u| self.all.iter().find(|s| s.unit == u.name && s.period == self.period));
                    forms.flat_map(|s| s.lists.get(&list.id).into_iter().flat_map(|l| &l.records).map(|r| (s.unit.clone(), r.clone()))).collect()
                }
            };
            let has = |s: &&crate::model::Submission| s.period == self.period && s.lists.contains_key(&list.id);
            let owed = campaign.units.iter().filter(|u| list.reported_by.contains(&u.role));
            let without: Vec<&str> = owed.filter(|u| !self.all.iter().filter(has).any(|s| s.unit == u.name)).map(|u| u.name.as_str()).collect();
            if !without.is_empty() {
                self.questions.push(words::list_without(&list.name, &without));
            }
            let most = if list.kind == ListKind::Items { list.rows as usize } else { usize::MAX };
            if records.len() > most {
                self.questions.push(words::items_left_out(&list.name, records.len() - most));
            }
            let rows: Vec<_> = records.iter().take(most).enumerate().map(|(n, (unit, record))| self.record(list, n, unit, record)).collect();
            self.entries.lists.insert(list.id.clone(), rows);
        }
    }

    /// One row. 推荐次序 is the office's own choice; texts stay as they are, only whose they are is put before the first where none of them says so.
    fn record(&mut self, list: &ListSheet, n: usize, unit: &str, record: &Record) -> BTreeMap<String, Typed> {
        let mut row = BTreeMap::new();
        let named = list.kind == ListKind::Records || record.fields.values().any(|f| f.text.contains(unit));
        let first = list.columns.iter().find(|c| c.kind == ColumnKind::Text).map(|c| c.id.as_str());
        for column in list.columns.iter().filter(|c| c.kind != ColumnKind::Rank) {
            let Some(field) = record.fields.get(&column.id) else { continue };
            let typed = match &field.value {
                Some(FieldValue::Date(d)) => Typed::Date(*d),
                Some(FieldValue::Number(n)) => Typed::Number(*n),
                Some(FieldValue::Task(id)) => Typed::Text(self.campaign.task(id).map_or(field.text.clone(), |t| t.name.clone())),
                // A department of ours is none of theirs; it stays as a proposal.
                _ if !named && first == Some(column.id.as_str()) => Typed::Text(words::of_unit(unit, &field.text)),
                _ => Typed::Text(field.text.clone()),
            };
            self.note(Field::List { list: &list.id, row: n, column: &column.id }, field.text.clone(), std::slice::from_ref(&field.source));
            row.insert(column.id.clone(), typed);
        }
        row
    }
}
