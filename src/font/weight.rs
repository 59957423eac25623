//! The weight of strokes: how heavy a face is, and outlines drawn a little lighter.
//!
//! A name's rare character from a heavier face would look emphasised in the middle of light text. It is drawn with thinner strokes; the other way
//! round, making a light face heavier, is never done: that is the false bold that printed papers must not have.

use super::outline::Step;

/// Area and length of the edges of an outline, em² and em.
pub(super) fn area_and_edge(steps: &[Step]) -> (f64, f64) {
    let (mut area, mut edge) = (0.0, 0.0);
    for contour in contours(steps) {
        let points = polygon(contour);
        for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
            area += (a.0 * b.1 - b.0 * a.1) / 2.0;
            edge += (b.0 - a.0).hypot(b.1 - a.1);
        }
    }
    (area.abs(), edge)
}

/// The outline with its edges moved inwards by `by` em.
pub(super) fn thinned(mut steps: Vec<Step>, by: f64) -> Vec<Step> {
    let signed: f64 = contours(&steps)
        .map(|contour| {
            let points = polygon(contour);
            points.iter().zip(points.iter().cycle().skip(1)).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>()
        })
        .sum();
    // Counter-clockwise (PostScript) outlines have their outside at the right of the pen, clockwise (TrueType) ones at the left.
    let out = if signed >= 0.0 { -by } else { by };
    let mut start = 0;
    while start < steps.len() {
        let length = 1 + steps.iter().skip(start + 1).take_while(|s| !matches!(s, Step::Move(_))).count();
        if let Some(contour) = steps.get_mut(start..start + length) {
            let mut points: Vec<Point> = contour.iter().flat_map(points_of).collect();
            shift(&mut points, out);
            let mut moved = points.into_iter();
            contour.iter_mut().for_each(|s| put_points(s, &mut moved));
        }
        start += length;
    }
    steps
}

type Point = (f64, f64);

fn contours(steps: &[Step]) -> impl Iterator<Item = &[Step]> {
    steps.chunk_by(|_, next| !matches!(next, Step::Move(_)))
}

/// The points of a contour, curves in eight straight pieces.
fn polygon(contour: &[Step]) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::new();
    for step in contour {
        match *step {
            Step::Move(p) | Step::Line(p) => out.push(p),
            Step::Curve(a, b, p) => {
                let from = out.last().copied().unwrap_or(p);
                out.extend((1..=8).map(|i| {
                    let t = f64::from(i) / 8.0;
                    let u = 1.0 - t;
                    let at = |w: f64, x: f64, y: f64, z: f64| u * u * u * w + 3.0 * u * u * t * x + 3.0 * u * t * t * y + t * t * t * z;
                    (at(from.0, a.0, b.0, p.0), at(from.1, a.1, b.1, p.1))
                }));
            }
        }
    }
    out
}

fn points_of(step: &Step) -> Vec<Point> {
    match *step {
        Step::Move(p) | Step::Line(p) => vec![p],
        Step::Curve(a, b, p) => vec![a, b, p],
    }
}

fn put_points(step: &mut Step, points: &mut impl Iterator<Item = Point>) {
    match step {
        Step::Move(p) | Step::Line(p) => points.next().into_iter().for_each(|q| *p = q),
        Step::Curve(a, b, p) => [a, b, p].into_iter().zip(points).for_each(|(p, q)| *p = q),
    }
}

/// Moves the points of a closed contour to its right by `by`, along the line that halves the angle at each: FreeType's method, which holds back
/// where a short edge would turn over.
fn shift(points: &mut [Point], by: f64) {
    let n = points.len();
    let old = points.to_vec();
    // The directions into and out of each point, over neighbours that lie elsewhere.
    let direction = |a: Point, b: Point| {
        let (x, y) = (b.0 - a.0, b.1 - a.1);
        let length = x.hypot(y);
        (length > 1e-6).then(|| ((x / length, y / length), length))
    };
    let at = |i: usize| old.get(i % n).copied().unwrap_or_default();
    for (i, point) in points.iter_mut().enumerate() {
        let into = (1..n).find_map(|k| direction(at(i + n - k), at(i)));
        let away = (1..n).find_map(|k| direction(at(i), at(i + k)));
        let (Some((a, long)), Some((b, wide))) = (into, away) else { continue };
        let cosine = a.0 * b.0 + a.1 * b.1;
        // A turn back, as at the end of a hairline: there is nothing to make thinner.
        if cosine <= -0.9375 {
            continue;
        }
        let d = 1.0 + cosine;
        let turn = b.0 * a.1 - b.1 * a.0;
        let least = long.min(wide);
        let by = if by * turn <= least * d { by / d } else { least / turn };
        *point = (point.0 + (a.1 + b.1) * by, point.1 - (a.0 + b.0) * by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x0: f64, y0: f64, x1: f64, y1: f64, clockwise: bool) -> Vec<Step> {
        let mut corners = vec![(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
        if clockwise {
            corners.reverse();
        }
        corners.into_iter().enumerate().map(|(i, p)| if i == 0 { Step::Move(p) } else { Step::Line(p) }).collect()
    }

    fn ends(steps: &[Step]) -> Vec<Point> {
        steps.iter().flat_map(points_of).map(|(x, y)| ((x * 1000.0).round() / 1000.0, (y * 1000.0).round() / 1000.0)).collect()
    }

    #[test]
    fn strokes_become_thinner_on_both_sides_whichever_way_they_are_drawn() {
        for clockwise in [false, true] {
            let bar = square(0.0, 0.0, 1.0, 0.1, clockwise);
            let mut wanted = ends(&square(0.02, 0.02, 0.98, 0.08, clockwise));
            assert_eq!(ends(&thinned(bar.clone(), 0.02)), wanted);
            // A contour that says its first point again at its end.
            let mut closed = bar.clone();
            closed.extend(bar.first().map(|s| Step::Line(points_of(s)[0])));
            wanted.push(wanted[0]);
            assert_eq!(ends(&thinned(closed, 0.02)), wanted);
        }
    }

    #[test]
    fn the_hole_of_a_ring_grows() {
        let ring = [square(0.0, 0.0, 1.0, 1.0, false), square(0.1, 0.1, 0.9, 0.9, true)].concat();
        let wanted = [square(0.02, 0.02, 0.98, 0.98, false), square(0.08, 0.08, 0.92, 0.92, true)].concat();
        assert_eq!(ends(&thinned(ring.clone(), 0.02)), ends(&wanted));
        // Twice area by edge is nearly the thickness: 2 × 0.36 / 7.2 = 0.1.
        let (area, edge) = area_and_edge(&ring);
        assert!((2.0 * area / edge - 0.1).abs() < 1e-9);
    }
}
