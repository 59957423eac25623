//! What nobody should report and somebody will: each gives papers that an editor can send, or a finding in plain words.

use std::fs;
use std::path::Path;

use hongtou::forms::{Entries, Typed};
use hongtou::model::TargetState;
use hongtou::pipeline;
use hongtou::workspace::Workspace;
use serde_json::Value;

use super::made::{Office, files, month, record, standard, zeros};
use super::{d, find, run, value};

/// What no paper may say.
const NONSENSE: [&str; 22] = [
    "NaN",
    "inf",
    "null",
    "None",
    "{{",
    "}}",
    "{%",
    "增加0",
    "减少0",
    "增长0%",
    "下降0%",
    "提高0",
    "（）",
    "，。",
    "；。",
    "，，",
    "。。",
    "，，",
    "、、",
    "、（",
    "：。",
    "的，占全年计划的。",
];

/// Builds; the exit is what is expected, nothing panics, and no paper says nonsense or has an empty section. Gives the papers.
#[track_caller]
fn papers(office: &Office, period: &str, code: i32) -> String {
    let ran = run(office.path(), &["build", period]);
    assert_eq!(ran.code, code, "{}{}", ran.out, ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let all: Vec<_> = files(&office.path().join("out")).into_iter().filter(|(p, _)| p.extension().is_some_and(|e| e == "md")).collect();
    assert!(!all.is_empty());
    let mut out = String::new();
    for (path, text) in all.into_iter().filter(|(p, _)| !["版式自检", "数据出处"].iter().any(|f| p.to_string_lossy().contains(f))) {
        for word in NONSENSE {
            assert!(!text.contains(word), "{}: {word}\n{text}", path.display());
        }
        sections_are_filled(&path, &text);
        out.push_str(&text);
    }
    out
}

/// No heading stands right before the next one of its own or a higher level, or at the end; a heading that runs on is its own text.
fn sections_are_filled(path: &Path, text: &str) {
    let level = |line: &str| line.chars().take_while(|c| *c == '#').count();
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| l.starts_with("##") && !l.contains('。')) {
        let next = lines.get(n + 1).map_or(1, |l| level(l));
        assert!(next == 0 || next > level(line), "{}: empty “{line}”", path.display());
    }
}

/// The office with so many units of the forty, and a changed campaign file.
fn of_units(count: usize, change: impl Fn(String) -> String) -> Office {
    Office::with(|text| {
        let (head, rest) = text.split_once("[[unit]]\n").unwrap();
        let (units, rest) = rest.split_once("[[department]]\n").unwrap();
        let kept: Vec<&str> = units.split("[[unit]]\n").take(count).collect();
        change(format!("{head}[[unit]]\n{}[[department]]\n{rest}", kept.join("[[unit]]\n")))
    })
}

fn told(office: &Office, period: &str) -> Vec<Value> {
    serde_json::from_str(&run(office.path(), &["figures", period, "--format", "json"]).out).unwrap()
}

#[test]
fn one_unit_in_its_first_month() {
    let office = of_units(1, |t| t);
    assert_eq!(office.campaign().units.len(), 1);
    office.send(1, 1, standard);
    meeting(&office, "2024-01", 1);
    let text = papers(&office, "2024-01", 0);
    assert!(text.contains("全省1个县市全部报送。"), "{text}");
    assert!(text.contains("1月，全省排查农村公路1.25公里，新排查隐患1处，整治销号1处。"), "{text}");
    assert!(!text.contains("居前") && !text.contains("1—1月"), "{text}");
    assert_eq!(run(office.path(), &["inspect", "2024-01"]).code, 0);
}

#[test]
fn forty_units_of_which_one_has_reported() {
    let office = Office::new();
    office.send(1, 1, standard);
    meeting(&office, "2024-01", 1);
    let text = papers(&office, "2024-01", 0);
    // The other thirty-nine are named, and none of them is a zero.
    assert!(
        text.contains("全省40个县市中，39个没有报送，以下是已报送的1个县市的数据。没有报送的是：甲丑县、") && text.contains("| 戊未县 | 未报 |"),
        "{text}"
    );
    let all = told(&office, "2024-01");
    let found = find(&all, "found", "total", "period");
    assert_eq!((value(found), found["missing"].as_array().unwrap().len()), (d("1"), 39));
    assert!(all.iter().filter(|f| f["scope"] == "戊未县").all(|f| f["value"].is_null()));
}

