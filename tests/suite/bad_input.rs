//! What nobody should write and somebody will: each kind ends in sane pages (nothing lost, nothing outside the 版心) or in a plain finding with its
//! line, never in a fault.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::measure::{MM, em_top, fonts, rules, runs};
use hongtou::diag::{Diagnostics, Severity};
use hongtou::document::{Manuscript, parse};
use hongtou::layout::{Element, Item, LayoutOptions, Pages, layout};
use hongtou::origin::Origin;

fn paper(body: &str) -> String {
    format!("+++\nformat = \"plain\"\ntitle = \"情况\"\n+++\n\n{body}\n")
}

/// Pages with what was found on the way, or what stopped it.
fn run_with(text: &str, images: BTreeMap<String, Arc<[u8]>>) -> Result<(Pages, Diagnostics), Diagnostics> {
    let m = Manuscript::from_text("坏.md", text);
    let (doc, mut found) = parse(&m);
    let Some(doc) = doc.filter(|_| !found.has_errors()) else { return Err(found) };
    let options = LayoutOptions { file: "坏.md".into(), text: m.text.as_str().into(), images, ..LayoutOptions::default() };
    let (pages, more) = layout(&doc, &options, &fonts())?;
    found.append(more);
    Ok((pages, found))
}

fn run(text: &str) -> Result<(Pages, Diagnostics), Diagnostics> {
    run_with(text, BTreeMap::new())
}

/// Sane pages: their text without page numbers and blanks.
#[track_caller]
fn sane(text: &str) -> (String, Pages) {
    let (pages, _) = run(text).unwrap_or_else(|e| panic!("{e:?}"));
    for page in &pages.pages {
        for r in runs(page).filter(|r| r.element != Element::Folio) {
            let top = em_top(r, &pages);
            assert!(top >= 36.9 && top + r.size / MM <= 262.2, "{top} {:?}", r.element);
            let ink = |g: &hongtou::layout::Glyph| {
                let (a, _, b, _) = pages.faces[r.face].ink(g.id).unwrap_or_default();
                ((g.x + a * r.size * r.scale_x) / MM, (g.x + b * r.size * r.scale_x) / MM)
            };
            assert!(r.glyphs.iter().map(ink).all(|(a, b)| a >= 27.5 && b <= 184.5), "{:?}", r.glyphs.iter().map(|g| g.text).collect::<String>());
        }
        for r in rules(page) {
            assert!(r.x / MM >= 27.9 && (r.x + r.width) / MM <= 184.1 && (r.y + r.height) / MM <= 262.1);
        }
    }
    let all = pages.pages.iter().flat_map(runs).filter(|r| r.element != Element::Folio);
    (all.flat_map(|r| r.glyphs.iter().map(|g| g.text)).filter(|c| !c.is_whitespace()).collect(), pages)
}

/// A finding that stops the paper: its code and line; it has a hint.
#[track_caller]
fn refused(result: Result<(Pages, Diagnostics), Diagnostics>) -> (String, usize) {
    let found = result.expect_err("a finding");
    let d = found.iter().find(|d| d.severity == Severity::Error).expect("an error");
    assert!(!d.hints.is_empty() && !d.message.is_empty(), "{d:?}");
    (d.code.to_string(), if let Origin::Text { line, .. } = d.origin { line as usize } else { 0 })
}

#[test]
fn a_cell_of_ten_thousand_characters_is_divided() {
    let long = "文字说明。".repeat(2_000);
    let (text, pages) = sane(&paper(&format!("| 名称 | 说明 |\n|---|---|\n| 甲 | {long} |\n| 乙 | 短 |")));
    // The head of the table stands on every page.
    assert!(text.replace("名称说明", "") == format!("情况甲{long}乙短"));
    assert!(pages.pages.len() > 3);
}

#[test]
fn a_word_longer_than_the_line_is_torn() {
    let word = "abcdefghij".repeat(300);
    assert_eq!(sane(&paper(&format!("前{word}后"))).0, format!("情况前{word}后"));
    let number = "1234567890".repeat(300);
    assert_eq!(sane(&paper(&number)).0, format!("情况{number}"));
    let address = format!("https://example.org/{}", "x".repeat(400));
    assert_eq!(sane(&paper(&format!("见{address}。"))).0, format!("情况见{address}。"));
    // In a cell too, however many columns there are beside it.
    let (text, _) = sane(&paper(&format!("| 甲 | 乙 |\n|---|---|\n| {} | 1 |", &word[..900])));
    assert!(text.contains(&word[..900]));
    // A heading and a title have no other place to break either.
    assert!(sane(&paper(&format!("## 一、{}", &word[..200]))).0.contains(&word[..200]));
}

