//! Bars one below the other: rank, name, bar, value; or frames of 100 percent that are filled so far.

use super::data::{Chart, Kind, Row};
use super::drawing::{Anchor, Drawing, HAIR, LABEL, cut, ems, middle, plain};
use crate::words::chart as words;

/// From row to row, pt: thirteen take 75 mm.
const PITCH: f64 = 16.35;
/// Size of labels in shares of the pitch, at most.
const OF_PITCH: f64 = 0.74;
/// Height of a bar in shares of the pitch.
const BAR: f64 = 0.56;
/// Between label, bar and value, pt.
const GAP: f64 = 5.0;
/// Height of a line above the bars, pt.
const BAND: f64 = LABEL * 1.4;
/// Names take at most this share of the width.
const NAMES: f64 = 0.4;
/// The grey of bars: clear on a poor copier, lighter than the text.
const GREY: u8 = 0xA0;
/// A whole, in percent.
const WHOLE: f64 = 100.0;

pub(super) fn draw(chart: &Chart, depth: f64, out: &mut Drawing) {
    let rows = &chart.rows;
    let pitch = ((depth - 2.0 * BAND) / rows.len().max(1) as f64).clamp(4.0, PITCH);
    let size = (pitch * OF_PITCH).min(LABEL);
    let room = Room::of(chart, out.width, size);
    let top = head(chart, &room, out);
    let bottom = top + pitch * rows.len() as f64;
    for (n, row) in rows.iter().enumerate() {
        let y = top + (n as f64 + 0.5) * pitch;
        label(row, &room, y, size, out);
        bar(chart.kind, row, &room, (y, pitch * BAR, size), out);
    }
    let zero = room.at(0.0);
    out.line(vec![(zero, top), (zero, bottom)], 0.7, 0, &[]);
    if let Some(reference) = &chart.reference {
        let x = room.at(plain(reference.value));
        out.line(vec![(x, top - 1.0), (x, bottom)], 0.7, 0, &[3.0, 2.0]);
    }
    out.height = bottom;
}

/// The unit and the label of the reference line, which share a line where they leave each other room. Gives the top of the bars.
fn head(chart: &Chart, room: &Room, out: &mut Drawing) -> f64 {
    let unit = if chart.unit.is_empty() { String::new() } else { cut(&words::unit(&chart.unit), out.width / LABEL) };
    out.text((out.width, 0.88 * LABEL), Anchor::End, LABEL, &unit, None);
    let Some(reference) = &chart.reference else { return if unit.is_empty() { 0.0 } else { BAND } };
    let label = cut(&reference.label, out.width / LABEL);
    let half = ems(&label) * LABEL / 2.0;
    // As near to the line as the edges allow.
    let x = room.at(plain(reference.value)).clamp(half, (out.width - half).max(half));
    let apart = unit.is_empty() || x + half + LABEL <= out.width - ems(&unit) * LABEL;
    let top = if apart { BAND } else { 2.0 * BAND };
    out.text((x, top - BAND + 0.88 * LABEL), Anchor::Middle, LABEL, &label, None);
    top
}

fn label(row: &Row, room: &Room, y: f64, size: f64, out: &mut Drawing) {
    if let Some(rank) = row.rank {
        out.text((room.rank, middle(y, size)), Anchor::End, size, &rank.to_string(), None);
    }
    let name = cut(&row.label, room.name_width / size);
    out.text((room.left - GAP, middle(y, size)), Anchor::End, size, &name, None);
}

fn bar(kind: Kind, row: &Row, room: &Room, (y, height, size): (f64, f64, f64), out: &mut Drawing) {
    let zero = room.at(0.0);
    let top = y - height / 2.0;
    if kind == Kind::Progress && row.point.value.is_some() {
        out.rect((zero, top, room.at(WHOLE) - zero, height), None, Some((HAIR, 0x60)));
    }
    let end = row.point.value.map_or(zero, |v| room.at(plain(v)));
    if end != zero {
        out.rect((zero.min(end), top, (end - zero).abs(), height), Some(GREY), Some((HAIR, 0)));
    }
    let printed = row.point.printed();
    // A value that is not there stands where its bar would begin; beside a line that crosses the bars all values stand in a column.
    match (row.point.value, room.values) {
        (Some(_), Some(right)) => out.text((right, middle(y, size)), Anchor::End, size, &printed, row.point.figure),
        _ => out.text((end.max(zero) + GAP, middle(y, size)), Anchor::Start, size, &printed, row.point.figure),
    }
}

/// Where ranks, names, bars and values stand, pt.
struct Room {
    /// Right edge of the ranks.
    rank: f64,
    name_width: f64,
    /// Left edge of the bars.
    left: f64,
    /// Right edge of the longest bar.
    right: f64,
    /// Right edge of the values where they stand in a column.
    values: Option<f64>,
    low: f64,
    high: f64,
}

impl Room {
    fn of(chart: &Chart, width: f64, size: f64) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|t| ems(&t)).fold(0.0, f64::max) * size;
        let ranks = widest(&mut chart.rows.iter().filter_map(|r| r.rank).map(|r| r.to_string()));
        let rank = ranks + if ranks > 0.0 { GAP } else { 0.0 };
        let name_width = widest(&mut chart.rows.iter().map(|r| r.label.clone())).min(width * NAMES);
        let left = rank + if ranks > 0.0 { GAP } else { 0.0 } + name_width + GAP;
        let printed = widest(&mut chart.rows.iter().map(|r| r.point.printed())).min(width * NAMES);
        let right = (width - printed - 2.0 * GAP).max(left + 1.0);
        let values: Vec<f64> =
            chart.rows.iter().filter_map(|r| r.point.value).map(plain).chain(chart.reference.iter().map(|r| plain(r.value))).collect();
        let least = if chart.kind == Kind::Progress { WHOLE } else { 0.0 };
        let column = chart.kind == Kind::Progress || chart.reference.is_some();
        Self {
            rank: ranks,
            name_width,
            left,
            right,
            values: column.then_some(width),
            low: values.iter().copied().fold(0.0, f64::min),
            high: values.iter().copied().fold(least, f64::max),
        }
    }

    /// x of a value; where all are zero there is no length.
    fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        if span <= 0.0 || !span.is_finite() { self.left } else { self.left + (value - self.low) / span * (self.right - self.left) }
    }
}
