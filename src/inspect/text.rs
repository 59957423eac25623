//! Second step: the paragraphs, titles and names of the document found again in the lines of the pages, character by character.

use super::align::align;
pub(super) use super::align::{Miss, shown};
use super::read::{Class, Line, Paper};
use crate::document::{Block, Document, Format, Head, Inline, SectionKind, plain_text};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Body,
    /// 按语.
    Quote,
    /// 供稿 line.
    Source,
}

/// A paragraph of the document and the lines that it takes.
#[derive(Debug)]
pub(super) struct Para<'p> {
    /// Index of its section.
    pub section: usize,
    pub kind: Kind,
    /// 字 kept free at the left and at the right.
    pub left: f64,
    pub right: f64,
    /// How many of its characters, blanks left out, belong to the heading; more follow where it runs on.
    pub head: usize,
    pub runs_on: bool,
    /// Part of it is bold.
    pub strong: bool,
    /// After how many characters there is a forced break.
    pub breaks: Vec<usize>,
    text: Vec<char>,
    pub lines: Vec<&'p Line>,
}

impl Para<'_> {
    /// Whether line `i` ends the paragraph or stands before a forced break: such a line is not spread.
    pub fn ends(&self, i: usize) -> bool {
        if self.breaks.is_empty() {
            return i + 1 >= self.lines.len();
        }
        let so_far: usize = self.lines.iter().take(i + 1).map(|l| shown(&l.text).count()).sum();
        i + 1 >= self.lines.len() || self.breaks.contains(&so_far)
    }
}

/// A title and the lines that it takes, and the lines in 楷体 under it.
#[derive(Debug)]
pub(super) struct Headline<'p> {
    /// Index of its section.
    pub section: usize,
    pub lines: Vec<&'p Line>,
    pub under: Vec<&'p Line>,
}

/// Everything found again.
#[derive(Debug, Default)]
pub(super) struct Flow<'p> {
    pub paras: Vec<Para<'p>>,
    pub titles: Vec<Headline<'p>>,
    /// 附件说明: the names of each list, in the order of the lists, each with its lines.
    pub names: Vec<Vec<(String, Vec<&'p Line>)>>,
    pub addressee: Vec<&'p Line>,
    /// 附注.
    pub note: Vec<&'p Line>,
    /// 署名, each with its lines, then 成文日期.
    pub organs: Vec<Vec<&'p Line>>,
    pub date: Vec<&'p Line>,
    pub misses: Vec<Miss>,
}

impl<'p> Flow<'p> {
    /// Finds everything.
    pub fn find(paper: &'p Paper<'_>) -> Self {
        let mut flow = Self::default();
        let doc = paper.doc;
        flow.paragraphs(paper);
        flow.titles(paper);
        let notes = doc.attachment_notes();
        let lists: Vec<Vec<String>> = std::iter::once(notes.main).chain(notes.issued.into_iter().map(|(_, n)| n)).filter(|n| !n.is_empty()).collect();
        let wanted: Vec<Vec<char>> = lists.iter().flat_map(|names| (0..names.len()).map(|k| shown(&listed(names, k)).collect())).collect();
        let mut found = align(&paper.all(Class::Names), &wanted, &mut flow.misses).into_iter();
        flow.names = lists.into_iter().map(|names| names.into_iter().map(|n| (n, found.next().unwrap_or_default())).collect()).collect();
        let head = &doc.head;
        // Where page 1 has no room for it, 主送 stands in the 版记 (EN-05).
        let to = head.to.as_deref().map(crate::words::layout::with_colon).filter(|_| !moved_to_foot(paper));
        flow.addressee = one(paper, Class::Addressee, to.as_deref(), &mut flow.misses);
        flow.note = one(paper, Class::Note, head.note.as_deref().map(crate::words::layout::bracketed).as_deref(), &mut flow.misses);
        flow.signed(paper, head);
        flow
    }

