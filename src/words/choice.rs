//! What is said about the choice of the units' items, and about what was changed in their texts.

use super::toml::{choose, error, quoted};
use crate::diag::Diagnostic;
use crate::origin::{CellSource, Origin};

// ── the campaign file and meeting.toml ──

/// The bounds leave no room.
pub fn shortest_above_longest(short: i64, long: i64) -> Diagnostic {
    error("campaign-items", format!("shortest（{short}）比 longest（{long}）还大。")).hint("shortest 写最少几个字，longest 写最多几个字。")
}

/// The form has no list of items.
pub fn no_item_list() -> Diagnostic {
    error("campaign-items", "填报表里没有工作动态一类的清单（kind = \"items\"），没有动态可以选用。".to_owned())
        .hint("删去 [items] 这一部分，或者在 [[form.list]] 里加上这张清单。")
}

/// The title is a part of the text.
pub fn title_in_text(id: &str) -> Diagnostic {
    error("campaign-items", format!("“{}”已经作标题（title），又写进了正文（text）。", quoted(id))).hint("从 text 里删去。")
}

/// `pin` or `skip` names no unit.
pub fn no_such_unit(name: &str, known: &[&str]) -> Diagnostic {
    error("meeting-unknown-unit", format!("没有名为“{}”的单位。", quoted(name)))
        .hint(choose(name, known))
        .hint("pin、skip 里写单位名称，或者“单位：标题开头的几个字”。")
}

/// A unit is pinned twice.
pub fn pinned_twice(unit: &str) -> Diagnostic {
    error("meeting-pinned-twice", format!("pin 里有两处是“{unit}”，一个单位一期只用一篇。")).hint("删去一处。")
}

/// The same is pinned and skipped.
pub fn pinned_and_skipped(said: &str) -> Diagnostic {
    error("meeting-pinned-and-skipped", format!("“{}”既写在 pin 里，又写在 skip 里。", quoted(said))).hint("要用的只留在 pin，不用的只留在 skip。")
}

/// No item of the unit begins so.
pub fn no_such_title(origin: Origin, unit: &str, title: &str, titles: &[&str]) -> Diagnostic {
    let there: Vec<String> = titles.iter().map(|t| format!("“{}”", quoted(t))).collect();
    let hint = match there.is_empty() {
        true => format!("{unit}本期没有报送工作动态，请删去这一处。"),
        false => format!("{unit}本期报送的有{}，请照抄开头的几个字。", there.join("、")),
    };
    Diagnostic::warning("choice-no-such-item", origin, format!("{unit}没有标题以“{}”开头的工作动态，这一处没有起作用。", quoted(title))).hint(hint)
}

/// The unit has nothing that can be printed.
pub fn nothing_of(origin: Origin, unit: &str, internal: bool) -> Diagnostic {
    let (what, hint) = match internal {
        true => ("只有内部任务的、任务不明的或者不能用的工作动态", "内部任务的动态不能选入发到内部以外的材料，请删去这一处。"),
        false => ("没有报送可以选用的工作动态", "请删去这一处，或者请该单位补报。"),
    };
    Diagnostic::warning("choice-nothing-to-pin", origin, format!("{unit}本期{what}，pin 里的这一处没有起作用。")).hint(hint)
}

/// An internal item was pinned.
pub fn pinned_internal(origin: Origin, unit: &str, title: &str) -> Diagnostic {
    Diagnostic::warning(
        "choice-internal-pinned",
        origin,
        format!("{unit}的“{}”属于内部任务或者任务不明，不能选入发到内部以外的材料，没有选用。", quoted(title)),
    )
    .hint("请从 pin 中删去，或者换一篇；任务填错了的，请该单位改正“任务”一栏。")
}

/// An item that was pinned holds a number of a person.
pub fn pinned_private(origin: Origin, unit: &str, title: &str) -> Diagnostic {
    Diagnostic::warning("choice-private-pinned", origin, format!("{unit}的“{}”里有电话或证件号码，写进 pin 也不能选用。", quoted(title)))
        .hint("请该单位从表里删去号码以后再选用。")
}

