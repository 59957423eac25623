//! What templates may use, in Chinese: the one table that `hongtou templates`, the suggestions behind errors and the guide's tests share.
//!
//! A test walks the context of real periods and demands that every key there stands in this table, and every row of it is reached.

use crate::diag::{Diagnostic, Diagnostics};

mod cases;
mod fields;
mod filters;
mod listing;

pub use cases::{CASES, Cases};
use fields::*;
pub use filters::{BUILTIN, FILTERS, FUNCTIONS, Filter, Function};
pub use listing::*;

/// One name under a kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name; `*` stands for names that the workspace gives (indicators, phrases, columns).
    pub key: &'static str,
    /// The kind of its value, or of each where it is a list; empty for text, numbers and 是/否.
    pub of: &'static str,
    /// What it is, in one phrase.
    pub told: &'static str,
}

/// A kind of value: what can be written behind its dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its name in [`Field::of`].
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The letter by which lists of its fields call it.
    pub letter: &'static str,
    /// A kind whose fields it has too.
    pub also: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

const fn text(key: &'static str, told: &'static str) -> Field {
    Field { key, of: "", told }
}

const fn kind(key: &'static str, of: &'static str, told: &'static str) -> Field {
    Field { key, of, told }
}

const fn of(id: &'static str, name: &'static str, letter: &'static str, fields: &'static [Field]) -> Kind {
    Kind { id, name, letter, also: "", fields }
}

/// The kind that holds what a paper's template can name at once.
pub const PAPER: &str = "paper-root";
/// The same of the template of 反馈单.
pub const SLIP: &str = "slip-root";

