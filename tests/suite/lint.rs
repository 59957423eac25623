//! Text rules: every rule against its samples, the rules that need more than a pattern, mending, and our own papers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hongtou::campaign::Campaign;
use hongtou::document::{Manuscript, parse};
use hongtou::lint::{Finding, Fixed, Knowledge, Level, fix, lint, lint_text, rules};
use proptest::prelude::*;

mod checks;
mod command;

/// A plain paper around a body.
fn paper(body: &str) -> String {
    format!("+++\nformat = \"plain\"\ntitle = \"某项工作情况\"\n+++\n\n{body}\n")
}

fn campaign() -> Campaign {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs/campaign.toml");
    Campaign::parse("campaign.toml", &fs::read_to_string(path).unwrap()).0.unwrap()
}

/// All findings of a whole text, notes too.
fn found(text: &str) -> Vec<Finding> {
    let manuscript = Manuscript::from_text("x.md", text);
    let document = parse(&manuscript).0;
    lint(&manuscript, Knowledge { document: document.as_ref(), campaign: Some(&campaign()) })
}

fn ids(found: &[Finding]) -> Vec<&'static str> {
    found.iter().map(|f| f.rule).collect()
}

fn fixed(text: &str) -> Fixed {
    fix("x.md", text, true)
}

/// A sample where its rule looks: as a value of the front matter, a heading, an attachment's title or a paragraph.
fn placed(rule: &hongtou::lint::Rule, sample: &str) -> String {
    let at = |name: &str| rule.only.iter().any(|w| w == name);
    let quoted = hongtou::document::toml_string(sample);
    match () {
        () if at("to") => format!("+++\nformat = \"plain\"\ntitle = \"甲\"\nto = {quoted}\n+++\n\n文\n"),
        () if at("heading1") => paper(&format!("## {sample}\n\n文。")),
        () if rule.kind.is_some() => paper(sample).replace("某项工作情况", "某项工作情况的报告"),
        () => {
            // As the text of a Markdown file a sample must not be structure.
            let escaped: String = sample
                .chars()
                .map(|c| if "*#`>-".contains(c) || (c == '.' && sample.starts_with(char::is_numeric)) { format!("\\{c}") } else { c.to_string() })
                .collect();
            paper(&escaped)
        }
    }
}

#[test]
fn every_rule_of_the_specification_is_there_and_compiles() {
    let numbers = |letter: char, n: u32| (1..=n).map(move |i| format!("{letter}{i:02}"));
    let expected: BTreeSet<String> = numbers('P', 23).chain(numbers('N', 19)).chain(numbers('S', 6)).collect();
    let there: BTreeSet<String> = rules().iter().map(|r| r.id.clone()).collect();
    assert_eq!(there, expected);
    assert_eq!(rules().len(), 48);
    // Spaces first.
    assert_eq!(rules().iter().take(5).map(|r| r.id.as_str()).collect::<Vec<_>>(), ["P20", "P21", "P22", "P23", "S01"]);
    for rule in rules() {
        assert!(
            !rule.source.is_empty() && !rule.wrong.is_empty() && !rule.right.is_empty() && !rule.bad.is_empty() && !rule.good.is_empty(),
            "{}",
            rule.id
        );
        assert_eq!(rule.mends(), !rule.fixed.is_empty(), "{}: what mends has a sample of it", rule.id);
        assert!(rule.yields.iter().all(|y| there.contains(y)), "{}", rule.id);
    }
}

#[test]
fn every_rule_finds_its_bad_samples_and_nothing_in_its_good_ones() {
    for rule in rules() {
        for (samples, wanted) in [(&rule.bad, true), (&rule.good, false)] {
            for sample in samples {
                let text = placed(rule, sample);
                let hit = found(&text).iter().any(|f| f.rule == rule.id || (wanted && rule.yields.iter().any(|y| y == f.rule)));
                assert_eq!(hit, wanted, "{}: {sample}\n{text}", rule.id);
            }
        }
    }
}

