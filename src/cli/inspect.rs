//! `inspect`: manuscripts, or all papers of a period.

use std::path::{Path, PathBuf};

use super::args::{InspectArgs, TextOrJson};
use super::{Exit, print, say, say_one, with};
use crate::document::Manuscript;
use crate::font::FontBook;
use crate::model::Period;
use crate::pipeline;
use crate::report::inspection::{self, Inspected};
use crate::words::run as words;
use crate::workspace::{self, Workspace};

pub(super) fn inspect(folder: Option<PathBuf>, args: &InspectArgs) -> Exit {
    match args.targets.as_slice() {
        [one] if !is_text(one) => {
            let text = one.to_string_lossy();
            let Ok(period) = text.parse::<Period>() else {
                eprintln!("{}", words::not_a_period(&text));
                return Exit::Refused;
            };
            with(folder, |ws| of_period(ws, period, args.format))
        }
        files => of_files(folder.as_deref(), files, args.format),
    }
}

/// A file that is there, or what is named as a text is.
fn is_text(path: &Path) -> bool {
    path.is_file() || path.extension().is_some_and(|x| x.eq_ignore_ascii_case("md"))
}

fn of_period(ws: &Workspace, period: Period, format: TextOrJson) -> Exit {
    match pipeline::inspect_period(ws, &ws.fonts(), period) {
        Ok(papers) if papers.is_empty() => {
            eprintln!("{}", crate::words::inspect::nothing(&period.to_string()));
            Exit::Refused
        }
        Ok(papers) => answer(&papers, format),
        Err(found) => {
            say(&found);
            Exit::Refused
        }
    }
}

fn of_files(folder: Option<&Path>, files: &[PathBuf], format: TextOrJson) -> Exit {
    // As `render`: a text inside a workspace is set with its names and faces.
    let here = std::env::current_dir().unwrap_or_default();
    let first = files.first().map(|f| here.join(f)).unwrap_or_else(|| here.clone());
    let root = workspace::find(folder.unwrap_or_else(|| first.parent().unwrap_or(&here))).ok();
    let ws = root.and_then(|root| Workspace::load(&root).ok()).map(|(ws, _)| ws);
    let fonts = ws.as_ref().map_or_else(|| FontBook::load(Some(&here.join("fonts")), &[]), Workspace::fonts);
    let mut papers = Vec::new();
    for file in files {
        let shown = file.to_string_lossy().replace('\\', "/");
        let text = std::fs::read(file).map_err(|e| words::file_not_readable(&shown, &e));
        let text = text.and_then(|bytes| String::from_utf8(bytes).map_err(|_| words::not_utf8(&shown)));
        match text {
            Ok(text) => {
                let beside = |path: &str| std::fs::read(file.with_file_name(path)).ok();
                papers.push(pipeline::inspect_text(ws.as_ref(), &fonts, &Manuscript::from_text(shown.as_str(), &text), &beside));
            }
            Err(d) => {
                say_one(d);
                return Exit::Refused;
            }
        }
    }
    answer(&papers, format)
}

fn answer(papers: &[Inspected], format: TextOrJson) -> Exit {
    print(&match format {
        TextOrJson::Text => inspection::text(papers),
        TextOrJson::Json => inspection::json(papers),
    });
    if papers.iter().all(Inspected::passed) { Exit::Done } else { Exit::Findings }
}