/// All kinds, in the order in which they are listed.
pub const KINDS: &[Kind] = &[
    of(PAPER, "直接可用的名称", "", ROOT),
    of("campaign", "专项工作", "campaign", CAMPAIGN),
    of("period", "期次", "period", PERIOD),
    of("paper", "这份材料", "paper", OWN_PAPER),
    of("letterhead", "版头和版记", "letterhead", LETTERHEAD),
    of("meeting", "会议（meeting.toml）", "meeting", MEETING),
    of("next_step", "下一步安排的一条", "s", &[text("title", "标题"), text("text", "正文")]),
    of("extra", "meeting.toml 里 [extra] 的内容", "meeting.extra", &[text("*", "自己在 [extra] 里写的文字")]),
    of("phrases", "固定提法（inputs/phrases.toml）", "phrase", &[text("*", "一条固定提法，原文照印")]),
    of("figures", "指标", "f", &[kind("*", "figure", "一个指标")]),
    of("figure", "一个指标的数", "x", FIGURE),
    of("since", "比上期", "x.since_previous", SINCE),
    of("count", "状态类：一种情况", "c", &[text("status", "情况的名称"), text("n", "有几个单位"), text("units", "是哪几个单位（名称列表）")]),
    of("ranked", "排名里的一个单位", "t", RANKED),
    of("target", "目标完成情况", "x.target", TARGET),
    of(
        "foremost",
        "没有完成的单位中最靠前的",
        "x.target.foremost",
        &[text("units", "单位（并列的都在，名称列表）"), text("progress", "它的完成率，如 83.3%")],
    ),
    of(
        "target_unit",
        "目标完成情况里的一个单位",
        "u",
        &[
            text("unit", "单位"),
            text("has", "有没有数（是/否）"),
            text("standing", "reached 完成，on_schedule 序时，behind 滞后，open 还不到评判的时候，above 超出范围，no_data 未报"),
            text("progress", "完成率"),
            kind("point", "point", "画图用"),
        ],
    ),
    of(
        "trend",
        "走势里的一个时点",
        "p",
        &[
            text("when", "时点，如 2023年2月底、2023年1—2月"),
            text("tick", "图上的写法"),
            text("has", "有没有数（是/否）"),
            text("whole", "报全了没有（是/否）"),
            text("anew", "是不是重新累计（是/否）"),
            text("missing", "不含哪些单位（名称列表）"),
            text("text", "数，连同单位"),
            text("cell", "只有数"),
            kind("point", "point", "画图用"),
        ],
    ),
    of("point", "图上的一个点（只给 chart 用，不印）", "point", &[text("exact", "数"), text("text", "印出来的数"), text("figure", "出处")]),
    of("unit", "一个下级单位", "u", UNIT),
    Kind {
        id: "own_unit", name: "对口单位、一个单位一份的材料里的单位：单位的各项之外还有", letter: "u", also: "unit", fields: OWN_UNIT
    },
    of("city", "本级自己", "city", CITY),
    of("group", "一组任务", "g", &[text("id", "代号"), text("heading", "这一组的标题"), kind("tasks", "task", "组里的任务，逐项")]),
    of("task", "一项任务", "t", TASK),
    of("leader", "一位联系领导", "leader", LEADER),
    of("department", "一个部门", "department", DEPARTMENT),
    of("item", "一条工作动态", "i", ITEM),
    of("problem", "一条问题建议", "p", ITEM),
    of("lists", "各单位填的清单", "records", &[kind("*", "record", "一张清单，逐行")]),
    of("record", "清单里的一行", "r", RECORD),
    of("info", "填报表封面上填的内容", "u.info", &[text("*", "封面上的一栏")]),
    of("problem_group", "一类问题", "g", PROBLEM_GROUP),
    of("matter", "一件事：说的是同一项任务的问题", "m", MATTER),
    of("register", "交办清单", "register", REGISTER),
    of("register_item", "清单里的一件", "i", REGISTER_ITEM),
    of(
        "register_department",
        "一个牵头部门的各件",
        "d",
        &[text("department", "部门，没有写的是空的"), text("n", "几件"), kind("items", "register_item", "各件")],
    ),
    of("correction", "一处更正", "c", CORRECTION),
    of(SLIP, "数据核实反馈单里直接可用的名称", "", SLIP_ROOT),
    of("slip_campaign", "专项工作（反馈单）", "campaign", &[text("name", "名称"), text("office", "本单位全称"), text("office_short", "本单位简称")]),
    of("slip_period", "期次（反馈单）", "period", &[text("id", "期号"), text("name", "叫法")]),
    of("slip_unit", "单位（反馈单）", "unit", &[text("name", "单位名称"), text("body", "填报单位全称")]),
    of("slip", "反馈单", "reminder", REMINDER),
    of(
        "slip_matter",
        "要改、要核实的一处",
        "m",
        &[text("place", "在哪张表哪一格"), text("text", "填的是什么、为什么要改"), text("remedy", "怎样改")],
    ),
];

/// The kind of that name.
pub fn kind_of(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.id == id)
}

impl Kind {
    /// Its fields, those of the kind that it extends first.
    pub fn all(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let base = kind_of(self.also).map(|k| k.fields).unwrap_or_default();
        base.iter().chain(self.fields)
    }

    /// The field for a name: its own row, else the one for names that the workspace gives.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.all().find(|f| f.key == key).or_else(|| self.all().find(|f| f.key == "*"))
    }
}

/// Nothing of that name.
pub fn no_such_template(name: &str, known: &[String]) -> Diagnostic {
    let near =
        super::toml::nearest(name, &known.iter().map(String::as_str).collect::<Vec<_>>()).map(|k| format!("是不是想写 {k}？")).unwrap_or_default();
    Diagnostic::error("no-template", crate::origin::Origin::Run, format!("没有叫“{name}”的材料或模板。{near}"))
        .hint(format!("可以写材料的代号或模板的文件名：{}。", known.join("、")))
}

/// Findings of several templates, one after another.
pub fn faults(found: &Diagnostics) -> String {
    let n = found.count(crate::diag::Severity::Error);
    if n == 0 { "试填：没有发现错误。".to_owned() } else { format!("试填：有{n}处错误，见下。") }
}
