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

/// Behind a total that does not cover every unit: whom it leaves out, or whom alone it covers where these are fewer.
pub fn without(missing: &[String], covered: &[String]) -> String {
    if !covered.is_empty() && covered.len() < missing.len() {
        format!("（仅含{}）", covered.join("、"))
    } else {
        format!("（不含{}）", missing.join("、"))
    }
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

/// What is wrong with a template, as the clerk who wrote it can understand it.
///
/// Fields: `name` as written, `near` what was probably meant, `path` the whole dotted name, `parent` what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are told above")]
pub enum Fault {
    /// A name that is not there; `written` with what stands before it, `near` what was probably meant.
    Name { written: String, parent: String, near: Option<String>, of_a_list: bool },
    /// A filter.
    Filter { name: String, near: Option<String> },
    /// A function.
    Function { name: String, near: Option<String> },
    /// What stands behind `is`.
    Test { name: String },
    /// A component.
    Component { name: String, near: Option<String> },
    /// A template to include.
    Include { name: String, near: Option<String> },
    /// A component's argument is left out.
    ComponentArgument { name: String, component: String },
    /// A filter's or a function's argument is left out.
    FilterArgument { name: String, filter: String },
    /// A component has no such argument.
    UnknownArgument { name: String, component: String, near: Option<String>, known: Vec<String> },
    /// A component's argument is of another kind.
    ComponentType { name: String, component: String, got: String, wanted: String, near: Option<String> },
    /// A loop over what is no list.
    NotAList { path: String, got: String },
    /// A filter cannot do it with that.
    Type { path: String },
    /// A whole list or set of fields is printed.
    NotText { path: String, list: bool },
    /// Templates do not calculate.
    Arithmetic,
    /// Opened and never closed.
    Unclosed { opened: String },
    /// Closed while another is open.
    Crossed { found: String, open: String, line: u32 },
    /// Closed and never opened.
    NothingOpen { found: String },
    /// No such tag.
    Tag { found: String, near: Option<String> },
    /// A quotation mark is missing.
    Quote,
    /// A comment is not closed.
    Comment,
    /// A character that cannot stand there.
    Character { found: char },
    /// One `=` where two are meant.
    SingleEquals,
    /// `||`
    DoubleBar,
    /// Something else than was expected.
    Found { found: String, wanted: String },
    /// Templates include each other.
    Circular,
    /// A chart that cannot be drawn; said in full already.
    Chart { what: String },
    /// Said in full already.
    Said { what: String },
    /// Anything else.
    Other,
}

/// A template is written wrongly; `near` is the line concerned, `from` where the component at fault was used.
pub fn template_error(origin: Origin, fault: &Fault, near: &str, from: &[(String, u32)]) -> Diagnostic {
    let (what, hints) = explain(fault);
    let mut text = format!("模板有误：{what}");
    if !near.is_empty() {
        text.push_str(&format!("这一行写的是“{near}”。"));
    }
    let mut d = Diagnostic::error("template", origin, text);
    for hint in hints {
        d = d.hint(hint);
    }
    match from.first() {
        Some((file, line)) => d.hint(format!("这里是组件的内容，是 {file} 第{line}行用到它的；先看那一行交给组件的内容对不对。")),
        None => d,
    }
}

fn meant(near: &Option<String>, prefix: &str) -> Option<String> {
    near.as_ref().map(|n| format!("是不是想写 {prefix}{n}？"))
}

/// What a kind of value is called.
fn kind(word: &str) -> &'static str {
    match word {
        "map" => "一组内容（如一个指标、一个单位）",
        "array" => "一个列表",
        "string" => "一段文字",
        "bool" => "是或否",
        "undefined" | "none" => "没有的内容",
        _ => "一个数",
    }
}

/// Whether a name is that of a function or of a filter.
fn called(name: &str) -> &'static str {
    if super::templates::FUNCTIONS.iter().any(|f| f.name == name) { "函数" } else { "过滤器" }
}

