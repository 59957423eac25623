//! What is said about a manuscript: front matter and Markdown.

use crate::diag::Diagnostic;
use crate::origin::Origin;

/// What each key is called in the office.
fn key_name(key: &str) -> &'static str {
    match key {
        "format" => "公文格式",
        "organ_mark" => "发文机关标志",
        "mark_word" => "标志中的“文件”二字",
        "number" => "发文字号",
        "signers" => "签发人",
        "copy_number" => "份号",
        "security" => "密级和保密期限",
        "urgency" => "紧急程度",
        "title" => "标题",
        "subtitle" => "副标题",
        "to" => "主送机关",
        "attachments" => "附件说明",
        "signature" => "发文机关署名",
        "date" => "成文日期",
        "sealed" => "是否留印章位置",
        "note" => "附注",
        "attendees" => "出席人员",
        "absent" => "请假人员",
        "observers" => "列席人员",
        "draft" => "稿次",
        "audience" => "阅读范围",
        "folio" => "页码位置",
        "source" => "来源",
        "source.campaign" => "所属工作",
        "source.period" => "所属期",
        "source.document" => "文稿代号",
        "imprint" => "版记",
        "imprint.copy_to" => "抄送机关",
        "imprint.printer" => "印发机关",
        "imprint.printed" => "印发日期",
        "bulletin" => "简报报头报尾",
        "bulletin.name" => "简报名称",
        "bulletin.issue" => "期号",
        "bulletin.total_issue" => "总期号",
        "bulletin.issuer" => "编发机关",
        "bulletin.date" => "编发日期",
        "bulletin.report_to" => "报",
        "bulletin.send_to" => "送",
        "bulletin.distribute_to" => "发",
        "bulletin.copies" => "印数",
        _ => "",
    }
}

/// `title（标题）`.
fn named(key: &str) -> String {
    match key_name(key) {
        "" => format!("{key} "),
        name => format!("{key}（{name}）"),
    }
}

fn format_name(format: &str) -> &'static str {
    match format {
        "circular" => "下行文（circular）",
        "upward" => "上行文（upward）",
        "letter" => "信函（letter）",
        "order" => "命令（order）",
        "minutes" => "纪要（minutes）",
        "bulletin" => "简报（bulletin）",
        _ => "材料（plain）",
    }
}

/// How a key is written, for a remedy.
fn example(key: &str, format: &str) -> &'static str {
    match key {
        "organ_mark" if format == "letter" => "organ_mark = \"某某市人民政府\"",
        "organ_mark" if format == "order" => "organ_mark = \"某某市人民政府令\"",
        "organ_mark" if format == "minutes" => "organ_mark = \"某某市人民政府会议纪要\"",
        "number" if format == "order" => "number = \"第3号\"",
        "number" if format == "minutes" => "number = \"第3期\"",
        "organ_mark" => "organ_mark = \"某某市人民政府办公室文件\"",
        "number" => "number = \"某府办发〔2023〕18号\"",
        "signers" => "signers = [\"王某某\"]",
        "title" => "title = \"关于……的通知\"",
        "to" => "to = \"各县（市、区）人民政府：\"",
        "signature" => "signature = \"某某市人民政府办公室\"",
        "date" => "date = 2023-02-27",
        "attendees" => "attendees = [\"王某某\", \"李某\"]",
        "bulletin" => "[bulletin]，下面写 name、issue、issuer、date",
        _ => "",
    }
}

/// The first line of the body or file where front matter should begin.
pub fn no_front_matter(at: Origin, line: &str) -> Diagnostic {
    let stands = if line.is_empty() { "文件是空的".to_owned() } else { format!("文件开头写的是“{}”", short(line)) };
    let hint = if line == "---" {
        "本工具用 +++ 而不是 ---：把开头和结尾的 --- 都改成 +++，中间按“键 = 值”书写"
    } else {
        "在文件最前面加一行 +++，下面写格式和标题，如 format = \"plain\"、title = \"……\"，再加一行 +++ 结束"
    };
    Diagnostic::error("front-matter-missing", at, format!("{stands}，应以 +++ 开始写明公文要素")).hint(hint)
}

