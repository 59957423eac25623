//! The catalogue: what each kind of indicator must and must not say, and where its references lead.

use std::collections::BTreeMap;

use super::super::shape::KINDS;
use super::super::view::{At, Findings, Node};
use super::{distinct, refer, unique, values};
use crate::words::campaign as words;

/// What the checks of one indicator need of the others.
struct Catalogue<'a> {
    by_id: BTreeMap<&'a str, Node<'a>>,
    ids: Vec<&'a str>,
    tasks: Vec<&'a str>,
    lists: Vec<Node<'a>>,
    list_names: Vec<&'a str>,
    roles: Vec<&'a str>,
}

pub(super) fn check(root: Node<'_>, out: &mut Findings) {
    let indicators = root.many("indicator");
    unique(&indicators, "id", "指标", out);
    unique(&indicators, "name", "指标", out);
    let lists = root.one("form").map(|f| f.many("list")).unwrap_or_default();
    let catalogue = Catalogue {
        by_id: indicators.iter().filter_map(|i| Some((i.text("id")?.value, *i))).collect(),
        ids: values(&indicators, "id"),
        tasks: values(&root.many("task"), "id"),
        list_names: values(&lists, "name"),
        lists,
        roles: values(&root.many("unit"), "role"),
    };
    for indicator in &indicators {
        refer(indicator.text("task"), &catalogue.tasks, "任务（task）", out);
        match indicator.text("kind").map(|k| k.value) {
            Some("ratio") => ratio(*indicator, &catalogue, out),
            Some(kind) if KINDS.contains(&kind) => reported(*indicator, kind, &catalogue, out),
            _ => {}
        }
        if let Some(places) = indicator.whole("decimals")
            && indicator.flag("whole")
            && places.value > 0
        {
            out.add(places.at, words::whole_with_decimals(places.value));
        }
        target(*indicator, out);
        wholes(*indicator, &catalogue, out);
    }
}

/// Keys that an indicator of this kind cannot have.
fn superfluous(indicator: Node<'_>, kind: &str, keys: &[&str], out: &mut Findings) {
    for key in keys.iter().filter(|k| indicator.has(k)) {
        out.add(indicator.key_at(key), words::key_not_for_kind(key, kind));
    }
}

fn ratio(indicator: Node<'_>, catalogue: &Catalogue<'_>, out: &mut Findings) {
    superfluous(indicator, "ratio", &["reported_by", "options", "count", "part_of", "usually_part_of", "whole"], out);
    for key in ["numerator", "denominator", "basis"].into_iter().filter(|k| !indicator.has(k)) {
        out.add(indicator.at, words::ratio_lacks(key));
    }
    let part = |key: &str, out: &mut Findings| -> Option<(At<&str>, Node<'_>)> {
        let id = indicator.text(key)?;
        let Some(part) = catalogue.by_id.get(id.value) else {
            out.add(id.at, words::ratio_of_nothing(key, id.value, &catalogue.ids));
            return None;
        };
        if let Some(kind) = part.text("kind").filter(|k| matches!(k.value, "ratio" | "status")) {
            out.add(id.at, words::ratio_of_kind(id.value, kind.value));
            return None;
        }
        if indicator.text("basis").is_some_and(|b| b.value == "end") && part.text("kind").is_some_and(|k| k.value == "flow") {
            out.add(id.at, words::flow_at_end(id.value));
        }
        Some((id, *part))
    };
    let (top, bottom) = (part("numerator", out), part("denominator", out));
    let (Some((top_id, top)), Some((bottom_id, bottom))) = (top, bottom) else { return };
    if top_id.value == bottom_id.value {
        out.add(bottom_id.at, words::ratio_of_itself(bottom_id.value));
        return;
    }
    let roles = |n: Node<'_>| n.texts("reported_by").into_iter().map(|r| r.value.to_owned()).collect::<Vec<_>>();
    let bottom_roles = roles(bottom);
    if !roles(top).iter().any(|r| bottom_roles.contains(r)) {
        out.add(bottom_id.at, words::nobody_has_both(top_id.value, bottom_id.value));
    }
    if let (Some(a), Some(b)) = (top.text("unit"), bottom.text("unit"))
        && a.value != b.value
    {
        out.add(bottom_id.at, words::ratio_of_units(a.value, b.value));
    }
}

