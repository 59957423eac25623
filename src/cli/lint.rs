//! `lint`: the text rules over one file, and `--fix`.

use super::args::{LintArgs, TextOrJson};
use super::text::{around, text_of};
use super::{Exit, print, say, say_one};
use crate::diag::Diagnostics;
use crate::document::{self, Manuscript};
use crate::lint::{self, Change, Finding, Knowledge, Level};
use crate::report::lint as lint_report;
use crate::store::write_whole;
use crate::words::run as words;
use crate::workspace::Workspace;

/// What `document` says of a file that begins with its text.
const NO_FRONT_MATTER: &str = "front-matter-missing";

pub(super) fn lint(args: &LintArgs) -> Exit {
    let (shown, text) = match text_of(&args.file) {
        Ok(there) => there,
        Err(d) => {
            say_one(d);
            return Exit::Refused;
        }
    };
    let mut changes: Option<Vec<Change>> = None;
    let mut now = text;
    if args.fix {
        let fixed = lint::fix(&shown, &now, args.all);
        if !fixed.changes.is_empty()
            && let Err(e) = write_whole(&args.file, fixed.text.as_bytes())
        {
            say_one(words::file_not_writable(&shown, &e));
            return Exit::Refused;
        }
        now = fixed.text;
        changes = Some(fixed.changes);
    }
    let ws = around(&args.file);
    let (found, findings) = judge(&shown, &now, ws.as_ref(), args.all);
    print(&match args.format {
        TextOrJson::Json => lint_report::json(&shown, &findings, changes.as_deref().unwrap_or_default(), &found),
        TextOrJson::Text => {
            say(&found);
            lint_report::text(&shown, &findings, changes.as_deref(), args.all)
        }
    });
    if found.has_errors() || findings.iter().any(|f| f.level == Level::E) { Exit::Findings } else { Exit::Done }
}

fn judge(shown: &str, text: &str, ws: Option<&Workspace>, all: bool) -> (Diagnostics, Vec<Finding>) {
    let manuscript = Manuscript::from_text(shown, text);
    let (document, found) = document::parse(&manuscript);
    let known = Knowledge { document: document.as_ref(), campaign: ws.map(|ws| &ws.campaign) };
    let mut findings = lint::lint(&manuscript, known);
    findings.retain(|f| all || f.level != Level::I);
    // A text without front matter is still a text.
    (found.into_iter().filter(|d| d.code != NO_FRONT_MATTER).collect(), findings)
}
