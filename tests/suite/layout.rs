//! Pages against the numbers of the standard: page, body, title, attachments, signature, folio, formats.

use super::measure::{MM, em_top, filler, find, fonts, lines, near, rules, runs, set};
use hongtou::document::{Manuscript, parse};
use hongtou::font::Role;
use hongtou::layout::{Color, Element, LayoutOptions, layout, snapshot};

/// Grid line `k`, mm from the top of the sheet.
fn grid(k: u32) -> f64 {
    37.0 + f64::from(k - 1) * (225.0 - 16.0 / MM) / 21.0
}

fn plain(head: &str, body: &str) -> String {
    format!("+++\nformat = \"plain\"\ntitle = \"工作情况汇报\"\n{head}\n+++\n\n{body}\n")
}

/// PG-01, PG-02, PG-04, PG-05, BD-01.
#[test]
fn a_full_page_is_the_grid_of_22_by_28() {
    let pages = set(&plain("", &format!("{}\n\n{}", filler(30), filler(30))));
    let all = lines(&pages);
    for p in &pages.pages {
        near(p.width / MM, 210.0, 0.01);
        near(p.height / MM, 297.0, 0.01);
    }
    let second: Vec<_> = all.iter().filter(|l| l.page == 1 && l.element == Element::Body).collect();
    assert_eq!(second.len(), 22);
    for (k, line) in (1..).zip(&second) {
        near(line.top, grid(k), 0.15);
        assert_eq!(line.size, 16.0);
    }
    near(second[21].bottom, 262.0, 0.15);
    let full: Vec<_> = second.iter().filter(|l| l.text.chars().count() == 28).collect();
    assert!(full.len() >= 18);
    for line in full {
        near(line.left, 28.0, 0.01);
        near(line.right, 184.0, 0.01);
    }
    for run in runs(&pages.pages[1]).filter(|r| r.element == Element::Body) {
        for pair in run.glyphs.windows(2) {
            near((pair[1].x - pair[0].x) / MM, 5.5714, 0.02);
        }
    }
    let first = all.iter().find(|l| l.element == Element::Body).expect("body");
    near(first.left, 39.143, 0.01);
    near(first.right, 184.0, 0.01);
}

/// Title on grid line 3, subtitle, 主送; TI-01 to TO-01 for a paper without a red head, AT-02 for where the text begins.
#[test]
fn a_plain_paper_has_its_title_on_line_3_and_its_text_on_the_grid() {
    let pages = set(&plain("audience = \"internal\"\nsubtitle = \"（2023年6月）\"\nto = \"市总工会党组：\"", "正文。"));
    let all = lines(&pages);
    let mark = find(&all, "内部资料");
    near(mark.top, 37.0, 0.3);
    near(mark.left, 28.0, 0.01);
    assert_eq!(mark.face, fonts_face(Role::Hei));
    let title = find(&all, "工作情况");
    near((title.top + title.bottom) / 2.0, 60.71, 0.1);
    near((title.left + title.right) / 2.0, 106.0, 0.1);
    assert_eq!(title.size, 22.0);
    let under = find(&all, "（2023");
    // The gap of the grid between title and subtitle.
    near(under.top - title.bottom, 4.80, 0.1);
    let to = find(&all, "市总工会党组：");
    near(to.left, 28.0, 0.01);
    // One 行 below the subtitle, on the grid: line 6.
    near(to.top, grid(6), 0.15);
    near(find(&all, "正文").top, grid(7), 0.15);
    let one_line = lines(&set(&plain("", "正文。")));
    near(find(&one_line, "正文").top, grid(5), 0.15);
    assert_eq!((pages.title.as_str(), pages.outline[0].text.as_str()), ("工作情况汇报", "工作情况汇报"));
}

fn fonts_face(role: Role) -> usize {
    fonts().glyph(role, '工').expect("a glyph").face
}

