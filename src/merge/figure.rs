//! Figures as templates see them: finished words with their provenance, and named cases; nothing to calculate with.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use tera::Value;

use super::audience::{Reach, owed_elsewhere};
use super::print;
use crate::campaign::{Campaign, Indicator};
use crate::document::{FIGURE_CLOSE, escape_text, figure_open};
use crate::model::{Base, Comparison, Coverage, FigureRow, Lead, Scope, Span, Summary};
use crate::words::merge as words;

/// Which number of a figure's row is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The value itself.
    Value,
    /// The value that it is compared with.
    Base,
    /// The difference to it.
    By,
    /// Growth or fall in percent.
    Percent,
    /// The value at the end of the form before.
    Previous,
    /// The difference to it.
    ByPrevious,
    /// Growth since then in percent.
    PercentPrevious,
    /// Year to date in percent of the target.
    Progress,
    /// How many units have one value of a status, by its place among the options.
    Count(u16),
    /// A corrected month before the correction: the place of the correction in the summary's list.
    Uncorrected(u16),
    /// The month after it.
    Corrected(u16),
    /// What it was at the end of an earlier form: the place of the point in the row's trend.
    Trend(u16),
}

/// One number that a paper may print: a row of the summary and what is printed of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureUse {
    /// Index into [`Summary::figures`].
    pub row: usize,
    /// What of it.
    pub part: Part,
}

/// A map for templates.
pub(super) type Fields = BTreeMap<String, Value>;

/// Makes the views of figures and keeps the list that the marks in a paper's text point into.
pub(super) struct Views<'a> {
    pub campaign: &'a Campaign,
    pub summary: &'a Summary,
    pub reach: Reach,
    pub uses: Vec<FigureUse>,
}

/// The name by which a template calls an indicator: its id with underscores.
pub(super) fn template_name(id: &str) -> String {
    id.replace('-', "_")
}

fn list(names: &[String]) -> Value {
    Value::from(names.to_vec())
}

fn word<T: Serialize>(value: &T) -> Value {
    Value::from_serializable(value)
}

impl<'a> Views<'a> {
    pub fn new(campaign: &'a Campaign, summary: &'a Summary, reach: Reach) -> Self {
        Self { campaign, summary, reach, uses: Vec::new() }
    }

    /// A printed number with the marks of its provenance around it.
    pub fn mark(&mut self, row: usize, part: Part, text: &str) -> Value {
        let n = self.uses.len() as u32;
        self.uses.push(FigureUse { row, part });
        Value::safe_string(&format!("{}{}{FIGURE_CLOSE}", figure_open(n), escape_text(text)))
    }

    /// What a chart draws of a number: its exact value, its printed form, and whose provenance it has.
    pub fn point(&mut self, (row, part): (usize, Part), exact: Decimal, text: &str) -> Value {
        let figure = self.uses.len();
        self.uses.push(FigureUse { row, part });
        let fields = [("exact", Value::from(exact.normalize().to_string())), ("text", Value::from(text)), ("figure", Value::from(figure))];
        Value::from(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Fields>())
    }

    /// Index of the row of an indicator for a scope and a span.
    pub fn row(&self, indicator: &str, scope: &Scope, span: Span) -> Option<usize> {
        let range = self.summary.index.get(indicator)?.clone();
        range.into_iter().find(|&i| self.summary.figures.get(i).is_some_and(|r| r.scope == *scope && r.span == span))
    }

