//! What is said about what a unit reported. Every finding says what stands there, what was expected, and how to mend it.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diag::Diagnostic;
use crate::origin::{CellSource, Origin};

/// The unit of amounts of money on forms; typed in 元 they are ten thousand times too large.
pub const TEN_THOUSAND_YUAN: &str = "万元";

pub(super) fn error(code: &'static str, at: CellSource, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Origin::Cell(at), message)
}

pub(super) fn warning(code: &'static str, at: CellSource, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(code, Origin::Cell(at), message)
}

pub(super) fn question(code: &'static str, at: CellSource, message: impl Into<String>) -> Diagnostic {
    Diagnostic::question(code, Origin::Cell(at), message)
}

/// How a month's column is called in messages: 2月.
pub fn month_name(month: u8) -> String {
    format!("{month}月")
}

/// A figure in a message: its value and the cells that it was computed from.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The value.
    pub value: Decimal,
    /// Its cells.
    pub cells: &'a [CellSource],
}

impl Told<'_> {
    /// Its cells for a finding at `at`, in brackets.
    fn place(&self, at: &CellSource) -> String {
        others(at, self.cells)
    }

    fn beside(&self) -> Vec<CellSource> {
        self.cells.to_vec()
    }
}

/// Where other cells stand, for a finding at `at`: only as much as differs from it, in brackets. Cells are named by their addresses, with the sheet
/// where it is another, with the file where it is another.
pub fn others(at: &CellSource, cells: &[CellSource]) -> String {
    let Some(first) = cells.first() else { return String::new() };
    let file = if first.file == at.file { String::new() } else { first.file.strip_prefix("inputs/").unwrap_or(&first.file).to_owned() };
    let sheet = if first.file == at.file && first.sheet == at.sheet { String::new() } else { format!("“{}”", first.sheet) };
    let cells: Vec<String> = cells.iter().filter(|c| c.file == first.file && c.sheet == first.sheet).map(|c| c.cell.to_string()).collect();
    format!("（{file}{sheet}{}）", cells.join("、"))
}

pub(super) fn months(months: &[u8]) -> String {
    months.iter().map(|m| month_name(*m)).collect::<Vec<_>>().join("、")
}

pub(super) fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("")
}

/// A day in words.
pub(super) fn day(d: Date) -> String {
    format!("{}年{}月{}日", d.year(), d.month(), d.day())
}

// ── cells that ask for a number ──

/// Nothing stands where a number is due.
pub fn blank(at: CellSource, indicator: &str, what: &str, not_applicable: &str, not_counted: &str) -> Diagnostic {
    error("cell-blank", at, format!("“{indicator}”的{what}没有填，按缺报处理（不作0）。"))
        .hint(format!("请填数；没有填0，不适用填“{not_applicable}”，未统计填“{not_counted}”。"))
}

/// 未统计.
pub fn not_counted(at: CellSource, indicator: &str, what: &str, shown: &str) -> Diagnostic {
    warning("not-counted", at, format!("“{indicator}”的{what}填的是“{shown}”，按缺报处理，不进合计。")).hint("统计出来后请补报。")
}

/// A dash or 无.
pub fn dash(at: CellSource, indicator: &str, what: &str, shown: &str, not_counted: &str) -> Diagnostic {
    warning("dash-for-number", at, format!("“{indicator}”的{what}填的是“{shown}”，看不出是没有还是没统计，按缺报处理（不作0）。"))
        .hint(format!("没有请填0；没有统计请填“{not_counted}”。"))
}

/// About so much, or a range.
pub fn inexact(at: CellSource, indicator: &str, what: &str, shown: &str) -> Diagnostic {
    error("number-inexact", at, format!("“{indicator}”的{what}填的是“{shown}”，不是准确数，没有采用。"))
        .hint("请填一个准确的数，不要写“约”“左右”或范围。")
}

/// Not a number.
pub fn not_a_number(at: CellSource, indicator: &str, what: &str, shown: &str, unit: &str, note: &str) -> Diagnostic {
    let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
    error("not-a-number", at, format!("“{indicator}”的{what}填的是“{shown}”，应填数字{unit}，没有采用。"))
        .hint(format!("请在单元格里直接填阿拉伯数字；说明写在“{note}”里。"))
}

