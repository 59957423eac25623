//! Turns and wishes by hand; texts against the rules; that nothing but punctuation and spacing ever changes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::text::{As, clean, cut, words};
use super::{Issue, choose, has_private_number, private};
use crate::campaign::{Campaign, ItemRules, Unit, UnitRole, Wishes};
use crate::model::{ChangeKind, Choice, Field, Item, Record};
use crate::origin::{CellRef, CellSource};

const NAMES: [&str; 13] = ["甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县", "辛县", "壬县", "癸县", "子县", "丑县", "寅县"];

/// A neutral campaign with so many counties and a list of items.
fn campaign(counties: usize, per_issue: Option<usize>) -> Campaign {
    let list = "\n[[form.list]]\nid = \"items\"\nname = \"动态\"\nkind = \"items\"\nreported_by = [\"county\"]\nrows = 5\n";
    let column =
        |id: &str, kind: &str, width: u8| format!("\n[[form.list.column]]\nid = \"{id}\"\nname = \"{id}栏\"\ntype = \"{kind}\"\nwidth = {width}\n");
    let text = include_str!("../../tests/data/two-units.toml");
    let at = text.find("[[paper]]").unwrap();
    let columns =
        [column("rank", "rank", 6), column("title", "text", 24), column("how", "text", 50), column("result", "text", 40), column("by", "text", 8)];
    let mut campaign: Campaign = toml::from_str(&format!("{}{list}{}{}", &text[..at], columns.concat(), &text[at..])).unwrap();
    campaign.units = NAMES[..counties]
        .iter()
        .map(|n| Unit { name: (*n).into(), role: UnitRole::County, body: format!("{n}总工会"), variants: Vec::new(), former: Vec::new() })
        .collect();
    campaign.items = Some(ItemRules { per_issue, shortest: 5, longest: 40, title: None, text: Vec::new() });
    campaign
}

fn source(unit: &str, row: u32, col: u32) -> CellSource {
    CellSource { file: format!("inputs/2023-02/{unit}.xlsx").into(), sheet: "动态".into(), cell: CellRef::new(row, col) }
}

fn item(unit: &str, rank: u32, title: &str, how: &str, result: &str) -> Item {
    let cells = [("title", title, 1), ("how", how, 2), ("result", result, 3), ("by", "某人", 4)];
    let fields: BTreeMap<String, Field> = cells
        .into_iter()
        .filter(|(_, t, _)| !t.is_empty())
        .map(|(id, text, col)| (id.to_owned(), Field { source: source(unit, rank, col), text: text.to_owned(), value: None }))
        .collect();
    Item {
        list: "items".into(),
        unit: unit.into(),
        form: "2023-02".parse().unwrap(),
        task: Some("a".into()),
        rank: Some(rank),
        date: None,
        internal: false,
        record: Record { source: source(unit, rank, 1), fields },
    }
}

/// An issue in which each of these units sends one new item.
fn issue(n: usize, units: &[&str]) -> Issue {
    let all = units.iter().map(|u| item(u, 1, &format!("第{n}期做法"), &format!("{u}第{n}期做了事。"), ""));
    Issue { items: all.collect(), wishes: Wishes::default() }
}

fn wishes(campaign: &Campaign, pin: &[&str], skip: &[&str]) -> Wishes {
    let quoted = |list: &[&str]| list.iter().map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(", ");
    let text = format!("pin = [{}]\nskip = [{}]\n", quoted(pin), quoted(skip));
    let meeting = crate::campaign::Meeting::parse("m.toml", &text).0.unwrap();
    let (wishes, found) = campaign.wishes(&meeting, "m.toml", &text);
    assert!(found.is_empty(), "{found:?}");
    wishes
}

fn units(choice: &Choice) -> Vec<&str> {
    choice.picks.iter().map(|p| p.item.unit.as_str()).collect()
}

fn codes(choice: &Choice) -> Vec<&str> {
    choice.found.iter().map(|d| d.code).collect()
}

