//! The body of a table: row by row, which unit, which indicator, and what each cell gives.

use std::collections::{BTreeMap, BTreeSet};

use super::extent::repeats;
use super::frame::{Frame, Mode};
use super::grid::{Grid, Kind, Place};
use super::head::{self, Header, Part};
use super::labels;
use super::meaning::{self, Meaning};
use super::value::{self, Asked};
use super::{Context, Taken, Total};
use crate::campaign::UnitRole;
use crate::diag::Diagnostics;
use crate::model::{Aspect, Fact, UnitReading, Value};
use crate::origin::{CellRef, CellSource};
use crate::words::read as words;

/// What the rows of a table are named by, as they are read from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Owner {
    /// A unit, by name; whether it stands there in full.
    Unit(String, bool),
    /// None that values may be taken for.
    Nobody,
}

/// What the body of a table gives.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Values with their names.
    pub(super) taken: Vec<Taken>,
    /// Sums that stand in it.
    pub(super) totals: Vec<Total>,
    /// Whether every row that a sum can hold was taken.
    pub(super) whole: bool,
}

/// Reads the rows from the top of the body to `bottom`.
pub(super) fn read(cx: &Context<'_>, grid: &Grid<'_>, frame: &Frame, header: &Header, bottom: u32, table: usize, out: &mut Diagnostics) -> Body {
    let column = |part: Part| header.columns.iter().find(|c| c.part == part).map(|c| c.c);
    let long = frame.mode == Mode::Indicators || column(Part::Indicator).is_some();
    let meanings = meaning::meanings(&header.columns, long, &cx.caption, cx.asked);
    let mut reader = Reader {
        cx,
        grid,
        frame,
        header,
        table,
        indicator: column(Part::Indicator),
        unit: column(Part::Unit),
        field: column(Part::Aspect),
        meanings,
        owner: Owner::Nobody,
        owner_at: None,
        last_indicator: None,
        seen: BTreeSet::new(),
        yes_columns: BTreeMap::new(),
        body: Body { whole: true, ..Body::default() },
        out,
    };
    for r in header.body..=bottom {
        reader.row(r);
    }
    reader.headless(bottom);
    reader.body
}

struct Reader<'a, 's> {
    cx: &'a Context<'a>,
    grid: &'a Grid<'s>,
    frame: &'a Frame,
    header: &'a Header,
    table: usize,
    indicator: Option<u32>,
    unit: Option<u32>,
    field: Option<u32>,
    meanings: BTreeMap<u32, Meaning>,
    owner: Owner,
    owner_at: Option<CellRef>,
    last_indicator: Option<String>,
    /// Indicators that the current unit has had, so that a blank name is only filled where that makes sense.
    seen: BTreeSet<String>,
    yes_columns: BTreeMap<u32, bool>,
    body: Body,
    out: &'a mut Diagnostics,
}

impl Reader<'_, '_> {
    fn source(&self, at: CellRef) -> CellSource {
        CellSource { file: self.cx.file.clone(), sheet: self.grid.sheet.name.clone(), cell: at }
    }

    fn values(&self, r: u32) -> Vec<(u32, &Place<'_>)> {
        self.meanings.keys().filter_map(|c| self.grid.get(r, *c).map(|p| (*c, p))).filter(|(_, p)| p.kind == Kind::Value).collect()
    }

    fn row(&mut self, r: u32) {
        let valued = self.values(r).first().map(|(_, p)| (p.at, p.shown.clone()));
        if head::is_numbering(self.grid, r, self.frame.columns) || (valued.is_none() && repeats(self.grid, self.frame, r)) {
            return;
        }
        match self.frame.mode {
            Mode::Counties => self.county_row(r, valued),
            Mode::Indicators => self.indicator_row(r, valued),
        }
    }

