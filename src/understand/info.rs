//! Whose form it is and of which period: the information sheet, the hidden sheet, titles, the name of the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{is_blank, shown, source};
use super::names::Names;
use super::text::key;
use super::{HEAD_ROWS, periods};
use crate::campaign::{Campaign, InfoField};
use crate::intake::{Sheet, Workbook};
use crate::model::{FormTag, KEY_CAMPAIGN, KEY_PERIOD, KEY_UNIT, KEY_VERSION, PeriodClaim, Spot, TextFact, UnitClaim, UnitReading};
use crate::origin::{CellRef, Origin};

/// Rows from the top in which a title may stand.
const TITLE_ROWS: u32 = 3;

/// The hidden sheet: what goes into the facts, and the two claims that stand on it.
pub(super) struct Tag {
    pub(super) tag: FormTag,
    unit: Option<TextFact>,
    period: Option<TextFact>,
}

/// Reads the hidden sheet: keys in the first column, values in the second.
pub(super) fn tag(file: &Arc<str>, sheet: &Sheet) -> Tag {
    let value = |wanted: &str| {
        sheet.cells.iter().filter(|(at, c)| at.col == 0 && key(&shown(c)) == wanted).find_map(|(at, _)| {
            let at = CellRef::new(at.row, 1);
            sheet.cells.get(&at).map(|c| TextFact { text: shown(c), source: source(file, sheet, at) })
        })
    };
    let text = |wanted| value(wanted).map(|f| f.text).unwrap_or_default();
    let tag = FormTag { version: text(KEY_VERSION), campaign: text(KEY_CAMPAIGN), source: source(file, sheet, CellRef::new(0, 0)) };
    Tag { tag, unit: value(KEY_UNIT), period: value(KEY_PERIOD) }
}

/// Whether the label of the reporting unit and one more label stand on the sheet.
pub(super) fn is_info(sheet: &Sheet, campaign: &Campaign) -> bool {
    let has = |f: &InfoField| sheet.cells.iter().any(|(at, c)| at.row < HEAD_ROWS && label(&shown(c), &f.label).is_some());
    let labels = campaign.form.fields.iter().filter(|f| has(f)).count();
    labels >= 2 && campaign.form.fields.iter().any(|f| f.id == "unit" && has(f))
}

/// What follows a label in its own cell: `填报单位：甲县` gives `甲县`, the bare label an empty text; `None` where it is not that label.
fn label<'t>(typed: &'t str, name: &str) -> Option<&'t str> {
    let wanted = key(name);
    if key(typed) == wanted {
        return Some("");
    }
    let at = typed.find([':', '：']);
    let (head, rest) = at.map_or((typed, ""), |i| (&typed[..i], typed[i..].trim_start_matches([':', '：']).trim()));
    let head = key(head);
    // 填报期（数据截至） is the label with an explanation.
    (head == wanted || head.strip_prefix(&wanted).is_some_and(|r| r.starts_with('(') && r.ends_with(')'))).then_some(rest)
}

/// The filled fields: each label with the next filled cell to its right.
pub(super) fn fields(file: &Arc<str>, sheet: &Sheet, campaign: &Campaign) -> BTreeMap<String, TextFact> {
    let mut out = BTreeMap::new();
    for field in &campaign.form.fields {
        let found = sheet.cells.iter().find_map(|(at, cell)| label(&shown(cell), &field.label).map(|rest| (*at, rest.to_owned())));
        let Some((at, inline)) = found else { continue };
        if !inline.is_empty() {
            out.insert(field.id.clone(), TextFact { text: inline, source: source(file, sheet, at) });
            continue;
        }
        let is_label = |text: &str| campaign.form.fields.iter().any(|f| label(text, &f.label).is_some());
        let next = sheet.row(at.row).filter(|(col, c)| *col > at.col && !is_blank(c)).map(|(col, c)| (col, shown(c))).next();
        if let Some((col, text)) = next
            && !is_label(&text)
        {
            out.insert(field.id.clone(), TextFact { text, source: source(file, sheet, CellRef::new(at.row, col)) });
        }
    }
    out
}

/// Every place that names the unit, the most trusted first.
pub(super) fn unit_claims(
    book: &Workbook,
    names: &Names<'_>,
    info: &BTreeMap<String, TextFact>,
    tag: Option<&Tag>,
    sheets: &[Option<&Sheet>],
) -> Vec<UnitClaim> {
    let claim = |place, fact: &TextFact| UnitClaim {
        place,
        text: fact.text.clone(),
        origin: Origin::Cell(fact.source.clone()),
        reading: names.read(&fact.text).reading,
    };
    let mut claims: Vec<UnitClaim> = Vec::new();
    claims.extend(info.get("unit").map(|f| claim(Spot::Info, f)));
    claims.extend(tag.and_then(|t| t.unit.as_ref()).map(|f| claim(Spot::Tag, f)));
    for sheet in sheets.iter().flatten() {
        for (at, cell) in sheet.cells.iter().take_while(|(at, _)| at.row < TITLE_ROWS) {
            let text = shown(cell);
            if let Some(reading @ UnitReading::Known { .. }) = names.within(&text) {
                claims.push(UnitClaim { place: Spot::Title, text, origin: Origin::Cell(source(&book.file, sheet, *at)), reading });
            }
        }
    }
    if let Some(reading) = names.within(stem(&book.file)) {
        claims.push(UnitClaim { place: Spot::FileName, text: stem(&book.file).to_owned(), origin: Origin::file(book.file.clone()), reading });
    }
    claims
}

/// Every place that names the period, the most trusted first.
pub(super) fn period_claims(info: &BTreeMap<String, TextFact>, tag: Option<&Tag>) -> Vec<PeriodClaim> {
    let claim = |place, fact: &TextFact| {
        periods::last_month(&fact.text).map(|last| PeriodClaim { place, text: fact.text.clone(), origin: Origin::Cell(fact.source.clone()), last })
    };
    [(Spot::Tag, tag.and_then(|t| t.period.as_ref())), (Spot::Info, info.get("period"))]
        .into_iter()
        .filter_map(|(place, fact)| claim(place, fact?))
        .collect()
}

/// The name of a file without its folders and its extension.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
