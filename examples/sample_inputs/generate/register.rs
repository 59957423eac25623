//! The sample register: what the program itself enters from the sample forms, and what people are supposed to have filled in since.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hongtou::aggregate::aggregate;
use hongtou::campaign::Campaign;
use hongtou::model::{Month, Period, Register, Submission, cutoff_date};
use hongtou::{intake, register as registers, understand, validate};
use serde::Deserialize;

use super::{Outcome, Workbook, date};

/// What people filled in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// Periods whose matters have been entered.
    entered: Vec<String>,
    item: Vec<Filled>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filled {
    number: String,
    state: String,
    #[serde(default)]
    progress: String,
    #[serde(default)]
    closed_on: String,
    #[serde(default)]
    deadline: String,
    #[serde(default)]
    helpers: Vec<String>,
}

/// The register: its path relative to the folder of inputs, and its bytes. `forms` are all workbooks.
pub fn register(root: &Path, forms: &[Workbook]) -> Outcome<(PathBuf, Vec<u8>)> {
    let text = fs::read_to_string(root.join("inputs/campaign.toml"))?;
    let campaign = Campaign::parse("inputs/campaign.toml", &text).0.ok_or("inputs/campaign.toml")?;
    let rules = campaign.register.as_ref().ok_or("no [register]")?;
    let known: Known = toml::from_str(&fs::read_to_string(root.join("examples/sample_inputs/register.toml"))?)?;
    let mut entered = Register::default();
    let mut before: BTreeMap<String, Submission> = BTreeMap::new();
    let mut all: Vec<Submission> = Vec::new();
    for period in &known.entered {
        let form: Month = period.parse()?;
        let own: Vec<&Workbook> = forms.iter().filter(|w| w.path.starts_with(period)).collect();
        let read = own.iter().map(|w| intake::read_bytes(&w.bytes, &format!("inputs/{}", w.path.to_string_lossy().replace('\\', "/")))).collect();
        let judged = validate::judge(understand::understand_all(read, &campaign, &Default::default()), &campaign, form, &before, &[]);
        before = judged.submissions.iter().map(|s| (s.unit.clone(), s.clone())).collect();
        all.extend(judged.submissions);
        let summary = aggregate(Period::Form(form), &campaign, &all);
        let raised = registers::raise(&summary, &campaign, rules, &entered, &|form| cutoff_date(&campaign.cycle, form));
        entered.items.extend(raised.items);
    }
    for filled in known.item {
        let item = entered.items.iter_mut().find(|i| i.number == filled.number).ok_or_else(|| format!("register.toml: no {}", filled.number))?;
        item.closed_on = if filled.closed_on.is_empty() { None } else { Some(date(&filled.closed_on)?) };
        if !filled.deadline.is_empty() {
            item.deadline = Some(date(&filled.deadline)?);
        }
        (item.state, item.progress, item.helpers) = (filled.state, filled.progress, filled.helpers);
    }
    let bytes = registers::draw(&campaign, rules, &entered.items).map_err(|d| d.message)?;
    Ok((PathBuf::from(format!("{}.xlsx", rules.file)), bytes))
}
