//! Ways to spoil finished pages.

use hongtou::layout::{Color, Element, Glyph, Item, Page, Pages, Rule, Run};

pub const MM: f64 = 72.0 / 25.4;

/// One end of a line.
#[derive(Clone, Copy)]
pub enum End {
    First,
    Last,
}
pub use End::{First, Last};

/// The runs of an element on a page.
pub fn runs(p: &mut Pages, page: usize, element: Element) -> Vec<&mut Run> {
    let items = p.pages[page].items.iter_mut();
    items.filter_map(|i| if let Item::Run(r) = i { (r.element == element).then_some(r) } else { None }).collect()
}

pub fn rules(p: &mut Pages, page: usize, element: Element) -> Vec<&mut Rule> {
    let items = p.pages[page].items.iter_mut();
    items.filter_map(|i| if let Item::Rule(r) = i { (r.element == element).then_some(r) } else { None }).collect()
}

fn text(r: &Run) -> String {
    r.glyphs.iter().map(|g| g.text).filter(|c| !c.is_whitespace()).collect()
}

fn shift(r: &mut Run, dx: f64, dy: f64) {
    for g in &mut r.glyphs {
        g.x += dx * MM;
        g.y += dy * MM;
    }
}

/// The baselines of the text of a page from the top, 页码 left out: line `n`, from 1, as the inspection counts.
fn baseline(p: &Pages, page: usize, n: usize) -> f64 {
    let all = p.pages[page].items.iter().filter_map(|i| if let Item::Run(r) = i { (r.element != Element::Folio).then_some(r) } else { None });
    let mut ys: Vec<f64> = all.flat_map(|r| r.glyphs.iter().map(|g| g.y)).collect();
    ys.sort_by(f64::total_cmp);
    ys.dedup_by(|a, b| *a - *b < 4.0);
    ys[n - 1]
}

/// All runs on line `n`.
fn on_line(p: &mut Pages, page: usize, n: usize) -> Vec<&mut Run> {
    let y = baseline(p, page, n);
    let items = p.pages[page].items.iter_mut();
    items.filter_map(|i| if let Item::Run(r) = i { r.glyphs.iter().any(|g| (g.y - y).abs() < 4.0).then_some(r) } else { None }).collect()
}

/// Moves a whole line, mm.
pub fn move_line(p: &mut Pages, page: usize, n: usize, dx: f64, dy: f64) {
    on_line(p, page, n).into_iter().for_each(|r| shift(r, dx, dy));
}

fn glyph(p: &mut Pages, page: usize, n: usize, end: End) -> &mut Glyph {
    let mut runs = on_line(p, page, n);
    match end {
        First => runs.swap_remove(0).glyphs.first_mut().unwrap(),
        Last => runs.pop().unwrap().glyphs.last_mut().unwrap(),
    }
}

/// Moves one glyph at the end of a line, mm.
pub fn move_glyph(p: &mut Pages, page: usize, n: usize, end: End, dx: f64, dy: f64) {
    let g = glyph(p, page, n, end);
    g.x += dx * MM;
    g.y += dy * MM;
}

/// The runs of an element on the line that a text begins, from the run that begins with it.
pub fn beginning<'p>(p: &'p mut Pages, page: usize, element: Element, start: &str) -> Vec<&'p mut Run> {
    let all = runs(p, page, element);
    let at = all
        .iter()
        .position(|r| text(r).starts_with(start))
        .unwrap_or_else(|| panic!("no run {start} on page {}: {:?}", page + 1, all.iter().map(|r| text(r)).collect::<Vec<_>>()));
    let y = all[at].glyphs[0].y;
    all.into_iter().skip(at).take_while(|r| (r.glyphs[0].y - y).abs() < 0.5).collect()
}

/// Moves the run that begins with a text, in the text what follows it on its line as well, mm.
pub fn move_text(p: &mut Pages, page: usize, element: Element, start: &str, dx: f64, dy: f64) {
    let single = matches!(element, Element::Head | Element::Signature | Element::Imprint | Element::OrganMark | Element::Table | Element::Attendance);
    beginning(p, page, element, start).into_iter().take(if single { 1 } else { usize::MAX }).for_each(|r| shift(r, dx, dy));
}

