use super::*;
use proptest::prelude::*;

fn d(s: &str) -> Decimal {
    s.parse().unwrap()
}

fn taken(s: &str) -> (Decimal, String) {
    match read(s) {
        TextNumber::Exact { value, unit, .. } => (value, unit),
        other => panic!("{s}: {other:?}"),
    }
}

#[test]
fn floats_are_what_the_spreadsheet_shows() {
    for (float, shown) in [
        (0.1 + 0.2, "0.3"),
        (1.1 * 3.0, "3.3"),
        (312.5, "312.5"),
        (905.75, "905.75"),
        (48_210.0, "48210"),
        (-0.000_1, "-0.0001"),
        (12_345_678_901_234.0, "12345678901234"),
        (0.0, "0"),
        (-0.0, "0"),
    ] {
        assert_eq!(exact(float), Some(d(shown)), "{float}");
    }
    for bad in [f64::NAN, f64::INFINITY, 1e300, 1e14, 1e-300] {
        assert_eq!(exact(bad), None, "{bad}");
    }
}

#[test]
fn what_people_type_for_a_number() {
    for (typed, value, unit) in [
        ("1203", "1203", ""),
        (" 1,203 ", "1203", ""),
        ("21，300", "21300", ""),
        ("1’234.50", "1234.5", ""),
        ("１２０３", "1203", ""),
        ("\u{200b}18,200 ", "18200", ""),
        ("877人", "877", "人"),
        ("25 家", "25", "家"),
        ("12.5万元", "12.5", "万元"),
        ("３％", "3", "%"),
        ("－5.5", "-5.5", ""),
        ("—5", "-5", ""),
        ("０", "0", ""),
        ("+4", "4", ""),
        ("共35家", "35", "家"),
        ("12", "12", ""),
        ("十二", "12", ""),
        ("两次", "2", "次"),
        ("二十五人", "25", "人"),
        ("一百零三", "103", ""),
        ("百分之五", "5", "%"),
        ("百分之八十五点五", "85.5", "%"),
        ("二〇二三", "2023", ""),
        ("三万二千", "32000", ""),
        ("-0.4(百分点)", "-0.4", "百分点"),
        ("12（家）", "12", "家"),
        ("(12.5)", "-12.5", ""),
        ("（3.2）", "-3.2", ""),
        ("15（含女职工6）", "15", ""),
        ("5.2万", "5.2", "万"),
        ("0.3个百分点", "0.3", "个百分点"),
    ] {
        assert_eq!(taken(typed), (d(value), unit.to_owned()), "{typed}");
    }
}

#[test]
fn what_is_no_number_stays_none() {
    for typed in ["约120", "120余", "12人左右", "近百1", "30+", ">5", "<5", "近百", "几十", "两百余人", "120余人", "不足10"] {
        assert_eq!(read(typed), TextNumber::Inexact, "{typed}");
    }
    let unit = |u: &str| u.to_owned();
    for (typed, low, high, u) in
        [("2-3", "2", "3", ""), ("3至5", "3", "5", ""), ("5%-8%", "5", "8", "%"), ("3%至5%", "3", "5", "%"), ("3—5场", "3", "5", "场")]
    {
        assert_eq!(read(typed), TextNumber::Range { low: d(low), high: d(high), unit: unit(u) }, "{typed}");
    }
    for (typed, value, lower, u) in [("不少于30", "30", true, ""), ("≥2", "2", true, ""), ("3%以上", "3", true, "%"), ("不超过5次", "5", false, "次")]
    {
        assert_eq!(read(typed), TextNumber::Bound { value: d(value), lower, unit: unit(u) }, "{typed}");
    }
    for typed in ["11/13", "△4.1", "▲3.2", "(1)", "（12）", "15（6）"] {
        assert!(matches!(read(typed), TextNumber::Ask(ways) if ways.len() == 2), "{typed}");
    }
    for typed in [
        "见附件",
        "见附件1",
        "",
        "1 7",
        "9931 57",
        "1,2,05",
        "1,2034",
        "③",
        "Ⅻ",
        "31¹",
        "一般",
        "3-5-7",
        "2023-02-15",
        "1.2.3",
        "1e5",
        "0x1f",
        "1.",
        ".5",
        "007",
        "第3季度",
        "#REF!",
    ] {
        assert_eq!(read(typed), TextNumber::No, "{typed}");
    }
    assert_eq!(read("123456789012345678"), TextNumber::TooLarge);
}

#[test]
fn dashes_and_words_for_nothing() {
    for typed in ["—", "-", "－", "/", "／", "……", "无", " 暂 无 ", "未开展", "——"] {
        assert!(is_dash(typed), "{typed}");
    }
    for typed in ["", " ", "0", "—5", "无数", "未统计", "不适用"] {
        assert!(!is_dash(typed), "{typed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any text: no panic; a text without a digit is no number; a number's digits all come from the text.
    #[test]
    fn any_text_is_read_without_a_guess(s in "\\PC{0,12}|[0-9０-９,，.．人余约万元% -]{0,12}") {
        let half = text::half(&s);
        if let TextNumber::Exact { value, unit, doubt: None } = read(&s)
            && half.chars().any(|c| c.is_ascii_digit())
            && !half.contains('(')
        {
            prop_assert!(half.trim_end_matches(['。', '；', ';', '，']).trim_end().ends_with(&unit));
            let typed: String = half.chars().filter(char::is_ascii_digit).collect();
            let mantissa = value.abs().to_string().replace('.', "");
            let trim = |s: &str| s.trim_matches('0').to_owned();
            prop_assert_eq!(trim(&typed), trim(&mantissa));
            if value.is_zero() {
                prop_assert!(typed.chars().all(|c| c == '0'));
            }
        }
    }

    /// A number in any of the usual dresses is that number.
    #[test]
    fn dressed_numbers_come_back(n in 0u64..1_000_000_000, cents in 0u32..100) {
        let value = Decimal::new((n * 100 + u64::from(cents)) as i64, 2).normalize();
        let plain = value.to_string();
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), String::new()), |(w, f)| (w, format!(".{f}")));
        let mut grouped = String::new();
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(c);
        }
        grouped.push_str(&fraction);
        let wide: String = plain.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap_or(c)).collect();
        for dress in [plain.clone(), grouped, wide, format!(" {plain}\u{200b}")] {
            prop_assert_eq!(read(&dress), TextNumber::Exact { value, unit: String::new(), doubt: None });
        }
        let float: f64 = plain.parse().unwrap_or_default();
        prop_assert_eq!(exact(float), Some(value));
    }

    /// Any float: no panic, and never zero unless it is zero.
    #[test]
    fn any_float_is_read_without_a_guess(f in proptest::num::f64::ANY) {
        if let Some(v) = exact(f) {
            prop_assert_eq!(v.is_zero(), f == 0.0);
        }
    }
}
