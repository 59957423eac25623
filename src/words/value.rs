//! The ways in which a cell can be meant, as they are put to a person.

/// A part out of a whole.
pub fn fraction(whole: &str, part: &str) -> String {
    format!("{whole}个中的{part}个")
}

/// A day.
pub fn month_day(month: &str, day: &str) -> String {
    format!("{month}月{day}日")
}

/// The number of a note.
pub fn note_mark(n: &str) -> String {
    format!("注释的序号{n}")
}

/// A percentage.
pub fn percent(value: impl std::fmt::Display) -> String {
    format!("{value}%")
}

/// Areas and bodies that a total is called after: 全市, 全省.
const WHOLES: [&str; 16] = ["国", "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "街道", "系统", "局", "厅", "校", "院"];

/// Whether a row or column of that name holds sums over all: 合计, 总计, 全省, 全市合计.
pub fn is_total(name: &str) -> bool {
    let area = |name: &str| name.strip_prefix('全').is_some_and(|of| WHOLES.contains(&of));
    let of_area = |word: &str| name.strip_suffix(word).is_some_and(area);
    matches!(name, "合计" | "总计") || area(name) || of_area("合计") || of_area("总计")
}

#[cfg(test)]
mod tests {
    use super::is_total;

    #[test]
    fn totals_are_called_after_any_area() {
        assert!(["合计", "总计", "全市", "全省", "全县合计", "全系统总计"].into_iter().all(is_total));
        assert!(["全", "全员", "全年", "全覆盖", "总数", "某市", "合计数", ""].into_iter().all(|name| !is_total(name)));
    }
}
