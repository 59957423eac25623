//! What the self-inspection says: the rules with their clauses, what was measured, the sheet and the table on the terminal.

use std::fmt::Write;
use std::sync::LazyLock;

/// A rule as its clause states it.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// Its id.
    pub rule: &'static str,
    /// `E`, `W` or `I`.
    pub severity: char,
    /// What it is about.
    pub subject: &'static str,
    /// Where it comes from.
    pub clause: &'static str,
    /// What it requires.
    pub required: &'static str,
    /// What a user can do where it is broken.
    pub remedy: &'static str,
}

/// One line a rule, fields parted by `|`.
static TABLE: &str = include_str!("inspect/clauses.txt");

/// What can be done where only the program is at fault.
const OURS: &str = "文稿本身没有问题，是排版结果不对：请不要付印，把文稿和这张表交给维护人员。";

/// All rules in the order of the standard.
pub fn clauses() -> &'static [Clause] {
    static ALL: LazyLock<Vec<Clause>> = LazyLock::new(|| TABLE.lines().filter_map(clause).collect());
    &ALL
}

fn clause(line: &'static str) -> Option<Clause> {
    let mut fields = line.split('|');
    let mut next = || fields.next();
    let (rule, severity, subject, clause, required) = (next()?, next()?.chars().next()?, next()?, next()?, next()?);
    let remedy = next().filter(|r| !r.is_empty()).unwrap_or(OURS);
    Some(Clause { rule, severity, subject, clause, required, remedy })
}

/// The unit of lengths on the sheet.
pub const MM: &str = "毫米";
/// The unit of sizes and pitches.
pub const PT: &str = "磅";
/// The unit of how far a line is spread.
pub const CELLS: &str = "字";
/// The word before the names of attachments.
pub const ATTACHED: &str = "附件：";
/// A colour where there should be black.
pub const COLOURED: &str = "颜色不是黑色";
/// The colour of the head.
pub const RED: &str = "红色（RGB 255,0,0）";
/// The red rule is not red.
pub const RULE_BLACK: &str = "红线不是红色";
/// No mark.
pub const MARK_ABSENT: &str = "首页没有红色的发文机关标志（刊名）";
/// Names of a joint mark are missing.
pub const NAMES_ABSENT: &str = "联合行文机关没有全部列出";
/// No 签发人.
pub const SIGNER_ABSENT: &str = "没有签发人";
/// No red rule.
pub const RULE_ABSENT: &str = "首页没有红色分隔线";
/// A heading at the foot of a page.
pub const LAST_ON_PAGE: &str = "标题落在页末，正文在下一页";
/// No date.
pub const DATE_ABSENT: &str = "没有日期";
/// No 版记.
pub const FOOT_ABSENT: &str = "末页没有版记";
/// No rules in the foot.
pub const FOOT_RULES_ABSENT: &str = "末页缺少分隔线";
/// No 印发日期.
pub const PRINTED_ABSENT: &str = "没有印发日期";
/// A page without number that should have none.
pub const UNNUMBERED: &str = "版记前的空白页和版记页（信函首页）不编页码";
/// A table that is not closed.
pub const NOT_CLOSED: &str = "四周外框不闭合，或粗细不对";
/// A table that begins without its head.
pub const HEAD_ABSENT: &str = "本页表格没有表头";
/// Every page has its head.
pub const HEAD_REPEATED: &str = "每页均有表头";
/// No 期号.
pub const ISSUE_ABSENT: &str = "首页没有期号";
/// No number of copies.
pub const COPIES_ABSENT: &str = "没有印数";
/// 附件说明 in a notice that issues something.
pub const NO_NOTE: &str = "印发（转发）的文件不是附件，不写附件说明";
/// Double rules on a later page.
pub const RULES_AGAIN: &str = "双线只用于首页，后面的页上又出现";
/// A 版记 of a 信函 with rules.
pub const FOOT_HAS_RULES: &str = "信函的版记不加分隔线";
/// Where to look for 附件说明 and the like.
const NONE: &str = "（无）";

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

