//! How long things take: `cargo bench`. With the fonts of `fonts/` if they are there, otherwise with the faces inside the program.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use hongtou::document::{self, Document, Manuscript};
use hongtou::export::pdf::to_pdf;
use hongtou::font::{FontBook, Role};
use hongtou::layout::paragraph::{Measure, Setting, set};
use hongtou::layout::shape::{Style, plain};
use hongtou::layout::{Element, LayoutOptions, Pages, layout};
use hongtou::model::Period;
use hongtou::pipeline::{self, Request};
use hongtou::workspace::Workspace;
use rayon::prelude::*;

static FONTS: LazyLock<FontBook> = LazyLock::new(|| FontBook::from_folder(&root().join("fonts")));

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The paragraphs of a real paper, without their numbers.
fn paragraphs() -> Vec<&'static str> {
    let text = include_str!("../tests/data/circular-2022-18.txt");
    let own = |l: &'static str| l.trim().trim_start_matches(|c: char| "（）一二三四五六七八九十0123456789.、".contains(c));
    text.lines().map(own).filter(|l| l.chars().count() > 30 && !l.contains('\t')).collect()
}

/// A report of about `characters` characters; `start` makes each another one.
fn report(characters: usize, start: usize) -> String {
    let mut out =
        String::from("+++\nformat = \"plain\"\ntitle = \"关于某项工作情况的汇报\"\nto = \"市总工会党组：\"\n+++\n\n现将有关情况汇报如下。\n");
    let paragraphs = paragraphs();
    let (mut written, mut n) = (0, start);
    for heading in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"] {
        let _ = write!(out, "\n## {heading}、第{heading}个方面\n");
        for sub in ["一", "二", "三", "四"] {
            let text = paragraphs[n % paragraphs.len()];
            let _ = write!(out, "\n### （{sub}）其中第{sub}项\n\n{}\n", text.replace(['*', '#', '|'], ""));
            written += text.chars().count();
            n += 1;
        }
        if written >= characters {
            break;
        }
    }
    out
}

fn parsed(text: &str) -> Document {
    let (document, found) = document::parse(&Manuscript::from_text("甲.md", text));
    document.filter(|_| !found.has_errors()).unwrap()
}

fn laid_out(document: &Document) -> Pages {
    layout(document, &LayoutOptions::default(), &FONTS).unwrap().0
}

/// Ten pages: the shortest report that has as many.
static TEN_PAGES: LazyLock<Document> = LazyLock::new(|| (1..).map(|n| parsed(&report(n * 250, 0))).find(|d| laid_out(d).pages.len() >= 10).unwrap());

/// Thirteen texts of ten pages or a little more.
static THIRTEEN: LazyLock<Vec<String>> = LazyLock::new(|| (0..13).map(|n| report(3750, n * 7)).collect());

fn main() {
    LazyLock::force(&FONTS);
    LazyLock::force(&TEN_PAGES);
    LazyLock::force(&THIRTEEN);
    divan::main();
}

#[divan::bench]
fn fonts_found_and_read() -> FontBook {
    FontBook::from_folder(&root().join("fonts"))
}

#[divan::bench]
fn lines_of_10_000_characters(bencher: Bencher) {
    let text: String = paragraphs().concat().chars().cycle().take(10_000).collect();
    let text = plain(&text, Style { role: Role::FangSong, element: Element::Body });
    let measure = Measure { first: 2600, rest: 2800 };
    let setting = Setting { size: 16.0, cell: 15.793, measure, justify: true, no_break: &[], whole: &[] };
    bencher.bench(|| set(&text, &setting, &FONTS).ok());
}

#[divan::bench]
fn layout_of_10_pages() -> Pages {
    laid_out(&TEN_PAGES)
}

#[divan::bench]
fn pdf_of_10_pages(bencher: Bencher) {
    let pages = laid_out(&TEN_PAGES);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    bencher.bench(|| one.install(|| to_pdf(&pages).unwrap()));
}

#[divan::bench]
fn layout_and_pdf_of_10_pages(bencher: Bencher) {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    bencher.bench(|| one.install(|| to_pdf(&laid_out(&TEN_PAGES)).unwrap()));
}

/// From the text on, on all processors.
#[divan::bench]
fn thirteen_documents() -> Vec<Vec<u8>> {
    THIRTEEN.par_iter().map(|text| to_pdf(&laid_out(&parsed(text))).unwrap()).collect()
}

/// Layout and PDF: the time must grow with the pages and no faster.
#[divan::bench(args = [10, 100, 1000], sample_count = 3)]
fn pages_of_table(bencher: Bencher, pages: usize) {
    let mut text = String::from("+++\nformat = \"plain\"\ntitle = \"花名册\"\n+++\n\n| 序号 | 姓名 | 单位 | 人数 |\n| --: | --- | --- | --: |\n");
    // 24 or 25 rows a page.
    for n in 1..=pages * 49 / 2 {
        let _ = writeln!(text, "| {n} | 王某某 | 甲县第{}中学工会 | {} |", n % 97, n % 13);
    }
    let document = parsed(&text);
    bencher.bench(|| to_pdf(&laid_out(&document)).unwrap());
}

struct Silent;

impl pipeline::Progress for Silent {
    fn begin(&self, _: usize) {}
    fn step(&self, _: &str) {}
}

/// The sample workspace in a folder of its own.
fn sample() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    for part in ["inputs", "templates"] {
        for entry in walkdir::WalkDir::new(root().join(part)).into_iter().map(Result::unwrap) {
            let target = folder.path().join(entry.path().strip_prefix(root()).unwrap());
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(target).unwrap();
            } else {
                std::fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    let (workspace, _) = Workspace::load(folder.path()).unwrap();
    (folder, workspace)
}

#[divan::bench(sample_count = 20)]
fn check_of_the_sample(bencher: Bencher) {
    let (_folder, workspace) = sample();
    let Ok(Period::Form(month)) = "2023-06".parse() else { return };
    bencher.bench_local(|| pipeline::read(&workspace, month));
}

#[divan::bench(sample_count = 20)]
fn build_of_the_sample(bencher: Bencher) {
    let (_folder, workspace) = sample();
    let period = "2023-06".parse().unwrap();
    bencher.bench_local(|| {
        let built = pipeline::build(&workspace, &FONTS, period, &Request::default(), &Silent).unwrap();
        assert!(built.papers.iter().all(|p| p.written));
    });
}
