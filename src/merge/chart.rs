//! What templates draw: the points of figures, and the function `chart` that makes a ` ```chart ` block of them.

use rust_decimal::Decimal;
use tera::{Error, Kwargs, State, TeraResult, Value};

use super::figure::{Fields, Part, Views};
use super::print;
use crate::campaign::{Basis, Indicator, Kind};
use crate::chart::{self, Chart, Point, Reference, Row, Series};
use crate::model::{FigureRow, Span, Standing, TargetBoard, TrendPoint};
use crate::words::chart as words;

/// The course of a total: for each of the last forms or months its time, its value as a cell prints it, and whom it leaves out.
pub(super) fn trend(views: &mut Views<'_>, indicator: &Indicator, index: usize, row: &FigureRow) -> Vec<Value> {
    let mut year = None;
    let mut out = Vec::new();
    for (n, point) in row.trend.iter().enumerate() {
        let when = when(point, row);
        // What adds up over a year begins anew with the next.
        let sums_up = (row.kind == Kind::Flow && row.span == Span::Ytd) || row.basis == Some(Basis::Ytd);
        let anew = sums_up && year.is_some_and(|y| y != point.last.year);
        let tick = if year == Some(point.last.year) { when.clone() } else { format!("{when}\n{}", words::year(point.last.year)) };
        year = Some(point.last.year);
        let mut f = Fields::new();
        f.insert("when".into(), Value::from(format!("{}{when}", words::year(point.last.year))));
        f.insert("tick".into(), Value::from(tick));
        f.insert("has".into(), Value::from(point.figure.is_some()));
        f.insert("whole".into(), Value::from(point.is_whole()));
        f.insert("anew".into(), Value::from(anew));
        f.insert("missing".into(), Value::from(point.missing.clone()));
        if let Some(figure) = &point.figure {
            let part = Part::Trend(n as u16);
            f.insert("text".into(), views.mark(index, part, &print::with_unit(figure.value, indicator)));
            f.insert("cell".into(), views.mark(index, part, &print::cell(figure.value, indicator.decimals())));
            f.insert("point".into(), views.point((index, part), figure.value, &print::cell(figure.value, indicator.decimals())));
        }
        out.push(Value::from(f));
    }
    out
}

fn when(point: &TrendPoint, row: &FigureRow) -> String {
    let end = row.kind == Kind::Stock || (row.kind == Kind::Ratio && row.basis == Some(Basis::End));
    if end { words::end(point.last.month) } else { words::months(point.first.month, point.last.month) }
}

/// Each unit against a target: how far it is, in percent.
pub(super) fn targets(views: &mut Views<'_>, indicator: &Indicator, board: &TargetBoard) -> Vec<Value> {
    let span = views.summary.rows(&indicator.id).iter().find(|r| r.target.is_some() && r.value.is_some()).map(|r| r.span);
    let mut out = Vec::new();
    for unit in &board.units {
        let crate::model::Scope::Unit(name) = &unit.scope else { continue };
        let mut f = Fields::new();
        f.insert("unit".into(), Value::from(name.as_str()));
        f.insert("has".into(), Value::from(unit.standing != Standing::NoData));
        f.insert("standing".into(), Value::from_serializable(&unit.standing));
        let row = span.and_then(|s| views.row(&indicator.id, &unit.scope, s));
        if let Some((progress, row)) = unit.progress.zip(row) {
            f.insert("progress".into(), views.mark(row, Part::Progress, &print::growth(progress)));
            f.insert("point".into(), views.point((row, Part::Progress), progress, &print::cell(progress, 1)));
        }
        out.push(Value::from(f));
    }
    out
}

/// `chart(kind="bars", of=f.x, title="…")`: a chart of the figures, or nothing where there are none. `title` defaults to the indicator's name.
pub(super) fn chart(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let fault = |text: String| Error::message(format!("Chart: {text}"));
    let kind = kwargs.must_get::<&str>("kind")?;
    let of = kwargs.get::<&Value>("of")?.filter(|v| !v.is_undefined()).ok_or_else(|| Error::message("Field `of` is undefined"))?;
    let figures: Vec<&Value> = match of.as_array() {
        Some(list) => list.iter().collect(),
        None => vec![of],
    };
    let Some(first) = figures.first().copied().filter(|_| figures.iter().all(|f| f.is_map())) else { return Err(fault(words::no_figure())) };
    let title = kwargs.get::<&str>("title")?.map_or_else(|| text(first, "name").to_owned(), str::to_owned);
    let chart = match (kind, figures.len()) {
        ("bars", 1) => bars(first, &title, kwargs.get::<bool>("target")?.unwrap_or_default()),
        ("progress", 1) => progress(first, &title),
        ("lines", _) => {
            let labels: Vec<String> =
                kwargs.get::<&[Value]>("labels")?.unwrap_or_default().iter().filter_map(|v| v.as_str()).map(str::to_owned).collect();
            lines(&figures, &labels, &title).map_err(fault)?
        }
        ("bars" | "progress", _) => return Err(fault(words::one_figure())),
        _ => return Err(fault(words::unknown_kind(kind))),
    };
    if chart.points().all(|(_, p)| p.value.is_none()) {
        return Ok(Value::from(""));
    }
    chart.check().map_err(|f| fault(words::not_drawn(&f.told())))?;
    Ok(Value::safe_string(&format!("```chart\n{}```\n", chart.to_toml())))
}

