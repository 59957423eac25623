//! `audit`: nothing to say about our own papers, every planted error found, what is no figure left alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use hongtou::audit::{Against, Checked, Verdict, audit, tokens};
use hongtou::document::{Block, Document, Manuscript, parse};
use hongtou::export::markdown::to_markdown;
use hongtou::pipeline::{Remade, remake};
use hongtou::workspace::Workspace;

struct Paper {
    ws: Workspace,
    remade: Remade,
    text: String,
}

fn paper(period: &str, id: &str) -> Paper {
    let (ws, _) = Workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let source = format!("[source]\ncampaign = \"{}\"\nperiod = \"{period}\"\ndocument = \"{id}\"\n", ws.campaign.campaign.name);
    let text = format!("+++\nformat = \"plain\"\ntitle = \"甲\"\n\n{source}+++\n\n文。\n");
    let remade = remake(&ws, &read(&text), "x.md").unwrap();
    // In the file that people have, charts are pictures.
    let mut written = remade.document.clone();
    for block in written.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        if let Block::Chart { span, .. } = block {
            *block = Block::Image { path: "x.svg".into(), alt: "图1　某图".into(), span: span.clone() };
        }
    }
    let text = to_markdown(&written);
    Paper { ws, remade, text }
}

fn read(text: &str) -> Document {
    parse(&Manuscript::from_text("x.md", text)).0.unwrap()
}

impl Paper {
    fn audit(&self, text: &str) -> Vec<Checked> {
        let r = &self.remade;
        audit(&read(text), Against { campaign: &self.ws.campaign, summary: &r.summary, document: &r.document, provenance: &r.provenance })
    }

    fn bad(&self, text: &str) -> Vec<Checked> {
        self.audit(text).into_iter().filter(|c| c.verdict != Verdict::Agrees).collect()
    }
}

/// The line of a byte, from 1.
fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[test]
fn our_own_papers_agree_and_every_planted_error_is_found() {
    let mut planted = 0;
    for (period, id) in [("2023-02", "bulletin"), ("2023H1", "half-year")] {
        let paper = paper(period, id);
        let own = paper.audit(&paper.text);
        assert!(own.len() > 100 && own.iter().all(|c| c.verdict == Verdict::Agrees), "{:#?}", paper.bad(&paper.text));
        // Every number that could be a figure, by its place in the file: those of table rows cell by cell, as a heading's ordinal is none.
        let body = paper.text.match_indices("+++").nth(1).unwrap().0 + 3;
        let mut places: Vec<std::ops::Range<usize>> = Vec::new();
        let mut at = body;
        for l in paper.text[body..].split_inclusive('\n') {
            let lead = l.len() - l.trim_start_matches(['#', '>', '*', ' ']).len();
            let mut from = lead;
            for part in l[lead..].split_inclusive('|') {
                places.extend(tokens(part).into_iter().map(|t| at + from + t.range.start..at + from + t.range.end));
                from += part.len();
            }
            at += l.len();
        }
        assert!(places.len() >= own.len(), "{} {}", places.len(), own.len());
        const ROUNDS: usize = 6;
        for round in 0..ROUNDS {
            let mut text = paper.text.clone();
            let mut wanted = BTreeSet::new();
            for range in places.iter().skip(round).step_by(ROUNDS).rev() {
                // Another last digit, never one that only rounds.
                let digits = text[range.clone()].to_owned();
                let last = digits.chars().last().unwrap().to_digit(10).unwrap();
                let changed = format!("{}{}", &digits[..digits.len() - 1], (last + 3) % 10);
                if changed.parse::<f64>() != Ok(0.0) || digits != "0" {
                    text.replace_range(range.clone(), &changed);
                    wanted.insert((line(&paper.text, range.start), changed));
                }
            }
            let bad = paper.bad(&text);
            let found: BTreeSet<(usize, String)> = bad.iter().map(|c| (line(&text, c.at), c.printed.clone())).collect();
            let missed: Vec<_> = wanted.difference(&found).collect();
            // A passage begins on its line; the cells of a row too.
            assert!(missed.is_empty(), "{id}: {missed:?}\n{found:?}");
            assert!(bad.len() >= wanted.len());
            planted += wanted.len();
            // A difference shows what should stand there, and the cells where it is a figure.
            for c in bad.iter().filter(|c| c.verdict == Verdict::Differs) {
                assert!(c.expected.is_some() && c.what.is_some(), "{c:#?}");
            }
        }
    }
    assert!(planted > 300, "{planted}");
}

