//! A bare CFF font program (Adobe TN 5176, 5177) made of outlines: the glyphs of a face that is fitted to another, drawn as they are to be seen.
//!
//! Were they printed at a size of their own on a line of their own, readers of the file would take them for other text and put blanks around them.

use crate::font::{Face, Step};

/// The whole program, CID-keyed by glyph id; `.notdef` is empty. `glyphs` are ids of the face, in the order that they are numbered from 1.
pub(super) fn program(face: &Face, name: &str, glyphs: impl Iterator<Item = u16>) -> Vec<u8> {
    let mut strings = vec![vec![END]];
    let mut bounds = [0_i32; 4];
    strings.extend(glyphs.map(|id| charstring(face, id, &mut bounds)));
    let last = strings.len().saturating_sub(1) as u16;
    let names = index(&[name.as_bytes()]);
    let texts = index(&[b"Adobe", b"Identity"]);
    let charset = [&[2, 0, 1][..], &last.saturating_sub(1).to_be_bytes()].concat();
    let selector = [&[3, 0, 1, 0, 0, 0][..], &(last + 1).to_be_bytes()].concat();
    let strings = index(&strings.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let private = [number(EM), vec![20]].concat(); // defaultWidthX
    // Offsets are written with five bytes each, so that the size of the dictionaries does not hang on them.
    let top = |at: [usize; 4]| {
        let [charset, selector, strings, array] = at.map(offset);
        let ros = [number(391), number(392), number(0), vec![12, 30]].concat();
        let bbox = [bounds.map(number).concat(), vec![5]].concat();
        let count = [number(i32::from(last) + 1), vec![12, 34]].concat();
        index(&[&[
            ros,
            bbox,
            count,
            [charset, vec![15]].concat(),
            [selector, vec![12, 37]].concat(),
            [strings, vec![17]].concat(),
            [array, vec![12, 36]].concat(),
        ]
        .concat()])
    };
    let array = |private_at: usize| index(&[&[number(private.len() as i32), offset(private_at), vec![18]].concat()]);
    let head = [&[1, 0, 4, 4][..], &names].concat();
    let charset_at = head.len() + top([0; 4]).len() + texts.len() + 2;
    let selector_at = charset_at + charset.len();
    let strings_at = selector_at + selector.len();
    let private_at = strings_at + strings.len();
    let array_at = private_at + private.len();
    let no_routines = vec![0, 0];
    [head, top([charset_at, selector_at, strings_at, array_at]), texts, no_routines, charset, selector, strings, private.clone(), array(private_at)]
        .concat()
}

/// Units of the em.
const EM: i32 = 1000;

/// endchar
const END: u8 = 14;

/// One glyph as a Type 2 charstring.
fn charstring(face: &Face, id: u16, bounds: &mut [i32; 4]) -> Vec<u8> {
    let units = |v: f64| ((v * f64::from(EM)).round() as i32).clamp(-16_000, 16_000);
    let mut out = Vec::new();
    let width = units(face.advance(id));
    if width != EM {
        out.extend(number(width));
    }
    let mut at = (0, 0);
    let mut relative = |out: &mut Vec<u8>, points: &[(f64, f64)], operator: u8| {
        for (x, y) in points.iter().map(|(x, y)| (units(*x), units(*y))) {
            out.extend([number(x - at.0), number(y - at.1)].concat());
            at = (x, y);
            let [x0, y0, x1, y1] = *bounds;
            *bounds = [x0.min(x), y0.min(y), x1.max(x), y1.max(y)];
        }
        out.push(operator);
    };
    for step in face.outline(id) {
        match step {
            Step::Move(p) => relative(&mut out, &[p], 21),
            Step::Line(p) => relative(&mut out, &[p], 5),
            Step::Curve(a, b, p) => relative(&mut out, &[a, b, p], 8),
        }
    }
    out.push(END);
    out
}

/// A number of a charstring or dictionary.
fn number(v: i32) -> Vec<u8> {
    match v {
        -107..=107 => vec![(v + 139) as u8],
        108..=1131 => vec![((v - 108) >> 8) as u8 + 247, (v - 108) as u8],
        -1131..=-108 => vec![((-v - 108) >> 8) as u8 + 251, (-v - 108) as u8],
        _ => [&[28][..], &(v.clamp(-32_768, 32_767) as i16).to_be_bytes()].concat(),
    }
}

fn offset(v: usize) -> Vec<u8> {
    [&[29][..], &(v as u32).to_be_bytes()].concat()
}

fn index(items: &[&[u8]]) -> Vec<u8> {
    let mut out = (items.len() as u16).to_be_bytes().to_vec();
    out.push(4);
    let mut at = 1_u32;
    out.extend(at.to_be_bytes());
    for item in items {
        at += item.len() as u32;
        out.extend(at.to_be_bytes());
    }
    items.iter().for_each(|item| out.extend(*item));
    out
}
