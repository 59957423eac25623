//! Lines of titles (TI-02, TI-03): whole phrases, a trapezium or a rhombus.

use hongtou::layout::title::{break_title, well_shaped};
use proptest::prelude::*;

fn lines(title: &str) -> Vec<String> {
    let lexicon = ["专项工作", "甲乙市总工会", "甲乙市"].map(String::from);
    break_title(title, 19, 3, &lexicon)
}

/// Width in cells: a figure is half a cell.
fn cells(line: &str) -> f64 {
    line.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

fn u(lines: &[String]) -> Vec<i32> {
    lines.iter().map(|l| (cells(l) * 100.0) as i32).collect()
}

#[test]
fn a_title_that_fits_stays_on_one_line() {
    for title in ["会议纪要", "“基层工会提升年”专项工作双月调度材料"] {
        assert_eq!(lines(title), [title]);
    }
    assert!(lines("").is_empty() && lines(" \n ").is_empty());
}

#[test]
fn a_forced_break_stands() {
    assert_eq!(lines("工作简报\n（增刊）"), ["工作简报", "（增刊）"]);
}

#[test]
fn a_printed_and_forwarded_document_makes_a_rhombus() {
    // 35 cells: the organ's name, the quoted name and 推进意见 stay whole.
    let got = lines("关于印发《甲乙市总工会关于“县级工会加强年”专项工作的推进意见》的通知");
    assert_eq!(got, ["关于印发《甲乙市总工会", "关于“县级工会加强年”专项工作的", "推进意见》的通知"]);
    assert!(well_shaped(&u(&got)));
}

#[test]
fn a_report_breaks_before_its_period() {
    let got = lines("“县级工会加强年”专项工作2023年上半年情况汇报");
    assert_eq!(got, ["“县级工会加强年”专项工作", "2023年上半年情况汇报"]);
}

#[test]
fn a_compound_is_not_parted_from_its_last_noun() {
    let got = lines("关于产业工人队伍建设改革试点工作情况的报告");
    assert_eq!(got, ["关于产业工人队伍建设改革", "试点工作情况的报告"]);
}

#[test]
fn what_is_said_of_a_noun_stays_with_it() {
    let got = lines("关于商请核实县级工会阵地建设有关数据的函");
    assert_eq!(got.len(), 2);
    assert!(got[0].ends_with("核实") || got[0].ends_with("工会") || got[0].ends_with("建设"), "{got:?}");
    assert!(well_shaped(&u(&got)));
    for (title, torn) in [
        ("关于进一步推进全市基层工会规范化建设工作的通知", "规范化"),
        ("关于加强新就业形态劳动者权益保障工作的通知", "劳动者"),
        ("甲乙市总工会关于做好2023年春节期间困难职工帮扶慰问工作的通知", "春节期间"),
    ] {
        assert!(lines(title).iter().any(|l| l.contains(torn)), "{:?}", lines(title));
    }
}

#[test]
fn a_title_too_long_for_three_lines_has_a_shape_in_four() {
    let got = lines(&"甲乙丙丁戊己庚辛壬癸".repeat(6));
    assert_eq!(got.len(), 4);
    assert!(well_shaped(&u(&got)), "{got:?}");
}

#[test]
fn shapes() {
    // 梯形 either way, 菱形; two equal lines for want of better; never an hourglass.
    for good in [&[900, 1100][..], &[1100, 900], &[800, 1900, 800], &[600, 900, 1200], &[1200, 900, 600], &[1000, 1000]] {
        assert!(well_shaped(good), "{good:?}");
    }
    for bad in [&[1200, 600, 1200][..], &[900, 800, 1000]] {
        assert!(!well_shaped(bad), "{bad:?}");
    }
}

#[test]
fn a_title_beyond_all_measure_ends() {
    let long = "关于工会工作的通知".repeat(400);
    let got = lines(&long);
    assert_eq!(got.concat(), long);
    assert!(got.iter().all(|l| cells(l) <= 19.0));
    assert_eq!(lines(&"7".repeat(500)).concat(), "7".repeat(500));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_no_line_begins_or_ends_badly(
        parts in proptest::collection::vec("(关于|工会|专项工作|的|通知|2023年|，|《进展》|“五强”|、|推进|和|甲乙市总工会|情况|[A-Z]{1,3})", 1..24),
        max in 8..24_i32,
    ) {
        let title = parts.concat();
        let got = break_title(&title, max, 3, &["甲乙市总工会".to_owned()]);
        prop_assert_eq!(got.concat(), title.clone());
        for (k, line) in got.iter().enumerate() {
            prop_assert!(cells(line) <= f64::from(max), "{:?}", got);
            prop_assert!(k == 0 || !line.starts_with(['，', '、', '》', '”']), "{:?}", got);
            prop_assert!(k + 1 == got.len() || !line.ends_with(['《', '“']), "{:?}", got);
        }
    }
}

/// TI-02: whole phrases, also of titles that no campaign knows anything about.
#[test]
fn titles_of_any_office_break_between_their_phrases() {
    for right in [
        "关于开展2023年和谐劳动关系|创建活动的通知",
        "甲水县总工会“五个一”工作法|推动新就业形态劳动者建会入会提质增效",
        "关于进一步加强全市户外劳动者服务|站点规范化建设的实施意见",
        "关于做好2023年元旦春节期间|困难职工送温暖工作的通知",
        "关于调整市总工会党风廉政建设|责任制领导小组成员的通知",
        "关于表彰2022年度全市工会系统|先进集体和先进个人的决定",
        "某某市总工会关于专项工作|2023年上半年开展情况的报告",
    ] {
        let lines = break_title(&right.replace('|', ""), 19, 3, &[]);
        assert_eq!(lines.join("|"), right);
    }
}