/// The unit typed behind the number is another one.
pub fn other_unit(at: CellSource, indicator: &str, what: &str, shown: &str, typed: &str, unit: &str) -> Diagnostic {
    error("number-other-unit", at, format!("“{indicator}”的{what}填的是“{shown}”，单位是“{typed}”，应为“{unit}”，没有采用。"))
        .hint(format!("请核对后按“{unit}”只填数字。"))
}

/// A percentage.
pub fn percent(at: CellSource, indicator: &str, what: &str, shown: &str, unit: &str) -> Diagnostic {
    error("number-percent", at, format!("“{indicator}”的{what}是百分数“{shown}”，应填数量（{unit}），没有采用。"))
        .hint("请把单元格格式改为“常规”，填实际数量；比率由程序计算，不用填。")
}

/// A date.
pub fn date_for_number(at: CellSource, indicator: &str, what: &str, shown: &str) -> Diagnostic {
    error("number-is-date", at, format!("“{indicator}”的{what}被表格软件变成了日期“{shown}”，没有采用。"))
        .hint("请先把单元格格式改为“常规”，再重新填数；像“3-5”这样的写法会被自动变成日期。")
}

/// An error value.
pub fn error_value(at: CellSource, indicator: &str, what: &str, shown: &str) -> Diagnostic {
    error("cell-error", at, format!("“{indicator}”的{what}显示为“{shown}”，是公式出错，没有采用。")).hint("请删去出错的公式，直接填数。")
}

/// A damaged cell.
pub fn damaged_cell(at: CellSource, indicator: &str, what: &str) -> Diagnostic {
    error("cell-damaged", at, format!("“{indicator}”的{what}所在的单元格已损坏，读不出来。"))
        .hint("请用 WPS 或 Excel 打开，重填这个单元格，另存为 .xlsx 后重报。")
}

/// A number that no figure can have.
pub fn number_too_large(at: CellSource, indicator: &str, what: &str, shown: &str) -> Diagnostic {
    error("number-too-large", at, format!("“{indicator}”的{what}填的是“{shown}”，位数太多，没有采用。"))
        .hint("请核对是否多打了数字，或把号码填进了数字栏。")
}

/// A negative number.
pub fn negative(at: CellSource, indicator: &str, what: &str, value: Decimal, correction: &str) -> Diagnostic {
    error("number-negative", at, format!("“{indicator}”的{what}填的是 {value}，不能是负数，没有采用。"))
        .hint(format!("如要冲减以前月份多报的数，请填在“{correction}”一栏。"))
}

/// A fraction of a person or thing.
pub fn not_whole(at: CellSource, indicator: &str, what: &str, value: Decimal, unit: &str) -> Diagnostic {
    error("number-not-whole", at, format!("“{indicator}”的{what}填的是 {value}，以“{unit}”计数应为整数，没有采用。")).hint("请核对后填整数。")
}

/// Another word for the unit stands behind the number.
pub fn other_word(at: CellSource, indicator: &str, shown: &str, word: &str, value: Decimal, unit: &str) -> Diagnostic {
    warning("number-unit-word", at, format!("“{indicator}”填的是“{shown}”，单位写作“{word}”，已按 {value} {unit} 采用，请核实。"))
        .hint("以后只填数字，不写单位。")
}

/// The number was converted.
pub fn converted(at: CellSource, indicator: &str, shown: &str, value: Decimal, unit: &str) -> Diagnostic {
    warning("number-converted", at, format!("“{indicator}”填的是“{shown}”，已换算为 {value} {unit}，请核实。"))
        .hint(format!("请按“{unit}”只填数字。"))
}

/// Something stands where nothing is asked for.
pub fn not_asked(at: CellSource, indicator: &str, what: &str, shown: &str) -> Diagnostic {
    warning("not-asked", at, format!("“{indicator}”的{what}不用填，填的“{shown}”没有采用。")).hint("灰色的格子请留空。")
}

/// The row's unit was changed.
pub fn unit_changed(at: CellSource, typed: &str, indicator: &str, unit: &str) -> Diagnostic {
    error("unit-changed", at, format!("“{indicator}”的单位被改成了“{typed}”，应为“{unit}”，这一行的数没有采用。"))
        .hint(format!("请恢复单位“{unit}”，并按它填数。"))
}

// ── statuses ──

/// No status was chosen.
pub fn status_blank(at: CellSource, indicator: &str, options: &[String]) -> Diagnostic {
    error("status-blank", at, format!("“{indicator}”没有填。")).hint(format!("请从{}中选填一项。", quoted(options)))
}

