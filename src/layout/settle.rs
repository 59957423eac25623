//! The last word on pages: where 署名 or 版记 come to stand badly, the last two pages of the text are tried again in other lines and on other
//! grids, and the cheapest of all is taken (cost-models B8, B9, B11, B12).

use std::ops::Range;

use super::desk::Desk;
use super::divide::{Division, PagePlan, Tail};
use super::flow::{Atom, Content, Flow, NEVER};
use super::pages::Respacing;
use super::para::Kind;
use super::sections::Flows;

/// 版记 alone on the even page after text that ends on an odd one (EN-09).
const FOOT_NEXT_PAGE: u64 = 2_500;
/// A blank page and 版记 behind it, after text that fills an even page (EN-09).
const FOOT_BEHIND_BLANK: u64 = 9_000;
/// Other pitches in the order that they are tried, lines to a page with their prices (B9, rung 3).
const PITCHES: [(u32, u64); 3] = [(23, 1_500), (21, 2_500), (24, 4_000)];
/// Two pages on another pitch instead of one.
const TWO_PAGES: u64 = 500;
/// Other cells, u to the line, and their price (B9, rung 4); with another pitch (rung 5).
const CELLS: ([i32; 2], u64, u64) = ([2_750, 2_850], 6_000, 12_000);
/// Most paragraphs that give up a line, or take one more.
const GIVE_OR_TAKE: (usize, usize) = (3, 2);

/// Flows divided, and what follows the last.
#[derive(Debug, Default)]
pub struct Settled {
    /// The pages of each flow.
    pub plans: Vec<Vec<PagePlan>>,
    /// Pages at the end that carry no number.
    pub unnumbered: usize,
    /// What was re-spaced, if anything.
    pub respacing: Option<Respacing>,
}

/// A flow settled.
#[derive(Debug, Default)]
struct Outcome {
    division: Division,
    /// Pages behind the last of text: for 版记, and a blank one before it.
    extra: usize,
    unnumbered: usize,
    cost: u64,
    /// The foot asks for a page that tighter text may save.
    foot_trouble: bool,
}

/// What is asked of the foot of a flow's last page.
#[derive(Debug, Clone, Copy)]
struct Foot {
    /// Room that it takes, pt; 0 for none.
    room: f64,
    /// It must stand on an even page.
    even: bool,
    /// Pages before this flow.
    offset: usize,
}

/// A try at re-spacing.
#[derive(Clone)]
struct Try {
    changes: Vec<(usize, Vec<Atom>)>,
    tail: Option<Tail>,
    cost: u64,
    cells: i32,
    lines_changed: i32,
}

/// Divides all flows of a document.
pub fn settle(desk: &mut Desk<'_>, flows: &mut Flows) -> Settled {
    let mut out = Settled::default();
    let last = flows.flows.len().saturating_sub(1);
    for (k, flow) in flows.flows.iter_mut().enumerate() {
        let offset = out.plans.iter().map(Vec::len).sum();
        let room = if k == last { flow.foot } else { 0.0 };
        let foot = Foot { room, even: flows.even_foot, offset };
        let (outcome, mut respacing) = settle_flow(desk, flow, foot);
        if let Some(r) = &mut respacing {
            r.pages = r.pages.start + offset..r.pages.end + offset;
        }
        out.respacing = out.respacing.or(respacing);
        out.unnumbered = outcome.unnumbered;
        let mut pages = outcome.division.pages;
        pages.extend((0..outcome.extra).map(|_| PagePlan::default()));
        out.plans.push(pages);
    }
    out
}

fn settle_flow(desk: &mut Desk<'_>, flow: &mut Flow, foot: Foot) -> (Outcome, Option<Respacing>) {
    let Some(mut best) = outcome(flow, None, foot) else { return (Outcome::default(), None) };
    let most = best.division.pages.len();
    if !troubled(flow, &best.division) && !best.foot_trouble {
        return (best, None);
    }
    let mut chosen = None;
    for attempt in tries(desk, flow, &best) {
        if attempt.cost >= best.cost {
            continue;
        }
        let mut variant = flow.with(&attempt.changes);
        let next = outcome(&mut variant, attempt.tail, foot).filter(|o| o.division.pages.len() <= most && sane(&variant, &o.division));
        flow.take_tables(variant);
        if let Some(mut next) = next
            && next.cost.saturating_add(attempt.cost) < best.cost
        {
            next.cost += attempt.cost;
            best = next;
            chosen = Some(attempt);
        }
    }
    let Some(chosen) = chosen else { return (best, None) };
    let count = best.division.pages.len();
    let respacing = Respacing {
        pages: match chosen.tail {
            Some(t) => count.saturating_sub(t.pages as usize)..count,
            None => count.saturating_sub(2)..count,
        },
        lines: chosen.tail.map_or(flow.area.lines, |t| t.lines),
        cells: f64::from(chosen.cells) / 100.0,
        paragraphs: chosen.lines_changed,
    };
    let variant = flow.with(&chosen.changes);
    *flow = variant;
    (best, Some(respacing))
}

/// Whether the signature lacks company, or something forbidden had to be done for it.
fn troubled(flow: &Flow, division: &Division) -> bool {
    division.trouble > 0 || flow.signature.is_some() && division.cost >= NEVER
}

