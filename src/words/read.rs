//! What is said about any spreadsheet that was read: its cells, its names, its tables. Every finding says what stands there, how it was taken, and how to mend it.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::validate::{day, error, question, warning};
use crate::diag::Diagnostic;
use crate::origin::{CellSource, Origin};

/// Added to the name of a field for the lower end of a range.
pub const LOWEST: &str = "（下限）";
/// Added to the name of a field for the upper end of a range.
pub const HIGHEST: &str = "（上限）";

const PLAIN: &str = "请只填一个阿拉伯数字，说明写在备注里。";

fn unit_of(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!(" {unit}") }
}

// ── numbers ──

/// Another word for the unit.
pub fn other_word(at: CellSource, what: &str, shown: &str, word: &str, value: Decimal, unit: &str) -> Diagnostic {
    warning("number-unit-word", at, format!("“{what}”填的是“{shown}”，单位写作“{word}”，已按 {value}{} 读取，请核实。", unit_of(unit)))
        .hint("请只填数字，不写单位。")
}

/// Multiplied out.
pub fn converted(at: CellSource, what: &str, shown: &str, value: Decimal, unit: &str) -> Diagnostic {
    warning("number-converted", at, format!("“{what}”填的是“{shown}”，已换算为 {value}{}，请核实。", unit_of(unit))).hint("请按表头的单位只填数字。")
}

/// Brackets as a minus.
pub fn bracketed(at: CellSource, what: &str, shown: &str, value: Decimal) -> Diagnostic {
    warning("number-in-brackets", at, format!("“{what}”填的是“{shown}”，括号按负数的写法读作 {value}；如果不是负数，应为 {}，请核实。", value.abs()))
        .hint("负数请写成 -12.5 这样；不是负数的去掉括号。")
}

/// More words beside the number.
pub fn remark(at: CellSource, what: &str, shown: &str, value: Decimal, remark: &str) -> Diagnostic {
    warning("number-with-remark", at, format!("“{what}”填的是“{shown}”，只取了 {value}，“{remark}”作为说明，请核实。")).hint(PLAIN)
}

/// Fetched from another workbook.
pub fn external(at: CellSource, what: &str, value: Decimal) -> Diagnostic {
    warning("formula-external", at, format!("“{what}”的 {value} 是从别的工作簿引用来的，可能不是最新的数，请核实。"))
        .hint("请把公式改成数值（复制后选择性粘贴为数值）再报送。")
}

/// A bound as a target.
pub fn bound(at: CellSource, what: &str, shown: &str, value: Decimal, lower: bool) -> Diagnostic {
    let least = if lower { "至少" } else { "至多" };
    warning("target-bound", at, format!("“{what}”填的是“{shown}”，按{least} {value} 读取。")).hint("目标请只填数字。")
}

/// 不适用
pub fn not_applicable(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    warning("not-applicable", at, format!("“{what}”填的是“{shown}”，按不适用处理，没有数。")).hint("请核对确实不适用；没有发生的请填0。")
}

/// 未统计
pub fn not_counted(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    warning("not-counted", at, format!("“{what}”填的是“{shown}”，按未统计处理，没有数（不作0）。")).hint("统计出来后请补报。")
}

/// A dash, 无.
pub fn dash(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    warning("dash-for-number", at, format!("“{what}”填的是“{shown}”，看不出是没有还是没统计，按未报处理（不作0）。"))
        .hint("没有请填0；没有统计请填“未统计”；不适用请填“不适用”。")
}

/// From one number to another.
pub fn range(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    error("number-range", at, format!("“{what}”填的是“{shown}”，是一个范围，不是一个数，没有读取。")).hint("请填一个准确的数。")
}

/// About so much.
pub fn inexact(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    error("number-inexact", at, format!("“{what}”填的是“{shown}”，不是准确数，没有读取。")).hint("请填一个准确的数，不要写“约”“余”“以上”等。")
}

/// One of several things.
pub fn ask(at: CellSource, what: &str, shown: &str, ways: &[String]) -> Diagnostic {
    let ways = ways.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join("，也可能是");
    question("number-ambiguous", at, format!("“{what}”填的是“{shown}”，可能是{ways}，没有读取，请问清。")).hint("问清后请把单元格改成确定的写法。")
}