    fn county_row(&mut self, r: u32, valued: Option<(CellRef, String)>) {
        let label = self.grid.seen(r, self.frame.anchor).map(|(at, p)| (at, p.at, p.shown.clone()));
        let Some((_, at, shown)) = label else {
            // 合计 in a column before the one that names the units.
            let before = self.frame.anchor.checked_sub(1).filter(|last| *last >= self.frame.columns.0);
            if before.is_some_and(|last| self.grid.within(r, self.frame.columns.0, last).any(|(_, p)| labels::is_total(&p.shown))) {
                (self.owner, self.owner_at) = (Owner::Nobody, None);
                self.total(r);
                return;
            }
            // Below a unit that was not merged downwards, the next indicators are its own.
            let named = self.indicator.and_then(|c| self.grid.get(r, c)).map(|p| p.key.clone());
            match (&self.owner, named, valued) {
                (Owner::Unit(name, full), Some(key), _) if !self.seen.contains(&key) || self.field.is_some() => {
                    let (name, full) = (name.clone(), *full);
                    self.take(r, &name, full, None);
                }
                (Owner::Nobody, Some(_), _) | (_, _, None) => {}
                (_, _, Some((at, shown))) => {
                    self.body.whole = false;
                    let at = self.source(at);
                    self.out.push(words::row_without_unit(at, &shown));
                }
            }
            return;
        };
        if labels::is_total(&shown) {
            (self.owner, self.owner_at) = (Owner::Nobody, None);
            self.total(r);
            return;
        }
        if labels::is_part(&shown) {
            if let (Owner::Unit(name, full), Some(_)) = (self.owner.clone(), &valued) {
                self.take(r, &name, full, Some((at, &shown)));
            }
            return;
        }
        if self.owner_at != Some(at) {
            self.seen.clear();
            self.last_indicator = None;
            self.owner_at = Some(at);
            self.owner = self.named(at, &shown, valued.is_some());
        }
        if let Owner::Unit(name, full) = self.owner.clone() {
            self.take(r, &name, full, None);
        }
    }

    /// Which unit a label names; says what there is to say where the row has values.
    fn named(&mut self, at: CellRef, shown: &str, valued: bool) -> Owner {
        let named = self.cx.names.read(shown);
        let place = self.source(at);
        let units = self.cx.campaign.campaign.units_name.clone();
        let field = labels::field(shown, self.cx.asked).is_some();
        let said = match &named.reading {
            UnitReading::Known { name, .. } if self.cx.names.role(name) == Some(UnitRole::City) => words::own_level(place, shown, &units),
            UnitReading::Known { name, former } => {
                if *former {
                    self.out.push(words::former_name(place.clone(), shown, name));
                }
                if let Some(scope) = &named.scope {
                    self.out.push(words::scope(place.clone(), shown, name, scope));
                }
                if named.folded {
                    self.out.push(words::folded(place, shown, name));
                }
                let unit = self.cx.campaign.unit(name);
                let full =
                    unit.is_some_and(|u| [&u.name, &u.body].iter().any(|n| crate::understand::text::key(n) == crate::understand::text::key(shown)));
                return Owner::Unit(name.clone(), full && named.scope.is_none());
            }
            UnitReading::Ambiguous(names) => words::ambiguous(place, shown, names),
            UnitReading::Close(name) => words::close(place, shown, name),
            UnitReading::Unknown => words::unknown_unit(place, shown, &units),
        };
        // A heading between the rows has no values; a row of targets is nobody's.
        if valued && !field {
            self.body.whole = false;
            self.out.push(said);
        }
        Owner::Nobody
    }

    fn indicator_row(&mut self, r: u32, valued: Option<(CellRef, String)>) {
        let label = self.grid.seen(r, self.frame.anchor).map(|(_, p)| p.shown.clone());
        match (label, valued) {
            (Some(label), valued) => {
                if labels::is_total(&label) || labels::is_note(&label) || (valued.is_none() && self.blank_heading(r)) {
                    return;
                }
                let county = self.cx.county.clone().unwrap_or_default();
                // 乙县会员数 among the rows of 甲县 is no figure of 甲县.
                match self.cx.names.leading(&label) {
                    Some((unit, _)) if county.is_empty() => self.take(r, &unit, true, None),
                    Some((unit, _)) if unit != county => {
                        let at = self.grid.seen(r, self.frame.anchor).map_or_else(|| self.grid.address(r, self.frame.anchor), |(_, p)| p.at);
                        let at = self.source(at);
                        self.out.push(words::row_of_other_unit(at, &label, &unit, &county));
                    }
                    _ => self.take(r, &county, true, None),
                }
            }
            (None, Some(_)) if self.field.is_some() && self.last_indicator.is_some() => {
                let county = self.cx.county.clone().unwrap_or_default();
                self.take(r, &county, true, None);
            }
            (None, Some((at, shown))) => {
                let at = self.source(at);
                self.out.push(words::row_without_indicator(at, &shown));
            }
            (None, None) => {}
        }
    }

    /// 一、组织建设: a heading has neither values nor a unit beside it.
    fn blank_heading(&self, r: u32) -> bool {
        self.unit.is_none_or(|c| self.grid.get(r, c).is_none())
    }

    /// The indicator of a row, as printed.
    fn row_indicator(&mut self, r: u32) -> Option<(String, Option<String>, Option<Aspect>)> {
        let column = if self.frame.mode == Mode::Indicators { Some(self.frame.anchor) } else { self.indicator }?;
        let label = self.grid.seen(r, column).map(|(_, p)| p.shown.clone());
        let label = match label {
            Some(label) => label,
            None => self.last_indicator.clone().filter(|_| self.field.is_some())?,
        };
        self.last_indicator = Some(label.clone());
        let leading = self.cx.names.leading(&label).filter(|_| self.frame.mode == Mode::Indicators && self.cx.county.is_none());
        let label = leading.map_or(label, |(_, rest)| rest);
        let (name, unit) = labels::split_unit(&label);
        let (name, field) = labels::split_field(&name, self.cx.asked);
        Some((name, unit, field))
    }

