//! The sheet and its grid: where the 版心 lies, where its lines and cells are, and how a turned section gets onto the portrait sheet.
//!
//! Everything is composed in an [`Area`]: points from the top left corner of the 版心 in reading direction. [`Area::on_sheet`] is the only
//! place that knows the sheet.

use super::pages::{Image, Item, Link, Page, Path, Rule, Run};

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;
/// Width and height of the sheet, pt (PG-01).
pub const SHEET: (f64, f64) = (210.0 * MM, 297.0 * MM);
/// Left edge of the 版心 (订口), pt (PG-02).
pub const X0: f64 = 28.0 * MM;
/// Right edge of the 版心, pt.
pub const X1: f64 = 184.0 * MM;
/// Top edge of the 版心 (天头), pt (PG-02).
pub const Y0: f64 = 37.0 * MM;
/// Bottom edge of the 版心, pt.
pub const Y1: f64 = 262.0 * MM;
/// 三号, pt.
pub const SIZE: f64 = 16.0;
/// 二号, pt.
pub const TITLE: f64 = 22.0;
/// Pitch of title lines, pt (TI-03).
pub const TITLE_PITCH: f64 = 36.0;
/// 四号, pt.
pub const FOUR: f64 = 14.0;
/// 一行 as a distance between edges, pt.
pub const ONE_LINE: f64 = 10.39 * MM;
/// 二行 as a distance between edges, pt.
pub const TWO_LINES: f64 = 20.78 * MM;
/// What an edge may lie before its place and still count as on it, pt (0.3 mm).
pub const SLACK: f64 = 0.3 * MM;

/// The 版心 of a section, in reading direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Along the lines, pt.
    pub width: f64,
    /// Across the lines, pt.
    pub depth: f64,
    /// Full-width characters of a line.
    pub cells: u32,
    /// Lines of a page.
    pub lines: u32,
    /// 横排: turned 90° counter-clockwise on the sheet (TB-02).
    pub turned: bool,
}

impl Area {
    /// 156 × 225 mm, 28 cells × 22 lines (PG-04).
    pub const PORTRAIT: Self = Self { width: X1 - X0, depth: Y1 - Y0, cells: 28, lines: 22, turned: false };
    /// 225 × 156 mm, 40 cells × 15 lines (TB-03).
    pub const LANDSCAPE: Self = Self { width: Y1 - Y0, depth: X1 - X0, cells: 40, lines: 15, turned: true };

    /// Width of a cell of the grid, pt.
    pub fn cell(&self) -> f64 {
        self.width / f64::from(self.cells)
    }

    /// Distance from line to line, pt: the lines and the gaps between them fill the area (1.1).
    pub fn pitch(&self) -> f64 {
        (self.depth - SIZE) / f64::from(self.lines - 1)
    }

    /// Top of the em box of grid line `k`, from 1, pt.
    pub fn line(&self, k: u32) -> f64 {
        f64::from(k.max(1) - 1) * self.pitch()
    }

    /// Top of the first grid line that begins at `y` or below it.
    pub fn next_line(&self, y: f64) -> f64 {
        ((y - 0.01) / self.pitch()).ceil().max(0.0) * self.pitch()
    }

    /// How many lines fit below `y`.
    pub fn lines_below(&self, y: f64) -> u32 {
        let room = self.depth + 0.01 - SIZE - self.next_line(y);
        if room < 0.0 { 0 } else { (room / self.pitch()) as u32 + 1 }
    }

    /// An empty sheet for this area.
    pub fn sheet(&self) -> Page {
        Page { width: SHEET.0, height: SHEET.1, rotate: if self.turned { 90 } else { 0 }, number: None, lines: self.lines, items: Vec::new() }
    }

    /// A point of the area on the sheet.
    fn point(&self, x: f64, y: f64) -> (f64, f64) {
        if self.turned { (X0 + y, Y1 - x) } else { (X0 + x, Y0 + y) }
    }

    /// A box of the area on the sheet: left, top, width, height.
    fn rect(&self, x: f64, y: f64, w: f64, h: f64) -> (f64, f64, f64, f64) {
        if self.turned { (X0 + y, Y1 - x - w, h, w) } else { (X0 + x, Y0 + y, w, h) }
    }

    /// Something composed in the area, as it stands on the sheet.
    pub fn on_sheet(&self, item: Item) -> Item {
        match item {
            Item::Run(mut run) => {
                for g in &mut run.glyphs {
                    (g.x, g.y) = self.point(g.x, g.y);
                }
                run.turned = self.turned;
                Item::Run(run)
            }
            Item::Rule(r) => {
                let (x, y, width, height) = self.rect(r.x, r.y, r.width, r.height);
                Item::Rule(Rule { x, y, width, height, ..r })
            }
            Item::Image(i) => {
                let (x, y, width, height) = self.rect(i.x, i.y, i.width, i.height);
                Item::Image(Image { x, y, width, height, ..i })
            }
            Item::Path(p) => Item::Path(Path { points: p.points.iter().map(|(x, y)| self.point(*x, *y)).collect(), ..p }),
            Item::Link(l) => {
                let (x, y, width, height) = self.rect(l.x, l.y, l.width, l.height);
                Item::Link(Link { x, y, width, height, ..l })
            }
        }
    }
}

/// Moves something composed at the origin.
pub fn moved(mut item: Item, dx: f64, dy: f64) -> Item {
    match &mut item {
        Item::Run(Run { glyphs, .. }) => {
            for g in glyphs {
                g.x += dx;
                g.y += dy;
            }
        }
        Item::Path(Path { points, .. }) => {
            for (x, y) in points {
                *x += dx;
                *y += dy;
            }
        }
        Item::Rule(Rule { x, y, .. }) | Item::Image(Image { x, y, .. }) | Item::Link(Link { x, y, .. }) => {
            *x += dx;
            *y += dy;
        }
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.001
    }

    #[test]
    fn the_grid_is_the_one_worked_out_in_the_specification() {
        let a = Area::PORTRAIT;
        assert!((a.cell() - 15.7930).abs() < 0.0001 && (a.pitch() - 29.6093).abs() < 0.0001);
        for (k, mm) in [(1, 37.0), (2, 47.446), (3, 57.891), (21, 245.910), (22, 256.356)] {
            assert!(near(37.0 + a.line(k) / MM, mm), "{k}");
        }
        assert_eq!((a.lines_below(0.0), a.lines_below(a.line(22)), a.lines_below(a.line(22) + 1.0)), (22, 1, 0));
        assert!(near(a.next_line(a.line(7)), a.line(7)) && near(a.next_line(a.line(7) + 0.1), a.line(8)));
    }

    #[test]
    fn a_turned_area_has_its_head_at_the_left_edge_and_reads_up_the_sheet() {
        let a = Area::LANDSCAPE;
        let head = Rule { x: 0.0, y: 0.0, width: a.width, height: 1.0, color: super::super::Color::Black, element: super::super::Element::Table };
        let Item::Rule(r) = a.on_sheet(Item::Rule(head)) else { unreachable!() };
        assert!(near(r.x, X0) && near(r.y, Y0) && near(r.width, 1.0) && near(r.height, Y1 - Y0));
        assert_eq!(a.point(0.0, 0.0), (X0, Y1));
    }
}
