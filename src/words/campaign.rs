//! What is said about the contents of campaign.toml, phrases.toml and meeting.toml; the reader fills in the place.

use super::toml::{choose, error, quoted};
use crate::diag::Diagnostic;
use crate::origin::Origin;

/// Two with the same name or id.
pub fn duplicate(what: &str, key: &str, text: &str) -> Diagnostic {
    error("campaign-duplicate", format!("“{what}”里有两个“{}”（{key}）。", quoted(text))).hint("改掉一个，或者删去重复的一条。")
}

/// A reference to something that is not there.
pub fn leads_nowhere(what: &str, text: &str, known: &[&str]) -> Diagnostic {
    error("campaign-unknown-reference", format!("没有名为“{}”的{what}。", quoted(text))).hint(choose(text, known))
}

/// A confirmed reading names no column of indicators.
pub fn reading_without_indicator(head: &str) -> Diagnostic {
    error("reading-without-indicator", format!("columns 里没有写明哪一列是“{}”，这张表没法读。", quoted(head)))
        .hint(format!("请补一行：\"表里的表头\" = \"{head}\"。"))
}

/// A confirmed reading is for no period of the campaign.
pub fn reading_no_period(text: &str) -> Diagnostic {
    error("reading-no-period", format!("period 写的是“{}”，没有这一期。", quoted(text)))
        .hint("写填报期的期末月份，如 \"2023-02\"；各期都这样读的，整行删去。")
}

/// Two tasks of one number.
pub fn same_number(number: i64, first: &str) -> Diagnostic {
    error("campaign-duplicate", format!("任务序号{number}（number）已经给了“{}”。", quoted(first))).hint("每项任务一个序号，从1起连续排列。")
}

/// `start` is no month.
pub fn not_a_month(text: &str) -> Diagnostic {
    error("campaign-bad-month", format!("start 的值“{}”不是年月。", quoted(text))).hint("写成 \"2022-11\" 的样子：四位年、短横线、两位月。")
}

/// The forms do not follow each other without a gap.
pub fn ends_do_not_step(months: i64) -> Diagnostic {
    let message = format!("ends 与 months = {months} 对不上：一张表管{months}个月，各期的最后一个月就应每隔{months}个月一个，排满一年。");
    error("campaign-cycle", message).hint("如双月报写 ends = [2, 4, 6, 8, 10, 12]，月报写1到12，季报写 ends = [3, 6, 9, 12]。")
}

/// The meeting comes before the forms.
pub fn meeting_before_forms(due: i64, meeting: i64) -> Diagnostic {
    error("campaign-cycle", format!("填报表{due}日才报齐，会议却要在{meeting}日前开。")).hint("把 due_day 改早，或者把 meeting_before_day 改晚。")
}

/// No form ends in the month.
pub fn no_form_ends_in(month: i64) -> Diagnostic {
    error("campaign-cycle", format!("没有哪一期在{month}月结束。")).hint("month 要写 ends 里的一个月。")
}

/// A longer period is named with a form that ends before it.
pub fn longer_period_not_over(period: &str, month: i64) -> Diagnostic {
    error("campaign-cycle", format!("{period} 到{month}月还没有结束，不能随{month}月这一期出。")).hint("把 month 改为它结束当月或以后的一期。")
}

/// No unit of role county.
pub fn no_county() -> Diagnostic {
    error("campaign-unit-roles", "没有下级单位：没有哪个填报单位的 role 是 \"county\"。".to_owned()).hint("给每个下级单位写上 role = \"county\"。")
}

/// More than one unit of role city.
pub fn second_city() -> Diagnostic {
    error("campaign-unit-roles", "本级（role = \"city\"）只能有一个，这里是第二个。".to_owned()).hint("是下级单位的，改成 role = \"county\"。")
}

/// One spelling of two units.
pub fn spelling_of_two(text: &str, first: &str, second: &str) -> Diagnostic {
    error("campaign-unit-spelling", format!("“{}”既指“{}”又指“{}”，程序分不清。", quoted(text), quoted(first), quoted(second)))
        .hint("从其中一个单位删去；两个都可能指到的写法，两边都不要列。")
}

/// A spelling that its unit has already.
pub fn spelling_twice(text: &str, unit: &str) -> Diagnostic {
    Diagnostic::warning("campaign-unit-spelling", Origin::Run, format!("“{}”在“{}”里写了两遍。", quoted(text), quoted(unit))).hint("删去一处即可。")
}

