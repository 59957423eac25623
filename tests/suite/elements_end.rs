//! The end of official documents: 附件说明, 署名 and seals, 附注, attachments, 版记, 页码; one test a rule, every number in mm.

use super::elements::{CELL, FIGURE, FOUR, PITCH, SIZE, centre, circular, with};
use super::measure::{Line, MM, filler, find, fonts, ink, lines, near, rules};
use hongtou::font::Role;
use hongtou::layout::{Color, Element};

/// AN-01 to AN-04: a number for two or more, none for one; no mark at the end of a name; ten attachments.
#[test]
fn an_01_to_04_attachment_notes() {
    let all = lines(&circular("attachments = [\"名单。\"]", "正文。"));
    let note = find(&all, "附件：名单");
    assert_eq!(note.text, "附件：名单");
    near(note.left, 28.0 + 2.0 * CELL, 0.01);
    near(note.top - find(&all, "正文").top, 2.0 * PITCH, 0.01);
    let names = (0..10).map(|_| "\"甲县基层工会组织规范化建设情况统计汇总表和名单\"").collect::<Vec<_>>().join(", ");
    let all = lines(&circular(&format!("attachments = [{names}]"), "正文。"));
    let notes = with(&all, Element::AttachmentNote);
    near(notes[0].left, 28.0 + 2.0 * CELL, 0.01);
    near(notes[1].left, 28.0 + 6.0 * CELL, 0.05);
    near(find(&all, "2.甲").left, 28.0 + 5.0 * CELL, FIGURE);
    near(notes[notes.len() - 1].left, 28.0 + 6.5 * CELL, 0.05);
}

/// SG-01, SG-02: date four 字 from the edge, the name on its middle, two blank lines above; a name wider than that moves both.
#[test]
fn sg_01_sg_02_under_a_seal() {
    for (name, right) in [("某某市总工会办公室", 184.0 - 4.0 * CELL), ("某某市推进产业工人队伍建设改革协调小组办公室", f64::NAN)]
    {
        let all = lines(&circular(&format!("signature = \"{name}\"\nsealed = true"), "正文。"));
        let signed: Vec<Line> = with(&all, Element::Signature).into_iter().cloned().collect();
        let (organ, date) = (find(&signed, name), find(&signed, "2022年11月15日"));
        near(centre(organ), centre(date), FIGURE);
        near(organ.top - find(&all, "正文").top, 3.0 * PITCH, 0.01);
        near(date.top - organ.top, PITCH, 0.01);
        if right.is_nan() {
            near(organ.right, 184.0, 0.05);
        } else {
            near(date.right, right, 0.05);
        }
    }
}

/// SG-03, SG-04, SG-06: without a seal the name two 字 from the edge, the date two 字 further in; where the date is longer it is the one two 字 from the
/// edge; joint names one below the other, the sponsor first.
#[test]
fn sg_03_sg_04_sg_06_without_a_seal() {
    let all = lines(&circular("", "正文。"));
    let (organ, date) = (find(&all[5..], "某某市总工会办公室"), find(&all, "2022年11月15日"));
    near(organ.right, 184.0 - 2.0 * CELL, 0.05);
    near(date.left - organ.left, 2.0 * CELL, FIGURE);
    near(organ.top - find(&all, "正文").top, 2.0 * PITCH, 0.01);
    let all = lines(&circular("signature = \"市委\"", "正文。"));
    let (organ, date) = (find(&all, "市委"), find(&all, "2022年11月15日"));
    near(date.right, 184.0 - 2.0 * CELL, 0.05);
    near(date.left - organ.left, 2.0 * CELL, FIGURE);
    let all = lines(&circular("signature = [\"甲市总工会\", \"甲市人力资源和社会保障局\"]", "正文。"));
    let (a, b, d) = (find(&all, "甲市总工会"), find(&all, "甲市人力资源"), find(&all, "2022年11月15日"));
    near(b.right, 184.0 - 2.0 * CELL, 0.05);
    near(b.left, a.left, 0.01);
    near(b.top - a.top, PITCH, 0.01);
    near(d.top - b.top, PITCH, 0.01);
}

