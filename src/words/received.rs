//! What is said about the list sheets, about whose form it is, and about all files of a period together.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::validate::{day, error, months, others, question, quoted, warning};
use crate::diag::Diagnostic;
use crate::origin::{CellSource, Origin};

// ── lists ──

/// A list sheet is not there.
pub fn list_missing(file: &str, name: &str, counted: bool) -> Diagnostic {
    let origin = Origin::file(file);
    if counted {
        Diagnostic::error("list-missing", origin, format!("没有“{name}”表，由它计数的指标按缺报处理。"))
            .hint("请恢复这张表；没有要报的，表格留空即为0。")
    } else {
        Diagnostic::warning("list-missing", origin, format!("没有“{name}”表。")).hint("请恢复这张表；没有要报的，表格留空即可。")
    }
}

/// A list sheet that this unit does not report.
pub fn list_not_owed(at: CellSource, name: &str, unit: &str) -> Diagnostic {
    warning("list-not-owed", at, format!("“{name}”不由{unit}填报，没有采用。")).hint("请删去这张表的内容。")
}

/// A column of a list is not there.
pub fn list_column_missing(at: CellSource, list: &str, column: &str, required: bool) -> Diagnostic {
    let message = format!("“{list}”的表头里没有“{column}”一列。");
    let d = if required { error("list-column-missing", at, message) } else { warning("list-column-missing", at, message) };
    d.hint("请恢复表头原来的文字，或把内容复制到重新下发的表中。")
}

/// A required field is blank.
pub fn field_blank(at: CellSource, list: &str, column: &str) -> Diagnostic {
    error("field-blank", at, format!("“{list}”这一行的“{column}”没有填。")).hint("请补填；这一行如果不要了，请整行删去。")
}

/// Not a day.
pub fn bad_date(at: CellSource, column: &str, shown: &str) -> Diagnostic {
    error("date-unreadable", at, format!("“{column}”填的是“{shown}”，不是一个确定的日期，没有采用。"))
        .hint("请填年月日，例如 2023-02-15；一格只填一个日期。")
}

/// A day far in the future.
pub fn far_date(at: CellSource, column: &str, date: Date, cutoff: Date) -> Diagnostic {
    error("date-far", at, format!("“{column}”填的是{}，远在本期截止日（{}）之后，没有采用。", day(date), day(cutoff))).hint("请核对年份和月份。")
}

/// The year was added.
pub fn year_added(at: CellSource, column: &str, shown: &str, date: Date) -> Diagnostic {
    warning("date-without-year", at, format!("“{column}”填的是“{shown}”，没有写年份，已按{}采用。", day(date))).hint("请写全年月日。")
}

/// A day behind the cut-off.
pub fn after_cutoff(at: CellSource, column: &str, date: Date, cutoff: Date, month: (i16, u8), counted: bool) -> Diagnostic {
    let then = if counted { format!("按规定计入{}年{}月，本期不计", month.0, month.1) } else { "属于下一期".to_owned() };
    warning("date-after-cutoff", at, format!("“{column}”是{}，在本期数据截止日（{}）之后，{then}。", day(date), day(cutoff)))
        .hint("如日期填错请改正；如没有填错，下期不用重复报。")
}

/// A day before the period.
pub fn before_period(at: CellSource, column: &str, date: Date, month: (i16, u8), counted: bool) -> Diagnostic {
    let then = if counted { format!("计入{}年{}月", month.0, month.1) } else { "不在本期之内".to_owned() };
    warning("date-before-period", at, format!("“{column}”是{}，{then}。", day(date))).hint("如日期填错请改正；如是补报，请确认以前没有报过。")
}

/// A stay that ends before it begins.
pub fn ends_before_start(at: CellSource, (start, from): (Date, CellSource), end: Date) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(&from));
    error("end-before-start", at, format!("结束日期{}早于开始日期{}{place}，没有采用。", day(end), day(start)))
        .beside([from])
        .hint("请核对两个日期；还没有结束的，结束日期留空。")
}

/// A stay that is too short.
pub fn short_stay(at: CellSource, (start, from): (Date, CellSource), end: Date, months: u8) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(&from));
    question("stay-short", at, format!("{}{place}至{}不满{months}个月，请核实。", day(start), day(end)))
        .beside([from])
        .hint(format!("一般不少于{months}个月；如日期填错请改正，如属实请说明。"))
}

/// A place that is perhaps not such a place.
pub fn must_contain(at: CellSource, column: &str, shown: &str, words: &[String]) -> Diagnostic {
    question("place-unlikely", at, format!("“{column}”填的是“{shown}”，其中没有{}等字样，请核实。", quoted(words))).hint("请填全称；如填错，请改正。")
}

/// Not a task.
pub fn unknown_task(at: CellSource, column: &str, shown: &str, count: usize, sheet: &str) -> Diagnostic {
    error("task-unknown", at, format!("“{column}”填的是“{shown}”，对不上任何一项任务。"))
        .hint(format!("请填任务的序号（1至{count}）或“{sheet}”表里的名称。"))
}

