//! What is said while files are made.

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// A character that no face prints.
pub fn missing_glyph(c: char, page: usize) -> Diagnostic {
    let message = format!("第{page}页的“{c}”（U+{:04X}）没有任何字体能够印出。", u32::from(c));
    let hint = "请核对这个字是否录入有误；确属生僻字的，把含有该字的字体文件（如“宋体-扩展”）放进工作目录的 fonts 文件夹后重新生成。";
    Diagnostic::error("pdf-missing-glyph", Origin::Run, message).hint(hint)
}

/// A font file that cannot be put into a PDF.
pub fn font_unusable(name: &str, file: Option<&str>) -> Diagnostic {
    let origin = file.map_or(Origin::Run, Origin::file);
    let message = format!("字体“{name}”的文件已损坏或格式不受支持，无法嵌入 PDF。");
    Diagnostic::error("pdf-font-unusable", origin, message).hint("请换用完好的字体文件，或者把这个文件移出 fonts 文件夹，由程序改用其他字体。")
}

/// A picture that cannot be read.
pub fn image_damaged(page: usize) -> Diagnostic {
    let message = format!("第{page}页的图片读不出来：文件已损坏，或者不是 PNG、JPEG 图片。");
    Diagnostic::error("pdf-image-damaged", Origin::Run, message).hint("请用看图软件打开原图，另存为 PNG 或 JPEG 后替换。")
}

/// The PDF could not be put together; only a fault of the program leads here.
pub fn pdf_not_written() -> Diagnostic {
    Diagnostic::error("pdf-not-written", Origin::Run, "PDF 没有生成：程序内部出错。").hint("请把这一期的文件连同这条提示交给维护人员。")
}