/// A division with its foot: on the last page, on one of its own, or behind a blank one.
fn outcome(flow: &mut Flow, tail: Option<Tail>, foot: Foot) -> Option<Outcome> {
    flow.foot = 0.0;
    let bare = flow.divide(tail)?;
    if foot.room <= 0.0 {
        return Some(Outcome { cost: bare.cost, division: bare, ..Outcome::default() });
    }
    flow.foot = foot.room;
    let pages = bare.pages.len();
    // A flow without text is there for its foot alone, behind a turned page.
    let (extra, unnumbered) = if foot.even && foot.offset.is_multiple_of(2) { (2, 2) } else { (1, 0) };
    if pages == 0 {
        return Some(Outcome { extra, unnumbered, division: bare, ..Outcome::default() });
    }
    let alone = |division: Division, extra, unnumbered, price: u64| {
        Some(Outcome { cost: division.cost.saturating_add(price), extra, unnumbered, foot_trouble: extra > 1, division })
    };
    if foot.even && (foot.offset + pages) % 2 == 1 {
        return alone(bare, 1, 0, FOOT_NEXT_PAGE);
    }
    let with = flow.divide(tail)?;
    if foot.even {
        // The signature is not moved for the sake of 版记 (B11).
        let fits = !with.foot_alone && with.pages.len() == pages && with.cost < bare.cost.saturating_add(FOOT_BEHIND_BLANK);
        return if fits { Some(Outcome { cost: with.cost, division: with, ..Outcome::default() }) } else { alone(bare, 2, 2, FOOT_BEHIND_BLANK) };
    }
    let trouble = with.foot_alone || with.pages.len() > pages;
    Some(Outcome { cost: with.cost, extra: usize::from(with.foot_alone), foot_trouble: trouble, division: with, unnumbered: 0 })
}

/// B9: pages of a table are not re-spaced.
fn sane(flow: &Flow, division: &Division) -> bool {
    let table = |p: &PagePlan| {
        let strip = |a: &Atom| matches!(a.content, Content::Strip { .. } | Content::TableHead { .. });
        p.placed.iter().filter_map(|at| flow.atoms.get(at.atom)).any(strip)
    };
    division.pages.iter().filter(|p| p.lines.is_some()).all(|p| !table(p))
}

/// What can be tried, the cheap before the dear.
fn tries(desk: &mut Desk<'_>, flow: &Flow, base: &Outcome) -> Vec<Try> {
    let pages = &base.division.pages;
    let first = |page: Option<&PagePlan>| page.and_then(|p| p.placed.first()).map_or(0, |p| p.atom);
    let from = first(pages.get(pages.len().saturating_sub(2)));
    let mut out = paragraphs(desk, flow, from);
    if troubled(flow, &base.division) && !flow.area.turned {
        let lone: Vec<Try> = out.iter().filter(|t| t.lines_changed.abs() == 1).cloned().collect();
        for t in lone {
            out.extend(tails(pages.len()).map(|(tail, cost)| Try { tail: Some(tail), cost: t.cost + cost, ..t.clone() }));
        }
        out.extend(tails(pages.len()).map(|(tail, cost)| Try { changes: Vec::new(), tail: Some(tail), cost, cells: grid(flow), lines_changed: 0 }));
        for cells in CELLS.0 {
            let whole = |(range, _): &&(Range<usize>, _)| range.start >= from;
            let at = flow.paragraphs.iter().take_while(|p| !whole(p)).count();
            let changes: Vec<(usize, Vec<Atom>)> =
                flow.paragraphs.iter().enumerate().skip(at).map(|(i, (_, p))| (i, p.atoms_on(desk, &flow.area, cells))).collect();
            out.push(Try { changes: changes.clone(), tail: None, cost: CELLS.1, cells, lines_changed: 0 });
            let both = tails(pages.len()).map(|(tail, _)| Try { changes: changes.clone(), tail: Some(tail), cost: CELLS.2, cells, lines_changed: 0 });
            out.extend(both);
        }
    }
    out.sort_by_key(|t| t.cost);
    out
}

fn grid(flow: &Flow) -> i32 {
    i32::try_from(flow.area.cells).unwrap_or(28) * 100
}

/// The last page, and the last two, on each other pitch (B9, rung 3).
fn tails(pages: usize) -> impl Iterator<Item = (Tail, u64)> {
    PITCHES.into_iter().flat_map(move |(lines, cost)| {
        let two = (pages >= 2).then_some((Tail { pages: 2, lines }, cost + TWO_PAGES));
        [Some((Tail { pages: 1, lines }, cost)), two].into_iter().flatten()
    })
}

/// B9, rung 1: paragraphs of the last two pages in a line less or more, those first that lose least by it.
fn paragraphs(desk: &Desk<'_>, flow: &Flow, from: usize) -> Vec<Try> {
    let (mut fewer, mut more) = (Vec::new(), Vec::new());
    for (i, (range, para)) in flow.paragraphs.iter().enumerate().filter(|(_, (r, p))| r.end > from && p.kind != Kind::Whole) {
        for (lines, cost) in para.alternatives(desk, &flow.area) {
            if lines.len() + 1 == range.len() {
                fewer.push((cost, i, lines));
            } else if lines.len() == range.len() + 1 {
                more.push((cost, i, lines));
            }
        }
    }
    let mut out = Vec::new();
    for (mut choices, most, sign) in [(fewer, GIVE_OR_TAKE.0, -1), (more, GIVE_OR_TAKE.1, 1)] {
        choices.sort_by_key(|(cost, i, _)| (*cost, *i));
        for k in 1..=most.min(choices.len()) {
            let chosen = choices.iter().take(k);
            out.push(Try {
                cost: chosen.clone().map(|c| c.0).sum::<u64>() + 1,
                changes: chosen.map(|(_, i, lines)| (*i, lines.clone())).collect(),
                tail: None,
                cells: grid(flow),
                lines_changed: sign * i32::try_from(k).unwrap_or(0),
            });
        }
    }
    out
}
