//! The rows of one indicator: totals over the units that give a value, each unit, both spans, with what they are compared with.
//!
//! In: columns of the period and of the times to compare with. Out: [`FigureRow`]s, the total first.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Times;
use super::column::{Column, Part, Reading, column, plain};
use super::compare;
use super::ledger::{Ledger, Time};
use super::trend;
use crate::campaign::{Indicator, Kind, Level};
use crate::model::{Base, Comparison, Coverage, EarlierTime, Figure, FigureRow, Period, Scope, Situation, Span, percent};

/// What a row is compared with.
struct Against {
    /// The time and its column; none where there is no such time in the campaign.
    time: Option<(Period, Column)>,
}

impl Against {
    fn new(ledger: &Ledger<'_>, indicator: &Indicator, time: Option<&Time>, span: Span) -> Self {
        Self { time: time.map(|t| (t.label, column(ledger, indicator, t, span))) }
    }

    /// A base from before the campaign, where its own time to compare with is not wholly in it and anybody has given one.
    fn or_earlier(self, ledger: &Ledger<'_>, times: &Times<'_>, indicator: &Indicator, span: Span) -> Self {
        if self.time.is_some() || !matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Ratio) {
            return self;
        }
        let now = times.now.label;
        let label = if rests_on_stocks(ledger, indicator) { Period::Form(now.last().january().plus(-1)) } else { now.year_before() };
        let time = if rests_on_stocks(ledger, indicator) { EarlierTime::YearEnd(label.last().year) } else { EarlierTime::Until(label.last()) };
        let earlier = times.earlier.filter(|e| e.has(time));
        Self { time: earlier.map(|e| (label, super::earlier::column(ledger, e, indicator, label, span))) }
    }

    /// The value of just these units then, if every one of them had one.
    fn base(&self, units: &[usize], shown: bool) -> Result<Base, Situation> {
        let Some((time, column)) = &self.time else { return Err(Situation::NoBase) };
        let parts = parts(column, shown);
        let readings: Option<Vec<&Reading>> = units.iter().map(|&u| parts.get(u).and_then(Part::reading)).collect();
        let total = readings.ok_or(Situation::BaseIncomplete).map(|r| Reading::total(r.into_iter()))?;
        let figure = total.and_then(|t| Some(Figure { value: t.value()?, sources: t.sources })).ok_or(Situation::NoBase)?;
        Ok(Base { period: *time, figure })
    }
}

fn parts(column: &Column, shown: bool) -> &[Part] {
    match &column.shown {
        Some(parts) if shown => parts,
        _ => &column.parts,
    }
}

/// All rows of an indicator, in order, onto `out`.
pub(super) fn indicator_rows(ledger: &Ledger<'_>, times: &Times<'_>, indicator: &Indicator, out: &mut Vec<FigureRow>) {
    let ytd = column(ledger, indicator, &times.now, Span::Ytd);
    if indicator.kind == Kind::Flow {
        let period = column(ledger, indicator, &times.now, Span::Period);
        span_rows(ledger, times, indicator, Span::Period, &period, &ytd, out);
        span_rows(ledger, times, indicator, Span::Ytd, &ytd, &ytd, out);
    } else {
        span_rows(ledger, times, indicator, Span::Period, &ytd, &ytd, out);
    }
}

fn span_rows(ledger: &Ledger<'_>, times: &Times<'_>, indicator: &Indicator, span: Span, now: &Column, ytd: &Column, out: &mut Vec<FigureRow>) {
    let builder = Builder {
        ledger,
        times,
        indicator,
        span,
        now,
        ytd,
        base: Against::new(ledger, indicator, base_time(ledger, times, indicator, span), span).or_earlier(ledger, times, indicator, span),
        before: Against::new(ledger, indicator, times.before.as_ref().filter(|_| rests_on_stocks(ledger, indicator)), span),
    };
    out.push(builder.total());
    if !indicator.gives_unit_level() {
        return;
    }
    for (u, unit) in ledger.units() {
        let has_row = match &now.shown {
            Some(_) => ledger.is_county(u) && !ledger.campaign.owes(indicator, unit),
            None => ledger.campaign.owes(indicator, unit),
        };
        if has_row {
            out.push(builder.unit(u));
        }
    }
}

/// Whether a value stands at an end: stocks, and ratios of stocks.
pub(super) fn stands_at_end(ledger: &Ledger<'_>, indicator: &Indicator) -> bool {
    rests_on_stocks(ledger, indicator)
}

