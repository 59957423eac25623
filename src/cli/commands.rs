//! The smaller commands.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::{CheckArgs, FiguresArgs, FontsArgs, Format, FormsArgs, RenderArgs, SlipsArgs, TextOrJson};
use super::{Exit, print, say, say_one};
use crate::diag::Diagnostics;
use crate::document::Manuscript;
use crate::font::FontBook;
use crate::model::{Month, Period, UnitReading, due_with, is_period};
use crate::pipeline;
use crate::report::{board, figures as figure_report, fonts as font_report};
use crate::store::write_whole;
use crate::words::run as words;
use crate::words::slips as slip_words;
use crate::workspace::{self, Workspace};

/// The period of a form, or a refusal.
pub(super) fn form_period(ws: &Workspace, text: &str) -> Result<Month, Exit> {
    match text.parse() {
        Ok(Period::Form(month)) if is_period(&ws.campaign, Period::Form(month)) => Ok(month),
        Ok(Period::Form(month)) => {
            say_one(words::no_such_period(&month.to_string(), &ws.campaign.cycle.ends));
            Err(Exit::Refused)
        }
        Ok(_) => {
            eprintln!("{}", words::not_a_form_period(text));
            Err(Exit::Refused)
        }
        Err(_) => {
            eprintln!("{}", words::not_a_period(text));
            Err(Exit::Refused)
        }
    }
}

pub(super) fn forms(ws: &Workspace, args: &FormsArgs) -> Exit {
    let period = match form_period(ws, &args.period) {
        Ok(period) => period,
        Err(exit) => return exit,
    };
    match pipeline::forms(ws, period) {
        Ok((count, folder)) => {
            print(&format!("{}\n", words::forms_written(count, &folder)));
            Exit::Done
        }
        Err(d) => {
            say_one(d);
            Exit::Refused
        }
    }
}

pub(super) fn check(ws: &Workspace, args: &CheckArgs) -> Exit {
    let period = match form_period(ws, &args.period) {
        Ok(period) => period,
        Err(exit) => return exit,
    };
    if let Err(d) = pipeline::known(ws, Period::Form(period)) {
        say_one(d);
        return Exit::Refused;
    }
    let reading = pipeline::read(ws, period);
    let Some(intake) = reading.of(period) else { return Exit::Refused };
    print(&match args.format {
        TextOrJson::Text => board::text(&ws.campaign, period, intake),
        TextOrJson::Json => board::json(period, intake),
    });
    if intake.diagnostics.has_errors() { Exit::Findings } else { Exit::Done }
}

pub(super) fn slips(ws: &Workspace, args: &SlipsArgs) -> Exit {
    let period = match form_period(ws, &args.period) {
        Ok(period) => period,
        Err(exit) => return exit,
    };
    let mut units = Vec::new();
    for text in &args.units {
        let unit = match crate::understand::unit_named(text, &ws.campaign) {
            UnitReading::Known { name, .. } => ws.campaign.unit(&name),
            _ => None,
        };
        let Some(unit) = unit else {
            let known: Vec<&str> = ws.campaign.units.iter().map(|u| u.name.as_str()).collect();
            eprintln!("{}", slip_words::no_such_unit(text, &known));
            return Exit::Refused;
        };
        units.push(unit);
    }
    let slips = match pipeline::slips(ws, &ws.fonts(), period, &units) {
        Ok(slips) => slips,
        Err(found) => {
            say(&found);
            return Exit::Refused;
        }
    };
    let mut out = String::new();
    for slip in &slips.made {
        say(&slip.diagnostics);
        let refilled = slip.book == crate::slips::Book::Refilled;
        out.push_str(&format!("{}\n", slip_words::made(&slip.unit, slip.matters, slip.marked, refilled)));
        slip.files.iter().for_each(|f| out.push_str(&format!("  {f}\n")));
        out.push_str(&format!("  {}\n  {}\n\n", slip_words::PASTE, slip.message));
    }
    slips.clean.iter().for_each(|unit| out.push_str(&format!("{}\n", slip_words::nothing_to_say(unit))));
    let sum = if slips.made.is_empty() && slips.clean.is_empty() {
        slip_words::nobody().to_owned()
    } else {
        slip_words::sum(slips.made.len(), &slips.folder)
    };
    print(&format!("{out}{sum}\n"));
    Exit::Done
}

