//! Where 署名 and 版记 come to stand badly the last pages are tried again (cost-models B8, B9, B11).

use super::measure::{Line, MM, em_top, find, lines, near, rules, runs, set};
use hongtou::layout::{Element, Pages, Respacing};

const ORGAN: &str = "某某市总工会办公室";

/// `n` paragraphs of one line each: nothing in them can be set in another number of lines.
fn one_line(n: usize) -> String {
    "各单位要高度重视，落实工作责任。\n\n".repeat(n)
}

/// A 材料 signed without a seal: its title stands on line 3, its text begins on line 5, so that 18 lines are left of its first page.
fn plain(body: &str) -> Pages {
    set(&format!("+++\nformat = \"plain\"\ntitle = \"工作情况汇报\"\nsignature = \"{ORGAN}\"\ndate = 2023-02-27\n+++\n\n{body}\n"))
}

fn circular(body: &str, sealed: bool) -> Pages {
    set(&format!(
        "+++\nformat = \"circular\"\norgan_mark = \"{ORGAN}文件\"\nnumber = \"某工办发〔2023〕8号\"\ntitle = \"关于做好有关工作的通知\"\n\
         to = \"各县（市、区）总工会：\"\nsignature = \"{ORGAN}\"\ndate = 2023-02-27\nsealed = {sealed}\n\
         [imprint]\nprinter = \"{ORGAN}\"\nprinted = 2023-02-27\n+++\n\n{body}\n"
    ))
}

/// Lines of text on each page.
fn body(pages: &Pages) -> Vec<usize> {
    let all = lines(pages);
    (0..pages.pages.len()).map(|p| all.iter().filter(|l| l.page == p && l.element == Element::Body).count()).collect()
}

fn signed(all: &[Line]) -> Vec<&Line> {
    all.iter().filter(|l| l.element == Element::Signature).collect()
}

/// The rungs by hand: n lines, a blank one, name and date want n + 3 of 18.
#[test]
fn the_cheapest_rung_that_keeps_the_signature_company_is_taken() {
    let pitch = |pages, lines| Some(Respacing { pages, lines, cells: 28.0, paragraphs: 0 });
    for (n, on_pages, respacing) in [
        (15, vec![15], None),
        // One line too many: 23 lines to the page cost 1 500.
        (16, vec![16], pitch(0..1, 23)),
        // Two too many: 24 lines would cost 4 000; to carry two lines over leaves three empty, 540 + 3 000.
        (17, vec![15, 2], None),
        (18, vec![16, 2], None),
        // 21 lines to both pages (17 on the first) cost 3 000, to carry a line 60 + 3 000.
        (19, vec![17, 2], pitch(0..2, 21)),
        (20, vec![18, 2], None),
        (21, vec![18, 3], None),
        // The same at the foot of an ordinary page: 19 lines, a blank one and the two of the signature fill it.
        (37, vec![18, 19], None),
        (38, vec![18, 20], pitch(1..2, 23)),
    ] {
        let pages = plain(&one_line(n));
        assert_eq!((n, body(&pages), &pages.respacing), (n, on_pages, &respacing));
    }
}

/// A re-spaced page keeps its 版心: its lines lie on a grid of the new pitch from 37.0 to 262.0 mm.
#[test]
fn a_respaced_page_is_a_whole_grid() {
    let pages = plain(&one_line(38));
    assert_eq!(pages.pages.iter().map(|p| p.lines).collect::<Vec<_>>(), [22, 23]);
    let all = lines(&pages);
    let on = |page: usize| all.iter().filter(move |l| l.page == page && l.element != Element::Folio);
    let pitch = (225.0 - 16.0 / MM) / 22.0;
    near(pitch * MM, 28.26, 0.005);
    for (k, line) in on(1).filter(|l| l.element == Element::Body).enumerate() {
        near(line.top, 37.0 + k as f64 * pitch, 0.15);
    }
    near(on(1).map(|l| l.bottom).fold(0.0, f64::max), 262.0, 0.15);
    let first: Vec<&Line> = on(0).filter(|l| l.element == Element::Body).collect();
    near(first[1].top - first[0].top, 10.4455, 0.001);
}

