//! One page as drawing operators: text with the exact place of every glyph, rules as filled boxes, pictures.

use super::fonts::Fonts;
use super::groups::Groups;
use super::image::Images;
use super::shown::{self, Shown, ShownRun};
use super::write::{hex, number, numbers};
use crate::layout::{Color, Image, Item, Page, Rule};

/// Glyphs farther than this from their run's baseline begin a line of their own, pt.
const SAME_BASELINE: f64 = 0.001;

/// The operators of a page; y is turned round, for PDF counts from the bottom.
pub(super) fn of(page: &Page, fonts: &Fonts, images: &Images) -> Vec<u8> {
    let runs = shown::of(page, fonts);
    let groups = Groups::of(&runs, fonts);
    let mut pen = Pen { out: Vec::new(), fonts, groups, height: page.height, in_text: false, color: None, font: None };
    for (index, (item, run)) in page.items.iter().zip(&runs).enumerate() {
        match (item, run) {
            (Item::Run(of), Some(run)) => pen.run(index, run, of.color),
            (Item::Rule(rule), _) => pen.rule(rule),
            (Item::Image(image), _) => pen.image(image, images),
            _ => {} // no ink: `finish` adds the clickable box of a link
        }
    }
    pen.leave_text();
    pen.out
}

/// What has been written and what state that leaves the viewer in.
struct Pen<'a> {
    out: Vec<u8>,
    fonts: &'a Fonts,
    groups: Groups,
    height: f64,
    in_text: bool,
    color: Option<Color>,
    font: Option<(usize, f64)>,
}

impl Pen<'_> {
    fn run(&mut self, index: usize, run: &ShownRun, color: Color) {
        if run.glyphs.is_empty() {
            return;
        }
        if !self.in_text {
            self.out.extend(b"BT\n");
            self.in_text = true;
            self.font = None;
        }
        self.color(color);
        let mut rest = run.glyphs.as_slice();
        let mut done = 0;
        while let Some(first) = rest.first() {
            let fits = |g: &&Shown| g.font == first.font && (g.across - first.across).abs() < SAME_BASELINE;
            let (line, after) = rest.split_at(rest.iter().take_while(fits).count().clamp(1, rest.len()));
            self.line(run, first, (index, done), line);
            done += line.len();
            rest = after;
        }
    }

    /// Glyphs of one font on one baseline: the matrix puts the first, adjustments put the others. `at` says which they are: the item and the
    /// number of its first glyph.
    fn line(&mut self, run: &ShownRun, first: &Shown, at: (usize, usize), glyphs: &[Shown]) {
        if self.font != Some((first.font, run.size)) {
            self.out.extend(b"/F");
            number(&mut self.out, first.font as f64, 0);
            self.out.push(b' ');
            number(&mut self.out, run.size, 4);
            self.out.extend(b" Tf\n");
            self.font = Some((first.font, run.size));
        }
        let sx = run.scale_x;
        let (matrix, place) =
            if run.turned { ([0.0, sx, -1.0, 0.0], [first.across, first.along]) } else { ([sx, 0.0, 0.0, 1.0], [first.along, first.across]) };
        numbers(&mut self.out, &matrix, 5);
        numbers(&mut self.out, &place, 3);
        self.out.extend(b"Tm\n");
        let unit = run.unit();
        let mut pen = 0.0;
        let mut open = Open::Nothing;
        for (i, glyph) in glyphs.iter().enumerate() {
            let place = (at.0, at.1 + i);
            if let Some(text) = self.groups.begins(place) {
                let text = text.to_owned();
                self.end_show(&mut open);
                self.begin_piece(&text);
            }
            match open {
                Open::Nothing => self.out.extend(b"[<"),
                Open::Array => self.out.push(b'<'),
                Open::String => {}
            }
            open = Open::String;
            hex(&mut self.out, glyph.id);
            pen += self.fonts.width(glyph.font, glyph.id);
            // The adjustment stands after a glyph and moves the pen back to where the next one belongs; what rounding leaves is carried on.
            let back = glyphs.get(i + 1).map_or(0.0, |next| ((pen - (next.along - first.along) / unit) * 100.0).round() / 100.0);
            if back != 0.0 {
                pen -= back;
                self.out.push(b'>');
                number(&mut self.out, back, 2);
                open = Open::Array;
            }
            if self.groups.ends(place) {
                self.end_show(&mut open);
                self.out.extend(b"EMC\n");
            }
        }
        self.end_show(&mut open);
    }

    fn end_show(&mut self, open: &mut Open) {
        match open {
            Open::Nothing => return,
            Open::Array => {}
            Open::String => self.out.push(b'>'),
        }
        self.out.extend(b"]TJ\n");
        *open = Open::Nothing;
    }

    /// From here to the end of the piece a reader gets `text`.
    fn begin_piece(&mut self, text: &str) {
        self.out.extend(b"/Span<</ActualText<FEFF");
        text.encode_utf16().for_each(|unit| hex(&mut self.out, unit));
        self.out.extend(b">>>BDC\n");
    }

    fn rule(&mut self, rule: &Rule) {
        self.leave_text();
        self.color(rule.color);
        numbers(&mut self.out, &[rule.x, self.height - rule.y - rule.height, rule.width, rule.height], 4);
        self.out.extend(b"re f\n");
    }

    fn image(&mut self, image: &Image, images: &Images) {
        self.leave_text();
        let Some((index, turn)) = images.place(image) else { return };
        let (x, y) = (image.x, self.height - image.y - image.height);
        self.out.extend(b"q ");
        numbers(&mut self.out, &turn.matrix([x, y, image.width, image.height]), 4);
        self.out.extend(b"cm /I");
        number(&mut self.out, index as f64, 0);
        self.out.extend(b" Do Q\n");
    }

    fn color(&mut self, color: Color) {
        if self.color == Some(color) {
            return;
        }
        self.color = Some(color);
        self.out.extend(match color {
            Color::Black => &b"0 g\n"[..],
            Color::Red => b"1 0 0 rg\n",
        });
    }

    fn leave_text(&mut self) {
        if self.in_text {
            self.out.extend(b"ET\n");
            self.in_text = false;
        }
    }
}

/// How much of a `[<…>…]TJ` has been written.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    Array,
    String,
}
