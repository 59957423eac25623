//! Running text: Markdown events become a flat line of characters, which is put in order (bold, spaces, ordinals) and then cut into inlines.
//!
//! The flat line is what makes the rules simple: a character knows where it stands, whether it was escaped (then it makes no structure), and its dress.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::chars::{is_dropped, is_newline, is_space};
use super::spaces::{keep_caption_space, normalise, plain_chars};
use super::tree::{Inline, Mark, Span, Text};

/// What a place of the flat line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Char,
    /// A line end in the source, which is no line end on paper.
    Soft,
    /// A forced line break.
    Hard,
}

/// One character of running text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ch {
    pub c: char,
    pub kind: Kind,
    /// Written with an escape, as a reference or as code: always text.
    pub literal: bool,
    pub strong: bool,
    /// Number of its link, from 1; 0 is none.
    pub link: usize,
    pub span: Span,
}

/// A picture met in running text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    pub path: String,
    pub alt: String,
    pub span: Span,
}

/// A line of running text before it is cut into inlines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Flat {
    pub chars: Vec<Ch>,
    /// Addresses of the links, in order.
    pub links: Vec<String>,
    pub pictures: Vec<Picture>,
}

/// A Markdown event with its byte range in the manuscript.
pub(super) type Ranged<'a> = (Event<'a>, Range<usize>);

/// Collects inline events up to the end of the container that stands before `events[*at]`; block events inside are passed over.
pub(super) struct Collector<'s> {
    source: &'s str,
    flat: Flat,
    link: usize,
    /// Depth of open pictures, and the words of the outermost.
    in_picture: usize,
    /// End of the last event: what lies between it and the next one is markup.
    last: usize,
}

impl<'s> Collector<'s> {
    /// A collector whose container begins at byte `start` of `source`.
    pub fn new(source: &'s str, start: usize) -> Self {
        Self { source, flat: Flat::default(), link: 0, in_picture: 0, last: start }
    }

