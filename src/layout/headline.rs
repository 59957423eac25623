//! The title and what stands under it: 二号小标宋 centred, whole phrases to a line (TI-01 to TI-03), subtitle and draft line in 楷体.

use super::desk::{Desk, ink};
use super::geometry::{Area, SIZE, TITLE, TITLE_PITCH};
use super::pages::{Color, Element, Item};
use super::title::break_title;
use crate::document::Head;
use crate::font::Role;
use crate::words::layout as words;

/// A title set: things placed from the top of its first em box, and its height.
#[derive(Debug, Default)]
pub struct Headline {
    /// What is drawn.
    pub items: Vec<Item>,
    /// From the top of the first line to the foot of the last, pt.
    pub height: f64,
    /// The title on one line, for the outline.
    pub text: String,
}

/// Lines that a title has at most: one more where it quotes the title of what is forwarded or issued (TI-03).
fn most_lines(title: &str) -> usize {
    if ["印发", "转发", "批转"].iter().any(|w| title.contains(w)) { 4 } else { 3 }
}

/// Sets a title with the lines under it (each in 楷体三号).
pub fn headline(desk: &mut Desk<'_>, title: &str, under: &[String], area: &Area) -> Headline {
    let mut out = Headline { text: title.replace('\n', ""), ..Headline::default() };
    // One cell stays free at either side, so that a title never looks like text (TI-03).
    let most = (area.width / TITLE) as i32 - 1;
    let ascent = desk.ascent(Role::TitleSong, TITLE);
    for line in break_title(title, most, most_lines(title), &desk.options.lexicon) {
        let set = desk.single(&line, Role::TitleSong, Element::Title, TITLE, TITLE);
        let top = if out.height > 0.0 { out.height + TITLE_PITCH - TITLE } else { 0.0 };
        out.items.extend(ink(&set, (area.width - set.width) / 2.0, top + ascent, TITLE, Color::Black, &[]));
        out.height = top + TITLE;
    }
    let ascent = desk.ascent(Role::Kai, SIZE);
    let most = i32::try_from(area.cells).unwrap_or(28) - 2;
    for line in under.iter().flat_map(|l| break_title(l, most, 3, &desk.options.lexicon)) {
        let set = desk.single(&line, Role::Kai, Element::Title, SIZE, area.cell());
        let top = if out.height > 0.0 { out.height + area.pitch() - SIZE } else { 0.0 };
        out.items.extend(ink(&set, (area.width - set.width) / 2.0, top + ascent, SIZE, Color::Black, &[]));
        out.height = top + SIZE;
    }
    out
}

/// The lines under the title of a paper: the subtitle, and in brackets that it is a draft.
pub fn under_title(head: &Head) -> Vec<String> {
    head.subtitle.iter().flat_map(|s| s.lines().map(str::to_owned)).chain(head.draft.as_deref().map(words::bracketed)).collect()
}

/// Where the em box of a title begins that is centred on grid line `k` (AT-02), pt.
pub fn centred_on_line(k: u32, area: &Area) -> f64 {
    area.line(k) + (SIZE - TITLE) / 2.0
}
