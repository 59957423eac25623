//! Tables on finished pages: TB-01 to TB-10, and what a table may not do to a run.

use super::measure::{MM, fonts, lines, near, rules, runs, set};
use hongtou::document::{Manuscript, parse};
use hongtou::layout::{Element, LayoutOptions, Page, layout};

fn paper(body: &str) -> String {
    format!("+++\nformat = \"plain\"\ntitle = \"表\"\n+++\n\n{body}\n")
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|s| (*s).to_owned()).collect();
    line(&head) + &line(&vec!["---".to_owned(); head.len()]) + &rows.iter().map(|r| line(r)).collect::<String>()
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|s| (*s).to_owned()).collect()
}

/// The table's box on a page: left, top, right, bottom in mm.
fn frame(page: &Page) -> (f64, f64, f64, f64) {
    let all = rules(page).filter(|r| r.element == Element::Table);
    all.fold((f64::MAX, f64::MAX, f64::MIN, f64::MIN), |(l, t, r, b), x| {
        (l.min(x.x / MM), t.min(x.y / MM), r.max((x.x + x.width) / MM), b.max((x.y + x.height) / MM))
    })
}

/// TB-04, TB-05: width, weights, closed on four sides, rows of 8 mm and more, a millimetre of air.
#[test]
fn a_table_is_as_wide_as_the_text_and_closed() {
    let pages = set(&paper(&table(&["名称", "数量", "说明"], &[row(&["甲县", "12", "已完成"]), row(&["乙县", "5", "进行中"])])));
    let page = &pages.pages[0];
    let (left, top, right, bottom) = frame(page);
    near(left, 28.0, 0.01);
    near(right, 184.0, 0.01);
    let has = |x: f64, y: f64, w: f64, h: f64| {
        rules(page).any(|r| {
            (r.x / MM - x).abs() < 0.01 && (r.y / MM - y).abs() < 0.01 && (r.width / MM - w).abs() < 0.01 && (r.height / MM - h).abs() < 0.01
        })
    };
    assert!(has(28.0, top, 156.0, 0.35) && has(28.0, bottom - 0.35, 156.0, 0.35));
    assert!(has(28.0, top, 0.35, bottom - top) && has(184.0 - 0.35, top, 0.35, bottom - top));
    let mut across: Vec<f64> = rules(page).filter(|r| r.width / MM > 155.0).map(|r| (r.y + r.height / 2.0) / MM).collect();
    across.sort_by(f64::total_cmp);
    assert_eq!(across.len(), 4);
    assert!(across.windows(2).all(|w| w[1] - w[0] >= 8.0));
    assert!(rules(page).filter(|r| r.width.min(r.height) / MM < 0.3).all(|r| (r.width.min(r.height) / MM - 0.18).abs() < 0.01));
    for run in runs(page).filter(|r| r.element == Element::Table) {
        assert_eq!(run.size, 12.0);
        let (x0, x1) = (run.glyphs[0].x, run.glyphs.last().map_or(0.0, |g| g.x + g.advance));
        for v in rules(page).filter(|r| r.height / MM > 9.0) {
            assert!(v.x >= x1 + 1.0 * MM || v.x + v.width <= x0 - 1.0 * MM, "a millimetre between text and rule");
        }
    }
}

/// TB-08: amounts on one right edge, on their decimal point where decimals differ; short labels centred.
#[test]
fn amounts_stand_on_their_decimal_point() {
    let rows = [row(&["甲县", "1,204", "9.5"]), row(&["乙县", "56", "12.75"]), row(&["丙县", "—", "3"])];
    let pages = set(&paper(&table(&["县级工会", "完成数", "完成率"], &rows)));
    let all = lines(&pages);
    let cell = |t: &str| all.iter().find(|l| l.text == t && l.element == Element::Table).unwrap_or_else(|| panic!("{t}"));
    near(cell("1,204").right, cell("56").right, 0.3);
    let point = |t: &str| {
        let run = runs(&pages.pages[0]).find(|r| r.glyphs.iter().map(|g| g.text).collect::<String>() == t).expect("run");
        let g = run.glyphs.iter().find(|g| g.text == '.').expect("point");
        (g.x + g.advance / 2.0) / MM
    };
    near(point("9.5"), point("12.75"), 0.01);
    let name = |t: &str| (cell(t).left + cell(t).right) / 2.0;
    near(name("甲县"), name("县级工会"), 0.01);
    near(name("甲县"), name("乙县"), 0.01);
}