/// Not one of the options.
pub fn not_an_option(at: CellSource, indicator: &str, shown: &str, options: &[String]) -> Diagnostic {
    error("status-unknown", at, format!("“{indicator}”填的是“{shown}”，不在规定的选项里，没有采用。"))
        .hint(format!("请从{}中选填一项。", quoted(options)))
}

// ── computed cells ──

/// The computed cell shows another number than its months give.
pub fn formula_differs(at: CellSource, indicator: &str, column: &str, shown: &str, expected: Told<'_>, formula: bool) -> Diagnostic {
    let what = if formula { "公式的结果是" } else { "公式被改成了" };
    let (value, from) = (expected.value, expected.place(&at));
    error("formula-differs", at, format!("“{indicator}”的{column}{what}“{shown}”，按本表各月的数{from}应为 {value}；汇总以各月的数为准。"))
        .hint(format!("请核对各月的数；{column}由公式自动计算，请从重新下发的表中恢复公式。"))
        .naming(expected.beside())
}

/// A typed total where months are missing.
pub fn total_not_used(at: CellSource, indicator: &str, column: &str, shown: &str) -> Diagnostic {
    warning("total-not-used", at, format!("“{indicator}”的{column}填了“{shown}”，但各月的数不全，没有采用。")).hint("请把数填到各月的格子里。")
}

/// 上期累计 was emptied.
pub fn carried_blank(at: CellSource, indicator: &str, column: &str, known: Told<'_>, ytd: &str) -> Diagnostic {
    let (value, from) = (known.value, known.place(&at));
    warning("carried-blank", at, format!("“{indicator}”的{column}是空的，已按上期表的{ytd} {value}{from}采用。"))
        .hint("这一栏由下发的表带出，请不要删改。")
        .naming(known.beside())
}

/// 上期累计 is due and blank.
pub fn carried_missing(at: CellSource, indicator: &str, column: &str, ytd: &str, not_counted: &str) -> Diagnostic {
    error("carried-missing", at, format!("“{indicator}”的{column}没有填；上期的表没有收到、有错或没有这个数，这一栏要补填，否则算不出{ytd}。"))
        .hint(format!("请填截至上期末的本年累计数；没有填0，还没统计出来填“{not_counted}”。"))
}

/// 上期累计 is not what we have.
pub fn carried_differs(at: CellSource, indicator: &str, shown: &str, known: Told<'_>, first: bool, columns: [&str; 4]) -> Diagnostic {
    let [column, ytd, correction, note] = columns;
    let (because, hint) = if first {
        (format!("本年第一期的{column}应为"), "请把这一格改回0；本期的数填在各月的格子里。".to_owned())
    } else {
        (format!("上期表的{ytd}是"), format!("请改回原数；以前月份的数有错，请在“{correction}”里更正，并在“{note}”写明“N月：原因”。"))
    };
    let (value, from) = (known.value, if first { String::new() } else { known.place(&at) });
    error("carried-differs", at, format!("“{indicator}”的{column}是“{shown}”，{because} {value}{from}，没有采用。")).hint(hint).naming(if first {
        Vec::new()
    } else {
        known.beside()
    })
}

/// Some months apply and some do not.
pub fn partly_not_applicable(at: CellSource, indicator: &str, word: &str, ytd: &str, other: Option<&CellSource>) -> Diagnostic {
    let place = other.map(|o| others(&at, std::slice::from_ref(o))).unwrap_or_default();
    warning("partly-not-applicable", at, format!("“{indicator}”有的月份填“{word}”，有的月份填数{place}，算不出{ytd}。"))
        .beside(other.cloned())
        .hint(format!("确实没有的月份请填0；整项不适用的，各月都填“{word}”。"))
}

// ── corrections ──

/// There is nothing to correct yet, or not in this row.
pub fn correction_closed(at: CellSource, indicator: &str, column: &str, shown: &str) -> Diagnostic {
    error("correction-closed", at, format!("“{indicator}”的{column}填了“{shown}”，但本期是本年第一期，没有以前月份可更正，没有采用。"))
        .hint("请删去；本期的数直接填在各月的格子里。")
}

