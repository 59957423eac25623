//! 简报 (8): the red name, 期号, 编发机关 and date, red rule; at the foot of the last page 报, 送, 发 and the number of copies.

use super::desk::{Desk, ink};
use super::geometry::{Area, FOUR, MM, ONE_LINE, SIZE, Y0};
use super::imprint::{Foot, Row, foot};
use super::mark::{MarkSize, mark_block, mark_cells};
use super::opening::Opening;
use super::pages::{Color, Element};
use super::plain::line_one;
use super::title::break_title;
use crate::document::{Bulletin, Head};
use crate::font::Role;
use crate::words::layout as words;

/// Top of the name's ink on the sheet, mm.
const NAME_TOP: f64 = 57.0;
/// The widest a line of the name may be, pt.
const NAME_WIDTH: f64 = 150.0 * MM;
/// The largest and the smallest size of the name, pt.
const NAME_SIZES: (f64, f64) = (60.0, 26.0);
/// A name that would be smaller than this is narrowed before it is made smaller, pt (小初).
const NAME_WISH: f64 = 36.0;
/// The largest size of the last of two lines, pt.
const NAME_LAST: f64 = 48.0;
/// How far it may be narrowed.
const NARROWEST: f64 = 0.8;
/// Weight of the red rule, pt.
const RULE: f64 = 0.75 * MM;

/// The head of the first page.
pub fn opening(desk: &mut Desk<'_>, head: &Head, bulletin: &Bulletin, area: &Area) -> Opening {
    let mut out = Opening::default();
    line_one(desk, head, area, &mut out);
    let lines = name_lines(&bulletin.name, &desk.options.lexicon);
    let (items, bottom) = mark_block(desk, &lines, NAME_TOP * MM - Y0, 5.0 * MM, area);
    out.items.extend(items);
    // 期号 one 行 below the name, centred.
    let issue = words::issue(bulletin.issue, bulletin.total_issue, bulletin.date.year());
    let y = bottom + ONE_LINE;
    let (width, _) = desk.text_line(&issue, Role::FangSong, Element::Number, (0.0, 0.0));
    let (_, items) = desk.text_line(&issue, Role::FangSong, Element::Number, ((area.width - width) / 2.0, y));
    out.items.extend(items);
    out.bottom = issuer_and_date(desk, bulletin, y + SIZE + ONE_LINE, area, &mut out);
    out.red_rule(RULE, area);
    out.gap = ONE_LINE;
    out
}

/// 编发机关 at the left and the date at the right, one 字 from the edges, on one baseline: 三号, or 四号 where that is too long, or on two
/// lines. Gives the lower edge.
fn issuer_and_date(desk: &mut Desk<'_>, bulletin: &Bulletin, y: f64, area: &Area, out: &mut Opening) -> f64 {
    let date = words::date(bulletin.date);
    let room = area.width - 2.0 * area.cell();
    let left = area.cell();
    for (size, cell) in [(SIZE, area.cell()), (FOUR, FOUR)] {
        let issuer = desk.single(&bulletin.issuer, Role::FangSong, Element::Head, size, cell);
        let day = desk.single(&date, Role::FangSong, Element::Head, size, cell);
        if issuer.width + 2.0 * cell + day.width <= room {
            let baseline = y + desk.ascent(Role::FangSong, size);
            out.items.extend(ink(&issuer, left, baseline, size, Color::Black, &[]));
            out.items.extend(ink(&day, area.width - left - day.width, baseline, size, Color::Black, &[]));
            return y + size;
        }
    }
    let u = (room / FOUR * 100.0) as i32;
    let text = super::shape::plain(&bulletin.issuer, super::shape::Style { role: Role::FangSong, element: Element::Head });
    let measure = super::paragraph::Measure { first: u, rest: u };
    let ascent = desk.ascent(Role::FangSong, FOUR);
    let mut top = y;
    for line in desk.set(&text, FOUR, FOUR, measure, false, None) {
        out.items.extend(ink(&line, left, top + ascent, FOUR, Color::Black, &[]));
        top += FOUR * 1.75;
    }
    let day = desk.four(&date, Role::FangSong, Element::Head);
    out.items.extend(ink(&day, area.width - left - day.width, top + ascent, FOUR, Color::Black, &[]));
    top + FOUR
}

