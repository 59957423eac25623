//! Running text as Markdown: an escape only where the text would be read as something else in that place.

use crate::document::chars::{drops_space, is_dropped, is_newline, is_space, is_wide, ordinal_len};
use crate::document::{Inline, reference};

use super::Piece;

/// Where the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph; with `true` its first character is written as a reference, so that the line is no 单位：, 注：, 表N or 供稿 line.
    Paragraph(bool),
    /// A heading or title.
    Heading,
    /// A table cell.
    Cell,
    /// A column head or the first level of one: `/` is text.
    Head,
    /// The second level of a column head.
    HeadEnd,
    /// The words of a picture.
    Alt,
}

/// One character with its dress.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    /// `\n` is a forced break.
    c: char,
    strong: bool,
    /// Number of its link from 1.
    link: usize,
    /// The figure, and which mark of the text it is.
    mark: Option<(u32, usize)>,
}

/// Flat text: the same shape that `parse` works on, so that nesting comes out in its canonical order.
#[derive(Default)]
struct Flat {
    glyphs: Vec<Glyph>,
    links: Vec<String>,
    marks: usize,
}

impl Flat {
    fn add(&mut self, inlines: &[Inline], strong: bool, link: usize) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    for (at, c) in text.text.char_indices().filter(|(_, c)| !is_dropped(*c)) {
                        let mark =
                            text.marks.iter().position(|m| m.range.contains(&at)).and_then(|i| Some((text.marks.get(i)?.figure, self.marks + i)));
                        let c = if is_newline(c) || c == '\t' { ' ' } else { c };
                        self.glyphs.push(Glyph { c, strong, link, mark });
                    }
                    self.marks += text.marks.len();
                }
                Inline::Strong(inner) => self.add(inner, true, link),
                Inline::Link { url, text } => {
                    self.links.push(url.clone());
                    self.add(text, strong, self.links.len());
                }
                Inline::Break => self.glyphs.push(Glyph { c: '\n', strong, link, mark: None }),
            }
        }
    }

    /// Breaks at an end break nothing, one at an edge of bold is not bold, and only a paragraph can hold any.
    fn settle(&mut self, place: Place) {
        let breaks = matches!(place, Place::Paragraph(_));
        let glyphs = std::mem::take(&mut self.glyphs);
        for (i, g) in glyphs.iter().enumerate() {
            let next = glyphs.get(i + 1).copied();
            let before = self.glyphs.last().copied();
            match (before, next) {
                _ if g.c != '\n' => self.glyphs.push(*g),
                (Some(b), Some(n)) if breaks => self.glyphs.push(Glyph { strong: b.strong && n.strong && g.strong, ..*g }),
                (Some(b), Some(n)) if !is_wide(b.c) && !is_wide(n.c) => self.glyphs.push(Glyph { c: ' ', ..*g }),
                _ => {}
            }
        }
        while self.glyphs.last().is_some_and(|g| g.c == '\n') {
            self.glyphs.pop();
        }
    }
}

/// Longest name of a character reference.
const ENTITY_MAX: usize = 40;

/// How a character is written.
#[derive(PartialEq, Eq)]
enum Form {
    Plain,
    Backslash,
    Reference,
}

/// Running text as Markdown in one place.
pub(super) fn render(inlines: &[Inline], place: Place) -> Piece {
    let mut flat = Flat::default();
    flat.add(inlines, false, 0);
    flat.settle(place);
    let writer = Writer::new(&flat, place);
    let mut out = Piece::default();
    let mut open_mark: Option<usize> = None;
    for (i, g) in flat.glyphs.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| flat.glyphs.get(i));
        if before.is_none_or(|b| b.link != g.link) {
            if before.is_some_and(|b| b.strong) {
                out.text.push_str("**");
            }
            writer.close_link(before, &mut out.text);
            if g.link > 0 {
                out.text.push('[');
            }
            if g.strong {
                out.text.push_str("**");
            }
        } else if before.is_some_and(|b| b.strong != g.strong) {
            out.text.push_str("**");
        }
        let start = out.text.len();
        match writer.form(i) {
            _ if g.c == '\n' => out.text.push_str("\\\n"),
            Form::Plain => out.text.push(g.c),
            Form::Backslash => out.text.extend(['\\', g.c]),
            Form::Reference => out.text.push_str(&reference(g.c)),
        }
        match (g.mark, out.marks.last_mut()) {
            (Some((_, id)), Some(mark)) if open_mark == Some(id) => mark.range.end = out.text.len(),
            (Some((figure, _)), _) => out.marks.push(crate::document::Mark { range: start..out.text.len(), figure }),
            (None, _) => {}
        }
        open_mark = g.mark.map(|(_, id)| id);
    }
    let last = flat.glyphs.last();
    if last.is_some_and(|g| g.strong) {
        out.text.push_str("**");
    }
    writer.close_link(last, &mut out.text);
    out
}

