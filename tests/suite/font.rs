//! The faces inside the program, and the choice among faces of a folder.

use std::fs;
use std::path::Path;

use hongtou::font::{Class, Face, FontBook, Role};
use rayon::prelude::*;

/// 《通用规范汉字表》, 8,105 characters.
fn standard_characters() -> Vec<char> {
    include_str!("../data/tongyong-guifan-hanzi.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::chars).collect()
}

/// All characters of GBK: every pair of bytes that decodes to one character outside the private use area.
fn gbk_characters() -> Vec<char> {
    let pairs = (0x81..=0xFEu8).flat_map(|a| (0x40..=0xFEu8).map(move |b| [a, b]));
    let decoded = pairs.filter_map(|pair| {
        let (text, _, bad) = encoding_rs::GBK.decode(&pair);
        let mut chars = text.chars();
        let c = chars.next()?;
        (!bad && chars.next().is_none() && !('\u{E000}'..='\u{F8FF}').contains(&c)).then_some(c)
    });
    decoded.collect()
}

/// What a role cannot print: no glyph, or an empty one.
fn unprinted(book: &FontBook, role: Role, chars: &[char]) -> String {
    let printed = |c: &char| book.glyph(role, *c).is_some_and(|g| c.is_whitespace() || book.faces()[g.face].ink(g.id).is_some());
    let missing: Vec<char> = chars.par_iter().copied().filter(|c| !printed(c)).collect();
    missing.into_iter().collect()
}

#[test]
fn the_embedded_faces_print_the_standard_table_and_gbk() {
    let book = FontBook::embedded();
    let (table, gbk) = (standard_characters(), gbk_characters());
    assert_eq!(table.len(), 8105);
    // GBK 1.0 has 21,003 Chinese characters and 883 signs; a few signs have no place of their own in Unicode.
    assert!((21_700..=21_900).contains(&gbk.len()), "{}", gbk.len());
    for role in [Role::FangSong, Role::Hei] {
        assert_eq!(unprinted(&book, role, &table), "", "{role:?}");
        assert_eq!(unprinted(&book, role, &gbk), "", "{role:?}");
    }
}

#[test]
fn rare_characters_of_names_are_printed_in_every_role() {
    let book = FontBook::embedded();
    let chars: Vec<char> = "喆堃垚祎頔玥赟翀昇㛃䶮𬭎𫖯“”‘’—…·•℃〔〕％①９ａ".chars().collect();
    for role in Role::ALL {
        assert_eq!(unprinted(&book, role, &chars), "", "{role:?}");
    }
}

#[test]
fn without_any_font_file_every_role_has_a_face_and_says_so() {
    let book = FontBook::embedded();
    for r in book.report() {
        assert_eq!((r.class, r.file.as_str()), (Class::Embedded, "程序内置"), "{}", r.key);
        assert!(r.substituted, "{}", r.key);
    }
    let notice = book.substitution_notice().expect("nothing standard is inside the program");
    assert!(notice.contains("仿宋") && !notice.contains("西文") && notice.contains("fonts") && !notice.contains('\n'), "{notice}");
    assert_ne!(book.face(Role::Hei).postscript_name(), book.face(Role::FangSong).postscript_name());
}

#[test]
fn two_books_of_the_same_faces_agree() {
    let (a, b) = (FontBook::embedded(), FontBook::embedded());
    for role in Role::ALL {
        for c in "甲市总工会2023年6月“简报”ABC".chars() {
            assert_eq!(a.glyph(role, c), b.glyph(role, c));
        }
    }
}

#[test]
fn chinese_signs_of_the_latin_role_are_chinese() {
    let book = FontBook::embedded();
    for c in "“”‘’—…·，。".chars() {
        assert_eq!(book.glyph(Role::Latin, c), book.glyph(Role::FangSong, c), "{c}");
    }
}

/// The same font under another name: family, full and PostScript name are replaced by one Unicode name record each.
fn renamed(face: &Face, family: &str, full: &str, postscript: &str) -> Vec<u8> {
    let font = face.data();
    let be16 = |at: usize| usize::from(u16::from_be_bytes([font[at], font[at + 1]]));
    let be32 = |at: usize| u32::from_be_bytes([font[at], font[at + 1], font[at + 2], font[at + 3]]) as usize;
    let tables: Vec<(&[u8], Vec<u8>)> = (0..be16(4))
        .map(|i| 12 + 16 * i)
        .map(|at| (&font[at..at + 4], font[be32(at + 8)..be32(at + 8) + be32(at + 12)].to_vec()))
        .map(|(tag, data)| (tag, if tag == b"name" { name_table(&[(1, family), (4, full), (6, postscript)]) } else { data }))
        .collect();
    sfnt(&tables)
}

fn name_table(names: &[(u16, &str)]) -> Vec<u8> {
    let mut head = [0, names.len() as u16, 6 + 12 * names.len() as u16].map(u16::to_be_bytes).concat();
    let mut text = Vec::new();
    for (id, name) in names {
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        head.extend([3, 1, 0x0804, *id, utf16.len() as u16, text.len() as u16].map(u16::to_be_bytes).concat());
        text.extend(utf16);
    }
    head.extend(text);
    head
}

fn sfnt(tables: &[(&[u8], Vec<u8>)]) -> Vec<u8> {
    let mut head = [0x0001_0000u32.to_be_bytes().to_vec(), [tables.len() as u16, 0, 0, 0].map(u16::to_be_bytes).concat()].concat();
    let mut body = Vec::new();
    for (tag, data) in tables {
        head.extend(*tag);
        head.extend([0, (12 + 16 * tables.len() + body.len()) as u32, data.len() as u32].map(u32::to_be_bytes).concat());
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    head.extend(body);
    head
}

fn write(folder: &Path, file: &str, bytes: &[u8]) {
    fs::write(folder.join(file), bytes).unwrap();
}

#[test]
fn a_face_is_found_by_any_of_its_names_and_the_standard_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    let place = folder.path();
    fs::create_dir(place.join("子文件夹")).unwrap();
    write(place, "a.ttf", &renamed(&hei, "FandolFang", "FandolFang R", "FandolFang-Regular"));
    write(place, "子文件夹/b.TTF", &renamed(&hei, "甲", "仿宋_gb 2312", "X-Regular"));
    write(place, "c.ttf", &renamed(&hei, "STKaiti", "乙", "Y-Regular"));
    write(place, "d.ttf", &renamed(&hei, "丙", "丁", "FandolSong-Bold"));
    let book = FontBook::from_folder(place);
    let report = book.report();
    let of = |role: Role| report.iter().find(|r| r.role == role).map(|r| (r.class, r.file.rsplit('/').next().unwrap_or("").to_owned())).unwrap();
    assert_eq!(of(Role::FangSong), (Class::Standard, "b.TTF".to_owned()), "by its full name, in a subfolder");
    assert_eq!(of(Role::Kai), (Class::Near, "c.ttf".to_owned()), "by its family name");
    assert_eq!(of(Role::TitleSong), (Class::Open, "d.ttf".to_owned()), "by its PostScript name");
    assert_eq!(of(Role::Hei), (Class::Embedded, "程序内置".to_owned()));
    let notice = book.substitution_notice().unwrap();
    assert!(!notice.contains("仿宋→") && notice.contains("楷体→"), "{notice}");
    // A character that the found face lacks comes from the embedded one.
    let rare = book.glyph(Role::FangSong, '𫖯').unwrap();
    assert_eq!(book.faces()[rare.face].file(), None);
}

#[test]
fn members_of_a_collection_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    let (one, two) = (renamed(&hei, "甲", "甲", "Jia"), renamed(&hei, "楷体", "楷体", "KaiTi"));
    // A collection is its members' table directories with offsets from the start of the file.
    let moved = |font: &[u8], by: usize| {
        let mut font = font.to_vec();
        for i in 0..usize::from(u16::from_be_bytes([font[4], font[5]])) {
            let at = 12 + 16 * i + 8;
            let offset = u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) + by as u32;
            font[at..at + 4].copy_from_slice(&offset.to_be_bytes());
        }
        font
    };
    let (first, second) = (20, 20 + one.len().next_multiple_of(4));
    let mut file = b"ttcf\0\x01\0\0\0\0\0\x02".to_vec();
    file.extend([first as u32, second as u32].map(u32::to_be_bytes).concat());
    file.extend(moved(&one, first));
    file.resize(second, 0);
    file.extend(moved(&two, second));
    write(folder.path(), "two.ttc", &file);
    let book = FontBook::from_folder(folder.path());
    assert_eq!((book.face(Role::Kai).postscript_name(), book.face(Role::Kai).index()), ("KaiTi", 1));
    let glyph = book.glyph(Role::Kai, '国').unwrap();
    assert_eq!(Some(glyph.id), hei.glyph('国'));
}

