//! The Markdown contract: cases as directories, and data that must stay text wherever a template puts it.

use hongtou::diag::Diagnostics;
use hongtou::document::{Block, Document, FIGURE_CLOSE, Inline, Manuscript, escape_text, figure_open, parse, plain_line, plain_text};
use hongtou::export::markdown::to_markdown;
use proptest::prelude::*;

use crate::show;

const PLAIN: &str = "+++\nformat = \"plain\"\ntitle = \"题\"\n+++\n\n";

fn parsed(body: &str) -> (Document, Diagnostics) {
    let (doc, found) = parse(&Manuscript::from_text("x.md", &format!("{PLAIN}{body}")));
    (doc.unwrap(), found)
}

fn blocks(body: &str) -> Vec<Block> {
    let (doc, found) = parsed(body);
    assert!(found.is_empty(), "{found:?}");
    doc.sections.into_iter().next().unwrap().blocks
}

/// Strings that are made of what Markdown and this contract read as structure.
pub fn nasty() -> impl Strategy<Value = String> + Clone {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "#",
            "# ",
            "## ",
            "- ",
            "-",
            "+ ",
            "1.",
            "1. ",
            "2) ",
            "|",
            "**",
            "*",
            "_",
            "__",
            "{.attachment}",
            "{.group}",
            "{",
            "}",
            "单位：",
            "注：",
            "数据来源：",
            "表1",
            "表",
            "（某县供稿）",
            "（",
            "供稿）",
            "<b>",
            "</b>",
            "<!--",
            "&amp;",
            "&#65;",
            "&",
            "+++",
            "---",
            "===",
            "```",
            "`",
            "~~~",
            "\\",
            "\\\\",
            "~~",
            "[x](y)",
            "[x]: y",
            "![",
            "![a](b)",
            "]",
            "(",
            ")",
            "http://a.b/c_d",
            "<http://a.b>",
            "/",
            ":",
            "> ",
            "：",
            "。",
            "“",
            "”",
            "甲",
            "乙市",
            "12",
            "3.5%",
            "A",
            " ",
            "  ",
            "\t",
            "\n",
            "\u{3000}",
            "\u{0}",
            "\u{7}",
            "$",
            "^",
            "!",
            "?",
            "'",
            "\"",
            ";",
            "@",
            "\u{F0000}",
            "\u{200B}",
            "\u{A0}"
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..10).prop_map(|v| v.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn escaped_data_stays_text_everywhere(data in nasty()) {
        let line = plain_line(&data);
        let e = escape_text(&data);
        if line.is_empty() {
            return Ok(());
        }
        // A paragraph of its own; one between others without blank lines; inside one; before and after a table.
        let inside = parsed(&format!("前{e}后\n"));
        prop_assert!(inside.1.is_empty(), "{:?}", inside.1);
        prop_assert_eq!(para(&inside.0.sections[0].blocks[0]), plain_line(&format!("前{line}后")));
        let own = blocks(&format!("{e}\n"));
        prop_assert_eq!(own.len(), 1);
        prop_assert_eq!(para(&own[0]), line.clone());
        let second = blocks(&format!("前句，\n{e}\n"));
        prop_assert_eq!(second.len(), 1);
        prop_assert_eq!(para(&second[0]), format!("前句，{line}"));
        let heading = blocks(&format!("## {e}\n"));
        let Block::Heading { text, .. } = &heading[0] else { panic!("{heading:?}") };
        prop_assert_eq!(plain_text(text), line.clone());
        let around = blocks(&format!("{e}\n\n| {e} | b {{.group}} |\n|---|---|\n| {e} | x |\n| {e} | {e} |\n\n{e}\n"));
        prop_assert_eq!(around.len(), 3, "{:?}", around);
        prop_assert_eq!(para(&around[0]), line.clone());
        prop_assert_eq!(para(&around[2]), line.clone());
        let Block::Table(t) = &around[1] else { panic!("{around:?}") };
        prop_assert_eq!((&t.caption, &t.unit, t.notes.len(), t.rows.len(), t.columns.len()), (&None, &None, 0, 2, 2));
        prop_assert_eq!(t.columns[0].head.len(), 1);
        for cell in [&t.columns[0].head[0], &t.rows[0][0], &t.rows[1][0], &t.rows[1][1]] {
            prop_assert_eq!(plain_text(cell), line.clone());
        }
        let list = blocks(&format!("- {e}\n- b\n"));
        let Block::List { items, .. } = &list[0] else { panic!("{list:?}") };
        prop_assert_eq!(items.len(), 2);
        prop_assert_eq!(para(&items[0][0]), line.clone());
        let bold = blocks(&format!("前**{e}**后\n"));
        prop_assert_eq!(para(&bold[0]), plain_line(&format!("前{line}后")));
    }

    #[test]
    fn nothing_that_is_typed_makes_it_panic(text in nasty(), lines in prop::collection::vec(nasty(), 0..12)) {
        let _ = parse(&Manuscript::from_merged("x", &text));
        let _ = parse(&Manuscript::from_text("x", &format!("{PLAIN}{}", lines.join("\n"))));
        let _ = parse(&Manuscript::from_text("x", &format!("+++\nformat = \"bulletin\"\n{}\n+++\n{}", lines.join("\n"), text)));
    }
}

