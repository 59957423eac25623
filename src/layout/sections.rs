//! Sections to flows: each on its own run of pages, the main text with its articles, 附件说明 and signature, then attachments and issued
//! documents. What differs between formats is their opening and their foot, one file each.

use super::compose::Composer;
use super::desk::Desk;
use super::flow::{Atom, Flow, NEVER};
use super::geometry::{Area, MM, ONE_LINE, SIZE, SLACK, TWO_LINES};
use super::headline::{headline, under_title};
use super::imprint::Foot;
use super::opening::{Opening, title_atom};
use super::pages::Element;
use super::paragraph::Measure;
use super::shape::{Style, plain as plain_chars};
use super::{attachment, bulletin, circular, letter, mark, minutes, order, plain, redhead, signature, upward};
use crate::document::{AttachmentNotes, Block, Document, Format, Head, Section, SectionKind, plain_text};
use crate::font::Role;
use crate::words::layout as words;

/// The lower edge of a seal of ∅42 lies 7.95 mm below the date (its centre 5 mm above the middle of name and date, SG-02) and wants 3 mm to the
/// first rule of 版记 (B8): this much more than the 一行 that text keeps there, pt.
const SEAL_OVER_FOOT: f64 = (7.95 + 3.0 - 10.39) * MM;
/// What it costs to begin a page with a lone line above an 附件说明 (B7).
const NOTE_ALONE: u64 = 1_000;

/// What it costs to show a single line of text on page 1 (B3).
const ONE_LINE_SHOWN: u64 = 2_000;

/// The flows of a document in order, and the foot of its last page.
#[derive(Debug, Default)]
pub struct Flows {
    /// One a run of pages.
    pub flows: Vec<Flow>,
    /// 版记 or 报尾; the last flow keeps room for it.
    pub foot: Option<Foot>,
    /// The foot must stand on an even page (EN-08).
    pub even_foot: bool,
    /// Page 1 carries no number (PN-04).
    pub bare_first: bool,
}

/// Composes all sections.
pub fn flows(desk: &mut Desk<'_>, doc: &Document) -> Flows {
    let labels = attachment::labels(doc);
    let notes = doc.attachment_notes();
    let (opening, to_moved) = first_page(desk, doc);
    let to = doc.head.to.as_deref().map(words::with_colon);
    let (to, moved_to) = if to_moved { (None, to) } else { (to, None) };
    let mut flows = vec![main_text(desk, doc, &notes, to.as_deref(), opening)];
    for (i, section) in doc.sections.iter().enumerate() {
        if !matches!(section.kind, SectionKind::Attachment | SectionKind::Issued) {
            continue;
        }
        let area = area_of(section);
        let head = attachment::opening(desk, section, labels.get(i).and_then(|l| l.as_deref()), &area);
        let names = notes.issued.iter().find(|(at, _)| *at == i).map_or(&[][..], |(_, names)| names);
        flows.push(text(desk, area, head, |c| {
            c.blocks(&section.blocks);
            attachment_note(c, names);
        }));
    }
    let foot = closing(desk, &doc.head, moved_to.as_deref());
    if let Some(foot) = &foot {
        // The foot stands upright, so a turned last page cannot take it.
        if flows.last().is_none_or(|f| f.area.turned) {
            flows.push(Flow::new(Area::PORTRAIT));
        }
        if let Some(last) = flows.last_mut() {
            last.foot = foot.room();
        }
    }
    let even_foot = foot.is_some() && matches!(doc.head.format, Format::Circular | Format::Upward | Format::Order);
    Flows { flows, foot, even_foot, bare_first: doc.head.format == Format::Letter }
}

fn area_of(section: &Section) -> Area {
    if section.landscape { Area::LANDSCAPE } else { Area::PORTRAIT }
}

/// What stands above the text on the first page; a joint mark takes `tallest` pt at most.
fn opening(desk: &mut Desk<'_>, head: &Head, tallest: f64) -> Opening {
    let area = Area::PORTRAIT;
    match (head.format, &head.bulletin) {
        (Format::Bulletin, Some(b)) => bulletin::opening(desk, head, b, &area),
        (Format::Plain | Format::Bulletin, _) => plain::opening(desk, head, &area),
        (Format::Circular, _) => circular::opening(desk, head, tallest, &area),
        (Format::Upward, _) => upward::opening(desk, head, tallest, &area),
        (Format::Letter, _) => letter::opening(desk, head, &area),
        (Format::Order, _) => order::opening(desk, head, &area),
        (Format::Minutes, _) => minutes::opening(desk, head, &area),
    }
}

/// The opening, and whether 主送 must go to the 版记: page 1 has to show text (TO-02). Before that a joint mark is made smaller (HD-08).
fn first_page(desk: &mut Desk<'_>, doc: &Document) -> (Opening, bool) {
    let head = &doc.head;
    let mut best = opening(desk, head, mark::TALLEST);
    if !matches!(head.format, Format::Circular | Format::Upward | Format::Letter) {
        return (best, false);
    }
    let (title, to) = (title_height(desk, head), to_lines(desk, head));
    // A heading brings the first line of its text along.
    let needed = match doc.main().and_then(|s| s.blocks.first()) {
        Some(Block::Heading { .. }) => 2,
        Some(_) => 1,
        None => 0,
    };
    let room = |o: &Opening| {
        let need = o.bottom + o.gap.max(TWO_LINES) + title + ONE_LINE;
        Area::PORTRAIT.lines_below(Area::PORTRAIT.next_line(need - SLACK))
    };
    if head.organ_mark.len() > 1 {
        for tallest in [60.0, 48.0, 36.0, 24.0] {
            // Two lines of text are the wish (B3).
            if room(&best) >= to + needed.max(2) {
                break;
            }
            best = opening(desk, head, tallest * MM);
        }
    }
    let moved = head.to.is_some() && room(&best) < to + needed && needed > 0;
    (best, moved)
}

