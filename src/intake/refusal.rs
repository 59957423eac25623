//! Why a file as a whole cannot be read; each reason becomes one sentence with a remedy.

use serde::{Deserialize, Serialize};

use super::{MAX_CELLS, MAX_FILE};
use crate::diag::Diagnostic;
use crate::words::intake as words;

/// Why a file as a whole cannot be read. It crosses the border of a process, so it holds no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Refusal {
    /// Of no bytes.
    Empty,
    /// Larger than any form; its size in MB.
    TooLarge(u64),
    /// Unpacks to more than any form.
    UnpacksTooLarge,
    /// More cells, or more text in them, than any form has.
    TooManyCells,
    /// Ends early.
    Truncated,
    /// Cannot be made sense of.
    Damaged,
    /// Opens with a password only.
    Password,
    /// A text document.
    Document,
    /// A presentation.
    Slides,
    /// A PDF.
    Pdf,
    /// A picture.
    Image,
    /// An archive that cannot be unpacked here: .rar, .7z and their kin.
    Archive,
    /// A member of an archive that only a password unpacks.
    ArchivePassword,
    /// An archive in an archive in an archive.
    ArchiveTooDeep,
    /// A web page without a table, or one whose tables stand in other files.
    Page,
    /// A web archive (.mht).
    WebArchive,
    /// What a spreadsheet program leaves beside a file that is open.
    OwnerFile,
    /// A text without columns.
    PlainText,
    /// A text in no encoding that is known.
    Encoding,
    /// Written by a program of thirty years ago.
    TooOld,
    /// Nothing that is known.
    Unknown,
    /// Reading took too long and was stopped.
    TooSlow,
    /// The reading process ended without an answer.
    Crashed,
    /// There is no program to read it with.
    NoReader,
}

impl Refusal {
    /// The sentence about the file that is called `file` in messages.
    pub(super) fn says(self, file: &str) -> Diagnostic {
        match self {
            Self::Empty => words::empty_file(file),
            Self::TooLarge(size) => words::too_large(file, size, MAX_FILE >> 20),
            Self::UnpacksTooLarge => words::unpacks_too_large(file),
            Self::TooManyCells => words::too_many_cells(file, MAX_CELLS),
            Self::Truncated => words::truncated(file),
            Self::Damaged => words::damaged(file),
            Self::Password => words::password(file),
            Self::Document => words::is_document(file),
            Self::Slides => words::is_slides(file),
            Self::Pdf => words::is_pdf(file),
            Self::Image => words::is_image(file),
            Self::Archive => words::is_archive(file),
            Self::ArchivePassword => words::archive_password(file),
            Self::ArchiveTooDeep => words::archive_too_deep(file),
            Self::Page => words::is_page(file),
            Self::WebArchive => words::is_web_archive(file),
            Self::OwnerFile => words::is_owner_file(file),
            Self::PlainText => words::is_plain_text(file),
            Self::Encoding => words::unknown_encoding(file),
            Self::TooOld => words::too_old(file),
            Self::Unknown => words::unknown_format(file),
            Self::TooSlow => words::too_slow(file),
            Self::Crashed => words::reader_crashed(file),
            Self::NoReader => words::no_reader(file),
        }
    }
}
