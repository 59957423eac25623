//! Layer 4. Summary and templates in, manuscripts out.
//!
//! Templates do no arithmetic: figures reach them as finished words with their provenance, situations as named cases.

mod addressees;
mod audience;
mod chart;
mod context;
mod errors;
mod figure;
mod filters;
mod print;
mod register;
mod scope;
mod templates;

use std::sync::Arc;

use tera::{Context, Value};

use crate::campaign::{Campaign, Meeting, Paper, PaperAudience, PaperCopy, PaperPer};
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Manuscript;
use crate::words;

pub use context::{PeriodContext, build as context};
pub use figure::{FigureUse, Part};
pub use print::*;
pub use templates::{Component, TemplateSource, Templates};

/// Fills in the template of a paper. `meeting_file` is the path that is named where something is missing in it.
///
/// # Errors
/// What the paper needs and does not find, what is wrong with its template, an internal figure in a paper of a wider audience.
pub fn merge(
    campaign: &Campaign,
    copy: PaperCopy<'_>,
    period: &PeriodContext,
    meeting: (&Meeting, &str),
    templates: &Templates,
) -> Result<Manuscript, Diagnostics> {
    let paper = copy.paper;
    let lacking = campaign.check_needs(paper, Some(meeting.0), meeting.1);
    if !lacking.is_empty() {
        return Err(lacking);
    }
    let context = paper_context(campaign, copy, period);
    let template = paper.template.as_deref().unwrap_or_default();
    let text = templates
        .render(template, &context)
        .map_err(|found| found.into_iter().map(|d| name_internal(campaign, paper, d)).collect::<Diagnostics>())?;
    Ok(Manuscript::from_merged(Arc::from(format!("templates/{template}")), &text))
}

/// What the template of a copy can name: what the period has, and what is its own.
pub fn paper_context(campaign: &Campaign, copy: PaperCopy<'_>, period: &PeriodContext) -> Context {
    let paper = copy.paper;
    let mut context = period.context.clone();
    context.insert_value("paper", paper_fields(copy));
    if let (Some(per), Some(of)) = (paper.per, copy.of)
        && let Some(own) = period.addressees.one(per, of)
    {
        context.insert_value(addressee(per), own.clone());
    }
    if let Some(head) = paper.letterhead.as_deref().and_then(|id| campaign.letterhead(id)) {
        let fields = [
            ("issuer", &head.issuer),
            ("name", &head.name),
            ("report_to", &head.report_to),
            ("send_to", &head.send_to),
            ("distribute_to", &head.distribute_to),
            ("code", &head.code),
            ("to", &head.to),
            ("copy_to", &head.copy_to),
            ("printer", &head.printer),
        ];
        let mut fields: figure::Fields = fields.into_iter().map(|(k, v)| (k.to_owned(), Value::from(v.as_str()))).collect();
        fields.insert("signers".to_owned(), Value::from(head.signers.clone()));
        context.insert_value("letterhead", Value::from(fields));
    }
    context
}

/// The names that a template can write at once in a context, in order.
pub fn names(context: &Context) -> Vec<String> {
    // A context does not list its names; the engine tells them of one that is not there.
    let Err(error) = tera::Tera::one_off("{{ none_of_this_name }}", context, false) else { return Vec::new() };
    let tera::ErrorKind::RenderingError(report) = error.kind() else { return Vec::new() };
    report.message().split_once(errors::VARIABLES).map_or_else(Vec::new, |(_, names)| names.split(", ").map(str::to_owned).collect())
}

fn paper_fields(copy: PaperCopy<'_>) -> Value {
    let audience = audience_name(copy.paper.audience).to_owned();
    let fields = [("id", copy.id()), ("title", copy.paper.title.clone()), ("audience", audience), ("of", copy.of.unwrap_or_default().to_owned())];
    Value::from(fields.into_iter().map(|(k, v)| (k.to_owned(), Value::from(v))).collect::<figure::Fields>())
}

/// The name by which the template of a copy calls whose it is.
pub fn addressee(per: PaperPer) -> &'static str {
    match per {
        PaperPer::Leader => "leader",
        PaperPer::Department => "department",
        PaperPer::Unit => "unit",
    }
}

/// The word for an audience in front matter and manifest.
pub fn audience_name(audience: PaperAudience) -> &'static str {
    match audience {
        PaperAudience::Internal => "internal",
        PaperAudience::Counties => "counties",
        PaperAudience::Public => "public",
    }
}

/// What is internal does not exist in a paper of a wider audience; where its template asks for it on the line at fault, that is said.
fn name_internal(campaign: &Campaign, paper: &Paper, found: Diagnostic) -> Diagnostic {
    if paper.audience == PaperAudience::Internal {
        return found;
    }
    // Names stand in the finding in Latin letters; the line concerned is quoted behind them.
    let names = found.message.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    match names.filter(|n| !n.is_empty()).find_map(|n| audience::withheld(campaign, paper.audience, n)) {
        Some(audience::Withheld::Internal(what)) => words::merge::internal_figure(found.origin, &paper.title, &what),
        Some(audience::Withheld::NotPublic(what)) => words::merge::not_public(found.origin, &paper.title, &what),
        None => found,
    }
}