#[test]
fn damaged_files_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    let good = renamed(&hei, "楷体", "楷体", "KaiTi");
    write(folder.path(), "empty.ttf", b"");
    write(folder.path(), "text.otf", "不是字体".as_bytes());
    write(folder.path(), "huge-count.ttc", b"ttcf\0\x01\0\0\xff\xff\xff\xff");
    write(folder.path(), "cut.ttf", &good[..good.len() / 3]);
    for (i, at) in (0..400).step_by(7).enumerate() {
        let mut bad = good.clone();
        bad[at] ^= 0xFF;
        bad.truncate(200_000);
        write(folder.path(), &format!("bad{i}.ttf"), &bad);
    }
    fs::create_dir(folder.path().join("folder.ttf")).unwrap();
    let book = FontBook::from_folder(folder.path());
    for c in "国庆“一”1a".chars() {
        let glyph = book.glyph(Role::Kai, c).unwrap();
        book.faces()[glyph.face].ink(glyph.id);
    }
    let named = |n: &str| book.damaged_files().iter().any(|f| f.ends_with(n));
    assert!(named("empty.ttf") && named("text.otf") && named("huge-count.ttc") && !named("folder.ttf"));
}

#[test]
fn spoiled_fonts_are_named_in_one_line_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    let good = renamed(&hei, "楷体", "楷体", "KaiTi");
    write(folder.path(), "好的.ttf", &renamed(&hei, "黑体", "黑体", "SimHei"));
    // Its name and its first tables are there, its glyphs are not.
    write(folder.path(), "截断.ttf", &good[..good.len() - 100_000]);
    write(folder.path(), "文本.ttf", "这是一个文本文件".as_bytes());
    write(folder.path(), "空的.otf", b"");
    let mut no_glyphs = good.clone();
    let maxp = (0..20).map(|i| 12 + 16 * i).find(|at| &good[*at..at + 4] == b"maxp").unwrap();
    let at = u32::from_be_bytes(good[maxp + 8..maxp + 12].try_into().unwrap()) as usize;
    no_glyphs[at + 4..at + 6].fill(0);
    write(folder.path(), "无字.ttf", &no_glyphs);
    let book = FontBook::from_folder(folder.path());
    assert_eq!(book.face(Role::Hei).file().map(|f| f.ends_with("好的.ttf")), Some(true));
    assert_eq!(book.face(Role::Kai).file(), None, "the embedded one");
    let notice = book.damage_notice().unwrap();
    assert!(!notice.contains('\n') && ["截断.ttf", "文本.ttf", "空的.otf", "无字.ttf"].iter().all(|f| notice.contains(f)), "{notice}");
    assert!(!notice.contains("好的.ttf"), "{notice}");
    assert_eq!(FontBook::embedded().damage_notice(), None);
}

