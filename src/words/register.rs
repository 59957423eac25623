//! What is said about the register: 交办清单.

use crate::diag::Diagnostic;
use crate::origin::{CellRef, CellSource, Origin};

/// State of a matter that was closed only after the day that a paper is about.
pub const OPEN: &str = "未办结";

// ── the campaign file ──

fn error(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("campaign-register", Origin::Run, message)
}

/// The first state closes a matter.
pub fn first_state_closed(state: &str) -> Diagnostic {
    error(format!("“{state}”是 states 的第一个，新登记的问题都用它，不能又算办结。"))
        .hint("从 closed 里删去，或者把 states 里表示待办的一个移到最前面。")
}

/// The pattern of numbers cannot be used.
pub fn bad_number_pattern(text: &str) -> Diagnostic {
    error(format!("编号的写法“{text}”不能用。")).hint(
        "写成 \"〔{year}〕{n}号\" 的样子：{n} 是顺序号，写一个（要补零写 {nn} 或 {nnn}）；{year} 是年份，不写就不分年份连续编号；其他花括号不用。",
    )
}

/// The form has no list of problems.
pub fn no_problem_list() -> Diagnostic {
    error("填报表里没有问题建议一类的清单（kind = \"problems\"），没有问题可以登记。")
        .hint("删去 [register] 这一部分，或者在 [[form.list]] 里加上这张清单。")
}

// ── reading ──

fn warning(code: &'static str, at: CellSource, message: String) -> Diagnostic {
    Diagnostic::warning(code, Origin::Cell(at), message)
}

/// No sheet has the heads of a register.
pub fn no_table(file: &str, matter: &str) -> Diagnostic {
    Diagnostic::warning(
        "register-no-table",
        Origin::file(file),
        format!("文件“{file}”里找不到清单的表头（如“{matter}”），清单没有读进来，材料里没有以前交办的事项。"),
    )
    .hint("请核对表头各栏的名称是否与 inputs/campaign.toml 中 [register.columns] 一致，表头应在前20行。")
}

/// The workbook cannot be read at all.
pub fn not_read(why: Diagnostic) -> Diagnostic {
    let message = format!("{}清单没有读进来，材料里没有以前交办的事项。", why.message);
    Diagnostic { severity: crate::diag::Severity::Warning, code: "register-not-read", message, ..why }
}

/// A column that was there when the register was made.
pub fn no_column(file: &str, sheet: &str, head: &str) -> Diagnostic {
    Diagnostic::warning("register-no-column", Origin::sheet(file, sheet), format!("清单里没有“{head}”一栏，这一栏按空白处理。"))
        .hint(format!("请把表头改回“{head}”；本来就不要这一栏的，不用管。"))
}

/// Two matters of one number.
pub fn number_twice(at: CellSource, number: &str, first: CellRef) -> Diagnostic {
    warning("register-number-twice", at, format!("编号“{number}”与 {first} 这一行的重复。")).hint("请给其中一行改一个没有用过的编号。")
}

/// A row without a matter.
pub fn no_matter(at: CellSource, head: &str) -> Diagnostic {
    warning("register-no-matter", at, format!("这一行填了别的栏目，“{head}”却是空的，没有算作一件。")).hint("请补上问题事项；不要的，整行删去。")
}

/// An error value.
pub fn error_value(at: CellSource, head: &str, shown: &str) -> Diagnostic {
    let what = if shown.is_empty() { "内容损坏，读不出来".to_owned() } else { format!("是公式错误值 {shown}") };
    warning("register-error-value", at, format!("“{head}”{what}，按空白处理。")).hint("请改填文字或日期，不要用公式。")
}

/// A period that nobody can tell.
pub fn no_period(at: CellSource, head: &str, typed: &str) -> Diagnostic {
    let what =
        if typed.is_empty() { format!("“{head}”是空的") } else { format!("“{head}”填的是“{typed}”，看不出是哪一期") };
    warning("register-no-period", at, format!("{what}，按以前各期提出的处理。")).hint("请写成“2023年1—2月”或 2023-02 的样子。")
}

