//! What the three files must hold beyond their form: names that are unique, references that lead somewhere, figures that make sense together.

mod cycle;
mod form;
mod indicators;
mod items;
mod papers;
mod register;
mod units;

use std::collections::BTreeMap;

use super::view::{At, Findings, Node};
use crate::words::campaign as words;

pub(in crate::campaign) use papers::forbidden;

/// All checks of `campaign.toml`.
pub(super) fn campaign(root: Node<'_>, out: &mut Findings) {
    cycle::check(root, out);
    units::check(root, out);
    tasks(root, out);
    indicators::check(root, out);
    form::check(root, out);
    papers::check(root, out);
    register::check(root, out);
    items::check(root, out);
}

/// All checks of `phrases.toml`.
pub(super) fn phrases(root: Node<'_>, out: &mut Findings) {
    unique(&root.many("phrase"), "id", "规范表述", out);
}

/// All checks of `meeting.toml`.
pub(super) fn meeting(root: Node<'_>, out: &mut Findings) {
    if let (Some(issue), Some(total)) = (root.whole("issue"), root.whole("total_issue"))
        && total.value < issue.value
    {
        out.add(total.at, words::total_issue_too_small(issue.value, total.value));
    }
    let day = |key: &str| match root.value(key).map(|v| (v.get_ref(), v.span().start)) {
        Some((toml::de::DeValue::Datetime(d), at)) => d.date.map(|value| At { value, at }),
        _ => None,
    };
    if let (Some(meeting), Some(bulletin)) = (day("date"), day("bulletin_date"))
        && bulletin.value < meeting.value
    {
        out.add(bulletin.at, words::bulletin_before_meeting(&bulletin.value.to_string(), &meeting.value.to_string()));
    }
}

fn tasks(root: Node<'_>, out: &mut Findings) {
    let groups = root.many("group");
    unique(&groups, "id", "部分", out);
    unique(&groups, "heading", "部分", out);
    let departments = root.many("department");
    unique(&departments, "name", "部门", out);
    let tasks = root.many("task");
    unique(&tasks, "id", "任务", out);
    unique(&tasks, "name", "任务", out);
    let (group_ids, department_names) = (values(&groups, "id"), values(&departments, "name"));
    let mut numbers = BTreeMap::new();
    for task in &tasks {
        refer(task.text("group"), &group_ids, "部分（group）", out);
        refer(task.text("department"), &department_names, "部门（department）", out);
        if let Some(n) = task.whole("number")
            && let Some(first) = numbers.insert(n.value, task.text("name").map_or("", |t| t.value))
        {
            out.add(n.at, words::same_number(n.value, first));
        }
    }
}

/// The texts behind `key` in all of `nodes`.
fn values<'a>(nodes: &[Node<'a>], key: &str) -> Vec<&'a str> {
    nodes.iter().filter_map(|n| n.text(key)).map(|t| t.value).collect()
}

/// Reports each text behind `key` that another of `nodes` has before.
fn unique(nodes: &[Node<'_>], key: &str, what: &str, out: &mut Findings) {
    distinct(nodes.iter().filter_map(|n| n.text(key)), what, key, out);
}

/// Reports each text that stands before in the list.
fn distinct<'a>(texts: impl Iterator<Item = At<&'a str>>, what: &str, key: &str, out: &mut Findings) {
    let mut seen = std::collections::BTreeSet::new();
    for text in texts {
        if !seen.insert(text.value) {
            out.add(text.at, words::duplicate(what, key, text.value));
        }
    }
}

/// Reports a reference that leads nowhere.
fn refer(text: Option<At<&str>>, known: &[&str], what: &str, out: &mut Findings) {
    if let Some(text) = text
        && !known.contains(&text.value)
    {
        out.add(text.at, words::leads_nowhere(what, text.value, known));
    }
}