/// Moves all runs of an element on a page, mm.
pub fn move_all(p: &mut Pages, page: usize, element: Element, dx: f64, dy: f64) {
    runs(p, page, element).into_iter().for_each(|r| shift(r, dx, dy));
}

/// Moves line `n` (from 0) of an element, mm.
pub fn move_nth(p: &mut Pages, page: usize, element: Element, n: usize, dx: f64, dy: f64) {
    let mut ys: Vec<f64> = runs(p, page, element).iter().map(|r| r.glyphs[0].y).collect();
    ys.dedup_by(|a, b| (*a - *b).abs() < 0.5);
    let y = ys[n];
    runs(p, page, element).into_iter().filter(|r| (r.glyphs[0].y - y).abs() < 0.5).for_each(|r| shift(r, dx, dy));
}

pub fn move_rules(p: &mut Pages, page: usize, element: Element, dx: f64, dy: f64) {
    for r in rules(p, page, element) {
        r.x += dx * MM;
        r.y += dy * MM;
    }
}

/// Moves the text of a page sideways, 页码 left where it is, mm.
pub fn move_page(p: &mut Pages, page: usize, dx: f64, dy: f64) {
    p.pages[page].items.iter_mut().for_each(|i| move_item(i, dx, dy));
}

/// Moves anything, mm.
pub fn move_item(item: &mut Item, dx: f64, dy: f64) {
    match item {
        Item::Run(r) => shift(r, dx, dy),
        Item::Rule(r) => {
            r.x += dx * MM;
            r.y += dy * MM;
        }
        Item::Image(_) | Item::Path(_) | Item::Link(_) => {}
    }
}

pub fn move_one_rule(p: &mut Pages, page: usize, element: Element, n: usize, dx: f64, dy: f64) {
    let r = rules(p, page, element).swap_remove(n);
    r.x += dx * MM;
    r.y += dy * MM;
}

/// Moves the first line of an element and all that is below it down, 版记 and 页码 left where they are, mm.
pub fn move_from(p: &mut Pages, page: usize, element: Element, dy: f64) {
    let y = runs(p, page, element).iter().map(|r| r.glyphs[0].y).fold(f64::MAX, f64::min);
    for item in &mut p.pages[page].items {
        if let Item::Run(r) = item
            && !matches!(r.element, Element::Folio | Element::Imprint)
            && r.glyphs[0].y > y - 0.5
        {
            shift(r, 0.0, dy);
        }
    }
}

/// The last page with an element.
pub fn last_page(p: &Pages, element: Element) -> usize {
    p.pages.iter().rposition(|p| p.items.iter().any(|i| matches!(i, Item::Run(r) if r.element == element))).expect("the element")
}

