//! No file ends the run: damaged copies of every packaging, the worst claims, and thirteen good files beside an evil one.

use super::program::patched;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use encoding_rs::GBK;
use hongtou::diag::Severity;
use hongtou::intake::{Raw, discover, read_all, read_bytes};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::sheets::april;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/intake").join(name)).unwrap()
}

/// The same numbers on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    /// A damaged copy: some bytes changed, the end cut off, a stretch blanked, or a stretch put in twice.
    fn damaged(&mut self, good: &[u8]) -> Vec<u8> {
        let mut bytes = good.to_vec();
        match self.next(8) {
            0 => bytes.truncate(self.next(good.len())),
            1 => {
                let (at, len) = (self.next(good.len()), self.next(600));
                let end = (at + len).min(bytes.len());
                bytes[at..end].fill(if self.next(2) == 0 { 0 } else { 0xFF });
            }
            2 => {
                let at = self.next(good.len());
                let piece = good[at..(at + self.next(600)).min(good.len())].to_vec();
                let to = self.next(good.len());
                bytes.splice(to..to, piece);
            }
            _ => {
                for _ in 0..=self.next(24) {
                    let at = self.next(good.len());
                    bytes[at] = self.next(256) as u8;
                }
            }
        }
        bytes
    }

    /// A package with one of its parts damaged, packed again, so that the damage reaches the reader.
    fn damaged_inside(&mut self, good: &[u8]) -> Vec<u8> {
        let mut zip = ZipArchive::new(Cursor::new(good)).unwrap();
        let victim = self.next(zip.len());
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for i in 0..zip.len() {
            let mut part = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            if i == victim && !bytes.is_empty() {
                bytes = self.damaged(&bytes);
            }
            out.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
        out.finish().unwrap().into_inner()
    }
}

/// Reads it, or gets one sentence with one remedy; how many were read.
fn survives(bytes: &[u8], of: &str) -> usize {
    let start = Instant::now();
    let result = read_bytes(bytes, "inputs/甲.xlsx");
    assert!(start.elapsed() < Duration::from_secs(12), "{of}");
    match result {
        Ok(book) => {
            assert!(!book.sheets.is_empty());
            1
        }
        Err(d) => {
            assert!(d.severity == Severity::Error && d.origin.path() == Some("inputs/甲.xlsx") && d.hints.len() == 1, "{d:?}");
            assert!(d.message.ends_with('。') && !d.message.contains("Error"), "{d:?}");
            0
        }
    }
}

fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let table = "统计表,,\n单位,会员数,备注\n甲县,\"1,203\",\"一\n二\"\n乙县,877人,\n".repeat(20);
    let page = format!(
        "<html><head><meta charset=gb2312></head><body><table>{}</table></body></html>",
        "<tr><td rowspan=2>甲县<td x:num=\"1.5\">1.5<td>二</tr>".repeat(20)
    );
    let xml = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"表\"><Table>{}</Table></Worksheet></Workbook>",
        "<Row ss:Index=\"3\"><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"Number\">3.5</Data></Cell><Cell><Data ss:Type=\"String\">甲县</Data></Cell></Row>".repeat(20)
    );
    vec![
        ("csv in UTF-8", table.clone().into_bytes()),
        ("csv in GBK", GBK.encode(&table).0.into_owned()),
        ("csv in UTF-16", [vec![0xFF, 0xFE], table.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()),
        ("page", GBK.encode(&page).0.into_owned()),
        ("XML table", xml.into_bytes()),
    ]
}

#[test]
fn damaged_copies_of_every_packaging_are_read_or_refused() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut plain = texts();
    plain.push(("xlsx", april("甲山县").bytes()));
    plain.push(("xlsx of another program", file("base.xlsx")));
    plain.push(("xlsm", file("base.xlsm")));
    plain.push(("ods", file("base.ods")));
    for (name, good) in &plain {
        let read: usize = (0..150).map(|_| survives(&chance.damaged(good), name)).sum();
        // Damage is rarely so deep that nothing can be read; were it always, this test would prove nothing.
        assert!(read > 0 && survives(good, name) == 1, "{name}");
    }
    for (name, good) in plain.iter().filter(|(_, b)| b.starts_with(b"PK")) {
        let read: usize = (0..150).map(|_| survives(&chance.damaged_inside(good), name)).sum();
        assert!(read > 30, "{name}: {read}");
    }
}

#[test]
fn what_a_page_leaves_open_ends_with_it() {
    for tail in ["<style>", "<script>", "<textarea>", "<table><tr><td>2<title>", "<!--", "<td x:num=\"", "&#x"] {
        let page = format!("<table><tr><td>甲县</td>{tail}");
        let book = read_bytes(page.as_bytes(), "x").unwrap();
        assert_eq!(book.sheets[0].at(0, 0).map(|c| c.value.clone()), Some(Raw::Text("甲县".to_owned())), "{tail}");
    }
}

