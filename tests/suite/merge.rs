//! Templates filled in with the sample data: what is printed, and that every figure knows where it came from.

use std::path::Path;

use hongtou::campaign::{Campaign, PaperAudience};
use hongtou::document::{self, Mark};
use hongtou::merge::{self, FigureUse, Part};
use hongtou::model::{Period, Scope, Summary, due_with, papers_due};
use hongtou::pipeline;
use hongtou::workspace::Workspace;

fn shipped() -> Workspace {
    Workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().0
}

/// A paper's Markdown, where it prints figures, which ones, of what summary, for whom.
type Merged = (String, Vec<Mark>, Vec<FigureUse>, Summary, PaperAudience);

/// Each paper of a period.
fn papers(ws: &Workspace, period: &str) -> Vec<Merged> {
    let period: Period = period.parse().unwrap();
    let form = due_with(&ws.campaign.cycle, period);
    let reading = pipeline::read(ws, form);
    let summary = pipeline::summarise(ws, &reading, period);
    let meeting = ws.meeting(form).unwrap();
    let mut contexts = std::collections::BTreeMap::new();
    papers_due(&ws.campaign, period)
        .filter(|paper| paper.workbook.is_none())
        .flat_map(|paper| ws.campaign.copies(paper))
        .map(|copy| {
            let context =
                contexts.entry(copy.paper.audience).or_insert_with_key(|a| merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, *a));
            let text = merge::merge(&ws.campaign, copy, context, (&meeting.meeting, &meeting.path), &ws.templates).unwrap();
            let (document, found) = document::parse(&text);
            assert!(found.is_empty(), "{found:?}");
            let (markdown, marks) = hongtou::export::markdown::to_markdown_with_marks(&document.unwrap());
            (markdown, marks, context.figures.clone(), summary.clone(), copy.paper.audience)
        })
        .collect()
}

/// What a value must read as, in running text or in a table, worked out here from the exact value.
fn readings(campaign: &Campaign, summary: &Summary, used: FigureUse) -> Vec<String> {
    let row = &summary.figures[used.row];
    let indicator = campaign.indicator(&row.indicator).unwrap();
    let places = indicator.decimals();
    let forms = |value: rust_decimal::Decimal, places: u32, units: &[&str]| -> Vec<String> {
        let fixed = format!("{:.*}", places as usize, value.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero));
        let plain = if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.').to_owned() } else { fixed.clone() };
        units.iter().flat_map(|u| [format!("{fixed}{u}"), format!("{plain}{u}")]).collect()
    };
    let unit = indicator.unit.as_str();
    match used.part {
        Part::Value => forms(row.value.unwrap(), places, &["", unit]),
        Part::Base => forms(row.base.as_ref().unwrap().figure.value, places, &[unit]),
        Part::By => forms((row.value.unwrap() - row.base.as_ref().unwrap().figure.value).abs(), places, &[unit, "个百分点"]),
        Part::Percent => {
            let base = row.base.as_ref().unwrap().figure.value;
            forms(((row.value.unwrap() - base) / base * rust_decimal::Decimal::ONE_HUNDRED).abs(), 1, &["%"])
        }
        Part::Progress => forms(row.progress.unwrap(), 1, &["%"]),
        Part::Count(n) => vec![row.counts[n as usize].1.len().to_string()],
        Part::Uncorrected(n) => forms(summary.corrections[n as usize].before.unwrap(), places, &[unit]),
        Part::Corrected(n) => forms(summary.corrections[n as usize].after.unwrap(), places, &[unit]),
        Part::Previous => forms(row.previous.as_ref().unwrap().figure.value, places, &[unit]),
        Part::ByPrevious => forms((row.value.unwrap() - row.previous.as_ref().unwrap().figure.value).abs(), places, &[unit, "个百分点"]),
        Part::PercentPrevious => {
            let base = row.previous.as_ref().unwrap().figure.value;
            forms(((row.value.unwrap() - base) / base * rust_decimal::Decimal::ONE_HUNDRED).abs(), 1, &["%"])
        }
        Part::Trend(n) => forms(row.trend[n as usize].figure.as_ref().unwrap().value, places, &["", unit]),
    }
}

#[test]
fn every_printed_figure_reads_as_its_exact_value_and_knows_its_cells() {
    let ws = shipped();
    let mut printed_all = 0;
    for period in ["2022-12", "2023-02", "2023-04", "2023-06", "2023H1"] {
        for (markdown, marks, figures, summary, _) in papers(&ws, period) {
            printed_all += marks.len();
            for mark in marks {
                let used = figures[mark.figure as usize];
                let printed = markdown[mark.range.clone()].replace('\\', "");
                let right = readings(&ws.campaign, &summary, used);
                assert!(right.contains(&printed), "{period}: “{printed}” for {right:?} of {}", summary.figures[used.row].indicator);
                assert!(!summary.figures[used.row].sources.is_empty(), "{period}: {printed}");
            }
        }
    }
    assert!(printed_all > 5000, "{printed_all}");
}