/// The closing `+++` is missing.
pub fn front_matter_open(at: Origin) -> Diagnostic {
    Diagnostic::error("front-matter-open", at, "公文要素只有开头的 +++，没有结尾的 +++").hint("在公文要素的最后一行下面加一行 +++")
}

/// The TOML cannot be read.
pub fn toml_error(at: Origin, line: &str, reason: &str) -> Diagnostic {
    let (message, hint) = if reason.contains("duplicate key") {
        ("这一项前面已经写过一次".to_owned(), "同一项只能写一次：删去多余的一行")
    } else if line.split(['=', '＝']).next().is_some_and(|key| key.contains(|c: char| !c.is_ascii()))
        && !line.starts_with('[')
        && line.contains(['=', '＝'])
    {
        (format!("“{}”的名称不是英文", short(line)), "等号前面用规定的英文名称，如 title（标题）、to（主送机关）")
    } else if line.contains('＝') {
        (format!("“{}”里的等号是全角的", short(line)), "把 ＝ 改成英文的 =")
    } else if !line.contains('=') && !line.starts_with('[') {
        (format!("“{}”不是“键 = 值”的写法", short(line)), "每行写一项，如 title = \"……\"；正文要写在结尾的 +++ 之后")
    } else if line.split_once('=').is_some_and(|(_, v)| v.trim_start().starts_with(['“', '”', '‘', '「'])) {
        (format!("“{}”的值用了中文引号", short(line)), "最外面一层用英文引号 \"，里面的中文引号照写，如 title = \"“某某年”工作通知\"")
    } else if line.split_once('=').is_some_and(|(_, v)| v.trim_start().starts_with(|c: char| c.is_ascii_digit())) {
        (format!("“{}”的数字或日期不对", short(line)), "日期写成 年-月-日，如 2023-02-27，要真有这一天；号数写整数；其他文字放在英文引号里")
    } else if line.split_once('=').is_some_and(|(_, v)| v.trim_start().starts_with(|c: char| !c.is_ascii())) {
        (format!("“{}”的值没有加引号", short(line)), "文字要放在英文引号里，如 title = \"……\"")
    } else {
        (format!("“{}”这一行读不懂", short(line)), "检查引号、方括号是否成对，日期是否写成 2023-02-27；文字放在英文引号里，文字里的英文引号写成 \\\"")
    };
    Diagnostic::error("front-matter-syntax", at, message).hint(hint)
}

/// A key that the contract does not have.
pub fn unknown_key(at: Origin, key: &str, nearest: Option<&str>) -> Diagnostic {
    let d = Diagnostic::error("front-matter-unknown-key", at, format!("公文要素里没有“{}”这一项", short(key)));
    match nearest {
        Some(near) => d.hint(format!("是不是要写 {}？", named(near).trim_end())),
        None => d.hint("删去这一行，或对照使用说明改成正确的名称"),
    }
}

/// A key that its table cannot do without.
pub fn missing_key(at: Origin, key: &str, example: &str) -> Diagnostic {
    let (key_alone, table) = key.rsplit_once('.').map_or((key, None), |(t, k)| (k, Some(t)));
    let place = table.map_or("在公文要素里".to_owned(), |t| format!("在 [{t}] 下面"));
    Diagnostic::error("front-matter-missing-key", at, format!("缺少 {}", named(key).trim_end()))
        .hint(format!("{place}加一行 {key_alone} = {example}"))
}

/// A key that the format must have.
pub fn missing_for_format(at: Origin, key: &str, format: &str, blank: bool, draft: bool) -> Diagnostic {
    let what = if blank { "是空的" } else { "没有写" };
    let d = Diagnostic::error("front-matter-missing-key", at, format!("{}必须有 {}，现在{what}", format_name(format), named(key)));
    let hint = example(key, format);
    let d = if hint.is_empty() { d } else { d.hint(format!("加上：{hint}")) };
    match key {
        "number" if draft => d.hint("还没有编号的稿子可以空着号数：number = \"某工办发〔2023〕　号\""),
        "date" if draft => d.hint("日期未定的稿子可以写 date = \"\""),
        _ => d,
    }
}