#[test]
fn with_five_an_issue_thirteen_units_come_in_turn() {
    let c = campaign(13, Some(5));
    let all: Vec<Issue> = (1..=4).map(|n| issue(n, &NAMES)).collect();
    // By hand: five by five in the official order; in the third issue the last three and then, of those printed once, the two that have waited longest.
    let turns = [&[0, 1, 2, 3, 4][..], &[5, 6, 7, 8, 9], &[0, 1, 10, 11, 12], &[2, 3, 4, 5, 6]];
    for (n, wanted) in turns.iter().enumerate() {
        let wanted: Vec<&str> = wanted.iter().map(|i| NAMES[*i]).collect();
        assert_eq!(units(&choose(&c, &all[..n], &all[n])), wanted, "issue {}", n + 1);
    }
    // A unit that sends nothing keeps its turn: 甲 was away at first and comes before those that were printed.
    let away = [issue(1, &NAMES[1..]), issue(2, &NAMES), issue(3, &NAMES)];
    assert_eq!(units(&choose(&c, &away[..1], &away[1])), ["甲县", "庚县", "辛县", "壬县", "癸县"]);
    // Without a limit all are printed each time.
    assert_eq!(units(&choose(&campaign(13, None), &all[..1], &all[1])), NAMES);
}

#[test]
fn pins_come_first_in_their_order_and_count_as_turns() {
    let c = campaign(6, Some(3));
    let mut first = issue(1, &NAMES[..6]);
    first.wishes = wishes(&c, &["己县", "丙县：第1期"], &["甲县"]);
    let chosen = choose(&c, &[], &first);
    assert_eq!(units(&chosen), ["己县", "丙县", "乙县"]);
    assert_eq!(chosen.picks.iter().map(|p| p.pinned).collect::<Vec<_>>(), [true, true, false]);
    assert!(chosen.found.is_empty(), "{:?}", chosen.found);
    // Never printed: 甲, 丁, 戊.
    assert_eq!(units(&choose(&c, &[first], &issue(2, &NAMES[..6]))), ["甲县", "丁县", "戊县"]);
    // More pins than an issue takes: all of them, and that is said at the first that is too many.
    let mut many = issue(1, &NAMES[..6]);
    many.wishes = wishes(&c, &["丁县", "丙县", "乙县", "甲县"], &[]);
    let chosen = choose(&c, &[], &many);
    assert_eq!((units(&chosen), codes(&chosen)), (vec!["丁县", "丙县", "乙县", "甲县"], vec!["choice-many-pinned"]));
    assert!(matches!(chosen.found.iter().next().unwrap().origin, crate::origin::Origin::Text { line: 1, column: 26, .. }), "{:?}", chosen.found);
}

#[test]
fn of_a_unit_the_item_that_it_recommends_first_and_never_one_twice() {
    let c = campaign(1, None);
    let two = [item("甲县", 1, "甲事", "做了甲事。", ""), item("甲县", 2, "乙事", "做了乙事。", "")];
    let both = Issue { items: vec![two[1].clone(), two[0].clone()], wishes: Wishes::default() };
    assert_eq!(choose(&c, &[], &both).picks[0].title, "甲事");
    // Sent again in the next form, with other spacing: what was printed makes room for the other.
    let mut again = both.clone();
    again.items[1].record.fields.get_mut("how").unwrap().text = "做了 甲事".into();
    assert_eq!(choose(&c, std::slice::from_ref(&both), &again).picks[0].title, "乙事");
    assert!(choose(&c, &[both.clone(), again.clone()], &again).picks.is_empty());
    // Left out by its title, the other takes its place; pinned by its title, it comes though its rank is lower.
    let with = |pin: &[&str], skip: &[&str]| Issue { items: both.items.clone(), wishes: wishes(&c, pin, skip) };
    assert_eq!(choose(&c, &[], &with(&[], &["甲县：甲"])).picks[0].title, "乙事");
    assert_eq!(choose(&c, &[], &with(&["甲县：乙"], &[])).picks[0].title, "乙事");
    assert!(choose(&c, &[], &with(&[], &["甲县"])).picks.is_empty());
}

#[test]
fn wishes_that_cannot_be_met_are_told_with_their_line() {
    let c = campaign(4, None);
    let mut internal = item("甲县", 1, "内部的事", "做了事。", "");
    internal.internal = true;
    let private = item("丁县", 1, "打电话的事", "联系13800001234。", "");
    let now = Issue {
        items: vec![internal, item("乙县", 1, "开放的事", "做了事。", ""), private],
        wishes: wishes(&c, &["甲县：内部", "乙县：别的", "丙县", "丁县：打电话"], &["乙县：没有的"]),
    };
    let chosen = choose(&c, &[], &now);
    assert_eq!(units(&chosen), ["乙县"]);
    let wanted = [
        "item-private-number",
        "choice-internal-pinned",
        "choice-no-such-item",
        "choice-nothing-to-pin",
        "choice-private-pinned",
        "choice-no-such-item",
    ];
    assert_eq!(codes(&chosen), wanted);
    for d in chosen.found.iter().skip(1) {
        assert!(matches!(d.origin, crate::origin::Origin::Text { .. }) && !d.hints.is_empty(), "{d:?}");
    }
    // The number itself is not told on.
    assert!(!chosen.found.iter().any(|d| d.message.contains("13800001234")));
    // What is wrong with the list as such.
    let text = "pin = [\"无县\", \"甲县\", \"甲县：事\"]\nskip = [\"甲县\", \"乙县：甲\"]\n";
    let meeting = crate::campaign::Meeting::parse("m.toml", text).0.unwrap();
    let found = c.wishes(&meeting, "m.toml", text).1;
    let seen: Vec<_> = found.iter().map(|d| (d.code, d.origin.clone())).collect();
    let at = |line, column| crate::origin::Origin::Text { file: "m.toml".into(), line, column };
    assert_eq!(seen, [("meeting-unknown-unit", at(1, 8)), ("meeting-pinned-twice", at(1, 20)), ("meeting-pinned-and-skipped", at(2, 9))]);
    assert!(found.has_errors());
}

