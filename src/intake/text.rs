//! Text tables: commas, tabs, semicolons or bars between the cells, in any encoding that is in use.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::refusal::Refusal;
use super::{Budget, Cell, Raw, Sheet};
use crate::origin::CellRef;

/// What may stand between cells, in the order of trust.
const DELIMITERS: [char; 4] = ['\t', ',', ';', '|'];
/// Lines that are looked at to find out which.
const LINES: usize = 100;

/// Columns of a spreadsheet. A longer line is no row of a table.
const MOST_COLUMNS: usize = 16_384;

/// Reads a text table; every cell is the text that stands there.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Refusal> {
    let text = decode(bytes, None)?;
    let delimiter = delimiter(&text).ok_or(Refusal::PlainText)?;
    if text.lines().any(|l| memchr::memchr_iter(delimiter as u8, l.as_bytes()).count() >= MOST_COLUMNS) {
        return Err(Refusal::TooManyCells);
    }
    // The line by which Excel is told the delimiter is no row.
    let body = if announced(&text).is_some() { text.split_once('\n').map_or("", |(_, rest)| rest) } else { &text };
    let mut reader = ReaderBuilder::new().delimiter(delimiter as u8).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut sheet = Sheet::new("", false);
    let mut record = StringRecord::new();
    let mut row = 0u32;
    while reader.read_record(&mut record).map_err(|_| Refusal::Damaged)? {
        // The reader passes over empty lines, which a spreadsheet shows as empty rows.
        let start = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        row = row.saturating_add(empty_lines(body.as_bytes(), start));
        for (col, field) in record.iter().enumerate() {
            if let Some(value) = value(field) {
                budget.take_text(field)?;
                sheet.cells.insert(CellRef::new(row, u32::try_from(col).unwrap_or(u32::MAX)), Cell::new(value));
            }
        }
        row = row.saturating_add(1);
    }
    Ok(vec![sheet])
}

/// How many lines without anything in them begin at `at`.
fn empty_lines(bytes: &[u8], at: usize) -> u32 {
    let run: Vec<u8> = bytes.iter().skip(at).copied().take_while(|b| matches!(b, b'\r' | b'\n')).collect();
    let ends = run.iter().filter(|b| **b == b'\n').count();
    // The second half of the end of the line before may stand first.
    let half = run.first() == Some(&b'\n') && at.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'\r');
    let lines = if ends == 0 { run.len() } else { ends - usize::from(half) };
    u32::try_from(lines).unwrap_or(u32::MAX)
}

/// What a field says; `="007"` is how exporters keep the noughts of a code.
fn value(field: &str) -> Option<Raw> {
    let plain = field.strip_prefix("=\"").and_then(|f| f.strip_suffix('"')).unwrap_or(field);
    if plain.trim().is_empty() {
        None
    } else if is_error(plain) {
        Some(Raw::Error(plain.trim().to_owned()))
    } else {
        Some(Raw::Text(plain.to_owned()))
    }
}

/// Whether a text is how spreadsheets write an error value.
pub(super) fn is_error(s: &str) -> bool {
    let s = s.trim();
    s.starts_with("Err:") || (s.starts_with('#') && (s.ends_with('!') || s.ends_with('?') || s == "#N/A"))
}

/// Whether a file without any signature is a text table.
///
/// # Errors
/// What it is instead.
pub(super) fn is_table(bytes: &[u8]) -> Result<(), Refusal> {
    // An even number, so that no unit of UTF-16 is cut; one character that is cut does no harm.
    const HEAD: usize = 256 << 10;
    let text = decode(bytes.get(..HEAD).unwrap_or(bytes), None)?;
    if text.chars().take(4096).any(|c| c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}')) {
        return Err(Refusal::Unknown);
    }
    delimiter(&text).map(|_| ()).ok_or(Refusal::PlainText)
}

/// The delimiter of a table: the one that divides the most lines.
fn delimiter(text: &str) -> Option<char> {
    if let Some(told) = announced(text) {
        return Some(told);
    }
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(LINES).collect();
    let divided = |d: char| lines.iter().filter(|l| outside_quotes(l).any(|c| c == d)).count();
    let (count, _, best) = DELIMITERS.iter().enumerate().map(|(i, d)| (divided(*d), DELIMITERS.len() - i, *d)).max()?;
    // A sentence has a comma here and there; a table has a delimiter in most of its lines. A title and notes have none.
    (count > 0 && count * 3 >= lines.len()).then_some(best)
}

