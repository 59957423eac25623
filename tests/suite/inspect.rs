//! Self-inspection: our own pages keep every rule, and each way of spoiling a page is caught by the rules that it breaks, where it breaks them.

mod command;
mod spoil;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::layout_properties::block;
use super::measure::{filler, fonts};
use hongtou::document::{Document, Manuscript, parse};
use hongtou::inspect::{Inspection, Severity, Verdict, inspect};
use hongtou::layout::Element::{
    Addressee, AttachmentLabel, AttachmentNote, Attendance, Body, Folio, Head, Heading, Imprint, Note, Number, OrganMark, RedRule, Signature, Table,
    Title,
};
use hongtou::layout::{Color, LayoutOptions, Pages, layout};
use proptest::prelude::*;
use spoil::*;

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
const PAPERS: [(&str, &str); 10] = [
    ("circular", "inspect/circular.md"),
    ("joint", "inspect/joint.md"),
    ("upward", "inspect/upward.md"),
    ("letter", "inspect/letter.md"),
    ("minutes", "inspect/minutes.md"),
    ("order", "inspect/order.md"),
    ("bulletin", "layout/bulletin/input.md"),
    ("plain", "layout/plain/input.md"),
    ("2022-18", "circular/input.md"),
    ("table", "inspect/table.md"),
];

/// Papers with what the others do not have.
const MORE: [(&str, &str); 3] = [("open", "inspect/open.md"), ("moved", "inspect/moved.md"), ("table-minutes", "inspect/short-minutes.md")];

/// All papers, by name.
fn papers() -> Vec<(&'static str, String)> {
    PAPERS.into_iter().chain(MORE).map(|(name, path)| (name, case(path))).chain([("lines", paper_of_lines())]).collect()
}

/// A paper whose lines break at the measure and nowhere else: page 2 has 12 lines of a paragraph, a heading on line 13, two full lines and one of
/// eight characters, and a paragraph of one line.
fn paper_of_lines() -> String {
    let text: String = filler(9).chars().take(26 + 28).chain("子丑寅卯辰巳午".chars()).collect();
    format!("+++\nformat = \"plain\"\ntitle = \"工作情况汇报\"\n+++\n\n{}\n\n## 一、总体要求\n\n{text}。\n\n特此报告。\n", filler(30))
}

