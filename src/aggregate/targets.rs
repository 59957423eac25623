//! What has become of each target: reached, on schedule, behind, or not yet to be judged.
//!
//! In: the rows of the summary. Out: a [`TargetBoard`] for every indicator with a target. Only targets that are spread evenly over the year are judged
//! by its share that has passed (序时); the other yearly ones from the fourth quarter on; long ones never.

use rust_decimal::Decimal;

use super::ledger::Ledger;
use super::rank;
use crate::campaign::{Indicator, Kind, Level, Target};
use crate::model::{FigureRow, Month, Scope, Span, Standing, Summary, TargetBoard, TargetState, UnitTarget, percent};

/// First month of the fourth quarter.
const FOURTH_QUARTER: u8 = 10;

/// Progress is summed up for people in steps of this many percent.
const STEP: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// The boards of all targets, in catalogue order.
pub(super) fn boards(ledger: &Ledger<'_>, summary: &Summary) -> Vec<TargetBoard> {
    let last = summary.period.last();
    let year = Year { last, whole: ledger.owed(last.january()) };
    ledger.campaign.indicators.iter().filter_map(|i| Some(board(summary, i, i.target.as_ref()?, year))).collect()
}

/// How far the year has come, and whether all of it lies in the campaign.
#[derive(Clone, Copy)]
struct Year {
    last: Month,
    whole: bool,
}

fn board(summary: &Summary, indicator: &Indicator, target: &Target, year: Year) -> TargetBoard {
    // Of a flow the year to date counts, of the rest the value.
    let span = if indicator.kind == Kind::Flow { Span::Ytd } else { Span::Period };
    let mut total = None;
    let mut units = Vec::new();
    for row in summary.rows(&indicator.id).iter().filter(|r| r.span == span && r.target.is_some()) {
        match row.scope {
            Scope::Total => total = Some(against(row, target, year)),
            // A unit that does not owe it has no target.
            Scope::Unit(_) if !row.of.is_empty() => units.push(against(row, target, year)),
            Scope::Unit(_) => {}
        }
    }
    let named = |wanted: &dyn Fn(&UnitTarget) -> bool| -> Vec<String> {
        units.iter().filter(|u| wanted(u)).filter_map(|u| unit_name(&u.scope)).map(str::to_owned).collect()
    };
    let open = |u: &UnitTarget| !matches!(u.standing, Standing::Reached | Standing::NoData);
    let reached = named(&|u| u.standing == Standing::Reached);
    let not_reached = named(&open);
    let no_data = named(&|u| u.standing == Standing::NoData);
    let behind = named(&|u| u.standing == Standing::Behind);
    let progress: Vec<(&str, Decimal)> = units.iter().filter(|u| open(u)).filter_map(|u| unit_name(&u.scope).zip(u.progress)).collect();
    let others_at_least = progress
        .iter()
        .map(|(_, p)| *p)
        .min()
        .filter(|_| progress.len() == not_reached.len())
        .and_then(|p| p.checked_div(STEP))
        .map(|p| (p.floor() * STEP).normalize())
        .filter(|p| *p > Decimal::ZERO);
    let foremost = rank::places(progress.into_iter(), false).into_iter().next().filter(|p| p.value > Decimal::ZERO);
    let state = match target.level {
        Level::Total => total_state(total.as_ref().map_or(Standing::NoData, |t| t.standing), target),
        Level::Unit => match (reached.len(), not_reached.len(), no_data.len()) {
            (0, 0, _) => TargetState::NoData,
            (_, 0, 0) => TargetState::AllReached,
            (_, 0, _) => TargetState::ReportedReached,
            (0, _, _) => TargetState::NoneReached,
            _ => TargetState::SomeReached,
        },
    };
    TargetBoard {
        indicator: indicator.id.clone(),
        target: target.value,
        at_most: target.at_most,
        level: target.level,
        schedule: (target.spread && year.whole).then(|| percent(year.last.month.into(), 12.into())).flatten(),
        state,
        total,
        units,
        reached,
        not_reached,
        behind,
        no_data,
        others_at_least,
        foremost,
    }
}

fn unit_name(scope: &Scope) -> Option<&str> {
    match scope {
        Scope::Total => None,
        Scope::Unit(name) => Some(name),
    }
}

fn against(row: &FigureRow, target: &Target, year: Year) -> UnitTarget {
    UnitTarget { scope: row.scope.clone(), value: row.value, progress: row.progress, standing: standing(row.value, target, year) }
}

fn standing(value: Option<Decimal>, target: &Target, year: Year) -> Standing {
    let Some(value) = value else { return Standing::NoData };
    if target.at_most.is_some_and(|most| value > most) {
        return Standing::Above;
    }
    if value >= target.value {
        return Standing::Reached;
    }
    if target.long_term || !year.whole {
        return Standing::Open;
    }
    if target.spread {
        // value ÷ target ≥ months ÷ 12, without dividing.
        let ahead = value.checked_mul(12.into()).zip(target.value.checked_mul(year.last.month.into())).is_none_or(|(is, due)| is >= due);
        return if ahead { Standing::OnSchedule } else { Standing::Behind };
    }
    if year.last.month >= FOURTH_QUARTER { Standing::Behind } else { Standing::Open }
}

fn total_state(standing: Standing, target: &Target) -> TargetState {
    match standing {
        Standing::NoData => TargetState::NoData,
        Standing::Reached if target.at_most.is_some() => TargetState::InRange,
        Standing::Reached => TargetState::Reached,
        Standing::Above => TargetState::AboveRange,
        Standing::OnSchedule => TargetState::OnSchedule,
        Standing::Behind => TargetState::Behind,
        Standing::Open => TargetState::NotJudgedYet,
    }
}
