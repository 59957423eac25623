//! What holds of all figures, whatever is reported.

use hongtou::campaign::Kind;
use hongtou::model::{Coverage, Entry, Scope, Span, percent};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::world::*;

const PERIODS: [&str; 4] = ["2022-12", "2023-02", "2023-04", "2023-06"];

/// Forms of all units for four bimonths with any numbers, some cells and some forms not there.
fn any_forms(holes: bool) -> impl Strategy<Value = Vec<Form>> {
    let cell = if holes { prop_oneof![8 => (0u32..200).prop_map(Some), 1 => Just(None)].boxed() } else { (0u32..200).prop_map(Some).boxed() };
    let there = if holes { prop_oneof![9 => Just(true), 1 => Just(false)].boxed() } else { Just(true).boxed() };
    let units = campaign().units.len();
    let one = (there, proptest::collection::vec(cell, 16), proptest::option::weighted(0.2, -5i32..5));
    proptest::collection::vec(one, units * PERIODS.len()).prop_map(move |all| {
        let mut forms = Vec::new();
        for (n, (there, cells, correction)) in all.into_iter().enumerate() {
            let period = PERIODS[n / units];
            let mut form = Form::new(&campaign().units[n % units].name, period);
            let mut next = cells.into_iter().cycle();
            for id in form.0.rows.keys().cloned().collect::<Vec<_>>() {
                match campaign().indicator(&id).unwrap().kind {
                    Kind::Plan => form = if let Some(Some(v)) = next.next() { form.plan(&id, &v.to_string()) } else { form },
                    Kind::Status => {
                        form = if let Some(Some(v)) = next.next() {
                            form.status(&id, ["已建成", "在建", "未启动"][v as usize % 3])
                        } else {
                            form
                        }
                    }
                    _ => {
                        for (m, entry) in form.row(&id).months.clone() {
                            if let (Entry::Missing, Some(Some(v))) = (entry, next.next()) {
                                form = form.set(&id, &m.to_string(), &v.to_string());
                            }
                        }
                    }
                }
            }
            if let Some(by) = correction.filter(|_| period > "2023-02" && form.0.rows.contains_key("events")) {
                form = form.correct("events", "2023-01", &by.to_string());
            }
            if there {
                forms.push(form);
            }
        }
        forms
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_files_changes_nothing(forms in any_forms(true).prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle())), period in prop::sample::select(vec!["2023-02", "2023Q1", "2023-06", "2023H1"])) {
        prop_assert_eq!(summary(period, &forms.0), summary(period, &forms.1));
    }

    #[test]
    fn a_missing_cell_is_never_a_zero(forms in any_forms(false), pick in any::<prop::sample::Index>(), which in any::<prop::sample::Index>()) {
        // One cell of one form of 2023-06 is blanked: what it fed no longer covers that unit, and nothing else changes its coverage.
        let before = summary("2023-06", &forms);
        let places: Vec<usize> = (0..forms.len()).filter(|&i| forms[i].0.period == month("2023-06")).collect();
        let at = places[pick.index(places.len())];
        let mut forms = forms;
        let name = forms[at].0.unit.clone();
        let ids: Vec<String> = forms[at].0.rows.iter().filter(|(_, r)| r.months.iter().any(|(_, e)| matches!(e, Entry::Value(_)))).map(|(id, _)| id.clone()).collect();
        let id = ids[which.index(ids.len())].clone();
        let last = forms[at].0.period.to_string();
        forms[at] = forms[at].clone().blank(&id, &last);
        let after = summary("2023-06", &forms);
        let fed = |row: &hongtou::model::FigureRow| row.indicator == id || row.parts.as_ref().is_some_and(|p| p.contains(&id));
        for (was, is) in before.figures.iter().zip(&after.figures) {
            if fed(was) && (was.scope == Scope::Total || was.scope == Scope::Unit(name.clone())) {
                prop_assert_eq!(was.coverage, Coverage::Full);
                prop_assert!(is.coverage != Coverage::Full && is.missing == [name.clone()], "{:?}", is);
                prop_assert_eq!(is.covers.len() + 1, was.covers.len());
            } else {
                prop_assert_eq!(was, is);
            }
        }
    }

    #[test]
    fn a_ratio_is_the_sum_over_the_sum(forms in any_forms(true)) {
        let s = summary("2023-06", &forms);
        for (id, above, below) in [("rate", "good", "sites"), ("done", "money", "plan")] {
            let row = total(&s, id);
            let span = if id == "done" { Span::Ytd } else { Span::Period };
            let mut parts = [Decimal::ZERO; 2];
            for unit in &row.covers {
                parts[0] += s.of_unit(above, unit, span).and_then(|r| r.value).unwrap();
                parts[1] += s.of_unit(below, unit, Span::Period).and_then(|r| r.value).unwrap();
            }
            prop_assert_eq!(row.value, if row.covers.is_empty() { None } else { percent(parts[0], parts[1]) });
            // A unit that is left out lacks a part.
            for unit in &row.missing {
                prop_assert!(s.of_unit(above, unit, span).unwrap().value.is_none() || s.of_unit(below, unit, Span::Period).unwrap().value.is_none());
            }
        }
    }

    #[test]
    fn a_half_year_is_its_bimonths_and_corrections_count_once(forms in any_forms(false)) {
        let half = summary("2023H1", &forms);
        let parts = ["2023-02", "2023-04", "2023-06"].map(|p| summary(p, &forms));
        for id in ["events", "money"] {
            let sum: Decimal = parts.iter().map(|s| total(s, id).value.unwrap()).sum();
            // Corrections of January came after 2023-02 was made: each is in the half-year once, and in no bimonth.
            let corrections: Decimal = forms.iter().filter_map(|f| f.0.rows.get(id)?.correction.as_ref()).map(|c| c.figure.value).sum();
            prop_assert_eq!(total(&half, id).value, Some(sum + corrections));
            prop_assert_eq!(total(&half, id).value, year(&parts[2], id).value);
            prop_assert_eq!(total(&half, id).corrections.iter().map(|c| c.value).sum::<Decimal>(), corrections);
        }
    }

    #[test]
    fn coverage_adds_up_and_every_value_has_a_source(forms in any_forms(true), period in prop::sample::select(vec!["2022-12", "2023Q1", "2023-06", "2023H1", "2023"])) {
        for row in &summary(period, &forms).figures {
            prop_assert_eq!(row.covers.len() + row.missing.len(), row.of.len());
            prop_assert!(row.value.is_none() || !row.sources.is_empty());
            prop_assert!(row.value.is_none() || !row.covers.is_empty());
            let mut once = row.sources.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), row.sources.len());
        }
    }
}
