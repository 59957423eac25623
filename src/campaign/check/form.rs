//! The form: sheets and columns that can be told apart, names that a spreadsheet program takes.

use super::super::view::{At, Findings, Node};
use super::{distinct, unique};
use crate::words::campaign as words;

/// Longest name of a sheet (a limit of the file format), in characters.
const SHEET_NAME: usize = 31;
/// Fields of the information sheet without which nobody knows whose form it is.
const NEEDED_FIELDS: &[&str] = &["unit", "period"];
/// Fields that the program knows.
const FIELDS: &[&str] = &["unit", "period", "filler", "checker", "phone", "date"];

pub(super) fn check(root: Node<'_>, out: &mut Findings) {
    let Some(form) = root.one("form") else { return };
    let lists = form.many("list");
    unique(&lists, "id", "清单", out);
    let fixed = ["indicator_sheet", "info_sheet", "sign_sheet"].into_iter().filter_map(|k| form.text(k));
    let names: Vec<At<&str>> = fixed.chain(lists.iter().filter_map(|l| l.text("name"))).collect();
    distinct(names.iter().copied(), "工作表", "名称", out);
    for name in &names {
        let bad = name.chars().find(|c| "[]:*?/\\".contains(*c));
        if bad.is_some() || name.chars().count() > SHEET_NAME || name.starts_with('\'') || name.ends_with('\'') || name.starts_with('_') {
            out.add(name.at, words::bad_sheet_name(name.value));
        }
    }
    if let (Some(a), Some(b)) = (form.text("not_applicable"), form.text("not_counted"))
        && a.value == b.value
    {
        out.add(b.at, words::same_words_for_two(a.value));
    }
    if let Some(columns) = form.one("columns") {
        let heads: Vec<At<&str>> = columns.table.iter().filter_map(|(k, _)| columns.text(k.get_ref())).collect();
        let mut in_order = heads.clone();
        in_order.sort_by_key(|h| h.at);
        distinct(in_order.into_iter(), "表头", "名称", out);
        for head in heads.iter().filter(|h| is_month(h.value)) {
            out.add(head.at, words::head_like_a_month(head.value));
        }
    }
    let fields = form.many("field");
    unique(&fields, "id", "填报信息栏目", out);
    unique(&fields, "label", "填报信息栏目", out);
    for id in fields.iter().filter_map(|f| f.text("id")).filter(|id| !FIELDS.contains(&id.value)) {
        out.add(id.at, words::leads_nowhere("填报信息栏目（id）", id.value, FIELDS));
    }
    for id in NEEDED_FIELDS.iter().filter(|id| !fields.is_empty() && !fields.iter().any(|f| f.text("id").is_some_and(|t| t.value == **id))) {
        out.add(form.key_at("field"), words::field_lacking(id));
    }
    lists.iter().for_each(|list| columns(*list, out));
}

fn columns(list: Node<'_>, out: &mut Findings) {
    let columns = list.many("column");
    unique(&columns, "id", "清单栏目", out);
    unique(&columns, "name", "清单栏目", out);
    for column in &columns {
        let options = column.texts("options");
        match column.text("type").map(|t| t.value) {
            Some("choice") if options.is_empty() => out.add(column.at, words::choice_without_options()),
            Some("choice") => distinct(options.into_iter(), "选项", "options", out),
            Some(_) if column.has("options") => out.add(column.key_at("options"), words::options_without_choice()),
            _ => {}
        }
    }
    let ranks = columns.iter().filter(|c| c.text("type").is_some_and(|t| t.value == "rank"));
    for second in ranks.skip(1) {
        out.add(second.key_at("type"), words::second_rank());
    }
}

fn is_month(head: &str) -> bool {
    head.strip_suffix('月').is_some_and(|n| n.parse::<u8>().is_ok())
}
