//! What a paper of an audience may hold: the one place where it is decided. What is not allowed is not in the context at all, so that no template can
//! print it.
//!
//! | | internal | counties | public |
//! | --- | --- | --- | --- |
//! | internal indicators, tasks, their items and corrections | yes | no | no |
//! | problems, matters, register, records, information sheets, units to look at first | yes | no | no |
//! | items with a telephone number or the number of a card; columns of items other than title and sentences | yes | no | no |
//! | values by unit of what the office itself owes the units (调研) | yes | no | no |
//! | which unit stands how to such a target | a leader's own copy | no | no |
//! | order of units, targets, who is behind, corrections, people, what the meeting said and what follows | yes | yes | no |

use crate::campaign::{Campaign, ColumnKind, Indicator, Kind, ListKind, ListSheet, PaperAudience, Task};
use crate::choice;
use crate::model::Item;
use crate::words::merge as words;

/// An audience with its rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach(pub PaperAudience);

impl Reach {
    /// Whether it goes beyond the office.
    pub fn wide(self) -> bool {
        self.0 > PaperAudience::Internal
    }

    /// Whether anybody may read it.
    pub fn public(self) -> bool {
        self.0 == PaperAudience::Public
    }

    pub fn indicator(self, campaign: &Campaign, indicator: &Indicator) -> bool {
        !(self.wide() && campaign.is_internal(indicator))
    }

    pub fn task(self, task: &Task) -> bool {
        !(self.wide() && task.internal)
    }

    pub fn item(self, campaign: &Campaign, item: &Item) -> bool {
        !(self.wide() && (item.internal || choice::has_private_number(campaign, item)))
    }

    /// Values of single units; what the office owes the units is not theirs to be told by.
    pub fn by_unit(self, campaign: &Campaign, indicator: &Indicator) -> bool {
        !(self.wide() && owed_elsewhere(campaign, indicator))
    }

    /// Whether a column of an item is there.
    pub fn column(self, campaign: &Campaign, list: &ListSheet, id: &str) -> bool {
        // 推荐次序 is no rank, and nobody outside need see it.
        let rank = |id: &str| list.columns.iter().any(|c| c.id == id && c.kind == ColumnKind::Rank);
        !self.wide() || (printed_columns(campaign, list).contains(&id) && !(self.public() && rank(id)))
    }
}

/// Whether the indicator is owed by another unit than the one that it is counted for, by itself or in a part of it.
pub(super) fn owed_elsewhere(campaign: &Campaign, indicator: &Indicator) -> bool {
    let part = |id: &Option<String>| id.as_deref().and_then(|id| campaign.indicator(id)).is_some_and(Indicator::belongs_elsewhere);
    indicator.belongs_elsewhere() || (indicator.kind == Kind::Ratio && (part(&indicator.numerator) || part(&indicator.denominator)))
}

/// The columns of a list of items that may be printed beyond the office: title and sentences, and what is no free text. Names of people who wrote stay.
fn printed_columns<'a>(campaign: &Campaign, list: &'a ListSheet) -> Vec<&'a str> {
    if list.kind != ListKind::Items {
        return Vec::new();
    }
    let rules = campaign.item_rules();
    let texts: Vec<&str> = rules.title_column(list).into_iter().chain(rules.text_columns(list)).collect();
    let open = |kind: ColumnKind| !matches!(kind, ColumnKind::Text | ColumnKind::Owner);
    list.columns.iter().filter(|c| open(c.kind) || texts.contains(&c.id.as_str())).map(|c| c.id.as_str()).collect()
}

/// What a name in a template means that an audience does not have.
pub(super) enum Withheld {
    /// It stays in the office.
    Internal(String),
    /// It goes to the units at most.
    NotPublic(String),
}

/// What a name in a template means that an audience does not have, in words.
pub(super) fn withheld(campaign: &Campaign, audience: PaperAudience, name: &str) -> Option<Withheld> {
    let reach = Reach(audience);
    if !reach.wide() {
        return None;
    }
    let internal = campaign.indicators.iter().find(|i| campaign.is_internal(i) && super::figure::template_name(&i.id) == name);
    if let Some(indicator) = internal {
        return Some(Withheld::Internal(indicator.name.clone()));
    }
    if let Some(indicator) = campaign.indicators.iter().find(|i| owed_elsewhere(campaign, i) && super::figure::template_name(&i.id) == name) {
        return Some(Withheld::Internal(words::by_unit(&indicator.name)));
    }
    let hidden = campaign
        .form
        .lists
        .iter()
        .filter(|l| l.kind == ListKind::Items)
        .flat_map(|l| l.columns.iter().map(move |c| (l, c)))
        .find(|(l, c)| super::figure::template_name(&c.id) == name && !reach.column(campaign, l, &c.id));
    if let Some((_, column)) = hidden {
        return Some(Withheld::Internal(column.name.clone()));
    }
    let of = |list: &[(&str, &str)]| list.iter().find(|(n, _)| *n == name).map(|(_, said)| (*said).to_owned());
    let public = || of(words::NOT_PUBLIC).filter(|_| reach.public()).map(Withheld::NotPublic);
    of(words::WITHHELD).map(Withheld::Internal).or_else(public)
}