/// BD-02, BD-05.
#[test]
fn headings_have_their_faces_and_a_run_in_heading_ends_at_its_first_stop() {
    let pages =
        set(&plain("", "## 一、总体情况\n\n### （一）抓教育。\n\n#### 1. 教育扎实开展。截至6月，开展活动。参加人多。\n\n文字里**重要的话**在此。"));
    let all = lines(&pages);
    let one = find(&all, "一、总体情况");
    assert_eq!((one.element, one.face), (Element::Heading(1), fonts_face(Role::Hei)));
    near(one.left, 39.143, 0.01);
    assert_eq!(find(&all, "（一）").element, Element::Heading(2));
    let third: Vec<(Element, String)> = runs(&pages.pages[0])
        .filter(|r| (em_top(r, &pages) - find(&all, "1.教育").top).abs() < 0.1)
        .map(|r| (r.element, r.glyphs.iter().map(|g| g.text).collect()))
        .collect();
    let text = |e: Element| third.iter().filter(|(is, _)| *is == e).map(|(_, t)| t.as_str()).collect::<String>();
    assert_eq!(text(Element::Heading(3)), "1.教育扎实开展。");
    assert_eq!(text(Element::Body), "截至6月，开展活动。参加人多。");
    let strong = runs(&pages.pages[0]).find(|r| r.glyphs.iter().map(|g| g.text).collect::<String>().contains("重要的话")).expect("bold");
    assert_eq!(strong.face, fonts_face(Role::Hei));
    let outline: Vec<(u8, &str)> = pages.outline.iter().map(|o| (o.level, o.text.as_str())).collect();
    assert_eq!(outline, [(1, "工作情况汇报"), (2, "一、总体情况"), (3, "（一）抓教育"), (4, "1.教育扎实开展")]);
}

/// AN-01 to AN-04, AT-01, AT-02.
#[test]
fn attachments_are_listed_and_stand_on_pages_of_their_own() {
    let long = "县级工会主要指标完成情况和上半年重点任务进展情况统计汇总表（征求意见稿）";
    let pages = set(&plain("", &format!("正文。\n\n# {long} {{.attachment}}\n\n内容。\n\n# 名单 {{.attachment}}\n\n内容。")));
    let all = lines(&pages);
    let note = find(&all, "附件：1.");
    near(note.left, 39.143, 0.01);
    near(note.top - find(&all, "正文").top, 2.0 * 10.4455, 0.02);
    let wrapped = all.iter().find(|l| l.page == 0 && l.element == Element::AttachmentNote && l.top > note.top + 1.0).expect("second line");
    near(wrapped.left, 61.43, 0.05);
    // A figure of the embedded face is wider than its half cell and hangs over on both sides.
    near(find(&all, "2.名单").left, 55.86, 0.35);
    for (page, label) in [(1, "附件1"), (2, "附件2")] {
        let l = find(&all, label);
        assert_eq!((l.page, l.element, l.face), (page, Element::AttachmentLabel, fonts_face(Role::Hei)));
        near(l.top, 37.0, 0.3);
        near(l.left, 28.0, 0.01);
    }
    let title = all.iter().find(|l| l.page == 2 && l.element == Element::Title).expect("title");
    near((title.top + title.bottom) / 2.0, 60.71, 0.1);
    near(all.iter().find(|l| l.page == 2 && l.element == Element::Body).expect("body").top, grid(5), 0.15);
    // Two lines of title: the text begins on the first grid line with one 行 above it.
    let last = all.iter().rfind(|l| l.page == 1 && l.element == Element::Title).expect("title");
    let body = all.iter().find(|l| l.page == 1 && l.element == Element::Body).expect("body");
    assert!(body.top - last.bottom >= 10.0 && body.top - last.bottom < 10.09 + 10.45);

    let one = lines(&set(&plain("", &format!("正文。\n\n# {long} {{.attachment}}\n\n内容。"))));
    assert!(find(&one, "附件：县级").text.chars().count() > 20);
    let wrapped = one.iter().filter(|l| l.page == 0 && l.element == Element::AttachmentNote).nth(1).expect("second line");
    near(wrapped.left, 55.86, 0.05);
    assert!(find(&one[1..], "附件").text == "附件" || one.iter().any(|l| l.page == 1 && l.text == "附件"));
}

