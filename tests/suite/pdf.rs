//! The PDF writer, seen through another program's eyes as far as that goes: files are read back with lopdf, operators by hand.

mod cff;
mod reader;

use std::sync::Arc;

use cff::Cff;
use hongtou::export::pdf::to_pdf;
use hongtou::font::{FontBook, Role, Step};
use hongtou::layout::{Color, Element, Glyph, Image, Item, Link, OutlineEntry, Page, Pages, Rule, Run};
use lopdf::Object;
use proptest::prelude::*;
use reader::Reader;

const WIDTH: f64 = 595.276;
const HEIGHT: f64 = 841.89;

fn book() -> &'static FontBook {
    static BOOK: std::sync::LazyLock<FontBook> = std::sync::LazyLock::new(FontBook::embedded);
    &BOOK
}

fn pages(items: Vec<Vec<Item>>) -> Pages {
    Pages {
        pages: items.into_iter().map(|items| Page { width: WIDTH, height: HEIGHT, rotate: 0, number: None, lines: 22, items }).collect(),
        faces: book().faces().to_vec(),
        title: "关于甲县<工作>的通知 & 其他".to_owned(),
        author: "甲市总工会".to_owned(),
        subject: "工作简报".to_owned(),
        keywords: vec!["甲工发〔2023〕18号".to_owned(), "通知".to_owned()],
        ..Pages::default()
    }
}

/// Runs for a line of text in cells of `cell` pt; a new run wherever the face changes.
fn line(role: Role, text: &str, x: f64, y: f64, size: f64, cell: f64) -> Vec<Item> {
    let mut runs: Vec<Run> = Vec::new();
    for (i, c) in text.chars().enumerate() {
        let g = book().glyph(role, c).unwrap();
        if runs.last().is_none_or(|r| r.face != g.face) {
            let (color, element) = (Color::Black, Element::Body);
            runs.push(Run { face: g.face, size, scale_x: 1.0, color, turned: false, element, glyphs: Vec::new() });
        }
        let glyph = Glyph { id: g.id, x: x + i as f64 * cell, y, advance: cell, text: c, figure: None };
        runs.last_mut().unwrap().glyphs.push(glyph);
    }
    runs.into_iter().map(Item::Run).collect()
}

fn sample() -> Pages {
    let mut p = pages(vec![
        [line(Role::TitleSong, "甲市总工会文件", 100.0, 120.0, 22.0, 24.0), line(Role::FangSong, "2023年6月，“简报”𫖯。", 79.4, 200.0, 16.0, 15.793)]
            .concat(),
        line(Role::Hei, "一、总体情况……（１）", 79.4, 200.0, 16.0, 15.793),
    ]);
    let entry = |level, text: &str, page, y| OutlineEntry { level, text: text.to_owned(), page, y };
    p.outline =
        vec![entry(1, "一、总体情况", 0, 100.0), entry(2, "（一）甲", 0, 300.0), entry(2, "（二）乙", 1, 90.0), entry(1, "二、下一步", 1, 400.0)];
    p
}

/// The glyphs of the pages in reading order, as the file must show them.
fn wanted(p: &Pages) -> Vec<(usize, f64, f64, char)> {
    let runs = |page: &Page| page.items.iter().filter_map(|i| if let Item::Run(r) = i { Some(r.clone()) } else { None }).collect::<Vec<_>>();
    let glyphs = p.pages.iter().enumerate().flat_map(|(n, page)| runs(page).into_iter().flat_map(|r| r.glyphs).map(move |g| (n, g)));
    glyphs.map(|(n, g)| (n, g.x, HEIGHT - g.y, g.text)).collect()
}

fn assert_shows(file: &[u8], p: &Pages) {
    let shown = Reader::new(file).glyphs();
    let wanted = wanted(p);
    assert_eq!(shown.iter().map(|g| g.text.as_str()).collect::<String>(), wanted.iter().map(|w| w.3).collect::<String>());
    for (got, (page, x, y, c)) in shown.iter().zip(wanted) {
        assert_eq!(got.page, page);
        assert!((got.x - x).abs() < 0.01 && (got.y - y).abs() < 0.01, "{c}: ({}, {}) for ({x}, {y})", got.x, got.y);
        assert_ne!(got.code, 0, ".notdef is never printed");
    }
}

