//! Layer 3. Text rules: punctuation, numerals, set forms (layout-spec §10), with place, right form and source; and what can be mended mechanically.
//!
//! In: a manuscript as it was typed, or a plain text. Out: [`Finding`]s; [`fix`] gives the mended text and the list of changes. Rules that a pattern can tell
//! are data (`rules.toml`); those that need more are one file each under `checks`.

mod checks;
mod fix;
mod rules;
mod scan;

use serde::{Deserialize, Serialize};

pub use fix::{Change, Fixed, fix};
pub use rules::{Fix, Pattern, Rule, rules};

use crate::campaign::Campaign;
use crate::diag::{Diagnostic, Severity};
use crate::document::{Document, Manuscript, SourceLine, plain_lines, source_lines};
use crate::origin::Origin;
use crate::words::lint as words;
use scan::Hit;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// The standard says it flatly.
    E,
    /// The standard says 一般, or practice is near-universal.
    W,
    /// A note.
    I,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How grave.
    pub level: Level,
    /// Line of the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// A few characters before what was found.
    pub before: String,
    /// What was found.
    pub found: String,
    /// A few characters after it.
    pub after: String,
    /// What is wrong, in Chinese.
    pub wrong: String,
    /// The right form, in Chinese.
    pub right: String,
    /// Where it is laid down.
    pub source: String,
    /// Whether `--fix` mends it.
    pub fixable: bool,
    /// What was found as `--fix` would leave it.
    pub mended: Option<String>,
}

impl Finding {
    /// The finding as a diagnostic of a file: E is an error, W a warning, I a question.
    pub fn diagnostic(&self, file: &str) -> Diagnostic {
        let severity = match self.level {
            Level::E => Severity::Error,
            Level::W => Severity::Warning,
            Level::I => Severity::Question,
        };
        let origin = Origin::Text { file: file.into(), line: self.line, column: self.column };
        Diagnostic::new(severity, self.rule, origin, words::message(self.rule, &self.wrong, &self.before, &self.found, &self.after))
            .hint(words::remedy(&self.right, &self.source))
    }
}

/// What findings are made from besides the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Knowledge<'a> {
    /// The text as a tree; without it the rules about 文种 and 附件 are left out.
    pub document: Option<&'a Document>,
    /// Names that must be spelled as they are.
    pub campaign: Option<&'a Campaign>,
}

/// All findings about a manuscript, in the order of the text.
pub fn lint(manuscript: &Manuscript, known: Knowledge<'_>) -> Vec<Finding> {
    let lines = source_lines(manuscript);
    let mut hits = scan::scan(&lines, scan::is_report(&lines, known.document));
    checks::all(&lines, known, &mut hits);
    scan::settle(&lines, &mut hits);
    findings(&manuscript.text, &lines, &hits)
}

/// All findings about a plain text (a cell that a county typed): no Markdown, no front matter.
pub fn lint_text(text: &str) -> Vec<Finding> {
    let lines = plain_lines(text);
    let mut hits = scan::scan(&lines, false);
    checks::plain(&lines, &mut hits);
    scan::settle(&lines, &mut hits);
    findings(text, &lines, &hits)
}

/// Characters of context on either side.
const CONTEXT: usize = 8;

fn findings(text: &str, lines: &[SourceLine], hits: &[Hit]) -> Vec<Finding> {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
    hits.iter()
        .filter_map(|hit| {
            let line = lines.get(hit.line)?;
            let at = line.chars.get(hit.place.start).or_else(|| line.chars.last())?.span.start;
            let row = starts.partition_point(|s| *s <= at).max(1);
            let begin = starts.get(row - 1).copied().unwrap_or_default();
            let part =
                |from: usize, to: usize| line.chars.get(from..to.min(line.chars.len())).unwrap_or_default().iter().map(|ch| ch.c).collect::<String>();
            Some(Finding {
                rule: hit.rule,
                level: hit.level,
                line: row as u32,
                column: text.get(begin..at).map_or(0, |s| s.chars().count()) as u32 + 1,
                before: part(hit.place.start.saturating_sub(CONTEXT), hit.place.start),
                found: part(hit.place.start, hit.place.end),
                after: part(hit.place.end, hit.place.end + CONTEXT),
                wrong: hit.wrong.clone(),
                right: hit.right.clone(),
                source: hit.source.to_owned(),
                fixable: !hit.edits.is_empty(),
                mended: (!hit.edits.is_empty()).then(|| fix::mended(line, hit, hit.place.start, hit.place.end)),
            })
        })
        .collect()
}
