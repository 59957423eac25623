//! The return of a city to its province: two cities of counties, and a province that reads what they roll up. All sums by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use hongtou::campaign::Campaign;
use hongtou::forms::{Entries, RowEntries, Typed, filled};
use hongtou::origin::CellRef;
use serde_json::Value;
use tempfile::TempDir;

use super::program::{Ran, run};

const CAMPAIGN: &str = include_str!("../data/figures.toml");

/// A workspace with these units (the last one the office itself) and what stands at the end of its campaign file.
fn office(name: &str, units: &[&str], end: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (head, rest) = CAMPAIGN.split_at(CAMPAIGN.find("[[unit]]").unwrap());
    let rest = &rest[rest.find("[[department]]").unwrap()..];
    let units: String = units
        .iter()
        .enumerate()
        .map(|(n, u)| {
            let role = if n + 1 == units.len() { "city" } else { "county" };
            format!("[[unit]]\nname = \"{u}\"\nrole = \"{role}\"\nbody = \"{u}总工会\"\n\n")
        })
        .collect();
    let text = format!("{}{units}{rest}{end}", head.replace("某市总工会", &format!("{name}总工会")));
    fs::create_dir_all(dir.path().join("inputs")).unwrap();
    fs::create_dir_all(dir.path().join("templates")).unwrap();
    fs::write(dir.path().join("inputs/campaign.toml"), text).unwrap();
    let note = "+++\nformat = \"plain\"\ntitle = \"某材料\"\naudience = {{ paper.audience | toml }}\n\n[source]\ncampaign = {{ campaign.name | toml }}\nperiod = {{ period.id | toml }}\ndocument = {{ paper.id | toml }}\n+++\n\n本期开展活动{{ f.events.text }}。\n";
    fs::write(dir.path().join("templates/note.md"), note).unwrap();
    dir
}

fn number(text: &str) -> Option<Typed> {
    Some(text.parse().map_or_else(|_| Typed::Text(text.to_owned()), Typed::Number))
}

/// A form: `id` and its months, a plan as one value; lists as they are.
fn send(dir: &TempDir, unit: &str, period: &str, rows: &[(&str, &[&str])], change: impl Fn(&mut Entries)) {
    let text = fs::read_to_string(dir.path().join("inputs/campaign.toml")).unwrap();
    let campaign = Campaign::parse("inputs/campaign.toml", &text).0.unwrap();
    let mut entries = Entries::default();
    for (id, values) in rows {
        let row: &mut RowEntries = entries.rows.entry((*id).to_owned()).or_default();
        match *values {
            [plan] if *id == "plan" => row.plan = number(plan),
            // A stock or a status stands in the last month.
            [end] => row.months = vec![None, number(end)],
            months => row.months = months.iter().map(|m| number(m)).collect(),
        }
    }
    change(&mut entries);
    let bytes = filled(&campaign, campaign.unit(unit).unwrap(), period.parse().unwrap(), None, &entries).unwrap();
    let folder = dir.path().join("inputs").join(period);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{unit}.xlsx")), bytes).unwrap();
}

fn person(name: &str, start: &str) -> BTreeMap<String, Typed> {
    let text = |t: &str| Typed::Text(t.to_owned());
    BTreeMap::from([("name".into(), text(name)), ("origin".into(), text("某单位")), ("start".into(), Typed::Date(start.parse().unwrap()))])
}

fn list(entries: &mut Entries, id: &str, fields: &[(&str, &str)]) {
    let row = fields.iter().map(|(k, v)| ((*k).to_owned(), number(v).unwrap())).collect();
    entries.lists.entry(id.to_owned()).or_default().push(row);
}

fn cells(path: &Path, sheet: &str) -> BTreeMap<CellRef, String> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let (top, left) = range.start().unwrap();
    let text = |d: &Data| match d {
        Data::DateTime(d) => d.as_f64().to_string(),
        other => other.to_string(),
    };
    range.used_cells().map(|(r, c, v)| (CellRef::new(top + r as u32, left + c as u32), text(v))).collect()
}

fn figures(dir: &TempDir, period: &str) -> Vec<Value> {
    serde_json::from_str(&run(dir.path(), &["figures", period, "--format", "json"]).out).unwrap()
}

fn total<'a>(figures: &'a [Value], id: &str, span: &str) -> &'a Value {
    figures.iter().find(|f| f["indicator"] == id && f["scope"] == "total" && f["span"] == span).unwrap()
}

