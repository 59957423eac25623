//! The elements of official documents, one test a rule of the standard (named by it), every number in mm as the standard has it.

use super::measure::{Line, MM, em_top, filler, find, fonts, ink, lines, near, rules, runs, set};
use hongtou::font::Role;
use hongtou::layout::{Color, Element, Pages, Rule};

/// 字, 行 of the grid, 三号, mm.
const CELL: f64 = 156.0 / 28.0;
const PITCH: f64 = (225.0 - SIZE) / 21.0;
const SIZE: f64 = 16.0 / MM;
/// 字 of 四号, mm.
const FOUR: f64 = 14.0 / MM;
/// The embedded face's figures are wider than their half cell and hang over on both sides.
const FIGURE: f64 = 0.35;

fn paper(format: &str, head: &str, body: &str) -> String {
    let mark = match format {
        "letter" => "某某市总工会办公室",
        "minutes" => "某某市总工会会议纪要",
        "order" => "某某市人民政府令",
        _ => "某某市总工会办公室文件",
    };
    let given = |key: &str| head.lines().any(|l| l.starts_with(&format!("{key} =")));
    let mut out = format!("+++\nformat = \"{format}\"\n");
    let mut default = |key: &str, value: &str| {
        if !given(key) {
            out.push_str(&format!("{key} = {value}\n"));
        }
    };
    default("organ_mark", &format!("\"{mark}\""));
    default("number", "\"某工办发〔2022〕18号\"");
    default("date", "2022-11-15");
    match format {
        "minutes" => {
            default("title", "\"双月调度会议纪要\"");
            default("attendees", "[\"王某某\"]");
        }
        "order" => default("signature", "\"市长　王某某\""),
        _ => {
            default("title", "\"关于专项工作的通知\"");
            default("to", "\"各县（市、区）总工会：\"");
            default("signature", "\"某某市总工会办公室\"");
        }
    }
    format!("{out}{head}\n+++\n\n{body}\n")
}

fn circular(head: &str, body: &str) -> Pages {
    set(&paper("circular", head, body))
}

fn red(pages: &Pages) -> Vec<&Rule> {
    rules(&pages.pages[0]).filter(|r| r.element == Element::RedRule).collect()
}

fn face(role: Role) -> usize {
    fonts().glyph(role, '工').expect("a glyph").face
}

/// Top, bottom, left and right of the ink of a stretch of text on page 1.
fn mark(pages: &Pages) -> (f64, f64, f64, f64) {
    ink(pages, 0, Element::OrganMark, |_| true)
}

fn centre(l: &Line) -> f64 {
    (l.left + l.right) / 2.0
}

fn with(all: &[Line], e: Element) -> Vec<&Line> {
    all.iter().filter(|l| l.element == e).collect()
}

/// HD-01, HD-02, HD-03, HD-04: six figures on line 1, 黑体 on lines 2 and 3; alone, 密级 on line 2 and 紧急程度 on line 1.
#[test]
fn hd_01_to_04_the_left_corner() {
    let all = lines(&circular("copy_number = \"18\"\nsecurity = \"秘密★1年\"\nurgency = \"特急\"", "正文。"));
    for (text, line, role) in [("000018", 1, Role::FangSong), ("秘密★1年", 2, Role::Hei), ("特急", 3, Role::Hei)] {
        let l = find(&all, text);
        near(l.top, 37.0 + f64::from(line - 1) * PITCH, 0.3);
        near(l.left, 28.0, FIGURE);
        assert_eq!((l.size, l.face), (16.0, fonts().glyph(role, text.chars().next().expect("text")).expect("glyph").face));
    }
    near(find(&lines(&circular("security = \"机密\"", "正文。")), "机密").top, 37.0 + PITCH, 0.3);
    near(find(&lines(&circular("urgency = \"加急\"", "正文。")), "加急").top, 37.0, 0.3);
    near(find(&lines(&circular("audience = \"internal\"", "正文。")), "内部资料　注意保存").top, 37.0, 0.3);
}

