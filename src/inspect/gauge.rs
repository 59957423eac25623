//! The gauge: collects what was measured for each rule and gives the verdicts.

use super::read::Line;
use super::rules::{Check, Place, Severity, Verdict};
use crate::words::inspect as words;

/// All rules measured so far.
#[derive(Debug, Default)]
pub(super) struct Gauge {
    probes: Vec<Probe>,
}

/// What was measured for one rule.
#[derive(Debug)]
pub(super) struct Probe {
    rule: &'static str,
    /// What was measured where it holds, each wording once.
    said: Vec<String>,
    /// Range of the numbers measured, with their unit.
    range: Option<(f64, f64, &'static str)>,
    places: Vec<Place>,
    tried: usize,
    /// Places that were not kept.
    more: usize,
}

/// Where something stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'a> {
    /// A line of text.
    Line(&'a Line),
    /// A page, by its index.
    Page(usize),
}

impl<'a> From<&'a Line> for At<'a> {
    fn from(line: &'a Line) -> Self {
        Self::Line(line)
    }
}

/// Most places of a rule that are kept.
const KEPT: usize = 400;
/// Most wordings that a check that holds cites.
const CITED: usize = 3;

impl Gauge {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The probe of a rule; the same each time it is asked for.
    pub(super) fn rule(&mut self, rule: &'static str) -> &mut Probe {
        let at = self.probes.iter().position(|p| p.rule == rule).unwrap_or_else(|| {
            self.probes.push(Probe { rule, said: Vec::new(), range: None, places: Vec::new(), tried: 0, more: 0 });
            self.probes.len() - 1
        });
        // It is there: found, or pushed just now.
        #[allow(clippy::indexing_slicing)]
        &mut self.probes[at]
    }

    /// The verdicts, in the order of the clauses. A rule that met nothing it applies to is left out.
    pub(super) fn finish(self) -> Vec<Check> {
        let mut checks: Vec<(usize, Check)> = self.probes.into_iter().filter(|p| p.tried > 0).filter_map(Probe::verdict).collect();
        checks.sort_by_key(|(order, _)| *order);
        checks.into_iter().map(|(_, c)| c).collect()
    }
}

impl Probe {
    /// Something that must hold at a place; `measured` says what stands there.
    pub(super) fn hold<'a>(&mut self, holds: bool, measured: impl Into<String>, at: impl Into<At<'a>>) -> bool {
        self.tried += 1;
        let measured = measured.into();
        if holds {
            if self.said.len() < CITED && !measured.is_empty() && !self.said.contains(&measured) {
                self.said.push(measured);
            }
        } else {
            let place = match at.into() {
                At::Line(l) => Place { page: l.page + 1, line: (l.number > 0).then_some(l.number), text: l.excerpt(), measured },
                At::Page(p) => Place { page: p + 1, line: None, text: String::new(), measured },
            };
            // Of a page that is wrong throughout the first places are enough.
            if self.places.len() >= KEPT {
                self.more += 1;
            } else if !self.places.contains(&place) {
                self.places.push(place);
            }
        }
        holds
    }

    /// Something that must hold at a place; `fault` is said only where it does not.
    pub(super) fn check<'a>(&mut self, holds: bool, fault: impl FnOnce() -> String, at: impl Into<At<'a>>) -> bool {
        let measured = if holds { String::new() } else { fault() };
        self.hold(holds, measured, at)
    }

    /// A number in `unit` that must lie within `from..=to`.
    pub(super) fn within<'a>(&mut self, value: f64, (from, to): (f64, f64), unit: &'static str, at: impl Into<At<'a>>) -> bool {
        // A hair of room for sums of decimal fractions.
        let holds = value >= from - 1e-6 && value <= to + 1e-6;
        if holds {
            let (low, high, _) = self.range.unwrap_or((value, value, unit));
            self.range = Some((low.min(value), high.max(value), unit));
        }
        self.check(holds, || words::number(value, unit), at)
    }

    /// Something that must be there is not.
    pub(super) fn absent(&mut self, what: String, page: usize) {
        self.tried += 1;
        self.places.push(Place { page: page + 1, line: None, text: String::new(), measured: what });
    }

    fn verdict(self) -> Option<(usize, Check)> {
        let (order, clause) = words::clauses().iter().enumerate().find(|(_, c)| c.rule == self.rule)?;
        let severity = match clause.severity {
            'E' => Severity::E,
            'W' => Severity::W,
            _ => Severity::I,
        };
        let verdict = match (self.places.is_empty(), severity) {
            (true, _) => Verdict::Pass,
            (false, Severity::E) => Verdict::Fail,
            (false, _) => Verdict::Remind,
        };
        let mut places = self.places;
        places.sort_by_key(|p| (p.page, p.line));
        let measured = match places.first() {
            Some(p) => words::measured_at_places(&p.measured, places.len() + self.more),
            None => {
                let range = self.range.map(|(low, high, unit)| words::range(low, high, unit));
                let all: Vec<String> = range.into_iter().chain(self.said).collect();
                if all.is_empty() { words::holds(self.tried) } else { all.join("；") }
            }
        };
        let remedy = match verdict {
            Verdict::Pass => "",
            _ if clause.remedy.is_empty() => words::ours(verdict == Verdict::Fail),
            _ => clause.remedy,
        };
        Some((
            order,
            Check {
                rule: clause.rule,
                severity,
                subject: clause.subject,
                clause: clause.clause,
                required: clause.required.to_owned(),
                measured,
                verdict,
                places,
                remedy: remedy.to_owned(),
            },
        ))
    }
}
