//! Checks that compare: this form with the last one, parts with wholes, rows of a list with each other; and what answers them.

use std::collections::BTreeMap;

use hongtou::diag::Severity::{Error, Question};
use hongtou::model::Submission;
use hongtou::validate::Status;

use crate::sheets::{Book, C, april, february, one, run, run_after, short, t};

fn april_with(cell: &str, c: C) -> Book {
    april("甲山县").with("指标数据", cell, c)
}

/// A finding that compares names every cell of both sides: those of the last form with its file and sheet.
#[test]
fn both_cells_are_named() {
    let last = "2023-02/甲山县.xlsx“指标数据”";
    let total = |cell: &str, n: f64| {
        let row = &cell[1..];
        april_with(cell, C::N(n)).with("指标数据", &format!("G{row}"), C::B).with("指标数据", &format!("J{row}"), C::B)
    };
    let cases: [(Book, &str, Vec<String>); 9] = [
        (total("F7", 11.0), "stock-falls", vec![format!("由上期的 12 名（{last}F7）减少到 11 名")]),
        (total("F7", 120.0), "stock-tenfold", vec![format!("由上期的 12 名（{last}F7）增加到 120 名")]),
        (total("F12", 3000.0), "flow-tenfold", vec!["本期 3000 人次（E12、F12）".to_owned(), format!("上期 300 人次（{last}E12、F12）")]),
        (total("K6", 3_005_000.0), "maybe-yuan", vec![format!("上期是 300.5 万元（{last}K6）")]),
        (total("F5", 40_000.0), "maybe-yuan", vec!["40000.1 万元（E5、F5）".to_owned(), format!("30.3 万元（{last}E5、F5）")]),
        (total("F11", 8.0), "part-above-usual", vec!["“办结”13 件（E11、F11）".to_owned(), "“受理”12 件（E10、F10）".to_owned()]),
        (total("F8", 14.0), "part-above-whole", vec!["“干部”13 名（F7）".to_owned()]),
        (april_with("I4", C::N(6.0)).with("指标数据", "J4", C::B), "carried-differs", vec![format!("年度累计是 5（{last}I4、E4、F4）")]),
        (april_with("G4", C::N(7.0)), "formula-differs", vec!["各月的数（E4、F4）应为 5".to_owned()]),
    ];
    for (book, code, named) in cases {
        let found = one(&book).1;
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [code]);
        for words in named {
            assert!(found[0].message.contains(&words), "{words}: {}", found[0].message);
        }
    }
    let mut book = april("甲山县");
    for (cell, n) in [("E4", 2.0), ("F4", 3.0), ("E5", 10.1), ("F5", 20.2), ("F10", 6.0), ("F11", 5.0), ("E12", 100.0), ("F12", 200.0)] {
        book = book.with("指标数据", cell, C::N(n));
    }
    for row in [4, 5, 10, 11, 12] {
        book = book.with("指标数据", &format!("G{row}"), C::B).with("指标数据", &format!("J{row}"), C::B);
    }
    assert!(one(&book).1[0].message.contains(&format!("“会议”本期（E4）和上期（{last}E4）都是 2")), "{:?}", one(&book).1);
    // In lists: the other row, the other date.
    let stays = |rows: &[&str]| {
        let mut book = april("甲山县").without("驻点");
        let head = ["驻点", "姓名|园区|开始日期|结束日期"];
        book.sheet("驻点", &[&head[..], rows].concat());
        one(&book).1
    };
    let found = stays(&["王某某|某工业园区|2023-03-01|2023-04-01"]);
    assert!(found[0].code == "stay-short" && found[0].message.contains("2023年3月1日（C3）至2023年4月1日"), "{found:?}");
    let found = stays(&["王某某|某工业园区|2023-03-01|", "李某|某工业园区|2023-03-01|", "王某某|某工业园区|2023-3-1|"]);
    assert_eq!(short(&found), [(Question, "row-repeated", "驻点!A5".to_owned())]);
    assert!(found[0].message.contains("前面那一行（A3）的姓名、开始日期都一样"), "{found:?}");
    let found = stays(&["王某某|某工业园区|2023-03-01|", "王某某|另一工业园区|2023-04-01|"]);
    assert_eq!(short(&found), [(Question, "stay-overlaps", "驻点!C4".to_owned())]);
    assert!(found[0].message.contains("2023年3月1日起（C3）"), "{found:?}");
    // One after the other is two stays.
    assert_eq!(stays(&["王某某|某工业园区|2022-11-01|2023-03-10", "王某某|另一工业园区|2023-04-01|"]), []);
    let mut book = april("甲山县").without("工作动态");
    book.sheet(
        "工作动态",
        &[
            "工作动态",
            "推荐次序|任务|时间|标题|类别",
            "1|1|2023-04-10|开会|经费",
            "1|阵地|2023-04-10|建站|",
            "|阵地|2023-04-11|建站|",
            "|阵地|2023-04-11|建站|",
        ],
    );
    let found = one(&book).1;
    assert_eq!(short(&found), [(Error, "rank-twice", "工作动态!A4".to_owned()), (Question, "row-repeated", "工作动态!B6".to_owned())]);
    assert!(found[0].message.contains("（A3）") && found[1].message.contains("（B5）"), "{found:?}");
}

