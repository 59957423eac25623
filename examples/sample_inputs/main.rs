//! Fills in the forms of four periods with invented data and writes them as the workbooks of `inputs/`.
//!
//! `cargo run --example sample_inputs -- inputs` writes the same bytes each time. All invented numbers and texts stand in the TOML files beside
//! this one; the forms are drawn by the library's own writer. Two workbooks of one period stand in `converted/` as somebody else's program
//! saved them (an .xls and an .ods) and are only copied; `--originals DIR` writes the .xlsx that they were converted from.

mod generate;

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use generate::{Outcome, register, workbooks};

fn main() {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let outcome = match (arguments.next(), arguments.next()) {
        (Some(flag), Some(folder)) if flag == Path::new("--originals") => write(&folder, true),
        (Some(folder), None) => write(&folder, false),
        _ => Err("usage: cargo run --example sample_inputs -- inputs".into()),
    };
    if let Err(problem) = outcome {
        eprintln!("{problem}");
        process::exit(1);
    }
}

fn write(folder: &Path, originals: bool) -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = workbooks(root)?;
    if !originals {
        let (path, bytes) = register(root, &made)?;
        fs::create_dir_all(folder)?;
        fs::write(folder.join(path), bytes)?;
    }
    for workbook in made {
        let file = if originals { workbook.original } else { Some((workbook.path, workbook.bytes)) };
        let Some((path, bytes)) = file else { continue };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}
