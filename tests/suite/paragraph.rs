//! The paragraph setter against the punctuation standard and arithmetic by hand. All widths in u, hundredths of a cell.

mod optimal;

use std::sync::LazyLock;

use hongtou::font::{FontBook, Role};
use hongtou::layout::Element;
use hongtou::layout::paragraph::{Line, Measure, MissingGlyphs, Paragraph, Setting, alternatives, set, widths};
use hongtou::layout::shape::{Style, plain};
use proptest::prelude::*;

static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::embedded);
const CELL: f64 = 15.793;
const STYLE: Style = Style { role: Role::FangSong, element: Element::Body };

fn body() -> Setting<'static> {
    Setting { size: 16.0, cell: CELL, measure: Measure { first: 2600, rest: 2800 }, justify: true, no_break: &[], whole: &[] }
}

/// Lines of `cells` cells, the first one too.
fn measure(cells: i32) -> Setting<'static> {
    Setting { measure: Measure { first: cells * 100, rest: cells * 100 }, ..body() }
}

fn set_text(text: &str, setting: &Setting<'_>) -> Paragraph {
    set(&plain(text, STYLE), setting, &FONTS).unwrap()
}

fn read(line: &Line) -> String {
    line.glyphs.iter().map(|g| g.c).collect()
}

fn lines(text: &str, setting: &Setting<'_>) -> Vec<String> {
    set_text(text, setting).lines.iter().map(read).collect()
}

fn han(n: usize) -> String {
    // Characters that form no word with each other, so that only what a test says decides.
    "鑫淼焱垚犇".chars().cycle().take(n).collect()
}

/// Where a character's cell begins, in cells.
fn cell_of(line: &Line, c: char) -> f64 {
    line.glyphs.iter().find(|g| g.c == c).unwrap().cell / CELL
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.002
}

#[test]
fn full_lines_are_26_and_28_cells_on_the_grid() {
    let p = set_text(&han(70), &body());
    let counts: Vec<usize> = p.lines.iter().map(|l| l.glyphs.len()).collect();
    assert_eq!(counts, [26, 28, 16]);
    for line in &p.lines {
        for (k, g) in line.glyphs.iter().enumerate() {
            assert!(near(g.x, k as f64 * CELL), "{k}: {}", g.x);
        }
    }
    assert_eq!(p.lines.iter().map(|l| l.slack).collect::<Vec<_>>(), [0, 0, 1200]);
    assert!(near(p.lines[0].width, 26.0 * CELL) && near(p.lines[1].width, 28.0 * CELL) && near(p.lines[2].width, 16.0 * CELL));
    assert_eq!((p.pass, p.strained.len(), p.lines[2].last), (1, 0, true));
}

#[test]
fn k1_no_line_begins_with_a_closing_mark() {
    for mark in "。，、；：？！”’）》〉〕】］·～%％‰℃,.;:?!)]-".chars() {
        for before in 24..32 {
            let text = format!("{}{mark}{}", han(before), han(40));
            for line in lines(&text, &measure(28)) {
                assert!(!line.starts_with(mark), "{mark} after {before}: {line}");
            }
        }
    }
}

#[test]
fn k2_no_line_ends_with_an_opening_mark() {
    for mark in "“‘（《〈〔【［([￥".chars() {
        for before in 24..32 {
            for line in lines(&format!("{}{mark}{}", han(before), han(40)), &measure(28)) {
                assert!(!line.ends_with(mark), "{mark} after {before}: {line}");
            }
        }
    }
}

#[test]
fn k3_dashes_and_ellipses_are_two_cells_and_one_piece() {
    for pair in ["——", "……"] {
        assert_eq!(widths(&plain(&format!("鑫{pair}淼"), STYLE), &body(), &FONTS), Ok((200, 400)));
        for before in 24..32 {
            for line in lines(&format!("{}{pair}{}", han(before), han(40)), &measure(28)) {
                assert_eq!(line.matches(&pair[..3]).count() % 2, 0, "{pair} after {before}: {line}");
            }
        }
    }
    // Two ellipses take four cells and a line of their own.
    assert_eq!(lines("鑫淼焱…………垚犇", &body()), ["鑫淼焱", "…………", "垚犇"]);
    assert_eq!(widths(&plain("…………", STYLE), &body(), &FONTS), Ok((400, 400)));
}