/// A unit that has said in 备注 why a figure is what it is has answered; errors and warnings are not answered by words, nor are cells that could not be read.
#[test]
fn an_explanation_in_the_note_answers_questions_about_its_row() {
    let with = |cell: &str, n: f64, note: &str| {
        let row = &cell[1..];
        let book = april_with(cell, C::N(n)).with("指标数据", &format!("G{row}"), C::B).with("指标数据", &format!("J{row}"), C::B);
        one(&book.with("指标数据", &format!("L{row}"), t(note))).1
    };
    for (cell, n) in [("F7", 11.0), ("F7", 120.0), ("F12", 3000.0), ("F5", 40_000.0), ("K6", 3_005_000.0), ("F11", 8.0)] {
        assert_eq!(short(&with(cell, n, "属实，集中开展")), [], "{cell}");
        assert_eq!(with(cell, n, "无").len(), 1, "{cell}");
        assert_eq!(with(cell, n, "—").len(), 1, "{cell}");
    }
    // The whole of a part may carry the explanation as well.
    let book = april_with("F11", C::N(8.0)).with("指标数据", "G11", C::B).with("指标数据", "J11", C::B);
    assert_eq!(short(&one(&book.with("指标数据", "L10", t("含上年结转2件"))).1), []);
    // The reason of a correction explains another month; what follows it explains this form.
    let corrected = |note: &str| {
        let book = april_with("F12", C::N(3000.0)).with("指标数据", "G12", C::B).with("指标数据", "J12", C::B).with("指标数据", "H12", C::N(2.0));
        short(&one(&book.with("指标数据", "L12", t(note))).1)
    };
    assert_eq!(corrected("1月：漏报2人次"), [(Question, "flow-tenfold", "指标数据!F12".to_owned())]);
    assert_eq!(corrected("1月：漏报2人次；本期集中服务"), []);
    // Words do not mend.
    assert_eq!(with("F8", 14.0, "属实，集中开展").len(), 1);
    let asked = april_with("F4", t("（4）")).with("指标数据", "G4", C::B).with("指标数据", "J4", C::B).with("指标数据", "L4", t("属实，已核对"));
    assert_eq!(short(&one(&asked).1), [(Question, "number-ambiguous", "指标数据!F4".to_owned())]);
}