/// HD-05, HD-06, HD-07, HD-16: ink from 72.0 down, centred, red, 小标宋; 11 characters are 17.05 mm high and 150 mm wide, short names are spread, by a
/// character at most.
#[test]
fn hd_05_to_07_the_mark() {
    let pages = circular("", "正文。");
    let (top, bottom, left, right) = mark(&pages);
    near(top, 72.0, 0.05);
    near((left + right) / 2.0, 106.0, 1.0);
    assert!(bottom - top <= 22.0);
    let run = runs(&pages.pages[0]).find(|r| r.element == Element::OrganMark).expect("mark");
    assert_eq!((run.color, run.face), (Color::Red, face(Role::TitleSong)));
    near(run.size / MM, 17.05, 0.01);
    near(run.glyphs[1].x / MM - run.glyphs[0].x / MM, 150.0 / 11.0, 0.01);
    for (name, width) in [("总工会文件", 4.0 * 30.0 + 15.0), ("某某市总工会文件", 150.0)] {
        let pages = circular(&format!("organ_mark = \"{name}\""), "正文。");
        let run = runs(&pages.pages[0]).find(|r| r.element == Element::OrganMark).expect("mark");
        let (first, last) = (&run.glyphs[0], &run.glyphs[run.glyphs.len() - 1]);
        near((last.x + last.advance - first.x) / MM, width, 0.05);
        assert!(first.advance / MM <= 15.0 + 1e-6 && run.size / MM <= 20.0);
    }
}

/// HD-08: the sponsor first, names justified to one width, 文件 at the right in the middle of the block; six organs leave room for text on page 1.
#[test]
fn hd_08_a_joint_mark() {
    let organs = ["某某市总工会", "某某市人力资源和社会保障局", "某某市财政局", "国家税务总局某某市税务局", "某某市教育局", "某某市民政局"];
    for n in [2, 3, 6] {
        let names = organs[..n].iter().map(|o| format!("\"{o}\"")).collect::<Vec<_>>().join(", ");
        let pages = circular(&format!("organ_mark = [{names}]\nmark_word = \"文件\""), &filler(12));
        let all: Vec<_> = runs(&pages.pages[0]).filter(|r| r.element == Element::OrganMark).collect();
        assert_eq!(all.len(), n + 1);
        let box_of = |k: usize| {
            let (first, last) = (&all[k].glyphs[0], &all[k].glyphs[all[k].glyphs.len() - 1]);
            (first.x / MM, (last.x + last.advance) / MM)
        };
        for k in 1..n {
            near(box_of(k).0, box_of(0).0, 0.01);
            near(box_of(k).1, box_of(0).1, 0.01);
            assert!(all[k].glyphs[0].y > all[k - 1].glyphs[0].y);
        }
        assert!(box_of(n).0 > box_of(0).1 && box_of(n).1 - box_of(0).0 <= 150.5);
        near((box_of(0).0 + box_of(n).1) / 2.0, 106.0, 0.05);
        let (top, bottom, ..) = mark(&pages);
        let (word_top, word_bottom, ..) = ink(&pages, 0, Element::OrganMark, |c| "文件".contains(c));
        near(top, 72.0, 0.05);
        near((top + bottom) / 2.0, (word_top + word_bottom) / 2.0, 0.1);
        assert!(lines(&pages).iter().filter(|l| l.page == 0 && l.element == Element::Body).count() >= 2, "{n} organs");
    }
}

/// HD-09, HD-10, HD-14, HD-15: the number centred two 行 below the mark, the rule 4 mm below it, 156 × 0.5 mm; a blank number keeps its place.
#[test]
fn hd_09_number_and_rule() {
    for (head, number) in [("", "某工办发〔2022〕18号"), ("draft = \"讨论稿\"\nnumber = \"某工办发〔2022〕　号\"", "某工办发〔2022〕")]
    {
        let pages = circular(head, "正文。");
        let all = lines(&pages);
        let l = find(&all, number);
        near(l.top - mark(&pages).1, 20.78, 0.05);
        let parts: Vec<_> = with(&all, Element::Number);
        near((parts[0].left + parts[parts.len() - 1].right) / 2.0, 106.0, FIGURE);
        assert!(parts[parts.len() - 1].text.ends_with('号'));
        let rule = red(&pages)[0];
        near(rule.y / MM - l.bottom, 4.0, 0.02);
        near(rule.x / MM, 28.0, 0.01);
        near(rule.width / MM, 156.0, 0.01);
        near(rule.height / MM, 0.5, 0.01);
        assert_eq!(rule.color, Color::Red);
    }
}

