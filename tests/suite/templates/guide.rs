//! The guide to templates against the program: every fragment is filled in, every result and every error in it is the real one, its tables are
//! those of the code, and its example is built.

use std::fs;

use hongtou::campaign::{PaperAudience, PaperCopy, PaperPer};
use hongtou::document::Manuscript;
use hongtou::merge::{self, TemplateSource, Templates};
use hongtou::model::Period;
use hongtou::pipeline;
use hongtou::words::templates as words;
use tera::Context;

use super::{root, shipped};
use crate::program::{run, workspace};

/// A fenced block: what stands behind the fence, its text.
type Block = (String, String);

fn blocks(name: &str) -> Vec<Block> {
    let text = fs::read_to_string(root().join(name)).unwrap();
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<(String, usize)> = None;
    for line in text.lines() {
        let bare = line.trim_start();
        match (&mut open, bare.strip_prefix("```")) {
            (Some(_), Some("")) => open = None,
            (None, Some(kind)) => {
                open = Some((kind.to_owned(), line.len() - bare.len()));
                out.push((kind.to_owned(), String::new()));
            }
            (Some((_, indent)), None) => {
                let line = line.get(*indent..).unwrap_or("");
                out.last_mut().unwrap().1.push_str(&format!("{line}\n"));
            }
            _ => {}
        }
    }
    assert!(open.is_none());
    out
}

/// The sample's context in June with everything that any paper of the office has.
fn context(audience: PaperAudience) -> Context {
    let ws = shipped();
    let period: Period = "2023-06".parse().unwrap();
    let form = "2023-06".parse().unwrap();
    let reading = pipeline::read(&ws, form);
    let summary = pipeline::summarise(&ws, &reading, period);
    let meeting = ws.meeting(form).unwrap();
    let of = merge::context(&ws.campaign, &ws.phrases, &meeting.meeting, &summary, audience);
    let mut context = Context::new();
    for per in [PaperPer::Leader, PaperPer::Department, PaperPer::Unit] {
        let mut paper = ws.campaign.papers.iter().find(|p| p.letterhead.is_some()).unwrap().clone();
        paper.audience = audience;
        paper.per = Some(per);
        let first = ws.campaign.copies(&paper)[0].of;
        context.extend(merge::paper_context(&ws.campaign, PaperCopy { paper: &paper, of: first }, &of));
    }
    context
}

/// A fragment among the shipped templates.
fn fill(fragment: &str, context: &Context) -> Result<String, hongtou::diag::Diagnostics> {
    let ws = shipped();
    let mut sources: Vec<TemplateSource> = ws.templates.sources().cloned().collect();
    sources.push(TemplateSource { path: "templates/guide.md".into(), text: fragment.into() });
    Templates::compile(sources).render("guide.md", context).map(|t| Manuscript::from_merged("guide.md", &t).text)
}

#[test]
fn every_fragment_of_the_guide_works_as_it_says() {
    let context = context(PaperAudience::Internal);
    let all = blocks("docs/templates.md");
    let (mut good, mut wrong) = (0, 0);
    for (n, (kind, text)) in all.iter().enumerate() {
        let told = all.get(n + 1).filter(|(kind, _)| kind == "text").map(|(_, t)| t.trim_end());
        match kind.as_str() {
            "md" => {
                let filled = fill(text, &context).unwrap_or_else(|d| panic!("{text}{d:?}"));
                assert!(filled.trim().chars().count() > 5, "{text}{filled}");
                if let Some(told) = told {
                    assert_eq!(filled.trim_end(), told, "{text}");
                }
                good += 1;
            }
            "md 错" => {
                let found = fill(text, &context).unwrap_err();
                let said = hongtou::report::findings::list(&found);
                for line in told.unwrap().lines() {
                    assert!(said.contains(line), "{text}{said}");
                }
                wrong += 1;
            }
            "md 错 counties" | "md 简讯" | "toml" | "sh" | "text" => {}
            other => panic!("a block that nothing tests: {other}"),
        }
    }
    assert!(good > 15 && wrong > 6, "{good} {wrong}");
}

