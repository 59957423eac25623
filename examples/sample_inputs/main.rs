//! Fills in the forms of four periods with invented data and writes them as the workbooks of `inputs/`.
//!
//! `cargo run --example sample_inputs -- inputs` writes the same bytes each time. All invented numbers and texts stand in the TOML files beside
//! this one; the forms are drawn by the library's own writer. Two workbooks of one period stand in `converted/` as somebody else's program
//! saved them (an .xls and an .ods) and are only copied; `--originals DIR` writes the .xlsx that they were converted from.

mod data;
mod fill;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use hongtou::campaign::Campaign;
use hongtou::forms;
use hongtou::model::Submission;

use data::{Arrival, Sample};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let outcome = match (arguments.next(), arguments.next()) {
        (Some(flag), Some(folder)) if flag == Path::new("--originals") => write(&folder, true),
        (Some(folder), None) => write(&folder, false),
        _ => Err("usage: cargo run --example sample_inputs -- inputs".into()),
    };
    if let Err(problem) = outcome {
        eprintln!("{problem}");
        process::exit(1);
    }
}

fn write(folder: &Path, originals: bool) -> Outcome<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(here.join("inputs/campaign.toml"))?;
    let (campaign, findings) = Campaign::parse("inputs/campaign.toml", &text);
    let campaign = campaign.ok_or_else(|| format!("inputs/campaign.toml: {findings:?}"))?;
    let sample = Sample::read(&here.join("examples/sample_inputs"))?;

    let mut before: BTreeMap<String, Submission> = BTreeMap::new();
    for period in &sample.periods {
        let mut received = BTreeMap::new();
        for unit in &campaign.units {
            let arrival = sample.arrival(*period, &unit.name);
            if arrival == Arrival::Missing {
                continue;
            }
            let previous = before.get(&unit.name);
            let entries = fill::entries(&campaign, &sample, unit, *period, previous)?;
            let name = match &arrival {
                Arrival::Named(name) | Arrival::Converted(name) => name.clone(),
                Arrival::Usual | Arrival::Missing => format!("{}.xlsx", unit.name),
            };
            let target = folder.join(period.to_string());
            fs::create_dir_all(&target)?;
            match (&arrival, originals) {
                (Arrival::Converted(_), false) => {
                    fs::copy(here.join("examples/sample_inputs/converted").join(&name), target.join(&name))?;
                }
                (Arrival::Converted(_), true) | (_, false) => {
                    let file = if originals { format!("{}.xlsx", unit.name) } else { name };
                    let bytes = forms::filled(&campaign, unit, *period, previous, &entries).map_err(|d| d.message)?;
                    fs::write(target.join(file), bytes)?;
                }
                (_, true) => {}
            }
            received.insert(unit.name.clone(), fill::submission(&campaign, unit, *period, previous, &entries));
        }
        before = received;
    }
    Ok(())
}
