//! Last step of a table: the rules and glyphs of its strips on one page, closed on all four sides.

use super::kinds::Stand;
use super::{CellSet, INNER, OUTER, PAD, TableSet};
use crate::font::Role;
use crate::layout::desk::{Desk, ink};
use crate::layout::pages::{Color, Element, Item, Rule};

impl TableSet {
    /// What stands on one page: the head with its top at `head` if it is there, and strips with their tops, one below the other.
    pub fn draw(&self, desk: &Desk<'_>, head: Option<f64>, strips: &[(usize, f64)]) -> Vec<Item> {
        let mut items = Vec::new();
        let rows: Vec<(usize, f64, f64)> = strips.iter().filter_map(|&(s, top)| Some((s, top, top + self.strips.get(s)?.height))).collect();
        let body = rows.first().map(|r| r.1);
        let Some(top) = head.or(body) else { return items };
        let head_bottom = head.map(|y| y + self.head_height());
        let bottom = rows.last().map(|r| r.2).or(head_bottom).unwrap_or(top);
        let ascent = desk.ascent(Role::FangSong, self.size);
        if let Some(y) = head {
            self.draw_head(y, rows.is_empty(), ascent, &mut items);
        }
        self.draw_cells(&rows, ascent, &mut items);
        self.draw_row_rules(&rows, &mut items);
        if let (Some(from), Some((_, _, to))) = (body, rows.last()) {
            for &x in self.edges.iter().take(self.edges.len().saturating_sub(1)).skip(1) {
                items.push(rule(x - INNER / 2.0, from, INNER, to - from));
            }
        }
        let width = self.width();
        items.push(rule(0.0, top, width, OUTER));
        items.push(rule(0.0, bottom - OUTER, width, OUTER));
        items.push(rule(0.0, top, OUTER, bottom - top));
        items.push(rule(width - OUTER, top, OUTER, bottom - top));
        items
    }

    fn width(&self) -> f64 {
        self.edges.last().copied().unwrap_or(0.0)
    }

    fn column(&self, columns: &std::ops::Range<usize>) -> (f64, f64) {
        let at = |i: usize| self.edges.get(i).copied().unwrap_or(0.0);
        (at(columns.start), at(columns.end))
    }

    fn draw_head(&self, top: f64, alone: bool, ascent: f64, items: &mut Vec<Item>) {
        let level = |k: usize| top + self.levels.iter().take(k).sum::<f64>();
        for h in &self.head {
            let (left, right) = self.column(&h.columns);
            let (y0, y1) = (level(h.levels.start), level(h.levels.end));
            self.draw_cell(&h.cell, &(0..usize::MAX), (left, right), (y0, y1), ascent, items);
        }
        for h in &self.head {
            let (left, right) = self.column(&h.columns);
            let (y0, y1) = (level(h.levels.start), level(h.levels.end));
            if h.columns.end + 1 < self.edges.len() {
                items.push(rule(right - INNER / 2.0, y0, INNER, y1 - y0));
            }
            if h.levels.end < self.levels.len() {
                items.push(rule(left, y1 - INNER / 2.0, right - left, INNER));
            }
        }
        if !alone {
            items.push(rule(0.0, level(self.levels.len()) - INNER / 2.0, self.width(), INNER));
        }
    }

    /// The text of the strips row by row; a merged cell is written once, where it begins on the page (TB-06).
    fn draw_cells(&self, rows: &[(usize, f64, f64)], ascent: f64, items: &mut Vec<Item>) {
        for (k, &(s, top, bottom)) in rows.iter().enumerate() {
            let Some(strip) = self.strips.get(s) else { continue };
            let Some(cells) = self.rows.get(strip.row) else { continue };
            for (j, cell) in cells.iter().enumerate() {
                let mut end = bottom;
                if let Some(id) = self.merged_at(strip.row, j) {
                    let same = |r: &(usize, f64, f64)| self.strips.get(r.0).and_then(|s| self.merged_at(s.row, j)) == Some(id);
                    if k > 0 && rows.get(k - 1).is_some_and(same) {
                        continue;
                    }
                    end = rows.iter().skip(k).take_while(|r| same(r)).last().map_or(bottom, |r| r.2);
                }
                // A merged cell belongs to no slice of a row.
                let lines = if self.merged_at(strip.row, j).is_some() { 0..usize::MAX } else { strip.lines.clone() };
                self.draw_cell(cell, &lines, self.column(&(j..j + 1)), (top, end), ascent, items);
            }
        }
    }

    fn draw_cell(&self, cell: &CellSet, lines: &std::ops::Range<usize>, x: (f64, f64), y: (f64, f64), ascent: f64, items: &mut Vec<Item>) {
        let sliced = lines.start > 0 || lines.end < usize::MAX;
        let shown = cell.lines.get(lines.start.min(cell.lines.len())..lines.end.min(cell.lines.len())).unwrap_or_default();
        if shown.is_empty() {
            return;
        }
        let height = self.pitch() * shown.len() as f64 - (self.pitch() - self.size);
        let first = match (sliced, lines.start) {
            (false, _) => y.0 + (y.1 - y.0 - height) / 2.0,
            (true, 0) => y.0 + PAD + 1.0,
            (true, _) => y.0 + (self.pitch() - self.size) / 2.0,
        };
        for (i, line) in shown.iter().enumerate() {
            let left = match cell.stand {
                Stand::Left => x.0 + PAD,
                Stand::Centre => x.0 + (x.1 - x.0 - line.width) / 2.0,
                Stand::Right | Stand::Figure => x.1 - cell.inset.max(PAD) - line.width,
            };
            items.extend(ink(line, left, first + i as f64 * self.pitch() + ascent, self.size, Color::Black, &cell.links));
        }
    }

    fn merged_at(&self, row: usize, column: usize) -> Option<usize> {
        self.merged.get(row)?.get(column).copied().flatten()
    }

    /// The rules between rows, left out inside merged cells and inside a row that was sliced.
    fn draw_row_rules(&self, rows: &[(usize, f64, f64)], items: &mut Vec<Item>) {
        for pair in rows.windows(2) {
            let [(a, _, y), (b, _, _)] = pair else { continue };
            let (Some(a), Some(b)) = (self.strips.get(*a), self.strips.get(*b)) else { continue };
            if a.row == b.row {
                continue;
            }
            let mut from: Option<usize> = None;
            let columns = self.edges.len().saturating_sub(1);
            for j in 0..=columns {
                let open = j < columns && !(self.merged_at(a.row, j).is_some() && self.merged_at(a.row, j) == self.merged_at(b.row, j));
                match (open, from) {
                    (true, None) => from = Some(j),
                    (false, Some(start)) => {
                        let (left, right) = self.column(&(start..j));
                        items.push(rule(left, y - INNER / 2.0, right - left, INNER));
                        from = None;
                    }
                    _ => {}
                }
            }
        }
    }
}

fn rule(x: f64, y: f64, width: f64, height: f64) -> Item {
    Item::Rule(Rule { x, y, width, height, color: Color::Black, element: Element::Table })
}