#[test]
fn the_two_strokes_of_a_dash_touch() {
    let p = set_text("鑫——淼", &body());
    let dashes: Vec<_> = p.lines[0].glyphs.iter().filter(|g| g.c == '—').collect();
    let ink = |k: usize| {
        let g = dashes[k];
        let (a, _, b, _) = FONTS.faces()[g.glyph.face].ink(g.glyph.id).unwrap();
        (g.x + a * 16.0, g.x + b * 16.0)
    };
    let (first, second) = (ink(0), ink(1));
    assert!(first.1 >= second.0, "a gap: {first:?} {second:?}");
    assert!(first.0 >= CELL - 0.5 && second.1 <= 3.0 * CELL + 0.5, "beyond its two cells: {first:?} {second:?}");
}

#[test]
fn k5_a_slash_stands_at_neither_end() {
    for before in 24..32 {
        for line in lines(&format!("{}淼/焱{}", han(before), han(40)), &measure(28)) {
            assert!(!line.starts_with('/') && !line.ends_with('/'), "{line}");
        }
    }
}

#[test]
fn k6_the_mark_at_the_line_end_may_take_half_a_cell() {
    // 13 + ½ + 14 cells and a comma: 28½, or 28 with the comma trimmed, which is exactly the measure.
    let p = set_text(&format!("{}5{}，{}", han(13), han(14), han(10)), &measure(28));
    let line = &p.lines[0];
    assert!(read(line).ends_with('，'));
    assert_eq!(line.slack, 0);
    assert!(near(line.width, 28.0 * CELL));
    assert!(near(cell_of(line, '，'), 27.5));
    // Its ink stays inside the measure.
    let g = line.glyphs.last().unwrap();
    let (_, _, ink, _) = FONTS.faces()[g.glyph.face].ink(g.glyph.id).unwrap();
    assert!(g.x + ink * 16.0 <= 28.0 * CELL + 0.01);
}

#[test]
fn k7_numbers_stay_whole() {
    for number in ["12,340", "98.5%", "2.75‰", "36.5℃", "-3.2%", "+15", "10:30", "0792-8123456", "50％", "〔2022〕18号", "第15期", "附件12", "表3"]
    {
        for before in 20..34 {
            let text = format!("{}{number}{}", han(before), han(40));
            assert!(lines(&text, &measure(28)).iter().any(|l| l.contains(number)), "{number} after {before}: {:?}", lines(&text, &measure(28)));
        }
    }
    // The organ's code keeps its last character with the year.
    for before in 20..34 {
        let text = format!("{}工办发〔2022〕18号{}", han(before), han(40));
        assert!(lines(&text, &measure(28)).iter().any(|l| l.contains("发〔2022〕18号")));
    }
}

#[test]
fn numbers_keep_their_measure_words_and_dates_hold_together() {
    for piece in ["120个", "3年", "28日", "5家", "2.5万", "15名", "三项", "第一批", "十三个"] {
        for before in 20..32 {
            let text = format!("{}{piece}{}", han(before), han(60));
            let p = set_text(&text, &measure(28));
            assert!(p.pass <= 2 && p.lines.iter().any(|l| read(l).contains(piece)), "{piece} after {before}: {:?}", lines(&text, &measure(28)));
        }
    }
}

#[test]
fn k8_question_and_exclamation_marks_share_cells() {
    for (text, u) in [("鑫？", 200), ("鑫？！", 200), ("鑫！！", 200), ("鑫？！！", 300)] {
        assert_eq!(widths(&plain(text, STYLE), &body(), &FONTS).unwrap().1, u, "{text}");
    }
}

#[test]
fn k9_widths_of_joining_signs() {
    for (text, u) in [
        ("鑫·淼", 250),
        ("1-2", 150),
        ("1—2月", 300),
        ("3～5", 200),
        ("2023年", 300),
        ("98.5%", 250),
        ("+15", 150),
        ("100㎡", 250),
        ("ｱ", 50),
        ("①㎡", 200),
        ("𬭎", 100),
        ("1.鑫", 200),
        ("，。", 200),
    ] {
        assert_eq!(widths(&plain(text, STYLE), &body(), &FONTS).unwrap().1, u, "{text}");
    }
}

