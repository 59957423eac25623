//! What templates may use, in Chinese: the one table that `hongtou templates`, the suggestions behind errors and the guide's tests share.
//!
//! A test walks the context of real periods and demands that every key there stands in this table, and every row of it is reached.

use crate::diag::{Diagnostic, Diagnostics};

mod filters;
mod listing;

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

const ROOT: &[Field] = &[
    kind("campaign", "campaign", "专项工作、本单位的名称"),
    kind("period", "period", "这一期"),
    kind("paper", "paper", "这份材料自己"),
    kind("letterhead", "letterhead", "这份材料的版头（campaign.toml 里写了 letterhead 的材料才有）"),
    kind("meeting", "meeting", "这一期的会议，来自 inputs/期次/meeting.toml"),
    kind("phrase", "phrases", "固定提法，来自 inputs/phrases.toml"),
    kind("f", "figures", "各指标的合计，本期：f.指标名"),
    kind("y", "figures", "各指标的合计，本年累计：y.指标名"),
    kind("units", "unit", "各下级单位，按名单的次序"),
    kind("city", "city", "本级自己填报的数（名单里有本级的才有）"),
    kind("attention", "unit", "要关注的单位：没有报的在前，滞后多的在前"),
    kind("leaders", "leader", "各位联系领导和他们的对口单位"),
    kind("departments", "department", "各部门和它们牵头的任务"),
    kind("leader", "leader", "一位领导一份的材料：这一份是谁的"),
    kind("department", "department", "一个部门一份的材料：这一份是哪个部门的"),
    kind("unit", "own_unit", "一个单位一份的材料：这一份是哪个单位的"),
    kind("groups", "group", "各组任务；要全部任务连成一列，写 groups | tasks"),
    kind("movers", "figure", "变化最大的指标，大的在前"),
    kind("items", "item", "各单位报来的工作动态，全部"),
    kind("picks", "item", "每个单位推荐在最前的一条工作动态"),
    kind("problems", "problem_group", "各单位提出的问题，按类"),
    kind("matters", "matter", "各单位提出的问题，一件事一条，提的单位多的在前"),
    kind("records", "lists", "各单位填的其他清单"),
    kind("register", "register", "交办清单"),
    kind("corrections", "correction", "这一期对以前月份的更正"),
    text("reported", "已经报送的单位（名称列表）"),
    text("not_reported", "没有报送的单位（名称列表）"),
    text("flows_comparable", "发生数能不能与上年同期相比（是/否）"),
];

const CAMPAIGN: &[Field] = &[
    text("name", "专项工作的名称，不带引号"),
    text("office", "本单位全称"),
    text("office_short", "本单位简称"),
    text("total_name", "合计的叫法"),
    text("units_name", "下级单位的统称"),
    text("basis", "依据的文件"),
    text("sample_notice", "示例数据的说明，正式使用时是空的"),
    text("start", "从哪个月起报数"),
    text("counties", "下级单位有几个"),
];

const PERIOD: &[Field] = &[
    text("id", "期号"),
    text("name", "叫法"),
    text("year", "年"),
    text("month", "最后一个月"),
    text("months", "这一期是几月到几月"),
    text("ytd_months", "本年累计是几月到几月"),
    text("cutoff", "数据截至的日期，用 | date 印成年月日"),
    text("due", "报送的日期"),
    text("due_hour", "几时前报送"),
];

const OWN_PAPER: &[Field] = &[
    text("id", "代号"),
    text("title", "名称"),
    text("audience", "发送范围：internal 内部，counties 发到下级单位，public 公开"),
    text("of", "一人一份、一个部门一份的，这一份是谁的；只有一份的是空的"),
];

const LETTERHEAD: &[Field] = &[
    text("issuer", "发文机关"),
    text("name", "版头上的名称（简报名）"),
    text("code", "发文机关代字"),
    text("to", "主送"),
    text("copy_to", "抄送"),
    text("report_to", "报"),
    text("send_to", "送"),
    text("distribute_to", "发"),
    text("printer", "印发机关"),
    text("signers", "签发人（名称列表）"),
];

const MEETING: &[Field] = &[
    text("date", "会议日期"),
    text("place", "地点"),
    text("chair", "主持人"),
    text("attendees", "参加人员"),
    text("said", "会议讲了什么，一句一条"),
    text("issue", "本年第几期"),
    text("total_issue", "总第几期"),
    text("bulletin_date", "简报日期"),
    text("copies", "印多少份"),
    text("editor_note", "按语"),
    kind("next_steps", "next_step", "下一步安排，逐条"),
    kind("extra", "extra", "自己加的内容"),
];

