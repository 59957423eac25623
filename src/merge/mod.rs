//! Layer 4. Summary and templates in, manuscripts out.
//!
//! Templates do no arithmetic: figures reach them as finished words with their provenance, situations as named cases.

mod context;
mod errors;
mod figure;
mod filters;
mod print;
mod templates;

use std::sync::Arc;

use tera::Value;

use crate::campaign::{Campaign, Meeting, Paper, PaperAudience};
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Manuscript;
use crate::model::{Period, period_name};
use crate::words;

pub use context::{PeriodContext, build as context};
pub use figure::{FigureUse, Part};
pub use print::*;
pub use templates::{TemplateSource, Templates};

/// Fills in the template of a paper. `meeting_file` is the path that is named where something is missing in it.
///
/// # Errors
/// What the paper needs and does not find, what is wrong with its template, an internal figure in a paper of a wider audience.
pub fn merge(
    campaign: &Campaign,
    paper: &Paper,
    period: &PeriodContext,
    meeting: (&Meeting, &str),
    templates: &Templates,
) -> Result<Manuscript, Diagnostics> {
    lacking(paper, meeting)?;
    let mut context = period.context.clone();
    context.insert_value("paper", paper_fields(paper));
    if let Some(head) = paper.letterhead.as_deref().and_then(|id| campaign.letterhead(id)) {
        let fields = [
            ("issuer", &head.issuer),
            ("name", &head.name),
            ("report_to", &head.report_to),
            ("send_to", &head.send_to),
            ("distribute_to", &head.distribute_to),
        ];
        let fields: figure::Fields = fields.into_iter().map(|(k, v)| (k.to_owned(), Value::from(v.as_str()))).collect();
        context.insert_value("letterhead", Value::from(fields));
    }
    let text = templates
        .render(&paper.template, &context)
        .map_err(|found| found.into_iter().map(|d| name_internal(campaign, paper, d)).collect::<Diagnostics>())?;
    Ok(Manuscript::from_merged(Arc::from(format!("templates/{}", paper.template)), &text))
}

fn paper_fields(paper: &Paper) -> Value {
    let audience = audience_name(paper.audience);
    let fields = [("id", paper.id.as_str()), ("title", paper.title.as_str()), ("audience", audience)];
    Value::from(fields.into_iter().map(|(k, v)| (k.to_owned(), Value::from(v))).collect::<figure::Fields>())
}

/// The word for an audience in front matter and manifest.
pub fn audience_name(audience: PaperAudience) -> &'static str {
    match audience {
        PaperAudience::Internal => "internal",
        PaperAudience::Counties => "counties",
        PaperAudience::Public => "public",
    }
}

/// What a paper needs of the meeting file and does not find there.
fn lacking(paper: &Paper, (meeting, file): (&Meeting, &str)) -> Result<(), Diagnostics> {
    let missing: Diagnostics = paper
        .needs
        .iter()
        .filter(|key| !has(meeting, key))
        .map(|key| words::merge::meeting_lacks(file, &paper.title, key, words::merge::meeting_key(key)))
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

fn has(meeting: &Meeting, key: &str) -> bool {
    let text = |t: &Option<String>| t.as_deref().is_some_and(|t| !t.trim().is_empty());
    match key {
        "date" => meeting.date.is_some(),
        "bulletin_date" => meeting.bulletin_date.is_some(),
        "place" => text(&meeting.place),
        "chair" => text(&meeting.chair),
        "attendees" => text(&meeting.attendees),
        "editor_note" => text(&meeting.editor_note),
        "issue" => meeting.issue.is_some(),
        "total_issue" => meeting.total_issue.is_some(),
        "copies" => meeting.copies.is_some(),
        "said" => !meeting.said.is_empty(),
        "next_step" => !meeting.next_steps.is_empty(),
        other => meeting.extra.contains_key(other),
    }
}

/// What is internal does not exist in a paper of a wider audience; where its template asks for it on the line at fault, that is said.
fn name_internal(campaign: &Campaign, paper: &Paper, found: Diagnostic) -> Diagnostic {
    if paper.audience == PaperAudience::Internal {
        return found;
    }
    let names: Vec<&str> = found.message.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).collect();
    let internal = |i: &&crate::campaign::Indicator| campaign.is_internal(i) && names.contains(&figure::template_name(&i.id).as_str());
    match campaign.indicators.iter().find(internal) {
        Some(indicator) => words::merge::internal_figure(found.origin, &paper.title, &indicator.name),
        None if names.contains(&"problems") => words::merge::internal_figure(found.origin, &paper.title, words::merge::PROBLEMS),
        None => found,
    }
}

/// The file name of a paper for a period, without extension.
pub fn file_name(campaign: &Campaign, paper: &Paper, period: Period, meeting: &Meeting) -> String {
    let last = period.last();
    let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    paper
        .file_name
        .replace("{year}", &last.year.to_string())
        .replace("{month}", &last.month.to_string())
        .replace("{period_name}", &period_name(&campaign.cycle, period))
        .replace("{period}", &period.to_string())
        .replace("{issue}", &number(meeting.issue))
        .replace("{total_issue}", &number(meeting.total_issue))
}
