//! What is said about setting pages.

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// No face has a character.
pub fn missing_glyph(c: char, around: &str, origin: Origin) -> Diagnostic {
    let code = u32::from(c);
    Diagnostic::error("glyph-missing", origin, format!("所有字体都没有“{c}”字（U+{code:04X}），它出现在“{around}”中，本文未能排版"))
        .hint("核对该字是否写错（不可见字符、私用区字符请删去）")
        .hint("确需使用的生僻字，请把含有该字的字体文件放入工作目录的 fonts 文件夹后重新运行")
}

/// Letters of a script that runs from right to left.
pub fn right_to_left(letters: &str, origin: Origin) -> Diagnostic {
    Diagnostic::error("text-right-to-left", origin, format!("“{letters}”是从右向左书写的文字，本工具排不了，照印会颠倒，本文未能排版"))
        .hint("改用汉字译名；确需原文的，把原文做成图片放在这里")
}

/// A picture that was not handed over.
pub fn image_not_found(path: &str, origin: Origin) -> Diagnostic {
    Diagnostic::error("image-not-found", origin, format!("找不到图片“{path}”，本文未能排版"))
        .hint("核对路径和文件名（图片须放在工作目录之内，路径相对于本文件），或删去这幅图")
}

/// A picture of a kind that cannot be set.
pub fn image_not_readable(path: &str, origin: Origin) -> Diagnostic {
    Diagnostic::error("image-not-readable", origin, format!("图片“{path}”不是可用的 PNG 或 JPEG 文件，本文未能排版"))
        .hint("用看图软件打开这幅图片，另存为 PNG 或 JPG 后重试")
}

/// A picture with more pixels than can be taken in.
pub fn image_too_large(path: &str, w: u32, h: u32, origin: Origin) -> Diagnostic {
    Diagnostic::error("image-too-large", origin, format!("图片“{path}”有 {w}×{h} 个像素，太大了，本文未能排版"))
        .hint("用看图软件把图片缩小（宽 2000 像素足够印满版心），或另存为 JPG 后重试")
}

/// A JPEG in printing inks.
pub fn image_in_inks(path: &str, origin: Origin) -> Diagnostic {
    Diagnostic::error("image-in-inks", origin, format!("图片“{path}”是印刷用的 CMYK 图片，不能放进供存档的 PDF，本文未能排版"))
        .hint("用看图软件打开这幅图片，另存为 PNG（RGB 颜色）后重试")
}

/// A JPEG of a coding that viewers need not read.
pub fn image_of_rare_coding(path: &str, origin: Origin) -> Diagnostic {
    Diagnostic::error("image-rare-coding", origin, format!("图片“{path}”是一种少见的 JPEG（无损、算术编码或12位），PDF 阅读软件打不开，本文未能排版"))
        .hint("用看图软件打开这幅图片，另存为 PNG 后重试")
}

/// A table that does not fit even in the smallest type.
pub fn table_too_wide(columns: usize, landscape: bool, origin: Origin) -> Diagnostic {
    let place = if landscape { "横排页面" } else { "页面" };
    let d = Diagnostic::error("table-too-wide", origin, format!("表格有{columns}栏，用五号字也排不进{place}的宽度，本文未能排版"));
    let d = if landscape { d } else { d.hint("把表格放入附件，并在附件标题后加 {.landscape} 使其横排") };
    d.hint("减少栏数，或把表格拆成几张")
}

/// The head of the first page leaves no room for text.
pub fn head_too_tall(origin: Origin) -> Diagnostic {
    Diagnostic::error("head-too-tall", origin, "标题等版头内容占满了首页，正文无处可排，本文未能排版")
        .hint("缩短标题（一般不超过三行）；机关名称、简报名称和编发机关用规范化简称")
}

/// The foot of the last page is taller than a page.
pub fn foot_too_tall(origin: Origin) -> Diagnostic {
    Diagnostic::error("foot-too-tall", origin, "版记（报尾）里主送、抄送（报、送、发）的单位太多，页脚超过一页，本文未能排版")
        .hint("用规范简称或统称（如“各县（市、区）人民政府”）缩短名单")
}

/// An order signed by a name without a title (SG-07).
pub fn signer_without_title(text: &str, origin: Origin) -> Diagnostic {
    Diagnostic::warning("signer-without-title", origin, format!("命令的署名“{text}”看不出职务和姓名，照原样排作姓名"))
        .hint("职务写在前，姓名写在后，中间空一个全角空格，如 signature = \"市长　王某某\"")
}

/// The head of a table takes more than half a page.
pub fn table_head_too_tall(origin: Origin) -> Diagnostic {
    Diagnostic::error("table-head-too-tall", origin, "表头超过半页，无法在每页重复，本文未能排版").hint("缩短表头文字，把说明移到表后的“注：”")
}

/// What stands on the first line of an internal paper.
pub const INTERNAL: &str = "内部资料　注意保存";

/// 期号 (8): counted anew each year, so the year stands with it where there is a running count as well.
pub fn issue(issue: u32, total: Option<u32>, year: i16) -> String {
    match total {
        Some(total) => format!("（{year}年第{issue}期·总第{total}期）"),
        None => format!("第{issue}期"),
    }
}

/// A date as documents write it, unpadded (SG-08).
pub fn date(d: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", d.year(), d.month(), d.day())
}

/// A date that is still open: blanks for month and day, for the year too where the number does not tell it.
pub fn open_date(year: Option<&str>) -> String {
    format!("{}年　月　日", year.unwrap_or("　　"))
}

/// 印发日期.
pub fn printed(d: jiff::civil::Date) -> String {
    format!("{}印发", date(d))
}

/// The number of copies at the foot of a 简报.
pub fn copies(n: u32) -> String {
    format!("（共印{n}份）")
}

/// A list of addressees with the 。 that ends it.
pub fn with_full_stop(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['。', '！', '？']) { text.to_owned() } else { format!("{text}。") }
}

/// The label of an attachment: numbered where there are several (AT-01).
pub fn attachment_label(number: Option<usize>) -> String {
    number.map_or_else(|| "附件".to_owned(), |n| format!("附件{n}"))
}

/// Before the names of 签发人.
pub const SIGNER_LABEL: &str = "签发人：";

/// Before the names of 抄送.
pub const COPY_LABEL: &str = "抄送：";

/// Before the 主送机关 that stand in the 版记.
pub const TO_LABEL: &str = "主送：";

/// Before the names of those who were at a meeting.
pub const ATTENDEES_LABEL: &str = "出席：";

/// Before the names of those who were excused.
pub const ABSENT_LABEL: &str = "请假：";

/// Before the names of those who were there besides.
pub const OBSERVERS_LABEL: &str = "列席：";

/// 主送机关 with the colon that ends it (TO-01).
pub fn with_colon(text: &str) -> String {
    format!("{}：", text.trim().trim_end_matches(['：', ':', '，', '。', '、', '；']))
}

/// A text in full-width brackets: 附注, the draft line.
pub fn bracketed(text: &str) -> String {
    if text.starts_with(['（', '(']) { text.to_owned() } else { format!("（{text}）") }
}

/// The 文种 that a title ends with (条例 第八条, and the kinds of papers that offices write besides).
pub fn kind_of_paper(title: &str) -> Option<&'static str> {
    const KINDS: [&str; 25] = [
        "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要", "简报", "汇报", "总结",
        "方案", "计划", "要点", "办法", "规定", "细则", "清单",
    ];
    KINDS.into_iter().find(|kind| title.trim_end_matches('）').ends_with(kind))
}