const FIGURE: &[Field] = &[
    text("text", "正文里用：数连同单位；合计不全时写明不含谁，没有数时写“（未报送）”"),
    text("cell", "表格里用：只有数，小数位数一致；没有报的是“未报”，不用报的是“—”"),
    text("plain", "数连同单位，不写不含谁（表注里另行写明的才用）；没有数就没有这一项"),
    text("value", "只有数，不带单位；没有数就没有这一项"),
    text("has", "有没有数（是/否）"),
    text("zero", "是不是0（是/否）"),
    text("name", "正文里的名称"),
    text("full_name", "指标全名"),
    text("unit", "单位（个、人次、%）"),
    text("task_name", "属于哪项任务"),
    text("id", "campaign.toml 里的代号"),
    text("key", "模板里的名称，如 u.f[x.key]"),
    text("kind", "种类：flow 发生数，stock 期末数，plan 年度任务，ratio 比率，status 状态"),
    text("coverage", "报全了没有：full 报全，partial 有缺，nobody 都没报，not_owed 不用报"),
    text("full", "是不是报全了（是/否）"),
    text("missing", "不含哪些单位（名称列表）"),
    text("covered", "含几个单位"),
    text("owing", "应报几个单位"),
    text("situation", "和基数比（期末数比上年底，发生数比上年同期）是哪种情况，见下面的表"),
    text("base", "基数，连同单位"),
    text("base_when", "基数是什么时候的，如 2022年底"),
    text("by", "差多少，连同单位，没有正负号；比率是几个百分点"),
    text("percent", "增长或下降百分之几"),
    kind("since_previous", "since", "比上一期（期末数才有内容）"),
    text("progress", "本年累计完成目标的百分之几"),
    kind("target", "target", "目标完成情况（定了目标的合计才有）"),
    text("status", "状态类：这个单位是哪种情况"),
    kind("counts", "count", "状态类：每种情况各有几个单位；不是状态类的是空的"),
    text("lead", "谁居前：one 一个单位，tied 并列，all_equal 都一样，all_zero 都是0，no_data 没有数"),
    kind("top", "ranked", "居前列的单位"),
    kind("order", "ranked", "全部单位的名次，依次"),
    text("unranked", "没有数、不排名的单位（名称列表）"),
    text("rank", "一个单位的数：名次（并列的相同）"),
    kind("trend", "trend", "合计最近几期的走势，先后排列；画折线图用"),
];

const SINCE: &[Field] = &[
    text("situation", "是哪种情况，见下面的表"),
    text("base", "上期的数，连同单位"),
    text("base_when", "上期是什么时候，如 2023年2月底"),
    text("by", "差多少，连同单位"),
    text("percent", "增长或下降百分之几"),
];

const RANKED: &[Field] = &[
    text("unit", "单位"),
    text("rank", "名次"),
    text("tied", "是不是并列（是/否）"),
    text("text", "数，连同单位"),
    text("cell", "只有数"),
    kind("point", "point", "画图用"),
];

const TARGET: &[Field] = &[
    text("state", "一句话是哪种情况，见下面的表"),
    text("value", "目标，连同单位"),
    text("at_most", "目标是一个范围的，上限"),
    text("schedule", "时间进度：按全年均匀推进，到现在应完成百分之几"),
    text("reached", "已完成的单位（名称列表）"),
    text("reached_n", "已完成的有几个"),
    text("not_reached", "有数、没有完成的单位（名称列表）"),
    text("not_reached_n", "没有完成的有几个"),
    text("behind", "滞后的单位（名称列表）"),
    text("behind_n", "滞后的有几个"),
    text("no_data", "没有报数的单位（名称列表）"),
    text("no_data_n", "没有报数的有几个"),
    text("others_at_least", "没有完成的单位完成率都在百分之几以上"),
    kind("foremost", "foremost", "没有完成的单位中最靠前的"),
    kind("units", "target_unit", "各单位完成得怎样，画进度图用"),
    text("exact", "目标的数，画图用"),
    text("schedule_exact", "时间进度的数，画图用"),
];

const UNIT: &[Field] = &[
    text("name", "单位名称"),
    text("body", "填报单位全称"),
    text("reported", "这一期报了没有（是/否）"),
    kind("f", "figures", "它的各项指标，本期：u.f.指标名"),
    kind("y", "figures", "它的各项指标，本年累计：u.y.指标名"),
    text("reached", "已完成目标的指标（名称列表）"),
    text("reached_n", "有几项"),
    text("on_schedule", "跟上时间进度的指标（名称列表）"),
    text("on_schedule_n", "有几项"),
    text("behind", "滞后的指标（名称列表）"),
    text("behind_n", "有几项"),
    text("open", "还不到评判时候的指标（名称列表）"),
    text("open_n", "有几项"),
    text("no_data", "该报没有报的指标（名称列表）"),
    text("no_data_n", "有几项"),
    kind("behind_figures", "figure", "滞后的各项指标的数"),
];

