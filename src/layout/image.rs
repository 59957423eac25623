//! A picture on its own: its size from the head of the file, scaled into the measure and onto whole lines of the grid.

use std::sync::Arc;

use super::compose::picture_atom;
use super::desk::Desk;
use super::flow::Atom;
use super::geometry::{Area, SIZE};
use super::pages::{Image, Item};
use super::picture::{self, Fault};
use crate::chart::svg;
use crate::document::Span;
use crate::words::layout as words;

/// Points of a pixel where nothing better is known: 96 to the inch, as office programs take it.
const PIXEL: f64 = 0.75;

/// The atom of the picture at `path` with the description `alt`; one that is missing or no picture is reported.
pub fn atom(desk: &mut Desk<'_>, (path, alt): (&str, &str), span: &Span, area: &Area) -> Option<Atom> {
    let Some(data) = desk.options.images.get(path).cloned() else {
        let origin = desk.origin(span);
        desk.report(words::image_not_found(path, origin));
        return None;
    };
    if svg::is_svg(&data) {
        // A picture of ours is drawn anew with the paper's faces; under it stands what the text says of it, which a person may have edited.
        let Some(chart) = svg::read(&data) else {
            let origin = desk.origin(span);
            desk.report(crate::words::chart::foreign_svg(path, origin));
            return None;
        };
        let own = chart.caption();
        return super::chart::atom(desk, &chart, if alt.trim().is_empty() { &own } else { alt }, span, area);
    }
    let (w, h) = match picture::head(&data) {
        Ok(head) => head.size(),
        Err(fault) => {
            let origin = desk.origin(span);
            desk.report(match fault {
                Fault::Unreadable => words::image_not_readable(path, origin),
                Fault::TooLarge(w, h) => words::image_too_large(path, w, h, origin),
                Fault::Inks => words::image_in_inks(path, origin),
                Fault::RareCoding => words::image_of_rare_coding(path, origin),
            });
            return None;
        }
    };
    Some(place(data, (f64::from(w) * PIXEL, f64::from(h) * PIXEL), area))
}

/// Scales the picture down to the measure and the page, and centres it in the lines that it takes.
fn place(data: Arc<[u8]>, (w, h): (f64, f64), area: &Area) -> Atom {
    let most = f64::from(area.lines - 2) * area.pitch() + SIZE;
    let scale = (area.width / w).min(most / h).min(1.0);
    let (w, h) = (w * scale, h * scale);
    let lines = ((h - SIZE) / area.pitch()).ceil().max(0.0) as u32 + 1;
    let room = f64::from(lines - 1) * area.pitch() + SIZE;
    let image = Image { data, x: (area.width - w) / 2.0, y: (room - h) / 2.0, width: w, height: h };
    picture_atom(lines, area, vec![Item::Image(image)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_is_scaled_into_the_measure_and_takes_whole_lines() {
        let a = place(Arc::from(&b""[..]), (884.4, 200.0), &Area::PORTRAIT);
        let lines = (a.height - SIZE) / Area::PORTRAIT.pitch();
        assert!((lines - lines.round()).abs() < 1e-9 && lines.round() == 3.0, "100 pt high: four lines");
    }
}