fn upward(signers: &str) -> Pages {
    set(&paper("upward", &format!("signers = [{signers}]"), &filler(3)))
}

/// HD-11, HD-12: one signer: the label in 仿宋, the name in 楷体 ending one 字 from the edge, the number one 字 from the other on the same baseline.
#[test]
fn hd_11_hd_12_one_signer() {
    let pages = upward("\"李　某\"");
    let all = lines(&pages);
    let (label, number) = (find(&all, "签发人："), find(&all, "某工办发"));
    near(label.top - mark(&pages).1, 20.78, 0.05);
    near(label.right, 184.0 - CELL, 0.05);
    near(number.left, 28.0 + CELL, 0.05);
    near(number.top, label.top, 0.05);
    assert_eq!(label.face, face(Role::FangSong));
    let name = runs(&pages.pages[0]).find(|r| r.glyphs.iter().any(|g| g.text == '某') && r.element == Element::Head).expect("name");
    assert_eq!(name.face, face(Role::Kai));
    near(red(&pages)[0].y / MM - number.bottom, 4.0, 0.02);
}

/// HD-13: four signers two a line, those below under those above, two characters as wide as three; the number beside the last line.
#[test]
fn hd_13_several_signers() {
    let pages = upward("\"王某某\", \"李某\", \"张某某\", \"赵某某\"");
    let all = lines(&pages);
    let (first, last) = (find(&all, "签发人：王某某"), find(&all, "张某某"));
    near(first.top - mark(&pages).1, 20.78, 0.05);
    near(last.top - first.top, PITCH, 0.01);
    near(last.left, first.left + 4.0 * CELL, 0.05);
    near(find(&all, "赵某某").left, find(&all, "李").left, 0.05);
    near(find(&all, "赵某某").right, 184.0 - CELL, 0.05);
    near(find(&all, "某工办发").top, last.top, 0.05);
    near(red(&pages)[0].y / MM - last.bottom, 4.0, 0.02);
    // Names too long for two beside the number stand one below the other.
    let all = lines(&upward("\"阿卜杜热合曼·尼加提江\", \"尼加提·阿卜杜热合曼\""));
    let (a, b) = (find(&all, "签发人：阿卜杜"), find(&all, "尼加提·"));
    near(b.left, a.left + 4.0 * CELL, 0.05);
    near(b.top - a.top, PITCH, 0.01);
    assert!(find(&all, "某工办发").right < b.left);
}

/// TI-01, TI-03, TO-01: 22 pt lines with 36 pt between them, two 行 below the rule and one above 主送, both within the empty paragraph (26.2 and 15.8);
/// everything below on the grid. A draft says so in 楷体 under the title.
#[test]
fn ti_01_to_01_title_and_addressee() {
    for head in
        ["", "title = \"关于印发《某某市总工会关于专项工作的推进意见》的通知\"", "draft = \"讨论稿\"", "title = \"关于某项工作\\n有关事项的通知\""]
    {
        let pages = circular(head, &filler(3));
        let all = lines(&pages);
        let title: Vec<_> = all.iter().filter(|l| l.element == Element::Title && l.size == 22.0).collect();
        assert!(title.iter().all(|l| l.face == face(Role::TitleSong) && l.text.chars().count() <= 19));
        for l in &title {
            near(centre(l), 106.0, 0.1);
        }
        for pair in title.windows(2) {
            near(pair[1].top - pair[0].top, 36.0 / MM, 0.01);
        }
        let above = title[0].top - (red(&pages)[0].y + red(&pages)[0].height) / MM;
        assert!((20.4..=26.2).contains(&above), "{above}");
        let last = with(&all, Element::Title).last().expect("title").bottom;
        let to = find(&all, "各县（市、区）总工会：");
        assert!((9.9..=15.8).contains(&(to.top - last)), "{}", to.top - last);
        near((to.top - 37.0) / PITCH, ((to.top - 37.0) / PITCH).round(), 0.01);
        near(to.left, 28.0, 0.01);
        // BD-01: the text follows on the next line, two 字 in.
        let body = all.iter().find(|l| l.element == Element::Body).expect("body");
        near(body.top - to.top, PITCH, 0.01);
        near(body.left, 28.0 + 2.0 * CELL, 0.01);
        if head.starts_with("draft") {
            let draft = find(&all, "（讨论稿）");
            assert_eq!((draft.size, draft.face), (16.0, face(Role::Kai)));
            near(centre(draft), 106.0, 0.1);
        }
        if head.contains("\\n") {
            assert_eq!(title.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["关于某项工作", "有关事项的通知"]);
        }
    }
    assert!(lines(&circular("to = \"各县总工会\"", "正文。")).iter().any(|l| l.text == "各县总工会："));
}

