use super::measure::{filler, fonts};
use hongtou::document::{Manuscript, parse};
use hongtou::inspect::{Inspection, Verdict, inspect};
use hongtou::layout::{LayoutOptions, layout};

fn look(text: &str) -> Inspection {
    let m = Manuscript::from_text("test.md", text);
    let (doc, _) = parse(&m);
    let doc = doc.unwrap();
    let options = LayoutOptions { file: "test.md".into(), text: m.text.as_str().into(), ..LayoutOptions::default() };
    let pages = layout(&doc, &options, &fonts()).unwrap().0;
    inspect(&doc, &pages, &fonts())
}

#[test]
fn probe() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/layout");
    for name in ["bulletin", "plain"] {
        let r = look(&std::fs::read_to_string(cases.join(name).join("input.md")).unwrap());
        println!("== {name}");
        for c in &r.checks {
            println!("{:?} {} {} | {} | {}", c.verdict, c.rule, c.subject, c.required, c.measured);
            for p in c.places.iter().take(6) {
                println!("      {p:?}");
            }
        }
    }
    let _ = filler(3);
    let _ = Verdict::Pass;
}