    /// Takes in one event.
    pub fn take(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(text) => self.text(text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.literal(text, range),
            Event::Html(_) | Event::InlineHtml(_) => self.verbatim(range.clone(), false),
            Event::SoftBreak => self.push('\n', Kind::Soft, false, range.clone()),
            Event::HardBreak => self.push('\n', Kind::Hard, false, range.clone()),
            // Bold is resolved below, and there are no italics: what the reader took for them is text.
            Event::Start(tag @ (Tag::Emphasis | Tag::Strong)) => {
                let inside = range.start + if *tag == Tag::Strong { 2 } else { 1 };
                self.verbatim(range.start..inside, false);
                self.last = inside;
                return;
            }
            Event::End(TagEnd::Emphasis) => self.verbatim(range.end.saturating_sub(1)..range.end, false),
            Event::End(TagEnd::Strong) => self.verbatim(range.end.saturating_sub(2)..range.end, false),
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let prefix = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.flat.links.push(format!("{prefix}{}", unmask(dest_url)));
                self.link = self.flat.links.len();
                self.last = range.start;
                return;
            }
            Event::End(TagEnd::Link) => self.link = 0,
            Event::Start(Tag::Image { dest_url, .. }) => {
                if self.in_picture == 0 {
                    self.flat.pictures.push(Picture { path: unmask(dest_url), alt: String::new(), span: range.clone() });
                }
                self.in_picture += 1;
                self.last = range.start;
                return;
            }
            Event::End(TagEnd::Image) => self.in_picture = self.in_picture.saturating_sub(1),
            _ => {}
        }
        self.last = range.end;
    }

    /// The line, in order; `ordinal`: a space after an ordinal that opens it is dropped.
    pub fn finish(mut self, ordinal: bool) -> Flat {
        resolve_bold(&mut self.flat.chars, self.source);
        self.flat.chars = normalise(std::mem::take(&mut self.flat.chars), ordinal);
        for picture in &mut self.flat.pictures {
            picture.alt = plain_chars(&picture.alt).iter().map(|ch| ch.c).collect();
        }
        self.flat
    }

    /// The characters as they stand, bold resolved and nothing put in order.
    pub fn raw(mut self) -> Vec<Ch> {
        resolve_bold(&mut self.flat.chars, self.source);
        self.flat.chars
    }

    /// The paragraphs: a source line that is indented by two full-width spaces begins a new one, and such indentation itself is dropped (the layout indents).
    pub fn finish_paragraphs(mut self) -> Vec<Flat> {
        resolve_bold(&mut self.flat.chars, self.source);
        let chars = std::mem::take(&mut self.flat.chars);
        let full_space = |ch: Option<&Ch>| ch.is_some_and(|ch| ch.c == '\u{3000}' && !ch.literal);
        let mut starts = vec![0];
        starts.extend(
            (1..chars.len())
                .filter(|i| chars.get(i - 1).is_some_and(|ch| ch.kind == Kind::Soft) && full_space(chars.get(*i)) && full_space(chars.get(i + 1))),
        );
        starts.push(chars.len());
        let mut rest = self.finish(true);
        let pictures = std::mem::take(&mut rest.pictures);
        let mut out: Vec<Flat> = starts
            .windows(2)
            .filter_map(|w| chars.get(*w.first()?..*w.last()?))
            .map(|part| {
                let indent = part.iter().take_while(|ch| !ch.literal && ch.kind == Kind::Char && (ch.c == '\u{3000}' || is_space(ch.c))).count();
                let mut chars: Vec<Ch> = part.iter().skip(indent).cloned().collect();
                keep_caption_space(&mut chars);
                Flat { chars: normalise(chars, true), links: rest.links.clone(), pictures: Vec::new() }
            })
            .filter(|flat| !flat.chars.is_empty())
            .collect();
        if !pictures.is_empty() {
            match out.last_mut() {
                Some(last) => last.pictures = pictures,
                None => out.push(Flat { pictures, ..Flat::default() }),
            }
        }
        out
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let as_written = self.source.get(range.clone()).is_some_and(|s| s.chars().eq(text.chars().map(unmask_char)));
        if as_written {
            // A backslash between the last event and this one was an escape.
            let before = range.start.wrapping_sub(1);
            let escaped = before >= self.last && before < range.start && self.source.as_bytes().get(before) == Some(&b'\\');
            self.verbatim(range.clone(), escaped);
        } else {
            self.literal(text, range);
        }
    }

    /// Characters of the source as they stand; the first may be escaped.
    fn verbatim(&mut self, range: Range<usize>, first_escaped: bool) {
        let Some(text) = self.source.get(range.clone()) else { return };
        for (i, c) in text.char_indices() {
            let at = range.start + i;
            self.push(c, if is_newline(c) { Kind::Soft } else { Kind::Char }, first_escaped && i == 0, at..at + c.len_utf8());
        }
    }

    /// Characters that only a reference or a code span could write so.
    pub fn literal(&mut self, text: &str, range: &Range<usize>) {
        let text: String = text.chars().map(unmask_char).collect();
        // In code the characters stand in the source as they are, behind the marks.
        let inner = self.source.get(range.clone()).and_then(|s| s.find(&text)).map(|i| range.start + i);
        for (i, c) in text.char_indices() {
            let span = inner.map_or(range.clone(), |at| at + i..at + i + c.len_utf8());
            self.push(if is_newline(c) || c == '\t' { ' ' } else { c }, Kind::Char, true, span);
        }
    }

    fn push(&mut self, c: char, kind: Kind, literal: bool, span: Span) {
        if kind == Kind::Char && is_dropped(c) {
            return;
        }
        if self.in_picture > 0 {
            if let Some(p) = self.flat.pictures.last_mut() {
                p.alt.push(c);
            }
        } else {
            self.flat.chars.push(Ch { c, kind, literal, strong: false, link: self.link, span });
        }
    }
}

fn unmask_char(c: char) -> char {
    match c {
        '\u{1}' => '*',
        '\u{3}' => '<',
        c => c,
    }
}

fn unmask(text: &str) -> String {
    text.chars().map(unmask_char).filter(|c| !is_dropped(*c)).collect()
}