/// A key that the format cannot have.
pub fn barred_for_format(at: Origin, key: &str, format: &str, others: &[&str]) -> Diagnostic {
    let d = Diagnostic::error("front-matter-barred-key", at, format!("{}不能有 {}", format_name(format), named(key)));
    let others = others.iter().map(|f| format_name(f)).collect::<Vec<_>>().join("、");
    d.hint(format!("删去这一项；有这一项的格式是{others}"))
}

/// A value of the wrong kind.
pub fn wrong_type(at: Origin, key: &str, shown: &str, example: &str) -> Diagnostic {
    let key_alone = key.rsplit_once('.').map_or(key, |(_, k)| k);
    let expected = match example.chars().next() {
        Some('[') if example.contains('"') => "一个或几个带英文引号的文字",
        Some('[') => "一个小节",
        Some('"') => "带英文引号的文字",
        Some('t') => " true 或 false（不加引号）",
        Some('2') => "真实的日期，写成 年-月-日，不加引号",
        _ => "大于 0 的整数（不加引号）",
    };
    let written = if example.starts_with('[') && !example.contains('"') { example.to_owned() } else { format!("{key_alone} = {example}") };
    Diagnostic::error("front-matter-wrong-type", at, format!("{}写的是 {shown}，应是{expected}", named(key))).hint(format!("写成 {written}"))
}

/// A value that is not in the list.
pub fn not_in_list(at: Origin, key: &str, shown: &str, list: &[&str]) -> Diagnostic {
    let key_alone = key.rsplit_once('.').map_or(key, |(_, k)| k);
    let all = list.iter().map(|v| format!("\"{v}\"")).collect::<Vec<_>>().join("、");
    Diagnostic::error("front-matter-wrong-value", at, format!("{}写的是 {shown}，只能是 {all} 之一", named(key)))
        .hint(format!("写成 {key_alone} = \"{}\" 这样的形式", list.first().copied().unwrap_or_default()))
}

/// A blank date in a text that is no draft.
pub fn blank_without_draft(at: Origin, key: &str) -> Diagnostic {
    let key_alone = key.rsplit_once('.').map_or(key, |(_, k)| k);
    Diagnostic::error("front-matter-blank", at, format!("{}空着；只有稿子（写了 draft）才可以空着", named(key)))
        .hint(format!("填上日期：{key_alone} = 2023-02-27；还在讨论的稿子加一行 draft = \"讨论稿\""))
}

/// A blank 发文字号 in a text that is no draft.
pub fn blank_number_without_draft(at: Origin, number: &str) -> Diagnostic {
    Diagnostic::error("front-matter-blank", at, format!("发文字号“{}”还没有号数；只有稿子（写了 draft）才可以空着", short(number)))
        .hint("填上号数；还没有编号的稿子加一行 draft = \"讨论稿\"")
}

/// A mark that is not its format's: 信函 with 文件, 纪要 or 命令 without their name.
pub fn mark_of_format(at: Origin, mark: &str, format: &str, closes: &str, wanted: bool) -> Diagnostic {
    let d = Diagnostic::warning(
        "mark-of-format",
        at,
        format!(
            "{}的发文机关标志写的是“{}”，{}",
            format_name(format),
            short(mark),
            match wanted {
                true => format!("应以“{closes}”结尾"),
                false => format!("不应带“{closes}”二字"),
            }
        ),
    );
    d.hint(format!("写成 {}", example("organ_mark", format)))
}

/// A seal without anybody's name.
pub fn sealed_without_signature(at: Origin) -> Diagnostic {
    Diagnostic::error("front-matter-contradiction", at, "写了 sealed = true（留印章位置），却没有 signature（发文机关署名）")
        .hint("加上 signature = \"……\"，或删去 sealed")
}

/// A bulletin with a title and articles.
pub fn title_and_articles(at: Origin) -> Diagnostic {
    Diagnostic::error("front-matter-contradiction", at, "简报既有 title（标题），正文里又有“# ”开头的文章标题，只能用一种")
        .hint("一期只有一篇：保留 title，把正文里的“# ”改成“## ”；一期有几篇：删去 title")
}