/// TO-02, EN-05: with 主送 that fill page 1 they move to the 版记, above 抄送 without a rule between, and page 1 shows text.
#[test]
fn to_02_en_05_addressees_that_leave_no_room() {
    let to = vec!["某某县总工会"; 40].join("、");
    let pages =
        circular(&format!("to = \"{to}：\"\n[imprint]\ncopy_to = \"省总工会\"\nprinter = \"某某市总工会办公室\"\nprinted = 2022-11-15"), &filler(30));
    let all = lines(&pages);
    assert!(with(&all, Element::Addressee).is_empty());
    assert!(all.iter().filter(|l| l.page == 0 && l.element == Element::Body).count() >= 4);
    let last = pages.pages.len() - 1;
    let (to, copy) = (find(&all, "主送："), find(&all, "抄送："));
    assert_eq!((to.page, to.size), (last, 14.0));
    near(to.left, 28.0 + FOUR, 0.05);
    let own: Vec<_> = all.iter().filter(|l| l.page == last && l.element == Element::Imprint && l.top < copy.top).collect();
    near(own[1].left, 28.0 + 4.0 * FOUR, 0.05);
    assert!(own[own.len() - 1].text.ends_with('。'));
    let ys: Vec<f64> = rules(&pages.pages[last]).map(|r| r.y / MM).collect();
    assert_eq!(ys.len(), 3);
    assert!(ys[0] < to.top && ys[1] > copy.bottom, "no rule between the two");
    // A few of them stay where they belong.
    assert_eq!(with(&lines(&circular("to = \"甲县、乙县总工会：\"", "正文。")), Element::Addressee).len(), 1);
}

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

/// HD-06: 文件 given apart closes a single name, and stands once beside several.
#[test]
fn hd_06_the_word_of_the_mark() {
    let text = |head: &str| {
        let all = lines(&circular(head, "正文。"));
        with(&all, Element::OrganMark).iter().map(|l| l.text.as_str()).collect::<String>()
    };
    assert_eq!(text("organ_mark = \"甲市总工会\"\nmark_word = \"文件\""), "甲市总工会文件");
    assert_eq!(text("organ_mark = \"甲市总工会文件\"\nmark_word = \"文件\""), "甲市总工会文件");
    assert_eq!(text("organ_mark = [\"甲市总工会文件\", \"甲市财政局\"]\nmark_word = \"文件\""), "甲市总工会甲市财政局文件");
    assert_eq!(text("organ_mark = [\"甲市总工会\", \"甲市财政局\"]"), "甲市总工会甲市财政局");
}

/// BD-02, BD-08: the four levels in their faces, all 16 pt and two 字 in; 1. takes one cell.
#[test]
fn bd_02_bd_08_headings() {
    let all = lines(&circular("", "## 一、黑体标题\n\n### （一）楷体标题\n\n#### 1. 仿宋标题\n\n##### （1）仿宋标题\n\n正文。"));
    for (text, level, role) in [("一、", 1, Role::Hei), ("（一）", 2, Role::Kai), ("1.", 3, Role::FangSong), ("（1）", 4, Role::FangSong)] {
        let l = find(&all, text);
        assert_eq!((l.element, l.size), (Element::Heading(level), 16.0));
        near(l.left, 28.0 + 2.0 * CELL, FIGURE);
        assert_eq!(l.face, fonts().glyph(role, text.chars().next().expect("text")).expect("glyph").face);
    }
    near(find(&all, "1.仿宋标题").right, 28.0 + 7.0 * CELL, 0.05);
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

/// Em boxes are measured as the lines are.
#[test]
fn the_measure_agrees_with_itself() {
    let pages = circular("", "正文。");
    let run = runs(&pages.pages[0]).find(|r| r.element == Element::Body).expect("body");
    near(em_top(run, &pages), find(&lines(&pages), "正文").top, 0.001);
}
