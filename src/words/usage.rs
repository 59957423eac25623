//! The command line's own words: help texts and what is said about wrong usage.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What the program is.
pub const ABOUT: &str = "红头 hongtou：把各单位报来的表格汇成简报、情况汇报等公文（Markdown 和 PDF）。";
/// Layout of the help.
pub const HELP_TEMPLATE: &str = "{about}\n\n用法：hongtou <命令> [选项]\n\n{all-args}{after-help}";
/// Layout of a command's help.
pub const SUB_TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";
/// Examples.
pub const AFTER_HELP: &str = "\n\n常用：\n  hongtou check 2023-02    看各单位报来的表格有什么要改\n  hongtou build 2023-02    生成这一期的全部材料，放在 out/2023-02\n\n各命令的选项：hongtou <命令> --help";
/// Heading of commands.
pub const COMMANDS: &str = "命令";
/// Name of a command.
pub const COMMAND: &str = "命令";
/// Heading of options.
pub const OPTIONS: &str = "选项";
/// Heading of arguments.
pub const ARGUMENTS: &str = "参数";
/// A folder.
pub const FOLDER: &str = "文件夹";
/// A file.
pub const FILE_NAME: &str = "文件";
/// A period.
pub const PERIOD_NAME: &str = "期次";
/// A format.
pub const FORMAT_NAME: &str = "格式";
/// An id.
pub const ID_NAME: &str = "编号";
/// A number.
pub const NUMBER_NAME: &str = "个数";
/// `--workspace`
pub const WORKSPACE: &str = "工作文件夹（其中有 inputs、templates、out）；不写则从当前文件夹起逐级向上找";
/// `--help`
pub const HELP: &str = "显示这份说明";
/// `--version`
pub const VERSION: &str = "显示版本号";
/// `forms`
pub const FORMS: &str = "生成各单位的空白填报表（已预填），放在 out/期次/forms";
/// `check`
pub const CHECK: &str = "读入并核对一期的全部填报表，逐单位列出要改的地方";
/// `read`
pub const READ: &str = "读任何一份表格，列出读到的数，以及每张表是怎样读的";
/// Files of `read`.
pub const READ_FILES: &str = "要读的表格（xlsx、xls、et、ods、csv 等），可以写几个";
/// `--period` of `read`.
pub const READ_PERIOD: &str = "只读这一期的数：2023-02（1—2月）、2023Q1、2023H1（上半年）、2023（全年）；不写则不论期次";
/// `slips`
pub const SLIPS: &str = "给没有报送、要改或要核实的单位出数据核实反馈单、可粘贴的消息和标好颜色的原表，放在 out/期次/slips";
/// Units of `slips`.
pub const SLIP_UNITS: &str = "只出这几个单位的，可以写几个；不写则给所有欠报、要改的单位";
/// A unit.
pub const UNIT_NAME: &str = "单位";
/// `figures`
pub const FIGURES: &str = "列出一期的全部汇总数据及其来源单元格";
/// `build`
pub const BUILD: &str = "生成一期应出的全部材料，放在 out/期次";
/// `register`
pub const REGISTER: &str = "把一期各单位提出的问题编号登记进交办清单（inputs 文件夹），只在表后添行，不改已有内容";
/// `--list`
pub const REGISTER_LIST: &str = "只列出要登记的，不写文件";
/// `render`
pub const RENDER: &str = "把任何一份按约定写的 Markdown 文稿排成 PDF";
/// `lint`
pub const LINT: &str = "按公文标点、数字和格式用语的规则检查一份文稿";
/// File of `lint`.
pub const LINT_FILE: &str = "要检查的 Markdown 文稿";
/// `--all`
pub const LINT_ALL: &str = "连同提示一级的规则也检查";
/// `--fix`
pub const LINT_FIX: &str = "能直接改正的（标点、空格、括号等）改到文稿里，并列出改了什么；不改任何数字";
/// `inspect`
pub const INSPECT: &str = "版式自检：对照 GB/T 9704—2012 逐条量出排好的版面是否合格";
/// What `inspect` takes.
pub const FILE_OR_PERIOD: &str = "文稿或期次";
/// Targets of `inspect`.
pub const INSPECT_WHAT: &str = "Markdown 文稿（可以写多个），或期次（检查 out 中该期的全部材料，改过的按改后的文字）";
/// JSON of `inspect`.
pub const INSPECT_JSON: &str = "\n\n退出码：0 全部合格（可以有提醒）；1 有不合格的，或有文稿排不成版面；2 用法不对、没有可查的材料。\nJSON：{\"documents\":[{\"file\",\"title\",\"passed\",\"pages\",\"checks\":[{\"rule\",\"severity\":\"E|W|I\",\"subject\",\"clause\",\"required\",\"measured\",\n\"verdict\":\"pass|fail|remind\",\"places\":[{\"page\",\"line\",\"text\",\"measured\"}],\"remedy\"}],\"diagnostics\":null|[…]}]}；未排成版面时 checks 为空，原因在 diagnostics。";
/// Some words.
pub const WORDS_NAME: &str = "文字";
/// `audit`
pub const AUDIT: &str = "把人工修改过的文稿里的数字与本期汇总数逐个核对";
/// File of `audit`.
pub const AUDIT_FILE: &str = "在程序生成的文稿上修改过的 Markdown";
/// `trace`
pub const TRACE: &str = "查文稿里一个数字的出处：是什么、怎么算的、来自哪些单元格";
/// File of `trace`.
pub const TRACE_FILE: &str = "程序生成的文稿（out 文件夹中的 Markdown）";
/// `--at`
pub const TRACE_AT: &str = "文稿里的一小段文字，连同要查的数字，如 --at 站点412个";
/// `templates`
pub const TEMPLATES: &str = "列出模板和用它的材料；写上一份材料，列出它的模板能用的全部名称，并试填一遍";
/// A paper.
pub const PAPER_NAME: &str = "材料";
/// What `PAPER` is.
pub const TEMPLATES_PAPER: &str = "材料的代号（如 bulletin）或模板的文件名；反馈单写 slips。不写则列出全部模板";
/// `fonts`
pub const FONTS: &str = "列出各种字体实际用的是哪一款";
/// A form's period.
pub const FORM_PERIOD: &str = "填报期，用期末月份表示，如 2023-02（即2023年1—2月）";
/// Any period.
pub const ANY_PERIOD: &str = "期次：2023-02（1—2月）、2023Q1（一季度）、2023H1（上半年）、2023（全年）";
/// `--format`
pub const FORMAT: &str = "输出格式：text（默认，供人看）或 json（供程序用）";
/// `--format` with CSV.
pub const FORMAT_CSV: &str = "输出格式：text（默认）、json 或 csv（可用 WPS 打开）";
/// `--only`
pub const ONLY: &str = "只生成这几种材料，多个用逗号隔开，如 bulletin";
/// `roll-up`
pub const ROLL_UP: &str = "把本级汇总数填成一张同样的填报表，报上级用，放在 out/期次/上报";
/// `base`
pub const BASE: &str = "生成上年同期数据空表，填好后用来计算同比（专项工作开始前的数）";
/// `YEAR`
pub const YEAR_NAME: &str = "年份";
/// What `YEAR` is.
pub const BASE_YEAR: &str = "要对比的年份，如 2022（默认报数开始前最近的一年）";
/// `--formats`
pub const FORMATS: &str = "只生成这几种文件，多个用逗号隔开：md、pdf、xlsx（默认全部）";
/// `--jobs`
pub const JOBS: &str = "同时使用的处理器个数（默认全部）";
/// `--strict`
pub const STRICT: &str = "填报表有错误时什么也不写出";
/// Files of `render`.
pub const RENDER_FILES: &str = "要排版的 Markdown 文稿";
/// `-o`
pub const RENDER_OUT: &str = "PDF 放到哪个文件夹；不写则放在文稿旁边";
/// `--formats` of `render`.
pub const RENDER_FORMATS: &str = "生成哪几种文件（默认 pdf）";

