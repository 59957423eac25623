//! Free tables: any spreadsheet that is not the form as issued. Which lines are heads, which way a table runs, what every column is, and what its cells give.
//!
//! Everything is found by what stands on the sheet: `grid` shows a sheet as a person sees it, `frame` finds where a table stands, `head` and `body` read
//! it, `pairs` reads labels with a value beside them, `judge` looks at all that was taken.

mod body;
mod extent;
mod frame;
mod grid;
mod head;
mod judge;
pub(super) mod labels;
mod meaning;
mod pairs;
pub(super) mod value;
mod vocabulary;

use std::sync::Arc;

use self::frame::{Counties, Frame, Mode, Used};
use self::grid::{Grid, Kind};
use self::head::{Header, Part};
use super::names::Names;
use super::periods::{self, Fit, Span};
use super::{info, text};
use crate::campaign::Campaign;
use crate::diag::Diagnostics;
use crate::intake::{Sheet, Workbook};
use crate::model::{Aspect, BookReading, Fact, LineReading, Role, TableReading, UnitReading};
use crate::origin::{CellRef, CellSource, Origin};
use crate::words::read as words;

/// Most tables that are looked for on one sheet.
const MOST_TABLES: usize = 60;

/// What a table is read with.
pub(super) struct Context<'a> {
    file: Arc<str>,
    campaign: &'a Campaign,
    names: &'a Names<'a>,
    /// The period that was asked for.
    asked: Option<Span>,
    /// Names the indicator where no head does.
    caption: String,
    /// Units that a line above the table names for all of it.
    units: Vec<String>,
    /// The unit that the table is of, where its rows name none.
    county: Option<String>,
}

impl Context<'_> {
    /// The unit of a column that has none of its own; `rate` where it is a rate by its name.
    fn default_unit(&self, rate: bool) -> Option<String> {
        let is_rate = |u: &str| u == "%" || u.ends_with("百分点");
        let mut fit = self.units.iter().filter(|u| is_rate(u) == rate);
        let one = fit.next()?;
        // 单位：人、万元 says nothing about any one column.
        fit.next().is_none().then(|| one.clone())
    }
}

/// A value that was taken, and what `judge` needs to know of it.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    fact: Fact,
    /// The cell that names its row.
    label: Option<CellRef>,
    /// Whether the unit stands there in full.
    full: bool,
    /// Which table of the file it is of.
    table: usize,
    /// Its row on the grid.
    row: u32,
}

/// A sum that stands in a table.
#[derive(Debug, Clone)]
pub(super) struct Total {
    indicator: String,
    field: Aspect,
    value: rust_decimal::Decimal,
    source: CellSource,
    table: usize,
    /// Its row on the grid, where it may be the sum of the rows above or below it only (小计).
    partial: Option<u32>,
}

/// All that a workbook's tables give.
#[derive(Debug, Default)]
struct Harvest {
    taken: Vec<Taken>,
    totals: Vec<Total>,
    /// Tables whose rows were all taken, so that their sums can be checked.
    whole: Vec<usize>,
    tables: Vec<TableReading>,
}

/// Reads every table of a workbook; `period` is the one asked for.
pub(super) fn read(book: &Workbook, campaign: &Campaign, names: &Names<'_>, asked: Option<Span>) -> BookReading {
    let mut out = Diagnostics::new();
    let mut harvest = Harvest::default();
    let by_file = names.within(info::stem(&book.file)).and_then(known);
    let skipped = other_periods(book, asked, &mut out);
    for (i, sheet) in book.sheets.iter().enumerate() {
        if sheet.lost > 0 {
            out.push(crate::words::intake::cells_lost(&book.file, &sheet.name, sheet.lost));
        }
        if text::key(&sheet.name) == crate::model::HIDDEN_SHEET || skipped.contains(&i) {
            continue;
        }
        if sheet.hidden {
            let grid = Grid::new(sheet, false);
            if grid.places().any(|(_, p)| p.kind == Kind::Value) {
                out.push(words::hidden_sheet(&book.file, &sheet.name));
            }
            continue;
        }
        read_sheet(book, sheet, campaign, names, asked, by_file.as_deref(), &mut harvest, &mut out);
    }
    if harvest.taken.is_empty() && out.is_empty() {
        out.push(words::no_table(&book.file));
    }
    file_name(book, by_file.as_deref(), &harvest, &mut out);
    let facts = judge::judge(harvest.taken, &harvest.totals, &harvest.whole, &mut out);
    BookReading { file: book.file.clone(), form: false, tables: harvest.tables, facts, diagnostics: out }
}