#[test]
fn a_missing_character_comes_from_the_nearest_face_of_the_style() {
    // The one face has neither 𬭎 nor 𫖯. The other one of the style has them, and so has the embedded one, which is farther away.
    let folder = tempfile::tempdir().unwrap();
    let (hei, kai) = (FontBook::embedded().face(Role::Hei).clone(), FontBook::embedded().face(Role::Kai).clone());
    write(folder.path(), "a.ttf", &renamed(&hei, "仿宋_GB2312", "仿宋_GB2312", "FangSong_GB2312"));
    write(folder.path(), "b.ttf", &renamed(&kai, "仿宋", "仿宋", "FangSong"));
    let book = FontBook::from_folder(folder.path());
    let file = |role, c| book.faces()[book.glyph(role, c).unwrap().face].file().map(|f| f.rsplit('/').next().unwrap().to_owned());
    assert_eq!(file(Role::FangSong, '国').as_deref(), Some("a.ttf"));
    assert_eq!(file(Role::FangSong, '𬭎').as_deref(), Some("b.ttf"));
    // A role without a face of its own keeps the embedded one.
    assert_eq!(file(Role::Song, '𬭎'), None);
}

/// The mean foot and head of the ink of characters, em.
fn extent(face: &Face, chars: &str) -> (f64, f64) {
    let inks: Vec<_> = chars.chars().filter_map(|c| face.ink(face.glyph(c)?)).collect();
    let mean = |v: fn(&(f64, f64, f64, f64)) -> f64| inks.iter().map(v).sum::<f64>() / inks.len() as f64;
    (mean(|i| i.1), mean(|i| i.3))
}

