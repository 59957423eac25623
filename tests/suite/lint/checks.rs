//! Q1 to Q9: what each finds, and what it must leave alone.

use hongtou::lint::{Finding, Level};

use super::{found, paper};

/// The findings of one rule in a body.
fn of(rule: &str, body: &str) -> Vec<Finding> {
    found(&paper(body)).into_iter().filter(|f| f.rule == rule).collect()
}

fn counts(rule: &str, cases: &[(&str, usize)]) {
    for (body, n) in cases {
        let all = of(rule, body);
        assert_eq!(all.len(), *n, "{body}\n{all:#?}");
    }
}

#[test]
fn q1_pairs() {
    counts(
        "Q1",
        &[
            ("他说：“办好‘双一号’工程”。", 0),
            ("《关于转发〈甲〉的通知》（某发〔2022〕1号）", 0),
            ("推进“加强年工作。", 1),
            ("推进加强年”工作。", 1),
            ("推进“加强“年”工作”。", 1),
            ("县（市、区总工会", 1),
            ("《甲《乙》》", 1),
            ("（一)加强领导", 1),
            ("it’s 5) 项", 0),
            // A quotation over paragraphs.
            ("“第一段。\n\n“第二段。”", 0),
            ("“第一段。\n\n第二段。”", 2),
        ],
    );
    // Round brackets within round ones are told as a note: 县（市、区） is a set word.
    let nested = of("Q1", "（各县（市、区）总工会）");
    assert_eq!(nested.iter().map(|f| f.level).collect::<Vec<_>>(), [Level::I]);
    assert!(super::fixed(&paper("（一)加强领导")).text.contains("（一）加强领导"));
}

#[test]
fn q2_ordinals() {
    counts(
        "Q2",
        &[
            ("## 一、甲\n\n### （一）乙\n\n#### 1.丙\n\n#### 2.丁\n\n### （二）戊\n\n#### 3.己\n\n## 二、庚", 0),
            ("## 一、甲\n\n### （一）乙\n\n#### 1.丙\n\n### （二）丁\n\n#### 1.戊", 0),
            ("## 一、甲\n\n## 三、乙", 1),
            ("## 二、甲\n\n## 三、乙", 1),
            ("## （一）甲", 2),
            ("## 一、甲\n\n1.乙\n\n2.丙", 1),
            ("## 一、甲\n\n（一）乙\n\n（三）丙", 1),
            ("主要是：一是加强领导；二是落实责任；三是督查。", 0),
            ("主要是：一是加强领导；三是落实责任。", 1),
            ("1.5万人参加。", 0),
        ],
    );
}

#[test]
fn q3_attachments() {
    let text = |list: &str, titles: &[&str], body: &str| {
        let sections: String = titles.iter().map(|t| format!("# {t} {{.attachment}}\n\n文。\n\n")).collect();
        format!("+++\nformat = \"plain\"\ntitle = \"甲\"\n{list}+++\n\n{body}\n\n{sections}")
    };
    for (list, titles, body, n) in [
        ("attachments = [\"甲表\", \"乙表\"]\n", &["甲 表", "乙表"][..], "见附件1、附件2。", 0),
        ("attachments = [\"甲表\", \"丙表\"]\n", &["甲表", "乙表"], "文。", 1),
        ("attachments = [\"乙表\", \"甲表\"]\n", &["甲表", "乙表"], "文。", 2),
        ("attachments = [\"甲表\"]\n", &["甲表", "乙表"], "文。", 1),
        ("", &["甲表"], "见附件2。", 1),
        ("", &["甲表"], "见《意见》附件2。", 0),
        ("", &["甲表"], "附件：甲表", 1),
        ("", &[], "见附件1。", 1),
    ] {
        let all: Vec<Finding> = found(&text(list, titles, body)).into_iter().filter(|f| f.rule == "Q3").collect();
        assert_eq!(all.len(), n, "{list} {titles:?} {body}\n{all:#?}");
    }
}

