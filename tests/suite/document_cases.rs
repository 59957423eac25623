//! The Markdown contract by example: each folder of `tests/cases/document` holds `input.md` and `expected.txt` (the tree and the findings as one reads
//! them). `HONGTOU_BLESS=1` writes what comes out now; read it before it is committed.

use std::fs;
use std::path::Path;

use crate::show;
use hongtou::document::{Align, Block, Document, Head, Manuscript, Section, Table, parse};
use hongtou::export::markdown::to_markdown;
use hongtou::origin::Origin;

#[test]
fn every_case_gives_what_it_expects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/document");
    let mut seen = 0;
    for entry in fs::read_dir(&root).unwrap() {
        let dir = entry.unwrap().path();
        let input = fs::read_to_string(dir.join("input.md")).unwrap_or_else(|e| panic!("{}: an expectation without its input: {e}", dir.display()));
        let (doc, found) = parse(&Manuscript::from_text("input.md", &input));
        let mut out = String::new();
        for d in &found {
            let line = if let Origin::Text { line, .. } = d.origin { line } else { 0 };
            out.push_str(&format!("第{line}行 {:?} {}：{}\n", d.severity, d.code, d.message));
            for hint in &d.hints {
                out.push_str(&format!("    → {hint}\n"));
            }
        }
        if let Some(doc) = doc {
            tree(&doc, &mut out);
        }
        let expected = dir.join("expected.txt");
        if std::env::var_os("HONGTOU_BLESS").is_some() {
            fs::write(&expected, &out).unwrap();
        }
        assert_eq!(out, fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n"), "{}", dir.display());
        let mut names: Vec<String> = fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["expected.txt", "input.md"], "{}: a file that no test reads", dir.display());
        seen += 1;
    }
    assert!(seen > 10);
}

fn tree(doc: &Document, out: &mut String) {
    head(&doc.head, out);
    for s in &doc.sections {
        section(s, out);
    }
    let notes = doc.attachment_notes();
    if notes != Default::default() {
        out.push_str(&format!("附件说明 {:?} {:?}\n", notes.main, notes.issued));
    }
}

/// The elements that are there, one a line.
fn head(h: &Head, out: &mut String) {
    let text = to_markdown(&Document { head: h.clone(), sections: Vec::new() });
    for line in text.lines().filter(|l| !matches!(*l, "" | "+++")) {
        out.push_str(&format!("{line}\n"));
    }
}

fn section(s: &Section, out: &mut String) {
    out.push_str(&format!("== {:?}{} {}\n", s.kind, if s.landscape { " landscape" } else { "" }, show(&s.title)));
    blocks(&s.blocks, "", out);
}

fn blocks(list: &[Block], indent: &str, out: &mut String) {
    for b in list {
        out.push_str(indent);
        match b {
            Block::Heading { level, text, .. } => out.push_str(&format!("h{level} {}\n", show(text))),
            Block::Paragraph { text, source_line, .. } => out.push_str(&format!("{} {}\n", if *source_line { "source" } else { "p" }, show(text))),
            Block::Table(t) => table(t, indent, out),
            Block::List { start, items, .. } => {
                out.push_str(&format!("list {}\n", start.map_or("-".into(), |n| n.to_string())));
                for item in items {
                    out.push_str(&format!("{indent}  item\n"));
                    blocks(item, &format!("{indent}    "), out);
                }
            }
            Block::Quote { blocks: inner, .. } => {
                out.push_str("quote\n");
                blocks(inner, &format!("{indent}  "), out);
            }
            Block::Image { path, alt, .. } => out.push_str(&format!("image {path} {alt}\n")),
            Block::Chart { source, .. } => out.push_str(&format!("chart {source:?}\n")),
        }
    }
}

fn table(t: &Table, indent: &str, out: &mut String) {
    out.push_str("table\n");
    for (name, line) in [("caption", &t.caption), ("unit", &t.unit)] {
        if let Some(line) = line {
            out.push_str(&format!("{indent}  {name} {}\n", show(line)));
        }
    }
    for c in &t.columns {
        let head: Vec<String> = c.head.iter().map(|h| show(h)).collect();
        let align = if c.align == Align::Auto { String::new() } else { format!(" {:?}", c.align) };
        out.push_str(&format!("{indent}  column {}{align}{}\n", head.join(" ／ "), if c.group { " group" } else { "" }));
    }
    for r in &t.rows {
        let cells: Vec<String> = r.iter().map(|c| show(c)).collect();
        out.push_str(&format!("{indent}  row {}\n", cells.join(" ¦ ")));
    }
    for n in &t.notes {
        out.push_str(&format!("{indent}  note {}\n", show(n)));
    }
    out.push_str(&format!("{indent}  heads {:?} groups {:?}\n", t.head_spans(), t.group_spans(0)));
}
