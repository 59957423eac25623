//! Layer 3. Which of the units' items (工作动态) an issue prints, in which order, and how they read.
//!
//! In: the campaign's rule, the items of the issue's forms and of the year's issues before it, what people want (`pin`, `skip`). Out: a [`Choice`]: one item
//! a unit, every unit in turn over the year where an issue takes only so many, words as sent and every change of punctuation and spacing listed.

mod changes;
mod private;
mod text;
mod turns;

#[cfg(test)]
mod tests;

use crate::campaign::{Campaign, ItemRules, Wishes};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Choice, Field, Item, Pick, TextChange};
use crate::words::choice as words;
use text::As;
use turns::{Chosen, Past};

/// What one issue is chosen from.
#[derive(Debug, Clone, Default)]
pub struct Issue {
    /// The items of its forms, by unit in order, recommended ones first.
    pub items: Vec<Item>,
    /// What people want of it.
    pub wishes: Wishes,
}

/// Chooses the items of `now`. `earlier` are the issues of the same year before it, in order: the same rule is applied to them to know whose turn it is.
pub fn choose(campaign: &Campaign, earlier: &[Issue], now: &Issue) -> Choice {
    let rules = campaign.item_rules();
    let mut past = Past::default();
    for issue in earlier {
        let chosen = turns::issue(campaign, &rules, issue, &past, &mut Diagnostics::new());
        past.printed(issue, &chosen);
    }
    let mut out = Choice::default();
    for item in now.items.iter().filter(|i| !i.internal) {
        out.found.append(private_numbers(campaign, item).into_iter().collect());
    }
    let chosen = turns::issue(campaign, &rules, now, &past, &mut out.found);
    for Chosen { index, pinned } in chosen {
        let Some(item) = now.items.get(index) else { continue };
        let (pick, found) = pick(campaign, &rules, item, pinned);
        out.picks.push(pick);
        out.found.append(found.into_iter().collect());
    }
    out
}

/// The cells of an item that a paper may print: title first, then the sentences.
fn printable<'i>(campaign: &Campaign, rules: &ItemRules, item: &'i Item) -> (Option<&'i Field>, Vec<&'i Field>) {
    let Some(list) = campaign.list(&item.list) else { return (None, Vec::new()) };
    let field = |id: &str| item.record.fields.get(id);
    (rules.title_column(list).and_then(field), rules.text_columns(list).into_iter().filter_map(field).collect())
}

/// Whether what a paper may print of an item holds a telephone number or the number of a card: such an item stays in the office.
pub fn has_private_number(campaign: &Campaign, item: &Item) -> bool {
    let (title, sentences) = printable(campaign, &campaign.item_rules(), item);
    title.into_iter().chain(sentences).any(|f| private::find(&f.text).is_some())
}

/// What kind of number that reaches or names one person stands in a text, with its middle hidden.
pub fn private_number(text: &str) -> Option<(&'static str, String)> {
    private::find(text)
}

/// What is said of such cells.
fn private_numbers(campaign: &Campaign, item: &Item) -> Vec<Diagnostic> {
    let (title, sentences) = printable(campaign, &campaign.item_rules(), item);
    let columns = campaign.list(&item.list).map(|l| l.columns.as_slice()).unwrap_or_default();
    let name = |field: &Field| {
        let id = item.record.fields.iter().find(|(_, f)| f.source == field.source).map_or("", |(id, _)| id.as_str());
        columns.iter().find(|c| c.id == id).map_or("", |c| c.name.as_str())
    };
    let found = title.into_iter().chain(sentences).filter_map(|f| Some((f, private::find(&f.text)?)));
    found.map(|(f, (kind, masked))| words::private_number(f.source.clone(), name(f), kind, &masked).about(&item.unit)).collect()
}

/// The words of a title by which people name it: spaces and marks do not matter.
fn named(text: &str) -> String {
    text::words(text).into_iter().collect()
}

/// An item as it is printed.
fn pick(campaign: &Campaign, rules: &ItemRules, item: &Item, pinned: bool) -> (Pick, Option<Diagnostic>) {
    let (heading, cells) = printable(campaign, rules, item);
    let mut changes: Vec<TextChange> = Vec::new();
    let title = heading.map(|f| text::clean(&f.text, As::Title)).unwrap_or_default();
    if let Some(f) = heading {
        changes.extend(changes::between(&f.text, &title, &f.source, true));
    }
    let parts: Vec<(&Field, String)> =
        cells.iter().map(|f| (*f, text::clean(&f.text, As::Sentences))).filter(|(_, t)| t.chars().any(char::is_alphanumeric)).collect();
    let whole: String = parts.iter().map(|(_, t)| t.as_str()).collect();
    let (end, long) = text::cut(&whole, rules.longest);
    let mut from = 0;
    let mut found = None;
    for (field, part) in &parts {
        let kept = end.saturating_sub(from).min(part.len());
        from += part.len();
        let (printed, left) = part.split_at_checked(kept).unwrap_or((part, ""));
        if !printed.is_empty() {
            changes.extend(changes::between(&field.text, printed, &field.source, false));
        }
        if !left.is_empty() {
            changes.push(changes::cut(rules.longest, printed, left, &field.source));
        }
        if long && found.is_none() {
            let length = whole.get(..end).map_or(0, |t| t.chars().count());
            found = Some(words::no_end_within(field.source.clone(), &item.unit, &title, rules.longest, length));
        }
    }
    let text = whole.get(..end).unwrap_or_default().to_owned();
    let thin = text.chars().count() < rules.shortest;
    (Pick { item: item.clone(), title, text, pinned, thin, changes }, found)
}
