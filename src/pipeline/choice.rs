//! The items of a period's issue: chosen with the year's earlier issues before it.

use super::Reading;
use crate::aggregate;
use crate::campaign::Wishes;
use crate::choice::{self, Issue};
use crate::model::{Choice, Month, Period, Summary, due_with};
use crate::workspace::Workspace;

/// What people want of a form's issue; nothing where its file cannot be read, which the run tells by itself.
fn wishes(ws: &Workspace, form: Month) -> Wishes {
    ws.meeting(form).map(|m| m.wishes).unwrap_or_default()
}

/// Chooses the items of a period. Only forms have issues in turn: a longer period takes from all its forms at once.
pub(super) fn choose(ws: &Workspace, reading: &Reading, submissions: &[crate::model::Submission], summary: &Summary) -> Choice {
    let due = due_with(&ws.campaign.cycle, summary.period);
    let year = summary.period.last().year;
    let before = reading.forms.keys().copied().filter(|f| matches!(summary.period, Period::Form(_)) && f.year == year && *f < due);
    let issue = |form: Month| Issue { items: aggregate::items(&ws.campaign, submissions, &[form]), wishes: wishes(ws, form) };
    let earlier: Vec<Issue> = before.map(issue).collect();
    choice::choose(&ws.campaign, &earlier, &Issue { items: summary.items.clone(), wishes: wishes(ws, due) })
}
