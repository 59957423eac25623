//! What is said about the writing of a TOML file: its syntax, its keys and values. The reader fills in the place.

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// A finding without its place.
pub(super) fn error(code: &'static str, message: String) -> Diagnostic {
    Diagnostic::error(code, Origin::Run, message)
}

/// Longest piece of a file that is quoted.
const QUOTED: usize = 40;

/// What stands in the file, cut where it is long and free of control characters.
pub(super) fn quoted(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let short: String = chars.by_ref().take(QUOTED).collect();
    if chars.next().is_some() { format!("{short}……") } else { short }
}

/// Longest list of what may be written that is printed whole.
const LISTED: usize = 16;

/// The known word that was probably meant: within a third of its length, so that a word of one or two characters suggests nothing.
pub(super) fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let short = written.chars().take(QUOTED).collect::<String>().to_lowercase();
    let far = short.chars().count() / 3;
    known.iter().map(|k| (strsim::osa_distance(&short, &k.to_lowercase()), *k)).filter(|(d, _)| *d <= far).min_by_key(|(d, _)| *d).map(|(_, k)| k)
}

/// The key that an unknown one was probably meant to be.
pub fn meant<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    nearest(written, known)
}

/// The hint that names what may stand there, the likely one first.
pub(super) fn choose(written: &str, known: &[&str]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for k in known.iter().filter(|k| !k.is_empty()) {
        if !all.contains(k) {
            all.push(k);
        }
    }
    let listed = if all.len() > LISTED {
        format!("可以写的有：{}等{}个。", all.iter().take(LISTED).copied().collect::<Vec<_>>().join("、"), all.len())
    } else {
        format!("可以写的有：{}。", all.join("、"))
    };
    match nearest(written, &all) {
        _ if all.is_empty() => "目前一个也没有定义，请先定义。".to_owned(),
        Some(k) if all.len() > LISTED => format!("是不是想写 {k}？"),
        Some(k) => format!("是不是想写 {k}？{listed}"),
        None => listed,
    }
}

/// Findings that are not listed.
pub fn left_out(n: usize) -> Diagnostic {
    error("toml-more", format!("这个文件还有{n}处问题没有列出。")).hint("先改正上面的，再运行一次。")
}

/// A key that nobody knows.
pub fn unknown_key(what: &str, key: &str, known: &[&str]) -> Diagnostic {
    error("toml-unknown-key", format!("“{what}”里没有 {} 这一项。", quoted(key))).hint(choose(key, known))
}

/// A key that must be there.
pub fn missing_key(what: &str, key: &str, expected: &str) -> Diagnostic {
    error("toml-missing-key", format!("“{what}”少了 {key} 这一项。")).hint(format!("请补上 {key}，值应为{expected}。"))
}

/// A value of another kind.
pub fn wrong_value(key: &str, found: &str, expected: &str) -> Diagnostic {
    error("toml-wrong-value", format!("{} 的值写成了{found}，应为{expected}。", quoted(key)))
}

/// A word that is none of the few.
pub fn unknown_word(key: &str, written: &str, known: &[&str]) -> Diagnostic {
    error("toml-unknown-word", format!("{key} 的值“{}”不在可选范围内。", quoted(written))).hint(choose(written, known))
}

/// A text or list that must not be blank.
pub fn blank(key: &str) -> Diagnostic {
    error("toml-blank", format!("{key} 是空的。")).hint("请填上内容；不需要这一项的，整行删去。")
}

/// A text of one line has several.
pub fn several_lines(key: &str) -> Diagnostic {
    error("toml-several-lines", format!("{key} 的文字分成了几行，应写在一行里。")).hint("去掉中间的换行。")
}

/// An id with other characters.
pub fn not_an_id(key: &str, written: &str) -> Diagnostic {
    error("toml-bad-id", format!("{key} 的值“{}”不能作代号。", quoted(written))).hint("代号只用小写英文字母、数字和短横线，如 new-item。")
}

/// `[x]` where `[[x]]` belongs.
pub fn single_brackets(key: &str) -> Diagnostic {
    error("toml-single-brackets", format!("{key} 可以有许多条，标题要用双方括号。")).hint(format!("把 [{key}] 改成 [[{key}]]。"))
}

/// What a value should be: an id.
pub fn an_id() -> String {
    "小写英文字母、数字和短横线组成的代号".to_owned()
}

/// A text.
pub fn a_text() -> String {
    "英文双引号括起来的文字".to_owned()
}

/// A flag.
pub fn a_flag() -> String {
    " true 或 false（不加引号）".to_owned()
}

/// A whole number.
pub fn a_whole(low: i64, high: i64) -> String {
    format!("{low}到{high}之间的整数（不加引号）")
}

/// A number.
pub fn a_number() -> String {
    "数字（不加引号）".to_owned()
}

/// A date.
pub fn a_day() -> String {
    "日期，如 2023-02-27（不加引号）".to_owned()
}

/// One of a few words.
pub fn one_of(known: &[&str]) -> String {
    format!("下面之一：{}", known.iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join("、"))
}

/// A list of texts.
pub fn a_list_of_texts() -> String {
    "文字的列表，如 [\"甲\", \"乙\"]".to_owned()
}

/// A list of a few words.
pub fn a_list_of(known: &[&str]) -> String {
    format!("列表，里面可以写：{}", known.iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join("、"))
}

