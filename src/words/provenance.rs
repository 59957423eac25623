//! What the 数据出处核对表 says: where a figure stands, what it is, how it was computed.

use rust_decimal::Decimal;

use crate::diag::Diagnostic;
use crate::origin::{CellSource, Origin};

/// Folder of the sheets inside a period's folder.
pub const FOLDER: &str = "数据出处";
/// The main text.
pub const BODY: &str = "正文";

/// Title of a paper's sheet.
pub fn title(paper: &str) -> String {
    format!("{paper}数据出处核对表")
}

/// Line under the title.
pub fn subtitle(period: &str, n: usize, edited: bool) -> String {
    let edited =
        if edited { "。文稿经过人工修改，本表的位置按程序生成的文字，人工改动请用 hongtou audit 核对" } else { "" };
    format!("{period}，共 {n} 处数字，每处都与其出处核对{edited}")
}

/// Name of the sheet of figures.
pub const SHEET: &str = "数据出处";
/// Name of the sheet of cells.
pub const CELLS: &str = "来源单元格";
/// Heads of the sheet of figures.
pub const HEADS: [&str; 11] = ["序号", "页", "行", "位置", "前后文字", "印出", "准确数", "是什么", "怎么算的", "范围", "核对"];
/// Heads of the sheet of cells.
pub const CELL_HEADS: [&str; 5] = ["序号", "印出", "文件", "工作表", "单元格"];
/// Heads of the Markdown table.
pub const MARKDOWN_HEADS: [&str; 7] = ["序号", "页行", "前后文字", "是什么", "怎么算的", "核对", "来源"];

/// An attachment by its number.
pub fn attachment(number: Option<usize>) -> String {
    number.map_or_else(|| "附件".to_owned(), |n| format!("附件{n}"))
}

/// A table by its place in the text.
pub fn table(n: usize) -> String {
    format!("第{n}张表")
}

/// A cell of a table.
pub fn cell(table: &str, row: &str, column: &str) -> String {
    format!("{table}“{row}”行“{column}”栏")
}

/// The note below a table.
pub fn note(table: &str) -> String {
    format!("{table}的注")
}

/// Page and line.
pub fn spot(page: usize, line: usize) -> String {
    format!("第{page}页第{line}行")
}

/// 2023年1—2月.
pub fn months((year, first): (i16, u8), (last_year, last): (i16, u8)) -> String {
    match (year == last_year, first == last) {
        (true, true) => format!("{year}年{first}月"),
        (true, false) => format!("{year}年{first}—{last}月"),
        (false, _) => format!("{year}年{first}月—{last_year}年{last}月"),
    }
}

/// 2023年.
pub fn year(year: i16) -> String {
    format!("{year}年")
}

/// 2023年2月末.
pub fn end((year, month): (i16, u8)) -> String {
    format!("{year}年{month}月末")
}

/// A value.
pub fn value(scope: &str, time: &str, name: &str) -> String {
    format!("{scope}{time}“{name}”")
}

/// The value compared with.
pub fn base(scope: &str, time: &str, name: &str) -> String {
    format!("{scope}{time}“{name}”（对比的数）")
}

/// A difference.
pub fn by(scope: &str, time: &str, name: &str, than: &str) -> String {
    format!("{scope}{time}“{name}”与{than}相差")
}

/// Growth or fall.
pub fn percent(scope: &str, time: &str, name: &str, than: &str) -> String {
    format!("{scope}{time}“{name}”比{than}的增减幅度")
}

/// Progress.
pub fn progress(scope: &str, time: &str, name: &str) -> String {
    format!("{scope}{time}“{name}”年度任务完成率")
}

/// Units of one status.
pub fn count(scope: &str, time: &str, name: &str, status: &str) -> String {
    format!("{scope}{time}“{name}”为“{status}”的单位数")
}

/// A corrected month.
pub fn corrected(unit: &str, (year, month): (i16, u8), name: &str, after: bool) -> String {
    format!("{unit}{year}年{month}月“{name}”更正{}的数", if after { "后" } else { "前" })
}

/// The value of then.
pub fn as_before() -> String {
    "按当期各单位填报表汇总".to_owned()
}

/// As it was reported first.
pub fn as_reported() -> String {
    "原填报数".to_owned()
}

/// With the correction.
pub fn with_correction(value: Decimal, reason: &str) -> String {
    format!("原填报数加前期更正数{}（{}）", value.normalize(), reason.trim_end_matches('。'))
}

/// A difference.
pub fn difference(value: &str, base: &str) -> String {
    format!("{value} 与 {base} 之差")
}

/// Growth.
pub fn growth(value: &str, base: &str) -> String {
    format!("（{value} − {base}）÷ {base}，取绝对值")
}

/// Against a target.
pub fn of_target(target: &str) -> String {
    format!("年初至期末的数 ÷ 年度任务 {target}")
}

/// Who was counted.
pub fn counted(units: &[String]) -> String {
    format!("计数：{}", units.join("、"))
}

fn over(units: Option<usize>) -> String {
    units.map(|n| format!("{n}个单位")).unwrap_or_default()
}

