//! The register: states that make sense, columns of the problem list that are there, a number that runs on.

use super::super::RegisterRules;
use super::super::view::{At, Findings, Node};
use super::{distinct, forbidden, refer};
use crate::words::campaign as words;
use crate::words::register as said;

pub(super) fn check(root: Node<'_>, out: &mut Findings) {
    let Some(register) = root.one("register") else { return };
    let states = register.texts("states");
    distinct(states.iter().copied(), "办理状态", "states", out);
    let names: Vec<&str> = states.iter().map(|s| s.value).collect();
    for closed in register.texts("closed") {
        refer(Some(closed), &names, "办理状态（states）", out);
        if names.first() == Some(&closed.value) {
            out.add(closed.at, said::first_state_closed(closed.value));
        }
    }
    if let Some(file) = register.text("file") {
        if let Some(c) = forbidden(file.value) {
            out.add(file.at, words::forbidden_in_file_name(c));
        } else if file.starts_with(['.', ' ', '~']) || file.ends_with(['.', ' ']) || file.chars().count() > 100 {
            out.add(file.at, words::awkward_file_name(file.value));
        }
    }
    if let Some(sheet) = register.text("sheet")
        && (sheet.chars().any(|c| "[]:*?/\\".contains(c)) || sheet.chars().count() > 31 || sheet.starts_with(['\'', '_']) || sheet.ends_with('\''))
    {
        out.add(sheet.at, words::bad_sheet_name(sheet.value));
    }
    if let Some(number) = register.text("number") {
        pattern(number, out);
    }
    if let Some(columns) = register.one("columns") {
        let mut heads: Vec<At<&str>> = columns.table.iter().filter_map(|(k, _)| columns.text(k.get_ref())).collect();
        heads.sort_by_key(|h| h.at);
        distinct(heads.into_iter(), "表头", "名称", out);
    }
    sources(root, register, out);
}

/// A running number once, and nothing else in braces but the year.
fn pattern(number: At<&str>, out: &mut Findings) {
    let known = RegisterRules::PLACEHOLDERS;
    let (running, year) = known.split_at(known.len() - 1);
    let count = running.iter().map(|p| number.matches(p).count()).sum::<usize>();
    let rest = known.iter().fold(number.value.to_owned(), |text, p| text.replace(p, ""));
    if count != 1 || year.iter().any(|y| number.matches(y).count() > 1) || rest.contains(['{', '}']) {
        out.add(number.at, said::bad_number_pattern(number.value));
    }
}

/// The columns of the problem list that matters are taken from.
fn sources(root: Node<'_>, register: Node<'_>, out: &mut Findings) {
    let lists = root.one("form").map(|f| f.many("list")).unwrap_or_default();
    let Some(list) = lists.into_iter().find(|l| l.text("kind").is_some_and(|k| k.value == "problems")) else {
        out.add(register.at, said::no_problem_list());
        return;
    };
    let columns = list.many("column");
    let ids = super::values(&columns, "id");
    for key in ["matter_from", "solver_from", "lead_from", "request_from"] {
        refer(register.text(key), &ids, "问题清单的栏目", out);
    }
    let solver = register.text("solver_from").and_then(|s| columns.iter().find(|c| c.text("id").is_some_and(|id| id.value == s.value)).copied());
    let options: Vec<&str> = solver.map(|c| c.texts("options")).unwrap_or_default().iter().map(|o| o.value).collect();
    if !options.is_empty() {
        let assigned = register.texts("assigned");
        distinct(assigned.iter().copied(), "要交办的", "assigned", out);
        assigned.into_iter().for_each(|a| refer(Some(a), &options, "选项（options）", out));
    }
}