/// Says so where the name of the file is one unit's and the tables are of others.
fn file_name(book: &Workbook, by_file: Option<&str>, harvest: &Harvest, out: &mut Diagnostics) {
    let Some(by_file) = by_file else { return };
    let mut inside: Vec<&str> = harvest.taken.iter().filter_map(|t| t.fact.county.as_deref()).collect();
    inside.sort_unstable();
    inside.dedup();
    if let [first, ..] = inside.as_slice()
        && !inside.contains(&by_file)
        && !out.iter().any(|d| d.code == "unit-file-name")
    {
        let all = if inside.len() > 1 { format!("{first}等") } else { (*first).to_owned() };
        out.push(words::names_differ(&book.file, by_file, &all));
    }
}

fn known(reading: UnitReading) -> Option<String> {
    match reading {
        UnitReading::Known { name, .. } => Some(name),
        _ => None,
    }
}

/// Sheets that by their names are of other periods than the one asked for, or than the latest, where none was asked for.
fn other_periods(book: &Workbook, asked: Option<Span>, out: &mut Diagnostics) -> Vec<usize> {
    let spans: Vec<(usize, Span)> =
        book.sheets.iter().enumerate().filter(|(_, s)| !s.hidden).filter_map(|(i, s)| periods::span(&s.name).map(|p| (i, p))).collect();
    let latest = spans.iter().map(|(_, s)| *s).max_by_key(|s| (s.last, std::cmp::Reverse(s.first)));
    let mut skipped = Vec::new();
    for (i, span) in &spans {
        let Some(sheet) = book.sheets.get(*i) else { continue };
        let other = match (asked, latest) {
            (Some(asked), _) => span.against(asked) == Fit::Other,
            (None, Some(latest)) => *span != latest,
            (None, None) => false,
        };
        if !other {
            continue;
        }
        skipped.push(*i);
        // A file of one sheet of another period was sent by mistake; beside the right one it is only not read.
        let alone = asked.is_some() && spans.iter().all(|(_, s)| asked.is_some_and(|a| s.against(a) == Fit::Other));
        out.push(if alone {
            words::other_period(Origin::sheet(book.file.clone(), sheet.name.clone()), &sheet.name)
        } else {
            words::other_period_beside(&book.file, &sheet.name, &sheet.name)
        });
    }
    skipped
}

#[expect(clippy::too_many_arguments, reason = "one call, all of it the run's context")]
fn read_sheet(
    book: &Workbook,
    sheet: &Sheet,
    campaign: &Campaign,
    names: &Names<'_>,
    asked: Option<Span>,
    by_file: Option<&str>,
    harvest: &mut Harvest,
    out: &mut Diagnostics,
) {
    hidden_lines(book, sheet, out);
    let source = |cell| CellSource { file: book.file.clone(), sheet: sheet.name.clone(), cell };
    for at in sheet.covered.iter().take(20).filter(|at| sheet.is_visible(**at)) {
        // A value in the body may be missed by somebody; a stale name under a merged name is what everybody sees.
        let anchor = sheet.seen(*at).map(super::cells::shown).unwrap_or_default();
        if super::number::read(&anchor) != super::number::TextNumber::No && !anchor.is_empty() {
            out.push(words::covered(source(*at)));
        }
    }
    let (plain, turned) = (Grid::new(sheet, false), Grid::new(sheet, true));
    if plain.height() == 0 {
        return;
    }
    let (counties, counties_turned) = (Counties::find(&plain, names), Counties::find(&turned, names));
    let own = own_unit(book, sheet, &plain, names, by_file, out);
    let mut used = Used::new();
    for _ in 0..MOST_TABLES {
        let frame =
            frame::of_counties([(&plain, &counties), (&turned, &counties_turned)], &used).or_else(|| frame::of_indicators([&plain, &turned], &used));
        let Some(frame) = frame else { break };
        let grid = if frame.turned { &turned } else { &plain };
        let before = used.len();
        table(book, grid, &frame, campaign, names, asked, own.as_deref(), &mut used, harvest, out);
        if used.len() == before {
            break;
        }
    }
    let cx = Context { file: book.file.clone(), campaign, names, asked, caption: String::new(), units: Vec::new(), county: own };
    pairs::read(&cx, &plain, &mut used, harvest, out);
}

/// Says which hidden rows and columns hold something; they are not read.
fn hidden_lines(book: &Workbook, sheet: &Sheet, out: &mut Diagnostics) {
    let source = |cell| CellSource { file: book.file.clone(), sheet: sheet.name.clone(), cell };
    let mut rows = std::collections::BTreeSet::new();
    let mut cols = std::collections::BTreeSet::new();
    for (at, cell) in sheet.cells.iter().filter(|(_, c)| !super::cells::is_blank(c)) {
        let shown = || super::cells::shown(cell).chars().take(20).collect::<String>();
        if sheet.hidden_rows.holds(at.row) {
            if rows.len() < 50 && rows.insert(at.row) {
                out.push(words::hidden_row(source(*at), at.row.saturating_add(1), &shown()));
            }
        } else if sheet.hidden_cols.holds(at.col) && cols.len() < 50 && cols.insert(at.col) {
            let letters: String = at.to_string().chars().take_while(char::is_ascii_alphabetic).collect();
            out.push(words::hidden_column(source(*at), &letters, &shown()));
        }
    }
}