#[test]
fn every_glyph_stands_where_the_pages_say_and_copies_as_its_text() {
    let p = sample();
    assert_shows(&to_pdf(&p).unwrap(), &p);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn places_are_exact_at_any_size_scale_and_direction(
        size in 5.0..60.0f64, scale in 0.3..1.5f64, turned: bool, x in 20.0..300.0f64, y in 100.0..700.0f64,
        steps in prop::collection::vec(-5.0..40.0f64, 1..40),
    ) {
        let text: Vec<char> = "国1，a“会—…·W".chars().collect();
        let mut run = Run { face: 0, size, scale_x: scale, color: Color::Red, turned, element: Element::Title, glyphs: Vec::new() };
        let mut along = 0.0;
        for (i, step) in steps.iter().enumerate() {
            let c = text[i % text.len()];
            let g = book().glyph(Role::FangSong, c).unwrap();
            run.face = g.face;
            let (x, y) = if turned { (x, y - along) } else { (x + along, y) };
            run.glyphs.push(Glyph { id: g.id, x, y, advance: *step, text: c, figure: None });
            along += step;
        }
        let p = pages(vec![vec![Item::Run(run)]]);
        let file = to_pdf(&p).unwrap();
        assert_shows(&file, &p);
        let direction = if turned { [0.0, scale, -1.0, 0.0] } else { [scale, 0.0, 0.0, 1.0] };
        for g in Reader::new(&file).glyphs() {
            prop_assert!(g.matrix.iter().zip(direction).all(|(a, b)| (a - b).abs() < 1e-4) && (g.size - size).abs() < 1e-3);
            prop_assert_eq!(&g.fill, "1 0 0 rg");
        }
    }
}

/// A line whose glyphs stand at the given cells, in ems.
fn cells(role: Role, text: &str, at: &[f64]) -> Vec<Item> {
    let mut items = line(role, text, 100.0, 300.0, 16.0, 16.0);
    let glyphs = items.iter_mut().flat_map(|i| if let Item::Run(r) = i { r.glyphs.as_mut_slice() } else { &mut [] });
    glyphs.zip(at).for_each(|(g, at)| g.x = 100.0 + 16.0 * at);
    items
}

#[test]
fn squeezed_marks_are_read_with_their_neighbours() {
    // The bracket gives up half of its cell to the comma, the comma half of its own to the next character.
    let mut items = cells(Role::FangSong, "甲（乙），丙丁", &[0.0, 1.0, 2.0, 3.0, 3.5, 4.0, 5.0]);
    let p = pages(vec![items.clone()]);
    let file = to_pdf(&p).unwrap();
    assert_shows(&file, &p);
    assert_eq!(Reader::new(&file).spans(), [("），丙".to_owned(), 3)]);

    // Over the border of two runs, too; a rule between them parts the pieces.
    let Item::Run(mut second) = items[0].clone() else { unreachable!() };
    let Item::Run(first) = &mut items[0] else { unreachable!() };
    second.glyphs = first.glyphs.split_off(4);
    second.color = Color::Red;
    items.push(Item::Run(second));
    let p = pages(vec![items.clone()]);
    let file = to_pdf(&p).unwrap();
    assert_shows(&file, &p);
    assert_eq!(Reader::new(&file).spans(), [("），丙".to_owned(), 3)]);
    items.insert(1, Item::Rule(Rule { x: 0.0, y: 0.0, width: 9.0, height: 1.0, color: Color::Black, element: Element::Body }));
    assert_eq!(Reader::new(&to_pdf(&pages(vec![items])).unwrap()).spans(), [("，丙".to_owned(), 2)]);
}

#[test]
fn the_usual_tightening_of_a_line_needs_no_piece() {
    // 16 pt type in cells of 15.793 pt, and letters of nearly half an em in half cells.
    let p = pages(vec![line(Role::FangSong, "各县（市、区）总工会", 79.4, 200.0, 16.0, 15.793)]);
    assert_eq!(Reader::new(&to_pdf(&p).unwrap()).spans(), []);
}

#[test]
fn a_stretched_line_is_read_without_blanks() {
    // A gap of 0.15 em between each two characters of a line that was stretched; a table's next cell is farther away.
    let p = pages(vec![cells(Role::FangSong, "较去年底增加甲乙", &[0.0, 1.15, 2.3, 3.45, 4.6, 5.75, 7.3, 8.3])]);
    let file = to_pdf(&p).unwrap();
    assert_shows(&file, &p);
    assert_eq!(Reader::new(&file).spans(), [("较去年底增加".to_owned(), 6)]);
    // A blank that is there stays one.
    let p = pages(vec![cells(Role::FangSong, "甲 乙", &[0.0, 1.2, 2.0])]);
    assert_eq!(Reader::new(&to_pdf(&p).unwrap()).spans(), []);
}