/// A liaison's leader who is none.
pub fn not_a_leader(name: &str) -> Diagnostic {
    error("campaign-unknown-reference", format!("“{}”没有标为对口联系的领导。", quoted(name)))
        .hint("在该人员那一条加上 leader = true，或者改成别的领导。")
}

/// A liaison to the office itself.
pub fn liaison_to_city(name: &str) -> Diagnostic {
    error("campaign-unknown-reference", format!("“{}”是本级，不是对口联系的下级单位。", quoted(name))).hint("改成下级单位的名称。")
}

/// A county without a liaison.
pub fn nobody_looks_after(name: &str) -> Diagnostic {
    Diagnostic::warning("campaign-no-liaison", Origin::Run, format!("“{}”没有对口联系的领导。", quoted(name))).hint("在“对口联系”里补一条。")
}

/// What a kind of indicator is called.
fn kind_name(kind: &str) -> String {
    let name = match kind {
        "flow" => "发生数",
        "stock" => "期末数",
        "plan" => "年度任务",
        "ratio" => "比率",
        "status" => "状态",
        "items" => "工作动态",
        "problems" => "问题建议",
        "records" => "计数清单",
        other => return quoted(other),
    };
    format!("{name}（{kind}）")
}

/// A key that the kind of indicator cannot have.
pub fn key_not_for_kind(key: &str, kind: &str) -> Diagnostic {
    error("campaign-indicator", format!("{}类指标不能有 {key}。", kind_name(kind))).hint(format!("删去 {key}，或者改正 kind。"))
}

/// A ratio without one of its parts.
pub fn ratio_lacks(key: &str) -> Diagnostic {
    let what = match key {
        "numerator" => "分子（numerator）",
        "denominator" => "分母（denominator）",
        _ => "口径（basis）",
    };
    error("campaign-ratio", format!("这个比率没有写{what}。"))
        .hint("比率要写 numerator、denominator（指标的 id）和 basis（period 本期、ytd 年初至期末、end 期末）。")
}

/// A ratio of an indicator that is not there.
pub fn ratio_of_nothing(key: &str, id: &str, known: &[&str]) -> Diagnostic {
    let what = if key == "numerator" { "分子" } else { "分母" };
    let d = error("campaign-ratio", format!("比率的{what}“{}”不是任何指标的 id。", quoted(id)));
    match super::toml::nearest(id, known) {
        Some(k) => d.hint(format!("是不是想写 {k}？")),
        None => d.hint("在“指标”一章里查对 id；还没有这个指标的，先加一条。"),
    }
}

/// A ratio of a ratio or a status.
pub fn ratio_of_kind(id: &str, kind: &str) -> Diagnostic {
    error("campaign-ratio", format!("“{}”是{}，不能作比率的分子或分母。", quoted(id), kind_name(kind)))
        .hint("比率只能由发生数、期末数、年度任务相除。")
}

/// A flow where a ratio is taken at the period's end.
pub fn flow_at_end(id: &str) -> Diagnostic {
    error("campaign-ratio", format!("口径是期末（end），但“{}”是发生数，没有期末值。", quoted(id)))
        .hint("口径改为 period（本期）或 ytd（年初至期末），或者换成期末数。")
}

/// A ratio of a thing to itself.
pub fn ratio_of_itself(id: &str) -> Diagnostic {
    error("campaign-ratio", format!("分子和分母都是“{}”。", quoted(id))).hint("改正其中一个。")
}

/// No unit reports both parts.
pub fn nobody_has_both(top: &str, bottom: &str) -> Diagnostic {
    error("campaign-ratio", format!("没有单位同时填报“{}”和“{}”，这个比率永远算不出来。", quoted(top), quoted(bottom)))
        .hint("检查这两个指标的 reported_by。")
}

/// Parts in two units of measure.
pub fn ratio_of_units(top: &str, bottom: &str) -> Diagnostic {
    Diagnostic::warning("campaign-ratio", Origin::Run, format!("分子的单位是“{}”，分母的单位是“{}”，相除不成百分比。", quoted(top), quoted(bottom)))
        .hint("请核对分子、分母是不是写错了。")
}

/// An indicator that nobody reports.
pub fn reported_by_nobody() -> Diagnostic {
    error("campaign-indicator", "这个指标没有写由谁填（reported_by）。".to_owned())
        .hint("写 reported_by = [\"county\"]，本级也填的写 [\"county\", \"city\"]。")
}

/// A role that no unit has.
pub fn no_unit_of_role(role: &str) -> Diagnostic {
    error("campaign-indicator", format!("填报单位里没有 role = \"{}\" 的，这个指标没有人填。", quoted(role)))
        .hint("改正 reported_by，或者补上这样的填报单位。")
}

