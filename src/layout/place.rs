//! A chosen line in, glyphs at their places out (A14), in thousandths of a point.

use crate::font::{FontBook, GlyphRef};
use crate::layout::boxes::{Piece, glyph};
use crate::layout::fit::{CLASSES, Gap, Row};
use crate::layout::kinsoku::{Fate, Kind, fate};
use crate::layout::paragraph::{Line, Placed, Setting};
use crate::layout::shape::StyledChar;

/// Places the boxes of `row`. Shares are rounded from the line's left edge, not one by one: the last cell ends exactly at the measure.
pub(super) fn place(text: &[StyledChar], pieces: &[Piece], gaps: &[Gap], row: &Row, measure: i32, setting: &Setting<'_>, fonts: &FontBook) -> Line {
    let grid = Grid::new(setting.cell);
    let these = pieces.get(row.start..row.end).unwrap_or_default();
    let inner = |k: usize| if k == 0 { Gap::default() } else { gaps.get(row.start + k).copied().unwrap_or_default() };
    let trim = if row.trimmed { 50 } else { 0 };
    let last_space = these.last().map_or(0, |p| p.space);
    let natural = these.iter().map(|p| p.width + p.space).sum::<i32>() - last_space - trim;
    let mut shares = Shares::new(&grid, (0..these.len()).map(inner), natural, measure, setting.justify && !row.last);

    let mut pen = Pen { text, setting, fonts, grid: &grid, out: Vec::with_capacity(these.len()) };
    let mut u = 0;
    let mut starts = Vec::with_capacity(these.len() + 1);
    for (k, p) in these.iter().enumerate() {
        starts.push(grid.at(u) + shares.pass(&inner(k)));
        u += p.width + p.space;
    }
    let right = grid.at(natural) + shares.all();
    starts.push(right);
    for (p, ends) in these.iter().zip(starts.windows(2)) {
        if let [x, next] = ends {
            // A squeezed blank may be overlapped by more than the space behind it.
            let end = if p.space == 0 || *next == right { *next } else { (*x + grid.at(p.width)).min(*next) };
            pen.piece(p, *x, end);
            if end < *next {
                pen.blanks(p, end, *next);
            }
        }
    }
    hold_numbers(&mut pen.out, setting.size);
    if setting.justify {
        flush(&mut pen.out, these, points(right), setting.size, !row.last);
    }
    Line {
        glyphs: pen.out,
        width: points(right),
        last: row.last,
        slack: row.slack,
        range: these.first().map_or(0, |p| p.first)..these.last().map_or(0, |p| p.end),
    }
}

/// What pads a word of letters keeps the grid inside a line; at its ends it would only leave the edge ragged, so the word moves up to it.
fn flush(out: &mut [Placed], pieces: &[Piece], right: f64, size: f64, ends: bool) {
    let letters = |p: Option<&Piece>| p.is_some_and(|p| matches!(p.kind, Kind::Letter | Kind::Address));
    let word = |g: &Placed| !g.c.is_whitespace() && g.c.is_ascii();
    let shift = |glyphs: &mut [Placed], by: f64| {
        for g in glyphs {
            (g.x, g.cell) = (((g.x + by) * 1000.0).round() / 1000.0, ((g.cell + by) * 1000.0).round() / 1000.0);
        }
    };
    if letters(pieces.first()) {
        let count = out.iter().take_while(|g| word(g)).count();
        let by = out.first().map_or(0.0, |g| -g.x);
        if by < 0.0 && count < out.len() {
            shift(out.get_mut(..count).unwrap_or_default(), by);
        }
    }
    if ends && letters(pieces.last()) {
        let count = out.iter().rev().take_while(|g| word(g)).count();
        let by = out.last().map_or(0.0, |g| right - g.x - g.glyph.advance * size);
        let from = out.len() - count;
        if by > 0.0 && from > 0 {
            shift(out.get_mut(from..).unwrap_or_default(), by);
        }
    }
}

/// The widest gap inside a number, em. Readers of PDF files take a tenth of an em for a blank.
const GAP: f64 = 0.095;

/// A point in a number is narrower than its half cell. Where the air beside it would be read as a blank, it and the figures at its sides are
/// moved together by a hair; their cells stay.
fn hold_numbers(out: &mut [Placed], size: f64) {
    let over = |a: &Placed, b: &Placed| (b.x - a.x - a.glyph.advance * size - GAP * size).max(0.0);
    let round = |v: f64| (v * 1000.0).round() / 1000.0;
    for i in 0..out.len() {
        let (before, rest) = out.split_at_mut(i);
        let Some((point, after)) = rest.split_first_mut() else { return };
        let Some(left) = before.last_mut().filter(|l| l.c.is_ascii_digit() && matches!(point.c, '.' | ',' | ':')) else { continue };
        // A stretched gap is none of ours.
        if let Some(right) = after.first_mut().filter(|r| r.cell - point.cell <= size * 0.6) {
            let far = over(point, right);
            if right.c.is_ascii_digit() {
                right.x = round(right.x - far);
            } else {
                point.x = round(point.x + far);
            }
        }
        left.x = round(left.x + over(left, point));
    }
}