fn mm(v: f64) -> String {
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
fn trim(v: f64) -> String {
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

/// Inner rules of a foot.
pub fn inner_rules(n: usize) -> String {
    format!("中间分隔线 {n} 条")
}

/// A page.
pub fn page_no(n: usize) -> String {
    format!("版记在第 {n} 页")
}

/// Lower edge of the last rule, mm.
pub fn last_rule(v: f64) -> String {
    format!("末条线下边缘 {}", mm(v))
}

/// Weight and length of a rule, mm.
pub fn foot_rule(weight: f64, length: f64) -> String {
    format!("粗 {weight:.2} 毫米，长 {length:.1} 毫米")
}

/// The page of the 版记.
pub fn foot_page(alone: bool, blank: bool, numbered: bool) -> String {
    let place = match (alone, blank) {
        (true, true) => "版记前有空白页",
        (true, false) => "版记独占一页",
        (false, _) => "版记与正文同页",
    };
    format!("{place}，{}", if numbered { "有页码" } else { "无页码" })
}

/// Between the text and the 版记, mm.
pub fn above_foot(v: f64) -> String {
    format!("正文距版记 {}", mm(v))
}

/// A page without its number.
pub fn folio_absent(n: u32) -> String {
    format!("第 {n} 页没有页码")
}

/// How a page number reads and its size.
pub fn folio_form(text: &str, size: f64) -> String {
    format!("“{text}”{} 磅", trim(size))
}

/// Middle of the dashes, mm.
pub fn dash_at(v: f64) -> String {
    format!("一字线中心 {}", mm(v))
}

/// Right edge of an odd page's number, mm.
pub fn odd_right(v: f64) -> String {
    format!("单页右边 {}", mm(v))
}

/// Left edge of an even page's number, mm.
pub fn even_left(v: f64) -> String {
    format!("双页左边 {}", mm(v))
}

/// How a page is turned, and how its text runs.
pub fn turned(rotate: u16, upward: bool) -> String {
    format!("页面旋转 {rotate}°，文字{}", if upward { "自下而上（表头朝左）" } else { "横向" })
}

/// Runs that are not turned with their page.
pub fn not_turned(n: usize) -> String {
    format!("有 {n} 段文字方向不对")
}

/// Width of a table, mm.
pub fn table_width(v: f64) -> String {
    format!("表宽 {v:.1} 毫米")
}

/// Weight of a rule, mm.
pub fn rule_weight(v: f64) -> String {
    format!("线粗 {v:.2} 毫米")
}

/// Room beside the text of a cell, mm.
pub fn padding(v: f64) -> String {
    format!("文字距表线 {v:.2} 毫米")
}

/// Height of a row, mm.
pub fn row_height(v: f64) -> String {
    format!("行高 {v:.2} 毫米")
}

/// Off the column's edge, mm.
pub fn off_column(v: f64) -> String {
    format!("与同列数字相差 {:.2} 毫米", v.abs())
}

/// A size.
pub fn reads_size(size: f64) -> String {
    format!("{} 磅，为首页最大的字", trim(size))
}

/// The rows of 报, 送, 发.
pub fn foot_order(rows: &[&str]) -> String {
    let names: Vec<&str> = rows.iter().map(|r| r.trim_end_matches('：')).collect();
    if names.is_empty() { NONE.into() } else { format!("依次为{}", names.join("、")) }
}

/// Red rules on the first page of a 信函.
pub fn double_rules(n: usize) -> String {
    format!("首页有红线 {n} 条，应为上下两组双线")
}

/// Weights of a pair of rules, mm.
pub fn pair(weights: &[f64]) -> String {
    let all: Vec<String> = weights.iter().map(|w| format!("{w:.2}")).collect();
    format!("自上而下粗 {} 毫米", all.join("、"))
}

/// Where a rule is broken: page and line, as people say it.
pub fn place(page: usize, line: Option<usize>) -> String {
    line.map_or_else(|| format!("第{page}页"), |l| format!("第{page}页第{l}行"))
}

/// Places that are not listed.
pub fn more_places(n: usize) -> String {
    format!("……另有 {n} 处")
}

/// Head of the columns: rule, subject, required, measured, verdict.
pub const COLUMNS: [&str; 5] = ["条款", "项目", "要求", "实测", "结论"];
/// An E rule is broken.
pub const FAIL: &str = "不合格";
/// A W or I rule is broken.
pub const REMIND: &str = "提醒";
/// A rule holds.
pub const PASS: &str = "合格";
/// Heading of the sheet.
pub const SHEET: &str = "版式自检表";
/// Before a requirement.
pub const REQUIRED: &str = "要求：";
/// Before a remedy.
pub const TO_DO: &str = "处理：";
/// Before the file of a paper.
pub const FILE: &str = "文稿：";
/// Head of the column of clauses.
pub const CLAUSE: &str = "依据";
/// Heading of what is to be mended.
pub const TO_MEND: &str = "需要处理";
/// Heading of all rules.
pub const ALL_RULES: &str = "逐条检查";
/// Folder of the sheets in a period's folder.
pub const FOLDER: &str = "版式自检";

/// Title of the sheet of a paper.
pub fn sheet_title(title: &str) -> String {
    format!("《{title}》{SHEET}")
}

/// The one line that sums up an inspection.
pub fn sum(pages: usize, fail: usize, remind: usize, pass: usize) -> String {
    let verdict = if fail == 0 { PASS } else { FAIL };
    format!("结论：{verdict}。共 {pages} 页，检查 {} 条：合格 {pass} 条，不合格 {fail} 条，提醒 {remind} 条。", fail + remind + pass)
}

/// How the sheet is to be read.
pub const EXPLAINED: &str = "依据 GB/T 9704—2012《党政机关公文格式》及配套标准，从排好的版面上逐字逐线量得；长度从纸的左上角量起，单位毫米，字号、行距单位磅。“不合格”是违反标准的硬性规定，“提醒”是与推荐做法或惯例不同，可以印发，但请看一眼。";

/// The line of `build` that says whether the layout passed; `failed` names papers and what is broken in them.
pub fn build_line(papers: usize, failed: &[(String, Vec<String>)], reminded: usize, folder: &str) -> String {
    let mut out = format!("版式自检（GB/T 9704—2012）：{papers} 种材料");
    if failed.is_empty() {
        out.push_str("全部合格");
    } else {
        let _ = write!(out, "中 {} 种不合格：", failed.len());
        let names: Vec<String> = failed.iter().map(|(title, rules)| format!("《{title}》{}", rules.join("、"))).collect();
        out.push_str(&names.join("；"));
    }
    if reminded > 0 {
        let _ = write!(out, "，另有提醒 {reminded} 条");
    }
    let _ = write!(out, "。逐条结果见 {folder}。");
    out
}

/// A period without any paper to inspect.
pub fn nothing(period: &str) -> String {
    format!("{period} 这一期没有可以检查的材料，请先运行 hongtou build {period}。")
}

/// A paper that could not be set.
pub fn not_set(title: &str) -> String {
    format!("《{title}》没有排成版面，无法检查，原因如下：")
}