#[test]
fn our_own_pages_of_every_format_keep_every_rule() {
    for (name, text) in papers() {
        let found = look(&set(&text));
        let wrong: Vec<_> = found.checks.iter().filter(|c| c.verdict != Verdict::Pass && c.rule != "FT-01").collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        assert!(found.passed() && found.checks.len() >= 30, "{name}: {} rules", found.checks.len());
        // The embedded faces stand in for the standard's: said, and no reason to fail.
        assert!(found.checks.iter().any(|c| c.rule == "FT-01" && c.verdict == Verdict::Remind && c.severity == Severity::W), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is written: our pages break no E rule, and no W rule but those that an author can break.
    #[test]
    fn whatever_is_written_keeps_the_rules(blocks in proptest::collection::vec(block(), 1..14), sealed in any::<bool>(), kind in 0_usize..4) {
        // Text under every heading and above the signature: what has nothing to stand with cannot be kept with anything.
        let under = |source: String| if source.starts_with('#') { format!("{source}\n\n各单位要落实责任。\n\n{}", filler(2)) } else { source };
        let body: Vec<String> = blocks.into_iter().map(|(source, _)| under(source)).chain([filler(4)]).collect();
        let signed = format!("signature = \"甲市总工会\"\ndate = 2023-06-28\nsealed = {sealed}");
        let red = "organ_mark = \"甲市总工会文件\"\nnumber = \"甲工发〔2023〕8号\"\ntitle = \"关于有关工作的通知\"\nto = \"各县总工会：\"";
        let printed = "[imprint]\ncopy_to = \"省总工会\"\nprinter = \"甲市总工会办公室\"\nprinted = 2023-06-28";
        let head = match kind {
            0 => format!("format = \"plain\"\ntitle = \"情况汇报\"\nto = \"市总工会：\"\n{signed}"),
            1 => format!("format = \"circular\"\n{red}\n{signed}\n{printed}"),
            2 => format!("format = \"letter\"\n{red}\n{signed}"),
            _ => "format = \"bulletin\"\ntitle = \"召开会议\"\n[bulletin]\nname = \"工作简报\"\nissue = 3\nissuer = \"专班\"\ndate = 2023-02-27\nreport_to = \"市委\"\ncopies = 30".to_owned(),
        };
        let found = look(&set(&format!("+++\n{head}\n+++\n\n{}\n", body.join("\n\n"))));
        let authors = ["BD-03", "BD-05", "BD-06", "JL-02", "JL-03", "K4"];
        let wrong: Vec<_> = found.checks.iter().filter(|c| broken(&found).contains(c.rule) && !authors.contains(&c.rule)).collect();
        prop_assert!(wrong.is_empty(), "{:#?}", wrong);
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

#[test]
fn what_an_author_writes_wrong_is_told_too() {
    let circular = |title: &str, body: &str| {
        format!(
            "+++\nformat = \"circular\"\norgan_mark = \"甲市总工会文件\"\nnumber = \"甲工发〔2023〕8号\"\ntitle = \"{title}\"\nto = \"各县（市、区）总工会：\"\n\
             signature = \"甲市总工会办公室\"\ndate = 2023-02-27\n+++\n\n{body}\n"
        )
    };
    let text = filler(2);
    for (rules, paper) in [
        (vec!["TI-02"], circular("关于进一步加强全市基层工会\\n规范化\\n建设有关工作情况的通知", &text)),
        (vec!["TI-04"], circular("关于基层工会规范化建设", &text)),
        (vec!["TI-04", "TI-05"], circular("关于基层工会规范化建设的通知。", &text)),
        (vec!["BD-06"], circular("关于有关工作的通知", &format!("## 一、总体要求，\n\n{text}"))),
        (vec!["BD-03"], circular("关于有关工作的通知", &format!("## 一、总体要求\n\n{text}\n\n## 三、重点工作\n\n{text}"))),
        (vec!["BD-02"], circular("关于有关工作的通知", &format!("## （一）总体要求\n\n{text}"))),
    ] {
        let found = look(&set(&paper));
        assert_eq!(broken(&found), rules.into_iter().collect(), "{paper}");
    }
}

/// A way to spoil a page: the paper, what is done to it, the rules that must notice, and the page and line of the first of them.
struct Spoil {
    paper: &'static str,
    what: Box<dyn Fn(&mut Pages)>,
    rules: &'static [&'static str],
    at: Option<(usize, Option<usize>)>,
    more: bool,
}

fn spoil(rules: &'static [&'static str], paper: &'static str, what: impl Fn(&mut Pages) + 'static) -> Spoil {
    Spoil { paper, what: Box::new(what), rules, at: None, more: false }
}

impl Spoil {
    fn at(mut self, page: usize, line: usize) -> Self {
        self.at = Some((page, (line > 0).then_some(line)));
        self
    }

    /// Other rules may be broken by it as well.
    fn anything_more(mut self) -> Self {
        self.more = true;
        self
    }
}

#[test]
fn every_spoiled_page_is_caught_by_the_rules_that_it_breaks() {
    let papers: BTreeMap<&str, Set> = papers().into_iter().map(|(name, text)| (name, set(&text))).collect();
    let mut wrong = Vec::new();
    for (k, s) in spoils().into_iter().enumerate() {
        let paper = &papers[s.paper];
        let mut pages = paper.pages.clone();
        (s.what)(&mut pages);
        let found = inspect(&paper.doc, &pages, &fonts());
        let (is, should) = (broken(&found), s.rules.iter().copied().collect::<BTreeSet<_>>());
        if is != should && !(s.more && is.is_superset(&should)) {
            let more: Vec<_> =
                found.checks.iter().filter(|c| is.contains(c.rule) && !should.contains(c.rule)).map(|c| (c.rule, c.places.first())).collect();
            wrong.push(format!("{k} {} {:?}: is {is:?}; {more:?}", s.paper, s.rules));
            continue;
        }
        if let Some((page, line)) = s.at {
            let c = found.checks.iter().find(|c| c.rule == s.rules[0]).expect("the rule");
            let first = &c.places[0];
            if (first.page, first.line) != (page, line) {
                wrong.push(format!("{k} {} {:?}: at {first:?}", s.paper, s.rules));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every E rule and nearly every W rule that pages can break is broken by something below.
#[test]
fn no_rule_is_left_untried() {
    let tried: BTreeSet<&str> = spoils().iter().flat_map(|s| s.rules.iter().copied()).collect();
    // Tried by papers of their own above.
    let elsewhere = ["FT-01", "PG-04", "TI-02", "TI-04", "TI-05", "BD-06"];
    let untried: Vec<&str> =
        hongtou::words::inspect::clauses().iter().map(|c| c.rule).filter(|r| !tried.contains(r) && !elsewhere.contains(r)).collect();
    assert_eq!(untried, Vec::<&str>::new());
}

fn spoils() -> Vec<Spoil> {
    [sheet_and_head(), title_and_text(), attachments_and_signature(), foot_and_folio(), tables(), other_formats()].into_iter().flatten().collect()
}

fn sheet_and_head() -> Vec<Spoil> {
    vec![
        spoil(&["PG-01"], "circular", |p| p.pages[1].width += 5.0 * MM).at(2, 0),
        spoil(&["PG-02", "JL-01"], "lines", |p| move_glyph(p, 1, 3, Last, 3.0, 0.0)).at(2, 3),
        spoil(&["PG-02", "PN-02"], "lines", |p| move_page(p, 1, 0.0, 3.0)).at(2, 1),
        spoil(&["LP-01"], "lines", |p| move_line(p, 1, 8, 0.0, 3.0)).at(2, 8),
        spoil(&["CP-01"], "lines", |p| spread(p, 1, "子丑", 1.03)).at(2, 16),
        spoil(&["PG-05"], "lines", |p| swap_face(p, 1, 8, "Droid")).at(2, 8),
        spoil(&["PG-05"], "lines", |p| recolour(p, Body, Color::Red)).at(1, 2),
        spoil(&["PG-05"], "lines", |p| beginning(p, 1, Body, "特此报告")[0].size = 14.0).at(2, 17),
        spoil(&["PG-06", "BD-01"], "lines", |p| move_all(p, 1, Body, -0.6, 0.0)).at(2, 0),
        spoil(&["FT-02"], "circular", |p| runs(p, 0, Addressee)[0].glyphs[2].id = 0).at(1, 8),
        spoil(&["TX-01"], "lines", |p| drop_glyph(p, 1, 3, 9)).at(2, 3),
        spoil(&["TX-01"], "circular", |p| retype(p, 0, Title, 3, '优')).at(1, 6),
        spoil(&["TX-01"], "circular", |p| retype(p, last_page(p, Note), Note, 3, '没')),
        // 份号, 密级, 紧急程度.
        spoil(&["HD-01"], "circular", |p| move_text(p, 0, Head, "000018", 3.0, 0.0)).at(1, 1),
        spoil(&["HD-02"], "circular", |p| move_text(p, 0, Head, "秘密", 0.0, 3.0)).at(1, 2),
        spoil(&["HD-03"], "circular", |p| reface(p, 0, Head, "加急", "LXGW")).at(1, 3),
        spoil(&["HD-04", "HD-01", "HD-02"], "circular", |p| {
            move_text(p, 0, Head, "000018", 0.0, 10.4455);
            move_text(p, 0, Head, "秘密", 0.0, -10.4455);
        }),
        // 发文机关标志.
        spoil(&["HD-05"], "circular", |p| move_all(p, 0, OrganMark, 2.0, 0.0)).at(1, 4),
        spoil(&["HD-05"], "upward", |p| move_all(p, 0, OrganMark, 0.0, -2.0)).at(1, 1),
        spoil(&["HD-05", "HD-09"], "circular", |p| move_all(p, 0, OrganMark, 0.0, 2.0)),
        spoil(&["HD-06"], "upward", |p| reface_all(p, 0, OrganMark, "Droid")).anything_more(),
        spoil(&["HD-07", "HD-05"], "circular", |p| runs(p, 0, OrganMark).into_iter().for_each(|r| r.scale_x *= 1.3)),
        spoil(&["HD-08"], "joint", |p| move_text(p, 0, OrganMark, "甲市教育局", 1.5, 0.0)).at(1, 2),
        spoil(&["HD-08"], "joint", |p| move_text(p, 0, OrganMark, "文件", 0.0, 3.0)),
        // 发文字号, 签发人.
        spoil(&["HD-09"], "circular", |p| move_all(p, 0, Number, 2.0, 0.0)).at(1, 5),
        spoil(&["HD-09", "HD-14"], "circular", |p| move_all(p, 0, Number, 0.0, -2.0)),
        spoil(&["HD-10"], "circular", |p| retype(p, 0, Number, 4, '［')).at(1, 5),
        spoil(&["HD-11"], "upward", |p| move_all(p, 0, Number, 3.0, 0.0)).at(1, 3),
        spoil(&["HD-11"], "upward", |p| move_all(p, 0, Number, 0.0, -0.4)).at(1, 3),
        spoil(&["HD-12"], "upward", |p| reface(p, 0, Head, "李", "Droid")).at(1, 2),
        spoil(&["HD-13"], "upward", |p| move_text(p, 0, Head, "赵", -3.0, 0.0)).at(1, 3),
        spoil(&["HD-14"], "circular", |p| move_rules(p, 0, RedRule, 0.0, 0.6)).at(1, 0),
        spoil(&["HD-14"], "circular", |p| rules(p, 0, RedRule)[0].width -= 4.0 * MM).at(1, 0),
        spoil(&["HD-14"], "circular", |p| drop_rules(p, 0, RedRule, |_| true)).at(1, 0),
        spoil(&["HD-15"], "circular", |p| rules(p, 0, RedRule)[0].height *= 2.0).at(1, 0),
        spoil(&["HD-16"], "circular", |p| rules(p, 0, RedRule)[0].color = Color::Black).at(1, 0),
        spoil(&["HD-16"], "circular", |p| recolour(p, OrganMark, Color::Black)).at(1, 4),
    ]
}

fn title_and_text() -> Vec<Spoil> {
    vec![
        spoil(&["TI-01"], "circular", |p| move_all(p, 0, Title, 2.0, 0.0)).at(1, 6),
        spoil(&["TI-01"], "circular", |p| runs(p, 0, Title)[0].color = Color::Red).at(1, 6),
        spoil(&["TI-01"], "circular", |p| reface_all(p, 0, Title, "Droid")).at(1, 6),
        spoil(&["TI-01"], "letter", |p| size(p, 0, Title, 18.0)).anything_more(),
        spoil(&["TI-01", "TI-03"], "circular", |p| move_nth(p, 0, Title, 0, 0.0, -6.0)).at(1, 6),
        spoil(&["TI-03"], "circular", |p| move_nth(p, 0, Title, 0, 0.0, 2.5)).at(1, 7),
        spoil(&["TI-06"], "plain", |p| move_text(p, 0, Title, "（2023", 2.0, 0.0)).at(1, 4),
        spoil(&["PL-01"], "plain", |p| move_all(p, 0, Title, 0.0, -1.8)).at(1, 2),
        spoil(&["TO-01"], "circular", |p| move_nth(p, 0, Addressee, 1, 2.0, 0.0)).at(1, 9),
        spoil(&["TO-01", "TX-01"], "upward", |p| retype(p, 0, Addressee, 2, '。')).at(1, 5),
        spoil(&["TO-02", "TX-01"], "joint", |p| drop_element(p, 0, Body)).at(1, 0).anything_more(),
        spoil(&["BD-01"], "lines", |p| move_text(p, 1, Body, "特此报告", -11.14, 0.0)).at(2, 17),
        spoil(&["BD-01"], "lines", |p| move_text(p, 1, Body, "子丑", 11.14, 0.0)).at(2, 16),
        spoil(&["BD-02"], "upward", |p| reface(p, 0, Heading(1), "一", "LXGW")),
        spoil(&["BD-02"], "upward", |p| size(p, 0, Heading(2), 14.0)),
        spoil(&["BD-03", "TX-01"], "upward", |p| retype_text(p, 1, Heading(1), "二", 0, '三')),
        spoil(&["BD-05"], "circular", |p| reface(p, 1, Body, "以百人以上", "Droid")).anything_more(),
        spoil(&["BD-08"], "circular", |p| beginning(p, 1, Heading(3), "1.")[0].glyphs[2].x += 3.0),
        spoil(&["JL-01"], "lines", |p| move_glyph(p, 1, 3, Last, -2.0, 0.0)).at(2, 3),
        spoil(&["JL-02", "TX-01"], "lines", |p| (0..4).for_each(|_| drop_glyph(p, 1, 3, 9))).at(2, 3),
        spoil(&["JL-03", "TX-01"], "lines", |p| beginning(p, 1, Body, "子丑")[0].glyphs.drain(1..7).for_each(drop)).at(2, 16),
        spoil(&["PB-01", "TX-01"], "lines", |p| drop_below_heading(p, 1)).at(2, 13),
        spoil(&["K1", "TX-01"], "lines", |p| retype_line(p, 1, 4, First, '。')).at(2, 4),
        spoil(&["K2", "TX-01"], "lines", |p| retype_line(p, 1, 3, Last, '（')).at(2, 3),
        spoil(&["K3", "TX-01"], "lines", |p| {
            retype_line(p, 1, 3, Last, '—');
            retype_line(p, 1, 4, First, '—');
        })
        .at(2, 4),
        spoil(&["K4", "TX-01"], "lines", |p| retype_line(p, 1, 4, First, '…')).at(2, 4),
        spoil(&["K5", "TX-01"], "lines", |p| retype_line(p, 1, 4, First, '/')).at(2, 4),
        spoil(&["K6"], "2022-18", |p| push_mark_out(p, 1.2)).anything_more(),
        spoil(&["K7", "JL-01", "TX-01"], "lines", |p| {
            retype_line(p, 1, 3, Last, '1');
            retype_line(p, 1, 4, First, '2');
        })
        .at(2, 4),
        spoil(&["K8"], "table", |p| move_after(p, '？', 1, 5.0)).anything_more(),
        spoil(&["K9"], "table", |p| move_after(p, '·', 1, 8.0)).anything_more(),
    ]
}

fn attachments_and_signature() -> Vec<Spoil> {
    vec![
        spoil(&["AN-01"], "plain", |p| move_text(p, last_page(p, AttachmentNote), AttachmentNote, "附件：", 3.0, 0.0)),
        spoil(&["AN-01"], "plain", |p| move_from(p, last_page(p, AttachmentNote), AttachmentNote, 10.4455)),
        spoil(&["AN-02", "TX-01"], "circular", |p| retype_text(p, last_page(p, AttachmentNote), AttachmentNote, "2.", 0, '3')),
        spoil(&["AN-03"], "circular", |p| move_text(p, last_page(p, AttachmentNote), AttachmentNote, "2.", 2.0, 0.0)),
        spoil(&["AN-03"], "circular", |p| move_nth(p, last_page(p, AttachmentNote), AttachmentNote, 1, 2.0, 0.0)),
        spoil(&["AN-04", "TX-01"], "circular", |p| retype_last(p, last_page(p, AttachmentNote), AttachmentNote, '。')),
        spoil(&["AT-01"], "circular", |p| move_all(p, 3, AttachmentLabel, 3.0, 0.0)).at(4, 1),
        spoil(&["AT-01"], "circular", |p| reface_all(p, 3, AttachmentLabel, "LXGW")).at(4, 1),
        spoil(&["AT-02"], "circular", |p| move_all(p, 4, Title, 2.0, 0.0)).at(5, 2),
        spoil(&["AT-02"], "circular", |p| move_all(p, 4, Title, 0.0, 1.8)).at(5, 2),
        spoil(&["AT-03", "TX-01"], "circular", |p| retype(p, 4, Title, 0, '工')),
        spoil(&["AT-05"], "2022-18", |p| move_nth(p, 1, Body, 0, 0.0, -60.0)).anything_more(),
        spoil(&["SG-01"], "circular", |p| move_text(p, last_page(p, Signature), Signature, "2023", 3.0, 0.0)),
        spoil(&["SG-01"], "circular", |p| move_text(p, last_page(p, Signature), Signature, "甲市", 2.0, 0.0)),
        spoil(&["SG-02"], "letter", |p| move_from(p, last_page(p, Signature), Signature, 10.4455)),
        spoil(&["SG-03"], "table", |p| move_text(p, last_page(p, Signature), Signature, "甲市", 3.0, 0.0)),
        spoil(&["SG-03"], "table", |p| move_from(p, last_page(p, Signature), Signature, 10.4455)),
        spoil(&["SG-04"], "upward", |p| move_text(p, last_page(p, Signature), Signature, "2023", 3.0, 0.0)),
        spoil(&["SG-05"], "joint", |p| move_text(p, last_page(p, Signature), Signature, "2023", 5.0, 0.0)),
        spoil(&["SG-05"], "joint", |p| move_text(p, last_page(p, Signature), Signature, "甲市教育局", -40.0, 0.0)).anything_more(),
        spoil(&["SG-06"], "open", |p| swap_baselines(p, last_page(p, Signature))).anything_more(),
        spoil(&["SG-07"], "order", |p| move_text(p, 0, Signature, "市长", -4.0, 0.0)),
        spoil(&["SG-07"], "order", |p| move_text(p, 0, Signature, "2023", 4.0, 0.0)),
        spoil(&["SG-08", "TX-01"], "upward", |p| retype_text(p, last_page(p, Signature), Signature, "2023", 5, '0')),
        spoil(&["SG-08", "TX-01"], "letter", |p| drop_element(p, 1, Body)).anything_more(),
        spoil(&["NT-01"], "circular", |p| move_all(p, last_page(p, Note), Note, -5.0, 0.0)),
    ]
}

fn foot_and_folio() -> Vec<Spoil> {
    vec![
        spoil(&["EN-01"], "upward", |p| {
            move_all(p, 1, Imprint, 0.0, -3.0);
            move_rules(p, 1, Imprint, 0.0, -3.0);
        })
        .at(2, 0),
        spoil(&["EN-02"], "upward", |p| rules(p, 1, Imprint)[0].height *= 2.0).at(2, 0),
        spoil(&["EN-02"], "upward", |p| rules(p, 1, Imprint)[1].width -= 5.0 * MM).at(2, 0),
        spoil(&["EN-03"], "upward", |p| reface(p, 1, Imprint, "抄送", "Droid")),
        spoil(&["EN-03"], "circular", |p| move_text(p, 5, Imprint, "抄送", 0.0, 1.5)).at(6, 2),
        spoil(&["EN-04"], "circular", |p| move_nth(p, 5, Imprint, 1, 3.0, 0.0)).at(6, 2),
        spoil(&["EN-04"], "upward", |p| retype_text(p, 1, Imprint, "抄送", 7, '，')),
        spoil(&["EN-05"], "moved", |p| move_text(p, last_page(p, Imprint), Imprint, "主送", 3.0, 0.0)),
        spoil(&["EN-06"], "upward", |p| move_text(p, 1, Imprint, "2023", -3.0, 0.0)),
        spoil(&["EN-06"], "upward", |p| retype_text(p, 1, Imprint, "2023", 5, '0')),
        spoil(&["EN-07"], "upward", |p| drop_rules(p, 1, Imprint, |k| k == 1)).at(2, 0),
        spoil(&["EN-08", "EN-09", "PN-04"], "joint", foot_on_next_page).at(3, 0),
        spoil(&["EN-09", "PN-04"], "circular", |p| drop_element(p, 5, Folio)).at(6, 0),
        spoil(&["PN-01"], "circular", |p| size(p, 0, Folio, 16.0)).anything_more(),
        spoil(&["PN-01"], "circular", |p| reface_all(p, 1, Folio, "Droid")).anything_more(),
        spoil(&["PN-02"], "circular", |p| move_all(p, 0, Folio, 0.0, 3.0)),
        spoil(&["PN-03"], "circular", |p| move_all(p, 1, Folio, 3.0, 0.0)),
        spoil(&["PN-04"], "circular", |p| drop_element(p, 2, Folio)).at(3, 0),
        spoil(&["PN-04"], "circular", |p| retype(p, 2, Folio, 2, '7')).at(3, 0),
        spoil(&["PN-05"], "plain", |p| move_all(p, 1, Folio, 20.0, 0.0)),
    ]
}

fn tables() -> Vec<Spoil> {
    vec![
        spoil(&["TB-01"], "plain", |p| move_all(p, 4, Folio, 0.0, 3.0)),
        spoil(&["TB-02"], "plain", |p| p.pages[4].rotate = 0).at(5, 0),
        spoil(&["TB-02"], "plain", |p| p.pages[3].rotate = 90).at(4, 0),
        spoil(&["TB-02"], "plain", |p| runs(p, 4, Table)[3].turned = false).at(5, 0),
        spoil(&["TB-03"], "plain", |p| p.pages[4].items.iter_mut().for_each(|i| move_item(i, 0.0, -9.0))).anything_more(),
        spoil(&["TB-04"], "circular", |p| drop_rules_where(p, 4, Table, |r| r.height > 30.0 * MM && r.x < 30.0 * MM)).at(5, 0),
        spoil(&["TB-04"], "circular", |p| rules(p, 4, Table)[0].width *= 5.0).at(5, 0),
        spoil(&["TB-05"], "circular", |p| beginning(p, 4, Table, "甲县总工会")[0].size = 9.0).at(5, 5),
        spoil(&["TB-05"], "circular", |p| reface(p, 4, Table, "发展会员", "LXGW")).at(5, 4),
        spoil(&["TB-05"], "circular", |p| move_text(p, 4, Table, "丙区总工会", -9.8, 0.0)).at(5, 7),
        spoil(&["TB-06"], "table", |p| drop_head(p, 1)).at(2, 1),
        spoil(&["TB-08"], "circular", |p| move_text(p, 4, Table, "3,120", 2.0, 0.0)).anything_more(),
        spoil(&["TB-08"], "circular", |p| move_text(p, 4, Table, "单位：", -5.0, 0.0)).at(5, 3),
        spoil(&["TX-01"], "circular", |p| retype_text(p, 4, Table, "3,120", 2, '7')).at(5, 5),
        spoil(&["TX-01"], "table", |p| drop_text(p, 1, Table, "第30组")).anything_more(),
        spoil(&["TB-10"], "bulletin", |p| move_text(p, 2, Table, "表1", 5.0, 0.0)),
    ]
}

fn other_formats() -> Vec<Spoil> {
    vec![
        spoil(&["LE-01"], "letter", |p| move_all(p, 0, OrganMark, 2.0, 0.0)).at(1, 1),
        spoil(&["LE-02"], "letter", |p| rules(p, 0, RedRule)[0].height = 0.5).at(1, 0),
        spoil(&["LE-02"], "letter", |p| move_one_rule(p, 0, RedRule, 3, 0.0, 2.0)).at(1, 0),
        spoil(&["LE-02"], "letter", |p| drop_rules(p, 0, RedRule, |k| k == 1)).at(1, 0),
        spoil(&["LE-03"], "letter", |p| move_all(p, 0, Number, -5.0, 0.0)).at(1, 2),
        spoil(&["LE-04"], "letter", |p| move_nth(p, 0, Body, 8, 0.0, 55.0)).anything_more(),
        spoil(&["LE-05"], "letter", |p| move_all(p, 1, Imprint, 0.0, -8.0)),
        spoil(&["PN-04"], "letter", number_page_1).at(1, 0),
        spoil(&["OD-01", "OD-02"], "order", |p| move_all(p, 0, OrganMark, 0.0, -2.0)).at(1, 1),
        spoil(&["OD-02"], "order", |p| move_all(p, 0, Number, 3.0, 0.0)).at(1, 2),
        spoil(&["MI-01"], "minutes", |p| move_all(p, 0, OrganMark, 2.0, 0.0)).at(1, 1),
        spoil(&["MI-02"], "minutes", |p| reface(p, 1, Attendance, "出席", "LXGW")).at(2, 1),
        spoil(&["MI-02"], "minutes", |p| retype_text(p, 1, Attendance, "钱某某", 0, '赵')).at(2, 1),
        spoil(&["MI-03"], "table-minutes", |p| move_from(p, 0, Attendance, 10.4455)),
        spoil(&["MI-04"], "minutes", |p| move_all(p, 0, Number, 4.0, 0.0)).at(1, 2),
        spoil(&["BL-01"], "bulletin", |p| move_all(p, 0, OrganMark, 2.0, 0.0)).at(1, 2),
        spoil(&["BL-02"], "bulletin", |p| move_all(p, 0, Number, 3.0, 0.0)).at(1, 3),
        spoil(&["BL-03"], "bulletin", |p| move_text(p, 0, Head, "2023", -3.0, 0.0)).at(1, 4),
        spoil(&["BL-04"], "bulletin", |p| move_rules(p, 0, RedRule, 3.0, 0.0)).at(1, 0),
        spoil(&["BL-05"], "bulletin", |p| move_all(p, 1, Title, 3.0, 0.0)),
        spoil(&["BL-06"], "bulletin", |p| move_text(p, last_page(p, Imprint), Imprint, "送：", 3.0, 0.0)),
        spoil(&["BL-06"], "bulletin", |p| {
            let page = last_page(p, Imprint);
            drop_rules(p, page, Imprint, |k| k == 0);
        })
        .anything_more(),
        spoil(&["BL-07"], "bulletin", |p| move_text(p, 2, Body, "（乙市总工会供稿", -5.0, 0.0)),
        spoil(&["BL-08"], "bulletin", |p| move_nth(p, 0, Body, 3, -11.14, 0.0)).at(1, 8),
        spoil(&["BL-09"], "bulletin", |p| rules(p, 0, RedRule)[0].height *= 2.0).at(1, 0),
    ]
}