/// No sign is narrowed further than this.
const NARROWEST: f64 = 0.4;

fn points(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}

/// u to thousandths of a point.
struct Grid {
    /// A cell in millionths of a point.
    cell: i64,
}

impl Grid {
    fn new(cell: f64) -> Self {
        Self { cell: (cell * 1e6).round() as i64 }
    }

    fn at(&self, u: i32) -> i64 {
        (i64::from(u) * self.cell).div_euclid(100_000)
    }
}

/// What the gaps of a line give or take.
struct Shares {
    stretch: i64,
    gaps: i64,
    passed: i64,
    /// Given up in each class, thousandths of a point.
    shrink: [i64; CLASSES],
    room: [i64; CLASSES],
    given: [i64; CLASSES],
}

impl Shares {
    fn new(grid: &Grid, gaps: impl Iterator<Item = Gap>, natural: i32, measure: i32, fill: bool) -> Self {
        let mut s = Self { stretch: 0, gaps: 0, passed: 0, shrink: [0; CLASSES], room: [0; CLASSES], given: [0; CLASSES] };
        for g in gaps {
            s.gaps += i64::from(g.stretch);
            for (room, give) in s.room.iter_mut().zip(g.shrink) {
                *room += i64::from(give);
            }
        }
        let slack = grid.at(measure) - grid.at(natural);
        if slack > 0 && fill && s.gaps > 0 {
            s.stretch = slack;
        }
        let mut need = (-slack).max(0);
        for (shrink, room) in s.shrink.iter_mut().zip(s.room) {
            *shrink = need.min(room * grid.cell / 100_000);
            need -= *shrink;
        }
        // What rounding leaves goes to the last class in use.
        if (1..10).contains(&need)
            && let Some(last) = s.shrink.iter_mut().rev().find(|x| **x > 0)
        {
            *last += need;
        }
        s
    }

    /// Steps over a gap; how far the box behind it stands from its natural place.
    fn pass(&mut self, gap: &Gap) -> i64 {
        self.passed += i64::from(gap.stretch);
        for (given, give) in self.given.iter_mut().zip(gap.shrink) {
            *given += i64::from(give);
        }
        let wider = if self.gaps > 0 { self.stretch * self.passed / self.gaps } else { 0 };
        let narrower: i64 =
            self.shrink.iter().zip(self.given).zip(self.room).map(|((s, given), room)| if room > 0 { s * given / room } else { 0 }).sum();
        wider - narrower
    }

    /// What all gaps together have given.
    fn all(&self) -> i64 {
        self.stretch - self.shrink.iter().sum::<i64>()
    }
}

struct Pen<'a> {
    text: &'a [StyledChar],
    setting: &'a Setting<'a>,
    fonts: &'a FontBook,
    grid: &'a Grid,
    out: Vec<Placed>,
}