#[test]
fn damaged_copies_of_legacy_files_end_another_process_at_most() {
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    for name in ["base.xls", "velvet.xls", "velvet.xlsx", "velvet-xor.xls", "velvet-capi128.xls", "base5.xls", "base.xlsb"] {
        let good = file(name);
        // Of a package a part, so that the damage reaches the reader.
        let damaged = |c: &mut Chance| if name.ends_with("xlsb") { c.damaged_inside(&good) } else { c.damaged(&good) };
        let copies: Vec<Vec<u8>> = (0..80).map(|_| damaged(&mut chance)).collect();
        let read: usize = copies.iter().map(|c| survives(c, name)).sum();
        assert!(read > 5, "{name}: {read}");
    }
}

/// A string table that unpacks to 48 MB of nothing: more memory than a reader may have.
fn greedy() -> Vec<u8> {
    patched(&april("甲山县").bytes(), "xl/sharedStrings.xml", |x| x.replace("</sst>", &("<si/>".repeat(9_500_000) + "</sst>")))
}

/// An .xls whose record of its size claims all the cells that there are.
fn boastful() -> Vec<u8> {
    let mut bytes = file("base.xls");
    let at = bytes.windows(4).position(|w| w == [0, 2, 14, 0]).unwrap();
    bytes[at + 4..at + 18].copy_from_slice(&[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0]);
    bytes
}

#[test]
fn claims_of_size_are_not_believed() {
    // What claims to be huge and is not is read.
    let book = read_bytes(&boastful(), "x").unwrap();
    assert_eq!(book.sheets[0].at(2, 1).map(|c| c.value.clone()), Some(Raw::Number(1203.0)));
    let good = april("甲山县").bytes();
    let sst = |claim: &str| {
        let claim = claim.to_owned();
        patched(&good, "xl/sharedStrings.xml", move |x| {
            let (head, rest) = x.split_once("uniqueCount=\"").unwrap();
            head.to_owned() + &claim + rest.split_once('"').unwrap().1
        })
    };
    for claim in
        ["uniqueCount=\"99999999999\"", "uniqueCount = '18446744073709551615'", &format!("x=\"{}\" uniqueCount=\"9999999999\"", " ".repeat(100_000))]
    {
        assert_eq!(read_bytes(&sst(claim), "x").unwrap_err().code, "file-damaged");
    }
    assert!(read_bytes(&sst("uniqueCount=\"5000\""), "x").is_ok());
    // Lines and pages wider than any spreadsheet.
    for wide in [format!("a,b\n{}", ",".repeat(20_000)), format!("<table>{}</table>", "<tr><td rowspan=65534 colspan=1000>1".repeat(100))] {
        assert_eq!(read_bytes(wide.as_bytes(), "x").unwrap_err().code, "file-too-large");
    }
    // One long text, referred to from everywhere.
    let echo = patched(&good, "xl/sharedStrings.xml", |x| x.replacen("<si>", &format!("<si><t>{}</t></si><si>", "长".repeat(300_000)), 1));
    let echo = patched(&echo, "xl/worksheets/sheet1.xml", |x| {
        x.replace("</sheetData>", &(r#"<row><c t="s"><v>0</v></c></row>"#.repeat(20_000) + "</sheetData>"))
    });
    assert_eq!(read_bytes(&echo, "x").unwrap_err().code, "file-too-large");
}

#[test]
fn thirteen_good_files_stand_beside_any_evil_one() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("inputs/2023-04");
    std::fs::create_dir_all(&dir).unwrap();
    for i in 1..=13 {
        std::fs::write(dir.join(format!("好{i:02}.xlsx")), april("甲山县").bytes()).unwrap();
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("大.xlsx", SimpleFileOptions::default()).unwrap();
    for _ in 0..40 {
        out.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = out.finish().unwrap().into_inner();
    for (name, evil, code) in [
        ("坏.xlsx", greedy(), ""),
        ("坏.xls", file("base.xls")[..5000].to_vec(), ""),
        ("坏.zip", bomb, "file-too-large"),
        ("坏.ods", file("base.ods")[..9000].to_vec(), "file-truncated"),
    ] {
        let path = dir.join(name);
        std::fs::write(&path, evil).unwrap();
        let (found, said) = discover(root.path(), &dir);
        assert!(said.is_empty(), "{said:?}");
        let (good, bad): (Vec<_>, Vec<_>) = read_all(&found).into_iter().partition(Result::is_ok);
        assert_eq!((good.len(), bad.len()), (13, 1), "{name}");
        let why = bad[0].as_ref().unwrap_err();
        assert!(why.origin.path().is_some_and(|p| p.contains(name)) && (code.is_empty() || why.code == code), "{why:?}");
        std::fs::remove_file(path).unwrap();
    }
}
