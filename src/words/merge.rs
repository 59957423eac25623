//! What is said about templates and merging.

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// In a table: owed and missing.
pub const NOT_REPORTED: &str = "未报";
/// In a table: not owed, or not computed.
pub const NONE: &str = "—";
/// In running text: nobody reported it.
pub const NO_FIGURE: &str = "（未报送）";
/// In running text: a ratio over zero.
pub const NOT_COMPUTED: &str = "（不作计算）";

/// Behind a total that does not cover every unit.
pub fn without(units: &[String]) -> String {
    format!("（不含{}）", units.join("、"))
}

/// The end of a month, as papers say it.
pub fn end_of(year: i16, month: u8) -> String {
    if month == 12 { format!("{year}年底") } else { format!("{year}年{month}月底") }
}

/// A paper's template is not in the folder.
pub fn no_template(path: &str) -> Diagnostic {
    Diagnostic::error("no-template", Origin::file(path), format!("找不到模板文件“{path}”，这份材料没有生成。"))
        .hint("请核对 inputs/campaign.toml 中该材料的 template 一项，或者把模板文件放回 templates 文件夹。")
}

/// A template is written wrongly; `message` is what the engine says, `near` the line concerned.
pub fn template_error(origin: Origin, message: &str, near: &str) -> Diagnostic {
    let (what, hint) = translate(message);
    let mut text = format!("模板有误：{what}");
    if !near.is_empty() {
        text.push_str(&format!("这一行写的是“{near}”。"));
    }
    Diagnostic::error("template", origin, text).hint(hint)
}

/// The first name between backquotes or single quotes.
fn name(message: &str) -> &str {
    let quoted = |q: char| message.split(q).nth(1);
    quoted('`').or_else(|| quoted('\'')).unwrap_or("")
}

fn translate(message: &str) -> (String, String) {
    let n = name(message);
    let (what, hint): (String, &str) = match message {
        m if m.starts_with("Unknown filter") => (format!("没有名为“{n}”的过滤器。"), "请核对竖线“|”后面的名称，可用的过滤器见模板说明。"),
        m if m.starts_with("Unknown function") => (format!("没有名为“{n}”的函数。"), "请核对括号前面的名称，可用的函数见模板说明。"),
        m if m.starts_with("Unknown test") => (format!("没有名为“{n}”的判断。"), "请核对 is 后面的名称。"),
        m if m.starts_with("Unknown component") || m.starts_with("Component '") => {
            (format!("没有名为“{n}”的组件。"), "请核对“<”后面的名称；组件写在 templates 文件夹的文件里，用 component 定义。")
        }
        m if m.starts_with("Unknown template") || m.starts_with("Template '") => {
            (format!("要引入的模板“{n}”不存在。"), "请核对 include 后面的文件名，文件应放在 templates 文件夹中。")
        }
        m if m.starts_with("Variable") || m.starts_with("Field") => {
            (format!("这里引用的“{n}”不存在。"), "请核对名称（指标用 campaign.toml 中的 id，短横线改写为下划线）；可能没有的内容先用 if 判断。")
        }
        m if m.starts_with("Missing keyword argument") => (format!("缺少参数“{n}”。"), "请补上这个参数，写作“名称=值”。"),
        m if m.starts_with("Unknown argument") => (format!("组件不认识参数“{n}”。"), "请对照组件的定义核对参数名称。"),
        m if m.starts_with("Invalid type") || m.contains("expected") && m.contains("got") => {
            ("这里的值类型不对。".into(), "请核对竖线“|”前面的值是不是这个过滤器能处理的内容。")
        }
        m if m.contains("end of input") => {
            ("文件在一个标签没有写完时就结束了。".into(), "请检查 {{ }}、{% %} 是否成对，if、for 是否都有 endif、endfor。")
        }
        m if m.contains("Circular") => ("模板互相引入，成了循环。".into(), "请检查 include 和 extends，去掉绕回自身的一处。"),
        m if m.contains("Unknown tag") => ("不认识这个标签。".into(), "请检查“{%”后面的第一个词，常用的是 if、for、set、include。"),
        m if m.starts_with("Not printable: ") => (m.trim_start_matches("Not printable: ").to_owned(), "请先用 if 判断这个数有没有，再引用它。"),
        m if m.starts_with("Chart: ") => {
            (m.trim_start_matches("Chart: ").to_owned(), "写法见 docs/templates-charts.md，如 chart(kind=\"bars\", of=f.指标名)。")
        }
        "" => ("模板引擎不接受这个文件。".into(), "请检查 {{ }}、{% %} 是否成对，名称是否写对。"),
        _ => ("这里的写法不对。".into(), "请检查 {{ }}、{% %} 是否成对，引号、括号和逗号是否用了半角，if、for 是否都有 endif、endfor。"),
    };
    (what, hint.to_owned())
}

/// What no paper beyond the office has, by the names that templates use.
pub const WITHHELD: &[(&str, &str)] = &[
    ("problems", "问题建议"),
    ("has_problems", "问题建议"),
    ("matters", "问题建议"),
    ("register", "交办清单"),
    ("records", "清单记录"),
    ("info", "填报人和联系电话"),
    ("attention", "需要关注的单位"),
];

/// What a public paper has not either.
pub const NOT_PUBLIC: &[(&str, &str)] = &[
    ("lead", "位次"),
    ("top", "位次"),
    ("order", "位次"),
    ("unranked", "位次"),
    ("rank", "位次"),
    ("target", "目标完成情况"),
    ("progress", "各单位目标完成情况"),
    ("state", "任务完成情况"),
    ("reached", "各单位目标完成情况"),
    ("reached_n", "各单位目标完成情况"),
    ("on_schedule", "各单位目标完成情况"),
    ("on_schedule_n", "各单位目标完成情况"),
    ("behind", "滞后的单位和指标"),
    ("behind_n", "滞后的单位和指标"),
    ("behind_figures", "滞后的单位和指标"),
    ("open", "各单位目标完成情况"),
    ("open_n", "各单位目标完成情况"),
    ("no_data", "各单位目标完成情况"),
    ("no_data_n", "各单位目标完成情况"),
    ("corrections", "数据更正"),
    ("leaders", "对口联系的领导"),
    ("leader", "对口联系的领导"),
    ("leader_title", "对口联系的领导"),
    ("contact", "联系人"),
    ("contact_title", "联系人"),
    ("departments", "各部门情况"),
    ("department", "责任部门"),
    ("said", "会议讲话"),
    ("editor_note", "按语"),
    ("next_steps", "下一步工作安排"),
];

/// Values by unit of what the office owes the units.
pub fn by_unit(indicator: &str) -> String {
    format!("{indicator}（各单位的数）")
}

/// A paper of a wider audience asks for what stays in the office.
pub fn internal_figure(origin: Origin, paper: &str, what: &str) -> Diagnostic {
    Diagnostic::error("internal-figure", origin, format!("《{paper}》的发送范围包括内部以外的单位，但模板引用了内部内容“{what}”，这份材料没有生成。"))
        .hint("请从模板中去掉这项内容，或者在 inputs/campaign.toml 中把这份材料的 audience 改为 internal。")
}

/// A public paper asks for what goes to the units at most.
pub fn not_public(origin: Origin, paper: &str, what: &str) -> Diagnostic {
    Diagnostic::error("internal-figure", origin, format!("《{paper}》是公开的材料，但模板引用了不公开的内容“{what}”，这份材料没有生成。"))
        .hint("请从模板中去掉这项内容，或者在 inputs/campaign.toml 中把这份材料的 audience 改为 counties 或 internal。")
}
