//! 信函, 命令, 纪要, 简报: every number of their layouts, in mm.

use super::measure::{Line, MM, filler, find, fonts, ink, lines, near, rules, set};
use hongtou::document::{Manuscript, parse};
use hongtou::font::Role;
use hongtou::layout::{Color, Element, LayoutOptions, Pages, layout};

/// 字 and 行 of the grid, 三号, mm.
const CELL: f64 = 156.0 / 28.0;
const PITCH: f64 = (225.0 - SIZE) / 21.0;
const SIZE: f64 = 16.0 / MM;
const FOUR: f64 = 14.0 / MM;
/// The embedded face's figures are wider than their half cell and hang over on both sides.
const FIGURE: f64 = 0.35;

fn letter(head: &str, body: &str) -> Pages {
    let number = if head.lines().any(|l| l.starts_with("number =")) { "" } else { "number = \"某工办函〔2023〕3号\"\n" };
    let base = "format = \"letter\"\norgan_mark = [\"某某市总工会\", \"某某市财政局\"]\ntitle = \"关于核实数据的函\"\nto = \"甲县总工会：\"";
    set(&format!("+++\n{base}\nsignature = \"某某市总工会\"\ndate = 2023-02-27\n{number}{head}\n+++\n\n{body}\n"))
}

fn face(role: Role) -> usize {
    fonts().glyph(role, '工').expect("a glyph").face
}

fn centre(l: &Line) -> f64 {
    (l.left + l.right) / 2.0
}

fn on(all: &[Line], page: usize, e: Element) -> Vec<&Line> {
    all.iter().filter(|l| l.page == page && l.element == e).collect()
}

/// Top, height, left, width of the rules of an element on a page.
fn boxes(pages: &Pages, page: usize, element: Element) -> Vec<(f64, f64, f64, f64)> {
    rules(&pages.pages[page]).filter(|r| r.element == element).map(|r| (r.y / MM, r.height / MM, r.x / MM, r.width / MM)).collect()
}

/// 7 信函: the sponsor's mark alone from 30 mm down; double rules 4 mm below it (thick above thin) and with the lower edge at 277 (thin above thick),
/// 170 mm; the number flush right 4.84 mm below, the title 20.78 mm below that.
#[test]
fn a_letter_has_its_double_rules_and_its_number_at_the_right() {
    let pages = letter("", &filler(3));
    let all = lines(&pages);
    let (top, bottom, left, right) = ink(&pages, 0, Element::OrganMark, |_| true);
    near(top, 30.0, 0.05);
    near((left + right) / 2.0, 105.5, 1.5);
    assert_eq!(on(&all, 0, Element::OrganMark).iter().map(|l| l.text.as_str()).collect::<String>(), "某某市总工会");
    let red = boxes(&pages, 0, Element::RedRule);
    assert_eq!(red.len(), 4);
    let (thick, thin, gap) = (1.5 / MM, 0.75 / MM, 1.0 / MM);
    near(red[0].0 - bottom, 4.0, 0.02);
    near(red[3].0 + red[3].1, 277.0, 0.01);
    for (pair, heights) in [(&red[..2], [thick, thin]), (&red[2..], [thin, thick])] {
        near(pair[1].0 - pair[0].0 - pair[0].1, gap, 0.01);
        for (rule, height) in pair.iter().zip(heights) {
            near(rule.1, height, 0.01);
            near(rule.2, 20.0, 0.01);
            near(rule.3, 170.0, 0.01);
        }
    }
    let number = find(&all, "某工办函");
    near(number.right, 184.0, 0.05);
    near(number.top - red[1].0 - red[1].1, 4.84, 0.05);
    let title = find(&all, "关于核实");
    assert!((20.4..=26.2).contains(&(title.top - number.bottom)), "{}", title.top - number.bottom);
    assert_eq!((pages.pages[0].number, on(&all, 0, Element::Folio).len()), (None, 0));
}

/// 7 信函: 份号, 密级, 紧急程度 flush left below the rule, the number beside the first, the title below the last of them.
#[test]
fn a_letter_has_its_marks_of_secrecy_below_the_rule() {
    let pages = letter("copy_number = \"18\"\nsecurity = \"秘密★1年\"\nurgency = \"加急\"", &filler(3));
    let all = lines(&pages);
    let red = boxes(&pages, 0, Element::RedRule);
    for (k, text) in ["000018", "秘密★1年", "加急"].into_iter().enumerate() {
        let l = find(&all, text);
        near(l.left, 28.0, FIGURE);
        near(l.top - red[1].0 - red[1].1, 4.84 + k as f64 * PITCH, 0.3);
    }
    near(find(&all, "某工办函").top, find(&all, "000018").top, 0.05);
    assert!((20.4..=26.2).contains(&(find(&all, "关于核实").top - find(&all, "加急").bottom)));
    let bare = letter("number = \"\"", &filler(3));
    let rule = boxes(&bare, 0, Element::RedRule)[1];
    assert!((20.4..=26.2).contains(&(find(&lines(&bare), "关于核实").top - rule.0 - rule.1)));
}

