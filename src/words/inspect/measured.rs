//! What was measured, in words: lengths in millimetres, sizes and pitches in points (磅), widths in 字.

use super::MM;

/// Nothing there.
pub(super) const NONE: &str = "（无）";

/// A number with its unit.
pub fn number(value: f64, unit: &str) -> String {
    format!("{value:.2} {unit}")
}

/// A range of numbers.
pub fn range(low: f64, high: f64, unit: &str) -> String {
    if high - low < 0.005 { number(low, unit) } else { format!("{low:.2}～{high:.2} {unit}") }
}

/// A rule that holds everywhere without numbers.
pub fn holds(times: usize) -> String {
    if times > 1 { format!("检查 {times} 处，均符合") } else { "符合".into() }
}

/// What is measured where a rule is broken, first place first.
pub fn measured_at_places(first: &str, places: usize) -> String {
    if places > 1 { format!("{first}（共 {places} 处不符）") } else { first.to_owned() }
}

pub(super) fn mm(v: f64) -> String {
    // No “-0.00”.
    number(if v.abs() < 0.005 { 0.0 } else { v }, MM)
}

/// Width and height of a sheet, mm.
pub fn by(w: f64, h: f64) -> String {
    format!("{w:.1}×{h:.1} 毫米")
}

/// Left margins of odd and even pages, mm.
pub fn odd_even(odd: f64, even: f64) -> String {
    format!("单页左边 {}，双页左边 {}", mm(odd), mm(even))
}

/// How far something reaches, mm.
pub fn edges(left: f64, right: f64, top: f64, bottom: f64) -> String {
    format!("左 {left:.2}、右 {right:.2}、上 {top:.2}、下 {bottom:.2} 毫米")
}

/// Top of the first line, mm.
pub fn first_line(top: f64) -> String {
    format!("首行上边 {}", mm(top))
}

/// All text is there.
pub fn text_whole(paragraphs: usize) -> String {
    format!("正文 {paragraphs} 段、标题、附件名称、署名逐字核对一致")
}

/// Text that differs from the manuscript.
pub fn text_differs(wanted: &str, found: &str) -> String {
    match (wanted.is_empty(), found.is_empty()) {
        (true, _) => format!("文稿中没有“{found}”"),
        (_, true) => format!("缺少“{wanted}”"),
        _ => format!("文稿为“{wanted}”，版面为“{found}”"),
    }
}

/// A step between lines that is not a multiple of the pitch, pt.
pub fn step(step: f64, n: f64, pitch: f64) -> String {
    if n > 1.0 {
        format!("距上一行 {step:.2} 磅，应为行距 {pitch:.2} 磅的 {n:.0} 倍")
    } else {
        format!("距上一行 {step:.2} 磅，本页行距 {pitch:.2} 磅")
    }
}

/// Lines of a page.
pub fn lines_a_page(n: usize) -> String {
    format!("{n} 行")
}

/// A glyph that is not the character's.
pub fn wrong_glyph(c: char, empty: bool) -> String {
    if empty { format!("“{c}”没有字形，印出来是空框") } else { format!("“{c}”印成了别的字形") }
}

/// A role and its face.
pub fn role_face(role: &str, name: &str) -> String {
    format!("{role}用“{name}”")
}

/// Something that is not on the pages.
pub fn not_found(text: &str) -> String {
    format!("版面上没有找到“{text}”")
}

/// Left and top, mm.
pub fn at(left: f64, top: f64) -> String {
    format!("左 {left:.2}、上 {top:.2} 毫米")
}

/// Face and size.
pub fn set_in(face: &str, size: f64) -> String {
    format!("{face} {} 磅", trim(size))
}