/// SG-01, SG-03, SG-04.
#[test]
fn name_and_date_stand_where_the_standard_has_them() {
    let head = |organ: &str, sealed: bool| format!("signature = \"{organ}\"\ndate = 2022-11-15\nsealed = {sealed}");
    let all = lines(&set(&plain(&head("甲市总工会办公室", false), "正文。")));
    let (organ, date) = (find(&all, "甲市总工会"), find(&all, "2022年11月15日"));
    near(organ.right, 184.0 - 2.0 * 5.5714, 0.05);
    near(date.left - organ.left, 11.143, 0.35);
    near(organ.top - find(&all, "正文").top, 2.0 * 10.4455, 0.02);
    near(date.top - organ.top, 10.4455, 0.02);

    let all = lines(&set(&plain(&head("专班", false), "正文。")));
    let (organ, date) = (find(&all, "专班"), find(&all, "2022年11月15日"));
    near(date.right, 184.0 - 2.0 * 5.5714, 0.05);
    near(date.left - organ.left, 11.143, 0.35);

    let all = lines(&set(&plain(&head("甲市总工会办公室", true), "正文。")));
    let (organ, date) = (find(&all, "甲市总工会"), find(&all, "2022年11月15日"));
    near(date.right, 161.71, 0.05);
    near((organ.left + organ.right) / 2.0, (date.left + date.right) / 2.0, 0.35);
    near(organ.top - find(&all, "正文").top, 3.0 * 10.4455, 0.02);
}

/// SG-08, B8: whatever the length of the text, the signature has two lines of text above it on its page.
#[test]
fn a_signature_never_stands_alone() {
    for n in 10..45 {
        let pages = set(&plain("signature = \"甲市总工会\"\ndate = 2022-11-15", &filler(n)));
        let all = lines(&pages);
        let page = find(&all, "甲市总工会").page;
        assert_eq!(page + 1, pages.pages.len());
        let text = all.iter().filter(|l| l.page == page && l.element == Element::Body).count();
        assert!(text >= 2, "{n} lines: {text} above the signature");
    }
}

/// 1.6, B5, B6: headings are never last on a page, no paragraph leaves a line of a few characters on top of the next.
#[test]
fn headings_stay_with_their_text() {
    for n in 1..24 {
        let pages = set(&plain("", &format!("{}\n\n## 一、标题\n\n### （一）小标题\n\n{}\n\n{}", filler(n), filler(3), filler(20))));
        let all = lines(&pages);
        for page in 0..pages.pages.len() {
            let last = all.iter().rfind(|l| l.page == page && l.element != Element::Folio).expect("text");
            assert!(!matches!(last.element, Element::Heading(_)), "{n}: {}", last.text);
        }
    }
}

/// PN-01 to PN-03, PN-05.
#[test]
fn page_numbers_stand_at_the_outer_edge_seven_millimetres_below() {
    let text = filler(60);
    let pages = set(&plain("", &text));
    let all = lines(&pages);
    for (page, left, right) in [(0, None, Some(184.0 - 4.94)), (1, Some(28.0 + 4.94), None)] {
        let folio = all.iter().find(|l| l.page == page && l.element == Element::Folio).expect("folio");
        assert_eq!(folio.text.chars().filter(|c| !c.is_whitespace()).collect::<String>(), format!("—{}—", page + 1));
        assert_eq!((folio.size, pages.pages[page].number), (14.0, u32::try_from(page + 1).ok()));
        let (want, is) = left.map_or((right.unwrap_or(0.0), folio.right), |l| (l, folio.left));
        near(is, want, 0.1);
        let dash = runs(&pages.pages[page]).find(|r| r.element == Element::Folio).expect("folio");
        let (_, low, _, high) = pages.faces[dash.face].ink(dash.glyphs[0].id).expect("ink");
        near((dash.glyphs[0].y - (low + high) / 2.0 * dash.size) / MM, 269.0, 0.05);
    }
    let centred = lines(&set(&plain("folio = \"centre\"", "正文。")));
    let folio = centred.iter().find(|l| l.element == Element::Folio).expect("folio");
    near((folio.left + folio.right) / 2.0, 105.0, 0.1);
}