const LIST: &str = "运行 hongtou templates 加材料代号，可以看到能用的全部名称。";

fn explain(fault: &Fault) -> (String, Vec<String>) {
    let one = |what: String, hint: &str| (what, vec![hint.to_owned()]);
    let two = |what: String, near: Option<String>, hint: &str| (what, near.into_iter().chain([hint.to_owned()]).collect());
    match fault {
        Fault::Name { written, parent, near, of_a_list } => {
            let hint = if *of_a_list {
                "点的前面是一个列表，要先用 for 逐个取出来，再写点和名称。"
            } else if parent.is_empty() {
                LIST
            } else {
                "指标名是 campaign.toml 里的 id，短横线改写为下划线；不是每次都有的内容，先用 if 判断。运行 hongtou templates 加材料代号，可以看到能用的全部名称。"
            };
            two(format!("这里引用的“{written}”不存在。"), meant(near, parent), hint)
        }
        Fault::Filter { name, near } => {
            two(format!("没有名为“{name}”的过滤器。"), meant(near, ""), "过滤器写在竖线“|”后面，可用的见 docs/templates.md。")
        }
        Fault::Function { name, near } => two(format!("没有名为“{name}”的函数。"), meant(near, ""), "可用的函数见 docs/templates.md。"),
        Fault::Test { name } => one(format!("没有名为“{name}”的判断。"), "is 后面一般写 defined（有这一项）；比较用 ==、!=、>、<。"),
        Fault::Component { name, near } => {
            two(format!("没有名为“{name}”的组件。"), meant(near, ""), "请核对“<”后面的名称；组件用 component 定义，一般在 templates/parts 文件夹。")
        }
        Fault::Include { name, near } => {
            two(format!("要引入的模板“{name}”不存在。"), meant(near, ""), "include 后面写文件名，从 templates 文件夹算起，如 half-year/next.md。")
        }
        Fault::ComponentArgument { name, component } => {
            one(format!("组件“{component}”缺少参数“{name}”。"), &format!("请补上，如 <{component} {name}={{f.指标名}} />。"))
        }
        Fault::FilterArgument { name, filter } => {
            one(format!("{}“{filter}”缺少参数“{name}”。", called(filter)), &format!("请补上，写作 {filter}({name}=…)。"))
        }
        Fault::UnknownArgument { name, component, near, known } => {
            two(format!("组件“{component}”没有“{name}”这个参数。"), meant(near, ""), &format!("它的参数是：{}。", known.join("、")))
        }
        Fault::ComponentType { name, component, got, wanted, near } if got == "undefined" || got == "none" => two(
            format!("交给组件“{component}”的“{name}”是没有的内容，它要的是{}。", kind(wanted)),
            meant(near, ""),
            "请核对等号后面的名称；不是每次都有的内容，先用 if 判断。运行 hongtou templates 加材料代号，可以看到能用的全部名称。",
        ),
        Fault::ComponentType { name, component, got, wanted, .. } => one(
            format!("交给组件“{component}”的“{name}”是{}，它要的是{}。", kind(got), kind(wanted)),
            "要交一个指标的，写到指标名为止，如 x={f.指标名}，后面不加 .text；花括号里不加引号。",
        ),
        Fault::NotAList { path, got } => one(
            format!("“{path}”是{}，不能用 for 逐个取。", kind(got)),
            "in 后面要写列表，如 units、picks、t.figures；能用的列表见 hongtou templates。",
        ),
        Fault::Type { path } => {
            one(format!("“{path}”不是这个过滤器能处理的内容。"), "文字、数字、列表各有各的过滤器；请对照 docs/templates.md 里过滤器的例子。")
        }
        Fault::NotText { path, list: true } => {
            one(format!("“{path}”是一个列表，不能直接印出来。"), &format!("名称的列表加过滤器：{{{{ {path} | names }}}}；其他列表用 for 逐个取。"))
        }
        Fault::NotText { path, list: false } => one(
            format!("“{path}”是一组内容，要写明印其中的哪一项。"),
            &format!("指标在正文里写 {{{{ {path}.text }}}}，在表格里写 {{{{ {path}.cell }}}}；单位、任务写 .name。"),
        ),
        Fault::Arithmetic => {
            one("模板里不能拿这样的内容计算或比大小。".into(), "数都由程序算好：比较情况用 x.situation，完成情况用 x.target.state，名次用 x.rank。")
        }
        Fault::Unclosed { opened } if opened == "{{" => one("“{{”后面没有写“}}”。".into(), "请在名称后面补上两个右花括号 }}。"),
        Fault::Unclosed { opened } if opened == "{%" => one("“{%”后面没有写“%}”。".into(), "请在这个标签后面补上 %}。"),
        Fault::Unclosed { opened } => one(format!("这里的 {opened} 到文件结尾也没有结束。"), &format!("请在该结束的地方补上 {{% end{opened} %}}。")),
        Fault::Crossed { found, open, line } => one(
            format!("这里写的是 {found}，可是第{line}行的 {open} 还没有结束。"),
            &format!("请在它前面补上 {{% end{open} %}}，或者把 {found} 改成 end{open}。"),
        ),
        Fault::NothingOpen { found } => {
            let opened = found.trim_start_matches("end");
            one(format!("这里写的是 {found}，前面没有与它成对的 {opened}。"), &format!("请删去它，或者在前面补上 {opened}。"))
        }
        Fault::Tag { found, near } => {
            two(format!("不认识“{found}”这个标签。"), meant(near, ""), "“{%”后面的第一个词常用的是 if、elif、else、for、set、include。")
        }
        Fault::Quote => one("引号没有成对。".into(), "请补上后一个引号；标签里的引号用半角的 \"…\"。"),
        Fault::Comment => one("说明“{#”后面没有写“#}”。".into(), "请在说明的末尾补上 #}。"),
        Fault::Character { found: '}' } => one("少了一个右花括号。".into(), "“{{”要用两个右花括号 }} 结束，“{%”要用 %} 结束。"),
        Fault::Character { found } if !found.is_ascii() => one(
            format!("标签里不能有“{found}”。"),
            "标签里的引号、括号、逗号、等号都用半角，文字放在半角引号里；正文写在标签外面。也可能是前面的标签少了 }} 或 %}。",
        ),
        Fault::Character { found } => one(format!("标签里不能有“{found}”。"), "请核对这一处的写法；也可能是前面的标签少了 }} 或 %}。"),
        Fault::SingleEquals => one("比较要写两个等号。".into(), "请把 = 改成 ==，如 {% if x.kind == \"flow\" %}。"),
        Fault::DoubleBar => one("竖线写了两个。".into(), "过滤器前面只写一个竖线；表示“或者”写 or。"),
        Fault::Found { found, wanted } if wanted == "}}" || wanted == "%}" => {
            one(format!("读到“{found}”，这里应当是“{wanted}”。"), "请检查这个标签是不是少了结束的花括号，名称里是不是有空格或中文标点。")
        }
        Fault::Found { found, .. } => one(format!("“{found}”不能写在这里。"), "请检查 {{ }}、{% %} 是否成对，引号、括号和逗号是否用了半角。"),
        Fault::Circular => one("模板互相引入，成了循环。".into(), "请检查 include 和 extends，去掉绕回自身的一处。"),
        Fault::Chart { what } => one(what.clone(), "写法见 docs/templates-charts.md，如 chart(kind=\"bars\", of=f.指标名)。"),
        Fault::Said { what } => one(what.clone(), "请先用 if 判断这个数有没有，再引用它。"),
        Fault::Other => {
            one("这里的写法不对。".into(), "请检查 {{ }}、{% %} 是否成对，引号、括号和逗号是否用了半角，if、for 是否都有 endif、endfor。")
        }
    }
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
