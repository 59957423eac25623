//! 备注: the reason of a correction (`N月：原因`), or the explanation by which a unit answers what would be asked about its row.

use crate::campaign::Campaign;
use crate::model::{Month, form_months};

/// What people put into a cell that they think must not stay blank.
const NOTHING: [&str; 12] = ["无", "没有", "暂无", "略", "同上", "如上", "无说明", "无备注", "不适用", "未统计", "备注", "说明"];

/// Whether a note explains its row: there is real text in it, beyond the reason of a correction of an earlier month.
pub(super) fn explains(note: &str, campaign: &Campaign, period: Month) -> bool {
    let first = form_months(campaign, period).first().copied().unwrap_or(period);
    let rest = match parse(note) {
        // 1月：漏报2场；本期…: what follows the reason is about the form's own months.
        Some((month, reason)) if month < first.month => {
            reason.split_once(['；', ';', '。', '\n']).map(|(_, rest)| rest.to_owned()).unwrap_or_default()
        }
        _ => note.to_owned(),
    };
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || "，。；：、—－…·（）".contains(c));
    // A bare number explains nothing.
    rest.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !NOTHING.contains(&rest)
}

/// The month and the reason; `None` where the text does not begin with a month and a colon, or gives no reason.
pub(super) fn parse(note: &str) -> Option<(u8, String)> {
    let note = note.trim();
    let (head, reason) = note.split_once([':', '：'])?;
    let head: String = head.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    // The year may stand before it; the correction belongs to the form's year in any case.
    let head = head.rsplit_once('年').map_or(head.as_str(), |(_, m)| m);
    let month = head.strip_suffix('份').unwrap_or(head).strip_suffix('月')?;
    let reason = reason.trim();
    if reason.is_empty() || month.is_empty() || month.len() > 2 || !month.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let month: u8 = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((month, reason.to_owned()))
}

fn half(c: char) -> char {
    if ('０'..='９').contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use super::{explains, parse};
    use crate::campaign::Campaign;

    /// By hand: the form of March and April.
    #[test]
    fn an_explanation_is_real_text_that_is_no_correction() {
        let (campaign, _) = Campaign::parse("c", include_str!("../../tests/data/intake.toml"));
        let campaign = campaign.unwrap();
        let period = "2023-04".parse().unwrap();
        for note in ["两个站点拆迁", "属实", "4月：集中培训", "1月：漏报2场；本期集中开展", "因撤并乡镇，减少2个"]
        {
            assert!(explains(note, &campaign, period), "{note}");
        }
        for note in ["", " ", "无", "—", "/", "12", "略。", "1月：漏报2场", "2月：多报；", "（无）", "1", "同上"] {
            assert!(!explains(note, &campaign, period), "{note}");
        }
    }

    #[test]
    fn a_month_a_colon_and_a_reason() {
        for note in ["1月：漏报2场", " 1 月: 漏报2场 ", "１月：漏报2场", "1月份：漏报2场", "2023年1月：漏报2场"] {
            assert_eq!(parse(note), Some((1, "漏报2场".to_owned())), "{note}");
        }
        for note in ["", "漏报", "1月漏报2场", "1月：", "13月：多报", "上月：多报", "：多报", "1、2月：多报"] {
            assert_eq!(parse(note), None, "{note}");
        }
    }
}
