//! One page as printpdf operations: text with the exact place of every glyph, rules as filled boxes, pictures.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color as PdfColor, CurTransMat, DictItem, FontId, Greyscale, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, Point,
    Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, WindingOrder,
};

use super::fonts::{self, Fonts};
use super::groups::Groups;
use super::image::{self, Images};
use super::shown::{self, Shown, ShownRun};
use crate::layout::{Color, Image, Item, Page, Path, Rule};

/// Glyphs farther than this from their run's baseline begin a line of their own, pt.
const SAME_BASELINE: f64 = 0.001;

/// The operations of a page; y is turned round, for PDF counts from the bottom.
pub(super) fn of(page: &Page, fonts: &Fonts, images: &Images) -> Vec<Op> {
    let runs = shown::of(page, fonts);
    let groups = Groups::of(&runs, fonts);
    let mut pen = Pen { ops: Vec::new(), fonts, groups, height: page.height, in_text: false, color: None, font: None };
    for (index, (item, run)) in page.items.iter().zip(&runs).enumerate() {
        match (item, run) {
            (Item::Run(of), Some(run)) => pen.run(index, run, of.color),
            (Item::Rule(rule), _) => pen.rule(rule),
            (Item::Path(path), _) => pen.path(path),
            (Item::Image(image), _) => pen.image(image, images),
            _ => {} // no ink: `finish` adds the clickable box of a link
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
    fn run(&mut self, index: usize, run: &ShownRun, color: Color) {
        if run.glyphs.is_empty() {
            return;
        }
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
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
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(fonts::name(first.font))), size: Pt(run.size as f32) });
            self.font = Some((first.font, run.size));
        }
        let (sx, along, across) = (run.scale_x as f32, first.along as f32, first.across as f32);
        let matrix = if run.turned { [0.0, sx, -1.0, 0.0, across, along] } else { [sx, 0.0, 0.0, 1.0, along, across] };
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(matrix) });
        let unit = run.unit();
        let mut pen = 0.0;
        let mut shown = Vec::with_capacity(glyphs.len());
        for (i, glyph) in glyphs.iter().enumerate() {
            let place = (at.0, at.1 + i);
            if let Some(text) = self.groups.begins(place) {
                let properties = actual_text(text);
                self.show(&mut shown);
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
            }
            pen += self.fonts.width(glyph.font, glyph.id);
            // The adjustment stands after a glyph and moves the pen back to where the next one belongs; what rounding leaves is carried on.
            let back = glyphs.get(i + 1).map_or(0.0, |next| ((pen - (next.along - first.along) / unit) * 100.0).round() / 100.0);
            pen -= back;
            shown.push(Codepoint::new(glyph.id, back as f32));
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
        self.ops.push(Op::DrawRectangle { rectangle: Rect { x, y, width, height, mode: Some(PaintMode::Fill), winding_order: None } });
    }

    /// A line or an area of a chart.
    fn path(&mut self, path: &Path) {
        self.leave_text();
        let place = |(x, y): &(f64, f64)| LinePoint { p: Point { x: Pt(*x as f32), y: Pt((self.height - y) as f32) }, bezier: false };
        let points: Vec<LinePoint> = path.points.iter().map(place).collect();
        if let Some(value) = path.fill {
            self.ops.push(Op::SetFillColor { col: grey(value) });
            // The next text or rule sets its colour again.
            self.color = None;
        }
        if let Some(outline) = &path.outline {
            let dash: Vec<f32> = outline.dash.iter().map(|d| *d as f32).collect();
            self.ops.extend([
                Op::SetOutlineColor { col: grey(outline.grey) },
                Op::SetOutlineThickness { pt: Pt(outline.width as f32) },
                Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &dash) },
            ]);
        }
        let mode = match (path.fill, &path.outline) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, Some(_)) if path.closed => PaintMode::Stroke,
            (None, Some(_)) => {
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
                return;
            }
            (None, None) => return,
        };
        let polygon = Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn image(&mut self, image: &Image, images: &Images) {
        self.leave_text();
        let Some((index, turn)) = images.place(image) else { return };
        let (x, y) = (image.x, self.height - image.y - image.height);
        let matrix = turn.matrix([x, y, image.width, image.height]).map(|v| v as f32);
        self.ops.extend([Op::SaveGraphicsState, Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) }]);
        // The picture is put into the file's resources by `finish`, so it is drawn by its name there.
        self.ops
            .extend([Op::Unknown { key: "Do".to_owned(), value: vec![DictItem::Name(image::name(index).into_bytes())] }, Op::RestoreGraphicsState]);
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

/// A grey from 0, black, to 255, white.
fn grey(value: u8) -> PdfColor {
    PdfColor::Greyscale(Greyscale { percent: f32::from(value) / 255.0, icc_profile: None })
}

/// The text that a reader gets for a group of glyphs.
fn actual_text(text: &str) -> DictItem {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(bytes))]) }
}
