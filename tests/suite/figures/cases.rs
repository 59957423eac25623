//! Comparisons, ranks, targets and lists as named cases.

use hongtou::model::{Lead, Situation, Span, Standing, TargetState};

use super::world::*;

fn sites(unit: &str, period: &str, n: &str) -> Form {
    Form::full(unit, period, 1).end("sites", n)
}

#[test]
fn a_change_is_worded_by_its_case() {
    use Situation as S;
    let cases = [
        // value, base, case, by, percent
        ("412", "376", S::Rise, Some("36"), Some("9.5744680851")),
        ("376", "412", S::Fall, Some("36"), Some("8.7378640777")),
        ("40", "40", S::Same, None, None),
        ("0", "0", S::Same, None, None),
        ("4", "1", S::SmallRise, Some("3"), None),
        ("12", "9", S::SmallRise, Some("3"), None),
        ("9", "12", S::SmallFall, Some("3"), None),
        ("10", "11", S::Fall, Some("1"), Some("9.0909090909")),
        ("7", "0", S::BaseZero, Some("7"), None),
        ("0", "7", S::SmallFall, Some("7"), None),
        // 0.04 % would print as 0.0 %.
        ("10004", "10000", S::Rise, Some("4"), None),
    ];
    for (now, base, situation, by, percent) in cases {
        let s = summary("2023-02", &[sites("甲县", "2022-12", base), sites("甲县", "2023-02", now)]);
        let c = &unit(&s, "sites", "甲县").comparison;
        assert_eq!((c.situation, c.by, c.percent), (situation, by.map(d), percent.map(d)), "{base} → {now}");
    }
    // 82.00 % and 82.04 %: 基本持平.
    let rate = |period: &str, good: &str| Form::full("甲县", period, 1).end("sites", "10000").end("good", good);
    let s = summary("2023-02", &[rate("2022-12", "8200"), rate("2023-02", "8204")]);
    assert_eq!(unit(&s, "rate", "甲县").comparison.situation, S::NearlySame);
}

#[test]
fn without_a_base_the_case_says_why() {
    let mut before = all("2022-12", 1);
    before.iter_mut().filter(|f| f.0.unit != "本级").for_each(|f| {
        f.0.rows.remove("sites");
    });
    let s = summary("2023-02", &[before, all("2023-02", 1)].concat());
    assert_eq!(total(&s, "sites").comparison.situation, Situation::FirstReport);
    assert_eq!(total(&s, "events").comparison.situation, Situation::NoBase);
    assert!(!s.flows_comparable);
    let s = summary("2022-12", &all("2022-12", 1));
    assert_eq!(total(&s, "sites").comparison.situation, Situation::NoBase);
    let s = summary("2023-02", &all("2022-12", 1));
    assert_eq!(total(&s, "sites").comparison.situation, Situation::NoData);
}

#[test]
fn equal_values_share_a_rank() {
    let s = summary("2023-02", &[sites("甲县", "2023-02", "5"), sites("乙县", "2023-02", "9"), sites("丙县", "2023-02", "5")]);
    let r = s.ranking("sites", Span::Period).unwrap();
    assert_eq!(r.places.iter().map(|p| (p.rank, p.units.join("、"))).collect::<Vec<_>>(), [(1, "乙县".into()), (2, "甲县、丙县".into())]);
    assert_eq!((r.lead, r.top.len(), r.of("丙县").map(|p| (p.rank, p.tied))), (Lead::One, 3, Some((2, true))));
    let s = summary("2023-02", &[sites("甲县", "2023-02", "9"), sites("乙县", "2023-02", "9"), sites("丙县", "2023-02", "5")]);
    let r = s.ranking("sites", Span::Period).unwrap();
    assert_eq!((r.lead, r.places.iter().map(|p| p.rank).collect::<Vec<_>>()), (Lead::Tied, vec![1, 3]));
    let s = summary("2023-02", &[sites("甲县", "2023-02", "0"), sites("乙县", "2023-02", "0")]);
    let r = s.ranking("sites", Span::Period).unwrap();
    assert_eq!((r.lead, r.unranked.clone()), (Lead::AllZero, vec!["丙县".to_owned()]));
    // What has no better direction, and the city, are not ranked.
    assert!(s.ranking("staff", Span::Period).is_none());
}

