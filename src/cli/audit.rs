//! `audit`: the numbers of an edited text against the figures of its period.

use super::args::{AuditArgs, TextOrJson};
use super::text::text_of_a_paper;
use super::{Exit, print, say, say_one};
use crate::audit::{self, Against, Verdict};
use crate::document::{self, Manuscript};
use crate::pipeline;

pub(super) fn audit(args: &AuditArgs) -> Exit {
    let (shown, text, ws) = match text_of_a_paper(&args.file) {
        Ok(there) => there,
        Err(d) => {
            say_one(d);
            return Exit::Refused;
        }
    };
    let manuscript = Manuscript::from_text(shown.as_str(), &text);
    let (document, found) = document::parse(&manuscript);
    say(&found);
    let Some(document) = document else { return Exit::Refused };
    match pipeline::remake(&ws, &document, &shown) {
        Err(found) => {
            say(&found);
            Exit::Refused
        }
        Ok(remade) => {
            let against = Against { campaign: &ws.campaign, summary: &remade.summary, document: &remade.document, provenance: &remade.provenance };
            let checked = audit::audit(&document, against);
            print(&match args.format {
                TextOrJson::Text => audit::text(&checked, &manuscript.text),
                TextOrJson::Json => audit::json(&shown, &checked, &manuscript.text),
            });
            let bad = checked.iter().any(|c| matches!(c.verdict, Verdict::Differs | Verdict::NoSource));
            if bad { Exit::Findings } else { Exit::Done }
        }
    }
}
