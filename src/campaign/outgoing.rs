//! What is sent out: letterheads and papers of `campaign.toml`, the phrases, what changes with each meeting.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

/// What stands in a head and a foot.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// Stable id.
    pub id: String,
    /// 编发机关 or 发文机关.
    pub issuer: String,
    /// Name of the 简报, or the 发文机关标志.
    pub name: String,
    /// 报.
    #[serde(default)]
    pub report_to: String,
    /// 送.
    #[serde(default)]
    pub send_to: String,
    /// 发.
    #[serde(default)]
    pub distribute_to: String,
    /// 发文机关代字 (某工办发), from which a number to be given is made: 某工办发〔2023〕　号.
    #[serde(default)]
    pub code: String,
    /// 主送机关.
    #[serde(default)]
    pub to: String,
    /// 签发人 of papers that go up.
    #[serde(default)]
    pub signers: Vec<String>,
    /// 抄送.
    #[serde(default)]
    pub copy_to: String,
    /// 印发机关.
    #[serde(default)]
    pub printer: String,
}

/// How widely a paper may go; later ones are wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperAudience {
    /// 内部资料.
    Internal,
    /// The county units.
    Counties,
    /// Anybody.
    Public,
}

/// How long the period of a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperPeriod {
    /// Every form's period.
    Form,
    /// Quarters that the cycle names.
    Quarter,
    /// Half-years.
    Half,
    /// Years.
    Year,
}

/// For whom a paper is made a copy each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperPer {
    /// Each leader who looks after units, in the order of the annex.
    Leader,
    /// Each department that answers for a task, in the order of the campaign file.
    Department,
    /// Each county unit, in order.
    Unit,
}

/// What a paper that is a workbook holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperWorkbook {
    /// 汇总表: unit × indicator by task, totals and ratios as live formulas.
    Totals,
}

/// A paper that is sent out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Stable id.
    pub id: String,
    /// Its title, for lists.
    pub title: String,
    /// File name in `templates/`; a paper has either this or `workbook`.
    #[serde(default)]
    pub template: Option<String>,
    /// What it is a workbook of, where it is no text.
    #[serde(default)]
    pub workbook: Option<PaperWorkbook>,
    /// Who may read it.
    pub audience: PaperAudience,
    /// Which periods it is made for.
    pub due: PaperPeriod,
    /// Id of its letterhead.
    #[serde(default)]
    pub letterhead: Option<String>,
    /// Name of its files without extension; `{period}` `{issue}` and the like are filled in.
    pub file_name: String,
    /// Keys of `meeting.toml` that it needs.
    #[serde(default)]
    pub needs: Vec<String>,
    /// For whom a copy each is made; nobody in particular where it is left out.
    #[serde(default)]
    pub per: Option<PaperPer>,
    /// Formats that it is made in: `md`, `pdf`; empty for all there are.
    #[serde(default)]
    pub formats: Vec<String>,
}

/// One copy of a paper: the paper itself, or that of one leader, department or unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperCopy<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// Whose copy it is; nobody's for a paper of which there is one.
    pub of: Option<&'a str>,
}

impl PaperCopy<'_> {
    /// Its id in lists: `liaison`, or with whose it is `liaison:张三`.
    pub fn id(&self) -> String {
        self.of.map_or_else(|| self.paper.id.clone(), |of| format!("{}:{of}", self.paper.id))
    }

    /// Its title in lists.
    pub fn title(&self) -> String {
        self.of.map_or_else(|| self.paper.title.clone(), |of| crate::words::campaign::copy_title(&self.paper.title, of))
    }

    /// Whether it is among the ids asked for: by its own or by that of the paper.
    pub fn is_in(&self, ids: &[String]) -> bool {
        ids.iter().any(|id| *id == self.paper.id || *id == self.id())
    }

    /// Whether it is made in a format.
    pub fn comes_as(&self, format: &str) -> bool {
        self.paper.formats.is_empty() || self.paper.formats.iter().any(|f| f == format)
    }
}

/// How the office reports to the office above with a form of the same kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upward {
    /// Our office as the campaign file above names it: the canonical name of the unit there.
    pub unit: String,
    /// Id of the campaign above, where it is another.
    #[serde(default)]
    pub campaign: Option<String>,
    /// Names of indicators above, by our ids, where they are others.
    #[serde(default)]
    pub indicators: BTreeMap<String, String>,
    /// Choices that send a problem up (需上级工会); all problems go up where none is named.
    #[serde(default)]
    pub problems: Vec<String>,
}

/// 数据核实反馈单: what goes to a unit that owes its form or must mend it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// Its title, also in file names.
    pub title: String,
    /// File name in `templates/`.
    pub template: String,
    /// Days after the forms' own date by which the unit sends what is missing or mended.
    pub days: u8,
    /// Hour of that day, 0 to 24.
    pub hour: u8,
    /// Whom to call.
    pub contact: String,
    /// The number to call.
    pub phone: String,
    /// Who signs it; nobody where it is left out.
    #[serde(default)]
    pub signature: String,
}

/// `inputs/phrases.toml`: standard formulations, verbatim with their place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// The document they are taken from.
    pub source: String,
    /// The formulations.
    #[serde(rename = "phrase", default)]
    pub phrases: Vec<Phrase>,
    /// Names and words that are never broken across lines (习近平).
    #[serde(default)]
    pub no_break: Vec<String>,
    /// Words that a title is never broken in.
    #[serde(default)]
    pub title_words: Vec<String>,
}

/// One formulation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Stable id that templates use.
    pub id: String,
    /// The words, verbatim.
    pub text: String,
    /// Where in the source they stand.
    pub place: String,
}

/// `inputs/<period>/meeting.toml`: what changes each time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Day of the meeting.
    #[serde(default, deserialize_with = "super::dates::optional")]
    pub date: Option<Date>,
    /// Place.
    #[serde(default)]
    pub place: Option<String>,
    /// Who was in the chair, with full title.
    #[serde(default)]
    pub chair: Option<String>,
    /// Who took part, in words.
    #[serde(default)]
    pub attendees: Option<String>,
    /// What the meeting said, a sentence each, once it has been held.
    #[serde(default)]
    pub said: Vec<String>,
    /// Number of the bulletin in its year.
    #[serde(default)]
    pub issue: Option<u32>,
    /// Its number since the start.
    #[serde(default)]
    pub total_issue: Option<u32>,
    /// Date of the bulletin.
    #[serde(default, deserialize_with = "super::dates::optional")]
    pub bulletin_date: Option<Date>,
    /// Copies printed.
    #[serde(default)]
    pub copies: Option<u32>,
    /// 按语.
    #[serde(default)]
    pub editor_note: Option<String>,
    /// Next steps: who does what by when.
    #[serde(rename = "next_step", default)]
    pub next_steps: Vec<NextStep>,
    /// Units or items (`甲县`, `甲县：标题开头`) that come first in the issue, in this order; [`Campaign::wishes`](super::Campaign::wishes) reads them.
    #[serde(default)]
    pub pin: Vec<String>,
    /// Units or items that are left out of the issue.
    #[serde(default)]
    pub skip: Vec<String>,
    /// Anything else that a template of this campaign wants.
    #[serde(default)]
    pub extra: BTreeMap<String, String>,
}

/// One next step.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextStep {
    /// What it is about, a few words.
    pub title: String,
    /// The sentences.
    pub text: String,
}
