//! The outline (书签): headings in, a tree of entries that lead to their lines out.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::metadata;
use crate::layout::{OutlineEntry, Pages};

/// The outline, nested by level and all of it open; `None` if there are no headings.
pub(super) fn add_to(doc: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let entries: Vec<(&OutlineEntry, ObjectId)> = pages.outline.iter().filter_map(|e| Some((e, *page_ids.get(e.page)?))).collect();
    if entries.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| doc.new_object_id()).collect();
    let mut nodes = vec![Node { id: root, ..Node::default() }];
    nodes.extend(ids.iter().map(|id| Node { id: *id, ..Node::default() }));
    // The open ancestors of the entry at hand: (level, node).
    let mut path: Vec<(u8, usize)> = Vec::new();
    for (i, (entry, _)) in entries.iter().enumerate() {
        path.retain(|(level, _)| *level < entry.level);
        let parent = path.last().map_or(0, |(_, node)| *node);
        path.push((entry.level, i + 1));
        if let Some(node) = nodes.get_mut(i + 1) {
            node.parent = parent;
        }
        if let Some(node) = nodes.get_mut(parent) {
            node.children.push(i + 1);
        }
    }
    let id = |n: usize| nodes.get(n).map(|n| n.id).unwrap_or_default();
    for (n, node) in nodes.iter().enumerate() {
        let mut dict = match n.checked_sub(1).and_then(|i| entries.get(i)) {
            None => dictionary! { "Type" => "Outlines" },
            Some((entry, page)) => {
                let height = pages.pages.get(entry.page).map_or(0.0, |p| p.height);
                let top = Object::Real((height - entry.y) as f32);
                dictionary! {
                    "Title" => metadata::text(&entry.text),
                    "Parent" => id(node.parent),
                    "Dest" => vec![(*page).into(), "XYZ".into(), Object::Null, top, Object::Null],
                }
            }
        };
        if let (Some(first), Some(last)) = (node.children.first(), node.children.last()) {
            dict.set("First", id(*first));
            dict.set("Last", id(*last));
            dict.set("Count", descendants(&nodes, n) as i64);
        }
        let siblings = nodes.get(node.parent).map(|p| p.children.as_slice()).unwrap_or_default();
        if let Some(at) = siblings.iter().position(|s| *s == n) {
            if let Some(before) = at.checked_sub(1).and_then(|b| siblings.get(b)) {
                dict.set("Prev", id(*before));
            }
            if let Some(after) = siblings.get(at + 1) {
                dict.set("Next", id(*after));
            }
        }
        doc.set_object(node.id, dict);
    }
    Some(root)
}

/// An outline entry while the tree is put together; the first is the root.
#[derive(Default)]
struct Node {
    id: ObjectId,
    parent: usize,
    children: Vec<usize>,
}

fn descendants(nodes: &[Node], n: usize) -> usize {
    // Entries come in reading order, so everything below a node follows it until its parent's next child.
    let mut open = vec![n];
    let mut count = 0;
    while let Some(node) = open.pop().and_then(|n| nodes.get(n)) {
        count += node.children.len();
        open.extend(&node.children);
    }
    count
}
