//! What a run says: progress, summaries, board, usage.

use std::io;

use crate::diag::Diagnostic;
use crate::origin::{CellSource, Origin};

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

/// Where text that cannot be printed came in.
pub fn came_from_cell(cell: &CellSource) -> String {
    format!("这个字来自“{}”的“{}”表 {} 单元格，可以在那里改正后重新运行", cell.file, cell.sheet, cell.cell)
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

/// No workspace here or above.
pub fn no_workspace(start: &str) -> Diagnostic {
    Diagnostic::error("no-workspace", Origin::file(start), "这里不是工作文件夹：没有找到 inputs/campaign.toml。")
        .hint("请先进入含有 inputs、templates 的工作文件夹再运行，或者用 -C 指明它的位置，如 hongtou -C D:\\材料 check 2023-02。")
}

/// A file of the workspace cannot be read.
pub fn file_not_readable(path: &str, e: &io::Error) -> Diagnostic {
    Diagnostic::error("file-not-readable", Origin::file(path), format!("文件“{path}”读不出来（{}）。", io_reason(e)))
        .hint("请核对文件名和位置；如果文件正在别的程序中打开，请先关闭。")
}

/// A text file is not UTF-8.
pub fn not_utf8(path: &str) -> Diagnostic {
    Diagnostic::error("not-utf8", Origin::file(path), format!("文件“{path}”不是 UTF-8 编码，读出来会是乱码。"))
        .hint("请用记事本打开该文件，选“另存为”，编码选 UTF-8，保存后重试。")
}

/// A text that is no period.
pub fn not_a_period(text: &str) -> String {
    format!("“{text}”不是期次。期次写作 2023-02（1—2月）、2023Q1（一季度）、2023H1（上半年）或 2023（全年）。")
}

/// A command that wants a form's period was given a longer one.
pub fn not_a_form_period(text: &str) -> String {
    format!("“{text}”不是填报期。这个命令要写填报期的期末月份，如 2023-02（即1—2月）。")
}

/// The campaign has no such period.
pub fn no_such_period(period: &str, ends: &[u8]) -> Diagnostic {
    let months: Vec<String> = ends.iter().map(|m| format!("{m}月")).collect();
    Diagnostic::error("no-such-period", Origin::Run, format!("按 inputs/campaign.toml 的设置，没有 {period} 这一期。"))
        .hint(format!("每期以 {} 结束；请核对年份和月份，不能早于专项工作开始的月份。", months.join("、")))
}

/// There is no folder for the period.
pub fn no_period_folder(folder: &str) -> Diagnostic {
    Diagnostic::error("no-period-folder", Origin::file(folder), format!("没有找到文件夹“{folder}”，无法处理这一期。"))
        .hint(format!("请新建文件夹“{folder}”，把各单位报来的表格放进去后重试。"))
}

/// The period's folder holds no workbook.
pub fn empty_period_folder(folder: &str) -> Diagnostic {
    Diagnostic::error("empty-period-folder", Origin::file(folder), format!("文件夹“{folder}”里没有填报表。"))
        .hint("请把各单位报来的表格（xlsx、xls、ods 等）放进这个文件夹后重试。")
}

/// A paper id that the campaign does not have.
pub fn no_such_paper(id: &str, known: &[&str]) -> String {
    format!("没有编号为“{id}”的材料，可用的有：{}。", known.join("、"))
}

/// A format that is not made.
pub fn no_such_format(format: &str, known: &[&str]) -> String {
    format!("不能生成“{format}”格式，可用的有：{}。", known.join("、"))
}

/// `--jobs` is no use.
pub fn bad_jobs() -> String {
    "--jobs 应为1到256之间的整数。".into()
}

/// The workbooks are read.
pub fn read_done(n: usize) -> String {
    format!("读入填报表：{n} 份")
}

/// A paper is made, or not.
pub fn paper_done(title: &str, written: bool) -> String {
    if written { format!("已生成：{title}") } else { format!("未生成：{title}") }
}

/// A text was edited by a person and kept.
pub fn edited(kept: &str, beside: &str) -> Diagnostic {
    Diagnostic::warning(
        "edited-kept",
        Origin::file(kept),
        format!("“{kept}”经过人工修改，已保留，PDF 按修改后的文字排版；本次新生成的文字放在“{beside}”。"),
    )
    .hint("请对照两份文字，把需要更新的内容改到原文件中；如果要改用新文字，删除原文件后重新运行即可。")
}

/// Head of the board.
pub fn board_title(period: &str, due: &str) -> String {
    format!("{period} 填报情况（应于{due}前报送）")
}

/// Heading of a unit's findings: its name and whom to call.
pub fn unit_title(unit: &str, (label, name): (&str, &str), phone: &str) -> String {
    let parts: Vec<String> = [(label, name), ("电话", phone)].iter().filter(|(_, v)| !v.is_empty()).map(|(what, v)| format!("{what} {v}")).collect();
    if parts.is_empty() { unit.to_owned() } else { format!("{unit}（{}）", parts.join("，")) }
}

/// State of one unit on the board.
pub fn unit_state(errors: usize, questions: usize, missing: bool) -> String {
    match (missing, errors, questions) {
        (true, ..) => "未报送".into(),
        (_, 0, 0) => "已报送，无问题".into(),
        (_, 0, q) => format!("已报送，有 {q} 处请核实"),
        (_, e, 0) => format!("有 {e} 处要改"),
        (_, e, q) => format!("有 {e} 处要改，另有 {q} 处请核实"),
    }
}

/// The board's last line.
pub fn board_sum(clean: usize, errors: usize, missing: usize) -> String {
    format!("合计：无错误 {clean} 个，有错误 {errors} 个，未报送 {missing} 个。")
}

/// Word for a gravity.
pub fn severity(s: crate::diag::Severity) -> &'static str {
    match s {
        crate::diag::Severity::Error => "错误",
        crate::diag::Severity::Warning => "提醒",
        crate::diag::Severity::Question => "请核实",
    }
}