/// 7 信函: the text of page 1 ends with the 版心 above the second rule; page 2 has no rule and its number; 版记 is 抄送 alone without rules, the foot of
/// its last row at 262.0, on any page.
#[test]
fn a_letter_of_two_pages() {
    let copy = "省总工会，市委办公室，市政府办公室，各县（市、区）党委分管领导，市直各单位，各开发区工会";
    for (n, pages_wanted) in [(2, 1), (25, 2), (45, 3)] {
        let pages = letter(&format!("sealed = true\n[imprint]\ncopy_to = \"{copy}\""), &filler(n));
        let all = lines(&pages);
        assert_eq!(pages.pages.len(), pages_wanted);
        let first = all.iter().filter(|l| l.page == 0).map(|l| l.bottom).fold(0.0, f64::max);
        assert!(first <= 262.1 && first < boxes(&pages, 0, Element::RedRule)[2].0 - 4.84);
        for page in 1..pages_wanted {
            assert!(rules(&pages.pages[page]).next().is_none());
            assert_eq!(pages.pages[page].number, Some(page as u32 + 1));
        }
        let rows = on(&all, pages_wanted - 1, Element::Imprint);
        near(rows[rows.len() - 1].bottom, 262.0, 0.05);
        near(rows[0].left, 28.0 + FOUR, 0.05);
        near(rows[1].left, 28.0 + 4.0 * FOUR, 0.05);
        assert!(boxes(&pages, pages_wanted - 1, Element::Imprint).is_empty());
        let date = find(&all, "2023年2月27日");
        assert!(rows[0].top - date.bottom >= 10.39 && date.page == pages_wanted - 1);
    }
}

fn minutes(head: &str, body: &str) -> Pages {
    let base = "format = \"minutes\"\norgan_mark = \"某某市总工会会议纪要\"\nnumber = \"第3期\"\ndate = 2023-02-27\ntitle = \"双月调度会议纪要\"";
    set(&format!("+++\n{base}\n{head}\n+++\n\n{body}\n"))
}

/// 7 纪要: mark from 72.0, number 20.78 below it and the date at the right on its line, the rule 4 mm below, the title two 行 below that; no signature.
#[test]
fn minutes_have_number_and_date_above_the_rule() {
    let pages = minutes("attendees = [\"王某某\"]", &filler(3));
    let all = lines(&pages);
    let (top, bottom, ..) = ink(&pages, 0, Element::OrganMark, |_| true);
    near(top, 72.0, 0.05);
    let (number, date) = (find(&all, "第3期"), find(&all, "2023年2月27日"));
    near(number.top - bottom, 20.78, 0.05);
    near(date.top, number.top, 0.05);
    near(number.left, 28.0 + CELL, FIGURE);
    near(date.right, 184.0 - CELL, 0.05);
    let rule = boxes(&pages, 0, Element::RedRule)[0];
    near(rule.0 - number.bottom, 4.0, 0.02);
    near(rule.3, 156.0, 0.01);
    assert!((20.4..=26.2).contains(&(find(&all, "双月调度").top - rule.0 - rule.1)));
    assert!(on(&all, 0, Element::Signature).is_empty());
    assert_eq!(all.iter().filter(|l| l.text.contains("2月27日")).count(), 1);
}

