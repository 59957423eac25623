//! Faces: substituted ones (FT-01), characters without a glyph or with another character's (FT-02).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::gauge::{At, Gauge};
use super::read::Paper;
use crate::words::inspect as words;

/// FT-01, FT-02.
pub(super) fn faces(paper: &Paper<'_>, g: &mut Gauge) {
    let mut used = BTreeSet::new();
    for l in paper.sheets.iter().flat_map(|s| &s.lines) {
        for m in &l.glyphs {
            used.insert(m.face);
            let face = paper.pages.faces.get(m.face);
            let right = m.id != 0 && face.is_some_and(|f| f.glyph(m.c).is_none_or(|id| id == m.id));
            g.rule("FT-02").check(right, || words::wrong_glyph(m.c, m.id == 0), l);
        }
    }
    let in_use = |name: &str| used.iter().filter_map(|i| paper.pages.faces.get(*i)).any(|f: &Arc<_>| f.postscript_name() == name);
    let report = paper.fonts.report();
    let roles = || report.iter().filter(|r| r.role != crate::font::Role::Latin && in_use(&r.postscript));
    for r in roles() {
        g.rule("FT-01").hold(!r.substituted, words::role_face(r.chinese, &r.name), At::Page(0));
    }
}