#[test]
fn all_figures_zero() {
    let office = of_units(6, |t| t);
    for m in 1..=3 {
        office.send(m, 6, zeros);
    }
    let text = papers(&office, "2024-03", 0);
    assert!(text.contains("新排查隐患0处，整治销号0处。"), "{text}");
    // Nobody leads, nothing moved, and nothing is divided by zero.
    assert!(!text.contains("居前") && text.contains("各项数据没有明显变化。"), "{text}");
    assert!(text.contains("整治销号0处。无人机") || text.contains("整治销号0处。1—3月累计新排查隐患0处，整治销号0处。无人机"), "{text}");
    assert!(text.contains("隐患整治率不作计算"), "{text}");
    let all = told(&office, "2024-03");
    for id in ["fix-rate", "bridge-rate", "fund-rate"] {
        assert!(find(&all, id, "total", "period")["value"].is_null(), "{id}");
    }
    assert_eq!(run(office.path(), &["inspect", "2024-03"]).code, 0);
}

/// Nobody knows anything.
fn unknown(i: i64, m: i64) -> Entries {
    let mut entries = standard(i, m);
    for row in entries.rows.values_mut() {
        for cell in row.months.iter_mut().chain([&mut row.plan]).flatten() {
            *cell = Typed::Text("未掌握".into());
        }
    }
    entries
}

#[test]
fn nobody_has_reported_anything_that_counts() {
    let office = Office::new();
    for m in 1..=3 {
        office.send(m, 3, unknown);
    }
    let text = papers(&office, "2024-03", 0);
    assert!(text.contains("各县市未报送该项数据。"), "{text}");
    // The lists came, and name nothing.
    let text = text.replace("挂牌督办隐患0处", "");
    assert!(!text.contains("0处") && !text.contains("0座"), "{text}");
    assert!(told(&office, "2024-03").iter().filter(|f| f["kind"] != "status" && f["derived"] == false).all(|f| f["value"].is_null()));
}

/// Texts that would break a paper if they were read as anything but text.
fn wild(i: i64, m: i64) -> Entries {
    let mut entries = standard(i, m);
    if i == 1 {
        let wild = "# 标题\n| 甲 | 乙 |\n**粗** {{ f.found.text }} {% for %} <b>HTML</b> <script>alert(1)</script> =SUM(A1:A9) +++ [链接](http://a) ![图](x.png) ```chart\n$$ 〔 ";
        let long: String = wild.chars().chain("路面整治有序推进。".chars().cycle()).take(5000).collect();
        let story = record(&[
            ("work", Typed::Text("隐患整治".into())),
            ("headline", Typed::Text("=1+1 # {{ x }}".into())),
            ("story", Typed::Text(long.clone())),
        ]);
        entries.lists.insert("stories".into(), vec![story]);
        let ask = record(&[("work", Typed::Text("隐患整治".into())), ("trouble", Typed::Text(long)), ("level", Typed::Text("提请省厅".into()))]);
        entries.lists.insert("asks".into(), vec![ask]);
    }
    entries
}