#[test]
fn one_glyph_with_two_texts_gets_a_second_font() {
    let mut items = line(Role::FangSong, "阿·买·提", 100.0, 100.0, 16.0, 16.0);
    if let Item::Run(run) = &mut items[0] {
        run.glyphs[3].text = '•';
    }
    let p = pages(vec![items]);
    let file = to_pdf(&p).unwrap();
    assert_shows(&file, &p);
    assert_eq!(Reader::new(&file).fonts().len(), 2);
}

#[test]
fn fonts_are_embedded_subsets_with_true_widths_and_texts() {
    let p = sample();
    let file = to_pdf(&p).unwrap();
    let reader = Reader::new(&file);
    let fonts = reader.fonts();
    assert_eq!(fonts.len(), 3, "LXGW WenKai, Droid Sans Fallback, and LXGW WenKai fitted to it for its marks");
    let names: std::collections::BTreeSet<&str> = fonts.iter().map(|f| f.base_font.as_str()).collect();
    assert_eq!(names.len(), 3);
    for font in &fonts {
        let (tag, name) = font.base_font.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()), "{tag}");
        assert!(["LXGWWenKai-Regular", "DroidSansFallbackFull"].contains(&name), "{name}");
        assert_eq!(font.descriptor_name, font.base_font);
        let used: Vec<_> = reader.glyphs().into_iter().filter(|g| g.base_font == font.base_font).collect();
        assert!(!used.is_empty());
        for g in used {
            let width = program_width(&font.program, g.code);
            assert!((font.width(g.code) - width).abs() <= 1.0, "{}: {} for {width}", g.text, font.width(g.code));
        }
        // Nothing else of the face is in the file but parts that its glyphs are put together from.
        let glyphs = match skrifa::FontRef::new(&font.program) {
            Ok(f) => usize::from(skrifa::raw::TableProvider::maxp(&f).unwrap().num_glyphs()),
            Err(_) => Cff::read(&font.program).len(),
        };
        assert!(glyphs <= 1 + 3 * font.texts.len(), "{glyphs} glyphs for {} texts", font.texts.len());
    }
}

/// The advance that a font program itself gives a glyph, thousandths of an em.
fn program_width(program: &[u8], code: u16) -> f64 {
    use skrifa::MetadataProvider;
    match skrifa::FontRef::new(program) {
        Ok(f) => {
            let metrics = f.glyph_metrics(skrifa::instance::Size::new(1000.0), skrifa::instance::LocationRef::default());
            f64::from(metrics.advance_width(code.into()).unwrap())
        }
        Err(_) => Cff::read(program).glyph(code).0,
    }
}

#[test]
fn glyphs_of_a_fitted_face_are_drawn_as_they_are_fitted() {
    // The embedded 黑体 lacks these two: they come from the other embedded face, made as tall as its own.
    let p = pages(vec![line(Role::Hei, "甲𬭎乙𫖯", 100.0, 100.0, 16.0, 16.0)]);
    let file = to_pdf(&p).unwrap();
    assert_shows(&file, &p);
    let reader = Reader::new(&file);
    let font = reader.fonts().into_iter().find(|f| f.base_font.ends_with("LXGWWenKai-Regular")).unwrap();
    let cff = Cff::read(&font.program);
    assert!(cff.ros && cff.len() == 3, "CID-keyed; .notdef and two glyphs");
    assert_eq!(cff.glyph(0).1.last().unwrap().0, 14, "an empty .notdef");
    for shown in reader.glyphs() {
        assert_eq!((shown.size, shown.matrix), (16.0, [1.0, 0.0, 0.0, 1.0]), "the same size and the same line for a reader");
        let Some(c) = shown.text.chars().next().filter(|_| shown.base_font == font.base_font) else { continue };
        let g = book().glyph(Role::Hei, c).unwrap();
        let face = &book().faces()[g.face];
        assert!(face.is_fitted());
        let (width, steps) = cff.glyph(shown.code);
        assert_eq!(width, 1000.0);
        // Each step of the program ends where the fitted outline says, in thousandths of an em.
        let ends: Vec<(f64, f64)> = face
            .outline(g.id)
            .iter()
            .map(|s| match s {
                Step::Move(p) | Step::Line(p) | Step::Curve(_, _, p) => *p,
            })
            .collect();
        let mut at = (0.0, 0.0);
        let mut drawn = Vec::new();
        for (operator, v) in &steps {
            if *operator == 14 {
                continue;
            }
            assert_eq!(v.len(), if *operator == 8 { 6 } else { 2 }, "operator {operator}");
            v.chunks(2).for_each(|d| at = (at.0 + d[0], at.1 + d[1]));
            drawn.push(at);
        }
        assert_eq!(drawn.len(), ends.len());
        for (d, e) in drawn.iter().zip(ends) {
            assert!((d.0 - e.0 * 1000.0).abs() <= 0.51 && (d.1 - e.1 * 1000.0).abs() <= 0.51, "{d:?} for {e:?}");
        }
        // What was ten times as large as this would be off the page.
        let (_, y0, _, y1) = face.ink(g.id).unwrap();
        assert!(y1 - y0 > 0.7 && y1 - y0 < 1.0 && y0 > -0.2, "{y0} {y1}");
    }
}