#[test]
fn every_mechanical_fix_gives_its_right_form() {
    for rule in rules() {
        for [before, after] in &rule.fixed {
            let text = placed(rule, before);
            let mended = fixed(&text);
            // In the file what was escaped is gone or stays escaped.
            let plain = mended.text.replace('\\', "");
            assert!(plain.contains(after.as_str()), "{}: {before} → {after}, got\n{}", rule.id, mended.text);
            assert!(!plain.contains(before.as_str()) || after.contains(before.as_str()), "{}: {before}", rule.id);
            assert!(mended.changes.iter().any(|c| c.rule == rule.id || rule.yields.iter().any(|y| y == c.rule)), "{}", rule.id);
        }
    }
}

#[test]
fn a_finding_names_its_place_and_what_stands_there() {
    let all = found(&paper("第一段没有问题。\n\n各地工作,推进有力。"));
    let f = all.iter().find(|f| f.rule == "P01").unwrap();
    // Front matter of four lines, a blank, the first paragraph, a blank: line 8.
    assert_eq!((f.line, f.column, f.level), (8, 4, Level::E));
    assert_eq!((f.before.as_str(), f.found.as_str(), f.after.as_str()), ("各地工", "作,", "推进有力。"));
    assert!(f.fixable && f.source.contains("15834"));
}

#[test]
fn addresses_code_links_and_tables_are_left_alone() {
    for body in [
        "见 https://a.cn/x,y?甲=1 。",
        "邮箱 wen,jian@gov.cn。",
        "网址 www.a.gov.cn/b--c.html。",
        "运行 `甲, 乙 (丙)` 即可。",
        "见[说明](http://a.cn/甲,乙)。",
        "| 张 三 | 乙 |\n|-|-|\n| 李 四 | 3 人 |",
        "王 伟",
        "张三 李四 王五 赵六",
    ] {
        assert_eq!(ids(&found(&paper(body))), Vec::<&str>::new(), "{body}");
    }
}

#[test]
fn mending_leaves_every_other_byte_where_it_was() {
    let raw = "\u{feff}+++\r\nformat = \"plain\"   # 说明,不改\r\ntitle = \"关于推进(试行)工作的情况\"\r\nto = \"市总工会党组:\"\r\nattachments = [\"甲；\", '乙']\r\nnote = \"他说\\\"好\\\"\"\r\n+++\r\n\r\n\
               ## 一，总体 情况\r\n\r\n  各地工作,推进\r\n有力;\t共 412 个。见[甲,乙](http://a.cn/丙,丁)和`丙,丁`。\r\n\r\n\
               | 甲,乙 | 率(%) |\r\n|:-|-:|\r\n| 某\\|县,乡 | 3 |\r\n\r\n# 甲 {.attachment}\r\n\r\n文\r\n\r\n# 乙 {.attachment}\r\n\r\n文\r\n";
    let wanted = "\u{feff}+++\r\nformat = \"plain\"   # 说明,不改\r\ntitle = \"关于推进（试行）工作的情况\"\r\nto = \"市总工会党组：\"\r\nattachments = [\"甲\", '乙']\r\nnote = \"他说“好”\"\r\n+++\r\n\r\n\
               ## 一、总体情况\r\n\r\n  各地工作，推进\r\n有力;\t共412个。见[甲,乙](http://a.cn/丙,丁)和`丙,丁`。\r\n\r\n\
               | 甲，乙 | 率(%) |\r\n|:-|-:|\r\n| 某\\|县，乡 | 3 |\r\n\r\n# 甲 {.attachment}\r\n\r\n文\r\n\r\n# 乙 {.attachment}\r\n\r\n文\r\n";
    // The mark before the tab stands against Han on its left.
    let wanted = wanted.replace("有力;", "有力；");
    let mended = fixed(raw);
    assert_eq!(mended.text, wanted);
    assert_eq!(fixed(&mended.text).changes, []);
    let lines: Vec<u32> = mended.changes.iter().map(|c| c.line).collect();
    assert!(lines.is_sorted() && lines.first() == Some(&3), "{lines:?}");
}

