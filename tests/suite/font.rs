//! The faces inside the program, and the choice among faces of a folder.

use hongtou::font::{Class, FontBook, Role};

#[test]
fn without_any_font_file_every_role_has_a_face_and_says_so() {
    let book = FontBook::embedded();
    for r in book.report() {
        assert_eq!((r.class, r.file.as_str()), (Class::Embedded, "程序内置"), "{}", r.key);
        assert_eq!(r.substituted, r.role != Role::Latin, "{}", r.key);
    }
    let notice = book.substitution_notice().expect("nothing standard is inside the program");
    assert!(notice.contains("仿宋→") && notice.contains("fonts") && !notice.contains('\n'), "{notice}");
}

#[test]
fn rare_characters_of_names_are_printed_in_every_role() {
    let book = FontBook::embedded();
    for role in Role::ALL {
        for c in "喆堃垚祎頔玥赟翀昇㛃䶮𬭎𫖯“”‘’—…·•℃〔〕％①９ａ".chars() {
            let glyph = book.glyph(role, c).unwrap_or_else(|| panic!("{role:?} lacks {c}"));
            assert!(glyph.id != 0 && glyph.advance > 0.0);
            assert!(book.faces()[glyph.face].ink(glyph.id).is_some(), "{role:?} prints nothing for {c}");
        }
    }
}