#[test]
fn q4_broken_sentences() {
    counts(
        "Q4",
        &[
            // The circular's own case: an item that breaks off.
            ("8. 推动场所基本覆盖。按照统一的标准要求做到“有活动场所、有\n\n规范标识、有活动经费”。", 1),
            ("#### 8.推动场所基本覆盖。按照统一的标准要求做到“有活动场所、有\n\n规范标识、有活动经费”。", 1),
            ("各县级工会要按照要求做到有活动场所、有制度、有经费，有\n\n规范标识和服务内容。", 1),
            ("做到有场所、\n\n有标识。", 1),
            ("加强领导\n\n各地要高度重视。", 0),
            ("各地要高度重视。\n\n要抓好落实。", 0),
            ("各地要高度重视专项工作并且认真抓好各项任务的落实工作\n\n（一）加强领导", 0),
        ],
    );
}

#[test]
fn q5_one_form() {
    counts(
        "Q5",
        &[
            ("2023年2月开会，二〇二三年三月再开。", 1),
            ("9时30分开始，9:45休会。", 1),
            ("占3.5%，其余占百分之五。", 1),
            ("参加12000人。共1.2万人参加。", 1),
            ("参加12,000人。共12000人参加。", 1),
            ("参加1.2万人，其中女职工5000人。", 0),
            ("2023年2月27日9时30分，占3.5%。", 0),
        ],
    );
}

#[test]
fn q6_names() {
    let campaign = super::campaign();
    let unit = campaign.units.iter().find(|u| u.name.ends_with('县') && u.name.chars().count() == 3).unwrap();
    let stem = unit.name.trim_end_matches('县');
    let other = &campaign.units.iter().find(|u| u.name.ends_with('区')).unwrap().name;
    let former = campaign.units.iter().find_map(|u| u.former.first()).unwrap();
    let (full, short) = (&campaign.campaign.office, &campaign.campaign.office_short);
    let cut: String = short.chars().take(2).collect();
    for (body, n) in [
        (format!("{}、{other}进展较快。", unit.name), 0),
        (format!("{}进展较快。", unit.body), 0),
        (format!("{stem}、{other}进展较快。"), 1),
        (format!("{stem}市进展较快。"), 1),
        (format!("{stem}一带进展较快。"), 0),
        (format!("{former}进展较快。"), 1),
        (format!("{full}和{short}机关。"), 0),
        (format!("{cut}各部门。{cut}机关。"), 1),
        (format!("全{cut}量。"), 0),
    ] {
        counts("Q6", &[(body.as_str(), n)]);
    }
}

#[test]
fn q7_two_colons() {
    counts("Q7", &[("要求如下：一要落实：抓紧办。", 1), ("要求如下：抓紧办。他说：好。", 0), ("要求：按“注：甲”办。", 0), ("时间：9：30开始。", 0)]);
}

#[test]
fn q8_kind_and_direction() {
    for (format, title, n) in [
        ("circular", "关于某项工作的通知", 0),
        ("circular", "关于某项工作的报告", 1),
        ("circular", "关于印发办法的通知（试行）", 0),
        ("circular", "关于某项工作", 1),
        ("upward", "关于某项工作的报告", 0),
        ("upward", "关于某项工作的通报", 1),
        ("letter", "关于某事的函", 0),
        ("letter", "关于某事的报告", 1),
        ("plain", "某项工作情况", 0),
    ] {
        let signers = if format == "upward" { "signers = [\"甲\"]\n" } else { "" };
        let text = format!(
            "+++\nformat = \"{format}\"\norgan_mark = \"某办文件\"\nnumber = \"某办发〔2022〕1号\"\n{signers}title = \"{title}\"\nto = \"各县：\"\nsignature = \"某办\"\ndate = 2022-11-15\n+++\n\n文。\n"
        );
        let all: Vec<Finding> = found(&text).into_iter().filter(|f| f.rule == "Q8").collect();
        assert_eq!(all.len(), n, "{format} {title}\n{all:#?}");
    }
}

