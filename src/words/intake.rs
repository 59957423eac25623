//! What is said about workbooks that cannot be read or understood.

use std::io::{Error, ErrorKind};

use crate::diag::Diagnostic;
use crate::origin::{CellRef, CellSource, Origin};

fn refuse(code: &'static str, file: &str, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Origin::file(file), message).hint(hint)
}

const SAVE_AGAIN: &str = "请填报单位用 WPS 或 Excel 打开该文件，“另存为”.xlsx 格式后重新报送。";
const SEND_AGAIN: &str = "请填报单位重新报送一份能正常打开的 .xlsx 文件。";

/// There is no folder for the period.
pub fn no_period_folder(dir: &str) -> Diagnostic {
    refuse(
        "period-folder-missing",
        dir,
        "没有这个期次的报表文件夹。",
        format!("请新建文件夹 {dir}，把各单位报来的表格放进去；或者核对期次是否写对（例如 2023-02）。"),
    )
}

/// The period's folder has no workbook.
pub fn empty_period_folder(dir: &str) -> Diagnostic {
    refuse("period-folder-empty", dir, "文件夹里没有表格文件。", "请把各单位报来的表格（.xlsx、.xls、.et、.ods）放进这个文件夹。")
}

/// A folder or file could not be listed.
pub fn cannot_list(name: &str) -> Diagnostic {
    refuse("cannot-list", name, "无法查看这个文件或文件夹，已跳过。", "请检查它的访问权限，或者把里面的表格复制出来。")
}

/// A file in the folder that is no workbook.
pub fn not_a_workbook(name: &str) -> Diagnostic {
    let lower = name.to_lowercase();
    let (what, hint) = if lower.ends_with(".rar") || lower.ends_with(".7z") {
        ("这是压缩包，没有读取。", "请先解压，把里面的表格放进这个文件夹；zip 格式的压缩包可以直接读取。")
    } else if lower.ends_with(".doc") || lower.ends_with(".docx") || lower.ends_with(".wps") {
        ("这是文字文档，没有读取。", "如果数据填在文档里，请填报单位改用下发的表格报送。")
    } else if lower.ends_with(".pdf") || lower.ends_with(".jpg") || lower.ends_with(".jpeg") || lower.ends_with(".png") {
        ("这是扫描件或图片，没有读取。", "如果是盖章件可以留存备查；数据请以表格报送。")
    } else {
        ("这不是表格文件，没有读取。", "如果与报表无关，请移到别的文件夹。")
    };
    Diagnostic::warning("not-a-workbook", Origin::file(name), what).hint(hint)
}

/// The file could not be opened.
pub fn cannot_open(file: &str, e: &Error) -> Diagnostic {
    // What Windows says of a file that another program keeps open (sharing and lock violations).
    if cfg!(windows) && matches!(e.raw_os_error(), Some(32 | 33)) {
        return refuse("file-cannot-be-opened", file, "文件正在 WPS 或 Excel 里打开，读不了。", "请先保存并关闭这个表格，再重新运行。");
    }
    let (message, hint) = match e.kind() {
        ErrorKind::NotFound => ("找不到这个文件。", "请核对文件名和所在文件夹。"),
        ErrorKind::PermissionDenied => ("没有权限打开这个文件。", "如果它正在 WPS 或 Excel 里打开，请先关闭；否则请检查文件权限。"),
        _ => ("无法打开这个文件。", "如果它正在 WPS 或 Excel 里打开，请先关闭后重试。"),
    };
    refuse("file-cannot-be-opened", file, message, hint)
}

/// The file is too large to be a form.
pub fn too_large(file: &str, size: u64, limit: u64) -> Diagnostic {
    refuse(
        "file-too-large",
        file,
        format!("文件有 {size} MB，超过 {limit} MB，没有读取。"),
        "下发的报表只有几十 KB。请填报单位删去表中的图片和多余工作表后重新报送。",
    )
}

/// The file unpacks to more than any form needs.
pub fn unpacks_too_large(file: &str) -> Diagnostic {
    refuse("file-too-large", file, "文件展开后过大，没有读取。", "请填报单位把数据复制到新下发的报表中重新报送。")
}

/// The workbook has too many cells.
pub fn too_many_cells(file: &str, limit: usize) -> Diagnostic {
    refuse("file-too-large", file, format!("表中有内容的单元格超过 {limit} 个，没有读取。"), "请填报单位删去多余的行列和工作表后重新报送。")
}

/// The file has no bytes.
pub fn empty_file(file: &str) -> Diagnostic {
    refuse("file-empty", file, "文件是空的（0 字节），可能没有传完。", SEND_AGAIN)
}

