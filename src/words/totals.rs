//! What the 汇总表 says: a workbook of totals by unit and indicator.

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// First sheet.
pub const COVER: &str = "说明";
/// Sheet with the totals of all indicators.
pub const OVERVIEW: &str = "合计";
/// A unit that has not sent its form.
pub const NOT_REPORTED: &str = "未报";
/// A unit whose form is there and gives no figure that can be used.
pub const NO_FIGURE: &str = "缺数";
/// 不适用, or not reported by that unit; a ratio over zero.
pub const NONE: &str = "—";
/// Head of the first column.
pub const UNIT: &str = "单位";
/// Row of units that are in the total.
pub const COVERED: &str = "已报单位数";
/// Row of units that owe the figure.
pub const OWED: &str = "应报单位数";
/// A flow of the period.
pub const PERIOD: &str = "本期数";
/// A flow of the year so far.
pub const YTD: &str = "年度累计";
/// A stock.
pub const END: &str = "期末数";
/// A plan.
pub const PLAN: &str = "全年";
/// A status.
pub const STATUS: &str = "现状";
/// A ratio's basis.
pub const BASIS: [&str; 3] = ["按本期数", "按年度累计", "按期末数"];
/// Heads of the sheet of totals.
pub const OVERVIEW_HEADS: [&str; 12] = [
    "序号",
    "任务",
    "指标",
    "单位",
    "本期数",
    "年度累计",
    "期末数、全年数或比率",
    "已报单位",
    "应报单位",
    "合计不含的单位",
    "年度目标",
    "目标完成情况",
];
/// Heads of the list of sheets.
pub const LIST_HEADS: [&str; 3] = ["工作表", "内容", "责任部门"];
/// What the sheet of totals holds.
pub const OVERVIEW_ABOUT: &str = "全部指标的合计、报送情况和目标完成情况";

/// Title of a sheet.
pub fn title(campaign: &str, period: &str) -> String {
    format!("“{campaign}”专项工作数据汇总表（{period}）")
}

/// Title of a task's sheet.
pub fn task_title(number: u32, task: &str) -> String {
    format!("{number}. {task}")
}

/// Line under a title.
pub fn subtitle(period: &str, cutoff: Date) -> String {
    format!("{period}　　数据截至{}年{}月{}日", cutoff.year(), cutoff.month(), cutoff.day())
}

/// Marks that a sheet carries: for whom, and whether the data are invented.
pub fn marks(internal: bool, sample: &str) -> String {
    let internal = if internal { "内部资料　注意保存" } else { "" };
    let sample = if sample.is_empty() { String::new() } else { format!("※ {sample} ※") };
    [internal, sample.as_str()].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join("　　")
}

/// An indicator with its unit, on a line of its own where there is too little room.
pub fn head(name: &str, unit: &str, apart: bool) -> String {
    let between = if apart { "\n" } else { "" };
    if unit.is_empty() { name.to_owned() } else { format!("{name}{between}（{unit}）") }
}

/// The foot of a page.
pub fn footer(sheet: &str) -> String {
    format!("&L{}&C第 &P 页，共 &N 页", sheet.replace('&', "&&"))
}

/// A note by its number; the first carries the word for all.
pub fn note(n: usize, of: usize, text: &str) -> String {
    match (n, of) {
        (_, 1) => format!("注：{text}"),
        (1, _) => format!("注：1. {text}"),
        _ => format!("　　{n}. {text}"),
    }
}

/// Whom totals leave out; all of the sheet's, or some columns of it.
pub fn leaves_out(columns: Option<&[String]>, units: &[String]) -> String {
    match columns {
        None => format!("各项合计均不含{}。", units.join("、")),
        Some(columns) => {
            let names = columns.iter().map(|c| format!("“{c}”")).collect::<String>();
            format!("{names}的合计不含{}。", units.join("、"))
        }
    }
}

/// Units whose year to date stands on their own 年度累计.
pub fn repaired(name: &str, units: &[String]) -> String {
    format!("“{name}”中{}缺前期报表，用的是本期报表的年度累计。", units.join("、"))
}

/// A correction in a figure.
pub fn corrected(name: &str, unit: &str, month: u8, value: &str, reason: &str) -> String {
    format!("“{name}”含{unit}对{month}月的更正{value}（{}）。", reason.trim_end_matches('。'))
}

/// A total that is no sum of the rows above.
pub fn counted_elsewhere(name: &str) -> String {
    format!("“{name}”的合计按清单逐条计数，与上面各行之和的口径不同。")
}

/// A ratio of the total alone.
pub fn total_only(name: &str) -> String {
    format!("“{name}”只算合计，不分单位。")
}

/// How many units have each value of a status: the words of one option.
pub fn option(option: &str) -> String {
    format!("{option} ")
}

/// Between two options.
pub const OPTION_BREAK: &str = "；";

/// A target for the total.
pub fn target_total(value: &str, most: Option<&str>, unit: &str) -> String {
    match most {
        Some(most) => format!("合计{value}{unit}—{most}{unit}"),
        None => format!("合计{value}{unit}"),
    }
}

/// A target for each unit.
pub fn target_unit(value: &str, most: Option<&str>, unit: &str) -> String {
    match most {
        Some(most) => format!("各单位{value}{unit}—{most}{unit}"),
        None => format!("各单位≥{value}{unit}"),
    }
}

/// Number format for a count of units that have reached a target.
pub const REACHED_FORMAT: &str = "0\"个单位已达到\"";
/// Below, within and above a range.
pub const RANGE: [&str; 3] = ["低于目标", "在目标范围内", "高于目标"];

/// How to read the workbook, a line each. `total`: what a total is called.
pub fn how_to_read(total: &str) -> Vec<String> {
    vec![
        format!("1. 每项任务一张表，各单位一行，指标各占一列；“{OVERVIEW}”表列出全部指标的{total}合计。"),
        format!(
            "2. 合计、比率和单位数都是公式，改动单位的数后自动重算；比率 = 分子合计 ÷ 分母合计（只含两项都有数的单位），不是各单位比率的平均数，分母为 0 的写“{NONE}”。"
        ),
        format!(
            "3. “{NOT_REPORTED}”是没有报表，“{NO_FIGURE}”是报了表但这一项未统计、有错或缺前期的数，两者都不按 0 计，不在合计内；“{NONE}”是不适用或不由该单位填报。"
        ),
        "4. 合计缺哪些单位，写在各表的注里；“应报单位数”不含不适用的单位。".to_owned(),
        "5. 本期数、年度累计已含对以前月份的更正。小数按显示的位数四舍五入，公式用的是准确数。".to_owned(),
    ]
}

/// Who has reported.
pub fn reported(reported: usize, of: usize, missing: &[String]) -> String {
    if missing.is_empty() {
        format!("应报{of}个单位，已全部报送。")
    } else {
        format!("应报{of}个单位，已报{reported}个，未报：{}。", missing.join("、"))
    }
}

/// The workbook could not be made.
pub fn not_written(title: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("workbook-not-made", Origin::Run, format!("《{title}》没有做成：{reason}"))
        .hint("任务、指标和单位的名称在 inputs/campaign.toml，改好后重新运行。")
}

/// An edited workbook was kept.
pub fn edited(kept: &str, beside: &str) -> Diagnostic {
    Diagnostic::warning("edited-kept", Origin::file(kept), format!("“{kept}”经过人工修改（或另存过），已保留；本次新生成的表放在“{beside}”。"))
        .hint("请把需要保留的改动抄到新表里；如果要改用新表，删除原文件后重新运行即可。")
}
