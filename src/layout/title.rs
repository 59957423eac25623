//! Lines of a title (TI-02 to TI-05): whole phrases, in the shape of a trapezium or a rhombus.

/// The lines of a title of at most `max_cells` cells (19 for 22 pt) each, `max_lines` of them unless it cannot be held in so few. `\n` forces
/// a break; a title that fits stays on one line. `lexicon` holds names and phrases that are rather not broken.
pub fn break_title(title: &str, max_cells: i32, max_lines: usize, lexicon: &[String]) -> Vec<String> {
    let _ = (title, max_cells, max_lines, lexicon);
    todo!()
}