#[test]
fn a_yearly_target_is_judged_from_the_fourth_quarter_on() {
    // At least 4 events a county in the year.
    let forms = with(all("2023-02", 2), Form::full("乙县", "2023-02", 1));
    let s = summary("2023-02", &forms);
    let board = s.target("events").unwrap();
    assert_eq!(
        (board.state, board.reached.clone(), board.not_reached.clone()),
        (TargetState::SomeReached, vec!["甲县".into(), "丙县".into()], vec!["乙县".to_owned()])
    );
    assert_eq!((board.units[1].standing, board.units[1].progress, board.others_at_least), (Standing::Open, Some(d("50")), Some(d("50"))));
    assert_eq!(unit(&s, "events", "乙县").progress, Some(d("50")));
    let mut year = ["2023-02", "2023-04", "2023-06", "2023-08", "2023-10"].map(|p| all(p, 1)).concat();
    for period in ["2023-02", "2023-04", "2023-06", "2023-08", "2023-10"] {
        year = with(year, Form::full("乙县", period, 0));
    }
    let s = summary("2023-10", &year);
    let board = s.target("events").unwrap();
    assert_eq!(
        (board.units[1].standing, board.behind.clone(), board.others_at_least, board.foremost.clone()),
        (Standing::Behind, vec!["乙县".to_owned()], None, None)
    );
    // Who has not reported is not counted among those that have done it.
    let s = summary("2023-02", &without(all("2023-02", 2), "丙县", "2023-02"));
    assert_eq!(
        (s.target("events").unwrap().state, s.target("events").unwrap().no_data.clone()),
        (TargetState::ReportedReached, vec!["丙县".to_owned()])
    );
    assert_eq!(summary("2023-02", &all("2023-02", 2)).target("events").unwrap().state, TargetState::AllReached);
}

#[test]
fn only_an_even_target_is_judged_by_the_share_of_the_year() {
    // Two months of twelve: 16.67 %. 甲县 1 + 1 of 12 is just that, 乙县 1 + 1 of 13 is not.
    let forms = with(all("2023-02", 1), Form::full("乙县", "2023-02", 1).plan("plan", "13"));
    let s = summary("2023-02", &forms);
    let board = s.target("done").unwrap();
    assert_eq!(board.units.iter().map(|u| u.standing).collect::<Vec<_>>(), [Standing::OnSchedule, Standing::Behind, Standing::OnSchedule]);
    assert_eq!((board.state, board.schedule), (TargetState::NoneReached, Some(d("16.6666666667"))));
    // 2 ÷ 12 = 16.67 %, 2 ÷ 13 = 15.38 %.
    let foremost = board.foremost.clone().unwrap();
    assert_eq!((foremost.units, foremost.value, board.others_at_least), (vec!["甲县".to_owned(), "丙县".into()], d("16.6666666667"), Some(d("15"))));
    // A long target is never late; a year that began in November is not judged.
    assert_eq!(summary("2023-12", &all("2023-12", 1)).target("rate").unwrap().behind, Vec::<String>::new());
    assert_eq!(summary("2022-12", &all("2022-12", 1)).target("done").unwrap().units[0].standing, Standing::Open);
}

#[test]
fn items_stand_by_unit_and_recommendation_and_problems_by_category() {
    let forms = [
        Form::full("乙县", "2023-02", 1)
            .record("items", &[("task", "one"), ("title", "后报")])
            .record("items", &[("rank", "1"), ("task", "one"), ("title", "先报")]),
        Form::full("甲县", "2023-02", 1)
            .record("items", &[("task", "two"), ("title", "内部")])
            .record("problems", &[("task", "one"), ("category", "阵地"), ("problem", "缺场地")]),
        Form::full("丙县", "2023-02", 1).record("problems", &[("task", "one"), ("category", "阵地"), ("problem", "少场地")]),
        Form::full("乙县", "2023-04", 1)
            .record("problems", &[("task", "one"), ("category", "阵地"), ("problem", "没场地")])
            .record("problems", &[("task", "one"), ("category", "经费"), ("problem", "没钱")])
            .record("items", &[("rank", "1"), ("task", "one"), ("title", "先报")]),
    ];
    let s = summary("2023Q1", &forms);
    assert_eq!(
        s.items.iter().map(|i| (i.unit.as_str(), i.text("title"), i.internal)).collect::<Vec<_>>(),
        [("甲县", "内部", true), ("乙县", "先报", false), ("乙县", "后报", false)]
    );
    assert_eq!(
        s.problems.iter().map(|g| (g.category.as_str(), g.units.len(), g.common)).collect::<Vec<_>>(),
        [("经费", 1, false), ("阵地", 3, true)]
    );
    assert_eq!(s.problems[1].matters[0].problems.iter().map(|p| p.text("problem")).collect::<Vec<_>>(), ["缺场地", "没场地", "少场地"]);
    assert!(s.problems.iter().flat_map(|g| &g.matters).flat_map(|m| &m.problems).all(|p| p.internal));
    // One bimonth has its own items only.
    assert_eq!(summary("2023-02", &forms).problems.len(), 1);
    assert_eq!(
        s.forms.iter().map(|f| (f.form.to_string(), f.not_reported.join("、"))).collect::<Vec<_>>(),
        [("2023-02".into(), "本级".into()), ("2023-04".to_owned(), "甲县、丙县、本级".to_owned())]
    );
    assert_eq!((s.cutoff.to_string(), s.months.len()), ("2023-03-20".into(), 3));
}