/// Rung 1: one paragraph gives up a line, by squeezing its marks, before the pitch is touched.
#[test]
fn a_paragraph_gives_up_a_line_before_the_pitch_is_touched() {
    // 26 + 28 cells and two more that the blanks of the marks can take in.
    let flexible = "加强领导，健全机制，压实责任，推动落实，强化督查，严格考核，总结经验，持续改进，扩大宣传，营造氛围，务求实效好。";
    assert_eq!(flexible.chars().count(), 56);
    let pages = plain(&(one_line(13) + flexible));
    assert_eq!(body(&pages), [15]);
    let respacing = pages.respacing.clone().expect("respaced");
    assert_eq!((respacing.lines, respacing.cells, respacing.paragraphs), (22, 28.0, -1));
    // With a line more it gives up its line and the page is set in 23.
    let both = plain(&(one_line(14) + flexible));
    assert_eq!((body(&both), both.respacing.map(|r| (r.lines, r.paragraphs))), (vec![16], Some((23, -1))));
    // Alone on its page nothing asks for it.
    let free = plain(flexible);
    assert_eq!((body(&free), free.respacing.clone()), (vec![3], None));
}

/// B8, SG-08, EN-08, EN-09, PN-04 for every length of text: name and date together, under two lines of text (one where there is no more), 版记
/// on an even page, what follows text that fills an even page unnumbered.
#[test]
fn whatever_the_length_the_signature_has_company_and_the_imprint_an_even_page() {
    for sealed in [false, true] {
        for n in 1..64 {
            let pages = circular(&one_line(n), sealed);
            let all = lines(&pages);
            let signature = signed(&all);
            let [organ, date] = signature.as_slice() else { panic!("{n}: {signature:?}") };
            assert_eq!(organ.page, date.page, "{n}");
            let counts = body(&pages);
            assert!(counts[organ.page] >= 2.min(n), "{n}: {counts:?}");
            assert_eq!(counts.iter().sum::<usize>(), n);
            let last = pages.pages.len() - 1;
            assert!(all.iter().any(|l| l.page == last && l.element == Element::Imprint), "{n}");
            assert_eq!((last + 1) % 2, 0, "{n}: {counts:?}");
            let text_ends = organ.page + 1;
            let numbers: Vec<Option<u32>> = pages.pages.iter().map(|p| p.number).collect();
            let expected: Vec<Option<u32>> = match pages.pages.len() - text_ends {
                0 | 1 => (1..=pages.pages.len() as u32).map(Some).collect(),
                _ => (1..=text_ends as u32).map(Some).chain([None, None]).collect(),
            };
            assert_eq!(numbers, expected, "{n}");
            // No page is left short by a line that could have stood on it, but for the two that keep the signature company.
            for (p, count) in counts.iter().enumerate().take(organ.page) {
                let capacity = if p == 0 { 9 } else { 22 };
                assert!(pages.respacing.is_some() || *count == capacity || p + 1 == organ.page && counts[organ.page] == 2, "{n}: {counts:?}");
            }
        }
    }
}

/// EN-01, EN-08, EN-09: the foot stands upright, so behind a turned page it has one of its own, with a blank one before it where that is odd.
#[test]
fn the_imprint_behind_a_turned_page_has_a_page_of_its_own() {
    for (turned, numbers) in [(1, vec![Some(1), Some(2), None, None]), (2, vec![Some(1), Some(2), Some(3), Some(4)])] {
        let attachments = "# 分工表 {.attachment .landscape}\n\n内容。\n\n".repeat(turned);
        let pages = circular(&format!("正文。\n\n{attachments}"), false);
        assert_eq!(pages.pages.iter().map(|p| p.number).collect::<Vec<_>>(), numbers);
        let last = pages.pages.last().expect("a page");
        assert_eq!((last.rotate, rules(last).filter(|r| r.element == Element::Imprint).count()), (0, 2));
    }
}