    /// Takes the values of a row for a unit; `part` is the label of a row of 其中 below the unit's own.
    fn take(&mut self, r: u32, county: &str, full: bool, part: Option<(CellRef, &str)>) {
        let from_row = self.row_indicator(r);
        // 小计 among the indicators of a unit, 合计 among its months.
        let sums = |c: Option<u32>| c.and_then(|c| self.grid.seen(r, c)).is_some_and(|(_, p)| labels::is_total(&p.shown));
        if sums(self.indicator) || sums(self.field) {
            return;
        }
        let long = self.frame.mode == Mode::Indicators || self.indicator.is_some();
        let label_at = self.grid.seen(r, self.frame.anchor).map(|(_, p)| p.at);
        if long {
            match &from_row {
                Some((name, ..)) => {
                    self.seen.insert(crate::understand::text::key(name));
                }
                None => {
                    if let Some((at, shown)) = self.values(r).first().map(|(_, p)| (p.at, p.shown.clone())) {
                        let at = self.source(at);
                        self.out.push(words::row_without_indicator(at, &shown));
                    }
                    return;
                }
            }
        }
        let row_unit = self.unit.and_then(|c| self.grid.seen(r, c)).map(|(_, p)| p.key.trim_matches(['(', ')']).to_owned());
        let row_unit = row_unit.filter(|u| crate::understand::units::is_measure(u));
        let row_field = self.field.and_then(|c| self.grid.seen(r, c)).and_then(|(_, p)| labels::field(&p.shown, self.cx.asked));
        for (c, meaning) in self.meanings.clone() {
            let column = self.header.columns.iter().find(|x| x.c == c);
            if column.is_none_or(|x| x.labels.is_empty() && x.unit.is_none() && !self.header.rows.is_empty()) {
                continue;
            }
            let (name, name_unit, name_field) = match (&meaning.indicator, &from_row) {
                (Some(name), _) => (name.clone(), None, None),
                (None, Some((name, unit, field))) => (name.clone(), unit.clone(), field.clone()),
                (None, None) => continue,
            };
            let field = match (&meaning.field, &row_field, &name_field) {
                (Aspect::Current, Some(f), _) | (Aspect::Current, None, Some(f)) => f.clone(),
                (f, ..) => f.clone(),
            };
            let name = match part {
                Some((_, label)) => format!("{name}.{}", crate::understand::text::tight(label)),
                None => name,
            };
            let column_unit = column.and_then(|x| x.unit.clone()).or_else(|| meaning.lent.clone());
            let headed = if meaning.own_unit && long { column_unit } else { row_unit.clone().or(name_unit).or(column_unit) };
            self.cell(r, c, Naming { county, full, name, field, headed, label_at, part });
        }
    }

    fn cell(&mut self, r: u32, c: u32, n: Naming<'_>) {
        let at = self.grid.address(r, c);
        let place = self.grid.get(r, c);
        let covering = self.grid.seen(r, c).filter(|(pos, _)| *pos != (r, c)).map(|(pos, p)| (pos, p.at, p.span.0));
        let what = match &n.field {
            Aspect::Own(head) => format!("{}{}", n.name, head),
            _ => n.name.clone(),
        };
        if let Some((_, at, rows)) = covering {
            // A number over several rows says nothing about each.
            let at = self.source(at);
            if !self.out.iter().any(|d| d.code == "value-merged" && d.origin == crate::origin::Origin::Cell(at.clone())) {
                self.out.push(words::merged_value(at, &what, rows));
            }
            return;
        }
        if place.is_some_and(|p| p.span.0 > 1) && self.merged_over_others(r, c) {
            let source = self.source(at);
            self.out.push(words::merged_value(source, &what, place.map_or(1, |p| p.span.0)));
            return;
        }
        let rate = labels::is_rate(&n.name) || matches!(&n.field, Aspect::Own(h) if labels::is_rate(h));
        let dated = n.field == Aspect::Date || matches!(&n.field, Aspect::Own(h) if value::is_date_head(h)) || value::is_date_head(&n.name);
        let headed = if dated { None } else { n.headed.clone().or_else(|| self.cx.default_unit(rate)) };
        let field = if dated && n.field == Aspect::Current { Aspect::Date } else { n.field.clone() };
        let yes_or_no = self.yes_or_no(c);
        let column = self.header.columns.iter().find(|x| x.c == c);
        let head = column.map(|x| x.labels.join("")).unwrap_or_default();
        let asked = Asked {
            what: &what,
            field: &field,
            unit: headed.as_deref(),
            rate,
            yes_or_no,
            any_day: ["计划", "预计", "拟", "截止", "时限", "开始", "开工", "成立"].iter().any(|w| head.contains(w)),
            period: self.cx.asked,
            campaign: self.cx.campaign,
        };
        let source = self.source(at);
        let given = value::read(place.map(|p| p.cell), source.clone(), asked);
        if given.values.is_empty() {
            self.body.whole = false;
        }
        for d in given.found {
            self.out.push(d);
        }
        for (suffix, value) in given.values {
            let field = match suffix {
                Some(suffix) => Aspect::Own(format!("{}{suffix}", field.chinese())),
                None => field.clone(),
            };
            if let Some((_, label)) = n.part
                && value.is_some()
            {
                self.out.push(words::part_of(source.clone(), label, n.county, &n.name));
            }
            let unit = if dated { None } else { given.unit.clone() };
            let county = (!n.county.is_empty()).then(|| n.county.to_owned());
            let fact = Fact { source: source.clone(), county, indicator: n.name.clone(), field, value, unit };
            self.body.taken.push(Taken { fact, label: n.label_at, full: n.full, table: self.table, row: r });
        }
    }

