//! The elements of official documents, one test a rule of the standard (named by it), every number in mm as the standard has it.

use super::measure::{Line, MM, filler, find, fonts, ink, lines, near, rules, runs, set};
use hongtou::font::Role;
use hongtou::layout::{Color, Element, Pages, Rule};

/// 字, 行 of the grid, 三号, mm.
pub const CELL: f64 = 156.0 / 28.0;
pub const PITCH: f64 = (225.0 - SIZE) / 21.0;
pub const SIZE: f64 = 16.0 / MM;
/// 字 of 四号, mm.
pub const FOUR: f64 = 14.0 / MM;
/// The embedded face's figures are wider than their half cell and hang over on both sides.
pub const FIGURE: f64 = 0.35;

pub fn paper(format: &str, head: &str, body: &str) -> String {
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

pub fn circular(head: &str, body: &str) -> Pages {
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

pub fn centre(l: &Line) -> f64 {
    (l.left + l.right) / 2.0
}

pub fn with(all: &[Line], e: Element) -> Vec<&Line> {
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
        let (top, bottom, left, right) = mark(&pages);
        near((left + right) / 2.0, 106.0, 0.05);
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
