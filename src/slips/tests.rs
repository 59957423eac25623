//! Marking packages as different programs write them, read back by other readers.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{ASK, MUST, Mark, mark};
use crate::intake;
use crate::patch::Unpatchable;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A package under construction: parts by name, in order.
#[derive(Clone)]
struct Parts(Vec<(String, String)>);

impl Parts {
    /// A workbook with one sheet, as Excel lays it out.
    fn new(sheet: &str) -> Self {
        let part = |name: &str, text: String| (name.to_owned(), text);
        Self(vec![
            part(
                "[Content_Types].xml",
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"
                    .into(),
            ),
            part("_rels/.rels", format!("<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
            part(
                "xl/workbook.xml",
                format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets><sheet name=\"表一\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            ),
            part(
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                     <Relationship Id=\"rId2\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            part("xl/styles.xml", styles("")),
            part("xl/worksheets/sheet1.xml", sheet.to_owned()),
        ])
    }

    fn with(mut self, name: &str, text: &str) -> Self {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), text.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(n, _)| n != name);
        self
    }

    fn zip(&self) -> Vec<u8> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (i, (name, text)) in self.0.iter().enumerate() {
            // Some stored, some deflated: copies must not care.
            let method = if i % 3 == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
            out.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
            out.write_all(text.as_bytes()).unwrap();
        }
        out.finish().unwrap().into_inner()
    }
}

/// A stylesheet of four looks; the third is unlocked with two places, the fourth bold.
fn styles(prefix: &str) -> String {
    let p = prefix;
    let ns = if p.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", p.trim_end_matches(':')) };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{p}styleSheet {ns}=\"{MAIN}\"><{p}fonts count='2'><{p}font><{p}sz val=\"11\"/></{p}font><{p}font><{p}b/></{p}font></{p}fonts>\
         <{p}fills count=\"2\"><{p}fill><{p}patternFill patternType=\"none\"/></{p}fill><{p}fill><{p}patternFill patternType=\"gray125\"/></{p}fill></{p}fills>\
         <{p}borders count=\"1\"><{p}border/></{p}borders><{p}cellStyleXfs count=\"1\"><{p}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></{p}cellStyleXfs>\
         <{p}cellXfs count=\"4\"><{p}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><{p}xf borderId='0' fillId='1' fontId='0' numFmtId='0' xfId='0'/>\
         <{p}xf numFmtId=\"2\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyProtection=\"1\"><{p}protection locked=\"0\"/></{p}xf>\
         <{p}xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></{p}cellXfs></{p}styleSheet>"
    )
}

fn sheet(data: &str, behind: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\">{data}{behind}</worksheet>")
}

fn must(cell: &str, note: &str) -> Mark {
    Mark { sheet: "表一".into(), cell: cell.parse().unwrap(), must: true, note: note.into() }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

/// Names of the parts with their bytes as they are packed.
fn packed(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index_raw(i).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut raw = Vec::new();
            file.read_to_end(&mut raw).unwrap();
            (name, raw)
        })
        .collect()
}

/// Names of the parts that differ in their packed bytes, and of those that are new.
fn changes(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (packed(before), packed(after));
    assert!(before.keys().all(|k| after.contains_key(k)));
    after.into_iter().filter(|(name, raw)| before.get(name) != Some(raw)).map(|(name, _)| name).collect()
}

/// What a cell says, by our own reader: its value and its note.
fn seen(bytes: &[u8], cell: &str) -> (Option<intake::Raw>, Option<String>) {
    let book = intake::read_bytes(bytes, "甲县.xlsx").unwrap();
    let at = cell.parse().unwrap();
    let found = book.sheets.iter().find(|s| &*s.name == "表一").and_then(|s| s.cells.get(&at));
    (found.map(|c| c.value.clone()), found.and_then(|c| c.comment.as_deref().map(str::to_owned)))
}

