//! Self-inspection: our own pages keep every rule, and each way of spoiling a page is caught by the rules that it breaks, where it breaks them.

use std::collections::BTreeSet;
use std::path::Path;

use super::measure::fonts;
use hongtou::document::{Document, Manuscript, parse};
use hongtou::inspect::{Inspection, Severity, Verdict, inspect};
use hongtou::layout::{LayoutOptions, Pages, layout};

/// A paper set: what the inspection reads.
struct Set {
    doc: Document,
    pages: Pages,
}

fn set(text: &str) -> Set {
    let m = Manuscript::from_text("test.md", text);
    let (doc, found) = parse(&m);
    assert!(!found.has_errors(), "{found:?}");
    let doc = doc.expect("a document");
    let options = LayoutOptions { file: "test.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
    let pages = layout(&doc, &options, &fonts()).expect("pages").0;
    Set { doc, pages }
}

fn case(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn look(set: &Set) -> Inspection {
    inspect(&set.doc, &set.pages, &fonts())
}

/// The rules that are broken; substituted faces aside, which the embedded ones always are.
fn broken(i: &Inspection) -> BTreeSet<&'static str> {
    i.checks.iter().filter(|c| c.verdict != Verdict::Pass && c.rule != "FT-01").map(|c| c.rule).collect()
}

/// Where each kind of paper stands.
const PAPERS: [(&str, &str); 9] = [
    ("circular", "inspect/circular.md"),
    ("joint", "inspect/joint.md"),
    ("upward", "inspect/upward.md"),
    ("letter", "inspect/letter.md"),
    ("minutes", "inspect/minutes.md"),
    ("order", "inspect/order.md"),
    ("bulletin", "layout/bulletin/input.md"),
    ("plain", "layout/plain/input.md"),
    ("2022-18", "circular/input.md"),
];

#[test]
fn our_own_pages_of_every_format_keep_every_rule() {
    for (name, path) in PAPERS {
        let found = look(&set(&case(path)));
        let wrong: Vec<_> = found.checks.iter().filter(|c| c.verdict != Verdict::Pass && c.rule != "FT-01").collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        assert!(found.passed() && found.checks.len() > 35, "{name}: {} rules", found.checks.len());
        // The embedded faces stand in for the standard's: said, and no reason to fail.
        assert!(found.checks.iter().any(|c| c.rule == "FT-01" && c.verdict == Verdict::Remind && c.severity == Severity::W), "{name}");
    }
}

#[test]
fn re_spaced_pages_are_measured_on_their_own_grid() {
    // 38 lines, a blank one, name and date: 23 lines to page 2 (7.3.5.5 of the standard).
    let text = format!(
        "+++\nformat = \"plain\"\ntitle = \"工作情况汇报\"\nsignature = \"某某市总工会办公室\"\ndate = 2023-02-27\n+++\n\n{}",
        "各单位要高度重视，落实工作责任。\n\n".repeat(38)
    );
    let mut s = set(&text);
    assert!(s.pages.respacing.is_some());
    assert_eq!(broken(&look(&s)), BTreeSet::new());
    // The same page without the record of why is a page with 23 lines.
    s.pages.respacing = None;
    assert_eq!(broken(&look(&s)), BTreeSet::from(["LP-01", "PG-04"]));
}
