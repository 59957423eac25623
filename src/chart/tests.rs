use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::Decimal;

use super::drawing::ems;
use super::*;

const WIDTH: f64 = 442.2;
const DEPTH: f64 = 600.0;

fn point(value: &str) -> Point {
    Point { value: value.parse().ok(), ..Point::default() }
}

fn row(label: &str, rank: usize, value: &str) -> Row {
    let point = point(value);
    Row { label: label.to_owned(), rank: point.value.map(|_| rank), point }
}

fn bars(kind: Kind, values: &[(&str, usize, &str)]) -> Chart {
    Chart { rows: values.iter().map(|(l, r, v)| row(l, *r, v)).collect(), ..Chart::new(kind, "各县站点数") }
}

fn lines(series: &[&[&str]]) -> Chart {
    let series: Vec<Series> =
        series.iter().enumerate().map(|(n, v)| Series { label: format!("线{n}"), points: v.iter().map(|v| point(v)).collect() }).collect();
    let ticks = (0..series[0].points.len()).map(|n| format!("{}月", n + 1)).collect();
    Chart { series, ticks, ..Chart::new(Kind::Lines, "走势") }
}

/// Grey areas: left, top, width, height.
fn boxes(drawing: &Drawing, grey: Option<u8>) -> Vec<(f64, f64, f64, f64)> {
    let of = |m: &Mark| match m {
        Mark::Path { points, closed: true, fill, .. } if *fill == grey && points.len() == 4 => {
            let ((x, y), (r, b)) = (points[0], points[2]);
            Some((x, y, r - x, b - y))
        }
        _ => None,
    };
    drawing.marks.iter().filter_map(of).collect()
}

/// Texts: what, left, top, right, bottom of the em boxes.
fn texts(drawing: &Drawing) -> Vec<(String, [f64; 4])> {
    let of = |m: &Mark| match m {
        Mark::Text { x, y, anchor, size, text, .. } => {
            let width = ems(text) * size;
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            Some((text.clone(), [left, y - 0.88 * size, left + width, y + 0.12 * size]))
        }
        Mark::Path { .. } => None,
    };
    drawing.marks.iter().filter_map(of).collect()
}

fn place(drawing: &Drawing, text: &str) -> [f64; 4] {
    texts(drawing).into_iter().find(|(t, _)| t == text).unwrap_or_else(|| panic!("{text}")).1
}

#[test]
fn bars_are_as_long_as_their_values_and_stand_in_order() {
    let d = draw(&bars(Kind::Bars, &[("甲县", 1, "120"), ("乙县", 2, "60"), ("丙县", 2, "60"), ("丁县", 4, "0"), ("戊县", 0, "-")]), WIDTH, DEPTH);
    let bars = boxes(&d, Some(0xA0));
    assert_eq!(bars.len(), 3, "zero and 未报 have no bar");
    assert!((bars[0].2 / bars[1].2 - 2.0).abs() < 1e-9 && (bars[1].2 - bars[2].2).abs() < 1e-9);
    assert!(bars.windows(2).all(|w| w[0].1 < w[1].1 && w[0].0 == w[1].0));
    // Name, bar and value of a row have one middle; ranks stand left of names, names left of bars, values right of them.
    for (n, (name, value)) in [("甲县", "120"), ("乙县", "60")].iter().enumerate() {
        let (name, value) = (place(&d, name), place(&d, value));
        let middle = bars[n].1 + bars[n].3 / 2.0;
        assert!(((name[1] + name[3]) / 2.0 - middle).abs() < 0.01 && ((value[1] + value[3]) / 2.0 - middle).abs() < 0.01);
        assert!(name[2] < bars[n].0 && value[0] > bars[n].0 + bars[n].2);
    }
    let all: Vec<String> = texts(&d).into_iter().map(|t| t.0).collect();
    assert_eq!(all, ["1", "甲县", "120", "2", "乙县", "60", "2", "丙县", "60", "4", "丁县", "0", "戊县", "未报"]);
    assert!(place(&d, "未报")[0] > bars[0].0);
}

#[test]
fn thirteen_bars_are_75_mm_high() {
    let rows: Vec<(&str, usize, &str)> = (1..=13).map(|n| ("某某县", n, "12")).collect();
    assert!((draw(&bars(Kind::Bars, &rows), WIDTH, DEPTH).height * 25.4 / 72.0 - 75.0).abs() < 0.1);
    // Forty go into the same page, smaller; a turned page is lower.
    let rows: Vec<(&str, usize, &str)> = (1..=40).map(|n| ("某某县", n, "12")).collect();
    assert!(draw(&bars(Kind::Bars, &rows), WIDTH, DEPTH).height <= DEPTH && draw(&bars(Kind::Bars, &rows), 637.0, 400.0).height <= 400.01);
}

