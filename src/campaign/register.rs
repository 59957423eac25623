//! 交办清单: how matters raised are numbered, handed on and followed up.

use serde::Deserialize;

/// The `[register]` part of `campaign.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterRules {
    /// Its title.
    pub title: String,
    /// Name of the workbook in `inputs/`, without extension.
    pub file: String,
    /// Name of its sheet.
    pub sheet: String,
    /// What a number looks like: `〔{year}〕{n}号`; `{nn}` and `{nnn}` have so many digits at least.
    pub number: String,
    /// Days from the meeting (or the cut-off where no meeting is given) to 办理时限; left out, it is the day that the next forms are due.
    #[serde(default)]
    pub days: Option<u32>,
    /// 办理状态, in the order of the drop-down list; the first is that of a new matter.
    pub states: Vec<String>,
    /// Those of them with which a matter is done with.
    pub closed: Vec<String>,
    /// Values of the column `solver_from` with which a matter is entered, in the order in which they are; with any other it stays where it was raised.
    pub assigned: Vec<String>,
    /// Id of the column of the problem list that becomes 问题事项.
    pub matter_from: String,
    /// Id of the column that says who can solve it.
    pub solver_from: String,
    /// Id of the column that proposes a department.
    #[serde(default)]
    pub lead_from: Option<String>,
    /// Id of the column that says what is asked; it goes into 备注.
    #[serde(default)]
    pub request_from: Option<String>,
    /// Heads of the columns.
    pub columns: RegisterColumns,
}

/// Heads of the columns of the register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterColumns {
    /// 编号
    pub number: String,
    /// 提出期
    pub period: String,
    /// 问题事项
    pub matter: String,
    /// 提出单位
    pub units: String,
    /// 任务
    pub task: String,
    /// 牵头部门
    pub lead: String,
    /// 配合部门
    pub helpers: String,
    /// 办理时限
    pub deadline: String,
    /// 办理状态
    pub state: String,
    /// 办理情况
    pub progress: String,
    /// 销号日期
    pub closed_on: String,
    /// 备注
    pub note: String,
    /// 来源
    pub source: String,
}

/// A column of the register, in the order in which they are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisterColumn {
    /// 编号
    Number,
    /// 提出期
    Period,
    /// 问题事项
    Matter,
    /// 提出单位
    Units,
    /// 任务
    Task,
    /// 牵头部门
    Lead,
    /// 配合部门
    Helpers,
    /// 办理时限
    Deadline,
    /// 办理状态
    State,
    /// 办理情况
    Progress,
    /// 销号日期
    ClosedOn,
    /// 备注
    Note,
    /// 来源: the cells that a matter was raised in.
    Source,
}

impl RegisterColumn {
    /// All of them, in order.
    pub const ALL: [Self; 13] = [
        Self::Number,
        Self::Period,
        Self::Matter,
        Self::Units,
        Self::Task,
        Self::Lead,
        Self::Helpers,
        Self::Deadline,
        Self::State,
        Self::Progress,
        Self::ClosedOn,
        Self::Note,
        Self::Source,
    ];
}

/// Places for the running number, with the digits that it has at least.
const NUMBERS: [(&str, usize); 3] = [("{n}", 1), ("{nn}", 2), ("{nnn}", 3)];

impl RegisterRules {
    /// What may stand in braces in a number, the running number first.
    pub const PLACEHOLDERS: [&'static str; 4] = ["{n}", "{nn}", "{nnn}", "{year}"];

    /// Path of the workbook, relative to the workspace.
    pub fn path(&self) -> String {
        format!("inputs/{}.xlsx", self.file)
    }

    /// The head of a column.
    pub fn head(&self, column: RegisterColumn) -> &str {
        let c = &self.columns;
        match column {
            RegisterColumn::Number => &c.number,
            RegisterColumn::Period => &c.period,
            RegisterColumn::Matter => &c.matter,
            RegisterColumn::Units => &c.units,
            RegisterColumn::Task => &c.task,
            RegisterColumn::Lead => &c.lead,
            RegisterColumn::Helpers => &c.helpers,
            RegisterColumn::Deadline => &c.deadline,
            RegisterColumn::State => &c.state,
            RegisterColumn::Progress => &c.progress,
            RegisterColumn::ClosedOn => &c.closed_on,
            RegisterColumn::Note => &c.note,
            RegisterColumn::Source => &c.source,
        }
    }

    /// The state of a new matter.
    pub fn first_state(&self) -> &str {
        self.states.first().map_or("", String::as_str)
    }

    /// Whether a matter of that state is done with.
    pub fn is_closed(&self, state: &str) -> bool {
        self.closed.iter().any(|s| s == state)
    }

    /// The number that is the `n`th of a year.
    pub fn number_of(&self, year: i16, n: u32) -> String {
        let text = self.number.replace("{year}", &format!("{year:04}"));
        NUMBERS.iter().fold(text, |text, (place, digits)| text.replace(place, &format!("{n:0digits$}")))
    }

    /// What stands before and behind the running number in the numbers of a year. Without `{year}` the numbers run on from year to year.
    pub fn around_number(&self, year: i16) -> Option<(String, String)> {
        let text = self.number.replace("{year}", &format!("{year:04}"));
        NUMBERS.iter().find_map(|(place, _)| text.split_once(place)).map(|(before, after)| (before.to_owned(), after.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(number: &str) -> RegisterRules {
        let columns: String =
            ["number", "period", "matter", "units", "task", "lead", "helpers", "deadline", "state", "progress", "closed_on", "note", "source"]
                .map(|k| format!("{k} = \"{k}\"\n"))
                .concat();
        let text = format!(
            "title = \"清单\"\nfile = \"清单\"\nsheet = \"清单\"\nnumber = \"{number}\"\nstates = [\"待办\", \"办结\"]\nclosed = [\"办结\"]\nassigned = [\"上级\"]\n\
             matter_from = \"m\"\nsolver_from = \"s\"\n[columns]\n{columns}"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn numbers_are_written_by_their_pattern() {
        for (pattern, n, text) in [("〔{year}〕{n}号", 7, "〔2023〕7号"), ("{year}-{nnn}", 7, "2023-007"), ("第{nn}件", 123, "第123件")] {
            assert_eq!(rules(pattern).number_of(2023, n), text);
        }
        assert_eq!(rules("〔{year}〕{n}号").around_number(2023), Some(("〔2023〕".into(), "号".into())));
        assert!(rules("{n}").is_closed("办结") && !rules("{n}").is_closed("待办"));
    }
}
