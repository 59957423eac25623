//! `build`: all papers of a period, and the closing summary.

use std::fmt::Write;
use std::time::Instant;

use super::args::BuildArgs;
use super::progress::Console;
use super::{Exit, print, say};
use crate::diag::Severity;
use crate::model::{ChangeKind, Period, period_name};
use crate::pipeline::{self, Build, Request};
use crate::report::{findings, inspection};
use crate::validate::Status;
use crate::words::run as words;
use crate::workspace::Workspace;

/// The formats that papers come in.
const FORMATS: [&str; 3] = ["md", "pdf", "xlsx"];

pub(super) fn build(ws: &Workspace, args: &BuildArgs) -> Exit {
    let (period, request) = match checked(ws, args) {
        Ok(checked) => checked,
        Err(text) => {
            eprintln!("{text}");
            return Exit::Refused;
        }
    };
    let begun = Instant::now();
    let console = Console::new();
    let work = || {
        let fonts = ws.fonts();
        let notices: Vec<String> = [fonts.damage_notice(), fonts.substitution_notice()].into_iter().flatten().collect();
        let notice = (!notices.is_empty()).then(|| notices.join("\n"));
        pipeline::build(ws, &fonts, period, &request, &console).map(|built| (built, notice))
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.unwrap_or(0)).build();
    let built = match pool {
        Ok(pool) => pool.install(work),
        // Without threads of its own the run takes those there are.
        Err(_) => work(),
    };
    console.finish();
    match built {
        Err(found) => {
            say(&found);
            Exit::Refused
        }
        Ok((built, notice)) => {
            print(&summary(ws, &built, begun.elapsed().as_secs_f64(), notice.as_deref()));
            if built.complete() { Exit::Done } else { Exit::Findings }
        }
    }
}

fn checked(ws: &Workspace, args: &BuildArgs) -> Result<(Period, Request), String> {
    let period = args.period.parse().map_err(|_| words::not_a_period(&args.period))?;
    let ids: Vec<&str> = ws.campaign.papers.iter().map(|p| p.id.as_str()).collect();
    let known = |id: &String| ws.campaign.papers.iter().flat_map(|p| ws.campaign.copies(p)).any(|c| c.is_in(std::slice::from_ref(id)));
    if let Some(id) = args.only.iter().find(|id| !known(id)) {
        return Err(words::no_such_paper(id, &ids));
    }
    if let Some(f) = args.formats.iter().find(|f| !FORMATS.contains(&f.as_str())) {
        return Err(words::no_such_format(f, &FORMATS));
    }
    if args.jobs.is_some_and(|n| !(1..=256).contains(&n)) {
        return Err(words::bad_jobs());
    }
    Ok((period, Request { only: args.only.clone(), formats: args.formats.clone(), strict: args.strict }))
}

/// What was made, who has not reported, what to mend.
fn summary(ws: &Workspace, built: &Build, seconds: f64, notice: Option<&str>) -> String {
    let mut out = String::new();
    let cycle = &ws.campaign.cycle;
    for paper in built.papers.iter().filter(|p| p.written) {
        let _ = writeln!(out, "{}", words::summary_paper(&paper.title, &period_name(cycle, paper.period), paper.pages));
        for file in &paper.files {
            let _ = writeln!(out, "  {file}");
        }
        out.push_str(&paper.diagnostics.iter().map(|d| findings::finding(d, "  ", true)).collect::<String>());
    }
    for paper in built.papers.iter().filter(|p| !p.written) {
        let _ = writeln!(out, "{}", words::summary_failed(&paper.title));
        out.push_str(&paper.diagnostics.iter().map(|d| findings::finding(d, "  ", true)).collect::<String>());
    }
    out.push_str(&findings::list(&built.diagnostics));
    if built.held {
        let _ = writeln!(out, "{}", words::HELD);
    } else if built.papers.is_empty() {
        let _ = writeln!(out, "{}", words::NOTHING_DUE);
    } else {
        let done: Vec<_> = built.papers.iter().filter(|p| p.written).collect();
        let pages = done.iter().map(|p| p.pages).sum();
        let _ = writeln!(out, "{}", words::summary_counts(done.len(), built.papers.len() - done.len(), pages, seconds));
        let inspected: Vec<_> = done.iter().filter_map(|p| Some((p.title.as_str(), p.inspection.as_ref()?))).collect();
        if !inspected.is_empty() {
            let mut folders: Vec<String> = done.iter().map(|p| format!("out/{}/{}", p.period, crate::words::inspect::FOLDER)).collect();
            folders.dedup();
            let _ = writeln!(out, "{}", inspection::build_line(&inspected, &folders));
        }
    }
    for (period, choice) in &built.choices {
        let printed: std::collections::BTreeSet<usize> =
            built.papers.iter().filter(|p| p.written && p.period == *period).flat_map(|p| p.picks.iter().copied()).collect();
        let picks: Vec<_> = printed.iter().filter_map(|n| choice.picks.get(*n)).collect();
        if picks.is_empty() {
            continue;
        }
        let cut = |p: &crate::model::Pick| p.changes.iter().any(|c| matches!(c.kind, ChangeKind::Cut(_)));
        let changes = picks.iter().flat_map(|p| &p.changes).filter(|c| !matches!(c.kind, ChangeKind::Cut(_))).count();
        let thin = (picks.iter().filter(|p| p.thin).count(), ws.campaign.item_rules().shortest);
        let folder = format!("out/{period}/{}", crate::words::provenance::FOLDER);
        let line = crate::words::choice::build_line(picks.len(), changes, picks.iter().filter(|p| cut(p)).count(), thin, &folder);
        let _ = writeln!(out, "{line}");
    }
    if let Some(intake) = built.reading.of(built.form) {
        let missing: Vec<&str> = intake.units.iter().filter(|u| u.status == Status::Missing).map(|u| u.unit.as_str()).collect();
        let _ = writeln!(out, "{}", words::summary_missing(&missing));
        let mut mend = false;
        for u in intake.units.iter().filter(|u| u.status == Status::Errors) {
            let errors = intake.diagnostics.iter().filter(|d| d.severity == Severity::Error && d.unit.as_deref() == Some(&u.unit)).count();
            let _ = writeln!(out, "{}", words::summary_mend(&u.unit, errors));
            mend = true;
        }
        if mend || !missing.is_empty() {
            let _ = writeln!(out, "{}", words::summary_details(&built.form.to_string()));
        }
    }
    if let Some(notice) = notice {
        let _ = writeln!(out, "{notice}");
    }
    out
}
