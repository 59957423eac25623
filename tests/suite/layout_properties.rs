//! Whatever is written: no character is lost or changes its place, nothing stands outside the 版心 but the page number, nothing overlaps.

use std::fmt::Write as _;

use super::measure::{MM, em_top, runs, set};
use hongtou::layout::{Element, Glyph, Pages};
use proptest::prelude::*;

/// A block of a manuscript and the text that it prints.
pub(super) fn block() -> impl Strategy<Value = (String, String)> {
    let words = proptest::collection::vec(
        prop_oneof![
            8 => "[一二三工会建设服务职工活动中心的和等]{1,12}",
            2 => "[0-9]{1,5}",
            1 => "[0-9]{1,3}\\.[0-9]%",
            3 => "[，、；。：]",
            1 => Just("“双十”".to_owned()),
            1 => Just("《办法》".to_owned()),
            1 => Just("（试行）".to_owned()),
            1 => Just("——".to_owned()),
            1 => "[A-Za-z]{1,8}",
        ],
        1..40,
    )
    .prop_map(|w| format!("字{}末", w.concat()));
    let text = words.boxed();
    prop_oneof![
        4 => text.clone().prop_map(|t| (t.clone(), t)),
        1 => text.clone().prop_map(|t| (format!("## 一、{t}"), format!("一、{t}"))),
        1 => text.clone().prop_map(|t| (format!("#### 1. {t}"), format!("1.{t}"))),
        1 => text.clone().prop_map(|t| (format!("> {t}"), t)),
        1 => (text.clone(), text.clone()).prop_map(|(a, b)| (format!("- {a}\n- {b}"), format!("——{a}——{b}"))),
        1 => (text.clone(), text).prop_map(|(a, b)| (format!("| 栏目 | 说明 |\n| --- | --- |\n| {a} | {b} |"), format!("栏目说明{a}{b}"))),
    ]
}

fn printed(pages: &Pages) -> String {
    let all = pages.pages.iter().flat_map(runs).filter(|r| r.element != Element::Folio);
    all.flat_map(|r| r.glyphs.iter().map(|g| g.text)).filter(|c| !c.is_whitespace()).collect()
}

/// Boxes of all runs of a page in mm, their ink across and their em box down: left, top, right, bottom.
fn boxes(pages: &Pages, page: usize) -> Vec<(f64, f64, f64, f64, Element)> {
    runs(&pages.pages[page])
        .map(|r| {
            let top = em_top(r, pages);
            let ink = |g: &Glyph| {
                pages.faces[r.face].ink(g.id).map_or((g.x, g.x), |(a, _, b, _)| (g.x + a * r.size * r.scale_x, g.x + b * r.size * r.scale_x))
            };
            let (left, right) = r.glyphs.iter().map(ink).fold((f64::MAX, f64::MIN), |(l, r), (a, b)| (l.min(a), r.max(b)));
            (left / MM, top, right / MM, top + r.size / MM, r.element)
        })
        .collect()
}

/// Asserts that everything but the number is inside the 版心 and that nothing overlaps.
fn whole(pages: &Pages) -> Result<(), TestCaseError> {
    for page in 0..pages.pages.len() {
        let all = boxes(pages, page);
        for (left, top, right, bottom, element) in all.iter().filter(|b| b.4 != Element::Folio) {
            // Ink may hang over its cell by a hair: figures of the embedded face are wider than half a cell.
            prop_assert!(*left >= 28.0 - 0.3 && *right <= 184.3, "{left} {right} {element:?}");
            prop_assert!(*top >= 37.0 - 0.1 && *bottom <= 262.1, "{top} {bottom} {element:?}");
        }
        for (i, a) in all.iter().enumerate() {
            for b in all.iter().skip(i + 1) {
                let apart = a.2 <= b.0 + 0.3 || b.2 <= a.0 + 0.3 || a.3 <= b.1 + 0.1 || b.3 <= a.1 + 0.1;
                prop_assert!(apart, "{a:?} overlaps {b:?}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_page_is_whole(blocks in proptest::collection::vec(block(), 1..14), sealed in any::<bool>()) {
        let mut text = format!("+++\nformat = \"plain\"\ntitle = \"情况汇报\"\nto = \"市总工会：\"\nsignature = \"甲市总工会\"\ndate = 2023-06-28\nsealed = {sealed}\n+++\n");
        let mut expected = "情况汇报市总工会：".to_owned();
        for (source, print) in &blocks {
            let _ = write!(text, "\n{source}\n");
            expected.push_str(print);
        }
        expected.push_str("甲市总工会2023年6月28日");
        let pages = set(&text);
        let expected: String = expected.chars().filter(|c| !c.is_whitespace()).collect();
        prop_assert_eq!(printed(&pages), expected);
        whole(&pages)?;
    }

    /// Names, numbers and lists of any length in the head and foot of a bulletin.
    #[test]
    fn heads_and_feet_hold_whatever_they_are_given(
        name in "[基层工会建设年专项作简报]{1,40}",
        issuer in "[专项工作班领导小组办公室]{1,60}",
        to in "[市委组织部总工会，]{1,300}",
        title in "[召开会议部署工作的和]{1,90}",
        issue in 1_u32..2000,
        n in 1_usize..600,
    ) {
        let head = format!("format = \"bulletin\"\naudience = \"internal\"\n[bulletin]\nname = \"{name}\"\nissue = {issue}\ntotal_issue = {issue}\nissuer = \"{issuer}\"\ndate = 2023-02-27\nreport_to = \"{to}\"\ndistribute_to = \"各县\"\ncopies = {issue}");
        let pages = set(&format!("+++\n{head}\n+++\n\n# {title}\n\n{}末", "正文".repeat(n)));
        let printed = printed(&pages);
        for part in [&name, &issuer, &title] {
            prop_assert!(printed.contains(part.as_str()), "{part}");
        }
        whole(&pages)?;
    }
}
