//! `hongtou register`: numbers on, enters once, writes whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::super::program::{Ran, run, workspace};

fn register(dir: &TempDir) -> PathBuf {
    dir.path().join("inputs/交办清单.xlsx")
}

fn enter(dir: &TempDir, period: &str) -> Ran {
    run(dir.path(), &["register", period])
}

#[test]
fn matters_are_entered_once_and_numbered_on() {
    let dir = workspace(&["2022-12", "2023-02"]);
    let listed = run(dir.path(), &["register", "2022-12", "--list"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(!register(&dir).exists(), "--list writes nothing");
    let first = enter(&dir, "2022-12");
    assert_eq!(first.code, 0, "{}", first.err);
    // Seven problems of 2022-12 are for others to solve; of those the office's own come first.
    assert!(first.out.contains("〔2022〕7号　濂溪区") && !first.out.contains("〔2022〕8号") && first.out.contains("新建"), "{}", first.out);
    let bytes = fs::read(register(&dir)).unwrap();
    let again = enter(&dir, "2022-12");
    assert!(again.code == 0 && again.out.contains("没有要登记的"), "{}", again.out);
    assert!(bytes == fs::read(register(&dir)).unwrap());
    let second = enter(&dir, "2023-02");
    assert_eq!(second.code, 0, "{}", second.err);
    assert!(second.out.contains("〔2023〕1号") && second.out.contains("已登记7件"), "{}", second.out);
    let bytes = fs::read(register(&dir)).unwrap();
    assert!(enter(&dir, "2023-02").out.contains("没有要登记的") && enter(&dir, "2022-12").out.contains("没有要登记的"));
    assert!(bytes == fs::read(register(&dir)).unwrap());
    // Nothing is left lying about.
    let names: Vec<_> = fs::read_dir(dir.path().join("inputs")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|n| !n.starts_with('.')), "{names:?}");
}

#[test]
fn a_form_sent_again_under_another_name_is_known_by_its_words() {
    let dir = workspace(&["2022-12"]);
    enter(&dir, "2022-12");
    let folder = dir.path().join("inputs/2022-12");
    fs::rename(folder.join("武宁县.xlsx"), folder.join("武宁县（重报）.xlsx")).unwrap();
    assert!(enter(&dir, "2022-12").out.contains("没有要登记的"));
}

#[test]
fn what_cannot_be_written_is_said_in_one_sentence_and_left_alone() {
    let dir = workspace(&["2022-12", "2023-02"]);
    enter(&dir, "2022-12");
    let path = register(&dir);
    let bytes = fs::read(&path).unwrap();
    let refused = |why: &str| {
        let ran = enter(&dir, "2023-02");
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    let lock = path.with_file_name("~$交办清单.xlsx");
    fs::write(&lock, "x").unwrap();
    refused("正在别的程序中打开");
    fs::remove_file(&lock).unwrap();
    assert!(bytes == fs::read(&path).unwrap());
    fs::write(&path, b"no workbook").unwrap();
    refused("文件未变动");
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    refused("文件未变动");
    assert_eq!(fs::read(&path).unwrap(), &bytes[..bytes.len() / 2]);
    // A table of the old kind can be read, not added to.
    fs::write(&path, "编号,提出期,问题事项,提出单位,来源\n〔2022〕1号,2022-12,甲,武宁县,\n").unwrap();
    refused("不是可以直接添行的 .xlsx");
}

#[test]
fn without_the_part_in_the_campaign_file_there_is_no_register() {
    let dir = workspace(&["2022-12"]);
    let path = dir.path().join("inputs/campaign.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.split("[register]").next().unwrap()).unwrap();
    let ran = enter(&dir, "2022-12");
    assert!(ran.code == 2 && ran.err.contains("[register]"), "{}", ran.err);
    let built = run(dir.path(), &["build", "2022-12", "--only", "assignments", "--formats", "md"]);
    assert_eq!(built.code, 0, "{}{}", built.out, built.err);
    assert_eq!(run(dir.path(), &["register", "2022-11"]).code, 2);
}

#[test]
fn building_reads_the_register_and_never_writes_it() {
    let dir = workspace(&["2022-12", "2023-02"]);
    let build = || run(dir.path(), &["build", "2023-02", "--only", "assignments", "--formats", "md"]);
    let without = build();
    assert_eq!(without.code, 0, "{}", without.err);
    assert!(without.out.contains("本期有7件问题还没有登记") && without.out.contains("hongtou register 2023-02"), "{}", without.out);
    assert!(!register(&dir).exists());
    enter(&dir, "2022-12");
    enter(&dir, "2023-02");
    let bytes = fs::read(register(&dir)).unwrap();
    let with = build();
    assert!(with.code == 0 && !with.out.contains("还没有登记"), "{}", with.out);
    assert!(bytes == fs::read(register(&dir)).unwrap());
    let manifest = fs::read_to_string(dir.path().join("out/2023-02/manifest.json")).unwrap();
    assert!(manifest.contains("inputs/交办清单.xlsx"));
    // A register that cannot be read costs only itself.
    fs::write(register(&dir), b"broken").unwrap();
    let broken = build();
    assert!(broken.code == 0 && broken.out.contains("清单没有读进来"), "{}", broken.out);
    let paper = fs::read_dir(dir.path().join("out/2023-02")).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some_and(|e| e == "md"));
    assert!(paper.is_some_and(|p: PathBuf| fs::read_to_string(Path::new(&p)).unwrap().contains("待编号")));
}
