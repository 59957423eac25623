//! The canonical Markdown: `parse` reads back the same document, figures and all.

use hongtou::document::{
    Align, Audience, Block, Bulletin, Column, Document, Folio, Format, Head, Imprint, Inline, Manuscript, Mark, PaperSource, Section, SectionKind,
    Table, Text, parse,
};
use hongtou::export::markdown::{to_markdown, to_markdown_with_marks};
use jiff::civil::date;
use proptest::prelude::*;

use crate::document::nasty;

fn text(s: &str) -> Inline {
    Inline::Text(Text { text: s.into(), ..Text::default() })
}

/// Text as it can stand in a document: one line, nothing that a manuscript cannot hold.
fn clean(s: &str) -> String {
    let s: String = s.chars().map(|c| if matches!(c, '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    Manuscript::from_text("x", &s).text
}

fn marked(text: String, seed: u8) -> Text {
    let ends: Vec<usize> = text.char_indices().map(|(i, c)| i + c.len_utf8()).collect();
    let n = ends.len();
    let marks = match seed % 3 {
        0 if n > 2 => vec![Mark { range: 0..ends[0], figure: 3 }, Mark { range: ends[0]..ends[n - 2], figure: 4 }],
        1 => vec![Mark { range: 0..ends[n - 1], figure: 5 }],
        _ => Vec::new(),
    };
    Text { text, marks, span: 0..0 }
}

/// Running text in canonical nesting: links outermost, neighbours differ in dress.
fn inlines(breaks: bool) -> impl Strategy<Value = Vec<Inline>> + Clone {
    let segment = (nasty(), any::<bool>(), prop::bool::weighted(0.2), prop::bool::weighted(0.2), any::<u8>());
    prop::collection::vec(segment, 1..4).prop_map(move |list| {
        let mut out: Vec<Inline> = Vec::new();
        for (words, strong, link, broken, seed) in list {
            let words = clean(&words);
            if words.is_empty() {
                continue;
            }
            let run = if strong { Inline::Strong(vec![Inline::Text(marked(words, seed))]) } else { Inline::Text(marked(words, seed)) };
            let run = if link {
                let url = ["http://a.b/c_d*e", "", "a b.md", "x(y)", "<u>", "a\\&amp;|b"][usize::from(seed) % 6].to_owned();
                Inline::Link { url, text: vec![run] }
            } else {
                run
            };
            let alike = out.last().is_some_and(|last| std::mem::discriminant(last) == std::mem::discriminant(&run) && !link);
            if breaks && !out.is_empty() && (broken || alike) {
                out.push(Inline::Break);
            } else if alike {
                continue;
            }
            out.push(run);
        }
        if out.is_empty() { vec![text("空")] } else { out }
    })
}

fn cell() -> impl Strategy<Value = Vec<Inline>> + Clone {
    prop_oneof![4 => inlines(false), 1 => Just(Vec::new())]
}

/// A line around a table, which begins with plain text and ends in a Han character.
fn line(first: &'static str) -> impl Strategy<Value = Option<Vec<Inline>>> + Clone {
    prop::option::of(inlines(false).prop_map(move |rest| {
        let mut all = vec![text(first)];
        if matches!(rest.first(), Some(Inline::Text(_))) {
            all.push(Inline::Strong(vec![text("重")]));
        }
        all.extend(rest);
        all.push(if matches!(all.last(), Some(Inline::Text(_))) { Inline::Strong(vec![text("尾")]) } else { text("尾") });
        all
    }))
}

fn table() -> impl Strategy<Value = Block> + Clone {
    let column = (cell(), prop::option::of(inlines(false)), 0usize..4, any::<bool>()).prop_map(|(first, second, align, group)| Column {
        head: match second {
            Some(second) if !first.is_empty() => vec![first, second],
            _ => vec![first],
        },
        align: [Align::Auto, Align::Left, Align::Centre, Align::Right][align],
        group,
    });
    (1usize..4)
        .prop_flat_map(move |n| {
            let rows = prop::collection::vec(prop::collection::vec(cell(), n), 0..3);
            (prop::collection::vec(column.clone(), n), rows, line("表1　甲"), line("单位：乙"), line("注：丙"))
        })
        .prop_map(|(columns, rows, caption, unit, note)| {
            Block::Table(Table { caption, unit, columns, rows, notes: note.into_iter().collect(), span: 0..0 })
        })
}

fn leaf() -> impl Strategy<Value = Block> + Clone {
    prop_oneof![
        4 => inlines(true).prop_map(|text| Block::Paragraph { text, source_line: false, span: 0..0 }),
        1 => prop::sample::select(vec!["单位：个", "注：甲", "表1　甲", "（甲供稿）", "数据来源：乙"])
            .prop_map(|s| Block::Paragraph { text: vec![text(s)], source_line: false, span: 0..0 }),
        1 => table(),
        1 => nasty().prop_map(|s| Block::Image { path: "图/一 (1).png".into(), alt: hongtou::document::plain_line(&s), span: 0..0 }),
        1 => prop::sample::select(vec!["", "a = 1\n", "a = \"\"\"\n```\n*\"\"\"\n\nb = \"<b>\"\n"])
            .prop_map(|s| Block::Chart { source: s.into(), span: 0..0 }),
    ]
}

fn nested() -> impl Strategy<Value = Block> + Clone {
    let list = |item: BoxedStrategy<Block>| {
        (prop::option::of(prop::sample::select(vec![0u64, 1, 9, 100])), prop::collection::vec(prop::collection::vec(item, 1..3), 1..4))
            .prop_map(|(start, items)| Block::List { start, items, span: 0..0 })
            .boxed()
    };
    let three = list(leaf().boxed());
    let two = list(prop_oneof![2 => leaf(), 1 => three].boxed());
    let one = list(prop_oneof![2 => leaf(), 1 => two].boxed());
    prop_oneof![
        6 => leaf(),
        2 => one.clone(),
        1 => prop::collection::vec(prop_oneof![3 => leaf(), 1 => one], 1..4).prop_map(|blocks| Block::Quote { blocks, span: 0..0 }),
    ]
}

fn section(kind: SectionKind) -> impl Strategy<Value = Section> {
    let heading = (1u8..=4, inlines(false)).prop_map(|(level, text)| Block::Heading { level, text, span: 0..0 });
    let blocks = prop::collection::vec(prop_oneof![1 => heading, 4 => nested()], 0..5);
    (blocks, inlines(false), any::<bool>(), any::<bool>()).prop_map(move |(mut blocks, title, landscape, credit)| {
        if credit {
            blocks.push(Block::Paragraph { text: vec![text("（甲供稿）")], source_line: true, span: 0..0 });
        }
        let own = !matches!(kind, SectionKind::Main | SectionKind::Article);
        Section { kind, title: if kind == SectionKind::Main { Vec::new() } else { title }, landscape: landscape && own, blocks, span: 0..0 }
    })
}

fn empty_head(format: Format) -> Head {
    Head {
        format,
        organ_mark: vec![],
        mark_word: None,
        number: None,
        signers: vec![],
        copy_number: None,
        security: None,
        urgency: None,
        title: None,
        subtitle: None,
        to: None,
        attachments: None,
        signature: vec![],
        date: None,
        sealed: false,
        note: None,
        attendees: vec![],
        absent: vec![],
        observers: vec![],
        draft: None,
        audience: None,
        folio: Folio::Outer,
        source: None,
        imprint: None,
        bulletin: None,
    }
}

/// Heads of every format with every element that it must, may and may not leave out.
fn head() -> impl Strategy<Value = Head> {
    let word = || nasty().prop_map(|s| hongtou::document::plain_line(&format!("甲{s}乙")));
    let names = || prop::collection::vec(word(), 1..4);
    let format =
        prop::sample::select(vec![Format::Circular, Format::Upward, Format::Letter, Format::Order, Format::Minutes, Format::Bulletin, Format::Plain]);
    let words = prop::collection::vec(word(), 16);
    let lists = (names(), names(), names(), names(), names(), prop::option::of(prop::collection::vec(word(), 0..3)));
    // Which of the elements that can be left out are there.
    (format, words, lists, prop::collection::vec(any::<bool>(), 24)).prop_map(|(format, w, (a, b, c, d, e, attachments), has)| {
        use Format::{Bulletin as Brief, Circular, Letter, Minutes, Order, Plain, Upward};
        let is = |list: &[Format]| list.contains(&format);
        let text = |i: usize| has[i].then(|| w[i].clone());
        let draft = text(7);
        let day = |i: usize| has[i].then(|| date(2022, 11, 5));
        let red = is(&[Circular, Upward, Letter, Order, Minutes]);
        // 令 and 纪要 name themselves, the mark of a 信函 is the name alone.
        let close = match format {
            Order => "令",
            Minutes => "纪要",
            _ => "",
        };
        let needs_date = is(&[Circular, Upward, Letter, Minutes]);
        Head {
            organ_mark: if red { b.iter().map(|n| format!("{n}{close}")).collect() } else { vec![] },
            mark_word: text(1).filter(|_| format != Plain),
            number: if is(&[Circular, Upward, Order, Minutes]) { Some(w[2].clone()) } else { text(2).filter(|_| format == Letter) },
            signers: if format == Upward { c.clone() } else { vec![] },
            copy_number: text(3),
            security: text(4),
            urgency: text(5),
            // In a 简报 the articles have the titles.
            title: if is(&[Brief]) {
                None
            } else if format == Order {
                text(6)
            } else {
                Some(format!("{}\n{}", w[6], w[0]))
            },
            subtitle: text(8),
            to: if is(&[Circular, Upward, Letter]) { Some(w[9].clone()) } else { text(9).filter(|_| format == Plain) },
            attachments,
            signature: if is(&[Circular, Upward, Letter, Order]) || format == Plain { d } else { vec![] },
            date: if format == Brief {
                None
            } else if needs_date && draft.is_none() {
                Some(date(2023, 2, 28))
            } else {
                day(10)
            },
            sealed: has[11] && is(&[Circular, Upward, Letter, Order, Plain]),
            note: text(12),
            attendees: if format == Minutes { e.clone() } else { vec![] },
            absent: if format == Minutes && has[13] { c } else { vec![] },
            observers: if format == Minutes && has[14] { b } else { vec![] },
            draft,
            audience: has[15].then_some(if has[16] {
                Audience::Internal
            } else if has[17] {
                Audience::Counties
            } else {
                Audience::Public
            }),
            folio: if has[18] { Folio::Centre } else { Folio::Outer },
            source: has[19].then(|| PaperSource { campaign: w[0].clone(), period: "2023H1".into(), document: w[1].clone() }),
            imprint: (has[20] && red).then(|| Imprint {
                copy_to: text(13),
                printer: text(14).filter(|_| format != Letter),
                printed: day(21).filter(|_| format != Letter),
            }),
            bulletin: (format == Brief).then(|| Bulletin {
                name: w[10].clone(),
                issue: 3,
                total_issue: has[0].then_some(9),
                issuer: a.concat(),
                date: date(2023, 2, 27),
                report_to: text(11),
                send_to: text(12),
                distribute_to: text(13),
                copies: has[22].then_some(60),
            }),
            ..empty_head(format)
        }
    })
}

fn document() -> impl Strategy<Value = Document> {
    (head(), 0usize..3).prop_flat_map(|(head, n)| {
        let kind = if head.format == Format::Bulletin {
            prop_oneof![Just(SectionKind::Article)].boxed()
        } else {
            prop_oneof![Just(SectionKind::Attachment), Just(SectionKind::Issued)].boxed()
        };
        (section(SectionKind::Main), prop::collection::vec(kind.prop_flat_map(section), n..=n)).prop_map(move |(main, more)| {
            let mut head = head.clone();
            // A 简报 without articles has a title.
            if head.format == Format::Bulletin && more.is_empty() {
                head.title = head.bulletin.as_ref().map(|b| b.issuer.clone());
            }
            Document { head, sections: std::iter::once(main).chain(more).collect() }
        })
    })
}

/// Without the places in the source.
fn bare(mut document: Document) -> Document {
    for s in &mut document.sections {
        s.span = 0..0;
        bare_inlines(&mut s.title);
        s.blocks.iter_mut().for_each(bare_block);
    }
    document
}

fn bare_block(block: &mut Block) {
    match block {
        Block::Heading { text, span, .. } | Block::Paragraph { text, span, .. } => {
            bare_inlines(text);
            *span = 0..0;
        }
        Block::Table(t) => {
            t.span = 0..0;
            t.caption.iter_mut().chain(&mut t.unit).chain(&mut t.notes).for_each(|l| bare_inlines(l));
            t.columns.iter_mut().flat_map(|c| &mut c.head).chain(t.rows.iter_mut().flatten()).for_each(|l| bare_inlines(l));
        }
        Block::List { items, span, .. } => {
            items.iter_mut().flatten().for_each(bare_block);
            *span = 0..0;
        }
        Block::Quote { blocks, span } => {
            blocks.iter_mut().for_each(bare_block);
            *span = 0..0;
        }
        Block::Image { span, .. } | Block::Chart { span, .. } => *span = 0..0,
    }
}

fn bare_inlines(list: &mut [Inline]) {
    for i in list {
        match i {
            Inline::Text(t) => t.span = 0..0,
            Inline::Strong(inner) | Inline::Link { text: inner, .. } => bare_inlines(inner),
            Inline::Break => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn canonical_markdown_reads_back_as_the_same_document(doc in document()) {
        let (text, marks) = to_markdown_with_marks(&doc);
        let mut m = Manuscript::from_text("x.md", &text);
        prop_assert_eq!(&m.text, &text);
        m.marks = marks;
        let (again, found) = parse(&m);
        prop_assert!(!found.has_errors(), "{:?}\n{}", found, text);
        prop_assert_eq!(bare(again.unwrap()), doc, "{}", text);
    }
}

#[test]
fn canonical_markdown_is_clean_prose() {
    let source = "+++\nformat = \"plain\"\ntitle = \"甲\"\n+++\n\n## 一、总体\n\n#### 1.加强（a_b）。占86.2%，较2022年底+3-4个[1]；A & B，5 < 6！\n\n1. 甲\n2. 乙\n   - 丙\n\n> 按语：丁。\n\n单位：个\n\n| 县 {.group} | 上半年/目标 | 上半年/完成 |\n| --- | --: | --: |\n| 甲 | 1 | 2 |\n\n注：戊\n\n# 附 {.attachment .landscape}\n\n**甲。**乙\n";
    let (doc, found) = parse(&Manuscript::from_text("x", source));
    assert!(found.iter().all(|d| d.code == "heading-level-skipped"), "{found:?}");
    assert_eq!(to_markdown(&doc.unwrap()), source);
}
