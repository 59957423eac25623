//! Charts from end to end: on the pages, in the PDF, beside the text, in a text that a person has edited, in the provenance of figures.

use std::fs;
use std::path::{Path, PathBuf};

use hongtou::campaign::PaperAudience;
use hongtou::chart::{Chart, svg};
use hongtou::document::{Block, Manuscript, parse};
use hongtou::layout::{Element, Item, LayoutOptions, Pages, layout};
use hongtou::merge::{self, TemplateSource, Templates};
use hongtou::model::{Period, Span};
use hongtou::pipeline;
use hongtou::workspace::Workspace;
use rust_decimal::Decimal;

use crate::measure::{MM, fonts, runs, set};
use crate::program::{run, workspace};

const HEAD: &str = "+++\nformat = \"plain\"\ntitle = \"甲\"\n+++\n\n";

fn fenced(toml: &str) -> String {
    format!("{HEAD}```chart\n{toml}\n```\n")
}

const BARS: &str = "kind = \"bars\"\ntitle = \"各县站点数\"\nunit = \"个\"\nrows = [\n  { label = \"甲县\", rank = 1, value = 120 },\n  \
                    { label = \"乙县\", rank = 2, value = 30 },\n  { label = \"丙县\" },\n]";

/// Grey boxes of a page: left, top, right, bottom in pt.
fn bars(pages: &Pages, page: usize) -> Vec<[f64; 4]> {
    let of = |i: &Item| match i {
        Item::Path(p) if p.fill == Some(0xA0) => {
            let (x, y): (Vec<f64>, Vec<f64>) = p.points.iter().copied().unzip();
            let fold = |v: &[f64], f: fn(f64, f64) -> f64, start| v.iter().copied().fold(start, f);
            Some([fold(&x, f64::min, f64::MAX), fold(&y, f64::min, f64::MAX), fold(&x, f64::max, f64::MIN), fold(&y, f64::max, f64::MIN)])
        }
        _ => None,
    };
    pages.pages[page].items.iter().filter_map(of).collect()
}

/// Texts of the charts of a page with their em boxes.
fn labels(pages: &Pages, page: usize) -> Vec<(String, [f64; 4])> {
    let mut out: Vec<(String, [f64; 4])> = Vec::new();
    for r in runs(&pages.pages[page]).filter(|r| r.element == Element::Chart) {
        let (first, last) = (r.glyphs.first().unwrap(), r.glyphs.last().unwrap());
        let text: String = r.glyphs.iter().map(|g| g.text).collect();
        let around = [first.x, first.y - 0.88 * r.size, last.x + last.advance, first.y + 0.12 * r.size];
        match out.last_mut() {
            // Another face in the same text.
            Some((t, a)) if (a[1] - around[1]).abs() < 0.01 && (a[2] - around[0]).abs() < 1.0 => {
                t.push_str(&text);
                a[2] = around[2];
            }
            _ => out.push((text, around)),
        }
    }
    out
}

#[test]
fn a_chart_written_by_hand_is_drawn_to_scale_with_its_caption_below() {
    let pages = set(&fenced(BARS));
    let (bars, labels) = (bars(&pages, 0), labels(&pages, 0));
    assert_eq!(bars.len(), 2, "who reported nothing has no bar");
    assert!(((bars[0][2] - bars[0][0]) / (bars[1][2] - bars[1][0]) - 4.0).abs() < 1e-6);
    let (left, right) = (28.0 * MM, 184.0 * MM);
    assert!(labels.iter().all(|(_, b)| b[0] > left - 0.01 && b[2] < right + 0.01) && bars.iter().all(|b| b[0] > left && b[2] < right));
    let text: Vec<&str> = labels.iter().map(|l| l.0.as_str()).collect();
    assert_eq!(text, ["单位：个", "1", "甲县", "120", "2", "乙县", "30", "丙县", "未报", "各县站点数"]);
    // In the middle of the measure, under everything else, in 四号.
    let caption = &labels.last().unwrap().1;
    assert!(((caption[0] + caption[2]) / 2.0 - f64::midpoint(left, right)).abs() < 0.5 && labels.iter().all(|l| l.1[3] <= caption[3]));
    assert!((caption[3] - caption[1] - 14.0).abs() < 0.01);
}