const OWN_UNIT: &[Field] = &[
    text("leader", "联系领导"),
    text("leader_title", "联系领导的职务"),
    text("contact", "联络员"),
    text("contact_title", "联络员的职务"),
    kind("items", "item", "它报的工作动态"),
    kind("problems", "problem", "它提的问题"),
    kind("info", "info", "填报表封面上填的（填报人、电话等）"),
    kind("records", "lists", "清单里与它有关的行"),
];

const CITY: &[Field] = &[
    text("name", "名称"),
    text("reported", "这一期报了没有（是/否）"),
    kind("f", "figures", "各项指标，本期"),
    kind("y", "figures", "各项指标，本年累计"),
];

const TASK: &[Field] = &[
    text("id", "代号"),
    text("number", "第几项"),
    text("name", "名称"),
    text("title", "全称"),
    text("department", "牵头部门"),
    text("has_data", "有没有数（是/否）"),
    text("state", "状态：reached 完成，on_schedule 序时，behind 滞后，open 推进中，no_data 未报，no_target 没有目标"),
    kind("main", "figure", "一句话说它时用的一两个指标"),
    kind("figures", "figure", "它的全部指标"),
    text("city", "本级也要填报（是/否）"),
    kind("items", "item", "它的工作动态，全部"),
    kind("examples", "item", "推荐在最前的一条工作动态，作例子用"),
];

const LEADER: &[Field] =
    &[text("name", "姓名"), text("title", "职务"), text("part", "在专项工作中的分工"), kind("units", "own_unit", "对口联系的单位")];

const DEPARTMENT: &[Field] = &[
    text("name", "部门"),
    text("part", "在专项工作中的分工"),
    kind("tasks", "task", "它牵头的任务"),
    kind("problems", "problem", "交给它的问题"),
    text("has_problems", "有没有交给它的问题（是/否）"),
];

const ITEM: &[Field] = &[
    text("unit", "单位"),
    text("body", "填报单位全称"),
    text("task_id", "任务的代号（填了任务的才有）"),
    text("task_number", "第几项任务（填了任务的才有）"),
    text("task_name", "哪项任务（填了任务的才有）"),
    text("*", "表里的一栏，没有填的是空的"),
];

const RECORD: &[Field] = &[text("unit", "报来的单位"), text("body", "填报单位全称"), text("*", "表里的一栏，没有填的是空的")];

const PROBLEM_GROUP: &[Field] = &[
    text("category", "类别"),
    text("units", "提出的单位（名称列表）"),
    text("common", "是不是普遍问题（是/否）"),
    kind("matters", "matter", "这一类里的各件事"),
];

const MATTER: &[Field] = &[
    text("category", "类别"),
    text("task_name", "哪项任务"),
    text("department", "任务的牵头部门"),
    text("units", "提出的单位（名称列表）"),
    text("common", "是不是普遍问题（是/否）"),
    kind("problems", "problem", "各单位的原话"),
];

const REGISTER: &[Field] = &[
    text("has", "设了交办清单没有（是/否）"),
    text("title", "清单的名称"),
    kind("before", "register_item", "以前交办的"),
    text("before_n", "几件"),
    kind("closed", "register_item", "其中已经销号的"),
    text("closed_n", "几件"),
    kind("open", "register_item", "其中还在办的"),
    text("open_n", "几件"),
    kind("overdue", "register_item", "其中超过时限的"),
    text("overdue_n", "几件"),
    kind("new", "register_item", "这一期新提出的"),
    text("new_n", "几件"),
    kind("all_open", "register_item", "在办的和新提出的"),
    text("all_open_n", "几件"),
    kind("items", "register_item", "全部"),
    text("items_n", "几件"),
    kind("by_department", "register_department", "按牵头部门"),
];

