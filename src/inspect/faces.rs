//! Faces: substituted ones (FT-01), characters without a glyph or with another character's (FT-02).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::gauge::{At, Gauge};
use super::read::{Mark, Paper};
use crate::words::inspect as words;

/// FT-01, FT-02.
pub(super) fn faces(paper: &Paper<'_>, g: &mut Gauge) {
    let mut used = BTreeSet::new();
    for l in paper.sheets.iter().flat_map(|s| &s.lines) {
        used.extend(l.glyphs.iter().map(|m| m.face));
        let right = |m: &Mark| m.id != 0 && paper.pages.faces.get(m.face).is_some_and(|f| f.glyph(m.c).is_none_or(|id| id == m.id));
        let wrong = l.glyphs.iter().find(|m| !right(m));
        g.rule("FT-02").check(wrong.is_none(), || wrong.map_or_else(String::new, |m| words::wrong_glyph(m.c, m.id == 0)), l);
    }
    let in_use = |name: &str| used.iter().filter_map(|i| paper.pages.faces.get(*i)).any(|f: &Arc<_>| f.postscript_name() == name);
    let report = paper.fonts.report();
    let roles = || report.iter().filter(|r| r.role != crate::font::Role::Latin && in_use(&r.postscript));
    for r in roles() {
        g.rule("FT-01").hold(!r.substituted, words::role_face(r.chinese, &r.name), At::Page(0));
    }
}