/// 7 纪要: one blank line, then the lists two 字 in, labels in 黑体, names in 仿宋 in columns, wrapped ones under the first name.
#[test]
fn minutes_list_who_was_there() {
    let names = ["王某某", "李某", "张某某", "赵某", "孙某某", "周某某", "吴某某", "郑某"].map(|n| format!("\"{n}\"")).join(", ");
    let pages = minutes(&format!("attendees = [{names}]\nabsent = [\"冯某某\"]\nobservers = [\"陈某\", \"市总工会办公室褚某某\"]"), "正文。");
    let all = lines(&pages);
    let lists = on(&all, 0, Element::Attendance);
    let first = find(&all, "出席：");
    near(first.top - find(&all, "正文").top, 2.0 * PITCH, 0.01);
    near(first.left, 28.0 + 2.0 * CELL, 0.01);
    assert_eq!(first.face, face(Role::Hei));
    for (k, label) in ["出席：", "请假：", "列席："].into_iter().enumerate() {
        near(find(&all, label).top, first.top + [0.0, 2.0, 3.0][k] * PITCH, 0.01);
    }
    // Six names a line; the wrapped ones stand under the first and the second.
    let second: Vec<_> = lists.iter().filter(|l| (l.top - first.top - PITCH).abs() < 0.1).collect();
    assert_eq!(second[0].text, "吴某某");
    near(second[0].left, 28.0 + 5.0 * CELL, 0.05);
    near(second[1].left, 28.0 + 9.0 * CELL, 0.05);
    let last = lists.iter().filter(|l| (l.top - first.top).abs() < 0.1).map(|l| l.right).fold(0.0, f64::max);
    near(last, 184.0, 0.05);
}

fn order(head: &str) -> Pages {
    let base = "format = \"order\"\norgan_mark = \"某某市人民政府令\"\nnumber = \"第3号\"\ndate = 2023-02-27";
    set(&format!("+++\n{base}\n{head}\n+++\n\n{}\n", filler(3)))
}

/// 7 命令, SG-07: mark from 57.0; number and text two 行 further down each (no more than two empty lines), the text on the grid, no rule; two blank lines
/// above who signs, the name four 字 from the edge, the title two 字 to its left, the date one blank line below with its end under the name's.
#[test]
fn an_order_and_who_signs_it() {
    let pages = order("signature = \"市长　王某某\"");
    let all = lines(&pages);
    let (top, bottom, ..) = ink(&pages, 0, Element::OrganMark, |_| true);
    near(top, 57.0, 0.05);
    let (number, body) = (find(&all, "第3号"), all.iter().find(|l| l.element == Element::Body).expect("body"));
    near(centre(number), 106.0, FIGURE);
    for gap in [number.top - bottom, body.top - number.bottom] {
        assert!((20.4..=26.2).contains(&gap), "{gap}");
    }
    near((body.top - 37.0) / PITCH, ((body.top - 37.0) / PITCH).round(), 0.01);
    assert!(boxes(&pages, 0, Element::RedRule).is_empty());
    let text = on(&all, 0, Element::Body).last().expect("body").top;
    let (title, name, date) = (find(&all, "市长"), find(&all, "王某某"), find(&all, "2023年2月27日"));
    near(title.top - text, 3.0 * PITCH, 0.01);
    near(name.right, 184.0 - 4.0 * CELL, 0.05);
    near(name.left - title.right, 2.0 * CELL, 0.05);
    near(date.top - title.top, 2.0 * PITCH, 0.01);
    near(date.right, 184.0 - 4.0 * CELL, 0.05);
    assert_eq!(name.face, face(Role::Kai));
    // With a title it is the title that stands two 行 below.
    let titled = order("title = \"某某市职工权益保障办法\"\nsignature = \"市长　李　某\"");
    let all = lines(&titled);
    assert!((20.4..=26.2).contains(&(find(&all, "某某市职工").top - find(&all, "第3号").bottom)));
}

fn bulletin(name: &str, issuer: &str, extra: &str) -> Pages {
    let base = format!("name = \"{name}\"\nissue = 3\nissuer = \"{issuer}\"\ndate = 2023-02-27\n{extra}");
    set(&format!("+++\nformat = \"bulletin\"\ntitle = \"标题\"\n[bulletin]\n{base}\n+++\n\n{}\n", filler(3)))
}