#[test]
fn the_example_from_nothing_is_built_as_it_stands_in_the_guide() {
    let ws = workspace(&["2022-12", "2023-02", "2023-04"]);
    let all = blocks("docs/templates.md");
    let block = |kind: &str| all.iter().position(|(k, _)| k == kind).unwrap();
    let campaign = ws.path().join("inputs/campaign.toml");
    let whole = fs::read_to_string(&campaign).unwrap();
    // Where the papers stand, as the guide says.
    let (before, after) = whole.split_at(whole.find("[[paper]]").unwrap());
    fs::write(&campaign, format!("{before}{}\n{after}", all[block("toml")].1)).unwrap();
    let template = block("md 简讯");
    fs::write(ws.path().join("templates/brief.md"), &all[template].1).unwrap();
    for line in all[template..].iter().find(|(k, _)| k == "sh").unwrap().1.lines() {
        let ran = run(ws.path(), &line.split(' ').skip(1).collect::<Vec<_>>());
        // The samples have errors in their forms, of which every build tells.
        assert!(ran.code <= 1 && !ran.err.contains("templates/"), "{line}: {}", ran.err);
    }
    let made = fs::read_to_string(ws.path().join("out/2023Q1/季度简讯（2023年第一季度）.md")).unwrap();
    let told = all[template..].iter().find(|(k, _)| k == "text").unwrap().1.trim_end();
    assert!(made.lines().any(|l| l == told), "{made}");
    assert!(made.contains("audience = \"counties\"") && made.contains("| 修水县 |"), "{made}");
    // And the fault of a wider paper is the one that the guide shows.
    let wrong = block("md 错 counties");
    let brief = ws.path().join("templates/brief.md");
    fs::write(&brief, format!("{}\n{}", all[template].1, all[wrong].1)).unwrap();
    let ran = run(ws.path(), &["templates", "brief"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains(all[wrong + 1].1.trim_end()), "{}", ran.err);
}

#[test]
fn the_guide_names_every_filter_function_case_and_shows_only_what_there_is() {
    let text = fs::read_to_string(root().join("docs/templates.md")).unwrap();
    let table = text.split("## 八、过滤器").nth(1).unwrap().split("## 九").next().unwrap();
    for f in words::FILTERS.iter().chain(words::BUILTIN).chain(words::FUNCTIONS) {
        assert!(table.contains(&format!("`{}`", f.name)) || table.contains(&format!("`{}(", f.name)), "{}", f.name);
    }
    // Nothing but those stands in the first column.
    let known = |name: &str| words::FILTERS.iter().chain(words::BUILTIN).any(|f| f.name == name);
    for cell in table.lines().filter(|l| l.starts_with("| `")).filter_map(|l| l.split(" | ").next()) {
        for name in cell.split('`').skip(1).step_by(2) {
            assert!(known(name.split('(').next().unwrap()), "{name}");
        }
    }
    let situations = text.split("| situation |").nth(1).unwrap().split("\n\n").next().unwrap();
    for (case, _) in words::CASES[0].cases {
        assert!(situations.contains(&format!("`{case}`")), "{case}");
    }
}

/// A line of a shell, parted at spaces outside quotation marks.
fn words_of(line: &str) -> Vec<String> {
    line.split('"')
        .enumerate()
        .flat_map(|(n, part)| if n % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() })
        .collect()
}

/// Every command of the README runs as it stands in the sample workspace, one after another; its lists name all commands, papers and documents.
#[test]
fn the_readme_can_be_followed_word_for_word() {
    let ws = workspace(&["2022-12", "2023-02", "2023-04", "2023-06"]);
    fs::copy(root().join("inputs/交办清单.xlsx"), ws.path().join("inputs/交办清单.xlsx")).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 160, "{}", readme.lines().count());
    let mut ran = Vec::new();
    for line in blocks("README.md").iter().filter(|(k, _)| k == "sh").flat_map(|(_, t)| t.lines()).filter(|l| l.starts_with("hongtou ")) {
        let arguments = words_of(line);
        let arguments: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
        let done = run(ws.path(), &arguments);
        // The samples have cells to mend, of which `check` tells; nothing else finds anything.
        let right = if arguments[0] == "check" { 1 } else { 0 };
        assert_eq!(done.code, right, "{line}: {}{}", done.out, done.err);
        ran.push(arguments[0].to_owned());
    }
    let help = run(ws.path(), &["--help"]).out;
    let commands: Vec<&str> =
        help.split("命令：").nth(1).unwrap().split("选项：").next().unwrap().lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert!(commands.len() > 14, "{help}");
    for command in &commands {
        assert!(readme.contains(&format!("| `{command} ")) || readme.contains(&format!("| `{command}` ")), "{command}");
        // Only one that needs a text written by hand is not in a block.
        assert!(ran.iter().any(|r| r == command) || *command == "render", "{command}");
    }
    for paper in &shipped().campaign.papers {
        let line = readme.lines().find(|l| l.contains(&format!("（{}）", paper.id))).unwrap_or_else(|| panic!("{}", paper.id));
        let whom = match paper.audience {
            PaperAudience::Internal => "内部",
            PaperAudience::Counties => "各单位",
            PaperAudience::Public => "公开",
        };
        assert!(line.ends_with(&format!("| {whom} |")), "{}: {line}", paper.id);
    }
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(readme.contains(&format!("docs/{name}")), "{name}");
    }
}

/// Nothing of the help is English but names, and each option and argument is explained.
#[test]
fn help_is_chinese_throughout() {
    let here = root();
    let help = run(here, &["--help"]).out;
    let commands: Vec<String> = help
        .split("命令：")
        .nth(1)
        .unwrap()
        .split("选项：")
        .next()
        .unwrap()
        .lines()
        .filter_map(|l| l.split_whitespace().next().map(str::to_owned))
        .collect();
    for command in std::iter::once(String::new()).chain(commands) {
        let arguments: Vec<&str> = [command.as_str(), "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let ran = run(here, &arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command}");
        for english in ["OPTIONS", "Usage", "Options", "Arguments", "Commands", "possible values", "default:", "COMMAND", "Print"] {
            assert!(!ran.out.contains(english), "{command}: {english}: {}", ran.out);
        }
        assert!(!ran.out.contains("\n\n\n") && !ran.out.contains("参数:") && !ran.out.contains("选项:"), "{}", ran.out);
        for line in ran.out.lines().filter(|l| l.trim_start().starts_with(['-', '<', '['])) {
            assert!(line.split("  ").filter(|p| !p.trim().is_empty()).count() > 1, "{command}: not explained: {line}");
        }
    }
}
