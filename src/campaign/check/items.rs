//! The choice of items: bounds that leave room, columns of the item list that are there.

use super::super::view::{Findings, Node};
use super::{distinct, refer};
use crate::words::choice as words;

pub(super) fn check(root: Node<'_>, out: &mut Findings) {
    let Some(items) = root.one("items") else { return };
    if let (Some(short), Some(long)) = (items.whole("shortest"), items.whole("longest"))
        && short.value > long.value
    {
        out.add(short.at, words::shortest_above_longest(short.value, long.value));
    }
    let lists = root.one("form").map(|f| f.many("list")).unwrap_or_default();
    let Some(list) = lists.into_iter().find(|l| l.text("kind").is_some_and(|k| k.value == "items")) else {
        out.add(items.at, words::no_item_list());
        return;
    };
    let columns = list.many("column");
    let texts: Vec<&str> =
        columns.iter().filter(|c| c.text("type").is_some_and(|t| t.value == "text")).filter_map(|c| c.text("id")).map(|t| t.value).collect();
    refer(items.text("title"), &texts, "工作动态的文字栏目", out);
    let named = items.texts("text");
    distinct(named.iter().copied(), "正文栏目", "text", out);
    for column in named {
        refer(Some(column), &texts, "工作动态的文字栏目", out);
        if items.text("title").is_some_and(|t| t.value == column.value) {
            out.add(column.at, words::title_in_text(column.value));
        }
    }
}