/// % and + are wider than half a cell in most faces: they are narrowed to it, and touch neither neighbour.
#[test]
fn wide_signs_are_narrowed_to_their_half_cells() {
    for c in ['%', '+', '&', '#', '@'] {
        let p = set_text(&format!("鑫{c}淼"), &body());
        let g = p.lines[0].glyphs[1];
        let (a, _, b, _) = FONTS.faces()[g.glyph.face].ink(g.glyph.id).unwrap();
        let ink = (g.x + a * 16.0 * g.scale, g.x + b * 16.0 * g.scale);
        assert!(near(g.cell, CELL) && near(g.advance, CELL / 2.0), "{c}");
        assert!(ink.0 >= CELL - 0.01 && ink.1 <= 1.5 * CELL + 0.01 && g.scale >= 0.5, "{c}: {ink:?} {}", g.scale);
    }
    // What fits is left as it is.
    assert!("鑫5.-·（①㎡".chars().all(|c| set_text(&format!("鑫{c}淼"), &body()).lines[0].glyphs[1].scale == 1.0));
}

/// A word of four is rather parted between its words of two.
#[test]
fn a_long_word_is_parted_between_its_words() {
    // Three characters of it would fill the line exactly: it is parted in the middle for a stretch of one cell.
    let set = lines(&format!("{}领导小组{}", han(25), han(40)), &measure(28));
    assert!(set[0].ends_with("领导") && set[1].starts_with("小组"), "{set:?}");
}

#[test]
fn a_number_keeps_its_unit_of_one_character() {
    for unit in ["㎡", "㎏", "㎞", "℃", "‰", "°"] {
        for before in 20..34 {
            let text = format!("{}120{unit}{}", han(before), han(40));
            assert!(lines(&text, &measure(28)).iter().any(|l| l.contains(&format!("120{unit}"))), "{unit} after {before}");
        }
    }
}

#[test]
fn half_width_signs_stand_in_the_middle_of_their_half_cells() {
    for c in ['5', '.', '-', '·'] {
        let p = set_text(&format!("鑫{c}淼"), &body());
        let g = p.lines[0].glyphs[1];
        let middle = match c {
            '·' => {
                let (a, _, b, _) = FONTS.faces()[g.glyph.face].ink(g.glyph.id).unwrap();
                g.x + (a + b) / 2.0 * 16.0
            }
            _ => g.x + g.glyph.advance * 8.0,
        };
        assert!(near(middle, 1.25 * CELL), "{c}: {middle}");
        assert!(near(g.cell, CELL) && near(g.advance, CELL / 2.0), "{c}");
    }
}

#[test]
fn letters_are_padded_to_half_cells() {
    let (_, u) = widths(&plain("鑫Word淼", STYLE), &body(), &FONTS).unwrap();
    assert_eq!(u % 50, 0);
    let p = set_text("鑫Word淼", &body());
    assert!(near(cell_of(&p.lines[0], '淼'), f64::from(u - 100) / 100.0));
    // An apostrophe is no quotation mark.
    assert_eq!(widths(&plain("it’s", STYLE), &body(), &FONTS).unwrap().1 % 50, 0);
    assert!(widths(&plain("it’s", STYLE), &body(), &FONTS).unwrap().1 <= 200);
}

#[test]
fn an_opening_mark_at_the_line_start_keeps_its_blank() {
    let p = set_text(&format!("“{}”", han(20)), &body());
    let g = p.lines[0].glyphs[0];
    let (ink, ..) = FONTS.faces()[g.glyph.face].ink(g.glyph.id).unwrap();
    assert!(near(g.cell, 0.0) && g.x + ink * 16.0 >= 0.4 * CELL, "{g:?}");
}

