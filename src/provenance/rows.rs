//! What a figure is and how it was computed, from the summary's row that it is a part of.

use rust_decimal::Decimal;

use super::{Entry, Material, Mention};
use crate::campaign::{Basis, Indicator, Kind};
use crate::merge::Part;
use crate::model::{AppliedCorrection, Base, Coverage, FigureRow, Month, Scope, Span, Summary, period_name, round};
use crate::origin::CellSource;
use crate::words::provenance as words;

/// The exact value of a part of a row.
pub fn exact(summary: &Summary, row: &FigureRow, part: Part) -> Option<Decimal> {
    let correction = |n: u16| summary.corrections.get(usize::from(n));
    match part {
        Part::Value => row.value,
        Part::Base => row.base.as_ref().map(|b| b.figure.value),
        Part::By => row.comparison.by,
        Part::Percent => row.comparison.percent,
        Part::Previous => row.previous.as_ref().map(|b| b.figure.value),
        Part::ByPrevious => row.since_previous.by,
        Part::PercentPrevious => row.since_previous.percent,
        Part::Progress => row.progress,
        Part::Count(i) => row.counts.get(usize::from(i)).map(|(_, units)| Decimal::from(units.len())),
        Part::Uncorrected(n) => correction(n).and_then(|c| c.before),
        Part::Corrected(n) => correction(n).and_then(|c| c.after),
        Part::Trend(n) => row.trend.get(usize::from(n)).and_then(|p| p.figure.as_ref()).map(|f| f.value),
    }
}

/// Places that a part is printed with.
pub(super) fn places(indicator: &Indicator, part: Part) -> u32 {
    match part {
        Part::Percent | Part::PercentPrevious | Part::Progress => 1,
        Part::Count(_) => 0,
        _ => indicator.decimals(),
    }
}

/// The number that a printed figure shows.
fn shown(printed: &str) -> Option<Decimal> {
    let number: String = printed.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | ',')).filter(|c| *c != ',').collect();
    number.parse().ok()
}

pub(super) fn entry(material: Material<'_>, mention: Mention) -> Option<Entry> {
    let used = material.uses.get(mention.figure as usize)?;
    let row = material.summary.figures.get(used.row)?;
    let indicator = material.campaign.indicator(&row.indicator)?;
    let exact = exact(material.summary, row, used.part);
    let agrees = exact.zip(shown(&mention.printed)).is_some_and(|(exact, shown)| round(exact, places(indicator, used.part)) == shown);
    let teller = Teller { material, row, indicator };
    Some(Entry {
        number: 0,
        spot: None,
        exact,
        what: teller.what(used.part),
        how: teller.how(used.part),
        coverage: teller.coverage(used.part),
        same: Vec::new(),
        agrees,
        sources: teller.sources(used.part),
        mention,
    })
}

struct Teller<'a> {
    material: Material<'a>,
    row: &'a FigureRow,
    indicator: &'a Indicator,
}