#[test]
fn losses_stand_on_the_other_side_of_zero() {
    let d = draw(&bars(Kind::Bars, &[("甲县", 1, "30"), ("乙县", 2, "-10")]), WIDTH, DEPTH);
    let bars = boxes(&d, Some(0xA0));
    assert!((bars[0].2 / bars[1].2 - 3.0).abs() < 1e-9);
    assert!((bars[1].0 + bars[1].2 - bars[0].0).abs() < 1e-9, "they meet at zero");
    assert!(place(&d, "-10")[0] > bars[0].0);
}

#[test]
fn progress_is_a_share_of_a_frame_of_100_percent_and_beyond_it() {
    let mut chart = bars(Kind::Progress, &[("甲县", 1, "125"), ("乙县", 2, "25"), ("丙县", 0, "-")]);
    chart.reference = Some(Reference { label: "序时进度50%".into(), value: 50.into() });
    let d = draw(&chart, WIDTH, DEPTH);
    let (frames, bars) = (boxes(&d, None), boxes(&d, Some(0xA0)));
    assert_eq!((frames.len(), bars.len()), (2, 2), "who reported nothing has no frame");
    assert!((bars[0].2 / frames[0].2 - 1.25).abs() < 1e-9 && (bars[1].2 / frames[1].2 - 0.25).abs() < 1e-9);
    let dashed = d.marks.iter().find_map(|m| match m {
        Mark::Path { points, outline: Some(o), closed: false, .. } if !o.dash.is_empty() => Some(points.clone()),
        _ => None,
    });
    let x = dashed.unwrap()[0].0;
    assert!(((x - frames[0].0) / frames[0].2 - 0.5).abs() < 1e-9);
    // The values stand in a column that no line crosses.
    assert!((place(&d, "125")[2] - WIDTH).abs() < 1e-9 && (place(&d, "25")[2] - WIDTH).abs() < 1e-9);
    assert!(place(&d, "125")[0] > bars[0].0 + bars[0].2);
    let label = place(&d, "序时进度50%");
    assert!(((label[0] + label[2]) / 2.0 - x).abs() < 1e-9 && label[3] < bars[0].1);
}

/// The middles of the markers by their number of corners.
fn markers(d: &Drawing, corners: usize, fill: u8) -> Vec<(f64, f64)> {
    let middle = |p: &[(f64, f64)]| {
        let n = p.len() as f64;
        (p.iter().map(|p| p.0).sum::<f64>() / n, p.iter().map(|p| p.1).sum::<f64>() / n)
    };
    d.marks
        .iter()
        .filter_map(|m| match m {
            Mark::Path { points, closed: true, fill: Some(f), outline: Some(_) } if points.len() == corners && *f == fill => Some(middle(points)),
            _ => None,
        })
        .collect()
}

#[test]
fn points_stand_as_high_as_their_values() {
    let d = draw(&lines(&[&["0", "50", "100"]]), WIDTH, DEPTH);
    let at = markers(&d, 24, 0);
    assert!((at[0].1 - at[2].1 - 2.0 * (at[0].1 - at[1].1)).abs() < 1e-6 && (at[1].0 - at[0].0 - (at[2].0 - at[1].0)).abs() < 1e-6);
    // What hardly differs is drawn on a scale that says where it begins.
    let d = draw(&lines(&[&["500", "510", "520"]]), WIDTH, DEPTH);
    assert_eq!(texts(&d).iter().filter_map(|t| t.0.parse::<i32>().ok()).collect::<Vec<_>>(), [490, 500, 510, 520, 500, 510, 520]);
}

#[test]
fn a_point_that_leaves_somebody_out_is_open_and_parts_the_line() {
    let mut chart = lines(&[&["10", "20", "30", "-", "40", "50"]]);
    chart.series[0].points[1].open = true;
    let d = draw(&chart, WIDTH, DEPTH);
    assert_eq!((markers(&d, 24, 0).len(), markers(&d, 24, 0xFF).len()), (4, 1));
    let runs = runs(&d);
    assert_eq!(runs, [2], "only the last two points are joined");
    assert!(texts(&d).iter().any(|t| t.0 == "未报"));
}

