//! Values over time as lines: told apart by marker and dashes, named at their ends, every value printed at its point.

use super::data::{Chart, Series};
use super::drawing::{Anchor, Drawing, HAIR, LABEL, NOTE, cut, ems, middle, plain, wrapped};
use crate::words::chart as words;

/// Height of the field, pt: 60 mm.
const FIELD: f64 = 170.0;
/// More height for each further line, whose values want room, pt.
const FIELD_MORE: f64 = 20.0;
/// Least height of the field, pt.
const LEAST_FIELD: f64 = 60.0;
/// Longest line of a name at the end of a line, em.
const NAME: f64 = 8.0;
/// What is left of a very long name, em.
const LONGEST_NAME: f64 = 3.0 * NAME;
/// From the middle of a point to the middle of its value, pt.
const AWAY: f64 = OFF + NOTE / 2.0;
/// From value to value, pt.
const ROW: f64 = NOTE * 1.15;
/// From a point to the edge of its value, pt.
const OFF: f64 = 5.0;
/// The dashes of the lines.
const DASHES: [&[f64]; 4] = [&[], &[6.0, 3.0], &[1.5, 2.0], &[8.0, 2.5, 1.5, 2.5]];
/// Half the size of a marker, pt.
const MARKER: f64 = 2.4;
/// Width of lines, pt.
const LINE: f64 = 1.0;
/// A line that rises less than this share of its height is drawn on a scale that does not begin at zero.
const FLAT: f64 = 0.3;

pub(super) fn draw(chart: &Chart, depth: f64, out: &mut Drawing) {
    let values: Vec<f64> = chart.series.iter().flat_map(|s| &s.points).filter_map(|p| p.value).map(plain).collect();
    let scale = Scale::of(&values);
    let names: Vec<Vec<String>> = chart.series.iter().map(|s| wrapped(&cut(&s.label, LONGEST_NAME), NAME)).collect();
    let name_width = names.iter().flatten().map(|l| ems(l)).fold(0.0, f64::max) * NOTE;
    let right = out.width - if name_width > 0.0 { name_width + 3.0 * OFF } else { 0.0 };
    let left = scale.ticks.iter().map(|t| ems(&t.1)).fold(0.0, f64::max) * NOTE + OFF;
    let below = (0..chart.ticks.len()).map(|n| under(chart, n).len()).max().unwrap_or(1) as f64;
    let mut top = 0.0;
    if !chart.unit.is_empty() {
        out.text((0.0, 0.88 * LABEL), Anchor::Start, LABEL, &cut(&words::unit(&chart.unit), out.width / LABEL), None);
        top = LABEL * 1.6;
    }
    let feet = (below + 0.5) * NOTE * 1.3;
    let wanted = FIELD + FIELD_MORE * chart.series.len().saturating_sub(1) as f64;
    let height = wanted.min(depth - top - feet).max(LEAST_FIELD);
    // Room for the values above the highest and below the lowest points.
    let inner = (top + 2.0 * NOTE, top + height);
    let field = Field { left, right, top: inner.0, bottom: inner.1, columns: chart.ticks.len().max(1), scale };
    grid(chart, &field, out);
    for (n, series) in chart.series.iter().enumerate() {
        line(series, n, &field, out);
    }
    let mut values = Drawing::default();
    for column in 0..chart.ticks.len() {
        value_labels(chart, column, &field, out, &mut values);
    }
    for (n, series) in chart.series.iter().enumerate() {
        markers(series, n, &field, out);
    }
    out.marks.append(&mut values.marks);
    end_names(chart, &names, &field, out);
    out.height = field.bottom + feet;
}

struct Scale {
    low: f64,
    high: f64,
    /// Where thin lines run, and what is printed at them.
    ticks: Vec<(f64, String)>,
}

impl Scale {
    /// A scale with round steps that holds all values; from zero unless they hardly differ.
    fn of(values: &[f64]) -> Self {
        let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let min = values.iter().copied().fold(f64::INFINITY, f64::min);
        if !max.is_finite() || !min.is_finite() {
            return Self { low: 0.0, high: 1.0, ticks: vec![(0.0, "0".to_owned())] };
        }
        let flat = min > 0.0 && max > min && (max - min) < FLAT * max;
        let low = if flat { min - (max - min) / 2.0 } else { min.min(0.0) };
        let high = if max > low { max.max(0.0) } else { low + 1.0 };
        let step = round_step((high - low) / 3.0);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let places = (-step.log10().floor()).max(0.0) as usize;
        let steps = ((last - first) as i64).clamp(1, 8);
        let ticks = (0..=steps).map(|k| (first + k as f64) * step).map(|v| (v, tick_text(v, places))).collect();
        Self { low: first * step, high: (first + steps as f64) * step, ticks }
    }
}