/// The note names no month.
pub fn correction_without_month(
    at: CellSource,
    indicator: &str,
    column: &str,
    (note_column, cell): (&str, Option<&CellSource>),
    shown: &str,
    note: &str,
) -> Diagnostic {
    let place = cell.map(|c| others(&at, std::slice::from_ref(c))).unwrap_or_default();
    let stands = if note.is_empty() { format!("{place}是空的") } else { format!("{place}写的是“{note}”") };
    error(
        "correction-without-month",
        at,
        format!("“{indicator}”的{column}填了“{shown}”，但{note_column}{stands}，没有按“N月：原因”写明更正哪个月，没有采用。"),
    )
    .hint(format!("请在{note_column}写明，例如“1月：漏报2场”。"))
    .beside(cell.cloned())
}

/// The month cannot be corrected.
pub fn correction_wrong_month(at: CellSource, indicator: &str, (column, cell): (&str, Option<&CellSource>), month: u8, open: &[u8]) -> Diagnostic {
    let place = cell.map(|c| others(&at, std::slice::from_ref(c))).unwrap_or_default();
    let message = format!("“{indicator}”的{column}{place}写的是{month}月，只能更正本年以前各期的月份（{}），没有采用。", months(open));
    error("correction-wrong-month", at, message).beside(cell.cloned()).hint("本期的月份请直接改本期的数；往年的数请与下发报表的单位联系。")
}

/// More is taken away than there is.
pub fn correction_too_large(at: CellSource, indicator: &str, value: Decimal, carried: Told<'_>, columns: [&str; 2]) -> Diagnostic {
    let [column, ytd] = columns;
    let place = carried.place(&at);
    error("correction-too-large", at, format!("“{indicator}”更正 {value}，超过了{column} {}{place}，算不出{ytd}。", carried.value))
        .beside(carried.beside())
        .hint("请核对更正的数：填增减的数，不是更正以后的数。")
}

// ── rows and columns ──

/// There is no indicator sheet.
pub fn no_table(file: &str, sheet: &str) -> Diagnostic {
    Diagnostic::error("table-missing", Origin::file(file), format!("没有找到“{sheet}”表，各项指标都按缺报处理。"))
        .hint("请填报单位用下发的表重新填报，不要删改工作表。")
}

/// The form came back as it was sent out.
pub fn blank_form(at: CellSource) -> Diagnostic {
    error("form-blank", at, "各月的数一个也没有填，像是空表，各项都按缺报处理（不作0）。").hint("请核对是否发错了文件；填好后重报。")
}

/// A column of the form is not there.
pub fn column_missing(at: CellSource, column: &str) -> Diagnostic {
    error("column-missing", at, format!("表头里没有“{column}”一列，这一列的数都按缺报处理。"))
        .hint("请恢复表头原来的文字，或把数复制到重新下发的表中。")
}

/// A month's column that the form does not have.
pub fn month_not_of_period(at: CellSource, month: u8, asked: &[u8]) -> Diagnostic {
    warning("month-not-of-period", at, format!("“{month}月”不在本期之内，没有读取；本期填{}。", months(asked))).hint("请核对是否用了别的期次的表。")
}

/// An indicator has two rows.
pub fn twice(at: CellSource, indicator: &str, first: &CellSource) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(first));
    let message = format!("“{indicator}”出现了两行，另一行在前面{place}，看不出以哪行为准，两行都没有采用。");
    error("row-twice", at, message).beside([first.clone()]).hint("请只保留一行。")
}

/// Indicators without a row.
pub fn rows_absent(at: CellSource, names: &[&str]) -> Diagnostic {
    let shown: Vec<String> = names.iter().take(5).map(|n| format!("“{n}”")).collect();
    let more = if names.len() > 5 { format!("等 {} 项", names.len()) } else { String::new() };
    error("row-missing", at, format!("表里没有{}{more}指标，按缺报处理。", shown.join("")))
        .hint("请恢复被删的行，或用重新下发的表填报；不要改动指标名称。")
}

/// A row of an unknown name with figures.
pub fn unknown_indicator(at: CellSource, name: &str, note: &str) -> Diagnostic {
    error("row-unknown", at, format!("“{name}”不是本表的指标，这一行的数没有读取。"))
        .hint(format!("请恢复原来的指标名称；另外想报的情况请写在“{note}”里。"))
}

/// A row that this unit does not report.
pub fn row_not_owed(at: Origin, name: &str, unit: &str, computed: bool) -> Diagnostic {
    let why = if computed { "由程序计算，不用填".to_owned() } else { format!("不由{unit}填报") };
    Diagnostic::warning("row-not-owed", at, format!("“{name}”{why}，没有采用。")).hint("请删去这一行的数。")
}