/// A name that is almost a unit's.
pub fn near_unit(at: CellSource, typed: &str, name: &str) -> Diagnostic {
    warning("register-near-unit", at, format!("“{typed}”不是填报单位的名称，与“{name}”只差一个字。"))
        .hint(format!("如果是{name}，请改正；不是的，不用管。"))
}

/// A task that is none.
pub fn no_task(at: CellSource, typed: &str) -> Diagnostic {
    warning("register-no-task", at, format!("“{typed}”不是任务的名称或序号。")).hint("请从填报表的任务名称中选一个，或者留空。")
}

/// A department that is none.
pub fn no_department(at: CellSource, head: &str, typed: &str, known: &[&str]) -> Diagnostic {
    warning("register-no-department", at, format!("“{head}”填的“{typed}”不是本单位的部门、领导，也不是填报单位，照原样印出。"))
        .hint(format!("部门有：{}。", known.join("、")))
}

/// A state that is none.
pub fn no_state(at: CellSource, head: &str, typed: &str, known: &[String]) -> Diagnostic {
    warning("register-no-state", at, format!("“{head}”填的是“{typed}”，按没有办结处理。")).hint(format!("请从下拉列表里选：{}。", known.join("、")))
}

/// A day that is none.
pub fn no_day(at: CellSource, head: &str, typed: &str) -> Diagnostic {
    warning("register-no-day", at, format!("“{head}”填的“{typed}”不是日期，不判断是否超过时限，照原样印出。"))
        .hint("请写成 2023-04-23 或 2023年4月23日。")
}

/// Closed, but nobody says when.
pub fn closed_without_day(at: CellSource, head: &str, state: &str) -> Diagnostic {
    warning("register-closed-without-day", at, format!("办理状态是“{state}”，“{head}”却是空的，每期材料都会再列一次。")).hint("请补填销号日期。")
}

/// A day of closing, but the state is open.
pub fn day_without_closing(at: CellSource, head: &str, day: &str, state: &str, closed: &[String]) -> Diagnostic {
    warning("register-day-without-closing", at, format!("“{head}”填了 {day}，办理状态却是“{state}”，按没有办结处理。"))
        .hint(format!("办结了的，把状态改为{}；没有办结的，删去日期。", closed.iter().map(|c| format!("“{c}”")).collect::<Vec<_>>().join("或")))
}

// ── raising ──

/// A matter that was closed is raised once more.
pub fn raised_again(at: CellSource, unit: &str, number: &str) -> Diagnostic {
    Diagnostic::question("register-raised-again", Origin::Cell(at), format!("{unit}这个问题与已经销号的{number}一字不差，又提了一次，没有重新登记。"))
        .hint("如果确实没有解决，请在清单里把那一件改回办理中，或者另加一行。")
        .about(unit)
}

/// Words that were changed in their cell after they had been entered.
pub fn words_changed(at: CellSource, unit: &str, number: &str, place: Option<&CellSource>) -> Diagnostic {
    let row = place.map(|p| format!("（清单第{}行）", p.cell.row.saturating_add(1))).unwrap_or_default();
    Diagnostic::question("register-words-changed", Origin::Cell(at), format!("{unit}这一格的文字在登记为{number}{row}以后改过，没有重新登记。"))
        .hint("只是改了说法的，请在清单里照着改；换成了另一个问题的，请在清单里清空那一行的“来源”，再运行一次。")
        .about(unit)
}

/// What a unit asks, in 备注.
pub fn asked(text: &str) -> String {
    format!("诉求：{text}")
}

/// Words of one of several units: 甲县、乙县：……。
pub fn said_by(units: &[&str], text: &str) -> String {
    let text = text.trim_end_matches(['。', '；', ';', '.']);
    format!("{}：{text}。", units.join("、"))
}

/// Matters of the period that nobody has entered yet.
pub fn not_entered(path: &str, period: &str, n: usize) -> Diagnostic {
    Diagnostic::warning("register-not-entered", Origin::file(path), format!("本期有{n}件问题还没有登记进交办清单，材料里先列出来，没有编号。"))
        .hint(format!("运行 hongtou register {period} 登记后再出材料；不打算交办的，不用管。"))
}