#[test]
fn blank_facing_blank_goes_first_then_the_pause_then_the_comma() {
    // One line that is half a cell too long. The pair ，“ gives up its half cell: “ stands at 12½, its body at 13.
    let p = set_text(&format!("{}，“{}5", han(12), han(14)), &measure(28));
    assert_eq!((p.lines.len(), p.lines[0].slack), (1, -50));
    assert!(near(cell_of(&p.lines[0], '，'), 12.0) && near(cell_of(&p.lines[0], '“'), 12.5));
    assert!(near(p.lines[0].width, 28.0 * CELL));
    // 、 gives all of its blank before ， gives any.
    let p = set_text(&format!("{}、{}，{}5", han(10), han(10), han(6)), &measure(28));
    assert_eq!((p.lines.len(), p.lines[0].slack), (1, -50));
    assert!(near(cell_of(&p.lines[0], '，'), 20.5));
    assert!(near(cell_of(&p.lines[0], '5'), 27.5));
}

#[test]
fn stretch_is_even_and_never_inside_a_number() {
    // A comma may not begin the second line and the first has no blank to give: it ends one cell early and is stretched.
    let p = set_text(&format!("{}2023{}，{}", han(12), han(14), han(10)), &measure(28));
    let line = &p.lines[0];
    assert_eq!(line.slack, 100);
    assert!(near(line.width, 28.0 * CELL));
    let steps: Vec<f64> = line.glyphs.windows(2).map(|g| g[1].cell - g[0].cell).collect();
    // 12 characters, 4 figures, 13 characters: 25 gaps are wider by 1/25 of a cell, three inside the number are not.
    for (k, step) in steps.iter().enumerate() {
        let want = match k {
            12..=14 => 0.5 * CELL,
            15 => (0.5 + 1.0 / 25.0) * CELL,
            _ => (1.0 + 1.0 / 25.0) * CELL,
        };
        assert!(near(*step, want), "{k}: {step} {want}");
    }
}

#[test]
fn a_last_line_has_two_characters_and_rather_three() {
    // 26 + 28 + 1 would leave one: 25 + 27 + 3 is cheapest, two lines wider by a cell at 225 - 100 each against 400 for a last line of two.
    let counts: Vec<usize> = set_text(&han(55), &body()).lines.iter().map(|l| l.glyphs.len()).collect();
    assert_eq!(counts, [25, 27, 3]);
    // A paragraph may itself be one character.
    assert_eq!(lines("鑫", &body()), ["鑫"]);
}

#[test]
fn a_line_is_never_stretched_before_a_forced_break_or_at_the_end() {
    let p = set_text("鑫淼\n焱垚犇", &body());
    assert_eq!(p.lines.iter().map(|l| (read(l), l.last)).collect::<Vec<_>>(), [("鑫淼".into(), true), ("焱垚犇".into(), true)]);
    assert!(near(p.lines[0].width, 2.0 * CELL));
    assert_eq!(set_text("", &body()).lines.len(), 0);
    assert_eq!(set_text("\n", &body()).lines.len(), 2);
}

#[test]
fn an_ordinal_stays_close_to_what_follows() {
    for (text, want) in [("1. 加强管理", "1.加强管理"), ("（一） 加强", "（一）加强"), ("一、 总体", "一、总体")] {
        assert_eq!(lines(text, &body()), [want]);
    }
    // The gap behind it is not stretched: the line below is, by one cell.
    let p = set_text(&format!("（一）{}，{}", han(23), han(30)), &body());
    let line = &p.lines[0];
    assert_eq!(line.slack, 100);
    assert!(near(line.glyphs[3].cell, 3.0 * CELL));
}

#[test]
fn names_given_by_the_caller_stay_whole() {
    let names = ["犇淼鑫".to_owned()];
    let setting = Setting { no_break: &names, ..measure(28) };
    // At 26 only a stretch of two cells would save it, and that is dearer (A12).
    for before in [24, 25, 27, 28] {
        let text = format!("{}犇淼鑫{}", "焱垚".repeat(14).chars().take(before).collect::<String>(), "焱垚".repeat(20));
        assert!(lines(&text, &setting).iter().any(|l| l.contains("犇淼鑫")), "{before}");
    }
    // The campaign's own list is never broken, whatever it costs.
    let setting = Setting { whole: &names, ..measure(28) };
    for before in 20..32 {
        let text = format!("{}犇淼鑫{}", "焱垚".repeat(20).chars().take(before).collect::<String>(), "焱垚".repeat(20));
        assert!(lines(&text, &setting).iter().any(|l| l.contains("犇淼鑫")), "{before}");
    }
    // A name of two characters with a full-width space in it, and the space between two names.
    for before in 20..29 {
        let text = format!("{}，徐　胜　李　虎", han(before));
        let set = lines(&text, &measure(28));
        assert!(set.iter().any(|l| l.contains("徐　胜")) && set.iter().any(|l| l.contains("李　虎")), "{set:?}");
    }
}

