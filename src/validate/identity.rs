//! Whose form it is, of which period and campaign: the content first, the name of the file last, and nothing chosen silently.

use super::InputFile;
use crate::campaign::Campaign;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Column, Facts, Month, Period, Spot, UnitClaim, UnitReading, form_months, period_name};
use crate::origin::Origin;
use crate::words::received as words;

/// Whose form a file is and whether it counts.
pub(super) struct Identity {
    /// Canonical name of the unit, if it is known.
    pub(super) unit: Option<String>,
    /// Whether the form may count for the period.
    pub(super) accepted: bool,
    pub(super) diagnostics: Diagnostics,
}

/// Tells whose form it is and whether it is the one that was asked for.
pub(super) fn identify(facts: &Facts, campaign: &Campaign, period: Month, last: &[InputFile]) -> Identity {
    let mut id = Identity { unit: None, accepted: true, diagnostics: Diagnostics::new() };
    // A form that says that it is this period's is: then it lay in the other folder by mistake.
    let claimed = facts.periods.first();
    if let Some(same) = last.iter().find(|f| f.sha256 == facts.sha256).filter(|_| claimed.is_none_or(|c| c.last != period)) {
        id.unit(facts, campaign);
        id.diagnostics = Diagnostics::new();
        let called = |last: Month| period_name(&campaign.cycle, Period::Form(last));
        id.refuse(words::last_file_again(&facts.file, &same.path, claimed.map(|c| called(c.last)).as_deref(), &called(period)));
        return id;
    }
    if facts.tag.is_none() && facts.table.is_none() && facts.lists.is_empty() {
        id.unit = known(facts, Spot::FileName).or_else(|| known(facts, Spot::Info)).or_else(|| known(facts, Spot::Title));
        id.refuse(words::not_our_form(&facts.file, &campaign.form.indicator_sheet));
        return id;
    }
    id.unit(facts, campaign);
    if let Some(tag) = &facts.tag {
        if !tag.campaign.is_empty() && tag.campaign != campaign.campaign.id {
            id.refuse(words::wrong_campaign(&facts.file, &campaign.campaign.name));
            return id;
        }
        if !tag.version.is_empty() && tag.version != campaign.form.version.to_string() {
            id.diagnostics.push(words::other_version(tag.source.clone(), &tag.version, campaign.form.version));
        }
    }
    id.period(facts, campaign, period);
    id
}

fn claim(facts: &Facts, spot: Spot) -> Option<&UnitClaim> {
    facts.units.iter().find(|c| c.place == spot)
}

fn name(claim: &UnitClaim) -> Option<&str> {
    match &claim.reading {
        UnitReading::Known { name, .. } => Some(name),
        _ => None,
    }
}

fn known(facts: &Facts, spot: Spot) -> Option<String> {
    claim(facts, spot).and_then(name).map(str::to_owned)
}

impl Identity {
    fn refuse(&mut self, d: Diagnostic) {
        self.accepted = false;
        self.diagnostics.push(d);
    }

    fn unit(&mut self, facts: &Facts, campaign: &Campaign) {
        let label = campaign.form.fields.iter().find(|f| f.id == "unit").map_or("", |f| f.label.as_str());
        let tag = known(facts, Spot::Tag);
        let fallback = tag.clone().or_else(|| known(facts, Spot::Title)).or_else(|| known(facts, Spot::FileName));
        match claim(facts, Spot::Info) {
            Some(info) => match &info.reading {
                UnitReading::Known { name, former } => {
                    if *former {
                        self.diagnostics.push(words::former_name(info.origin.clone(), &info.text, name));
                    }
                    self.unit = Some(name.clone());
                }
                UnitReading::Ambiguous(names) => match tag.filter(|t| names.contains(t)) {
                    Some(tag) => {
                        self.diagnostics.push(words::unit_by_tag(info.origin.clone(), label, &info.text, &tag));
                        self.unit = Some(tag);
                    }
                    None => return self.refuse(words::unit_ambiguous(info.origin.clone(), &info.text, names)),
                },
                UnitReading::Unknown | UnitReading::Close(_) => match fallback {
                    Some(unit) => {
                        self.diagnostics.push(words::unit_by_tag(info.origin.clone(), label, &info.text, &unit));
                        self.unit = Some(unit);
                    }
                    None => return self.refuse(words::unit_unknown(info.origin.clone(), label, &info.text)),
                },
            },
            None => match fallback {
                Some(unit) => {
                    if claim(facts, Spot::Tag).and_then(name).is_none() {
                        self.diagnostics.push(words::unit_only_by_name(&facts.file, label, &unit));
                    }
                    self.unit = Some(unit);
                }
                None => return self.refuse(words::unit_nowhere(&facts.file, label)),
            },
        }
        let Some(unit) = self.unit.clone() else { return };
        if let Some(other) = claim(facts, Spot::Tag).filter(|c| name(c).is_some_and(|n| n != unit)) {
            // The form was made for another unit: its prefilled figures are that unit's.
            let at = claim(facts, Spot::Info).unwrap_or(other).origin.clone();
            self.refuse(words::form_of_other_unit(at, label, &unit, &other.text));
        } else if let Some(other) = claim(facts, Spot::FileName).and_then(name).filter(|n| *n != unit) {
            self.diagnostics.push(words::file_name_differs(&facts.file, other, &unit));
        }
    }

    fn period(&mut self, facts: &Facts, campaign: &Campaign, period: Month) {
        let months = form_months(campaign, period);
        let called = |last: Month| period_name(&campaign.cycle, Period::Form(last));
        let Some(first) = facts.periods.first() else {
            // Nothing names the period: the heads of the months must.
            if let Some(table) = &facts.table {
                let heads: Vec<u8> = table.columns.keys().filter_map(|c| if let Column::Month(m) = c { Some(*m) } else { None }).collect();
                if !months.iter().all(|m| heads.contains(&m.month)) {
                    let wanted: Vec<u8> = months.iter().map(|m| m.month).collect();
                    self.refuse(words::wrong_months(table.head.clone(), &heads, &wanted));
                }
            }
            return;
        };
        if first.last != period {
            self.refuse(words::wrong_period(first.origin.clone(), &called(first.last), &called(period)));
        }
        let label = campaign.form.label("period");
        for other in facts.periods.iter().skip(1).filter(|c| c.last != first.last && c.last != period) {
            self.diagnostics.push(words::period_differs(other.origin.clone(), label, &other.text, &called(period)));
        }
    }
}

/// Where the unit is named, for findings about it.
pub(super) fn origin(facts: &Facts) -> Origin {
    Origin::file(facts.file.clone())
}
