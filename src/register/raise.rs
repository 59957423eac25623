//! From what units raised to matters of the register: those that are not in it yet, numbered on from the last one.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::deadline;
use super::source::fingerprint;
use crate::campaign::{Campaign, RegisterRules};
use crate::diag::Diagnostics;
use crate::model::{Assignment, Item, Month, RaisedAt, Register, Summary};
use crate::origin::CellSource;
use crate::understand::key;
use crate::words::register as words;

/// Shorter texts are in the register only where they are the whole matter.
const SHORT: usize = 8;

/// What is to be entered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Raised {
    /// New matters in order, numbered.
    pub items: Vec<Assignment>,
    /// What people should look at: words changed in a cell that was entered before, a closed matter that is raised again.
    pub found: Diagnostics,
}

/// The matters of a period's problems that are not in the register yet. `from` gives the day that a form's deadlines count from.
pub fn raise(summary: &Summary, campaign: &Campaign, rules: &RegisterRules, register: &Register, from: &dyn Fn(Month) -> Date) -> Raised {
    let mut out = Raised::default();
    let mut groups: Vec<(Month, usize, Vec<&Item>)> = Vec::new();
    for matter in summary.problems.iter().flat_map(|g| &g.matters) {
        let mut by_form: BTreeMap<Month, Vec<(usize, &Item)>> = BTreeMap::new();
        for problem in &matter.problems {
            let Some(turn) = turn(problem, rules, campaign) else { continue };
            if problem.text(&rules.matter_from).is_empty() || is_entered(problem, rules, register, &mut out.found) {
                continue;
            }
            by_form.entry(problem.form).or_default().push((turn, problem));
        }
        for (form, problems) in by_form {
            let turn = problems.iter().map(|(turn, _)| *turn).min().unwrap_or_default();
            groups.push((form, turn, problems.into_iter().map(|(_, p)| p).collect()));
        }
    }
    // By form, what needs the office itself first; else in the order of categories and tasks.
    groups.sort_by_key(|(form, turn, _)| (*form, *turn));
    let mut last: BTreeMap<i16, u32> = BTreeMap::new();
    for (form, _, problems) in groups {
        let n = last.entry(form.year).or_insert_with(|| last_number(rules, register, form.year, &out.items));
        *n = n.saturating_add(1);
        let number = rules.number_of(form.year, *n);
        let item = assignment(campaign, rules, form, &problems, number, from(form));
        out.items.push(item);
    }
    out
}

/// Whose turn a problem is, or nothing where it stays with the unit.
fn turn(problem: &Item, rules: &RegisterRules, campaign: &Campaign) -> Option<usize> {
    let solver = key(problem.text(&rules.solver_from));
    if let Some(at) = rules.assigned.iter().position(|a| key(a) == solver) {
        return Some(at);
    }
    let column = campaign.list(&problem.list).and_then(|l| l.columns.iter().find(|c| c.id == rules.solver_from));
    // Only a known answer keeps a matter out: what was left blank or misspelt is not lost.
    let known = column.is_some_and(|c| c.options.iter().any(|o| key(o) == solver));
    (!known).then_some(rules.assigned.len())
}

/// The cell that a problem's words stand in.
fn cell<'a>(problem: &'a Item, rules: &RegisterRules) -> &'a CellSource {
    problem.record.fields.get(&rules.matter_from).map_or(&problem.record.source, |f| &f.source)
}

