//! Sections to flows: each on its own run of pages, the main text with its articles, 附件说明 and signature, then attachments and issued
//! documents. What differs between formats is their opening and their foot, one file each.

use super::compose::Composer;
use super::desk::Desk;
use super::flow::{Atom, Flow, NEVER};
use super::geometry::{Area, ONE_LINE, SIZE, TWO_LINES};
use super::headline::{headline, under_title};
use super::imprint::Foot;
use super::opening::{Opening, title_atom};
use super::{attachment, bulletin, circular, plain, redhead, signature, upward};
use crate::document::{AttachmentNotes, Block, Document, Format, Head, Section, SectionKind, plain_text};
use crate::words::layout as words;

/// What it costs to begin a page with a lone line above an 附件说明 (B7).
const NOTE_ALONE: u64 = 1_000;

/// The flows of a document in order, and the foot of its last page.
#[derive(Debug, Default)]
pub struct Flows {
    /// One a run of pages.
    pub flows: Vec<Flow>,
    /// 版记 or 报尾; the last flow keeps room for it.
    pub foot: Option<Foot>,
    /// The foot must stand on an even page (EN-08).
    pub even_foot: bool,
}

/// Composes all sections.
pub fn flows(desk: &mut Desk<'_>, doc: &Document) -> Flows {
    let Some(opening) = opening(desk, &doc.head) else { return Flows::default() };
    let labels = attachment::labels(doc);
    let notes = doc.attachment_notes();
    let mut flows = vec![main_text(desk, doc, &notes, opening)];
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
    let foot = closing(desk, &doc.head);
    if let Some(foot) = &foot {
        // The foot stands upright, so a turned last page cannot take it.
        if flows.last().is_none_or(|f| f.area.turned) {
            flows.push(Flow::new(Area::PORTRAIT));
        }
        if let Some(last) = flows.last_mut() {
            last.foot = foot.room();
        }
    }
    let even_foot = foot.is_some() && matches!(doc.head.format, Format::Circular | Format::Upward);
    Flows { flows, foot, even_foot }
}

fn area_of(section: &Section) -> Area {
    if section.landscape { Area::LANDSCAPE } else { Area::PORTRAIT }
}

/// What stands above the text on the first page. A format that cannot be set yet is reported.
fn opening(desk: &mut Desk<'_>, head: &Head) -> Option<Opening> {
    let area = Area::PORTRAIT;
    let name = match (head.format, &head.bulletin) {
        (Format::Plain, _) => return Some(plain::opening(desk, head, &area)),
        (Format::Bulletin, Some(b)) => return Some(bulletin::opening(desk, head, b, &area)),
        (Format::Bulletin, None) => "bulletin",
        (Format::Circular, _) => return Some(circular::opening(desk, head, &area)),
        (Format::Upward, _) => return Some(upward::opening(desk, head, &area)),
        (Format::Letter, _) => "letter",
        (Format::Order, _) => "order",
        (Format::Minutes, _) => "minutes",
    };
    let origin = desk.head_origin();
    desk.report(words::format_not_set(name, origin));
    None
}

/// What stands at the foot of the last page.
fn closing(desk: &mut Desk<'_>, head: &Head) -> Option<Foot> {
    match (head.format, &head.bulletin) {
        (Format::Bulletin, Some(b)) => bulletin::closing(desk, b, &Area::PORTRAIT),
        (Format::Circular | Format::Upward, _) => redhead::closing(desk, head, &Area::PORTRAIT),
        _ => None,
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
fn main_text(desk: &mut Desk<'_>, doc: &Document, notes: &AttachmentNotes, opening: Opening) -> Flow {
    let head = &doc.head;
    let main: Vec<&Section> = doc.sections.iter().filter(|s| matches!(s.kind, SectionKind::Main | SectionKind::Article)).collect();
    let area = main.first().map_or(Area::PORTRAIT, |s| area_of(s));
    text(desk, area, opening, |c| {
        let mut first_title = true;
        for section in main {
            match section.kind {
                SectionKind::Article => {
                    article_title(c, &plain_text(&section.title), &[], first_title);
                    first_title = false;
                    c.blocks(&section.blocks);
                }
                _ => first_title &= !main_section(c, head, &section.blocks),
            }
        }
        attachment_note(c, &notes.main);
        let at = c.atoms.len();
        signature::signature(c.desk, head, &area, &mut c.atoms);
        c.sign(at);
    })
}

/// The 附件说明; it wants text above it (B7).
fn attachment_note(c: &mut Composer<'_, '_>, names: &[String]) {
    let (at, area) = (c.atoms.len(), c.area);
    attachment::note(c.desk, names, &area, &mut c.atoms);
    c.wants_company(at, NOTE_ALONE);
}

/// The blocks of the main section. In a 简报 its 按语 stands above the title. Gives whether it had a title in the flow.
fn main_section(c: &mut Composer<'_, '_>, head: &Head, blocks: &[Block]) -> bool {
    // The title of a 材料 stands fixed on grid line 3; elsewhere its place depends on the head above it.
    let title = head.title.as_ref().filter(|_| head.format != Format::Plain);
    let remarks =
        if title.is_some() && head.format == Format::Bulletin { blocks.iter().take_while(|b| matches!(b, Block::Quote { .. })).count() } else { 0 };
    c.blocks(blocks.get(..remarks).unwrap_or_default());
    if let Some(title) = title {
        article_title(c, title, &under_title(head), true);
    }
    if let Some(to) = &head.to {
        c.addressee(to, None);
    }
    c.blocks(blocks.get(remarks..).unwrap_or_default());
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