/// Not one of the options.
pub fn not_a_choice(at: CellSource, column: &str, shown: &str, options: &[String]) -> Diagnostic {
    error("choice-unknown", at, format!("“{column}”填的是“{shown}”，不在规定的选项里。")).hint(format!("请从{}中选填一项。", quoted(options)))
}

/// Not a rank.
pub fn bad_rank(at: CellSource, column: &str, shown: &str) -> Diagnostic {
    error("rank-unknown", at, format!("“{column}”填的是“{shown}”，只能填1或2。")).hint("最想推荐的填1，其次填2，其余留空。")
}

/// A rank stands twice.
pub fn rank_twice(at: CellSource, column: &str, rank: Decimal, first: &CellSource) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(first));
    let message = format!("“{column}”{rank} 用了两次，另一处在前面{place}，都没有采用。");
    error("rank-twice", at, message).beside([first.clone()]).hint("1和2各只能用一次，请改一处。")
}

/// Two rows that count as one.
pub fn counted_once(at: CellSource, list: &str, columns: &[&str], first: &CellSource) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(first));
    let message = format!("“{list}”这一行与前面那一行{place}的{}都一样，只计一次，请核实。", columns.join("、"));
    question("row-repeated", at, message).beside([first.clone()]).hint("重复填的，请删去一行；不是一回事的，请核对填写内容。")
}

/// Two rows that are perhaps one thing.
pub fn maybe_same(at: CellSource, list: &str, first: &CellSource) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(first));
    let message = format!("“{list}”这一行与前面那一行{place}像是同一件事，现按两次计，请核实。");
    question("row-repeated", at, message).beside([first.clone()]).hint("是同一件事的，请删去一行；姓名请写得一样。")
}

/// Nobody whom the campaign knows.
pub fn owner_unknown(at: CellSource, column: &str, shown: &str) -> Diagnostic {
    question("owner-unknown", at, format!("“{column}”填的是“{shown}”，对不上名单里的任何一位领导或任何一个部门，请核实。"))
        .hint("请填领导姓名或部门的规范名称；确是名单以外的，不用改。")
}

/// Two rows with the same text.
pub fn same_row(at: CellSource, list: &str, first: &CellSource) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(first));
    let message = format!("“{list}”这一行与前面那一行{place}完全一样，请核实是否重复填写。");
    question("row-repeated", at, message).beside([first.clone()]).hint("重复填的，请删去一行。")
}

/// A person who stays in two places at once.
pub fn stays_overlap(at: CellSource, who: &str, start: Date, other: (Date, &CellSource)) -> Diagnostic {
    let place = others(&at, std::slice::from_ref(other.1));
    let message = format!("{who}有两段时间重叠的记录：{}起，与{}起{place}，请核实。", day(start), day(other.0));
    question("stay-overlaps", at, message)
        .beside([other.1.clone()])
        .hint("同一个人分两行填的，请合并为一行，或补填前一段的结束日期；同名同单位的，请在姓名后注明。")
}

/// Not a whole number in a list.
pub fn list_not_whole(at: CellSource, column: &str, shown: &str) -> Diagnostic {
    error("field-not-a-number", at, format!("“{column}”填的是“{shown}”，应填整数，没有采用。")).hint("请填阿拉伯数字，没有填0。")
}

/// A unit that is not known.
pub fn list_unit_unknown(at: CellSource, column: &str, shown: &str) -> Diagnostic {
    error("list-unit-unknown", at, format!("“{column}”填的是“{shown}”，对不上任何一个单位。")).hint("请填单位的规范名称；一行只填一个。")
}

// ── whose form it is ──

/// A former name.
pub fn former_name(at: Origin, shown: &str, name: &str) -> Diagnostic {
    Diagnostic::warning("unit-former-name", at, format!("“{shown}”是旧名称，已按“{name}”处理。")).hint("请改用现名。")
}

/// A text that may mean several units.
pub fn unit_ambiguous(at: Origin, shown: &str, names: &[String]) -> Diagnostic {
    Diagnostic::error("unit-ambiguous", at, format!("“{shown}”可能是{}，分不清是哪一个。", quoted(names))).hint("请写单位全称。")
}

/// Not a unit of the campaign.
pub fn unit_unknown(at: Origin, label: &str, shown: &str) -> Diagnostic {
    Diagnostic::error("unit-unknown", at, format!("{label}是“{shown}”，对不上任何一个填报单位，这张表没有计入。"))
        .hint(format!("请在{label}一栏写规范的单位名称。"))
}

/// The unit was told by other places than its field.
pub fn unit_by_tag(at: Origin, label: &str, shown: &str, unit: &str) -> Diagnostic {
    Diagnostic::warning("unit-field-unclear", at, format!("{label}写的是“{shown}”，认不出来；按表中其他位置或文件名，已作为“{unit}”的表处理。"))
        .hint(format!("请在{label}一栏写规范的单位名称。"))
}

/// The unit stands in the name of the file or a title only.
pub fn unit_only_by_name(file: &str, label: &str, unit: &str) -> Diagnostic {
    Diagnostic::warning("unit-field-missing", Origin::file(file), format!("表里没有填{label}，按标题或文件名作为“{unit}”的表处理。"))
        .hint(format!("请在{label}一栏写单位名称。"))
}

