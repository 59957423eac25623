//! All that was taken, looked at together: one unit twice, sums, the same figure in two places, and what is unlikely.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::body::as_number;
use super::{Taken, Total, labels};
use crate::diag::Diagnostics;
use crate::model::{Aspect, Fact, Value};
use crate::understand::units;
use crate::words::read as words;

/// Amounts in 万元 from here on were probably typed in 元.
const HUGE: i64 = 1_000_000;

type Key = (usize, Option<String>, String, Aspect);

/// Takes out what cannot be told apart, says what should be looked at, and gives the rest in the order of the cells.
pub(super) fn judge(mut taken: Vec<Taken>, totals: &[Total], whole: &[usize], out: &mut Diagnostics) -> Vec<Fact> {
    let lists: Vec<usize> = {
        // Rows with days are records: a unit may have many of them.
        let mut tables: Vec<usize> = taken.iter().filter(|t| matches!(t.fact.value, Some(Value::Date(_)))).map(|t| t.table).collect();
        tables.sort_unstable();
        tables.dedup();
        tables
    };
    twice(&mut taken, &lists, out);
    sums(&taken, totals, whole, out);
    elsewhere(&taken, &lists, out);
    unlikely(&taken, out);
    let mut facts: Vec<Fact> = taken.into_iter().map(|t| t.fact).collect();
    // The sheets stay in their order.
    let mut sheets: Vec<std::sync::Arc<str>> = Vec::new();
    for f in &facts {
        if !sheets.contains(&f.source.sheet) {
            sheets.push(f.source.sheet.clone());
        }
    }
    facts.sort_by_key(|f| (sheets.iter().position(|s| *s == f.source.sheet), f.source.cell));
    facts
}

fn key(t: &Taken) -> Key {
    (t.table, t.fact.county.clone(), t.fact.indicator.clone(), t.fact.field.clone())
}

/// One unit in two rows of a table.
fn twice(taken: &mut Vec<Taken>, lists: &[usize], out: &mut Diagnostics) {
    let mut groups: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (i, t) in taken.iter().enumerate() {
        if !lists.contains(&t.table) && t.fact.county.is_some() {
            groups.entry(key(t)).or_default().push(i);
        }
    }
    let mut gone = Vec::new();
    let mut said = BTreeSet::new();
    for group in groups.into_values().filter(|g| g.len() > 1) {
        let rows: Vec<&Taken> = group.iter().filter_map(|i| taken.get(*i)).collect();
        let Some(first) = rows.first() else { continue };
        if rows.iter().all(|t| t.row == first.row) {
            continue;
        }
        let name = first.fact.county.clone().unwrap_or_default();
        let same = rows.iter().all(|t| t.fact.value == first.fact.value);
        let full: Vec<usize> = group.iter().copied().filter(|i| taken.get(*i).is_some_and(|t| t.full)).collect();
        // Of two that are equal the first stays; of a full name and another spelling the full one; else neither.
        let kept = if same { group.first().copied() } else { full.first().copied().filter(|_| full.len() == 1) };
        for i in group.iter().copied().filter(|i| Some(*i) != kept) {
            gone.push(i);
            let Some(t) = taken.get(i) else { continue };
            let other =
                group.iter().filter(|j| **j != i).find_map(|j| taken.get(*j)).and_then(|o| o.label).map(|c| c.to_string()).unwrap_or_default();
            let at = crate::origin::CellSource { cell: t.label.unwrap_or(t.fact.source.cell), ..t.fact.source.clone() };
            if !said.insert(at.clone()) {
                continue;
            }
            out.push(if same { words::unit_repeated(at, &name, &other) } else { words::unit_twice(at, &name, &name, &other, kept.is_some()) });
        }
    }
    gone.sort_unstable();
    let mut i = 0;
    taken.retain(|_| {
        let keep = gone.binary_search(&i).is_err();
        i += 1;
        keep
    });
}

