//! What `audit` says.

/// A number of our text that is no figure: a county's own words, a meeting's, a target.
pub const OUR_TEXT: &str = "程序生成的文字（单位来稿、会议情况、目标要求等）中原来的数";

/// A figure that a sentence names.
pub fn named(scope: &str, name: &str) -> String {
    format!("{scope}“{name}”")
}

/// Place of a number.
pub fn place(line: u32, place: &str) -> String {
    format!("第{line}行　{place}")
}

/// Word for a verdict: agrees, rounded, differs, without source.
pub fn verdict(verdict: u8) -> &'static str {
    match verdict {
        0 => "相符",
        1 => "取了整（请确认可以这样写）",
        2 => "与汇总数不符",
        _ => "没有出处",
    }
}

/// What should stand there.
pub fn expected(expected: &str, what: &str) -> String {
    if what.is_empty() { format!("→ 应为 {expected}") } else { format!("→ 应为 {expected}：{what}") }
}

/// Counts at the end.
pub fn counts(agrees: usize, rounded: usize, differs: usize, none: usize) -> String {
    format!(
        "共核对数字 {} 个：相符 {agrees} 个，取整 {rounded} 个，不符 {differs} 个，没有出处 {none} 个。日期、序号、文号不作为数据核对。",
        agrees + rounded + differs + none
    )
}