#[test]
fn forty_columns_are_refused_or_turned() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(40));
    let table = row("栏") + &row("---") + &row("123");
    assert_eq!(refused(run(&paper(&table))), ("table-too-wide".into(), 6));
    assert_eq!(refused(run(&paper(&format!("正文。\n\n# 附表 {{.attachment .landscape}}\n\n{table}")))).0, "table-too-wide");
    // Twenty that fit are set.
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(14));
    sane(&paper(&(row("栏") + &row("---") + &row("12"))));
}

#[test]
fn lists_and_quotes_nested_without_end_keep_their_text() {
    let list: String = (0..10).map(|i| format!("{}- 第{i}层\n", "  ".repeat(i))).collect();
    let (pages, found) = run(&paper(&list)).unwrap();
    assert!(found.iter().any(|d| d.code == "list-too-deep"));
    let text: String = pages.pages.iter().flat_map(runs).flat_map(|r| r.glyphs.iter().map(|g| g.text)).collect();
    assert!((0..10).all(|i| text.contains(&format!("第{i}层"))));
    for depth in [10, 200, 20_000] {
        assert!(sane(&paper(&format!("{} 深", ">".repeat(depth)))).0.contains('深'), "{depth}");
    }
    let deep: String = (0..300).map(|i| format!("{}1. 第{i}层\n", "   ".repeat(i))).collect();
    assert!(sane(&paper(&deep)).0.contains("第299层"));
    assert!(sane(&paper(&format!("{}字{}", "[".repeat(3_000), "](a)".repeat(3_000)))).0.contains('字'));
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![200; (width * height) as usize]).unwrap();
    writer.finish().unwrap();
    out
}

#[test]
fn pictures_that_are_missing_broken_or_huge_are_told_with_their_line() {
    let with = |data: &[u8]| run_with(&paper("前文。\n\n![图](图/一.png)"), BTreeMap::from([("图/一.png".to_owned(), Arc::from(data))]));
    assert_eq!(refused(run(&paper("前文。\n\n![图](图/一.png)"))), ("image-not-found".into(), 8));
    for broken in [&b""[..], b"hello", b"\x89PNG\r\n\x1a\n\0\0\0\0", b"\xFF\xD8\xFF", &png(4, 4)[..20]] {
        assert_eq!(refused(with(broken)), ("image-not-readable".into(), 8));
    }
    // 40,000 × 40,000 in the head of the file is enough: nothing is decoded.
    let mut bomb = png(4, 4);
    bomb[16..24].copy_from_slice(&[0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40]);
    assert_eq!(refused(with(&bomb)), ("image-too-large".into(), 8));
    // Wide, tall and tiny ones are brought into the measure.
    for (w, h) in [(5_000, 20), (20, 5_000), (1, 1), (3_000, 3_000)] {
        let (pages, _) = with(&png(w, h)).unwrap();
        let image = pages.pages.iter().flat_map(|p| &p.items).find_map(|i| if let Item::Image(i) = i { Some(i) } else { None }).unwrap();
        assert!(image.x / MM >= 27.99 && (image.x + image.width) / MM <= 184.01 && (image.y + image.height) / MM <= 262.01);
        assert!((image.width / image.height - f64::from(w) / f64::from(h)).abs() < 0.01 * f64::from(w) / f64::from(h));
    }
}

#[test]
fn what_cannot_be_seen_is_not_printed() {
    let hidden =
        "正\u{0}文\u{7}里\u{1b}有\u{7f}控\u{b}制\u{c}字\u{85}符\u{200b}零\u{200d}宽\u{feff}的\u{ad}与\u{2060}方\u{202e}向\u{2066}标\u{fe0f}记";
    assert_eq!(sane(&paper(hidden)).0, "情况正文里有控制字符零宽的与方向标记");
    let (text, _) = sane("+++\nformat = \"plain\"\ntitle = \"情\u{200b}况\u{202e}表\"\n+++\n\n| 甲\u{200b}县 |\n|---|\n| 1\u{feff}2 |\n");
    assert_eq!(text, "情况表甲县12");
    // A heap of marks on one character.
    let (text, pages) = sane(&paper(&format!("字{}末", "\u{301}".repeat(3_000))));
    assert!(text.starts_with("情况字") && text.ends_with('末') && pages.pages.len() == 1);
}