/// The fill of a cell, followed through the stylesheet: its colour, and whether the look is unlocked.
fn look(bytes: &[u8], sheet: &str, cell: &str) -> (Option<String>, bool) {
    let (sheet, styles) = (part(bytes, sheet), part(bytes, "xl/styles.xml"));
    let tag = sheet.split('<').find(|t| t.contains(&format!("r=\"{cell}\"")) || t.contains(&format!("r='{cell}'"))).unwrap();
    let number = |text: &str, name: &str| -> usize {
        let rest = text.split(&format!(" {name}=")).nth(1).unwrap_or("\"0\"");
        rest[1..].split(['"', '\'']).next().unwrap().parse().unwrap()
    };
    let body = |name: &str| {
        let open = styles.find(&format!("{name} count")).unwrap();
        let rest = &styles[open..];
        rest[..rest.find(&format!("{name}>")).unwrap()].to_owned()
    };
    let xf = body("cellXfs").split("xf ").nth(number(tag, "s") + 1).unwrap().to_owned();
    let fill = body("fills").split("fill>").filter(|f| f.contains("patternFill")).nth(number(&format!(" {xf}"), "fillId")).unwrap().to_owned();
    (fill.split("rgb=\"").nth(1).map(|c| c[..8].to_owned()), xf.contains("locked=\"0\""))
}

const DATA: &str = "<sheetData><row r=\"2\" spans=\"1:3\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B2\" s=\"2\"><v>1.5</v></c></row><row r=\"5\"/></sheetData>";

#[test]
fn a_cell_gets_fill_and_note_and_nothing_else_changes() {
    let parts = Parts::new(&sheet(DATA, "<pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>"))
        .with("xl/media/image1.png", "picture")
        .with("docProps/app.xml", "<Properties/>");
    let before = parts.zip();
    let after = mark(&before, &[must("B2", "填的是“1.5”，应为整数。\n请填整数。")], "市总工会").unwrap();
    let mut expected = [
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml",
    ];
    expected.sort_unstable();
    assert_eq!(changes(&before, &after), expected);
    assert_eq!(look(&after, "xl/worksheets/sheet1.xml", "B2"), (Some(MUST.into()), true));
    // In the sheet only the look of the cell and the link to the notes are new.
    let text = part(&after, "xl/worksheets/sheet1.xml");
    let back = text.replace("<c r=\"B2\" s=\"4\">", "<c r=\"B2\" s=\"2\">").replace("<legacyDrawing r:id=\"rId1\"/>", "");
    assert_eq!(back, part(&before, "xl/worksheets/sheet1.xml"));
    assert!(text.contains("<legacyDrawing r:id=\"rId1\"/></worksheet>"));
    let (value, note) = seen(&after, "B2");
    assert_eq!(value, seen(&before, "B2").0);
    let note = note.unwrap();
    assert!(note.contains("【数据核实】") && note.contains("应为整数") && note.contains("请填整数"), "{note}");
    // The same marks give the same bytes.
    assert!(after == mark(&before, &[must("B2", "填的是“1.5”，应为整数。\n请填整数。")], "市总工会").unwrap());
}

#[test]
fn cells_and_rows_that_are_not_there_are_made_in_their_places() {
    let data = "<cols><col min=\"4\" max=\"6\" width=\"9\" style=\"2\"/></cols><sheetData><row r=\"2\" spans=\"1:3\"><c r=\"A2\"><v>1</v></c><c r=\"F2\"><v>2</v></c></row><row r=\"5\" s=\"3\" customFormat=\"1\"/></sheetData>";
    let before = Parts::new(&sheet(data, "")).zip();
    let cells = ["B1", "C2", "H2", "E3", "A5", "D9"];
    let marks: Vec<Mark> = cells.iter().map(|c| must(c, "请填数。")).collect();
    let after = mark(&before, &marks, "市总工会").unwrap();
    let text = part(&after, "xl/worksheets/sheet1.xml");
    // Rows and cells in order, each once.
    let found: Vec<&str> = text.split(" r=\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
    assert_eq!(found, ["1", "B1", "2", "A2", "C2", "F2", "H2", "3", "E3", "5", "A5", "9", "D9"]);
    // The hint of used columns no longer holds in the row that grew.
    assert!(!text.contains("spans"));
    for cell in cells {
        assert_eq!(look(&after, "xl/worksheets/sheet1.xml", cell).0, Some(MUST.into()), "{cell}");
    }
    // A new cell looks as its column or row says: E and D are unlocked, A5 is not.
    assert!(look(&after, "xl/worksheets/sheet1.xml", "E3").1 && !look(&after, "xl/worksheets/sheet1.xml", "A5").1);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(after)).unwrap();
    let range = book.worksheet_range("表一").unwrap();
    assert_eq!(range.get_value((1, 5)), Some(&Data::Float(2.0)));
}

