//! Reads bare CFF font programs (Adobe TN 5176, 5177) far enough to see widths and outlines.

/// Operators of a Type 2 charstring with their operands.
pub type Steps = Vec<(u8, Vec<f64>)>;

pub struct Cff {
    pub ros: bool,
    glyphs: Vec<Vec<u8>>,
    default_width: f64,
    nominal_width: f64,
}

impl Cff {
    /// A program of one font dictionary.
    pub fn read(data: &[u8]) -> Self {
        let (_, at) = index(data, usize::from(data[2]));
        let (tops, at) = index(data, at);
        let (_, at) = index(data, at);
        let (routines, _) = index(data, at);
        assert!(routines.is_empty(), "no subroutines are left");
        let top = dictionary(&tops[0]);
        let get = |d: &[(u16, Vec<f64>)], key: u16| d.iter().find(|(k, _)| *k == key).map(|(_, v)| v.clone());
        let place = |key: u16| get(&top, key).unwrap()[0] as usize;
        let (glyphs, _) = index(data, place(17));
        let (fonts, _) = index(data, place(0x0C24));
        let private = get(&dictionary(&fonts[0]), 18).unwrap();
        let private = dictionary(&data[private[1] as usize..][..private[0] as usize]);
        let width = |key: u16| get(&private, key).map_or(0.0, |v| v[0]);
        Self { ros: get(&top, 0x0C1E).is_some(), glyphs, default_width: width(20), nominal_width: width(21) }
    }

    pub fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// The advance and the drawing operators of a glyph.
    pub fn glyph(&self, id: u16) -> (f64, Steps) {
        let mut steps = Vec::new();
        let mut stack = Vec::new();
        let mut width = None;
        let mut hints = 0;
        let data = &self.glyphs[usize::from(id)];
        let mut at = 0;
        while at < data.len() {
            let b = data[at];
            if b >= 32 || b == 28 {
                let (v, next) = operand(data, at);
                stack.push(v);
                at = next;
                continue;
            }
            at += 1;
            // The first operator that clears the stack may have the width under its own operands.
            let own = match b {
                1 | 3 | 18 | 23 | 19 | 20 => stack.len() / 2 * 2,
                21 => 2,
                4 | 22 => 1,
                _ => 0,
            };
            if width.is_none() {
                let extra = matches!(b, 1 | 3 | 18 | 23 | 19 | 20 | 21 | 4 | 22 | 14) && stack.len() > own;
                width = Some(if extra { self.nominal_width + stack.remove(0) } else { self.default_width });
            }
            match b {
                1 | 3 | 18 | 23 => hints += stack.len() / 2,
                19 | 20 => {
                    hints += stack.len() / 2;
                    at += hints.div_ceil(8);
                }
                _ => steps.push((b, stack.clone())),
            }
            stack.clear();
        }
        (width.unwrap(), steps)
    }
}

fn number(data: &[u8], size: usize, at: usize) -> usize {
    data[at..at + size].iter().fold(0, |n, b| n << 8 | usize::from(*b))
}

/// The items of an INDEX and where it ends.
fn index(data: &[u8], at: usize) -> (Vec<Vec<u8>>, usize) {
    let count = number(data, 2, at);
    if count == 0 {
        return (Vec::new(), at + 2);
    }
    let size = usize::from(data[at + 2]);
    let base = at + 3 + (count + 1) * size - 1;
    let offset = |i: usize| base + number(data, size, at + 3 + i * size);
    ((0..count).map(|i| data[offset(i)..offset(i + 1)].to_vec()).collect(), offset(count))
}

fn operand(data: &[u8], at: usize) -> (f64, usize) {
    let b = f64::from(data[at]);
    let next = |i: usize| f64::from(data[at + i]);
    match data[at] {
        28 => (f64::from(i16::from_be_bytes([data[at + 1], data[at + 2]])), at + 3),
        32..=246 => (b - 139.0, at + 1),
        247..=250 => ((b - 247.0) * 256.0 + next(1) + 108.0, at + 2),
        251..=254 => (-(b - 251.0) * 256.0 - next(1) - 108.0, at + 2),
        _ => (f64::from(i32::from_be_bytes(data[at + 1..at + 5].try_into().unwrap())) / 65536.0, at + 5),
    }
}

fn dictionary(data: &[u8]) -> Vec<(u16, Vec<f64>)> {
    let (mut out, mut stack, mut at) = (Vec::new(), Vec::new(), 0);
    while at < data.len() {
        match data[at] {
            12 => {
                out.push((0x0C00 | u16::from(data[at + 1]), std::mem::take(&mut stack)));
                at += 2;
            }
            b @ 0..=21 => {
                out.push((u16::from(b), std::mem::take(&mut stack)));
                at += 1;
            }
            29 => {
                stack.push(f64::from(i32::from_be_bytes(data[at + 1..at + 5].try_into().unwrap())));
                at += 5;
            }
            30 => {
                at += 1;
                while data[at] & 15 != 15 {
                    at += 1;
                }
                at += 1;
                stack.push(0.0); // a real number: none that is asked for
            }
            _ => {
                let (v, next) = operand(data, at);
                stack.push(v);
                at = next;
            }
        }
    }
    out
}