/// SG-05: for two to nine organs: seals of 42 mm on the middle of each name neither touch nor leave the 版心, three a row at most; the top of the first
/// row is less than one 行 below the text; the date is below the last name, on its middle.
#[test]
fn sg_05_joint_seals() {
    let organs = [
        "甲市总工会",
        "甲市财政局",
        "甲市税务局",
        "甲市教育局",
        "甲市人力资源和社会保障局",
        "甲市民政局",
        "甲市住房和城乡建设局",
        "甲市司法局",
        "甲市公安局",
    ];
    for n in 2..=9 {
        let names = organs[..n].iter().map(|o| format!("\"{o}\"")).collect::<Vec<_>>().join(", ");
        let all = lines(&circular(&format!("signature = [{names}]\nsealed = true"), "正文。"));
        let signed = with(&all, Element::Signature);
        let date = find(&all, "2022年11月15日");
        // The lines of one name have one middle.
        let mut seals: Vec<(f64, f64, String)> = Vec::new();
        for l in signed.iter().filter(|l| l.text != date.text) {
            let own = seals.iter_mut().find(|s| (s.0 - centre(l)).abs() < 0.05 && l.top - s.1 < PITCH + 0.1 && !organs.contains(&s.2.as_str()));
            match own {
                Some(s) => (s.1, s.2) = (s.1.midpoint(l.top), format!("{}{}", s.2, l.text)),
                None => seals.push((centre(l), l.top, l.text.clone())),
            }
        }
        let order: Vec<_> = seals.iter().map(|s| s.2.as_str()).collect();
        assert_eq!(order, organs[..n].to_vec(), "{n} organs in their order");
        for (k, a) in seals.iter().enumerate() {
            assert!(a.0 - 21.0 >= 28.0 && a.0 + 21.0 <= 184.0, "{n}: {a:?}");
            for b in &seals[..k] {
                assert!((a.0 - b.0).hypot(a.1 - b.1) > 42.0, "{n}: {a:?} {b:?}");
            }
        }
        assert!(seals.iter().all(|a| seals.iter().filter(|b| (a.1 - b.1).abs() < 6.0).count() <= 3));
        near(centre(date), seals[n - 1].0, FIGURE);
        let below = seals[0].1 + SIZE / 2.0 - 21.0 - find(&all, "正文").bottom;
        assert!((0.0..=10.39).contains(&below), "{n}: {below}");
    }
}

/// SG-08, NT-01: an unpadded date, one that is open in a draft; the 附注 in brackets two 字 in on the next line.
#[test]
fn sg_08_nt_01_date_and_note() {
    let all = lines(&circular("date = 2023-02-08\nnote = \"此件公开发布\"", "正文。"));
    let (date, note) = (find(&all, "2023年2月8日"), find(&all, "（此件公开发布）"));
    near(note.left, 28.0 + 2.0 * CELL, 0.01);
    near(note.top - date.top, PITCH, 0.01);
    let all = lines(&circular("draft = \"征求意见稿\"\ndate = \"\"\nsealed = true", "正文。"));
    let open: String = all.iter().filter(|l| l.element == Element::Signature).skip(1).map(|l| l.text.as_str()).collect();
    assert_eq!(open.split_whitespace().collect::<String>(), "2022年月日");
}

/// EN-01 to EN-04, EN-06, EN-07: rules of 0.35 and 0.25 mm, rows of 28 pt, the last rule's lower edge at 262.0.
#[test]
fn en_01_to_07_the_imprint() {
    let copy = "省总工会，市委办公室，市政府办公室，各县（市、区）党委分管领导，市直各单位，各开发区工会";
    let pages = circular(&format!("[imprint]\ncopy_to = \"{copy}\"\nprinter = \"某某市总工会办公室\"\nprinted = 2022-01-05"), "正文。");
    let all = lines(&pages);
    let all: Vec<Line> = all.into_iter().filter(|l| l.page == 1).collect();
    let found: Vec<_> = rules(&pages.pages[1]).collect();
    let weights: Vec<f64> = found.iter().map(|r| (r.height / MM * 100.0).round() / 100.0).collect();
    assert_eq!(weights, [0.35, 0.25, 0.35]);
    near((found[2].y + found[2].height) / MM, 262.0, 0.01);
    let row = 28.0 / MM;
    near((found[2].y - found[1].y - found[1].height) / MM, row, 0.01);
    near((found[1].y - found[0].y - found[0].height) / MM, 2.0 * row, 0.01);
    assert!(found.iter().all(|r| (r.width / MM - 156.0).abs() < 0.01 && r.color == Color::Black));
    near(find(&all, "抄送：").left, 28.0 + FOUR, 0.01);
    near(all[1].left, 28.0 + 4.0 * FOUR, 0.05);
    assert!(all[1].text.ends_with('。') && all.iter().all(|l| l.right <= 184.0 - FOUR + 0.1 + FOUR / 2.0));
    near(find(&all, "某某市总工会办公室").left, 28.0 + FOUR, 0.05);
    near(find(&all, "2022年1月5日印发").right, 184.0 - FOUR, 0.05);
    let alone = circular("[imprint]\nprinter = \"某某市总工会办公室\"\nprinted = 2022-01-05", "正文。");
    assert_eq!(rules(&alone.pages[1]).map(|r| (r.height / MM * 100.0).round()).collect::<Vec<_>>(), [35.0, 35.0]);
    near(rules(&alone.pages[1]).next().expect("rule").y / MM, 262.0 - 0.7 - row, 0.01);
}