/// A size without idle decimals.
pub(super) fn trim(v: f64) -> String {
    let text = format!("{v:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What is read.
pub fn reads(text: &str) -> String {
    format!("“{text}”")
}

/// One line below another, mm.
pub fn below(above: &str, below: &str, by: f64) -> String {
    if by > 0.0 { format!("“{below}”在“{above}”下方 {}", mm(by)) } else { format!("“{below}”不在“{above}”下方") }
}

/// Top and middle of ink, mm.
pub fn ink_at(top: f64, middle: f64) -> String {
    format!("上边缘 {top:.2} 毫米，中心 {middle:.2} 毫米")
}

/// Size of the mark: pt, greatest height of a character and whole width, mm.
pub fn mark_size(size: f64, height: f64, width: f64) -> String {
    format!("{} 磅，字高不超过 {height:.1} 毫米，总宽 {width:.1} 毫米", trim(size))
}

/// Height and width of a character of the mark, and its whole width, mm.
pub fn mark_char(height: f64, width: f64, whole: f64) -> String {
    format!("字高 {height:.1}、字宽 {width:.1} 毫米，总宽 {whole:.1} 毫米")
}

/// Left and right edge, mm.
pub fn left_right(left: f64, right: f64) -> String {
    format!("左 {left:.2}、右 {right:.2} 毫米")
}

/// Off the middle of the block, mm.
pub fn off_middle(off: f64) -> String {
    format!("偏离各机关名称的中线 {off:.2} 毫米")
}

/// Left edge, mm.
pub fn left(v: f64) -> String {
    format!("左边 {}", mm(v))
}

/// Right edge, mm.
pub fn right(v: f64) -> String {
    format!("右边 {}", mm(v))
}

/// Lower edge, mm.
pub fn bottom(v: f64) -> String {
    format!("下边 {}", mm(v))
}

/// Left edge that is not where it should be, mm.
pub fn left_should(is: f64, want: f64) -> String {
    format!("左边 {is:.2} 毫米，应为 {want:.2} 毫米")
}

/// Middle, mm.
pub fn middle(v: f64) -> String {
    format!("中心 {}", mm(v))
}

/// Baselines that differ, mm.
pub fn baselines(by: f64) -> String {
    format!("基线相差 {by:.2} 毫米")
}

/// Length and left edge of a rule, mm.
pub fn length_at(length: f64, left: f64) -> String {
    format!("长 {length:.2} 毫米，左端 {left:.2} 毫米")
}

/// From what stands above to a rule, mm.
pub fn rule_gap(v: f64) -> String {
    format!("红线距上方 {}", mm(v))
}

/// Off the centre, mm.
pub fn off_centre(v: f64) -> String {
    format!("偏离中线 {:.2} 毫米", v.abs())
}

/// Middle of a title below the top of the 版心, mm.
pub fn line_3(is: f64, want: f64) -> String {
    format!("首行中心在版心上边缘下 {is:.2} 毫米（第3行为 {want:.2}）")
}

/// From what stands above, mm.
pub fn gap(v: f64) -> String {
    format!("距上方 {}", mm(v))
}

/// From a title to what stands below, mm.
pub fn gap_below(v: f64) -> String {
    format!("距标题 {}", mm(v))
}

/// Widths of the lines of a title, 字.
pub fn widths(w: &[f64]) -> String {
    let all: Vec<String> = w.iter().map(|v| trim(*v)).collect();
    format!("各行 {} 字", all.join("／"))
}

/// Lines of a title.
pub fn title_lines(n: usize) -> String {
    format!("{n} 行")
}

/// Width of a line of a title.
pub fn title_cells(v: f64) -> String {
    format!("{} 字宽", trim(v))
}

/// A mark inside a title.
pub fn has_mark(c: char) -> String {
    format!("标题中有“{c}”")
}

/// How a text ends.
pub fn ends_in(text: &str) -> String {
    let n = text.chars().count();
    format!("末尾为“{}”", text.chars().skip(n.saturating_sub(6)).collect::<String>())
}

/// Lines of text on page 1.
pub fn body_lines(n: usize) -> String {
    format!("首页有正文 {n} 行")
}

/// How far a line is indented: 字 wanted, mm measured.
pub fn indent(cells: u32, v: f64) -> String {
    if cells > 0 { format!("首行缩进 {}", mm(v)) } else { format!("回行缩进 {}", mm(v)) }
}

/// A heading whose ordinal is another level's.
pub fn level_differs(level: u8, is: u8) -> String {
    format!("按第{level}级标题排，序号却是第{is}级的写法")
}

/// How far a mark at a line's end passes the edge, mm.
pub fn mark_end(v: f64) -> String {
    format!("行末标点超出版心 {}（字面不超）", mm(v))
}

/// Right edge and where it should be, mm.
pub fn edge(is: f64, want: f64) -> String {
    format!("行末 {is:.2} 毫米（应为 {want:.2}）")
}

/// A width, 字.
pub fn cells(v: f64) -> String {
    format!("{v:.1} 字")
}

/// An ordinal with its width, mm.
pub fn ordinal(mark: char, width: f64) -> String {
    format!("序号后为“{mark}”，占 {width:.2} 毫米")
}

/// An ordinal out of sequence.
pub fn sequence(text: &str, expected: Option<u32>) -> String {
    match expected {
        Some(n) => format!("“{text}”，应为第 {n} 项"),
        None => format!("“{text}”"),
    }
}

/// End of a line and start of the next.
pub fn ends_and_starts(end: char, start: char) -> String {
    format!("上一行以“{end}”结束，下一行以“{start}”开头")
}

/// A number on two lines.
pub fn splits(tail: &str, head: &str) -> String {
    format!("数字断在两行：“{tail}”和“{head}”")
}

/// From the title of who signs to the name, mm.
pub fn before_name(v: f64) -> String {
    format!("职务距签名 {}", mm(v))
}

/// Blank lines.
pub fn blank_lines(n: f64) -> String {
    format!("上空 {n:.0} 行")
}

/// Label and title on one page or not.
pub fn same_page(same: bool) -> String {
    if same { "标题与“附件”同页".into() } else { "标题与“附件”不在同一页".into() }
}

/// Whether something begins a page.
pub fn new_page(begins: bool) -> String {
    if begins { "另起一页".into() } else { "没有另起一页".into() }
}

/// Names in the list and attachments that there are.
pub fn counts(listed: usize, there: usize) -> String {
    format!("附件说明列 {listed} 件，实有 {there} 件")
}

/// A name in the list and a title.
pub fn name_and_title(name: &str, title: &str) -> String {
    if name == title { "附件说明与附件标题一致".into() } else { format!("附件说明为“{name}”，附件标题为“{title}”") }
}

/// Off the middle of the date, mm.
pub fn off_date(v: f64) -> String {
    format!("署名中心与日期中心相差 {:.2} 毫米", v.abs())
}

/// How far a date stands in from the name, mm.
pub fn date_in(v: f64) -> String {
    format!("日期首字比署名首字右移 {}", mm(v))
}

/// A date below the name, mm.
pub fn next_line(v: f64) -> String {
    format!("日期在署名下 {}", mm(v))
}

/// Between the middles of two seals, mm.
pub fn apart(v: f64) -> String {
    format!("相邻机关中心相距 {}", mm(v))
}

/// Lines of text above a signature.
pub fn text_above(n: usize) -> String {
    format!("同页上方有正文 {n} 行")
}
