//! `read`: any spreadsheets, in a workspace or without one.

use std::path::Path;

use rayon::prelude::*;

use super::args::{ReadArgs, TextOrJson};
use super::{Exit, print, say};
use crate::campaign::{Campaign, Readings};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{BookReading, Period};
use crate::report::read as report;
use crate::words::run as words;
use crate::workspace::{self, Workspace};
use crate::{intake, understand};

/// The campaign that counts where there is no workspace.
const EMBEDDED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs/campaign.toml"));

pub(super) fn read(folder: Option<&Path>, args: &ReadArgs) -> Exit {
    let period = match args.period.as_deref().map(str::parse::<Period>) {
        None => None,
        Some(Ok(period)) => Some(period),
        Some(Err(_)) => {
            eprintln!("{}", words::not_a_period(args.period.as_deref().unwrap_or_default()));
            return Exit::Refused;
        }
    };
    let (campaign, readings) = match campaign(folder) {
        Ok(both) => both,
        Err(found) => {
            say(&found);
            return Exit::Refused;
        }
    };
    let read: Vec<Result<BookReading, Diagnostic>> = args
        .files
        .par_iter()
        .filter(|f| !is_owner_file(f))
        .map(|f| {
            let shown = f.to_string_lossy().replace('\\', "/");
            intake::read(f, &shown).map(|book| understand::read(&book, &campaign, &readings, period))
        })
        .collect();
    print(&match args.format {
        TextOrJson::Text => report::text(&read, &campaign),
        TextOrJson::Json => report::json(&read),
    });
    if read.iter().any(Result::is_err) { Exit::Findings } else { Exit::Done }
}

/// The campaign of the workspace that is named or that this folder lies in, else the one built in.
fn campaign(folder: Option<&Path>) -> Result<(Campaign, Readings), Diagnostics> {
    let here = std::env::current_dir().unwrap_or_default();
    match workspace::find(folder.unwrap_or(&here)) {
        Ok(root) => Workspace::load(&root).map(|(ws, _)| (ws.campaign, ws.readings)),
        // A folder that is named must be a workspace.
        Err(d) if folder.is_some() => Err(Diagnostics::from_iter([d])),
        Err(_) => {
            let (campaign, found) = Campaign::parse(workspace::CAMPAIGN, EMBEDDED);
            campaign.map(|c| (c, Readings::default())).ok_or(found)
        }
    }
}

/// `~$甲县.xlsx`: what WPS leaves beside a file that is open.
fn is_owner_file(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("~$"))
}
