//! What is said in and about charts.

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// In place of a value.
pub const NOT_REPORTED: &str = "未报";
/// What 100 percent of the time means.
pub const SCHEDULE: &str = "序时进度";
/// A target.
pub const TARGET: &str = "目标";

/// What stands under a chart.
pub fn caption(number: Option<usize>, title: &str) -> String {
    match number {
        Some(n) if title.is_empty() => format!("图{n}"),
        Some(n) => format!("图{n}　{title}"),
        None => title.to_owned(),
    }
}

/// The unit of all values.
pub fn unit(unit: &str) -> String {
    format!("单位：{unit}")
}

/// A note.
pub fn note(text: &str) -> String {
    format!("注：{text}")
}

/// The months of a point in time.
pub fn months(first: u8, last: u8) -> String {
    if first == last { format!("{last}月") } else { format!("{first}—{last}月") }
}

/// The end of a month.
pub fn end(month: u8) -> String {
    format!("{month}月底")
}

/// A year.
pub fn year(year: i16) -> String {
    format!("{year}年")
}

/// A point leaves somebody out.
pub fn open(when: &str, units: &[String]) -> String {
    format!("{when}不含{}", units.join("、"))
}

/// All such points, behind the sign.
pub fn open_points(points: &[String]) -> String {
    format!("空心点数据不全：{}。", points.join("；"))
}

/// File name of the picture beside a text.
pub fn file(stem: &str, number: usize) -> String {
    format!("{stem}-图{number}.svg")
}

/// Title of the pictures in the list of what was made.
pub fn files_of(paper: &str) -> String {
    format!("{paper}插图")
}

/// A chart is drawn wrongly.
pub fn faulty(what: &str, origin: Origin) -> Diagnostic {
    Diagnostic::error("chart-faulty", origin, format!("此处的图表画不出来：{what}，本文未能排版"))
        .hint("图表数据写在 ```chart 和 ``` 两行之间，写法见 docs/manuscript.md 第五部分；不需要这幅图的，整段删去")
}

/// A picture of a kind that only programs for the screen draw.
pub fn foreign_svg(path: &str, origin: Origin) -> Diagnostic {
    Diagnostic::error("image-svg", origin, format!("图片“{path}”是 SVG 图，本工具只能排由它自己生成、数据仍在图中的 SVG 图，本文未能排版"))
        .hint("把这幅图另存为 PNG 或 JPG（宽 2000 像素足够印满版心），并改写正文中的文件名")
        .hint("原是本工具生成的图，请用 hongtou build 重新生成，不要用绘图软件另存")
}

/// Not written as charts are.
pub fn unreadable(line: usize) -> String {
    format!("图表数据第{line}行写法不对")
}

/// Nothing to show.
pub fn empty() -> String {
    "图表中没有数据".to_owned()
}

/// Too many bars.
pub fn too_many_rows(n: usize, most: usize) -> String {
    format!("有{n}条，一页最多画{most}条")
}

/// Too many lines.
pub fn too_many_series(n: usize, most: usize) -> String {
    format!("有{n}条折线，黑白印刷最多分得清{most}条")
}

/// Too many points.
pub fn too_many_points(n: usize, most: usize) -> String {
    format!("有{n}个时点，最多画{most}个")
}

/// A line with too few or too many points.
pub fn ragged(series: &str) -> String {
    format!("折线“{series}”的点数和时点数不一致")
}

/// A value that is not printed as it is drawn.
pub fn differs(printed: &str, drawn: &str) -> String {
    format!("印出的数是“{printed}”（text），画出的数是 {drawn}（value），两个数不一致")
}

/// A text that does not fit.
pub fn long_text(begin: &str) -> String {
    format!("“{begin}……”这段文字太长")
}

/// The chart does not fit on its page.
pub fn too_high() -> String {
    "图和说明文字一页放不下".to_owned()
}

/// In a template: kind unknown.
pub fn unknown_kind(kind: &str) -> String {
    format!("chart 的 kind 写的是“{kind}”，只能是 bars（条形图）、progress（进度图）、lines（折线图）。")
}

/// In a template: what is drawn is no figure.
pub fn no_figure() -> String {
    "chart 的 of 应当是一个指标，如 of=f.指标名；折线图可以是几个指标，如 of=[f.指标名, f.指标名]。".to_owned()
}

/// In a template: several figures where one is drawn.
pub fn one_figure() -> String {
    "条形图和进度图的 of 只能是一个指标。".to_owned()
}

/// In a template: lines of unlike things.
pub fn other_unit(a: &str, b: &str) -> String {
    format!("一幅折线图只能画同一单位的指标，这里有“{a}”和“{b}”。")
}

/// In a template: what keeps a chart from being drawn.
pub fn not_drawn(what: &str) -> String {
    format!("图表画不出来：{what}。")
}
