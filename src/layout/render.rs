//! Last step: each flow divided into pages, what stands on them put on the sheets, numbers and outline added.

use super::desk::Desk;
use super::divide::PagePlan;
use super::flow::{Content, Flow};
use super::folio::folio;
use super::geometry::{Area, moved};
use super::pages::{Item, OutlineEntry, Pages};
use super::sections::Flows;
use super::settle::settle;
use crate::document::Document;

/// All pages of a document.
pub fn pages(desk: &mut Desk<'_>, doc: &Document, mut flows: Flows) -> Pages {
    let mut out = Pages { faces: desk.fonts.faces().to_vec(), ..Pages::default() };
    let settled = settle(desk, &mut flows);
    out.respacing = settled.respacing;
    for (flow, plans) in flows.flows.iter().zip(&settled.plans) {
        for plan in plans {
            page(desk, flow, plan, &mut out);
        }
    }
    if let (Some(foot), Some(last)) = (flows.foot, out.pages.last_mut()) {
        last.items.extend(foot.at_foot(&Area::PORTRAIT).into_iter().map(|i| Area::PORTRAIT.on_sheet(i)));
    }
    let numbered = out.pages.len().saturating_sub(settled.unnumbered);
    for (number, page) in (1_u32..).zip(out.pages.iter_mut().take(numbered)).skip(usize::from(flows.bare_first)) {
        page.number = Some(number);
        page.items.extend(folio(desk, number, doc.head.folio));
    }
    let head = &doc.head;
    out.title = head
        .title
        .as_ref()
        .map(|t| t.replace('\n', ""))
        .or_else(|| head.bulletin.as_ref().map(|b| b.name.clone()))
        .unwrap_or_else(|| head.organ_mark.concat());
    out.author = head.bulletin.as_ref().map(|b| b.issuer.clone()).unwrap_or_else(|| head.signature.join("、"));
    out.subject = match &head.bulletin {
        Some(b) => crate::words::layout::issue(b.issue, b.total_issue, b.date.year()),
        None => head.subtitle.clone().unwrap_or_default(),
    };
    // What people look papers up by: 发文字号, 文种, the day.
    let named = head.bulletin.as_ref().map_or(&out.title, |b| &b.name);
    let kind = crate::words::layout::kind_of_paper(named).map(str::to_owned);
    let date = head.bulletin.as_ref().map(|b| b.date).or(head.date).map(crate::words::layout::date);
    out.keywords = head.number.iter().cloned().chain(kind).chain(date).collect();
    out
}

/// One page of a flow.
fn page(desk: &Desk<'_>, flow: &Flow, plan: &PagePlan, out: &mut Pages) {
    let index = out.pages.len();
    let mut sheet = flow.area.sheet();
    sheet.lines = plan.lines.unwrap_or(sheet.lines);
    let mut items: Vec<Item> = Vec::new();
    let mut open = plan.head.map(|table| OpenTable { table, head: Some(0.0), strips: Vec::new() });
    for placed in &plan.placed {
        let Some(atom) = flow.atoms.get(placed.atom) else { continue };
        match &atom.content {
            Content::TableHead { table } => {
                close(desk, flow, &mut open, &mut items);
                open = Some(OpenTable { table: *table, head: Some(placed.top), strips: Vec::new() });
            }
            Content::Strip { table, strip } => {
                if open.as_ref().is_none_or(|o| o.table != *table) {
                    close(desk, flow, &mut open, &mut items);
                    open = Some(OpenTable { table: *table, head: None, strips: Vec::new() });
                }
                if let Some(o) = &mut open {
                    o.strips.push((*strip, placed.top));
                }
            }
            Content::Items(own) => {
                close(desk, flow, &mut open, &mut items);
                items.extend(own.iter().map(|i| moved(i.clone(), 0.0, placed.top)));
            }
            Content::Blank => {}
        }
        if let Some(mark) = &atom.bookmark {
            let y = if flow.area.turned { super::geometry::Y0 } else { super::geometry::Y0 + placed.top };
            out.outline.push(OutlineEntry { level: mark.level, text: mark.text.clone(), page: index, y });
        }
    }
    close(desk, flow, &mut open, &mut items);
    sheet.items = items.into_iter().map(|i| flow.area.on_sheet(i)).collect();
    out.pages.push(sheet);
}

/// A table whose rows on the page are being gathered.
struct OpenTable {
    table: usize,
    head: Option<f64>,
    strips: Vec<(usize, f64)>,
}

fn close(desk: &Desk<'_>, flow: &Flow, open: &mut Option<OpenTable>, items: &mut Vec<Item>) {
    if let Some(o) = open.take()
        && let Some(t) = flow.tables.get(o.table)
    {
        // A table without a head has none to repeat.
        let head = o.head.filter(|_| t.head_height() > 0.0);
        items.extend(t.draw(desk, head, &o.strips));
    }
}
