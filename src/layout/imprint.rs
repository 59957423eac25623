//! 版记 of an official document and 报尾 of a 简报: rows of 四号仿宋 between rules at the very foot of the last page (EN-01 to EN-07).

use super::desk::{Desk, ink};
use super::geometry::{Area, FOUR, MM, ONE_LINE, moved};
use super::pages::{Color, Element, Item, Rule};
use super::paragraph::Measure;
use super::shape::{Style, plain};
use crate::font::Role;
use crate::words::layout as words;

/// Weight of the first and the last rule, pt (EN-02).
const THICK: f64 = 0.35 * MM;
/// Weight of the inner rules, pt (EN-02).
const THIN: f64 = 0.25 * MM;
/// Pitch of the rows, pt (EN-03).
const PITCH: f64 = 28.0;

/// A row before it is set.
#[derive(Debug, Clone)]
pub enum Row {
    /// A label and names; wrapped lines stand under the first name (EN-04).
    Listed {
        /// 抄送：
        label: String,
        /// The names with their 。
        text: String,
    },
    /// One text at each edge: 印发机关 and 印发日期 (EN-06).
    Pair(String, String),
    /// A text at the right edge.
    Right(String),
}

/// A foot, set.
#[derive(Debug)]
pub struct Foot {
    /// Its height from the first rule's upper edge to the last rule's lower edge, pt.
    pub height: f64,
    items: Vec<Item>,
}

impl Foot {
    /// What the last page must keep free, pt: the foot and one 行 above it (B2).
    pub fn room(&self) -> f64 {
        self.height + ONE_LINE
    }

    /// The foot at its place: the last rule's lower edge is the lower edge of the 版心 (EN-01).
    pub fn at_foot(self, area: &Area) -> Vec<Item> {
        let top = area.depth - self.height;
        self.items.into_iter().map(|i| moved(i, 0.0, top)).collect()
    }
}

/// Sets rows without rules, as a 信函 has them (7): the foot of the last one is the lower edge of the 版心.
pub fn bare_foot(desk: &mut Desk<'_>, rows: &[Row], area: &Area) -> Option<Foot> {
    let (mut items, mut y) = (Vec::new(), (FOUR - PITCH) / 2.0);
    for row in rows {
        y = set_row(desk, row, y, area, &mut items);
    }
    if rows.is_empty() { None } else { fitting(desk, Foot { height: y - (PITCH - FOUR) / 2.0, items }, area) }
}

/// The foot, if there is a page that it fits on.
fn fitting(desk: &mut Desk<'_>, foot: Foot, area: &Area) -> Option<Foot> {
    if foot.room() <= area.depth {
        return Some(foot);
    }
    let origin = desk.head_origin();
    desk.report(words::foot_too_tall(origin));
    None
}

/// Sets groups of rows, a thin rule between the groups. `None` where there is nothing to set or it does not fit on a page.
pub fn foot(desk: &mut Desk<'_>, groups: &[Vec<Row>], area: &Area) -> Option<Foot> {
    if groups.is_empty() {
        return None;
    }
    let mut items = vec![rule(0.0, THICK, area)];
    let mut y = THICK;
    for (k, group) in groups.iter().enumerate() {
        if k > 0 {
            items.push(rule(y, THIN, area));
            y += THIN;
        }
        for row in group {
            y = set_row(desk, row, y, area, &mut items);
        }
    }
    items.push(rule(y, THICK, area));
    fitting(desk, Foot { height: y + THICK, items }, area)
}

/// Sets a row with its top at `y`; gives its lower edge.
fn set_row(desk: &mut Desk<'_>, row: &Row, y: f64, area: &Area, items: &mut Vec<Item>) -> f64 {
    let baseline = y + (PITCH - FOUR) / 2.0 + desk.ascent(Role::FangSong, FOUR);
    let right = area.width - FOUR;
    let mut draw = |line: &super::paragraph::Line, x: f64, y: f64| items.extend(ink(line, x, y, FOUR, Color::Black, &[]));
    match row {
        Row::Listed { label, text } => {
            let label_width = label.chars().count() as f64 * FOUR;
            let room = area.width - 2.0 * FOUR;
            let u = |w: f64| (w / FOUR * 100.0).floor() as i32;
            let chars = plain(&format!("{label}{text}"), Style { role: Role::FangSong, element: Element::Imprint });
            let lines = desk.set(&chars, FOUR, FOUR, Measure { first: u(room), rest: u(room - label_width) }, true, None);
            for (i, line) in lines.iter().enumerate() {
                draw(line, FOUR + if i > 0 { label_width } else { 0.0 }, baseline + i as f64 * PITCH);
            }
            y + PITCH * lines.len().max(1) as f64
        }
        Row::Pair(left, date) => {
            let date = desk.four(date, Role::FangSong, Element::Imprint);
            // An office too long to stand beside the date stands above it.
            let u = ((area.width - 2.0 * FOUR) / FOUR * 100.0).floor() as i32;
            let chars = plain(left, Style { role: Role::FangSong, element: Element::Imprint });
            let lines = desk.set(&chars, FOUR, FOUR, Measure { first: u, rest: u }, false, None);
            let beside = lines.len() <= 1 && lines.iter().all(|l| l.width + date.width + 3.0 * FOUR <= area.width);
            let rows = lines.len().max(1) + usize::from(!beside);
            for (i, line) in lines.iter().enumerate() {
                draw(line, FOUR, baseline + i as f64 * PITCH);
            }
            draw(&date, right - date.width, baseline + (rows - 1) as f64 * PITCH);
            y + PITCH * rows as f64
        }
        Row::Right(text) => {
            let line = desk.four(text, Role::FangSong, Element::Imprint);
            draw(&line, right - line.width, baseline);
            y + PITCH
        }
    }
}

fn rule(y: f64, height: f64, area: &Area) -> Item {
    Item::Rule(Rule { x: 0.0, y, width: area.width, height, color: Color::Black, element: Element::Imprint })
}