/// The unit that a whole sheet is of: the field for it, a title, the name of the sheet, the name of the file.
fn own_unit(book: &Workbook, sheet: &Sheet, grid: &Grid<'_>, names: &Names<'_>, by_file: Option<&str>, out: &mut Diagnostics) -> Option<String> {
    let mut inside = None;
    for ((r, c), p) in grid.places() {
        let Some(rest) = labels::reporting_unit(&p.shown) else { continue };
        let text =
            if rest.is_empty() { grid.within(r, c + 1, u32::MAX).next().map(|(_, p)| p.shown.clone()).unwrap_or_default() } else { rest.to_owned() };
        let named = names.read(&text);
        if let Some(name) = named.known() {
            if matches!(named.reading, UnitReading::Known { former: true, .. }) {
                out.push(words::former_name(CellSource { file: book.file.clone(), sheet: sheet.name.clone(), cell: p.at }, &text, name));
            }
            inside = Some(name.to_owned());
            break;
        }
    }
    // A label with a figure beside it is no title.
    let is_label = |r: u32, c: u32| grid.within(r, c + 1, u32::MAX).any(|(_, p)| p.kind == Kind::Value);
    let titles = || {
        let lines = grid.places().filter(|((r, c), p)| *r < 4 && p.kind == Kind::Text && !is_label(*r, *c));
        lines.map(|(_, p)| p).find_map(|p| names.within(&p.shown).and_then(known))
    };
    let inside = inside.or_else(|| names.within(&sheet.name).and_then(known)).or_else(|| {
        let several = grid.places().filter(|(_, p)| p.kind == Kind::Text && names.spelled_as_usual(&p.key).is_some()).take(2).count() > 1;
        if several { None } else { titles() }
    });
    match (inside, by_file) {
        (Some(inside), Some(file)) if inside != file => {
            out.push(words::names_differ(&book.file, file, &inside));
            Some(inside)
        }
        (Some(inside), _) => Some(inside),
        (None, file) => file.map(str::to_owned),
    }
}

#[expect(clippy::too_many_arguments, reason = "one call, all of it the run's context")]
fn table(
    book: &Workbook,
    grid: &Grid<'_>,
    frame: &Frame,
    campaign: &Campaign,
    names: &Names<'_>,
    asked: Option<Span>,
    own: Option<&str>,
    used: &mut Used,
    harvest: &mut Harvest,
    out: &mut Diagnostics,
) {
    let floor = floor(grid, frame, used);
    let bottom = extent::bottom(grid, frame);
    let header = head::read(grid, frame, floor, bottom, asked);
    let above = Above::read(grid, frame, &header);
    for r in header.top..=bottom {
        used.extend(grid.within(r, frame.columns.0, frame.columns.1).map(|(_, p)| p.at));
    }
    // The row or column that names the units is the table's, however far it reaches.
    let source = |cell| CellSource { file: book.file.clone(), sheet: grid.sheet.name.clone(), cell };
    if let (Some(asked), Some((span, at, shown))) = (asked, &above.period) {
        match span.against(asked) {
            Fit::Same => {}
            Fit::Overlaps => out.push(words::part_period(Origin::Cell(source(*at)), shown)),
            Fit::Other => {
                out.push(words::other_period(Origin::Cell(source(*at)), shown));
                return;
            }
        }
    }
    let county = (frame.mode == Mode::Indicators).then(|| above.county(names).or_else(|| own.map(str::to_owned))).flatten();
    let labelled = || grid.filled_in(frame.anchor).iter().filter_map(|r| grid.get(*r, frame.anchor)).any(|p| names.leading(&p.shown).is_some());
    if frame.mode == Mode::Indicators && county.is_none() && !labelled() {
        out.push(words::unit_nowhere(&book.file, &grid.sheet.name));
    }
    let caption = above.caption.clone().unwrap_or_else(|| grid.sheet.name.to_string());
    let cx = Context { file: book.file.clone(), campaign, names, asked, caption, units: above.units, county };
    let number = harvest.tables.len();
    let read = body::read(&cx, grid, frame, &header, bottom, number, out);
    if read.whole {
        harvest.whole.push(number);
    }
    harvest.taken.extend(read.taken);
    harvest.totals.extend(read.totals);
    harvest.tables.push(shape(&cx, grid, frame, &header, bottom));
}