/// In front of a remedy.
pub const REMEDY: &str = "→ ";
/// Heading of what concerns no unit.
pub const GENERAL: &str = "其他";
/// Nothing to mend.
pub const ALL_CLEAN: &str = "全部填报表没有发现问题。";
/// Nothing was due.
pub const NOTHING_DUE: &str = "按 inputs/campaign.toml 的设置，这一期没有应出的材料。";
/// `--strict` held the run.
pub const HELD: &str = "填报表有错误，按 --strict 的要求没有写出任何文件。";

/// One paper in the closing summary.
pub fn summary_paper(title: &str, period: &str, pages: usize) -> String {
    if pages > 0 { format!("《{title}》（{period}，{pages} 页）") } else { format!("《{title}》（{period}）") }
}

/// A paper that failed.
pub fn summary_failed(title: &str) -> String {
    format!("《{title}》没有生成，原因如下：")
}

/// Counts of the closing summary.
pub fn summary_counts(papers: usize, failed: usize, pages: usize, seconds: f64) -> String {
    let failed = if failed == 0 { String::new() } else { format!("，{failed} 种没有生成") };
    format!("共生成材料 {papers} 种、{pages} 页{failed}，用时 {seconds:.1} 秒。")
}

/// Who has not reported.
pub fn summary_missing(units: &[&str]) -> String {
    if units.is_empty() { "全部单位均已报送。".into() } else { format!("尚未报送：{}。", units.join("、")) }
}

/// What is to be mended.
pub fn summary_mend(unit: &str, errors: usize) -> String {
    format!("{unit}：{errors} 处要改")
}

/// Where the details stand.
pub fn summary_details(period: &str) -> String {
    format!("逐项说明：hongtou check {period}")
}

/// Forms were written.
pub fn forms_written(n: usize, folder: &str) -> String {
    format!("已生成空白填报表 {n} 份，放在 {folder}。")
}

/// A manuscript was set.
pub fn rendered(path: &str, pages: usize) -> String {
    format!("已生成：{path}（{pages} 页）")
}

// ── read ──

/// The workbook is the form as issued.
pub const READ_AS_FORM: &str = "是下发的填报表";
/// A value that was not reported.
pub const NOT_REPORTED: &str = "未报";
/// Before lines for the file of confirmed readings.
pub const READ_PROPOSAL: &str = "不是下发的填报表。与填报单位核实读法无误后，可把下面几行写进 inputs/读法.toml（confirmed 写明谁、何时核实；等号左边是表里的表头，右边是下发表的列）：";
/// What a column is.
pub const ROLE_NUMBER: &str = "序号，不读";
/// What a column is.
pub const ROLE_COUNTY: &str = "单位";
/// What a column is.
pub const ROLE_INDICATOR: &str = "指标名称";
/// What a column is.
pub const ROLE_UNIT: &str = "计量单位";
/// What a column is.
pub const ROLE_GROUP: &str = "指标的分类，不读";
/// What a column is.
pub const ROLE_FIELD: &str = "本期、累计等分项";
/// What a column is.
pub const ROLE_TEXT: &str = "文字说明，不作数据";

/// Where a table stands and which way it runs.
pub fn read_table(sheet: &str, area: &str, across: bool) -> String {
    let way = if across { "，各单位（或各项）横排" } else { "" };
    format!("表：{sheet}!{area}{way}")
}

/// Where its head is.
pub fn read_head(lines: &[String], across: bool) -> String {
    let what = if across { "左侧标题" } else { "表头" };
    format!("{what}：{}", lines.join("、"))
}

/// Whose figures they are.
pub fn read_unit(unit: &str) -> String {
    format!("全表是{unit}的数")
}

/// What a column is.
pub fn read_line(head: &str, role: &str) -> String {
    let head = if head.is_empty() { "（无表头）".to_owned() } else { format!("“{head}”") };
    format!("{head} → {role}")
}

/// The last line about a file.
pub fn read_sum(facts: usize, errors: usize, questions: usize, warnings: usize) -> String {
    format!("读到 {facts} 个数；错误 {errors} 处，请核实 {questions} 处，提醒 {warnings} 处。")
}
