//! What joins papers to what lies beside the campaign file: templates, file names, the meeting.

use super::check::forbidden;
use super::load::look;
use super::view::Findings;
use super::{Campaign, CutoffDay, Cycle, Meeting, Paper, PaperCopy, PaperPer, UnitRole};
use crate::diag::Diagnostics;
use crate::origin::Origin;
use crate::words::campaign as words;

/// What may stand in braces in a paper's file name.
pub const PLACEHOLDERS: &[&str] = &["period", "period_name", "year", "month", "issue", "total_issue", "for"];

impl Campaign {
    /// The copies of a paper in order: one, or one for each addressee.
    pub fn copies<'a>(&'a self, paper: &'a Paper) -> Vec<PaperCopy<'a>> {
        let copy = |of| PaperCopy { paper, of };
        match paper.per {
            None => vec![copy(None)],
            Some(PaperPer::Leader) => {
                self.leaders().filter(|p| self.liaisons_of(&p.name).next().is_some()).map(|p| copy(Some(p.name.as_str()))).collect()
            }
            Some(PaperPer::Department) => {
                self.departments.iter().filter(|d| self.tasks.iter().any(|t| t.department == d.name)).map(|d| copy(Some(d.name.as_str()))).collect()
            }
            Some(PaperPer::Unit) => self.units_of(UnitRole::County).map(|u| copy(Some(u.name.as_str()))).collect(),
        }
    }

    /// Reports each paper of the campaign file (`text`, at `file`) whose template is not among `templates`, the names of the files in the
    /// folder of templates.
    pub fn check_templates(file: &str, text: &str, templates: &[&str]) -> Diagnostics {
        let mut findings = Findings::default();
        look(text, &mut findings, |root, out| {
            for paper in root.many("paper") {
                if let Some(t) = paper.text("template").filter(|t| !templates.contains(&t.value)) {
                    out.add(t.at, words::no_template(paper.text("title").map_or("", |t| t.value), t.value, templates));
                }
            }
            for slip in root.many("reminder") {
                if let Some(t) = slip.text("template").filter(|t| !templates.contains(&t.value)) {
                    out.add(t.at, words::no_template(slip.text("title").map_or("", |t| t.value), t.value, templates));
                }
            }
        });
        findings.finish(file, text)
    }

    /// Reports each key of `meeting.toml` (at `file`) that the paper needs and does not find; without a meeting, all of them at once.
    pub fn check_needs(&self, paper: &Paper, meeting: Option<&Meeting>, file: &str) -> Diagnostics {
        let mut out = Diagnostics::new();
        let missing: Vec<&str> = paper.needs.iter().map(String::as_str).filter(|key| !meeting.is_some_and(|m| m.has(key))).collect();
        if !missing.is_empty() {
            out.push(words::needs_missing(Origin::file(file), &paper.title, &missing, meeting.is_some()));
        }
        out
    }

    /// Reports a meeting of the period that ends with `month` of `year` whose date (in `text`, the contents of `file`) is in another month or
    /// later than the cycle allows: mostly the file of the period before, copied and not yet changed.
    pub fn check_meeting(&self, meeting: &Meeting, file: &str, text: &str, year: i16, month: u8) -> Diagnostics {
        let mut findings = Findings::default();
        let Some(date) = meeting.date else { return Diagnostics::new() };
        let later = u8::from(due_in_next_month(&self.cycle));
        let (year, month) = if month + later > 12 { (year + 1, 1) } else { (year, month + later) };
        look(text, &mut findings, |root, out| {
            let at = root.value("date").map_or(0, |v| v.span().start);
            if (date.year(), date.month().unsigned_abs()) != (year, month) {
                out.add(at, words::meeting_in_other_month(&date.to_string(), year, month));
            } else if date.day().unsigned_abs() >= self.cycle.meeting_before_day {
                out.add(at, words::meeting_late(&date.to_string(), self.cycle.meeting_before_day));
            }
        });
        findings.finish(file, text)
    }
}

impl Meeting {
    /// Whether the key of `meeting.toml` has been given something: `extra.x` asks for a key of the table `extra`.
    pub fn has(&self, key: &str) -> bool {
        let text = |t: &Option<String>| t.as_ref().is_some_and(|t| !t.trim().is_empty());
        match key {
            "date" => self.date.is_some(),
            "place" => text(&self.place),
            "chair" => text(&self.chair),
            "attendees" => text(&self.attendees),
            "said" => !self.said.is_empty(),
            "issue" => self.issue.is_some(),
            "total_issue" => self.total_issue.is_some(),
            "bulletin_date" => self.bulletin_date.is_some(),
            "copies" => self.copies.is_some(),
            "editor_note" => text(&self.editor_note),
            "pin" => !self.pin.is_empty(),
            "skip" => !self.skip.is_empty(),
            "next_step" => !self.next_steps.is_empty(),
            _ => key.strip_prefix("extra.").and_then(|k| self.extra.get(k)).is_some_and(|t| !t.trim().is_empty()),
        }
    }
}

impl Paper {
    /// The folder that the copies of a paper lie in, where it is made for several.
    pub fn folder(&self) -> Option<String> {
        self.per.map(|_| self.title.chars().filter(|c| forbidden(&c.to_string()).is_none()).collect())
    }

    /// The name of its files without extension: each `{…}` of `file_name` is what `value` gives for it, without characters that no file name
    /// may hold; nothing where it gives nothing.
    pub fn file_stem(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let mut name = self.file_name.clone();
        for p in PLACEHOLDERS {
            let given: String = value(p).unwrap_or_default().chars().filter(|c| forbidden(&c.to_string()).is_none()).collect();
            name = name.replace(&format!("{{{p}}}"), &given);
        }
        name
    }
}

/// Whether forms are due in the month after their period's last: where that month is not over by the day that they are due.
pub fn due_in_next_month(cycle: &Cycle) -> bool {
    match cycle.cutoff_day {
        CutoffDay::Day(d) => cycle.due_day <= d,
        CutoffDay::End => true,
    }
}
