//! Labels with a value beside or below them: 填报单位 | 甲县, 会员数（人） | 1203, 会员数：1203人. What is left after that is named and not read.

use super::frame::Used;
use super::grid::{Grid, Kind, Place};
use super::labels::{self, Head};
use super::value::{self, Asked};
use super::{Context, Harvest, Taken};
use crate::diag::Diagnostics;
use crate::intake::Raw;
use crate::model::{Aspect, Fact, LineReading, Role, TableReading};
use crate::origin::CellSource;
use crate::words::read as words;

/// Reads the pairs of a sheet that no table has.
pub(super) fn read(cx: &Context<'_>, grid: &Grid<'_>, used: &mut Used, harvest: &mut Harvest, out: &mut Diagnostics) {
    let number = harvest.tables.len();
    let source = |cell| CellSource { file: cx.file.clone(), sheet: grid.sheet.name.clone(), cell };
    let mut lines = Vec::new();
    let mut area = None;
    let mut left_over = Vec::new();
    for ((r, c), place) in grid.places() {
        if used.contains(&place.at) {
            continue;
        }
        if place.kind == Kind::Text {
            inline(cx, grid, r, place, number, harvest, out);
            continue;
        }
        // Dashes and the like mean something beside a label only.
        let nothing = matches!(place.cell.value, Raw::Text(_)) && crate::understand::number::is_dash(&place.shown);
        let Some((label, at)) = label_of(grid, used, r, c) else {
            if !nothing {
                left_over.push(place);
            }
            continue;
        };
        let key = crate::understand::text::key(&label);
        let bare = key.split(['(', ':']).next().unwrap_or_default();
        let head = labels::head(&label, cx.asked);
        if matches!(head, Head::Text | Head::Number) || labels::is_field_label(&label) || labels::is_note(&format!("{bare}:")) {
            continue;
        }
        let (name, unit) = labels::split_unit(label.trim_end_matches([':', '：']));
        let (name, field) = labels::split_field(&name, cx.asked);
        let field = field.unwrap_or(if value::is_date_head(&name) { Aspect::Date } else { Aspect::Current });
        // The unit may stand behind the value: 1203 | 人.
        let behind = grid.get(r, c + 1).filter(|p| p.kind == Kind::Text && crate::understand::units::is_measure(&p.key)).map(|p| p.key.clone());
        let unit = if field == Aspect::Date { None } else { unit.or(behind).or_else(|| cx.default_unit(labels::is_rate(&name))) };
        let asked = Asked {
            what: &name,
            field: &field,
            unit: unit.as_deref(),
            rate: labels::is_rate(&name),
            yes_or_no: labels::yes_or_no(&place.key).is_some(),
            any_day: true,
            period: cx.asked,
            campaign: cx.campaign,
        };
        let given = value::read(Some(place.cell), source(place.at), asked);
        given.found.into_iter().for_each(|d| out.push(d));
        for (suffix, value) in given.values {
            let field = suffix.map_or_else(|| field.clone(), |s| Aspect::Own(format!("{}{s}", field.chinese())));
            let fact = Fact { source: source(place.at), county: cx.county.clone(), indicator: name.clone(), field, value, unit: given.unit.clone() };
            harvest.taken.push(Taken { fact, label: Some(at), full: true, table: number, row: r });
        }
        lines.push(LineReading { at: place.at.row, head: label, role: Role::Values(name, field.clone(), unit) });
        let first = area.map_or(at, |(first, _)| first);
        area = Some((first, place.at));
    }
    if let Some(area) = area {
        if cx.county.is_none() {
            out.push(words::unit_nowhere(&cx.file, &grid.sheet.name));
        }
        harvest.tables.push(TableReading { sheet: grid.sheet.name.clone(), area, across: true, head: Vec::new(), lines, county: cx.county.clone() });
    }
    if let Some(first) = left_over.first() {
        out.push(words::left_over(source(first.at), &first.shown, left_over.len()));
    }
}

/// The text to the left of a value, or the one just above it.
fn label_of(grid: &Grid<'_>, used: &Used, r: u32, c: u32) -> Option<(String, crate::origin::CellRef)> {
    let fits = |p: &&Place<'_>| {
        p.kind == Kind::Text && !used.contains(&p.at) && p.key.chars().count() <= 40 && !crate::understand::units::is_measure(&p.key)
    };
    let left = c.checked_sub(1).and_then(|l| grid.within(r, 0, l).last()).map(|(_, p)| p);
    if let Some(p) = left.filter(fits) {
        return Some((p.shown.clone(), p.at));
    }
    let above = grid.filled_in(c).iter().rev().find(|row| **row < r).and_then(|row| grid.get(*row, c));
    above.filter(fits).filter(|_| left.is_none_or(|p| p.kind == Kind::Value)).map(|p| (p.shown.clone(), p.at))
}

/// 会员数：1203人 in one cell.
fn inline(cx: &Context<'_>, grid: &Grid<'_>, r: u32, place: &Place<'_>, number: usize, harvest: &mut Harvest, out: &mut Diagnostics) {
    let Some((label, rest)) = place.shown.split_once(['：', ':']) else { return };
    let figure = matches!(crate::understand::number::read(rest), crate::understand::number::TextNumber::Exact { .. });
    if !figure
        || labels::is_field_label(label)
        || labels::is_note(&place.shown)
        || matches!(labels::head(label, cx.asked), Head::Text | Head::Number)
        || cx.county.is_none()
    {
        return;
    }
    let (name, unit) = labels::split_unit(label);
    let (name, field) = labels::split_field(&name, cx.asked);
    let field = field.unwrap_or(Aspect::Current);
    let source = CellSource { file: cx.file.clone(), sheet: grid.sheet.name.clone(), cell: place.at };
    let asked = Asked {
        what: &name,
        field: &field,
        unit: unit.as_deref(),
        rate: labels::is_rate(&name),
        yes_or_no: false,
        any_day: true,
        period: cx.asked,
        campaign: cx.campaign,
    };
    let cell = crate::intake::Cell::new(Raw::Text(rest.trim().to_owned()));
    let given = value::read(Some(&cell), source.clone(), asked);
    given.found.into_iter().for_each(|d| out.push(d));
    for (_, value) in given.values {
        let fact = Fact {
            source: source.clone(),
            county: cx.county.clone(),
            indicator: name.clone(),
            field: field.clone(),
            value,
            unit: given.unit.clone(),
        };
        harvest.taken.push(Taken { fact, label: Some(place.at), full: true, table: number, row: r });
    }
}