#[test]
fn rounding_new_sentences_and_dates() {
    let paper = paper("2023-02", "bulletin");
    // The largest count of the text, in 万 with one decimal, is the same figure rounded; another one is not.
    let entry = paper.remade.provenance.entries.iter().find(|e| e.exact.is_some_and(|v| v > 100_000.into())).unwrap();
    let digits: String = entry.mention.printed.chars().take_while(char::is_ascii_digit).collect();
    let wan = |n: f64| format!("{n:.1}万");
    let exact: f64 = digits.parse().unwrap();
    let verdicts = |with: &str| paper.bad(&paper.text.replacen(&digits, with, 1)).into_iter().map(|c| c.verdict).collect::<Vec<_>>();
    assert_eq!(verdicts(&wan(exact / 10_000.0)), [Verdict::Rounded]);
    assert_eq!(verdicts(&wan(exact / 10_000.0 + 0.2)), [Verdict::Differs]);
    // Grouped digits are the same number.
    let grouped = format!("{},{}", &digits[..digits.len() - 3], &digits[digits.len() - 3..]);
    assert_eq!(verdicts(&grouped), []);

    let add = |sentence: &str| {
        let at = paper.text.find("## 二、").unwrap();
        let mut text = paper.text.clone();
        text.insert_str(at, &format!("{sentence}\n\n"));
        paper.bad(&text)
    };
    let summary = &paper.remade.summary;
    let indicator = paper
        .ws
        .campaign
        .indicators
        .iter()
        .find(|i| summary.total(&i.id, hongtou::model::Span::Period).and_then(|r| r.value).is_some_and(|v| v > 100.into()))
        .unwrap();
    let value = summary.total(&indicator.id, hongtou::model::Span::Period).unwrap().value.unwrap();
    assert_eq!(add(&format!("经核实，{}为{}{}。", indicator.name, value.normalize(), indicator.unit)), []);
    let wrong = add(&format!("经核实，{}为{}{}。", indicator.name, value.normalize() + rust_decimal::Decimal::from(7), indicator.unit));
    assert_eq!(wrong.iter().map(|c| c.verdict).collect::<Vec<_>>(), [Verdict::NoSource]);
    assert_eq!(add("会议还听取了7777名代表的意见。").len(), 1);
    assert_eq!(add("2023年3月15日上午9:30，按某办发〔2022〕18号文件第3条要求，开展为期3个月的第2轮督查，联系电话0792-8123456。"), []);
    // Words changed around the numbers, sentences moved: the numbers stay known.
    assert_eq!(paper.bad(&paper.text.replace("较2022年底增加", "比2022年底多")), []);
}

#[test]
fn the_command() {
    let dir = crate::program::everything();
    let run = |args: &[&str]| {
        let done = Command::cargo_bin("hongtou").unwrap().current_dir(dir.path()).args(args).output().unwrap();
        (done.status.code().unwrap(), String::from_utf8(done.stdout).unwrap())
    };
    let paper = paper("2023-02", "bulletin");
    fs::create_dir_all(dir.path().join("out")).unwrap();
    fs::write(dir.path().join("out/x.md"), &paper.text).unwrap();
    let (code, out) = run(&["audit", "out/x.md"]);
    assert!(code == 0 && out.contains("不符 0 个，没有出处 0 个"), "{out}");
    let first = paper.remade.provenance.entries[0].mention.printed.clone();
    let digits: String = first.chars().take_while(char::is_ascii_digit).collect();
    fs::write(dir.path().join("out/x.md"), paper.text.replacen(&digits, "9", 1)).unwrap();
    let (code, out) = run(&["audit", "out/x.md"]);
    assert!(code == 1 && out.contains("与汇总数不符") && out.contains(&first) && out.contains("来源："), "{out}");
    let (code, out) = run(&["audit", "out/x.md", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let bad = json["numbers"].as_array().unwrap().iter().find(|n| n["verdict"] == "differs").unwrap();
    assert!(code == 1 && bad["printed"] == "9" && bad["sources"][0]["cell"].is_string() && bad["line"].is_u64(), "{bad}");
    fs::write(dir.path().join("x.md"), "+++\nformat = \"plain\"\ntitle = \"甲\"\n+++\n\n共412个。\n").unwrap();
    assert_eq!(run(&["audit", "x.md"]).0, 2);
    assert_eq!(run(&["audit", "y.md"]).0, 2);
}
