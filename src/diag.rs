//! Layer 1. What is wrong and what the user should do, as values; drawing them is `report`'s work.
//!
//! A stage reports all it can find into [`Diagnostics`] and goes on with what is left.

use serde::Serialize;
use serde::ser::SerializeStruct;

use crate::origin::{CellSource, Origin};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 错误: the value or file cannot be used until it is mended.
    Error,
    /// 提醒: taken, but somebody should look.
    Warning,
    /// 请核实: only a person can know.
    Question,
}

/// One finding: place, what stands there, what was expected, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave.
    pub severity: Severity,
    /// A stable short name for programs, such as `cell-not-a-number`.
    pub code: &'static str,
    /// In Chinese: what stands there and what was expected.
    pub message: String,
    /// The reporting unit concerned, by its full name.
    pub unit: Option<String>,
    /// Where.
    pub origin: Origin,
    /// The other figures that the finding compares with. Programs read them in the message only.
    pub also: Vec<Beside>,
    /// In Chinese: what to do, one step each.
    pub hints: Vec<String>,
}

/// A figure that a finding compares with, named in its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The cells that it stands in or was computed from: of one sheet.
    pub cells: Vec<CellSource>,
    /// Whether it may be the wrong one: then its cells are marked beside the first, where they lie in the same workbook.
    pub doubtful: bool,
}

impl Diagnostic {
    /// A finding of the given gravity at `origin`.
    pub fn new(severity: Severity, code: &'static str, origin: Origin, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), unit: None, origin, also: Vec::new(), hints: Vec::new() }
    }

    /// An error at `origin`.
    pub fn error(code: &'static str, origin: Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, origin, message)
    }

    /// A warning at `origin`.
    pub fn warning(code: &'static str, origin: Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, origin, message)
    }

    /// A question at `origin`.
    pub fn question(code: &'static str, origin: Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Question, code, origin, message)
    }

    /// The same with one more remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same, with a figure that it compares with; any of its cells may be the wrong one.
    #[must_use]
    pub fn beside(self, cells: impl IntoIterator<Item = CellSource>) -> Self {
        self.and(cells, true)
    }

    /// The same, with cells that its message names and that are not in doubt.
    #[must_use]
    pub fn naming(self, cells: impl IntoIterator<Item = CellSource>) -> Self {
        self.and(cells, false)
    }

    fn and(mut self, cells: impl IntoIterator<Item = CellSource>, doubtful: bool) -> Self {
        let cells: Vec<CellSource> = cells.into_iter().collect();
        if !cells.is_empty() {
            self.also.push(Beside { cells, doubtful });
        }
        self
    }

    /// The same, about a reporting unit.
    #[must_use]
    pub fn about(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }
}

impl Serialize for Diagnostic {
    /// The shape fixed for programs: every key is there, one that does not apply is null.
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let (sheet, cell, line) = match &self.origin {
            Origin::Cell(c) => (Some(&c.sheet), Some(c.cell), None),
            Origin::Sheet { sheet, .. } => (Some(sheet), None, None),
            Origin::Text { line, .. } => (None, None, Some(*line)),
            Origin::File { .. } | Origin::Run => (None, None, None),
        };
        let mut out = s.serialize_struct("Diagnostic", 9)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("code", self.code)?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("unit", &self.unit)?;
        out.serialize_field("file", &self.origin.path())?;
        out.serialize_field("sheet", &sheet)?;
        out.serialize_field("cell", &cell)?;
        out.serialize_field("line", &line)?;
        out.serialize_field("hints", &self.hints)?;
        out.end()
    }
}

/// All findings of a stage or a run, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No findings.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a finding.
    pub fn push(&mut self, d: Diagnostic) {
        self.0.push(d);
    }

    /// Adds all findings of another stage.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many there are of a gravity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// All findings in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of findings.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}