#[test]
fn texts_of_real_faces_never_touch_each_other() {
    let rows: Vec<String> = (1..=13)
        .map(|n| format!("  {{ label = \"某某某市第{n}县\", rank = {n}, value = {}.5, text = \"{}.5%\" }},", 140 - 9 * n, 140 - 9 * n))
        .collect();
    let progress = format!(
        "kind = \"progress\"\ntitle = \"完成率\"\nreference = {{ label = \"序时进度66.7%\", value = 66.7 }}\nrows = [\n{}\n]",
        rows.join("\n")
    );
    let points = |k: u32| (1..=6).map(|n| format!("{{ value = {} }}", 123_456 + k * n * 37)).collect::<Vec<_>>().join(", ");
    let series: Vec<String> = (0..4).map(|k| format!("[[series]]\nlabel = \"户外劳动者服务站点{k}\"\npoints = [{}]", points(k))).collect();
    let lines = format!(
        "kind = \"lines\"\ntitle = \"走势\"\nunit = \"人次\"\nticks = [\"11—12月\\n2022年\", \"1—2月\\n2023年\", \"3—4月\", \"5—6月\", \"7—8月\", \"9—10月\"]\n{}",
        series.join("\n")
    );
    let pages = set(&format!("{HEAD}```chart\n{progress}\n```\n\n```chart\n{lines}\n```\n"));
    let mut seen = 0;
    for page in 0..pages.pages.len() {
        let all = labels(&pages, page);
        for (n, (text, a)) in all.iter().enumerate() {
            for (other, b) in all.iter().skip(n + 1) {
                let over = |i: usize| a[i + 2].min(b[i + 2]) - a[i].max(b[i]);
                assert!(over(0) < 0.01 || over(1) < 0.01, "{text} {a:?} and {other} {b:?}");
            }
        }
        seen += all.len();
    }
    assert!(seen > 70, "{seen}");
}

#[test]
fn a_chart_is_never_parted_and_faults_name_their_line() {
    // Twenty lines of text, then a chart that does not fit below them.
    let text = format!("{HEAD}{}```chart\n{BARS}\n```\n", "一段文字。\n\n".repeat(17));
    let pages = set(&text);
    assert_eq!(pages.pages.len(), 2);
    assert!(labels(&pages, 0).is_empty() && labels(&pages, 1).len() == 10);
    for (toml, line) in [("kind = \"bars\"\n\nrows = 3", 9), ("kind = \"bars\"", 6)] {
        let m = Manuscript::from_text("x.md", &fenced(toml));
        let options = LayoutOptions { file: "x.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
        let found = layout(&parse(&m).0.unwrap(), &options, &fonts()).unwrap_err();
        let d = found.iter().next().unwrap();
        assert_eq!(d.code, "chart-faulty");
        assert!(format!("{:?}", d.origin).contains(&format!("line: {line}")), "{:?}", d.origin);
    }
}

#[test]
fn the_charts_of_the_manual_are_drawn() {
    let manual = include_str!("../../docs/manuscript.md").replace("\r\n", "\n");
    let charts: Vec<&str> = manual.split("```chart\n").skip(1).filter_map(|c| c.split("\n```\n").next()).collect();
    assert_eq!(charts.len(), 3);
    for toml in charts {
        assert!(!labels(&set(&fenced(toml)), 0).is_empty());
    }
}

fn only(folder: &Path, ends: &str) -> PathBuf {
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.to_string_lossy().ends_with(ends)).collect();
    assert_eq!(found.len(), 1, "{ends}: {found:?}");
    found.remove(0)
}