const BULLETIN: &str = "+++\nformat = \"bulletin\"\n[bulletin]\nname = \"“基层工会建设年”专项工作简报\"\nissue = 3\ntotal_issue = 9\nissuer = \"专项工作专班\"\ndate = 2023-02-27\nreport_to = \"省总工会，市总工会领导\"\nsend_to = \"市委组织部，市委宣传部，市委社会工作部，市国资委党委，各县（市、区）党委分管领导，各园区党工委\"\ndistribute_to = \"各县（市、区）总工会\"\ncopies = 60\n+++\n\n";

/// Section 8: every number of the head and the foot.
#[test]
fn a_bulletin_has_its_red_head_and_its_foot() {
    let pages = set(&format!("{BULLETIN}# 第一篇文章\n\n正文。\n\n（甲县总工会供稿）\n\n# 第二篇文章\n\n正文。\n\n{}", filler(20)));
    let all = lines(&pages);
    let name = runs(&pages.pages[0]).find(|r| r.element == Element::OrganMark).expect("name");
    assert_eq!(name.color, Color::Red);
    let ink = |g: u16| pages.faces[name.face].ink(g).unwrap_or((0.0, 0.0, 0.0, 0.0));
    let top = name.glyphs.iter().map(|g| g.y - ink(g.id).3 * name.size).fold(f64::MAX, f64::min) / MM;
    let bottom = name.glyphs.iter().map(|g| g.y - ink(g.id).1 * name.size).fold(f64::MIN, f64::max) / MM;
    near(top, 57.0, 0.05);
    let mark = find(&all, "“基层工会");
    near((mark.left + mark.right) / 2.0, 106.0, 2.0);
    assert!(mark.right - mark.left <= 150.5 && mark.right - mark.left > 130.0);
    let issue = find(&all, "（2023年第3期·总第9期）");
    near(issue.top - bottom, 10.39, 0.1);
    near((issue.left + issue.right) / 2.0, 106.0, 0.3);
    let (issuer, date) = (find(&all, "专项工作专班"), find(&all, "2023年2月27日"));
    near(issuer.left, 33.57, 0.05);
    near(date.right, 178.43, 0.05);
    near(issuer.top, date.top, 0.001);
    near(issuer.top - issue.bottom, 10.39, 0.02);
    let rule = rules(&pages.pages[0]).find(|r| r.element == Element::RedRule).expect("rule");
    assert_eq!(rule.color, Color::Red);
    near(rule.width / MM, 156.0, 0.01);
    near(rule.height / MM, 0.75, 0.01);
    near(rule.y / MM - issuer.bottom, 4.0, 0.02);
    let first = find(&all, "第一篇");
    let gap = first.top - (rule.y + rule.height) / MM;
    assert!((20.4..=26.2).contains(&gap), "{gap}");
    let source = find(&all, "（甲县总工会供稿）");
    near(source.right, 184.0, 0.05);
    let second = find(&all, "第二篇");
    assert!(second.top - source.bottom >= 10.3 && second.page == 0);
    // The foot: built from the lower edge of the 版心 upwards.
    let last = pages.pages.last().expect("a page");
    let mut foot: Vec<_> = rules(last).filter(|r| r.element == Element::Imprint).collect();
    foot.sort_by(|a, b| b.y.total_cmp(&a.y));
    near((foot[0].y + foot[0].height) / MM, 262.0, 0.01);
    let weights: Vec<f64> = foot.iter().map(|r| (r.height / MM * 100.0).round() / 100.0).collect();
    assert_eq!(weights, [0.35, 0.25, 0.35]);
    // One row of copies; 报, two lines of 送, 发.
    near((foot[0].y - foot[1].y - foot[1].height) / 28.0, 1.0, 0.001);
    near((foot[1].y - foot[2].y - foot[2].height) / 28.0, 4.0, 0.001);
    near(find(&all, "报：").left, 28.0 + 4.94, 0.05);
    let send = all.iter().position(|l| l.text.starts_with("送：")).expect("送");
    near(all[send + 1].left, 28.0 + 3.0 * 4.94, 0.05);
    assert!(all[send + 1].text.ends_with('。'));
    near(find(&all, "（共印60份）").right, 184.0 - 4.94, 0.1);
}