fn roll_up(dir: &TempDir, period: &str) -> Ran {
    let ran = run(dir.path(), &["roll-up", period]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

/// The return of an office goes to the province under the office's name there.
fn hand_in(city: &TempDir, name: &str, province: &TempDir, period: &str) {
    let folder = province.path().join("inputs").join(period);
    fs::create_dir_all(&folder).unwrap();
    fs::copy(city.path().join(format!("out/{period}/上报/{name}总工会.xlsx")), folder.join(format!("{name}.xlsx"))).unwrap();
}

type Rows = [(&'static str, &'static [&'static str]); 7];

const JIA: Rows = [
    ("events", &["2", "3"]),
    ("plan", &["100"]),
    ("money", &["1.25", "2.5"]),
    ("sites", &["10"]),
    ("good", &["5"]),
    ("state", &["在建"]),
    ("staff", &["8"]),
];
const YI: Rows = [
    ("events", &["4", "1"]),
    ("plan", &["50"]),
    ("money", &["0.75", "0.5"]),
    ("sites", &["20"]),
    ("good", &["15"]),
    ("state", &["在建"]),
    ("staff", &["7"]),
];
const BING: Rows = [
    ("events", &["10", "20"]),
    ("plan", &["30.5"]),
    ("money", &["3", "4"]),
    ("sites", &["6"]),
    ("good", &["6"]),
    ("state", &["在建"]),
    ("staff", &["4"]),
];
const DING: Rows = [
    ("events", &["1", "1"]),
    ("plan", &["9.5"]),
    ("money", &["0.1", "0.2"]),
    ("sites", &["4"]),
    ("good", &["2"]),
    ("state", &["在建"]),
    ("staff", &["3"]),
];

fn province() -> TempDir {
    let province = office("某省", &["东市", "西市", "省本级"], "");
    send(&province, "省本级", "2023-02", &[("staff", &["1"])], |_| ());
    province
}

fn east() -> TempDir {
    let city = office("东市", &["甲县", "乙县", "本级"], "\n[upward]\nunit = \"东市\"\nproblems = [\"经费\"]\n");
    send(&city, "甲县", "2023-02", &JIA, |e| {
        e.lists.insert("people".into(), vec![person("张三", "2023-01-10")]);
        list(e, "items", &[("task", "1"), ("title", "没有推荐的事")]);
        list(e, "problems", &[("task", "1"), ("category", "阵地"), ("problem", "自己解决")]);
    });
    send(&city, "乙县", "2023-02", &YI, |e| {
        list(e, "items", &[("rank", "1"), ("task", "1"), ("title", "=推荐的事")]);
        list(e, "problems", &[("task", "1"), ("category", "经费"), ("problem", "请上面解决")]);
    });
    send(&city, "本级", "2023-02", &[("staff", &["5"])], |e| {
        e.lists.insert("people".into(), vec![person("李四", "2023-02-01")]);
    });
    city
}

#[test]
fn a_province_gets_the_sums_over_all_counties_and_finds_their_cells() {
    let (east, province) = (east(), province());
    let west = office("西市", &["丙县", "丁县", "本级"], "\n[upward]\nunit = \"西市\"\n");
    send(&west, "丙县", "2023-02", &BING, |_| ());
    send(&west, "丁县", "2023-02", &DING, |_| ());
    send(&west, "本级", "2023-02", &[("staff", &["2"])], |_| ());
    for (city, name) in [(&east, "东市"), (&west, "西市")] {
        let ran = run(city.path(), &["check", "2023-02"]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        assert!(!roll_up(city, "2023-02").err.contains("roll-up-"));
        hand_in(city, name, &province, "2023-02");
    }
    let ran = run(province.path(), &["check", "2023-02", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(ran.code == 0 && json["units"].as_array().unwrap().iter().all(|u| u["status"] == "clean"), "{}", ran.out);
    assert_eq!(json["diagnostics"], Value::Array(Vec::new()));

    let f = figures(&province, "2023-02");
    for (id, span, value) in [
        ("events", "period", "42"), // 2+3+4+1 + 10+20+1+1
        ("events", "ytd", "42"),
        ("money", "period", "12.3"),        // 1.25+2.5+0.75+0.5 + 3+4+0.1+0.2
        ("plan", "period", "190"),          // 100+50 + 30.5+9.5
        ("done", "period", "6.4736842105"), // 12.3 ÷ 190
        ("sites", "period", "40"),          // 10+20 + 6+4
        ("good", "period", "28"),           // 5+15 + 6+2
        ("rate", "period", "70"),           // 28 ÷ 40
        ("staff", "period", "30"),          // 8+7+5 + 4+3+2 + 1
        ("sent", "period", "2"),            // 张三, 李四
    ] {
        assert_eq!(total(&f, id, span)["value"], value, "{id}");
    }
    assert_eq!(total(&f, "state", "period")["counts"]["在建"], 2);

    // The figure's cells are those of the cities' files; their hidden sheets name the counties' cells, which give the same sum.
    let sources = total(&f, "events", "period")["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 4);
    let mut sum = 0.0;
    for s in sources {
        let (file, cell) = (s["file"].as_str().unwrap(), s["cell"].as_str().unwrap());
        let hidden = cells(&province.path().join(file), "_sources");
        let city = if file.contains("东市") { &east } else { &west };
        let mut own = 0.0;
        for at in hidden.iter().filter(|(at, t)| at.col == 1 && *t == cell).map(|(at, _)| *at) {
            let text = |col: u32| hidden[&CellRef::new(at.row, col)].clone();
            if text(0) != "数据" {
                continue;
            }
            assert!(text(2).starts_with("inputs/2023-02/"));
            own += cells(&city.path().join(text(2)), &text(3))[&text(4).parse().unwrap()].parse::<f64>().unwrap();
        }
        assert_eq!(cells(&province.path().join(file), "数据")[&cell.parse().unwrap()].parse::<f64>().unwrap(), own, "{file} {cell}");
        sum += own;
    }
    assert_eq!(sum, 42.0);

    // trace tells both.
    assert_eq!(run(province.path(), &["build", "2023-02", "--formats", "md"]).code, 0);
    let ran = run(province.path(), &["trace", "out/2023-02/某材料.md", "--at", "42场"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for word in ["东市.xlsx", "西市.xlsx", "甲县.xlsx", "乙县.xlsx", "丙县.xlsx", "丁县.xlsx"] {
        assert!(ran.out.contains(word), "{word}: {}", ran.out);
    }
    let ran = run(province.path(), &["trace", "out/2023-02/某材料.md", "--at", "42场", "--format", "json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told[0]["below"].as_array().unwrap().len(), 4);
}

#[test]
fn lists_go_up_with_whose_they_are_and_texts_stay_texts() {
    let city = east();
    roll_up(&city, "2023-02");
    let path = city.path().join("out/2023-02/上报/东市总工会.xlsx");
    let texts = |sheet: &str| cells(&path, sheet).into_values().collect::<Vec<_>>();
    let items = texts("动态");
    let at = |t: &str| items.iter().position(|x| x == t).unwrap_or_else(|| panic!("{t}: {items:?}"));
    // Recommended ones first; whose they are is said; 推荐次序 is the city's own.
    assert!(at("乙县：=推荐的事") < at("甲县：没有推荐的事"));
    assert!(!items.contains(&"1".to_owned()));
    let problems = texts("问题");
    assert!(problems.contains(&"乙县：请上面解决".to_owned()) && !problems.iter().any(|t| t.contains("自己解决")), "{problems:?}");
    let people = texts("人员");
    assert!(people.contains(&"张三".to_owned()) && people.contains(&"李四".to_owned()));

    // Beside it stands the sheet of sources; both are on record; a worked-on return is kept.
    let check = cells(&city.path().join("out/2023-02/上报/东市总工会上报表数据出处核对表.xlsx"), "来源单元格");
    assert!(check.values().any(|t| t == "inputs/2023-02/甲县.xlsx"));
    let manifest: Value = serde_json::from_slice(&fs::read(city.path().join("out/2023-02/manifest.json")).unwrap()).unwrap();
    let entry = manifest["reports"].as_array().unwrap().iter().find(|r| r["id"] == "roll-up").unwrap();
    assert_eq!(entry["files"].as_array().unwrap().len(), 2);
    let first = fs::read(&path).unwrap();
    roll_up(&city, "2023-02");
    assert_eq!(fs::read(&path).unwrap(), first);
    let edited = super::program::patched(&first, "docProps/app.xml", |t| t + " ");
    fs::write(&path, &edited).unwrap();
    assert!(roll_up(&city, "2023-02").out.contains(".new.xlsx"));
    assert_eq!(fs::read(&path).unwrap(), edited);
}

#[test]
fn what_is_not_whole_says_so_and_what_people_must_settle_stays_blank() {
    let province = province();
    let west = office("西市", &["丙县", "丁县", "本级"], "\n[upward]\nunit = \"西市\"\n");
    send(&west, "丙县", "2023-02", &BING, |_| ());
    send(&west, "本级", "2023-02", &[("staff", &["2"])], |_| ());
    let ran = roll_up(&west, "2023-02");
    assert!(ran.err.contains("不含丁县") && ran.err.contains("“状态”各单位不一致或不全（在建1个，丁县没有报）"), "{}", ran.err);
    let path = west.path().join("out/2023-02/上报/西市总工会.xlsx");
    let row = |period: &str, name: &str| -> Vec<String> {
        let all = cells(&west.path().join(format!("out/{period}/上报/西市总工会.xlsx")), "数据");
        let at = all.iter().find(|(at, t)| at.col == 2 && *t == name).unwrap().0.row;
        (4..=11).map(|c| all.get(&CellRef::new(at, c)).cloned().unwrap_or_default()).collect()
    };
    // 1月, 2月, 本期数, 前期更正, 上期累计, 年度累计, 年度任务, 备注
    assert_eq!(row("2023-02", "活动"), ["10", "20", "30", "", "0", "30", "", "不含丁县"]);
    assert_eq!(row("2023-02", "状态")[..2], ["", ""]);
    // The city itself gave its part of 在岗人员: 4 + 2, without 丁县.
    assert_eq!((row("2023-02", "在岗人员")[1].as_str(), row("2023-02", "在岗人员")[7].as_str()), ("6", "不含丁县"));
    assert!(path.is_file());

    // The province is told, cell by cell, and never takes it for the whole in silence.
    hand_in(&west, "西市", &province, "2023-02");
    let ran = run(province.path(), &["check", "2023-02", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let told: Vec<&Value> = json["diagnostics"].as_array().unwrap().iter().filter(|d| d["code"] == "partial-return").collect();
    // One remark, one warning: events, plan, money, sites, good and staff have it.
    assert!(
        told.len() == 1
            && told[0]["message"].as_str().unwrap().contains("“活动”等6项备注写明“不含丁县”")
            && told.iter().all(|d| d["unit"] == "西市" && d["severity"] == "warning"),
        "{}",
        ran.out
    );
    assert_eq!(total(&figures(&province, "2023-02"), "events", "period")["value"], "30");

    // Later 丁县 is there, and 丙县 takes 3 of February back: 上期累计 is what was sent, the difference is asked about.
    let later = |carried: &str, months: &'static [&'static str]| {
        let carried = carried.to_owned();
        move |e: &mut Entries| {
            let row = e.rows.entry("events".into()).or_default();
            row.months = months.iter().map(|m| number(m)).collect();
            row.carried = number(&carried);
        }
    };
    send(&west, "丙县", "2023-04", &[], |e| {
        later("30", &["1", "1"])(e);
        let row = e.rows.get_mut("events").unwrap();
        row.correction = number("-3");
        row.note = "2月：重复登记".into();
    });
    send(&west, "丁县", "2023-04", &[], later("2", &["5", "5"]));
    let ran = roll_up(&west, "2023-04");
    assert_eq!(row("2023-04", "活动"), ["6", "6", "12", "-3", "30", "39", "", "2月：丙县-3（重复登记）"]);
    // 30 − 3 + 2 of 丙县 and 2 + 10 of 丁县 are 41.
    assert_eq!(total(&figures(&west, "2023-04"), "events", "ytd")["value"], "41");
    assert!(ran.err.contains("“活动”") && ran.err.contains("年度累计与本级汇总数不同"), "{}", ran.err);
}

#[test]
fn names_of_the_office_above_are_used_and_without_a_section_nothing_is_made() {
    let city = office("东市", &["甲县", "乙县", "本级"], "");
    send(&city, "甲县", "2023-02", &JIA, |_| ());
    let ran = run(city.path(), &["roll-up", "2023-02"]);
    assert!(ran.code == 2 && ran.err.contains("[upward]"), "{}", ran.err);
    assert!(!city.path().join("out").exists());
    let path = city.path().join("inputs/campaign.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n[upward]\nunit = \"东市\"\ncampaign = \"above\"\nindicators = {{ events = \"开展活动\", nosuch = \"乙\" }}\n"))
        .unwrap();
    let ran = run(city.path(), &["roll-up", "2023-02"]);
    assert!(ran.code == 2 && ran.err.contains("nosuch"), "{}", ran.err);
    fs::write(&path, format!("{text}\n[upward]\nunit = \"东市\"\ncampaign = \"above\"\nindicators = {{ events = \"开展活动\" }}\n")).unwrap();
    roll_up(&city, "2023-02");
    let made = city.path().join("out/2023-02/上报/东市总工会.xlsx");
    assert!(cells(&made, "数据").values().any(|t| t == "开展活动"));
    assert!(cells(&made, "_form").values().any(|t| t == "above"));
}
