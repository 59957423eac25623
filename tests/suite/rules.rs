//! One folder a rule of the specification: `input.md` is set, `expected.txt` says what must be measured, in mm and pt, from the standard.
//!
//! `PAGE FIELD VALUE TOLERANCE TEXT`: a line that begins with TEXT (`left`, `right`, `top`, `bottom`, `centre` across, `middle` down, `size`).
//! `below A B DISTANCE TOLERANCE`: from the top of the line that begins with B to that of A. `pages N`, `numbers 1 2 -`.

use std::fs;
use std::path::Path;

use super::measure::{Line, lines, set};

fn find<'a>(all: &'a [Line], page: Option<usize>, start: &str) -> Result<&'a Line, String> {
    let squeezed = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let fits = |l: &&Line| page.is_none_or(|p| l.page + 1 == p) && squeezed(&l.text).starts_with(&squeezed(start));
    all.iter().find(fits).ok_or_else(|| format!("no line {start}"))
}

fn near(what: &str, is: f64, should: f64, within: f64) -> Result<(), String> {
    if (is - should).abs() <= within { Ok(()) } else { Err(format!("{what}: is {is:.3}, should be {should:.3} ± {within}")) }
}

fn check(expected: &str, pages: &hongtou::layout::Pages, all: &[Line]) -> Result<(), String> {
    let number = |t: Option<&str>| t.and_then(|t| t.parse::<f64>().ok()).ok_or_else(|| format!("cannot read: {expected}"));
    let mut parts = expected.split(' ');
    match parts.next().unwrap_or_default() {
        "pages" => near("pages", pages.pages.len() as f64, number(parts.next())?, 0.0),
        "numbers" => {
            let is: Vec<String> = pages.pages.iter().map(|p| p.number.map_or("-".to_owned(), |n| n.to_string())).collect();
            let should: Vec<&str> = parts.collect();
            if is == should { Ok(()) } else { Err(format!("numbers {is:?}, should be {should:?}")) }
        }
        "below" => {
            let (a, b) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let (should, within) = (number(parts.next())?, number(parts.next())?);
            near(expected, find(all, None, a)?.top - find(all, None, b)?.top, should, within)
        }
        page => {
            let page = number(Some(page))? as usize;
            let field = parts.next().unwrap_or_default();
            let (should, within) = (number(parts.next())?, number(parts.next())?);
            let text = parts.collect::<Vec<_>>().join(" ");
            let line = find(all, Some(page), &text)?;
            let is = match field {
                "left" => line.left,
                "right" => line.right,
                "top" => line.top,
                "bottom" => line.bottom,
                "centre" => f64::midpoint(line.left, line.right),
                "middle" => f64::midpoint(line.top, line.bottom),
                "size" => line.size,
                other => return Err(format!("no field {other}")),
            };
            near(expected, is, should, within)
        }
    }
}

#[test]
fn every_rule_of_the_folder_is_measured() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/rules");
    let mut wrong = Vec::new();
    let mut seen = 0;
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    for dir in folders {
        let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap().replace("\r\n", "\n");
        let pages = set(&read("input.md"));
        let all = lines(&pages);
        for expected in read("expected.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            seen += 1;
            if let Err(why) = check(expected, &pages, &all) {
                wrong.push(format!("{}: {why}", dir.file_name().unwrap().to_string_lossy()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 40, "{seen}");
}
