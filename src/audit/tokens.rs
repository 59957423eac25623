//! The numbers of a text that could be figures: dates, ordinals, document numbers, ages, terms and telephone numbers are none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

/// A number as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its bytes, digits only.
    pub range: Range<usize>,
    /// What it says, 万 and 亿 multiplied out.
    pub value: Decimal,
    /// The value of one in its last place.
    pub step: Decimal,
    /// What follows it: `%` or Han characters, a few.
    pub unit: String,
}

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[0-9]+(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?").ok());
/// Whole expressions in which no number is a figure.
static OTHER: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // Dates, times and their ranges.
        r"[0-9]{1,4}(?:年|月|日)?\s*[—\-－~～至到]\s*[0-9]{1,4}(?:年|月|日)",
        r"[0-9]{1,4}(?:年|月|日)",
        r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?",
        r"[0-9]{1,2}时(?:[0-9]{1,2}分)?",
        r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}",
        // Terms, ages.
        r"[0-9]+个月|[0-9]+(?:周岁|岁|天|小时|分钟|周年)",
        // Document numbers, issues, editions.
        r"[〔\[（(][0-9]{4}[〕\]）)]第?\s*[0-9]*号?|[0-9]+号",
        r"第[0-9]+|总?第?[0-9]+期",
        // Labels.
        r"(?:附件|表|图|附表)[0-9]+",
        // Standards: GB/T 9704—2012.
        r"[A-Z]{2,}(?:/[A-Z]+)?\s*[0-9][0-9.]*(?:[—\-－][0-9]{2,4})?",
        // Telephones and codes.
        r"[A-Za-z][A-Za-z0-9\-/]*[0-9]+(?:\-[0-9]+)*|[0-9]{3,4}[-－][0-9]{7,8}|1[0-9]{10}|(?:电话|传真|邮编)[：:]?\s*[0-9\-]+",
        // Ordinals that open a line.
        r"^\s*(?:[0-9]{1,2}[.．、]|[（(][0-9]{1,2}[）)])",
        r"https?://\S+",
    ]
    .iter()
    .filter_map(|p| Regex::new(p).ok())
    .collect()
});

/// The numbers of a text that could be figures, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let other: Vec<Range<usize>> = OTHER
        .iter()
        .flat_map(|r| r.find_iter(text))
        .filter(|m| {
            // 1.5万 opens no list.
            let next = text.get(m.end()..).and_then(|t| t.chars().next());
            !(m.as_str().trim_end().ends_with(['.', '．']) && next.is_some_and(|c| c.is_ascii_digit()))
        })
        .map(|m| m.range())
        .collect();
    NUMBER
        .iter()
        .flat_map(|r| r.find_iter(text))
        .filter(|m| other.iter().all(|o| m.end() <= o.start || o.end <= m.start()))
        .filter_map(|m| {
            let digits: String = m.as_str().chars().filter(|c| !matches!(c, ',' | '，')).collect();
            let places = digits.split_once('.').map_or(0, |(_, d)| d.len() as u32);
            let rest = text.get(m.end()..).unwrap_or_default();
            let factor = match rest.chars().next() {
                Some('万') => Decimal::from(10_000),
                Some('亿') => Decimal::from(100_000_000),
                _ => Decimal::ONE,
            };
            let unit = rest.trim_start_matches(['万', '亿']).chars().take_while(|c| c.is_alphabetic() || matches!(c, '%' | '％')).take(3).collect();
            let value = digits.parse::<Decimal>().ok()?.checked_mul(factor)?;
            let step = Decimal::try_new(1, places).ok()?.checked_mul(factor)?;
            Some(Token { range: m.range(), value: value.normalize(), step, unit })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn seen(text: &str) -> Vec<&str> {
        tokens(text).into_iter().filter_map(|t| text.get(t.range)).collect()
    }

    #[test]
    fn dates_ordinals_and_document_numbers_are_no_figures() {
        for text in [
            "截至2023年2月20日",
            "1—6月",
            "2021—2023年",
            "2月27日9:30，9时30分",
            "某办发〔2022〕18号",
            "第3期，总第9期",
            "1. 加强",
            "（1）加强",
            "附件2、表3",
            "蹲点满3个月，35岁以下",
            "电话：0792-8123456，13800138000",
            "GB/T 9704—2012",
            "“十四五”",
        ] {
            assert_eq!(seen(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn figures_are_found_with_what_they_say() {
        assert_eq!(seen("1—6月新建412个，增长9.6%，共1,234人、2.5万人"), ["412", "9.6", "1,234", "2.5"]);
        let all = tokens("共2.5万人");
        assert_eq!(
            all.first().map(|t| (t.value.to_string(), t.step.normalize().to_string(), t.unit.clone())),
            Some(("25000".into(), "1000".into(), "人".into()))
        );
        assert_eq!(seen("1.5万人参加"), ["1.5"]);
        assert_eq!(seen("3%至5%"), ["3", "5"]);
    }
}