#[test]
fn a_glyph_that_no_face_has_is_an_error_that_names_it() {
    let mut p = sample();
    if let Item::Run(run) = &mut p.pages[1].items[0] {
        run.glyphs[0].id = 0;
    }
    let e = to_pdf(&p).unwrap_err();
    assert_eq!(e.code, "pdf-missing-glyph");
    assert!(e.message.contains("第2页") && e.message.contains('一') && e.message.contains("U+4E00"), "{}", e.message);
    if let Item::Run(run) = &mut p.pages[1].items[0] {
        run.glyphs[0].id = u16::MAX;
    }
    assert_eq!(to_pdf(&p).unwrap_err().code, "pdf-missing-glyph");
}

#[test]
fn the_same_pages_give_the_same_bytes_on_any_thread() {
    let p = sample();
    let first = to_pdf(&p).unwrap();
    std::thread::scope(|s| {
        let others: Vec<_> = (0..4).map(|_| s.spawn(|| to_pdf(&p).unwrap())).collect();
        for other in others {
            assert!(other.join().unwrap() == first);
        }
    });
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert!(pool.install(|| to_pdf(&p).unwrap()) == first, "{threads} threads");
    }
    // The identity goes with the content: text, place in the outline, title.
    let id = |p: &Pages| Reader::new(&to_pdf(p).unwrap()).id();
    let mut others = vec![sample(), sample(), sample()];
    others[0].title.push('甲');
    others[1].outline[0].y += 1.0;
    if let Item::Run(run) = &mut others[2].pages[0].items[0] {
        run.glyphs[0].x += 1.0;
    }
    assert_eq!(id(&p), id(&sample()));
    for other in &others {
        assert_ne!(id(&p), id(other));
    }
}

#[test]
fn the_outline_is_nested_by_level_and_leads_to_the_lines() {
    let file = to_pdf(&sample()).unwrap();
    let tree = Reader::new(&file).outline();
    let top = |y: f64| HEIGHT - y;
    let wanted =
        [(0, "一、总体情况", 0, top(100.0)), (1, "（一）甲", 0, top(300.0)), (1, "（二）乙", 1, top(90.0)), (0, "二、下一步", 1, top(400.0))];
    assert_eq!(tree.len(), wanted.len());
    for (got, (depth, text, page, y)) in tree.iter().zip(wanted) {
        assert_eq!((got.0, got.1.as_str(), got.2), (depth, text, page));
        assert!((got.3 - y).abs() < 0.01);
    }
    // A level that skips, or a document that begins below level 1, still gives a tree.
    let mut p = sample();
    p.outline[0].level = 3;
    p.outline[1].level = 1;
    p.outline[3].level = 4;
    let depths: Vec<usize> = Reader::new(&to_pdf(&p).unwrap()).outline().iter().map(|e| e.0).collect();
    assert_eq!(depths, [0, 0, 1, 2]);
    p.outline.clear();
    assert!(Reader::new(&to_pdf(&p).unwrap()).outline().is_empty());
}

