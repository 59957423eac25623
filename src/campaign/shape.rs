//! What each table of the three files may and must hold, so that every fault of form is found in one pass and said in Chinese.
//!
//! The structs beside this file are the same again as Rust types; a test holds the two together.

/// A table: its keys.
#[derive(Debug)]
pub(super) struct Shape {
    /// What one such table is called in findings.
    pub what: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What stands there.
    pub value: Value,
    /// Whether the table is nothing without it; a needed text is not blank either.
    pub needed: bool,
}

/// What stands behind a key.
#[derive(Debug)]
pub(super) enum Value {
    /// A stable id: lower-case letters, digits, hyphens.
    Id,
    /// A text of one line.
    Text,
    /// A text of any number of lines.
    Prose,
    /// true or false.
    Flag,
    /// A whole number between two bounds.
    Whole(i64, i64),
    /// Any number.
    Number,
    /// A date without a time.
    Day,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// A list of these words.
    Words(&'static [&'static str]),
    /// A list of whole numbers between two bounds.
    Wholes(i64, i64),
    /// Day of the month, 1 to 28, or `end`.
    Cutoff,
    /// A table.
    One(&'static Shape),
    /// Tables of one shape.
    Many(&'static Shape),
    /// A table of texts under any keys.
    Free,
}

use Value::{Cutoff, Day, Flag, Free, Id, Many, Number, One, Prose, Text, Texts, Whole, Wholes, Word, Words};

const fn must(name: &'static str, value: Value) -> Key {
    Key { name, value, needed: true }
}

const fn may(name: &'static str, value: Value) -> Key {
    Key { name, value, needed: false }
}

/// Longer periods as the cycle names them.
pub(super) const LONGER: &[&str] = &["Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y"];
/// Roles of units.
pub(super) const ROLES: &[&str] = &["county", "city"];
/// For whom papers are made a copy each.
pub(super) const PER: &[&str] = &["leader", "department", "unit"];
/// Kinds of indicators.
pub(super) const KINDS: &[&str] = &["flow", "stock", "plan", "ratio", "status"];

pub(super) const CAMPAIGN: Shape = Shape {
    what: "campaign.toml",
    keys: &[
        must("campaign", One(&ABOUT)),
        must("cycle", One(&CYCLE)),
        must("unit", Many(&UNIT)),
        may("person", Many(&PERSON)),
        may("liaison", Many(&LIAISON)),
        may("department", Many(&DEPARTMENT)),
        may("group", Many(&GROUP)),
        must("task", Many(&TASK)),
        must("indicator", Many(&INDICATOR)),
        must("form", One(&FORM)),
        may("letterhead", Many(&LETTERHEAD)),
        may("paper", Many(&PAPER)),
        may("reminder", One(&REMINDER)),
        may("register", One(&REGISTER)),
        may("upward", One(&UPWARD)),
        may("items", One(&ITEMS)),
    ],
};

pub(super) const ABOUT: Shape = Shape {
    what: "专项工作",
    keys: &[
        must("id", Id),
        must("name", Text),
        must("office", Text),
        must("office_short", Text),
        must("total_name", Text),
        must("units_name", Text),
        must("basis", Text),
        must("start", Text),
        may("sample_notice", Text),
    ],
};

pub(super) const CYCLE: Shape = Shape {
    what: "报数周期",
    keys: &[
        must("months", Whole(1, 12)),
        must("ends", Wholes(1, 12)),
        must("cutoff_day", Cutoff),
        must("due_day", Whole(1, 31)),
        must("due_hour", Whole(0, 24)),
        must("meeting_before_day", Whole(1, 31)),
        may("also", Many(&ALSO)),
    ],
};

pub(super) const ALSO: Shape = Shape { what: "较长周期", keys: &[must("month", Whole(1, 12)), must("period", Word(LONGER))] };

pub(super) const UNIT: Shape = Shape {
    what: "填报单位",
    keys: &[must("name", Text), must("role", Word(ROLES)), must("body", Text), may("variants", Texts), may("former", Texts)],
};

pub(super) const PERSON: Shape = Shape { what: "人员", keys: &[must("name", Text), must("title", Text), must("part", Text), may("leader", Flag)] };

pub(super) const LIAISON: Shape = Shape { what: "对口联系", keys: &[must("leader", Text), must("unit", Text), must("contact", Text)] };

pub(super) const DEPARTMENT: Shape = Shape { what: "部门", keys: &[must("name", Text), may("part", Text)] };

pub(super) const GROUP: Shape = Shape { what: "部分", keys: &[must("id", Id), must("heading", Text)] };

pub(super) const TASK: Shape = Shape {
    what: "任务",
    keys: &[
        must("id", Id),
        must("number", Whole(1, 999)),
        may("group", Text),
        must("name", Text),
        must("title", Text),
        may("department", Text),
        may("internal", Flag),
    ],
};

pub(super) const INDICATOR: Shape = Shape {
    what: "指标",
    keys: &[
        must("id", Id),
        must("task", Text),
        must("name", Text),
        may("text_name", Text),
        may("unit", Text),
        must("kind", Word(KINDS)),
        may("reported_by", Words(ROLES)),
        may("internal", Flag),
        may("numerator", Text),
        may("denominator", Text),
        may("basis", Word(&["period", "ytd", "end"])),
        may("levels", Words(&["total", "unit"])),
        may("options", Texts),
        may("count", One(&COUNT)),
        may("target", One(&TARGET)),
        may("better", Word(&["up", "down", "neither"])),
        may("decimals", Whole(0, 6)),
        may("whole", Flag),
        may("part_of", Texts),
        may("usually_part_of", Texts),
        may("note", Text),
    ],
};

pub(super) const COUNT: Shape = Shape {
    what: "清单计数",
    keys: &[
        must("sheet", Text),
        must("date", Text),
        may("after_months", Whole(0, 60)),
        may("until", Text),
        may("distinct", Texts),
        may("belongs_to", Text),
    ],
};

pub(super) const TARGET: Shape = Shape {
    what: "目标",
    keys: &[
        must("value", Number),
        may("at_most", Number),
        must("level", Word(&["total", "unit"])),
        may("spread", Flag),
        may("long_term", Flag),
        may("source", Text),
    ],
};

pub(super) const FORM: Shape = Shape {
    what: "填报表",
    keys: &[
        must("version", Whole(1, 9999)),
        must("indicator_sheet", Text),
        must("columns", One(&COLUMNS)),
        must("info_sheet", Text),
        must("field", Many(&FIELD)),
        must("instructions", Texts),
        must("not_applicable", Text),
        must("not_counted", Text),
        must("sign_sheet", Text),
        may("list", Many(&LIST)),
    ],
};

pub(super) const COLUMNS: Shape = Shape {
    what: "指标数据表的表头",
    keys: &[
        must("number", Text),
        must("task", Text),
        must("indicator", Text),
        must("unit", Text),
        must("current", Text),
        must("correction", Text),
        must("carried", Text),
        must("ytd", Text),
        must("plan", Text),
        must("note", Text),
    ],
};

pub(super) const FIELD: Shape = Shape { what: "填报信息栏目", keys: &[must("id", Id), must("label", Text)] };

pub(super) const LIST: Shape = Shape {
    what: "清单",
    keys: &[
        must("id", Id),
        must("name", Text),
        must("kind", Word(&["items", "problems", "records"])),
        must("reported_by", Words(ROLES)),
        must("rows", Whole(1, 1000)),
        may("instruction", Text),
        must("column", Many(&COLUMN)),
    ],
};

pub(super) const COLUMN: Shape = Shape {
    what: "清单栏目",
    keys: &[
        must("id", Id),
        must("name", Text),
        must("type", Word(&["text", "number", "date", "task", "unit", "owner", "choice", "rank"])),
        may("options", Texts),
        may("required", Flag),
        may("width", Whole(1, 120)),
        may("must_contain", Texts),
    ],
};

pub(super) const LETTERHEAD: Shape = Shape {
    what: "版头版尾",
    keys: &[
        must("id", Id),
        must("issuer", Text),
        must("name", Prose),
        may("report_to", Text),
        may("send_to", Text),
        may("distribute_to", Text),
        may("code", Text),
        may("to", Text),
        may("signers", Texts),
        may("copy_to", Text),
        may("printer", Text),
    ],
};

pub(super) const PAPER: Shape = Shape {
    what: "文稿",
    keys: &[
        must("id", Id),
        must("title", Text),
        may("template", Text),
        may("workbook", Word(&["totals"])),
        must("audience", Word(&["internal", "counties", "public"])),
        must("due", Word(&["form", "quarter", "half", "year"])),
        may("letterhead", Text),
        must("file_name", Text),
        may("needs", Texts),
        may("per", Word(PER)),
        may("formats", Words(&["md", "pdf"])),
    ],
};

pub(super) const UPWARD: Shape =
    Shape { what: "上报", keys: &[must("unit", Text), may("campaign", Text), may("indicators", Free), may("problems", Texts)] };

pub(super) const REMINDER: Shape = Shape {
    what: "数据核实反馈单",
    keys: &[
        must("title", Text),
        must("template", Text),
        must("days", Whole(0, 60)),
        must("hour", Whole(0, 24)),
        must("contact", Text),
        must("phone", Text),
        may("signature", Text),
    ],
};

pub(super) const ITEMS: Shape = Shape {
    what: "动态选用",
    keys: &[
        may("per_issue", Whole(1, 999)),
        may("shortest", Whole(0, 5000)),
        may("longest", Whole(20, 5000)),
        may("title", Text),
        may("text", Texts),
    ],
};

pub(super) const REGISTER: Shape = Shape {
    what: "交办清单",
    keys: &[
        must("title", Text),
        must("file", Text),
        must("sheet", Text),
        must("number", Text),
        may("days", Whole(1, 366)),
        must("states", Texts),
        must("closed", Texts),
        must("assigned", Texts),
        must("matter_from", Text),
        must("solver_from", Text),
        may("lead_from", Text),
        may("request_from", Text),
        must("columns", One(&REGISTER_COLUMNS)),
    ],
};

pub(super) const REGISTER_COLUMNS: Shape = Shape {
    what: "交办清单的表头",
    keys: &[
        must("number", Text),
        must("period", Text),
        must("matter", Text),
        must("units", Text),
        must("task", Text),
        must("lead", Text),
        must("helpers", Text),
        must("deadline", Text),
        must("state", Text),
        must("progress", Text),
        must("closed_on", Text),
        must("note", Text),
        must("source", Text),
    ],
};

pub(super) const PHRASES: Shape =
    Shape { what: "phrases.toml", keys: &[must("source", Text), may("phrase", Many(&PHRASE)), may("no_break", Texts), may("title_words", Texts)] };

pub(super) const PHRASE: Shape = Shape { what: "规范表述", keys: &[must("id", Id), must("text", Text), must("place", Text)] };

pub(super) const MEETING: Shape = Shape {
    what: "meeting.toml",
    keys: &[
        may("date", Day),
        may("place", Text),
        may("chair", Text),
        may("attendees", Text),
        may("said", Texts),
        may("issue", Whole(1, 9999)),
        may("total_issue", Whole(1, 99999)),
        may("bulletin_date", Day),
        may("copies", Whole(1, 99999)),
        may("editor_note", Prose),
        may("next_step", Many(&NEXT_STEP)),
        may("pin", Texts),
        may("skip", Texts),
        may("extra", Free),
    ],
};

pub(super) const READINGS: Shape = Shape { what: "读法.toml", keys: &[may("table", Many(&CONFIRMED_TABLE))] };

pub(super) const CONFIRMED_TABLE: Shape = Shape {
    what: "表的读法",
    keys: &[must("unit", Text), must("sheet", Text), must("confirmed", Text), may("period", Text), must("columns", Free), may("names", Free)],
};

pub(super) const NEXT_STEP: Shape = Shape { what: "下一步安排", keys: &[must("title", Text), must("text", Text)] };

#[cfg(test)]
mod tests;
