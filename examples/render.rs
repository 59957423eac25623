//! Sets manuscripts to PDF beside them, with the fonts in `./fonts`: `cargo run --example render FILE.md…`. `-s` prints the snapshot too.

use std::collections::BTreeMap;
use std::path::Path;

use hongtou::document::{Manuscript, parse};
use hongtou::export::pdf::to_pdf;
use hongtou::font::FontBook;
use hongtou::layout::{LayoutOptions, layout, snapshot};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fonts = FontBook::load(Some(Path::new("fonts")), &[]);
    let print = std::env::args().any(|a| a == "-s");
    for file in std::env::args().skip(1).filter(|a| a != "-s") {
        let manuscript = Manuscript::from_text(file.as_str(), &std::fs::read_to_string(&file)?);
        let (document, found) = parse(&manuscript);
        found.iter().for_each(|d| eprintln!("{d:?}"));
        let Some(document) = document else { continue };
        let mut images = BTreeMap::new();
        for path in manuscript.text.split("](").skip(1).filter_map(|s| s.split(')').next()) {
            if let Ok(bytes) = std::fs::read(Path::new(&file).with_file_name(path)) {
                images.insert(path.to_owned(), bytes.into());
            }
        }
        let options = LayoutOptions { file: file.as_str().into(), text: manuscript.text.as_str().into(), images, ..LayoutOptions::default() };
        match layout(&document, &options, &fonts) {
            Ok((pages, found)) => {
                found.iter().for_each(|d| eprintln!("{d:?}"));
                if print {
                    println!("{}", snapshot(&pages));
                }
                match to_pdf(&pages) {
                    Ok(bytes) => std::fs::write(Path::new(&file).with_extension("pdf"), bytes)?,
                    Err(d) => eprintln!("{d:?}"),
                }
            }
            Err(found) => found.iter().for_each(|d| eprintln!("{d:?}")),
        }
    }
    Ok(())
}