/// The lines of the name and their sizes: on one line as large as it fits, a long one narrowed a little, a very long one on two lines.
pub fn name_lines(name: &str, lexicon: &[String]) -> Vec<(String, MarkSize)> {
    let fits = |text: &str| NAME_WIDTH / mark_cells(text).max(1.0);
    let whole = name.replace('\n', "");
    let natural = fits(&whole).min(NAME_SIZES.0);
    if !name.contains('\n') && natural / NARROWEST >= NAME_SIZES.1 {
        let size = natural.max((natural / NARROWEST).min(NAME_WISH));
        // A short name is spread out, by half a character at most.
        let gaps = whole.chars().count().saturating_sub(1).max(1) as f64;
        let spacing = ((NAME_WIDTH - mark_cells(&whole) * natural) / gaps).clamp(0.0, natural / 2.0);
        return vec![(whole, MarkSize { size, scale: (natural / size).min(1.0), spacing })];
    }
    // Whole words come before size: the lines may differ by a few characters. More than two are for names that fit no other way.
    let widest = (NAME_WIDTH / (NAME_SIZES.1 * NARROWEST)).floor();
    let count = (mark_cells(&whole) / widest).ceil().max(2.0);
    let most = ((mark_cells(&whole) / count).ceil() + 3.0).min(widest);
    let lines = break_title(name, most as i32, count as usize, lexicon);
    let (many, last) = (lines.len() > 2, lines.len().saturating_sub(1));
    // The last line names the paper and is the larger one.
    let cap = |i: usize| if many { NAME_SIZES.1 } else { if i == last { NAME_LAST } else { NAME_WISH } };
    let size = |(i, l): (usize, String)| {
        let natural = fits(&l).min(cap(i));
        let size = natural.max((natural / NARROWEST).min(NAME_SIZES.1));
        (l, MarkSize { size, scale: natural / size, spacing: 0.0 })
    };
    lines.into_iter().enumerate().map(size).collect()
}

/// 报尾: built like 版记, a row each for 报, 送 and 发, then the number of copies at the right.
pub fn closing(desk: &mut Desk<'_>, bulletin: &Bulletin, area: &Area) -> Option<Foot> {
    let label =
        |label: &str, text: &Option<String>| text.as_ref().map(|t| Row::Listed { label: format!("{label}："), text: words::with_full_stop(t) });
    let rows: Vec<Row> =
        [label("报", &bulletin.report_to), label("送", &bulletin.send_to), label("发", &bulletin.distribute_to)].into_iter().flatten().collect();
    let copies = bulletin.copies.map(|n| Row::Right(words::copies(n)));
    let groups: Vec<Vec<Row>> = [rows, copies.into_iter().collect()].into_iter().filter(|g: &Vec<Row>| !g.is_empty()).collect();
    foot(desk, &groups, area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_as_large_as_it_fits_and_never_divided_inside_a_word() {
        let one = name_lines("“基层工会建设年”专项工作简报", &[]);
        let [(text, how)] = one.as_slice() else { panic!("one line") };
        // Fourteen characters, the quotation marks half as wide: 150 mm / 14 = 30.4 pt, narrowed from 36 pt.
        assert_eq!(text, "“基层工会建设年”专项工作简报");
        assert!((how.size - 36.0).abs() < 1e-9 && (how.size * how.scale * 14.0 - NAME_WIDTH).abs() < 1e-6, "{how:?}");
        let short = name_lines("工作简报", &[]);
        assert!(short.len() == 1 && short.iter().all(|(_, h)| (h.size, h.scale, h.spacing) == (60.0, 1.0, 30.0)), "{short:?}");
        let phrase = "阵地建设".to_owned();
        let long = name_lines("全市基层一线广大职工建会入会阵地建设攻坚行动工作情况简报", std::slice::from_ref(&phrase));
        assert!(long.len() == 2 && long.iter().any(|(l, _)| l.contains(&phrase)), "{long:?}");
        assert!(long.iter().all(|(l, h)| mark_cells(l) * h.size * h.scale <= NAME_WIDTH + 1e-6));
    }
}
