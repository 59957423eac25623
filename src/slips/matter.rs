//! What a unit has to mend or to confirm, as it stands on its slip: findings in the order in which a clerk goes through the workbook, many of one kind as
//! one.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Severity};
use crate::origin::{CellRef, CellSource, Origin};
use crate::words::slips as words;
use crate::words::validate::others;

/// So many findings of one kind on one sheet become one entry.
const MANY: usize = 4;
/// On a slip with more findings than this, two of a kind do: one page is read, three are not.
const SHORT: usize = 8;

/// One entry of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// How grave.
    pub severity: Severity,
    /// The sheet, where it has cells.
    pub sheet: Option<Arc<str>>,
    /// Its cells in order; none where it is about the whole file.
    pub cells: Vec<CellRef>,
    /// What stands there and what was expected.
    pub text: String,
    /// What to do.
    pub remedy: String,
    /// How many findings it stands for.
    pub count: usize,
}

impl Matter {
    /// Where it is, as people say it.
    pub fn place(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(CellRef::to_string).collect();
        words::place(self.sheet.as_deref(), &cells)
    }
}

/// Codes of warnings by which a figure stays missing: the unit still owes it.
const OWED: [&str; 2] = ["not-counted", "dash-for-number"];

/// Whether a unit must be told of a finding; other warnings are only added where it gets a slip anyway.
pub fn must_be_told(d: &Diagnostic) -> bool {
    d.severity != Severity::Warning || OWED.contains(&d.code)
}

/// Findings of one kind on one sheet, each with its cell.
struct Group<'d> {
    severity: Severity,
    code: &'static str,
    sheet: Option<Arc<str>>,
    members: Vec<(Option<CellRef>, &'d Diagnostic)>,
}

/// The entries of a slip, the gravest first, then in the order of the form's `sheets`. `moved` says where a cell stands in the workbook that goes back, where
/// it is another one.
pub fn matters(found: &[&Diagnostic], moved: &BTreeMap<CellSource, (String, CellRef)>, sheets: &[&str]) -> Vec<Matter> {
    let many = if found.len() > SHORT { 2 } else { MANY };
    let mut groups: Vec<Group<'_>> = Vec::new();
    for d in found {
        let (sheet, cell) = match &d.origin {
            Origin::Cell(c) => match moved.get(c) {
                Some((sheet, cell)) => (Some(Arc::from(sheet.as_str())), Some(*cell)),
                None => (Some(c.sheet.clone()), Some(c.cell)),
            },
            _ => (None, None),
        };
        match groups.iter_mut().find(|g| g.severity == d.severity && g.code == d.code && g.sheet == sheet && sheet.is_some()) {
            Some(group) => group.members.push((cell, *d)),
            None => groups.push(Group { severity: d.severity, code: d.code, sheet, members: vec![(cell, *d)] }),
        }
    }
    let mut out = Vec::new();
    for Group { severity, sheet, members, .. } in groups {
        let together = members.len() >= many;
        if let Some((_, first)) = members.first().filter(|_| together) {
            let cells: Vec<CellRef> = members.iter().filter_map(|(cell, _)| *cell).collect();
            let text = words::same_kind(&first.message, members.len());
            out.push(Matter { severity, sheet, cells, text, remedy: first.hints.concat(), count: members.len() });
            continue;
        }
        for (cell, d) in members {
            let text = match &d.origin {
                Origin::Cell(at) => as_moved(d, at, moved),
                _ => d.message.clone(),
            };
            let (cells, text, remedy) = (cell.into_iter().collect(), text.replace('\n', ""), d.hints.concat());
            out.push(Matter { severity, sheet: sheet.clone(), cells, text, remedy, count: 1 });
        }
    }
    // As a clerk goes through the workbook, what is about all of it first.
    let sheet = |m: &Matter| m.sheet.as_deref().map(|s| sheets.iter().position(|known| *known == s).unwrap_or(sheets.len()));
    out.sort_by_key(|m| (rank(m.severity), sheet(m), m.sheet.clone(), m.cells.first().copied()));
    out
}

/// The message of a finding with the addresses of the other cells as they are in the workbook that goes back.
pub(super) fn as_moved(d: &Diagnostic, at: &CellSource, moved: &BTreeMap<CellSource, (String, CellRef)>) -> String {
    let now = |c: &CellSource| match moved.get(c) {
        Some((sheet, cell)) => CellSource { file: c.file.clone(), sheet: sheet.as_str().into(), cell: *cell },
        None => c.clone(),
    };
    let (mut message, there) = (d.message.clone(), now(at));
    for group in d.also.iter().map(|b| &b.cells).filter(|cells| cells.iter().all(|c| c.file == at.file)) {
        let cells: Vec<CellSource> = group.iter().map(now).collect();
        if cells != *group {
            message = message.replace(&others(at, group), &others(&there, &cells));
        }
    }
    message
}

fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Question => 1,
        Severity::Warning => 2,
    }
}
