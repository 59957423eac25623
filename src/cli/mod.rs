//! Layer 7. Typed arguments to checked requests to exit codes; the clock is read here and nowhere else.

mod args;
mod audit;
mod base;
mod build;
mod commands;
mod inspect;
mod lint;
mod progress;
mod read;
mod register;
mod rollup;
mod templates;
mod text;
mod trace;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser;
use clap::error::ErrorKind;

use crate::diag::{Diagnostic, Diagnostics};
use crate::report::findings;
use crate::words;
use crate::workspace::{self, Workspace};
use args::{Cli, Command};

/// How a command ends, by the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All well.
    Done = 0,
    /// Errors in inputs, or a paper failed.
    Findings = 1,
    /// Wrong usage, no workspace, a faulty campaign, nothing to work on, nowhere to write: nothing was written.
    Refused = 2,
}

/// Runs the command line; gives the process's exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(e) if matches!(e.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            print(&words::usage::help(&e.render().to_string()));
            return Exit::Done as u8;
        }
        Err(e) => {
            eprintln!("{}", words::usage::usage_error(&e));
            return Exit::Refused as u8;
        }
    };
    let folder = cli.workspace;
    let exit = match cli.command {
        Command::Forms(a) => with(folder, |ws| commands::forms(ws, &a)),
        Command::Base(a) => with(folder, |ws| base::base(ws, &a)),
        Command::Check(a) => with(folder, |ws| commands::check(ws, &a)),
        Command::Read(a) => read::read(folder.as_deref(), &a),
        Command::Slips(a) => with(folder, |ws| commands::slips(ws, &a)),
        Command::Figures(a) => with(folder, |ws| commands::figures(ws, &a)),
        Command::Build(a) => with(folder, |ws| build::build(ws, &a)),
        Command::Register(a) => with(folder, |ws| register::register(ws, &a)),
        Command::Render(a) => commands::render(&a),
        Command::Lint(a) => lint::lint(&a),
        Command::Inspect(a) => inspect::inspect(folder, &a),
        Command::Audit(a) => audit::audit(&a),
        Command::Trace(a) => trace::trace(&a),
        Command::RollUp(a) => with(folder, |ws| rollup::roll_up(ws, &a)),
        Command::Templates(a) => with(folder, |ws| templates::templates(ws, &a)),
        Command::Fonts(a) => commands::fonts(folder.as_deref(), &a),
    };
    exit as u8
}

/// Finds and loads the workspace and does something in it.
fn with(folder: Option<PathBuf>, work: impl FnOnce(&Workspace) -> Exit) -> Exit {
    let start = folder.map_or_else(std::env::current_dir, Ok).unwrap_or_else(|_| PathBuf::from("."));
    // A workspace that is named must be that folder; without one, those above are looked at too.
    let loaded = workspace::find(&start).map_err(|d| Diagnostics::from_iter([d])).and_then(|root| Workspace::load(&root));
    match loaded {
        Ok((ws, found)) => {
            say(&found);
            work(&ws)
        }
        Err(found) => {
            say(&found);
            Exit::Refused
        }
    }
}

/// Findings for people go to stderr.
fn say(found: &Diagnostics) {
    eprint!("{}", findings::list(found));
}

fn say_one(found: Diagnostic) {
    say(&Diagnostics::from_iter([found]));
}

/// The answer goes to stdout; a reader that has gone away is no failure.
fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
