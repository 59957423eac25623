//! 署名, 成文日期 and 附注 (SG-01 to SG-08, NT-01).

use super::desk::{Desk, ink};
use super::flow::{Atom, NEVER};
use super::geometry::{Area, SIZE};
use super::order;
use super::pages::{Color, Element, Item};
use super::paragraph::{Line, Measure};
use super::shape::{Style, plain};
use super::title::break_title;
use crate::document::{Format, Head};
use crate::font::Role;
use crate::words::layout as words;

/// Blank cells at the right of a date under a seal (SG-01).
const SEALED_RIGHT: f64 = 4.0;
/// Blank cells at the right of a name or date without a seal (SG-03).
const OPEN_RIGHT: f64 = 2.0;
/// Blank lines above a name with room for a seal of 42 mm (SG-02), and above one of several lines: the seal's top is less than one 行 below the text.
const SEAL_BLANKS: (usize, usize) = (2, 1);
/// Blank lines between two rows of seals: five lines are 52 mm, four would let them touch.
const ROW_BLANKS: usize = 4;
/// Names that stand side by side under their seals at most (SG-05: three of 42 mm).
const SEALS_IN_ROW: usize = 3;
/// Lines of a name that has others beside it.
const LINES_BESIDE: usize = 2;
/// What it costs to begin a page with another row of seals.
const SEAL_ROW: u64 = 20_000;
/// Cells of the longest line of a name.
const NAME_CELLS: i32 = 24;

/// The date as it is printed. While a paper is a draft its date may be open; then its place stands (year from the 发文字号).
pub fn date_text(head: &Head) -> Option<String> {
    let dated = matches!(head.format, Format::Circular | Format::Upward | Format::Letter | Format::Minutes);
    let year = || head.number.as_deref().and_then(|n| n.split_once('〔')?.1.split_once('〕')).map(|(year, _)| year);
    let open = || (dated && head.draft.is_some()).then(|| words::open_date(year().filter(|y| !y.is_empty())));
    head.date.map(words::date).or_else(open)
}

/// Pushes signature, date and note. In minutes the date stands in the head.
pub fn signature(desk: &mut Desk<'_>, head: &Head, area: &Area, atoms: &mut Vec<Atom>) {
    let date = if head.format == Format::Minutes { None } else { date_text(head) };
    let signed = !head.signature.is_empty() || date.is_some();
    if !signed && head.note.is_none() {
        return;
    }
    if signed && head.format == Format::Order {
        order::signature(desk, head, area, atoms);
    } else if signed {
        let date = date.map(|text| desk.single(&text, Role::FangSong, Element::Signature, SIZE, area.cell()));
        match (head.sealed, head.signature.as_slice()) {
            (true, organs @ [_, _, ..]) => joint_sealed(desk, organs, date.as_ref(), area, atoms),
            (true, organs) => {
                let organ: Vec<Line> = organs.iter().flat_map(|name| organ(desk, name, NAME_CELLS, area)).collect();
                blanks(seal_blanks(organ.len()), atoms);
                sealed(desk, &organ, date.as_ref(), area, atoms);
            }
            (false, organs) => {
                let organs: Vec<Line> = organs.iter().flat_map(|name| organ(desk, name, NAME_CELLS, area)).collect();
                blanks(1, atoms);
                open(desk, &organs, date.as_ref(), area, atoms);
            }
        }
    }
    if let Some(note) = &head.note {
        self::note(desk, note, area, atoms);
    }
}

/// A name; one longer than `most` cells stands on several lines.
fn organ(desk: &mut Desk<'_>, name: &str, most: i32, area: &Area) -> Vec<Line> {
    let lines = break_title(name, most, 3, &desk.options.lexicon);
    lines.iter().map(|l| desk.single(l, Role::FangSong, Element::Signature, SIZE, area.cell())).collect()
}

fn blanks(n: usize, atoms: &mut Vec<Atom>) {
    atoms.extend((0..n).map(|_| Atom::blank(SIZE)));
}

fn seal_blanks(lines: usize) -> usize {
    if lines > 1 { SEAL_BLANKS.1 } else { SEAL_BLANKS.0 }
}

fn push(desk: &Desk<'_>, placed: &[(&Line, f64)], atoms: &mut Vec<Atom>) {
    let y = desk.text_ascent();
    let items: Vec<Item> = placed.iter().flat_map(|(line, x)| ink(line, x.max(0.0), y, SIZE, Color::Black, &[])).collect();
    atoms.push(Atom { penalty: NEVER, ..Atom::line(SIZE, items) });
}