/// The unit of something else.
pub fn other_unit(at: CellSource, what: &str, shown: &str, typed: &str, unit: &str) -> Diagnostic {
    error("number-other-unit", at, format!("“{what}”填的是“{shown}”，单位是“{typed}”，表头的单位是“{unit}”，没有读取。"))
        .hint(format!("请核对后按“{unit}”只填数字。"))
}

/// A percentage among numbers of things.
pub fn percent(at: CellSource, what: &str, shown: &str, unit: &str) -> Diagnostic {
    error("number-percent", at, format!("“{what}”是百分数“{shown}”，表头的单位是“{unit}”，没有读取。"))
        .hint("请核对填的是数量还是比率；数量请把单元格格式改为“常规”后重填。")
}

/// A date among numbers.
pub fn date_for_number(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    error("number-is-date", at, format!("“{what}”应填数字，单元格里是日期“{shown}”，没有读取。"))
        .hint("像“3-5”这样的写法会被表格软件自动变成日期；请先把单元格格式改为“常规”，再重新填数。")
}

/// An error value.
pub fn error_value(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    error("cell-error", at, format!("“{what}”显示为“{shown}”，不是数，没有读取。"))
        .hint("公式出错的请改正公式或直接填数；没有的请填0，不适用请填“不适用”。")
}

/// A formula without a result.
pub fn no_result(at: CellSource, what: &str, formula: &str) -> Diagnostic {
    let formula: String = formula.chars().take(60).collect();
    let formula = if formula.is_empty() { String::new() } else { format!("“={formula}”") };
    error("formula-no-result", at, format!("“{what}”是公式{formula}，文件里没有它的计算结果，没有读取。"))
        .hint("请用 WPS 或 Excel 打开这个文件，保存后重报。")
}

/// A picture.
pub fn picture(at: CellSource, what: &str) -> Diagnostic {
    error("cell-picture", at, format!("“{what}”的单元格里是一张图片，读不出数。")).hint("请把图片里的数填进单元格。")
}

/// A damaged cell.
pub fn damaged(at: CellSource, what: &str) -> Diagnostic {
    error("cell-damaged", at, format!("“{what}”所在的单元格已损坏，读不出来。")).hint("请用 WPS 或 Excel 打开，重填这个单元格，另存为 .xlsx 后重报。")
}

/// A number that no figure can have.
pub fn too_large(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    error("number-too-large", at, format!("“{what}”填的是“{shown}”，位数太多，不像是数量，没有读取。"))
        .hint("请核对是否把号码填进了数字栏；号码要用文本格式填写。")
}

/// Not a number.
pub fn not_a_number(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    let shown: String = shown.chars().take(40).collect();
    error("not-a-number", at, format!("“{what}”填的是“{shown}”，不是一个数，没有读取。")).hint(PLAIN)
}

/// A number in a cell that is merged over several rows.
pub fn merged_value(at: CellSource, what: &str, rows: u32) -> Diagnostic {
    question("value-merged", at, format!("“{what}”的数填在合并了 {rows} 行的单元格里，看不出是哪一行的，没有读取。"))
        .hint("请取消合并，每行各填各的数。")
}

// ── days ──

/// The year was added.
pub fn year_added(at: CellSource, what: &str, shown: &str, date: Date) -> Diagnostic {
    warning("date-without-year", at, format!("“{what}”填的是“{shown}”，没有写年份，按所报期次读作{}，请核实。", day(date))).hint("请写全年月日。")
}

/// No year, and none to be told.
pub fn year_missing(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    question("date-without-year", at, format!("“{what}”填的是“{shown}”，没有写年份，没有读取。")).hint("请写全年月日，例如 2023-02-15。")
}

/// A year of two digits.
pub fn short_year(at: CellSource, what: &str, shown: &str, date: Date) -> Diagnostic {
    question("date-short-year", at, format!("“{what}”填的是“{shown}”，可能是{}，也可能不是，没有读取，请问清。", day(date)))
        .hint("请写全四位年份，例如 2023-02-15。")
}

/// A month without its day.
pub fn day_missing(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    question("date-incomplete", at, format!("“{what}”填的是“{shown}”，只有年月，没有读取。")).hint("请写全年月日，例如 2023-02-15。")
}

/// A day that does not exist.
pub fn no_such_day(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    error("date-impossible", at, format!("“{what}”填的是“{shown}”，没有这一天，没有读取。")).hint("请核对年月日。")
}