#[test]
fn values_stand_clear_of_all_points_in_their_order() {
    let d = draw(&lines(&[&["120", "180", "149"], &["110", "175", "151"], &["90", "77", "60"], &["10", "11", "150"]]), WIDTH, DEPTH);
    let points: Vec<(f64, f64)> = [(24, 0), (4, 0), (3, 0)].iter().flat_map(|(n, f)| markers(&d, *n, *f)).collect();
    assert_eq!(points.len(), 12);
    let mut columns: Vec<Vec<(f64, i32)>> = Vec::new();
    for (text, b) in texts(&d) {
        let (x, y) = ((b[0] + b[2]) / 2.0, (b[1] + b[3]) / 2.0);
        let own: Vec<&(f64, f64)> = points.iter().filter(|p| (p.0 - x).abs() < 0.5).collect();
        let (false, Ok(value)) = (own.is_empty(), text.parse()) else { continue };
        assert!(own.iter().all(|p| (p.1 - y).abs() > 7.0), "{text} touches a point");
        columns.push(vec![(y, value)]);
    }
    assert_eq!(columns.len(), 12);
    for column in columns.concat().chunks_mut(4) {
        column.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(column.windows(2).all(|w| w[0].1 >= w[1].1), "{column:?}");
    }
}

/// How many points each stretch of a line joins.
fn runs(d: &Drawing) -> Vec<usize> {
    d.marks
        .iter()
        .filter_map(|m| match m {
            Mark::Path { points, closed: false, outline: Some(o), .. } if o.width == 1.0 => Some(points.len()),
            _ => None,
        })
        .collect()
}

#[test]
fn what_begins_anew_is_not_joined_to_what_was_before() {
    let mut chart = lines(&[&["80", "90", "10", "25", "40"]]);
    chart.series[0].points[2].anew = true;
    let d = draw(&chart, WIDTH, DEPTH);
    let runs = runs(&d);
    assert_eq!(runs, [2, 3]);
    assert!(Chart::from_toml(&chart.to_toml()).unwrap() == chart);
}

#[test]
fn lines_are_told_apart_without_colour() {
    let d = draw(&lines(&[&["10", "20"], &["30", "60"], &["90", "5"], &["70", "71"]]), WIDTH, DEPTH);
    let mut dashes: Vec<Vec<f64>> = d
        .marks
        .iter()
        .filter_map(|m| match m {
            Mark::Path { closed: false, outline: Some(o), .. } if o.width == 1.0 => Some(o.dash.clone()),
            _ => None,
        })
        .collect();
    dashes.dedup();
    assert_eq!(dashes.len(), 4);
    for n in 0..4 {
        let name = place(&d, &format!("线{n}"));
        assert!(name[2] <= WIDTH + 1e-9);
    }
}

fn whole_number() -> impl Strategy<Value = Decimal> {
    (0_i64..200_000, 0_u32..3).prop_map(|(n, places)| Decimal::new(n, places))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn texts_never_overlap_and_nothing_leaves_the_drawing(
        series in prop::collection::vec(prop::collection::vec(prop::option::of(whole_number()), 6), 1..=4),
        rows in prop::collection::vec(("[甲乙丙丁戊]{1,14}", prop::option::of(whole_number())), 1..30),
        unit in "[个人次%]{0,2}",
    ) {
        let make = |values: Vec<Option<Decimal>>| values.into_iter().map(|value| Point { value, ..Point::default() }).collect::<Vec<_>>();
        let series: Vec<Series> = series.into_iter().enumerate().map(|(n, v)| Series { label: format!("某项工作的指标{n}"), points: make(v) }).collect();
        let ticks = (0..6).map(|n| format!("{}—{}月\n2023年", 2 * n + 1, 2 * n + 2)).collect();
        let lines = Chart { series, ticks, unit: unit.clone(), ..Chart::new(Kind::Lines, "走势") };
        let rows: Vec<Row> = rows.into_iter().enumerate().map(|(n, (label, value))| Row { label, rank: value.map(|_| n + 1), point: Point { value, ..Point::default() } }).collect();
        let reference = Some(Reference { label: "序时进度33.3%".into(), value: Decimal::new(333, 1) });
        let bars = Chart { rows: rows.clone(), unit, ..Chart::new(Kind::Bars, "各县") };
        let progress = Chart { rows, reference, ..Chart::new(Kind::Progress, "各县") };
        for chart in [lines, bars, progress] {
            let d = draw(&chart, WIDTH, DEPTH);
            let all = texts(&d);
            for (n, (text, a)) in all.iter().enumerate() {
                prop_assert!(a[0] >= -0.01 && a[1] >= -0.01 && a[2] <= WIDTH + 0.01 && a[3] <= d.height + 0.01, "{text} leaves {:?}: {a:?}", chart.kind);
                for (other, b) in all.iter().skip(n + 1) {
                    let over = |i: usize| a[i + 2].min(b[i + 2]) - a[i].max(b[i]);
                    prop_assert!(over(0) < 0.01 || over(1) < 0.01, "{text} and {other} in {:?}: {a:?} {b:?}", chart.kind);
                }
            }
        }
    }

    #[test]
    fn a_picture_of_ours_is_well_formed_and_can_be_read_back(title in "\\PC*", label in ".*", unit in "\\PC{0,9}", note in ".*", n in any::<i32>()) {
        let mut chart = bars(Kind::Bars, &[("甲县", 1, "3")]);
        chart.title = title.chars().take(150).collect();
        chart.unit = unit;
        chart.notes = vec![note.chars().take(100).collect()];
        chart.rows.push(Row { label: label.chars().take(90).collect(), rank: None, point: Point { value: Some(Decimal::new(n.into(), 3).normalize()), figure: Some(7), ..Point::default() } });
        let bytes = svg::write(&chart);
        prop_assert_eq!(&bytes, &svg::write(&chart));
        let mut reader = Reader::from_reader(bytes.as_slice());
        let mut buffer = Vec::new();
        let mut elements = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).unwrap() {
                Event::Start(e) | Event::Empty(e) => elements.push(e.name().as_ref().to_owned()),
                Event::Eof => break,
                _ => {}
            }
        }
        // Text stays text, whatever it looks like.
        prop_assert!(elements.iter().all(|e| ["svg", "title", "metadata", "hongtou:chart", "rect", "g", "path", "text"].contains(&&**e)));
        let read = svg::read(&bytes).unwrap();
        prop_assert_eq!(read.to_toml(), chart.clone().without_figures().to_toml());
        // No line of the data ends the block that they stand in.
        prop_assert!(chart.to_toml().lines().all(|l| !l.trim_start().starts_with('`') && !l.trim_start().starts_with('~')));
        prop_assert_eq!(Chart::from_toml(&chart.to_toml()).unwrap().to_toml(), chart.to_toml());
    }

    #[test]
    fn whatever_is_written_as_a_chart_is_drawn_or_refused(text in "\\PC*", a in "-?[0-9]{1,30}(\\.[0-9]{1,9})?", kind in "bars|progress|lines") {
        let _ = Chart::from_toml(&text);
        let toml = format!("kind = \"{kind}\"\nticks = [\"甲\"]\nrows = [{{ label = \"x\", value = \"{a}\" }}, {{ label = \"y\", value = -3 }}]\nseries = [{{ points = [{{ value = \"{a}\" }}] }}]");
        if let Ok(chart) = Chart::from_toml(&toml) {
            let d = draw(&chart, WIDTH, DEPTH);
            let finite = |m: &Mark| match m {
                Mark::Text { x, y, size, .. } => x.is_finite() && y.is_finite() && *size > 0.0,
                Mark::Path { points, .. } => points.iter().all(|(x, y)| x.is_finite() && y.is_finite()),
            };
            prop_assert!(d.height.is_finite() && d.marks.iter().all(finite));
        }
    }
}

