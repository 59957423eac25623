//! Characters in, boxes out: what the line breaker cannot see into, each with its natural width on the grid (A1).

use std::ops::Range;

use crate::font::{FontBook, GlyphRef, Role};
use crate::layout::kinsoku::{Fate, Kind, fate};
use crate::layout::paragraph::Setting;
use crate::layout::shape::StyledChar;

/// Nothing is wider than a hundred cells: sums of widths stay far from the end of the numbers.
const WIDEST: i32 = 10_000;

/// One box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Its first character.
    pub c: char,
    /// Its characters, as indices into the text.
    pub first: usize,
    /// End of its characters.
    pub end: usize,
    /// Natural width with blanks and padding, u.
    pub width: i32,
    /// Padding before the first letter of a run, u.
    pub pad: i32,
    /// Blanks behind it, u; they vanish at a line end.
    pub space: i32,
    /// A no-break space stands behind it.
    pub sticky: bool,
}

impl Piece {
    /// Whether nothing stands between it and the next box.
    pub(super) fn touches(&self) -> bool {
        self.space == 0
    }
}

/// The boxes of one stretch of text without forced breaks.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// In the order of the text.
    pub pieces: Vec<Piece>,
    /// Characters that no face has.
    pub missing: Vec<char>,
}

/// The role that a character is taken from: letters in text faces come from the Latin face, everything else from the Chinese face itself.
fn role_of(role: Role, kind: Kind) -> Role {
    match (kind, role) {
        (Kind::Letter | Kind::Address, Role::FangSong | Role::Kai | Role::Song) => Role::Latin,
        _ => role,
    }
}

/// The glyph of a character of a box of the given kind.
pub(super) fn glyph(fonts: &FontBook, s: &StyledChar, kind: Kind) -> Option<GlyphRef> {
    fonts.glyph(role_of(s.style.role, kind), s.c)
}

/// Cuts `text[range]` into boxes.
pub(super) fn boxes(text: &[StyledChar], range: Range<usize>, setting: &Setting<'_>, fonts: &FontBook) -> Boxes {
    let mut out = Boxes { pieces: Vec::with_capacity(range.len()), missing: Vec::new() };
    let addresses = addresses(text, range.clone());
    let mut next_address = addresses.iter().peekable();
    for i in range {
        let Some(s) = text.get(i) else { break };
        while next_address.peek().is_some_and(|r| r.end <= i) {
            next_address.next();
        }
        match fate(s.c) {
            Fate::Newline | Fate::Drop => {}
            Fate::Blank(width, sticky) => out.blank(width, sticky),
            Fate::Combining => {
                if glyph(fonts, s, out.pieces.last().map_or(Kind::Full, |p| p.kind)).is_none() {
                    out.missing.push(s.c);
                }
                match out.pieces.last_mut() {
                    Some(p) => p.end = i + 1,
                    None => out.push(i, s.c, Kind::Full, 100),
                }
            }
            Fate::Keep(kind) => {
                let kind = match s.c {
                    _ if next_address.peek().is_some_and(|r| r.contains(&i)) => Kind::Address,
                    // A sign inside a word, as in GB/T, R&D, example.com, belongs to it.
                    '’' | '/' | '&' | '.' | '_' | '\'' if letter_at(text, i.wrapping_sub(1)) && letter_at(text, i + 1) => Kind::Letter,
                    _ => kind,
                };
                match glyph(fonts, s, kind) {
                    Some(g) => {
                        let own = || ((g.advance * setting.size * 100.0 / setting.cell).round() as i32).clamp(0, WIDEST);
                        out.push(i, s.c, kind, kind.width(s.c).unwrap_or_else(own));
                    }
                    None => out.missing.push(s.c),
                }
            }
        }
    }
    out.join();
    out.pad();
    out
}

/// The boxes of a text as if every letter were half a cell wide: no face is asked.
pub(super) fn rough_boxes(text: &[char]) -> Vec<Piece> {
    let mut out = Boxes::default();
    for (i, c) in text.iter().enumerate() {
        match fate(*c) {
            Fate::Newline | Fate::Drop => {}
            Fate::Blank(width, sticky) => out.blank(width, sticky),
            Fate::Combining => match out.pieces.last_mut() {
                Some(p) => p.end = i + 1,
                None => out.push(i, *c, Kind::Full, 100),
            },
            Fate::Keep(kind) => out.push(i, *c, kind, kind.width(*c).unwrap_or(50)),
        }
    }
    out.join();
    out.pad();
    out.pieces
}