/// Sums divided.
pub fn ratio(a: &str, b: &str, x: Decimal, y: Decimal, units: Option<usize>) -> String {
    format!("{}“{a}”{} ÷ “{b}”{}", over(units), x.normalize(), y.normalize())
}

/// Counted from a list.
pub fn counted_from(sheet: &str, first: (i16, u8), last: (i16, u8), units: Option<usize>) -> String {
    format!("{}“{sheet}”表中{}的记录逐条计数", over(units), months(first, last))
}

/// Months added up.
pub fn months_added(first: (i16, u8), last: (i16, u8), units: Option<usize>) -> String {
    if first == last {
        format!("{}{}的数{}", over(units), months(first, last), if units.is_some() { "相加" } else { "" })
    } else {
        format!("{}{}各月的数相加", over(units), months(first, last))
    }
}

/// A stock.
pub fn stock(last: (i16, u8), units: Option<usize>) -> String {
    if units.is_some() { format!("{}{}的数相加", over(units), end(last)) } else { format!("{}的数", end(last)) }
}

/// A plan.
pub fn plan(year: i16, units: Option<usize>) -> String {
    if units.is_some() { format!("{}{year}年度任务相加", over(units)) } else { format!("{year}年度任务") }
}

/// Units that stand on their 年度累计.
pub fn repaired(units: &[String]) -> String {
    format!("；{}缺前期报表，用本期报表的年度累计", units.join("、"))
}

/// A correction in it.
pub fn includes_correction(unit: &str, (year, month): (i16, u8), value: Decimal) -> String {
    format!("；含{unit}对{year}年{month}月的更正{}", value.normalize())
}

/// Everybody is in it.
pub fn all(n: usize) -> String {
    format!("应报{n}个单位，全部已报")
}

/// Some are not in it.
pub fn some(covered: usize, of: usize, missing: &[String]) -> String {
    format!("应报{of}个单位，含{covered}个；不含{}", missing.join("、"))
}

/// What the check says; `same`: the numbers of the other places.
pub fn check(agrees: bool, same: &[usize]) -> String {
    let list = || same.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
    match (agrees, same.is_empty()) {
        (false, _) => "不符".to_owned(),
        (true, true) => "相符".to_owned(),
        (true, false) => format!("相符；与第{}处为同一数，一致", list()),
    }
}

/// Cells in few words: by folder, sheet and address, the files that have them.
pub fn sources(cells: &[CellSource]) -> String {
    // What one file gives, and the files that give the same.
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for run in cells.chunk_by(|a, b| a.file == b.file && a.sheet == b.sheet) {
        let Some(first) = run.first() else { continue };
        let (folder, file) = first.file.rsplit_once('/').unwrap_or(("", &first.file));
        let list: Vec<String> = run.iter().map(|c| c.cell.to_string()).collect();
        let key = format!("{folder}“{}”{}", first.sheet, list.join("、"));
        match groups.iter_mut().find(|(k, _)| *k == key) {
            Some((_, files)) => files.push(file),
            None => groups.push((key, vec![file])),
        }
    }
    groups.iter().map(|(key, files)| format!("{key}：{}", files.join("、"))).collect::<Vec<_>>().join("；")
}

/// A printed figure that is not its value: our own fault.
pub fn fault(file: &str, printed: &str, before: &str, exact: &str) -> Diagnostic {
    Diagnostic::error("figure-unequal", Origin::file(file), format!("“{before}{printed}”与汇总数 {exact} 不符"))
        .hint("请不要使用这份材料，并把工作文件夹交给程序维护人员")
}

/// The workbook could not be made.
pub fn not_written(title: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("workbook-not-made", Origin::Run, format!("《{title}》没有做成：{reason}"))
}

/// The words are not in the text.
pub fn not_in_text(path: &str, at: &str) -> Diagnostic {
    Diagnostic::error("trace-not-found", Origin::file(path), format!("文稿里没有“{at}”")).hint("照抄文稿里的一小段文字，连同其中的数字")
}

/// The words hold no figure of ours.
pub fn no_figure(path: &str, at: &str, edited: bool) -> Diagnostic {
    let d = Diagnostic::error("trace-not-found", Origin::file(path), format!("“{at}”里没有汇总得来的数字"));
    if edited {
        d.hint("这段文字可能经过人工修改，用 hongtou audit 核对其中的数字")
    } else {
        d.hint("日期、序号、文号和各单位来稿中的数字没有出处表")
    }
}

/// The text says of no paper that it is.
pub fn no_paper(path: &str) -> Diagnostic {
    Diagnostic::error(
        "no-source",
        Origin::file(path),
        "文稿的公文要素里没有 [source]（哪项工作、哪一期、哪种材料），或者写的不是本工作文件夹里的材料",
    )
    .hint("只有程序生成的文稿（及在其上修改的）可以追查；不要删去 [source] 一节")
}

/// A label of `trace`.
pub const WHAT: &str = "是什么：";
/// A label of `trace`.
pub const EXACT: &str = "准确数：";
/// A label of `trace`.
pub const HOW: &str = "怎么算的：";
/// A label of `trace`.
pub const COVERAGE: &str = "范围：";
/// A label of `trace`.
pub const SOURCES: &str = "来源：";