#[test]
fn a_changed_drawing_and_another_program_s_picture_are_not_ours() {
    let bytes = svg::write(&bars(Kind::Bars, &[("甲县", 1, "3")]));
    assert!(svg::is_svg(&bytes) && svg::read(&bytes).is_some());
    let text = String::from_utf8(bytes).unwrap();
    assert!(svg::read(text.replace('\n', "\r\n").as_bytes()).is_some(), "line ends are not the drawing");
    assert!(svg::read(text.replace("甲县</text>", "乙县</text>").as_bytes()).is_none());
    let foreign = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><metadata></metadata>\n<rect/></svg>";
    assert!(svg::is_svg(foreign) && svg::read(foreign).is_none());
    assert!(!svg::is_svg(b"\x89PNG\r\n\x1a\n") && !svg::is_svg(b""));
}

#[test]
fn people_type_numbers_as_they_like_and_faults_name_the_line() {
    let chart = Chart::from_toml(
        "kind = \"bars\"\ntitle = \"站点\"\nrows = [{label = \"甲县\", value = 12}, {label = \"乙县\", value = 1.5}, {label = \"丙县\"}]",
    )
    .unwrap();
    let printed: Vec<String> = chart.points().map(|(l, p)| format!("{l} {}", p.printed())).collect();
    assert_eq!(printed, ["甲县 12", "乙县 1.5", "丙县 未报"]);
    assert_eq!(Chart::from_toml("kind = \"bars\"\n\nrows = 3"), Err(Fault::Unreadable(3)));
    assert_eq!(Chart::from_toml("kind = \"bars\""), Err(Fault::Empty));
    let many = (0..61).map(|n| format!("{{label = \"{n}\", value = 1}}")).collect::<Vec<_>>().join(", ");
    assert_eq!(Chart::from_toml(&format!("kind = \"bars\"\nrows = [{many}]")), Err(Fault::TooManyRows(61)));
    let ragged = "kind = \"lines\"\nticks = [\"1月\"]\n[[series]]\nlabel = \"甲\"\npoints = [{value = 1}, {value = 2}]";
    assert_eq!(Chart::from_toml(ragged), Err(Fault::Ragged("甲".into())));
}