fn tick_text(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    // A negative zero is a zero.
    if text.chars().all(|c| matches!(c, '-' | '0' | '.')) { text.trim_start_matches('-').to_owned() } else { text }
}

/// 1, 2 or 5 times a power of ten, at least `wanted`.
fn round_step(wanted: f64) -> f64 {
    if wanted <= 0.0 || !wanted.is_finite() {
        return 1.0;
    }
    let power = 10_f64.powf(wanted.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|s| *s >= wanted * 0.999).unwrap_or(10.0 * power)
}

struct Field {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    columns: usize,
    scale: Scale,
}

impl Field {
    fn pitch(&self) -> f64 {
        (self.right - self.left) / self.columns as f64
    }

    fn x(&self, column: usize) -> f64 {
        self.left + (column as f64 + 0.5) * self.pitch()
    }

    fn y(&self, value: f64) -> f64 {
        let span = self.scale.high - self.scale.low;
        let share = if span > 0.0 { (value - self.scale.low) / span } else { 0.0 };
        self.bottom - share * (self.bottom - self.top)
    }
}

fn grid(chart: &Chart, field: &Field, out: &mut Drawing) {
    for (value, text) in &field.scale.ticks {
        let y = field.y(*value);
        out.line(vec![(field.left, y), (field.right, y)], HAIR, 0xB8, &[]);
        out.text((field.left - OFF, middle(y, NOTE)), Anchor::End, NOTE, text, None);
    }
    out.line(vec![(field.left, field.bottom), (field.right, field.bottom)], 0.7, 0, &[]);
    for n in 0..chart.ticks.len() {
        let x = field.x(n);
        out.line(vec![(x, field.bottom), (x, field.bottom + 3.0)], 0.7, 0, &[]);
        for (k, line) in under(chart, n).iter().enumerate() {
            let size = fitting(line, field.pitch());
            let line = cut(line, field.pitch() / size);
            out.text((x, field.bottom + 5.0 + (k as f64 * 1.25 + 0.88) * NOTE), Anchor::Middle, size, &line, None);
        }
    }
}

/// What stands under a point in time: its name, and that nobody said anything for it.
fn under(chart: &Chart, n: usize) -> Vec<String> {
    let mut lines: Vec<String> = chart.ticks.get(n).into_iter().flat_map(|t| t.lines()).map(str::to_owned).collect();
    if chart.series.iter().all(|s| s.points.get(n).is_none_or(|p| p.value.is_none())) {
        lines.push(words::NOT_REPORTED.to_owned());
    }
    lines
}

/// The size at which a text fits between its neighbours.
fn fitting(text: &str, room: f64) -> f64 {
    let wide = ems(text) * NOTE;
    if wide > room - 3.0 { (NOTE * (room - 3.0) / wide).max(5.0) } else { NOTE }
}

fn line(series: &Series, n: usize, field: &Field, out: &mut Drawing) {
    let dash = DASHES.get(n).copied().unwrap_or(&[]);
    let mut run: Vec<(f64, f64)> = Vec::new();
    let mut runs = Vec::new();
    for (k, p) in series.points.iter().enumerate() {
        // A line is broken where a value is missing, where it begins anew, and where it leaves somebody out: there it would rise or fall by who
        // reported.
        let value = p.value.filter(|_| !p.open);
        if value.is_none() || p.anew {
            runs.push(std::mem::take(&mut run));
        }
        run.extend(value.map(|v| (field.x(k), field.y(plain(v)))));
    }
    runs.push(run);
    for run in runs.into_iter().filter(|r| r.len() > 1) {
        out.line(run, LINE, 0, dash);
    }
}

/// The points themselves, open where somebody is missing in them.
fn markers(series: &Series, n: usize, field: &Field, out: &mut Drawing) {
    for (k, point) in series.points.iter().enumerate() {
        let Some(value) = point.value else { continue };
        let fill = if point.open { 0xFF } else { 0 };
        out.area(marker(n, field.x(k), field.y(plain(value))), Some(fill), Some((0.8, 0)));
    }
}

/// The corners of the n-th marker: a disc, a square, a triangle, a diamond.
fn marker(n: usize, x: f64, y: f64) -> Vec<(f64, f64)> {
    let m = MARKER;
    match n {
        0 => (0..24).map(|k| f64::from(k) * std::f64::consts::TAU / 24.0).map(|a| (x + m * a.cos(), y + m * a.sin())).collect(),
        1 => vec![(x - m, y - m), (x + m, y - m), (x + m, y + m), (x - m, y + m)],
        2 => vec![(x, y - 1.2 * m), (x + 1.1 * m, y + m), (x - 1.1 * m, y + m)],
        _ => vec![(x, y - 1.4 * m), (x + 1.4 * m, y), (x, y + 1.4 * m), (x - 1.4 * m, y)],
    }
}