/// SG-03, SG-04, SG-06: names one below the other, the date two 字 further in than the last; the wider of both two 字 from the edge.
fn open(desk: &Desk<'_>, organs: &[Line], date: Option<&Line>, area: &Area, atoms: &mut Vec<Atom>) {
    let (cell, right) = (area.cell(), area.width - OPEN_RIGHT * area.cell());
    let widest = organs.iter().map(|l| l.width).fold(0.0, f64::max);
    let date_width = date.map_or(0.0, |d| d.width);
    let left = right - if date_width > widest { date_width + 2.0 * cell } else { widest };
    for o in organs {
        push(desk, &[(o, left)], atoms);
    }
    if let Some(d) = date {
        push(desk, &[(d, left + 2.0 * cell)], atoms);
    }
}

/// SG-01: the date four 字 from the edge, the name above it on the same middle; the date gives way where the name would pass the edge.
fn sealed(desk: &Desk<'_>, organ: &[Line], date: Option<&Line>, area: &Area, atoms: &mut Vec<Atom>) {
    let organ_width = organ.iter().map(|l| l.width).fold(0.0, f64::max);
    let date_width = date.map_or(0.0, |d| d.width);
    let middle = (area.width - SEALED_RIGHT * area.cell() - date_width / 2.0).min(area.width - organ_width / 2.0);
    for line in organ.iter().chain(date) {
        push(desk, &[(line, middle - line.width / 2.0)], atoms);
    }
}

/// SG-05: names in rows of three at most, each under its own seal, the last with the date below it. Columns are as wide as they may be, so that seals
/// neither touch nor leave the 版心; a last row that is not full stands at the right, where name and date are looked for.
fn joint_sealed(desk: &mut Desk<'_>, organs: &[String], date: Option<&Line>, area: &Area, atoms: &mut Vec<Atom>) {
    let (columns, names) = columns(desk, organs, area);
    let slot = area.width / columns as f64;
    let date_width = date.map_or(0.0, |d| d.width);
    // A column of single names stands where a single seal does.
    let middle = |column: usize| if columns == 1 { area.width - SEALED_RIGHT * area.cell() - date_width / 2.0 } else { (column as f64 + 0.5) * slot };
    let mut last = 0.0;
    for (k, row) in names.chunks(columns).enumerate() {
        let lines = row.iter().map(Vec::len).max().unwrap_or(0);
        blanks(if k > 0 { ROW_BLANKS } else { seal_blanks(lines) }, atoms);
        // One thing for the whole row, name by name: so it is read, and no page break comes between.
        let mut items = Vec::new();
        for (i, name) in row.iter().enumerate() {
            let widest = name.iter().map(|l| l.width).fold(0.0, f64::max);
            last = middle(columns - row.len() + i).min(area.width - widest / 2.0);
            // Names of fewer lines stand on the last ones.
            for (line, own) in (lines - name.len()..).zip(name) {
                let y = desk.text_ascent() + line as f64 * area.pitch();
                items.extend(ink(own, (last - own.width / 2.0).max(0.0), y, SIZE, Color::Black, &[]));
            }
        }
        let height = SIZE + lines.saturating_sub(1) as f64 * area.pitch();
        atoms.push(Atom { penalty: if k > 0 { SEAL_ROW } else { NEVER }, ..Atom::line(height, items) });
    }
    if let Some(d) = date {
        push(desk, &[(d, last.min(area.width - d.width / 2.0) - d.width / 2.0)], atoms);
    }
}

/// How many names stand in a row, and the lines of each: what takes the least room while a cell stays free between neighbours.
fn columns(desk: &mut Desk<'_>, organs: &[String], area: &Area) -> (usize, Vec<Vec<Line>>) {
    let mut best: Option<(usize, usize, Vec<Vec<Line>>)> = None;
    for n in (1..=SEALS_IN_ROW.min(organs.len())).rev() {
        let room = if n == 1 { NAME_CELLS } else { area.cells as i32 / n as i32 - 1 };
        let names: Vec<Vec<Line>> = organs.iter().map(|name| organ(desk, name, room, area)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(0);
        let height = organs.len().div_ceil(n) * (lines + ROW_BLANKS);
        if (n == 1 || lines <= LINES_BESIDE) && best.as_ref().is_none_or(|b| height < b.0) {
            best = Some((height, n, names));
        }
    }
    best.map_or((1, Vec::new()), |(_, n, names)| (n, names))
}

/// NT-01: 附注 on the line below, two 字 in.
fn note(desk: &mut Desk<'_>, note: &str, area: &Area, atoms: &mut Vec<Atom>) {
    let text = plain(&words::bracketed(note), Style { role: Role::FangSong, element: Element::Note });
    let u = i32::try_from(area.cells).unwrap_or(28) * 100;
    let lines = desk.set(&text, SIZE, area.cell(), Measure { first: u - 200, rest: u }, true, None);
    for (i, line) in lines.iter().enumerate() {
        push(desk, &[(line, if i == 0 { 2.0 * area.cell() } else { 0.0 })], atoms);
    }
}