/// B8: a seal of ∅42, its centre 5 mm above the middle of name and date, ends 3 mm above 版记.
#[test]
fn a_seal_stays_clear_of_the_imprint() {
    for n in 20..34 {
        let pages = circular(&one_line(n), true);
        let all = lines(&pages);
        let signature = signed(&all);
        let page = signature[0].page;
        let middle = (signature[0].top + signature[1].bottom) / 2.0;
        let first_rule = rules(&pages.pages[page]).filter(|r| r.element == Element::Imprint).map(|r| r.y / MM).fold(f64::MAX, f64::min);
        assert!(middle - 5.0 + 21.0 + 3.0 <= first_rule + 0.01, "{n}: {middle} {first_rule}");
    }
}

/// SG-08, B8 where nothing keeps everything together: pages of headings only, and a heading with a table row that fills the page. Name and date
/// stand on one page, under a line or row of the text.
#[test]
fn the_signature_keeps_company_whatever_else_must_give_way() {
    let heading = "## 一、关于进一步加强组织领导健全工作机制压实工作责任推动任务落实确保取得实效的若干问题\n\n";
    for sealed in [false, true] {
        for n in 1..24 {
            let pages = circular(&heading.repeat(n), sealed);
            let all = lines(&pages);
            let signature = signed(&all);
            let [organ, date] = signature.as_slice() else { panic!("{n}: {signature:?}") };
            assert_eq!(organ.page, date.page, "{n}");
            let above = all.iter().filter(|l| l.page == organ.page && matches!(l.element, Element::Heading(_))).count();
            assert!(above >= 1, "{n} headings, sealed {sealed}: none above the signature");
        }
    }
    for rows in 10..40 {
        let cell = "内容充实、措施具体、责任明确、".repeat(rows);
        let pages = circular(&format!("## 一、进展情况\n\n| 事项 | 内容 |\n| --- | --- |\n| 某项 | {cell} |\n"), false);
        let all = lines(&pages);
        let signature = signed(&all);
        assert_eq!(signature[0].page, signature[1].page, "{rows}");
        let above = all.iter().filter(|l| l.page == signature[0].page && matches!(l.element, Element::Table | Element::Heading(_))).count();
        assert!(above >= 1, "{rows}: nothing above the signature");
    }
}

/// TO-02, B3: the first page shows text under the tallest head.
#[test]
fn the_first_page_shows_text_under_the_tallest_head() {
    for title in ["关于做好有关工作的通知", "关于进一步做好全市各级工会组织建设和\\n服务职工群众有关工作的实施意见的\\n补充通知"]
    {
        let text = format!(
            "+++\nformat = \"upward\"\norgan_mark = [\"甲市总工会\", \"乙市总工会\", \"丙市总工会\", \"丁市总工会\"]\nmark_word = \"文件\"\nnumber = \"某工发〔2023〕8号\"\n\
             signers = [\"王　某\", \"李　某\", \"张　某\", \"赵　某\"]\ntitle = \"{title}\"\nto = \"市委：\"\nsignature = [\"甲市总工会\"]\ndate = 2023-02-27\n+++\n\n{}",
            one_line(20)
        );
        let counts = body(&set(&text));
        assert!(counts[0] >= 1, "{counts:?}");
    }
}

/// The outline and the places of glyphs agree on re-spaced pages too.
#[test]
fn the_lines_of_a_respaced_page_are_where_their_glyphs_are() {
    let pages = plain(&one_line(16));
    let all = lines(&pages);
    let title = find(&all, "工作情况");
    near((title.top + title.bottom) / 2.0, 60.71, 0.1);
    for run in runs(&pages.pages[0]) {
        let top = em_top(run, &pages);
        assert!((36.9..275.0).contains(&top), "{top}");
    }
}
