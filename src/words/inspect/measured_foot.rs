//! What was measured of the 版记, the page number and tables, in words.

use super::measured::{NONE, mm, trim};
/// Inner rules of a foot.
pub fn inner_rules(n: usize) -> String {
    format!("中间分隔线 {n} 条")
}

/// A page.
pub fn page_no(n: usize) -> String {
    format!("版记在第 {n} 页")
}

/// Lower edge of the last rule, mm.
pub fn last_rule(v: f64) -> String {
    format!("末条线下边缘 {}", mm(v))
}

/// Weight and length of a rule, mm.
pub fn foot_rule(weight: f64, length: f64) -> String {
    format!("粗 {weight:.2} 毫米，长 {length:.1} 毫米")
}

/// The page of the 版记.
pub fn foot_page(alone: bool, blank: bool, numbered: bool) -> String {
    let place = match (alone, blank) {
        (true, true) => "版记前有空白页",
        (true, false) => "版记独占一页",
        (false, _) => "版记与正文同页",
    };
    format!("{place}，{}", if numbered { "有页码" } else { "无页码" })
}

/// Between the text and the 版记, mm.
pub fn above_foot(v: f64) -> String {
    format!("正文距版记 {}", mm(v))
}

/// A page without its number.
pub fn folio_absent(n: u32) -> String {
    format!("第 {n} 页没有页码")
}

/// How a page number reads and its size.
pub fn folio_form(text: &str, size: f64) -> String {
    format!("“{text}”{} 磅", trim(size))
}

/// Middle of the dashes, mm.
pub fn dash_at(v: f64) -> String {
    format!("一字线中心 {}", mm(v))
}

/// Right edge of an odd page's number, mm.
pub fn odd_right(v: f64) -> String {
    format!("单页右边 {}", mm(v))
}

/// Left edge of an even page's number, mm.
pub fn even_left(v: f64) -> String {
    format!("双页左边 {}", mm(v))
}

/// How a page is turned, and how its text runs.
pub fn turned(rotate: u16, upward: bool) -> String {
    format!("页面旋转 {rotate}°，文字{}", if upward { "自下而上（表头朝左）" } else { "横向" })
}

/// Runs that are not turned with their page.
pub fn not_turned(n: usize) -> String {
    format!("有 {n} 段文字方向不对")
}

/// Width of a table, mm.
pub fn table_width(v: f64) -> String {
    format!("表宽 {v:.1} 毫米")
}

/// Weight of a rule, mm.
pub fn rule_weight(v: f64) -> String {
    format!("线粗 {v:.2} 毫米")
}

/// Room beside the text of a cell, mm.
pub fn padding(v: f64) -> String {
    format!("文字距表线 {v:.2} 毫米")
}

/// Height of a row, mm.
pub fn row_height(v: f64) -> String {
    format!("行高 {v:.2} 毫米")
}

/// Off the column's edge, mm.
pub fn off_column(v: f64) -> String {
    format!("与同列数字相差 {:.2} 毫米", v.abs())
}

/// A size.
pub fn reads_size(size: f64) -> String {
    format!("{} 磅，为首页最大的字", trim(size))
}

/// The rows of 报, 送, 发.
pub fn foot_order(rows: &[&str]) -> String {
    let names: Vec<&str> = rows.iter().map(|r| r.trim_end_matches('：')).collect();
    if names.is_empty() { NONE.into() } else { format!("依次为{}", names.join("、")) }
}

/// Red rules on the first page of a 信函.
pub fn double_rules(n: usize) -> String {
    format!("首页有红线 {n} 条，应为上下两组双线")
}

/// Weights of a pair of rules, mm.
pub fn pair(weights: &[f64]) -> String {
    let all: Vec<String> = weights.iter().map(|w| format!("{w:.2}")).collect();
    format!("自上而下粗 {} 毫米", all.join("、"))
}
