//! Another campaign altogether: a provincial department, monthly reports by calendar months, 40 county units, its own form, papers and letterheads,
//! all of it TOML and templates. What stands in the papers is worked out here by hand.
//!
//! Unit `i` of 1 to 40 reports in month `m`: 排查 i + 0.25 公里, 新排查 i + m - 1, 整治 i, 未销号 100 - i - m, 改造计划 10, 改造 i mod 4, 护栏 i/2,
//! 投资计划 12.5 i, 投资 1.25 i (a tenth of the plan; where 5 divides i 0.5 i), 路长 by i mod 3. In March 38, 39 and 40 send nothing.

mod bad;
mod made;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rust_decimal::Decimal;
use serde_json::Value;
use tempfile::TempDir;

use super::program::run;
use made::{Office, standard};

/// The workspace of the first quarter with its papers made.
fn office() -> &'static Office {
    static MADE: OnceLock<Office> = OnceLock::new();
    MADE.get_or_init(|| {
        let office = Office::new();
        for (month, units) in [(1, 40), (2, 40), (3, 37)] {
            office.send(month, units, standard);
        }
        let ran = run(office.path(), &["register", "2024-03"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ran = run(office.path(), &["build", "2024-03"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        office
    })
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn figures(period: &str) -> Vec<Value> {
    serde_json::from_str(&run(office().path(), &["figures", period, "--format", "json"]).out).unwrap()
}

fn find<'a>(figures: &'a [Value], id: &str, scope: &str, span: &str) -> &'a Value {
    figures.iter().find(|f| f["indicator"] == id && f["scope"] == scope && f["span"] == span).unwrap_or_else(|| panic!("{id} {scope} {span}"))
}

fn value(figure: &Value) -> Decimal {
    d(figure["value"].as_str().unwrap_or_else(|| panic!("{figure}")))
}

fn paper(name: &str) -> String {
    let text = fs::read_to_string(office().path().join("out").join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    text.split("+++\n").nth(2).unwrap().to_owned()
}

/// Every file of `out` with its text, that of packages unpacked.
fn written() -> Vec<(PathBuf, String)> {
    made::files(&office().path().join("out"))
}

#[test]
fn reading_its_forms_finds_nothing_but_the_three_that_are_missing() {
    for period in ["2024-01", "2024-02"] {
        let ran = run(office().path(), &["check", period, "--format", "json"]);
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(ran.code, 0, "{}", ran.out);
        assert!(json["units"].as_array().unwrap().iter().all(|u| u["status"] == "clean"));
        // Each unit says once that it does not know one figure, and is not asked for its sum; one date of February is in January.
        let codes: Vec<&str> = json["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect();
        assert_eq!(codes.iter().filter(|c| **c == "not-counted").count(), 40, "{}", ran.out);
        assert_eq!(
            codes.iter().filter(|c| **c != "not-counted").collect::<Vec<_>>(),
            if period == "2024-02" { vec![&"date-before-period"] } else { vec![] }
        );
    }
    let ran = run(office().path(), &["check", "2024-03", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(ran.code, 1);
    let found: Vec<&str> =
        json["diagnostics"].as_array().unwrap().iter().filter(|d| d["severity"] == "error").map(|d| d["unit"].as_str().unwrap()).collect();
    assert_eq!(found, ["戊巳县", "戊午县", "戊未县"], "{}", ran.out);
}

#[test]
fn figures_are_those_worked_out_by_hand() {
    let all = figures("2024-03");
    // 1 + … + 37 = 703.
    for (id, span, expected) in [
        ("surveyed", "period", "712.25"),
        ("surveyed", "ytd", "2136.75"),
        ("found", "period", "777"),
        ("found", "ytd", "2220"),
        ("fixed", "period", "703"),
        ("fixed", "ytd", "2109"),
        // 37 · 97 - 703
        ("open", "period", "2886"),
        // 2109 ÷ 2220
        ("fix-rate", "period", "95"),
        // 9 · (1 + 2 + 3) + 1
        ("bridges-done", "period", "55"),
        ("bridges-done", "ytd", "165"),
        ("guards-built", "period", "351.5"),
        // 1.25 · 703 - 0.75 · (5 + 10 + … + 35)
        ("fund-spent", "period", "773.75"),
        ("fund-spent", "ytd", "2321.25"),
        ("supervised", "period", "4"),
        ("crashes", "period", "0"),
    ] {
        let figure = find(&all, id, "total", span);
        assert_eq!(value(figure), d(expected), "{id} {span}");
        assert_eq!((figure["covers"].as_array().map_or(37, Vec::len), figure["missing"].as_array().unwrap().len()), (37, 3), "{figure}");
    }
    // Of the two ratios only units with both parts count: 2321.25 ÷ (12.5 · 703), 165 ÷ 370.
    assert_eq!(value(find(&all, "fund-rate", "total", "period")).round_dp(6), d("26.415363"));
    assert_eq!(value(find(&all, "bridge-rate", "total", "period")).round_dp(6), d("44.594595"));
    // One sent January's row once more in February.
    let february = figures("2024-02");
    assert_eq!(value(find(&february, "supervised", "total", "period")), d("4"));
    assert_eq!(value(find(&february, "supervised", "total", "ytd")), d("9"));
    // Nobody knows, so it is no zero.
    let drone = find(&all, "drone", "total", "period");
    assert!(drone["value"].is_null() && drone["missing"].as_array().unwrap().len() == 40, "{drone}");
    let counts = &find(&all, "chiefs", "total", "period")["counts"];
    assert_eq!((&counts["县乡村三级到位"], &counts["县乡两级到位"], &counts["尚未落实"]), (&13.into(), &12.into(), &12.into()));
    // The quarter: the same three are missing.
    let quarter = figures("2024Q1");
    for (id, expected) in [("found", "2220"), ("fixed", "2109"), ("open", "2886"), ("surveyed", "2136.75")] {
        assert_eq!(value(find(&quarter, id, "total", "period")), d(expected), "{id}");
    }
}

#[test]
fn every_paper_is_written_under_its_own_name() {
    let out = office().path().join("out");
    for name in [
        "2024-03/农村公路安全快报（2024年第3期）",
        "2024-03/整改通知/关于做好隐患整治工作的通知（甲子市）",
        "2024-03/整改通知/关于做好隐患整治工作的通知（戊未县）",
        "2024-03/农村公路安全隐患整治进展公示（2024年3月）",
        "2024-03/农村公路安全隐患排查整治情况（2024-03）",
        "2024Q1/关于2024年第一季度农村公路安全隐患排查整治情况的通报",
    ] {
        for format in ["md", "pdf"] {
            assert!(out.join(format!("{name}.{format}")).is_file(), "{name}.{format}");
        }
    }
    for name in ["2024-03/农村公路安全隐患排查整治月度汇总表（2024年3月）", "2024Q1/农村公路安全隐患排查整治季度汇总表（2024年第一季度）"]
    {
        assert!(out.join(format!("{name}.xlsx")).is_file(), "{name}");
    }
    assert_eq!(fs::read_dir(out.join("2024-03/整改通知")).unwrap().count(), 80);
}

#[test]
fn the_papers_say_what_a_clerk_would_write() {
    let absent = "戊巳县、戊午县、戊未县";
    let express = paper("2024-03/农村公路安全快报（2024年第3期）.md");
    for sentence in [
        format!("数据截至2024年3月31日。全省40个县市中，{absent}未报送，以下数据不含上述单位。"),
        "3月，全省排查农村公路712.25公里，新排查隐患777处，整治销号703处，居前的是戊辰县（37处）、戊卯县（36处）、戊寅县（35处）。".into(),
        "1—3月累计新排查隐患2220处，整治销号2109处。".into(),
        // i ÷ (i + 1) is 90 per cent or more from 9 on.
        "隐患整治率95%，29个县市达到90%的要求。无人机巡查里程各县市未报送。".into(),
        "完成改造危旧桥梁165座，占全年计划的44.6%；新增安全护栏1054.5公里；完成投资2321.25万元，占全年计划的26.4%。".into(),
        "路长制县乡村三级到位的13个，县乡两级到位的12个，尚未落实的12个。".into(),
        "### （一）甲子市：两名路长一张清单".into(),
        "| 甲子市 | 1.25 | 3 | 1 | 50.0 | 0 | 1.25 |".into(),
        "| 戊未县 | 未报 | 未报 | 未报 | 未报 | 未报 | 未报 |".into(),
        "| 合计 | 712.25 | 777 | 703 | 95.0 | 4 | 773.75 |".into(),
    ] {
        assert!(express.contains(&sentence), "{sentence}\n{express}");
    }
    // The 10th and the 5th: 5 divides them, so that they spend 4 per cent of the plan a month.
    let urge = paper("2024-03/整改通知/关于做好隐患整治工作的通知（乙丑县）.md");
    assert!(urge.contains("新排查隐患33处，整治销号30处，整治率90.9%（全省平均95%）；3月底未销号隐患87处。"), "{urge}");
    assert!(urge.contains("危旧桥梁改造完成6座，全年计划10座。完成投资15万元，占全年计划的12%。路长制县乡村三级到位。"), "{urge}");
    assert!(urge.contains("投资完成率滞后于时间进度，请于收到本通知后10个工作日内"), "{urge}");
    let urge = paper("2024-03/整改通知/关于做好隐患整治工作的通知（戊未县）.md");
    assert!(urge.trim().starts_with("你县（市）2024年3月报表至今没有报送。") && !urge.contains("##"), "{urge}");
    let open = paper("2024-03/农村公路安全隐患整治进展公示（2024年3月）.md");
    assert!(open.contains("1—3月，全省整治销号隐患2109处，完成改造危旧桥梁165座，新增安全护栏1054.5公里。"), "{open}");
    let quarter = paper("2024Q1/关于2024年第一季度农村公路安全隐患排查整治情况的通报.md");
    for sentence in [
        "现将2024年第一季度农村公路安全隐患排查整治情况通报如下，数据截至2024年3月31日。",
        "### （一）落实整治资金。年度投资计划10250万元（含未报送的县市）；完成投资2321.25万元；投资完成率26.4%。",
        "### （一）拉网式排查隐患路段。排查里程2136.75公里；无人机巡查里程各县市未报送；新排查隐患2220处。",
        "| 戊辰县 | 114 | 111 | 1 | 30.0 | 县乡村三级到位 |",
    ] {
        assert!(quarter.contains(sentence), "{sentence}\n{quarter}");
    }
    let briefing = paper("2024-03/农村公路安全隐患排查整治情况（2024-03）.md");
    assert!(briefing.contains("3月，全省没有发生隐患路段责任事故。"), "{briefing}");
    assert!(
        briefing.contains("| 督2024第001号 | 甲子市：桥头引道沉降。甲寅县：缺少检测设备。 | 甲子市、甲寅县 | 公路管理处 | 未启动 | 4月30日 |"),
        "{briefing}"
    );
}

#[test]
fn wider_papers_hold_nothing_internal() {
    for (path, text) in written() {
        let name = path.to_string_lossy();
        if name.ends_with(".md")
            && ["快报", "通知（", "公示（", "通报."].iter().any(|w| name.contains(w))
            && !name.contains("自检")
            && !name.contains("核对表")
        {
            for word in ["责任事故", "引道沉降", "000-0000000", "138-"] {
                assert!(!text.contains(word), "{name} {word}");
            }
        }
    }
}

#[test]
fn its_pages_break_no_rule_and_its_numbers_all_have_a_source() {
    let ran = run(office().path(), &["inspect", "2024-03", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = run(office().path(), &["inspect", "2024Q1"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    for name in [
        "2024-03/农村公路安全快报（2024年第3期）.md",
        "2024-03/整改通知/关于做好隐患整治工作的通知（乙丑县）.md",
        "2024-03/农村公路安全隐患整治进展公示（2024年3月）.md",
        "2024-03/农村公路安全隐患排查整治情况（2024-03）.md",
        "2024Q1/关于2024年第一季度农村公路安全隐患排查整治情况的通报.md",
    ] {
        let ran = run(office().path(), &["audit", &format!("out/{name}")]);
        assert_eq!(ran.code, 0, "{name} {}", ran.out);
        let ran = run(office().path(), &["lint", &format!("out/{name}")]);
        assert_eq!(ran.code, 0, "{name} {}", ran.out);
    }
    let trace = run(office().path(), &["trace", "out/2024-03/农村公路安全快报（2024年第3期）.md", "--at", "712.25"]);
    assert_eq!(trace.code, 0, "{}", trace.err);
    assert!(trace.out.contains("排查里程") && trace.out.contains("月报数据"), "{}", trace.out);
}

#[test]
fn its_sum_goes_up_and_its_slips_go_down() {
    let ran = run(office().path(), &["roll-up", "2024-03"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = made::text_of(&office().path().join("out/2024-03/上报/某某省交通运输厅.xlsx"));
    for word in ["农村公路排查里程", "712.25", "road-safety", "桥头引道沉降", "月报数据", "自年初累计"] {
        assert!(text.contains(word), "{word}");
    }
    let ran = run(office().path(), &["slips", "2024-03"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let folder = office().path().join("out/2024-03/slips");
    for unit in ["戊巳县", "戊午县", "戊未县"] {
        let slip = fs::read_to_string(folder.join(format!("催报退改单（{unit}）.md"))).unwrap();
        assert!(slip.contains("2024年3月报表尚未收到，请于4月7日12时前报送。联系处室：公路管理处"), "{slip}");
        assert!(folder.join(format!("{unit}.xlsx")).is_file());
    }
    // Who does not know a figure yet is asked for it.
    let slip = fs::read_to_string(folder.join("催报退改单（甲子市）.md")).unwrap();
    assert!(slip.contains("无人机巡查里程") && slip.contains("未掌握"), "{slip}");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 160);
}

#[test]
fn nothing_of_the_first_campaign_is_in_anything_written() {
    assert_eq!(run(office().path(), &["forms", "2024-03"]).code, 0);
    assert_eq!(run(office().path(), &["base", "2023"]).code, 0);
    let words = [
        "九江",
        "工会",
        "双月",
        "加强年",
        "县（市、区）",
        "蹲点",
        "专班",
        "市本级",
        "填报信息",
        "指标数据",
        "审签页",
        "工作动态",
        "问题建议",
        "前期更正",
        "上期累计",
        "填报人",
        "审核人",
        "“备注”",
        "“未统计”",
        "“不适用”",
        "交办清单",
    ];
    let files = written();
    assert!(files.len() > 250, "{}", files.len());
    for (path, text) in files {
        for word in words {
            let at = text.find(word).map(|at| text[..at].chars().rev().take(30).collect::<String>().chars().rev().collect::<String>());
            assert!(at.is_none(), "{} “{word}” …{}", path.display(), at.unwrap_or_default());
        }
    }
    for command in ["check", "build", "slips", "register", "roll-up"] {
        let ran = run(office().path(), &[command, "2024-03"]);
        for word in words {
            assert!(!ran.out.contains(word) && !ran.err.contains(word), "{command} {word}\n{}{}", ran.out, ran.err);
        }
    }
}

/// The folder of the case.
fn case() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/second")
}

/// A workspace of its own.
fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}
