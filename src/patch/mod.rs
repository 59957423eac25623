//! Layer 2. A workbook of the xlsx kind changed in place.
//!
//! In: its bytes, and edits to some of its parts. Out: the same package; every other part is copied as it is packed, and in the changed parts every byte
//! stays that is no part of the change.

pub(crate) mod package;
pub(crate) mod xml;

pub(crate) use package::Package;

/// Why a workbook cannot be changed in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unpatchable {
    /// It is no package, or a damaged one.
    #[error("not a readable package")]
    Package,
    /// A part that is needed is not there, or is not what it should be.
    #[error("a part is missing")]
    NoPart,
    /// A part is no well-formed UTF-8 XML.
    #[error("a part is not readable XML")]
    Xml,
    /// A part is larger than anything that is changed.
    #[error("a part is too large")]
    TooLarge,
}

/// The main part.
pub(crate) fn workbook(package: &mut Package<'_>) -> Result<String, Unpatchable> {
    let relations = package.relations("")?;
    let found = relations.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
    found.or_else(|| package.has("xl/workbook.xml").then(|| "xl/workbook.xml".to_owned())).ok_or(Unpatchable::NoPart)
}

/// The worksheets: names and parts. Chart sheets and macro sheets have no cells.
pub(crate) fn sheets(package: &mut Package<'_>, workbook: &str) -> Result<Vec<(String, String)>, Unpatchable> {
    let relations = package.relations(workbook)?;
    let text = package.text(workbook)?;
    let mut out = Vec::new();
    xml::each(&text, |tag| {
        if tag.begins("sheet")
            && tag.depth == 2
            && let (Some(name), Some(id)) = (tag.attribute("name"), tag.attribute("id"))
            && let Some(relation) = relations.iter().find(|r| r.id == id && r.kind == "worksheet")
        {
            out.push((name, relation.target.clone()));
        }
        Ok(())
    })?;
    Ok(out)
}