#[test]
fn an_empty_sheet_takes_marks_too() {
    let before = Parts::new(&sheet("<sheetData/>", "")).zip();
    let after = mark(&before, &[must("C3", "请填数。")], "市总工会").unwrap();
    assert!(part(&after, "xl/worksheets/sheet1.xml").contains("<sheetData><row r=\"3\"><c r=\"C3\" s=\"4\"/></row></sheetData>"));
}

const VML: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"\n xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
<v:shapetype id=\"_x0000_t202\"/><v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\"><v:textbox><br></v:textbox><x:ClientData ObjectType=\"Note\"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>\
<v:shape id=\"_x0000_s1030\"><x:ClientData ObjectType=\"Button\"/></v:shape></xml>";

/// A sheet with notes of its own, a chart and a button.
fn annotated(comments: &str) -> Parts {
    let links = "<drawing r:id=\"rId7\"/><legacyDrawing r:id=\"rId3\"/><tableParts count=\"0\"/>";
    Parts::new(&sheet(DATA, links))
        .with(
            "xl/worksheets/_rels/sheet1.xml.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Target=\"../comments7.xml\" Type=\"{DOCUMENT}/comments\" Id=\"rId5\"/>\
                 <Relationship Id=\"rId3\" Type=\"{DOCUMENT}/vmlDrawing\" Target=\"/xl/drawings/vmlDrawing1.vml\"/>\
                 <Relationship Id=\"rId7\" Type=\"{DOCUMENT}/drawing\" Target=\"../drawings/drawing1.xml\"/></Relationships>"
            ),
        )
        .with("xl/drawings/vmlDrawing1.vml", VML)
        .with("xl/drawings/drawing1.xml", "<xdr:wsDr xmlns:xdr=\"urn:x\"/>")
        .with("xl/charts/chart1.xml", "<c:chart xmlns:c=\"urn:c\"/>")
        .with("xl/comments7.xml", comments)
}

fn notes(list: &str) -> String {
    format!("<?xml version=\"1.0\"?><comments xmlns=\"{MAIN}\"><authors><author>张三</author></authors><commentList>{list}</commentList></comments>")
}

