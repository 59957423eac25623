//! 命令（令） (7): the mark 20 mm below the edge of the 版心, 令号 and text each two 行 further down, no red rule; at the end the title and the name
//! of who signs it (SG-07).

use super::desk::{Desk, ink};
use super::flow::{Atom, NEVER};
use super::geometry::{Area, MM, SIZE, SLACK, TWO_LINES, Y0, moved};
use super::headline::{headline, under_title};
use super::mark::{TALLEST, organ_mark};
use super::opening::Opening;
use super::pages::{Color, Element, Item};
use super::paragraph::Line;
use super::redhead::corner_rows;
use super::signature::date_text;
use super::title::break_title;
use crate::document::Head;
use crate::font::Role;
use crate::words::layout as words;

/// Top of the mark's ink on the sheet, mm.
const MARK_TOP: f64 = 57.0;
/// Blank cells at the right of name and date (SG-07).
const RIGHT: f64 = 4.0;
/// Blank cells between title and name (SG-07).
const BETWEEN: f64 = 2.0;

/// The head of the first page. Without a title the text follows the number: the slack of the grid is shared between the two distances, as elsewhere
/// above and below a title (3.1).
pub fn opening(desk: &mut Desk<'_>, head: &Head, area: &Area) -> Opening {
    let mut out = Opening::default();
    // The mark begins on line 3: a third element at the left would run into it.
    for (k, (text, role, _)) in corner_rows(head).into_iter().enumerate() {
        let (width, _) = desk.text_line(&text, role, Element::Head, (0.0, 0.0));
        let at = if k < 2 { (0.0, area.line(k as u32 + 1)) } else { (area.width - width, area.line(k as u32 - 1)) };
        out.line(desk, &text, role, Element::Head, at);
    }
    let (items, bottom) = organ_mark(desk, &head.organ_mark, head.mark_word.as_deref(), MARK_TOP * MM - Y0, TALLEST, area);
    out.items.extend(items);
    let least = bottom + TWO_LINES;
    // While it is a draft, that stands below the number: there is no title that it could stand under.
    let draft = if head.title.is_none() { headline(desk, "", &under_title(head), area) } else { Default::default() };
    let below = if draft.height > 0.0 { area.pitch() + draft.height } else { SIZE };
    let need = least + below + TWO_LINES;
    let slack = if head.title.is_none() { (area.next_line(need - SLACK) - need) / 2.0 } else { 0.0 };
    let (y, number) = (least + slack, head.number.as_deref().unwrap_or_default());
    let (width, _) = desk.text_line(number, Role::FangSong, Element::Number, (0.0, 0.0));
    out.line(desk, number, Role::FangSong, Element::Number, ((area.width - width) / 2.0, y));
    out.items.extend(draft.items.into_iter().map(|i| moved(i, 0.0, y + area.pitch())));
    out.bottom = y + below;
    out.gap = TWO_LINES;
    out
}

/// Pushes title and name of who signs, one pair a line, and the date (SG-07): two blank lines above, the name four 字 from the edge, the title two 字
/// to its left, the date one line further down with its end under the name's.
pub fn signature(desk: &mut Desk<'_>, head: &Head, area: &Area, atoms: &mut Vec<Atom>) {
    let right = area.width - RIGHT * area.cell();
    atoms.extend((0..2).map(|_| Atom::blank(SIZE)));
    let signed: Vec<(Vec<Line>, Line)> = head
        .signature
        .iter()
        .map(|text| {
            let (title, name) = title_and_name(text);
            if title.is_empty() {
                let origin = desk.head_origin();
                desk.report(words::signer_without_title(text, origin));
            }
            let name = desk.single(&name, Role::Kai, Element::Signature, SIZE, area.cell());
            let most = (right - name.width) / area.cell() - BETWEEN;
            let lines = break_title(&title, most as i32, 3, &desk.options.lexicon);
            let title = lines.iter().map(|l| desk.single(l, Role::FangSong, Element::Signature, SIZE, area.cell())).collect();
            (title, name)
        })
        .collect();
    let widest = signed.iter().map(|(_, name)| name.width).fold(0.0, f64::max);
    for (k, (title, name)) in signed.iter().enumerate() {
        if k > 0 {
            // Each 签名章 is taller than a line.
            atoms.push(Atom::blank(SIZE));
        }
        let end = right - widest - BETWEEN * area.cell();
        let at = |line: &Line| (end - line.width).max(0.0);
        let (last, above) = title.split_last().map_or((None, &[][..]), |(l, a)| (Some(l), a));
        for line in above {
            push(desk, &[(line, at(line))], atoms);
        }
        let name = (name, (right - widest).max(0.0));
        push(desk, &last.map(|l| (l, at(l))).into_iter().chain([name]).collect::<Vec<_>>(), atoms);
    }
    if let Some(date) = date_text(head) {
        if !signed.is_empty() {
            atoms.push(Atom::blank(SIZE));
        }
        let date = desk.single(&date, Role::FangSong, Element::Signature, SIZE, area.cell());
        push(desk, &[(&date, right - date.width)], atoms);
    }
}

fn push(desk: &Desk<'_>, placed: &[(&Line, f64)], atoms: &mut Vec<Atom>) {
    let items: Vec<Item> = placed.iter().flat_map(|(line, x)| ink(line, *x, desk.text_ascent(), SIZE, Color::Black, &[])).collect();
    atoms.push(Atom { penalty: NEVER, ..Atom::line(SIZE, items) });
}

/// Title and name of who signs: the last word is the name, two single characters at the end (李　某) are one.
fn title_and_name(text: &str) -> (String, String) {
    let words: Vec<&str> = text.split('\u{3000}').filter(|w| !w.is_empty()).collect();
    let single = |w: &&str| w.chars().count() == 1;
    let name = match words.as_slice() {
        [.., a, b] if single(a) && single(b) => 2,
        _ => 1,
    };
    let (title, name) = words.split_at(words.len().saturating_sub(name));
    (title.join("\u{3000}"), name.join("\u{3000}"))
}

#[cfg(test)]
mod tests {
    use super::title_and_name;

    #[test]
    fn the_last_word_is_the_name() {
        for (text, title, name) in [
            ("市长　王某某", "市长", "王某某"),
            ("市长　李　某", "市长", "李　某"),
            ("主　席　王某某", "主　席", "王某某"),
            ("王某某", "", "王某某"),
            ("李　某", "", "李　某"),
            ("", "", ""),
        ] {
            assert_eq!(title_and_name(text), (title.to_owned(), name.to_owned()), "{text}");
        }
    }
}