#[test]
fn addresses_break_behind_their_signs() {
    let address = "http://www.example.com/department/notices/2023/index.html";
    let set = lines(&format!("{}{address}。", han(20)), &body());
    assert_eq!(set.concat(), format!("{}{address}。", han(20)));
    for line in set.iter().filter(|l| l.contains("example") || l.contains("notices")) {
        assert!(line.ends_with(['/', '.', '。', '-', '_', '?', '@']), "{set:?}");
    }
}

#[test]
fn what_is_longer_than_a_line_is_torn_at_commas_first() {
    let number = (0..30).map(|k| format!("{:03}", k * 37 % 1000)).collect::<Vec<_>>().join(",");
    let p = set_text(&number, &body());
    assert_eq!(p.pass, 4);
    for line in p.lines.iter().take(p.lines.len() - 1) {
        assert!(read(line).ends_with(','), "{}", read(line));
    }
    for text in ["7".repeat(200), "x".repeat(300), "，".repeat(120), "“".repeat(90), "—".repeat(131), "\u{301}".repeat(50)] {
        let p = set_text(&text, &measure(10));
        let read: String = p.lines.iter().map(read).collect();
        assert_eq!(read, text);
    }
}

#[test]
fn what_is_not_printed_is_dropped_and_marks_stay_with_their_base() {
    assert_eq!(lines("鑫\u{200B}淼\u{7}焱\u{FEFF}\u{202E}垚", &body()), ["鑫淼焱垚"]);
    let (_, u) = widths(&plain("e\u{301}e", STYLE), &body(), &FONTS).unwrap();
    let (_, bare) = widths(&plain("ee", STYLE), &body(), &FONTS).unwrap();
    assert_eq!(u, bare);
    for cells in 1..4 {
        for line in lines("e\u{301}e\u{301}e\u{301}e\u{301}", &measure(cells)) {
            assert!(!line.starts_with('\u{301}'));
        }
    }
}

#[test]
fn a_character_without_a_glyph_is_named() {
    assert_eq!(set(&plain("鑫\u{1F98A}淼\u{10FFFD}\u{1F98A}", STYLE), &body(), &FONTS), Err(MissingGlyphs(vec!['\u{1F98A}', '\u{10FFFD}'])));
}

#[test]
fn a_paragraph_can_give_a_line_or_take_one() {
    // 26 + 18·28 + 26 cells: twenty lines, the last one nearly full; three cells of stretch make it twenty-one.
    let text = plain(&format!("{}{}。", format!("{}，", han(9)).repeat(55), han(5)), STYLE);
    let all = alternatives(&text, &body(), &FONTS).unwrap();
    let best = set(&text, &body(), &FONTS).unwrap();
    let counts: Vec<usize> = all.iter().map(|p| p.lines.len()).collect();
    assert!(counts.contains(&best.lines.len()) && counts.windows(2).all(|w| w[0] + 1 == w[1]) && counts.len() >= 2, "{counts:?}");
    let same = all.iter().find(|p| p.lines.len() == best.lines.len()).unwrap();
    assert_eq!(same.demerits, best.demerits);
    assert!(all.iter().all(|p| p.demerits >= best.demerits));
}

#[test]
fn a_cell_is_ragged_and_does_not_tear_words_that_fit() {
    let setting = Setting { size: 12.0, cell: 12.0, measure: Measure { first: 500, rest: 500 }, justify: false, no_break: &[], whole: &[] };
    assert_eq!(lines("职工活动场所", &setting), ["职工活动", "场所"]);
    let p = set_text("职工活动场所", &setting);
    assert!(near(p.lines[0].width, 48.0));
}