/// Whether a problem is in the register: by its words, or by its cell.
fn is_entered(problem: &Item, rules: &RegisterRules, register: &Register, found: &mut Diagnostics) -> bool {
    let text = problem.text(&rules.matter_from);
    let print = fingerprint(&problem.unit, text);
    let by_print = |i: &&Assignment| i.sources.iter().any(|s| s.fingerprint == print);
    let short = key(text);
    let by_words = |i: &&Assignment| {
        let matter = key(&i.matter);
        i.units.contains(&problem.unit) && (matter == short || (short.chars().count() > SHORT && matter.contains(&short)))
    };
    let same = register.items.iter().find(by_print).or_else(|| register.items.iter().find(by_words));
    if let Some(item) = same {
        if item.closed && item.raised_in.is_some_and(|m| m < problem.form) {
            found.push(words::raised_again(cell(problem, rules).clone(), &problem.unit, &item.number));
        }
        return true;
    }
    let at = cell(problem, rules);
    let here = |s: &RaisedAt| s.file == *at.file && s.sheet == *at.sheet && s.cell == at.cell;
    let Some(item) = register.items.iter().find(|i| i.sources.iter().any(here)) else { return false };
    found.push(words::words_changed(at.clone(), &problem.unit, &item.number, item.place.as_ref()));
    true
}

/// The highest running number of a year that is taken.
fn last_number(rules: &RegisterRules, register: &Register, year: i16, new: &[Assignment]) -> u32 {
    let Some((before, after)) = rules.around_number(year) else { return 0 };
    let (before, after) = (key(&before), key(&after));
    let running = |number: &str| key(number).strip_prefix(&before)?.strip_suffix(&after)?.parse::<u32>().ok();
    register.items.iter().chain(new).filter_map(|i| running(&i.number)).max().unwrap_or(0)
}

fn assignment(campaign: &Campaign, rules: &RegisterRules, form: Month, problems: &[&Item], number: String, from: Date) -> Assignment {
    let task = problems.first().and_then(|p| p.task.clone());
    let proposed = |p: &&Item| {
        let typed = key(rules.lead_from.as_deref().map_or("", |c| p.text(c)));
        campaign.departments.iter().find(|d| key(&d.name) == typed).map(|d| d.name.clone())
    };
    let mut departments: Vec<String> = Vec::new();
    for name in problems.iter().filter_map(proposed) {
        if !departments.contains(&name) {
            departments.push(name);
        }
    }
    let own = task.as_deref().and_then(|id| campaign.task(id)).map(|t| t.department.clone()).unwrap_or_default();
    let lead = if departments.is_empty() { own } else { departments.remove(0) };
    let mut units: Vec<String> = problems.iter().map(|p| p.unit.clone()).collect();
    units.dedup();
    let source = |p: &&Item| {
        let at = cell(p, rules);
        let fingerprint = fingerprint(&p.unit, p.text(&rules.matter_from));
        RaisedAt { file: at.file.to_string(), sheet: at.sheet.to_string(), cell: at.cell, fingerprint }
    };
    Assignment {
        number,
        raised_in: Some(form),
        matter: told(problems, &rules.matter_from),
        units,
        task,
        lead,
        helpers: departments,
        deadline: Some(deadline(campaign, rules, form, from)),
        state: rules.first_state().to_owned(),
        note: match rules.request_from.as_deref().map(|c| told(problems, c)).filter(|t| !t.is_empty()) {
            Some(asked) => words::asked(&asked),
            None => String::new(),
        },
        sources: problems.iter().map(source).collect(),
        ..Assignment::default()
    }
}

/// What stands in a column of all problems: of one unit its words, of several each with its name; who say the same say it together.
fn told(problems: &[&Item], column: &str) -> String {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for problem in problems.iter().filter(|p| !p.text(column).trim().is_empty()) {
        let text = problem.text(column).split_whitespace().collect::<Vec<_>>().join(" ");
        match said.iter_mut().find(|(known, _)| key(known) == key(&text)) {
            Some((_, units)) if units.last() != Some(&problem.unit.as_str()) => units.push(&problem.unit),
            Some(_) => {}
            None => said.push((text, vec![&problem.unit])),
        }
    }
    match said.as_slice() {
        [(text, _)] => text.clone(),
        several => several.iter().map(|(text, units)| words::said_by(units, text)).collect(),
    }
}