#[test]
fn characters_of_another_face_are_as_tall_and_stand_on_the_same_line() {
    // A 黑体 that is six hundredths smaller in its em box than it was drawn.
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    let mut font = renamed(&hei, "黑体", "黑体", "SimHei");
    let head = (0..20).map(|i| 12 + 16 * i).find(|at| &font[*at..at + 4] == b"head").unwrap();
    let head = u32::from_be_bytes(font[head + 8..head + 12].try_into().unwrap()) as usize;
    assert_eq!(font[head + 18..head + 20], 256_u16.to_be_bytes(), "units of the em");
    font[head + 18..head + 20].copy_from_slice(&272_u16.to_be_bytes());
    write(folder.path(), "a.ttf", &font);
    let book = FontBook::from_folder(folder.path());
    // Other characters than those that it is fitted by.
    let chars = "甲乙丙丁戊己庚辛壬癸省区街道办事处职务困难帮扶建设服务阵地调研督导经费审查法律援助";
    let host = book.face(Role::Hei);
    let guest = &book.faces()[book.glyph(Role::Hei, '𬭎').unwrap().face];
    assert!(guest.is_fitted() && guest.postscript_name() != host.postscript_name());
    let ((foot, head), (guest_foot, guest_head)) = (extent(host, chars), extent(guest, chars));
    assert!((foot - guest_foot).abs() < 0.02 && (head - guest_head).abs() < 0.02, "{foot} {head} for {guest_foot} {guest_head}");
    // Unfitted it is larger.
    let raw = book.faces().iter().find(|f| f.postscript_name() == guest.postscript_name() && !f.is_fitted()).unwrap();
    assert!(extent(raw, chars).1 > head + 0.02);
    // In the middle of its cell, which stays a whole em.
    let id = guest.glyph('国').unwrap();
    let (x0, _, x1, _) = guest.ink(id).unwrap();
    assert_eq!(guest.advance(id), 1.0);
    assert!((f64::midpoint(x0, x1) - 0.5).abs() < 0.03, "{x0} {x1}");
    // Where it is the role's own face nothing is done to it.
    assert!(!book.face(Role::Kai).is_fitted());
}

#[test]
fn signs_that_a_chinese_face_has_for_foreign_text_are_taken_from_elsewhere() {
    // The embedded 黑体, as a file of the user's: its ellipsis lies on the baseline, its quotation marks and its dot are proportional.
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    write(folder.path(), "a.ttf", &renamed(&hei, "黑体", "黑体", "SimHei"));
    let book = FontBook::from_folder(folder.path());
    let own = book.face(Role::Hei);
    let (_, y0, _, y1) = own.ink(own.glyph('…').unwrap()).unwrap();
    assert!(f64::midpoint(y0, y1) < 0.15, "it does");
    for (c, lowest, highest) in [('…', 0.15, 0.55), ('—', 0.15, 0.55), ('·', 0.15, 0.55), ('“', 0.4, 0.9), ('’', 0.4, 0.9)] {
        let g = book.glyph(Role::Hei, c).unwrap();
        let (_, y0, _, y1) = book.faces()[g.face].ink(g.id).unwrap();
        assert!((lowest..=highest).contains(&f64::midpoint(y0, y1)), "{c}: {y0} {y1}");
    }
}