fn table(head: &str, rows: &[&str]) -> String {
    let columns = head.split('|').count();
    format!("| {head} |\n|{}\n{}", "-|".repeat(columns), rows.iter().map(|r| format!("| {r} |\n")).collect::<String>())
}

#[test]
fn q9_sums_shares_and_ranks() {
    for (what, body, n) in [
        ("sum", table("单位名称|站点（个）", &["甲|12", "乙|30", "丙|未报", "合计|42"]), 0),
        ("wrong sum", table("单位名称|站点（个）", &["甲|12", "乙|30", "合计|43"]), 1),
        ("grouped digits", table("单位名称|会员（人）", &["甲|1,200", "乙|300", "合计|1500"]), 0),
        ("shares do not add up", table("单位名称|达标率（%）", &["甲|50.0", "乙|70.0", "合计|60.0"]), 0),
        ("subtotals", table("单位名称|站点（个）", &["甲|1", "乙|2", "小计|3", "丙|4", "合计|7"]), 0),
        ("a unit of its own in each row", table("指标|单位|数据", &["甲|个|12", "乙|%|3.5", "合计|个|99"]), 0),
        ("decimals", table("单位名称|率（%）", &["甲|50.0", "乙|70"]), 1),
        ("share", table("单位名称|目标数|完成数|完成率（%）", &["甲|40|30|75.0", "乙|30|20|66.7"]), 0),
        ("wrong share", table("单位名称|目标数|完成数|完成率（%）", &["甲|40|30|76.0"]), 1),
        ("share in two levels", table("单位名称|上半年/目标数|上半年/完成数|上半年/完成率（%）", &["甲|40|30|70.0"]), 1),
        ("ranks with a tie", table("排名|单位名称|率（%）", &["1|甲|90.0", "2|乙|80.0", "2|丙|80.0", "4|丁|70.0"]), 0),
        ("tie that does not share", table("排名|单位名称|率（%）", &["1|甲|90.0", "2|乙|80.0", "3|丙|80.0", "4|丁|70.0"]), 1),
        ("rank after a tie", table("排名|单位名称|率（%）", &["1|甲|90.0", "2|乙|80.0", "2|丙|80.0", "3|丁|70.0"]), 1),
        ("wrong order", table("排名|单位名称|率（%）", &["1|甲|90.0", "2|乙|70.0", "3|丙|80.0", "4|丁|60.0"]), 2),
    ] {
        let all = of("Q9", &body);
        assert_eq!(all.len(), n, "{what}\n{all:#?}");
    }
}

#[test]
fn q9_units() {
    let campaign = super::campaign();
    let names: Vec<&str> = campaign.units_of(hongtou::campaign::UnitRole::County).map(|u| u.name.as_str()).collect();
    let row = |n: &&str| format!("{n}|1");
    let all: Vec<String> = names.iter().map(row).collect();
    let lines = |rows: &[String]| table("县区|数", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(of("Q9", &lines(&all)).len(), 0);
    let short = &all[..all.len() - 1];
    let lacking = of("Q9", &lines(short));
    assert_eq!(lacking.len(), 1);
    assert!(lacking[0].wrong.contains(names.last().unwrap()) && lacking[0].level == Level::W);
    let twice = [all.clone(), vec![all[0].clone()]].concat();
    assert_eq!(of("Q9", &lines(&twice)).len(), 1);
    // A figure quoted from a ranking.
    let ranking = table("排名|县区|率（%）", &[&format!("1|{}|96.4", names[0]), &format!("2|{}|95.1", names[1])]);
    assert_eq!(of("Q9", &format!("居首位的是{}（96.4%）。\n\n{ranking}", names[0])).len(), 0);
    assert_eq!(of("Q9", &format!("居首位的是{}（96.5%）。\n\n{ranking}", names[0])).len(), 1);
}
