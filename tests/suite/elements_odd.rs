//! Elements that nobody foresaw: long names, many organs, many persons, empty texts. Sane pages or a plain finding, never a fall.

use super::measure::{fonts, lines, rules, runs};
use hongtou::diag::Diagnostics;
use hongtou::document::{Manuscript, parse};
use hongtou::layout::{Element, Item, LayoutOptions, Pages, layout};

const LONG: &str = "某某市推进产业工人队伍建设改革协调小组暨和谐劳动关系创建工作领导小组联席会议办公室";
const TEXT: &str = "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸。";

fn typeset(head: &str) -> Result<Pages, Diagnostics> {
    let m = Manuscript::from_text("x.md", &format!("+++\n{head}\n+++\n\n{TEXT}\n\n{TEXT}\n"));
    let (doc, found) = parse(&m);
    if found.has_errors() {
        return Err(found);
    }
    let options = LayoutOptions { file: "x.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
    layout(&doc.expect("a document"), &options, &fonts()).map(|(pages, _)| pages)
}

fn list(items: &[&str]) -> String {
    format!("[{}]", items.iter().map(|i| format!("\"{i}\"")).collect::<Vec<_>>().join(", "))
}

/// Everything on the sheet, nothing under something else: no two lines of a page cross.
fn sane(head: &str) -> Pages {
    let pages = typeset(head).unwrap_or_else(|found| panic!("{head}: {found:?}"));
    for page in &pages.pages {
        for run in runs(page) {
            for g in &run.glyphs {
                assert!(g.x > -1.0 && g.x + g.advance <= page.width + 1.0 && g.y > 0.0 && g.y < page.height, "{head}: {:?} {}", run.element, g.text);
            }
        }
        assert!(rules(page).all(|r| r.x >= 0.0 && r.y >= 0.0 && r.y + r.height <= page.height));
    }
    let all = lines(&pages);
    for (i, a) in all.iter().enumerate() {
        for b in all.iter().skip(i + 1).filter(|b| b.page == a.page) {
            let across = a.right.min(b.right) - a.left.max(b.left);
            let down = a.bottom.min(b.bottom) - a.top.max(b.top);
            // Em boxes of figures and marks hang over a little.
            assert!(across < 1.0 || down < 0.3, "{head}: {} lies on {}", a.text, b.text);
        }
    }
    pages
}

fn circular(more: &str) -> String {
    let given = |key: &str| more.lines().any(|l| l.starts_with(&format!("{key} =")));
    let format = if given("signers") { "upward" } else { "circular" };
    let mut out = format!("format = \"{format}\"\nnumber = \"某工发〔2023〕8号\"\ndate = 2023-06-28\n");
    for (key, value) in [("organ_mark", "某某市总工会文件"), ("title", "关于专项工作的通知"), ("to", "各县总工会："), ("signature", "某某市总工会")]
    {
        if !given(key) {
            out.push_str(&format!("{key} = \"{value}\"\n"));
        }
    }
    out + more
}

#[test]
fn an_organ_of_forty_characters() {
    for sealed in [true, false] {
        let pages =
            sane(&circular(&format!("organ_mark = \"{LONG}文件\"\nsignature = \"{LONG}\"\nsealed = {sealed}\n[imprint]\nprinter = \"{LONG}\"")));
        // Still display type, and all of it there.
        let mark: Vec<_> = runs(&pages.pages[0]).filter(|r| r.element == Element::OrganMark).collect();
        assert!(mark.iter().all(|r| r.size >= 26.0));
        assert_eq!(mark.iter().flat_map(|r| r.glyphs.iter().map(|g| g.text)).collect::<String>(), format!("{LONG}文件"));
        let signed: String = lines(&pages).iter().filter(|l| l.element == Element::Signature).map(|l| l.text.as_str()).collect();
        assert_eq!(signed, format!("{LONG}2023年6月28日"));
    }
    sane(&circular(&format!("organ_mark = {}\nmark_word = \"文件\"\nsignature = {}\nsealed = true", list(&[LONG; 3]), list(&[LONG; 3]))));
    sane(&circular(&format!("number = \"{LONG}〔2023〕8号\"").replace("number", "security")));
}

#[test]
fn twelve_signers() {
    let names = ["王某某", "李某", "张某某", "赵某某", "钱某", "孙某某", "周某某", "吴某某", "郑某", "冯某某", "陈某某", "褚某某"];
    let pages = sane(&circular(&format!("signers = {}", list(&names))));
    let all = lines(&pages);
    assert!(all.iter().any(|l| l.page == 0 && l.element == Element::Body));
    sane(&circular(&format!("signers = {}", list(&[LONG; 2]))));
}

#[test]
fn nine_joint_organs() {
    let names = ["甲市总工会", "甲市财政局", "甲市人力资源和社会保障局", "甲市工商业联合会", "国家税务总局甲市税务局", "甲市教育局"];
    let names: Vec<&str> = names.into_iter().chain(["甲市发展和改革委员会", "甲市卫生健康委员会", "甲市国有资产监督管理委员会"]).collect();
    for sealed in [true, false] {
        let head = format!("organ_mark = {}\nmark_word = \"文件\"\nsignature = {}\nsealed = {sealed}", list(&names), list(&names));
        let pages = sane(&circular(&head));
        let all = lines(&pages);
        assert!(all.iter().any(|l| l.page == 0 && l.element == Element::Body));
        let date = all.iter().find(|l| l.text == "2023年6月28日").expect("date");
        assert!(all.iter().any(|l| l.page == date.page && l.element == Element::Body), "never without text");
    }
}

#[test]
fn a_title_of_sixty_characters_without_a_place_to_break() {
    let pages = sane(&circular(&format!("title = \"{}\"", "甲乙丙丁戊己庚辛壬癸".repeat(6))));
    let all = lines(&pages);
    let title: Vec<usize> = all.iter().filter(|l| l.element == Element::Title).map(|l| l.text.chars().count()).collect();
    assert_eq!((title.len(), title.iter().sum::<usize>()), (4, 60));
    assert!(title.iter().all(|n| *n <= 19) && !title.windows(3).any(|w| w[1] < w[0] && w[1] < w[2]), "{title:?}");
    let found = typeset(&circular(&format!("title = \"{}\"", "甲乙丙丁戊己庚辛壬癸".repeat(60)))).expect_err("too long");
    assert!(found.iter().any(|d| d.code == "head-too-tall"));
}

#[test]
fn empty_texts_in_lists() {
    let pages = sane(&circular(
        "organ_mark = [\"\", \"某某市总工会文件\"]\nsignature = [\"某某市总工会\", \"\"]\nattachments = [\"\", \"名单\"]\nsealed = true",
    ));
    assert!(lines(&pages).iter().any(|l| l.text == "附件：名单"));
    let minutes = "format = \"minutes\"\norgan_mark = \"某某市总工会会议纪要\"\nnumber = \"第3期\"\ndate = 2023-02-27\ntitle = \"纪要\"";
    sane(&format!("{minutes}\nattendees = [\"王某某\", \"\"]\nabsent = [\"\"]\nobservers = []"));
}

#[test]
fn a_bulletin_with_a_name_of_sixty_characters() {
    let head = |name: &str, issuer: &str| {
        format!("format = \"bulletin\"\ntitle = \"标题\"\n[bulletin]\nname = \"{name}\"\nissue = 1\nissuer = \"{issuer}\"\ndate = 2023-02-27")
    };
    let name = "全市基层一线广大职工建会入会阵地建设攻坚行动工作情况".repeat(3).chars().take(58).collect::<String>() + "简报";
    let pages = sane(&head(&name, LONG));
    let mark: Vec<_> = runs(&pages.pages[0]).filter(|r| r.element == Element::OrganMark).collect();
    assert!(mark.iter().all(|r| r.size >= 26.0));
    let found = typeset(&head(&name.repeat(8), LONG)).expect_err("too long");
    assert!(found.iter().any(|d| d.code == "head-too-tall"));
    sane(&head("简", "班"));
}

#[test]
fn eighty_attendees() {
    let names: Vec<&str> = ["王某某", "李某", "欧阳某某", "张某某", "赵某"].into_iter().cycle().take(80).collect();
    let head = "format = \"minutes\"\norgan_mark = \"某某市总工会会议纪要\"\nnumber = \"第3期\"\ndate = 2023-02-27\ntitle = \"纪要\"";
    let pages = sane(&format!("{head}\nattendees = {}\nobservers = {}", list(&names), list(&[LONG, "阿卜杜热合曼·尼加提江", "李某"])));
    let all = lines(&pages);
    let text: String = all.iter().filter(|l| l.element == Element::Attendance).map(|l| l.text.as_str()).collect();
    assert_eq!(text.matches("王某某").count(), 16);
    assert!(all.iter().filter(|l| l.element == Element::Attendance).all(|l| l.right <= 184.5));
}

#[test]
fn a_hundred_addressees_are_a_finding_or_stand_in_the_text() {
    for n in [10, 40, 60, 100, 400] {
        let head = circular(&format!("to = \"{}：\"", vec!["某某县总工会"; n].join("、")));
        match typeset(&head) {
            Ok(pages) => assert!(lines(&pages).iter().any(|l| l.page == 0 && l.element == Element::Body), "{n}"),
            Err(found) => assert!(found.iter().any(|d| d.code == "foot-too-tall"), "{n}: {found:?}"),
        }
    }
}

#[test]
fn an_order_with_everything() {
    let base =
        "format = \"order\"\norgan_mark = \"某某市人民政府令\"\nnumber = \"第3号\"\ndate = 2023-02-27\nsecurity = \"秘密\"\ncopy_number = \"18\"";
    sane(&format!(
        "{base}\nurgency = \"特急\"\ntitle = \"某某市职工权益保障办法\"\nsignature = {}",
        list(&[&format!("{LONG}主　任　李　某"), "王某某"])
    ));
    let pages = sane("format = \"order\"\norgan_mark = \"某某市人民政府令\"\nnumber = \"第3号\"\ndraft = \"讨论稿\"\nsignature = \"市长　李　某\"");
    assert!(lines(&pages).iter().any(|l| l.text == "（讨论稿）"));
    assert!(pages.pages.iter().all(|p| p.items.iter().any(|i| matches!(i, Item::Run(_)))));
}
