//! Makes two files of `OUT_DIR` that the program embeds: the fallback font, joined from its two packaged halves, and the dictionary of words,
//! turned into an automaton that needs no loading.
//!
//! Both lie in crates of the lock file that are never compiled (`cfg(any())`); `cargo metadata` says where their packages are, so that this
//! works with any registry, a vendored source and no network once `cargo fetch` has run.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

/// Package and the part of the font in it, in order.
const HALVES: [(&str, &str); 2] =
    [("makepad-fonts-chinese-regular", "resources/LXGWWenKaiRegular.ttf"), ("makepad-fonts-chinese-regular-2", "resources/LXGWWenKaiRegular.ttf.2")];
/// Size of LXGW WenKai 1.330 Regular, so that a changed package is noticed here and not as boxes on a page.
const LENGTH: usize = 19_073_964;

/// Package and path of the dictionary: a word, its frequency and its kind a line.
const DICTIONARY: (&str, &str) = ("jieba-rs", "src/data/dict.txt");
/// Longest word that is taken over, characters.
const LONGEST: usize = 8;

fn main() -> ExitCode {
    // The packages are pinned to one version: nothing but this script can change the result.
    println!("cargo::rerun-if-changed=build.rs");
    match assemble() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("cargo::error=内置后备字体（霞鹜文楷）和词表没有取到：请在能上网的机器上先运行一次 cargo fetch --locked，再重新编译。");
            println!(
                "cargo::error=The embedded fallback font and dictionary could not be assembled: run `cargo fetch --locked` once with a network, then build again."
            );
            for line in why.lines().filter(|l| !l.trim().is_empty()) {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn assemble() -> Result<(), String> {
    let manifest = PathBuf::from(var("CARGO_MANIFEST_DIR")?).join("Cargo.toml");
    let out = PathBuf::from(var("OUT_DIR")?);
    // Without the network first: what `cargo fetch` or an earlier build brought is there, and a dead connection costs no time.
    let metadata = metadata(&manifest, true).or_else(|_| metadata(&manifest, false))?;
    let mut font = Vec::with_capacity(LENGTH);
    for (name, part) in HALVES {
        font.extend(packaged(&metadata, name, part)?);
    }
    if font.len() != LENGTH {
        return Err(format!("the joined font has {} bytes, expected {LENGTH}", font.len()));
    }
    write(&out.join("fallback.ttf"), &font)?;
    write(&out.join("words.fst"), &automaton(&packaged(&metadata, DICTIONARY.0, DICTIONARY.1)?)?)
}

/// A file of a package.
fn packaged(metadata: &serde_json::Value, name: &str, part: &str) -> Result<Vec<u8>, String> {
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let package = packages.iter().find(|p| p["name"] == name).ok_or_else(|| format!("cargo metadata does not list the package {name}"))?;
    let dir = package["manifest_path"].as_str().and_then(|p| Path::new(p).parent()).ok_or_else(|| format!("{name}: no manifest path"))?;
    let file = dir.join(part);
    fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))
}

/// Words of Han characters with what each costs: 256 times the binary logarithm of how rare it is, in integers, so that every machine cuts
/// alike.
fn automaton(dictionary: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(dictionary).map_err(|e| format!("dictionary: {e}"))?;
    let mut words: Vec<(&str, u64)> = Vec::new();
    for line in text.lines() {
        let mut parts = line.split(' ');
        let (Some(word), Some(Ok(count))) = (parts.next(), parts.next().map(str::parse::<u64>)) else { continue };
        if word.chars().all(|c| ('\u{3400}'..='\u{9FFF}').contains(&c)) && word.chars().count() <= LONGEST {
            words.push((word, count.max(1)));
        }
    }
    words.sort_unstable();
    words.dedup_by_key(|w| w.0);
    if words.len() < 100_000 {
        return Err(format!("the dictionary has {} words only", words.len()));
    }
    let total: u64 = words.iter().map(|w| w.1).sum();
    let mut map = fst::MapBuilder::memory();
    for (word, count) in words {
        map.insert(word, log(total) - log(count)).map_err(|e| format!("{word}: {e}"))?;
    }
    map.into_inner().map_err(|e| e.to_string())
}

/// 256 · log₂ n, rounded down, for n of 1 and more.
fn log(n: u64) -> u64 {
    let whole = n.ilog2();
    // n over its highest power of two: from 1 to 2, times 2⁶³.
    let mut rest = (u128::from(n) << 63) >> whole;
    let mut out = u64::from(whole);
    for _ in 0..8 {
        rest = (rest * rest) >> 63;
        out <<= 1;
        if rest >> 64 > 0 {
            rest >>= 1;
            out += 1;
        }
    }
    out
}

/// An equal file keeps its time stamp, so nothing that includes it is built again.
fn write(target: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(target).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(target, bytes).map_err(|e| format!("{}: {e}", target.display()))
}

fn metadata(manifest: &Path, offline: bool) -> Result<serde_json::Value, String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["metadata", "--locked", "--format-version", "1", "--manifest-path"]).arg(manifest);
    if offline {
        cargo.arg("--offline");
    }
    let out = cargo.output().map_err(|e| format!("cargo metadata: {e}"))?;
    if !out.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&out.stderr)));
    }
    serde_json::from_slice(&out.stdout).map_err(|e| format!("cargo metadata: {e}"))
}

fn var(name: &str) -> Result<String, String> {
    env::var(name).map_err(|e| format!("{name}: {e}"))
}
