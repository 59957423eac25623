//! A minimal sRGB profile (ICC.1:2001-04, matrix and tone curve), written here so that no foreign file is shipped.

/// Points of the tone curve.
const CURVE_POINTS: u16 = 256;

/// The profile that the output intent names.
pub(super) fn srgb() -> Vec<u8> {
    // The sRGB primaries (IEC 61966-2-1) adapted to D50, the profile connection space's white, by the Bradford transform.
    const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];
    const RED: [f64; 3] = [0.43607, 0.22249, 0.01392];
    const GREEN: [f64; 3] = [0.38515, 0.71687, 0.09708];
    const BLUE: [f64; 3] = [0.14307, 0.06061, 0.71410];
    let bodies = [description("sRGB"), text("No copyright, use freely"), xyz(WHITE), xyz(RED), xyz(GREEN), xyz(BLUE), curve()];
    let tags: [(&[u8; 4], usize); 9] =
        [(b"desc", 0), (b"cprt", 1), (b"wtpt", 2), (b"rXYZ", 3), (b"gXYZ", 4), (b"bXYZ", 5), (b"rTRC", 6), (b"gTRC", 6), (b"bTRC", 6)];
    let table_length = 4 + 12 * tags.len();
    let mut data = Vec::new();
    let places: Vec<(u32, u32)> = bodies
        .iter()
        .map(|body| {
            let at = 128 + table_length + data.len();
            data.extend(body);
            data.resize(data.len().next_multiple_of(4), 0);
            (at as u32, body.len() as u32)
        })
        .collect();
    let size = 128 + table_length + data.len();

    let mut profile = Vec::with_capacity(size);
    profile.extend((size as u32).to_be_bytes());
    profile.extend([0; 4]); // no preferred engine
    profile.extend(0x0210_0000u32.to_be_bytes()); // version 2.1
    profile.extend(b"mntrRGB XYZ ");
    profile.extend([2024, 1, 1, 0, 0, 0u16].into_iter().flat_map(u16::to_be_bytes));
    profile.extend(b"acsp");
    profile.extend([0; 28]); // platform, flags, maker, model, attributes, perceptual intent
    profile.extend(WHITE.into_iter().flat_map(fixed));
    profile.resize(128, 0);
    profile.extend((tags.len() as u32).to_be_bytes());
    for (tag, body) in tags {
        let (at, length) = places.get(body).copied().unwrap_or_default();
        profile.extend(tag);
        profile.extend(at.to_be_bytes());
        profile.extend(length.to_be_bytes());
    }
    profile.extend(data);
    profile
}

/// s15Fixed16Number.
fn fixed(v: f64) -> [u8; 4] {
    ((v * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(v: [f64; 3]) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    out.extend(v.into_iter().flat_map(fixed));
    out
}

fn text(s: &str) -> Vec<u8> {
    [b"text\0\0\0\0", s.as_bytes(), b"\0"].concat()
}

fn description(s: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend((s.len() as u32 + 1).to_be_bytes());
    out.extend(s.as_bytes());
    out.extend([0; 1 + 4 + 4 + 2 + 1 + 67]); // terminator, then empty Unicode and Macintosh names
    out
}

fn curve() -> Vec<u8> {
    let mut out = b"curv\0\0\0\0".to_vec();
    out.extend(u32::from(CURVE_POINTS).to_be_bytes());
    for i in 0..CURVE_POINTS {
        let v = f64::from(i) / f64::from(CURVE_POINTS - 1);
        let linear = if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
        out.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_consistent() {
        let p = srgb();
        let be32 = |at: usize| u32::from_be_bytes(p[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(be32(0), p.len());
        assert_eq!(&p[36..40], b"acsp");
        assert_eq!(be32(128), 9);
        for i in 0..9 {
            let (at, length) = (be32(132 + 12 * i + 4), be32(132 + 12 * i + 8));
            assert!(at % 4 == 0 && at >= 128 + 4 + 9 * 12 && at + length <= p.len());
        }
        // Red, green and blue together are the white point, within the rounding of the published figures.
        let tag = |name: &[u8]| (0..9).map(|i| 132 + 12 * i).find(|t| &p[*t..t + 4] == name).map(|t| be32(t + 4)).unwrap();
        for axis in 0..3 {
            let v = |name: &[u8]| be32(tag(name) + 8 + 4 * axis) as f64 / 65536.0;
            assert!((v(b"rXYZ") + v(b"gXYZ") + v(b"bXYZ") - v(b"wtpt")).abs() < 0.001, "axis {axis}");
        }
    }
}