#[test]
fn marks_and_spaces_are_put_in_order() {
    for (raw, wanted) in [
        ("走访企业,帮助建会;收集问题", "走访企业，帮助建会；收集问题。"),
        ("走访 企业 12 家，，解决问题。。", "走访企业12家，解决问题。"),
        ("共支出1,234.5元,8:30开工", "共支出1,234.5元，8:30开工。"),
        ("印发（九工发(2023)1号）通知;", "印发（九工发（2023）1号）通知。"),
        ("他说:\"好\"", "他说：“好”。"),
        ("他说：“好。”", "他说：“好。”"),
        ("建站3个.服务职工(含农民工)", "建站3个。服务职工（含农民工）。"),
        ("1.走访企业\n2.建立台账", "1.走访企业；2.建立台账。"),
        ("走访\n企业", "走访企业。"),
        ("等等。。。", "等等……"),
        ("真的?!", "真的？！"),
        ("Hello, world", "Hello, world。"),
        ("   ", ""),
        ("，。", ""),
    ] {
        assert_eq!(clean(raw, As::Sentences), wanted, "{raw}");
    }
    for (raw, wanted) in [("建好 站点。", "建好站点"), ("建站(三个);", "建站（三个）"), ("能行吗?", "能行吗？")] {
        assert_eq!(clean(raw, As::Title), wanted, "{raw}");
    }
}

#[test]
fn a_text_is_cut_at_the_end_of_a_sentence() {
    let text = "一二三四。（五。六）七。“八九。”十。";
    for (longest, kept, long) in [
        (99, text, false),
        (19, text, false),
        (18, "一二三四。（五。六）七。“八九。”", false),
        (17, "一二三四。（五。六）七。“八九。”", false),
        (12, "一二三四。（五。六）七。", false),
        (11, "一二三四。", false),
        (3, "一二三四。", true),
    ] {
        let (end, too_long) = cut(text, longest);
        assert_eq!((&text[..end], too_long), (kept, long), "{longest}");
    }
    // A bracket that is never closed does not swallow the ends of sentences; without an end the whole stays.
    let open = "（一二三。四五六。七";
    assert_eq!(&open[..cut(open, 6).0], "（一二三。");
    let endless = "字".repeat(5000);
    assert_eq!(cut(&endless, 300), (endless.len(), true));
}

#[test]
fn every_change_is_listed_with_its_cell() {
    let c = campaign(1, None);
    let how = "走访企业,帮助 建会。开展培训二十一场并建立长期联系机制。";
    let now = Issue {
        items: vec![item("甲县", 1, "走访 企业。", how, "解决问题很多很多很多很多很多很多件")], wishes: Wishes::default()
    };
    let chosen = choose(&c, &[], &now);
    let pick = &chosen.picks[0];
    // 10 + 18 characters fit into 40, the 18 of the result do not.
    assert_eq!((pick.title.as_str(), pick.text.as_str()), ("走访企业", "走访企业，帮助建会。开展培训二十一场并建立长期联系机制。"));
    let seen: Vec<_> = pick.changes.iter().map(|c| (c.kind, c.source.cell.to_string(), c.before.as_str(), c.after.as_str())).collect();
    assert_eq!(
        seen,
        [
            (ChangeKind::Space, "B2".into(), "走访 企业。", "走访企业"),
            (ChangeKind::Mark, "B2".into(), "走访 企业。", "走访企业"),
            (ChangeKind::Mark, "C2".into(), "走访企业,帮助 建会。", "走访企业，帮助建会。开"),
            (ChangeKind::Space, "C2".into(), "访企业,帮助 建会。开展培", "访企业，帮助建会。开展培"),
            (ChangeKind::Cut(40), "D2".into(), "解决问题很多很多很多很多…（以下共18字）", "（未印）"),
        ]
    );
    assert!(!pick.thin && chosen.found.is_empty());
    // Nothing to change, nothing listed; too long a sentence stands whole and is told.
    let long = format!("{}。", "字".repeat(50));
    let now = Issue { items: vec![item("甲县", 1, "标题", &long, "完。")], wishes: Wishes::default() };
    let chosen = choose(&c, &[], &now);
    assert_eq!((chosen.picks[0].text.as_str(), codes(&chosen)), (long.as_str(), vec!["item-long-sentence"]));
}