/// A bulletin with neither.
pub fn bulletin_without_title(at: Origin) -> Diagnostic {
    Diagnostic::error("front-matter-missing-key", at, "简报没有标题：既没有 title，正文里也没有“# ”开头的文章标题")
        .hint("一期只有一篇：加上 title = \"……\"；一期有几篇：每篇前面写一行“# 文章标题”")
}

/// The list of names and the attachments that follow differ in number.
pub fn attachments_differ(at: Origin, listed: usize, following: usize) -> Diagnostic {
    Diagnostic::warning("attachments-differ", at, format!("附件说明列了 {listed} 个附件，后面实际有 {following} 个"))
        .hint("补齐名称或附件；删去 attachments 这一项，附件说明就按后面的附件自动列出")
}

/// No text after the front matter.
pub fn empty_body(at: Origin) -> Diagnostic {
    Diagnostic::warning("body-empty", at, "公文要素后面没有正文").hint("在结尾的 +++ 下面写正文")
}

/// `# ` without a class in a text that has no articles.
pub fn title_without_class(at: Origin, title: &str) -> Diagnostic {
    let hint = if title.contains(['｛', '｝']) {
        "花括号要用英文的：# 标题 {.attachment}"
    } else {
        "附件写成“# 附件标题 {.attachment}”，印发的文件写成“# 标题 {.issued}”；“一、”一级的标题用两个井号“## ”；全文的标题写在公文要素的 title 里"
    };
    Diagnostic::error("title-without-class", at, format!("“# {}”只有一个井号，又没有说明是附件还是印发的文件", short(title))).hint(hint)
}

/// A class that is not known there.
pub fn unknown_class(at: Origin, class: &str, known: &str) -> Diagnostic {
    Diagnostic::error("class-unknown", at, format!("不认识 {{.{}}}，这里可以用的是 {known}", short(class)))
        .hint("改正或删去花括号里的内容；要照印花括号，写成 \\{")
}

/// A class on a heading of the text.
pub fn class_on_heading(at: Origin, class: &str) -> Diagnostic {
    Diagnostic::error("class-unknown", at, format!("{{.{}}} 只能写在“# ”开头的标题后面", short(class)))
        .hint("附件标题用一个井号：“# 附件标题 {.attachment}”；要照印花括号，写成 \\{")
}

/// Both classes at once.
pub fn attachment_and_issued(at: Origin) -> Diagnostic {
    Diagnostic::error("class-contradiction", at, "同一个标题既写了 {.attachment}（附件）又写了 {.issued}（印发的文件）").hint("只留一个")
}

/// `{.landscape}` with neither class.
pub fn landscape_alone(at: Origin) -> Diagnostic {
    Diagnostic::error("class-contradiction", at, "{.landscape}（横排）要同 {.attachment} 或 {.issued} 写在一起")
        .hint("写成“# 标题 {.attachment .landscape}”")
}

/// A heading one or more levels too deep.
pub fn level_skipped(at: Origin, text: &str, before: u8, level: u8) -> Diagnostic {
    let name = |l: u8| ["一、", "（一）", "1.", "（1）"].get(usize::from(l.saturating_sub(1))).copied().unwrap_or_default();
    let above = if before == 0 { "前面没有上一级标题".to_owned() } else { format!("前面是“{}”一级", name(before)) };
    Diagnostic::warning("heading-level-skipped", at, format!("标题“{}”是“{}”一级，{above}，中间跳了级", short(text), name(level)))
        .hint(format!("按顺序用 {} 个井号，或补上中间一级的标题", before + 2))
}

/// Six hashes.
pub fn heading_too_deep(at: Origin) -> Diagnostic {
    Diagnostic::warning("heading-too-deep", at, "六个井号：公文标题最多四级（五个井号），按第四级排").hint("改成五个井号，或改成正文段落")
}

/// Hashes and nothing else.
pub fn empty_heading(at: Origin) -> Diagnostic {
    Diagnostic::warning("heading-empty", at, "井号后面没有文字，这一行不排").hint("写上标题，或删去这一行")
}

