//! Outlines as steps of a pen, all curves of the third degree.

use skrifa::outline::OutlinePen;

/// A step of the pen: to a point, or along a curve with two control points to a point. Em, y up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Lifted.
    Move((f64, f64)),
    /// Straight.
    Line((f64, f64)),
    /// Along a cubic curve.
    Curve((f64, f64), (f64, f64), (f64, f64)),
}

/// Notes what is drawn.
pub(super) struct StepPen {
    upem: f64,
    at: (f64, f64),
    /// What was drawn so far.
    pub steps: Vec<Step>,
}

impl StepPen {
    /// For a font of so many units to the em.
    pub fn new(upem: f64) -> Self {
        Self { upem, at: (0.0, 0.0), steps: Vec::new() }
    }

    fn point(&self, x: f32, y: f32) -> (f64, f64) {
        (f64::from(x) / self.upem, f64::from(y) / self.upem)
    }
}

impl OutlinePen for StepPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.steps.push(Step::Move(self.at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.steps.push(Step::Line(self.at));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, end) = (self.point(cx, cy), self.point(x, y));
        // The same curve raised to the third degree.
        let raise = |from: (f64, f64)| (from.0 + (control.0 - from.0) * 2.0 / 3.0, from.1 + (control.1 - from.1) * 2.0 / 3.0);
        self.steps.push(Step::Curve(raise(self.at), raise(end), end));
        self.at = end;
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let end = self.point(x, y);
        self.steps.push(Step::Curve(self.point(ax, ay), self.point(bx, by), end));
        self.at = end;
    }

    fn close(&mut self) {}
}