/// The last period's file once more: told by its bytes whatever it is called, and by its period where it was saved again.
#[test]
fn the_last_file_again_is_told_as_such() {
    let old = february("甲山县").bytes();
    let before = run(&[("甲山县.xlsx", old.clone()), ("乙水市.xlsx", february("乙水市").bytes())], "2023-02", &BTreeMap::new());
    let last: BTreeMap<String, Submission> = before.submissions.iter().map(|s| (s.unit.clone(), s.clone())).collect();
    let i = run_after(&[("3-4月报表（新）.xlsx", old.clone())], "2023-04", &last, &before.inputs);
    let found: Vec<_> = i.diagnostics.iter().filter(|d| d.code != "unit-missing").collect();
    assert_eq!(found.iter().map(|d| (d.severity, d.code)).collect::<Vec<_>>(), [(Error, "last-file-again")]);
    let d = found[0];
    assert!(d.unit.as_deref() == Some("甲山县") && d.message.contains("inputs/2023-02/甲山县.xlsx") && d.message.contains("2023年1—2月"), "{d:?}");
    assert!(d.hints[0].contains("2023年3—4月"), "{d:?}");
    assert_eq!((i.submissions.len(), i.units[0].status), (0, Status::Errors));
    // Saved again: other bytes.
    let again = february("甲山县").with("指标数据", "L4", t("无")).bytes();
    let i = run_after(&[("甲山县.xlsx", again)], "2023-04", &last, &before.inputs);
    assert!(i.diagnostics.iter().any(|d| d.code == "wrong-period" && d.unit.as_deref() == Some("甲山县")));
    // This period's form that had been put into the last folder by mistake counts where it belongs.
    let new = april("甲山县").bytes();
    let early = run(&[("甲山县.xlsx", new.clone())], "2023-02", &BTreeMap::new());
    let i = run_after(&[("甲山县.xlsx", new)], "2023-04", &last, &early.inputs);
    assert_eq!((i.submissions.len(), i.units[0].status), (1, Status::Clean));
}

/// Visits: who came is a person or a department of the campaign; one visit stands once, however its visitor is written.
#[test]
fn visits_are_by_somebody_known_and_stand_once() {
    let text = include_str!("../data/intake.toml")
        .replace("date = \"date\", belongs_to", "date = \"date\", distinct = [\"date\", \"visitor\", \"unit\"], belongs_to")
        .replace("id = \"found\"\nname", "id = \"visitor\"\nname = \"领导或部门\"\ntype = \"owner\"\n\n[[form.list.column]]\nid = \"found\"\nname")
        + "\n[[person]]\nname = \"王某某\"\ntitle = \"主席\"\npart = \"组长\"\n";
    let (campaign, said) = hongtou::campaign::Campaign::parse("c", &text);
    let campaign = campaign.unwrap_or_else(|| panic!("{said:?}"));
    let mut book = Book(Vec::new());
    book.sheet("填报信息", &["填报单位|本级", "填报期|2023年3—4月"]);
    book.sheet("指标数据", &["序号|任务|指标|单位|3月|4月|本期数|前期更正|上期累计|年度累计|年度任务|备注", "1|活动|经费|万元|1|2|||0"]);
    book.sheet(
        "走访",
        &[
            "日期|单位|领导或部门|问题数",
            "2023-03-05|甲山县|王某某|2",
            "2023-03-05|甲山县|王 某某|2",
            "2023-03-05|甲山县|王某某主席|1",
            "2023-03-06|乙水市|某部|0",
            "2023-03-06|乙水市|王某某|0",
            "2023-03-07|乙水市|李某|0",
        ],
    );
    let facts = hongtou::understand::understand(&hongtou::intake::read_bytes(&book.bytes(), "f.xlsx").unwrap(), &campaign, &Default::default());
    let received = vec![hongtou::model::Received::Read(Box::new(facts))];
    let intake = hongtou::validate::judge(received, &campaign, "2023-04".parse().unwrap(), &BTreeMap::new(), &[]);
    let found: Vec<_> = intake.diagnostics.into_iter().filter(|d| d.unit.as_deref() == Some("本级")).collect();
    assert_eq!(
        short(&found),
        [
            (Question, "row-repeated", "走访!A3".to_owned()),
            (Question, "row-repeated", "走访!A4".to_owned()),
            (Question, "owner-unknown", "走访!C7".to_owned()),
        ]
    );
    assert!(found[0].message.contains("（A2）的日期、领导或部门、单位都一样，只计一次"), "{}", found[0].message);
    assert!(found[1].message.contains("现按两次计"), "{}", found[1].message);
}
