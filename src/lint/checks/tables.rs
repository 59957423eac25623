//! Q9: the arithmetic of tables (T1 to T7 of layout-spec §9.3): 完成率, 合计, ranks and ties, units, figures quoted from a ranking, equal decimals.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::Level;
use super::super::scan::{Flat, Hit};
use super::hit;
use crate::campaign::{Campaign, UnitRole};
use crate::document::{Role, SourceLine};
use crate::words::lint as words;
use crate::words::value::is_total;

/// A table of the text: places are indices of lines.
#[derive(Default)]
struct Grid<'l> {
    heads: Vec<(usize, String)>,
    rows: BTreeMap<u32, Vec<Cell<'l>>>,
}

struct Cell<'l> {
    line: usize,
    col: u32,
    text: String,
    source: &'l SourceLine,
}

impl Cell<'_> {
    /// Its number and decimals; nothing where it is words.
    fn number(&self) -> Option<(Decimal, usize)> {
        let text: String = self.text.trim().trim_end_matches(['%', '％']).chars().filter(|c| !matches!(c, ',' | ' ' | '\u{3000}')).collect();
        let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        let value = text.parse().ok().filter(|_| plain)?;
        Some((value, text.split_once('.').map_or(0, |(_, d)| d.len())))
    }

    fn hit(&self, level: Level, said: words::Said, out: &mut Vec<Hit>) {
        out.push(hit("Q9", level, self.line, 0..self.source.chars.len(), said));
    }
}

const SUBTOTAL: &str = "小计";
const RANKS: [&str; 4] = ["排名", "名次", "位次", "排序"];

impl<'l> Grid<'l> {
    fn head(&self, col: u32) -> &str {
        self.heads.get(col as usize).map_or("", |(_, t)| t.as_str())
    }

    fn column(&self, col: u32) -> impl Iterator<Item = (u32, &Cell<'l>)> {
        self.rows.iter().filter_map(move |(row, cells)| Some((*row, cells.iter().find(|c| c.col == col)?)))
    }

    /// What a row is called: its first cell that is no number.
    fn name(&self, row: u32) -> &str {
        self.rows.get(&row).and_then(|cells| cells.iter().find(|c| !c.text.trim().is_empty() && c.number().is_none())).map_or("", |c| c.text.trim())
    }

    fn is_total(&self, row: u32) -> bool {
        let name: String = self.name(row).chars().filter(|c| !c.is_whitespace()).collect();
        name == "总数" || is_total(&name)
    }

    fn is_subtotal(&self, row: u32) -> bool {
        self.name(row).chars().filter(|c| !c.is_whitespace()).collect::<String>() == SUBTOTAL
    }

    /// Rows that stand for one thing each.
    fn plain(&self, row: u32) -> bool {
        !self.is_total(row) && !self.is_subtotal(row)
    }

    /// Whether a column holds shares, ranks and the like, which do not add up.
    fn is_share(&self, col: u32) -> bool {
        let head = self.head(col);
        ["%", "％", "率", "占比", "比例", "均", "序号", "排名", "名次", "位次", "增幅", "编号", "电话", "年份"].iter().any(|w| head.contains(w))
    }

    fn columns(&self) -> std::ops::Range<u32> {
        0..self.heads.len() as u32
    }
}

pub(super) fn check(lines: &[SourceLine], campaign: Option<&Campaign>, out: &mut Vec<Hit>) {
    let mut grids: BTreeMap<u32, Grid<'_>> = BTreeMap::new();
    for (line, source) in lines.iter().enumerate() {
        match source.role {
            Role::HeadCell { table, col } => {
                let heads = &mut grids.entry(table).or_default().heads;
                heads.resize(heads.len().max(col as usize), (line, String::new()));
                heads.push((line, source.text()));
            }
            Role::Cell { table, row, col } => {
                let cells = grids.entry(table).or_default().rows.entry(row).or_default();
                cells.push(Cell { line, col, text: source.text(), source });
            }
            _ => {}
        }
    }
    for grid in grids.values() {
        // A column 单位 says that each row has a unit of its own: nothing is added up or aligned down such a table.
        let mixed = grid.heads.iter().any(|(_, h)| matches!(h.trim(), "单位" | "计量单位"));
        if !mixed {
            totals(grid, out);
            decimals(grid, out);
        }
        rates(grid, out);
        ranks(grid, out);
        if let Some(campaign) = campaign {
            units(grid, campaign, out);
        }
    }
    if let Some(campaign) = campaign {
        quoted(&grids, lines, campaign, out);
    }
}

