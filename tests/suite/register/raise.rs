//! What becomes a matter: which problems, grouped how, numbered on from what, with which department and deadline.

use std::collections::BTreeMap;

use hongtou::aggregate::aggregate;
use hongtou::campaign::Campaign;
use hongtou::model::{Assignment, Field, Item, Matter, ProblemGroup, Record, Register, Summary};
use hongtou::origin::CellSource;
use hongtou::register::{Raised, raise};

use super::{USUAL, campaign, campaign_with, rules};

/// A problem in row `row`: words, who solves it, proposed department.
fn problem(unit: &str, row: u32, words: &str, solver: &str, department: &str) -> Item {
    let source = |col: u32| CellSource {
        file: format!("inputs/2023-02/{unit}.xlsx").into(),
        sheet: "问题建议".into(),
        cell: hongtou::origin::CellRef::new(row, col),
    };
    let cells = [("problem", words, 1), ("solver", solver, 2), ("department", department, 3), ("request", "请支持。", 4)];
    let fields: BTreeMap<String, Field> = cells
        .into_iter()
        .filter(|(_, text, _)| !text.is_empty())
        .map(|(id, text, col)| (id.to_owned(), Field { source: source(col), text: text.to_owned(), value: None }))
        .collect();
    Item {
        list: "problems".into(),
        unit: unit.into(),
        form: "2023-02".parse().unwrap(),
        task: Some("a".into()),
        rank: None,
        date: None,
        internal: true,
        record: Record { source: source(1), fields },
    }
}

/// The summary of a period with these matters, a group each.
fn summary(campaign: &Campaign, matters: Vec<Vec<Item>>) -> Summary {
    let mut summary = aggregate("2023-02".parse().unwrap(), campaign, &[]);
    let matter = |problems: Vec<Item>| Matter { task: Some("a".into()), units: Vec::new(), common: false, problems };
    let group = |problems| ProblemGroup { category: String::new(), units: Vec::new(), common: false, matters: vec![matter(problems)] };
    summary.problems = matters.into_iter().map(group).collect();
    summary
}

fn raised(campaign: &Campaign, matters: Vec<Vec<Item>>, items: Vec<Assignment>) -> Raised {
    let day = "2023-02-27".parse().unwrap();
    raise(&summary(campaign, matters), campaign, rules(campaign), &Register { items }, &|_| day)
}

#[test]
fn what_one_task_and_category_raise_is_one_matter_of_several_units() {
    let c = campaign();
    let all = vec![
        problem("甲县", 4, "没有场所。", "需上级", ""),
        problem("乙县", 4, "没有 场所。", "需上级", "组织部"),
        problem("丙县", 4, "人手不够", "需上级", "某部"),
        problem("丁县", 4, "自己能办。", "自行解决", ""),
    ];
    let out = raised(&c, vec![all], Vec::new());
    let [item] = out.items.as_slice() else { panic!("{out:#?}") };
    assert_eq!(item.matter, "甲县、乙县：没有场所。丙县：人手不够。");
    assert_eq!(item.units, ["甲县", "乙县", "丙县"]);
    assert_eq!((item.lead.as_str(), item.helpers.as_slice()), ("组织部", ["某部".to_owned()].as_slice()));
    assert_eq!(item.sources.iter().map(|s| s.cell.to_string()).collect::<Vec<_>>(), ["B5", "B5", "B5"]);
    // The next forms are due on the 23rd of April.
    assert_eq!((item.deadline.unwrap().to_string().as_str(), item.state.as_str()), ("2023-04-23", "待办"));
}

#[test]
fn numbers_run_on_from_the_highest_however_people_write_it() {
    let c = campaign();
    let typed = |number: &str| Assignment { number: number.into(), matter: "手工".into(), ..Assignment::default() };
    let new = |items| raised(&c, vec![vec![problem("甲县", 4, "没有场所。", "需上级", "")]], items).items.remove(0).number;
    assert_eq!(new(vec![]), "〔2023〕1号");
    assert_eq!(new(vec![typed("〔2023〕 １２ 号"), typed("〔2023〕3号"), typed("〔2022〕40号"), typed("旧1"), typed("")]), "〔2023〕13号");
    let (running, _) = campaign_with(&USUAL.replace("〔{year}〕{n}号", "第{nn}件"));
    let running = running.unwrap();
    let out = raised(&running, vec![vec![problem("甲县", 4, "没有场所。", "需上级", "")]], vec![typed("第08件")]);
    assert_eq!(out.items[0].number, "第09件");
}

#[test]
fn days_count_from_the_meeting_where_the_campaign_says_so() {
    let (c, _) = campaign_with(&format!("days = 30\n{USUAL}"));
    let c = c.unwrap();
    let out = raised(&c, vec![vec![problem("甲县", 4, "没有场所。", "", "")]], Vec::new());
    // 27 February and thirty days; who is to solve it was left blank, and it is not lost.
    assert_eq!(out.items[0].deadline.unwrap().to_string(), "2023-03-29");
    assert_eq!(out.items[0].lead, "某部");
}

#[test]
fn what_is_entered_is_known_by_its_fingerprint_its_words_or_its_cell() {
    let c = campaign();
    let first = || vec![vec![problem("甲县", 4, "没有职工活动场所。", "需上级", "")]];
    let entered = raised(&c, first(), Vec::new()).items;
    assert!(raised(&c, first(), entered.clone()).items.is_empty());
    // People reworded the matter: the fingerprint still tells; the row moved: the same.
    let reworded: Vec<Assignment> = entered.iter().cloned().map(|i| Assignment { matter: "场所问题".into(), ..i }).collect();
    assert!(raised(&c, vec![vec![problem("甲县", 9, "没有职工活动场所。", "需上级", "")]], reworded).items.is_empty());
    // The column of sources was thrown away: unit and words tell.
    let bare: Vec<Assignment> = entered.iter().cloned().map(|i| Assignment { sources: Vec::new(), ..i }).collect();
    assert!(raised(&c, first(), bare.clone()).items.is_empty());
    assert_eq!(raised(&c, vec![vec![problem("乙县", 4, "没有职工活动场所。", "需上级", "")]], bare).items.len(), 1);
    // Other words in the same cell are asked about, not entered behind people's back and not dropped without a word.
    let changed = raised(&c, vec![vec![problem("甲县", 4, "经费没有到位。", "需上级", "")]], entered.clone());
    assert!(changed.items.is_empty());
    assert_eq!(changed.found.iter().map(|d| d.code).collect::<Vec<_>>(), ["register-words-changed"]);
    // Closed in an earlier period and raised once more, word for word.
    let closed: Vec<Assignment> = entered.into_iter().map(|i| Assignment { closed: true, raised_in: "2022-12".parse().ok(), ..i }).collect();
    let again = raised(&c, first(), closed);
    assert!(again.items.is_empty());
    assert_eq!(again.found.iter().map(|d| d.code).collect::<Vec<_>>(), ["register-raised-again"]);
}
