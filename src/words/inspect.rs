//! What the self-inspection says: the rules with their clauses, what was measured, the sheet and the table on the terminal.

use std::fmt::Write;
use std::sync::LazyLock;

mod measured;
mod measured_foot;

pub use measured::*;
pub use measured_foot::*;

/// A rule as its clause states it.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// Its id.
    pub rule: &'static str,
    /// `E`, `W` or `I`.
    pub severity: char,
    /// What it is about.
    pub subject: &'static str,
    /// Where it comes from.
    pub clause: &'static str,
    /// What it requires.
    pub required: &'static str,
    /// What a user can do in the text where it is broken; empty where only the program is at fault.
    pub remedy: &'static str,
}

/// One line a rule, fields parted by `|`.
static TABLE: &str = include_str!("inspect/clauses.txt");

/// What can be done where only the program is at fault: an E rule is broken, or another.
pub fn ours(grave: bool) -> &'static str {
    if grave {
        "文稿本身没有问题，是排版结果不对：请不要付印，把文稿和这张表交给维护人员。"
    } else {
        "不影响印发；是排版与推荐做法不同，如果看着不妥，请把文稿和这张表交给维护人员。"
    }
}

/// All rules in the order of the standard.
pub fn clauses() -> &'static [Clause] {
    static ALL: LazyLock<Vec<Clause>> = LazyLock::new(|| TABLE.lines().filter_map(clause).collect());
    &ALL
}

fn clause(line: &'static str) -> Option<Clause> {
    let mut fields = line.split('|');
    let mut next = || fields.next();
    let (rule, severity, subject, clause, required) = (next()?, next()?.chars().next()?, next()?, next()?, next()?);
    let remedy = next().unwrap_or_default();
    Some(Clause { rule, severity, subject, clause, required, remedy })
}

/// The unit of lengths on the sheet.
pub const MM: &str = "毫米";
/// The unit of sizes and pitches.
pub const PT: &str = "磅";
/// The unit of how far a line is spread.
pub const CELLS: &str = "字";
/// The word before the names of attachments.
pub const ATTACHED: &str = "附件：";
/// A colour where there should be black.
pub const COLOURED: &str = "颜色不是黑色";
/// The colour of the head.
pub const RED: &str = "红色（RGB 255,0,0）";
/// The red rule is not red.
pub const RULE_BLACK: &str = "红线不是红色";
/// No mark.
pub const MARK_ABSENT: &str = "首页没有红色的发文机关标志（刊名）";
/// Names of a joint mark are missing.
pub const NAMES_ABSENT: &str = "联合行文机关没有全部列出";
/// No 签发人.
pub const SIGNER_ABSENT: &str = "没有签发人";
/// No red rule.
pub const RULE_ABSENT: &str = "首页没有红色分隔线";
/// A heading at the foot of a page.
pub const LAST_ON_PAGE: &str = "标题落在页末，正文在下一页";
/// No date.
pub const DATE_ABSENT: &str = "没有日期";
/// No 版记.
pub const FOOT_ABSENT: &str = "末页没有版记";
/// No rules in the foot.
pub const FOOT_RULES_ABSENT: &str = "末页缺少分隔线";
/// No 印发日期.
pub const PRINTED_ABSENT: &str = "没有印发日期";
/// A page without number that should have none.
pub const UNNUMBERED: &str = "版记前的空白页和版记页（信函首页）不编页码";
/// A table that is not closed.
pub const NOT_CLOSED: &str = "四周外框不闭合，或粗细不对";
/// A table that begins without its head.
pub const HEAD_ABSENT: &str = "本页表格没有表头";
/// Every page has its head.
pub const HEAD_REPEATED: &str = "每页均有表头";
/// No 期号.
pub const ISSUE_ABSENT: &str = "首页没有期号";
/// No number of copies.
pub const COPIES_ABSENT: &str = "没有印数";
/// 附件说明 in a notice that issues something.
pub const NO_NOTE: &str = "印发（转发）的文件不是附件，不写附件说明";
/// Double rules on a later page.
pub const RULES_AGAIN: &str = "双线只用于首页，后面的页上又出现";
/// A 版记 of a 信函 with rules.
pub const FOOT_HAS_RULES: &str = "信函的版记不加分隔线";

/// Where a rule is broken: page and line, as people say it.
pub fn place(page: usize, line: Option<usize>) -> String {
    line.map_or_else(|| format!("第{page}页"), |l| format!("第{page}页第{l}行"))
}

/// Places that are not listed.
pub fn more_places(n: usize) -> String {
    format!("……另有 {n} 处")
}

/// Head of the columns: rule, subject, required, measured, verdict.
pub const COLUMNS: [&str; 5] = ["条款", "项目", "要求", "实测", "结论"];
/// An E rule is broken.
pub const FAIL: &str = "不合格";
/// A W or I rule is broken.
pub const REMIND: &str = "提醒";
/// A rule holds.
pub const PASS: &str = "合格";
/// Heading of the sheet.
pub const SHEET: &str = "版式自检表";
/// Before a requirement.
pub const REQUIRED: &str = "要求：";
/// Before a remedy.
pub const TO_DO: &str = "处理：";
/// Before the file of a paper.
pub const FILE: &str = "文稿：";
/// Head of the column of clauses.
pub const CLAUSE: &str = "依据";
/// Heading of what is to be mended.
pub const TO_MEND: &str = "需要处理";
/// Heading of all rules.
pub const ALL_RULES: &str = "逐条检查";
/// Folder of the sheets in a period's folder.
pub const FOLDER: &str = "版式自检";

/// Title of the sheet of a paper.
pub fn sheet_title(title: &str) -> String {
    format!("《{title}》{SHEET}")
}

/// The one line that sums up an inspection.
pub fn sum(pages: usize, fail: usize, remind: usize, pass: usize) -> String {
    let verdict = if fail == 0 { PASS } else { FAIL };
    format!("结论：{verdict}。共 {pages} 页，检查 {} 条：合格 {pass} 条，不合格 {fail} 条，提醒 {remind} 条。", fail + remind + pass)
}

/// How the sheet is to be read.
pub const EXPLAINED: &str = "依据 GB/T 9704—2012《党政机关公文格式》及配套标准，从排好的版面上逐字逐线量得；长度从纸的左上角量起，单位毫米，字号、行距单位磅。“不合格”是违反标准的硬性规定，“提醒”是与推荐做法或惯例不同，可以印发，但请看一眼。";

/// The line of `build` that says whether the layout passed; `failed` names papers and what is broken in them.
pub fn build_line(papers: usize, failed: &[(String, Vec<String>)], reminded: usize, folder: &str) -> String {
    let mut out = format!("版式自检（GB/T 9704—2012）：{papers} 种材料");
    if failed.is_empty() {
        out.push_str("全部合格");
    } else {
        let _ = write!(out, "中 {} 种不合格：", failed.len());
        let names: Vec<String> = failed.iter().map(|(title, rules)| format!("《{title}》{}", rules.join("、"))).collect();
        out.push_str(&names.join("；"));
    }
    if reminded > 0 {
        let _ = write!(out, "，另有提醒 {reminded} 条");
    }
    let _ = write!(out, "。逐条结果见 {folder}。");
    out
}

/// A period without any paper to inspect.
pub fn nothing(period: &str) -> String {
    format!("{period} 这一期没有可以检查的材料，请先运行 hongtou build {period}。")
}

/// A paper that could not be set.
pub fn not_set(title: &str) -> String {
    format!("《{title}》没有排成版面，无法检查，原因如下：")
}