    /// The view of one row.
    pub fn view(&mut self, indicator: &Indicator, index: usize) -> Value {
        let summary = self.summary;
        let Some(row) = summary.figures.get(index) else { return Value::none() };
        let mut f = Fields::new();
        f.insert("id".into(), Value::from(indicator.id.as_str()));
        f.insert("key".into(), Value::from(template_name(&indicator.id)));
        f.insert("name".into(), Value::from(indicator.text_name()));
        f.insert("full_name".into(), Value::from(indicator.name.as_str()));
        f.insert("unit".into(), Value::from(indicator.unit.as_str()));
        f.insert("task_name".into(), Value::from(self.campaign.task(&indicator.task).map_or("", |t| t.name.as_str())));
        f.insert("kind".into(), Value::from(indicator.kind.key()));
        f.insert("has".into(), Value::from(row.value.is_some() || row.status.is_some() || !row.counts.is_empty()));
        // A ratio over zero: reported, and no number.
        f.insert("not_computed".into(), Value::from(row.value.is_none() && row.part_values.is_some()));
        f.insert("zero".into(), Value::from(row.value.is_some_and(|v| v.is_zero())));
        f.insert("coverage".into(), word(&row.coverage));
        f.insert("full".into(), Value::from(row.coverage == Coverage::Full));
        f.insert("missing".into(), list(&row.missing));
        // Behind a number that a template puts together itself.
        let partial = row.coverage == Coverage::Partial;
        let without = if partial { escape_text(&words::without(&row.missing, &row.covers)) } else { String::new() };
        f.insert("without".into(), Value::safe_string(&without));
        f.insert("covered".into(), Value::from(row.covers.len()));
        f.insert("owing".into(), Value::from(row.of.len()));
        if let Some(value) = row.value {
            f.insert("value".into(), self.mark(index, Part::Value, &print::prose(value, indicator.decimals())));
            // For a table whose note names once whom its totals leave out.
            f.insert("plain".into(), self.mark(index, Part::Value, &print::with_unit(value, indicator)));
        }
        f.insert("text".into(), self.text(indicator, index, row));
        f.insert("cell".into(), self.cell(indicator, index, row));
        if let Some(status) = &row.status {
            f.insert("status".into(), Value::from(status.as_str()));
        }
        self.statuses(&mut f, index, row);
        let base = [Part::Base, Part::By, Part::Percent];
        self.comparison(&mut f, indicator, index, (&row.comparison, row.base.as_ref()), base);
        let mut since = Fields::new();
        let previous = [Part::Previous, Part::ByPrevious, Part::PercentPrevious];
        self.comparison(&mut since, indicator, index, (&row.since_previous, row.previous.as_ref()), previous);
        f.insert("since_previous".into(), Value::from(since));
        // How far a single unit is stands in no public paper.
        if let Some(progress) = row.progress.filter(|_| row.scope == Scope::Total || !self.reach.public()) {
            f.insert("progress".into(), self.mark(index, Part::Progress, &print::growth(progress)));
        }
        if row.scope == Scope::Total {
            if self.reach.by_unit(self.campaign, indicator) && !self.reach.public() {
                self.lead(&mut f, indicator, row.span);
                self.target(&mut f, indicator);
            }
            let trend = super::chart::trend(self, indicator, index, row);
            f.insert("trend".into(), Value::from(trend));
        } else if let Scope::Unit(unit) = &row.scope
            && !self.reach.public()
            // Of nothing but zeros nobody has a rank.
            && let Some(ranked) = summary.ranking(&indicator.id, row.span).filter(|r| r.lead != Lead::AllZero).and_then(|r| r.of(unit))
        {
            f.insert("rank".into(), Value::from(ranked.rank));
        }
        Value::from(f)
    }

    /// What stands in running text: the value with its unit and, where not every unit that owes it is in it, who is not. A template cannot print a
    /// total and forget whom it leaves out; where there is no value the words say so, and never a zero.
    fn text(&mut self, indicator: &Indicator, index: usize, row: &FigureRow) -> Value {
        let Some(value) = row.value else {
            return Value::from(if row.part_values.is_some() { words::NOT_COMPUTED } else { words::NO_FIGURE });
        };
        let printed = self.mark(index, Part::Value, &print::with_unit(value, indicator));
        if row.scope != Scope::Total || row.missing.is_empty() {
            return printed;
        }
        let without = escape_text(&words::without(&row.missing, &row.covers));
        Value::safe_string(&format!("{}{without}", printed.as_str().unwrap_or_default()))
    }

    /// What stands in a table: the value with equal places, 未报 where it is owed and missing, — where it is not owed or divides by zero.
    fn cell(&mut self, indicator: &Indicator, index: usize, row: &FigureRow) -> Value {
        match (&row.status, row.value) {
            (Some(status), _) => Value::from(status.as_str()),
            (None, Some(value)) => self.mark(index, Part::Value, &print::cell(value, indicator.decimals())),
            (None, None) if row.part_values.is_some() || row.coverage == Coverage::NotOwed || row.of.is_empty() => Value::from(words::NONE),
            (None, None) => Value::from(words::NOT_REPORTED),
        }
    }

    fn statuses(&mut self, f: &mut Fields, index: usize, row: &FigureRow) {
        let counts: Vec<Value> = row
            .counts
            .iter()
            .enumerate()
            .map(|(i, (value, units))| {
                let mut c = Fields::new();
                c.insert("status".into(), Value::from(value.as_str()));
                c.insert("n".into(), self.mark(index, Part::Count(i as u16), &units.len().to_string()));
                c.insert("units".into(), list(units));
                Value::from(c)
            })
            .collect();
        f.insert("counts".into(), Value::from(counts));
    }

