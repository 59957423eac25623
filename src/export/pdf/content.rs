//! One page as printpdf operations: text with the exact place of every glyph, rules as filled boxes, pictures.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color as PdfColor, CurTransMat, DictItem, Greyscale, Op, PaintMode, PdfFontHandle, Pt, Rect, Rgb, TextItem, TextMatrix,
    XObjectTransform,
};

use super::fonts::Fonts;
use super::groups::Groups;
use super::image::Images;
use crate::layout::{Color, Glyph, Item, Page, Rule, Run};

/// Glyphs farther than this from their run's baseline begin a line of their own, pt.
const SAME_BASELINE: f64 = 0.001;

/// The operations of a page; y is turned round, for PDF counts from the bottom.
pub(super) fn operations(page: &Page, fonts: &Fonts, images: &Images) -> Vec<Op> {
    let groups = Groups::of(page, fonts);
    let mut pen = Pen { ops: Vec::new(), fonts, groups, height: page.height, in_text: false, color: None, font: None };
    for (index, item) in page.items.iter().enumerate() {
        match item {
            Item::Run(run) => pen.run(index, run),
            Item::Rule(rule) => pen.rule(rule),
            Item::Image(image) => {
                pen.leave_text();
                let Some(id) = images.id(image) else { continue };
                let place = [image.width, 0.0, 0.0, image.height, image.x, page.height - image.y - image.height].map(|v| v as f32);
                let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
                pen.ops.extend([Op::SaveGraphicsState, Op::SetTransformationMatrix { matrix: CurTransMat::Raw(place) }]);
                pen.ops.extend([Op::UseXobject { id, transform }, Op::RestoreGraphicsState]);
            }
            Item::Link(_) => {} // no ink: `finish` adds the clickable box
        }
    }
    pen.leave_text();
    pen.ops
}

/// What has been written and what state that leaves the viewer in.
struct Pen<'a> {
    ops: Vec<Op>,
    fonts: &'a Fonts,
    groups: Groups,
    height: f64,
    in_text: bool,
    color: Option<Color>,
    font: Option<(usize, f64)>,
}

impl Pen<'_> {
    fn run(&mut self, index: usize, run: &Run) {
        if run.glyphs.is_empty() || run.size <= 0.0 || run.scale_x <= 0.0 {
            return;
        }
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
            self.font = None;
        }
        self.color(run.color);
        let mut rest = run.glyphs.as_slice();
        let mut done = 0;
        while let Some((font, first)) = rest.first().and_then(|g| Some((self.fonts.place(run.face, g)?.0, g))) {
            let baseline = |g: &Glyph| if run.turned { g.x } else { g.y };
            let fits =
                |g: &&Glyph| self.fonts.place(run.face, g).is_some_and(|(f, _)| f == font) && (baseline(g) - baseline(first)).abs() < SAME_BASELINE;
            let length = rest.iter().take_while(fits).count().max(1);
            let (line, after) = rest.split_at(length.min(rest.len()));
            self.line(run, font, (index, done), line);
            done += line.len();
            rest = after;
        }
    }

    /// Glyphs of one font on one baseline: the matrix puts the first, adjustments put the others. `at` says which they are: the item and the
    /// number of its first glyph.
    fn line(&mut self, run: &Run, font: usize, at: (usize, usize), glyphs: &[Glyph]) {
        let (Some(first), Some(id)) = (glyphs.first(), self.fonts.id(font)) else { return };
        if self.font != Some((font, run.size)) {
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(run.size as f32) });
            self.font = Some((font, run.size));
        }
        let (x, y) = (first.x as f32, (self.height - first.y) as f32);
        let sx = run.scale_x as f32;
        let matrix = if run.turned { [0.0, sx, -1.0, 0.0, x, y] } else { [sx, 0.0, 0.0, 1.0, x, y] };
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(matrix) });
        // All in thousandths of an em of text space, from the first glyph's origin.
        let em = run.size * run.scale_x / 1000.0;
        let target = |g: &Glyph| if run.turned { (first.y - g.y) / em } else { (g.x - first.x) / em };
        let mut pen = 0.0;
        let mut shown = Vec::with_capacity(glyphs.len());
        for (i, glyph) in glyphs.iter().enumerate() {
            let Some((_, gid)) = self.fonts.place(run.face, glyph) else { continue };
            pen += self.fonts.width(font, gid);
            // The adjustment stands after a glyph and moves the pen back to where the next one belongs; what rounding leaves is carried on.
            let back = glyphs.get(i + 1).map_or(0.0, |next| ((pen - target(next)) * 100.0).round() / 100.0);
            pen -= back;
            let place = (at.0, at.1 + i);
            if let Some(text) = self.groups.begins(place) {
                let properties = actual_text(text);
                self.show(&mut shown);
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
            }
            shown.push(Codepoint::with_cid(gid, back as f32, glyph.text.to_string()));
            if self.groups.ends(place) {
                self.show(&mut shown);
                self.ops.push(Op::EndMarkedContent);
            }
        }
        self.show(&mut shown);
    }

    fn show(&mut self, glyphs: &mut Vec<Codepoint>) {
        if !glyphs.is_empty() {
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(glyphs))] });
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.leave_text();
        self.color(rule.color);
        let [x, y, width, height] = [rule.x, self.height - rule.y - rule.height, rule.width, rule.height].map(|v| Pt(v as f32));
        let rectangle = Rect { x, y, width, height, mode: Some(PaintMode::Fill), winding_order: None };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn color(&mut self, color: Color) {
        if self.color == Some(color) {
            return;
        }
        self.color = Some(color);
        let col = match color {
            Color::Black => PdfColor::Greyscale(Greyscale { percent: 0.0, icc_profile: None }),
            Color::Red => PdfColor::Rgb(Rgb { r: 1.0, g: 0.0, b: 0.0, icc_profile: None }),
        };
        self.ops.push(Op::SetFillColor { col });
    }

    fn leave_text(&mut self) {
        if self.in_text {
            self.ops.push(Op::EndTextSection);
            self.in_text = false;
        }
    }
}

/// The text that a reader gets for a group of glyphs.
fn actual_text(text: &str) -> DictItem {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(bytes))]) }
}