/// Not a day.
pub fn not_a_day(at: CellSource, what: &str, shown: &str) -> Diagnostic {
    let shown: String = shown.chars().take(40).collect();
    error("date-unreadable", at, format!("“{what}”填的是“{shown}”，不是一个确定的日期，没有读取。"))
        .hint("请填年月日，例如 2023-02-15；一格只填一个日期。")
}

/// Several days.
pub fn several_days(at: CellSource, what: &str, shown: &str, days: &[Date]) -> Diagnostic {
    let all = days.iter().map(|d| day(*d)).collect::<Vec<_>>().join("、");
    warning("date-several", at, format!("“{what}”填的是“{shown}”，读作{} 个日期：{all}，请核实。", days.len()))
        .hint("一格请只填一个日期；几次活动请分行填写。")
}

/// From one day to another.
pub fn stretch(at: CellSource, what: &str, shown: &str, from: Date, to: Date) -> Diagnostic {
    question("date-stretch", at, format!("“{what}”填的是“{shown}”，从{}到{}，看不出以哪天为准，没有读取。", day(from), day(to)))
        .hint("请填一个日期。")
}

/// A day outside the period.
pub fn outside(at: CellSource, what: &str, date: Date) -> Diagnostic {
    error("date-outside-period", at, format!("“{what}”是{}，不在所报的期次之内，没有读取。", day(date))).hint("请核对年份和月份；不是本期的请删去。")
}

// ── units ──

/// A former name.
pub fn former_name(at: CellSource, shown: &str, name: &str) -> Diagnostic {
    warning("unit-former-name", at, format!("“{shown}”是旧名称，已按“{name}”读取，请核实。")).hint("请改用现名。")
}

/// Something in brackets behind the name.
pub fn scope(at: CellSource, shown: &str, name: &str, scope: &str) -> Diagnostic {
    warning("unit-scope", at, format!("“{shown}”注明了“{scope}”，口径可能与“{name}”不同，已按“{name}”读取，请核实。"))
        .hint("请按规定的口径填报；口径不同的请说明。")
}

/// Written with other characters.
pub fn folded(at: CellSource, shown: &str, name: &str) -> Diagnostic {
    warning("unit-characters", at, format!("“{shown}”里有繁体字或形近字，已按“{name}”读取，请核实。")).hint(format!("请改为“{name}”。"))
}

/// May be any of these.
pub fn ambiguous(at: CellSource, shown: &str, names: &[String]) -> Diagnostic {
    let names = names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("或");
    error("unit-ambiguous", at, format!("“{shown}”可能是{names}，分不清是哪一个，这一行没有读取。")).hint("请写单位全称。")
}

/// Almost a name.
pub fn close(at: CellSource, shown: &str, name: &str) -> Diagnostic {
    question("unit-misspelt", at, format!("“{shown}”不是填报单位，只与“{name}”差一个字，这一行没有读取，请问清。"))
        .hint(format!("如果就是{name}，请改正名称。"))
}

/// No unit.
pub fn unknown_unit(at: CellSource, shown: &str, units: &str) -> Diagnostic {
    error("unit-unknown", at, format!("“{shown}”不在填报的{units}之内，不属于其中任何一个，这一行没有读取。"))
        .hint("请核对名称；开发区、功能区等如果要并入某个单位，由那个单位合并填报。")
}

/// The office's own level among the counties.
pub fn own_level(at: CellSource, shown: &str, units: &str) -> Diagnostic {
    warning("unit-own-level", at, format!("“{shown}”是本级，不是{units}，这一行没有算作{units}的数。")).hint("本级的数请用本级的表报送。")
}

/// Two rows of one unit.
pub fn unit_twice(at: CellSource, shown: &str, name: &str, other: &str, kept: bool) -> Diagnostic {
    let then = if kept { "以另一处为准，这一行没有读取" } else { "分不清以哪一行为准，都没有读取" };
    Diagnostic::question("unit-twice", Origin::Cell(at), format!("“{shown}”与 {other} 都是“{name}”，数不相同，{then}。")).hint("请核对，只保留一行。")
}

/// The same row twice.
pub fn unit_repeated(at: CellSource, name: &str, other: &str) -> Diagnostic {
    warning("unit-repeated", at, format!("“{name}”出现了两行，与 {other} 的数相同，只读取一行。")).hint("请删去多余的一行。")
}

