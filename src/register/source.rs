//! 来源: the cells that a matter was raised in, as the register's last column holds them, one a line: `inputs/2023-02/甲县.xlsx|问题建议|C5|1f2e3d4c`.
//!
//! The last piece is a fingerprint of the unit and its words: a row that moved to another cell is known by it, and one that was rewritten in its cell too.

use sha2::{Digest, Sha256};

use crate::model::RaisedAt;
use crate::understand::key;

/// What identifies a unit's words, however they are spaced.
pub(super) fn fingerprint(unit: &str, words: &str) -> String {
    let hash = Sha256::digest(format!("{}\n{}", key(unit), key(words)).as_bytes());
    hash.iter().take(4).map(|b| format!("{b:02x}")).collect()
}

/// As the register holds them.
pub(super) fn print(sources: &[RaisedAt]) -> String {
    let one = |s: &RaisedAt| format!("{}|{}|{}|{}", s.file, s.sheet, s.cell, s.fingerprint);
    sources.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Reads them back; a line that is no such thing is left out.
pub(super) fn parse(text: &str) -> Vec<RaisedAt> {
    text.lines().filter_map(one).collect()
}

fn one(line: &str) -> Option<RaisedAt> {
    // Names of files and sheets may hold the sign, cells and fingerprints cannot.
    let mut pieces = line.trim().rsplitn(3, '|');
    let fingerprint = pieces.next()?.trim().to_owned();
    let cell = pieces.next()?.trim().parse().ok()?;
    let (file, sheet) = pieces.next()?.rsplit_once('|')?;
    let hex = fingerprint.chars().all(|c| c.is_ascii_hexdigit());
    hex.then(|| RaisedAt { file: file.trim().to_owned(), sheet: sheet.trim().to_owned(), cell, fingerprint })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::CellRef;

    #[test]
    fn sources_are_read_as_they_are_written() {
        let all = [
            RaisedAt {
                file: "inputs/2023-02/甲县(1) - 副本.xlsx".into(),
                sheet: "问题建议".into(),
                cell: CellRef::new(4, 2),
                fingerprint: fingerprint("甲县", "没有场所。"),
            },
            RaisedAt { file: "inputs/a|b.xlsx".into(), sheet: "表".into(), cell: CellRef::new(0, 0), fingerprint: String::new() },
        ];
        assert_eq!(parse(&print(&all)), all);
        assert_eq!(parse("手工登记\n\n|||"), []);
        assert_eq!(fingerprint("甲县", "没有 场所。"), fingerprint("甲县", "没有场所。"));
        assert_ne!(fingerprint("甲县", "没有场所。"), fingerprint("乙县", "没有场所。"));
    }
}
