//! The circular of the campaign itself, typed as a manuscript: every word of its published text on the pages, in order; page 1 as the worked example
//! of the layout specification has it; its table whole wherever it stands.

use std::path::Path;
use std::sync::OnceLock;

use super::measure::{Line, MM, filler, find, lines, near, rules, runs, set};
use hongtou::document::{Manuscript, parse};
use hongtou::layout::{Element, Page, Pages};

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn input() -> String {
    file("tests/cases/circular/input.md")
}

fn pages() -> &'static Pages {
    static PAGES: OnceLock<Pages> = OnceLock::new();
    PAGES.get_or_init(|| set(&input()))
}

/// Without white space, and with what the case's README lists as put right.
fn normal(text: &str) -> String {
    let text: String = text.replace("- 附件：", "附件：").replace("**", "").chars().filter(|c| !c.is_whitespace()).collect();
    ["一", "二", "三"].iter().fold(text, |t, n| t.replace(&format!("({n})"), &format!("（{n}）"))).replace("1-2个", "1～2个")
}

/// What stands on pages in the order of their items, without page numbers and 版记.
fn read(pages: &Pages) -> String {
    let all = pages.pages.iter().flat_map(runs).filter(|r| !matches!(r.element, Element::Folio | Element::Imprint));
    all.flat_map(|r| r.glyphs.iter().map(|g| g.text)).filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn nothing_is_wrong_with_it() {
    let (doc, found) = parse(&Manuscript::from_text("input.md", &input()));
    assert!(found.is_empty(), "{found:?}");
    let doc = doc.unwrap();
    assert_eq!(doc.issued().count(), 1);
    assert_eq!(
        doc.attachment_notes().issued,
        [(1, vec!["九江市总工会“县级工会加强年”专项工作领导小组及工作专班".to_owned(), "九江市总工会领导对口联系县级工会安排表".to_owned()])]
    );
}

/// Every paragraph and every cell of the published text, in its order, and nothing else.
#[test]
fn every_word_of_the_published_text_is_on_the_pages_in_order() {
    let source = file("tests/data/circular-2022-18.txt");
    let read = read(pages());
    let mut from = 0;
    for paragraph in source.lines().flat_map(|l| l.split('\t')).map(normal).filter(|p| !p.is_empty()) {
        let Some(at) = read.get(from..).and_then(|rest| rest.find(&paragraph)) else { panic!("missing or out of order: {paragraph}") };
        from += at + paragraph.len();
    }
    assert_eq!(read, normal(&source));
}

/// 3.1 of the specification, worked on this very page.
#[test]
fn the_notice_closes_on_page_1_as_the_worked_example() {
    let pages = pages();
    let all = lines(pages);
    let page = &pages.pages[0];
    let mark: Vec<_> = runs(page).filter(|r| r.element == Element::OrganMark).collect();
    let ink = |edge: fn((f64, f64, f64, f64)) -> f64| {
        mark.iter().flat_map(|r| r.glyphs.iter().map(move |g| (g.y - edge(pages.faces[r.face].ink(g.id).unwrap()) * r.size) / MM)).collect::<Vec<_>>()
    };
    let top = ink(|i| i.3).into_iter().fold(f64::MAX, f64::min);
    let bottom = ink(|i| i.1).into_iter().fold(f64::MIN, f64::max);
    near(top, 72.0, 0.02);
    // HD-07: eleven characters over 150 mm at a scale of 0.8 are 17.05 mm high in their em.
    near(mark[0].size / MM, 150.0 / (11.0 * 0.8), 0.01);
    let number = find(&all, "九工办发〔2022〕18号");
    near(number.top, bottom + 20.78, 0.05);
    near((number.left + number.right) / 2.0, 106.0, 0.1);
    let rule = rules(page).find(|r| r.element == Element::RedRule).unwrap();
    near(rule.y / MM, number.bottom + 4.0, 0.02);
    near(rule.x / MM, 28.0, 0.01);
    near(rule.width / MM, 156.0, 0.01);
    let foot = (rule.y + rule.height) / MM;

    let title: Vec<&Line> = all.iter().filter(|l| l.page == 0 && l.element == Element::Title).collect();
    assert_eq!(title.len(), 3);
    for pair in title.windows(2) {
        near(pair[1].top - pair[0].top, 36.0 / MM, 0.02);
    }
    // TI-02: no waist.
    let width = |k: usize| title[k].text.chars().count();
    assert!(!(width(1) < width(0) && width(1) < width(2)));
    // The elastic snap: 主送 on the first grid line at or below its least place (less 0.3 mm), the slack half above the title, half above 主送.
    let height = title[2].bottom - title[0].top;
    let least = foot + 20.78 + height + 10.39;
    let pitch = (225.0 - 16.0 / MM) / 21.0;
    let k = (1..=22).find(|k| 37.0 + f64::from(k - 1) * pitch >= least - 0.3).unwrap();
    let grid = 37.0 + f64::from(k - 1) * pitch;
    let to = find(&all, "各县（市、区）总工会、");
    near(to.top, grid, 0.02);
    near(title[0].top - foot, 20.78 + (grid - least) / 2.0, 0.1);
    near(to.top - title[2].bottom, 10.39 + (grid - least) / 2.0, 0.1);
    // By the ink of the mark it is line 15 or 16.
    assert!(k == 15 || k == 16, "line {k}");

    // Two lines of text, two blank, 署名, 日期: closed on page 1, the date four 字 from the edge, the organ centred on it.
    let on_line = |l: &Line| {
        let n = (l.top - 37.0) / pitch;
        near(n, n.round(), 0.02);
        n.round() as u32 + 1
    };
    let body: Vec<u32> = all.iter().filter(|l| l.page == 0 && l.element == Element::Body).map(on_line).collect();
    assert_eq!(body, [k + 1, k + 2]);
    let sign: Vec<&Line> = all.iter().filter(|l| l.element == Element::Signature).collect();
    assert_eq!(sign.iter().map(|l| (l.page, l.text.as_str())).collect::<Vec<_>>(), [(0, "九江市总工会办公室"), (0, "2022年11月15日")]);
    assert_eq!(sign.iter().map(|l| on_line(l)).collect::<Vec<_>>(), [k + 5, k + 6]);
    near(sign[1].right, 184.0 - 4.0 * 5.5714, 0.3);
    near((sign[0].left + sign[0].right) / 2.0, (sign[1].left + sign[1].right) / 2.0, 0.3);
}

#[test]
fn the_parts_stand_on_pages_of_their_own_and_the_imprint_on_an_even_one() {
    let pages = pages();
    let all = lines(pages);
    let first = |e: Element, page: usize| all.iter().find(|l| l.page == page && l.element == e);
    assert_eq!(first(Element::Title, 1).map(|l| l.text.as_str()), Some("九江市总工会关于“县级工会加强年”"));
    let labels: Vec<&Line> = all.iter().filter(|l| l.element == Element::AttachmentLabel).collect();
    assert_eq!(labels.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["附件1", "附件2"]);
    for l in &labels {
        near(l.top, 37.0, 0.3);
        assert!(first(Element::Title, l.page).is_some());
    }
    // The list of attachments closes the issued document; the notice has none.
    let note = find(&all, "附件：1.");
    assert!(note.page > 0 && note.page < labels[0].page);
    let printed = find(&all, "2022年11月15日印发");
    let last = pages.pages.len() - 1;
    assert_eq!((printed.page, (last + 1) % 2), (last, 0));
    let foot = rules(&pages.pages[last]).filter(|r| r.element == Element::Imprint).map(|r| (r.y + r.height) / MM).fold(0.0, f64::max);
    near(foot, 262.0, 0.01);
    for (k, page) in (1..).zip(&pages.pages) {
        assert_eq!(page.number, Some(k));
    }
    // Outline: the papers, the three parts, five and three headings, fifteen tasks.
    let level = |n: u8| pages.outline.iter().filter(|o| o.level == n).count();
    assert_eq!((level(1), level(2)), (4, 3));
    let tasks: Vec<&str> = pages.outline.iter().filter(|o| o.level == 4).map(|o| o.text.as_str()).collect();
    assert_eq!((tasks.len(), tasks.first(), tasks.last()), (15, Some(&"1.加强事业心责任感教育"), Some(&"15.切实维护劳动领域政治安全")));
}

/// The rows of the table from the manuscript: leader, county, contact.
fn rows() -> Vec<[String; 3]> {
    let input = input();
    let body = input.lines().filter(|l| l.starts_with("| ")).skip(2);
    let rows = body.map(|l| {
        let cells: Vec<String> = l.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect();
        [cells[0].clone(), cells[1].clone(), cells[2].clone()]
    });
    rows.collect()
}

/// Whether black lines lie along the whole way from `from` to `to` at a place: upright ones at x, level ones at y, mm.
fn covered(page: &Page, upright: bool, at: f64, from: f64, to: f64) -> bool {
    let mut parts: Vec<(f64, f64)> = rules(page)
        .filter(|r| r.element == Element::Table && (r.height > r.width) == upright)
        .map(|r| if upright { (r.x + r.width / 2.0, r.y, r.y + r.height) } else { (r.y + r.height / 2.0, r.x, r.x + r.width) })
        .filter(|(place, ..)| (place / MM - at).abs() < 0.3)
        .map(|(_, a, b)| (a / MM, b / MM))
        .collect();
    parts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let end = parts.iter().fold(from + 0.4, |end, (a, b)| if *a <= end { end.max(*b) } else { end });
    end >= to - 0.4
}

/// On each page that shows rows of the table: it is closed, each row has its county and contact on one line and its leader's name in a merged cell
/// that reaches over it, said again after a page break. Gives the counties as they were met.
fn check_table(pages: &Pages) -> Vec<String> {
    let all = lines(pages);
    let mut met = Vec::new();
    for (n, page) in pages.pages.iter().enumerate() {
        let cells: Vec<&Line> = all.iter().filter(|l| l.page == n && l.element == Element::Table).collect();
        let on: Vec<[String; 3]> = rows().into_iter().filter(|r| cells.iter().any(|c| c.text == r[1])).collect();
        if on.is_empty() {
            continue;
        }
        for head in ["市总工会领导", "县级工会", "联系人"] {
            assert_eq!(cells.iter().filter(|c| c.text == head).count(), 1, "page {n}: {head}");
        }
        let head = find_in(&cells, "县级工会");
        let boxed = rules(page).filter(|r| r.element == Element::Table);
        let (top, bottom) = boxed.fold((f64::MAX, f64::MIN), |(t, b), r| (t.min(r.y / MM), b.max((r.y + r.height) / MM)));
        assert!(covered(page, false, top, 28.0, 184.0) && covered(page, false, bottom, 28.0, 184.0), "page {n}: open above or below");
        for x in [28.0, 184.0] {
            assert!(covered(page, true, x, top, bottom), "page {n}: open at {x}");
        }
        let middle = |l: &Line| (l.top + l.bottom) / 2.0;
        let mut k = 0;
        while k < on.len() {
            let group = on[k..].iter().take_while(|r| r[0] == on[k][0]).count();
            let place = |r: &[String; 3]| middle(find_in(&cells, &r[1]));
            for r in &on[k..k + group] {
                near(middle(find_in(&cells, &r[2])), place(r), 0.1);
                met.push(r[1].clone());
            }
            // One name for the group, in the middle of its rows.
            assert_eq!(cells.iter().filter(|c| c.text == on[k][0]).count(), 1);
            near(middle(find_in(&cells, &on[k][0])), (place(&on[k]) + place(&on[k + group - 1])) / 2.0, 0.1);
            // Between groups a rule over the whole width, inside one only from the second column on.
            for i in k + 1..=k + group {
                let y = if i < on.len() { (place(&on[i - 1]) + place(&on[i])) / 2.0 } else { break };
                let left = if i == k + group { 28.0 } else { head.left - 1.0 };
                assert!(covered(page, false, y, left, 184.0));
                assert_eq!(covered(page, false, y, 28.0, 184.0), i == k + group);
            }
            k += group;
        }
    }
    met
}

fn find_in<'a>(cells: &[&'a Line], text: &str) -> &'a Line {
    cells.iter().find(|c| c.text == text).unwrap_or_else(|| panic!("no cell {text}"))
}