#[test]
fn notes_of_others_stay_and_a_mark_on_their_cell_is_added_to_them() {
    for theirs in ["<text><t>原来的话</t></text>", "<text><r><rPr><b/></rPr><t>原来</t></r><r><t xml:space=\"preserve\">的话</t></r></text>"]
    {
        let list =
            format!("<comment ref=\"B2\" authorId=\"0\">{theirs}</comment><comment ref=\"A9\" authorId=\"0\"><text><t>别的</t></text></comment>");
        let before = annotated(&notes(&list)).zip();
        let marks = [must("B2", "请改。"), must("A2", "请核实。")];
        let after = mark(&before, &marks, "市总工会").unwrap();
        let changed = changes(&before, &after);
        assert_eq!(changed, ["xl/comments7.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]);
        let comments = part(&after, "xl/comments7.xml");
        assert_eq!(comments.matches("<comment ").count(), 3);
        assert!(comments.contains("别的") && comments.contains("<author>张三</author><author>市总工会</author>"));
        let (_, note) = seen(&after, "B2");
        assert_eq!(note.unwrap().replace('\n', ""), "原来的话【数据核实】请改。");
        // No text beside runs: some programs would show only one of them.
        assert!(!comments.contains("<text><t>原来"));
        // One box more, for the cell that had no note; the button and the old box are as they were.
        let drawing = part(&after, "xl/drawings/vmlDrawing1.vml");
        assert_eq!(drawing.matches("<v:shape ").count(), 3);
        assert!(drawing.starts_with(VML.strip_suffix("</xml>").unwrap()));
        assert!(drawing.contains("<x:Row>1</x:Row><x:Column>0</x:Column>"));
        let sheet = part(&after, "xl/worksheets/sheet1.xml");
        assert_eq!(sheet.matches("legacyDrawing").count(), 1);
    }
}

/// A form that went back marked, came again with one cell mended, and is marked again.
#[test]
fn marks_of_an_earlier_time_go_when_the_next_are_made() {
    let list = "<comment ref=\"B2\" authorId=\"0\"><text><t>原来的话</t></text></comment>";
    let before = annotated(&notes(list)).zip();
    let once = mark(&before, &[must("B2", "甲。"), must("A2", "乙。"), must("C4", "丙。")], "市总工会").unwrap();
    let twice = mark(&once, &[must("C4", "丁。")], "市总工会").unwrap();
    assert_eq!(seen(&twice, "B2").1.unwrap(), "原来的话");
    assert_eq!(seen(&twice, "A2").1, None);
    let comments = part(&twice, "xl/comments7.xml");
    assert!(comments.contains("丁。") && !comments.contains("丙。") && comments.matches("<comment ").count() == 2);
    assert_eq!(look(&twice, "xl/worksheets/sheet1.xml", "B2"), (None, true));
    assert_eq!(look(&twice, "xl/worksheets/sheet1.xml", "A2"), (None, false));
    assert_eq!(look(&twice, "xl/worksheets/sheet1.xml", "C4").0, Some(MUST.into()));
    // The boxes: the old one, the button, that of C4.
    let drawing = part(&twice, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(drawing.matches("<v:shape ").count(), 3);
    // And with nothing left to say it is as it was, but for looks that nobody uses.
    let none = mark(&twice, &[], "市总工会").unwrap();
    assert_eq!(part(&none, "xl/comments7.xml").matches("<comment ").count(), 1);
    assert_eq!(look(&none, "xl/worksheets/sheet1.xml", "C4").0, None);
}

#[test]
fn two_findings_on_a_cell_are_one_note_and_the_graver_colour() {
    let before = Parts::new(&sheet(DATA, "")).zip();
    let question = Mark { must: false, ..must("A2", "一。") };
    let after = mark(&before, &[question.clone(), must("A2", "二。"), Mark { cell: "B2".parse().unwrap(), ..question }], "市总工会").unwrap();
    assert_eq!(look(&after, "xl/worksheets/sheet1.xml", "A2").0, Some(MUST.into()));
    assert_eq!(look(&after, "xl/worksheets/sheet1.xml", "B2").0, Some(ASK.into()));
    let note = seen(&after, "A2").1.unwrap();
    assert!(note.contains("一。") && note.contains("二。"));
    assert_eq!(part(&after, "xl/comments1.xml").matches("<comment ").count(), 2);
}

/// Prefixed names, attributes in another order and in single quotation marks, implied addresses, no stylesheet: other programs write so.
#[test]
fn packages_of_other_writers_are_marked() {
    let prefixed = format!(
        "<x:worksheet xmlns:x='{MAIN}'><x:sheetData><x:row r='2'><x:c s='2' r='B2' ><x:v>3</x:v></x:c></x:row></x:sheetData><x:pageMargins left='1' right='1' top='1' bottom='1' header='1' footer='1'/><x:extLst/></x:worksheet>"
    );
    let before = Parts::new(&prefixed).with("xl/styles.xml", &styles("x:")).zip();
    let after = mark(&before, &[must("B2", "请改。"), must("D3", "请填。")], "市总工会").unwrap();
    let text = part(&after, "xl/worksheets/sheet1.xml");
    assert!(text.contains("<x:row r=\"3\"><x:c r=\"D3\" s=\"5\"/></x:row></x:sheetData>"), "{text}");
    // The namespace of the link is declared where the sheet does not; it stands before what must come behind it.
    assert!(text.contains(&format!("<x:legacyDrawing xmlns:r=\"{DOCUMENT}\" r:id=\"rId1\"/><x:extLst/>")), "{text}");
    assert!(part(&after, "xl/styles.xml").contains("<x:fills count=\"3\">"));
    assert_eq!(look(&after, "xl/worksheets/sheet1.xml", "B2").0, Some(MUST.into()));
    Xlsx::new(Cursor::new(after)).unwrap();

    let implied = sheet("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/></sheetData>", "");
    let before = Parts::new(&implied).without("xl/styles.xml").zip();
    let after = mark(&before, &[must("B1", "请改。"), must("D1", "请填。"), must("A2", "请填。")], "市总工会").unwrap();
    let text = part(&after, "xl/worksheets/sheet1.xml");
    assert!(
        text.contains(
            "<sheetData><row><c><v>1</v></c><c s=\"1\"><v>2</v></c><c r=\"D1\" s=\"1\"/></row><row><c r=\"A2\" s=\"1\"/></row></sheetData>"
        ),
        "{text}"
    );
    assert!(part(&after, "[Content_Types].xml").contains("/xl/styles1.xml"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(after)).unwrap();
    assert_eq!(book.worksheet_range("表一").unwrap().get_value((0, 1)), Some(&Data::Float(2.0)));
}

#[test]
fn names_of_parts_with_backslashes_and_capitals_are_found() {
    let mut parts = Parts::new(&sheet(DATA, ""));
    for (name, _) in &mut parts.0 {
        *name = name.replace("xl/worksheets/sheet1.xml", "xl\\Worksheets\\Sheet1.xml");
    }
    let after = mark(&parts.zip(), &[must("B2", "请改。")], "市总工会").unwrap();
    assert!(packed(&after).contains_key("xl\\Worksheets\\Sheet1.xml"));
    assert!(part(&after, "xl\\Worksheets\\Sheet1.xml").contains("s=\"4\""));
}

#[test]
fn what_cannot_be_marked_in_place_is_refused_and_never_half_done() {
    let good = Parts::new(&sheet(DATA, ""));
    let one = [must("B2", "请改。")];
    let zip = |parts: &Parts| mark(&parts.zip(), &one, "市总工会").unwrap_err();
    assert_eq!(mark(b"PK\x03\x04 cut", &one, "市总工会"), Err(Unpatchable::Package));
    assert_eq!(mark(b"\xD0\xCF\x11\xE0", &one, "市总工会"), Err(Unpatchable::Package));
    assert_eq!(zip(&good.clone().without("xl/worksheets/sheet1.xml")), Unpatchable::NoPart);
    assert_eq!(zip(&good.clone().with("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\"/>"))), Unpatchable::NoPart);
    assert_eq!(zip(&good.clone().with("xl/worksheets/sheet1.xml", &sheet("<sheetData><row r=\"1\"></sheetData>", ""))), Unpatchable::Xml);
    // Out of order: nobody can tell where a new cell belongs.
    for data in ["<row r=\"5\"/><row r=\"2\"/>", "<row r=\"2\"><c r=\"C2\"/><c r=\"A2\"/></row>"] {
        assert_eq!(
            zip(&good.clone().with("xl/worksheets/sheet1.xml", &sheet(&format!("<sheetData>{data}</sheetData>"), ""))),
            Unpatchable::Xml,
            "{data}"
        );
    }
    assert_eq!(zip(&good.clone().with("xl/worksheets/sheet1.xml", &sheet(DATA, "<legacyDrawing r:id=\"rId9\"/>"))), Unpatchable::NoPart);
    // A mark on a sheet that is not there is left out, and nothing is touched.
    let stray = Mark { sheet: "别的表".into(), ..must("B2", "请改。") };
    let before = good.zip();
    assert_eq!(changes(&before, &mark(&before, &[stray], "市总工会").unwrap()), Vec::<String>::new());
}

#[test]
fn what_a_note_says_stays_text() {
    let before = Parts::new(&sheet(DATA, "")).zip();
    let hostile = "填的是“<b>&\"'\u{1}]]></t>”";
    let after = mark(&before, &[must("A2", hostile)], "<市&总>").unwrap();
    assert_eq!(seen(&after, "A2").1.unwrap(), format!("【数据核实】{}", hostile.replace('\u{1}', "")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    /// Parts with bytes changed, lost and doubled: marked or refused, never a panic; what is marked is still a package.
    #[test]
    fn damaged_parts_are_marked_or_refused(which in 0usize..8, at in 0usize..4000, len in 0usize..40, with in "[<>/\"'=a-z0-9 ]{0,6}") {
        let list = "<comment ref=\"B2\" authorId=\"0\"><text><t>原来的话</t></text></comment>";
        let mut parts = annotated(&notes(list));
        let index = [0, 2, 3, 4, 5, 6, 7, 10].get(which).copied().unwrap_or(0);
        let text = &mut parts.0[index].1;
        let floor = |mut i: usize| { i = i.min(text.len()); while !text.is_char_boundary(i) { i -= 1; } i };
        let (from, to) = (floor(at % (text.len() + 1)), floor(at % (text.len() + 1) + len));
        text.replace_range(from..to, &with);
        if let Ok(after) = mark(&parts.zip(), &[must("B2", "请改。"), must("D7", "请填。")], "市总工会") {
            prop_assert!(ZipArchive::new(Cursor::new(after)).is_ok());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever cells there are and whichever are marked: every value stays, every marked cell has its note, and rows and cells stay in order.
    #[test]
    fn any_marks_on_any_sheet(filled in prop::collection::btree_map((0u32..12, 0u32..8), 0u32..900, 0..30), marked in prop::collection::btree_set((0u32..14, 0u32..10), 0..12)) {
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        for ((row, col), value) in &filled {
            let at = crate::origin::CellRef::new(*row, *col);
            rows.entry(*row).or_default().push_str(&format!("<c r=\"{at}\" s=\"{}\"><v>{value}</v></c>", value % 4));
        }
        let data: String = rows.iter().map(|(r, cells)| format!("<row r=\"{}\">{cells}</row>", r + 1)).collect();
        let before = Parts::new(&sheet(&format!("<sheetData>{data}</sheetData>"), "")).zip();
        let marks: Vec<Mark> = marked.iter().map(|(r, c)| Mark { sheet: "表一".into(), cell: crate::origin::CellRef::new(*r, *c), must: (r + c) % 2 == 0, note: format!("第{r}行") }).collect();
        let after = mark(&before, &marks, "市总工会").unwrap();
        let text = part(&after, "xl/worksheets/sheet1.xml");
        let places: Vec<crate::origin::CellRef> = text.split("<c r=\"").skip(1).map(|t| t.split('"').next().unwrap().parse().unwrap()).collect();
        let mut sorted = places.clone();
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(&places, &sorted);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(after.clone())).unwrap();
        let range = book.worksheet_range("表一").unwrap();
        for ((row, col), value) in &filled {
            prop_assert_eq!(range.get_value((*row, *col)), Some(&Data::Float(f64::from(*value))));
        }
        for m in &marks {
            let colour = if m.must { MUST } else { ASK };
            prop_assert_eq!(look(&after, "xl/worksheets/sheet1.xml", &m.cell.to_string()).0, Some(colour.to_owned()));
        }
        if !marks.is_empty() {
            prop_assert_eq!(part(&after, "xl/comments1.xml").matches("<comment ").count(), marks.len());
            prop_assert_eq!(part(&after, "xl/drawings/vmlDrawing1.vml").matches("<v:shape ").count(), marks.len());
        }
    }
}