    fn signed(&mut self, paper: &'p Paper<'_>, head: &Head) {
        let date = date_text(head);
        let lines = paper.all(Class::Sign);
        let wanted: Vec<Vec<char>> = head.signature.iter().chain(&date).map(|t| shown(t).collect()).collect();
        // What other formats sign with (titles, names of persons) is measured by their own rules.
        if matches!(head.format, Format::Order | Format::Minutes | Format::Bulletin) {
            return;
        }
        let mut found = align(&lines, &wanted, &mut self.misses);
        if date.is_some() {
            self.date = found.pop().unwrap_or_default();
        }
        self.organs = found;
    }

    fn paragraphs(&mut self, paper: &'p Paper<'_>) {
        let mut wanted = Vec::new();
        for (i, section) in paper.doc.sections.iter().enumerate() {
            blocks(&section.blocks, i, Inset::default(), &mut wanted);
        }
        let texts: Vec<Vec<char>> = wanted.iter().map(|p: &Para<'_>| p.text.clone()).collect();
        let lines = align(&paper.all(Class::Text), &texts, &mut self.misses);
        for (para, lines) in wanted.iter_mut().zip(lines) {
            para.lines = lines;
        }
        self.paras = wanted;
    }

    fn titles(&mut self, paper: &'p Paper<'_>) {
        let doc = paper.doc;
        let mut wanted: Vec<(usize, bool, Vec<char>)> = Vec::new();
        for (i, section) in doc.sections.iter().enumerate() {
            if section.kind == SectionKind::Main {
                let title = doc.head.title.iter().map(|t| (i, false, shown(t).collect()));
                wanted.extend(title.chain(under(doc).iter().map(|t| (i, true, shown(t).collect()))));
            } else {
                wanted.push((i, false, shown(&plain_text(&section.title)).collect()));
            }
        }
        wanted.retain(|(_, _, t)| !t.is_empty());
        let texts: Vec<Vec<char>> = wanted.iter().map(|(_, _, t)| t.clone()).collect();
        let found = align(&paper.all(Class::Title), &texts, &mut self.misses);
        for ((section, under, _), lines) in wanted.into_iter().zip(found) {
            match self.titles.last_mut().filter(|_| under) {
                Some(t) => t.under.extend(lines),
                None if under => self.titles.push(Headline { section, lines: Vec::new(), under: lines }),
                None => self.titles.push(Headline { section, lines, under: Vec::new() }),
            }
        }
    }

    /// The paragraphs of a section.
    pub fn of(&self, section: usize) -> impl Iterator<Item = &Para<'p>> {
        self.paras.iter().filter(move |p| p.section == section)
    }