fn reported(indicator: Node<'_>, kind: &str, catalogue: &Catalogue<'_>, out: &mut Findings) {
    superfluous(indicator, kind, &["numerator", "denominator", "basis", "levels"], out);
    let reporters = indicator.texts("reported_by");
    if reporters.is_empty() {
        out.add(indicator.key_at("reported_by"), words::reported_by_nobody());
    }
    for role in reporters.iter().filter(|r| matches!(r.value, "county" | "city") && !catalogue.roles.contains(&r.value)) {
        out.add(role.at, words::no_unit_of_role(role.value));
    }
    if kind == "status" {
        superfluous(indicator, kind, &["count", "target", "part_of", "usually_part_of", "whole", "decimals"], out);
        let options = indicator.texts("options");
        if options.len() < 2 {
            out.add(indicator.key_at("options"), words::status_without_options());
        }
        distinct(options.into_iter(), "选项", "options", out);
        return;
    }
    superfluous(indicator, kind, &["options"], out);
    if indicator.text("unit").is_none_or(|u| u.value.trim().is_empty()) {
        out.add(indicator.key_at("unit"), words::without_unit());
    }
    if let Some(count) = indicator.one("count") {
        if kind == "flow" {
            counted(count, &reporters, catalogue, out);
        } else {
            out.add(indicator.key_at("count"), words::key_not_for_kind("count", kind));
        }
    }
}

fn counted(count: Node<'_>, reporters: &[At<&str>], catalogue: &Catalogue<'_>, out: &mut Findings) {
    refer(count.text("sheet"), &catalogue.list_names, "清单（sheet）", out);
    let sheet = count.text("sheet");
    let Some(list) = sheet.and_then(|s| catalogue.lists.iter().find(|l| l.text("name").is_some_and(|n| n.value == s.value))) else { return };
    if let (Some(sheet), Some(kind)) = (sheet, list.text("kind").filter(|k| k.value != "records")) {
        out.add(sheet.at, words::count_of_kind(sheet.value, kind.value));
    }
    let holders: Vec<&str> = list.texts("reported_by").iter().map(|r| r.value).collect();
    for role in reporters.iter().filter(|r| !holders.contains(&r.value)) {
        out.add(role.at, words::counts_a_sheet_it_lacks(role.value, sheet.map_or("", |s| s.value)));
    }
    let columns = list.many("column");
    let ids = values(&columns, "id");
    let of_type = |kind: &str| {
        let fitting: Vec<_> = columns.iter().filter(|c| c.text("type").is_some_and(|t| t.value == kind)).copied().collect();
        values(&fitting, "id")
    };
    for (key, kind) in [("date", "date"), ("until", "date"), ("belongs_to", "unit")] {
        if let Some(id) = count.text(key) {
            let fitting = of_type(kind);
            if ids.contains(&id.value) && !fitting.contains(&id.value) {
                out.add(id.at, words::column_of_type(id.value, kind, &fitting));
            } else {
                refer(Some(id), &fitting, "清单栏目（column）", out);
            }
        }
    }
    for id in count.texts("distinct") {
        refer(Some(id), &ids, "清单栏目（column）", out);
    }
}

fn target(indicator: Node<'_>, out: &mut Findings) {
    let Some(target) = indicator.one("target") else { return };
    if let (Some(low), Some(high)) = (target.number("value"), target.number("at_most"))
        && high.value < low.value
    {
        out.add(high.at, words::at_most_below_value());
    }
    // “At least 0 accidents” would always be reached.
    if let Some(low) = target.number("value")
        && indicator.text("better").is_some_and(|b| b.value == "down")
        && !target.has("at_most")
    {
        out.add(low.at, words::fewer_without_bound());
    }
    if target.flag("spread") && target.flag("long_term") {
        out.add(target.key_at("long_term"), words::spread_and_long_term());
    }
    let only_total = indicator.has("levels") && indicator.texts("levels").iter().all(|l| l.value == "total");
    if let Some(level) = target.text("level").filter(|l| only_total && l.value == "unit") {
        out.add(level.at, words::target_of_a_level_not_given());
    }
}

fn wholes(indicator: Node<'_>, catalogue: &Catalogue<'_>, out: &mut Findings) {
    let own = indicator.text("id").map_or("", |t| t.value);
    let unit = indicator.text("unit").map(|t| t.value);
    for id in indicator.texts("part_of").into_iter().chain(indicator.texts("usually_part_of")) {
        refer(Some(id), &catalogue.ids, "指标（indicator）", out);
        let Some(whole) = catalogue.by_id.get(id.value) else { continue };
        if id.value == own {
            out.add(id.at, words::part_of_itself(own));
        } else if let Some(kind) = whole.text("kind").filter(|k| matches!(k.value, "ratio" | "status")) {
            out.add(id.at, words::part_of_kind(id.value, kind.value));
        } else if let (Some(a), Some(b)) = (unit, whole.text("unit"))
            && a != b.value
        {
            out.add(id.at, words::part_of_other_unit(a, id.value, b.value));
        }
    }
}
