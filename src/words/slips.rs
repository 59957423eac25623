//! What is said to a unit that owes its form or must mend it.

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// Most characters of the message to paste.
const LONGEST: usize = 100;
/// Most cells that an entry names one by one.
const CELLS: usize = 40;

/// Id of a unit's slip in the manifest.
pub fn id(unit: &str) -> String {
    format!("reminder:{unit}")
}

/// The beginning of every note that marks a cell; by it the next marking knows its own.
pub fn note_head() -> &'static str {
    "【数据核实】"
}

/// Name of a slip's files without extension.
pub fn file_stem(title: &str, unit: &str) -> String {
    format!("{title}（{unit}）")
}

/// Name of the workbook that goes back: as the form was sent out, so that it can be dropped in again.
pub fn book_name(unit: &str) -> String {
    format!("{unit}.xlsx")
}

/// A note on a cell.
pub fn note(message: &str, hints: &[String]) -> String {
    let mut out = message.to_owned();
    for hint in hints {
        out.push('\n');
        out.push_str(hint);
    }
    out
}

/// A note on a cell that another one is compared with.
pub fn note_beside(cell: &str, message: &str) -> String {
    format!("与 {cell} 对照：{message}")
}

/// Id of the message to paste in the manifest.
pub fn message_id(unit: &str) -> String {
    format!("message:{unit}")
}

/// Title of the message to paste in the manifest.
pub fn message_title(title: &str) -> String {
    format!("{title}可粘贴的消息")
}

/// 2月24日17时
pub fn deadline(day: Date, hour: u8) -> String {
    format!("{}月{}日{hour}时", day.month(), day.day())
}

/// Where an entry of a slip is.
pub fn place(sheet: Option<&str>, cells: &[String]) -> String {
    let Some(sheet) = sheet else { return "整份表".to_owned() };
    let shown: Vec<&str> = cells.iter().take(CELLS).map(String::as_str).collect();
    let more = if cells.len() > CELLS { format!("等{}格", cells.len()) } else { String::new() };
    format!("{sheet} {}{more}", shown.join("、"))
}

/// Many findings of one kind: the first in full.
pub fn same_kind(first: &str, count: usize) -> String {
    format!("{}同类问题共{count}处。", first.replace('\n', ""))
}

/// What every message says.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Full name of the body.
    pub body: &'a str,
    /// Name of the campaign.
    pub campaign: &'a str,
    /// 2023年1—2月
    pub months: &'a str,
    /// 2月24日17时
    pub deadline: &'a str,
}

fn call(call: (&str, &str)) -> String {
    format!("联系人：{}，电话：{}。", call.0, call.1)
}

/// The longest of the texts, from the fullest to the barest, that a message can hold.
fn fitting(texts: impl IntoIterator<Item = String>) -> String {
    let mut last = String::new();
    for text in texts {
        if text.chars().count() <= LONGEST {
            return text;
        }
        last = text;
    }
    // Names of any length may stand in a campaign file.
    last.chars().take(LONGEST).collect()
}

/// To a unit that sent nothing.
pub fn message_missing(a: &About<'_>, who: (&str, &str)) -> String {
    let About { body, campaign, months, deadline } = a;
    fitting([
        format!("{body}：“{campaign}”专项工作{months}填报表还没有收到，请于{deadline}前补报。{}", call(who)),
        format!("{body}：{months}填报表还没有收到，请于{deadline}前补报。{}", call(who)),
        format!("{body}：{months}填报表还没有收到，请于{deadline}前补报。电话：{}。", who.1),
        format!("{body}：填报表还没有收到，请于{deadline}前补报。"),
    ])
}

/// To a unit whose file does not count: `why` is the first reason.
pub fn message_refused(a: &About<'_>, why: &str, who: (&str, &str)) -> String {
    let About { body, months, deadline, .. } = a;
    let why = why.trim_end_matches(['。', '，']);
    fitting([
        format!("{body}：{months}报来的表不能用（{why}），请于{deadline}前重报，详见反馈单。{}", call(who)),
        format!("{body}：{months}报来的表不能用，原因见反馈单，请于{deadline}前重报。{}", call(who)),
        format!("{body}：{months}报来的表不能用，请于{deadline}前重报。电话：{}。", who.1),
        format!("{body}：报来的表不能用，请于{deadline}前重报。"),
    ])
}

/// To a unit that has cells to mend and to confirm.
pub fn message_mend(a: &About<'_>, (must, ask): (usize, usize), places: &[String], who: (&str, &str)) -> String {
    let About { body, months, deadline, .. } = a;
    let what = match (must, ask) {
        (0, 0) => "有几处请补充".to_owned(),
        (m, 0) => format!("有{m}处要改"),
        (0, q) => format!("有{q}处请核实"),
        (m, q) => format!("有{m}处要改、{q}处请核实"),
    };
    let cells = if places.is_empty() { String::new() } else { format!("（{}）", places.join("；")) };
    let back = if must == 0 && ask > 0 { "核实回复" } else { "改好重报" };
    fitting([
        format!("{body}：{months}填报表{what}{cells}，详见反馈单和标色的表，请于{deadline}前{back}。{}", call(who)),
        format!("{body}：{months}填报表{what}{cells}，请于{deadline}前{back}。{}", call(who)),
        format!("{body}：{months}填报表{what}{cells}，请于{deadline}前{back}。电话：{}。", who.1),
        format!("{body}：{months}填报表{what}，详见反馈单和标色的表，请于{deadline}前{back}。{}", call(who)),
        format!("{body}：{months}填报表{what}，请于{deadline}前{back}。电话：{}。", who.1),
        format!("{body}：填报表{what}，请于{deadline}前{back}。"),
    ])
}

// ── the command ──

/// The campaign file says nothing of slips.
pub fn no_reminder() -> Diagnostic {
    Diagnostic::error("no-reminder", Origin::file("inputs/campaign.toml"), "没有“[reminder]”一部分，不知道反馈单由谁联系、什么时候前补报。").hint(
        "请在文件末尾加上 [reminder]，写明 title、template、days、hour、contact、phone；示范工作文件夹的 inputs/campaign.toml 里有写好的一份可以照抄。",
    )
}

/// A name that is no unit's.
pub fn no_such_unit(text: &str, known: &[&str]) -> String {
    format!("“{text}”不是填报单位。填报单位有：{}。", known.join("、"))
}

/// A unit that has nothing to mend.
pub fn nothing_to_say(unit: &str) -> String {
    format!("{unit}：已报送，没有要改或核实的，不出反馈单。")
}

/// Nobody has.
pub fn nobody() -> &'static str {
    "各单位都已报送，没有要改或核实的，不出反馈单。"
}

/// One slip in the answer.
pub fn made(unit: &str, matters: usize, marked: usize, refilled: bool) -> String {
    match (matters, marked) {
        (0, _) => format!("{unit}：没有报送"),
        (n, 0) => format!("{unit}：{n} 处"),
        (n, m) if refilled => format!("{unit}：{n} 处，退回的是按原数重新生成的表，标色 {m} 格"),
        (n, m) => format!("{unit}：{n} 处，原表标色 {m} 格"),
    }
}

/// Heading before the message in the answer.
pub const PASTE: &str = "可粘贴的消息：";

/// The answer's last line.
pub fn sum(count: usize, folder: &str) -> String {
    format!("共生成反馈单 {count} 份，放在 {folder}。")
}