/// Nothing names the unit.
pub fn unit_nowhere(file: &str, label: &str) -> Diagnostic {
    Diagnostic::error("unit-unknown", Origin::file(file), format!("表里没有填{label}，文件名也看不出是哪个单位，这张表没有计入。"))
        .hint(format!("请在{label}一栏写单位名称，或把文件名改成单位名称。"))
}

/// The form was made for another unit.
pub fn form_of_other_unit(at: Origin, label: &str, unit: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "form-of-other-unit",
        at,
        format!("{label}是“{unit}”，但这张表是下发给“{other}”的，表里带出的以前的数都是“{other}”的，没有计入。"),
    )
    .hint(format!("请用下发给{unit}的表填报；如果确是{other}的表，请把{label}改回来。"))
}

/// The name of the file names another unit.
pub fn file_name_differs(file: &str, other: &str, unit: &str) -> Diagnostic {
    Diagnostic::warning("unit-file-name", Origin::file(file), format!("文件名写的是“{other}”，表里填的是“{unit}”，已按表里的“{unit}”处理。"))
        .hint("请核对是否发错了表，并把文件名改对。")
}

/// The form of another campaign.
pub fn wrong_campaign(file: &str, campaign: &str) -> Diagnostic {
    Diagnostic::error("wrong-campaign", Origin::file(file), format!("这是别的专项工作的表，不是“{campaign}”的表，没有计入。"))
        .hint("请用本专项工作下发的表填报。")
}

/// Not our form.
pub fn not_our_form(file: &str, sheet: &str) -> Diagnostic {
    Diagnostic::error("not-our-form", Origin::file(file), format!("不是下发的填报表（没有“{sheet}”等工作表），没有计入。"))
        .hint("请填报单位用下发的表填报。")
}

/// Another version of the form.
pub fn other_version(at: CellSource, version: &str, wanted: u32) -> Diagnostic {
    warning("form-version", at, format!("用的是第 {version} 版的表，现行是第 {wanted} 版，已照常读取。")).hint("下次请用新下发的表。")
}

/// The form of another period.
pub fn wrong_period(at: Origin, found: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("wrong-period", at, format!("这是{found}的表，本次收的是{wanted}的表，没有计入。"))
        .hint(format!("请报送{wanted}的表；如果只是期次写错，请改正后重报。"))
}

/// The field of the period says another one than the form.
pub fn period_differs(at: Origin, label: &str, shown: &str, wanted: &str) -> Diagnostic {
    Diagnostic::warning("period-differs", at, format!("{label}写的是“{shown}”，这张表是{wanted}的，已按{wanted}处理。"))
        .hint(format!("请核对填的是不是本期的数，并改正{label}。"))
}

/// The last period's file once more, byte for byte.
pub fn last_file_again(file: &str, other: &str, found: Option<&str>, wanted: &str) -> Diagnostic {
    let of = found.map(|f| format!("{f}的表")).unwrap_or_else(|| "表".to_owned());
    Diagnostic::error(
        "last-file-again",
        Origin::file(file),
        format!("与上期报来的 {other} 是同一个文件（内容完全一样），是把上期的{of}又报了一次，没有计入。"),
    )
    .hint(format!("请报送{wanted}的表。"))
}

/// The heads of the months are another period's.
pub fn wrong_months(at: CellSource, found: &[u8], wanted: &[u8]) -> Diagnostic {
    error("wrong-period", at, format!("表头的月份是{}，本期应为{}，没有计入。", months(found), months(wanted))).hint("请用本期下发的表填报。")
}

// ── all files together ──

/// A copy of another file.
pub fn same_bytes(file: &str, other: &str) -> Diagnostic {
    Diagnostic::warning("duplicate-copy", Origin::file(file), format!("与 {other} 完全一样，只取一份。")).hint("可以删去多余的一份。")
}

/// Two different forms of one unit.
pub fn two_forms(at: Origin, names: &[&str], latest: Option<(Date, &str)>) -> Diagnostic {
    let hint = latest.map_or_else(
        || "请问清填报单位以哪份为准，把其余的移出文件夹。".to_owned(),
        |(date, file)| format!("{file} 的填报日期较晚（{}），可能以它为准；请与填报单位核对后，把其余的移出文件夹。", day(date)),
    );
    Diagnostic::error("two-forms", at, format!("同一单位有 {} 份不同的表（{}），都没有计入。", names.len(), names.join("，"))).hint(hint)
}

/// A unit that sent nothing.
pub fn unit_missing(unit: &str, body: &str) -> Diagnostic {
    Diagnostic::error("unit-missing", Origin::Run, format!("{unit}没有报送。"))
        .hint(format!("请提醒{body}报送；收到后放进本期的文件夹，再运行一次。"))
}

/// Two units' forms in one file.
pub fn two_units(at: CellSource, first: &str, second: &str) -> Diagnostic {
    error("two-units", at, format!("这个文件里有两个单位的表：“{first}”和“{second}”，只读取了“{first}”的。"))
        .hint(format!("请把“{second}”的表另存为一个文件后放进本期的文件夹。"))
}