/// A list of whole numbers.
pub fn a_list_of_wholes(low: i64, high: i64) -> String {
    format!("整数的列表，如 [{low}, {high}]，每个都在{low}到{high}之间")
}

/// A cut-off.
pub fn a_cutoff() -> String {
    "1到28之间的整数，或者 \"end\"（月末）".to_owned()
}

/// A table.
pub fn a_table(what: &str) -> String {
    format!("“{what}”一段")
}

/// Tables.
pub fn tables(what: &str) -> String {
    format!("一条或几条“{what}”，每条以双方括号的标题开头")
}

/// A table of texts.
pub fn free_texts() -> String {
    "若干行“名称 = \"文字\"”".to_owned()
}

/// What stands there: a text.
pub fn found_text(text: &str) -> String {
    format!("文字“{}”", quoted(text))
}

/// A number.
pub fn found_number(text: &str) -> String {
    format!("数字 {}", quoted(text))
}

/// A flag.
pub fn found_flag(value: bool) -> String {
    format!(" {value} ")
}

/// A date.
pub fn found_date(text: &str) -> String {
    format!("日期 {text}")
}

/// A list.
pub fn found_list() -> String {
    "列表 [ … ]".to_owned()
}

/// A table.
pub fn found_table() -> String {
    "一段带标题的内容".to_owned()
}

/// The text breaks the rules of TOML. `said` is the parser's own short description, `there` the rest of the line from the place on.
pub fn syntax(said: &str, there: &str, line: &str) -> Diagnostic {
    let (message, hint) = reading(said, there, line);
    error("toml-syntax", message).hint(hint)
}

fn reading(said: &str, there: &str, line: &str) -> (String, String) {
    // Marks typed with the Chinese input method are the commonest slip, whatever the parser makes of them.
    let outside = line.split('"').step_by(2).collect::<String>();
    let code = outside.split('#').next().unwrap_or_default();
    if let Some(c) = code.chars().find(|c| "＝，“”‘’［］｛｝（）＂．：；".contains(*c)) {
        return (format!("这一行的文字外面用了中文标点 {c} 。"), "等号、逗号、引号、括号都要用英文（半角）的。".to_owned());
    }
    let said = said.split(", expected").next().unwrap_or(said);
    let (message, hint) = match said {
        "duplicate key" => {
            let key: String = there.chars().take_while(|c| c.is_alphanumeric() || "_-".contains(*c)).collect();
            return (
                format!("{} 写了两遍。", quoted(&key)),
                "同一段里一项只能写一次，删去多余的一行；要另起一条的，前面加双方括号的标题。".to_owned(),
            );
        }
        "invalid basic string" | "invalid literal string" | "invalid multi-line basic string" | "invalid multi-line literal string" => {
            ("这段文字少了后面的引号，或者里面有不能写的字符。", "文字前后各要一个英文双引号，中间不要换行。")
        }
        "missing escaped value" | "too few unicode value digits" => {
            ("文字里的反斜杠 \\ 有特别的意思，不能单独写。", "删去反斜杠；非写不可时写成 \\\\。")
        }
        "key with no value" | "missing value for key" => ("这一行只有名称，没有等号和值。", "写成“名称 = 值”；说明文字前面要加 #。"),
        "missing value" | "string values must be quoted" => {
            ("等号后面没有写值，或者文字没有加引号。", "文字要放在英文双引号里；数字、日期、true、false 不加引号，后面也不能再写别的。")
        }
        "invalid unquoted key" | "unquoted keys cannot be empty" | "extra `=`" | "missing key" => {
            ("等号前面的名称不对。", "名称只能用英文字母、数字、短横线和下划线；说明文字前面要加 #。")
        }
        "unclosed table" | "unclosed array table" => ("标题少了后面的方括号。", "写成 [标题] 或 [[标题]]，独占一行。"),
        "unclosed array" | "missing comma between array elements" | "unexpected `=` in array" | "extra comma in array" => {
            ("列表写得不完整。", "列表写成 [\"甲\", \"乙\"]：各项之间用英文逗号，最后要有后方括号。")
        }
        "unclosed inline table" | "missing comma between key-value pairs" | "missing inline table opening" | "extra comma in inline table" => {
            ("花括号里的内容写得不完整。", "写成 { 名称 = 值, 名称 = 值 }：各项之间用英文逗号，最后要有后花括号。")
        }
        "unexpected key or value" => ("这一行后面多了内容。", "一行只写一项；文字里不能再用英文双引号，要引用时用中文引号“”。"),
        "unexpected leading zero" => ("数字前面不能有0。", "如 02 写成 2。"),
        s if s.starts_with("invalid date") || s.starts_with("invalid datetime") || s.starts_with("invalid time") => {
            ("没有这样的日期。", "日期写成 2023-02-27 的样子，不加引号，年月日都要对。")
        }
        _ => ("这里的写法不合规则，程序读不下去。", "对照上下相同的内容改正：名称 = 值，文字加英文双引号，标题加方括号，说明前面加 #。"),
    };
    (message.to_owned(), hint.to_owned())
}

/// The types refuse what the shapes let through; should not happen.
pub fn refused() -> Diagnostic {
    error("toml-wrong-value", "这里的内容程序不能接受。".to_owned()).hint("对照示例文件改正。")
}