#[test]
fn numbers_of_people_are_found_and_figures_are_not() {
    for text in [
        "联系人13800001234",
        "电话138-0000-1234。",
        "138 0000 1234",
        "１３８００００１２３４",
        "+86 13800001234",
        "138\u{200b}00001234",
        "0792-8123456",
        "（0792）8123456",
        "07928123456",
        "联系电话：8123456",
        "身份证36040219900101123X",
        "360402 19900101 1234",
        "6222 0212 3456 7890 123",
        "一三八〇〇〇〇一二三四",
        "QQ：123456",
    ] {
        assert!(private::find(text).is_some(), "{text}");
    }
    for text in [
        "拨打12351职工服务热线",
        "热线400-810-1234",
        "2023-02-27至2023-03-05",
        "接听热线电话1200000次",
        "九工办发〔2022〕18号",
        "参加12345678人次",
        "支出138.12345678901万元",
        "1380—1390户",
        "“一二三四五”工作思路",
        "占比13.5%，较2022年底增加1234567元",
        "2022年11月1日—12月20日共1360件",
    ] {
        assert_eq!(private::find(text), None, "{text}");
    }
    let c = campaign(1, None);
    assert!(has_private_number(&c, &item("甲县", 1, "标题", "做了事。", "打13800001234。")));
    // Not in a column that no paper prints.
    let mut by = item("甲县", 1, "标题", "做了事。", "");
    by.record.fields.get_mut("by").unwrap().text = "某人13800001234".into();
    assert!(!has_private_number(&c, &by));
}

/// Letters, Han and digits: what must never change.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn words_and_digits_are_a_prefix_of_the_units_own(how in hostile(), result in hostile(), title in hostile()) {
        let c = campaign(1, None);
        let now = Issue { items: vec![item("甲县", 1, &title, &how, &result)], wishes: Wishes::default() };
        for pick in choose(&c, &[], &now).picks {
            let own = bare(&how) + &bare(&result);
            prop_assert!(own.starts_with(&bare(&pick.text)), "{:?} of {own:?}", pick.text);
            prop_assert_eq!(bare(&pick.title), bare(&title));
            // At the end of a sentence, or all of it.
            prop_assert!(bare(&pick.text) == own || pick.text.trim_end_matches(['”', '’', '）', '》', '」']).ends_with(['。', '！', '？']), "{:?}", pick.text);
            let cut = pick.changes.iter().any(|c| matches!(c.kind, ChangeKind::Cut(_)));
            prop_assert!(cut || bare(&pick.text) == own);
        }
    }

    #[test]
    fn putting_in_order_twice_changes_nothing_more(text in hostile()) {
        let once = clean(&text, As::Sentences);
        prop_assert_eq!(words(&once), words(&crate::document::plain_line(&text)));
        prop_assert_eq!(clean(&once, As::Sentences), once);
    }
}

/// Text as people and attackers type it.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[甲乙丙丁建站走访]{1,12}",
        "[0-9]{1,4}",
        "[a-z]{1,4}",
        Just("，".to_owned()),
        Just("。".to_owned()),
        Just(",".to_owned()),
        Just(".".to_owned()),
        Just(";".to_owned()),
        Just("！".to_owned()),
        Just("（".to_owned()),
        Just("）".to_owned()),
        Just("(".to_owned()),
        Just(")".to_owned()),
        Just("\"".to_owned()),
        Just("“".to_owned()),
        Just("”".to_owned()),
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("\u{3000}".to_owned()),
        Just("# ".to_owned()),
        Just("| a | b |".to_owned()),
        Just("{{ x }}".to_owned()),
        Just("{% raw %}".to_owned()),
        Just("<b>".to_owned()),
        Just("=SUM(A1)".to_owned()),
        Just("\u{200f}אב".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\u{7}".to_owned()),
        Just("…".to_owned()),
        Just("——".to_owned()),
        Just("**".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|v| v.concat())
}