#[test]
fn text_that_runs_from_right_to_left_is_told() {
    for word in ["שלום", "مرحبا", "\u{FB2A}", "\u{FEFB}", "\u{10A00}"] {
        assert_eq!(refused(run(&paper(&format!("第一段。\n\n外文{word}一词。")))), ("text-right-to-left".into(), 8), "{word}");
        assert_eq!(refused(run(&paper(&format!("| 甲 |\n|---|\n| {word} |")))), ("text-right-to-left".into(), 8), "{word}");
    }
    let head = "+++\nformat = \"plain\"\ntitle = \"关于שלום的报告\"\n+++\n\n正文。\n";
    assert_eq!(refused(run(head)), ("text-right-to-left".into(), 3));
}

#[test]
fn a_table_of_five_thousand_rows_is_whole() {
    let rows: String = (0..5_000).map(|i| format!("| {i} | 第{i}行 | {} |\n", i * 7)).collect();
    let (text, pages) = sane(&paper(&format!("| 序号 | 名称 | 数量 |\n|---|---|--:|\n{rows}")));
    let expected: String = (0..5_000).map(|i| format!("{i}第{i}行{}", i * 7)).collect();
    assert!(text.replace("序号名称数量", "") == format!("情况{expected}"));
    assert!((150..300).contains(&pages.pages.len()), "{}", pages.pages.len());
    // One merged cell over all of them.
    let rows: String = (0..2_000).map(|i| format!("| 同 | 第{i}行 |\n")).collect();
    let (text, pages) = sane(&paper(&format!("| 组 {{.group}} | 名称 |\n|---|---|\n{rows}")));
    assert_eq!(text.matches('同').count(), pages.pages.len());
}

#[test]
fn headings_and_titles_without_end() {
    let long = "标题文字说明".repeat(50);
    for hashes in 2..=5 {
        assert!(sane(&paper(&format!("## 一、总\n\n{} {long}\n\n正文。", "#".repeat(hashes)))).0.contains(&long));
    }
    assert!(sane(&paper(&format!("正文。\n\n# {} {{.attachment}}\n\n内容。", &long[..120 * 3]))).0.contains("内容。"));
    let head = |title: &str| format!("+++\nformat = \"plain\"\ntitle = \"{title}\"\n+++\n\n正文。\n");
    assert_eq!(refused(run(&head(&long.repeat(4)))).0, "head-too-tall");
    // A heading longer than a page is text like any other.
    let page = "很长".repeat(700);
    assert!(sane(&paper(&format!("## 一、{page}\n\n正文。"))).0.contains(&page));
}

#[test]
fn one_paragraph_without_end() {
    for piece in ["正文文字一二三四五六七八九，", "字", "“", "，", "（（", "——", "…", "1", "a", "a ", "\u{3000}", "x\u{301}"]
    {
        let text = piece.repeat(24_000 / piece.len());
        let (read, _) = sane(&paper(&format!("首{text}尾")));
        let expected: String = format!("情况首{text}尾").chars().filter(|c| !c.is_whitespace()).collect();
        assert!(read == expected, "{piece}");
    }
    let many: String = (0..2_000).map(|i| format!("第{i}段。\n\n")).collect();
    assert_eq!(sane(&paper(&many)).0.matches('段').count(), 2_000);
}

#[test]
fn a_document_of_nothing() {
    for body in ["", "\n\n\n", "---", "![](x", "|", "| |\n|---|", "| 甲 |\n|---|", "- ", "> ", "##", "# ", "```chart\n```", "{.attachment}", "\\"] {
        let _ = run(&paper(body));
    }
    for text in ["", "+++", "+++\n+++", "+++\nformat = \"plain\"\n+++", "\u{feff}", "+++\nformat = \"plain\"\ntitle = \"\"\n+++\n"] {
        refused(run(text));
    }
}

/// A manuscript cannot fetch files from outside its folder or workspace into a paper.
#[test]
fn pictures_come_from_inside_the_workspace_only() {
    let root = tempfile::tempdir().unwrap();
    let (inside, outside) = (root.path().join("ws"), root.path().join("别处.png"));
    std::fs::create_dir_all(inside.join("out/图")).unwrap();
    for file in [inside.join("out/图/一.png"), inside.join("二.png"), outside.clone()] {
        std::fs::write(file, png(2, 2)).unwrap();
    }
    let picture = |path: &str| hongtou::workspace::picture(&inside, &inside.join("out"), path).is_some();
    assert!(picture("图/一.png") && picture("../二.png") && picture(inside.join("二.png").to_str().unwrap()));
    for path in ["../../别处.png", outside.to_str().unwrap(), "没有.png", "图", "", "https://example.org/a.png"] {
        assert!(!picture(path), "{path}");
    }
}
