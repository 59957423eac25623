//! Units in order of an indicator, equal values sharing a rank.
//!
//! In: the unit rows of the summary. Out: a [`Ranking`] for every indicator that has a better direction and a span.

use rust_decimal::Decimal;

use super::ledger::Ledger;
use crate::campaign::{Better, Kind};
use crate::model::{FigureRow, Lead, Place, Ranked, Ranking, Scope, Span, Summary};

/// How many units are named as leading.
const TOP: usize = 3;

/// The rankings of the counties, in catalogue order, span period before span year to date.
pub(super) fn rankings(ledger: &Ledger<'_>, summary: &Summary) -> Vec<Ranking> {
    let rankable = |kind: Kind| matches!(kind, Kind::Flow | Kind::Stock | Kind::Ratio);
    let mut out = Vec::new();
    for indicator in ledger.campaign.indicators.iter().filter(|i| rankable(i.kind) && i.better != Better::Neither && i.gives_unit_level()) {
        for span in [Span::Period, Span::Ytd] {
            let rows: Vec<(&str, &FigureRow)> = summary
                .rows(&indicator.id)
                .iter()
                .filter(|r| r.span == span)
                .filter_map(|r| match &r.scope {
                    Scope::Unit(name) if ledger.place(name).is_some_and(|u| ledger.is_county(u)) => Some((name.as_str(), r)),
                    _ => None,
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            let places = places(rows.iter().filter_map(|(name, r)| r.value.map(|v| (*name, v))), indicator.better == Better::Down);
            out.push(Ranking {
                indicator: indicator.id.clone(),
                span,
                lead: lead(&places),
                top: top(&places),
                places,
                unranked: rows.iter().filter(|(_, r)| r.value.is_none() && !r.of.is_empty()).map(|(name, _)| (*name).to_owned()).collect(),
            });
        }
    }
    out
}

/// Groups of equal values, the best first; units in a group keep their order.
pub(super) fn places<'a>(values: impl Iterator<Item = (&'a str, Decimal)>, lowest_first: bool) -> Vec<Place> {
    let mut sorted: Vec<(&str, Decimal)> = values.collect();
    // Stable: equal values stay in the official order.
    sorted.sort_by(|a, b| if lowest_first { a.1.cmp(&b.1) } else { b.1.cmp(&a.1) });
    let mut places: Vec<Place> = Vec::new();
    for (n, (unit, value)) in sorted.into_iter().enumerate() {
        match places.last_mut() {
            Some(place) if place.value == value => place.units.push(unit.to_owned()),
            _ => places.push(Place { rank: n + 1, value, units: vec![unit.to_owned()] }),
        }
    }
    places
}

fn lead(places: &[Place]) -> Lead {
    match places {
        [] => Lead::NoData,
        [all] if all.value.is_zero() => Lead::AllZero,
        [_] => Lead::AllEqual,
        [first, ..] if first.units.len() > 1 => Lead::Tied,
        _ => Lead::One,
    }
}

fn top(places: &[Place]) -> Vec<Ranked> {
    let mut top: Vec<Ranked> = Vec::new();
    for place in places {
        if top.len() + place.units.len() > TOP {
            break;
        }
        let tied = place.units.len() > 1;
        top.extend(place.units.iter().map(|u| Ranked { unit: u.clone(), rank: place.rank, value: place.value, tied }));
    }
    top
}
