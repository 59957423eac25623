//! What people wrote in the lists, against the text rules: the unit is told, cell by cell, before its words go into a paper.

use std::collections::BTreeMap;

use crate::campaign::{Campaign, ColumnKind, ListKind, ListSheet};
use crate::choice;
use crate::diag::Diagnostics;
use crate::lint::{Level, lint_text};
use crate::model::List;
use crate::origin::Origin;
use crate::words::choice as said;
use crate::words::lint as words;

/// A text of fewer characters is a name or a word.
const SHORT: usize = 10;

/// One question a cell; nothing that was typed is changed.
pub(super) fn judge(lists: &BTreeMap<String, List>, campaign: &Campaign, out: &mut Diagnostics) {
    for sheet in &campaign.form.lists {
        let Some(list) = lists.get(&sheet.id) else { continue };
        if sheet.kind == ListKind::Items {
            private(list, sheet, campaign, out);
        }
        for column in sheet.columns.iter().filter(|c| c.kind == ColumnKind::Text) {
            for field in list.records.iter().filter_map(|r| r.fields.get(&column.id)).filter(|f| f.text.chars().count() >= SHORT) {
                let found: Vec<_> = lint_text(&field.text).into_iter().filter(|f| f.level != Level::I).collect();
                if !found.is_empty() {
                    let told = found.into_iter().map(|f| words::CellText { found: f.found, wrong: f.wrong, right: f.right }).collect::<Vec<_>>();
                    out.push(words::in_cell(Origin::Cell(field.source.clone()), &column.name, &told));
                }
            }
        }
    }
}

/// The unit is told of a number that keeps an item out of every paper beyond the office.
fn private(list: &List, sheet: &ListSheet, campaign: &Campaign, out: &mut Diagnostics) {
    let rules = campaign.item_rules();
    for id in rules.title_column(sheet).into_iter().chain(rules.text_columns(sheet)) {
        let name = sheet.columns.iter().find(|c| c.id == id).map_or(id, |c| c.name.as_str());
        for field in list.records.iter().filter_map(|r| r.fields.get(id)) {
            if let Some((kind, masked)) = choice::private_number(&field.text) {
                out.push(said::private_number(field.source.clone(), name, kind, &masked));
            }
        }
    }
}
