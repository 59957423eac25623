//! How the workbook looks: faces that every Chinese Windows has, one shade for heads and one for totals, thin lines.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};
use unicode_width::UnicodeWidthStr;

use super::plan::{Column, What};

/// Points of a line of text.
pub(super) const LINE: f64 = 14.0;
const GREY: Color = Color::RGB(0x8C_8C_8C);

/// The formats of the cells.
pub(super) struct Styles {
    pub title: Format,
    pub subtitle: Format,
    pub marks: Format,
    pub head: Format,
    pub unit: Format,
    pub total_unit: Format,
    pub text: Format,
    pub left: Format,
    pub total_text: Format,
    pub note: Format,
    pub link: Format,
    pub plain: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let body = Format::new().set_font_name("宋体").set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let black = body.clone().set_font_name("黑体");
        let cell = boxed(&body).set_align(FormatAlign::Center).set_text_wrap();
        let total = |f: Format| f.set_font_name("黑体").set_background_color(Color::RGB(0xF2_F2_F2));
        Self {
            title: black.clone().set_font_size(16).set_align(FormatAlign::Center),
            subtitle: body.clone().set_align(FormatAlign::Center),
            marks: black.clone().set_align(FormatAlign::Center),
            head: boxed(&black).set_align(FormatAlign::Center).set_text_wrap().set_background_color(Color::RGB(0xD9_E5_F3)),
            unit: cell.clone(),
            total_unit: total(cell.clone()),
            left: boxed(&body).set_text_wrap(),
            total_text: total(cell.clone()).set_font_size(9),
            text: cell,
            note: body.clone().set_text_wrap().set_align(FormatAlign::Top).set_font_size(9.5),
            link: boxed(&body).set_font_color(Color::RGB(0x05_63_C1)).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            plain: body.set_text_wrap(),
        }
    }

    /// A number of a column, with the places that papers print.
    pub(super) fn number(&self, column: &Column<'_>, total: bool) -> Format {
        let base = if total { self.total_unit.clone() } else { self.unit.clone() };
        base.set_num_format(number_format(column))
    }
}

fn boxed(format: &Format) -> Format {
    format.clone().set_border(FormatBorder::Thin).set_border_color(GREY)
}

/// As papers print it: ratios in percent.
pub(super) fn number_format(column: &Column<'_>) -> String {
    let places = column.indicator.decimals() as usize;
    let digits = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
    if column.what == What::Ratio { format!("{digits}%") } else { digits }
}

/// Lines that a text takes in so many half-width characters.
pub(super) fn lines(text: &str, width: f64) -> f64 {
    text.lines().map(|l| (l.width_cjk() as f64 / (width - 1.0).max(1.0)).ceil().max(1.0)).sum::<f64>().max(1.0)
}

/// A4 lying, one page wide, heads on every page, page numbers.
pub(super) fn page(sheet: &mut Worksheet, footer: &str) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.35).set_footer(footer);
}