impl Teller<'_> {
    fn correction(&self, n: u16) -> Option<&AppliedCorrection> {
        self.material.summary.corrections.get(usize::from(n))
    }

    /// The months that a flow of this row adds up.
    fn months(&self) -> (Month, Month) {
        let last = self.row.period.last();
        match self.row.span {
            Span::Period => (self.material.summary.months.first().copied().unwrap_or(last), last),
            Span::Ytd => (last.january(), last),
        }
    }

    fn what(&self, part: Part) -> String {
        let scope = match &self.row.scope {
            Scope::Total => self.material.campaign.campaign.total_name.as_str(),
            Scope::Unit(unit) => unit.as_str(),
        };
        let (first, last) = match part {
            Part::Trend(n) => self.row.trend.get(usize::from(n)).map_or_else(|| self.months(), |p| (p.first, p.last)),
            _ => self.months(),
        };
        let time = match (self.row.kind, self.row.basis) {
            (Kind::Flow, _) => words::months((first.year, first.month), (last.year, last.month)),
            (Kind::Ratio, Some(Basis::Period)) => words::months((first.year, first.month), (last.year, last.month)),
            (Kind::Ratio, Some(Basis::Ytd)) => words::months((last.year, 1), (last.year, last.month)),
            (Kind::Plan, _) => words::year(last.year),
            _ => words::end((last.year, last.month)),
        };
        let name = &self.indicator.name;
        match part {
            Part::Value | Part::Trend(_) => words::value(scope, &time, name),
            Part::Base => words::base(scope, &self.base_time(self.row.base.as_ref()), name),
            Part::By => words::by(scope, &time, name, &self.base_time(self.row.base.as_ref())),
            Part::Percent => words::percent(scope, &time, name, &self.base_time(self.row.base.as_ref())),
            Part::Previous => words::base(scope, &self.base_time(self.row.previous.as_ref()), name),
            Part::ByPrevious => words::by(scope, &time, name, &self.base_time(self.row.previous.as_ref())),
            Part::PercentPrevious => words::percent(scope, &time, name, &self.base_time(self.row.previous.as_ref())),
            Part::Progress => words::progress(scope, &time, name),
            Part::Count(i) => words::count(scope, &time, name, self.row.counts.get(usize::from(i)).map_or("", |(s, _)| s)),
            Part::Uncorrected(n) | Part::Corrected(n) => {
                let month = self.correction(n).map(|c| (c.month.year, c.month.month)).unwrap_or_default();
                words::corrected(scope, month, name, matches!(part, Part::Corrected(_)))
            }
        }
    }

    fn base_time(&self, base: Option<&Base>) -> String {
        let Some(base) = base else { return String::new() };
        let last = base.period.last();
        // What stands at an end is named by it.
        let end = matches!(self.row.kind, Kind::Stock | Kind::Status) || (self.row.kind == Kind::Ratio && self.row.basis == Some(Basis::End));
        if end { words::end((last.year, last.month)) } else { period_name(&self.material.campaign.cycle, base.period) }
    }

    fn how(&self, part: Part) -> String {
        let n = |v: Option<Decimal>| v.map(|v| v.normalize().to_string()).unwrap_or_default();
        let row = self.row;
        match part {
            Part::Value => self.value(),
            Part::Base | Part::Previous | Part::Trend(_) => words::as_before(),
            Part::By => words::difference(&n(row.value), &n(row.base.as_ref().map(|b| b.figure.value))),
            Part::ByPrevious => words::difference(&n(row.value), &n(row.previous.as_ref().map(|b| b.figure.value))),
            Part::Percent => words::growth(&n(row.value), &n(row.base.as_ref().map(|b| b.figure.value))),
            Part::PercentPrevious => words::growth(&n(row.value), &n(row.previous.as_ref().map(|b| b.figure.value))),
            Part::Progress => words::of_target(&n(row.target)),
            Part::Count(i) => words::counted(row.counts.get(usize::from(i)).map(|(_, units)| units.as_slice()).unwrap_or_default()),
            Part::Uncorrected(_) => words::as_reported(),
            Part::Corrected(c) => self.correction(c).map(|c| words::with_correction(c.value, &c.reason)).unwrap_or_default(),
        }
    }

    fn value(&self) -> String {
        let row = self.row;
        let units = matches!(row.scope, Scope::Total).then_some(row.covers.len());
        let (first, last) = self.months();
        let mut text = match row.kind {
            Kind::Ratio => {
                let names =
                    row.parts.as_ref().map(|p| p.each_ref().map(|id| self.material.campaign.indicator(id).map_or(id.as_str(), |i| i.name.as_str())));
                match (names, row.part_values) {
                    (Some([a, b]), Some([x, y])) => words::ratio(a, b, x, y, units),
                    _ => String::new(),
                }
            }
            Kind::Flow if row.derived => {
                let sheet = self.indicator.count.as_ref().map_or("", |c| c.sheet.as_str());
                words::counted_from(sheet, (first.year, first.month), (last.year, last.month), units)
            }
            Kind::Flow => words::months_added((first.year, first.month), (last.year, last.month), units),
            Kind::Stock => words::stock((last.year, last.month), units),
            Kind::Plan => words::plan(last.year, units),
            Kind::Status => String::new(),
        };
        if !row.repaired.is_empty() {
            text += &words::repaired(&row.repaired);
        }
        for c in &row.corrections {
            text += &words::includes_correction(&c.unit, (c.month.year, c.month.month), c.value);
        }
        text
    }

    fn coverage(&self, part: Part) -> String {
        let row = self.row;
        if let Part::Trend(n) = part {
            return match row.trend.get(usize::from(n)) {
                Some(p) if p.missing.is_empty() => words::all(p.of),
                Some(p) => words::some(p.of.saturating_sub(p.missing.len()), p.of, &p.missing),
                None => String::new(),
            };
        }
        match row.scope {
            Scope::Unit(_) => String::new(),
            Scope::Total if row.coverage == Coverage::Full => words::all(row.of.len()),
            Scope::Total => words::some(row.covers.len(), row.of.len(), &row.missing),
        }
    }

    fn sources(&self, part: Part) -> Vec<CellSource> {
        let row = self.row;
        let of = |base: Option<&Base>| base.map(|b| b.figure.sources.clone()).unwrap_or_default();
        match part {
            Part::Value | Part::Progress | Part::Count(_) => row.sources.clone(),
            Part::Base => of(row.base.as_ref()),
            Part::Previous => of(row.previous.as_ref()),
            Part::Trend(n) => row.trend.get(usize::from(n)).and_then(|p| p.figure.as_ref()).map(|f| f.sources.clone()).unwrap_or_default(),
            Part::By | Part::Percent => [row.sources.clone(), of(row.base.as_ref())].concat(),
            Part::ByPrevious | Part::PercentPrevious => [row.sources.clone(), of(row.previous.as_ref())].concat(),
            Part::Uncorrected(n) => {
                let own = self.correction(n);
                row.sources.iter().filter(|s| own.is_none_or(|c| **s != c.source)).cloned().collect()
            }
            Part::Corrected(n) => {
                let mut all = row.sources.clone();
                if let Some(c) = self.correction(n).filter(|c| !all.contains(&c.source)) {
                    all.push(c.source.clone());
                }
                all
            }
        }
    }
}