/// A day in a paper: 4月23日, with its year where it is another than the paper's.
pub fn day(day: jiff::civil::Date, of_the_year: bool) -> String {
    let year = if of_the_year { String::new() } else { format!("{}年", day.year()) };
    format!("{year}{}月{}日", day.month(), day.day())
}

// ── writing ──

/// A line under the title.
pub const HOW: &str = "登记：hongtou register 期次，只在表后添行，不改已有的内容。办理状态、办理情况、销号日期由承办部门填写；可以手工加行、调整列宽、筛选，表头名称不要改。";
/// Title of a refused entry.
pub const RULE: &str = "请重新填写";

/// The title of the sheet.
pub fn title(campaign: &str, title: &str) -> String {
    format!("“{campaign}”专项工作{title}")
}

/// The notice of invented data.
pub fn sample(notice: &str) -> String {
    format!("（{notice}）")
}

/// The foot of each page.
pub fn footer(title: &str) -> String {
    format!("&C{title}　第 &P 页，共 &N 页")
}

/// What may stand in a column with a list.
pub fn choose(head: &str) -> String {
    format!("“{head}”请从下拉列表中选择。")
}

/// The workbook cannot be drawn.
pub fn not_drawn(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error("register-not-drawn", Origin::file(path), format!("清单“{path}”生成不了：有文字是表格软件存不下的（{why}）。"))
        .hint("请核对 inputs/campaign.toml 中 [register] 的名称，以及本期报来的问题里有没有超过三万字的格子。")
}

/// The campaign file says nothing of a register.
pub fn no_register() -> Diagnostic {
    Diagnostic::error("no-register", Origin::file("inputs/campaign.toml"), "没有“[register]”一部分，不知道清单放在哪里、怎样编号。")
        .hint("请在文件末尾加上 [register]；示范工作文件夹的 inputs/campaign.toml 里有写好的一份可以照抄。")
}

/// The file is no register that rows could be added to.
pub fn cannot_append(path: &str) -> Diagnostic {
    Diagnostic::error(
        "register-cannot-append",
        Origin::file(path),
        format!("“{path}”不是可以直接添行的 .xlsx 工作簿（格式不对、加了密码或内部有损坏），没有改动它。"),
    )
    .hint("请用 WPS 打开，另存为“Excel 文件（*.xlsx）”，盖过原来的文件后重新运行。")
}

/// The file cannot be read, so nothing is added.
pub fn cannot_read(why: Diagnostic) -> Diagnostic {
    let message = format!("{}没有添行，文件未变动。", why.message);
    Diagnostic { severity: crate::diag::Severity::Error, message, ..why }
}

/// Somebody has it open.
pub fn is_open(path: &str, lock: &str) -> Diagnostic {
    Diagnostic::error("register-open", Origin::file(path), format!("“{path}”正在别的程序中打开，没有改动它。"))
        .hint(format!("请先保存并关闭，再重新运行；确实没有打开的，删去旁边的“{lock}”。"))
}

/// The file may not be written.
pub fn read_only(path: &str) -> Diagnostic {
    Diagnostic::error("register-read-only", Origin::file(path), format!("“{path}”是只读的，没有改动它。"))
        .hint("请在文件属性里去掉“只读”后重新运行。")
}

// ── the answer ──

/// One matter in the answer.
pub fn line(number: &str, units: &str, matter: &str, lead: &str, deadline: &str) -> String {
    format!("{number}　{units}：{matter}\n    牵头：{lead}　时限：{deadline}\n")
}

/// The last line of the answer.
pub fn sum(path: &str, n: usize, listed: bool, new_file: bool) -> String {
    match (n, listed) {
        (0, _) => format!("没有要登记的问题，“{path}”未变动。\n"),
        (n, true) => format!("以上{n}件还没有登记；去掉 --list 再运行一次，就添到“{path}”里。\n"),
        (n, false) if new_file => format!("已登记{n}件，新建了“{path}”。\n"),
        (n, false) => format!("已登记{n}件，添在“{path}”的最后，原有内容未动。\n"),
    }
}