fn para(block: &Block) -> String {
    match block {
        Block::Paragraph { text, source_line: false, .. } => plain_text(text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn bold_is_bold_against_chinese_punctuation() {
    for (source, shown) in [
        ("**建立健全党工共建机制。**建立完善县级工会", "<建立健全党工共建机制。>建立完善县级工会"),
        ("甲**“乙”**丙**（丁）**戊", "甲<“乙”>丙<（丁）>戊"),
        ("**甲。**乙**丙。**丁", "<甲。>乙<丙。>丁"),
        ("\\*\\*甲。\\*\\*乙", "**甲。**乙"),
        ("`**甲。**`乙", "**甲。**乙"),
        ("甲**乙", "甲**乙"),
        ("5 ** 3 ** 2", "5 ** 3 ** 2"),
        ("**甲 **乙**", "**甲 <乙>"),
        ("***甲***乙*丙*", "<甲>乙*丙*"),
        ("**甲", "**甲"),
        ("a_b_c __d__ ____", "a_b_c __d__ ____"),
        ("**甲\n乙。**丙", "<甲乙。>丙"),
        ("**[甲。](u*v_w)**乙", "[<甲。>→u*v_w]乙"),
        ("1\\. 加强", "1. 加强"),
        ("（1） 加强 3 个 APP 建设　好", "（1）加强3个APP建设　好"),
        ("徐 胜、A b，\n甲\nb\nc", "徐 胜、A b，甲b c"),
        ("<b>甲</b>&lt;i> <!-- 乙", "<b>甲</b><i> <!-- 乙"),
        ("甲\\\n乙", "甲⏎乙"),
        ("&#x6CE8;：甲", "注：甲"),
    ] {
        let all = parsed(&format!("{source}\n")).0.sections.remove(0).blocks;
        let Some(Block::Paragraph { text, .. }) = all.first() else { panic!("{all:?}") };
        assert_eq!((show(text).as_str(), all.len()), (shown, 1), "{source}");
    }
    let Block::Heading { text, level, .. } = &blocks("## **甲。**乙 1 个\n")[0] else { panic!() };
    assert_eq!((show(text).as_str(), *level), ("<甲。>乙1个", 1));
    let Block::Table(t) = &blocks("| **甲。**乙 |\n|---|\n| **“丙”**丁 |\n")[0] else { panic!() };
    assert_eq!((show(&t.columns[0].head[0]), show(&t.rows[0][0])), ("<甲。>乙".into(), "<“丙”>丁".into()));
}

#[test]
fn figures_keep_their_bytes_through_escapes_bold_and_dropped_spaces() {
    let f = |n, s: &str| format!("{}{s}{FIGURE_CLOSE}", figure_open(n));
    let raw =
        format!("{PLAIN}共 {} 个，**占{}。**另{}项\n\n| 县 | 数 |\n|---|--:|\n| 甲 | {} |\n", f(1, "412"), f(2, "3\\.5%"), f(3, "&#49;2"), f(4, "7"));
    let (doc, found) = parse(&Manuscript::from_merged("x.md", &raw));
    assert!(found.is_empty(), "{found:?}");
    let doc = doc.unwrap();
    let Block::Paragraph { text, .. } = &doc.sections[0].blocks[0] else { panic!() };
    let mut seen = Vec::new();
    collect_marks(text, &mut seen);
    let Block::Table(t) = &doc.sections[0].blocks[1] else { panic!() };
    collect_marks(&t.rows[0][1], &mut seen);
    assert_eq!(seen, [(1, "412".into()), (2, "3.5%".into()), (3, "12".into()), (4, "7".into())]);
}

fn collect_marks(inlines: &[Inline], out: &mut Vec<(u32, String)>) {
    for i in inlines {
        match i {
            Inline::Text(t) => out.extend(t.marks.iter().map(|m| (m.figure, t.text[m.range.clone()].to_owned()))),
            Inline::Strong(inner) | Inline::Link { text: inner, .. } => collect_marks(inner, out),
            Inline::Break => {}
        }
    }
}

/// Nothing that is sent may take for ever: in what is quadratic one of these alone takes many times as long as all.
#[test]
fn hostile_texts_end_soon() {
    let begin = std::time::Instant::now();
    for piece in [
        "**",
        "** ",
        "**甲",
        "> ",
        "- ",
        "* ",
        "1. ",
        "[",
        "![",
        "](",
        "<",
        "<http://",
        "`",
        "| ",
        "|",
        "\\",
        "&",
        "_",
        "*_",
        "#",
        "{.",
        "表1",
        "　",
        "　　\n",
        "[a]: b\n",
        "> - ",
        "- a\n  ",
        "单位：\n\n",
    ] {
        for head in ["", "## ", "| 甲 |\n|---|\n| "] {
            let (doc, _) = parsed(&format!("{head}{}", piece.repeat(12_000 / piece.len())));
            drop(to_markdown(&doc));
        }
    }
    assert!(begin.elapsed().as_secs() < 120, "{:?}", begin.elapsed());
}

/// The manual's example is what it says, and its ways to print a special beginning as text hold.
#[test]
fn the_manual_is_right() {
    let manual = include_str!("../../docs/manuscript.md");
    let example = manual.split("```\n").nth(1).unwrap();
    let (doc, found) = parse(&Manuscript::from_text("manual", example));
    assert!(found.is_empty(), "{found:?}");
    let doc = doc.unwrap();
    assert_eq!(doc.attachment_notes().main, ["各县（市、区）进度表"]);
    let Block::Table(t) = &doc.sections[1].blocks[0] else { panic!() };
    assert!(t.caption.is_some() && t.unit.is_some() && t.notes.len() == 1 && t.head_spans() == [0..1, 1..3]);
    for (source, text) in [
        ("&#21333;位：", "单位："),
        ("&#27880;：", "注："),
        ("&#25968;据来源：", "数据来源："),
        ("&#34920;1", "表1"),
        ("&#65288;甲供稿）", "（甲供稿）"),
    ] {
        assert!(manual.contains(source.trim_end_matches("甲供稿）")));
        let all = blocks(&format!("{source}\n\n| a |\n|---|\n\n{source}\n"));
        assert_eq!((para(&all[0]), para(&all[2])), (text.to_owned(), text.to_owned()));
    }
}