const REGISTER_ITEM: &[Field] = &[
    text("number", "编号"),
    text("period_name", "哪一期提出的"),
    text("matter", "事项"),
    text("task_name", "哪项任务"),
    text("units", "提出的单位（名称列表）"),
    text("lead", "牵头部门"),
    text("helpers", "配合部门（名称列表）"),
    text("deadline", "办理时限（日期，没有日期的是空的）"),
    text("deadline_text", "办理时限，照清单里写的"),
    text("deadline_shown", "办理时限，印在材料里的写法"),
    text("state", "办理状态"),
    text("progress", "办理情况"),
    text("closed", "销号了没有（是/否）"),
    text("closed_on", "销号日期"),
    text("closed_shown", "销号日期，印在材料里的写法"),
    text("overdue", "超过时限没有（是/否）"),
    text("proposed", "还没有登记进清单（是/否）"),
    text("note", "备注"),
];

const CORRECTION: &[Field] = &[
    text("unit", "单位"),
    text("month", "哪个月的数"),
    text("name", "指标"),
    text("before", "更正前的数"),
    text("after", "更正后的数"),
    text("reason", "原因"),
];

const SLIP_ROOT: &[Field] = &[
    kind("campaign", "slip_campaign", "专项工作、本单位的名称"),
    kind("period", "slip_period", "这一期"),
    kind("unit", "slip_unit", "发给哪个单位"),
    kind("reminder", "slip", "反馈单自己（campaign.toml 的 [reminder]）"),
    text("state", "情况：missing 没有收到，refused 不能使用，mend 有要改或要核实的"),
    text("book", "退回的表：marked 原表标了颜色，refilled 转到新表再标，blank 空白表，none 没有"),
    text("file", "它报来的文件名"),
    kind("must", "slip_matter", "要改的，逐处"),
    kind("ask", "slip_matter", "请核实的，逐处"),
    kind("note", "slip_matter", "请补充、请留意的，逐处"),
    text("must_count", "要改几处"),
    text("ask_count", "请核实几处"),
];

const REMINDER: &[Field] = &[
    text("id", "代号"),
    text("title", "名称"),
    text("contact", "联系人"),
    text("phone", "联系电话"),
    text("signature", "落款，没有写的是空的"),
    text("deadline", "报送期限，如 2月24日17时"),
];

/// A set of named cases that templates ask for with `==`.
pub struct Cases {
    /// Where they stand.
    pub of: &'static str,
    /// Each with what it means.
    pub cases: &'static [(&'static str, &'static str)],
}

/// The named cases.
pub const CASES: &[Cases] = &[
    Cases {
        of: "x.situation、x.since_previous.situation",
        cases: &[
            ("rise", "增加了（两个数都在10以上；比率只要提高）"),
            ("fall", "减少了（同上）"),
            ("same", "持平"),
            ("nearly_same", "差得很小，印出来是0：基本持平"),
            ("small_rise", "增加了，但有一个数不到10，不算百分比"),
            ("small_fall", "减少了，同上"),
            ("base_zero", "基数是0，不算增幅"),
            ("base_incomplete", "基数缺单位，不能比"),
            ("no_base", "没有可比的数（如专项工作还没有开始，或者这一种数不比）"),
            ("first_report", "这一期才开始统计"),
            ("no_data", "这一期没有数"),
        ],
    },
    Cases {
        of: "x.target.state（目标定给每个单位的）",
        cases: &[
            ("all_reached", "都报了，都完成了"),
            ("reported_reached", "报了的都完成了，还有没报的"),
            ("some_reached", "有的完成了"),
            ("none_reached", "都还没有完成"),
            ("no_data", "没有数"),
        ],
    },
    Cases {
        of: "x.target.state（目标定给合计的）",
        cases: &[
            ("reached", "完成了"),
            ("in_range", "在要求的范围内"),
            ("above_range", "超出要求的范围"),
            ("on_schedule", "没有完成，跟上时间进度"),
            ("behind", "滞后"),
            ("not_judged_yet", "没有完成，还不到评判的时候"),
            ("no_data", "没有数"),
        ],
    },
    Cases {
        of: "x.kind", cases: &[("flow", "发生数"), ("stock", "期末数"), ("plan", "年度任务"), ("ratio", "比率"), ("status", "状态")]
    },
    Cases { of: "x.coverage", cases: &[("full", "报全了"), ("partial", "有单位没报"), ("nobody", "都没报"), ("not_owed", "不用报")] },
    Cases {
        of: "x.lead",
        cases: &[("one", "一个单位领先"), ("tied", "并列领先"), ("all_equal", "都一样"), ("all_zero", "都是0"), ("no_data", "没有数")],
    },
    Cases {
        of: "t.state（任务）",
        cases: &[
            ("reached", "完成"),
            ("on_schedule", "序时"),
            ("behind", "滞后"),
            ("open", "推进中"),
            ("no_data", "未报"),
            ("no_target", "没有目标"),
        ],
    },
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