/// More are pinned than an issue takes.
pub fn many_pinned(origin: Origin, pinned: usize, per_issue: usize) -> Diagnostic {
    Diagnostic::warning("choice-many-pinned", origin, format!("pin 里有{pinned}个单位，超过了每期{per_issue}个，都选用了，没有再加别的单位。"))
        .hint("要守住篇数的，从 pin 里删去几处；篇数在 inputs/campaign.toml 的 [items] per_issue。")
}

// ── the items ──

/// An item holds a number that reaches one person.
pub fn private_number(at: CellSource, column: &str, kind: &str, masked: &str) -> Diagnostic {
    Diagnostic::warning(
        "item-private-number",
        Origin::Cell(at),
        format!("“{column}”里有{kind}“{masked}”，这篇工作动态不进发到内部以外的材料，写进 pin 也不进。"),
    )
    .hint("请从表里删去号码；12351 一类的公共服务号码可以保留。")
}

/// A text has no end of a sentence within its bound.
pub fn no_end_within(at: CellSource, unit: &str, title: &str, longest: usize, printed: usize) -> Diagnostic {
    Diagnostic::warning(
        "item-long-sentence",
        Origin::Cell(at),
        format!("“{}”的第一句就有{printed}个字，超过{longest}个字的上限，整句印出，没有从中截断。", quoted(title)),
    )
    .hint("请在表里把这一句分成几句，或者用 meeting.toml 的 skip 不用这一篇。")
    .about(unit)
}

/// Mobile telephone.
pub const MOBILE: &str = "手机号码";
/// Telephone.
pub const TELEPHONE: &str = "电话号码";
/// Number of a card.
pub const CARD: &str = "证件或账户号码";
/// Number of an account on a network.
pub const ACCOUNT: &str = "联系号码";

/// 供稿单位.
pub fn source_line(body: &str) -> String {
    format!("{body}供稿")
}

// ── the list of changes ──

/// Name of the sheet and of the part of the Markdown.
pub const SHEET: &str = "来稿改动";
/// Heads of the list.
pub const HEADS: [&str; 9] = ["序号", "单位", "标题", "改动", "来稿原文", "印出", "文件", "工作表", "单元格"];
/// Heads of the list in Markdown.
pub const MARKDOWN_HEADS: [&str; 6] = ["序号", "单位和标题", "改动", "来稿原文", "印出", "来源"];
/// Punctuation.
pub const MARK: &str = "标点";
/// Spacing.
pub const SPACE: &str = "空格、换行";
/// A line break, where it is shown.
pub const BREAK: &str = "〔换行〕";
/// A character that is not seen, where it is shown.
pub const UNSEEN: &str = "〔不可见字符〕";
/// No change.
pub const NO_CHANGE: &str = "（照来稿，没有改动）";

/// Cut at the end of a sentence.
pub fn cut(longest: usize) -> String {
    format!("按整句截取到{longest}字以内")
}

/// What was left out.
pub fn left_out(text: &str, n: usize) -> String {
    format!("{text}（以下共{n}字）")
}

/// Nothing of it is printed.
pub const NOT_PRINTED: &str = "（未印）";

/// The line of the closing summary.
pub fn build_line(units: usize, changes: usize, cuts: usize, thin: (usize, usize), folder: &str) -> String {
    let mut out = format!("各地动态：选用{units}个单位");
    let mut parts = Vec::new();
    if changes > 0 {
        parts.push(format!("{changes}处标点、空格改动"));
    }
    if cuts > 0 {
        parts.push(format!("{cuts}篇按整句截取"));
    }
    if thin.0 > 0 {
        parts.push(format!("{}篇不足{}字", thin.0, thin.1));
    }
    if parts.is_empty() {
        out.push_str("，文字照来稿没有改动。");
    } else {
        out.push_str(&format!("，{}，见 {folder} 里各材料核对表的“{SHEET}”。", parts.join("，")));
    }
    out
}