/// 8: a foot that does not fit takes two lines of text with it.
#[test]
fn the_foot_of_a_bulletin_is_never_left_alone() {
    for n in 1..40 {
        let pages = set(&format!("{BULLETIN}# 文章\n\n{}", filler(n)));
        let all = lines(&pages);
        let page = find(&all, "报：").page;
        assert_eq!(page + 1, pages.pages.len());
        let text: Vec<_> = all.iter().filter(|l| l.page == page && matches!(l.element, Element::Body)).collect();
        assert!(text.len() >= 2 || n == 1, "{n} lines of text: {} above the foot", text.len());
        let edge = text.last().expect("text").bottom;
        assert!(find(&all, "报：").top - edge > 10.39, "one 行 above the foot");
    }
}

/// 8: 按语 in 楷体 with both sides inset, its label in 黑体.
#[test]
fn a_remark_is_inset_on_both_sides() {
    let pages = set(&format!("{BULLETIN}> 编者按：{}\n\n# 文章\n\n正文。", filler(3)));
    let all = lines(&pages);
    let first = find(&all, "编者按：");
    assert_eq!(first.face, fonts_face(Role::Hei));
    near(first.left, 28.0 + 4.0 * 5.5714, 0.05);
    let at = all.iter().position(|l| l.text.starts_with("编者按")).expect("label");
    near(all[at + 1].left, 28.0 + 2.0 * 5.5714, 0.05);
    near(all[at + 1].right, 184.0 - 2.0 * 5.5714, 0.05);
}

/// HD-05, HD-09, HD-14, TI-01, TO-01, EN-01 to EN-06.
#[test]
fn a_circular_keeps_the_distances_of_the_red_head() {
    let head = "format = \"circular\"\norgan_mark = \"甲市总工会办公室文件\"\nnumber = \"甲工办发〔2022〕18号\"\ntitle = \"关于印发专项工作推进意见的通知\"\nto = \"各县（市、区）总工会：\"\nsignature = \"甲市总工会办公室\"\ndate = 2022-11-15\nsealed = true\n[imprint]\ncopy_to = \"省总工会\"\nprinter = \"甲市总工会办公室\"\nprinted = 2022-11-15";
    let pages = set(&format!("+++\n{head}\n+++\n\n{}", filler(2)));
    let all = lines(&pages);
    let mark = runs(&pages.pages[0]).find(|r| r.element == Element::OrganMark).expect("mark");
    let ink = |id| pages.faces[mark.face].ink(id).expect("ink");
    near(mark.glyphs.iter().map(|g| g.y - ink(g.id).3 * mark.size).fold(f64::MAX, f64::min) / MM, 72.0, 0.05);
    let bottom = mark.glyphs.iter().map(|g| g.y - ink(g.id).1 * mark.size).fold(f64::MIN, f64::max) / MM;
    let number = find(&all, "甲工办发");
    near(number.top - bottom, 20.78, 0.1);
    let rule = rules(&pages.pages[0]).find(|r| r.element == Element::RedRule).expect("rule");
    near(rule.y / MM - number.bottom, 4.0, 0.02);
    let title = find(&all, "关于印发");
    let above = title.top - (rule.y + rule.height) / MM;
    assert!((20.4..=26.0).contains(&above), "{above}");
    let to = find(&all, "各县（市、区）总工会：");
    let below = to.top - title.bottom;
    assert!((10.0..=15.7).contains(&below), "{below}");
    let line = (to.top - 37.0) / 10.4455;
    near(line, line.round(), 0.02);
    let printed = find(&all, "2022年11月15日印发");
    near(printed.right, 179.06, 0.1);
    near(find(&all, "抄送：").left, 28.0 + 4.94, 0.05);
    // EN-08, EN-09: the text ends on page 1, so the 版记 stands on page 2, numbered.
    assert_eq!((printed.page, pages.pages.len(), pages.pages[1].number), (1, 2, Some(2)));
}