/// A status without options.
pub fn status_without_options() -> Diagnostic {
    error("campaign-indicator", "状态类指标至少要有两个选项（options）。".to_owned()).hint("如 options = [\"是\", \"否\"]，最希望的排在最前。")
}

/// A figure without a unit of measure.
pub fn without_unit() -> Diagnostic {
    error("campaign-indicator", "这个指标没有计量单位（unit）。".to_owned()).hint("如 unit = \"个\"、\"人次\"、\"万元\"。")
}

/// People and things with decimals.
pub fn whole_with_decimals(places: i64) -> Diagnostic {
    error("campaign-indicator", format!("whole = true 表示必须是整数，却要印{places}位小数。")).hint("两项留一项。")
}

/// A count from a sheet that is no list of records.
pub fn count_of_kind(sheet: &str, kind: &str) -> Diagnostic {
    error("campaign-count", format!("“{}”是{}，不是供计数的清单。", quoted(sheet), kind_name(kind))).hint("计数的清单 kind 应为 \"records\"。")
}

/// A unit is to count from a sheet that its form lacks.
pub fn counts_a_sheet_it_lacks(role: &str, sheet: &str) -> Diagnostic {
    let who = if role == "city" { "本级" } else { "下级单位" };
    error("campaign-count", format!("{who}（{}）的表里没有“{}”这张清单，数不出这个指标。", quoted(role), quoted(sheet)))
        .hint("从 reported_by 里去掉它，或者在清单的 reported_by 里加上它。")
}

/// A column of another type.
pub fn column_of_type(id: &str, kind: &str, fitting: &[&str]) -> Diagnostic {
    let what = if kind == "date" { "日期" } else { "填报单位" };
    error("campaign-count", format!("清单的“{}”一栏不是{what}（type = \"{kind}\"）。", quoted(id))).hint(choose("", fitting))
}

/// The upper bound is below the lower.
pub fn at_most_below_value() -> Diagnostic {
    error("campaign-target", "目标的上限（at_most）比下限（value）还小。".to_owned()).hint("把两个数对调，或者改正其中一个。")
}

/// Of what should be little, the target says only how much it is at least.
pub fn fewer_without_bound() -> Diagnostic {
    error("campaign-target", "这项指标越少越好（better = \"down\"），目标却只写了至少多少（value），怎样都算完成。".to_owned())
        .hint("写上至多多少：value = 0, at_most = 上限；要求不发生的，两个都写0。")
}

/// A target both of a year and of many.
pub fn spread_and_long_term() -> Diagnostic {
    error("campaign-target", "一个目标不能既按全年序时推进（spread），又是长期目标（long_term）。".to_owned()).hint("删去一项。")
}

/// A target for each unit of what is given for the total alone.
pub fn target_of_a_level_not_given() -> Diagnostic {
    error("campaign-target", "这个比率只算合计（levels = [\"total\"]），目标却定到每个单位。".to_owned())
        .hint("目标改为 level = \"total\"，或者删去 levels。")
}

/// A part of itself.
pub fn part_of_itself(id: &str) -> Diagnostic {
    error("campaign-part-of", format!("“{}”不能是它自己的一部分。", quoted(id))).hint("改成它所属的那个指标的 id。")
}

/// A part of a ratio or status.
pub fn part_of_kind(id: &str, kind: &str) -> Diagnostic {
    error("campaign-part-of", format!("“{}”是{}，没有部分可言。", quoted(id), kind_name(kind))).hint("改成一个按数量填报的指标。")
}

/// A part in another unit of measure.
pub fn part_of_other_unit(own: &str, id: &str, unit: &str) -> Diagnostic {
    error("campaign-part-of", format!("单位不同（“{}”和“{}”），不能说它是“{}”的一部分。", quoted(own), quoted(unit), quoted(id)))
        .hint("改正单位，或者删去这个关系。")
}

/// A name that no spreadsheet program takes for a sheet.
pub fn bad_sheet_name(name: &str) -> Diagnostic {
    error("campaign-form", format!("“{}”不能作工作表的名称。", quoted(name)))
        .hint("名称不超过31个字，不以下划线开头，不能有 [ ] : * ? / \\，前后不能有单引号。")
}

/// One word for 不适用 and 未统计.
pub fn same_words_for_two(text: &str) -> Diagnostic {
    error("campaign-form", format!("不适用和未统计都写成“{}”，程序分不清。", quoted(text))).hint("两个要用不同的词。")
}