#[test]
fn a_text_of_five_thousand_characters_with_every_language_in_it_stays_text() {
    let office = of_units(2, |t| t);
    office.send(1, 2, wild);
    meeting(&office, "2024-01", 1);
    let ran = run(office.path(), &["build", "2024-01"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let express = fs::read_to_string(office.path().join("out/2024-01/农村公路安全快报（2024年第1期）.md")).unwrap();
    let (document, found) = hongtou::document::parse(&hongtou::document::Manuscript::from_text("快报.md", &express));
    assert!(!found.has_errors(), "{found:?}");
    // One table, the sections of the template and no other, and the text as it was sent.
    let document = document.unwrap();
    let blocks = format!("{document:?}");
    assert_eq!(blocks.matches("Table(").count(), 1, "{express}");
    assert!(blocks.contains("{{ f.found.text }}") && blocks.contains("<script>alert(1)</script>") && blocks.contains("=SUM(A1:A9)"), "{blocks}");
    assert_eq!(express.lines().filter(|l| l.starts_with("## ")).count(), 4);
    assert_eq!(run(office.path(), &["register", "2024-01"]).code, 0);
    assert_eq!(run(office.path(), &["inspect", "2024-01"]).code, 0);
    assert_eq!(run(office.path(), &["roll-up", "2024-01"]).code, 0);
}

/// The second unit has an accident in March.
fn accident(i: i64, m: i64) -> Entries {
    let mut entries = standard(i, m);
    entries.rows.insert("crashes".into(), month(Typed::Number(i64::from(i == 2 && m == 3).into())));
    entries
}

/// Six units that must have no accident and may leave every hazard as it is.
fn no_accidents(level: &str) -> Office {
    of_units(6, |text| {
        text.replace(
            "name = \"隐患路段责任事故\"\n",
            &format!("name = \"隐患路段责任事故\"\ntarget = {{ value = 0, at_most = 0, level = \"{level}\" }}\n"),
        )
        .replace(
            "target = { value = 90, level = \"unit\", source = \"行动方案第三部分\" }",
            "target = { value = 0, level = \"unit\", spread = true }",
        )
    })
}

#[test]
fn a_target_of_zero_divides_nothing() {
    for level in ["unit", "total"] {
        let office = no_accidents(level);
        for m in 1..=3 {
            office.send(m, 6, zeros);
        }
        let text = papers(&office, "2024-03", 0);
        assert!(!text.contains("滞后于时间进度"), "{text}");
        let all = told(&office, "2024-03");
        assert!(all.iter().all(|f| f["indicator"] != "crashes" || f["progress"].is_null()), "{level}");
    }
}

#[test]
fn none_at_all_is_a_target_that_one_accident_misses() {
    for (level, reached, missed) in [("unit", 5, vec!["甲丑县"]), ("total", 0, vec![])] {
        let office = no_accidents(level);
        for m in 1..=3 {
            office.send(m, 6, accident);
        }
        let ws = Workspace::load(office.path()).unwrap().0;
        let summary = pipeline::summarise(&ws, &pipeline::read(&ws, "2024-03".parse().unwrap()), "2024-03".parse().unwrap());
        let board = summary.target("crashes").unwrap();
        assert_eq!((board.reached.len(), board.not_reached.iter().map(String::as_str).collect::<Vec<_>>()), (reached, missed));
        assert_eq!(board.state, if level == "unit" { TargetState::SomeReached } else { TargetState::AboveRange });
        assert!(papers(&office, "2024-03", 0).contains("3月，全省发生隐患路段责任事故1起。"));
    }
    // At least none is no target.
    let office =
        Office::with(|text| text.replace("name = \"隐患路段责任事故\"\n", "name = \"隐患路段责任事故\"\ntarget = { value = 0, level = \"unit\" }\n"));
    let ran = run(office.path(), &["check", "2024-03"]);
    assert!(ran.code == 2 && ran.err.contains("至多多少：value = 0, at_most = 上限"), "{} {}", ran.code, ran.err);
}

/// The bulletin's own facts.
fn meeting(office: &Office, period: &str, issue: u32) {
    let text = format!("issue = {issue}\ntotal_issue = {issue}\nbulletin_date = 2024-02-08\ncopies = 80\n");
    fs::write(office.path().join(format!("inputs/{period}/meeting.toml")), text).unwrap();
}

/// A rule for a year's form: each month the month's number.
fn year(_: i64, m: i64) -> Entries {
    let mut entries = standard(1, m);
    entries.lists.clear();
    for row in entries.rows.values_mut().filter(|r| r.months.len() == 1 && r.months[0].as_ref().is_some_and(|t| t.number().is_some())) {
        row.months = (1..=12).map(|n| Some(Typed::Number(n.into()))).collect();
    }
    for id in ["drone", "open", "chiefs"] {
        let last = entries.rows[id].months[0].clone();
        let quarters = |n: i64| (id == "open" && n % 3 == 0).then(|| Typed::Number(n.into()));
        entries.rows.insert(id.into(), month(Typed::Number(0.into())));
        entries.rows.get_mut(id).unwrap().months =
            (1..=12).map(|n| if id == "drone" || n == 12 && id == "chiefs" { last.clone() } else { quarters(n) }).collect();
    }
    entries
}

#[test]
fn an_office_that_asks_once_a_year() {
    let office = of_units(5, |text| {
        let start = text.find("[cycle]").unwrap();
        let end = start + text[start..].find("\n\n").unwrap();
        let cycle = "[cycle]\nmonths = 12\nends = [12]\ncutoff_day = \"end\"\ndue_day = 20\ndue_hour = 12\nmeeting_before_day = 28\nalso = [{ month = 12, period = \"Y\" }]\n";
        let papers = text.find("[[paper]]\nid = \"quarter\"").unwrap();
        let year = text.find("[[paper]]\nid = \"year\"").unwrap();
        format!("{}{cycle}{}{}", &text[..start], &text[end..papers], &text[year..])
    });
    office.send(12, 5, year);
    meeting(&office, "2024-12", 1);
    let check = run(office.path(), &["check", "2024-12"]);
    assert_eq!(check.code, 0, "{}", check.out);
    let text = papers(&office, "2024-12", 0);
    // 1 + … + 12 = 78, of each of the five.
    assert!(text.contains("新排查隐患390处"), "{text}");
    assert!(text.contains("2024年，全省整治销号隐患390处，完成改造危旧桥梁390座。"), "{text}");
    assert!(!text.contains("累计新排查"), "{text}");
}

/// One unit, one task, one indicator, no group, department, list, letterhead, reminder or register; `more` stands at the end.
fn smallest(more: &str) -> Office {
    let dir = super::empty();
    fs::create_dir_all(dir.path().join("inputs")).unwrap();
    fs::create_dir_all(dir.path().join("templates")).unwrap();
    let case = fs::read_to_string(super::case().join("inputs/campaign.toml")).unwrap();
    let part = |from: &str, to: &str| {
        let start = case.find(from).unwrap();
        case[start..start + case[start..].find(to).unwrap()].to_owned()
    };
    let unit = "[[unit]]\nname = \"某局\"\nrole = \"county\"\nbody = \"某局\"\n\n";
    let task = "[[task]]\nid = \"t\"\nnumber = 1\nname = \"走访\"\ntitle = \"走访\"\n\n";
    let indicator = "[[indicator]]\nid = \"fixed\"\ntask = \"t\"\nname = \"走访企业\"\nunit = \"家\"\nkind = \"flow\"\nreported_by = [\"county\"]\nwhole = true\n\n";
    let (head, form) = (part("[campaign]", "[[unit]]"), part("[form]\n", "[[form.list]]"));
    fs::write(dir.path().join("inputs/campaign.toml"), format!("{head}{unit}{task}{indicator}{form}{more}")).unwrap();
    Office::at(dir)
}

/// Each command ends as the contract says, and where it has nothing to work with it names the file to mend.
#[track_caller]
fn commands(office: &Office, expected: &[(&str, i32)]) {
    for (command, code) in expected {
        let ran = run(office.path(), &[command, "2024-01"]);
        assert_eq!(ran.code, *code, "{command} {}{}", ran.out, ran.err);
        assert!(*code == 0 || ran.err.contains("campaign.toml"), "{command} {}", ran.err);
    }
}

#[test]
fn the_smallest_office_collects_and_sends_out_nothing() {
    let office = smallest("");
    office.send(1, 1, standard);
    commands(&office, &[("check", 0), ("figures", 0), ("forms", 0), ("build", 0), ("slips", 2), ("register", 2), ("roll-up", 2)]);
    assert_eq!(value(find(&told(&office, "2024-01"), "fixed", "total", "period")), d("1"));
}

#[test]
fn an_office_with_one_unit_one_task_and_one_paper_beside_its_totals() {
    let texts =
        "[[paper]]\nid = \"note\"\ntitle = \"情况\"\ntemplate = \"note.md\"\naudience = \"internal\"\ndue = \"form\"\nfile_name = \"情况\"\n\n";
    let totals =
        "[[paper]]\nid = \"totals\"\ntitle = \"汇总表\"\nworkbook = \"totals\"\naudience = \"internal\"\ndue = \"form\"\nfile_name = \"汇总表\"\n";
    let office = smallest(&format!("{texts}{totals}"));
    let template = "+++\nformat = \"plain\"\ntitle = \"情况\"\n+++\n\n{% for t in groups | tasks %}{% for x in t.figures %}{{ x.name }}{{ x.text }}{% endfor %}{% endfor %}。\n";
    fs::write(office.path().join("templates/note.md"), template).unwrap();
    office.send(1, 1, standard);
    commands(&office, &[("check", 0), ("build", 0), ("inspect", 0)]);
    assert!(fs::read_to_string(office.path().join("out/2024-01/情况.md")).unwrap().contains("走访企业1家。"));
    assert!(office.path().join("out/2024-01/汇总表.xlsx").is_file());
}

/// The shipped workspace with forms of its own, made by rule: what unit `n` types into a row.
mod shipped {
    use hongtou::campaign::{Campaign, Indicator, Kind};
    use hongtou::forms::{Entries, RowEntries, Typed, filled};
    use hongtou::model::{Month, asked, form_rows};
    use hongtou::pipeline;
    use hongtou::workspace::Workspace;
    use tempfile::TempDir;

    use super::*;
    use crate::program;

    /// The forms of some periods, of the units for which the rule gives something.
    pub fn workspace(periods: &[&str], units: &[&str], campaign: impl Fn(String) -> String, cell: impl Fn(&Indicator) -> Typed) -> TempDir {
        let dir = program::workspace(&[]);
        let file = dir.path().join("inputs/campaign.toml");
        fs::write(&file, campaign(fs::read_to_string(&file).unwrap())).unwrap();
        let campaign = Campaign::parse("inputs/campaign.toml", &fs::read_to_string(&file).unwrap()).0.unwrap();
        for period in periods {
            let month: Month = period.parse().unwrap();
            let folder = dir.path().join("inputs").join(period);
            fs::create_dir_all(&folder).unwrap();
            let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs").join(period).join("meeting.toml");
            fs::copy(shipped, folder.join("meeting.toml")).unwrap();
            let before = pipeline::carried(&Workspace::load(dir.path()).unwrap().0, month);
            for unit in campaign.units.iter().filter(|u| units.is_empty() || units.contains(&u.name.as_str())) {
                let mut entries = Entries::default();
                for indicator in form_rows(&campaign, unit.role) {
                    let asked = asked(&campaign, indicator, month);
                    let months = asked.months.iter().map(|(_, due)| due.then(|| cell(indicator))).collect();
                    let row = RowEntries { months, plan: asked.plan.then(|| cell(indicator)), ..RowEntries::default() };
                    entries.rows.insert(indicator.id.clone(), row);
                }
                let bytes = filled(&campaign, unit, month, before.get(&unit.name), &entries).unwrap();
                fs::write(folder.join(format!("{}.xlsx", unit.name)), bytes).unwrap();
            }
        }
        dir
    }

    /// Zero, or the first option.
    pub fn zero(indicator: &Indicator) -> Typed {
        match indicator.kind {
            Kind::Status => Typed::Text(indicator.options[0].clone()),
            _ => Typed::Number(0.into()),
        }
    }
}

/// Builds a workspace of the shipped campaign and reads all its papers.
#[track_caller]
fn shipped_papers(dir: &tempfile::TempDir, period: &str) -> Vec<(String, String)> {
    let ran = run(dir.path(), &["build", period]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let mut out = Vec::new();
    for (path, text) in files(&dir.path().join("out")).into_iter().filter(|(p, _)| p.extension().is_some_and(|e| e == "md")) {
        let name = path.to_string_lossy().into_owned();
        if ["版式自检", "数据出处"].iter().any(|f| name.contains(f)) {
            continue;
        }
        let body = text.split("+++\n").skip(2).collect::<String>();
        for word in NONSENSE.into_iter().chain(["完成、0个", "年已0", "年已（"]) {
            assert!(!body.contains(word), "{name}: {word}\n{text}");
        }
        sections_are_filled(&path, &text);
        out.push((name, body));
    }
    out
}

/// The one paper whose name has this in it.
fn named<'t>(papers: &'t [(String, String)], part: &str) -> &'t str {
    &papers.iter().find(|(name, _)| name.contains(part)).unwrap().1
}

/// Seven of everything, and the first option.
fn sevens(indicator: &hongtou::campaign::Indicator) -> Typed {
    match shipped::zero(indicator) {
        Typed::Number(_) => Typed::Number(7.into()),
        word => word,
    }
}

#[test]
fn the_shipped_papers_of_one_county() {
    let dir = shipped::workspace(&["2022-12", "2023-02"], &["修水县"], |t| t, sevens);
    let papers = shipped_papers(&dir, "2023-02");
    // Two months of seven; whom a number covers is shorter than whom it leaves out; nobody leads.
    let news = named(&papers, "新闻稿");
    assert!(news.contains("建成户外劳动者服务站点7个（仅含修水县）") && news.contains("职工技能培训14人次（仅含修水县）"), "{news}");
    assert!(papers.iter().all(|(_, text)| !text.contains("最多") && !text.contains("居前列")));
    assert!(named(&papers, "调度会材料").contains("100%：1个完成，12个未报"), "{}", named(&papers, "调度会材料"));
    assert!(named(&papers, "（王金初）").contains("2023年调研次数未报送，应不少于2次。"), "{}", named(&papers, "（王金初）"));
}

#[test]
fn the_shipped_papers_of_all_zeros() {
    let dir = shipped::workspace(&["2022-12", "2023-02", "2023-04", "2023-06"], &[], |t| t, shipped::zero);
    let papers = shipped_papers(&dir, "2023-06");
    for (name, text) in &papers {
        // A share of nothing is no share, and what was reported is not called missing.
        assert!(!text.contains("（不作计算）") && !text.contains("（未报送）"), "{name}\n{text}");
        assert!(!text.contains("未报送该项数据") && !text.contains("| 未报 |"), "{name}\n{text}");
        assert!(!text.contains("最多") && !text.contains("居前列"), "{name}\n{text}");
    }
    let circular = named(&papers, "进展情况的通报");
    assert!(circular.contains("### （一）基层专职队伍。专职覆盖率基数为0，不作计算。"), "{circular}");
    assert!(circular.contains("| 修水县 | 0 | — | — | 0 | — | 0 | — |"), "{circular}");
    assert!(named(&papers, "（王金初）").contains("2023年还没有调研，应不少于2次。"));
}

#[test]
fn the_shipped_papers_where_nobody_knows_anything() {
    let dir = shipped::workspace(&["2022-12", "2023-02", "2023-04", "2023-06"], &[], |t| t, |_| Typed::Text("未统计".into()));
    let papers = shipped_papers(&dir, "2023-06");
    for part in ["简报（", "会议纪要", "新闻稿", "进展情况的通报", "情况汇报", "开展情况的报告"] {
        let text = named(&papers, part);
        assert!(!text.contains("（未报送）") && !text.contains("（不作计算）"), "{part}\n{text}");
    }
    assert!(named(&papers, "简报（").contains("截至2023年6月20日，全市各县（市、区）均未报送可用的数据。"), "{}", named(&papers, "简报（"));
    assert!(named(&papers, "情况汇报").contains("各县（市、区）未报送该项数据。"));
}

#[test]
fn the_shipped_papers_of_the_first_single_month() {
    let start = |t: String| t.replace("start = \"2022-11\"", "start = \"2022-12\"");
    let dir = shipped::workspace(&["2022-12"], &[], start, sevens);
    let papers = shipped_papers(&dir, "2022-12");
    // 13 times 7; no month is owed before.
    let dispatch = named(&papers, "调度会材料");
    assert!(dispatch.contains("建成户外劳动者服务站点91个；智慧工会平台实名会员91人；12月，实收经费91万元。"), "{dispatch}");
    assert!(named(&papers, "简报（").contains("本项工作2022年12月启动，无同期可比数据。"));
}