/// EN-08, EN-09, PN-04: on an even page; behind a text of one page on the second, numbered; behind a full second page on the fourth, the blank page and
/// that one unnumbered.
#[test]
fn en_08_en_09_the_even_page() {
    for n in 1..40 {
        let pages = circular("[imprint]\nprinter = \"某某市总工会办公室\"\nprinted = 2022-01-05", &filler(n));
        let all = lines(&pages);
        let page = find(&all, "2022年1月5日印发").page;
        assert_eq!((page % 2, page + 1), (1, pages.pages.len()), "{n} lines");
        let numbers: Vec<_> = pages.pages.iter().map(|p| p.number).collect();
        let blank = pages.pages.iter().any(|p| p.items.is_empty());
        let numbered = if blank { numbers.len() - 2 } else { numbers.len() };
        assert_eq!(numbers, (1..).take(numbers.len()).map(|k| (k as usize <= numbered).then_some(k)).collect::<Vec<_>>(), "{n} lines");
        let text =
            all.iter().filter(|l| l.page == page && !matches!(l.element, Element::Imprint | Element::Folio)).map(|l| l.bottom).fold(0.0, f64::max);
        assert!(text < 241.3 + 9.88 - 10.39, "{n} lines: one 行 above");
    }
}

/// AT-01, AT-03, AT-05, PN-04: an issued document has no label and the notice no 附件说明; its attachments are listed at its end; pages are numbered on,
/// the 版记 stands behind all of them.
#[test]
fn at_01_at_05_an_issued_document_and_its_attachments() {
    let body = "现印发给你们。\n\n# 推进意见 {.issued}\n\n意见。\n\n# 名单 {.attachment}\n\n内容。\n\n# 表格样式 {.attachment}\n\n内容。";
    let pages = circular("title = \"关于印发推进意见的通知\"\n[imprint]\nprinter = \"某某市总工会办公室\"", body);
    let all = lines(&pages);
    assert_eq!(pages.pages.len(), 4);
    assert!(pages.pages.iter().enumerate().all(|(k, p)| p.number == Some(k as u32 + 1)));
    let notes = with(&all, Element::AttachmentNote);
    assert_eq!(notes.iter().map(|l| (l.page, l.text.as_str())).collect::<Vec<_>>(), [(1, "附件：1.名单"), (1, "2.表格样式")]);
    for (page, label, title) in [(1, None, "推进意见"), (2, Some("附件1"), "名单"), (3, Some("附件2"), "表格样式")] {
        let first = all.iter().find(|l| l.page == page).expect("text");
        assert_eq!(first.text, label.unwrap_or(title));
        if label.is_some() {
            near(first.top, 37.0, 0.3);
            near(first.left, 28.0, 0.05);
        }
        let title = all.iter().find(|l| l.page == page && l.element == Element::Title).expect("title");
        near((title.top + title.bottom) / 2.0, 37.0 + 2.0 * PITCH + SIZE / 2.0, 0.05);
        near(centre(title), 106.0, 0.05);
    }
    assert_eq!(find(&all, "某某市总工会办公室").page, 0);
    assert!(with(&all, Element::Imprint).iter().all(|l| l.page == 3));
}

/// PN-01 to PN-03: — 1 — in 四号宋, its dash at 269.0; odd pages end one 字 from the right edge, even ones begin one 字 from the left.
#[test]
fn pn_01_to_03_page_numbers() {
    let pages = circular("", &filler(40));
    let all = lines(&pages);
    for l in with(&all, Element::Folio) {
        let (top, bottom, ..) = ink(&pages, l.page, Element::Folio, |c| c == '—');
        near((top + bottom) / 2.0, 269.0, 0.05);
        assert_eq!((l.size, l.face), (14.0, fonts().glyph(Role::Song, '—').expect("glyph").face));
        if l.page % 2 == 0 { near(l.right, 184.0 - FOUR, 0.05) } else { near(l.left, 28.0 + FOUR, 0.05) }
    }
}