/// A head that reads like a month's column.
pub fn head_like_a_month(head: &str) -> Diagnostic {
    error("campaign-form", format!("表头“{}”和月份栏混在一起了。", quoted(head))).hint("月份栏由程序加，这里换个名称。")
}

/// A field of the information sheet that is needed.
pub fn field_lacking(id: &str) -> Diagnostic {
    let what = if id == "unit" { "填报单位" } else { "填报期" };
    error("campaign-form", format!("填报信息表没有 id = \"{id}\" 的栏目，收回来不知道是谁的、哪一期的。"))
        .hint(format!("补一条 [[form.field]]，id = \"{id}\"，label = \"{what}\"。"))
}

/// A choice without options.
pub fn choice_without_options() -> Diagnostic {
    error("campaign-form", "type = \"choice\" 的栏目要写明可选的值（options）。".to_owned()).hint("如 options = [\"经费\", \"阵地\", \"其他\"]。")
}

/// Options of what is no choice.
pub fn options_without_choice() -> Diagnostic {
    error("campaign-form", "只有 type = \"choice\" 的栏目才能写 options。".to_owned()).hint("改成 type = \"choice\"，或者删去 options。")
}

/// A second rank column.
pub fn second_rank() -> Diagnostic {
    error("campaign-form", "一张清单只能有一栏推荐次序（type = \"rank\"），这里是第二栏。".to_owned()).hint("改成别的类型。")
}

/// A template's name that is none.
pub fn not_a_template(name: &str) -> Diagnostic {
    error("campaign-template", format!("“{}”不是模板的文件名。", quoted(name))).hint("写 templates 文件夹里的文件名，以 .md 结尾，前面不写文件夹。")
}

/// A paper that is neither text nor workbook.
pub fn nothing_to_make(paper: &str) -> Diagnostic {
    error("campaign-template", format!("“{}”没有写 template，也没有写 workbook。", quoted(paper)))
        .hint("文字材料写 template = \"模板文件名.md\"；数据汇总表写 workbook = \"totals\"。")
}

/// A paper that is both.
pub fn template_and_workbook(paper: &str) -> Diagnostic {
    error("campaign-template", format!("“{}”同时写了 template 和 workbook，只能写一个。", quoted(paper)))
        .hint("文字材料留 template，数据汇总表留 workbook，另一行删去。")
}

/// What only texts have.
pub fn not_with_workbook(key: &str) -> Diagnostic {
    error("campaign-template", format!("数据汇总表（workbook）不能写 {key}。")).hint(format!("把 {key} 这一行删去；汇总表只有一份，格式是 xlsx。"))
}

/// A paper whose template is not there.
pub fn no_template(paper: &str, name: &str, templates: &[&str]) -> Diagnostic {
    let d = error("campaign-template", format!("“{}”的模板 {} 不在 templates 文件夹里。", quoted(paper), quoted(name)));
    let d = if templates.is_empty() { d } else { d.hint(choose(name, templates)) };
    d.hint("把模板放进 templates 文件夹，或者改正 template；暂时不出这份文稿的，把这一条删去。")
}

/// A character that no file name may hold.
pub fn forbidden_in_file_name(c: char) -> Diagnostic {
    let shown = if c.is_control() { "看不见的控制字符".to_owned() } else { format!(" {c} ") };
    error("campaign-file-name", format!("文件名里有{shown}，在 Windows 上存不了。"))
        .hint("不能有 < > : \" / \\ | ? *；引号用中文的“”，冒号用中文的：。")
}

/// A file name that some system refuses or hides.
pub fn awkward_file_name(name: &str) -> Diagnostic {
    error("campaign-file-name", format!("“{}”不宜作文件名。", quoted(name)))
        .hint("不要以点、空格或 ~ 开头或结尾，不要用 CON、NUL 等系统保留的名称，不超过100个字。")
}

/// A placeholder that nobody fills.
pub fn unknown_placeholder(p: &str, known: &[&str]) -> Diagnostic {
    let braced: Vec<String> = known.iter().map(|k| format!("{{{k}}}")).collect();
    error("campaign-file-name", format!("文件名里的 {{{}}} 程序不认识。", quoted(p))).hint(format!("可以写的有：{}。", braced.join("、")))
}

/// Braces that do not match.
pub fn braces() -> Diagnostic {
    error("campaign-file-name", "文件名里的花括号不成对。".to_owned()).hint("写成 {period} 的样子，前后各一个。")
}

/// Title of the copy of a paper that one leader, department or unit gets.
pub fn copy_title(title: &str, of: &str) -> String {
    format!("{title}（{of}）")
}