/// T2: 合计 is the sum of what stands above it.
fn totals(grid: &Grid<'_>, out: &mut Vec<Hit>) {
    for col in grid.columns().filter(|c| !grid.is_share(*c)) {
        let Some((_, total, value)) = grid.column(col).filter(|(row, _)| grid.is_total(*row)).find_map(|(row, c)| Some((row, c, c.number()?.0)))
        else {
            continue;
        };
        let parts: Vec<Option<Decimal>> = grid.column(col).filter(|(row, _)| grid.plain(*row)).map(|(_, c)| c.number().map(|n| n.0)).collect();
        // Cells that hold a number and words (12个) cannot be added up.
        let words = grid.column(col).any(|(row, c)| grid.plain(row) && c.number().is_none() && c.text.chars().any(|c| c.is_ascii_digit()));
        if words || parts.iter().flatten().count() < 2 {
            continue;
        }
        let sum = parts.iter().flatten().try_fold(Decimal::ZERO, |a, b| a.checked_add(*b));
        if let Some(sum) = sum.filter(|s| *s != value) {
            total.hit(Level::E, words::wrong_total(grid.head(col), &sum.normalize().to_string()), out);
        }
    }
}

/// T7: a column has equal decimals.
fn decimals(grid: &Grid<'_>, out: &mut Vec<Hit>) {
    for col in grid.columns() {
        let numbers: Vec<(&Cell<'_>, usize)> = grid.column(col).filter_map(|(_, c)| Some((c, c.number()?.1))).collect();
        let most = numbers.iter().map(|(_, d)| *d).max().unwrap_or_default();
        if let Some((cell, _)) = numbers.iter().find(|(_, d)| *d != most) {
            cell.hit(Level::E, words::unequal_decimals(grid.head(col), most), out);
        }
    }
}

/// T1: 完成率 is 完成 ÷ 目标.
fn rates(grid: &Grid<'_>, out: &mut Vec<Hit>) {
    // Heads of two levels belong together by their first part.
    let part = |col: u32| grid.head(col).rsplit_once('/').map_or(("", grid.head(col)), |(a, b)| (a, b));
    let find = |group: &str, of: &[&str]| {
        let fits = |col: &u32| {
            let (g, name) = part(*col);
            g == group && of.iter().any(|w| name.contains(w)) && !name.contains('率') && !name.contains('%')
        };
        grid.columns().find(fits)
    };
    for col in grid.columns().filter(|c| part(*c).1.contains("完成率") || part(*c).1.contains("完成比例")) {
        let group = part(col).0;
        let (Some(target), Some(done)) = (find(group, &["目标", "任务", "计划"]), find(group, &["完成数", "完成", "实际"])) else {
            continue;
        };
        if target == done {
            continue;
        }
        for (row, rate) in grid.column(col) {
            let number = |c: u32| grid.column(c).find(|(r, _)| *r == row).and_then(|(_, cell)| cell.number()).map(|n| n.0);
            let (Some((stands, places)), Some(target), Some(done)) = (rate.number(), number(target), number(done)) else { continue };
            let Some(exact) = done.checked_mul(Decimal::ONE_HUNDRED).and_then(|d| d.checked_div(target)) else { continue };
            let right = crate::model::round(exact, places as u32);
            // One unit of the last decimal: the numbers may have been rounded before.
            if (right - stands).abs() > Decimal::new(1, places as u32) {
                rate.hit(Level::E, words::wrong_rate(&right.to_string()), out);
            }
        }
    }
}

/// Which of the ranked rows do not fit, and the rank that each should have.
type Misplaced = Vec<(usize, usize)>;

/// T3 and T4: the ranks follow a column, equal values share a rank and the next one is left out.
fn ranks(grid: &Grid<'_>, out: &mut Vec<Hit>) {
    for col in grid.columns().filter(|c| RANKS.iter().any(|r| grid.head(*c).trim().ends_with(r))) {
        let ranked: Vec<(u32, &Cell<'_>, Decimal)> =
            grid.column(col).filter(|(row, _)| grid.plain(*row)).filter_map(|(row, c)| Some((row, c, c.number()?.0))).collect();
        if ranked.len() < 2 {
            continue;
        }
        // The column that explains the ranks best is what they go by.
        let mut best: Option<(u32, Misplaced)> = None;
        for key in grid.columns().filter(|k| *k != col && !RANKS.iter().chain(&["序号"]).any(|r| grid.head(*k).contains(r))) {
            let values: Vec<Option<Decimal>> =
                ranked.iter().map(|(row, ..)| grid.column(key).find(|(r, _)| r == row).and_then(|(_, c)| c.number()).map(|n| n.0)).collect();
            if values.iter().any(Option::is_none) {
                continue;
            }
            for down in [true, false] {
                let wrong: Misplaced = ranked
                    .iter()
                    .enumerate()
                    .filter_map(|(i, (_, _, rank))| {
                        let own = values.get(i).copied().flatten()?;
                        let better = values.iter().flatten().filter(|v| if down { **v > own } else { **v < own }).count();
                        (Decimal::from(better + 1) != *rank).then_some((i, better + 1))
                    })
                    .collect();
                if best.as_ref().is_none_or(|(_, least)| wrong.len() < least.len()) {
                    best = Some((key, wrong));
                }
            }
        }
        let Some((key, wrong)) = best else { continue };
        // A column that has nothing to do with the ranks proves nothing.
        if wrong.len() * 2 > ranked.len() {
            continue;
        }
        for (i, right) in wrong {
            if let Some((_, cell, _)) = ranked.get(i) {
                cell.hit(Level::E, words::wrong_rank(grid.head(key), right), out);
            }
        }
    }
}

/// T5: every unit once.
fn units(grid: &Grid<'_>, campaign: &Campaign, out: &mut Vec<Hit>) {
    let counties: Vec<&str> = campaign.units_of(UnitRole::County).map(|u| u.name.as_str()).collect();
    for col in grid.columns() {
        let named: Vec<(&Cell<'_>, &str)> =
            grid.column(col).filter_map(|(_, c)| counties.iter().find(|u| **u == c.text.trim()).map(|u| (c, *u))).collect();
        let whole = named.len() == grid.rows.keys().filter(|r| grid.plain(**r)).count();
        if named.len() < 2 || !whole {
            continue;
        }
        for (i, (cell, unit)) in named.iter().enumerate() {
            // Neighbours may be one merged cell.
            if i > 0 && named.get(..i - 1).unwrap_or_default().iter().any(|(_, u)| u == unit) {
                cell.hit(Level::E, words::unit_twice(unit), out);
            }
        }
        let lacking: Vec<&str> = counties.iter().filter(|u| named.iter().all(|(_, n)| n != *u)).copied().collect();
        if let Some((line, head)) = grid.heads.get(col as usize)
            && !lacking.is_empty()
            && named.len() * 2 > counties.len()
        {
            out.push(hit("Q9", Level::W, *line, 0..head.chars().count(), words::units_lacking(&lacking)));
        }
    }
}

/// T6: a figure quoted behind a unit's name stands in its row of a table of the paper, where one of them is a ranking.
fn quoted(grids: &BTreeMap<u32, Grid<'_>>, lines: &[SourceLine], campaign: &Campaign, out: &mut Vec<Hit>) {
    let ranks = |grid: &Grid<'_>| grid.heads.iter().any(|(_, h)| RANKS.iter().any(|r| h.trim().ends_with(r)));
    if !grids.values().any(ranks) {
        return;
    }
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| matches!(l.role, Role::Paragraph | Role::Heading(_) | Role::Item)) {
        let flat = Flat::new(line);
        for unit in campaign.units_of(UnitRole::County) {
            let lead = format!("{}（", unit.name);
            for (at, _) in flat.text.match_indices(&lead) {
                let rest = flat.text.get(at + lead.len()..).unwrap_or_default();
                let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
                let Ok(value) = digits.parse::<Decimal>() else { continue };
                let rows = grids.values().flat_map(|g| g.rows.iter().filter(|(r, _)| g.name(**r) == unit.name));
                let row: Vec<Decimal> = rows.flat_map(|(_, cells)| cells.iter().filter_map(|c| Some(c.number()?.0))).collect();
                if !row.is_empty() && !row.contains(&value) {
                    let start = at + lead.len();
                    out.push(hit("Q9", Level::W, n, flat.chars(start..start + digits.len()), words::not_in_table(&unit.name)));
                }
            }
        }
    }
}