/// The texts of a PDF's glyphs are checked elsewhere; here it is enough that the pages of the file have paths, which nothing but a chart draws.
fn strokes(pdf: &Path) -> usize {
    let doc = lopdf::Document::load(pdf).unwrap();
    let count = |id| lopdf::content::Content::decode(&doc.get_page_content(id)).unwrap().operations.iter().filter(|o| o.operator == "d").count();
    doc.get_pages().into_values().map(count).sum()
}

#[test]
fn the_bulletin_has_a_picture_beside_it_and_an_edited_text_keeps_it() {
    let ws = workspace(&["2022-12", "2023-02", "2023-04"]);
    let ran = run(ws.path(), &["build", "2023-04", "--only", "bulletin"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let out = ws.path().join("out/2023-04");
    let (md, picture, pdf) = (only(&out, "期）.md"), only(&out, "-图1.svg"), only(&out, ".pdf"));
    let name = picture.file_name().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(&md).unwrap();
    assert!(text.contains(&format!("]({name})")) && !text.contains("```"), "{text}");
    let chart = svg::read(&fs::read(&picture).unwrap()).unwrap();
    assert_eq!((chart.number, chart.rows.len()), (Some(1), 13));
    assert!(strokes(&pdf) > 20);
    // Listed apart from the papers, whose formats are fixed.
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let charts: Vec<&serde_json::Value> = manifest["reports"].as_array().unwrap().iter().filter(|r| r["id"] == "charts:bulletin").collect();
    assert_eq!(charts.len(), 1);
    assert_eq!((charts[0]["files"][0]["format"].as_str(), charts[0]["audience"].as_str()), (Some("svg"), Some("counties")));
    let formats =
        manifest["documents"].as_array().unwrap().iter().flat_map(|d| d["files"].as_array().unwrap()).map(|f| f["format"].as_str().unwrap());
    assert!(formats.into_iter().all(|f| ["md", "pdf", "docx", "xlsx"].contains(&f)));

    // A person changes the caption; build and render both draw the chart under it.
    let edited = text.replace("图1　", "图1　本期");
    fs::write(&md, &edited).unwrap();
    let before = fs::read(&pdf).unwrap();
    assert_eq!(run(ws.path(), &["build", "2023-04", "--only", "bulletin"]).code, 0);
    assert!(fs::read(&pdf).unwrap() != before && strokes(&pdf) > 20);
    assert_eq!(fs::read_to_string(&md).unwrap(), edited);
    let copy = ws.path().join("copy");
    fs::create_dir(&copy).unwrap();
    fs::copy(&md, copy.join("x.md")).unwrap();
    fs::copy(&picture, copy.join(&name)).unwrap();
    let ran = run(&copy, &["render", "x.md"]);
    assert_eq!(ran.code, 0, "{} {}", ran.out, ran.err);
    assert!(strokes(&copy.join("x.pdf")) > 20);
    for command in ["audit", "lint", "inspect"] {
        let ran = run(ws.path(), &[command, &md.to_string_lossy()]);
        assert_eq!(ran.code, 0, "{command}: {} {}", ran.out, ran.err);
    }
    // A value in the picture is traced to its cells.
    let row = &chart.rows[0];
    let ran = run(ws.path(), &["trace", &md.to_string_lossy(), "--at", &format!("{} {}", row.label, row.point.printed())]);
    assert!(ran.code == 0 && ran.out.contains(".xlsx"), "{} {}", ran.out, ran.err);
    // A picture that another program changed is not drawn from data that it no longer shows.
    let changed = fs::read_to_string(&picture).unwrap().replace("<path d=\"M", "<path d=\"M1 1L");
    fs::write(copy.join(&name), changed).unwrap();
    let ran = run(&copy, &["render", "x.md"]);
    assert_eq!(ran.code, 1);
    assert!(format!("{}{}", ran.out, ran.err).contains("PNG"), "{} {}", ran.out, ran.err);
}

/// The shipped workspace with another bulletin template, merged.
fn merged(
    body: &str,
    audience: PaperAudience,
) -> Result<(hongtou::document::Document, Workspace, hongtou::model::Summary, Vec<merge::FigureUse>), String> {
    let ws = Workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().0;
    let period: Period = "2023-06".parse().unwrap();
    let hongtou::model::Period::Form(form) = period else { panic!() };
    let summary = pipeline::summarise(&ws, &pipeline::read(&ws, form), period);
    let meeting = ws.meeting(form).unwrap();
    let context = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, audience);
    let text = format!("{HEAD}文。\n\n{body}\n");
    let templates = Templates::compile(vec![TemplateSource { path: "templates/x.md".into(), text }]);
    let raw = templates.render("x.md", &context.context).map_err(|f| f.iter().map(|d| d.message.clone()).collect::<String>())?;
    let (document, found) = parse(&Manuscript::from_merged("x.md", &raw));
    assert!(found.is_empty(), "{found:?}");
    Ok((document.unwrap(), ws, summary, context.figures))
}

fn charts_toml(document: &hongtou::document::Document) -> Vec<String> {
    let of = |b: &Block| if let Block::Chart { source, .. } = b { Some(source.clone()) } else { None };
    document.sections.iter().flat_map(|s| &s.blocks).filter_map(of).collect()
}

fn charts(document: &hongtou::document::Document) -> Vec<Chart> {
    charts_toml(document).iter().map(|toml| Chart::from_toml(toml).unwrap()).collect()
}

#[test]
fn charts_of_the_sample_say_what_the_figures_say() {
    let body = "{{ chart(kind=\"bars\", of=f.stations, title=\"`#*|“<b>\\\"{{\") }}\n\n{{ chart(kind=\"progress\", of=f.dues_plan_completion) }}\n\n\
                {{ chart(kind=\"lines\", of=[f.new_small_firm_unions, y.new_small_firm_unions], labels=[\"本期\", \"累计\"]) }}";
    let (document, ws, summary, uses) = merged(body, PaperAudience::Counties).unwrap();
    let drawn = charts(&document);
    assert_eq!(drawn.len(), 3);
    assert_eq!(drawn[0].title, "`#*|“<b>\"{{", "text stays text");
    // Each bar has the value and the place of its unit.
    let ranking = summary.ranking("stations", Span::Period).unwrap();
    for row in drawn[0].rows.iter().filter(|r| r.point.value.is_some()) {
        let ranked = ranking.of(&row.label).unwrap();
        assert_eq!((row.rank, row.point.value), (Some(ranked.rank), Some(ranked.value)));
    }
    assert!(drawn[0].rows.iter().rev().zip(ranking.unranked.iter().rev()).all(|(r, u)| r.label == *u && r.point.value.is_none()));
    // What a chart prints is a figure of the paper, rounded once, with its cells.
    let provenance = hongtou::provenance::provenance(
        hongtou::provenance::Material { campaign: &ws.campaign, summary: &summary, uses: &uses },
        "甲",
        &document,
        None,
    );
    let points: usize = drawn.iter().map(|c| c.points().filter(|(_, p)| p.value.is_some()).count()).sum();
    assert_eq!((provenance.entries.len(), provenance.faults().count()), (points, 0));
    assert!(provenance.entries.iter().all(|e| !e.sources.is_empty() && !e.what.is_empty()));
    assert!(provenance.entries.iter().any(|e| e.mention.place.contains("年度收缴计划完成率") && e.mention.before.ends_with("县 ")));
    // A chart whose values a person has changed, in words or in length, is found.
    let again = |from: &str, to: &str| {
        let mut edited = document.clone();
        edited.sections.iter_mut().flat_map(|s| &mut s.blocks).for_each(|b| {
            if let Block::Chart { source, .. } = b {
                *source = source.replace(from, to);
            }
        });
        edited
    };
    let against = hongtou::audit::Against { campaign: &ws.campaign, summary: &summary, document: &document, provenance: &provenance };
    assert!(hongtou::audit::audit(&document, against).iter().all(|c| c.verdict == hongtou::audit::Verdict::Agrees));
    let first = drawn[0].rows[0].point.printed();
    let changed = again(&format!("value = \"{first}\"\ntext = \"{first}\""), "value = \"99\"\ntext = \"99\"");
    let bad: Vec<_> = hongtou::audit::audit(&changed, against).into_iter().filter(|c| c.verdict != hongtou::audit::Verdict::Agrees).collect();
    assert_eq!(bad.iter().map(|c| (c.printed.as_str(), c.expected.clone())).collect::<Vec<_>>(), [("99", Some(first.clone()))]);
    let longer = charts_toml(&document)[0].replacen(&format!("value = \"{first}\""), "value = \"99\"", 1);
    assert!(matches!(Chart::from_toml(&longer), Err(hongtou::chart::Fault::Differs(..))));
    // The course of the year adds up to the year, and its sum so far is the last point of the other line.
    let year = summary.total("new-small-firm-unions", Span::Ytd).unwrap();
    let of_year = |t: &&hongtou::model::TrendPoint| t.last.year == 2023;
    let periods = summary.total("new-small-firm-unions", Span::Period).unwrap();
    if periods.trend.iter().filter(of_year).all(|t| t.is_whole()) {
        let sum: Decimal = periods.trend.iter().filter(of_year).filter_map(|t| t.figure.as_ref()).map(|f| f.value).sum();
        assert_eq!(Some(sum), year.value);
    }
    assert_eq!(year.trend.last().and_then(|t| t.figure.as_ref()).map(|f| f.value), year.value);
    assert_eq!(periods.trend.last().map(|t| t.missing.clone()), Some(periods.missing.clone()));
    assert_eq!(drawn[2].series.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["本期", "累计"]);
    let open: Vec<bool> = periods.trend.iter().map(|t| t.figure.is_some() && !t.missing.is_empty()).collect();
    assert_eq!(drawn[2].series[0].points.iter().map(|p| p.open).collect::<Vec<_>>(), open);
    assert!(open.iter().any(|o| *o) && drawn[2].notes[0].contains("湖口县"), "{:?}", drawn[2].notes);
}

#[test]
fn what_cannot_be_drawn_is_said_or_left_out() {
    let ws = Workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().0;
    let internal = ws.campaign.indicators.iter().find(|i| ws.campaign.is_internal(i)).unwrap().id.replace('-', "_");
    for (body, audience, says) in [
        (format!("{{{{ chart(kind=\"bars\", of=f.{internal}) }}}}"), PaperAudience::Counties, internal.as_str()),
        ("{{ chart(kind=\"pie\", of=f.stations) }}".into(), PaperAudience::Internal, "pie"),
        ("{{ chart(kind=\"bars\", of=[f.stations, f.stations]) }}".into(), PaperAudience::Internal, "只能是一个指标"),
        ("{{ chart(kind=\"lines\", of=[f.stations, f.dues_plan_completion]) }}".into(), PaperAudience::Internal, "同一单位"),
        ("{{ chart(kind=\"bars\", of=\"stations\") }}".into(), PaperAudience::Internal, "f.指标名"),
        ("{{ chart(kind=\"bars\") }}".into(), PaperAudience::Internal, "of"),
    ] {
        let Err(said) = merged(&body, audience) else { panic!("{body}") };
        assert!(said.contains(says), "{body}: {said}");
    }
    // A figure without a target has no progress, a status no order and no course: nothing is printed.
    for body in ["{{ chart(kind=\"progress\", of=f.education_events) }}", "{{ chart(kind=\"lines\", of=f.palace_state) }}"] {
        let (document, ..) = merged(body, PaperAudience::Internal).unwrap();
        assert_eq!(document.sections[0].blocks.len(), 1, "{body}: only the text");
    }
}