    fn comparison(&mut self, f: &mut Fields, indicator: &Indicator, index: usize, of: (&Comparison, Option<&Base>), parts: [Part; 3]) {
        let (comparison, base) = of;
        f.insert("situation".into(), word(&comparison.situation));
        if let Some(base) = base {
            let text = print::with_unit(base.figure.value, indicator);
            let value = self.mark(index, parts[0], &text);
            f.insert("base".into(), value);
            let last = base.period.last();
            f.insert("base_when".into(), Value::from(words::end_of(last.year, last.month)));
        }
        if let Some(by) = comparison.by {
            let value = self.mark(index, parts[1], &print::difference(by, indicator));
            f.insert("by".into(), value);
        }
        if let Some(percent) = comparison.percent {
            let value = self.mark(index, parts[2], &print::growth(percent));
            f.insert("percent".into(), value);
        }
    }

    /// Who leads, and the whole order for tables.
    fn lead(&mut self, f: &mut Fields, indicator: &Indicator, span: Span) {
        let summary = self.summary;
        let Some(ranking) = summary.ranking(&indicator.id, span) else { return };
        f.insert("lead".into(), word(&ranking.lead));
        let mut ranked = |unit: &str, rank: usize, tied: bool, value: Decimal| {
            let mut r = Fields::new();
            r.insert("unit".into(), Value::from(unit));
            r.insert("rank".into(), Value::from(rank));
            r.insert("tied".into(), Value::from(tied));
            if let Some(index) = self.row(&indicator.id, &Scope::Unit(unit.to_owned()), span) {
                r.insert("text".into(), self.mark(index, Part::Value, &print::with_unit(value, indicator)));
                r.insert("cell".into(), self.mark(index, Part::Value, &print::cell(value, indicator.decimals())));
                r.insert("point".into(), self.point((index, Part::Value), value, &print::cell(value, indicator.decimals())));
            }
            Value::from(r)
        };
        let top: Vec<Value> = ranking.top.iter().map(|r| ranked(&r.unit, r.rank, r.tied, r.value)).collect();
        let order: Vec<Value> = ranking
            .places
            .iter()
            .flat_map(|p| p.units.iter().map(move |u| (p, u)))
            .map(|(p, u)| ranked(u, p.rank, p.units.len() > 1, p.value))
            .collect();
        f.insert("top".into(), Value::from(top));
        f.insert("order".into(), Value::from(order));
        f.insert("unranked".into(), list(&ranking.unranked));
    }

    /// What has become of the target.
    fn target(&mut self, f: &mut Fields, indicator: &Indicator) {
        let Some(board) = self.summary.target(&indicator.id) else { return };
        let mut t = Fields::new();
        // Whom the office owes what it promised is told on a leader's own sheet.
        let named = !owed_elsewhere(self.campaign, indicator);
        t.insert("state".into(), word(&board.state));
        t.insert("value".into(), Value::from(print::with_unit(board.target, indicator)));
        t.insert("no_floor".into(), Value::from(board.at_most.is_some() && board.target.is_zero()));
        if let Some(most) = board.at_most {
            t.insert("at_most".into(), Value::from(print::with_unit(most, indicator)));
        }
        if let Some(schedule) = board.schedule {
            t.insert("schedule".into(), Value::from(print::growth(schedule)));
        }
        for (name, units) in
            [("reached", &board.reached), ("not_reached", &board.not_reached), ("behind", &board.behind), ("no_data", &board.no_data)]
        {
            t.insert(name.into(), if named { list(units) } else { list(&[]) });
            t.insert(format!("{name}_n"), Value::from(units.len()));
        }
        let units = if named { super::chart::targets(self, indicator, board) } else { Vec::new() };
        t.insert("units".into(), Value::from(units));
        t.insert("exact".into(), Value::from(board.target.normalize().to_string()));
        if let Some(schedule) = board.schedule {
            t.insert("schedule_exact".into(), Value::from(schedule.normalize().to_string()));
        }
        if let Some(least) = board.others_at_least {
            t.insert("others_at_least".into(), Value::from(print::growth(least)));
        }
        if let Some(place) = board.foremost.as_ref().filter(|_| named) {
            let mut p = Fields::new();
            p.insert("units".into(), list(&place.units));
            if let Some(index) = place.units.first().and_then(|u| self.row(&indicator.id, &Scope::Unit(u.clone()), Span::Period)) {
                p.insert("progress".into(), self.mark(index, Part::Progress, &print::growth(place.value)));
            }
            t.insert("foremost".into(), Value::from(p));
        }
        f.insert("target".into(), Value::from(t));
    }
}