fn outside_quotes(line: &str) -> impl Iterator<Item = char> {
    let mut quoted = false;
    line.chars().filter(move |c| {
        quoted ^= *c == '"';
        !quoted
    })
}

/// The delimiter that a first line `sep=;` tells.
fn announced(text: &str) -> Option<char> {
    let told = text.lines().next()?.trim_end().strip_prefix("sep=")?;
    DELIMITERS.into_iter().find(|d| told.chars().eq([*d]))
}

/// The text of a file; `declared` is the encoding that it claims.
///
/// # Errors
/// Where no encoding makes sense of it.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<String, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        if !damaged || encoding != UTF_8 {
            return Ok(text.into_owned());
        }
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    // What is valid UTF-8 with more than ASCII in it is nothing else, whatever it claims.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let declared = declared.and_then(|d| Encoding::for_label(d.trim().as_bytes()));
    let declared = declared.map(|e| if e == GBK { GB18030 } else { e });
    for encoding in declared.into_iter().chain([GB18030]) {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return Ok(text.into_owned());
        }
    }
    // A few bytes were damaged on the way: they show as marks that no reader takes for a value.
    let damage = |text: &str| text.chars().filter(|c| *c == '\u{fffd}').count();
    let (text, _) = [UTF_8, GB18030]
        .map(|e| e.decode_without_bom_handling(bytes).0)
        .into_iter()
        .map(|t| (damage(&t), t))
        .min_by_key(|(n, _)| *n)
        .map(|(n, t)| (t, n))
        .filter(|(t, n)| n * 100 <= t.chars().count())
        .ok_or(Refusal::Encoding)?;
    Ok(text.into_owned())
}

/// UTF-16 without its mark: the upper bytes of digits, delimiters and line ends are zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (upper, lower) = (zeros(1), zeros(0));
    let many = head.len() / 50;
    if upper > many && lower * 8 < upper {
        Some(UTF_16LE)
    } else if lower > many && upper * 8 < lower {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(String, String)> {
        let sheets = read(bytes, &mut Budget::new()).unwrap();
        sheets[0]
            .cells
            .iter()
            .map(|(at, c)| match &c.value {
                Raw::Text(t) | Raw::Error(t) => (at.to_string(), t.clone()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_table_is_read_in_every_encoding() {
        let text = "报表,,\r\n\r\n单位,会员数,备注\r\n甲县,\"1,203\",\"第一行\n第二行\"\r\n乙县,=\"007\",#REF!\r\n";
        let wide =
            |f: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> { mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(f).collect() };
        let expected: Vec<(String, String)> = [
            ("A1", "报表"),
            ("A3", "单位"),
            ("B3", "会员数"),
            ("C3", "备注"),
            ("A4", "甲县"),
            ("B4", "1,203"),
            ("C4", "第一行\n第二行"),
            ("A5", "乙县"),
            ("B5", "007"),
            ("C5", "#REF!"),
        ]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .to_vec();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            GBK.encode(text).0.into_owned(),
            wide(u16::to_le_bytes, true),
            wide(u16::to_be_bytes, true),
            wide(u16::to_le_bytes, false),
            wide(u16::to_be_bytes, false),
        ] {
            assert!(is_table(&bytes).is_ok());
            assert_eq!(cells(&bytes), expected, "{:?}", &bytes[..8]);
        }
        // A character of the supplementary planes has four bytes in GB18030.
        assert_eq!(cells(&GB18030.encode("𠮷,1").0), [("A1".to_owned(), "𠮷".to_owned()), ("B1".to_owned(), "1".to_owned())]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_divides_the_lines() {
        for (text, expected) in [
            ("单位\t人数，其中\n甲县\t1,203\n", Some('\t')),
            ("单位;人数\n甲县;1\n", Some(';')),
            ("sep=;\n单位,甲;1\n", Some(';')),
            ("某市统计表\n单位,人数\n甲县,1\n注：不含乙县\n", Some(',')),
            ("各位同事：\n请于周五前报送。\n谢谢，再见, 张三\n某办公室\n", None),
            ("", None),
        ] {
            assert_eq!(delimiter(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(is_table(b"\x01\x02\x03,\x04"), Err(Refusal::Unknown));
        assert_eq!(is_table("只有一句话".as_bytes()), Err(Refusal::PlainText));
        assert_eq!(is_table(&[0xFF; 64]), Err(Refusal::Encoding));
    }
}