/// Stocks, and ratios of stocks: compared with the end of last year, the rest with the same period of last year.
fn rests_on_stocks(ledger: &Ledger<'_>, indicator: &Indicator) -> bool {
    let stock = |id: &Option<String>| id.as_deref().and_then(|id| ledger.campaign.indicator(id)).is_some_and(|i| i.kind == Kind::Stock);
    match indicator.kind {
        Kind::Stock => true,
        Kind::Ratio => stock(&indicator.numerator) && stock(&indicator.denominator),
        Kind::Flow | Kind::Plan | Kind::Status => false,
    }
}

fn base_time<'a>(ledger: &Ledger<'_>, times: &'a Times<'a>, indicator: &Indicator, span: Span) -> Option<&'a Time> {
    if rests_on_stocks(ledger, indicator) {
        return times.year_end.as_ref();
    }
    let last_year = times.last_year.as_ref();
    match indicator.kind {
        // A year that the campaign began in is no year to compare with: months are not missing from it, but they are not in it.
        Kind::Flow if span == Span::Period => last_year.filter(|t| t.period.whole),
        Kind::Ratio if indicator.basis == Some(crate::campaign::Basis::Period) => last_year.filter(|t| t.period.whole),
        Kind::Flow | Kind::Ratio => last_year.filter(|t| t.ytd.whole),
        Kind::Stock | Kind::Plan | Kind::Status => None,
    }
}

struct Builder<'a> {
    ledger: &'a Ledger<'a>,
    times: &'a Times<'a>,
    indicator: &'a Indicator,
    span: Span,
    now: &'a Column,
    ytd: &'a Column,
    base: Against,
    before: Against,
}