impl Boxes {
    fn push(&mut self, i: usize, c: char, kind: Kind, width: i32) {
        self.pieces.push(Piece { kind, c, first: i, end: i + 1, width, pad: 0, space: 0, sticky: false });
    }

    fn blank(&mut self, width: i32, sticky: bool) {
        if let Some(p) = self.pieces.last_mut() {
            p.space = (p.space + width).min(WIDEST);
            p.sticky |= sticky;
        }
    }

    /// Joins —— and …… (K3), ？！ (K8) into one box each.
    fn join(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let mut rest = pieces.as_slice();
        self.pieces.reserve(pieces.len());
        while let Some(p) = rest.first() {
            let mut joined = *p;
            let run = |same: fn(&Piece) -> bool| {
                let whole = rest.iter().take_while(|q| same(q)).count();
                // A blank ends a run, and so does a combining mark: they may only belong to the last box of it.
                rest.iter().take(whole).position(|q| !q.touches() || q.end > q.first + 1).map_or(whole, |at| at + 1)
            };
            let taken = match p.kind {
                Kind::Joiner if is_em_dash(p) => match run(is_em_dash) {
                    1 => 1,
                    _ => {
                        (joined.kind, joined.width) = (Kind::Dash, 200);
                        2
                    }
                },
                _ if is_dots(p) => {
                    let taken = match run(is_dots) {
                        n @ (1..=3) => n.min(2),
                        _ => 4,
                    };
                    (joined.kind, joined.width) = (Kind::Ellipsis, 100 * taken as i32);
                    taken
                }
                Kind::Exclaim => {
                    let taken = run(|q| q.kind == Kind::Exclaim);
                    joined.width = 100 * taken.div_ceil(2) as i32;
                    taken
                }
                _ => 1,
            };
            let (these, others) = rest.split_at(taken.clamp(1, rest.len()));
            if let Some(last) = these.last() {
                (joined.end, joined.space, joined.sticky) = (last.end, last.space, last.sticky);
            }
            self.pieces.push(joined);
            rest = others;
        }
    }

    /// Pads each run of letters to a multiple of half a cell, half on either side, so that what follows is on the half-cell grid again.
    fn pad(&mut self) {
        let own = |p: &Piece| matches!(p.kind, Kind::Letter | Kind::Address);
        let mut start = 0;
        while start < self.pieces.len() {
            let run = self.pieces.iter().skip(start).take_while(|p| own(p)).count();
            let run = self.pieces.iter().skip(start).take(run).position(|p| !p.touches()).map_or(run, |at| at + 1);
            if let Some(letters) = self.pieces.get_mut(start..start + run) {
                let sum: i32 = letters.iter().map(|p| p.width).sum();
                let extra = (50 - sum.rem_euclid(50)) % 50;
                if let Some(first) = letters.first_mut() {
                    first.pad = extra / 2;
                    first.width += extra / 2;
                }
                if let Some(last) = letters.last_mut() {
                    last.width += extra - extra / 2;
                }
            }
            start += run.max(1);
        }
    }
}

fn letter_at(text: &[StyledChar], i: usize) -> bool {
    text.get(i).is_some_and(|s| fate(s.c) == Fate::Keep(Kind::Letter))
}

fn is_em_dash(p: &Piece) -> bool {
    matches!(p.c, '—' | '―')
}

fn is_dots(p: &Piece) -> bool {
    matches!(p.c, '…' | '⋯')
}

/// Where web and e-mail addresses stand.
fn addresses(text: &[StyledChar], range: Range<usize>) -> Vec<Range<usize>> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+;=%".contains(c);
    let mut out = Vec::new();
    let mut i = range.start;
    while i < range.end {
        let run: String = text.get(i..range.end).unwrap_or_default().iter().map(|s| s.c).take_while(|c| inside(*c)).collect();
        let address = run.trim_end_matches(|c: char| ".,:;!?".contains(c));
        if is_address(address) {
            out.push(i..i + address.len());
        }
        i += run.len().max(1);
    }
    out
}

fn is_address(s: &str) -> bool {
    let web = s.split_once("://").is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty()) || s.starts_with("www.");
    let mail = || s.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    web || mail()
}
