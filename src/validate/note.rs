//! 备注 of a correction: `N月：原因`.

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
    use super::parse;

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
