//! The register: read as people leave it, appended to in place, told to papers as of a day.

mod append;
mod command;
mod papers;
mod raise;

use hongtou::campaign::{Campaign, RegisterRules};
use hongtou::diag::Diagnostics;
use hongtou::intake;
use hongtou::register::{Book, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// A small campaign with a list of problems and a register; `more` stands in `[register]`.
pub fn campaign_with(more: &str) -> (Option<Campaign>, Diagnostics) {
    let base = include_str!("../data/two-units.toml");
    let columns: String = [
        ("number", "编号"),
        ("period", "提出期"),
        ("matter", "问题事项"),
        ("units", "提出单位"),
        ("task", "任务"),
        ("lead", "牵头部门"),
        ("helpers", "配合部门"),
        ("deadline", "办理时限"),
        ("state", "办理状态"),
        ("progress", "办理情况"),
        ("closed_on", "销号日期"),
        ("note", "备注"),
        ("source", "来源"),
    ]
    .map(|(k, v)| format!("{k} = \"{v}\"\n"))
    .concat();
    let list = "[[form.list]]\nid = \"problems\"\nname = \"问题建议\"\nkind = \"problems\"\nreported_by = [\"county\"]\nrows = 3\n";
    let column = |id: &str, name: &str, kind: &str| format!("[[form.list.column]]\nid = \"{id}\"\nname = \"{name}\"\ntype = \"{kind}\"\n");
    let text = format!(
        "{base}\n{list}{}{}{}options = [\"自行解决\", \"需上级\"]\n{}{}\n[[department]]\nname = \"组织部\"\n\n[[department]]\nname = \"某部\"\n\n[[group]]\nid = \"g\"\nheading = \"一部分\"\n\n[register]\ntitle = \"问题交办清单\"\nfile = \"交办清单\"\nsheet = \"交办清单\"\n\
         assigned = [\"需上级\"]\nmatter_from = \"problem\"\nsolver_from = \"solver\"\nlead_from = \"department\"\n{more}\n[register.columns]\n{columns}",
        column("task", "任务", "task"),
        column("problem", "问题表现", "text"),
        column("solver", "由谁解决", "choice"),
        column("department", "建议责任部门", "owner"),
        column("request", "诉求", "text"),
    );
    Campaign::parse("c.toml", &text)
}

const USUAL: &str = "number = \"〔{year}〕{n}号\"\nstates = [\"待办\", \"办理中\", \"已办结\"]\nclosed = [\"已办结\"]";

pub fn campaign() -> Campaign {
    let (campaign, found) = campaign_with(USUAL);
    campaign.unwrap_or_else(|| panic!("{found:#?}"))
}

pub fn rules(campaign: &Campaign) -> &RegisterRules {
    campaign.register.as_ref().unwrap()
}

/// A workbook as people make one: rows of texts, where `@2023-04-23` is a day and `=…` a formula.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("交办清单").unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (r, row) in (0..).zip(rows) {
        for (c, text) in (0..).zip(*row) {
            match text.strip_prefix('@') {
                Some(date) => {
                    sheet.write_datetime_with_format(r, c, ExcelDateTime::parse_from_str(date).unwrap(), &day).unwrap();
                }
                None if text.starts_with('=') => {
                    sheet.write_formula(r, c, rust_xlsxwriter::Formula::new(*text).set_result("#REF!")).unwrap();
                }
                None if text.is_empty() => {}
                None => {
                    sheet.write_string(r, c, *text).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

pub fn understood(bytes: &[u8], campaign: &Campaign) -> Book {
    read(&intake::read_bytes(bytes, "inputs/交办清单.xlsx").unwrap(), campaign, rules(campaign))
}

/// Codes and cells of what was found.
fn codes(book: &Book) -> Vec<(String, String)> {
    let cell = |d: &hongtou::diag::Diagnostic| match &d.origin {
        hongtou::origin::Origin::Cell(c) => c.cell.to_string(),
        _ => String::new(),
    };
    book.found.iter().map(|d| (d.code.to_owned(), cell(d))).collect()
}

const HEADS: [&str; 13] =
    ["编号", "提出期", "问题事项", "提出单位", "任务", "牵头部门", "配合部门", "办理时限", "办理状态", "办理情况", "销号日期", "备注", "来源"];

#[test]
fn a_register_is_read_as_people_leave_it() {
    let c = campaign();
    // A title above, columns in another order and with blanks in their heads, one left out, a row typed by hand, dates as text, a note below.
    let bytes = workbook(&[
        &["某市交办清单"],
        &[],
        &["问题 事项", "编号", "提 出 期", "提出单位", "办理时限", "办理状态", "销号日期", "牵头部门", "任务", "办理情况", "来源", "备注"],
        &[
            "没有场所。",
            "〔2023〕1号",
            "2023年1—2月",
            "甲县、本级",
            "@2023-04-23",
            "已办结",
            "2023年4月2日",
            "组织部",
            "1",
            "建好了",
            "inputs/2023-02/甲.xlsx|问题建议|C5|ab12cd34",
            "",
        ],
        &["手工加的", "", "2023-02", "甲县总工会", "2023.6.30", "", "", "组织部", "阵地"],
        &[],
        &["", "注：办结一件、销号一件。"],
    ]);
    let book = understood(&bytes, &c);
    assert_eq!(codes(&book), []);
    let [first, second] = book.register.items.as_slice() else { panic!("{:#?}", book.register) };
    assert_eq!((first.number.as_str(), first.units.join("/"), first.task.as_deref()), ("〔2023〕1号", "甲县/本级".to_owned(), Some("a")));
    assert_eq!((first.deadline, first.closed, first.closed_on), (Some("2023-04-23".parse().unwrap()), true, Some("2023-04-02".parse().unwrap())));
    assert_eq!((first.sources[0].cell.to_string(), first.sources[0].fingerprint.as_str()), ("C5".to_owned(), "ab12cd34"));
    assert_eq!((second.state.as_str(), second.closed, second.task.as_deref()), ("待办", false, Some("b")));
    assert_eq!(second.deadline, Some("2023-06-30".parse().unwrap()));
    assert_eq!(second.units, ["甲县"]);
    let place = book.place.unwrap();
    assert_eq!((place.head, place.last_item, place.last_used), (2, 4, 6));
}

#[test]
fn every_doubtful_cell_is_told_with_its_place() {
    let c = campaign();
    let bytes = workbook(&[
        &HEADS,
        &["〔2023〕1号", "2023-02", "甲", "甲县", "1", "组织部", "", "@2023-04-23", "已办结"],
        &["〔2023〕1号", "第一期", "乙", "甲县", "没有的任务", "后勤处", "", "年底前", "快了", "", "@2023-04-01"],
        &["", "", "", "甲县", "", "组织部"],
        &["〔2023〕3号", "2023-02", "=A99", "甲县"],
        &["〔2023〕4号", "2023-02", "丁", "甲县", "", "", "", "", "待办", "", "四月"],
    ]);
    let found = codes(&understood(&bytes, &c));
    let wanted = [
        ("register-closed-without-day", "K2"),
        ("register-no-period", "B3"),
        ("register-no-task", "E3"),
        ("register-no-department", "F3"),
        ("register-no-day", "H3"),
        ("register-no-state", "I3"),
        ("register-day-without-closing", "I3"),
        ("register-no-matter", "C4"),
        ("register-error-value", "C5"),
        ("register-no-matter", "C5"),
        ("register-no-day", "K6"),
        ("register-number-twice", "C3"),
    ];
    let wanted: Vec<(String, String)> = wanted.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, wanted);
    let book = understood(&bytes, &c);
    for d in &book.found {
        assert_eq!(d.severity, hongtou::diag::Severity::Warning);
        assert!(!d.hints.is_empty() && !d.message.is_empty());
    }
    assert_eq!(book.register.items[1].deadline_text, "年底前");
    assert_eq!(book.register.items.len(), 3);
}

#[test]
fn a_workbook_without_the_heads_is_no_register_and_says_so() {
    let book = understood(&workbook(&[&["编号", "姓名"], &["1", "李某"]]), &campaign());
    assert!(book.place.is_none() && book.register.items.is_empty());
    assert_eq!(codes(&book), [("register-no-table".to_owned(), String::new())]);
}

#[test]
fn faults_of_the_campaign_file_are_told_with_line_and_column() {
    for (more, code, says) in [
        ("number = \"{year}-{m}\"\nstates = [\"待办\", \"办结\"]\nclosed = [\"办结\"]", "campaign-register", "编号的写法"),
        ("number = \"{n}{nn}\"\nstates = [\"待办\", \"办结\"]\nclosed = [\"办结\"]", "campaign-register", "编号的写法"),
        ("number = \"{n}\"\nstates = [\"待办\", \"办结\"]\nclosed = [\"待办\"]", "campaign-register", "第一个"),
        ("number = \"{n}\"\nstates = [\"待办\", \"办结\"]\nclosed = [\"完了\"]", "campaign-unknown-reference", "完了"),
        ("number = \"{n}\"\nstates = [\"待办\", \"待办\"]\nclosed = []", "campaign-duplicate", "待办"),
        ("number = \"{n}\"\nstates = [\"待办\", \"办结\"]\nclosed = [\"办结\"]\nrequest_from = \"nothing\"", "campaign-unknown-reference", "nothing"),
        ("number = \"{n}\"\nstates = [\"待办\", \"办结\"]\nclosed = [\"办结\"]\ndays = 0", "toml-out-of-range", ""),
    ] {
        let (campaign, found) = campaign_with(more);
        let all: Vec<_> = found.iter().map(|d| (d.code, d.message.as_str())).collect();
        if code == "toml-out-of-range" {
            assert!(campaign.is_none() && found.has_errors(), "{more}");
            continue;
        }
        assert!(campaign.is_none(), "{more}: {all:?}");
        let hit = found.iter().find(|d| d.code == code && d.message.contains(says)).unwrap_or_else(|| panic!("{more}: {all:?}"));
        assert!(matches!(&hit.origin, hongtou::origin::Origin::Text { line, .. } if *line > 150), "{:?}", hit.origin);
        assert!(!hit.hints.is_empty());
    }
}
