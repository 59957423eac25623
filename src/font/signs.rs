//! Punctuation of Chinese text: which characters it is, and whether a face has it where Chinese text needs it.

use super::face::Face;

/// Punctuation of Chinese text.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '·' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3006}' | '\u{3008}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF3D}' | '\u{FF5B}'..='\u{FF5E}')
}

/// The glyph for a character if it stands where it should: the face's own, or that of a character that means the same.
///
/// Some Chinese faces have signs for foreign text: an ellipsis on the baseline, quotation marks that hang at the foot of the line. What stands
/// too far left or right is put in its place when the line is set; what stands too high or low is taken from somewhere else. So is a small 〇.
pub(super) fn well_placed(face: &Face, c: char, own: u16) -> Option<u16> {
    let Some((lowest, highest)) = band(c) else { return (c != '〇' || is_large(face, own)).then_some(own) };
    let stands = |id: u16| face.ink(id).is_some_and(|(_, y0, _, y1)| (lowest..=highest).contains(&f64::midpoint(y0, y1)));
    let others = same_meaning(c).iter().filter_map(|other| face.glyph(*other));
    std::iter::once(own).chain(others).find(|id| stands(*id))
}

/// Where the middle of a sign's ink may be, em above the baseline. The middle of a Chinese character is at about 0.3 to 0.38.
fn band(c: char) -> Option<(f64, f64)> {
    match c {
        '—' | '―' | '…' | '⋯' | '·' | '•' | '・' | '～' => Some((0.15, 0.55)),
        '“' | '”' | '‘' | '’' => Some((0.4, 0.9)),
        _ => None,
    }
}

/// The 〇 of a year is a character among others (二〇二三年); some faces have a small ring in its place, which is the sign ○.
fn is_large(face: &Face, id: u16) -> bool {
    face.ink(id).is_some_and(|(_, y0, _, y1)| y1 - y0 >= 0.65)
}

fn same_meaning(c: char) -> &'static [char] {
    match c {
        '…' => &['⋯'],
        '·' => &['・', '•'],
        '—' => &['―'],
        _ => &[],
    }
}