#[test]
fn pages_have_their_size_turn_and_links() {
    let mut p = sample();
    p.pages[1].rotate = 90;
    let url = "https://example.org/简报 1".to_owned();
    p.pages[1].items.push(Item::Link(Link { x: 10.0, y: 20.0, width: 30.0, height: 5.0, url }));
    let file = to_pdf(&p).unwrap();
    let reader = Reader::new(&file);
    let page = |n: usize| reader.page(n);
    let number = |o: &Object| o.as_float().map(f64::from).or_else(|_| o.as_i64().map(|i| i as f64)).unwrap();
    for n in 0..2 {
        let media: Vec<f64> = page(n).get(b"MediaBox").and_then(Object::as_array).unwrap().iter().map(number).collect();
        assert!(media.iter().zip([0.0, 0.0, WIDTH, HEIGHT]).all(|(a, b)| (a - b).abs() < 0.001), "{media:?}");
        assert!(!page(n).has(b"CropBox"));
    }
    assert!(!page(0).has(b"Rotate") && !page(0).has(b"Annots"));
    assert_eq!(page(1).get(b"Rotate").and_then(Object::as_i64).unwrap(), 90);
    let link = reader.dictionary(&page(1).get(b"Annots").and_then(Object::as_array).unwrap()[0]);
    let rect: Vec<f64> = link.get(b"Rect").and_then(Object::as_array).unwrap().iter().map(number).collect();
    assert!(rect.iter().zip([10.0, HEIGHT - 25.0, 40.0, HEIGHT - 20.0]).all(|(a, b)| (a - b).abs() < 0.01), "{rect:?}");
    let action = link.get(b"A").and_then(Object::as_dict).unwrap();
    assert_eq!(action.get(b"URI").and_then(Object::as_str).unwrap(), b"https://example.org/%E7%AE%80%E6%8A%A5%201");
    assert_eq!(link.get(b"F").and_then(Object::as_i64).unwrap(), 4, "PDF/A: annotations are printed");
}

#[test]
fn rules_are_filled_boxes_of_exact_thickness_and_colour() {
    let rule = |y, height, color| Item::Rule(Rule { x: 79.37, y, width: 442.2, height, color, element: Element::RedRule });
    let p = pages(vec![vec![rule(100.0, 2.0, Color::Red), rule(700.0, 0.992, Color::Black), rule(720.0, 0.709, Color::Black)]]);
    let boxes = Reader::new(&to_pdf(&p).unwrap()).boxes();
    let wanted = [(100.0, 2.0, "1 0 0 rg"), (700.0, 0.992, "0 g"), (720.0, 0.709, "0 g")];
    assert_eq!(boxes.len(), 3);
    for (got, (y, height, fill)) in boxes.iter().zip(wanted) {
        let place = [79.37, HEIGHT - y - height, 442.2, height];
        assert!(got.0.iter().zip(place).all(|(a, b)| (a - b).abs() < 0.001), "{got:?}");
        assert_eq!(got.1, fill);
    }
}

#[test]
fn properties_are_chinese_and_say_the_same_twice() {
    let file = to_pdf(&sample()).unwrap();
    let reader = Reader::new(&file);
    let info = reader.info();
    assert_eq!(reader::text(info.get(b"Title").unwrap()), "关于甲县<工作>的通知 & 其他");
    assert_eq!(reader::text(info.get(b"Author").unwrap()), "甲市总工会");
    assert_eq!(reader::text(info.get(b"Subject").unwrap()), "工作简报");
    assert_eq!(reader::text(info.get(b"Keywords").unwrap()), "甲工发〔2023〕18号，通知");
    assert!(!info.has(b"CreationDate") && !info.has(b"ModDate"), "the clock is not read");
    let catalog = reader.catalog();
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"zh-CN");
    let xmp = String::from_utf8(reader.stream(catalog.get(b"Metadata").unwrap())).unwrap();
    for part in [
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">关于甲县&lt;工作&gt;的通知 &amp; 其他</rdf:li>",
        "<dc:creator><rdf:Seq><rdf:li>甲市总工会</rdf:li>",
        "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">工作简报</rdf:li>",
        "<pdf:Keywords>甲工发〔2023〕18号，通知</pdf:Keywords>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>U</pdfaid:conformance>",
    ] {
        assert!(xmp.contains(part), "{part}\n{xmp}");
    }
    let producer = reader::text(info.get(b"Producer").unwrap());
    assert!(
        xmp.contains(&format!("<pdf:Producer>{producer}</pdf:Producer>")) && xmp.contains(&format!("<xmp:CreatorTool>{producer}</xmp:CreatorTool>"))
    );
}