/// Sums against the rows that they are of.
fn sums(taken: &[Taken], totals: &[Total], whole: &[usize], out: &mut Diagnostics) {
    for total in totals.iter().filter(|t| whole.contains(&t.table)) {
        if totals.iter().filter(|t| t.table == total.table && t.indicator == total.indicator && t.field == total.field).count() > 1
            || labels::is_rate(&total.indicator)
        {
            continue;
        }
        let rows: Vec<&Taken> =
            taken.iter().filter(|t| t.table == total.table && t.fact.indicator == total.indicator && t.fact.field == total.field).collect();
        if rows.is_empty() || rows.iter().any(|t| t.fact.unit.as_deref() == Some("%")) || matches!(&total.field, Aspect::Own(h) if labels::is_rate(h))
        {
            continue;
        }
        // What was not reported is in no sum.
        let sum_of = |keep: &dyn Fn(u32) -> bool| {
            let mut kept = rows.iter().filter(|t| keep(t.row)).filter_map(|t| as_number(t.fact.value.as_ref()));
            kept.try_fold(Decimal::ZERO, |a, b| a.checked_add(b))
        };
        // 小计 may be of the rows above it or of those below.
        let of_some = total.partial.is_some_and(|at| [sum_of(&|r| r < at), sum_of(&|r| r > at)].contains(&Some(total.value)));
        if let Some(sum) = sum_of(&|_| true)
            && sum != total.value
            && !of_some
        {
            out.push(words::sum_differs(total.source.clone(), &total.indicator, total.value, sum));
        }
    }
}

/// One figure in two tables.
fn elsewhere(taken: &[Taken], lists: &[usize], out: &mut Diagnostics) {
    let mut seen: BTreeMap<(Option<String>, String, Aspect), &Taken> = BTreeMap::new();
    for t in taken.iter().filter(|t| !lists.contains(&t.table) && t.fact.county.is_some()) {
        let (Some(value), key) = (as_number(t.fact.value.as_ref()), (t.fact.county.clone(), t.fact.indicator.clone(), t.fact.field.clone())) else {
            continue;
        };
        match seen.get(&key) {
            Some(first) if first.table != t.table && first.fact.unit == t.fact.unit => {
                let before = as_number(first.fact.value.as_ref());
                if let Some(before) = before.filter(|b| *b != value) {
                    let what = format!("{}{}{}", t.fact.county.as_deref().unwrap_or_default(), t.fact.indicator, t.fact.field.chinese());
                    let place = |t: &Taken| format!("{}!{}", t.fact.source.sheet, t.fact.source.cell);
                    out.push(words::said_twice(t.fact.source.clone(), &what, &value.to_string(), &place(first), &before.to_string()));
                    out.push(words::said_twice(first.fact.source.clone(), &what, &before.to_string(), &place(t), &value.to_string()));
                }
            }
            Some(_) => {}
            None => {
                seen.insert(key, t);
            }
        }
    }
}

/// What can hardly be meant.
fn unlikely(taken: &[Taken], out: &mut Diagnostics) {
    let mut cumulative: BTreeMap<(usize, &Option<String>, &str), (Decimal, String)> = BTreeMap::new();
    for t in taken.iter().filter(|t| t.fact.field == Aspect::Cumulative) {
        if let Some(n) = as_number(t.fact.value.as_ref()) {
            cumulative.insert((t.table, &t.fact.county, &t.fact.indicator), (n, t.fact.source.cell.to_string()));
        }
    }
    for t in taken {
        let f = &t.fact;
        let Some(n) = as_number(f.value.as_ref()) else { continue };
        let unit = f.unit.as_deref().unwrap_or_default();
        let place = || f.source.clone();
        let share = ["覆盖率", "占比", "达标率", "入会率", "建会率", "参与率", "办结率", "成功率", "比例", "满意率", "合格率"]
            .iter()
            .any(|w| f.indicator.ends_with(w));
        if unit == "%" && n > Decimal::ONE_HUNDRED && (share || n > Decimal::ONE_THOUSAND) {
            out.push(words::over_hundred(place(), &f.indicator, n));
        }
        if units::counts_things(unit) && !n.is_integer() {
            out.push(words::not_whole(place(), &f.indicator, n, unit));
        }
        if unit == "万元" && n >= Decimal::from(HUGE) {
            out.push(words::maybe_yuan(place(), &f.indicator, n, unit));
        }
        if f.field == Aspect::Current
            && unit != "%"
            && let Some((sum, at)) = cumulative.get(&(t.table, &f.county, f.indicator.as_str()))
            && n > *sum
        {
            out.push(words::current_above(place(), &f.indicator, n, *sum, at));
        }
    }
}