/// Decides escapes, with the whole line in view.
struct Writer<'f> {
    flat: &'f Flat,
    place: Place,
    /// The whole text, breaks as `\n`.
    chars: Vec<char>,
    has_break: bool,
    /// Some `[` could begin a link.
    brackets: bool,
    /// Index of the space behind an ordinal that opens the line.
    ordinal_space: Option<usize>,
    /// Where the run of `#` begins that ends the text.
    hashes: usize,
    /// Ends with what would be read as `{.class}`.
    class_end: bool,
}

impl<'f> Writer<'f> {
    fn new(flat: &'f Flat, place: Place) -> Self {
        let chars: Vec<char> = flat.glyphs.iter().map(|g| g.c).collect();
        let text: String = chars.iter().collect();
        // The two levels of a column head are one cell.
        let brackets = !flat.links.is_empty() || matches!(place, Place::Head | Place::HeadEnd) || ["](", "][", "]:"].iter().any(|p| text.contains(p));
        let n = ordinal_len(chars.iter().copied());
        let ordinal = matches!(place, Place::Paragraph(_) | Place::Heading) && n > 0 && chars.get(n) == Some(&' ');
        let class_end = matches!(place, Place::Heading | Place::Head | Place::HeadEnd) && text.contains("{.") && text.ends_with('}');
        let hashes = chars.len() - chars.iter().rev().take_while(|c| **c == '#').count();
        Self { flat, place, hashes, has_break: chars.contains(&'\n'), brackets, ordinal_space: ordinal.then_some(n), class_end, chars }
    }

    fn at(&self, i: usize) -> Option<char> {
        self.chars.get(i).copied().filter(|c| *c != '\n')
    }

    fn before(&self, i: usize) -> Option<char> {
        i.checked_sub(1).and_then(|i| self.at(i))
    }

    /// Whether markup stands between this character and the one before it.
    fn dressed(&self, i: usize) -> bool {
        let (a, b) = (i.checked_sub(1).and_then(|i| self.flat.glyphs.get(i)), self.flat.glyphs.get(i));
        let dress = |g: Option<&Glyph>| g.map_or((false, 0), |g| (g.strong, g.link));
        // A break closes nothing by itself: bold may run over it.
        dress(a) != dress(b)
    }

    /// The line that begins at `i` up to the next break.
    fn line(&self, i: usize) -> &[char] {
        let rest = self.chars.get(i..).unwrap_or_default();
        rest.split(|c| *c == '\n').next().unwrap_or_default()
    }

    fn form(&self, i: usize) -> Form {
        let Some(c) = self.at(i) else { return Form::Plain };
        if i == 0 && (self.place == Place::Paragraph(true) || c == '＃') {
            return Form::Reference;
        }
        if c.is_whitespace() {
            return if self.space_needs_reference(i, c) { Form::Reference } else { Form::Plain };
        }
        let next = self.at(i + 1);
        if c == '|' && matches!(self.place, Place::Cell | Place::Head | Place::HeadEnd) && self.before(i) == Some('\\') {
            return Form::Reference;
        }
        let line_start = self.before(i).is_none() && !self.dressed(i) && matches!(self.place, Place::Paragraph(_));
        if self.text_needs_escape(i, c, next) || (line_start && self.start_needs_escape(i, c, next)) || self.ends_list_number(i, c, next) {
            Form::Backslash
        } else {
            Form::Plain
        }
    }