/// The clauses of ISO 19005-2 that files like ours could break. The claim in the metadata rests on this list.
#[test]
fn archival_clauses_hold() {
    let mut p = sample();
    p.pages[0].items.push(Item::Image(Image { data: png(png::ColorType::Rgba, &[9, 8, 7, 128]), x: 1.0, y: 1.0, width: 9.0, height: 9.0 }));
    p.pages[1].items.push(Item::Link(Link { x: 1.0, y: 1.0, width: 9.0, height: 9.0, url: "https://example.org/".to_owned() }));
    let file = to_pdf(&p).unwrap();
    let reader = Reader::new(&file);
    // 6.1.2: header, and a comment of four bytes above 127.
    assert!(file.starts_with(b"%PDF-1.7\n%"));
    assert!(file[10..14].iter().all(|b| *b > 127), "{:?}", &file[..20]);
    // 6.1.3: an identity, no encryption, nothing behind the end.
    assert!(reader.id().len() == 16 && !reader.trailer().has(b"Encrypt"));
    assert!(file.trim_ascii_end().ends_with(b"%%EOF"));
    // 6.2.3: one sRGB output intent with a profile of three components of version 2 or 4.
    let intents = reader.catalog().get(b"OutputIntents").and_then(Object::as_array).unwrap();
    assert_eq!(intents.len(), 1);
    let intent = reader.dictionary(&intents[0]);
    assert_eq!(intent.get(b"S").and_then(Object::as_name).unwrap(), b"GTS_PDFA1");
    let profile = reader.stream(intent.get(b"DestOutputProfile").unwrap());
    assert!(&profile[16..20] == b"RGB " && [2, 4].contains(&profile[8]));
    // 6.2.2: every page names its resources itself.
    for n in 0..2 {
        assert!(reader.page(n).has(b"Resources") && reader.page(n).has(b"MediaBox"));
        // 6.2.10: no transparency.
        assert!(!reader.page(n).has(b"Group"));
        for operator in reader.operators(n) {
            let known = ["BT", "ET", "Tf", "Tm", "TJ", "BDC", "EMC", "g", "rg", "re", "f", "q", "Q", "cm", "Do"];
            assert!(known.contains(&operator.as_str()), "{operator}");
        }
    }
    for dict in reader.dictionaries() {
        let name = |key: &[u8]| dict.get(key).and_then(Object::as_name).map(<[u8]>::to_vec).unwrap_or_default();
        // 6.1.7: no LZW, nothing kept in other files. 6.2.8: no interpolated or alternate images. 6.2.9: no PostScript, no references.
        assert!(![&b"LZWDecode"[..], b"Crypt"].contains(&name(b"Filter").as_slice()));
        for key in [&b"Interpolate"[..], b"Alternates", b"OPI", b"SMask", b"F_Filter", b"FFilter", b"FDecodeParms", b"Ref", b"PS", b"TR", b"HTP"] {
            assert!(!dict.has(key), "{}", String::from_utf8_lossy(key));
        }
        assert!(![&b"PS"[..], b"Form"].contains(&name(b"Subtype").as_slice()));
        // 6.2.4: grey and RGB only, which the intent defines.
        assert!(![&b"DeviceCMYK"[..], b"DeviceN", b"Separation"].contains(&name(b"ColorSpace").as_slice()));
        // 6.3: annotations are printed and seen; a link needs no appearance.
        if name(b"Type") == b"Annot" {
            assert_eq!(name(b"Subtype"), b"Link");
            assert_eq!(dict.get(b"F").and_then(Object::as_i64).unwrap(), 4);
        }
        // 6.5, 6.6: no scripts, nothing that starts by itself, no action but going to an address.
        assert!(!dict.has(b"JS") && !dict.has(b"AA") && !dict.has(b"OpenAction"));
        if name(b"Type") == b"Action" {
            assert_eq!(name(b"S"), b"URI");
        }
        // 6.8: nothing attached. 6.9: no optional content.
        assert!(!dict.has(b"EmbeddedFiles") && !dict.has(b"OCProperties") && !dict.has(b"AcroForm"));
        // 6.2.11: composite fonts with an identity map; every font program inside; ToUnicode for level U; no CIDSet, which part 2 does not ask for.
        if name(b"Subtype") == b"Type0" {
            assert!(dict.has(b"ToUnicode") && name(b"Encoding") == b"Identity-H");
        }
        if name(b"Subtype") == b"CIDFontType2" {
            assert_eq!(name(b"CIDToGIDMap"), b"Identity");
        }
        if name(b"Subtype") == b"CIDFontType0" {
            assert!(!dict.has(b"CIDToGIDMap"));
        }
        if name(b"Type") == b"FontDescriptor" {
            assert!(dict.has(b"FontFile2") != dict.has(b"FontFile3") && !dict.has(b"CIDSet"));
        }
    }
    // 6.2.11.7.2: no text may be 0, U+FEFF or U+FFFE. 6.2.11.8: .notdef is not shown. 6.2.11.5: widths as in the program.
    for font in reader.fonts() {
        assert!(font.texts.values().all(|t| !t.is_empty() && !t.contains(['\0', '\u{FEFF}', '\u{FFFE}'])));
    }
    for g in reader.glyphs() {
        assert!(g.code != 0 && !g.text.is_empty());
        let font = reader.fonts().into_iter().find(|f| f.base_font == g.base_font).unwrap();
        assert!((font.width(g.code) - program_width(&font.program, g.code)).abs() <= 1.0, "{}", g.text);
    }
}

