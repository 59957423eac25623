//! The box around the ink of a glyph, exact for lines, quadratic (TrueType) and cubic (CFF) curves.

use skrifa::outline::OutlinePen;

/// Collects the extent of an outline.
#[derive(Debug, Default)]
pub(super) struct InkPen {
    at: (f32, f32),
    bounds: Option<[f32; 4]>,
}

impl InkPen {
    /// x min, y min, x max, y max in font units; `None` if nothing was drawn.
    pub fn bounds(&self) -> Option<[f32; 4]> {
        self.bounds
    }

    fn point(&mut self, x: f32, y: f32) {
        let [x0, y0, x1, y1] = self.bounds.unwrap_or([x, y, x, y]);
        self.bounds = Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)]);
    }
}

impl OutlinePen for InkPen {
    // A move alone leaves no ink.
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.point(self.at.0, self.at.1);
        self.point(x, y);
        self.at = (x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (x0, y0) = self.at;
        // The same curve raised to the third degree.
        let raise = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
        self.curve_to(raise(x0, cx), raise(y0, cy), raise(x, cx), raise(y, cy), x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (x0, y0) = self.at;
        self.point(x0, y0);
        self.point(x, y);
        for t in extrema(x0, ax, bx, x).into_iter().chain(extrema(y0, ay, by, y)).flatten() {
            self.point(on_curve(x0, ax, bx, x, t), on_curve(y0, ay, by, y, t));
        }
        self.at = (x, y);
    }

    fn close(&mut self) {}
}

fn on_curve(p0: f32, p1: f32, p2: f32, p3: f32, t: f32) -> f32 {
    let u = 1.0 - t;
    u * u * u * p0 + 3.0 * u * u * t * p1 + 3.0 * u * t * t * p2 + t * t * t * p3
}

/// Where between its ends a cubic turns back in one coordinate: the roots of its derivative.
fn extrema(p0: f32, p1: f32, p2: f32, p3: f32) -> [Option<f32>; 2] {
    let (lo, hi) = (p0.min(p3), p0.max(p3));
    if (lo..=hi).contains(&p1) && (lo..=hi).contains(&p2) {
        return [None, None]; // the curve stays between its control points
    }
    let a = p3 - 3.0 * p2 + 3.0 * p1 - p0;
    let b = 2.0 * (p2 - 2.0 * p1 + p0);
    let c = p1 - p0;
    let inside = |t: f32| (t > 0.0 && t < 1.0).then_some(t);
    if a.abs() < 1e-6 {
        return [(b != 0.0).then(|| -c / b).and_then(inside), None];
    }
    let d = b * b - 4.0 * a * c;
    if d < 0.0 {
        return [None, None];
    }
    [inside((-b + d.sqrt()) / (2.0 * a)), inside((-b - d.sqrt()) / (2.0 * a))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_measured_at_their_extremes_not_at_control_points() {
        let mut pen = InkPen::default();
        pen.move_to(0.0, 0.0);
        // B(1/2) of the control heights 0, 100, 100, 0 is 75.
        pen.curve_to(0.0, 100.0, 100.0, 100.0, 100.0, 0.0);
        assert_eq!(pen.bounds(), Some([0.0, 0.0, 100.0, 75.0]));

        let mut pen = InkPen::default();
        pen.move_to(0.0, 0.0);
        // A parabola from (0, 0) to (100, 0) with its control point at height 80 rises to 40.
        pen.quad_to(50.0, 80.0, 100.0, 0.0);
        let b = pen.bounds().unwrap();
        assert!((b[3] - 40.0).abs() < 0.01 && b[1] == 0.0, "{b:?}");
    }

    #[test]
    fn a_move_alone_leaves_no_ink() {
        let mut pen = InkPen::default();
        pen.move_to(5.0, 5.0);
        assert_eq!(pen.bounds(), None);
    }
}
