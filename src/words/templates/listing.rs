//! How `hongtou templates` says what it lists.

/// Head of the overview.
pub const OVERVIEW: &str = "模板在 templates 文件夹，哪份材料用哪个写在 inputs/campaign.toml 的 [[paper]] 里。";
/// End of the overview.
pub const MORE: &str = "要看一份材料的模板能用哪些名称：hongtou templates 材料代号，如";
/// Papers.
pub const PAPERS: &str = "材料用的模板";
/// Templates that others include.
pub const INCLUDED: &str = "由别的模板引入的";
/// Templates that hold components.
pub const PARTS: &str = "组件";
/// Templates that nothing uses.
pub const UNUSED: &str = "没有用到的";
/// Templates that cannot be used.
pub const BROKEN: &str = "有误、不能用的";
/// Head of filters.
pub const FILTERS_HEAD: &str = "过滤器：写在竖线后面，如 {{ period.cutoff | date }}";
/// Head of the engine's filters.
pub const BUILTIN_HEAD: &str = "其他常用的过滤器";
/// Head of functions.
pub const FUNCTIONS_HEAD: &str = "函数";
/// Head of components.
pub const COMPONENTS_HEAD: &str = "组件：写作 {{<名称 参数={…} />}}，各模板都能用";
/// Head of what is kept from the paper.
pub const KEPT_HEAD: &str = "这份材料里没有的（只有发送范围是 internal 的材料才有）：写了会报错，材料不生成";
/// There is nothing of it in the period.
pub const NOT_NOW: &str = "这一期没有";
/// It is not always there.
pub const SOMETIMES: &str = "有时没有，先用 if 判断";
/// A list of texts or of things.
pub const LIST: &str = "列表";
/// No forms to take examples from.
pub const NO_PERIOD: &str = "inputs 里还没有报来的表，所以没有例子。";

/// Head of cases.
pub fn cases(of: &str, first: &str) -> String {
    let path = of.split(['、', '（']).next().unwrap_or(of);
    format!("{of} 的各种情况，如 {{% if {path} == \"{first}\" %}}")
}

/// A paper's heading.
pub fn paper(title: &str, id: &str, path: &str, audience: &str) -> String {
    format!("《{title}》（{id}）　模板：{path}　发送范围：{audience}")
}

/// Where examples come from.
pub fn examples_of(period: &str, whose: &str) -> String {
    let whose = if whose.is_empty() { String::new() } else { format!("，{whose}的一份") };
    format!("例子取自{period}{whose}。写进模板时外面加两层花括号，如 {{{{ period.name }}}}。")
}

/// An audience in words.
pub fn audience(word: &str) -> String {
    let said = match word {
        "internal" => "内部",
        "counties" => "发到下级单位",
        _ => "公开",
    };
    format!("{said}（{word}）")
}

/// Head of a kind of value: what it is called in this list and where it is reached.
pub fn heading(name: &str, letter: &str, from: &[String]) -> String {
    match (letter, from) {
        ("", _) => name.to_owned(),
        (_, []) => format!("{name}：{letter}"),
        (letter, [one]) if one == letter => format!("{name}：{letter}"),
        (letter, from) => format!("{name}：{letter}　在 {}", from.iter().map(|p| p.replace("[…]", " 里逐个取")).collect::<Vec<_>>().join("、")),
    }
}

/// An example.
pub fn example(text: &str) -> String {
    format!("例：{text}")
}

/// How many things a list has.
pub fn things(n: usize) -> String {
    format!("{LIST}，{n}个")
}

/// Yes or no.
pub fn flag(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// Who uses a template.
pub fn used_by(papers: &[String]) -> String {
    papers.join("、")
}

/// What a template holds.
pub fn holds(components: &[String]) -> String {
    components.join("、")
}

/// A phrase's place.
pub fn from_source(place: &str) -> String {
    format!("出处：{place}")
}

/// An indicator that is not there, with why.
pub fn internal_indicators(names: &[String]) -> String {
    format!("内部指标：{}", names.join("、"))
}

/// Tasks that are not there.
pub fn internal_tasks(names: &[String]) -> String {
    format!("内部任务：{}", names.join("、"))
}

/// A field that is not there.
pub fn kept(letter: &str, key: &str, told: &str) -> String {
    if letter.is_empty() { format!("{key}　{told}") } else { format!("{letter}.{key}　{told}") }
}

/// A component without a comment.
pub const NO_COMMENT: &str = "（没有写说明）";

/// An argument's kind.
pub fn argument(kind: &str) -> &'static str {
    match kind.split('=').next().unwrap_or("").trim() {
        "map" => "一个指标、单位等",
        "array" => "列表",
        "string" => "文字",
        "bool" => "是/否",
        "" => "任意",
        _ => "数",
    }
}

/// An argument with a default.
pub fn may_be_left_out(default: &str) -> String {
    if default == "\"\"" { "（可以不写）".to_owned() } else { format!("（不写就是 {default}）") }
}

/// The word by which the template of 反馈单 is asked for.
pub const SLIPS: &str = "slips";