/// A help text as the library draws it, with its own few words and colons in Chinese.
pub fn help(drawn: &str) -> String {
    let mut out = drawn.replace("[OPTIONS]", "[选项]");
    for heading in [COMMANDS, OPTIONS, ARGUMENTS] {
        out = out.replace(&format!("\n{heading}:\n"), &format!("\n{heading}：\n"));
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out
}

/// What is said about a command line that cannot be used.
pub fn usage_error(e: &clap::Error) -> String {
    let text = |kind| match e.get(kind) {
        Some(ContextValue::String(s)) => Some(s.clone()),
        Some(ContextValue::Strings(s)) => Some(s.join("、")),
        _ => None,
    };
    let arg = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let what = match e.kind() {
        ErrorKind::InvalidSubcommand => {
            let given = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            let near = text(ContextKind::SuggestedSubcommand).map(|s| format!("是不是想用“{s}”？")).unwrap_or_default();
            format!("没有“{given}”这个命令。{near}")
        }
        ErrorKind::UnknownArgument => {
            let near = text(ContextKind::SuggestedArg).map(|s| format!("是不是想用“{s}”？")).unwrap_or_default();
            format!("不认识“{}”。{near}", arg.unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => format!("还缺少 {}。", arg.unwrap_or_default()),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "没有写要执行的命令。".into(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match (arg, value) {
            (Some(a), Some(v)) if !v.is_empty() => {
                let allowed = text(ContextKind::ValidValue).map(|v| format!("，可以写：{v}")).unwrap_or_default();
                format!("{a} 不能是“{v}”{allowed}。")
            }
            (Some(a), _) => format!("{a} 后面还缺少内容。"),
            _ => "有一个选项的内容不对。".into(),
        },
        ErrorKind::ArgumentConflict => format!("“{}”重复了，或者不能与其他选项同用。", arg.unwrap_or_default()),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => "选项后面内容的个数不对。".into(),
        ErrorKind::InvalidUtf8 => "命令行中有无法识别的字符。".into(),
        _ => "命令的写法不对。".into(),
    };
    format!("{what}\n用 hongtou --help 查看用法。")
}
