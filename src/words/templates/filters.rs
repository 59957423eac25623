//! Filters and functions: what they do, and an example that a test really fills in.

/// What can stand behind `|`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// Its name.
    pub name: &'static str,
    /// What it does, with its arguments.
    pub told: &'static str,
    /// How it is written.
    pub example: &'static str,
    /// What comes out.
    pub gives: &'static str,
}

/// What can be called with brackets.
pub type Function = Filter;

const fn row(name: &'static str, told: &'static str, example: &'static str, gives: &'static str) -> Filter {
    Filter { name, told, example, gives }
}

/// Our own filters.
pub const FILTERS: &[Filter] = &[
    row("date", "日期印成年月日；不是日期的照原样", r#"{{ "2023-02-27" | date }}"#, "2023年2月27日"),
    row("month_day", "日期印成月日；不是日期的照原样", r#"{{ "2023-02-27" | month_day }}"#, "2月27日"),
    row("names", "名称列表用顿号连起来", r#"{{ ["甲县", "乙县"] | names }}"#, "甲县、乙县"),
    row("han", "数字印成汉字，用于“（一）”这样的序号", "{{ 12 | han }}", "十二"),
    row("circled", "数字印成①②③，20以上的印在括号里", "{{ 3 | circled }}", "③"),
    row("toml", "front matter（两行 +++ 之间）里的文字都要加它，替你加引号", r#"{{ "甲县“三项”工作" | toml }}"#, r#""甲县“三项”工作""#),
    row("sentence", "去掉末尾多余的标点，补上句号", r#"{{ "建成站点3个；" | sentence }}"#, "建成站点3个。"),
    row(
        "brief",
        "只取开头的几句，总共不超过 max 个字，至少一句；加 or_nothing=true，一句也放不下就不要",
        r#"{{ "建站3个。日均服务120人次。效果良好" | brief(max=8) }}"#,
        "建站3个。",
    ),
    row(
        "by",
        "句子前面加上单位全称；句子本来就以单位名称开头的不加",
        r#"{{ "建成站点3个。" | by(unit="甲县", body="甲县总工会") }}"#,
        "甲县总工会建成站点3个。",
    ),
    row("take", "列表只取前 n 个", r#"{{ ["甲县", "乙县", "丙县"] | take(n=2) | names }}"#, "甲县、乙县"),
    row(
        "where",
        "列表只取符合条件的：key 是哪一项（可以带点往下写），value 是什么",
        r#"{% for t in [{"name": "甲", "state": "behind"}, {"name": "乙", "state": "open"}] | where(key="state", value="behind") %}{{ t.name }}{% endfor %}"#,
        "甲",
    ),
    row(
        "tasks",
        "把各组的任务连成一列：groups | tasks",
        r#"{% for t in [{"tasks": [{"name": "甲"}]}, {"tasks": [{"name": "乙"}]}] | tasks %}{{ t.name }}{% endfor %}"#,
        "甲乙",
    ),
];

/// Those of the engine that are of use in papers.
pub const BUILTIN: &[Filter] = &[
    row("length", "列表有几个、文字有几个字", r#"{{ ["甲县", "乙县"] | length }}"#, "2"),
    row("first", "列表的第一个", r#"{{ ["甲县", "乙县"] | first }}"#, "甲县"),
    row("last", "列表的最后一个", r#"{{ ["甲县", "乙县"] | last }}"#, "乙县"),
    row("nth", "列表的第几个，从0数起", r#"{{ ["甲县", "乙县"] | nth(n=1) }}"#, "乙县"),
    row("join", "列表用指定的符号连起来", r#"{{ ["甲县", "乙县"] | join(sep="，") }}"#, "甲县，乙县"),
    row("reverse", "列表倒过来", r#"{{ ["甲县", "乙县"] | reverse | names }}"#, "乙县、甲县"),
    row("unique", "列表去掉重复的", r#"{{ ["甲县", "甲县"] | unique | names }}"#, "甲县"),
    row("replace", "换字", r#"{{ "甲县" | replace(from="县", to="市") }}"#, "甲市"),
    row("trim", "去掉首尾的空格", r#"{{ " 甲县 " | trim }}"#, "甲县"),
    row("default", "没有这一项时用什么代替", r#"{{ meeting.nothing | default(value="待定") }}"#, "待定"),
    row("safe", "文字里的 * # 等照 Markdown 起作用；只用于自己写的内容，不要用于单位报来的文字", r#"{{ "**甲县**" | safe }}"#, "**甲县**"),
];

/// What can be called with brackets.
pub const FUNCTIONS: &[Function] = &[
    row(
        "chart",
        "画一幅图，单独成段：kind 是 bars 条形图、progress 进度图、lines 折线图，of 是指标，title 是图题（不写就用指标名称），target=true 加目标线，labels 是折线的名称；见 docs/templates-charts.md",
        r#"{{ chart(kind="bars", of=f.指标名) }}"#,
        "一幅条形图；没有数时什么也不印",
    ),
    row("range", "从 start 到 end（不含 end）逐个数", "{% for n in range(start=1, end=4) %}{{ n }}{% endfor %}", "123"),
];