/// Long whole amounts and long decimals in one column of a crowded table: the column is wide enough for both.
#[test]
fn a_column_has_room_for_its_amounts_on_both_sides_of_the_point() {
    let words = "规范化建设达标情况说明与下一步安排".repeat(3);
    let rows = [row(&["甲县", &words, "425370", &words]), row(&["乙县", "短", "16064.60", "短"]), row(&["丙县", "短", "3.7", "短"])];
    let pages = set(&paper(&table(&["县（市、区）", "进展", "数据", "说明"], &rows)));
    let page = &pages.pages[0];
    let mut edges: Vec<f64> = rules(page).filter(|r| r.height / MM > 20.0).map(|r| (r.x + r.width / 2.0) / MM).collect();
    edges.sort_by(f64::total_cmp);
    let all = lines(&pages);
    for amount in ["425370", "16064.60", "3.7"] {
        let l = all.iter().find(|l| l.text == amount).expect("amount");
        let right = edges.iter().copied().find(|x| *x > l.left).expect("rule");
        assert!(l.right < right - 0.8, "{amount} ends at {} before the rule at {right}", l.right);
        assert!(edges.iter().all(|x| *x < l.left - 0.6 || *x > l.right), "{amount} begins behind its rule");
    }
    assert!(all.iter().any(|l| l.text == "县（市、区）"), "the head of the names is not broken");
}

/// TB-06: the head is drawn again on every page, a merged cell says again what it is, no row is divided.
#[test]
fn a_long_table_repeats_its_head_and_its_merged_cells() {
    let rows: Vec<Vec<String>> = (0..60).map(|i| vec![format!("组{}", i / 40), format!("第{i}行"), format!("{}", i * 7)]).collect();
    let pages = set(&paper(&format!("单位：个\n\n{}\n注：数据截至2月20日。", table(&["分组 {.group}", "名称", "数量"], &rows))));
    assert!(pages.pages.len() >= 3);
    let all = lines(&pages);
    let mut seen = 0;
    for (i, page) in pages.pages.iter().enumerate() {
        let on: Vec<&str> = all.iter().filter(|l| l.page == i && l.element == Element::Table).map(|l| l.text.as_str()).collect();
        assert_eq!(on.iter().filter(|t| **t == "名称").count(), 1, "page {i}");
        let groups: Vec<&&str> = on.iter().filter(|t| t.starts_with('组')).collect();
        assert!(!groups.is_empty() && groups.len() <= 2);
        seen += on.iter().filter(|t| t.starts_with('第')).count();
        let (_, _, right, bottom) = frame(page);
        near(right, 184.0, 0.01);
        assert!(bottom <= 262.1);
    }
    assert_eq!(seen, 60);
    let last = all.iter().find(|l| l.text.starts_with("注：")).expect("note");
    assert_eq!(last.page + 1, pages.pages.len());
    assert!(all.iter().any(|l| l.page == last.page && l.text == "第59行"), "the note stands with the last row");
    near(all.iter().find(|l| l.text.starts_with("单位：")).expect("unit").right, 184.0, 0.05);
}

/// Text after a table is on the grid again.
#[test]
fn text_returns_to_the_grid_after_a_table() {
    let body = format!("前文。\n\n{}\n\n后文。", table(&["名称", "数量"], &[row(&["甲", "1"]), row(&["乙", "2"])]));
    let pages = set(&paper(&body));
    let all = lines(&pages);
    let after = all.iter().find(|l| l.text == "后文。").expect("text");
    let line = (after.top - 37.0) / 10.4455;
    near(line, line.round(), 0.02);
    assert!(after.top - frame(&pages.pages[0]).3 >= 2.5);
}