#[test]
fn proportional_quotation_marks_of_a_chinese_face_take_a_cell_and_the_half_that_is_theirs() {
    use hongtou::layout::Element;
    use hongtou::layout::paragraph::{Measure, Setting, set};
    use hongtou::layout::shape::{Style, plain};
    // The embedded 黑体 as a file of the user's: its marks are 0.36 and 0.18 em wide.
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    write(folder.path(), "a.ttf", &renamed(&hei, "黑体", "黑体", "SimHei"));
    let book = FontBook::from_folder(folder.path());
    assert!(hei.advance(hei.glyph('“').unwrap()) < 0.4);
    let text = plain("甲“乙‘丙’丁”", Style { role: Role::Hei, element: Element::Body });
    let measure = Measure { first: 2800, rest: 2800 };
    let lines = set(&text, &Setting { size: 16.0, cell: 16.0, measure, justify: false, no_break: &[], whole: &[] }, &book).ok().unwrap().lines;
    for (n, g) in lines[0].glyphs.iter().enumerate() {
        // Every character stands in a cell of its own; the last one's blank may be trimmed.
        assert_eq!(g.cell, 16.0 * n as f64, "{}", g.c);
        let (x0, _, x1, _) = book.faces()[g.glyph.face].ink(g.glyph.id).unwrap();
        let (left, right) = (g.x + 16.0 * x0 - g.cell, g.x + 16.0 * x1 - g.cell);
        match g.c {
            '“' | '‘' => assert!(left >= 8.0 - 0.7 && right <= 16.0, "{}: {left} {right}", g.c),
            '”' | '’' => assert!(left >= 0.0 && right <= 8.0 + 1.0, "{}: {left} {right}", g.c),
            _ => {}
        }
    }
}

#[test]
fn an_empty_glyph_is_no_glyph() {
    let folder = tempfile::tempdir().unwrap();
    let hei = FontBook::embedded().face(Role::Hei).clone();
    let mut font = renamed(&hei, "黑体", "黑体", "SimHei");
    let table = |tag: &[u8]| {
        let at = (0..20).map(|i| 12 + 16 * i).find(|at| &font[*at..at + 4] == tag).unwrap();
        u32::from_be_bytes(font[at + 8..at + 12].try_into().unwrap()) as usize
    };
    let (head, loca) = (table(b"head"), table(b"loca"));
    let size = if font[head + 51] == 0 { 2 } else { 4 };
    // The glyph of 甲 begins where it ends.
    let at = loca + usize::from(hei.glyph('甲').unwrap()) * size;
    font.copy_within(at + size..at + 2 * size, at);
    write(folder.path(), "a.ttf", &font);
    let book = FontBook::from_folder(folder.path());
    assert_eq!(book.face(Role::Hei).file().map(|f| f.ends_with("a.ttf")), Some(true));
    assert_eq!(book.face(Role::Hei).glyph('甲'), None);
    let g = book.glyph(Role::Hei, '甲').unwrap();
    assert!(book.faces()[g.face].file().is_none() && book.faces()[g.face].ink(g.id).is_some());
    assert!(book.glyph(Role::Hei, '\u{3000}').is_some_and(|g| book.faces()[g.face].file().is_some()), "a blank may be empty");
}

#[test]
fn a_missing_folder_is_an_empty_one() {
    let book = FontBook::load(Some(Path::new("no/such/folder")), &[]);
    assert!(book.glyph(Role::FangSong, '国').is_some());
}

#[test]
fn glyphs_measure_as_the_faces_say() {
    let book = FontBook::embedded();
    let face = book.face(Role::FangSong);
    assert_eq!(face.em_ascent(), 0.88);
    let full_stop = face.glyph('。').unwrap();
    assert_eq!(face.advance(full_stop), 1.0);
    // A Chinese full stop sits in the lower left quarter of its cell.
    let (x0, y0, x1, y1) = face.ink(full_stop).unwrap();
    assert!(x0 > 0.0 && x1 < 0.5 && y0 > -0.12 && y1 < 0.38, "{x0} {y0} {x1} {y1}");
    assert_eq!(face.ink(face.glyph(' ').unwrap()), None);
    assert_eq!((face.advance(u16::MAX), face.ink(u16::MAX)), (0.0, None));
}
