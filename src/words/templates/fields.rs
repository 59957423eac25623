//! The names under each kind of value, with what they are.

use super::{Field, kind, text};

pub(super) const ROOT: &[Field] = &[
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

pub(super) const CAMPAIGN: &[Field] = &[
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

pub(super) const PERIOD: &[Field] = &[
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

pub(super) const OWN_PAPER: &[Field] = &[
    text("id", "代号"),
    text("title", "名称"),
    text("audience", "发送范围：internal 内部，counties 发到下级单位，public 公开"),
    text("of", "一人一份、一个部门一份的，这一份是谁的；只有一份的是空的"),
];

pub(super) const LETTERHEAD: &[Field] = &[
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

pub(super) const MEETING: &[Field] = &[
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

pub(super) const FIGURE: &[Field] = &[
    text("text", "正文里用：数连同单位；合计不全时写明不含谁，没有数时写“（未报送）”"),
    text("cell", "表格里用：只有数，小数位数一致；没有报的是“未报”，不用报的是“—”"),
    text("plain", "数连同单位，不写不含谁（表注里另行写明的才用）；没有数就没有这一项"),
    text("value", "只有数，不带单位；没有数就没有这一项"),
    text("has", "有没有数（是/否）"),
    text("zero", "是不是0（是/否）"),
    text("not_computed", "比率的分母是0，报了但不作计算（是/否）"),
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
    text("without", "合计没有报全时跟在数后面的括号：（不含……），报的比没报的少就写（仅含……）；报全了是空的"),
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

pub(super) const SINCE: &[Field] = &[
    text("situation", "是哪种情况，见下面的表"),
    text("base", "上期的数，连同单位"),
    text("base_when", "上期是什么时候，如 2023年2月底"),
    text("by", "差多少，连同单位"),
    text("percent", "增长或下降百分之几"),
];

pub(super) const RANKED: &[Field] = &[
    text("unit", "单位"),
    text("rank", "名次"),
    text("tied", "是不是并列（是/否）"),
    text("text", "数，连同单位"),
    text("cell", "只有数"),
    kind("point", "point", "画图用"),
];

pub(super) const TARGET: &[Field] = &[
    text("state", "一句话是哪种情况，见下面的表"),
    text("value", "目标，连同单位"),
    text("at_most", "目标是一个范围的，上限"),
    text("no_floor", "目标只有上限、下限是0（是/否）"),
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

pub(super) const UNIT: &[Field] = &[
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

pub(super) const OWN_UNIT: &[Field] = &[
    text("leader", "联系领导"),
    text("leader_title", "联系领导的职务"),
    text("contact", "联络员"),
    text("contact_title", "联络员的职务"),
    kind("items", "item", "它报的工作动态"),
    kind("problems", "problem", "它提的问题"),
    kind("info", "info", "填报表封面上填的（填报人、电话等）"),
    kind("records", "lists", "清单里与它有关的行"),
];

pub(super) const CITY: &[Field] = &[
    text("name", "名称"),
    text("reported", "这一期报了没有（是/否）"),
    kind("f", "figures", "各项指标，本期"),
    kind("y", "figures", "各项指标，本年累计"),
];

pub(super) const TASK: &[Field] = &[
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

pub(super) const LEADER: &[Field] =
    &[text("name", "姓名"), text("title", "职务"), text("part", "在专项工作中的分工"), kind("units", "own_unit", "对口联系的单位")];

pub(super) const DEPARTMENT: &[Field] = &[
    text("name", "部门"),
    text("part", "在专项工作中的分工"),
    kind("tasks", "task", "它牵头的任务"),
    kind("problems", "problem", "交给它的问题"),
    text("has_problems", "有没有交给它的问题（是/否）"),
];

pub(super) const ITEM: &[Field] = &[
    text("unit", "单位"),
    text("body", "填报单位全称"),
    text("task_id", "任务的代号（填了任务的才有）"),
    text("task_number", "第几项任务（填了任务的才有）"),
    text("task_name", "哪项任务（填了任务的才有）"),
    text("*", "表里的一栏，没有填的是空的"),
];

pub(super) const RECORD: &[Field] = &[text("unit", "报来的单位"), text("body", "填报单位全称"), text("*", "表里的一栏，没有填的是空的")];

pub(super) const PROBLEM_GROUP: &[Field] = &[
    text("category", "类别"),
    text("units", "提出的单位（名称列表）"),
    text("common", "是不是普遍问题（是/否）"),
    kind("matters", "matter", "这一类里的各件事"),
];

pub(super) const MATTER: &[Field] = &[
    text("category", "类别"),
    text("task_name", "哪项任务"),
    text("department", "任务的牵头部门"),
    text("units", "提出的单位（名称列表）"),
    text("common", "是不是普遍问题（是/否）"),
    kind("problems", "problem", "各单位的原话"),
];

pub(super) const REGISTER: &[Field] = &[
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

pub(super) const REGISTER_ITEM: &[Field] = &[
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

pub(super) const CORRECTION: &[Field] = &[
    text("unit", "单位"),
    text("month", "哪个月的数"),
    text("name", "指标"),
    text("before", "更正前的数"),
    text("after", "更正后的数"),
    text("reason", "原因"),
];

pub(super) const SLIP_ROOT: &[Field] = &[
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

pub(super) const REMINDER: &[Field] = &[
    text("id", "代号"),
    text("title", "名称"),
    text("contact", "联系人"),
    text("phone", "联系电话"),
    text("signature", "落款，没有写的是空的"),
    text("deadline", "报送期限，如 2月24日17时"),
];