/// The first row that belongs to no earlier table within the columns of a frame.
fn floor(grid: &Grid<'_>, frame: &Frame, used: &Used) -> u32 {
    let taken = |r: u32| grid.within(r, frame.columns.0, frame.columns.1).any(|(_, p)| used.contains(&p.at));
    (frame.first.saturating_sub(40)..frame.first).rev().find(|r| taken(*r)).map_or(0, |r| r + 1)
}

/// What stands above a table's head.
struct Above {
    period: Option<(Span, CellRef, String)>,
    units: Vec<String>,
    caption: Option<String>,
    texts: Vec<String>,
}

impl Above {
    fn read(grid: &Grid<'_>, frame: &Frame, header: &Header) -> Self {
        let head = header.rows.first().copied().unwrap_or(header.body);
        let mut above = Self { period: None, units: Vec::new(), caption: None, texts: Vec::new() };
        // On a turned grid the lines above the table stand at its side, with those between title and head among them.
        let mut lines: Vec<(CellRef, String)> = Vec::new();
        let rows = if grid.turned { 0..=head.max(header.body) } else { header.top..=head.saturating_sub(1) };
        if grid.turned {
            lines.extend(grid.places().filter(|((_, c), p)| *c < frame.anchor && p.kind == Kind::Text).map(|(_, p)| (p.at, p.shown.clone())));
        } else if head > 0 {
            for r in rows {
                // A line over several tables side by side belongs to each.
                lines.extend(
                    grid.row(r)
                        .filter(|(c, p)| *c <= frame.columns.1 && *c + p.span.1 > frame.columns.0 && p.kind == Kind::Text)
                        .map(|(_, p)| (p.at, p.shown.clone())),
                );
            }
        }
        lines.sort_by_key(|(at, _)| *at);
        for (at, shown) in lines {
            if let Some(units) = labels::unit_line(&shown) {
                above.units = units;
            }
            let is_line = labels::is_note(&shown) || labels::reporting_unit(&shown).is_some();
            if !is_line {
                if let Some(span) = periods::span(&shown) {
                    above.period = Some((span, at, shown.clone()));
                }
                if labels::unit_line(&shown).is_none() {
                    above.caption = Some(text::tight(&shown));
                }
            }
            above.texts.push(shown);
        }
        above
    }

    fn county(&self, names: &Names<'_>) -> Option<String> {
        let reported = self
            .texts
            .iter()
            .rev()
            .find_map(|t| labels::reporting_unit(t).filter(|r| !r.is_empty()).and_then(|r| names.read(r).known().map(str::to_owned)));
        reported.or_else(|| self.texts.iter().rev().find_map(|t| names.within(t).and_then(known)))
    }
}

/// How the table was understood, for people.
fn shape(cx: &Context<'_>, grid: &Grid<'_>, frame: &Frame, header: &Header, bottom: u32) -> TableReading {
    let long = frame.mode == Mode::Indicators || header.columns.iter().any(|c| c.part == Part::Indicator);
    let meanings = meaning::meanings(&header.columns, long, &cx.caption, cx.asked);
    let line = |r: u32| grid.rows.get(r as usize).copied().unwrap_or(0);
    let lines = header
        .columns
        .iter()
        .filter(|c| c.part != Part::Blank)
        .map(|c| {
            let head = header.rows.iter().rev().find_map(|r| grid.seen(*r, c.c)).map(|(_, p)| p.shown.clone());
            let head = if c.labels.is_empty() { head.unwrap_or_default() } else { c.labels.join(".") };
            let role = match c.part {
                Part::Anchor if frame.mode == Mode::Counties => Role::County,
                Part::Anchor | Part::Indicator => Role::Indicator,
                Part::Number => Role::Number,
                Part::Group => Role::Group,
                Part::Unit => Role::Unit,
                Part::Aspect => Role::Aspect,
                Part::Values => {
                    let m = meanings.get(&c.c);
                    Role::Values(
                        m.and_then(|m| m.indicator.clone()).unwrap_or_default(),
                        m.map_or(Aspect::Current, |m| m.field.clone()),
                        c.unit.clone(),
                    )
                }
                Part::Text | Part::Blank => Role::Text,
            };
            LineReading { at: grid.cols.get(c.c as usize).copied().unwrap_or(0), head, role }
        })
        .collect();
    let area = (grid.address(header.top, frame.columns.0), grid.address(bottom, frame.columns.1));
    TableReading {
        sheet: grid.sheet.name.clone(),
        area,
        across: grid.turned,
        head: header.rows.iter().map(|r| line(*r)).collect(),
        lines,
        county: cx.county.clone(),
    }
}