/// Heads of two levels: the upper cell spans its columns, a head of one level both levels.
#[test]
fn heads_of_two_levels_are_merged() {
    let pages = set(&paper(&table(&["名称", "上半年/目标数", "上半年/完成数"], &[row(&["甲", "1", "2"])])));
    let all = lines(&pages);
    let at = |t: &str| all.iter().filter(|l| l.text == t).collect::<Vec<_>>();
    assert_eq!(at("上半年").len(), 1);
    let (half, target, done) = (at("上半年")[0], at("目标数")[0], at("完成数")[0]);
    near((half.left + half.right) / 2.0, ((target.left + target.right) / 2.0 + (done.left + done.right) / 2.0) / 2.0, 0.05);
    let name = at("名称")[0];
    near((name.top + name.bottom) / 2.0, (half.top + target.bottom) / 2.0, 0.1);
}

/// TB-01, TB-02: a turned section on a portrait sheet, its head at the left edge, the number where every page has it.
#[test]
fn a_turned_section_keeps_sheet_and_number() {
    let t = table(&["名称", "数量"], &[row(&["甲", "1"])]);
    let pages = set(&paper(&format!("正文。\n\n# 附表 {{.attachment .landscape}}\n\n{t}\n\n# 名单 {{.attachment}}\n\n内容。")));
    assert_eq!(pages.pages.iter().map(|p| p.rotate).collect::<Vec<_>>(), [0, 90, 0]);
    let page = &pages.pages[1];
    near(page.width / MM, 210.0, 0.01);
    let (left, top, right, bottom) = frame(page);
    near(top, 37.0, 0.01);
    near(bottom, 262.0, 0.01);
    assert!(left > 28.0 && right < 184.0);
    for run in runs(page).filter(|r| r.element != Element::Folio) {
        assert!(run.turned);
        assert!(run.glyphs.windows(2).all(|w| w[1].y < w[0].y && (w[1].x - w[0].x).abs() < 1e-9), "the text runs up the sheet");
    }
    // The label stands left of the title and the title left of the table: read turned, one above the other.
    let x = |e: Element| runs(page).find(|r| r.element == e).map_or(0.0, |r| r.glyphs[0].x / MM);
    assert!(x(Element::AttachmentLabel) < x(Element::Title) && x(Element::Title) < left);
    let folio = runs(page).find(|r| r.element == Element::Folio).expect("folio");
    assert!(!folio.turned && folio.glyphs[0].y / MM > 262.0 && folio.glyphs[0].x / MM < 60.0, "even page: at the left");
}

/// A table of forty columns is refused in words that help; one cell of ten thousand characters is divided.
#[test]
fn monstrous_tables_neither_hang_nor_spill() {
    let heads: Vec<String> = (0..40).map(|i| format!("第{i}栏")).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let m = Manuscript::from_text("x.md", &paper(&table(&heads, &[vec!["123".to_owned(); 40]])));
    let doc = parse(&m).0.expect("a document");
    let options = LayoutOptions { file: "x.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
    let found = layout(&doc, &options, &fonts()).expect_err("no room");
    let d = found.iter().next().expect("a finding");
    assert!(d.code == "table-too-wide" && d.message.contains("40栏") && !d.hints.is_empty());

    let long = "文字".repeat(5_000);
    let pages = set(&paper(&table(&["名称", "说明"], &[row(&["甲", "短"]), row(&["乙", &long]), row(&["丙", "短"])])));
    let all = lines(&pages);
    let printed: usize = all.iter().filter(|l| l.element == Element::Table).map(|l| l.text.matches("文字").count()).sum();
    assert!(printed > 4_900, "nothing is lost but words that a line divides: {printed}");
    for (i, page) in pages.pages.iter().enumerate() {
        assert!(frame(page).3 <= 262.1 && all.iter().filter(|l| l.page == i && l.element == Element::Table).all(|l| l.bottom < 262.1));
    }
}