pub(super) fn figures(ws: &Workspace, args: &FiguresArgs) -> Exit {
    let Ok(period) = args.period.parse::<Period>() else {
        eprintln!("{}", words::not_a_period(&args.period));
        return Exit::Refused;
    };
    if let Err(d) = pipeline::known(ws, period) {
        say_one(d);
        return Exit::Refused;
    }
    let reading = pipeline::read(ws, due_with(&ws.campaign.cycle, period));
    let summary = pipeline::summarise(ws, &reading, period);
    print(&match args.format {
        Format::Text => figure_report::text(&summary, &ws.campaign),
        Format::Json => figure_report::json(&summary, &ws.campaign),
        Format::Csv => figure_report::csv(&summary, &ws.campaign),
    });
    Exit::Done
}

pub(super) fn render(args: &RenderArgs) -> Exit {
    if let Some(f) = args.formats.iter().find(|f| f.as_str() != "pdf") {
        eprintln!("{}", words::no_such_format(f, &["pdf"]));
        return Exit::Refused;
    }
    // A text inside a workspace is set with its names and faces; elsewhere with the built-in style and the fonts at hand.
    let here = std::env::current_dir().unwrap_or_default();
    let first = args.files.first().map(|f| here.join(f)).unwrap_or_else(|| here.clone());
    let root = workspace::find(first.parent().unwrap_or(&here)).ok();
    let ws = root.and_then(|root| Workspace::load(&root).ok()).map(|(ws, _)| ws);
    let fonts = ws.as_ref().map_or_else(|| FontBook::load(Some(&here.join("fonts")), &[]), Workspace::fonts);
    if let Some(notice) = fonts.damage_notice() {
        eprintln!("{notice}");
    }
    // Set side by side, written and told in the order asked for.
    let set = |file: &PathBuf| set_one(ws.as_ref(), &fonts, file);
    let made: Vec<_> = args.files.par_iter().map(set).collect();
    let mut exit = Exit::Done;
    for (file, (found, made)) in args.files.iter().zip(made) {
        say(&found);
        match made.and_then(|(pdf, pages)| write_one(file, args.out.as_deref(), &pdf, pages)) {
            Ok(line) => print(&format!("{line}\n")),
            Err(found) => {
                say(&found);
                exit = Exit::Findings;
            }
        }
    }
    exit
}

/// The PDF of one text and its number of pages; what was found comes with it.
fn set_one(ws: Option<&Workspace>, fonts: &FontBook, file: &Path) -> (Diagnostics, Result<(Vec<u8>, usize), Diagnostics>) {
    let shown = file.to_string_lossy().replace('\\', "/");
    let read = || {
        let bytes = std::fs::read(file).map_err(|e| words::file_not_readable(&shown, &e))?;
        String::from_utf8(bytes).map_err(|_| words::not_utf8(&shown))
    };
    let text = match read() {
        Ok(text) => text,
        Err(d) => return (Diagnostics::new(), Err(Diagnostics::from_iter([d]))),
    };
    let source = Manuscript::from_text(shown.as_str(), &text);
    // A relative name without a folder stands in the folder that one is in.
    let folder = std::env::current_dir().unwrap_or_default().join(file).parent().map(Path::to_owned).unwrap_or_default();
    let beside = |path: &str| workspace::picture(ws.map_or(&folder, |ws| &ws.root), &folder, path);
    match pipeline::render(ws, fonts, &source, &beside) {
        Ok((pdf, pages, found)) => (found, Ok((pdf, pages))),
        Err(found) => (Diagnostics::new(), Err(found)),
    }
}

fn write_one(file: &Path, out: Option<&Path>, pdf: &[u8], pages: usize) -> Result<String, Diagnostics> {
    let name = file.with_extension("pdf");
    let target = match out {
        Some(folder) => folder.join(name.file_name().unwrap_or_default()),
        None => name,
    };
    let shown = target.to_string_lossy().replace('\\', "/");
    write_whole(&target, pdf).map_err(|e| Diagnostics::from_iter([words::file_not_writable(&shown, &e)]))?;
    Ok(words::rendered(&shown, pages))
}

pub(super) fn fonts(folder: Option<&Path>, args: &FontsArgs) -> Exit {
    let here = folder.map_or_else(|| std::env::current_dir().unwrap_or_default(), Path::to_owned);
    let root = workspace::find(&here).unwrap_or(here);
    let book = FontBook::load(Some(&root.join("fonts")), &[]);
    print(&match args.format {
        TextOrJson::Text => font_report::text(&book),
        TextOrJson::Json => font_report::json(&book),
    });
    Exit::Done
}
