//! What an inspection says: one check a rule, with its gravity, its clause, what is required, what was measured, and where it fails.

use serde::Serialize;

/// How binding a rule is (section 0 of the layout rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Severity {
    /// The standard says it flatly.
    E,
    /// The standard recommends it, or practice is nearly universal.
    W,
    /// Noted only.
    I,
}

/// What came of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 不合格: an E rule is broken.
    Fail,
    /// 提醒: a W or I rule is broken.
    Remind,
    /// 合格.
    Pass,
}

/// Where a rule is broken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// Page, from 1.
    pub page: usize,
    /// Line on the page, from 1; `None` for the page as a whole.
    pub line: Option<usize>,
    /// The text there; empty for a rule or a page.
    pub text: String,
    /// What was measured there.
    pub measured: String,
}

/// One rule put to the pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// Id of the rule, such as `HD-05`.
    pub rule: &'static str,
    /// How binding it is.
    pub severity: Severity,
    /// What it is about, such as 发文机关标志位置.
    pub subject: &'static str,
    /// The standard and its clause.
    pub clause: &'static str,
    /// What is required, with numbers and tolerance.
    pub required: String,
    /// What was measured.
    pub measured: String,
    /// What came of it.
    pub verdict: Verdict,
    /// Where it is broken, in the order of the pages.
    pub places: Vec<Place>,
    /// What can be done about it; empty where it holds.
    pub remedy: String,
}

/// All checks of one paper, in the order of the rules.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Inspection {
    /// How many pages were measured.
    pub pages: usize,
    /// The rules that apply to the paper.
    pub checks: Vec<Check>,
}

impl Inspection {
    /// Whether every E rule holds.
    pub fn passed(&self) -> bool {
        self.with(Verdict::Fail).next().is_none()
    }

    /// The checks with a verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |c| c.verdict == verdict)
    }

    /// How many checks have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.with(verdict).count()
    }
}