/// A missing glyph stops the paper and names the character, its code and the text around it.
#[test]
fn a_character_without_a_glyph_is_named() {
    let m = Manuscript::from_text("x.md", &plain("", "先进个人李\u{13000}同志事迹。"));
    let doc = parse(&m).0.expect("a document");
    let options = LayoutOptions { file: "x.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
    let found = layout(&doc, &options, &fonts()).expect_err("no page");
    let d = found.iter().next().expect("a finding");
    assert!(d.message.contains("U+13000") && d.message.contains("先进个人李") && d.message.contains("同志事迹"), "{}", d.message);
}

/// The same document gives the same pages, and the snapshot tells them.
#[test]
fn pages_are_the_same_each_time_and_readable_as_text() {
    let text = format!("{BULLETIN}# 文章\n\n{}", filler(30));
    let (a, b) = (snapshot(&set(&text)), snapshot(&set(&text)));
    assert_eq!(a, b);
    assert!(a.contains("== page 1 number 1 rotate 0") && a.contains("rule 156.00 x 0.75 red") && a.contains("outline 1 p1 文章"));
}

/// The example manuscripts of both formats: nothing is found, and each element is there.
#[test]
fn the_example_manuscripts_are_set_without_a_finding() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/layout");
    for (name, pages_least, must) in [
        ("bulletin", 4, vec!["（2023年第3期·总第9期）", "编者按：", "（甲县总工会供稿）", "表1　主要指标完成情况", "（共印60份）"]),
        ("plain", 5, vec!["内部资料　注意保存", "市总工会党组：", "附件：1.主要指标完成情况表", "2023年6月28日", "附件1"]),
    ] {
        let m = Manuscript::from_text("input.md", &std::fs::read_to_string(cases.join(name).join("input.md")).expect("a case"));
        let (doc, found) = parse(&m);
        assert!(found.is_empty(), "{found:?}");
        let options = LayoutOptions { file: "input.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
        let (pages, found) = layout(&doc.expect("a document"), &options, &fonts()).expect("pages");
        assert!(found.is_empty(), "{found:?}");
        assert!(pages.pages.len() >= pages_least);
        let all = lines(&pages);
        for text in must {
            assert!(all.iter().any(|l| l.text.contains(text)), "{name}: {text}");
        }
    }
}

/// What pads a word of letters to the grid does not leave the edges ragged: a line that ends in one ends with its last letter, one that begins
/// with one begins with its first.
#[test]
fn words_of_letters_stand_flush_at_both_edges() {
    let (mut starts, mut ends) = (0, 0);
    for n in 0..12 {
        let body = format!("{}{}", "甲".repeat(n), "采用WPS表格由IBM主机和AI助手统计汇总上报的数据".repeat(12));
        let pages = set(&plain("", &body));
        let all = runs(&pages.pages[0]).filter(|r| r.element == Element::Body).flat_map(|r| r.glyphs.iter().map(move |g| (r, g))).collect::<Vec<_>>();
        for pair in all.windows(2) {
            let [(a_run, a), (_, b)] = pair else { continue };
            // The last glyph of a line and the first of the next.
            if (a.y - b.y).abs() < 0.1 {
                continue;
            }
            if a.text.is_ascii_alphabetic() {
                ends += 1;
                near((a.x + pages.faces[a_run.face].advance(a.id) * a_run.size) / MM, 184.0, 0.01);
            }
            if b.text.is_ascii_alphabetic() {
                starts += 1;
                near(b.x / MM, 28.0, 0.01);
            }
        }
    }
    assert!(starts > 3 && ends > 3, "{starts} {ends}");
}
