//! How the forms look: faces that every Chinese Windows has, quiet shades, borders round every cell that is asked.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

/// Body face.
const BODY: &str = "宋体";
/// Face of titles and heads.
const HEAD: &str = "黑体";
const LINE: Color = Color::RGB(0x8C_8C_8C);
const NOTICE: Color = Color::RGB(0xC0_00_00);
const NOT_ASKED: Color = Color::RGB(0xD0_D0_D0);
const COMPUTED: Color = Color::RGB(0xEE_EE_EE);
/// The shade of cells to fill in.
const ASKED: Color = Color::RGB(0xFF_F8_D6);
const WRONG: Color = Color::RGB(0xFF_C7_CE);
const WRONG_TEXT: Color = Color::RGB(0x9C_00_06);
const TABLE_HEAD: Color = Color::RGB(0xD9_E5_F3);
/// Shades of the first columns, alternating from task to task.
const BANDS: [Color; 2] = [Color::RGB(0xF7_F3_E8), Color::RGB(0xE9_F1_EA)];

/// What a number looks like; whole ones as they are, so that a stray fraction shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    General,
    /// Places behind the point.
    Places(u32),
    Date,
}

impl Numbers {
    fn apply(self, format: Format) -> Format {
        match self {
            Self::General => format,
            Self::Places(n) => format.set_num_format(format!("0.{}", "0".repeat(n.clamp(1, 10) as usize))),
            Self::Date => format.set_num_format("yyyy-mm-dd"),
        }
    }
}

/// Plain text in the body face.
pub(super) fn body() -> Format {
    Format::new().set_font_name(BODY).set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

/// The title of a sheet.
pub(super) fn title() -> Format {
    Format::new().set_font_name(HEAD).set_font_size(16).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

/// The line under a title.
pub(super) fn subtitle() -> Format {
    body().set_font_size(10).set_align(FormatAlign::Center).set_text_wrap()
}

/// The line that says how far a sheet is filled in.
pub(super) fn progress() -> Format {
    body().set_font_name(HEAD).set_font_size(10).set_align(FormatAlign::Left)
}

/// The notice that the data are invented.
pub(super) fn notice() -> Format {
    Format::new().set_font_name(HEAD).set_font_size(12).set_font_color(NOTICE).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

/// A bordered cell.
pub(super) fn boxed() -> Format {
    body().set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// A head of a table.
pub(super) fn head() -> Format {
    boxed().set_font_name(HEAD).set_background_color(TABLE_HEAD).set_align(FormatAlign::Center).set_text_wrap()
}

/// A printed cell of a row's first columns, in the shade of its section.
pub(super) fn label(section: usize) -> Format {
    boxed().set_background_color(BANDS[section % BANDS.len()]).set_text_wrap()
}

/// A cell to fill in.
pub(super) fn open(numbers: Numbers) -> Format {
    numbers.apply(boxed().set_background_color(ASKED)).set_unlocked()
}

/// A text cell to fill in.
pub(super) fn open_text() -> Format {
    boxed().set_background_color(ASKED).set_text_wrap().set_unlocked()
}

/// A cell that is not asked.
pub(super) fn grey() -> Format {
    boxed().set_background_color(NOT_ASKED)
}

/// A cell that we print or compute.
pub(super) fn computed(numbers: Numbers) -> Format {
    numbers.apply(boxed().set_background_color(COMPUTED))
}

/// A cell that shows what another one shows, on paper.
pub(super) fn computed_plain(numbers: Numbers) -> Format {
    numbers.apply(boxed())
}

/// A cell below the printed rows of a list, for more rows.
pub(super) fn spare() -> Format {
    body().set_unlocked()
}

/// How a cell turns in which something stands that it cannot hold.
pub(super) fn wrong() -> Format {
    Format::new().set_background_color(WRONG).set_font_color(WRONG_TEXT)
}

/// Centres it.
pub(super) fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center)
}

/// A4 upright or lying, one page wide, margins in inches for a stapled sheet, the page number in the foot.
pub(super) fn page(sheet: &mut Worksheet, landscape: bool, footer: &str) {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    if landscape {
        sheet.set_landscape();
    }
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.35).set_footer(footer);
}