#[test]
fn what_would_become_structure_is_left_to_people() {
    // Without the mark the line would be an item of a list.
    for body in ["1、\n\n甲。", "\\# 甲：乙"] {
        let text = paper(body);
        let before = parse(&Manuscript::from_text("x", &text)).0.unwrap();
        let after = parse(&Manuscript::from_text("x", &fixed(&text).text)).0.unwrap();
        assert_eq!(
            before.sections.iter().map(|s| s.blocks.len()).sum::<usize>(),
            after.sections.iter().map(|s| s.blocks.len()).sum::<usize>(),
            "{body}"
        );
    }
}

#[test]
fn straight_quotes_are_paired_only_where_they_come_in_pairs() {
    assert!(fixed(&paper("推进\"加强年\"，做好\"双创\"。")).text.contains("推进“加强年”，做好“双创”。"));
    let odd = paper("推进\"加强年，做好。");
    assert_eq!(fixed(&odd).text, odd);
}

#[test]
fn county_text_is_plain_text() {
    let all = lint_text("**开展培训**,受益3千人\n# 主要做法(一)加强领导。");
    let ids: BTreeSet<&str> = all.iter().map(|f| f.rule).collect();
    assert_eq!(ids, BTreeSet::from(["P22", "P01", "N08", "P02"]), "{all:#?}");
    assert_eq!(all.iter().find(|f| f.rule == "P02").map(|f| f.line), Some(2));
    assert_eq!(lint_text("各乡镇新建站点12个，服务职工3400人次。"), []);
}

/// Digits of a text, full-width ones as half-width.
fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
            _ => None,
        })
        .collect()
}

/// Marks, digits and Han that the rules are about, thrown together.
fn noise() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "甲",
        "县",
        "工作",
        "一",
        "二",
        "零",
        "年",
        "月",
        "日",
        "号",
        "第",
        "附件",
        "等",
        "约",
        "左右",
        "2023",
        "02",
        "5",
        "１２",
        "3.5",
        "%",
        "人",
        "个",
        "万",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "\"",
        "'",
        "，",
        "。",
        "、",
        "；",
        "：",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "…",
        "...",
        "--",
        "-",
        "—",
        "～",
        "~",
        " ",
        "  ",
        "　",
        "\t",
        "**",
        "*",
        "`",
        "# ",
        "\\",
        "\\*",
        "\\-",
        "|",
        "[",
        "]",
        "〔",
        "〕",
        "截止",
        "\n",
        "\n\n",
        "\n\n## ",
        "\n\n- ",
        "\n\n1. ",
        "&#42;",
        "<",
        "http://a.cn/甲,b ",
    ]);
    prop::collection::vec(pieces, 1..40).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn mending_twice_is_mending_once_and_no_digit_changes(body in noise(), title in noise()) {
        let title = title.replace('\n', "");
        let text = format!("+++\nformat = \"plain\"\ntitle = {}\n+++\n\n{body}\n", hongtou::document::toml_string(&title));
        let once = fixed(&text);
        prop_assert_eq!(digits(&once.text), digits(&text));
        let twice = fixed(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.changes.is_empty());
        prop_assert_eq!(once.text.matches('\n').count(), text.matches('\n').count());
        // No place that is still said to be mendable could have been mended without changing the structure.
        lint_text(&body);
    }

    #[test]
    fn lint_takes_any_text(text in any::<String>()) {
        let manuscript = Manuscript::from_text("x", &text);
        for f in lint(&manuscript, Knowledge::default()).iter().chain(&lint_text(&text)) {
            prop_assert!(f.line >= 1 && f.column >= 1);
        }
        let once = fix("x", &text, true);
        prop_assert_eq!(digits(&once.text), digits(&text));
    }
}
