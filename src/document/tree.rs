//! The waist of the program: one finished text as a tree. What the front matter and the Markdown said, checked and normalised:
//! no raw HTML, levels do not skip, tables are rectangular, every node knows its byte range in the manuscript.

use std::ops::Range;

use jiff::civil::Date;

/// Byte range in the manuscript's text.
pub type Span = Range<usize>;

/// A whole text: its 公文 elements and its sections.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The elements of the front matter.
    pub head: Head,
    /// The main text first, then articles, attachments and issued documents in the order they stand.
    pub sections: Vec<Section>,
}

/// The kind of paper, which decides its elements and their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// 下行文, `circular`.
    Circular,
    /// 上行文, `upward`.
    Upward,
    /// 信函, `letter`.
    Letter,
    /// 命令（令）, `order`.
    Order,
    /// 纪要, `minutes`.
    Minutes,
    /// 简报, `bulletin`.
    Bulletin,
    /// 材料 without a red head, `plain`.
    Plain,
}

/// How widely a text may go; later ones are wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// 内部资料, `internal`.
    Internal,
    /// The county units, `counties`.
    Counties,
    /// Anybody, `public`.
    Public,
}

/// Where the page number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Folio {
    /// At the outer edge, as the standard has it (PN-03).
    #[default]
    Outer,
    /// Centred (PN-05).
    Centre,
}

/// The front matter. An element that the text does not have is `None` or empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// The kind of paper.
    pub format: Format,
    /// 发文机关标志, sponsor first.
    pub organ_mark: Vec<String>,
    /// 文件 at the right of a joint mark.
    pub mark_word: Option<String>,
    /// 发文字号.
    pub number: Option<String>,
    /// 签发人.
    pub signers: Vec<String>,
    /// 份号.
    pub copy_number: Option<String>,
    /// 密级和保密期限.
    pub security: Option<String>,
    /// 紧急程度.
    pub urgency: Option<String>,
    /// 标题; `\n` forces a line break.
    pub title: Option<String>,
    /// Line in 楷体 under the title.
    pub subtitle: Option<String>,
    /// 主送机关.
    pub to: Option<String>,
    /// 附件说明: `None` takes it from the attachments that follow, an empty list prints none.
    pub attachments: Option<Vec<String>>,
    /// 发文机关署名, sponsor first.
    pub signature: Vec<String>,
    /// 成文日期.
    pub date: Option<Date>,
    /// Room for a seal.
    pub sealed: bool,
    /// 附注 with its brackets.
    pub note: Option<String>,
    /// 出席.
    pub attendees: Vec<String>,
    /// 请假.
    pub absent: Vec<String>,
    /// 列席.
    pub observers: Vec<String>,
    /// What is printed under the title while it is a draft (讨论稿).
    pub draft: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// Place of the page number.
    pub folio: Folio,
    /// Which paper of which campaign it is.
    pub source: Option<PaperSource>,
    /// 版记.
    pub imprint: Option<Imprint>,
    /// 简报 head and foot.
    pub bulletin: Option<Bulletin>,
}

/// Written by the tool and kept by people: what audit, trace and refresh go by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperSource {
    /// Name of the campaign.
    pub campaign: String,
    /// Period, such as `2023H1`.
    pub period: String,
    /// Id of the paper.
    pub document: String,
}

/// 版记.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Imprint {
    /// 抄送.
    pub copy_to: Option<String>,
    /// 印发机关.
    pub printer: Option<String>,
    /// 印发日期.
    pub printed: Option<Date>,
}

/// 简报 head and foot.
#[derive(Debug, Clone, PartialEq)]
pub struct Bulletin {
    /// 名称.
    pub name: String,
    /// 第N期.
    pub issue: u32,
    /// 总第N期.
    pub total_issue: Option<u32>,
    /// 编发机关.
    pub issuer: String,
    /// Date of issue.
    pub date: Date,
    /// 报.
    pub report_to: Option<String>,
    /// 送.
    pub send_to: Option<String>,
    /// 发.
    pub distribute_to: Option<String>,
    /// 共印N份.
    pub copies: Option<u32>,
}

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// The main text; has no title of its own.
    Main,
    /// An article of a bulletin (`# 标题`), which runs on.
    Article,
    /// 附件, on a new page.
    Attachment,
    /// An issued document (印发的正文), on a new page.
    Issued,
}

/// A part of the text with a title of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Its title; empty for the main text.
    pub title: Vec<Inline>,
    /// 横排: the whole section is turned.
    pub landscape: bool,
    /// Its contents.
    pub blocks: Vec<Block>,
    /// Where it stands, title included.
    pub span: Span,
}

/// One block of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading of level 1 (一、) to 4 (（1）), its ordinal in the text. One that runs on keeps its face up to the first 。 only.
    Heading {
        /// 1 to 4.
        level: u8,
        /// The whole text.
        text: Vec<Inline>,
        /// Where it stands.
        span: Span,
    },
    /// A paragraph.
    Paragraph {
        /// The text.
        text: Vec<Inline>,
        /// （…供稿） at the end of an article or item: 楷体, at the right.
        source_line: bool,
        /// Where it stands.
        span: Span,
    },
    /// A table.
    Table(Table),
    /// A list.
    List {
        /// First number of a numbered list, `None` for a plain one.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
        /// Where it stands.
        span: Span,
    },
    /// A block quote (按语): 楷体, inset two 字 on both sides.
    Quote {
        /// Its contents.
        blocks: Vec<Block>,
        /// Where it stands.
        span: Span,
    },
    /// A picture on its own.
    Image {
        /// Path as written.
        path: String,
        /// Its description.
        alt: String,
        /// Where it stands.
        span: Span,
    },
    /// A line of figures to be drawn: the TOML of a ` ```chart ` block.
    Chart {
        /// The TOML text.
        source: String,
        /// Where it stands.
        span: Span,
    },
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(Text),
    /// Bold: 黑体 in print.
    Strong(Vec<Inline>),
    /// A link.
    Link {
        /// The address.
        url: String,
        /// What is read.
        text: Vec<Inline>,
    },
    /// A forced line break.
    Break,
}

/// Plain text with the figures in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    /// The characters as they are printed.
    pub text: String,
    /// Which bytes of `text` print a figure, in order, not overlapping.
    pub marks: Vec<Mark>,
    /// Where it stands.
    pub span: Span,
}

/// A run of bytes that prints a figure: its provenance rides beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes.
    pub range: Range<usize>,
    /// The figure, by its number in the paper's list of figures.
    pub figure: u32,
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// As its contents ask (TB-08).
    #[default]
    Auto,
    /// `:-`
    Left,
    /// `:-:`
    Centre,
    /// `-:`
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The head in one or two levels (`上半年/目标数` has two): equal first parts of neighbours are one cell.
    pub head: Vec<Vec<Inline>>,
    /// How it stands.
    pub align: Align,
    /// `{.group}`: equal neighbours are one merged cell.
    pub group: bool,
}

/// A table: every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// 表N …, in the middle above it.
    pub caption: Option<Vec<Inline>>,
    /// 单位：…, at the right above it.
    pub unit: Option<Vec<Inline>>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// 注：… or 数据来源：…, below it.
    pub notes: Vec<Vec<Inline>>,
    /// Where it stands.
    pub span: Span,
}