/// The values of one column beside their points.
fn value_labels(chart: &Chart, column: usize, field: &Field, behind: &mut Drawing, out: &mut Drawing) {
    let mut labels: Vec<(f64, String, Option<u32>)> = chart
        .series
        .iter()
        .filter_map(|s| s.points.get(column))
        .filter_map(|p| p.value.map(|v| (field.y(plain(v)), p.printed(), p.figure)))
        .collect();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let points: Vec<f64> = labels.iter().map(|l| l.0).collect();
    let bounds = (field.top - 1.5 * NOTE, field.bottom - NOTE / 2.0 - 1.0);
    let middles = beside(&points, bounds).unwrap_or_else(|| {
        let mut above: Vec<f64> = points.iter().map(|y| y - AWAY).collect();
        apart(&mut above, ROW, bounds);
        above
    });
    for ((_, text, figure), y) in labels.into_iter().zip(middles) {
        let size = fitting(&text, field.pitch());
        let (half, x) = (ems(&text) * size / 2.0, field.x(column));
        // The lines behind a value are kept off it.
        behind.rect((x - half - 1.0, y - size * 0.48, 2.0 * half + 2.0, size * 0.96), Some(0xFF), None);
        out.text((x, middle(y, size)), Anchor::Middle, size, &text, figure);
    }
}

/// Places for the labels of points that lie above each other, in their order: as near to the points as possible, clear of all markers and of each
/// other, above rather than below. None where there is no room.
fn beside(points: &[f64], (low, high): (f64, f64)) -> Option<Vec<f64>> {
    let clear = |y: f64| y >= low && y <= high && points.iter().all(|p| (y - p).abs() >= AWAY - 0.01);
    let steps = |p: &f64| (0..points.len()).flat_map(|k| [*p - AWAY - k as f64 * ROW, *p + AWAY + k as f64 * ROW]).collect::<Vec<_>>();
    let mut places: Vec<f64> = points.iter().flat_map(steps).filter(|y| clear(*y)).collect();
    places.sort_by(f64::total_cmp);
    // For each place the cheapest way to set the labels so far with the last of them there.
    let mut ways: Vec<(f64, Vec<f64>)> = vec![(0.0, Vec::new())];
    for point in points {
        let far = |y: f64| if y < *point { point - y } else { (y - point) * 1.2 };
        let mut next: Vec<(f64, Vec<f64>)> = Vec::new();
        for y in &places {
            let fits = |way: &&(f64, Vec<f64>)| way.1.last().is_none_or(|last| y - last >= ROW - 0.01);
            if let Some((cost, way)) = ways.iter().filter(fits).min_by(|a, b| a.0.total_cmp(&b.0)) {
                let mut way = way.clone();
                way.push(*y);
                next.push((cost + far(*y), way));
            }
        }
        ways = next;
    }
    ways.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, way)| way)
}

/// Moves ordered places apart so that neighbours are at least `least` from each other, inside of bounds where they can hold them all.
fn apart(places: &mut [f64], least: f64, (low, high): (f64, f64)) {
    let mut floor = low;
    for p in places.iter_mut() {
        *p = p.max(floor);
        floor = *p + least;
    }
    let mut ceiling = high.max(low + least * places.len().saturating_sub(1) as f64);
    for p in places.iter_mut().rev() {
        *p = p.min(ceiling);
        ceiling = *p - least;
    }
}

/// The names of the lines behind their last points, in the order of the lines there.
fn end_names(chart: &Chart, names: &[Vec<String>], field: &Field, out: &mut Drawing) {
    let mut ends: Vec<(f64, f64, &Vec<String>)> = chart
        .series
        .iter()
        .zip(names)
        .filter(|(_, name)| !name.is_empty())
        .map(|(s, name)| {
            let last = s.points.iter().enumerate().rev().find_map(|(k, p)| Some((field.x(k), field.y(plain(p.value?)))));
            let (x, y) = last.unwrap_or((field.right, field.bottom));
            (x, y, name)
        })
        .collect();
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    // Blocks of one or more lines: their middles are kept apart by half of each.
    let height = |name: &[String]| name.len() as f64 * NOTE * 1.15;
    let tallest = ends.iter().map(|e| height(e.2)).fold(0.0, f64::max);
    let mut middles: Vec<f64> = ends.iter().map(|e| e.1).collect();
    apart(&mut middles, tallest + 2.0, (field.top - NOTE + tallest / 2.0, field.bottom - tallest / 2.0));
    for ((x, y, name), m) in ends.into_iter().zip(middles) {
        // From the point to its name.
        out.line(vec![(x + MARKER + 1.5, y), (field.right + OFF, m)], HAIR, 0x60, &[]);
        for (k, text) in name.iter().enumerate() {
            let line = m - height(name) / 2.0 + (k as f64 + 0.5) * NOTE * 1.15;
            out.text((field.right + 2.0 * OFF, middle(line, NOTE)), Anchor::Start, NOTE, text, None);
        }
    }
}