fn field<'v>(of: &'v Value, name: &'static str) -> Option<&'v Value> {
    of.get_from_path(name)
}

fn text<'v>(of: &'v Value, name: &'static str) -> &'v str {
    field(of, name).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(of: &'v Value, name: &'static str) -> &'v [Value] {
    field(of, name).and_then(Value::as_array).unwrap_or_default()
}

fn flag(of: &Value, name: &'static str) -> bool {
    field(of, name).and_then(Value::as_bool).unwrap_or_default()
}

fn names(of: &Value, name: &'static str) -> Vec<String> {
    list(of, name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The point of something that has one.
fn point(of: &Value) -> Point {
    let Some(p) = field(of, "point") else { return Point::default() };
    Point {
        value: text(p, "exact").parse().ok(),
        text: text(p, "text").to_owned(),
        open: false,
        anew: false,
        figure: field(p, "figure").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()),
    }
}

/// The units in their order by the figure, `against` their target, those without a value below.
fn bars(figure: &Value, title: &str, against: bool) -> Chart {
    let mut chart = Chart { unit: text(figure, "unit").to_owned(), ..Chart::new(chart::Kind::Bars, title) };
    // A target that is set for each unit; one of the total says nothing about a unit's bar.
    if let Some(target) = field(figure, "target").filter(|t| against && !list(t, "units").is_empty()) {
        let label = format!("{}{}", words::TARGET, text(target, "value"));
        chart.reference = text(target, "exact").parse().ok().map(|value| Reference { label, value });
    }
    for ranked in list(figure, "order") {
        let rank = field(ranked, "rank").and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        chart.rows.push(Row { label: text(ranked, "unit").to_owned(), rank, point: point(ranked) });
    }
    chart.rows.extend(names(figure, "unranked").into_iter().map(|label| Row { label, rank: None, point: Point::default() }));
    chart
}

/// The units by how much of their target they have reached, those without a value below.
fn progress(figure: &Value, title: &str) -> Chart {
    let mut chart = Chart { unit: "%".to_owned(), ..Chart::new(chart::Kind::Progress, title) };
    let Some(target) = field(figure, "target") else { return chart };
    let mut done: Vec<(Decimal, Row)> = Vec::new();
    let mut without = Vec::new();
    for unit in list(target, "units") {
        let row = Row { label: text(unit, "unit").to_owned(), rank: None, point: point(unit) };
        match row.point.value {
            Some(value) => done.push((value, row)),
            None => without.push(row),
        }
    }
    // Stable: equal ones stay in the official order and share a rank.
    done.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
    let mut last: Option<(Decimal, usize)> = None;
    for (n, (value, row)) in done.iter_mut().enumerate() {
        let rank = last.filter(|(v, _)| v == value).map_or(n + 1, |(_, rank)| rank);
        last = Some((*value, rank));
        row.rank = Some(rank);
    }
    chart.rows = done.into_iter().map(|(_, row)| row).chain(without).collect();
    chart.reference = text(target, "schedule_exact")
        .parse()
        .ok()
        .map(|value| Reference { label: format!("{}{}", words::SCHEDULE, text(target, "schedule")), value });
    chart
}

/// Totals over time: one line for each figure, all of one unit, called by `labels` or, where there are several, by their names.
fn lines(figures: &[&Value], labels: &[String], title: &str) -> Result<Chart, String> {
    let mut chart = Chart::new(chart::Kind::Lines, title);
    let Some(first) = figures.first() else { return Ok(chart) };
    if let Some(other) = figures.iter().find(|f| text(f, "unit") != text(first, "unit")) {
        return Err(words::other_unit(text(first, "unit"), text(other, "unit")));
    }
    chart.unit = text(first, "unit").to_owned();
    chart.ticks = list(first, "trend").iter().map(|p| text(p, "tick").to_owned()).collect();
    // Who is left out when, and by which lines.
    let mut left_out: Vec<(String, Vec<String>, Vec<String>)> = Vec::new();
    for (n, figure) in figures.iter().enumerate() {
        let name = if figures.len() > 1 { text(figure, "name") } else { "" };
        let label = labels.get(n).map_or_else(|| name.to_owned(), Clone::clone);
        let mut points = Vec::new();
        for p in list(figure, "trend") {
            let point = Point { open: flag(p, "has") && !flag(p, "whole"), anew: flag(p, "anew"), ..point(p) };
            if point.open {
                let (when, units) = (text(p, "when"), names(p, "missing"));
                match left_out.iter_mut().find(|(w, u, _)| w == when && *u == units) {
                    Some((.., lines)) => lines.push(label.clone()),
                    None => left_out.push((when.to_owned(), units, vec![label.clone()])),
                }
            }
            points.push(point);
        }
        chart.series.push(Series { label, points });
    }
    if !left_out.is_empty() {
        // Where all lines leave out the same, they need not be told one by one.
        let told = left_out.iter().map(|(when, units, lines)| {
            let of = if lines.len() == figures.len() { String::new() } else { lines.join("、") };
            words::open(&format!("{when}{of}"), units)
        });
        chart.notes.push(words::note(&words::open_points(&told.collect::<Vec<_>>())));
    }
    Ok(chart)
}
