//! How wide columns are and in which size a table is set: what is asked for them is lowered step by step until it fits.

use super::kinds::Kind;
use super::set::{Col, Raw, RawHead};
use super::widths::{Need, fit, lines_in};
use super::{PAD, SIZE, SMALL};

/// Longest text that keeps its column on one line where there is room, characters.
const FIRM: f64 = 8.0;
/// Room beside labels, figures and heads where there is enough of it, characters.
const AIR: f64 = 1.0;
/// Longest head of a column of names that is kept on one line where there is room, characters.
const NAME_HEAD: f64 = 6.5;
/// Most lines of a head cell while the body can still have its way.
const HEAD_LINES: u32 = 3;

/// The size of the type and the widths of the columns: 小四 with heads on one line and air beside the figures if text columns do not pay for
/// it, with less of both, then 五号, then with labels broken too.
pub(super) fn choose(heads: &[RawHead], rows: &[Vec<Raw>], cols: &[Col], width: f64) -> Option<(f64, Vec<f64>)> {
    for size in [SIZE, SMALL] {
        let lines_and_air = [(1, AIR), (2, AIR), (1, 0.0), (2, 0.0), (HEAD_LINES, 0.0)];
        let asks = [Names::Nowhere, Names::BeforeBrackets, Names::Anywhere].into_iter().flat_map(|names| lines_and_air.map(|(l, a)| (l, a, names)));
        let tries: Vec<(Names, u64, Vec<f64>)> = asks
            .filter_map(|(head_lines, air, names)| {
                let needs =
                    needs(heads, rows, cols, size, Ask { head_lines, air, whole_words: true, longest: f64::INFINITY, names, head: f64::INFINITY });
                let widths = fit(&needs, width, size)?;
                Some((names, lines_in(&needs, &widths), widths))
            })
            .collect();
        // The first that keeps the names' heads as whole as can be, unless another makes the table much lower.
        let best = tries.first().map(|t| t.0);
        if let Some(lowest) = tries.iter().filter(|t| Some(t.0) == best).map(|t| t.1).min() {
            return tries.into_iter().find(|t| t.1 <= lowest + lowest / 5).map(|(_, _, w)| (size, w));
        }
    }
    let least = |(longest, head)| Ask { head_lines: u32::MAX, air: 0.0, whole_words: false, longest, names: Names::Anywhere, head };
    let tries = [(f64::INFINITY, f64::INFINITY), (LONGEST, f64::INFINITY), (LONGEST, BRACKETED), (LONGEST, 1.0)];
    tries.into_iter().find_map(|ask| fit(&needs(heads, rows, cols, SMALL, least(ask)), width, SMALL)).map(|w| (SMALL, w))
}

/// A head that has to be narrower than its widest unbreakable piece still has room for one character between brackets (a unit: （人）), so that no line
/// of it begins with a closing bracket.
const BRACKETED: f64 = 2.0;

/// At the last a word longer than this is torn, characters: no number of a table is as long.
const LONGEST: f64 = 16.0;

/// What is asked for the columns in one try.
#[derive(Clone, Copy)]
struct Ask {
    /// Lines that a head cell may take.
    head_lines: u32,
    /// Room beside labels and amounts, characters.
    air: f64,
    /// Labels and names are not broken.
    whole_words: bool,
    /// Words that are longer than this are torn, characters.
    longest: f64,
    /// How the heads of their columns may be broken.
    names: Names,
    /// Pieces of heads that are wider than this are torn, where whole words are not kept, characters.
    head: f64,
}

/// How heads of columns of names may be broken.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    Nowhere,
    BeforeBrackets,
    Anywhere,
}

fn needs(heads: &[RawHead], rows: &[Vec<Raw>], cols: &[Col], size: f64, ask: Ask) -> Vec<Need> {
    // A hair more than the text, so that rounding never breaks a line that was meant to fit.
    let wide = |chars: f64| chars * size + 2.0 * PAD + 0.01;
    let mut needs: Vec<Need> = cols
        .iter()
        .enumerate()
        .map(|(j, col)| {
            let firm = ask.whole_words && (col.kind != Kind::Text || col.full <= FIRM);
            let floor = match (firm, ask.whole_words) {
                (true, _) => col.full + ask.air,
                (false, true) => col.min.max(col.full.min(6.0)),
                (false, false) => col.min.min(ask.longest),
            };
            let cells = rows.iter().map(|r| r.get(j).map_or(0.0, |c| c.full * size)).collect();
            Need { floor: wide(floor), full: wide(col.full), cells, padding: 2.0 * PAD }
        })
        .collect();
    for (columns, levels, head) in heads {
        let named = cols.get(columns.start).is_some_and(|c| c.kind == Kind::Label) && head.full <= NAME_HEAD;
        // A head of two characters is not written from top to bottom.
        let broken = (head.full / f64::from(ask.head_lines)).ceil().max(2.0).min(head.full).max(head.min);
        let part = match ask.names {
            _ if !ask.whole_words => head.min.min(ask.head),
            Names::Nowhere if named => head.full,
            Names::BeforeBrackets if named => head.bracket.map_or(head.full, |b| b.1),
            _ => broken,
        };
        let part = part + ask.air;
        // The upper cell of a two-level head wraps into whatever its columns give it.
        if levels.end - levels.start == 1 && levels.start == 0 && columns.len() > 1 {
            continue;
        }
        if let Some(need) = needs.get_mut(columns.start) {
            need.floor = need.floor.max(wide(part));
            need.full = need.full.max(need.floor);
        }
    }
    needs
}