fn png(color: png::ColorType, pixel: &[u8]) -> Arc<[u8]> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 2, 1);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&[pixel, pixel].concat()).unwrap();
    out.into()
}

fn with_image(data: Arc<[u8]>) -> Pages {
    pages(vec![vec![Item::Image(Image { data, x: 100.0, y: 200.0, width: 50.0, height: 25.0 })]])
}

#[test]
fn pictures_stand_in_their_box_and_transparency_lies_on_white() {
    for (color, pixel, space, wanted) in [
        (png::ColorType::Rgb, &[10u8, 20, 30][..], "DeviceRGB", &[10u8, 20, 30][..]),
        // Half of black over white: (0 × 128 + 255 × 127) / 255 = 127.
        (png::ColorType::Rgba, &[0, 0, 0, 128], "DeviceRGB", &[127, 127, 127]),
        (png::ColorType::Grayscale, &[77], "DeviceGray", &[77]),
    ] {
        let file = to_pdf(&with_image(png(color, pixel))).unwrap();
        let images = Reader::new(&file).images();
        let [(place, dict, content)] = images.as_slice() else { panic!("{}", images.len()) };
        assert!(place.iter().zip([50.0, 0.0, 0.0, 25.0, 100.0, HEIGHT - 225.0]).all(|(a, b)| (a - b).abs() < 0.001), "{place:?}");
        assert_eq!(dict.get(b"ColorSpace").and_then(Object::as_name).unwrap(), space.as_bytes());
        assert_eq!(content, &[wanted, wanted].concat());
    }
}

/// A JPEG file: start, the segments (marker, content), a baseline frame of 3 × 2 pixels, a scan with some coded data, end.
fn jpeg(segments: &[(u8, &[u8])], components: u8) -> Vec<u8> {
    let mut data = vec![0xFF, 0xD8];
    let mut segment = |marker: u8, content: &[u8]| {
        data.extend([0xFF, marker]);
        data.extend((content.len() as u16 + 2).to_be_bytes());
        data.extend(content);
    };
    segments.iter().for_each(|(marker, content)| segment(*marker, content));
    let parts: Vec<u8> = (1..=components).flat_map(|c| [c, 0x11, 0]).collect();
    segment(0xC0, &[&[8, 0, 2, 0, 3, components][..], &parts].concat());
    segment(0xDA, &[1, 1, 0, 0, 63, 0]);
    // A stuffed byte and a restart mark are no end.
    data.extend([0x12, 0xFF, 0x00, 0xD9, 0xFF, 0xD0, 0x34, 0xFF, 0xD9]);
    data
}

#[test]
fn a_jpeg_is_passed_on_without_its_notes() {
    // EXIF with a place, a comment; the JFIF and Adobe segments belong to the picture. Behind the end hangs what a phone adds.
    let notes = jpeg(&[(0xE0, b"JFIF\0...."), (0xE1, b"Exif\0\0 here"), (0xFE, b"hi"), (0xEE, b"Adobe.......")], 3);
    let bare = jpeg(&[(0xE0, b"JFIF\0...."), (0xEE, b"Adobe.......")], 3);
    let file = to_pdf(&with_image([&notes[..], b"a film"].concat().into())).unwrap();
    let images = Reader::new(&file).images();
    let size = |key: &[u8]| images[0].1.get(key).and_then(Object::as_i64).unwrap();
    assert_eq!((size(b"Width"), size(b"Height")), (3, 2));
    assert_eq!(images[0].1.get(b"Filter").and_then(Object::as_name).unwrap(), b"DCTDecode");
    assert_eq!(images[0].2, bare);
}

#[test]
fn a_photo_taken_upright_stands_upright() {
    // Orientation 6: the camera was turned clockwise; the first row is seen at the right, from the top down.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let file = to_pdf(&with_image(jpeg(&[(0xE1, exif)], 3).into())).unwrap();
    let images = Reader::new(&file).images();
    let [a, b, c, d, e, f] = images[0].0;
    let at = |u: f64, v: f64| (a * u + c * v + e, b * u + d * v + f);
    let (left, right, bottom, top) = (100.0, 150.0, HEIGHT - 225.0, HEIGHT - 200.0);
    let near = |got: (f64, f64), wanted: (f64, f64)| (got.0 - wanted.0).abs() < 0.001 && (got.1 - wanted.1).abs() < 0.001;
    assert!(near(at(0.0, 1.0), (right, top)) && near(at(1.0, 1.0), (right, bottom)) && near(at(0.0, 0.0), (left, top)));
}

