//! The workspace of the second campaign: its files from the case, its forms drawn by the program and filled in by rule.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use hongtou::campaign::Campaign;
use hongtou::forms::{Entries, RowEntries, Typed, filled};
use hongtou::model::{Month, form_rows};
use hongtou::pipeline;
use hongtou::workspace::Workspace;
use rust_decimal::Decimal;
use tempfile::TempDir;
use zip::ZipArchive;

/// A workspace.
pub struct Office(TempDir);

/// What a unit types into its form of a month.
pub type Rule = fn(i: i64, m: i64) -> Entries;

impl Office {
    /// As the case has it, without forms.
    pub fn new() -> Self {
        Self::with(|text| text)
    }

    /// With a changed campaign file.
    pub fn with(change: impl Fn(String) -> String) -> Self {
        let dir = super::empty();
        for entry in walkdir::WalkDir::new(super::case()) {
            let entry = entry.unwrap();
            let to = dir.path().join(entry.path().strip_prefix(super::case()).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
        let file = dir.path().join("inputs/campaign.toml");
        fs::write(&file, change(fs::read_to_string(&file).unwrap())).unwrap();
        Self(dir)
    }

    /// In a folder that is there.
    pub fn at(folder: TempDir) -> Self {
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn campaign(&self) -> Campaign {
        Campaign::parse("inputs/campaign.toml", &fs::read_to_string(self.path().join("inputs/campaign.toml")).unwrap()).0.unwrap()
    }

    /// The forms of the first `units` units for a month of 2024.
    pub fn send(&self, month: i64, units: usize, rule: Rule) {
        let campaign = self.campaign();
        let period: Month = format!("2024-{month:02}").parse().unwrap();
        let before = pipeline::carried(&Workspace::load(self.path()).unwrap().0, period);
        let folder = self.path().join(format!("inputs/{period}"));
        fs::create_dir_all(&folder).unwrap();
        for (i, unit) in campaign.units.iter().enumerate().take(units) {
            let mut entries = rule(i as i64 + 1, month);
            let asked: Vec<&str> = form_rows(&campaign, unit.role).map(|r| r.id.as_str()).collect();
            entries.rows.retain(|id, _| asked.contains(&id.as_str()));
            let bytes = filled(&campaign, unit, period, before.get(&unit.name), &entries).unwrap();
            fs::write(folder.join(format!("{}.xlsx", unit.name)), bytes).unwrap();
        }
    }
}

fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

/// Hundredths as a number.
fn hundredths(n: i64) -> Typed {
    Typed::Number(Decimal::new(n, 2).normalize())
}

fn whole(n: i64) -> Typed {
    Typed::Number(n.into())
}

/// A row of one month.
pub fn month(value: Typed) -> RowEntries {
    RowEntries { months: vec![Some(value)], ..RowEntries::default() }
}

fn plan(value: Typed) -> RowEntries {
    RowEntries { plan: Some(value), ..RowEntries::default() }
}

pub fn record(fields: &[(&str, Typed)]) -> BTreeMap<String, Typed> {
    fields.iter().map(|(id, value)| ((*id).to_owned(), value.clone())).collect()
}

fn supervised(i: i64, m: i64) -> BTreeMap<String, Typed> {
    record(&[
        ("road", text(&format!("X{i:03}线"))),
        ("stake", text(&format!("K{m}+100"))),
        ("listed", Typed::Date(format!("2024-{m:02}-15").parse().unwrap())),
    ])
}

/// What unit `i` reports for month `m`.
pub fn standard(i: i64, m: i64) -> Entries {
    let mut entries = Entries::default();
    let info = [("filler", "张某"), ("checker", "李某"), ("phone", "138-0000-0000"), ("date", "2024-04-02")];
    entries.info = info.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    let spent = if i % 5 == 0 { 50 * i } else { 125 * i };
    let rows = [
        ("surveyed", month(hundredths(100 * i + 25))),
        ("drone", month(text("未掌握"))),
        ("found", month(whole(i + m - 1))),
        ("fixed", month(whole(i))),
        ("open", month(whole(100 - i - m))),
        ("bridge-plan", plan(whole(10))),
        ("bridges-done", month(whole(i % 4))),
        ("guards-built", month(hundredths(50 * i))),
        ("fund-plan", plan(hundredths(1250 * i))),
        ("fund-spent", month(hundredths(spent))),
        ("chiefs", month(text(["尚未落实", "县乡村三级到位", "县乡两级到位"][(i % 3) as usize]))),
        ("crashes", month(whole(0))),
    ];
    entries.rows = rows.into_iter().map(|(id, row)| (id.to_owned(), row)).collect();
    if i % 8 == 0 {
        // The eighth sends its first once more instead of a new one.
        let of = if i == 8 && m == 2 { 1 } else { m };
        entries.lists.insert("supervised".into(), vec![supervised(i, of)]);
    }
    if m == 3 && i <= 2 {
        let headline = if i == 1 { "两名路长一张清单" } else { "临水路段先装护栏" };
        let story = record(&[
            ("work", text("隐患整治")),
            ("headline", text(headline)),
            ("story", text("逐段排查、逐处建账，当月发现的问题当月整治，群众出行更加安全。")),
        ]);
        entries.lists.insert("stories".into(), vec![story]);
    }
    if m == 3 && i <= 3 {
        let level = if i == 2 { "县市自办" } else { "提请省厅" };
        let trouble = if i == 1 { "桥头引道沉降" } else { "缺少检测设备" };
        let ask = record(&[("work", text("隐患整治")), ("trouble", text(trouble)), ("wish", text("派技术人员指导")), ("level", text(level))]);
        entries.lists.insert("asks".into(), vec![ask]);
    }
    entries
}

/// The same with 0 in every cell that takes a number.
pub fn zeros(i: i64, m: i64) -> Entries {
    let mut entries = standard(i, m);
    for row in entries.rows.values_mut() {
        for cell in row.months.iter_mut().chain([&mut row.plan]).flatten() {
            if cell.number().is_some() {
                *cell = whole(0);
            }
        }
    }
    entries
}

/// The files below a folder with their text; packages are unpacked, of other files only the name counts.
pub fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let name = e.path().strip_prefix(folder).unwrap().to_owned();
            let text = format!("{}\n{}", name.display(), text_of(e.path()));
            (name, text)
        })
        .collect()
}

/// The text of a file: all parts of a package one after the other.
pub fn text_of(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(&bytes)) else { return String::from_utf8(bytes).unwrap_or_default() };
    let mut all = String::new();
    for i in 0..zip.len() {
        let mut part = Vec::new();
        zip.by_index(i).unwrap().read_to_end(&mut part).unwrap();
        all.push_str(&String::from_utf8(part).unwrap_or_default());
    }
    all
}