impl Builder<'_> {
    fn names(&self, units: &[usize]) -> Vec<String> {
        units.iter().map(|&u| self.ledger.name(u).to_owned()).collect()
    }

    /// Units of the reporting side that owe the indicator, and those of them that are covered.
    fn coverage(&self, units: impl Iterator<Item = usize>) -> (Vec<usize>, Vec<usize>) {
        let of: Vec<usize> = units.filter(|&u| !matches!(self.now.parts.get(u), Some(Part::NotOwed) | None)).collect();
        let covers = of.iter().copied().filter(|&u| self.now.parts.get(u).and_then(Part::reading).is_some()).collect();
        (of, covers)
    }

    fn total(&self) -> FigureRow {
        let (of, covers) = self.coverage(0..self.now.parts.len());
        let sum_of = |column: &Column, units: &[usize]| Reading::total(units.iter().filter_map(|&u| column.parts.get(u).and_then(Part::reading)));
        let reading = sum_of(self.now, &covers);
        let progress_units: Vec<usize> = (0..self.ytd.parts.len()).collect();
        let so_far = sum_of(self.ytd, &progress_units).and_then(|r| r.value());
        let mut row = self.row(Scope::Total, reading, &covers, false, so_far);
        for option in &self.indicator.options {
            let having = |&u: &usize| self.now.parts.get(u).and_then(Part::reading).is_some_and(|r| r.status.as_ref() == Some(option));
            let units: Vec<usize> = covers.iter().copied().filter(having).collect();
            if !units.is_empty() {
                row.counts.push((option.clone(), self.names(&units)));
            }
        }
        row.status = None;
        row.trend = trend::points(self.ledger, self.times, self.indicator, self.span);
        row.repaired = covers
            .iter()
            .copied()
            .filter(|&u| self.now.parts.get(u).and_then(Part::reading).is_some_and(|r| r.repaired))
            .map(|u| self.ledger.name(u).to_owned())
            .collect();
        self.covered(row, &of, &covers)
    }

    fn unit(&self, u: usize) -> FigureRow {
        let shown = self.now.shown.is_some();
        // What is counted for another unit is owed by those that report it.
        let (of, covers) = if shown { self.coverage(0..self.now.parts.len()) } else { self.coverage(std::iter::once(u)) };
        let reading = |column: &Column| parts(column, true).get(u).and_then(Part::reading).cloned();
        let now = reading(self.now);
        let so_far = reading(self.ytd).and_then(|r| r.value());
        let repaired = now.as_ref().is_some_and(|r| r.repaired);
        let mut row = self.row(Scope::Unit(self.ledger.name(u).to_owned()), now, &[u], true, so_far);
        if let Some(status) = &row.status {
            row.counts = vec![(status.clone(), self.names(&[u]))];
        }
        row.repaired = if repaired { self.names(&[u]) } else { Vec::new() };
        self.covered(row, &of, &covers)
    }

    fn covered(&self, mut row: FigureRow, of: &[usize], covers: &[usize]) -> FigureRow {
        let covered: BTreeSet<usize> = covers.iter().copied().collect();
        let missing: Vec<usize> = of.iter().copied().filter(|u| !covered.contains(u)).collect();
        row.coverage = match (of.len(), covers.len()) {
            (0, _) => Coverage::NotOwed,
            (_, 0) => Coverage::Nobody,
            (of, covered) if of == covered => Coverage::Full,
            _ => Coverage::Partial,
        };
        row.of = self.names(of);
        row.covers = self.names(covers);
        row.missing = self.names(&missing);
        row
    }

    /// The row of a reading that rests on `units`; `so_far` is the year to date, for progress.
    fn row(&self, scope: Scope, reading: Option<Reading>, units: &[usize], shown: bool, so_far: Option<Decimal>) -> FigureRow {
        let indicator = self.indicator;
        let value = reading.as_ref().and_then(Reading::value);
        let against = |a: &Against| match (value, a.base(units, shown)) {
            (None, _) => (None, Comparison::bare(Situation::NoData)),
            (Some(v), Ok(base)) => {
                let comparison = compare::compare(v, base.figure.value, indicator);
                (Some(base), comparison)
            }
            (Some(_), Err(situation)) => (None, Comparison::bare(situation)),
        };
        let (base, mut comparison) = against(&self.base);
        let (previous, since_previous) = against(&self.before);
        let first = self.times.now.period.asked.first().copied().unwrap_or(self.times.now.period.last);
        if matches!(comparison.situation, Situation::NoBase | Situation::BaseIncomplete) && self.first_asked(first) {
            comparison = Comparison::bare(Situation::FirstReport);
        }
        let target = indicator.target.as_ref().filter(|t| is_set_for(t.level, &scope, indicator.kind));
        let progress = target.filter(|t| t.at_most.is_none()).and_then(|t| percent(so_far?, t.value));
        let reading = reading.unwrap_or_default();
        FigureRow {
            indicator: indicator.id.clone(),
            kind: indicator.kind,
            derived: indicator.count.is_some(),
            basis: indicator.basis,
            parts: indicator.numerator.clone().zip(indicator.denominator.clone()).map(|(n, d)| [n, d]),
            part_values: reading.over.map(|over| [plain(reading.sum), plain(over)]),
            scope,
            span: self.span,
            period: self.times.now.label,
            value,
            status: reading.status,
            counts: Vec::new(),
            covers: Vec::new(),
            of: Vec::new(),
            missing: Vec::new(),
            coverage: Coverage::Nobody,
            repaired: Vec::new(),
            target: target.map(|t| plain(t.value)),
            progress,
            base,
            comparison,
            previous,
            since_previous,
            trend: Vec::new(),
            corrections: reading.corrections,
            sources: once(reading.sources),
        }
    }

    fn first_asked(&self, first: crate::model::Month) -> bool {
        let part = |id: &Option<String>| id.as_deref().and_then(|id| self.ledger.campaign.indicator(id));
        match self.indicator.kind {
            Kind::Ratio => {
                [part(&self.indicator.numerator), part(&self.indicator.denominator)].into_iter().flatten().any(|i| self.ledger.first_asked(i, first))
            }
            _ => self.ledger.first_asked(self.indicator, first),
        }
    }
}

/// Whether a target of that level says something about a scope. What is set for each unit holds for the total only where it is a ratio.
fn is_set_for(level: Level, scope: &Scope, kind: Kind) -> bool {
    match (level, scope) {
        (Level::Total, Scope::Total) | (Level::Unit, Scope::Unit(_)) => true,
        (Level::Unit, Scope::Total) => kind == Kind::Ratio,
        (Level::Total, Scope::Unit(_)) => false,
    }
}

/// The same cells in the same order, each once: a city's sheet may have been a source of several units' figures.
fn once(sources: Vec<crate::origin::CellSource>) -> Vec<crate::origin::CellSource> {
    let mut seen = BTreeSet::new();
    sources.into_iter().filter(|s| seen.insert(s.clone())).collect()
}
