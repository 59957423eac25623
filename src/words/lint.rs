//! What `lint` says: the findings that need more than a pattern, and how a finding is told.

use crate::diag::{Diagnostic, Severity};
use crate::origin::Origin;

const PUNCTUATION: &str = "GB/T 15834—2011《标点符号用法》";
const NUMERALS: &str = "GB/T 15835—2011《出版物上数字用法》";
const FORMAT: &str = "GB/T 9704—2012《党政机关公文格式》";
const PRACTICE: &str = "公文写作惯例";
const REGULATION: &str = "《党政机关公文处理工作条例》第八条";

/// What is wrong, the right form, and where it is laid down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What is wrong.
    pub wrong: String,
    /// The right form.
    pub right: String,
    /// The source.
    pub source: &'static str,
}

fn said(wrong: impl Into<String>, right: impl Into<String>, source: &'static str) -> Said {
    Said { wrong: wrong.into(), right: right.into(), source }
}

/// A mark inside one of its own kind.
pub fn nested(mark: char, inner: &str) -> Said {
    said(format!("{mark} 套在同样的符号里面"), format!("里层改用 {inner}"), PUNCTUATION)
}

/// A closing mark without an opening one.
pub fn unopened(mark: char, wanted: char) -> Said {
    said(format!("多出一个 {mark} ，前面没有与它成对的 {wanted}"), format!("补上 {wanted} 或删去 {mark}"), PUNCTUATION)
}

/// An opening mark without a closing one.
pub fn unclosed(mark: char, wanted: char) -> Said {
    said(format!("{mark} 没有与它成对的 {wanted}"), format!("补上 {wanted}"), PUNCTUATION)
}

/// One bracket of a pair in half width.
pub fn mixed_brackets() -> Said {
    said("一对括号一半全角、一半半角", "都用全角括号（ ）", PUNCTUATION)
}

const ORDINALS: [&str; 4] = ["一、", "（一）", "1.", "（1）"];

fn ordinal(level: usize) -> &'static str {
    ORDINALS.get(level.saturating_sub(1)).copied().unwrap_or("（1）")
}

/// An ordinal that does not fit the heading's level.
pub fn ordinal_of_other_level(level: usize) -> Said {
    said(format!("序号与标题层次不符：第{level}层标题应当用“{}”", ordinal(level)), format!("改用“{}”这样的序号", ordinal(level)), FORMAT)
}

/// A level without the one above it.
pub fn level_left_out(level: usize) -> Said {
    said(format!("层次跳级：出现“{}”之前没有“{}”", ordinal(level), ordinal(level - 1)), "依次用一、（一）1.（1）", FORMAT)
}

/// A number out of sequence.
pub fn out_of_sequence(level: usize, wanted: u32) -> Said {
    said(format!("序号不连续：这一层应当是第{wanted}个"), format!("按“{}”的样子从1起依次编号", ordinal(level)), FORMAT)
}

/// 一是 and then 三是.
pub fn run_in_sequence(wanted: u32) -> Said {
    said(format!("“一是、二是”不连续：这里应当是第{wanted}项"), "依次编号", PRACTICE)
}

/// 附件说明 has more or fewer names than there are attachments.
pub fn attachment_count(listed: usize, there: usize) -> Said {
    said(format!("附件说明列了{listed}个，文后有{there}个附件"), "附件说明与附件一一对应", FORMAT)
}

/// A name that differs from the attachment's title.
pub fn attachment_name(title: &str, moved: bool) -> Said {
    let wrong = if moved { "附件说明的次序与附件不一致" } else { "附件说明的名称与附件的标题不一致" };
    said(wrong, format!("这里应当是“{title}”"), FORMAT)
}

/// 附件说明 typed although it is printed by itself.
pub fn attachments_twice() -> Said {
    said("附件说明会重复：程序已按文后的附件自动印出", "删去正文里手写的附件说明", FORMAT)
}

/// 附件N that is not there.
pub fn no_such_attachment(number: usize, there: usize) -> Said {
    let wrong = if there == 0 {
        format!("提到附件{number}，本文没有附件")
    } else {
        format!("提到附件{number}，本文只有{there}个附件")
    };
    said(wrong, "核对附件的序号；引用别的文件的附件要写明文件名", FORMAT)
}

/// A sentence broken over two paragraphs.
pub fn broken_sentence(next: &str) -> Said {
    let next: String = next.chars().take(8).collect();
    said(format!("一句话没有说完就分了段，下一段是“{next}……”"), "两段合为一段，或补上句末标点", PRACTICE)
}

/// One thing in two forms.
pub fn two_forms(what: &str, other: &str) -> Said {
    said(format!("同一篇里{what}有两种写法，另一处是“{other}”"), "全篇用一种写法", NUMERALS)
}

/// A former name.
pub fn former_unit(found: &str, name: &str) -> Said {
    said(format!("“{found}”是旧名"), format!("现名“{name}”"), PRACTICE)
}

/// A unit's name that is not whole.
pub fn unit_name(found: &str, name: &str) -> Said {
    said(format!("单位名称“{found}”不规范"), format!("写全称“{name}”"), PRACTICE)
}

/// The office's name cut too short.
pub fn office_name(found: &str, short: &str, full: &str) -> Said {
    said(format!("单位名称“{found}”不规范"), format!("写全称“{full}”或规范简称“{short}”"), FORMAT)
}

/// Two colons in one sentence.
pub fn two_colons() -> Said {
    said("一句话里有两个冒号", "改用逗号、句号，或拆成两句", PUNCTUATION)
}

