//! `styles.xml`: the looks of cells again with the fill of a mark, and back.

use std::collections::BTreeMap;

use crate::patch::Unpatchable;
use crate::patch::xml::{self, Edits, Kind};

/// A look (`xf`): its text, and its fill.
#[derive(Debug, Clone)]
struct Look {
    /// The whole element.
    text: String,
    fill: u32,
}

/// The looks of a workbook, and those that marks need besides.
#[derive(Debug)]
pub(super) struct Styles {
    text: String,
    looks: Vec<Look>,
    fills: u32,
    /// Fills that are marks, by colour, those found and those added.
    marks: BTreeMap<&'static str, u32>,
    new_fills: Vec<&'static str>,
    /// Marked looks: by the look and the fill they are made from.
    marked: BTreeMap<(u32, u32), u32>,
    new_looks: Vec<Look>,
}

/// A stylesheet for a workbook that has none.
pub(super) const PLAIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";

impl Styles {
    /// Reads them; `colours` are the colours of marks (`FFFF9999`).
    pub(super) fn read(text: String, colours: &[&'static str]) -> Result<Self, Unpatchable> {
        let mut looks: Vec<Look> = Vec::new();
        let mut marks = BTreeMap::new();
        let (mut fills, mut in_looks, mut in_fills) = (0, false, false);
        let (mut seen_looks, mut seen_fills) = (false, false);
        let mut start = 0;
        xml::each(&text, |tag| {
            match (tag.local(), tag.kind, tag.depth) {
                ("cellXfs", Kind::Open, 1) => (in_looks, seen_looks) = (true, true),
                ("cellXfs", Kind::Close, 1) => in_looks = false,
                ("fills", Kind::Open, 1) => (in_fills, seen_fills) = (true, true),
                ("fills", Kind::Close, 1) => in_fills = false,
                ("xf", Kind::Open | Kind::Empty, 2) if in_looks => {
                    start = tag.at.start;
                    looks.push(Look { text: tag.text.to_owned(), fill: tag.number("fillId").unwrap_or(0) });
                }
                ("xf", Kind::Close, 2) if in_looks => {
                    if let Some(last) = looks.last_mut() {
                        last.text = text.get(start..tag.at.end).unwrap_or_default().to_owned();
                    }
                }
                ("fill", Kind::Open | Kind::Empty, 2) if in_fills => fills += 1,
                ("fgColor", Kind::Open | Kind::Empty, _) if in_fills => {
                    let colour = tag.attribute("rgb").unwrap_or_default();
                    if let Some(mark) = colours.iter().find(|c| colour.eq_ignore_ascii_case(c)) {
                        marks.insert(*mark, fills - 1);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        if !seen_looks || !seen_fills || looks.is_empty() {
            return Err(Unpatchable::NoPart);
        }
        Ok(Self { text, looks, fills, marks, new_fills: Vec::new(), marked: BTreeMap::new(), new_looks: Vec::new() })
    }

    /// Whether the workbook has marks from before.
    pub(super) fn has_marks(&self) -> bool {
        self.new_fills.is_empty() && self.looks.iter().any(|l| self.is_mark(l.fill))
    }

    fn is_mark(&self, fill: u32) -> bool {
        self.marks.values().any(|m| *m == fill)
    }

    /// The look `base` with the fill of a mark.
    pub(super) fn marked(&mut self, base: u32, colour: &'static str) -> u32 {
        let base = self.unmarked(base);
        let fill = match self.marks.get(colour) {
            Some(fill) => *fill,
            None => {
                let fill = self.fills + self.new_fills.len() as u32;
                self.new_fills.push(colour);
                self.marks.insert(colour, fill);
                fill
            }
        };
        if let Some(look) = self.marked.get(&(base, fill)) {
            return *look;
        }
        let look = self.looks.get(base as usize).or_else(|| self.looks.first()).map_or("", |l| l.text.as_str());
        let text = refilled(look, fill);
        let known = self.looks.iter().position(|l| l.text == text);
        let at = known.unwrap_or_else(|| {
            self.new_looks.push(Look { text, fill });
            self.looks.len() + self.new_looks.len() - 1
        });
        self.marked.insert((base, fill), at as u32);
        at as u32
    }

    /// The look that a marked one was made from: the same but for its fill. A look that is no mark is itself.
    pub(super) fn unmarked(&self, look: u32) -> u32 {
        let Some(marked) = self.looks.get(look as usize).filter(|l| self.is_mark(l.fill)) else { return look };
        let bare = refilled(&marked.text, 0);
        let same = |l: &&(usize, &Look)| !self.is_mark(l.1.fill) && refilled(&l.1.text, 0) == bare;
        let all: Vec<(usize, &Look)> = self.looks.iter().enumerate().collect();
        all.iter().find(same).map_or(look, |(i, _)| *i as u32)
    }

    /// The stylesheet with what was added; nothing where nothing was.
    pub(super) fn finish(self) -> Result<Option<String>, Unpatchable> {
        if self.new_fills.is_empty() && self.new_looks.is_empty() {
            return Ok(None);
        }
        let mut edits = Edits::default();
        xml::each(&self.text, |tag| {
            let prefix = tag.prefix();
            let mut counted = |n: usize, added: usize| {
                if tag.attribute("count").is_some() {
                    edits.replace(tag.at.clone(), tag.with("count", &(n + added).to_string()));
                }
            };
            match (tag.local(), tag.kind, tag.depth) {
                ("fills", Kind::Open, 1) => counted(self.fills as usize, self.new_fills.len()),
                ("cellXfs", Kind::Open, 1) => counted(self.looks.len(), self.new_looks.len()),
                ("fills", Kind::Close, 1) => {
                    for colour in &self.new_fills {
                        let p = prefix;
                        let solid = format!(
                            "<{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill>"
                        );
                        edits.insert(tag.at.start, format!("<{p}fill>{solid}</{p}fill>"));
                    }
                }
                ("cellXfs", Kind::Close, 1) => edits.insert(tag.at.start, self.new_looks.iter().map(|l| l.text.as_str()).collect::<String>()),
                _ => {}
            }
            Ok(())
        })?;
        edits.apply(&self.text).map(Some)
    }
}

/// A look with another fill.
fn refilled(look: &str, fill: u32) -> String {
    let end = look.find('>').map_or(look.len(), |i| i + 1);
    let (tag, rest) = look.split_at(end);
    let tag = xml::with(tag, "fillId", &fill.to_string());
    format!("{}{rest}", xml::with(&tag, "applyFill", "1"))
}
