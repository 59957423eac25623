//! Workbooks for tests: a good form of the small campaign as a grid that a test bends, and what comes of it.

use std::collections::BTreeMap;
use std::fs;

use hongtou::campaign::Campaign;
use hongtou::diag::{Diagnostic, Severity};
use hongtou::intake::{discover, read_all};
use hongtou::model::{Month, Submission};
use hongtou::origin::{CellRef, Origin};
use hongtou::understand::understand_all;
use hongtou::validate::{InputFile, Intake, judge};
use rust_xlsxwriter::{Format, Formula, Workbook};

/// What a test writes into a cell.
#[derive(Debug, Clone)]
pub enum C {
    /// Nothing.
    B,
    /// A number.
    N(f64),
    /// A text.
    T(String),
    /// A formula with its cached result.
    F(&'static str, &'static str),
    /// A number shown as a date.
    D(f64),
    /// A number shown as a percentage.
    P(f64),
}

pub fn t(s: &str) -> C {
    C::T(s.to_owned())
}

/// A workbook: its sheets with their cells.
#[derive(Debug, Clone)]
pub struct Book(pub Vec<(String, BTreeMap<CellRef, C>)>);

impl Book {
    /// A sheet that is filled from rows of texts; numbers become numbers.
    pub fn sheet(&mut self, name: &str, rows: &[&str]) {
        let mut cells = BTreeMap::new();
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in row.split('|').enumerate().filter(|(_, t)| !t.is_empty()) {
                let cell = match text.strip_prefix('=') {
                    Some(f) => {
                        let (formula, result) = f.split_once('→').unwrap_or((f, ""));
                        C::F(formula.to_owned().leak(), result.to_owned().leak())
                    }
                    None => text.parse().map_or_else(|_| t(text), C::N),
                };
                cells.insert(CellRef::new(r as u32, c as u32), cell);
            }
        }
        self.0.push((name.to_owned(), cells));
    }

    /// The same with one cell changed.
    pub fn with(mut self, sheet: &str, cell: &str, value: C) -> Self {
        let cells = self.0.iter_mut().find(|(n, _)| n == sheet).map(|(_, c)| c).unwrap();
        cells.insert(cell.parse().unwrap(), value);
        self
    }

    /// The same without a sheet.
    pub fn without(mut self, sheet: &str) -> Self {
        self.0.retain(|(n, _)| n != sheet);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        book.set_properties(
            &rust_xlsxwriter::DocProperties::new().set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2023, 1, 1).unwrap()),
        );
        for (name, cells) in &self.0 {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            sheet.set_formula_result_default("");
            if name == "_form" {
                sheet.set_hidden(true);
            }
            for (at, cell) in cells {
                let (r, c) = (at.row, at.col as u16);
                match cell {
                    C::B => continue,
                    C::N(n) => sheet.write_number(r, c, *n).unwrap(),
                    C::T(s) => sheet.write_string(r, c, s).unwrap(),
                    C::F(f, result) => sheet.write_formula(r, c, Formula::new(*f).set_result(*result)).unwrap(),
                    C::D(n) => sheet.write_number_with_format(r, c, *n, &Format::new().set_num_format("yyyy/m/d")).unwrap(),
                    C::P(n) => sheet.write_number_with_format(r, c, *n, &Format::new().set_num_format("0.0%")).unwrap(),
                };
            }
        }
        book.save_to_buffer().unwrap()
    }
}

pub fn campaign() -> Campaign {
    let (campaign, found) = Campaign::parse("intake.toml", include_str!("../data/intake.toml"));
    assert!(found.is_empty(), "{found:?}");
    campaign.unwrap()
}

/// The form of January and February, the year's first; in order.
pub fn february(unit: &str) -> Book {
    let mut book = Book(Vec::new());
    book.sheet("填报信息", &["演练填报表", &format!("填报单位|{unit}"), "填报期|2023年1—2月（数据截至2023年2月20日）", "填报日期|2023-02-21"]);
    book.sheet(
        "指标数据",
        &[
            "指标数据",
            "",
            "序号|任务|指标|单位|1月|2月|本期数|前期更正|上期累计|年度累计|年度任务|备注",
            "1|活动|会议|场|2|3|=SUM(E4:F4)→5||0|=G4+H4+I4→5",
            "2||经费|万元|10.1|20.2|=SUM(E5:F5)→30.3||0|=G5+H5+I5→30.3",
            "3||年度计划|万元|||||||300.5",
            "4|阵地|干部|名||12|=F7→12",
            "5||“年轻”干部|名||4|=F8→4",
            "6||建设状态|||在建（有计划）",
            "7||受理|件|5|6|=SUM(E10:F10)→11||0|=G10+H10+I10→11",
            "8||办结|件|5|5|=SUM(E11:F11)→10||0|=G11+H11+I11→10",
            "9||服务|人次|100|200|=SUM(E12:F12)→300||0|=G12+H12+I12→300",
        ],
    );
    lists(&mut book, "2023-02-10");
    hidden(&mut book, unit, "2023-02");
    book
}