/// 文种 against the direction.
pub fn kind_against_direction(kind: &str, format: &str) -> Said {
    let way = match format {
        "upward" => "上行文",
        "letter" => "信函",
        _ => "下行文",
    };
    said(format!("文种“{kind}”不用于{way}"), "向上用报告、请示，向下用通知、通报、意见等，平级用函", REGULATION)
}

/// A title without 文种.
pub fn no_kind() -> Said {
    said("标题里没有文种", "标题由发文机关、事由和文种（通知、通报、报告等）组成", REGULATION)
}

fn head(column: &str) -> String {
    format!("“{}”栏", column.trim())
}

/// 合计 that is not the sum.
pub fn wrong_total(column: &str, sum: &str) -> Said {
    said(format!("{}合计与各行之和不符", head(column)), format!("各行相加是{sum}"), "表格核对")
}

/// 完成率 that is not 完成 ÷ 目标.
pub fn wrong_rate(right: &str) -> Said {
    said("完成率与完成数、目标数不符", format!("按本行的数算是{right}"), "表格核对")
}

/// A rank that does not follow the column.
pub fn wrong_rank(column: &str, right: usize) -> Said {
    said(format!("名次与{}的大小不符", head(column)), format!("应当是第{right}名；数相同的名次相同，下一个名次空出"), "表格核对")
}

/// A unit that stands twice.
pub fn unit_twice(unit: &str) -> Said {
    said(format!("“{unit}”在表里出现了两次"), "每个单位一行", "表格核对")
}

/// Units that a table lacks.
pub fn units_lacking(units: &[&str]) -> Said {
    said(format!("表里缺少：{}", units.join("、")), "各单位都列出，没有数的写“未报”或“—”", "表格核对")
}

/// A figure in the text that the ranking does not have.
pub fn not_in_table(unit: &str) -> Said {
    said(format!("文中{unit}的数在排名表里没有"), "文中与表中的数一致", "表格核对")
}

/// A column with unequal decimals.
pub fn unequal_decimals(column: &str, most: usize) -> Said {
    let right = if most == 0 { "都写整数".to_owned() } else { format!("都写{most}位小数") };
    said(format!("{}小数位数不一", head(column)), right, "表格核对")
}

/// One finding as a sentence of a diagnostic.
pub fn message(rule: &str, wrong: &str, before: &str, found: &str, after: &str) -> String {
    format!("{wrong}（{rule}）：…{before}【{found}】{after}…")
}

/// How to mend it.
pub fn remedy(right: &str, source: &str) -> String {
    format!("{right}（{source}）")
}

/// Word for a level.
pub fn level(level: char) -> &'static str {
    match level {
        'E' => "错误",
        'W' => "提醒",
        _ => "提示",
    }
}

/// Counts at the end.
pub fn counts(errors: usize, warnings: usize, notes: usize, fixable: usize, all: bool) -> String {
    let notes = if all { format!("、提示 {notes} 处") } else { String::new() };
    let fixable = if fixable > 0 { format!("。其中 {fixable} 处可以用 --fix 直接改正") } else { String::new() };
    format!("错误 {errors} 处、提醒 {warnings} 处{notes}{fixable}。")
}

/// Nothing was found.
pub const CLEAN: &str = "没有发现问题。";
/// Where a rule is laid down.
pub const SOURCE: &str = "依据：";
/// The right form.
pub const RIGHT: &str = "→ ";

/// The right form, with the words as they would be mended where that is certain.
pub fn right(right: &str, mended: Option<&str>) -> String {
    match mended {
        Some(mended) if !mended.trim().is_empty() => format!("改为“{}”：{right}", mended.trim()),
        _ => right.to_owned(),
    }
}

/// What `--fix` changed.
pub fn changed(path: &str, n: usize) -> String {
    format!("{path} 已改 {n} 处：")
}
/// Nothing could be mended.
pub const NOTHING_TO_FIX: &str = "没有可以直接改正的地方。";

/// One change.
pub fn change(line: u32, rule: &str, before: &str, after: &str) -> String {
    format!("第{line}行　{before} → {after}（{rule}）")
}

/// Place of a finding.
pub fn place(line: u32, column: u32) -> String {
    format!("第{line}行第{column}列")
}

/// More findings than the summary tells.
pub fn more(path: &str, n: usize) -> Diagnostic {
    Diagnostic::new(Severity::Warning, "text-form", Origin::file(path), format!("文字上还有 {n} 处要看，逐条说明：hongtou lint \"{path}\""))
}

/// One finding in a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellText {
    /// What stands there.
    pub found: String,
    /// What is wrong with it.
    pub wrong: String,
    /// The right form.
    pub right: String,
}

/// Findings that one question names.
const CELL_TOLD: usize = 4;

/// The text that a unit typed in a cell, told to the unit.
pub fn in_cell(origin: Origin, column: &str, found: &[CellText]) -> Diagnostic {
    let mut list: Vec<String> = Vec::new();
    for f in found {
        let text = format!("“{}”{}", f.found.trim(), f.wrong);
        if !list.contains(&text) {
            list.push(text);
        }
    }
    let more = if list.len() > CELL_TOLD { "等" } else { "" };
    list.truncate(CELL_TOLD);
    let message = format!("“{column}”里有 {} 处文字写法请核实：{}{more}。", found.len(), list.join("；"));
    let mut d = Diagnostic::new(Severity::Question, "text-form", origin, message);
    let mut told: Vec<&str> = Vec::new();
    for f in found {
        if told.len() < CELL_TOLD && !told.contains(&f.right.as_str()) {
            told.push(&f.right);
            d = d.hint(format!("{}：{}", f.wrong, f.right));
        }
    }
    d
}
