//! What is said about fonts.

/// The Chinese name of a role of `roles.toml`.
pub fn role(key: &str) -> &'static str {
    match key {
        "xiaobiaosong" => "小标宋",
        "fangsong" => "仿宋",
        "kaiti" => "楷体",
        "heiti" => "黑体",
        "songti" => "宋体",
        _ => "西文",
    }
}

/// In place of a path, for a face inside the program.
pub fn inside_the_program() -> &'static str {
    "程序内置"
}

/// One line: which faces of the standard are missing and what stands in for them.
pub fn substituted(pairs: &[(&str, &str)]) -> String {
    let list: Vec<String> = pairs.iter().map(|(role, face)| format!("{role}→{face}")).collect();
    format!("没有找到公文标准字体，暂用近似字体排版（{}）；把标准字体文件放进工作目录的 fonts 文件夹，再运行一次即可。", list.join("，"))
}

/// Whether a face is what the standard names.
pub fn kind(substituted: bool) -> &'static str {
    if substituted { "代用" } else { "标准" }
}

/// One line: font files of the user's that cannot be used.
pub fn damaged(files: &[String]) -> String {
    let list: Vec<String> = files.iter().map(|f| format!("“{f}”")).collect();
    format!("字体文件{}已损坏或不是字体，没有使用；请删去，或者重新复制一份完好的。", list.join("、"))
}