    /// Whether a value's merged cell reaches into rows of other units or indicators.
    fn merged_over_others(&self, r: u32, c: u32) -> bool {
        let Some(p) = self.grid.get(r, c) else { return false };
        let by = |row: u32, col: Option<u32>| col.and_then(|col| self.grid.seen(row, col)).map(|(at, _)| at);
        (r + 1..r + p.span.0)
            .any(|row| by(row, Some(self.frame.anchor)) != by(r, Some(self.frame.anchor)) || by(row, self.indicator) != by(r, self.indicator))
    }

    /// Whether a column asks for yes or no; looked up once a column.
    fn yes_or_no(&mut self, c: u32) -> bool {
        if let Some(known) = self.yes_columns.get(&c) {
            return *known;
        }
        let inside: Vec<&Place<'_>> =
            self.grid.filled_in(c).iter().filter(|r| **r >= self.header.body).take(200).filter_map(|r| self.grid.get(*r, c)).collect();
        let yes = inside.iter().filter(|p| labels::yes_or_no(&p.key).is_some()).count();
        let asks = yes > 0 && yes * 2 > inside.iter().filter(|p| !crate::understand::number::is_dash(&p.shown)).count();
        self.yes_columns.insert(c, asks);
        asks
    }

    fn total(&mut self, r: u32) {
        let partial = self.grid.within(r, self.frame.columns.0, self.frame.anchor).any(|(_, p)| p.key.contains("小计")).then_some(r);
        let from_row = self.row_indicator(r);
        for (c, meaning) in self.meanings.clone() {
            let name = meaning.indicator.clone().or_else(|| from_row.as_ref().map(|(n, ..)| n.clone()));
            let (Some(indicator), Some(p)) = (name, self.grid.get(r, c)) else { continue };
            let number = |f: f64| crate::understand::number::exact(f);
            let value = match &p.cell.value {
                crate::intake::Raw::Number(f) if !p.cell.percent() => number(*f),
                _ => None,
            };
            if let Some(value) = value {
                let place = self.source(p.at);
                self.body.totals.push(Total { indicator, field: meaning.field.clone(), value, source: place, table: self.table, partial });
            }
        }
    }

    /// Columns of values that no head names.
    fn headless(&mut self, bottom: u32) {
        if self.header.rows.is_empty() {
            return;
        }
        let nameless: Vec<u32> =
            self.header.columns.iter().filter(|c| c.part == Part::Values && c.labels.is_empty() && c.unit.is_none()).map(|c| c.c).collect();
        for c in nameless {
            let first = self.grid.filled_in(c).iter().find(|r| (self.header.body..=bottom).contains(r)).and_then(|r| self.grid.get(*r, c));
            if let Some((at, shown)) = first.map(|p| (p.at, p.shown.clone())) {
                let at = self.source(at);
                self.out.push(words::column_without_head(at, &shown));
            }
        }
    }
}

/// What a value is called.
struct Naming<'n> {
    county: &'n str,
    full: bool,
    name: String,
    field: Aspect,
    headed: Option<String>,
    label_at: Option<CellRef>,
    part: Option<(CellRef, &'n str)>,
}

/// Whether a value is a number.
pub(super) fn as_number(value: Option<&Value>) -> Option<rust_decimal::Decimal> {
    match value {
        Some(Value::Number(n)) => Some(*n),
        _ => None,
    }
}