/// A unit left out of a total without a word must never happen: behind each total of running text stands who is not in it.
#[test]
fn no_total_leaves_a_unit_out_without_a_word() {
    let ws = shipped();
    let mut seen = 0;
    for period in ["2022-12", "2023-02", "2023-04", "2023-06", "2023H1"] {
        for (markdown, marks, figures, summary, _) in papers(&ws, period) {
            for mark in marks {
                let used = figures[mark.figure as usize];
                let row = &summary.figures[used.row];
                let line = markdown[..mark.range.start].rfind('\n').map_or(0, |i| i + 1);
                let in_table = markdown[line..].starts_with('|');
                if in_table || used.part != Part::Value || row.scope != Scope::Total || row.missing.is_empty() {
                    continue;
                }
                seen += 1;
                // Behind the figure itself, or once for the figures of one sentence, behind the last of them.
                let behind = format!("（不含{}）", row.missing.join("、"));
                let sentence = markdown[mark.range.end..].split(['。', '\n']).next().unwrap();
                assert!(sentence.contains(&behind), "{period}: {} must be followed by {behind}: {sentence}", row.indicator);
            }
        }
    }
    assert!(seen > 5, "the samples leave units out: {seen}");
}

#[test]
fn no_internal_figure_stands_in_a_paper_of_a_wider_audience() {
    let ws = shipped();
    let mut seen = 0;
    for period in ["2023-02", "2023-06"] {
        for (_, marks, figures, summary, audience) in papers(&ws, period) {
            if audience == PaperAudience::Internal {
                continue;
            }
            seen += marks.len();
            for mark in marks {
                let row = &summary.figures[figures[mark.figure as usize].row];
                assert!(!ws.campaign.is_internal(ws.campaign.indicator(&row.indicator).unwrap()), "{}", row.indicator);
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn papers_name_who_is_missing_and_what_was_corrected() {
    let ws = shipped();
    let (bulletin, ..) = papers(&ws, "2023-02").remove(1);
    assert!(bulletin.contains("（不含湖口县）") && bulletin.contains("合计不含湖口县"), "{bulletin}");
    assert!(bulletin.contains("| 湖口县 | 未报 |"), "{bulletin}");
    let (bulletin, ..) = papers(&ws, "2023-04").remove(1);
    assert!(bulletin.contains("德安县对1月“教育活动”作了更正（由"), "{bulletin}");
}

/// What gives a machine away must not appear.
#[test]
fn the_prose_has_none_of_the_marks_of_a_machine() {
    let ws = shipped();
    for period in ["2022-12", "2023-02", "2023-04", "2023-06", "2023H1"] {
        for (markdown, ..) in papers(&ws, period) {
            let body = markdown.splitn(3, "+++").nth(2).unwrap();
            for wrong in [
                "增加0",
                "增长-",
                "减少-",
                "。。",
                "，，",
                "；；",
                "，。",
                "；。",
                "、。",
                "{{",
                "}}",
                "{%",
                "undefined",
                "共计合计",
                "去年",
                "上月",
                "None",
            ] {
                assert!(!body.contains(wrong), "{period}: {wrong}");
            }
            // In a column all values have the same places; in running text a figure drops idle zeros.
            assert!(!body.lines().any(|l| !l.starts_with('|') && l.contains(".0%")), "{period}");
            for unit in &ws.campaign.units {
                assert!(!body.contains(&format!("{0}{0}", unit.name)), "{period}: {} twice", unit.name);
            }
        }
    }
}

#[test]
fn county_text_stays_text() {
    let ws = shipped();
    let hostile = |text: &str| text.contains(['*', '|', '#', '=']);
    let items: Vec<String> = ["2022-12", "2023-02", "2023-04", "2023-06"]
        .iter()
        .flat_map(|p| {
            let reading = pipeline::read(&ws, p.parse().unwrap());
            pipeline::summarise(&ws, &reading, p.parse().unwrap()).items.into_iter().map(|i| i.text("title").to_owned())
        })
        .filter(|t| hostile(t))
        .collect();
    assert!(!items.is_empty(), "the samples hold hostile titles");
    for title in items {
        let text = format!("+++\nformat = \"plain\"\ntitle = \"甲\"\n+++\n\n### （一）{}\n", document::escape_text(&title));
        let (document, _) = document::parse(&document::Manuscript::from_text("a.md", &text));
        let document = document.unwrap();
        let headings = document.headings();
        let shown = headings.iter().map(|h| document::plain_text(h.text)).collect::<String>();
        assert_eq!(shown, format!("（一）{}", document::plain_line(&title)));
    }
}