// ── rows against each other and against last time ──

/// A part above its whole.
pub fn part_above_whole(at: CellSource, month: u8, part: (&str, Decimal), whole: (&str, Told<'_>), unit: &str) -> Diagnostic {
    let place = whole.1.place(&at);
    let message = format!("{month}月“{}”{} {unit}，大于“{}”{} {unit}{place}，两数矛盾，都没有采用。", part.0, part.1, whole.0, whole.1.value);
    error("part-above-whole", at, message).beside(whole.1.beside()).hint("请核对这两个数。")
}

/// A part above what it is usually a part of.
pub fn part_usually_below(at: CellSource, part: (&str, Told<'_>), whole: (&str, Told<'_>), unit: &str, note: &str) -> Diagnostic {
    let places = [part.1.place(&at), whole.1.place(&at)];
    let message = format!(
        "本期“{}”{} {unit}{}，大于“{}”{} {unit}{}，请核实是否含以前结转的。",
        part.0, part.1.value, places[0], whole.0, whole.1.value, places[1]
    );
    question("part-above-usual", at, message)
        .beside(part.1.beside())
        .beside(whole.1.beside())
        .hint(format!("如属实，请在“{note}”说明；如填错，请改正。"))
}

/// A stock that falls.
pub fn stock_falls(at: CellSource, indicator: &str, before: Told<'_>, now: Decimal, unit: &str, note: &str) -> Diagnostic {
    let (value, place) = (before.value, before.place(&at));
    question("stock-falls", at, format!("“{indicator}”由上期的 {value} {unit}{place}减少到 {now} {unit}，请核实。"))
        .beside(before.beside())
        .hint(format!("如属实，请在“{note}”说明原因；如填错，请改正。"))
}

/// A flow that grew tenfold.
pub fn flow_tenfold(at: CellSource, indicator: &str, before: Told<'_>, now: Told<'_>, unit: &str, note: &str) -> Diagnostic {
    let (old, new) = (before.place(&at), now.place(&at));
    let message =
        format!("“{indicator}”本期 {} {unit}{new}，是上期 {} {unit}{old}的十倍以上，请核实是否多打了0或填成了累计数。", now.value, before.value);
    question("flow-tenfold", at, message).beside(now.beside()).beside(before.beside()).hint(format!("如属实，请在“{note}”说明；如填错，请改正。"))
}

/// A stock or a plan that grew tenfold.
pub fn stock_tenfold(at: CellSource, indicator: &str, before: Told<'_>, now: Decimal, unit: &str, note: &str) -> Diagnostic {
    let place = before.place(&at);
    let message = format!("“{indicator}”由上期的 {} {unit}{place}增加到 {now} {unit}，是上期的十倍以上，请核实是否多打了0。", before.value);
    question("stock-tenfold", at, message).beside(before.beside()).hint(format!("如属实，请在“{note}”说明；如填错，请改正。"))
}

/// An amount that was perhaps typed in 元.
pub fn maybe_yuan(at: CellSource, indicator: &str, now: Told<'_>, before: Option<Told<'_>>, note: &str) -> Diagnostic {
    let old = before.map(|b| format!("，上期是 {} 万元{}", b.value, b.place(&at))).unwrap_or_default();
    let place = if now.cells.len() > 1 { now.place(&at) } else { String::new() };
    question("maybe-yuan", at, format!("“{indicator}”填的是 {} 万元{place}{old}，请核实是否把“元”当成了“万元”。", now.value))
        .beside(now.beside())
        .beside(before.map(|b| b.beside()).unwrap_or_default())
        .hint(format!("金额以万元为单位。如属实，请在“{note}”说明；如填错，请改正。"))
}

/// The same figures as last time; `example` is a figure of this form and the same of the last, with the name of its indicator.
pub fn same_as_last_time(at: CellSource, example: (&str, Told<'_>, Told<'_>)) -> Diagnostic {
    let (indicator, now, before) = example;
    let places = [now.place(&at), before.place(&at)];
    let message = format!(
        "各月的数与上期的表完全一样（如“{indicator}”本期{}和上期{}都是 {}），请核实是否把上期的表又报了一次。",
        places[0], places[1], now.value
    );
    question("same-as-last-time", at, message).naming(now.beside()).naming(before.beside()).hint("如属实，请在报送时说明；如报错，请重报本期的表。")
}
