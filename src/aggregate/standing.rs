//! What papers speak of first: the figures that moved most, and how each unit stands to all its targets.
//!
//! In: the finished rows and target boards of a summary. Out: ids in order, nothing computed that is printed.

use rust_decimal::Decimal;

use crate::campaign::{Campaign, Kind, UnitRole};
use crate::model::{Comparison, Coverage, FigureRow, Scope, Situation, Span, Standing, Summary, UnitStanding};

/// The indicators whose totals moved most, one a task, the most first; equal ones in catalogue order.
///
/// Moved is measured in percent of the base, of ratios in 百分点: one rule for all, and only a rule of choice. A comparison covers the same units on both
/// sides; only cases that a sentence can be made of are named.
pub(super) fn movers(campaign: &Campaign, summary: &Summary) -> Vec<String> {
    let mut moved: Vec<(Decimal, &str)> = campaign
        .indicators
        .iter()
        .filter_map(|indicator| {
            let row = summary.total(&indicator.id, Span::Period).filter(|r| matches!(r.coverage, Coverage::Full | Coverage::Partial))?;
            Some((distance(row, &row.comparison).or_else(|| distance(row, &row.since_previous))?, indicator.id.as_str()))
        })
        .collect();
    moved.sort_by_key(|m| std::cmp::Reverse(m.0));
    let mut tasks: Vec<&str> = Vec::new();
    moved.retain(|(_, id)| {
        let task = campaign.indicator(id).map_or("", |i| i.task.as_str());
        let new = !tasks.contains(&task);
        if new {
            tasks.push(task);
        }
        new
    });
    moved.into_iter().map(|(_, id)| id.to_owned()).collect()
}

fn distance(row: &FigureRow, comparison: &Comparison) -> Option<Decimal> {
    if !matches!(comparison.situation, Situation::Rise | Situation::Fall) {
        return None;
    }
    if row.kind == Kind::Ratio { comparison.by } else { comparison.percent }
}

/// How each county unit stands.
pub(super) fn standings(campaign: &Campaign, summary: &Summary) -> Vec<UnitStanding> {
    campaign
        .units_of(UnitRole::County)
        .map(|unit| {
            let of = |wanted: &[Standing]| -> Vec<String> {
                let stands = |t: &crate::model::UnitTarget| matches!(&t.scope, Scope::Unit(u) if *u == unit.name) && wanted.contains(&t.standing);
                summary.targets.iter().filter(|b| b.units.iter().any(stands)).map(|b| b.indicator.clone()).collect()
            };
            UnitStanding {
                unit: unit.name.clone(),
                reported: summary.reported.contains(&unit.name),
                reached: of(&[Standing::Reached]),
                on_schedule: of(&[Standing::OnSchedule]),
                behind: of(&[Standing::Behind, Standing::Above]),
                open: of(&[Standing::Open]),
                no_data: of(&[Standing::NoData]),
            }
        })
        .collect()
}