    /// Continuation lines with the line before each: inside paragraphs, names, 主送机关, 附注.
    pub fn pairs(&self) -> Vec<(&'p Line, &'p Line)> {
        let mut out = Vec::new();
        let mut push = |lines: &[&'p Line]| out.extend(lines.windows(2).filter_map(|w| if let [a, b] = w { Some((*a, *b)) } else { None }));
        self.paras.iter().for_each(|p| push(&p.lines));
        self.titles.iter().for_each(|t| push(&t.lines));
        self.names.iter().flatten().for_each(|(_, l)| push(l));
        push(&self.addressee);
        push(&self.note);
        out
    }
}

/// The name of an attachment as its line in the 附件说明 reads.
fn listed(names: &[String], k: usize) -> String {
    let label = if k == 0 { crate::words::inspect::ATTACHED } else { "" };
    let number = if names.len() > 1 { format!("{}.", k + 1) } else { String::new() };
    format!("{label}{number}{}", names.get(k).map_or("", String::as_str))
}

/// What stands in 楷体 under the title.
fn under(doc: &Document) -> Vec<String> {
    doc.head
        .subtitle
        .iter()
        .flat_map(|s| s.lines().map(str::to_owned))
        .chain(doc.head.draft.as_deref().map(crate::words::layout::bracketed))
        .collect()
}

/// Whether 主送 stands in the 版记.
pub(super) fn moved_to_foot(paper: &Paper<'_>) -> bool {
    paper.all(Class::Addressee).is_empty() && paper.all(Class::Foot).iter().any(|l| l.bare().starts_with(crate::words::layout::TO_LABEL))
}

/// The date as it should read; a draft's may be open.
fn date_text(head: &Head) -> Option<String> {
    let year = || head.number.as_deref().and_then(|n| n.split_once('〔')?.1.split_once('〕')).map(|(year, _)| year).filter(|y| !y.is_empty());
    let open = || (head.format != Format::Plain && head.draft.is_some()).then(|| crate::words::layout::open_date(year()));
    head.date.map(crate::words::layout::date).or_else(open)
}

fn one<'p>(paper: &'p Paper<'_>, class: Class, text: Option<&str>, misses: &mut Vec<Miss>) -> Vec<&'p Line> {
    let wanted: Vec<Vec<char>> = text.into_iter().map(|t| shown(t).collect()).collect();
    align(&paper.all(class), &wanted, misses).pop().unwrap_or_default()
}

#[derive(Clone, Copy, Default)]
struct Inset {
    left: f64,
    right: f64,
    list: u32,
    quote: bool,
}

fn blocks<'p>(all: &[Block], section: usize, at: Inset, out: &mut Vec<Para<'p>>) {
    for block in all {
        match block {
            Block::Heading { level, text, .. } => out.push(para(text, "", section, Kind::Heading(*level), Inset::default())),
            Block::Paragraph { text, source_line: true, .. } => out.push(para(text, "", section, Kind::Source, Inset::default())),
            Block::Paragraph { text, .. } => out.push(para(text, "", section, if at.quote { Kind::Quote } else { Kind::Body }, at)),
            Block::Quote { blocks: inner, .. } => {
                blocks(inner, section, Inset { left: at.left + 2.0, right: at.right + 2.0, quote: true, ..at }, out)
            }
            Block::List { start, items, .. } => list(*start, items, section, at, out),
            Block::Table(_) | Block::Image { .. } | Block::Chart { .. } => {}
        }
    }
}

fn list<'p>(start: Option<u64>, items: &[Vec<Block>], section: usize, at: Inset, out: &mut Vec<Para<'p>>) {
    let at = Inset { left: if at.list > 0 { at.left + 2.0 } else { at.left }, list: at.list + 1, ..at };
    for (k, item) in items.iter().enumerate() {
        let marker = match start {
            Some(first) => format!("{}.", first.saturating_add(k as u64)),
            None if at.list == 1 => "——".to_owned(),
            None => "·".to_owned(),
        };
        let kind = if at.quote { Kind::Quote } else { Kind::Body };
        let rest = match item.split_first() {
            Some((Block::Paragraph { text, source_line: false, .. }, rest)) => {
                out.push(para(text, &marker, section, kind, at));
                rest
            }
            Some(_) => {
                out.push(para(&[], &marker, section, kind, at));
                item
            }
            None => continue,
        };
        blocks(rest, section, at, out);
    }
}

fn para<'p>(text: &[Inline], marker: &str, section: usize, kind: Kind, at: Inset) -> Para<'p> {
    let plain = format!("{marker}{}", plain_text(text));
    let chars: Vec<char> = shown(&plain).collect();
    let breaks = plain.match_indices('\n').map(|(i, _)| shown(plain.get(..i).unwrap_or_default()).count()).collect();
    let head = chars.iter().position(|c| *c == '。').map_or(chars.len(), |i| i + 1);
    let runs_on = matches!(kind, Kind::Heading(_)) && head < chars.len();
    let strong = text.iter().any(|i| matches!(i, Inline::Strong(_) | Inline::Link { .. }));
    Para { section, kind, left: at.left, right: at.right, head, runs_on, strong, breaks, text: chars, lines: Vec::new() }
}