/// The form of March and April, with what February carried in; in order.
pub fn april(unit: &str) -> Book {
    let mut book = Book(Vec::new());
    book.sheet("填报信息", &["演练填报表", &format!("填报单位|{unit}"), "填报期|2023年3—4月（数据截至2023年4月20日）", "填报日期|2023-04-21"]);
    book.sheet(
        "指标数据",
        &[
            "指标数据",
            "",
            "序号|任务|指标|单位|3月|4月|本期数|前期更正|上期累计|年度累计|年度任务|备注",
            "1|活动|会议|场|1|4|=SUM(E4:F4)→5||5|=G4+H4+I4→10",
            "2||经费|万元|0.1|0.2|=SUM(E5:F5)→0.30000000000000004||30.3|=G5+H5+I5→30.6",
            "3||年度计划|万元|||||||300.5",
            "4|阵地|干部|名|12|13|=F7→13",
            "5||“年轻”干部|名|4|5|=F8→5",
            "6||建设状态|||已建成",
            "7||受理|件|5|7|=SUM(E10:F10)→12||11|=G10+H10+I10→23",
            "8||办结|件|5|6|=SUM(E11:F11)→11||10|=G11+H11+I11→21",
            "9||服务|人次|0|250|=SUM(E12:F12)→250||300|=G12+H12+I12→550",
        ],
    );
    lists(&mut book, "2023-04-10");
    hidden(&mut book, unit, "2023-04");
    book
}

fn lists(book: &mut Book, day: &str) {
    book.sheet("工作动态", &["工作动态", "推荐次序|任务|时间|标题|类别", &format!("1|1|{day}|开会|经费"), &format!("|阵地|{day}|建站|")]);
    book.sheet("驻点", &["驻点", "姓名|园区|开始日期|结束日期", &format!("王某某|某工业园区|{day}|")]);
}

fn hidden(book: &mut Book, unit: &str, period: &str) {
    book.sheet("_form", &["form|1", "campaign|drill", &format!("unit|{unit}"), &format!("period|{period}")]);
}

pub fn month(s: &str) -> Month {
    s.parse().unwrap()
}

/// Writes the files into a folder, and reads and judges them as a run does.
pub fn run(files: &[(&str, Vec<u8>)], period: &str, previous: &BTreeMap<String, Submission>) -> Intake {
    run_after(files, period, previous, &[])
}

/// The same where these files had been received for the period before.
pub fn run_after(files: &[(&str, Vec<u8>)], period: &str, previous: &BTreeMap<String, Submission>, last: &[InputFile]) -> Intake {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("inputs").join(period);
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let campaign = campaign();
    let (found, _) = discover(dir.path(), &folder);
    judge(understand_all(read_all(&found), &campaign, &Default::default()), &campaign, month(period), previous, last)
}

/// What the good forms of February came to.
pub fn after_february() -> BTreeMap<String, Submission> {
    let files = [("甲山县.xlsx", february("甲山县").bytes()), ("乙水市.xlsx", february("乙水市").bytes())];
    run(&files, "2023-02", &BTreeMap::new()).submissions.into_iter().map(|s| (s.unit.clone(), s)).collect()
}

/// The April form of one unit, judged after a good February.
pub fn one(book: &Book) -> (Option<Submission>, Vec<Diagnostic>) {
    let intake = run(&[("甲山县.xlsx", book.bytes())], "2023-04", &after_february());
    let about = intake.diagnostics.into_iter().filter(|d| d.code != "unit-missing").collect();
    (intake.submissions.into_iter().next(), about)
}

/// Findings as (severity, code, sheet!cell), the cell blank for a whole file.
pub fn short(found: &[Diagnostic]) -> Vec<(Severity, &'static str, String)> {
    let place = |o: &Origin| match o {
        Origin::Cell(c) => format!("{}!{}", c.sheet, c.cell),
        _ => String::new(),
    };
    found.iter().map(|d| (d.severity, d.code, place(&d.origin))).collect()
}
