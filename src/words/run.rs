//! What a run says: progress, summaries, board, usage.

use std::io;

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// The folder for finished files cannot be made or written to.
pub fn out_not_writable(folder: &str, e: &io::Error) -> Diagnostic {
    Diagnostic::error("out-not-writable", Origin::file(folder), format!("输出文件夹“{folder}”不能写入（{}），没有写出任何文件。", io_reason(e)))
        .hint("请检查该文件夹是否被设为只读、磁盘是否已满，或者把工作文件夹移到有写权限的位置（如“文档”）后重试。")
}

/// One finished file cannot be written.
pub fn file_not_writable(path: &str, e: &io::Error) -> Diagnostic {
    Diagnostic::error("file-not-writable", Origin::file(path), format!("文件“{path}”没有写成（{}），原来的文件未变动。", io_reason(e)))
        .hint("如果这个文件正在 WPS 或阅读器中打开，请关闭后重新运行；如果磁盘已满，请先清理。")
}

/// Why the file system refused, in plain words.
pub fn io_reason(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "找不到该文件或文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有权限，或文件正被其他程序占用".into(),
        io::ErrorKind::AlreadyExists => "同名的文件已经存在".into(),
        io::ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹".into(),
        io::ErrorKind::IsADirectory => "该位置是一个文件夹，不是文件".into(),
        io::ErrorKind::StorageFull => "磁盘空间不足".into(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".into(),
        io::ErrorKind::InvalidData => "文件不是 UTF-8 编码的文本".into(),
        _ => e.raw_os_error().map_or_else(|| "系统拒绝了这次操作".into(), |n| format!("系统错误号 {n}")),
    }
}