/// A row without a unit.
pub fn row_without_unit(at: CellSource, shown: &str) -> Diagnostic {
    error("row-without-unit", at, format!("这一行有“{shown}”等数，但看不出是哪个单位的，没有读取。")).hint("请补填单位名称。")
}

/// A row without an indicator.
pub fn row_without_indicator(at: CellSource, shown: &str) -> Diagnostic {
    error("row-without-name", at, format!("这一行有“{shown}”等数，但没有指标名称，没有读取。")).hint("请补填指标名称。")
}

/// A part of the row above.
pub fn part_of(at: CellSource, shown: &str, name: &str, indicator: &str) -> Diagnostic {
    warning("row-part", at, format!("“{shown}”是“{name}”的其中项，不是单位，已单列为“{indicator}”，不计入“{name}”的总数。"))
        .hint("请核实其中项的含义。")
}

/// A row of one unit's table whose label names another unit.
pub fn row_of_other_unit(at: CellSource, label: &str, unit: &str, county: &str) -> Diagnostic {
    error("row-other-unit", at, format!("这一行写的是“{label}”，像是{unit}的数，但这张表是{county}的，没有采用。"))
        .hint(format!("请核实是哪个单位的数：是{unit}的，请由{unit}填报；是{county}的，请改正名称。"))
}

/// The unit is told by the name of the file or the sheet only.
pub fn unit_nowhere(file: &str, sheet: &str) -> Diagnostic {
    error_sheet("unit-nowhere", file, sheet, format!("工作表“{sheet}”里看不出是哪个单位的数，单位一项空着。"))
        .hint("请在表上写明填报单位，或把文件名改成单位名称。")
}

/// The name of the file and the sheet differ.
pub fn names_differ(file: &str, by_name: &str, inside: &str) -> Diagnostic {
    Diagnostic::warning(
        "unit-file-name",
        Origin::file(file),
        format!("文件名写的是“{by_name}”，表里是“{inside}”，已按表里的“{inside}”读取，请核实。"),
    )
    .hint("请核对是否发错了表，并把文件名改对。")
}

// ── tables and sheets ──

fn error_sheet(code: &'static str, file: &str, sheet: &str, message: String) -> Diagnostic {
    Diagnostic::error(code, Origin::sheet(file, sheet), message)
}

/// A hidden row.
pub fn hidden_row(at: CellSource, row: u32, shown: &str) -> Diagnostic {
    question("row-hidden", at, format!("第 {row} 行被隐藏了，里面有“{shown}”等内容，没有读取，请核实。"))
        .hint("要报的请取消隐藏后重报；不要的请删去这一行。")
}

/// A hidden column.
pub fn hidden_column(at: CellSource, column: &str, shown: &str) -> Diagnostic {
    question("column-hidden", at, format!("{column} 列被隐藏了，里面有“{shown}”等内容，没有读取，请核实。"))
        .hint("要报的请取消隐藏后重报；不要的请删去这一列。")
}

/// A hidden sheet that holds figures.
pub fn hidden_sheet(file: &str, sheet: &str) -> Diagnostic {
    Diagnostic::warning("sheet-hidden", Origin::sheet(file, sheet), format!("工作表“{sheet}”被隐藏了，里面有数，没有读取，请核实。"))
        .hint("要报的请取消隐藏后重报；不要的请删去这张表。")
}

/// Something under a merged area.
pub fn covered(at: CellSource) -> Diagnostic {
    warning("cell-covered", at, "合并单元格底下还压着看不见的内容，没有读取。").hint("请取消合并核对，删去多余的内容。")
}

/// A table of another period.
pub fn other_period(at: Origin, shown: &str) -> Diagnostic {
    let shown: String = shown.chars().take(40).collect();
    Diagnostic::error("wrong-period", at, format!("“{shown}”不是所问期次的数，这张表没有读取。")).hint("请核对是否报错了期次的表。")
}

/// A sheet of another period beside the one that was read.
pub fn other_period_beside(file: &str, sheet: &str, shown: &str) -> Diagnostic {
    Diagnostic::warning("other-period", Origin::sheet(file, sheet), format!("工作表“{sheet}”是另一个期次（{shown}）的数，没有读取。"))
        .hint("要读这一期，请用 --period 指明期次。")
}

/// A period that only partly is the one asked for.
pub fn part_period(at: Origin, shown: &str) -> Diagnostic {
    let shown: String = shown.chars().take(40).collect();
    Diagnostic::warning("period-differs", at, format!("“{shown}”与所问的期次不完全一致，已照常读取，请核实。")).hint("请核对填的是不是本期的数。")
}

