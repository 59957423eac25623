//! The drawing of the notes (VML): a box for each; boxes and controls that are there stay as they are.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::origin::CellRef;
use crate::patch::Unpatchable;
use crate::patch::xml::Edits;

const NAMESPACES: [(&str, &str); 3] =
    [("v", "urn:schemas-microsoft-com:vml"), ("o", "urn:schemas-microsoft-com:office:office"), ("x", "urn:schemas-microsoft-com:office:excel")];
/// Ids of boxes go by blocks of this size, one block or more a drawing.
const BLOCK: u32 = 1024;
const KIND: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// A drawing with nothing in it; `number` tells it from the other drawings of the workbook.
pub(super) fn empty(number: usize) -> String {
    let names: String = NAMESPACES.iter().map(|(p, ns)| format!(" xmlns:{p}=\"{ns}\"")).collect();
    format!("<xml{names}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout></xml>")
}

/// A box to draw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Box {
    pub at: CellRef,
    /// Lines of text in it.
    pub lines: u32,
}

/// The drawing with `boxes` more, and without the boxes of the notes on `gone`.
pub(super) fn draw(text: &str, boxes: &[Box], gone: &BTreeSet<CellRef>, number: usize) -> Result<String, Unpatchable> {
    let end = text.rfind("</xml>").ok_or(Unpatchable::Xml)?;
    let mut edits = Edits::default();
    let open = text.find("<xml").ok_or(Unpatchable::Xml)?;
    let head = text.get(open..).and_then(|t| t.split_once('>')).map(|(h, _)| h).ok_or(Unpatchable::Xml)?;
    let undeclared: String =
        NAMESPACES.iter().filter(|(p, _)| !head.contains(&format!("xmlns:{p}="))).map(|(p, ns)| format!(" xmlns:{p}=\"{ns}\"")).collect();
    edits.insert(open + "<xml".len(), undeclared);
    for range in shapes(text) {
        let shape = text.get(range.clone()).unwrap_or_default();
        if note_of(shape).is_some_and(|at| gone.contains(&at)) {
            edits.replace(range, "");
        }
    }
    let mut id = text.match_indices("_x0000_s").filter_map(|(i, m)| leading_number(text.get(i + m.len()..)?)).max().unwrap_or(0);
    id = id.max(BLOCK.saturating_mul(u32::try_from(number).unwrap_or(1)));
    let mut more = if text.contains("id=\"_x0000_t202\"") || text.contains("id='_x0000_t202'") { String::new() } else { KIND.to_owned() };
    for b in boxes {
        id = id.saturating_add(1);
        more.push_str(&shape(b, id));
    }
    edits.insert(end, more);
    edits.apply(text)
}

fn leading_number(text: &str) -> Option<u32> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..digits)?.parse().ok()
}

/// The boxes of a drawing. Some programs write what is no well-formed XML into it, so that it is searched as text.
fn shapes(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|t| t.find("<v:shape ")).map(|i| from + i) {
        let Some(end) = text.get(start..).and_then(|t| t.find("</v:shape>")).map(|i| start + i + "</v:shape>".len()) else { break };
        out.push(start..end);
        from = end;
    }
    out
}

/// The cell that a box is the note of.
fn note_of(shape: &str) -> Option<CellRef> {
    let number = |name: &str| {
        let (_, rest) = shape.split_once(&format!("<x:{name}>"))?;
        rest.split_once('<')?.0.trim().parse::<u32>().ok()
    };
    shape.contains("\"Note\"").then_some(())?;
    Some(CellRef::new(number("Row")?, number("Column")?))
}

fn shape(b: &Box, id: u32) -> String {
    let CellRef { row, col } = b.at;
    // From the column to the right of the cell, four columns wide, as many rows high as it has lines.
    let (left, right, top) = (col + 1, col + 5, row.saturating_sub(1));
    let bottom = top + b.lines.clamp(3, 20) + 1;
    format!(
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:80pt;z-index:1;visibility:hidden\" \
fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
    )
}