/// A heading inside a quote or list.
pub fn nested_heading(at: Origin) -> Diagnostic {
    Diagnostic::warning("heading-nested", at, "引文和列表里不能有标题，按普通段落排").hint("删去井号，或把标题移到引文、列表外面")
}

/// A line of `---` or `===` below a paragraph.
pub fn underlined_heading(at: Origin) -> Diagnostic {
    Diagnostic::warning("heading-underlined", at, "文字下面的一行 --- 或 === 不排，上面的文字按普通段落排")
        .hint("要作标题，在行首加井号，如“## 一、……”；不要的话删去这一行")
}

/// `##标题`.
pub fn hash_without_space(at: Origin) -> Diagnostic {
    Diagnostic::warning("hash-without-space", at, "行首有井号，但后面没有空格或井号是全角的，按普通文字照印")
        .hint("标题的井号用英文的，后面空一格，如“## 一、……”；要照印井号，写成 \\#")
}

/// `---`.
pub fn rule_not_printed(at: Origin) -> Diagnostic {
    Diagnostic::warning("rule-not-printed", at, "公文没有分隔线，这一行不排").hint("删去这一行")
}

/// A list inside a list inside a list inside a list.
pub fn list_too_deep(at: Origin) -> Diagnostic {
    Diagnostic::warning("list-too-deep", at, "列表最多三层，更深的并入第三层").hint("减少列表的层数")
}

/// A list item without text.
pub fn empty_item(at: Origin) -> Diagnostic {
    Diagnostic::warning("list-item-empty", at, "空的列表项，不排").hint("写上内容，或删去这一行")
}

/// A picture in a line of text.
pub fn picture_in_text(at: Origin) -> Diagnostic {
    Diagnostic::warning("picture-in-text", at, "图片写在文字中间；图片要单独成段，现排在这一段后面（表格、标题里的不排）")
        .hint("把图片移到单独一段，前后各空一行")
}

/// A picture whose path has a space.
pub fn picture_path(at: Origin) -> Diagnostic {
    Diagnostic::warning("picture-path", at, "像是一张图片，但路径里有空格或括号，读不出来，按文字照印")
        .hint("路径放在尖括号里：![说明](<图/站点 1.png>)")
}

/// `<br>`.
pub fn tag_as_text(at: Origin) -> Diagnostic {
    Diagnostic::warning("tag-as-text", at, "公文里不用 HTML 标签，按文字照印")
        .hint("加粗写成 **文字**，换行在行末写 \\；不要的标签删去；要照印，写成 \\<")
}

/// A code block without its end.
pub fn fence_open(at: Origin) -> Diagnostic {
    Diagnostic::error("fence-open", at, "``` 开始的一块没有结尾的 ```，后面的内容都被当成它的一部分").hint("在这一块的最后加一行 ```")
}

/// A code block that is no chart.
pub fn code_as_text(at: Origin) -> Diagnostic {
    Diagnostic::warning("code-as-text", at, "公文里没有代码块，按普通段落逐行照排").hint("图表写成 ```chart；普通文字删去 ```")
}

/// A row with more cells than the head.
pub fn row_too_long(at: Origin, cells: usize, columns: usize, lost: &str) -> Diagnostic {
    Diagnostic::error("table-row-too-long", at, format!("这一行有 {cells} 格，表头只有 {columns} 栏，多出的“{}”没有地方排", short(lost)))
        .hint("删去多余的格，或在表头和第二行各加一栏；文字里的竖线写成 \\|")
}

/// A row with fewer cells than the head.
pub fn row_too_short(at: Origin, cells: usize, columns: usize) -> Diagnostic {
    Diagnostic::warning("table-row-too-short", at, format!("这一行只有 {cells} 格，表头有 {columns} 栏，缺的格排成空格"))
        .hint("补上缺的格；本来就空着的也要写竖线")
}

/// At most thirty characters of what a user wrote.
fn short(text: &str) -> String {
    let mut out: String = text.chars().take(30).collect();
    if text.chars().nth(30).is_some() {
        out.push('…');
    }
    out
}
