use super::*;

#[test]
fn heads_by_their_words() {
    let asked = Some(Span::asked("2023H1".parse().unwrap(), 2));
    for (label, head_is) in [
        ("县（市、\n区）", Head::County),
        ("序 号", Head::Number),
        ("计量单位", Head::Unit),
        ("指标\\县区", Head::County),
        ("本期", Head::Aspect(Aspect::Current)),
        ("本年累计", Head::Aspect(Aspect::Cumulative)),
        ("累计数", Head::Aspect(Aspect::Cumulative)),
        ("上期累计", Head::Aspect(Aspect::Own("上期累计".to_owned()))),
        ("目标任务", Head::Aspect(Aspect::Target)),
        ("日期", Head::Aspect(Aspect::Date)),
        ("完成率", Head::Aspect(Aspect::Own("完成率".to_owned()))),
        ("2023年上半年", Head::Aspect(Aspect::Current)),
        ("2022年底", Head::Aspect(Aspect::Own("2022年底".to_owned()))),
        ("1月", Head::Aspect(Aspect::Own("1月".to_owned()))),
        ("会员数", Head::Name),
        ("累计会员数", Head::Name),
        ("备注", Head::Text),
    ] {
        assert_eq!(head(label, asked), head_is, "{label}");
    }
}

#[test]
fn units_and_fields_in_a_label() {
    let unit = |l: &str| {
        let (name, unit) = split_unit(l);
        (name, unit.unwrap_or_default())
    };
    for (label, name, u) in [
        ("会员数\n（人）", "会员数", "人"),
        ("会 员 数(单位：万人)", "会员数", "万人"),
        ("覆盖率%", "覆盖率", "%"),
        ("会员数/人", "会员数", "人"),
        ("会员数（含女性）", "会员数（含女性）", ""),
        ("“八有”达标", "“八有”达标", ""),
    ] {
        assert_eq!(unit(label), (name.to_owned(), u.to_owned()), "{label}");
    }
    for (label, name, f) in [
        ("会员数（本期）", "会员数", Some(Aspect::Current)),
        ("会员数-累计", "会员数", Some(Aspect::Cumulative)),
        ("会员数累计", "会员数", Some(Aspect::Cumulative)),
        ("会员数", "会员数", None),
    ] {
        assert_eq!(split_field(label, None), (name.to_owned(), f), "{label}");
    }
}

#[test]
fn lines_around_tables() {
    assert_eq!(unit_line("单位：万元"), Some(vec!["万元".to_owned()]));
    assert_eq!(unit_line("统计表（单位：人、万元）"), Some(vec!["人".to_owned(), "万元".to_owned()]));
    assert_eq!((unit_line("填报单位：某县"), unit_line("单位：某县")), (None, None));
    assert_eq!(reporting_unit("填报单位（盖章）：某县总工会"), Some("某县总工会"));
    assert_eq!((reporting_unit("填报单位"), reporting_unit("单位：人")), (Some(""), None));
    assert!(is_note("注：1.本期指1—6月") && is_note("审核人：某某") && !is_note("会员数"));
    assert!(is_total("合  计") && is_total("全市合计") && !is_total("累计会员数") && !is_total("甲县"));
    assert!(is_part("其中：女会员") && is_rate("覆盖率") && !is_rate("会员数"));
}
