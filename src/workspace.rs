//! Layer 5. What all stages read and none changes: the campaign, its phrases, the templates. Built once before a run, shared by all threads.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::campaign::{Campaign, Meeting, Phrases, Readings, Wishes};
use crate::diag::{Diagnostic, Diagnostics};
use crate::font::FontBook;
use crate::merge::{TemplateSource, Templates};
use crate::model::Month;
use crate::origin::Origin;
use crate::store::{InputEntry, sha256};
use crate::words::run as words;

/// Path of the campaign file in a workspace.
pub const CAMPAIGN: &str = "inputs/campaign.toml";
/// Path of the phrases.
pub const PHRASES: &str = "inputs/phrases.toml";
/// Path of the confirmed readings of tables that are not the form.
pub const READINGS: &str = "inputs/读法.toml";

/// A checked workspace.
#[derive(Debug)]
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// The campaign.
    pub campaign: Campaign,
    /// The standard formulations.
    pub phrases: Phrases,
    /// Confirmed readings of tables that are not the form.
    pub readings: Readings,
    /// The templates.
    pub templates: Templates,
    /// The TOML files read, for the manifest.
    pub inputs: Vec<InputEntry>,
}

/// `inputs/<period>/meeting.toml` as read.
#[derive(Debug, Clone, Default)]
pub struct MeetingFile {
    /// Path relative to the workspace.
    pub path: Arc<str>,
    /// What it says; empty where there is none.
    pub meeting: Meeting,
    /// Its `pin` and `skip`.
    pub wishes: Wishes,
    /// For the manifest, where there is one.
    pub entry: Option<InputEntry>,
    /// What was found in it that is no reason to stop.
    pub found: Diagnostics,
}

/// The folder that holds `inputs/campaign.toml`: `start` or the nearest folder above it.
///
/// # Errors
/// A diagnostic where there is none.
pub fn find(start: &Path) -> Result<PathBuf, Diagnostic> {
    start.ancestors().find(|p| p.join(CAMPAIGN).is_file()).map(Path::to_owned).ok_or_else(|| words::no_workspace(&start.display().to_string()))
}

/// Longest file of a picture, bytes.
const PICTURE: u64 = 64 << 20;

/// The bytes of the picture that a manuscript in `folder` names `path`, if it is a file inside `root`: a text that came from elsewhere cannot fetch
/// other files into a paper.
pub fn picture(root: &Path, folder: &Path, path: &str) -> Option<Vec<u8>> {
    let file = folder.join(path).canonicalize().ok()?;
    let inside = file.starts_with(root.canonicalize().ok()?);
    let small = fs::metadata(&file).is_ok_and(|m| m.is_file() && m.len() <= PICTURE);
    if inside && small { fs::read(file).ok() } else { None }
}

impl Workspace {
    /// Reads and checks the files of the workspace at `root`.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn load(root: &Path) -> Result<(Self, Diagnostics), Diagnostics> {
        let mut found = Diagnostics::new();
        let mut inputs = Vec::new();
        let source = text(root, CAMPAIGN, &mut inputs).map_err(one)?;
        let (campaign, findings) = Campaign::parse(CAMPAIGN, &source);
        found.append(findings);
        let templates = Templates::compile(templates(root, &mut found));
        let names: Vec<&str> = templates.names().collect();
        found.append(Campaign::check_templates(CAMPAIGN, &source, &names));
        let phrases = if root.join(PHRASES).is_file() {
            let text = text(root, PHRASES, &mut inputs).map_err(one)?;
            let (phrases, findings) = Phrases::parse(PHRASES, &text);
            found.append(findings);
            phrases
        } else {
            Some(Phrases::default())
        };
        let readings = if root.join(READINGS).is_file() {
            let text = text(root, READINGS, &mut inputs).map_err(one)?;
            let (readings, findings) = Readings::parse(READINGS, &text);
            found.append(findings);
            if let (Some(campaign), Some(_)) = (&campaign, &readings) {
                found.append(campaign.check_readings(READINGS, &text));
            }
            readings
        } else {
            Some(Readings::default())
        };
        let (Some(campaign), Some(phrases), Some(readings)) = (campaign, phrases, readings) else { return Err(found) };
        if found.has_errors() {
            return Err(found);
        }
        Ok((Self { root: root.to_owned(), campaign, phrases, readings, templates, inputs }, found))
    }

    /// The meeting file of a form's period; an empty one where there is none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn meeting(&self, form: Month) -> Result<MeetingFile, Diagnostics> {
        let path = format!("inputs/{form}/meeting.toml");
        if !self.root.join(&path).is_file() {
            return Ok(MeetingFile { path: path.into(), ..MeetingFile::default() });
        }
        let mut inputs = Vec::new();
        let text = text(&self.root, &path, &mut inputs).map_err(one)?;
        match Meeting::parse(&path, &text) {
            (Some(meeting), mut found) if !found.has_errors() => {
                found.append(self.campaign.check_meeting(&meeting, &path, &text, form.year, form.month));
                let (wishes, more) = self.campaign.wishes(&meeting, &path, &text);
                found.append(more);
                Ok(MeetingFile { path: path.into(), meeting, wishes, entry: inputs.pop(), found })
            }
            (_, found) => Err(found),
        }
    }

    /// The faces: those of the workspace's `fonts`, the system's, the user's, the built-in ones.
    pub fn fonts(&self) -> FontBook {
        FontBook::load(Some(&self.root.join("fonts")), &[])
    }
}

fn one(d: Diagnostic) -> Diagnostics {
    Diagnostics::from_iter([d])
}

fn text(root: &Path, path: &str, inputs: &mut Vec<InputEntry>) -> Result<String, Diagnostic> {
    let bytes = fs::read(root.join(path)).map_err(|e| words::file_not_readable(path, &e))?;
    inputs.push(InputEntry { path: path.to_owned(), sha256: sha256(&bytes) });
    let text = String::from_utf8(bytes).map_err(|_| words::not_utf8(path))?;
    // Windows' editor puts a byte order mark in front.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn templates(root: &Path, found: &mut Diagnostics) -> Vec<TemplateSource> {
    let mut sources = Vec::new();
    for entry in WalkDir::new(root.join("templates")).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let name = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path: Vec<String> = name.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        let path = path.join("/");
        if !entry.file_type().is_file() || entry.path().extension().is_none_or(|e| e != "md") {
            continue;
        }
        match text(root, &path, &mut Vec::new()) {
            Ok(text) => sources.push(TemplateSource { path, text: text.replace("\r\n", "\n") }),
            Err(d) => found.push(d),
        }
    }
    sources
}

/// Where the campaign file stands, for findings about it as a whole.
pub fn campaign_origin() -> Origin {
    Origin::file(CAMPAIGN)
}
