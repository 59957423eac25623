//! The sample workbooks as values: what is invented, filled into the library's own forms.

mod data;
mod fill;
mod register;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hongtou::campaign::Campaign;
use hongtou::forms;
use hongtou::model::Submission;

pub use data::Sample;
use data::{Arrival, date};
pub use register::register;

pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// One workbook.
pub struct Workbook {
    /// Path relative to the folder of inputs.
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    /// The .xlsx that somebody else's program saved in another format; then `bytes` are what that program made of it.
    pub original: Option<(PathBuf, Vec<u8>)>,
}

/// All workbooks of all periods, from the files of the workspace at `root`.
pub fn workbooks(root: &Path) -> Outcome<Vec<Workbook>> {
    let here = root.join("examples/sample_inputs");
    let text = fs::read_to_string(root.join("inputs/campaign.toml"))?;
    let (campaign, findings) = Campaign::parse("inputs/campaign.toml", &text);
    let campaign = campaign.ok_or_else(|| format!("inputs/campaign.toml: {findings:?}"))?;
    let sample = Sample::read(&here)?;

    let mut made = Vec::new();
    let mut before: BTreeMap<String, Submission> = BTreeMap::new();
    for period in &sample.periods {
        let folder = PathBuf::from(period.to_string());
        let mut received = BTreeMap::new();
        for unit in &campaign.units {
            let arrival = sample.arrival(*period, &unit.name);
            if arrival == Arrival::Missing {
                continue;
            }
            let previous = before.get(&unit.name);
            let entries = fill::entries(&campaign, &sample, unit, *period, previous)?;
            let bytes = forms::filled(&campaign, unit, *period, previous, &entries).map_err(|d| d.message)?;
            let usual = folder.join(format!("{}.xlsx", unit.name));
            made.push(match arrival {
                Arrival::Converted(name) => {
                    let converted = fs::read(here.join("converted").join(&name))?;
                    Workbook { path: folder.join(name), bytes: converted, original: Some((usual, bytes)) }
                }
                Arrival::Named(name) => Workbook { path: folder.join(name), bytes, original: None },
                Arrival::Usual | Arrival::Missing => Workbook { path: usual, bytes, original: None },
            });
            received.insert(unit.name.clone(), fill::submission(&campaign, unit, *period, previous, &entries));
        }
        before = received;
    }
    Ok(made)
}