/// A column of numbers without a head.
pub fn column_without_head(at: CellSource, shown: &str) -> Diagnostic {
    error("column-without-head", at, format!("这一列有“{shown}”等数，但没有表头，不知道是什么，没有读取。")).hint("请补上表头。")
}

/// Numbers that belong to no table.
pub fn left_over(at: CellSource, shown: &str, count: usize) -> Diagnostic {
    let many = if count > 1 { format!("等 {count} 处数") } else { String::new() };
    warning("value-not-read", at, format!("“{shown}”{many}不在任何认得出的表里，没有读取。")).hint("如果是要报的数，请放进有表头的表里。")
}

/// A sheet without any table.
pub fn no_table(file: &str) -> Diagnostic {
    Diagnostic::warning("no-table", Origin::file(file), "没有找到可读的数：没有一张看得出单位、指标和数的表。").hint("请核对是不是要报的文件。")
}

/// A sum that is none.
pub fn sum_differs(at: CellSource, what: &str, total: Decimal, sum: Decimal) -> Diagnostic {
    warning("sum-differs", at, format!("“{what}”的合计填的是 {total}，各单位相加是 {sum}，请核实。")).hint("请核对各单位的数和合计。")
}

/// Two cells for one figure.
pub fn said_twice(at: CellSource, what: &str, value: &str, other: &str, other_value: &str) -> Diagnostic {
    warning("value-twice", at, format!("“{what}”这里是 {value}，{other} 是 {other_value}，两处不一样，都列出了，请核实。"))
        .hint("请核对，同一个数只填一处。")
}

// ── what is unlikely ──

/// More than a hundred percent.
pub fn over_hundred(at: CellSource, what: &str, value: Decimal) -> Diagnostic {
    warning("rate-above-100", at, format!("“{what}”是 {value}%，超过100%，请核实。")).hint("请核对分子、分母和小数点。")
}

/// This period's above the year's.
pub fn current_above(at: CellSource, what: &str, current: Decimal, cumulative: Decimal, other: &str) -> Diagnostic {
    warning("current-above-cumulative", at, format!("“{what}”的本期数 {current} 大于累计数 {cumulative}（{other}），请核实。"))
        .hint("请核对是否填反了或漏加了以前的数。")
}

/// A fraction of a person or thing.
pub fn not_whole(at: CellSource, what: &str, value: Decimal, unit: &str) -> Diagnostic {
    warning("number-not-whole", at, format!("“{what}”填的是 {value} {unit}，以“{unit}”计数应为整数，请核实。"))
        .hint("请核对后填整数；如果单位是“万{unit}”等，请改表头。".replace("{unit}", unit))
}

/// Typed in 元 under 万元.
pub fn maybe_yuan(at: CellSource, what: &str, value: Decimal, unit: &str) -> Diagnostic {
    question("maybe-yuan", at, format!("“{what}”填的是 {value} {unit}，请核实是否把“元”当成了“{unit}”。")).hint(format!("金额以{unit}为单位。"))
}

// ── the form, bent ──

/// A row was renamed.
pub fn row_renamed(at: CellSource, shown: &str, name: &str) -> Diagnostic {
    warning("row-renamed", at, format!("“{shown}”与下发表里的指标“{name}”只差几个字，已按“{name}”读取，请核实。"))
        .hint("请恢复原来的指标名称；如果不是同一项，请删去这一行的数。")
}

/// A hidden row of the form.
pub fn hidden_row_taken(at: CellSource, row: u32) -> Diagnostic {
    warning("row-hidden", at, format!("第 {row} 行被隐藏了，里面有数，已照常读取，请核实。")).hint("请取消隐藏核对后重报。")
}

/// The heads that a person confirmed are not there this time.
pub fn confirmed_heads_missing(file: &str, sheet: &str, unit: &str, heads: &[String]) -> Diagnostic {
    let heads = heads.iter().map(|h| format!("“{h}”")).collect::<Vec<_>>().join("");
    error_sheet("reading-not-fitting", file, sheet, format!("inputs/读法.toml 里{unit}的读法要有{heads}这些表头，这次的表里没有同时找到，没有读取。"))
        .hint("请用 hongtou read 看这份表现在的样子，核实后改正 inputs/读法.toml；或请填报单位用下发的表填报。")
}
