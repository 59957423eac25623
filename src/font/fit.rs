//! How a glyph of a second face is made to sit beside those of the first: as tall, on the same line, no heavier.
//!
//! Chinese faces fill their em boxes differently: the characters of one reach from 0.15 em under the baseline to 0.75 above it, those of another
//! from 0.08 to 0.84. Side by side at one size, a name would have one character that is too high or too large.

use super::file::FontFile;
use super::weight::area_and_edge;

/// Characters that every Chinese face has, of many shapes: what a face does with its em box on the average.
const SAMPLE: &str = "国永东的工会县市总年月在人民中有大生新同";

/// Faces farther apart than this differ on purpose.
const MOST: (f64, f64) = (0.85, 1.18);
/// The most that a glyph is moved up or down, em.
const FARTHEST: f64 = 0.2;

/// No stroke loses more than this part of its thickness.
const LIGHTEST: f64 = 0.4;

/// What is done to a glyph of another face, in em of the size asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Its size by that of the text.
    pub scale: f64,
    /// How far up it is moved.
    pub rise: f64,
    /// By how much its strokes are thinner on each side.
    pub thin: f64,
}

impl Fit {
    /// Nothing is done.
    pub const NONE: Self = Self { scale: 1.0, rise: 0.0, thin: 0.0 };

    /// What makes Chinese characters of `guest` as tall as those of `host`, with their middles at one height, and no heavier.
    pub(super) fn between(host: &FontFile, guest: &FontFile) -> Self {
        let (Some(own), Some(other)) = (Habit::of(host), Habit::of(guest)) else { return Self::NONE };
        // Strokes that lose on both sides end a little sooner.
        // Not the whole difference: in a character of many strokes thin ones look thinner.
        let heavier = 0.8 * (other.stroke * own.height() / other.height() - own.stroke);
        let thin = (heavier / 2.0).clamp(0.0, other.stroke * LIGHTEST / 2.0);
        let scale = ((own.height() + 2.0 * thin) / other.height()).clamp(MOST.0, MOST.1);
        let rise = own.middle() - scale * other.middle();
        // To thousandths: what is written into files must not hang on the last digit of a sum.
        let round = |v: f64| (v * 1000.0).round() / 1000.0;
        Self { scale: round(scale), rise: round(rise.clamp(-FARTHEST, FARTHEST)), thin: round(thin) }
    }
}

/// How a face's characters are on the average, em.
struct Habit {
    foot: f64,
    head: f64,
    stroke: f64,
}

impl Habit {
    /// `None` for a face without Chinese characters.
    fn of(font: &FontFile) -> Option<Self> {
        let (mut foot, mut head, mut area, mut edge, mut count) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for id in SAMPLE.chars().filter_map(|c| font.glyph(c)) {
            let Some((_, y0, _, y1)) = font.ink(id) else { continue };
            let (a, e) = area_and_edge(&font.outline(id));
            (foot, head, area, edge, count) = (foot + y0, head + y1, area + a, edge + e, count + 1.0);
        }
        // A stroke's area is its length times its thickness, its edge about twice its length.
        let this = Self { foot: foot / count, head: head / count, stroke: 2.0 * area / edge };
        (count > 0.0 && this.height() > 0.1 && this.stroke > 0.0).then_some(this)
    }

    fn height(&self) -> f64 {
        self.head - self.foot
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.foot, self.head)
    }
}
