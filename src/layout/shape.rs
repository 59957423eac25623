//! First step of setting a paragraph: inlines in, characters with their style out.

use crate::document::Inline;
use crate::font::Role;
use crate::layout::Element;

/// How a stretch of text is set. Its size is given with the paragraph, its colour is black.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The face's role.
    pub role: Role,
    /// What it belongs to.
    pub element: Element,
}

/// One character with its style and what it carries along. `'\n'` is a forced line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StyledChar {
    /// The character.
    pub c: char,
    /// How it is set.
    pub style: Style,
    /// The figure that it prints a part of, by number in the paper's list.
    pub figure: Option<u32>,
    /// The link that it belongs to: index into [`links`] of the same inlines.
    pub link: Option<u16>,
}

/// The characters of running text; bold takes the role `strong` (黑体).
pub fn styled(text: &[Inline], style: Style, strong: Role) -> Vec<StyledChar> {
    let mut out = Vec::new();
    let mut links = 0;
    push_inlines(text, style, strong, None, &mut links, &mut out);
    out
}

/// The characters of plain text.
pub fn plain(text: &str, style: Style) -> Vec<StyledChar> {
    text.chars().map(|c| StyledChar { c, style, figure: None, link: None }).collect()
}

/// The addresses of the links in running text, in the order that [`styled`] numbers them.
pub fn links(text: &[Inline]) -> Vec<String> {
    let mut out = Vec::new();
    push_links(text, &mut out);
    out
}

fn push_links(text: &[Inline], out: &mut Vec<String>) {
    for inline in text {
        match inline {
            Inline::Link { url, text } => {
                out.push(url.clone());
                push_links(text, out);
            }
            Inline::Strong(text) => push_links(text, out),
            Inline::Text(_) | Inline::Break => {}
        }
    }
}

fn push_inlines(text: &[Inline], style: Style, strong: Role, link: Option<u16>, links: &mut u16, out: &mut Vec<StyledChar>) {
    for inline in text {
        match inline {
            Inline::Text(t) => {
                let mut marks = t.marks.iter().peekable();
                for (at, c) in t.text.char_indices() {
                    while marks.peek().is_some_and(|m| m.range.end <= at) {
                        marks.next();
                    }
                    let figure = marks.peek().filter(|m| m.range.start <= at).map(|m| m.figure);
                    out.push(StyledChar { c, style, figure, link });
                }
            }
            Inline::Strong(text) => push_inlines(text, Style { role: strong, ..style }, strong, link, links, out),
            Inline::Link { text, .. } => {
                let own = Some(*links);
                *links = links.saturating_add(1);
                push_inlines(text, style, strong, own, links, out);
            }
            Inline::Break => out.push(StyledChar { c: '\n', style, figure: None, link }),
        }
    }
}
