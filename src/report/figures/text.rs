//! Figures as a table for people: by task, the totals with their coverage, aligned for wide characters.

use unicode_width::UnicodeWidthStr;

use super::decimal;
use crate::campaign::{Campaign, Indicator, Kind};
use crate::model::{FigureRow, Period, Scope, Span, Summary, period_name, round};
use crate::words::figures as words;

/// One line of the table of a task; the last cell is not padded.
type Line = [String; 6];

/// All totals by task, who is missing in them, and the corrections in them.
pub fn text(summary: &Summary, campaign: &Campaign) -> String {
    let cycle = &campaign.cycle;
    let earlier: Vec<(String, &[String])> = summary
        .forms
        .iter()
        .take(summary.forms.len().saturating_sub(1))
        .filter(|f| !f.not_reported.is_empty())
        .map(|f| (period_name(cycle, Period::Form(f.form)), f.not_reported.as_slice()))
        .collect();
    let name = period_name(cycle, summary.period);
    let mut out = words::head(&campaign.campaign.name, &name, summary.cutoff, summary.reported.len(), &summary.not_reported, &earlier);
    let lines: Vec<(&str, Vec<Line>)> =
        campaign.tasks.iter().map(|task| (task.id.as_str(), campaign.indicators_of(&task.id).map(|i| line(summary, i)).collect())).collect();
    // One set of widths for all tasks, so that the columns stand under each other on the whole page.
    let heads = words::heads((!matches!(summary.period, Period::Form(_))).then_some(name));
    let mut widths = heads.each_ref().map(|h| h.width_cjk());
    for line in lines.iter().flat_map(|(_, l)| l) {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.width_cjk());
        }
    }
    for (task, lines) in lines {
        let Some(task) = campaign.task(task).filter(|_| !lines.is_empty()) else { continue };
        out.push('\n');
        out.push_str(&words::task(task.number, &task.name, task.internal));
        out.push('\n');
        push(&mut out, &heads, &widths);
        for line in &lines {
            push(&mut out, line, &widths);
        }
    }
    out
}

fn push(out: &mut String, line: &Line, widths: &[usize; 6]) {
    let mut text = String::from("  ");
    for (n, (cell, width)) in line.iter().zip(widths).enumerate() {
        let pad = " ".repeat(width.saturating_sub(cell.width_cjk()));
        // The name and the remarks stand at the left, figures at the right.
        match n {
            0 => text.extend([cell, pad.as_str(), "  "]),
            5 => text.push_str(cell),
            _ => text.extend([pad.as_str(), cell, "  "]),
        }
    }
    out.push_str(text.trim_end());
    out.push('\n');
}

fn line(summary: &Summary, indicator: &Indicator) -> Line {
    let name = words::indicator(&indicator.name, &indicator.unit, indicator.internal);
    let Some(row) = summary.total(&indicator.id, Span::Period) else {
        return [name, String::new(), String::new(), String::new(), String::new(), String::new()];
    };
    let ytd = summary.total(&indicator.id, Span::Ytd);
    let widest = ytd.filter(|y| y.missing.len() > row.missing.len()).unwrap_or(row);
    [
        name,
        shown(row, indicator),
        ytd.map(|y| shown(y, indicator)).unwrap_or_default(),
        row.base.as_ref().map(|b| amount(b.figure.value, indicator)).unwrap_or_default(),
        words::covers(row.covers.len(), row.of.len()),
        remarks(row, ytd, widest, indicator),
    ]
}

fn remarks(row: &FigureRow, ytd: Option<&FigureRow>, widest: &FigureRow, indicator: &Indicator) -> String {
    let mut remarks = Vec::new();
    if row.kind == Kind::Status {
        remarks.push(words::counts(&row.counts));
    }
    if let Some(target) = row.target {
        let at_most = indicator.target.as_ref().and_then(|t| t.at_most).map(decimal);
        // How far a ratio is from a target in percent is seen without another percentage.
        let progress = row.progress.filter(|_| row.kind != Kind::Ratio).map(|p| decimal(round(p, 1)));
        remarks.push(words::target(&decimal(target), at_most.as_deref(), &indicator.unit, progress.as_deref()));
    }
    if !row.missing.is_empty() {
        remarks.push(words::missing(&row.missing, row.of.len()));
    }
    if widest.missing.len() > row.missing.len() {
        remarks.push(words::missing_in_year(&widest.missing, widest.of.len()));
    }
    let repaired = ytd.unwrap_or(row);
    if !repaired.repaired.is_empty() {
        remarks.push(words::repaired(&repaired.repaired));
    }
    remarks
        .extend(row.corrections.iter().map(|c| words::correction(&c.unit, (c.month.year, c.month.month), c.value, c.before.zip(c.after), &c.reason)));
    remarks.retain(|r| !r.is_empty());
    remarks.join("；")
}

/// The value in print; “—” where a ratio has nothing below the line or there is no value.
fn shown(row: &FigureRow, indicator: &Indicator) -> String {
    debug_assert!(matches!(row.scope, Scope::Total));
    match (row.value, row.kind) {
        (Some(value), _) => amount(value, indicator),
        (None, Kind::Status) => String::new(),
        (None, _) => "—".to_owned(),
    }
}

/// Ratios to their printed places, everything else exactly.
fn amount(value: rust_decimal::Decimal, indicator: &Indicator) -> String {
    match indicator.kind {
        Kind::Ratio => decimal(round(value, indicator.decimals())),
        _ => decimal(value),
    }
}