/// Pairs runs of two (or three) asterisks into bold. Unlike CommonMark a run may close after and open before punctuation, as long as no space stands
/// on its inner side; a run without a partner stays text.
fn resolve_bold(chars: &mut Vec<Ch>, source: &str) {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (i, ch) in chars.iter().enumerate() {
        if ch.c != '*' || ch.literal || ch.kind != Kind::Char {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == i && chars.get(i - 1).is_some_and(|p| p.span.end == ch.span.start && p.link == ch.link) => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    let mut dead = vec![false; chars.len()];
    // An opened run outside links, and one inside the link that is being read.
    let mut open: [Option<Range<usize>>; 2] = [None, None];
    let mut last_link = 0;
    for run in runs.into_iter().filter(|r| matches!(r.len(), 2 | 3)) {
        let (Some(first), Some(last)) = (chars.get(run.start), chars.get(run.end - 1)) else { continue };
        let link = first.link;
        if link != last_link && link != 0 {
            open[1] = None;
            last_link = link;
        }
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let can_close = !blank(source.get(..first.span.start).and_then(|s| s.chars().next_back()));
        let can_open = !blank(source.get(last.span.end..).and_then(|s| s.chars().next()));
        let slot = &mut open[usize::from(link != 0)];
        match slot.take() {
            Some(begin) if can_close && begin.len() == run.len() => {
                for ch in chars.iter_mut().take(run.start).skip(begin.end) {
                    ch.strong = true;
                }
                dead.iter_mut().take(begin.end).skip(begin.start).for_each(|d| *d = true);
                dead.iter_mut().take(run.end).skip(run.start).for_each(|d| *d = true);
            }
            before => *slot = if can_open { Some(run) } else { before },
        }
    }
    let mut dead = dead.into_iter();
    chars.retain(|_| !dead.next().unwrap_or(false));
}

impl Flat {
    /// The characters as a string; forced breaks are `\n`.
    pub fn plain(&self) -> String {
        self.chars.iter().map(|ch| ch.c).collect()
    }

    /// Whether its first character is escaped or written as a reference: then it is never a 单位：, 注：, 表N or 供稿 line.
    pub fn literal_start(&self) -> bool {
        self.chars.first().is_some_and(|ch| ch.literal)
    }

    /// Cuts the line into inlines: links outermost, bold inside them, text innermost.
    pub fn inlines(&self, marks: &[Mark]) -> Vec<Inline> {
        let mut out = Vec::new();
        for run in self.chars.chunk_by(|a, b| a.link == b.link) {
            let link = run.first().map_or(0, |ch| ch.link);
            match link.checked_sub(1).and_then(|i| self.links.get(i)) {
                Some(url) => out.push(Inline::Link { url: url.clone(), text: strong_runs(run, marks) }),
                None => out.extend(strong_runs(run, marks)),
            }
        }
        out
    }
}

fn strong_runs(chars: &[Ch], marks: &[Mark]) -> Vec<Inline> {
    let mut out = Vec::new();
    for run in chars.chunk_by(|a, b| a.strong == b.strong) {
        if run.first().is_some_and(|ch| ch.strong) {
            out.push(Inline::Strong(text_runs(run, marks)));
        } else {
            out.extend(text_runs(run, marks));
        }
    }
    out
}

fn text_runs(chars: &[Ch], marks: &[Mark]) -> Vec<Inline> {
    let mut out = Vec::new();
    for run in chars.chunk_by(|a, b| (a.kind == Kind::Hard) == (b.kind == Kind::Hard)) {
        if run.first().is_some_and(|ch| ch.kind == Kind::Hard) {
            out.extend(run.iter().map(|_| Inline::Break));
        } else {
            out.push(Inline::Text(text(run, marks)));
        }
    }
    out
}

fn text(run: &[Ch], marks: &[Mark]) -> Text {
    let mut out = Text { span: run.first().map_or(0, |ch| ch.span.start)..run.last().map_or(0, |ch| ch.span.end), ..Text::default() };
    let mut last = usize::MAX;
    for ch in run {
        let start = out.text.len();
        out.text.push(ch.c);
        // Marks are in order: the last that begins at or before the character is the only one that can hold it.
        let index = marks.partition_point(|m| m.range.start <= ch.span.start).wrapping_sub(1);
        let Some(mark) = marks.get(index).filter(|m| ch.span.start < m.range.end) else {
            last = usize::MAX;
            continue;
        };
        match out.marks.last_mut() {
            Some(m) if last == index => m.range.end = out.text.len(),
            _ => out.marks.push(Mark { range: start..out.text.len(), figure: mark.figure }),
        }
        last = index;
    }
    out
}