/// Height of the title with what stands under it, pt.
fn title_height(desk: &mut Desk<'_>, head: &Head) -> f64 {
    head.title.as_deref().map_or(0.0, |title| headline(desk, title, &under_title(head), &Area::PORTRAIT).height)
}

/// Lines that 主送 takes.
fn to_lines(desk: &mut Desk<'_>, head: &Head) -> u32 {
    let Some(to) = &head.to else { return 0 };
    let (area, u) = (Area::PORTRAIT, 2_800);
    let text = plain_chars(&words::with_colon(to), Style { role: Role::FangSong, element: Element::Addressee });
    let lines = desk.set(&text, SIZE, area.cell(), Measure { first: u, rest: u }, true, None);
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}

/// What stands at the foot of the last page.
fn closing(desk: &mut Desk<'_>, head: &Head, to: Option<&str>) -> Option<Foot> {
    match (head.format, &head.bulletin) {
        (Format::Bulletin, Some(b)) => bulletin::closing(desk, b, &Area::PORTRAIT),
        (Format::Letter, _) => letter::closing(desk, head, to, &Area::PORTRAIT),
        (Format::Plain | Format::Bulletin, _) => None,
        _ => redhead::closing(desk, head, to, &Area::PORTRAIT),
    }
}

/// A flow under an opening.
fn text(desk: &mut Desk<'_>, area: Area, opening: Opening, fill: impl FnOnce(&mut Composer<'_, '_>)) -> Flow {
    if area.next_line(opening.bottom + opening.gap) + SIZE > area.depth {
        let origin = desk.head_origin();
        desk.report(words::head_too_tall(origin));
    }
    let mut composer = Composer::new(desk, area);
    composer.push(opening.atom());
    fill(&mut composer);
    composer.flow()
}

/// The main text: title where the format has it in the flow, 主送, body, articles, 附件说明, signature.
fn main_text(desk: &mut Desk<'_>, doc: &Document, notes: &AttachmentNotes, to: Option<&str>, opening: Opening) -> Flow {
    let head = &doc.head;
    let main: Vec<&Section> = doc.sections.iter().filter(|s| matches!(s.kind, SectionKind::Main | SectionKind::Article)).collect();
    let area = main.first().map_or(Area::PORTRAIT, |s| area_of(s));
    let seal = if head.sealed && head.note.is_none() { SEAL_OVER_FOOT } else { 0.0 };
    let flow = text(desk, area, opening, |c| {
        let mut first_title = true;
        for section in main {
            match section.kind {
                SectionKind::Article => {
                    article_title(c, &plain_text(&section.title), &[], first_title);
                    first_title = false;
                    c.blocks(&section.blocks);
                }
                _ => first_title &= !main_section(c, head, to, &section.blocks),
            }
        }
        attachment_note(c, &notes.main);
        minutes::attendance(c.desk, head, &area, &mut c.atoms);
        let at = c.atoms.len();
        signature::signature(c.desk, head, &area, &mut c.atoms);
        c.sign(at);
    });
    Flow { seal, ..flow }
}

/// The 附件说明; it wants text above it (B7).
fn attachment_note(c: &mut Composer<'_, '_>, names: &[String]) {
    let (at, area) = (c.atoms.len(), c.area);
    attachment::note(c.desk, names, &area, &mut c.atoms);
    c.wants_company(at, NOTE_ALONE);
}

/// The blocks of the main section. In a 简报 its 按语 stands above the title. Gives whether it had a title in the flow.
fn main_section(c: &mut Composer<'_, '_>, head: &Head, to: Option<&str>, blocks: &[Block]) -> bool {
    // The title of a 材料 stands fixed on grid line 3; elsewhere its place depends on the head above it.
    let title = head.title.as_ref().filter(|_| head.format != Format::Plain);
    let remarks =
        if title.is_some() && head.format == Format::Bulletin { blocks.iter().take_while(|b| matches!(b, Block::Quote { .. })).count() } else { 0 };
    c.blocks(blocks.get(..remarks).unwrap_or_default());
    if let Some(title) = title {
        article_title(c, title, &under_title(head), true);
    }
    if let Some(to) = to {
        c.addressee(to, None);
    }
    let at = c.atoms.len();
    c.blocks(blocks.get(remarks..).unwrap_or_default());
    if let Some(second) = c.atoms.get_mut(at + 1).filter(|_| at > 1) {
        second.penalty = second.penalty.saturating_add(ONE_LINE_SHOWN);
    }
    title.is_some()
}

/// The title of an article: two 行 below the red rule, one 行 below other text (8).
fn article_title(c: &mut Composer<'_, '_>, title: &str, under: &[String], first: bool) {
    let area = c.area;
    let set = headline(c.desk, title, under, &area);
    if set.height > area.depth / 2.0 {
        let origin = c.desk.head_origin();
        c.desk.report(words::head_too_tall(origin));
    }
    if set.height > 0.0 {
        let below_rule = first && c.atoms.len() == 1;
        let atom = title_atom(set, if below_rule { TWO_LINES } else { ONE_LINE });
        // What stands below a head never begins a page (TO-02).
        c.push(Atom { penalty: if below_rule { NEVER } else { 0 }, ..atom });
        c.bind_next();
    }
}