/// Puts the 版记 onto a page of its own behind the last, without a number.
pub fn foot_on_next_page(p: &mut Pages) {
    let last = p.pages.len() - 1;
    let of_foot = |i: &Item| match i {
        Item::Run(r) => r.element == Element::Imprint,
        Item::Rule(r) => r.element == Element::Imprint,
        Item::Image(_) | Item::Path(_) | Item::Link(_) => false,
    };
    let items = std::mem::take(&mut p.pages[last].items);
    let (foot, rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(of_foot);
    p.pages[last].items = rest;
    let page = Page { items: foot, number: None, ..p.pages[last].clone() };
    p.pages.push(page);
}

/// Prints a number on page 1.
pub fn number_page_1(p: &mut Pages) {
    let mut folio: Vec<Item> = p.pages[1].items.iter().filter(|i| matches!(i, Item::Run(r) if r.element == Element::Folio)).cloned().collect();
    folio.iter_mut().for_each(|i| move_item(i, 100.0, 0.0));
    p.pages[0].items.extend(folio);
}

/// Exchanges the first two lines of a signature.
pub fn swap_baselines(p: &mut Pages, page: usize) {
    let all = runs(p, page, Element::Signature);
    let (a, b) = (all[0].glyphs[0].y, all[1].glyphs[0].y);
    for (r, y) in all.into_iter().zip([b, a]) {
        r.glyphs.iter_mut().for_each(|g| g.y = y);
    }
}

/// Takes the head of the table on a page away: the text above its first inner rule across the whole width.
pub fn drop_head(p: &mut Pages, page: usize) {
    let width = rules(p, page, Element::Table).iter().map(|r| r.width).fold(0.0, f64::max);
    let mut ys: Vec<f64> = rules(p, page, Element::Table).iter().filter(|r| r.width > width - 1.0).map(|r| r.y).collect();
    ys.sort_by(f64::total_cmp);
    p.pages[page].items.retain(|i| !matches!(i, Item::Run(r) if r.element == Element::Table && r.glyphs[0].y > ys[0] && r.glyphs[0].y < ys[1]));
}

/// Takes all that is below the last heading of level 1 on a page away.
pub fn drop_below_heading(p: &mut Pages, page: usize) {
    let y = runs(p, page, Element::Heading(1)).iter().map(|r| r.glyphs[0].y).fold(0.0, f64::max);
    p.pages[page].items.retain(|i| !matches!(i, Item::Run(r) if r.element != Element::Folio && r.glyphs[0].y > y + 1.0));
}

/// Moves all behind the `n`th (from 1) of a character on its line, pt.
pub fn move_after(p: &mut Pages, c: char, n: usize, dx: f64) {
    let mut seen = 0;
    for page in 0..p.pages.len() {
        for r in runs(p, page, Element::Body) {
            let mut moved = false;
            for g in &mut r.glyphs {
                g.x += if moved { dx } else { 0.0 };
                if g.text == c {
                    seen += 1;
                    moved = moved || seen == n;
                }
            }
            if seen >= n {
                return;
            }
        }
    }
    panic!("no {c}");
}

/// Moves the mark at the end of the first line of the text that ends in one so far out that its ink passes the edge, mm.
pub fn push_mark_out(p: &mut Pages, dx: f64) {
    for page in 0..p.pages.len() {
        for r in runs(p, page, Element::Body) {
            let edge = 184.0 * MM;
            if let Some(g) = r.glyphs.last_mut().filter(|g| g.text == '，' && g.x > edge - 9.0) {
                g.x += dx * MM;
                return;
            }
        }
    }
    panic!("no trimmed mark");
}

/// The face whose PostScript name has a part in it.
pub fn face(p: &Pages, name: &str) -> usize {
    p.faces.iter().position(|f| f.postscript_name().contains(name)).unwrap_or_else(|| panic!("no face {name}"))
}

fn put_into(r: &mut Run, face: usize, p: &[std::sync::Arc<hongtou::font::Face>]) {
    r.face = face;
    for g in &mut r.glyphs {
        if let Some(id) = p[face].glyph(g.text) {
            g.id = id;
        }
    }
}

/// Sets line `n` in another face.
pub fn swap_face(p: &mut Pages, page: usize, n: usize, name: &str) {
    let (face, faces) = (face(p, name), p.faces.clone());
    on_line(p, page, n).into_iter().for_each(|r| put_into(r, face, &faces));
}

/// Sets the run that begins with a text in another face.
pub fn reface(p: &mut Pages, page: usize, element: Element, start: &str, name: &str) {
    let (face, faces) = (face(p, name), p.faces.clone());
    beginning(p, page, element, start).into_iter().for_each(|r| put_into(r, face, &faces));
}

pub fn reface_all(p: &mut Pages, page: usize, element: Element, name: &str) {
    let (face, faces) = (face(p, name), p.faces.clone());
    runs(p, page, element).into_iter().for_each(|r| put_into(r, face, &faces));
}

pub fn recolour(p: &mut Pages, element: Element, color: Color) {
    (0..p.pages.len()).for_each(|page| recolour_page(p, page, element, color));
}

pub fn recolour_page(p: &mut Pages, page: usize, element: Element, color: Color) {
    runs(p, page, element).into_iter().for_each(|r| r.color = color);
}

pub fn size(p: &mut Pages, page: usize, element: Element, size: f64) {
    runs(p, page, element).into_iter().for_each(|r| r.size = size);
}

/// Prints another character in place of one.
fn type_over(g: &mut Glyph, c: char, face: &hongtou::font::Face) {
    g.text = c;
    g.id = face.glyph(c).unwrap_or_else(|| panic!("no glyph {c}"));
}

/// Another character for glyph `n` of an element on a page.
pub fn retype(p: &mut Pages, page: usize, element: Element, n: usize, c: char) {
    let faces = p.faces.clone();
    let mut at = n;
    for r in runs(p, page, element) {
        if let Some(g) = r.glyphs.get_mut(at) {
            return type_over(g, c, &faces[r.face]);
        }
        at -= r.glyphs.len();
    }
    panic!("no glyph {n}");
}

/// Another character for glyph `n` of the run that begins with a text.
pub fn retype_text(p: &mut Pages, page: usize, element: Element, start: &str, n: usize, c: char) {
    let faces = p.faces.clone();
    let r = beginning(p, page, element, start).swap_remove(0);
    type_over(&mut r.glyphs[n], c, &faces[r.face]);
}

/// Another character for the last glyph of an element on a page.
pub fn retype_last(p: &mut Pages, page: usize, element: Element, c: char) {
    let faces = p.faces.clone();
    let r = runs(p, page, element).pop().unwrap();
    type_over(r.glyphs.last_mut().unwrap(), c, &faces[r.face]);
}

/// Another character at an end of a line.
pub fn retype_line(p: &mut Pages, page: usize, n: usize, end: End, c: char) {
    let faces = p.faces.clone();
    let mut runs = on_line(p, page, n);
    let r = match end {
        First => runs.swap_remove(0),
        Last => runs.pop().unwrap(),
    };
    let face = &faces[r.face];
    type_over(if matches!(end, First) { r.glyphs.first_mut().unwrap() } else { r.glyphs.last_mut().unwrap() }, c, face);
}

/// Takes glyph `at` of the longest run of a line away.
pub fn drop_glyph(p: &mut Pages, page: usize, n: usize, at: usize) {
    let r = on_line(p, page, n).into_iter().max_by_key(|r| r.glyphs.len()).unwrap();
    r.glyphs.remove(at);
}

pub fn drop_element(p: &mut Pages, page: usize, element: Element) {
    p.pages[page].items.retain(|i| !matches!(i, Item::Run(r) if r.element == element));
}

/// Takes the run that reads as a text away.
pub fn drop_text(p: &mut Pages, page: usize, element: Element, start: &str) {
    p.pages[page].items.retain(|i| !matches!(i, Item::Run(r) if r.element == element && text(r).starts_with(start)));
}

/// Takes the rules of an element that fit a condition away.
pub fn drop_rules(p: &mut Pages, page: usize, element: Element, which: impl Fn(usize) -> bool) {
    let mut k = 0;
    p.pages[page].items.retain(|i| {
        let Item::Rule(r) = i else { return true };
        if r.element != element {
            return true;
        }
        k += 1;
        !which(k - 1)
    });
}

pub fn drop_rules_where(p: &mut Pages, page: usize, element: Element, which: impl Fn(&Rule) -> bool) {
    p.pages[page].items.retain(|i| !matches!(i, Item::Rule(r) if r.element == element && which(r)));
}

/// Spreads the run that begins with a text.
pub fn spread(p: &mut Pages, page: usize, start: &str, by: f64) {
    let r = beginning(p, page, Element::Body, start).swap_remove(0);
    let x = r.glyphs[0].x;
    r.glyphs.iter_mut().for_each(|g| g.x = x + (g.x - x) * by);
}