#[test]
fn pictures_of_every_depth_come_to_eight_bits() {
    let encode = |color, depth, palette: Option<&[u8]>, width: u32, data: &[u8]| {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, 1);
        encoder.set_color(color);
        encoder.set_depth(depth);
        if let Some(p) = palette {
            encoder.set_palette(p);
        }
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        Arc::<[u8]>::from(out)
    };
    use png::{BitDepth, ColorType};
    let cases: [(Arc<[u8]>, &[u8]); 4] = [
        // 16 bits: the upper eight.
        (encode(ColorType::Rgb, BitDepth::Sixteen, None, 1, &[0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC]), &[0x12, 0x56, 0x9A]),
        // A scan of one bit: black, white, black.
        (encode(ColorType::Grayscale, BitDepth::One, None, 3, &[0b0100_0000]), &[0, 255, 0]),
        (encode(ColorType::Indexed, BitDepth::Two, Some(&[1, 2, 3, 4, 5, 6]), 2, &[0b0100_0000]), &[4, 5, 6, 1, 2, 3]),
        // A third of black over white: (0 × 85 + 255 × 170) / 255 = 170.
        (encode(ColorType::GrayscaleAlpha, BitDepth::Eight, None, 1, &[0, 85]), &[170]),
    ];
    for (data, wanted) in cases {
        let file = to_pdf(&with_image(data)).unwrap();
        assert_eq!(Reader::new(&file).images()[0].2, wanted);
    }
}

#[test]
fn a_picture_that_claims_to_be_huge_is_not_unpacked() {
    for side in [9_000_u32, 40_000, 0x7FFF_FFFF] {
        let mut data = png(png::ColorType::Rgba, &[1, 2, 3, 4]).to_vec();
        data[16..20].copy_from_slice(&side.to_be_bytes());
        data[20..24].copy_from_slice(&side.to_be_bytes());
        let crc = data[12..29].iter().fold(!0_u32, |c, b| (0..8).fold(c ^ u32::from(*b), |c, _| c >> 1 ^ if c & 1 == 1 { 0xEDB8_8320 } else { 0 }));
        data[29..33].copy_from_slice(&(!crc).to_be_bytes());
        assert_eq!(to_pdf(&with_image(data.into())).unwrap_err().code, "pdf-image-damaged");
    }
}

#[test]
fn a_damaged_picture_is_an_error() {
    let good = png(png::ColorType::Rgb, &[1, 2, 3]);
    let cut: Arc<[u8]> = good[..good.len() - 20].into();
    let mut flipped = good.to_vec();
    flipped[45] ^= 0x55;
    let short: Arc<[u8]> = [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF][..].into();
    let whole = jpeg(&[], 3);
    let endless: Arc<[u8]> = whole[..whole.len() - 2].into();
    let inks: Arc<[u8]> = jpeg(&[], 4).into();
    for bad in [cut, flipped.into(), short, endless, inks, b"GIF89a"[..].into(), b""[..].into()] {
        let e = to_pdf(&with_image(bad)).unwrap_err();
        assert_eq!(e.code, "pdf-image-damaged");
        assert!(e.message.contains("第1页"));
    }
}

#[test]
fn five_pages_of_text_stay_small() {
    let text: Vec<char> = include_str!("../data/tongyong-guifan-hanzi.txt").lines().skip(1).flat_map(str::chars).take(700).collect();
    let page = |n: usize| {
        let lines = (0..22).flat_map(|l| {
            let from = (n * 37 + l * 28) % (text.len() - 28);
            let role = if l == 0 { Role::Hei } else { Role::FangSong };
            line(role, &text[from..from + 28].iter().collect::<String>(), 79.37, 119.0 + l as f64 * 29.609, 16.0, 15.793)
        });
        lines.collect()
    };
    let file = to_pdf(&pages((0..5).map(page).collect())).unwrap();
    assert!(file.len() < 400_000, "{}", file.len());
}

#[test]
fn a_document_without_pages_or_text_is_still_a_file() {
    for p in [pages(vec![vec![]]), pages(vec![vec![Item::Run(Run { glyphs: Vec::new(), ..first_run() })]])] {
        let file = to_pdf(&p).unwrap();
        assert!(Reader::new(&file).glyphs().is_empty());
    }
}

fn first_run() -> Run {
    let items = line(Role::FangSong, "甲", 0.0, 10.0, 16.0, 16.0);
    let Item::Run(run) = items[0].clone() else { unreachable!() };
    run
}