/// The file ends early.
pub fn truncated(file: &str) -> Diagnostic {
    refuse("file-truncated", file, "文件不完整，打不开，可能没有传完。", SEND_AGAIN)
}

/// The file is damaged.
pub fn damaged(file: &str) -> Diagnostic {
    refuse("file-damaged", file, "文件已损坏，无法读取。", SAVE_AGAIN)
}

/// The file is protected by a password.
pub fn password(file: &str) -> Diagnostic {
    refuse("file-password", file, "文件设有打开密码，无法读取。", "请填报单位取消打开密码（文件—文档加密）后重新报送。")
}

/// The file is a document of a word processor.
pub fn is_document(file: &str) -> Diagnostic {
    refuse("file-is-document", file, "这是文字文档，不是表格。", "请填报单位用下发的表格报送。")
}

/// The file is a presentation.
pub fn is_slides(file: &str) -> Diagnostic {
    refuse("file-is-document", file, "这是演示文稿，不是表格。", "请填报单位用下发的表格报送。")
}

/// The file is a PDF.
pub fn is_pdf(file: &str) -> Diagnostic {
    refuse("file-is-pdf", file, "这是 PDF，不是表格。", "请填报单位报送可编辑的表格文件。")
}

/// The file is an archive that is not unpacked here.
pub fn is_archive(file: &str) -> Diagnostic {
    refuse("file-is-archive", file, "这是 rar、7z 一类的压缩包，没有读取。", "请先解压，把里面的表格放进这个文件夹；zip 格式的压缩包可以直接读取。")
}

/// A member of an archive cannot be unpacked without a password.
pub fn archive_password(file: &str) -> Diagnostic {
    refuse("file-password", file, "压缩包加了密码，里面的文件读不出来。", "请用密码解压后，把里面的表格放进这个文件夹。")
}

/// Archives in archives in archives.
pub fn archive_too_deep(file: &str) -> Diagnostic {
    refuse("file-is-archive", file, "压缩包套得太深，没有读取。", "请先解压，把里面的表格放进这个文件夹。")
}

/// An archive holds more than is looked at.
pub fn archive_too_large(file: &str, members: usize) -> Diagnostic {
    refuse("file-too-large", file, format!("压缩包里的文件过多或过大，只读取了前 {members} 个。"), "请先解压，只把要用的表格放进这个文件夹。")
}

/// An archive holds no workbook.
pub fn archive_without_workbook(file: &str) -> Diagnostic {
    Diagnostic::warning("not-a-workbook", Origin::file(file), "压缩包里没有表格文件，没有读取。")
        .hint("如果数据应当在里面，请核对是否发错了文件，请填报单位重新报送。")
}

/// An archive also holds files that are no workbooks.
pub fn archive_others(file: &str, names: &[String]) -> Diagnostic {
    let first: Vec<&str> = names.iter().take(3).map(String::as_str).collect();
    let more = if names.len() > first.len() { "等" } else { "" };
    Diagnostic::warning(
        "not-a-workbook",
        Origin::file(file),
        format!("压缩包里还有 {} 个不是表格的文件，没有读取：{}{more}。", names.len(), first.join("、")),
    )
    .hint("如果数据填在这些文件里，请填报单位改用下发的表格报送。")
}

/// A web page has no table.
pub fn is_page(file: &str) -> Diagnostic {
    refuse("file-is-html", file, "这是网页格式的文件，里面没有表格，数据可能存在另外的文件里。", SAVE_AGAIN)
}

/// The file is a web archive.
pub fn is_web_archive(file: &str) -> Diagnostic {
    refuse("file-is-html", file, "这是“单个文件网页”（mht），没有读取。", SAVE_AGAIN)
}

/// The file is a picture.
pub fn is_image(file: &str) -> Diagnostic {
    refuse("file-is-image", file, "这是图片，不是表格。", "请填报单位报送可编辑的表格文件；盖章件可以留存备查。")
}

/// The file is what a program leaves beside an open file.
pub fn is_owner_file(file: &str) -> Diagnostic {
    refuse(
        "file-is-temporary",
        file,
        "这是表格打开时产生的临时文件，里面没有数据。",
        "请填报单位关闭表格后，报送表格文件本身（文件名不以 ~$ 开头）。",
    )
}

/// A file that was named is one that a program leaves beside an open file.
pub fn owner_file_skipped(file: &str) -> Diagnostic {
    Diagnostic::warning("file-is-temporary", Origin::file(file), "这是表格打开时产生的临时文件，已跳过。").hint("可以删去。")
}