impl Pen<'_> {
    /// The glyphs of one box whose cell is `left..right`.
    fn piece(&mut self, p: &Piece, left: i64, right: i64) {
        let text = self.text;
        let mut chars = text.get(p.first..p.end).unwrap_or_default().iter().filter(|s| matches!(fate(s.c), Fate::Keep(_)));
        let count = chars.clone().count();
        let dashes = p.kind == Kind::Dash && count == 2;
        // The natural cell: a stretched gap lies behind it, a squeezed blank is overlapped.
        let cell = points(self.grid.at(p.width));
        let share = cell / count.max(1) as f64;
        let mut n = 0;
        for s in chars.by_ref() {
            let Some(g) = glyph(self.fonts, s, p.kind) else { continue };
            let x = points(left) + share * n as f64;
            let scale = self.narrowed(p.kind, g, share);
            let origin = match scale {
                _ if dashes => self.dash(g, points(left), cell, n == 0),
                Some(scale) => x + share / 2.0 - self.middle(g) * scale,
                None => self.origin(p, g, x, share, count),
            };
            let end = if n + 1 == count { points(right) } else { x + share };
            self.push(s, g, origin, (x, end - x), scale.unwrap_or(1.0));
            n += 1;
        }
        self.combining(p, points(right));
    }

    /// Marks on a character: their ink in the middle above its ink.
    fn combining(&mut self, p: &Piece, right: f64) {
        let text = self.text;
        let marks = text.get(p.first..p.end).unwrap_or_default().iter().filter(|s| fate(s.c) == Fate::Combining);
        let mut base = None;
        for s in marks {
            let Some(g) = glyph(self.fonts, s, p.kind) else { continue };
            let base = *base.get_or_insert_with(|| self.out.last().map_or(right, |b| b.x + self.middle(b.glyph)));
            self.push(s, g, base - self.middle(g), (right, 0.0), 1.0);
        }
    }

    /// Adds a glyph at `x` in its cell, which begins at the one and is as wide as the other number.
    fn push(&mut self, s: &StyledChar, glyph: GlyphRef, x: f64, (cell, advance): (f64, f64), scale: f64) {
        let round = |v: f64| (v * 1000.0).round() / 1000.0;
        let (x, cell, advance, scale) = (round(x), round(cell), round(advance), round(scale));
        self.out.push(Placed { glyph, c: s.c, style: s.style, figure: s.figure, link: s.link, x, cell, advance, scale });
    }

    /// Blanks inside a line are printed too, so that the text can be read out of the file.
    fn blanks(&mut self, p: &Piece, left: i64, right: i64) {
        let text = self.text;
        let behind = text.iter().skip(p.end).take_while(|s| matches!(fate(s.c), Fate::Blank(..) | Fate::Drop));
        let (left, width) = (points(left), points(right - left));
        let mut before = 0;
        for s in behind {
            let Fate::Blank(own, _) = fate(s.c) else { continue };
            let share = |u: i32| width * f64::from(u.min(p.space)) / f64::from(p.space.max(1));
            if let Some(g) = self.fonts.glyph(s.style.role, s.c) {
                let x = left + share(before);
                self.push(s, g, x, (x, share(before + own) - share(before)), 1.0);
            }
            before += own;
        }
    }

    /// Left and right edge of a glyph's ink from its origin, pt.
    fn ink(&self, g: GlyphRef) -> Option<(f64, f64)> {
        let (x0, _, x1, _) = self.fonts.faces().get(g.face)?.ink(g.id)?;
        Some((x0 * self.setting.size, x1 * self.setting.size))
    }

    /// Middle of a glyph's ink from its origin, pt.
    fn middle(&self, g: GlyphRef) -> f64 {
        self.ink(g).map_or(g.advance * self.setting.size / 2.0, |(a, b)| (a + b) / 2.0)
    }

    /// How a sign is narrowed whose ink is wider than the cell that it must take, such as the % of most faces: so that its advance fills the cell.
    fn narrowed(&self, kind: Kind, g: GlyphRef, cell: f64) -> Option<f64> {
        use Kind::{Currency, Digit, HalfClose, HalfOpen, HalfOther, Hyphen, MidDot, Percent, Slash};
        let fixed = matches!(kind, Currency | Digit | HalfClose | HalfOpen | HalfOther | Hyphen | MidDot | Percent | Slash);
        let (a, b) = self.ink(g).filter(|(a, b)| fixed && b - a > cell)?;
        Some((cell / (b - a).max(g.advance * self.setting.size)).clamp(NARROWEST, 1.0))
    }

    /// Where a glyph's origin goes in its cell at `x` of width `cell`.
    fn origin(&self, p: &Piece, g: GlyphRef, x: f64, cell: f64, count: usize) -> f64 {
        let size = self.setting.size;
        let advance = g.advance * size;
        let by_advance = x + (cell - advance) / 2.0;
        let by_ink = || x + cell / 2.0 - self.middle(g);
        // A face's full-width glyph is made for the cell.
        let made = (advance - cell).abs() <= 0.06 * size;
        match p.kind {
            Kind::Letter | Kind::Address => x + points(self.grid.at(p.pad)),
            Kind::Open => self.in_half(g, x, cell / 2.0, cell),
            Kind::Close(_) => self.in_half(g, x, 0.0, cell / 2.0),
            Kind::MidDot => by_ink(),
            Kind::Exclaim if count > 1 => by_ink(),
            _ if made && p.width >= 100 => x,
            _ if advance > 1.3 * cell => by_ink(),
            _ => by_advance,
        }
    }

    /// A mark whose ink must lie in the half cell `from..to`, so that its blank can be trimmed: as the face has it if that is so.
    fn in_half(&self, g: GlyphRef, x: f64, from: f64, to: f64) -> f64 {
        let size = self.setting.size;
        match self.ink(g) {
            Some((a, b)) if a < from - 0.04 * size || b > to + 0.06 * size => x + f64::midpoint(from, to) - f64::midpoint(a, b),
            _ => x,
        }
    }

    /// One half of a —— of two cells: both together in the middle, touching, so that it is one stroke.
    fn dash(&self, g: GlyphRef, left: f64, cells: f64, first: bool) -> f64 {
        let (a, b) = self.ink(g).unwrap_or((0.0, g.advance * self.setting.size));
        // Faces leave a little air at the ends of their dash; half a cell each and a hair of overlap closes it.
        let overlap = 0.02 * self.setting.size;
        let ink = (b - a).min(cells / 2.0 + overlap);
        let middle = left + cells / 2.0;
        if first { middle + overlap / 2.0 - ink - a } else { middle - overlap / 2.0 - a }
    }
}