/// 8: the name from 57.0, at most 150 mm wide and 60 pt high, on two lines where it is too long for one; 期号 10.39 below it, issuer and date 10.39
/// below that, the rule of 0.75 mm 4 mm below.
#[test]
fn a_bulletin_head_for_every_length_of_name() {
    for (name, rows) in [("工作简报", 1), ("“基层工会建设年”专项工作简报", 1), ("全市基层一线广大职工建会入会阵地建设攻坚行动工作情况简报", 2)]
    {
        for (extra, issue) in [("", "第3期"), ("total_issue = 9", "（2023年第3期·总第9期）")] {
            let pages = bulletin(name, "专项工作专班", extra);
            let all = lines(&pages);
            let (top, bottom, left, right) = ink(&pages, 0, Element::OrganMark, |_| true);
            near(top, 57.0, 0.05);
            assert!(right - left <= 150.5);
            let mut baselines: Vec<i64> = on(&all, 0, Element::OrganMark).iter().map(|l| (l.bottom * 10.0) as i64).collect();
            baselines.dedup();
            assert_eq!(baselines.len(), rows, "{name}");
            assert!(on(&all, 0, Element::OrganMark).iter().all(|l| (26.0..=60.0).contains(&l.size)));
            let number = find(&all, issue);
            near(number.top - bottom, 10.39, 0.05);
            near(centre(number), 106.0, FIGURE + 1.5);
            let (office, date) = (find(&all, "专项工作专班"), find(&all, "2023年2月27日"));
            near(office.top - number.bottom, 10.39, 0.05);
            near(date.top, office.top, 0.05);
            near(office.left, 28.0 + CELL, 0.05);
            near(date.right, 184.0 - CELL, 0.05);
            let rule = boxes(&pages, 0, Element::RedRule)[0];
            near(rule.0 - office.bottom, 4.0, 0.02);
            near(rule.1, 0.75, 0.01);
            near(rule.3, 156.0, 0.01);
            assert!((20.4..=26.2).contains(&(find(&all, "标题").top - rule.0 - rule.1)));
            assert!(rules(&pages.pages[0]).filter(|r| r.element == Element::RedRule).all(|r| r.color == Color::Red));
        }
    }
}

/// 8: 编发机关 and date that do not fit 26 cells of 三号 are set in 四号, longer ones on two lines.
#[test]
fn a_long_office_of_a_bulletin() {
    for (name, size, rows) in [("某某市总工会专项工作领导小组办公室", 16.0, 1), ("某某市总工会专项工作领导小组办公室综合组", 14.0, 1)]
    {
        let all = lines(&bulletin("工作简报", name, ""));
        let (office, date) = (find(&all, name), find(&all, "2023年2月27日"));
        assert_eq!((office.size, date.size), (size, size));
        near(date.top - office.top, f64::from(rows - 1), 0.05);
    }
    let all = lines(&bulletin("工作简报", "某某市总工会“县级工会加强年”专项工作领导小组办公室综合组", ""));
    let (office, date) = (find(&all, "某某市总工会“"), find(&all, "2023年2月27日"));
    assert_eq!((office.size, date.size), (14.0, 14.0));
    assert!(date.top > office.bottom);
    near(date.right, 184.0 - CELL, 0.05);
}

/// 8: 报, 送, 发 in that order, empty ones left out, then the copies; rules as of a 版记; on any page.
#[test]
fn the_foot_of_a_bulletin() {
    let pages = bulletin("工作简报", "专班", "distribute_to = \"各县总工会\"\nreport_to = \"省总工会\"\ncopies = 60");
    let all = lines(&pages);
    assert_eq!(pages.pages.len(), 1);
    let rows: Vec<_> = on(&all, 0, Element::Imprint).iter().map(|l| l.text.clone()).collect();
    assert_eq!(rows, ["报：省总工会。", "发：各县总工会。", "（共印60份）"]);
    let weights: Vec<f64> = boxes(&pages, 0, Element::Imprint).iter().map(|b| (b.1 * 100.0).round() / 100.0).collect();
    assert_eq!(weights, [0.35, 0.25, 0.35]);
    let last = boxes(&pages, 0, Element::Imprint)[2];
    near(last.0 + last.1, 262.0, 0.01);
    assert!(boxes(&bulletin("工作简报", "专班", ""), 0, Element::Imprint).is_empty());
}

/// The manual's examples: one of each format at least, each set as it stands without any finding.
#[test]
fn the_examples_of_the_manual_are_true() {
    let manual = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manuscript.md")).expect("the manual");
    let manual = manual.replace("\r\n", "\n");
    let examples: Vec<&str> = manual.split("\n```\n").filter(|block| block.starts_with("+++\n")).collect();
    let mut formats: Vec<String> = Vec::new();
    for text in &examples {
        let m = Manuscript::from_text("x.md", text);
        let (doc, found) = parse(&m);
        assert!(found.is_empty(), "{text}: {found:?}");
        let options = LayoutOptions { file: "x.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
        let doc = doc.expect("a document");
        let (pages, found) = layout(&doc, &options, &fonts()).expect("pages");
        assert!(found.is_empty() && !pages.pages.is_empty(), "{text}: {found:?}");
        formats.push(format!("{:?}", doc.head.format));
    }
    for format in ["Circular", "Upward", "Letter", "Minutes", "Order", "Bulletin", "Plain"] {
        assert!(formats.iter().any(|f| f == format), "no example of {format}");
    }
    assert!(examples.len() >= 9);
}
