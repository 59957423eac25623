//! What kind of thing a column holds, and so how it stands (TB-08): numbers to the right or on the decimal point, short labels and names
//! centred, text to the left.

use crate::document::Align;

/// Longest label that is centred, characters.
const LABEL: usize = 6;
/// Heads of columns whose whole numbers are names of places, not amounts.
const ORDINALS: [&str; 5] = ["序号", "排名", "名次", "位次", "次序"];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Amounts.
    Number,
    /// Short labels and names.
    Label,
    /// Running text.
    Text,
}

/// How a cell's lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Flush left.
    Left,
    /// In the middle.
    Centre,
    /// An amount, on the column's common right edge or decimal point.
    Figure,
    /// Flush right.
    Right,
}

/// Whether a cell prints an amount: digits with sign, grouping, decimal point, per cent.
pub fn is_number(text: &str) -> bool {
    let body = text.trim().trim_start_matches(['+', '-', '−', '－']).trim_end_matches(['%', '％', '‰']);
    body.chars().any(|c| c.is_ascii_digit()) && body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '))
}

/// Whether a cell says that there is nothing: blank or dashes.
pub fn is_empty(text: &str) -> bool {
    text.trim().chars().all(|c| matches!(c, '—' | '-' | '－' | '–' | '/' | '　'))
}

/// What a column with these cells holds.
pub fn kind(head: &str, cells: &[&str]) -> Kind {
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let said: Vec<&str> = cells.iter().copied().filter(|c| !is_empty(c)).collect();
    let numbers: Vec<&str> = said.iter().copied().filter(|c| is_number(c)).collect();
    let longest = said.iter().map(|c| c.chars().count()).max().unwrap_or(0);
    let words_short = said.iter().filter(|c| !is_number(c)).all(|c| c.chars().count() <= LABEL);
    if !numbers.is_empty() && words_short && numbers.len() * 2 >= said.len() {
        let names = ORDINALS.contains(&head.as_str()) || is_code(&numbers);
        return if names { Kind::Label } else { Kind::Number };
    }
    if longest <= LABEL { Kind::Label } else { Kind::Text }
}

/// Telephone numbers and the like: many digits, always as many.
fn is_code(numbers: &[&str]) -> bool {
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit()).then(|| s.chars().count());
    let first = numbers.first().and_then(|s| digits(s));
    first.is_some_and(|n| n >= 7) && numbers.iter().all(|s| digits(s) == first)
}

/// How one cell of a column stands.
pub fn stand(align: Align, kind: Kind, text: &str) -> Stand {
    match (align, kind) {
        (Align::Left, _) | (Align::Auto, Kind::Text) => Stand::Left,
        (Align::Centre, _) | (Align::Auto, Kind::Label) => Stand::Centre,
        (Align::Right, Kind::Number) if is_number(text) => Stand::Figure,
        (Align::Right, _) => Stand::Right,
        (Align::Auto, Kind::Number) => {
            if is_number(text) {
                Stand::Figure
            } else {
                Stand::Centre
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_apart_by_what_they_hold() {
        for (head, cells, want) in [
            ("完成数", &["12", "1,204", "—", "未报"][..], Kind::Number),
            ("完成率", &["86.2%", "100%"], Kind::Number),
            ("较上期", &["+3.2", "-1"], Kind::Number),
            ("序号", &["1", "2", "3"], Kind::Label),
            ("联系电话", &["13800000000", "13900000000"], Kind::Label),
            ("县级工会", &["甲县", "乙山城市"], Kind::Label),
            ("备注", &["已建成投用，正在完善配套设施"], Kind::Text),
            ("备注", &["", "—"], Kind::Label),
        ] {
            assert_eq!(kind(head, cells), want, "{head}");
        }
        assert!(!is_number("—") && !is_number("2023年") && !is_number("") && is_number("−3.5%"));
    }
}