/// Characters of every kind, those that make trouble often.
fn foul() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        6 => "[鑫淼焱垚犇工会发展的了等第一二三十]".boxed(),
        2 => "[，。、；：？！”’）》〉〕】]".boxed(),
        1 => "[“‘（《〈〔【]".boxed(),
        2 => "[0-9]{1,7}".boxed(),
        1 => Just("12,340.5%".to_owned()).boxed(),
        1 => Just("〔2022〕18号".to_owned()).boxed(),
        1 => Just("2023年6月30日".to_owned()).boxed(),
        1 => "(——|……|—|…|～|·|-|－|/|%|％|‰|℃|￥|\\+|&|①|㎡|：|:|Ａ|１|ｱ)".boxed(),
        1 => "[A-Za-z]{1,9}".boxed(),
        1 => "[ \u{3000}\n\u{200B}\u{301}]".boxed(),
        1 => Just("鑫ab.c@example.org淼".to_owned()).boxed(),
    ];
    proptest::collection::vec(one, 0..120).prop_map(|v| v.concat())
}

fn printed(c: char) -> bool {
    !matches!(c, ' ' | '\u{3000}' | '\n' | '\u{200B}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_line_is_lawful(text in foul(), cells in 4..40_i32, justify: bool) {
        let setting = Setting { justify, ..measure(cells) };
        let p = set_text(&text, &setting);
        // Nothing is lost and nothing moves.
        let want: String = text.chars().filter(|c| printed(*c)).collect();
        let got: String = p.lines.iter().flat_map(|l| l.glyphs.iter().map(|g| g.c)).filter(|c| printed(*c)).collect();
        prop_assert_eq!(got, want);
        for (k, line) in p.lines.iter().enumerate() {
            let read = read(line);
            let (first, last) = (read.chars().next().unwrap_or('鑫'), read.chars().last().unwrap_or('鑫'));
            let opens = k == 0 || p.lines[k - 1].last;
            let alone = read.chars().count() == 1;
            if p.pass < 4 && !text.contains("…………") {
                if !opens {
                    prop_assert!(!"。，、；：？！”’）》〉〕】·～%‰℃-/".contains(first), "{:?}", read);
                }
                if !line.last {
                    prop_assert!(!"“‘（《〈〔【￥/".contains(last), "{:?}", read);
                }
            }
            prop_assert!(line.width <= f64::from(cells) * CELL + 0.002 || alone || read == "——" || read == "……" || read == "…………", "{:?} {}", read, line.width);
            if justify && !line.last && p.pass < 3 {
                prop_assert!(near(line.width, f64::from(cells) * CELL), "{:?} {}", read, line.width);
            }
            if line.slack == 0 && !read.chars().any(|c| c.is_ascii_alphabetic() || "？！\u{301}".contains(c)) {
                for g in &line.glyphs {
                    let half = g.cell / CELL * 2.0;
                    prop_assert!((half - half.round()).abs() < 0.001, "{:?} {}", read, g.cell);
                }
            }
            let places: Vec<f64> = line.glyphs.iter().map(|g| g.cell).collect();
            prop_assert!(places.windows(2).all(|w| w[0] <= w[1] + 0.001), "{:?} {:?}", read, places);
        }
        // Numbers are whole.
        if p.pass < 4 {
            for pair in p.lines.windows(2) {
                let (a, b) = (&pair[0], &pair[1]);
                if let (Some(x), Some(y)) = (a.glyphs.last(), b.glyphs.first()) {
                    let torn = x.c.is_ascii_digit() && y.c.is_ascii_digit() && a.range.end == b.range.start;
                    prop_assert!(!torn, "{} {}", read(a), read(b));
                }
            }
        }
        // The same again.
        prop_assert_eq!(set_text(&text, &setting), p);
    }

    #[test]
    fn any_measure_ends(text in foul(), first in -100..3000_i32, rest in -100..3000_i32) {
        let setting = Setting { measure: Measure { first, rest }, ..body() };
        let p = set_text(&text, &setting);
        prop_assert!(p.lines.len() <= text.chars().count() + 1);
        alternatives(&plain(&text, STYLE), &setting, &FONTS).unwrap();
    }
}
