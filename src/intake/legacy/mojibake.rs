//! Chinese that was stored as GBK and declared as Western: `¼×ÏØ` for 甲县. Repaired where everything in the workbook agrees.

use encoding_rs::{GB18030, WINDOWS_1252};

use crate::intake::{Raw, Sheet};

/// The text that the Western letters stand for; `None` where they do not stand for Chinese.
fn chinese(text: &str) -> Option<String> {
    let (bytes, _, unknown) = WINDOWS_1252.encode(text);
    if unknown {
        return None;
    }
    let read = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
    // Nearly all characters in use are pairs of high bytes; a Western letter stands before an ASCII one.
    let (mut pairs, mut mixed, mut rest) = (0, 0, bytes.iter());
    while let Some(lead) = rest.next() {
        if *lead >= 0x80 {
            if rest.next().is_some_and(|trail| *trail >= 0xA1) { pairs += 1 } else { mixed += 1 }
        }
    }
    if mixed * 4 > pairs {
        return None;
    }
    // Characters of common use, not whatever two Western letters may add up to.
    let is_known = |c: char| {
        c.is_ascii()
            || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '\u{2010}'..='\u{2500}' | '·' | '×' | '±' | '°' | '÷' | '\u{a0}')
    };
    (!read.is_ascii() && read.chars().all(is_known)).then(|| read.into_owned())
}

/// Repairs all texts of a workbook, or none: one that is no misread Chinese shows that the others are what they seem.
pub(super) fn repair(sheets: &mut [Sheet]) {
    let names = sheets.iter().map(|s| &*s.name);
    let texts = sheets.iter().flat_map(|s| s.cells.values()).filter_map(|c| if let Raw::Text(t) = &c.value { Some(t.as_str()) } else { None });
    let mut suspicious = names.chain(texts).filter(|t| !t.is_ascii()).peekable();
    if suspicious.peek().is_none() || !suspicious.all(|t| chinese(t).is_some()) {
        return;
    }
    for sheet in sheets {
        if let Some(name) = chinese(&sheet.name) {
            sheet.name = name.into();
        }
        for cell in sheet.cells.values_mut() {
            if let Raw::Text(t) = &mut cell.value
                && let Some(text) = chinese(t)
            {
                *t = text;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Cell;
    use crate::origin::CellRef;

    fn book(name: &str, texts: &[&str]) -> Vec<Sheet> {
        let mut sheet = Sheet::new(name, false);
        for (i, t) in texts.iter().enumerate() {
            sheet.cells.insert(CellRef::new(i as u32, 0), Cell::new(Raw::Text((*t).to_owned())));
        }
        vec![sheet]
    }

    #[test]
    fn misread_chinese_is_repaired_where_all_of_it_is() {
        // 甲县 is BC D7 CF D8 in GBK, 表 B1 ED.
        let mut misread = book("±í1", &["¼×ÏØ", "12", "£¨Ð¡¼Æ£©"]);
        repair(&mut misread);
        assert_eq!(misread, book("表1", &["甲县", "12", "（小计）"]));
        for texts in [&["Zürich", "¼×ÏØ"][..], &["甲县"], &["plain"]] {
            let mut other = book("Sheet1", texts);
            repair(&mut other);
            assert_eq!(other, book("Sheet1", texts));
        }
    }
}