fn counties() -> Vec<String> {
    rows().into_iter().map(|r| r[1].clone()).collect()
}

#[test]
fn the_table_has_its_thirteen_rows_under_merged_cells_of_leaders() {
    assert_eq!(rows().len(), 13);
    assert_eq!(check_table(pages()), counties());
    let all = lines(pages());
    let note = find(&all, "注：按照全总");
    assert_eq!(note.page, find(&all, "附件2").page);
}

/// The same table in running text, begun at every height of a page.
#[test]
fn the_table_is_whole_wherever_a_page_ends() {
    let table: String = input().lines().filter(|l| l.starts_with("| ")).map(|l| format!("{l}\n")).collect();
    let mut broken = 0;
    for n in 1..=22 {
        let pages = set(&format!("+++\nformat = \"plain\"\ntitle = \"表\"\n+++\n\n{}\n\n{table}", filler(n)));
        assert_eq!(check_table(&pages), counties(), "after {n} lines");
        let with = pages.pages.iter().filter(|p| rules(p).any(|r| r.element == Element::Table)).count();
        broken += usize::from(with > 1);
    }
    assert!(broken > 2, "only {broken} of the tables ran over a page");
    // All rows under one leader: wherever the table breaks, it breaks inside the merged cell.
    let one: String = rows().iter().map(|r| format!("| 王金初 | {} | {} |\n", r[1], r[2])).collect();
    let pages = set(&format!(
        "+++\nformat = \"plain\"\ntitle = \"表\"\n+++\n\n{}\n\n| 领导 {{.group}} | 县级工会 | 联系人 |\n|---|---|---|\n{one}",
        filler(10)
    ));
    let all = lines(&pages);
    assert_eq!(all.iter().filter(|l| l.text == "王金初").map(|l| l.page).collect::<Vec<_>>(), [0, 1]);
}