    /// Marks that mean something anywhere in a line.
    fn text_needs_escape(&self, i: usize, c: char, next: Option<char>) -> bool {
        let link = self.flat.glyphs.get(i).is_some_and(|g| g.link > 0);
        let cell = matches!(self.place, Place::Cell | Place::Head | Place::HeadEnd);
        match c {
            '*' | '`' => true,
            '\\' => self.dressed(i + 1) || next.is_none_or(|n| n.is_ascii_punctuation() || n.is_whitespace()),
            '[' | ']' => link || self.place == Place::Alt || (c == '[' && self.brackets),
            '!' => self.dressed(i + 1) && self.flat.glyphs.get(i + 1).is_some_and(|g| g.link > 0),
            // A tag for other readers of Markdown, or an address in brackets.
            '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => {
                let name = self.chars.get(i + 1..).unwrap_or_default();
                let len = name.iter().take(ENTITY_MAX).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
                len > 0 && name.get(len) == Some(&';')
            }
            '|' => cell || self.has_break,
            '~' => next == Some('~') || self.before(i) == Some('~'),
            '{' => self.class_end && next == Some('.'),
            '/' => self.place == Place::Head,
            // A closing run of hashes belongs to the heading's markup.
            '#' => self.place == Place::Heading && i >= self.hashes,
            _ => false,
        }
    }

    /// Marks that mean something at the start of a line.
    fn start_needs_escape(&self, i: usize, c: char, next: Option<char>) -> bool {
        let line = self.line(i);
        match c {
            '#' | '>' => true,
            '-' | '+' | '=' | ':' => next.is_none_or(char::is_whitespace) || line.iter().all(|c| matches!(c, '-' | '+' | '=' | ':' | '|' | ' ')),
            '_' => line.iter().all(|c| matches!(c, '_' | ' ')),
            '~' => line.starts_with(&['~'; 3]),
            '[' => line.contains(&':'),
            _ => false,
        }
    }

    /// The mark after a number that would begin a list, or (in a heading) whose space would be dropped as an ordinal's.
    fn ends_list_number(&self, i: usize, c: char, next: Option<char>) -> bool {
        if !matches!(c, '.' | ')') {
            return false;
        }
        if self.ordinal_space == Some(i + 1) {
            return true;
        }
        let digits = self.chars.get(..i).unwrap_or_default().iter().rev().take(10).take_while(|c| c.is_ascii_digit()).count();
        matches!(self.place, Place::Paragraph(_))
            && (1..=9).contains(&digits)
            && self.before(i - digits).is_none()
            && next.is_none_or(char::is_whitespace)
    }

    /// Spaces that `parse` would drop or move.
    fn space_needs_reference(&self, i: usize, c: char) -> bool {
        let (Some(before), Some(next)) = (self.before(i), self.at(i + 1)) else { return true };
        // On the inner side of bold marks no space can stand.
        let glyph = |i: usize| self.flat.glyphs.get(i);
        let (Some(g), Some(b), Some(n)) = (glyph(i), i.checked_sub(1).and_then(glyph), glyph(i + 1)) else { return true };
        let edge = g.strong && (!b.strong || !n.strong || b.link != g.link || n.link != g.link);
        if c != ' ' {
            return edge || is_space(c);
        }
        let moved = (b.strong && n.strong) != g.strong || g.link != if b.link == n.link { b.link } else { 0 };
        let ordinal = self.ordinal_space == Some(i) && !matches!(before, '.' | ')');
        edge || moved || ordinal || is_space(before) || is_space(next) || drops_space(before, next) || self.caption_space(i)
    }

    /// A plain space behind 表N is read as a full-width one.
    fn caption_space(&self, i: usize) -> bool {
        let number = self.chars.get(1..i).unwrap_or_default();
        matches!(self.place, Place::Paragraph(_))
            && self.chars.first() == Some(&'表')
            && !number.is_empty()
            && number.iter().all(char::is_ascii_digit)
    }

    fn close_link(&self, glyph: Option<&Glyph>, out: &mut String) {
        let Some(url) = glyph.and_then(|g| g.link.checked_sub(1)).and_then(|i| self.flat.links.get(i)) else { return };
        out.push_str("](");
        out.push_str(&address(url, matches!(self.place, Place::Cell | Place::Head | Place::HeadEnd)));
        out.push(')');
    }
}

/// A link's address, in angle brackets where it needs them.
pub(super) fn address(url: &str, cell: bool) -> String {
    let wrapped = url.is_empty() || url.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    let mut out = String::new();
    if wrapped {
        out.push('<');
    }
    for c in url.chars().filter(|c| !is_dropped(*c) && !is_newline(*c)) {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            '|' if cell => out.push_str("&#124;"),
            c => out.push(c),
        }
    }
    if wrapped {
        out.push('>');
    }
    out
}