/// A paper made for several, all in one file name.
pub fn copies_of_one_name() -> Diagnostic {
    error("campaign-file-name", "这份文稿一人（一个部门、一个单位）一份，文件名却是同一个。".to_owned())
        .hint("在文件名里写上 {for}，程序会换成姓名、部门或单位的名称。")
}

/// A file name with `{for}` of a paper of which there is one.
pub fn for_without_per() -> Diagnostic {
    error("campaign-file-name", "文件名里有 {for}，但这份文稿只有一份。".to_owned())
        .hint("一人一份的加上 per = \"leader\"，一个部门一份写 \"department\"，一个单位一份写 \"unit\"；只有一份的去掉 {for}。")
}

/// A paper with a copy each for nobody.
pub fn copies_for_nobody(per: &str) -> Diagnostic {
    let (what, table) = if per == "leader" { ("对口联系的领导", "[[liaison]]") } else { ("部门", "[[department]]") };
    error("campaign-per", format!("这份文稿按{what}一份一份地出，但文件里没有{what}。")).hint(format!("填上 {table}，或者删去 per。"))
}

/// A need that `meeting.toml` has no key for.
pub fn unknown_need(key: &str, known: &[&str]) -> Diagnostic {
    error("campaign-needs", format!("meeting.toml 里没有 {} 这一项。", quoted(key)))
        .hint(choose(key, known))
        .hint("自己加的内容放在 meeting.toml 的 [extra] 里，这里写成 \"extra.名称\"。")
}

/// A paper whose period the cycle never comes to.
pub fn never_due(due: &str) -> Diagnostic {
    let (what, example) = match due {
        "quarter" => ("季度", "{ month = 4, period = \"Q1\" }"),
        "half" => ("半年", "{ month = 6, period = \"H1\" }"),
        _ => ("全年", "{ month = 12, period = \"Y\" }"),
    };
    error("campaign-never-due", format!("报数周期（cycle）的 also 里没有{what}，这份文稿永远不会出。"))
        .hint(format!("在 also 里加上 {example} 这样的一条，或者改正 due。"))
}

/// What a key of `meeting.toml` is about.
fn need_name(key: &str) -> &str {
    match key {
        "date" => "会议日期（date）",
        "place" => "会议地点（place）",
        "chair" => "主持人（chair）",
        "attendees" => "参加人员（attendees）",
        "said" => "会议精神（said）",
        "issue" => "期号（issue）",
        "total_issue" => "总期号（total_issue）",
        "bulletin_date" => "简报日期（bulletin_date）",
        "copies" => "印数（copies）",
        "editor_note" => "按语（editor_note）",
        "next_step" => "下一步安排（[[next_step]]）",
        other => other,
    }
}

/// What a paper needs and `meeting.toml` does not give.
pub fn needs_missing(origin: Origin, paper: &str, keys: &[&str], there: bool) -> Diagnostic {
    let names = keys.iter().map(|k| need_name(k)).collect::<Vec<_>>().join("、");
    let message = if there {
        format!("“{paper}”还缺会议信息：{names}。")
    } else {
        format!("没有找到会议信息文件，“{paper}”要用其中的{names}。")
    };
    let hint = if there { "在这个文件里补上。" } else { "把上一期的 meeting.toml 复制到这里，逐项改好。" };
    Diagnostic::error("meeting-missing-key", origin, message).hint(hint)
}

/// The count since the start is below that of the year.
pub fn total_issue_too_small(issue: i64, total: i64) -> Diagnostic {
    error("meeting-issue", format!("总期号（{total}）比本年期号（{issue}）还小。")).hint("本年期号每年从1起，总期号从第一期起连续编。")
}

/// The bulletin is older than the meeting that it reports.
pub fn bulletin_before_meeting(bulletin: &str, meeting: &str) -> Diagnostic {
    error("meeting-date", format!("简报日期（{bulletin}）在会议日期（{meeting}）之前。")).hint("请核对这两个日期。")
}

/// The meeting is in another month than its period's.
pub fn meeting_in_other_month(date: &str, year: i16, month: u8) -> Diagnostic {
    Diagnostic::warning("meeting-date", Origin::Run, format!("会议日期是 {date}，本期的会应在{year}年{month}月开。"))
        .hint("请核对：文件从上一期复制来的，日期、期号、按语等都要改。")
}

/// The meeting is later than the cycle allows.
pub fn meeting_late(date: &str, before: u8) -> Diagnostic {
    Diagnostic::warning("meeting-date", Origin::Run, format!("会议日期是 {date}，按规定应在{before}日前。")).hint("请核对日期；确实推迟的，不用改。")
}