/// The file is a text without columns.
pub fn is_plain_text(file: &str) -> Diagnostic {
    refuse("file-is-text", file, "这是纯文本，里面没有分列的表格。", "请填报单位用下发的表格报送。")
}

/// The file is a text in an unknown encoding.
pub fn unknown_encoding(file: &str) -> Diagnostic {
    refuse("file-encoding", file, "这是文本格式的文件，但认不出文字编码，没有读取。", SAVE_AGAIN)
}

/// The file is of a program long gone.
pub fn too_old(file: &str) -> Diagnostic {
    refuse("file-too-old", file, "这是很早的表格格式（Excel 4.0 以前），没有读取。", SAVE_AGAIN)
}

/// Reading took too long.
pub fn too_slow(file: &str) -> Diagnostic {
    refuse("file-too-slow", file, "读了 10 秒还没有读完，已停止，文件可能已损坏。", "请填报单位把数据复制到新下发的报表中重新报送。")
}

/// The process that read the file ended without an answer.
pub fn reader_crashed(file: &str) -> Diagnostic {
    refuse("file-damaged", file, "文件已损坏或过大，读不出来。", SEND_AGAIN)
}

/// The command that reads such files is missing.
pub fn no_reader(file: &str) -> Diagnostic {
    refuse(
        "reader-missing",
        file,
        "找不到用来读取这种格式的 hongtou 程序，没有读取。",
        "请把 hongtou 程序放回原来的文件夹；或者把该文件“另存为”.xlsx 格式。",
    )
}

/// The file is nothing that is known.
pub fn unknown_format(file: &str) -> Diagnostic {
    refuse("file-unknown", file, "不认识这种文件格式，没有读取。", SAVE_AGAIN)
}

fn sheet_origin(file: &str, sheet: &str) -> Origin {
    Origin::cell(file, sheet, CellRef::new(0, 0))
}

/// A sheet that is none of the form's holds something.
pub fn sheet_not_read(file: &str, sheet: &str, hidden: bool) -> Diagnostic {
    let what = if hidden { "隐藏的工作表" } else { "工作表" };
    Diagnostic::warning("sheet-not-read", sheet_origin(file, sheet), format!("{what}“{sheet}”不是下发报表里的表，里面的内容没有读取。"))
        .hint("如果里面有要报的数，请填到下发报表的相应表中；如果没有，可以删去。")
}

/// A sheet of the form is hidden.
pub fn hidden_sheet_read(file: &str, sheet: &str) -> Diagnostic {
    Diagnostic::warning("sheet-hidden", sheet_origin(file, sheet), format!("工作表“{sheet}”被隐藏了，已照常读取。"))
        .hint("请确认里面是本期的数；报送前请取消隐藏。")
}

/// Damaged cells that cannot be named.
pub fn cells_lost(file: &str, sheet: &str, count: usize) -> Diagnostic {
    Diagnostic::error("cells-damaged", sheet_origin(file, sheet), format!("工作表“{sheet}”有 {count} 处内容损坏，读不出来，也无法确定是哪个单元格。"))
        .hint(SAVE_AGAIN)
}

/// A sheet of the form has no head.
pub fn no_head(file: &str, sheet: &str, literal: &str, rows: u32) -> Diagnostic {
    Diagnostic::error("no-head", sheet_origin(file, sheet), format!("工作表“{sheet}”前 {rows} 行里没有找到含“{literal}”的表头，这张表没有读取。"))
        .hint("请不要删改表头；可把内容复制到重新下发的报表中。")
}

/// A head stands twice.
pub fn column_twice(source: CellSource, head: &str) -> Diagnostic {
    Diagnostic::error("column-twice", Origin::Cell(source), format!("表头“{head}”出现了两次，这一列没有读取，只读取了靠左的一列。"))
        .hint("请只保留一列，删去另一列。")
}

/// A column that is none of the form's holds something.
pub fn column_not_read(source: CellSource, head: &str, note: &str) -> Diagnostic {
    Diagnostic::warning("column-not-read", Origin::Cell(source), format!("“{head}”不是下发报表里的列，没有读取。"))
        .hint(format!("如果是说明，请写在“{note}”里；如果是要报的数，请填在规定的列里。"))
}

/// A row has numbers and no name.
pub fn row_without_name(source: CellSource, shown: &str, column: &str) -> Diagnostic {
    Diagnostic::error("row-without-name", Origin::Cell(source), format!("这一行填了“{shown}”，但“{column}”一栏是空的，不知道是哪项指标，没有读取。"))
        .hint("请不要增加行、合并单元格或删去指标名称；把数填到原有的行里。")
}
