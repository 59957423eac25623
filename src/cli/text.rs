//! The text that a command is asked about: its name as it is shown, what it says, the workspace that it lies in.

use std::path::Path;

use crate::diag::Diagnostic;
use crate::words::run as words;
use crate::workspace::{self, Workspace};

/// The workspace that a file lies in, if it is one that can be read.
pub(super) fn around(file: &Path) -> Option<Workspace> {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = here.join(file);
    let root = workspace::find(folder.parent().unwrap_or(&here)).ok()?;
    Workspace::load(&root).ok().map(|(ws, _)| ws)
}

/// A text file: its path as it is shown, and what it says.
pub(super) fn text_of(file: &Path) -> Result<(String, String), Diagnostic> {
    let shown = file.to_string_lossy().replace('\\', "/");
    let bytes = std::fs::read(file).map_err(|e| words::file_not_readable(&shown, &e))?;
    let text = String::from_utf8(bytes).map_err(|_| words::not_utf8(&shown))?;
    Ok((shown, text))
}

/// A text that lies in a workspace, and the workspace.
pub(super) fn text_of_a_paper(file: &Path) -> Result<(String, String, Workspace), Diagnostic> {
    let (shown, text) = text_of(file)?;
    let ws = around(file).ok_or_else(|| words::no_workspace(&shown))?;
    Ok((shown, text, ws))
}
